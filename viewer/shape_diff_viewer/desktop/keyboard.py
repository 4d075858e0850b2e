"""Keys of Open3D as the names in the table of keys."""

from typing import Any

from shape_diff_viewer.keys import action_of

SIGNS = {
    "Space": "SPACE", "Left": "LEFT", "Right": "RIGHT", "Up": "UP", "Down": "DOWN", "PageUp": "PAGE_UP",
    "PageDown": "PAGE_DOWN", "F12": "F12", "+": "PLUS", "=": "EQUALS", "-": "MINUS",
    "0": "ZERO", "1": "ONE", "2": "TWO", "3": "THREE", "4": "FOUR", "5": "FIVE", "6": "SIX", "7": "SEVEN",
    "8": "EIGHT", "9": "NINE",
}  # fmt: skip
"""Names in the table of keys -> names in Open3D, which calls letters by themselves."""

REPEATED = {"step_back", "step_forward", "previous_sample", "next_sample", "larger_points", "smaller_points"}
"""Actions that go on while their key is held; a held toggle would flicker."""


class Keyboard:
    """Turns key events into actions."""

    def __init__(self, gui: Any) -> None:
        self._down = gui.KeyEvent.Type.DOWN  # not KeyEvent.DOWN, which is the arrow key
        self._names = {int(getattr(gui.KeyName, sign)): key for key, sign in SIGNS.items()}
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        self._names |= {int(getattr(gui.KeyName, letter)): letter for letter in letters}

    def action(self, event: Any) -> str | None:
        """The action that a key event asks for, or None."""
        if event.type != self._down:
            return None
        name = self._names.get(int(event.key))
        action = None if name is None else action_of(name)
        return None if event.is_repeat and action not in REPEATED else action
