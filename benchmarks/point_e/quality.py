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
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from shape_diff.app.build import build_header, build_networks
from shape_diff.app.config import load_experiment
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.chamfer import chamfer_distances
from shape_diff.evaluation.metrics.set_metrics import (
    coverage,
    minimum_matching_distance,
    one_nearest_neighbor_accuracy,
)
from shape_diff.evaluation.runs.sample_sets import caption_of
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.progress import progress_bar
from shape_diff.models.model import Model, load_model, save_model
from shape_diff.networks.joint import without_training_only
from shape_diff.training.captions import CaptionBank
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.denoiser.trainer import Trainer

TRAIN_POINTS, TRAIN_CLOUDS = 256, 32
WARM_UP = 12
STEPS = 32


@dataclass(frozen=True)
class Contender:
    """A network with the name it has in the table, its file, and what makes it in an experiment."""

    name: str
    file: str
    overrides: tuple[str, ...]


CONTENDERS = (
    Contender(
        "two-stream (ours)",
        "two_stream.safetensors",
        ("experiment=lowpoly_cpu", "network.point_dim=64", "network.latent_dim=128", "network.head_dim=32"),
    ),
    Contender(
        "all points (Point-E's design)",
        "all_points.safetensors",
        ("run=all_points", "backbone=all_points", "network.layers=6", "network.width=128", "network.heads=4"),
    ),
)


def experiment(contender: Contender, steps: int, log_every: int) -> ExperimentConfig:
    """Both are trained alike but for the network."""
    alike = [
        "data=unused", f"batches.size={TRAIN_CLOUDS}", f"batches.points={TRAIN_POINTS}", "train.lr=2e-3",
        "train.compile=false", "++process.noise.parameters.mean=-1.2", "++process.noise.parameters.std=1.2",
        f"train.steps={steps}", f"train.log_every={log_every}",
    ]  # fmt: skip
    return load_experiment([*contender.overrides, *alike])


def train(contender: Contender, source: BatchSource, bank: CaptionBank, seconds: float, file: Path) -> None:
    """Train for so much processor time; how many steps fit is timed on a network that is thrown away."""
    probe = trainer_of(experiment(contender, WARM_UP, 1), source, bank)
    times = []
    for _ in range(WARM_UP):
        start = time.process_time()
        probe.train_step()
        times.append(time.process_time() - start)
    steps = max(WARM_UP, int(seconds / statistics.median(times)))
    config = experiment(contender, steps, max(1, steps // 100))
    trainer = trainer_of(config, source, bank)
    start = time.process_time()
    rows = [row for _ in progress_bar(range(steps), contender.name) if (row := trainer.train_step()) is not None]
    loss = float(np.mean([row["loss"] for row in rows[-10:]]))
    recipe = {"steps": steps, "loss": loss, "processor_seconds": time.process_time() - start}
    save_model(file, without_training_only(trainer.average.weights), build_header(config, recipe))


def trainer_of(config: ExperimentConfig, source: BatchSource, bank: CaptionBank) -> Trainer:
    networks = build_networks(config, torch.device("cpu"))
    return Trainer(networks, config.codec, config.process, source, bank, config.train)


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


def scores(model: Model, conditions: list[Condition], truth: torch.Tensor, settings: SamplingSettings) -> list[str]:
    """1-NNA, COV, MMD and the median distance to the caption's shape, formatted."""
    clouds = [
        sample_clouds(model.denoiser, model.codec, condition, [number], settings)[0].xyz
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
    models = [load_model(str(out / contender.file), torch.device("cpu")) for contender in CONTENDERS]
    seconds = evaluation_seconds([model.denoiser for model in models], conditions[0], points)
    lines = [
        "| network | parameters | training steps | processor time, min | loss | steps | time | 1-NNA | COV | MMD "
        "| to truth |",
        "|---" * 11 + "|",
    ]
    for contender, model, value in zip(CONTENDERS, models, seconds, strict=True):
        size, facts = sum(parameter.numel() for parameter in model.denoiser.parameters()) / 1e6, model.recipe
        as_long = max(2, round(STEPS * seconds[0] / value))
        for steps in sorted({STEPS, as_long}):
            settings = model.sampling.changed({"points": points, "steps": steps})
            cells = [contender.name, f"{size:.1f}M", str(facts["steps"]), f"{facts['processor_seconds'] / 60:.1f}",
                     f"{facts['loss']:.3f}", str(steps), f"{steps * value / (STEPS * seconds[0]):.2f}",
                     *scores(model, conditions, truth, settings)]  # fmt: skip
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
    missing = [contender for contender in CONTENDERS if not (options.out / contender.file).exists()]
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
