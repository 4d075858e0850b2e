"""Learning to score codes: which of many does a caption fit best?"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.evaluation.metrics.feature_metrics import r_precision
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.code_encoder import PLACE
from shape_diff.networks.code_scorer import CodeScorer
from shape_diff.training.captions import CaptionBank
from shape_diff.training.contrastive_loss import contrastive_loss
from shape_diff.training.learner import BatchLearner, LearningOptions
from shape_diff.training.monitor import Monitor
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches


@dataclass(frozen=True)
class ScorerTrainingOptions(LearningOptions):
    """How long and how fast to learn to score.

    Attributes:
        code_noise: largest standard deviation of the noise on codes' features; each code has its own. What a prior
            draws is not quite like what the encoder makes, and the scorer shall not mind.
        place_noise: the same for their places.
        sample_every: steps between scores of held-out shapes.
    """

    code_noise: float = 0.5
    place_noise: float = 0.1
    sample_every: int = 250

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "sample_every")
        self.check_at_least(0, "code_noise", "place_noise")


class ScorerTrainer(BatchLearner):
    """The scorer, the shapes whose codes it learns, and the step that improves it."""

    def __init__(
        self, network: CodeScorer, encoded: EncodedBatches, captions: CaptionBank, kept: nn.ModuleDict,
        options: ScorerTrainingOptions,
    ) -> None:  # fmt: skip
        """See `PriorTrainer`."""
        device = encoded.batches.device
        super().__init__(network.to(device), options, device)
        self.network, self.encoded, self.captions, self._kept = network, encoded, captions, kept
        self.options, self.batch_size = options, encoded.batches.options.size

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its loss where it is due to be logged, else None."""
        codes, pooled, caption = self.inputs(self.step)
        with mixed_precision(self.device):
            shapes, texts = self.network(codes), self.network.text(pooled)
        loss = contrastive_loss(shapes, texts, self.network.log_temperature, caption == caption[:, None])
        norm, lr = self.improve(loss)
        if not self.log_is_due:
            return None
        self.check_loss(loss.item())
        return {"step": self.step, "loss": loss.item(), "grad_norm": norm.item(), "lr": lr}

    def inputs(self, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """Noised codes (b, t, w), summaries (b, p) of their captions, and the captions' numbers (b,) of a step."""
        codes, batch = self.encoded.at(step)
        generator = stream(self.options.seed, step, "code noise")
        noise, size = torch.randn(codes.shape, generator=generator), torch.rand(len(codes), 1, 1, generator=generator)
        noise[..., :PLACE] *= self.options.place_noise
        noise[..., PLACE:] *= self.options.code_noise
        told = self.captions.select(batch.caption)
        return codes + (size * noise).to(codes.device), told.pooled, batch.caption.to(self.device)

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        own = {f"code_scorer.{name}": tensor for name, tensor in self.average.weights.items()}
        return dict(self._kept.state_dict()) | own


@dataclass(frozen=True)
class ScorerLook:
    """How often the code of a held-out shape is nearest to its own caption.

    Attributes:
        trainer: whose network is looked at.
        codes: (v, t, w) of held-out shapes.
        pooled: (v, p) summaries of one caption of each.
    """

    trainer: ScorerTrainer
    codes: Float[Tensor, "v t w"]
    pooled: Float[Tensor, "v p"]

    @torch.no_grad()
    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        network = self.trainer.network
        with mixed_precision(self.trainer.device):
            shapes, texts = network(self.codes), network.text(self.pooled)
        loss = contrastive_loss(shapes, texts, network.log_temperature).item()
        right = r_precision((shapes @ texts.T).cpu().numpy())
        monitor.scores(step, {"val_loss": loss, "val_r_precision": right})
