"""Mesh files, read back by trimesh and, for GLB, checked against the glTF specification byte by byte."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh

from shape_diff.formats.export import MESH_WRITERS, write_mesh
from shape_diff.geometry import Mesh
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear
from shape_diff.geometry.mesh_normals import vertex_normals

COLORED = [".obj", ".ply", ".glb"]


@pytest.fixture
def mesh() -> Mesh:
    ball = trimesh.creation.icosphere(subdivisions=2, radius=0.7)
    rgb = np.random.default_rng(0).integers(0, 256, ball.vertices.shape) / 255
    return Mesh(ball.vertices + np.array([0.1, 2.0, -30.0]), ball.faces, rgb)


def read(path: Path) -> trimesh.Trimesh:
    (geometry,) = trimesh.load_scene(path, process=False).geometry.values()
    return geometry


@pytest.mark.parametrize("suffix", [suffix for suffix in MESH_WRITERS if suffix != ".stl"])
def test_geometry_and_order_come_back(mesh: Mesh, tmp_path: Path, suffix: str) -> None:
    again = read(write_mesh(mesh, tmp_path / f"ball{suffix}"))
    np.testing.assert_array_equal(np.asarray(again.vertices, np.float32), mesh.vertices)
    np.testing.assert_array_equal(again.faces, mesh.faces)
    np.testing.assert_allclose(again.vertex_normals, vertex_normals(mesh), atol=1e-4)


def test_stl_triangles_come_back(mesh: Mesh, tmp_path: Path) -> None:
    again = read(write_mesh(mesh, tmp_path / "ball.stl"))
    np.testing.assert_array_equal(np.asarray(again.triangles, np.float32), mesh.triangles)
    np.testing.assert_allclose(again.face_normals, trimesh.Trimesh(mesh.vertices, mesh.faces).face_normals, atol=1e-4)


@pytest.mark.parametrize("suffix", [".obj", ".ply"])
def test_colors_are_srgb(mesh: Mesh, tmp_path: Path, suffix: str) -> None:
    again = read(write_mesh(mesh, tmp_path / f"ball{suffix}"))
    np.testing.assert_allclose(again.visual.vertex_colors[:, :3] / 255, mesh.rgb, atol=0.5 / 255)


def test_glb_colors_are_linear(mesh: Mesh, tmp_path: Path) -> None:
    assert mesh.rgb is not None
    again = read(write_mesh(mesh, tmp_path / "ball.glb"))
    color = again.visual.vertex_attributes["color"]
    np.testing.assert_allclose(color, srgb_to_linear(mesh.rgb), atol=1e-6)
    np.testing.assert_allclose(linear_to_srgb(color), mesh.rgb, atol=1e-5)


def glb_chunks(content: bytes) -> tuple[dict, bytes]:
    magic, version, length = struct.unpack_from("<4sII", content)
    assert (magic, version, length) == (b"glTF", 2, len(content))
    json_length, json_kind = struct.unpack_from("<I4s", content, 12)
    binary_length, binary_kind = struct.unpack_from("<I4s", content, 20 + json_length)
    assert (json_kind, binary_kind) == (b"JSON", b"BIN\0")
    assert json_length % 4 == binary_length % 4 == 0 and 28 + json_length + binary_length == len(content)
    return json.loads(content[20 : 20 + json_length]), content[28 + json_length :]


def test_glb_follows_the_specification(mesh: Mesh, tmp_path: Path) -> None:
    document, binary = glb_chunks(write_mesh(mesh, tmp_path / "ball.glb").read_bytes())
    material = document["materials"][0]
    assert material["doubleSided"] and material["pbrMetallicRoughness"] == {"metallicFactor": 0, "roughnessFactor": 1}
    assert document["buffers"][0]["byteLength"] <= len(binary)
    primitive = document["meshes"][0]["primitives"][0]
    assert set(primitive["attributes"]) == {"POSITION", "NORMAL", "COLOR_0"}
    position = document["accessors"][primitive["attributes"]["POSITION"]]
    np.testing.assert_array_equal(position["min"], mesh.vertices.min(axis=0))
    np.testing.assert_array_equal(position["max"], mesh.vertices.max(axis=0))
    for accessor in document["accessors"]:
        view = document["bufferViews"][accessor["bufferView"]]
        assert view["byteOffset"] % 4 == 0
        assert view["byteOffset"] + view["byteLength"] <= document["buffers"][0]["byteLength"]
        components = {"SCALAR": 1, "VEC3": 3}[accessor["type"]]
        assert view["byteLength"] == accessor["count"] * components * 4


@pytest.mark.parametrize("suffix", MESH_WRITERS)
def test_mesh_without_colors(mesh: Mesh, tmp_path: Path, suffix: str) -> None:
    again = read(write_mesh(Mesh(mesh.vertices, mesh.faces), tmp_path / f"ball{suffix.upper()}"))
    assert len(again.faces) == len(mesh.faces)


@pytest.mark.parametrize("name", ["ball.fbx", "ball"])
def test_unknown_format_names_the_known_ones(mesh: Mesh, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"\.obj, \.ply, \.glb, \.stl"):
        write_mesh(mesh, tmp_path / name)


@pytest.mark.parametrize("suffix", MESH_WRITERS)
def test_bad_meshes_leave_no_file(tmp_path: Path, suffix: str) -> None:
    corners = np.eye(3)
    for bad in (Mesh(corners, np.zeros((0, 3), int)), Mesh(corners * np.nan, np.array([[0, 1, 2]]))):
        with pytest.raises(ValueError, match="not written"):
            write_mesh(bad, tmp_path / f"bad{suffix}")
    assert not list(tmp_path.iterdir())


def test_failure_keeps_the_old_file(mesh: Mesh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_mesh(mesh, tmp_path / "ball.stl")
    before = path.read_bytes()

    def fail(mesh: Mesh, path: Path, name: str) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(MESH_WRITERS, ".stl", fail)
    with pytest.raises(OSError, match="disk full"):
        write_mesh(mesh, path)
    assert [path] == list(tmp_path.iterdir()) and path.read_bytes() == before


def test_vertex_without_area_has_a_unit_normal() -> None:
    normals = vertex_normals(Mesh(np.zeros((4, 3)), np.array([[0, 1, 2]])))
    np.testing.assert_array_equal(normals, np.tile([0, 1, 0], (4, 1)))
