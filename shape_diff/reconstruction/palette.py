"""A mesh in few colours, one for each face, as small game models are painted."""

import numpy as np
from skimage.color import lab2rgb, rgb2lab

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import mesh_edges
from shape_diff.geometry.mesh_normals import face_normals
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.geometry.triangles import areas
from shape_diff.reconstruction.vertex_color import ColorField

MOST_COLORS = 8
"""Cells of the picture; the pictures of the training data have a few dozen, a single model uses two to six."""
CELL = 8
"""Texels along a cell's side, so that no filter reaches the next cell from its middle."""
ALIKE = 9.0
"""Distance in CIE Lab below which two colours become one."""
SMALLEST_SHARE = 0.01
"""Of the surface, that a colour of its own has at least."""
ROUNDS = 12
AGREEMENT = 150.0
"""Squared distance in CIE Lab that a face gives up to have the colour of all its neighbours."""
INSIDE = np.array([[1, 1, 1], [4, 1, 1], [1, 4, 1], [1, 1, 4]]) / np.array([[3], [6], [6], [6]])
"""Barycentric places at which a face looks up its colour."""


def painted_flat(mesh: Mesh, colors: ColorField) -> TexturedMesh:
    """The mesh with flat faces, each in one of at most MOST_COLORS colours of a small picture.

    Its vertex colours, for formats without pictures, are those of the largest face around each.
    """
    lab = rgb2lab(_face_colors(mesh, colors))
    area = areas(mesh.triangles.astype(np.float64))
    centres = palette(lab, area)
    label = _settled(mesh, lab, centres)
    used, label = np.unique(label, return_inverse=True)
    rgb = np.clip(lab2rgb(centres[used]), 0, 1)
    cells = np.zeros((1, MOST_COLORS, 3), np.uint8)
    cells[0, : len(rgb)] = np.rint(255 * rgb)
    image = cells.repeat(CELL, axis=0).repeat(CELL, axis=1)
    uv = np.stack([(np.arange(len(rgb)) + 0.5) / MOST_COLORS, np.full(len(rgb), 0.5)], axis=1)
    vertex_rgb = np.full(mesh.vertices.shape, 0.5)
    by_area = np.argsort(area, kind="stable")
    for corner in range(3):  # the largest face writes last
        vertex_rgb[mesh.faces[by_area, corner]] = rgb[label[by_area]]
    painted = Mesh(mesh.vertices, mesh.faces, vertex_rgb)
    return TexturedMesh(painted, uv, np.repeat(label[:, None], 3, axis=1), image, is_flat=True)


def palette(lab: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """(k, 3) colours that stand for colours (f, 3) of some weight (f,): k-means, begun with those that differ most."""
    weight = np.maximum(weight, 1e-300) / max(float(weight.sum()), 1e-300)
    centres = np.average(lab, axis=0, weights=weight)[None]
    while len(centres) < MOST_COLORS:
        squared = ((lab[:, None] - centres) ** 2).sum(axis=2).min(axis=1)
        added = np.vstack([centres, lab[np.argmax(squared * np.minimum(weight / weight.max(), 1))]])
        added = _moved(lab, weight, added)
        share = np.bincount(_nearest(lab, added), weight, len(added))
        apart = ((added[:, None] - added) ** 2).sum(axis=2)[np.triu_indices(len(added), 1)]
        if share.min() < SMALLEST_SHARE or apart.min() < ALIKE**2:
            break
        centres = added
    return centres


def _moved(lab: np.ndarray, weight: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Lloyd's rounds of weighted k-means."""
    for _ in range(ROUNDS):
        label = _nearest(lab, centres)
        total = np.bincount(label, weight, len(centres))
        sums = np.stack([np.bincount(label, weight * lab[:, j], len(centres)) for j in range(3)], axis=1)
        centres = np.where(total[:, None] > 0, sums / np.maximum(total, 1e-300)[:, None], centres)
    return centres


def _nearest(lab: np.ndarray, centres: np.ndarray) -> np.ndarray:
    return ((lab[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)


def _settled(mesh: Mesh, lab: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(f,) the colour of each face; one that is torn between two takes the one around it."""
    pairs = mesh_edges(mesh.faces).pairs // 3
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    cost = ((lab[:, None] - centres) ** 2).sum(axis=2)
    label = cost.argmin(axis=1)
    for _ in range(3):
        votes = np.bincount(one * len(centres) + label[other], minlength=cost.size).reshape(cost.shape)
        label = (cost - AGREEMENT / 3 * votes).argmin(axis=1)
    return label


def _face_colors(mesh: Mesh, colors: ColorField) -> np.ndarray:
    """(f, 3) mean sRGB of a few places of each face."""
    places = np.einsum("sc,fcj->sfj", INSIDE, mesh.triangles.astype(np.float64))
    normals = face_normals(mesh)
    return np.mean([colors(place, normals) for place in places], axis=0)
