"""What decides the training of shape codes and of the prior over them."""

from dataclasses import dataclass, field

from shape_diff.data.batches import BatchOptions
from shape_diff.data.picture_batches import PictureOptions
from shape_diff.diffusion.channels import CHANNELS, ChannelCodec
from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.networks.code_autoencoder import check_agreement
from shape_diff.networks.code_encoder import CodeEncoderConfig
from shape_diff.networks.code_points import CodePointsConfig
from shape_diff.networks.code_scorer import CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformerConfig
from shape_diff.networks.image_encoder import ImageEncoderConfig
from shape_diff.training.conditional_denoising import check_pictures
from shape_diff.training.run_config import RunConfig
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainingOptions
from shape_diff.training.tasks.shape_code.scorer_trainer import ScorerTrainingOptions
from shape_diff.training.tasks.shape_code.trainer import CodeTrainingOptions


def _points_process() -> Process:
    # Points meet their noise by assignment, so that all is decided at high levels (docs/log.md).
    return Process(sigma_min=0.25, sigma_max=10.0, noise=NoiseLaw("lognormal", {"mean": 0.2, "std": 1.1}))


def _prior_process() -> Process:
    noise = NoiseLaw("lognormal", {"mean": -0.4, "std": 1.3})
    return Process(sigma_data=1.0, sigma_min=0.02, sigma_max=40.0, noise=noise)


@dataclass(frozen=True)
class CodeExperimentConfig(RunConfig):
    """Everything that decides the training of an encoder and a decoder of shape codes.

    Attributes:
        encoder: cloud to code.
        decoder: code to points.
        codec: scales of the channels.
        process: of the decoder.
        sampling: how the model file will recommend to draw points.
        batches: clouds; `points` are those that are encoded and those that are denoised together.
        train: how long and how fast.
    """

    task: str = "code"
    encoder: CodeEncoderConfig = field(default_factory=CodeEncoderConfig)
    decoder: CodePointsConfig = field(default_factory=CodePointsConfig)
    codec: ChannelCodec = field(default_factory=ChannelCodec)
    process: Process = field(default_factory=_points_process)
    sampling: SamplingSettings = field(
        default_factory=lambda: SamplingSettings(
            points=4096, steps=4, sampler="dpmpp_2m", schedule="karras", guidance=1.0, guidance_interval=None
        )
    )
    batches: BatchOptions = field(default_factory=lambda: BatchOptions(points=512))
    train: CodeTrainingOptions = field(default_factory=CodeTrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_agreement(self.encoder, self.decoder)
        if self.encoder.channels != CHANNELS:
            raise ValueError(f"encoder.channels must be {CHANNELS}, got {self.encoder.channels}")
        self.process.check_codec(self.codec)
        self.train.denoised(self.batches.points, self.encoder.seen)


@dataclass(frozen=True)
class PriorExperimentConfig(RunConfig):
    """Everything that decides the training of a prior over the codes of `start_from`.

    Attributes:
        prior: words and pictures to codes.
        image_encoder: of pictures, where neither `start_from` nor `pictures_from` has one.
        pictures_from: a model whose image encoder is taught on, if `start_from` has none.
        process: of the prior.
        sampling: how the model file will recommend to draw codes; its number of points does not count.
        batches: clouds that are encoded; `points` are all seen.
        pictures: who sees them; no one, if not said.
        train: how long and how fast.
    """

    task: str = "prior"
    prior: CodeTransformerConfig = field(default_factory=CodeTransformerConfig)
    image_encoder: ImageEncoderConfig = field(default_factory=ImageEncoderConfig)
    pictures_from: str = ""
    process: Process = field(default_factory=_prior_process)
    sampling: SamplingSettings = field(
        default_factory=lambda: SamplingSettings(
            points=1, steps=12, sampler="dpmpp_2m", schedule="karras", guidance=3.0, guidance_interval=None
        )
    )
    batches: BatchOptions = field(default_factory=lambda: BatchOptions(points=256))
    pictures: PictureOptions = field(default_factory=PictureOptions)
    train: PriorTrainingOptions = field(default_factory=PriorTrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.start_from:
            raise ValueError("start_from must name the model whose codes are learned, as experiment=code makes it")
        if self.pictures_from and not self.pictures.share:
            raise ValueError("pictures_from is of no use without pictures.share")
        check_pictures(self.pictures, self.batches.size, self.image_encoder, self.prior)


@dataclass(frozen=True)
class ScorerExperimentConfig(RunConfig):
    """Everything that decides the training of a scorer of the codes of `start_from`, a model of experiment=prior.

    Attributes:
        scorer: codes and captions to vectors.
        batches: clouds that are encoded; `points` are all seen.
        train: how long and how fast.
    """

    task: str = "scorer"
    scorer: CodeScorerConfig = field(default_factory=CodeScorerConfig)
    batches: BatchOptions = field(default_factory=lambda: BatchOptions(size=256, points=256))
    train: ScorerTrainingOptions = field(default_factory=ScorerTrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.start_from:
            raise ValueError("start_from must name the model whose codes are scored, as experiment=prior makes it")
