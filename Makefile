# make run     set up and serve on http://127.0.0.1:8080, with a demo shop where there is none yet
# make test    set up and run all tests
# make install what serves and nothing else, each library checked against its hashes
# make sbom    write build/sbom.json, the bill of materials of what make install brings
# make bench   measure Shopstat beside the database alone: SIZE=S (minutes) or SIZE=M
# make docs    write the pages of the presets anew, from config/presets
# make words   compile the desk's languages after a change of their .po files
# make check   format, lint, types, import rules, coverage floor; the tests are run again only where
#              a file changed since they passed

PYTHON ?= python3
PORT ?= 8080
SIZE ?= S
BIN := .venv/bin
CONSTRAINTS := $(wildcard config/constraints.txt)
LOCK := config/requirements.lock
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	$(addprefix --constraint ,$(CONSTRAINTS)) --editable

TESTED := .venv/.tested
FILES = $(shell find . -type f -not -path './.*/*' -not -path './instance/*' -not -path '*/__pycache__/*' \
	-not -path './build/*' -not -path './*.egg-info/*' -not -name '.coverage*')

.PHONY: install run test check bench words docs sbom

install: setup.cfg pyproject.toml $(LOCK) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch .venv/.installed

run: .venv/.installed
	@$(BIN)/shopstat demo --if-needed
	@exec $(BIN)/shopstat serve --bind 127.0.0.1 --port $(PORT)

test: .venv/.installed-test
	@touch .venv/.begun
	$(BIN)/pytest --numprocesses auto --cov --cov-fail-under=0 --cov-report=
	@mv .venv/.begun $(TESTED)

check: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory $(TESTED)
	$(BIN)/coverage report

$(TESTED): $(FILES)
	@$(MAKE) --no-print-directory test

docs: .venv/.installed
	@$(BIN)/shopstat presets --pages docs/presets

words: .venv/.installed-test
	$(BIN)/pybabel compile --domain desk --directory app/web/desk/translations

sbom: .venv/.installed-test
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements --output-reproducible --output-file build/sbom.json $(LOCK)

bench: .venv/.installed-test
	$(BIN)/python -m benchmarks --size $(SIZE)

.venv/.installed: setup.cfg pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	$(INSTALL) '.[postgres,mysql]'
	@touch $@

.venv/.installed-%: setup.cfg pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	$(INSTALL) '.[$*]'
	@touch $@ .venv/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 or newer is needed; name one: make run PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo 'The module venv is missing; on Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
