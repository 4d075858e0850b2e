import numpy as np
import pytest

from shape_diff.geometry.triangles import areas, even_weights, face_vectors

CORNER = np.array([[[0, 0, 0], [2, 0, 0], [0, 3, 0]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]], dtype=float)


def test_a_triangle_looks_where_its_corners_turn_against_the_clock() -> None:
    np.testing.assert_array_equal(face_vectors(CORNER), [[0, 0, 6], [0, 0, 0]])
    np.testing.assert_array_equal(face_vectors(CORNER[:, ::-1]), [[0, 0, -6], [0, 0, 0]])
    np.testing.assert_array_equal(areas(CORNER), [3, 0])


def test_places_are_spread_evenly() -> None:
    """Each of the four triangles between corners and middles of edges gets a quarter."""
    weights = even_weights(40_000, np.random.default_rng(0))
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    near = [(weights[:, k] > 0.5).mean() for k in range(3)]
    assert near == pytest.approx([0.25] * 3, abs=0.01)
