"""Parts to one surface: an exact union without hidden faces, in which every face knows its part and instance."""

from dataclasses import dataclass

import numpy as np
from manifold3d import Manifold, OpType
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from shape_diff.data.procedural.shape import Part, Shape
from shape_diff.data.procedural.solids import Solid
from shape_diff.geometry import Mesh

HAIR = 2e-5
"""By how much of the longest side each part is made larger than the part before it, on all sides. Faces that would lie
in one plane then do not: parts that touch are joined, and of two that are flush the later one shows."""


@dataclass(frozen=True)
class Assembly:
    """The outer surface of a shape.

    Attributes:
        vertices: (v, 3) float64, in the units of the kind.
        faces: (f, 3) int64, counter-clockwise seen from outside.
        part: (f,) int64 index into `parts`.
        instance: (f,) int64 number of the instance within its part.
        parts: the parts of the shape.
    """

    vertices: np.ndarray
    faces: np.ndarray
    part: np.ndarray
    instance: np.ndarray
    parts: tuple[Part, ...]

    @property
    def triangles(self) -> np.ndarray:
        """(f, 3, 3) corners of each face."""
        return self.vertices[self.faces]

    @property
    def areas(self) -> np.ndarray:
        """(f,) area of each face."""
        return face_areas(self.triangles)

    @property
    def face_rgb(self) -> np.ndarray:
        """(f, 3) float64 sRGB of each face."""
        return np.array([part.color.rgb for part in self.parts])[self.part]

    def mesh(self) -> Mesh:
        """With vertex colours; a vertex is doubled where parts meet, faces keep their order."""
        key = self.faces + len(self.vertices) * self.part[:, None]
        used, corner = np.unique(key, return_inverse=True)
        part, vertex = np.divmod(used, len(self.vertices))
        rgb = np.array([part.color.rgb for part in self.parts])[part]
        return Mesh(self.vertices[vertex], corner.reshape(-1, 3), rgb)


def assemble(shape: Shape) -> Assembly:
    """Join the parts of a shape; inner surfaces of closed hollows are left out.

    Raises:
        ValueError: a part is empty or invalid, or the parts cannot be joined.
    """
    shape.check()
    longest = _longest_side(shape)
    bodies, origins = [], {}
    for number, part in enumerate(shape.parts):
        for instance, solid in enumerate(part.solids):
            body = _grown(solid.body, HAIR * longest * (number + 1)).as_original()
            origins[body.original_id()] = (number, instance)
            bodies.append(body)
    joined = bodies[0] if len(bodies) == 1 else Manifold.batch_boolean(bodies, OpType.Add)
    if joined.status().name != "NoError" or joined.is_empty():
        raise ValueError(f"the parts cannot be joined: {joined.status().name}")
    return _without_hollows(_labelled(joined, origins, tuple(shape.parts)))


def face_areas(triangles: np.ndarray) -> np.ndarray:
    """(f, 3, 3) corners -> (f,) areas."""
    sides = triangles[:, 1:] - triangles[:, :1]
    return np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) / 2


def _longest_side(shape: Shape) -> float:
    bounds = np.array([solid.bounds for part in shape.parts for solid in part.solids])
    return float((bounds[:, 1].max(axis=0) - bounds[:, 0].min(axis=0)).max())


def _grown(body: Manifold, hair: float) -> Manifold:
    low, high = np.split(np.array(Solid(body).bounds).reshape(-1), 2)
    middle, factor = (low + high) / 2, 1 + 2 * hair / np.maximum(high - low, 1e-9)
    return body.transform(np.column_stack([np.diag(factor), middle * (1 - factor)]))


def _labelled(joined: Manifold, origins: dict[int, tuple[int, int]], parts: tuple[Part, ...]) -> Assembly:
    mesh = joined.to_mesh64()
    starts = np.asarray(mesh.run_index, dtype=np.int64) // 3
    labels = np.array([origins[run] for run in mesh.run_original_id], dtype=np.int64).reshape(-1, 2)
    part, instance = np.repeat(labels, np.diff(starts), axis=0).T
    order = np.lexsort((instance, part))
    faces = np.asarray(mesh.tri_verts, dtype=np.int64)[order]
    return Assembly(np.array(mesh.vert_properties)[:, :3], faces, part[order], instance[order], parts)


def _without_hollows(assembly: Assembly) -> Assembly:
    """Drop the shells that bound closed hollows, and whatever floats inside those."""
    count = len(assembly.vertices)
    edges = assembly.faces[:, [0, 1, 1, 2]].reshape(-1, 2)
    links = coo_array((np.ones(len(edges), dtype=bool), (edges[:, 0], edges[:, 1])), shape=(count, count))
    shells, of_vertex = connected_components(links, directed=False)
    if shells == 1:
        return assembly
    shell = of_vertex[assembly.faces[:, 0]]
    a, b, c = np.moveaxis(assembly.triangles, 1, 0)
    volume = np.bincount(shell, np.einsum("ij,ij->i", a, np.cross(b, c)), minlength=shells)
    hidden = volume <= 0
    for hollow in np.flatnonzero(hidden):
        walls = assembly.triangles[shell == hollow]
        for other in np.flatnonzero(~hidden):
            hidden[other] = winding_number(walls, assembly.triangles[shell == other][0, 0]) < -0.5
    keep = ~hidden[shell]
    used, faces = np.unique(assembly.faces[keep], return_inverse=True)
    return Assembly(
        assembly.vertices[used],
        faces.reshape(-1, 3),
        assembly.part[keep],
        assembly.instance[keep],
        assembly.parts,
    )


def winding_number(triangles: np.ndarray, point: np.ndarray) -> float:
    """How often a closed surface (f, 3, 3) winds around a point: 1 inside, 0 outside, -1 inside a hollow's walls.

    The sum of the solid angles of its faces (van Oosterom and Strackee 1983).
    """
    a, b, c = np.moveaxis(triangles - point, 1, 0)
    la, lb, lc = (np.linalg.norm(side, axis=1) for side in (a, b, c))
    dots = np.einsum("ij,ij->i", a, b) * lc + np.einsum("ij,ij->i", b, c) * la + np.einsum("ij,ij->i", c, a) * lb
    volume = np.einsum("ij,ij->i", a, np.cross(b, c))
    return float(np.arctan2(volume, la * lb * lc + dots).sum() / (2 * np.pi))
