# Set-up is part of every target: on a fresh machine `make run` or `make test` is enough.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
  && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint bench lock texts clean

run: $(VENV)/.ready
	$(BIN)/lagesbild serve --port $(PORT)

test: $(VENV)/.ready-dev
	sh scripts/browser.sh
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready-dev requirements-bench.lock
	sh scripts/browser.sh
	$(INSTALL) --require-hashes -r requirements-bench.lock
	$(BIN)/python benchmarks/map.py

# The lock files name no index: they work with whatever pip is set up to use.
lock: $(VENV)/.ready-dev
	$(INSTALL) uv
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCKING) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev $(LOCKING) \
	  --constraints requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --group bench $(LOCKING) \
	  --constraints requirements.lock --output-file requirements-bench.lock
LOCKING := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links --quiet --upgrade

texts: $(VENV)/.ready-dev
	$(BIN)/python scripts/texts.py

clean:
	rm -rf $(VENV) build dist *.egg-info

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it and try again."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(BIN)/python requirements.lock pyproject.toml lagesbild/pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@
