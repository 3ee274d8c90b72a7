-- The login roles of an installation. Run once as a PostgreSQL superuser, for example
--   psql -v ON_ERROR_STOP=1 -f deploy/roles.sql postgres
-- and then give each role its password (\password nrm_owner, \password nrm_app) and make the
-- database: create database nrm owner nrm_owner.
-- Running it again changes nothing.

-- nrm_owner owns the tables: migrations, demo data, dumps and the set-up of tests.
-- nrm_app is what web, worker and commands log in as; it owns nothing and bypasses nothing.
do $$
begin
  if not exists (select from pg_roles where rolname = 'nrm_owner') then
    create role nrm_owner login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
  if not exists (select from pg_roles where rolname = 'nrm_app') then
    create role nrm_app login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
end
$$;

-- So that tests, which connect as the owner, can become the application: set role nrm_app.
grant nrm_app to nrm_owner;
