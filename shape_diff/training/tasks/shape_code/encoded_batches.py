"""Codes of training shapes, encoded while a network learns them: that shows each shape from ever new points."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.data.batches import Batch, BatchSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_scorer import CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformerConfig


@dataclass(frozen=True)
class EncodedBatches:
    """Batches of clouds with their codes.

    Attributes:
        networks: whose encoder stays as it is.
        codec: scales of the channels.
        batches: the clouds, all of whose points are seen.
        encode: the networks' own, or that compiled.
        reuse: steps in a row that share a batch.
    """

    networks: CodeAutoencoder
    codec: ChannelCodec
    batches: BatchSource
    encode: Callable[[Tensor], Tensor]
    reuse: int = 1
    _latest: dict[int, tuple[Tensor, Batch]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, networks: CodeAutoencoder, codec: ChannelCodec, batches: BatchSource, compiled: bool, reuse: int
    ) -> "EncodedBatches":
        """The encoder is compiled where the training is."""
        encode = torch.compile(networks.encode, dynamic=False) if compiled else networks.encode
        return cls(networks, codec, batches, encode, reuse)

    def at(self, step: int) -> tuple[Float[Tensor, "b t w"], Batch]:
        """Codes and clouds of a step, the same whenever they are asked for."""
        number = step // self.reuse
        if number not in self._latest:
            batch = self.batches.batch(number)
            with torch.no_grad(), mixed_precision(self.batches.device):
                codes = self.encode(self.codec.encode(batch.xyz, batch.rgb, batch.normals))
            self._latest.clear()
            self._latest[number] = codes.float(), batch
        return self._latest[number]


def check_reader(
    name: str, config: CodeTransformerConfig | CodeScorerConfig, codes: CodeAutoencoder, points: int
) -> None:
    """Raise ValueError for a network over codes of another shape, or clouds of other sizes than the encoder knows.

    Args:
        name: what settings call the network.
        config: of it.
        codes: whose codes they are.
        points: of the clouds that are encoded.
    """
    if (config.code_tokens, config.code_width) != codes.code_shape:
        raise ValueError(
            f"the {name} is of codes of {config.code_tokens} x {config.code_width}, but the model's are "
            f"{codes.code_shape[0]} x {codes.code_shape[1]}; set {name}.code_tokens and {name}.code_width"
        )
    if points != codes.code_encoder.config.seen:
        raise ValueError(
            f"batches.points={points}, but the model's codes are of clouds of {codes.code_encoder.config.seen} points"
        )
