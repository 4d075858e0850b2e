# make demo: prompts to meshes with the shipped model.  make test: the test suite.  make lint: style and types.
# Everything goes to .venv; PYTHON chooses the interpreter (3.10 to 3.13).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

demo: .venv/installed
	$(BIN)/shape-diff generate "a red mushroom with white spots" "a wooden barrel" --seed 7 --formats glb --out outputs/demo
	@echo "Open outputs/demo/*.png to look, outputs/demo/*.glb or *.obj in Blender."

test: .venv/installed-dev
	$(BIN)/python -m pytest

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed
	$(BIN)/python benchmarks/speed.py

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build *.egg-info
