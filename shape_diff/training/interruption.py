"""Ctrl-C between steps instead of within one, so that weights and step count are always saved as a matching pair."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether Ctrl-C was pressed since the block began."""

    def __init__(self) -> None:
        self.requested = False

    def request(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT: remember the first, obey the second at once."""
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        sys.stderr.write("\nstopping after this step; press Ctrl-C again to stop without saving\n")


@contextmanager
def held_back() -> Iterator[Interruption]:
    """Hold Ctrl-C back within the block, which looks at what it is given and stops where it suits.

    Python delivers signals to the main thread; in any other nothing is held back.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, interruption.request)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)
