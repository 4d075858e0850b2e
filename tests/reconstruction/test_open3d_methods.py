"""Methods of native code: their surfaces, and what happens when they hang, crash or are not there."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from oriented_shapes import ball, disturbed, measured, plate, torus
from scipy.spatial import cKDTree

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.machine.optional_parts import HIDE, MissingPart
from shape_diff.machine.workers import StandbyWorker
from shape_diff.reconstruction import open3d_methods, open3d_worker
from shape_diff.reconstruction.alpha_shape import alpha_shape
from shape_diff.reconstruction.methods import METHODS, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.warning import ReconstructionWarning

FAST = ReconstructionOptions(resolution=64, time_limit_s=120)
needs_open3d = pytest.mark.needs("open3d")
sheet_methods = pytest.mark.parametrize("method", [pytest.param("ball_pivoting", marks=needs_open3d), "alpha"])


def holes(mesh: Mesh, truth: PointCloud, distance: float) -> float:
    """Share of points of the true surface with no face near; faces by corners and centres."""
    sites = np.concatenate([mesh.vertices[np.unique(mesh.faces)], mesh.triangles.mean(axis=1)])
    return float((cKDTree(sites).query(truth.xyz)[0] > distance).mean())


def area(mesh: Mesh) -> float:
    corners = mesh.triangles.astype(np.float64)
    doubled = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    return float(doubled.sum()) / 2


@sheet_methods
@pytest.mark.parametrize("with_normals", [True, False])
def test_a_leaf_stays_one_open_sheet(method: str, with_normals: bool) -> None:
    """A wavy sheet is not closed, not doubled and looks where its normals look."""
    generator = np.random.default_rng(0)
    x, y = generator.uniform(-1, 1, (2, 3000))
    slope = 0.6 * np.cos(3 * x)
    normals = np.stack([-slope, 0 * x, 0 * x + 1], axis=1) / np.sqrt(1 + slope**2)[:, None]
    leaf = PointCloud(np.stack([x, y, 0.2 * np.sin(3 * x)], axis=1), np.tile([0, 1.0, 0], (3000, 1)), normals)
    mesh = reconstruct(leaf if with_normals else PointCloud(leaf.xyz), method, FAST)
    report = measured(mesh)
    assert not report.watertight and report.edge_manifold and report.components == 1
    exact = 2 * np.sqrt(1 + (0.6 * np.cos(3 * np.linspace(-1, 1, 1001))) ** 2).mean() * 2
    assert area(mesh) == pytest.approx(exact, rel=0.05)
    assert holes(mesh, leaf, 0.08) < 0.01
    upward = vertex_normals(mesh)[np.unique(mesh.faces)][:, 2]
    assert (upward > 0.5).mean() > 0.99 or (not with_normals and (upward < -0.5).mean() > 0.99)
    if with_normals:
        assert mesh.rgb is not None
        np.testing.assert_allclose(mesh.rgb, leaf.rgb[: len(mesh.rgb)] if leaf.rgb is not None else 0, atol=1e-6)


@sheet_methods
def test_a_flat_sheet(method: str) -> None:
    flat = PointCloud(plate(1500, 0.0).xyz)
    mesh = reconstruct(flat, method, FAST)
    assert area(mesh) == pytest.approx(4, rel=0.08) and holes(mesh, flat, 0.1) < 0.01


@sheet_methods
def test_noise_does_not_tear_or_double_a_torus(method: str) -> None:
    mesh = reconstruct(disturbed(torus(3000), 0.01, 10, 0.01), method, FAST)
    assert area(mesh) == pytest.approx(4 * np.pi**2 * 0.7 * 0.3, rel=0.1)
    assert holes(mesh, torus(5000, seed=5), 0.08) < 0.01
    around = mesh.vertices * [1, 1, 0]
    outward = mesh.vertices - 0.7 * around / np.linalg.norm(around, axis=1, keepdims=True)
    used = np.unique(mesh.faces)
    assert (np.einsum("ij,ij->i", outward, vertex_normals(mesh))[used] > 0).mean() > 0.98


def test_alpha_shape_against_every_ball() -> None:
    """Brute force over all triples: on the border are those with a ball of radius alpha that holds no other point."""
    xyz = np.random.default_rng(0).normal(size=(40, 3))
    alpha = 0.9
    expected = set()
    for i in range(40):
        for j in range(i):
            for k in range(j):
                if _has_empty_ball(xyz, [i, j, k], alpha):
                    expected.add((k, j, i))
    borders, singular = alpha_shape(xyz, alpha)
    assert len(borders) > 20 and len(singular) > 5
    found = {tuple(sorted(map(int, face))) for face in np.concatenate([borders, singular])}
    assert found == expected


def _has_empty_ball(xyz: np.ndarray, corners: list[int], radius: float) -> bool:
    a, b, c = xyz[corners]
    normal = np.cross(b - a, c - a)
    to_center = (np.dot(c - a, c - a) * np.cross(normal, b - a) + np.dot(b - a, b - a) * np.cross(c - a, normal)) / (
        2 * np.dot(normal, normal)
    )
    height2 = radius**2 - to_center @ to_center
    if height2 < 0:
        return False
    others = np.delete(xyz, corners, axis=0)
    centers = [a + to_center + sign * np.sqrt(height2) * normal / np.linalg.norm(normal) for sign in (1, -1)]
    return any(np.linalg.norm(others - center, axis=1).min() > radius for center in centers)


def test_alpha_borders_look_outwards() -> None:
    """A solid ball of points: the volume within the borders is positive and about right."""
    generator = np.random.default_rng(0)
    xyz = generator.normal(size=(3000, 3))
    xyz *= generator.random((3000, 1)) ** (1 / 3) / np.linalg.norm(xyz, axis=1, keepdims=True)
    borders, singular = alpha_shape(xyz, 0.4)
    assert len(singular) < 10
    assert measured(Mesh(xyz, borders)).volume == pytest.approx(4 / 3 * np.pi, rel=0.1)


@needs_open3d
def test_an_opening_that_screened_poisson_leaves_open_is_closed() -> None:
    """Half a ball: Kazhdan's surface runs from its rim to the walls of his grid, so `poisson` takes over."""
    cloud = ball(2000)
    half = cloud.select(cloud.xyz[:, 2] > 0)
    with pytest.warns(ReconstructionWarning, match="screened_poisson left the surface open; this mesh was made by poi"):
        mesh = reconstruct(half, "screened_poisson", FAST)
    assert measured(mesh).watertight
    assert (mesh.vertices.min(axis=0) > [-1.2, -1.2, -0.2]).all() and (mesh.vertices.max(axis=0) < 1.2).all()


@needs_open3d
def test_same_cloud_same_mesh() -> None:
    first, second = (reconstruct(ball(1000), "screened_poisson", FAST) for _ in range(2))
    np.testing.assert_array_equal(first.vertices, second.vertices)


def sleep(*_: object) -> None:
    time.sleep(600)


def abort(*_: object) -> None:
    os.abort()


def noisy_failure(*_: object) -> None:
    os.write(1, b"Open3D says hello")
    os.write(2, b"[Open3D WARNING]")
    raise RuntimeError("QH6239 Qhull precision error\nand much more")


@pytest.mark.parametrize(
    ("function", "limit_s", "words"),
    [
        (sleep, 1.5, "gave up after 1.5 seconds"),
        (abort, 120, "crashed (SIGABRT)"),
        (noisy_failure, 120, "Qhull precision error"),
    ],
)
def test_poisson_takes_over(
    function: object, limit_s: float, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of a method that hangs, crashes or fails: one sentence, a closed mesh and nothing on the terminal."""
    monkeypatch.setattr(open3d_worker, "ball_pivoting", function)
    options = ReconstructionOptions(resolution=64, time_limit_s=limit_s)
    with pytest.warns(ReconstructionWarning) as caught:
        mesh = reconstruct(ball(1000), "ball_pivoting", options)
    (message,) = [str(warning.message) for warning in caught]
    assert words in message and "made by poisson" in message and "\n" not in message
    assert measured(mesh).watertight
    assert capfd.readouterr() == ("", "")


def test_after_a_crash_the_next_cloud_is_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.warns(ReconstructionWarning):
        patch.setattr(open3d_methods, "alpha_shape", abort)
        reconstruct(ball(500), "alpha", FAST)
    assert len(reconstruct(ball(500), "alpha", FAST).faces) > 500


def test_without_open3d(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HIDE, "open3d")
    worker = StandbyWorker()
    monkeypatch.setattr(open3d_methods, "_worker", worker)
    with pytest.raises(MissingPart, match=r"^Open3D is hidden by SHAPE_DIFF_HIDE; --method poisson needs none of it$"):
        reconstruct(ball(500), "ball_pivoting", FAST)
    assert len(reconstruct(ball(500), "alpha", FAST).faces) > 500  # which needs none of it
    worker.stop()


SCRIPT = """
import numpy as np
from shape_diff.geometry import PointCloud
from shape_diff.reconstruction.methods import reconstruct
print("once")
xyz = np.random.default_rng(0).normal(size=(300, 3))
print(len(reconstruct(PointCloud(xyz / np.linalg.norm(xyz, axis=1, keepdims=True)), "alpha").faces) > 100)
"""


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["once", "True"], "")


def test_fewer_points_for_methods_that_are_slow_with_many() -> None:
    cloud = ball(5000)
    with pytest.warns(ReconstructionWarning, match="only 1,500 of the 5,000 points were used, chosen at random"):
        mesh = reconstruct(cloud, "alpha", ReconstructionOptions(max_points=1500))
    assert 1000 < len(mesh.vertices) <= 1500
    for method in METHODS.values():
        assert method.max_points is None or method.max_points >= 16_384
