"""Likelihood, its variational bound and inversion, against Gaussians and mixtures in closed form."""

import itertools
import math

import pytest
import torch
from closed_forms import mixture_denoise, mixture_log_density
from torch import Tensor

from shape_diff.diffusion.denoiser import Denoise, score_of
from shape_diff.diffusion.draws import DrawNoise, drawn_from
from shape_diff.diffusion.inversion import encode_to_noise
from shape_diff.diffusion.likelihood import (
    bits_per_dimension,
    exact_divergence,
    hutchinson,
    log_likelihood,
    rademacher_probes,
)
from shape_diff.diffusion.samplers import sampler_named
from shape_diff.diffusion.schedules import sigma_grid
from shape_diff.diffusion.variational_bound import (
    Variances,
    forward_variance,
    learned_variances,
    posterior_variance,
    variational_bound,
)

COVARIANCE = torch.tensor([[0.30, 0.10], [0.10, 0.20]], dtype=torch.float64)
MEAN = torch.tensor([0.3, -0.2], dtype=torch.float64)


def gaussian_denoise(x: Tensor, sigma: Tensor) -> Tensor:
    """E[x0 | x] for clouds (b, 1, 2) of one point, whose two numbers are correlated."""
    gain = COVARIANCE @ torch.linalg.inv(COVARIANCE + sigma**2 * torch.eye(2, dtype=torch.float64))
    return MEAN + (x - MEAN) @ gain.T


def gaussian(sigma: float = 0.0) -> torch.distributions.MultivariateNormal:
    return torch.distributions.MultivariateNormal(MEAN, COVARIANCE + sigma**2 * torch.eye(2, dtype=torch.float64))


def draw(seed: int = 0) -> DrawNoise:
    return drawn_from(torch.Generator().manual_seed(seed))


def points(count: int) -> Tensor:
    """(count, 1, 2) of the Gaussian."""
    noise = torch.randn(count, 1, 2, generator=torch.Generator().manual_seed(7), dtype=torch.float64)
    return MEAN + noise @ torch.linalg.cholesky(COVARIANCE).T


@pytest.mark.parametrize("sigma", [0.05, 1.0])
def test_the_score_is_the_gradient_of_the_log_density(sigma: float) -> None:
    x = torch.linspace(-1, 1, 9, dtype=torch.float64)[:, None, None].requires_grad_()
    (slope,) = torch.autograd.grad(mixture_log_density(x, sigma).sum(), x)
    level = torch.tensor(sigma, dtype=torch.float64)
    torch.testing.assert_close(score_of(x, mixture_denoise(x, level), level).detach(), slope)


def test_likelihood_of_a_gaussian() -> None:
    x = points(20)
    sigmas = sigma_grid("karras", 200, 0.01, 400.0).double()
    expected = gaussian(0.01).log_prob(x[:, 0])
    torch.testing.assert_close(log_likelihood(gaussian_denoise, x, sigmas), expected, rtol=0, atol=1e-2)
    torch.testing.assert_close(bits_per_dimension(expected, x), -expected / 2 / math.log(2))


def test_likelihood_of_a_mixture() -> None:
    x = torch.linspace(-0.9, 1.1, 21, dtype=torch.float64)[:, None, None]
    sigmas = sigma_grid("karras", 300, 0.005, 400.0).double()
    expected = mixture_log_density(x, 0.005)[:, 0, 0]
    torch.testing.assert_close(log_likelihood(mixture_denoise, x, sigmas), expected, rtol=0, atol=1e-2)


def test_a_trace_by_probes_is_right_on_average_and_exact_where_axes_are_apart() -> None:
    x = points(3)
    level = torch.tensor(0.3, dtype=torch.float64)

    def field(x: Tensor) -> Tensor:
        return gaussian_denoise(x, level)

    value, exact = exact_divergence(field, x)
    torch.testing.assert_close(value, field(x))
    many = hutchinson(rademacher_probes(x, 400, draw()))(field, x)[1]
    torch.testing.assert_close(many, exact, rtol=0, atol=0.04)
    apart = torch.linspace(-1, 1, 12, dtype=torch.float64).view(2, 3, 2)
    own = lambda x: mixture_denoise(x, level)  # noqa: E731
    torch.testing.assert_close(
        hutchinson(rademacher_probes(apart, 1, draw()))(own, apart)[1], exact_divergence(own, apart)[1]
    )


def test_likelihood_by_probes_is_that_of_the_trace() -> None:
    x = points(10)
    sigmas = sigma_grid("karras", 20, 0.01, 80.0).double()
    probes = hutchinson(rademacher_probes(x, 30, draw(3)))
    torch.testing.assert_close(
        log_likelihood(gaussian_denoise, x, sigmas, probes), log_likelihood(gaussian_denoise, x, sigmas),
        rtol=0, atol=0.4,
    )  # fmt: skip


def bound(steps: int, variances: Variances = posterior_variance) -> float:
    sigmas = sigma_grid("exponential", steps, 0.01, 150.0).double()
    return variational_bound(mixture_denoise, mixture_points(2000), sigmas, draw(1), variances).mean().item()


def mixture_points(count: int) -> Tensor:
    """(count, 1, 1) of the mixture, at even places of its distribution."""
    g = torch.Generator().manual_seed(11)
    first = torch.rand(count, generator=g, dtype=torch.float64) < 0.3
    noise = torch.randn(count, generator=g, dtype=torch.float64)
    return torch.where(first, -0.6 + 0.1 * noise, 0.5 + 0.2 * noise)[:, None, None]


def test_the_variational_bound_comes_down_to_the_entropy() -> None:
    """From above, by as much less as there are more steps; with few of them the large variance of DDPM is better."""
    entropy = -mixture_log_density(mixture_points(2000)).mean().item()
    few, more, most = (bound(steps) for steps in (20, 60, 300))
    assert few > more > most > entropy - 0.02
    assert most - entropy < 0.3 < more - entropy
    assert entropy < bound(20, forward_variance) < few


def test_learned_variances_lower_the_bound() -> None:
    """For Gaussian data and the ideal denoiser they make every step exact, so that few steps reach the entropy."""
    deviation = 0.4

    def denoise(x: Tensor, sigma: Tensor) -> Tensor:
        return x * deviation**2 / (deviation**2 + sigma**2)

    g = torch.Generator().manual_seed(0)
    train, held_out = (deviation * torch.randn(20_000, 1, 1, generator=g, dtype=torch.float64) for _ in range(2))
    sigmas = sigma_grid("ddpm", 12, 0.01, 150.0).double()
    learned = learned_variances(denoise, train, sigmas, draw(5))
    entropy = math.log(2 * math.pi * math.e * deviation**2) / 2
    best = variational_bound(denoise, held_out, sigmas, draw(6), learned).mean().item()
    fixed = variational_bound(denoise, held_out, sigmas, draw(6)).mean().item()
    assert best == pytest.approx(entropy, abs=0.03)
    assert fixed > entropy + 0.3


def returned(denoise: Denoise, x: Tensor, steps: int, refinements: int = 0) -> float:
    """By how much sampling misses x, from the noise that x is encoded to."""
    sigmas = sigma_grid("karras", steps, 0.002, 80.0).double()
    noise = encode_to_noise(denoise, x, sigmas, refinements)
    return (sampler_named("ddim")(denoise, noise, sigmas, draw_noise=torch.zeros_like) - x).abs().max().item()


def test_inversion_misses_less_with_more_steps() -> None:
    """By half with twice the steps, as the method is of first order."""
    missed = [returned(gaussian_denoise, points(20), steps) for steps in (50, 100, 200)]
    assert all(0.4 < b / a < 0.6 for a, b in itertools.pairwise(missed))
    assert missed[-1] < 0.05


def test_refined_inversion_is_exact_with_few_steps() -> None:
    x = torch.linspace(-0.8, 1.0, 25, dtype=torch.float64)[:, None, None]
    assert returned(mixture_denoise, x, 50) > 0.1
    assert returned(mixture_denoise, x, 50, refinements=60) < 1e-9
    assert returned(gaussian_denoise, points(20), 8, refinements=60) < 1e-7


def test_what_data_are_encoded_to_is_normal() -> None:
    x = mixture_points(3000)
    noise = encode_to_noise(mixture_denoise, x, sigma_grid("karras", 100, 0.002, 80.0).double()) / 80
    place = torch.special.ndtr(noise.flatten().sort().values)
    even = (torch.arange(3000) + 0.5) / 3000
    assert (place - even).abs().max() < 0.05
