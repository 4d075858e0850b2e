"""A whole training run: trainer, monitor and run folder put together, from start or resumption to the model file."""

from dataclasses import dataclass

from shape_diff.condition import Condition
from shape_diff.models.header import Header
from shape_diff.models.model import save_model
from shape_diff.networks.joint import without_training_only
from shape_diff.training.interruption import Interruption, held_back
from shape_diff.training.monitor import HeldOut, Monitor
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.trainer import Trainer

PICTURES = {"points": 1024, "steps": 16}
"""What differs from the recommended sampling in the pictures of a run, so that they take seconds."""


@dataclass(frozen=True)
class Gallery:
    """Prompts that are sampled while a run is going on, and their conditions."""

    prompts: list[str]
    condition: Condition


class TrainingSession:
    """Runs a trainer to its end, saving so that it can be killed at any moment."""

    def __init__(
        self, trainer: Trainer, header: Header, folder: RunFolder, held_out: HeldOut, gallery: Gallery
    ) -> None:
        """`header` is that of the model to be made; its recipe is completed with what only the run knows."""
        self.trainer, self.header, self.folder = trainer, header, folder
        self.held_out, self.gallery = held_out, gallery

    def run(self) -> None:
        """Resume if the folder holds a checkpoint, then train; a checkpoint is written at the end and after Ctrl-C.

        After an error it is not: the weights may be what is wrong, and the last checkpoint is good.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the step was finished and saved.
            ValueError: the checkpoint does not fit, the loss is not finite, or another process trains in the folder.
            OSError: a file cannot be written.
        """
        with self.folder.held():
            self._run()

    def _run(self) -> None:
        trainer = self.trainer
        trainer.resume(self.folder)
        monitor = Monitor(self.folder, trainer.options.steps, trainer.step, trainer.batches.options.size)
        try:
            with held_back() as interruption:
                if trainer.step and trainer.step % trainer.options.sample_every == 0:
                    self._look(monitor)  # a kill may have come between the checkpoint and this
                trainer.run(lambda row: self._after_step(monitor, row, interruption))
                self.save()
                self._look(monitor)
        finally:
            monitor.close()

    def _after_step(self, monitor: Monitor, row: dict[str, float] | None, interruption: Interruption) -> None:
        monitor.step(row)
        step, options = self.trainer.step, self.trainer.options
        if step % options.save_every == 0 or interruption.requested:
            self.save()
        if interruption.requested:
            raise KeyboardInterrupt
        if step % options.sample_every == 0 and step < options.steps:
            self._look(monitor)

    def _look(self, monitor: Monitor) -> None:
        """Validation losses and a picture of samples from the averaged weights, once for each step."""
        if any(row["step"] == self.trainer.step and "val_loss" in row for row in self.folder.rows()):
            return
        with self.trainer.averaged():
            step, denoiser = self.trainer.step, self.trainer.denoiser
            settings = self.header.sampling["denoiser"].changed(PICTURES)
            monitor.picture(step, denoiser, self.trainer.codec, settings, self.gallery.condition, self.gallery.prompts)
            losses = {"val_loss": self.held_out.losses(denoiser, self.held_out.condition)}
            encoder = self.trainer.networks.image_encoder
            if encoder is not None:
                losses["val_loss_pictures"] = self.held_out.losses(denoiser, self.held_out.pictured(encoder))
            monitor.validation(step, losses)

    def save(self) -> None:
        """Write the checkpoint for resuming and the model file for sampling; ValueError if weights are not finite."""
        self.trainer.check_finite()
        tensors, progress = self.trainer.state()
        self.folder.save_state(tensors, progress)
        clouds = {"clouds_seen": self.trainer.step * self.trainer.batches.options.size}
        recipe = self.header.recipe | self.trainer.circumstances() | clouds
        weights = without_training_only(self.trainer.average.weights)
        save_model(self.folder.model, weights, self.header.with_recipe(recipe))
