"""A mesh with the pictures of its file laid over it: what viewers and renderers draw of a textured file."""

from dataclasses import dataclass, replace

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.surface import CLAMP, Surface, Texture
from shape_diff.geometry.textured_mesh import TexturedMesh

MAX_ATLAS_SIDE = 8192
TILE_SLACK = 1e-4
"""Texture coordinates may leave their tile by this much: rounding, and no repetition."""


@dataclass(frozen=True)
class Paint:
    """Pictures on a mesh whose vertices have one texture coordinate each. Unlike a `TexturedMesh` it may have several
    pictures, and pictures that repeat.

    Attributes:
        uv: (v, 2) float32 texture coordinates, origin at the bottom left of the image.
        tint: (v, 3) float32 sRGB that the picture is multiplied with; the colour itself where there is no picture.
        picture: (f,) int32 index into `textures` of each face, or -1.
        textures: the pictures.
    """

    uv: np.ndarray
    tint: np.ndarray
    picture: np.ndarray
    textures: tuple[Texture, ...]

    @property
    def nbytes(self) -> int:
        """Memory of all arrays."""
        pictures = sum(texture.pixels.nbytes for texture in self.textures)
        return self.uv.nbytes + self.tint.nbytes + self.picture.nbytes + pictures

    def part(self, vertices: np.ndarray, faces: np.ndarray) -> "Paint":
        """The paint of some vertices and faces, each chosen by an index or boolean array."""
        return replace(self, uv=self.uv[vertices], tint=self.tint[vertices], picture=self.picture[faces])

    def texels(self, picture: np.ndarray, uv: np.ndarray) -> np.ndarray:
        """(k, 4) sRGB and opacity in [0, 1] of the pictures (k,) at texture coordinates (k, 2); white where -1."""
        texels = np.ones((len(picture), 4), dtype=np.float32)
        for number in np.unique(picture):
            if number >= 0:
                here = picture == number
                texels[here] = self.textures[number].at(uv[here])
        return texels


def mesh_of_surface(surface: Surface) -> Mesh:
    """The surface with one colour for each vertex; a vertex is doubled where faces of two colours meet."""
    if not surface.colored:
        return Mesh(surface.vertices, surface.faces)
    rgb = _corner_colors(surface)
    first, corner = _unique_rows([surface.faces.reshape(-1), *_bytes(rgb)])
    return Mesh(surface.vertices[surface.faces.reshape(-1)[first]], corner.reshape(-1, 3), rgb[first])


def paint_of_surface(surface: Surface) -> tuple[Mesh, Paint | None]:
    """The surface as a mesh with the pictures it has; the vertex colours are those of the pictures at the vertices."""
    if not (surface.texture_index >= 0).any():
        return mesh_of_surface(surface), None
    surface = _with_each_texture_once(surface)
    rgb, tint = _corner_colors(surface), surface.corner_rgb.reshape(-1, 3)
    uv, picture = surface.corner_uv.reshape(-1, 2), np.repeat(surface.texture_index, 3)
    places = np.ascontiguousarray(uv + np.float32(0)).view(np.int32)  # no two zeros
    first, corner = _unique_rows([surface.faces.reshape(-1), *_bytes(rgb), *_bytes(tint), *places.T, picture])
    mesh = Mesh(surface.vertices[surface.faces.reshape(-1)[first]], corner.reshape(-1, 3), rgb[first])
    paint = Paint(uv[first], tint[first], surface.texture_index.astype(np.int32), surface.textures)
    return mesh, paint


def textured_mesh_of(mesh: Mesh, paint: Paint) -> TexturedMesh | None:
    """The same with all pictures in one, for files with one picture; None where that cannot be.

    Pictures stand above each other. A face whose texture coordinates go through several repetitions, colours that tint
    a picture, faces without a picture, and pictures that would be too large together cannot be put so.
    """
    tinted = not np.allclose(paint.tint[mesh.faces.reshape(-1)], 1, atol=1 / 255)
    if tinted or (paint.picture < 0).any():
        return None
    corner_uv = paint.uv[mesh.faces].astype(np.float64)
    for number, texture in enumerate(paint.textures):
        here = paint.picture == number
        placed = _within_one_tile(corner_uv[here], texture.wrap)
        if placed is None:
            return None
        corner_uv[here] = placed
    height, width = (f([t.pixels.shape[axis] for t in paint.textures]) for f, axis in ((sum, 0), (max, 1)))
    if max(height, width) > MAX_ATLAS_SIDE:
        return None
    image = np.zeros((height, width, 3), dtype=np.uint8)
    top = 0
    for number, texture in enumerate(paint.textures):
        rows, columns = texture.pixels.shape[:2]
        image[top : top + rows, :columns] = texture.pixels[..., :3]
        here = paint.picture == number
        low = height - top - rows
        corner_uv[here] = (corner_uv[here] * [columns, rows] + [0, low]) / [width, height]
        top += rows
    uv, corner = np.unique(corner_uv.reshape(-1, 2).astype(np.float32), axis=0, return_inverse=True)
    return TexturedMesh(mesh, uv, corner.reshape(-1, 3).astype(np.int32), image)


def _with_each_texture_once(surface: Surface) -> Surface:
    """Joined parts bring the pictures that they share several times."""
    numbers: dict[tuple[int, tuple[str, str]], int] = {}
    new = [numbers.setdefault((id(t.pixels), t.wrap), len(numbers)) for t in surface.textures]
    kept = dict(zip(reversed(new), reversed(surface.textures), strict=True))
    index = np.where(surface.texture_index >= 0, np.array(new)[surface.texture_index], -1)
    return replace(surface, texture_index=index, textures=tuple(kept[number] for number in range(len(kept))))


def _within_one_tile(uv: np.ndarray, wrap: tuple[str, str]) -> np.ndarray | None:
    """Corner coordinates (f, 3, 2) moved by whole tiles into [0, 1], or None where a face does not fit."""
    tile = np.floor(uv.mean(axis=1, keepdims=True))
    for axis in (0, 1):
        if wrap[axis] == CLAMP:
            tile[..., axis] = 0
        elif wrap[axis] != "repeat" and (tile[..., axis] != 0).any():
            return None
    moved = uv - tile
    if moved.min(initial=0) < -TILE_SLACK or moved.max(initial=1) > 1 + TILE_SLACK:
        return None
    return np.clip(moved, 0, 1)


def _corner_colors(surface: Surface) -> np.ndarray:
    """(3f, 3) sRGB of each corner of each face."""
    face = np.repeat(np.arange(len(surface.faces)), 3)
    return surface.colors_at(face, np.tile(np.eye(3), (len(surface.faces), 1)))


def _bytes(rgb: np.ndarray) -> np.ndarray:
    """(n, 3) colours as columns (3, n) of whole numbers."""
    return np.rint(rgb * 255).astype(np.int64).T


def _unique_rows(columns: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The index of the first of each kind of row, and of each row its kind."""
    key = np.column_stack(columns)
    _, first, kind = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return first, kind.reshape(-1)
