"""Points as small balls: triangles around them for the ray tracer, and the exact sphere where a ray comes near."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from shape_diff.geometry.triangles import areas, face_vectors
from shape_diff.rendering.tracer import Hits, Tracer

_STEP = 1e-4
"""How far behind a surface that was only the wrapping of a ball a ray goes on, in coordinates of the order of 1."""
_MAX_WRAPPINGS = 16
"""Wrappings that a ray may pass through without meeting a ball; then it counts as lost in the gap between them."""


@dataclass(frozen=True)
class Spheres:
    """Balls in one ray tracer.

    Attributes:
        centers: (n, 3) float32 positions.
        radius: of every ball.
        tracer: the triangles wrapped around all balls, or standing for them where they are `rough`.
        triangles_each: number of triangles of one ball.
        rough: balls so small that the triangles do.
    """

    centers: np.ndarray
    radius: float
    tracer: Tracer
    triangles_each: int
    rough: bool

    def ball_of(self, triangle: np.ndarray) -> np.ndarray:
        """(n,) triangle indices -> (n,) point indices."""
        return triangle // self.triangles_each

    def first_hits(self, origins: np.ndarray, directions: np.ndarray) -> Hits:
        """The nearest ball along each ray; origins and unit directions (n, 3). Balls have no weights: they are 0."""
        if self.rough:
            return self.tracer.first_hits(origins, directions)
        pending, passed = np.arange(len(directions)), np.zeros(len(directions), dtype=np.float32)
        start, along = np.asarray(origins, dtype=np.float32), np.asarray(directions, dtype=np.float32)
        rays, triangles, distances = [], [], []
        for _ in range(_MAX_WRAPPINGS):
            hit, triangle, far = self.tracer.nearest(start, along)
            distance, met = self._meet(self.ball_of(triangle), start[hit], along[hit])
            ray, so_far = pending[hit], passed[hit]
            rays.append(ray[met])
            triangles.append(triangle[met])
            distances.append((so_far + distance)[met])
            pending, passed = ray[~met], (so_far + far + _STEP)[~met]
            if len(pending) == 0:
                break
            along = directions[pending]
            start = origins[pending] + passed[:, None] * along
        ray = np.concatenate(rays)
        weights = np.broadcast_to(np.float32(0), (len(ray), 3))
        outside = np.zeros(len(ray), dtype=bool)
        return Hits(ray, np.concatenate(triangles), weights, np.concatenate(distances), outside)

    def _meet(self, ball: np.ndarray, origins: np.ndarray, along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where rays meet the balls whose wrappings they hit: distances (h,) and whether they do (h,)."""
        toward = self.centers[ball] - origins
        nearest = np.einsum("ij,ij->i", toward, along)
        toward -= nearest[:, None] * along
        depth = np.float32(self.radius**2) - np.einsum("ij,ij->i", toward, toward)
        distance = nearest - np.sqrt(np.maximum(depth, 0))
        return distance, (depth >= 0) & (distance > -self.radius)


def make_spheres(centers: np.ndarray, radius: float, detail: int) -> Spheres:
    """Balls around `centers` (n, 3) in wrappings of 8 * 4**detail triangles each; at detail 0 these are the balls."""
    vertices, faces = unit_ball(detail)
    if detail > 0:
        corners = vertices[faces]
        normals = face_vectors(corners)
        inner = np.einsum("ij,ij->i", normals, corners[:, 0]) / np.linalg.norm(normals, axis=1)
        vertices = vertices / np.float32(inner.min() * 0.999)
    all_vertices = (centers[:, None] + np.float32(radius) * vertices).reshape(-1, 3)
    first = (np.arange(len(centers), dtype=np.int32) * len(vertices))[:, None, None]
    tracer = Tracer(all_vertices, (first + faces).reshape(-1, 3))
    return Spheres(centers, radius, tracer, len(faces), rough=detail == 0)


def detail_for(radius_px: float, count: int) -> int:
    """How close the triangles must be around a ball at its size in the picture, held back for large clouds."""
    wanted = sum(radius_px > limit for limit in (1.6, 14.0))
    affordable = sum(count * 8 * 4**detail < 700_000 for detail in (1, 2))
    return min(wanted, affordable)


def ball_radius(xyz: np.ndarray) -> float:
    """Radius at which balls at random points (n, 3) of a surface cover most of it: 0.72 of the spacing.

    The spacing is that of a square grid with the density found among the eight nearest neighbours.
    """
    if len(xyz) == 0:
        return 0.05
    from scipy.spatial import cKDTree

    extent = float(np.ptp(xyz, axis=0).max())
    probe = xyz[:: max(1, len(xyz) // 1000)]
    neighbours = min(8, len(xyz) - 1)
    if extent == 0 or neighbours == 0:
        return 0.05
    distance = cKDTree(xyz).query(probe, k=[neighbours + 1])[0]
    spacing = float(np.median(distance)) * math.sqrt(math.pi / neighbours)
    return float(np.clip(0.72 * spacing, 0.002 * extent, 0.04 * extent))


@lru_cache(maxsize=4)
def unit_ball(detail: int) -> tuple[np.ndarray, np.ndarray]:
    """An octahedron refined `detail` times: vertices (v, 3) float32, faces (f, 3) int32.

    It is scaled so that its mean silhouette has the area of the unit disc (Cauchy: a quarter of its surface).
    """
    vertices = np.concatenate([np.eye(3), -np.eye(3)])
    faces = np.array([[0, 1, 2], [1, 3, 2], [3, 4, 2], [4, 0, 2], [1, 0, 5], [3, 1, 5], [4, 3, 5], [0, 4, 5]])
    triangles = vertices[faces]
    for _ in range(detail):
        triangles = _quarter(triangles)
    vertices, inverse = np.unique(triangles.reshape(-1, 3).round(9), axis=0, return_inverse=True)
    faces = inverse.reshape(-1, 3).astype(np.int32)
    area = areas(vertices[faces]).sum()
    return (vertices * math.sqrt(4 * math.pi / area)).astype(np.float32), faces


def _quarter(triangles: np.ndarray) -> np.ndarray:
    """(f, 3, 3) -> (4f, 3, 3): halve the edges and push the new corners onto the unit sphere."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    ab, bc, ca = (m / np.linalg.norm(m, axis=1, keepdims=True) for m in (a + b, b + c, c + a))
    parts = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    return np.concatenate([np.stack(part, axis=1) for part in parts])
