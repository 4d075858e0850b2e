"""Measures of meshes whose values are known in closed form."""

import json

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report, point_triangle_distance
from shape_diff.machine.optional_parts import OPEN3D


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


def test_open_edges_and_crossing_parts_are_told_apart() -> None:
    box = trimesh.creation.box()
    both = trimesh.util.concatenate([box, box.copy().apply_translation([0.53, 0.31, 0.17])])
    report = mesh_report(as_mesh(both))
    assert report.watertight and report.open_edges == 0
    assert report.self_intersections is not None and report.self_intersections > 6
    assert mesh_report(as_mesh(both), self_intersections=False).self_intersections is None
    opened = mesh_report(Mesh(box.vertices, box.faces[2:]))
    assert (opened.open_edges, opened.self_intersections) == (4, 0)


def test_parts_that_touch_in_a_point() -> None:
    two = np.array([[0, 1, 2], [0, 3, 1], [1, 3, 2], [2, 3, 0]])
    vertices = np.vstack([np.zeros((1, 3)), np.eye(3), -np.eye(3)])
    report = mesh_report(Mesh(vertices, np.concatenate([two, np.where(two > 0, two + 3, 0)])))
    assert report.watertight and report.edge_manifold and not report.vertex_manifold
    assert mesh_report(Mesh(vertices[:4], two)).vertex_manifold


def broken_meshes() -> dict[str, Mesh]:
    ball, box = trimesh.creation.icosphere(subdivisions=2), trimesh.creation.box()
    turned = ball.faces.copy()
    turned[5] = turned[5, ::-1]
    at_edge = trimesh.util.concatenate([box, box.copy().apply_translation([1, 1, 0])])
    at_vertex = trimesh.util.concatenate([box, box.copy().apply_translation([1, 1, 1])])
    for shape in (at_edge, at_vertex):
        shape.merge_vertices()
    return {
        "ball": as_mesh(ball),
        "open": Mesh(ball.vertices, ball.faces[3:]),
        "turned face": Mesh(ball.vertices, turned),
        "touching edges": as_mesh(at_edge),
        "touching vertices": as_mesh(at_vertex),
        "fin": Mesh(np.vstack([ball.vertices, [[2, 2, 2]]]), np.vstack([ball.faces, [*ball.faces[0, :2], 162]])),
        "two balls": as_mesh(trimesh.util.concatenate([ball, ball.copy().apply_translation([3, 0, 0])])),
        "crossing balls": as_mesh(trimesh.util.concatenate([ball, ball.copy().apply_translation([1, 0.1, 0.2])])),
    }


@pytest.mark.needs("open3d")
@pytest.mark.parametrize("name", broken_meshes())
def test_predicates_against_open3d(name: str) -> None:
    """Open3D calls a mesh watertight only if no faces cross and no parts touch, whatever the winding."""
    open3d = OPEN3D.load()
    mesh, report = broken_meshes()[name], mesh_report(broken_meshes()[name])
    other = open3d.geometry.TriangleMesh(
        open3d.utility.Vector3dVector(mesh.vertices.astype(np.float64)), open3d.utility.Vector3iVector(mesh.faces)
    )
    assert report.edge_manifold == other.is_edge_manifold(allow_boundary_edges=True)
    assert report.vertex_manifold == other.is_vertex_manifold()
    assert (report.self_intersections == 0) == (not other.is_self_intersecting())
    closed = report.edge_manifold and report.vertex_manifold and report.open_edges == 0
    assert other.is_watertight() == (closed and report.self_intersections == 0)
    assert report.watertight == (other.is_edge_manifold(allow_boundary_edges=False) and other.is_orientable()
                                 and name != "turned face")  # fmt: skip


def test_text_for_people() -> None:
    box = trimesh.creation.box(extents=(1, 2, 3))
    text = mesh_report(as_mesh(box), PointCloud(box.vertices)).as_text()
    assert "12 faces, 8 vertices, 1 component" in text and "watertight: yes" in text and "volume: 6\n" in text
    assert "watertight: no, 3 open edges" in mesh_report(Mesh(box.vertices, box.faces[1:])).as_text()
    assert mesh_report(Mesh(np.zeros((0, 3)), np.zeros((0, 3), int))).as_text()


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
