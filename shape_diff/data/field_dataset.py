"""Signed distance samples of many meshes: built in parallel, kept in resumable shards, loaded as tensors."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save
from torch import Tensor

from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.field_samples import REACH, FieldSampleOptions, field_samples
from shape_diff.data.sampling import generator_for
from shape_diff.files.atomic import atomic_path
from shape_diff.files.fingerprint import fingerprint
from shape_diff.formats.mesh_files import read_surface
from shape_diff.geometry.color import to_uint8
from shape_diff.machine.progress import progress_bar
from shape_diff.machine.workers import Failure, run_isolated

SHARD_SIZE = 32
QUERY_SCALE = 32767 / REACH
SECONDS_PER_SHARD = 900.0


@dataclass(frozen=True)
class FieldJob:
    """One shard to make: (name, mesh file) of its shapes, how, and where it goes."""

    shapes: tuple[tuple[str, Path], ...]
    options: FieldSampleOptions
    out: Path


@dataclass(frozen=True)
class FieldDataset:
    """S shapes of q queries each.

    Attributes:
        names: S names of shapes.
        xyz: (S, q, 3) int16, positions times QUERY_SCALE.
        distance: (S, q) float16 signed distances, negative inside.
        rgb: (S, q, 3) uint8 colours of the nearest surface.
    """

    names: tuple[str, ...]
    xyz: Tensor
    distance: Tensor
    rgb: Tensor

    def __len__(self) -> int:
        return len(self.names)


def some_shapes(shapes: ShapeDataset, count: int, seed: int) -> ShapeDataset:
    """`count` shapes drawn by chance; all of them if `count` is 0 or more than there are."""
    order = np.random.default_rng(seed).permutation(len(shapes))
    return shapes.take(order[: count or len(shapes)].tolist())


def files_of(shapes: ShapeDataset, files: Mapping[str, Path]) -> list[tuple[str, Path]]:
    """The name and mesh file of each shape; raises ValueError if one has none."""
    missing = [record.id for record in shapes.records if record.id not in files]
    if missing:
        raise ValueError(f"the mesh folder lacks {len(missing)} shapes of the data set, such as '{missing[0]}'")
    return [(record.id, files[record.id]) for record in shapes.records]


def build_field_dataset(
    meshes: Sequence[tuple[str, Path]], out: Path, options: FieldSampleOptions, workers: int = 0
) -> FieldDataset:
    """Sample all (name, file) meshes, or load what an earlier call with the same arguments and meshes has made.

    Raises:
        ValueError: a mesh cannot be sampled.
        OSError: a file cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    groups = [tuple(meshes[start : start + SHARD_SIZE]) for start in range(0, len(meshes), SHARD_SIZE)]
    jobs = [FieldJob(group, options, out / f"{_key(group, options)}.safetensors") for group in groups]
    missing = [job for job in jobs if not job.out.exists()]
    done = run_isolated(make_shard, missing, workers, SECONDS_PER_SHARD)
    for number, outcome in progress_bar(done, "signed distances"):
        if isinstance(outcome, Failure):
            shapes = missing[number].shapes
            raise ValueError(f"signed distances of {shapes[0][0]} to {shapes[-1][0]} failed: {outcome.reason}")
    return load_shards([job.out for job in jobs])


def _key(group: Sequence[tuple[str, Path]], options: FieldSampleOptions) -> str:
    """A file name that changes with the shapes, their meshes and the options."""
    return fingerprint([name for name, _ in group], asdict(options), *(file for _, file in group))


def make_shard(job: FieldJob) -> int:
    """Sample the shapes of one shard and write it, whole or not at all; returns their number."""
    arrays: dict[str, list[np.ndarray]] = {"xyz": [], "distance": [], "rgb": []}
    for name, file in job.shapes:
        samples = field_samples(read_surface(file), job.options, generator_for(job.options.seed, f"field/{name}"))
        arrays["xyz"].append(np.rint(samples.xyz * QUERY_SCALE).astype(np.int16))
        arrays["distance"].append(samples.distance.astype(np.float16))
        arrays["rgb"].append(to_uint8(samples.rgb))
    names = json.dumps([name for name, _ in job.shapes])
    with atomic_path(job.out) as temporary:
        stacked = {key: np.stack(parts) for key, parts in arrays.items()}
        temporary.write_bytes(save(stacked, metadata={"names": names}))
    return len(job.shapes)


def load_shards(paths: Sequence[Path]) -> FieldDataset:
    """All shapes of some shards; raises ValueError for a damaged one."""
    names: list[str] = []
    parts: dict[str, list[Tensor]] = {"xyz": [], "distance": [], "rgb": []}
    for path in paths:
        shard_names, tensors = _read_shard(path)
        names += shard_names
        for key, part in parts.items():
            part.append(tensors[key])
    return FieldDataset(tuple(names), *(torch.cat(parts[key]) for key in ("xyz", "distance", "rgb")))


def _read_shard(path: Path) -> tuple[list[str], dict[str, Tensor]]:
    try:
        with safe_open(path, framework="pt") as file:
            names = json.loads((file.metadata() or {})["names"])
            return names, {key: file.get_tensor(key) for key in ("xyz", "distance", "rgb")}
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ValueError(f"{path} is damaged ({error}); delete it and start again") from error
