"""What is known of the selected sample, and what can be done with it: star, again, rename, delete."""

from collections.abc import Callable
from functools import partial
from typing import Any

from shape_diff_viewer.desktop.ask_dialog import TextQuestion, YesQuestion
from shape_diff_viewer.desktop.info import info_text
from shape_diff_viewer.desktop.labels import shortened
from shape_diff_viewer.desktop.widgets import Widgets
from shape_diff_viewer.item import Item
from shape_diff_viewer.state import ViewerState


class SamplePanel:
    """What can be done with the selected sample, and what is known of it.

    Attributes:
        actions: a row of buttons.
        facts: a text.
    """

    def __init__(self, make: Widgets, window: Any, state: ViewerState, again: Callable[[Item], None]) -> None:
        """`again` makes another sample of what made this one."""
        self._make, self._window, self._state = make, window, state
        self.star = make.button("Star", self._toggle_star, "Mark it as a favourite")
        self.star.toggleable = True
        self.again = make.button("Again", lambda: again(self._selected), "The same again with the next seed")
        self.rename = make.button("Rename", self._ask_for_a_name)
        self.delete = make.button("Delete", self._ask_whether_to_delete)
        self.question: TextQuestion | YesQuestion | None = None
        self.actions = make.row(self.star, self.again, self.rename, self.delete, gap=0.25)
        self.facts = make.gui.Label("")

    def refresh(self) -> None:
        """Show the selected sample."""
        item = self._state.selected
        self.facts.text = "" if item is None else info_text(item, self._state.shape())
        self.actions.visible = item is not None
        if item is not None:
            self.star.is_on = item.favourite
            self.again.enabled = bool(item.info.get("prompt"))

    @property
    def _selected(self) -> Item:
        if self._state.selected is None:
            raise ValueError("no sample is selected; generate or open one first")
        return self._state.selected

    def _toggle_star(self) -> None:
        self._state.mark_favourite(self._selected, not self._selected.favourite)

    def _ask_for_a_name(self) -> None:
        item = self._selected
        done = self._closing(lambda title: self._state.rename(item, title))
        self._ask(TextQuestion(self._make, "What is it called?", item.title, "Rename", done, self._window.close_dialog))

    def _ask_whether_to_delete(self) -> None:
        item = self._selected
        where = "" if item.path is None else " Its files go to the folder .deleted beside them."
        sentence = f"Delete {shortened(item.title, 80)}?{where}"
        done = self._closing(partial(self._state.discard, item))
        self._ask(YesQuestion(self._make, "Delete", sentence, "Delete", done, self._window.close_dialog))

    def _ask(self, question: TextQuestion | YesQuestion) -> None:
        self.question = question
        self._window.show_dialog(question.widget)

    def _closing(self, act: Callable[..., None]) -> Callable[..., None]:
        """First close the dialog, so that a mistake in what follows does not leave one that cannot be closed."""

        def close_and_act(*answer: str) -> None:
            self._window.close_dialog()
            act(*answer)

        return close_and_act
