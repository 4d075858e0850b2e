"""What is drawn as lines: edges of the mesh, normals, axes, a box, places; all in display coordinates."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import face_normals, vertex_normals
from shape_diff_viewer.cutting import Plane
from shape_diff_viewer.measuring import box_corners

WIRE_LIFT = 0.002
"""Edges float this high above the surface, which would otherwise cut through them."""

ALL_EDGES = 20_000
"""Faces; all edges of more would be a black mass."""
BEND = float(np.cos(np.radians(25)))
MAX_NORMALS = 3000
"""More arrows than this are a thicket."""

NORMAL_LENGTH, AXIS_LENGTH = 0.09, 1.3

PICK_ARM, PICK_COLOR = 0.04, np.array([0.20, 0.39, 0.88], dtype=np.float32)

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
    """Every edge once, in one colour (3,); of more than ALL_EDGES faces the edges where the surface bends or ends."""
    if len(mesh.faces) > ALL_EDGES:
        pairs = feature_edges(mesh)
    else:
        edges = np.sort(_edges(mesh.faces), axis=1)
        keys = np.unique(edges[:, 0].astype(np.int64) * len(mesh.vertices) + edges[:, 1])
        pairs = np.stack([keys // len(mesh.vertices), keys % len(mesh.vertices)], axis=1).astype(np.int32)
    points = mesh.vertices + np.float32(WIRE_LIFT) * vertex_normals(mesh)
    return Lines(points, pairs, np.tile(np.asarray(color, dtype=np.float32), (len(pairs), 1)))


def feature_edges(mesh: Mesh) -> np.ndarray:
    """(e, 2) int32 edges of one face alone, or of two that differ by more than 25 degrees; vertices at one place count
    as one."""
    place = np.unique(mesh.vertices, axis=0, return_inverse=True)[1].reshape(-1)
    normal = face_normals(mesh)
    edges, face = _edges(mesh.faces), np.tile(np.arange(len(mesh.faces)), 3)
    ends = np.sort(place[edges], axis=1).astype(np.int64)
    order = np.argsort(ends[:, 0] * (place.max() + 1) + ends[:, 1], kind="stable")
    ends, edges, face = ends[order], edges[order], face[order]
    begins = np.append(True, (ends[1:] != ends[:-1]).any(axis=1))
    alone = begins & np.append(begins[1:], True)
    pair = ~begins
    bent = np.zeros(len(edges), dtype=bool)
    before = np.flatnonzero(pair) - 1
    bent[pair] = np.einsum("ij,ij->i", normal[face[before]], normal[face[pair]]) < BEND
    return np.ascontiguousarray(edges[alone | bent], dtype=np.int32)


def _edges(faces: np.ndarray) -> np.ndarray:
    """(3f, 2) the three edges of each face."""
    return np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])


def normal_lines(cloud: PointCloud) -> Lines:
    """A short line along the normal of each point, coloured by its direction; none for a cloud without normals."""
    if cloud.normals is None or len(cloud) == 0:
        return Lines(*(np.zeros((0, columns), kind) for columns, kind in ((3, "f4"), (2, "i4"), (3, "f4"))))
    some = cloud.select(np.arange(0, len(cloud), max(1, -(-len(cloud) // MAX_NORMALS))))
    normals = np.nan_to_num(some.normals) if some.normals is not None else np.zeros_like(some.xyz)
    points = np.concatenate([some.xyz, some.xyz + np.float32(NORMAL_LENGTH) * normals])
    pairs = np.arange(2 * len(some), dtype=np.int32).reshape(2, -1).T
    return Lines(points, np.ascontiguousarray(pairs), np.clip(normals * 0.5 + 0.5, 0, 1).astype(np.float32))


def within(drawn: Lines, plane: Plane) -> Lines:
    """The lines of which no end lies beyond a plane."""
    kept = (plane.depth(drawn.points) >= -WIRE_LIFT)[drawn.pairs].all(axis=1)
    return Lines(drawn.points, np.ascontiguousarray(drawn.pairs[kept]), np.ascontiguousarray(drawn.rgb[kept]))


def box_lines(low: np.ndarray, high: np.ndarray, color: np.ndarray) -> Lines:
    """The twelve edges of a box between two corners (3,)."""
    pairs = [(a, a | 1 << axis) for a in range(8) for axis in range(3) if not a >> axis & 1]
    points = box_corners(low, high).astype(np.float32)
    return Lines(points, np.array(pairs, dtype=np.int32), np.tile(np.asarray(color, dtype=np.float32), (len(pairs), 1)))


def pick_lines(places: np.ndarray) -> Lines:
    """A cross at each of the places (p, 3), and the lines from one to the next."""
    arms = (places[:, None, None] + PICK_ARM * np.stack([-np.eye(3), np.eye(3)], axis=1)).reshape(-1, 3)
    joined = np.stack([np.arange(len(places) - 1), np.arange(1, len(places))], axis=1) + len(arms)
    pairs = np.concatenate([np.arange(len(arms)).reshape(-1, 2), joined]).astype(np.int32)
    points = np.concatenate([arms, places]).astype(np.float32)
    return Lines(points, pairs, np.tile(PICK_COLOR, (len(pairs), 1)))


def axis_lines(axes: np.ndarray) -> Lines:
    """x red, y green, z blue, from the middle of the shape to a little outside of it; `axes` (3, 3) are where to."""
    points = AXIS_LENGTH * np.concatenate([np.zeros((1, 3)), axes])
    pairs = np.array([[0, 1], [0, 2], [0, 3]], dtype=np.int32)
    return Lines(points.astype(np.float32), pairs, AXIS_COLORS)
