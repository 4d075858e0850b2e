"""The network evaluations that a prompt consists of, Point-E's and ours, on random input."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from benchmarks.point_e.networks import BASE40M, UPSAMPLER, SignedDistance
from shape_diff.diffusion.condition import Condition
from shape_diff.models.finding import recommended
from shape_diff.models.model import load_model
from shape_diff.networks.all_points import AllPoints, AllPointsConfig

HEUN_STEPS = 64
HEUN_NFE = 2 * HEUN_STEPS - 1
"""Heun evaluates twice a step, but once in the last (Karras et al. 2022, algorithm 1)."""
BASE_POINTS, UPSAMPLED_POINTS = 1024, 4096
TEXT_TOKENS = 1
"""base40M-textvec reads one CLIP vector."""
GRID, QUERY_BATCH = 128, 4096
THEIRS, OURS = "Point-E", "shape_diff"

Run = Callable[[], Tensor]
"""One evaluation."""


@dataclass(frozen=True)
class Part:
    """One kind of network evaluation of a system.

    Attributes:
        system: whose it is.
        name: for the table.
        evaluations: how often it is done for one prompt.
        build: makes the network and its input.
        to_points: whether it is needed for the cloud, or for the mesh only.
    """

    system: str
    name: str
    evaluations: int
    build: Callable[[], Run]
    to_points: bool = True


def parts(device: torch.device) -> list[Part]:
    """All of one prompt."""
    new, queries = UPSAMPLED_POINTS - BASE_POINTS, GRID**3 // QUERY_BATCH
    return [
        Part(THEIRS, "base40M, guided, 1,024 points", HEUN_NFE, lambda: all_points(BASE40M, 2, BASE_POINTS, 0, device)),
        Part(THEIRS, "upsampler, 3,072 new points", HEUN_NFE, lambda: all_points(UPSAMPLER, 1, new, 1024, device)),
        Part(THEIRS, "SDF encoder, 4,096 points", 1, lambda: sdf_encoder(device), False),
        Part(THEIRS, "SDF decoder, 4,096 queries", queries, lambda: sdf_decoder(device), False),
        Part(
            OURS,
            "guided, 4,096 points",
            recommended("text_image")["steps"],
            lambda: two_stream(UPSAMPLED_POINTS, device),
        ),
    ]


def condition(batch: int, tokens: int, device: torch.device) -> Condition:
    """Random, of the shape of a caption's."""
    return Condition(
        torch.randn(batch, tokens, 384), torch.ones(batch, tokens, dtype=torch.bool), torch.randn(batch, 384)
    ).to(device)


def all_points(config: AllPointsConfig, batch: int, points: int, given: int, device: torch.device) -> Run:
    """A transformer over all points; guidance doubles the batch."""
    network = AllPoints(config).to(device).eval()
    x = torch.randn(batch, points, config.channels, device=device)
    level, said = torch.zeros(batch, device=device), condition(batch, TEXT_TOKENS, device)
    known = torch.randn(batch, given, config.given_channels, device=device) if given else None
    return lambda: network(x, level, said, known)


def sdf_encoder(device: torch.device) -> Run:
    network, cloud = SignedDistance().to(device).eval(), torch.randn(1, UPSAMPLED_POINTS, 6, device=device)
    return lambda: network.encode(cloud)


def sdf_decoder(device: torch.device) -> Run:
    network, queries = SignedDistance().to(device).eval(), torch.rand(1, QUERY_BATCH, 3, device=device)
    encoded = torch.randn(1, UPSAMPLED_POINTS, 256, device=device)
    return lambda: network.decode(encoded, queries)


def two_stream(points: int, device: torch.device) -> Run:
    """The shipped model, guided."""
    denoiser = load_model("text_image", device).denoiser
    x, level, said = torch.randn(2, points, 9, device=device), torch.ones(2, device=device), condition(2, 8, device)
    return lambda: denoiser(x, level, said)
