"""A plain transformer over all points, in which every point attends to every other: Point-E's design.

Nichol et al. 2022 (arXiv 2212.08751), sections 4.2 (diffusion) and 4.3 (upsampler). Its cost is quadratic in the number
of points.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.layers import FourierFeatures, attend
from shape_diff.networks.sizes import check_sizes

TIME_FEATURES = 8


@dataclass(frozen=True)
class AllPointsConfig:
    """Sizes of an all-points transformer.

    Attributes:
        layers: self-attention and MLP layers.
        width: channels of all tokens.
        heads: attention heads.
        channels: values per point.
        token_dim: width of the condition's tokens.
        pooled_dim: width of the condition's summary vector.
        given_channels: values of each given point (the upsampler's 1,024), 0 if there are none.
    """

    layers: int = 12
    width: int = 512
    heads: int = 8
    channels: int = 9
    token_dim: int = 384
    pooled_dim: int = 384
    given_channels: int = 0

    def __post_init__(self) -> None:
        check_sizes("network", self, "layers", "width", "heads", "channels", "token_dim", "pooled_dim")
        if self.width % self.heads:
            raise ValueError(f"network.width must be a multiple of heads={self.heads}, got {self.width}")
        if self.given_channels < 0:
            raise ValueError(f"network.given_channels must not be negative, got {self.given_channels}")


class Layer(nn.Module):
    """Pre-norm self-attention and MLP of four times the width."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention, self.norm_mlp = nn.LayerNorm(width), nn.LayerNorm(width)
        self.to_qkv, self.to_out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def hidden_matrices(self) -> list[Tensor]:
        """All projections and both layers of the MLP."""
        return [self.to_qkv.weight, self.to_out.weight, self.up.weight, self.down.weight]

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(b, t, width) -> the same; `mask` (b, 1, 1, t) is True where a token may be read."""
        parts = self.to_qkv(self.norm_attention(x)).chunk(3, dim=-1)
        query, key, value = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in parts)
        x = x + self.to_out(attend(query, key, value, mask).transpose(1, 2).flatten(-2))
        return x + self.down(F.gelu(self.up(self.norm_mlp(x))))


class AllPoints(nn.Module):
    """F(x_in, c_noise, condition) of one token sequence: time, condition, given points, points."""

    def __init__(self, config: AllPointsConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.embed_points = nn.Linear(config.channels, width)
        self.embed_noise = nn.Sequential(
            FourierFeatures(TIME_FEATURES, base=torch.pi / 16),
            nn.Linear(1 + 2 * TIME_FEATURES, 4 * width), nn.SiLU(), nn.Linear(4 * width, width),
        )  # fmt: skip
        self.embed_pooled = nn.Linear(config.pooled_dim, width)
        self.embed_tokens = nn.Linear(config.token_dim, width)
        self.embed_given = nn.Linear(config.given_channels, width) if config.given_channels else None
        self.layers = nn.ModuleList(Layer(width, config.heads) for _ in range(config.layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, config.channels)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, x_in: Tensor, c_noise: Tensor, condition: Condition, given: Tensor | None = None) -> Tensor:
        """x_in (b, n, c), c_noise (b,), given (b, m, g) -> F_x (b, n, c)."""
        b, n, _ = x_in.shape
        parts = [self.embed_noise(c_noise[:, None])[:, None], self.embed_pooled(condition.pooled)[:, None],
                 self.embed_tokens(condition.tokens)]  # fmt: skip
        readable = [torch.ones(b, 2, dtype=torch.bool, device=x_in.device), condition.mask]
        if self.embed_given is not None and given is not None:
            parts.append(self.embed_given(given))
            readable.append(torch.ones(given.shape[:2], dtype=torch.bool, device=x_in.device))
        parts.append(self.embed_points(x_in))
        readable.append(torch.ones(b, n, dtype=torch.bool, device=x_in.device))
        mask = torch.cat(readable, dim=1)
        x = torch.cat(parts, dim=1)
        for layer in self.layers:
            x = layer(x, None if bool(mask.all()) else mask[:, None, None, :])
        return self.head(self.norm(x[:, -n:]))
