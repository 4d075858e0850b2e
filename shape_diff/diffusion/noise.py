"""Distributions of the noise level in training: which sigmas a network spends its capacity on.

Any of them goes with any process; those that papers drew from by another name than sigma stand with their process.
"""

import math
from dataclasses import dataclass, field, fields

import torch
from torch import Tensor

from shape_diff.diffusion.processes.ddpm import DDPMSigma
from shape_diff.diffusion.processes.flow import FlowSigma
from shape_diff.diffusion.processes.ve import LogUniformSigma
from shape_diff.diffusion.processes.vp import VPSigma


@dataclass(frozen=True)
class LogNormalSigma:
    """ln(sigma) ~ N(mean, std^2) (Karras et al. 2022, Table 1).

    Rectified flow with logit-normal time t (Esser et al. 2024, arXiv 2403.03206) is the same distribution with mean 0:
    its x_t = (1 - t) x0 + t noise is (1 - t) (x0 + sigma noise) with sigma = t / (1 - t), and logit(t) = ln(sigma).
    """

    mean: float = -1.2
    std: float = 1.2

    def __post_init__(self) -> None:
        if not self.std > 0:
            raise ValueError(f"noise.std must be positive, got {self.std}")

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> the noise level below which a share u of the distribution lies."""
        return (self.mean + self.std * math.sqrt(2) * torch.erfinv(2 * u - 1)).exp()


@dataclass(frozen=True)
class CosineSigma:
    """The levels of the cosine schedule with t uniform (Nichol & Dhariwal 2021, arXiv 2102.09672), sigma = tan(pi t/2).

    Levels are kept within [low, high].
    """

    low: float = 0.005
    high: float = 80.0

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> noise level."""
        a, b = math.atan(self.low), math.atan(self.high)
        return torch.tan(a + (b - a) * u)


SigmaDistribution = LogNormalSigma | CosineSigma | VPSigma | DDPMSigma | LogUniformSigma | FlowSigma

SIGMA_DISTRIBUTIONS: dict[str, type[SigmaDistribution]] = {
    "lognormal": LogNormalSigma,
    "cosine": CosineSigma,
    "vp": VPSigma,
    "ddpm": DDPMSigma,
    "loguniform": LogUniformSigma,
    "flow": FlowSigma,
}


@dataclass(frozen=True)
class NoiseLaw:
    """A distribution of noise levels as plain data: its name in `SIGMA_DISTRIBUTIONS` and its parameters."""

    distribution: str = "lognormal"
    parameters: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.distribution not in SIGMA_DISTRIBUTIONS:
            known = ", ".join(SIGMA_DISTRIBUTIONS)
            raise ValueError(f"unknown noise distribution '{self.distribution}'; choose one of {known}")
        taken = sorted(f.name for f in fields(SIGMA_DISTRIBUTIONS[self.distribution]))
        if unknown := sorted(set(self.parameters) - set(taken)):
            raise ValueError(f"noise '{self.distribution}' has no parameters {unknown}; it has {taken}")
        self.sigmas()

    def sigmas(self) -> SigmaDistribution:
        """The distribution itself; raises ValueError for a parameter out of range."""
        return SIGMA_DISTRIBUTIONS[self.distribution](**self.parameters)


def stratified_sigmas(distribution: SigmaDistribution, count: int, generator: torch.Generator) -> Tensor:
    """(count,) noise levels, one in each of `count` equal slices of the distribution, in random order.

    Even coverage within a batch lowers the variance of the loss (Kingma et al. 2021, arXiv 2107.00630, appendix I.1).
    """
    u = (torch.arange(count) + torch.rand(count, generator=generator)) / count
    u = u[torch.randperm(count, generator=generator)]
    return distribution.quantile(u.clamp(1e-5, 1 - 1e-5))
