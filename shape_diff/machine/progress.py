"""Progress bars on standard error, silent where nobody is looking."""

import sys
from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress_bar(items: Iterable[Item], title: str) -> Iterable[Item]:
    """The items, with a bar on a terminal that disappears when done."""
    return tqdm(items, desc=title, leave=False, disable=not sys.stderr.isatty(), dynamic_ncols=True)


def shape_bar(total: int, done: int = 0, shown: bool = True) -> tqdm:
    """A bar over shapes that log files show, too: drawn all the time on a terminal, elsewhere now and then."""
    often = 0.1 if sys.stderr.isatty() else 30.0
    return tqdm(total=total, initial=done, disable=not shown, unit="shape", mininterval=often)
