"""The mouse on a view: turntable orbit without roll, as Open3D's own control rolls the horizon."""

from typing import Any

from shape_diff_viewer.desktop.pane import Pane
from shape_diff_viewer.state import ViewerState

ZOOM_PER_NOTCH = 1.12
LAMP_DEG = 180.0
"""Degrees of a drag over the shorter side of the view."""


class MouseOrbit:
    """Left drag turns, middle, right or shift drag moves, alt drag turns the light, the wheel zooms.

    While the state is measuring, a click picks a place.
    """

    def __init__(self, gui: Any, state: ViewerState, pane: Pane, side: int) -> None:
        self._gui, self._state, self._pane, self._side = gui, state, pane, side
        self._last: tuple[int, int] | None = None
        self._began: tuple[int, int] | None = None

    def on_mouse(self, event: Any) -> Any:
        """The handler for the view's widget."""
        kinds = self._gui.MouseEvent.Type
        if event.type == kinds.BUTTON_DOWN:
            self._last = self._began = (event.x, event.y)
        elif event.type == kinds.BUTTON_UP:
            if self._state.measuring and self._began == (event.x, event.y):
                self._pick(event)
            self._last = self._began = None
        elif event.type == kinds.DRAG:
            self._drag(event)
        elif event.type == kinds.WHEEL and event.wheel_dy:
            self._state.zoom(ZOOM_PER_NOTCH ** max(-5.0, min(5.0, float(event.wheel_dy))))
        # Consumed, or the widget's own control would move the camera as well.
        return self._gui.Widget.EventCallbackResult.CONSUMED

    def _pick(self, event: Any) -> None:
        frame = self._pane.widget.frame
        if self._state.point_at((event.x - frame.x, event.y - frame.y), self._pane.size, self._side) is None:
            self._state.report("there is nothing to measure; click on the shape")

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
        if event.is_modifier_down(self._gui.KeyModifier.ALT):
            self._state.turn_lamp(self._state.lamp_turn_deg + LAMP_DEG * dx)
        elif moves or event.is_modifier_down(self._gui.KeyModifier.SHIFT):
            self._state.pan(dx, dy)
        else:
            self._state.orbit(dx, dy)
