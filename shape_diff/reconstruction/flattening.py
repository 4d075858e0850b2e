"""Rounded planes made flat and the edges between them sharp, as a modeller would have built them.

Normals are filtered so that they agree within a side and differ across its edges (Zheng et al. 2011, "Bilateral normal
filtering for mesh denoising"), and vertices follow them (Sun et al. 2007, "Fast and effective feature-preserving mesh
denoising").
"""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.triangles import face_vectors

NORMAL_ROUNDS, VERTEX_ROUNDS = 12, 20
SIGMA_NORMAL = 0.45
"""Difference of unit normals at which a neighbour counts 60 %: 26 degrees."""


def flattened(mesh: Mesh) -> Mesh:
    """The mesh with the same faces and colours, its nearly flat regions flat; meant for 10,000 faces or fewer."""
    if len(mesh.faces) == 0:
        return mesh
    vertices = mesh.vertices.astype(np.float64)
    around = _faces_at_vertices(mesh)
    normals = _filtered(face_vectors(vertices[mesh.faces]), (around.T @ around).tocoo())
    degree = np.maximum(np.asarray(around.sum(axis=1)), 1)
    for _ in range(VERTEX_ROUNDS):
        # How far each corner is below the plane of its face, along the wanted normal.
        centre = vertices[mesh.faces].mean(axis=1)
        offset = np.einsum("fcj,fj->fc", centre[:, None] - vertices[mesh.faces], normals)
        step = np.stack([_sum_at_vertices(mesh, offset * normals[:, None, j]) for j in range(3)], axis=1)
        vertices = vertices + step / degree
    return Mesh(vertices, mesh.faces, mesh.rgb)


def _sum_at_vertices(mesh: Mesh, corner_values: np.ndarray) -> np.ndarray:
    """(v,) sums at the vertices of values (f, 3) at the corners of faces."""
    return np.bincount(mesh.faces.ravel(), corner_values.ravel(), len(mesh.vertices))


def _faces_at_vertices(mesh: Mesh) -> csr_matrix:
    """(v, f) ones where a face has a vertex."""
    count = len(mesh.faces)
    entries = (np.ones(3 * count), (mesh.faces.ravel(), np.repeat(np.arange(count), 3)))
    return csr_matrix(entries, shape=(len(mesh.vertices), count))


def _filtered(vectors: np.ndarray, neighbors: coo_matrix) -> np.ndarray:
    """(f, 3) unit normals after bilateral filtering over faces that share a vertex, weighted by their areas."""
    area = np.linalg.norm(vectors, axis=1)
    normals = vectors / np.maximum(area, 1e-300)[:, None]
    row, column = neighbors.row, neighbors.col
    for _ in range(NORMAL_ROUNDS):
        squared = ((normals[row] - normals[column]) ** 2).sum(axis=1)
        weight = area[column] * np.exp(-squared / (2 * SIGMA_NORMAL**2))
        sums = np.stack([np.bincount(row, weight * normals[column, j], len(area)) for j in range(3)], axis=1)
        normals = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-300)
    return normals
