"""Prompts to samples in a thread, for front ends that must not stand still meanwhile."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from shape_diff.models.finding import DEFAULT_MODEL, recommended
from shape_diff_viewer.collection import Item, manifest_item

if TYPE_CHECKING:
    from shape_diff.diffusion.settings import SamplingSettings
    from shape_diff.pipeline import Pipeline, Sample

SAMPLING_SHARE = 0.85
"""Part of the progress bar that sampling takes; meshing and writing are the rest."""


@dataclass(frozen=True)
class Wish:
    """What to generate; plain data, so that it can come from widgets or from a page.

    Attributes:
        prompt: one object in words.
        seed: seed of the noise.
        points: points of the cloud; of this and the next three, None is what the model recommends.
        steps: steps of the sampler.
        guidance: guidance scale; 1 is none.
        sampler: a name in `diffusion.samplers.SAMPLERS`.
        negative: what to keep away from.
        with_mesh: also reconstruct a mesh.
        keep_steps: keep the denoising run, so that it can be played.
    """

    prompt: str
    seed: int = 0
    points: int | None = None
    steps: int | None = None
    guidance: float | None = None
    sampler: str | None = None
    negative: str = ""
    with_mesh: bool = True
    keep_steps: bool = True

    @classmethod
    def of(cls, fields: dict[str, Any]) -> "Wish":
        """A wish of JSON fields named like the attributes; raises ValueError for a wrong name or type."""
        kinds = {name: next(iter(get_args(kind)), kind) for name, kind in get_type_hints(cls).items()}
        for name, value in fields.items():
            if name not in kinds:
                raise ValueError(f"there is no setting {name!r}; known are {', '.join(kinds)}")
            whole = kinds[name] is float and type(value) is int
            if type(value) is not kinds[name] and not whole:
                raise ValueError(f"{name} must be of type {kinds[name].__name__}, got {value!r}")
        if "prompt" not in fields:
            raise ValueError("there is no prompt; describe one object")
        return cls(**fields)

    def settings(self, model: str) -> "SamplingSettings":
        """The settings of a model's sampler; raises ValueError for those that are wrong, prompt and seed included."""
        from shape_diff.conditioning.text import check_prompt
        from shape_diff.models.model import read_header
        from shape_diff.pipeline import check_counts

        check_prompt(self.prompt)
        if self.negative.strip():
            check_prompt(self.negative)
        check_counts(1, self.seed)
        wishes = {"points": self.points, "steps": self.steps, "guidance": self.guidance, "sampler": self.sampler}
        return read_header(model).sampling["denoiser"].changed(wishes)


class Generator:
    """One model, loaded when first needed, and the folder that its samples are saved to. One job works at a time."""

    def __init__(self, folder: Path = Path("outputs"), model: str = DEFAULT_MODEL, device: str = "auto") -> None:
        self.folder, self.model, self.device = folder, model, device
        self.turn = threading.Lock()
        self._pipeline: Pipeline | None = None

    def pipeline(self) -> "Pipeline":
        """The loaded pipeline; raises ValueError for an unknown model or device."""
        from shape_diff.allocation import keep_freed_memory
        from shape_diff.pipeline import Pipeline

        if self._pipeline is None:
            keep_freed_memory()
            self._pipeline = Pipeline.load(self.model, self.device)
        return self._pipeline

    def recommended(self) -> dict[str, Any]:
        """Points, steps, guidance and sampler that the model recommends, to show before it is loaded."""
        return recommended(self.model)

    def start(self, wish: Wish) -> "GenerationJob":
        """Begin to generate; raises ValueError for a wish that cannot be fulfilled."""
        job = GenerationJob(wish, self)
        job.start()
        return job


class _CancelledError(Exception):
    """Raised within the sampler to leave it."""


class GenerationJob:
    """One wish being fulfilled in a thread. Read the attributes at any time from any thread.

    Attributes:
        wish: what was asked for.
        progress: 0 to 1.
        message: what is being done, in a few words.
        result: the saved sample, or None.
        error: one sentence on what went wrong, or None.
        finished: whether the thread has done all it will: there is a result, an error or a cancellation.
    """

    def __init__(self, wish: Wish, generator: Generator) -> None:
        self.wish = wish
        self.progress, self.message = 0.0, "waiting"
        self.result: Item | None = None
        self.error: str | None = None
        self._generator = generator
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="generation", daemon=True)

    def start(self) -> None:
        """Begin; raises ValueError for a wish that cannot be fulfilled, RuntimeError if begun before."""
        self.wish.settings(self._generator.model)
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the next sampler step. Nothing is written then, unless it is being written already."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop before it had a result."""
        return self._cancel.is_set() and self.result is None

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
                self.result = self._generate()
            self.progress, self.message = 1.0, "done"
        except _CancelledError:
            self.message = "cancelled"
        except Exception as error:  # A thread's exception would be lost; the front end shows it.
            self.error = str(error) if isinstance(error, (ValueError, OSError)) else f"{type(error).__name__}: {error}"
            self.message = "failed"

    def _check(self) -> None:
        if self._cancel.is_set():
            raise _CancelledError

    def _generate(self) -> Item:
        from shape_diff.outputs import check_writable

        check_writable(self._generator.folder)
        self.message = "loading the model"
        pipeline = self._generator.pipeline()
        self._check()
        self.message = "denoising"
        wish, start = self.wish, time.perf_counter()
        settings = wish.settings(self._generator.model)
        (sample,) = pipeline.generate(
            wish.prompt, 1, wish.seed, settings, wish.negative, self._on_step, wish.keep_steps
        )
        self._check()
        return self._save(pipeline, sample, {"sampling": time.perf_counter() - start})

    def _on_step(self, done: int, total: int) -> None:
        self._check()
        self.progress = SAMPLING_SHARE * done / total
        self.message = f"denoising, step {done} of {total}"

    def _save(self, pipeline: "Pipeline", sample: "Sample", timings: dict[str, float]) -> Item:
        """Mesh the sample and write it as `generate` does; seconds of earlier stages go into its manifest."""
        from shape_diff.outputs import SampleWriter
        from shape_diff.precision import describe_device

        mesh, mesh_error, start = None, None, time.perf_counter()
        if self.wish.with_mesh:
            self.message = "making the mesh"
            try:
                mesh = pipeline.reconstruct(sample.cloud)
            except ValueError as error:
                mesh_error = str(error)
            self._check()
        timings = timings | {"reconstruction": time.perf_counter() - start}
        self.progress, self.message = (1 + SAMPLING_SHARE) / 2, "saving"
        folder, settings = self._generator.folder, self.wish.settings(self._generator.model)
        where = describe_device(pipeline.device)
        writer = SampleWriter(folder, pipeline, settings, self.wish.negative, ["obj"], where)
        manifest = writer.write(sample, mesh, timings, mesh_error)
        item = manifest_item(folder / f"{manifest['name']}.json")
        if item is None:
            raise OSError(f"the manifest of {manifest['name']} in {folder} cannot be read back")
        return item
