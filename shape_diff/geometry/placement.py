"""Size and up axis of what is written to a file."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud

UP_AXES = {
    "y": np.eye(3),
    "z": np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
}
"""Matrices that turn right-handed y-up coordinates with the front towards +z. z-up is (x, y, z) -> (x, -z, y): the
front then looks towards -y, where Blender and slicers look from, and left stays left."""


@dataclass(frozen=True)
class Placement:
    """A scale about the origin, then a turn to another up axis.

    Attributes:
        scale: factor of all lengths, more than 0.
        up: a key of UP_AXES.
    """

    scale: float = 1.0
    up: str = "y"

    def __post_init__(self) -> None:
        if self.up not in UP_AXES:
            raise ValueError(f"the up axis must be {' or '.join(UP_AXES)}, got {self.up!r}")
        if not 0 < self.scale < float("inf"):
            raise ValueError(f"the scale must be a finite number above 0, got {self.scale}")

    @classmethod
    def of(cls, mesh: Mesh, size_mm: float | None = None, up: str = "y") -> "Placement":
        """The placement that makes the longest side of `mesh` `size_mm` long, so that the unit becomes the millimetre.

        Raises:
            ValueError: the size is not a finite number above 0, the mesh has no extent, or the axis is unknown.
        """
        if size_mm is None:
            return cls(up=up)
        if not 0 < size_mm < float("inf"):
            raise ValueError(f"the size must be a finite number of millimetres above 0, got {size_mm:g}")
        vertices = mesh.vertices[mesh.faces.ravel()].astype(np.float64)
        longest = float((vertices.max(axis=0) - vertices.min(axis=0)).max()) if len(vertices) else 0.0
        if longest <= 0:
            raise ValueError("the mesh has no extent, so it cannot be scaled to a size")
        return cls(size_mm / longest, up)

    def mesh(self, mesh: Mesh) -> Mesh:
        """The mesh placed; its colours and faces stay."""
        return Mesh(self._points(mesh.vertices), mesh.faces, mesh.rgb)

    def cloud(self, cloud: PointCloud) -> PointCloud:
        """The cloud placed, its normals turned."""
        normals = None if cloud.normals is None else cloud.normals @ UP_AXES[self.up].T
        return PointCloud(self._points(cloud.xyz), cloud.rgb, normals)

    def _points(self, xyz: np.ndarray) -> np.ndarray:
        return self.scale * xyz.astype(np.float64) @ UP_AXES[self.up].T
