"""Codes of a training set with their captions, made once: what the prior learns from.

Encoding costs about as much as half a step of the prior, so the clouds of many batches, augmented as always, are
encoded before training instead of within it.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.data.batches import BatchSource
from shape_diff.data.dataset import ShapeDataset, as_floats
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.progress import progress_bar
from shape_diff.networks.code_autoencoder import CodeAutoencoder


@dataclass(frozen=True)
class CodeBank:
    """Codes of r augmented clouds.

    Attributes:
        codes: (r, t, w) in half precision.
        caption: (r,) number of a caption of each, among those of the source of batches.
        shape: (r,) number of the shape.
        mirrored: (r,) whether left and right were exchanged.
        tint: (r, 3) colour that a grey shape was painted in, NaN where it kept its own.
    """

    codes: Float[Tensor, "r t w"]
    caption: Int[Tensor, " r"]
    shape: Int[Tensor, " r"]
    mirrored: Tensor
    tint: Float[Tensor, "r 3"]

    def __len__(self) -> int:
        return len(self.codes)


@torch.no_grad()
def encode_batches(networks: CodeAutoencoder, codec: ChannelCodec, batches: BatchSource, count: int) -> CodeBank:
    """The codes of the first `count` batches."""
    parts = []
    for step in progress_bar(range(count), "encoding shapes"):
        batch = batches.batch(step)
        with mixed_precision(batches.device):
            codes = networks.encode(codec.encode(batch.xyz, batch.rgb, batch.normals))
        parts.append((codes.half(), batch.caption, batch.shape, batch.mirrored, batch.tint))
    return CodeBank(*(torch.cat(column) for column in zip(*parts, strict=True)))


@torch.no_grad()
def encode_shapes(
    networks: CodeAutoencoder, codec: ChannelCodec, shapes: ShapeDataset, points: int, device: torch.device
) -> Float[Tensor, "s t w"]:
    """The codes of shapes as they are, from the first points of each."""
    parts = []
    for rows in torch.arange(len(shapes)).split(64):
        xyz, rgb, normals = (t[rows, :points].to(device) for t in (shapes.xyz, shapes.rgb, shapes.normals))
        with mixed_precision(device):
            parts.append(networks.encode(codec.encode(*as_floats(xyz, rgb, normals))))
    return torch.cat(parts)
