"""The edges of a triangle mesh and the half-edges they are made of.

Half-edge 3 f + c runs along face f from its corner c to its next corner. An edge joins two vertices, whatever the
direction; a clean closed mesh has two half-edges of opposite direction on every edge.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class MeshEdges:
    """Half-edges sorted by the edge they lie on, for f faces with e different edges.

    Attributes:
        start: (3 f,) vertex a half-edge comes from.
        end: (3 f,) vertex it leads to.
        order: (3 f,) half-edges, those of edge 0 first.
        first: (e,) place of each edge's first half-edge in `order`.
        count: (e,) number of its half-edges.
        balance: (e,) half-edges in one direction less those in the other.
    """

    start: np.ndarray
    end: np.ndarray
    order: np.ndarray
    first: np.ndarray
    count: np.ndarray
    balance: np.ndarray

    @property
    def borders(self) -> np.ndarray:
        """The half-edges that no other face shares."""
        return self.order[self.first[self.count == 1]]

    @property
    def pairs(self) -> np.ndarray:
        """(p, 2) half-edges of the edges that have exactly two."""
        first = self.first[self.count == 2]
        return np.stack([self.order[first], self.order[first + 1]], axis=1)

    @property
    def neighbors(self) -> np.ndarray:
        """(p, 2) half-edges that follow one another around their edge, however many it has."""
        is_first = np.zeros(len(self.order), dtype=bool)
        is_first[self.first] = True
        second = np.flatnonzero(~is_first)
        return np.stack([self.order[second - 1], self.order[second]], axis=1)

    def umbrellas(self, pairs: np.ndarray) -> np.ndarray:
        """(3 f,) for each corner the number, from 0, of the fan of faces around its vertex that it belongs to.

        Args:
            pairs: (p, 2) half-edges across which two faces hang together.
        """
        a, b = pairs[:, 0], pairs[:, 1]
        is_opposite = self.start[a] != self.start[b]
        rows = np.concatenate([a, next_half_edge(a)])
        columns = np.concatenate(
            [np.where(is_opposite, next_half_edge(b), b), np.where(is_opposite, b, next_half_edge(b))]
        )
        return connected_parts(rows, columns, len(self.start))[1]


def mesh_edges(faces: np.ndarray) -> MeshEdges:
    """Sort the half-edges of faces (f, 3) by edge."""
    start = faces.astype(np.int64).ravel()
    end = faces[:, [1, 2, 0]].astype(np.int64).ravel()
    key = np.minimum(start, end) * (int(faces.max(initial=0)) + 1) + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    count = np.diff(first, append=len(order))
    direction = np.sign(end - start)[order]
    balance = np.add.reduceat(direction, first) if len(first) else np.zeros(0, np.int64)
    return MeshEdges(start, end, order, first, count, balance)


def next_half_edge(half_edges: np.ndarray) -> np.ndarray:
    """The half-edge that follows each one in its face; its corner is the one the half-edge leads to."""
    return half_edges - half_edges % 3 + (half_edges + 1) % 3


def connected_parts(start: np.ndarray, end: np.ndarray, count: int) -> tuple[int, np.ndarray]:
    """How many parts `count` things form that are linked in pairs, and the number of the part of each, from 0."""
    graph = coo_matrix((np.ones(len(start), np.int8), (start, end)), shape=(count, count))
    parts, label = connected_components(graph, directed=False)
    return int(parts), label
