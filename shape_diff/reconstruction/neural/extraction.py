"""The zero level of a signed distance on a fine grid, asked for near the surface only.

A coarse grid is asked everywhere. Its cells are halved until the grid is fine; of the new nodes those are asked that
lie near the surface, going by the interpolated distances, which the others keep. Only their signs are used there, so
the surface is closed.
"""

from collections.abc import Callable

import numpy as np
from scipy.ndimage import label

COARSE_NODES = 32
"""Cube root of about how many nodes are asked everywhere."""
REACH = 1.75
"""Nodes are asked if their interpolated distance is less than this many cells: the half diagonal of a cell before it is
halved, so that not even a thin sheet between its corners is missed."""
MAX_ROUNDS = 4
"""How often the surface is followed into cells that were not expected to be crossed."""
VOID_CLEARANCE = 2.0
"""Voids inside a solid are filled if all points are farther away than this many cells of the coarse grid."""
CORNERS = tuple(np.ndindex(2, 2, 2))
Distance = Callable[[np.ndarray], np.ndarray]


def fine_distances(
    distance: Distance,
    origin: np.ndarray,
    cell: float,
    shape: tuple[int, int, int],
    far: Distance,
    clearance: Distance,
) -> np.ndarray:
    """Signed distances at the nodes of a grid, exact where the surface is.

    Args:
        distance: (q, 3) positions -> (q,) distances.
        far: the same for the coarse grid, where another field may know better about places far from the surface.
        clearance: (q, 3) positions -> (q,) distances to the nearest point that the field was made of.
        origin: (3,) position of node (0, 0, 0).
        cell: length of the side of a cell.
        shape: least number of nodes along each axis.

    Returns:
        (x, y, z) float32 with up to COARSE_NODES more nodes along each axis than asked for.
    """
    stride = 1
    while np.prod(shape) / (2 * stride) ** 3 >= COARSE_NODES**3:
        stride *= 2
    coarse = tuple(-(-(side - 1) // stride) + 1 for side in shape)
    nodes = np.argwhere(np.ones(coarse, bool))
    first = distance if stride == 1 else far
    values = first(origin + cell * stride * nodes).astype(np.float32).reshape(coarse)
    least = VOID_CLEARANCE * cell * stride
    keep = first == distance
    while stride > 1:
        stride //= 2
        values = _refined(distance, values, origin, cell * stride, keep)
        keep = True
    return _without_voids(values, clearance, origin, cell, least)


def _without_voids(
    values: np.ndarray, clearance: Distance, origin: np.ndarray, cell: float, least: float
) -> np.ndarray:
    """Values with enclosed voids filled that nowhere come nearer to a point than `least`: no point speaks for them."""
    part, count = label(values > 0)
    is_enclosed = np.ones(count + 1, bool)
    is_enclosed[0] = False
    for axis in range(3):
        is_enclosed[np.unique(np.moveaxis(part, axis, 0)[[0, -1]])] = False
    nodes = np.argwhere(is_enclosed[part])
    if len(nodes) == 0:
        return values
    distance, owner = clearance(origin + cell * nodes), part[tuple(nodes.T)]
    is_supported = np.bincount(owner, distance <= least, minlength=count + 1) > 0
    return np.where((is_enclosed & ~is_supported)[part], -np.abs(values) - 1e-6, values)


def _refined(distance: Distance, values: np.ndarray, origin: np.ndarray, cell: float, keep: bool) -> np.ndarray:
    """Values at the nodes of a grid twice as fine, asked for near the surface and where it leads from there.

    Nodes of the coarser grid are asked again unless `keep`.
    """
    fine = _interpolated(values)
    known = np.zeros(fine.shape, bool)
    known[::2, ::2, ::2] = keep
    wanted = np.abs(fine) <= REACH * cell
    for _ in range(MAX_ROUNDS):
        wanted |= _beside_surface(fine)
        asked = wanted & ~known
        if not asked.any():
            break
        fine[asked] = distance(origin + cell * np.argwhere(asked))
        known |= asked
    return fine


def _beside_surface(values: np.ndarray) -> np.ndarray:
    """The corners of all cells that have corners on both sides of the surface."""
    inside = values < 0
    corners = [_corner_of_cells(inside, index) for index in CORNERS]
    crossed = np.logical_or.reduce(corners) & ~np.logical_and.reduce(corners)
    beside = np.zeros(values.shape, bool)
    for index in CORNERS:
        _corner_of_cells(beside, index)[...] |= crossed
    return beside


def _corner_of_cells(nodes: np.ndarray, index: tuple[int, ...]) -> np.ndarray:
    """The view of nodes that are one corner of each cell."""
    return nodes[tuple(slice(1, None) if bit else slice(None, -1) for bit in index)]


def _interpolated(values: np.ndarray) -> np.ndarray:
    """Values halfway between nodes too, along each axis in turn."""
    for axis in range(3):
        first, second = (np.delete(values, end, axis) for end in (-1, 0))
        shape = list(values.shape)
        shape[axis] = 2 * shape[axis] - 1
        result = np.zeros(shape, np.float32)
        even, odd = ([slice(None)] * 3 for _ in range(2))
        even[axis], odd[axis] = slice(None, None, 2), slice(1, None, 2)
        result[tuple(even)], result[tuple(odd)] = values, (first + second) / 2
        values = result
    return values
