"""Surfaces that touch in an edge or a vertex, cut apart, so that every edge has two faces at most.

Guéziec et al. 1998, "Converting sets of polygons to manifold surfaces by cutting and stitching": faces stay what they
are; a vertex in which several fans of faces meet becomes as many vertices.
"""

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import MeshEdges, mesh_edges, next_half_edge

RETREAT = 0.01
"""How far a cut vertex moves towards its own neighbours, so that programs which weld do not undo the cut."""


def cut_apart(mesh: Mesh) -> Mesh:
    """An edge- and vertex-manifold mesh of the same surface; a mesh that is one already returns as it is.

    If as many faces run along each edge in one direction as in the other, the result is closed. Faces around a crowded
    edge are joined in pairs that have the inside between them: two boxes that touch in an edge become two boxes. Where
    the pairs of an edge are joined at both its ends all the same, as in a hollow ring pressed flat at one place, all
    but one get a vertex of their own in the middle of it.
    """
    while True:
        edges = mesh_edges(mesh.faces)
        crowded = [_joined(mesh, edges, number) for number in np.flatnonzero(edges.count > 2).tolist()]
        mesh = _with_a_vertex_per_fan(mesh, edges.umbrellas(np.concatenate([edges.pairs, *crowded])))
        doubled = _still_doubled(mesh.faces, np.concatenate([*crowded, np.zeros((0, 2), np.int64)]))
        if len(doubled) == 0:
            return mesh
        mesh = _split(mesh, doubled)


def _with_a_vertex_per_fan(mesh: Mesh, fan: np.ndarray) -> Mesh:
    """Vertices repeated so that each of the fans around them, fan (3 f,) of every corner, has its own."""
    corner = np.zeros(fan.max(initial=-1) + 1, np.int64)
    corner[fan] = np.arange(len(fan))
    vertex = mesh.faces.ravel()[corner]
    copies = np.bincount(vertex, minlength=len(mesh.vertices))
    if copies.max(initial=0) <= 1:
        return mesh
    order = np.argsort(vertex, kind="stable")
    number = np.zeros(len(order), np.int64)
    number[order] = np.arange(len(order))
    vertex, faces = vertex[order], number[fan].reshape(-1, 3)
    positions = _retreat(mesh.vertices.astype(np.float64)[vertex], faces, copies[vertex] > 1)
    return Mesh(positions, faces, None if mesh.rgb is None else mesh.rgb[vertex])


def _still_doubled(faces: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """(p, 2) pairs of half-edges to split: of those on one edge all but one, and never two of one face."""
    ends = np.sort(np.stack([faces.ravel()[pairs], faces.ravel()[next_half_edge(pairs)]])[:, :, 0], axis=0).T
    seen: set[tuple[int, int]] = set()
    touched: set[int] = set()
    chosen = []
    for pair, edge in zip(pairs.tolist(), map(tuple, ends.tolist()), strict=True):
        in_faces = {half_edge // 3 for half_edge in pair}
        if edge in seen and not in_faces & touched:
            chosen.append(pair)
            touched |= in_faces
        seen.add(edge)
    return np.array(chosen, np.int64).reshape(-1, 2)


def _split(mesh: Mesh, pairs: np.ndarray) -> Mesh:
    """A new vertex on each pair of half-edges, a little towards the two faces, which become four."""
    half_edges = pairs.ravel()
    start, end, opposite = (mesh.faces.ravel()[half_edges - half_edges % 3 + (half_edges + i) % 3] for i in range(3))
    new = len(mesh.vertices) + np.repeat(np.arange(len(pairs)), 2)

    def middle(values: np.ndarray, retreat: float) -> np.ndarray:
        values = values.astype(np.float64)
        on_edge, apex = (values[start] + values[end]) / 2, values[opposite]
        return (on_edge + retreat * (apex - on_edge)).reshape(-1, 2, values.shape[1]).mean(axis=1)

    faces = mesh.faces.copy()
    faces[half_edges // 3] = np.stack([start, new, opposite], axis=1)
    faces = np.concatenate([faces, np.stack([new, end, opposite], axis=1)])
    rgb = None if mesh.rgb is None else np.concatenate([mesh.rgb, middle(mesh.rgb, 0)])
    return Mesh(np.concatenate([mesh.vertices, middle(mesh.vertices, RETREAT)]), faces, rgb)


def _joined(mesh: Mesh, edges: MeshEdges, number: int) -> np.ndarray:
    """(p, 2) half-edges of one crowded edge that belong together; some may be left over.

    Going round the edge, the inside of the shape begins at a face of one direction and ends at one of the other, so
    they pair up like brackets.
    """
    around = edges.order[edges.first[number] : edges.first[number] + edges.count[number]]
    low = min(edges.start[around[0]], edges.end[around[0]])
    closes = edges.start[around] == low
    around, closes = (values[np.argsort(_angles(mesh, edges, around), kind="stable")] for values in (around, closes))
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    done: set[int] = set()
    for half_edge, is_end in zip(np.tile(around, 2).tolist(), np.tile(closes, 2).tolist(), strict=True):
        if half_edge in done:
            continue
        if not is_end and half_edge not in waiting:
            waiting.append(half_edge)
        elif is_end and waiting:
            pairs.append((waiting.pop(), half_edge))
            done.update(pairs[-1])
    return np.array(pairs, np.int64).reshape(-1, 2)


def _angles(mesh: Mesh, edges: MeshEdges, around: np.ndarray) -> np.ndarray:
    """(k,) right-handed angle of the faces of some half-edges about their common edge."""
    ends = sorted((int(edges.start[around[0]]), int(edges.end[around[0]])))
    low, high = mesh.vertices[ends].astype(np.float64)
    axis = (high - low) / max(float(np.linalg.norm(high - low)), 1e-300)
    opposite = mesh.faces.ravel()[around - around % 3 + (around + 2) % 3]
    arms = mesh.vertices[opposite] - low
    arms -= np.outer(arms @ axis, axis)
    side = np.cross(axis, arms[0])
    return np.arctan2(arms @ side / max(float(np.linalg.norm(side)), 1e-300),
                      arms @ arms[0] / max(float(np.linalg.norm(arms[0])), 1e-300))  # fmt: skip


def _retreat(vertices: np.ndarray, faces: np.ndarray, is_copy: np.ndarray) -> np.ndarray:
    """Copies of a vertex moved a little towards the other corners of their own faces."""
    index, others = faces.ravel(), (faces[:, [1, 2, 0]].ravel(), faces[:, [2, 0, 1]].ravel())
    count = np.maximum(np.bincount(index, minlength=len(vertices)), 1)
    middle = np.stack(
        [np.bincount(index, sum(vertices[o, j] for o in others), len(vertices)) / (2 * count) for j in range(3)], axis=1
    )
    return np.where(is_copy[:, None], vertices + RETREAT * (middle - vertices), vertices)
