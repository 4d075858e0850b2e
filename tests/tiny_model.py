"""A network of random weights, small enough to sample from in an instant."""

from pathlib import Path

import torch

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.model_file import save_model
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import IMAGE_PREFIX
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig

TINY = TwoStreamConfig(point_dim=32, latent_dim=64, latents=8, blocks=1, latent_layers=1, head_dim=32)

TINY_EYE = ImageEncoderConfig(patch=32, dim=32, layers=1, head_dim=16)


def tiny_weights(seed: int = 0) -> dict[str, torch.Tensor]:
    """Random weights everywhere, also where training starts from zero."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = TwoStream(TINY)
        for parameter in network.parameters():
            if parameter.ndim > 1:
                torch.nn.init.normal_(parameter, std=0.1)
    return network.state_dict()


def write_tiny_model(path: Path, seed: int = 0) -> Path:
    """A model file of random weights."""
    save_model(path, tiny_weights(seed), TINY, ChannelCodec(), {"config": {}, "steps": 0})
    return path


def write_tiny_picture_model(path: Path, seed: int = 0) -> Path:
    """A model file of random weights that takes text and pictures."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        eye = ImageEncoder(TINY_EYE).state_dict()
    weights = tiny_weights(seed) | {IMAGE_PREFIX + name: tensor for name, tensor in eye.items()}
    save_model(path, weights, TINY, ChannelCodec(), {"config": {}, "steps": 0}, TINY_EYE)
    return path
