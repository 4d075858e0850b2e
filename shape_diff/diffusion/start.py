"""Where sampling begins when it does not begin with pure noise: a shape that is noised to a level and denoised on.

SDEdit (Meng et al. 2022, arXiv 2108.01073).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor, cat

from shape_diff.diffusion.coupling import independent


def check_strength(strength: float) -> None:
    """Raise ValueError for a strength outside 0..1."""
    if not 0 <= strength <= 1:
        raise ValueError(f"strength must be between 0 (nothing changes) and 1 (nothing is kept), got {strength:g}")


@dataclass(frozen=True)
class Start:
    """A shape to begin with, and how much of it is forgotten.

    Attributes:
        x0: (n, c) the shape in the diffused range.
        strength: 0 keeps it as it is, 1 forgets it.
        coupling: which noise meets which row, as in the model's training; see `diffusion.coupling`.
    """

    x0: Float[Tensor, "n c"]
    strength: float
    coupling: Callable[[Tensor, Tensor, Tensor], Tensor] = independent

    def __post_init__(self) -> None:
        check_strength(self.strength)

    def noised(self, sigmas: Tensor, noise: Float[Tensor, "b n c"]) -> tuple[Float[Tensor, "b n c"], Tensor]:
        """The noise levels that are left of a grid, and the shape noised to the first of them."""
        if self.strength == 1:
            return sigmas[0] * noise, sigmas  # even the highest level would leave a trace of the shape
        left = remaining_levels(sigmas, self.strength)
        x0 = self.x0.to(noise).expand_as(noise)
        return x0 + left[0] * self.coupling(x0, noise, noise), left


def remaining_levels(sigmas: Tensor, strength: float) -> Tensor:
    """The last part of a grid: a strength of its steps, beginning between two levels where that is no whole number."""
    steps = len(sigmas) - 1
    place = (1 - strength) * steps
    first = min(math.floor(place), steps - 1)
    level = sigmas[first] + (place - first) * (sigmas[first + 1] - sigmas[first])
    return cat([level[None], sigmas[first + 1 :]]) if level > 0 else sigmas[-1:]


def begun(sigmas: Tensor, noise: Float[Tensor, "b n c"], start: Start | None) -> tuple[Float[Tensor, "b n c"], Tensor]:
    """What sampling begins with, and the levels that it runs through: noise at the highest, or a start."""
    return (sigmas[0] * noise, sigmas) if start is None else start.noised(sigmas, noise)
