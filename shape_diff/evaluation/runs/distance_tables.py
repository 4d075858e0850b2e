"""Distances between whole sets of clouds, computed on all cores and kept on disk by what they compare."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from shape_diff.evaluation.metrics.chamfer import chamfer_distances
from shape_diff.evaluation.metrics.earth_mover import nearest_earth_mover_distances
from shape_diff.files.atomic import atomic_path
from shape_diff.machine.across_cores import across_cores

VERSION = 1
"""To be raised when a distance is defined anew, so that older tables are not read."""


@dataclass(frozen=True)
class Comparison:
    """One table: clouds (n, p, 3), those they are compared with, which may be the same, and the name of a distance."""

    a: Tensor
    b: Tensor
    distance: str

    @property
    def same(self) -> bool:
        return torch.equal(self.a, self.b)

    def key(self) -> str:
        """Changes with whatever changes the table."""
        digest = hashlib.sha256(f"{VERSION} {self.distance} {tuple(self.a.shape)} {tuple(self.b.shape)}".encode())
        for clouds in (self.a, self.b):
            digest.update(clouds.numpy().tobytes())
        return f"{self.distance}-{digest.hexdigest()[:16]}"


class DistanceTables:
    """Tables by name of the metrics' suffix; those of an earlier run are read from its folder.

    Args:
        folder: where tables are kept.
        emd_points: points of each cloud for the earth mover's distance.
    """

    def __init__(self, folder: Path, emd_points: int) -> None:
        self.folder, self.emd_points = folder, emd_points

    def compute(self, pairs: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Compute the tables of these pairs of sets that are not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {job.key(): job for a, b in pairs for job in self._comparisons(a, b)}
        missing = [job for key, job in wanted.items() if not self._path(key).exists()]
        for number, table in across_cores(_compare, None, missing, "distances"):
            with atomic_path(self._path(missing[number].key())) as temporary:
                np.save(temporary, table)

    def between(self, a: Tensor, b: Tensor) -> dict[str, Tensor]:
        """Each distance from clouds (n, p, 3) to clouds (m, p, 3) as (n, m); EMD where it can be the smallest."""
        self.compute([(a, b)])
        return {
            job.distance: torch.from_numpy(np.load(self._path(job.key()), allow_pickle=False))
            for job in self._comparisons(a, b)
        }

    def _comparisons(self, a: Tensor, b: Tensor) -> list[Comparison]:
        few = slice(self.emd_points)
        return [
            Comparison(a, b, name) if name == "CD" else Comparison(a[:, few], b[:, few], name) for name in DISTANCES
        ]

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.npy"


def _compare(_: None, job: Comparison) -> np.ndarray:
    return DISTANCES[job.distance](job.a, job.b, same=job.same).numpy()


def _chamfer(a: Tensor, b: Tensor, same: bool) -> Tensor:
    if not same:
        return chamfer_distances(a, b)
    half = torch.zeros(len(a), len(a))
    for row in range(len(a) - 1):
        half[row, row + 1 :] = chamfer_distances(a[row : row + 1], a[row + 1 :])[0]
    return half + half.T


DISTANCES: dict[str, Callable[..., Tensor]] = {
    "CD": _chamfer,
    "EMD": partial(nearest_earth_mover_distances, convention="squared"),
    "EMD-unsquared": partial(nearest_earth_mover_distances, convention="unsquared"),
}
