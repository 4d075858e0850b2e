"""The Python API: prompts and pictures to clouds to meshes.

In the place of a prompt, `Request(images="chair.png")` asks by a picture and
`Request("made of red plastic", images=["front.png", "side.png"])` by words and two views of the same object.
Three lines are enough:

    pipeline = Pipeline.load()
    samples = pipeline.generate("a wooden barrel", count=2, seed=7)
    mesh = pipeline.reconstruct(samples[0].cloud)
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from shape_diff.conditioning.images import encode_pictures
from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Wrapper
from shape_diff.diffusion.sample import Observe, StepRecorder, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.code_stage import decided, decoded
from shape_diff.generation.request import Request
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.machine.precision import resolve_device
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.models.model import Model, load_model
from shape_diff.networks.code_encoder import CodeEncoder
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff.reconstruction.cloud_repair import repaired
from shape_diff.reconstruction.making import made_mesh
from shape_diff.reconstruction.mesh_options import MeshOptions
from shape_diff.reconstruction.methods import DEFAULT_METHOD, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.oriented_cloud import oriented_cloud

GPU_BATCH_POINTS = 262_144
"""Points sampled at once on a GPU. On a CPU clouds are sampled one by one: a batch would not be faster, and so the
bytes of a sample do not depend on what is sampled beside it."""


@dataclass(frozen=True)
class Sample:
    """One generated cloud.

    Attributes:
        prompt: what was asked for in words; perhaps empty where there are pictures.
        seed: the seed of its noise; the same prompt, pictures, seed and settings give the same cloud.
        cloud: coloured and oriented points, normalised coordinates.
        trajectory: its way there, where it was kept.
        pictures: what was shown, as the model saw it, with notes on how it was prepared.
        seconds: time that sampling it took, its share of a batch's.
        code: what decided the shape, None from a model that makes points from words directly.
    """

    prompt: str
    seed: int
    cloud: PointCloud
    trajectory: Trajectory | None = None
    pictures: tuple[PreparedPicture, ...] = ()
    seconds: float = 0.0
    code: ShapeCode | None = None

    @property
    def title(self) -> str:
        """The prompt, or else the names of the pictures."""
        return self.prompt.strip() or " + ".join(dict.fromkeys(picture.name for picture in self.pictures))


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


@dataclass(frozen=True)
class Row:
    """A request as the model reads it: pictures, and conditions of one row to approach and to keep away from."""

    pictures: tuple[PreparedPicture, ...]
    condition: Condition
    negative: Condition | None


class Pipeline:
    """A text encoder, a model (a denoiser, perhaps with an image encoder) and the reconstruction stage."""

    def __init__(self, encoder: TextEncoder, model: Model, device: torch.device) -> None:
        self.encoder, self.model, self.device = encoder, model, device

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, device: str = "auto", download: bool = False) -> "Pipeline":
        """Load a shipped model by name or a model file by path.

        Args:
            model: its name or file.
            device: auto, cpu, cuda, cuda:N or mps.
            download: whether a frozen network that the file names may be downloaded.

        Raises:
            ValueError: an unknown model or device, or a file that is not a model.
        """
        where = resolve_device(device)
        loaded = load_model(model, where, download=download)  # first, since it is where a mistake shows
        return cls(TextEncoder.load(where), loaded, where)

    def generate(
        self,
        prompts: str | Request | Sequence[str | Request],
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | None = None,
        negative: str | None = None,
        keep_steps: bool | None = None,
        wrappers: Sequence[Wrapper] = (),
        on_step: Callable[[int, int], None] | None = None,
    ) -> list[Sample]:
        """Sample clouds from prompts and pictures; see `stream` for all arguments and what is raised."""
        return list(self.stream(prompts, count, seed, settings, negative, keep_steps, wrappers, on_step))

    def stream(
        self,
        prompts: str | Request | Sequence[str | Request],
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | None = None,
        negative: str | None = None,
        keep_steps: bool | None = None,
        wrappers: Sequence[Wrapper] = (),
        on_step: Callable[[int, int], None] | None = None,
    ) -> Iterator[Sample]:
        """Sample clouds from prompts and pictures, each handed over when it is done.

        Sample k of a prompt has seed `seed + k`, whatever else is generated beside it.

        Args:
            prompts: one prompt or several; a prompt is short for `Request(prompt)`.
            count: samples of each request, in the place of what it says itself; so are the next four.
            seed: seed of the first sample of each request, 0 to 2**32 - count.
            settings: points, sampler, steps and guidance. To change some of what the model recommends:
                `pipeline.model.sampling.changed({"steps": 16})`.
            negative: what to guide away from; empty for plain guidance.
            keep_steps: keep the denoising run of every sample, at most 72 MB each.
            wrappers: denoiser -> denoiser, applied to the guided denoiser, the first one innermost.
            on_step: called with (sampler steps done, all sampler steps), counted over batches.

        Returns:
            All samples of the first request, then of the second and so on.

        Raises:
            ValueError: at once for neither prompt nor picture, an overlong prompt, wrong settings, a count below 1 or a
                wrong seed; when its turn comes, for something that is not a picture and pictures for a model that
                takes none.
            OSError: when its turn comes, a picture's file cannot be read.
        """
        asked = [prompts] if isinstance(prompts, str | Request) else prompts
        requests = [Request(one) if isinstance(one, str) else one for one in asked]
        if not requests:
            raise ValueError("there is no prompt; describe at least one object")
        given = {"count": count, "seed": seed, "negative": negative, "keep_steps": keep_steps, "sampling": settings}
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        requests = [replace(request, **changes).checked() for request in requests]
        return self._samples(self._batches(requests), wrappers, on_step)

    def _batches(self, requests: list[Request]) -> list[Batch]:
        """The samples of all requests in their order; those that are sampled alike share a batch on a GPU."""
        jobs = [Job(request, request.seed + k) for request in requests for k in range(request.count)]
        batches = []
        for (settings, _), alike in groupby(jobs, lambda job: (self.settings(job.request), job.request.keep_steps)):
            size = 1 if self.device.type == "cpu" else max(1, GPU_BATCH_POINTS // settings.points)
            rest = list(alike)
            batches += [Batch(settings, rest[start : start + size]) for start in range(0, len(rest), size)]
        return batches

    def settings(self, request: Request) -> SamplingSettings:
        """How a request is sampled: as the model recommends, where it says nothing else."""
        return request.settings(self.model.sampling)

    def _samples(
        self, batches: list[Batch], wrappers: Sequence[Wrapper], on_step: Callable[[int, int], None] | None
    ) -> Iterator[Sample]:
        total, done = sum(batch.settings.steps for batch in batches), 0
        rows: dict[int, Row] = {}
        for batch in batches:
            known, rows = rows, {}
            for request in (job.request for job in batch.jobs if id(job.request) not in rows):
                rows[id(request)] = known.get(id(request)) or self._row(request)
            own_rows = [rows[id(job.request)] for job in batch.jobs]
            yield from self._sampled(batch, own_rows, wrappers, on_step and partial(_counted, on_step, done, total))
            done += batch.settings.steps

    def _row(self, request: Request) -> Row:
        shown = request.pictures()
        negative = self.encoder.encode([request.negative]) if request.negative.strip() else None
        return Row(shown, self.condition(request.prompt, shown), negative)

    def _sampled(
        self, batch: Batch, rows: list[Row], wrappers: Sequence[Wrapper], on_step: Callable[[int], None] | None
    ) -> list[Sample]:
        """The samples of one batch, each with its row."""
        start = time.perf_counter()
        model, settings = self.model, batch.settings
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
        codes = [None] * len(clouds) if told.codes is None else [self._kept(code) for code in told.codes]
        return [
            Sample(job.request.prompt, job.seed, cloud, run, row.pictures, seconds, code)
            for job, row, cloud, run, code in zip(batch.jobs, rows, clouds, runs, codes, strict=True)
        ]

    def encode(self, cloud: PointCloud) -> ShapeCode:
        """The code of any cloud, which knows where the cloud stood; normals are estimated where they are missing.

        Raises:
            ValueError: the model has no shape codes, or no surface can be made of the cloud (fewer points than a code
                has, points in a line, values that are not finite).
        """
        model = self.model
        identity = model.code_id
        oriented, frame = oriented_cloud(repaired(cloud), two_sided=False)
        encoder = cast(CodeEncoder, model.networks["code_encoder"])
        thinned = oriented.thinned(encoder.config.seen)
        assert thinned.normals is not None
        rgb = np.full_like(thinned.xyz, model.codec.rgb_mean) if thinned.rgb is None else thinned.rgb
        parts = (torch.from_numpy(part)[None].to(self.device) for part in (thinned.xyz, rgb, thinned.normals))
        with torch.no_grad():
            return ShapeCode(encoder(model.codec.encode(*parts))[0].cpu().numpy(), identity, frame)

    def decode(
        self, code: ShapeCode, points: int | None = None, seed: int = 0, settings: SamplingSettings | None = None
    ) -> PointCloud:
        """A cloud of the shape that a code stands for, where that stood.

        Args:
            code: of this model's networks.
            points: how many; as many as the model recommends, if not said.
            seed: of the points' noise; the shape is the code's whatever it is.
            settings: sampler and steps; what the model recommends, if not given.

        Raises:
            ValueError: the model has no shape codes, or others.
        """
        model = self.model
        if code.networks != model.code_id:
            raise ValueError(f"the code belongs to other networks ({code.networks}) than the model's ({model.code_id})")
        told = decoded(
            model,
            torch.from_numpy(code.tokens)[None].to(self.device),
            (settings or model.sampling).changed({"points": points}),
        )
        cloud = sample_clouds(model.denoiser, model.codec, told.condition, [seed], told.settings)[0]
        return PointCloud(code.frame.restore(cloud.xyz), cloud.rgb, cloud.normals)

    def _kept(self, code: Tensor) -> ShapeCode:
        return ShapeCode(code.cpu().numpy(), self.model.code_id)

    def condition(self, prompt: str, pictures: Sequence[PreparedPicture] = ()) -> Condition:
        """The condition of one object, one row: of its prompt, of its pictures, or of both joined.

        Raises:
            ValueError: neither prompt nor picture, an overlong prompt, or more pictures than the model takes.
        """
        self.check_pictures(pictures)
        parts = [self.encoder.encode([prompt])] if prompt.strip() or not pictures else []
        if pictures and self.model.image_encoder is not None:
            parts.append(encode_pictures(self.model.image_encoder, pictures, self.device))
        return Condition.joined(parts) if len(parts) > 1 else parts[0]

    def check_pictures(self, pictures: Sequence[PreparedPicture]) -> None:
        """Raise ValueError for pictures that are shown to a model which takes text alone."""
        if pictures and self.model.image_encoder is None:
            raise ValueError(
                f"the model '{self.model.name}' takes text alone; pictures need a model such as {DEFAULT_MODEL}"
            )

    def reconstruct(
        self, cloud: PointCloud, method: str = DEFAULT_METHOD, options: ReconstructionOptions | None = None
    ) -> Mesh:
        """The coloured surface of a cloud, in the cloud's coordinates; see `reconstruction.methods.reconstruct`."""
        return reconstruct(cloud, method, options)

    def mesh(self, cloud: PointCloud, options: MeshOptions | None = None) -> Mesh:
        """The surface of a cloud, finished: with few faces unless the options say otherwise, in its coordinates.

        Raises:
            ValueError: no surface can be made of the cloud, or no solid where one is asked for.
        """
        options = options or MeshOptions()
        return made_mesh(cloud, options, self.reconstruct)


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
