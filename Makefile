# One command each: make run, make demo, make test. Everything else is for those who build it.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
SOURCES := bot flows letters storage tests

.PHONY: run demo test check soak bench page audit format lock clean

run: $(VENV)/.run
	@$(PY) -m bot

demo: $(VENV)/.run
	@$(PY) -m bot.demo

test: $(VENV)/.dev
	@$(PY) -m pytest -n auto --dist loadfile -m "not soak and not page"

page: $(VENV)/.dev
	@$(PY) -m pytest -m page

soak: $(VENV)/.dev
	@$(PY) -m pytest -m soak -s

check: $(VENV)/.dev
	@$(VENV)/bin/ruff format --check $(SOURCES)
	@$(VENV)/bin/ruff check $(SOURCES)
	@$(VENV)/bin/mypy

# Known holes in what is locked. The list of holes is on the network: where that is out of reach, it says so.
audit: $(VENV)/.dev
	@if $(PY) -c "import socket; socket.create_connection(('api.osv.dev', 443), 5)" 2>/dev/null; \
	then $(VENV)/bin/pip-audit -s osv --disable-pip --require-hashes -r requirements.txt; \
	else echo "No audit: api.osv.dev cannot be reached."; fi

format: $(VENV)/.dev
	@$(VENV)/bin/ruff format $(SOURCES)
	@$(VENV)/bin/ruff check --fix $(SOURCES)

bench: $(VENV)/.dev
	@$(PY) -m tests.bench

lock: $(VENV)/.dev
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.11 pyproject.toml -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@echo "Setting up: this takes a minute, once."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
