"""The stage between words and points: where a model has a prior, it decides the shape's code first."""

from collections.abc import Sequence
from typing import cast

import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.sample_codes import sample_codes
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.models.model import Model
from shape_diff.networks.code_encoder import normalised_code
from shape_diff.networks.code_points import CodeDecoder


def decided(
    model: Model, condition: Condition, seeds: Sequence[int], settings: SamplingSettings, negative: Condition | None
) -> tuple[Condition, Condition | None, SamplingSettings]:
    """What the denoiser of points is conditioned on, guided away from and sampled with.

    A model that makes points from words directly is asked as it was. One with a prior draws a code for each row first,
    with the guidance that was asked for, and points are drawn from what the code unfolds to, which needs none.
    """
    if model.prior is None:
        return condition, negative, settings
    decoder = cast(CodeDecoder, model.networks["code_decoder"])
    shape = (decoder.config.code_tokens, decoder.config.code_width)
    guidance = {"guidance": settings.guidance, "guidance_interval": settings.guidance_interval}
    of_codes = model.header.sampling["prior"].changed(guidance)
    with torch.no_grad():
        codes = sample_codes(model.prior, shape, condition, seeds, of_codes, negative)
        unfolded = decoder.unfold(normalised_code(codes))
    return unfolded, None, settings.changed({"guidance": 1.0, "guidance_interval": (0.0, 0.0)})
