"""Size, place and up axis of meshes that go to a file."""

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.geometry.placement import Placement, Size


def box() -> Mesh:
    """0.5 wide, 2 high, 1 deep, its middle at (3, 1, 0.25)."""
    shape = trimesh.creation.box(extents=(0.5, 2, 1)).apply_translation([3, 1, 0.25])
    return Mesh(shape.vertices, shape.faces)


@pytest.mark.parametrize("up", ["y", "z"])
def test_longest_side_is_exact_and_the_inside_stays_inside(up: str) -> None:
    mesh = box()
    placed = Placement.of(mesh, Size(80, "mm"), up).mesh(mesh)
    sides = np.ptp(placed.vertices, axis=0)
    np.testing.assert_allclose(sides, (20, 80, 40) if up == "y" else (20, 40, 80), rtol=1e-6)
    assert mesh_report(placed).volume == pytest.approx(20 * 80 * 40, rel=1e-5)


@pytest.mark.parametrize(
    ("origin", "low", "high"),
    [
        ("base", (-0.25, 0, -0.5), (0.25, 2, 0.5)),
        ("centre", (-0.25, -1, -0.5), (0.25, 1, 0.5)),
        ("keep", (2.75, 0, -0.25), (3.25, 2, 0.75)),
    ],
)
def test_the_origin_is_where_it_is_asked_for(origin: str, low: tuple, high: tuple) -> None:
    mesh = box()
    for scale, size in ((1, None), (0.4, Size(0.8)), (0.4, Size(0.8, side="height"))):
        placed = Placement.of(mesh, size, "y", origin).mesh(mesh)
        np.testing.assert_allclose(placed.vertices.min(axis=0), np.multiply(scale, low), atol=1e-6)
        np.testing.assert_allclose(placed.vertices.max(axis=0), np.multiply(scale, high), atol=1e-6)
    turned = Placement.of(mesh, None, "z", "base").mesh(mesh)
    assert turned.vertices[:, 2].min() == 0 and np.ptp(turned.vertices[:, 2]) == 2


def test_the_height_is_not_the_longest_side_of_what_lies() -> None:
    lying = Mesh(box().vertices[:, [1, 0, 2]], box().faces[:, ::-1])
    assert Placement.of(lying, Size(0.5, side="height")).scale == pytest.approx(1)
    assert Placement.of(lying, Size(0.5)).scale == pytest.approx(0.25)


def test_units_are_metres_or_millimetres() -> None:
    assert Size(800, "mm").metres == pytest.approx(Size(0.8, "m").metres) == pytest.approx(0.8)
    with pytest.raises(ValueError, match="must be m or mm, got 'inch'"):
        Size(1, "inch")
    with pytest.raises(ValueError, match="longest or height, got 'width'"):
        Size(1, "m", "width")


def test_up_becomes_z_front_becomes_minus_y_and_right_stays() -> None:
    right_up_front = PointCloud(np.eye(3), None, np.eye(3))
    turned = Placement(1.0, "z").cloud(right_up_front)
    expected = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]
    np.testing.assert_array_equal(turned.xyz, expected)
    np.testing.assert_array_equal(turned.normals, expected)


@pytest.mark.parametrize("up", ["y", "z"])
def test_what_was_placed_comes_back_even_by_way_of_json(up: str) -> None:
    mesh = box()
    normals = np.random.default_rng(0).normal(size=(8, 3)).astype(np.float32)
    cloud = PointCloud(mesh.vertices, None, normals)
    placement = Placement.of(mesh, Size(70, "mm"), up, "base")
    again = Placement.from_dict(placement.as_dict())
    assert again == placement
    np.testing.assert_allclose(again.undone(placement.mesh(mesh)).vertices, mesh.vertices, atol=1e-6)
    back = again.cloud_undone(placement.cloud(cloud))
    np.testing.assert_allclose(back.xyz, mesh.vertices, atol=1e-6)
    np.testing.assert_allclose(back.normals, normals, atol=1e-6)


@pytest.mark.parametrize(
    "foreign", [None, 3, {}, {"scale": 0, "up": "y", "origin": [0, 0, 0]}, {"scale": 1, "up": "q", "origin": [0]}]
)
def test_what_is_no_placement_leaves_everything(foreign: object) -> None:
    assert Placement.from_dict(foreign) == Placement()


def test_cloud_and_mesh_stay_together() -> None:
    mesh = box()
    cloud = PointCloud(mesh.vertices, np.ones((8, 3)))
    placement = Placement.of(mesh, Size(10, "mm"), "z", "base")
    np.testing.assert_array_equal(placement.cloud(cloud).xyz, placement.mesh(mesh).vertices)
    np.testing.assert_array_equal(Placement.of(mesh).mesh(mesh).vertices, mesh.vertices)


def test_unused_vertices_do_not_count() -> None:
    mesh = box()
    stray = Mesh(np.vstack([mesh.vertices, [[1e6, 0, 0]]]), mesh.faces)
    assert Placement.of(stray, Size(80, "mm")).scale == pytest.approx(40)


def test_what_cannot_be_placed_says_why() -> None:
    for size in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite number of millimetres above 0"):
            Size(size, "mm")
    for size in (1e-30, 1e300):  # nothing that coordinates in single precision could hold
        with pytest.raises(ValueError, match=r"from 1e-09 to 1e\+09 metres, got 1e.* mm"):
            Size(size, "mm")
    with pytest.raises(ValueError, match="must be y or z, got 'x'"):
        Placement.of(box(), up="x")
    with pytest.raises(ValueError, match="base, centre or keep, got 'top'"):
        Placement.of(box(), origin="top")
    with pytest.raises(ValueError, match="no extent"):
        Placement.of(Mesh(np.zeros((3, 3)), np.zeros((0, 3), int)), Size(80, "mm"))
