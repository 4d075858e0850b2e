"""What the best of several codes and guidance gain in likeness, and what they cost in variety.

    python -m benchmarks.deciding --model codes --data DATA [--shapes 40] [--best-of 1 4 8 16] [--guidance 1 2 3 5]

Held-out captions are sampled with three seeds each: the share whose own caption the judge ranks first among all
(R-precision), Chamfer distance and F at 5 % of the longest side to the caption's shape, Frechet distance to all
held-out shapes, and variety, the mean Chamfer distance between the seeds of a caption. Each number of candidates is
measured at the model's own guidance and each guidance at its own number of candidates. Prints a table in Markdown.
Five minutes a row on one busy core.
"""

import argparse
import platform
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import torch

from benchmarks.mistakes import in_one_sentence
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.joining import load_datasets
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.chamfer import paired_chamfer_distances
from shape_diff.evaluation.metrics.feature_metrics import frechet_distance, r_precision
from shape_diff.evaluation.metrics.fidelity import fidelity
from shape_diff.evaluation.metrics.judging import NUM_POINTS, Judgement, LoadedJudge, load_judge
from shape_diff.generation.code_stage import model_clouds
from shape_diff.geometry import PointCloud
from shape_diff.machine.progress import progress_bar
from shape_diff.machine.seeding import stream
from shape_diff.models.model import Model, load_model
from shape_diff.training.tasks.shape_code.looks import mean_of

CPU = torch.device("cpu")
SEEDS = 3
TOGETHER = 10
"""Captions whose codes are drawn at once."""
COLUMNS = ("best of", "guidance", "R-precision", "Frechet", "CD, median", "F 5 %", "variety", "s a shape")


def sampled(model: Model, told: Condition, settings: SamplingSettings, seed: int) -> list[PointCloud]:
    """A cloud for each caption."""
    rows = torch.arange(len(told)).split(TOGETHER)
    parts = [
        model_clouds(model, told.select(some), [seed * len(told) + int(row) for row in some], settings)
        for some in progress_bar(rows, f"best of {settings.best_of} at {settings.guidance:g}, seed {seed}")
    ]
    return [cloud for part in parts for cloud in part]


def variety(sets: list[list[PointCloud]]) -> float:
    """Mean Chamfer distance between the samples of a caption."""
    xyz = [torch.from_numpy(np.stack([cloud.xyz for cloud in clouds])) for clouds in sets]
    return float(np.mean([paired_chamfer_distances(a, b).mean() for a, b in combinations(xyz, 2)]))


def row(
    sets: list[list[PointCloud]], truth: list[PointCloud], judge: LoadedJudge, real: Judgement, texts: np.ndarray
) -> str:
    """The means over the seeds of one setting."""
    judged = [judge.judge(clouds) for clouds in sets]
    near = [fidelity(*pair) for clouds in sets for pair in zip(clouds, truth, strict=True)]
    precision = np.mean([r_precision(each.embedding @ texts.T, len(truth)) for each in judged])
    frechet = np.mean([frechet_distance(each.features, real.features) for each in judged])
    chamfer = np.median([each.chamfer for each in near])
    return (
        f"{100 * precision:.1f} % | {frechet:.1f} | {chamfer:.4f} | {mean_of(near, 'f_score_5'):.3f} "
        f"| {variety(sets):.4f}"
    )


def settings_of(model: Model, candidates: list[int], guidance: list[float]) -> list[SamplingSettings]:
    """What is measured, each once."""
    own = model.sampling.changed({"points": NUM_POINTS})
    asked = [{"best_of": number} for number in candidates] + [{"guidance": scale} for scale in guidance]
    return list(dict.fromkeys([own, *(own.changed(change) for change in asked)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="codes")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--shapes", type=int, default=40)
    parser.add_argument("--best-of", type=int, nargs="*", default=[1, 4, 8, 16])
    parser.add_argument("--guidance", type=float, nargs="*", default=[1.0, 2.0, 3.0, 5.0])
    arguments = parser.parse_args()
    model, judge = load_model(arguments.model, CPU, ("generator",)), load_judge()
    held_out = load_datasets(arguments.data).subset("val")
    chosen = torch.randperm(len(held_out), generator=stream(0, 0, "shapes"))[: arguments.shapes].tolist()
    shapes = held_out.take(chosen)
    truth = [shapes.cloud(number) for number in range(len(shapes))]
    real = judge.judge([held_out.cloud(number) for number in range(len(held_out))])
    told = TextEncoder.load(CPU).encode([record.captions[0] for record in shapes.records])
    texts = judge.captions(told.pooled)
    own = judge.judge(truth)
    write = sys.stdout.write
    write(f"{len(shapes)} held-out captions, {SEEDS} seeds, {NUM_POINTS} points; {platform.processor()}, ")
    write(f"{torch.get_num_threads()} thread(s), {time.strftime('%Y-%m-%d')}; model {model.sha256[:12]}\n\n")
    write("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS) + "\n")
    for settings in settings_of(model, arguments.best_of, arguments.guidance):
        start = time.perf_counter()
        sets = [sampled(model, told, settings, seed) for seed in range(SEEDS)]
        seconds = (time.perf_counter() - start) / (SEEDS * len(shapes))
        scores = row(sets, truth, judge, real, texts)
        write(f"| {settings.best_of} | {settings.guidance:g} | {scores} | {seconds:.2f} |\n")
        sys.stdout.flush()
    precision = r_precision(own.embedding @ texts.T, len(truth))
    write(f"\nTrue shapes: R-precision {100 * precision:.1f} %.\n")


if __name__ == "__main__":
    with in_one_sentence():
        main()
