"""What a user noted about samples, titles and favourites, in one hidden file of their folder."""

import json
from pathlib import Path
from typing import Any

from shape_diff.files.atomic import atomic_path
from shape_diff.files.json_text import json_text
from shape_diff_viewer.item import Item

FILE = ".shape-diff-view.json"
MAX_TITLE = 200


def apply_marks(items: list[Item]) -> None:
    """Give items the titles and stars that are noted in their folders."""
    noted: dict[Path, dict[str, Any]] = {}
    for item in items:
        if item.path is None:
            continue
        folder = item.path.parent
        if folder not in noted:
            noted[folder] = _read(folder)
        mark = noted[folder].get(item.path.name)
        if isinstance(mark, dict):
            item.title = str(mark.get("title") or item.title)
            item.favourite = mark.get("favourite") is True


def note(item: Item, **changes: Any) -> None:
    """Write down what is new about an item; nothing where it is not saved.

    Raises:
        OSError: the folder cannot be written to.
    """
    if item.path is None:
        return
    marks = _read(item.path.parent)
    before = marks.get(item.path.name)
    marks[item.path.name] = {**(before if isinstance(before, dict) else {}), **changes}
    with atomic_path(item.path.parent / FILE) as temporary:
        temporary.write_text(json_text(marks), encoding="utf-8")


def _read(folder: Path) -> dict[str, Any]:
    try:
        marks = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marks if isinstance(marks, dict) else {}
