"""Prompts from files, and samples made again as their manifests say."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tiny_model import write_tiny_model

from shape_diff.app.cli import main
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.generation.repeating import read_prompts, read_recorded


def test_a_list_has_a_prompt_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "props.txt"
    file.write_text("\ufeff# props\n\n a crate \r\na blue vase\n", encoding="utf-8")
    assert read_prompts(file) == ["a crate", "a blue vase"]
    monkeypatch.setattr("sys.stdin", io.StringIO("a cup\n"))
    assert read_prompts(Path("-")) == ["a cup"]


@pytest.mark.parametrize(("content", "words"), [(b"# nothing\n", "has no prompt"), (b"\xff\xfe\x00", "UTF-8")])
def test_what_is_no_list_is_told(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(ValueError, match=words):
        read_prompts(tmp_path / "list.txt")
    with pytest.raises(ValueError, match="is a folder; give a text file"):
        read_prompts(tmp_path)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], model: Path
) -> Callable[..., tuple[int, str]]:
    """`generate` without meshes and pictures: exit code and standard error."""

    def run(*arguments: object) -> tuple[int, str]:
        given = ["generate", "--model", model, "--no-mesh", "--no-preview", *arguments]
        monkeypatch.setattr(sys, "argv", ["shape-diff", *map(str, given)])
        with pytest.raises(SystemExit) as caught:
            main()
        return int(caught.value.code or 0), capsys.readouterr().err

    return run


@pytest.fixture
def made(run: Callable[..., tuple[int, str]], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """The manifest of the one sample that a command makes, where it lies and what was said."""

    def made(name: str, *arguments: object) -> dict[str, Any]:
        code, err = run(*arguments, "--out", tmp_path / name)
        assert code == 0, err
        (file,) = (tmp_path / name).glob("*.json")
        return json.loads(file.read_text()) | {"file": file, "said": err}

    return made


def test_a_manifest_repeats_its_sample(made: Callable[..., dict[str, Any]]) -> None:
    wish = ("--points", 64, "--steps", 3, "--seed", 5, "--guidance", 1.5, "--negative", "a red cup")
    first = made("first", "a blue cup", *wish)
    again = made("again", "--settings", first["file"])
    for key in ("prompt", "seed", "settings"):
        assert again[key] == first[key]
    clouds = [read_cloud(one["file"].parent / one["files"]["points"]).xyz for one in (first, again)]
    assert np.array_equal(*clouds)
    more = made("more", "--settings", first["file"], "--points", 100, "--seed", 6)
    assert (more["settings"]["points"], more["seed"], more["settings"]["steps"]) == (100, 6, 3)
    other = made("other", "a plate", "--settings", first["file"])
    assert other["prompt"] == "a plate" and other["settings"] == first["settings"]


def test_another_model_is_told(made: Callable[..., dict[str, Any]]) -> None:
    first = made("first", "a cup", "--points", 64, "--steps", 2)
    manifest = json.loads(first["file"].read_text())
    manifest["model"]["sha256"] = "0" * 64
    first["file"].write_text(json.dumps(manifest))
    assert "another model made that sample" in made("again", "--settings", first["file"])["said"]


def test_what_a_manifest_does_not_hold_is_told(
    made: Callable[..., dict[str, Any]], run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    first = made("first", "a cup", "--points", 64, "--steps", 2)
    manifest = {key: value for key, value in first.items() if key not in ("file", "said")}
    cases = {
        "vary": manifest | {"lineage": {"operation": "vary"}},
        "lacks 'settings'": {key: value for key, value in manifest.items() if key != "settings"},
        "its fields are not those": manifest | {"settings": {"points": "many", "negative": ""}},
        "its fields are not": manifest | {"settings": manifest["settings"] | {"points": "many"}},
        "from pictures": manifest | {"prompt": "", "images": [{"name": "cup.png", "sha256": "1" * 64, "notes": []}]},
    }
    for words, changed in cases.items():
        file = tmp_path / "changed.json"
        file.write_text(json.dumps(changed))
        code, err = run("--settings", file, "--out", tmp_path / "out")
        assert code == 2 and words in err and "Traceback" not in err
    (tmp_path / "changed.json").write_text("[1, 2]")
    with pytest.raises(ValueError, match="cannot be repeated"):
        read_recorded(tmp_path / "changed.json")
    Image.new("RGB", (4, 4)).save(tmp_path / "picture.json", format="png")
    with pytest.raises(ValueError, match="cannot be repeated"):
        read_recorded(tmp_path / "picture.json")
