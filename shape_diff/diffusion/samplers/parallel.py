"""ParaDiGMS: many steps at once, refined together until they agree (Shih et al. 2023, arXiv 2305.16317)."""

from collections.abc import Sequence

import torch
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, noise_of
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_parallel(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None,
    window: int = 16, tolerance: float = 1e-4,
) -> Tensor:  # fmt: skip
    """Picard iterations over a sliding window of Euler's steps (Shih et al. 2023, Algorithm 1 with equation 8).

    The sample is that of `euler` to the tolerance. Evaluations of a sweep do not depend on each other: with a device
    for each, or a device that one batch leaves idle, wall clock is the number of sweeps and not of steps. All sweeps
    together evaluate more often, so on a busy processor it is slower.

    Args:
        denoise: the denoiser.
        x: noise at the first level.
        sigmas: the grid.
        draw_noise: not used.
        callback: told of every step once it stands.
        window: p, steps that are refined together.
        tolerance: by how much of its level a point may still have moved (root of the mean square) when it is taken.
    """
    steps = len(sigmas) - 1
    path = [x] * (steps + 1)
    first = 0
    while first < steps:
        last = min(first + window, steps)
        estimates = evaluated(denoise, path[first:last], sigmas[first:last])
        moved = _swept(path, sigmas, first, estimates)
        stand = _standing(path, moved, sigmas, first, tolerance)
        path[first + 1 : last + 1] = moved
        path[last + 1 :] = [moved[-1]] * (steps - last)  # a new point starts from where the window ended
        for step in range(first, first + stand):
            report(callback, step, path[step + 1], estimates[step - first])
        first += stand
    return path[steps]


def evaluated(denoise: Denoise, points: Sequence[Tensor], sigmas: Tensor) -> list[Tensor]:
    """The estimates of x0 at several points of a path, which could all be made at the same time."""
    return [denoise(x, sigma) for x, sigma in zip(points, sigmas, strict=True)]


def _swept(path: list[Tensor], sigmas: Tensor, first: int, estimates: list[Tensor]) -> list[Tensor]:
    """The points after `first`, each by the sum of all slopes before it as they were."""
    x, moved = path[first], []
    for step, x0 in enumerate(estimates, first):
        x = x + (sigmas[step + 1] - sigmas[step]) * noise_of(path[step], x0, sigmas[step])
        moved.append(x)
    return moved


def _standing(path: list[Tensor], moved: list[Tensor], sigmas: Tensor, first: int, tolerance: float) -> int:
    """How many points after `first` no longer move, at least the one whose start was final."""
    changes = torch.stack([(new - path[first + 1 + i]).square().mean() for i, new in enumerate(moved)]).sqrt().cpu()
    settled = changes <= tolerance * sigmas[first : first + len(moved)]
    unsettled = (~settled).nonzero()
    return max(1, int(unsettled[0, 0]) if len(unsettled) else len(moved))
