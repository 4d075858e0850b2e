"""What every sampler is: a pure function from noise to a sample.

All work on x = x0 + sigma * noise and a grid of decreasing sigmas ending in 0, which stays in the computer's own memory
wherever x is, so that deciding by a level never waits for a device. A sampler that draws noise takes it from a
function, so that each cloud of a batch can have its own generator.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise
from shape_diff.diffusion.draws import DrawNoise

Callback = Callable[[int, Tensor, Tensor], None]
"""Called after each step with its index, x (b, n, c) and the current estimate of x0 (b, n, c)."""


@runtime_checkable
class Sampler(Protocol):
    """A sampler: x at level sigmas[0] -> a sample at level 0. What else it can be told has a default."""

    def __call__(
        self, denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
    ) -> Tensor: ...


def report(callback: Callback | None, step: int, x: Tensor, x0: Tensor) -> None:
    """Tell of a finished step, if anyone listens."""
    if callback is not None:
        callback(step, x, x0)
