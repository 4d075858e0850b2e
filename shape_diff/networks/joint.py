"""The networks of one model by their roles: they are trained, averaged and saved together."""

from collections.abc import Mapping

from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.networks.image_encoder import ImageEncoder

ONLY_IN_TRAINING = "occupancy_head."
CELLS = 8
"""Cells a side of the grid that the occupancy head fills."""


class JointNetworks(nn.Module):
    """The denoising network, and the image encoder of a model that takes pictures."""

    def __init__(self, denoiser: nn.Module, image_encoder: ImageEncoder | None = None) -> None:
        super().__init__()
        self.denoiser, self.image_encoder = denoiser, image_encoder
        if image_encoder is not None:
            # Reads off a picture's features which cells its object fills, whatever side it is seen from.
            self.occupancy_head = nn.Linear(image_encoder.config.dim, CELLS**3)


def occupied_cells(xyz: Float[Tensor, "b n 3"]) -> Float[Tensor, "b cells"]:
    """Which of CELLS^3 cells of [-1, 1]^3 the points of each cloud touch: 1 or 0."""
    cell = ((xyz + 1) * (CELLS / 2)).long().clamp(0, CELLS - 1)
    number = (cell[..., 0] * CELLS + cell[..., 1]) * CELLS + cell[..., 2]
    return xyz.new_zeros(len(xyz), CELLS**3).scatter(1, number, 1.0)


def without_training_only(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The part of a state of `JointNetworks` that belongs in a model file."""
    return {name: tensor for name, tensor in weights.items() if not name.startswith(ONLY_IN_TRAINING)}
