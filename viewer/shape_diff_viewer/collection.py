"""The gallery: what was opened, as a list of items that keeps up with its folders."""

import shutil
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from shape_diff_viewer.item import Item, Stamp
from shape_diff_viewer.marks import MAX_TITLE, apply_marks, note
from shape_diff_viewer.opening import file_item, folder_items, folder_stamp, is_known, known_suffixes, manifest_item

MAX_CHECKED = 16
"""Named files up to this number are read at once, so that a broken one is an error; of more only the names are."""
REFRESH_S = 2.0
"""Folders are searched at most this often."""
DELETED = ".deleted"
"""Where deleted samples go, in their folder: a click must not lose what took minutes to make."""


class Collection:
    """Items in order; they can be added from any thread.

    Attributes:
        items: all of them; the list is replaced, never changed, so whoever goes through it is not disturbed.
        folders: what `refresh` searches.
        revision: another number after every change.
    """

    def __init__(self, items: Iterable[Item] = (), folders: Iterable[Path] = ()) -> None:
        self.items: list[Item] = []
        self.folders = [Path(folder) for folder in folders]
        self.revision = 0
        self._lock = threading.RLock()
        self._searched = time.monotonic()
        self._stamps: dict[Path, Stamp] = {}
        for item in items:
            self.add(item)

    def __len__(self) -> int:
        return len(self.items)

    def add(self, item: Item) -> None:
        """Append an item; its name is numbered if another has it."""
        with self._lock:
            taken = {other.name for other in self.items}
            base, number = item.name, 1
            while item.name in taken:
                number += 1
                item.name = f"{base}.{number}"
            self.items = [*self.items, item]
            self.revision += 1

    def join(self, item: Item) -> Item:
        """Append an item unless a search has found its file already; returns the one that is in the collection."""
        with self._lock:
            same = [other for other in self.items if _place(other) is not None and _place(other) == _place(item)]
            if not same:
                self.add(item)
                return item
            if same[0].stamp != item.stamp:
                item.name = same[0].name
                self._replace({same[0]: item})
                return item
            return same[0]

    def filtered(self, words: str) -> list[Item]:
        """The items that match every one of the words; all for none."""
        return [item for item in self.items if item.matches(words)]

    def named(self, name: str) -> Item | None:
        """The item of that name."""
        return next((item for item in self.items if item.name == name), None)

    def refresh(self, now: bool = False) -> bool:
        """Look for new, changed and deleted files, at most every REFRESH_S seconds; returns whether there are any."""
        with self._lock:
            if not self.folders or (not now and time.monotonic() - self._searched < REFRESH_S):
                return False
            before = self.revision
            for folder in self.folders:
                stamp = folder_stamp(folder)
                if stamp != self._stamps.get(folder):
                    self._stamps[folder] = stamp
                    self._bring_up_to_date(folder, folder_items(folder))
            self._searched = time.monotonic()
            return self.revision != before

    def rename(self, item: Item, title: str) -> None:
        """Call an item something else; raises ValueError for a title of no or too many letters."""
        title = " ".join(title.split())
        if not title or len(title) > MAX_TITLE:
            raise ValueError(f"a title has 1 to {MAX_TITLE} letters, got {len(title)}")
        note(item, title=title)
        item.title = title
        self.revision += 1

    def mark_favourite(self, item: Item, on: bool) -> None:
        """Give an item a star, or take it."""
        note(item, favourite=on)
        item.favourite = on
        self.revision += 1

    def discard(self, item: Item) -> None:
        """Take an item out; its files go to the folder DELETED beside them.

        Raises:
            OSError: they cannot be moved.
        """
        with self._lock:
            for path in {*item.files.values(), *([item.path] if item.path else [])}:
                if path.exists():
                    (path.parent / DELETED).mkdir(exist_ok=True)
                    shutil.move(path, path.parent / DELETED / path.name)
            self._replace({item: None})

    def _bring_up_to_date(self, folder: Path, found: list[Item]) -> None:
        """Take over what a search of a folder found; items whose files did not change stay the same objects."""
        apply_marks(found)
        fresh = {_place(item): item for item in found}
        changes: dict[Item, Item | None] = {}
        for item in self.items:
            if item.path is None or not item.path.resolve().is_relative_to(folder.resolve()):
                continue
            now = fresh.pop(_place(item), None)
            if now is None and not item.path.exists():
                changes[item] = None
            elif now is not None and now.stamp != item.stamp:
                now.name = item.name
                changes[item] = now
        self._replace(changes)
        for item in fresh.values():
            self.add(item)

    def _replace(self, changes: dict[Item, Item | None]) -> None:
        if changes:
            self.items = [new for item in self.items if (new := changes.get(item, item)) is not None]
            self.revision += 1


def open_paths(paths: Sequence[Path]) -> Collection:
    """What is in files and folders, in the order given; folders with their subfolders, each sorted by name.

    A named file that is missing or broken is an error; in a folder it becomes an item whose `load` says what is wrong.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ValueError: a file is empty, truncated, without faces or of an unknown kind, or a folder holds nothing to show.
    """
    named = [Path(path) for path in paths]
    items: list[Item] = []
    for path in named:
        if path.is_dir():
            found = folder_items(path)
            if not found:
                raise ValueError(f"there is nothing to show in the folder {path}; known are {known_suffixes()}")
            items += found
        else:
            items.append(_named_item(path, check=len(named) <= MAX_CHECKED))
    apply_marks(items)
    return Collection(items, [path for path in named if path.is_dir()])


def _named_item(path: Path, check: bool) -> Item:
    """The item of a path that a user gave."""
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}")
    item = manifest_item(path) if path.suffix == ".json" else file_item(path) if is_known(path) else None
    if item is None:
        kind = "is not a manifest of generate" if path.suffix == ".json" else "is not a cloud or mesh that can be shown"
        raise ValueError(f"{path.name} {kind}; known are {known_suffixes()}")
    if path.stat().st_size == 0:
        raise ValueError(f"{path.name} is an empty file")
    if check:
        item.load()
    return item


def _place(item: Item) -> Path | None:
    """Where the item's file is, whatever way it was named."""
    return None if item.path is None else item.path.resolve()
