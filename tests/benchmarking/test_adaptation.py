"""The benchmark of adapters: its style is what it says, and the whole of it runs on a tiny model."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.adaptation.cli import COLUMNS, main
from benchmarks.adaptation.scores import color_distance, tallness
from benchmarks.adaptation.style import BANDS, StyleJob, bands_of, build_style, kinds_of_style, make_totem
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.procedural.dataset import ShapeJob, make_procedural
from shape_diff.data.shards import PackedShape
from shape_diff.geometry import PointCloud
from tests.tiny_model import write_tiny_model


def test_thirds_of_the_height_have_colours_of_their_own() -> None:
    assert np.array_equal(bands_of(np.array([-1.0, 0.0, 0.9, 1.0])), BANDS[[0, 1, 2, 2]])
    assert np.array_equal(bands_of(np.zeros(3)), BANDS[[0, 0, 0]])


def test_a_totem_is_the_shape_of_the_catalogue_made_tall() -> None:
    plain, totem = make_procedural(ShapeJob("teapot", 7, 2000)), make_totem(StyleJob("teapot", 7, 2000, "val"))
    assert isinstance(plain, PackedShape) and isinstance(totem, PackedShape)
    sides = [np.ptp(one.xyz.astype(float), axis=0) for one in (plain, totem)]
    before, after = (side[1] / side[0] for side in sides)
    assert after == pytest.approx(1.8 * before, rel=0.03)
    assert totem.about["captions"] == plain.about["captions"][:1] and totem.about["split"] == "val"


def test_kinds_that_are_asked_for_are_not_learned() -> None:
    learned, asked = kinds_of_style(30, 60)
    assert (len(learned), len(asked)) == (30, 60) and not {k.name for k in learned} & {k.name for k in asked}
    assert kinds_of_style(30, 40)[0] == learned
    with pytest.raises(ValueError, match="the catalogue has 545 kinds"):
        kinds_of_style(500, 60)


def test_true_shapes_are_in_their_own_style(tmp_path: Path) -> None:
    build_style(tmp_path / "style", 3, 2, num_points=1024)
    style = ShapeDataset.load(tmp_path / "style")
    clouds = [style.cloud(number) for number in range(len(style))]
    assert [record.split for record in style.records] == ["train"] * 3 + ["val"] * 2
    assert color_distance(clouds) < 0.02
    pillar = PointCloud(np.array([[-1, 0, 0], [1, 0, 0], [0, -3, 1], [0, 3, 0]], dtype=np.float32))
    assert tallness([pillar]) == 3.0


def test_the_whole_runs_on_a_tiny_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = write_tiny_model(tmp_path / "tiny.safetensors")
    build_style(tmp_path / "out" / "style", 10, 2)
    few = ("adapter.rank=2", "keep.samples=8", "batches.size=4", "batches.points=32", "train.steps=2",
           "prompts=[a cup]", "device=cpu")  # fmt: skip
    main(["--data", str(tmp_path / "out" / "style"), "--out", str(tmp_path / "out"), "--model", str(model),
          "--shapes", "10", "--captions", "2", "--strength", "1", *few])  # fmt: skip
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(table) == 5 and all(line.count("|") == len(COLUMNS) + 1 for line in table)
    assert [line.split("|")[1].strip() for line in table[2:]] == ["the model", "adapter at 1", "true shapes"]
    assert (tmp_path / "out" / "samples.png").is_file()
    with pytest.raises(SystemExit, match="error: unknown model"):
        main(["--data", str(tmp_path), "--out", str(tmp_path / "b"), "--model", "nothing", *few])
