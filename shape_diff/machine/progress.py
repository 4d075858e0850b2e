"""Progress bars on standard error, silent where nobody is looking."""

import sys
from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress_bar(items: Iterable[Item], title: str) -> Iterable[Item]:
    """The items, with a bar on a terminal that disappears when done."""
    return tqdm(items, desc=title, leave=False, disable=not sys.stderr.isatty(), dynamic_ncols=True)
