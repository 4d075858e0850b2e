"""What some tests need beyond Python and the package: the mark `needs`, and a summary of what was missed.

`SHAPE_DIFF_HIDE=open3d,chromium,xvfb` makes any machine a bare one. `--require open3d,chromium,xvfb` turns a skip for
want of these into a failure, and `-m needs` runs only what a bare machine skips.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from shape_diff.machine.optional_parts import OPTIONAL_PARTS, OptionalPart

CHROMIUM = OptionalPart(
    "chromium",
    "Chromium",
    modules=("selenium.webdriver",),
    programs=("chromium", "chromedriver"),
    pip="selenium",
    debian="chromium chromium-driver",
)
SCREEN = OptionalPart("xvfb", "a virtual screen", programs=("Xvfb", "xdotool"), debian="xvfb xdotool")
ONNX = OptionalPart("onnx", "onnx", modules=("onnx",), pip="onnx")
PARTS = {part.name: part for part in (*OPTIONAL_PARTS, CHROMIUM, SCREEN, ONNX)}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require", default="", help="parts, with commas, without which tests fail instead of skipping")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(part, ...): skipped where a part of tests/needed_parts.py does not work")
    for part in PARTS.values():
        if part.is_hidden:  # a test that forgets its mark fails
            sys.modules.update(dict.fromkeys(part.modules))  # type: ignore[arg-type]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    required = item.config.getoption("--require").split(",")
    for name in _needed(item):
        problem = PARTS[name].why_missing()
        if problem and name in required:
            pytest.fail(problem, pytrace=False)
        if problem:
            pytest.skip(problem)


def _needed(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers("needs"):
        yield from mark.args


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each reason, the most frequent first."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports)
    if reasons:
        terminalreporter.section("skipped, and for want of what")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")
