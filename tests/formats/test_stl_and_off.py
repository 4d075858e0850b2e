"""STL and OFF files: cut off, with bytes behind, with colours."""

from pathlib import Path

import numpy as np
import pytest
import trimesh
from gltf_making import CUBE, QUADS

from shape_diff.formats.mesh_files import Surface, read_surface


def volume_of(surface: Surface) -> float:
    a, b, c = surface.triangles.transpose(1, 0, 2)
    return float(np.einsum("fi,fi->f", a, np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize("kind", ["stl", "stl_ascii"])
def test_stl_of_both_kinds(tmp_path: Path, kind: str) -> None:
    content = trimesh.creation.box((2, 2, 2)).export(file_type=kind)
    content = content.encode() if isinstance(content, str) else content
    path = tmp_path / "a.stl"
    path.write_bytes(content)
    surface = read_surface(path)
    assert volume_of(surface) == pytest.approx(8) and not surface.notes
    path.write_bytes(content + b"\n\0tail\0" if kind == "stl" else content.upper())
    assert volume_of(read_surface(path)) == pytest.approx(8)
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(ValueError, match=r"a\.stl is truncated"):
        read_surface(path)


def test_a_binary_stl_that_begins_like_a_text(tmp_path: Path) -> None:
    content = trimesh.creation.box((2, 2, 2)).export(file_type="stl")
    (tmp_path / "a.stl").write_bytes(b"solid exported".ljust(80, b" ") + content[80:])
    assert volume_of(read_surface(tmp_path / "a.stl")) == pytest.approx(8)


VERTICES = "".join(f"{x:g} {y:g} {z:g}\n" for x, y, z in CUBE)
FACES = "".join("4 " + " ".join(map(str, quad)) + "\n" for quad in QUADS)


def faces(color: str) -> str:
    return FACES.replace("\n", f" {color}\n")


def test_a_binary_stl_whose_count_was_never_written(tmp_path: Path) -> None:
    content = trimesh.creation.box((2, 2, 2)).export(file_type="stl")
    (tmp_path / "a.stl").write_bytes(content[:80] + bytes(4) + content[84:])
    assert volume_of(read_surface(tmp_path / "a.stl")) == pytest.approx(8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OFF\n8 6 0\n" + VERTICES + FACES, None),
        ("OFF8 6 0\n" + VERTICES + FACES, None),
        ("OFF 8 6 0\n# corners\n\n" + VERTICES + FACES, None),
        ("8 6 12\n" + VERTICES + FACES, None),
        ("OFF\n8 6 0\n" + VERTICES + faces("255 0 0"), (255, 0, 0)),
        ("OFF\n8 6 0\n" + VERTICES + faces("255 0 0 255"), (255, 0, 0)),
        ("OFF\n8 6 0\n" + VERTICES + faces("1.0 0.0 0.0"), (255, 0, 0)),
        ("OFF\n8 6 0\n" + VERTICES + faces("3"), None),
        ("COFF\n8 6 0\n" + VERTICES.replace("\n", " 0 0 255 255\n") + FACES, (0, 0, 255)),
        ("NOFF\n8 6 0\n" + VERTICES.replace("\n", " 0 0 1\n") + FACES, None),
        ("CNOFF\n8 6 0\n" + VERTICES.replace("\n", " 0 0 1 0.0 0.0 1.0 1.0\n") + FACES, (0, 0, 255)),
    ],
)
def test_off_files(tmp_path: Path, text: str, expected: tuple[int, int, int] | None) -> None:
    (tmp_path / "a.off").write_text(text)
    surface = read_surface(tmp_path / "a.off")
    assert volume_of(surface) == pytest.approx(8)
    assert surface.colored == (expected is not None)
    if expected:
        np.testing.assert_allclose(surface.corner_rgb * 255, np.broadcast_to(expected, (12, 3, 3)), atol=0.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [("OFF\n8 6 0\n" + VERTICES, "truncated"), ("OFF BINARY\n\0", "binary"), ("OFF\n8 six 0\n", "not a readable OFF")],
)
def test_damaged_off_files(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.off").write_text(text)
    with pytest.raises(ValueError, match=words):
        read_surface(tmp_path / "a.off")
