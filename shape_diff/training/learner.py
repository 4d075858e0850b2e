"""What all training shares: options of the optimiser, weights with their average, and what a checkpoint holds."""

import math
import platform
import time
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from shape_diff.machine.optional_parts import COMPILER, MissingPart
from shape_diff.machine.precision import describe_device
from shape_diff.machine.ranks import average_gradients, count, is_first, largest_of_all
from shape_diff.training.ema import WeightAverage
from shape_diff.training.optimizers import OPTIMIZERS, optimizer_tensors, restore_optimizers
from shape_diff.training.run_folder import RunFolder


@dataclass(frozen=True)
class LearningOptions:
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
        seed: seed of everything random.
        compile: compile the network (needs a C++ compiler on a CPU).
        log_every: steps between rows of metrics.
        save_every: steps between checkpoints.
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
    seed: int = 0
    compile: bool = False
    log_every: int = 50
    save_every: int = 500

    def __post_init__(self) -> None:
        self.check_at_least(1, "steps", "log_every", "save_every")
        self.check_at_least(0, "warmup", "weight_decay")
        self.check_shares("decay_share", "ema_decay")
        for name in ("lr", "grad_clip", "max_minutes"):
            if not getattr(self, name) > 0:
                raise ValueError(f"train.{name} must be positive, got {getattr(self, name)}")
        if not 0 <= self.seed < 2**31:
            raise ValueError(f"train.seed must be between 0 and 2**31 - 1, got {self.seed}")
        if self.optimizer not in OPTIMIZERS:
            raise ValueError(f"unknown optimizer '{self.optimizer}'; choose one of {', '.join(OPTIMIZERS)}")

    def check_at_least(self, least: int, *names: str) -> None:
        """Raise ValueError for a setting below `least`."""
        for name in names:
            if not getattr(self, name) >= least:
                words = f"at least {least}" if least else "zero or more"
                raise ValueError(f"train.{name} must be {words}, got {getattr(self, name)}")

    def check_shares(self, *names: str) -> None:
        """Raise ValueError for a setting that is not between 0 and 1."""
        for name in names:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"train.{name} must be between 0 and 1, got {getattr(self, name)}")

    def lr_at(self, step: int) -> float:
        """Warm-up, constant, linear decay to zero (Hägele et al. 2024, arXiv 2405.18392)."""
        rise = min(1.0, (step + 1) / max(1, self.warmup))
        fall = (self.steps - step) / max(1.0, self.decay_share * self.steps)
        return self.lr * min(rise, fall, 1.0)


def _check_compiler() -> None:
    try:
        COMPILER.require()
    except MissingPart as error:
        raise MissingPart(f"{error}; train.compile=false does without") from error


class Learner:
    """Weights, their average and optimisers, and how far they have come."""

    def __init__(self, weights: nn.Module, options: LearningOptions, device: torch.device) -> None:
        if options.compile and device.type == "cpu":
            _check_compiler()
        self.weights, self.learning, self.device = weights, options, device
        self.optimizers = OPTIMIZERS[options.optimizer](weights, options.lr, options.weight_decay)
        self.average = WeightAverage(weights, options.ema_decay)
        self.step = 0
        self.minutes = 0.0

    def improve(self, loss: Tensor) -> tuple[Tensor, float]:
        """One optimiser step down a loss; returns the gradient's norm and the learning rate."""
        lr = self.learning.lr_at(self.step)
        loss.backward()
        average_gradients(self.weights)
        norm = torch.nn.utils.clip_grad_norm_(self.weights.parameters(), self.learning.grad_clip)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = lr
            optimizer.step()
            optimizer.zero_grad()
        self.average.update(self.weights, self.step)
        self.step += 1
        return norm, lr

    @property
    def log_is_due(self) -> bool:
        """Whether the step just done is to be logged; reading losses stalls a GPU."""
        return self.step % self.learning.log_every == 0 or self.step == self.learning.steps

    def check_loss(self, loss: float) -> None:
        """Raise ValueError if a loss is NaN or infinite."""
        if not math.isfinite(loss):
            raise ValueError(self._diverged())

    def check_finite(self) -> None:
        """Raise ValueError if a weight is NaN or infinite."""
        if not all(parameter.isfinite().all() for parameter in self.weights.parameters()):
            raise ValueError(self._diverged())

    def _diverged(self) -> str:
        return f"training diverged by step {self.step}: the loss is not finite; use a train.lr below {self.learning.lr}"

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Put the averaged weights into the network for a while."""
        current = {name: tensor.clone() for name, tensor in self.weights.state_dict().items()}
        self.weights.load_state_dict(self.average.weights)
        try:
            yield
        finally:
            self.weights.load_state_dict(current)

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Everything that resuming needs: tensors, and progress as plain data."""
        tensors = {f"weights.{k}": v for k, v in self.weights.state_dict().items()}
        tensors |= {f"average.{k}": v for k, v in self.average.weights.items()}
        return tensors | optimizer_tensors(self.optimizers), {"step": self.step, "minutes": self.minutes}

    def restore(self, tensors: dict[str, Tensor], progress: dict[str, Any]) -> None:
        """Go on from what `state` gave."""

        def part(prefix: str) -> dict[str, Tensor]:
            return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}

        self.weights.load_state_dict(part("weights."))
        self.average.restore(part("average."))
        restore_optimizers(self.optimizers, tensors)
        self.step, self.minutes = int(progress["step"]), progress["minutes"]

    def resume(self, folder: RunFolder) -> None:
        """Go on from the folder's checkpoint if it has one; ValueError if that does not fit the network."""
        saved = folder.load_state()
        if saved is not None:
            try:
                self.restore(*saved)
            except (KeyError, RuntimeError, ValueError) as error:
                raise ValueError(
                    f"{folder.state} does not fit this network; delete it to start the run again"
                ) from error
        if is_first():
            folder.forget_after(self.step)

    def circumstances(self) -> dict[str, Any]:
        """What a recipe says of how far, how long and on what was trained."""
        return {
            "steps": self.step,
            "training_minutes": round(self.minutes, 2),
            "device": describe_device(self.device),
            "processes": count(),
            "machine": platform.processor() or platform.machine(),
            "torch": torch.__version__,
            "date": time.strftime("%Y-%m-%d"),
        }


class BatchLearner(Learner):
    """A learner that draws its own batches, so that a session only has to say when to stop.

    Attributes:
        batch_size: shapes of a step.
    """

    batch_size: int

    @abstractmethod
    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""

    def model_weights(self) -> dict[str, Tensor]:
        """The averaged weights as a model file names them, ROLE.NAME."""
        return self.average.weights

    def run(self, on_step: Callable[[dict[str, float] | None], None]) -> None:
        """Train until the steps or minutes are used up, calling `on_step` after each step."""
        while self.step < self.learning.steps and self.minutes < self.learning.max_minutes:
            start = time.perf_counter()
            row = self.train_step()
            self.minutes += largest_of_all((time.perf_counter() - start) / 60, self.device)
            on_step(row)
