"""Learning to denoise what words and pictures ask for: noise, who is told what, and the losses of a step.

Clouds and shape codes are learned alike; what is denoised is all that differs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.data.batches import Batch
from shape_diff.data.picture_batches import PictureOptions, ViewSource
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.coupling import check_coupling, coupled_noise
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.draws import drawn_from
from shape_diff.diffusion.noise import stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.ranks import own_rows
from shape_diff.machine.seeding import stream
from shape_diff.networks.image_encoder import ImageEncoderConfig
from shape_diff.networks.joint import JointNetworks, occupied_cells
from shape_diff.pictures.framing import PICTURE_SIZE
from shape_diff.training.captions import CaptionBank
from shape_diff.training.joint_loss import Targets, joint_loss
from shape_diff.training.learner import LearningOptions


@dataclass(frozen=True)
class DenoisingOptions(LearningOptions):
    """How long and how fast to learn to denoise.

    Attributes:
        drop_condition: share trained without their caption, for guidance.
        coupling: how noise is assigned to points, a name in `diffusion.coupling.COUPLINGS`.
        sample_every: steps between validation losses and pictures.
    """

    drop_condition: float = 0.1
    coupling: str = "independent"
    sample_every: int = 1000

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "sample_every")
        self.check_shares("drop_condition")
        check_coupling(self.coupling)


@dataclass(frozen=True)
class Losses:
    """Losses of one step.

    Attributes:
        each: (b, c) denoising losses of each row and channel; rows that see pictures come first.
        pictured: how many do.
        further: weights and values of what pictures alone should tell, by name.
    """

    each: Float[Tensor, "b c"]
    pictured: int
    further: dict[str, tuple[float, Tensor]]

    @property
    def total(self) -> Tensor:
        """What is minimised."""
        return self.each.mean() + sum(weight * loss for weight, loss in self.further.values())

    def row(self) -> dict[str, float]:
        """For a table of metrics."""
        row = {"loss": self.each.mean().item()}
        if self.pictured:
            parts = {"loss_pictures": self.each[: self.pictured], "loss_text": self.each[self.pictured :]}
            row |= {name: part.mean().item() for name, part in parts.items() if len(part)}
        return row | {name: loss.item() for name, (_, loss) in self.further.items()}


class ConditionalDenoising:
    """The losses of a denoiser that is told captions and, if there is an image encoder, shown pictures."""

    def __init__(
        self, networks: JointNetworks, process: Process, captions: CaptionBank, pictures: ViewSource | None,
        options: DenoisingOptions, device: torch.device,
    ) -> None:  # fmt: skip
        """`captions` and `pictures` are those of the batches that `losses` gets."""
        self.networks, self.denoiser, self.device = networks, Denoiser(networks.denoiser, process), device
        self.captions, self.pictures, self.options = captions, pictures, options
        self._sigmas = process.noise.sigmas()
        self._loss: Callable[..., Any] = denoising_loss if pictures is None else joint_loss
        if options.compile:
            self._loss = torch.compile(self._loss, dynamic=False)

    def losses(self, step: int, batch: Batch, x0: Float[Tensor, "b n c"]) -> Losses:
        """Those of a step, the same whenever it is done; `x0` is made of the batch's clouds.

        Without pictures, where several processes train together, those of this one's rows.
        """
        if self.pictures is None:
            return self.losses_of_words(step, batch.caption, x0)
        noise, sigma = self.noised(step, x0)
        captions = self.captions.select(batch.caption)
        text = self.told(step, captions)
        shown = self.pictures.batch(step, batch)
        truth = Targets(captions.pooled, occupied_cells(batch.xyz))
        with mixed_precision(self.device):
            losses, apart, cells = self._loss(self.denoiser, self.networks, (x0, noise, sigma), text, shown, truth)
        weights = self.pictures.options
        return Losses(
            losses, self.pictures.rows, {"loss_meaning": (weights.meaning, apart), "loss_cells": (weights.cells, cells)}
        )

    def losses_of_words(self, step: int, caption: Int[Tensor, " b"], x0: Float[Tensor, "b n c"]) -> Losses:
        """Those of a step whose rows are told the captions of these numbers and shown nothing.

        Where several processes train together, those of this one's rows.
        """
        assert self.pictures is None
        noise, sigma = self.noised(step, x0)
        text = self.told(step, self.captions.select(caption))
        own = torch.arange(len(x0), device=self.device)[own_rows(len(x0))]
        with mixed_precision(self.device):
            return Losses(self._loss(self.denoiser, x0[own], noise[own], sigma[own], text.select(own)), 0, {})

    def validation(self, x0: Float[Tensor, "v n c"], told: Condition, levels: Sequence[float]) -> dict[float, float]:
        """Noise level -> mean loss of what v conditions ask for; see `losses_at`."""
        return losses_at(self.denoiser, self.options.coupling, x0, told, levels)

    def noised(self, step: int, x0: Float[Tensor, "b n c"]) -> tuple[Float[Tensor, "b n c"], Float[Tensor, " b"]]:
        """Noise that goes with x0, of unit scale, and its levels."""
        seed = self.options.seed
        sigma = stratified_sigmas(self._sigmas, len(x0), stream(seed, step, "sigma")).to(self.device)
        draw_noise = drawn_from(stream(seed, step, "noise", self.device))
        return coupled_noise(self.options.coupling, x0, self.denoiser.process, draw_noise), sigma

    def told(self, step: int, captions: Condition) -> Condition:
        """A batch's captions as they are told: most rows that see pictures do without, and some of the others."""
        untold = torch.full((len(captions),), self.options.drop_condition)
        if self.pictures is not None:
            untold[: self.pictures.rows] = 1 - self.pictures.options.keep_caption
        dropped = torch.rand(len(untold), generator=stream(self.options.seed, step, "drop")) < untold
        return captions.drop(dropped.to(self.device))


@torch.no_grad()
def losses_at(
    denoiser: Denoiser, coupling: str, x0: Float[Tensor, "v n c"], told: Condition, levels: Sequence[float]
) -> dict[float, float]:
    """Noise level -> mean denoising loss of v samples under their conditions, with the same noise at every call."""
    draw_noise = drawn_from(stream(0, 0, "validation"))
    noise = coupled_noise(coupling, x0, denoiser.process, draw_noise)
    result = {}
    for level in levels:
        sigma = torch.full((len(x0),), level, device=x0.device)
        with mixed_precision(x0.device):
            result[level] = denoising_loss(denoiser, x0, noise, sigma, told).mean().item()
    return result


def check_pictures(pictures: PictureOptions, size: int, encoder: ImageEncoderConfig, network: Any) -> None:
    """Raise ValueError where pictures are wanted and cannot be learned from.

    Args:
        pictures: who sees them.
        size: of a batch.
        encoder: of pictures.
        network: the configuration of what reads them beside captions.
    """
    if not pictures.share:
        return
    if not pictures.rows(size):
        raise ValueError(f"pictures.share={pictures.share} of batches.size={size} is not one cloud; raise one of them")
    if encoder.size != PICTURE_SIZE:
        raise ValueError(f"image_encoder.size must be that of the pictures, {PICTURE_SIZE}, not {encoder.size}")
    for name in ("token_dim", "pooled_dim"):
        ours, theirs = getattr(encoder, name), getattr(network, name)
        if ours != theirs:
            raise ValueError(f"image_encoder.{name} must be that of the network, {theirs}, got {ours}")
