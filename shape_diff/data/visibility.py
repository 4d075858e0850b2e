"""What of a surface can be seen from outside, by casting rays (Embree)."""

import numpy as np

NUM_RAYS = 32
NUM_RAYS_MORE = 96
MIN_OPENNESS = 0.02
"""The share of a side's rays, weighted by the cosine, that must get away for the side to count as seen: the floor of
a tube seven radii deep still does, the leaks of a solid's cracks do not."""
CLEAR_OPENNESS = 0.1
"""The share from which a side is seen whatever lies behind it; below, the other side of the same sheet may outdo it."""
OFFSET = 1e-4
"""How far above the surface rays start, in normalised units."""


class Occlusion:
    """The triangles of one normalised shape, asked whether rays get away from it."""

    def __init__(self, triangles: np.ndarray) -> None:
        """Triangles (f, 3, 3) of a shape within [-1, 1]^3."""
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        self._scene = EmbreeScene()
        self._mesh = TriangleMesh(self._scene, np.ascontiguousarray(triangles, dtype=np.float32))
        corners = triangles.reshape(-1, 3)
        self._low, self._high = corners.min(axis=0), corners.max(axis=0)

    def escapes(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """(k, 3) origins and directions -> (k,) whether each ray hits nothing."""
        hit = self._scene.run(
            np.ascontiguousarray(origins, dtype=np.float32),
            np.ascontiguousarray(directions, dtype=np.float32),
            query="OCCLUDED",
        )
        return np.asarray(hit) < 0

    def lands_below(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """(k,) whether each ray ends on the ground that the shape covers when it stands on its lowest point."""
        down = np.minimum(directions[:, 1], -1e-9)
        distance = (self._low[1] - origins[:, 1]) / down
        x = origins[:, 0] + distance * directions[:, 0]
        z = origins[:, 2] + distance * directions[:, 2]
        inside = (x >= self._low[0]) & (x <= self._high[0]) & (z >= self._low[2]) & (z <= self._high[2])
        return inside & (directions[:, 1] < 0)

    def openness(self, points: np.ndarray, normals: np.ndarray, num_rays: int, turn: np.ndarray) -> np.ndarray:
        """How open each side of the surface lies.

        Args:
            points: (k, 3) places on the surface.
            normals: (k, 3) unit normals towards the side in question.
            num_rays: rays for each point.
            turn: (k,) angles by which the shared bundle of rays is turned about each normal.

        Returns:
            (k, 2) shares of rays that get away: all of them, and those that do not land on the ground under the shape.
        """
        origins = np.repeat(points + OFFSET * normals, num_rays, axis=0)
        directions = bundle(normals, num_rays, turn).reshape(-1, 3)
        free = self.escapes(origins, directions)
        aloft = free & ~self.lands_below(origins, directions)
        return np.stack([free.reshape(-1, num_rays).mean(axis=1), aloft.reshape(-1, num_rays).mean(axis=1)], axis=1)


def bundle(normals: np.ndarray, num_rays: int, turn: np.ndarray) -> np.ndarray:
    """(k, 3) normals and (k,) angles -> (k, num_rays, 3) directions about each, as dense as the cosine is large.

    A sunflower spiral on the disc, lifted to the hemisphere (Malley's method).
    """
    number = np.arange(num_rays)
    radius = np.sqrt((number + 0.5) / num_rays)
    angle = number * (np.pi * (3.0 - np.sqrt(5.0))) + turn[:, None]
    tangent, bitangent = tangents(normals)
    sideways, forward = radius * np.cos(angle), radius * np.sin(angle)
    flat = sideways[..., None] * tangent[:, None] + forward[..., None] * bitangent[:, None]
    return (flat + np.sqrt(1.0 - radius**2)[:, None] * normals[:, None]).astype(np.float32)


def tangents(normals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two unit vectors (k, 3) that make an orthogonal frame with each normal (Duff et al. 2017)."""
    x, y, z = normals.T
    sign = np.where(z >= 0, 1.0, -1.0)
    a = -1.0 / (sign + z)
    b = x * y * a
    return np.stack([1 + sign * x * x * a, sign * b, -sign * x], axis=1), np.stack([b, sign + y * y * a, -y], axis=1)


def seen_from_outside(
    occlusion: Occlusion, points: np.ndarray, normals: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Which sides of a surface count as its outer surface.

    A side counts if it is well seen while the shape stands on the ground. A side that is hardly seen, or from below
    only, counts if it is at least as open as the other side. So the floor of a deep cup and the bottom of a box are
    kept, while the inside of a house without a floor, which opens downwards, and of a pipe of sheet metal are not.

    Args:
        occlusion: the shape.
        points: (k, 3) places on its surface.
        normals: (k, 3) unit normals towards the side in question.
        generator: the source of the rays' angles.

    Returns:
        (k,) booleans.
    """
    openness = _measure(occlusion, points, normals, generator)
    seen = openness[:, 1] >= CLEAR_OPENNESS
    unclear = np.flatnonzero(~seen & (openness[:, 0] >= MIN_OPENNESS))
    if len(unclear):
        other = _measure(occlusion, points[unclear], -normals[unclear], generator)
        seen[unclear] = openness[unclear, 0] >= other[:, 0]
    return seen


def _measure(
    occlusion: Occlusion, points: np.ndarray, normals: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Openness (k, 2) with more rays where few get away."""
    turn = generator.uniform(0.0, 2.0 * np.pi, len(points))
    openness = occlusion.openness(points, normals, NUM_RAYS, turn)
    unsure = np.flatnonzero((openness[:, 0] > 0) & (openness[:, 1] < 3 / NUM_RAYS))
    if len(unsure):
        openness[unsure] = occlusion.openness(points[unsure], normals[unsure], NUM_RAYS_MORE, turn[unsure])
    return openness
