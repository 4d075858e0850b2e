"""Earth mover's distance by hand, against all permutations, and its pruned table against the whole one."""

from itertools import permutations

import numpy as np
import pytest
import torch
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from shape_diff.evaluation.metrics.earth_mover import (
    Convention,
    earth_mover_distance,
    lower_bounds,
    nearest_earth_mover_distances,
    price_bound,
)
from shape_diff.evaluation.metrics.set_metrics import (
    coverage,
    minimum_matching_distance,
    one_nearest_neighbor_accuracy,
)

CONVENTIONS: tuple[Convention, ...] = ("squared", "unsquared")


def clouds(count: int, points: int = 32, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    spread = 0.3 + torch.rand(count, 1, 3, generator=generator)
    return spread * torch.randn(count, points, 3, generator=generator)


def whole_table(a: torch.Tensor, b: torch.Tensor, convention: Convention) -> torch.Tensor:
    return torch.tensor([[earth_mover_distance(x.numpy(), y.numpy(), convention) for y in b] for x in a])


def test_by_hand() -> None:
    """Greedy matching would cost 0 + 9; the best moves both points."""
    a = np.array([[0.0, 0, 0], [1, 0, 0]])
    b = np.array([[1.0, 0, 0], [3, 0, 0]])
    assert earth_mover_distance(a, b, "squared") == pytest.approx((1 + 4) / 2)
    assert earth_mover_distance(a, b, "unsquared") == pytest.approx((1 + 2) / 2)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_against_all_permutations(convention: Convention) -> None:
    a, b = clouds(2, points=6, seed=3).double().numpy()
    power = 2 if convention == "squared" else 1
    costs = [np.mean(np.linalg.norm(a - b[list(order)], axis=1) ** power) for order in permutations(range(6))]
    assert earth_mover_distance(a, b, convention) == pytest.approx(min(costs))


def test_a_shift_costs_its_length_and_an_order_nothing() -> None:
    a = clouds(1, seed=1)[0].numpy()
    shifted = np.flip(a + np.array([0.3, 0, 0.4]), axis=0).copy()
    assert earth_mover_distance(a, shifted, "unsquared") == pytest.approx(0.5, rel=1e-5)
    assert earth_mover_distance(a, shifted, "squared") == pytest.approx(0.25, rel=1e-5)


def test_different_numbers_of_points_are_refused() -> None:
    with pytest.raises(ValueError, match="equally many points, got 3 and 2"):
        earth_mover_distance(np.zeros((3, 3)), np.zeros((2, 3)))


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_prices_before_the_assignment_do_not_change_it(scale: float) -> None:
    """Against scipy's assignment of the plain costs, where single precision could do harm."""
    a, b = scale * clouds(2, points=100, seed=4).double().numpy()
    for convention, metric in (("squared", "sqeuclidean"), ("unsquared", "euclidean")):
        cost = cdist(a, b + 3 * scale, metric)
        plain = cost[linear_sum_assignment(cost)].mean()
        assert earth_mover_distance(a, b + 3 * scale, convention) == pytest.approx(plain, rel=1e-12)
        assert 0.9 * plain < price_bound(a, b + 3 * scale, convention) <= plain


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_equal_clouds_are_at_no_distance(convention: Convention) -> None:
    a, one = clouds(1)[0].numpy(), np.full((5, 3), 0.3)
    assert earth_mover_distance(a, a[::-1], convention) == pytest.approx(0, abs=1e-12)
    assert earth_mover_distance(one, one, convention) == 0
    assert price_bound(one, one, convention) == 0


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_bounds_are_below_the_distances(convention: Convention) -> None:
    a, b = clouds(6, seed=1), clouds(5, seed=2)
    bounds = lower_bounds(a.double().numpy(), b.double().numpy(), convention)
    distances = whole_table(a, b, convention).numpy()
    assert (bounds <= distances).all()
    assert (bounds > 0.3 * distances).mean() > 0.9  # and not by so much that they skip nothing


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_pruned_table_gives_the_scores_of_the_whole(convention: Convention) -> None:
    a, b = clouds(14, seed=1), clouds(12, seed=2)
    whole = [whole_table(x, y, convention).float() for x, y in ((a, a), (b, b), (a, b))]
    pruned = [nearest_earth_mover_distances(x, y, convention, same=x is y) for x, y in ((a, a), (b, b), (a, b))]
    torch.testing.assert_close(pruned[2].amin(0), whole[2].amin(0))
    torch.testing.assert_close(pruned[2].amin(1), whole[2].amin(1))
    assert one_nearest_neighbor_accuracy(*pruned) == one_nearest_neighbor_accuracy(*whole)
    assert coverage(pruned[2]) == coverage(whole[2])
    assert minimum_matching_distance(pruned[2]) == pytest.approx(minimum_matching_distance(whole[2]))
    assert pruned[2].isinf().any(), "nothing was skipped"
