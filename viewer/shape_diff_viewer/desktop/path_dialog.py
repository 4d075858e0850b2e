"""Asking for the path of a file to be written."""

from collections.abc import Callable
from pathlib import Path

from shape_diff_viewer.desktop.widgets import ORANGE, Widgets

FIELD_EM = 34


class PathDialog:
    """A dialog with an editable path. Open3D's own dialog keeps Save greyed out until a name is typed, not proposed."""

    def __init__(
        self, make: Widgets, title: str, path: Path, save: Callable[[Path], None], cancel: Callable[[], None]
    ) -> None:
        """`path` is proposed; `save` gets what the user makes of it."""
        self._save, self._asked = save, path
        self.field = make.gui.TextEdit()
        self.field.text_value = str(path)
        self._hint = make.gui.Label("The ending decides the format: .glb .obj .ply .stl, .points.ply for the points.")
        self.save_button = make.main_button("Save", ORANGE, self._done, "")
        margin = make.em
        frame = make.gui.Vert(int(0.7 * make.em), make.gui.Margins(margin, margin, margin, margin))
        wide = make.gui.Vert(0)
        wide.preferred_width = FIELD_EM * make.em
        wide.add_child(self.field)
        for child in (make.heading(title), wide, self._hint, make.row(self.save_button, make.button("Cancel", cancel))):
            frame.add_child(child)
        self.widget = make.gui.Dialog(title)
        self.widget.add_child(frame)

    def _done(self) -> None:
        path = Path(self.field.text_value.strip()).expanduser()
        if path.exists() and path != self._asked:
            self._asked = path
            self._hint.text = "This file exists. Save replaces it."
            return
        self._save(path)
