"""The commands that work with shapes, from files to files, and what they refuse."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tiny_model import write_tiny_model
from typer.testing import CliRunner

from shape_diff.app.cli import app
from shape_diff.formats.cloud_files import read_cloud, write_cloud
from shape_diff.geometry import PointCloud

runner = CliRunner()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model, a ball and half of it."""
    folder = tmp_path_factory.mktemp("shapes")
    write_tiny_model(folder / "tiny.safetensors")
    outward = np.random.default_rng(0).normal(size=(100, 3))
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    ball = PointCloud(outward, np.full((100, 3), 0.5), outward)
    write_cloud(ball, folder / "ball.ply")
    write_cloud(ball.select(outward[:, 0] < 0), folder / "half.ply")
    write_cloud(ball.select(np.arange(1)), folder / "point.ply")
    np.save(folder / "few.npy", np.arange(10))
    (folder / "cube.obj").write_text(
        "".join(f"v {x} {y} {z}\n" for x in (4, 6) for y in (4, 6) for z in (4, 6))
        + "f 1 2 4 3\nf 5 7 8 6\nf 1 5 6 2\nf 3 4 8 7\nf 1 3 7 5\nf 2 6 8 4\n"
    )
    return folder


def run(folder: Path, out: Path, command: str, *arguments: str) -> list[dict]:
    """The manifests of a command without meshes, run in the folder."""
    tail = ["--out", str(out), "--model", str(folder / "tiny.safetensors"), "--device", "cpu", "--json"]
    named = [str(folder / part) if (folder / part).is_file() else part for part in arguments]
    result = runner.invoke(app, [command, *named, *tail, "--no-mesh"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_mesh_is_varied_where_it_stands(folder: Path, tmp_path: Path) -> None:
    (made,) = run(folder, tmp_path, "vary", "cube.obj", "a cube", "--strength", "0.01")
    cloud = read_cloud(tmp_path / made["files"]["points"])
    assert np.abs(cloud.xyz - 5).max() < 1.3 and np.abs(cloud.xyz.mean(axis=0) - 5).max() < 0.2
    assert made["settings"]["points"] == len(cloud) == 64 and made["settings"]["negative"] == ""
    assert made["lineage"]["parents"][0]["name"] == "cube" and made["lineage"]["arguments"] == {"strength": 0.01}
    (again,) = run(folder, tmp_path, "vary", str(tmp_path / f"{made['name']}.json"), "--strength", "0")
    assert again["prompt"] == "a cube" and again["name"] != made["name"]
    back = read_cloud(tmp_path / again["files"]["points"])
    assert back.xyz.tobytes() == cloud.xyz.tobytes()


def test_a_part_is_completed_and_a_region_painted(folder: Path, tmp_path: Path) -> None:
    first, second = run(folder, tmp_path, "complete", "half.ply", "a ball", "-n", "2", "--reward", "symmetry:0.5")
    known = read_cloud(folder / "half.ply")
    for made in (first, second):
        cloud = read_cloud(tmp_path / made["files"]["points"])
        assert cloud.xyz[: len(known)].tobytes() == known.xyz.tobytes()
        assert made["lineage"]["rewards"]["symmetry:0.5"]["weight"] == 0.5
    (painted,) = run(folder, tmp_path, "edit", "ball.ply", "--points", str(folder / "few.npy"), "--color", "#f00")
    cloud = read_cloud(tmp_path / painted["files"]["points"])
    assert cloud.rgb is not None and np.array_equal(np.flatnonzero(cloud.rgb[:, 1] < 0.1), np.arange(10))


def test_a_strip_has_files_and_pictures(folder: Path, tmp_path: Path) -> None:
    made = run(folder, tmp_path, "blend", "ball.ply", "cube.obj", "--steps", "3")
    assert len({one["name"] for one in made}) == 3
    strip = tmp_path / f"{made[0]['name']}.strip"
    assert Path(f"{strip}.png").is_file() and Path(f"{strip}.gif").read_bytes().startswith(b"GIF")


def test_a_strip_is_pictured_though_a_shape_has_no_mesh(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> None:
        raise ValueError("it encloses nothing")

    monkeypatch.setattr("shape_diff.generation.pipeline.Pipeline.mesh", nothing)
    shapes = [str(folder / "ball.ply"), str(folder / "half.ply")]
    tail = ["--steps", "2", "--mesh", "--out", str(tmp_path), "--model", str(folder / "tiny.safetensors")]
    assert runner.invoke(app, ["blend", *shapes, *tail]).exit_code == 1
    assert len(list(tmp_path.glob("*.strip.*"))) == 2


def test_a_refined_cloud_says_what_it_was_made_of(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "fine.ply"
    assert runner.invoke(app, ["refine", str(folder / "ball.ply"), "-o", str(out), "--points", "400"]).exit_code == 0
    assert len(read_cloud(out)) == 400
    assert json.loads(out.with_suffix(".json").read_text())["lineage"]["parents"][0]["name"] == "ball"
    assert runner.invoke(app, ["refine", str(folder / "ball.ply"), "-o", str(out), "--points", "300"]).exit_code == 0
    assert len(read_cloud(out)) == 300


def test_refining_replaces_nothing_of_others(folder: Path, tmp_path: Path) -> None:
    (made,) = run(folder, tmp_path, "vary", "ball.ply", "--strength", "0")
    manifest, points = tmp_path / f"{made['name']}.json", tmp_path / made["files"]["points"]
    before = manifest.read_bytes(), points.read_bytes()
    for shape, out in ((manifest, points), (points, points), (points, manifest.with_suffix(".ply"))):
        done = runner.invoke(app, ["refine", str(shape), "-o", str(out)])
        assert isinstance(done.exception, ValueError) and "choose another name" in str(done.exception)
    assert before == (manifest.read_bytes(), points.read_bytes())
    assert not manifest.with_suffix(".ply").exists()


def test_rewards_steer_generation(folder: Path, tmp_path: Path) -> None:
    (made,) = run(folder, tmp_path, "generate", "a cup", "--reward", "size:1x2x0.5", "--reward", "mirror")
    assert set(made["lineage"]["rewards"]) == {"size:1x2x0.5", "mirror"}
    xyz = read_cloud(tmp_path / made["files"]["points"]).xyz
    np.testing.assert_allclose(xyz[:32] * [-1, 1, 1], xyz[32:], atol=1e-6)


REFUSED = {
    "no such file": ("vary", "nothing.ply"),
    "strength": ("vary", "ball.ply", "--strength", "1.5"),
    "a single point": ("complete", "point.ply", "a ball"),
    "a small whole": ("complete", "half.ply", "a ball", "--whole", "0", "0", "0", "1", "1", "1"),
    "an empty box": ("edit", "ball.ply", "a ball", "--box", "5", "5", "5", "6", "6", "6"),
    "a box of everything": ("edit", "ball.ply", "a ball", "--box", "-5", "-5", "-5", "6", "6", "6"),
    "no region": ("edit", "ball.ply", "a ball"),
    "no numbers": ("edit", "ball.ply", "a ball", "--points", "ball.ply"),
    "one shape": ("blend", "ball.ply"),
    "an unknown reward": ("vary", "ball.ply", "--reward", "beauty"),
    "a reward that is not there": ("vary", "ball.ply", "--reward", "json:beauty"),
    "a reward that gives NaN": ("vary", "ball.ply", "--reward", "rewards_of_mine:nan"),
    "a reward that fails": ("vary", "ball.ply", "--reward", "rewards_of_mine:fails"),
    "a size that is no number": ("vary", "ball.ply", "--reward", "size:1x2xnan"),
    "no points": ("refine", "cube.obj", "--points", "0"),
    "a wrong weight": ("vary", "ball.ply", "--reward", "symmetry:-1"),
}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_mistakes_are_one_sentence_and_exit_code_2(folder: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (folder / "rewards_of_mine.py").write_text(
        "def nan(xyz, rgb, normals):\n    return xyz.sum() * float('nan')\n\n\n"
        "def fails(xyz, rgb, normals):\n    return xyz[7]\n"
    )
    before = {path: path.read_bytes() for path in folder.glob("*.ply")}
    done = subprocess.run(
        [sys.executable, "-m", "shape_diff", *arguments, "--out", str(tmp_path), "--model", "tiny.safetensors"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert done.returncode == 2 and len(errors) == 1 and "Traceback" not in done.stderr, done.stderr
    assert not list(tmp_path.iterdir())
    assert before == {path: path.read_bytes() for path in folder.glob("*.ply")}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("edit", "ball.ply", "--points", "ball.ply"), "is not a .npy file of numbers, as numpy.save writes it"),
        (("vary", "numbers.json"), "is not the manifest of a sample; its files should be names"),
        (("vary", "empty.json"), "is not the manifest of a sample; it lacks 'files'"),
    ],
)
def test_files_of_another_kind_are_named_by_what_they_are_not(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (folder / "numbers.json").write_text('{"files": {"points": 3}, "prompt": "a cup"}')
    (folder / "empty.json").write_text("{}")
    command, *named = (str(folder / part) if (folder / part).is_file() else part for part in arguments)
    tail = ["--out", str(tmp_path), "--model", str(folder / "tiny.safetensors")]
    with pytest.raises(ValueError, match=re.escape(words)):
        runner.invoke(app, [command, *named, *tail], catch_exceptions=False)
    assert not list(tmp_path.iterdir())
