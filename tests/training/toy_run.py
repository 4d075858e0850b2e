"""A training run small enough for a test: two coloured shapes, tiny networks, everything else as in real runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.data.picture_batches import PictureOptions, ViewSource
from shape_diff.data.views import ViewSet
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.models.header import Header
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import JointNetworks
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig
from shape_diff.pictures.framing import PICTURE_SIZE
from shape_diff.training.captions import CaptionBank
from shape_diff.training.conditional_denoising import DenoisingOptions
from shape_diff.training.monitor import HeldOut
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.denoiser.look import DenoiserLook, Gallery
from shape_diff.training.tasks.denoiser.trainer import Trainer

CPU = torch.device("cpu")
NETWORK = TwoStreamConfig(point_dim=32, latent_dim=64, latents=8, blocks=1, latent_layers=1, head_dim=32)
ENCODER = ImageEncoderConfig(patch=32, dim=32, layers=1, head_dim=32)
PROCESS = Process(noise=NoiseLaw("lognormal", {"mean": -0.4, "std": 1.2}))
SAMPLING = SamplingSettings(
    points=64, steps=3, sampler="dpmpp_2m", schedule="karras", guidance=2.0, guidance_interval=None
)
OPTIONS = DenoisingOptions(steps=12, lr=4e-3, warmup=3, log_every=1, save_every=4, sample_every=6)
BATCHES = BatchOptions(size=4, points=48)
PICTURES = PictureOptions(share=0.5, two_views=0.5, keep_caption=0.5)


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


def toy_views() -> ViewSet:
    """A red disk and a blue stripe, both once large and once small."""
    place = torch.arange(PICTURE_SIZE) - PICTURE_SIZE / 2 + 0.5
    y, x = place[:, None], place[None, :]
    pixels = torch.zeros(2, 2, PICTURE_SIZE, PICTURE_SIZE, 4, dtype=torch.uint8)
    for view, radius in enumerate((56, 44)):
        pixels[0, view][x**2 + y**2 < radius**2] = torch.tensor([220, 20, 20, 255], dtype=torch.uint8)
        pixels[1, view][(x.abs() < radius) & (y.abs() < 0.2 * radius)] = torch.tensor(
            [20, 20, 220, 255], dtype=torch.uint8
        )
    return ViewSet(pixels, torch.zeros(2, 2, 4), "toy")


def toy_networks(seed: int, pictures: bool) -> JointNetworks:
    """Networks in their first state, as `build_networks` makes them."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        encoder = ImageEncoder(ENCODER) if pictures else None
        return JointNetworks(TwoStream(NETWORK), encoder)


def toy_trainer(encoder: TextEncoder, shown: PictureOptions | None = None, **options: Any) -> Trainer:
    """A trainer in its first state, with pictures if it is said how; the same options give the same trainer."""
    chosen = replace(OPTIONS, **options)
    unbent = 0 if shown is None else shown.rows(BATCHES.size)
    batches = BatchSource(toy_dataset(), BATCHES, chosen.seed, CPU, unbent)
    pictures = shown and ViewSource(toy_views(), shown, BATCHES.size, chosen.seed, ENCODER.max_views, CPU)
    return Trainer(
        toy_networks(chosen.seed, shown is not None),
        ChannelCodec(),
        PROCESS,
        batches,
        CaptionBank(batches.captions, encoder, CPU),
        chosen,
        pictures,
    )


def toy_held_out(trainer: Trainer) -> HeldOut:
    """Both shapes with their captions, and with a view where the trainer has pictures."""
    condition: Condition = trainer.denoising.captions.select(torch.arange(2))
    return HeldOut.of(toy_dataset(), trainer.codec, condition, 48, toy_views() if trainer.denoising.pictures else None)


def toy_session(
    encoder: TextEncoder, folder: Path, shown: PictureOptions | None = None, **options: Any
) -> TrainingSession:
    """A session over `toy_trainer`, resuming what the folder holds."""
    trainer = toy_trainer(encoder, shown, **options)
    gallery = Gallery(["a red ball"], trainer.denoising.captions.select(torch.tensor([0])))
    run = RunFolder(folder)
    run.begin({"options": 1})
    networks = {"denoiser": NETWORK} | ({} if shown is None else {"image_encoder": ENCODER})
    header = Header("generator", networks, trainer.codec, {"denoiser": PROCESS}, {"denoiser": SAMPLING}, {"config": {}})
    look = DenoiserLook(trainer, SAMPLING, toy_held_out(trainer), gallery)
    return TrainingSession(trainer, header, run, look, trainer.denoising.options.sample_every)
