"""The catalogue as data sets and as folders of meshes."""

import json
from pathlib import Path

import numpy as np
import pytest

from shape_diff.data.builder import BuildOptions
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.procedural.assembly import face_areas
from shape_diff.data.procedural.dataset import build_procedural
from shape_diff.data.procedural.mesh_folder import write_meshes
from shape_diff.data.procedural.registry import build_shape, catalogue, select_kinds
from shape_diff.formats.mesh_files import read_surface
from shape_diff.machine.workers import Failure

OPTIONS = BuildOptions(num_points=256, workers=1, shard_size=4, sheet_shapes=4)
KINDS = ["mug", "table"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    out = tmp_path_factory.mktemp("procedural") / "data"
    build_procedural(KINDS, [], 10, out, OPTIONS, progress=False)
    return out


def test_a_data_set_holds_the_kinds_in_turn(data):
    loaded = ShapeDataset.load(data)
    assert [record.id for record in loaded.records[:4]] == ["table-0", "mug-0", "table-1", "mug-1"] or [
        record.id for record in loaded.records[:4]
    ] == ["mug-0", "table-0", "mug-1", "table-1"]
    mug = next(number for number, record in enumerate(loaded.records) if record.id == "mug-3")
    built = build_shape(catalogue()["mug"], 3)
    assert loaded.records[mug].captions == built.captions
    assert loaded.records[mug].category == "kitchen" and loaded.records[mug].colored
    named = {tuple(np.rint(np.array(part.color.rgb) * 255).astype(int)) for part in built.assembly.parts}
    assert {tuple(color) for color in loaded.rgb[mug].numpy().astype(int)} <= named
    assert (data / "kinds-kitchen.png").is_file() and (data / "contact_sheet.png").is_file()


def test_a_stopped_build_goes_on_to_the_same_data(data, tmp_path):
    out = tmp_path / "data"
    build_procedural(KINDS, [], 10, out, OPTIONS, progress=False)
    (out / "shards" / "00001.safetensors").unlink()
    (out / "dataset.json").unlink()
    report = build_procedural(KINDS, [], 10, out, OPTIONS, progress=False)
    assert report.resumed_shapes == 6
    assert report.sha256 == json.loads((data / "dataset.json").read_text())["sha256"]
    with pytest.raises(ValueError, match="number of shapes 10, now 11"):
        build_procedural(KINDS, [], 11, out, OPTIONS, progress=False)


def test_no_combination_is_in_both_splits():
    built = [build_shape(catalogue()[name], seed) for name in ("stool", "plate") for seed in range(60)]
    splits: dict[tuple[str, ...], set[str]] = {}
    for one in built:
        splits.setdefault((one.kind.name, one.facts.variant, one.facts.main_color), set()).add(one.split)
    assert {split for found in splits.values() for split in found} == {"train", "val"}
    assert all(len(found) == 1 for found in splits.values())


def test_meshes_come_with_captions_and_the_faces_of_each_part(tmp_path):
    assert write_meshes(KINDS, [], 4, tmp_path, workers=1) == (4, [])
    for line in (tmp_path / "captions.jsonl").read_text().splitlines():
        row = json.loads(line)
        surface = read_surface(tmp_path / row["file"])
        built = build_shape(catalogue()[row["kind"]], int(row["id"].rsplit("-", 1)[1]))
        assert row["captions"] == list(built.captions)
        assert [part["start"] for part in row["parts"][1:]] == [part["end"] for part in row["parts"][:-1]]
        assert row["parts"][-1]["end"] == len(surface.faces)
        for part in row["parts"]:
            area = face_areas(surface.triangles[part["start"] : part["end"]]).sum()
            names = np.array([known.name for known in built.assembly.parts])[built.assembly.part]
            here = (names == part["name"]) & (built.assembly.instance == part["instance"])
            assert 0 < area <= built.assembly.areas[here].sum() * 1.001
        rgb = surface.corner_rgb[:, 0]
        np.testing.assert_allclose(rgb, built.assembly.face_rgb, atol=1 / 255)


def test_unknown_kinds_themes_and_counts_are_told():
    with pytest.raises(ValueError, match="no kind 'chairr'"):
        select_kinds(["chairr"])
    with pytest.raises(ValueError, match="no theme 'none'"):
        select_kinds([], ["none"])
    with pytest.raises(ValueError, match="count must be"):
        build_procedural(KINDS, [], 0, Path("nowhere"), OPTIONS)


def test_a_shape_that_cannot_be_made_is_left_out_of_the_meshes(tmp_path, monkeypatch):
    def failing(shapes, jobs, workers):
        for number, job in enumerate(jobs):
            yield number, Failure("not closed") if number == 1 else shapes(job)

    monkeypatch.setattr("shape_diff.data.procedural.mesh_folder.run_isolated", failing)
    written, skipped = write_meshes(KINDS, [], 3, tmp_path, workers=1)
    assert written == 2 and len(skipped) == 1 and skipped[0].reason == "not closed"
    assert len((tmp_path / "captions.jsonl").read_text().splitlines()) == 2
