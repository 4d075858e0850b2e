"""Ctrl-C is answered from the beginning, imports included.

A KeyboardInterrupt within an import leaves libraries half loaded; they swallow it or fail later in words of their own.
Nothing has been begun then that could be kept, so the process ends at once.
"""

import os
import signal
import sys
import threading
from types import FrameType

INTERRUPTED = 130
"""Exit code after Ctrl-C, 128 + SIGINT."""
STOPPED = "stopped by Ctrl-C; what was finished is kept"


def obey_at_once() -> None:
    """Let Ctrl-C end the process where modules are being imported, and raise KeyboardInterrupt elsewhere.

    Where Ctrl-C is ignored, as behind nohup, it stays so.
    """
    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_default and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupted)


def _interrupted(number: int, frame: FrameType | None) -> None:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            sys.stderr.write(f"{STOPPED}\n")
            sys.stderr.flush()
            os._exit(INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt
