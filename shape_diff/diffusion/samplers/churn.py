"""Karras et al.'s stochastic sampler: Heun's steps, before each of which some noise is added."""

import math
from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report
from shape_diff.diffusion.samplers.ode import heun_step


def sample_edm_churn(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None,
    churn: float = 40.0, low: float = 0.05, high: float = 50.0, inflation: float = 1.0,
) -> Tensor:  # fmt: skip
    """Karras et al. 2022 (arXiv 2206.00364), Algorithm 2, two evaluations a step but the last.

    Args:
        denoise: the denoiser.
        x: noise at the first level.
        sigmas: the grid.
        draw_noise: what is added.
        callback: told of every step.
        churn: S_churn, noise in all steps together.
        low: S_tmin; nothing is added below it.
        high: S_tmax; nothing is added above it.
        inflation: S_noise, standard deviation of what is added; the paper's 1.003 to 1.007 make up for networks that
            remove too much noise.
    """
    gamma = min(churn / (len(sigmas) - 1), math.sqrt(2) - 1)
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        raised = sigma
        if low <= float(sigma) <= high:
            raised = sigma * (1 + gamma)
            x = x + (raised**2 - sigma**2).sqrt() * inflation * draw_noise(x)
        x, x0 = heun_step(denoise, x, raised, following)
        report(callback, i, x, x0)
    return x
