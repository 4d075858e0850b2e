"""Opening, exporting and taking pictures: dialogs, and what happens when they are done."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from shape_diff.files.atomic import atomic_path
from shape_diff.rendering.picture_file import write_picture
from shape_diff_viewer.collection import open_paths
from shape_diff_viewer.desktop.ask_dialog import TextQuestion
from shape_diff_viewer.desktop.labels import drawable, shortened
from shape_diff_viewer.desktop.path_dialog import PathDialog
from shape_diff_viewer.desktop.widgets import Widgets
from shape_diff_viewer.exporting import POINTS, export_item, zip_items
from shape_diff_viewer.item import Item
from shape_diff_viewer.pictures import PictureSettings, write_denoising
from shape_diff_viewer.state import ViewerState
from shape_diff_viewer.turntable import write_turntable

ANIMATION_SIZE = 512
OPENED = {
    ".ply .obj .glb .gltf .stl .off .npz .pcd .xyz": "Clouds and meshes",
    ".json": "Samples of generate",
    "": "All files",
}


def export_sample(item: Item, path: Path) -> str:
    """Write the sample's mesh, or for NAME.points.ply its points, and return what was done.

    Raises:
        ValueError: the sample has nothing of the kind, or the ending is unknown.
        OSError: a file cannot be written.
    """
    written = export_item(item, path)
    mesh, more = item.load().mesh, f", with {len(written) - 1} files beside it" if len(written) > 1 else ""
    points = mesh is None or path.name.lower().endswith(f".{POINTS}")
    what = f"{len(item.load().shown_points):,} points" if points or mesh is None else f"{len(mesh.faces):,} triangles"
    return f"saved {what} to {path}{more}"


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """`folder`/`stem``suffix`, numbered where that is taken."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}.{number}{suffix}"
    return path


class FileActions:
    """What the File menu, EXPORT and F12 do."""

    def __init__(
        self,
        make: Widgets,
        window: Any,
        state: ViewerState,
        say: Callable[[str], None],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        """`say` shows a sentence; `later` runs a function on the main thread."""
        self._make, self._gui, self._window, self._state = make, make.gui, window, state
        self._say, self._later = say, later
        self.dialog: PathDialog | None = None
        self.question: TextQuestion | None = None

    def open_files(self) -> None:
        """Let the user choose a file to add to the gallery."""
        dialog = self._dialog(self._gui.FileDialog.OPEN, "Open a cloud, a mesh or a sample")
        for endings, name in OPENED.items():
            dialog.add_filter(endings, name)
        self._ask(dialog, self.opened)

    def choose(self, title: str, endings: str, done: Callable[[str], None]) -> None:
        """Let the user choose a file with one of some endings; `done` gets its path."""
        dialog = self._dialog(self._gui.FileDialog.OPEN, title)
        dialog.add_filter(endings, endings)
        dialog.add_filter("", "All files")
        self._ask(dialog, done)

    def open_folder(self) -> None:
        """Let the user choose a folder to add to the gallery."""
        self._ask(self._dialog(self._gui.FileDialog.OPEN_DIR, "Open a folder"), self.opened)

    def opened(self, path: str) -> None:
        """Add what is in a file or folder; raises ValueError or OSError with one sentence."""
        items = open_paths([Path(path)]).items
        for item in items[1:]:
            self._state.collection.add(item)
        self._state.add(items[0])
        self._say(f"opened {drawable(items[0].title)}" if len(items) == 1 else f"opened {len(items)} samples")

    def export(self, ending: str) -> None:
        """Ask where to save the selected sample."""
        item = self._required()
        path = free_path(Path.cwd(), item.name, ending)
        title = f"Export {shortened(item.title, 60)}"
        self.dialog = PathDialog(self._make, title, path, partial(self._export, item), self._window.close_dialog)
        self._window.show_dialog(self.dialog.widget)

    def _export(self, item: Item, path: Path) -> None:
        self._window.close_dialog()
        self._say(export_sample(item, path))

    def zip(self, favourites: bool) -> None:
        """Write the samples of the gallery, or those with a star, as GLB files in one zip, in a thread."""
        items = [item for item in self._state.gallery() if item.favourite or not favourites]
        if not items:
            raise ValueError("no sample has a star" if favourites else "the gallery shows no sample")
        path = free_path(Path.cwd(), "favourites" if favourites else "samples", ".zip")

        def write() -> str:
            with atomic_path(path) as temporary:
                problems = zip_items(items, "glb", temporary)
            rest = f"; {len(problems)} have no mesh" if problems else ""
            return f"saved {len(items) - len(problems)} samples to {path}{rest}"

        self._work(write, f"writing {len(items)} samples to {path.name}")

    def picture(self, take: Callable[[], Image.Image]) -> None:
        """Save a picture beside where the program was started."""
        name = "viewer" if self._state.selected is None else self._state.selected.name
        path = free_path(Path.cwd(), name, ".png")
        picture = take()
        write_picture(picture, path)
        self._say(f"saved a picture of {picture.width} x {picture.height} pixels to {path}")

    def animate(self, what: str) -> None:
        """Ask how large a "turntable" or the "denoising" run is to be, and render it in a thread."""
        item = self._required()
        self.question = TextQuestion(
            self._make, "How many pixels wide?", str(ANIMATION_SIZE), "Render",
            partial(self._animate, item, what), self._window.close_dialog,
        )  # fmt: skip
        self._window.show_dialog(self.question.widget)

    def _animate(self, item: Item, what: str, size: str) -> None:
        self._window.close_dialog()
        if not size.strip().isdecimal():
            raise ValueError(f"the size must be a number of pixels, got {size!r}")
        shape, path = item.load(), free_path(Path.cwd(), f"{item.name}.{what}", ".webp")
        draw = "mesh" if shape.mesh is not None else "points"
        settings = PictureSettings(int(size), color_by=self._state.color_by, draw=draw)
        write = {"turntable": write_turntable, "denoising": write_denoising}[what]
        self._work(
            lambda: f"saved {write(shape, path, settings)}",
            f"rendering {path.name}, which takes a while",
        )

    def _work(self, write: Callable[[], str], meanwhile: str) -> None:
        """Write something in a thread, and say the sentence that comes of it."""

        def work() -> None:
            try:
                sentence = write()
            except (ValueError, OSError) as error:
                sentence = str(error)
            self._later(partial(self._say, sentence))

        threading.Thread(target=work, daemon=True).start()
        self._say(meanwhile)

    def _required(self) -> Item:
        if self._state.selected is None:
            raise ValueError("no sample is selected; generate or open one first")
        return self._state.selected

    def _dialog(self, mode: Any, title: str) -> Any:
        dialog = self._gui.FileDialog(mode, title, self._window.theme)
        dialog.set_on_cancel(self._make.guard(self._window.close_dialog))
        return dialog

    def _ask(self, dialog: Any, done: Callable[[str], None]) -> None:
        def finish(path: str) -> None:
            # First, so that a mistake in what follows does not leave a dialog that cannot be closed.
            self._window.close_dialog()
            done(path)

        dialog.set_on_done(self._make.guard(finish))
        self._window.show_dialog(dialog)
