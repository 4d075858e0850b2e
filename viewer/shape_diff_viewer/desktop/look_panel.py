"""The right column: what is drawn, in which colours and from where."""

from collections.abc import Callable
from functools import partial
from typing import Any

from shape_diff_viewer.colors import COLOR_BY
from shape_diff_viewer.desktop.widgets import ORANGE, Widgets
from shape_diff_viewer.state import BACKGROUNDS, LAYERS, POINT_SIZE_RANGE, ViewerState

EXPORTS = {"GLB": ".glb", "OBJ": ".obj", "PLY": ".ply", "STL": ".stl", "PLY points": ".points.ply"}
"""What can be chosen beside EXPORT -> how the file's name ends."""

VIEWS = {
    "Front": ("look_front", "1"), "Right": ("look_right", "3"), "Top": ("look_top", "7"), "Iso": ("look_iso", ""),
    "Fit": ("fit", "R"),
}  # fmt: skip


class LookPanel:
    """EXPORT, layers, points, colours, views."""

    def __init__(
        self,
        make: Widgets,
        state: ViewerState,
        export: Callable[[str], None],
        shade: Callable[[bool], None],
    ) -> None:
        """`export` gets an ending of EXPORTS; `shade` switches the light."""
        self._state = state
        self.export_button = make.main_button("EXPORT", ORANGE, lambda: export(self.ending), "Save the sample (E)")
        self._format = make.choice(list(EXPORTS), lambda _text: None)
        self._boxes = {
            layer: make.checkbox(layer, partial(state.show, layer), f"{layer} ({key})")
            for layer, key in zip(LAYERS, "PMWNXG", strict=True)
        }
        self.round_points = make.checkbox("round", state.set_round_points, "Balls instead of squares")
        self.shading = make.checkbox("shading", shade, "Studio light; off shows the exact colours")
        self.shading.checked = True
        self._size = make.slider(*POINT_SIZE_RANGE, state.set_point_size)
        self._size.tooltip = "Point size (+ and -)"
        self._color = make.choice(COLOR_BY, state.set_color_by)
        self._legend = make.gui.Label("")
        self._background = make.choice(list(BACKGROUNDS), state.set_background)
        self._turntable = make.checkbox("turntable", lambda _on: state.toggle_turntable(), "Turn slowly (T)")
        self._compare = make.button("Compare", state.next_compare, "Cloud beside mesh, then two samples (C)")
        self._parallel = make.checkbox("orthographic", lambda _on: state.toggle_orthographic(), "No perspective (5)")
        self.widget = self._arranged(make)

    @property
    def ending(self) -> str:
        """The chosen ending of an exported file's name."""
        return EXPORTS[self._format.selected_text]

    def refresh(self) -> None:
        """Show the state."""
        state = self._state
        for layer, box in self._boxes.items():
            box.checked = state.shown(layer)
        self.round_points.checked = state.round_points
        self._size.double_value = state.point_size
        self._color.selected_index = COLOR_BY.index(state.color_by)
        self._background.selected_index = list(BACKGROUNDS).index(state.background)
        self._turntable.checked = state.turntable
        self._compare.is_on = state.compare is not None
        self._parallel.checked = state.orthographic
        self.export_button.enabled = state.selected is not None
        legend = state.legend()
        self._legend.text = "" if legend is None else f"{legend.title}\n{legend.low:.3g} to {legend.high:.3g}"

    def _arranged(self, make: Widgets) -> Any:
        def view(name: str, action: str, key: str) -> Any:
            return make.button(name, partial(self._state.do, action), f"{name} ({key})" if key else name)

        label = make.gui.Label
        return make.column(
            self.export_button,
            make.row(label("as"), self._format),
            make.heading("Show"),
            make.grid(2, *self._boxes.values(), self.round_points, self.shading),
            make.row(label("size"), self._size),
            make.heading("Colour"),
            make.grid(2, label("by"), self._color, label("background"), self._background),
            self._legend,
            make.heading("View"),
            make.row(*(view(name, action, key) for name, (action, key) in VIEWS.items()), gap=0.25),
            make.grid(2, self._turntable, self._parallel),
            make.row(self._compare),
        )
