"""Model files: what is written comes back, and everything else is refused in one sentence."""

import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from tiny_model import (
    TINY,
    TINY_EYE,
    TINY_SAMPLING,
    tiny_header,
    tiny_weights,
    write_tiny_model,
    write_tiny_picture_model,
)
from transformers import CLIPVisionConfig, CLIPVisionModel

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.process import Process
from shape_diff.files.tensors import write_tensors
from shape_diff.models.finding import DEFAULT_MODEL, FORMAT, find_model, recommended, shipped_models
from shape_diff.models.header import KINDS, Header
from shape_diff.models.model import build_networks, load_backbone, load_model, read_header, save_model
from shape_diff.models.table import NETWORKS, build_network, network_name
from shape_diff.networks.all_points import AllPointsConfig
from shape_diff.networks.code_encoder import CodeEncoderConfig
from shape_diff.networks.code_points import CodePointsConfig
from shape_diff.networks.code_scorer import CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformerConfig
from shape_diff.networks.field import FieldNetworkConfig
from shape_diff.networks.judge import JudgeConfig
from shape_diff.networks.point_voxel_unet import PointVoxelUNetConfig

CPU = torch.device("cpu")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.safetensors")


def write_with_header(path: Path, weights: dict[str, torch.Tensor] | None = None, **changes: Any) -> Path:
    """The tiny model with some of its header replaced; None leaves an entry out."""
    header = {key: json.loads(value) for key, value in tiny_header().as_text().items()} | changes
    metadata = {key: json.dumps(value) for key, value in header.items() if value is not None}
    save_file({k: v.contiguous() for k, v in (weights or tiny_weights()).items()}, path, metadata)
    return path


def networks(**roles: dict[str, Any]) -> dict[str, Any]:
    """The entry of a header with other settings of some networks."""
    configs = {"denoiser": asdict(TINY)} | roles
    names = {"denoiser": "two_stream", "image_encoder": "image_encoder"}
    return {role: {"name": names[role], "config": config} for role, config in configs.items()}


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    header = Header(
        "generator",
        {"denoiser": TINY},
        ChannelCodec(rgb_mean=0.4, scaled_std=1.0),
        {"denoiser": Process(sigma_data=1.0, sigma_max=10.0, noise=NoiseLaw("cosine", {"low": 0.1}))},
        {"denoiser": TINY_SAMPLING.changed({"guidance_interval": (0.1, 3.0), "sampler": "euler"})},
        {"steps": 7, "config": {"run": "x"}},
    )
    save_model(path, tiny_weights(), header)
    model = load_model(str(path), CPU)
    assert (model.name, model.header) == ("mine", header)
    assert (model.codec, model.sampling, model.recipe["steps"]) == (header.codec, header.sampling["denoiser"], 7)
    assert model.denoiser.process == header.process["denoiser"]
    loaded = model.denoiser.network.state_dict()
    for name, tensor in tiny_weights().items():
        torch.testing.assert_close(loaded[name.removeprefix("denoiser.")], tensor.half().float(), rtol=0, atol=0)
    assert not model.denoiser.training
    assert not any(p.requires_grad for p in model.denoiser.parameters())


ONE_OF_EACH = {
    "two_stream": TINY,
    "all_points": AllPointsConfig(layers=1, width=32, heads=2),
    "point_voxel_unet": PointVoxelUNetConfig(levels=2, point_dim=16, resolution=6, head_dim=32),
    "image_encoder": TINY_EYE,
    "code_encoder": CodeEncoderConfig(tokens=2, width=5, point_dim=32, dim=32, head_dim=32, layers=1),
    "code_decoder": CodePointsConfig(code_tokens=2, code_width=5, dim=32, layers=1, point_dim=32, head_dim=32),
    "code_transformer": CodeTransformerConfig(code_tokens=2, code_width=5, dim=32, layers=1, head_dim=32),
    "code_scorer": CodeScorerConfig(code_tokens=4, code_width=8, dim=32, head_dim=16, layers=1),
    "field": FieldNetworkConfig(point_dim=32, edge_dim=16, latent_dim=32, latents=8, blocks=1),
    "judge": JudgeConfig(("chair", "rock"), width=32, point_width=32, latents=4, blocks=1, heads=2),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_of_the_table_goes_into_a_file_and_back(tmp_path: Path, name: str) -> None:
    """A network that is added to the table and not here fails, so that it is never left out."""
    config = ONE_OF_EACH[name]
    assert network_name(config) == name
    header, made = replace(tiny_header(), networks={"denoiser": config}), build_network(config)
    weights = {f"denoiser.{key}": tensor for key, tensor in made.state_dict().items()}
    save_model(tmp_path / "it.safetensors", weights, header)
    loaded = load_model(str(tmp_path / "it.safetensors"), CPU)
    assert loaded.header == header
    for key, tensor in loaded.networks["denoiser"].state_dict().items():
        assert torch.equal(tensor, made.state_dict()[key].half().float()), key


def test_the_header_alone_says_what_is_recommended(path: Path) -> None:
    assert read_header(str(path)) == tiny_header()
    assert recommended(str(path)) == json.loads(json.dumps(TINY_SAMPLING.as_plain()))
    by_default = {"best_of": 1}  # files from before there were codes do not say it
    assert by_default | recommended() == read_header(DEFAULT_MODEL).points_sampling.as_plain()
    with pytest.raises(ValueError, match=r"field\.safetensors is not a generator"):
        recommended(str(shipped_models("field")["field"]))


def test_a_recipe_must_be_plain_data(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        tiny_header().with_recipe({"loss": float("nan")}).as_text()


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
    assert saved.keys() == {f"denoiser.{name}" for name in network} | {f"image_encoder.{name}" for name in eye}
    assert all(torch.equal(tensor, saved[f"image_encoder.{name}"].float()) for name, tensor in eye.items())
    assert all(torch.equal(tensor, saved[f"denoiser.{name}"].float()) for name, tensor in network.items())
    assert not model.image_encoder.training
    assert not any(parameter.requires_grad for parameter in model.image_encoder.parameters())
    pixels = torch.rand(1, 1, 4, TINY_EYE.size, TINY_EYE.size)
    assert model.image_encoder(pixels, torch.ones(1, 1, dtype=torch.bool)).tokens.isfinite().all()


def test_a_text_model_has_no_image_encoder(path: Path) -> None:
    assert load_model(str(path), CPU).image_encoder is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "shape_code"])  # a stage on the way to a generator
def test_something_of_every_kind_is_shipped_and_loads(kind: str) -> None:
    assert shipped_models(kind)
    for name in shipped_models(kind):
        for role, network in load_model(name, CPU, kind).networks.items():
            assert all(parameter.isfinite().all() for parameter in network.parameters()), role


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (None, "embed_patches"),  # weights without a header that tells of them
        (5, "is 5"),
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
    eye = asdict(TINY_EYE) | change if isinstance(change, dict) else change
    path = tmp_path / "odd.safetensors"
    header = networks() if eye is None else networks(image_encoder=eye)
    refused(write_with_header(path, picture_weights(path), networks=header), word)


def test_missing_weights_of_an_image_encoder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.safetensors"
    refused(write_with_header(path, networks=networks(image_encoder=asdict(TINY_EYE))), "image_encoder.", "absent")
    weights = picture_weights(path)
    cut = {name: tensor for name, tensor in weights.items() if name != "image_encoder.embed_view"}
    refused(
        write_with_header(path, cut, networks=networks(image_encoder=asdict(TINY_EYE))),
        "image_encoder.embed_view",
        "absent",
    )
    short = weights | {"image_encoder.embed_view": weights["image_encoder.embed_view"][:2]}
    refused(
        write_with_header(path, short, networks=networks(image_encoder=asdict(TINY_EYE))), "image_encoder.embed_view"
    )


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
        ({"networks": networks(denoiser=asdict(replace(TINY, latents=16)))}, "latents"),
        ({"networks": networks(denoiser=asdict(replace(TINY, blocks=2)))}, "absent"),
        (
            {"networks": networks(denoiser=asdict(replace(TINY, latent_dim=2**20, point_dim=2**20)))},
            "do not fit",
        ),  # needs no memory
        ({"networks": networks(denoiser=asdict(TINY) | {"depth": 3})}, "another version"),
        ({"networks": networks(denoiser=asdict(TINY) | {"blocks": "two"})}, "blocks"),
        ({"networks": networks(denoiser=asdict(TINY) | {"blocks": True})}, "blocks"),
        ({"networks": networks(denoiser=asdict(TINY) | {"blocks": 0})}, "blocks"),
        ({"codec": {"rgb_std": -1.0}}, "rgb_std"),
        ({"networks": 5}, "damaged"),
        ({"networks": {}}, "denoiser"),
        ({"networks": {"denoiser": 5}}, "damaged"),
        ({"networks": {"denoiser": {"name": "magic", "config": {}}}}, "magic"),
        ({"networks": networks() | {"judge": {"name": "two_stream", "config": asdict(TINY)}}}, "judge"),
        ({"networks": {"denoiser": {"name": "judge", "config": {"categories": [], "heads": 0}}}}, "no network has"),
        ({"networks": {"denoiser": {"name": "judge", "config": {"categories": [5]}}}}, "categories"),
        ({"networks": {"denoiser": {"name": "judge", "config": {}}}}, "categories"),
        ({"kind": "magic"}, "magic"),
        ({"kind": "field"}, "field"),
        ({"process": {}}, "process"),
        ({"process": {"denoiser": {"sigma_max": 0.001}}}, "sigma_max"),
        ({"process": {"denoiser": {"noise": {"distribution": "magic"}}}}, "magic"),
        ({"process": {"denoiser": {"noise": {"parameters": {"std": "1"}}}}}, "parameters.std"),
        ({"process": {"denoiser": {"sigma_data": 1.0}}}, "scaled_std"),
        ({"sampling": {}}, "sampling"),
        ({"sampling": {"denoiser": {"steps": 3}}}, "lacks a value"),
        ({"sampling": {"denoiser": TINY_SAMPLING.as_plain() | {"guidance_interval": [1.0]}}}, "guidance_interval"),
        ({"sampling": {"denoiser": TINY_SAMPLING.as_plain() | {"steps": 0}}}, "steps"),
        ({"recipe": 5}, "damaged"),
        ({"codec": None}, "damaged"),
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

    monkeypatch.setattr("shape_diff.files.tensors.save_file", full)
    with pytest.raises(OSError, match="No space"):
        write_tensors(path, {"a": torch.zeros(1)}, {})
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.fixture
def with_backbone(tmp_path: Path) -> tuple[Path, Path]:
    """A model file that names a frozen backbone, and the backbone's folder."""
    folder, path = tmp_path / "clip", tmp_path / "mine.safetensors"
    CLIPVisionModel(
        CLIPVisionConfig(hidden_size=32, intermediate_size=64, num_attention_heads=2, num_hidden_layers=1,
                         patch_size=16, image_size=48)
    ).save_pretrained(folder)  # fmt: skip
    header = tiny_header(replace(TINY_EYE, backbone=str(folder)))
    made = build_networks(header, load_backbone(header.networks["image_encoder"], download=False))
    assert not any("frozen" in name or "vision" in name for name in made.state_dict())
    save_model(path, made.state_dict(), header)
    return path, folder


def test_a_frozen_backbone_is_named_and_not_saved(with_backbone: tuple[Path, Path]) -> None:
    """Its weights come from where its name says, each time; where they are gone, one sentence says so."""
    path, folder = with_backbone
    encoder = load_model(str(path), CPU).image_encoder
    assert encoder is not None and encoder.embed_patches.in_features == 32
    condition = encoder(torch.rand(1, 1, 4, 128, 128), torch.ones(1, 1, dtype=torch.bool))
    assert condition.tokens.shape[1] == 9
    shutil.rmtree(folder)
    with pytest.raises(ValueError, match=r"no vision model could be loaded.*has to be asked for"):
        load_model(str(path), CPU)


@pytest.mark.parametrize("download", [False, True])
def test_a_file_reaches_the_network_only_if_it_may_and_never_runs_code(
    with_backbone: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, download: bool
) -> None:
    asked: list[dict[str, Any]] = []
    for loader in (transformers.AutoConfig, CLIPVisionModel):
        real = loader.from_pretrained

        def watched(name: str, real: Any = real, **options: Any) -> Any:
            asked.append(options)
            return real(name, **options)

        monkeypatch.setattr(loader, "from_pretrained", watched)
    load_model(str(with_backbone[0]), CPU, download=download)
    assert len(asked) == 2
    assert all(options["local_files_only"] is not download for options in asked)
    assert all(options["trust_remote_code"] is False for options in asked)
