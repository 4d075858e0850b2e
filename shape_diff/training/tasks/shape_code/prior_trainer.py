"""Learning the prior: from words and pictures to shape codes."""

from dataclasses import dataclass

from torch import Tensor, nn

from shape_diff.data.picture_batches import ViewSource
from shape_diff.diffusion.process import Process
from shape_diff.networks.joint import JointNetworks, without_training_only
from shape_diff.training.captions import CaptionBank
from shape_diff.training.conditional_denoising import ConditionalDenoising, DenoisingOptions, Losses
from shape_diff.training.learner import BatchLearner
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches


@dataclass(frozen=True)
class PriorTrainingOptions(DenoisingOptions):
    """How long and how fast to learn the prior; see `DenoisingOptions`.

    Attributes:
        reuse: steps in a row that learn the same codes, each with noise and views of its own; encoding takes a third of
            a step where it is done anew each time.
    """

    coupling: str = "assignment"
    sample_every: int = 2000
    reuse: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "reuse")


class PriorTrainer(BatchLearner):
    """The prior, the shapes whose codes it learns, and the step that improves it."""

    def __init__(
        self, networks: JointNetworks, process: Process, encoded: EncodedBatches, captions: CaptionBank,
        kept: nn.ModuleDict, options: PriorTrainingOptions, pictures: ViewSource | None = None,
    ) -> None:  # fmt: skip
        """`captions` and `pictures` are those of the batches, `kept` all that stays as it is in the model file."""
        device = encoded.batches.device
        super().__init__(networks.to(device), options, device)
        self.networks, self.encoded, self._kept = networks, encoded, kept
        self.batch_size = encoded.batches.options.size
        self.denoising = ConditionalDenoising(networks, process, captions, pictures, options, device)

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        losses = self.losses(self.step)
        norm, lr = self.improve(losses.total)
        if not self.log_is_due:
            return None
        row = {"step": self.step, **losses.row(), "grad_norm": norm.item(), "lr": lr}
        self.check_loss(row["loss"])
        return row

    def losses(self, step: int) -> Losses:
        """Those of a step, the same whenever it is done."""
        codes, batch = self.encoded.at(step)
        return self.denoising.losses(step, batch, codes)

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        learned = without_training_only(self.average.weights)
        named = {name.replace("denoiser.", "prior.", 1): tensor for name, tensor in learned.items()}
        return dict(self._kept.state_dict()) | named
