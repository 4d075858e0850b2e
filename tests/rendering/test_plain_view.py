"""Plain pictures against closed forms of projection and of Lambert's law."""

import math
from dataclasses import replace

import numpy as np
import pytest
import trimesh

from shape_diff.formats.mesh_files import Surface, Texture
from shape_diff.geometry.color import linear_to_srgb
from shape_diff.pictures.framing import PICTURE_SIZE, is_framed, object_box
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.plain_view import FULL_LIGHT, Light, PlainScene

SIDES = {0: (0.0, 0.0, 1.0), 90: (1.0, 0.0, 0.0), 180: (1.0, 1.0, 0.0), 270: (0.0, 1.0, 1.0)}
"""Azimuth from which a side of the painted box is seen, and its colour."""
AXES = {0: (0, 0, 1), 90: (1, 0, 0), 180: (0, 0, -1), 270: (-1, 0, 0)}
EVEN = Light(np.array([0.0, 1.0, 0.0]), 1.0)


def surface_of(mesh: trimesh.Trimesh, rgb: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Surface:
    count = len(mesh.faces)
    return Surface(
        vertices=np.asarray(mesh.vertices),
        faces=np.asarray(mesh.faces),
        corner_rgb=np.tile(np.asarray(rgb, dtype=np.float32), (count, 3, 1)),
        corner_uv=np.zeros((count, 3, 2), dtype=np.float32),
        texture_index=np.full(count, -1),
    )


def painted_box() -> Surface:
    box = trimesh.creation.box(extents=(2, 2, 2))
    surface = surface_of(box, (0.0, 0.0, 0.0))
    for azimuth, axis in AXES.items():
        surface.corner_rgb[box.face_normals @ axis > 0.5] = SIDES[azimuth]
    return surface


def plate(z: float = 0.0, half: float = 1.0) -> trimesh.Trimesh:
    """A square that faces +z."""
    corners = [[-half, -half, z], [half, -half, z], [half, half, z], [-half, half, z]]
    return trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)


@pytest.mark.parametrize("azimuth", sorted(SIDES))
def test_the_right_side_of_a_box_is_in_front(azimuth):
    picture = PlainScene(painted_box()).picture(Camera(azimuth, 0), EVEN)
    middle = picture[PICTURE_SIZE // 2, PICTURE_SIZE // 2]
    full = 255 * linear_to_srgb(np.array(FULL_LIGHT))
    np.testing.assert_allclose(middle, [*np.multiply(SIDES[azimuth], full), 255], atol=1)


def test_up_is_up_and_right_is_right():
    flag = trimesh.util.concatenate([plate(), plate()])
    flag.vertices[4:] = [[0.5, 0.5, 0.1], [1, 0.5, 0.1], [1, 1, 0.1], [0.5, 1, 0.1]]
    surface = surface_of(flag, (0.0, 0.0, 0.0))
    surface.corner_rgb[2:] = (1, 1, 1)
    white = PlainScene(surface).picture(Camera(0, 0), EVEN)[..., :3].min(axis=2) > 200
    rows, columns = np.nonzero(white)
    assert rows.max() < PICTURE_SIZE / 2 and columns.min() > PICTURE_SIZE / 2


@pytest.mark.parametrize("camera", [Camera(20, 50, fov_deg=20, distance=8), Camera(200, -10, fov_deg=55, distance=2.6)])
def test_a_sphere_covers_its_projected_area(camera):
    picture = PlainScene(surface_of(trimesh.creation.icosphere(subdivisions=5))).picture(camera, EVEN)
    # The outline of a unit ball is seen under the half angle asin(1 / distance).
    slope = math.tan(math.asin(1 / camera.distance)) / math.tan(math.radians(camera.fov_deg) / 2)
    assert (picture[..., 3] / 255).sum() == pytest.approx(math.pi * (slope * PICTURE_SIZE / 2) ** 2, rel=0.005)


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("angle_deg", [0, 40, 80, 120])
def test_brightness_follows_lambert_on_either_side(angle_deg, flipped):
    angle, ambient = math.radians(angle_deg), 0.4
    light = Light(np.array([math.sin(angle), 0.0, math.cos(angle)]), ambient)
    surface = surface_of(plate())
    surface = replace(surface, faces=surface.faces[:, ::-1]) if flipped else surface
    middle = PlainScene(surface).picture(Camera(0, 0), light)[64, 64]
    expected = linear_to_srgb(np.array(FULL_LIGHT * (ambient + (1 - ambient) * max(math.cos(angle), 0.0))))
    assert middle.tolist() == pytest.approx([*[255 * float(expected)] * 3, 255], abs=1)
    if angle_deg == 0:
        assert middle[0] == pytest.approx(0.95 * 255, abs=1)


def test_the_outline_has_no_other_colour():
    tilted = plate().apply_transform(trimesh.transformations.rotation_matrix(0.3, (0.2, 0.3, 1)))
    picture = PlainScene(surface_of(tilted, (0.9, 0.5, 0.1))).picture(Camera(0, 0), EVEN)
    edge = picture[(picture[..., 3] > 0) & (picture[..., 3] < 255)]
    inside = picture[64, 64, :3].astype(int)
    assert len(edge) > 100
    assert np.abs(edge[:, :3] - inside).max() <= 1
    assert (picture[picture[..., 3] == 0] == 0).all()


def glass(surface: Surface, alpha: int) -> Surface:
    """The first two faces get a texture of one opacity."""
    texture = Texture(np.array([[[0, 0, 255, alpha]]], dtype=np.uint8))
    index = np.where(np.arange(len(surface.faces)) < 2, 0, -1)
    return replace(surface, texture_index=index, textures=(texture,))


def test_transparent_faces_are_holes():
    both = surface_of(trimesh.util.concatenate([plate(0.5, 0.5), plate()]), (1.0, 1.0, 1.0))
    both.corner_rgb[2:] = (1, 0, 0)
    blocked = PlainScene(glass(both, 200)).picture(Camera(0, 0), EVEN)
    through = PlainScene(glass(both, 100)).picture(Camera(0, 0), EVEN)
    assert blocked[64, 64, 2] > 200 and blocked[64, 64, 0] == 0
    assert through[64, 64, 0] > 200 and through[64, 64, 2] == 0
    alone = PlainScene(glass(surface_of(plate()), 100))
    assert not alone.picture(Camera(0, 0), EVEN).any()
    with pytest.raises(ValueError, match="fully transparent"):
        alone.framed_picture(Camera(0, 0), EVEN)


def test_what_is_seen_is_centred_even_if_part_of_the_shape_is_not():
    shape = trimesh.util.concatenate([plate(0.0, 0.3).apply_translation((3, 1, 0)), plate(0.0, 0.3)])
    surface = glass(surface_of(shape), 0)
    camera = Camera(10, 20).fit(surface.vertices)
    scene = PlainScene(surface)
    assert not is_framed(scene.picture(camera, EVEN))
    assert is_framed(scene.framed_picture(camera, EVEN))


@pytest.mark.parametrize("fov_deg", [15, 55])
@pytest.mark.parametrize("extents", [(2, 2, 2), (2, 0.1, 0.3), (0.05, 2, 0.05)])
def test_fitted_cameras_need_no_second_framing(extents, fov_deg):
    box = surface_of(trimesh.creation.box(extents=extents))
    for azimuth in (0, 33, 120):
        picture = PlainScene(box).picture(Camera(azimuth, 30, fov_deg=fov_deg).fit(box.vertices), EVEN)
        assert is_framed(picture), object_box(picture)
