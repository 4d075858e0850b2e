"""A network of random weights, small enough to sample from in an instant."""

from pathlib import Path

import torch

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.models.adapter import AdapterHeader, adapted_role
from shape_diff.models.header import Header
from shape_diff.models.model import Model, save_model
from shape_diff.models.table import build_network
from shape_diff.networks.code_encoder import CodeEncoderConfig
from shape_diff.networks.code_points import CodePointsConfig
from shape_diff.networks.code_transformer import CodeTransformerConfig
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.low_rank import LowRankUpdates, named_factors
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig

TINY = TwoStreamConfig(point_dim=32, latent_dim=64, latents=8, blocks=1, latent_layers=1, head_dim=32)

TINY_EYE = ImageEncoderConfig(patch=32, dim=32, layers=1, head_dim=16)

TINY_SAMPLING = SamplingSettings(
    points=64, steps=3, sampler="dpmpp_2m", schedule="karras", guidance=2.0, guidance_interval=None
)
"""What the files made here recommend."""


def tiny_header(eye: ImageEncoderConfig | None = None) -> Header:
    """Of a generator of random weights."""
    return Header(
        "generator",
        {"denoiser": TINY} | ({} if eye is None else {"image_encoder": eye}),
        ChannelCodec(),
        {"denoiser": Process()},
        {"denoiser": TINY_SAMPLING},
        {"config": {}, "steps": 0},
    )


def tiny_weights(seed: int = 0) -> dict[str, torch.Tensor]:
    """Random weights of the denoiser everywhere, also where training starts from zero."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = TwoStream(TINY)
        for parameter in network.parameters():
            if parameter.ndim > 1:
                torch.nn.init.normal_(parameter, std=0.1)
    return {f"denoiser.{name}": tensor for name, tensor in network.state_dict().items()}


def write_tiny_model(path: Path, seed: int = 0) -> Path:
    """A model file of random weights."""
    save_model(path, tiny_weights(seed), tiny_header())
    return path


def write_tiny_picture_model(path: Path, seed: int = 0) -> Path:
    """A model file of random weights that takes text and pictures."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        eye = ImageEncoder(TINY_EYE).state_dict()
    weights = tiny_weights(seed) | {f"image_encoder.{name}": tensor for name, tensor in eye.items()}
    save_model(path, weights, tiny_header(TINY_EYE))
    return path


TINY_CODES = {
    "code_encoder": CodeEncoderConfig(tokens=8, width=7, seen=64, neighbors=4, point_dim=32, dim=32, head_dim=32),
    "code_decoder": CodePointsConfig(code_tokens=8, code_width=7, dim=32, point_dim=32, head_dim=32, blocks=1),
    "prior": CodeTransformerConfig(code_tokens=8, code_width=7, dim=32, head_dim=32, layers=1),
}


def write_tiny_code_model(path: Path, seed: int = 0) -> Path:
    """A model file of random weights that decides a shape code of 8 tokens before its points."""
    weights = {}
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        for role, config in TINY_CODES.items():
            network = build_network(config)
            for parameter in network.parameters():
                if parameter.ndim > 1:
                    torch.nn.init.normal_(parameter, std=0.1)
            weights |= {f"{role}.{name}": tensor for name, tensor in network.state_dict().items()}
    sampled = ("code_decoder", "prior")
    header = Header(
        "generator",
        dict(TINY_CODES),
        ChannelCodec(),
        {role: Process() for role in sampled},
        dict.fromkeys(sampled, TINY_SAMPLING),
        {"config": {}, "steps": 0},
    )
    save_model(path, weights, header)
    return path


def write_tiny_adapter(path: Path, model: Model, seed: int = 0) -> Path:
    """An adapter of random factors of rank 2."""
    role = adapted_role(model)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        updates = LowRankUpdates(model.networks[role], 2)
        for parameter in updates.parameters():
            torch.nn.init.normal_(parameter, std=0.1)
    weights = {f"{role}.{name}": tensor for name, tensor in named_factors(updates.state_dict()).items()}
    save_model(path, weights, AdapterHeader(model.name, model.sha256, role, 2, "in brick style", {"steps": 3}))
    return path
