"""What the server hands out of the collection."""

import io
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from shape_diff_viewer.collection import Collection
from shape_diff_viewer.exporting import check_form, export_item, zip_items
from shape_diff_viewer.item import Item, Stamp
from shape_diff_viewer.opening import read_cloud_alone
from shape_diff_viewer.pictures import PictureSettings, write_denoising
from shape_diff_viewer.thumbnails import thumbnail
from shape_diff_viewer.turntable import write_turntable
from shape_diff_viewer.web.packing import pack_errors, pack_shape

THUMBNAIL_SIZE = 256
MAX_PICTURE_BYTES = 32 * 2**20
"""Thumbnails kept, about 6 kB each."""
MAX_ZIPPED = 200
MAX_ANIMATION_SIZE = 1024


class Samples:
    """The collection as the page sees it; safe to use from many threads."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._busy = threading.Lock()
        self._drawing = threading.Lock()
        self._animating = threading.Lock()
        self._pictures: OrderedDict[tuple[str, Stamp], bytes] = OrderedDict()

    def shown(self) -> list[Item]:
        """The items without those whose files are links that lead out of their folder."""
        return [item for item in self.collection.items if not _leads_out(item)]

    def named(self, name: str) -> Item | None:
        """The item of that name among those shown."""
        item = self.collection.named(name)
        return None if item is None or _leads_out(item) else item

    def payload(self, item: Item) -> bytes:
        """What the page draws; raises ValueError for an item that cannot be read."""
        with self._busy:  # two large shapes at a time would only slow each other
            return pack_shape(item.load())

    def cloud_payload(self, item: Item) -> bytes | None:
        """The points of a generated sample, which are there long before its mesh is read; None where there are none."""
        shape = read_cloud_alone(item)
        return None if shape is None else pack_shape(shape)

    def errors(self, item: Item) -> bytes:
        """How far cloud and mesh are from each other; raises ValueError where there is only one of them."""
        with self._busy:
            return pack_errors(item.load())

    def picture(self, item: Item) -> bytes:
        """A WebP for the gallery."""
        key = (item.name, item.stamp)
        if key not in self._pictures:
            with self._drawing:  # one at a time: what is selected must not wait for a gallery full of them
                content = io.BytesIO()
                thumbnail(item, THUMBNAIL_SIZE).save(content, "WEBP", quality=85)
            self._pictures[key] = content.getvalue()
            while sum(map(len, list(self._pictures.values()))) > MAX_PICTURE_BYTES:
                self._pictures.popitem(last=False)
        return self._pictures[key]

    def animation(self, item: Item, what: str, size: int, color_by: str) -> tuple[str, bytes]:
        """A WebP of the sample turning ("turntable") or of its denoising run ("denoising"), `size` pixels a view.

        Returns:
            name: of the file.
            content: its bytes.

        Raises:
            ValueError: the size or the colours are impossible, or the sample has no run.
        """
        if not 16 <= size <= MAX_ANIMATION_SIZE:
            raise ValueError(f"an animation has 16 to {MAX_ANIMATION_SIZE} pixels a side, got {size}")
        settings = PictureSettings(size, color_by=color_by, draw="mesh" if item.load().mesh is not None else "points")
        write = {"turntable": write_turntable, "denoising": write_denoising}[what]
        with self._animating, tempfile.TemporaryDirectory(prefix="shape-diff-animation-") as folder:
            path = write(item.load(), Path(folder) / f"{item.name}.{what}.webp", settings)
            return path.name, path.read_bytes()

    def export(self, item: Item, form: str) -> tuple[str, bytes]:
        """The item as a file: its mesh in one of the formats of `generate`, or its points as "points.ply".

        Returns:
            name: of the file; a mesh that needs several becomes a zip.
            content: its bytes.

        Raises:
            ValueError: an unknown format, or the item has no such part.
        """
        check_form(form)
        with tempfile.TemporaryDirectory(prefix="shape-diff-export-") as folder:
            written = export_item(item, Path(folder) / f"{item.name}.{form}")
            if len(written) == 1:
                return written[0].name, written[0].read_bytes()
        return f"{item.name}.{form}.zip", self.archive([item], form)

    def archive(self, items: list[Item], form: str) -> bytes:
        """A zip of many items; raises ValueError for none, too many or an unknown format."""
        if len(items) > MAX_ZIPPED:
            raise ValueError(f"at most {MAX_ZIPPED} samples fit into one zip, got {len(items)}")
        with tempfile.TemporaryDirectory(prefix="shape-diff-export-") as folder:
            path = Path(folder) / "samples.zip"
            zip_items(items, form, path)
            return path.read_bytes()


def _leads_out(item: Item) -> bool:
    """Whether a file of the item is a link to somewhere outside of the folder in which it was found."""
    paths = [path for path in (item.path, *item.files.values()) if path is not None]
    return any(path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()) for path in paths)
