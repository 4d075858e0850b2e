"""What runs in the process that reads files of strangers: it may crash, hang or run out of memory alone."""

import sys
import tempfile
from pathlib import Path

from shape_diff.formats.read_limits import unpacked_at_most
from shape_diff.pictures.preparing import PreparedPicture, prepare_picture
from shape_diff_viewer.collection import open_paths
from shape_diff_viewer.shape import Shape

MAX_UNPACKED_BYTES = 512 * 2**20
ROOM_BYTES = 3 * 2**30
"""Memory beyond what the process has when it starts to read; native code and libraries know no other limit."""

Files = list[tuple[str, bytes]]


def read_shape(files: Files) -> tuple[str, Shape]:
    """The name and shape of the first of some files; the others are those it refers to.

    Raises:
        ValueError: it cannot be read, is too large, or refers to what is not among the files.
    """
    _limit_memory()
    with tempfile.TemporaryDirectory(prefix="shape-diff-upload-") as folder:
        # A folder of its own within the temporary one: readers look beside a mesh and one folder further.
        first = _written(files, Path(folder) / "upload")
        try:
            with unpacked_at_most(MAX_UNPACKED_BYTES):
                item = open_paths([first]).items[0]
                return item.name, item.load()
        except MemoryError as error:
            raise ValueError(f"{files[0][0]} needs more memory than an upload may take") from error


def read_picture(files: Files) -> PreparedPicture:
    """A picture as a model sees it; raises ValueError where it is none or shows no object."""
    _limit_memory()
    with tempfile.TemporaryDirectory(prefix="shape-diff-upload-") as folder:
        try:
            return prepare_picture(_written(files[:1], Path(folder)))
        except MemoryError as error:
            raise ValueError(f"{files[0][0]} needs more memory than a picture may take") from error


def _written(files: Files, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder / files[0][0]


def _limit_memory() -> None:
    """Let the system refuse memory beyond the room for an upload, where it can be told so."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + ROOM_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
