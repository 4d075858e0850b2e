"""The soft shadow a shape casts on the ground it stands on."""

from dataclasses import dataclass

import numpy as np

from shape_diff.rendering.studio import Studio
from shape_diff.rendering.tracer import Tracer

_GAP = 0.004
_REACH = 2.6
_STRENGTH = 0.95


@dataclass(frozen=True)
class Ground:
    """A square light map in a horizontal plane.

    Attributes:
        height: y of the plane.
        corner: (2,) x and z of the first cell's centre.
        step: distance between the centres of cells.
        light: (cells, cells) float32 by z and x: fraction of the light that arrives.
    """

    height: float
    corner: np.ndarray
    step: float
    light: np.ndarray

    @classmethod
    def under(cls, points: np.ndarray, tracer: Tracer, lights: Studio) -> "Ground":
        """The ground touching the lowest of the normalised `points` (n, 3)."""
        low, high = points.min(axis=0), points.max(axis=0)
        cells = int(np.clip(12 * len(lights.directions) ** 0.5, 48, 104))
        line = np.linspace(-_REACH, _REACH, cells)
        middle = (low + high)[[0, 2]] / 2
        z, x = np.meshgrid(line + middle[1], line + middle[0], indexing="ij")
        height = float(low[1]) - _GAP
        places = np.stack([x, np.full_like(x, height), z], axis=2).reshape(-1, 3).astype(np.float32)
        up = np.array([0, 1, 0], dtype=np.float32)
        arrived = lights.irradiance(tracer, places, np.broadcast_to(up, places.shape))
        light = (arrived.sum(axis=1) / lights.unblocked(up).sum()).reshape(cells, cells)
        return cls(height, middle - _REACH, float(line[1] - line[0]), _blur(1 - _fade(line) * (1 - light)))

    def shadow(self, eye: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """(n, 1) factor on what a ray from `eye` (3,) along `directions` (n, 3) sees behind the shape."""
        factor = np.ones((len(directions), 1), dtype=np.float32)
        down = np.flatnonzero(directions[:, 1] < -1e-4)
        if eye[1] <= self.height or len(down) == 0:
            return factor
        distance = (self.height - eye[1]) / directions[down, 1].astype(np.float64)
        place = eye[[0, 2]] + distance[:, None] * directions[down][:, [0, 2]]
        factor[down, 0] = 1 - _STRENGTH * (1 - self._look_up((place - self.corner) / self.step))
        return factor

    def _look_up(self, cell: np.ndarray) -> np.ndarray:
        """Bilinear light at (n, 2) fractional x, z cells; 1 outside of the map."""
        last = len(self.light) - 1
        cell = np.clip(cell, 0, last - 1e-3)
        low = cell.astype(np.int32)
        x, z = (cell - low).T
        a, b = low.T
        near = self.light[b, a] * (1 - x) + self.light[b, a + 1] * x
        far = self.light[b + 1, a] * (1 - x) + self.light[b + 1, a + 1] * x
        return near * (1 - z) + far * z


def _fade(line: np.ndarray) -> np.ndarray:
    """(cells, cells) 1 in the middle, 0 at the border, so that the map has no visible end."""
    radius = np.hypot(line[:, None], line[None, :]) / _REACH
    return np.clip((1 - radius) / 0.4, 0, 1)


def _blur(light: np.ndarray) -> np.ndarray:
    """Mean of 3 x 3 cells, which hides the steps of single light directions."""
    for axis in (0, 1):
        padded = np.concatenate([light.take([0], axis), light, light.take([-1], axis)], axis)
        count = light.shape[axis]
        light = (padded.take(range(count), axis) + light + padded.take(range(2, count + 2), axis)) / 3
    return light.astype(np.float32)
