"""The mouse on a view: turntable orbit without roll, as Open3D's own control rolls the horizon."""

from typing import Any

from shape_diff_viewer.desktop.pane import Pane
from shape_diff_viewer.state import ViewerState

ZOOM_PER_NOTCH = 1.12


class MouseOrbit:
    """Left drag turns, middle, right or shift drag moves, the wheel zooms."""

    def __init__(self, gui: Any, state: ViewerState, pane: Pane) -> None:
        self._gui, self._state, self._pane = gui, state, pane
        self._last: tuple[int, int] | None = None

    def on_mouse(self, event: Any) -> Any:
        """The handler for the view's widget."""
        kinds = self._gui.MouseEvent.Type
        if event.type == kinds.BUTTON_DOWN:
            self._last = (event.x, event.y)
        elif event.type == kinds.BUTTON_UP:
            self._last = None
        elif event.type == kinds.DRAG:
            self._drag(event)
        elif event.type == kinds.WHEEL and event.wheel_dy:
            self._state.zoom(ZOOM_PER_NOTCH ** max(-5.0, min(5.0, float(event.wheel_dy))))
        # Consumed, or the widget's own control would move the camera as well.
        return self._gui.Widget.EventCallbackResult.CONSUMED

    def _drag(self, event: Any) -> None:
        here = (event.x, event.y)
        if self._last is None:
            self._last = here
            return
        side = min(self._pane.size)
        dx, dy = ((now - before) / side for now, before in zip(here, self._last, strict=True))
        self._last = here
        buttons = self._gui.MouseButton
        moves = event.is_button_down(buttons.MIDDLE) or event.is_button_down(buttons.RIGHT)
        if moves or event.is_modifier_down(self._gui.KeyModifier.SHIFT):
            self._state.pan(dx, dy)
        else:
            self._state.orbit(dx, dy)
