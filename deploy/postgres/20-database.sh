#!/bin/sh
# Passwords from the secrets, then the database. The postgres image runs the files of
# this folder in order, once, when its volume is empty.
set -eu
cd "${BT_SECRETS:-/run/secrets}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres \
  --set name="${BT_DATABASE:-bt}" <<'SQL'
\set owner `cat owner_password`
\set app `cat app_password`
\set backup `cat backup_password`
ALTER ROLE bt_owner PASSWORD :'owner';
ALTER ROLE bt_app PASSWORD :'app';
ALTER ROLE bt_backup PASSWORD :'backup';
CREATE DATABASE :"name" OWNER bt_owner;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO bt_app, bt_backup;
SQL
