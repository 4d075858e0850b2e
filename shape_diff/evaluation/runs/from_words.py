"""A model from end to end: generate, score, tabulate and picture."""

import platform
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.judging import load_judge
from shape_diff.evaluation.runs.distance_tables import DistanceTables
from shape_diff.evaluation.runs.gallery import GalleryRow, evenly_chosen, write_gallery
from shape_diff.evaluation.runs.mesh_health import mesh_health
from shape_diff.evaluation.runs.protocol import Protocol
from shape_diff.evaluation.runs.sample_sets import caption_of, generated, oracle_rows, true_clouds
from shape_diff.evaluation.runs.scorer import Scorer
from shape_diff.evaluation.runs.tables import Evaluation
from shape_diff.files.atomic import atomic_path
from shape_diff.files.json_text import json_text
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.workers import available_cores


@dataclass(frozen=True)
class EvaluationPlan:
    """What is evaluated, and how thoroughly.

    Attributes:
        protocol: how clouds are compared.
        settings: of the sampler; `points` is the protocol's.
        seeds: sets of samples; each is scored by itself.
        pictures: captions in the gallery, evenly chosen; their clouds are meshed as well.
    """

    protocol: Protocol
    settings: SamplingSettings
    seeds: int = 3
    pictures: int = 40

    def __post_init__(self) -> None:
        if self.seeds < 1:
            raise ValueError(f"seeds must be at least 1, got {self.seeds}")
        if self.pictures < 0:
            raise ValueError(f"pictures must not be negative, got {self.pictures}")


def evaluate(pipeline: Pipeline, dataset: ShapeDataset, plan: EvaluationPlan, out: Path) -> Evaluation:
    """Score a model on one split and write scores.json, scores.md and gallery/ into a folder.

    Generated clouds are kept in `out`/samples and distances in `out`/distances, so that the same command goes on where
    it was stopped, and another model is compared with the same oracle in less time.

    Raises:
        ValueError: the data has no such split or too few points of each shape, or the judge is missing.
        OSError: a file cannot be written.
    """
    if dataset.num_points < plan.protocol.points:
        raise ValueError(
            f"scores need clouds of {plan.protocol.points} points, the data has {dataset.num_points} of each shape; "
            f"build it with --points {plan.protocol.points} or more"
        )
    split, train = dataset.subset(plan.protocol.split), dataset.subset("train")
    rows = plan.protocol.rows(len(split))
    captions = [caption_of(split.records[row].captions) for row in rows]
    judge = load_judge()
    sets = [generated(pipeline, captions, seed, plan.settings, out / "samples") for seed in range(plan.seeds)]
    references = true_clouds(split, rows, plan.protocol.points)
    draws = [oracle_rows(train, len(rows), seed) for seed in range(plan.seeds)]
    oracles = [true_clouds(train, draw, plan.protocol.points) for draw in draws]
    distances = DistanceTables(out / "distances", plan.protocol.emd_points)
    scorer = Scorer(plan.protocol, references, captions, train, judge, distances)
    scorer.prepare([*sets, *oracles])
    shown = evenly_chosen(len(rows), plan.pictures)
    meshes, surfaces = mesh_health([sets[0][i] for i in shown])
    evaluation = Evaluation(
        stamp={
            "protocol": plan.protocol.as_dict() | {"id": plan.protocol.id(len(rows))},
            "model": {"name": pipeline.model.name, "sha256": pipeline.model.sha256},
            "judge": {"sha256": judge.sha256, "val": judge.recipe.get("val")},
            "settings": plan.settings.as_plain(),
            "seeds": list(range(plan.seeds)),
            "data_sha256": dataset.sha256,
            "machine": f"{platform.machine()} with {available_cores()} cores, PyTorch {torch.__version__}",
            "date": time.strftime("%Y-%m-%d"),
        },
        generated=[scorer.scores(clouds) for clouds in sets],
        oracle=[scorer.scores_of_unrelated(clouds) for clouds in oracles],
        truth=scorer.scores_of_truth(),
        chance=scorer.scores_of_chance(),
        meshes=meshes,
    )
    _write(out / "scores.json", json_text(evaluation.as_dict(), indent=2) + "\n")
    _write(out / "scores.md", evaluation.as_markdown())
    if shown:
        _write_pictures(out / "gallery", shown, sets[0], surfaces, scorer, train)
    return evaluation


def _write(path: Path, text: str) -> None:
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _write_pictures(
    folder: Path, shown: list[int], clouds: list[PointCloud], surfaces: list[Mesh | None], scorer: Scorer,
    train: ShapeDataset,
) -> None:  # fmt: skip
    chosen = [clouds[i] for i in shown]
    nearest = scorer.nearest_training(chosen)[1].tolist()
    points = np.arange(scorer.protocol.points)
    write_gallery(
        [
            GalleryRow(scorer.captions[i], cloud, mesh, scorer.references[i], train.cloud(number).select(points))
            for i, cloud, mesh, number in zip(shown, chosen, surfaces, nearest, strict=True)
        ],
        folder,
        f"{len(shown)} captions of the {scorer.protocol.split} split",
    )
