"""Reconstruction against shapes known in closed form, and what holds for every method of the table."""

import time

import numpy as np
import pytest
from oriented_shapes import ball, disturbed, measured, plate, torus
from scipy.spatial import cKDTree

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.mesh_report import point_triangle_distance
from shape_diff.reconstruction.methods import METHODS, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions

FAST = ReconstructionOptions(resolution=64)
BALL_VOLUME = 4 / 3 * np.pi

open3d_methods = [
    pytest.param(name, marks=pytest.mark.needs("open3d")) for name in ("screened_poisson", "ball_pivoting")
]
every_method = pytest.mark.parametrize("method", ["poisson", "neural", "alpha", *open3d_methods])
poisson_methods = pytest.mark.parametrize("method", ["poisson", open3d_methods[0]])
default_method = pytest.mark.parametrize("method", ["poisson"])


def f_score(mesh: Mesh, truth: PointCloud, distance: float = 0.04) -> float:
    """Share of both surfaces within `distance` of the other (harmonic mean); the mesh by the centres of its faces."""
    centers = mesh.triangles.mean(axis=1)
    recall = (cKDTree(centers).query(truth.xyz)[0] < distance).mean()
    precision = (cKDTree(truth.xyz).query(centers)[0] < distance).mean()
    return float(2 * recall * precision / (recall + precision))


@poisson_methods
@pytest.mark.parametrize("count", [1024, 4096])
@pytest.mark.parametrize("with_normals", [True, False])
def test_ball(method: str, count: int, with_normals: bool) -> None:
    cloud = ball(count) if with_normals else PointCloud(ball(count).xyz)
    mesh = reconstruct(cloud, method)
    report = measured(mesh, cloud)
    assert report.watertight and (report.components, report.genus) == (1, 0)
    assert report.volume == pytest.approx(BALL_VOLUME, rel=0.02)
    assert report.cloud_distance_max is not None and report.cloud_distance_max < 0.03
    assert (mesh.rgb is None) == (cloud.rgb is None)
    outward = np.einsum("ij,ij->i", vertex_normals(mesh), mesh.vertices)
    assert outward.min() > 0.9


@poisson_methods
@pytest.mark.parametrize("with_normals", [True, False])
def test_torus(method: str, with_normals: bool) -> None:
    cloud = torus(4096)
    report = measured(reconstruct(cloud if with_normals else PointCloud(cloud.xyz), method))
    assert report.watertight and (report.components, report.genus) == (1, 1)
    assert report.volume == pytest.approx(2 * np.pi**2 * 0.7 * 0.3**2, rel=0.02)


@default_method
@pytest.mark.parametrize("count", [1024, 4096])
@pytest.mark.parametrize("noise", [(0, 0, 0), (0.01, 10, 0.01), (0.015, 15, 0.02)])
def test_thin_plate(method: str, count: int, noise: tuple[float, float, float]) -> None:
    mesh = reconstruct(disturbed(plate(count), *noise), method)
    report = measured(mesh)
    assert report.watertight and report.components == 1
    assert report.volume == pytest.approx(0.24, rel=0.1)
    assert f_score(mesh, plate(20_000, seed=5)) > 0.99


@default_method
@pytest.mark.parametrize("noise", [(0, 0, 0), (0.01, 10, 0)])
def test_sides_of_a_plate_keep_their_colors(method: str, noise: tuple[float, float, float]) -> None:
    mesh = reconstruct(disturbed(plate(4096), *noise), method)
    assert mesh.rgb is not None
    inner = np.abs(mesh.vertices[:, :2]).max(axis=1) < 0.9
    for side, color in ((1, [1, 0, 0]), (-1, [0, 0, 1])):
        here = inner & (vertex_normals(mesh)[:, 2] * side > 0.9)
        assert here.sum() > 1000
        assert np.abs(mesh.rgb[here] - color).mean() < 0.01


@default_method
@pytest.mark.parametrize("thickness", [0.0, 0.01])
def test_sheet_does_not_vanish(method: str, thickness: float) -> None:
    """Both sides of a leaf or flag are in the same place; the surface is a little thicker, not gone."""
    mesh = reconstruct(plate(4096, thickness), method)
    assert measured(mesh).watertight
    assert f_score(mesh, plate(20_000, thickness, seed=5)) > 0.98


@default_method
def test_flat_cloud_becomes_a_sheet(method: str) -> None:
    flat = plate(2000, 0.0)
    for normals in (None, np.tile([0.0, 0, 1], (2000, 1))):
        mesh = reconstruct(PointCloud(flat.xyz, None, normals), method)
        assert measured(mesh).watertight and f_score(mesh, flat) > 0.95


@default_method
def test_uneven_density(method: str) -> None:
    cloud = ball(8000)
    generator = np.random.default_rng(0)
    thinned = cloud.select(generator.random(8000) < np.where(cloud.xyz[:, 0] > 0, 1, 0.1))
    assert measured(reconstruct(thinned, method)).volume == pytest.approx(BALL_VOLUME, rel=0.03)


@every_method
@pytest.mark.parametrize("scale, offset", [(1e9, 1e9), (1e-9, 0), (1e30, 0), (5.0, -70.0)])
def test_coordinates_come_back(method: str, scale: float, offset: float) -> None:
    cloud = ball(2000)
    mesh = reconstruct(PointCloud(cloud.xyz * scale + offset, cloud.rgb, cloud.normals), method, FAST)
    middle = (mesh.vertices.astype(np.float64) - offset) / scale
    np.testing.assert_allclose(np.linalg.norm(middle, axis=1), 1, atol=0.03)


@default_method
@pytest.mark.parametrize("change", ["short", "long", "inward", "some zero", "all zero", "some flipped"])
def test_normals_are_repaired(method: str, change: str) -> None:
    cloud = ball(4096)
    assert cloud.normals is not None
    generator = np.random.default_rng(0)
    factor: float | np.ndarray = {"short": 1e-30, "long": 1e30, "inward": -1.0, "all zero": 0.0}.get(change, 1.0)
    if change == "some zero":
        factor = generator.integers(0, 2, (4096, 1))
    if change == "some flipped":
        factor = np.where(generator.random((4096, 1)) < 0.05, -1, 1)
    mesh = reconstruct(PointCloud(cloud.xyz, None, cloud.normals * factor), method, FAST)
    report = measured(mesh)
    assert report.volume == pytest.approx(BALL_VOLUME, rel=0.02) and report.watertight


@default_method
@pytest.mark.parametrize("count", [4, 5, 12, 100])
def test_few_points(method: str, count: int) -> None:
    for cloud in (ball(count), PointCloud(ball(count).xyz)):
        assert measured(reconstruct(cloud, method, FAST)).watertight


@default_method
def test_repeated_points(method: str) -> None:
    cloud = ball(500)
    assert cloud.normals is not None
    repeated = PointCloud(np.repeat(cloud.xyz, 30, axis=0), None, np.repeat(cloud.normals, 30, axis=0))
    assert measured(reconstruct(repeated, method, FAST)).volume == pytest.approx(BALL_VOLUME, rel=0.1)


def test_a_far_speck_is_dropped() -> None:
    cloud = ball(3000)
    speck = PointCloud(ball(20).xyz * 0.02 + [1.3, 0, 0], ball(20).rgb, ball(20).normals)
    both = PointCloud(*(np.concatenate([getattr(c, n) for c in (cloud, speck)]) for n in ("xyz", "rgb", "normals")))
    assert measured(reconstruct(both, options=FAST)).components == 1


BAD = {
    "0 points": (np.zeros((0, 3)), "at least 4 points, got 0"),
    "3 points": (np.eye(3), "at least 4 points, got 3"),
    "equal": (np.ones((10, 3)), "all points are equal"),
    "line": (np.linspace(0, 1, 50)[:, None] * [1, 2, 3], "lie in a line"),
    "nan": (np.vstack([np.eye(3), np.full((2, 3), np.nan)]), "2 of 5 points have NaN or infinite coordinates"),
    "infinite": (np.vstack([np.eye(3), [[np.inf, 0, 0]]]), "1 of 4 points have NaN or infinite coordinates"),
}


@every_method
@pytest.mark.parametrize("case", BAD)
def test_bad_clouds_say_what_is_wrong(method: str, case: str) -> None:
    xyz, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        reconstruct(PointCloud(xyz), method)


def test_bad_choices() -> None:
    cloud = ball(100)
    with pytest.raises(ValueError, match=r"no reconstruction method 'magic'; choose one of auto, poisson"):
        reconstruct(cloud, "magic")
    bad_options: list[dict[str, float]] = [
        {"resolution": 8},
        {"padding": 0.0},
        {"speck_share": 1.0},
        {"smoothing": -1.0},
        {"color_neighbors": 0},
        {"max_points": 10},
        {"time_limit_s": 0.0},
        {"time_limit_s": float("nan")},
    ]
    for bad in bad_options:
        with pytest.raises(ValueError, match=next(iter(bad))):
            ReconstructionOptions(**bad)  # type: ignore[arg-type]


def test_same_cloud_same_mesh() -> None:
    first, second = (reconstruct(ball(1000), options=FAST) for _ in range(2))
    np.testing.assert_array_equal(first.vertices, second.vertices)
    np.testing.assert_array_equal(first.faces, second.faces)


def test_time_of_a_generated_cloud() -> None:
    cloud = disturbed(ball(4096), 0.01, 10, 0.01)
    start = time.process_time()
    reconstruct(cloud)
    assert time.process_time() - start < 3, "takes about 0.4 s on a quiet core"


def test_point_to_face_distance_of_a_clean_ball_is_small() -> None:
    mesh = reconstruct(ball(4096))
    nearest = cKDTree(mesh.triangles.mean(axis=1)).query(ball(500, seed=3).xyz)[1]
    assert point_triangle_distance(ball(500, seed=3).xyz, mesh.triangles[nearest]).mean() < 0.003


def test_normals_that_point_inwards_do_not_give_a_box_with_a_hole() -> None:
    """What the normals' repair has not noticed: on the whole they still point inwards."""
    normals = np.random.default_rng(0).standard_normal((3000, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    inwards = PointCloud(0.8 * normals, normals=-normals)
    mesh = METHODS["poisson"].surface(inwards, FAST)
    assert np.linalg.norm(mesh.vertices, axis=1) == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize(("has_normals", "chosen"), [(True, "poisson"), (False, "neural")])
def test_the_default_looks_at_what_the_cloud_has(has_normals: bool, chosen: str) -> None:
    cloud = ball(600)
    cloud = PointCloud(cloud.xyz, cloud.rgb, cloud.normals if has_normals else None)
    by_default, named = reconstruct(cloud, options=FAST), reconstruct(cloud, chosen, FAST)
    assert np.array_equal(by_default.vertices, named.vertices)
