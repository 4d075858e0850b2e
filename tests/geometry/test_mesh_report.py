"""Measures of meshes whose values are known in closed form."""

import json
import time

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report, point_triangle_distance


def as_mesh(shape: trimesh.Trimesh) -> Mesh:
    return Mesh(shape.vertices, shape.faces)


def test_box() -> None:
    report = mesh_report(as_mesh(trimesh.creation.box(extents=(1, 2, 3))))
    assert (report.vertices, report.faces, report.components, report.genus) == (8, 12, 1, 0)
    assert report.watertight and report.edge_manifold
    assert report.volume == pytest.approx(6) and report.area == pytest.approx(22)
    assert report.bounds == ((-0.5, -1, -1.5), (0.5, 1, 1.5))
    assert report.cloud_distance_mean is None


def test_torus_has_one_handle() -> None:
    report = mesh_report(as_mesh(trimesh.creation.torus(1.0, 0.25, major_sections=64, minor_sections=32)))
    assert report.genus == 1 and report.watertight
    assert report.volume == pytest.approx(2 * np.pi**2 * 0.25**2, rel=0.01)


def test_two_parts() -> None:
    ball = trimesh.creation.icosphere(subdivisions=1)
    report = mesh_report(as_mesh(trimesh.util.concatenate([ball, ball.copy().apply_translation([5, 0, 0])])))
    assert (report.components, report.genus) == (2, 0)
    assert report.volume == pytest.approx(2 * ball.volume, rel=1e-5)


def test_volume_far_from_the_origin() -> None:
    box = trimesh.creation.box()
    assert mesh_report(Mesh(box.vertices + 2.0**20, box.faces)).volume == pytest.approx(1)


def test_open_mesh() -> None:
    box = trimesh.creation.box()
    report = mesh_report(Mesh(box.vertices, box.faces[1:]))
    assert not report.watertight and report.edge_manifold
    assert report.genus is None and report.volume is None


def test_one_turned_face_is_not_watertight() -> None:
    box = trimesh.creation.box()
    faces = np.array(box.faces)
    faces[0] = faces[0, ::-1]
    report = mesh_report(Mesh(box.vertices, faces))
    assert not report.watertight and report.edge_manifold


def test_three_faces_at_an_edge() -> None:
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1]])
    report = mesh_report(Mesh(vertices, np.array([[0, 1, 2], [0, 1, 3], [0, 1, 4]])))
    assert not report.edge_manifold and not report.watertight


@pytest.mark.parametrize("vertices", [np.zeros((0, 3)), np.zeros((3, 3))])
def test_no_faces(vertices: np.ndarray) -> None:
    report = mesh_report(Mesh(vertices, np.zeros((0, 3), int)), PointCloud(np.zeros((4, 3))))
    assert (report.faces, report.components, report.watertight, report.area) == (0, 0, False, 0)
    json.dumps(report.as_dict(), allow_nan=False)


def expected_inside(xy: np.ndarray) -> np.ndarray:
    """Distance of the points at height 0.8 to the nearest side of the box: its top or a wall."""
    return np.minimum(0.2, 1 - np.abs(xy).max(axis=1))


@pytest.mark.parametrize("subdivisions", [0, 5])
def test_distance_to_a_cloud(subdivisions: int) -> None:
    """Points over a box, known distance, whether its faces are two or thousands a side."""
    box = trimesh.creation.box(extents=(2, 2, 2))
    for _ in range(subdivisions):
        box = box.subdivide()
    xy = np.random.default_rng(0).uniform(-0.9, 0.9, (500, 2))
    cloud = PointCloud(np.column_stack([xy, np.where(xy[:, 0] > 0, 1.1, 0.8)]))
    report = mesh_report(as_mesh(box), cloud)
    assert report.cloud_distance_max == pytest.approx(0.2, abs=1e-3)
    assert report.cloud_distance_mean == pytest.approx(
        np.where(xy[:, 0] > 0, 0.1, expected_inside(xy)).mean(), abs=1e-3
    )
    json.dumps(report.as_dict(), allow_nan=False)


def test_point_triangle_distance_against_trimesh() -> None:
    generator = np.random.default_rng(0)
    points, corners = generator.normal(size=(300, 3)), generator.normal(size=(300, 3, 3))
    truth = np.linalg.norm(trimesh.triangles.closest_point(corners, points) - points, axis=1)
    np.testing.assert_allclose(point_triangle_distance(points, corners), truth, atol=1e-9)


def test_speed_on_eighty_thousand_faces() -> None:
    ball = as_mesh(trimesh.creation.icosphere(subdivisions=6))
    cloud = PointCloud(np.random.default_rng(0).normal(size=(4096, 3)))
    start = time.process_time()
    mesh_report(ball, cloud)
    assert time.process_time() - start < 2, "takes about 0.15 s on a quiet core"
