"""Peak memory of each contender, each in a fresh process of its own.

The kernel keeps the largest resident size that a process ever had (VmHWM in /proc, Linux only). It is read twice: when
all that a program imports anyway is loaded, and after the mesh. A worker process, where a method has one, is listed
apart: it sits beside the program until it ends.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from benchmarks.reconstruction.contenders import attempt, contenders
from benchmarks.reconstruction.disturbances import Disturbance
from benchmarks.reconstruction.processes import children, peak_mib
from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.report import header, row
from benchmarks.reconstruction.shapes import Shape, made_shapes
from benchmarks.reconstruction.solids import SOLIDS
from shape_diff.files.atomic import atomic_path
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.options import ReconstructionOptions

FILE = "memory.json"
POINTS = (1024, 4096, 16_384)
SHAPE = "bracket"


@dataclass(frozen=True)
class Memory:
    """MiB of resident memory: of the bare program, of the program at its peak, and of its workers at theirs."""

    method: str
    points: int
    bare: float
    peak: float
    worker: float


def measure_memory(folder: Path) -> None:
    """Write FILE with one line for each contender and number of points, done in processes of their own."""
    bracket().truth(folder / "truth")
    rows = []
    for method in progress_bar(contenders(), "memory"):
        for points in POINTS:
            command = [sys.executable, "-m", "benchmarks.reconstruction", "memory", "--out", str(folder),
                       "--only", method, str(points)]  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            rows.append(json.loads(done.stdout))
    with atomic_path(folder / FILE) as temporary:
        temporary.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def bracket() -> Shape:
    return next(shape for shape in made_shapes("solids", SOLIDS) if shape.name == SHAPE)


def probe(method: str, points: int, folder: Path) -> str:
    """The measurement of one contender in this process, as JSON."""
    truth = bracket().truth(folder / "truth")
    cloud = Disturbance(points=points).cloud(truth, bracket(), Regenerator())
    torch.fft.rfftn(torch.zeros(8, 8, 8))
    bare = peak_mib(os.getpid())
    attempt(method, cloud, ReconstructionOptions())
    own = peak_mib(os.getpid())
    return json.dumps(asdict(Memory(method, points, bare, own, sum(map(peak_mib, children())))))


def memory_table(folder: Path) -> list[str]:
    """Markdown lines; none where nothing was measured."""
    path = folder / FILE
    rows = [Memory(**values) for values in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []
    lines = header(["", "points", "bare program, MiB", "peak of the program", "and of its worker"])
    for memory in rows:
        numbers = (memory.bare, memory.peak, memory.worker)
        lines.append(row([memory.method, f"{memory.points:,}", *(f"{value:,.0f}" for value in numbers)], 4))
    return lines
