"""The stage between words and points: where a model has a prior, it decides the shape's code first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Wrapper
from shape_diff.diffusion.sample import sample, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.diffusion.start import Start
from shape_diff.geometry import PointCloud
from shape_diff.models.model import Model
from shape_diff.networks.code_encoder import CodeEncoder, normalised_code
from shape_diff.networks.code_points import CodeDecoder
from shape_diff.networks.code_scorer import CodeScorer

SEED_STRIDE = 0x9E3779B9
"""Between the seeds of a cloud's candidates, far from those of the next clouds (2^32 divided by the golden ratio)."""


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
    wrappers: Sequence[Wrapper] = (),
    start: Start | None = None,
) -> Decided:
    """What the denoiser of points is conditioned on, guided away from and sampled with.

    A model that makes points from words directly is asked as it was. One with a prior draws codes for each row first,
    with the guidance that was asked for, and points are drawn from what the best of them unfolds to, which needs none.
    Wrappers and start are those of the codes.

    Raises:
        ValueError: the best of several is asked of a model that cannot tell which that is.
    """
    settings = model.header.checked(settings)
    if model.prior is None:
        return Decided(condition, negative, settings)
    candidates = _candidates(model, condition, seeds, settings, negative, wrappers, start)
    if settings.best_of == 1:
        return decoded(model, candidates[:, 0], settings)
    scorer = cast(CodeScorer, model.networks["code_scorer"])
    with torch.no_grad():
        best = scorer.scores(candidates, condition.pooled).argmax(dim=1)
    return decoded(model, candidates[torch.arange(len(best)), best], settings)


def _candidates(
    model: Model,
    condition: Condition,
    seeds: Sequence[int],
    settings: SamplingSettings,
    negative: Condition | None,
    wrappers: Sequence[Wrapper],
    start: Start | None,
) -> Float[Tensor, "b n t w"]:
    """`settings.best_of` codes for each row; the first is what the seed gives where only one is drawn."""
    assert model.prior is not None
    config = cast(CodeDecoder, model.networks["code_decoder"]).config
    guidance = {"guidance": settings.guidance, "guidance_interval": settings.guidance_interval}
    of_codes = model.header.sampling["prior"].changed(guidance)
    row = torch.arange(len(condition), device=condition.tokens.device).repeat_interleave(settings.best_of)
    many = [(seed + k * SEED_STRIDE) % 2**32 for seed in seeds for k in range(settings.best_of)]
    away = None if negative is None else negative.select(row)
    shape = (config.code_tokens, config.code_width)
    codes = sample(model.prior, shape, condition.select(row), many, of_codes, away, wrappers=wrappers, start=start)
    return normalised_code(codes).unflatten(0, (len(condition), settings.best_of))


@torch.no_grad()
def encoded(model: Model, cloud: PointCloud) -> Float[Tensor, "t w"]:
    """The code of a normalised cloud with normals; without colours it is of the mean colour.

    Raises:
        ValueError: the cloud has fewer points than a code.
    """
    encoder = cast(CodeEncoder, model.networks["code_encoder"])
    rows = diffused(model, cloud.thinned(encoder.config.seen))
    return encoder(rows[None].to(next(encoder.parameters()).device))[0]


def diffused(model: Model, cloud: PointCloud) -> Float[Tensor, "n c"]:
    """A normalised cloud with normals in the range that is diffused; without colours it is of the mean colour."""
    assert cloud.normals is not None
    rgb = np.full_like(cloud.xyz, model.codec.rgb_mean) if cloud.rgb is None else cloud.rgb
    return model.codec.encode(*(torch.from_numpy(part) for part in (cloud.xyz, rgb, cloud.normals)))


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
