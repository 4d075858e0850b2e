"""The stage between words and points: where a model has a prior, it decides the shape's code first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.sample import sample, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.geometry import PointCloud
from shape_diff.models.model import Model
from shape_diff.networks.code_encoder import normalised_code
from shape_diff.networks.code_points import CodeDecoder


@dataclass(frozen=True)
class Decided:
    """What points are drawn from.

    Attributes:
        condition: of the denoiser of points.
        negative: what that guides away from, or None.
        settings: how it is sampled.
        codes: (b, t, w) the codes that decided, None for a model that makes points from words directly.
    """

    condition: Condition
    negative: Condition | None
    settings: SamplingSettings
    codes: Float[Tensor, "b t w"] | None = None


def decided(
    model: Model,
    condition: Condition,
    seeds: Sequence[int],
    settings: SamplingSettings,
    negative: Condition | None = None,
) -> Decided:
    """What the denoiser of points is conditioned on, guided away from and sampled with.

    A model that makes points from words directly is asked as it was. One with a prior draws a code for each row first,
    with the guidance that was asked for, and points are drawn from what the code unfolds to, which needs none.
    """
    if model.prior is None:
        return Decided(condition, negative, settings)
    config = cast(CodeDecoder, model.networks["code_decoder"]).config
    guidance = {"guidance": settings.guidance, "guidance_interval": settings.guidance_interval}
    of_codes = model.header.sampling["prior"].changed(guidance)
    shape = (config.code_tokens, config.code_width)
    codes = sample(model.prior, shape, condition, seeds, of_codes, negative)
    return decoded(model, normalised_code(codes), settings)


@torch.no_grad()
def decoded(model: Model, codes: Float[Tensor, "b t w"], settings: SamplingSettings) -> Decided:
    """What points of given codes are drawn from."""
    decoder = cast(CodeDecoder, model.networks["code_decoder"])
    return Decided(decoder.unfold(codes), None, settings.changed({"guidance": 1.0}), codes)


def model_clouds(
    model: Model, condition: Condition, seeds: Sequence[int], settings: SamplingSettings
) -> list[PointCloud]:
    """One cloud for each row of the condition, by a model of either kind; see `diffusion.sample.sample_clouds`."""
    told = decided(model, condition, seeds, settings)
    return sample_clouds(model.denoiser, model.codec, told.condition, seeds, told.settings)
