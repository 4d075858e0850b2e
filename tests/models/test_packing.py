"""Weights of one byte: how far they are off, and files of them."""

from pathlib import Path

import torch
from tiny_model import write_tiny_model

from shape_diff.files.tensors import read_tensors
from shape_diff.models.model import load_model, save_model
from shape_diff.models.packing import SMALLEST, packed, unpacked

CPU = torch.device("cpu")


def test_a_weight_is_off_by_half_a_step_at_most() -> None:
    generator = torch.Generator().manual_seed(0)
    matrix = torch.randn(80, 64, generator=generator) * torch.logspace(-6, 2, 80)[:, None]
    matrix[3] = 0
    back = unpacked(packed({"matrix": matrix}))["matrix"]
    step = matrix.abs().amax(dim=1) / 127
    assert ((back - matrix).abs().amax(dim=1) <= 0.502 * step + 1e-12).all()
    assert not back[3].any()
    rest = torch.arange(80) != 3
    assert ((back - matrix)[rest].norm(dim=1) / matrix[rest].norm(dim=1)).max() < 0.012


def test_small_tensors_stay_in_half_precision() -> None:
    weights = {"bias": torch.randn(SMALLEST), "few": torch.randn(63, 65), "kernel": torch.randn(2, 64, 64)}
    stored = packed(weights)
    assert {name: tensor.dtype for name, tensor in stored.items()} == dict.fromkeys(weights, torch.float16)
    assert all(torch.equal(tensor, weights[name].half().float()) for name, tensor in unpacked(stored).items())


def test_a_small_file_is_half_as_large_and_nearly_the_same_model(tmp_path: Path) -> None:
    model = load_model(str(write_tiny_model(tmp_path / "tiny.safetensors")), CPU)
    weights = {f"denoiser.{name}": tensor for name, tensor in model.denoiser.network.state_dict().items()}
    weights = {name: torch.randn_like(tensor) for name, tensor in weights.items()}
    for name, small in (("half", False), ("bytes", True)):
        save_model(tmp_path / name, weights, model.header, small)
    sizes = [sum(t.nbytes for t in read_tensors(tmp_path / name)[0].values()) for name in ("half", "bytes")]
    assert 0.5 < sizes[1] / sizes[0] < 0.95
    read = load_model(str(tmp_path / "bytes"), CPU)
    for name, tensor in read.denoiser.network.state_dict().items():
        true = weights[f"denoiser.{name}"]
        assert (tensor - true).norm() <= 0.015 * true.norm(), name
    assert read.header == model.header
