"""Nearest and farthest points of clouds on the training device: the one door to PyTorch3D.

On a GPU PyTorch3D's kernels (Ravi et al. 2020, arXiv 2007.08501) answer where it is installed; anywhere else plain
PyTorch does, which is also what they are tested against.
"""

from functools import cache

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.machine.optional_parts import PYTORCH3D


@cache
def has_pytorch3d() -> bool:
    """Whether PyTorch3D loads here, tried once."""
    return not PYTORCH3D.why_missing()


@torch.no_grad()
def nearest_points(
    queries: Float[Tensor, "b m 3"], xyz: Float[Tensor, "b n 3"], count: int
) -> tuple[Float[Tensor, "b m k"], Int[Tensor, "b m k"]]:
    """Squared distances and numbers of the `count` points of each cloud nearest to each query, nearest first.

    Raises:
        ValueError: a cloud has fewer points than that.
    """
    _check(count, xyz.shape[1])
    if xyz.is_cuda and has_pytorch3d():
        from pytorch3d.ops import knn_points

        found = knn_points(queries, xyz, K=count)
        return found.dists, found.idx
    # By matrix products, as it would choose from 25 points on, a distance of 0 comes out as 5e-4.
    distances = torch.cdist(queries, xyz, compute_mode="donot_use_mm_for_euclid_dist")
    found = distances.topk(count, dim=-1, largest=False)
    return found.values.square(), found.indices


@torch.no_grad()
def farthest_points(xyz: Float[Tensor, "b n 3"], count: int) -> Int[Tensor, "b m"]:
    """Numbers of `count` points of each cloud, each the farthest from all before it (Eldar et al. 1997).

    The first is the farthest from the mean, so that the set does not depend on the order of the points.

    Raises:
        ValueError: a cloud has fewer points than that.
    """
    _check(count, xyz.shape[1])
    away = (xyz - xyz.mean(dim=1, keepdim=True)).square().sum(dim=-1)
    first = away.argmax(dim=1)
    if xyz.is_cuda and has_pytorch3d():
        return _farthest_by_kernel(xyz, first, count)
    rows = torch.arange(len(xyz), device=xyz.device)
    chosen = [first]
    gap = torch.full_like(away, torch.inf)
    for _ in range(count - 1):
        gap = torch.minimum(gap, (xyz - xyz[rows, chosen[-1]][:, None]).square().sum(dim=-1))
        chosen.append(gap.argmax(dim=1))
    return torch.stack(chosen, dim=1)


def _farthest_by_kernel(xyz: Tensor, first: Tensor, count: int) -> Tensor:
    """PyTorch3D begins at point 0, so each cloud is turned until its first point is there."""
    from pytorch3d.ops import sample_farthest_points

    turned = (torch.arange(xyz.shape[1], device=xyz.device) + first[:, None]) % xyz.shape[1]
    _, index = sample_farthest_points(xyz.gather(1, turned[..., None].expand_as(xyz)), K=count)
    return turned.gather(1, index)


def _check(count: int, available: int) -> None:
    if not 1 <= count <= available:
        raise ValueError(f"{count} points were asked of clouds of {available}; ask for 1 to {available}")
