"""The clouds that are scored: generated ones, kept on disk so that a stopped evaluation goes on, and true ones."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.files.atomic import atomic_path
from shape_diff.generation.code_stage import model_clouds
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import PointCloud
from shape_diff.machine.across_cores import across_cores
from shape_diff.models.model import Model

NAMED = 1
"""The caption that names colours: the second of each shape (the first where there is one only)."""
CHUNK = 16
"""Clouds between two files; what is lost when an evaluation is stopped."""


def caption_of(captions: tuple[str, ...]) -> str:
    """The caption that is generated from."""
    return captions[min(NAMED, len(captions) - 1)]


def generated(
    pipeline: Pipeline, captions: list[str], seed: int, settings: SamplingSettings, folder: Path
) -> list[PointCloud]:
    """One cloud for each caption; caption i has seed `seed * len(captions) + i`.

    Clouds of an earlier run with the same model, captions and settings are read from `folder`.

    Raises:
        OSError: a file cannot be written, or a process that samples failed.
    """
    folder = folder / _identity(pipeline, captions, seed, settings)
    folder.mkdir(parents=True, exist_ok=True)
    files = {start: folder / f"{start:05d}.npz" for start in range(0, len(captions), CHUNK)}
    missing = [start for start, path in files.items() if not path.exists()]
    chunks = [
        Chunk(
            [pipeline.encoder.encode([caption]) for caption in captions[start : start + CHUNK]],
            seed * len(captions) + start,
            settings,
        )
        for start in missing
    ]
    cores = 0 if pipeline.device.type == "cpu" else 1
    for number, clouds in across_cores(_sampled, pipeline.model, chunks, f"generating, seed {seed}", cores):
        _write(clouds, files[missing[number]])
    return [cloud for path in files.values() for cloud in _read(path)]


@dataclass(frozen=True)
class Chunk:
    """Clouds that are sampled and kept together: their conditions, and the seed of the first."""

    conditions: list[Condition]
    seed: int
    settings: SamplingSettings


def _sampled(model: Model, chunk: Chunk) -> list[PointCloud]:
    return [
        model_clouds(model, condition, [chunk.seed + i], chunk.settings)[0]
        for i, condition in enumerate(chunk.conditions)
    ]


def _identity(pipeline: Pipeline, captions: list[str], seed: int, settings: SamplingSettings) -> str:
    adapters = [[use.sha256, use.strength] for use in pipeline.model.adapters]
    what = [pipeline.model.sha256, captions, asdict(settings), *([adapters] if adapters else [])]
    text = json.dumps(what, default=str)
    return f"seed{seed}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _write(clouds: list[PointCloud], path: Path) -> None:
    xyz, rgb, normals = (np.stack([getattr(cloud, name) for cloud in clouds]) for name in ("xyz", "rgb", "normals"))
    with atomic_path(path) as temporary:
        np.savez(temporary, xyz=xyz, rgb=rgb, normals=normals)


def _read(path: Path) -> list[PointCloud]:
    with np.load(path, allow_pickle=False) as arrays:
        columns = [arrays[name] for name in ("xyz", "rgb", "normals")]
    return [PointCloud(*rows) for rows in zip(*columns, strict=True)]


def true_clouds(dataset: ShapeDataset, rows: list[int], points: int) -> list[PointCloud]:
    """The first points of real shapes."""
    return [dataset.cloud(row).select(np.arange(points)) for row in rows]


def oracle_rows(dataset: ShapeDataset, count: int, seed: int) -> list[int]:
    """Shapes of a split drawn at random, to be scored as if they were samples."""
    return np.random.default_rng(seed).permutation(len(dataset))[:count].tolist()
