"""Oriented clouds and queries with their nearest points: what the field network reads."""

from dataclasses import dataclass

import numpy as np
import torch
from scipy.spatial import cKDTree
from torch import Tensor

POINT_NEIGHBORS = 32
"""Neighbours that are looked up for each point; the blocks of the network use 16 of them, near or spread out."""
QUERY_NEIGHBORS = 10
RADIUS_NEIGHBOR = 8
"""The distance to the neighbour of this rank, averaged over a neighbourhood, is a point's radius: the local scale."""
MIN_RADIUS = 1e-4


@dataclass(frozen=True)
class CloudInput:
    """b clouds of n points.

    Attributes:
        xyz: (b, n, 3) normalised positions.
        normals: (b, n, 3) unit normals, which may be wrong.
        rgb: (b, n, 3) sRGB in [0, 1]; 0.5 where there are none.
        index: (b, n, k) int64 nearest points of each, nearest first, itself among them.
        radius: (b, n) local distance between points.
    """

    xyz: Tensor
    normals: Tensor
    rgb: Tensor
    index: Tensor
    radius: Tensor

    def to(self, device: torch.device) -> "CloudInput":
        """The same on a device."""
        return CloudInput(*(t.to(device) for t in (self.xyz, self.normals, self.rgb, self.index, self.radius)))


@dataclass(frozen=True)
class QueryInput:
    """b x q queries: positions (b, q, 3) and their nearest points (b, q, k) int64, nearest first."""

    xyz: Tensor
    index: Tensor

    def to(self, device: torch.device) -> "QueryInput":
        """The same on a device."""
        return QueryInput(self.xyz.to(device), self.index.to(device))


def nearest(tree: cKDTree, queries: np.ndarray, count: int, workers: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Distances and numbers (q, count) of the nearest points; where there are fewer points, the last is repeated."""
    available = min(count, tree.n)
    distance, index = tree.query(queries, k=range(1, available + 1), workers=workers)
    missing = count - available
    if missing:
        distance, index = (np.pad(array, ((0, 0), (0, missing)), mode="edge") for array in (distance, index))
    return distance, index


def local_radius(distance: np.ndarray, index: np.ndarray) -> np.ndarray:
    """(n,) from the distances and numbers (n, k) of each point's neighbours."""
    rank = min(RADIUS_NEIGHBOR, distance.shape[1] - 1)
    return np.maximum(distance[:, rank][index[:, :16]].mean(axis=1), MIN_RADIUS)
