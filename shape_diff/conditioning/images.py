"""Prepared pictures to conditions."""

from collections.abc import Sequence

import numpy as np
import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.image_encoder import ImageEncoder
from shape_diff.pictures.composition import composited
from shape_diff.pictures.preparing import PreparedPicture


@torch.no_grad()
def encode_pictures(encoder: ImageEncoder, pictures: Sequence[PreparedPicture], device: torch.device) -> Condition:
    """Pictures of one object, from one or several sides -> a condition of one row.

    Raises:
        ValueError: more pictures than the encoder was made for.
    """
    pixels = torch.from_numpy(np.stack([picture.pixels for picture in pictures])).to(device)
    present = torch.ones(1, len(pictures), dtype=torch.bool, device=device)
    with mixed_precision(device):
        return encoder(composited(pixels)[None], present).to(device, torch.float32)
