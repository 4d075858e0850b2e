import pytest
import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.coupling import assignment
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.sample import sample
from shape_diff.diffusion.samplers import SAMPLERS
from shape_diff.diffusion.schedules import sigma_grid
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.diffusion.start import Start, remaining_levels

GRID = sigma_grid("karras", 8, 0.01, 40)


def test_the_levels_that_are_left_end_the_grid_and_begin_lower_with_less_strength() -> None:
    assert torch.equal(remaining_levels(GRID, 1.0), GRID)
    assert torch.equal(remaining_levels(GRID, 0.5), GRID[4:])
    assert remaining_levels(GRID, 0.0).tolist() == [0.0]
    first = [float(remaining_levels(GRID, strength)[0]) for strength in torch.linspace(0, 1, 30).tolist()]
    assert first == sorted(first) and len(set(first)) == 30
    between = remaining_levels(GRID, 0.55)
    assert GRID[3] > between[0] > GRID[4] and torch.equal(between[1:], GRID[4:])


def test_strength_0_is_the_shape_and_strength_1_is_noise_alone() -> None:
    generator = torch.Generator().manual_seed(0)
    x0, noise = torch.randn(5, 9, generator=generator), torch.randn(2, 5, 9, generator=generator)
    x, left = Start(x0, 0.0).noised(GRID, noise)
    assert torch.equal(x, x0.expand(2, -1, -1)) and len(left) == 1
    x, left = Start(x0, 1.0).noised(GRID, noise)
    assert torch.equal(x, GRID[0] * noise) and torch.equal(left, GRID)


def test_coupled_noise_is_the_same_noise_in_the_order_that_is_nearest() -> None:
    x0 = torch.tensor([[3.0, 0, 0], [-3, 0, 0]])
    noise = torch.tensor([[[-1.0, 0, 0], [1, 0, 0]]])
    x, left = Start(x0, 0.5, assignment).noised(GRID, noise)
    torch.testing.assert_close(x[0], x0 + left[0] * noise[0].flip(0))


@pytest.mark.parametrize("name", SAMPLERS)
def test_every_sampler_gives_back_what_is_to_stay(name: str) -> None:
    x0 = torch.randn(5, 3, generator=torch.Generator().manual_seed(0))
    condition = Condition(torch.zeros(2, 4, 8), torch.ones(2, 4, dtype=torch.bool), torch.zeros(2, 8))
    settings = SamplingSettings(5, 3, name, "karras", 1.0, None)
    x = sample(Denoiser(torch.nn.Identity(), Process()), (5, 3), condition, [0, 1], settings, start=Start(x0, 0.0))
    assert torch.equal(x, x0.expand(2, -1, -1))


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan")])
def test_a_strength_outside_0_to_1_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match="strength must be between 0"):
        Start(torch.zeros(1, 9), strength)
