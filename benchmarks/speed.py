"""Where the time and memory of generation go, as ratios within one run.

    python benchmarks/speed.py [--model text_image]

1. Prompt to cloud, mesh, files and preview in a fresh process: wall-clock, peak memory and the share of each stage.
2. One guided evaluation of the denoiser for 1k to 64k points: time and memory relative to 1k points.
3. `shape-diff --help`.
"""

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.guidance import guided
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.precision import mixed_precision
from shape_diff.models.model import load_model

SIZES = (1024, 4096, 16_384, 65_536)


def run_process(arguments: list[str]) -> tuple[str, float, float]:
    """Output, seconds and peak memory in GiB of a command, the latter measured by a parent of its own."""
    measured = (
        "import json, resource, subprocess, sys, time; start = time.perf_counter();"
        "done = subprocess.run(sys.argv[1:], check=True, capture_output=True, text=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss;"
        "print(json.dumps([done.stdout, time.perf_counter() - start, used / 2**20]))"
    )
    done = subprocess.run([sys.executable, "-c", measured, *arguments], check=True, capture_output=True, text=True)
    output, seconds, memory = json.loads(done.stdout)
    return output, seconds, memory


def whole_process(model: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "shape_diff", "generate", "a wooden barrel", "--model", model, "--json",
                   "--out", folder]  # fmt: skip
        output, seconds, memory = run_process(command)
    stages = dict(json.loads(output)[0]["timings_s"])
    stages["imports, loading, files and preview"] = seconds - sum(stages.values())
    lines = ["| prompt to 4,096 points, mesh, files and preview | share |", "|---|---|"]
    lines += [f"| {stage} | {100 * value / seconds:.0f} % |" for stage, value in stages.items()]
    return [*lines, f"| all: {seconds:.1f} s, peak memory {memory:.2f} GiB | 100 % |"]


def evaluation(model: str, points: int) -> tuple[float, float]:
    """Median seconds of a guided evaluation of one cloud, and the growth of this process's peak memory in MiB."""
    keep_freed_memory()
    denoiser = load_model(model, torch.device("cpu")).denoiser
    condition = Condition(torch.randn(1, 8, 384), torch.ones(1, 8, dtype=torch.bool), torch.randn(1, 384))
    denoise = guided(denoiser, condition, condition.null(), 3.0)
    seconds = []
    with torch.inference_mode(), mixed_precision(torch.device("cpu")):
        denoise(torch.randn(1, 64, 9), torch.tensor(1.0))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(5):
            x = torch.randn(1, points, 9)
            start = time.perf_counter()
            denoise(x, torch.tensor(1.0))
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def scaling(model: str) -> list[str]:
    lines = ["| points | guided evaluation, ms | time relative to 1,024 | peak memory, MiB |", "|---|---|---|---|"]
    first = 0.0
    for points in SIZES:
        command = [sys.executable, __file__, "--model", model, "--only", str(points)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, memory = json.loads(done.stdout)
        first = first or seconds
        lines.append(f"| {points:,} | {1000 * seconds:.0f} | {seconds / first:.1f} | {memory:.0f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="text_image")
    parser.add_argument("--only", type=int, help="measure one evaluation of so many points and print it as JSON")
    options = parser.parse_args()
    if options.only:
        sys.stdout.write(json.dumps(evaluation(options.model, options.only)))
        return
    help_seconds = statistics.median(run_process([sys.executable, "-m", "shape_diff", "--help"])[1] for _ in range(5))
    stamp = (
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {torch.get_num_threads()} threads, PyTorch "
        f"{torch.__version__}; `shape-diff --help` takes {help_seconds:.2f} s."
    )
    sys.stdout.write("\n".join([*whole_process(options.model), "", *scaling(options.model), "", stamp, ""]))


if __name__ == "__main__":
    main()
