"""Which points the levels of a U-Net have, and who reads from whom."""

import torch

from shape_diff.geometry.neighbours import farthest_points
from shape_diff.networks.point_levels import PointLevels
from shape_diff.networks.rows import gather, weighted_rows
from shape_diff.networks.voxels import in_cube


def cloud(b: int = 2, n: int = 64) -> torch.Tensor:
    return torch.randn(b, n, 3, generator=torch.Generator().manual_seed(0))


def levels(xyz: torch.Tensor) -> PointLevels:
    return PointLevels.of(xyz, [16, 4], neighbors=5, ratio=4, resolution=8)


def coarse_places(xyz: torch.Tensor) -> torch.Tensor:
    places = in_cube(xyz)
    return places[torch.arange(len(places))[:, None], farthest_points(places, 16)]


def test_neighbours_are_the_nearest_points_of_the_same_cloud() -> None:
    xyz = cloud()
    places, coarse, (first, _) = in_cube(xyz), coarse_places(xyz), levels(xyz).descents
    seen = gather(places.flatten(0, 1), first.near).view(2, 16, 5, 3)
    torch.testing.assert_close(seen - coarse[:, :, None], first.offsets.view(2, 16, 5, 3))
    nearest = torch.cdist(coarse, places, compute_mode="donot_use_mm_for_euclid_dist").topk(5, largest=False).values
    torch.testing.assert_close(first.offsets.norm(dim=-1).view(2, 16, 5), nearest, rtol=1e-4, atol=1e-5)


def test_what_coarse_points_know_comes_back_to_where_they_are() -> None:
    """A coarse point is among the fine ones and hears, nearly, itself alone; the others hear a mean."""
    xyz = cloud()
    coarse, (first, _) = coarse_places(xyz), levels(xyz).descents
    told = weighted_rows(coarse.flatten(0, 1), first.coarse, first.weights).view(2, 64, 3)
    own = told[torch.arange(2)[:, None], farthest_points(in_cube(xyz), 16)]
    torch.testing.assert_close(own, coarse, rtol=0, atol=1e-3)
    torch.testing.assert_close(first.weights.sum(dim=-1), torch.ones(128))
    assert ((told - in_cube(xyz)).norm(dim=-1) < 1).all()


def test_a_denser_cloud_has_the_same_levels() -> None:
    """Every point twice: as many coarse points, which see as far."""
    xyz = cloud()
    once, twice = levels(xyz), levels(torch.cat([xyz, xyz], dim=1))
    for a, b in zip(once.descents, twice.descents, strict=True):
        torch.testing.assert_close(b.offsets, a.offsets, rtol=1e-4, atol=1e-5)
    assert [grid.resolution for grid in twice.grids] == [8, 4, 2]
    features = torch.randn(2, 64, 3)
    means = [once.grids[0].voxelised(features), twice.grids[0].voxelised(torch.cat([features, features], dim=1))]
    torch.testing.assert_close(means[1], means[0], rtol=1e-4, atol=1e-5)


def test_a_cloud_of_fewer_points_than_a_level_has_is_taken_whole() -> None:
    made = levels(cloud(n=3))
    assert [len(descent.near) for descent in made.descents] == [6, 6]
    assert all(descent.near.max() < 6 and descent.coarse.max() < 6 for descent in made.descents)


def test_the_scale_of_a_cloud_does_not_matter() -> None:
    a, b = levels(cloud()), levels(64 * cloud())
    for mine, other in zip(a.descents, b.descents, strict=True):
        assert torch.equal(mine.near, other.near) and torch.equal(mine.offsets, other.offsets)
