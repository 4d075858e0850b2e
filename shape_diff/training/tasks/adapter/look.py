"""What is looked at while an adapter learns: held-out shapes, what the model made before, and prompts."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.code_stage import model_clouds
from shape_diff.models.model import Model
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.training.monitor import VALIDATION_SIGMAS, Monitor
from shape_diff.training.tasks.adapter.trainer import AdapterTrainer

PICTURES = {"points": 1024, "best_of": 1}
"""What differs from the recommended sampling in the pictures of a run, so that they take seconds."""


@dataclass(frozen=True)
class AdapterLook:
    """Validation losses and pictures with the adapter.

    Attributes:
        trainer: whose updates are looked at.
        model: whose network they act on.
        style: (v, n, c) held-out shapes as they are denoised, and their captions' conditions.
        kept: the same of samples of the model's own that are not learned; their loss rises as things are forgotten.
        sampling: how samples are drawn, but for `PICTURES`.
        prompts: what is drawn.
        told: the prompts' conditions.
    """

    trainer: AdapterTrainer
    model: Model
    style: tuple[Float[Tensor, "v n c"], Condition]
    kept: tuple[Float[Tensor, "k n c"], Condition]
    sampling: SamplingSettings
    prompts: list[str]
    told: Condition

    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        validation = self.trainer.denoising.validation
        asked = {"val_loss": self.style, "val_loss_kept": self.kept}
        monitor.validation(step, {name: validation(*one, VALIDATION_SIGMAS) for name, one in asked.items()})
        settings = self.sampling.changed(PICTURES)
        clouds = model_clouds(self.model, self.told, range(len(self.prompts)), settings)
        picture = grid_picture([cloud_thumbnail(cloud, size=192) for cloud in clouds], columns=6, labels=self.prompts)
        write_picture(picture, monitor.picture_path(step))
