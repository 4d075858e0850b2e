"""What decides the training of a denoiser of clouds."""

from dataclasses import dataclass, field
from typing import Any

from shape_diff.data.batches import BatchOptions
from shape_diff.data.picture_batches import PictureOptions
from shape_diff.diffusion.channels import CHANNELS, ChannelCodec
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.networks.image_encoder import ImageEncoderConfig
from shape_diff.networks.two_stream import TwoStreamConfig
from shape_diff.training.conditional_denoising import DenoisingOptions, check_pictures
from shape_diff.training.run_config import RunConfig

FIRST_SAMPLING = SamplingSettings(
    points=4096, steps=32, sampler="dpmpp_2m", schedule="karras", guidance=2.0, guidance_interval=None
)
"""What a new model is recommended with, unless its experiment says otherwise."""


@dataclass(frozen=True)
class ExperimentConfig(RunConfig):
    """Everything that decides the training of a denoiser of clouds.

    Attributes:
        backbone: the denoising network, a name in `models.table.NETWORKS`.
        network: its configuration, of the class that the table has for that name.
        process: the diffusion process, noise levels in training among it.
        sampling: what the model file will recommend.
    """

    backbone: str = "two_stream"
    network: Any = field(default_factory=TwoStreamConfig)
    image_encoder: ImageEncoderConfig = field(default_factory=ImageEncoderConfig)
    codec: ChannelCodec = field(default_factory=ChannelCodec)
    process: Process = field(default_factory=Process)
    sampling: SamplingSettings = field(default_factory=lambda: FIRST_SAMPLING)
    batches: BatchOptions = field(default_factory=BatchOptions)
    pictures: PictureOptions = field(default_factory=PictureOptions)
    train: DenoisingOptions = field(default_factory=DenoisingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.network.channels != CHANNELS:
            raise ValueError(f"network.channels must be {CHANNELS}, got {self.network.channels}")
        self.process.check_codec(self.codec)
        check_pictures(self.pictures, self.batches.size, self.image_encoder, self.network)
