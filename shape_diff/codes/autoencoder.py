"""Cloud -> code -> cloud: the networks of a shape code put together."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, bind
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.samplers import SeededNoise, sampler_named
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.networks.code_encoder import CodeEncoder, CodeEncoderConfig
from shape_diff.networks.code_points import CodePoints, CodePointsConfig, CodeUnfolder


@dataclass(frozen=True)
class AutoencoderConfig:
    """The encoder's and the decoder's sizes, which must agree on the code.

    Attributes:
        encoder: of the code encoder.
        points: of the unfolding and the points network.
    """

    encoder: CodeEncoderConfig
    points: CodePointsConfig

    def __post_init__(self) -> None:
        made, read = (self.encoder.tokens, self.encoder.width), (self.points.code_tokens, self.points.code_width)
        if made != read:
            raise ValueError(f"the encoder makes codes of {made[0]} x {made[1]}, but points read {read[0]} x {read[1]}")
        if self.encoder.channels != self.points.channels:
            raise ValueError(f"the encoder reads {self.encoder.channels} channels, points have {self.points.channels}")


class CodeAutoencoder(nn.Module):
    """The three networks by the roles that they have in a model file: code_encoder, unfolder and points."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.code_encoder = CodeEncoder(config.encoder)
        self.unfolder = CodeUnfolder(config.points)
        self.points = CodePoints(config.points)

    def encode(self, clouds: Float[Tensor, "b n c"]) -> Float[Tensor, "b t w"]:
        """Clouds in the diffused range, any number of points in any order -> their codes."""
        return self.code_encoder(clouds)

    def unfold(self, codes: Float[Tensor, "b t w"]) -> Condition:
        """What the points network is conditioned on."""
        return self.unfolder(codes)


def draw_points(
    networks: CodeAutoencoder, process: Process, codes: Float[Tensor, "b t w"], settings: SamplingSettings,
    seeds: list[int],
) -> Float[Tensor, "b n c"]:  # fmt: skip
    """Points of the surfaces that codes stand for, in the diffused range.

    Args:
        networks: in evaluation mode, on the device of the codes.
        process: of the points network.
        codes: b of them.
        settings: sampler, steps, schedule and number of points; a code needs no guidance.
        seeds: b seeds of the points' noise.
    """
    denoise = bind(Denoiser(networks.points, process), networks.unfold(codes))
    sigmas = process.grid(settings.schedule, settings.steps)
    noise = SeededNoise(seeds)
    x = sigmas[0] * noise(torch.empty(len(codes), settings.points, networks.config.points.channels).to(codes))
    return sampler_named(settings.sampler)(denoise, x, sigmas, draw_noise=noise)
