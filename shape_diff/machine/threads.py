"""How many threads compute, and how they wait for each other; told to PyTorch before it is imported."""

import os
import sys
from collections.abc import MutableMapping

PASSIVE = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0", "KMP_BLOCKTIME": "0"}
"""For OpenMP in general, for GCC's (Linux wheels of PyTorch) and for Intel's and LLVM's (macOS)."""


def wait_passively(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let threads sleep while they wait, where the user has not said otherwise.

    By default they spin, and on a busy machine take the time of those they wait for: eight sampling steps beside two
    busy loops on two cores took 5.4 s spinning and 2.65 s sleeping (docs/log.md).
    """
    for name, value in PASSIVE.items():
        environment.setdefault(name, value)


def limit_threads(count: int) -> None:
    """Compute on so many threads, in this process and those it starts.

    Raises:
        ValueError: `count` is below 1.
    """
    if count < 1:
        raise ValueError(f"--threads must be at least 1, got {count}")
    os.environ["OMP_NUM_THREADS"] = str(count)
    if "torch" in sys.modules:  # which has read the variable already
        sys.modules["torch"].set_num_threads(count)
