"""Mesh files to triangles and colours, whatever way the file says its colours: vertices, faces, materials, textures."""

import io
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear
from shape_diff.geometry.mesh import Mesh

MESH_SUFFIXES = (".glb", ".gltf", ".ply", ".obj", ".stl", ".off")
UNCOLORED = 0.7
"""The grey, in sRGB, of surfaces whose file names no colour."""


@dataclass(frozen=True)
class Texture:
    """An image laid over faces; sRGB and opacity as uint8 (h, w, 4), row 0 at the top."""

    pixels: np.ndarray

    def at(self, uv: np.ndarray) -> np.ndarray:
        """(k, 2) texture coordinates, origin at the bottom left, repeating -> (k, 4) sRGB and opacity in [0, 1].

        The nearest pixel and not a mix: palettes, the usual texture of game assets, must not bleed.
        """
        height, width = self.pixels.shape[:2]
        wrapped = np.nan_to_num(uv) % 1.0
        column = np.minimum((wrapped[:, 0] * width).astype(np.int64), width - 1)
        row = np.minimum(((1.0 - wrapped[:, 1]) * height).astype(np.int64), height - 1)
        return (self.pixels[row, column] / 255.0).astype(np.float32)


@dataclass(frozen=True)
class Surface:
    """Triangles of a file with the colour of every place on them.

    Attributes:
        vertices: (v, 3) float64 positions as in the file.
        faces: (f, 3) int64 vertex indices.
        corner_rgb: (f, 3, 3) float32 sRGB at the corners; where there is a texture, what it is multiplied with.
        corner_uv: (f, 3, 2) float32 texture coordinates (0 without a texture).
        texture_index: (f,) int64 index into `textures`, or -1.
        textures: the images.
        colored: whether the file gave any colour.
    """

    vertices: np.ndarray
    faces: np.ndarray
    corner_rgb: np.ndarray
    corner_uv: np.ndarray
    texture_index: np.ndarray
    textures: tuple[Texture, ...] = ()
    colored: bool = True

    @property
    def triangles(self) -> np.ndarray:
        """(f, 3, 3) corner positions of each face."""
        return self.vertices[self.faces]

    def rgba_at(self, face: np.ndarray, barycentric: np.ndarray) -> np.ndarray:
        """Faces (k,) and weights of their corners (k, 3) -> (k, 4) sRGB and opacity in [0, 1]."""
        weights = barycentric.astype(np.float32)
        rgba = np.ones((len(face), 4), dtype=np.float32)
        rgba[:, :3] = np.einsum("kc,kcd->kd", weights, self.corner_rgb[face])
        uv = np.einsum("kc,kcd->kd", weights, self.corner_uv[face])
        for number in np.unique(self.texture_index[face]):
            if number < 0:
                continue
            here = self.texture_index[face] == number
            rgba[here] = _multiply(rgba[here, :3], self.textures[number].at(uv[here]))
        return rgba

    def colors_at(self, face: np.ndarray, barycentric: np.ndarray) -> np.ndarray:
        """Faces (k,) and weights of their corners (k, 3) -> (k, 3) sRGB in [0, 1]."""
        return self.rgba_at(face, barycentric)[:, :3]


def _multiply(rgb: np.ndarray, texel: np.ndarray) -> np.ndarray:
    """Tint texels (k, 4) by colours (k, 3); light multiplies in linear values, sRGB would come out too dark."""
    if np.allclose(rgb, 1.0):
        return texel
    tinted = linear_to_srgb(srgb_to_linear(rgb) * srgb_to_linear(texel[:, :3]))
    return np.concatenate([tinted, texel[:, 3:]], axis=1)


def read_surface(path: Path) -> Surface:
    """Read a mesh file with all its parts in place.

    Raises:
        ValueError: the suffix is unknown, the file cannot be read, or there is no face in it.
        FileNotFoundError: there is no such file.
    """
    path = Path(path)
    parts = [part for part in _parts(path) if len(part.faces)]
    if not parts:
        raise ValueError(f"{path.name} has no faces")
    return _join(parts)


def read_mesh(path: Path) -> Mesh:
    """Read a mesh file with one colour for each vertex; a vertex is doubled where faces of two colours meet.

    Raises:
        ValueError: the suffix is unknown, the file cannot be read, or there is no face in it.
        FileNotFoundError: there is no such file.
    """
    surface = read_surface(path)
    if not surface.colored:
        return Mesh(surface.vertices, surface.faces)
    face = np.repeat(np.arange(len(surface.faces)), 3)
    rgb = surface.colors_at(face, np.tile(np.eye(3), (len(surface.faces), 1)))
    key = np.column_stack([surface.faces.reshape(-1), np.rint(rgb * 255).astype(np.int64)])
    _, first, corner = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return Mesh(surface.vertices[key[first, 0]], corner.reshape(-1, 3), rgb[first])


def _parts(path: Path) -> list[Surface]:
    if path.suffix.lower() not in MESH_SUFFIXES:
        raise ValueError(f"{path.name} is not a mesh file that can be read; known are {' '.join(MESH_SUFFIXES)}")
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    try:
        if path.suffix.lower() in (".glb", ".gltf"):
            return list(_gltf_parts(path))
        return [
            _placed_part(geometry, matrix, _plain_factor(geometry.visual), linear=False)
            for geometry, matrix in _placed_geometries(_load_scene(path))
        ]
    except MemoryError:
        raise
    except Exception as error:  # Parsers of damaged files fail in any way they like.
        raise ValueError(f"{path.name} cannot be read: {type(error).__name__}: {str(error)[:200]}") from error


def _load_scene(path: Path, content: bytes | None = None) -> Any:
    """The trimesh scene of a file, or of other bytes in its place."""
    import trimesh

    if content is None:
        return trimesh.load_scene(str(path), process=False)
    resolver = trimesh.resolvers.FilePathResolver(str(path))
    return trimesh.load_scene(io.BytesIO(content), file_type=path.suffix[1:].lower(), resolver=resolver, process=False)


def _placed_geometries(scene: Any) -> Iterator[tuple[Any, np.ndarray]]:
    """Each triangle mesh of a scene with its (4, 4) placement."""
    import trimesh

    for node in scene.graph.nodes_geometry:
        matrix, name = scene.graph[node]
        if isinstance(scene.geometry[name], trimesh.Trimesh):
            yield scene.geometry[name], np.asarray(matrix)


def _gltf_parts(path: Path) -> Iterator[Surface]:
    """The meshes of a glTF file; its colours are linear values.

    trimesh rounds the colours of materials to 8 linear bits, which shows in the dark, and spoils 16-bit vertex colours
    of primitives without a material. So every primitive gets a material here, whose name leads to the exact values.
    """
    header, rest = _split_gltf(path.read_bytes())
    materials = _name_materials(header)
    scene = _load_scene(path, _join_gltf(header, rest))
    for geometry, matrix in _placed_geometries(scene):
        yield _placed_part(geometry, matrix, _gltf_factor(geometry.visual, materials), linear=True)


def _split_gltf(content: bytes) -> tuple[dict[str, Any], bytes | None]:
    """The JSON of a .glb or .gltf file and, for .glb, the chunks after it."""
    if content[:4] != b"glTF":
        return json.loads(content), None
    version, _, size = struct.unpack("<III", content[4:16])
    if version != 2:
        raise ValueError(f"glTF version {version} is not 2")
    return json.loads(content[20 : 20 + size]), content[20 + size :]


def _join_gltf(header: dict[str, Any], rest: bytes | None) -> bytes:
    text = json.dumps(header).encode()
    if rest is None:
        return text
    text += b" " * (-len(text) % 4)
    return struct.pack("<4sIIII", b"glTF", 2, 20 + len(text) + len(rest), len(text), 0x4E4F534A) + text + rest


def _name_materials(header: dict[str, Any]) -> list[dict[str, Any]]:
    """Name each material by its number and give a further one to primitives without; return those of the file."""
    materials = header.get("materials", [])
    header["materials"] = [{**material, "name": str(number)} for number, material in enumerate(materials)]
    header["materials"].append({"name": str(len(materials))})
    for mesh in header.get("meshes", []):
        for primitive in mesh["primitives"]:
            primitive.setdefault("material", len(materials))
    return materials


def _gltf_factor(visual: Any, materials: list[dict[str, Any]]) -> np.ndarray | None:
    """(3,) linear base colour of a part's material, white if it names none; None for a part without a material."""
    name = getattr(getattr(visual, "material", None), "name", None)
    if name is None or int(name) >= len(materials):
        return None
    exact = materials[int(name)].get("pbrMetallicRoughness", {}).get("baseColorFactor")
    if exact is not None:
        return np.clip(np.asarray(exact[:3], dtype=np.float32), 0.0, 1.0)
    rounded = getattr(visual.material, "baseColorFactor", None)
    return np.ones(3, dtype=np.float32) if rounded is None else _unit_rgb(np.asarray(rounded)[None])[0]


def _plain_factor(visual: Any) -> np.ndarray | None:
    """(3,) sRGB colour of an OBJ's material, or None; where it has a picture its colour is only a fallback."""
    material = getattr(visual, "material", None)
    if material is None or getattr(material, "image", None) is not None or material.diffuse is None:
        return None
    return _unit_rgb(np.asarray(material.diffuse)[None])[0]


def _placed_part(geometry: Any, matrix: np.ndarray, factor: np.ndarray | None, linear: bool) -> Surface:
    """One mesh where the scene puts it, with the colour of its material and whether its colours are linear values."""
    vertices = np.asarray(geometry.vertices, dtype=np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    faces = np.asarray(geometry.faces, dtype=np.int64).reshape(-1, 3)
    if np.linalg.det(matrix[:3, :3]) < 0:
        faces = faces[:, ::-1]
    if len(faces) and (faces.min() < 0 or faces.max() >= len(vertices)):
        raise ValueError(f"faces refer to vertices outside 0..{len(vertices) - 1}")
    rgb = _corner_colors(geometry, faces, factor, linear)
    uv, texture = _corner_texture(geometry, faces)
    blank = np.full((len(faces), 3, 3), 1.0 if texture is not None else UNCOLORED, dtype=np.float32)
    return Surface(
        vertices=vertices,
        faces=faces,
        corner_rgb=blank if rgb is None else rgb,
        corner_uv=uv,
        texture_index=np.full(len(faces), -1 if texture is None else 0),
        textures=() if texture is None else (texture,),
        colored=rgb is not None or texture is not None,
    )


def _join(parts: list[Surface]) -> Surface:
    """One surface of many; images that several parts share are kept once for each part."""
    vertex_start = np.cumsum([0] + [len(part.vertices) for part in parts])
    texture_start = np.cumsum([0] + [len(part.textures) for part in parts])
    shifted = [
        np.where(part.texture_index >= 0, part.texture_index + start, -1)
        for part, start in zip(parts, texture_start, strict=False)
    ]
    return Surface(
        vertices=np.concatenate([part.vertices for part in parts]),
        faces=np.concatenate([part.faces + start for part, start in zip(parts, vertex_start, strict=False)]),
        corner_rgb=np.concatenate([part.corner_rgb for part in parts]),
        corner_uv=np.concatenate([part.corner_uv for part in parts]),
        texture_index=np.concatenate(shifted),
        textures=tuple(texture for part in parts for texture in part.textures),
        colored=any(part.colored for part in parts),
    )


def _corner_colors(geometry: Any, faces: np.ndarray, factor: np.ndarray | None, linear: bool) -> np.ndarray | None:
    """(f, 3, 3) sRGB: the mesh's own colours times the material's, or None where there is neither."""
    own = _own_colors(geometry, faces)
    if own is None and factor is None:
        return None
    colors = np.ones((len(faces), 3, 3), dtype=np.float32) if own is None else own
    if factor is not None:
        colors = colors * factor
    return linear_to_srgb(colors) if linear else colors.astype(np.float32)


def _own_colors(geometry: Any, faces: np.ndarray) -> np.ndarray | None:
    """(f, 3, 3) colours of vertices or faces as the file has them, or None."""
    visual = geometry.visual
    if visual.kind == "face":
        return np.repeat(_unit_rgb(visual.face_colors)[:, None], 3, axis=1)
    if visual.kind == "vertex":
        return _unit_rgb(visual.vertex_colors)[faces]
    attribute = _color_attribute(visual, len(geometry.vertices))
    return None if attribute is None else _unit_rgb(attribute)[faces]


def _color_attribute(visual: Any, count: int) -> np.ndarray | None:
    """COLOR_0 of a glTF primitive that has a material too: trimesh keeps it beside the material."""
    colors = getattr(visual, "vertex_attributes", {}).get("color")
    return colors if colors is not None and len(colors) == count else None


def _unit_rgb(colors: np.ndarray) -> np.ndarray:
    """Colours of any number type (k, 3 or 4) -> (k, 3) float32 in [0, 1]."""
    colors = np.asarray(colors)
    scale = float(np.iinfo(colors.dtype).max) if np.issubdtype(colors.dtype, np.integer) else 1.0
    return np.clip(colors[:, :3].astype(np.float32) / scale, 0.0, 1.0)


def _corner_texture(geometry: Any, faces: np.ndarray) -> tuple[np.ndarray, Texture | None]:
    """The (f, 3, 2) texture coordinates and the image of a mesh, zeros and None where it lacks either."""
    visual = geometry.visual
    material = getattr(visual, "material", None)
    image = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    uv = getattr(visual, "uv", None)
    if image is None or uv is None or len(uv) != len(geometry.vertices):
        return np.zeros((len(faces), 3, 2), dtype=np.float32), None
    pixels = np.array(image.convert("RGBA"), dtype=np.uint8)
    if getattr(material, "alphaMode", None) in (None, "OPAQUE"):
        pixels[..., 3] = 255
    return np.asarray(uv, dtype=np.float32)[:, :2][faces], Texture(pixels)
