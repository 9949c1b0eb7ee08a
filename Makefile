# Needs Python 3.11 or newer, make and git; the rest is installed into .venv and node_modules.
PYTHON ?= python3
PY = .venv/bin/python
.DEFAULT_GOAL = help
.PHONY: help ready run test check format messages lock clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 12

ready:
	@$(PYTHON) hkin/devstack/bootstrap.py

run: ready  ## Start HKIN with a demo municipality (HKIN_PORT and HKIN_DEMO_PASSWORD choose)
	@$(PY) -m hkin.devstack

test: ready  ## Run all tests on a real PostgreSQL and Redis (ARGS="-k routing" chooses)
	$(PY) -m pytest $(ARGS)
