# Needs Python 3.11 or newer, make and git; all else is installed into .venv and node_modules.
PYTHON ?= python3
PY = .venv/bin/python
.DEFAULT_GOAL = help
.PHONY: help ready run test check format messages lock bench chaos clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

ready:
	@$(PYTHON) hkin/devstack/bootstrap.py

run: ready  ## Start HKIN with a demo municipality; HKIN_PORT and HKIN_DEMO_PASSWORD may be chosen
	@$(PY) -m hkin.devstack

test: ready  ## Run all tests on a real PostgreSQL and Redis, one process a core; ARGS="-n 0 -k routing" chooses
	$(PY) -m pytest -n auto $(ARGS)

# As on a server, with keys that are used nowhere and a database that does not answer.
check: export DATABASE_URL = postgres://hkin@127.0.0.1:9/none
check: export HKIN_ALLOWED_HOSTS = signaal.example.nl
check: export HKIN_BASE_URL = https://signaal.example.nl
check: export HKIN_SECRET_KEY = only-for-make-check-0123456789-abcdefghijklmnopqrstuvwxyz
check: export HKIN_SEAL_KEYS = check:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
check: export HKIN_INDEX_KEY = YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=
check: ready  ## Check style, types, arrows, migrations, deployment settings and Dutch
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	.venv/bin/lint-imports
	$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	env -u DATABASE_URL $(PY) -m pytest -q tests/house --ignore tests/house/test_url_matrix.py

format: ready  ## Lay out the code and the templates
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2

messages: ready  ## Collect new texts for translation (needs GNU gettext) and list what has no Dutch yet
	$(PY) manage.py makemessages --locale nl --no-wrap --add-location file --ignore node_modules --ignore tests
	$(PY) -m hkin.devstack.translations report

lock: ready  ## Write the exact versions of requirements*.in and package.json down
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only

bench: ready  ## Measure pages, filing and PostgreSQL; BENCH_SIGNALS=100000 fills more than 10,000
	@$(PY) -m hkin.devstack.bench

chaos: ready  ## File while processes are killed, then count the letters; CHAOS_SECONDS and CHAOS_SEED may be chosen
	@$(PY) -m hkin.devstack.chaos

clean:  ## Remove all that was installed or made here, demo data included
	rm -rf .venv node_modules .run staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo
