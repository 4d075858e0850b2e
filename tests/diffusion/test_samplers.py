"""Samplers against a Gaussian, whose denoiser and whose ODE solution are known in closed form."""

import math

import pytest
import torch
from closed_forms import mixture_denoise, mixture_distance
from torch import nn

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, bind
from shape_diff.diffusion.guidance import guided, within_interval
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.samplers import SAMPLERS, SeededNoise
from shape_diff.diffusion.samplers.langevin import sample_langevin
from shape_diff.diffusion.samplers.parallel import sample_parallel
from shape_diff.diffusion.schedules import SCHEDULES, karras, sigma_grid

MEAN, DEVIATION = 0.7, 0.5
ORDERS = {"euler": 1, "heun": 2, "ddim": 1, "dpmpp_2m": 2, "unipc": 3, "parallel": 1}
STOCHASTIC = sorted(set(SAMPLERS) - set(ORDERS))
STIRRING = {"edm_churn", "langevin"}
"""Samplers that move x within a level, so that one step is not the denoiser alone."""
LAG = {"langevin": 0.06}
"""Share by which a sample may be too wide: Langevin steps are too slow to follow the levels to the end."""
LOOKING = {"parallel"}
"""Samplers that decide by values of x, and so wait for its device."""


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
    sigmas = sigma_grid("exponential", 300, 1e-3, 10.0)
    x = SAMPLERS[name](denoise, start_at(10.0, 4, 5_000), sigmas, draw_noise=SeededNoise(list(range(4))))
    assert x.mean().item() == pytest.approx(MEAN, abs=0.01)
    assert x.std().item() == pytest.approx(DEVIATION, rel=LAG.get(name, 0.02))


def test_langevin_lags_less_with_more_rounds() -> None:
    widths = []
    for rounds in (2, 20):
        x = sample_langevin(
            denoise, start_at(10.0, 1, 5_000), sigma_grid("exponential", 100, 1e-3, 10.0), draw_noise=SeededNoise([1]),
            rounds=rounds,
        )  # fmt: skip
        widths.append(x.std().item() - DEVIATION)
    assert widths[0] > 0.05
    assert abs(widths[1]) < 0.6 * widths[0]


@pytest.mark.parametrize("name", STOCHASTIC)
def test_stochastic_samplers_forget_the_start(name: str) -> None:
    """Two seeds of the noise on the way give different samples from one start: they do not fall back to the ODE."""
    sigmas = karras(20, 0.01, 40.0).double()
    x = start_at(40.0, 1)
    a, b = (SAMPLERS[name](denoise, x, sigmas, draw_noise=SeededNoise([seed])) for seed in (1, 2))
    assert (a - b).abs().mean() > 0.3


@pytest.mark.parametrize("name", sorted(set(SAMPLERS) - STIRRING))
def test_one_step_is_the_denoiser(name: str) -> None:
    x = start_at(5.0)
    result = SAMPLERS[name](denoise, x, torch.tensor([5.0, 0.0], dtype=torch.float64), draw_noise=SeededNoise([0] * 4))
    torch.testing.assert_close(result, denoise(x, torch.tensor(5.0, dtype=torch.float64)))


@pytest.mark.parametrize("name", sorted(SAMPLERS))
def test_callbacks_come_once_a_step_in_order(name: str) -> None:
    seen: list[tuple[int, torch.Tensor]] = []
    result = SAMPLERS[name](
        denoise, start_at(40.0), karras(7, 0.01, 40.0).double(), draw_noise=SeededNoise([0] * 4),
        callback=lambda step, x, x0: seen.append((step, x)),
    )  # fmt: skip
    assert [step for step, _ in seen] == list(range(7))
    assert torch.equal(seen[-1][1], result)


@pytest.mark.parametrize("window", [1, 5, 32])
def test_parallel_steps_give_the_sequential_sample(window: int) -> None:
    """To the tolerance, in fewer sweeps than steps where the window is more than one."""
    sweeps: list[int] = []

    def counted(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        sweeps.append(float(sigma) == float(levels[-2]))
        return mixture_denoise(x, sigma)

    levels = karras(32, 0.01, 40.0).double()
    x = start_at(40.0)
    one_by_one = SAMPLERS["euler"](mixture_denoise, x, levels, draw_noise=no_noise)
    together = sample_parallel(counted, x, levels, draw_noise=no_noise, window=window, tolerance=1e-6)
    torch.testing.assert_close(together, one_by_one, rtol=0, atol=1e-5)
    if window == 1:
        assert len(sweeps) == 32
    if window == 32:
        assert sum(sweeps) < 32, "the last level is looked at in each sweep of a window that holds all"
    loose = sample_parallel(mixture_denoise, x, levels, draw_noise=no_noise, window=window, tolerance=0.1)
    assert (loose - one_by_one).abs().mean() < 0.1


@pytest.mark.parametrize("name", STOCHASTIC)
def test_samplers_with_noise_reach_a_mixture(name: str) -> None:
    """Two peaks of unlike weights and widths, from levels that are close enough for each of them."""
    x = 40 * torch.randn(1, 1500, 1, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    made = SAMPLERS[name](mixture_denoise, x, sigma_grid("exponential", 200, 0.005, 40.0), draw_noise=SeededNoise([1]))
    assert mixture_distance(made) < 1.95 / math.sqrt(1500)


@pytest.mark.parametrize("name", sorted(ORDERS))
def test_samplers_without_noise_follow_the_same_paths_on_a_mixture(name: str) -> None:
    """In one dimension a path keeps its place in the order, so that it ends at the quantile that it began at."""
    place = (torch.arange(200, dtype=torch.float64) + 0.5) / 200
    x = (1600 + 0.3) ** 0.5 * torch.special.ndtri(place)[None, :, None]
    made = SAMPLERS[name](mixture_denoise, x, sigma_grid("karras", 150, 0.002, 40.0).double(), draw_noise=no_noise)
    assert mixture_distance(made) < 0.02


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


@pytest.mark.parametrize("name", sorted(set(SAMPLERS) - LOOKING))
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
