# make run    install once into .venv, build the index once, open the assistant with a sample case
# make test   install what the tests need, check style and types, run the tests and the offline evals
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check evals clean

run: .venv/.installed
	@echo "Opening the assistant on http://127.0.0.1:$${FOI_PORT:-7860} (stop it with Ctrl+C)"
	@$(BIN)/foi serve --sample

# The tests share an index of their own, built once and before them, so that none of them waits for it.
TEST_DATA := $(if $(FOI_DATA),$(FOI_DATA),$(CURDIR)/.foi/tests)

test: check
	@echo "Building the index for the tests (seconds when it is there)"
	@FOI_DATA="$(TEST_DATA)" $(BIN)/foi corpus sync
	@echo "Running the tests"
	@FOI_DATA="$(TEST_DATA)" $(BIN)/python -m pytest -q -n 2 --dist loadfile
	@echo "Running the offline evals"
	@FOI_DATA="$(TEST_DATA)" $(BIN)/foi eval --against baseline

check: .venv/.installed-for-tests
	@echo "Checking style and types"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

evals: .venv/.installed
	@$(BIN)/foi eval

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment .venv"
	@$(PYTHON) -m venv .venv

# Installed again only when what is to be installed has changed.
.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing the assistant (a few minutes the first time: PyTorch alone is large)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.installed-for-tests: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing the assistant and what its tests need (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/.installed

clean:
	rm -rf .venv build dist *.egg-info
