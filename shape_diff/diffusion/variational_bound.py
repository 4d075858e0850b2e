"""The variational bound of DDPM: how many nats a Markov chain of noise levels needs for data, at most.

Ho et al. 2020 (arXiv 2006.11239), equation 5, written for x_t = x0 + sigma_t noise. The chain's posterior
q(x_s | x_t, x0) has mean x0 + (s/t)^2 (x_t - x0) and variance s^2 (t^2 - s^2) / t^2, and the model's step the same mean
with the denoiser's x0 and a variance that is fixed or learned.
"""

import math
from collections.abc import Callable
from itertools import pairwise

from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise

Variances = Callable[[int, Tensor, Tensor], Tensor]
"""Number of a step, its levels t and s below -> the model's variance of x_s, a number or one for each channel (c,)."""


def posterior_variance(step: int, t: Tensor, s: Tensor) -> Tensor:
    """The least that is right, DDPM's "small" one (Ho et al. 2020, section 3.2); t^2 for the step to 0."""
    return s**2 * (t**2 - s**2) / t**2 if s > 0 else t**2


def forward_variance(step: int, t: Tensor, s: Tensor) -> Tensor:
    """DDPM's "large" one, beta_t: the posterior variance times (1 - abar_t) / (1 - abar_s)."""
    if s == 0:
        return t**2
    return posterior_variance(step, t, s) * (t**2 / (1 + t**2)) / (s**2 / (1 + s**2))


def learned_variances(
    denoise: Denoise, x0: Float[Tensor, "b n c"], sigmas: Float[Tensor, " k"], draw_noise: DrawNoise
) -> Variances:
    """For each step and channel the variance that makes the bound of these data least.

    Where Nichol & Dhariwal 2021 (arXiv 2102.09672, equation 15) have a network learn it, this is the optimum for all
    inputs of a level alike, known in closed form: the posterior variance and the part of the denoiser's mean square
    error that reaches x_s (Bao et al. 2022, arXiv 2201.06503, equation 6 with a mean for each channel).
    """
    found = []
    for step, (t, s) in enumerate(pairwise(sigmas)):
        missed = (denoise(x0 + t * draw_noise(x0), t) - x0).square().mean(dim=(0, 1))
        share = 1 - (s / t) ** 2
        found.append(missed * share**2 + (posterior_variance(step, t, s) if s > 0 else 0))
    return lambda step, t, s: found[step]


def variational_bound(
    denoise: Denoise, x0: Float[Tensor, "b n c"], sigmas: Float[Tensor, " k"], draw_noise: DrawNoise,
    variances: Variances = posterior_variance,
) -> Float[Tensor, " b"]:  # fmt: skip
    """An upper bound of -ln p(x0) of each cloud in nats, an unbiased estimate by one draw of noise a level.

    It needs an evaluation for each level of the grid. Data are continuous, so that the last step's likelihood is a
    normal density (Ho et al. have whole numbers there) and the bound can be negative.

    Args:
        denoise: the denoiser with its condition.
        x0: clean clouds.
        sigmas: decreasing levels of the chain that end in 0: `process.grid("ddpm", 1000)` for DDPM.
        draw_noise: noise that the chain adds.
        variances: the model's.
    """
    total = _prior_gap(x0, sigmas[0])
    for step, (t, s) in enumerate(pairwise(sigmas)):
        missed = denoise(x0 + t * draw_noise(x0), t) - x0
        variance = variances(step, t, s)
        if s > 0:
            true = posterior_variance(step, t, s)
            each = true / variance - 1 - (true / variance).log() + ((1 - (s / t) ** 2) * missed) ** 2 / variance
        else:
            each = missed**2 / variance + (2 * math.pi * variance).log()
        total = total + (each / 2).flatten(1).sum(dim=1)
    return total


def _prior_gap(x0: Tensor, sigma: Tensor) -> Tensor:
    """The divergence of N(x0, sigma^2) from the prior N(0, sigma^2) (b,)."""
    return ((x0 / sigma) ** 2 / 2).flatten(1).sum(dim=1)
