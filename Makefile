# Two commands for everyone: `make demo` shows the whole campaign, `make test` proves it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
CAMPAIGN ?= huong-khe-2021
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen --no-sync
# A file is run by one process, which makes its servers and houses once; the longest begin.
AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo up test domain outer quick nightly mutants durations lint packages preflight clean

help: ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# Compiled once: where Python writes no bytecode, each start would compile again (ADR 13).
setup: $(UV) ## Make the environment in .venv
	@$(UV) sync --frozen --compile-bytecode --quiet
	$(RUN) python -m compileall -q config deployments flows models tasks
	$(RUN) python -m deployments.prefect.database

.uv/bin/uv:
	@$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet uv

demo: setup ## Rehearse the 2021 campaign on a real Prefect server
	@$(RUN) cchc demo $(CAMPAIGN)

up: setup ## Run the real system: Prefect UI on 127.0.0.1:4200
	@exec $(RUN) cchc up $(CAMPAIGN)

test: setup packages ## All checks and all tests
	@$(MAKE) --no-print-directory -j 2 lint outer

domain: setup ## Tests of the domain; they must reach every branch of it
	@$(RUN) pytest tests/models/domain -q --cov=models.domain --cov-branch --cov-fail-under=100 \
	  --cov-report=term:skip-covered

outer: domain ## Tests of all that is around the domain, after those of the domain
	@$(RUN) pytest --ignore=tests/models/domain $(AT_ONCE)

quick: setup ## Only the tests that need no server, browser or office program and take no time
	@$(RUN) pytest --quick $(AT_ONCE)

nightly: export CCHC_TEST_PROFILE := full
nightly: setup ## All checks and tests with every example and every kill, then the mutants
	@$(MAKE) --no-print-directory test
	$(MAKE) --no-print-directory mutants

mutants: setup ## Break promises one by one in copies of the tree: tests must turn red
	@$(RUN) python -m tests.mutants

durations: setup packages ## Record how long tests take, which orders them, on a quiet machine
	@$(RUN) pytest --record-durations

lint: setup
	@$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

packages: ## Debian packages of the slow tests (as root; otherwise those tests are skipped)
	@tests/install-packages

preflight: setup ## Pack the offline check for the machines of units as a wheel in dist/
	@$(RUN) python -m deployments.preflight.pack --out dist

clean: ## Remove the environment and everything that was made
	@rm -rf .venv .uv build dist out .pytest_cache .mypy_cache .ruff_cache .coverage .import_linter_cache
