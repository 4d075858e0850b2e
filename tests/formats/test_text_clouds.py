"""Points in lines of text and in arrays, as other programs write them."""

from pathlib import Path

import numpy as np
import pytest

from shape_diff.formats.cloud_columns import CloudFileWarning
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.geometry import PointCloud

GENERATOR = np.random.default_rng(0)
COUNT = 40
NORMALS = GENERATOR.normal(size=(COUNT, 3))
NORMALS /= np.linalg.norm(NORMALS, axis=1, keepdims=True)
XYZ = np.round(NORMALS * 2, 4)
NORMALS = np.round(NORMALS, 4)
BYTES = GENERATOR.integers(0, 256, (COUNT, 3))
INTENSITY = GENERATOR.integers(-2048, 0, (COUNT, 1))


def text(*blocks: np.ndarray, sign: str = " ") -> str:
    return "".join(sign.join(f"{value:g}" for block in blocks for value in block[n]) + "\n" for n in range(COUNT))


def comma(content: str) -> str:
    return content.replace(".", ",")


PURE = np.eye(3)[GENERATOR.integers(0, 3, COUNT)]
FADED = np.round(BYTES / 255, 3)
BYTE_INTENSITY = GENERATOR.integers(0, 256, (COUNT, 1))
SOME_NORMALS = np.where(np.arange(COUNT)[:, None] % 9 == 0, 0, NORMALS)
HALF = COUNT // 2
LINES = text(XYZ, INTENSITY, BYTES).splitlines(keepends=True)
FIRST, SECOND = "".join(LINES[:HALF]), "".join(LINES[HALF:])
NAMES = "x,y,z,red,green,blue\n"
HEAD = "//X Y Z R G B Nx Ny Nz\n"
FILES: dict[str, tuple[str | bytes, np.ndarray | None, np.ndarray | None]] = {
    "cloudcompare.asc": ("//X Y Z R G B\n" + text(XYZ, BYTES), BYTES, None),
    "cloudcompare.txt": (HEAD + text(XYZ, BYTES, NORMALS), BYTES, NORMALS),
    "counted.txt": (f"{HEAD}{COUNT}\n" + text(XYZ, BYTES, NORMALS), BYTES, NORMALS),
    "leica.pts": (f"{COUNT}\n" + text(XYZ, INTENSITY, BYTES), BYTES, None),
    "two scans.pts": (f"{HALF}\n{FIRST}{HALF}\n{SECOND}", BYTES, None),
    "seven.txt": (text(XYZ, BYTE_INTENSITY, BYTES), BYTES, None),
    "opacity.txt": (text(XYZ, BYTES, np.full((COUNT, 1), 255)), BYTES, None),
    "intensity.xyz": (text(XYZ, INTENSITY), None, None),
    "everything.txt": (text(XYZ, INTENSITY, BYTES, NORMALS), BYTES, NORMALS),
    "normals first.txt": (text(XYZ, NORMALS, BYTES), BYTES, NORMALS),
    "curvature.txt": (text(XYZ, NORMALS, 0.1 * np.abs(NORMALS[:, :1])), None, NORMALS),
    "long normals.xyz": (text(XYZ, 3 * NORMALS), None, 3 * NORMALS),
    "missing normals.xyz": (text(XYZ, SOME_NORMALS), None, SOME_NORMALS),
    "pure.xyz": (text(XYZ, PURE), 255 * PURE, None),
    "faded.xyz": (text(XYZ, FADED), 255 * FADED, None),
    "mark.csv": ((NAMES + text(XYZ, BYTES, sign=",")).encode("utf-8-sig"), BYTES, None),
    "wide.txt": (text(XYZ, NORMALS).encode("utf-16"), None, NORMALS),
    "latin1.txt": (("# Größe in m\n" + text(XYZ)).encode("latin-1"), None, None),
    "quoted.csv": ('"x","y","z","red","green","blue"\n' + text(XYZ, BYTES, sign=","), BYTES, None),
    "quoted cells.csv": ('"' + text(XYZ, sign='","').strip().replace("\n", '"\n"') + '"\n', None, None),
    "units.csv": ("X [m],Y [m],Z [m],Intensity\n" + text(XYZ, INTENSITY, sign=","), None, None),
    "labels.csv": ("x,y,z,label\n" + text(XYZ, sign=",").replace("\n", ",tree\n"), None, None),
    "labels behind.txt": (text(XYZ).replace("\n", " tree\n"), None, None),
    "empty cells.csv": ("x,y,z,quality\n" + text(XYZ, sign=",").replace("\n", ",\n"), None, None),
    "german.csv": ("x;y;z\n" + comma(text(XYZ, sign=";")), None, None),
    "german.txt": (comma(text(XYZ, sign="\t")), None, None),
    "german colours.csv": ("X;Y;Z;R;G;B\n" + comma(text(XYZ, BYTES, sign=";")), BYTES, None),
    "excel.csv": ("sep=;\nx;y;z\n" + comma(text(XYZ, sign=";")), None, None),
    "other words.csv": ("lon,lat,alt\n" + text(XYZ, sign=","), None, None),
    "paraview.csv": ('"Points:0","Points:1","Points:2"\n' + text(XYZ, sign=","), None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_columns_hold(tmp_path: Path, name: str) -> None:
    content, rgb, normals = FILES[name]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    cloud = read_cloud(path)
    np.testing.assert_allclose(cloud.xyz, XYZ, atol=1e-6)
    assert (cloud.rgb is None, cloud.normals is None) == (rgb is None, normals is None)
    if cloud.rgb is not None:
        np.testing.assert_allclose(cloud.rgb * 255, rgb, atol=0.2)
    if cloud.normals is not None:
        np.testing.assert_allclose(cloud.normals, normals, atol=1e-4)


def test_columns_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text(text(XYZ, PURE, BYTES))
    cloud = read_cloud(path, "x y z nx ny nz r g b")
    assert cloud.rgb is not None
    np.testing.assert_array_equal(cloud.normals, PURE)
    np.testing.assert_allclose(cloud.rgb * 255, BYTES, atol=1e-3)
    turned = read_cloud(path, "z,x,y,_,_,_,_,_,_")
    np.testing.assert_allclose(turned.xyz, XYZ[:, [1, 2, 0]], atol=1e-6)
    assert turned.rgb is None and turned.normals is None
    with pytest.raises(ValueError, match=r"a\.xyz has 9 columns, not the 3"):
        read_cloud(path, "x y z")
    with pytest.raises(ValueError, match="no x, y and z"):
        read_cloud(path, "a b c d e f g h i")
    np.savez(tmp_path / "a.npz", xyz=XYZ)
    with pytest.raises(ValueError, match="for texts only"):
        read_cloud(tmp_path / "a.npz", "x y z")


def test_rows_without_a_position(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y,z\n1,2,3\nnan,nan,nan\n,,\n4,5,6\n")
    with pytest.warns(CloudFileWarning, match=r"2 of the 4 points of a\.csv have no position"):
        np.testing.assert_array_equal(read_cloud(tmp_path / "a.csv").xyz, [[1, 2, 3], [4, 5, 6]])


@pytest.mark.parametrize(
    ("content", "words"),
    [("x,y,z\n1,2,north\n", "words in the column 'z'"), ("x;y;z\n1,5;2\n", "not 3 numbers"), ("5\n", "has no points")],
)
def test_the_true_reason(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(ValueError, match=words):
        read_cloud(tmp_path / "a.csv")


ARRAYS = {
    "Point-E": {"coords": XYZ, "R": FADED[:, 0], "G": FADED[:, 1], "B": FADED[:, 2]},
    "points": {"points": XYZ, "colors": FADED, "normals": NORMALS},
    "unnamed": {"arr_0": XYZ},
    "unnamed with colours": {"arr_0": np.hstack([XYZ, FADED])},
    "of a batch": {"pc": np.hstack([XYZ, NORMALS])[None]},
    "columns first": {"positions": XYZ.T},
    "any name": {"my_scan": XYZ},
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_of_other_programs(tmp_path: Path, name: str) -> None:
    np.savez(tmp_path / "a.npz", **ARRAYS[name])
    cloud = read_cloud(tmp_path / "a.npz")
    np.testing.assert_allclose(cloud.xyz, XYZ, atol=1e-6)
    assert (cloud.rgb is not None) == (name in ("Point-E", "points", "unnamed with colours"))
    assert (cloud.normals is not None) == (name in ("points", "of a batch"))
    if cloud.rgb is not None:
        np.testing.assert_allclose(cloud.rgb, FADED, atol=1e-6)


def test_single_arrays(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.hstack([XYZ, NORMALS]))
    cloud = read_cloud(tmp_path / "a.npy")
    np.testing.assert_allclose(cloud.xyz, XYZ, atol=1e-6)
    np.testing.assert_allclose(cloud.normals, NORMALS, atol=1e-6)
    for wrong in (np.zeros(5), np.zeros((4, 2)), np.zeros((2, 5, 3))):
        np.save(tmp_path / "b.npy", wrong)
        with pytest.raises(ValueError, match=r"b\.npy must hold three numbers for each point"):
            read_cloud(tmp_path / "b.npy")


UTM = np.array([601_119.7, 4_493_768.3, 17.4])


def test_coarse_coordinates_are_said(tmp_path: Path) -> None:
    """Doubles far away are moved; float32 has lost the shape already, by steps of half a metre."""
    np.savez(tmp_path / "fine.npz", xyz=XYZ + UTM)
    np.savez(tmp_path / "coarse.npz", xyz=(XYZ + UTM).astype(np.float32))
    with pytest.warns(CloudFileWarning) as fine:
        read_cloud(tmp_path / "fine.npz")
    with pytest.warns(CloudFileWarning) as coarse:
        cloud = read_cloud(tmp_path / "coarse.npz")
    assert len(fine) == 1 and len(coarse) == 2
    assert "in steps of 0.5 at a size of 4" in str(coarse[0].message)
    assert np.abs(cloud.xyz).max() < 10


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float64])
def test_colours_of_bytes_from_python(kind: type) -> None:
    rgb = PointCloud(XYZ, BYTES.astype(kind)).rgb
    assert rgb is not None
    np.testing.assert_allclose(rgb * 255, BYTES, atol=1e-3)


def test_arrays_of_doubles_far_away_are_moved_like_files() -> None:
    with pytest.warns(CloudFileWarning, match=r"the cloud lies far from the origin, so it was moved by \(") as caught:
        cloud = PointCloud(XYZ + UTM)
    shift = np.array([float(word) for word in str(caught[0].message).split("(")[1].rstrip(")").split(",")])
    np.testing.assert_allclose(cloud.xyz, XYZ + UTM + shift, atol=1e-5)
