"""Batches for the field network: disturbed clouds, queries and the truth at them, a function of the step alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from scipy.spatial import cKDTree
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.field_dataset import QUERY_SCALE, FieldDataset
from shape_diff.geometry import PointCloud
from shape_diff.machine.seeding import stream
from shape_diff.networks.neighborhoods import CloudInput, QueryInput
from shape_diff.reconstruction.neural.field import cloud_input, query_input
from shape_diff.training.tasks.field.disturbance import DisturbanceOptions, disturbed


@dataclass(frozen=True)
class FieldBatchOptions:
    """What a batch holds.

    Attributes:
        points: points of all clouds of a batch together.
        cloud_sizes: sizes of clouds; all clouds of a batch have the same, drawn by chance.
        queries: queries of all clouds of a batch together.
        generated: share of clouds that the generator has noised and denoised, where there are such.
    """

    points: int = 16_384
    cloud_sizes: list[int] = field(default_factory=lambda: [512, 1024, 2048, 4096])
    queries: int = 8_192
    generated: float = 0.25

    def __post_init__(self) -> None:
        if not self.cloud_sizes or any(size < 64 or self.points % size for size in self.cloud_sizes):
            raise ValueError(f"batches.cloud_sizes must divide batches.points={self.points}, got {self.cloud_sizes}")
        if any(self.queries % (self.points // size) for size in self.cloud_sizes):
            raise ValueError(f"batches.queries={self.queries} must be a multiple of the number of clouds of each batch")
        if not 0 <= self.generated <= 1:
            raise ValueError(f"batches.generated must be between 0 and 1, got {self.generated}")


@dataclass(frozen=True)
class GeneratedClouds:
    """g clouds of n points that stand for known shapes: shape numbers (g,), xyz, rgb and normals (g, n, 3) float32."""

    shape: np.ndarray
    xyz: np.ndarray
    rgb: np.ndarray
    normals: np.ndarray


@dataclass(frozen=True)
class FieldBatch:
    """Clouds and queries with the truth at them.

    Attributes:
        cloud: b clouds of n points.
        queries: b x q queries.
        distance: (b, q) signed distances, negative inside.
        rgb: (b, q, 3) colours of the nearest surface.
        colored: (b,) whether the cloud shows colours.
    """

    cloud: CloudInput
    queries: QueryInput
    distance: Tensor
    rgb: Tensor
    colored: Tensor

    def to(self, device: torch.device) -> "FieldBatch":
        """The same on a device."""
        truth = (t.to(device) for t in (self.distance, self.rgb, self.colored))
        return FieldBatch(self.cloud.to(device), self.queries.to(device), *truth)


class FieldBatches(Dataset[FieldBatch]):
    """Batch number i of a seeded run, the same whenever it is made."""

    def __init__(
        self, shapes: ShapeDataset, truth: FieldDataset, options: FieldBatchOptions, disturbance: DisturbanceOptions,
        seed: int, generated: GeneratedClouds | None = None,
    ) -> None:  # fmt: skip
        if tuple(record.id for record in shapes.records) != truth.names:
            raise ValueError("the signed distances are not of the shapes of the data set; build them again")
        self.shapes, self.truth, self.options, self.disturbance = shapes, truth, options, disturbance
        self.seed, self.generated = seed, generated

    def __len__(self) -> int:
        return len(self.truth)

    def __getitem__(self, step: int) -> FieldBatch:
        seed = int(torch.randint(2**31, (1,), generator=stream(self.seed, step, "field")))
        generator = np.random.default_rng(seed)
        num_points = int(generator.choice(self.options.cloud_sizes))
        num_clouds = self.options.points // num_points
        rows = [self._example(num_points, self.options.queries // num_clouds, generator) for _ in range(num_clouds)]
        return _stacked(rows)

    def _example(self, num_points: int, num_queries: int, generator: np.random.Generator) -> FieldBatch:
        shape, cloud, is_generated = self._cloud(generator)
        turn = _isometry(generator).astype(np.float32)
        assert cloud.normals is not None
        cloud = PointCloud(cloud.xyz @ turn.T, cloud.rgb, cloud.normals @ turn.T)
        if is_generated:
            cloud = cloud.select(np.resize(generator.permutation(len(cloud)), num_points))
        else:
            cloud = disturbed(cloud, num_points, self.disturbance, generator)
        chosen = torch.from_numpy(generator.integers(self.truth.xyz.shape[1], size=num_queries))
        queries = (self.truth.xyz[shape, chosen].float() / QUERY_SCALE).numpy() @ turn.T
        tree = cKDTree(cloud.xyz)
        points, found = cloud_input(cloud, tree), query_input(queries, tree)
        distance, rgb = self.truth.distance[shape, chosen].float(), self.truth.rgb[shape, chosen].float() / 255
        return FieldBatch(points, found, distance[None], rgb[None], torch.tensor([cloud.rgb is not None]))

    def _cloud(self, generator: np.random.Generator) -> tuple[int, PointCloud, bool]:
        """A shape's number, a cloud of it, and whether that comes from the generator."""
        if self.generated is not None and generator.random() < self.options.generated:
            i = int(generator.integers(len(self.generated.shape)))
            arrays = (self.generated.xyz[i], self.generated.rgb[i], self.generated.normals[i])
            return int(self.generated.shape[i]), PointCloud(*arrays), True
        shape = int(generator.integers(len(self.shapes)))
        return shape, self.shapes.cloud(shape), False


def _isometry(generator: np.random.Generator) -> np.ndarray:
    """A random symmetry of the cube, every second time a random rotation too, as a matrix (3, 3)."""
    turn = np.eye(3)[generator.permutation(3)] * generator.choice([-1, 1], 3)
    if generator.random() < 0.5:
        turn = turn @ np.linalg.qr(generator.standard_normal((3, 3)))[0]
    return turn


def _stacked(rows: list[FieldBatch]) -> FieldBatch:
    def joined(part: str, name: str = "") -> Tensor:
        values = [getattr(row, part) for row in rows]
        return torch.cat([getattr(value, name) for value in values] if name else values)

    cloud = CloudInput(*(joined("cloud", name) for name in ("xyz", "normals", "rgb", "index", "radius")))
    queries = QueryInput(joined("queries", "xyz"), joined("queries", "index"))
    return FieldBatch(cloud, queries, joined("distance"), joined("rgb"), joined("colored"))


def in_order(batches: FieldBatches, first: int, end: int, workers: int) -> Iterator[FieldBatch]:
    """The batches from number `first` up to `end`, made ahead in other processes."""
    steps = range(first, end)
    return iter(
        DataLoader(batches, batch_size=None, sampler=steps, num_workers=workers, prefetch_factor=4 if workers else None)
    )
