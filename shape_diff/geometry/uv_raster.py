"""Which texel of an image lies on which place of which face."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Texels:
    """The k texels whose centres are inside faces.

    Attributes:
        row: (k,) int64, 0 at the top.
        column: (k,) int64.
        face: (k,) int64.
        barycentric: (k, 3) float32 weights of the face's corners.
    """

    row: np.ndarray
    column: np.ndarray
    face: np.ndarray
    barycentric: np.ndarray


def rasterize(corner_uv: np.ndarray, height: int, width: int) -> Texels:
    """Corner texture coordinates (f, 3, 2), origin at the bottom left -> the texels inside, face by face.

    Each face is cut into one span for each row of texel centres that it crosses, all faces at once. A texel on an edge
    that two faces share belongs to one of them.
    """
    pixels = corner_uv.astype(np.float64) * [width, -height] + [0, height]
    face, row = _rows(pixels[..., 1], height)
    left, right = _crossings(pixels[face], row + 0.5)
    # A span owns the centres in [left, right), as its neighbour begins where it ends.
    first = np.clip(np.ceil(left - 0.5), 0, width).astype(np.int64)
    count = np.clip(np.ceil(right - 0.5), 0, width).astype(np.int64) - first
    span, column = _expand(first, count)
    face, row = face[span], row[span]
    return Texels(row, column, face, _barycentric(pixels, face, column + 0.5, row + 0.5))


def _rows(y: np.ndarray, height: int) -> tuple[np.ndarray, np.ndarray]:
    """(f, 3) heights of corners -> each pair of a face and a row whose centre it reaches."""
    first = np.clip(np.ceil(y.min(axis=1) - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.ceil(y.max(axis=1) - 0.5), 0, height).astype(np.int64)
    return _expand(first, last - first)


def _expand(first: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ranges of `count` numbers from `first` -> for each number its range and itself."""
    count = np.maximum(count, 0)
    which = np.repeat(np.arange(len(first)), count)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]


def _crossings(triangles: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where horizontal lines at y (n,) enter and leave triangles (n, 3, 2)."""
    start, end = triangles, np.roll(triangles, -1, axis=1)
    line = y[:, None]
    crosses = (start[..., 1] <= line) != (end[..., 1] <= line)
    rise = np.where(crosses, end[..., 1] - start[..., 1], 1)
    x = start[..., 0] + (line - start[..., 1]) / rise * (end[..., 0] - start[..., 0])
    return np.where(crosses, x, np.inf).min(axis=1), np.where(crosses, x, -np.inf).max(axis=1)


def _barycentric(triangles: np.ndarray, face: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(k, 3) weights of the corners of `triangles[face]` at (x, y), in [0, 1] with sum 1."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    doubled_area = _cross(b - a, c - a)
    inverse = 1 / np.where(doubled_area == 0, 1, doubled_area)
    place = np.stack([x, y], axis=1) - a[face]
    second = _cross(place, (c - a)[face]) * inverse[face]
    third = _cross((b - a)[face], place) * inverse[face]
    weights = np.clip(np.stack([1 - second - third, second, third], axis=1), 0, 1).astype(np.float32)
    return weights / weights.sum(axis=1, keepdims=True)


def _cross(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
