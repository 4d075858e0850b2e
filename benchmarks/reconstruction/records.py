"""Results on disk: one JSON object a line, appended as soon as it is known, so that a stopped run can go on."""

import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import torch

FILE = "results.jsonl"
Scores = dict[str, float | None]
"""Name -> score; None where it cannot be said, as the colour of a mesh without colours."""


@dataclass(frozen=True)
class Result:
    """One contender on one cloud.

    Attributes:
        shape: name of the shape.
        group: its group.
        disturbance: label of what was done to the cloud.
        method: name of the contender, with its changed options.
        run: which process measured it; only seconds of one process are compared.
        seconds: wall clock.
        cpu_seconds: processor time.
        note: why there is no mesh or another than asked for; empty if all went well.
        scores: chamfer_l1, f_score_1, f_score_2, normal_consistency, color_rmse, watertight, components and faces;
            empty where there is no mesh.
    """

    shape: str
    group: str
    disturbance: str
    method: str
    run: str
    seconds: float
    cpu_seconds: float
    note: str
    scores: Scores

    @property
    def case(self) -> tuple[str, str]:
        return self.shape, self.disturbance

    @property
    def key(self) -> tuple[str, str, str]:
        return self.shape, self.disturbance, self.method


@dataclass(frozen=True)
class Run:
    """One process that measured."""

    run: str
    command: str
    machine: str
    commit: str


class Records:
    """The results in a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def append(self, record: Result | Run) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as file:
            file.seek(max(file.tell() - 1, 0))
            cut_off = file.read() not in (b"", b"\n")
            file.write((cut_off * "\n" + json.dumps(asdict(record)) + "\n").encode())

    def results(self) -> list[Result]:
        """All results in the order in which they were measured; a case may have been measured twice."""
        return [Result(**row) for row in self._rows() if "shape" in row]

    def runs(self) -> list[Run]:
        return [Run(**row) for row in self._rows() if "command" in row]

    def _rows(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            # What belongs to a line that a power failure cut off is measured again.
            with suppress(json.JSONDecodeError):
                yield json.loads(line)


def this_run() -> Run:
    """What is to be known of this process beside its numbers."""
    command = " ".join(["python -m benchmarks.reconstruction", *sys.argv[1:]])
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    now = datetime.now()
    machine = f"{platform.machine()}, {torch.get_num_threads()} thread(s), PyTorch {torch.__version__}, {now.date()}"
    return Run(now.isoformat(timespec="seconds"), command, machine, commit.stdout.strip() or "unknown")
