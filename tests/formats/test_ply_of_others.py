"""PLY files of scanners, photogrammetry and splats, as clouds and as meshes."""

from pathlib import Path

import numpy as np
import pytest
from gltf_making import CUBE, CUBE_FACES
from PIL import Image

from shape_diff.formats.cloud_columns import CloudFileWarning
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.formats.mesh_files import Surface, read_surface

XYZ = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=np.float32)
BYTES = np.array([[255, 0, 0], [0, 128, 0], [0, 0, 255]], dtype=np.uint8)
FLOATS = ["float x", "float y", "float z"]
COLORS = ["uchar red", "uchar green", "uchar blue"]


def header(properties: list[str], kind: str = "binary_little_endian", before: str = "", after: str = "") -> str:
    lines = "".join(f"property {entry}\n" for entry in properties)
    return f"ply\nformat {kind} 1.0\n{before}element vertex 3\n{lines}{after}end_header\n"


def rows(*columns: np.ndarray) -> bytes:
    """The columns' values side by side, point after point."""
    return b"".join(column[number].tobytes() for number in range(3) for column in columns)


def text_rows(*columns: np.ndarray) -> str:
    return "".join(" ".join(str(value) for column in columns for value in column[n]) + "\n" for n in range(3))


ONE = np.ones((3, 1), np.uint8)
TWO = np.tile(np.frombuffer(b"\x02\0\0\0\x05\0\0\0\x09", np.uint8), (3, 1))
UNEVEN = [b"\x00", b"\x02" + bytes(8), b"\x01" + bytes(4)]
LARGE = ["float X", "float Y", "float Z", "uchar RED", "uchar GREEN", "uchar BLUE"]
TEXT = header(FLOATS + COLORS, "ascii") + text_rows(XYZ, BYTES)
FILES = {
    "lists of one length behind": header([*FLOATS, *COLORS, "list uint8 uint32 view_indices"]).encode()
    + rows(XYZ, BYTES, TWO),
    "lists of many lengths behind": header([*FLOATS, *COLORS, "list uchar uint views"]).encode()
    + b"".join(rows(XYZ, BYTES)[15 * n : 15 * n + 15] + UNEVEN[n] for n in range(3)),
    "lists between": header([*FLOATS, "list uchar float weights", *COLORS]).encode()
    + b"".join(XYZ[n].tobytes() + UNEVEN[n] + BYTES[n].tobytes() for n in range(3)),
    "lists in text": header([*FLOATS, "list uchar int tags", *COLORS], "ascii")
    + "1 2 3 0 255 0 0\n4 5 6 2 7 7 0 128 0\n7 8 9 1 7 0 0 255\n",
    "faces first": header(
        FLOATS + COLORS, before="element face 2\nproperty list uchar int vertex_indices\n"
    ).encode()
    + b"\x03" + bytes(12) + b"\x04" + bytes(16) + rows(XYZ, BYTES),
    "faces first in text": header(
        FLOATS + COLORS, "ascii", before="element face 1\nproperty list uchar int vertex_indices\n"
    )
    + "3 0 1 2\n" + text_rows(XYZ, BYTES),
    "spaces at the ends": TEXT.replace("\n", " \n"),
    "old Mac": TEXT.replace("\n", "\r"),
    "Windows": TEXT.replace("\n", "\r\n"),
    "binary of Windows": header(FLOATS + COLORS).replace("\n", "\r\n").encode() + rows(XYZ, BYTES),
    "blank lines": TEXT.replace("\n4", "\n\n4"),
    "large letters": header(LARGE).encode() + rows(XYZ, BYTES),
    "short names": header([*FLOATS, "uchar R", "uchar G", "uchar B"]).encode() + rows(XYZ, BYTES),
    "diffuse": header([*FLOATS, *(entry.replace("uchar ", "uchar diffuse_") for entry in COLORS)]).encode()
    + rows(XYZ, BYTES),
    "a property twice": header([*FLOATS, *COLORS, "uchar quality", "uchar quality"]).encode()
    + rows(XYZ, BYTES, ONE, ONE),
    "a comment on the end": header(FLOATS + COLORS, before="comment up to end_header\n").encode() + rows(XYZ, BYTES),
    "remarks in braces": header([*FLOATS, *COLORS]).replace("red", "red { start of colour }").encode()
    + rows(XYZ, BYTES),
    "bytes behind": header(FLOATS + COLORS).encode() + rows(XYZ, BYTES) + b"signature",
    "packed": header([*FLOATS, "uint rgba"]).encode()
    + rows(XYZ, (0xFF000000 | BYTES.astype(np.uint32) @ np.uint32([65536, 256, 1])).astype("<u4")[:, None]),
    "splats": header([*FLOATS, "float f_dc_0", "float f_dc_1", "float f_dc_2", "float opacity"]).encode()
    + rows(XYZ, ((BYTES / 255 - 0.5) * 2 * np.sqrt(np.pi)).astype("<f4"), np.ones((3, 1), "<f4")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_points_and_colours_of_other_programs(tmp_path: Path, name: str) -> None:
    content = FILES[name]
    (tmp_path / "a.ply").write_bytes(content.encode() if isinstance(content, str) else content)
    cloud = read_cloud(tmp_path / "a.ply")
    np.testing.assert_array_equal(cloud.xyz, XYZ)
    assert cloud.rgb is not None and cloud.normals is None
    np.testing.assert_allclose(cloud.rgb * 255, BYTES, atol=1e-3)


def test_points_without_a_position_are_left_out(tmp_path: Path) -> None:
    xyz = XYZ.copy()
    xyz[1, 2] = np.nan
    (tmp_path / "a.ply").write_bytes(header(FLOATS + COLORS).encode() + rows(xyz, BYTES))
    with pytest.warns(CloudFileWarning, match=r"1 of the 3 points of a\.ply have no position"):
        cloud = read_cloud(tmp_path / "a.ply")
    np.testing.assert_array_equal(cloud.xyz, XYZ[[0, 2]])
    assert cloud.rgb is not None
    np.testing.assert_allclose(cloud.rgb * 255, BYTES[[0, 2]], atol=1e-3)


def test_normals_that_are_no_numbers_are_missing(tmp_path: Path) -> None:
    normals = np.float32([[0, 0, 1], [np.nan, 0, 0], [1, 0, 0]])
    names = [*FLOATS, "float nx", "float ny", "float nz"]
    (tmp_path / "a.ply").write_bytes(header(names).encode() + rows(XYZ, normals))
    np.testing.assert_array_equal(read_cloud(tmp_path / "a.ply").normals, np.nan_to_num(normals))
    for nothing in (np.nan, 0):
        (tmp_path / "a.ply").write_bytes(header(names).encode() + rows(XYZ, np.full_like(XYZ, nothing)))
        assert read_cloud(tmp_path / "a.ply").normals is None


# Meshes


def mesh_header(vertex: list[str], face: str, kind: str = "binary_little_endian", comments: str = "") -> bytes:
    lines = "".join(f"property {entry}\n" for entry in vertex)
    return f"ply\nformat {kind} 1.0\n{comments}element vertex 8\n{lines}{face}end_header\n".encode()


FACES = "element face 12\nproperty list uchar int vertex_indices\n"
RED = np.tile(np.uint8([255, 0, 0]), (8, 1))


def corners(cube: np.ndarray, *more: np.ndarray) -> bytes:
    return b"".join(column[number].tobytes() for number in range(8) for column in (cube, *more))


def triangles(dtype: str = "<i4") -> bytes:
    return b"".join(b"\x03" + face.astype(dtype).tobytes() for face in CUBE_FACES.reshape(-1, 3))


def volume_of(surface: Surface) -> float:
    a, b, c = surface.triangles.transpose(1, 0, 2)
    return float(np.einsum("fi,fi->f", a, np.cross(b, c)).sum() / 6)


def shown(surface: Surface) -> set[tuple[int, ...]]:
    rgb = surface.colors_at(np.arange(len(surface.faces)), np.full((len(surface.faces), 3), 1 / 3))
    return {tuple(row) for row in np.rint(rgb * 255).astype(int).tolist()}


def test_a_mesh_with_bytes_behind_and_of_big_end(tmp_path: Path) -> None:
    for kind, order in (("binary_little_endian", "<"), ("binary_big_endian", ">")):
        names = ["double x", "double y", "double z", "uchar diffuse_red", "uchar diffuse_green", "uchar diffuse_blue"]
        content = mesh_header(names, FACES.replace("int", "uint", 1), kind) + corners(CUBE.astype(order + "f8"), RED)
        (tmp_path / "a.ply").write_bytes(content + triangles(order + "u4") + b"\0\0tail")
        surface = read_surface(tmp_path / "a.ply")
        assert volume_of(surface) == pytest.approx(8) and shown(surface) == {(255, 0, 0)} and surface.colored


def test_strips_of_triangles(tmp_path: Path) -> None:
    strips = np.concatenate(
        [[quad[0], quad[1], quad[3], quad[2], -1] for quad in CUBE_FACES.reshape(6, 6)[:, [0, 1, 2, 5]]]
    )
    face = "element tristrips 1\nproperty list int int vertex_indices\n"
    content = mesh_header(FLOATS, face) + corners(CUBE) + np.int32([len(strips), *strips]).tobytes()
    (tmp_path / "a.ply").write_bytes(content)
    surface = read_surface(tmp_path / "a.ply")
    assert len(surface.faces) == 12 and volume_of(surface) == pytest.approx(8) and not surface.colored


def test_pictures_over_a_ply(tmp_path: Path) -> None:
    names = [*FLOATS, "float s", "float t"]
    uv = np.tile(np.float32([0.5, 0.5]), (8, 1))
    content = corners(CUBE, uv) + triangles()
    (tmp_path / "a.ply").write_bytes(mesh_header(names, FACES) + content)
    assert not read_surface(tmp_path / "a.ply").colored
    (tmp_path / "a.ply").write_bytes(mesh_header(names, FACES, comments="comment TextureFile red.png\n") + content)
    surface = read_surface(tmp_path / "a.ply")
    assert not surface.colored and "red.png" in surface.notes[0]
    Image.new("RGB", (2, 2), (255, 0, 0)).save(tmp_path / "red.png")
    surface = read_surface(tmp_path / "a.ply")
    assert surface.colored and shown(surface) == {(255, 0, 0)} and not surface.notes


def test_coordinates_in_a_list_of_each_face(tmp_path: Path) -> None:
    """As MeshLab writes them, with a number for the picture."""
    for name, color in (("red.png", (255, 0, 0)), ("blue.png", (0, 0, 255))):
        Image.new("RGB", (2, 2), color).save(tmp_path / name)
    face = FACES + "property list uchar float texcoord\nproperty int texnumber\n"
    data = b"".join(
        b"\x03"
        + index.astype("<i4").tobytes()
        + b"\x06"
        + np.full(6, 0.5, "<f4").tobytes()
        + np.int32(n >= 4).tobytes()
        for n, index in enumerate(CUBE_FACES.reshape(-1, 3))
    )
    comments = "comment TextureFile red.png\ncomment TextureFile blue.png\n"
    (tmp_path / "a.ply").write_bytes(mesh_header(FLOATS, face, comments=comments) + corners(CUBE) + data)
    surface = read_surface(tmp_path / "a.ply")
    assert volume_of(surface) == pytest.approx(8)
    rgb = surface.colors_at(np.arange(12), np.full((12, 3), 1 / 3))
    assert (rgb == [1, 0, 0]).all(axis=1).sum() == 4 and (rgb == [0, 0, 1]).all(axis=1).sum() == 8


def test_faces_of_many_lengths(tmp_path: Path) -> None:
    """A cube of five squares and two triangles."""
    quads = CUBE_FACES.reshape(6, 6)[:, [0, 1, 2, 5]]
    face = FACES.replace("12", "7")
    data = b"".join(b"\x04" + quad.astype("<i4").tobytes() for quad in quads[:5])
    data += b"".join(b"\x03" + index.astype("<i4").tobytes() for index in CUBE_FACES.reshape(-1, 3)[10:])
    (tmp_path / "a.ply").write_bytes(mesh_header(FLOATS, face) + corners(CUBE) + data)
    surface = read_surface(tmp_path / "a.ply")
    assert len(surface.faces) == 12 and volume_of(surface) == pytest.approx(8)


def test_a_text_keeps_the_digits_that_a_float_has_not(tmp_path: Path) -> None:
    """Surveyors' coordinates, declared as `float` and written with all their digits."""
    rng = np.random.default_rng(0)
    xyz = np.array([450_000.0, 5_400_000.0, 300.0]) + rng.uniform(0, 1, (50, 3)).round(4)
    header = (
        "ply\nformat ascii 1.0\nelement vertex 50\nproperty float x\nproperty float y\nproperty float z\nend_header\n"
    )
    (tmp_path / "utm.ply").write_text(header + "\n".join(" ".join(f"{v:.4f}" for v in row) for row in xyz) + "\n")
    with pytest.warns(CloudFileWarning, match="lies far from the origin"):
        cloud = read_cloud(tmp_path / "utm.ply")
    np.testing.assert_allclose(cloud.xyz - cloud.xyz[0], xyz - xyz[0], atol=1e-4)
