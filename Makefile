# Teapoint. `make help` lists the words. Needs Python 3.11 or newer and make; nothing else.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
WORKERS ?= 3
# A machine that forbids bytecode files has every process compile all of Teapoint again, which
# takes a quarter of its start; what make starts may keep them.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: run install test check bench chaos year teams-playground requirements help

run: install ## Serve the playground, or connect to Slack, Teams or e-mail when their settings are there
	@$(BIN)/teapoint run

install: $(VENV)/.app ## Make .venv with everything Teapoint needs, pinned and hashed

test: $(VENV)/.test ## Lint, types, import contracts and all tests, on SQLite and PostgreSQL
	@echo "1 of 4  Style (ruff)" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "2 of 4  Types (mypy, strict)" && $(BIN)/mypy
	@echo "3 of 4  Which room may import which (import-linter)" && $(BIN)/lint-imports --no-cache
	@echo "4 of 4  All tests, on SQLite and on a PostgreSQL of their own"
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -q

check: $(VENV)/.test ## The same as test, without the slow parts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -q -m "not slow and not browser"

bench: $(VENV)/.bench $(VENV)/.test ## Measure matching and polling beside their peers, finding among 5,000 notes, digests of 100,000 posts
	@$(BIN)/python -m bench

chaos: $(VENV)/.test ## A round of 10,000 people while processes are killed and Slack misbehaves
	@$(BIN)/python -m tests.faults.chaos --members 10000

year: $(VENV)/.test ## A year of rounds for 300 invented people, beside random pairs
	@$(BIN)/python -m tests.year --people 300

teams-playground: $(VENV)/.test ## The bot on Teams beside Microsoft's Agents Playground, which npm installs (needs Node.js)
	@$(BIN)/python -m tests.agents_playground

requirements: ## Compile requirements/*.txt anew from the .in files
	@cd requirements && for name in app test bench; do \
		uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header $$name.in -o $$name.txt; done

help: ## Say what each word does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 26

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Teapoint needs Python 3.11 or newer. Install it, then try again." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.app: requirements/app.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Teapoint needs (once; a minute or two)"
	@$(PIP) -r requirements/app.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.app
	@echo "Installing the test tools (once)"
	@$(PIP) -r requirements/test.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.app
	@echo "Installing the peers to compare with (once)"
	@$(PIP) -r requirements/bench.txt
	@touch $@
