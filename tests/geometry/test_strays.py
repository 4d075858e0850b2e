"""Points and faces far from all others do not say how large a shape is."""

from pathlib import Path

import numpy as np
import pytest
import trimesh

from shape_diff.formats.mesh_files import read_surface
from shape_diff.geometry.strays import stray_faces, stray_points


def sphere(count: int) -> np.ndarray:
    points = np.random.default_rng(0).normal(size=(count, 3))
    return points / np.linalg.norm(points, axis=1, keepdims=True)


@pytest.mark.parametrize("distance", [5.0, 100.0, 1e6])
def test_single_points_far_away(distance: float) -> None:
    xyz = np.vstack([sphere(1500), [[distance, 0, 0], [0, -distance, distance]]])
    np.testing.assert_array_equal(np.flatnonzero(stray_points(xyz)), [1500, 1501])


def test_what_belongs_to_the_shape_stays() -> None:
    ball = sphere(1500)
    cord = np.stack([np.linspace(1, 30, 500), np.zeros(500), np.zeros(500)], axis=1)
    two = np.vstack([ball, ball[:50] + np.array([20, 0, 0])])  # a second body of 3 % of the points
    flat = np.random.default_rng(0).random((1000, 3)) * [1, 1, 0]
    for xyz in (ball, np.vstack([ball, cord[::40]]), two, flat, np.vstack([flat, [[0.5, 0.5, 0.9]]]), ball[:4]):
        assert not stray_points(xyz).any()


def test_faces_without_area_and_slivers() -> None:
    ball = trimesh.creation.icosphere(subdivisions=3)
    corner = ball.vertices[0]
    far = np.array([[[1000, 0, 0], corner, corner], [[0, 800, 0], corner, corner + 1e-7]])
    triangles = np.concatenate([np.asarray(ball.triangles), far])
    np.testing.assert_array_equal(np.flatnonzero(stray_faces(triangles)), [len(triangles) - 2, len(triangles) - 1])
    antenna = trimesh.creation.cylinder(
        0.01, 8, sections=6, transform=trimesh.transformations.translation_matrix([0, 0, 5])
    )
    assert not stray_faces(np.concatenate([np.asarray(ball.triangles), np.asarray(antenna.triangles)])).any()


def test_a_mesh_with_a_slip_keeps_its_size(tmp_path: Path) -> None:
    ball = trimesh.creation.icosphere(subdivisions=2)
    vertices = np.vstack([ball.vertices, [[500, 0, 0]]])
    slip = [[0, len(vertices) - 1, len(vertices) - 1]]
    trimesh.Trimesh(vertices, np.vstack([ball.faces, slip]), process=False).export(tmp_path / "a.ply")
    surface = read_surface(tmp_path / "a.ply")
    assert len(surface.faces) == len(ball.faces) and np.abs(surface.triangles).max() == pytest.approx(1)
    assert len(surface.notes) == 1 and surface.notes[0].startswith("1 of the 321 faces of a.ply have no area")
    trimesh.Trimesh(vertices[:1].repeat(3, 0), [[0, 1, 2]], process=False).export(tmp_path / "b.ply")
    with pytest.raises(ValueError, match=r"the faces of b\.ply have no area"):
        read_surface(tmp_path / "b.ply")
