#!/bin/bash
# Als backup.sh, voor docker compose: `docs/operations/backup-compose.sh /var/backups/hkin`, in de map van docker-compose.yml.
set -euo pipefail
umask 077
backups=${1:-/var/backups/hkin}
keep_data=30 keep_keys=7
today=$(date +%F)
cd "$(dirname "$0")/../.."
install --directory --mode 0700 "$backups" "$backups/data" "$backups/keys"
install --directory --mode 0755 backup-mark

# Eerst de gegevens, dan de sleutels: een signaal dat er net tussen valt mist alleen zijn tekst, nooit zijn sleutel.
docker compose exec -T postgres pg_dump --username hkin --format=custom --exclude-table-data=privacy_datakey hkin > "$backups/data/$today.dump.part"
docker compose exec -T postgres pg_dump --username hkin --format=custom --data-only --table=privacy_datakey hkin > "$backups/keys/$today.dump.part"
docker compose exec -T web tar --create --directory /var/lib/hkin . > "$backups/data/$today.sealed.tar.part"
docker compose exec -T web sh -c 'python manage.py export_destruction /tmp/vernietigd.csv >&2 && cat /tmp/vernietigd.csv' > "$backups/vernietigd.csv.part"

# Pas als alles gelukt is, telt het.
for part in "$backups"/*.part "$backups"/*/"$today".*.part; do mv "$part" "${part%.part}"; done
printf '%s\n' "$backups"/data/*.dump | head --lines=-"$keep_data" | xargs --no-run-if-empty rm --
printf '%s\n' "$backups"/data/*.tar | head --lines=-"$keep_data" | xargs --no-run-if-empty rm --
printf '%s\n' "$backups"/keys/*.dump | head --lines=-"$keep_keys" | xargs --no-run-if-empty rm --
install --mode 0644 /dev/null backup-mark/made
