"""Cutting a shape open: a plane beyond which nothing is shown."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry import PointCloud

AXES = "xyz"


@dataclass(frozen=True)
class Cut:
    """A plane across an axis of the file.

    Attributes:
        axis: 0, 1 or 2.
        place: where it is between the ends of the shape along the axis, -1 to 1.
        flipped: whether the part below it is hidden in the place of the part above.
    """

    axis: int = 0
    place: float = 0.0
    flipped: bool = False

    def __post_init__(self) -> None:
        if self.axis not in (0, 1, 2) or not -1 <= self.place <= 1:
            raise ValueError(f"a cut needs an axis 0, 1 or 2 and a place from -1 to 1, got {self.axis}, {self.place}")

    def plane(self, points: np.ndarray, file_axes: np.ndarray) -> "Plane":
        """The plane for a shape of points (n, 3); rows of file_axes (3, 3) are the file's axes as they are shown."""
        normal = file_axes[self.axis]
        along = points @ normal
        low, high = float(along.min()), float(along.max())
        offset = (low + high) / 2 + self.place * (high - low) / 2
        return Plane(-normal, -offset) if self.flipped else Plane(normal, offset)


@dataclass(frozen=True, eq=False)
class Plane:
    """What is kept are the places x with normal . x <= offset.

    Attributes:
        normal: (3,) unit vector towards what is hidden.
        offset: along it from the origin.
    """

    normal: np.ndarray
    offset: float

    def depth(self, xyz: np.ndarray) -> np.ndarray:
        """(n,) how far places (n, 3) are within what is kept; negative beyond it."""
        return self.offset - xyz @ self.normal

    def cut_cloud(self, cloud: PointCloud) -> PointCloud:
        """The points that are kept."""
        return cloud.select(self.depth(cloud.xyz) >= 0)


@dataclass(frozen=True)
class CutFaces:
    """Triangles on one side of a plane; those across it end at it.

    Attributes:
        faces: (g, 3) int32; numbers from the count of the old vertices on are the new ones.
        ends: (w, 2) int32 old vertices between which each new one lies.
        share: (w,) float32 how far along.
        source: (g,) the old face that each is part of.
    """

    faces: np.ndarray
    ends: np.ndarray
    share: np.ndarray
    source: np.ndarray

    def values(self, old: np.ndarray) -> np.ndarray:
        """Values (v, k) of the old vertices, followed by those of the new ones: (v + w, k) float32."""
        first, second = old[self.ends[:, 0]], old[self.ends[:, 1]]
        return np.concatenate([old, first + self.share[:, None] * (second - first)]).astype(np.float32)


def cut_faces(faces: np.ndarray, depth: np.ndarray) -> CutFaces:
    """Cut triangles (f, 3) where the depth (v,) of their vertices goes through 0, and keep what is above."""
    kept = depth[faces] >= 0
    count = kept.sum(axis=1)
    parts, sources, ends, new = [faces[count == 3]], [np.flatnonzero(count == 3)], [], len(depth)
    for corners in (1, 2):
        source = np.flatnonzero(count == corners)
        # Turned so that the corner that differs from the others comes first.
        first = (kept[source] == (corners == 1)).argmax(axis=1)
        a, b, c = (faces[source, (first + k) % 3] for k in range(3))
        ab, ca = new + np.arange(len(source)), new + len(source) + np.arange(len(source))
        ends += [np.stack([a, b], axis=1), np.stack([a, c], axis=1)]
        new += 2 * len(source)
        inner = [(a, ab, ca)] if corners == 1 else [(ab, b, c), (ab, c, ca)]
        parts += [np.stack(triangle, axis=1) for triangle in inner]
        sources += [source] * len(inner)
    pairs = np.concatenate(ends).astype(np.int32)
    from_, to = depth[pairs[:, 0]], depth[pairs[:, 1]]
    share = (from_ / (from_ - to)).astype(np.float32)
    return CutFaces(np.concatenate(parts).astype(np.int32), pairs, share, np.concatenate(sources))
