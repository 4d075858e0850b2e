"""Polygons of mesh files to triangles that stay inside of them."""

import numpy as np


def triangulate(vertices: np.ndarray, corners: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Triangles of polygons that stand one after the other: fans where they do, else ears cut off one by one.

    Args:
        vertices: (v, 3) positions.
        corners: (c,) vertex of each corner, polygon after polygon.
        counts: (p,) corners of each polygon; those with less than 3 give no triangle.

    Returns:
        (t, 3) positions in `corners`, so that whatever else belongs to a corner can be taken with it; triangles in the
        order of their polygons.

    Raises:
        ValueError: a corner is not one of the vertices.
    """
    if len(corners) and (corners.min() < 0 or corners.max() >= len(vertices)):
        raise ValueError(f"faces refer to vertices outside 0..{len(vertices) - 1}")
    starts = np.cumsum(counts) - counts
    triangles, owners = [np.zeros((0, 3), dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for size in np.unique(counts[counts >= 3]):
        polygon = np.flatnonzero(counts == size)
        places = starts[polygon, None] + np.arange(size)
        triangles.append(np.take_along_axis(places[:, None], _cut(vertices[corners[places]]), axis=2).reshape(-1, 3))
        owners.append(np.repeat(polygon, size - 2))
    return np.concatenate(triangles)[np.argsort(np.concatenate(owners), kind="stable")]


def _cut(points: np.ndarray) -> np.ndarray:
    """Polygons of equal size (p, k, 3) -> (p, k - 2, 3) which corners make each triangle."""
    size = points.shape[1]
    fan = np.stack([np.zeros(size - 2, dtype=np.int64), np.arange(1, size - 1), np.arange(2, size)], axis=1)
    cut = np.repeat(fan[None], len(points), axis=0)
    if size == 3:
        return cut
    offsets = points - points[:, :1]
    across = np.cross(offsets[:, 1:-1], offsets[:, 2:])  # (p, k - 2, 3) normals of the fan's triangles times 2 area
    normal = across.sum(axis=1)  # of the polygon, by Newell
    outside = np.einsum("pkd,pd->pk", across, normal).min(axis=1) < -1e-9 * np.einsum("pd,pd->p", normal, normal)
    for number in np.flatnonzero(outside):
        cut[number] = _ears(_flat(points[number], normal[number]))
    return cut


def _flat(points: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """A polygon (k, 3) seen along its normal, counter-clockwise: (k, 2)."""
    length = np.linalg.norm(normal)
    if length == 0:
        return points[:, :2]
    axis = np.linalg.svd(normal[None] / length)[2][1]  # any direction across the normal
    return points @ np.stack([axis, np.cross(normal / length, axis)], axis=1)


def _ears(polygon: np.ndarray) -> np.ndarray:
    """A simple polygon (k, 2), counter-clockwise -> (k - 2, 3) triangles (Meisters, "Polygons have ears", 1975)."""
    left, triangles = list(range(len(polygon))), []
    while len(left) > 3:
        ear = next((place for place in range(len(left)) if _is_ear(polygon, left, place)), 0)
        triangles.append([left[ear - 1], left[ear], left[(ear + 1) % len(left)]])
        del left[ear]
    return np.array([*triangles, left])


def _is_ear(polygon: np.ndarray, left: list[int], place: int) -> bool:
    """Whether the corner at this place of those that are left can be cut off: convex, with no other corner inside."""
    ends = (left[place - 1], left[place], left[(place + 1) % len(left)])
    triangle = polygon[list(ends)]
    sides = np.roll(triangle, -1, axis=0) - triangle
    turn = _cross(sides, np.roll(sides, -1, axis=0))
    if turn[0] <= 0:
        return False
    others = polygon[[corner for corner in left if corner not in ends]]
    inside = np.stack([_cross(side, others - start) > 0 for side, start in zip(sides, triangle, strict=True)])
    return not inside.all(axis=0).any()


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The third component of the cross products of vectors (..., 2)."""
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
