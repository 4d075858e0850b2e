"""Processor time and memory of this process and its workers, from /proc (Linux)."""

import os
from pathlib import Path


def cpu_seconds() -> float:
    """Processor time that this process, its living children and those it has waited for have used so far."""
    times = os.times()
    ended = times.user + times.system + times.children_user + times.children_system
    return ended + sum(map(_living_seconds, children()))


def children() -> list[int]:
    """The child processes that still run, workers among them; none where there is no /proc."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text(encoding="utf-8").split()]


def peak_mib(process: int) -> float:
    """The largest resident size that a process has had, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(float(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _living_seconds(process: int) -> float:
    # Fields 14 and 15 of proc(5), counted behind the name in parentheses, which may hold spaces.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
