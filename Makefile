# What is done every day; `make help` lists it.
PYTHON ?= python3
BIN := .venv-tests/bin
READY := .venv-tests/.ready

.PHONY: help check test assets bench demo windows
.DEFAULT_GOAL := help

help: ## what make can do
	@sed -n 's/^\([a-z]*\):.* ## /\1\t/p' Makefile | expand -t 10

$(READY): pyproject.toml
	$(PYTHON) -m venv --without-pip .venv-tests
	$(PYTHON) -m pip --python $(BIN)/python install -q -e '.[dev]'
	touch $@

check: $(READY) ## style, layout and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy scoring

test: $(READY) ## the whole suite, on all cores
	$(BIN)/python -m pytest -q -n auto

assets: $(READY) ## make what is shipped but made: templates, schemas, checks.md, example, locale, golden, pictures
	$(BIN)/python -m tools

bench: $(READY) ## side by side with what a user would do otherwise
	$(BIN)/python -m benchmarks

demo: $(READY) ## the main job on the embedded example
	$(BIN)/danvan demo

windows: $(READY) ## dist/danvan-*-windows.zip: installs and opens on Windows without a network
	$(BIN)/python -m tools.windows
