"""The loss and the optimiser step of the field network."""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.field import Block, FieldNetwork, log_distance, plain_distance
from shape_diff.training.learner import Learner, LearningOptions
from shape_diff.training.tasks.field.batches import FieldBatch

FAR_WEIGHT = 0.1
"""Weight of the plain error of log-distances beside the saturated one, so that a wrong sign far away is unlearned."""
COLOR_WEIGHT = 0.2
COLOR_REACH = 0.04
"""Colours count up to this distance from the surface."""
NEAR = 0.05
"""Distance up to which validation reports errors."""


@dataclass(frozen=True)
class FieldTrainingOptions(LearningOptions):
    """How long and how fast to learn signed distances.

    Attributes:
        workers: processes that make batches ahead.
        validate_every: steps between validation losses.
    """

    steps: int = 4000
    warmup: int = 50
    decay_share: float = 0.4
    ema_decay: float = 0.998
    log_every: int = 25
    save_every: int = 200
    workers: int = 1
    validate_every: int = 500

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "validate_every")
        self.check_at_least(0, "workers")


def field_losses(network: FieldNetwork, batch: FieldBatch) -> tuple[Tensor, Tensor]:
    """The mean losses of distances and of colours over a batch.

    Distances are compared as logarithms in local distances between points, saturated, so that what is near the
    surface counts most and the absolute value keeps doubtful signs from blurring it.
    """
    z, radius, rgb = network(batch.cloud, batch.queries)
    truth = log_distance(batch.distance / radius)
    distance = (z.tanh() - truth.tanh()).abs() + FAR_WEIGHT * (z - truth).abs()
    shown = (batch.distance.abs() < COLOR_REACH) & batch.colored[:, None]
    color = ((rgb - batch.rgb).abs().mean(dim=-1) * shown).sum() / shown.sum().clamp_min(1)
    return distance.mean(), color


class FieldTrainer(Learner):
    """The field network and the step that improves it."""

    def __init__(self, network: FieldNetwork, options: FieldTrainingOptions, device: torch.device) -> None:
        super().__init__(network.to(device), options, device)
        self.network, self.options = network, options
        if options.compile:
            # Only what works on all points or pairs of a batch, whose shapes do not depend on the size of the clouds.
            for block in network.blocks:
                assert isinstance(block, Block)
                block.neighbors.compile(dynamic=False)

    def train_step(self, batch: FieldBatch) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        with mixed_precision(self.device):
            distance, color = field_losses(self.network, batch.to(self.device))
        loss = distance + COLOR_WEIGHT * color
        norm, lr = self.improve(loss)
        if not self.log_is_due:
            return None
        self.check_loss(loss.item())
        return {"step": self.step, "loss": loss.item(), "loss_distance": distance.item(), "loss_color": color.item(),
                "grad_norm": norm.item(), "lr": lr}  # fmt: skip


@torch.no_grad()
def validation(network: FieldNetwork, batches: Iterable[FieldBatch], device: torch.device) -> dict[str, float]:
    """Mean losses; near the surface the mean error of distances and the share of right signs in per cent."""
    rows = []
    for batch in batches:
        batch = batch.to(device)
        with mixed_precision(device):
            distance, color = field_losses(network, batch)
            z, radius, _ = network(batch.cloud, batch.queries)
        near = batch.distance.abs() < NEAR
        error = (plain_distance(z) * radius - batch.distance).abs()[near].mean()
        signs = ((z < 0) == (batch.distance < 0))[near].float().mean()
        rows.append(torch.stack([distance, color, error, 100 * signs]))
    mean = torch.stack(rows).mean(dim=0).tolist()
    return dict(zip(("distance", "color", "near_error", "near_signs"), mean, strict=True))
