"""`shape-diff generate --image`: what users show, and what is wrong with it."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from drawn_pictures import BLUE, drawing, written
from PIL import Image
from test_cli import assert_one_sentence
from tiny_model import write_tiny_model, write_tiny_picture_model

from shape_diff.app.cli import main
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.pictures.preparing import MAX_VIEWS, prepare_picture

FAST = ("--points", "64", "--steps", "2", "--no-mesh")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_picture_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], model: Path, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """`generate` into `tmp_path`/out: exit code, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        given = ["generate", "--model", model, *FAST, "--out", tmp_path / "out", *arguments]
        monkeypatch.setattr(sys, "argv", ["shape-diff", *map(str, given)])
        with pytest.raises(SystemExit) as caught:
            main()
        return int(caught.value.code or 0), *capsys.readouterr()

    return run


@pytest.fixture
def generate(run: Callable) -> Callable[..., tuple[list[dict], str]]:
    """A command that succeeds: the manifests it prints, and what it says."""

    def generate(*arguments: object) -> tuple[list[dict], str]:
        code, out, err = run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out, parse_constant=pytest.fail), err

    return generate


@pytest.fixture
def refuse(run: Callable, tmp_path: Path) -> Callable[..., None]:
    """A command that ends with one sentence of those words and without any file."""

    def refuse(arguments: Sequence[object], *words: str) -> None:
        code, out, err = run(*arguments)
        assert out == ""
        assert_one_sentence((code, err), *words)
        assert not list(tmp_path.glob("out/**/*"))

    return refuse


def test_a_picture_alone(generate: Callable, tmp_path: Path) -> None:
    path = written(drawing(), tmp_path / "Red disc.png")
    (manifest,), said = generate("--image", path, "--save-input")
    assert (manifest["name"], manifest["prompt"]) == ("red-disc.s0", "")
    (image,) = manifest["images"]
    assert image["name"] == "Red disc" and len(image["sha256"]) == 64
    assert all(f"note: {note}" in said for note in image["notes"])
    files = manifest["files"]
    assert set(files) == {"points", "preview", "input"}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted([*files.values(), "red-disc.s0.json"])
    assert len(read_cloud(tmp_path / "out" / files["points"])) == 64
    with Image.open(tmp_path / "out" / files["input"]) as saved:
        seen, prepared = np.asarray(saved), prepare_picture(path).pixels
    solid = prepared[..., 3] == 255
    assert solid.mean() > 0.3
    np.testing.assert_array_equal(seen[solid], prepared[solid][:, :3])


def test_several_pictures_are_views_of_each_prompt(generate: Callable, tmp_path: Path) -> None:
    front = written(drawing(), tmp_path / "front.png")
    side = written(drawing(BLUE, "rectangle"), tmp_path / "side.png")
    manifests, _ = generate("a cup", "a tree", "--image", front, "--image", side, "--save-input", "-n", 2)
    assert [m["name"] for m in manifests] == ["a-cup.s0", "a-cup.s1", "a-tree.s0", "a-tree.s1"]
    for manifest in manifests:
        assert [image["name"] for image in manifest["images"]] == ["front", "side"]
        with Image.open(tmp_path / "out" / manifest["files"]["input"]) as saved:
            assert saved.size == (256, 128)
    (named,), _ = generate("--image", side, "--image", front)
    assert named["name"] == "side.s0" and "input" not in named["files"]


def test_another_picture_of_the_same_name_overwrites_nothing(generate: Callable, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = written(drawing(), tmp_path / "thing.png")
    second = written(drawing(BLUE), tmp_path / "other" / "thing.png")
    names = [generate("--image", path)[0][0]["name"] for path in (first, second, first)]
    assert names == ["thing.s0", "thing.s0.2", "thing.s0"]
    names = [generate("a cup", *shown)[0][0]["name"] for shown in ((), ("--image", first))]
    assert names == ["a-cup.s0", "a-cup.s0.2"]


def test_the_same_picture_gives_the_same_cloud_alone_and_beside_others(generate: Callable, tmp_path: Path) -> None:
    path = written(drawing(), tmp_path / "disc.png")
    (beside, alone) = (generate("--image", path, "-n", n, "--seed", 3)[0][0]["files"]["points"] for n in (2, 1))
    assert beside == alone
    first = (tmp_path / "out" / alone).read_bytes()
    generate("--image", path, "--seed", 3)
    assert (tmp_path / "out" / alone).read_bytes() == first


def moving(path: Path) -> Path:
    frames = [drawing(rgb).convert("RGB") for rgb in ((200, 30, 40), BLUE)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def test_what_is_odd_but_usable_is_a_note(generate: Callable, tmp_path: Path) -> None:
    (gif,), said = generate("--image", moving(tmp_path / "moving.gif"))
    assert "note: " in said and "2 frames" in said
    assert any("2 frames" in note for note in gif["images"][0]["notes"])
    (blank,), said = generate("--image", written(Image.new("RGB", (90, 90), "white"), tmp_path / "blank.png"))
    assert "note: " in said and blank["images"][0]["notes"]


def bad_pictures(folder: Path) -> dict[str, str]:
    """Files that are no picture of an object, and a word of the sentence that says why."""
    (folder / "letter.png").write_text("hello")
    (folder / "empty.png").touch()
    (folder / "folder.png").mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    whole = written(Image.fromarray(noise), folder / "whole.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    written(Image.new("RGB", (1, 1)), folder / "dot.png")
    written(Image.new("RGBA", (50, 50)), folder / "clear.png")
    written(Image.new("1", (30_000, 30_000)), folder / "bomb.png")
    return {
        "gone.png": "gone.png", "letter.png": "letter.png", "empty.png": "empty.png", "folder.png": "folder.png",
        "cut.jpg": "cut.jpg", "dot.png": "1 x 1", "clear.png": "transparent", "bomb.png": "bomb.png",
    }  # fmt: skip


def test_bad_pictures_are_one_sentence(refuse: Callable, tmp_path: Path) -> None:
    good = written(drawing(), tmp_path / "good.png")
    for name, word in bad_pictures(tmp_path).items():
        refuse(["--image", tmp_path / name], word)
        refuse(["a cup", "--image", good, "--image", tmp_path / name], word)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["nothing to make", "--image"]),
        (["", "--image", "GOOD"], ["prompt is empty"]),
        (["--image", "GOOD", "--matte", "magic"], ["magic", "border", "rembg", "none"]),
        (["--image", "GOOD"] * 100, ["100", str(MAX_VIEWS)]),
        (["--image"], ["--image"]),
        (["--image", ""], []),
        (["--image", "."], []),
        (["--image", "a\0b"], []),
        (["--image", "x" * 5000], []),
    ],
)
def test_mistakes_in_the_command(arguments: list[str], words: list[str], refuse: Callable, tmp_path: Path) -> None:
    good = str(written(drawing(), tmp_path / "good.png"))
    refuse([good if argument == "GOOD" else argument for argument in arguments], *words)


def test_a_model_of_text_takes_no_pictures(refuse: Callable, tmp_path: Path) -> None:
    path = written(drawing(), tmp_path / "disc.png")
    words = write_tiny_model(tmp_path / "words.safetensors")
    refuse(["--image", path, "--model", words], "'words' takes text alone", "codes")
