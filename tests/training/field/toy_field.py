"""A field training run small enough for a test: two balls, a tiny network, all else as in real runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.data.field_dataset import QUERY_SCALE, FieldDataset
from shape_diff.networks.field import FieldNetwork, FieldNetworkConfig
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.tasks.field.batches import FieldBatches, FieldBatchOptions, GeneratedClouds
from shape_diff.training.tasks.field.disturbance import DisturbanceOptions
from shape_diff.training.tasks.field.session import FieldSession
from shape_diff.training.tasks.field.trainer import FieldTrainer, FieldTrainingOptions

CPU = torch.device("cpu")
RADII = (1.0, 0.5)
NETWORK = FieldNetworkConfig(
    point_dim=16, edge_dim=16, latent_dim=16, latents=4, blocks=1, heads=2, head_dim=16, bands=2
)  # fmt: skip
OPTIONS = FieldTrainingOptions(
    steps=12, lr=4e-3, warmup=3, decay_share=0.0, workers=0, log_every=1, save_every=4, validate_every=6
)
BATCHES = FieldBatchOptions(points=512, cloud_sizes=[128, 256], queries=256)


def toy_dataset() -> ShapeDataset:
    """Two balls of different radius, which are not normalised, so that distances are known in closed form."""
    unit = torch.nn.functional.normalize(torch.randn(2, 1024, 3, generator=torch.Generator().manual_seed(0)), dim=-1)
    radii = torch.tensor(RADII)[:, None, None]
    colors = torch.tensor([[220, 20, 20], [20, 20, 220]], dtype=torch.uint8)[:, None].expand(2, 1024, 3)
    records = tuple(ShapeRecord(name, (name,), name, "train", True, False) for name in ("large", "small"))
    xyz, normals = (unit * radii * 32767).round().short(), (unit * 127).round().char()
    return ShapeDataset(records, xyz, colors, normals, sha256="toy")


def toy_truth() -> FieldDataset:
    """Queries in the cube with their distances to the balls."""
    queries = torch.rand(2, 512, 3, generator=torch.Generator().manual_seed(1)) * 2.4 - 1.2
    distance = queries.norm(dim=-1) - torch.tensor(RADII)[:, None]
    colors = toy_dataset().rgb[:, :512]
    return FieldDataset(("large", "small"), (queries * QUERY_SCALE).round().short(), distance.half(), colors)


def toy_generated() -> GeneratedClouds:
    """The small ball twice, as if a generator had made it, marked by its colour."""
    cloud = toy_dataset().cloud(1)
    assert cloud.normals is not None
    twice = [np.stack([array] * 2) for array in (cloud.xyz, np.full_like(cloud.xyz, 0.25), cloud.normals)]
    return GeneratedClouds(np.array([1, 1]), *twice)


def toy_batches(generated: GeneratedClouds | None = None, **disturbance: float) -> FieldBatches:
    options = replace(DisturbanceOptions(), **disturbance)
    return FieldBatches(toy_dataset(), toy_truth(), BATCHES, options, 0, generated)


def toy_trainer(**options: Any) -> FieldTrainer:
    """A trainer in its first state; the same options give the same trainer."""
    chosen = replace(OPTIONS, **options)
    with torch.random.fork_rng():
        torch.manual_seed(chosen.seed)
        network = FieldNetwork(NETWORK)
    return FieldTrainer(network, chosen, CPU)


def toy_session(folder: Path, **options: Any) -> FieldSession:
    """A session over `toy_trainer`, resuming what the folder holds."""
    run = RunFolder(folder)
    run.begin({"options": 1})
    return FieldSession(toy_trainer(**options), toy_batches(), toy_batches(), run, {"config": {}})
