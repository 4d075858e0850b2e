"""A denoising run as it can be watched: the points on their way from noise to the sample."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.point_cloud import PointCloud


@dataclass(frozen=True)
class Trajectory:
    """The steps of one sample: the first is noise, the last the sample.

    Attributes:
        xyz: (s, n, 3) float32 noisy positions divided by sqrt(1 + sigma^2 / sigma_data^2), which keeps the noise a ball
            of the shape's size; at sigma 0 the positions themselves.
        rgb: (s, n, 3) float32 sRGB in [0, 1] of the denoised estimate.
        normals: (s, n, 3) float32 unit normals of the denoised estimate.
        sigmas: (s,) float32 noise levels, the last 0.
    """

    xyz: np.ndarray
    rgb: np.ndarray
    normals: np.ndarray
    sigmas: np.ndarray

    def __post_init__(self) -> None:
        for name in ("xyz", "rgb", "normals", "sigmas"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float32))
        steps, points = self.xyz.shape[:2] if self.xyz.ndim == 3 else (0, 0)
        if self.xyz.shape != (steps, points, 3) or steps == 0 or points == 0:
            raise ValueError(f"xyz must have shape (steps, points, 3), got {self.xyz.shape}")
        for name, shape in (("rgb", self.xyz.shape), ("normals", self.xyz.shape), ("sigmas", (steps,))):
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} must have shape {shape}, got {getattr(self, name).shape}")

    def __len__(self) -> int:
        return len(self.sigmas)

    def cloud(self, step: int) -> PointCloud:
        """The points at one step, 0 to len - 1; raises ValueError for any other."""
        if not 0 <= step < len(self):
            raise ValueError(f"step must be between 0 and {len(self) - 1}, got {step}")
        return PointCloud(self.xyz[step], self.rgb[step], self.normals[step])
