"""The benchmark of recognition: nothing on the sheets tells the answer, and answers become the right rates."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.recognition.cli import main
from benchmarks.recognition.scores import wilson
from benchmarks.recognition.subjects import CHOICES, EVERYDAY, Subject, choices, main_color, prompt_subjects
from shape_diff.geometry import PointCloud
from tests.tiny_model import write_tiny_model


def subjects() -> list[Subject]:
    """Twelve red things and twelve of other colours, each a kind of its own."""
    red = [Subject(f"a red thing {i}", f"red-{i}", "red") for i in range(12)]
    return red + [Subject(f"a blue thing {i}", f"blue-{i}", "blue") for i in range(12)]


def test_wrong_choices_are_of_the_same_colour_and_of_other_kinds() -> None:
    shown = [*subjects(), Subject("a red twin", "red-0", "red")]
    captions = choices(shown, 0, seed=3)
    assert len(captions) == len(set(captions)) == CHOICES
    assert "a red thing 0" in captions and "a red twin" not in captions
    assert all("red" in caption for caption in captions)
    assert choices(shown, 0, seed=3) == captions != choices(shown, 0, seed=4)
    places = {choices(shown, 0, seed).index("a red thing 0") for seed in range(40)}
    assert len(places) > 6  # the right one is anywhere


def test_other_colours_fill_up_and_too_few_subjects_are_refused() -> None:
    few = subjects()[8:]
    captions = choices(few, 0, seed=0)
    assert sum("red" in caption for caption in captions) == 4
    with pytest.raises(ValueError, match="need 9 subjects of other kinds, there are 8"):
        choices(few[:9], 0, seed=0)


def test_the_main_colour_is_that_of_most_points() -> None:
    rgb = np.tile(np.float32([0.2, 0.35, 0.8]), (100, 1))
    rgb[:40] = [0.9, 0.9, 0.9]
    assert main_color(PointCloud(np.zeros((100, 3), np.float32), rgb, None)) == "blue"


def test_everyday_prompts_are_sixty_different_ones() -> None:
    captions = [s.caption for s in prompt_subjects(EVERYDAY)]
    assert len(captions) == len(set(captions)) == 60


def test_from_prompts_to_a_rate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("\n".join(f"a thing {i}" for i in range(11)) + "\n\n")
    model, folder = write_tiny_model(tmp_path / "tiny.safetensors"), tmp_path / "seen"
    main(["make", "--out", str(folder), "--prompts", str(prompts), "--model", str(model), "--clouds"])
    judged = {path.name for path in folder.iterdir()}
    assert judged == {"sheet-01.png", "sheet-02.png", "names.csv", "choices.csv", "choices", "key"}
    key = json.loads((folder / "key" / "key.json").read_text())
    assert [row["caption"] for row in key] == [f"a thing {i}" for i in range(11)]
    blocks = (folder / "choices" / "choices.txt").read_text().split("\n\n")
    for row, block in zip(key, blocks, strict=True):
        assert f"{row['letter']}) {row['caption']}\n" in block + "\n"

    with pytest.raises(SystemExit, match=r"no form in .* is filled in"):
        main(["score", str(folder)])
    fill(folder / "choices.csv", ["number", "letter"], [[r["number"], r["letter"].upper()] for r in key[:8]])
    fill(folder / "names.csv", ["number", "name"], [[r["number"], "a blob"] for r in key])
    main(["second", str(folder)])
    rows = list(csv.DictReader((folder / "same.csv").open()))
    assert rows[2] == {"number": "3", "caption": "a thing 2", "name": "a blob", "same": ""}
    with pytest.raises(SystemExit, match="neither yes nor no of number 1"):
        main(["score", str(folder)])
    fill(folder / "same.csv", ["number", "same"], [[r["number"], "no" if r["number"] > 5 else "Yes"] for r in key])
    capsys.readouterr()
    main(["score", str(folder)])
    low, high = (f"{bound:.0%}" for bound in wilson(5, 11))
    assert f"named freely: 5 of 11, 45% (95 % interval {low} to {high})" in capsys.readouterr().out


def fill(path: Path, columns: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def test_wilson_is_the_published_interval() -> None:
    """Brown, Cai & DasGupta 2001, example of 0 of 10: 0 to 27.8 %."""
    low, high = wilson(0, 10)
    assert low == pytest.approx(0, abs=1e-12) and high == pytest.approx(0.2775, abs=1e-3)


def test_true_shapes_need_data(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="--true needs the --data"):
        main(["make", "--out", str(tmp_path / "x"), "--true"])
