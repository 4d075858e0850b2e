"""Every cloud that a user may bring by mistake or from a scanner, through `shape-diff reconstruct`."""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from oriented_shapes import ball, disturbed, plate, torus

from shape_diff.app.cli import main
from shape_diff.formats.cloud_files import write_cloud
from shape_diff.geometry import PointCloud
from shape_diff.reconstruction import open3d_methods
from shape_diff.reconstruction.methods import reconstruct
from shape_diff.reconstruction.normal_estimation import MAX_ANCHORS, estimate_normals
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.warning import ReconstructionWarning


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """The command's exit code and the lines it says."""

    def command(*arguments: object) -> tuple[int, list[str]]:
        monkeypatch.setattr(sys, "argv", ["shape-diff", "reconstruct", *map(str, arguments), "--resolution", "48"])
        with pytest.raises(SystemExit) as caught:
            main()
        return int(caught.value.code or 0), capsys.readouterr().err.strip().splitlines()

    return command


def ply_of(xyz: np.ndarray) -> bytes:
    """A binary PLY file, whatever the values; `write_cloud` would refuse some."""
    names = "".join(f"property float {axis}\n" for axis in "xyz")
    header = f"ply\nformat binary_little_endian 1.0\nelement vertex {len(xyz)}\n{names}end_header\n"
    return header.encode() + xyz.astype("<f4").tobytes()


BALL = ball(500).xyz.astype(np.float64)
MISTAKES = {
    "empty.ply": (ply_of(BALL[:0]), "empty.ply has no points"),
    "three.ply": (ply_of(BALL[:3]), "a surface needs at least 4 points, got 3"),
    "equal.ply": (ply_of(BALL * 0 + 1), "all points are equal"),
    "line.ply": (ply_of(np.linspace(0, 1, 50)[:, None] * [1, 2, 3]), "all points lie in a line"),
    "nan.ply": (ply_of(BALL * np.nan), "nan.ply has no points: all 500 have NaN or infinite coordinates"),
    "far.ply": (ply_of(BALL + 1e9), "all points are equal"),  # as they are once rounded to float32
    "gigantic.ply": (ply_of(BALL * 3e38), "go up to 3e+38; scale them down"),
    "text.ply": (b"hello\n", "text.ply is not a PLY file"),
    "cut.ply": (ply_of(BALL)[:-1], "cut.ply is truncated: its header promises 500 points"),
    "nothing.pcd": (b"", "nothing.pcd is not a PCD file"),
    "chair.obj": (b"v 0 0 0\n", "chair.obj has no faces"),
    "cloud.las": (b"LASF", "point clouds .las are not known; choose one of .ply"),
    "cloud": (b"", "point clouds without suffix are not known"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_one_sentence(name: str, run: Callable[..., tuple[int, list[str]]], tmp_path: Path) -> None:
    content, words = MISTAKES[name]
    (tmp_path / name).write_bytes(content)
    code, lines = run(tmp_path / name, "-o", tmp_path / "out.obj")
    assert code == 2 and len(lines) == 1 and lines[0].startswith("error: ")
    assert words in lines[0]
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("out", "words"),
    [("a.fbx", ".glb"), ("cloud.ply/a.obj", "cloud.ply"), ("a.obj", "is a folder; name a file")],
    ids=str,
)
def test_results_that_cannot_be_written(
    out: str, words: str, run: Callable[..., tuple[int, list[str]]], tmp_path: Path
) -> None:
    write_cloud(ball(500), tmp_path / "cloud.ply")
    if out == "a.obj":
        (tmp_path / "a.obj").mkdir()  # a folder in the file's place
    code, lines = run(tmp_path / "cloud.ply", "-o", tmp_path / out)
    assert code == 2 and len(lines) == 1 and words in lines[0]
    assert not list(tmp_path.rglob("*.partial*"))


def some_not_finite(path: Path) -> None:
    xyz = BALL.copy()
    xyz[3], xyz[7, 1] = np.nan, np.inf
    np.savez(path, xyz=xyz)


def far_doubles(path: Path) -> None:
    np.savez(path, xyz=BALL + 1e9)


def flat(path: Path) -> None:
    write_cloud(PointCloud(plate(1500, 0.0).xyz * [1, 0.5, 1]), path)


def bad_normals(path: Path) -> None:
    generator = np.random.default_rng(0)
    length = generator.choice([0, 1e-20, 3, 1e6], (500, 1))
    write_cloud(PointCloud(BALL, None, BALL * length), path)


def zero_normals(path: Path) -> None:
    write_cloud(PointCloud(BALL, None, 0 * BALL), path)


def bytes_as_floats(path: Path) -> None:
    np.savez(path, xyz=BALL, rgb=np.tile([255.0, 51, 0], (500, 1)))


def unit_colors(path: Path) -> None:
    np.savez(path, xyz=BALL, rgb=np.tile([1, 0.2, 0], (500, 1)))


@pytest.mark.parametrize(
    ("write", "note"),
    [
        (far_doubles, "note: cloud.npz lies far from the origin, so it was moved by (-1000000000, -1000000000"),
        (some_not_finite, "note: 2 of the 500 points of cloud.npz have no position and were left out"),
        (flat, None),
        (bad_normals, "note: 115 of the 500 points have no normal; theirs were estimated"),
        (zero_normals, None),
        (bytes_as_floats, None),
        (unit_colors, None),
    ],
)
def test_odd_clouds_work(
    write: Callable[[Path], None], note: str | None, run: Callable[..., tuple[int, list[str]]], tmp_path: Path
) -> None:
    cloud, out = tmp_path / "cloud.npz", tmp_path / "out.ply"
    write(cloud)
    code, lines = run(cloud, "-o", out)
    assert code == 0
    notes = [line for line in lines if line.startswith("note:")]
    assert (not notes) if note is None else (len(notes) == 1 and notes[0].startswith(note))
    mesh = trimesh.load_mesh(out)
    if write is flat:
        assert mesh.is_watertight and mesh.area == pytest.approx(2 * 2 * 1, rel=0.15)
    else:
        assert mesh.volume == pytest.approx(4 / 3 * np.pi, rel=0.05)
    if write in (bytes_as_floats, unit_colors):
        np.testing.assert_allclose(np.asarray(mesh.visual.vertex_colors)[:, :3].mean(axis=0), [255, 51, 0], atol=2)


def never_done(xyz: np.ndarray, radius: float) -> None:
    time.sleep(600)


def test_a_method_that_gives_up_is_one_note(
    run: Callable[..., tuple[int, list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open3d_methods, "alpha_shape", never_done)
    shown = warnings.showwarning
    write_cloud(ball(500), tmp_path / "cloud.ply")
    code, lines = run(tmp_path / "cloud.ply", "-o", tmp_path / "out.obj", "--method", "alpha", "--time-limit", 0.01)
    assert code == 0
    assert lines[0] == "note: alpha gave up after 0.01 seconds; this mesh was made by poisson"
    assert warnings.showwarning is shown


def test_a_large_cloud_without_normals() -> None:
    """The case that Open3D's orientation did not finish in 190 s, and one with noise far above the point distance."""
    for count in (16_384, 5 * MAX_ANCHORS):
        cloud = disturbed(torus(count), 0.01)
        truth = torus(count).normals
        assert truth is not None
        assert (np.einsum("ij,ij->i", estimate_normals(cloud.xyz), truth) > 0).mean() > 0.999


def test_a_large_cloud_is_thinned_the_same_way_each_time() -> None:
    cloud = torus(6000)
    options = ReconstructionOptions(resolution=32, max_points=5000)
    with pytest.warns(ReconstructionWarning, match="only 5,000 of the 6,000 points were used, chosen at random"):
        first, second = reconstruct(cloud, options=options), reconstruct(cloud, options=options)
    np.testing.assert_array_equal(first.vertices, second.vertices)


def test_values_are_checked_before_points_are_left_out() -> None:
    xyz = torus(3000).xyz.copy()
    xyz[17] = np.nan
    with pytest.raises(ValueError, match="1 of 3000 points have NaN"):
        reconstruct(PointCloud(xyz), options=ReconstructionOptions(max_points=1000))
