"""The gallery: a filter and thumbnails to click on."""

import math
import queue
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from shape_diff_viewer.desktop.labels import shortened, two_lines
from shape_diff_viewer.item import Item
from shape_diff_viewer.state import SORTS, ViewerState

COLUMNS = 2
MAX_SHOWN = 400
"""Cells that are built; of more samples the first are shown, and the filter finds the others."""

THUMBNAIL_PX = 108
SELECTED, COMPARED, PLAIN = (46, 125, 220), (230, 140, 40), (70, 74, 82)
BORDER_PX = 3
WAITING = (52, 55, 61)
INK, STAR = (70, 74, 82), (233, 161, 0)
STAR_PX, SEED_PX = 9, 11
TITLE_LETTERS = 15


def star_at(x: float, y: float) -> list[tuple[float, float]]:
    """The corners of a five-pointed star of radius STAR_PX around a place."""
    corners = []
    for corner in range(10):
        radius, angle = STAR_PX * (1 if corner % 2 == 0 else 0.42), math.radians(36 * corner - 90)
        corners.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return corners


@dataclass
class Cell:
    """A picture with a title.

    Attributes:
        item: the sample.
        slot: holds the picture.
        frame: sRGB colour of its border, 0 to 255.
        seed: shown on samples that share their title; "" on others.
    """

    item: Item
    slot: Any
    frame: tuple[int, int, int]
    seed: str


class Gallery:
    """A filter above tiles; `select` is called with the item that is clicked on, shift chooses it for comparison.

    Attributes:
        head: the filter and the order.
        list: the tiles.
        cells: what each tile shows.
        told: the item, title and star of each tile.
    """

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
        self.told: list[tuple[Item, str, bool]] | None = None
        self._marked: tuple[Item | None, Item | None] = (None, None)
        self.head = self._gui.Vert(int(0.4 * em))
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
        self.list = self._gui.WidgetProxy()
        for widget in (self._count, self.filter, self.sort):
            self.head.add_child(widget)
        threading.Thread(target=self._make_thumbnails, daemon=True).start()

    def close(self) -> None:
        """End the thread that makes thumbnails."""
        self._wanted.put(None)

    def refresh(self) -> None:
        """Show the samples that match the filter in their order, if they are others than before."""
        matching = self._state.gallery()
        shown = matching[:MAX_SHOWN]
        told = [(item, item.title, item.favourite) for item in shown]
        if told == self.told:
            return
        self._shown, self.told = shown, told
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
        side = int(0.6 * self._em)
        # Room for the scroll bar on the right.
        scroll = gui.ScrollableVert(margin, gui.Margins(side, 0, self._em, side))
        grid = gui.VGrid(COLUMNS, int(0.5 * self._em))
        self.cells = []
        titles = Counter(item.title for item in items)
        for item in items:
            twin = titles[item.title] > 1 and "seed" in item.info
            cell = Cell(item, gui.WidgetProxy(), PLAIN, f"seed {item.info['seed']}" if twin else "")
            self._paint(cell)
            box = gui.Vert(margin)
            box.preferred_width = THUMBNAIL_PX
            box.add_child(cell.slot)
            box.add_child(gui.Label(two_lines(item.title, TITLE_LETTERS)))
            grid.add_child(box)
            self.cells.append(cell)
            if item not in self._pictures:
                self._wanted.put(item)
        scroll.add_child(grid)
        self.list.set_widget(scroll)
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
        image = self._gui.ImageWidget(self._picture(cell))
        image.set_on_mouse(self._guard(partial(self._clicked, cell.item), self._ignored))
        image.tooltip = shortened(cell.item.title, 80)
        cell.slot.set_widget(image)
        self._relayout()

    def _picture(self, cell: Cell) -> Any:
        inner = THUMBNAIL_PX - 2 * BORDER_PX
        picture = self._pictures.get(cell.item) or Image.new("RGB", (inner, inner), WAITING)
        framed = ImageOps.expand(picture, BORDER_PX, cell.frame)
        draw = ImageDraw.Draw(framed)
        if cell.seed:
            draw.text((BORDER_PX + 4, BORDER_PX + 2), cell.seed, fill=INK, font=ImageFont.load_default(SEED_PX))
        if cell.item.favourite:
            draw.polygon(star_at(THUMBNAIL_PX - BORDER_PX - STAR_PX - 2, BORDER_PX + STAR_PX + 2), fill=STAR)
        return self._o3d.geometry.Image(np.ascontiguousarray(framed))

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
