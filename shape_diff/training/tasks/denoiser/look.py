"""What is looked at while a denoiser of clouds learns: validation losses, and pictures of samples."""

from dataclasses import dataclass

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.training.monitor import HeldOut, Monitor
from shape_diff.training.tasks.denoiser.trainer import Trainer

PICTURES = {"points": 1024, "steps": 16}
"""What differs from the recommended sampling in the pictures of a run, so that they take seconds."""


@dataclass(frozen=True)
class Gallery:
    """Prompts that are sampled while a run is going on, and their conditions."""

    prompts: list[str]
    condition: Condition


@dataclass(frozen=True)
class DenoiserLook:
    """Looks at held-out clouds and at samples of prompts.

    Attributes:
        trainer: whose networks are looked at.
        sampling: how samples are drawn, but for `PICTURES`.
        held_out: validation clouds.
        gallery: prompts.
    """

    trainer: Trainer
    sampling: SamplingSettings
    held_out: HeldOut
    gallery: Gallery

    def __call__(self, step: int, monitor: Monitor) -> None:
        """See `session.Look`."""
        denoiser, settings = self.trainer.denoising.denoiser, self.sampling.changed(PICTURES)
        monitor.picture(step, denoiser, self.trainer.codec, settings, self.gallery.condition, self.gallery.prompts)
        losses = {"val_loss": self.held_out.losses(denoiser, self.held_out.condition)}
        encoder = self.trainer.networks.image_encoder
        if encoder is not None:
            losses["val_loss_pictures"] = self.held_out.losses(denoiser, self.held_out.pictured(encoder))
        monitor.validation(step, losses)
