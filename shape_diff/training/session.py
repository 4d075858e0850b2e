"""A whole training run: trainer, monitor and run folder put together, from start or resumption to the model file."""

from typing import Any, Protocol, runtime_checkable

from shape_diff.machine.ranks import is_first, largest_of_all
from shape_diff.models.model import WithText, save_model
from shape_diff.training.interruption import Interruption, held_back
from shape_diff.training.learner import BatchLearner
from shape_diff.training.monitor import Monitor
from shape_diff.training.run_folder import RunFolder


@runtime_checkable
class Look(Protocol):
    """What is measured and drawn of a run now and then, with the averaged weights in the networks."""

    def __call__(self, step: int, monitor: Monitor) -> None: ...


@runtime_checkable
class WithRecipe(Protocol):
    """The header of what is made: a model's, or an adapter's."""

    @property
    def recipe(self) -> dict[str, Any]: ...

    def with_recipe(self, recipe: dict[str, Any]) -> WithText: ...


class TrainingSession:
    """Runs a trainer to its end, saving so that it can be killed at any moment."""

    def __init__(
        self, trainer: BatchLearner, header: WithRecipe, folder: RunFolder, look: Look, sample_every: int
    ) -> None:
        """`header` is that of the model to be made; its recipe is completed with what only the run knows."""
        self.trainer, self.header, self.folder = trainer, header, folder
        self.look, self.sample_every = look, sample_every

    def run(self) -> None:
        """Resume if the folder holds a checkpoint, then train; a checkpoint is written at the end and after Ctrl-C.

        After an error it is not: the weights may be what is wrong, and the last checkpoint is good. Where several
        processes train together, the first alone writes and looks.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the step was finished and saved.
            ValueError: the checkpoint does not fit, the loss is not finite, or another process trains in the folder.
            OSError: a file cannot be written.
        """
        if not is_first():
            self._follow()
            return
        with self.folder.held():
            self._run()

    def _follow(self) -> None:
        """Train along with the first process, from the checkpoint that it found."""
        self.trainer.resume(self.folder)
        with held_back() as interruption:
            self.trainer.run(lambda row: self._stop_if_wanted(interruption))

    def _stop_if_wanted(self, interruption: Interruption) -> None:
        if self._interrupted(interruption):
            raise KeyboardInterrupt

    def _interrupted(self, interruption: Interruption) -> bool:
        """Whether Ctrl-C was pressed for any of the processes, which all stop after the same step."""
        return largest_of_all(interruption.requested, self.trainer.device) > 0

    def _run(self) -> None:
        trainer = self.trainer
        trainer.resume(self.folder)
        monitor = Monitor(self.folder, trainer.learning.steps, trainer.step, trainer.batch_size)
        try:
            with held_back() as interruption:
                if trainer.step and trainer.step % self.sample_every == 0:
                    self._look(monitor)  # a kill may have come between the checkpoint and this
                trainer.run(lambda row: self._after_step(monitor, row, interruption))
                self.save()
                self._look(monitor)
        finally:
            monitor.close()

    def _after_step(self, monitor: Monitor, row: dict[str, float] | None, interruption: Interruption) -> None:
        monitor.step(row)
        step, options = self.trainer.step, self.trainer.learning
        interrupted = self._interrupted(interruption)
        if step % options.save_every == 0 or interrupted:
            self.save()
        if interrupted:
            raise KeyboardInterrupt
        if step % self.sample_every == 0 and step < options.steps:
            self._look(monitor)

    def _look(self, monitor: Monitor) -> None:
        """Look at the averaged weights, once for each step."""
        if any(row["step"] == self.trainer.step and "val_loss" in row for row in self.folder.rows()):
            return
        with self.trainer.averaged():
            self.look(self.trainer.step, monitor)

    def save(self) -> None:
        """Write the checkpoint for resuming and the model file for sampling; ValueError if weights are not finite."""
        self.trainer.check_finite()
        tensors, progress = self.trainer.state()
        self.folder.save_state(tensors, progress)
        seen = {"shapes_seen": self.trainer.step * self.trainer.batch_size}
        recipe = self.header.recipe | self.trainer.circumstances() | seen
        save_model(self.folder.model, self.trainer.model_weights(), self.header.with_recipe(recipe))
