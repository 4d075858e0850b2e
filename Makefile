# make demo: prompts to meshes with the shipped model.  make test: the test suite.  make lint: style and types.
# Everything goes to .venv; PYTHON chooses the interpreter (3.10 to 3.13).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo procedural-sample test test-parts lint bench clean

demo: .venv/installed
	$(BIN)/shape-diff generate "a red mushroom with white spots" "a wooden barrel" --seed 7 --out outputs/demo
	@echo "Open outputs/demo/*.png to look, outputs/demo/*.glb in Blender."

# Three hundred captioned shapes that programs build, with a sheet of each theme to look at.
procedural-sample: .venv/installed
	$(BIN)/shape-diff data procedural --count 300 --out datasets/procedural-sample

# A worker a core, eight at most as each holds PyTorch and models; tests that share something costly share a worker.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadgroup

test: .venv/installed-dev
	$(PYTEST)

# Only what a machine with Python and nothing else skips; PARTS must be there.
PARTS := open3d,chromium,xvfb
test-parts: .venv/installed-dev
	$(BIN)/python -m pytest -m needs --require $(PARTS)  # one after another: a window is measured in pixels

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
