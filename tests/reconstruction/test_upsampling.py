import numpy as np
import pytest

from shape_diff.geometry import PointCloud
from shape_diff.reconstruction.upsampling import refined


def ball(count: int = 800, noise: float = 0.0) -> PointCloud:
    """Of radius 3 around (10, 0, 0): red above, blue below; normals are off by noise."""
    generator = np.random.default_rng(0)
    outward = generator.normal(size=(count, 3))
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    normals = outward + noise * generator.normal(size=outward.shape)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    rgb = np.where(outward[:, 1:2] > 0, [1.0, 0, 0], [0, 0, 1.0])
    return PointCloud(np.array([10.0, 0, 0]) + 3 * outward, rgb, normals)


def test_a_ball_gets_more_points_on_it_with_its_colours() -> None:
    source = ball()
    cloud = refined(source, 5000)
    assert len(cloud) == 5000
    assert cloud.xyz[:800].tobytes() == source.xyz.tobytes()
    offset = cloud.xyz.astype(np.float64) - [10, 0, 0]
    gap = np.abs(np.linalg.norm(offset[800:], axis=1) / 3 - 1)
    assert gap.max() < 0.03 and gap.mean() < 0.005
    assert cloud.rgb is not None and source.rgb is not None and cloud.rgb[:800].tobytes() == source.rgb.tobytes()
    away = np.abs(offset[:, 1]) > 0.6
    assert np.array_equal(cloud.rgb[away, 0] > 0.5, offset[away, 1] > 0)
    for octant in range(8):  # new points are everywhere
        side = np.array([octant & 1, octant & 2, octant & 4], dtype=bool)
        assert ((offset > 0) == side).all(axis=1).mean() > 0.09


def test_normals_become_cleaner() -> None:
    source = ball(noise=0.3)
    cloud = refined(source, 1600)
    true = (cloud.xyz - [10, 0, 0]) / 3
    assert source.normals is not None and cloud.normals is not None
    before = np.einsum("ij,ij->i", source.normals, true[:800]).mean()
    after = np.einsum("ij,ij->i", cloud.normals, true).mean()
    assert 1 - after < 0.4 * (1 - before)


def test_the_sides_of_a_thin_plate_keep_apart() -> None:
    generator = np.random.default_rng(1)
    flat = generator.uniform(-1, 1, size=(1200, 3))
    top = np.arange(1200) < 600
    flat[:, 1] = np.where(top, 0.01, -0.01)
    up = np.array([0.0, 1, 0])
    plate = PointCloud(flat, np.where(top[:, None], [1.0, 0, 0], [0, 0, 1.0]), np.where(top[:, None], up, -up))
    cloud = refined(plate, 4000)
    assert cloud.rgb is not None and cloud.normals is not None
    red = cloud.rgb[:, 0] > 0.5
    assert np.array_equal(red, cloud.normals[:, 1] > 0)
    np.testing.assert_allclose(cloud.xyz[:, 1], np.where(red, 0.01, -0.01), atol=1e-4)
    assert 0.4 < red.mean() < 0.6 and np.abs(cloud.xyz).max() <= 1


def test_fewer_points_are_a_choice_and_a_wrong_number_is_refused() -> None:
    source = ball(noise=0.1)
    few = refined(source, 100)
    rows = {row.tobytes() for row in source.xyz}
    assert len(few) == 100 and all(row.tobytes() in rows for row in few.xyz)
    with pytest.raises(ValueError, match="between 1 and 1,000,000"):
        refined(source, 0)
    with pytest.raises(ValueError, match="at least 4 points"):
        refined(source.thinned(3), 100)
