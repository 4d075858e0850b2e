"""The gallery: a filter and thumbnails to click on."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from shape_diff_viewer.desktop.labels import shortened
from shape_diff_viewer.item import Item
from shape_diff_viewer.state import SORTS, ViewerState

COLUMNS = 2
MAX_SHOWN = 120
"""Cells that are built; of more samples the first are shown, and the filter finds the others."""

THUMBNAIL_PX = 108
SELECTED, COMPARED, PLAIN = (46, 125, 220), (230, 140, 40), (70, 74, 82)
BORDER_PX = 3
WAITING = (52, 55, 61)


@dataclass
class Cell:
    """A picture with a title.

    Attributes:
        item: the sample.
        slot: holds the picture.
        frame: sRGB colour of its border, 0 to 255.
    """

    item: Item
    slot: Any
    frame: tuple[int, int, int]


class Gallery:
    """A column of widgets; `select` is called with the item that is clicked on, shift chooses it for comparison."""

    def __init__(
        self,
        o3d: Any,
        em: int,
        state: ViewerState,
        select: Callable[[Item, bool], None],
        later: Callable[[Callable[[], None]], None],
        guard: Callable[..., Callable[..., Any]],
        relayout: Callable[[], None],
    ) -> None:
        """`later` runs a function on the main thread; `em` is the height of the font in pixels."""
        self._relayout = relayout
        self._o3d, self._gui, self._em = o3d, o3d.visualization.gui, em
        self._state, self._select, self._later, self._guard = state, select, later, guard
        self.cells: list[Cell] = []
        self._pictures: dict[Item, Image.Image] = {}
        self._wanted: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._shown: list[Item] | None = None
        self._marked: tuple[Item | None, Item | None] = (None, None)
        self.widget = self._gui.Vert(int(0.4 * em))
        self._count = self._gui.Label("")
        self.filter = self._gui.TextEdit()
        self.filter.placeholder_text = "filter by words"
        self.filter.set_on_text_changed(guard(state.filter))
        self.sort = self._gui.Combobox()
        for sort in SORTS:
            self.sort.add_item(sort)
        self.sort.tooltip = "order of the gallery"
        self.sort.set_on_selection_changed(guard(lambda sort, _index: state.set_sort(sort)))
        # Widgets cannot be taken out of a container, but what a proxy holds can be replaced.
        self._slot = self._gui.WidgetProxy()
        self.widget.add_child(self._count)
        self.widget.add_child(self.filter)
        self.widget.add_child(self.sort)
        self.widget.add_child(self._slot)
        threading.Thread(target=self._make_thumbnails, daemon=True).start()

    def close(self) -> None:
        """End the thread that makes thumbnails."""
        self._wanted.put(None)

    def refresh(self) -> None:
        """Show the samples that match the filter in their order, if they are others than before."""
        matching = self._state.gallery()
        shown = matching[:MAX_SHOWN]
        if self._shown is not None and [*map(id, shown)] == [*map(id, self._shown)]:
            return
        self._shown = shown
        rest = f", {MAX_SHOWN} shown: filter for others" if len(matching) > MAX_SHOWN else ""
        total = len(self._state.collection.items)
        some = f"{len(matching)} of {total}" if len(matching) != total else str(total)
        self._count.text = f"Gallery: {some}{rest}" if total else "Gallery: empty. Generate or open something."
        self._fill(shown)

    def mark(self, selected: Item | None, compared: Item | None) -> None:
        """Frame the selected sample and the one it is compared with."""
        self._marked = selected, compared
        for cell in self.cells:
            frame = SELECTED if cell.item is selected else COMPARED if cell.item is compared else PLAIN
            if frame != cell.frame:
                cell.frame = frame
                self._paint(cell)

    def _fill(self, items: list[Item]) -> None:
        gui = self._gui
        margin = int(0.2 * self._em)
        # Room for the scroll bar on the right.
        scroll = gui.ScrollableVert(margin, gui.Margins(0, 0, self._em, 0))
        grid = gui.VGrid(COLUMNS, int(0.5 * self._em))
        self.cells = []
        for item in items:
            cell = Cell(item, gui.WidgetProxy(), PLAIN)
            self._paint(cell)
            box = gui.Vert(margin)
            box.preferred_width = THUMBNAIL_PX
            box.add_child(cell.slot)
            box.add_child(gui.Label(shortened(item.title, 15)))
            grid.add_child(box)
            self.cells.append(cell)
            if item not in self._pictures:
                self._wanted.put(item)
        scroll.add_child(grid)
        self._slot.set_widget(scroll)
        self.mark(*self._marked)

    @property
    def _ignored(self) -> Any:
        return self._gui.Widget.EventCallbackResult.IGNORED

    def _clicked(self, item: Item, event: Any) -> Any:
        if event.type != self._gui.MouseEvent.Type.BUTTON_DOWN:
            return self._ignored
        self._select(item, event.is_modifier_down(self._gui.KeyModifier.SHIFT))
        return self._gui.Widget.EventCallbackResult.CONSUMED

    def _paint(self, cell: Cell) -> None:
        """Show the cell's picture in a new widget.

        Filament gives equal pictures one texture. Updating the picture of a widget would change all of them: every
        sample that was still waiting for its thumbnail would show the one that came last.
        """
        image = self._gui.ImageWidget(self._picture(cell.item, cell.frame))
        image.set_on_mouse(self._guard(partial(self._clicked, cell.item), self._ignored))
        image.tooltip = shortened(cell.item.title, 80)
        cell.slot.set_widget(image)
        self._relayout()

    def _picture(self, item: Item, frame: tuple[int, int, int]) -> Any:
        inner = THUMBNAIL_PX - 2 * BORDER_PX
        picture = self._pictures.get(item) or Image.new("RGB", (inner, inner), WAITING)
        return self._o3d.geometry.Image(np.ascontiguousarray(ImageOps.expand(picture, BORDER_PX, frame)))

    def _make_thumbnails(self) -> None:
        """Runs in a thread of its own: pictures take a tenth of a second each."""
        from shape_diff_viewer.thumbnails import thumbnail

        while (item := self._wanted.get()) is not None:
            if item not in self._pictures and (self._shown is None or item in self._shown):
                try:
                    picture = thumbnail(item, THUMBNAIL_PX - 2 * BORDER_PX).convert("RGB")
                except (ValueError, OSError):
                    continue  # selecting the sample says what is wrong with it
                self._later(partial(self._arrived, item, picture))

    def _arrived(self, item: Item, picture: Image.Image) -> None:
        self._pictures[item] = picture
        for cell in self.cells:
            if cell.item is item:
                self._paint(cell)
