import json
from pathlib import Path

import pytest
import torch

from shape_diff.training.run_folder import RunFolder

CONFIG = {"run": "r", "train": {"lr": 1e-3, "steps": 5, "seed": 0}, "network": {"blocks": 2}, "prompts": []}


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.begin(CONFIG)
    return folder


def saved(folder: RunFolder) -> RunFolder:
    folder.save_state({"a": torch.arange(3), "b": torch.tensor(2.5)}, {"step": 3, "minutes": 0.25})
    return folder


def test_state_comes_back(folder: RunFolder) -> None:
    assert folder.load_state() is None
    state = saved(folder).load_state()
    assert state is not None
    assert state[0]["a"].tolist() == [0, 1, 2] and state[0]["b"].item() == 2.5
    assert state[1] == {"step": 3, "minutes": 0.25}


def test_changed_settings_are_named(folder: RunFolder) -> None:
    saved(folder)
    changed = {**CONFIG, "train": {"lr": 2e-3, "steps": 5, "seed": 1}, "network": {"blocks": 3}}
    with pytest.raises(ValueError, match=r"network\.blocks, train\.lr, train\.seed.*run=NAME"):
        folder.begin(changed)
    assert json.loads((folder.path / "config.json").read_text()) == CONFIG


def test_length_and_reports_may_change(folder: RunFolder) -> None:
    saved(folder)
    longer = {**CONFIG, "train": {**CONFIG["train"], "steps": 50}, "prompts": ["a cup"]}  # type: ignore[dict-item]
    folder.begin(longer)
    assert json.loads((folder.path / "config.json").read_text()) == longer


def test_anything_may_change_before_the_first_checkpoint(folder: RunFolder) -> None:
    folder.begin({"run": "r"})
    assert json.loads((folder.path / "config.json").read_text()) == {"run": "r"}


def test_damaged_files_are_explained(folder: RunFolder) -> None:
    content = saved(folder).state.read_bytes()
    for damaged in (b"", content[:20], content[:-1], b"junk" * 100):
        folder.state.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged"):
            folder.load_state()
    (folder.path / "config.json").write_text("{")
    with pytest.raises(ValueError, match="damaged"):
        folder.begin(CONFIG)


def test_metrics_survive_a_kill(folder: RunFolder) -> None:
    assert folder.rows() == []
    for step in (1, 2, 3):
        folder.log({"step": step, "loss": 1.0 / step})
    with folder.metrics.open("a") as file:
        file.write('{"step": 4, "loss"')
    assert [row["step"] for row in folder.rows()] == [1, 2, 3]
    folder.forget_after(2)
    folder.log({"step": 3, "loss": 0.1})
    assert [(row["step"], row["loss"]) for row in folder.rows()] == [(1, 1.0), (2, 0.5), (3, 0.1)]


def test_an_impossible_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        RunFolder(tmp_path / "file" / "run").begin(CONFIG)


def test_other_data_is_not_resumed_in_silence(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(CONFIG | {"data_sha256": "old"})
    folder.save_state({"a": torch.zeros(1)}, {"step": 1})
    with pytest.raises(ValueError, match="data_sha256"):
        folder.begin(CONFIG | {"data_sha256": "new"})


def test_a_run_that_goes_on_keeps_others_out(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    with (
        folder.held(),
        pytest.raises(ValueError, match=f"another process is writing to {tmp_path}"),
        RunFolder(tmp_path).held(),
    ):
        pytest.fail("two train in one folder")
    with folder.held():
        pass


def test_metrics_are_json_whatever_they_are(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.log({"step": 1, "grad_norm": float("inf")})
    assert json.loads(folder.metrics.read_text(), parse_constant=pytest.fail) == {"step": 1, "grad_norm": None}
