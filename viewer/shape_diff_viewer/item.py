"""One entry of the gallery, read when somebody looks at it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shape_diff_viewer.shape import Shape

MAX_LOADED_BYTES = 256 * 2**20
"""Shapes of files kept in memory; others are read again when they are looked at."""

Stamp = frozenset[tuple[str, int, int]]
"""Names, times of change (ns) and sizes of the files that an item is made of."""


class Item:
    """One entry of the gallery.

    Attributes:
        name: unique in its collection, safe as a file name.
        title: what the user called it, or the prompt, the names of the pictures that were shown, or the file's name.
        path: the file, or the manifest of a generated sample; None where nothing is saved.
        info: the manifest of `generate`, or {"file": ..., "bytes": ...}.
        files: the files it is made of, by role: points, steps, preview and mesh formats.
        folder: the subfolder of what was opened that it lies in; "" for none.
        favourite: whether the user marked it.
        stamp: the state of its files when they were found.
    """

    def __init__(
        self,
        name: str,
        title: str,
        read: Callable[[], Shape],
        path: Path | None = None,
        info: dict[str, Any] | None = None,
        files: dict[str, Path] | None = None,
        folder: str = "",
    ) -> None:
        """`read` makes the shape and may raise ValueError or OSError with one sentence."""
        self.name, self.title, self.path = name, title, path
        self.info, self.files, self.folder = info or {}, files or {}, folder
        self.favourite = False
        self.stamp = stamp_of([*self.files.values(), *([path] if path else [])])
        self._read = read

    def __repr__(self) -> str:
        return f"Item({self.name!r})"

    @property
    def is_generated(self) -> bool:
        """Whether it is a sample that `generate` saved."""
        return self.path is not None and self.path.suffix == ".json"

    @property
    def modified_s(self) -> float:
        """When its newest file was changed, in seconds since 1970; 0 where nothing is saved."""
        return max((time_ns for _, time_ns, _ in self.stamp), default=0) / 1e9

    def load(self) -> Shape:
        """The shape; the last ones that were loaded are kept.

        Raises:
            ValueError: it cannot be read; the sentence says why.
        """
        return _RECENT.get(self, self._read)

    def matches(self, words: str) -> bool:
        """Whether every one of the words is part of the name, the title or the folder."""
        text = f"{self.title} {self.name} {self.folder}".lower()
        return all(word in text for word in words.lower().split())


def shape_item(name: str, title: str, shape: Shape, info: dict[str, Any] | None = None) -> Item:
    """An item that is not saved anywhere."""
    return Item(name, title, lambda: shape, None, info)


def stamp_of(paths: list[Path]) -> Stamp:
    """The state of files; of those that are not there nothing."""
    found = set()
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found.add((path.name, status.st_mtime_ns, status.st_size))
    return frozenset(found)


class _RecentShapes:
    """Loaded shapes up to so many bytes, the least recently used dropped first; the last one always stays."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._shapes, self._lock = max_bytes, OrderedDict[Item, Shape](), threading.Lock()

    def get(self, item: Item, read: Callable[[], Shape]) -> Shape:
        with self._lock:
            if item in self._shapes:
                self._shapes.move_to_end(item)
                return self._shapes[item]
        try:
            shape = read()
        except FileNotFoundError as error:
            raise ValueError(f"{_name_of(error, item)} is not there any more") from error
        except OSError as error:
            raise ValueError(f"{_name_of(error, item)}: {error.strerror or type(error).__name__}") from error
        with self._lock:
            self._shapes[item] = shape
            used = sum(kept.nbytes for kept in self._shapes.values())
            while used > self._max_bytes and len(self._shapes) > 1:
                used -= self._shapes.popitem(last=False)[1].nbytes
        return shape


def _name_of(error: OSError, item: Item) -> str:
    """The file that failed, by its name alone: whoever looks need not know where it lies."""
    return Path(str(error.filename)).name if error.filename else item.title


_RECENT = _RecentShapes(MAX_LOADED_BYTES)
