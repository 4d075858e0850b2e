"""Every way of asking for a shape, and the baselines beside them, scored against the true shape."""

import hashlib
import json
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.image_to_3d.fit import Fit, Truth
from benchmarks.image_to_3d.neighbors import TrainingViews
from benchmarks.image_to_3d.records import Records, Score
from benchmarks.image_to_3d.subjects import Subject
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.code_stage import model_clouds
from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.across_cores import across_cores
from shape_diff.machine.workers import available_cores
from shape_diff.models.model import Model

VERSION = 1
"""To be raised when a score is defined anew, so that older ones are not read."""
SEEDS_EACH = 1000
"""Sample k of val shape n has seed 1000 n + k, whatever it is made from."""


@dataclass(frozen=True)
class Asked:
    """A row of the table: what the model is told of a shape.

    Attributes:
        name: of the row.
        views: pictures shown.
        caption: whether the true caption is told.
    """

    name: str
    views: int
    caption: bool

    def condition(self, pipeline: Pipeline, subject: Subject) -> Condition:
        return pipeline.condition(subject.caption if self.caption else "", subject.pictures(self.views))


CAPTION = Asked("caption alone", 0, True)
ASKED = (
    Asked("one view", 1, False),
    Asked("two views", 2, False),
    Asked("four views", 4, False),
    Asked("one view and caption", 1, True),
    CAPTION,
)
NEAREST = "nearest training shape to one view"
RANDOM = "training shapes at random"
CEILING = "other points of the true shape"


@dataclass(frozen=True)
class Setup:
    """All that makes two scores comparable but the guidance.

    Attributes:
        model: name of the model.
        model_sha256: of its file.
        data_sha256: of the data set.
        views_sha256: of its views.
        settings: of the sampler.
    """

    model: str
    model_sha256: str
    data_sha256: str
    views_sha256: str
    settings: SamplingSettings

    @property
    def id(self) -> str:
        settings = replace(self.settings, guidance=0.0).as_plain()
        text = json.dumps([VERSION, self.model_sha256, self.data_sha256, self.views_sha256, settings], default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def stamp(self) -> dict[str, Any]:
        """As JSON can hold it, with machine and date."""
        settings = self.settings.as_plain()
        settings.pop("guidance")
        return asdict(self) | {
            "setup": self.id,
            "settings": settings,
            "machine": f"{platform.machine()} with {available_cores()} cores, PyTorch {torch.__version__}",
            "date": time.strftime("%Y-%m-%d"),
        }


@dataclass(frozen=True)
class Job:
    """What a process needs to sample and score a case."""

    truth: Truth
    condition: Condition
    seeds: list[int]
    settings: SamplingSettings


@dataclass(frozen=True)
class Case:
    """One way of asking for one shape with one guidance."""

    subject: Subject
    asked: Asked
    guidance: float

    def key(self, setup: Setup, sample: int) -> tuple[str, str, str, float, int]:
        return setup.id, self.subject.name, self.asked.name, self.guidance, sample

    def job(self, pipeline: Pipeline, samples: list[int], settings: SamplingSettings) -> Job:
        condition = self.asked.condition(pipeline, self.subject)
        seeds = [SEEDS_EACH * self.subject.number + k for k in samples]
        return Job(self.subject.truth, condition, seeds, replace(settings, guidance=self.guidance))


def measure(pipeline: Pipeline, setup: Setup, cases: Sequence[Case], samples: int, folder: Path, workers: int) -> None:
    """Sample and score what is not in the records yet.

    Args:
        pipeline: the model.
        setup: what the scores are filed under.
        cases: what to sample, in this order.
        samples: of each case.
        folder: of the records.
        workers: processes; 0 for one a core.
    """
    records = Records(folder)
    done = {score.key for score in records.scores(setup.id)}
    missing = [[k for k in range(samples) if case.key(setup, k) not in done] for case in cases]
    todo = [(case, numbers) for case, numbers in zip(cases, missing, strict=True) if numbers]
    jobs = [case.job(pipeline, numbers, setup.settings) for case, numbers in todo]
    cores = workers if pipeline.device.type == "cpu" else 1
    for number, fits in across_cores(_sampled, pipeline.model, jobs, "generating", cores):
        case, numbers = todo[number]
        records.append([Score(*case.key(setup, k), **asdict(fit)) for k, fit in zip(numbers, fits, strict=True)])


def _sampled(model: Model, job: Job) -> list[Fit]:
    clouds = (model_clouds(model, job.condition, [seed], job.settings)[0] for seed in job.seeds)
    return [job.truth.fit(cloud.xyz) for cloud in clouds]


def measure_baselines(
    pipeline: Pipeline, setup: Setup, subjects: Sequence[Subject], train: ShapeDataset, views: TrainingViews,
    samples: int, folder: Path,
) -> None:  # fmt: skip
    """Score what needs no sampling: neighbours, training shapes at random, and the true shape itself."""
    records = Records(folder)
    done = {score.key for score in records.scores(setup.id)}
    for subject in subjects:
        summary = ASKED[0].condition(pipeline, subject).pooled[0]
        taken = {
            NEAREST: views.nearest(summary, samples),
            RANDOM: np.random.default_rng(subject.number).choice(len(train), samples).tolist(),
        }
        scores = [_score(setup, subject, CEILING, 0, subject.truth.other_draw, "")]
        for row, numbers in taken.items():
            scores += [
                _score(setup, subject, row, rank, train.cloud(number).xyz, train.records[number].id)
                for rank, number in enumerate(numbers)
            ]
        records.append([score for score in scores if score.key not in done])


def _score(setup: Setup, subject: Subject, row: str, sample: int, xyz: np.ndarray, note: str) -> Score:
    return Score(setup.id, subject.name, row, 0.0, sample, **asdict(subject.truth.fit(xyz)), note=note)
