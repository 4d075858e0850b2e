"""From a cloud of any size to its shape code: a few points spread far apart, each with numbers for what is around it.

Latent points, as in LION (Zeng et al. 2022, arXiv 2210.06978), but few and far apart: farthest point sampling chooses
them, so that a thin stem gets its share. What is around a point recurs in many shapes, so that few shapes teach much,
and where the points are can be seen, held and moved. Features are layer-normed instead of held by a Kullback-Leibler
term, as in VecSetX (Zhang 2025): noise of a stated size can be added to them, and a diffusion model knows their scale.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.geometry.neighbours import farthest_points, nearest_points
from shape_diff.networks.layers import MLP, FourierFeatures, Layer, rms_norm
from shape_diff.networks.sizes import check_heads, check_sizes

PLACE = 3
"""Numbers at the start of each token of a code that are its place; features follow."""


@dataclass(frozen=True)
class CodeEncoderConfig:
    """Sizes of a `CodeEncoder`.

    Attributes:
        channels: values of a point.
        tokens: points of a code.
        width: numbers of each, its place and its features.
        seen: points of a cloud that it was taught to read; of larger clouds as many should be chosen.
        neighbors: points of the cloud that are seen around each.
        point_dim: width of the neighbours' features.
        dim: width of the tokens inside.
        layers: self-attention layers over the tokens.
        head_dim: width of one attention head; `dim` must be a multiple of it.
        point_std: standard deviation of coordinates in the diffused range; places are divided by it.
    """

    channels: int = 9
    tokens: int = 32
    width: int = 16
    seen: int = 256
    neighbors: int = 24
    point_dim: int = 128
    dim: int = 192
    layers: int = 2
    head_dim: int = 64
    point_std: float = 0.5

    def __post_init__(self) -> None:
        check_sizes("code_encoder", self, "tokens", "seen", "neighbors", "point_dim", "layers", "head_dim")
        if self.channels <= PLACE:
            raise ValueError(f"code_encoder.channels must be more than {PLACE}, got {self.channels}")
        if self.width < PLACE + 2:
            raise ValueError(f"code_encoder.width must be at least {PLACE + 2}, got {self.width}")
        check_heads("code_encoder", self, "dim")
        if not self.point_std > 0:
            raise ValueError(f"code_encoder.point_std must be positive, got {self.point_std}")


class Surroundings(nn.Module):
    """What is around a point: its neighbours, seen from it, whatever their order (PointNet, arXiv 1612.00593)."""

    def __init__(self, c: CodeEncoderConfig) -> None:
        super().__init__()
        self.position = FourierFeatures(4, base=torch.pi)
        features = PLACE * (1 + 2 * 4) + c.channels - PLACE
        self.embed = nn.Sequential(
            nn.Linear(features, c.point_dim), nn.GELU(), nn.Linear(c.point_dim, c.point_dim, bias=False)
        )
        self.mlp = MLP(2 * c.point_dim, 2)
        self.head = nn.Linear(2 * c.point_dim, c.dim)

    def forward(self, offsets: Float[Tensor, "b m k 3"], values: Float[Tensor, "b m k v"]) -> Float[Tensor, "b m d"]:
        """Offsets to k neighbours and their other channels -> features of m points."""
        each = self.embed(torch.cat([self.position(offsets), values], dim=-1))
        pooled = torch.cat([each.amax(dim=2), each.mean(dim=2)], dim=-1)
        return self.head(pooled + self.mlp(rms_norm(pooled)))


class CodeEncoder(nn.Module):
    """Clouds in the diffused range -> shape codes."""

    def __init__(self, config: CodeEncoderConfig) -> None:
        super().__init__()
        self.config = c = config
        self.surroundings = Surroundings(c)
        self.place = nn.Sequential(FourierFeatures(4, base=torch.pi / 2), nn.Linear(PLACE * (1 + 2 * 4), c.dim))
        self.layers = nn.ModuleList(Layer(c.dim, c.head_dim) for _ in range(c.layers))
        self.head = nn.Linear(c.dim, c.width - PLACE)

    def forward(self, points: Float[Tensor, "b n c"]) -> Float[Tensor, "b t w"]:
        """Codes: places in units of the coordinates' standard deviation, features of zero mean and unit variance.

        Raises:
            ValueError: a cloud has fewer points than a code has.
        """
        c, xyz = self.config, points[..., :PLACE]
        rows = torch.arange(len(points), device=points.device)[:, None]
        chosen = xyz[rows, farthest_points(xyz, c.tokens)]
        _, near = nearest_points(chosen, xyz, min(c.neighbors, points.shape[1]))
        around = points[rows[..., None], near]
        offsets = (around[..., :PLACE] - chosen[:, :, None]) / c.point_std
        places = chosen / c.point_std
        tokens = self.surroundings(offsets, around[..., PLACE:]) + self.place(places)
        for layer in self.layers:
            tokens = layer(tokens)
        return normalised_code(torch.cat([places, self.head(rms_norm(tokens))], dim=-1))


def normalised_code(codes: Float[Tensor, "b t w"]) -> Float[Tensor, "b t w"]:
    """Codes with features of zero mean and unit variance, as those of real clouds are; places stay as they were."""
    places, features = codes[..., :PLACE].float(), codes[..., PLACE:].float()
    return torch.cat([places, torch.nn.functional.layer_norm(features, features.shape[-1:], eps=1e-8)], dim=-1)
