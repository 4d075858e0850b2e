"""Points that are known while others are sampled: completion and inpainting as wrappers from denoisers to denoisers."""

import torch
from jaxtyping import Float, Int
from scipy.spatial import cKDTree
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, Wrapper
from shape_diff.diffusion.samplers import Callback, DrawNoise, Sampler


def with_known_points(known: Float[Tensor, "k c"], lowest: float = 0.0) -> Wrapper:
    """The first rows of every cloud are known; NaN where a channel of them is not, such as the colours of a scan.

    The estimate of a known number is that number. Every sampler here moves on the line from x to the estimate, so the
    known rows run from noise to what is known at the level of all others, which see them there (the replacement of Song
    et al. 2021, arXiv 2011.13456, appendix I.2). What follows from the known points alone is made up for by
    `with_time_travel`.

    Args:
        known: numbers in the diffused range.
        lowest: noise level below which nothing is held any more: that of a noisy scan, whose points then settle on the
            surface that they suggest.
    """
    missing = known.isnan()

    def wrapper(denoise: Denoise) -> Denoise:
        def with_known(x: Tensor, sigma: Tensor) -> Tensor:
            x0 = denoise(x, sigma)
            if sigma < lowest:
                return x0
            told = torch.where(missing.to(x.device), x0[:, : len(known)], known.to(x0))
            return torch.cat([told, x0[:, len(known) :]], dim=1)

        return with_known

    return wrapper


def with_points_among(known: Float[Tensor, "k c"], lowest: float = 0.0) -> Wrapper:
    """Known points are among the rows of every cloud, whichever come nearest to them; NaN where a channel is not known.

    A part that is held by rows of its own tells the model, which takes points for a fair draw of the whole surface,
    that the shape ends where the part does: new points then fall on the part. Here each known point takes the row
    whose estimate is nearest, and the rest stays free to be where the part is not.

    Args:
        known: numbers in the diffused range, fewer than there are rows; the first three are places.
        lowest: as for `with_known_points`.
    """
    missing = known.isnan()

    def wrapper(denoise: Denoise) -> Denoise:
        def among(x: Tensor, sigma: Tensor) -> Tensor:
            x0 = denoise(x, sigma).clone()
            if sigma < lowest:
                return x0
            for row in x0:
                taken = nearest_rows(known[:, :3].float().cpu(), row[:, :3].float().cpu()).to(x.device)
                row[taken] = torch.where(missing.to(x.device), row[taken], known.to(row))
            return x0

        return among

    return wrapper


def nearest_rows(known: Float[Tensor, "k 3"], rows: Float[Tensor, "n 3"]) -> Int[Tensor, " k"]:
    """A row for each known point, near it and no other's: rows are claimed in rounds, the nearest claim wins.

    Raises:
        ValueError: there are fewer rows than known points.
    """
    if len(rows) < len(known):
        raise ValueError(f"{len(known)} known points do not fit among {len(rows)}")
    taken = torch.full((len(known),), -1)
    free = torch.arange(len(rows))
    while len(waiting := (taken < 0).nonzero()[:, 0]):
        gap, choice = (torch.from_numpy(found) for found in cKDTree(rows[free]).query(known[waiting]))
        order = gap.argsort(descending=True)  # of several writes to a place the last one, the nearest, must stay
        winner = torch.full((len(free),), -1)
        for place, claim in zip(choice[order].tolist(), waiting[order].tolist(), strict=True):
            winner[place] = claim
        won = winner >= 0
        taken[winner[won]] = free[won]
        free = free[~won]
    return taken


def within_box(low: Float[Tensor, " d"], high: Float[Tensor, " d"], first: int) -> Wrapper:
    """The estimates of all rows from the `first` on are kept in a box of the first d channels, the diffused range."""

    def wrapper(denoise: Denoise) -> Denoise:
        def confined(x: Tensor, sigma: Tensor) -> Tensor:
            x0 = denoise(x, sigma).clone()
            x0[:, first:, : len(low)] = x0[:, first:, : len(low)].clamp(low.to(x0), high.to(x0))
            return x0

        return confined

    return wrapper


def with_time_travel(sampler: Sampler, length: int, rounds: int) -> Sampler:
    """A sampler that walks every `length` steps several times, noising back between, so that parts grow together.

    The resampling of RePaint (Lugmayr et al. 2022, arXiv 2201.09865, section 4.2). The last steps, where only details
    are left, are walked once.

    Args:
        sampler: what walks.
        length: steps that are walked at a time, at least 1.
        rounds: how often, at least 1; the cost grows with it.
    """
    if length < 1 or rounds < 1:
        raise ValueError(f"the steps and rounds of resampling must be at least 1, got {length} and {rounds}")

    def travelling(
        denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None
    ) -> Tensor:
        for first in range(0, len(sigmas) - 1, length):
            part = sigmas[first : first + length + 1]
            for _ in range(rounds - 1 if part[-1] > 0 else 0):
                x = sampler(denoise, x, part, draw_noise=draw_noise)
                x = x + (part[0] ** 2 - part[-1] ** 2).sqrt() * draw_noise(x)
            x = sampler(denoise, x, part, draw_noise=draw_noise, callback=_later(callback, first))
        return x

    return travelling


def _later(callback: Callback | None, first: int) -> Callback | None:
    """A callback that counts steps from the beginning of the whole grid."""
    return None if callback is None else lambda step, x, x0: callback(first + step, x, x0)
