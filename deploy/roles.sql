-- The roles of an installation. Run once as a PostgreSQL superuser, for example
--   psql -v ON_ERROR_STOP=1 -f deploy/roles.sql postgres
-- and then give each login role its password (\password nrm_owner, nrm_app, nrm_sealer) and make the
-- database: create database nrm owner nrm_owner.
-- Running it again changes nothing; run it again after an upgrade whose notes say so.

-- nrm_owner owns the tables: migrations, demo data, dumps and the set-up of tests.
-- nrm_app is what web, worker and commands log in as; it owns nothing and bypasses nothing.
-- nrm_sealer chains the record and verifies it: it reads the record and adds seals, and reaches nothing else.
-- nrm_lookup owns the look-up functions and logs in nowhere: they see past row security, and only
-- the columns granted to it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'nrm_owner') then
    create role nrm_owner login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
  if not exists (select from pg_roles where rolname = 'nrm_app') then
    create role nrm_app login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
  if not exists (select from pg_roles where rolname = 'nrm_sealer') then
    create role nrm_sealer login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
  if not exists (select from pg_roles where rolname = 'nrm_lookup') then
    create role nrm_lookup nologin nosuperuser bypassrls nocreaterole nocreatedb;
  end if;
end
$$;

-- So that tests, which connect as the owner, can become the application: set role nrm_app.
grant nrm_app to nrm_owner;
-- So that migrations can hand the look-up functions over.
grant nrm_lookup to nrm_owner;
