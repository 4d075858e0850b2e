"""Surface scores against closed forms."""

import numpy as np
import pytest

from shape_diff.evaluation.metrics.surface_scores import NUM_SAMPLES, Reference, mesh_scores, sample_mesh
from shape_diff.geometry import Mesh, PointCloud


def sphere(radius: float, rgb: float | None = None) -> Mesh:
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=5, radius=radius)
    return Mesh(ball.vertices, ball.faces, None if rgb is None else np.full((len(ball.vertices), 3), rgb))


def sheet(height: float = 0.0, width: float = 2.0, tilt_deg: float = 0.0) -> Mesh:
    """A rectangle 2 long, spanned from x = -1, at a height over the xy plane and turned about the x axis there."""
    y = np.array([-1.0, -1.0, 1.0, 1.0])
    c, s = np.cos(np.radians(tilt_deg)), np.sin(np.radians(tilt_deg))
    vertices = np.stack([np.array([-1, width - 1, width - 1, -1]), c * y, s * y + height], axis=1)
    return Mesh(vertices, np.array([[0, 1, 2], [0, 2, 3]]))


@pytest.mark.parametrize("growth", [0.012, 0.03, 0.05])
def test_a_sphere_and_a_larger_one(growth: float) -> None:
    """Every point is `growth` away; 1 % and 2 % of the side of 2 are 0.02 and 0.04.

    Random points of density p have one within a distance r along the surface with probability 1 - exp(-pi p r^2), and
    the nearest is 1 / (pi p) away in the mean square.
    """
    scores = mesh_scores(sphere(1 + growth), sphere(1))
    pi_density = np.pi * NUM_SAMPLES / (4 * np.pi)
    assert 0.99 * growth <= scores.chamfer_l1 <= 1.01 * np.sqrt(growth**2 + 1 / pi_density)
    for distance, score in ((0.02, scores.f_score_1), (0.04, scores.f_score_2)):
        expected = 1 - np.exp(-pi_density * max(distance**2 - growth**2, 0))
        assert score == pytest.approx(expected, abs=3e-3)
    assert scores.normal_consistency > 0.998
    assert scores.color_rmse is None


def test_the_units_do_not_matter_but_for_chamfer() -> None:
    small, large = mesh_scores(sphere(1.03), sphere(1)), mesh_scores(sphere(103), sphere(100))
    assert large.chamfer_l1 == pytest.approx(100 * small.chamfer_l1, rel=1e-3)
    assert large.f_score_2 == pytest.approx(small.f_score_2, abs=1e-3)


def test_a_raised_sheet() -> None:
    scores = mesh_scores(sheet(0.1), sheet())
    assert scores.chamfer_l1 == pytest.approx(0.1, abs=1e-3)
    assert scores.f_score_2 == 0
    assert scores.normal_consistency == pytest.approx(1, abs=1e-6)


def test_half_a_sheet() -> None:
    """All of it is right and it is half of the truth: F = 2 * 1 * 0.5 / 1.5; the rest is 0.5 away in the mean."""
    scores = mesh_scores(sheet(width=1), sheet())
    assert scores.f_score_1 == pytest.approx(2 / 3, abs=0.015)  # a strip of 1 % counts as found
    assert scores.chamfer_l1 == pytest.approx(0.5 * 0.5 * 0.5, rel=0.03)


def test_a_tilted_sheet() -> None:
    """The distance to the other plane is |y| sin(tilt), 0.5 sin(tilt) in the mean; normals differ by the tilt."""
    scores = mesh_scores(sheet(tilt_deg=5), sheet())
    assert scores.normal_consistency == pytest.approx(np.cos(np.radians(5)), abs=1e-5)
    assert scores.chamfer_l1 == pytest.approx(0.5 * np.sin(np.radians(5)), rel=0.03)


def test_winding_does_not_matter() -> None:
    ball = sphere(1)
    assert mesh_scores(Mesh(ball.vertices, ball.faces[:, ::-1]), ball).normal_consistency > 0.998


def test_color_error_is_the_root_mean_square() -> None:
    assert mesh_scores(sphere(1.01, 0.6), sphere(1, 0.5)).color_rmse == pytest.approx(0.1, abs=1e-6)


def test_the_sides_of_a_thin_plate_keep_their_colors() -> None:
    """Two parallel sheets 0.01 apart, one black and one white, each raised by 0.006: nearer to the other's colour."""
    generator = np.random.default_rng(0)

    def plate(lift: float) -> PointCloud:
        xyz = generator.uniform(-1, 1, (20_000, 3))
        above = np.arange(20_000) % 2
        xyz[:, 2] = 0.01 * above + lift * (1 - 2 * above)
        return PointCloud(xyz, np.tile(above[:, None], 3), np.array([0, 0, 1]) * (2 * above - 1)[:, None])

    assert Reference(plate(0)).scores(plate(0.006)).color_rmse == 0


def test_samples_are_even_and_carry_colors() -> None:
    mesh = Mesh(
        np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 5], [3, 0, 5], [0, 1, 5.0]]),
        np.array([[0, 1, 2], [3, 4, 5]]),
        np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]] * 2),
    )
    cloud = sample_mesh(mesh, 40_000, np.random.default_rng(0))
    low = cloud.xyz[:, 2] == 0
    assert low.mean() == pytest.approx(1 / 4, abs=0.01)
    np.testing.assert_allclose(cloud.xyz[low].mean(axis=0), [1 / 3, 1 / 3, 0], atol=0.01)
    np.testing.assert_allclose(cloud.normals, np.tile([0, 0, 1.0], (40_000, 1)), atol=1e-6)
    expected = np.stack([1 - cloud.xyz[low, 0] - cloud.xyz[low, 1], cloud.xyz[low, 0], cloud.xyz[low, 1]], axis=1)
    np.testing.assert_allclose(cloud.rgb[low], expected, atol=1e-6)


def test_what_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="without area"):
        mesh_scores(Mesh(np.zeros((3, 3)), np.array([[0, 1, 2]])), sphere(1))
    with pytest.raises(ValueError, match="normals"):
        Reference(PointCloud(np.eye(3)))
    with pytest.raises(ValueError, match="coincide"):
        Reference(PointCloud(np.ones((5, 3)), None, np.ones((5, 3))))
    some = PointCloud(np.eye(3), None, np.eye(3))
    with pytest.raises(ValueError, match="missing"):
        Reference(some).scores(PointCloud(np.eye(3)))
