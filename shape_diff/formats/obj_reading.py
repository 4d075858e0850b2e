"""Wavefront OBJ files to surfaces: polygons with the colours of vertices, materials or pictures."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import unit_colors
from shape_diff.formats.mtl_file import ObjMaterial, read_mtl
from shape_diff.formats.picture_reference import find_beside
from shape_diff.formats.polygons import triangulate
from shape_diff.formats.text_decoding import decode_text
from shape_diff.geometry.surface import UNCOLORED, Surface, Texture

NO_MATERIAL = -1


@dataclass
class ObjLines:
    """The statements of an OBJ file that matter, without their keywords.

    Attributes:
        vertices: what stands behind each `v`.
        coordinates: what stands behind each `vt`.
        faces: what stands behind each `f`.
        before: of each face how many vertices and texture coordinates stood before it, for numbers from the end.
        material: of each face the number of its material in `names`, or NO_MATERIAL before the first `usemtl`.
        names: of materials.
        libraries: what stands behind each `mtllib`.
    """

    vertices: list[str] = field(default_factory=list)
    coordinates: list[str] = field(default_factory=list)
    faces: list[str] = field(default_factory=list)
    before: list[tuple[int, int]] = field(default_factory=list)
    material: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)


def read_obj(path: Path) -> list[Surface]:
    """The faces of an OBJ file; lines, points and curves are left out.

    Raises:
        ValueError: it is damaged.
    """
    lines = _statements(decode_text(path.read_bytes()))
    vertices, own_colors = _vertices(lines.vertices, path.name)
    uv = _table(lines.coordinates, path.name)
    sizes, corners = _corners(lines, len(vertices), len(uv))
    triangles = triangulate(vertices, corners[:, 0], sizes)
    if not len(triangles):
        return []
    material = np.repeat(np.array(lines.material), sizes)[triangles[:, 0]]
    materials, notes = _materials(lines, path)
    used = {number: materials[number] for number in np.unique(material).tolist()}
    return [_surface(vertices, own_colors, uv, corners[triangles], material, used, notes)]


def _statements(text: str) -> ObjLines:
    lines, current = ObjLines(), NO_MATERIAL
    for line in text.replace(" \\\r\n", " ").replace(" \\\n", " ").splitlines():
        key, _, rest = line.replace("\t", " ").strip().partition(" ")
        if key == "v":
            lines.vertices.append(rest.partition("#")[0])
        elif key == "vt":
            lines.coordinates.append(rest.partition("#")[0])
        elif key in ("f", "fo"):
            lines.faces.append(rest.partition("#")[0])
            lines.before.append((len(lines.vertices), len(lines.coordinates)))
            lines.material.append(current)
        elif key == "usemtl":
            if rest.strip() not in lines.names:
                lines.names.append(rest.strip())
            current = lines.names.index(rest.strip())
        elif key == "mtllib":
            lines.libraries.append(rest.strip())
    return lines


def _vertices(lines: list[str], name: str) -> tuple[np.ndarray, np.ndarray | None]:
    """Positions (v, 3) and, where every vertex has them, colours (v, 3): `x y z [w]` or `x y z r g b [a]`."""
    table = _table(lines, name)
    if table.shape[1] < 3 and len(table):
        raise ValueError(f"{name} has vertices of {table.shape[1]} numbers instead of 3")
    if table.shape[1] < 6 or np.isnan(table[:, 3:6]).any():
        return table[:, :3].reshape(-1, 3), None
    return table[:, :3], unit_colors(table[:, 3:6], name)


def _table(lines: list[str], name: str) -> np.ndarray:
    """Lines of numbers as an array, NaN where a line is shorter than the others."""
    if not lines:
        return np.zeros((0, 3))
    try:
        return np.loadtxt(lines, dtype=np.float64, comments=None, ndmin=2)
    except ValueError:
        pass
    rows = [line.split() for line in lines]
    width = max(map(len, rows))
    try:
        return np.array([row + ["nan"] * (width - len(row)) for row in rows], dtype=np.float64)
    except ValueError as error:
        raise ValueError(f"{name} has lines that are not numbers: {error}") from error


def _corners(lines: ObjLines, num_vertices: int, num_uv: int) -> tuple[np.ndarray, np.ndarray]:
    """Corners of each face (p,), and of every corner its vertex and texture coordinate (c, 2), -1 where it has none.

    In the file they are counted from 1, or from -1 backwards from what stands above the face.
    """
    words = [face.split() for face in lines.faces]
    sizes = np.array([len(face) for face in words], dtype=np.int64)
    parts = [(*corner.split("/"), "")[:2] for face in words for corner in face]
    numbers = np.array([(vertex, uv or "0") for vertex, uv in parts], dtype=np.int64).reshape(-1, 2)
    before = np.repeat(np.array(lines.before, dtype=np.int64).reshape(-1, 2), sizes, axis=0)
    corners = np.where(numbers > 0, numbers - 1, np.where(numbers < 0, before + numbers, -1))
    if len(corners) and (corners[:, 0].min() < 0 or corners[:, 0].max() >= num_vertices):
        raise ValueError(f"faces refer to vertices outside 1..{num_vertices}")
    corners[:, 1] = np.where(corners[:, 1] < num_uv, corners[:, 1], -1)
    return sizes, corners


def _materials(lines: ObjLines, path: Path) -> tuple[dict[int, ObjMaterial], list[str]]:
    """The material of each number in `names` and the one of faces without, and notes on libraries that are missing.

    Where a library has one material only, it is meant by every name and by none: names are lost in old encodings.
    """
    library: dict[str, ObjMaterial] = {}
    notes = []
    for line in lines.libraries:
        for name in [line] if find_beside(path, line) else line.split():
            found = find_beside(path, name)
            if found is None:
                notes.append(f"the materials {name!r} that {path.name} names are not there")
            else:
                library = read_mtl(found) | library
    only = next(iter(library.values())) if len(library) == 1 else ObjMaterial()
    lower = {name.lower(): material for name, material in library.items()}
    named = {n: library.get(name) or lower.get(name.lower()) or only for n, name in enumerate(lines.names)}
    return {NO_MATERIAL: ObjMaterial() if lines.names else only, **named}, notes


def _surface(
    vertices: np.ndarray,
    own_colors: np.ndarray | None,
    uv: np.ndarray,
    corners: np.ndarray,
    material: np.ndarray,
    used: dict[int, ObjMaterial],
    notes: list[str],
) -> Surface:
    """Triangles whose corners (f, 3, 2) are vertices and texture coordinates, coloured by their materials (f,)."""
    rgb = np.full((*corners.shape[:2], 3), UNCOLORED, dtype=np.float32)
    if own_colors is not None:
        rgb[:] = own_colors[corners[..., 0]]
    corner_uv = np.zeros_like(corners, dtype=np.float32)
    index = np.full(len(corners), -1)
    textures: list[Texture] = []
    for number, entry in used.items():
        here = material == number
        if entry.rgb is not None:
            rgb[here] = entry.rgb if own_colors is None else rgb[here] * entry.rgb
        if entry.texture is None or not len(uv):
            continue
        here &= (corners[..., 1] >= 0).all(axis=1)
        if own_colors is None:
            rgb[here] = 1.0
        corner_uv[here] = uv[corners[here, :, 1], :2] * np.array(entry.uv_scale) + np.array(entry.uv_offset)
        index[here] = len(textures)
        textures.append(entry.texture)
    is_colored = own_colors is not None or (index >= 0).any() or any(m.rgb is not None for m in used.values())
    said = [*notes, *(note for entry in used.values() for note in entry.notes)]
    return Surface(
        vertices, corners[..., 0], rgb, corner_uv, index, tuple(textures), bool(is_colored), tuple(dict.fromkeys(said))
    )
