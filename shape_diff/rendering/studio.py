"""The light: directions of a bright room, baked into one number per surface point and channel."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from shape_diff.geometry.color import srgb_to_linear
from shape_diff.rendering.tracer import Tracer

KEY_DIRECTION = np.array([-0.52, 0.74, 0.58], dtype=np.float32) / np.float32(math.sqrt(1.1544))
"""Towards the main light: above, in front, from the left."""

_BOUNCE = 0.22
"""What a blocked direction still brings: light that other surfaces of the shape pass on."""


@dataclass(frozen=True)
class Studio:
    """Distant lights.

    Attributes:
        directions: (k, 3) float32 unit vectors towards the lights.
        power: (k, 3) float32 linear colours; a surface facing a light of power 1 shows its own colour.
    """

    directions: np.ndarray
    power: np.ndarray

    def irradiance(self, tracer: Tracer, origins: np.ndarray, normals: np.ndarray) -> np.ndarray:
        """Light arriving at points with unit normals, both (n, 3): (n, 3) float32, shadows and bounce included."""
        cosines = np.maximum(normals @ self.directions.T, 0)  # (n, k)
        for k, direction in enumerate(self.directions):
            facing = np.flatnonzero(cosines[:, k] > 0)
            blocked = facing[~tracer.visible(origins[facing], direction)]
            cosines[blocked, k] *= _BOUNCE
        return (cosines @ self.power).astype(np.float32)

    def unblocked(self, normals: np.ndarray) -> np.ndarray:
        """Light arriving at surfaces with these normals (..., 3) when nothing stands in the way: (..., 3)."""
        return np.maximum(normals @ self.directions.T, 0) @ self.power


def fibonacci_sphere(count: int) -> np.ndarray:
    """`count` evenly spread unit vectors: (count, 3) float32."""
    index = np.arange(count) + 0.5
    y = 1 - 2 * index / count
    return _around_y(y, index)


def _around_y(y: np.ndarray, index: np.ndarray) -> np.ndarray:
    angle = index * math.pi * (3 - math.sqrt(5))
    radius = np.sqrt(np.maximum(1 - y * y, 0))
    return np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], axis=1).astype(np.float32)


def _soft_box(axis: np.ndarray, half_angle_deg: float, count: int) -> np.ndarray:
    """`count` unit vectors spread over the cone around `axis` (3,)."""
    index = np.arange(count) + 0.5
    cone = _around_y(1 - (1 - math.cos(math.radians(half_angle_deg))) * index / count, index)
    side = np.cross(axis, [0.0, 0.0, 1.0])
    side /= np.linalg.norm(side)
    return (cone @ np.stack([side, axis, np.cross(side, axis)])).astype(np.float32)


def _lamp(axis: Sequence[float], half_angle_deg: float, count: int, color: Sequence[float]) -> Studio:
    unit = np.asarray(axis) / np.linalg.norm(axis)
    power = np.tile(np.asarray(color, dtype=np.float32) / count, (count, 1))
    return Studio(_soft_box(unit, half_angle_deg, count), power)


def _room(count: int) -> Studio:
    """Light from everywhere: a bright ceiling, darker walls, a floor that gives back a part."""
    directions = fibonacci_sphere(count)
    ceiling = np.clip(directions[:, 1:2], 0, 1)
    sky = 0.36 + 0.22 * ceiling * np.array([0.97, 1.0, 1.04])
    floor = 0.22 * np.array([1.04, 1.0, 0.95])
    power = np.where(directions[:, 1:2] >= 0, sky, floor) * 4 / count
    return Studio(directions, power.astype(np.float32))


@lru_cache(maxsize=4)
def studio(sharpness: float = 1.0) -> Studio:
    """Key light, fill, rim and room; `sharpness` scales how many directions stand for them."""
    parts = [
        _room(max(8, int(72 * sharpness))),
        _lamp(KEY_DIRECTION.tolist(), 16, max(4, int(22 * sharpness)), [0.74, 0.71, 0.66]),
        _lamp((0.9, 0.3, 0.25), 28, max(2, int(10 * sharpness)), [0.24, 0.26, 0.30]),
        _lamp((0.3, 0.55, -0.8), 25, max(2, int(8 * sharpness)), [0.32, 0.32, 0.33]),
    ]
    return Studio(np.concatenate([p.directions for p in parts]), np.concatenate([p.power for p in parts]))


def backdrop(height: int, width: int) -> np.ndarray:
    """(height, width, 3) float32 linear: light neutral paper, a little darker towards the lower corners."""
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    grey = 0.972 - 0.07 * y**1.5 - 0.025 * x * x
    return np.repeat(srgb_to_linear(grey)[..., None], 3, axis=2)
