import numpy as np
import pytest
import trimesh
from PIL import Image
from shapes_on_disk import write_glb
from trimesh.visual import TextureVisuals
from trimesh.visual.material import PBRMaterial

from shape_diff.formats.mesh_files import MESH_SUFFIXES, UNCOLORED, Surface, Texture, read_mesh, read_surface
from shape_diff.geometry.color import linear_to_srgb

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=float)
FACES = np.array([[0, 1, 2], [0, 2, 3]])
PALETTE = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [128, 128, 128]]], dtype=np.uint8)
PLACES = {(0.2, 0.8): (255, 0, 0), (0.8, 0.7): (0, 255, 0), (0.2, 0.3): (0, 0, 255), (0.8, 0.2): (128, 128, 128)}


def color_at(surface: Surface, x: float, y: float) -> np.ndarray:
    """sRGB in 0..255 where a square in the x-y plane is."""
    for face, triangle in enumerate(surface.triangles):
        weights = trimesh.triangles.points_to_barycentric(triangle[None], [[x, y, 0.0]])
        if (weights >= -1e-9).all():
            return surface.colors_at(np.array([face]), weights)[0] * 255
    raise AssertionError(f"no face at {x}, {y}")


@pytest.fixture(params=["glb", "gltf", "obj"])
def textured(request, tmp_path):
    material = PBRMaterial(baseColorTexture=Image.fromarray(PALETTE))
    if request.param == "obj":
        material = material.to_simple()
    visual = TextureVisuals(uv=SQUARE[:, :2], material=material)
    path = tmp_path / f"square.{request.param}"
    trimesh.Trimesh(SQUARE, FACES, visual=visual, process=False).export(path)
    return path


def test_textures_are_read_the_right_way_up(textured):
    surface = read_surface(textured)
    assert surface.colored
    for place, expected in PLACES.items():
        np.testing.assert_allclose(color_at(surface, *place), expected, atol=1)


def test_texture_times_factor_multiplies_light(tmp_path):
    material = PBRMaterial(baseColorTexture=Image.fromarray(PALETTE), baseColorFactor=[0.5, 1.0, 1.0, 1.0])
    visual = TextureVisuals(uv=SQUARE[:, :2], material=material)
    trimesh.Trimesh(SQUARE, FACES, visual=visual, process=False).export(tmp_path / "a.glb")
    expected = linear_to_srgb(np.array(128 / 255)) * 255
    assert color_at(read_surface(tmp_path / "a.glb"), 0.2, 0.8)[0] == pytest.approx(expected, abs=1)


def test_cut_out_textures_have_holes(tmp_path):
    pixels = np.dstack([PALETTE, np.array([[0, 255], [255, 255]], dtype=np.uint8)])
    for mode, opacity in (("MASK", 0.0), ("OPAQUE", 1.0)):
        material = PBRMaterial(baseColorTexture=Image.fromarray(pixels), alphaMode=mode)
        visual = TextureVisuals(uv=SQUARE[:, :2], material=material)
        trimesh.Trimesh(SQUARE, FACES, visual=visual, process=False).export(tmp_path / "a.glb")
        rgba = read_surface(tmp_path / "a.glb").rgba_at(np.array([1]), np.array([[0.2, 0.1, 0.7]]))
        assert rgba[0, 3] == opacity


LINEAR = np.array([0.25, 0.05, 0.005], dtype=np.float32)


@pytest.mark.parametrize(
    "how",
    [
        {"material": {"pbrMetallicRoughness": {"baseColorFactor": [0.25, 0.05, 0.005, 1.0]}}},
        {"colors": np.tile(np.float32([*LINEAR, 1]), (3, 1))},
        {"colors": np.tile(np.float32([*LINEAR, 1]), (3, 1)), "material": {"name": "any"}},
        {"colors": np.tile(np.rint(np.array([*LINEAR, 1]) * 65535).astype(np.uint16), (3, 1))},
        {
            "colors": np.tile(np.float32([*(2 * LINEAR), 1]), (3, 1)),
            "material": {"pbrMetallicRoughness": {"baseColorFactor": [0.5, 0.5, 0.5, 1.0]}},
        },
    ],
    ids=["factor", "vertices", "vertices and material", "16 bit", "vertices times factor"],
)
def test_gltf_colors_are_linear(tmp_path, how):
    surface = read_surface(write_glb(tmp_path / "a.glb", **how))
    assert surface.colored
    np.testing.assert_allclose(surface.corner_rgb[0, 0], linear_to_srgb(LINEAR), atol=1e-3)


def test_a_glb_without_colors_is_grey(tmp_path):
    surface = read_surface(write_glb(tmp_path / "a.glb"))
    assert not surface.colored
    np.testing.assert_allclose(surface.corner_rgb, UNCOLORED)
    assert read_mesh(tmp_path / "a.glb").rgb is None


def test_placements_are_applied_and_mirrors_keep_the_outside(tmp_path):
    mirrored = [-2.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 0, 0, 1]
    plain = read_surface(write_glb(tmp_path / "a.glb")).triangles[0]
    placed = read_surface(write_glb(tmp_path / "b.glb", matrix=mirrored)).triangles[0]
    np.testing.assert_allclose(np.sort(placed[:, 0]), [3, 3, 5])
    assert np.cross(placed[1] - placed[0], placed[2] - placed[0])[2] > 0
    assert np.cross(plain[1] - plain[0], plain[2] - plain[0])[2] > 0


def test_scenes_of_several_parts_are_joined(tmp_path):
    scene = trimesh.Scene()
    for number, color in enumerate([[255, 0, 0, 255], [0, 0, 255, 255]]):
        box = trimesh.creation.box((1, 1, 1))
        box.visual = TextureVisuals(material=PBRMaterial(baseColorFactor=color))
        scene.add_geometry(box, transform=trimesh.transformations.translation_matrix([3 * number, 0, 0]))
    scene.export(tmp_path / "a.glb")
    surface = read_surface(tmp_path / "a.glb")
    assert len(surface.faces) == 24
    right = surface.triangles.mean(axis=1)[:, 0] > 1.5
    np.testing.assert_allclose(surface.corner_rgb[right].reshape(-1, 3), np.tile([0, 0, 1], (36, 1)), atol=1e-6)
    np.testing.assert_allclose(surface.corner_rgb[~right].reshape(-1, 3), np.tile([1, 0, 0], (36, 1)), atol=1e-6)


def test_obj_materials_are_srgb(tmp_path):
    (tmp_path / "m.mtl").write_text("newmtl red\nKd 0.8 0.1 0.1\nnewmtl blue\nKd 0.1 0.1 0.8\n")
    corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n"
    (tmp_path / "m.obj").write_text(f"mtllib m.mtl\n{corners}usemtl red\nf 1 2 3\nusemtl blue\nf 1 3 4\n")
    surface = read_surface(tmp_path / "m.obj")
    np.testing.assert_allclose(color_at(surface, 0.7, 0.2), [204, 26, 26], atol=1)
    np.testing.assert_allclose(color_at(surface, 0.2, 0.7), [26, 26, 204], atol=1)


@pytest.mark.parametrize("suffix", ["ply", "obj"])
def test_vertex_colors_outside_gltf_are_srgb(tmp_path, suffix):
    colors = np.tile([55, 128, 255, 255], (4, 1)).astype(np.uint8)
    trimesh.Trimesh(SQUARE, FACES, vertex_colors=colors, process=False).export(tmp_path / f"a.{suffix}")
    np.testing.assert_allclose(color_at(read_surface(tmp_path / f"a.{suffix}"), 0.5, 0.3), [55, 128, 255], atol=1)


def test_face_colors_double_the_vertices_of_a_mesh(tmp_path):
    colors = [[255, 0, 0, 255], [0, 0, 255, 255]]
    trimesh.Trimesh(SQUARE, FACES, face_colors=colors, process=False).export(tmp_path / "a.ply")
    mesh = read_mesh(tmp_path / "a.ply")
    assert mesh.vertices.shape == (6, 3)
    np.testing.assert_allclose(mesh.rgb[mesh.faces[0]], np.tile([1, 0, 0], (3, 1)))
    np.testing.assert_allclose(np.sort(mesh.triangles, axis=1), np.sort(SQUARE[FACES], axis=1))


@pytest.mark.parametrize("suffix", MESH_SUFFIXES)
def test_every_format_gives_the_same_triangles(tmp_path, suffix):
    box = trimesh.creation.box((1, 2, 3))
    box.export(tmp_path / f"a{suffix}")
    surface = read_surface(tmp_path / f"a{suffix}")
    assert not surface.colored
    middle = surface.triangles.mean(axis=1)
    expected = np.asarray(box.triangles).mean(axis=1)
    np.testing.assert_allclose(np.sort(middle, axis=0), np.sort(expected, axis=0), atol=1e-5)


@pytest.mark.parametrize("suffix", MESH_SUFFIXES)
@pytest.mark.parametrize("content", [b"", b"nonsense \x00\xff" * 20, b"glTF\x02\x00"], ids=["empty", "noise", "cut"])
def test_damaged_files_are_a_value_error(tmp_path, suffix, content):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"a{suffix}"):
        read_surface(path)


@pytest.mark.parametrize("suffix", MESH_SUFFIXES)
def test_a_file_cut_in_half_never_gives_anything_but_a_value_error(tmp_path, suffix):
    whole = tmp_path / f"whole{suffix}"
    trimesh.creation.icosphere(1).export(whole)
    content = whole.read_bytes()
    for size in (len(content) // 4, len(content) // 2, len(content) - 3):
        half = tmp_path / f"half{suffix}"
        half.write_bytes(content[:size])
        try:
            surface = read_surface(half)
        except ValueError:
            continue
        assert surface.faces.max() < len(surface.vertices)


def test_points_without_faces_and_unknown_formats_are_refused(tmp_path):
    trimesh.PointCloud(SQUARE).export(tmp_path / "points.ply")
    with pytest.raises(ValueError, match="no faces"):
        read_surface(tmp_path / "points.ply")
    with pytest.raises(ValueError, match="known are"):
        read_surface(tmp_path / "a.fbx")
    with pytest.raises(FileNotFoundError):
        read_surface(tmp_path / "a.ply")


def test_texture_coordinates_repeat():
    texture = Texture(np.dstack([PALETTE, np.full((2, 2), 255, dtype=np.uint8)]))
    uv = np.array([[0.25, 0.75]])
    for shift in ([0, 0], [3, -2], [-1, 5]):
        np.testing.assert_allclose(texture.at(uv + shift)[0], [1, 0, 0, 1])
