"""The files of textured meshes: complete sets with safe names, GLB after the specification."""

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from shape_diff.formats.export import TEXTURED_WRITERS, write_textured_mesh
from shape_diff.formats.obj_file import companions, one_word
from shape_diff.geometry import Mesh
from shape_diff.geometry.textured_mesh import TexturedMesh


def square(color: int = 255) -> TexturedMesh:
    """Two triangles with a picture whose corners differ; vertex 0 has two texture coordinates."""
    mesh = Mesh(np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]), np.array([[0, 1, 2], [0, 2, 3]]))
    uv = np.array([[0, 0], [1, 0], [1, 1], [0, 0.5], [0, 1]])
    image = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    image[0, 0] = color
    return TexturedMesh(mesh, uv, np.array([[0, 1, 2], [3, 2, 4]]), image)


def test_vertices_are_doubled_only_on_seams() -> None:
    textured = square()
    vertex, uv, faces = textured.split_vertices()
    assert len(vertex) == 5 and sorted(vertex) == [0, 0, 1, 2, 3]
    np.testing.assert_array_equal(vertex[faces], textured.mesh.faces)
    np.testing.assert_array_equal(uv[faces], textured.uv_faces)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"uv": np.zeros((5, 3))}, r"uv must have shape \(t, 2\)"),
        ({"uv_faces": np.zeros((1, 3))}, "uv_faces must have shape"),
        ({"uv_faces": np.full((2, 3), 5)}, r"outside 0\.\.4"),
        ({"image": np.zeros((4, 4, 3))}, "must be uint8"),
        ({"image": np.zeros((4, 4, 4), np.uint8)}, "must be uint8"),
        ({"image": np.zeros((0, 4, 3), np.uint8)}, "must be uint8"),
    ],
)
def test_wrong_arrays_are_refused(change: dict, message: str) -> None:
    good = square()
    parts = {"mesh": good.mesh, "uv": good.uv, "uv_faces": good.uv_faces, "image": good.image} | change
    with pytest.raises(ValueError, match=message):
        TexturedMesh(**parts)


def test_several_objects_fit_in_a_folder(tmp_path: Path) -> None:
    names = ["a.obj", "a b.obj", "a_b.obj", "a.b.obj", "ä.obj"]
    for color, name in enumerate(names):
        write_textured_mesh(square(color), tmp_path / name)
    assert len(list(tmp_path.iterdir())) == 3 * len(names)
    for color, name in enumerate(names):
        material, picture = companions(tmp_path / name)
        assert np.asarray(Image.open(picture))[0, 0, 0] == color
        assert f"mtllib {material.name}\n" in (tmp_path / name).read_text()
        assert f"map_Kd {picture.name}\n" in material.read_text()
        assert material.name.isascii() and " " not in material.name


def test_the_texture_is_not_the_preview(tmp_path: Path) -> None:
    """`generate` writes its preview as NAME.png beside NAME.obj."""
    assert companions(tmp_path / "chair.s0.obj")[1].name != "chair.s0.png"
    assert one_word("chair.s0") == "chair.s0"


def test_obj_keeps_the_surface_in_one_piece(tmp_path: Path) -> None:
    lines = write_textured_mesh(square(), tmp_path / "a.obj").read_text().splitlines()
    assert sum(line.startswith("v ") for line in lines) == 4
    assert [line for line in lines if line.startswith("f ")] == ["f 1/1/1 2/2/2 3/3/3", "f 1/4/1 3/3/3 4/5/4"]


@pytest.mark.parametrize("suffix", TEXTURED_WRITERS)
def test_bad_meshes_leave_no_file(tmp_path: Path, suffix: str) -> None:
    good = square()
    empty = TexturedMesh(Mesh(np.eye(3), np.zeros((0, 3), int)), good.uv, np.zeros((0, 3), int), good.image)
    broken = TexturedMesh(Mesh(good.mesh.vertices * np.nan, good.mesh.faces), good.uv, good.uv_faces, good.image)
    for bad in (empty, broken):
        with pytest.raises(ValueError, match="not written"):
            write_textured_mesh(bad, tmp_path / f"a{suffix}")
    with pytest.raises(ValueError, match=r"\.obj, \.ply"):
        write_textured_mesh(good, tmp_path / "a.fbx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("blocked", [0, 1, 2])
def test_all_files_of_a_set_appear_or_none(tmp_path: Path, blocked: int) -> None:
    """A folder where one of the files should go, at each of the places."""
    path = tmp_path / "a.obj"
    (path, *companions(path))[blocked].mkdir()
    with pytest.raises(OSError, match="is a folder"):
        write_textured_mesh(square(), path)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("blocked", [0, 1, 2])
def test_what_was_there_before_comes_back(tmp_path: Path, blocked: int) -> None:
    path = write_textured_mesh(square(7), tmp_path / "a.obj")
    files = [path, *companions(path)]
    files[blocked].unlink()
    files[blocked].mkdir()
    before = {file: file.read_bytes() for file in files if file.is_file()}
    with pytest.raises(OSError, match="is a folder"):
        write_textured_mesh(square(8), path)
    assert before == {file: file.read_bytes() for file in files if file.is_file()}
    assert set(tmp_path.iterdir()) == set(files)


def test_writing_twice_replaces_all(tmp_path: Path) -> None:
    for color in (7, 8):
        path = write_textured_mesh(square(color), tmp_path / "new folder" / "a.obj")
    assert np.asarray(Image.open(companions(path)[1]))[0, 0, 0] == 8
    assert len(list(path.parent.iterdir())) == 3


def test_glb_follows_the_specification(tmp_path: Path) -> None:
    textured = square()
    content = write_textured_mesh(textured, tmp_path / "a.glb").read_bytes()
    magic, version, length, json_length, json_kind = struct.unpack_from("<4sIII4s", content)
    assert (magic, version, length, json_kind) == (b"glTF", 2, len(content), b"JSON")
    document = json.loads(content[20 : 20 + json_length])
    binary = content[28 + json_length :]
    assert len(binary) % 4 == json_length % 4 == 0 and len(binary) >= document["buffers"][0]["byteLength"]

    def view(number: int) -> bytes:
        place = document["bufferViews"][number]
        assert place["byteOffset"] % 4 == 0
        return binary[place["byteOffset"] : place["byteOffset"] + place["byteLength"]]

    (primitive,) = document["meshes"][0]["primitives"]
    assert set(primitive["attributes"]) == {"POSITION", "NORMAL", "TEXCOORD_0"}
    (material,) = document["materials"]
    assert material["pbrMetallicRoughness"] == {
        "metallicFactor": 0, "roughnessFactor": 1, "baseColorTexture": {"index": 0}
    }  # fmt: skip
    assert document["textures"] == [{"source": 0, "sampler": 0}]
    assert document["samplers"][0]["magFilter"] == 9729
    (image,) = document["images"]
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(view(image["bufferView"])))), textured.image)
    accessors = document["accessors"]
    faces = np.frombuffer(view(accessors[primitive["indices"]]["bufferView"]), "<u4").reshape(-1, 3)
    uv = np.frombuffer(view(accessors[primitive["attributes"]["TEXCOORD_0"]]["bufferView"]), "<f4").reshape(-1, 2)
    np.testing.assert_allclose(uv[faces], textured.uv[textured.uv_faces] * [1, -1] + [0, 1])


def test_a_texture_survives_trimesh_and_back(tmp_path: Path) -> None:
    (geometry,) = trimesh.load_scene(write_textured_mesh(square(), tmp_path / "a.glb"), process=False).geometry.values()
    np.testing.assert_array_equal(np.asarray(geometry.visual.material.baseColorTexture), square().image)
    assert geometry.visual.material.metallicFactor == 0
