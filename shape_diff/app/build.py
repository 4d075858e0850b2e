"""From an experiment's configuration to the objects of a training run."""

from pathlib import Path
from typing import Any

import torch

from shape_diff.app.build_adapter import build_adapter_session
from shape_diff.app.build_codes import build_code_session, build_prior_session, build_scorer_session
from shape_diff.app.build_judge import build_judge_session
from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.data.captions import read_rows
from shape_diff.data.dataset import ShapeDataset, up_axis
from shape_diff.data.field_dataset import build_field_dataset, files_of, some_shapes
from shape_diff.data.joining import load_views
from shape_diff.data.picture_batches import ViewSource
from shape_diff.data.views import ViewSet
from shape_diff.machine.precision import resolve_device
from shape_diff.machine.ranks import count, own_rows
from shape_diff.models.header import Header
from shape_diff.models.model import Model, load_backbone, load_model
from shape_diff.models.table import build_network
from shape_diff.networks.field import FieldNetwork
from shape_diff.networks.image_encoder import ImageEncoder
from shape_diff.networks.joint import JointNetworks
from shape_diff.training.captions import CaptionBank
from shape_diff.training.monitor import HeldOut
from shape_diff.training.opening import first_captions, opened, prompts_of, recipe_of, started_from
from shape_diff.training.run_config import RunConfig
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.adapter.config import AdapterExperimentConfig
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.denoiser.look import DenoiserLook, Gallery
from shape_diff.training.tasks.denoiser.trainer import Trainer
from shape_diff.training.tasks.field.batches import FieldBatches
from shape_diff.training.tasks.field.config import FieldExperimentConfig
from shape_diff.training.tasks.field.generator_noise import generated_clouds
from shape_diff.training.tasks.field.session import FieldSession
from shape_diff.training.tasks.field.trainer import FieldTrainer
from shape_diff.training.tasks.judge.config import JudgeExperimentConfig
from shape_diff.training.tasks.shape_code.config import (
    CodeExperimentConfig,
    PriorExperimentConfig,
    ScorerExperimentConfig,
)


def build_session(config: RunConfig) -> TrainingSession:
    """Load the data, encode its captions and make the network, trainer and run folder.

    Raises:
        ValueError: a wrong setting, a data set that is missing or damaged, or more processes than can share this task.
    """
    if count() > 1:
        _check_shared(config)
    if isinstance(config, CodeExperimentConfig):
        return build_code_session(config)
    if isinstance(config, PriorExperimentConfig):
        return build_prior_session(config)
    if isinstance(config, ScorerExperimentConfig):
        return build_scorer_session(config)
    if isinstance(config, JudgeExperimentConfig):
        return build_judge_session(config)
    if isinstance(config, AdapterExperimentConfig):
        return build_adapter_session(config)
    assert isinstance(config, ExperimentConfig)
    return build_denoiser_session(config)


def _check_shared(config: RunConfig) -> None:
    """Raise ValueError for an experiment that several processes cannot share."""
    if not isinstance(config, ExperimentConfig) or config.pictures.share:
        what = "pictures" if isinstance(config, ExperimentConfig) else f"task={config.task}"
        raise ValueError(f"{what} cannot be learned by {count()} processes together; train without torchrun")
    own_rows(config.batches.size)


def build_denoiser_session(config: ExperimentConfig) -> TrainingSession:
    """A session that trains a denoiser of clouds from words and pictures; ValueError as for `build_session`."""
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    batches = BatchSource(train, config.batches, config.train.seed, device, config.pictures.rows(config.batches.size))
    networks = build_networks(config, device)
    encoder = TextEncoder.load(device)
    trainer = Trainer(
        networks,
        config.codec,
        config.process,
        batches,
        CaptionBank(batches.captions, encoder, device, config.caption_cache),
        config.train,
        _pictures(config, train, device),
    )
    held_out_captions = CaptionBank(first_captions(held_out), encoder, device, config.caption_cache)
    views = None if trainer.denoising.pictures is None else _views(config, held_out)
    looked_at = HeldOut.of(
        held_out, config.codec, held_out_captions.select(torch.arange(len(held_out))), config.batches.points, views
    )
    prompts = prompts_of(config, held_out)
    recipe |= _recipe_of_start(config)
    if views is not None:
        recipe["views_sha256"] = views.sha256
    gallery = Gallery(prompts, encoder.encode(prompts))
    look = DenoiserLook(trainer, config.sampling, looked_at, gallery)
    return TrainingSession(trainer, build_header(config, recipe), folder, look, config.train.sample_every)


def build_header(config: ExperimentConfig, recipe: dict[str, Any]) -> Header:
    """What the model file of an experiment says."""
    networks = {"denoiser": config.network} | ({"image_encoder": config.image_encoder} if config.pictures.share else {})
    return Header(
        "generator", networks, config.codec, {"denoiser": config.process}, {"denoiser": config.sampling}, recipe
    )


def _pictures(config: ExperimentConfig, dataset: ShapeDataset, device: torch.device) -> ViewSource | None:
    """Views of the data set for training, or None where pictures are not wanted."""
    if not config.pictures.share:
        return None
    return ViewSource(
        _views(config, dataset),
        config.pictures,
        config.batches.size,
        config.train.seed,
        config.image_encoder.max_views,
        device,
    )


def _views(config: ExperimentConfig, dataset: ShapeDataset) -> ViewSet:
    return load_views(config.data_folders, dataset.records)


def build_field_session(config: FieldExperimentConfig) -> FieldSession:
    """Load the data, sample its signed distances where that is not done, and make trainer and run folder.

    Raises:
        ValueError: a wrong setting, or a data set or mesh that is missing or damaged.
    """
    device = resolve_device(config.device)
    dataset = ShapeDataset.load(Path(config.data))
    if up_axis(Path(config.data)) != "y":
        raise ValueError(f"the meshes of {config.data} point up along z; the field learns from meshes with y up only")
    train = some_shapes(dataset.subset("train"), config.shapes, config.train.seed)
    held_out = some_shapes(dataset.subset("val"), config.val_shapes, config.train.seed)
    rows = read_rows(Path(config.meshes), Path(config.captions) if config.captions else None)
    files = {row.id: row.mesh for row in rows}
    folder = RunFolder(Path(config.runs_folder) / config.run)
    plain = as_plain(config)
    folder.begin(plain | {"data_sha256": dataset.sha256})
    samples = Path(config.samples_folder) if config.samples_folder else folder.path / "signed_distances"
    parts = []
    for shapes, generated in ((train, config.generated), (held_out, 0)):
        truth = build_field_dataset(files_of(shapes, files), samples, config.samples)
        noised = generated_clouds(shapes, generated, config.train.seed, samples, config.generator)
        parts.append(FieldBatches(shapes, truth, config.batches, config.disturbance, config.train.seed, noised))
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        network = FieldNetwork(config.network)
    return FieldSession(
        FieldTrainer(network, config.train, device), parts[0], parts[1], folder, recipe_of(plain, dataset)
    )


def build_networks(config: ExperimentConfig, device: torch.device) -> JointNetworks:
    """The networks with the weights of the experiment's seed, or of the model file that it starts from.

    Raises:
        ValueError: there is no such file, its networks are not these, or the image encoder's backbone cannot be loaded.
    """
    encoder = config.image_encoder if config.pictures.share else None
    frozen = load_backbone(encoder, download=True)  # whoever trains has named it in the experiment
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        denoiser = build_network(config.network)
        networks = JointNetworks(denoiser, None if encoder is None else ImageEncoder(encoder, frozen))
    if config.start_from:
        _take_over(networks, load_model(config.start_from, torch.device("cpu")), config)
    return networks.to(device)


def _take_over(networks: JointNetworks, model: Model, config: ExperimentConfig) -> None:
    """Copy the weights of a model; an image encoder that it lacks keeps those it has."""
    try:
        networks.denoiser.load_state_dict(model.denoiser.network.state_dict())
        if networks.image_encoder is not None and model.image_encoder is not None:
            networks.image_encoder.load_state_dict(model.image_encoder.state_dict())
    except RuntimeError as error:
        raise ValueError(f"the networks of start_from={config.start_from} have other sizes than these") from error
    if model.codec != config.codec:
        raise ValueError(f"start_from={config.start_from} was trained with another codec: {model.codec}")
    if model.process.prediction != config.process.prediction:
        raise ValueError(f"start_from={config.start_from} was trained to predict another way: {model.process}")


def _recipe_of_start(config: ExperimentConfig) -> dict[str, Any]:
    """Which model the run started from and how that was trained, so that a chain of runs is told whole."""
    if not config.start_from:
        return {}
    return started_from(load_model(config.start_from, torch.device("cpu")))
