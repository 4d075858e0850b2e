"""From an experiment's configuration to a session that adapts a generator."""

from dataclasses import replace

import torch

from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.machine.precision import resolve_device
from shape_diff.models.adapter import AdapterHeader, adapted_role
from shape_diff.models.model import load_model
from shape_diff.networks.joint import JointNetworks
from shape_diff.networks.low_rank import LowRankUpdates
from shape_diff.training.captions import CaptionBank
from shape_diff.training.conditional_denoising import ConditionalDenoising
from shape_diff.training.opening import first_captions, opened, prompts_of, started_from
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.adapter.config import MIN_SHAPES, AdapterExperimentConfig
from shape_diff.training.tasks.adapter.denoised import as_denoised, coupling_of, inputs_of, points_of
from shape_diff.training.tasks.adapter.look import AdapterLook
from shape_diff.training.tasks.adapter.own_samples import own_samples
from shape_diff.training.tasks.adapter.trainer import AdapterTrainer, Kept


def build_adapter_session(config: AdapterExperimentConfig) -> TrainingSession:
    """A session that adapts a generator; ValueError as for `build_session`, or for too few shapes.

    What it leaves is no model but an adapter, adapter.safetensors.
    """
    device = resolve_device(config.device)
    model = load_model(config.start_from, device)  # first, since it is where a mistake shows
    train, held_out, folder, recipe = opened(config, as_plain(config))
    known = len(train) + len(held_out)
    if not config.limit and known < MIN_SHAPES:
        raise ValueError(
            f"a style is learned from {MIN_SHAPES} shapes or more, but the data has {known}; add some, or learn these "
            f"by heart with limit={known}"
        )
    train, held_out = (_told(shapes, config.adapter.words) for shapes in (train, held_out))
    encoder = TextEncoder.load(device)
    points = points_of(model, config.batches.points)
    own, unseen = own_samples(model, encoder, config.keep.samples, points, config.own_samples).split()
    rows = config.keep.rows(config.batches.size)
    drawn = replace(config.batches, size=config.batches.size - rows, points=points)
    batches = BatchSource(train, drawn, config.train.seed, device)
    captions = CaptionBank([*batches.captions, *own.captions], encoder, device, config.caption_cache)
    role = adapted_role(model)
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        updates = LowRankUpdates(model.networks[role], config.adapter.rank).to(device)
    updates.attach(model.networks[role])
    options = replace(config.train, coupling=coupling_of(model))
    denoising = ConditionalDenoising(
        JointNetworks(model.networks[role]), model.header.process[role], captions, None, options, device
    )
    kept = Kept(own.x0, len(batches.captions), rows)
    inputs = inputs_of(model, batches, config.train.compile, config.train.reuse)
    trainer = AdapterTrainer(updates, role, denoising, inputs, kept, config.batches.size)
    prompts = prompts_of(config, held_out)
    look = AdapterLook(
        trainer,
        model,
        (as_denoised(model, held_out, points, device), encoder.encode(first_captions(held_out))),
        (unseen.x0, encoder.encode(unseen.captions)),
        model.sampling,
        prompts,
        encoder.encode(prompts),
    )
    header = AdapterHeader(
        model.name, model.sha256, role, config.adapter.rank, config.adapter.words, recipe | started_from(model)
    )
    product = replace(folder, product="adapter.safetensors")
    return TrainingSession(trainer, header, product, look, config.train.sample_every)


def _told(shapes: ShapeDataset, words: str) -> ShapeDataset:
    """Shapes whose captions end with the words of the style."""
    if not words.strip():
        return shapes
    said = (replace(one, captions=tuple(f"{text} {words.strip()}" for text in one.captions)) for one in shapes.records)
    return replace(shapes, records=tuple(said))
