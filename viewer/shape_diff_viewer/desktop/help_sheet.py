"""The list of keys."""

from typing import Any

from shape_diff_viewer.desktop.widgets import Widgets
from shape_diff_viewer.keys import KEYS

MOUSE = {
    "left drag": "turn",
    "right, middle or shift drag": "move",
    "alt drag": "turn the light",
    "wheel": "nearer, farther",
    "click in the gallery": "select",
    "shift click": "compare with it",
}


def help_rows() -> list[tuple[str, str]]:
    """(keys, what they do), keys of one action together, then the mouse."""
    rows: dict[str, list[str]] = {}
    for entry in KEYS:
        rows.setdefault(entry.label, []).append(entry.key)
    return [(", ".join(keys), label) for label, keys in rows.items()] + list(MOUSE.items())


def help_dialog(make: Widgets, close: Any) -> Any:
    """A dialog with two columns of keys and a button to close it."""
    gui, em = make.gui, make.em
    dialog = gui.Dialog("Keys and mouse")
    rows = help_rows()
    half = -(-len(rows) // 2)
    columns = [
        make.grid(2, *(widget for keys, does in part for widget in (make.heading(keys), gui.Label(does))), gap=0.4)
        for part in (rows[:half], rows[half:])
    ]
    frame = gui.Vert(em, gui.Margins(int(1.5 * em), em, int(1.5 * em), em))
    frame.add_child(make.heading("Keys and mouse"))
    frame.add_child(make.row(*columns, gap=2))
    frame.add_child(make.row(make.button("Close", close)))
    dialog.add_child(frame)
    return dialog
