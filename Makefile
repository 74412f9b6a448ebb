# Everything there is to do here; `make help` lists it. A fresh machine needs Python 3.11 and this file.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PORT ?= 8000
# Hypothesis draws from this seed, which pytest's command line shows; SEED=… repeats a run.
SEED ?= $(shell date +%s)

PIP := .venv/bin/python -m pip install -qq --disable-pip-version-check
FRONT_END := $(shell find static -path static/build -prune -o -type f -print) $(wildcard deploy/*.mjs)
PEERS_HERE := bench/peers/node_modules/.package-lock.json
CATALOGUE := translations/messages.pot
EXTRACT := pybabel --quiet extract --mapping-file pyproject.toml --no-wrap --add-location=file --sort-by-file \
	--project mi-comedor --copyright-holder CONAMOVIDI

.PHONY: help run test build release venv lint types test-javascript test-python weigh bench histories soak reliability browser-faults needs freeze catalogues format clean

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: .venv/.run build ## Do everything and serve on http://localhost:8000 (PORT=… chooses another)
	@exec deploy/run-here

test: needs .venv/.dev node_modules/.all build lint types test-javascript weigh test-python ## Install what tests need and run them all

build: static/build/manifest.json ## Build what browsers fetch into static/build/

release: .venv/.run build ## Make all that a server needs and no tests do: packages, front end, catalogues compiled
	$(if $(wildcard translations/*/LC_MESSAGES/*.po),pybabel --quiet compile --directory translations)

venv: .venv/.dev ## Make the virtual environment with everything in it

lint: .venv/.dev node_modules/.all ## Check style and house rules of Python, JavaScript and CSS
	ruff check .
	ruff format --check .
	npx eslint .
	npx stylelint 'static/**/*.css'

types: .venv/.dev node_modules/.all ## Check the types of Python and JavaScript
	mypy
	npx tsc

test-javascript: .venv/.dev node_modules/.all ## Run the tests of the phone's own code
	node --test --test-concurrency=4 'tests/**/*.test.mjs'

test-python: .venv/.dev build ## Run the tests of the server and the stories in a browser
	pytest --numprocesses 3 --dist worksteal --hypothesis-seed=$(SEED)

weigh: .venv/.run build ## Weigh what a phone sends and fetches against the budgets
	python -m bench.weigh

bench: needs .venv/.dev build $(if $(PEERS),$(PEERS_HERE)) ## Measure everything beside its limit and its budget (QUICK=1 in small, PEERS=1 beside three peers too, PUBLISH=1 into docs/performance.md)
	python -m bench $(if $(PEERS),--peers) $(if $(PUBLISH),--publish)

histories: needs .venv/.dev node_modules/.all ## Live random histories over the real server and phones, half on each database (N=20000)
	HISTORIES=$(or $(N),20000) $(PROVE) --numprocesses 2 tests/reliability/test_random_histories.py

soak: .venv/.dev needs ## Kill workers and database under phones at work (PHONES=1000 OPERATIONS=100 KILLS=500 DB=postgresql, or sqlite)
	python -m tests.reliability.soak --phones $(or $(PHONES),1000) --operations $(or $(OPERATIONS),100) --kills $(or $(KILLS),500) \
		--database $(or $(DB),postgresql) --seed $(SEED)

# Nothing hangs here: it only takes long.
PROVE = pytest --hypothesis-seed=$(SEED) -o faulthandler_timeout=0

reliability: needs .venv/.dev node_modules/.all build ## Carry out the proofs of docs/reliability.md in full, which takes hours
	$(MAKE) histories
	BUGS=all $(PROVE) --numprocesses 2 tests/reliability/test_seeded_bugs.py
	$(MAKE) soak DB=postgresql
	$(MAKE) soak DB=sqlite
	PHONES=50 LATER=2000 $(PROVE) tests/reliability/test_restore_drill.py
	$(MAKE) browser-faults
	BODIES=10000 $(PROVE) tests/reliability/test_bad_input.py tests/reliability/test_bad_forms.py

browser-faults: needs .venv/.dev node_modules/.all build ## Do to a real browser, its disk and its link what can be done to them, at length
	CLOSINGS=200 KILLINGS=100 CUTS=30 SPOILINGS=100 PEOPLE=500 $(PROVE) tests/reliability/browser

needs: ## Install what tests need from the system: browser, PostgreSQL, nginx, fonts
	@deploy/system-needs

format: .venv/.dev ## Put Python into its form
	ruff check --fix .
	ruff format .

catalogues: .venv/.run ## Collect the words of templates/ into translations/messages.pot
	@mkdir -p $(dir $(CATALOGUE))
	@$(EXTRACT) --output $(CATALOGUE) .
	@sed -i '/^"POT-Creation-Date:/d' $(CATALOGUE)

freeze: .venv/.run ## Write every pin of requirements*.in into requirements*.txt
	python deploy/freeze.py

clean: ## Remove what was built and installed; the database in instance/ stays
	rm -rf .venv node_modules bench/peers/node_modules static/build .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results

# Stamps: each step runs again only when what it was made from has changed.

.venv/bin/python:
	@deploy/make-venv

.venv/.run: requirements.txt requirements-build.txt | .venv/bin/python
	$(PIP) --requirement requirements.txt --requirement requirements-build.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(PIP) --requirement requirements-dev.txt
	@touch $@

# Running needs few packages; who has once installed them all, for tests, keeps all.
node_modules/.package-lock.json: package.json package-lock.json .npmrc .venv/.run
	npm ci --loglevel=error $(if $(wildcard node_modules/.all),&& touch node_modules/.all,--omit=dev)
	@touch $@

node_modules/.all: package.json package-lock.json .npmrc .venv/.run
	npm ci --loglevel=error
	@touch node_modules/.package-lock.json $@

$(PEERS_HERE): bench/peers/package.json bench/peers/package-lock.json bench/peers/.npmrc .venv/.run
	npm ci --prefix bench/peers --loglevel=error
	@touch $@

static/build/manifest.json: $(FRONT_END) node_modules/.package-lock.json
	node deploy/build.mjs
