-- The database roles of bt-admin. Run as a superuser; running it again changes nothing.
--   bt_owner   owns the database and everything in it: migrations, never the web
--   bt_app     the web and the worker: owns nothing, bypasses nothing
--   bt_backup  reads everything in every region, changes nothing: pg_dump
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bt_owner') THEN
    CREATE ROLE bt_owner;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bt_app') THEN
    CREATE ROLE bt_app;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bt_backup') THEN
    CREATE ROLE bt_backup;
  END IF;
END
$$;

ALTER ROLE bt_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS;
ALTER ROLE bt_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE bt_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS;

GRANT pg_read_all_data TO bt_backup;
-- So that a test may act as the application: SET ROLE bt_app.
GRANT bt_app TO bt_owner;
