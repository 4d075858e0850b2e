"""Flow matching, rectified flow: a network predicts the velocity of straight paths from data to noise.

Lipman et al. 2023 (arXiv 2210.02747), Liu et al. 2023 (arXiv 2209.03003). Their variable is x_t = (1 - t) x0 + t noise,
which is (1 - t) (x0 + sigma noise) with sigma = t / (1 - t).
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.processes.preconditioning import TIME_SPAN, Scales


def time_of(sigma: Tensor) -> Tensor:
    """Noise level -> t in [0, 1)."""
    return sigma / (1 + sigma)


def flow_scales(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """The network predicts noise - x0 (Liu et al. 2023, equation 1), from which x0 = x_t - t (noise - x0).

    The weighted loss is flow matching's own, the mean square of the velocity's error. The data's scale does not enter.
    """
    t = time_of(sigma)
    s = t[:, None, None]
    return 1 - s, -s, 1 - s, TIME_SPAN * t


@dataclass(frozen=True)
class FlowSigma:
    """t is uniform between those of two noise levels (Liu et al. 2023, equation 1).

    With logit-normal t (Esser et al. 2024, arXiv 2403.03206) the law is `noise.LogNormalSigma` with mean 0.
    """

    low: float = 0.001
    high: float = 1000.0

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high:
            raise ValueError(f"noise.low={self.low} must not be negative and must be below noise.high={self.high}")

    def quantile(self, u: Tensor) -> Tensor:
        """u in (0, 1), any shape -> noise level."""
        a, b = self.low / (1 + self.low), self.high / (1 + self.high)
        t = a + (b - a) * u
        return t / (1 - t)


def flow_grid(steps: int, sigma_min: float, sigma_max: float) -> Tensor:
    """(steps,) noise levels of evenly spaced t from sigma_max; the step that follows the last ends at 0.

    The last level is where even spacing puts it, whatever sigma_min is.
    """
    t = torch.linspace(sigma_max / (1 + sigma_max), 0, steps + 1, dtype=torch.float64)[:-1]
    return t / (1 - t)
