"""Which caption does a shape code fit? Codes and sentences as unit vectors, near where they belong together.

Trained by contrast as CLIP is (Radford et al. 2021, arXiv 2103.00020), on codes in the place of pictures: since a code
is a few hundred numbers, many can be drawn and ranked before points are made of the best (DALL-E, Ramesh et al. 2021,
arXiv 2102.12092, section 2.6, ranks its pictures by CLIP in the same way).
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.networks.code_embedding import CodeEmbedding
from shape_diff.networks.layers import Layer, rms_norm
from shape_diff.networks.sizes import check_heads, check_sizes


@dataclass(frozen=True)
class CodeScorerConfig:
    """Sizes of a `CodeScorer`.

    Attributes:
        code_tokens: tokens of a code.
        code_width: numbers of a token.
        dim: width of the tokens inside.
        layers: transformer layers.
        head_dim: width of one attention head; `dim` must be a multiple of it.
        text_dim: width of a sentence's summary.
        embedding: channels in which codes and sentences are compared.
    """

    code_tokens: int = 32
    code_width: int = 16
    dim: int = 192
    layers: int = 3
    head_dim: int = 64
    text_dim: int = 384
    embedding: int = 128

    def __post_init__(self) -> None:
        check_sizes("scorer", self, "code_tokens", "code_width", "layers", "head_dim", "text_dim", "embedding")
        check_heads("scorer", self, "dim")


class CodeScorer(nn.Module):
    """Codes to unit vectors, summaries of sentences to unit vectors."""

    def __init__(self, config: CodeScorerConfig) -> None:
        super().__init__()
        self.config = c = config
        self.embed_code = CodeEmbedding(c.code_width, c.dim)
        self.layers = nn.ModuleList(Layer(c.dim, c.head_dim) for _ in range(c.layers))
        self.head_code = nn.Linear(c.dim, c.embedding)
        self.embed_text = nn.Linear(c.text_dim, c.dim)
        self.head_text = nn.Linear(c.dim, c.embedding)
        self.log_temperature = nn.Parameter(torch.tensor(-2.66))  # 0.07, as CLIP starts

    def forward(self, codes: Float[Tensor, "b t w"]) -> Float[Tensor, "b e"]:
        """Unit vectors of codes."""
        x = self.embed_code(codes)
        for layer in self.layers:
            x = layer(x)
        return F.normalize(self.head_code(rms_norm(x).mean(dim=1)).float(), dim=-1)

    def text(self, pooled: Float[Tensor, "b p"]) -> Float[Tensor, "b e"]:
        """Unit vectors of sentences, from their summaries (`Condition.pooled`)."""
        return F.normalize(self.head_text(F.gelu(self.embed_text(pooled))).float(), dim=-1)

    def scores(self, codes: Float[Tensor, "b n t w"], pooled: Float[Tensor, "b p"]) -> Float[Tensor, "b n"]:
        """The cosine of each of n codes with the sentence that they were drawn for."""
        vectors = self(codes.flatten(0, 1)).unflatten(0, codes.shape[:2])
        return (vectors * self.text(pooled)[:, None]).sum(dim=-1)
