"""Adapters on the command line: made by one command, used by others, and told in manifests that repeat them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny_model import write_tiny_adapter, write_tiny_model

from shape_diff.app.cli import main
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.models.model import load_model

Run = Callable[..., tuple[int, str, str]]
FAST = ("--points", 64, "--steps", 2, "--no-mesh")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture(scope="module")
def adapter(model: Path) -> Path:
    return write_tiny_adapter(model.parent / "style.safetensors", load_model(str(model), torch.device("cpu")))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command: exit code, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["shape-diff", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        said = capsys.readouterr()
        return int(caught.value.code or 0), said.out, said.err

    return run


def sample(folder: Path) -> tuple[dict[str, Any], np.ndarray]:
    """The manifest of the one sample in a folder, and its points."""
    (file,) = folder.glob("*.json")
    manifest = json.loads(file.read_text())
    return manifest, read_cloud(folder / manifest["files"]["points"]).xyz


def test_generate_with_an_adapter_and_again(run: Run, model: Path, adapter: Path, tmp_path: Path) -> None:
    asked = ("generate", "a cup", "--model", model, *FAST, "--no-preview")
    for name, strength in (("none", ""), ("off", ":0"), ("on", ":0.5")):
        chosen = ("--adapter", f"{adapter}{strength}") if strength else ()
        code, _, err = run(*asked, *chosen, "--out", tmp_path / name)
        assert code == 0, err
    (plain, without), (off, zero), (on, half) = (sample(tmp_path / name) for name in ("none", "off", "on"))
    assert np.array_equal(without, zero) and not np.array_equal(without, half)
    assert plain["adapters"] == [] and off["adapters"][0]["strength"] == 0
    assert on["adapters"] == [{"file": str(adapter), "strength": 0.5, "sha256": on["adapters"][0]["sha256"]}]
    manifest = tmp_path / "on" / f"{on['name']}.json"
    again = ("generate", "--settings", manifest, "--model", model, "--no-mesh", "--no-preview")
    assert run(*again, "--out", tmp_path / "again")[0] == 0
    repeated, points = sample(tmp_path / "again")
    assert np.array_equal(points, half) and repeated["adapters"] == on["adapters"]
    assert run(*again, "--adapter", f"{adapter}:0", "--out", tmp_path / "other")[0] == 0
    assert np.array_equal(sample(tmp_path / "other")[1], without)


def test_several_adapters_and_work_with_shapes(run: Run, model: Path, adapter: Path, tmp_path: Path) -> None:
    two = ("--adapter", f"{adapter}:0.5", "--adapter", f"{adapter}:0.25", "--model", model)
    assert run("generate", "a cup", *two, *FAST, "--no-preview", "--out", tmp_path / "a")[0] == 0
    manifest, cup = sample(tmp_path / "a")
    assert [one["strength"] for one in manifest["adapters"]] == [0.5, 0.25]
    shape = tmp_path / "a" / f"{manifest['name']}.json"
    code, _, err = run("vary", shape, *two, *FAST, "--out", tmp_path / "b")
    assert code == 0 and f"adapter: {adapter} at 0.5; prompts ask for it by 'in brick style'" in err
    varied, points = sample(tmp_path / "b")
    assert varied["adapters"] == manifest["adapters"] and not np.array_equal(points, cup)


def test_adapters_that_cannot_be_used_are_told_in_one_sentence(
    run: Run, model: Path, adapter: Path, tmp_path: Path
) -> None:
    other = write_tiny_model(tmp_path / "other.safetensors", seed=4)
    asked = ("generate", "a cup", *FAST, "--out", tmp_path / "out")
    for chosen, words in (
        (("--model", model, "--adapter", tmp_path / "gone.safetensors"), "there is no adapter file"),
        (("--model", model, "--adapter", other), "is not an adapter"),
        (("--model", other, "--adapter", adapter), "belongs to the model 'tiny'"),
        (("--model", model, "--adapter", f"{adapter}:strong"), "FILE:STRENGTH with a number"),
        (("--model", adapter), "is an adapter of a model"),
    ):
        code, _, err = run(*asked, *chosen)
        error = err.strip().splitlines()[-1]
        assert code == 2 and error.startswith("error: ") and words in error, err


def test_adapt_is_short_for_an_experiment(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("adapt", "data=MINE", "run=bricks", "adapter.rank=8", "--dry-run")
    config = json.loads(out)
    assert code == 0 and (config["task"], config["run"], config["start_from"]) == ("adapter", "bricks", "codes")
    assert config["adapter"] == {"rank": 8, "words": ""}
    code, _, err = run("adapt", f"data={tmp_path}", f"runs_folder={tmp_path}")
    assert code == 2 and "holds no built data; make it with: shape-diff data build MESH_FOLDER" in err
    code, out, _ = run("adapt", "data=MINE", "model=text_image", "--dry-run")
    assert code == 0 and json.loads(out)["start_from"] == "text_image"
