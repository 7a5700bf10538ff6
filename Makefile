# `make figures` and `make test` are all a newcomer needs; each sets up .venv first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export UV_LINK_MODE := copy
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup figures test check lab lock bench coverage clean help
.DEFAULT_GOAL := help

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## fetch what the suite is made of into .venv, once
	@echo "ready"

figures: $(READY) ## re-execute every notebook and regenerate figures/
	@$(BIN)/framing run --corpus seeds --out figures --force

test: $(READY) ## run every test
	@$(BIN)/python -m pytest

check: $(READY) ## lint, formatting, types, instruments
	@$(BIN)/ruff check analysis tests notebooks
	@$(BIN)/ruff format --check analysis tests
	@$(BIN)/mypy
	@$(BIN)/framing check
	@$(BIN)/framing check seeds

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab --notebook-dir=. --LabApp.news_url=None \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

bench: $(READY) ## compare speeds with other libraries (PARQUET=path for a corpus of your own)
	@$(BIN)/python tests/bench_tokens.py $(PARQUET)
	@$(BIN)/python tests/bench_inference.py $(PARQUET)
	@$(BIN)/python tests/bench_pipeline.py $(PARQUET)

coverage: $(READY) ## simulate how well intervals and tests do (PARQUET=path for a corpus of your own)
	@$(BIN)/python tests/simulate_coverage.py $(PARQUET)

lock: $(READY) ## renew requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate --quiet --upgrade --extra dev --output-file requirements.lock pyproject.toml

clean: ## remove what can be made again
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

# uv comes from the lock like everything else; where it cannot be had, or cannot reach the registry
# (behind a company's proxy, say), pip does the same, slower.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv (once; a few minutes on a slow line) ..."
	@$(PYTHON) -m venv --clear .venv
	@sed -n '/^uv==/,/^[a-z0-9]/{/^uv==/p;/^ /p;}' requirements.lock > .venv/uv.lock
	@{ $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r .venv/uv.lock \
	  && $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python \
	    --require-hashes -r requirements.lock; } \
	  || { echo "uv could not; trying pip ..."; \
	    $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock; }
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q analysis && touch $(READY)
