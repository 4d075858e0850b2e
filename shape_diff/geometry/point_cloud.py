"""A point cloud with colours and normals."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.color import MAX_UNIT_COLOR, unit_colors
from shape_diff.geometry.near_origin import near_origin


@dataclass(frozen=True)
class PointCloud:
    """Points with optional colours and normals, in memory as float32.

    Positions of more bits that lie too far from the origin for these are moved near to it, with a warning; colours in
    0..255 are brought to [0, 1].

    Attributes:
        xyz: (n, 3) positions.
        rgb: (n, 3) sRGB colours in [0, 1], or None.
        normals: (n, 3) unit normals pointing outside, or None.
    """

    xyz: np.ndarray
    rgb: np.ndarray | None = None
    normals: np.ndarray | None = None

    def __post_init__(self) -> None:
        for name in ("xyz", "rgb", "normals"):
            array = getattr(self, name)
            if array is None:
                continue
            if name == "xyz" and getattr(array, "dtype", None) == np.float64 and array.ndim == 2:
                array = near_origin(array, "the cloud")
            if name == "rgb" and np.max(array, initial=0) > MAX_UNIT_COLOR:
                array = unit_colors(np.asarray(array), "the cloud")
            array = np.ascontiguousarray(array, dtype=np.float32)
            if array.ndim != 2 or array.shape[1] != 3 or len(array) != len(self.xyz):
                raise ValueError(f"{name} must have shape ({len(self.xyz)}, 3), got {array.shape}")
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return len(self.xyz)

    def select(self, index: np.ndarray) -> "PointCloud":
        """The points chosen by an index or boolean array, with their colours and normals."""
        return PointCloud(
            self.xyz[index],
            None if self.rgb is None else self.rgb[index],
            None if self.normals is None else self.normals[index],
        )

    def thinned(self, count: int) -> "PointCloud":
        """So many of its points drawn at random, always the same ones; all where there are not more."""
        if len(self) <= count:
            return self
        return self.select(np.sort(np.random.default_rng(0).permutation(len(self))[:count]))
