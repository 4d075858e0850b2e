"""A run that is stopped in any way and resumed equals one that was not."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_run import PICTURES, toy_session

from shape_diff.conditioning.text import TextEncoder
from shape_diff.models.model import load_model
from shape_diff.training.interruption import held_back
from shape_diff.training.session import TrainingSession

pytestmark = pytest.mark.xdist_group("resuming")  # the unbroken runs are made once
TIMINGS = ("clouds_per_second",)


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shape_diff.training.monitor.Monitor.picture", lambda *_: None)


def run_unbroken(session: TrainingSession) -> TrainingSession:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shape_diff.training.monitor.Monitor.picture", lambda *_: None)
        session.run()
    return session


@pytest.fixture(scope="module")
def unbroken(encoder: TextEncoder, tmp_path_factory: pytest.TempPathFactory) -> TrainingSession:
    return run_unbroken(toy_session(encoder, tmp_path_factory.mktemp("run") / "unbroken"))


@pytest.fixture(scope="module")
def unbroken_pictures(encoder: TextEncoder, tmp_path_factory: pytest.TempPathFactory) -> TrainingSession:
    return run_unbroken(toy_session(encoder, tmp_path_factory.mktemp("run") / "pictures", PICTURES))


def rows(session: TrainingSession) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k not in TIMINGS} for row in session.folder.rows()]


def assert_equal_runs(a: TrainingSession, b: TrainingSession) -> None:
    assert rows(a) == rows(b)
    first, second = (s.folder.load_state() for s in (a, b))
    assert first is not None and second is not None
    assert first[0].keys() == second[0].keys()
    for name in first[0]:
        assert torch.equal(first[0][name], second[0][name]), name
    assert first[1]["step"] == second[1]["step"]


def stop_at(session: TrainingSession, monkeypatch: pytest.MonkeyPatch, step: int, action: Any) -> None:
    """Make the session do something within its step of that number, after the weights have changed."""
    update = session.trainer.average.update

    def interrupted(network: torch.nn.Module, number: int) -> None:
        update(network, number)
        if number == step:
            action()

    monkeypatch.setattr(session.trainer.average, "update", interrupted)


def test_an_unbroken_run_leaves_everything(unbroken: TrainingSession) -> None:
    steps = [row["step"] for row in unbroken.folder.rows() if "loss" in row]
    looks = [row["step"] for row in unbroken.folder.rows() if "val_loss" in row]
    assert (steps, looks) == (list(range(1, 13)), [6, 12])
    assert list((unbroken.folder.path / "tensorboard").iterdir())
    model = load_model(str(unbroken.folder.model), torch.device("cpu"))
    assert (model.recipe["steps"], model.recipe["shapes_seen"]) == (12, 48)
    assert model.image_encoder is None
    for name, tensor in model.denoiser.network.state_dict().items():
        torch.testing.assert_close(tensor, unbroken.trainer.average.weights[f"denoiser.{name}"].half().float())


@pytest.mark.parametrize("step", [0, 5, 7, 8, 11])
def test_killed_within_a_step(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: TrainingSession, step: int
) -> None:
    def die() -> None:
        raise Killed

    session = toy_session(encoder, tmp_path)
    stop_at(session, monkeypatch, step, die)
    with pytest.raises(Killed):
        session.run()
    with session.folder.metrics.open("a") as file:
        file.write('{"step": 7, "lo')  # a line that the kill cut off
    again = toy_session(encoder, tmp_path)
    again.run()
    assert_equal_runs(again, unbroken)


def test_an_unbroken_run_with_pictures_leaves_its_encoder(unbroken_pictures: TrainingSession) -> None:
    looks = [row for row in unbroken_pictures.folder.rows() if "val_loss" in row]
    assert [row["step"] for row in looks] == [6, 12]
    assert all("val_loss_pictures" in row for row in looks)
    model = load_model(str(unbroken_pictures.folder.model), torch.device("cpu"))
    trained = unbroken_pictures.trainer.networks.image_encoder
    assert model.image_encoder is not None and trained is not None
    assert model.image_encoder.config == trained.config
    average = unbroken_pictures.trainer.average.weights
    for prefix, part in (("image_encoder", model.image_encoder), ("denoiser", model.denoiser.network)):
        for name, tensor in part.state_dict().items():
            torch.testing.assert_close(tensor, average[f"{prefix}.{name}"].half().float())
    assert not model.image_encoder.training
    assert not any(p.requires_grad for p in model.image_encoder.parameters())


@pytest.mark.parametrize("step", [5, 8])
def test_a_run_with_pictures_killed_within_a_step(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken_pictures: TrainingSession, step: int
) -> None:
    def die() -> None:
        raise Killed

    session = toy_session(encoder, tmp_path, PICTURES)
    stop_at(session, monkeypatch, step, die)
    with pytest.raises(Killed):
        session.run()
    again = toy_session(encoder, tmp_path, PICTURES)
    again.run()
    assert_equal_runs(again, unbroken_pictures)


def test_a_checkpoint_without_pictures_does_not_fit_a_run_with_them(encoder: TextEncoder, tmp_path: Path) -> None:
    toy_session(encoder, tmp_path, steps=1).run()
    with pytest.raises(ValueError, match="does not fit"):
        toy_session(encoder, tmp_path, PICTURES).run()


@pytest.mark.parametrize("place", ["save", "_look"])
def test_killed_between_checkpoint_and_validation(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: TrainingSession, place: str
) -> None:
    session = toy_session(encoder, tmp_path, save_every=6)

    def die(*_: Any) -> None:
        raise Killed

    monkeypatch.setattr(session, place, die)
    with pytest.raises(Killed):
        session.run()
    again = toy_session(encoder, tmp_path, save_every=6)
    again.run()
    assert_equal_runs(again, unbroken)


def test_ctrl_c_finishes_the_step_and_saves(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: TrainingSession
) -> None:
    session = toy_session(encoder, tmp_path)
    stop_at(session, monkeypatch, 6, lambda: os.kill(os.getpid(), signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    assert signal.getsignal(signal.SIGINT) is before
    saved = session.folder.load_state()
    assert saved is not None and saved[1]["step"] == 7
    again = toy_session(encoder, tmp_path)
    again.run()
    assert_equal_runs(again, unbroken)


def test_the_second_ctrl_c_is_obeyed_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), held_back() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        assert interruption.requested
        os.kill(os.getpid(), signal.SIGINT)


def test_running_a_finished_run_again_changes_nothing(encoder: TextEncoder, tmp_path: Path) -> None:
    first = toy_session(encoder, tmp_path, steps=2)
    first.run()
    before = rows(first)
    again = toy_session(encoder, tmp_path, steps=2)
    again.run()
    assert rows(again) == before
    assert again.trainer.step == 2


def test_a_longer_run_goes_on(encoder: TextEncoder, tmp_path: Path) -> None:
    toy_session(encoder, tmp_path, steps=2).run()
    longer = toy_session(encoder, tmp_path, steps=4)
    longer.run()
    assert [row["step"] for row in longer.folder.rows() if "loss" in row] == [1, 2, 3, 4]


def test_minutes_of_earlier_parts_count(encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(0, 10_000, 30))  # every step takes half a minute
    monkeypatch.setattr("shape_diff.training.learner.time.perf_counter", lambda: next(seconds))
    first = toy_session(encoder, tmp_path, max_minutes=1.5)
    first.run()
    assert (first.trainer.step, first.trainer.minutes) == (3, 1.5)
    again = toy_session(encoder, tmp_path, max_minutes=2.5)
    again.run()
    assert (again.trainer.step, again.trainer.minutes) == (5, 2.5)


def test_divergence_is_explained_and_not_saved(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_session(encoder, tmp_path, steps=4).run()
    session = toy_session(encoder, tmp_path)
    good = session.folder.state.read_bytes()

    def poison(number: int) -> Any:
        next(session.trainer.denoising.networks.denoiser.parameters()).data.fill_(float("nan"))
        return losses(number)

    losses = session.trainer.losses
    monkeypatch.setattr(session.trainer, "losses", poison)
    with pytest.raises(ValueError, match=r"diverged.*train\.lr below 0\.004"):
        session.run()
    assert session.folder.state.read_bytes() == good
    with pytest.raises(ValueError, match="diverged"):
        session.save()


def test_a_full_disk_keeps_the_last_checkpoint(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_session(encoder, tmp_path, steps=4).run()
    session = toy_session(encoder, tmp_path)
    good = session.folder.state.read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shape_diff.files.tensors.save_file", full)
    with pytest.raises(OSError, match="No space"):
        session.run()
    assert session.folder.state.read_bytes() == good
    assert not list(tmp_path.glob(".*"))


def test_a_checkpoint_of_another_network_is_refused(encoder: TextEncoder, tmp_path: Path) -> None:
    toy_session(encoder, tmp_path, steps=1).run()
    session = toy_session(encoder, tmp_path, optimizer="adamw")
    with pytest.raises(ValueError, match="does not fit"):
        session.run()
