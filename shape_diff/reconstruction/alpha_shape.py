"""The alpha shape of points: what is left of their Delaunay triangulation after a ball of radius alpha went through.

Edelsbrunner & Mücke 1994, "Three-dimensional alpha shapes", ACM TOG 13(1). Open3D 0.20 makes only the border of the
tetrahedra that stay. Here the triangles that no tetrahedron joins are there too, as in the paper: a flat leaf or the
clean surface of a ball is made of nothing else.
"""

import numpy as np
from scipy.spatial import Delaunay, QhullError

ALMOST = 1 - 1e-9
"""A corner within rounding of a sphere is on it."""


def alpha_shape(xyz: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Triangles of the alpha shape of (n, 3) points.

    Returns:
        (f, 3) int32 faces that bound tetrahedra of the shape, counter-clockwise seen from outside it, and (g, 3) int32
        faces that bound none, in any winding.

    Raises:
        QhullError: there is no triangulation, as of points in a line.
    """
    delaunay = _delaunay(xyz)
    tetrahedra, neighbors = delaunay.simplices, delaunay.neighbors
    is_inside = np.append(_circumradii(xyz[tetrahedra]) <= alpha, False)  # the last, -1, is outside the hull
    borders, singular = [], []
    for opposite in range(4):
        behind = neighbors[:, opposite]
        once = np.flatnonzero((behind < np.arange(len(tetrahedra))) & ~(is_inside[:-1] & is_inside[behind]))
        behind = behind[once]
        triangles = np.delete(tetrahedra[once], opposite, axis=1)
        corner = tetrahedra[once, opposite]
        outward = np.where(is_inside[once], -1, 1)
        bounds = is_inside[once] | is_inside[behind]
        borders.append(_facing(xyz, triangles, outward[:, None] * (xyz[corner] - xyz[triangles[:, 0]]))[bounds])
        corners = corner, _opposite_corners(tetrahedra, once, behind, opposite)
        singular.append(triangles[~bounds & _has_empty_sphere(xyz, triangles, corners, alpha)])
    return np.concatenate(borders).astype(np.int32), np.concatenate(singular).astype(np.int32)


def _facing(xyz: np.ndarray, triangles: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """The triangles (f, 3), wound so that they look in the directions (f, 3)."""
    a, b, c = xyz[triangles].transpose(1, 0, 2)
    away = np.einsum("ij,ij->i", np.cross(b - a, c - a), directions) < 0
    return np.where(away[:, None], triangles[:, ::-1], triangles)


def _delaunay(xyz: np.ndarray) -> Delaunay:
    try:
        return Delaunay(xyz)
    except QhullError:  # flat; joggling the points makes tetrahedra, which are then too large to stay
        return Delaunay(xyz, qhull_options="QJ Qbb")


def _opposite_corners(tetrahedra: np.ndarray, here: np.ndarray, behind: np.ndarray, opposite: int) -> np.ndarray:
    """The corner of `behind` that the face of `here` opposite to its corner lacks; that of `here` on the hull."""
    own, theirs = tetrahedra[here], tetrahedra[behind]
    shared = (theirs[:, :, None] == np.delete(own, opposite, axis=1)[:, None, :]).any(axis=2)
    corner = np.take_along_axis(theirs, np.argmin(shared, axis=1)[:, None], axis=1)[:, 0]
    return np.where(behind < 0, own[:, opposite], corner)


def _has_empty_sphere(
    xyz: np.ndarray, triangles: np.ndarray, corners: tuple[np.ndarray, np.ndarray], alpha: float
) -> np.ndarray:
    """Whether the smallest sphere through each triangle has a radius of at most alpha and no point inside."""
    a, b, c = xyz[triangles].transpose(1, 0, 2)
    ab, ac = b - a, c - a
    normal = np.cross(ab, ac)
    square = np.maximum((normal**2).sum(axis=1), 1e-300)[:, None]
    to_ab, to_ac = (ab**2).sum(axis=1)[:, None], (ac**2).sum(axis=1)[:, None]
    to_center = (to_ac * np.cross(normal, ab) + to_ab * np.cross(ac, normal)) / (2 * square)
    radius2 = (to_center**2).sum(axis=1)
    empty = [((xyz[corner] - a - to_center) ** 2).sum(axis=1) >= ALMOST * radius2 for corner in corners]
    return (radius2 <= alpha**2) & empty[0] & empty[1]


def _circumradii(corners: np.ndarray) -> np.ndarray:
    """(m, 4, 3) -> (m,) radius of the sphere through the corners; infinite for flat tetrahedra."""
    edges = corners[:, 1:] - corners[:, :1]
    u, v, w = edges.transpose(1, 0, 2)
    u2, v2, w2 = (edges**2).sum(axis=2).T[:, :, None]
    vw = np.cross(v, w)
    volume6 = np.abs((u * vw).sum(axis=1))
    length = np.linalg.norm(u2 * vw + v2 * np.cross(w, u) + w2 * np.cross(u, v), axis=1)
    return np.divide(length, 2 * volume6, out=np.full(len(length), np.inf), where=volume6 > 0)
