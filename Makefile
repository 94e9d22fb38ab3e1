# The words of the house. `make demo` and `make test` work on a fresh clone; the rest is for those who live here.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
SETUP := $(PYTHON) deploy/setup/prepare.py
PORT ?= 8000
export PORT

.PHONY: help setup run demo test check format messages docs bench proof pins clean

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: ## set everything up, load the demo agency, start web server and worker (PORT=8000)
	@$(SETUP) demo
	@exec $(BIN)/python manage.py serve

setup: ## set up without demo data
	@$(SETUP) house

run: ## start web server and worker on the data of this folder
	@exec $(BIN)/python manage.py serve

test: ## all tests, browser tests included
	@$(SETUP) tests
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 10 $(ARGS)

check: ## what the code must keep: style, ladder, templates, migrations, translations, deployment, security
	@$(SETUP) tests
	@$(PYTHON) deploy/check.py

format: ## let the formatters write
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html') || true

messages: ## gather sentences for translation
	@$(BIN)/python manage.py makemessages --locale en --ignore .venv --ignore node_modules --no-obsolete --add-location file
	@$(BIN)/python manage.py compilemessages --ignore .venv --ignore node_modules

docs: ## write what the docs take from the code
	@$(BIN)/python manage.py write_docs

bench: ## figures against their floors (NAMES="audit lists")
	@$(SETUP) tests
	@$(BIN)/python -m bench $(NAMES)

proof: ## carry a Word file to a sealed, verified paper: make proof DOCX=paper.docx OUT=folder
	@test -n "$(DOCX)" -a -n "$(OUT)" || { echo "make proof DOCX=tep.docx OUT=thu-muc"; exit 2; }
	@$(SETUP) house
	@$(BIN)/python manage.py proof "$(DOCX)" "$(OUT)"

pins: ## write requirements/*.txt anew from requirements/*.in
	@deploy/setup/pin.sh

clean: ## forget bundles and stamps, keep the data
	@rm -rf core/static/core/bundles documents/static/documents/bundles node_modules/.stamp* .venv/stamp-*
