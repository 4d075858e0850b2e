"""What every network that denoises points keeps to, over the table of networks."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from shape_diff.diffusion.condition import Condition
from shape_diff.models.table import NETWORKS, backbone_class, build_network
from shape_diff.networks.all_points import AllPointsConfig
from shape_diff.networks.point_voxel_unet import PointVoxelUNetConfig
from shape_diff.networks.two_stream import TwoStreamConfig
from shape_diff.training.optimizers import OPTIMIZERS

SMALL: dict[str, Any] = {
    "two_stream": TwoStreamConfig(
        point_dim=32, latent_dim=64, latents=8, blocks=2, latent_layers=1, head_dim=32, token_dim=12, pooled_dim=6
    ),
    "all_points": AllPointsConfig(layers=2, width=32, heads=2, token_dim=12, pooled_dim=6),
    "point_voxel_unet": PointVoxelUNetConfig(
        levels=2, point_dim=16, resolution=6, centers=12, neighbors=6, layers=1, head_dim=16, token_dim=12, pooled_dim=6
    ),
}


def is_backbone(name: str) -> bool:
    try:
        backbone_class(name)
    except ValueError:
        return False
    return True


BACKBONES = [name for name in NETWORKS if is_backbone(name)]
"""One that is added to the table and not to `SMALL` fails."""


@pytest.fixture(scope="module", params=BACKBONES)
def network(request: pytest.FixtureRequest) -> nn.Module:
    """A network with random weights everywhere, also where training starts from zero."""
    torch.manual_seed(0)
    network = build_network(SMALL[request.param])
    for parameter in network.parameters():
        if parameter.ndim > 1:
            nn.init.normal_(parameter, std=parameter.shape[-1] ** -0.5)
    return network


@pytest.fixture(autouse=True)
def no_gradients() -> Any:
    with torch.no_grad():
        yield


def inputs(points: int = 50, batch: int = 2, tokens: int = 5) -> tuple[torch.Tensor, torch.Tensor, Condition]:
    g = torch.Generator().manual_seed(1)
    condition = Condition(
        torch.randn(batch, tokens, 12, generator=g),
        torch.ones(batch, tokens, dtype=torch.bool),
        torch.randn(batch, 6, generator=g),
    )
    return torch.randn(batch, points, 9, generator=g), torch.randn(batch, generator=g), condition


def test_order_of_points_does_not_matter(network: nn.Module) -> None:
    x, noise, condition = inputs()
    order = torch.randperm(x.shape[1], generator=torch.Generator().manual_seed(2))
    torch.testing.assert_close(
        network(x[:, order], noise, condition), network(x, noise, condition)[:, order], rtol=1e-4, atol=1e-5
    )


def test_masked_tokens_are_not_seen(network: nn.Module) -> None:
    x, noise, condition = inputs()
    padded = condition.padded(9)
    garbage = dataclasses.replace(padded, tokens=padded.tokens + 1e3 * ~padded.mask[..., None])
    torch.testing.assert_close(network(x, noise, garbage), network(x, noise, condition), rtol=1e-4, atol=1e-5)


def test_clouds_of_a_batch_do_not_see_each_other(network: nn.Module) -> None:
    x, noise, condition = inputs()
    alone = network(x[1:], noise[1:], condition.select(torch.tensor([1])))
    torch.testing.assert_close(network(x, noise, condition)[1:], alone, rtol=1e-4, atol=1e-5)


def test_points_condition_and_noise_level_all_matter(network: nn.Module) -> None:
    x, noise, condition = inputs()
    base = network(x, noise, condition)
    others = (
        network(x, noise + 1, condition),
        network(x, noise, dataclasses.replace(condition, tokens=condition.tokens.flip(0))),
        network(x, noise, dataclasses.replace(condition, pooled=condition.pooled.flip(0))),
        network(x, noise, condition.null()),
    )
    for other in others:
        assert (other - base).abs().max() > 1e-3


def test_a_point_sees_the_others(network: nn.Module) -> None:
    x, noise, condition = inputs()
    moved = x.clone()
    moved[:, 1:] += 1
    assert (network(moved, noise, condition)[:, 0] - network(x, noise, condition)[:, 0]).abs().max() > 1e-3


@pytest.mark.parametrize("points", [1, 2, 300])
def test_any_number_of_points_will_do(network: nn.Module, points: int) -> None:
    x, noise, condition = inputs(points)
    out = network(x, noise, condition)
    assert out.shape == x.shape and bool(out.isfinite().all())


@pytest.mark.parametrize("scale", [1e-3, 100.0])
def test_inputs_of_any_scale_give_numbers(network: nn.Module, scale: float) -> None:
    """Processes that do not scale their inputs hand over coordinates as large as the noise."""
    x, noise, condition = inputs()
    assert bool(network(scale * x, noise, condition).isfinite().all())


def test_the_gradient_reaches_every_weight_and_the_points(network: nn.Module) -> None:
    x, noise, condition = inputs()
    x.requires_grad_()
    with torch.enable_grad():
        network(x, noise, condition).square().sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().max() > 0, name
    assert x.grad is not None and bool((x.grad.abs().amax(dim=(0, 1)) > 0).all())
    network.zero_grad()


def test_bfloat16_is_close_to_float32(network: nn.Module) -> None:
    x, noise, condition = inputs()
    outputs, gradients = [], []
    for bfloat16 in (False, True):
        with torch.enable_grad(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            out = network(x, noise, condition).float()
            each = torch.autograd.grad(out.square().mean(), list(network.parameters()))
        outputs.append(out.detach().flatten())
        gradients.append(torch.cat([gradient.flatten() for gradient in each]))
    for exact, fast in (outputs, gradients):
        assert (fast - exact).norm() < 0.05 * exact.norm()


TRACED = """
import sys, torch
from test_backbones import SMALL, inputs
from shape_diff.models.table import build_network

network, bfloat16 = build_network(SMALL[sys.argv[1]]), sys.argv[2] == "True"
torch.nn.init.normal_(network.head.weight)
compiled = torch.compile(network, backend="aot_eager", dynamic=False)
gradients = []
with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
    for run in (network, compiled):
        loss = run(*inputs()).float().square().mean()
        gradients.append(torch.autograd.grad(loss, list(network.parameters())))
for mine, traced in zip(*gradients, strict=True):
    torch.testing.assert_close(traced, mine, rtol=0.05 if bfloat16 else 1e-3, atol=0.02 if bfloat16 else 1e-5)
"""


@pytest.mark.slow
@pytest.mark.parametrize("bfloat16", [False, True])
@pytest.mark.parametrize("name", BACKBONES)
def test_what_a_compiler_traces_is_the_same(name: str, bfloat16: bool) -> None:
    """Forward and backward, in a process of its own: tests check the shapes of all arguments, which is not traced."""
    command = [sys.executable, "-c", TRACED, name, str(bfloat16)]
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", BACKBONES)
def test_an_untrained_network_predicts_zero(name: str) -> None:
    assert build_network(SMALL[name])(*inputs()).abs().max() == 0


@pytest.mark.parametrize("name", BACKBONES)
def test_four_clouds_are_learned_by_heart(name: str) -> None:
    """Each has colours of its own, which only its condition tells: what is seen of them is noise."""
    torch.manual_seed(3)
    network = build_network(SMALL[name])
    x, noise, condition = inputs(points=32, batch=4)
    target = torch.cat([x[..., :3].sin(), torch.randn(4, 1, 6).expand(-1, 32, -1)], dim=-1)
    optimizers = OPTIMIZERS["muon"](network, 1e-2, 0.0)
    with torch.enable_grad():
        for _ in range(80):
            loss = (network(x, noise, condition) - target).square().mean()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
                optimizer.zero_grad()
    assert loss < 0.05 * target.square().mean()
