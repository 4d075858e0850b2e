"""Jensen-Shannon divergence between the places that two sets of clouds occupy (Achlioptas et al. 2018, 1707.02392)."""

from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree
from scipy.spatial.distance import jensenshannon

RESOLUTION = 28
RADIUS = 0.5


def occupancy_divergence(a: np.ndarray, b: np.ndarray) -> float:
    """JSD in bits, 0 to 1, of the points of two sets of clouds, (n, p, 3) and (m, q, 3).

    The grid has 28^3 places, those in the sphere of radius 0.5.

    Every point counts for the nearest grid point in the sphere, as in the evaluation code that PVD and LION share;
    clouds should therefore be scaled so that their longest side is about 1.
    """
    # scipy gives the square root of the divergence.
    return float(jensenshannon(_occupancy(a), _occupancy(b), base=2) ** 2)


def _occupancy(clouds: np.ndarray) -> np.ndarray:
    """(g,) number of points nearest to each grid point."""
    tree = _grid()
    _, nearest = tree.query(clouds.reshape(-1, 3))
    return np.bincount(nearest, minlength=tree.n)


@lru_cache(maxsize=1)
def _grid() -> cKDTree:
    axis = np.linspace(-RADIUS, RADIUS, RESOLUTION)
    points = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    return cKDTree(points[np.linalg.norm(points, axis=1) <= RADIUS])
