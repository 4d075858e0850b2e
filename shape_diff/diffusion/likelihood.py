"""The exact log-likelihood that a denoiser gives to data, by its probability flow ODE.

The noise must be normal (no PFGM++). Wrappers such as guidance can be used, but then it is no longer the likelihood of
a distribution that the model was trained for.
"""

import math
from collections.abc import Callable
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, noise_of
from shape_diff.diffusion.draws import DrawNoise

Field = Callable[[Tensor], Tensor]
"""x (b, n, c) -> dx/dsigma of its shape, each cloud's of that cloud alone."""

Divergence = Callable[[Field, Tensor], tuple[Tensor, Tensor]]
"""A field and x (b, n, c) -> the field at x and its divergence (b,)."""


def exact_divergence(field: Field, x: Tensor) -> tuple[Tensor, Tensor]:
    """The trace of the Jacobian by as many backward passes as a cloud has numbers: for small ones."""
    with torch.enable_grad():
        x = x.detach().requires_grad_()
        value = field(x)
        trace = torch.zeros_like(x.flatten(1)[:, 0])
        for index in range(x[0].numel()):
            (row,) = torch.autograd.grad(value.flatten(1)[:, index].sum(), x, retain_graph=True)
            trace = trace + row.flatten(1)[:, index]
    return value.detach(), trace.detach()


def hutchinson(probes: list[Tensor]) -> Divergence:
    """An unbiased estimate of the divergence by one backward pass for each probe (Hutchinson 1990).

    The same probes serve all levels of a solve (Grathwohl et al. 2019, arXiv 1810.01367, section 3.1).

    Args:
        probes: (b, n, c) each, of independent numbers of mean 0 and variance 1.
    """

    def divergence(field: Field, x: Tensor) -> tuple[Tensor, Tensor]:
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            value = field(x)
            products = [
                (torch.autograd.grad((value * probe).sum(), x, retain_graph=True)[0] * probe).flatten(1).sum(dim=1)
                for probe in probes
            ]
        return value.detach(), torch.stack(products).mean(dim=0).detach()

    return divergence


def rademacher_probes(x: Tensor, count: int, draw_noise: DrawNoise) -> list[Tensor]:
    """Probes of signs, whose estimate of a trace varies least of all independent ones."""
    return [torch.where(draw_noise(x) < 0, -torch.ones_like(x), torch.ones_like(x)) for _ in range(count)]


def log_likelihood(
    denoise: Denoise, x: Float[Tensor, "b n c"], sigmas: Float[Tensor, " s"], divergence: Divergence = exact_divergence
) -> Float[Tensor, " b"]:
    """ln p(x) in nats under the distribution that the ODE samples from N(0, sigmas[0]^2).

    Song et al. 2021 (arXiv 2011.13456), equation 39, solved by Heun's method from the smallest positive level up. It is
    the density of data with noise of that smallest level.

    Args:
        denoise: the denoiser with its condition.
        x: clouds in the diffused range.
        sigmas: a grid as for sampling, decreasing.
        divergence: `exact_divergence`, or `hutchinson` for clouds of many points.
    """
    levels = sigmas[sigmas > 0].flip(0)
    change = torch.zeros_like(x.flatten(1)[:, 0])
    for sigma, following in pairwise(levels):
        step = following - sigma
        slope, spread = divergence(_flow_at(denoise, sigma), x)
        slope_after, spread_after = divergence(_flow_at(denoise, following), x + step * slope)
        x = x + step * (slope + slope_after) / 2
        change = change + step * (spread + spread_after) / 2
    return normal_log_density(x, levels[-1]) + change


def bits_per_dimension(nats: Float[Tensor, " b"], x: Float[Tensor, "b n c"]) -> Float[Tensor, " b"]:
    """The negative log-likelihood of each cloud's numbers in bits for each of them."""
    return -nats / (x[0].numel() * math.log(2))


def normal_log_density(x: Float[Tensor, "b n c"], deviation: Float[Tensor, ""]) -> Float[Tensor, " b"]:
    """ln N(x; 0, deviation^2) of whole clouds."""
    return -((x / deviation) ** 2 / 2 + deviation.log() + math.log(2 * math.pi) / 2).flatten(1).sum(dim=1)


def _flow_at(denoise: Denoise, sigma: Tensor) -> Field:
    return lambda x: noise_of(x, denoise(x, sigma), sigma)
