"""Where standard normal noise comes from: a function, so that samplers and processes need not know of seeds."""

from collections.abc import Callable

import torch
from torch import Tensor

DrawNoise = Callable[[Tensor], Tensor]
"""x (b, ...) -> standard normal noise of its shape on its device."""


class SeededNoise:
    """Noise for a batch in which every cloud has a seed of its own, whatever the batch size.

    Noise is drawn on the CPU, where a generator gives the same numbers on every machine.
    """

    def __init__(self, seeds: list[int]) -> None:
        self.generators = [torch.Generator().manual_seed(seed) for seed in seeds]

    def __call__(self, x: Tensor) -> Tensor:
        """x (b, ...) -> the same shape, b being the number of seeds."""
        draws = [torch.randn(x.shape[1:], generator=generator) for generator in self.generators]
        return torch.stack(draws).to(x.device, x.dtype)


def drawn_from(generator: torch.Generator) -> DrawNoise:
    """Noise for whole batches in single precision, drawn where the generator is: what training takes."""

    def draw(x: Tensor) -> Tensor:
        return torch.randn(x.shape, generator=generator, device=generator.device).to(x.device)

    return draw
