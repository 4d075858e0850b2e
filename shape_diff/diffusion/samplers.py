"""Samplers: pure functions from noise to a sample, one for each published method, in one table.

All work on x = x0 + sigma * noise and a grid of decreasing sigmas ending in 0, which stays in the computer's own memory
wherever x is, so that deciding by a level never waits for a device. A sampler that draws noise takes it
from a function, so that each cloud of a batch can have its own generator.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, noise_of

Callback = Callable[[int, Tensor, Tensor], None]
"""Called after each step with its index, x (b, n, c) and the current estimate of x0 (b, n, c)."""

DrawNoise = Callable[[Tensor], Tensor]
"""x (b, n, c) -> standard normal noise of its shape, device and dtype."""


@runtime_checkable
class Sampler(Protocol):
    """A sampler: x at level sigmas[0] -> a sample at level 0."""

    def __call__(
        self, denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
    ) -> Tensor: ...


def sample_euler(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Euler steps on the probability flow ODE, first order (Karras et al. 2022, Algorithm 1 without lines 6-8)."""
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        x = x + (following - sigma) * noise_of(x, x0, sigma)
        _report(callback, i, x, x0)
    return x


def sample_heun(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Heun's method, second order, two evaluations a step but the last (Karras et al. 2022, Algorithm 1)."""
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        slope = noise_of(x, x0, sigma)
        guess = x + (following - sigma) * slope
        if following > 0:
            x0 = denoise(guess, following)
            slope = (slope + noise_of(guess, x0, following)) / 2
            guess = x + (following - sigma) * slope
        x = guess
        _report(callback, i, x, x0)
    return x


def sample_ddim(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """Deterministic DDIM (Song et al. 2021, arXiv 2010.02502, equation 12, eta 0), written for x = x0 + sigma noise.

    In these variables a step interpolates between x0 and x, which is the same update as Euler's in exact arithmetic.
    """
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        x = x0 + (following / sigma) * (x - x0)
        _report(callback, i, x, x0)
    return x


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
        _report(callback, i, x, x0)
    return x


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
        _report(callback, i, x, x0)
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
        _report(callback, i, x, x0)
    return x


def _report(callback: Callback | None, step: int, x: Tensor, x0: Tensor) -> None:
    if callback is not None:
        callback(step, x, x0)


SAMPLERS: dict[str, Sampler] = {
    "euler": sample_euler,
    "heun": sample_heun,
    "ddim": sample_ddim,
    "ddpm": sample_ddpm,
    "dpmpp_2m": sample_dpmpp_2m,
    "dpmpp_2m_sde": sample_dpmpp_2m_sde,
}


def sampler_named(name: str) -> Sampler:
    """The sampler of that name; raises ValueError listing all names for an unknown one."""
    if name not in SAMPLERS:
        raise ValueError(f"unknown sampler '{name}'; choose one of {', '.join(SAMPLERS)}")
    return SAMPLERS[name]


class SeededNoise:
    """Noise for a batch in which every cloud has a seed of its own, whatever the batch size.

    Noise is drawn on the CPU, where a generator gives the same numbers on every machine.
    """

    def __init__(self, seeds: list[int]) -> None:
        self.generators = [torch.Generator().manual_seed(seed) for seed in seeds]

    def __call__(self, x: Tensor) -> Tensor:
        """x (b, n, c) -> (b, n, c), b being the number of seeds."""
        draws = [torch.randn(x.shape[1:], generator=generator) for generator in self.generators]
        return torch.stack(draws).to(x.device, x.dtype)
