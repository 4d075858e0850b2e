"""The prompt box: GENERATE makes a sample in a worker thread while the window stays alive."""

import secrets
from collections.abc import Callable

from shape_diff.generation.request import Request
from shape_diff_viewer.desktop.labels import shortened
from shape_diff_viewer.desktop.widgets import GREEN, Widgets
from shape_diff_viewer.generation import GenerationJob, Generator
from shape_diff_viewer.item import Item

SEEDS = 1_000_000
"""Random seeds stay short enough to be read and typed."""


class GeneratePanel:
    """Prompt, seed, settings, GENERATE, progress and cancel."""

    def __init__(self, make: Widgets, finished: Callable[[Item], None], relayout: Callable[[], None]) -> None:
        """`finished` gets the new sample; `relayout` is called when a widget appears or goes."""
        self._finished, self._relayout = finished, relayout
        self._generator = Generator()
        self._told = (0.0, "")
        self._job: GenerationJob | None = None
        self.prompt = make.gui.TextEdit()
        self.prompt.placeholder_text = "a red mushroom with white spots"
        self.prompt.tooltip = "Describe one object, then press Enter or GENERATE"
        self.prompt.set_on_value_changed(make.guard(lambda _text: None))
        self._seed = make.number(0, SEEDS, 0)
        start = self._generator.recommended()
        self.points = make.number(256, 65_536, start["points"])
        self.steps = make.number(1, 500, start["steps"])
        self._guidance = make.number(0, 20, start["guidance"], whole=False)
        self._guidance.decimal_precision = 1
        self._mesh = make.checkbox("with mesh", lambda _on: None)
        self._mesh.checked = True
        self.button = make.main_button("GENERATE", GREEN, self.start, "Make this object (it takes seconds)")
        self._bar = make.gui.ProgressBar()
        self._message = make.gui.Label("")
        self._cancel = make.button("Cancel", self.cancel)
        more = make.gui.CollapsableVert("Settings", int(0.2 * make.em), make.gui.Margins(int(0.6 * make.em), 0, 0, 0))
        more.set_is_open(False)
        more.add_child(
            make.grid(
                2,
                make.gui.Label("points"), self.points,
                make.gui.Label("steps"), self.steps,
                make.gui.Label("guidance"), self._guidance,
            )
        )  # fmt: skip
        more.add_child(self._mesh)
        seed = make.row(make.gui.Label("seed"), self._seed, make.button("Random", self._throw_dice))
        self._running = make.column(self._bar, self._message, make.row(self._cancel))
        self._running.visible = False
        self.widget = make.column(
            make.heading("Describe an object"), self.prompt, seed, self.button, self._running, more
        )

    @property
    def busy(self) -> bool:
        """Whether a sample is being made."""
        return self._job is not None

    def start(self) -> None:
        """Begin to generate; raises ValueError for settings that cannot work."""
        if self._job is not None:
            return
        self._job = self._generator.start(
            Request(
                self.prompt.text_value.strip(),
                seed=self._seed.int_value,
                sampling={
                    "points": self.points.int_value,
                    "steps": self.steps.int_value,
                    "guidance": self._guidance.double_value,
                },
                with_mesh=self._mesh.checked,
                keep_steps=True,
            )
        )
        self._show_running(True)

    def cancel(self) -> None:
        """Stop after the step that is being computed."""
        if self._job is not None:
            self._job.cancel()
            self._message.text = "stopping"

    def abandon(self) -> None:
        """Stop when the window is gone; touching a widget then would crash the program."""
        if self._job is not None:
            self._job.cancel()

    def tick(self) -> bool:
        """Show the progress; called often. Returns whether it changed: drawing for nothing takes time from the work.

        Raises:
            ValueError: what went wrong, once.
        """
        job = self._job
        if job is None:
            return False
        if not job.finished:
            now = (round(job.progress, 2), shortened(job.message, 34))
            changed, self._told = now != self._told, now
            self._bar.value, self._message.text = now
            return changed
        self._job = None
        self._show_running(False)
        for item in job.results:
            self._finished(item)
        if job.error is not None:
            raise ValueError(job.error)
        return True

    def _show_running(self, running: bool) -> None:
        self.button.enabled = not running
        self._running.visible = running
        self._bar.value = 0.0
        self._message.text = "starting"
        self._relayout()

    def _throw_dice(self) -> None:
        self._seed.int_value = secrets.randbelow(SEEDS)
