"""What of a shape's surroundings a place on its surface sees, by casting rays (Embree)."""

import numpy as np

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
        self._low = corners.min(axis=0).astype(np.float32)
        self._high = corners.max(axis=0).astype(np.float32)

    def escapes(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """(k, 3) float32 origins and directions -> (k,) whether each ray hits nothing."""
        return self._scene.run(origins, directions, query="OCCLUDED") < 0

    def lands_below(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """(k,) whether each ray ends on the ground that the shape covers when it stands on its lowest point."""
        down = np.flatnonzero(directions[:, 1] < 0)
        distance = (self._low[1] - origins[down, 1]) / directions[down, 1]
        lands = np.zeros(len(origins), dtype=bool)
        lands[down] = True
        for axis in (0, 2):
            place = origins[down, axis] + distance * directions[down, axis]
            lands[down] &= (place >= self._low[axis]) & (place <= self._high[axis])
        return lands

    def count_free(self, origins: np.ndarray, frames: np.ndarray, rays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many rays get away from each place.

        Args:
            origins: (k, 3) float32 places just above the surface.
            frames: (3, 3, k) of `frames_about`.
            rays: (3, r, k) unit directions in the frames; k may be 1.

        Returns:
            (k,) counts of the rays that get away, and of those that do not land on the ground under the shape either.
        """
        directions = turned(rays, frames)
        shape = directions.shape[:2]
        directions = directions.reshape(-1, 3)
        starts = np.tile(origins, (shape[0], 1))
        free = self.escapes(starts, directions)
        aloft = free.copy()
        away = np.flatnonzero(free)
        aloft[away] = ~self.lands_below(starts[away], directions[away])
        return free.reshape(shape).sum(axis=0), aloft.reshape(shape).sum(axis=0)


def frames_about(normals: np.ndarray) -> np.ndarray:
    """(k, 3) unit normals -> (3, 3, k) the axes of an orthogonal frame with each as its third (Duff et al. 2017)."""
    x, y, z = normals.T
    sign = np.where(z >= 0, x.dtype.type(1), x.dtype.type(-1))
    a = -1 / (sign + z)
    b = x * y * a
    return np.stack([
        np.stack([1 + sign * x * x * a, sign * b, -sign * x]),
        np.stack([b, sign + y * y * a, -y]),
        normals.T,
    ])  # fmt: skip


def turned(rays: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Directions (3, r, k or 1) in frames (3, 3, k) -> (r, k, 3) float32 in the shape's."""
    x, y, z = rays
    directions = np.zeros((rays.shape[1], frames.shape[2], 3), dtype=np.float32)
    for axis in range(3):  # whole rows at a time: an inner loop over three numbers would be four times as slow
        across, along, up = frames[:, axis]
        directions[..., axis] = x * across + y * along + z * up
    return directions


def spiral(num_rays: int) -> np.ndarray:
    """(3, num_rays) directions about the z axis, as dense as the cosine is large, from the axis outwards.

    A sunflower spiral on the disc, lifted to the hemisphere (Malley's method).
    """
    number = np.arange(num_rays)
    radius = np.sqrt((number + 0.5) / num_rays)
    angle = number * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1.0 - radius**2)])
