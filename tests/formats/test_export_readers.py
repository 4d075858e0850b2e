"""What trimesh, Open3D (both of its interfaces) and our own reader see in the files that we write."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from scipy.spatial import cKDTree

from shape_diff.formats.export import MESH_WRITERS, TEXTURED_WRITERS, write_mesh, write_textured_mesh
from shape_diff.formats.mesh_files import read_mesh, read_surface
from shape_diff.geometry import Mesh
from shape_diff.geometry.color import linear_to_srgb
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.machine.optional_parts import OPEN3D
from shape_diff.reconstruction.texturing import texture_mesh

HALF_STEP = 0.51 / 255
"""Half a step of an 8-bit colour and a little rounding."""

needs_open3d = pytest.mark.needs("open3d")


@pytest.fixture(scope="module")
def o3d() -> Any:
    return OPEN3D.load()


@pytest.fixture(scope="module")
def speckled_ball() -> Mesh:
    ball = trimesh.creation.icosphere(subdivisions=2, radius=0.7)
    return Mesh(
        ball.vertices + np.array([0.1, 2, -3]), ball.faces, np.random.default_rng(0).random(ball.vertices.shape)
    )


def greys() -> Mesh:
    """A strip of triangles whose vertices have all the 256 greys."""
    i = np.arange(256)
    faces = np.stack([i[:-2], i[1:-1], i[2:]], axis=1)
    return Mesh(np.stack([i // 2, i % 2, 0 * i], axis=1), faces, np.repeat(i[:, None] / 255, 3, axis=1))


def check_colors(positions: np.ndarray, colors: np.ndarray, mesh: Mesh) -> None:
    """Each vertex of a reader, in whatever order, is one of the mesh with its colour, and all of them are there."""
    assert mesh.rgb is not None
    distance, index = cKDTree(mesh.vertices).query(positions)
    assert distance.max() < 1e-5 and set(index) == set(range(len(mesh.vertices)))
    np.testing.assert_allclose(colors, mesh.rgb[index], atol=HALF_STEP)


@needs_open3d
@pytest.mark.parametrize("suffix", [".obj", ".ply", ".glb"])
def test_open3d_sees_vertices_faces_and_colors(speckled_ball: Mesh, tmp_path: Path, o3d: Any, suffix: str) -> None:
    path = str(write_mesh(speckled_ball, tmp_path / f"ball{suffix}"))
    srgb = linear_to_srgb if suffix == ".glb" else np.asarray
    legacy = o3d.io.read_triangle_mesh(path)
    tensor = o3d.t.io.read_triangle_mesh(path)
    check_colors(np.asarray(legacy.vertices), srgb(np.asarray(legacy.vertex_colors)), speckled_ball)
    colors = tensor.vertex.colors.numpy()[:, :3]
    colors = colors / 255 if colors.dtype == np.uint8 else colors
    check_colors(tensor.vertex.positions.numpy(), srgb(colors), speckled_ball)
    for vertices, faces in (
        (np.asarray(legacy.vertices), np.asarray(legacy.triangles)),
        (tensor.vertex.positions.numpy(), tensor.triangle.indices.numpy()),
    ):
        check_triangles(vertices[faces], speckled_ball)


@needs_open3d
def test_open3d_sees_the_triangles_of_an_stl(speckled_ball: Mesh, tmp_path: Path, o3d: Any) -> None:
    legacy = o3d.io.read_triangle_mesh(str(write_mesh(speckled_ball, tmp_path / "ball.stl")))
    check_triangles(np.asarray(legacy.vertices)[np.asarray(legacy.triangles)], speckled_ball)


def check_triangles(triangles: np.ndarray, mesh: Mesh) -> None:
    """The same triangles, wound the same way, in whatever order."""
    assert len(triangles) == len(mesh.faces)
    distance, index = cKDTree(mesh.triangles.mean(axis=1)).query(triangles.mean(axis=1))
    assert distance.max() < 1e-5 and len(set(index)) == len(mesh.faces)
    first, second = (np.cross(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]) for t in (triangles, mesh.triangles[index]))
    np.testing.assert_allclose(first, second, atol=1e-5)


@pytest.mark.parametrize("suffix", [".obj", ".ply", ".glb"])
def test_all_greys_come_back_exactly(tmp_path: Path, suffix: str) -> None:
    mesh = greys()
    again = read_mesh(write_mesh(mesh, tmp_path / f"grey{suffix}"))
    assert again.rgb is not None and len(again.vertices) == 256
    level = np.rint(again.vertices[:, 0] * 2 + again.vertices[:, 1]).astype(int)
    np.testing.assert_array_equal(np.rint(again.rgb * 255).astype(int), np.repeat(level[:, None], 3, axis=1))


def two_colors(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
    return np.where(xyz[:, 1:2] > 0, [1.0, 0.5, 0.0], [0.0, 0.2, 0.9]).astype(np.float32)


def gradient(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
    return (0.5 + 0.5 * xyz / 0.7).astype(np.float32)


@cache
def painted_cube() -> TexturedMesh:
    cube = trimesh.creation.box((1.0, 1.2, 0.8)).subdivide().subdivide()
    return texture_mesh(Mesh(cube.vertices, cube.faces), two_colors, 256)


@cache
def painted_ball() -> TexturedMesh:
    ball = trimesh.creation.icosphere(subdivisions=3, radius=0.7)
    return texture_mesh(Mesh(ball.vertices, ball.faces), gradient, 512)


SHAPES: dict[str, tuple[Callable[[], TexturedMesh], Callable, float]] = {
    "cube": (painted_cube, two_colors, HALF_STEP),
    "ball": (painted_ball, gradient, 2 / 255),
}


def texel(image: np.ndarray, u: np.ndarray, downward: np.ndarray) -> np.ndarray:
    height, width = image.shape[:2]
    return image[(downward * height).astype(int), (u * width).astype(int), :3] / 255


def centers_of_trimesh(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Face centres and the texture's colours there, through trimesh, whose uv begin at the bottom left."""
    (geometry,) = trimesh.load_scene(path, process=False).geometry.values()
    material = geometry.visual.material
    image = np.asarray(getattr(material, "baseColorTexture", None) or material.image)
    u, v = geometry.visual.uv[geometry.faces].mean(axis=1).T
    return geometry.triangles.mean(axis=1), texel(image, u, 1 - v)


def centers_of_legacy(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Open3D turns pictures upside down as it reads them, so that row 0 is v = 0."""
    mesh = OPEN3D.load().io.read_triangle_mesh(str(path))
    (material,) = set(mesh.triangle_material_ids)
    u, v = np.asarray(mesh.triangle_uvs).reshape(-1, 3, 2).mean(axis=1).T
    centers = np.asarray(mesh.vertices)[np.asarray(mesh.triangles)].mean(axis=1)
    return centers, texel(np.asarray(mesh.textures[material]), u, v)


def centers_of_tensor(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The newer interface leaves pictures as they are; any map but the base colour would change what is shown."""
    mesh = OPEN3D.load().t.io.read_triangle_mesh(str(path))
    assert list(mesh.material.texture_maps) == ["albedo"]
    np.testing.assert_allclose(mesh.material.vector_properties["base_color"], 1)
    u, v = mesh.triangle.texture_uvs.numpy().mean(axis=1).T
    centers = mesh.vertex.positions.numpy()[mesh.triangle.indices.numpy()].mean(axis=1)
    return centers, texel(mesh.material.texture_maps["albedo"].as_tensor().numpy(), u, 1 - v)


def centers_of_own_reader(path: Path) -> tuple[np.ndarray, np.ndarray]:
    surface = read_surface(path)
    count = len(surface.faces)
    return surface.triangles.mean(axis=1), surface.colors_at(np.arange(count), np.full((count, 3), 1 / 3))


@pytest.mark.parametrize("suffix", TEXTURED_WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["plain", "Größe 2 (neu)"])
@pytest.mark.parametrize(
    "centers_of",
    [
        centers_of_trimesh,
        centers_of_own_reader,
        pytest.param(centers_of_legacy, marks=needs_open3d),
        pytest.param(centers_of_tensor, marks=needs_open3d),
    ],
)
def test_every_reader_sees_the_texture(
    tmp_path: Path, suffix: str, shape: str, name: str, centers_of: Callable
) -> None:
    make, colors, tolerance = SHAPES[shape]
    textured = make()
    centers, seen = centers_of(write_textured_mesh(textured, tmp_path / f"{name}{suffix}"))
    expected = textured.mesh.triangles.mean(axis=1)
    distance, index = cKDTree(expected).query(centers)
    assert distance.max() < 1e-5 and len(set(index)) == len(expected) == len(centers)
    np.testing.assert_allclose(seen, colors(centers, centers), atol=tolerance)


@pytest.mark.parametrize("suffix", [suffix for suffix in MESH_WRITERS if suffix not in TEXTURED_WRITERS])
def test_formats_without_textures_are_written_as_meshes(tmp_path: Path, suffix: str) -> None:
    textured = painted_cube()
    one, other = tmp_path / "textured" / f"cube{suffix}", tmp_path / "plain" / f"cube{suffix}"
    write_textured_mesh(textured, one)
    write_mesh(textured.mesh, other)
    assert one.read_bytes() == other.read_bytes()
    assert read_surface(one).colored == (suffix == ".ply")
