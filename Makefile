# What one can do here. Every verb makes the environment it needs by itself; nothing is installed outside this folder.

PYTHON ?= python3
PORT ?= 8000
SERVE ?= 1

RUN = $(PYTHON) start.py --lock run
DEV = $(PYTHON) start.py --lock dev
BENCH = $(PYTHON) start.py --lock bench

.DEFAULT_GOAL := help
.PHONY: help demo serve assets test test-all check audit format bench simulate lock clean

help:  ## say what each verb does
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | column -t -s '|'

demo: assets  ## play a demonstration round with made-up answers, then serve the portal (SERVE=0: do not serve; PORT=8000)
	@$(RUN) python -m portal.demonstration --port $(PORT) $(if $(filter 0 no,$(SERVE)),--no-serve)

serve: assets  ## serve the portal as it stands
	@$(RUN) python -m portal.demonstration --port $(PORT) --only-serve

assets: var/assets/poet.css  ## build the styles and fonts from the locked npm packages

node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo "POET needs Node 20 or newer with npm to build its styles and fonts. Install it, then run make again."; exit 1; }
	@echo "Installing what package-lock.json lists ..."
	@npm ci --ignore-scripts --no-audit --no-fund >/dev/null
	@touch $@

var/assets/poet.css: node_modules/.package-lock.json $(wildcard assets/*) instruments/pictures.toml
	@echo "Building the styles and fonts ..."
	@npm run build >/dev/null
	@touch $@

test: assets  ## run everything that checks the project; says what it skips and how to unskip it
	@$(DEV) python -m pytest -n auto -rs

test-all: assets  ## the same, and every page of every questionnaire in every face (much longer)
	@$(DEV) python -m pytest -n auto -rs -m "every or not every"

check: assets  ## format, lint, types, import contracts, docs under test
	@$(DEV) ruff format --check .
	@$(DEV) ruff check .
	@$(DEV) mypy
	@$(DEV) lint-imports
	@$(DEV) python -m pytest tests/house

audit:  ## look every locked package up in an advisory database: fails on a known fault, and says what could not be looked up
	@$(DEV) python requirements/audit.py

format:  ## mend what a machine can mend
	@$(DEV) ruff check --fix --exit-zero --quiet .
	@$(DEV) ruff format .

bench: assets  ## ours, the peer and the limit in one run; writes var/bench.json
	@$(BENCH) python -m bench

simulate:  ## put made-up areas through the statistics and renew the tables of docs/reference/methods.md (some minutes)
	@$(DEV) python -m poet simulate --page docs/reference/methods.md

lock:  ## renew the hash-locked lists after a change in pyproject.toml
	@$(DEV) python requirements/lock.py

clean:  ## remove everything that was made here
	rm -rf .venv node_modules var
