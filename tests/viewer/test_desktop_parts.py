"""The parts of the window that need no window."""

import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from shape_diff.formats.cloud_files import read_points
from shape_diff.formats.mesh_files import read_mesh
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.placement import UP_AXES
from shape_diff.machine.optional_parts import HIDE, OPEN3D
from shape_diff.rendering.camera import Camera
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.desktop import display_check, gizmo, light
from shape_diff_viewer.desktop.callbacks import Guard
from shape_diff_viewer.desktop.camera_link import apply_camera
from shape_diff_viewer.desktop.file_actions import export_sample, free_path
from shape_diff_viewer.desktop.help_sheet import help_rows
from shape_diff_viewer.desktop.info import info_text
from shape_diff_viewer.desktop.labels import drawable, shortened, two_lines, wrapped
from shape_diff_viewer.desktop.lines import WIRE_LIFT, normal_lines, wireframe
from shape_diff_viewer.desktop.pane_content import content_of
from shape_diff_viewer.desktop.point_buffer import SMALLEST_CAPACITY, capacity_for
from shape_diff_viewer.desktop.snapshot import without_background
from shape_diff_viewer.item import shape_item
from shape_diff_viewer.keys import KEYS
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import ViewerState

COLOR = np.array([204, 77, 51]) / 255


@pytest.fixture
def ball() -> Mesh:
    sphere = trimesh.creation.icosphere(subdivisions=2)
    return Mesh(sphere.vertices, sphere.faces, np.tile(COLOR, (len(sphere.vertices), 1)))


@pytest.fixture
def cloud(ball: Mesh) -> PointCloud:
    return PointCloud(ball.vertices, ball.rgb, ball.vertices)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a red mushroom", "a red mushroom"),
        ("Käse für 5 €", "Käse für 5 ?"),
        ("łódź — “x”…", '?ód? - "x"...'),
        ("красный", "???????"),
        ("two\nlines\tand\x00", "two lines and "),
    ],
)
def test_labels_are_latin_1_on_one_line(text: str, shown: str) -> None:
    assert len(drawable(text).encode("latin-1")) == len(drawable(text))
    assert drawable(text) == shown.replace("ód?", "ódz")


def test_long_texts_are_cut_and_wrapped() -> None:
    assert shortened("a red mushroom with white spots", 12) == "a red mus..."
    lines = wrapped("a red mushroom with " + "x" * 30, 12).split("\n")
    assert max(map(len, lines)) <= 12 and "".join(lines).replace(" ", "") == "aredmushroomwith" + "x" * 30


@pytest.mark.parametrize("turned", [False, True])
def test_the_gizmo_shows_the_axes_of_the_file_where_they_can_be_clicked(turned: bool) -> None:
    file_axes = UP_AXES["z" if turned else "y"]
    ends = gizmo.ends_of(Camera(0, 0).axes, file_axes)
    middle = gizmo.SIDE_PX / 2
    up = 2 if turned else 1
    assert ends[0] == pytest.approx([middle + gizmo.LONG_PX, middle, 0])
    assert ends[up] == pytest.approx([middle, middle - gizmo.LONG_PX, 0])
    assert gizmo.axis_at(ends, (ends[up, 0] + 3, ends[up, 1])) == up and gizmo.axis_at(ends, (2, 2)) is None
    picture = np.asarray(gizmo.gizmo_picture(ends, (1.0, 1.0, 1.0)))
    column, row = ends[up, :2].round().astype(int)
    assert picture[row - 6, column].argmax() == up and (picture[2, 2] == 255).all()


def test_titles_of_tiles_have_two_lines() -> None:
    assert two_lines("a bed", 15) == "a bed\n"
    assert two_lines("a green cactus in a pot", 15) == "a green cactus\nin a pot"
    assert two_lines("a house with a red roof and a blue door", 15) == "a house with a\nred roof and..."


def test_guard_reports_and_goes_on() -> None:
    told: list[str] = []

    def fail(kind: type[Exception]) -> None:
        raise kind("no such colour")

    guarded = Guard(told.append)(fail, otherwise=7)
    assert guarded(ValueError) == guarded(OSError) == guarded(RuntimeError) == 7
    plain, strange = "no such colour", "something went wrong in the viewer: RuntimeError: no such colour"
    assert told == [plain, plain, strange]
    assert Guard(told.append)(lambda a, b: a + b)(1, 2) == 3


def test_guard_lets_the_user_interrupt() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Guard(lambda _sentence: None)(interrupt)()


@pytest.mark.parametrize("count", [0, 1, 4096, 4097, 500_000])
def test_point_buffers_have_room(count: int) -> None:
    room = capacity_for(count)
    assert max(count, SMALLEST_CAPACITY) <= room <= max(2 * count, SMALLEST_CAPACITY)


def test_wireframe_has_every_edge_once_above_the_surface(ball: Mesh) -> None:
    edges = wireframe(ball, np.zeros(3))
    assert len(edges.pairs) == len(trimesh.Trimesh(ball.vertices, ball.faces, process=False).edges_unique)
    assert np.allclose(np.linalg.norm(edges.points, axis=1), 1 + WIRE_LIFT, atol=2e-4)


def test_normals_start_at_their_points(cloud: PointCloud) -> None:
    drawn = normal_lines(cloud)
    start, end = drawn.points[drawn.pairs[:, 0]], drawn.points[drawn.pairs[:, 1]]
    assert np.array_equal(start, cloud.xyz)
    step = end - start
    assert np.allclose(step / np.linalg.norm(step, axis=1, keepdims=True), cloud.normals, atol=1e-5)
    assert len(normal_lines(PointCloud(cloud.xyz)).pairs) == 0


def test_flat_mesh_and_balls_keep_colours_exactly(ball: Mesh, cloud: PointCloud) -> None:
    assert cloud.rgb is not None
    for painted in (*light.flat_mesh(ball), light.balls(cloud, cloud.rgb, 0.02, 1, lit=False)):
        assert np.array_equal(painted.rgb, np.tile(np.float32(COLOR), (len(painted.vertices), 1)))
        assert painted.faces.max() < len(painted.vertices)


def test_balls_are_around_their_points(cloud: PointCloud) -> None:
    assert cloud.rgb is not None
    painted = light.balls(cloud, cloud.rgb, 0.02, 1, lit=True)
    centers = painted.vertices.reshape(len(cloud), -1, 3).mean(axis=1)
    assert np.allclose(centers, cloud.xyz, atol=1e-5)


def test_light_comes_from_above(ball: Mesh) -> None:
    (painted,) = light.lit_mesh(ball)
    brightness = painted.rgb.sum(axis=1)
    top, bottom = painted.vertices[:, 1] > 0.8, painted.vertices[:, 1] < -0.8
    assert brightness[top].min() > brightness[bottom].max()


def test_ground_lies_under_the_shape_and_fades_into_the_background(ball: Mesh) -> None:
    background = np.array([0.96, 0.96, 0.95])
    painted = light.ground_mesh(light.ground_under(ball, None), background)
    assert painted.vertices[:, 1].max() < ball.vertices[:, 1].min()
    radius = np.linalg.norm(painted.vertices[:, [0, 2]], axis=1)
    assert np.allclose(painted.rgb[radius > 2.6], background, atol=1e-3)
    assert painted.rgb[radius < 0.2].max() < 0.8


def test_cutting_out_the_background_is_exact() -> None:
    rng = np.random.default_rng(0)
    alpha, color = rng.random((8, 8, 1)), rng.random((8, 8, 3)) * 255
    alpha[:2], alpha[6:] = 0, 1
    cut = without_background(*(np.rint(alpha * color + (1 - alpha) * paper).astype(np.uint8) for paper in (0, 255)))
    assert np.abs(cut[..., 3:] - 255 * alpha).max() <= 1.5
    assert np.abs(cut[6:, :, :3] - color[6:]).max() <= 0.5


def test_help_names_every_key_once() -> None:
    named = [key for keys, _ in help_rows() for key in keys.split(", ")]
    assert [key for key in named if key in {entry.key for entry in KEYS}] == sorted(
        (entry.key for entry in KEYS), key=named.index
    )


def test_content_follows_the_state(ball: Mesh, cloud: PointCloud) -> None:
    state = ViewerState(Collection([shape_item("ball", "ball", Shape(cloud, ball))]))
    state.toggle("points")
    content = content_of(state, 0)
    assert content.cloud is not None and content.round and content.lit and "points" in content.layers
    state.set_round_points(False)
    state.set_color_by("normal")
    state.toggle("points")
    content = content_of(state, 0)
    assert content.cloud is None and content.mesh is not None and not content.lit
    assert "points" not in content.layers and "mesh" in content.layers
    empty = content_of(ViewerState(), 0)
    assert empty.cloud is None and empty.mesh is None and empty.shape is None


def test_edges_of_a_large_mesh_are_those_where_it_bends(monkeypatch: pytest.MonkeyPatch) -> None:
    box = trimesh.creation.box().subdivide().subdivide().subdivide()
    mesh = Mesh(box.vertices[box.faces].reshape(-1, 3), np.arange(box.faces.size).reshape(-1, 3))  # no vertex is shared
    monkeypatch.setattr("shape_diff_viewer.desktop.lines.ALL_EDGES", 100)
    pairs = wireframe(mesh, np.zeros(3)).pairs
    ends = mesh.vertices[pairs]
    assert len(pairs) == 12 * 8  # twelve edges of the box, each in eight parts
    on_border = (np.abs(np.abs(ends) - 0.5) < 1e-6).sum(axis=2)
    assert (on_border >= 2).all()


def test_info_says_what_is_known(ball: Mesh, cloud: PointCloud) -> None:
    manifest: dict[str, Any] = {
        "prompt": "a ball", "seed": 7, "settings": {"sampler": "dpmpp_2m", "steps": 32, "guidance": 2.0},
        "mesh": {"watertight": True, "components": 1, "genus": 0, "volume": 4.1, "area": 12.4},
    }  # fmt: skip
    text = info_text(shape_item("ball", "a ball", Shape(cloud, ball), manifest), Shape(cloud, ball, notes=("a note",)))
    for part in ("a ball", "162 points", "320 triangles", "seed 7", "32 steps", "watertight", "volume 4.1", "a note"):
        assert part in text
    assert "made from" not in text


def test_info_names_the_pictures_that_were_shown(cloud: PointCloud) -> None:
    manifest = {"prompt": "", "images": [{"name": "front"}, {"name": "side"}], "seed": 7}
    lines = info_text(shape_item("front", "front + side", Shape(cloud), manifest), Shape(cloud)).splitlines()
    assert lines[0] == "front + side" and "made from front, side" in lines
    assert not any(line.startswith("file") for line in lines)


@pytest.mark.parametrize("suffix", [".obj", ".ply", ".glb", ".stl"])
def test_exported_mesh_is_read_back(ball: Mesh, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"ball{suffix}"
    said = export_sample(shape_item("ball", "ball", Shape(mesh=ball)), path)
    back = read_mesh(path)
    assert "320 triangles" in said and len(back.faces) == 320
    if suffix != ".stl":
        assert back.rgb is not None and np.abs(back.rgb - np.float32(COLOR)).max() < 0.5 / 255


def test_exported_points_are_read_back(ball: Mesh, cloud: PointCloud, tmp_path: Path) -> None:
    for shape, name in ((Shape(cloud, ball), "x.points.ply"), (Shape(cloud), "x.ply")):
        export_sample(shape_item("ball", "ball", shape), tmp_path / name)
        back = read_points(tmp_path / name)
        assert np.array_equal(back.xyz, cloud.xyz)
        assert back.rgb is not None and (np.rint(back.rgb * 255) == np.rint(COLOR * 255)).all()


def test_export_of_what_is_not_there(ball: Mesh, cloud: PointCloud, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no mesh"):
        export_sample(shape_item("ball", "ball", Shape(cloud)), tmp_path / "x.glb")
    with pytest.raises(ValueError, match="has no points"):
        export_sample(shape_item("ball", "ball", Shape(mesh=ball)), tmp_path / "x.points.ply")
    with pytest.raises(ValueError, match=r"\.fbx"):
        export_sample(shape_item("ball", "ball", Shape(mesh=ball)), tmp_path / "x.fbx")
    assert list(tmp_path.iterdir()) == []


def test_free_path_is_numbered(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    (tmp_path / "a.2.png").touch()
    assert free_path(tmp_path, "a", ".png") == tmp_path / "a.3.png"


FOUND = {"display": True, "devices": [["llvmpipe", True]], "missing": []}


def test_a_gpu_is_preferred_to_software() -> None:
    graphics = display_check._graphics(FOUND | {"devices": [["llvmpipe", True], ["Radeon", False]]})
    assert (graphics.device, graphics.software) == ("Radeon", False)
    assert display_check._graphics(FOUND).software


@pytest.mark.parametrize(
    ("found", "named"),
    [
        ({"display": False}, "cannot be opened"),
        ({"devices": []}, "apt install mesa-vulkan-drivers"),
        ({"missing": ["libvulkan1"]}, "libvulkan1"),
    ],
)
def test_what_is_missing_is_named(found: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named) as caught:
        display_check._graphics(FOUND | found)
    assert "shape-diff view --web" in str(caught.value) and "\n" not in str(caught.value)


def test_without_open3d_the_window_names_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HIDE, "open3d")
    with pytest.raises(ValueError, match=r"^Open3D is hidden by .*; `shape-diff view --web` shows the same in"):
        display_check.load_open3d()


QUIET = """
import os, sys
from shape_diff_viewer.desktop.quiet import quiet_output
print("before")
with quiet_output():
    os.write(1, b"greeting\\n"); os.write(2, b"greeting\\n")
print("between")
with quiet_output():
    os.write(2, b"the reason\\n")
    raise SystemExit(3)
"""


def test_output_is_held_back_unless_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stdout == "before\nbetween\n" and done.stderr == "the reason\n"


@pytest.mark.needs("open3d")
@pytest.mark.parametrize("orthographic", [False, True])
@pytest.mark.parametrize("aspect", [1.6, 0.5])
def test_filament_camera_sees_what_the_pictures_show(orthographic: bool, aspect: float) -> None:
    o3d = OPEN3D.load()
    renderer = o3d.visualization.rendering
    if not hasattr(renderer, "Camera"):
        pytest.skip("this Open3D has no Filament")
    camera = Camera(40, 25, 5, 30, (0.1, -0.2, 0.3))
    calls: dict[str, tuple[Any, ...]] = {}
    target = types.SimpleNamespace(
        set_projection=lambda *a: calls.__setitem__("projection", a), look_at=lambda *a: calls.__setitem__("look_at", a)
    )
    apply_camera(o3d, target, camera, orthographic, aspect)
    center, eye, up = calls["look_at"]
    assert np.allclose(center, camera.target) and np.allclose(eye, camera.eye) and np.allclose(up, camera.axes[1])
    half = 5 * np.tan(np.radians(15))
    if orthographic:
        _, left, right, bottom, top, _, _ = calls["projection"]
        assert min(right - left, top - bottom) == pytest.approx(2 * half)
        assert (right - left) / (top - bottom) == pytest.approx(aspect)
    else:
        across = renderer.Camera.FovType.Vertical if aspect > 1 else renderer.Camera.FovType.Horizontal
        assert calls["projection"][0] == 30 and calls["projection"][-1] == across
