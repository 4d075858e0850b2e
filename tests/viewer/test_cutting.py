"""Cutting shapes open, and what is cut of them."""

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import PointCloud
from shape_diff.geometry.placement import UP_AXES
from shape_diff_viewer.cutting import Cut, cut_faces


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_cut_ball_has_the_area_and_the_rim_of_its_half(axis: int, flipped: bool) -> None:
    ball = trimesh.creation.icosphere(subdivisions=3)
    plane = Cut(axis, 0.3, flipped).plane(ball.vertices, UP_AXES["y"])
    kept = cut_faces(ball.faces, plane.depth(ball.vertices))
    part = trimesh.Trimesh(kept.values(ball.vertices), kept.faces, process=False)
    assert part.area == pytest.approx(2 * np.pi * (0.7 if flipped else 1.3), rel=0.01)  # Archimedes: 2 pi r h
    used = part.vertices[np.unique(part.faces)]
    assert plane.depth(used).min() == pytest.approx(0, abs=1e-5)
    inside = np.einsum("ij,ij->i", part.face_normals, part.triangles_center)
    assert (inside[part.area_faces > 1e-7] > 0).all()  # faces look outwards as before


def test_values_of_new_vertices_lie_between_their_ends() -> None:
    faces, depth = np.array([[0, 1, 2]]), np.array([1.0, -1.0, -3.0])
    kept = cut_faces(faces, depth)
    assert kept.faces.tolist() == [[0, 3, 4]] and kept.source.tolist() == [0]
    assert kept.values(np.array([[0.0], [1.0], [2.0]]))[3:, 0].tolist() == [0.5, 0.5]


def test_what_is_whole_stays_and_what_is_beyond_goes() -> None:
    faces = np.array([[0, 1, 2], [1, 2, 3]])
    assert cut_faces(faces, np.ones(4)).faces.tolist() == faces.tolist()
    assert len(cut_faces(faces, -np.ones(4)).faces) == 0


def test_the_plane_crosses_the_axis_of_the_file_whatever_way_it_stands() -> None:
    cloud = PointCloud(np.random.default_rng(0).uniform(-1, 1, (500, 3)))
    shown = cloud.xyz @ UP_AXES["z"]
    plane = Cut(2, 0.0).plane(shown, UP_AXES["z"])
    kept = plane.cut_cloud(PointCloud(shown)).xyz @ UP_AXES["z"].T
    assert kept[:, 2].max() < 0.05 and abs(len(kept) - 250) < 40


@pytest.mark.parametrize(("axis", "place"), [(3, 0.0), (-1, 0.0), (0, 1.5)])
def test_wrong_cuts_are_refused(axis: int, place: float) -> None:
    with pytest.raises(ValueError, match="a cut needs"):
        Cut(axis, place)
