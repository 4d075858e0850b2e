"""From an experiment's configuration to a session that trains a judge."""

import torch
from torch import Tensor

from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.machine.precision import resolve_device
from shape_diff.models.header import Header
from shape_diff.networks.judge import JudgeConfig, ShapeJudge
from shape_diff.training.captions import CaptionBank
from shape_diff.training.opening import opened
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.judge.config import JudgeExperimentConfig
from shape_diff.training.tasks.judge.trainer import JudgeLook, JudgeTrainer

NAMED = 1
"""The caption that names colours: the second of each shape."""


def build_judge_session(config: JudgeExperimentConfig) -> TrainingSession:
    """A session that trains a judge; ValueError as for `build_session`."""
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    categories = tuple(sorted({record.category for record in train.records}))
    with torch.random.fork_rng():
        torch.manual_seed(config.train.seed)
        network = ShapeJudge(JudgeConfig(categories))
    batches = BatchSource(train, config.batches, config.train.seed, device)
    encoder = TextEncoder.load(device)
    captions = CaptionBank(batches.captions, encoder, device, config.caption_cache)
    shown = [record.captions[min(NAMED, len(record.captions) - 1)] for record in held_out.records]
    named = CaptionBank(shown, encoder, device, config.caption_cache).select(torch.arange(len(shown))).pooled
    labels = _category_of_captions(batches, train, categories)
    trainer = JudgeTrainer(network, batches, captions, labels, config.train, held_out, named)
    header = Header("judge", {"judge": network.config}, recipe=recipe)
    return TrainingSession(trainer, header, folder, JudgeLook(trainer), config.train.sample_every)


def _category_of_captions(source: BatchSource, dataset: ShapeDataset, categories: tuple[str, ...]) -> Tensor:
    """(c,) the category's number of each caption that a batch can name."""
    labels = torch.zeros(len(source.captions), dtype=torch.long)
    for record, choices in zip(dataset.records, source.choices, strict=True):
        for caption, _ in choices:
            labels[caption] = categories.index(record.category)
    return labels
