"""A cloud at several resolutions: fewer and fewer of its points, and who reads from whom on the way down and up.

PointNet++ (Qi et al. 2017, arXiv 1706.02413), sections 3.2 (set abstraction) and 3.4 (feature propagation). There the
number of points is fixed; here coarser levels have as many points whatever the finest has, so that they mean the same
for a cloud of any number of points and their cost does not grow with it.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.geometry.neighbours import farthest_points, nearest_points
from shape_diff.networks.rows import flat_index
from shape_diff.networks.voxels import VoxelGrid, in_cube

PROPAGATED = 3
"""Coarse points that a fine one is told of (Qi et al. 2017, section 3.4)."""


@dataclass(frozen=True)
class Descent:
    """From a level of n points to the next coarser one of m, and back; points of all b clouds are counted through.

    Attributes:
        near: (b m, k) numbers of the fine points around each coarse one.
        offsets: (b m, k, 3) from the coarse point to them, in the cube's units.
        coarse: (b n, 3) numbers of the coarse points nearest to each fine one.
        weights: (b n, 3) their shares of what it is told.
    """

    near: Int[Tensor, "r k"]
    offsets: Float[Tensor, "r k 3"]
    coarse: Int[Tensor, "p j"]
    weights: Float[Tensor, "p j"]


@dataclass(frozen=True)
class PointLevels:
    """A batch of clouds at several resolutions, finest first.

    Attributes:
        grids: of each level.
        descents: from each level but the last to the next.
    """

    grids: tuple[VoxelGrid, ...]
    descents: tuple[Descent, ...]

    @classmethod
    @torch.compiler.disable  # farthest points are a loop, which a compiler would write out, once for each point
    def of(
        cls, xyz: Float[Tensor, "b n 3"], sizes: list[int], neighbors: int, ratio: int, resolution: int
    ) -> "PointLevels":
        """The levels of clouds at any scale.

        Args:
            xyz: of the clouds.
            sizes: points of each coarser level, ever fewer; clouds with fewer are taken whole.
            neighbors: fine points that are seen around a coarse one.
            ratio: how many times as many points a level has as the next in a cloud of the size that `neighbors` is
                meant for; in a denser one neighbours are picked from as wide around.
            resolution: voxels to a side for the finest level, halved for each coarser one.
        """
        places = in_cube(xyz.float())
        grids, descents = [VoxelGrid.of(places, resolution)], []
        rows = torch.arange(len(places), device=places.device)[:, None]
        # Any beginning of a farthest-point order is one itself, so one order serves all levels.
        order = farthest_points(places, min(max(sizes, default=1), places.shape[1]))
        fine = places
        for size in sizes:
            coarse = places[rows, order[:, :size]]
            descents.append(_descent(fine, coarse, neighbors, ratio))
            resolution //= 2
            grids.append(VoxelGrid.of(coarse, resolution))
            fine = coarse
        return cls(tuple(grids), tuple(descents))


def _descent(fine: Float[Tensor, "b n 3"], coarse: Float[Tensor, "b m 3"], neighbors: int, ratio: int) -> Descent:
    n, m = fine.shape[1], coarse.shape[1]
    rows = torch.arange(len(fine), device=fine.device)[:, None, None]
    denser = max(1, n // (ratio * m))
    near = nearest_points(coarse, fine, min(neighbors * denser, n))[1][..., ::denser]
    told = nearest_points(fine, coarse, min(PROPAGATED, m))[1]
    # Weights from the places again, as the search has no gradient.
    apart = (fine[:, :, None] - coarse[rows, told]).square().sum(dim=-1)
    closeness = 1 / (apart + 1e-6)  # equation 2 with p = 2
    return Descent(
        flat_index(near, n),
        (fine[rows, near] - coarse[:, :, None]).flatten(0, 1),
        flat_index(told, m),
        (closeness / closeness.sum(dim=-1, keepdim=True)).flatten(0, 1),
    )
