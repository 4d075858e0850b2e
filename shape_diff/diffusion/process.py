"""The diffusion process of a model: what its network predicts, how noisy its inputs are, and how it was trained."""

from dataclasses import dataclass, field

from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.processes import PREDICTIONS, Scales
from shape_diff.diffusion.processes.pfgmpp import heavy_tailed
from shape_diff.diffusion.schedules import sigma_grid


@dataclass(frozen=True)
class Process:
    """Everything about the noise that a denoiser, its training and its samplers must agree on.

    Attributes:
        prediction: a name in `processes.PREDICTIONS`.
        sigma_data: standard deviation of the clean data in the diffused range.
        sigma_min: smallest noise level that is sampled at.
        sigma_max: noise level that sampling starts from.
        noise: how noise levels are drawn in training.
        augmented: D of PFGM++, whose noise has heavy tails; None for normal noise, its limit for large D.
    """

    prediction: str = "edm"
    sigma_data: float = 0.5
    sigma_min: float = 0.01
    sigma_max: float = 40.0
    noise: NoiseLaw = field(default_factory=NoiseLaw)
    augmented: int | None = None

    def __post_init__(self) -> None:
        if self.prediction not in PREDICTIONS:
            raise ValueError(f"unknown prediction '{self.prediction}'; choose one of {', '.join(PREDICTIONS)}")
        if not self.sigma_data > 0:
            raise ValueError(f"process.sigma_data must be positive, got {self.sigma_data}")
        if not 0 < self.sigma_min < self.sigma_max:
            raise ValueError(
                f"process.sigma_min={self.sigma_min} must be positive and below sigma_max={self.sigma_max}"
            )
        if self.augmented is not None and self.augmented < 1:
            raise ValueError(f"process.augmented must be at least 1, or null for normal noise, got {self.augmented}")

    def check_codec(self, codec: ChannelCodec) -> None:
        """Raise ValueError for a codec that scales the data to another standard deviation."""
        if codec.scaled_std != self.sigma_data:
            raise ValueError(f"codec.scaled_std={codec.scaled_std} must be process.sigma_data={self.sigma_data}")

    def scales(self, sigma: Float[Tensor, " b"]) -> Scales:
        """c_skip, c_out, c_in and c_noise at noise levels."""
        return PREDICTIONS[self.prediction](sigma, self.sigma_data)

    def grid(self, schedule: str, steps: int) -> Float[Tensor, " n"]:
        """The noise levels of a schedule between sigma_max and sigma_min, and 0: (steps + 1,)."""
        return sigma_grid(schedule, steps, self.sigma_min, self.sigma_max)

    def noise_like(self, x: Tensor, draw_noise: DrawNoise) -> Tensor:
        """Noise of the process, of unit scale, as large as x (b, ...), from what draws standard normal noise.

        x0 + sigma * noise is what the denoiser learns from, and sigma_max * noise where sampling starts.
        """
        gaussian = draw_noise(x)
        return gaussian if self.augmented is None else heavy_tailed(gaussian, self.augmented, draw_noise)
