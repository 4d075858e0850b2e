"""The right column: what is drawn, in which colours and from where."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from shape_diff_viewer.colors import COLOR_BY
from shape_diff_viewer.cutting import AXES, Cut
from shape_diff_viewer.desktop.labels import wrapped
from shape_diff_viewer.desktop.widgets import ORANGE, Widgets
from shape_diff_viewer.keys import KEYS
from shape_diff_viewer.state import BACKGROUNDS, LAYERS, POINT_SIZE_RANGE, SURFACES, ViewerState

EXPORTS = {"GLB": ".glb", "OBJ": ".obj", "PLY": ".ply", "STL": ".stl", "PLY points": ".points.ply"}
"""What can be chosen beside EXPORT -> how the file's name ends."""

NOTE_LETTERS = 36
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
        relayout: Callable[[], None],
    ) -> None:
        """`export` gets an ending of EXPORTS; `relayout` is called when a note comes or goes."""
        self._state, self._relayout = state, relayout
        self.export_button = make.main_button("EXPORT", ORANGE, lambda: export(self.ending), "Save the sample (E)")
        self._format = make.choice(list(EXPORTS), lambda _text: None)
        self._boxes = {
            layer: make.checkbox(layer, partial(state.show, layer), f"{layer} ({_key_of(f'toggle_{layer}')})")
            for layer in LAYERS
        }
        self.round_points = make.checkbox("round", state.set_round_points, "Balls instead of squares")
        self._surface = make.choice(SURFACES, state.set_surface)
        self._surface.tooltip = "How surfaces are drawn (L)"
        self._lamp = make.slider(-180, 180, state.turn_lamp, whole=True)
        self._lamp.tooltip = "Turn the light (alt drag)"
        self._axis = make.choice(["off", *AXES], self._cut_across)
        self._axis.tooltip = "Cut open across an axis of the file (K)"
        self._place = make.slider(-1, 1, lambda place: self._change_cut(place=place))
        self._flip = make.checkbox("other side", lambda on: self._change_cut(flipped=on), "Hide the other part")
        self._z_up = make.checkbox("z up", lambda _on: state.toggle_z_up(), "The file's z axis upwards (Z)")
        self._measure = make.checkbox("measure", lambda _on: state.toggle_measuring(), "Click on places (D)")
        self._size = make.slider(*POINT_SIZE_RANGE, state.set_point_size)
        self._size.tooltip = "Point size (+ and -)"
        self._color = make.choice(COLOR_BY, state.set_color_by)
        self._note = make.gui.Label("")
        self._note.visible = False
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
        why = dict.fromkeys(filter(None, map(state.why_nothing, LAYERS)))
        note = "\n".join(wrapped(sentence, NOTE_LETTERS) for sentence in why)
        if note != self._note.text:
            self._note.text, self._note.visible = note, bool(note)
            self._relayout()
        self.round_points.checked = state.round_points
        self._size.double_value = state.point_size
        self._color.selected_index = COLOR_BY.index(state.color_by)
        self._background.selected_index = list(BACKGROUNDS).index(state.background)
        self._turntable.checked = state.turntable
        self._compare.is_on = state.compare is not None
        self._parallel.checked = state.orthographic
        self._surface.selected_index = SURFACES.index(state.surface)
        self._lamp.int_value = round(state.lamp_turn_deg)
        self._lamp.enabled = state.surface != "exact"
        self._axis.selected_index = 0 if state.cut is None else 1 + state.cut.axis
        self._place.enabled = self._flip.enabled = state.cut is not None
        if state.cut is not None:
            self._place.double_value, self._flip.checked = state.cut.place, state.cut.flipped
        self._z_up.checked, self._measure.checked = state.z_up, state.measuring
        self.export_button.enabled = state.selected is not None
        legend = state.legend()
        self._legend.text = "" if legend is None else f"{legend.title}\n{legend.low:.3g} to {legend.high:.3g}"

    def _cut_across(self, name: str) -> None:
        if name not in AXES:
            self._state.set_cut(None)
        elif self._state.cut is None:
            self._state.set_cut(Cut(AXES.index(name)))
        else:
            self._change_cut(axis=AXES.index(name))

    def _change_cut(self, **part: Any) -> None:
        if self._state.cut is not None:
            self._state.set_cut(replace(self._state.cut, **part))

    def _arranged(self, make: Widgets) -> Any:
        def view(name: str, action: str, key: str) -> Any:
            return make.button(name, partial(self._state.do, action), f"{name} ({key})" if key else name)

        label = make.gui.Label
        return make.column(
            self.export_button,
            make.row(label("as"), self._format),
            make.heading("Show"),
            make.grid(2, *self._boxes.values(), self.round_points),
            self._note,
            make.row(label("point size"), self._size),
            make.heading("Colour"),
            make.grid(2, label("by"), self._color, label("background"), self._background),
            self._legend,
            make.heading("Surface"),
            make.grid(2, label("drawn"), self._surface, label("light"), self._lamp),
            make.grid(2, label("cut"), self._axis, self._flip, self._place),
            make.heading("View"),
            make.row(*(view(name, action, key) for name, (action, key) in VIEWS.items()), gap=0.25),
            make.grid(2, self._turntable, self._parallel, self._z_up, self._measure),
            make.row(self._compare),
        )


def _key_of(action: str) -> str:
    return next(entry.key for entry in KEYS if entry.action == action)
