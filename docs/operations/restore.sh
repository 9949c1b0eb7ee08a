#!/bin/bash
# Zet een kopie terug: `restore.sh 2026-11-22`. Draai dit als root, met alle onderdelen uit.
# Staat er nog een database? Dan moet ze leeg zijn, of gooi haar eerst zelf weg.
# Wat na de kopie vernietigd is, wordt daarna opnieuw vernietigd. Pas dan mag de site open.
set -euo pipefail
day=${1:?welke dag, zoals 2026-11-22} backups=${2:-/var/backups/hkin} state=/var/lib/hkin

here=$(cd "$(dirname "$0")" && pwd)
as_postgres() { runuser --user postgres -- "$@"; }

if [[ -z $(as_postgres psql --no-psqlrc --tuples-only --no-align --command "SELECT 1 FROM pg_database WHERE datname = 'hkin'") ]]; then
    as_postgres psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file - < "$here/database.sql"
fi
newest_keys=$(printf '%s\n' "$backups"/keys/*.dump | tail --lines=1)
as_postgres pg_restore --exit-on-error --dbname=hkin < "$backups/data/$day.dump"
as_postgres pg_restore --exit-on-error --data-only --dbname=hkin < "$newest_keys"
tar --extract --file "$backups/data/$day.sealed.tar" --directory "$state" --same-owner
install --owner hkin --mode 0600 "$backups/vernietigd.csv" "$state/vernietigd.csv"
hkin migrate
hkin replay_destruction "$state/vernietigd.csv"
