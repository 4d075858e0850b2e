"""Ours and Point-E's design trained alike: same data, same optimiser, same processor time, sampled for the same time.

    python -m benchmarks.point_e.quality --data DATA --out runs/point_e [--minutes 12]

A small transformer over all points (6 layers, width 128, 4 heads; Point-E's base40M has 12 layers of width 512) and
the two-stream network of `experiment=lowpoly_cpu` at half its widths are trained for so many minutes of processor time
each, on clouds of 256 points, and sampled with guidance 2: ours with 32 steps, the other with as many as take the same
processor time, and with 32 steps as well. Both are small so that minutes on a processor are thousands of clouds. Scores
are those of one sample for each val caption, by Chamfer distance. Trained weights are kept in --out and used again.
"""

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from torch import nn

from shape_diff.networks.all_points import AllPoints, AllPointsConfig
from shape_diff.allocation import keep_freed_memory
from shape_diff.condition import Condition
from shape_diff.conditioning.text import TextEncoder
from shape_diff.config import load_experiment
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.noise import LogNormalSigma
from shape_diff.evaluation.chamfer import chamfer_distances
from shape_diff.evaluation.set_metrics import coverage, minimum_matching_distance, one_nearest_neighbor_accuracy
from shape_diff.model_file import write_tensors
from shape_diff.networks.joint import JointNetworks, file_names
from shape_diff.networks.two_stream import TwoStream
from shape_diff.precision import mixed_precision
from shape_diff.progress import progress_bar
from shape_diff.sampling import SamplingSettings, sample_clouds
from shape_diff.scoring.sample_sets import caption_of
from shape_diff.training.captions import CaptionBank
from shape_diff.training.trainer import Trainer, TrainingOptions

ALL_POINTS = AllPointsConfig(layers=6, width=128, heads=4, channels=9)
TRAIN_POINTS, TRAIN_CLOUDS = 256, 32
WARM_UP = 12
STEPS = 32


@dataclass(frozen=True)
class Contender:
    """A network with the name it has in the table."""

    name: str
    file: str
    make: Callable[[], nn.Module]


def contenders() -> list[Contender]:
    shipped = load_experiment(["experiment=lowpoly_cpu", "data=unused"]).network
    ours = replace(shipped, point_dim=64, latent_dim=128, head_dim=32)
    return [
        Contender("two-stream (ours)", "two_stream.safetensors", lambda: TwoStream(ours)),
        Contender("all points (Point-E's design)", "all_points.safetensors", lambda: AllPoints(ALL_POINTS)),
    ]


def train(contender: Contender, source: BatchSource, bank: CaptionBank, seconds: float, file: Path) -> None:
    """Train for so much processor time; how many steps fit is timed on a network that is thrown away."""
    probe = _trainer(contender, source, bank, TrainingOptions(steps=WARM_UP, log_every=1))
    times = []
    for _ in range(WARM_UP):
        start = time.process_time()
        probe.train_step()
        times.append(time.process_time() - start)
    steps = max(WARM_UP, int(seconds / statistics.median(times)))
    trainer = _trainer(contender, source, bank, TrainingOptions(steps=steps, log_every=max(1, steps // 100)))
    start = time.process_time()
    rows = [row for _ in progress_bar(range(steps), contender.name) if (row := trainer.train_step()) is not None]
    loss = float(np.mean([row["loss"] for row in rows[-10:]]))
    spent = time.process_time() - start
    facts = {"steps": str(steps), "loss": f"{loss:.3f}", "processor_seconds": f"{spent:.0f}"}
    write_tensors(file, file_names(trainer.average.weights), facts)


def _trainer(contender: Contender, source: BatchSource, bank: CaptionBank, options: TrainingOptions) -> Trainer:
    torch.manual_seed(0)
    return Trainer(JointNetworks(contender.make()), ChannelCodec(), LogNormalSigma(), source, bank, options)


def load(contender: Contender, file: Path) -> tuple[Denoiser, dict[str, str]]:
    """The trained network and what is known of its training."""
    denoiser = Denoiser(contender.make()).eval().requires_grad_(False)
    with safe_open(file, framework="pt") as opened:
        denoiser.network.load_state_dict({key: opened.get_tensor(key) for key in opened.keys()})  # noqa: SIM118
        return denoiser, opened.metadata()


@torch.inference_mode()
def evaluation_seconds(denoisers: list[Denoiser], condition: Condition, points: int) -> list[float]:
    """Processor time of a guided evaluation of each, alternating."""
    x, sigma = torch.randn(2, points, 9), torch.ones(2)
    both = Condition.stack([condition, condition.null()])
    times: list[list[float]] = [[] for _ in denoisers]
    for _ in range(7):
        for denoiser, column in zip(denoisers, times, strict=True):
            start = time.process_time()
            with mixed_precision(torch.device("cpu")):
                denoiser(x, sigma, both)
            column.append(time.process_time() - start)
    return [statistics.median(column[1:]) for column in times]


def scores(
    denoiser: Denoiser, conditions: list[Condition], truth: torch.Tensor, settings: SamplingSettings
) -> list[str]:
    """1-NNA, COV, MMD and the median distance to the caption's shape, formatted."""
    clouds = [
        sample_clouds(denoiser, ChannelCodec(), condition, [number], settings)[0].xyz
        for number, condition in enumerate(progress_bar(conditions, "sampling"))
    ]
    made, real = torch.from_numpy(np.stack(clouds)), truth[:, : settings.points]
    between = chamfer_distances(made, real)
    accuracy = one_nearest_neighbor_accuracy(chamfer_distances(made, made), chamfer_distances(real, real), between)
    distance = between.diagonal().median().item()
    return [
        f"{accuracy:.1%}",
        f"{coverage(between):.1%}",
        f"{minimum_matching_distance(between):.4f}",
        f"{distance:.4f}",
    ]


def table(data: ShapeDataset, out: Path, points: int, limit: int) -> list[str]:
    val = data.subset("val")
    rows = np.linspace(0, len(val) - 1, limit or len(val)).round().astype(int).tolist()
    encoder = TextEncoder.load()
    conditions = [encoder.encode([caption_of(val.records[row].captions)]) for row in rows]
    truth = val.positions(rows, points)
    everyone = contenders()
    loaded = [load(contender, out / contender.file) for contender in everyone]
    seconds = evaluation_seconds([denoiser for denoiser, _ in loaded], conditions[0], points)
    lines = [
        "| network | parameters | training steps | processor time, min | loss | steps | time | 1-NNA | COV | MMD "
        "| to truth |",
        "|---" * 11 + "|",
    ]
    for contender, (denoiser, facts), value in zip(everyone, loaded, seconds, strict=True):
        size = sum(parameter.numel() for parameter in denoiser.parameters()) / 1e6
        as_long = max(2, round(STEPS * seconds[0] / value))
        for steps in sorted({STEPS, as_long}):
            settings = SamplingSettings(points=points, steps=steps)
            cells = [contender.name, f"{size:.1f}M", facts["steps"], f"{float(facts['processor_seconds']) / 60:.1f}",
                     facts["loss"], str(steps), f"{steps * value / (STEPS * seconds[0]):.2f}",
                     *scores(denoiser, conditions, truth, settings)]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("runs/point_e"))
    parser.add_argument("--minutes", type=float, default=12, help="processor time of each training")
    parser.add_argument("--points", type=int, nargs="+", default=[TRAIN_POINTS, 1024], help="points of the samples")
    parser.add_argument("--limit", type=int, default=0, help="only so many val captions, for a quick look")
    options = parser.parse_args()
    keep_freed_memory()
    data = ShapeDataset.load(options.data)
    missing = [contender for contender in contenders() if not (options.out / contender.file).exists()]
    if missing:
        source = BatchSource(data.subset("train"), BatchOptions(TRAIN_CLOUDS, TRAIN_POINTS), 0, torch.device("cpu"))
        bank = CaptionBank(source.captions, TextEncoder.load(), torch.device("cpu"))
        for contender in missing:
            train(contender, source, bank, 60 * options.minutes, options.out / contender.file)
    for points in options.points:
        sys.stdout.write("\n".join([f"{points} points", "", *table(data, options.out, points, options.limit), "", ""]))
    sys.stdout.write(
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {torch.get_num_threads()} thread(s), PyTorch "
        f"{torch.__version__}; data {data.sha256[:12]}, dpmpp_2m, guidance 2.\n"
    )


if __name__ == "__main__":
    main()
