"""From words to shape codes, and from codes to points."""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, bind
from shape_diff.diffusion.sample import guided_denoise
from shape_diff.diffusion.samplers import SeededNoise, sampler_named
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.machine.precision import mixed_precision


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

    What is left of the sampler's error is still on it; see `networks.code_encoder.normalised_code`.

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
            sigmas[0] * prior.process.noise_like(torch.empty(len(seeds), *shape, device=device), noise),
            sigmas,
            draw_noise=noise,
        )
    return codes.float()


def draw_points(
    decoder: Denoiser, unfolded: Condition, channels: int, settings: SamplingSettings, seeds: Sequence[int]
) -> Float[Tensor, "b n c"]:
    """Points of the surfaces that codes stand for, in the diffused range.

    Args:
        decoder: the denoiser of points, its network in evaluation mode.
        unfolded: what b codes say to it, on its device.
        channels: of a point.
        settings: sampler, steps, schedule and number of points; a code needs no guidance.
        seeds: b seeds of the points' noise.
    """
    sigmas = decoder.process.grid(settings.schedule, settings.steps)
    noise = SeededNoise(list(seeds))
    shape = (len(seeds), settings.points, channels)
    x = sigmas[0] * decoder.process.noise_like(torch.empty(shape, device=unfolded.tokens.device), noise)
    return sampler_named(settings.sampler)(bind(decoder, unfolded), x, sigmas, draw_noise=noise)
