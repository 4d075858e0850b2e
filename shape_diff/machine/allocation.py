"""Memory of large tensors kept for the next ones instead of given back to the system after each operation."""

import ctypes
import platform

# <malloc.h> of glibc.
M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
LARGEST_INT = 2**31 - 1


def keep_freed_memory() -> None:
    """Tell glibc's malloc to keep what is freed, for the rest of the process; does nothing with other C libraries.

    Fresh pages of large temporaries cost more than the arithmetic on them: from 16,384 points on, a CPU evaluation is
    several times as fast, and linear in the number of points (docs/log.md).
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, LARGEST_INT)
