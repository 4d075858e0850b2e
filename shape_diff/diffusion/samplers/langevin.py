"""Langevin dynamics: a walk along the score with noise, whose stationary distribution is the noisy data's."""

from itertools import pairwise

from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, score_of
from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.samplers.contract import Callback, report


def sample_langevin(
    denoise: Denoise, x: Tensor, sigmas: Tensor, *, draw_noise: DrawNoise, callback: Callback | None = None,
    rounds: int = 5, pace: float = 0.2,
) -> Tensor:  # fmt: skip
    """Annealed Langevin dynamics (Song & Ermon 2019, arXiv 1907.05600, Algorithm 1), `rounds` evaluations a level.

    The last round ends with the estimate of x0 instead of a noisy x (Jolicoeur-Martineau et al. 2021, arXiv
    2009.05475, section 3.1). It needs levels that lie close: x must forget each within its rounds.

    Args:
        denoise: the denoiser.
        x: noise at the first level.
        sigmas: the grid.
        draw_noise: noise of the walk.
        callback: told of every level.
        rounds: T, steps at each level; the paper's 100 for ten levels are better spent on more levels (Song & Ermon
            2020, arXiv 2006.09011, technique 4, T = 5).
        pace: alpha / sigma^2, which the paper has the same at all levels: epsilon / sigma_L^2 = 0.2.
    """
    for i, (sigma, following) in enumerate(pairwise(sigmas)):
        for number in range(rounds):
            x0 = denoise(x, sigma)
            if following == 0 and number == rounds - 1:
                x = x0
            else:
                alpha = pace * sigma**2
                x = x + alpha / 2 * score_of(x, x0, sigma) + alpha.sqrt() * draw_noise(x)
        report(callback, i, x, x0)
    return x
