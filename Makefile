# One menu of commands. `make run` and `make test` set up all they need from a bare clone.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
OUT ?= out
TESTERS ?= 2
STAMP := .venv/.setup-stamp
UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
RUN := $(UV) run --frozen --all-extras

# Whatever is set outside: hundreds of processes are started here, and none may compile all anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run pictures test lint ci bench bench-start bench-engine bench-entry bench-export bench-merge bench-pdf conformance soak fuzz forms features clean

help: ## Show this menu
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## Virtual environment with the locked versions, and what Qt needs of the system

.venv-uv/bin/uv:
	$(PYTHON) -m venv .venv-uv
	.venv-uv/bin/pip install --quiet uv

$(STAMP): pyproject.toml uv.lock .ci/system-packages | $(filter .venv-uv/bin/uv,$(UV))
	@bash .ci/system-packages
	$(UV) sync --frozen --all-extras --quiet
	@touch $@

run: $(STAMP) ## Open the window; without a screen, play the whole SOP cycle into out/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ] || [ "$$OS" = Windows_NT ]; then \
		$(RUN) bina-desktop; \
	else \
		QT_QPA_PLATFORM=offscreen $(RUN) python -m tests.e2e.cycle --out $(OUT); \
	fi

test: $(STAMP) ## Tests (under 5 minutes); LONG=yes adds whole plays and corpora, COVERAGE=yes also holds the floors
	@rm -f .coverage .coverage.*
	$(if $(LONG)$(COVERAGE),BINA_THOROUGH=yes) QT_QPA_PLATFORM=offscreen $(RUN) pytest -q -n $(TESTERS) --dist loadfile --no-loadscope-reorder \
		$(if $(LONG)$(COVERAGE),-m "not soak",--ignore tests/architecture) $(if $(COVERAGE),--cov --cov-report=)
	$(if $(COVERAGE),@$(RUN) python -m tests.architecture.coverage_floors)

lint: $(STAMP) ## Format, lint, types, import contracts, file length
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) pyright
	$(RUN) lint-imports
	QT_QPA_PLATFORM=offscreen $(RUN) pytest -q -p no:randomly tests/architecture

forms: $(STAMP) ## Build forms/*/form.xlsx from their tables
	$(RUN) python -m forms.build

pictures: $(STAMP) ## The pictures of the user guide, in docs/panduan/gambar
	QT_QPA_PLATFORM=offscreen $(RUN) python -m tests.gui.guide_pictures docs/panduan/gambar

features: $(STAMP) ## The README's table of XLSForm features, made by trying each
	$(RUN) python -m tests.scenario.features

bench: bench-start bench-engine bench-entry bench-export bench-merge bench-pdf ## All benchmarks

bench-start: $(STAMP) ## Start to painted window, beside a bare PySide6 window
	$(RUN) python benchmarks/start.py

bench-engine: $(STAMP) ## The form engine beside JavaRosa and Web Forms; WRITE=yes keeps the table
	$(RUN) python -m benchmarks.engine $(if $(WRITE),--write)

bench-entry: $(STAMP) ## Filling in beside a plain PySide6 form; WRITE=yes keeps the table
	$(RUN) python -m benchmarks.entry $(if $(WRITE),--write)

bench-export: $(STAMP) ## An export beside XlsxWriter writing the same cells
	$(RUN) python -m benchmarks.export

bench-merge: $(STAMP) ## Merging 514 exports beside pandas, an ORM and the floor; WRITE=yes keeps the table, TENFOLD=yes takes ten times as many
	$(RUN) --group bench python -m benchmarks.merge $(if $(WRITE),--write) $(if $(TENFOLD),--files 5140)

bench-pdf: $(STAMP) ## Documents beside typst, WeasyPrint and LibreOffice, and the cost of a signature; WRITE=yes keeps the table
	$(RUN) --group bench python -m benchmarks.pdf $(if $(WRITE),--write)

conformance: $(STAMP) ## Recorded cases of other form engines; CASES=DIR runs another folder of them
	@QT_QPA_PLATFORM=offscreen $(RUN) python -m tests.conformance $(CASES)

soak: $(STAMP) ## Journal: 10,000 random stories on 3 databases; kill -9 while keys are typed (200 rounds) and files taken in (100); EXAMPLES=n, ROUNDS=n, KILLS=n
	@bash .ci/display-packages
	$(RUN) python -m tests.e2e.soak --rounds $(or $(ROUNDS),200)
	QT_QPA_PLATFORM=offscreen $(RUN) pytest -q -n 0 -m soak tests/gui
	$(RUN) python -m tests.journal --examples $(or $(EXAMPLES),10000)
	$(RUN) python -m tests.e2e.import_kills --rounds $(or $(KILLS),100)

fuzz: $(STAMP) ## Spoilt workbooks through preview and import, 10,000; FILES=n for fewer, SEED=s for others
	QT_QPA_PLATFORM=offscreen $(RUN) python -m tests.hostile.fuzz \
		--files $(or $(FILES),10000) --seed $(or $(SEED),1)

ci: ## What CI runs
	bash .ci/run

clean: ## Remove what can be made again
	rm -rf .venv .venv-uv out dist build .coverage .coverage.* .pytest_cache .ruff_cache .hypothesis
