"""The Python API: prompts and pictures to clouds to meshes.

In the place of a prompt, `Request(images="chair.png")` asks by a picture and
`Request("made of red plastic", images=["front.png", "side.png"])` by words and two views of the same object.
Three lines are enough:

    pipeline = Pipeline.load()
    samples = pipeline.generate("a wooden barrel", count=2, seed=7)
    mesh = pipeline.reconstruct(samples[0].cloud)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from shape_diff.condition import Condition
from shape_diff.conditioning.images import encode_pictures
from shape_diff.conditioning.pictures import PictureSource, PreparedPicture, prepare_pictures
from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.models.model import Model, load_model
from shape_diff.precision import resolve_device
from shape_diff.reconstruction.methods import DEFAULT_METHOD, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.sampling import Observe, StepRecorder, sample_clouds

SEEDS = 2**32

GPU_BATCH_POINTS = 262_144
"""Points sampled at once on a GPU. On a CPU clouds are sampled one by one: a batch would not be faster, and so the
bytes of a sample do not depend on what is sampled beside it."""


@dataclass(frozen=True)
class Request:
    """One object that is asked for: in words, by pictures, or by both.

    Attributes:
        prompt: the object in words; may be empty where there is a picture.
        images: a picture of the object, or several of it from different sides: paths, PIL images or arrays, or what
            `prepare_pictures` made of them.
        matte: how a background is removed: auto or a name in `conditioning.matte.MATTES`.
    """

    prompt: str = ""
    images: PictureSource | PreparedPicture | Sequence[PictureSource | PreparedPicture] = ()
    matte: str = "auto"

    def pictures(self) -> tuple[PreparedPicture, ...]:
        """The images as a model sees them.

        Raises:
            ValueError: one is not a picture of an object, or there are too many.
            OSError: a file cannot be read.
        """
        images = self.images
        if isinstance(images, str | Path | Image.Image | np.ndarray | PreparedPicture):
            images = [images]
        new = iter(prepare_pictures([i for i in images if not isinstance(i, PreparedPicture)], self.matte))
        return tuple(image if isinstance(image, PreparedPicture) else next(new) for image in images)


@dataclass(frozen=True)
class Sample:
    """One generated cloud.

    Attributes:
        prompt: what was asked for in words; perhaps empty where there are pictures.
        seed: the seed of its noise; the same prompt, pictures, seed and settings give the same cloud.
        cloud: coloured and oriented points, normalised coordinates.
        trajectory: its way there, where it was kept.
        pictures: what was shown, as the model saw it, with notes on how it was prepared.
    """

    prompt: str
    seed: int
    cloud: PointCloud
    trajectory: Trajectory | None = None
    pictures: tuple[PreparedPicture, ...] = ()

    @property
    def title(self) -> str:
        """The prompt, or else the names of the pictures."""
        return self.prompt.strip() or " + ".join(dict.fromkeys(picture.name for picture in self.pictures))


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
        count: int = 1,
        seed: int = 0,
        settings: SamplingSettings | None = None,
        negative: str = "",
        on_step: Callable[[int, int], None] | None = None,
        keep_steps: bool = False,
    ) -> list[Sample]:
        """Sample clouds from prompts and pictures.

        Sample k of a prompt has seed `seed + k`, whatever else is generated beside it.

        Args:
            prompts: one prompt or several; a `Request` in the place of a prompt may show pictures.
            count: samples of each prompt.
            seed: seed of the first sample of each prompt, 0 to 2**32 - count.
            settings: points, sampler, steps and guidance; what the model recommends if not given. To change some of
                them: `pipeline.model.sampling.changed({"steps": 16})`.
            negative: what to guide away from; empty for plain guidance.
            on_step: called with (sampler steps done, all sampler steps), counted over batches.
            keep_steps: keep the denoising run of every sample, at most 72 MB each.

        Returns:
            `count` samples of the first prompt, then of the second and so on.

        Raises:
            ValueError: neither prompt nor picture, an overlong prompt, something that is not a picture, pictures for
                a model that takes none, a count below 1 or a negative seed.
            OSError: a picture's file cannot be read.
        """
        settings = settings or self.model.sampling
        asked = [prompts] if isinstance(prompts, str | Request) else list(prompts)
        if not asked:
            raise ValueError("there is no prompt; describe at least one object")
        check_counts(count, seed)
        requests = [Request(one) if isinstance(one, str) else one for one in asked]
        shown = [request.pictures() for request in requests]
        conditions = [self.condition(request.prompt, views) for request, views in zip(requests, shown, strict=True)]
        away = self.encoder.encode([negative]) if negative.strip() else None
        jobs = [(row, seed + k) for row in range(len(requests)) for k in range(count)]
        size = 1 if self.device.type == "cpu" else max(1, GPU_BATCH_POINTS // settings.points)
        batches = [jobs[start : start + size] for start in range(0, len(jobs), size)]
        samples = []
        for number, batch in enumerate(batches):
            recorder = StepRecorder(self.model.codec, self.model.process, settings) if keep_steps else None
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
                Sample(requests[row].prompt, s, cloud, run, shown[row])
                for (row, s), cloud, run in zip(batch, clouds, runs, strict=True)
            ]
        return samples

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
