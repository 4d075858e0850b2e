"""Every process against its paper's own words, and against the distribution that it should sample."""

import math
from dataclasses import replace

import pytest
import torch
from closed_forms import mixture_denoise, mixture_distance, quadrature
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, bind, denoising_loss
from shape_diff.diffusion.draws import SeededNoise, drawn_from
from shape_diff.diffusion.families import EDM, FAMILIES
from shape_diff.diffusion.noise import SIGMA_DISTRIBUTIONS, NoiseLaw, stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.processes import PREDICTIONS, ddpm, vp
from shape_diff.diffusion.samplers import sampler_named

NOBODY = Condition(torch.zeros(1, 1, 1), torch.ones(1, 1, dtype=torch.bool), torch.zeros(1, 1))
LEVELS = torch.tensor([0.02, 0.5, 3.0, 60.0], dtype=torch.float64)


class Told(nn.Module):
    """F as a paper defines it, made from the true x0 and noise."""

    def __init__(self, target: Tensor) -> None:
        super().__init__()
        self.target = target
        self.seen = torch.empty(0)

    def forward(self, x_in: Tensor, c_noise: Tensor, condition: Condition) -> Tensor:
        self.seen = x_in
        return self.target


def pair(seed: int = 0) -> tuple[Tensor, Tensor]:
    """Clean data and noise, one cloud a level."""
    g = torch.Generator().manual_seed(seed)
    x0, noise = (torch.randn(len(LEVELS), 5, 9, generator=g, dtype=torch.float64) for _ in range(2))
    return 0.5 * x0, noise


def said_by_the_papers(name: str, x0: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
    """What a network is given and what it should answer, written as the papers write them."""
    sigma = LEVELS[:, None, None]
    t = sigma / (1 + sigma)
    kept = 1 / (1 + sigma**2)  # abar
    given = {
        "edm": (x0 + sigma * noise) / (sigma**2 + 0.25).sqrt(),
        "vp": kept.sqrt() * x0 + (1 - kept).sqrt() * noise,
        "ddpm": kept.sqrt() * x0 + (1 - kept).sqrt() * noise,
        "ve": x0 + sigma * noise,
        "flow": (1 - t) * x0 + t * noise,
    }
    answer = {
        "edm": (x0 - 0.25 / (sigma**2 + 0.25) * (x0 + sigma * noise)) / (0.5 * sigma / (sigma**2 + 0.25).sqrt()),
        "vp": noise,
        "ddpm": noise,
        "ve": -noise,  # sigma times the score of x0 + sigma noise given x0
        "flow": noise - x0,
    }
    return given[name], answer[name]


@pytest.mark.parametrize("name", PREDICTIONS)
def test_a_network_is_given_and_asked_what_its_paper_says(name: str) -> None:
    x0, noise = pair()
    given, answer = said_by_the_papers(name, x0, noise)
    network = Told(answer)
    estimate = Denoiser(network, Process(name))(x0 + LEVELS[:, None, None] * noise, LEVELS, NOBODY)
    torch.testing.assert_close(network.seen, given)
    torch.testing.assert_close(estimate, x0, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("name", PREDICTIONS)
def test_the_loss_is_the_error_of_what_is_predicted(name: str) -> None:
    """DDPM's simple loss, score matching and flow matching are one line: the mean square of what F is off."""
    x0, noise = pair()
    off = 0.1 * torch.arange(1, 10, dtype=torch.float64)
    network = Told(said_by_the_papers(name, x0, noise)[1] + off)
    loss = denoising_loss(Denoiser(network, Process(name)), x0, noise, LEVELS, NOBODY)
    torch.testing.assert_close(loss, (off**2).expand(len(LEVELS), 9))


@pytest.mark.parametrize("name", PREDICTIONS)
def test_levels_are_told_apart_and_in_order(name: str) -> None:
    levels = torch.logspace(-2, 2, 30)
    c_noise = Process(name).scales(levels)[3]
    assert (c_noise.diff() > 0).all()
    assert c_noise.abs().max() < 16, "the embeddings of c_noise repeat there"


def test_the_chain_of_ddpm() -> None:
    """Against the products of equation 4 of Ho et al., written out for some steps."""
    assert len(ddpm.levels()) == 1000
    beta = [1e-4 + (0.02 - 1e-4) * t / 999 for t in range(1000)]
    for t in (0, 1, 499, 999):
        kept = math.prod(1 - b for b in beta[: t + 1])
        assert ddpm.levels()[t].item() == pytest.approx(math.sqrt(1 / kept - 1), rel=1e-9)
    assert torch.equal(ddpm.step_of(ddpm.levels()), torch.arange(1000))
    grid = FAMILIES["ddpm"].process.grid("ddpm", 1000)
    torch.testing.assert_close(grid[:-1].flip(0).double(), ddpm.levels(), rtol=1e-6, atol=0)


def test_the_chain_is_near_its_limit_the_vp_sde() -> None:
    times = torch.linspace(0, 1, 1001, dtype=torch.float64)[1:]
    torch.testing.assert_close(vp.level_at(times)[50:], ddpm.levels()[50:], rtol=0.05, atol=0)
    torch.testing.assert_close(vp.time_of(vp.level_at(times)), times)


@pytest.mark.parametrize("name", SIGMA_DISTRIBUTIONS)
def test_noise_laws_are_increasing_and_their_shares_even(name: str) -> None:
    law = NoiseLaw(name).sigmas()
    u = torch.linspace(0.001, 0.999, 500)
    assert (law.quantile(u).diff() >= 0).all() and (law.quantile(u) > 0).all()
    drawn = stratified_sigmas(law, 1000, torch.Generator().manual_seed(0))
    below = (drawn < law.quantile(torch.tensor(0.25))).float().mean().item()
    assert below == pytest.approx(0.25, abs=0.005)


def test_times_are_uniform_where_papers_draw_times() -> None:
    u = torch.linspace(0.01, 0.99, 50, dtype=torch.float64)
    flow_levels = NoiseLaw("flow", {"low": 0.0, "high": 1e9}).sigmas().quantile(u)
    torch.testing.assert_close(flow_levels / (1 + flow_levels), u)
    torch.testing.assert_close(vp.time_of(NoiseLaw("vp").sigmas().quantile(u)), u, rtol=0, atol=1e-5)
    assert ddpm.step_of(NoiseLaw("ddpm").sigmas().quantile(torch.tensor([0.0005, 0.4995]))).tolist() == [0, 499]


def quadrature_denoise(augmented: int) -> nn.Module:
    """The ideal denoiser of PFGM++ in one dimension, of kernel (|x - y|^2 + sigma^2 D)^-((1 + D)/2) over places y."""
    y, share = quadrature()

    class Ideal(nn.Module):
        def forward(self, x: Tensor, sigma: Tensor) -> Tensor:
            apart = (x[..., None] - y) ** 2 / (sigma**2 * augmented)
            return ((share.log() - (1 + augmented) / 2 * torch.log1p(apart)).softmax(dim=-1) * y).sum(dim=-1)

    return Ideal()


@pytest.mark.parametrize("name", FAMILIES)
def test_each_family_samples_the_mixture(name: str) -> None:
    """With the ideal denoiser in the place of a network, the family's own prior, grid and sampler give its data."""
    family = FAMILIES[name]
    process = family.process if name != "pfgmpp" else replace(family.process, augmented=4)
    clouds, points = (1200, 1) if process.augmented else (3, 400)  # a heavy-tailed cloud has one radius
    noise = SeededNoise(list(range(clouds)))
    sigmas = process.grid(family.schedule, 150).double()
    x = sigmas[0] * process.noise_like(torch.empty(clouds, points, 1, dtype=torch.float64), noise)
    denoise = quadrature_denoise(4) if name == "pfgmpp" else mixture_denoise
    assert mixture_distance(x) > 0.3
    made = sampler_named(family.sampler)(denoise, x, sigmas, draw_noise=noise)
    assert mixture_distance(made) < 1.95 / math.sqrt(1200), "one true sample in a thousand lies further"


def test_the_noise_of_pfgmpp_has_its_beta_distribution() -> None:
    """|noise|^2 / (|noise|^2 + D) ~ Beta(N/2, D/2) (Xu et al. 2023), by its first two moments."""
    n, d, count = 6, 3, 40_000
    process = Process(augmented=d)
    x = process.noise_like(torch.empty(count, 2, 3), drawn_from(torch.Generator().manual_seed(0)))
    squared = x.square().sum(dim=(1, 2))
    beta = squared / (squared + d)
    mean = n / (n + d)
    assert beta.mean().item() == pytest.approx(mean, abs=0.004)
    assert beta.var().item() == pytest.approx(mean * (1 - mean) / ((n + d) / 2 + 1), rel=0.04)
    assert x.mean().abs() < 0.02


@pytest.mark.parametrize(("augmented", "near"), [(100, 0.3), (10_000, 0.03), (1_000_000, 0.003)])
def test_pfgmpp_becomes_edm_as_d_grows(augmented: int, near: float) -> None:
    """Its noise from the same draws, and the ideal denoiser, differ from EDM's by a part that falls as 1 / sqrt(D)."""
    shape = torch.empty(4, 8, 9)
    edm, heavy = (p.noise_like(shape, SeededNoise([1, 2, 3, 4])) for p in (EDM, replace(EDM, augmented=augmented)))
    assert (heavy / edm - 1).abs().max() < near
    x = torch.linspace(-1, 1, 30, dtype=torch.float64)[:, None, None]
    sigma = torch.tensor(0.4, dtype=torch.float64)
    assert (quadrature_denoise(augmented)(x, sigma) - mixture_denoise(x, sigma)).abs().max() < near
    levels = torch.logspace(-2, 1, 5)
    for ours, theirs in zip(replace(EDM, augmented=augmented).scales(levels), EDM.scales(levels), strict=True):
        assert torch.equal(ours, theirs)


def test_normal_noise_is_drawn_as_it_always_was() -> None:
    x = torch.empty(2, 7, 9)
    drawn = Process().noise_like(x, drawn_from(torch.Generator().manual_seed(5)))
    assert torch.equal(drawn, torch.randn(x.shape, generator=torch.Generator().manual_seed(5)))
    assert torch.equal(Process().noise_like(x, SeededNoise([3, 4])), SeededNoise([3, 4])(x))


def test_noise_of_a_heavy_tailed_cloud_depends_on_its_seed_alone() -> None:
    process, x = Process(augmented=16), torch.empty(2, 7, 9)
    together = process.noise_like(x, SeededNoise([3, 4]))
    assert torch.equal(together[1:], process.noise_like(x[1:], SeededNoise([4])))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"prediction": "cold"}, "edm, vp, ddpm, ve, flow"), ({"augmented": 0}, "augmented must be at least 1")],
)
def test_wrong_processes_are_explained(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Process(**wrong)  # type: ignore[arg-type]


def test_a_bound_denoiser_is_what_samplers_take() -> None:
    """A flow network of constant velocity -1 (noise 0, data 1) says x0 = (x + sigma) / (1 + sigma)."""
    network = Told(torch.full((1, 1, 1), -1.0))
    x0 = bind(Denoiser(network, FAMILIES["flow"].process), NOBODY)(torch.full((1, 1, 1), 2.0), torch.tensor(3.0))
    assert x0.item() == pytest.approx((2 + 3) / 4)
