# `make test` on a fresh machine needs Python 3.11 or newer, a C compiler (durable-rules) and a package index.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

.NOTPARALLEL:
.PHONY: setup test lint types layers demo docs bench lock format

setup: .venv/.project

.venv/.pinned: requirements/development.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned development environment into .venv (a few minutes, once)"
	@$(PIP) install --require-hashes -r $<
	@touch $@

.venv/.project: .venv/.pinned pyproject.toml hatch_build.py
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# pytest comes last, so that its closing line is the last one printed.
test: setup lint types layers
	@$(BIN)/python -m pytest -n 2

lint: setup
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

types: setup
	@$(BIN)/mypy --no-error-summary

layers: setup
	@$(BIN)/lint-imports --no-logo > .venv/layers.txt 2>&1 || { cat .venv/layers.txt; exit 1; }

format: setup
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

demo: setup
	@$(BIN)/python examples/demo.py

docs: setup
	@$(BIN)/sphinx-build -W --keep-going --quiet docs build/docs

# The peers have dependencies of their own: they get an environment of their own.
bench: .venv-bench/.project
	@.venv-bench/bin/python benchmarks/run.py

.venv-bench/.project: requirements/benchmarks.txt pyproject.toml
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip --quiet install --require-hashes -r $<
	@.venv-bench/bin/python -m pip --quiet install --no-deps --no-build-isolation -e .
	@touch $@

# Versions already pinned stay where they are; `make lock UPGRADE=--upgrade` moves them all.
lock: setup
	@$(LOCK) $(UPGRADE) pyproject.toml --all-extras --group dev -o requirements/development.txt
	@$(LOCK) $(UPGRADE) pyproject.toml --all-extras --group build --group bench -o requirements/benchmarks.txt
