"""Parts that may be missing: found out by trying, told in one sentence, and hidden on request."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from needed_parts import PARTS

from shape_diff.machine.optional_parts import (
    COMPILER,
    HIDE,
    OPEN3D,
    OPTIONAL_PARTS,
    MissingPart,
    OptionalPart,
)

REPOSITORY = Path(__file__).parents[2]


def part_of(folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> OptionalPart:
    """A part whose module has this source."""
    name = f"made_up_{folder.name.replace('-', '_')}"
    (folder / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    return OptionalPart("made-up", "Made-up", modules=(name,), pip="'made-up'", debian="libmade1")


def test_a_part_that_imports_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of(tmp_path, "answer = 42", monkeypatch)
    assert part.why_missing() == ""
    assert part.modules[0] not in sys.modules  # it was tried elsewhere
    assert part.load().answer == 42


LIBRARY = "raise ImportError('libusb-1.0.so.0: cannot open shared object file: No such file or directory')"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (LIBRARY, "is installed but needs the system library libusb-1.0.so.0: on Debian apt install libmade1"),
        (LIBRARY.replace("ImportError", "OSError"), "is installed but needs the system library libusb-1.0.so.0: "),
        ("raise ValueError('two\nlines')".replace("\n", "\\n"), "does not load (ValueError: two lines): pip install"),
        ("import sys; sys.exit(1)", "does not load (SystemExit: 1): pip install 'made-up', on Debian also apt install"),
    ],
)
def test_a_part_that_does_not_load_says_why(
    source: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(tmp_path, source, monkeypatch)
    assert part.is_installed and sentence in part.why_missing() and "\n" not in part.why_missing()
    with pytest.raises(MissingPart) as caught:
        part.load()
    assert str(caught.value) == part.why_missing()


def test_a_part_that_ends_its_process_costs_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of(tmp_path, "import os\nos.abort()", monkeypatch)
    assert "does not load (its process crashed (SIGABRT))" in part.why_missing()


def test_what_is_not_installed() -> None:
    part = OptionalPart("x", "X", modules=("no_such_package.inside",), programs=("no-such-program",), pip="x")
    assert not part.is_installed and part.why_missing() == "X is not installed: pip install x"
    for act in (part.load, part.require):
        with pytest.raises(MissingPart, match=r"^X is not installed: pip install x$"):
            act()
    assert OptionalPart("x", "X", modules=("no_such_package",)).why_missing() == "X is not installed"
    program = OptionalPart("x", "X", modules=("json",), programs=("no-such-program",), pip="json", debian="x")
    assert program.why_missing() == "X is not installed: on Debian apt install x"


@pytest.mark.parametrize("part", OPTIONAL_PARTS, ids=lambda part: part.name)
def test_hidden_parts_are_missing(part: OptionalPart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HIDE, ",".join(part.name for part in OPTIONAL_PARTS))
    assert part.why_missing() == f"{part.title} is hidden by {HIDE}"
    with pytest.raises(MissingPart, match="hidden"):
        part.require()


def test_training_says_how_to_do_without_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from shape_diff.training.learner import Learner, LearningOptions

    monkeypatch.setenv(HIDE, COMPILER.name)
    with pytest.raises(ValueError, match=r"compiler is hidden by SHAPE_DIFF_HIDE; train.compile=false does without"):
        Learner(torch.nn.Linear(2, 2), LearningOptions(compile=True), torch.device("cpu"))


def test_info_says_what_is_missing_and_what_works() -> None:
    code = "from shape_diff.app.cli import main; main()"
    environment = os.environ | {HIDE: "open3d"}
    done = subprocess.run(
        [sys.executable, "-c", code, "info"], env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert f"open3d: missing, {OPEN3D.title} is hidden by {HIDE} (for {OPEN3D.purpose})" in done.stdout.splitlines()
    assert [line.split(":")[0] for line in done.stdout.splitlines()[-len(OPTIONAL_PARTS) :]] == [
        p.name for p in OPTIONAL_PARTS
    ]


TESTS = """
import pytest

@pytest.mark.needs("open3d")
@pytest.mark.parametrize("number", range(3))
def test_marked(number):
    assert False

@pytest.mark.needs("igl", "chromium")
def test_of_two():
    assert False

def test_that_forgot_its_mark():
    with pytest.raises(ImportError):
        import open3d

@pytest.mark.needs()
def test_of_nothing():
    pass
"""


def run_tests(folder: Path, *options: str) -> tuple[Counter[str], str]:
    """Outcomes and the output of the tests above, with the repository's own plugin and Open3D and Chromium hidden."""
    (folder / "test_made_up.py").write_text(TESTS)
    environment = os.environ | {HIDE: "open3d,chromium", "PYTHONPATH": str(REPOSITORY / "tests")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "needed_parts",
        "-p",
        "no:cacheprovider",
        "-rA",
        *options,
        str(folder),
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    words = [line.split()[0] for line in done.stdout.splitlines() if line.startswith(("PASSED", "FAILED", "ERROR"))]
    return Counter(words), done.stdout


def test_a_run_ends_with_what_was_skipped_for_want_of_what(tmp_path: Path) -> None:
    outcomes, text = run_tests(tmp_path)
    assert outcomes["PASSED"] == 2 and not outcomes["FAILED"] and not outcomes["ERROR"]
    assert f"3 tests: Open3D is hidden by {HIDE}\n1 test: Chromium is hidden by {HIDE}\n" in text


def test_what_is_required_fails_instead(tmp_path: Path) -> None:
    outcomes, text = run_tests(tmp_path, "--require", "open3d")
    assert (outcomes["PASSED"], outcomes["ERROR"]) == (2, 3)
    assert f"1 test: Chromium is hidden by {HIDE}\n" in text


def test_only_what_needs_something_can_be_run(tmp_path: Path) -> None:
    outcomes, text = run_tests(tmp_path, "-m", "needs")
    assert outcomes["PASSED"] == 1 and "1 deselected" in text


def test_names_of_parts_are_unique() -> None:
    assert len(PARTS) >= len(OPTIONAL_PARTS) + 3 and all(name == part.name for name, part in PARTS.items())
