"""The placement of a shape: where its normalised copy sits in the original coordinates."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Frame:
    """A uniform scale and a translation: original = normalised * scale + center.

    Attributes:
        center: (3,) centre of the bounding box in original units.
        scale: half the longest side of the bounding box in original units, > 0.
    """

    center: np.ndarray
    scale: float

    @classmethod
    def of(cls, xyz: np.ndarray) -> "Frame":
        """The frame of a set of points (n, 3); raises ValueError for no points, non-finite ones or no extent."""
        xyz = np.asarray(xyz, dtype=np.float64)
        if xyz.ndim != 2 or xyz.shape[1] != 3 or len(xyz) == 0:
            raise ValueError(f"a frame needs points of shape (n, 3) with n > 0, got {xyz.shape}")
        if not np.isfinite(xyz).all():
            raise ValueError(f"{int((~np.isfinite(xyz)).any(axis=1).sum())} points have NaN or infinite coordinates")
        low, high = xyz.min(axis=0), xyz.max(axis=0)
        scale = float((high - low).max()) / 2
        if scale <= 0:
            raise ValueError("all points are equal, so the shape has no size")
        return cls(center=(low + high) / 2, scale=scale)

    def normalize(self, xyz: np.ndarray) -> np.ndarray:
        """(n, 3) original coordinates -> (n, 3) float32 normalised coordinates."""
        return ((np.asarray(xyz, dtype=np.float64) - self.center) / self.scale).astype(np.float32)

    def restore(self, xyz: np.ndarray) -> np.ndarray:
        """(n, 3) normalised coordinates -> (n, 3) float32 original coordinates."""
        return (np.asarray(xyz, dtype=np.float64) * self.scale + self.center).astype(np.float32)
