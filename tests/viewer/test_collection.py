"""Opening files and folders: every format, what `generate` wrote, and everything that can be wrong with them."""

import json
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import trimesh
from tiny_model import TINY_SAMPLING, write_tiny_model
from viewer_samples import box_cloud, box_mesh, full_shape, noisy_run

import shape_diff_viewer.collection
import shape_diff_viewer.item
from shape_diff.formats.cloud_files import write_cloud, write_ply
from shape_diff.formats.export import write_mesh
from shape_diff.formats.trajectory_file import write_trajectory
from shape_diff.generation.outputs import SampleWriter
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.placement import Size
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff.reconstruction.mesh_options import MeshOptions
from shape_diff_viewer.collection import Collection, open_paths
from shape_diff_viewer.item import Item
from shape_diff_viewer.opening import folder_items
from shape_diff_viewer.shape import MAX_DISPLAY_POINTS, Shape, shape_to_show


def one(path: Path) -> Item:
    (item,) = open_paths([path]).items
    return item


@pytest.mark.parametrize("suffix", [".ply", ".npz", ".xyz"])
def test_clouds_come_as_they_were_written(tmp_path: Path, suffix: str) -> None:
    cloud = box_cloud()
    item = one(write_cloud(cloud, tmp_path / f"scan{suffix}"))
    shape = item.load()
    assert shape.mesh is None and shape.cloud is not None and shape.notes == ()
    assert cloud.rgb is not None and shape.cloud.rgb is not None
    np.testing.assert_allclose(shape.cloud.xyz, cloud.xyz, atol=1e-5)
    assert np.abs(shape.cloud.rgb - cloud.rgb).max() <= 0.51 / 255
    assert (item.name, item.title) == ("scan", f"scan{suffix}")


def test_a_pcd_cloud(tmp_path: Path) -> None:
    header = "VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 2\nHEIGHT 1\nPOINTS 2\nDATA ascii\n"
    (tmp_path / "a.pcd").write_text(f"{header}1 2 3\nnan nan nan\n")
    shape = one(tmp_path / "a.pcd").load()
    assert shape.cloud is not None and shape.cloud.xyz.tolist() == [[1, 2, 3]] and len(shape.notes) == 1


@pytest.mark.parametrize("suffix", [".ply", ".obj", ".glb", ".stl"])
def test_meshes_come_as_they_were_written(tmp_path: Path, suffix: str) -> None:
    mesh = box_mesh()
    shape = one(write_mesh(mesh, tmp_path / f"box{suffix}")).load()
    assert shape.cloud is None and shape.mesh is not None
    assert len(shape.mesh.faces) == 12
    np.testing.assert_allclose(np.sort(shape.mesh.triangles.reshape(-1)), np.sort(mesh.triangles.reshape(-1)))


@pytest.mark.parametrize("suffix", [".off", ".gltf"])
def test_formats_that_others_write(tmp_path: Path, suffix: str) -> None:
    box = trimesh.creation.box()
    if suffix == ".gltf":
        for name, content in box.export(file_type="gltf").items():
            (tmp_path / name.replace("model", "box")).write_bytes(content)
    else:
        box.export(tmp_path / "box.off")
    shape = one(tmp_path / f"box{suffix}").load()
    assert shape.mesh is not None and len(shape.mesh.faces) == 12


def test_a_ply_is_a_mesh_if_it_has_faces_and_else_a_cloud(tmp_path: Path) -> None:
    write_mesh(box_mesh(), tmp_path / "mesh.ply")
    assert one(tmp_path / "mesh.ply").load().mesh is not None
    text = "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\nproperty float z\n"
    faces = "element face 0\nproperty list uchar int vertex_indices\n"
    (tmp_path / "cloud.ply").write_text(f"{text}{faces}end_header\n1 2 3\n")
    cloud = one(tmp_path / "cloud.ply").load().cloud
    assert cloud is not None and cloud.xyz.tolist() == [[1, 2, 3]]


def test_a_denoising_run_alone(tmp_path: Path) -> None:
    item = one(write_trajectory(noisy_run(box_cloud()), tmp_path / "a-box.s0.steps.npz"))
    shape = item.load()
    assert item.name == "a-box.s0" and shape.trajectory is not None and shape.shown_cloud is not None
    assert np.abs(shape.shown_cloud.xyz).max() == pytest.approx(1, abs=1e-6)


def test_what_generate_wrote_is_one_item_each(tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.safetensors")
    pipeline, settings = Pipeline.load(str(model), "cpu"), TINY_SAMPLING.changed({"points": 100})
    folder = tmp_path / "outputs"
    folder.mkdir()
    options = MeshOptions(formats=("obj", "glb"), size=Size(800, "mm"), up="z")  # what the gallery has to undo
    writer = SampleWriter(folder, pipeline, settings, "", options, "cpu")
    for sample in pipeline.generate("a cup", 2, 5, settings, keep_steps=True):
        writer.write(sample, box_mesh() if sample.seed == 5 else None, {})
    write_mesh(box_mesh(), folder / "other.stl")
    (folder / "notes.txt").write_text("not a cloud")
    (folder / "notes.json").write_text("[1, 2]")
    cup, second, other = open_paths([folder]).items
    assert (cup.name, cup.title, cup.info["seed"]) == ("a-cup.s5", "a cup", 5)
    assert set(cup.files) == {"points", "obj", "glb", "steps", "preview"}
    shape = cup.load()
    assert shape.cloud is not None and shape.mesh is not None and shape.trajectory is not None
    np.testing.assert_allclose(shape.trajectory.xyz[-1], shape.cloud.xyz, rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(np.ptp(shape.mesh.vertices, axis=0), np.ptp(box_mesh().vertices, axis=0), rtol=1e-3)
    assert second.load().mesh is None and other.title == "other.stl"
    assert one(folder / "a-cup.s5.json").load().mesh is not None


def test_a_sample_made_from_pictures_is_called_after_them(tmp_path: Path) -> None:
    pipeline = Pipeline.load(str(write_tiny_model(tmp_path / "tiny.safetensors")), "cpu")
    folder = tmp_path / "outputs"
    folder.mkdir()
    writer = SampleWriter(folder, pipeline, TINY_SAMPLING, "", MeshOptions(formats=("obj",)), "cpu", save_input=True)
    square = np.full((128, 128, 4), 255, dtype=np.uint8)
    front, side = (PreparedPicture(square, name, ()) for name in ("front", "side"))
    for prompt, pictures in (("", (front,)), ("", (front, side)), ("a cup", (front,))):
        writer.write(Sample(prompt, 0, box_cloud(), None, pictures), box_mesh(), {})
    items = open_paths([folder]).items
    assert {item.name: item.title for item in items} == {
        "front.s0": "front", "front.s0.2": "front + side", "a-cup.s0": "a cup"
    }  # fmt: skip
    assert all("input" in item.files and item.load().mesh is not None for item in items)


def test_a_manifest_that_names_nothing_is_called_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"prompt": " ", "files": {}}))
    assert folder_items(tmp_path)[0].title == "a"


def test_a_manifest_reaches_no_file_outside_of_its_folder(tmp_path: Path) -> None:
    write_cloud(box_cloud(), tmp_path / "secret.ply")
    folder = tmp_path / "outputs"
    folder.mkdir()
    for target in ("../secret.ply", str(tmp_path / "secret.ply")):
        (folder / "a.json").write_text(json.dumps({"prompt": "a", "files": {"points": target}}))
        (item,) = folder_items(folder)
        assert item.files == {}
        with pytest.raises(ValueError, match=r"the files that a\.json lists are not there"):
            item.load()


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "3",
        '{"files": 3, "prompt": "a"}',
        '{"files": {}}',
        '"files"',
        "null",
        '{"files": {}, "prompt": "", "images": [3]}',
    ],
)
def test_other_json_files_are_no_samples(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert folder_items(tmp_path) == []
    with pytest.raises(ValueError, match=r"a\.json is not a manifest"):
        open_paths([tmp_path / "a.json"])


def bad_files(folder: Path) -> dict[str, str]:
    """Files that cannot be shown, and a word of the sentence that says why."""
    write_cloud(box_cloud(), folder / "whole.ply")
    write_mesh(box_mesh(), folder / "whole.glb")
    write_mesh(box_mesh(), folder / "wholemesh.ply")
    write_trajectory(noisy_run(box_cloud()), folder / "whole.steps.npz")
    for name in ("whole.ply", "whole.glb", "wholemesh.ply", "whole.steps.npz"):
        content = (folder / name).read_bytes()
        (folder / name.replace("whole", "cut")).write_bytes(content[: len(content) * 2 // 3])
        (folder / name).unlink()
    for name in ("empty.ply", "empty.glb", "empty.xyz"):
        (folder / name).touch()
    (folder / "points.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\n")
    nothing = PointCloud(np.full((5, 3), np.nan))
    write_ply(nothing, folder / "nan.ply")
    return {
        "cut.ply": "truncated", "cut.glb": "cannot be read", "cutmesh.ply": "truncated",
        "cut.steps.npz": "not a readable", "empty.ply": "empty", "empty.glb": "empty", "empty.xyz": "empty",
        "points.obj": "no faces", "nan.ply": "finite",
    }  # fmt: skip


def test_a_bad_file_is_an_error_if_named_and_an_item_if_found(tmp_path: Path) -> None:
    bad = bad_files(tmp_path)
    for name, word in bad.items():
        with pytest.raises(ValueError, match=word) as caught:
            open_paths([tmp_path / name])
        assert name in str(caught.value) and "\n" not in str(caught.value)
    write_cloud(box_cloud(), tmp_path / "good.ply")
    items = {item.title: item for item in open_paths([tmp_path]).items}
    assert set(items) == {*bad, "good.ply"}
    assert items["good.ply"].load().cloud is not None
    for name, word in bad.items():
        with pytest.raises(ValueError, match=word):
            items[name].load()


def test_missing_and_unknown_files(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        open_paths([tmp_path / "missing.ply"])
    (tmp_path / "letter.docx").write_text("hello")
    with pytest.raises(ValueError, match=r"letter\.docx is not .* known are .*\.ply"):
        open_paths([tmp_path / "letter.docx"])
    with pytest.raises(ValueError, match="nothing to show in the folder"):
        open_paths([tmp_path])
    assert len(open_paths([])) == 0


def test_a_file_that_disappears_is_a_sentence(tmp_path: Path) -> None:
    path = write_cloud(box_cloud(), tmp_path / "a.ply")
    (item,) = open_paths([tmp_path]).items
    path.unlink()
    with pytest.raises(ValueError, match=r"a\.ply"):
        item.load()


def test_of_many_named_files_a_broken_one_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shape_diff_viewer.collection, "MAX_CHECKED", 1)
    good = write_cloud(box_cloud(), tmp_path / "good.ply")
    (tmp_path / "bad.ply").write_text("ply\n")
    collection = open_paths([good, tmp_path / "bad.ply"])
    assert len(collection) == 2
    with pytest.raises(ValueError, match=r"bad\.ply"):
        collection.items[1].load()


def test_points_that_are_not_finite_are_dropped_and_counted(tmp_path: Path) -> None:
    cloud = box_cloud(50)
    xyz = cloud.xyz.copy()
    xyz[3], xyz[7, 1] = np.nan, np.inf
    write_ply(PointCloud(xyz, cloud.rgb, cloud.normals), tmp_path / "a.ply")
    shape = one(tmp_path / "a.ply").load()
    assert shape.cloud is not None and shape.cloud.normals is not None
    assert shape.notes == ("2 of the 50 points of a.ply have no position and were left out",)
    keep = np.delete(np.arange(50), [3, 7])
    np.testing.assert_array_equal(shape.cloud.xyz, cloud.xyz[keep])
    np.testing.assert_array_equal(shape.cloud.normals, cloud.normals[keep] if cloud.normals is not None else None)


def test_triangles_that_are_not_finite_are_dropped_and_counted() -> None:
    box = box_mesh()
    vertices = np.concatenate([box.vertices, [[np.nan, 0, 0]], [[9, 9, 9]]])
    rgb = np.tile([0.5, 0.5, 0.5], (10, 1))
    shape = shape_to_show(mesh=Mesh(vertices, np.concatenate([box.faces, [[0, 1, 8]]]), rgb))
    assert shape.mesh is not None
    assert shape.notes == ("1 of 13 triangles have NaN or infinite corners and are not shown",)
    np.testing.assert_array_equal(shape.mesh.triangles, box.triangles)
    assert len(shape.mesh.vertices) == 8, "the vertices that no triangle uses are gone"


def test_large_clouds_are_thinned_the_same_way_every_time() -> None:
    count = MAX_DISPLAY_POINTS + 1000
    xyz = np.zeros((count, 3), dtype=np.float32)
    xyz[:, 0] = np.arange(count)
    first, second = (shape_to_show(PointCloud(xyz)) for _ in range(2))
    assert first.cloud is not None and second.cloud is not None
    assert len(first.cloud) == MAX_DISPLAY_POINTS
    assert first.notes == ("501,000 points: 500,000 of them are shown",)
    np.testing.assert_array_equal(first.cloud.xyz, second.cloud.xyz)
    assert (np.diff(first.cloud.xyz[:, 0]) > 0).all()


def test_display_coordinates_fill_the_cube_wherever_the_file_is() -> None:
    cloud = box_cloud()
    far = Shape(PointCloud(cloud.xyz * 250 + [1000, -2000, 30], cloud.rgb), None, None)
    assert far.shown_cloud is not None
    np.testing.assert_allclose(far.shown_cloud.xyz, cloud.xyz, atol=1e-4)
    np.testing.assert_allclose(far.frame.restore(far.shown_cloud.xyz), far.cloud.xyz if far.cloud else 0, rtol=1e-6)


@pytest.mark.parametrize("count", [1, 5])
def test_a_shape_of_one_place_can_be_shown(count: int) -> None:
    shape = Shape(PointCloud(np.full((count, 3), 7.0)))
    assert shape.shown_cloud is not None and (shape.shown_cloud.xyz == 0).all()


def test_names_are_unique_also_when_added_from_threads() -> None:
    class SlowlyNamed(Item):
        """Lets other threads in between finding a name and taking it."""

        @property
        def name(self) -> str:  # type: ignore[override]
            time.sleep(1e-4)
            return self._name

        @name.setter
        def name(self, value: str) -> None:
            self._name = value

    collection = Collection()
    threads = [
        threading.Thread(target=lambda: collection.add(SlowlyNamed("same", "same", full_shape))) for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {item.name for item in collection.items} == {"same", *(f"same.{number}" for number in range(2, 11))}
    assert collection.named("same.10") is not None and collection.named("same.11") is None


def test_only_some_shapes_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    recent = shape_diff_viewer.item._RecentShapes(2 * full_shape().nbytes)
    monkeypatch.setattr(shape_diff_viewer.item, "_RECENT", recent)
    reads: list[str] = []

    def item(name: str) -> Item:
        def read() -> Shape:
            reads.append(name)
            return full_shape()

        return Item(name, name, read)

    a, b, c = (item(name) for name in "abc")
    assert a.load() is a.load()
    for each in (b, a, c, a, b):
        each.load()
    assert reads == ["a", "b", "c", "b"]
