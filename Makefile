# Two commands are enough: `make run` and `make test`.
PORT ?= 8000
SHELL := /bin/bash
BIN := .venv/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP := $(BIN)/python $(wildcard tools/pip-*.whl)/pip --disable-pip-version-check
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: run test proofs lint fix docs bench lock shots clean

run: .venv/run.ok  ## everything for a first look: http://localhost:8000
	@$(BIN)/quartier run --port $(PORT)

test: .venv/dev.ok  ## lint, import contracts and all tests, on SQLite and PostgreSQL
	@tools/test.sh

proofs: .venv/dev.ok  ## walks of the whole house over the demo, and both threads in a browser (half an hour)
	@for f in tests/journeys tests/test_demo.py tests/proofs/test_demo_days.py tests/guards/test_leaks.py tests/guards/test_once.py tests/guards/test_pages.py tests/guards/test_queries.py; do $(BIN)/python -m pytest -q $$f || exit 1; done

lint: .venv/dev.ok
	@tools/lint.sh

fix: .venv/dev.ok  ## format and mend what can be mended by a machine
	@$(BIN)/ruff check --fix --quiet quartier tests tools && $(BIN)/ruff format --quiet quartier tests tools

docs: .venv/dev.ok  ## generate the reference pages and build docs/ to build/docs
	@$(BIN)/python tools/reference.py && $(BIN)/sphinx-build -q -W -b html docs build/docs && echo "build/docs/index.html"

bench: .venv/dev.ok
	@$(BIN)/python tools/bench.py

lock: .venv/dev.ok
	@tools/lock.sh

shots: .venv/dev.ok  ## the pictures in docs/, made anew from the demo
	@$(BIN)/python tools/pictures.py

clean:
	rm -rf .venv var build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Quartier braucht Python 3.11 oder neuer."; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv

.venv/run.ok: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Bibliotheken werden eingerichtet (beim ersten Mal etwa eine Minute) …"
	@$(PIP) install --quiet --require-hashes --only-binary :all: --no-deps -r requirements.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps -e . > .venv/install.log 2>&1 || { cat .venv/install.log; exit 1; }
	@touch $@

.venv/dev.ok: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Bibliotheken für Tests und Prüfungen werden eingerichtet …"
	@$(PIP) install --quiet --require-hashes --only-binary :all: --no-deps -r requirements-dev.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps -e . > .venv/install.log 2>&1 || { cat .venv/install.log; exit 1; }
	@touch $@ .venv/run.ok
