"""Triangles where a field on a grid is zero."""

import numpy as np
from skimage.measure import marching_cubes

from shape_diff.geometry.mesh import Mesh


def level_set(field: np.ndarray, origin: np.ndarray, cell: float) -> Mesh:
    """The surface where the field is zero, normals towards lower values.

    Args:
        field: (x, y, z) values at the nodes, positive inside; its border is changed to be outside, so that the surface
            is closed.
        origin: (3,) position of the first node.
        cell: length of the side of a cell.

    Raises:
        ValueError: the field is nowhere positive.
    """
    highest = float(field.max())
    if not highest > 0:
        raise ValueError("the normals of the points enclose no volume; check that they point outwards")
    for axis in range(3):
        for side in (0, -1):
            border = np.moveaxis(field, axis, 0)[side]
            np.minimum(border, -1e-3 * highest, out=border)
    vertices, faces, _, _ = marching_cubes(field, 0.0, gradient_direction="descent")
    return Mesh(vertices * cell + origin, faces)
