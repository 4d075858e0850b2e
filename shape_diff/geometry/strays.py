"""Points far from all others, which must not say how large a shape is: faults of scanners, slips of modellers."""

import numpy as np

from shape_diff.geometry.triangles import areas

TAIL = 0.005
"""Share of the points (or of the area) on each side of an axis that does not count for the robust box."""
MARGIN = 1.0
"""How far outside of the robust box, in its sizes, a point must be to be a stray."""
MAX_SHARE = 0.01
"""More points than this are a part of the shape."""
MAX_AREA = 1e-4
"""The same for the area of faces: a wire or an antenna has a hundred times as much."""
GAP = 0.25
"""Points in a chain with smaller gaps than this, in sizes of the robust box, belong to it: a lamp on a long cord."""


def stray_points(xyz: np.ndarray) -> np.ndarray:
    """(n,) whether a point of (n, 3) is far from the shape: none where they are many or hang on it by others."""
    stray = _far_outside(xyz, np.ones(len(xyz)))
    if not stray.any():
        return stray
    reach = GAP * _robust_size(xyz[~stray])
    joined = ~stray
    while joined.any() and stray.any():
        from scipy.spatial import cKDTree  # most shapes have no strays, and the viewer starts without scipy

        near = cKDTree(xyz[joined]).query(xyz[stray], distance_upper_bound=reach)[0] < reach
        joined = np.zeros(len(xyz), dtype=bool)
        joined[np.flatnonzero(stray)[near]] = True
        stray &= ~joined
    return stray if stray.mean() <= MAX_SHARE else np.zeros(len(xyz), dtype=bool)


def stray_faces(triangles: np.ndarray) -> np.ndarray:
    """(f,) whether a face of (f, 3, 3) has no area, or next to none and a corner far from the shape."""
    area = areas(triangles)
    finite = np.isfinite(area)
    stray = finite & (area == 0)
    counted = np.flatnonzero(finite & ~stray)
    if not len(counted):
        return stray
    far = _far_outside(triangles[counted].reshape(-1, 3), np.repeat(area[counted], 3)).reshape(-1, 3).any(axis=1)
    if area[counted[far]].sum() <= MAX_AREA * area[counted].sum():
        stray[counted[far]] = True
    return stray


def _far_outside(xyz: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """(n,) whether a point is further than MARGIN outside of the box that holds all but the tails of the weight."""
    low, high = (np.array([_quantile(axis, weight, share) for axis in xyz.T]) for share in (TAIL, 1 - TAIL))
    margin = MARGIN * (high - low).max()
    return ((xyz < low - margin) | (xyz > high + margin)).any(axis=1) if margin > 0 else np.zeros(len(xyz), dtype=bool)


def _quantile(values: np.ndarray, weight: np.ndarray, share: float) -> float:
    order = np.argsort(values)
    total = np.cumsum(weight[order])
    return float(values[order[min(np.searchsorted(total, share * total[-1]), len(values) - 1)]])


def _robust_size(xyz: np.ndarray) -> float:
    return float((xyz.max(axis=0) - xyz.min(axis=0)).max())
