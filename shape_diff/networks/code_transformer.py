"""The prior over shape codes: a plain transformer over a code's tokens that reads words and pictures.

As DALL-E 2's prior (Ramesh et al. 2022, arXiv 2204.06125, section 2.2) it diffuses in the small space of codes, where
a training step costs a fraction of one over points; the layers are DiT's (Peebles & Xie 2023, arXiv 2212.09748) with
cross-attention to the condition. A token is known by its place alone, so that a code is a set, as a cloud is.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.code_embedding import CodeEmbedding
from shape_diff.networks.layers import MLP, Attention, FourierFeatures, Modulation, learned_tokens, rms_norm
from shape_diff.networks.sizes import check_heads, check_sizes


@dataclass(frozen=True)
class CodeTransformerConfig:
    """Sizes of a `CodeTransformer`.

    Attributes:
        code_tokens: tokens of a code.
        code_width: numbers of a token.
        dim: width of the tokens inside.
        layers: transformer layers.
        head_dim: width of one attention head; `dim` must be a multiple of it.
        token_dim: width of the condition's tokens.
        pooled_dim: width of the condition's summary vector.
    """

    code_tokens: int = 32
    code_width: int = 16
    dim: int = 256
    layers: int = 6
    head_dim: int = 64
    token_dim: int = 384
    pooled_dim: int = 384

    def __post_init__(self) -> None:
        check_sizes("prior", self, "code_tokens", "code_width", "layers", "head_dim", "token_dim", "pooled_dim")
        check_heads("prior", self, "dim")


class PriorLayer(nn.Module):
    """The code's tokens attend to one another, read the condition and think."""

    def __init__(self, c: CodeTransformerConfig) -> None:
        super().__init__()
        heads = c.dim // c.head_dim
        self.modulate_attention = Modulation(c.dim, c.dim)
        self.attention = Attention(c.dim, c.dim, heads, c.head_dim)
        self.listen = Attention(c.dim, c.dim, heads, c.head_dim)
        self.modulate_mlp = Modulation(c.dim, c.dim)
        self.mlp = MLP(c.dim)

    def forward(
        self,
        x: Float[Tensor, "b t d"],
        told: Float[Tensor, "b m d"],
        mask: Bool[Tensor, "b m"],
        vector: Float[Tensor, "b d"],
    ) -> Float[Tensor, "b t d"]:
        """The next tokens."""
        normed, gate = self.modulate_attention(x, vector)
        x = x + gate * self.attention(normed, normed)
        x = x + self.listen(rms_norm(x), told, mask)
        normed, gate = self.modulate_mlp(x, vector)
        return x + gate * self.mlp(normed)


class CodeTransformer(nn.Module):
    """The network F(x_in, c_noise, condition) of the EDM denoiser of shape codes."""

    def __init__(self, config: CodeTransformerConfig) -> None:
        super().__init__()
        self.config = c = config
        self.embed_code = CodeEmbedding(c.code_width, c.dim)
        self.embed_noise = nn.Sequential(FourierFeatures(8, base=torch.pi / 16), nn.Linear(17, c.dim))
        self.embed_pooled = nn.Linear(c.pooled_dim, c.dim, bias=False)
        self.embed_vector = nn.Sequential(nn.SiLU(), nn.Linear(c.dim, c.dim), nn.SiLU())
        self.embed_tokens = nn.Linear(c.token_dim, c.dim, bias=False)
        # Always readable, so that attention to a fully masked condition is defined.
        self.null_token = learned_tokens(1, 1, c.dim)
        self.layers = nn.ModuleList(PriorLayer(c) for _ in range(c.layers))
        self.head = nn.Linear(c.dim, c.code_width)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, x_in: Float[Tensor, "b t w"], c_noise: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b t w"]:
        """F_x for noised codes of unit variance, the encoded noise level and a condition of b rows."""
        vector = self.embed_vector(self.embed_noise(c_noise[:, None]) + self.embed_pooled(condition.pooled))
        told = torch.cat([self.null_token.expand(len(x_in), -1, -1), self.embed_tokens(condition.tokens)], dim=1)
        told = rms_norm(told)
        mask = torch.nn.functional.pad(condition.mask, (1, 0), value=True)
        x = self.embed_code(x_in)
        for layer in self.layers:
            x = layer(x, told, mask, vector)
        return self.head(rms_norm(x))
