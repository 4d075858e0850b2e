"""The training loop."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.condition import Condition
from shape_diff.data.batches import Batch, BatchSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.coupling import COUPLINGS
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.noise import SigmaDistribution, stratified_sigmas
from shape_diff.precision import mixed_precision
from shape_diff.seeding import stream
from shape_diff.training.captions import CaptionBank
from shape_diff.training.learner import Learner, LearningOptions


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
        if self.coupling not in COUPLINGS:
            raise ValueError(f"unknown coupling '{self.coupling}'; choose one of {', '.join(COUPLINGS)}")


class Trainer(Learner):
    """A denoiser, its data, and the step that improves it."""

    def __init__(
        self,
        denoiser: Denoiser,
        codec: ChannelCodec,
        noise: SigmaDistribution,
        batches: BatchSource,
        captions: CaptionBank,
        options: TrainingOptions,
    ) -> None:
        super().__init__(denoiser.network, options, batches.device)
        self.denoiser, self.codec, self.noise = denoiser, codec, noise
        self.batches, self.captions, self.options = batches, captions, options
        self._loss: Callable[..., Tensor] = denoising_loss
        if options.compile:
            self._loss = torch.compile(denoising_loss, dynamic=False)

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        x0, condition, sigma, noise = self._inputs(self.step)
        with mixed_precision(self.device):
            losses = self._loss(self.denoiser, x0, noise, sigma, condition).mean(dim=0)
        norm, lr = self.improve(losses.mean())
        return self._row(losses.detach(), norm, lr) if self.log_is_due else None

    def _inputs(self, step: int) -> tuple[Tensor, Condition, Tensor, Tensor]:
        """x0 (b, n, 9), its condition, sigma (b,) and noise (b, n, 9) of a step, the same whenever it is done."""
        batch: Batch = self.batches.batch(step)
        x0 = self.codec.encode(batch.xyz, batch.rgb, batch.normals)
        seed = self.options.seed
        sigma = stratified_sigmas(self.noise, len(x0), stream(seed, step, "sigma")).to(self.device)
        dropped = torch.rand(len(x0), generator=stream(seed, step, "drop")) < self.options.drop_condition
        condition = self.captions.select(batch.caption).drop(dropped.to(self.device))
        on_device = stream(seed, step, "noise", self.device)
        noise, fresh = (torch.randn(x0.shape, generator=on_device, device=self.device) for _ in range(2))
        return x0, condition, sigma, COUPLINGS[self.options.coupling](x0, noise, fresh)

    def _row(self, losses: Tensor, norm: Tensor, lr: float) -> dict[str, float]:
        row = {
            "step": self.step,
            "loss": losses.mean().item(),
            "loss_xyz": losses[:3].mean().item(),
            "loss_rgb": losses[3:6].mean().item(),
            "loss_normal": losses[6:].mean().item(),
            "grad_norm": norm.item(),
            "lr": lr,
        }
        self.check_loss(row["loss"])
        return row

    def run(self, on_step: Callable[[dict[str, float] | None], None]) -> None:
        """Train until the steps or minutes are used up, calling `on_step` after each step."""
        while self.step < self.options.steps and self.minutes < self.options.max_minutes:
            start = time.perf_counter()
            row = self.train_step()
            self.minutes += (time.perf_counter() - start) / 60
            on_step(row)
