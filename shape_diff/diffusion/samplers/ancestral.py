"""Ancestral sampling: back along the Markov chain, one drawn step after the other."""

from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_ddpm(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Ancestral sampling from the DDPM posterior (Ho et al. 2020, arXiv 2006.11239, Algorithm 2 and equation 7).

    With x = x0 + sigma noise the posterior of the next level has mean x0 + (s'/s)^2 (x - x0) and variance
    s'^2 (s^2 - s'^2) / s^2.
    """
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        ratio = (following / sigma) ** 2
        x = x0 + ratio * (x - x0)
        if following > 0:
            x = x + following * (1 - ratio).sqrt() * draw_noise(x)
        report(callback, i, x, x0)
    return x
