"""Low-rank updates: nothing at first, linear in their strength, and the same merged as attached."""

import copy
from typing import Any

import pytest
import torch
from tiny_model import TINY, TINY_CODES
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.models.table import build_network
from shape_diff.networks.all_points import AllPointsConfig
from shape_diff.networks.layers import hidden_matrices
from shape_diff.networks.low_rank import LowRankUpdates, adaptable_layers, merge, named_factors

CONFIGS = {"prior": TINY_CODES["prior"], "two_stream": TINY, "all_points": AllPointsConfig(1, 32, 2)}


def randomised(module: nn.Module) -> None:
    """Give every matrix normal numbers, also those that begin at zero."""
    for parameter in module.parameters():
        if parameter.ndim > 1:
            nn.init.normal_(parameter, std=0.2)


def asked(config: Any) -> tuple[Tensor, Tensor, Condition]:
    """Inputs of a denoising network."""
    width = getattr(config, "code_width", 9)
    condition = Condition(torch.randn(2, 3, 384), torch.ones(2, 3, dtype=torch.bool), torch.randn(2, 384))
    return torch.randn(2, 8, width), torch.randn(2), condition


@pytest.fixture(params=CONFIGS)
def case(request: pytest.FixtureRequest) -> tuple[nn.Module, tuple[Tensor, Tensor, Condition]]:
    torch.manual_seed(0)
    config = CONFIGS[request.param]
    network = build_network(config)
    randomised(network)
    return network, asked(config)


Case = tuple[nn.Module, tuple[Tensor, Tensor, Condition]]


def test_all_hidden_matrices_are_adapted_and_nothing_else(case: Case) -> None:
    network, _ = case
    adapted = {id(layer.weight) for layer in adaptable_layers(network).values()}
    assert adapted == {id(matrix) for matrix in hidden_matrices(network)}
    assert len(LowRankUpdates(network, 3)) == len(adapted)


@torch.no_grad()
def test_updates_change_nothing_at_first(case: Case) -> None:
    network, inputs = case
    before = network(*inputs)
    updates = LowRankUpdates(network, 3)
    updates.attach(network)
    assert torch.equal(network(*inputs), before)
    randomised(updates)
    assert not torch.allclose(network(*inputs), before, atol=1e-2)


@torch.no_grad()
def test_merged_is_the_same_as_attached(case: Case) -> None:
    network, inputs = case
    updates = LowRankUpdates(network, 3)
    randomised(updates)
    merged = copy.deepcopy(network)
    merge(merged, named_factors(updates.state_dict()), 1.0)
    updates.attach(network)
    torch.testing.assert_close(merged(*inputs), network(*inputs), rtol=1e-5, atol=1e-5)


@torch.no_grad()
def test_strength_is_linear_in_the_weights(case: Case) -> None:
    network, _ = case
    updates = LowRankUpdates(network, 3)
    randomised(updates)
    factors = named_factors(updates.state_dict())
    versions = {strength: copy.deepcopy(network) for strength in (0.0, 0.5, 2.0)}
    for strength, version in versions.items():
        merge(version, factors, strength)
    for name, layer in adaptable_layers(network).items():
        none, half, double = (adaptable_layers(version)[name].weight for version in versions.values())
        assert torch.equal(none, layer.weight)
        torch.testing.assert_close(double - layer.weight, 4 * (half - layer.weight), rtol=1e-4, atol=1e-5)


def test_only_the_updates_learn(case: Case) -> None:
    network, inputs = case
    updates = LowRankUpdates(network, 3)
    updates.attach(network)
    network(*inputs).square().sum().backward()
    assert not any(parameter.requires_grad for parameter in network.parameters())
    assert any(parameter.grad is not None and parameter.grad.any() for parameter in updates.parameters())


@pytest.mark.parametrize("rank", [0, 32, -1])
def test_ranks_that_make_no_sense_are_refused(rank: int) -> None:
    with pytest.raises(ValueError, match=f"at least 1 and below 32, got {rank}"):
        LowRankUpdates(build_network(TINY), rank)


def test_factors_of_another_network_are_refused() -> None:
    network = build_network(TINY)
    factors = named_factors(LowRankUpdates(network, 2).state_dict())
    name = next(iter(factors)).removesuffix(".down.weight")
    for wrong, words in (
        ({f"{name}.down.weight": factors[f"{name}.down.weight"]}, "not those of the network"),
        ({"elsewhere.down.weight": torch.ones(2, 4), "elsewhere.up.weight": torch.ones(4, 2)}, "not those of"),
        (factors | {f"{name}.down.weight": torch.ones(2, 5)}, "of another size"),
        (factors | {f"{name}.down.weight": torch.ones(3, 64)}, "of another size"),
    ):
        with pytest.raises(ValueError, match=words):
            merge(network, wrong, 1.0)
