"""Peak memory of each network evaluation, in a process of its own.

    python -m benchmarks.point_e.memory NUMBER [--threads 2] [--device auto]

prints the measurement of one part as JSON; `cost` runs it for all. A process's peak never falls, so what ran before
would hide what runs after. Without a GPU it is the largest resident size (VmHWM in /proc, Linux only), set back when
the network and its input are there and read before and after two evaluations; on a GPU what PyTorch has allocated.
"""

import argparse
import ctypes
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from benchmarks.point_e.parts import parts
from benchmarks.reconstruction.processes import peak_mib
from shape_diff.machine.precision import mixed_precision, resolve_device


@dataclass(frozen=True)
class Memory:
    """MiB: of the program with its network and input, and at the peak of the evaluations."""

    before: float
    peak: float

    @property
    def evaluation(self) -> float:
        return self.peak - self.before


def measure_memory(number: int, device: torch.device) -> Memory:
    """Of the part with this number, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.point_e.memory", str(number), "--device", str(device),
               "--threads", str(torch.get_num_threads())]  # fmt: skip
    return Memory(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


@torch.inference_mode()
def probe(number: int, device: torch.device) -> Memory:
    """Of the part with this number, in this process."""
    run = parts(device)[number].build()
    _forget_peak(device)
    before = _peak(device)
    with mixed_precision(device):
        run()
        run()
    return Memory(before, _peak(device))


def _forget_peak(device: torch.device) -> None:
    """Loading takes more than what is loaded; give that back, and let the peak be what is in use now."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
        return
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # proc(5): resets VmHWM


def _peak(device: torch.device) -> float:
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 2**20
    return peak_mib(os.getpid())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    sys.stdout.write(json.dumps(asdict(probe(options.number, resolve_device(options.device)))) + "\n")


if __name__ == "__main__":
    main()
