"""What a prompt costs with Point-E's networks and with ours, on this machine, in one run.

    python -m benchmarks.point_e.cost [--threads 2]

Point-E is what a user would pick instead. Its weights are not needed to know its cost: networks of its published sizes
with random weights do the same arithmetic. Its text-to-3D default is 64 steps of Heun on 1,024 points with
base40M-textvec and guidance 3, 64 steps of Heun with the upsampler to 4,096 points without guidance, and 128^3 queries
of the SDF model. A whole run would take most of an hour on two cores, so evaluations are timed one by one, alternating
between the two systems, and multiplied by their number.

Both systems use the same precision: bfloat16 where the machine is fast at it, for both. FLOPs are counted by
torch.utils.flop_counter. Memory is not measured.
"""

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.point_e.networks import BASE40M, UPSAMPLER, AllPoints, AllPointsConfig, SignedDistance
from shape_diff.allocation import keep_freed_memory
from shape_diff.condition import Condition
from shape_diff.model_file import DEFAULT_MODEL, load_model
from shape_diff.pipeline import Pipeline
from shape_diff.precision import describe_device, mixed_precision, resolve_device
from shape_diff.sampling import SamplingSettings

HEUN_STEPS = 64
HEUN_NFE = 2 * HEUN_STEPS - 1
"""Heun evaluates twice a step, but once in the last (Karras et al. 2022, algorithm 1)."""
BASE_POINTS, UPSAMPLED_POINTS = 1024, 4096
TEXT_TOKENS = 1
"""base40M-textvec reads one CLIP vector."""
GRID, QUERY_BATCH = 128, 4096
CURVE = (1024, 2048, 4096, 8192)


@dataclass(frozen=True)
class Part:
    """One kind of network evaluation of a system.

    Attributes:
        system: whose it is.
        name: for the table.
        evaluations: how often it is done for one prompt.
        run: does it once.
    """

    system: str
    name: str
    evaluations: int
    run: Callable[[], Tensor]


def condition(batch: int, tokens: int, device: torch.device) -> Condition:
    return Condition(
        torch.randn(batch, tokens, 384), torch.ones(batch, tokens, dtype=torch.bool), torch.randn(batch, 384)
    ).to(device)


def all_points(
    config: AllPointsConfig, batch: int, points: int, given: int, device: torch.device
) -> Callable[[], Tensor]:
    """One evaluation on random input; guidance doubles the batch."""
    network = AllPoints(config).to(device).eval()
    x = torch.randn(batch, points, config.channels, device=device)
    level, said = torch.zeros(batch, device=device), condition(batch, TEXT_TOKENS, device)
    known = torch.randn(batch, given, config.given_channels, device=device) if given else None
    return lambda: network(x, level, said, known)


def two_stream(points: int, device: torch.device) -> Callable[[], Tensor]:
    """One guided evaluation of the shipped model."""
    denoiser = load_model(DEFAULT_MODEL, device).denoiser
    x, level, said = torch.randn(2, points, 9, device=device), torch.ones(2, device=device), condition(2, 8, device)
    return lambda: denoiser(x, level, said)


def parts(device: torch.device) -> list[Part]:
    sdf = SignedDistance().to(device).eval()
    cloud = torch.randn(1, UPSAMPLED_POINTS, 6, device=device)
    encoded = torch.randn(1, UPSAMPLED_POINTS, 256, device=device)
    queries = torch.rand(1, QUERY_BATCH, 3, device=device)
    new = UPSAMPLED_POINTS - BASE_POINTS
    return [
        Part("Point-E", "base40M, guided, 1,024 points", HEUN_NFE, all_points(BASE40M, 2, BASE_POINTS, 0, device)),
        Part("Point-E", "upsampler, 3,072 new points", HEUN_NFE, all_points(UPSAMPLER, 1, new, BASE_POINTS, device)),
        Part("Point-E", "SDF encoder, 4,096 points", 1, lambda: sdf.encode(cloud)),
        Part("Point-E", "SDF decoder, 4,096 queries", GRID**3 // QUERY_BATCH, lambda: sdf.decode(encoded, queries)),
        Part("shape_diff", "guided, 4,096 points", SamplingSettings.steps, two_stream(UPSAMPLED_POINTS, device)),
    ]


@torch.inference_mode()
def timed(part: Part, device: torch.device) -> float:
    start = time.perf_counter()
    with mixed_precision(device):
        part.run()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - start


@torch.inference_mode()
def flops(part: Part) -> int:
    with FlopCounterMode(display=False) as counter:
        part.run()
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
    measured = parts(device)
    for part in measured:
        timed(part, device)
    # Alternating, so that whatever else the machine does falls on all alike.
    times = [[timed(part, device) for part in measured] for _ in range(rounds)]
    seconds = [statistics.median(column) for column in zip(*times, strict=True)]
    lines = ["| system | evaluation | seconds | times a prompt | share |", "|---|---|---|---|---|"]
    totals = {"Point-E": 0.0, "shape_diff": 0.0}
    work = dict.fromkeys(totals, 0)
    to_points = dict.fromkeys(totals, 0.0)
    for part, value in zip(measured, seconds, strict=True):
        totals[part.system] += part.evaluations * value
        work[part.system] += part.evaluations * flops(part)
        if "SDF" not in part.name:
            to_points[part.system] += part.evaluations * value
    for part, value in zip(measured, seconds, strict=True):
        share = part.evaluations * value / totals[part.system]
        lines.append(f"| {part.system} | {part.name} | {value:.3f} | {part.evaluations} | {share:.0%} |")
    totals["shape_diff"] += meshing_seconds(device)
    theirs, ours = totals["Point-E"], totals["shape_diff"]
    lines += [
        "",
        "| prompt to | Point-E, s | shape_diff, s | ratio |",
        "|---|---|---|---|",
        _row("4,096 coloured points", to_points["Point-E"], to_points["shape_diff"], 1),
        _row("mesh (128^3)", theirs, ours, 1),
        "",
        "| | Point-E | shape_diff | ratio |",
        "|---|---|---|---|",
        _row("network evaluations (NFE) to the points", 2 * HEUN_NFE, SamplingSettings.steps, 0),
        _row("TFLOPs, all networks", work["Point-E"] / 1e12, work["shape_diff"] / 1e12, 1),
    ]  # fmt: skip
    return lines


def _row(what: str, theirs: float, ours: float, digits: int) -> str:
    return f"| {what} | {theirs:,.{digits}f} | {ours:,.{digits}f} | {theirs / max(ours, 1e-9):.1f} |"


def curve(device: torch.device) -> list[str]:
    """Seconds of one guided evaluation over the number of points."""
    lines = ["| points | all-points transformer (base40M) | two-stream | ratio |", "|---|---|---|---|"]
    for points in CURVE:
        pair = [
            Part("Point-E", "", 1, all_points(BASE40M, 2, points, 0, device)),
            Part("shape_diff", "", 1, two_stream(points, device)),
        ]
        for part in pair:
            timed(part, device)
        theirs, ours = (statistics.median(timed(part, device) for _ in range(3)) for part in pair)
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
