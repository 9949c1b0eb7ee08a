#!/bin/bash
# Maakt een kopie van database, sleutels, bijlagen en het register van wat vernietigd is. Elke nacht, als root.
# De sleutels liggen apart: ze blijven korter, en nooit bij de kopieën van de database.
set -euo pipefail
umask 077
backups=${1:-/var/backups/hkin} state=/var/lib/hkin
keep_data=30 keep_keys=7
today=$(date +%F)
install --directory --mode 0700 "$backups" "$backups/data" "$backups/keys"

# Eerst de gegevens, dan de sleutels: een signaal dat er net tussen valt mist alleen zijn tekst, nooit zijn sleutel.
runuser --user postgres -- pg_dump --format=custom --exclude-table-data=privacy_datakey hkin > "$backups/data/$today.dump.part"
runuser --user postgres -- pg_dump --format=custom --data-only --table=privacy_datakey hkin > "$backups/keys/$today.dump.part"
tar --create --file "$backups/data/$today.sealed.tar.part" --directory "$state" sealed
hkin export_destruction "$state/vernietigd.csv"
cat "$state/vernietigd.csv" > "$backups/vernietigd.csv.part"

# Pas als alles gelukt is, telt het.
for part in "$backups"/*.part "$backups"/*/"$today".*.part; do mv "$part" "${part%.part}"; done
printf '%s\n' "$backups"/data/*.dump | head --lines=-"$keep_data" | xargs --no-run-if-empty rm --
printf '%s\n' "$backups"/data/*.tar | head --lines=-"$keep_data" | xargs --no-run-if-empty rm --
printf '%s\n' "$backups"/keys/*.dump | head --lines=-"$keep_keys" | xargs --no-run-if-empty rm --
touch "$state/backup-made"
