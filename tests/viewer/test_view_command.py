"""`shape-diff view`: pictures from the command line, and mistakes said in one sentence."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from viewer_samples import box_cloud, box_mesh, noisy_run

from shape_diff.app.cli import main
from shape_diff.formats.cloud_files import write_cloud, write_ply
from shape_diff.formats.export import write_mesh
from shape_diff.formats.trajectory_file import write_trajectory
from shape_diff.geometry import PointCloud

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in this process and an empty folder: exit code and standard error."""
    monkeypatch.chdir(tmp_path)

    def view(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["shape-diff", "view", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        captured = capsys.readouterr()
        assert captured.out == ""
        return int(caught.value.code or 0), captured.err

    return view


def test_a_picture_of_a_mesh_from_three_sides(run: Run) -> None:
    write_mesh(box_mesh(), Path("box.glb"))
    assert run("box.glb", "--render", "deep/box.png", "--size", 32, "--views", "front, right,top") == (
        0, "deep/box.png: 104 x 32 pixels\n"
    )  # fmt: skip
    with Image.open("deep/box.png") as picture:
        assert picture.size == (3 * 32 + 2 * 4, 32)


def test_a_sheet_of_a_folder_and_a_turntable_of_its_first_sample(run: Run) -> None:
    Path("things").mkdir()
    write_mesh(box_mesh(), Path("things/a.obj"))
    write_cloud(box_cloud(), Path("things/b.ply"))
    Path("things/c.ply").write_text("ply\n")
    code, err = run("things", "--render", "sheet.png", "--turntable", "turn.gif", "--size", 32, "--frames", 3)
    assert code == 0
    assert "sheet.png: 3 samples" in err and "turn.gif: 3 frames" in err and "of a.obj alone" in err
    with Image.open("turn.gif") as gif:
        assert (gif.n_frames, gif.size) == (3, (32, 32))


def test_stages_of_a_denoising_run(run: Run) -> None:
    write_trajectory(noisy_run(box_cloud()), Path("a.steps.npz"))
    assert run("a.steps.npz", "--render", "a.png", "--stages", 4, "--size", 32)[0] == 0
    with Image.open("a.png") as picture:
        assert picture.width == 4 * 32 + 3 * 4 and 32 < picture.height < 64  # with a line of words
    code, err = run("a.steps.npz", "--denoising", "a.webp", "--size", 32)
    assert code == 0 and err.startswith("a.webp: ") and err.endswith(" MB\n")
    with Image.open("a.webp") as animation:
        assert (animation.format, animation.size, animation.n_frames) == ("WEBP", (32, 32), 6)


def test_without_paths_the_outputs_are_looked_at(run: Run) -> None:
    Path("outputs").mkdir()
    write_mesh(box_mesh(), Path("outputs/a.obj"))
    assert run("--render", "a.png", "--size", 32)[0] == 0


def test_what_is_not_shown_is_said(run: Run) -> None:
    xyz = box_cloud(50).xyz.copy()
    xyz[:3] = np.nan
    write_ply(PointCloud(xyz), Path("a.ply"))
    code, err = run("a.ply", "--render", "a.png", "--size", 32)
    assert code == 0 and "a.ply: 3 of the 50 points of a.ply have no position and were left out" in err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("missing.ply", "--render", "a.png"), "no file or folder missing.ply"),
        (("empty.ply", "--render", "a.png"), "empty.ply is an empty file"),
        (("cut.ply", "--render", "a.png"), "truncated"),
        (("points.obj", "--render", "a.png"), "no faces"),
        (("letter.docx", "--render", "a.png"), "known are"),
        (("empty.ply",), "empty"),
        (("missing.ply", "--web"), "missing.ply"),
        (("missing.ply", "--html", "a.html"), "missing.ply"),
        (("box.obj", "--render", "a.jpg"), "must end in .png"),
        (("box.obj", "--turntable", "a.mp4"), "must end in .gif"),
        (("box.obj", "--denoising", "a.mp4"), "must end in .gif or .webp"),
        (("box.obj", "--denoising", "a.webp"), "--keep-steps"),
        (("box.obj", "--html", "a.png"), "must end in .html"),
        (("box.obj", "--render", "a.png", "--size", 9999), "between 16 and 4096"),
        (("box.obj", "--render", "a.png", "--views", "front,inside"), "no view 'inside'"),
        (("box.obj", "--render", "a.png", "--draw", "points"), "no points"),
        (("box.obj", "--render", "a.png", "--color-by", "taste"), "not 'taste'"),
        (("box.obj", "--render", "a.png", "--stages", 4), "--keep-steps"),
        (("box.obj", "--stages", 4), "--render"),
        (("box.obj", "--turntable", "a.gif", "--frames", 1), "2 to 360"),
        (("box.obj", "--web", "--render", "a.png"), "--web"),
        (("--render", "a.png"), "nothing to draw"),
        (("box.obj", "--render", "box.obj/a.png"), "box.obj"),
    ],
)  # fmt: skip
def test_mistakes_are_one_sentence_and_leave_nothing(run: Run, arguments: tuple[object, ...], word: str) -> None:
    Path("empty.ply").touch()
    write_cloud(box_cloud(), Path("cut.ply"))
    Path("cut.ply").write_bytes(Path("cut.ply").read_bytes()[:3000])
    Path("points.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\n")
    Path("letter.docx").write_text("hello")
    write_mesh(box_mesh(), Path("box.obj"))
    before = {path.name for path in Path.cwd().iterdir()}
    code, err = run(*arguments)
    assert code == 2, err
    assert err.startswith("error: ") and err.count("\n") == 1 and word in err, err
    assert {path.name for path in Path.cwd().iterdir()} == before
