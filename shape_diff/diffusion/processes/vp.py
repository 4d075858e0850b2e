"""VP: the variance-preserving SDE, whose network predicts the noise (Song et al. 2021, arXiv 2011.13456).

Its own variable is s x with s = 1 / sqrt(1 + sigma^2), so that data of unit variance keep it. The time t in [0, 1]
gives the noise level by the linear beta(t) = BETA_MIN + t BETA_D, the limit of DDPM's 1,000 levels.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.processes.preconditioning import TIME_SPAN, Scales

BETA_D, BETA_MIN = 19.9, 0.1
TIME_MIN = 1e-3
"""Where sampling ends, the paper's appendix C; its levels span 0.0115 to 152."""


def level_at(time: Tensor) -> Tensor:
    """Time in [0, 1] -> sigma (Karras et al. 2022, Table 1, schedule of VP)."""
    return torch.expm1(BETA_D * time**2 / 2 + BETA_MIN * time).sqrt()


def time_of(sigma: Tensor) -> Tensor:
    """The inverse of `level_at` (Karras et al. 2022, Table 1, c_noise of VP)."""
    log = torch.log1p(sigma**2)
    return 2 * log / ((BETA_MIN**2 + 2 * BETA_D * log).sqrt() + BETA_MIN)  # so written, nothing cancels


def vp_scales(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """The network predicts minus the noise of an input of bounded variance (Karras et al. 2022, Table 1).

    The weighted loss is then DDPM's "simple" one. The data's scale does not enter, as in the paper.
    """
    s = sigma[:, None, None]
    return torch.ones_like(s), -s, (s**2 + 1).rsqrt(), TIME_SPAN * time_of(sigma)


@dataclass(frozen=True)
class VPSigma:
    """Noise levels of times that are uniform from `first` to 1 (Song et al. 2021, equation 7 and appendix C)."""

    first: float = 1e-5

    def __post_init__(self) -> None:
        if not 0 < self.first < 1:
            raise ValueError(f"noise.first must be a time between 0 and 1, got {self.first}")

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> noise level."""
        return level_at(self.first + (1 - self.first) * u)


def vp_grid(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """Noise levels (steps,) of evenly spaced times, from sigma_max to sigma_min."""
    first, last = time_of(torch.tensor([sigma_max, sigma_min], dtype=torch.float64)).tolist()
    return level_at(torch.linspace(first, last, steps, dtype=torch.float64))
