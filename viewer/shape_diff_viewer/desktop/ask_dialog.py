"""Two questions: what something is to be called, and whether something is really wanted."""

from collections.abc import Callable
from typing import Any

from shape_diff_viewer.desktop.labels import wrapped
from shape_diff_viewer.desktop.widgets import ORANGE, Widgets

WIDTH_EM = 26
LETTERS = 52
"""Of a line of a question."""


class TextQuestion:
    """A dialog with one field; `done` gets what the user made of the proposed text."""

    def __init__(
        self, make: Widgets, title: str, text: str, answer: str, done: Callable[[str], None], cancel: Callable[[], None]
    ) -> None:
        """`answer` is what the button says."""
        self.field = make.gui.TextEdit()
        self.field.text_value = text
        wide = make.gui.Vert(0)
        wide.preferred_width = WIDTH_EM * make.em
        wide.add_child(self.field)
        self.answer = make.main_button(answer, ORANGE, lambda: done(self.field.text_value), "")
        self.widget = _dialog(make, title, wide, make.row(self.answer, make.button("Cancel", cancel)))


class YesQuestion:
    """A dialog that is answered by doing what it asks about, or not."""

    def __init__(
        self,
        make: Widgets,
        title: str,
        sentence: str,
        answer: str,
        done: Callable[[], None],
        cancel: Callable[[], None],
    ) -> None:
        """`answer` is what the button says."""
        label = make.gui.Label(wrapped(sentence, LETTERS))
        self.answer = make.main_button(answer, ORANGE, done, "")
        self.widget = _dialog(make, title, label, make.row(self.answer, make.button("Cancel", cancel)))


def _dialog(make: Widgets, title: str, *children: Any) -> Any:
    frame = make.gui.Vert(int(0.7 * make.em), make.gui.Margins(make.em, make.em, make.em, make.em))
    for child in (make.heading(title), *children):
        frame.add_child(child)
    dialog = make.gui.Dialog(title)
    dialog.add_child(frame)
    return dialog
