# Hamsafar: the verbs of the house. `make help` lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
MODERN := .venv/bin/python
OLD := brain/.venv/bin/python
TODAY ?= $(shell date +%F)
OUT ?= var/report.json
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run setup train seed migrate doctor test test-fast check fix chat journeys \
        eval-nlu eval-entities eval-langid bench-chat screenshots

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## Set up what is missing, start everything (demo mode), print where to look
	@$(PYTHON) -m house.run $(if $(PORTS),--ports $(PORTS)) $(if $(VAR),--var $(VAR)) $(if $(filter 0,$(DEMO)),--no-demo)

setup: ## Install both worlds and train the assistant
	@$(PYTHON) -m house.setup

train: ## Train the assistant if its data changed
	@$(PYTHON) -m house.setup

migrate: ## Bring both databases to the newest schema
	@$(PYTHON) -m house.data migrate

seed: ## Fill the demo bookings anew
	@$(PYTHON) -m house.data seed

doctor: ## What is missing, and how to mend it
	@$(PYTHON) -m house.doctor

test: ## All tests: real Rasa, real databases, real browser
	@$(PYTHON) -m house.tests

test-fast: ## Units without models, in seconds
	@$(PYTHON) -m house.setup --no-train
	@$(MODERN) -m pytest -m "not postgres and not rasa and not browser and not house"

check: ## ruff, format, mypy strict, import-linter, house tests, rasa data validate
	@$(PYTHON) -m house.setup --no-train
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports --no-cache
	@$(MODERN) -m pytest tests/house
	@cd $(CURDIR) && $(OLD) -m brain.validate

fix: ## Repair what can be repaired by itself
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

chat: ## Talk in the terminal: make chat IN=fa
	@$(MODERN) -m house.chat --language $(or $(IN),en)

journeys: ## Play scripted talks: make journeys FILE=x.yml [OUT=r.json]
	@$(PYTHON) -m house.setup
	@$(MODERN) -m house.journeys $(FILE) --out $(OUT)

eval-nlu: ## Understanding: make eval-nlu FILE=x.tsv OUT=r.json
	@$(PYTHON) -m house.setup
	@$(OLD) -m brain.eval_nlu --file $(FILE) --out $(OUT)

eval-entities: ## Entities: make eval-entities FILE=x.tsv OUT=r.json TODAY=2026-11-22
	@$(PYTHON) -m house.setup
	@$(OLD) -m brain.eval_entities --file $(FILE) --out $(OUT) --today $(TODAY)

eval-langid: ## Language: make eval-langid FILE=x.tsv OUT=r.json
	@$(PYTHON) -m house.setup
	@$(OLD) -m brain.eval_langid --file $(FILE) --out $(OUT)

bench-chat: ## A turn through our gateway beside Rasa's starter bot: make bench-chat OUT=r.json
	@$(PYTHON) -m house.setup
	@$(MODERN) -m bench.chat --out $(OUT)

screenshots: ## Draw the pictures of the README anew
	@$(PYTHON) -m house.setup
	@$(MODERN) -m house.screenshots
