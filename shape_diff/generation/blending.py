"""Shapes between shapes: their points or codes are paired, mixed, and denoised on to something that could be."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.coupling import assignment
from shape_diff.diffusion.start import Start
from shape_diff.generation.code_stage import diffused
from shape_diff.generation.source_shape import SourceShape
from shape_diff.generation.steering import Plan, Steer, code_tokens, has_codes
from shape_diff.geometry import Frame, PointCloud
from shape_diff.models.model import Model
from shape_diff.networks.code_encoder import PLACE, normalised_code

MAX_POINTS = 2048
"""Points of a mixed cloud: pairing them exactly takes a second or two, and eight times that for twice as many."""
STRENGTH = 0.5
"""How far the middle of two clouds is noised: their paired points alone would be a melt of both."""


@dataclass(frozen=True)
class Between:
    """A place in a strip of shapes.

    Attributes:
        first: number of the shape before it.
        share: 0 at that shape, 1 at the next.
    """

    first: int
    share: float


def strip(shapes: int, steps: int) -> list[Between]:
    """The places of a strip over all shapes, evenly spaced, the first and the last being shapes themselves.

    Raises:
        ValueError: fewer than two shapes, or fewer steps than shapes.
    """
    if shapes < 2:
        raise ValueError(f"blending needs at least two shapes, got {shapes}")
    if steps < shapes:
        raise ValueError(f"a strip over {shapes} shapes needs at least {shapes} steps, got {steps}")
    places = np.linspace(0, shapes - 1, steps).round(9)
    return [Between(min(int(place), shapes - 2), float(place - min(int(place), shapes - 2))) for place in places]


def blending(model: Model, pair: tuple[SourceShape, SourceShape], share: float, points: int) -> Plan:
    """How the shape between two is made, `share` of the way from the first to the second, 0 < share < 1.

    Codes are mixed and decoded. Points are mixed, noised to a level that rises to the middle and falls to the ends, and
    denoised on, so that the strip meets the shapes at both ends.
    """
    frame = _mixed_frame(pair[0].frame, pair[1].frame, share)

    def finish(cloud: PointCloud) -> PointCloud:
        return PointCloud(frame.restore(cloud.xyz), cloud.rgb, cloud.normals)

    if has_codes(model):
        first, second = (code_tokens(model, shape).cpu() for shape in pair)
        return Plan(Steer(code_start=Start(mixed_codes(first, second, share), 0.0)), points, finish)
    first, second = (diffused(model, shape.normalised(points)) for shape in pair)
    mixed = torch.lerp(first, paired(second, first), share)
    return Plan(Steer(Start(mixed, STRENGTH * math.sin(math.pi * share))), points, finish)


def mixed_codes(first: Float[Tensor, "t w"], second: Float[Tensor, "t w"], share: float) -> Float[Tensor, "t w"]:
    """Places on the line between paired tokens, features on the arc, which keeps their length (Shoemake 1985)."""
    second = paired(second, first)
    places = torch.lerp(first[:, :PLACE], second[:, :PLACE], share)
    a, b = first[:, PLACE:], second[:, PLACE:]
    cosine = torch.nn.functional.cosine_similarity(a, b, dim=-1).clamp(-1 + 1e-6, 1 - 1e-6)
    angle = cosine.arccos()[:, None]
    features = (((1 - share) * angle).sin() * a + (share * angle).sin() * b) / angle.sin()
    return normalised_code(torch.cat([places, features], dim=-1)[None])[0]


def paired(rows: Float[Tensor, "n c"], to: Float[Tensor, "n c"]) -> Float[Tensor, "n c"]:
    """Rows in the order in which they lie nearest to others, their squared distances being least in all."""
    return assignment(to[None], rows[None], rows[None])[0]


def _mixed_frame(first: Frame, second: Frame, share: float) -> Frame:
    center = (1 - share) * first.center + share * second.center
    return Frame(center, (1 - share) * first.scale + share * second.scale)
