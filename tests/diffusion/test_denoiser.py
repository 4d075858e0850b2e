import math

import pytest
import torch
from torch import nn

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss, noise_of
from shape_diff.diffusion.guidance import guided, within_interval
from shape_diff.diffusion.noise import CosineSigma, LogNormalSigma, NoiseLaw, stratified_sigmas
from shape_diff.diffusion.process import Process


class SummaryNetwork(nn.Module):
    """F = the condition's first summary value, everywhere."""

    def forward(self, x_in: torch.Tensor, c_noise: torch.Tensor, condition: Condition) -> torch.Tensor:
        return condition.pooled[:, :1, None].expand_as(x_in)


class IdealNetwork(nn.Module):
    """The best F for data N(0, sigma_data^2): D is then the skip connection alone, so F is zero."""

    def forward(self, x_in: torch.Tensor, c_noise: torch.Tensor, condition: Condition) -> torch.Tensor:
        return torch.zeros_like(x_in)


def condition(*values: float) -> Condition:
    pooled = torch.tensor(values, dtype=torch.float32)[:, None]
    return Condition(torch.ones(len(values), 2, 3), torch.ones(len(values), 2, dtype=torch.bool), pooled)


def test_preconditioning_is_table_1_of_karras() -> None:
    c_skip, c_out, c_in, c_noise = (c.flatten().item() for c in Process().scales(torch.tensor([2.0])))
    assert c_skip == pytest.approx(0.25 / 4.25)
    assert c_out == pytest.approx(2 * 0.5 / math.sqrt(4.25))
    assert c_in == pytest.approx(1 / math.sqrt(4.25))
    assert c_noise == pytest.approx(math.log(2) / 4)


@pytest.mark.parametrize("sigma", [0.01, 0.5, 30.0])
@pytest.mark.parametrize("sigma_data", [0.5, 1.3])
def test_loss_of_the_ideal_network_on_gaussian_data_is_one(sigma: float, sigma_data: float) -> None:
    """The posterior variance is c_out^2 for Gaussian data, so the weighted loss is 1 at every noise level."""
    generator = torch.Generator().manual_seed(0)
    x0 = sigma_data * torch.randn(2, 50_000, 3, generator=generator)
    noise = torch.randn(x0.shape, generator=generator)
    denoiser = Denoiser(IdealNetwork(), Process(sigma_data=sigma_data))
    loss = denoising_loss(denoiser, x0, noise, torch.full((2,), sigma), condition(0, 0))
    assert loss.mean().item() == pytest.approx(1.0, rel=0.02)


def test_noise_is_recovered() -> None:
    x0, noise, sigma = torch.randn(2, 4, 9), torch.randn(2, 4, 9), torch.tensor(7.0)
    torch.testing.assert_close(noise_of(x0 + sigma * noise, x0, sigma), noise, rtol=1e-4, atol=1e-4)


def test_guidance_of_scale_one_is_none() -> None:
    x, sigma = torch.randn(1, 4, 9), torch.tensor(1.0)
    denoiser, wanted = Denoiser(SummaryNetwork(), Process()), condition(0.5)
    torch.testing.assert_close(
        guided(denoiser, wanted, wanted.null(), 1.0)(x, sigma), denoiser(x, sigma[None], wanted), rtol=0, atol=0
    )


@pytest.mark.parametrize("scale", [0.0, 2.0, 3.5])
def test_guidance_extrapolates_from_the_negative(scale: float) -> None:
    x, sigma = torch.randn(1, 4, 9), torch.tensor(1.0)
    denoiser, wanted, unwanted = Denoiser(SummaryNetwork(), Process()), condition(0.5), condition(-1.0)
    expected = denoiser(x, sigma[None], condition(-1.0 + scale * 1.5))
    torch.testing.assert_close(guided(denoiser, wanted, unwanted, scale)(x, sigma), expected)


def test_interval_chooses_by_noise_level() -> None:
    inside, outside = (lambda x, sigma: x + 1), (lambda x, sigma: x - 1)
    chosen = within_interval(inside, outside, 0.5, 2.0)
    x = torch.zeros(1, 1, 9)
    levels = [chosen(x, torch.tensor(s)).mean().item() for s in (0.4, 0.5, 2.0, 2.1)]
    assert levels == [-1, 1, 1, -1]


def test_codec_goes_there_and_back() -> None:
    xyz, rgb = torch.rand(2, 5, 3) * 2 - 1, torch.rand(2, 5, 3)
    normals = nn.functional.normalize(torch.randn(2, 5, 3), dim=-1)
    codec = ChannelCodec()
    for part, back in zip((xyz, rgb, normals), codec.decode(codec.encode(xyz, rgb, normals)), strict=True):
        torch.testing.assert_close(back, part)


def test_codec_clamps_colours_and_normalises_normals() -> None:
    _, rgb, normals = ChannelCodec().decode(torch.full((1, 1, 9), 9.0))
    assert rgb.max() == 1
    assert normals.norm().item() == pytest.approx(1)


def test_lognormal_levels_have_their_mean_and_deviation() -> None:
    logs = stratified_sigmas(LogNormalSigma(-0.8, 1.4), 4096, torch.Generator().manual_seed(0)).log()
    assert logs.mean().item() == pytest.approx(-0.8, abs=0.01)
    assert logs.std().item() == pytest.approx(1.4, abs=0.02)


def test_a_noise_law_names_a_distribution_and_its_parameters() -> None:
    assert NoiseLaw("cosine", {"high": 50.0}).sigmas() == CosineSigma(high=50.0)
    with pytest.raises(ValueError, match=r"gamma.*lognormal, cosine"):
        NoiseLaw("gamma")
    with pytest.raises(ValueError, match=r"mode.*mean"):
        NoiseLaw("lognormal", {"mode": 1.0})
    with pytest.raises(ValueError, match="std"):
        NoiseLaw("lognormal", {"std": -1.0})


def test_cosine_levels_are_tangents_within_their_limits() -> None:
    levels = CosineSigma(0.01, 50.0).quantile(torch.tensor([0.0, 0.5, 1.0]))
    middle = math.tan((math.atan(0.01) + math.atan(50.0)) / 2)
    torch.testing.assert_close(levels, torch.tensor([0.01, middle, 50.0]), rtol=1e-3, atol=0)
