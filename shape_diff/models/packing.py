"""Weights in one byte each, so that two models fit where one did: matrices are stored as whole numbers of rows' steps.

A row's step is its largest magnitude / 127, so that a weight is off by at most half a step, some 0.7 % of the row's
standard deviation (symmetric quantisation with a scale a channel: Krishnamoorthi 2018, arXiv 1806.08342, section 2.2).
Networks compute with what is read, in floating point, as ever.
"""

import torch
from jaxtyping import Float
from torch import Tensor

STEP = ":step"
"""Behind the name of a matrix: the file's tensor of its rows' steps."""
SMALLEST = 4096
"""Numbers of a tensor from which on it is packed; scales, biases and tokens stay as they are."""


def packed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Large matrices as int8 with their rows' steps beside them, all else in half precision."""
    stored = {}
    for name, tensor in weights.items():
        if tensor.ndim == 2 and tensor.numel() >= SMALLEST:
            step = (tensor.float().abs().amax(dim=1) / 127).clamp_min(1e-12)
            stored[name] = (tensor.float() / step[:, None]).round().clamp(-127, 127).to(torch.int8)
            stored[name + STEP] = step
        else:
            stored[name] = tensor.half()
    return stored


def unpacked(stored: dict[str, Tensor]) -> dict[str, Float[Tensor, "..."]]:
    """The weights of a file in single precision, packed or not."""
    return {
        name: tensor.float() * stored[name + STEP][:, None] if name + STEP in stored else tensor.float()
        for name, tensor in stored.items()
        if not name.endswith(STEP)
    }
