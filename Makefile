# `make` alone explains the targets. Nothing has to be set up by hand but Python 3.11 or newer.

MAKEFLAGS += --no-print-directory
NEW_ENOUGH = import sys; sys.version_info >= (3, 11) and print("$(name)")
PYTHONS = python3 python3.14 python3.13 python3.12 python3.11
PYTHON ?= $(firstword $(foreach name,$(PYTHONS),$(shell $(name) -c '$(NEW_ENOUGH)' 2>/dev/null)) python3)
RUN = .venv/bin
BOOTSTRAP = $(PYTHON) brusoc/bootstrap.py
ARGS ?=

.PHONY: help demo test check fmt bench clean install dev

help: ## Explain the targets
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18
	@echo '  ONCE=1 and PORT=8001 go with `make demo`, ARGS="-k schedule" with `make test`.'

install: ## Create .venv with what a site runs and the embedded servers
	@$(BOOTSTRAP) embedded

dev: ## Create .venv with everything for tests and checks
	@$(BOOTSTRAP) dev

demo: install ## Run the whole demonstration on this machine until Ctrl-C
	@exec $(RUN)/python manage.py demo $(if $(ONCE),--once) $(if $(PORT),--port $(PORT))

# Whole files go to one worker: with pytest 9.2, xdist 3.8 no longer sees its own group marks (loadgroup).
test: dev ## Run every test against real PostgreSQL, Redis, Celery, WeasyPrint and a browser
	@exec $(RUN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: dev ## Lint, formats, import contracts, types, templates, engine coverage, migrations, translations, deployment
	$(RUN)/ruff check .
	$(RUN)/ruff format --check --quiet .
	$(RUN)/lint-imports
	$(RUN)/mypy core loans/engine
	$(RUN)/djlint --lint --quiet templates
	$(RUN)/python -m coverage run --branch --source loans/engine -m pytest -n 0 -q tests/loans/engine
	$(RUN)/python -m coverage report --skip-covered --fail-under=100
	$(RUN)/python manage.py makemigrations --check --dry-run
	$(RUN)/python manage.py messages_check
	BRUSOC_ENV_FILE=/dev/null DEBUG=False HTTPS=True BEHIND_PROXY=True ALLOWED_HOSTS=portfolio.example \
	  SECRET_KEY=$$($(RUN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  $(RUN)/python manage.py check --deploy --fail-level WARNING

fmt: dev ## Put the code into the house's format
	$(RUN)/ruff check --fix --quiet . || true
	$(RUN)/ruff format .

bench: dev ## Measure what must stay fast
	@$(RUN)/python -m bench.run

clean: ## Remove .venv, caches and everything written at run time, the demonstration's data included
	@if [ -x $(RUN)/python ]; then $(RUN)/python -m brusoc.embedded.clean; fi
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
