#!/bin/sh
# Runs once, when the volume is new. The game's user may make databases and roles, and is no superuser; nobody but superusers may enter
# the server's own databases; the superuser has no password, and so logs in from inside the container alone.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres --set password="$POSTGRES_PASSWORD" <<'SQL'
create role sectorwars login createdb createrole password :'password';
grant pg_signal_backend to sectorwars;
create database sectorwars owner sectorwars;
revoke connect, temporary on database postgres, template1 from public;
grant connect on database postgres to sectorwars;
alter role postgres password null;
SQL
