"""Fast pictures of a shape alone: flat faces, one lamp, even ambient light and nothing behind."""

from dataclasses import dataclass

import numpy as np

from shape_diff.formats.mesh_files import Surface
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear, to_uint8
from shape_diff.geometry.triangles import face_vectors
from shape_diff.pictures.framing import PICTURE_SIZE, frame_object, is_framed
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.tracer import Tracer

FULL_LIGHT = 0.888
"""Linear value of a white surface that faces the lamp, 0.95 in sRGB."""
_GRID = 2
"""Rays along each side of a pixel."""
_OPAQUE = 0.5
_MAX_LAYERS = 8
"""Transparent surfaces that a ray passes before it counts as lost."""
_STEP = 1e-4
"""How far behind a transparent surface a ray goes on, for shapes in [-1, 1]^3."""


@dataclass(frozen=True)
class Light:
    """A far lamp and light from everywhere.

    Attributes:
        direction: (3,) unit vector towards the lamp.
        ambient: share of the light that comes from everywhere, 0 to 1.
    """

    direction: np.ndarray
    ambient: float


class PlainScene:
    """A shape in [-1, 1]^3 ready for pictures from many sides."""

    def __init__(self, surface: Surface) -> None:
        """Take triangles and colours; faces opaque by less than a half are holes."""
        self._surface = surface
        self._tracer = Tracer(surface.vertices, surface.faces)
        vectors = face_vectors(surface.triangles)
        self._normals = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-30)

    def picture(self, camera: Camera, light: Light, size: int = PICTURE_SIZE) -> np.ndarray:
        """The shape as (size, size, 4) uint8, straight sRGB and alpha; RGB is 0 where alpha is 0.

        Shading is Lambert's in linear light. Both sides of a face are lit alike: its normal is turned to the eye.
        """
        fine = _GRID * size
        origins, directions = camera.rays(fine, fine)
        ray, triangle, rgb = self._seen(origins, directions)
        normals = self._normals[triangle]
        facing = np.sign(-np.einsum("ij,ij->i", normals, directions[ray]))
        cosine = np.clip(facing * (normals @ light.direction), 0.0, 1.0)
        brightness = FULL_LIGHT * (light.ambient + (1 - light.ambient) * cosine)
        samples = np.zeros((fine * fine, 4), dtype=np.float32)
        samples[ray, :3] = srgb_to_linear(rgb) * brightness[:, None]
        samples[ray, 3] = 1.0
        return _straight(samples.reshape(size, _GRID, size, _GRID, 4).mean(axis=(1, 3)))

    def framed_picture(self, camera: Camera, light: Light) -> np.ndarray:
        """The prepared picture (PICTURE_SIZE, PICTURE_SIZE, 4) from a camera that is fitted to the shape.

        Raises:
            ValueError: nothing of the shape can be seen from there.
        """
        picture = self.picture(camera, light)
        return picture if is_framed(picture) else frame_object(picture)

    def _seen(self, origins: np.ndarray, directions: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rays (k,) that meet an opaque surface, its triangle (k,) and its sRGB colour (k, 3)."""
        found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        rays = np.arange(len(origins))
        for _ in range(_MAX_LAYERS):
            hits = self._tracer.first_hits(origins, directions)
            rgba = self._surface.rgba_at(hits.triangle, hits.weights)
            solid = rgba[:, 3] >= _OPAQUE
            found.append((rays[hits.ray[solid]], hits.triangle[solid], rgba[solid, :3]))
            if solid.all():
                break
            through = hits.ray[~solid]
            distance = hits.distance[~solid, None] + np.float32(_STEP)
            rays, directions = rays[through], directions[through]
            origins = origins[through] + distance * directions
        ray, triangle, rgb = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return ray, triangle, rgb


def _straight(mean: np.ndarray) -> np.ndarray:
    """Mean linear colours times coverage, and coverage, (h, w, 4) -> straight sRGB and alpha, uint8."""
    coverage = mean[..., 3:]
    linear = mean[..., :3] / np.where(coverage > 0, coverage, 1.0)
    return to_uint8(np.concatenate([linear_to_srgb(linear), coverage], axis=2))
