"""Which sides of a surface count as its outer surface: few rays where neighbours agree, many where they do not.

A side counts if it is well seen while the shape stands on the ground. A side that is hardly seen, or from below only,
counts if it is at least as open as the other side. So the floor of a deep cup and the bottom of a box are kept, while
the inside of a house without a floor, which opens downwards, and of a pipe of sheet metal are not.
"""

import numpy as np

from shape_diff.data.visibility import OFFSET, Occlusion, frames_about, spiral

MIN_OPENNESS = 0.02
"""The share of a side's rays, weighted by the cosine, that must get away for the side to count as seen: the floor of
a tube seven radii deep still does, the leaks of a solid's cracks do not."""
CLEAR_OPENNESS = 0.1
"""The share from which a side is seen whatever lies behind it; below, the other side of the same sheet may outdo it."""

NUM_RAYS, NUM_RAYS_MORE = 32, 96
ORDER = np.array([int(f"{number:05b}"[::-1], 2) for number in range(NUM_RAYS)])
RAYS = spiral(NUM_RAYS)[:, (ORDER[:, None] + ORDER) % NUM_RAYS].astype(np.float32)
"""(3, ray, place): the order in which each of 32 neighbours casts its rays. Each first 4 and 8 of one place are
spread over the hemisphere as all are, and so are the first ones of 4, 8, 16 and 32 neighbours."""
MORE_RAYS = spiral(NUM_RAYS_MORE).astype(np.float32)
STAGES = (1, 4, 8, 32)
"""How many rays a place may have cast."""

CELL_SIZE, CELL_DEPTH = 0.4, 0.05
"""How far places of one cell may lie apart along the surface, and across it where it is level or upright."""
OWN_PATCH = 6
"""So many places on a side of a face are patches of their own; fewer share one with others of their cell."""
HIDDEN_RAYS = 32
"""A patch none of whose so many rays gets away is hidden."""
OPEN_PATCH = 0.25
"""The share of a patch's rays from which one ray is enough for each place of it."""
PROBES = 8
"""Places of a patch whose other side is looked at."""


def seen_from_outside(occlusion: Occlusion, points: np.ndarray, normals: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Which of some places on a surface belong to its outer surface.

    Neighbours that face the same way tell together what one of them would need many rays for: that all are hidden, as
    no ray gets away, or lie open, when one free ray of its own shows that a place is not buried in another part. Where
    they are hardly seen, as many are compared with their other sides. Places that are still undecided, those of patches
    that are hidden in part, are measured one by one.

    Args:
        occlusion: the shape.
        points: (k, 3) places on its surface.
        normals: (k, 3) unit normals towards the side in question.
        side: (k,) a number for each side of each face.

    Returns:
        (k,) booleans.
    """
    places = _Places(occlusion, points, normals)
    seen, todo = np.zeros(len(points), dtype=bool), np.arange(len(points))
    cell = _cells(points, normals)
    places.cast(todo, 1)
    rays, free, _ = places.sums(cell, todo)
    todo = todo[(free > 0) | (rays < HIDDEN_RAYS)]
    patch = _patches(points, cell, side)
    rays, _, _ = places.sums(patch, todo)
    places.cast(todo[rays < OWN_PATCH], 4)
    for stage in (1, 4, 8):
        places.cast(todo, stage)
        yes, no = _with_patch(places, patch, todo)
        seen[todo[yes]] = True
        todo = todo[~(yes | no)]
    yes, no = _against_other_side(places, patch, todo)
    seen[todo[yes]] = True
    todo = todo[~(yes | no)]
    seen[todo] = _measured(places, todo)
    return seen


class _Places:
    """Places with the rays that were cast from them so far, and how many of those got away."""

    def __init__(self, occlusion: Occlusion, points: np.ndarray, normals: np.ndarray) -> None:
        self.occlusion, self.points, self.normals = occlusion, points, normals
        self.origins = (points + OFFSET * normals).astype(np.float32)
        self.frames = frames_about(normals.astype(np.float32))
        self.rays = np.zeros(len(points), dtype=np.int64)
        self.free, self.aloft = np.zeros_like(self.rays), np.zeros_like(self.rays)

    def other_sides(self, which: np.ndarray) -> "_Places":
        """The other sides of the surface at places of the given numbers."""
        return _Places(self.occlusion, self.points[which], -self.normals[which])

    def cast(self, which: np.ndarray, count: int) -> None:
        """Cast rays from places of the given numbers until each has had at least `count`, one of `STAGES`."""
        had = self.rays[which]
        for fewer in (0, *STAGES[: STAGES.index(count)]):
            here = which[had == fewer]
            if len(here):
                rays = RAYS[:, fewer:count].take(here & (NUM_RAYS - 1), axis=2)
                free, aloft = self.occlusion.count_free(self.origins[here], self.frames.take(here, axis=2), rays)
                self.free[here] += free
                self.aloft[here] += aloft
                self.rays[here] = count

    def sums(self, patch: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rays of the whole patch of each of some places, those that got away, and those that did not land below."""
        here = patch[which]
        rays, free, aloft = (np.bincount(patch, count)[here] for count in (self.rays, self.free, self.aloft))
        return rays, free, aloft

    def openness(self, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Shares of rays that get away, and that do not land below, of each place; of more rays where few get away."""
        self.cast(which, NUM_RAYS)
        free, aloft = self.free[which] / NUM_RAYS, self.aloft[which] / NUM_RAYS
        unsure = np.flatnonzero((free > 0) & (free < 3 / NUM_RAYS))
        here = which[unsure]
        more = self.occlusion.count_free(self.origins[here], self.frames.take(here, axis=2), MORE_RAYS[:, :, None])
        free[unsure], aloft[unsure] = (count / NUM_RAYS_MORE for count in more)
        return free, aloft


def _cells(points: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """(k,) the number of each place's cell, which holds neighbours that face about the same way.

    Cells are thin where they can be, so that what lies behind a surface is in another.
    """
    size = np.where(np.abs(normals) > 0.8, CELL_DEPTH, CELL_SIZE)
    place = ((points + 1.0) / size).astype(np.int64)
    facing = np.rint(normals).astype(np.int64) + 1
    key = np.zeros(len(points), dtype=np.int64)
    for column in (*place.T, *facing.T):
        key = key * 64 + column
    return np.unique(key, return_inverse=True)[1]


def _patches(points: np.ndarray, cell: np.ndarray, side: np.ndarray) -> np.ndarray:
    """(k,) the number of each place's patch: its part of a face, or its cell where the face is small."""
    large = np.bincount(side)[side] >= OWN_PATCH
    x, y, z = ((points + 1.0) / CELL_SIZE).astype(np.int64).T
    own = ((side * 8 + x) * 8 + y) * 8 + z + cell.max() + 1
    return np.unique(np.where(large, own, cell), return_inverse=True)[1]


def _with_patch(places: _Places, patch: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of some places are seen, and which are not, as their patches lie open or are hidden."""
    rays, free, aloft = places.sums(patch, which)
    return (aloft >= OPEN_PATCH * rays) & (places.aloft[which] > 0), (free == 0) & (rays >= HIDDEN_RAYS)


def _against_other_side(places: _Places, patch: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of some places are seen, and which are not, as their patches are clearly more or less open than behind."""
    rays, free, aloft = places.sums(patch, which)
    low = (aloft < OPEN_PATCH * rays) & (rays >= HIDDEN_RAYS)
    probes = which[low][_first_of_each(patch[which[low]], PROBES)]
    back = places.other_sides(probes)
    back.cast(np.arange(len(probes)), 4)
    count = patch.max() + 1
    back_rays, back_free = (np.bincount(patch[probes], of, count)[patch[which]] for of in (back.rays, back.free))
    front, behind = free / np.maximum(rays, 1), back_free / np.maximum(back_rays, 1)
    more_open = low & (front >= CLEAR_OPENNESS) & (front >= 1.5 * behind)
    less_open = low & (aloft < 0.04 * rays) & (front < 0.6 * behind)
    return more_open & (places.free[which] > 0), less_open


def _first_of_each(group: np.ndarray, count: int) -> np.ndarray:
    """The places of the first `count` members of each group among (k,) numbers of groups."""
    order = np.argsort(group, kind="stable")
    size = np.bincount(group)
    rank = np.arange(len(group)) - (np.cumsum(size) - size)[group[order]]
    return order[rank < count]


def _measured(places: _Places, which: np.ndarray) -> np.ndarray:
    """Whether places of the given numbers are seen, each by its own openness."""
    free, aloft = places.openness(which)
    seen = aloft >= CLEAR_OPENNESS
    unclear = np.flatnonzero(~seen & (free >= MIN_OPENNESS))
    back = places.other_sides(which[unclear])
    seen[unclear] = free[unclear] >= back.openness(np.arange(len(unclear)))[0]
    return seen
