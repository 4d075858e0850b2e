"""Frechet distance, inception score and R-precision against closed forms."""

import numpy as np
import pytest

from shape_diff.evaluation.metrics.feature_metrics import frechet_distance, inception_score, r_precision


def whitened(n: int, d: int, seed: int) -> np.ndarray:
    """Samples with mean exactly 0 and covariance exactly the identity."""
    x = np.random.default_rng(seed).standard_normal((n, d))
    x -= x.mean(axis=0)
    return x @ np.linalg.inv(np.linalg.cholesky(np.cov(x, rowvar=False))).T


def test_frechet_of_diagonal_gaussians() -> None:
    """|mean|^2 + sum (s1 - s2)^2 for diagonal covariances."""
    a, b = whitened(300, 3, 0) * [1, 2, 3] + [1, 0, 2], whitened(400, 3, 1) * [2, 2, 0.5]
    assert frechet_distance(a, b) == pytest.approx(1 + 4 + 1 + 0 + 2.5**2)


def test_frechet_is_zero_on_itself_and_symmetric() -> None:
    a, b = whitened(50, 4, 0), 2 * whitened(60, 4, 1) + 1
    assert frechet_distance(a, a) == pytest.approx(0, abs=1e-8)
    assert frechet_distance(a, b) == pytest.approx(frechet_distance(b, a))


def test_frechet_with_fewer_samples_than_features() -> None:
    a = np.random.default_rng(0).standard_normal((5, 20))
    assert frechet_distance(a, a + 0.1) == pytest.approx(20 * 0.01, abs=1e-6)


def test_frechet_needs_two_samples() -> None:
    with pytest.raises(ValueError, match="at least 2 samples"):
        frechet_distance(np.zeros((1, 3)), np.zeros((5, 3)))


def test_inception_score_limits() -> None:
    assert inception_score(np.eye(7)) == pytest.approx(7)
    assert inception_score(np.full((9, 7), 1 / 7)) == pytest.approx(1)
    assert inception_score(np.eye(7)[[2] * 10]) == pytest.approx(1)


def test_r_precision_limits_and_chance() -> None:
    assert r_precision(np.eye(50)) == 1
    assert r_precision(-np.eye(50)) == 0
    noise = np.random.default_rng(0).standard_normal((400, 400))
    assert r_precision(noise, candidates=10) == pytest.approx(0.1, abs=0.05)


def test_r_precision_does_not_count_ties() -> None:
    assert r_precision(np.zeros((10, 10))) == 0
