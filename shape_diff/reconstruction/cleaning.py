"""Repairs of a reconstructed surface: split vertices, specks and roughness."""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import connected_parts
from shape_diff.geometry.triangles import areas


def weld(mesh: Mesh, distance: float = 1e-6) -> Mesh:
    """Vertices in the same place made one, without the faces that vanish or repeat another.

    The colour of a joined vertex is the mean. Unused vertices go; a face and its other side are not repetitions.

    Args:
        mesh: with or without colours.
        distance: how far apart they may be, as a share of the longest side; chains of such vertices are joined whole.
    """
    if len(mesh.faces) == 0:
        return mesh
    vertices = mesh.vertices.astype(np.float64)
    radius = distance * float((vertices.max(axis=0) - vertices.min(axis=0)).max())
    pairs = cKDTree(vertices).query_pairs(radius, output_type="ndarray")
    if len(pairs):
        parts, label = connected_parts(pairs[:, 0], pairs[:, 1], len(vertices))
        mesh = merge_vertices(mesh, label, parts)
    faces = mesh.faces[~_vanishes(mesh.faces)]
    _, first = np.unique(_from_lowest(faces), axis=0, return_index=True)
    return mesh if len(first) == len(mesh.faces) else with_faces(mesh, faces[np.sort(first)])


def merge_vertices(mesh: Mesh, label: np.ndarray, count: int) -> Mesh:
    """One vertex for each of `count` labels, in the middle of the vertices that carry it: label (v,) of each."""
    size = np.maximum(np.bincount(label, minlength=count), 1)

    def mean(values: np.ndarray) -> np.ndarray:
        return np.stack([np.bincount(label, column, count) / size for column in values.T.astype(np.float64)], axis=1)

    return Mesh(mean(mesh.vertices), label[mesh.faces], None if mesh.rgb is None else mean(mesh.rgb))


def drop_specks(mesh: Mesh, min_share: float) -> Mesh:
    """Without the connected parts that have less than `min_share` of the total area; the largest always stays."""
    if min_share <= 0 or len(mesh.faces) == 0:
        return mesh
    part, areas = _parts(mesh)
    keep = areas >= min_share * areas.sum()
    keep[areas.argmax()] = True
    return with_faces(mesh, mesh.faces[keep[part]])


def part_shares(mesh: Mesh) -> np.ndarray:
    """(p,) share of the area that each connected part has."""
    areas = _parts(mesh)[1]
    return areas / max(float(areas.sum()), 1e-300)


def _parts(mesh: Mesh) -> tuple[np.ndarray, np.ndarray]:
    """(f,) the number of each face's part, and (p,) the area of each."""
    _, part_of_vertex = connected_components(_adjacency(mesh), directed=False)
    _, part = np.unique(part_of_vertex[mesh.faces[:, 0]], return_inverse=True)
    return part, np.bincount(part, weights=areas(mesh.triangles))


def largest_part(mesh: Mesh) -> Mesh:
    """The connected part with the largest area, alone."""
    return drop_specks(mesh, 1.0)


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


def with_faces(mesh: Mesh, faces: np.ndarray) -> Mesh:
    """Only these faces and the vertices they use."""
    used = np.zeros(len(mesh.vertices), dtype=bool)
    used[faces] = True
    number = np.cumsum(used) - 1
    return Mesh(mesh.vertices[used], number[faces], None if mesh.rgb is None else mesh.rgb[used])


def _adjacency(mesh: Mesh) -> csr_matrix:
    """(v, v) ones where two vertices share an edge."""
    start, end = mesh.faces[:, [0, 1, 2]].ravel(), mesh.faces[:, [1, 2, 0]].ravel()
    rows, columns = np.concatenate([start, end]), np.concatenate([end, start])
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(mesh.vertices),) * 2).tocsr()
    matrix.data[:] = 1
    return matrix


def _vanishes(faces: np.ndarray) -> np.ndarray:
    """(f,) whether a face names a vertex twice."""
    return (faces[:, 0] == faces[:, 1]) | (faces[:, 1] == faces[:, 2]) | (faces[:, 2] == faces[:, 0])


def _from_lowest(faces: np.ndarray) -> np.ndarray:
    """The same faces, each begun at its lowest vertex."""
    turn = (faces.argmin(axis=1)[:, None] + np.arange(3)) % 3
    return np.take_along_axis(faces, turn, axis=1)
