"""Grids of noise levels: tensors of steps + 1 decreasing sigmas that end in 0."""

import math
from collections.abc import Callable

import torch
from torch import Tensor


def karras(steps: int, sigma_min: float, sigma_max: float, rho: float = 7.0) -> Tensor:
    """Karras et al. 2022, equation 5."""
    ramp = torch.linspace(0, 1, steps, dtype=torch.float64)
    low, high = sigma_min ** (1 / rho), sigma_max ** (1 / rho)
    return _ending_in_zero((high + ramp * (low - high)) ** rho)


def exponential(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """Evenly spaced in ln(sigma)."""
    return _ending_in_zero(torch.linspace(math.log(sigma_max), math.log(sigma_min), steps, dtype=torch.float64).exp())


def cosine(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """The cosine schedule's levels tan(pi t / 2) for evenly spaced t (Nichol & Dhariwal 2021, arXiv 2102.09672)."""
    ramp = torch.linspace(math.atan(sigma_max), math.atan(sigma_min), steps, dtype=torch.float64)
    return _ending_in_zero(torch.tan(ramp))


def flow(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """sigma = t / (1 - t) for evenly spaced t: the straight grid of flow matching (Lipman et al. 2023).

    Its last step begins where even spacing puts it, whatever sigma_min is.
    """
    t = torch.linspace(sigma_max / (1 + sigma_max), 0, steps + 1, dtype=torch.float64)
    return (t / (1 - t)).float()


def _ending_in_zero(sigmas: Tensor) -> Tensor:
    return torch.cat([sigmas, sigmas.new_zeros(1)]).float()


SCHEDULES: dict[str, Callable[[int, float, float], Tensor]] = {
    "karras": karras,
    "exponential": exponential,
    "cosine": cosine,
    "flow": flow,
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
