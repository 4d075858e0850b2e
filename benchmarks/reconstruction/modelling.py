"""Building blocks of the shapes made here. Up is +z while building; `upright` turns it to +y, as everywhere else."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Triangles = tuple[np.ndarray, np.ndarray]
"""Vertices (v, 3) and faces (f, 3)."""
SEGMENTS = 48


def upright(solid: Any) -> Triangles:
    """Vertices and faces of a manifold3d solid, its z axis turned to y."""
    mesh = solid.rotate((-90, 0, 0)).to_mesh()
    return np.asarray(mesh.vert_properties)[:, :3].astype(np.float64), np.asarray(mesh.tri_verts).astype(np.int64)


def of_trimesh(mesh: Any) -> Triangles:
    """Vertices and faces of a trimesh mesh, its z axis turned to y."""
    x, y, z = np.asarray(mesh.vertices).T
    return np.stack([x, z, -y], axis=1), np.asarray(mesh.faces)


def of_open3d(mesh: Any) -> Triangles:
    """Vertices and faces of an Open3D mesh, its z axis turned to y."""
    mesh.remove_duplicated_vertices()
    x, y, z = np.asarray(mesh.vertices).T
    return np.stack([x, z, -y], axis=1), np.asarray(mesh.triangles)


def box(low: Sequence[float], high: Sequence[float]) -> Any:
    from manifold3d import Manifold

    return Manifold.cube(np.subtract(high, low).tolist()).translate(list(low))


def rod(start: Sequence[float], end: Sequence[float], radius: float, segments: int = 16) -> Any:
    """A round bar between two points."""
    from manifold3d import Manifold

    axis = np.subtract(end, start).astype(np.float64)
    length = float(np.linalg.norm(axis))
    z = axis / length
    x = np.cross([0.0, 1, 0] if abs(z[1]) < 0.9 else [1.0, 0, 0], z)
    x /= np.linalg.norm(x)
    placement = np.column_stack([x, np.cross(z, x), z, np.asarray(start, dtype=np.float64)])
    return Manifold.cylinder(length, radius, radius, segments).transform(placement)


def union(parts: Sequence[Any]) -> Any:
    from manifold3d import Manifold, OpType

    return Manifold.batch_boolean(list(parts), OpType.Add)


def extruded(outlines: Sequence[np.ndarray], height: float, twist_deg: float = 0.0) -> Any:
    """Closed outlines (n, 2) in the plane, holes running clockwise, drawn up along z."""
    from manifold3d import CrossSection, FillRule

    section = CrossSection([outline.tolist() for outline in outlines], FillRule.EvenOdd)
    return section.extrude(height, 40 if twist_deg else 0, twist_deg)


def turned(profile: Sequence[tuple[float, float]], segments: int = SEGMENTS) -> Any:
    """A closed profile of (radius, height) on the lathe."""
    from manifold3d import CrossSection, FillRule

    return CrossSection([[list(corner) for corner in profile]], FillRule.EvenOdd).revolve(segments)


def circle(radius: float, segments: int = SEGMENTS) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def swept(curve: np.ndarray, radius: np.ndarray, closed: bool, sides: int = 20) -> Triangles:
    """A tube along points (n, 3) with a radius (n,) at each; an open one has flat ends."""
    frames = _transported_frames(curve, closed)
    ring = circle(1.0, sides)
    vertices = curve[:, None] + radius[:, None, None] * np.einsum("sc,ncd->nsd", ring, frames)
    steps = len(curve) if closed else len(curve) - 1
    faces = np.concatenate([_band(i, (i + 1) % len(curve), sides) for i in range(steps)])
    if closed:
        return vertices.reshape(-1, 3), faces
    count = len(curve) * sides
    around = np.arange(sides)
    start = np.stack([np.full(sides, count), np.roll(around, -1), around], axis=1)
    end = np.stack([np.full(sides, count + 1), count - sides + around, count - sides + np.roll(around, -1)], axis=1)
    return np.concatenate([vertices.reshape(-1, 3), curve[[0, -1]]]), np.concatenate([faces, start, end])


def _band(i: int, j: int, sides: int) -> np.ndarray:
    """Faces between ring i and ring j."""
    around = np.arange(sides)
    a, b = i * sides + around, i * sides + np.roll(around, -1)
    c, d = j * sides + around, j * sides + np.roll(around, -1)
    return np.concatenate([np.stack([a, b, d], axis=1), np.stack([a, d, c], axis=1)])


def _transported_frames(curve: np.ndarray, closed: bool) -> np.ndarray:
    """(n, 2, 3) two vectors across the curve at each point, turning as little as possible along it."""
    ahead, behind = np.roll(curve, -1, axis=0), np.roll(curve, 1, axis=0)
    if not closed:
        ahead[-1], behind[0] = curve[-1], curve[0]
    tangent = ahead - behind
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    first = np.cross(tangent[0], [0.3, 0.5, 0.8])
    across = [first / np.linalg.norm(first)]
    for direction in tangent[1:]:
        carried = across[-1] - direction * (direction @ across[-1])
        across.append(carried / np.linalg.norm(carried))
    frames = np.stack([np.array(across), np.cross(tangent, across)], axis=1)
    return _untwisted(frames, tangent[0]) if closed else frames


def _untwisted(frames: np.ndarray, tangent: np.ndarray) -> np.ndarray:
    """Turn each frame a little more than the last, so that the end of a closed curve meets its beginning."""
    carried = frames[-1, 0] - tangent * (tangent @ frames[-1, 0])
    gap = np.arctan2(carried @ frames[0, 1], carried @ frames[0, 0])
    angle = -gap * np.arange(len(frames)) / len(frames)
    first = np.cos(angle)[:, None] * frames[:, 0] + np.sin(angle)[:, None] * frames[:, 1]
    second = np.cos(angle)[:, None] * frames[:, 1] - np.sin(angle)[:, None] * frames[:, 0]
    return np.stack([first, second], axis=1)


def sheet(place: np.ndarray) -> Triangles:
    """An open sheet through a grid of points (rows, columns, 3)."""
    rows, columns = place.shape[:2]
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    lower = np.stack([corner, corner + 1, corner + columns + 1], axis=1)
    upper = np.stack([corner, corner + columns + 1, corner + columns], axis=1)
    return place.reshape(-1, 3), np.concatenate([lower, upper])


def joined(parts: Sequence[Triangles]) -> Triangles:
    """Several meshes as one; parts may touch or overlap."""
    start = np.cumsum([0, *(len(vertices) for vertices, _ in parts)])
    faces = [faces + first for (_, faces), first in zip(parts, start, strict=False)]
    return np.concatenate([vertices for vertices, _ in parts]), np.concatenate(faces)


def level_set(values: np.ndarray, extent: float) -> Triangles:
    """The surface where values (n, n, n) on a grid over [-extent, extent]^3 are zero; negative is inside."""
    from skimage.measure import marching_cubes

    cell = 2 * extent / (len(values) - 1)
    vertices, faces, _, _ = marching_cubes(values, 0.0, gradient_direction="descent")
    return vertices * cell - extent, faces


def grid(extent: float, count: int = 64) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and z of the grid that `level_set` takes."""
    axis = np.linspace(-extent, extent, count)
    x, y, z = np.meshgrid(axis, axis, axis, indexing="ij")
    return x, y, z
