"""What the server hands out of the collection, and what it takes into it."""

import io
import re
import tempfile
import threading
from pathlib import Path

from shape_diff.formats.cloud_files import write_cloud
from shape_diff.formats.export import MESH_WRITERS, write_mesh
from shape_diff.generation.request import Request
from shape_diff_viewer.collection import Collection, Item, open_paths, shape_item
from shape_diff_viewer.generation import GenerationJob, Generator
from shape_diff_viewer.thumbnails import thumbnail
from shape_diff_viewer.web.packing import pack_shape

THUMBNAIL_SIZE = 256
POINTS_FORMAT = "points.ply"
MAX_UPLOADS = 100
"""Uploaded shapes stay in memory until the program ends."""


class Samples:
    """The collection as the page sees it; safe to use from many threads."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._uploads = 0
        self._busy = threading.Lock()

    def shown(self) -> list[Item]:
        """The items without those whose files are links that lead out of their folder."""
        return [item for item in self.collection.items if not _leads_out(item)]

    def named(self, name: str) -> Item | None:
        """The item of that name among those shown."""
        return next((item for item in self.shown() if item.name == name), None)

    def payload(self, item: Item) -> bytes:
        """What the page draws; raises ValueError for an item that cannot be read."""
        with self._busy:  # two large shapes at a time would only slow each other
            return pack_shape(item.load())

    def picture(self, item: Item) -> bytes:
        """A PNG for the gallery."""
        content = io.BytesIO()
        thumbnail(item, THUMBNAIL_SIZE).save(content, "PNG")
        return content.getvalue()

    def export(self, item: Item, form: str) -> bytes:
        """The item as a file: its mesh in one of the formats of `generate`, or its points as "points.ply".

        Raises:
            ValueError: an unknown format, or the item has no such part.
        """
        if form != POINTS_FORMAT and f".{form}" not in MESH_WRITERS:
            known = ", ".join([*(suffix.lstrip(".") for suffix in MESH_WRITERS), POINTS_FORMAT])
            raise ValueError(f"samples cannot be exported as {form[:20]!r}; choose one of {known}")
        shape = item.load()
        with tempfile.TemporaryDirectory(prefix="shape-diff-export-") as folder:
            path = Path(folder) / f"export.{form}"
            if form == POINTS_FORMAT:
                cloud = shape.cloud
                if cloud is None and shape.trajectory is not None:
                    cloud = shape.trajectory.cloud(len(shape.trajectory) - 1)
                if cloud is None:
                    raise ValueError(f"{item.title} has no points to export")
                write_cloud(cloud, path)
            else:
                if shape.mesh is None:
                    raise ValueError(f"{item.title} has no mesh to export")
                write_mesh(shape.mesh, path)
            return path.read_bytes()

    def upload(self, name: str, content: bytes) -> Item:
        """Add a cloud or mesh that was sent to the collection; no file of it stays.

        Raises:
            ValueError: it cannot be read, or too many were sent.
        """
        if self._uploads >= MAX_UPLOADS:
            raise ValueError(f"{MAX_UPLOADS} files were opened here; start the viewer anew to open more")
        safe = re.sub(r"[^\w.\- ]", "_", Path(name).name).lstrip(".")[-100:] or "file"
        with tempfile.TemporaryDirectory(prefix="shape-diff-upload-") as folder:
            # A folder of its own within the temporary one: readers look beside a mesh and one folder further.
            path = Path(folder) / "upload" / safe
            path.parent.mkdir()
            path.write_bytes(content)
            opened = open_paths([path]).items[0]
            item = shape_item(opened.name, safe, opened.load(), {"file": safe, "bytes": len(content)})
        self._uploads += 1
        self.collection.add(item)
        return item


class Jobs:
    """Generations that the page asked for, one at a time."""

    def __init__(self, generator: Generator, collection: Collection) -> None:
        self.generator, self.collection = generator, collection
        self._jobs: list[GenerationJob] = []
        self._added: set[GenerationJob] = set()
        self._lock = threading.Lock()

    def start(self, request: Request) -> int | None:
        """Begin; the number of the job, or None while another works. Raises ValueError for an impossible request."""
        with self._lock:
            if self._jobs and not self._jobs[-1].finished:
                return None
            self._jobs.append(self.generator.start(request))
            return len(self._jobs) - 1

    def get(self, number: str) -> GenerationJob | None:
        """The job of that number."""
        known = number.isdecimal() and len(number) < 9 and int(number) < len(self._jobs)
        return self._jobs[int(number)] if known else None

    def collect(self) -> None:
        """Put finished samples into the collection, each once."""
        with self._lock:
            for job in self._jobs:
                if job.result is not None and job not in self._added:
                    self._added.add(job)
                    self.collection.add(job.result)

    def cancel_all(self) -> None:
        """Stop what is being worked on."""
        for job in self._jobs:
            job.cancel()


def _leads_out(item: Item) -> bool:
    """Whether a file of the item is a link to somewhere outside of the folder in which it was found."""
    paths = [path for path in (item.path, *item.files.values()) if path is not None]
    return any(not path.resolve().is_relative_to(path.parent.resolve()) for path in paths)
