import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

import shape_diff.app.config
from shape_diff.app.build import build_networks
from shape_diff.app.config import as_plain, experiment_names, load_experiment
from shape_diff.machine.resources import resource_folder
from shape_diff.networks.all_points import AllPoints, AllPointsConfig
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.shape_code.config import CodeExperimentConfig


@pytest.mark.parametrize("name", experiment_names())
def test_every_experiment_composes_and_builds(name: str) -> None:
    start = [] if name == "judge" else ["start_from=a_model"]
    config = load_experiment([f"experiment={name}", "data=somewhere", *start])
    assert config.run and config.data == "somewhere"
    if name not in ("judge", "scorer", "adapt"):  # which diffuse nothing, or as the model does that is adapted
        quantile = config.process.noise.sigmas().quantile(torch.tensor([0.1, 0.9]))
        assert 0 < quantile[0] < quantile[1]
    if not isinstance(config, ExperimentConfig):
        return  # tests/training builds and trains the others
    config = replace(config, start_from="")
    with torch.device("meta"):
        networks = build_networks(config, torch.device("meta"))
    assert sum(p.numel() for p in networks.parameters()) > 10_000
    assert (networks.image_encoder is not None) == (config.pictures.share > 0)


def test_overrides_reach_their_dataclass() -> None:
    config = load_experiment(["experiment=smoke", "train.lr=1e-4", "network.blocks=1", "prompts=[a cup, a hat]"])
    assert (config.train.lr, config.network.blocks, config.prompts) == (1e-4, 1, ["a cup", "a hat"])
    assert config.batches.mirror == 0  # from the file
    assert config.codec.xyz_std == 0.455  # from the dataclass


def test_data_is_one_folder_or_several_with_weights() -> None:
    one = load_experiment(["experiment=smoke", "data=sets/a"])
    assert (one.data_folders, one.weights) == ([Path("sets/a")], [])
    two = load_experiment(["experiment=smoke", "data=[sets/a, /sets/b]", "weights=[1,0.5]"])
    assert (two.data_folders, two.weights) == ([Path("sets/a"), Path("/sets/b")], [1.0, 0.5])
    assert as_plain(two)["data"] == ["sets/a", "/sets/b"]


def test_the_same_seed_gives_the_same_weights() -> None:
    config = load_experiment(["experiment=smoke", "network.blocks=1", "network.point_dim=64", "network.latent_dim=64"])
    torch.manual_seed(123)
    first = build_networks(config, torch.device("cpu")).state_dict()
    before = torch.random.get_rng_state()
    second = build_networks(config, torch.device("cpu")).state_dict()
    assert all(torch.equal(first[key], second[key]) for key in first)
    assert torch.equal(before, torch.random.get_rng_state())


def test_pictures_are_settings() -> None:
    config = load_experiment(["experiment=smoke", "pictures.share=0.5", "image_encoder.layers=1", "start_from=a.file"])
    assert (config.pictures.share, config.image_encoder.layers, config.start_from) == (0.5, 1, "a.file")
    assert config.pictures.rows(config.batches.size) == 8
    # A run without pictures may have any encoder, since it makes none.
    assert load_experiment(["experiment=smoke", "network.token_dim=12"]).pictures.share == 0


def test_plain_configuration_is_json_and_comes_back() -> None:
    config = load_experiment(["experiment=smoke"])
    plain = as_plain(config)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    limit = plain["train"]["max_minutes"]
    assert load_experiment(["experiment=smoke", f"train.max_minutes={limit}"]).train.max_minutes == math.inf


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["experiment=nope"], ["nope", "lowpoly_gpu", "smoke"]),
        (["experiment=smoke", "train.speed=3"], ["train.speed", "max_minutes", "grad_clip"]),
        (["experiment=smoke", "+train.speed=3"], ["train.speed", "max_minutes"]),
        (["experiment=smoke", "speed=3"], ["speed", "batches", "network"]),
        (["experiment=smoke", "train.steps=many"], ["train.steps=many", "Integer"]),
        (["experiment=smoke", "batches.size=2.5"], ["batches.size=2.5", "Integer"]),
        (["experiment=smoke", "train=5"], ["train=5"]),
        (["experiment=smoke", "prompts=5"], ["prompts=5", "list"]),
        (["experiment=smoke", "train.steps=0"], ["train.steps", "at least 1"]),
        (["experiment=smoke", "train.lr=-1"], ["train.lr", "positive"]),
        (["experiment=smoke", "train.lr=nan"], ["train.lr", "positive"]),
        (["experiment=smoke", "train.drop_condition=2"], ["train.drop_condition", "between 0 and 1"]),
        (["experiment=smoke", "train.warmup=-1"], ["train.warmup"]),
        (["experiment=smoke", "train.seed=-1"], ["train.seed"]),
        (["experiment=smoke", "train.optimizer=sgd"], ["sgd", "adamw, muon"]),
        (["experiment=smoke", "batches.stretch=1"], ["batches.stretch"]),
        (["experiment=smoke", "batches.mirror=2"], ["batches.mirror"]),
        (["experiment=smoke", "network.point_dim=33"], ["network.point_dim", "multiple"]),
        (["experiment=smoke", "codec.rgb_std=0"], ["codec.rgb_std"]),
        (["experiment=smoke", "limit=-1"], ["limit"]),
        (["experiment=smoke", "pictures.share=2"], ["pictures.share", "between 0 and 1"]),
        (["experiment=smoke", "pictures.cells=-1"], ["pictures.cells", "zero or more"]),
        (["experiment=smoke", "pictures.noise=1"], ["pictures.noise", "keep_caption"]),
        (["experiment=smoke", "pictures.share=0.01"], ["pictures.share=0.01", "not one cloud"]),
        (["experiment=smoke", "image_encoder.patch=7"], ["image_encoder.patch=7", "divide"]),
        (["experiment=smoke", "pictures.share=1", "image_encoder.size=64"], ["image_encoder.size", "128", "64"]),
        (["experiment=smoke", "pictures.share=1", "network.token_dim=12"], ["image_encoder.token_dim", "12", "384"]),
        (["experiment=smoke", "pictures.share=1", "image_encoder.pooled_dim=5"], ["image_encoder.pooled_dim", "384"]),
        (["experiment=smoke", "backbone=magic"], ["magic", "two_stream", "all_points"]),
        (["run=a", "data=d", "backbone=judge"], ["judge", "two_stream, all_points"]),
        (["experiment=smoke", "network.channels=6"], ["network.channels must be 9"]),
        (["run=a", "data=d", "backbone=all_points", "network.blocks=2"], ["network.blocks", "layers"]),
        (["experiment=smoke", "process.noise.distribution=gamma"], ["gamma", "lognormal, cosine"]),
        (["experiment=smoke", "process.sigma_min=50"], ["sigma_min=50", "sigma_max=40"]),
        (["experiment=smoke", "process.sigma_data=1"], ["codec.scaled_std=0.5", "sigma_data=1"]),
        (["experiment=smoke", "process.prediction=magic"], ["magic", "edm"]),
        (["experiment=smoke", "sampling.sampler=magic"], ["magic", "euler"]),
        (["experiment=smoke", "run="], ["run"]),
        (["experiment=smoke", "data="], ["data", "folder"]),
        (["experiment=smoke", "data=[]"], ["data=[A,B]"]),
        (["experiment=smoke", "data=7"], ["data", "7"]),
        (["experiment=smoke", "data=[a,b]", "weights=[1]"], ["weights", "2 numbers"]),
        (["experiment=smoke", "data=[a,b]", "weights=[1,0]"], ["weights", "positive"]),
        (["experiment=smoke", "data=[a,b]", "weights=[1,x]"], ["weights", "x"]),
        (["experiment=lowpoly_cpu"], ["data", "missing"]),
        (["train.steps=3"], ["run", "missing", "smoke"]),
        (["smoke"], ["smoke", "NAME=VALUE"]),
        (["=5"], ["NAME=VALUE"]),
    ],
)
def test_mistakes_are_named_in_one_sentence(overrides: list[str], words: list[str]) -> None:
    with pytest.raises(ValueError) as caught:
        load_experiment(overrides)
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("train: {speed: 3}", "speed"),
        ("train: {steps: a}", "steps"),
        ("speed: 3", "speed"),
        ("train: [", "own.yaml"),
    ],
)
def test_mistakes_in_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, word: str) -> None:
    shutil.copytree(resource_folder("configs"), tmp_path / "configs")
    (tmp_path / "configs/experiment/own.yaml").write_text(f"# @package _global_\nrun: own\ndata: d\n{text}\n")
    monkeypatch.setattr(shape_diff.app.config, "resource_folder", lambda name: tmp_path / name)
    with pytest.raises(ValueError, match=word):
        load_experiment(["experiment=own"])


def test_an_experiment_of_ones_own_is_a_file_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "big.yaml").write_text("defaults: [smoke]\nrun: big\ntrain:\n  steps: 7\n")
    config = load_experiment(["experiment=big.yaml", "train.lr=1e-4"])
    assert isinstance(config, ExperimentConfig)
    assert (config.run, config.train.steps, config.train.lr) == ("big", 7, 1e-4)
    assert config.network == load_experiment(["experiment=smoke"]).network  # type: ignore[attr-defined]
    (tmp_path / "own_code.yml").write_text(
        "task: code\nrun: mine\ndata: DATA\nencoder:\n  tokens: 8\ndecoder: {code_tokens: 8}\n"
    )
    config = load_experiment([f"experiment={tmp_path}/own_code.yml"])
    assert isinstance(config, CodeExperimentConfig) and config.encoder.tokens == 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "there is no experiment file mine.yaml"),
        ("- a\n- b\n", "mine.yaml is not an experiment: it should hold settings"),
        ("run: [a\n", "mine.yaml is not an experiment in YAML"),
        ("run: &a [*a]\n", "mine.yaml is not an experiment in YAML: something in it contains itself"),
        ("run: x\ndata: y\nnetwork: {dim: 3}\n", "dim"),
        ("defaults: [nothing]\nrun: x\n", "nothing"),
    ],
)
def test_mistakes_in_ones_own_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(ValueError, match=words) as error:
        load_experiment(["experiment=mine.yaml"])
    assert "\n" not in str(error.value)


def test_a_backbone_is_chosen_by_its_name_and_brings_its_own_settings() -> None:
    config = load_experiment(["run=a", "data=d", "backbone=all_points", "network.layers=1", "network.width=64"])
    assert config.network == AllPointsConfig(layers=1, width=64)
    assert isinstance(build_networks(config, torch.device("cpu")).denoiser, AllPoints)
    assert as_plain(config)["network"]["width"] == 64
