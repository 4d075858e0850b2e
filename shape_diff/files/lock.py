"""Folders that one process at a time may change."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

LOCK = ".lock"


@contextmanager
def folder_lock(folder: Path, wait: bool) -> Iterator[None]:
    """Hold a folder, which must exist, until the block ends; a process that dies lets go of it.

    Args:
        folder: what is held, by a file in it that is gone afterwards.
        wait: wait for a process that holds it.

    Raises:
        ValueError: another process holds it and waiting is not wanted.
        OSError: the file cannot be made.
    """
    path = folder / LOCK
    file = _locked(path, wait)
    try:
        yield
    finally:
        if sys.platform != "win32":
            path.unlink()  # while it is held, so that nobody else's is removed
        file.close()
        if sys.platform == "win32":
            with suppress(OSError):  # another process has opened it
                path.unlink()


def _locked(path: Path, wait: bool) -> IO[str]:
    """The lock file, open and held."""
    while True:
        file = path.open("a+")
        try:
            _hold(file, wait)
        except OSError as error:
            file.close()
            raise ValueError(
                f"another process is writing to {path.parent}; wait for it or name another folder"
            ) from error
        except BaseException:
            file.close()
            raise
        if _is_of(file, path):
            return file
        file.close()  # its holder removed it while this waited


def _is_of(file: IO[str], path: Path) -> bool:
    """Whether an open file still is the one of that name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[str], wait: bool) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: IO[str], wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
