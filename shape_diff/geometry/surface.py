"""Triangles of a mesh file with the colour of every place on them: corner colours and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear

UNCOLORED = 0.7
"""The grey, in sRGB, of surfaces whose file names no colour."""
REPEAT, MIRROR, CLAMP = "repeat", "mirror", "clamp"


@dataclass(frozen=True)
class Texture:
    """An image laid over faces.

    Attributes:
        pixels: sRGB and opacity as uint8 (h, w, 4), row 0 at the top.
        wrap: what continues the image beyond its left and right and beyond its lower and upper border.
    """

    pixels: np.ndarray
    wrap: tuple[str, str] = (REPEAT, REPEAT)

    def at(self, uv: np.ndarray) -> np.ndarray:
        """(k, 2) texture coordinates, origin at the bottom left -> (k, 4) sRGB and opacity in [0, 1].

        The nearest pixel and not a mix: palettes, the usual texture of game assets, must not bleed.
        """
        height, width = self.pixels.shape[:2]
        u, v = (_wrapped(column, how) for column, how in zip(np.nan_to_num(uv).T, self.wrap, strict=True))
        column = np.clip((u * width).astype(np.int64), 0, width - 1)
        row = np.clip(((1.0 - v) * height).astype(np.int64), 0, height - 1)
        return (self.pixels[row, column] / 255.0).astype(np.float32)


def _wrapped(coordinate: np.ndarray, how: str) -> np.ndarray:
    """Texture coordinates (k,) of any size -> the place within [0, 1] that they show."""
    if how == CLAMP:
        return np.clip(coordinate, 0.0, 1.0)
    if how == MIRROR:
        return 1.0 - np.abs(coordinate % 2.0 - 1.0)
    return coordinate % 1.0


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
        notes: sentences on what of the file was not taken as it stands.
    """

    vertices: np.ndarray
    faces: np.ndarray
    corner_rgb: np.ndarray
    corner_uv: np.ndarray
    texture_index: np.ndarray
    textures: tuple[Texture, ...] = ()
    colored: bool = True
    notes: tuple[str, ...] = field(default=())

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

    def part(self, keep: np.ndarray) -> "Surface":
        """The faces chosen by an index or boolean array; all vertices stay."""
        return replace(
            self,
            faces=self.faces[keep],
            corner_rgb=self.corner_rgb[keep],
            corner_uv=self.corner_uv[keep],
            texture_index=self.texture_index[keep],
        )

    def turned(self) -> "Surface":
        """The other sides of the faces outside."""
        corners = {name: getattr(self, name)[:, ::-1] for name in ("faces", "corner_rgb", "corner_uv")}
        return replace(self, **corners)


def surface_part(
    vertices: np.ndarray,
    faces: np.ndarray,
    rgb: np.ndarray | None = None,
    uv: np.ndarray | None = None,
    texture: Texture | None = None,
) -> Surface:
    """Faces of one material.

    Args:
        vertices: (v, 3) positions.
        faces: (f, 3) vertex indices.
        rgb: (f, 3, 3) sRGB at the corners, or None where the file gives none.
        uv: (f, 3, 2) texture coordinates at the corners, origin at the bottom left.
        texture: the image; without it or `uv` there is none.

    Raises:
        ValueError: faces refer to vertices that are not there.
    """
    vertices, faces = np.asarray(vertices, dtype=np.float64), np.asarray(faces, dtype=np.int64).reshape(-1, 3)
    if len(faces) and (faces.min() < 0 or faces.max() >= len(vertices)):
        raise ValueError(f"faces refer to vertices outside 0..{len(vertices) - 1}")
    if uv is None or texture is None:
        uv, texture = np.zeros((len(faces), 3, 2)), None
    if rgb is None:
        rgb = np.full((len(faces), 3, 3), UNCOLORED if texture is None else 1.0)
        colored = texture is not None
    else:
        colored = True
    return Surface(
        vertices=vertices,
        faces=faces,
        corner_rgb=np.asarray(rgb, dtype=np.float32),
        corner_uv=np.asarray(uv, dtype=np.float32),
        texture_index=np.full(len(faces), -1 if texture is None else 0),
        textures=() if texture is None else (texture,),
        colored=colored,
    )


def join_surfaces(parts: Sequence[Surface], notes: Sequence[str] = ()) -> Surface:
    """One surface of many, with notes of its own first, each once; a texture that parts share is kept for each."""
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
        notes=tuple(dict.fromkeys([*notes, *(note for part in parts for note in part.notes)])),
    )


def _multiply(rgb: np.ndarray, texel: np.ndarray) -> np.ndarray:
    """Tint texels (k, 4) by colours (k, 3); light multiplies in linear values, sRGB would come out too dark."""
    if np.allclose(rgb, 1.0):
        return texel
    tinted = linear_to_srgb(srgb_to_linear(rgb) * srgb_to_linear(texel[:, :3]))
    return np.concatenate([tinted, texel[:, 3:]], axis=1)
