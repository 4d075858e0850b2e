"""Progress bars on standard error, silent where nobody is looking."""

import sys
from collections.abc import Iterable
from typing import Any, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress_bar(items: Iterable[Item], title: str) -> Iterable[Item]:
    """The items, with a bar on a terminal that disappears when done."""
    return tqdm(items, desc=title, leave=False, disable=not sys.stderr.isatty(), dynamic_ncols=True)


def bar_style() -> dict[str, Any]:
    """Of a bar over shapes that log files show, too: drawn all the time on a terminal, elsewhere now and then."""
    return {"unit": "shape", "mininterval": 0.1 if sys.stderr.isatty() else 30.0}
