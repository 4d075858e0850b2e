"""What the page sends: shapes to look at, and pictures to generate from."""

import base64
import io
import re
import threading
from pathlib import Path
from typing import Any

from PIL import Image

from shape_diff.machine.workers import Failure, StandbyWorker
from shape_diff.pictures.preparing import MAX_VIEWS, PreparedPicture
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.web.upload_reading import Files, read_picture, read_shape

MAX_UPLOADS = 100
"""Uploaded shapes stay in memory until the program ends."""
MAX_FILES = 16
"""Files of one shape: a mesh with its materials and pictures."""
MAX_PICTURES = 200
TIMEOUT_S = 60.0


class Uploads:
    """Reads what is sent in a process of its own, so that a file that crashes or hangs its reader costs only itself."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._worker = StandbyWorker()
        self._pictures: list[PreparedPicture] = []
        self._count, self._lock = 0, threading.Lock()

    def shape(self, files: Files) -> Item:
        """Add a cloud or mesh to the collection; no file of it stays.

        Args:
            files: names and contents; the first is the shape, the others what it refers to.

        Raises:
            ValueError: it cannot be read, or too many were sent.
        """
        if self._count >= MAX_UPLOADS:
            raise ValueError(f"{MAX_UPLOADS} files were opened here; start the viewer anew to open more")
        if len(files) > MAX_FILES:
            raise ValueError(f"a shape may have {MAX_FILES} files, got {len(files)}")
        safe = [(_safe_name(name), content) for name, content in files]
        name, shape = self._read(read_shape, safe)
        size = sum(len(content) for _, content in files)
        item = shape_item(name, safe[0][0], shape, {"file": safe[0][0], "bytes": size})
        with self._lock:
            self._count += 1
        self.collection.add(item)
        return item

    def picture(self, files: Files) -> dict[str, Any]:
        """Keep a picture for a request; its number, what a model sees of it (a PNG as a data address), and notes."""
        if len(self._pictures) >= MAX_PICTURES:
            raise ValueError(f"{MAX_PICTURES} pictures were sent here; start the viewer anew to send more")
        prepared = self._read(read_picture, [(_safe_name(name), content) for name, content in files])
        with self._lock:
            self._pictures.append(prepared)
            number = len(self._pictures) - 1
        seen = io.BytesIO()
        Image.fromarray(prepared.pixels).save(seen, "PNG")
        address = f"data:image/png;base64,{base64.b64encode(seen.getvalue()).decode('ascii')}"
        return {"picture": number, "name": prepared.name, "seen": address, "notes": list(prepared.notes)}

    def pictures(self, numbers: list[Any]) -> list[PreparedPicture]:
        """The pictures of these numbers; raises ValueError for others."""
        if len(numbers) > MAX_VIEWS:
            raise ValueError(f"at most {MAX_VIEWS} pictures of one object can be used, got {len(numbers)}")
        if not all(type(number) is int and 0 <= number < len(self._pictures) for number in numbers):
            raise ValueError("there is no such picture; send it again")
        return [self._pictures[number] for number in numbers]

    def close(self) -> None:
        """End the process that reads."""
        self._worker.stop()

    def _read(self, read: Any, files: Files) -> Any:
        result = self._worker.call(read, (files,), TIMEOUT_S)
        if isinstance(result, Failure):
            sentence = result.reason.removeprefix(f"{result.error}: ")
            raise ValueError(sentence if result.error == "ValueError" else f"{files[0][0]} cannot be read: {sentence}")
        return result


def _safe_name(name: str) -> str:
    return re.sub(r"[^\w.\- ]", "_", Path(name.replace("\\", "/")).name).lstrip(".")[-100:] or "file"
