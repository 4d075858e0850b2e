"""`shape-diff reconstruct`: any cloud a user has."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh

from shape_diff.cli import main
from shape_diff.geometry import PointCloud
from shape_diff.geometry.cloud_files import write_cloud


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["shape-diff", "reconstruct", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


@pytest.fixture
def ball(tmp_path: Path) -> Path:
    """Points on a sphere of radius 3 around (10, 0, 0), with normals and without colours."""
    normals = np.random.default_rng(0).normal(size=(2000, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return write_cloud(PointCloud(3 * normals + [10, 0, 0], normals=normals), tmp_path / "ball.ply")


def test_a_cloud_becomes_a_mesh_in_its_own_coordinates(
    ball: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ball.with_name("ball.stl")
    assert run(monkeypatch, ball, "-o", out, "--resolution", 64, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["watertight"] and report["genus"] == 0
    mesh = trimesh.load_mesh(out)
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 27, rel=0.03)
    assert mesh.centroid == pytest.approx([10, 0, 0], abs=0.05)


@pytest.mark.parametrize(
    ("name", "content", "out", "words"),
    [
        ("gone.ply", None, "a.obj", "gone.ply"),
        ("text.ply", "hello", "a.obj", "text.ply"),
        ("three.xyz", "0 0 0\n1 0 0\n0 1 0\n", "a.obj", "4"),
        ("same.xyz", "1 1 1\n" * 9, "a.obj", "equal"),
        ("nan.xyz", "0 0 nan\n" * 9, "a.obj", "NaN"),
        ("ball.ply", None, "a.fbx", ".glb"),
    ],
)
def test_mistakes_are_one_sentence(
    ball: Path, name: str, content: str | None, out: str, words: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    cloud = ball.with_name(name)
    if content is not None:
        cloud.write_text(content)
    assert run(monkeypatch, cloud, "-o", ball.with_name(out)) == 2
    sentence = capsys.readouterr().err.strip()
    assert sentence.startswith("error: ") and "\n" not in sentence
    assert words in sentence
    assert not ball.with_name(out).exists()
