"""Nearest and farthest points against their definitions, and PyTorch3D against both."""

import pytest
import torch
from scipy.spatial import cKDTree

from shape_diff.geometry import neighbours
from shape_diff.geometry.neighbours import farthest_points, nearest_points


def clouds(b: int = 3, n: int = 50) -> torch.Tensor:
    return torch.randn(b, n, 3, generator=torch.Generator().manual_seed(0))


def test_nearest_points_are_those_of_a_tree() -> None:
    xyz, queries = clouds(), clouds(3, 7) + 0.1
    squared, index = nearest_points(queries, xyz, 5)
    for row in range(3):
        distance, number = cKDTree(xyz[row].numpy()).query(queries[row].numpy(), k=5)
        torch.testing.assert_close(squared[row].sqrt(), torch.from_numpy(distance).float(), rtol=1e-4, atol=1e-5)
        assert torch.equal(index[row], torch.from_numpy(number))
    squared, index = nearest_points(xyz, xyz, 1)
    assert not squared.any() and torch.equal(index[..., 0], torch.arange(50).expand(3, -1))


def test_each_chosen_point_is_the_farthest_from_those_before_it() -> None:
    xyz = clouds()
    index = farthest_points(xyz, 12)
    for cloud, chosen in zip(xyz, index, strict=True):
        assert chosen[0] == (cloud - cloud.mean(dim=0)).norm(dim=-1).argmax()
        for k in range(1, 12):
            gap = torch.cdist(cloud, cloud[chosen[:k]]).amin(dim=-1)
            assert chosen[k] == gap.argmax()


def test_a_thin_stem_gets_its_share_of_farthest_points() -> None:
    """Nine of ten points are on a disk, but the stem is as long as the disk is wide."""
    g = torch.Generator().manual_seed(1)
    disk = torch.rand(900, 3, generator=g) * torch.tensor([2.0, 0.0, 2.0]) - torch.tensor([1.0, 0.0, 1.0])
    stem = torch.rand(100, 3, generator=g) * torch.tensor([0.05, -2.0, 0.05])
    chosen = farthest_points(torch.cat([disk, stem])[None], 32)[0]
    assert (chosen >= 900).float().mean() > 0.15


@pytest.mark.parametrize("count", [0, 6])
def test_more_points_than_there_are_or_none_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} points were asked of clouds of 5; ask for 1 to 5"):
        farthest_points(clouds(1, 5), count)
    with pytest.raises(ValueError, match=f"{count} points were asked of clouds of 5"):
        nearest_points(clouds(1, 2), clouds(1, 5), count)


@pytest.mark.gpu
@pytest.mark.needs("pytorch3d")
def test_pytorch3d_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    xyz, queries = clouds().cuda(), clouds(3, 7).cuda()
    assert neighbours.has_pytorch3d()
    fast = (*nearest_points(queries, xyz, 5), farthest_points(xyz, 12))
    monkeypatch.setattr(neighbours, "has_pytorch3d", lambda: False)
    plain = (*nearest_points(queries, xyz, 5), farthest_points(xyz, 12))
    torch.testing.assert_close(fast[0], plain[0], rtol=1e-4, atol=1e-5)
    assert torch.equal(fast[1], plain[1]) and torch.equal(fast[2], plain[2])
