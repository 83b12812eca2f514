# One word for each job. `make help` lists them; the order below is the order of a first visit.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
INSTALLED_FOR_TESTS := .venv/.installed-for-tests
PIP := $(BIN)/python -m pip install -qq
MEGABYTES := 500
DISK_IS_FULL = fail "the disk is full: $(MEGABYTES) MB must be free in $(CURDIR)"

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo install test check bench pictures lock

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(INSTALLED) ## Serve a filled demonstration on http://127.0.0.1:8000 until Ctrl-C; FRESH=1 starts over
	@trap 'exit 0' INT; $(BIN)/trainer demo $(if $(filter-out 0 no,$(FRESH)),--fresh)

install: $(INSTALLED) ## Only set up: the locked dependencies and `trainer`, in .venv
	@echo "Installed: $(BIN)/trainer --help"

test: $(INSTALLED_FOR_TESTS) ## Run everything: types, style, and every test on SQLite, PostgreSQL and Chromium
	@$(BIN)/python -m tests.support.provide_tools
	@$(BIN)/mypy
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(INSTALLED_FOR_TESTS) ## Check without running: style, types, templates, the course
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m tests.support.compile_templates
	@$(BIN)/trainer check .

bench: $(INSTALLED_FOR_TESTS) ## Measure pages and answers beside a bare Flask; MANY=1 with 100,000 people
	@$(BIN)/python -m tests.bench$(if $(filter-out 0 no,$(MANY)),.many_people)

pictures: $(INSTALLED_FOR_TESTS) ## Take the pictures of the README anew
	@$(BIN)/python -m tests.support.provide_tools
	@$(BIN)/python -m tests.browser.take_pictures

lock: ## Resolve the dependencies anew (needs uv; installing does not)
	@PATH="$(CURDIR)/$(BIN):$$PATH"; \
	command -v uv >/dev/null || { echo "make lock: uv was not found; see docs.astral.sh/uv" >&2; exit 1; }; \
	compile="uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet $(if $(UPGRADE),--upgrade)"; \
	$$compile --output-file requirements.lock >/dev/null && \
	$$compile --extra development --constraint requirements.lock \
	--output-file requirements-development.lock >/dev/null

# The stamps spare the work while the locks and pyproject.toml stay as they are.

$(INSTALLED): requirements.lock pyproject.toml
	@fail() { echo "make install: $$1" >&2; exit 1; }; \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 none; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	[ "$$python" != none ] || fail "Python 3.11 or newer was not found; install it (Debian, Ubuntu: sudo apt-get \
	install python3 python3-venv) or name one: make install PYTHON=/path/to/python3"; \
	"$$python" -c 'import venv, ensurepip' 2>/dev/null || fail "$$python lacks its venv module; \
	install it (Debian, Ubuntu: sudo apt-get install python3-venv)"; \
	[ "$$(df -Pm . | awk 'NR == 2 {print $$4}')" -ge $(MEGABYTES) ] || $(DISK_IS_FULL); \
	echo "Installing the locked dependencies into .venv; the first time takes about half a minute."; \
	$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    words=$$("$$python" -m venv --clear .venv 2>&1) || fail "$$python could not make .venv: $$words"; \
	words=$$($(PIP) --require-hashes --requirement requirements.lock 2>&1 && \
	    $(PIP) --no-deps --no-build-isolation --editable . 2>&1) || case "$$words" in \
	        *"No space left"*) $(DISK_IS_FULL) ;; \
	        *) fail "pip could not install what requirements.lock names: $$words" ;; \
	    esac; \
	touch $@

$(INSTALLED_FOR_TESTS): requirements-development.lock $(INSTALLED)
	@fail() { echo "make: $$1" >&2; exit 1; }; \
	echo "Installing what tests need into .venv."; \
	words=$$($(PIP) --require-hashes --requirement requirements-development.lock 2>&1) || case "$$words" in \
	    *"No space left"*) $(DISK_IS_FULL) ;; \
	    *) fail "pip could not install what requirements-development.lock names: $$words" ;; \
	esac; \
	touch $@
