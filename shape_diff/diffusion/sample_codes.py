"""From words to shape codes."""

from collections.abc import Sequence
from typing import cast

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.sample import guided_denoise
from shape_diff.diffusion.samplers import SeededNoise, sampler_named
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.machine.precision import mixed_precision
from shape_diff.models.model import Model
from shape_diff.networks.code_points import CodeDecoder


@torch.no_grad()
def sample_codes(
    prior: Denoiser,
    shape: tuple[int, int],
    condition: Condition,
    seeds: Sequence[int],
    settings: SamplingSettings,
    negative: Condition | None = None,
) -> Float[Tensor, "b t w"]:
    """One code for each row of the condition; that of a seed is the same whatever else is in the batch.

    Args:
        prior: the denoiser of codes, on the device of the condition.
        shape: tokens of a code and numbers of each.
        condition: b rows.
        seeds: b seeds.
        settings: sampler, steps and guidance; its number of points does not count.
        negative: b rows to guide away from; unconditional if not given.
    """
    device = condition.tokens.device
    sigmas = prior.process.grid(settings.schedule, settings.steps)
    noise = SeededNoise(list(seeds))
    with mixed_precision(device):
        codes = sampler_named(settings.sampler)(
            guided_denoise(prior, condition, negative, settings),
            sigmas[0] * noise(torch.empty(len(seeds), *shape, device=device)),
            sigmas,
            draw_noise=noise,
        )
    # Clean codes are normalised; what is left of the sampler's error there is taken off.
    return torch.nn.functional.layer_norm(codes.float(), shape[-1:])


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
        unfolded = decoder.unfold(sample_codes(model.prior, shape, condition, seeds, of_codes, negative))
    return unfolded, None, settings.changed({"guidance": 1.0, "guidance_interval": (0.0, 0.0)})
