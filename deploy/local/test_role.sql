-- Only on a server for tests (beside deploy/roles.sql): what tests of single actions and selectors run as. It holds what
-- nrm_app holds, so that a missing grant fails, and is not stopped by row security, whose settings such a test has not.
do $$
begin
  if not exists (select from pg_roles where rolname = 'nrm_unwalled') then
    create role nrm_unwalled nologin nosuperuser bypassrls nocreaterole nocreatedb;
  end if;
end
$$;
grant nrm_app to nrm_unwalled;
grant nrm_unwalled to nrm_owner;
