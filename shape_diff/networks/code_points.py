"""From a shape code to points: the code is unfolded once, then every point finds its place on the surface by itself.

Given the shape, points of its surface are independent of one another (Luo & Hu 2021, arXiv 2103.01458; ShapeGF, Cai et
al. 2020, arXiv 2008.06520). So nothing is exchanged among points: a step costs little, the code's part of the work is
done once for all steps, any number of points can be drawn, and in training each point may have its own noise level.
"""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.code_encoder import PLACE
from shape_diff.networks.layers import MLP, Attention, FourierFeatures, Layer, Modulation, rms_norm


@dataclass(frozen=True)
class CodePointsConfig:
    """Sizes of the networks that turn codes into points.

    Attributes:
        channels: values of a point.
        code_tokens: points of a code.
        code_width: numbers of each.
        dim: width of the unfolded code.
        layers: layers that unfold the code.
        point_dim: width of the points' features.
        blocks: times that a point reads the code.
        head_dim: width of one attention head; both widths must be multiples of it.
        point_bands: octaves of Fourier features of the coordinates.
    """

    channels: int = 9
    code_tokens: int = 32
    code_width: int = 16
    dim: int = 192
    layers: int = 2
    point_dim: int = 128
    blocks: int = 4
    head_dim: int = 64
    point_bands: int = 6

    def __post_init__(self) -> None:
        for name in ("channels", "code_tokens", "layers", "blocks", "head_dim"):
            if getattr(self, name) < 1:
                raise ValueError(f"code_points.{name} must be at least 1, got {getattr(self, name)}")
        if self.code_width <= PLACE:
            raise ValueError(f"code_points.code_width must be more than {PLACE}, got {self.code_width}")
        for name in ("dim", "point_dim"):
            if getattr(self, name) < 1 or getattr(self, name) % self.head_dim:
                raise ValueError(f"code_points.{name} must be a multiple of head_dim={self.head_dim}")


class CodeUnfolder(nn.Module):
    """Shape codes -> what points read of them, as a `Condition`: tokens with their places, and a summary."""

    def __init__(self, config: CodePointsConfig) -> None:
        super().__init__()
        self.config = c = config
        self.position = FourierFeatures(5, base=torch.pi / 4)
        self.embed = nn.Linear(c.code_width + 2 * 5 * PLACE, c.dim)
        self.layers = nn.ModuleList(Layer(c.dim, c.head_dim) for _ in range(c.layers))
        self.summarise = nn.Linear(c.dim, c.dim)

    def forward(self, codes: Float[Tensor, "b t w"]) -> Condition:
        """Tokens (b, t, 3 + dim), each its place first, and the summary (b, dim) that modulates every layer."""
        places = codes[..., :PLACE]
        x = self.embed(torch.cat([self.position(places), codes[..., PLACE:]], dim=-1))
        for layer in self.layers:
            x = layer(x)
        x = rms_norm(x)
        everything = torch.ones(x.shape[:2], dtype=torch.bool, device=x.device)
        return Condition(torch.cat([places.to(x.dtype), x], dim=-1), everything, self.summarise(x.mean(dim=1)))


class NearAttention(Attention):
    """Attention that each head holds to what is near, the first least, to values that change with the reader's place.

    A code's point says an affine function of where the reader stands beside it, for instance how far off its piece of
    surface he is and which way, which no sum of constant values can tell him.
    """

    def __init__(self, dim: int, source_dim: int, heads: int, head_dim: int) -> None:
        super().__init__(dim, source_dim, heads, head_dim)
        self.log_nearness = nn.Parameter(torch.linspace(math.log(2.0), math.log(16.0), heads))
        self.to_slopes = nn.Linear(source_dim, PLACE * heads * head_dim, bias=False)
        nn.init.zeros_(self.to_slopes.weight)

    def read(
        self,
        x: Float[Tensor, "b n dim"],
        source: Float[Tensor, "b m s"],
        x_place: Float[Tensor, "b n 3"],
        source_place: Float[Tensor, "b m 3"],
    ) -> Float[Tensor, "b n dim"]:
        """What each row of x reads from the source, both at their places."""
        query, key, value = self.projections(x, source)
        squared = torch.cdist(x_place.float(), source_place.float()).square()[:, None]
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        weights = (scores - self.log_nearness.exp()[:, None, None] * squared).softmax(-1).to(value.dtype)
        slopes = self._split(self.to_slopes(source)).unflatten(-1, (PLACE, -1))
        value = value - (slopes * source_place[:, None, :, :, None]).sum(dim=-2)
        value, *slopes = (weights @ torch.cat([value, slopes.flatten(-2)], dim=-1)).chunk(1 + PLACE, dim=-1)
        for axis, slope in enumerate(slopes):
            value = value + slope * x_place[:, None, :, axis, None]
        return self.to_out(value.transpose(1, 2).flatten(-2))


class PointBlock(nn.Module):
    """A point reads the code and thinks."""

    def __init__(self, c: CodePointsConfig) -> None:
        super().__init__()
        self.modulate_read = Modulation(c.dim, c.point_dim)
        self.near = NearAttention(c.point_dim, c.dim, c.point_dim // c.head_dim, c.head_dim)
        self.modulate_mlp = Modulation(c.dim, c.point_dim)
        self.mlp = MLP(c.point_dim)

    def forward(
        self,
        points: Float[Tensor, "b n p"],
        tokens: Float[Tensor, "b m d"],
        places: tuple[Float[Tensor, "b n 3"], Float[Tensor, "b m 3"]],
        vector: Float[Tensor, "b d"],
    ) -> Float[Tensor, "b n p"]:
        """The next points; `places` are those of points and tokens."""
        x, gate = self.modulate_read(points, vector)
        points = points + gate * self.near.read(x, tokens, *places)
        x, gate = self.modulate_mlp(points, vector)
        return points + gate * self.mlp(x)


class CodePoints(nn.Module):
    """The network F(x_in, c_noise, condition) of the EDM denoiser for points of a shape, given its unfolded code."""

    def __init__(self, config: CodePointsConfig) -> None:
        super().__init__()
        self.config = c = config
        self.position = FourierFeatures(c.point_bands, base=torch.pi / 4)
        self.embed_points = nn.Linear(c.channels + 2 * c.point_bands * PLACE, c.point_dim)
        self.embed_noise = nn.Sequential(FourierFeatures(8, base=torch.pi / 16), nn.Linear(17, c.dim))
        self.embed_vector = nn.Sequential(nn.SiLU(), nn.Linear(c.dim, c.dim), nn.SiLU())
        self.blocks = nn.ModuleList(PointBlock(c) for _ in range(c.blocks))
        self.head = nn.Linear(c.point_dim, c.channels)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, x_in: Float[Tensor, "b n c"], c_noise: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b n c"]:
        """F_x for inputs of unit variance, the encoded noise level and what `CodeUnfolder` made of b codes."""
        places, tokens = condition.tokens[..., :PLACE], condition.tokens[..., PLACE:]
        features = self.position(x_in[..., :PLACE])[..., PLACE:]
        points = self.embed_points(torch.cat([x_in, features], dim=-1))
        vector = self.embed_vector(self.embed_noise(c_noise[:, None]) + condition.pooled)
        for block in self.blocks:
            points = block(points, tokens, (x_in[..., :PLACE], places), vector)
        return self.head(rms_norm(points))


class CodeDecoder(nn.Module):
    """Both parts: a code is unfolded once, then the denoiser's network F runs on what came of it."""

    def __init__(self, config: CodePointsConfig) -> None:
        super().__init__()
        self.config = config
        self.unfolder = CodeUnfolder(config)
        self.points = CodePoints(config)

    def unfold(self, codes: Float[Tensor, "b t w"]) -> Condition:
        """What `forward` is conditioned on."""
        return self.unfolder(codes)

    def forward(
        self, x_in: Float[Tensor, "b n c"], c_noise: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b n c"]:
        """See `CodePoints.forward`."""
        return self.points(x_in, c_noise, condition)
