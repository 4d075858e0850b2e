"""Boats and ships; metres of small ones, large ones are shortened as toys are."""

import numpy as np

from shape_diff.data.procedural.arrays import pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import add_windows, glass_color
from shape_diff.data.procedural.outlines import arc, curve, ellipse
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    capsule,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    hull_of,
    loft,
    prism,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "boats"
_SWING = -20.0
"""Degrees by which sails are let out."""


def _deck(width: float, length: float, stern: float) -> list[Flat]:
    """The outline of a boat from above, its bow at +z; `stern` is the width behind, as a share (0: pointed too)."""
    if stern == 0:
        right = [(0.0, 0.5), (0.3, 0.3), (0.47, 0.12), (0.47, -0.12), (0.3, -0.3), (0.0, -0.5)]
    else:
        right = [(0.0, 0.5), (0.2, 0.42), (0.37, 0.27), (0.5, -0.02), (0.5 * stern, -0.5)]
    outline = [*right, *[(-x, z) for x, z in reversed(right) if x]]
    return [(width * x, length * z) for x, z in outline]


def _hull(
    width: float, length: float, height: float, stern: float = 0.75, sheer: float = 0.2, keel: float = 0.5
) -> Solid:
    """A boat's body from its keel at y = 0 to its deck, wider above; bow (and a pointed stern) rise by `sheer`."""
    sections = [
        (share * height, [(x * wide, z * (1 + wide) / 2) for x, z in _deck(width, length, stern)])
        for share, wide in ((0.0, keel), (0.45, 0.84), (1.0, 1.0))
    ]

    def lift(points: np.ndarray) -> np.ndarray:
        along = points[:, 2:] / (length / 2)
        ends = np.clip(along, -1.0 if stern == 0 else 0.0, 1.0) ** 2
        return points + [0.0, 1.0, 0.0] * (sheer * ends * points[:, 1:2])

    return loft(sections).warp(lift)


def _hollowed(hull: Solid, width: float, length: float, height: float, stern: float, wall: float) -> Solid:
    """A hull made open above, its floor at 40 % of its height."""
    inner = [(x * (1 - 2 * wall / width), z * (1 - 3 * wall / length)) for x, z in _deck(width, length, stern)]
    low = [(0.8 * x, 0.92 * z) for x, z in inner]
    return hull - loft([(0.4 * height, low), (height, inner), (3 * height, inner)])


def _billow(width: float, height: float, thickness: float) -> Solid:
    """A square sail about the origin, full of wind from behind."""
    radius = 0.75 * width
    half = float(np.degrees(np.arcsin(width / 2 / radius)))
    outer = arc((0.0, -radius), radius, 90 + half, 90 - half, 7)
    inner = arc((0.0, -radius), radius - thickness, 90 - half, 90 + half, 7)
    return prism([*outer, *inner], height).center()


def _swung(corners: list[Flat], mast: float) -> Solid:
    """A fore-and-aft sail with corners (z, y), swung out about an upright axis at z."""
    return side_extrude(corners, 0.1).move(z=-mast).turn(y=_SWING).move(z=mast)


def _sail_color(draw: Draw, *unlike: Color) -> Color:
    return draw.color("white", "beige", unlike=unlike) if draw.chance(0.6) else draw.color(unlike=unlike)


def _wood_or_paint(draw: Draw) -> Color:
    return draw.material("wood") if draw.chance(0.5) else draw.color()


def _waterline(draw: Draw, shape: Shape, height: float, color: Color) -> None:
    """Paint the lower hull now and then."""
    if shape.variant(draw.choice("plain hull", "painted keel")) == "painted keel":
        low = box(20, 2 * height, 40).center()
        shape.paint("keel", low, draw.color("red", "dark red", "black", "dark blue", "white", unlike=color), on="hull")


@kind("rowing boat", synonyms=("rowboat",), theme=THEME)
def rowing_boat(draw: Draw) -> Shape:
    """A small open boat with benches and oars that hang out or lie inside, or with a little outboard motor."""
    shape = Shape()
    color = _wood_or_paint(draw)
    inside = draw.material("wood", unlike=color)
    width, length, height = draw.uniform(1.1, 1.3), draw.uniform(2.6, 3.3), 0.55
    outer = _hull(width, length, height)
    shape.part("hull", _hollowed(outer, width, length, height, 0.75, 0.08), color)
    seats = draw.integer(2, 3)
    bench = row(box(2, 0.08, 0.28).center(y=0.4, z=-0.1), seats, 0.62, "z")
    shape.part("bench", [one & outer.scale(x=0.95) for one in bench], inside, plural="benches")
    oars = shape.variant(draw.choice("oars out", "oars inside", "motor"))
    if oars == "motor":
        motor = rounded_box(0.3, 0.34, 0.34, 0.08).center(y=0.72, z=-length / 2 - 0.05)
        shaft = beam((0.0, 0.72, -length / 2 - 0.08), (0.0, 0.05, -length / 2 - 0.16), 0.12, 0.14)
        shape.part("motor", motor + shaft, draw.color("black", "dark grey", "white", "red", unlike=color))
    elif oars == "oars out":
        oar = rod((0.3, 0.72, 0.0), (1.5, 0.25, -0.15), 0.042)
        blade = beam((1.3, 0.33, -0.12), (1.75, 0.15, -0.18), 0.07, 0.2)
        shape.part("oar", pair(oar + blade), draw.material("wood", unlike=color))
    else:
        oar = rod((0.2, 0.5, -1.0), (0.14, 0.66, 0.75), 0.042) + beam((0.14, 0.63, 0.6), (0.12, 0.7, 1.0), 0.2, 0.07)
        shape.part("oar", pair(oar), draw.material("wood", unlike=inside))
    if shape.variant(draw.choice("plain", "rim")) == "rim":
        shape.paint("rim", box(9, 2, 9).stand(y=0.45), draw.color(unlike=color), on="hull")
    return shape


@kind("sailing boat", synonyms=("sailboat", "yacht"), theme=THEME)
def sailing_boat(draw: Draw) -> Shape:
    """A hull with a mast and triangular sails: one, two, or two masts; plain, striped or with a disc."""
    shape = Shape()
    color, cloth = _wood_or_paint(draw), _sail_color(draw)
    width, length, height = 1.2, 3.6, 0.6
    shape.part("hull", _hull(width, length, height), color)
    deck = draw.material("wood", unlike=color) if draw.chance(0.6) else draw.color("white", "beige", unlike=color)
    shape.part("deck", prism([(0.86 * x, 0.88 * z) for x, z in _deck(width, length, 0.75)], 0.1).move(y=0.55), deck)
    shape.part(
        "cabin", rounded_box(0.6, 0.34, 0.9, 0.1).stand(y=0.55, z=0.1), draw.color("white", unlike=deck), spoken=False
    )
    high = shape.graded(draw.uniform(3.2, 4.4), low=("small", 3.35), high=("tall", 4.2))
    style = shape.variant(draw.choice("one sail", "two sails", "two masts"))
    mast_color = draw.material("wood") if draw.chance() else draw.material("metal")
    masts = [0.45] if style != "two masts" else [0.7, -0.75]
    shape.part(
        "mast", [cylinder(0.055, high * (1 - 0.2 * n)).stand(y=0.5, z=z) for n, z in enumerate(masts)], mast_color
    )
    sails = []
    for number, z in enumerate(masts):
        top, foot = 0.5 + high * (0.97 - 0.2 * number), 1.15
        back = z - (1.9 if style != "two masts" else 1.15)
        sails.append(_swung([(z - 0.02, foot), (z - 0.02, top), (z - 0.35, 0.55 * top), (back, foot)], z))
        boom = rod((0.0, 1.1, 0.0), (0.0, 1.1, back - z), 0.05).turn(y=_SWING)
        shape.part("boom", boom.move(z=z), mast_color, spoken=False)
    shape.part("sail", sails, cloth)
    if style != "one sail":
        jib = _swung([(1.75, 0.85), (masts[0] + 0.12, 0.9), (masts[0] + 0.1, 0.5 + 0.85 * high)], 1.75)
        shape.part("jib", jib, cloth if draw.chance() else draw.color(unlike=cloth))
    decor = shape.variant(draw.choice("plain sail", "striped sail", "disc"))
    if decor == "striped sail":
        stripes = row(box(3, 0.3, 9).center(y=2.0), 2, 0.85, "y")
        shape.paint("stripe", stripes, draw.color(unlike=cloth), on="sail")
    elif decor == "disc":
        disc = cylinder(0.34, 1.2, 16).turn(z=90).move(y=1.75, z=-0.55).turn(y=_SWING).move(z=masts[0])
        shape.paint("disc", disc, draw.color(unlike=cloth), on="sail")
    if draw.chance(0.4):
        flag = side_extrude([(0.0, 0.0), (0.0, 0.3), (-0.55, 0.15)], 0.1).move(y=0.2 + high, z=masts[0])
        shape.part("flag", flag.move(y=0.28), draw.color("red", "blue", "orange", unlike=cloth))
    return shape


@kind("motor boat", synonyms=("motorboat", "speedboat"), theme=THEME)
def motor_boat(draw: Draw) -> Shape:
    """An open speedboat, a cabin cruiser or an inflatable boat."""
    shape = Shape()
    style = shape.variant(draw.choice("open", "cabin", "inflatable"))
    color = draw.color()
    length = 3.6
    dark = draw.color("black", "dark grey", "white", "silver", unlike=color)
    if style == "inflatable":
        shape.call("inflatable boat")
        path = curve(
            [
                (-0.55, 0.35, -1.5),
                (-0.6, 0.35, 0.4),
                (-0.4, 0.42, 1.2),
                (0.0, 0.5, 1.6),
                (0.4, 0.42, 1.2),
                (0.6, 0.35, 0.4),
                (0.55, 0.35, -1.5),
            ],
            3,
        )
        shape.part("tube", tube(path, 0.26), color)
        shape.part(
            "floor",
            box(1.1, 0.16, 2.6).center(y=0.22, z=-0.3),
            draw.color("grey", "dark grey", "light grey", unlike=color),
        )
        bench = [box(1.0, 0.1, 0.3).center(y=0.45, z=z) for z in draw.choice((-0.3,), (-0.7, 0.3))]
        shape.part("bench", bench, draw.material("wood"), plural="benches")
        shape.part("transom", box(1.0, 0.5, 0.12).center(y=0.45, z=-1.3), dark, spoken=False)
        back = -1.35
    else:
        hull = _hull(1.4, length, 0.75, 0.85, 0.25, 0.35)
        shape.part("hull", hull - box(1.0, 1, 1.5).stand(y=0.5, z=-0.75), color)
        stripe = draw.color(unlike=color)
        shape.paint("stripe", box(9, 0.16, 9).center(y=draw.choice(0.3, 0.55)), stripe, on="hull")
        back = -length / 2
    if style == "open":
        glass = extrude([(-0.6, 0.0), (0.6, 0.0), (0.5, 0.36), (-0.5, 0.36)], 0.1).turn(x=-25)
        shape.part("windshield", glass.move(y=0.72, z=0.1), glass_color(draw, color))
        seat = rounded_box(0.42, 0.16, 0.4, 0.05).stand(y=0.5) + rounded_box(0.42, 0.45, 0.12, 0.05).stand(
            y=0.55, z=-0.2
        )
        rows = draw.choice((-0.5,), (-0.4, -1.05))
        shape.part(
            "seat",
            [one for z in rows for one in pair(seat.move(x=0.25, z=z))],
            draw.material("leather", "fabric", unlike=color),
        )
    elif style == "cabin":
        outline: list[Flat] = [(-0.5, 0.7), (1.0, 0.7), (0.45, 1.3), (-0.55, 1.3)]
        white = draw.color("white", "white", "beige", "light grey", unlike=color)
        shape.part("cabin", side_extrude(outline, 1.05).taper((0.85, 1.0)), white)
        add_windows(shape, outline, 1.05, glass_color(draw, white), "cabin", panes=2)
        rail = tube([(0.0, 1.12, 1.65), (0.35, 1.1, 1.1), (0.45, 1.05, 0.6), (0.45, 0.7, 0.5)], 0.045)
        shape.part("railing", rail + rail.mirror("x"), draw.material("steel", unlike=color), spoken=False)
    if style != "cabin" or draw.chance():
        motor = rounded_box(0.36, 0.4, 0.4, 0.1).center(y=0.95, z=back - 0.05)
        shaft = beam((0.0, 0.9, back - 0.1), (0.0, 0.1, back - 0.15), 0.14, 0.2)
        shape.part("motor", motor + shaft, dark)
    if shape.variant(draw.choice("flag", "plain")) == "flag" and style != "inflatable":
        pole = rod((0.0, 0.7, -1.6), (0.0, 1.6, -1.75), 0.05) + box(0.08, 0.35, 0.55).center(y=1.45, z=-2.0)
        shape.part("flag", pole, draw.color("red", "white", "blue", unlike=color))
    return shape


@kind("cargo ship", synonyms=("container ship", "freighter"), theme=THEME)
def cargo_ship(draw: Draw) -> Shape:
    """A long hull with a tall bridge behind: stacked containers, hatches with cranes, or round tanks."""
    shape = Shape()
    color = draw.color()
    width, length, height = 1.7, 7.0, 1.0
    shape.part("hull", _hull(width, length, height, 0.9, 0.35, 0.7), color)
    _waterline(draw, shape, 0.35, color)
    bridge_color = draw.color("white", "white", "beige", unlike=color)
    bridge = box(1.4, 1.5, 0.8).stand(y=0.9, z=-2.6) + box(1.7, 0.35, 0.7).stand(y=2.1, z=-2.55)
    shape.part("bridge", bridge, bridge_color)
    panes = [box(1.5, 0.2, 0.3).center(y=y, z=-2.2) for y in (1.5, 2.28)]
    shape.paint("window", panes, draw.color("black", "dark blue", "light blue", unlike=bridge_color), on="bridge")
    shape.part(
        "funnel",
        box(0.5, 0.7, 0.5).stand(y=2.0, z=-3.0),
        draw.color("red", "orange", "black", "blue", unlike=bridge_color),
    )
    load = shape.variant(draw.choice("containers", "cranes", "tanks", weights=(3, 1, 1)))
    if load == "containers":
        _stack_containers(draw, shape, color)
        shape.phrase("loaded with containers")
    elif load == "cranes":
        hatches = row(box(1.1, 0.25, 0.95).stand(y=0.95, z=0.1), 3, 1.5, "z")
        shape.part("hatch", hatches, draw.color("green", "brown", "grey", "dark red", unlike=color), plural="hatches")
        crane = cylinder(0.13, 1.5).stand(y=0.9) + beam((0.0, 1.5, 0.0), (0.0, 2.5, 1.0), 0.16, 0.16)
        shape.part(
            "crane", [crane.move(z=z) for z in (-1.4, 0.1, 1.55)], draw.color("yellow", "white", "orange", unlike=color)
        )
    else:
        tanks = row(dome(0.68, 0.75, 16).move(y=0.95, z=0.2), 3, 1.5, "z")
        shape.part("tank", tanks, draw.color("white", "light grey", "copper", "light green", unlike=color))
    shape.part("mast", cylinder(0.09, 0.8, 8).stand(y=1.1, z=2.9), bridge_color, spoken=False)
    return shape


def _stack_containers(draw: Draw, shape: Shape, color: Color) -> None:
    """Containers of three colours in two columns, up to three high."""
    colors = draw.colors(3, "red", "blue", "green", "orange", "yellow", "white", "teal", "dark red", "grey")
    piles: list[list[Solid]] = [[], [], []]
    for x in (-0.4, 0.4):
        for z in (-1.6, -0.55, 0.5, 1.55):
            tall = draw.integer(1, 3) if z < 1 else draw.integer(1, 2)
            for level in range(tall):
                piles[draw.integer(0, 2)].append(box(0.76, 0.44, 1.0).stand(x, 0.95 + 0.45 * level, z))
    for pile, look in zip(piles, colors, strict=True):
        if pile:
            shape.part("container", pile, look)


@kind("pirate ship", theme=THEME)
def pirate_ship(draw: Draw) -> Shape:
    """A wooden ship with a high stern, square sails, a black flag and cannons: one, two or three masts."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.85) else draw.color("black", "dark red")
    trim = draw.color("gold", "red", "beige", "dark brown", "black", unlike=wood)
    width, length, height = 1.5, 4.4, 1.0
    hull = _hull(width, length, height, 0.85, 0.3, 0.5)
    hull = hull - box(1.1, 1, 1.9).stand(y=0.8, z=0.15)
    stern = side_extrude([(-2.2, 0.5), (-1.0, 0.5), (-1.0, 1.5), (-2.45, 1.8)], 1.3)
    shape.part("hull", hull + stern, wood)
    shape.paint("stripe", box(9, 0.14, 9).center(y=0.85), trim, on="hull")
    panes = row(box(0.22, 0.3, 0.4).center(y=1.35, z=-2.4), 3, 0.38)
    shape.paint("window", panes, draw.color("yellow", "light blue", unlike=wood), on="hull")
    spar = draw.material("wood", unlike=wood)
    cloth = draw.color("white", "beige", "black", "red", "dark red", unlike=spar)
    count = int(shape.variant(draw.choice("1", "2", "3", weights=(1, 2, 2))))
    places = {1: [0.1], 2: [0.9, -0.6], 3: [1.2, 0.1, -1.3]}[count]
    tall = [3.6 if z == max(places[:2], key=lambda p: -abs(p)) else 3.1 for z in places]
    shape.part(
        "mast", [rod((0.0, 0.6, z), (0.0, high + 0.5, z), 0.08) for z, high in zip(places, tall, strict=True)], spar
    )
    double = shape.variant(draw.choice("one tier", "two tiers")) == "two tiers"
    sails = []
    for z, high in zip(places, tall, strict=True):
        if double:
            sails.append(_billow(1.75, 1.0, 0.11).center(y=1.95 + 0.1, z=z + 0.22))
            sails.append(_billow(1.3, 0.85, 0.11).center(y=high - 0.1, z=z + 0.18))
        else:
            sails.append(_billow(1.7, 1.6, 0.11).center(y=high - 0.6, z=z + 0.22))
    shape.part("sail", sails, cloth)
    shape.part("bowsprit", rod((0.0, 1.1, 1.8), (0.0, 1.7, 3.0), 0.07), spar)
    top = (places[tall.index(max(tall))], max(tall))
    flag = box(0.14, 0.5, 0.8).center(y=top[1] + 0.6, z=top[0] - 0.4)
    shape.part("flag", flag, draw.color("black", "black", "red", unlike=cloth))
    if shape.variant(draw.choice("cannons", "plain")) == "cannons":
        cannon = rod((0.5, 0.62, 0.0), (0.98, 0.62, 0.0), 0.09, 0.08)
        cannons = [copy for one in pair(cannon) for copy in row(one, 3, 0.6, "z")]
        shape.part("cannon", cannons, draw.color("black", "dark grey", unlike=wood))
    return shape


@kind("viking ship", synonyms=("longship",), theme=THEME)
def viking_ship(draw: Draw) -> Shape:
    """A double-ended open ship with curled ends, a striped square sail and shields along its sides."""
    shape = Shape()
    wood = draw.material("wood")
    width, length, height = 1.3, 4.4, 0.6
    outer = _hull(width, length, height, 0.0, 0.7, 0.45)
    shape.part("hull", _hollowed(outer, width, length, height, 0.0, 0.16), wood)
    neck = [(0.0, 0.75, 2.0), (0.0, 1.2, 2.3), (0.0, 1.75, 2.3)]
    figure = shape.variant(draw.choice("dragon", "spirals"))
    if figure == "dragon":
        head = hull_of([sphere(0.19, 8).move(y=1.85, z=2.35), box(0.16, 0.14, 0.2).center(y=1.85, z=2.72)])
        shape.part(
            "dragon head",
            tube(curve(neck, 3), 0.12) + head,
            draw.color("gold", "red", "green", "dark brown", unlike=wood),
        )
        tail = tube(curve([(x, y, -z) for x, y, z in neck], 3), 0.1)
        shape.part("tail", tail, wood, spoken=False)
    else:
        spiral = [(0.0, y, z) for z, y in arc((1.95, 1.7), 0.35, -10, 270, 9)]
        path = [(0.0, 0.75, 2.0), (0.0, 1.2, 2.28), *spiral]
        shape.part(
            "spiral",
            [tube(path, 0.1), tube([(x, y, -z) for x, y, z in path], 0.1)],
            draw.color("gold", "dark brown", "brown", unlike=wood),
        )
    spar = draw.material("wood", unlike=wood)
    shape.part("mast", cylinder(0.08, 2.9, 8).stand(y=0.3), spar)
    shape.part("yard", rod((-1.1, 2.95, 0.1), (1.1, 2.95, 0.1), 0.07), spar, spoken=False)
    cloth = draw.color("white", "beige", "red", unlike=spar)
    shape.part("sail", _billow(2.0, 1.7, 0.12).center(y=2.1, z=0.28), cloth)
    pattern = shape.variant(draw.choice("striped", "cross", "plain"))
    if pattern == "striped":
        stripes = row(box(0.3, 9, 9), 3, 0.66)
        shape.paint("stripe", stripes, draw.color("red", "dark red", "blue", "white", unlike=cloth), on="sail")
    elif pattern == "cross":
        shape.paint(
            "cross",
            box(0.3, 9, 9) + box(9, 0.3, 9).center(y=2.15),
            draw.color("red", "blue", "black", unlike=cloth),
            on="sail",
            plural="crosses",
        )
    looks = draw.colors(2, "red", "yellow", "blue", "green", "white", "black")
    for side, z in enumerate((-0.75, -0.25, 0.25, 0.75)):
        shield = cylinder(0.22, 0.12, 12).turn(z=90).move(0.62, 0.62, z)
        shape.part("shield", pair(shield), looks[side % 2])
    return shape


@kind("submarine", theme=THEME)
def submarine(draw: Draw) -> Shape:
    """A round hull with a tower, fins and a screw: a slim one, a stout one with portholes, or a deep-diving ball."""
    shape = Shape()
    style = shape.variant(draw.choice("slim", "stout", "bathyscaphe"))
    color = draw.color("yellow", "dark grey", "grey", "black", "dark blue", "red") if draw.chance(0.8) else draw.color()
    other = draw.color("red", "black", "grey", "white", "orange", "yellow", unlike=color)
    if style == "bathyscaphe":
        shape.part("hull", sphere(0.8, 20).move(y=1.0), color)
        shape.part(
            "window", ellipsoid(0.9, 0.9, 0.5).move(y=1.05, z=0.65), draw.color("light blue", "turquoise", unlike=color)
        )
        shape.part("window frame", torus(0.47, 0.14, 20).turn(x=90).move(y=1.05, z=0.66), other, spoken=False)
        shape.part("skid", pair(capsule((0.5, 0.08, -0.8), (0.5, 0.08, 0.8), 0.09)), other)
        shape.part(
            "strut",
            [box(0.12, 0.6, 0.14).stand(x, 0.05, z) for x in (-0.5, 0.5) for z in (-0.35, 0.35)],
            other,
            spoken=False,
        )
        arm = tube([(0.5, 0.6, 0.5), (0.75, 0.5, 1.0), (0.5, 0.45, 1.4)], 0.07) + sphere(0.13, 8).move(0.5, 0.45, 1.42)
        shape.part("arm", pair(arm), draw.color("silver", "grey", "orange", unlike=color))
        shape.part("tower", cylinder(0.3, 0.35).stand(y=1.7), color)
        radius, back = 0.8, -0.95
    else:
        radius, half = (0.5, 2.0) if style == "slim" else (0.7, 1.1)
        nose = capsule((0.0, 0.8, -0.4 * half), (0.0, 0.8, half - radius + 0.2), radius, sides=16)
        tail = hull_of([sphere(radius, 16).move(y=0.8, z=-0.4 * half), sphere(0.14, 8).move(y=0.8, z=-half)])
        shape.part("hull", nose + tail, color)
        tower: list[Flat] = [(-0.4, 0.0), (0.5, 0.0), (0.4, 0.6), (-0.35, 0.6)]
        shape.part("tower", side_extrude(tower, 0.36).move(y=0.7 + radius), color if draw.chance() else other)
        periscope = tube([(0.0, 1.2 + radius, 0.0), (0.0, 1.75 + radius, 0.0), (0.0, 1.8 + radius, 0.25)], 0.065)
        shape.part("periscope", periscope, draw.color("black", "silver", "grey", unlike=color))
        back = -half
    fin = box(0.1, 0.55, 0.4).center(y=0.5)
    blades = union([fin.turn(z=90 * n) for n in range(4)]).move(y=1.0 if style == "bathyscaphe" else 0.8, z=back + 0.25)
    shape.part("fin", blades, other, spoken=False)
    screw = union([box(0.8, 0.18, 0.1).turn(z=45), box(0.8, 0.18, 0.1).turn(z=135), sphere(0.14, 8)])
    shape.part(
        "propeller",
        screw.move(y=1.0 if style == "bathyscaphe" else 0.8, z=back - 0.12),
        draw.color("gold", "silver", "copper", unlike=color),
    )
    if style == "stout" or (style == "slim" and draw.chance(0.3)):
        holes = [
            one
            for side in pair(cylinder(0.16, 0.14, 12).turn(z=90).move(radius - 0.03, 0.95))
            for one in row(side, 3, 0.5, "z")
        ]
        shape.part("porthole", holes, draw.color("light blue", "yellow", "white", unlike=color))
    if shape.variant(draw.choice("plain", "striped")) == "striped":
        shape.paint("stripe", box(9, 0.2, 9).center(y=0.72), other, on="hull")
    return shape


@kind("canoe", theme=THEME)
def canoe(draw: Draw) -> Shape:
    """A slim open boat, both ends high and pointed, with benches and paddles; or one with an outrigger."""
    shape = Shape()
    color = _wood_or_paint(draw)
    width, length, height = 0.85, 3.4, 0.5
    outer = _hull(width, length, height, 0.0, 0.55, 0.45)
    shape.part("hull", _hollowed(outer, width, length, height, 0.0, 0.1), color)
    seat = draw.material("wood", unlike=color)
    bench = box(2, 0.07, 0.22).center(y=0.42)
    shape.part("bench", [bench.move(z=z) & outer.scale(x=0.93) for z in (-0.75, 0.0, 0.75)], seat, plural="benches")
    style = shape.variant(draw.choice("paddle", "two paddles", "outrigger"))
    paddle = rod((0.3, 0.5, -1.0), (-0.1, 0.72, 0.6), 0.04) + beam((-0.02, 0.66, 0.45), (-0.18, 0.78, 0.95), 0.2, 0.07)
    if style == "outrigger":
        shape.part("outrigger", capsule((1.2, 0.12, -1.0), (1.2, 0.12, 1.0), 0.11), seat)
        shape.part("pole", [rod((-0.4, 0.5, z), (1.2, 0.15, z), 0.045) for z in (-0.55, 0.55)], seat, spoken=False)
    else:
        shape.part(
            "paddle",
            [paddle] if style == "paddle" else [paddle, paddle.mirror("x").move(z=-0.3)],
            draw.color("beige", "yellow", "red", "brown", unlike=color),
        )
    decor = shape.variant(draw.choice("plain", "banded", "painted ends"))
    if decor == "banded":
        shape.paint("stripe", box(9, 0.13, 9).center(y=0.3), draw.color(unlike=color), on="hull")
    elif decor == "painted ends":
        ends = pair(box(9, 9, 1.0).center(z=1.75), "z")
        shape.paint("end", ends, draw.color(unlike=color), on="hull")
    return shape


@kind("kayak", theme=THEME)
def kayak(draw: Draw) -> Shape:
    """A slim closed boat with one or two openings and a paddle with two blades, across or alongside."""
    shape = Shape()
    color = draw.color()
    seats = shape.variant(draw.choice("one seat", "two seats"))
    length = 3.2 if seats == "one seat" else 3.9
    lower = _hull(0.72, length, 0.3, 0.0, 0.5, 0.5)
    upper = _hull(0.72, length, 0.22, 0.0, 0.0, 0.5).mirror("y").move(y=0.48)
    places = [0.0] if seats == "one seat" else [-0.6, 0.55]
    holes = [prism(ellipse(0.46, 0.7, 14), 1.0).move(y=0.22, z=z) for z in places]
    shape.part("hull", (lower + upper) - union(holes), color)
    rims = [(prism(ellipse(0.68, 0.9, 14), 0.12, [ellipse(0.46, 0.7, 14)])).move(y=0.44, z=z) for z in places]
    shape.part("cockpit rim", rims, draw.color("black", "dark grey", "white", unlike=color))
    backs = [rounded_box(0.36, 0.3, 0.1, 0.04).stand(y=0.26, z=z - 0.27) for z in places]
    shape.part("seat", backs, draw.color("black", "grey", unlike=color), spoken=False)
    blade = rounded_box(0.42, 0.09, 0.2, 0.04)
    paddle = union([rod((-0.95, 0.0, 0.0), (0.95, 0.0, 0.0), 0.042), *pair(blade.move(x=1.1))])
    how = shape.variant(draw.choice("across", "alongside"))
    placed = (
        paddle.turn(z=10).move(y=0.62, z=places[-1] + 0.42)
        if how == "across"
        else paddle.turn(y=80).move(0.24, 0.52, 0.0)
    )
    shape.part("paddle", placed, draw.color(unlike=color))
    if shape.variant(draw.choice("plain", "two-tone", "striped")) == "two-tone":
        shape.paint("bottom", box(9, 0.44, 9).center(), draw.color(unlike=color), on="hull")
    elif "striped" in shape.variants:
        stripes = pair(box(9, 9, 0.25).center(z=0.32 * length), "z")
        shape.paint("stripe", stripes, draw.color(unlike=color), on="hull")
    return shape


@kind("raft", theme=THEME, has_front=False)
def raft(draw: Draw) -> Shape:
    """Logs, planks on barrels or planks alone, with a sail, a hut or a paddle."""
    shape = Shape()
    wood = draw.material("wood")
    base = shape.variant(draw.choice("logs", "barrels", "planks"))
    width = 1.8
    if base == "logs":
        count = draw.integer(6, 8)
        logs = [
            rod((0.0, 0.15, -1.1 - draw.uniform(0, 0.15)), (0.0, 0.15, 1.1 + draw.uniform(0, 0.15)), 0.15)
            for _ in range(count)
        ]
        width = 0.27 * count
        shape.part("log", [log.move(x=0.27 * (n - (count - 1) / 2)) for n, log in enumerate(logs)], wood)
        ropes = [rounded_box(width + 0.06, 0.36, 0.12, 0.04).center(y=0.15, z=z) for z in (-0.8, 0.8)]
        shape.part("rope", ropes, draw.color("beige", "light brown", "white", unlike=wood))
        deck = 0.28
    else:
        planks = row(box(0.26, 0.1, 2.3).center(y=0.5 if base == "barrels" else 0.2), 6, 0.3)
        shape.part("plank", planks, wood)
        deck = 0.53 if base == "barrels" else 0.23
        shape.part(
            "crossbeam",
            row(box(1.8, 0.12, 0.16).center(y=deck - 0.12), 2, 1.5, "z"),
            draw.material("wood", unlike=wood),
            spoken=False,
        )
        if base == "barrels":
            barrel = cylinder(0.24, 0.75).turn(x=90).center(y=0.24)
            barrels = [one.move(z=z) for one in pair(barrel.move(x=0.6)) for z in (-0.7, 0.7)]
            shape.part("barrel", barrels, draw.color("blue", "red", "green", "brown", "grey", "orange", unlike=wood))
    top = shape.variant(draw.choice("sail", "hut", "crates", "empty"))
    pole = draw.material("wood", unlike=wood)
    if top == "sail":
        shape.part("mast", cylinder(0.06, 2.2, 8).stand(y=0.1), pole)
        shape.part("yard", rod((-0.7, 2.15, 0.06), (0.7, 2.15, 0.06), 0.05), pole, spoken=False)
        shape.part("sail", _billow(1.3, 1.3, 0.09).center(y=1.5, z=0.18), _sail_color(draw, wood))
    elif top == "hut":
        shape.part(
            "hut",
            box(1.0, 0.75, 1.0).stand(y=deck - 0.05, z=-0.25) - box(0.4, 0.55, 0.6).stand(y=deck, z=0.2),
            draw.material("wood", unlike=wood),
        )
        shape.part(
            "roof",
            side_extrude([(-0.68, 0.0), (0.68, 0.0), (0.0, 0.6)], 1.3).turn(y=90).move(y=deck + 0.65, z=-0.25),
            draw.material("straw"),
        )
    elif top == "crates":
        crates = [
            box(0.5, 0.4, 0.5).turn(y=turn).stand(x, deck - 0.02, z)
            for turn, x, z in ((8, -0.35, -0.3), (25, 0.35, 0.3))
        ]
        shape.part("crate", crates, draw.color("light brown", "red", "blue", "green", unlike=wood))
    else:
        shape.adjective("empty")
    return shape


@kind("tugboat", synonyms=("tug",), theme=THEME)
def tugboat(draw: Draw) -> Shape:
    """A short stout ship with a wheelhouse, a funnel and tyres along its sides."""
    shape = Shape()
    color = draw.color()
    width, length, height = 1.6, 3.4, 0.85
    shape.part("hull", _hull(width, length, height, 0.85, 0.45, 0.65), color)
    _waterline(draw, shape, 0.28, color)
    shape.part(
        "deck",
        prism([(0.88 * x, 0.9 * z) for x, z in _deck(width, length, 0.85)], 0.12).move(y=0.78),
        draw.material("wood", unlike=color),
        spoken=False,
    )
    house = draw.color("white", "beige", "yellow", "red", unlike=color)
    shape.part("cabin", rounded_box(0.95, 0.55, 1.5, 0.06).stand(y=0.8, z=-0.1), house)
    outline: list[Flat] = [(-0.1, 1.3), (0.62, 1.3), (0.62, 1.95), (-0.1, 1.95)]
    floors = shape.variant(draw.choice("low", "high"))
    lift = 0.0 if floors == "low" else 0.3
    raised = [(z, y + lift if y > 1.5 else y) for z, y in outline]
    shape.part("wheelhouse", side_extrude(raised, 0.85), house)
    glass = glass_color(draw, house)
    add_windows(
        shape, [(z, y + lift) for z, y in outline], 0.85, glass, "wheelhouse", panes=1, rear=False, inset=(0.7, 0.55)
    )
    shape.part(
        "roof", rounded_box(1.02, 0.12, 0.95, 0.04).stand(y=1.92 + lift, z=0.26), draw.color(unlike=[house, glass])
    )
    funnel_color = draw.color("red", "black", "orange", "dark blue", "yellow", unlike=house)
    pipes = shape.variant(draw.choice("one funnel", "two funnels"))
    funnel = frustum(0.2, 0.17, 0.9).stand(y=1.3, z=-0.5)
    shape.part("funnel", [funnel] if pipes == "one funnel" else pair(funnel.move(x=0.25)), funnel_color)
    shape.paint(
        "band", box(9, 0.18, 9).center(y=1.9), draw.color("white", "black", "yellow", unlike=funnel_color), on="funnel"
    )
    if shape.variant(draw.choice("tyres", "plain")) == "tyres":
        tyre = torus(0.19, 0.14, 12).turn(z=90).move(0.8, 0.62)
        shape.part(
            "tyre",
            [one for side in pair(tyre) for one in row(side.move(z=-0.55), 3, 0.55, "z")],
            draw.material("rubber", unlike=color),
        )
    return shape


@kind("cruise ship", synonyms=("ocean liner", "passenger ship"), theme=THEME)
def cruise_ship(draw: Draw) -> Shape:
    """A long hull under tiers of decks with rows of windows and one, two or four funnels."""
    shape = Shape()
    color = (
        draw.color("white", "dark blue", "black", "red", "light blue", "dark red") if draw.chance(0.8) else draw.color()
    )
    width, length, height = 1.5, 7.0, 1.0
    shape.part("hull", _hull(width, length, height, 0.8, 0.3, 0.7), color)
    _waterline(draw, shape, 0.3, color)
    white = draw.color("white", "white", "beige", "light grey", unlike=color if color.name != "white" else ())
    decks = draw.integer(2, 4)
    shape.variant(f"{decks} decks")
    tiers = [
        rounded_box(1.25 - 0.08 * n, 0.42, 4.9 - 0.55 * n, 0.12).stand(y=0.95 + 0.4 * n, z=-0.35) for n in range(decks)
    ]
    shape.part("deck", tiers, white)
    pane = draw.color("dark blue", "black", "light blue", "yellow", unlike=white)
    windows = [
        box(9, 0.16, 0.26).center(y=1.17 + 0.4 * n, z=-0.35 + 0.5 * (k - 3)) for n in range(decks) for k in range(7)
    ]
    shape.paint("window", union(windows), pane, on="deck", spoken=False)
    top = 0.95 + 0.4 * decks
    count = {"one": 1, "two": 2, "four": 4}[shape.variant(draw.choice("one", "two", "four"))]
    funnel = frustum(0.3, 0.26, 0.85).scale(0.8, 1, 1.2).turn(x=-8).stand(y=top - 0.1, z=-0.4)
    funnel_color = draw.color("red", "orange", "yellow", "dark blue", "black", unlike=white)
    shape.part("funnel", row(funnel, count, {1: 1.0, 2: 1.2, 4: 0.85}[count], "z"), funnel_color)
    if draw.chance(0.6):
        shape.paint(
            "band",
            box(9, 0.22, 9).center(y=top + 0.6),
            draw.color("black", "white", unlike=funnel_color),
            on="funnel",
            spoken=False,
        )
    if draw.chance():
        boat = capsule((0.72, 1.08, -0.2), (0.72, 1.08, 0.25), 0.15)
        boats = [one for side in pair(boat) for one in row(side.move(z=-0.4), 3, 1.1, "z")]
        shape.part("lifeboat", boats, draw.color("orange", "yellow", "red", unlike=white))
    return shape


@kind("hovercraft", theme=THEME)
def hovercraft(draw: Draw) -> Shape:
    """A deck on a swollen skirt with a cabin and one or two big fans behind."""
    shape = Shape()
    color = draw.color()
    skirt = draw.color("black", "dark grey", "grey", "orange", unlike=color)
    form = shape.variant(draw.choice("oval", "boxy"))
    outline = (
        ellipse(2.0, 3.6, 20)
        if form == "oval"
        else [(-1, -1.7), (1, -1.7), (1, 1.1), (0.6, 1.7), (-0.6, 1.7), (-1, 1.1)]
    )
    rings = [(0.0, 0.9), (0.14, 1.0), (0.34, 1.0), (0.46, 0.92)]
    shape.part("skirt", loft([(y, [(k * x, k * z) for x, z in outline]) for y, k in rings]), skirt)
    shape.part("deck", prism([(0.85 * x, 0.88 * z) for x, z in outline], 0.22).move(y=0.4), color)
    cabin: list[Flat] = [(-0.5, 0.55), (1.2, 0.55), (0.7, 1.15), (-0.5, 1.15)]
    open_ = shape.variant(draw.choice("cabin", "open")) == "open"
    if open_:
        seat = rounded_box(0.5, 0.25, 0.5, 0.06).stand(y=0.58) + rounded_box(0.5, 0.55, 0.14, 0.05).stand(
            y=0.6, z=-0.25
        )
        shape.part("seat", seat, draw.color("black", "brown", unlike=color))
        shape.part("windshield", beam((0.0, 0.55, 0.8), (0.0, 1.05, 0.55), 0.9, 0.1), glass_color(draw, color))
    else:
        house = draw.color("white", "light grey", "yellow", "red", unlike=color)
        shape.part("cabin", side_extrude(cabin, 1.2).taper((0.85, 1.0)), house)
        add_windows(shape, cabin, 1.2, glass_color(draw, house), "cabin", panes=2)
    two = shape.variant(draw.choice("one fan", "two fans")) == "two fans"
    radius, x = (0.42, 0.48) if two else (0.62, 0.0)
    y = 0.6 + radius
    duct = (cylinder(radius, 0.4, 16) - cylinder(radius - 0.1, 1, 16)).turn(x=90)
    blades = union([box(2 * radius - 0.1, 0.2, 0.1).turn(z=60 * n) for n in range(3)])
    places = [-x, x] if two else [0.0]
    shape.part(
        "fan", [blades.move(at, y, -1.2) for at in places], draw.color("silver", "black", "yellow", unlike=color)
    )
    shape.part("fan ring", [duct.move(at, y, -1.2) for at in places], color if draw.chance() else skirt)
    shape.part("rudder", [box(0.1, 1.7 * radius, 0.3).center(at, y, -1.42) for at in places], color, spoken=False)
    return shape
