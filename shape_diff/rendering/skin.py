"""What light makes of a surface: colours for the places rays hit, from light baked once for all views."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

import numpy as np

from shape_diff.geometry.color import srgb_to_linear
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.spheres import Spheres
from shape_diff.rendering.studio import KEY_DIRECTION, Studio, fibonacci_sphere
from shape_diff.rendering.surface import Surface, unit
from shape_diff.rendering.tracer import Hits, Tracer

_OFFSET = 0.003
"""How far above the surface light is gathered, so that the surface does not shade itself."""

_BALL_OFFSET = 1.8
"""The same for balls, in radii: clear of the triangles around the ball, near enough to see what shades it."""


@runtime_checkable
class Skin(Protocol):
    """A surface that knows its colour under light."""

    def shade(self, hits: Hits, eye: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """Linear colours (n, 3) of the places hit by rays from `eye` (3,) along `directions` (all rays, 3)."""


class TwoSided:
    """Light on both sides of a surface; the back is gathered only when somebody looks at it."""

    def __init__(self, gather: Callable[[float], np.ndarray]) -> None:
        """`gather(side)` returns light (n, 3) on the side of the normals (+1) or opposite (-1)."""
        self._gather = gather
        self._baked: dict[float, np.ndarray] = {}

    def on(self, side: float) -> np.ndarray:
        """(n, 3) light on one side."""
        if side not in self._baked:
            self._baked[side] = self._gather(side)
        return self._baked[side]


class MeshSkin:
    """Gouraud shading of light gathered at the vertices."""

    def __init__(self, surface: Surface, tracer: Tracer | None, studio: Studio, paint: Paint | None = None) -> None:
        """Without a tracer nothing stands in the way of the light; `paint` are the pictures of the surface's uv."""
        self._surface, self._paint = surface, paint
        self._light = TwoSided(lambda side: self._gather(tracer, studio, side))

    def _gather(self, tracer: Tracer | None, studio: Studio, side: float) -> np.ndarray:
        normals = self._surface.normals * np.float32(side)
        if tracer is None:
            return studio.unblocked(normals).astype(np.float32)
        return studio.irradiance(tracer, self._surface.vertices + _OFFSET * normals, normals)

    def shade(self, hits: Hits, eye: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """See `Skin.shade`."""
        texels = self._texels(hits)
        color = self._seen_from(eye, 1.0, hits, texels)
        if hits.from_behind.any():
            color = np.where(hits.from_behind[:, None], self._seen_from(eye, -1.0, hits, texels), color)
        return color

    def _seen_from(self, eye: np.ndarray, side: float, hits: Hits, texels: np.ndarray | float) -> np.ndarray:
        """(n, 3) linear colours of the hits: matt paint under the light, a faint sheen where seen edge on."""
        light, surface = self._light.on(side), self._surface
        toward_eye = unit(eye - surface.vertices)
        grazing = 1 - np.abs(np.einsum("ij,ij->i", surface.normals, toward_eye))[:, None]
        matt, sheen = surface.albedo * light, 0.07 * grazing**4 * light
        if self._paint is None:
            return self._interpolate(matt + sheen, hits)
        return self._interpolate(matt, hits) * texels + self._interpolate(sheen, hits)

    def _texels(self, hits: Hits) -> np.ndarray | float:
        """(n, 3) linear colours of the pictures at the hits."""
        surface = self._surface
        if self._paint is None or surface.uv is None or surface.picture is None:
            return 1.0
        texels = self._paint.texels(surface.picture[hits.triangle], self._interpolate(surface.uv, hits))
        return srgb_to_linear(texels[:, :3])

    def _interpolate(self, color: np.ndarray, hits: Hits) -> np.ndarray:
        corners = self._surface.faces[hits.triangle]
        return sum(color[corners[:, k]] * hits.weights[:, k, None] for k in range(3))


class CloudSkin:
    """Small balls: the light of the surface they stand for, with enough of their own roundness to tell them apart."""

    def __init__(self, spheres: Spheres, albedo: np.ndarray, normals: np.ndarray | None, room: Studio) -> None:
        """Linear colours `albedo` (n, 3); unit normals (n, 3), or None to take the open side of each point."""
        self._spheres, self._albedo = spheres, albedo
        self._normals = open_side(spheres) if normals is None else normals
        self._light = TwoSided(lambda side: self._gather(room, side))

    def _gather(self, room: Studio, side: float) -> np.ndarray:
        normals = self._normals * np.float32(side)
        origins = self._spheres.centers + _BALL_OFFSET * self._spheres.radius * normals
        return room.irradiance(self._spheres.tracer, origins, normals)

    def shade(self, hits: Hits, eye: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """See `Skin.shade`."""
        ball = self._spheres.ball_of(hits.triangle)
        rays = directions[hits.ray]
        place = eye.astype(np.float32) + hits.distance[:, None] * rays
        round_normal = unit(place - self._spheres.centers[ball])
        color = (self._albedo * self._light_toward(eye))[ball]
        lamp = unit(KEY_DIRECTION - 1.5 * rays)
        roundness = np.maximum(np.einsum("ij,ij->i", round_normal, lamp), 0)
        return color * (0.62 + 0.55 * roundness)[:, None]

    def _light_toward(self, eye: np.ndarray) -> np.ndarray:
        """(n, 3) light on the side of each point that faces the eye."""
        behind = np.einsum("ij,ij->i", self._normals, eye - self._spheres.centers) < 0
        # The mean of both sides keeps points that shine through from inside from looking like dirt.
        return np.where(behind[:, None], (self._light.on(-1.0) + self._light.on(1.0)) / 2, self._light.on(1.0))


def open_side(spheres: Spheres) -> np.ndarray:
    """(n, 3) unit vectors: the mean direction in which each point sees out of the cloud."""
    total = np.zeros_like(spheres.centers)
    for direction in fibonacci_sphere(48):
        free = spheres.tracer.visible(spheres.centers + _BALL_OFFSET * spheres.radius * direction, direction)
        total[free] += direction
    return unit(total)
