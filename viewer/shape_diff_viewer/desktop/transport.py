"""The denoising bar below the view: PLAY, a slider over the steps, and where it stands."""

from typing import Any

from shape_diff_viewer.desktop.widgets import BLUE, Widgets
from shape_diff_viewer.state import ViewerState


class Transport:
    """PLAY and the step slider."""

    def __init__(self, make: Widgets, state: ViewerState) -> None:
        self._state = state
        self.play = make.main_button("PLAY", BLUE, state.play, "Play how the sample comes out of noise (Space)")
        self.slider = make.slider(0, 1, lambda value: state.go_to_step(int(value)), whole=True)
        self.slider.tooltip = "Denoising step (Left and Right)"
        self.label = make.gui.Label("")

    def refresh(self) -> None:
        """Show the state's step."""
        last = self._state.last_step()
        self.slider.enabled = self.play.enabled = last is not None
        self.play.text = "PAUSE" if self._state.playing else "PLAY"
        if last is None:
            self.label.text = "no denoising steps"
            return
        step = last if self._state.step is None else min(self._state.step, last)
        self.slider.set_limits(0, last)
        self.slider.int_value = step
        self.label.text = f"step {step} of {last}{self._noise(step)}"

    def _noise(self, step: int) -> str:
        shape: Any = self._state.shape()
        if shape is None or shape.trajectory is None or step >= len(shape.trajectory):
            return ""
        return f"   noise {shape.trajectory.sigmas[step]:.3g}"
