"""Rays against triangles: the only module that knows embree."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene


@dataclass(frozen=True)
class Hits:
    """Where rays first meet the surface; only the rays that do.

    Attributes:
        ray: (n,) int64 index of the ray.
        triangle: (n,) int32 index of the triangle.
        weights: (n, 3) float32 barycentric weights of the triangle's corners.
        distance: (n,) float32 along the ray.
        from_behind: (n,) bool, True where the ray sees the clockwise side.
    """

    ray: np.ndarray
    triangle: np.ndarray
    weights: np.ndarray
    distance: np.ndarray
    from_behind: np.ndarray


@runtime_checkable
class Target(Protocol):
    """What rays can meet."""

    def first_hits(self, origins: np.ndarray, directions: np.ndarray) -> Hits:
        """The nearest surface along each ray; origins and directions (n, 3)."""


class Tracer:
    """Triangles ready for ray queries."""

    def __init__(self, vertices: np.ndarray, faces: np.ndarray) -> None:
        """Vertices (v, 3) in coordinates of the order of 1; faces (f, 3)."""
        self._scene = EmbreeScene()
        if len(faces):
            vertices = np.ascontiguousarray(vertices, dtype=np.float32)
            TriangleMesh(self._scene, vertices, np.ascontiguousarray(faces, dtype=np.int32))

    def first_hits(self, origins: np.ndarray, directions: np.ndarray) -> Hits:
        """The nearest surface along each ray; origins and directions (n, 3)."""
        origins, directions = np.asarray(origins, dtype=np.float32), np.asarray(directions, dtype=np.float32)
        found = self._scene.run(origins, directions, output=1)
        ray = np.flatnonzero(found["primID"] >= 0)
        u, v = found["u"][ray], found["v"][ray]
        cosine = np.einsum("ij,ij->i", found["Ng"][ray], directions[ray])
        weights = np.stack([1 - u - v, u, v], axis=1)
        return Hits(ray, found["primID"][ray], weights, found["tfar"][ray], cosine > 0)

    def nearest(self, origins: np.ndarray, directions: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Index (h,), triangle (h,) and distance (h,) of the rays that hit; origins and directions (n, 3)."""
        origins, directions = np.asarray(origins, dtype=np.float32), np.asarray(directions, dtype=np.float32)
        found = self._scene.run(origins, directions, output=1)
        ray = np.flatnonzero(found["primID"] >= 0)
        return ray, found["primID"][ray], found["tfar"][ray]

    def visible(self, origins: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """(n,) bool: does a ray from each origin (n, 3) in one direction (3,) leave the shape without a hit."""
        if len(origins) == 0:
            return np.zeros(0, dtype=bool)
        directions = np.broadcast_to(np.asarray(direction, dtype=np.float32), origins.shape)
        return self._scene.run(np.asarray(origins, dtype=np.float32), directions, query="OCCLUDED") == -1
