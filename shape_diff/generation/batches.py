"""Requests to samples: which are made together, and how each batch is sampled."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import torch
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Wrapper
from shape_diff.diffusion.sample import Observe, StepRecorder, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.code_stage import decided
from shape_diff.generation.reading import Reader, Row
from shape_diff.generation.request import Request
from shape_diff.generation.sample import Sample
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.models.model import Model

GPU_BATCH_POINTS = 262_144
"""Points sampled at once on a GPU. On a CPU clouds are sampled one by one: a batch would not be faster, and so the
bytes of a sample do not depend on what is sampled beside it."""


@dataclass(frozen=True)
class Job:
    """One sample to be made."""

    request: Request
    seed: int


@dataclass(frozen=True)
class Batch:
    """Samples to be made together."""

    settings: SamplingSettings
    jobs: list[Job]


def batches_of(
    requests: Sequence[Request], settings_of: Callable[[Request], SamplingSettings], device: torch.device
) -> list[Batch]:
    """The samples of all requests in their order; those that are sampled alike share a batch on a GPU."""
    jobs = [Job(request, request.seed + k) for request in requests for k in range(request.count)]
    batches = []
    for (settings, _), alike in groupby(jobs, lambda job: (settings_of(job.request), job.request.keep_steps)):
        size = 1 if device.type == "cpu" else max(1, GPU_BATCH_POINTS // settings.points)
        rest = list(alike)
        batches += [Batch(settings, rest[start : start + size]) for start in range(0, len(rest), size)]
    return batches


def sampled(
    reader: Reader, batches: list[Batch], wrappers: Sequence[Wrapper], on_step: Callable[[int, int], None] | None
) -> Iterator[Sample]:
    """The samples of batches, each handed over when its batch is done; see `Pipeline.stream`."""
    total, done = sum(batch.settings.steps for batch in batches), 0
    rows: dict[int, Row] = {}
    for batch in batches:
        known, rows = rows, {}
        for request in (job.request for job in batch.jobs if id(job.request) not in rows):
            rows[id(request)] = known.get(id(request)) or reader.row(request)
        own_rows = [rows[id(job.request)] for job in batch.jobs]
        counting = None if on_step is None else partial(_counted, on_step, done, total)
        yield from _of_batch(reader.model, batch, own_rows, wrappers, counting)
        done += batch.settings.steps


def kept_code(model: Model, code: Tensor) -> ShapeCode:
    """A code (t, w) that a model drew, as it is kept with a sample."""
    return ShapeCode(code.cpu().numpy(), model.code_id)


def _of_batch(
    model: Model, batch: Batch, rows: list[Row], wrappers: Sequence[Wrapper], on_step: Callable[[int], None] | None
) -> list[Sample]:
    """The samples of one batch, each with its row."""
    start = time.perf_counter()
    settings = batch.settings
    recorder = StepRecorder(model.codec, model.process, settings) if batch.jobs[0].request.keep_steps else None
    departed = [row.condition.null() if row.negative is None else row.negative for row in rows]
    seeds = [job.seed for job in batch.jobs]
    negative = None if all(row.negative is None for row in rows) else Condition.stack(departed)
    told = decided(model, Condition.stack([row.condition for row in rows]), seeds, settings, negative)
    clouds = sample_clouds(
        model.denoiser,
        model.codec,
        told.condition,
        seeds,
        told.settings,
        told.negative,
        _observing(recorder, on_step),
        wrappers,
    )
    runs = [None] * len(clouds) if recorder is None else recorder.trajectories()
    seconds = (time.perf_counter() - start) / len(clouds)
    codes = [None] * len(clouds) if told.codes is None else [kept_code(model, code) for code in told.codes]
    return [
        Sample(job.request.prompt, job.seed, cloud, run, row.pictures, seconds, code)
        for job, row, cloud, run, code in zip(batch.jobs, rows, clouds, runs, codes, strict=True)
    ]


def _observing(recorder: StepRecorder | None, on_step: Callable[[int], None] | None) -> Observe | None:
    """What is called at each step: the recorder, and `on_step` once a step is done."""
    if recorder is None and on_step is None:
        return None

    def observe(step: int, x: Tensor, x0: Tensor | None) -> None:
        if recorder is not None:
            recorder(step, x, x0)
        if on_step is not None and step > 0:
            on_step(step)

    return observe


def _counted(on_step: Callable[[int, int], None], before: int, total: int, step: int) -> None:
    """Tell of a step of a batch with those of earlier batches counted in."""
    on_step(before + step, total)
