# `make demo` and `make test` are all the set-up there is: Python 3.11+, git and make.
# The system's own Python first: distributions build theirs with profiles, and it runs policytool a sixth faster than one built plainly.
PYTHON ?= $(shell for one in /usr/bin/python3.11 python3.11 python3.12 python3.13 python3; do \
	$$one -c 'import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$one && break; done || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help demo test lint types check-layers bench pictures clean
help:
	@echo "make demo      build a sample store and show the main job on it"
	@echo "make test      lint, types, import contracts, doctests, tests"
	@echo "make bench     speed, some minutes, written to benchmarks/results"
	@echo "make pictures  the pictures in the README, made anew"

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "policytool needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . --group dev
	@$(BIN)/python -m compileall -q policytool
	@touch $(STAMP)

demo: $(STAMP)
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: $(STAMP)
	$(BIN)/ruff check policytool tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Speed of this program beside git on generated texts; with PAIRS=FOLDER of NAME.old.md and NAME.new.md, on those too.
bench: $(STAMP)
	@mkdir -p benchmarks/results
	$(BIN)/python -m benchmarks.adversarial --json benchmarks/results/adversarial.json
	$(BIN)/python -m benchmarks.report --json benchmarks/results/report.json
	$(BIN)/python -m benchmarks.search --json benchmarks/results/search.json
	$(BIN)/python -m benchmarks.store --json benchmarks/results/store.json
	@test -z "$(PAIRS)" || $(BIN)/python -m benchmarks.diff --pairs "$(PAIRS)" --json benchmarks/results/diff.json

pictures: $(STAMP)
	$(BIN)/python -m benchmarks.pictures

clean:
	rm -rf .venv demo build dist
