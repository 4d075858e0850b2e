"""Samples of val captions compared with the shapes that they are captions of, and with the val shapes as a set."""

import json
import time
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.chamfer import chamfer_distances
from shape_diff.evaluation.metrics.fidelity import fidelity
from shape_diff.evaluation.metrics.set_metrics import minimum_matching_distance, one_nearest_neighbor_accuracy
from shape_diff.evaluation.runs.sample_sets import caption_of, oracle_rows, true_clouds
from shape_diff.files.atomic import atomic_path
from shape_diff.files.fingerprint import fingerprint
from shape_diff.geometry import PointCloud
from shape_diff.models.model import load_model

CPU = torch.device("cpu")
TOGETHER = 16
"""Clouds that are sampled in one batch."""


@dataclass(frozen=True)
class Scores:
    """Of one sample for each caption.

    Attributes:
        accuracy: 1-NNA by Chamfer distance; 0.5 is best, 1 worst.
        matching: MMD by Chamfer distance.
        chamfer: median distance to the caption's shape.
        f_score: mean F at 5 % of the caption's shape's longest side.
        seconds: processor time of a sample.
    """

    accuracy: float
    matching: float
    chamfer: float
    f_score: float
    seconds: float


class Bench:
    """The val shapes that samples are compared with; scores are kept in a folder and not made twice."""

    def __init__(self, data: ShapeDataset, shapes: int, points: int, folder: Path) -> None:
        """`shapes` of the val split, evenly chosen, `points` of each for the distances among sets.

        Raises:
            ValueError: fewer than two shapes are asked for, or the data has no val split.
        """
        if shapes < 2:
            raise ValueError(f"--shapes must be at least 2, as sets are compared, got {shapes}")
        self.val, self.train = data.subset("val"), data.subset("train")
        count = min(shapes, len(self.val))
        self.rows = np.linspace(0, len(self.val) - 1, count).round().astype(int).tolist()
        self.points, self.folder, self.data = points, folder, data.sha256
        self.captions = [caption_of(self.val.records[row].captions) for row in self.rows]
        self.truth = self.val.positions(self.rows, points)

    @cached_property
    def condition(self) -> Condition:
        """Of the captions."""
        return TextEncoder.load().encode(self.captions)

    @cached_property
    def within_truth(self) -> Tensor:
        """Distances among the val shapes."""
        return chamfer_distances(self.truth, self.truth)

    def of_model(self, file: Path, settings: SamplingSettings) -> Scores:
        """Scores of a model sampled as the settings say; sample i has seed i."""
        model = load_model(str(file), CPU)
        key = fingerprint([model.sha256, self.data, self.captions, settings.as_plain()])
        kept = self.folder / f"{key}.json"
        if kept.exists():
            return Scores(**json.loads(kept.read_text()))
        start = time.process_time()
        clouds: list[PointCloud] = []
        for rows in torch.arange(len(self.rows)).split(TOGETHER):
            condition = self.condition.select(rows)
            clouds += sample_clouds(model.denoiser, model.codec, condition, rows.tolist(), settings)
        scores = self.of_clouds(clouds, (time.process_time() - start) / len(clouds))
        self.folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(kept) as temporary:
            temporary.write_text(json.dumps(asdict(scores)) + "\n")
        return scores

    def of_training_shapes(self) -> Scores:
        """Scores of as many shapes of the train split, drawn at random: what a model of all but words would get."""
        drawn = oracle_rows(self.train, len(self.rows), seed=0)
        return self.of_clouds(true_clouds(self.train, drawn, self.points), 0.0)

    def of_clouds(self, clouds: list[PointCloud], seconds: float) -> Scores:
        """Scores of a cloud for each caption; those that are no numbers make it the worst that can be."""
        made = torch.from_numpy(np.stack([cloud.xyz for cloud in clouds])).float().nan_to_num(1e3, 1e3, -1e3)
        clouds = [PointCloud(xyz.numpy(), c.rgb, c.normals) for xyz, c in zip(made, clouds, strict=True)]
        between = chamfer_distances(made, self.truth)
        near = [fidelity(cloud, self.val.cloud(row)) for cloud, row in zip(clouds, self.rows, strict=True)]
        return Scores(
            one_nearest_neighbor_accuracy(chamfer_distances(made, made), self.within_truth, between),
            minimum_matching_distance(between),
            float(np.median([one.chamfer for one in near])),
            float(np.mean([one.f_score_5 for one in near])),
            seconds,
        )
