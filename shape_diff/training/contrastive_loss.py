"""Learning by contrast which caption belongs to which shape."""

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional as F

COLDEST = -4.6
"""Least logarithm of the temperature: similarities are scaled by at most 100, as in CLIP."""


def contrastive_loss(
    shapes: Float[Tensor, "b e"],
    texts: Float[Tensor, "b e"],
    log_temperature: Float[Tensor, ""],
    same: Bool[Tensor, "b b"] | None = None,
) -> Float[Tensor, ""]:
    """Cross-entropy of telling which caption belongs to which shape, both ways (Radford et al. 2021, figure 3).

    Args:
        shapes: unit vectors.
        texts: unit vectors of their captions, row by row.
        log_temperature: the cosines are divided by its exponential, or by that of `COLDEST`.
        same: pairs of rows with the same caption, which are not held against one another.
    """
    logits = shapes @ texts.T * torch.exp(-log_temperature.clamp(min=COLDEST))
    own = torch.arange(len(logits), device=logits.device)
    if same is not None:
        logits = logits.masked_fill(same & (own != own[:, None]), float("-inf"))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
