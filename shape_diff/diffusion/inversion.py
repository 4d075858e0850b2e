"""DDIM inversion: from a sample back to the noise that it comes from."""

from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise


def encode_to_noise(
    denoise: Denoise, x: Float[Tensor, "b n c"], sigmas: Float[Tensor, " s"], refinements: int = 0
) -> Float[Tensor, "b n c"]:
    """x at level sigmas[0] from which `ddim` over the same grid leads to x at the last level, 0.

    Without refinements each step estimates x0 where it starts, as if the path were straight there (Song et al. 2021,
    arXiv 2010.02502, section 4.3), so that the way back misses by an error that vanishes as steps grow. Refinements
    solve each step's equation by a fixed-point iteration (Pan et al. 2023, arXiv 2309.04907): a few make the
    inversion exact to rounding with few steps, where the denoiser is smooth.

    Args:
        denoise: the denoiser with its condition; guidance above about 1 makes the iteration diverge.
        x: samples in the diffused range.
        sigmas: the grid of the sampling.
        refinements: iterations of each step, an evaluation each.
    """
    for lower, higher in pairwise(sigmas.flip(0)):
        target, ratio = x, lower / higher
        if lower > 0:
            x0 = denoise(target, lower)
            x = x0 + (target - x0) / ratio
        for _ in range(refinements):
            x0 = denoise(x, higher)
            x = x + target - torch.lerp(x0, x, ratio.to(x.device, x.dtype))
    return x
