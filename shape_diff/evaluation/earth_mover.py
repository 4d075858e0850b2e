"""Earth mover's distance between clouds: exact assignment, computed only where it can be a nearest distance.

Two conventions are met in the literature for clouds of n points and the best one-to-one matching:

- "squared": mean of the squared distances of the matched points (PVD, LION);
- "unsquared": mean of the distances themselves (PointFlow; Achlioptas et al. 2018).

An assignment of 1,024 points takes about a tenth of a second, so all pairs of two sets of hundreds would take hours.
Set metrics read only the smallest distance of each row and column. Cheap lower bounds say which pairs can be that, and
the others are left infinite: the scores are the exact ones.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from torch import Tensor

from shape_diff.progress import progress_bar
from shape_diff.seeding import stream

Convention = Literal["squared", "unsquared"]
NUM_BASES = 24
"""Rotations whose axes the bound projects on; more cost little and skip a few more assignments."""


def earth_mover_distance(a: np.ndarray, b: np.ndarray, convention: Convention = "squared") -> float:
    """Exact earth mover's distance of two clouds of equally many points, (n, 3) each, in O(n^3).

    Raises:
        ValueError: the clouds have different numbers of points.
    """
    if a.shape != b.shape:
        raise ValueError(f"the earth mover's distance needs equally many points, got {len(a)} and {len(b)}")
    cost = cdist(a, b, "sqeuclidean" if convention == "squared" else "euclidean")
    return float(cost[linear_sum_assignment(cost)].mean())


def nearest_earth_mover_distances(
    a: Float[Tensor, "n p 3"], b: Float[Tensor, "m p 3"], convention: Convention = "squared", same: bool = False
) -> Float[Tensor, "n m"]:
    """Earth mover's distances that are exact wherever they are the smallest of their row or column.

    The others are either exact too or infinite.

    Args:
        a: n clouds.
        b: m clouds of as many points.
        convention: see the module.
        same: `b` is `a`; the distances of clouds to themselves are then left out (infinite).
    """
    first, second = (clouds.double().cpu().numpy() for clouds in (a, b))
    bound = lower_bounds(first, second, convention)
    if same:
        np.fill_diagonal(bound, np.inf)

    def exact(i: int, j: int) -> float:
        return earth_mover_distance(first[i], second[j], convention)

    found = np.full(bound.shape, np.inf)
    lines = [(i, axis) for axis in (0, 1) for i in range(bound.shape[axis])]
    for number, axis in progress_bar(lines, "earth mover's distances"):
        _settle(found if axis == 0 else found.T, bound if axis == 0 else bound.T, number,
                exact if axis == 0 else _swapped(exact), mirror=same)  # fmt: skip
    return torch.from_numpy(found).to(a)


def _swapped(exact: Callable[[int, int], float]) -> Callable[[int, int], float]:
    return lambda i, j: exact(j, i)


def _settle(found: np.ndarray, bound: np.ndarray, row: int, exact: Callable[[int, int], float], mirror: bool) -> None:
    """Compute distances of a row in the order of their bounds until no bound is below the smallest distance."""
    best = found[row].min()
    for column in np.argsort(bound[row]).tolist():
        if bound[row, column] >= best:
            return
        if not np.isfinite(found[row, column]):
            found[row, column] = exact(row, column)
            if mirror:
                found[column, row] = found[row, column]
            best = min(best, found[row, column])


def lower_bounds(a: np.ndarray, b: np.ndarray, convention: Convention) -> np.ndarray:
    """(n, m) numbers that no earth mover's distance is below, from clouds (n, p, 3) and (m, p, 3).

    On a line the best matching is the sorted one, and no matching in space costs less on a line than that. Squared
    costs along the axes of a basis add up, so their sum is a bound; the largest over many bases is taken. Unsquared,
    each line gives a bound, and so does their mean over `_mean_share` (Rabin et al. 2011, sliced Wasserstein distance).
    """
    on_lines = np.zeros((3 * NUM_BASES if convention == "unsquared" else 1, len(a), len(b)))
    for number in range(NUM_BASES):
        basis = _rotation(number)
        first, second = np.sort(a @ basis, axis=1), np.sort(b @ basis, axis=1)
        if convention == "squared":
            squared = cdist(first.reshape(len(a), -1), second.reshape(len(b), -1), "sqeuclidean")
            on_lines[0] = np.maximum(on_lines[0], squared)
        else:
            for axis in range(3):
                on_lines[3 * number + axis] = cdist(first[:, :, axis], second[:, :, axis], "cityblock")
    bound = on_lines.max(axis=0)
    if convention == "unsquared":
        bound = np.maximum(bound, on_lines.mean(axis=0) / _mean_share())
    # Rounding must not make a bound larger than the distance it bounds.
    return bound / a.shape[1] * (1 - 1e-9)


@lru_cache(maxsize=1)
def _mean_share() -> float:
    """The largest mean length that a unit vector has along the lines; a half if there were infinitely many.

    For given signs the best vector is the sum of the signed directions, so each round of taking signs and summing
    raises the mean until it is a local maximum; thousands of starts find the largest.
    """
    lines = np.concatenate([_rotation(number).T for number in range(NUM_BASES)])
    vectors = np.random.default_rng(0).standard_normal((5000, 3))
    for _ in range(20):
        vectors = np.where(vectors @ lines.T > 0, 1.0, -1.0) @ lines
    return float(np.linalg.norm(vectors, axis=1).max() / len(lines)) * 1.001


@lru_cache(maxsize=NUM_BASES)
def _rotation(number: int) -> np.ndarray:
    """(3, 3) random orthonormal basis in its columns; the first is that of the coordinates."""
    if number == 0:
        return np.eye(3)
    gaussian = torch.randn(3, 3, generator=stream(0, number, "earth mover"), dtype=torch.float64)
    return torch.linalg.qr(gaussian)[0].numpy()
