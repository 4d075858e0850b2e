"""Meshes prepared for smooth light: normals that respect sharp edges, triangles small enough to carry shadows."""

import math
from dataclasses import dataclass, replace

import numpy as np

from shape_diff.geometry import Mesh
from shape_diff.geometry.color import srgb_to_linear
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.geometry.triangles import face_vectors

CLAY = np.array([0.74, 0.71, 0.68], dtype=np.float32)
"""sRGB colour of shapes that have none."""

_CREASE_DEG = 40.0
_MAX_EDGE = 0.09
_MAX_TRIANGLES = 60_000
_MAX_NEIGHBOURS = 48
"""Faces compared around a vertex; beyond it a fan's cost would grow with the square of its size."""


@dataclass(frozen=True)
class Surface:
    """Triangles with a normal and a colour per vertex; vertices are doubled along sharp edges.

    Attributes:
        vertices: (v, 3) float32 positions.
        faces: (f, 3) int32.
        normals: (v, 3) float32 unit vectors.
        albedo: (v, 3) float32 linear colours; where there is a picture, what it is multiplied with.
        uv: (v, 2) texture coordinates, or None where the mesh has no pictures.
        picture: (f,) which picture lies on each face, -1 for none; None likewise.
    """

    vertices: np.ndarray
    faces: np.ndarray
    normals: np.ndarray
    albedo: np.ndarray
    uv: np.ndarray | None = None
    picture: np.ndarray | None = None


def surface_of(mesh: Mesh, paint: Paint | None = None) -> Surface:
    """A mesh in [-1, 1]^3, perhaps with pictures on it, made ready for light."""
    rgb = _colors(mesh, paint)
    normals, smooth = corner_normals(mesh)
    corner = np.arange(mesh.faces.size)
    shared = np.where(smooth, mesh.faces.ravel(), len(mesh.vertices) + corner)
    _, first, faces = np.unique(shared, return_index=True, return_inverse=True)
    source = mesh.faces.ravel()[first]
    columns = [mesh.vertices[source], normals[first], srgb_to_linear(rgb[source])]
    if paint is not None:
        columns += [paint.uv[source], _picture_of_vertices(mesh, paint)[source, None].astype(np.float32)]
    attributes, faces = _tessellate(np.concatenate(columns, axis=1), faces.reshape(-1, 3))
    xyz, albedo = attributes[:, :3].copy(), attributes[:, 6:9]
    plain = Surface(xyz, faces.astype(np.int32), unit(attributes[:, 3:6]), albedo)
    if paint is None:
        return plain
    return replace(plain, uv=attributes[:, 9:11], picture=np.rint(attributes[faces[:, 0], 11]).astype(np.int32))


def rounded_surface_of(mesh: Mesh, paint: Paint | None = None) -> Surface:
    """A mesh as it is, with normals that round its edges: at once even for large ones."""
    plain = Surface(mesh.vertices, mesh.faces, vertex_normals(mesh), srgb_to_linear(_colors(mesh, paint)))
    return plain if paint is None else replace(plain, uv=paint.uv, picture=paint.picture)


def _colors(mesh: Mesh, paint: Paint | None) -> np.ndarray:
    """(v, 3) sRGB of the vertices, without the pictures that lie on them."""
    if paint is not None:
        return paint.tint
    return np.broadcast_to(CLAY, mesh.vertices.shape) if mesh.rgb is None else mesh.rgb


def _picture_of_vertices(mesh: Mesh, paint: Paint) -> np.ndarray:
    """(v,) the picture on the faces around each vertex, of which all have the same."""
    picture = np.full(len(mesh.vertices), -1, dtype=np.int32)
    picture[mesh.faces] = paint.picture[:, None]
    return picture


def unit(vectors: np.ndarray) -> np.ndarray:
    """(n, 3) -> (n, 3) float32 of length 1; zero vectors point up."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0])
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-12), up).astype(np.float32)


def corner_normals(mesh: Mesh) -> tuple[np.ndarray, np.ndarray]:
    """Area-weighted means over the faces around a vertex that lie within the crease angle of the corner's own face.

    Returns:
        normals: (3f, 3) float32 unit vectors, one for each corner of each face.
        smooth: (3f,) bool, True where all faces around the vertex agree, so its corners can share a vertex.
    """
    left, right, begin = _corner_pairs(mesh)
    corners = mesh.triangles
    area = face_vectors(corners)  # (f, 3)
    size = np.linalg.norm(area, axis=1)
    face_unit = area / np.maximum(size, 1e-20)[:, None]
    agree = np.einsum("ij,ij->i", face_unit[left // 3], face_unit[right // 3]) > math.cos(math.radians(_CREASE_DEG))
    # A triangle without area has no direction that could disagree.
    agree |= (size[left // 3] < 1e-12) | (size[right // 3] < 1e-12)
    normals, smooth = np.zeros((mesh.faces.size, 3)), np.ones(mesh.faces.size, dtype=bool)
    normals[left[begin]] = np.add.reduceat(area[right // 3] * agree[:, None], begin)
    smooth[left[begin]] = np.logical_and.reduceat(agree, begin)
    return unit(normals + 1e-3 * area.repeat(3, axis=0)), smooth


def _corner_pairs(mesh: Mesh) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All pairs (corner, corner at the same position), sorted by the first, and where each first corner begins."""
    places = np.ascontiguousarray(mesh.vertices + 0.0).view("V12").ravel()
    place = np.unique(places, return_inverse=True)[1].reshape(-1)[mesh.faces.ravel()]
    order = np.argsort(place, kind="stable")
    total = np.bincount(place)
    start = (np.cumsum(total) - total)[place[order]]
    count = np.minimum(total[place[order]], _MAX_NEIGHBOURS)
    begin = np.cumsum(count) - count
    partner = np.arange(count.sum()) - np.repeat(begin - start, count)
    return order.repeat(count), order[partner], begin


def _tessellate(attributes: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Halve edges longer than _MAX_EDGE until none is left or the mesh is large; attributes (v, c), xyz first."""
    while 0 < len(faces) < _MAX_TRIANGLES:
        start, end = attributes[faces], attributes[np.roll(faces, -1, axis=1)]
        long = ((start[..., :3] - end[..., :3]) ** 2).sum(axis=2) > _MAX_EDGE**2
        if not long.any():
            break
        attributes, faces = _split(attributes, faces, long)
    return attributes, faces


def _split(attributes: np.ndarray, faces: np.ndarray, long: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put a vertex in the middle of each marked edge; long (f, 3) marks the edges (0, 1), (1, 2), (2, 0)."""
    ends = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2)[long]  # (m, 2)
    ends.sort(axis=1)
    keys, inverse = np.unique(ends[:, 0] * len(attributes) + ends[:, 1], return_inverse=True)
    middle = np.full(faces.shape, -1, dtype=np.int64)
    middle[long] = len(attributes) + inverse.reshape(-1)
    added = (attributes[keys // len(attributes)] + attributes[keys % len(attributes)]) / 2
    return np.concatenate([attributes, added]), _refine(faces, middle, long)


def _refine(faces: np.ndarray, middle: np.ndarray, long: np.ndarray) -> np.ndarray:
    """The triangles after splitting, by how many of their edges have a middle."""
    count = long.sum(axis=1)
    # Turn each triangle so that its lone marked edge comes first, or its lone unmarked edge last.
    turn = np.where(count == 1, long.argmax(axis=1), np.where(count == 2, long.argmin(axis=1) + 1, 0))
    column = (np.arange(3) + turn[:, None]) % 3
    corners = np.concatenate([np.take_along_axis(faces, column, 1), np.take_along_axis(middle, column, 1)], axis=1)
    return np.concatenate([corners[count == n][:, pattern].reshape(-1, 3) for n, pattern in _PATTERNS.items()])


_PATTERNS = {
    0: [0, 1, 2],
    1: [0, 3, 2, 3, 1, 2],
    2: [3, 1, 4, 0, 3, 4, 0, 4, 2],
    3: [0, 3, 5, 3, 1, 4, 5, 4, 2, 3, 4, 5],
}
"""Corners of the new triangles: 0-2 are the old corners, 3-5 the middles of the edges that start there."""
