"""Sizes, places and distances in the coordinates of the files."""

import numpy as np
import pytest
from viewer_samples import box_cloud, box_mesh

from shape_diff.geometry.placement import Placement
from shape_diff.rendering.camera import Camera
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.measuring import in_file, points_met, ray_at, size_in_file, surface_met
from shape_diff_viewer.shape import Shape, with_z_up
from shape_diff_viewer.state import ViewerState

SIZE = (400, 300)
PLACEMENT = {"scale": 100.0, "up": "z", "origin": [0.5, -1.0, 0.0]}


def placed_item(shape: Shape) -> Item:
    return shape_item("box", "a box", shape, {"mesh": {"file": "box.stl", "unit": "mm", "placement": PLACEMENT}})


@pytest.mark.parametrize("turned", [False, True])
def test_places_are_those_of_the_main_file_whatever_way_it_is_shown(turned: bool) -> None:
    shape = Shape(mesh=box_mesh(3.0))
    shown = with_z_up(shape) if turned else shape
    assert shown.shown_mesh is not None and shape.mesh is not None
    expected = Placement.from_dict(PLACEMENT).mesh(shape.mesh).vertices
    assert np.allclose(in_file(placed_item(shape), shown, shown.shown_mesh.vertices), expected, atol=1e-3)


def test_size_is_that_of_the_mesh_in_the_unit_of_its_file() -> None:
    cloud = box_cloud(side=5.0)
    shape = Shape(cloud, box_mesh(3.0))
    assert size_in_file(placed_item(shape), shape) == pytest.approx([300, 300, 300], abs=0.1)
    assert size_in_file(shape_item("c", "c", Shape(cloud)), Shape(cloud)) == pytest.approx(np.ptp(cloud.xyz, axis=0))


@pytest.mark.parametrize("orthographic", [False, True])
def test_a_ray_goes_through_the_pixel_of_what_the_camera_sees(orthographic: bool) -> None:
    camera, place = Camera(40, 25, 5, 30, (0.1, -0.2, 0.3)), np.array([0.4, 0.3, -0.2])
    right, up, backward = camera.axes
    away = place - camera.eye
    side = min(SIZE) / 2 / np.tan(np.radians(15))
    scale = side / (5 if orthographic else -away @ backward)
    at = (SIZE[0] / 2 + scale * (away @ right), SIZE[1] / 2 - scale * (away @ up))
    origin, direction, _ = ray_at(camera, orthographic, at, SIZE)
    off = np.cross(place - origin, direction)
    assert np.linalg.norm(off) < 1e-9 and np.linalg.norm(direction) == pytest.approx(1)


def test_the_nearest_of_what_is_met_comes_first() -> None:
    box = box_mesh()
    met = surface_met(box.vertices, box.faces, np.array([0.1, 0.2, 5.0]), np.array([0.0, 0.0, -1.0]))
    assert met == pytest.approx([4.0, 6.0])
    assert len(surface_met(box.vertices, box.faces, np.array([3.0, 0, 5]), np.array([0.0, 0, -1]))) == 0
    points = np.array([[0.0, 0, 0], [0, 0, 1], [1, 0, 0]])
    assert points_met(points, np.array([0.0, 0, 5]), np.array([0.0, 0, -1]), 0.001, True) == pytest.approx([4, 5])


def test_two_picks_have_a_distance_and_the_third_begins_anew() -> None:
    state = ViewerState(Collection([placed_item(Shape(mesh=box_mesh()))]))
    state.look("front")
    assert state.point_at((2, 2), SIZE) is None and state.picks == ()
    for x in (180, 220):
        assert state.point_at((x, 150), SIZE) is not None
    first, second, distance = state.measured()
    places = [[float(number) for number in place.split(", ")] for place in (first, second)]
    words, number, unit = distance.split()
    assert (words, unit) == ("distance", "mm")
    assert float(number) == pytest.approx(np.linalg.norm(np.subtract(*places)), rel=0.01)
    assert state.point_at((200, 150), SIZE) is not None
    assert len(state.picks) == 1 and len(state.measured()) == 1


def test_what_is_cut_away_cannot_be_picked() -> None:
    state = ViewerState(Collection([placed_item(Shape(mesh=box_mesh()))]))
    state.look("front")
    before = state.point_at((150, 150), SIZE)
    state.do("next_cut")
    assert state.cut is not None and before is not None
    state.set_cut(type(state.cut)(0, -0.9))
    assert state.point_at((200, 150), SIZE) is None


def test_another_sample_forgets_the_picks() -> None:
    items = [placed_item(Shape(mesh=box_mesh())), shape_item("b", "b", Shape(mesh=box_mesh()))]
    state = ViewerState(Collection(items))
    state.look("front")
    state.point_at((200, 150), SIZE)
    assert state.picks
    state.select(items[1])
    assert state.picks == ()
