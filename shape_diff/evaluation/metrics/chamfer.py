"""Chamfer distance between clouds, by the definition of PVD and LION.

Mean squared distance to the nearest point, both directions summed (Zhou et al. 2021, arXiv 2104.03670).
"""

from collections.abc import Iterable

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.machine.progress import progress_bar

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


def paired_chamfer_distances(a: Float[Tensor, "n p 3"], b: Float[Tensor, "n q 3"]) -> Float[Tensor, " n"]:
    """Chamfer distance of each cloud to the one in the same place."""
    return torch.stack([_chamfer_to_all(x, y[None])[0] for x, y in zip(a, b, strict=True)])
