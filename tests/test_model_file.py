import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from tiny_model import TINY, tiny_weights, write_tiny_model

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.model_file import FORMAT, find_model, load_model, save_model, shipped_models, write_tensors

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
