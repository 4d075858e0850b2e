"""Clouds that a generator noises and denoises: near the truth, and never those of another model."""

from pathlib import Path

import pytest
import torch
from tiny_model import write_tiny_model
from toy_field import toy_dataset

from shape_diff.data.dataset import ShapeDataset
from shape_diff.training.tasks.field import generator_noise
from shape_diff.training.tasks.field.generator_noise import generated_clouds


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch) -> ShapeDataset:
    data = toy_dataset()
    monkeypatch.setattr(generator_noise, "POINTS", 256)
    monkeypatch.setattr(generator_noise, "STEPS", 6)
    return data


def test_each_model_seed_and_count_has_clouds_of_its_own(shapes: ShapeDataset, tmp_path: Path) -> None:
    one, other = (str(write_tiny_model(tmp_path / f"{seed}.safetensors", seed)) for seed in (1, 2))
    folder = tmp_path / "kept"
    made = [
        generated_clouds(shapes, *asked) for asked in ((2, 0, folder, one), (2, 0, folder, other), (2, 1, folder, one))
    ]
    assert len(list(folder.iterdir())) == 3
    positions = [torch.from_numpy(clouds.xyz) for clouds in made if clouds is not None]
    assert len(positions) == 3 and not any(torch.equal(positions[0], x) for x in positions[1:])
    again = generated_clouds(shapes, 2, 0, folder, one)
    assert again is not None and torch.equal(torch.from_numpy(again.xyz), positions[0])
    assert generated_clouds(shapes, 0, 0, folder, "not asked for") is None


def test_a_model_that_does_not_exist_has_no_clouds(shapes: ShapeDataset, tmp_path: Path) -> None:
    generated_clouds(shapes, 2, 0, tmp_path, str(write_tiny_model(tmp_path / "m.safetensors")))
    with pytest.raises(ValueError, match="unknown model 'gone'"):
        generated_clouds(shapes, 2, 0, tmp_path, "gone")
