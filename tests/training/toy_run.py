"""A training run small enough for a test: two coloured boxes, a tiny network, everything else as in real runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from shape_diff.condition import Condition
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.noise import LogNormalSigma
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig
from shape_diff.training.captions import CaptionBank
from shape_diff.training.monitor import HeldOut
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import Gallery, TrainingSession
from shape_diff.training.trainer import Trainer, TrainingOptions

CPU = torch.device("cpu")
NETWORK = TwoStreamConfig(point_dim=32, latent_dim=64, latents=8, blocks=1, latent_layers=1, head_dim=32)
OPTIONS = TrainingOptions(steps=12, lr=4e-3, warmup=3, log_every=1, save_every=4, sample_every=6)
BATCHES = BatchOptions(size=4, points=48)


def shell(rgb: tuple[int, int, int], squash: float, points: int = 256) -> tuple[torch.Tensor, ...]:
    """Points, colours and normals of a squashed sphere as integers, as data sets store them."""
    g = torch.Generator().manual_seed(int(squash * 100))
    ball = torch.nn.functional.normalize(torch.randn(points, 3, generator=g), dim=-1)
    shape = torch.tensor([1.0, squash, 1.0])
    normals = torch.nn.functional.normalize(ball / shape, dim=-1)
    colors = torch.tensor(rgb, dtype=torch.uint8).expand(points, 3)
    return (ball * shape * 32767).round().short(), colors, (normals * 127).round().char()


def toy_dataset() -> ShapeDataset:
    """A red ball and a blue plate."""
    parts = [shell((220, 20, 20), 1.0), shell((20, 20, 220), 0.2)]
    xyz, rgb, normals = (torch.stack(tensors) for tensors in zip(*parts, strict=True))
    records = [("a red ball", "ball"), ("a blue plate", "plate")]
    return ShapeDataset(
        tuple(ShapeRecord(kind, (caption,), kind, "train", True, False) for caption, kind in records),
        xyz,
        rgb,
        normals,
        sha256="toy",
    )


def toy_trainer(encoder: TextEncoder, **options: Any) -> Trainer:
    """A trainer in its first state; the same options give the same trainer."""
    chosen = replace(OPTIONS, **options)
    with torch.random.fork_rng():
        torch.manual_seed(chosen.seed)
        denoiser = Denoiser(TwoStream(NETWORK))
    batches = BatchSource(toy_dataset(), BATCHES, chosen.seed, CPU)
    bank = CaptionBank(batches.captions, encoder, CPU)
    return Trainer(denoiser, ChannelCodec(), LogNormalSigma(-0.4, 1.2), batches, bank, chosen)


def toy_session(encoder: TextEncoder, folder: Path, **options: Any) -> TrainingSession:
    """A session over `toy_trainer`, resuming what the folder holds."""
    trainer = toy_trainer(encoder, **options)
    condition: Condition = trainer.captions.select(torch.arange(2))
    held_out = HeldOut.of(toy_dataset(), trainer.codec, condition, 48)
    gallery = Gallery(["a red ball"], condition.select(torch.tensor([0])))
    run = RunFolder(folder)
    run.begin({"options": 1})
    return TrainingSession(trainer, NETWORK, run, {"config": {}}, held_out, gallery)
