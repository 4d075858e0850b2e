"""Keeping the greetings of C++ libraries off the terminal."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_output() -> Iterator[None]:
    """Hold back what is written to the descriptors 1 and 2, by C++ too; if the block fails, all of it is shown.

    Filament prints half a dozen lines whenever an engine or a window is made, straight to the descriptors, where
    replacing `sys.stdout` would not reach.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as held:
        try:
            os.dup2(held.fileno(), 1)
            os.dup2(held.fileno(), 2)
            yield
        except BaseException:
            _restore(kept)
            held.seek(0)
            os.write(2, held.read())
            raise
        finally:
            _restore(kept)
            for descriptor in kept:
                os.close(descriptor)


def _restore(kept: tuple[int, int]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    for target, descriptor in zip((1, 2), kept, strict=True):
        os.dup2(descriptor, target)
