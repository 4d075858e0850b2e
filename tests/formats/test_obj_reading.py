"""Wavefront OBJ files of many programs: paths, encodings, materials, polygons."""

from pathlib import Path

import numpy as np
import pytest
from gltf_making import QUADS
from PIL import Image

from shape_diff.formats.mesh_files import UNCOLORED, Surface, read_surface
from shape_diff.formats.mtl_file import parse_map

CORNERS = [(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
VERTICES = "".join(f"v {x} {y} {z}\n" for x, y, z in CORNERS)
PLAIN = "".join("f " + " ".join(str(i + 1) for i in quad) + "\n" for quad in QUADS)
WITH_UV = "vt 0.25 0.75\n" + "".join("f " + " ".join(f"{i + 1}/1" for i in quad) + "\n" for quad in QUADS)
RED, GREEN = (255, 0, 0), (0, 255, 0)


def volume_of(surface: Surface) -> float:
    a, b, c = surface.triangles.transpose(1, 0, 2)
    return float(np.einsum("fi,fi->f", a, np.cross(b, c)).sum() / 6)


def color_of(surface: Surface) -> tuple[int, ...]:
    """The one colour of all faces."""
    rgb = surface.colors_at(np.arange(len(surface.faces)), np.full((len(surface.faces), 3), 1 / 3))
    found = {tuple(row) for row in np.rint(rgb * 255).astype(int).tolist()}
    assert len(found) == 1
    return found.pop()


def read(folder: Path, text: str | bytes, name: str = "a.obj", **materials: str) -> Surface:
    """A surface of an OBJ file; `materials` are the MTL files beside it."""
    for stem, content in materials.items():
        (folder / f"{stem}.mtl").write_text(content, encoding="utf-8")
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_surface(folder / name)


def picture(path: Path, color: tuple[int, int, int]) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (2, 2), color).save(path)


@pytest.mark.parametrize(
    "text",
    [
        (VERTICES + PLAIN).encode("utf-8-sig"),
        (VERTICES + PLAIN).encode("utf-16"),
        ("# Größe\no Würfel\n" + VERTICES + PLAIN).encode("latin-1"),
        ("# 立方体\ng 立方体\n" + VERTICES + PLAIN).encode("gbk"),
        (VERTICES + PLAIN.replace("\n", " # side\n")).encode(),
        (VERTICES + PLAIN.replace("\n", "\r\n")).encode(),
        (VERTICES + PLAIN.replace(" ", "\t")).encode(),
        (VERTICES + PLAIN.replace("f 1 2", "f 1 \\\n  2")).encode(),
        (VERTICES + "vn 0 0 1\n" + PLAIN.replace(" ", "//1 ").replace("f//1", "f").replace("\n", "//1\n")).encode(),
        (VERTICES + "".join("f " + " ".join(str(i - 8) for i in quad) + "\n" for quad in QUADS)).encode(),
        (VERTICES.replace("\n", " 1.0\n") + PLAIN + "l 1 2\np 1\n").encode(),
    ],
    ids=["bom", "utf16", "latin1", "gbk", "comments", "crlf", "tabs", "continued", "normals", "backwards", "weights"],
)
def test_a_cube_is_a_cube(tmp_path: Path, text: bytes) -> None:
    surface = read(tmp_path, text)
    assert volume_of(surface) == pytest.approx(8) and len(surface.faces) == 12
    assert not surface.colored and not surface.notes


@pytest.mark.parametrize(
    "line",
    [
        "map_Kd red.png",
        "map_Kd ./red.png",
        "map_Kd RED.PNG",
        r"map_Kd C:\Users\somebody\textures\red.png",
        "map_Kd /home/somebody/red.png",
        "map_Kd -s 1 1 1 -o 0 0 0 red.png",
        "map_Kd -clamp on -mm 0 1 -bm 0.5 red.png",
        "map_Kd red.png # the only one",
        "map_Kd  sub\\deep red.png",
        "map_Kd ../red.png",
        "map_Ka red.png",
    ],
)
def test_pictures_are_found_as_people_name_them(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "mesh"
    picture(folder / "red.png", RED)
    picture(folder / "sub" / "deep red.png", RED)
    picture(tmp_path / "red.png", RED)
    surface = read(folder, f"mtllib m.mtl\n{VERTICES}usemtl m\n{WITH_UV}", m=f"newmtl m\nKd 0 0 1\n{line}\n")
    assert surface.colored and color_of(surface) == RED and not surface.notes


@pytest.mark.parametrize("name", ["gone.png", "C:\\gone.png", "../../red.png", "/etc/hostname", "https://x.org/a.png"])
def test_pictures_that_are_missing_or_elsewhere_are_no_colour(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    picture(tmp_path / "red.png", RED)
    surface = read(folder, f"mtllib m.mtl\n{VERTICES}usemtl m\n{WITH_UV}", m=f"newmtl m\nKd 1 1 1\nmap_Kd {name}\n")
    assert not surface.colored and len(surface.notes) == 1 and "is not there" in surface.notes[0]
    np.testing.assert_allclose(surface.corner_rgb, UNCOLORED)


def test_options_of_a_picture() -> None:
    line = parse_map("-s 2 3 -o 0.5 -clamp on -blendu off my own file.png")
    assert line.name == "my own file.png" and line.clamp
    assert line.uv_scale == (2, 3) and line.uv_offset == (0.5, 0)


def test_scale_and_offset_of_a_picture(tmp_path: Path) -> None:
    Image.fromarray(np.array([[[255, 0, 0], [0, 255, 0]]], dtype=np.uint8)).save(tmp_path / "two.png")
    surface = read(
        tmp_path, f"mtllib m.mtl\n{VERTICES}usemtl m\n{WITH_UV}", m="newmtl m\nmap_Kd -s 0.5 1 -o 0.5 0 two.png\n"
    )
    assert color_of(surface) == GREEN  # 0.25 / 2 + 0.5 lies in the right half


@pytest.mark.parametrize(
    ("material", "expected"),
    [
        ("Ka 1 0 0", None),
        ("Ns 10\nillum 2", None),
        ("Kd 1 0 0", RED),
        ("Kd 1.0", (255, 255, 255)),
        ("Kd 0 0 0\nKe 1 0 0", RED),
        ("Kd 255 0 0", RED),
        ("Kd spectral file.rfl", None),
    ],
)
def test_what_is_a_colour_of_a_material(tmp_path: Path, material: str, expected: tuple[int, ...] | None) -> None:
    surface = read(tmp_path, f"mtllib m.mtl\n{VERTICES}usemtl m\n{PLAIN}", m=f"newmtl m\n{material}\n")
    assert surface.colored == (expected is not None)
    assert color_of(surface) == (expected or (178, 178, 178))


def test_coordinates_without_a_material_are_no_colour(tmp_path: Path) -> None:
    surface = read(tmp_path, VERTICES + WITH_UV)
    assert not surface.colored and color_of(surface) == (178, 178, 178)


def test_several_libraries(tmp_path: Path) -> None:
    one, two = "newmtl a\nKd 0 1 0\n", "newmtl b\nKd 1 0 0\nnewmtl c\nKd 0 0 1\n"
    for lines in ("mtllib one.mtl two.mtl\n", "mtllib one.mtl\nmtllib two.mtl\n"):
        assert color_of(read(tmp_path, f"{lines}{VERTICES}usemtl b\n{PLAIN}", one=one, two=two)) == RED
    (tmp_path / "with spaces.mtl").write_text(one)
    assert color_of(read(tmp_path, f"mtllib with spaces.mtl\n{VERTICES}usemtl a\n{PLAIN}")) == GREEN


def test_the_only_material_is_meant_by_every_name_and_by_none(tmp_path: Path) -> None:
    """Names get lost between encodings; of two materials neither is guessed."""
    (tmp_path / "m.mtl").write_bytes("newmtl grün\nKd 1 0 0\n".encode("latin-1"))
    for name in ("", "usemtl gr?n\n", "usemtl grün\n"):
        assert color_of(read(tmp_path, f"mtllib m.mtl\n{VERTICES}{name}{PLAIN}")) == RED
    two = "newmtl a\nKd 1 0 0\nnewmtl b\nKd 0 1 0\n"
    assert not read(tmp_path, f"mtllib m.mtl\n{VERTICES}usemtl c\n{PLAIN}", m=two).colored


def test_a_library_that_is_missing_is_said(tmp_path: Path) -> None:
    surface = read(tmp_path, f"mtllib gone.mtl\n{VERTICES}usemtl m\n{PLAIN}")
    assert not surface.colored and "gone.mtl" in surface.notes[0]


def test_colours_of_vertices(tmp_path: Path) -> None:
    for color in ("1 0 0", "255 0 0"):
        colored = VERTICES.replace("\n", f" {color}\n")
        assert color_of(read(tmp_path, colored + PLAIN)) == RED
        tinted = read(tmp_path, f"mtllib m.mtl\n{colored}usemtl m\n{PLAIN}", m="newmtl m\nKd 0.8 0.8 0.8\n")
        assert color_of(tinted) == (204, 0, 0)


def test_polygons_that_are_not_convex(tmp_path: Path) -> None:
    """An arrow-like pentagon of area 2.2, a quadrilateral with its dent where a fan begins, and a comb."""
    tops = [(7, 3), (6, 3), (6, 1), (5, 1), (5, 3), (4, 3), (4, 1), (3, 1), (3, 3), (2, 3), (2, 1), (0, 1)]
    for outline, area in (
        ([(0, 0), (2, 0), (2, 2), (1, 0.2), (0, 2)], 2.2),
        ([(0, 2), (1, 0.2), (2, 2), (1, 0)], 0.2),
        ([(0, 0), (7, 0), *tops], 7 + 3 * 2),
    ):
        for turn in range(len(outline)):
            points = outline[turn:] + outline[:turn]
            text = "".join(f"v {x} {0.5 * y} {y}\n" for x, y in points)
            surface = read(tmp_path, text + "f " + " ".join(str(i + 1) for i in range(len(points))))
            a, b, c = surface.triangles[..., [0, 2]].transpose(1, 0, 2)
            areas = ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2
            sign = np.sign(areas.sum())
            assert (areas * sign > -1e-9).all(), "a triangle lies outside of the polygon"
            assert abs(areas.sum()) == pytest.approx(area)


@pytest.mark.parametrize("face", ["f 1 2 9", "f 1 2 -9", "f 0 1 2", "f a b c"])
def test_faces_without_their_corners_are_refused(tmp_path: Path, face: str) -> None:
    with pytest.raises(ValueError, match=r"a\.obj cannot be read"):
        read(tmp_path, VERTICES + face)
