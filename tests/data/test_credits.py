"""Credits name every author once for each licence, with how many meshes of which packs."""

from pathlib import Path

import pytest
from shapes_on_disk import write_captions
from typer.testing import CliRunner

from shape_diff.app.cli import app
from shape_diff.data.captions import Credit, read_credits
from shape_diff.data.credits import credits_text

ROWS = [
    {"id": "a", "captions": ["x"], "author": "Ann", "license": "CC-BY-4.0", "pack": "kit"},
    {"id": "b", "captions": ["x"], "author": "Ann", "license": "CC-BY-4.0", "pack": "kit 2"},
    {"id": "c", "captions": ["x"], "author": "Bob | Co", "license": "CC-BY-4.0"},
    {"id": "d", "captions": ["x"], "author": "Ann", "license": "CC0-1.0"},
    {"id": "e", "captions": ["x"], "author": "Eve", "license": "House-1.0"},
]


def test_authors_are_counted_by_licence_and_those_that_ask_for_credit_come_first(tmp_path: Path) -> None:
    text = credits_text({"things": read_credits(write_captions(tmp_path / "captions.jsonl", list(ROWS)))})
    assert "things (5)" in text
    assert text.index("| Ann | 2 | kit, kit 2 |") < text.index("| Bob \\| Co | 1 |  |")
    assert text.index("## [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/): 3 meshes") < text.index("## House")
    assert text.index("## House-1.0: 1 meshes") < text.index("## [CC0-1.0]") < text.index("| Ann | 1 |  |")


def test_meshes_without_author_or_licence_are_refused() -> None:
    with pytest.raises(ValueError, match="1 meshes of things lack an author or a licence, such as 'b'"):
        credits_text({"things": [Credit("a", "Ann", "MIT-0", ""), Credit("b", "Ann", "", "")]})


def test_the_command_joins_several_files(tmp_path: Path) -> None:
    for name, rows in (("one", ROWS[:2]), ("two", ROWS[2:])):
        (tmp_path / name).mkdir()
        write_captions(tmp_path / name / "captions.jsonl", list(rows))
    files = [str(tmp_path / name / "captions.jsonl") for name in ("one", "two")]
    result = CliRunner().invoke(app, ["data", "credits", *files, "--out", str(tmp_path / "CREDITS.md")])
    assert result.exit_code == 0 and "5 meshes credited" in result.stderr
    text = (tmp_path / "CREDITS.md").read_text(encoding="utf-8")
    assert "one (2), two (3)" in text and "| Ann | 2 |" in text
