"""Score a model on the val split and draw the gallery: docs/results.md and docs/gallery/.

    python benchmarks/score.py --data DATA [--model text] [--gallery docs/gallery]

Generates one cloud for the second caption of each val shape (the one that names colours). Prints Markdown; with
--json also writes the scores. Distances are Chamfer distances (mean squared, both directions summed) of 1,024 points in
normalised coordinates, whole sets, no per-batch averages.
"""

import argparse
import json
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.color_error import color_word_errors
from shape_diff.evaluation.set_metrics import (
    chamfer_distances,
    coverage,
    minimum_matching_distance,
    one_nearest_neighbor_accuracy,
)
from shape_diff.geometry import PointCloud
from shape_diff.pipeline import Pipeline
from shape_diff.progress import progress_bar
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.sampling import SamplingSettings

COARSE = 128
"""Points used where every training shape is compared."""


@dataclass
class Sets:
    """Generated, true and equally many training clouds, (n, p, 3) each, and all training clouds with COARSE points."""

    generated: torch.Tensor
    truth: torch.Tensor
    oracle: torch.Tensor
    train: torch.Tensor


def set_scores(a: torch.Tensor, truth: torch.Tensor, within_truth: torch.Tensor) -> dict[str, float]:
    between = chamfer_distances(a, truth)
    return {
        "1-NNA": one_nearest_neighbor_accuracy(chamfer_distances(a, a), within_truth, between),
        "COV": coverage(between),
        "MMD": minimum_matching_distance(between),
    }


def nearest_training(clouds: torch.Tensor, train: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Distance of each cloud to its nearest training shape, and that shape's number."""
    distances, numbers = chamfer_distances(clouds[:, :COARSE], train).min(dim=1)
    return distances, numbers


def color_scores(clouds: list[PointCloud], captions: list[str]) -> float:
    errors = [error for cloud, caption in zip(clouds, captions, strict=True)
              for error in color_word_errors(cloud.rgb, caption)]  # fmt: skip
    return float(np.mean(errors))


def score(sets: Sets, clouds: list[PointCloud], truths: list[PointCloud], captions: list[str]) -> dict[str, object]:
    shifted = truths[len(truths) // 2 :] + truths[: len(truths) // 2]
    within_truth = chamfer_distances(sets.truth, sets.truth)
    return {
        "generated against val": set_scores(sets.generated, sets.truth, within_truth),
        "training shapes against val (oracle)": set_scores(sets.oracle, sets.truth, within_truth),
        "Chamfer distance to the caption's shape": {
            "generated, median": chamfer_distances_pairwise(sets.generated, sets.truth).median().item(),
            "another val shape, median": chamfer_distances_pairwise(sets.truth.roll(7, 0), sets.truth).median().item(),
        },
        "distance to the nearest training shape, median": {
            "generated": nearest_training(sets.generated, sets.train)[0].median().item(),
            "val shapes": nearest_training(sets.truth, sets.train)[0].median().item(),
        },
        "colour error to the caption's colour words (Delta E)": {
            "generated": color_scores(clouds, captions),
            "true shape": color_scores(truths, captions),
            "another val shape": color_scores(shifted, captions),
        },
    }


def chamfer_distances_pairwise(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([chamfer_distances(x[None], y[None])[0, 0] for x, y in zip(a, b, strict=True)])


def gallery(folder: Path, clouds: list[PointCloud], truths: list[PointCloud], nearest: list[PointCloud],
            captions: list[str], count: int = 40, page: int = 10) -> None:  # fmt: skip
    """Pages of ten rows: the sample, the true shape and the nearest training shape."""
    rows = np.linspace(0, len(clouds) - 1, count).round().astype(int)
    for start in range(0, count, page):
        tiles, labels = [], []
        for i in rows[start : start + page]:
            for cloud, title in ((clouds[i], captions[i]), (truths[i], "true shape"), (nearest[i], "nearest training")):
                tiles.append(cloud_thumbnail(cloud, size=200))
                labels.append(title)
        write_picture(grid_picture(tiles, columns=6, labels=labels), folder / f"val-{start // page + 1}.png")


def markdown(scores: dict[str, object], stamp: str) -> str:
    lines = ["| what | score |", "|---|---|"]
    for title, values in scores.items():
        for name, value in values.items():  # type: ignore[attr-defined]
            shown = f"{100 * value:.1f} %" if name in ("1-NNA", "COV") else f"{value:.4g}"
            lines.append(f"| {title}: {name} | {shown} |")
    return "\n".join([*lines, "", stamp, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="text")
    parser.add_argument("--points", type=int, default=1024)
    parser.add_argument("--guidance", type=float, default=SamplingSettings.guidance)
    parser.add_argument("--steps", type=int, default=SamplingSettings.steps)
    parser.add_argument("--limit", type=int, default=0, help="only so many val shapes, for a quick look")
    parser.add_argument("--gallery", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    dataset = ShapeDataset.load(options.data)
    val, train = dataset.subset("val"), dataset.subset("train")
    rows = list(range(options.limit or len(val)))
    captions = [val.records[i].captions[1] for i in rows]
    pipeline = Pipeline.load(options.model)
    settings = SamplingSettings(points=options.points, guidance=options.guidance, steps=options.steps)
    start = time.perf_counter()
    clouds = [pipeline.generate(caption, seed=i, settings=settings)[0].cloud
              for i, caption in enumerate(progress_bar(captions, "generating"))]  # fmt: skip
    seconds = time.perf_counter() - start
    truths = [val.cloud(i).select(np.arange(options.points)) for i in rows]
    chosen = torch.randperm(len(train), generator=torch.Generator().manual_seed(0))[: len(rows)].tolist()
    sets = Sets(
        torch.from_numpy(np.stack([cloud.xyz for cloud in clouds])),
        val.positions(rows, options.points),
        train.positions(chosen, options.points),
        train.positions(range(len(train)), COARSE),
    )
    scores = score(sets, clouds, truths, captions)
    stamp = (
        f"{len(rows)} val captions, {options.points} points, {settings.steps} steps of {settings.sampler}, guidance "
        f"{settings.guidance}, model {pipeline.model.name} {pipeline.model.sha256[:12]}, data {dataset.sha256[:12]}; "
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()} with {torch.get_num_threads()} threads, "
        f"{seconds / len(rows):.2f} s a cloud."
    )
    sys.stdout.write(markdown(scores, stamp))
    if options.json:
        options.json.write_text(json.dumps({"scores": scores, "stamp": stamp}, indent=2) + "\n")
    if options.gallery:
        numbers = nearest_training(sets.generated, sets.train)[1].tolist()
        gallery(options.gallery, clouds, truths, [train.cloud(i).select(np.arange(options.points)) for i in numbers],
                captions)  # fmt: skip


if __name__ == "__main__":
    main()
