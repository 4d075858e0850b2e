"""Ctrl-C while Open3D's event loop runs."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130
"""Exit code of a program that a second Ctrl-C ended, as shells count it."""


@contextmanager
def closing_on_interrupt(close: Callable[[], None]) -> Iterator[None]:
    """Within this block the first Ctrl-C closes the window and the second one ends the program at once.

    A KeyboardInterrupt in one of its callbacks would leave Open3D's loop through C++, and its destructors hang.
    """

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        close()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
