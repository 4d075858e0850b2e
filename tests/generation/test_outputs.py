import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tiny_model import TINY_SAMPLING, write_tiny_model

from shape_diff.formats.cloud_files import read_cloud
from shape_diff.generation.outputs import SampleWriter, _same_sample, check_writable, safe_name
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff.reconstruction.mesh_options import MeshOptions, formats_of


@given(st.text(max_size=200), st.integers(0, 2**63))
def test_names_are_safe_whatever_the_prompt(prompt: str, seed: int) -> None:
    name = safe_name(prompt, seed)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.s[0-9]+", name)
    assert len(name) < 100
    assert name.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    "prompt",
    ["../../etc/passwd", "a/b", "C:\\x", "CON", "nul", "a\0b", "😀", "..", ".hidden", "-rf", "tab\t", "%n"],
)
def test_hostile_prompts_stay_in_their_folder(tmp_path: Path, prompt: str) -> None:
    path = tmp_path / f"{safe_name(prompt, 1)}.png"
    path.touch()
    assert path.resolve().parent == tmp_path.resolve()
    assert not path.name.startswith((".", "-"))


def test_names_are_readable_and_distinct() -> None:
    assert safe_name("a red mushroom", 7) == "a-red-mushroom.s7"
    assert safe_name("A Red Mushroom", 7) == "a-red-mushroom.s7"
    assert safe_name("a/b", 0) != safe_name("a b", 0)
    assert safe_name("😀", 0) != safe_name("😁", 0)
    assert safe_name("word " * 50 + "one", 0) != safe_name("word " * 50 + "two", 0)
    assert safe_name("ein grüner Baum", 0).startswith("ein-gruner-baum-")


def test_unwritable_folders(tmp_path: Path) -> None:
    check_writable(tmp_path / "new" / "deep")
    assert not list((tmp_path / "new" / "deep").iterdir())
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/dev/full/x"), Path("/proc/nothing")):
        with pytest.raises(ValueError, match="cannot write to the output folder"):
            check_writable(folder)


SQUARE = Mesh(
    np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]]),
    np.array([[1, 0, 0]] * 4),
)


def sample(prompt: str = "a thing", seed: int = 0, pictures: tuple[PreparedPicture, ...] = ()) -> Sample:
    g = np.random.default_rng(seed)
    xyz = g.normal(size=(50, 3)).astype(np.float32)
    normals = xyz / np.linalg.norm(xyz, axis=1, keepdims=True)
    return Sample(prompt, seed, PointCloud(xyz, g.random((50, 3)), normals), None, pictures)


def picture(rgb: tuple[int, int, int] = (200, 30, 40), name: str = "chair") -> PreparedPicture:
    """An upright bar of one colour in the middle of a transparent picture."""
    pixels = np.zeros((128, 128, 4), dtype=np.uint8)
    pixels[8:120, 40:88] = (*rgb, 255)
    return PreparedPicture(pixels, name, ("its background was removed",))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    path = write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")
    return Pipeline.load(str(path), "cpu")


def writer(folder: Path, pipeline: Pipeline, formats: str = "obj", **settings: float) -> SampleWriter:
    options = MeshOptions(formats=formats_of(formats), origin="keep")
    return SampleWriter(folder, pipeline, TINY_SAMPLING.changed(settings), "", options, "cpu")


def test_files_of_a_sample_read_back(tmp_path: Path, pipeline: Pipeline) -> None:
    manifest = writer(tmp_path, pipeline, "obj,ply,glb,stl").write(sample(), SQUARE, {"sampling": 1.23456})
    assert set(manifest["files"]) == {"points", "preview", "obj", "ply", "glb", "stl"}
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*manifest["files"].values(), "a-thing.s0.json"])
    cloud = read_cloud(tmp_path / manifest["files"]["points"])
    np.testing.assert_allclose(cloud.xyz, sample().cloud.xyz, atol=1e-6)
    for suffix in ("obj", "ply", "glb", "stl"):
        assert len(trimesh.load_mesh(tmp_path / manifest["files"][suffix]).faces) == 4
    with Image.open(tmp_path / manifest["files"]["preview"]) as picture:
        assert min(picture.size) >= 200
    text = (tmp_path / "a-thing.s0.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_constant=pytest.fail) == json.loads(json.dumps(manifest))
    assert manifest["mesh"]["faces"] == 4 and manifest["mesh"]["watertight"] and manifest["mesh"]["components"] == 1
    assert manifest["timings_s"] == {"sampling": 1.235}
    assert manifest["settings"]["guidance_interval"] is None
    assert manifest["model"]["sha256"] == pipeline.model.sha256
    assert manifest["versions"]["torch"] == torch.__version__


def test_a_cloud_without_mesh_is_kept(tmp_path: Path, pipeline: Pipeline) -> None:
    manifest = writer(tmp_path, pipeline, "glb").write(sample(), None, {}, "it encloses nothing")
    assert manifest["mesh"] is None and manifest["mesh_error"] == "it encloses nothing"
    assert set(manifest["files"]) == {"points", "preview"}
    assert all((tmp_path / file).is_file() for file in manifest["files"].values())


def test_other_settings_do_not_overwrite(tmp_path: Path, pipeline: Pipeline) -> None:
    plain, wild = writer(tmp_path, pipeline), writer(tmp_path, pipeline, guidance=9.0)
    names = [w.write(sample(), None, {})["name"] for w in (plain, plain, wild, wild, plain)]
    assert names == ["a-thing.s0", "a-thing.s0", "a-thing.s0.2", "a-thing.s0.2", "a-thing.s0"]
    (tmp_path / "a-thing.s0.json").write_text("[broken")
    assert plain.write(sample(), None, {})["name"] == "a-thing.s0.3"


@pytest.mark.parametrize("failing", ["write_mesh_files", "write_picture"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_sample_is_written_whole_or_not_at_all(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, failing: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    writer(tmp_path, pipeline).write(sample(seed=1), SQUARE, {})
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(f"shape_diff.generation.outputs.{failing}", fail)
    for seed in (1, 2):
        with pytest.raises(type(error)):
            writer(tmp_path, pipeline).write(sample(seed=seed), SQUARE, {})
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("suffix", ["obj", "points.ply", "png"])
def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path, pipeline: Pipeline, suffix: str) -> None:
    (tmp_path / f"a-thing.s0.{suffix}").mkdir()
    with pytest.raises(OSError, match=rf"a-thing\.s0\.{suffix} is a folder"):
        writer(tmp_path, pipeline).write(sample(), SQUARE, {})
    assert [path.name for path in tmp_path.iterdir()] == [f"a-thing.s0.{suffix}"]


def test_a_folder_of_the_manifests_name_makes_it_another_name(tmp_path: Path, pipeline: Pipeline) -> None:
    (tmp_path / "a-thing.s0.json").mkdir()
    assert writer(tmp_path, pipeline).write(sample(), None, {})["name"] == "a-thing.s0.2"


def test_a_rerun_takes_nothing_away(tmp_path: Path, pipeline: Pipeline) -> None:
    """The same files are written again; where one would be missing, the sample gets another name."""
    first = writer(tmp_path, pipeline, "glb").write(sample(), SQUARE, {})
    more = writer(tmp_path, pipeline, "glb,stl").write(sample(), SQUARE, {})
    assert more["name"] == first["name"] and set(more["files"]) > set(first["files"])
    for formats, mesh in (("stl", SQUARE), ("obj", None)):
        other = writer(tmp_path, pipeline, formats).write(sample(), mesh, {})
        assert other["name"] != first["name"]
        assert all((tmp_path / file).exists() for one in (more, other) for file in one["files"].values())


def test_materials_of_a_mesh_that_has_none_now_go(tmp_path: Path, pipeline: Pipeline) -> None:
    options = MeshOptions(formats=("obj",), origin="keep", texture=True)
    textured = SampleWriter(tmp_path, pipeline, TINY_SAMPLING, "", options, "cpu").write(sample(), SQUARE, {})
    material = tmp_path / textured["files"]["obj material"]
    assert material.exists()
    plain = writer(tmp_path, pipeline, "obj").write(sample(), SQUARE, {})
    assert plain["name"] == textured["name"] and not material.exists()


def test_a_manifest_cannot_make_others_files_disappear(tmp_path: Path, pipeline: Pipeline) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    manifest = out / f"{writer(out, pipeline).write(sample(), None, {})['name']}.json"
    content = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(content | {"files": content["files"] | {"obj": "../mine.txt"}}))
    writer(out, pipeline).write(sample(), None, {})
    assert (tmp_path / "mine.txt").exists()


def test_what_a_killed_process_left_is_swept(tmp_path: Path, pipeline: Pipeline) -> None:
    (tmp_path / ".unfinished-abc" / "new").mkdir(parents=True)
    (tmp_path / ".unfinished-abc" / "new" / "a-thing.s0.obj").write_text("half")
    manifest = writer(tmp_path, pipeline).write(sample(), None, {})
    assert {p.name for p in tmp_path.iterdir()} == {*manifest["files"].values(), "a-thing.s0.json"}


def test_two_writers_of_one_name_keep_both(tmp_path: Path, pipeline: Pipeline) -> None:
    """Different settings, at the same moment: neither overwrites the other."""
    writers = [writer(tmp_path, pipeline, guidance=1.0 + number) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        names = [manifest["name"] for manifest in pool.map(lambda w: w.write(sample(), None, {}), writers)]
    assert sorted(names) == ["a-thing.s0", "a-thing.s0.2", "a-thing.s0.3", "a-thing.s0.4"]
    for name, own in zip(names, writers, strict=True):
        found = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        assert found["settings"] == own.common["settings"]


def test_emoji_prompts_have_a_preview(tmp_path: Path, pipeline: Pipeline) -> None:
    manifest = writer(tmp_path, pipeline).write(sample("a 😀 \u202e\0 漢字"), None, {})
    assert json.loads((tmp_path / f"{manifest['name']}.json").read_text("utf-8"))["prompt"] == "a 😀 \u202e\0 漢字"


def test_pictures_are_described_and_shown(tmp_path: Path, pipeline: Pipeline) -> None:
    red, blue = picture(), picture((20, 60, 220), "side")
    writing = SampleWriter(tmp_path, pipeline, TINY_SAMPLING, "", MeshOptions(), "cpu", save_input=True)
    manifest = writing.write(sample("", 0, (red, blue)), SQUARE, {})
    assert (manifest["name"], manifest["prompt"]) == ("chair.s0", "")
    hashes = [hashlib.sha256(p.pixels.tobytes()).hexdigest() for p in (red, blue)]
    assert [(i["name"], i["sha256"]) for i in manifest["images"]] == list(zip(("chair", "side"), hashes, strict=True))
    assert manifest["images"][0]["notes"] == ["its background was removed"]
    with Image.open(tmp_path / manifest["files"]["input"]) as saved:
        seen = np.asarray(saved)
    assert seen.shape == (128, 256, 3)
    for view, part in zip((red, blue), np.split(seen, 2, axis=1), strict=True):
        solid = view.pixels[..., 3] == 255
        np.testing.assert_array_equal(part[solid], view.pixels[solid][:, :3])
        ground = part[~solid]
        assert (ground == ground[:, :1]).all() and len(np.unique(ground)) == 2, "two greys show what is transparent"
    with Image.open(tmp_path / manifest["files"]["preview"]) as preview:
        left = np.asarray(preview)[:, :320].reshape(-1, 3)
    for rgb in ((200, 30, 40), (20, 60, 220)):
        assert (left == rgb).all(axis=1).mean() > 0.05


def test_nothing_is_said_of_pictures_where_there_are_none(tmp_path: Path, pipeline: Pipeline) -> None:
    manifest = SampleWriter(tmp_path, pipeline, TINY_SAMPLING, "", MeshOptions(), "cpu", save_input=True).write(
        sample(), SQUARE, {}
    )
    assert manifest["images"] == [] and "input" not in manifest["files"]


def test_other_pictures_do_not_overwrite(tmp_path: Path, pipeline: Pipeline) -> None:
    red, blue = picture(), picture((20, 60, 220))
    writing = writer(tmp_path, pipeline)
    shown = [(), (red, blue), (blue, red), (picture(name="renamed"),), (red,), ()]
    names = [writing.write(sample(pictures=pictures), None, {})["name"] for pictures in shown]
    assert names == ["a-thing.s0", *(f"a-thing.s0.{n}" for n in (2, 3, 4, 4)), "a-thing.s0"]


def test_strange_and_old_manifests(tmp_path: Path, pipeline: Pipeline) -> None:
    """One is not overwritten, the other, from before pictures, is known again."""
    path = tmp_path / f"{writer(tmp_path, pipeline).write(sample(), None, {})['name']}.json"
    manifest = json.loads(path.read_text("utf-8"))
    assert _same_sample(path, manifest)
    for images in (None, "a", [1], [{}], {"sha256": 3}):
        path.write_text(json.dumps(manifest | {"images": images}))
        assert not _same_sample(path, manifest)
    path.write_text(json.dumps({key: value for key, value in manifest.items() if key != "images"}))
    assert _same_sample(path, manifest)
