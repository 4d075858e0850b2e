"""Points to voxels and back, against loops over points."""

import itertools

import numpy as np
import pytest
import torch

from shape_diff.networks.point_voxel_unet import VoxelConvolution
from shape_diff.networks.voxels import VoxelGrid, in_cube


def places(b: int = 2, n: int = 40) -> torch.Tensor:
    return in_cube(torch.randn(b, n, 3, generator=torch.Generator().manual_seed(0)))


def features(b: int = 2, n: int = 40, c: int = 5) -> torch.Tensor:
    return torch.randn(b, n, c, generator=torch.Generator().manual_seed(1))


def slow_voxelised(features: np.ndarray, places: np.ndarray, r: int) -> np.ndarray:
    """Means of the points nearest to the centre of each voxel, one after another."""
    grid = np.zeros((len(places), r, r, r, features.shape[-1]))
    centres = np.linspace(-1, 1, r)
    for cloud, cell in itertools.product(range(len(places)), itertools.product(range(r), repeat=3)):
        nearest = np.abs(places[cloud][:, :, None] - centres).argmin(axis=-1)
        inside = (nearest == cell).all(axis=-1)
        if inside.any():
            grid[(cloud, *cell)] = features[cloud][inside].mean(axis=0)
    return grid


def slow_devoxelised(grid: np.ndarray, places: np.ndarray, r: int) -> np.ndarray:
    """Every voxel's value times its hat function at each point."""
    centres, width = np.linspace(-1, 1, r), 2 / (r - 1)
    out = np.zeros((*places.shape[:2], grid.shape[-1]))
    for cloud, point in np.ndindex(*places.shape[:2]):
        hats = np.clip(1 - np.abs(places[cloud, point][:, None] - centres) / width, 0, None)
        out[cloud, point] = np.einsum("x,y,z,xyzc->c", *hats, grid[cloud])
    return out


def test_clouds_touch_the_cube_wherever_they_are_and_however_large() -> None:
    cloud = torch.randn(2, 30, 3, generator=torch.Generator().manual_seed(4))
    torch.testing.assert_close(in_cube(100 * cloud + 7), in_cube(cloud), rtol=1e-3, atol=1e-5)
    assert torch.equal(in_cube(cloud).abs().amax(dim=(1, 2)), torch.ones(2))
    assert not in_cube(torch.full((1, 3, 3), 5.0)).any()


@pytest.mark.parametrize("r", [2, 3, 5])
def test_voxels_are_means_of_the_points_in_them(r: int) -> None:
    made = VoxelGrid.of(places(), r).voxelised(features())
    expected = slow_voxelised(features().double().numpy(), places().double().numpy(), r)
    torch.testing.assert_close(made.double(), torch.from_numpy(expected), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("r", [2, 3, 5])
def test_points_read_the_voxels_around_them(r: int) -> None:
    grid = torch.randn(2, r, r, r, 4, generator=torch.Generator().manual_seed(2))
    made = VoxelGrid.of(places(), r).devoxelised(grid)
    expected = slow_devoxelised(grid.double().numpy(), places().double().numpy(), r)
    torch.testing.assert_close(made.double(), torch.from_numpy(expected), rtol=1e-4, atol=1e-5)


def test_a_linear_field_comes_back_as_it_was() -> None:
    axis = torch.linspace(-1, 1, 4)
    field = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), dim=-1)
    back = VoxelGrid.of(places(), 4).devoxelised(field.expand(2, -1, -1, -1, -1))
    torch.testing.assert_close(back, places(), rtol=1e-4, atol=1e-5)


def test_many_points_in_a_voxel_are_averaged_in_bfloat16_too() -> None:
    """A running sum of bfloat16 stops at 256 when ones are added."""
    grid = VoxelGrid.of(torch.zeros(1, 5000, 3), 3)
    made = grid.voxelised(torch.ones(1, 5000, 1, dtype=torch.bfloat16))
    assert made.dtype == torch.bfloat16 and made[0, 1, 1, 1, 0] == 1 and made.sum() == 1


def test_a_convolution_is_a_sum_over_the_surroundings() -> None:
    torch.manual_seed(5)
    layer = VoxelConvolution(3)
    grid = torch.randn(1, 4, 4, 4, 3)
    made = layer(grid)
    kernel = layer.weight.view(3, 3, 3, 3, 3)
    for x, y, z in ((0, 0, 0), (1, 2, 3), (3, 0, 2)):
        expected = layer.bias.clone()
        for i, j, k in itertools.product((-1, 0, 1), repeat=3):
            at = (x + i, y + j, z + k)
            if all(0 <= one < 4 for one in at):
                expected += kernel[:, :, i + 1, j + 1, k + 1] @ grid[(0, *at)]
        torch.testing.assert_close(made[0, x, y, z], expected, rtol=1e-4, atol=1e-5)
