"""How a network sees a prepared picture: its colours over mid grey, and its alpha beside them."""

import torch
from jaxtyping import Float, UInt8
from torch import Tensor

BACKDROP = 0.5


def composited(pixels: UInt8[Tensor, "*pictures s s 4"]) -> Float[Tensor, "*pictures 4 s s"]:
    """Straight sRGB and alpha -> float32 red, green, blue over the backdrop and alpha, in [0, 1]."""
    return over_backdrop(premultiplied(pixels))


def premultiplied(pixels: UInt8[Tensor, "*pictures s s 4"]) -> Float[Tensor, "*pictures 4 s s"]:
    """Straight sRGB and alpha -> a new float32 tensor of colours times alpha, and alpha, in [0, 1]."""
    channels = pixels.movedim(-1, -3).to(torch.float32, memory_format=torch.contiguous_format).mul_(1 / 255)
    channels[..., :3, :, :] *= channels[..., 3:, :, :]
    return channels


def over_backdrop(channels: Float[Tensor, "*pictures 4 s s"]) -> Float[Tensor, "*pictures 4 s s"]:
    """Lay colours times alpha over the backdrop, in place."""
    channels[..., :3, :, :].add_(1 - channels[..., 3:, :, :], alpha=BACKDROP)
    return channels
