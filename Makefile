# The developer's manual. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help start test test-slow lint check book readme bench lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

start: $(READY)  ## set up, show an example assessment, then the interview (in a terminal)
	@$(BIN)/rygrad assess examples/one_person.yaml
	@if [ -t 0 ]; then $(BIN)/rygrad guide; else echo "Interview: .venv/bin/rygrad guide"; fi

test: $(READY)  ## everything CI runs: lint, types, imports, tests, knowledge, proofs
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest
	$(BIN)/rygrad check --proofs --lang en

test-slow: $(READY)  ## the slow tests too
	$(BIN)/pytest -m "slow or not slow"

lint: $(READY)  ## ruff, mypy (strict), import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(READY)  ## is the knowledge in order?
	$(BIN)/rygrad check

book: $(READY)  ## every rule with its words, sources and cases, as pages in build/book
	$(BIN)/rygrad book --out build/book

readme: $(READY)  ## put the program's present output into the README
	$(BIN)/python docs/refresh_readme.py

bench: $(READY)  ## the figures the README quotes (minutes)
	$(BIN)/python benchmarks/assessment.py
	$(BIN)/python benchmarks/agreement.py
	$(BIN)/python benchmarks/people_5_9_million.py

lock:  ## pin every dependency again
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --extra dev -o requirements.lock pyproject.toml

clean:  ## forget the set-up and everything made
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
