"""Pictures against what geometry says must be in them."""

import math
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.rendering.camera import VIEWS, Camera
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture, preview_picture, preview_tile, quick_preview
from shape_diff.rendering.scene import blank, cloud_scene, mesh_scene, render_cloud, render_mesh
from shape_diff.rendering.spheres import ball_radius, make_spheres, unit_ball
from shape_diff.rendering.studio import studio
from shape_diff.rendering.surface import corner_normals, surface_of
from shape_diff.rendering.tracer import Tracer

SIDE_COLORS = {"right": (1, 0, 0), "left": (0, 1, 1), "top": (0, 1, 0), "bottom": (1, 0, 1), "front": (0, 0, 1)}
SIDE_COLORS["back"] = (1, 1, 0)
SIDE_NORMALS = {"right": 0, "left": 0, "top": 1, "bottom": 1, "front": 2, "back": 2}
SIDE_SIGNS = {"right": 1, "left": -1, "top": 1, "bottom": -1, "front": 1, "back": -1}


def ball_mesh(radius: float = 1.0, subdivisions: int = 4) -> Mesh:
    ball = trimesh.creation.icosphere(subdivisions=subdivisions, radius=radius)
    return Mesh(ball.vertices, ball.faces)


def painted_box() -> Mesh:
    """A cube whose six sides have the colours of SIDE_COLORS."""
    box = trimesh.creation.box(extents=(2, 2, 2))
    rgb = np.zeros((12, 3))
    for side, axis in SIDE_NORMALS.items():
        rgb[box.face_normals[:, axis] * SIDE_SIGNS[side] > 0.5] = SIDE_COLORS[side]
    return Mesh(box.triangles.reshape(-1, 3), np.arange(36).reshape(-1, 3), rgb.repeat(3, axis=0))


def ball_cloud(count: int = 1500, seed: int = 0) -> PointCloud:
    xyz = np.random.default_rng(seed).normal(size=(count, 3))
    xyz /= np.linalg.norm(xyz, axis=1, keepdims=True)
    return PointCloud(xyz, np.full_like(xyz, 0.5), xyz)


def painted(picture: np.ndarray) -> np.ndarray:
    """(h, w) bool: pixels with a colour, unlike the neutral studio."""
    return np.ptp(picture.astype(int), axis=2) > 60


@pytest.mark.parametrize("view", ["default", "front", "top"])
def test_silhouette_of_a_sphere_has_its_projected_area(view: str) -> None:
    mesh = ball_mesh()
    red = Mesh(mesh.vertices, mesh.faces, np.tile([1.0, 0.0, 0.0], (len(mesh.vertices), 1)))
    camera, size = VIEWS[view], 200
    # The outline of a unit ball is seen under the half angle asin(1 / distance).
    radius_px = math.tan(math.asin(1 / camera.distance)) / math.tan(math.radians(camera.fov_deg) / 2) * size / 2
    area = painted(render_mesh(red, camera, size)).sum()
    assert area == pytest.approx(math.pi * radius_px**2, rel=0.03)


@pytest.mark.parametrize("detail", range(4))
def test_mean_silhouette_of_a_point_is_a_disc(detail: int) -> None:
    vertices, faces = unit_ball(detail)
    tracer = Tracer(vertices, faces)
    views = [Camera(azimuth, elevation, 40, 5) for azimuth in range(0, 360, 23) for elevation in range(-80, 81, 16)]
    share = [math.cos(math.radians(view.elevation_deg)) for view in views]
    areas = [len(tracer.first_hits(*view.rays(100, 100)).ray) for view in views]
    radius_px = math.tan(math.asin(1 / 40)) / math.tan(math.radians(2.5)) * 50
    assert np.average(areas, weights=share) == pytest.approx(math.pi * radius_px**2, rel=0.02)


def test_red_box_is_red() -> None:
    box = trimesh.creation.box(extents=(1, 1, 1))
    picture = render_mesh(Mesh(box.vertices, box.faces, np.tile([0.8, 0.05, 0.05], (8, 1))), size=96).astype(int)
    center = picture[44:52, 44:52].reshape(-1, 3)
    assert (center[:, 0] > 100).all()
    assert (center[:, 0] > 2 * center[:, 1:].max(axis=1)).all()


@pytest.mark.parametrize("side", sorted(SIDE_COLORS))
def test_views_show_the_side_they_are_named_after(side: str) -> None:
    middle = render_mesh(painted_box(), VIEWS[side], 64)[32, 32]
    assert ((middle > 90) == np.array(SIDE_COLORS[side], dtype=bool)).all(), middle


def test_right_of_the_front_view_is_plus_x_and_up_is_plus_y() -> None:
    xyz = [[0.8, 0.8, 0], [-0.8, 0.8, 0], [0.8, -0.8, 0], [-0.8, -0.8, 0]]
    rgb = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]]
    picture = render_cloud(PointCloud(np.array(xyz), np.array(rgb)), VIEWS["front"], 128)
    seen = painted(picture)
    for rows, columns, color in zip([0, 0, 64, 64], [64, 0, 64, 0], rgb, strict=True):
        quarter = slice(rows, rows + 64), slice(columns, columns + 64)
        mean = picture[quarter][seen[quarter]].mean(axis=0)
        assert ((mean > 110) == np.array(color, dtype=bool)).all()


def test_rays_are_unit_and_the_middle_one_meets_the_target() -> None:
    camera = Camera(70, -35, 3.0, 40, (1.0, 2.0, -1.0))
    origins, directions = camera.rays(5, 7)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(origins[17] + 3.0 * directions[17], camera.target, atol=1e-5)
    np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)


@pytest.mark.parametrize(("azimuth", "elevation"), [(0, 0), (35, 20), (200, -60), (0, 90)])
def test_fit_keeps_all_points_in_the_picture_and_fills_it(azimuth: float, elevation: float) -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (500, 3)) * [30, 5, 10] + [100, -40, 7]
    camera = Camera(azimuth, elevation).fit(points)
    seen = (points - camera.eye) @ camera.axes.T
    half = math.tan(math.radians(camera.fov_deg) / 2)
    reach = np.abs(seen[:, :2] / -seen[:, 2:]).max() / half
    assert 0.85 < reach < 0.9
    assert (seen[:, 2] < 0).all()


def test_default_camera_frames_the_unit_cube() -> None:
    corners = np.stack(np.meshgrid(*[[-1, 1]] * 3), axis=-1).reshape(-1, 3)
    for azimuth in range(0, 360, 30):
        for elevation in range(-90, 91, 30):
            camera = Camera(azimuth, elevation)
            seen = (corners - camera.eye) @ camera.axes.T
            assert np.abs(seen[:, :2] / -seen[:, 2:]).max() < math.tan(math.radians(15))


def test_same_cloud_gives_the_same_bytes() -> None:
    first, second = (render_cloud(ball_cloud(), size=96) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_picture_of_a_scaled_and_moved_shape_is_the_same() -> None:
    box = painted_box()
    moved = Mesh(box.vertices * 250 + [1000, 2000, -3000], box.faces, box.rgb)
    first, second = (render_mesh(mesh, size=64).astype(int) for mesh in (box, moved))
    assert np.abs(first - second).mean() < 0.5


def test_nothing_hit_is_background() -> None:
    camera = Camera(0, 0, 6.0, 30, (0.0, 50.0, 0.0))
    np.testing.assert_allclose(render_mesh(ball_mesh(), camera, 64).astype(int), blank(64, 64), atol=1)
    assert (blank(64, 64) > 200).all()


def test_ground_under_the_shape_is_darker_than_far_away() -> None:
    picture = render_mesh(ball_mesh(), VIEWS["default"], 128).astype(int)
    empty = blank(128, 128).astype(int)
    shadow = empty - picture
    assert shadow[100:].max() > 20
    assert np.abs(shadow[:10]).max() <= 1


def test_light_of_an_open_surface_needs_no_rays() -> None:
    """A lone upward triangle gets all light of the upper half; under a wide roof only the bounce is left."""
    room, up = studio(), np.array([[0.0, 1.0, 0.0]], dtype=np.float32)
    roof = np.array([[-50, 1, -50], [50, 1, -50], [50, 1, 50], [-50, 1, 50]], dtype=np.float32)
    below = np.zeros((1, 3), dtype=np.float32)
    faces = np.array([[0, 2, 1], [0, 3, 2]])
    free = room.irradiance(Tracer(roof, faces), np.array([[0, 2, 0]]), up)[0]
    np.testing.assert_allclose(free, room.unblocked(up[0]), rtol=1e-5)
    covered = room.irradiance(Tracer(roof, faces), below, up)[0]
    assert (covered < 0.3 * free).all()


def test_light_comes_mostly_from_above_and_shows_paint_as_it_is() -> None:
    room = studio()
    top, bottom = (room.unblocked(np.array([0, y, 0], dtype=np.float32)) for y in (1, -1))
    assert (top > 2 * bottom).all()
    assert 0.8 < top.mean() < 1.4


def test_corner_normals_are_sharp_on_a_box_and_round_on_a_ball() -> None:
    box = trimesh.creation.box()
    normals, smooth = corner_normals(Mesh(box.vertices, box.faces))
    np.testing.assert_allclose(normals, box.face_normals.repeat(3, axis=0), atol=1e-3)
    assert not smooth.any()
    ball = ball_mesh()
    normals, smooth = corner_normals(ball)
    np.testing.assert_allclose(normals, ball.vertices[ball.faces.ravel()], atol=0.02)
    assert smooth.all()


def test_tessellation_keeps_area_and_shortens_edges() -> None:
    box = painted_box()
    surface = surface_of(box)
    corners = surface.vertices[surface.faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum() / 2
    assert area == pytest.approx(24, rel=1e-4)
    assert np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max() < 0.1
    np.testing.assert_allclose(np.linalg.norm(surface.normals, axis=1), 1, atol=1e-5)


def test_ball_radius_follows_the_density() -> None:
    coarse, fine = (ball_radius(ball_cloud(n).xyz) for n in (1000, 4000))
    assert coarse / fine == pytest.approx(2, rel=0.15)
    assert fine == pytest.approx(0.72 * math.sqrt(4 * math.pi / 4000), rel=0.2)


@pytest.mark.parametrize("detail", [1, 2])
def test_rays_meet_the_exact_balls(detail: int) -> None:
    cloud = ball_cloud(400).xyz
    radius = 0.06
    spheres = make_spheres(cloud, radius, detail)
    origins, directions = Camera(20, 30, 4.0, 40).rays(60, 60)
    toward = (cloud[None] - origins[:, None]).astype(np.float64)  # (r, n, 3)
    nearest = np.einsum("rnk,rk->rn", toward, directions)
    depth = radius**2 - (toward**2).sum(axis=2) + nearest**2
    distance = np.where(depth >= 0, nearest - np.sqrt(np.maximum(depth, 0)), np.inf).min(axis=1)
    hits = spheres.first_hits(origins, directions)
    sharp = np.abs(depth).min(axis=1) > 1e-5  # not grazing
    met = np.zeros(len(directions), dtype=bool)
    met[hits.ray] = True
    np.testing.assert_array_equal(met[sharp], np.isfinite(distance)[sharp])
    assert len(np.unique(hits.ray)) == len(hits.ray)
    # Where two balls run into one another the wrappings may name the farther one.
    error = np.abs(hits.distance - distance[hits.ray])
    assert (error < 1e-4).mean() > 0.95 and error[np.isfinite(error)].max() < radius


def test_a_draft_of_a_mesh_has_the_same_outline_and_colour() -> None:
    red = Mesh(ball_mesh().vertices, ball_mesh().faces, np.tile([0.8, 0.1, 0.1], (len(ball_mesh().vertices), 1)))
    draft, full = mesh_scene(red, draft=True), mesh_scene(red)
    assert draft is not None and full is not None
    camera = full.fit(Camera())
    first, second = draft.picture(camera, 96, 96).astype(int), full.picture(camera, 96, 96).astype(int)
    assert (painted(first) == painted(second)).mean() > 0.99
    middle = np.s_[30:66, 30:66]
    assert np.abs(first[middle] - second[middle]).mean() < 12


def test_balls_can_have_a_given_size() -> None:
    point = PointCloud(np.array([[0.0, 0, 0], [4.0, 0, 0]]), np.array([[0.9, 0.1, 0.1]] * 2))
    scene = cloud_scene(point, 200, radius=0.5)
    assert scene is not None
    camera = Camera(0, 0, 20.0, 30, (2.0, 0.0, 0.0))
    area = painted(scene.picture(camera, 200, 200)).sum()
    radius_px = 0.5 / (20 * math.tan(math.radians(15))) * 100
    assert area == pytest.approx(2 * math.pi * radius_px**2, rel=0.06)


def test_spheres_know_their_points() -> None:
    spheres = make_spheres(np.array([[0, 0, 0], [1, 0, 0]], dtype=np.float32), 0.1, 1)
    origins, directions = np.float32([[1, 0, 5], [0, 0, 5]]), np.float32([[0, 0, -1], [0, 0, -1]])
    hits = spheres.tracer.first_hits(origins, directions)
    assert spheres.ball_of(hits.triangle).tolist() == [1, 0]
    assert not hits.from_behind.any()


def test_inside_out_mesh_is_lit() -> None:
    ball = ball_mesh()
    outside = render_mesh(ball, size=64).astype(int)
    inside_out = render_mesh(Mesh(ball.vertices, ball.faces[:, ::-1]), size=64).astype(int)
    assert np.abs(outside - inside_out).mean() < 2


ODD_CLOUDS = {
    "empty": np.zeros((0, 3)),
    "single": np.ones((1, 3)),
    "equal": np.ones((20, 3)),
    "two": np.array([[0, 0, 0], [0, 1, 0]]),
    "flat": np.random.default_rng(0).uniform(-1, 1, (300, 3)) * [1, 0, 1],
    "line": np.linspace(-1, 1, 50)[:, None] * [0, 1, 0],
    "huge": np.random.default_rng(0).normal(size=(300, 3)) * 1e6 + 1e7,
    "tiny": np.random.default_rng(0).normal(size=(300, 3)) * 1e-6,
    "some nan": np.where(np.arange(60).reshape(20, 3) % 13 == 0, np.nan, np.arange(60).reshape(20, 3) % 7),
    "all nan": np.full((5, 3), np.nan),
}


@pytest.mark.parametrize("name", sorted(ODD_CLOUDS))
def test_odd_clouds_give_pictures(name: str) -> None:
    cloud = PointCloud(ODD_CLOUDS[name])
    picture = render_cloud(cloud, size=48)
    assert picture.shape == (48, 48, 3)
    nothing_there = name in ("empty", "all nan")
    assert (picture == blank(48, 48)).all() == nothing_there
    assert cloud_thumbnail(cloud, 40).size == (40, 40)


def test_odd_meshes_give_pictures() -> None:
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]])
    for faces, vertices in [
        (np.zeros((0, 3)), corners),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ([[0, 1, 2]], corners),
        ([[0, 0, 0]], corners),
        ([[0, 1, 2], [0, 1, 3]], np.concatenate([corners, [[np.nan] * 3]])),
    ]:
        assert render_mesh(Mesh(vertices, np.array(faces, dtype=int)), size=32).shape == (32, 32, 3)


def test_non_finite_colours_and_normals_do_not_spread() -> None:
    cloud = ball_cloud(200)
    broken = PointCloud(cloud.xyz, np.full_like(cloud.xyz, np.nan), np.full_like(cloud.xyz, np.nan))
    assert render_cloud(broken, size=32).std() > 0
    assert cloud_scene(PointCloud(np.full((3, 3), np.nan)), 32) is None
    assert mesh_scene(Mesh(np.zeros((0, 3)), np.zeros((0, 3)))) is None


def test_colour_by_normal_shows_the_normal() -> None:
    plate = np.random.default_rng(0).uniform(-1, 1, (2000, 3)) * [1, 1, 0]
    cloud = PointCloud(plate, None, np.tile([0.0, 0.0, 1.0], (2000, 1)))
    middle = render_cloud(cloud, VIEWS["front"], 64, color_by="normal")[28:36, 28:36].reshape(-1, 3).mean(axis=0)
    assert middle[2] > middle[0] + 30
    with pytest.raises(ValueError, match="color_by"):
        render_cloud(cloud, color_by="depth")


def test_wide_pictures_and_bad_sizes() -> None:
    assert render_cloud(ball_cloud(100), size=(20, 50)).shape == (20, 50, 3)
    with pytest.raises(ValueError, match="at least one pixel"):
        render_mesh(ball_mesh(), size=0)
    with pytest.raises(ValueError, match="distance"):
        Camera(distance=0)


@pytest.mark.parametrize("title", ["", "a red chair", "🚗 赤い車 \n\t\x00 עברית", "\ud83d", "very long " * 100])
def test_titles_of_any_kind(title: str) -> None:
    picture = preview_picture(ball_cloud(50), ball_mesh(subdivisions=1), title, size=48)
    assert picture.width == 4 * 48 + 3 * 2
    assert picture.height >= 2 * 48 + 2


def test_preview_without_one_of_its_rows() -> None:
    empty_mesh = Mesh(np.zeros((0, 3)), np.zeros((0, 3)))
    assert preview_picture(ball_cloud(50), None, size=32).height == 32
    assert preview_picture(None, ball_mesh(subdivisions=1), size=32).height == 32
    assert preview_picture(PointCloud(np.zeros((0, 3))), empty_mesh, size=32).height == 66
    preview_picture(None, None, "nothing", size=32)


def test_the_tile_of_a_quick_preview_shows_the_mesh_or_else_the_cloud_from_the_front() -> None:
    size, cloud, box = 48, ball_cloud(50), painted_box()
    whole = np.asarray(quick_preview(cloud, box, size=size))
    assert whole.shape == (size, 3 * size + 4, 3)
    middle = whole[:, size + 2 : 2 * size + 2]
    source = np.zeros((20, 30, 3), dtype=np.uint8)
    for title, shown in (("", ()), ("a box", ()), ("a box", (source,))):
        tile = preview_tile(quick_preview(cloud, box, title, size, shown), size)
        np.testing.assert_array_equal(np.asarray(tile), middle)
    of_cloud = preview_tile(quick_preview(cloud, None, "a ball", size), size)
    np.testing.assert_array_equal(np.asarray(of_cloud), np.asarray(quick_preview(cloud, None, size=size))[:, :size])


def test_other_pictures_have_no_tile() -> None:
    assert preview_tile(preview_picture(ball_cloud(50), None, size=64), size=48) is None
    assert preview_tile(Image.new("RGB", (48, 48)), size=48) is None


def test_grid_places_tiles_row_by_row() -> None:
    colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    tiles = [np.full((10, 10, 3), color, dtype=np.uint8) for color in colors]
    sheet = np.asarray(grid_picture(tiles, columns=2))
    assert sheet.shape == (24, 24, 3)
    assert [tuple(sheet[y, x]) for y, x in [(5, 5), (5, 19), (19, 5)]] == colors


def test_grid_labels_and_refusals() -> None:
    tiles = [Image.new("RGB", (60, 60)), Image.new("RGB", (40, 50))]
    plain, labelled = grid_picture(tiles, 2), grid_picture(tiles, 2, ["🚗", "ένα μεγάλο δέντρο"])
    assert labelled.height > plain.height
    grid_picture([], 3)
    with pytest.raises(ValueError, match="labels"):
        grid_picture(tiles, 2, ["one"])
    with pytest.raises(ValueError, match="column"):
        grid_picture(tiles, 0)


def test_written_picture_reads_back(tmp_path: Path) -> None:
    picture = render_cloud(ball_cloud(100), size=32)
    path = tmp_path / "deep" / "ball.png"
    write_picture(picture, path)
    np.testing.assert_array_equal(np.asarray(Image.open(path)), picture)
    assert [p.name for p in path.parent.iterdir()] == ["ball.png"]
    with pytest.raises(ValueError, match="png"):
        write_picture(picture, tmp_path / "ball.jpg")
