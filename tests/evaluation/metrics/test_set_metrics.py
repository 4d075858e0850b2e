"""Set metrics against brute force and their known limits."""

import pytest
import torch

from shape_diff.evaluation.metrics.chamfer import chamfer_distances, paired_chamfer_distances
from shape_diff.evaluation.metrics.set_metrics import (
    coverage,
    minimum_matching_distance,
    one_nearest_neighbor_accuracy,
)


def clouds(count: int, points: int = 20, seed: int = 0, spread: float = 1.0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    centers = 3 * torch.randn(count, 1, 3, generator=generator)
    return spread * (centers + torch.randn(count, points, 3, generator=generator))


def brute_force(x: torch.Tensor, y: torch.Tensor) -> float:
    there = sum(min(float((p - q).square().sum()) for q in y) for p in x) / len(x)
    back = sum(min(float((p - q).square().sum()) for p in x) for q in y) / len(y)
    return there + back


def accuracy(a: torch.Tensor, b: torch.Tensor) -> float:
    return one_nearest_neighbor_accuracy(chamfer_distances(a, a), chamfer_distances(b, b), chamfer_distances(a, b))


def test_chamfer_by_hand() -> None:
    """From x each point has a neighbour at distance 1; from y the far point has one at distance 3."""
    x = torch.tensor([[[0.0, 0, 0], [2, 0, 0]]])
    y = torch.tensor([[[1.0, 0, 0], [5, 0, 0], [1, 0, 0], [1, 0, 0]]])
    assert chamfer_distances(x, y).item() == pytest.approx(1 + (1 + 9 + 1 + 1) / 4)


def test_chamfer_against_brute_force() -> None:
    a, b = clouds(3, seed=1), clouds(2, points=15, seed=2)
    expected = torch.tensor([[brute_force(x, y) for y in b] for x in a])
    torch.testing.assert_close(chamfer_distances(a, b), expected, rtol=1e-4, atol=1e-4)


def test_chamfer_is_symmetric_blind_to_order_and_zero_on_itself() -> None:
    a, b = clouds(3, seed=1), clouds(4, seed=2)
    torch.testing.assert_close(chamfer_distances(a, b), chamfer_distances(b, a).T, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(chamfer_distances(a.flip(1), b), chamfer_distances(a, b), rtol=1e-4, atol=1e-4)
    assert chamfer_distances(a, a).diagonal().max() < 1e-4


def test_sets_of_one_distribution_score_near_a_half() -> None:
    assert accuracy(clouds(200, seed=1), clouds(200, seed=2)) == pytest.approx(199 / 399, abs=0.07)


def test_disjoint_sets_are_told_apart_always() -> None:
    assert accuracy(clouds(20, seed=1), clouds(20, seed=2) + 100) == 1.0


def test_copies_are_never_told_apart() -> None:
    a = clouds(20, seed=1)
    assert accuracy(a, a + 1e-3 * torch.randn(a.shape)) == 0.0


def test_a_shrunken_set_is_noticed() -> None:
    assert accuracy(clouds(100, seed=1), clouds(100, seed=2, spread=0.3)) > 0.6


def test_coverage_and_matching_of_a_set_with_itself_and_of_a_collapsed_set() -> None:
    a = clouds(10, seed=1)
    assert coverage(chamfer_distances(a, a)) == 1.0
    assert minimum_matching_distance(chamfer_distances(a, a)) < 1e-4
    collapsed = chamfer_distances(a[:1].repeat(10, 1, 1), a)
    assert coverage(collapsed) == 0.1
    assert minimum_matching_distance(collapsed) > 1


def test_paired_distances_are_the_diagonal() -> None:
    a, b = clouds(4, seed=1), clouds(4, points=15, seed=2)
    torch.testing.assert_close(paired_chamfer_distances(a, b), chamfer_distances(a, b).diagonal(), rtol=1e-4, atol=1e-4)


@pytest.mark.needs("pytorch3d")
def test_chamfer_agrees_with_pytorch3d() -> None:
    from pytorch3d import loss

    a, b = clouds(4, seed=1), clouds(4, seed=2)
    theirs = loss.chamfer_distance(a, b, batch_reduction=None)[0]
    torch.testing.assert_close(paired_chamfer_distances(a, b), theirs, rtol=1e-4, atol=1e-4)
