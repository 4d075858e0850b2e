from pathlib import Path

import numpy as np
import pytest
from two_shapes import build_two_shapes

from benchmarks.steering.measures import seam, spread
from benchmarks.steering.parts import fitting_shape, half_space, normal_error, single_view
from shape_diff.data.dataset import ShapeDataset
from shape_diff.geometry import PointCloud


def ball(count: int, seed: int = 0) -> PointCloud:
    xyz = np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32)
    xyz /= np.linalg.norm(xyz, axis=1, keepdims=True)
    return PointCloud(xyz, np.full_like(xyz, 0.5), xyz)


def test_half_a_shape_lies_on_one_side_of_a_plane() -> None:
    whole = ball(4000)
    part = half_space(whole, 0.25, np.random.default_rng(1))
    assert len(part) == 1000
    middle = part.xyz.mean(axis=0)
    along = middle / np.linalg.norm(middle)
    assert (part.xyz @ along).min() > 0.45  # the cap of a quarter of a sphere begins at half the radius


def test_one_view_sees_the_near_side_alone() -> None:
    whole = ball(4000)
    part = single_view(whole, np.random.default_rng(2))
    assert 0.2 < len(part) / len(whole) < 0.5
    towards = part.xyz.mean(axis=0)
    assert (part.xyz @ (towards / np.linalg.norm(towards)) > 0).mean() > 0.98


def test_the_shape_that_fits_is_found_and_moved_onto_the_part(tmp_path: Path) -> None:
    shapes = ShapeDataset.load(build_two_shapes(tmp_path))
    whole = shapes.cloud(1)
    part = half_space(whole, 0.5, np.random.default_rng(3))
    shifted = PointCloud(part.xyz + np.float32(0.03), part.rgb, part.normals)
    found = fitting_shape(shifted, shapes)
    assert found.rgb is not None and whole.rgb is not None
    np.testing.assert_allclose(found.rgb.mean(axis=0), whole.rgb.mean(axis=0), atol=0.01)


def test_normals_and_seams_are_measured_where_they_are() -> None:
    whole = ball(4000)
    assert normal_error(whole, ball(8000, 1)) < 4
    assert whole.normals is not None
    assert normal_error(PointCloud(whole.xyz, whole.rgb, -whole.normals), whole) == pytest.approx(180, abs=0.1)
    assert seam(whole) == pytest.approx((1, 1), abs=0.15)
    crowded = np.concatenate([np.arange(len(whole)), np.flatnonzero(np.abs(whole.xyz[:, 1]) < 0.05).repeat(4)])
    jitter = np.random.default_rng(0).normal(0, 0.005, (len(crowded), 3)).astype(np.float32)
    assert seam(PointCloud(whole.xyz[crowded] + jitter, None, whole.normals[crowded]))[0] > 2


def test_equal_clouds_have_no_spread() -> None:
    assert spread([ball(500), ball(500)]) == pytest.approx(0, abs=1e-6)
    assert spread([ball(500), ball(500, 1), ball(400, 2)]) > 1e-3
