"""A whole training run of the field network, from start or resumption to the model file."""

import time
from typing import Any

from shape_diff.models.header import Header
from shape_diff.models.model import save_model
from shape_diff.training.interruption import Interruption, held_back
from shape_diff.training.monitor import Monitor
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.tasks.field.batches import FieldBatch, FieldBatches, in_order
from shape_diff.training.tasks.field.trainer import FieldTrainer, validation

VALIDATION_BATCHES = 8


class FieldSession:
    """Runs a trainer to its end, saving so that it can be killed at any moment."""

    def __init__(
        self, trainer: FieldTrainer, batches: FieldBatches, held_out: FieldBatches, folder: RunFolder,
        recipe: dict[str, Any],
    ) -> None:  # fmt: skip
        self.trainer, self.batches, self.folder, self.recipe = trainer, batches, folder, recipe
        self.looked_at: list[FieldBatch] = [held_out[number] for number in range(VALIDATION_BATCHES)]

    def run(self) -> None:
        """Resume if the folder holds a checkpoint, then train; a checkpoint is written at the end and after Ctrl-C.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the step was finished and saved.
            ValueError: the checkpoint does not fit, the loss is not finite, or another process trains in the folder.
            OSError: a file cannot be written.
        """
        with self.folder.held():
            self._run()

    def _run(self) -> None:
        self.trainer.resume(self.folder)
        options = self.trainer.options
        sizes = self.batches.options.cloud_sizes
        clouds = round(sum(self.batches.options.points / size for size in sizes) / len(sizes))
        monitor = Monitor(self.folder, options.steps, self.trainer.step, clouds)
        try:
            with held_back() as interruption:
                self._train(monitor, interruption)
                self.save()
                self._look(monitor)
        finally:
            monitor.close()

    def _train(self, monitor: Monitor, interruption: Interruption) -> None:
        trainer, options = self.trainer, self.trainer.options
        start = time.perf_counter()
        for batch in in_order(self.batches, trainer.step, options.steps, options.workers):
            if trainer.minutes >= options.max_minutes:
                return
            row = trainer.train_step(batch)
            now = time.perf_counter()
            trainer.minutes += (now - start) / 60
            start = now
            monitor.step(row)
            if trainer.step % options.save_every == 0 or interruption.requested:
                self.save()
            if interruption.requested:
                raise KeyboardInterrupt
            if trainer.step % options.validate_every == 0 and trainer.step < options.steps:
                self._look(monitor)

    def _look(self, monitor: Monitor) -> None:
        """Validation of the averaged weights, once for each step."""
        if any(row["step"] == self.trainer.step and "val_loss" in row for row in self.folder.rows()):
            return
        with self.trainer.averaged():
            scores = validation(self.trainer.network, self.looked_at, self.trainer.device)
        row = {"step": self.trainer.step, "val_loss": scores["distance"]}
        row |= {f"val_{name}": value for name, value in scores.items()}
        self.folder.log(row)
        for name, value in row.items():
            if name != "step":
                monitor.writer.add_scalar(name, value, self.trainer.step)

    def save(self) -> None:
        """Write the checkpoint for resuming and the model file; ValueError if weights are not finite."""
        self.trainer.check_finite()
        tensors, progress = self.trainer.state()
        self.folder.save_state(tensors, progress)
        queries = {"queries_seen": self.trainer.step * self.batches.options.queries}
        recipe = self.recipe | self.trainer.circumstances() | queries
        weights = {f"field.{name}": tensor for name, tensor in self.trainer.average.weights.items()}
        header = Header("field", {"field": self.trainer.network.config}, recipe=recipe)
        save_model(self.folder.model, weights, header)
