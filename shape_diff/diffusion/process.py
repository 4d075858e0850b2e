"""The diffusion process of a model: what its network predicts, how noisy its inputs are, and how it was trained."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.schedules import sigma_grid

Scales = tuple[Float[Tensor, "b 1 1"], Float[Tensor, "b 1 1"], Float[Tensor, "b 1 1"], Float[Tensor, " b"]]
"""c_skip, c_out, c_in and c_noise of b noise levels."""


def edm(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """Inputs and targets of unit variance at every level (Karras et al. 2022, arXiv 2206.00364, Table 1)."""
    s = sigma[:, None, None]
    total = s**2 + sigma_data**2
    return sigma_data**2 / total, s * sigma_data / total.sqrt(), total.rsqrt(), sigma.log() / 4


PREDICTIONS: dict[str, Callable[[Tensor, float], Scales]] = {"edm": edm}
"""What a network predicts: name -> how it is wrapped, c_skip x + c_out F(c_in x, c_noise) being the estimate of x0."""


@dataclass(frozen=True)
class Process:
    """Everything about the noise that a denoiser, its training and its samplers must agree on.

    Attributes:
        prediction: a name in `PREDICTIONS`.
        sigma_data: standard deviation of the clean data in the diffused range.
        sigma_min: smallest noise level that is sampled at.
        sigma_max: noise level that sampling starts from.
        noise: how noise levels are drawn in training.
    """

    prediction: str = "edm"
    sigma_data: float = 0.5
    sigma_min: float = 0.01
    sigma_max: float = 40.0
    noise: NoiseLaw = field(default_factory=NoiseLaw)

    def __post_init__(self) -> None:
        if self.prediction not in PREDICTIONS:
            raise ValueError(f"unknown prediction '{self.prediction}'; choose one of {', '.join(PREDICTIONS)}")
        if not self.sigma_data > 0:
            raise ValueError(f"process.sigma_data must be positive, got {self.sigma_data}")
        if not 0 < self.sigma_min < self.sigma_max:
            raise ValueError(
                f"process.sigma_min={self.sigma_min} must be positive and below sigma_max={self.sigma_max}"
            )

    def check_codec(self, codec: ChannelCodec) -> None:
        """Raise ValueError for a codec that scales the data to another standard deviation."""
        if codec.scaled_std != self.sigma_data:
            raise ValueError(f"codec.scaled_std={codec.scaled_std} must be process.sigma_data={self.sigma_data}")

    def scales(self, sigma: Float[Tensor, " b"]) -> Scales:
        """c_skip, c_out, c_in and c_noise at noise levels."""
        return PREDICTIONS[self.prediction](sigma, self.sigma_data)

    def grid(self, schedule: str, steps: int) -> Float[torch.Tensor, " n"]:
        """The noise levels of a schedule between sigma_max and sigma_min, and 0: (steps + 1,)."""
        return sigma_grid(schedule, steps, self.sigma_min, self.sigma_max)
