"""Scores of a set of samples against a set of references, from the distances between them.

1-NNA: leave-one-out accuracy of a nearest-neighbour classifier that tells two sets apart (Lopez-Paz & Oquab 2017, arXiv
1610.06545; Yang et al. 2019, arXiv 1906.12320, section 5.1), computed over whole sets, never over batches. All three
scores read only which distance is the smallest of its row or column, so others may be infinite (`earth_mover.py`).
"""

import torch
from jaxtyping import Float
from torch import Tensor


def one_nearest_neighbor_accuracy(
    within_a: Float[Tensor, "n n"], within_b: Float[Tensor, "m m"], between: Float[Tensor, "n m"]
) -> float:
    """1-NNA of two sets from their pairwise distances; 0.5 is indistinguishable, 1 is told apart always.

    For identically distributed sets of size n it is (n - 1) / (2n - 1) in the mean, a little under 0.5.

    Args:
        within_a: distances within the first set.
        within_b: distances within the second set.
        between: distances from the first to the second.
    """
    n, m = between.shape
    full = torch.cat([torch.cat([within_a, between], 1), torch.cat([between.T, within_b], 1)], 0)
    full.fill_diagonal_(float("inf"))
    label = torch.arange(n + m) < n
    return (label[full.argmin(dim=1).cpu()] == label).float().mean().item()


def minimum_matching_distance(between: Float[Tensor, "n m"]) -> float:
    """MMD: mean over references (columns) of the distance to the nearest sample (Achlioptas et al. 2018)."""
    return between.amin(dim=0).mean().item()


def coverage(between: Float[Tensor, "n m"]) -> float:
    """COV: share of references (columns) that are the nearest of at least one sample (Achlioptas et al. 2018)."""
    return between.argmin(dim=1).unique().numel() / between.shape[1]
