"""Repairs of a reconstructed surface: specks, roughness and winding."""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from shape_diff.geometry.mesh import Mesh


def drop_specks(mesh: Mesh, min_share: float) -> Mesh:
    """Without the connected parts that have less than `min_share` of the total area; the largest always stays."""
    if min_share <= 0 or len(mesh.faces) == 0:
        return mesh
    _, part_of_vertex = connected_components(_adjacency(mesh), directed=False)
    part = part_of_vertex[mesh.faces[:, 0]]
    areas = np.bincount(part, weights=_face_areas(mesh))
    keep = areas >= min_share * areas.sum()
    keep[areas.argmax()] = True
    return _with_faces(mesh, mesh.faces[keep[part]])


def taubin_smooth(mesh: Mesh, rounds: int, shrink: float = 0.5, inflate: float = -0.53) -> Mesh:
    """Smooth without loss of volume (Taubin 1995, "A signal processing approach to fair surface design")."""
    if rounds == 0:
        return mesh
    adjacency = _adjacency(mesh)
    degree = np.maximum(np.asarray(adjacency.sum(axis=1)), 1)
    vertices = mesh.vertices.astype(np.float64)
    for factor in (shrink, inflate) * rounds:
        vertices = vertices + factor * (adjacency @ vertices / degree - vertices)
    return Mesh(vertices, mesh.faces, mesh.rgb)


def face_outwards(mesh: Mesh) -> Mesh:
    """Turn all faces round if the enclosed volume is negative."""
    corners = mesh.triangles.astype(np.float64)
    volume = np.einsum("ij,ij->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))
    return Mesh(mesh.vertices, mesh.faces[:, ::-1], mesh.rgb) if volume < 0 else mesh


def _adjacency(mesh: Mesh) -> csr_matrix:
    """(v, v) ones where two vertices share an edge."""
    start, end = mesh.faces[:, [0, 1, 2]].ravel(), mesh.faces[:, [1, 2, 0]].ravel()
    rows, columns = np.concatenate([start, end]), np.concatenate([end, start])
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(mesh.vertices),) * 2).tocsr()
    matrix.data[:] = 1
    return matrix


def _face_areas(mesh: Mesh) -> np.ndarray:
    corners = mesh.triangles
    return np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2


def _with_faces(mesh: Mesh, faces: np.ndarray) -> Mesh:
    """Only these faces and the vertices they use."""
    used = np.zeros(len(mesh.vertices), dtype=bool)
    used[faces] = True
    number = np.cumsum(used) - 1
    return Mesh(mesh.vertices[used], number[faces], None if mesh.rgb is None else mesh.rgb[used])
