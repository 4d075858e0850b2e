"""Codes of training shapes, encoded within each step: that shows each shape from ever new points and costs little."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.data.batches import Batch, BatchSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.code_autoencoder import CodeAutoencoder


@dataclass(frozen=True)
class EncodedBatches:
    """Batches of clouds with their codes.

    Attributes:
        networks: whose encoder stays as it is.
        codec: scales of the channels.
        batches: the clouds, all of whose points are seen.
    """

    networks: CodeAutoencoder
    codec: ChannelCodec
    batches: BatchSource

    def at(self, step: int) -> tuple[Float[Tensor, "b t w"], Batch]:
        """Codes and clouds of a step, the same whenever they are asked for."""
        batch = self.batches.batch(step)
        with torch.no_grad(), mixed_precision(self.batches.device):
            codes = self.networks.encode(self.codec.encode(batch.xyz, batch.rgb, batch.normals))
        return codes.float(), batch
