"""From a cloud of any size to its shape code: a few tokens of a few numbers that say what the shape is.

A perceiver (Jaegle et al. 2021, arXiv 2103.03206) whose bottleneck is a layer norm instead of a Kullback-Leibler term,
as in VecSetX (Zhang 2025): every token has zero mean and unit variance, so that noise of a stated size can be added to
it, and a diffusion model over codes knows their scale.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.networks.layers import MLP, Attention, FourierFeatures, Layer, rms_norm


@dataclass(frozen=True)
class CodeEncoderConfig:
    """Sizes of a `CodeEncoder`.

    Attributes:
        channels: values of a point.
        tokens: tokens of a code.
        width: numbers of a token.
        point_dim: width of the points' features.
        dim: width of the tokens inside.
        rounds: times that the tokens read the points.
        layers: self-attention layers after each reading.
        head_dim: width of one attention head; both widths must be multiples of it.
        point_bands: octaves of Fourier features of the coordinates.
    """

    channels: int = 9
    tokens: int = 16
    width: int = 16
    point_dim: int = 128
    dim: int = 256
    rounds: int = 2
    layers: int = 1
    head_dim: int = 64
    point_bands: int = 6

    def __post_init__(self) -> None:
        for name in ("channels", "tokens", "rounds", "layers", "head_dim"):
            if getattr(self, name) < 1:
                raise ValueError(f"code_encoder.{name} must be at least 1, got {getattr(self, name)}")
        if self.width < 2:
            raise ValueError(f"code_encoder.width must be at least 2, got {self.width}")
        for name in ("point_dim", "dim"):
            if getattr(self, name) < 1 or getattr(self, name) % self.head_dim:
                raise ValueError(f"code_encoder.{name} must be a multiple of head_dim={self.head_dim}")


class Round(nn.Module):
    """Points think alone, tokens read them and think together."""

    def __init__(self, c: CodeEncoderConfig) -> None:
        super().__init__()
        self.point_mlp = MLP(c.point_dim, 2)
        self.read = Attention(c.dim, c.point_dim, c.dim // c.head_dim, c.head_dim)
        self.think = nn.ModuleList(Layer(c.dim, c.head_dim) for _ in range(c.layers))

    def forward(
        self, points: Float[Tensor, "b n p"], tokens: Float[Tensor, "b t d"]
    ) -> tuple[Float[Tensor, "b n p"], Float[Tensor, "b t d"]]:
        """The next points and tokens."""
        points = points + self.point_mlp(rms_norm(points))
        tokens = tokens + self.read(rms_norm(tokens), rms_norm(points))
        for layer in self.think:
            tokens = layer(tokens)
        return points, tokens


class CodeEncoder(nn.Module):
    """Clouds in the diffused range -> shape codes; the order of the points does not matter."""

    def __init__(self, config: CodeEncoderConfig) -> None:
        super().__init__()
        self.config = c = config
        self.position = FourierFeatures(c.point_bands, base=torch.pi / 2)
        self.embed_points = nn.Linear(c.channels + 3 * 2 * c.point_bands, c.point_dim)
        self.queries = nn.Parameter(torch.randn(c.tokens, c.dim))
        self.rounds = nn.ModuleList(Round(c) for _ in range(c.rounds))
        self.head = nn.Linear(c.dim, c.width)

    def forward(self, points: Float[Tensor, "b n c"]) -> Float[Tensor, "b t w"]:
        """Codes whose tokens have zero mean and unit variance."""
        features = self.position(points[..., :3])[..., 3:]
        embedded = self.embed_points(torch.cat([points, features], dim=-1))
        tokens = self.queries.expand(len(points), -1, -1)
        for reading in self.rounds:
            embedded, tokens = reading(embedded, tokens)
        return torch.nn.functional.layer_norm(self.head(rms_norm(tokens)).float(), (self.config.width,))
