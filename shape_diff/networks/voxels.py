"""Features of points on a grid of voxels, and back at the points (Liu et al. 2019, arXiv 1907.03739)."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.networks.rows import flat_index, weighted_rows

CORNERS = [[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]
"""Of the cell that a point lies in, seen from its lowest corner."""


def in_cube(xyz: Float[Tensor, "b n 3"]) -> Float[Tensor, "b n 3"]:
    """Each cloud centred on its mean and shrunk or stretched to touch the cube [-1, 1]^3 from within.

    So a grid is filled alike whatever the noise level and the scale at which a process hands its clouds over.
    """
    centred = xyz - xyz.mean(dim=1, keepdim=True)
    reach = centred.abs().amax(dim=(1, 2), keepdim=True)
    return centred / reach.clamp_min(torch.finfo(xyz.dtype).tiny)


@dataclass(frozen=True)
class VoxelGrid:
    """Where b clouds of n points lie on grids of r x r x r voxels, whose outermost centres are the cube's sides.

    Attributes:
        resolution: r.
        nearest: (b n,) number of each point's voxel, the grids of all clouds counted through.
        corners: (b n, 8) numbers of the voxels whose centres are around each point.
        weights: (b n, 8) their shares of it, trilinear in its place.
    """

    resolution: int
    nearest: Int[Tensor, " p"]
    corners: Int[Tensor, "p 8"]
    weights: Float[Tensor, "p 8"]

    @classmethod
    def of(cls, places: Float[Tensor, "b n 3"], resolution: int) -> "VoxelGrid":
        """The grids of clouds in the cube [-1, 1]^3; there must be two voxels to a side at least."""
        assert resolution >= 2
        at = (places + 1) * ((resolution - 1) / 2)  # 0 to r - 1
        cell = torch.tensor(CORNERS, device=places.device)
        strides = torch.tensor([resolution**2, resolution, 1], device=places.device)
        nearest = (at.round().long().clamp(0, resolution - 1) * strides).sum(dim=-1, keepdim=True)
        low = at.floor().long().clamp(0, resolution - 2)
        corners = ((low[:, :, None] + cell) * strides).sum(dim=-1)
        share = (at - low)[:, :, None]
        weights = torch.where(cell.bool(), share, 1 - share).prod(dim=-1)
        voxels = resolution**3
        return cls(resolution, flat_index(nearest, voxels)[:, 0], flat_index(corners, voxels), weights.flatten(0, 1))

    def voxelised(self, features: Float[Tensor, "b n c"]) -> Float[Tensor, "b r r r c"]:
        """The mean of the points that have a voxel as their nearest; 0 where there are none (equation 2)."""
        b, _, c = features.shape
        # In float32, since a sum of many in bfloat16 stops growing.
        rows = features.flatten(0, 1).float()
        voxels = b * self.resolution**3
        sums = rows.new_zeros(voxels, c).index_add(0, self.nearest, rows)
        counts = rows.new_zeros(voxels).index_add(0, self.nearest, rows.new_ones(len(rows)))
        means = (sums / counts.clamp_min(1)[:, None]).to(features.dtype)
        return means.unflatten(0, (b, self.resolution, self.resolution, self.resolution))

    def devoxelised(self, grid: Float[Tensor, "b r r r c"]) -> Float[Tensor, "b n c"]:
        """The grid's values at the points, trilinear between the centres of voxels."""
        return weighted_rows(grid.flatten(0, 3), self.corners, self.weights).unflatten(0, (len(grid), -1))
