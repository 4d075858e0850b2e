"""Simplification that keeps the topology: parts stay whole and handles stay, however thin.

Quadric error edge collapse (Garland and Heckbert 1997) under the link condition (Dey et al. 1999, "Topology preserving
edge contraction"): on a closed surface an edge may go if its ends have exactly two neighbours in common. Many edges go
at once, chosen so far apart that none changes what another was judged by. Slower than fast_simplification by an order
of magnitude, so it does the last part only where that one tears a shape (simplification.py).
"""

import numpy as np
from scipy.sparse import csr_matrix

from shape_diff.geometry.triangles import face_vectors

MOST_ROUNDS = 400
CANDIDATES = 0.4
"""Share of the edges, the cheapest, that are looked at in a round."""
ROUND_TRIP = 0.2
"""Cosine between the normals of a face before and after that it must keep, so that none turns over."""
TO_THE_MIDDLE = 1e-3
"""Pull of the new vertex to the middle of its edge, against planes that leave it free to slide."""


def collapse_edges(vertices: np.ndarray, faces: np.ndarray, target: int) -> tuple[np.ndarray, np.ndarray]:
    """Collapse edges until `target` faces are left or no edge may go.

    Args:
        vertices: (v, 3) positions in coordinates of the order of 1.
        faces: (f, 3) a closed surface with two faces at every edge.
        target: number of faces.

    Returns:
        positions (w, 3) float64 and faces (g, 3), with as many parts and handles as before.
    """
    vertices, faces = vertices.astype(np.float64), faces.astype(np.int64)
    quadrics, count = _quadrics(vertices, faces), len(vertices)
    refused = np.zeros(0, np.int64)
    for _ in range(MOST_ROUNDS):
        if len(faces) <= target:
            break
        edges = _edges_that_may_go(faces, count)
        edges = edges[~np.isin(edges @ [count, 1], refused)]
        if len(edges) == 0:
            break
        places, cost = _best_places(vertices, quadrics, edges)
        number = max(1, int(CANDIDATES * len(cost)))
        cheapest = np.argpartition(cost, number - 1)[:number] if number < len(cost) else np.arange(len(cost))
        cheapest = cheapest[np.argsort(cost[cheapest], kind="stable")]
        chosen = cheapest[_far_apart(edges[cheapest], faces, count)]
        fits = _keeps_faces_up(vertices, faces, edges[chosen], places[chosen])
        refused = np.concatenate([refused, edges[chosen[~fits]] @ [count, 1]])
        chosen = chosen[fits][: -(-(len(faces) - target) // 2)]
        kept, gone = edges[chosen].T
        vertices[kept] = places[chosen]
        quadrics[kept] += quadrics[gone]
        into = np.arange(count)
        into[gone] = kept
        faces = into[faces]
        faces = faces[(faces != np.roll(faces, 1, axis=1)).all(axis=1)]
    used, index = np.unique(faces, return_inverse=True)
    return vertices[used], index.reshape(-1, 3)


def _quadrics(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """(v, 4, 4) sums of squared distances to the planes of the faces around each vertex, by their areas."""
    corners = vertices[faces]
    vectors = face_vectors(corners)
    area = np.linalg.norm(vectors, axis=1)
    normals = vectors / np.maximum(area, 1e-300)[:, None]
    planes = np.column_stack([normals, -np.einsum("ij,ij->i", normals, corners[:, 0])])
    of_faces = (area[:, None, None] * planes[:, :, None] * planes[:, None, :]).reshape(-1, 16)
    around = csr_matrix(
        (np.ones(faces.size), (faces.ravel(), np.repeat(np.arange(len(faces)), 3))), (len(vertices), len(faces))
    )
    return (around @ of_faces).reshape(-1, 4, 4)


def _edges_that_may_go(faces: np.ndarray, count: int) -> np.ndarray:
    """(e, 2) edges whose ends have exactly two neighbours in common, and more than three in all."""
    neighbors = _neighbors(faces, count)
    once = neighbors.tocoo()
    edges = np.stack([once.row, once.col], axis=1)[once.row < once.col].astype(np.int64)
    degree = np.diff(neighbors.indptr)
    common = np.asarray(neighbors[edges[:, 0]].multiply(neighbors[edges[:, 1]]).sum(axis=1)).ravel()
    return edges[(common == 2) & (degree[edges].sum(axis=1) > 7)]


def _neighbors(faces: np.ndarray, count: int) -> csr_matrix:
    """(v, v) ones where an edge is."""
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    matrix = csr_matrix((np.ones(len(start), np.int32), (start, end)), (count, count))
    matrix = matrix + matrix.T
    matrix.data[:] = 1
    return matrix


def _best_places(vertices: np.ndarray, quadrics: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(e, 3) where the vertex that an edge becomes has the least error, and (e,) that error."""
    quadric = quadrics[edges[:, 0]] + quadrics[edges[:, 1]]
    middle = vertices[edges].mean(axis=1)
    pull = TO_THE_MIDDLE * np.trace(quadric[:, :3, :3], axis1=1, axis2=2) + 1e-12
    matrix = quadric[:, :3, :3] + pull[:, None, None] * np.eye(3)
    place = np.linalg.solve(matrix, (pull[:, None] * middle - quadric[:, :3, 3])[:, :, None])[:, :, 0]
    homogeneous = np.column_stack([place, np.ones(len(place))])
    length = np.einsum("ij,ij->i", vertices[edges[:, 0]] - place, vertices[edges[:, 1]] - place)
    error = np.einsum("ei,eij,ej->e", homogeneous, quadric, homogeneous)
    return place, error + 1e-9 * np.abs(length)


def _far_apart(edges: np.ndarray, faces: np.ndarray, count: int) -> np.ndarray:
    """Indices of edges, given the best first, that beat all others at their ends and the neighbours of these."""
    rank = np.arange(len(edges))
    best = np.full(count, len(edges))
    for end in edges.T:
        np.minimum.at(best, end, rank)
    nearby = best.copy()
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    np.minimum.at(nearby, start, best[end])
    np.minimum.at(nearby, end, best[start])
    return np.flatnonzero(nearby[edges].min(axis=1) == rank)


def _keeps_faces_up(vertices: np.ndarray, faces: np.ndarray, edges: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(e,) whether no face around an edge turns over when its ends move to a place."""
    owner = np.full(len(vertices), -1)
    owner[edges.ravel()] = np.repeat(np.arange(len(edges)), 2)
    of_corner = owner[faces]
    moving = (of_corner >= 0).sum(axis=1) == 1  # faces at both ends vanish
    edge = of_corner[moving].max(axis=1)
    before = vertices[faces[moving]]
    after = np.where((of_corner[moving] >= 0)[:, :, None], places[edge][:, None], before)
    old, new = (face_vectors(c) for c in (before, after))
    cosine = np.einsum("ij,ij->i", old, new)
    turns = cosine < ROUND_TRIP * np.linalg.norm(old, axis=1) * np.linalg.norm(new, axis=1)
    return np.bincount(edge[turns], minlength=len(edges)) == 0
