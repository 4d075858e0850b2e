"""Size, place and up axis of what is written to a file."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud

UP_AXES = {
    "y": np.eye(3),
    "z": np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
}
"""Matrices that turn right-handed y-up coordinates with the front towards +z. z-up is (x, y, z) -> (x, -z, y): the
front then looks towards -y, where Blender and slicers look from, and left stays left."""
ORIGINS = ("base", "centre", "keep")
"""Where the origin of a file is: under the middle, on the ground; in the middle; where the coordinates have it."""
METRES = {"m": 1.0, "mm": 0.001}
SMALLEST_M, LARGEST_M = 1e-9, 1e9
"""Sizes between which coordinates in single precision stay numbers, with room to spare."""


@dataclass(frozen=True)
class Size:
    """How large a shape is to be.

    Attributes:
        length: more than 0, from SMALLEST_M to LARGEST_M.
        unit: "m" or "mm".
        side: "longest" side of the bounding box, or its "height".
    """

    length: float
    unit: str = "m"
    side: str = "longest"

    def __post_init__(self) -> None:
        if self.unit not in METRES:
            raise ValueError(f"the unit must be {' or '.join(METRES)}, got {self.unit!r}")
        if self.side not in ("longest", "height"):
            raise ValueError(f"the side must be longest or height, got {self.side!r}")
        if not 0 < self.length < float("inf"):
            name = "millimetres" if self.unit == "mm" else "metres"
            raise ValueError(f"the size must be a finite number of {name} above 0, got {self.length:g}")
        if not SMALLEST_M <= self.metres <= LARGEST_M:
            raise ValueError(
                f"the size must be from {SMALLEST_M:g} to {LARGEST_M:g} metres, got {self.length:g} {self.unit}"
            )

    @property
    def metres(self) -> float:
        return self.length * METRES[self.unit]


@dataclass(frozen=True)
class Placement:
    """A move, then a scale about the origin, then a turn to another up axis.

    Attributes:
        scale: factor of all lengths, more than 0.
        up: a key of UP_AXES.
        origin: (x, y, z) before, of what is at the origin afterwards.
    """

    scale: float = 1.0
    up: str = "y"
    origin: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        if self.up not in UP_AXES:
            raise ValueError(f"the up axis must be {' or '.join(UP_AXES)}, got {self.up!r}")
        if not 0 < self.scale < float("inf"):
            raise ValueError(f"the scale must be a finite number above 0, got {self.scale}")

    @classmethod
    def of(cls, shape: Mesh | PointCloud, size: Size | None = None, up: str = "y", origin: str = "keep") -> "Placement":
        """The placement that gives a shape a size, in the size's own unit, and puts the origin of the file.

        Args:
            shape: y up; vertices that no face uses do not count.
            size: None keeps it.
            up: a key of UP_AXES.
            origin: one of ORIGINS.

        Raises:
            ValueError: the shape has no extent to scale, or the axis or the origin is unknown.
        """
        if origin not in ORIGINS:
            raise ValueError(f"the origin must be {', '.join(ORIGINS[:-1])} or {ORIGINS[-1]}, got {origin!r}")
        used = shape.xyz if isinstance(shape, PointCloud) else shape.vertices[shape.faces.ravel()]
        if len(used) == 0:
            used = np.zeros((1, 3))
        low, high = used.min(axis=0).astype(np.float64), used.max(axis=0).astype(np.float64)
        middle = (low + high) / 2
        if origin == "base":
            middle[1] = low[1]
        place = (0.0, 0.0, 0.0) if origin == "keep" else tuple(middle.tolist())
        if size is None:
            return cls(1.0, up, place)
        length = float((high - low)[1] if size.side == "height" else (high - low).max())
        if length <= 0:
            raise ValueError("the shape has no extent, so it cannot be scaled to a size")
        return cls(size.length / length, up, place)

    def as_dict(self) -> dict[str, Any]:
        """The placement as JSON can hold it."""
        return {"scale": self.scale, "up": self.up, "origin": list(self.origin)}

    @classmethod
    def from_dict(cls, fields: Any) -> "Placement":
        """The placement that `as_dict` told; for anything else one that leaves everything as it is."""
        try:
            x, y, z = (float(value) for value in fields["origin"])
            return cls(float(fields["scale"]), str(fields["up"]), (x, y, z))
        except (ValueError, KeyError, TypeError):
            return cls()

    def mesh(self, mesh: Mesh) -> Mesh:
        """The mesh placed; its colours and faces stay."""
        return Mesh(self._points(mesh.vertices), mesh.faces, mesh.rgb)

    def cloud(self, cloud: PointCloud) -> PointCloud:
        """The cloud placed, its normals turned."""
        normals = None if cloud.normals is None else cloud.normals @ UP_AXES[self.up].T
        return PointCloud(self._points(cloud.xyz), cloud.rgb, normals)

    def undone(self, mesh: Mesh) -> Mesh:
        """The mesh that was placed so, where it was before."""
        return Mesh(self._points_before(mesh.vertices), mesh.faces, mesh.rgb)

    def cloud_undone(self, cloud: PointCloud) -> PointCloud:
        """The cloud that was placed so, where it was before."""
        normals = None if cloud.normals is None else cloud.normals @ UP_AXES[self.up]
        return PointCloud(self._points_before(cloud.xyz), cloud.rgb, normals)

    def _points(self, xyz: np.ndarray) -> np.ndarray:
        return self.scale * (xyz.astype(np.float64) - self.origin) @ UP_AXES[self.up].T

    def _points_before(self, xyz: np.ndarray) -> np.ndarray:
        return xyz.astype(np.float64) @ UP_AXES[self.up] / self.scale + self.origin
