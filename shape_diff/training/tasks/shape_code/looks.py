"""What is looked at while codes and their prior learn: held-out shapes through the code, prompts through both."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.data.dataset import ShapeDataset, as_floats
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.sample import sample, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.fidelity import Fidelity, fidelity
from shape_diff.geometry import PointCloud
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import normalised_code
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.training.monitor import VALIDATION_SIGMAS, Monitor, pictured
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainer
from shape_diff.training.tasks.shape_code.trainer import CodeTrainer

SHAPES = 64
"""Held-out shapes that go through the code."""
POINTS = 1024
SHOWN = 12
"""Of them drawn, the true ones above and those that came back below."""


@dataclass(frozen=True)
class CodeLook:
    """Sends held-out shapes through the code and compares what comes back.

    Attributes:
        trainer: whose networks are looked at.
        sampling: how points are drawn, but for their number.
        shapes: the held-out shapes.
    """

    trainer: CodeTrainer
    sampling: SamplingSettings
    shapes: ShapeDataset

    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        truth = [self.shapes.cloud(number) for number in range(min(SHAPES, len(self.shapes)))]
        made = came_back(self.trainer, self.shapes.take(range(len(truth))), self.sampling)
        scores = [fidelity(cloud, true) for cloud, true in zip(made, truth, strict=True)]
        monitor.scores(step, {"val_loss": mean_of(scores, "chamfer")} | {
            f"val_{name}": mean_of(scores, name) for name in ("f_score_2", "f_score_5", "color_rmse", "normal_cosine")
        })  # fmt: skip
        pairs = [cloud_thumbnail(cloud, size=160) for cloud in (*truth[:SHOWN], *made[:SHOWN])]
        write_picture(grid_picture(pairs, columns=len(truth[:SHOWN])), monitor.picture_path(step))


def mean_of(scores: list[Fidelity], name: str) -> float:
    """The mean of one number of each score."""
    return sum(getattr(score, name) for score in scores) / len(scores)


@torch.no_grad()
def codes_of(
    networks: CodeAutoencoder, codec: ChannelCodec, shapes: ShapeDataset, points: int, device: torch.device
) -> Float[Tensor, "s t w"]:
    """The codes of shapes as they are, from the first points of each."""
    parts = []
    for rows in torch.arange(len(shapes)).split(64):
        xyz, rgb, normals = (t[rows, :points].to(device) for t in (shapes.xyz, shapes.rgb, shapes.normals))
        with mixed_precision(device):
            parts.append(networks.encode(codec.encode(*as_floats(xyz, rgb, normals))))
    return torch.cat(parts)


@torch.no_grad()
def came_back(trainer: CodeTrainer, shapes: ShapeDataset, sampling: SamplingSettings) -> list[PointCloud]:
    """Shapes encoded from as many points as in training, and `POINTS` points of what their codes say."""
    networks, codec = trainer.networks, trainer.codec
    codes = codes_of(networks, codec, shapes, networks.code_encoder.config.seen, trainer.device)
    with mixed_precision(trainer.device):
        unfolded = networks.unfold(codes)
    settings = sampling.changed({"points": POINTS, "guidance": 1.0})
    return sample_clouds(Denoiser(networks.code_decoder, trainer.process), codec, unfolded, range(len(codes)), settings)


@dataclass(frozen=True)
class PriorLook:
    """Validation losses of held-out codes given their captions, and pictures of prompts.

    Attributes:
        trainer: whose network is looked at.
        networks: encoder and decoder of the codes.
        codec: scales of the channels.
        points_process: of the decoder.
        sampling: how codes are drawn, and how points are.
        codes: (v, t, w) of held-out shapes.
        captions: v rows.
        prompts: what is drawn.
        told: the prompts' conditions.
        views: (v, s, s, 4) one of each held-out shape, if there are any.
    """

    trainer: PriorTrainer
    networks: CodeAutoencoder
    codec: ChannelCodec
    points_process: Process
    sampling: tuple[SamplingSettings, SamplingSettings]
    codes: Float[Tensor, "v t w"]
    captions: Condition
    prompts: list[str]
    told: Condition
    views: Tensor | None = None

    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        asked = {"val_loss": self.captions}
        encoder = self.trainer.networks.image_encoder
        if encoder is not None and self.views is not None:
            asked["val_loss_pictures"] = pictured(encoder, self.views)
        monitor.validation(
            step,
            {
                name: self.trainer.denoising.validation(self.codes, told, VALIDATION_SIGMAS)
                for name, told in asked.items()
            },
        )
        clouds = self.samples()
        picture = grid_picture([cloud_thumbnail(cloud, size=192) for cloud in clouds], columns=6, labels=self.prompts)
        write_picture(picture, monitor.picture_path(step))

    @torch.no_grad()
    def samples(self) -> list[PointCloud]:
        """One cloud of each prompt."""
        seeds = range(len(self.prompts))
        codes = sample(self.trainer.denoising.denoiser, self.networks.code_shape, self.told, seeds, self.sampling[0])
        with mixed_precision(self.trainer.device):
            unfolded = self.networks.unfold(normalised_code(codes))
        decoder = Denoiser(self.networks.code_decoder, self.points_process)
        settings = self.sampling[1].changed({"points": POINTS, "guidance": 1.0})
        return sample_clouds(decoder, self.codec, unfolded, seeds, settings)
