"""Clouds with the generator's own faults: true clouds noised to a moderate level and denoised by the shipped model.

Each point starts as a point of a known shape (SDEdit, Meng et al. 2022, arXiv 2108.01073), so the truth about the
surface is that of the shape.
"""

from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.denoiser import bind
from shape_diff.diffusion.samplers import SeededNoise, sampler_named
from shape_diff.files.atomic import atomic_path
from shape_diff.files.fingerprint import file_sha256, fingerprint
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.models.finding import find_model
from shape_diff.models.model import Model, load_model
from shape_diff.training.tasks.field.batches import GeneratedClouds

POINTS = 2048
STEPS = 16
"""Steps of the whole grid of noise levels, of which those below the starting level are taken."""
SIGMA_RANGE = (0.04, 0.2)
"""Noise levels that clouds start from, in the diffused range, log-uniform; the data's standard deviation is 0.5."""
BATCH = 8


def generated_clouds(shapes: ShapeDataset, count: int, seed: int, folder: Path, model: str) -> GeneratedClouds | None:
    """`count` clouds of evenly chosen shapes, kept in a file of the folder; None if `count` is 0.

    The file's name depends on model, data, shapes and seed, so that it never answers for others.

    Raises:
        ValueError: the model is missing or the file is damaged.
    """
    count = min(count, len(shapes))
    if count == 0:
        return None
    chosen = np.linspace(0, len(shapes) - 1, count).astype(int)
    ids = [shapes.records[number].id for number in chosen.tolist()]
    source = [file_sha256(find_model(model)), shapes.sha256, ids, seed, POINTS, STEPS, SIGMA_RANGE]
    cache = folder / f"generated-{fingerprint(source)}.safetensors"
    if not cache.exists():
        arrays = _make(shapes, chosen, load_model(model, torch.device("cpu")), seed)
        with atomic_path(cache) as temporary:
            temporary.write_bytes(save(arrays))
    try:
        arrays = load_file(cache)
        if not np.array_equal(arrays["shape"], chosen):
            raise ValueError("it is of other shapes")
        return GeneratedClouds(arrays["shape"], *(arrays[key].astype(np.float32) for key in ("xyz", "rgb", "normals")))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ValueError(f"{cache} does not fit ({error}); delete it and start again") from error


def _make(shapes: ShapeDataset, chosen: np.ndarray, model: Model, seed: int) -> dict[str, np.ndarray]:
    encoder = TextEncoder.load(torch.device("cpu"))
    parts: dict[str, list[np.ndarray]] = {"xyz": [], "rgb": [], "normals": []}
    for start in range(0, len(chosen), BATCH):
        numbers = chosen[start : start + BATCH].tolist()
        captions = [shapes.records[number].captions[0] for number in numbers]
        decoded = _denoised(shapes, numbers, captions, model, encoder, seed + start)
        for key, values in zip(parts, decoded, strict=True):
            parts[key].append(values.numpy().astype(np.float16))
    return {"shape": chosen} | {key: np.concatenate(values) for key, values in parts.items()}


@torch.inference_mode()
def _denoised(
    shapes: ShapeDataset, numbers: list[int], captions: list[str], model: Model, encoder: TextEncoder, seed: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """xyz, rgb and normals (b, POINTS, 3) of clouds that share one starting level."""
    clouds = [shapes.cloud(number).select(np.arange(POINTS)) for number in numbers]
    true = [torch.from_numpy(np.stack([getattr(c, key) for c in clouds])) for key in ("xyz", "rgb", "normals")]
    x0 = model.codec.encode(*true)
    low, high = SIGMA_RANGE
    level = low * (high / low) ** float(torch.rand(1, generator=stream(seed, 0, "level")))
    sigmas = model.process.grid("karras", STEPS)
    sigmas = torch.cat([torch.tensor([level]), sigmas[sigmas < level]])
    noise = SeededNoise([seed * BATCH + row for row in range(len(numbers))])
    with mixed_precision(x0.device):
        x = sampler_named("dpmpp_2m")(
            bind(model.denoiser, encoder.encode(captions)),
            x0 + level * model.process.noise_like(x0, noise),
            sigmas,
            draw_noise=noise,
        )
    return model.codec.decode(x.float())
