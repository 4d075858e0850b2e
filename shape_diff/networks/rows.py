"""Rows of several clouds that lie one after the other, read by their numbers."""

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional as F


def gather(rows: Float[Tensor, "p c"], index: Int[Tensor, "r k"]) -> Float[Tensor, "r k c"]:
    """The rows of the given numbers."""
    return rows.index_select(0, index.flatten()).unflatten(0, tuple(index.shape))


def weighted_rows(
    rows: Float[Tensor, "p c"], index: Int[Tensor, "r k"], weights: Float[Tensor, "r k"]
) -> Float[Tensor, "r c"]:
    """Sums of k rows each, weighted, in float32; nothing k times as large as the answer is kept for the gradient."""
    return F.embedding_bag(index, rows.float(), mode="sum", per_sample_weights=weights.float())


def flat_index(index: Int[Tensor, "b r k"], points: int) -> Int[Tensor, "br k"]:
    """Numbers within each of b clouds of `points` points -> numbers within all clouds one after the other."""
    start = torch.arange(len(index), device=index.device)[:, None, None] * points
    return (index + start).flatten(0, 1)
