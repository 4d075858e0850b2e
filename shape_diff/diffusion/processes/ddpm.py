"""DDPM: a Markov chain of 1,000 noise levels, whose network predicts the noise (Ho et al. 2020, arXiv 2006.11239).

Its own variable is x_t = sqrt(abar_t) x0 + sqrt(1 - abar_t) noise, so that sigma_t = sqrt((1 - abar_t) / abar_t). The
"simple" loss (equation 14) is `denoising_loss` of this process; the variational one is `variational_bound.py`.
"""

from dataclasses import dataclass
from functools import cache

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.processes.preconditioning import TIME_SPAN, Scales

STEPS = 1000
BETA_FIRST, BETA_LAST = 1e-4, 0.02


@cache
def levels() -> Float[Tensor, " 1000"]:
    """The noise levels of the chain, increasing, in double precision (Ho et al. 2020, section 4: linear betas)."""
    beta = torch.linspace(BETA_FIRST, BETA_LAST, STEPS, dtype=torch.float64)
    kept = torch.cumprod(1 - beta, dim=0)
    return ((1 - kept) / kept).sqrt()


def step_of(sigma: Tensor) -> Tensor:
    """The number of the level that is nearest in ln(sigma), from 0, of noise levels of any shape."""
    middles = (levels()[1:] * levels()[:-1]).sqrt().to(sigma.device, sigma.dtype)
    return torch.bucketize(sigma, middles)


def ddpm_scales(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """As `vp_scales`, but the network is told the number of the nearest step and not the level itself.

    Karras et al. 2022, Table 1, iDDPM; minus the noise is predicted. The data's scale does not enter.
    """
    s = sigma[:, None, None]
    return torch.ones_like(s), -s, (s**2 + 1).rsqrt(), TIME_SPAN * step_of(sigma).to(sigma.dtype) / (STEPS - 1)


@dataclass(frozen=True)
class DDPMSigma:
    """Each of the chain's levels equally often (Ho et al. 2020, Algorithm 1)."""

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> noise level."""
        return levels().to(u.device, u.dtype)[(u * STEPS).long()]


def ddpm_grid(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """(steps,) levels at even distances along the chain, from sigma_max to sigma_min.

    Between two levels ln(sigma) is interpolated, so that any count and any range are possible; 1,000 steps over the
    chain's own range are its levels themselves.
    """
    logs = levels().log()
    step = torch.arange(STEPS, dtype=torch.float64)
    ends = torch.tensor([sigma_max, sigma_min], dtype=torch.float64).log()
    first, last = _interpolated(ends, logs, step).tolist()
    return _interpolated(torch.linspace(first, last, steps, dtype=torch.float64), step, logs).exp()


def _interpolated(at: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """y(at) of the line through the increasing points (x, y), continued beyond its ends."""
    right = torch.searchsorted(x, at).clamp(1, len(x) - 1)
    share = (at - x[right - 1]) / (x[right] - x[right - 1])
    return y[right - 1] + share * (y[right] - y[right - 1])
