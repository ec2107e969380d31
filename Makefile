# Everything that a checkout of cxsite needs, on a machine with Python 3.11+, git and make.
# Set-up happens once and again when a lock file changes; after that nothing here uses the network.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.cxsite-ready
VENDOR := cxsite/vendor/forms/VERSION
UV := uv==0.13.9
WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Material prints an advertisement at every build without this.
export NO_MKDOCS_2_WARNING := 1

# Tests start hundreds of processes. Where the environment forbids compiled modules, each would read the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup vendor site history test lint types layers pytest coverage screenshots pictures weight docs bench wheel release lock clean distclean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

site: setup ## build the reference roadmap into site/public and site/internal
	$(BIN)/cxsite build --audience all --out site

test: lint types layers pytest ## what must pass before a change goes in; ALL=1 also the slow tests, with browsers and engines

lint: setup ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy, strict
	$(BIN)/mypy

layers: setup ## import-linter: who may import whom
	$(BIN)/lint-imports --no-logo

pytest: setup ## the tests of `make test` alone
	$(BIN)/python -m pytest -n $(WORKERS) $(if $(ALL),--dist worksteal,-m "not slow")

coverage: setup ## which lines of the package the fast tests reach
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" -q --cov=cxsite --cov-report=term:skip-covered

screenshots: setup ## pictures of every page type of both sites with two years of editions, into screenshots/
	$(BIN)/python -m tools.history build/history
	$(BIN)/cxsite build --config build/history/mkdocs.yml --audience all --out build/sites
	$(BIN)/python -m tools.screenshots build/sites --sheets

history: setup ## a repository of the reference roadmap with two years of editions, in build/history
	$(BIN)/python -m tools.history build/history

weight: setup ## what every page type costs its reader: bytes, requests, seconds
	$(BIN)/cxsite build --audience all --out build/sites
	$(BIN)/python -m tools.weight build/sites

pictures: setup ## take the pictures of README.md and the documentation anew
	$(BIN)/cxsite build --audience all --out build/sites
	$(BIN)/python -m tools.screenshots build/sites --docs

docs: setup ## run what the documentation says to type, check its links, build it into build/docs
	$(if $(UNCHECKED),,$(BIN)/python -m pytest -q tests/docs)
	$(BIN)/mkdocs build --strict --quiet -f docs/config/mkdocs.yml -d $(CURDIR)/build/docs
	@echo "documentation: build/docs/index.html"

bench: setup ## what a site costs beside plain MkDocs, Zensical and, with SPHINX=a Python that has it, Sphinx-Needs
	$(BIN)/python -m bench $(if $(SPHINX),--sphinx $(SPHINX))

wheel: setup ## sdist and wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist

release: setup ## wheel, sdist, bill of materials and hashes of this commit into dist/, the same bytes each time
	$(BIN)/python -m tools.release

lock: setup ## choose exact versions again; UPGRADE=--upgrade takes the newest
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet "$(UV)"
	.cache/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" $(UPGRADE) --group dev --group beside pyproject.toml -o requirements.lock
	.cache/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" $(UPGRADE) --group node - -o requirements-node.lock </dev/null
	# What a new site installs: what we need ourselves, in the same versions.
	.cache/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --constraints requirements.lock pyproject.toml -o cxsite/starter/requirements.txt

clean: ## remove what builds and tests wrote
	rm -rf site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

distclean: clean ## also remove the set-up: .venv, node_modules, the parts for browsers
	rm -rf $(VENV) .cache node_modules cxsite/vendor

setup: $(READY) $(VENDOR)

vendor: $(VENDOR) ## install the pinned parts for browsers into cxsite/vendor

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "cxsite: $(PYTHON) is missing; Python 3.11 or newer is needed" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "cxsite: $$($(PYTHON) -V) is too old; 3.11 or newer is needed (make PYTHON=python3.12)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "cxsite: this Python has no venv module; on Debian and Ubuntu install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENDOR): package.json package-lock.json tools/vendor.py tools/npm_packages.py | $(READY)
	$(BIN)/python -m tools.vendor
