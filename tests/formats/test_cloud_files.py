"""Point cloud files: round trips, files of other programs, damaged files."""

from pathlib import Path

import numpy as np
import pytest
import trimesh

from shape_diff.formats.cloud_columns import CloudFileWarning
from shape_diff.formats.cloud_files import WRITTEN_SUFFIXES, read_cloud, write_cloud
from shape_diff.geometry import PointCloud


@pytest.fixture
def cloud() -> PointCloud:
    generator = np.random.default_rng(0)
    normals = generator.normal(size=(50, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return PointCloud(generator.normal(size=(50, 3)) * 1e3, generator.integers(0, 256, (50, 3)) / 255, normals)


def assert_same(a: PointCloud, b: PointCloud) -> None:
    for name in ("xyz", "rgb", "normals"):
        first, second = getattr(a, name), getattr(b, name)
        assert (first is None) == (second is None), name
        if first is not None:
            np.testing.assert_allclose(first, second, rtol=1e-6, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("suffix", WRITTEN_SUFFIXES)
@pytest.mark.parametrize("parts", ["xyz", "xyz rgb", "xyz normals", "xyz rgb normals"])
def test_round_trip(cloud: PointCloud, tmp_path: Path, suffix: str, parts: str) -> None:
    written = PointCloud(**{name: getattr(cloud, name) for name in parts.split()})
    assert_same(read_cloud(write_cloud(written, tmp_path / f"cloud{suffix}")), written)


def test_trimesh_reads_our_ply(cloud: PointCloud, tmp_path: Path) -> None:
    again = trimesh.load(write_cloud(cloud, tmp_path / "cloud.ply"))
    np.testing.assert_array_equal(np.asarray(again.vertices, np.float32), cloud.xyz)
    np.testing.assert_allclose(again.colors[:, :3] / 255, cloud.rgb, atol=1e-6)


@pytest.mark.parametrize("encoding", ["ascii", "binary"])
def test_meshes_of_trimesh_are_read_as_points(tmp_path: Path, encoding: str) -> None:
    ball = trimesh.creation.icosphere(subdivisions=1)
    ball.visual.vertex_colors = np.random.default_rng(0).integers(0, 256, (len(ball.vertices), 4))
    path = tmp_path / "ball.ply"
    path.write_bytes(trimesh.exchange.ply.export_ply(ball, encoding=encoding, vertex_normal=True))
    cloud = read_cloud(path)
    assert cloud.rgb is not None and cloud.normals is not None
    np.testing.assert_allclose(cloud.xyz, ball.vertices, atol=1e-6)
    np.testing.assert_allclose(cloud.rgb * 255, ball.visual.vertex_colors[:, :3], atol=1e-3)
    np.testing.assert_allclose(cloud.normals, ball.vertex_normals, atol=1e-5)


def test_big_endian_doubles_after_another_element(tmp_path: Path) -> None:
    header = (
        "ply\nformat binary_big_endian 1.0\ncomment x\nelement camera 1\nproperty double fov\nelement vertex 2\n"
        "property double x\nproperty double y\nproperty double z\nproperty ushort red\nproperty ushort green\n"
        "property ushort blue\nend_header\n"
    )
    row = np.dtype([("p", ">f8", 3), ("c", ">u2", 3)])
    rows = np.array([((1, 2, 3), (65535, 0, 0)), ((4, 5, 6), (0, 65535, 0))], dtype=row)
    path = tmp_path / "cloud.ply"
    path.write_bytes(header.encode() + b"12345678" + rows.tobytes())
    cloud = read_cloud(path)
    np.testing.assert_array_equal(cloud.xyz, [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(cloud.rgb, [[1, 0, 0], [0, 1, 0]])


def test_xyz_of_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "cloud.xyz"
    path.write_text("\n0,0,0, 255,0,0\n1,0,0, 0,128,0\n")
    np.testing.assert_allclose(read_cloud(path).rgb, [[1, 0, 0], [0, 128 / 255, 0]], atol=1e-6)


def test_named_columns_of_text(tmp_path: Path) -> None:
    path = tmp_path / "cloud.csv"
    path.write_text("Red;Green;Blue;Intensity;X;Y;Z\n255;0;0;0.5;1;2;3\n\n0;0;255;0.1;4;5;6\n")
    cloud = read_cloud(path)
    np.testing.assert_array_equal(cloud.xyz, [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(cloud.rgb, [[1, 0, 0], [0, 0, 1]])
    assert cloud.normals is None


def test_pure_colors_are_not_taken_for_normals(tmp_path: Path) -> None:
    red = PointCloud(np.eye(3), np.tile([1.0, 0, 0], (3, 1)))
    assert_same(read_cloud(write_cloud(red, tmp_path / "red.xyz")), red)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("u1", [255, 51, 0], [1, 0.2, 0]),
        ("u2", [65535, 0, 0], [1, 0, 0]),
        ("i8", [255, 51, 0], [1, 0.2, 0]),
        ("f4", [255, 51, 0], [1, 0.2, 0]),
        ("f8", [1.001, 0.5, -0.001], [1, 0.5, 0]),
        ("?", [True, False, True], [1, 0, 1]),
    ],
)
def test_colors_of_any_range(tmp_path: Path, kind: str, values: list[float], expected: list[float]) -> None:
    np.savez(tmp_path / "cloud.npz", xyz=np.eye(3), rgb=np.array([values] * 3, kind))
    np.testing.assert_allclose(read_cloud(tmp_path / "cloud.npz").rgb, [expected] * 3, atol=1e-6)


def test_colors_out_of_range(tmp_path: Path) -> None:
    np.savez(tmp_path / "cloud.npz", xyz=np.eye(3), rgb=np.full((3, 3), 300.0))
    with pytest.raises(ValueError, match=r"colours of cloud.npz must be in 0..1 or 0..255, the largest is 300"):
        read_cloud(tmp_path / "cloud.npz")


@pytest.mark.parametrize("suffix", [".npz", ".xyz"])
def test_doubles_far_away_keep_their_shape(tmp_path: Path, suffix: str) -> None:
    """Geographic coordinates: float32 would leave 200 steps along the shape."""
    shape = np.random.default_rng(0).random((50, 3)) * 100
    path = tmp_path / f"far{suffix}"
    far = shape + np.array([5e5, 5.4e6, 300])
    if suffix == ".npz":
        np.savez(path, xyz=far)
    else:
        np.savetxt(path, far, fmt="%.6f")
    with pytest.warns(CloudFileWarning, match=r"far from the origin, so it was moved by \(") as caught:
        cloud = read_cloud(path)
    shift = np.array([float(word) for word in str(caught[0].message).split("(")[1].rstrip(")").split(",")])
    np.testing.assert_allclose(cloud.xyz, far + shift, atol=1e-4)
    assert np.abs(cloud.xyz).max() < 200


def test_coordinates_beyond_float32(tmp_path: Path) -> None:
    np.savez(tmp_path / "cloud.npz", xyz=np.eye(3) * 1e39)
    with pytest.raises(ValueError, match=r"coordinates of cloud.npz go up to 1e\+39"):
        read_cloud(tmp_path / "cloud.npz")


def test_meshes_are_told_apart(tmp_path: Path) -> None:
    for name in ("chair.obj", "chair.GLB", "chair.stl"):
        with pytest.raises(ValueError, match=f"{name} is a mesh, not a point cloud"):
            read_cloud(tmp_path / name)


HEADER = "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nend_header\n"
DAMAGED = {
    "text.ply": ("hello world\n", "not a PLY file"),
    "nothing.ply": ("", "not a PLY file"),
    "headless.ply": ("ply\nformat ascii 1.0\n", "end_header"),
    "short.ply": (HEADER + "1 2 3\n", "truncated"),
    "words.ply": (HEADER + "1 2 3\na b c\n", "not 3 numbers"),
    "nan.ply": (HEADER + "inf 2 3\nnan 2 3\n", "no points: all 2 have NaN or infinite coordinates"),
    "empty.ply": (HEADER.replace("vertex 2", "vertex 0"), "has no points"),
    "type.ply": (HEADER.replace("float z", "quad z"), "damaged near 'property quad z'"),
    "flat.ply": (HEADER.replace("float z", "float w") + "1 2 3\n1 2 3\n", "no x, y and z"),
    "empty.xyz": ("# nothing\n", "has no points"),
    "width.xyz": ("1 2\n", "3 numbers a line or more"),
    "words.xyz": ("1 2 3\n1 2\n", "not 3 numbers"),
    "minus.ply": (HEADER.replace("vertex 2", "vertex -2"), "damaged near 'element vertex -2'"),
    "names.csv": ("x,y,z\n", "has no points"),
    "text.npz": ("hello", "not a readable NPZ"),
    "what.las": ("x", "choose one of .ply, .xyz, .npz, .pcd"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_say_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, message = DAMAGED[name]
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=message) as caught:
        read_cloud(tmp_path / name)
    assert name in str(caught.value)


@pytest.mark.parametrize("suffix", WRITTEN_SUFFIXES)
def test_cut_off_files(cloud: PointCloud, tmp_path: Path, suffix: str) -> None:
    path = write_cloud(cloud, tmp_path / f"cloud{suffix}")
    path.write_bytes(path.read_bytes()[:-20])
    if suffix == ".xyz":
        # A text without a header cannot promise a number of lines, only whole ones.
        with pytest.raises(ValueError, match="numbers"):
            read_cloud(path)
    else:
        with pytest.raises(ValueError, match=r"truncated|not a readable"):
            read_cloud(path)


def test_missing_file_and_bad_clouds(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no file"):
        read_cloud(tmp_path / "no.ply")
    for xyz, message in ((np.zeros((0, 3)), "no points"), (np.full((2, 3), np.inf), "NaN or infinite")):
        with pytest.raises(ValueError, match=message):
            write_cloud(PointCloud(xyz), tmp_path / "bad.ply")
    assert not list(tmp_path.iterdir())
