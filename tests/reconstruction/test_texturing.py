"""Textures against closed forms: the atlas, its rasteriser and what is painted."""

import numpy as np
import pytest
import trimesh
from oriented_shapes import ball, plate
from scipy.ndimage import distance_transform_edt, label, map_coordinates

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import face_normals, vertex_normals
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.geometry.uv_atlas import unwrap
from shape_diff.geometry.uv_raster import rasterize
from shape_diff.reconstruction.texturing import colors_of_points, texture_mesh
from shape_diff.reconstruction.vertex_color import cloud_colors, color_vertices


def mesh_of(shape: trimesh.Trimesh) -> Mesh:
    return Mesh(shape.vertices, shape.faces)


SHAPES = {
    "ball": mesh_of(trimesh.creation.icosphere(subdivisions=3)),
    "box": mesh_of(trimesh.creation.box((1, 2, 0.1))),
    "torus": mesh_of(trimesh.creation.torus(0.7, 0.3)),
    "two parts": mesh_of(trimesh.util.concatenate([trimesh.creation.box(), trimesh.creation.uv_sphere(3)])),
}
every_shape = pytest.mark.parametrize("mesh", SHAPES.values(), ids=SHAPES)


def stripes(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Smooth stripes, far finer than the faces of the shapes above."""
    return (0.5 + 0.4 * np.sin(np.stack([20 * xyz[:, 0], 17 * xyz[:, 1], 23 * xyz[:, 2]], axis=1))).astype(np.float32)


def by_sides(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Each side of a box in a colour of its own."""
    return (0.5 + 0.5 * normals).astype(np.float32)


def surface_places(mesh: Mesh, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Random faces by area (k,), weights of their corners (k, 3) and the positions (k, 3)."""
    generator = np.random.default_rng(0)
    area = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False).area_faces
    face = generator.choice(len(area), count, p=area / area.sum())
    weights = generator.dirichlet(np.ones(3), count)
    return face, weights, np.einsum("kc,kcj->kj", weights, mesh.triangles[face])


def seen(textured: TexturedMesh, face: np.ndarray, weights: np.ndarray, shrink: int = 1) -> np.ndarray:
    """The colours there with linear filtering, as graphics cards do it; `shrink` times smaller copies are mipmaps."""
    image = textured.image.astype(np.float64) / 255
    height, width = image.shape[0] // shrink, image.shape[1] // shrink
    image = image.reshape(height, shrink, width, shrink, 3).mean(axis=(1, 3))
    u, v = np.einsum("kc,kcj->jk", weights, textured.uv[textured.uv_faces[face]])
    where = np.stack([(1 - v) * height - 0.5, u * width - 0.5])
    return np.stack([map_coordinates(image[..., i], where, order=1, mode="nearest") for i in range(3)], axis=1)


def test_rasteriser_agrees_with_brute_force() -> None:
    corner_uv = np.random.default_rng(0).uniform(-0.2, 1.2, (40, 3, 2))
    height, width = 30, 50
    texels = rasterize(corner_uv, height, width)
    row, column = np.mgrid[:height, :width].reshape(2, -1)
    places = np.stack([(column + 0.5) / width, 1 - (row + 0.5) / height, 0 * row], axis=1)
    expected = set()
    for number, triangle in enumerate(corner_uv):
        flat = np.pad(triangle, ((0, 0), (0, 1)))
        weights = trimesh.triangles.points_to_barycentric(np.tile(flat, (len(places), 1, 1)), places)
        expected |= {(number, row[i], column[i]) for i in np.flatnonzero((weights >= 0).all(axis=1))}
    assert set(zip(texels.face, texels.row, texels.column, strict=True)) == expected
    uv = np.einsum("kc,kcj->kj", texels.barycentric, corner_uv[texels.face])
    np.testing.assert_allclose(uv * [width, -height] + [0, height], np.stack([texels.column, texels.row], 1) + 0.5,
                               atol=1e-3)  # fmt: skip


def test_texels_on_shared_edges_belong_to_one_face() -> None:
    """Edges through the centres of texels, the worst case."""
    grid = np.mgrid[:9, :9].reshape(2, -1).T / 8
    quad = np.array([0, 1, 10, 9]) + (np.arange(64) // 8 * 9 + np.arange(64) % 8)[:, None]
    faces = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
    texels = rasterize(grid[faces], 12, 20)
    assert sorted(texels.row * 20 + texels.column) == list(range(240))


def test_faces_without_area_in_the_picture_do_no_harm() -> None:
    corner_uv = np.array([[[0.1, 0.1]] * 3, [[0.1, 0.1], [0.5, 0.5], [0.9, 0.9]], [[0.1, 0.3], [0.9, 0.3], [0.3, 0.3]]])
    texels = rasterize(corner_uv, 16, 16)
    assert len(texels.row) <= 16
    np.testing.assert_allclose(texels.barycentric.sum(axis=1), 1, atol=1e-6)


@every_shape
def test_atlas_is_a_map_of_the_whole_surface(mesh: Mesh) -> None:
    size = 256
    atlas = unwrap(mesh, size)
    assert atlas.faces.shape == mesh.faces.shape and atlas.charts >= 1
    assert atlas.uv.min() >= 0 and atlas.uv.max() <= 1
    texels = rasterize(atlas.uv[atlas.faces], size, size)
    places = texels.row * size + texels.column
    assert len(np.unique(places)) > 0.999 * len(places), "charts overlap"
    assert len(places) > 0.3 * size**2
    a, b, c = atlas.uv[atlas.faces].transpose(1, 0, 2).astype(np.float64)
    in_picture = np.abs(np.cross(np.pad(b - a, ((0, 0), (0, 1))), np.pad(c - a, ((0, 0), (0, 1))))[:, 2])
    area = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False).area_faces
    density = in_picture / in_picture.sum() / (area / area.sum())
    assert density.min() > 0.2 and density.max() < 5, "some faces get far less of the picture than others"


@every_shape
def test_charts_keep_their_distance(mesh: Mesh) -> None:
    """Four texels for each of two neighbours."""
    size = 256
    atlas = unwrap(mesh, size)
    texels = rasterize(atlas.uv[atlas.faces], size, size)
    painted = np.zeros((size, size), dtype=bool)
    painted[texels.row, texels.column] = True
    charts, count = label(painted, np.ones((3, 3)))
    assert count == atlas.charts, "charts touch"
    gaps = [distance_transform_edt(charts != i)[(charts > 0) & (charts != i)].min() for i in range(1, count + 1)]
    assert min(gaps, default=9) > 8


@pytest.mark.parametrize("scale", [1e-6, 1, 1e9])
def test_atlas_does_not_depend_on_the_scale(scale: float) -> None:
    mesh = SHAPES["torus"]
    atlas = unwrap(Mesh(mesh.vertices * scale + 3 * scale, mesh.faces), 128)
    assert len(rasterize(atlas.uv[atlas.faces], 128, 128).row) > 0.3 * 128**2


def test_unwrapping_repeats() -> None:
    first, second = unwrap(SHAPES["torus"], 128), unwrap(SHAPES["torus"], 128)
    np.testing.assert_array_equal(first.uv, second.uv)
    np.testing.assert_array_equal(first.faces, second.faces)


def test_degenerate_faces_do_not_matter() -> None:
    mesh = SHAPES["ball"]
    faces = np.concatenate([mesh.faces, [[0, 0, 1], [5, 5, 5]], mesh.faces[:1]])
    textured = texture_mesh(Mesh(mesh.vertices, faces), stripes, 256)
    face, weights, xyz = surface_places(mesh, 2000)
    assert np.abs(seen(textured, face, weights) - stripes(xyz, xyz)).mean() < 0.02


def test_a_mesh_without_area_is_refused() -> None:
    with pytest.raises(ValueError, match="area"):
        texture_mesh(Mesh(np.eye(3), np.array([[0, 0, 1]])), stripes, 64)


def test_too_many_faces_are_refused_at_once() -> None:
    faces = np.tile(SHAPES["box"].faces, (5000, 1))
    with pytest.raises(ValueError, match="at most 50,000 faces, got 60,000"):
        texture_mesh(Mesh(SHAPES["box"].vertices, faces), stripes, 64)


@pytest.mark.parametrize("size", [0, 15, 8193])
def test_sizes_out_of_range_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="from 16 to 8192"):
        texture_mesh(SHAPES["box"], stripes, size)


@every_shape
def test_texture_shows_what_vertices_cannot(mesh: Mesh) -> None:
    textured = texture_mesh(mesh, stripes, 512)
    face, weights, xyz = surface_places(mesh, 5000)
    error = np.abs(seen(textured, face, weights) - stripes(xyz, xyz)).mean()
    assert textured.mesh.rgb is not None
    at_vertices = np.einsum("kc,kcj->kj", weights, textured.mesh.rgb[mesh.faces[face]])
    assert error < 0.02 and error < 0.5 * np.abs(at_vertices - stripes(xyz, xyz)).mean()


@pytest.mark.parametrize("shrink", [1, 2, 4])
def test_no_seams_at_the_borders_of_charts(shrink: int) -> None:
    """Each side of a box is a chart of one colour, which must reach its edges in smaller copies of the picture too."""
    mesh = SHAPES["box"]
    textured = texture_mesh(mesh, by_sides, 256)
    face, weights, _ = surface_places(mesh, 5000)
    np.testing.assert_allclose(seen(textured, face, weights, shrink), by_sides(face, face_normals(mesh)[face]),
                               atol=1.1 / 255)  # fmt: skip


def test_no_texel_is_left_blank() -> None:
    textured = texture_mesh(SHAPES["torus"], lambda xyz, normals: np.full(xyz.shape, 0.4, np.float32), 128)
    assert (textured.image == 102).all()


def test_vertices_get_colors_for_formats_without_textures() -> None:
    mesh = SHAPES["ball"]
    textured = texture_mesh(mesh, stripes, 64)
    np.testing.assert_allclose(textured.mesh.rgb, stripes(mesh.vertices, vertex_normals(mesh)), atol=1e-6)


def test_colors_are_inverse_distance_means() -> None:
    """Against the formula, point by point."""
    generator = np.random.default_rng(0)
    cloud = PointCloud(generator.random((50, 3)), generator.random((50, 3)))
    places = generator.random((20, 3)).astype(np.float32)
    colors = cloud_colors(cloud, 5)(places, places)
    for place, color in zip(places, colors, strict=True):
        squared = ((cloud.xyz - place) ** 2).sum(axis=1)
        nearest = np.argsort(squared)[:5]
        np.testing.assert_allclose(color, np.average(cloud.rgb[nearest], axis=0, weights=1 / squared[nearest]),
                                   atol=0.02)  # fmt: skip


def test_a_place_on_a_point_has_its_color() -> None:
    cloud = ball(500)
    np.testing.assert_allclose(cloud_colors(cloud, 8)(cloud.xyz, cloud.normals), cloud.rgb, atol=0.02)


@pytest.mark.parametrize("count", [1, 3])
def test_few_or_equal_points(count: int) -> None:
    cloud = PointCloud(np.ones((count, 3)), np.full((count, 3), 0.25))
    places = np.array([[1.0, 1, 1], [5, 5, 5]], np.float32)
    np.testing.assert_allclose(cloud_colors(cloud, 12)(places, places), 0.25)


@pytest.mark.parametrize("scale, offset", [(1e-9, 0.0), (1.0, 0.0), (1e4, 1e4)])
def test_a_plate_without_normals_keeps_its_sides(scale: float, offset: float) -> None:
    """`colors_of_points` estimates what the cloud lacks, in any coordinates."""
    cloud = plate(3000, 0.2)
    colors = colors_of_points(PointCloud(cloud.xyz * scale + offset, cloud.rgb), 12)
    mesh = mesh_of(trimesh.creation.box((2 * scale, 2 * scale, 0.2 * scale)).apply_translation([offset] * 3))
    textured = texture_mesh(mesh, colors, 128)
    face, weights, xyz = surface_places(mesh, 2000)
    inner = np.abs((xyz - offset) / scale)[:, :2].max(axis=1) < 0.9
    up = face_normals(mesh)[face][:, 2] > 0.5
    assert np.abs(seen(textured, face, weights)[inner & up] - [1, 0, 0]).mean() < 0.03


def test_clouds_without_colors_are_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        cloud_colors(PointCloud(np.eye(3)), 4)
    mesh = SHAPES["box"]
    assert color_vertices(mesh, PointCloud(np.eye(3)), 4) is mesh
