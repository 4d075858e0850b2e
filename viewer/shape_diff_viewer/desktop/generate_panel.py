"""The prompt box: GENERATE makes samples in a worker thread while the window stays alive."""

import secrets
from typing import Any

from shape_diff.generation.request import SEEDS, Request
from shape_diff_viewer.desktop.labels import shortened
from shape_diff_viewer.desktop.picture_row import PictureRow
from shape_diff_viewer.desktop.widgets import GREEN, Widgets
from shape_diff_viewer.generation import MAX_COUNT, GenerationJob, Generator
from shape_diff_viewer.item import Item
from shape_diff_viewer.state import ViewerState

RANDOM_SEEDS = 1_000_000
"""Random seeds stay short enough to be read and typed."""
MAX_SEED = 2**31 - 1
"""Number fields hold 32 bits with a sign."""


class GeneratePanel:
    """Prompt, pictures, seed, settings, GENERATE, progress and cancel."""

    def __init__(self, make: Widgets, state: ViewerState, pictures: PictureRow, relayout: Any) -> None:
        """New samples go to `state`, the first of a request is looked at; `relayout` is called when a widget comes."""
        self._state, self.pictures, self._relayout = state, pictures, relayout
        self._generator = Generator()
        self._told = (0.0, "")
        self._job: GenerationJob | None = None
        self._taken = 0
        self.prompt = make.gui.TextEdit()
        self.prompt.placeholder_text = "a red mushroom with white spots"
        self.prompt.tooltip = "Describe one object, then press Enter or GENERATE"
        self.prompt.set_on_value_changed(make.guard(lambda _text: None))
        start = self._generator.recommended()
        self.count = make.number(1, MAX_COUNT, 1)
        self.seed = make.number(0, MAX_SEED, 0)
        self.points = make.number(256, 65_536, start["points"])
        self.steps = make.number(1, 500, start["steps"])
        self.guidance = make.number(0, 20, start["guidance"], whole=False)
        self.guidance.decimal_precision = 1
        self.negative = make.gui.TextEdit()
        self.negative.placeholder_text = "nothing in particular"
        self.with_mesh = make.checkbox("with mesh", lambda _on: None)
        self.with_mesh.checked = True
        self.button = make.main_button("GENERATE", GREEN, self.start, "Make this object (it takes seconds)")
        self._bar = make.gui.ProgressBar()
        self._message = make.gui.Label("")
        self._running = make.column(self._bar, self._message, make.row(make.button("Cancel", self.cancel)))
        self._running.visible = False
        self.widget = self._arranged(make)

    @property
    def busy(self) -> bool:
        """Whether samples are being made."""
        return self._job is not None

    def start(self) -> None:
        """Begin to generate; raises ValueError for settings that cannot work."""
        if self._job is None:
            self._job = self._generator.start(self.request())
            self._taken = 0
            self._show_running(True)

    def request(self) -> Request:
        """What the fields ask for."""
        return Request(
            self.prompt.text_value.strip(),
            images=tuple(self.pictures.pictures),
            count=self.count.int_value,
            seed=self.seed.int_value,
            negative=self.negative.text_value.strip(),
            sampling={
                "points": self.points.int_value,
                "steps": self.steps.int_value,
                "guidance": self.guidance.double_value,
            },
            with_mesh=self.with_mesh.checked,
            keep_steps=True,
        )

    def again(self, item: Item) -> None:
        """Make another sample of an item's words, with the next seed."""
        self.prompt.text_value = str(item.info.get("prompt") or "")
        self.seed.int_value = (int(item.info.get("seed", 0)) + 1) % min(SEEDS, MAX_SEED)
        self.negative.text_value = str((item.info.get("settings") or {}).get("negative") or "")
        self.start()

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
        finished = job.finished  # asked first: what is read after it is complete
        for item in job.results[self._taken :]:
            self._state.add(item, look=self._taken == 0)
            self._taken += 1
        if not finished:
            now = (round(job.progress, 2), shortened(job.message, 34))
            changed, self._told = now != self._told, now
            self._bar.value, self._message.text = now
            return changed
        self._job = None
        self._show_running(False)
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
        self.seed.int_value = secrets.randbelow(RANDOM_SEEDS)

    def _arranged(self, make: Widgets) -> Any:
        label = make.gui.Label
        more = make.gui.CollapsableVert("Settings", int(0.2 * make.em), make.gui.Margins(int(0.6 * make.em), 0, 0, 0))
        more.set_is_open(False)
        fields = {
            "samples": self.count, "points": self.points, "steps": self.steps, "guidance": self.guidance,
            "keep away from": self.negative,
        }  # fmt: skip
        more.add_child(make.grid(2, *(widget for name, field in fields.items() for widget in (label(name), field))))
        more.add_child(self.with_mesh)
        seed = make.row(label("seed"), self.seed, make.button("Random", self._throw_dice))
        return make.column(
            make.heading("Describe an object"),
            self.prompt,
            self.pictures.widget,
            seed,
            self.button,
            self._running,
            more,
        )
