"""Meshes as PLY files: faces or triangle strips, with colours at vertices or faces or with a picture."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import XYZ, color_columns, unit_colors
from shape_diff.formats.picture_reference import decode_picture, find_beside, opaque
from shape_diff.formats.ply_elements import PlyRows, read_elements
from shape_diff.formats.polygons import triangulate
from shape_diff.geometry.surface import Surface, Texture, join_surfaces, surface_part

INDEX_NAMES = ("vertex_indices", "vertex_index", "vertex_indexes", "vertices")
UV_NAMES = (("s", "t"), ("u", "v"), ("texture_u", "texture_v"), ("texture_s", "texture_t"))


@dataclass(frozen=True)
class _Triangles:
    """Triangles of a PLY file.

    Attributes:
        faces: (f, 3) vertices.
        polygon: (f,) the row of the file that each is part of.
        corner: (f, 3) the place of each corner in the list of that file.
    """

    faces: np.ndarray
    polygon: np.ndarray
    corner: np.ndarray


def read_ply_mesh(path: Path) -> list[Surface]:
    """The faces of a PLY file, by picture; [] where it has none.

    Raises:
        ValueError: it is no PLY file, or damaged or truncated.
    """
    elements, header = read_elements(path.read_bytes(), path.name, ("vertex", "face", "tristrips"))
    vertex, face = elements.get("vertex", PlyRows()), elements.get("face", PlyRows())
    if not set(XYZ) <= set(vertex.columns):
        raise ValueError(f"the points of {path.name} have no x, y and z")
    vertices = np.stack([vertex.columns[axis].astype(np.float64) for axis in XYZ], axis=1)
    triangles = _polygons(vertices, face)
    if not len(triangles.faces):
        triangles = _strips(elements.get("tristrips", PlyRows()))
    if len(triangles.faces) and triangles.faces.max() >= len(vertices):
        raise ValueError(f"faces refer to vertices outside 0..{len(vertices) - 1}")
    rgb = _colors(vertex, face, triangles, path.name)
    names = [comment.split(None, 1)[1] for comment in header.comments if comment.lower().startswith("texturefile ")]
    uv = _coordinates(vertex, face, triangles)
    if uv is None or not names:
        return [surface_part(vertices, triangles.faces, rgb)]
    number = face.columns.get("texnumber", np.zeros(0))
    number = number[triangles.polygon] if len(number) else np.zeros(len(triangles.faces))
    parts = []
    for which, name in enumerate(names):
        here = number == which
        texture, notes = _texture(path, name)
        part = surface_part(vertices, triangles.faces[here], None if rgb is None else rgb[here], uv[here], texture)
        parts.append(join_surfaces([part], notes))
    return parts


def _polygons(vertices: np.ndarray, face: PlyRows) -> _Triangles:
    counts, corners = next((face.lists[name] for name in INDEX_NAMES if name in face.lists), (np.zeros(0, int),) * 2)
    corners = corners.astype(np.int64)
    corner = triangulate(vertices, corners, counts)
    return _Triangles(corners[corner], np.repeat(np.arange(len(counts)), counts)[corner[:, 0]], corner)


def _strips(strips: PlyRows) -> _Triangles:
    """Triangles of strips, which -1 ends (as Stanford's scans are stored)."""
    _, index = next((strips.lists[name] for name in INDEX_NAMES if name in strips.lists), (None, np.zeros(0, int)))
    found = []
    for strip in np.split(index.astype(np.int64), np.flatnonzero(index < 0)):
        strip = strip[strip >= 0]
        if len(strip) >= 3:
            faces = np.stack([strip[:-2], strip[1:-1], strip[2:]], axis=1)
            faces[1::2, :2] = faces[1::2, 1::-1]
            found.append(faces)
    faces = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
    return _Triangles(faces, np.zeros(len(faces), dtype=np.int64), np.zeros_like(faces))


def _colors(vertex: PlyRows, face: PlyRows, triangles: _Triangles, name: str) -> np.ndarray | None:
    """(f, 3, 3) colours of vertices, or else of faces."""
    if (rgb := color_columns(vertex.columns)) is not None:
        return unit_colors(rgb, name)[triangles.faces]
    if (rgb := color_columns(face.columns)) is not None:
        return np.repeat(unit_colors(rgb, name)[triangles.polygon, None], 3, axis=1)
    return None


def _coordinates(vertex: PlyRows, face: PlyRows, triangles: _Triangles) -> np.ndarray | None:
    """(f, 3, 2) texture coordinates: at vertices, or six and more in a list of each face (as MeshLab writes them)."""
    for names in UV_NAMES:
        if set(names) <= set(vertex.columns):
            return np.stack([vertex.columns[name] for name in names], axis=1)[triangles.faces]
    counts, values = face.lists.get("texcoord", (np.zeros(0, int), np.zeros(0)))
    index = next((face.lists[name][0] for name in INDEX_NAMES if name in face.lists), np.zeros(0, int))
    if not len(counts) or not np.array_equal(counts, 2 * index):
        return None
    return values.reshape(-1, 2)[triangles.corner]


def _texture(path: Path, name: str) -> tuple[Texture | None, list[str]]:
    found = find_beside(path, name)
    try:
        if found is None:
            raise ValueError("it is not beside the file")
        return Texture(opaque(decode_picture(found.read_bytes()))), []
    except ValueError as error:
        return None, [f"{path.name} is not coloured by its picture {name}: {error}"]
