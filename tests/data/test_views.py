"""Views on disk and in memory: the right shapes from the right sides, the same bytes however they came about."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image
from shapes_on_disk import surface_of, write_captions, write_meshes
from typer.testing import CliRunner

from shape_diff.app.cli import app
from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.sampling import generator_for
from shape_diff.data.view_builder import ViewOptions, build_views
from shape_diff.data.view_cameras import AMBIENT, ELEVATION_DEG, FOV_DEG, draw_views
from shape_diff.data.view_files import decode, encode
from shape_diff.data.views import ViewSet
from shape_diff.pictures.framing import PICTURE_SIZE, is_framed
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.plain_view import Light, PlainScene
from shape_diff.rendering.view_sheet import over_checkerboard

OPTIONS = ViewOptions(views=3, workers=1, shard_size=4)
NAMES = [f"box-{number:03d}" for number in range(10)]
GREY = 1
"""Number of the shape whose colours are not real."""


def make(source: Path, data: Path, options: ViewOptions = OPTIONS):
    return build_views(data, source / "meshes", source / "captions.jsonl", options, progress=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Meshes, captions and a data set of them, without views."""
    folder = tmp_path_factory.mktemp("source")
    write_meshes(folder / "meshes", 10)
    rows = [{"id": name, "captions": ["a box"], "colored": name != NAMES[GREY]} for name in NAMES]
    captions = write_captions(folder / "captions.jsonl", rows)
    options = BuildOptions(num_points=16, workers=1, sheet_shapes=0)
    build_dataset(folder / "meshes", captions, folder / "data", options, progress=False)
    return folder


@pytest.fixture(scope="module")
def made(source, tmp_path_factory):
    data = tmp_path_factory.mktemp("made") / "data"
    shutil.copytree(source / "data", data)
    return data, make(source, data)


@pytest.fixture
def fresh(source, tmp_path):
    return Path(shutil.copytree(source / "data", tmp_path / "fresh"))


@pytest.fixture
def copy(made, tmp_path):
    return Path(shutil.copytree(made[0], tmp_path / "copy"))


def test_views_are_prepared_pictures_of_every_shape(made):
    data, report = made
    views = ViewSet.load(data, NAMES)
    assert (report.num_shapes, report.skipped, report.resumed_shapes) == (10, (), 0)
    assert views.sha256 == report.sha256
    assert views.pixels.shape == (10, 3, PICTURE_SIZE, PICTURE_SIZE, 4) and views.pixels.dtype == torch.uint8
    pictures = views.pixels.flatten(0, 1).numpy()
    assert all(is_framed(picture) for picture in pictures)
    assert not pictures[pictures[..., 3] == 0].any()


def test_stored_cameras_show_the_stored_outlines(source, made):
    views = ViewSet.load(made[0], NAMES)
    for number in range(3):
        half = np.array([1, 1 + number % 3, 0.5]) / max(1, 1 + number % 3)
        box = surface_of(trimesh.creation.box(extents=2 * half))
        scene = PlainScene(box)
        for camera_row, pixels in zip(views.cameras[number], views.pixels[number], strict=True):
            azimuth, elevation, fov, distance = camera_row.tolist()
            camera = Camera(azimuth, elevation, fov_deg=fov).fit(box.vertices)
            assert camera.distance == pytest.approx(distance, rel=1e-5)
            seen = scene.picture(camera, Light(np.array([0.0, 0.0, 1.0]), 1.0))[..., 3].astype(int)
            assert np.abs(seen - pixels[..., 3].numpy()).mean() < 0.1


def test_colours_are_those_of_the_mesh_and_grey_where_they_are_not_real(made):
    views = ViewSet.load(made[0], NAMES)
    for number in range(10):
        rgb = views.pixels[number][views.pixels[number][..., 3] == 255][:, :3].float()
        if number == GREY:
            assert (rgb == rgb[:, :1]).all()
        else:
            red, green, blue = rgb.mean(dim=0).tolist()  # (10 * number, 100, 200) in some light
            assert green / blue == pytest.approx(0.5, abs=0.06) and red / blue == pytest.approx(number / 20, abs=0.06)


def test_cameras_and_lights_are_spread_over_their_ranges():
    corners = trimesh.creation.box(extents=(2, 1, 1)).vertices
    for seed in range(40):
        views = draw_views(np.asarray(corners), 8, generator_for(seed, "a"))
        azimuths = np.sort([view.camera.azimuth_deg for view in views])
        assert azimuths[0] >= 0 and azimuths[-1] < 360
        assert np.diff([*azimuths, azimuths[0] + 360]).max() <= 2 * 360 / 8  # a stratum each
        for view in views:
            assert ELEVATION_DEG[0] <= view.camera.elevation_deg <= ELEVATION_DEG[1]
            assert FOV_DEG[0] <= view.camera.fov_deg <= FOV_DEG[1]
            assert AMBIENT[0] <= view.light.ambient <= AMBIENT[1]
            assert np.linalg.norm(view.light.direction) == pytest.approx(1)
            _, up, backward = view.camera.axes @ view.light.direction
            assert up >= 0 and backward >= 0
    first = [draw_views(np.asarray(corners), 8, generator_for(seed, "a"))[0].camera for seed in range(200)]
    quarters = np.histogram([camera.azimuth_deg for camera in first], bins=4, range=(0, 360))[0]
    assert quarters.min() > 25  # 50 expected: no view has a favourite side


def test_views_depend_on_nothing_but_seed_and_shape(source, made, tmp_path):
    few = tmp_path / "few"
    few.mkdir()
    rows = [{"id": name, "captions": ["x"], "file": str(source / "meshes" / f"{name}.ply")} for name in NAMES[6:3:-1]]
    captions = write_captions(few / "captions.jsonl", rows)
    options = BuildOptions(num_points=16, workers=1, sheet_shapes=0)
    build_dataset(source / "meshes", captions, few / "data", options, progress=False)
    build_views(few / "data", source / "meshes", captions, OPTIONS, progress=False)
    there, here = ViewSet.load(few / "data", NAMES[4:7]), ViewSet.load(made[0], NAMES[4:7])
    assert torch.equal(there.pixels, here.pixels) and torch.equal(there.cameras, here.cameras)
    assert not torch.equal(here.cameras[0, :, 0], here.cameras[1, :, 0])  # azimuths


def test_two_processes_give_the_same_bytes_as_one_and_another_seed_others(source, made, fresh):
    make(source, fresh, dataclasses.replace(OPTIONS, workers=2))
    assert contents(fresh) == contents(made[0])
    shutil.rmtree(fresh / "views")
    make(source, fresh, dataclasses.replace(OPTIONS, seed=1))
    assert ViewSet.load(fresh, NAMES).sha256 != ViewSet.load(made[0], NAMES).sha256


@pytest.mark.parametrize("damage", ["missing", "cut", "unfinished"])
def test_the_same_call_repairs_what_is_missing(source, made, copy, damage):
    shard = copy / "views" / "00001.safetensors"
    if damage == "cut":
        shard.write_bytes(shard.read_bytes()[:-10])
    else:
        shard.unlink()
    if damage == "unfinished":
        (copy / "views" / "views.json").unlink()
        (copy / "views_sheet.png").unlink()
        (copy / "views" / ".00001.77.partial.safetensors").write_bytes(b"half")
    assert make(source, copy).resumed_shapes == 6
    assert contents(copy) == contents(made[0])


def test_rows_follow_the_ids(made):
    everything, some = ViewSet.load(made[0], NAMES), ViewSet.load(made[0], [NAMES[7], NAMES[0], NAMES[7]])
    for row, number in enumerate((7, 0, 7)):
        assert torch.equal(some.pixels[row], everything.pixels[number])
        assert torch.equal(some.cameras[row], everything.cameras[number])
    assert ViewSet.load(made[0], []).pixels.shape[0] == 0


def test_files_are_lossless():
    noise = np.random.default_rng(0).integers(0, 256, (PICTURE_SIZE, PICTURE_SIZE, 4)).astype(np.uint8)
    np.testing.assert_array_equal(decode(encode(noise)), noise)
    with pytest.raises(ValueError, match="damaged"):
        decode(encode(noise)[:100])
    with pytest.raises(ValueError, match="shape"):
        decode(encode(noise[:64]))


def test_the_sheet_shows_the_views_over_squares(made):
    with Image.open(made[0] / "views_sheet.png") as sheet:
        assert sheet.size == (2 * 3 * PICTURE_SIZE + 8, 5 * PICTURE_SIZE)
        first = np.asarray(sheet)[:PICTURE_SIZE, :PICTURE_SIZE]
    view = ViewSet.load(made[0], NAMES).pixels[0, 0].numpy()
    opaque = view[..., 3] == 255
    np.testing.assert_array_equal(first[opaque], view[opaque][:, :3])
    assert set(np.unique(over_checkerboard(np.zeros((16, 16, 4), dtype=np.uint8)))) == {205, 235}


def test_meshes_that_became_unreadable_are_skipped_and_named(source, fresh, tmp_path):
    shutil.copytree(source / "meshes", tmp_path / "meshes")
    (tmp_path / "meshes" / "box-002.ply").write_bytes(b"ply\nnonsense")
    report = build_views(fresh, tmp_path / "meshes", source / "captions.jsonl", OPTIONS, progress=False)
    assert [entry.id for entry in report.skipped] == ["box-002"] and report.num_shapes == 9
    others = [name for name in NAMES if name != "box-002"]
    assert len(ViewSet.load(fresh, others).pixels) == 9
    with pytest.raises(ValueError, match=r"1 of 10 shapes have no views in .*: 'box-002' \(the header of box-002.ply"):
        ViewSet.load(fresh, NAMES)


def test_views_that_are_not_there(source, made, copy, fresh):
    with pytest.raises(ValueError, match="holds no views; make them with: shape-diff data views"):
        ViewSet.load(fresh, NAMES)
    with pytest.raises(ValueError, match=r"1 of 2 shapes have no views in .*: 'sphere' \(it was not in the data"):
        ViewSet.load(made[0], [NAMES[0], "sphere"])
    (copy / "views" / "views.json").unlink()
    with pytest.raises(ValueError, match="unfinished"):
        ViewSet.load(copy, NAMES)


@pytest.mark.parametrize("damage", ["gone", "changed", "index", "format"])
def test_damaged_views_are_refused(copy, damage):
    shard, index = copy / "views" / "00002.safetensors", copy / "views" / "views.json"
    if damage == "gone":
        shard.unlink()
    elif damage == "changed":
        content = bytearray(shard.read_bytes())
        content[-1] ^= 1
        shard.write_bytes(content)
    elif damage == "index":
        index.write_text("{")
    else:
        index.write_text(json.dumps({**json.loads(index.read_text()), "format": 99}))
    words = {"gone": "is missing", "changed": "is damaged", "index": "cannot be read", "format": "format 99"}
    with pytest.raises(ValueError, match=words[damage]) as caught:
        ViewSet.load(copy, NAMES)
    assert "make the views again" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"), [({"views": 4}, "views 3, now 4"), ({"seed": 1}, "seed 0, now 1"), ({"shard_size": 5}, "size")]
)
def test_other_options_do_not_mix(source, made, change, words):
    before = contents(made[0])
    with pytest.raises(ValueError, match=words):
        make(source, made[0], dataclasses.replace(OPTIONS, **change))
    assert contents(made[0]) == before


def test_mistakes_are_told_in_one_sentence(source, fresh, tmp_path):
    with pytest.raises(ValueError, match="holds no built data"):
        build_views(tmp_path, source / "meshes", None, OPTIONS)
    write_meshes(tmp_path / "two", 2)
    with pytest.raises(ValueError, match=r"8 shapes of the data are not among the meshes, as 'box-002'; .*--captions"):
        build_views(fresh, tmp_path / "two", None, OPTIONS)
    (fresh / "views").mkdir()
    (fresh / "views" / "thesis.txt").write_text("do not touch")
    with pytest.raises(ValueError, match="holds no views"):
        make(source, fresh)
    for field, value in (("views", 0), ("workers", -1), ("seed", -1), ("timeout_s", 0)):
        with pytest.raises(ValueError, match=field):
            ViewOptions(**{field: value})


def test_the_command_makes_views(source, fresh):
    arguments = ["--captions", source / "captions.jsonl", "--views", 2, "--workers", 1]
    done = CliRunner().invoke(app, [str(a) for a in ("data", "views", fresh, source / "meshes", *arguments)])
    assert done.exit_code == 0, done.output
    assert "2 views of 10 shapes made, 0 shapes skipped" in done.output
    assert ViewSet.load(fresh, NAMES).pixels.shape[:2] == (10, 2)
