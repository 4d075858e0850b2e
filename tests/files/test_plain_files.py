"""JSON that any reader takes, and names that change with what they stand for."""

import json
from pathlib import Path

import pytest

from shape_diff.files.fingerprint import fingerprint
from shape_diff.files.json_text import json_text


def test_json_has_no_nan_and_no_infinity() -> None:
    value = {"a": float("inf"), "b": [1.5, float("nan")], "c": {"d": (-float("inf"), 2)}, "e": Path("x"), "f": "é"}
    text = json_text(value)
    assert json.loads(text, parse_constant=pytest.fail) == {
        "a": None, "b": [1.5, None], "c": {"d": [None, 2]}, "e": "x", "f": "é",
    }  # fmt: skip


def test_a_fingerprint_depends_on_values_and_contents(tmp_path: Path) -> None:
    one, other = tmp_path / "a.ply", tmp_path / "b.ply"
    one.write_text("x")
    other.write_text("x")
    base = fingerprint({"steps": 3, "lr": 0.1}, ["a", "b"], one)
    assert base == fingerprint({"lr": 0.1, "steps": 3}, ["a", "b"], one)
    assert len(base) == 16
    ours = {"steps": 3, "lr": 0.1}
    differing = [({"steps": 4, "lr": 0.1}, ["a", "b"], one), (ours, ["ab"], one),
                 (ours, ["a", "b"], other), (ours, ["a"], ["b"], one)]  # fmt: skip
    assert len({base, *(fingerprint(*parts) for parts in differing)}) == 5
    one.write_text("y")
    assert fingerprint({"steps": 3, "lr": 0.1}, ["a", "b"], one) != base
    with pytest.raises(OSError):
        fingerprint(tmp_path / "gone")
