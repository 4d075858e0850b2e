"""Size and up axis of meshes that go to a file."""

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.geometry.placement import Placement


def box() -> Mesh:
    shape = trimesh.creation.box(extents=(0.5, 2, 1)).apply_translation([3, 1, 0])
    return Mesh(shape.vertices, shape.faces)


@pytest.mark.parametrize("up", ["y", "z"])
def test_longest_side_is_exact_and_the_inside_stays_inside(up: str) -> None:
    mesh = box()
    placed = Placement.of(mesh, 80, up).mesh(mesh)
    sides = np.ptp(placed.vertices, axis=0)
    np.testing.assert_allclose(sides, (20, 80, 40) if up == "y" else (20, 40, 80), rtol=1e-6)
    assert mesh_report(placed).volume == pytest.approx(20 * 80 * 40, rel=1e-5)


def test_up_becomes_z_front_becomes_minus_y_and_right_stays() -> None:
    right_up_front = PointCloud(np.eye(3), None, np.eye(3))
    turned = Placement(1.0, "z").cloud(right_up_front)
    expected = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]
    np.testing.assert_array_equal(turned.xyz, expected)
    np.testing.assert_array_equal(turned.normals, expected)


def test_cloud_and_mesh_stay_together() -> None:
    mesh = box()
    cloud = PointCloud(mesh.vertices, np.ones((8, 3)))
    placement = Placement.of(mesh, 10, "z")
    np.testing.assert_array_equal(placement.cloud(cloud).xyz, placement.mesh(mesh).vertices)
    np.testing.assert_array_equal(Placement.of(mesh).mesh(mesh).vertices, mesh.vertices)


def test_unused_vertices_do_not_count() -> None:
    mesh = box()
    stray = Mesh(np.vstack([mesh.vertices, [[1e6, 0, 0]]]), mesh.faces)
    assert Placement.of(stray, 80).scale == pytest.approx(40)


def test_what_cannot_be_placed_says_why() -> None:
    for size in (0, -1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite number of millimetres above 0"):
            Placement.of(box(), size)
    with pytest.raises(ValueError, match="must be y or z, got 'x'"):
        Placement.of(box(), up="x")
    with pytest.raises(ValueError, match="no extent"):
        Placement.of(Mesh(np.zeros((3, 3)), np.zeros((0, 3), int)), 80)
