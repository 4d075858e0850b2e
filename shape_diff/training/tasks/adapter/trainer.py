"""Learning low-rank updates of a network that denoises, from few shapes and from samples of the model's own."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.data.batches import Batch
from shape_diff.machine.seeding import stream
from shape_diff.networks.low_rank import LowRankUpdates, named_factors
from shape_diff.training.conditional_denoising import ConditionalDenoising, DenoisingOptions, Losses
from shape_diff.training.learner import BatchLearner

Inputs = Callable[[int], tuple[Tensor, Batch]]
"""Step -> what is denoised, (b, n, c), and the clouds that it was made of."""


@dataclass(frozen=True)
class AdapterTrainingOptions(DenoisingOptions):
    """How long and how fast to learn an adapter; see `DenoisingOptions`.

    Attributes:
        coupling: as the model was taught, whatever is said.
        reuse: steps in a row that learn the same codes of the shapes; see `PriorTrainingOptions`.
    """

    steps: int = 300
    optimizer: str = "adamw"
    lr: float = 2e-3
    warmup: int = 20
    decay_share: float = 0.5
    ema_decay: float = 0.98
    log_every: int = 20
    save_every: int = 50
    sample_every: int = 100
    reuse: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "reuse")
        if self.optimizer != "adamw":
            raise ValueError(f"train.optimizer must be adamw for an adapter, got {self.optimizer}")


@dataclass(frozen=True)
class Kept:
    """Samples of the model's own in each batch.

    Attributes:
        x0: (k, n, c) all of them.
        first_caption: number of the first one's caption, which those of the others follow.
        rows: of a batch.
    """

    x0: Tensor
    first_caption: int
    rows: int


class AdapterTrainer(BatchLearner):
    """Updates of a network, what they learn from, and the step that improves them."""

    def __init__(
        self, updates: LowRankUpdates, role: str, denoising: ConditionalDenoising, inputs: Inputs, kept: Kept,
        batch_size: int,
    ) -> None:  # fmt: skip
        """`updates` are attached to the denoising network, which the model file calls `role`."""
        super().__init__(updates, denoising.options, denoising.device)
        self.role, self.denoising, self.inputs, self.kept = role, denoising, inputs, kept
        self.batch_size = batch_size

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        losses = self.losses(self.step)
        norm, lr = self.improve(losses.total)
        if not self.log_is_due:
            return None
        each = losses.each.detach().mean(dim=1)
        own = len(each) - self.kept.rows
        row = {"step": self.step, **losses.row(), "loss_style": each[:own].mean().item()}
        if self.kept.rows:
            row["loss_kept"] = each[own:].mean().item()
        self.check_loss(row["loss"])
        return row | {"grad_norm": norm.item(), "lr": lr}

    def losses(self, step: int) -> Losses:
        """Those of a step, the same whenever it is done; the model's own samples come last."""
        x0, batch = self.inputs(step)
        generator = stream(self.denoising.options.seed, step, "kept")
        chosen = torch.randint(len(self.kept.x0), (self.kept.rows,), generator=generator)
        caption = torch.cat([batch.caption, self.kept.first_caption + chosen])
        return self.denoising.losses_of_words(step, caption, torch.cat([x0, self.kept.x0[chosen.to(x0.device)]]))

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        return {f"{self.role}.{name}": tensor for name, tensor in named_factors(self.average.weights).items()}
