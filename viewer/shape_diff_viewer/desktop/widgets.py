"""Making the window's widgets, every callback guarded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from shape_diff_viewer.desktop.labels import drawable

GREEN, BLUE, ORANGE = (0.16, 0.55, 0.29), (0.13, 0.40, 0.75), (0.80, 0.41, 0.07)
"""GENERATE, PLAY and EXPORT, the three buttons to be found first."""

HEADING = (0.62, 0.72, 0.86)


@dataclass(frozen=True)
class Widgets:
    """A maker of widgets.

    Attributes:
        gui: `open3d.visualization.gui`.
        em: height of the font in pixels.
        guard: wraps callbacks.
    """

    gui: Any
    em: int
    guard: Callable[..., Callable[..., Any]]

    def button(self, text: str, pressed: Callable[[], object], tip: str = "") -> Any:
        """A push button."""
        button = self.gui.Button(drawable(text))
        button.horizontal_padding_em, button.vertical_padding_em = 0.4, 0.15
        button.tooltip = drawable(tip)
        button.set_on_clicked(self.guard(pressed))
        return button

    def main_button(self, text: str, color: tuple[float, float, float], pressed: Callable[[], object], tip: str) -> Any:
        """One of the three large coloured buttons."""
        button = self.button(text, pressed, tip)
        button.background_color = self.gui.Color(*color)
        button.horizontal_padding_em, button.vertical_padding_em = 1.2, 0.45
        return button

    def checkbox(self, text: str, changed: Callable[[bool], None], tip: str = "") -> Any:
        """A box with a tick."""
        box = self.gui.Checkbox(drawable(text))
        box.tooltip = drawable(tip)
        box.set_on_checked(self.guard(changed))
        return box

    def choice(self, options: Sequence[str], changed: Callable[[str], None]) -> Any:
        """A list to choose one text from."""
        box = self.gui.Combobox()
        for option in options:
            box.add_item(drawable(option))
        box.set_on_selection_changed(self.guard(lambda text, _index: changed(text)))
        return box

    def slider(self, low: float, high: float, changed: Callable[[float], None], whole: bool = False) -> Any:
        """A slider of numbers from `low` to `high`."""
        slider = self.gui.Slider(self.gui.Slider.INT if whole else self.gui.Slider.DOUBLE)
        slider.set_limits(low, high)
        slider.set_on_value_changed(self.guard(changed))
        return slider

    def number(self, low: float, high: float, value: float, whole: bool = True) -> Any:
        """A field for a number."""
        field = self.gui.NumberEdit(self.gui.NumberEdit.INT if whole else self.gui.NumberEdit.DOUBLE)
        field.set_limits(low, high)
        field.set_value(value)
        return field

    def heading(self, text: str) -> Any:
        """The title of a group."""
        label = self.gui.Label(drawable(text))
        label.text_color = self.gui.Color(*HEADING)
        return label

    def row(self, *children: Any, gap: float = 0.4) -> Any:
        """Widgets side by side."""
        return self._filled(self.gui.Horiz(int(gap * self.em)), children)

    def column(self, *children: Any, gap: float = 0.35) -> Any:
        """Widgets below each other."""
        return self._filled(self.gui.Vert(int(gap * self.em)), children)

    def grid(self, columns: int, *children: Any, gap: float = 0.3) -> Any:
        """Widgets row by row."""
        return self._filled(self.gui.VGrid(columns, int(gap * self.em)), children)

    def _filled(self, box: Any, children: Sequence[Any]) -> Any:
        for child in children:
            box.add_child(child)
        return box
