"""Earth mover's distance between clouds: exact assignment, computed only where it can be a nearest distance.

Two conventions are met in the literature for clouds of n points and the best one-to-one matching:

- "squared": mean of the squared distances of the matched points (PVD, LION);
- "unsquared": mean of the distances themselves (PointFlow; Achlioptas et al. 2018).

An assignment of 1,024 points takes about a tenth of a second, so all pairs of two sets of hundreds would take hours.
Set metrics read only the smallest distance of each row and column. Cheap lower bounds say which pairs can be that, and
the others are left infinite: the scores are the exact ones.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from torch import Tensor

from shape_diff.machine.progress import progress_bar
from shape_diff.machine.seeding import stream

Convention = Literal["squared", "unsquared"]
NUM_BASES = 24
"""Rotations whose axes the first bound projects on; more cost little and skip a few more assignments."""
SMOOTHING = (0.1, 0.03, 0.01)
"""Temperatures of the prices' rounds, in mean costs; colder and more rounds give a tighter bound that costs more."""
ROUNDS = 6
ROUNDING = 1e-9
"""By how much of itself a bound is lowered, so that rounding does not put it above the distance."""


def earth_mover_distance(a: np.ndarray, b: np.ndarray, convention: Convention = "squared") -> float:
    """Exact earth mover's distance of two clouds of equally many points, (n, 3) each, in O(n^3).

    Raises:
        ValueError: the clouds have different numbers of points.
    """
    cost = _cost(a, b, convention)
    # Prices change no matching's rank, and where the best one costs next to nothing it is found several times as fast.
    left = cost - _column_prices(cost)
    left -= left.min(axis=1, keepdims=True)
    left -= left.min(axis=0)
    return float(cost[linear_sum_assignment(left)].mean())


def price_bound(a: np.ndarray, b: np.ndarray, convention: Convention) -> float:
    """A number that the earth mover's distance is not below and mostly within 5 % of, in O(n^2).

    Prices of rows and columns that together exceed no cost are a solution of the dual linear program: every matching
    costs their sum at least.
    """
    cost = _cost(a, b, convention)
    columns = _column_prices(cost)
    rows = (cost - columns).min(axis=1)
    return float((rows.mean() + columns.mean()) * (1 - ROUNDING))


def _cost(a: np.ndarray, b: np.ndarray, convention: Convention) -> np.ndarray:
    if a.shape != b.shape:
        raise ValueError(f"the earth mover's distance needs equally many points, got {len(a)} and {len(b)}")
    return cdist(a, b, "sqeuclidean" if convention == "squared" else "euclidean")


def _column_prices(cost: np.ndarray) -> np.ndarray:
    """Prices of the columns from a few rounds of Sinkhorn's iteration at falling temperatures.

    Cuturi 2013 (arXiv 1306.0895). Any prices bound the cost, so single precision does no harm.
    """
    mean = cost.mean()
    if mean == 0:
        return np.zeros(len(cost))
    scaled = (cost / mean).astype(np.float32)
    column = np.zeros(len(cost), np.float32)
    for temperature in SMOOTHING:
        # As high as they can be without exceeding a cost: each row and column of the kernel then has a 1 in it.
        row = (scaled - column).min(axis=1)
        column = (scaled - row[:, None]).min(axis=0)
        kernel = (row[:, None] + column - scaled) / np.float32(temperature)
        # Numbers below the normal ones are slow, and too small to matter.
        kernel = np.exp(np.maximum(kernel, -60, out=kernel), out=kernel)
        v = np.ones_like(column)
        for _ in range(ROUNDS):
            v = 1 / ((1 / (kernel @ v)) @ kernel)
        column += np.float32(temperature) * np.log(v)
    return column.astype(np.float64) * mean


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
    search = _Search(a.double().cpu().numpy(), b.double().cpu().numpy(), convention, same)
    for row in progress_bar(range(len(a)), "earth mover's distances, rows"):
        search.settle_row(row)
    for column in progress_bar(range(0 if same else len(b)), "earth mover's distances, columns"):
        search.settle_column(column)
    return torch.from_numpy(np.where(search.efforts == EXACT, search.bounds, np.inf)).to(a)


PROJECTED, PRICED, EXACT = range(3)
"""Efforts that a bound took."""


class _Search:
    """Bounds of all pairs, each raised to a tighter one and at last to the distance only when it is the smallest."""

    def __init__(self, a: np.ndarray, b: np.ndarray, convention: Convention, same: bool) -> None:
        self.a, self.b, self.convention, self.same = a, b, convention, same
        self.bounds = lower_bounds(a, b, convention)
        self.efforts = np.full(self.bounds.shape, PROJECTED)
        if same:
            np.fill_diagonal(self.bounds, np.inf)
            np.fill_diagonal(self.efforts, EXACT)

    def settle_row(self, row: int) -> None:
        """Find the smallest distance of a row."""
        while self.efforts[row, column := int(self.bounds[row].argmin())] != EXACT:
            self._tighten(row, column)

    def settle_column(self, column: int) -> None:
        """Find the smallest distance of a column."""
        while self.efforts[row := int(self.bounds[:, column].argmin()), column] != EXACT:
            self._tighten(row, column)

    def _tighten(self, row: int, column: int) -> None:
        effort = self.efforts[row, column] + 1
        better = price_bound if effort == PRICED else earth_mover_distance
        value = better(self.a[row], self.b[column], self.convention)
        for place in ((row, column), (column, row)) if self.same else ((row, column),):
            self.bounds[place] = value if effort == EXACT else max(value, self.bounds[place])
            self.efforts[place] = effort


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
    return bound / a.shape[1] * (1 - ROUNDING)


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
