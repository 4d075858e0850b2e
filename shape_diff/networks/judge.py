"""The network that judges clouds: what kind of thing is this, and which caption does it fit?

A small point transformer with two heads: category probabilities, whose features the Frechet distance and the inception
score read, and an embedding that a caption's embedding is compared with, as in CLIP (Radford et al. 2021, arXiv
2103.00020). It reads positions, colours and normals. It is trained on the train split only, by
`training/tasks/judge`, and must not be used to train what it judges.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.networks.layers import MLP, Attention, FourierFeatures, learned_tokens, rms_norm

TEXT_DIM = 384


@dataclass(frozen=True)
class JudgeConfig:
    """Sizes of the network.

    Attributes:
        categories: names of the classes.
        width: channels of the latents and of the features.
        point_width: channels of the points.
        latents: how many latents read the points.
        blocks: how often they do.
        heads: attention heads.
        embedding: channels in which shapes and captions are compared.
        bands: octaves of the Fourier features of positions.
    """

    categories: tuple[str, ...]
    width: int = 192
    point_width: int = 128
    latents: int = 48
    blocks: int = 3
    heads: int = 4
    embedding: int = 192
    bands: int = 5


class JudgeBlock(nn.Module):
    """Latents read the points, then one another; points are changed alone."""

    def __init__(self, config: JudgeConfig) -> None:
        super().__init__()
        width, head_dim = config.width, config.width // config.heads
        self.read = Attention(width, config.point_width, config.heads, head_dim)
        self.think = Attention(width, width, config.heads, head_dim)
        self.mlp = MLP(width, ratio=3)
        self.point_mlp = MLP(config.point_width, ratio=2)

    def forward(
        self, points: Float[Tensor, "b n p"], latents: Float[Tensor, "b l w"]
    ) -> tuple[Float[Tensor, "b n p"], Float[Tensor, "b l w"]]:
        """Both streams after the block."""
        points = points + self.point_mlp(rms_norm(points))
        latents = latents + self.read(rms_norm(latents), rms_norm(points))
        inner = rms_norm(latents)
        latents = latents + self.think(inner, inner)
        return points, latents + self.mlp(rms_norm(latents))


class ShapeJudge(nn.Module):
    """Clouds to features, category logits and embeddings; captions to embeddings."""

    def __init__(self, config: JudgeConfig) -> None:
        super().__init__()
        self.config = config
        self.fourier = FourierFeatures(config.bands, base=torch.pi / 2)
        self.embed_points = nn.Linear(3 * (1 + 2 * config.bands) + 6, config.point_width)
        self.latents = learned_tokens(config.latents, config.width)
        self.blocks = nn.ModuleList(JudgeBlock(config) for _ in range(config.blocks))
        self.head_category = nn.Linear(config.width, len(config.categories))
        self.head_shape = nn.Linear(config.width, config.embedding)
        self.embed_text = nn.Linear(TEXT_DIM, 2 * config.embedding)
        self.head_text = nn.Linear(2 * config.embedding, config.embedding)
        self.log_temperature = nn.Parameter(torch.tensor(-2.66))  # 0.07, as CLIP starts

    def forward(
        self, xyz: Float[Tensor, "b n 3"], rgb: Float[Tensor, "b n 3"], normals: Float[Tensor, "b n 3"]
    ) -> Float[Tensor, "b w"]:
        """Features of normalised positions, sRGB colours in [0, 1] and unit normals."""
        points = self.embed_points(torch.cat([self.fourier(xyz), 2 * rgb - 1, normals], dim=-1))
        latents = self.latents.expand(len(xyz), -1, -1)
        for block in self.blocks:
            points, latents = block(points, latents)
        return rms_norm(latents.float().mean(dim=1))

    def shape_embedding(self, features: Float[Tensor, "b w"]) -> Float[Tensor, "b e"]:
        """Unit vectors to compare with those of captions."""
        return F.normalize(self.head_shape(features), dim=-1)

    def text_embedding(self, pooled: Float[Tensor, "b t"]) -> Float[Tensor, "b e"]:
        """Unit vectors of captions from their pooled sentence vectors (`conditioning/text.py`)."""
        return F.normalize(self.head_text(F.gelu(self.embed_text(pooled))), dim=-1)
