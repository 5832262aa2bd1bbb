# The developer's manual. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
BROWSER_READY := build/browser-ready
NPM := tests/browser tests/cql tests/renderers
NPM_QUIET := --ignore-scripts --no-audit --no-fund --loglevel=error
CLIENTS_READY := build/clients-venv/ready
SPARK_READY := $(VENV)/spark-ready
ON_ALL_CORES := -n auto --maxprocesses 4 --dist loadfile  # a file keeps its server and its browser

.DEFAULT_GOAL := help
.PHONY: help start test test-slow lint check book screens readme bench lock lock-browser lock-cql lock-renderers \
  lock-clients lock-spark clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

$(BROWSER_READY): $(NPM:%=%/package-lock.json) tests/install_packages.sh
	tests/install_packages.sh
	for d in $(NPM); do npm ci --prefix $$d $(NPM_QUIET) </dev/null || exit 1; done
	@mkdir -p $(@D) && touch $@

$(CLIENTS_READY): tests/clients/requirements.lock tests/clients/install.sh
	PYTHON=$(PYTHON) tests/clients/install.sh

# Half a gigabyte that only tests of Spark need.
$(SPARK_READY): $(READY) tests/cluster/requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/cluster/requirements.lock
	@touch $@

start: $(READY)  ## set up, then the guide for the browser; prints its address, Ctrl+C stops it
	@$(BIN)/rygrad clinics import examples/clinics_demo.csv --if-empty >/dev/null
	@$(BIN)/rygrad serve

test: $(READY) $(BROWSER_READY) $(CLIENTS_READY) $(SPARK_READY)  ## everything CI runs: lint, types, imports, tests, knowledge, proofs
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -m "not slow" $(ON_ALL_CORES)
	$(BIN)/rygrad check --proofs --lang en

test-slow: $(READY) $(BROWSER_READY) $(CLIENTS_READY) $(SPARK_READY)  ## the slow tests too
	$(BIN)/pytest -m "slow or not slow" $(ON_ALL_CORES)

lint: $(READY)  ## ruff, mypy (strict), import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(READY)  ## is the knowledge in order?
	$(BIN)/rygrad check

book: $(READY)  ## every rule with its words, sources and cases, as pages in build/book
	$(BIN)/rygrad book --out build/book

screens: $(READY) $(BROWSER_READY)  ## a picture of every page at three widths in both themes: build/screens
	$(BIN)/python tests/browser/take_screens.py build/screens

readme: $(READY) $(BROWSER_READY)  ## put the program's present output and picture into the README
	$(BIN)/python docs/refresh_readme.py
	$(BIN)/python tests/browser/take_picture.py docs/guide.jpg

bench: $(READY)  ## the figures the README quotes (minutes)
	$(BIN)/python benchmarks/assessment.py
	$(BIN)/python benchmarks/agreement.py
	$(BIN)/python benchmarks/people_5_9_million.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/hooks.py

lock:  ## pin every dependency again
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --extra dev --extra web \
	  --extra population --extra burden -o requirements.lock pyproject.toml

# Without registry addresses; "latest" in a package of lighthouse becomes the version that is overridden,
# because npm 9 cannot read it otherwise.
lock-cql:  ## pin what the CQL tests are checked with
	rm -rf tests/cql/package-lock.json tests/cql/node_modules
	npm install --prefix tests/cql --omit-lockfile-registry-resolved $(NPM_QUIET)

lock-browser:  ## pin what the browser tests are checked with
	rm -rf tests/browser/package-lock.json tests/browser/node_modules
	npm install --prefix tests/browser --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund
	sed -i 's/"legacy-javascript": "latest"/"legacy-javascript": "0.0.1"/; s/"third-party-web": "latest"/"third-party-web": "0.27.0"/' \
	  tests/browser/package-lock.json

# What a package declares and these tests never load is taken out again: a third of the size is left.
lock-renderers:  ## pin other people's renderers and clients
	rm -rf tests/renderers/package-lock.json tests/renderers/node_modules
	npm install --prefix tests/renderers --package-lock-only --omit-lockfile-registry-resolved $(NPM_QUIET)
	node tests/renderers/lighten_lock.mjs
	npm install --prefix tests/renderers --package-lock-only --omit-lockfile-registry-resolved $(NPM_QUIET)

lock-spark:  ## pin the Spark that the tests run
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header -o tests/cluster/requirements.lock \
	  tests/cluster/requirements.in

lock-clients:  ## pin the clients that run in an environment of their own
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header -o tests/clients/requirements.lock \
	  tests/clients/requirements.in

clean:  ## forget the set-up and everything made
	rm -rf $(VENV) build $(NPM:%=%/node_modules) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
