"""What a prompt costs with Point-E's networks and with ours, on this machine, in one run.

    python -m benchmarks.point_e.cost [--threads 2]

Point-E is what a user would pick instead. Its weights are not needed to know its cost: networks of its published sizes
with random weights do the same arithmetic. Its text-to-3D default is 64 steps of Heun on 1,024 points with
base40M-textvec and guidance 3, 64 steps of Heun with the upsampler to 4,096 points without guidance, and 128^3 queries
of the SDF model. A whole run would take most of an hour on two cores, so evaluations are timed one by one, alternating
between the two systems, and multiplied by their number.

Both systems use the same precision: bfloat16 where the machine is fast at it, for both. FLOPs are counted by
torch.utils.flop_counter, memory is that of one evaluation beside its network (`memory.py`).
"""

import argparse
import platform
import statistics
import sys
import time

import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.point_e.memory import measure_memory
from benchmarks.point_e.networks import BASE40M
from benchmarks.point_e.parts import HEUN_NFE, OURS, THEIRS, Part, Run, all_points, parts, two_stream
from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.precision import describe_device, mixed_precision, resolve_device
from shape_diff.models.finding import recommended

CURVE = (1024, 2048, 4096, 8192)


@torch.inference_mode()
def timed(run: Run, device: torch.device) -> float:
    start = time.perf_counter()
    with mixed_precision(device):
        run()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - start


@torch.inference_mode()
def flops(run: Run) -> int:
    with FlopCounterMode(display=False) as counter:
        run()
    return int(counter.get_total_flops())


def meshing_seconds(device: torch.device) -> float:
    """Our mesh of a cloud that our model generated, which is part of our cost."""
    pipeline = Pipeline.load(device=str(device))
    cloud = pipeline.generate("a wooden barrel")[0].cloud
    pipeline.reconstruct(cloud)
    start = time.perf_counter()
    pipeline.reconstruct(cloud)
    return time.perf_counter() - start


def cost_tables(device: torch.device, rounds: int) -> list[str]:
    everything = parts(device)
    memories = [measure_memory(number, device).evaluation for number in range(len(everything))]
    runs = [part.build() for part in everything]
    for run in runs:
        timed(run, device)
    # Alternating, so that whatever else the machine does falls on all alike.
    times = [[timed(run, device) for run in runs] for _ in range(rounds)]
    seconds = [statistics.median(column) for column in zip(*times, strict=True)]
    spent = [part.evaluations * value for part, value in zip(everything, seconds, strict=True)]
    work = [part.evaluations * flops(run) / 1e12 for part, run in zip(everything, runs, strict=True)]
    return [
        *_parts_table(everything, seconds, spent, memories),
        "",
        "| prompt to | Point-E, s | shape_diff, s | ratio |",
        "|---|---|---|---|",
        _row("4,096 coloured points", *_sums(everything, spent, to_points_only=True), 1),
        _row("mesh (128^3)", *_with_meshing(_sums(everything, spent), device), 1),
        "",
        "| | Point-E | shape_diff | ratio |",
        "|---|---|---|---|",
        _row("network evaluations (NFE) to the points", 2 * HEUN_NFE, recommended("text_image")["steps"], 0),
        _row("TFLOPs, all networks", *_sums(everything, work), 1),
        _row("peak memory of an evaluation, MiB", *_largest(everything, memories), 0),
    ]


def _parts_table(everything: list[Part], seconds: list[float], spent: list[float], memories: list[float]) -> list[str]:
    totals = dict(zip((THEIRS, OURS), _sums(everything, spent), strict=True))
    lines = ["| system | evaluation | seconds | times a prompt | share | peak memory, MiB |", "|---" * 6 + "|"]
    for part, value, whole, memory in zip(everything, seconds, spent, memories, strict=True):
        cells = [part.system, part.name, f"{value:.3f}", str(part.evaluations), f"{whole / totals[part.system]:.0%}"]
        lines.append(f"| {' | '.join(cells)} | {memory:,.0f} |")
    return lines


def _sums(everything: list[Part], values: list[float], to_points_only: bool = False) -> tuple[float, float]:
    """Of Point-E's parts and of ours."""
    chosen = [pair for pair in zip(everything, values, strict=True) if pair[0].to_points or not to_points_only]
    theirs, ours = (sum(value for part, value in chosen if part.system == system) for system in (THEIRS, OURS))
    return theirs, ours


def _largest(everything: list[Part], values: list[float]) -> tuple[float, float]:
    """Of Point-E's parts and of ours."""
    pairs = list(zip(everything, values, strict=True))
    theirs, ours = (max(value for part, value in pairs if part.system == system) for system in (THEIRS, OURS))
    return theirs, ours


def _with_meshing(seconds: tuple[float, float], device: torch.device) -> tuple[float, float]:
    return seconds[0], seconds[1] + meshing_seconds(device)


def _row(what: str, theirs: float, ours: float, digits: int) -> str:
    return f"| {what} | {theirs:,.{digits}f} | {ours:,.{digits}f} | {theirs / max(ours, 1e-9):.1f} |"


def curve(device: torch.device) -> list[str]:
    """Seconds of one guided evaluation over the number of points."""
    lines = ["| points | all-points transformer (base40M) | two-stream | ratio |", "|---|---|---|---|"]
    for points in CURVE:
        pair = [all_points(BASE40M, 2, points, 0, device), two_stream(points, device)]
        for run in pair:
            timed(run, device)
        theirs, ours = (statistics.median(timed(run, device) for _ in range(3)) for run in pair)
        lines.append(f"| {points:,} | {theirs:.3f} | {ours:.3f} | {theirs / ours:.0f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = resolve_device(options.device)
    keep_freed_memory()
    stamp = (
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {describe_device(device)}, PyTorch {torch.__version__}; "
        f"seconds are medians of {options.rounds} alternating rounds, whole pipelines extrapolated from them."
    )
    sys.stdout.write("\n".join([*cost_tables(device, options.rounds), "", *curve(device), "", stamp, ""]))


if __name__ == "__main__":
    main()
