import json
import shutil
from pathlib import Path

import pytest
import torch
from huggingface_hub import constants
from transformers import (
    BertConfig,
    BertModel,
    CLIPConfig,
    CLIPModel,
    CLIPTextConfig,
    CLIPVisionConfig,
    CLIPVisionModel,
    Dinov2Config,
    Dinov2Model,
    PreTrainedModel,
)

from shape_diff.conditioning.frozen_vision import FrozenVision

WIDTH, PATCH = 32, 8
SMALL = {"hidden_size": WIDTH, "intermediate_size": 64, "num_attention_heads": 2, "patch_size": PATCH}
CLIP_MEAN, CLIP_STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
IMAGENET_MEAN, IMAGENET_STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def clip_vision(layers: int = 2) -> PreTrainedModel:
    return CLIPVisionModel(CLIPVisionConfig(**SMALL, image_size=48, num_hidden_layers=layers))


def clip() -> PreTrainedModel:
    text = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2, "num_hidden_layers": 1}
    vision = CLIPVisionConfig(**SMALL, image_size=48, num_hidden_layers=2)
    return CLIPModel(CLIPConfig(text_config=CLIPTextConfig(vocab_size=99, **text), vision_config=vision))


def dinov2() -> PreTrainedModel:
    return Dinov2Model(Dinov2Config(**SMALL, image_size=80, num_hidden_layers=2))


MODELS = {"clip_vision": clip_vision, "clip": clip, "dinov2": dinov2}


@pytest.fixture(scope="module", params=MODELS)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[PreTrainedModel, Path]:
    """A random model and the folder it was written to."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp(request.param)
    model = MODELS[request.param]().eval()
    model.save_pretrained(folder)
    return model, folder


def pictures(count: int, side: int) -> torch.Tensor:
    return torch.rand(count, 3, side, side, generator=torch.Generator().manual_seed(1))


def expected(model: PreTrainedModel, rgb: torch.Tensor, mean: list[float], std: list[float]) -> torch.Tensor:
    tower = model.vision_model if isinstance(model, CLIPModel) else model
    values = (rgb - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
    with torch.no_grad():
        states = tower(pixel_values=values).last_hidden_state[:, 1:]
    return states / states.square().mean(-1, keepdim=True).sqrt()


def test_features_are_those_of_the_model_that_was_saved(saved: tuple[PreTrainedModel, Path]) -> None:
    model, folder = saved
    vision = FrozenVision.load(str(folder))
    is_clip = not isinstance(model, Dinov2Model)
    side = 48 if is_clip else 224
    assert (vision.width, vision.grid, vision.side) == (WIDTH, side // PATCH, side)
    rgb = pictures(2, side)  # of the model's own size, so that nothing is resized
    features = vision(rgb)
    assert features.shape == (2, vision.grid**2, WIDTH)
    mean, std = (CLIP_MEAN, CLIP_STD) if is_clip else (IMAGENET_MEAN, IMAGENET_STD)
    torch.testing.assert_close(features, expected(model, rgb, mean, std), rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(features.square().mean(-1), torch.ones(2, vision.grid**2), rtol=1e-3, atol=1e-3)


def test_pictures_of_any_size_are_resized(saved: tuple[PreTrainedModel, Path]) -> None:
    vision = FrozenVision.load(str(saved[1]))
    flat = torch.tensor([0.9, 0.2, 0.4])[:, None, None]
    shapes = [vision(flat.expand(1, 3, side, side)) for side in (16, 48, 128)]
    torch.testing.assert_close(shapes[0], shapes[1], rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(shapes[2], shapes[1], rtol=1e-3, atol=1e-3)


def test_it_is_frozen(saved: tuple[PreTrainedModel, Path]) -> None:
    vision = FrozenVision.load(str(saved[1]))
    head = torch.nn.Sequential(vision, torch.nn.Linear(WIDTH, 4)).train()
    assert not any(module.training for module in vision.modules())
    rgb = pictures(1, 48).requires_grad_()
    head(rgb).sum().backward()
    assert rgb.grad is None and all(p.grad is None for p in vision.parameters())
    assert not any(p.requires_grad for p in vision.parameters()) and head[1].weight.grad is not None


def test_patches_come_row_by_row_without_the_class_token(tmp_path: Path) -> None:
    """Without layers a token knows its own patch only."""
    clip_vision(layers=0).save_pretrained(tmp_path)
    vision = FrozenVision.load(str(tmp_path))
    rgb = torch.full((1, 3, 48, 48), 0.5)
    marked = rgb.clone()
    marked[:, 0, 3 * PATCH : 4 * PATCH, PATCH : 2 * PATCH] = 1
    changed = (vision(marked) - vision(rgb)).abs().amax(-1)[0] > 1e-4
    assert changed.nonzero().flatten().tolist() == [3 * 6 + 1]


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ({"crop_size": {"height": 64, "width": 64}, "size": {"shortest_edge": 80}}, 64),
        ({"crop_size": 72}, 72),
        ({"size": {"shortest_edge": 100}}, 96),
        ({}, 224),
    ],
)
def test_dinov2_follows_its_own_preprocessing(told: dict, side: int, tmp_path: Path) -> None:
    model = dinov2().eval()
    model.save_pretrained(tmp_path)
    own = {"image_mean": [0.1, 0.2, 0.3], "image_std": [0.5, 0.6, 0.7], **told}
    (tmp_path / "preprocessor_config.json").write_text(json.dumps(own))
    vision = FrozenVision.load(str(tmp_path))
    assert vision.side == side and vision.grid == side // PATCH
    rgb = pictures(1, side)
    torch.testing.assert_close(
        vision(rgb), expected(model, rgb, own["image_mean"], own["image_std"]), rtol=1e-4, atol=1e-4
    )


def test_a_missing_folder_and_an_unreachable_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    for name in (str(tmp_path / "nothing"), str(tmp_path), "somebody/some-model-that-is-not-in-the-cache"):
        with pytest.raises(ValueError, match="no vision model could be loaded from") as caught:
            FrozenVision.load(name)
        assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_model_of_another_kind(tmp_path: Path) -> None:
    small = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2, "num_hidden_layers": 1}
    BertModel(BertConfig(vocab_size=50, **small)).save_pretrained(tmp_path)
    with pytest.raises(ValueError, match="of the type bert; use one of clip, clip_vision_model, dinov2"):
        FrozenVision.load(str(tmp_path))


def test_damaged_missing_and_foreign_weights(saved: tuple[PreTrainedModel, Path], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(saved[1], folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ValueError, match="missing, damaged or cannot be downloaded"):
        FrozenVision.load(str(folder))
    weights.unlink()
    with pytest.raises(ValueError, match="missing, damaged or cannot be downloaded"):
        FrozenVision.load(str(folder))
    small = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2, "num_hidden_layers": 1}
    BertModel(BertConfig(vocab_size=50, **small)).save_pretrained(tmp_path / "bert")
    shutil.copy(tmp_path / "bert" / "model.safetensors", weights)
    with pytest.raises(ValueError, match="do not fit its configuration"):
        FrozenVision.load(str(folder))
