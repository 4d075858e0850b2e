"""A perspective camera on a sphere around its target."""

import math
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Camera:
    """Where the eye is, in the coordinates of the shape (right-handed, y up).

    Attributes:
        azimuth_deg: 0 looks at the front (+z side), 90 at the right (+x side), 180 at the back.
        elevation_deg: 0 at the height of the target, 90 straight from above.
        distance: from the eye to the target; the default frames all of [-1, 1]^3 from any side.
        fov_deg: opening angle across the shorter side of the picture.
        target: the point in the middle of the picture.
    """

    azimuth_deg: float = 35.0
    elevation_deg: float = 20.0
    distance: float = 6.8
    fov_deg: float = 30.0
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        if not self.distance > 0:
            raise ValueError(f"distance must be positive, got {self.distance}")
        if not 0 < self.fov_deg < 180:
            raise ValueError(f"fov_deg must lie between 0 and 180, got {self.fov_deg}")

    @property
    def axes(self) -> np.ndarray:
        """(3, 3) float64: the unit vectors right, up and backward (target to eye), one a row."""
        azimuth, elevation = math.radians(self.azimuth_deg), math.radians(self.elevation_deg)
        right = np.array([math.cos(azimuth), 0.0, -math.sin(azimuth)])
        flat = math.cos(elevation)
        backward = np.array([flat * math.sin(azimuth), math.sin(elevation), flat * math.cos(azimuth)])
        return np.stack([right, np.cross(backward, right), backward])

    @property
    def eye(self) -> np.ndarray:
        """(3,) float64 position."""
        return np.asarray(self.target, dtype=np.float64) + self.distance * self.axes[2]

    def rays(self, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Rays through the centres of the pixels, row by row from the upper left corner.

        Returns:
            origins: (height * width, 3) float32, a read-only view of the one eye.
            directions: (height * width, 3) float32 unit vectors.
        """
        right, up, backward = self.axes.astype(np.float32)
        pixel = np.float32(2 * math.tan(math.radians(self.fov_deg) / 2) / min(height, width))
        x = (np.arange(width, dtype=np.float32) + np.float32(0.5 - width / 2)) * pixel
        y = (np.float32(height / 2 - 0.5) - np.arange(height, dtype=np.float32)) * pixel
        directions = (y[:, None, None] * up - backward) + x[None, :, None] * right
        directions *= (1 / np.sqrt(1 + (y * y)[:, None] + (x * x)[None, :]))[..., None]
        directions = directions.reshape(-1, 3)
        return np.broadcast_to(self.eye.astype(np.float32), directions.shape), directions

    def fit(self, points: np.ndarray, margin: float = 0.06) -> "Camera":
        """The same view with `points` (n, 3) in the middle, as near as keeps them in a square picture.

        Args:
            points: positions; non-finite ones are ignored, and with none left the camera stays as it is.
            margin: free border as a fraction of the picture's side.
        """
        points = np.asarray(points, dtype=np.float64)
        points = points[np.isfinite(points).all(axis=1)]
        if len(points) == 0:
            return self
        target = (points.min(axis=0) + points.max(axis=0)) / 2
        # Near parts look larger, so centring moves the target a little; it settles in a few rounds.
        for _ in range(4):
            seen = (points - target) @ self.axes.T
            distance = self._distance_for(seen, margin)
            on_screen = seen[:, :2] / (distance - seen[:, 2:])
            shift = (on_screen.min(axis=0) + on_screen.max(axis=0)) / 2 * distance
            target = target + shift @ self.axes[:2]
        distance = self._distance_for((points - target) @ self.axes.T, margin)
        return replace(self, distance=distance, target=(float(target[0]), float(target[1]), float(target[2])))

    def _distance_for(self, seen: np.ndarray, margin: float) -> float:
        """The nearest distance from which points (n, 3), relative to the target along the axes, are in the picture."""
        slope = math.tan(math.radians(self.fov_deg) / 2) * (1 - 2 * margin)
        distance = float((np.abs(seen[:, :2]).max(axis=1) / slope + seen[:, 2]).max())
        return distance if distance > 0 else 1.0


VIEWS = {
    "default": Camera(35, 20),
    "front": Camera(0, 0),
    "right": Camera(90, 0),
    "back": Camera(180, 0),
    "left": Camera(270, 0),
    "top": Camera(0, 90),
    "bottom": Camera(0, -90),
}
