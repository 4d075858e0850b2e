"""Samplers against a Gaussian, whose denoiser and whose ODE solution are known in closed form."""

import math

import pytest
import torch
from torch import nn

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, bind
from shape_diff.diffusion.guidance import guided, within_interval
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.samplers import SAMPLERS, SeededNoise
from shape_diff.diffusion.schedules import SCHEDULES, karras, sigma_grid

MEAN, DEVIATION = 0.7, 0.5
ORDERS = {"euler": 1, "heun": 2, "ddim": 1, "dpmpp_2m": 2}
STOCHASTIC = sorted(set(SAMPLERS) - set(ORDERS))


def denoise(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    """E[x0 | x] for x0 ~ N(MEAN, DEVIATION^2)."""
    variance = sigma**2
    return (DEVIATION**2 * x + variance * MEAN) / (DEVIATION**2 + variance)


def exact(x: torch.Tensor, start: float, end: float) -> torch.Tensor:
    """The probability flow ODE's solution from level start to level end."""
    return MEAN + (x - MEAN) * math.sqrt((DEVIATION**2 + end**2) / (DEVIATION**2 + start**2))


def no_noise(x: torch.Tensor) -> torch.Tensor:
    raise AssertionError("a deterministic sampler asked for noise")


def start_at(sigma: float, clouds: int = 4, points: int = 64) -> torch.Tensor:
    noise = torch.randn(clouds, points, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return MEAN + noise * math.sqrt(DEVIATION**2 + sigma**2)


def error(name: str, steps: int) -> float:
    sigmas = torch.logspace(1, -1, steps + 1, dtype=torch.float64)
    x = start_at(10.0)
    return (SAMPLERS[name](denoise, x, sigmas, draw_noise=no_noise) - exact(x, 10.0, 0.1)).abs().max().item()


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_deterministic_samplers_converge_at_their_order(name: str) -> None:
    measured = math.log2(error(name, 64) / error(name, 128))
    assert measured == pytest.approx(ORDERS[name], abs=0.25)


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_deterministic_samplers_agree_with_many_steps(name: str) -> None:
    assert error(name, 2000) < 2e-3


@pytest.mark.parametrize("name", STOCHASTIC)
def test_stochastic_samplers_reach_the_distribution(name: str) -> None:
    sigmas = torch.cat([torch.logspace(1, -3, 300, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)])
    x = SAMPLERS[name](denoise, start_at(10.0, 8, 20_000), sigmas, draw_noise=SeededNoise(list(range(8))))
    assert x.mean().item() == pytest.approx(MEAN, abs=0.01)
    assert x.std().item() == pytest.approx(DEVIATION, rel=0.02)


@pytest.mark.parametrize("name", STOCHASTIC)
def test_stochastic_samplers_forget_the_start(name: str) -> None:
    """Two seeds of the noise on the way give different samples from one start: they do not fall back to the ODE."""
    sigmas = karras(20, 0.01, 40.0).double()
    x = start_at(40.0, 1)
    a, b = (SAMPLERS[name](denoise, x, sigmas, draw_noise=SeededNoise([seed])) for seed in (1, 2))
    assert (a - b).abs().mean() > 0.3


@pytest.mark.parametrize("name", sorted(SAMPLERS))
def test_one_step_is_the_denoiser_and_callbacks_come_in_order(name: str) -> None:
    seen: list[int] = []
    x = start_at(5.0)
    result = SAMPLERS[name](
        denoise, x, torch.tensor([5.0, 0.0], dtype=torch.float64), draw_noise=SeededNoise([0] * 4),
        callback=lambda step, *_: seen.append(step),
    )  # fmt: skip
    torch.testing.assert_close(result, denoise(x, torch.tensor(5.0, dtype=torch.float64)))
    assert seen == [0]


@pytest.mark.parametrize("name", sorted(SCHEDULES))
@pytest.mark.parametrize("steps", [1, 2, 31])
def test_grids_decrease_to_zero(name: str, steps: int) -> None:
    sigmas = sigma_grid(name, steps, 0.01, 40.0)
    assert sigmas.shape == (steps + 1,)
    assert sigmas[-1] == 0
    assert (sigmas.diff() < 0).all()
    assert sigmas[0] == pytest.approx(40.0, rel=1e-5)


def test_karras_grid_against_its_formula() -> None:
    expected = (40 ** (1 / 7) + 3 / 9 * (0.01 ** (1 / 7) - 40 ** (1 / 7))) ** 7
    assert karras(10, 0.01, 40.0)[3].item() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(("name", "steps", "message"), [("magic", 5, "karras"), ("karras", 0, "at least 1")])
def test_bad_grids_are_explained(name: str, steps: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sigma_grid(name, steps, 0.01, 40.0)


def test_noise_of_a_cloud_depends_on_its_seed_alone() -> None:
    shape = torch.empty(1, 5, 9)
    together = SeededNoise([3, 4])(shape.expand(2, -1, -1))
    torch.testing.assert_close(together[1:], SeededNoise([4])(shape), rtol=0, atol=0)


class Still(nn.Module):
    """F = its input, on whatever device that is."""

    def forward(self, x_in: torch.Tensor, c_noise: torch.Tensor, condition: Condition) -> torch.Tensor:
        return x_in


@pytest.mark.parametrize("name", sorted(SAMPLERS))
def test_no_step_waits_for_the_device(name: str) -> None:
    """Tensors of the meta device have no values, so that reading one is an error."""
    x = torch.empty(2, 5, 9, device="meta")
    shown = Condition(x[:, :1, :4], torch.empty(2, 1, dtype=torch.bool, device="meta"), x[:, 0, :4])
    denoiser = Denoiser(Still(), Process())
    chosen = within_interval(guided(denoiser, shown, shown.null(), 2.0), bind(denoiser, shown), 0.1, 10.0)
    with pytest.raises(RuntimeError):
        float(x[0, 0, 0])
    made = SAMPLERS[name](chosen, x, Process().grid("karras", 6), draw_noise=SeededNoise([1, 2]))
    assert made.shape == x.shape and made.device.type == "meta"
