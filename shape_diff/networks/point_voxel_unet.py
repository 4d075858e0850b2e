"""A U-Net over points and voxels: PVD's and LION's kind of backbone.

Point-voxel convolutions (Liu et al. 2019, arXiv 1907.03739, figure 2) at several resolutions, joined by PointNet++'s
set abstraction and feature propagation with skips, as in PVD (Zhou et al. 2021, arXiv 2104.03670) and LION (Zeng et al.
2022, arXiv 2210.06978). A point thinks by itself, and beside that a convolution over voxels tells it of its
surroundings. The coarsest points attend to one another and to the condition's tokens. Other than in PVD, norms are
modulated by the noise level and the condition's summary, as in this package's other networks.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.layers import (
    MLP,
    Attention,
    FourierFeatures,
    ModulatedLayer,
    Modulation,
    learned_tokens,
    rms_norm,
)
from shape_diff.networks.point_levels import Descent, PointLevels
from shape_diff.networks.rows import gather, weighted_rows
from shape_diff.networks.sizes import check_sizes
from shape_diff.networks.voxels import VoxelGrid

KERNEL = 3
"""Voxels to a side that a convolution sees."""
SMALLEST_GRID = 3
"""Voxels to a side: on 2, PyTorch 2.13's gradient of a convolution's weights is garbage in bfloat16 on a CPU."""


@dataclass(frozen=True)
class PointVoxelUNetConfig:
    """Sizes of a `PointVoxelUNet`.

    Attributes:
        channels: values per point.
        levels: resolutions, the finest being all points.
        point_dim: width of the finest level; each coarser one is twice as wide.
        resolution: voxels to a side for the finest level; each coarser one has half as many.
        centers: points of the second level.
        ratio: each further level has one point for so many of the level before.
        neighbors: points that are seen around each point of the next level.
        layers: attention layers over the coarsest level.
        head_dim: width of one attention head; the coarsest level's width must be a multiple of it.
        point_bands: octaves of Fourier features of the coordinates.
        token_dim: width of the condition's tokens.
        pooled_dim: width of the condition's summary vector.
    """

    channels: int = 9
    levels: int = 3
    point_dim: int = 64
    resolution: int = 12
    centers: int = 64
    ratio: int = 4
    neighbors: int = 16
    layers: int = 2
    head_dim: int = 64
    point_bands: int = 6
    token_dim: int = 384
    pooled_dim: int = 384

    def __post_init__(self) -> None:
        check_sizes(
            "network", self, "channels", "levels", "point_dim", "resolution", "centers", "neighbors", "layers",
            "head_dim", "token_dim", "pooled_dim",
        )  # fmt: skip
        if self.ratio < 2:
            raise ValueError(f"network.ratio must be at least 2, got {self.ratio}")
        halved = 2 ** (self.levels - 1)
        if self.resolution % halved or self.resolution < SMALLEST_GRID * halved:
            raise ValueError(
                f"network.resolution must be a multiple of {halved} and at least {SMALLEST_GRID * halved}, so that the "
                f"last of {self.levels} levels has {SMALLEST_GRID} voxels to a side, got {self.resolution}"
            )
        if self.sizes and self.sizes[-1] < 1:
            raise ValueError(
                f"network.centers={self.centers} are too few for {self.levels} levels, a {self.ratio}th each"
            )
        if self.coarsest_dim % self.head_dim:
            raise ValueError(
                f"network.point_dim={self.point_dim} makes the coarsest of {self.levels} levels {self.coarsest_dim} "
                f"wide, which must be a multiple of head_dim={self.head_dim}"
            )

    @property
    def sizes(self) -> list[int]:
        """Points of each level but the finest."""
        return [self.centers // self.ratio**level for level in range(self.levels - 1)]

    @property
    def coarsest_dim(self) -> int:
        """Width of the coarsest level."""
        return self.point_dim * 2 ** (self.levels - 1)


class VoxelConvolution(nn.Linear):
    """A convolution over a grid that keeps its size; its weight is a matrix, which optimisers treat as they do others.

    Columns are input channels, then the surroundings along x, y and z.
    """

    def __init__(self, dim: int) -> None:
        super().__init__(dim * KERNEL**3, dim)

    def forward(self, grid: Float[Tensor, "b r r r c"]) -> Float[Tensor, "b r r r c"]:
        """Each voxel from the 27 around it, those outside being 0."""
        kernel = self.weight.unflatten(1, (-1, KERNEL, KERNEL, KERNEL))
        return F.conv3d(grid.movedim(-1, 1), kernel, self.bias, padding=KERNEL // 2).movedim(1, -1)


class PointVoxelBlock(nn.Module):
    """An MLP over points beside two convolutions over their voxels (Liu et al. 2019, figure 2)."""

    def __init__(self, dim: int, vector_dim: int) -> None:
        super().__init__()
        self.modulate = Modulation(vector_dim, dim)
        self.mlp = MLP(dim)
        self.gather_around = VoxelConvolution(dim)
        self.tell_around = VoxelConvolution(dim)
        nn.init.zeros_(self.tell_around.weight)

    def hidden_matrices(self) -> list[Tensor]:
        """Both convolutions; the MLP names its own."""
        return [self.gather_around.weight, self.tell_around.weight]

    def forward(
        self, x: Float[Tensor, "b n d"], grid: VoxelGrid, vector: Float[Tensor, "b v"]
    ) -> Float[Tensor, "b n d"]:
        """The next features of points that lie on a grid."""
        normed, gate = self.modulate(x, vector)
        voxels = self.tell_around(F.gelu(self.gather_around(grid.voxelised(normed))))
        return x + gate * (self.mlp(normed) + grid.devoxelised(voxels))


class SetAbstraction(nn.Module):
    """What is around each point of the next level: the maximum over its neighbours, seen from it (Qi et al. 2017)."""

    def __init__(self, dim: int, out_dim: int, octaves: int = 3) -> None:
        super().__init__()
        self.offset_features = FourierFeatures(octaves, base=torch.pi)
        self.embed_offsets = nn.Linear(3 * (1 + 2 * octaves), out_dim)
        self.from_points = nn.Linear(dim, out_dim, bias=False)
        self.to_around = nn.Linear(out_dim, out_dim)

    def hidden_matrices(self) -> list[Tensor]:
        """What leads from points to what is around others."""
        return [self.from_points.weight, self.to_around.weight]

    def forward(self, x: Float[Tensor, "b n d"], descent: Descent) -> Float[Tensor, "b m e"]:
        """Features of the next level's points."""
        points = self.from_points(rms_norm(x)).flatten(0, 1)
        each = gather(points, descent.near) + self.embed_offsets(self.offset_features(descent.offsets))
        return self.to_around(F.gelu(each)).amax(dim=1).unflatten(0, (len(x), -1))


class FeaturePropagation(nn.Module):
    """What a level's points are told by the coarser ones nearest to them (Qi et al. 2017, equation 2)."""

    def __init__(self, dim: int, coarse_dim: int) -> None:
        super().__init__()
        self.from_coarse = nn.Linear(coarse_dim, dim, bias=False)

    def hidden_matrices(self) -> list[Tensor]:
        """What leads from one level to the other."""
        return [self.from_coarse.weight]

    def forward(
        self, skip: Float[Tensor, "b n d"], coarse: Float[Tensor, "b m e"], descent: Descent
    ) -> Float[Tensor, "b n d"]:
        """The level's features from before the descent, and what comes back."""
        rows = self.from_coarse(rms_norm(coarse)).flatten(0, 1)
        return skip + weighted_rows(rows, descent.coarse, descent.weights).unflatten(0, (len(skip), -1))


class Bottom(nn.Module):
    """The coarsest points attend to the condition and among themselves."""

    def __init__(self, dim: int, layers: int, head_dim: int) -> None:
        super().__init__()
        self.listen = nn.ModuleList(Attention(dim, dim, dim // head_dim, head_dim) for _ in range(layers))
        self.layers = nn.ModuleList(ModulatedLayer(dim, head_dim) for _ in range(layers))

    def forward(
        self,
        x: Float[Tensor, "b m d"],
        tokens: Float[Tensor, "b t d"],
        mask: Bool[Tensor, "b t"],
        vector: Float[Tensor, "b d"],
    ) -> Float[Tensor, "b m d"]:
        """The next features."""
        for listen, layer in zip(self.listen, self.layers, strict=True):
            x = x + listen(rms_norm(x), tokens, mask)
            x = layer(x, vector)
        return x


class PointVoxelUNet(nn.Module):
    """The network F(x_in, c_noise, condition) of the denoiser (Karras et al. 2022, equation 7).

    It is equivariant to the order of the points. A point that crosses from one voxel into the next changes the
    answer abruptly, if a little, as in the papers.
    """

    def __init__(self, config: PointVoxelUNetConfig) -> None:
        super().__init__()
        self.config = c = config
        widths = [c.point_dim * 2**level for level in range(c.levels)]
        dim = c.coarsest_dim
        self.position = FourierFeatures(c.point_bands, base=torch.pi / 4)
        self.embed_points = nn.Linear(c.channels + 3 * 2 * c.point_bands, c.point_dim)
        self.embed_noise = nn.Sequential(FourierFeatures(8, base=torch.pi / 16), nn.Linear(17, dim))
        self.embed_pooled = nn.Linear(c.pooled_dim, dim, bias=False)
        self.embed_vector = nn.Sequential(nn.SiLU(), nn.Linear(dim, dim), nn.SiLU())
        self.embed_tokens = nn.Linear(c.token_dim, dim, bias=False)
        # Always readable, so that attention to a fully masked condition is defined.
        self.null_token = learned_tokens(1, 1, dim)
        self.down = nn.ModuleList(PointVoxelBlock(width, dim) for width in widths)
        self.abstract = nn.ModuleList(SetAbstraction(w, 2 * w) for w in widths[:-1])
        self.bottom = Bottom(dim, c.layers, c.head_dim)
        self.propagate = nn.ModuleList(FeaturePropagation(w, 2 * w) for w in widths[:-1])
        self.up = nn.ModuleList(PointVoxelBlock(width, dim) for width in widths[:-1])
        self.head = nn.Linear(c.point_dim, c.channels)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, x_in: Float[Tensor, "b n c"], c_noise: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b n c"]:
        """F_x for inputs x_in, the encoded noise level and a condition of b rows."""
        c = self.config
        levels = PointLevels.of(x_in[..., :3], c.sizes, c.neighbors, c.ratio, c.resolution)
        vector = self.embed_vector(self.embed_noise(c_noise[:, None]) + self.embed_pooled(condition.pooled))
        features = self.position(x_in[..., :3])[..., 3:]  # the coordinates are in x_in already
        x = self.embed_points(torch.cat([x_in, features], dim=-1))
        skips = []
        for level, descent in enumerate(levels.descents):
            x = self.down[level](x, levels.grids[level], vector)
            skips.append(x)
            x = self.abstract[level](x, descent)
        x = self.down[-1](x, levels.grids[-1], vector)
        x = self.bottom(x, *self._heard(condition), vector)
        for level, descent in reversed(list(enumerate(levels.descents))):
            x = self.propagate[level](skips[level], x, descent)
            x = self.up[level](x, levels.grids[level], vector)
        return self.head(rms_norm(x))

    def _heard(self, condition: Condition) -> tuple[Float[Tensor, "b t d"], Bool[Tensor, "b t"]]:
        """The condition's tokens as the bottom reads them, and which of them it may."""
        own = self.null_token.expand(len(condition), -1, -1)
        tokens = rms_norm(torch.cat([own, self.embed_tokens(condition.tokens)], dim=1))
        return tokens, F.pad(condition.mask, (1, 0), value=True)
