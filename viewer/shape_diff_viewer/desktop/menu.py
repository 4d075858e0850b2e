"""The menu bar."""

from collections.abc import Callable
from typing import Any

from shape_diff_viewer.desktop.labels import drawable

Entry = tuple[str, Callable[[], object]] | None
"""A name and what it does, or None for a line between groups."""


def build_menu(gui: Any, menus: dict[str, list[Entry]]) -> tuple[Any, dict[int, Callable[[], object]]]:
    """The menu bar, and what each of its ids does.

    The callbacks are tied to the window afterwards, as the bar must be there before the window is made.
    """
    bar = gui.Menu()
    actions: dict[int, Callable[[], object]] = {}
    for title, entries in menus.items():
        menu = gui.Menu()
        for entry in entries:
            if entry is None:
                menu.add_separator()
                continue
            number = len(actions) + 1
            menu.add_item(drawable(entry[0]), number)
            actions[number] = entry[1]
        bar.add_menu(title, menu)
    return bar, actions
