"""Pictures without a window, against what must be seen in them."""

import math
from pathlib import Path

import numpy as np
import pytest
from painted_samples import QUADRANTS, write_square
from PIL import Image
from viewer_samples import box_cloud, box_mesh, full_item, full_shape, noisy_run

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.rendering.scene import blank
from shape_diff_viewer.collection import open_paths
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.pictures import PictureSettings, contact_sheet, denoising_strip, render_shape, write_denoising
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.thumbnails import thumbnail
from shape_diff_viewer.turntable import turntable_frames, write_turntable

SMALL = PictureSettings(size=48)


def painted(picture: Image.Image | np.ndarray) -> np.ndarray:
    """(h, w) bool: pixels with a colour, unlike the neutral studio."""
    return np.ptp(np.asarray(picture).astype(int), axis=2) > 60


def one_color(shape: Shape, rgb: tuple[float, float, float]) -> Shape:
    cloud, mesh = shape.cloud, shape.mesh
    return Shape(
        None if cloud is None else PointCloud(cloud.xyz, np.tile(rgb, (len(cloud), 1)), cloud.normals),
        None if mesh is None else Mesh(mesh.vertices, mesh.faces, np.tile(rgb, (len(mesh.vertices), 1))),
    )


def broken() -> Item:
    return Item("x", "x.ply", lambda: (_ for _ in ()).throw(ValueError("it is broken")))


def test_cloud_and_mesh_stand_side_by_side_with_the_same_outline() -> None:
    shape = one_color(Shape(box_cloud(6000), box_mesh()), (0.9, 0.1, 0.1))
    picture = np.asarray(render_shape(shape, PictureSettings(size=96)))
    assert picture.shape == (96, 96 + 4 + 96, 3)
    cloud, mesh = painted(picture[:, :96]), painted(picture[:, 100:])
    assert (cloud & mesh).sum() / (cloud | mesh).sum() > 0.93


def test_views_are_columns_and_parts_are_rows() -> None:
    settings = PictureSettings(size=32, views=("front", "right", "top"))
    assert render_shape(full_shape(), settings).size == (3 * 32 + 2 * 4, 2 * 32 + 4)
    for draw in ("points", "mesh"):
        settings = PictureSettings(32, draw, ("front", "right"))
        assert render_shape(full_shape(), settings).size == (2 * 32 + 4, 32)


def test_what_is_not_there_cannot_be_drawn() -> None:
    for shape, draw, word in (
        (Shape(box_cloud()), "mesh", "no mesh"), (Shape(box_cloud()), "both", "no mesh"),
        (Shape(mesh=box_mesh()), "points", "no points"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=word):
            render_shape(shape, PictureSettings(16, draw))
    assert render_shape(Shape(mesh=box_mesh()), PictureSettings(16)).size == (16, 16)


@pytest.mark.parametrize(
    "wrong",
    [{"size": 8}, {"size": 5000}, {"draw": "hat"}, {"views": ("inside",)}, {"views": ()}, {"color_by": "taste"}],
)
def test_wrong_settings_are_refused(wrong: dict) -> None:
    with pytest.raises(ValueError):
        PictureSettings(**wrong)


def test_colours_can_stand_for_height() -> None:
    rgb = np.asarray(render_shape(Shape(box_cloud(6000)), PictureSettings(96, color_by="height", views=("front",))))
    middle = rgb[:, 40:56].astype(int)
    shown = painted(middle)
    rows = np.flatnonzero(shown.all(axis=1))
    top, bottom = middle[rows[2]].mean(axis=0), middle[rows[-3]].mean(axis=0)
    assert top[0] > top[2] + 60, "yellow above"
    assert bottom[2] - bottom[0] > top[2] - top[0] + 60, "violet below"


def test_a_strip_goes_from_noise_to_the_sample() -> None:
    cloud = box_cloud(1500)
    red = PointCloud(cloud.xyz, np.tile([0.9, 0.1, 0.1], (1500, 1)), cloud.normals)
    strip = np.asarray(denoising_strip(Shape(red, None, noisy_run(red)), 3, PictureSettings(64)))
    assert 64 < strip.shape[0] < 64 + 24 and strip.shape[1] == 3 * 64 + 2 * 4
    words = [strip[64:, 68 * k : 68 * k + 64] for k in range(3)]
    assert all((word < 128).any() for word in words) and (words[0] != words[2]).any(), "each says its step and noise"
    strip = strip[:64]
    tiles = [painted(strip[:, 68 * k : 68 * k + 64]) for k in range(3)]
    assert tiles[2][26:38, 26:38].mean() > 0.97, "the cube is solid within its outline"
    assert tiles[0].any(axis=0).sum() > tiles[2].any(axis=0).sum(), "the noise is wider"
    for count in (1, 7):
        with pytest.raises(ValueError, match="between 2 and 6 stages"):
            denoising_strip(full_shape(), count, SMALL)
    with pytest.raises(ValueError, match="--keep-steps"):
        denoising_strip(Shape(box_cloud()), 3, SMALL)


def test_the_balls_of_a_strip_keep_their_size() -> None:
    cloud = box_cloud(400)
    red = PointCloud(cloud.xyz, np.tile([0.9, 0.1, 0.1], (400, 1)), cloud.normals)
    run = noisy_run(red)
    wide = Trajectory(run.xyz * np.linspace(3, 1, 6)[:, None, None], run.rgb, run.normals, run.sigmas)
    strip = np.asarray(denoising_strip(Shape(red, None, wide), 2, PictureSettings(64)))[:64]
    # Balls fitted to the noise, wider than the cube, would cover more than a third of the picture.
    assert 0.01 < painted(strip[:, :64]).mean() < 0.25


def test_a_sheet_has_a_tile_for_each_sample_also_for_a_broken_one() -> None:
    items = [full_item("a"), shape_item("m", "mesh", Shape(mesh=box_mesh())), broken(), full_item("d"), full_item("e")]
    sheet = contact_sheet(items, SMALL)
    tile_height = sheet.height // 2
    assert sheet.width == 3 * 48 + 2 * 4
    assert 48 < tile_height < 48 + 24
    pixels = np.asarray(sheet)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        assert painted(pixels[row * tile_height :, 52 * column :][:48, :48]).any()
    assert (pixels[tile_height + 4 : tile_height + 48, 108:] == 255).all(), "the last cell is empty"


def test_thumbnails_are_square_and_show_the_shape() -> None:
    red = one_color(Shape(box_cloud(3000), box_mesh()), (0.9, 0.1, 0.1))
    for item in (shape_item("c", "cloud", Shape(red.cloud)), shape_item("m", "mesh", Shape(mesh=red.mesh))):
        picture = thumbnail(item, 64)
        assert picture.size == (64, 64) and picture.mode == "RGB"
        assert painted(picture)[24:40, 24:40].mean() > 0.8
        assert thumbnail(item, 64) is picture
    tile = np.asarray(thumbnail(broken(), 64))
    assert tile.shape == (64, 64, 3) and np.ptp(tile) > 50, "there is a word on it"


def frames_of(path: Path) -> tuple[list[np.ndarray], list[int]]:
    """All pictures of an animation, (h, w, 3), and how long each is shown in milliseconds."""
    frames, times = [], []
    with Image.open(path) as animation:
        assert animation.info["loop"] == 0
        for k in range(animation.n_frames):
            animation.seek(k)
            animation.load()
            frames.append(np.asarray(animation.convert("RGB")).astype(int))
            times.append(int(animation.info["duration"]))
    return frames, times


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_a_turntable_repeats_and_its_frames_turn(tmp_path: Path, suffix: str) -> None:
    path = write_turntable(full_shape(), tmp_path / f"turn{suffix}", PictureSettings(48, "mesh"), 6)
    frames, times = frames_of(path)
    assert len(frames) == 6 and frames[0].shape == (48, 48, 3)
    assert sum(times) == pytest.approx(4000, rel=0.05)
    assert all(np.abs(frames[k] - frames[k + 1]).max() > 60 for k in range(5))
    assert [path.name for path in tmp_path.iterdir()] == [f"turn{suffix}"]


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_an_animated_run_goes_from_noise_to_the_sample_and_stays_there(tmp_path: Path, suffix: str) -> None:
    cloud = box_cloud(1500)
    red = PointCloud(cloud.xyz, np.tile([0.9, 0.1, 0.1], (1500, 1)), cloud.normals)
    path = write_denoising(Shape(red, None, noisy_run(red)), tmp_path / f"run{suffix}", PictureSettings(64))
    frames, times = frames_of(path)
    assert len(frames) == 6 and times[-1] == 1500 and max(times[:-1]) < 1000
    first, last = painted(frames[0].astype(np.uint8)), painted(frames[-1].astype(np.uint8))
    assert first.any(axis=0).sum() > last.any(axis=0).sum(), "the noise is wider"
    with pytest.raises(ValueError, match="--keep-steps"):
        write_denoising(Shape(red), tmp_path / "none.webp", SMALL)
    with pytest.raises(ValueError, match=r"\.gif or \.webp, got 'run.mp4'"):
        write_denoising(Shape(red, None, noisy_run(red)), tmp_path / "run.mp4", SMALL)


def test_a_quarter_turn_of_a_cube_is_the_cube_again_and_nothing_is_cut_off() -> None:
    shape = one_color(Shape(mesh=box_mesh()), (0.9, 0.1, 0.1))
    frames = [painted(frame) for frame in turntable_frames(shape, PictureSettings(64), 8)]
    for k in range(6):
        # The sides are lit differently, which changes a few pixels of what counts as painted.
        assert (frames[k] == frames[k + 2]).mean() > 0.94
    for frame in frames:
        assert not frame[[0, -1]].any() and not frame[:, [0, -1]].any()
        assert frame.mean() > 0.2


def test_light_is_worked_out_once_for_all_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    import shape_diff_viewer.pictures

    calls = []
    original = shape_diff_viewer.pictures.mesh_scene
    monkeypatch.setattr(
        shape_diff_viewer.pictures, "mesh_scene", lambda mesh, paint: (calls.append(1), original(mesh))[1]
    )
    list(turntable_frames(Shape(mesh=box_mesh()), SMALL, 5))
    assert len(calls) == 1


@pytest.mark.parametrize("frames", [1, 361])
def test_wrong_turntables_are_refused(tmp_path: Path, frames: int) -> None:
    with pytest.raises(ValueError, match="2 to 360 frames"):
        write_turntable(full_shape(), tmp_path / "a.gif", SMALL, frames)
    with pytest.raises(ValueError, match=r"\.gif"):
        write_turntable(full_shape(), tmp_path / "a.avi", SMALL, 4)
    assert list(tmp_path.iterdir()) == []


def test_a_large_cloud_is_drawn_in_part_and_looks_the_same() -> None:
    rng = np.random.default_rng(0)
    xyz = rng.normal(size=(150_000, 3))
    xyz /= np.linalg.norm(xyz, axis=1, keepdims=True)
    shape = Shape(PointCloud(xyz, np.tile([0.9, 0.1, 0.1], (len(xyz), 1)), xyz))
    picture = np.asarray(render_shape(shape, PictureSettings(64, views=("front",))))
    radius = math.sqrt(painted(picture).sum() / math.pi)
    assert 0.42 * 64 < radius < 0.5 * 64
    assert not (picture[28:36, 28:36] == blank(64, 64)[28:36, 28:36]).all(axis=2).any()


@pytest.mark.parametrize("suffix", [".glb", ".obj"])
def test_pictures_on_a_mesh_are_drawn(tmp_path: Path, suffix: str) -> None:
    shape = open_paths([write_square(tmp_path / f"square{suffix}")]).items[0].load()
    picture = np.asarray(render_shape(shape, PictureSettings(128, views=("front",)))).astype(float)
    for row, colors in zip((40, 88), QUADRANTS, strict=True):
        for column, color in zip((40, 88), colors, strict=True):
            seen, wanted = picture[row, column], np.array(color, dtype=float)
            assert np.abs(seen / seen.max() - wanted / wanted.max()).max() < 0.15, (row, column)
    clay = np.asarray(render_shape(shape, PictureSettings(128, views=("front",), color_by="clay"))).astype(float)
    assert np.abs(clay[40, 40] - clay[88, 88]).max() < 20
