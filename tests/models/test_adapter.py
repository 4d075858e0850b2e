"""Adapter files: merged into a copy of the model that they belong to, and refused by any other."""

import json
from pathlib import Path

import pytest
import torch
from tiny_model import write_tiny_adapter, write_tiny_code_model, write_tiny_model
from torch import Tensor

from shape_diff.files.tensors import read_tensors, write_tensors
from shape_diff.models.adapter import AdapterHeader, adapted, adapted_role, load_adapter
from shape_diff.models.adapter_use import AdapterUse
from shape_diff.models.model import Model, load_model

CPU = torch.device("cpu")


@pytest.fixture(params=["denoiser", "prior"])
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Model:
    write = write_tiny_model if request.param == "denoiser" else write_tiny_code_model
    made = load_model(str(write(tmp_path / "base.safetensors")), CPU)
    assert adapted_role(made) == request.param
    return made


def asked(path: Path, model: Model, seed: int = 0) -> AdapterUse:
    """A new adapter at its full strength."""
    return AdapterUse(str(write_tiny_adapter(path, model, seed)))


def state(model: Model) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in model.weights.items()}


def same(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(tensor, b[name]) for name, tensor in a.items())


def test_what_is_saved_is_loaded(tmp_path: Path, model: Model) -> None:
    use = asked(tmp_path / "style.safetensors", model)
    adapter = load_adapter(Path(use.file))
    role = adapted_role(model)
    assert adapter.header == AdapterHeader(model.name, model.sha256, role, 2, "in brick style", {"steps": 3})
    assert Path(use.file).stat().st_size < 0.2 * (tmp_path / "base.safetensors").stat().st_size


def test_a_copy_is_adapted_and_the_model_stays(tmp_path: Path, model: Model) -> None:
    before = state(model)
    first, second = (asked(tmp_path / f"{seed}.safetensors", model, seed) for seed in (1, 2))
    once, both = adapted(model, [first]), adapted(model, [first, second])
    assert same(state(model), before) and not same(state(once), before)
    apart = adapted(adapted(model, [second]), [first])
    for name, tensor in state(both).items():
        torch.testing.assert_close(tensor, state(apart)[name])
    role = adapted_role(model)
    assert all(once.networks[name] is network for name, network in model.networks.items() if name != role)
    assert [use.file for use in both.adapters] == [first.file, second.file]
    assert all(len(use.sha256) == 64 for use in both.adapters) and not model.adapters
    assert (once.denoiser if role == "denoiser" else once.prior) is not (
        model.denoiser if role == "denoiser" else model.prior
    )


def test_strength_zero_is_the_model_itself(tmp_path: Path, model: Model) -> None:
    use = asked(tmp_path / "style.safetensors", model)
    assert same(state(adapted(model, [AdapterUse(use.file, 0.0)])), state(model))


def test_another_model_refuses_it(tmp_path: Path, model: Model) -> None:
    use = asked(tmp_path / "style.safetensors", model)
    other = load_model(str(write_tiny_model(tmp_path / "other.safetensors", seed=5)), CPU)
    with pytest.raises(ValueError, match=r"style\.safetensors belongs to the model 'base' .* not to 'other'"):
        adapted(other, [use])


def test_another_adapter_than_was_meant_is_refused(tmp_path: Path, model: Model) -> None:
    use = asked(tmp_path / "style.safetensors", model)
    (known,) = adapted(model, [use]).adapters
    assert adapted(model, [known]).adapters == (known,)
    asked(tmp_path / "style.safetensors", model, seed=1)
    with pytest.raises(ValueError, match="is not the adapter that is meant"):
        adapted(model, [known])


def test_files_that_are_no_adapters_are_refused(tmp_path: Path, model: Model) -> None:
    with pytest.raises(ValueError, match="there is no adapter file"):
        load_adapter(tmp_path / "gone.safetensors")
    with pytest.raises(ValueError, match="is not an adapter"):
        load_adapter(tmp_path / "base.safetensors")
    (tmp_path / "cut.safetensors").write_bytes(b"x" * 50)
    with pytest.raises(ValueError, match="not a readable file"):
        load_adapter(tmp_path / "cut.safetensors")
    for changes in ({"rank": '"many"'}, {"model": "3"}, {"role": '"judge"'}):
        odd = write_tiny_adapter(tmp_path / "odd.safetensors", model)
        tensors, text = read_tensors(odd)
        write_tensors(odd, tensors, text | changes)
        with pytest.raises(ValueError, match=r"header of .*odd\.safetensors is damaged"):
            adapted(model, [AdapterUse(str(odd))])


def test_an_adapter_is_no_model(tmp_path: Path, model: Model) -> None:
    use = asked(tmp_path / "style.safetensors", model)
    with pytest.raises(ValueError, match="is an adapter of a model; name the model with --model"):
        load_model(use.file, CPU)


@pytest.mark.parametrize(
    ("text", "file", "strength"),
    [
        ("style.safetensors", "style.safetensors", 1.0),
        ("a/style.safetensors:0.7", "a/style.safetensors", 0.7),
        ("style.safetensors:-1", "style.safetensors", -1.0),
        ("C:\\styles\\style.safetensors", "C:\\styles\\style.safetensors", 1.0),
        ("C:\\styles\\style.safetensors:2", "C:\\styles\\style.safetensors", 2.0),
    ],
)
def test_how_an_adapter_is_asked_for(text: str, file: str, strength: float) -> None:
    use = AdapterUse.of(text)
    assert (use.file, use.strength) == (file, strength)
    assert AdapterUse(**json.loads(json.dumps(use.as_plain()))) == use
    assert AdapterUse.of(use) is use and AdapterUse.of(Path(file)).file == file


@pytest.mark.parametrize("text", ["style.safetensors:strong", "style.safetensors:", "style.safetensors:nan"])
def test_strengths_that_are_no_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        AdapterUse.of(text)
