"""Distances between clouds and between sets of clouds, by the definitions of PVD and LION.

Chamfer distance: mean squared distance to the nearest point, both directions summed (Zhou et al. 2021, arXiv
2104.03670). 1-NNA: leave-one-out accuracy of a nearest-neighbour classifier that tells two sets apart (Lopez-Paz &
Oquab 2017, arXiv 1610.06545; Yang et al. 2019, arXiv 1906.12320), computed over whole sets, never over batches.
"""

from collections.abc import Iterable

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.progress import progress_bar

CACHED_DISTANCES = 262_144
"""Distances computed at once, 1 MiB of them."""


def chamfer_distances(a: Float[Tensor, "n p 3"], b: Float[Tensor, "m q 3"]) -> Float[Tensor, "n m"]:
    """Chamfer distance of each of n clouds to each of m.

    Mean squared nearest distances, both directions summed.
    """
    rows: Iterable[Tensor] = progress_bar(a, "Chamfer distances") if len(a) * len(b) > 10_000 else a
    return torch.stack([_chamfer_to_all(row, b) for row in rows])


def _chamfer_to_all(cloud: Float[Tensor, "p 3"], others: Float[Tensor, "m q 3"]) -> Float[Tensor, " m"]:
    # |x|^2 + |y|^2 - 2xy by one matrix product, in blocks that stay in a processor's cache.
    block = max(1, CACHED_DISTANCES // (len(cloud) * others.shape[1]))
    parts = []
    for part in others.split(block):
        sums = cloud.square().sum(-1)[:, None] + part.square().sum(-1)[:, None, :]
        squared = torch.baddbmm(sums, cloud.expand(len(part), -1, -1), part.transpose(1, 2), alpha=-2)
        there, back = squared.amin(dim=2), squared.amin(dim=1)  # (block, p), (block, q)
        parts.append(there.clamp_min(0).mean(dim=1) + back.clamp_min(0).mean(dim=1))
    return torch.cat(parts)


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
