"""The Python API: prompts to clouds to meshes.

Three lines are enough:

    pipeline = Pipeline.load()
    samples = pipeline.generate("a wooden barrel", count=2, seed=7)
    mesh = pipeline.reconstruct(samples[0].cloud)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.condition import Condition
from shape_diff.conditioning.text import TextEncoder
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.model_file import DEFAULT_MODEL, Model, load_model
from shape_diff.precision import resolve_device
from shape_diff.reconstruction.methods import DEFAULT_METHOD, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.sampling import Observe, SamplingSettings, StepRecorder, sample_clouds

SEEDS = 2**32

GPU_BATCH_POINTS = 262_144
"""Points sampled at once on a GPU. On a CPU clouds are sampled one by one: a batch would not be faster, and so the
bytes of a sample do not depend on what is sampled beside it."""


@dataclass(frozen=True)
class Sample:
    """One generated cloud.

    Attributes:
        prompt: what was asked for.
        seed: the seed of its noise; the same prompt, seed and settings give the same cloud.
        cloud: coloured and oriented points, normalised coordinates.
        trajectory: its way there, where it was kept.
    """

    prompt: str
    seed: int
    cloud: PointCloud
    trajectory: Trajectory | None = None


class Pipeline:
    """A text encoder, a denoiser and the reconstruction stage."""

    def __init__(self, encoder: TextEncoder, model: Model, device: torch.device) -> None:
        self.encoder, self.model, self.device = encoder, model, device

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, device: str = "auto") -> "Pipeline":
        """Load a shipped model by name or a model file by path.

        Raises:
            ValueError: an unknown model or device, or a file that is not a model.
        """
        where = resolve_device(device)
        loaded = load_model(model, where)  # first, since it is where a mistake shows
        return cls(TextEncoder.load(where), loaded, where)

    def generate(
        self,
        prompts: str | Sequence[str],
        count: int = 1,
        seed: int = 0,
        settings: SamplingSettings | None = None,
        negative: str = "",
        on_step: Callable[[int, int], None] | None = None,
        keep_steps: bool = False,
    ) -> list[Sample]:
        """Sample clouds from prompts.

        Sample k of a prompt has seed `seed + k`, whatever else is generated beside it.

        Args:
            prompts: one prompt or several.
            count: samples of each prompt.
            seed: seed of the first sample of each prompt, 0 to 2**32 - count.
            settings: points, sampler, steps and guidance.
            negative: what to guide away from; empty for plain guidance.
            on_step: called with (sampler steps done, all sampler steps), counted over batches.
            keep_steps: keep the denoising run of every sample, at most 72 MB each.

        Returns:
            `count` samples of the first prompt, then of the second and so on.

        Raises:
            ValueError: an empty or overlong prompt, a count below 1 or a negative seed.
        """
        settings = settings or SamplingSettings()
        prompts = [prompts] if isinstance(prompts, str) else list(prompts)
        if not prompts:
            raise ValueError("there is no prompt; describe at least one object")
        check_counts(count, seed)
        conditions = [self.encoder.encode([prompt]) for prompt in prompts]
        away = self.encoder.encode([negative]) if negative.strip() else None
        jobs = [(row, seed + k) for row in range(len(prompts)) for k in range(count)]
        size = 1 if self.device.type == "cpu" else max(1, GPU_BATCH_POINTS // settings.points)
        batches = [jobs[start : start + size] for start in range(0, len(jobs), size)]
        samples = []
        for number, batch in enumerate(batches):
            recorder = StepRecorder(self.model.codec, settings) if keep_steps else None
            clouds = sample_clouds(
                self.model.denoiser,
                self.model.codec,
                Condition.stack([conditions[row] for row, _ in batch]),
                [s for _, s in batch],
                settings,
                None if away is None else Condition.stack([away] * len(batch)),
                _observing(recorder, on_step, number * settings.steps, len(batches) * settings.steps),
            )
            runs = [None] * len(batch) if recorder is None else recorder.trajectories()
            samples += [
                Sample(prompts[row], s, cloud, run) for (row, s), cloud, run in zip(batch, clouds, runs, strict=True)
            ]
        return samples

    def reconstruct(
        self, cloud: PointCloud, method: str = DEFAULT_METHOD, options: ReconstructionOptions | None = None
    ) -> Mesh:
        """The coloured surface of a cloud, in the cloud's coordinates; see `reconstruction.methods.reconstruct`."""
        return reconstruct(cloud, method, options)


def check_counts(count: int, seed: int) -> None:
    """Raise ValueError for less than one sample or a seed that no generator takes."""
    if count < 1:
        raise ValueError(f"count must be at least 1, got {count}")
    if not 0 <= seed <= SEEDS - count:  # PyTorch's CPU generator reads 32 bits
        raise ValueError(f"seed must be between 0 and {SEEDS - count:,} for {count} samples of a prompt, got {seed}")


def _observing(
    recorder: StepRecorder | None, on_step: Callable[[int, int], None] | None, done: int, total: int
) -> Observe | None:
    """What is called at each step: the recorder, and `on_step` with the steps of earlier batches counted in."""
    if recorder is None and on_step is None:
        return None

    def observe(step: int, x: Tensor, x0: Tensor | None) -> None:
        if recorder is not None:
            recorder(step, x, x0)
        if on_step is not None and step > 0:
            on_step(done + step, total)

    return observe
