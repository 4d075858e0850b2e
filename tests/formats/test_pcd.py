"""PCD files: those that Open3D writes, and others made by hand."""

from pathlib import Path

import numpy as np
import pytest

from shape_diff.formats.cloud_columns import CloudFileWarning
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.formats.pcd_file import decompress_lzf
from shape_diff.machine.optional_parts import OPEN3D


@pytest.mark.needs("open3d")
@pytest.mark.parametrize("is_text", [True, False])
@pytest.mark.parametrize("is_compressed", [True, False])
@pytest.mark.parametrize("parts", ["", "rgb", "normals", "rgb normals"])
def test_files_of_open3d(tmp_path: Path, is_text: bool, is_compressed: bool, parts: str) -> None:
    open3d = OPEN3D.load()
    generator = np.random.default_rng(0)
    normals = generator.normal(size=(500, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    theirs = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(np.round(generator.normal(size=(500, 3)), 1)))
    colors = generator.integers(0, 256, (500, 3)) / 255
    if "rgb" in parts:
        theirs.colors = open3d.utility.Vector3dVector(colors)
    if "normals" in parts:
        theirs.normals = open3d.utility.Vector3dVector(normals)
    path = tmp_path / "cloud.pcd"
    assert open3d.io.write_point_cloud(str(path), theirs, write_ascii=is_text, compressed=is_compressed)
    cloud = read_cloud(path)
    np.testing.assert_allclose(cloud.xyz, np.asarray(theirs.points), atol=1e-6)
    assert ((cloud.rgb is None), (cloud.normals is None)) == ("rgb" not in parts, "normals" not in parts)
    if cloud.rgb is not None:
        np.testing.assert_allclose(cloud.rgb, colors, atol=1 / 255 + 1e-6)  # Open3D cuts off where it should round
    if cloud.normals is not None:
        np.testing.assert_allclose(cloud.normals, normals, atol=1e-5)


def header(count: int, data: str, fields: str = "x y z", size: str = "4 4 4", kind: str = "F F F") -> str:
    return (
        f"# .PCD v0.7\nVERSION 0.7\nFIELDS {fields}\nSIZE {size}\nTYPE {kind}\nWIDTH {count}\nHEIGHT 1\n"
        f"VIEWPOINT 0 0 0 1 0 0 0\nPOINTS {count}\nDATA {data}\n"
    )


def test_padding_and_vectors_are_passed_over(tmp_path: Path) -> None:
    text = header(2, "binary", "_ x y z shape _ rgb", "1 8 8 8 4 1 4", "U F F F F U U")
    text = text.replace("WIDTH", "COUNT 3 1 1 1 5 2 1\nWIDTH")
    row = np.dtype([("a", "u1", 3), ("xyz", "<f8", 3), ("b", "<f4", 5), ("c", "u1", 2), ("rgb", "<u4")])
    rows = np.zeros(2, row)
    rows["xyz"] = [[1, 2, 3], [4, 5, 6]]
    rows["rgb"] = [0xFF0000, 0x01FF8000]
    (tmp_path / "a.pcd").write_bytes(text.encode() + rows.tobytes())
    cloud = read_cloud(tmp_path / "a.pcd")
    np.testing.assert_array_equal(cloud.xyz, [[1, 2, 3], [4, 5, 6]])
    assert cloud.rgb is not None
    np.testing.assert_allclose(cloud.rgb * 255, [[255, 0, 0], [255, 128, 0]], atol=1e-4)


def test_colors_packed_in_floats_of_text(tmp_path: Path) -> None:
    red = np.array([0xFF0000], np.uint32).view(np.float32)[0]
    (tmp_path / "a.pcd").write_text(header(1, "ascii", "x y z rgb", "4 4 4 4", "F F F F") + f"1 2 3 {red:.9g}\n")
    np.testing.assert_array_equal(read_cloud(tmp_path / "a.pcd").rgb, [[1, 0, 0]])


def test_pixels_without_a_point_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.pcd").write_text(header(3, "ascii") + "1 2 3\nnan nan nan\n4 5 6\n")
    with pytest.warns(CloudFileWarning, match=r"1 of the 3 points of a.pcd have no position"):
        cloud = read_cloud(tmp_path / "a.pcd")
    np.testing.assert_array_equal(cloud.xyz, [[1, 2, 3], [4, 5, 6]])


PACKED = bytes([2]) + b"abc" + bytes([(3 - 2) << 5, 2]) + bytes([7 << 5, 11 - 9, 0])


def test_lzf_by_hand() -> None:
    """Three literals, a repetition of three from three back, and one of eleven from one back, which repeats itself."""
    assert decompress_lzf(PACKED, 17) == b"abcabc" + b"c" * 11
    for data, size in ((PACKED, 16), (PACKED[:-1], 17), (bytes([1 << 5, 0]), 3)):
        with pytest.raises((ValueError, IndexError)):
            decompress_lzf(data, size)


DAMAGED = {
    "text.pcd": (b"hello\n", "not a PCD file"),
    "short.pcd": (header(2, "ascii").encode() + b"1 2 3\n", "truncated"),
    "cut.pcd": (header(2, "binary").encode() + bytes(23), "truncated"),
    "tiny.pcd": (header(2, "binary_compressed").encode() + bytes(5), "truncated"),
    "packed.pcd": (header(1, "binary_compressed").encode() + b"\x02\0\0\0\x0c\0\0\0\xe0\x00", "compressed data"),
    "words.pcd": (header(1, "ascii").encode() + b"a b c\n", "not 3 numbers"),
    "kind.pcd": (header(1, "ascii").replace("F F F", "F F Q").encode() + b"1 2 3\n", "damaged"),
    "sizes.pcd": (header(1, "ascii").replace("4 4 4", "4 4").encode() + b"1 2 3\n", "damaged"),
    "how.pcd": (header(1, "zip").encode() + b"1 2 3\n", "damaged"),
    "flat.pcd": (header(1, "ascii", "x y w").encode() + b"1 2 3\n", "no x, y and z"),
    "empty.pcd": (header(0, "ascii").encode(), "has no points"),
    "infinite.pcd": (header(1, "ascii").encode() + b"1 2 inf\n", "NaN or infinite"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_say_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, message = DAMAGED[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=message) as caught:
        read_cloud(tmp_path / name)
    assert name in str(caught.value)


@pytest.mark.filterwarnings("ignore::shape_diff.formats.cloud_columns.CloudFileWarning")
def test_a_cloud_of_pixels_without_points_is_empty(tmp_path: Path) -> None:
    (tmp_path / "none.pcd").write_text(header(2, "ascii") + "nan nan nan\n" * 2)
    with pytest.raises(ValueError, match="has no points"):
        read_cloud(tmp_path / "none.pcd")
