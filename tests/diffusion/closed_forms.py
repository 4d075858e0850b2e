"""Data whose ideal denoiser is known: a mixture of two Gaussians in one dimension."""

import math

import torch
from torch import Tensor

WEIGHTS = torch.tensor([0.3, 0.7], dtype=torch.float64)
MEANS = torch.tensor([-0.6, 0.5], dtype=torch.float64)
DEVIATIONS = torch.tensor([0.1, 0.2], dtype=torch.float64)


def mixture_denoise(x: Tensor, sigma: Tensor) -> Tensor:
    """E[x0 | x] of every number of x alone, in closed form."""
    variance = DEVIATIONS**2 + sigma**2
    x = x[..., None]
    share = (WEIGHTS.log() - variance.log() / 2 - (x - MEANS) ** 2 / (2 * variance)).softmax(dim=-1)
    return (share * (DEVIATIONS**2 * x + sigma**2 * MEANS) / variance).sum(dim=-1)


def mixture_log_density(x: Tensor, sigma: float = 0.0) -> Tensor:
    """ln p of every number of x, with noise of a level."""
    variance = DEVIATIONS**2 + sigma**2
    x = x[..., None]
    each = WEIGHTS.log() - (2 * math.pi * variance).log() / 2 - (x - MEANS) ** 2 / (2 * variance)
    return each.logsumexp(dim=-1)


def mixture_distance(x: Tensor) -> float:
    """Largest difference of the cumulative distributions of a sample and of the mixture (Kolmogorov-Smirnov)."""
    x = x.double().flatten().sort().values
    exact = (WEIGHTS * torch.special.ndtr((x[:, None] - MEANS) / DEVIATIONS)).sum(dim=1)
    return (exact - (torch.arange(len(x)) + 0.5) / len(x)).abs().max().item()


def quadrature(count: int = 200) -> tuple[Tensor, Tensor]:
    """Places y and probabilities (count,) that stand for the mixture."""
    y = torch.linspace(-1.2, 1.4, count, dtype=torch.float64)
    density = mixture_log_density(y).exp()
    return y, density / density.sum()
