"""Predictor-corrector sampling: a step of the reverse SDE, then Langevin steps at the level that it reached."""

from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, score_of
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_pc(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None,
    corrections: int = 1, ratio: float = 0.16,
) -> Tensor:  # fmt: skip
    """Song et al. 2021 (arXiv 2011.13456), Algorithm 2, two evaluations a step but the last.

    The predictor is reverse diffusion of the variance-exploding SDE (their equation 46), whose last step is the
    estimate of x0, the corrector annealed Langevin dynamics (their Algorithm 4).

    Args:
        denoise: the denoiser.
        x: noise at the first level.
        sigmas: the grid.
        draw_noise: noise of both.
        callback: told of every step.
        corrections: M, Langevin steps a level.
        ratio: r, signal to noise of a Langevin step; 0.16 is the paper's for VE.
    """
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        x0 = denoise(x, sigma)
        gap = sigma**2 - following**2
        x = x + gap * score_of(x, x0, sigma)
        if following > 0:
            x = x + gap.sqrt() * draw_noise(x)
            for _ in range(corrections):
                x0 = denoise(x, following)
                x = _walked(x, score_of(x, x0, following), draw_noise(x), ratio)
        report(callback, i, x, x0)
    return x


def _walked(x: Tensor, score: Tensor, noise: Tensor, ratio: float) -> Tensor:
    """A Langevin step whose size is by the norms of each cloud's noise and score (Algorithm 4, line 5).

    Clouds of few numbers, whose score may be nearly 0, would leap.
    """
    norms = [part.flatten(1).norm(dim=1) for part in (noise, score)]
    size = (2 * (ratio * norms[0] / norms[1]) ** 2)[:, None, None]
    return x + size * score + (2 * size).sqrt() * noise
