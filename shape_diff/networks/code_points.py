"""From a shape code to points: the code is unfolded once, then every point finds its place on the surface by itself.

Given the shape, points of its surface are independent of one another (Luo & Hu 2021, arXiv 2103.01458; ShapeGF, Cai et
al. 2020, arXiv 2008.06520). So nothing is exchanged among points: a step costs little, the code's part of the work is
done once for all steps, any number of points can be drawn, and in training each point may have its own noise level.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.code_embedding import CodeEmbedding
from shape_diff.networks.code_encoder import PLACE
from shape_diff.networks.layers import MLP, Attention, FourierFeatures, Layer, Modulation, rms_norm
from shape_diff.networks.sizes import check_heads, check_sizes


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
        check_sizes("code_points", self, "channels", "code_tokens", "layers", "blocks", "head_dim")
        if self.code_width <= PLACE:
            raise ValueError(f"code_points.code_width must be more than {PLACE}, got {self.code_width}")
        check_heads("code_points", self, "dim", "point_dim")


class CodeUnfolder(nn.Module):
    """Shape codes -> what points read of them, as a `Condition`: tokens with their places, and a summary."""

    def __init__(self, config: CodePointsConfig) -> None:
        super().__init__()
        self.config = c = config
        self.embed = CodeEmbedding(c.code_width, c.dim)
        self.layers = nn.ModuleList(Layer(c.dim, c.head_dim) for _ in range(c.layers))
        self.summarise = nn.Linear(c.dim, c.dim)

    def forward(self, codes: Float[Tensor, "b t w"]) -> Condition:
        """Tokens (b, t, 3 + dim), each its place first, and the summary (b, dim) that modulates every layer."""
        places = codes[..., :PLACE]
        x = self.embed(codes)
        for layer in self.layers:
            x = layer(x)
        x = rms_norm(x)
        everything = torch.ones(x.shape[:2], dtype=torch.bool, device=x.device)
        return Condition(torch.cat([places.to(x.dtype), x], dim=-1), everything, self.summarise(x.mean(dim=1)))


@dataclass(frozen=True)
class Places:
    """Where points and the code's points are, the same for all blocks.

    Attributes:
        points: of those that read.
        tokens: of those that are read.
        squared: distances between them.
    """

    points: Float[Tensor, "b n 3"]
    tokens: Float[Tensor, "b m 3"]
    squared: Float[Tensor, "b n m"]

    @classmethod
    def of(cls, points: Float[Tensor, "b n 3"], tokens: Float[Tensor, "b m 3"]) -> "Places":
        """With their distances."""
        return cls(points, tokens, torch.cdist(points.float(), tokens.float()).square())


class NearAttention(Attention):
    """Attention that each head holds to what is near, the first least, to values that change with the reader's place.

    A code's point says an affine function of where the reader stands beside it, for instance how far off its piece of
    surface that is and which way, which no sum of constant values can tell.
    """

    def __init__(self, dim: int, source_dim: int, heads: int, head_dim: int) -> None:
        super().__init__(dim, source_dim, heads, head_dim)
        nearness = [2.0 * 8.0 ** (head / max(1, heads - 1)) for head in range(heads)]
        self.log_nearness = nn.Parameter(torch.tensor(nearness).log())
        self.to_slopes = nn.Linear(source_dim, PLACE * heads * head_dim, bias=False)
        nn.init.zeros_(self.to_slopes.weight)

    def read(
        self, x: Float[Tensor, "b n dim"], source: Float[Tensor, "b m s"], places: Places
    ) -> Float[Tensor, "b n dim"]:
        """What each row of x, a point, reads from the source, the code's tokens."""
        query, key, value = self.projections(x, source)
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        weights = (
            (scores - self.log_nearness.exp()[:, None, None] * places.squared[:, None]).softmax(-1).to(value.dtype)
        )
        slopes = self._split(self.to_slopes(source)).unflatten(-1, (PLACE, -1))
        value = value - (slopes * places.tokens[:, None, :, :, None]).sum(dim=-2)
        value, *slopes = (weights @ torch.cat([value, slopes.flatten(-2)], dim=-1)).chunk(1 + PLACE, dim=-1)
        for axis, slope in enumerate(slopes):
            value = value + slope * places.points[:, None, :, axis, None]
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
        places: Places,
        vector: Float[Tensor, "b d"],
    ) -> Float[Tensor, "b n p"]:
        """The next points."""
        x, gate = self.modulate_read(points, vector)
        points = points + gate * self.near.read(x, tokens, places)
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
        between = Places.of(x_in[..., :PLACE], places)
        for block in self.blocks:
            points = block(points, tokens, between, vector)
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
