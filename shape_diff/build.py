"""From an experiment's configuration to the objects of a training run."""

import dataclasses
from pathlib import Path
from typing import Any

import torch

from shape_diff.conditioning.text import TextEncoder
from shape_diff.config import ExperimentConfig, FieldExperimentConfig, NoiseConfig, as_plain
from shape_diff.data.batches import BatchSource
from shape_diff.data.captions import read_rows
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.field_dataset import build_field_dataset, files_of, some_shapes
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.noise import SIGMA_DISTRIBUTIONS, SigmaDistribution
from shape_diff.field_training.batches import FieldBatches
from shape_diff.field_training.generator_noise import generated_clouds
from shape_diff.field_training.session import FieldSession
from shape_diff.field_training.trainer import FieldTrainer
from shape_diff.networks.two_stream import TwoStream
from shape_diff.precision import resolve_device
from shape_diff.reconstruction.neural.network import FieldNetwork
from shape_diff.training.captions import CaptionBank
from shape_diff.training.monitor import HeldOut
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import Gallery, TrainingSession
from shape_diff.training.trainer import Trainer


def build_session(config: ExperimentConfig) -> TrainingSession:
    """Load the data, encode its captions and make the network, trainer and run folder.

    Raises:
        ValueError: a wrong setting, or a data set that is missing or damaged.
    """
    device = resolve_device(config.device)
    noise = build_noise(config.noise)
    dataset = ShapeDataset.load(Path(config.data))
    if config.limit:
        train = held_out = dataset.take(range(min(config.limit, len(dataset))))
    else:
        train, held_out = dataset.subset("train"), dataset.subset("val")
    folder = RunFolder(Path(config.runs_folder) / config.run)
    plain = as_plain(config)
    folder.begin(plain)
    batches = BatchSource(train, config.batches, config.train.seed, device)
    encoder = TextEncoder.load(device)
    trainer = Trainer(
        build_denoiser(config, device),
        config.codec,
        noise,
        batches,
        CaptionBank(batches.captions, encoder, device),
        config.train,
    )
    held_out_captions = CaptionBank([record.captions[0] for record in held_out.records], encoder, device)
    looked_at = HeldOut.of(
        held_out, config.codec, held_out_captions.select(torch.arange(len(held_out))), config.batches.points
    )
    prompts = config.prompts or [record.captions[0] for record in held_out.records[:12]]
    return TrainingSession(
        trainer,
        config.network,
        folder,
        _recipe(plain, dataset),
        looked_at,
        Gallery(prompts, encoder.encode(prompts)),
    )


def build_field_session(config: FieldExperimentConfig) -> FieldSession:
    """Load the data, sample its signed distances where that is not done, and make trainer and run folder.

    Raises:
        ValueError: a wrong setting, or a data set or mesh that is missing or damaged.
    """
    device = resolve_device(config.device)
    dataset = ShapeDataset.load(Path(config.data))
    train = some_shapes(dataset.subset("train"), config.shapes, config.train.seed)
    held_out = some_shapes(dataset.subset("val"), config.val_shapes, config.train.seed)
    rows = read_rows(Path(config.meshes), Path(config.captions) if config.captions else None)
    files = {row.id: row.mesh for row in rows}
    folder = RunFolder(Path(config.runs_folder) / config.run)
    plain = as_plain(config)
    folder.begin(plain)
    samples = Path(config.samples_folder) if config.samples_folder else folder.path / "signed_distances"
    parts = []
    for shapes, generated in ((train, config.generated), (held_out, 0)):
        truth = build_field_dataset(files_of(shapes, files), samples, config.samples)
        noised = generated_clouds(
            shapes, generated, config.train.seed, samples / "generated.safetensors", config.generator
        )
        parts.append(FieldBatches(shapes, truth, config.batches, config.disturbance, config.train.seed, noised))
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        network = FieldNetwork(config.network)
    return FieldSession(
        FieldTrainer(network, config.train, device), parts[0], parts[1], folder, _recipe(plain, dataset)
    )


def build_noise(config: NoiseConfig) -> SigmaDistribution:
    """The named distribution; raises ValueError for an unknown name or parameter."""
    if config.distribution not in SIGMA_DISTRIBUTIONS:
        raise ValueError(
            f"unknown noise distribution '{config.distribution}'; choose one of {', '.join(SIGMA_DISTRIBUTIONS)}"
        )
    kind = SIGMA_DISTRIBUTIONS[config.distribution]
    known = {f.name for f in dataclasses.fields(kind)}
    if unknown := sorted(set(config.parameters) - known):
        raise ValueError(f"noise '{config.distribution}' has no parameters {unknown}; it has {sorted(known)}")
    return kind(**config.parameters)


def build_denoiser(config: ExperimentConfig, device: torch.device) -> Denoiser:
    """The network with the weights of the experiment's seed."""
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        return Denoiser(TwoStream(config.network)).to(device)


def _recipe(plain: dict[str, Any], dataset: ShapeDataset) -> dict[str, Any]:
    return {"config": plain, "data_sha256": dataset.sha256, "data_shapes": len(dataset)}
