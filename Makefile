# Two commands for a newcomer: `make run` and `make test`. Python 3.11 or later and make are enough.

# The first Python on this machine that is new enough; `make PYTHON=/some/python run` overrules.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
# Always by module: a script's first line cannot hold a path with a space in it.
PY := .venv/bin/python

.PHONY: help run live test test-killing install install-run check format audit bench load fuzz test-browser screenshots translations lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install-run ## the whole site on this machine; Ctrl-C stops it (PORT=8001 to prefer another port)
	@$(PY) manage.py run --port $(or $(PORT),8000)

live: install-run ## load every live source that can be reached into this site, beside `make run` or without it
	@nice -n 10 $(PY) manage.py live

test: install ## every test that needs no browser and kills nothing
	@$(PY) -m pytest -n 2 -m "not browser and not killing"

test-killing: install ## processes are killed and servers restarted in the middle of their work
	@$(PY) -m pytest -n 2 -m killing

install: ## .venv with everything, tools included
	@$(call ensure,requirements-dev.txt)

install-run:
	@$(call ensure,requirements.txt)

define ensure
	if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or later is needed and was not found." >&2; exit 1; fi; \
	"$(PYTHON)" scripts/install.py $(1) && $(PY) -m catalog.recognition.build_native
endef

# What a real deployment would be given, so that `check --deploy` judges that.
DEPLOYED = SECRET_KEY=only-for-this-check-7f3a9c5e1b8d2046-f7a3c9e5b1d80246-aZ09 DEBUG=false PLAIN_HTTP=false \
	ALLOWED_HOSTS=example.test

check: install ## style, types, import contracts, migrations, deployment, templates, vulnerabilities
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict catalog guidance manage.py
	$(PY) -c "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
	$(PY) manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m djlint templates --lint --quiet
	@$(MAKE) --no-print-directory audit

audit: install ## known vulnerabilities in the locked versions, where the service can be reached
	@$(PY) scripts/audit.py requirements.txt requirements-dev.txt

format: install ## let the tools rewrite what they can
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: install ## tables of time and memory, one script of tests/benchmarks after the other
	@set -e; for script in tests/benchmarks/[a-z]*.py; do \
		name=$$(basename "$$script" .py); echo "== $$name"; $(PY) -m "tests.benchmarks.$$name"; done

load: install ## 20 requests a second, then 50 people at once, through the whole journey on this machine
	@$(PY) -m tests.load.run

fuzz: install ## every reader and redaction against made-up input, for FUZZ_SECONDS (600)
	@$(PY) -m tests.fuzz.run $(or $(FUZZ_SECONDS),600)

test-browser: install ## the journey in a real browser (skipped with a reason where there is none)
	@$(PY) -m pytest -m browser tests/functional

screenshots: install ## pictures of every step below var/screenshots, the chosen few in docs/screenshots
	@SCREENSHOTS=docs/screenshots $(PY) -m pytest -m browser tests/functional -k screenshots

translations: install ## collect the texts into locale/ and compile what is translated
	@$(PY) -m scripts.translations

lock: install ## write the lock files from what .venv holds, after a change of pyproject.toml
	@$(PY) scripts/lock.py

clean: ## forget the local site: database, snapshots, logs (not .venv)
	rm -rf var
