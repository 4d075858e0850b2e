import dataclasses

import pytest
import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.layers import attend
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig

SMALL = TwoStreamConfig(point_dim=32, latent_dim=64, latents=8, blocks=2, latent_layers=1, head_dim=32, token_dim=12,
                        pooled_dim=6)  # fmt: skip


@pytest.fixture(scope="module")
def network() -> TwoStream:
    """A network with random weights everywhere, also where training starts from zero."""
    torch.manual_seed(0)
    network = TwoStream(SMALL)
    for parameter in network.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.2)
    return network.requires_grad_(False)


def inputs(points: int = 50, batch: int = 2, tokens: int = 5) -> tuple[torch.Tensor, torch.Tensor, Condition]:
    g = torch.Generator().manual_seed(1)
    condition = Condition(
        torch.randn(batch, tokens, 12, generator=g),
        torch.ones(batch, tokens, dtype=torch.bool),
        torch.randn(batch, 6, generator=g),
    )
    return torch.randn(batch, points, 9, generator=g), torch.randn(batch, generator=g), condition


def test_doubled_points_give_the_same_answer(network: TwoStream) -> None:
    """Attention averages over the points, so the same shape at twice the resolution is read the same."""
    x, noise, condition = inputs()
    twice = network(torch.cat([x, x], dim=1), noise, condition)
    torch.testing.assert_close(twice[:, : x.shape[1]], network(x, noise, condition), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("masked", [False, True])
def test_bfloat16_attention_on_the_cpu_is_close_to_float32(masked: bool) -> None:
    q, k, v = (torch.randn(2, 3, 17, 32, generator=torch.Generator().manual_seed(i)) for i in range(3))
    mask = (torch.arange(17) < 11)[None, None, None].expand(2, 1, 1, 17) if masked else None
    fast = attend(q.bfloat16(), k.bfloat16(), v.bfloat16(), mask).float()
    torch.testing.assert_close(fast, attend(q, k, v, mask), rtol=0.05, atol=0.03)


@pytest.mark.parametrize(("setting", "value"), [("blocks", 0), ("point_dim", 33), ("latent_dim", 0)])
def test_impossible_sizes_are_explained(setting: str, value: int) -> None:
    with pytest.raises(ValueError, match=setting):
        dataclasses.replace(SMALL, **{setting: value})
