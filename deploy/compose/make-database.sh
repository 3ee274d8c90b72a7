#!/bin/sh
# Run by the postgres image on an empty volume: the roles of deploy/roles.sql with the passwords of the secret files,
# and the database. Passwords reach psql from the files, never a command line.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet --file /etc/nrm/roles.sql
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet <<'SQL'
\set owner_password `cat /run/secrets/database_owner_password`
\set app_password `cat /run/secrets/database_app_password`
alter role nrm_owner password :'owner_password';
alter role nrm_app password :'app_password';
create database nrm owner nrm_owner;
revoke connect, temporary on database nrm from public;
grant connect on database nrm to nrm_app;
SQL
