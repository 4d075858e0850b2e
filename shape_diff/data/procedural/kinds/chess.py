"""Chess pieces: turned bodies on a foot, told apart by their heads; a piece is about two high."""

from shape_diff.data.procedural.arrays import pair, ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    box,
    cone,
    cylinder,
    dome,
    frustum,
    hoop,
    revolve,
    side_extrude,
    sphere,
    union,
)

THEME = "chess"


def _piece(draw: Draw, shape: Shape, height: float) -> Color:
    """Foot, waisted body and collar of a piece up to a height, in one of the sets' styles; the colour of it."""
    color = (
        draw.color("white", "black")
        if draw.chance(0.5)
        else draw.choice(draw.material("wood"), draw.material("marble", "gold"), draw.color())
    )
    style = shape.variant(draw.choice("turned", "six-sided", "plain cone"))
    sides = 6 if style == "six-sided" else 18
    foot = [(0.56, 0.0), (0.56, 0.14), (0.48, 0.24), (0.5, 0.3)]
    waist = (
        [(0.38, 0.36), (0.24, 0.6 * height), (0.2, height - 0.12)]
        if style != "plain cone"
        else [(0.42, 0.36), (0.2, height - 0.1)]
    )
    collar = [(0.36, height - 0.1), (0.38, height - 0.03), (0.2, height)]
    shape.part("body", revolve([*foot, *waist, *collar], sides), color, spoken=False)
    extra = shape.variant(draw.choice("felt", "colored collar", "plain"))
    if extra == "felt":
        felt = draw.color("green", "red", "dark green", "blue", unlike=color)
        shape.part("felt base", cylinder(0.58, 0.08, 18).stand(y=-0.06), felt)
    elif extra == "colored collar":
        low, high = height - 0.11, height - 0.02
        edge = hoop([(0.15, low), (0.4, low), (0.4, high), (0.15, high)], 14)
        shape.paint("collar", edge, draw.color("gold", "silver", "red", unlike=color), on="body")
    return color


@kind("pawn", synonyms=("chess pawn",), theme=THEME, has_front=False)
def pawn(draw: Draw) -> Shape:
    """The smallest piece: a ball on its body."""
    shape = Shape()
    color = _piece(draw, shape, 1.05)
    shape.part("head", sphere(draw.uniform(0.3, 0.36), 16).move(y=1.3), color, spoken=False)
    return shape


@kind("chess rook", synonyms=("rook", "chess tower"), theme=THEME, has_front=False)
def rook(draw: Draw) -> Shape:
    """A body that ends in a castle tower with notches."""
    shape = Shape()
    color = _piece(draw, shape, 1.15)
    top = frustum(0.36, 0.46, 0.55, 16).stand(y=1.12) - cylinder(0.28, 1.0, 12).stand(y=1.45)
    count = draw.choice(2, 3)
    shape.variant(f"{2 * count} notches")
    for number in range(count):
        top = top - box(0.18, 0.4, 2.0).stand(y=1.45).turn(y=180 * number / count)
    shape.part("tower top", top, color, spoken=False)
    return shape


@kind("chess bishop", synonyms=("bishop",), theme=THEME)
def bishop(draw: Draw) -> Shape:
    """A body with a pointed hat that has a slit, and a small ball on top."""
    shape = Shape()
    color = _piece(draw, shape, 1.3)
    hat = revolve([(0.18, 1.25), (0.34, 1.42), (0.34, 1.6), (0.22, 1.88), (0.08, 2.05)], 16)
    slit = box(0.12, 0.55, 2.0).turn(z=-32).move(0.2, 1.82)
    shape.part("hat", hat - slit, color, spoken=False)
    ball = draw.color("gold", "silver", "red", unlike=color) if draw.chance(0.2) else color
    shape.part("ball", sphere(0.1, 10).move(y=2.1), ball)
    return shape


@kind("chess knight", synonyms=("knight piece", "chess horse"), theme=THEME)
def chess_knight(draw: Draw) -> Shape:
    """A body with the head of a horse, looking to the front."""
    shape = Shape()
    color = _piece(draw, shape, 0.6)
    half = [
        (-0.3, 0.55),
        (0.32, 0.55),
        (0.2, 0.85),
        (0.24, 1.05),
        (0.42, 1.0),
        (0.62, 1.12),
        (0.6, 1.32),
        (0.3, 1.62),
        (0.12, 1.72),
        (0.04, 1.9),
        (-0.06, 1.7),
        (-0.3, 1.5),
        (-0.42, 1.1),
    ]
    shape.part("head", side_extrude(half, 0.4), color, spoken=False)
    mane = draw.color("brown", "white", "black", "gold", unlike=color) if draw.chance(0.3) else color
    tufts = [
        box(0.16, 0.3, 0.2).turn(x=turn).center(0.0, y, z)
        for y, z, turn in ((1.55, -0.3, 40), (1.3, -0.42, 15), (1.0, -0.42, -8))
    ]
    shape.part("mane", union(tufts), mane, mass=True)
    eye = draw.color("black", "white", unlike=color)
    shape.part("eye", pair(sphere(0.06, 8).move(0.2, 1.42, 0.22)), eye)
    return shape


def _crown(height: float, radius: float) -> Solid:
    """The flaring head of king and queen, its bottom at a height."""
    return frustum(0.24, radius, 0.42, 16).stand(y=height - 0.03)


@kind("chess queen", synonyms=("queen piece",), theme=THEME, has_front=False)
def chess_queen(draw: Draw) -> Shape:
    """A tall body with a crown of points and a ball."""
    shape = Shape()
    color = _piece(draw, shape, 1.5)
    count = draw.choice(5, 6, 8)
    shape.variant(f"{count} points")
    tip = cone(0.12, 0.3, 6).stand(y=1.84, z=0.3)
    shape.part(
        "crown", union([_crown(1.5, 0.42), *ring(tip, count)]), draw.material("gold") if draw.chance(0.2) else color
    )
    shape.part("ball", sphere(0.14, 12).move(y=1.98), color, spoken=False)
    shape.part("dome", dome(0.32, 0.14, 14).move(y=1.84), color, spoken=False)
    return shape


@kind("chess king", synonyms=("king piece",), theme=THEME)
def chess_king(draw: Draw) -> Shape:
    """The tallest piece: a crown with a cross on it."""
    shape = Shape()
    color = _piece(draw, shape, 1.6)
    shape.part("crown", _crown(1.6, 0.4) + dome(0.4, 0.16, 16).move(y=1.98), color)
    form = shape.variant(draw.choice("straight cross", "flared cross"))
    cross = box(0.12, 0.42, 0.12) + box(0.34, 0.12, 0.12).move(y=0.03)
    if form == "flared cross":
        arm = frustum(0.06, 0.12, 0.22, 4).move(y=0.11)
        cross = union([arm.turn(z=90 * n) for n in range(4)])
    shape.part("cross", cross.stand(y=2.06), draw.material("gold") if draw.chance(0.25) else color, plural="crosses")
    return shape
