"""VE and NCSN: noise is added and nothing shrunk; the network predicts the score (arXiv 1907.05600, 2011.13456).

Noise-conditional score networks (Song & Ermon 2019) are this process sampled by annealed Langevin dynamics
(`samplers/langevin.py`), the variance-exploding SDE (Song et al. 2021) is it sampled by a predictor and a corrector
(`samplers/predictor_corrector.py`).
"""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.processes.preconditioning import Scales


def ve_scales(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """F is sigma times the score, which is minus the noise (Karras et al. 2022, Table 1, VE).

    The input is not scaled, so networks see values as large as the largest sigma. The data's scale does not enter.
    """
    s = sigma[:, None, None]
    return torch.ones_like(s), s, torch.ones_like(s), (sigma / 2).log()


@dataclass(frozen=True)
class LogUniformSigma:
    """ln(sigma) is uniform between the logarithms of two levels (Song et al. 2021, appendix C: a geometric series)."""

    low: float = 0.02
    high: float = 100.0

    def __post_init__(self) -> None:
        if not 0 < self.low < self.high:
            raise ValueError(f"noise.low={self.low} must be positive and below noise.high={self.high}")

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> noise level."""
        low, high = math.log(self.low), math.log(self.high)
        return (low + (high - low) * u).exp()
