# What people and machines run here. `make` alone lists the targets.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
PY := .venv/bin/python
WITH_SERVERS := $(PY) -m deploy.local.services run --purpose test --

.PHONY: help demo test drills coverage check check-project ci bench screenshots assets bootstrap services lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{printf "%-20s %s\n", $$1, $$2}'

demo: bootstrap assets ## install and start everything with demo data on http://127.0.0.1:8000 (PORT= to change)
	@$(PY) -m deploy.local.demo --stop-with-parent

test: bootstrap assets ## run every test, browser tests included, with servers of its own (ARGS= for pytest)
	@$(PY) -m deploy.local.tests $(ARGS)

drills: bootstrap assets ## kill worker, beat, web and PostgreSQL and empty Redis in the middle of work; nothing may be lost or doubled
	@$(WITH_SERVERS) $(PY) -m pytest tests/drills -p no:randomly $(ARGS)

coverage: bootstrap assets ## report which lines of rules, policies and actions the unit and integration tests leave out
	$(WITH_SERVERS) $(PY) -m pytest tests/unit tests/integration -q --cov --cov-report=term

check: bootstrap ## format, lint, types, import order, container files, migrations, generated docs
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/djlint --lint --quiet templates templates_allauth
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	.venv/bin/hadolint Dockerfile
	@$(WITH_SERVERS) $(MAKE) check-project

check-project:
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check
	$(PY) manage.py write_reference --check

ci: check test ## what continuous integration runs: check, then test

bench: bootstrap assets ## run the benchmarks; results in bench/results.json
	$(WITH_SERVERS) $(PY) -m bench

screenshots: bootstrap assets ## take the README's pictures of every page
	$(WITH_SERVERS) $(PY) -m tests.screenshots --own-stack

assets: bootstrap ## bring the front-end files into static/vendor/
	@$(PY) -m deploy.local.assets

bootstrap: ## make .venv from the lock, where it is missing or the lock has changed
	@$(PYTHON) -m deploy.local.bootstrap

services: bootstrap ## keep PostgreSQL and Redis up for development; addresses in .run/dev-env
	@$(PY) -m deploy.local.services up

LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: ## write the lock files anew from requirements/*.in and package.json (UPGRADE=--upgrade for newer versions)
	$(LOCK) $(UPGRADE) requirements/production.in -o requirements/production.txt
	$(LOCK) $(UPGRADE) requirements/dev.in -o requirements/dev.txt
	$(LOCK) $(UPGRADE) requirements/node.in -o requirements/node.txt
	npm install --package-lock-only --no-audit --no-fund

clean: ## delete everything the other targets made, demo data included
	@$(PYTHON) -m deploy.local.clean
