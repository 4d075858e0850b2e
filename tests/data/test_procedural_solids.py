"""The vocabulary against closed forms: volumes, places, unions, labels, hollows."""

import numpy as np
import pytest
from procedural_checks import is_closed, nearest_names, thickness

from shape_diff.data.procedural import outlines, solids
from shape_diff.data.procedural.arrays import corners, grid, ring, row
from shape_diff.data.procedural.assembly import assemble
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.palette import MATERIALS, PALETTE, Color
from shape_diff.data.procedural.shape import Shape, plural_of
from shape_diff.data.sampling import even_faces, generator_for

RED, BLUE = Color("red", (0.8, 0.1, 0.1)), Color("blue", (0.1, 0.3, 0.8))
SIDE = 16 / 2 * np.sin(2 * np.pi / 16)
"""Area of a polygon of 16 sides in the unit circle."""


@pytest.mark.parametrize(
    ("make", "volume", "size"),
    [
        (lambda: solids.box(1, 2, 3), 6.0, (1, 2, 3)),
        (lambda: solids.rounded_box(2, 2, 2, 0.0), 8.0, (2, 2, 2)),
        (lambda: solids.wedge(1, 2, 3), 3.0, (1, 2, 3)),
        (lambda: solids.gable(1, 2, 3), 3.0, (1, 2, 3)),
        (lambda: solids.cylinder(1, 3, 16), 3 * SIDE, None),
        (lambda: solids.cone(1, 3, 16), SIDE, None),
        (lambda: solids.frustum(1, 0.5, 3, 16), SIDE * (1 + 0.5 + 0.25), None),
        (lambda: solids.revolve([(1, 0), (1, 3)], 16), 3 * SIDE, None),
        (
            lambda: solids.revolve([(0, 0), (1, 0), (1, 1), (0.5, 1), (0.5, 0.5), (0, 0.5)], 16),
            SIDE * (1 - 0.125),
            None,
        ),
        (lambda: solids.extrude(outlines.rectangle(1, 2), 3), 6.0, (1, 2, 3)),
        (lambda: solids.extrude(outlines.rectangle(2, 2), 1, [outlines.rectangle(1, 1)]), 3.0, (2, 2, 1)),
        (lambda: solids.prism([(0, 0), (0, 2), (1, 2), (1, 0)], 3), 6.0, (1, 3, 2)),
        (lambda: solids.side_extrude([(0, 0), (2, 0), (2, 1)], 3), 3.0, (3, 1, 2)),
        (lambda: solids.loft([(0, outlines.rectangle(1, 1)), (2, outlines.rectangle(1, 1))]), 2.0, (1, 2, 1)),
        (lambda: solids.tube([(0, 0, 0), (0, 3, 0)], 1.0, sides=16), 3 * SIDE, None),
        (lambda: solids.ribbon([(0, 0, 0), (0, 0, 3)], 2, 0.5), 3.0, (2, 0.5, 3)),
        (lambda: solids.rod((1, 1, 1), (1, 1, 4), 1.0, sides=16), 3 * SIDE, None),
        (lambda: solids.box(1, 1, 1).taper(0.5), (1 + 0.5 + 0.25) / 3, (1, 1, 1)),
    ],
)
def test_solids_have_the_volume_and_size_of_their_formulas(make, volume, size):
    solid = make()
    assert solid.body.status().name == "NoError"
    assert solid.body.volume() == pytest.approx(volume, rel=1e-5)
    if size is not None:
        np.testing.assert_allclose(solid.size, size, atol=1e-6)


def test_round_solids_come_near_their_smooth_volumes():
    assert solids.sphere(1, 64).body.volume() == pytest.approx(4 / 3 * np.pi, rel=0.02)
    assert solids.dome(1, 1, 64).body.volume() == pytest.approx(2 / 3 * np.pi, rel=0.02)
    assert solids.torus(2, 1, 64, 32).body.volume() == pytest.approx(2 * np.pi * 2 * np.pi / 4, rel=0.02)
    closed = [(2 * np.cos(a), 0.0, 2 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 64, endpoint=False)]
    assert solids.tube(closed, 0.5, 32, closed=True).body.volume() == pytest.approx(np.pi**2, rel=0.02)
    assert solids.box(0.2, 3, 0.2).bend(90, 24).body.volume() == pytest.approx(0.12, rel=0.02)


def test_a_bent_bar_leans_to_the_front():
    low, high = solids.box(0.1, np.pi / 2, 0.1).stand().bend(90, 24).bounds
    np.testing.assert_allclose((low[2], high[2]), (-0.05, 1.0), atol=2e-3)
    np.testing.assert_allclose((low[1], high[1]), (0.0, 1.05), atol=2e-3)


def test_solids_are_placed_by_bottom_top_and_middle():
    tall = solids.box(1, 4, 1).move(5, 5, 5)
    assert tall.stand(1, 2, 3).bounds == ((0.5, 2, 2.5), (1.5, 6, 3.5))
    assert tall.hang(1, 2, 3).bounds == ((0.5, -2, 2.5), (1.5, 2, 3.5))
    assert tall.center().bounds == ((-0.5, -2, -0.5), (0.5, 2, 0.5))
    assert solids.side_extrude([(0, 0), (2, 0), (2, 1)], 1).bounds[1][2] == pytest.approx(2)  # z first
    assert solids.prism([(0, 0), (1, 0), (0, 3)], 1).bounds[1] == pytest.approx((1, 1, 3))


def test_arrays_keep_the_middle_and_leave_no_copy_twice():
    ball = solids.sphere(0.1, 8)
    assert [round(copy.bounds[0][0] + 0.1, 6) for copy in row(ball, 3, 2.0)] == [-2, 0, 2]
    assert len({tuple(np.round(copy.center().bounds[0], 6)) for copy in corners(ball, 1, 2)}) == 1
    middles = {tuple(np.round(np.mean(copy.bounds, axis=0), 6)) for copy in ring(ball.move(z=1), 6)}
    assert len(middles) == 6 and len(grid(ball, 3, 2, 1, 1)) == 6


def test_the_union_keeps_labels_and_hides_what_lies_inside():
    shape = Shape()
    shape.part("block", solids.box(2, 2, 2), RED)
    shape.part("pin", [solids.box(1, 4, 1), solids.box(0.5, 0.5, 0.5)], BLUE)
    assembly = assemble(shape)
    assert is_closed(assembly)
    area = np.bincount(assembly.part, assembly.areas)
    np.testing.assert_allclose(area, [24 - 2, 2 * (1 + 4)], rtol=1e-3)
    assert set(assembly.instance[assembly.part == 1]) == {0}  # the second pin is buried


def test_flush_faces_show_the_later_part():
    shape = Shape()
    shape.part("wall", solids.box(2, 2, 2), RED)
    shape.part("door", solids.box(1, 1, 1).center(0, 0, 0.5), BLUE)
    assembly = assemble(shape)
    assert is_closed(assembly)
    assert assembly.areas[assembly.part == 1].sum() == pytest.approx(1.0, rel=1e-2)


def test_touching_parts_are_one_piece():
    shape = Shape()
    shape.part("crate", [solids.box(1, 1, 1).stand(y=float(level)) for level in range(3)], RED)
    assert assemble(shape).areas.sum() == pytest.approx(2 + 12, rel=1e-3)


def test_closed_hollows_are_dropped_with_what_floats_in_them():
    shape = Shape()
    shape.part("shell", solids.box(2, 2, 2) - solids.box(1.5, 1.5, 1.5), RED)
    shape.part("kernel", solids.box(0.5, 0.5, 0.5), BLUE)
    shape.part("moon", solids.box(0.5, 0.5, 0.5).move(x=4), BLUE)
    assembly = assemble(shape)
    assert set(assembly.part) == {0, 2}
    assert assembly.areas.sum() == pytest.approx(24 + 1.5, rel=1e-3)


def test_painting_moves_area_from_one_part_to_another():
    shape = Shape()
    shape.part("ball", solids.box(2, 2, 2), RED)
    shape.paint("stripe", solids.box(4, 1, 4), BLUE, on="ball")
    assembly = assemble(shape)
    assert is_closed(assembly)
    np.testing.assert_allclose(np.bincount(assembly.part, assembly.areas), [24 - 8, 8], rtol=1e-3)


def test_mistakes_in_kinds_are_named():
    shape = Shape()
    with pytest.raises(ValueError, match="at least one part"):
        assemble(shape)
    shape.part("leg", solids.box(1, 1, 1), RED)
    with pytest.raises(ValueError, match="no part 'arm' to paint"):
        shape.paint("spot", solids.box(1, 1, 1), BLUE, on="arm")
    shape.without("legs")
    with pytest.raises(ValueError, match="'legs' is said to be absent"):
        assemble(shape)


def test_drawn_colours_stay_what_their_names_say():
    draw = Draw(generator_for(0, "colours"))
    for name in PALETTE:
        rgb = np.array([draw.color(name).rgb for _ in range(200)])
        assert set(nearest_names(rgb)) == {name}
    assert all(set(material.colors) <= set(PALETTE) for material in MATERIALS.values())


def test_colours_drawn_together_stand_apart():
    draw = Draw(generator_for(0, "contrast"))
    for _ in range(100):
        first, second, third = draw.colors(3)
        assert len({first.name, second.name, third.name}) == 3
        assert draw.color("red", "blue", unlike=RED).name == "blue"


def test_plurals():
    words = {"leg": "legs", "box": "boxes", "berry": "berries", "key": "keys", "slice of bread": "slices of bread"}
    assert {word: plural_of(word) for word in words} == words
    assert [plural_of(word) for word in ("leaf", "knife", "foot")] == ["leaves", "knives", "feet"]


def test_thickness_by_rays():
    assert thickness(solids.box(1, 0.1, 1)) == pytest.approx(0.1)
    assert thickness(solids.cylinder(0.1, 3, 64)) == pytest.approx(0.2, rel=0.05)


def test_points_are_shared_out_by_area():
    faces = even_faces(np.array([1.0, 3.0]), 400, np.random.default_rng(0))
    np.testing.assert_array_equal(np.bincount(faces), [100, 300])
