#!/bin/bash
# Schrijft eenmalig /etc/hkin/hkin.env, met sleutels door toeval: `make-settings.sh signaal.example.nl mail.example.nl`.
# Draai dit als root. Elke instelling staat uitgelegd in docs/operations.md.
set -euo pipefail
umask 077
site=${1:?het adres van de site, zoals signaal.example.nl} mail=${2:?de mailserver, zoals mail.example.nl}
settings=${3:-/etc/hkin}

if [[ -e $settings/hkin.env ]]; then
    echo "$settings/hkin.env bestaat al, met sleutels erin. Er verandert niets." >&2
    exit 1
fi
install --directory --mode 0700 "$settings"
broker=$(openssl rand -hex 24)
cat > "$settings/hkin.env" <<SETTINGS
HKIN_BASE_URL=https://$site
HKIN_ALLOWED_HOSTS=$site
HKIN_TRUSTED_PROXIES=1
HKIN_SECRET_KEY=$(openssl rand -base64 48)
HKIN_SEAL_KEYS=$(date +%Y)a:$(openssl rand -base64 32)
HKIN_INDEX_KEY=$(openssl rand -base64 32)
HKIN_MAIL_FROM=HKIN <noreply@${site#*.}>
HKIN_MAIL_HOST=$mail
HKIN_SEALED_ROOT=/var/lib/hkin/sealed
HKIN_BACKUP_MARK=/var/lib/hkin/backup-made
REDIS_URL=redis://:$broker@127.0.0.1:6379/0
SETTINGS
sed "s/^requirepass .*/requirepass $broker/" "$(dirname "$0")/redis.conf" > "$settings/redis.conf"
echo "De instellingen staan in $settings/hkin.env. Kijk ze na; zet erbij wat jullie mailserver nodig heeft."
