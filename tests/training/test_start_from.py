"""Runs that start from the weights of a model file, and runs with views on disk from their configuration on."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
import trimesh
from tiny_model import TINY, TINY_EYE, tiny_weights, write_tiny_model, write_tiny_picture_model

from shape_diff.app.build import build_networks, build_session
from shape_diff.app.config import load_experiment
from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.view_builder import ViewOptions, build_views
from shape_diff.data.views import ViewSet
from shape_diff.models.model import load_model
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.denoiser.look import DenoiserLook
from shape_diff.training.tasks.denoiser.trainer import Trainer

CPU = torch.device("cpu")
NETWORK = [f"network.{name}={value}" for name, value in asdict(TINY).items()]
EYE = [f"image_encoder.{name}={value}" for name, value in asdict(TINY_EYE).items()]
SHARE = ["pictures.share=0.5"]


def experiment(*overrides: str) -> ExperimentConfig:
    return load_experiment(["experiment=smoke", *NETWORK, *EYE, *overrides])


def test_weights_of_a_text_model_are_taken_over(tmp_path: Path) -> None:
    file = write_tiny_model(tmp_path / "text.safetensors", seed=3)
    started = build_networks(experiment(*SHARE, f"start_from={file}"), CPU)
    weights = {name: tensor.half().float() for name, tensor in tiny_weights(3).items()}
    assert all(
        torch.equal(tensor, weights[f"denoiser.{name}"]) for name, tensor in started.denoiser.state_dict().items()
    )
    # The encoder, which that file lacks, starts as without it.
    fresh = build_networks(experiment(*SHARE), CPU)
    assert started.image_encoder is not None and fresh.image_encoder is not None
    first = fresh.image_encoder.state_dict()
    assert all(torch.equal(tensor, first[name]) for name, tensor in started.image_encoder.state_dict().items())
    assert all(parameter.requires_grad for parameter in started.parameters())


def test_the_encoder_of_a_picture_model_is_taken_over(tmp_path: Path) -> None:
    file = write_tiny_picture_model(tmp_path / "both.safetensors", seed=3)
    started = build_networks(experiment(*SHARE, f"start_from={file}"), CPU)
    model = load_model(str(file), CPU)
    assert started.image_encoder is not None and model.image_encoder is not None
    known = model.image_encoder.state_dict()
    assert all(torch.equal(tensor, known[name]) for name, tensor in started.image_encoder.state_dict().items())


def test_without_pictures_there_is_no_encoder() -> None:
    networks = build_networks(experiment(), CPU)
    assert networks.image_encoder is None
    assert all(name.startswith("denoiser.") for name in networks.state_dict())


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["network.latents=9"], ["start_from=", "other sizes"]),
        (["network.blocks=2"], ["start_from=", "other sizes"]),
        ([*SHARE, "image_encoder.layers=2"], ["start_from=", "other sizes"]),
        (["codec.rgb_std=0.9"], ["start_from=", "another codec"]),
    ],
)
def test_models_of_other_kinds_are_refused(tmp_path: Path, overrides: list[str], words: list[str]) -> None:
    file = write_tiny_picture_model(tmp_path / "both.safetensors")
    with pytest.raises(ValueError) as caught:
        build_networks(experiment(f"start_from={file}", *overrides), CPU)
    assert "\n" not in str(caught.value)
    assert all(word in str(caught.value) for word in [*words, file.name])


def test_a_model_that_is_missing_or_damaged_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gone.safetensors"
    with pytest.raises(ValueError, match="no model file"):
        build_networks(experiment(f"start_from={file}"), CPU)
    file.write_bytes(b"x" * 100)
    with pytest.raises(ValueError, match=r"gone\.safetensors is not a readable file"):
        build_networks(experiment(f"start_from={file}"), CPU)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Boxes of different lengths, the last two of them held out, with two views each."""
    folder = tmp_path_factory.mktemp("boxes")
    (folder / "meshes").mkdir()
    with (folder / "captions.jsonl").open("w") as file:
        for number in range(5):
            trimesh.creation.box((0.3 + 0.3 * number, 1, 0.5)).export(folder / "meshes" / f"box-{number}.ply")
            split = "train" if number < 3 else "val"
            file.write(json.dumps({"id": f"box-{number}", "captions": [f"box {number}"], "split": split}) + "\n")
    options = BuildOptions(num_points=64, workers=1, sheet_shapes=0)
    build_dataset(folder / "meshes", folder / "captions.jsonl", folder / "data", options, progress=False)
    build_views(
        folder / "data", folder / "meshes", folder / "captions.jsonl", ViewOptions(2, workers=1), progress=False
    )
    return folder / "data"


def run_of(data: Path, folder: Path, *overrides: str) -> ExperimentConfig:
    return experiment(
        *SHARE, f"data={data}", f"runs_folder={folder}", "limit=0", "batches.size=4", "batches.points=32", "device=cpu",
        "train.steps=2", "train.log_every=1", "train.sample_every=1", "prompts=[a box]", *overrides,
    )  # fmt: skip


@pytest.mark.usefixtures("no_samples")
def test_a_run_with_pictures_from_its_configuration_to_its_model(data: Path, tmp_path: Path) -> None:
    text = write_tiny_model(tmp_path / "text.safetensors")
    session = build_session(run_of(data, tmp_path, f"start_from={text}"))
    views = ViewSet.load(data, [f"box-{number}" for number in range(5)]).pixels
    assert isinstance(session.trainer, Trainer) and isinstance(session.look, DenoiserLook)
    held_out = session.look.held_out.views
    assert session.trainer.denoising.pictures is not None and held_out is not None
    assert torch.equal(session.trainer.denoising.pictures.pixels, views[:3])
    assert torch.equal(held_out, views[3:, 0])
    assert session.trainer.batches.unbent == 2
    session.run()
    looks = [row for row in session.folder.rows() if "val_loss" in row]
    assert [row["step"] for row in looks] == [1, 2]
    assert all(row["val_loss_pictures"] > 0 and "val_loss_pictures_sigma_0.8" in row for row in looks)
    model = load_model(str(session.folder.model), CPU)
    assert model.image_encoder is not None and model.recipe["steps"] == 2
    assert model.recipe["config"]["start_from"] == str(text)
    assert model.recipe["started_from"]["sha256"] == load_model(str(text), CPU).sha256
    going_on = build_session(run_of(data, tmp_path, f"start_from={text}", "train.steps=3"))
    going_on.run()
    assert going_on.trainer.step == 3


@pytest.mark.usefixtures("no_samples")
def test_a_run_on_two_data_sets(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(data, other)
    config = run_of(data, tmp_path, f"data=[{data},{other}]", "weights=[3,1]")
    session = build_session(config)
    assert isinstance(session.trainer, Trainer)
    weights = session.trainer.batches.weights
    assert weights[:3].sum() / weights.sum() == pytest.approx(0.75)
    assert isinstance(session.trainer, Trainer) and isinstance(session.look, DenoiserLook)
    held_out = session.look.held_out.views
    assert session.trainer.denoising.pictures is not None and held_out is not None
    pixels = session.trainer.denoising.pictures.pixels
    assert torch.equal(pixels[:3], pixels[3:]) and len(held_out) == 4
    session.run()
    assert load_model(str(session.folder.model), CPU).recipe["config"]["weights"] == [3, 1]


def test_a_run_with_pictures_needs_views(data: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for part in data.iterdir():
        if part.name != "views":
            (tmp_path / "data" / part.name).symlink_to(part)
    with pytest.raises(ValueError, match="shape-diff data views"):
        build_session(run_of(tmp_path / "data", tmp_path))


@pytest.fixture
def no_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shape_diff.training.monitor.Monitor.picture", lambda *_: None)
