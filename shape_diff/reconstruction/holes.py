"""Small holes closed, large openings left open."""

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import connected_parts, mesh_edges


def fill_holes(mesh: Mesh, max_length: float) -> Mesh:
    """Close each border whose length around is at most `max_length` with a fan from the middle of it.

    The new vertex takes the mean colour of the border. Every vertex of a border must have one way on along it, as in a
    vertex-manifold mesh of consistent winding (cuts.py, winding.py); borders that fork stay open.

    Args:
        mesh: with or without colours.
        max_length: in the units of the vertices.
    """
    edges = mesh_edges(mesh.faces)
    start, end = edges.start[edges.borders], edges.end[edges.borders]
    if len(start) == 0:
        return mesh
    on_border, index = np.unique(np.concatenate([start, end]), return_inverse=True)
    start_index, end_index = np.split(index, 2)
    count, hole = connected_parts(start_index, end_index, len(on_border))
    hole_of_edge = hole[start_index]
    vertices = mesh.vertices.astype(np.float64)
    lengths = np.linalg.norm(vertices[end] - vertices[start], axis=1)
    size = np.bincount(hole_of_edge, minlength=count)
    simple = _is_one_loop(start_index, end_index, hole, count) & (size >= 3)
    chosen = simple & (np.bincount(hole_of_edge, lengths, count) <= max_length)
    number = np.cumsum(chosen) - 1
    fill = chosen[hole_of_edge]
    start, end, tip = start[fill], end[fill], number[hole_of_edge[fill]]

    def middle(values: np.ndarray) -> np.ndarray:
        both, weight = values[start].astype(np.float64) + values[end], np.maximum(lengths[fill], 1e-300)
        sums = [np.bincount(tip, weight * both[:, j], int(chosen.sum())) for j in range(3)]
        return np.stack(sums, axis=1) / (2 * np.bincount(tip, weight, int(chosen.sum()))[:, None])

    fans = np.stack([end, start, len(vertices) + tip], axis=1)
    rgb = None if mesh.rgb is None else np.concatenate([mesh.rgb, middle(mesh.rgb)])
    return Mesh(np.concatenate([vertices, middle(vertices)]), np.concatenate([mesh.faces, fans]), rgb)


def _is_one_loop(start: np.ndarray, end: np.ndarray, hole: np.ndarray, count: int) -> np.ndarray:
    """(count,) whether the border edges of a hole enter and leave each of its vertices once."""
    forks = (np.bincount(start, minlength=len(hole)) != 1) | (np.bincount(end, minlength=len(hole)) != 1)
    return np.bincount(hole, forks, count) == 0
