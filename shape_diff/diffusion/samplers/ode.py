"""One-step solvers of the probability flow ordinary differential equation."""

from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, noise_of
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_euler(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Euler steps on the probability flow ODE, first order (Karras et al. 2022, Algorithm 1 without lines 6-8)."""
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        x = x + (following - sigma) * noise_of(x, x0, sigma)
        report(callback, i, x, x0)
    return x


def sample_heun(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Heun's method, second order, two evaluations a step but the last (Karras et al. 2022, Algorithm 1)."""
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x, x0 = heun_step(denoise, x, sigma, following)
        report(callback, i, x, x0)
    return x


def heun_step(denoise: Denoise, x: Tensor, sigma: Tensor, following: Tensor) -> tuple[Tensor, Tensor]:
    """x at the following level and the last estimate of x0: Euler's step, then again with the mean of both slopes.

    The step to level 0, where there is no slope, stays Euler's.
    """
    x0 = denoise(x, sigma)
    slope = noise_of(x, x0, sigma)
    guess = x + (following - sigma) * slope
    if following > 0:
        x0 = denoise(guess, following)
        slope = (slope + noise_of(guess, x0, following)) / 2
        guess = x + (following - sigma) * slope
    return guess, x0


def sample_ddim(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Deterministic DDIM (Song et al. 2021, arXiv 2010.02502, equation 12, eta 0), written for x = x0 + sigma noise.

    In these variables a step interpolates between x0 and x, which is the same update as Euler's in exact arithmetic.
    """
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        x = x0 + (following / sigma) * (x - x0)
        report(callback, i, x, x0)
    return x
