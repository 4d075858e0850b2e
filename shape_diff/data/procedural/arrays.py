"""Copies of a solid in order: rows, rings, corners, mirrored pairs. Each returns a list, one instance each."""

import numpy as np

from shape_diff.data.procedural.solids import Axis, Solid


def row(solid: Solid, count: int, step: float, axis: Axis = "x") -> list[Solid]:
    """Copies `step` apart along an axis, the middle of the row where the solid stood."""
    places = (np.arange(count) - (count - 1) / 2) * step
    return [solid.move(**{axis: float(place)}) for place in places]


def grid(solid: Solid, columns: int, rows: int, step_x: float, step_y: float) -> list[Solid]:
    """Copies in columns (x) and rows (y), as windows in a wall, the middle of the grid where the solid stood."""
    return [copy for line in row(solid, rows, step_y, "y") for copy in row(line, columns, step_x)]


def ring(solid: Solid, count: int, start: float = 0.0, sweep: float = 360.0) -> list[Solid]:
    """Copies turned about the y axis, evenly over a sweep of degrees; a full sweep leaves no copy twice."""
    step = sweep / count if sweep == 360.0 else sweep / max(count - 1, 1)
    return [solid.turn(y=start + step * number) for number in range(count)]


def corners(solid: Solid, x: float, z: float) -> list[Solid]:
    """Four copies, mirrored into the corners (+-x, +-z) of a rectangle; the solid is given about the origin."""
    right = solid.move(x=x, z=z)
    front = [right, right.mirror("x")]
    return [*front, *(copy.mirror("z") for copy in front)]


def pair(solid: Solid, axis: Axis = "x") -> list[Solid]:
    """The solid and its mirror image."""
    return [solid, solid.mirror(axis)]
