import pytest
import torch
from torch import Tensor

from shape_diff.diffusion.known_points import (
    nearest_rows,
    with_known_points,
    with_points_among,
    with_time_travel,
    within_box,
)
from shape_diff.diffusion.samplers import SAMPLERS, SeededNoise
from shape_diff.diffusion.schedules import sigma_grid

GRID = sigma_grid("karras", 6, 0.01, 40)
KNOWN = torch.tensor([[0.3, -0.2, 0.7], [0.1, 0.5, float("nan")]])


def shrinking(x: Tensor, sigma: Tensor) -> Tensor:
    """The denoiser of a normal distribution of standard deviation 0.5."""
    return x * 0.25 / (0.25 + sigma**2)


def sampled(name: str, denoise, rounds: int = 1) -> Tensor:  # type: ignore[no-untyped-def]
    noise = SeededNoise([3])
    sampler = SAMPLERS[name] if rounds == 1 else with_time_travel(SAMPLERS[name], 2, rounds)
    return sampler(denoise, GRID[0] * noise(torch.empty(1, 4, 3)), GRID, draw_noise=noise)


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize("name", SAMPLERS)
def test_known_numbers_come_out_as_they_are_and_the_others_are_sampled(name: str, rounds: int) -> None:
    free = sampled(name, shrinking, rounds)
    held = sampled(name, with_known_points(KNOWN)(shrinking), rounds)
    known = ~KNOWN.isnan()
    torch.testing.assert_close(held[0, :2][known], KNOWN[known], rtol=0, atol=1e-6)
    if name != "pc":  # whose steps are as long as the whole cloud's score says
        torch.testing.assert_close(held[0, 1, 2], free[0, 1, 2])
        torch.testing.assert_close(held[0, 2:], free[0, 2:])


def test_known_points_run_to_their_place_at_the_level_of_all_others() -> None:
    seen: list[tuple[Tensor, Tensor]] = []

    def watched(x: Tensor, sigma: Tensor) -> Tensor:
        seen.append((x[0, 0], sigma))
        return shrinking(x, sigma)

    sampled("dpmpp_2m", with_known_points(KNOWN[:1])(watched))
    noise = [(x - KNOWN[0]) / sigma for x, sigma in seen]
    for one in noise[1:]:
        torch.testing.assert_close(one, noise[0], rtol=1e-3, atol=1e-3)


def test_below_the_noise_of_a_scan_its_points_are_free() -> None:
    settled = with_known_points(KNOWN[:1], lowest=0.5)(shrinking)
    x = torch.ones(1, 4, 3)
    assert torch.equal(settled(x, torch.tensor(0.4)), shrinking(x, torch.tensor(0.4)))
    assert torch.equal(settled(x, torch.tensor(0.6))[0, 0], KNOWN[0])


def test_new_points_stay_in_the_box_and_known_ones_may_be_outside() -> None:
    low, high = torch.tensor([-0.1, -0.1, 0.0]), torch.tensor([0.1, 0.1, 0.2])
    wrapped = within_box(low, high, 1)(with_known_points(KNOWN[:1])(shrinking))
    x = sampled("euler", wrapped)
    assert torch.equal(x[0, 0], KNOWN[0]) or torch.allclose(x[0, 0], KNOWN[0], atol=1e-6)
    assert bool(((x[0, 1:] >= low - 1e-6) & (x[0, 1:] <= high + 1e-6)).all())


def test_walking_steps_again_keeps_the_distribution() -> None:
    """Of a normal distribution with its own denoiser: samples have its standard deviation, whatever the rounds."""
    noise = SeededNoise([0])
    grid = sigma_grid("karras", 40, 0.01, 40)
    sampler = with_time_travel(SAMPLERS["heun"], 4, 3)
    x = sampler(shrinking, grid[0] * noise(torch.empty(1, 4000, 3)), grid, draw_noise=noise)
    assert 0.48 < float(x.std()) < 0.52


def test_steps_are_counted_over_the_whole_grid() -> None:
    steps: list[int] = []
    sampler = with_time_travel(SAMPLERS["euler"], 4, 2)
    sampler(
        shrinking, torch.ones(1, 4, 3), GRID, draw_noise=SeededNoise([0]), callback=lambda i, x, x0: steps.append(i)
    )
    assert steps == list(range(6))
    with pytest.raises(ValueError, match="at least 1"):
        with_time_travel(SAMPLERS["euler"], 0, 2)


@pytest.mark.parametrize("name", SAMPLERS)
def test_known_points_are_among_the_sampled_ones(name: str) -> None:
    dressed = torch.tensor([[0.3, -0.2, 0.7, 0.9], [0.1, 0.5, 0.2, float("nan")]])
    noise = SeededNoise([3])
    denoise = with_points_among(dressed)(shrinking)
    x = SAMPLERS[name](denoise, GRID[0] * noise(torch.empty(1, 5, 4)), GRID, draw_noise=noise)[0]
    held = nearest_rows(dressed[:, :3], x[:, :3])
    torch.testing.assert_close(x[held, :3], dressed[:, :3], rtol=0, atol=1e-6)
    assert abs(float(x[held[0], 3]) - 0.9) < 1e-6 and bool(x.isfinite().all())


def test_each_known_point_has_a_row_of_its_own_and_the_nearest_claim_wins() -> None:
    rows = torch.tensor([[0.0, 0, 0], [5, 0, 0], [9, 0, 0]])
    known = torch.tensor([[1.0, 0, 0], [0.5, 0, 0]])
    assert nearest_rows(known, rows).tolist() == [1, 0]
    generator = torch.Generator().manual_seed(0)
    many = torch.randn(200, 3, generator=generator)
    assert nearest_rows(many, many).tolist() == list(range(200))
    crowded = nearest_rows(many * 0.01, many)
    assert len(set(crowded.tolist())) == 200
    with pytest.raises(ValueError, match="do not fit"):
        nearest_rows(many, rows)
