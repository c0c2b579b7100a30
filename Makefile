# One door for every chore. `make` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
KERN := node_modules/@kern-ux/native/dist
VENDOR := static/vendor/kern

.DEFAULT_GOAL := help
.PHONY: help setup run dev demo test test-unit test-sqlite test-postgres test-browser check lint screenshots lock clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(VENV)/.stamp $(VENDOR)/.stamp .env ## install everything into .venv, from hashed lock files

# Addresses in answers (feeds, OParl, canonical links) must be those that are asked for.
run dev: export SITE_URL := http://127.0.0.1:$(PORT)

run: setup ## set up, load the demonstration region, serve on http://127.0.0.1:8000 (PORT=…)
	@mkdir -p var
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_demo
	$(MANAGE) collectstatic --no-input --verbosity 0
	@echo "Das Portal läuft auf http://127.0.0.1:$(PORT)/ (Strg+C beendet es)."
	$(BIN)/gunicorn --config regionportal/gunicorn.py --bind 127.0.0.1:$(PORT)

dev: setup ## like run, but reloading on every change and with Django's error pages
	@mkdir -p var
	$(MANAGE) migrate --verbosity 0
	DEBUG=true $(MANAGE) runserver $(PORT)

demo: setup ## load the demonstration region once more (changes nothing if it is there)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_demo

test: test-sqlite test-postgres test-browser ## run all tests: SQLite, PostgreSQL, browser

test-unit: $(VENV)/.stamp ## the quick tests on SQLite, for every save
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not slow"

test-sqlite: $(VENV)/.stamp ## the suite on SQLite
	$(BIN)/python -m pytest -q -n 2

test-postgres: $(VENV)/.stamp ## the suite on PostgreSQL, in a throw-away server
	@$(BIN)/python tests/on_postgres.py $(BIN)/python -m pytest -q -n 2

test-browser: setup ## accessibility, policy and layout in headless Chromium
	@$(BIN)/python tests/in_browser.py $(BIN)/python -m pytest -q -n 2 --dist loadfile -m browser tests/browser

check: setup ## format, lint, import order, migrations, templates, production settings, licences, lock files
	@! grep -rnE 'https?://|file:|--index|--find-links' requirements/*.txt package-lock.json
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(MANAGE) makemigrations --check --dry-run --verbosity 0
	$(BIN)/python tests/production_check.py
	$(BIN)/reuse lint --quiet

screenshots: setup ## take the pictures of README and handbook again
	$(BIN)/python docs/take_screenshots.py

lock: $(VENV)/.stamp ## renew the lock files from requirements/*.in
	for name in base dev node; do $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt; done
	npm install --package-lock-only --silent

clean: ## remove what setup and run have made, the database included
	rm -rf $(VENV) node_modules static/vendor var .env

$(VENV)/.stamp: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …" >&2; exit 1)
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

# The design system comes from npm; where there is no Node, a Python package brings npm along.
$(VENDOR)/.stamp: package-lock.json $(VENV)/.stamp
	@if command -v npm >/dev/null; then npm ci --silent; else \
	  $(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes --only-binary :all: -r requirements/node.txt && \
	  PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent; fi
	rm -rf $(VENDOR) && mkdir -p $(VENDOR)/fonts
	install -m 644 $(KERN)/kern.min.css $(VENDOR)/
	install -m 644 $(foreach cut,Regular Italic SemiBold,$(KERN)/fonts/fira-sans/FiraSans-$(cut).woff2) $(VENDOR)/fonts/
	@touch $@

.env: $(VENV)/.stamp
	@$(BIN)/python regionportal/local_env.py > $@
	@echo ".env für diesen Rechner angelegt."
