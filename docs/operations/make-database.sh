#!/bin/bash
# Maakt eenmalig de drie rollen en de database, met wachtwoorden door toeval, en zet de adressen in /etc/hkin.
# Draai dit als root, op de server waar PostgreSQL staat.
set -euo pipefail
umask 077
settings=${1:-/etc/hkin}
here=$(cd "$(dirname "$0")" && pwd)

if grep --quiet '^DATABASE_URL=' "$settings/hkin.env"; then
    echo "In $settings/hkin.env staat al een DATABASE_URL. Haal die regel weg als je opnieuw wilt beginnen." >&2
    exit 1
fi
owner=$(openssl rand -hex 24) web=$(openssl rand -hex 24) retention=$(openssl rand -hex 24)
export owner web retention
port=$(runuser --user postgres -- psql --no-psqlrc --tuples-only --no-align --command 'SHOW port')
cat "$here/roles.sql" "$here/database.sql" | runuser --user postgres -- psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file -

place=127.0.0.1:$port/hkin
printf 'DATABASE_URL=postgres://hkin_web:%s@%s\n' "$web" "$place" >> "$settings/hkin.env"
printf 'HKIN_OWNER_DATABASE_URL=postgres://hkin:%s@%s\n' "$owner" "$place" > "$settings/owner.env"
printf 'HKIN_RETENTION_DATABASE_URL=postgres://hkin_retention:%s@%s\n' "$retention" "$place" > "$settings/retention.env"
echo "De database staat klaar. De adressen staan in $settings."
