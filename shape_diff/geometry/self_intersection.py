"""Which faces of a mesh run into others: candidates from grids of cells, then the separating axis test.

A face belongs to the grid whose cells are just as large as itself, in octaves, so it lies in at most eight of them and
faces of all sizes may be mixed. A pair is looked for in the grid of its larger face.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.triangles import face_vectors

PAIRS_AT_ONCE = 500_000
MOST_CELLS = 2**20
"""Along a side; three such numbers fit in one 64-bit key."""


def intersecting_faces(mesh: Mesh) -> np.ndarray:
    """Faces that have a point in common with a face they share no vertex with -> (k,) sorted indices.

    Vertices in the same place count as one, so that a mesh stored face by face is not all intersections. Touching
    counts; faces without area do not.
    """
    corners = mesh.triangles.astype(np.float64)
    index = np.flatnonzero(face_vectors(corners).any(axis=1))
    corners, vertices = corners[index], _place_of_vertex(mesh.vertices)[mesh.faces[index].T]
    hit = np.zeros(len(index), dtype=bool)
    for first, second in _near_pairs(corners.min(axis=1), corners.max(axis=1)):
        for a, b in np.ndindex(3, 3):
            differ = vertices[a][first] != vertices[b][second]
            first, second = first[differ], second[differ]
        meet = triangles_meet(corners[first], corners[second])
        hit[first[meet]] = True
        hit[second[meet]] = True
    return index[hit]


def triangles_meet(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(n,) whether closed triangles (n, 3, 3) share a point, by separating axes (Gottschalk et al. 1996, "OBBTree").

    Convex sets are apart if and only if their shadows on some axis are. For two triangles it is enough to try both
    normals, the cross products of their edges and, for those in a common plane, the directions across the edges.
    """
    first, second = first - first[:, :1], second - first[:, :1]
    left = np.arange(len(first))
    for number in range(NUM_AXES):
        if len(left) == 0:
            break
        a, b = first[left], second[left]
        axis = _axis(number, a, b)[:, :, None]
        a, b = (a @ axis)[:, :, 0], (b @ axis)[:, :, 0]
        left = left[(_most(a) >= -_most(-b)) & (_most(b) >= -_most(-a))]
    result = np.zeros(len(first), dtype=bool)
    result[left] = True
    return result


NUM_AXES = 17


def _most(values: np.ndarray) -> np.ndarray:
    """(n,) the largest of each row of (n, 3); numpy's own reduction is several times slower on short rows."""
    return np.maximum(np.maximum(values[:, 0], values[:, 1]), values[:, 2])


def _axis(number: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """A direction that may separate triangles (n, 3, 3) -> (n, 3): two normals, nine edge pairs, six in a plane."""
    if number < 2:
        return _normal((first, second)[number])
    if number < 11:
        i, j = divmod(number - 2, 3)
        return np.cross(_edge(first, i), _edge(second, j))
    triangle, i = (first, second)[(number - 11) // 3], (number - 11) % 3
    return np.cross(_normal(triangle), _edge(triangle, i))


def _edge(corners: np.ndarray, number: int) -> np.ndarray:
    return corners[:, (number + 1) % 3] - corners[:, number]


def _normal(corners: np.ndarray) -> np.ndarray:
    return np.cross(_edge(corners, 0), _edge(corners, 1))


def _place_of_vertex(vertices: np.ndarray) -> np.ndarray:
    """(v,) the same number for vertices of exactly the same position."""
    order = np.lexsort(vertices.T)
    differs = (np.diff(vertices[order], axis=0, prepend=np.nan) != 0).any(axis=1)
    place = np.zeros(len(vertices), np.int64)
    place[order] = np.cumsum(differs)
    return place


@dataclass(frozen=True)
class _Entries:
    """Boxes in the cells they touch: (m,) key of the cell and (m,) number of the box, and (n, 3) first cell of each."""

    key: np.ndarray
    box: np.ndarray
    first_cell: np.ndarray


def _near_pairs(low: np.ndarray, high: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Every pair of boxes (n, 3) that overlap or touch, once, in portions of two index arrays."""
    if len(low) == 0:
        return
    lows, highs = np.ascontiguousarray(low.T), np.ascontiguousarray(high.T)
    extent = (high - low).max(axis=1)
    origin = low.min(axis=0)
    smallest = max(float(np.quantile(extent, 0.75)), float((high - origin).max()) / (MOST_CELLS - 2))
    level = np.maximum(np.ceil(np.log2(extent / smallest)), 0).astype(np.int64)
    for number in np.unique(level):
        cell = smallest * 2.0**number
        residents, visitors = np.flatnonzero(level == number), np.flatnonzero(level <= number)
        touches = (high[visitors] >= low[residents].min(axis=0)) & (low[visitors] <= high[residents].max(axis=0))
        visitors = visitors[touches.all(axis=1)]
        there, here = (_entries(low[b] - origin, high[b] - origin, cell) for b in (visitors, residents))
        for v, r in _shared_cells(there, here):
            first, second = visitors[v], residents[r]
            once = (level[first] < number) | (first < second)
            first, second = first[once], second[once]
            for axis in range(3):
                overlap = (lows[axis][first] <= highs[axis][second]) & (lows[axis][second] <= highs[axis][first])
                first, second = first[overlap], second[overlap]
            yield first, second


def _entries(low: np.ndarray, high: np.ndarray, cell: float) -> _Entries:
    """Boxes at most one cell large, entered in each cell they touch: one or two along each axis."""
    first = np.floor(low / cell).astype(np.int64)
    is_two = (np.floor(high / cell).astype(np.int64) > first).T
    key, boxes = _key(first), [np.arange(len(low))]
    keys = [key]
    for corner in tuple(np.ndindex(2, 2, 2))[1:]:
        touched = np.flatnonzero(np.logical_and.reduce([is_two[axis] for axis in range(3) if corner[axis]]))
        keys.append(key[touched] + _key(np.array([corner])))
        boxes.append(touched)
    return _Entries(np.concatenate(keys), np.concatenate(boxes), first)


def _key(cells: np.ndarray) -> np.ndarray:
    return (cells[:, 0] * MOST_CELLS + cells[:, 1]) * MOST_CELLS + cells[:, 2]


def _shared_cells(visitors: _Entries, residents: _Entries) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs (visitor, resident) that touch a common cell, once: in the lowest such cell."""
    order = np.argsort(residents.key, kind="stable")
    key, box = residents.key[order], residents.box[order]
    left, right = np.searchsorted(key, visitors.key, "left"), np.searchsorted(key, visitors.key, "right")
    busy = np.flatnonzero(right > left)
    total = np.cumsum((right - left)[busy])
    portions = np.searchsorted(total, np.arange(PAIRS_AT_ONCE, int(total[-1]) if len(total) else 0, PAIRS_AT_ONCE))
    for entry in np.split(busy, np.unique(portions)):
        count = right[entry] - left[entry]
        v, v_key = np.repeat(visitors.box[entry], count), np.repeat(visitors.key[entry], count)
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        r = box[np.repeat(left[entry], count) + within]
        lowest = _key(np.maximum(visitors.first_cell[v], residents.first_cell[r])) == v_key
        yield v[lowest], r[lowest]
