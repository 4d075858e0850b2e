"""Normals of a point cloud that has none: principal axes of neighbourhoods, oriented by propagation.

Hoppe, DeRose, Duchamp, McDonald & Stuetzle, "Surface reconstruction from unorganized points", SIGGRAPH 1992,
sections 3.1 (tangent planes) and 3.2 (consistent orientation).
"""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree
from scipy.spatial import cKDTree

# An edge between parallel normals weighs this little instead of zero, which a sparse matrix reads as no edge.
MIN_EDGE_WEIGHT = 1e-4

MAX_ANCHORS = 20_000
"""Points with a neighbourhood of their own; 0.01 of noise on a shape of size 2 does not yet hide its surface there."""
NEIGHBORS_AT_ONCE = 1_000_000
"""Neighbours in memory at a time, 24 bytes each and some more."""


def estimate_normals(xyz: np.ndarray, known: np.ndarray | None = None, num_neighbors: int = 12) -> np.ndarray:
    """(n, 3) positions -> (n, 3) unit normals pointing outwards, in O(n log n) time.

    Right for shapes whose walls are thicker than the distance between points; on thinner plates the sides mix. Of a
    large cloud, MAX_ANCHORS points find their normals, with as many more neighbours as it has more points, and the
    others take that of the nearest: 12 neighbours would see the noise and not the surface.

    Args:
        xyz: n >= 4 positions.
        known: (n, 3) normals that decide which way the estimated ones around them point; zero where not known.
        num_neighbors: size of the neighbourhood a tangent plane is fitted to, up to MAX_ANCHORS points.
    """
    anchors = xyz
    if len(xyz) > MAX_ANCHORS:
        anchors = xyz[np.sort(np.random.default_rng(0).permutation(len(xyz))[:MAX_ANCHORS])]
    num_neighbors = min(num_neighbors, len(xyz) - 1)
    tree, anchor_tree = cKDTree(xyz), cKDTree(anchors)
    around = num_neighbors * len(xyz) // len(anchors)
    parts = np.array_split(anchors, 1 + len(anchors) * around // NEIGHBORS_AT_ONCE)
    normals = np.concatenate([tangent_plane_normals(xyz, tree.query(part, k=around + 1)[1]) for part in parts])
    _, index = anchor_tree.query(anchors, k=num_neighbors + 1)
    normals = orient_normals(anchors, normals, index[:, 1:])
    if known is not None:
        near = tree.query(anchors, k=num_neighbors + 1)[1]
        vote = np.einsum("nj,nj->n", normals, known[near].sum(axis=1))
        normals = normals * np.where(vote < 0, -1.0, 1.0)[:, None]
    return normals if anchors is xyz else normals[anchor_tree.query(xyz)[1]]


def tangent_plane_normals(xyz: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Unoriented normals: the axis of least variance of each neighbourhood `index` (n, k)."""
    offsets = xyz[index] - xyz[index].mean(axis=1, keepdims=True)
    covariance = np.einsum("nki,nkj->nij", offsets, offsets)
    return np.linalg.eigh(covariance)[1][:, :, 0]


def orient_normals(xyz: np.ndarray, normals: np.ndarray, index: np.ndarray) -> np.ndarray:
    """Flip normals so that neighbours `index` (n, k) agree and every connected part faces outwards."""
    graph = _riemannian_graph(xyz, normals, index)
    tree = minimum_spanning_tree(graph)
    num_parts, part = connected_components(tree, directed=False)
    parent = _parents(tree, part, num_parts)
    normals = normals * _propagate_signs(normals, parent)[:, None]
    return normals * _outward_signs(xyz, normals, part, num_parts)[part][:, None]


def _riemannian_graph(xyz: np.ndarray, normals: np.ndarray, index: np.ndarray) -> csr_matrix:
    """Edges to neighbours, cheap where the tangent planes are parallel: weight 1 - |n_i . n_j| (Hoppe, section 3.2).

    Leaving the tangent planes costs too: parallel planes one over the other are the two sides of a plate.
    """
    rows = np.repeat(np.arange(len(index)), index.shape[1])
    columns = index.ravel()
    edge = xyz[columns] - xyz[rows]
    edge /= np.maximum(np.linalg.norm(edge, axis=1, keepdims=True), 1e-12)
    parallel = np.abs(np.einsum("ij,ij->i", normals[rows], normals[columns]))
    leaving = np.maximum(*(np.abs(np.einsum("ij,ij->i", normals[end], edge)) for end in (rows, columns)))
    weight = 1 - parallel + leaving + MIN_EDGE_WEIGHT
    graph = coo_matrix((weight, (rows, columns)), shape=(len(index), len(index))).tocsr()
    return graph.maximum(graph.T)


def _parents(tree: csr_matrix, part: np.ndarray, num_parts: int) -> np.ndarray:
    """(n,) the point from which each point takes its orientation; a root is its own parent.

    A virtual node joined to one point of each part makes one search reach all parts.
    """
    n = len(part)
    roots = np.unique(part, return_index=True)[1]
    links = coo_matrix((np.ones(num_parts), (np.full(num_parts, n), roots)), shape=(n + 1, n + 1))
    edges = tree.tocoo()
    forest = coo_matrix((edges.data, (edges.row, edges.col)), shape=(n + 1, n + 1)) + links
    _, parent = breadth_first_order(forest.tocsr(), n, directed=False)
    parent = parent[:n].astype(np.int64)
    parent[roots] = roots
    return parent


def _propagate_signs(normals: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """(n,) product of the sign changes on each point's path to its root, by pointer doubling: log2(depth) passes."""
    sign = np.where(np.einsum("ij,ij->i", normals, normals[parent]) < 0, -1.0, 1.0)
    while True:
        sign = sign * sign[parent]
        grandparent = parent[parent]
        if np.array_equal(grandparent, parent):
            return sign
        parent = grandparent


def _outward_signs(xyz: np.ndarray, normals: np.ndarray, part: np.ndarray, num_parts: int) -> np.ndarray:
    """(num_parts,) +1 where a part faces outwards, from the sign of its volume, 1/3 sum n . (x - mean x).

    All points vote, where a single extreme point fails if its own normal is bad.
    """
    size = np.bincount(part, minlength=num_parts)[:, None]
    mean = np.stack([np.bincount(part, weights=xyz[:, i], minlength=num_parts) for i in range(3)], axis=1) / size
    flux = np.einsum("ij,ij->i", normals, xyz - mean[part])
    return np.where(np.bincount(part, weights=flux, minlength=num_parts) < 0, -1.0, 1.0)
