"""UniPC: a multistep predictor whose every step is corrected, at no cost, by the evaluation that the next one needs."""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


@dataclass(frozen=True)
class Evaluated:
    """A point of the path: its level, x there and the estimate of x0 made from it."""

    sigma: Tensor
    x: Tensor
    x0: Tensor


def sample_unipc(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
) -> Tensor:
    """UniPC-2, third order with one evaluation a step (Zhao et al. 2023, arXiv 2302.04867, Algorithms 5 and 6).

    The predictor is UniP-2, the corrector UniC-2, estimates are of x0 and B(h) = e^h - 1. The first step, with nothing
    to remember, is UniPC-1, of second order.
    """
    last: Evaluated | None = None
    before: Evaluated | None = None
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        if last is not None:
            x = _corrected(before, last, sigma, x0)
        before, last = last, Evaluated(sigma, x, x0)
        x = _predicted(before, last, following)
        report(callback, i, x, x0)
    return x


def _predicted(before: Evaluated | None, last: Evaluated, sigma: Tensor) -> Tensor:
    """UniP: x at a lower level from the estimates of the last two points."""
    estimate = last.x0
    if before is not None and sigma > 0:
        estimate = last.x0 - (last.x0 - before.x0) / (2 * _place(before, last, sigma))
    return _moved(last, sigma, estimate)


def _corrected(before: Evaluated | None, last: Evaluated, sigma: Tensor, x0: Tensor) -> Tensor:
    """UniC: x at a level anew, the estimate x0 there being known.

    With three estimates their parabola in ln(1 / sigma) is integrated exactly (Zhao et al. 2023, equation 5).
    """
    ahead = x0 - last.x0
    if before is None:
        return _moved(last, sigma, last.x0 + ahead / 2)
    r, h = _place(before, last, sigma), (last.sigma / sigma).double().log()  # short steps cancel in single precision
    first = (h - 1 + (-h).exp()) / (h * -torch.expm1(-h))  # mean of u / h under e^u for u in [0, h]
    second = (h - 2 + 2 * (1 - (-h).exp()) / h) / (h * -torch.expm1(-h))  # mean of (u / h)^2
    behind = (before.x0 - last.x0) / r
    curvature = (ahead - behind) / (1 - r)
    return _moved(last, sigma, last.x0 + first * (ahead - curvature) + second * curvature)


def _place(before: Evaluated, last: Evaluated, sigma: Tensor) -> Tensor:
    """Where a point lies in ln(1 / sigma) if the last is at 0 and the level `sigma` at 1: below 0."""
    return (last.sigma / before.sigma).log() / (last.sigma / sigma).log()


def _moved(last: Evaluated, sigma: Tensor, estimate: Tensor) -> Tensor:
    """The step to a lower level if x0 were `estimate` all the way."""
    ratio = sigma / last.sigma
    return ratio * last.x + (1 - ratio) * estimate
