import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tiny_model import TINY, TINY_EYE, tiny_weights, write_tiny_model, write_tiny_picture_model
from transformers import CLIPVisionConfig, CLIPVisionModel

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.model_file import (
    FORMAT,
    find_model,
    load_backbone,
    load_model,
    networks_of,
    save_model,
    shipped_models,
    write_tensors,
)
from shape_diff.networks.joint import file_names

CPU = torch.device("cpu")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.safetensors")


def write_with_header(path: Path, weights: dict[str, torch.Tensor] | None = None, **changes: Any) -> Path:
    """The tiny model with some of its header replaced; None leaves an entry out."""
    header = {"format": FORMAT, "network": asdict(TINY), "codec": asdict(ChannelCodec()), "recipe": {}} | changes
    metadata = {key: json.dumps(value) for key, value in header.items() if value is not None}
    save_file({k: v.contiguous() for k, v in (weights or tiny_weights()).items()}, path, metadata)
    return path


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path, codec = tmp_path / "mine.safetensors", replace(ChannelCodec(), rgb_mean=0.4)
    save_model(path, tiny_weights(), TINY, codec, {"steps": 7, "config": {"run": "x"}})
    model = load_model(str(path), CPU)
    assert (model.name, model.codec, model.recipe["steps"]) == ("mine", codec, 7)
    loaded = model.denoiser.network.state_dict()
    for name, tensor in tiny_weights().items():
        torch.testing.assert_close(loaded[name], tensor.half().float(), rtol=0, atol=0)
    assert not model.denoiser.training
    assert not any(p.requires_grad for p in model.denoiser.parameters())


def test_the_hash_is_of_the_file(tmp_path: Path, path: Path) -> None:
    other = write_tiny_model(tmp_path / "other.safetensors", seed=1)
    hashes = [load_model(str(p), CPU).sha256 for p in (path, other)]
    assert hashes == [hashlib.sha256(p.read_bytes()).hexdigest() for p in (path, other)]
    assert hashes[0] != hashes[1]


def picture_weights(path: Path) -> dict[str, torch.Tensor]:
    """Of a model that takes pictures, by the names of its file."""
    return load_file(write_tiny_picture_model(path.parent / "whole.safetensors"))


def test_an_image_encoder_is_saved_and_loaded(tmp_path: Path) -> None:
    path = write_tiny_picture_model(tmp_path / "seeing.safetensors")
    model = load_model(str(path), CPU)
    assert model.image_encoder is not None and model.image_encoder.config == TINY_EYE
    saved = load_file(path)
    eye, network = model.image_encoder.state_dict(), model.denoiser.network.state_dict()
    assert saved.keys() == network.keys() | {f"image_encoder.{name}" for name in eye}
    assert all(torch.equal(tensor, saved[f"image_encoder.{name}"].float()) for name, tensor in eye.items())
    assert all(torch.equal(tensor, saved[name].float()) for name, tensor in network.items())
    assert not model.image_encoder.training
    assert not any(parameter.requires_grad for parameter in model.image_encoder.parameters())
    pixels = torch.rand(1, 1, 4, TINY_EYE.size, TINY_EYE.size)
    assert model.image_encoder(pixels, torch.ones(1, 1, dtype=torch.bool)).tokens.isfinite().all()


def test_a_text_model_has_no_image_encoder(path: Path) -> None:
    """Its file is just like those before there were pictures."""
    with safe_open(path, framework="pt") as file:
        assert sorted(file.metadata()) == ["codec", "format", "network", "recipe"]
    assert load_model(str(path), CPU).image_encoder is None


@pytest.mark.parametrize("name", shipped_models())
def test_shipped_models_load(name: str) -> None:
    assert next(load_model(name, CPU).denoiser.parameters()).isfinite().all()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (None, "embed_patches"),  # weights without a header that tells of them
        (5, "not a shape_diff model"),
        ({"layers": 2}, "absent"),
        ({"dim": 64}, "do not fit"),
        ({"dim": 2**20, "head_dim": 2**10}, "do not fit"),  # needs no memory
        ({"max_views": 3}, "embed_view"),
        ({"token_dim": 12}, "embed_view should be (4, 1, 12)"),
        ({"patch": 16}, "embed_patches"),
        ({"patch": 0}, "patch"),
        ({"size": 2**20}, "128 px"),  # nor does this
        ({"layers": "one"}, "layers"),
        ({"depth": 3}, "another version"),
    ],
)
def test_image_encoders_that_do_not_fit_their_header_are_refused(tmp_path: Path, change: Any, word: str) -> None:
    header = asdict(TINY_EYE) | change if isinstance(change, dict) else change
    path = tmp_path / "odd.safetensors"
    refused(write_with_header(path, picture_weights(path), image_encoder=header), word)


def test_missing_weights_of_an_image_encoder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.safetensors"
    refused(write_with_header(path, image_encoder=asdict(TINY_EYE)), "image_encoder.", "absent")
    weights = picture_weights(path)
    cut = {name: tensor for name, tensor in weights.items() if name != "image_encoder.embed_view"}
    refused(write_with_header(path, cut, image_encoder=asdict(TINY_EYE)), "image_encoder.embed_view", "absent")
    short = weights | {"image_encoder.embed_view": weights["image_encoder.embed_view"][:2]}
    refused(write_with_header(path, short, image_encoder=asdict(TINY_EYE)), "image_encoder.embed_view")


def refused(path: Path, *words: str) -> None:
    with pytest.raises(ValueError) as caught:
        load_model(str(path), CPU)
    for word in (path.name, *words):
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("size", [0, 5, 100, 5_000, -1])
def test_truncated_files_are_refused(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    refused(path, "truncated")


def test_foreign_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.safetensors"
    save_file({"weight": torch.zeros(3)}, path)
    refused(path, "not a shape_diff model")
    path.write_text("hello " * 100)
    refused(path, "not safetensors")


class _Bomb:
    def __reduce__(self) -> tuple[Any, tuple[str, ...]]:
        return Path.touch, (Path("executed"),)  # type: ignore[return-value]


def test_pickles_are_not_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("model.pt", "renamed.safetensors"):
        torch.save({"weights": _Bomb()}, tmp_path / name)
        refused(tmp_path / name, "not safetensors")
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"network": asdict(replace(TINY, latents=16))}, "latents"),
        ({"network": asdict(replace(TINY, blocks=2))}, "absent"),
        ({"network": asdict(replace(TINY, latent_dim=2**20, point_dim=2**20))}, "do not fit"),  # needs no memory
        ({"network": asdict(TINY) | {"depth": 3}}, "another version"),
        ({"network": asdict(TINY) | {"blocks": "two"}}, "blocks"),
        ({"network": asdict(TINY) | {"blocks": True}}, "blocks"),
        ({"network": asdict(TINY) | {"blocks": 0}}, "blocks"),
        ({"codec": {"rgb_std": -1.0}}, "rgb_std"),
        ({"network": 5}, "not a shape_diff model"),
        ({"codec": None}, "not a shape_diff model"),
        ({"format": "shape_diff-model-99"}, FORMAT),
    ],
)
def test_headers_that_do_not_fit_are_refused(tmp_path: Path, changes: dict[str, Any], word: str) -> None:
    refused(write_with_header(tmp_path / "odd.safetensors", **changes), word)


def test_missing_and_foreign_weights_are_refused(tmp_path: Path) -> None:
    weights = tiny_weights()
    name, tensor = next(iter(weights.items()))
    refused(write_with_header(tmp_path / "more.safetensors", weights | {"extra": torch.zeros(1)}), "extra")
    refused(write_with_header(tmp_path / "less.safetensors", {k: v for k, v in weights.items() if k != name}), name)
    refused(write_with_header(tmp_path / "size.safetensors", weights | {name: tensor[:0]}), name)


def test_unknown_names_list_what_is_shipped(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown model 'nope'") as caught:
        find_model("nope")
    assert all(name in str(caught.value) for name in shipped_models())
    with pytest.raises(ValueError, match="no model file"):
        find_model(str(tmp_path / "gone.safetensors"))
    with pytest.raises(ValueError, match="no model file"):
        find_model(str(tmp_path))


def test_a_file_that_cannot_be_written_leaves_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    blocked = path / "below" / "a.safetensors"
    with pytest.raises(OSError):
        write_tensors(blocked, {"a": torch.zeros(1)}, {})

    def full(tensors: Any, temporary: Path, metadata: Any) -> None:
        temporary.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shape_diff.model_file.save_file", full)
    with pytest.raises(OSError, match="No space"):
        write_tensors(path, {"a": torch.zeros(1)}, {})
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_frozen_backbone_is_named_and_not_saved(tmp_path: Path) -> None:
    """Its weights come from where its name says, each time; where they are gone, one sentence says so."""
    folder, path = tmp_path / "clip", tmp_path / "mine.safetensors"
    CLIPVisionModel(
        CLIPVisionConfig(hidden_size=32, intermediate_size=64, num_attention_heads=2, num_hidden_layers=1,
                         patch_size=16, image_size=48)
    ).save_pretrained(folder)  # fmt: skip
    eye = replace(TINY_EYE, backbone=str(folder))
    networks = networks_of(TINY, eye, load_backbone(eye))
    save_model(path, file_names(networks.state_dict()), TINY, ChannelCodec(), {}, eye)
    assert not any("frozen" in name or "vision" in name for name in file_names(networks.state_dict()))
    encoder = load_model(str(path), CPU).image_encoder
    assert encoder is not None and encoder.embed_patches.in_features == 32
    condition = encoder(torch.rand(1, 1, 4, 128, 128), torch.ones(1, 1, dtype=torch.bool))
    assert condition.tokens.shape[1] == 9
    shutil.rmtree(folder)
    with pytest.raises(ValueError, match="no vision model could be loaded"):
        load_model(str(path), CPU)
