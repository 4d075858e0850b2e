from dataclasses import replace

import numpy as np
import pytest
import trimesh
from shapes_on_disk import surface_of, without_side

from shape_diff.data.outer_surface import RAYS
from shape_diff.data.sampling import SurfaceSamples, generator_for, sample_surface
from shape_diff.data.visibility import Occlusion, frames_about, spiral, turned

Y_UP = trimesh.transformations.rotation_matrix(-np.pi / 2, [1, 0, 0])


def sample(mesh: trimesh.Trimesh, num_points: int = 1024, name: str = "x") -> SurfaceSamples:
    return sample_surface(surface_of(mesh), num_points, generator_for(0, name))


def distance_to(triangles: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(k,) distance of each point (k, 3) from the nearest triangle (f, 3, 3), by trying all pairs."""
    pairs = np.repeat(points, len(triangles), axis=0)
    closest = trimesh.triangles.closest_point(np.tile(triangles, (len(points), 1, 1)), pairs)
    return np.linalg.norm(closest - pairs, axis=1).reshape(len(points), -1).min(axis=1)


def inner_and_outer_box() -> trimesh.Trimesh:
    return trimesh.util.concatenate([trimesh.creation.box((2, 2, 2)), trimesh.creation.box((1, 1, 1))])


SHAPES = {
    "sphere": trimesh.creation.icosphere(2),
    "flat box": trimesh.creation.box((3, 0.2, 1)),
    "boxes": inner_and_outer_box(),
    "far away": trimesh.creation.box((2, 2, 2), transform=trimesh.transformations.translation_matrix([1e4, -50, 7])),
    "tiny": trimesh.creation.box((2e-6, 1e-6, 1e-6)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_samples_lie_on_the_normalised_surface_with_unit_normals(name):
    mesh = SHAPES[name]
    samples = sample(mesh)
    assert samples.xyz.shape == samples.rgb.shape == samples.normals.shape == (1024, 3)
    assert np.abs(samples.xyz).max() <= 1.0
    np.testing.assert_allclose(np.linalg.norm(samples.normals, axis=1), 1.0, atol=1e-5)
    assert distance_to(samples.frame.normalize(mesh.vertices)[mesh.faces], samples.xyz).max() < 1e-4


def test_what_lies_within_a_solid_is_never_sampled():
    samples = sample(inner_and_outer_box())
    assert np.abs(samples.xyz).max(axis=1).min() > 0.999
    assert (np.einsum("kd,kd->k", samples.xyz, samples.normals) > 0.999).all()
    assert samples.visible_fraction == pytest.approx(24 / 30, abs=0.03)


def test_overlapping_solids_show_only_their_union():
    shift = trimesh.transformations.translation_matrix([0.7, 0.3, 0.2])
    pair = [trimesh.creation.box((1, 1, 1)), trimesh.creation.box((1, 1, 1), transform=shift)]
    samples = sample(trimesh.util.concatenate(pair), 2048)
    original = samples.frame.restore(samples.xyz)
    for box in pair:
        depth = np.abs(original - box.bounds.mean(axis=0)).max(axis=1)
        assert depth.min() > 0.5 - 1e-3


def test_normals_point_outside_whatever_the_winding():
    sphere = trimesh.creation.icosphere(2)
    sphere.faces[::2] = sphere.faces[::2, ::-1]
    samples = sample(sphere)
    assert np.einsum("kd,kd->k", samples.xyz, samples.normals).min() > 0.9


def test_the_inside_of_a_thick_cup_is_seen():
    cup = trimesh.creation.annulus(0.8, 1.0, 2.0, transform=Y_UP)
    floor = trimesh.creation.cylinder(
        0.9, 0.1, transform=trimesh.transformations.translation_matrix([0, -0.95, 0]) @ Y_UP
    )
    samples = sample(trimesh.util.concatenate([cup, floor]), 4096)
    radius = np.linalg.norm(samples.xyz[:, [0, 2]], axis=1)
    wall = (np.abs(radius - 0.8) < 0.02) & (np.abs(samples.xyz[:, 1]) < 0.8)
    assert wall.sum() > 400
    inward = np.einsum("kd,kd->k", samples.normals[wall][:, [0, 2]], samples.xyz[wall][:, [0, 2]] / radius[wall, None])
    assert inward.max() < -0.9
    bottom = (radius < 0.7) & (samples.xyz[:, 1] > -0.95)
    assert bottom.sum() > 100
    assert (samples.normals[bottom, 1] > 0.99).all()


def test_an_open_box_of_sheets_has_normals_on_both_sides():
    samples = sample(without_side(trimesh.creation.box((2, 2, 2)), (0, 1, 0)), 2048)
    side = samples.xyz[:, 0] > 0.999
    assert {-1.0, 1.0} <= set(np.rint(samples.normals[side, 0]))
    floor = samples.xyz[:, 1] < -0.999
    assert {-1.0, 1.0} <= set(np.rint(samples.normals[floor, 1]))


def test_the_inside_of_a_box_without_a_bottom_is_not_its_outer_surface():
    samples = sample(without_side(trimesh.creation.box((2, 2, 2)), (0, -1, 0)), 2048)
    assert (np.einsum("kd,kd->k", samples.xyz, samples.normals) > 0.999).all()


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_sheet_gets_both_normals(axis):
    corners = np.insert([[-1, -1], [1, -1], [1, 1], [-1, 1]], axis, 0, axis=1)
    sheet = trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)
    samples = sample(sheet)
    assert samples.visible_fraction == pytest.approx(2.0, abs=0.1)
    assert 0.4 < (samples.normals[:, axis] > 0).mean() < 0.6


def test_a_sheet_of_two_opposite_faces_shows_each_on_its_own_side():
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=float)
    mesh = trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3], [0, 2, 1], [0, 3, 2]], process=False)
    red_front_blue_back = np.zeros((4, 3, 3), dtype=np.float32)
    red_front_blue_back[:2, :, 0] = red_front_blue_back[2:, :, 2] = 1.0
    surface = replace(surface_of(mesh), corner_rgb=red_front_blue_back)
    samples = sample_surface(surface, 512, generator_for(0, "x"))
    front = samples.normals[:, 2] > 0
    assert 0.4 < front.mean() < 0.6
    np.testing.assert_allclose(samples.rgb[:, 0], front, atol=1e-5)
    np.testing.assert_allclose(samples.rgb[:, 2], ~front, atol=1e-5)


def test_points_are_spread_by_area():
    samples = sample(trimesh.creation.box((4, 1, 1)), 4096)
    long_sides = np.abs(samples.normals[:, 0]) < 0.5
    assert long_sides.mean() == pytest.approx(16 / 18, abs=0.02)
    assert (samples.xyz[:, 0] > 0).mean() == pytest.approx(0.5, abs=0.02)
    first = samples.xyz[:2048, 0]
    assert (first > 0).mean() == pytest.approx(0.5, abs=0.04)


def test_the_same_seed_and_name_give_the_same_points():
    mesh = trimesh.creation.icosphere(1)
    first, second, other = sample(mesh), sample(mesh), sample(mesh, name="y")
    np.testing.assert_array_equal(first.xyz, second.xyz)
    assert not np.array_equal(first.xyz, other.xyz)


def test_a_shape_of_which_almost_nothing_is_seen_still_gives_all_points():
    shell = trimesh.creation.box((2, 2, 2))
    clutter = [
        trimesh.creation.icosphere(3, radius=0.5).apply_translation(shift)
        for shift in np.random.default_rng(0).uniform(-0.4, 0.4, (60, 3))
    ]
    samples = sample(trimesh.util.concatenate([shell, *clutter]), 512)
    assert len(samples.xyz) == 512
    assert np.abs(samples.xyz).max(axis=1).min() > 0.999


@pytest.mark.parametrize(
    ("vertices", "words"),
    [
        ([[0, 0, 0], [1, 0, 0], [np.nan, 1, 0]], "NaN"),
        ([[0, 0, 0], [1, 0, 0], [2, 0, 0]], "no area"),
        ([[1, 1, 1], [1, 1, 1], [1, 1, 1]], "no size"),
    ],
)
def test_hopeless_meshes_are_refused_with_the_reason(vertices, words):
    mesh = trimesh.Trimesh(vertices, [[0, 1, 2]], process=False, validate=False)
    with pytest.raises(ValueError, match=words):
        sample(mesh)


def test_rays_of_a_spiral_are_unit_and_as_dense_as_the_cosine():
    rays = spiral(256)
    np.testing.assert_allclose(np.linalg.norm(rays, axis=0), 1.0, atol=1e-12)
    assert rays[2].min() > 0
    # The mean of cos over a cosine-weighted hemisphere is 2/3, and no direction about the axis is preferred.
    assert rays[2].mean() == pytest.approx(2 / 3, abs=0.01)
    np.testing.assert_allclose(rays[:2].mean(axis=1), 0.0, atol=0.01)


@pytest.mark.parametrize("count", [4, 8, 16])
def test_first_rays_of_a_place_and_of_neighbours_are_spread_as_all_are(count):
    for z in (RAYS[2, :count, 5], RAYS[2, 0, :count]):
        # One ray in each of `count` rings of equal weight.
        assert sorted(np.floor((1 - z**2) * count).astype(int)) == list(range(count))


def test_rays_are_turned_into_the_frame_of_each_place():
    normals = np.random.default_rng(0).normal(size=(50, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    rays = spiral(16)
    shared = turned(rays[:, :, None], frames_about(normals))
    np.testing.assert_allclose(np.einsum("rkd,kd->rk", shared, normals), np.tile(rays[2][:, None], 50), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(shared, axis=2), 1.0, atol=1e-6)
    own = turned(np.repeat(rays[:, :, None], 50, axis=2), frames_about(normals))
    np.testing.assert_array_equal(own, shared)


@pytest.mark.parametrize("axis", [[0, 0, 1], [0, 0, -1], [1, 0, 0], [0, -1, 0]])
def test_frames_are_orthonormal_and_right_handed(axis):
    frame = frames_about(np.array([axis], dtype=float))[:, :, 0]
    np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-12)
    np.testing.assert_array_equal(frame[2], axis)
    assert np.linalg.det(frame) == pytest.approx(1.0)


def test_openness_of_the_floor_of_a_pit_is_its_form_factor():
    pit = without_side(trimesh.creation.box((2, 2, 2)), (0, 1, 0))
    occlusion = Occlusion(np.asarray(pit.triangles))
    point, up = np.array([[0.0, -1.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])
    free, aloft = occlusion.count_free(np.float32(point + 1e-4 * up), frames_about(up), spiral(4096)[:, :, None])
    # Differential element to a parallel square, half side 1 at distance 2, four corners (Howell, B-4).
    a = b = 0.5
    quarter = a / np.sqrt(1 + a * a) * np.arctan(b / np.sqrt(1 + a * a)) * 2 / (2 * np.pi)
    assert free[0] / 4096 == aloft[0] / 4096 == pytest.approx(4 * quarter, abs=0.01)


def test_rays_that_land_under_a_shape_are_counted_apart():
    lamp = trimesh.creation.box((2, 0.2, 2), transform=trimesh.transformations.translation_matrix([0, 0.9, 0]))
    foot = trimesh.creation.box((0.01, 0.01, 0.01), transform=trimesh.transformations.translation_matrix([0, -0.9, 0]))
    occlusion = Occlusion(np.asarray(trimesh.util.concatenate([lamp, foot]).triangles))
    down = np.array([[0.0, -1.0, 0.0]])
    free, aloft = occlusion.count_free(np.float32([[0.5, 0.79, 0.5]]), frames_about(down), spiral(1024)[:, :, None])
    assert free[0] > 1000
    # All land on the ground; those more than 0.5 to 1.5 aside of a height of 1.7 do it outside the square of side 2.
    assert 0.3 < aloft[0] / 1024 < 0.75


def test_a_plank_half_in_a_wall_is_seen_up_to_the_wall():
    wall = trimesh.creation.box((0.5, 2, 2))
    plank = trimesh.creation.box((2, 0.1, 1), transform=trimesh.transformations.translation_matrix([1, 0, 0]))
    samples = sample(trimesh.util.concatenate([wall, plank]), 4096)
    x, y, _ = samples.frame.restore(samples.xyz).T
    on_plank = (np.abs(np.abs(y) - 0.05) < 1e-3) & (np.abs(samples.normals[:, 1]) > 0.99)
    assert x[on_plank].min() > 0.25 - 1e-3
    near, far = (on_plank & (x > a) & (x < a + 0.25) for a in (0.26, 1.0))
    assert near.sum() == pytest.approx(far.sum(), rel=0.25)


def test_the_inside_of_a_deep_pipe_of_sheets_is_not_its_outer_surface():
    pipe = trimesh.creation.cylinder(0.1, 2.0, sections=24)
    pipe = trimesh.Trimesh(pipe.vertices, pipe.faces[np.abs(pipe.face_normals[:, 2]) < 0.5], process=False)
    samples = sample(pipe)
    outward = np.einsum("kd,kd->k", samples.xyz[:, :2], samples.normals[:, :2])
    middle = np.abs(samples.xyz[:, 2]) < 0.7
    assert (outward[middle] > 0).mean() > 0.99


def test_a_bowl_of_sheets_is_seen_from_both_sides():
    bowl = trimesh.creation.icosphere(3)
    bowl = trimesh.Trimesh(bowl.vertices, bowl.faces[bowl.triangles_center[:, 1] < 0], process=False)
    samples = sample(bowl, 2048)
    centre = samples.frame.restore(samples.xyz)
    outward = np.einsum("kd,kd->k", centre, samples.normals) > 0
    assert 0.4 < outward.mean() < 0.6
    lowest = centre[:, 1] < -0.9
    assert 0.3 < outward[lowest].mean() < 0.7
