"""JSD against its definition and its limits."""

import numpy as np
import pytest
from scipy.stats import entropy

from shape_diff.evaluation.metrics.occupancy import occupancy_divergence


def balls(count: int, seed: int, radius: float = 0.4) -> np.ndarray:
    generator = np.random.default_rng(seed)
    direction = generator.standard_normal((count, 4000, 3))
    return radius * direction / np.linalg.norm(direction, axis=2, keepdims=True) * generator.random((count, 4000, 1))


def test_equal_and_permuted_sets_have_none() -> None:
    a = balls(5, 1)
    assert occupancy_divergence(a, a[::-1, ::-1]) == pytest.approx(0, abs=1e-12)


def test_disjoint_sets_have_one_bit() -> None:
    assert occupancy_divergence(balls(4, 1, 0.05) - 0.2, balls(4, 2, 0.05) + 0.2) == pytest.approx(1)


def test_a_shrunken_set_is_noticed_and_more_so_the_smaller() -> None:
    a = balls(20, 1)
    small, smaller = (occupancy_divergence(a, factor * balls(20, 2)) for factor in (0.8, 0.5))
    assert occupancy_divergence(a, balls(20, 2)) < small < smaller


def test_against_the_definition() -> None:
    """Points on grid points: half of one set moves to a second place."""
    axis = np.linspace(-0.5, 0.5, 28)
    first, second = [axis[14], axis[14], axis[14]], [axis[10], axis[14], axis[14]]
    a, b = np.array([[first] * 4]), np.array([[first, first, second, second]])
    p, q = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    expected = entropy((p + q) / 2, base=2) - (entropy(p, base=2) + entropy(q, base=2)) / 2
    assert occupancy_divergence(a, b) == pytest.approx(expected)


def test_points_outside_the_sphere_count_for_its_border() -> None:
    far, near = np.array([[[2.0, 0.01, 0.01]]]), np.array([[[0.49, 0.01, 0.01]]])
    assert occupancy_divergence(far, near) == pytest.approx(0, abs=1e-12)
