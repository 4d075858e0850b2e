"""The training loop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from shape_diff.data.batches import BatchSource
from shape_diff.data.picture_batches import ViewSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.coupling import COUPLINGS, check_coupling
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.draws import drawn_from
from shape_diff.diffusion.noise import stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.joint import JointNetworks, occupied_cells, without_training_only
from shape_diff.training.captions import CaptionBank
from shape_diff.training.learner import BatchLearner, LearningOptions
from shape_diff.training.tasks.denoiser.joint_loss import Targets, joint_loss


@dataclass(frozen=True)
class TrainingOptions(LearningOptions):
    """How long and how fast to learn to denoise.

    Attributes:
        drop_condition: share of clouds trained without their caption, for guidance.
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


class Trainer(BatchLearner):
    """A denoiser, its data, and the step that improves it."""

    def __init__(
        self,
        networks: JointNetworks,
        codec: ChannelCodec,
        process: Process,
        batches: BatchSource,
        captions: CaptionBank,
        options: TrainingOptions,
        pictures: ViewSource | None = None,
    ) -> None:
        """`pictures` of the batches' clouds train the image encoder, if the networks have one."""
        super().__init__(networks, options, batches.device)
        self.batch_size = batches.options.size
        self.networks, self.denoiser = networks, Denoiser(networks.denoiser, process)
        self.codec, self.noise = codec, process.noise.sigmas()
        self.batches, self.captions, self.options, self.pictures = batches, captions, options, pictures
        self._loss: Callable[..., Any] = denoising_loss if pictures is None else joint_loss
        if options.compile:
            self._loss = torch.compile(self._loss, dynamic=False)

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        losses, extra = self._losses(self.step)
        total = losses.mean() + sum(weight * loss for weight, loss in extra.values())
        norm, lr = self.improve(total)
        if not self.log_is_due:
            return None
        row = self._row(losses.detach(), norm, lr)
        return row | {name: loss.item() for name, (_, loss) in extra.items()}

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        return without_training_only(self.average.weights)

    def _losses(self, step: int) -> tuple[Tensor, dict[str, tuple[float, Tensor]]]:
        """The denoising loss (b, c) of a step, the same whenever it is done, and weights and values of further ones."""
        seed, batch = self.options.seed, self.batches.batch(step)
        x0 = self.codec.encode(batch.xyz, batch.rgb, batch.normals)
        sigma = stratified_sigmas(self.noise, len(x0), stream(seed, step, "sigma")).to(self.device)
        draw_noise = drawn_from(stream(seed, step, "noise", self.device))
        noise, fresh = (self.denoiser.process.noise_like(x0, draw_noise) for _ in range(2))
        noise = COUPLINGS[self.options.coupling](x0, noise, fresh)
        captions = self.captions.select(batch.caption)
        text = captions.drop(self._without_caption(len(x0), step).to(self.device))
        if self.pictures is None:
            with mixed_precision(self.device):
                return self._loss(self.denoiser, x0, noise, sigma, text), {}
        shown, truth = self.pictures.batch(step, batch), Targets(captions.pooled, occupied_cells(batch.xyz))
        with mixed_precision(self.device):
            losses, apart, cells = self._loss(self.denoiser, self.networks, (x0, noise, sigma), text, shown, truth)
        weights = self.pictures.options
        return losses, {"loss_meaning": (weights.meaning, apart), "loss_cells": (weights.cells, cells)}

    def _without_caption(self, size: int, step: int) -> Tensor:
        """(b,) bool: who learns without a caption; most of those that see pictures do."""
        chance = torch.full((size,), self.options.drop_condition)
        if self.pictures is not None:
            chance[: self.pictures.rows] = 1 - self.pictures.options.keep_caption
        return torch.rand(size, generator=stream(self.options.seed, step, "drop")) < chance

    def _row(self, each: Tensor, norm: Tensor, lr: float) -> dict[str, float]:
        losses = each.mean(dim=0)
        row = {
            "step": self.step,
            "loss": losses.mean().item(),
            "loss_xyz": losses[:3].mean().item(),
            "loss_rgb": losses[3:6].mean().item(),
            "loss_normal": losses[6:].mean().item(),
            "grad_norm": norm.item(),
            "lr": lr,
        }
        if self.pictures is not None:
            parts = {"loss_pictures": each[: self.pictures.rows], "loss_text": each[self.pictures.rows :]}
            row |= {name: part.mean().item() for name, part in parts.items() if len(part)}
        self.check_loss(row["loss"])
        return row
