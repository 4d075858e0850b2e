"""The building blocks of the transformers: RMS norm, attention with query-key norm, MLP and adaptive modulation."""

from typing import Protocol, cast, runtime_checkable

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F


@runtime_checkable
class WithHiddenMatrices(Protocol):
    """A block that knows which of its own matrices carry hidden features to hidden features."""

    def hidden_matrices(self) -> list[Tensor]: ...


def hidden_matrices(network: nn.Module) -> list[Tensor]:
    """The matrices between hidden features of all blocks of a network: those that Muon is meant for.

    Embeddings, modulation and heads are not among them: their inputs or outputs have a meaning of their own.
    """
    return [matrix for m in network.modules() if isinstance(m, WithHiddenMatrices) for matrix in m.hidden_matrices()]


def rms_norm(x: Tensor) -> Tensor:
    """Root-mean-square norm over the last axis without a learned scale (Zhang & Sennrich 2019, arXiv 1910.07467)."""
    return F.rms_norm(x, x.shape[-1:])


def attend(
    query: Float[Tensor, "b h n d"],
    key: Float[Tensor, "b h m d"],
    value: Float[Tensor, "b h m d"],
    mask: Bool[Tensor, "b 1 1 m"] | None,
) -> Float[Tensor, "b h n d"]:
    """Softmax attention over heads; `mask` is True where a key may be read.

    On a CPU in bfloat16 the explicit product is three to four times as fast as PyTorch's fused kernel, which
    computes in float32 there (docs/log.md); everywhere else the fused kernel is used.
    """
    if query.device.type != "cpu" or query.dtype != torch.bfloat16:
        return F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    return scores.softmax(-1) @ value


class Attention(nn.Module):
    """Multi-head attention from a sequence (b, n, dim) to a sequence (b, m, source_dim), with QK-norm.

    Queries and keys are RMS-normalised with a learned scale per channel (Dehghani et al. 2023, arXiv 2302.05442).
    """

    def __init__(self, dim: int, source_dim: int, heads: int, head_dim: int) -> None:
        super().__init__()
        self.heads = heads
        inner = heads * head_dim
        self.to_query = nn.Linear(dim, inner, bias=False)
        self.to_key_value = nn.Linear(source_dim, 2 * inner, bias=False)
        self.to_out = nn.Linear(inner, dim, bias=False)
        self.query_scale = nn.Parameter(torch.ones(head_dim))
        self.key_scale = nn.Parameter(torch.ones(head_dim))
        nn.init.zeros_(self.to_out.weight)

    def hidden_matrices(self) -> list[Tensor]:
        """All projections."""
        return [self.to_query.weight, self.to_key_value.weight, self.to_out.weight]

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (b, n, h*d) -> (b, h, n, d)

    def forward(
        self, x: Float[Tensor, "b n dim"], source: Float[Tensor, "b m s"], mask: Bool[Tensor, "b m"] | None = None
    ) -> Float[Tensor, "b n dim"]:
        """What each row of x reads from the source; the mask is True for readable source rows."""
        query, key, value = self.projections(x, source)
        out = attend(query, key, value, None if mask is None else mask[:, None, None, :])
        return self.to_out(out.transpose(1, 2).flatten(-2))

    def projections(self, x: Float[Tensor, "b n dim"], source: Float[Tensor, "b m s"]) -> tuple[Tensor, Tensor, Tensor]:
        """Normalised queries (b, h, n, d) of x, normalised keys and values (b, h, m, d) of the source."""
        query = self._split(self.to_query(x))
        key, value = (self._split(part) for part in self.to_key_value(source).chunk(2, dim=-1))
        query = rms_norm(query) * self.query_scale.to(query.dtype)
        key = rms_norm(key) * self.key_scale.to(key.dtype)
        return query, key, value


class MLP(nn.Sequential):
    """Two linear layers with a GELU between, hidden width `ratio` times the input's."""

    def __init__(self, dim: int, ratio: int = 4) -> None:
        super().__init__(nn.Linear(dim, ratio * dim, bias=False), nn.GELU(), nn.Linear(ratio * dim, dim, bias=False))
        nn.init.zeros_(cast(Tensor, self[2].weight))

    def hidden_matrices(self) -> list[Tensor]:
        """Both layers."""
        return [cast(nn.Linear, self[0]).weight, cast(nn.Linear, self[2]).weight]


class Modulation(nn.Module):
    """Adaptive norm: shift, scale and gate predicted from a vector (adaLN, Peebles & Xie 2023, arXiv 2212.09748).

    It costs almost no arithmetic per token, so on a CPU it is the cheapest place to put parameters.
    """

    def __init__(self, vector_dim: int, dim: int) -> None:
        super().__init__()
        self.project = nn.Linear(vector_dim, 3 * dim)
        nn.init.zeros_(self.project.weight)
        nn.init.zeros_(self.project.bias)

    def forward(
        self, x: Float[Tensor, "b n d"], vector: Float[Tensor, "b v"]
    ) -> tuple[Float[Tensor, "b n d"], Float[Tensor, "b 1 d"]]:
        """The modulated norm of x, and the gate for what is computed from it."""
        shift, scale, gate = self.project(vector)[:, None].chunk(3, dim=-1)
        return rms_norm(x) * (1 + scale) + shift, 1 + gate


class Layer(nn.Module):
    """Self-attention and an MLP over tokens, each normalised before."""

    def __init__(self, dim: int, head_dim: int) -> None:
        super().__init__()
        self.attention = Attention(dim, dim, dim // head_dim, head_dim)
        self.mlp = MLP(dim)

    def forward(self, x: Float[Tensor, "b n d"]) -> Float[Tensor, "b n d"]:
        """The next tokens."""
        normed = rms_norm(x)
        x = x + self.attention(normed, normed)
        return x + self.mlp(rms_norm(x))


class ModulatedLayer(nn.Module):
    """Self-attention and an MLP over tokens, both modulated by a vector."""

    def __init__(self, dim: int, head_dim: int) -> None:
        super().__init__()
        self.modulate_attention = Modulation(dim, dim)
        self.attention = Attention(dim, dim, dim // head_dim, head_dim)
        self.modulate_mlp = Modulation(dim, dim)
        self.mlp = MLP(dim)

    def forward(self, x: Float[Tensor, "b n d"], vector: Float[Tensor, "b d"]) -> Float[Tensor, "b n d"]:
        """The next tokens."""
        normed, gate = self.modulate_attention(x, vector)
        x = x + gate * self.attention(normed, normed)
        normed, gate = self.modulate_mlp(x, vector)
        return x + gate * self.mlp(normed)


class FourierFeatures(nn.Module):
    """Sines and cosines of each input at octave-spaced frequencies base * 2**k, joined to the input itself."""

    frequencies: Tensor

    def __init__(self, bands: int, base: float) -> None:
        super().__init__()
        self.register_buffer("frequencies", base * 2.0 ** torch.arange(bands), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """(..., c) -> (..., c * (1 + 2 * bands))."""
        angles = (x[..., None] * self.frequencies).flatten(-2)
        return torch.cat([x, angles.sin(), angles.cos()], dim=-1)
