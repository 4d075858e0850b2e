"""Columns without names to a point cloud: which hold colours and which normals, by what stands in them."""

from itertools import combinations, pairwise

import numpy as np

from shape_diff.formats.cloud_columns import cloud_of_arrays
from shape_diff.geometry.point_cloud import PointCloud

UNIT_TOLERANCE = 0.02
"""How far the length of a normal may be from 1, as of numbers with two digits."""
MOSTLY = 0.95
COLORS, NORMALS = "colours", "normals"


def cloud_of_table(table: np.ndarray, name: str) -> PointCloud:
    """A cloud of rows (n, 3 or more): x y z, then colours, normals and single values in any order.

    Three columns in a row are normals if they have unit length, or if some values are negative, as no colour is;
    others are colours if they may be. Triples of 0 and 1 alone are pure colours. Single values, such as the
    intensity of a scanner, are passed over; where it can be either, they stand before the colours.

    Raises:
        ValueError: there are fewer than three columns.
    """
    if table.ndim != 2 or table.shape[1] < 3:
        raise ValueError(f"{name} must have 3 numbers a line or more (x y z first), its first has {table.shape[-1]}")
    found = _best_reading(table[np.isfinite(table[:, :3]).all(axis=1), 3:])
    blocks = {kind: table[:, start : start + 3] for kind, start in ((k, s + 3) for k, s in found.items())}
    return cloud_of_arrays(table[:, :3], blocks.get(COLORS), blocks.get(NORMALS), name)


def _best_reading(rest: np.ndarray) -> dict[str, int]:
    """Where the colours and the normals begin in the columns behind the positions, of all ways to read these."""
    best: tuple[float, dict[str, int]] = (0.0, {})
    count = rest.shape[1]
    for triples in range(min(count // 3, 2), 0, -1):
        for starts in combinations(range(count - 2), triples):
            if any(b - a < 3 for a, b in pairwise(starts)):
                continue
            score, reading = _score(rest, starts)
            if score > best[0] or (score == best[0] and min(starts) > min(best[1].values(), default=0)):
                best = (score, reading)
    return best[1]


def _score(rest: np.ndarray, starts: tuple[int, ...]) -> tuple[float, dict[str, int]]:
    """How much speaks for these beginnings of triples, and what they are."""
    reading: dict[str, int] = {}
    total = 0.0
    for start in starts:
        kind, evidence = _kind(rest[:, start : start + 3])
        if kind is not None and kind not in reading:
            reading[kind] = start
            total += evidence
    has_opacity = len(starts) == 1 and starts[0] == 0 and rest.shape[1] == 4 and _is_full(rest[:, 3])
    return total + (0.5 if has_opacity and COLORS in reading else 0.0), reading


def _kind(block: np.ndarray) -> tuple[str | None, float]:
    """What three columns hold and how sure that is, 0 to 3."""
    values = block[np.isfinite(block).all(axis=1)]
    length = np.linalg.norm(values, axis=1)
    values, length = values[length > 0], length[length > 0]  # black, or a normal that is missing
    if not len(values):
        return None, 0.0
    is_unit = (np.abs(length - 1) < UNIT_TOLERANCE).mean() >= MOSTLY
    is_whole = bool((values == np.rint(values)).all())
    if (values < 0).any():
        return (NORMALS, 3.0) if is_unit else (None if is_whole else NORMALS, 0.0 if is_whole else 1.0)
    if is_unit and not is_whole:
        return NORMALS, 3.0
    if (is_whole and values.max() <= 255) or values.max() <= 1:
        return COLORS, 2.0
    return (COLORS, 1.0) if values.max() <= (65_535 if is_whole else 255) else (None, 0.0)


def _is_full(column: np.ndarray) -> bool:
    """Whether a column is an opacity that is full everywhere."""
    return bool((column == column[0]).all() and column[0] in (1, 255))
