"""Pictures of the object that is asked for, each shown as the model sees it."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from shape_diff.pictures.preparing import MAX_VIEWS, PreparedPicture, prepare_picture
from shape_diff_viewer.desktop.labels import shortened, wrapped
from shape_diff_viewer.desktop.widgets import Widgets

SIDE_PX = 60
PAPER = (245, 245, 242)
"""Behind what is see-through."""
LETTERS = 34
"""Of a line of a note."""
ENDINGS = ".png .jpg .jpeg .webp .bmp .gif .tif .tiff"


class PictureRow:
    """A button that adds a picture, and those that were added; a click on one takes it out.

    Attributes:
        pictures: what a request is made with.
    """

    def __init__(
        self,
        o3d: Any,
        make: Widgets,
        choose: Callable[[str, str, Callable[[str], None]], None],
        later: Callable[[Callable[[], None]], None],
        say: Callable[[str], None],
        relayout: Callable[[], None],
    ) -> None:
        """`choose` asks for a file (title, endings, what gets its path); `later` runs a function on the main thread."""
        self.pictures: list[PreparedPicture] = []
        self._o3d, self._make, self._later, self._say, self._relayout = o3d, make, later, say, relayout
        self.button = make.button(
            "Add a picture...",
            lambda: choose("A picture of the object", ENDINGS, self.add),
            "Of the object, on a plain or see-through background",
        )
        self._shown = make.gui.WidgetProxy()
        self._notes = make.gui.Label("")
        self.widget = make.column(make.row(self.button), self._shown, self._notes, gap=0.2)
        self._refresh()

    def add(self, path: str) -> None:
        """Prepare a picture in a thread: finding the object in it may take seconds. Raises ValueError for too many."""
        if len(self.pictures) >= MAX_VIEWS:
            raise ValueError(f"at most {MAX_VIEWS} pictures of one object can be used; click on one to take it out")

        def work() -> None:
            try:
                done = partial(self._added, prepare_picture(Path(path)))
            except (ValueError, OSError) as error:
                done = partial(self._say, str(error))
            self._later(done)

        threading.Thread(target=work, daemon=True).start()

    def remove(self, picture: PreparedPicture) -> None:
        """Take a picture out."""
        self.pictures = [other for other in self.pictures if other is not picture]
        self._refresh()

    def _added(self, picture: PreparedPicture) -> None:
        self.pictures = [*self.pictures, picture]
        self._refresh()

    def _refresh(self) -> None:
        row = self._make.row(*map(self._seen, self.pictures))
        self._shown.set_widget(row)
        notes = dict.fromkeys(note for picture in self.pictures for note in picture.notes)
        self._shown.visible, self._notes.visible = bool(self.pictures), bool(notes)
        self._notes.text = "\n".join(wrapped(note, LETTERS) for note in notes)
        self._relayout()

    def _seen(self, picture: PreparedPicture) -> Any:
        """A widget that shows a picture as the model sees it."""
        gui = self._make.gui
        seen = Image.fromarray(picture.pixels).resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
        flat = Image.new("RGB", seen.size, PAPER)
        flat.paste(seen, mask=seen.getchannel("A"))
        widget = gui.ImageWidget(self._o3d.geometry.Image(np.ascontiguousarray(flat)))
        widget.tooltip = shortened(f"{picture.name}, as the model sees it; a click takes it out", 80)
        results = gui.Widget.EventCallbackResult

        def clicked(event: Any) -> Any:
            if event.type != gui.MouseEvent.Type.BUTTON_DOWN:
                return results.IGNORED
            # Not now: a widget must not go while it is being clicked on.
            self._later(partial(self.remove, picture))
            return results.CONSUMED

        widget.set_on_mouse(self._make.guard(clicked, results.IGNORED))
        return widget
