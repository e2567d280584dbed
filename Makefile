# `make render` makes the page, `make test` proves the project. Both set up what they need in
# .venv, once: with uv if it is there, else with Python's own venv and pip.
# Without make (on Windows, say), the plain commands stand in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help render check build test format lint clean

help:
	@echo "make render   make exports/graph.html, the interactive page"
	@echo "make check    name every mistake in seeds/ and ontology/"
	@echo "make build    check, lay out and write every file of exports/"
	@echo "make test     format, lint, types, import floors, tests"
	@echo "make format   put the Python files into their form"
	@echo "make lint     the part of 'make test' before the tests"
	@echo "make clean    remove .venv, caches and what the tests left"

render check build: $(VENV)/.installed
	@$(BIN)/graphkit $@

test: lint
	@echo "tests"
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder \
		--cov --cov-report=term-missing

lint: $(VENV)/.installed-test
	@echo "format"
	@$(BIN)/ruff format --check .
	@echo "lint"
	@$(BIN)/ruff check --quiet .
	@echo "types"
	@$(BIN)/mypy --no-error-summary
	@echo "import floors"
	@$(BIN)/lint-imports --no-logo >$(VENV)/floors.txt || { cat $(VENV)/floors.txt; exit 1; }

format: $(VENV)/.installed-test
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

clean:
	@rm -rf $(VENV) build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache tests/readers/node_modules
	@find graphkit tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------- set-up

$(BIN)/python:
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python '>=3.11' $(VENV); \
	elif ! command -v $(PYTHON) >/dev/null 2>&1; then \
		echo "graphkit: there is no $(PYTHON); install Python 3.11 or newer," \
			"or name one: make PYTHON=python3.12 ..." >&2; exit 1; \
	elif ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "graphkit: $$($(PYTHON) --version) is too old, Python 3.11 or newer is needed;" \
			"name one: make PYTHON=python3.12 ..." >&2; exit 1; \
	elif ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "graphkit: $(PYTHON) comes without venv or ensurepip;" \
			"on Debian and Ubuntu: apt-get install python3-venv (or install uv)" >&2; exit 1; \
	else \
		$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi

# $(call install,WHAT): the project in editable form, so that an edit needs no new set-up.
install = \
	if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '$(1)'; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check \
			-c constraints.txt -e '$(1)'; \
	fi

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "setting up .venv (once)" >&2
	@$(call install,.)
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "setting up .venv for the tests (once)" >&2
	@$(call install,.[test])
	@touch $@ $(VENV)/.installed
