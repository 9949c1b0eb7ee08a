-- Een lege database voor HKIN, ook om een kopie in terug te zetten.
-- Een volgorde van letters die niet verandert als de server een nieuwe versie van het systeem krijgt.
SELECT current_setting('server_version_num')::int >= 170000 AS has_builtin \gset
\if :has_builtin
CREATE DATABASE hkin OWNER hkin TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8';
\else
CREATE DATABASE hkin OWNER hkin TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\endif
REVOKE CONNECT ON DATABASE hkin FROM PUBLIC;
GRANT CONNECT ON DATABASE hkin TO hkin_web, hkin_retention;
