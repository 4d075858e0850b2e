"""Muon against its definition and PyTorch's own, and what the optimisers are given of every network."""

from collections.abc import Callable

import pytest
import torch
from torch import nn

from shape_diff.networks.all_points import AllPoints, AllPointsConfig
from shape_diff.networks.field import FieldNetwork, FieldNetworkConfig
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.judge import JudgeConfig, ShapeJudge
from shape_diff.networks.layers import hidden_matrices
from shape_diff.networks.point_voxel_unet import PointVoxelUNet, PointVoxelUNetConfig
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig
from shape_diff.training.muon import Muon, orthogonalized
from shape_diff.training.optimizers import OPTIMIZERS

EVERY_NETWORK: dict[str, Callable[[], nn.Module]] = {
    "two_stream": lambda: TwoStream(TwoStreamConfig(point_dim=64, latent_dim=64, latents=8)),
    "image_encoder": lambda: ImageEncoder(ImageEncoderConfig(dim=64)),
    "field": lambda: FieldNetwork(FieldNetworkConfig(point_dim=64, edge_dim=32, latent_dim=64, latents=8)),
    "all_points": lambda: AllPoints(AllPointsConfig(layers=1, width=64)),
    "point_voxel_unet": lambda: PointVoxelUNet(PointVoxelUNetConfig(levels=2, point_dim=32, resolution=6)),
    "judge": lambda: ShapeJudge(JudgeConfig(("a", "b"))),
}


@pytest.mark.parametrize("shape", [(3, 16, 40), (2, 40, 16), (1, 24, 24)])
def test_an_orthogonalized_matrix_keeps_its_directions_and_levels_its_sizes(
    shape: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shape_diff.training.muon.has_fast_bfloat16", lambda device: False)
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    u, _, vh = torch.linalg.svd(matrices, full_matrices=False)
    inner = u.mT @ orthogonalized(matrices) @ vh.mT
    levels = inner.diagonal(dim1=1, dim2=2)
    assert ((levels > 0.5) & (levels < 1.3)).all()
    assert (inner - torch.diag_embed(levels)).abs().max() < 0.02


def test_muon_moves_as_that_of_pytorch_does() -> None:
    g = torch.Generator().manual_seed(1)
    start = torch.randn(32, 20, generator=g)
    ours, theirs = nn.Parameter(start.clone()), nn.Parameter(start.clone())
    mine = Muon([ours], lr=0.01, weight_decay=0.1)
    reference = torch.optim.Muon([theirs], lr=0.01, weight_decay=0.1, adjust_lr_fn="match_rms_adamw")
    for _ in range(4):
        gradient = torch.randn(32, 20, generator=g)
        ours.grad, theirs.grad = gradient.clone(), gradient.clone()
        mine.step()
        reference.step()
    moved = (theirs - start).norm()
    assert (ours - theirs).norm() < 0.02 * moved  # PyTorch's rounds to bfloat16


def test_muon_refuses_vectors() -> None:
    with pytest.raises(ValueError, match="takes matrices"):
        Muon([nn.Parameter(torch.zeros(3))], lr=0.1, weight_decay=0.0)


@pytest.mark.parametrize("name", EVERY_NETWORK)
def test_every_network_says_which_of_its_matrices_are_hidden(name: str) -> None:
    """All matrices of linear layers but embeddings, modulation and heads, each once."""
    network = EVERY_NETWORK[name]()
    hidden = [id(matrix) for matrix in hidden_matrices(network)]
    assert len(hidden) == len(set(hidden))
    for key, module in network.named_modules():
        if isinstance(module, nn.Linear):
            ends = any(word in key for word in ("embed", "head", "modulate"))
            assert (id(module.weight) in hidden) == (not ends), key


@pytest.mark.parametrize("name", EVERY_NETWORK)
@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_only_matrices_of_linear_layers_decay(kind: str, name: str) -> None:
    network = EVERY_NETWORK[name]()
    groups = [group for optimizer in OPTIMIZERS[kind](network, 1e-3, 0.1) for group in optimizer.param_groups]
    decay = {id(p): group["weight_decay"] for group in groups for p in group["params"]}
    assert set(decay) == {id(p) for p in network.parameters()}
    linear = {id(m.weight) for m in network.modules() if isinstance(m, nn.Linear)}
    assert all(decay[id(p)] == (0.1 if id(p) in linear else 0.0) for p in network.parameters())
