"""Exponential integrators that remember the estimate of the step before: DPM-Solver++."""

from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_dpmpp_2m(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """DPM-Solver++(2M), second order with one evaluation a step (Lu et al. 2022, arXiv 2211.01095, Algorithm 2)."""
    previous: Tensor | None = None
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        estimate = x0
        if previous is not None and following > 0:
            h, h_last = (sigma / following).log(), (sigmas[i - 1] / sigma).log()
            estimate = x0 + (h / h_last / 2) * (x0 - previous)
        x = (following / sigma) * x + (1 - following / sigma) * estimate
        previous = x0
        report(callback, i, x, x0)
    return x


def sample_dpmpp_2m_sde(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """SDE-DPM-Solver++(2M), midpoint form (Lu et al. 2022, arXiv 2211.01095, equations 18-19, appendix D)."""
    previous: Tensor | None = None
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        ratio = following / sigma
        estimate = x0
        if previous is not None and following > 0:
            h, h_last = -ratio.log(), (sigmas[i - 1] / sigma).log()
            estimate = x0 + (h / h_last / 2) * (x0 - previous)
        x = ratio**2 * x + (1 - ratio**2) * estimate
        if following > 0:
            x = x + following * (1 - ratio**2).sqrt() * draw_noise(x)
        previous = x0
        report(callback, i, x, x0)
    return x
