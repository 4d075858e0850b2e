"""Grids of noise levels: tensors of steps + 1 decreasing sigmas that end in 0."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from shape_diff.diffusion.processes.ddpm import ddpm_grid
from shape_diff.diffusion.processes.flow import flow_grid
from shape_diff.diffusion.processes.vp import vp_grid


def karras(steps: int, sigma_min: float, sigma_max: float, rho: float = 7.0) -> Tensor:
    """Karras et al. 2022, equation 5."""
    ramp = torch.linspace(0, 1, steps, dtype=torch.float64)
    low, high = sigma_min ** (1 / rho), sigma_max ** (1 / rho)
    return _ending_in_zero((high + ramp * (low - high)) ** rho)


def exponential(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """Evenly spaced in ln(sigma), as score-based models have it (Song & Ermon 2019; Song et al. 2021)."""
    return _ending_in_zero(torch.linspace(math.log(sigma_max), math.log(sigma_min), steps, dtype=torch.float64).exp())


def cosine(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """The cosine schedule's levels tan(pi t / 2) for evenly spaced t (Nichol & Dhariwal 2021, arXiv 2102.09672)."""
    ramp = torch.linspace(math.atan(sigma_max), math.atan(sigma_min), steps, dtype=torch.float64)
    return _ending_in_zero(torch.tan(ramp))


def flow(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """sigma = t / (1 - t) for evenly spaced t: the straight grid of flow matching (Lipman et al. 2023)."""
    return _ending_in_zero(flow_grid(steps, sigma_min, sigma_max))


def vp(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """Evenly spaced in the time of the variance-preserving SDE (Song et al. 2021)."""
    return _ending_in_zero(vp_grid(steps, sigma_min, sigma_max))


def ddpm(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """At even distances along the chain of 1,000 levels (Ho et al. 2020)."""
    return _ending_in_zero(ddpm_grid(steps, sigma_min, sigma_max))


def _ending_in_zero(sigmas: Tensor) -> Tensor:
    return torch.cat([sigmas, sigmas.new_zeros(1)]).float()


SCHEDULES: dict[str, Callable[[int, float, float], Tensor]] = {
    "karras": karras,
    "exponential": exponential,
    "cosine": cosine,
    "flow": flow,
    "vp": vp,
    "ddpm": ddpm,
}


def schedule_named(name: str) -> Callable[[int, float, float], Tensor]:
    """The schedule of that name; raises ValueError listing all names for an unknown one."""
    if name not in SCHEDULES:
        raise ValueError(f"unknown schedule '{name}'; choose one of {', '.join(SCHEDULES)}")
    return SCHEDULES[name]


def sigma_grid(name: str, steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """The named schedule with `steps` steps between two noise levels, (steps + 1,).

    Raises:
        ValueError: for an unknown name or fewer than one step.
    """
    if steps < 1:
        raise ValueError(f"steps must be at least 1, got {steps}")
    return schedule_named(name)(steps, sigma_min, sigma_max)
