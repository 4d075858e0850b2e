"""Wrappers from denoisers to denoisers: guidance, negative prompts and limits on where they act."""

import torch
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoise, Denoiser, Wrapper, bind


def guided(denoiser: Denoiser, condition: Condition, negative: Condition, scale: float) -> Denoise:
    """Classifier-free guidance (Ho & Salimans 2022, arXiv 2207.12598, equation 6): D_neg + scale * (D_cond - D_neg).

    Both are evaluated in one batch. Scale 1 evaluates the condition alone.

    Args:
        denoiser: the conditional denoiser.
        condition: what to approach, b rows.
        negative: what to depart from, b rows; `condition.null()` for plain guidance, else a negative prompt.
        scale: guidance scale.
    """
    if scale == 1:
        return bind(denoiser, condition)
    of_both = bind(denoiser, Condition.stack([condition, negative]))

    def denoise(x: Tensor, sigma: Tensor) -> Tensor:
        positive, departed = of_both(torch.cat([x, x]), sigma).chunk(2)
        return departed + scale * (positive - departed)

    return denoise


def within_interval(inside: Denoise, outside: Denoise, low: float, high: float) -> Denoise:
    """Use `inside` where low <= sigma <= high and `outside` elsewhere.

    With guidance inside and none outside this is the guidance interval of Kynkaanniemi et al. 2024 (arXiv 2404.07724).
    """

    def denoise(x: Tensor, sigma: Tensor) -> Tensor:
        chosen = inside if low <= float(sigma) <= high else outside
        return chosen(x, sigma)

    return denoise


def mixed_with(other: Denoise, share: float) -> Wrapper:
    """A denoiser's estimates mixed with those of another: (1 - share) D + share D_other.

    The score of the product of both distributions to the powers 1 - share and share (the conjunction of Liu et al.
    2022, arXiv 2206.01714, with weights that sum to 1), for what is between two prompts.
    """

    def wrapper(denoise: Denoise) -> Denoise:
        return lambda x, sigma: torch.lerp(denoise(x, sigma), other(x, sigma), share)

    return wrapper
