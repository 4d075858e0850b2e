"""The two-stream point transformer: a cheap stream of points and a small stream of latents that does the thinking.

After RIN (Jabri et al. 2023, arXiv 2212.11972) and PointInfinity (Huang et al. 2024, arXiv 2404.03566): in each block
the latents read from the points by cross-attention, attend to the condition and among themselves, and the points read
back. Cost is linear in the number of points, and the same weights serve any number of them.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

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
from shape_diff.networks.sizes import check_heads, check_sizes


@dataclass(frozen=True)
class TwoStreamConfig:
    """Sizes of a `TwoStream` network.

    Attributes:
        channels: values per point.
        point_dim: width of the point stream.
        latent_dim: width of the latent stream.
        latents: number of latents.
        blocks: read-think-write blocks.
        latent_layers: self-attention layers in each block.
        head_dim: width of one attention head; both stream widths must be multiples of it.
        point_bands: octaves of Fourier features of the coordinates.
        token_dim: width of the condition's tokens.
        pooled_dim: width of the condition's summary vector.
    """

    channels: int = 9
    point_dim: int = 128
    latent_dim: int = 256
    latents: int = 64
    blocks: int = 4
    latent_layers: int = 2
    head_dim: int = 64
    point_bands: int = 6
    token_dim: int = 384
    pooled_dim: int = 384

    def __post_init__(self) -> None:
        check_sizes(
            "network", self, "channels", "latents", "blocks", "latent_layers", "head_dim", "token_dim", "pooled_dim"
        )
        check_heads("network", self, "point_dim", "latent_dim")


class Block(nn.Module):
    """Latents read from the points and the condition, think, and the points read back from the latents."""

    def __init__(self, config: TwoStreamConfig) -> None:
        super().__init__()
        dim, point_dim = config.latent_dim, config.point_dim
        heads = point_dim // config.head_dim
        self.read = Attention(dim, point_dim, heads, config.head_dim)
        self.listen = Attention(dim, dim, dim // config.head_dim, config.head_dim)
        self.layers = nn.ModuleList(ModulatedLayer(dim, config.head_dim) for _ in range(config.latent_layers))
        self.modulate_write = Modulation(dim, point_dim)
        self.write = Attention(point_dim, dim, heads, config.head_dim)
        self.modulate_mlp = Modulation(dim, point_dim)
        self.mlp = MLP(point_dim)

    def forward(
        self,
        points: Float[Tensor, "b n p"],
        latents: Float[Tensor, "b m d"],
        tokens: Float[Tensor, "b t d"],
        mask: Bool[Tensor, "b t"],
        vector: Float[Tensor, "b d"],
    ) -> tuple[Float[Tensor, "b n p"], Float[Tensor, "b m d"]]:
        """The next points and latents."""
        latents = latents + self.read(rms_norm(latents), rms_norm(points))
        latents = latents + self.listen(rms_norm(latents), tokens, mask)
        for layer in self.layers:
            latents = layer(latents, vector)
        x, gate = self.modulate_write(points, vector)
        points = points + gate * self.write(x, rms_norm(latents))
        x, gate = self.modulate_mlp(points, vector)
        return points + gate * self.mlp(x), latents


class TwoStream(nn.Module):
    """The network F(x_in, c_noise, condition) of the EDM denoiser (Karras et al. 2022, equation 7).

    It is equivariant to the order of the points and knows neither noise schedules nor samplers.
    """

    def __init__(self, config: TwoStreamConfig) -> None:
        super().__init__()
        self.config = config
        dim, point_dim = config.latent_dim, config.point_dim
        self.position = FourierFeatures(config.point_bands, base=torch.pi / 4)
        in_dim = config.channels + 3 * 2 * config.point_bands
        self.embed_points = nn.Linear(in_dim, point_dim)
        self.latents = learned_tokens(config.latents, dim)
        self.embed_noise = nn.Sequential(FourierFeatures(8, base=torch.pi / 16), nn.Linear(17, dim))
        self.embed_pooled = nn.Linear(config.pooled_dim, dim, bias=False)
        self.embed_vector = nn.Sequential(nn.SiLU(), nn.Linear(dim, dim), nn.SiLU())
        self.embed_tokens = nn.Linear(config.token_dim, dim, bias=False)
        # Always readable, so that attention to a fully masked condition is defined.
        self.null_token = learned_tokens(1, 1, dim)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.blocks))
        self.head = nn.Linear(point_dim, config.channels)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, x_in: Float[Tensor, "b n c"], c_noise: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b n c"]:
        """F_x for inputs x_in of unit variance, the encoded noise level and a condition of b rows."""
        b = len(x_in)
        features = self.position(x_in[..., :3])[..., 3:]  # the coordinates are in x_in already
        points = self.embed_points(torch.cat([x_in, features], dim=-1))
        vector = self.embed_vector(self.embed_noise(c_noise[:, None]) + self.embed_pooled(condition.pooled))
        tokens = torch.cat([self.null_token.expand(b, -1, -1), self.embed_tokens(condition.tokens)], dim=1)
        tokens = rms_norm(tokens)
        mask = torch.nn.functional.pad(condition.mask, (1, 0), value=True)
        latents = self.latents.expand(b, -1, -1)
        for block in self.blocks:
            points, latents = block(points, latents, tokens, mask, vector)
        return self.head(rms_norm(points))
