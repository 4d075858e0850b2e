"""The training loop."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
from shape_diff.training.ema import WeightAverage
from shape_diff.training.optimizers import OPTIMIZERS, optimizer_tensors, restore_optimizers


@dataclass(frozen=True)
class TrainingOptions:
    """How long and how fast to learn.

    Attributes:
        steps: optimiser steps of the whole run.
        max_minutes: stop after this much training time, resumed time counted in; the run can go on later.
        optimizer: a name in `training.optimizers.OPTIMIZERS`.
        lr: peak learning rate.
        weight_decay: decoupled weight decay.
        warmup: steps over which the learning rate rises.
        decay_share: share of the steps at the end over which it falls to zero.
        grad_clip: largest gradient norm.
        ema_decay: limit of the decay of the weight average.
        drop_condition: share of clouds trained without their caption, for guidance.
        coupling: how noise is assigned to points, a name in `diffusion.coupling.COUPLINGS`.
        seed: seed of the weights, batches and noise.
        compile: compile the network (needs a C++ compiler on a CPU).
        log_every: steps between rows of metrics.
        save_every: steps between checkpoints.
        sample_every: steps between validation losses and pictures.
    """

    steps: int = 10_000
    max_minutes: float = math.inf
    optimizer: str = "muon"
    lr: float = 2e-3
    weight_decay: float = 0.01
    warmup: int = 100
    decay_share: float = 0.3
    grad_clip: float = 1.0
    ema_decay: float = 0.999
    drop_condition: float = 0.1
    coupling: str = "independent"
    seed: int = 0
    compile: bool = False
    log_every: int = 50
    save_every: int = 500
    sample_every: int = 1000

    def __post_init__(self) -> None:
        for name in ("steps", "log_every", "save_every", "sample_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"train.{name} must be at least 1, got {getattr(self, name)}")
        for name in ("lr", "grad_clip", "max_minutes"):
            if not getattr(self, name) > 0:
                raise ValueError(f"train.{name} must be positive, got {getattr(self, name)}")
        for name in ("warmup", "weight_decay"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"train.{name} must not be negative, got {getattr(self, name)}")
        for name in ("decay_share", "ema_decay", "drop_condition"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"train.{name} must be between 0 and 1, got {getattr(self, name)}")
        if not 0 <= self.seed < 2**31:
            raise ValueError(f"train.seed must be between 0 and 2**31 - 1, got {self.seed}")
        if self.optimizer not in OPTIMIZERS:
            raise ValueError(f"unknown optimizer '{self.optimizer}'; choose one of {', '.join(OPTIMIZERS)}")
        if self.coupling not in COUPLINGS:
            raise ValueError(f"unknown coupling '{self.coupling}'; choose one of {', '.join(COUPLINGS)}")

    def lr_at(self, step: int) -> float:
        """Warm-up, constant, linear decay to zero (Hägele et al. 2024, arXiv 2405.18392)."""
        rise = min(1.0, (step + 1) / max(1, self.warmup))
        fall = (self.steps - step) / max(1.0, self.decay_share * self.steps)
        return self.lr * min(rise, fall, 1.0)


class Trainer:
    """Weights, their average and optimisers, and the step that improves them."""

    def __init__(
        self,
        denoiser: Denoiser,
        codec: ChannelCodec,
        noise: SigmaDistribution,
        batches: BatchSource,
        captions: CaptionBank,
        options: TrainingOptions,
    ) -> None:
        self.denoiser, self.codec, self.noise = denoiser, codec, noise
        self.batches, self.captions, self.options = batches, captions, options
        self.device = batches.device
        self.optimizers = OPTIMIZERS[options.optimizer](denoiser.network, options.lr, options.weight_decay)
        self.average = WeightAverage(denoiser.network, options.ema_decay)
        self.step = 0
        self.minutes = 0.0
        self._loss: Callable[..., Tensor] = denoising_loss
        if options.compile:
            self._loss = torch.compile(denoising_loss, dynamic=False)

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None (reading them stalls a GPU)."""
        x0, condition, sigma, noise = self._inputs(self.step)
        lr = self.options.lr_at(self.step)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = lr
        with mixed_precision(self.device):
            losses = self._loss(self.denoiser, x0, noise, sigma, condition).mean(dim=0)
        losses.mean().backward()
        norm = torch.nn.utils.clip_grad_norm_(self.denoiser.parameters(), self.options.grad_clip)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.average.update(self.denoiser.network, self.step)
        self.step += 1
        if self.step % self.options.log_every and self.step != self.options.steps:
            return None
        return self._row(losses.detach(), norm, lr)

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
        if not math.isfinite(row["loss"]):
            raise ValueError(self._diverged())
        return row

    def _diverged(self) -> str:
        return f"training diverged by step {self.step}: the loss is not finite; use a train.lr below {self.options.lr}"

    def check_finite(self) -> None:
        """Raise ValueError if a weight is NaN or infinite."""
        if not all(parameter.isfinite().all() for parameter in self.denoiser.network.parameters()):
            raise ValueError(self._diverged())

    def run(self, on_step: Callable[[dict[str, float] | None], None]) -> None:
        """Train until the steps or minutes are used up, calling `on_step` after each step."""
        while self.step < self.options.steps and self.minutes < self.options.max_minutes:
            start = time.perf_counter()
            row = self.train_step()
            self.minutes += (time.perf_counter() - start) / 60
            on_step(row)

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Everything that resuming needs: tensors, and progress as plain data."""
        tensors = {f"weights.{k}": v for k, v in self.denoiser.network.state_dict().items()}
        tensors |= {f"average.{k}": v for k, v in self.average.weights.items()}
        return tensors | optimizer_tensors(self.optimizers), {"step": self.step, "minutes": self.minutes}

    def restore(self, tensors: dict[str, Tensor], progress: dict[str, Any]) -> None:
        """Go on from what `state` gave."""

        def part(prefix: str) -> dict[str, Tensor]:
            return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}

        self.denoiser.network.load_state_dict(part("weights."))
        self.average.restore(part("average."))
        restore_optimizers(self.optimizers, tensors)
        self.step, self.minutes = progress["step"], progress["minutes"]
