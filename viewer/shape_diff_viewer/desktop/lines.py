"""What is drawn as lines: edges of the mesh, normals, axes; all in the display's coordinates, a box of size 2."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import vertex_normals

WIRE_LIFT = 0.002
"""Edges float this high above the surface, which would otherwise cut through them."""

MAX_NORMALS = 3000
"""More arrows than this are a thicket."""

NORMAL_LENGTH, AXIS_LENGTH = 0.09, 1.3

AXIS_COLORS = np.array([[0.86, 0.23, 0.20], [0.25, 0.66, 0.29], [0.20, 0.42, 0.86]], dtype=np.float32)


@dataclass(frozen=True)
class Lines:
    """Straight lines.

    Attributes:
        points: (p, 3) float32 ends.
        pairs: (l, 2) int32 which ends are joined.
        rgb: (l, 3) float32 sRGB colour of each line.
    """

    points: np.ndarray
    pairs: np.ndarray
    rgb: np.ndarray


def wireframe(mesh: Mesh, color: np.ndarray) -> Lines:
    """Every edge once, in one colour (3,)."""
    edges = np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]], mesh.faces[:, [2, 0]]])
    edges.sort(axis=1)
    keys = np.unique(edges[:, 0].astype(np.int64) * len(mesh.vertices) + edges[:, 1])
    pairs = np.stack([keys // len(mesh.vertices), keys % len(mesh.vertices)], axis=1).astype(np.int32)
    points = mesh.vertices + np.float32(WIRE_LIFT) * vertex_normals(mesh)
    return Lines(points, pairs, np.tile(np.asarray(color, dtype=np.float32), (len(pairs), 1)))


def normal_lines(cloud: PointCloud) -> Lines:
    """A short line along the normal of each point, coloured by its direction; none for a cloud without normals."""
    if cloud.normals is None or len(cloud) == 0:
        return Lines(*(np.zeros((0, columns), kind) for columns, kind in ((3, "f4"), (2, "i4"), (3, "f4"))))
    some = cloud.select(np.arange(0, len(cloud), max(1, -(-len(cloud) // MAX_NORMALS))))
    normals = np.nan_to_num(some.normals) if some.normals is not None else np.zeros_like(some.xyz)
    points = np.concatenate([some.xyz, some.xyz + np.float32(NORMAL_LENGTH) * normals])
    pairs = np.arange(2 * len(some), dtype=np.int32).reshape(2, -1).T
    return Lines(points, np.ascontiguousarray(pairs), np.clip(normals * 0.5 + 0.5, 0, 1).astype(np.float32))


def axis_lines() -> Lines:
    """x red, y green, z blue, from the middle of the shape to a little outside of it."""
    points = AXIS_LENGTH * np.concatenate([np.zeros((1, 3)), np.eye(3)])
    pairs = np.array([[0, 1], [0, 2], [0, 3]], dtype=np.int32)
    return Lines(points.astype(np.float32), pairs, AXIS_COLORS)
