"""PFGM++: Poisson flow generative models with D augmented dimensions (Xu et al. 2023, arXiv 2302.04265).

Data of N dimensions are charges in N + D dimensions, and samples follow the field lines that leave them. With
r = sigma sqrt(D) (the paper's alignment) network, ordinary differential equation and grid are those of EDM, and only
the noise differs: heavy tails, common to a whole cloud, that are normal as D grows. D = 1 is PFGM (arXiv 2209.11178).
"""

import math
from collections.abc import Callable

from torch import Tensor


def heavy_tailed(gaussian: Tensor, augmented: int, draw_noise: Callable[[Tensor], Tensor]) -> Tensor:
    """Standard normal noise (b, ...) -> the noise (x - x0) / sigma of PFGM++, one radius for each row.

    The paper draws R = r sqrt(B / (1 - B)) with B ~ Beta(N/2, D/2) (its section 3 and appendix B) in a uniform
    direction. With g and h normal in N and D dimensions |g|^2 / (|g|^2 + |h|^2) has this very beta distribution, so
    that noise is g sqrt(D) / |h|: Student's t in N dimensions with D degrees of freedom. It is the perturbation kernel
    of training and, at the largest level, the prior of sampling. Couplings of noise and points that only permute keep
    it; `z_order`, which mixes two draws, does not.

    Args:
        gaussian: b rows.
        augmented: D.
        draw_noise: draws h, standard normal of the shape (b, D).
    """
    length = draw_noise(gaussian.new_empty(len(gaussian), augmented)).norm(dim=1)
    return gaussian * (math.sqrt(augmented) / length).view(-1, *[1] * (gaussian.ndim - 1))
