"""Learning to judge: categories by cross-entropy, captions by contrast, from the train split only."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from shape_diff.data.batches import BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.metrics.feature_metrics import r_precision
from shape_diff.evaluation.metrics.judging import LoadedJudge
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.judge import ShapeJudge
from shape_diff.training.captions import CaptionBank
from shape_diff.training.contrastive_loss import contrastive_loss
from shape_diff.training.learner import BatchLearner, LearningOptions
from shape_diff.training.monitor import Monitor


@dataclass(frozen=True)
class JudgeTrainingOptions(LearningOptions):
    """How long and how fast to learn to judge.

    Attributes:
        jitter: standard deviation of noise on positions, so that a trace of noise is not what features read first.
        smoothing: label smoothing of the categories.
        sample_every: steps between scores of held-out shapes.
    """

    steps: int = 2200
    lr: float = 1e-3
    weight_decay: float = 0.05
    jitter: float = 0.004
    smoothing: float = 0.1
    sample_every: int = 1000

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "sample_every")
        self.check_at_least(0, "jitter")
        self.check_shares("smoothing")


class JudgeTrainer(BatchLearner):
    """A judge, its data, and the step that improves it."""

    def __init__(
        self, network: ShapeJudge, batches: BatchSource, captions: CaptionBank, labels: Tensor,
        options: JudgeTrainingOptions, held_out: ShapeDataset, named: Tensor,
    ) -> None:  # fmt: skip
        """`labels` (c,) are the categories of the batches' captions, `named` (v, p) summaries of held-out ones."""
        super().__init__(network.to(batches.device), options, batches.device)
        self.network, self.batches, self.captions, self.options = network, batches, captions, options
        self.labels, self.held_out, self.named = labels.to(batches.device), held_out, named
        self.batch_size = batches.options.size

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        network, batch = self.network, self.batches.batch(self.step)
        noise = torch.randn(batch.xyz.shape, generator=stream(self.options.seed, self.step, "jitter")).to(self.device)
        with mixed_precision(self.device):
            features = network(batch.xyz + self.options.jitter * noise, batch.rgb, batch.normals)
        labels, pooled = self.labels[batch.caption.to(self.device)], self.captions.select(batch.caption).pooled
        category = F.cross_entropy(network.head_category(features), labels, label_smoothing=self.options.smoothing)
        shapes, texts = network.shape_embedding(features), network.text_embedding(pooled)
        caption = contrastive_loss(shapes, texts, network.log_temperature)
        norm, lr = self.improve(category + caption)
        if not self.log_is_due:
            return None
        losses = {"loss_category": category.item(), "loss_caption": caption.item()}
        self.check_loss(sum(losses.values()))
        return {"step": self.step, "loss": sum(losses.values()), **losses, "grad_norm": norm.item(), "lr": lr}

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        return {f"judge.{name}": tensor for name, tensor in self.average.weights.items()}

    def circumstances(self) -> dict[str, Any]:
        """What a recipe says, and, once training is done, what the judge says of real held-out shapes."""
        told = super().circumstances()
        if self.step < self.learning.steps or not len(self.held_out):
            return told
        with self.averaged():
            return told | {"val": self.ceiling()}

    def ceiling(self) -> dict[str, float]:
        """What the judge says of real held-out shapes: its own ceiling, as the network stands."""
        judge = LoadedJudge(deepcopy(self.network).cpu().eval().requires_grad_(False), "", {})
        shapes = self.held_out
        judgement = judge.judge([shapes.cloud(number) for number in range(len(shapes))])
        similarity = judgement.embedding @ judge.captions(self.named).T
        categories = judge.network.config.categories
        pairs = zip(judgement.probabilities, shapes.records, strict=True)
        right = [categories[int(probability.argmax())] == record.category for probability, record in pairs]
        precision = np.mean([r_precision(similarity, 100, seed) for seed in range(5)])
        return {"R-precision among 100": round(float(precision), 4),
                "category accuracy": round(float(np.mean(right)), 4)}  # fmt: skip


@dataclass(frozen=True)
class JudgeLook:
    """Scores of real held-out shapes."""

    trainer: JudgeTrainer

    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        right = self.trainer.ceiling()
        monitor.scores(step, {
            "val_loss": 1 - right["category accuracy"], "val_accuracy": right["category accuracy"],
            "val_r_precision": right["R-precision among 100"],
        })  # fmt: skip
