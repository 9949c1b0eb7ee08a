-- De drie rollen. make-database.sh geeft de wachtwoorden mee in de omgeving.
\getenv owner owner
\getenv web web
\getenv retention retention
CREATE ROLE hkin LOGIN PASSWORD :'owner';
CREATE ROLE hkin_web LOGIN PASSWORD :'web';
CREATE ROLE hkin_retention LOGIN PASSWORD :'retention';

-- Wat mensen typen komt niet in het logboek van PostgreSQL.
ALTER SYSTEM SET log_min_error_statement = 'panic';
ALTER SYSTEM SET log_error_verbosity = 'terse';
SELECT pg_reload_conf() \g /dev/null
