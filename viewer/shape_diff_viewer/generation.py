"""Prompts to samples in a thread, for front ends that must not stand still meanwhile."""

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shape_diff.generation.request import Request
from shape_diff.models.finding import DEFAULT_MODEL, recommended
from shape_diff_viewer.item import Item
from shape_diff_viewer.opening import manifest_item

if TYPE_CHECKING:
    from shape_diff.diffusion.settings import SamplingSettings
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.sample import Sample

MAX_COUNT = 64
SAMPLING_SHARE = 0.85
"""Part of the progress bar that sampling takes; meshing and writing are the rest."""


class Generator:
    """One model, loaded when first needed, and the folder that its samples are saved to. One job works at a time."""

    def __init__(self, folder: Path = Path("outputs"), model: str = DEFAULT_MODEL, device: str = "auto") -> None:
        self.folder, self.model, self.device = folder, model, device
        self.turn = threading.Lock()
        self._pipeline: Pipeline | None = None

    def pipeline(self) -> "Pipeline":
        """The loaded pipeline; raises ValueError for an unknown model or device."""
        from shape_diff.generation.pipeline import Pipeline
        from shape_diff.machine.allocation import keep_freed_memory

        if self._pipeline is None:
            keep_freed_memory()
            self._pipeline = Pipeline.load(self.model, self.device)
        return self._pipeline

    def recommended(self) -> dict[str, Any]:
        """Points, steps, guidance and sampler that the model recommends, to show before it is loaded."""
        return recommended(self.model)

    def settings(self, request: Request) -> "SamplingSettings":
        """How the model samples a request; raises ValueError for settings that are wrong."""
        from shape_diff.models.model import read_header

        return request.settings(read_header(self.model).points_sampling)

    def start(self, request: Request) -> "GenerationJob":
        """Begin to generate; raises ValueError for a request that cannot be fulfilled."""
        job = GenerationJob(request, self)
        job.start()
        return job


class _CancelledError(Exception):
    """Raised within the sampler to leave it."""


class GenerationJob:
    """Samples of one request being made in a thread. Read the attributes at any time from any thread.

    Attributes:
        request: what was asked for.
        progress: 0 to 1.
        message: what is being done, in a few words.
        results: the saved samples, in the order of their seeds; more come until it is finished.
        error: one sentence on what went wrong, or None.
        finished: whether the thread has done all it will: there are all results, an error or a cancellation.
    """

    def __init__(self, request: Request, generator: Generator) -> None:
        self.request = request
        self.progress, self.message = 0.0, "waiting"
        self.results: list[Item] = []
        self.error: str | None = None
        self._generator = generator
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="generation", daemon=True)

    def start(self) -> None:
        """Begin; raises ValueError for a request that cannot be fulfilled, RuntimeError if begun before."""
        self.request = self.request.checked()
        if self.request.count > MAX_COUNT:
            raise ValueError(f"a viewer makes at most {MAX_COUNT} samples at once, not {self.request.count}")
        self._generator.settings(self.request)
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the next sampler step. Nothing more is written then, unless it is being written already."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop before it had made all samples."""
        return self._cancel.is_set() and len(self.results) < self.request.count

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to come."""
        return self._thread.ident is not None and not self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is finished, at most so long; returns whether it is."""
        self._thread.join(seconds)
        return self.finished

    def _run(self) -> None:
        try:
            with self._generator.turn:
                self._check()
                self._generate()
            self.progress, self.message = 1.0, "done"
        except _CancelledError:
            self.message = "cancelled"
        except Exception as error:  # A thread's exception would be lost; the front end shows it.
            self.error = str(error) if isinstance(error, (ValueError, OSError)) else f"{type(error).__name__}: {error}"
            self.message = "failed"

    def _check(self) -> None:
        if self._cancel.is_set():
            raise _CancelledError

    def _generate(self) -> None:
        from shape_diff.generation.outputs import check_writable

        check_writable(self._generator.folder)
        self.message = "loading the model"
        pipeline = self._generator.pipeline()
        self._check()
        self.message = "denoising"
        for sample in pipeline.stream(self.request, on_step=self._on_step):
            self._check()
            self.results.append(self._save(pipeline, sample, {"sampling": sample.seconds}))

    def _on_step(self, done: int, total: int) -> None:
        self._check()
        self._tell(f"denoising, step {done} of {total}", done / total)

    def _tell(self, message: str, sampled: float, finishing: float = 0.0) -> None:
        """Say what is being done, how much of all sampling is done, and how much of finishing this sample."""
        made, count = len(self.results), self.request.count
        self.progress = SAMPLING_SHARE * sampled + (1 - SAMPLING_SHARE) * (made + finishing) / count
        self.message = message if count == 1 else f"sample {min(made + 1, count)} of {count}: {message}"

    def _save(self, pipeline: "Pipeline", sample: "Sample", timings: dict[str, float]) -> Item:
        """Mesh the sample and write it as `generate` does; seconds of earlier stages go into its manifest."""
        from shape_diff.generation.outputs import SampleWriter
        from shape_diff.machine.precision import describe_device
        from shape_diff.reconstruction.mesh_options import MeshOptions

        mesh, mesh_error, start = None, None, time.perf_counter()
        sampled = (len(self.results) + 1) / self.request.count
        if self.request.with_mesh:
            self._tell("making the mesh", sampled)
            try:
                mesh = pipeline.mesh(sample.cloud)
            except ValueError as error:
                mesh_error = str(error)
            self._check()
        timings = timings | {"reconstruction": time.perf_counter() - start}
        self._tell("saving", sampled, finishing=0.5)
        folder, settings = self._generator.folder, pipeline.settings(self.request)
        where = describe_device(pipeline.device)
        writer = SampleWriter(folder, pipeline, settings, self.request.negative, MeshOptions(), where)
        manifest = writer.write(sample, mesh, timings, mesh_error)
        item = manifest_item(folder / f"{manifest['name']}.json")
        if item is None:
            raise OSError(f"the manifest of {manifest['name']} in {folder} cannot be read back")
        return item
