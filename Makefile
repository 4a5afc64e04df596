# Every workflow is a target here; .ci/run and the pre-commit hooks call the same ones.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-postgres test-browser check bench bench-crosswalk drill realdata messages lock changelog lint format \
        types layers templates catalogues migrations lock-current

PYTHON ?=
UPGRADE ?=
WORKERS ?= 2
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest --dist worksteal
MO := $(patsubst %.po,%.mo,$(wildcard src/silta/locale/*/LC_MESSAGES/django.po))
export PYTHON
# Where Python is told to keep no bytecode, every process would compile Django anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE
# Nothing here reads or writes the home of a real node.
CHECK_ENV := SILTA_HOME=$(CURDIR)/var/check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.runtime $(MO) var/static-fonts/fonts.css ## install what Silta needs to run, into .venv, from the hashed lock
setup-dev: .venv/.dev $(MO) ## the same, and what its tests and checks need

run: setup ## prepare and start the two demonstration nodes
	$(BIN)/silta demo

test: setup-dev ## the test suite on SQLite, without a browser
	$(PYTEST) -n $(WORKERS) -m "not slow and not browser"

test-postgres: setup-dev ## what a node does, on a private PostgreSQL
	$(BIN)/python tools/postgres.py $(PYTEST) -n $(WORKERS) -m "behaviour and not slow and not browser"

test-browser: setup-dev ## every page in Chromium: accessibility, widths, keyboard, scripts
	$(PYTEST) -n $(WORKERS) -m "browser and not slow" tests/web tests/journeys

check: lint types layers templates catalogues migrations lock-current test test-postgres test-browser ## everything that must hold before a change lands

drill: setup-dev ## the longer tests: slow ones, and many more generated examples
	SILTA_HYPOTHESIS=drill $(BIN)/python tools/postgres.py $(PYTEST) -n $(WORKERS) --timeout 1800 -m behaviour
	SILTA_HYPOTHESIS=drill $(PYTEST) -n $(WORKERS) --timeout 1800

realdata: setup-dev ## read or refuse every file of the real data beside the repository, and say what became of each
	$(BIN)/python tools/realdata.py

bench: setup-dev ## measure append, mirror, projection, suggestion, import and pages on this machine
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.review

bench-crosswalk: setup-dev ## measure the quality of suggestions on the real texts, and their speed and memory at scale
	$(BIN)/python -m benchmarks.crosswalk_quality
	$(BIN)/python -m benchmarks.crosswalk_scale
	$(BIN)/python -m benchmarks.engines

messages: setup-dev ## bring the translation catalogues up to date with the strings in the code
	$(CHECK_ENV) $(BIN)/python tools/messages.py

lock: setup-dev ## write both locks from pyproject.toml (needs uv and a network); UPGRADE=--upgrade for newer versions
	$(BIN)/python tools/lock.py --write $(UPGRADE)

changelog: setup-dev ## show what the next section of CHANGELOG.md will say
	$(BIN)/towncrier build --draft

format: setup-dev ## format the Python code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

lint: setup-dev ## ruff, lint and format
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: setup-dev ## mypy, strict
	$(CHECK_ENV) $(BIN)/mypy

layers: setup-dev ## import-linter: which package may import which
	$(BIN)/lint-imports --no-cache

templates: setup-dev ## djlint
	$(BIN)/djlint --lint --quiet src/silta

catalogues: setup-dev ## every string is translated into four languages
	$(CHECK_ENV) $(BIN)/python tools/messages.py --check

migrations: setup-dev ## the migrations say what the models say
	@mkdir -p var/check
	$(CHECK_ENV) $(BIN)/python -m django makemigrations --check --dry-run --settings silta.config.settings

lock-current: setup-dev ## the locks answer to pyproject.toml; asks no network
	$(BIN)/python tools/lock.py --check

.venv/.runtime: requirements.lock tools/environment.sh
	tools/environment.sh requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock tools/environment.sh
	tools/environment.sh requirements-dev.lock
	@touch .venv/.runtime $@

%.mo: %.po | .venv/.runtime
	@$(BIN)/python tools/messages.py --compile

var/static-fonts/fonts.css: | .venv/.runtime
	$(BIN)/python -m silta.web.fonts
