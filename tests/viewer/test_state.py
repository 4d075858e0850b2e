"""The state of the viewer by itself: what every key, button and drag does, whatever draws it."""

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from viewer_samples import box_cloud, box_mesh, full_item, three_items

from shape_diff.geometry import PointCloud
from shape_diff.rendering.camera import VIEWS
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.keys import FRONT_END_ACTIONS, KEYS, action_of, keys_as_json
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import (
    ACTIONS,
    BACKGROUNDS,
    LAYERS,
    POINT_SIZE_RANGE,
    STEPS_PER_SECOND,
    ZOOM_RANGE,
    ViewerState,
)


def new_state() -> ViewerState:
    return ViewerState(three_items())


def snapshot(state: ViewerState) -> dict[str, Any]:
    """Everything that is seen, to compare before and after."""
    hidden = {"collection", "_listeners", "_clock", "_fitted"}
    plain = {f.name: getattr(state, f.name) for f in dataclasses.fields(state) if f.name not in hidden}
    return plain | {"layers": dataclasses.replace(state.layers)}


def test_every_key_does_something_and_no_key_does_two_things() -> None:
    for key in KEYS:
        assert key.action in ACTIONS or key.action in FRONT_END_ACTIONS, key
        assert key.label.isascii()
    assert len({key.key for key in KEYS}) == len(KEYS)
    assert not set(ACTIONS) & set(FRONT_END_ACTIONS)
    assert set(ACTIONS) - {key.action for key in KEYS} == {"look_iso"}  # a button without a key


def test_keys_are_found_by_name() -> None:
    assert action_of("p") == action_of("P") == "toggle_points"
    assert action_of("=") == action_of("+") == "larger_points"
    assert action_of("Space") == "play"
    assert action_of("Q") is None and action_of("F13") is None
    assert {"key": "Space", "action": "play", "label": "play the denoising run, or stop it"} in keys_as_json()


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_works_in_an_empty_viewer_and_on_any_shape(action: str) -> None:
    only_mesh = shape_item("m", "mesh", Shape(mesh=box_mesh()))
    only_cloud = shape_item("c", "cloud", Shape(PointCloud(box_cloud().xyz)))
    broken = Item("x", "broken", lambda: (_ for _ in ()).throw(ValueError("it is broken")))
    for items in ([], [only_mesh], [only_cloud], [broken], [full_item("f")], [broken, only_mesh]):
        state = ViewerState(Collection(items))
        assert state.do(action)
        for side in (0, 1):
            state.visible_cloud(side), state.visible_mesh(side), state.ground_height(side)
        state.tick(0.1)
        state.legend()


def test_front_end_actions_leave_the_state_alone() -> None:
    state = new_state()
    before = snapshot(state)
    assert not any(state.do(action) for action in (*FRONT_END_ACTIONS, "nonsense"))
    assert snapshot(state) == before


@pytest.mark.parametrize(
    "action", [*(f"toggle_{layer}" for layer in LAYERS), "toggle_turntable", "toggle_orthographic"]
)
def test_toggling_twice_changes_nothing(action: str) -> None:
    state = new_state()
    before = snapshot(state)
    state.do(action)
    assert snapshot(state) != before
    state.do(action)
    assert snapshot(state) == before


def test_backgrounds_come_round() -> None:
    state = new_state()
    seen = [state.background]
    for _ in range(len(BACKGROUNDS)):
        state.do("next_background")
        seen.append(state.background)
    assert set(seen) == set(BACKGROUNDS) and seen[0] == seen[-1]


@pytest.mark.parametrize(
    ("method", "value"),
    [("toggle", "hat"), ("set_background", "pink"), ("set_color_by", "taste"), ("look", "inside"), ("zoom", 0.0)],
)
def test_unknown_names_are_refused(method: str, value: object) -> None:
    with pytest.raises(ValueError):
        getattr(new_state(), method)(value)


def test_samples_stop_at_both_ends() -> None:
    state = new_state()
    names = []
    for action in ("previous_sample", *["next_sample"] * 4, "previous_sample"):
        state.do(action)
        assert state.selected is not None
        names.append(state.selected.name)
    assert names == ["a", "b", "c", "c", "c", "b"]


def test_the_filter_narrows_what_the_keys_go_through() -> None:
    state = new_state()
    state.filter("RED")
    assert [item.name for item in state.gallery()] == ["a", "c"]
    state.select_by(1)
    assert state.selected is not None and state.selected.name == "c"
    state.filter("red cup nothing")
    assert state.gallery() == []
    state.select_by(1)
    assert state.selected.name == "c"
    state.filter("blue")
    state.select_by(-1)
    assert state.selected.name == "b"


def test_a_new_sample_is_selected() -> None:
    state = ViewerState()
    assert state.selected is None and state.visible_cloud() is None and state.sides() == []
    state.add(full_item("new"))
    assert state.selected is not None and state.selected.name == "new"


@settings(deadline=None)
@given(st.lists(st.integers(-9, 9), max_size=8))
def test_steps_stay_between_noise_and_sample(moves: list[int]) -> None:
    state = new_state()
    assert state.step is None and state.last_step() == 5
    expected = 5
    for move in moves:
        state.step_by(move)
        expected = min(max(expected + move, 0), 5)
        assert state.step == expected
    state.go_to_step(None)
    assert state.step is None


def test_a_step_shows_its_points_and_hides_the_unfinished_mesh() -> None:
    state = new_state()
    state.show("mesh", True)
    shape = state.shape()
    assert shape is not None and shape.trajectory is not None and shape.cloud is not None
    for step in (0, 2, 5, None):
        state.go_to_step(step)
        state.show("points", step in (5, None))  # unasked they stand for a mesh that is not there yet
        cloud = state.visible_cloud()
        expected = shape.cloud.xyz if step is None else shape.trajectory.xyz[step]
        assert cloud is not None
        np.testing.assert_allclose(cloud.xyz, shape.frame.normalize(expected), atol=1e-6)
        assert (state.visible_mesh() is None) == (step in (0, 2))
    state.show("points", False)
    assert state.visible_cloud() is None and state.visible_mesh() is not None


def test_play_begins_at_the_noise_and_stops_at_the_sample() -> None:
    state = new_state()
    state.show("mesh", False)
    state.do("play")
    assert state.playing and state.step == 0 and state.visible_cloud() is not None
    steps = [0]
    for _ in range(1000):
        if not state.playing:
            break
        state.tick(0.4 / STEPS_PER_SECOND)
        if state.step != steps[-1]:
            steps.append(int(state.step or 0))
    assert steps == [0, 1, 2, 3, 4, 5]
    assert not state.playing
    assert not state.tick(1.0)
    state.do("play")
    assert state.step == 0


def test_play_goes_on_from_where_it_was_stopped() -> None:
    state = new_state()
    state.go_to_step(2)
    state.do("play")
    state.tick(1.01 / STEPS_PER_SECOND)
    assert state.step == 3
    state.do("play")
    assert not state.playing and not state.tick(1.0) and state.step == 3


def test_playing_takes_as_long_whatever_the_ticks() -> None:
    for ticks in (1, 7):
        state = new_state()
        state.do("play")
        for _ in range(ticks):
            state.tick(3.001 / STEPS_PER_SECOND / ticks)
        assert state.step == 3


def test_a_sample_without_steps_says_so() -> None:
    state = ViewerState(Collection([shape_item("c", "cloud", Shape(box_cloud()))]))
    state.do("play")
    assert not state.playing and state.problem is not None and "--keep-steps" in state.problem
    state.step_by(1)
    assert state.step is None


def test_another_sample_ends_playing() -> None:
    state = new_state()
    state.do("play")
    state.do("next_sample")
    assert not state.playing and state.step is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2)), max_size=8))
def test_orbits_have_no_roll_and_stop_above_and_below(drags: list[tuple[float, float]]) -> None:
    state = new_state()
    target, distance = state.camera.target, state.camera.distance
    for dx, dy in drags:
        state.orbit(dx, dy)
        right, up, _ = state.camera.axes
        assert abs(right[1]) < 1e-12, "the horizon is level"
        assert up[1] > -1e-9, "up is up"
        assert -90 <= state.camera.elevation_deg <= 90
    assert (state.camera.target, state.camera.distance) == (target, distance)


def test_the_shape_follows_the_pointer() -> None:
    state = new_state()
    state.look("front")

    def on_screen(point: tuple[float, float, float]) -> np.ndarray:
        seen = (np.array(point) - state.camera.eye) @ state.camera.axes.T
        return seen[:2] / -seen[2] / (2 * math.tan(math.radians(state.camera.fov_deg) / 2))

    nearest = (0.0, 0.0, 1.0)
    before = on_screen(nearest)
    state.orbit(0.05, 0.0)
    assert on_screen(nearest)[0] > before[0]
    state.orbit(-0.05, 0.05)
    assert on_screen(nearest)[1] < before[1], "downwards"
    state.look("front")
    state.pan(0.2, 0.1)
    np.testing.assert_allclose(on_screen((0.0, 0.0, 0.0)), [0.2, -0.1], atol=1e-9)


def test_zoom_is_undone_by_its_inverse_and_has_ends() -> None:
    state = new_state()
    framed = state.camera.distance
    state.zoom(1.25)
    assert state.camera.distance == pytest.approx(framed / 1.25)
    state.zoom(1 / 1.25)
    assert state.camera.distance == pytest.approx(framed)
    for factor, limit in ((3.0, ZOOM_RANGE[0]), (1 / 3, ZOOM_RANGE[1])):
        for _ in range(20):
            state.zoom(factor)
        assert state.camera.distance == pytest.approx(limit * framed)
        state.fit()


@pytest.mark.parametrize(("action", "view"), [("look_front", "front"), ("look_right", "right"), ("look_top", "top")])
def test_views(action: str, view: str) -> None:
    state = new_state()
    state.pan(1.0, 1.0)
    state.do(action)
    np.testing.assert_allclose(state.camera.axes, VIEWS[view].axes, atol=1e-9)
    np.testing.assert_allclose(state.camera.target, 0, atol=1e-6)


def test_a_framed_shape_stays_in_the_picture_however_it_is_turned() -> None:
    state = new_state()
    shape = state.shape()
    assert shape is not None
    for azimuth in range(0, 360, 30):
        for elevation in (-90, -30, 0, 45, 90):
            camera = dataclasses.replace(state.camera, azimuth_deg=float(azimuth), elevation_deg=float(elevation))
            seen = (shape.shown_points - camera.eye) @ camera.axes.T
            reach = np.abs(seen[:, :2] / -seen[:, 2:]).max() / math.tan(math.radians(camera.fov_deg) / 2)
            assert 0.4 < reach < 1


def test_the_ball_around_a_shape_is_framed_with_a_small_border() -> None:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=np.float32)
    state = ViewerState(Collection([shape_item("c", "cube", Shape(PointCloud(corners)))]))
    # The half angle under which the ball is seen has the sine radius / distance.
    seen_deg = math.degrees(math.asin(math.sqrt(3) / state.camera.distance))
    assert seen_deg == pytest.approx(state.camera.fov_deg / 2 / 1.05, rel=0.005)


def test_the_turntable_turns_evenly() -> None:
    state = new_state()
    state.do("toggle_turntable")
    start = state.camera.azimuth_deg
    assert state.tick(0.1) and state.tick(0.1)
    assert state.camera.azimuth_deg == pytest.approx(start + 6)
    assert state.tick(1000.0)
    assert state.camera.azimuth_deg < start + 20, "a front end that hung does not jump"
    state.do("toggle_turntable")
    assert not state.tick(0.1)


def test_point_size_stays_in_its_range() -> None:
    state = new_state()
    for action, limit in (("larger_points", POINT_SIZE_RANGE[1]), ("smaller_points", POINT_SIZE_RANGE[0])):
        for _ in range(40):
            state.do(action)
        assert state.point_size == limit


def test_comparison_goes_round_and_shares_the_camera() -> None:
    state = new_state()
    a, b, _ = state.collection.items
    state.do("next_compare")
    assert state.sides() == [a, a]
    assert state.visible_cloud(0) is not None and state.visible_mesh(0) is None
    assert state.visible_cloud(1) is None and state.visible_mesh(1) is not None
    state.do("next_compare")
    assert state.sides() == [a, b]
    assert state.visible_mesh(0) is not None and state.visible_mesh(1) is not None
    state.orbit(0.1, 0.1)  # there is but one camera
    state.do("next_compare")
    assert state.sides() == [a]
    assert state.visible_cloud(1) is None and state.visible_mesh(1) is None and state.shape(1) is None


def test_comparison_with_one_sample_of_one_kind_has_nothing_to_offer() -> None:
    state = ViewerState(Collection([shape_item("c", "cloud", Shape(box_cloud()))]))
    state.do("next_compare")
    assert state.compare is None


def test_selecting_in_a_comparison_keeps_its_kind() -> None:
    state = new_state()
    a, b, c = state.collection.items
    state.compare_with(a)
    state.select(b)
    assert state.sides() == [b, b], "still cloud beside mesh"
    state.compare_with(c)
    state.select(c)
    assert state.sides() == [c, b], "they change places"


def test_steps_of_two_samples_run_together() -> None:
    short = Shape(box_cloud(), None, None)
    state = ViewerState(Collection([full_item("a"), shape_item("b", "b", short)]))
    state.compare_with(state.collection.items[1])
    state.go_to_step(0)
    left, right = state.visible_cloud(0), state.visible_cloud(1)
    assert left is not None and right is not None and short.shown_cloud is not None
    assert np.abs(left.xyz - short.shown_cloud.xyz).max() > 0.1
    np.testing.assert_array_equal(right.xyz, short.shown_cloud.xyz)


def test_whatever_is_opened_can_be_seen() -> None:
    state = ViewerState(Collection([shape_item("m", "mesh", Shape(mesh=box_mesh())), full_item("f")]))
    assert state.visible_mesh() is not None
    state.do("next_sample")
    state.show("points", False)
    state.show("mesh", False)
    assert state.visible_cloud() is None and state.visible_mesh() is None
    state.select(state.collection.items[1])
    assert state.visible_cloud() is not None or state.visible_mesh() is not None


def test_wireframe_alone_needs_the_mesh_but_not_its_faces() -> None:
    state = new_state()
    state.show("mesh", False)
    assert state.visible_mesh() is None
    state.do("toggle_wireframe")
    assert state.visible_mesh() is not None and state.draws_edges() and not state.draws_faces()


def test_a_broken_sample_is_a_sentence_and_not_an_end() -> None:
    def fail() -> Shape:
        raise ValueError("b.ply is truncated")

    state = ViewerState(Collection([full_item("a"), Item("b", "b.ply", fail)]))
    state.do("next_sample")
    assert state.problem == "b.ply is truncated" and state.visible_mesh() is None
    state.do("previous_sample")
    assert state.problem is None and state.visible_mesh() is not None


def test_listeners_hear_what_changed_until_they_leave() -> None:
    state = new_state()
    heard: list[set[str]] = []
    leave = state.subscribe(heard.append)
    expected = {
        "toggle_points": "layers", "next_background": "background", "toggle_turntable": "turntable",
        "step_back": "step", "larger_points": "points", "toggle_orthographic": "camera", "look_top": "camera",
        "next_compare": "compare", "play": "playing", "next_sample": "selection",
    }  # fmt: skip
    for action, word in expected.items():
        heard.clear()
        state.do(action)
        assert word in set().union(*heard), action
    leave()
    leave()
    heard.clear()
    state.do("toggle_points")
    assert heard == []


def test_error_colours_without_a_mesh_say_why() -> None:
    state = ViewerState(Collection([shape_item("c", "cloud", Shape(box_cloud()))]))
    state.set_color_by("error")
    assert state.problem is not None and "distance between cloud and mesh" in state.problem
    assert state.legend() is None and state.visible_cloud() is not None


def test_the_ground_lies_under_the_finished_shape() -> None:
    state = new_state()
    assert state.ground_height() == pytest.approx(-1, abs=1e-5)
    state.go_to_step(0)
    assert state.ground_height() == pytest.approx(-1, abs=1e-5)


def test_deleting_looks_at_the_next_sample_and_ends_its_comparison() -> None:
    state = ViewerState(three_items())
    first, second, third = state.collection.items
    state.compare_with(first)
    heard: set[str] = set()
    state.subscribe(heard.update)
    state.discard(first)
    assert state.selected is second and state.compare is None and "collection" in heard
    state.discard(third)
    assert state.selected is second
    state.discard(second)
    assert state.selected is None and state.sides() == [] and state.gallery() == []


def test_titles_and_stars_are_told_to_listeners() -> None:
    state = ViewerState(three_items())
    item = state.collection.items[1]
    heard: set[str] = set()
    state.subscribe(heard.update)
    state.rename(item, "  my   box ")
    state.mark_favourite(item, True)
    state.set_sort("favourites")
    assert item.title == "my box" and state.gallery()[0] is item and "collection" in heard
    with pytest.raises(ValueError, match="1 to 200 letters"):
        state.rename(item, " ")


def test_of_several_new_samples_only_the_first_is_looked_at() -> None:
    state = ViewerState(three_items())
    new = [full_item("d"), full_item("e")]
    state.add(new[0])
    state.add(new[1], look=False)
    assert state.selected is new[0] and state.collection.items[-1] is new[1]


def test_layers_that_show_nothing_say_why() -> None:
    state = ViewerState(Collection([full_item("f"), shape_item("c", "cloud", Shape(PointCloud(box_cloud().xyz)))]))
    assert [state.why_nothing(layer) for layer in LAYERS] == [""] * len(LAYERS)
    state.go_to_step(0)
    assert state.why_nothing("mesh") == "the mesh is there after the last denoising step"
    assert state.why_nothing("wireframe") == "", "it is switched off"
    state.select(state.collection.items[1])
    state.show("normals", True)
    assert state.why_nothing("mesh") == "this sample has no mesh"
    assert state.why_nothing("normals") == "no points with normals are shown"


def test_the_box_of_a_shape_is_framed_where_it_is_shown() -> None:
    state = ViewerState(Collection([shape_item("b", "b", Shape(box_cloud()))]))
    near = state.camera.distance
    state.show("size", True)
    assert state.camera.distance == near, "the camera stays until it is asked to frame"
    state.fit()
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    seen = (corners - state.camera.eye) @ state.camera.axes.T
    slope = math.tan(math.radians(state.camera.fov_deg) / 2)
    assert (np.abs(seen[:, :2]) <= -seen[:, 2:] * slope).all()
