"""What is wrong with users' pictures, for training views: light, colour, blur, compression and imperfect cut-outs."""

from dataclasses import dataclass, fields

import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from shape_diff.data import picture_faults as faults
from shape_diff.pictures.composition import over_backdrop, premultiplied


@dataclass(frozen=True)
class PictureNoise:
    """How often each fault occurs in a picture that is not calm, and how strong the faults are.

    Attributes:
        calm: share of pictures that get nothing but a mild change of brightness.
        tone: share with changed brightness, contrast and colour cast.
        moved: share that is shifted and scaled.
        cropped: share that lacks a strip on one side of the object.
        shadow: share with a rest of a shadow at the object's foot.
        leftover: share with a piece of background left along the object's border.
        fringe: share whose half-transparent border has the colour of the background.
        blurred: share that is blurred, half of it by 3 x 3 and half by 5 x 5 pixels.
        jpeg: share with the noise of JPEG compression.
        shift: largest shift as a share of the side, and largest relative change of size.
        strip: largest part of the object that is cropped.
    """

    calm: float = 0.4
    tone: float = 0.8
    moved: float = 0.6
    cropped: float = 0.1
    shadow: float = 0.2
    leftover: float = 0.15
    fringe: float = 0.3
    blurred: float = 0.3
    jpeg: float = 0.25
    shift: float = 0.06
    strip: float = 0.2

    def __post_init__(self) -> None:
        for field in fields(self):
            if not 0 <= getattr(self, field.name) <= 1:
                raise ValueError(f"noise.{field.name} must be between 0 and 1, got {getattr(self, field.name)}")


DEFAULT_NOISE = PictureNoise()


def disturb(
    pixels: UInt8[Tensor, "b v s s 4"], generator: torch.Generator, noise: PictureNoise = DEFAULT_NOISE
) -> Float[Tensor, "b v 4 s s"]:
    """Training views with the faults of users' pictures, each picture with its own, as `composition.composited` gives.

    Args:
        pixels: prepared pictures; s must be a multiple of 8 (the blocks of JPEG).
        generator: all randomness; it may be on another device than the pictures.
        noise: how often and how strongly.
    """
    if pixels.shape[2] % 8:
        raise ValueError(f"pictures must have a multiple of 8 pixels a side, got {pixels.shape[2]}")
    channels = premultiplied(pixels.flatten(0, 1))
    dice = faults.Dice(generator, pixels.device)
    everything = torch.arange(len(channels), device=generator.device)
    wild = dice.chosen(everything, 1 - noise.calm)
    steps = (
        (noise.cropped, lambda x: faults.cropped(x, dice, noise.strip)),
        (noise.moved, lambda x: faults.moved(x, dice, noise.shift)),
        (noise.shadow, lambda x: faults.shadowed(x, dice)),
        (noise.leftover, lambda x: faults.with_leftover(x, dice)),
        (noise.fringe, lambda x: faults.fringed(x, dice)),
        (noise.blurred, lambda x: faults.softened(x, dice)),
        (noise.jpeg, lambda x: faults.compressed(x, dice)),
    )
    for share, fault in steps:
        rows = dice.chosen(wild, share).to(pixels.device)
        if len(rows):
            channels[rows] = fault(channels[rows])
    faults.tone(channels, dice.chosen(wild, noise.tone), dice)
    return over_backdrop(channels).unflatten(0, pixels.shape[:2])
