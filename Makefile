# Two commands are all a newcomer needs: `make run` and `make test`. Everything they need is set up on the first call.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
BUILT := pyproject.toml setup.py $(wildcard app/schedule/kernel/*.py app/schedule/kernel/*.pxd)

.PHONY: run test laws check format bench fuzz clean

run: $(READY)
	@$(BIN)/python main.py --sample

test: $(DEV)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2

# The tests of laws alone, with random examples, so many times as many as usual.
laws: $(DEV)
	@LAWS=$(or $(LAWS),20) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 $$(grep -rl 'laws import law' tests)

check: $(DEV) .links
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --warnings
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/test_architecture.py

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

# Coverage-guided, on Linux: some minutes for each way in. What it finds is kept in tests/fuzz/cases.
fuzz: $(DEV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),300)

clean:
	rm -rf $(VENV) .links build dist *.egg-info

$(BIN)/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Gantline needs Python 3.11 or newer; this is ' + sys.version.split()[0])"
	@$(PYTHON) -m venv $(VENV)

# Neither asks for the other: both install the program, and what takes long of that is to compile it.
$(READY): $(BUILT) | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $(READY)

$(DEV): $(BUILT) | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY) $(DEV)

# The import package under its own name, for the type checker, which cannot follow an editable install.
.links:
	@mkdir -p .links/gantline
	@for part in app io widgets resources; do ln -sfn ../../$$part .links/gantline/$$part; done
