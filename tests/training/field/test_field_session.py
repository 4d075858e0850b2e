"""The field learns, and a run that is stopped and resumed equals one that was not."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_field import CPU, NETWORK, OPTIONS, toy_batches, toy_session, toy_trainer

from shape_diff.app.config import load_field_experiment
from shape_diff.models.model import load_model
from shape_diff.networks.field import FieldNetwork
from shape_diff.training.tasks.field.session import FieldSession
from shape_diff.training.tasks.field.trainer import FieldTrainingOptions, field_losses, validation

pytestmark = pytest.mark.xdist_group("field-session")  # the unbroken run is made once


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> FieldSession:
    session = toy_session(tmp_path_factory.mktemp("run") / "unbroken")
    session.run()
    return session


def rows(session: FieldSession) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "clouds_per_second"} for row in session.folder.rows()]


def assert_equal_runs(a: FieldSession, b: FieldSession) -> None:
    assert rows(a) == rows(b)
    first, second = (session.folder.load_state() for session in (a, b))
    assert first is not None and second is not None and first[1]["step"] == second[1]["step"]
    for name in first[0].keys() | second[0].keys():
        assert torch.equal(first[0][name], second[0][name]), name


def stop_at(session: FieldSession, monkeypatch: pytest.MonkeyPatch, step: int, action: Any) -> None:
    """Make the session do something within its step of that number, after the weights have changed."""
    update = session.trainer.average.update

    def interrupted(network: torch.nn.Module, number: int) -> None:
        update(network, number)
        if number == step:
            action()

    monkeypatch.setattr(session.trainer.average, "update", interrupted)


def test_an_unbroken_run_leaves_everything(unbroken: FieldSession) -> None:
    assert [row["step"] for row in unbroken.folder.rows() if "loss" in row] == list(range(1, 13))
    assert [row["step"] for row in unbroken.folder.rows() if "val_loss" in row] == [6, 12]
    field = load_model(str(unbroken.folder.model), CPU, "field")
    assert (field.recipe["steps"], field.recipe["queries_seen"]) == (12, 12 * 256)
    assert field.header.networks == {"field": NETWORK}
    for name, tensor in field.networks["field"].state_dict().items():
        torch.testing.assert_close(tensor, unbroken.trainer.average.weights[name].half().float())


@pytest.mark.parametrize("step", [0, 5, 7, 11])
def test_killed_within_a_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: FieldSession, step: int
) -> None:
    def die() -> None:
        raise Killed

    session = toy_session(tmp_path)
    stop_at(session, monkeypatch, step, die)
    with pytest.raises(Killed):
        session.run()
    resumed = toy_session(tmp_path)
    resumed.run()
    assert_equal_runs(resumed, unbroken)


def test_ctrl_c_saves_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: FieldSession) -> None:
    session = toy_session(tmp_path)
    stop_at(session, monkeypatch, 6, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        session.run()
    saved = session.folder.load_state()
    assert saved is not None and saved[1]["step"] == 7
    resumed = toy_session(tmp_path)
    resumed.run()
    assert_equal_runs(resumed, unbroken)


def test_the_field_learns() -> None:
    trainer, batches = toy_trainer(steps=60), toy_batches()
    held_out = [toy_batches()[1000 + number] for number in range(4)]
    before = validation(trainer.network, held_out, CPU)
    for step in range(60):
        trainer.train_step(batches[step])
    after = validation(trainer.network, held_out, CPU)
    assert after["distance"] < 0.7 * before["distance"]
    assert after["near_signs"] > before["near_signs"]


def test_colours_count_near_the_surface_of_coloured_clouds_only() -> None:
    network = FieldNetwork(NETWORK)
    batch = toy_batches(colorless=1.0)[0]
    assert not batch.colored.any() and field_losses(network, batch)[1] == 0
    assert field_losses(network, toy_batches(colorless=0.0)[0])[1] > 0


def test_a_loss_that_is_not_finite_is_said() -> None:
    trainer = toy_trainer()
    with torch.no_grad():
        trainer.network.query.distance_head.bias.fill_(float("nan"))
    with pytest.raises(ValueError, match=r"diverged by step 1.*train\.lr"):
        trainer.train_step(toy_batches()[0])
    with pytest.raises(ValueError, match="diverged"):
        trainer.check_finite()


@pytest.mark.parametrize(
    "change", [{"steps": 0}, {"lr": 0.0}, {"workers": -1}, {"decay_share": 2.0}, {"seed": -1}, {"optimizer": "sgd"}]
)
def test_wrong_options(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        FieldTrainingOptions(**change)


def test_learning_rate() -> None:
    options = FieldTrainingOptions(steps=100, warmup=10, decay_share=0.5, lr=1.0)
    assert [options.lr_at(step) for step in (0, 9, 50, 75)] == [0.1, 1.0, 1.0, 0.5]
    assert OPTIONS.lr_at(11) == OPTIONS.lr


def test_configuration() -> None:
    config = load_field_experiment(["data=D", "meshes=M", "train.lr=1e-3", "network.blocks=2"])
    assert (config.run, config.train.lr, config.network.blocks) == ("field", 1e-3, 2)
    assert config.network.point_dim == 128


@pytest.mark.parametrize(
    ("override", "words"),
    [("train.rate=1", "no setting 'train.rate'"), ("shapes=-1", "shapes"), ("experiment=smoke", "no setting"),
     ("run=", "run must not be empty"), ("network.heads=7", "multiple of heads")],
)  # fmt: skip
def test_wrong_settings(override: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        load_field_experiment(["data=D", "meshes=M", override])
    with pytest.raises(ValueError, match="'meshes' is missing"):
        load_field_experiment(["data=D"])


@pytest.mark.slow
def test_the_whole_command(tmp_path: Path) -> None:
    """From meshes to a field file, on two of the shapes that come with the package."""
    from shape_diff.app.build import build_field_session
    from shape_diff.data.builder import BuildOptions, build_dataset

    meshes, captions = tmp_path / "meshes", tmp_path / "captions.jsonl"
    meshes.mkdir()
    lines = []
    for name, split in (("kenney-apple", "train"), ("kaykit-barrel-small-gltf", "val")):
        (meshes / f"{name}.ply").write_bytes(Path(f"assets/smoke_meshes/meshes/{name}.ply").read_bytes())
        lines.append(json.dumps({"id": name, "captions": [name], "split": split, "file": f"{name}.ply"}))
    captions.write_text("\n".join(lines))
    build_dataset(meshes, captions, tmp_path / "data", BuildOptions(num_points=600, workers=1, seed=0))
    settings = [
        f"data={tmp_path / 'data'}", f"meshes={meshes}", f"captions={captions}", f"runs_folder={tmp_path}",
        "generated=0", "samples.num_surface=2000", "samples.num_near=400", "samples.num_uniform=100",
        "batches.points=512", "batches.cloud_sizes=[256]", "batches.queries=128", "network.point_dim=32",
        "network.edge_dim=16", "network.latents=4", "network.blocks=1", "train.steps=2", "train.compile=false",
        "train.workers=0", "device=cpu",
    ]  # fmt: skip
    session = build_field_session(load_field_experiment(settings))
    session.run()
    assert load_model(str(session.folder.model), CPU, "field").recipe["config"]["samples"]["num_surface"] == 2000
