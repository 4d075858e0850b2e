from itertools import permutations

import torch

from shape_diff.diffusion.coupling import assignment, morton_codes, z_order


def test_morton_codes_interleave_the_bits() -> None:
    corners = torch.tensor([[[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]])
    codes = morton_codes(corners)[0].tolist()
    unit = sum(1 << (3 * bit) for bit in range(10))
    assert codes == [0, unit, 2 * unit, 4 * unit, 7 * unit]


def test_coupled_noise_is_standard_normal_and_closer_to_the_data() -> None:
    generator = torch.Generator().manual_seed(0)
    x0 = torch.rand(8, 2000, 9, generator=generator) - 0.5
    noise, fresh = (torch.randn(8, 2000, 9, generator=generator) for _ in range(2))
    coupled = z_order(x0, noise, fresh)
    assert abs(coupled.mean().item()) < 0.01
    assert abs(coupled.std().item() - 1) < 0.01
    apart = (noise - x0)[..., :3].square().mean()
    assert (coupled - x0)[..., :3].square().mean() < 0.85 * apart


def test_points_keep_their_channels_together() -> None:
    """A point's nine noise values move as one, or colour noise would be torn from its place."""
    generator = torch.Generator().manual_seed(0)
    x0, noise = torch.randn(2, 50, 9, generator=generator), torch.randn(2, 50, 9, generator=generator)
    coupled = z_order(x0, noise, torch.zeros_like(noise)) / 0.8**0.5
    torch.testing.assert_close(coupled.sort(dim=1).values, noise.sort(dim=1).values)
    ratio = torch.cdist(coupled, noise).amin(dim=2)
    assert ratio.max() < 1e-2


def test_assignment_pairs_as_near_as_any_order_can() -> None:
    """Against all orders of a small cloud, and against chance in a larger one."""
    g = torch.Generator().manual_seed(5)
    x0, noise = torch.randn(2, 5, 9, generator=g), torch.randn(2, 5, 9, generator=g)
    paired = assignment(x0, noise, noise)
    for points, drawn, got in zip(x0, noise, paired, strict=True):
        orders = [torch.tensor(order) for order in permutations(range(5))]
        costs = [(points[:, :3] - drawn[order, :3]).square().sum().item() for order in orders]
        best = drawn[orders[min(range(len(costs)), key=costs.__getitem__)]]
        assert torch.equal(got, best)


def test_assignment_only_permutes_whole_rows_of_the_noise() -> None:
    g = torch.Generator().manual_seed(6)
    x0, noise = torch.randn(3, 50, 9, generator=g), torch.randn(3, 50, 9, generator=g)
    paired = assignment(x0, noise, torch.zeros_like(noise))
    for drawn, got in zip(noise, paired, strict=True):
        assert {tuple(row) for row in drawn.tolist()} == {tuple(row) for row in got.tolist()}


def test_assignment_does_not_depend_on_how_exactly_products_are_made() -> None:
    """A training step in mixed precision makes products in bfloat16, which no solver takes."""
    g = torch.Generator().manual_seed(7)
    x0, noise = torch.randn(2, 40, 9, generator=g), torch.randn(2, 40, 9, generator=g)
    with torch.autocast("cpu", torch.bfloat16):
        mixed = assignment(x0, noise, noise)
    assert torch.equal(mixed, assignment(x0, noise, noise))
