"""Clouds whose normals, points or number of points cannot be right."""

from collections.abc import Callable

import numpy as np
import pytest
import trimesh
from oriented_shapes import ball, disturbed, plate, torus, unit

from shape_diff.geometry import PointCloud
from shape_diff.reconstruction.cloud_repair import repaired
from shape_diff.reconstruction.methods import reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.warning import ReconstructionWarning

GENERATOR = np.random.default_rng(5)


def box(count: int = 3000) -> PointCloud:
    """A box of 2 x 1 x 0.5, whose volume is 1."""
    mesh = trimesh.creation.box((2, 1, 0.5))
    xyz, face = trimesh.sample.sample_surface(mesh, count, seed=0)
    return PointCloud(xyz, None, mesh.face_normals[face])


def with_normals(cloud: PointCloud, normals: np.ndarray) -> PointCloud:
    return PointCloud(cloud.xyz, cloud.rgb, normals)


def half_turned(normals: np.ndarray) -> np.ndarray:
    return normals * GENERATOR.choice([-1, 1], (len(normals), 1))


def third_turned(normals: np.ndarray) -> np.ndarray:
    return normals * np.where(GENERATOR.random((len(normals), 1)) < 0.35, -1, 1)


def upwards(normals: np.ndarray) -> np.ndarray:
    return normals * np.where(normals[:, 2:] < 0, -1, 1)


def towards_a_camera(normals: np.ndarray) -> np.ndarray:
    return normals * np.where(normals @ [[0.6], [0], [0.8]] < 0, -1, 1)


def all_equal(normals: np.ndarray) -> np.ndarray:
    return np.tile([0.0, 0, 1], (len(normals), 1))


def chance(normals: np.ndarray) -> np.ndarray:
    return unit(GENERATOR.normal(size=normals.shape))


WRONG = [half_turned, third_turned, upwards, towards_a_camera, all_equal, chance]


@pytest.mark.parametrize("make", [box, lambda: ball(1500), lambda: torus(3000)], ids=["box", "ball", "torus"])
@pytest.mark.parametrize("wrong", WRONG)
def test_normals_that_cannot_be_right(
    make: Callable[[], PointCloud], wrong: Callable[[np.ndarray], np.ndarray]
) -> None:
    cloud = make()
    assert cloud.normals is not None
    with pytest.warns(ReconstructionWarning, match="normals of the cloud cannot be right") as caught:
        assert repaired(with_normals(cloud, wrong(cloud.normals))).normals is None
    assert len(caught) == 1


def sheet(count: int = 3000) -> PointCloud:
    """Both sides of a square without thickness, as leaves and flags are modelled."""
    xyz = GENERATOR.uniform(-1, 1, (count, 3)) * [1, 1, 0]
    return PointCloud(xyz, None, GENERATOR.choice([-1, 1], (count, 1)) * [0, 0, 1])


def terrain(count: int = 3000) -> PointCloud:
    """Hills seen from above, all of whose normals point up by right."""
    x, y = GENERATOR.uniform(-1, 1, (2, count))
    slope = [-0.6 * np.cos(3 * x), 0.6 * np.sin(3 * y), np.ones(count)]
    return PointCloud(
        np.stack([x, y, 0.2 * (np.sin(3 * x) + np.cos(3 * y))], axis=1), None, unit(np.stack(slope, axis=1))
    )


def dome(count: int = 3000) -> PointCloud:
    xyz = ball(count).xyz * [1, 1, 0] + np.abs(ball(count).xyz) * [0, 0, 1]
    return PointCloud(xyz, None, xyz)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "make",
    [
        box, sheet, terrain, dome, lambda: ball(1500), lambda: torus(3000), lambda: plate(3000),
        lambda: plate(3000, 0.01), lambda: disturbed(torus(3000), 0.01, tilt_deg=20, flipped=0.1),
        lambda: with_normals(ball(1500), -np.asarray(ball(1500).normals)),
    ],
    ids=["box", "sheet", "terrain", "dome", "ball", "torus", "plate", "thin plate", "generated", "inside out"],
)  # fmt: skip
def test_normals_that_can_be_right_are_believed(make: Callable[[], PointCloud]) -> None:
    cloud = make()
    again = repaired(cloud)
    assert again.normals is not None and cloud.normals is not None
    np.testing.assert_allclose(again.normals, cloud.normals, atol=1e-6)


def test_a_box_with_half_of_its_normals_turned_has_its_volume() -> None:
    cloud = box()
    assert cloud.normals is not None
    with pytest.warns(ReconstructionWarning, match="estimated anew"):
        mesh = reconstruct(
            with_normals(cloud, half_turned(cloud.normals)), options=ReconstructionOptions(resolution=64)
        )
    assert trimesh.Trimesh(mesh.vertices, mesh.faces).volume == pytest.approx(1, rel=0.05)


@pytest.mark.parametrize("nothing", [0.0, np.nan, np.inf])
def test_some_normals_are_missing(nothing: float) -> None:
    cloud = ball(1500)
    normals = 5 * np.asarray(cloud.normals)
    normals[::10] = nothing
    with pytest.warns(ReconstructionWarning, match="150 of the 1,500 points have no normal; theirs were estimated"):
        mesh = reconstruct(with_normals(cloud, normals), options=ReconstructionOptions(resolution=48))
    assert trimesh.Trimesh(mesh.vertices, mesh.faces).volume == pytest.approx(4 / 3 * np.pi, rel=0.03)


def test_a_stray_point_does_not_set_the_scale() -> None:
    cloud = PointCloud(np.vstack([ball(1500).xyz, [[100, 0, 0]]]))
    with pytest.warns(ReconstructionWarning, match="1 of the 1,501 points lie far from all others and were left out"):
        mesh = reconstruct(cloud, options=ReconstructionOptions(resolution=48))
    assert trimesh.Trimesh(mesh.vertices, mesh.faces).volume == pytest.approx(4 / 3 * np.pi, rel=0.05)


def test_few_points_are_said() -> None:
    with pytest.warns(ReconstructionWarning, match="only 10 points, so its surface is a guess"):
        assert len(repaired(ball(10))) == 10
