import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image
from shapes_on_disk import write_captions, write_meshes

from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.dataset import ShapeDataset, up_axis
from shape_diff.data.holding_out import with_val_split

OPTIONS = BuildOptions(num_points=64, workers=1, shard_size=4, sheet_shapes=6)


def build(meshes, out, captions=None, options=OPTIONS):
    return build_dataset(meshes, captions, out, options, progress=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def meshes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    names = write_meshes(folder / "meshes", 10)
    rows = [
        {"id": name, "captions": [f"box {name}", "a box"], "split": "val" if number % 5 == 0 else "train"}
        for number, name in enumerate(names)
    ]
    rows[1] |= {"category": "crate", "colored": False, "has_front": False}
    write_captions(folder / "captions.jsonl", rows)
    return folder


@pytest.fixture(scope="module")
def built(meshes, tmp_path_factory):
    out = tmp_path_factory.mktemp("built") / "data"
    report = build(meshes / "meshes", out, meshes / "captions.jsonl")
    return out, report


@pytest.fixture
def copy(built, tmp_path):
    for name, content in contents(built[0]).items():
        path = tmp_path / "copy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "copy"


def test_a_build_can_be_read_back(built):
    out, report = built
    data = ShapeDataset.load(out)
    assert len(data) == report.num_shapes == 10
    assert report.skipped == () and report.resumed_shapes == 0
    assert data.sha256 == report.sha256
    assert (data.num_points, data.xyz.shape) == (64, (10, 64, 3))
    assert (data.xyz.dtype, data.rgb.dtype, data.normals.dtype) == (torch.int16, torch.uint8, torch.int8)
    assert data.records[0].captions == ("box box-000", "a box")
    assert data.records[0].colored and data.records[0].has_front
    assert (data.records[1].category, data.records[1].colored, data.records[1].has_front) == ("crate", False, False)


def test_stored_points_are_those_of_the_mesh(built):
    data = ShapeDataset.load(built[0])
    for number in range(len(data)):
        cloud = data.cloud(number)
        half = np.array([1, 1 + number % 3, 0.5])
        half /= half.max()
        np.testing.assert_allclose(np.abs(cloud.xyz / half).max(axis=1), 1.0, atol=1e-3)
        np.testing.assert_allclose(np.linalg.norm(cloud.normals, axis=1), 1.0, atol=1e-6)
        np.testing.assert_allclose(cloud.rgb, np.tile(np.array([10 * number, 100, 200]) / 255, (64, 1)), atol=1e-6)


def test_splits_divide_the_data(built):
    data = ShapeDataset.load(built[0])
    train, val = data.subset("train"), data.subset("val")
    assert len(train) == 8 and len(val) == 2
    assert [record.id for record in val.records] == ["box-000", "box-005"]
    torch.testing.assert_close(val.xyz[1], data.xyz[5])
    assert val.sha256 == data.sha256
    with pytest.raises(ValueError, match="no split 'test'; it has train, val"):
        data.subset("test")


def test_report_and_contact_sheet_are_made(built):
    text = (built[0] / "report.md").read_text()
    assert "- shapes: 10 of 64 points" in text and "| crate | 1 | 0 |" in text
    with Image.open(built[0] / "contact_sheet.png") as sheet:
        assert np.asarray(sheet).std() > 5


def test_two_processes_give_the_same_bytes_as_one(meshes, built, tmp_path):
    build(meshes / "meshes", tmp_path / "two", meshes / "captions.jsonl", dataclasses.replace(OPTIONS, workers=2))
    assert contents(tmp_path / "two") == contents(built[0])


@pytest.mark.parametrize("damage", ["missing", "cut", "unfinished"])
def test_the_same_call_repairs_what_is_missing(meshes, built, copy, damage):
    shard = copy / "shards" / "00001.safetensors"
    if damage == "cut":
        shard.write_bytes(shard.read_bytes()[:-10])
    else:
        shard.unlink()
    if damage == "unfinished":
        (copy / "dataset.json").unlink()
        (copy / "shards" / ".00001.77.partial.safetensors").write_bytes(b"half")
    report = build(meshes / "meshes", copy, meshes / "captions.jsonl")
    assert report.resumed_shapes == 6
    assert contents(copy) == contents(built[0])


def test_new_captions_need_no_new_points(meshes, copy, tmp_path):
    rows = [{"id": f"box-{number:03d}", "captions": ["new words"]} for number in range(10)]
    report = build(meshes / "meshes", copy, write_captions(tmp_path / "new.jsonl", rows))
    assert report.resumed_shapes == 10
    assert ShapeDataset.load(copy).records[3].captions == ("new words",)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"num_points": 65}, "num_points 64, now 65"), ({"seed": 1}, "seed 0, now 1"), ({"shard_size": 5}, "shard_size")],
)
def test_other_options_do_not_mix(meshes, built, change, words):
    before = contents(built[0])
    with pytest.raises(ValueError, match=words):
        build(meshes / "meshes", built[0], meshes / "captions.jsonl", dataclasses.replace(OPTIONS, **change))
    assert contents(built[0]) == before


def test_changed_meshes_do_not_mix(tmp_path):
    write_meshes(tmp_path / "meshes", 2)
    build(tmp_path / "meshes", tmp_path / "out")
    trimesh.creation.icosphere(1).export(tmp_path / "meshes" / "box-001.ply")
    with pytest.raises(ValueError, match="the mesh files have changed"):
        build(tmp_path / "meshes", tmp_path / "out")


def test_a_folder_with_other_things_is_left_alone(meshes, tmp_path):
    (tmp_path / "thesis.txt").write_text("do not touch")
    with pytest.raises(ValueError, match="holds no build of data"):
        build(meshes / "meshes", tmp_path)
    with pytest.raises(ValueError, match=r"cannot be used for the data: (File exists|Not a directory)$"):
        build(meshes / "meshes", tmp_path / "thesis.txt" / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_unusable_meshes_are_skipped_with_their_reasons(tmp_path):
    folder = tmp_path / "meshes"
    write_meshes(folder, 3)
    (folder / "broken.ply").write_bytes(b"ply\nnonsense")
    (folder / "empty.obj").write_text("v 0 0 0\n")
    (folder / "flat.off").write_text("OFF\n3 1 0\n0 0 0\n1 0 0\n2 0 0\n3 0 1 2\n")
    (folder / "holes.obj").write_text("v 0 0 0\nv 1 0 nan\nv 0 1 0\nf 1 2 3\n")
    report = build(folder, tmp_path / "out")
    reasons = {entry.id: entry.reason for entry in report.skipped}
    assert set(reasons) == {"broken", "empty", "flat", "holes"}
    assert "no area" in reasons["flat"] and "NaN" in reasons["holes"]
    assert report.num_shapes == len(ShapeDataset.load(tmp_path / "out")) == 3
    text = (tmp_path / "out" / "report.md").read_text()
    assert all(name in text for name in reasons)
    index = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert {entry["id"] for entry in index["skipped"]} == set(reasons)


def test_what_was_not_taken_from_a_file_is_in_the_report(tmp_path):
    """A picture that is missing is no colour, and a slip far away does not make the shape small."""
    folder = tmp_path / "meshes"
    write_meshes(folder, 1)
    ball = trimesh.creation.icosphere(subdivisions=2)
    vertices = np.vstack([ball.vertices, [[500, 0, 0]]])
    far = len(ball.vertices)
    trimesh.Trimesh(vertices, np.vstack([ball.faces, [[0, far, far]]]), process=False).export(folder / "slip.ply")
    corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\n"
    (folder / "chair.mtl").write_text("newmtl m\nKd 1 1 1\nmap_Kd gone.png\n")
    (folder / "chair.obj").write_text(f"mtllib chair.mtl\n{corners}usemtl m\nf 1/1 2/1 3/1 4/1\n")
    build(folder, tmp_path / "out")
    index = json.loads((tmp_path / "out" / "dataset.json").read_text())
    shapes = {shape["id"]: shape for shape in index["shapes"]}
    assert "gone.png" in shapes["chair"]["notes"][0] and not shapes["chair"]["colored"]
    assert "no area" in shapes["slip"]["notes"][0]
    assert "notes" not in shapes["box-000"]
    report = (tmp_path / "out" / "report.md").read_text()
    assert "| chair | the picture 'gone.png' that chair.mtl names is not there |" in report
    data = ShapeDataset.load(tmp_path / "out")
    number = [shape["id"] for shape in index["shapes"]].index("slip")
    assert np.ptp(data.cloud(number).xyz, axis=0).min() > 1.8


def test_captions_of_absent_meshes_are_skipped_and_reported(tmp_path):
    write_meshes(tmp_path / "meshes", 2)
    rows = [{"id": name, "captions": ["x"]} for name in ("box-000", "lost", "box-001")]
    captions = write_captions(tmp_path / "captions.jsonl", rows)
    report = build(tmp_path / "meshes", tmp_path / "out", captions)
    assert [(entry.id, entry.reason) for entry in report.skipped] == [("lost", "there is no such mesh")]
    assert report.num_shapes == 2 and "| lost |" in (tmp_path / "out" / "report.md").read_text()


def test_data_without_a_val_split_holds_some_out(tmp_path):
    write_meshes(tmp_path / "meshes", 3)
    report = build(tmp_path / "meshes", tmp_path / "out")
    data = ShapeDataset.load(tmp_path / "out")
    assert report.held_out == len(data.subset("val")) == 1 and len(data.subset("train")) == 2
    index = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert "- splits: train 2, val 1" in (tmp_path / "out" / "report.md").read_text()
    older = index | {"shapes": [shape | {"split": "train"} for shape in index["shapes"]]}
    (tmp_path / "out" / "dataset.json").write_text(json.dumps(older))
    assert ShapeDataset.load(tmp_path / "out").records == data.records


def test_a_twentieth_is_held_out_whatever_the_order():
    ids = [f"shape-{number}" for number in range(100)]
    splits = with_val_split(ids, ["train"] * 100)
    held_out = {name for name, split in zip(ids, splits, strict=True) if split == "val"}
    assert len(held_out) == 5
    backwards = with_val_split(ids[::-1], ["train"] * 100)[::-1]
    assert backwards == splits
    with_test = with_val_split(ids, ["test", *["train"] * 99])
    assert with_test[0] == "test" and with_test.count("val") == 4
    assert with_val_split(ids[:3], ["train", "val", "train"]) == ["train", "val", "train"]
    assert with_val_split(ids[:1], ["train"]) == ["train"]


def test_meshes_with_z_up_are_turned(tmp_path):
    post = trimesh.creation.box((1, 1, 4), transform=trimesh.transformations.translation_matrix([0, 0, 2]))
    top = post.triangles_center[:, 2] > 3.9
    colors = np.where(top[:, None], [255, 0, 0, 255], [0, 0, 255, 255]).astype(np.uint8)
    post.visual.face_colors = colors
    (tmp_path / "meshes").mkdir()
    post.export(tmp_path / "meshes" / "post.ply")
    build(tmp_path / "meshes", tmp_path / "out", options=dataclasses.replace(OPTIONS, num_points=512, up="z"))
    cloud = ShapeDataset.load(tmp_path / "out").cloud(0)
    red = cloud.rgb[:, 0] > 0.5
    assert red.any() and (cloud.xyz[red, 1] > 0.99).all() and (cloud.normals[red, 1] > 0.99).all()
    assert np.abs(cloud.xyz[:, 1]).max() > 0.99 and np.abs(cloud.xyz[:, [0, 2]]).max() < 0.26
    assert up_axis(tmp_path / "out") == "z"
    with pytest.raises(ValueError, match="up must be y or z, got 'x'"):
        dataclasses.replace(OPTIONS, up="x")


def test_nothing_usable_is_an_error_and_no_dataset(tmp_path):
    (tmp_path / "meshes").mkdir()
    (tmp_path / "meshes" / "a.ply").write_bytes(b"ply")
    with pytest.raises(ValueError, match=r"none of the 1 shapes can be used; a: "):
        build(tmp_path / "meshes", tmp_path / "out")
    with pytest.raises(ValueError, match="unfinished build"):
        ShapeDataset.load(tmp_path / "out")


SCRIPT = """
import sys
from pathlib import Path
from shape_diff.data.builder import BuildOptions, build_dataset
if __name__ == "__main__":
    options = BuildOptions(num_points=64, workers=1, shard_size=4, sheet_shapes=6)
    build_dataset(Path(sys.argv[1]), None, Path(sys.argv[2]), options)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_stopped_build_goes_on_to_the_same_bytes(tmp_path, how):
    write_meshes(tmp_path / "meshes", 120)
    (tmp_path / "run.py").write_text(SCRIPT)
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "meshes"), str(tmp_path / "stopped")]
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=place)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("stopped/shards/00002.safetensors")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(how)
    process.wait(30)
    assert not (tmp_path / "stopped" / "dataset.json").exists()
    report = build(tmp_path / "meshes", tmp_path / "stopped")
    assert 0 < report.resumed_shapes < 120
    build(tmp_path / "meshes", tmp_path / "whole")
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


def test_damaged_data_is_refused(copy, tmp_path):
    with pytest.raises(ValueError, match="holds no built data"):
        ShapeDataset.load(tmp_path / "nowhere")
    index = json.loads((copy / "dataset.json").read_text())
    shard = copy / "shards" / "00002.safetensors"
    whole = shard.read_bytes()
    shard.write_bytes(whole[:-7])
    with pytest.raises(ValueError, match="is damaged"):
        ShapeDataset.load(copy)
    shard.unlink()
    with pytest.raises(ValueError, match="is missing"):
        ShapeDataset.load(copy)
    shard.write_bytes(whole)
    for wrong, words in (
        ({"format": 9}, "format 9"),
        ({"shapes": index["shapes"][:-1]}, "do not hold"),
        ({"shards": [{}]}, "damaged"),
    ):
        (copy / "dataset.json").write_text(json.dumps(index | wrong))
        with pytest.raises(ValueError, match=words):
            ShapeDataset.load(copy)
    (copy / "dataset.json").write_text("{")
    with pytest.raises(ValueError, match="cannot be read"):
        ShapeDataset.load(copy)


@pytest.mark.parametrize("wrong", [{"num_points": 0}, {"workers": -1}, {"shard_size": 0}, {"timeout_s": 0.0}])
def test_impossible_options_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BuildOptions(**wrong)
