"""Fruit and vegetables, about one unit tall."""

from itertools import pairwise
from math import cos, pi, radians, sin

from shape_diff.data.procedural.arrays import ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, mirrored
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    box,
    capsule,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    loft,
    prism,
    revolve,
    rod,
    sphere,
    tube,
    union,
)

THEME = "food"


def _leaf(length: float, width: float, thick: float = 0.07) -> Solid:
    """A pointed leaf that lies flat and grows from the origin towards +z."""
    half = [(0.0, 0.0), (0.4 * width, 0.25 * length), (0.5 * width, 0.5 * length), (0.0, length)]
    return prism(mirrored(half), thick)


def _stalk(draw: Draw, shape: Shape, foot: float, leaf_share: float = 0.6) -> None:
    """A stalk that rises from a height, and a leaf at its side now and then."""
    shape.part(
        "stem", rod((0.0, foot, 0.0), (0.06, foot + 0.3, 0.0), 0.035, 0.045, 6), draw.color("brown", "dark brown")
    )
    if draw.chance(leaf_share):
        leaf = _leaf(0.45, 0.24).turn(x=-25, y=draw.uniform(50, 110)).move(y=foot + 0.14)
        shape.part("leaf", leaf, draw.color("green", "dark green", "light green"))


def _bitten_or_cut(shape: Shape, body: Solid, form: str, skin: Color, flesh: Color) -> None:
    """The body of a fruit as "skin", whole, with a bite at its right, or its front half cut away to show the flesh."""
    if form == "bitten":
        spots = [(0.56, 0.62, 0.12, 0.22), (0.6, 0.4, 0.16, 0.2), (0.5, 0.5, 0.34, 0.16)]
        bites = union([sphere(radius, 12).move(x, y, z) for x, y, z, radius in spots])
        inside = union([sphere(radius + 0.035, 12).move(x, y, z) for x, y, z, radius in spots])
        shape.part("skin", body - bites, skin)
        shape.paint("flesh", inside, flesh, on="skin", mass=True)
    elif form == "halved":
        shape.part("skin", body - box(4, 4, 2).center(z=1.0), skin)
        shape.paint(
            "flesh",
            (body & box(4, 4, 0.16)).center(*_middle(body)).scale(0.93, 0.93, 1.0).move(y=0.035),
            flesh,
            on="skin",
            mass=True,
        )
    else:
        shape.part("skin", body, skin)


def _middle(body: Solid) -> Vector:
    low, high = body.bounds
    return (low[0] + high[0]) / 2, (low[1] + high[1]) / 2, 0.0


def _note_form(draw: Draw, shape: Shape) -> str:
    form = shape.variant(draw.choice("whole", "bitten", "halved", weights=(3, 2, 2)))
    return form if form == "whole" else shape.adjective(form)


@kind("apple", theme=THEME)
def apple(draw: Draw) -> Shape:
    """A round fruit with a dimple, stem and leaf; whole, bitten or halved."""
    shape = Shape()
    skin = draw.color("red", "red", "red", "green", "light green", "yellow", "dark red")
    form = _note_form(draw, shape)
    wide = draw.uniform(0.92, 1.08)
    profile = [(0.0, 0.07), (0.2, 0.0), (0.4, 0.14), (0.52, 0.46), (0.5, 0.7), (0.34, 0.9), (0.12, 0.88), (0.0, 0.76)]
    body = revolve([(radius * wide, height) for radius, height in profile], 16)
    _bitten_or_cut(shape, body, form, skin, draw.color("beige", "white", unlike=skin))
    _stalk(draw, shape, 0.74)
    if form == "halved":
        seeds = [ellipsoid(0.09, 0.16, 0.09, 8).turn(z=-20 * side).center(0.09 * side, 0.45) for side in (-1, 1)]
        shape.part("seed", seeds, draw.color("dark brown", "black"))
    shape.variant("with leaf" if shape.parts[-1].name == "leaf" else "without leaf")
    return shape


@kind("pear", theme=THEME)
def pear(draw: Draw) -> Shape:
    """A fruit that narrows upwards, with a stem; whole, bitten or halved."""
    shape = Shape()
    skin = draw.color("light green", "light green", "yellow", "yellow", "green", "red")
    form = _note_form(draw, shape)
    neck = draw.uniform(0.17, 0.24)
    profile = [(0.0, 0.05), (0.2, 0.0), (0.42, 0.16), (0.5, 0.42), (0.4, 0.72), (neck, 1.05), (0.14, 1.25), (0.0, 1.3)]
    _bitten_or_cut(shape, revolve(profile, 16), form, skin, draw.color("white", "beige", unlike=skin))
    _stalk(draw, shape, 1.24)
    if form == "halved":
        seeds = [ellipsoid(0.1, 0.17, 0.1, 8).turn(z=-18 * side).center(0.09 * side, 0.42) for side in (-1, 1)]
        shape.part("seed", seeds, draw.color("dark brown", "black"))
    return shape


def _banana(points: list[Vector], radius: float) -> list[tuple[str, Solid]]:
    """The fruit along a path from stem to tip, with both ends."""
    path = curve(points, 3)
    share = [n / (len(path) - 1) for n in range(len(path))]
    radii = [radius * min(1.0, 0.55 + 2.2 * t, 0.4 + 3.0 * (1 - t)) for t in share]
    tip = capsule(path[-1], path[-1], 0.42 * radius, sides=8)
    return [("body", tube(path, radii, 6)), ("tip", tip)]


@kind("banana", theme=THEME)
def banana(draw: Draw) -> Shape:
    """A curved fruit lying on its back, a bunch that hangs from one stem, or one half peeled."""
    shape = Shape()
    skin = draw.color(*["yellow"] * 6, "green", "light green")
    dark = draw.color("dark brown", "brown", "black")
    form = shape.variant(draw.choice("single", "bunch", "peeled"))
    if form == "single":
        points = [(cos(radians(a)), 0.9 + sin(radians(a)), 0.0) for a in (196, 230, 265, 300, 338)]
        pieces = _banana(points, draw.uniform(0.15, 0.19))
        shape.part("peel", pieces[0][1], skin, spoken=False)
        shape.part("stem", rod(points[0], (-1.02, 0.86, 0.0), 0.08, 0.07, 6), dark)
        shape.part("tip", pieces[1][1], dark)
    elif form == "bunch":
        count = draw.integer(3, 5)
        shape.call("bunch of bananas")
        points = [(0.0, 1.5, 0.05), (0.0, 1.25, 0.35), (0.0, 0.8, 0.55), (0.0, 0.35, 0.45), (0.0, 0.08, 0.2)]
        pieces = _banana(points, 0.15)
        shape.part("banana", ring(pieces[0][1], count, start=-25.0 * (count - 1), sweep=50.0 * (count - 1)), skin)
        shape.part("tip", ring(pieces[1][1], count, start=-25.0 * (count - 1), sweep=50.0 * (count - 1)), dark)
        shape.part("stem", rod((0.0, 1.4, 0.03), (0.0, 1.72, -0.06), 0.14, 0.1, 6), dark)
    else:
        shape.adjective("peeled")
        lower = tube(curve([(0.08, 0.0, 0.0), (-0.02, 0.35, 0.0), (-0.02, 0.75, 0.0)], 3), [0.1, 0.16] + [0.19] * 5, 8)
        inside = curve([(-0.02, 0.6, 0.0), (-0.01, 0.9, 0.0), (0.05, 1.3, 0.0), (0.1, 1.45, 0.0)], 3)
        shape.part("peel", lower, skin, mass=True)
        shape.part("fruit", tube(inside, [0.165] * 7 + [0.15, 0.12, 0.05], 8), draw.color("white", "beige"))
        flap = tube(
            [(0.0, 0.7, 0.13), (0.0, 0.82, 0.26), (0.0, 0.72, 0.44), (0.0, 0.42, 0.52)], [0.06, 0.07, 0.06, 0.03]
        )
        shape.part("strip of peel", ring(flap.scale(x=1.5), draw.choice(3, 4), start=30), skin, plural="strips of peel")
    shape.variant(f"{len(shape.parts[0].solids)} {len(shape.parts[-1].solids)}")
    return shape


def _citrus_half(shape: Shape, rind: Color, flesh: Color, pith: Color) -> None:
    """Half a ball whose cut face looks to the front and up, with its segments."""
    count = 8

    def placed(solid: Solid) -> Solid:
        return solid.turn(x=60)

    shape.part("rind", placed(dome(0.55, 0.5, 16).turn(x=180)), rind)
    shape.part("pith", placed(cylinder(0.5, 0.06, 16)), pith, mass=True, spoken=False)
    outline = [(0.05, 0.0), *arc((0.0, 0.0), 0.44, -17, 17, 4)]
    shape.part("segment", [placed(piece) for piece in ring(prism(outline, 0.06), count)], flesh)


@kind("orange", theme=THEME)
def orange(draw: Draw) -> Shape:
    """A round citrus fruit, whole with a leaf, halved, or sliced in rounds."""
    shape = Shape()
    rind, pith = draw.color("orange"), draw.color("white", "beige")
    form = shape.variant(draw.choice("whole", "half", "slice"))
    if form == "whole":
        shape.call("orange fruit")
        shape.part("rind", sphere(0.55, 20).scale(y=0.94).stand(), rind, spoken=False)
        shape.part("navel", sphere(0.07, 8).scale(y=0.5).move(y=1.03), draw.color("green", "dark green"), spoken=False)
        leaves = draw.integer(0, 2)
        shape.variant(f"{leaves} leaves")
        if leaves:
            leaf = _leaf(0.5, 0.28, 0.05).turn(x=-20).move(y=1.02)
            shape.part("leaf", ring(leaf, leaves, start=60), draw.color("green", "dark green"))
    elif form == "half":
        shape.call("orange half")
        _citrus_half(shape, rind, draw.color("orange"), pith)
    else:
        shape.call("orange slice")
        wheel = shape.variant(draw.choice("round", "half round"), spoken=True) == "round"
        angle = 360 if wheel else 180
        outline = ellipse(1.1, 1.1, 20) if wheel else arc((0.0, 0.0), 0.55, 0, 180, 11)
        shape.part("rind", extrude(outline, 0.16), rind)
        inner = ellipse(0.98, 0.98, 20) if wheel else [(0.49, 0.03), *arc((0.0, 0.0), 0.49, 4, 176, 11), (-0.49, 0.03)]
        shape.part("pith", extrude(inner, 0.18), pith, spoken=False)
        count, step = (8, 45) if wheel else (4, 45)
        sector = [(0.06, 0.0), *arc((0.0, 0.0), 0.43, -step / 2 + 5, step / 2 - 5, 4)]
        turns = [step * (n + 0.5) for n in range(count)] if angle == 180 else [step * n for n in range(count)]
        shape.part("segment", [extrude(sector, 0.2).turn(z=turn).move(y=0.02) for turn in turns], rind)
    return shape


@kind("lemon", theme=THEME)
def lemon(draw: Draw) -> Shape:
    """An oval citrus fruit with a nipple at each end, whole, halved or with a wedge beside it."""
    shape = Shape()
    lime = draw.chance(0.2)
    rind = draw.color("green", "light green") if lime else draw.color("yellow")
    form = shape.variant(draw.choice("whole", "half", "leafy"))
    name = "lime" if lime else "lemon"
    if form == "half":
        shape.call(f"{name} half")
        _citrus_half(shape, rind, draw.color("light green" if lime else "yellow"), draw.color("white"))
        return shape
    shape.call(name)
    nub = 0.09 if not lime else 0.05
    profile = [
        (0.0, -0.7),
        (nub, -0.66),
        (0.14, -0.55),
        (0.36, -0.36),
        (0.46, 0.0),
        (0.36, 0.36),
        (0.14, 0.55),
        (nub, 0.66),
        (0.0, 0.68),
    ]
    tilt = shape.variant(draw.choice("lying", "upright"))
    body = revolve(profile, 14).turn(z=80 if tilt == "lying" else 8)
    shape.part("rind", body.stand(), rind, spoken=False)
    if form == "leafy":
        top, x = (1.2, -0.1) if tilt == "upright" else (0.62, -0.6)
        leaf = _leaf(0.6, 0.3, 0.06).turn(x=-20).turn(y=60).move(x, top, 0.0)
        leaves = [leaf, _leaf(0.5, 0.28, 0.06).turn(x=-25).turn(y=-50).move(x, top, 0.0)]
        shape.part("leaf", leaves[: draw.integer(1, 2)], draw.color("green", "dark green", unlike=rind))
    return shape


@kind("cherry", synonyms=("cherries",), theme=THEME)
def cherry(draw: Draw) -> Shape:
    """One, two or three balls on long stems that meet, with or without leaves."""
    shape = Shape()
    skin = draw.color("red", "red", "dark red", "dark red", "black")
    green = draw.color("green", "light green", "dark green", "brown")
    count = draw.choice(1, 2, 2, 2, 3)
    shape.variant(f"{count}")
    shape.call(("cherry", "pair of cherries", "bunch of cherries")[count - 1])
    spots = {1: [(0.0, 0.0)], 2: [(-0.36, 0.0), (0.36, 0.1)], 3: [(-0.4, -0.1), (0.4, -0.1), (0.0, 0.36)]}[count]
    top = (0.05, 1.35, 0.0)
    shape.part(
        "cherry", [sphere(0.3, 16).scale(y=0.93).move(x, 0.28 + 0.1 * abs(z), z) for x, z in spots], skin, spoken=False
    )
    stems = [tube(curve([(x, 0.5, z), (0.7 * x, 0.95, 0.6 * z), top], 3), 0.032, 6) for x, z in spots]
    shape.part("stem", stems, green)
    leaves = draw.integer(0, 2)
    shape.variant(f"{leaves} leaves")
    if leaves:
        leaf = _leaf(0.55, 0.32).turn(x=-12)
        shape.part(
            "leaf", [one.move(*top) for one in ring(leaf, 2, start=70)[:leaves]], draw.color("green", "dark green")
        )
    return shape


@kind("strawberry", theme=THEME, has_front=False)
def strawberry(draw: Draw) -> Shape:
    """A red cone of a fruit with seeds and a green star on top; whole, halved or dipped in chocolate."""
    shape = Shape()
    red = draw.color("red", "red", "red", "dark red")
    form = shape.variant(draw.choice("whole", "halved", "dipped"))
    profile = [(0.0, 0.0), (0.12, 0.03), (0.34, 0.42), (0.45, 0.78), (0.4, 0.98), (0.2, 1.06), (0.0, 1.04)]
    body = revolve(profile, 14)
    shape.part("fruit", body - box(3, 3, 3).center(z=1.5) if form == "halved" else body, red, spoken=False)
    if form == "halved":
        shape.adjective("halved")
        core = revolve([(0.02, 0.2), (0.2, 0.55), (0.24, 0.8), (0.05, 0.95)], 10).scale(z=0.3)
        shape.part("core", core, draw.color("pink", "white", unlike=red))
    if form == "dipped":
        shape.phrase("dipped in chocolate")
        shape.paint("chocolate", box(3, 0.62, 3).stand(), draw.color("dark brown", "brown"), on="fruit", mass=True)
    rows_ = [(0.36, 0.24, 6), (0.56, 0.36, 8), (0.78, 0.43, 9)] if form != "dipped" else [(0.8, 0.43, 9)]
    turned = 180 if form == "halved" else 0
    seeds = [
        seed.turn(y=turned)
        for height, radius, count in rows_
        for seed in ring(ellipsoid(0.07, 0.1, 0.06, 4).move(0.0, height, radius), count, 0.0 if height < 0.5 else 20.0)
    ]
    shape.part(
        "seed", [seed for seed in seeds if form != "halved" or seed.bounds[1][2] < 0.0], draw.color("yellow", "beige")
    )
    count = draw.integer(5, 7)
    leaf = _leaf(0.42, 0.26, 0.06).turn(x=22).move(y=1.1)
    shape.part("leaf", ring(leaf, count), draw.color("green", "light green", "dark green"))
    if shape.variant(draw.choice("stem", "no stem")) == "stem":
        shape.part("stem", tube([(0.0, 1.05, 0.0), (0.02, 1.2, 0.0), (0.1, 1.36, 0.0)], 0.04, 6), draw.color("green"))
    return shape


@kind("grapes", synonyms=("bunch of grapes",), theme=THEME, has_front=False)
def grapes(draw: Draw) -> Shape:
    """Berries packed in layers that narrow downwards, with a stem and a leaf."""
    shape = Shape()
    shape.call("bunch of grapes")
    skin = draw.color("purple", "purple", "light green", "light green", "dark blue", "dark red")
    form = shape.variant(draw.choice("pointed", "long", "wide"))
    layers = {"pointed": [1, 3, 5, 7, 5], "long": [1, 3, 4, 5, 5, 3], "wide": [2, 5, 8, 6]}[form]
    berry = sphere(0.17, 8) if shape.variant(draw.choice("round", "oval")) == "round" else ellipsoid(0.3, 0.42, 0.3, 8)
    berries = []
    for number, count in enumerate(layers):
        radius = 0.0 if count == 1 else 0.145 / sin(radians(180 / count)) * 0.95
        berries += ring(berry.move(0.0, 0.2 + 0.23 * number, radius), count, start=25.0 * number)
    height = 0.2 + 0.23 * (len(layers) - 1)
    shape.part("core", frustum(0.1, 0.26, height - 0.1, 8).stand(y=0.15), skin, spoken=False)
    shape.part("grape", berries, skin)
    shape.part(
        "stem", rod((0.0, height, 0.0), (0.08, height + 0.42, 0.0), 0.045, 0.05, 6), draw.color("brown", "dark green")
    )
    if shape.variant(draw.choice("leaf", "no leaf", weights=(2, 1))) == "leaf":
        leaf = prism(
            [
                (0.0, 0.0),
                (0.28, -0.02),
                (0.2, 0.2),
                (0.34, 0.34),
                (0.12, 0.4),
                (0.0, 0.62),
                (-0.12, 0.4),
                (-0.34, 0.34),
                (-0.2, 0.2),
                (-0.28, -0.02),
            ],
            0.07,
        )
        shape.part(
            "leaf", leaf.turn(x=20, y=30).move(0.04, height + 0.22, 0.0), draw.color("green", "dark green", unlike=skin)
        )
    return shape


@kind("pineapple", theme=THEME, has_front=False)
def pineapple(draw: Draw) -> Shape:
    """A barrel of scales under a crown of pointed leaves; whole, topless slices, or cut in half."""
    shape = Shape()
    skin = draw.color("yellow", "gold", "orange", "light brown", "copper")
    form = shape.variant(draw.choice("barrel", "egg-shaped", "halved"))
    low, mid, top = (0.3, 0.46, 0.32) if form != "egg-shaped" else (0.36, 0.46, 0.22)
    levels = [(0.0, low), (0.25, 0.5 * (low + mid) + 0.05), (0.55, mid), (0.85, 0.5 * (mid + top) + 0.04), (1.1, top)]
    body = _bumpy(levels, 12, 14, 0.09)
    if form == "halved":
        shape.adjective("halved")
        shape.part("rind", body - box(3, 3, 3).center(z=1.5), skin)
        inside = (revolve([(radius, height) for height, radius in levels], 12) & box(3, 3, 0.2)).scale(0.88, 0.93)
        shape.paint("flesh", inside.move(y=0.04), draw.color("yellow", "beige", unlike=skin), on="rind", mass=True)
    else:
        shape.part("rind", body, skin, spoken=False)
    crown = shape.variant(draw.choice("upright crown", "spread crown"))
    reach = 0.16 if crown == "upright crown" else 0.42
    outer = tube([(0.0, 1.02, 0.08), (0.0, 1.3, 0.2), (0.0, 1.5, 0.2 + reach)], [0.1, 0.09, 0.02], 4)
    inner = tube([(0.0, 1.05, 0.05), (0.0, 1.4, 0.1), (0.0, 1.75, 0.1 + 0.4 * reach)], [0.1, 0.09, 0.02], 4)
    shape.part("leaf", [*ring(outer, 7), *ring(inner, 5, start=25)], draw.color("green", "dark green"))
    return shape


def _bumpy(levels: list[Flat], rows: int, around: int, bump: float) -> Solid:
    """A body of lathe levels (height, radius) whose surface rises and falls like a chessboard: scales, kernels."""
    sections = []
    for number in range(rows + 1):
        height = levels[0][0] + (levels[-1][0] - levels[0][0]) * number / rows
        radius = _radius_at(levels, height)
        swell = [radius * (1 + bump * (1 if (number + n) % 2 else -1)) for n in range(around)]
        angles = [2 * pi * n / around for n in range(around)]
        outline = [(r * cos(angle), r * sin(angle)) for r, angle in zip(swell, angles, strict=True)]
        sections.append((height, outline))
    return loft(sections)


def _radius_at(levels: list[Flat], height: float) -> float:
    """The radius of a lathe profile (height, radius) at a height."""
    for (h0, r0), (h1, r1) in pairwise(levels):
        if h0 <= height <= h1:
            return r0 + (r1 - r0) * (height - h0) / (h1 - h0)
    return levels[-1][1]


@kind("watermelon", theme=THEME)
def watermelon(draw: Draw) -> Shape:
    """A big striped ball: round or long, whole or halved to show the red flesh with its seeds."""
    shape = Shape()
    rind = draw.color("green", "green", "dark green", "light green")
    stripe = draw.color("dark green", "light green", "green", unlike=rind)
    form = shape.variant(draw.choice("round", "oval"), spoken=True)
    cut = shape.variant(draw.choice("whole", "halved"))
    long = 1.0 if form == "round" else 1.35
    body = sphere(0.5, 20)
    meridian = prism([(0.0, 0.0), (0.16, 1.0), (-0.16, 1.0)], 2.0).move(y=-1.0)
    if cut == "whole":
        tilt = shape.variant(draw.choice("upright", "lying"))
        turn = 80.0 if tilt == "lying" else 0.0
        shape.part("rind", body.scale(y=long).turn(z=turn), rind, spoken=False)
        stripes = [one.scale(y=long).turn(z=turn) for one in ring(meridian, 8)]
        shape.paint("stripe", stripes, stripe, on="rind")
        stem = tube([(0.0, 0.45, 0.0), (0.0, 0.6, 0.0), (0.1, 0.72, 0.0)], 0.045, 6).move(y=0.5 * (long - 1))
        shape.part("stem", stem.turn(z=turn), draw.color("brown", "dark brown"))
        return shape
    shape.call("watermelon half")

    def placed(solid: Solid) -> Solid:
        return solid.scale(x=long).turn(x=55)

    red, pale = draw.color("red", "red", "pink"), draw.color("white", "light green")
    shape.part("rind", placed(body - box(3, 3, 3).stand()), rind)
    shape.part("white rim", placed(cylinder(0.47, 0.05, 20).stand(y=-0.02)), pale, spoken=False)
    shape.part("flesh", placed(cylinder(0.43, 0.06, 20).stand()), red, mass=True)
    seed = ellipsoid(0.06, 0.06, 0.09, 8).move(y=0.06)
    seeds = [*ring(seed.move(z=0.32), 9), *ring(seed.move(z=0.16), 5)]
    shape.part("seed", [placed(one) for one in seeds], draw.color("black", "dark brown"))
    return shape


@kind("watermelon slice", synonyms=("slice of watermelon",), theme=THEME)
def watermelon_slice(draw: Draw) -> Shape:
    """A flat piece with a green rim: half a disc, a triangle or with a bite."""
    shape = Shape()
    red, depth = draw.color("red", "red", "red", "pink"), draw.uniform(0.2, 0.32)
    form = shape.variant(draw.choice("half round", "triangular", "bitten"), spoken=True)
    start, end = (232, 308) if form == "triangular" else (180, 360)

    def sector(radius: float, thick: float) -> Solid:
        point = [(0.0, 0.0)] if form == "triangular" else []
        return extrude([*point, *arc((0.0, 0.0), radius, start, end, 13)], thick).move(y=1.0)

    bite = union([cylinder(0.17, 2, 10).turn(x=90).move(0.2 + 0.24 * n, 1.0 - 0.03 * n) for n in range(2)])
    pieces = [sector(1.0, depth), sector(0.92, depth + 0.01), sector(0.85, depth + 0.02)]
    if form == "bitten":
        pieces = [piece - bite for piece in pieces]
    shape.part("rind", pieces[0], draw.color("green", "dark green"))
    shape.part("white rim", pieces[1], draw.color("white", "light green"), spoken=False)
    shape.part("flesh", pieces[2], red, mass=True)
    spots = [(-0.12, 0.3), (0.12, 0.3), (0.0, 0.55), (-0.24, 0.62), (0.24, 0.62)]
    if form != "triangular":
        spots = [(-0.55, 0.2), (-0.3, 0.35), (-0.1, 0.6), (0.15, 0.45), (0.42, 0.5), (-0.45, 0.58), (0.6, 0.25)]
    seeds = [ellipsoid(0.06, 0.1, depth + 0.1, 8).move(x, 1.0 - y) for x, y in spots]
    shape.part("seed", seeds, draw.color("black", "dark brown"))
    if shape.variant(draw.choice("on a stick", "plain", weights=(1, 3))) == "on a stick":
        shape.phrase("on a stick")
        shape.part("stick", box(0.14, 0.7, 0.09).hang(y=0.15), draw.material("wood"))
    return shape


@kind("carrot", theme=THEME, has_front=False)
def carrot(draw: Draw) -> Shape:
    """A long orange root with ridges and a tuft of green: upright, lying, or a bunch."""
    shape = Shape()
    root = draw.color(*["orange"] * 7, "purple", "yellow")
    green = draw.color("green", "light green", "dark green")
    form = shape.variant(draw.choice("single", "bunch"))
    wide = draw.uniform(0.2, 0.28)
    body = revolve([(0.02, 0.0), (0.4 * wide, 0.3), (0.85 * wide, 0.9), (wide, 1.25), (0.7 * wide, 1.38)], 10)
    style = shape.variant(draw.choice("fern", "blades", "trimmed"))
    if style == "fern":
        stalk = rod((0.0, 1.3, 0.0), (0.0, 1.85, 0.2), 0.04, sides=5)
        tuft = union([*ring(stalk, 3), *ring(ellipsoid(0.2, 0.34, 0.2, 8).move(0.0, 1.85, 0.2), 3), stalk])
    elif style == "blades":
        tuft = union(ring(tube([(0.0, 1.3, 0.0), (0.0, 1.65, 0.14), (0.0, 1.95, 0.32)], [0.06, 0.07, 0.02], 5), 4))
    else:
        tuft = union(ring(rod((0.0, 1.3, 0.03), (0.0, 1.52, 0.08), 0.045, sides=5), 3))
    if form == "bunch":
        shape.call("bunch of carrots")

        def fanned(solid: Solid) -> list[Solid]:
            return [solid.move(y=-1.4).turn(z=turn).move(0.012 * turn, 1.4, 0.004 * abs(turn)) for turn in (-16, 0, 16)]

        shape.part("carrot", fanned(body), root)
        shape.part("tuft", fanned(tuft), green, spoken=False)
        tie = cylinder(1.5 * wide + 0.2, 0.12, 12).scale(z=0.6).move(y=1.32)
        shape.part("tie", tie, draw.color("red", "beige", "light blue"))
        return shape
    lying = shape.variant(draw.choice("upright", "lying")) == "lying"
    turn = 80.0 if lying else 0.0
    rings_ = [cylinder(wide * share + 0.014, 0.05, 10).move(y=height) for height, share in ((0.6, 0.58), (1.05, 0.9))]
    shape.part("root", body.turn(z=turn), root, spoken=False)
    shape.part("ridge", [one.turn(z=turn) for one in rings_], root, spoken=False)
    shape.part("leaves", tuft.turn(z=turn), green, mass=True)
    return shape


@kind("tomato", theme=THEME, has_front=False)
def tomato(draw: Draw) -> Shape:
    """A red squat ball with a green star: smooth, ribbed, plum-shaped, or cut in half."""
    shape = Shape()
    red = draw.color(*["red"] * 6, "orange", "yellow", "dark red")
    green = draw.color("green", "dark green")
    form = shape.variant(draw.choice("round", "ribbed", "plum", "halved"))
    if form == "halved":
        shape.adjective("halved")
        shape.part("skin", dome(0.55, 0.48, 18).turn(x=180).turn(x=35), red)
        gap = [(0.12, 0.0), *arc((0.0, 0.0), 0.44, -28, 28, 5), (0.12, 0.0)][:-1]
        cells = [one.turn(x=35) for one in ring(prism(gap, 0.05), draw.choice(3, 4, 5))]
        shape.part("seed chamber", cells, draw.color("orange", "yellow", "light green", unlike=red))
        return shape
    if form == "ribbed":
        shape.adjective("ribbed")
        body = union(ring(ellipsoid(0.56, 0.78, 0.72, 14).move(z=0.22), 6)).stand()
    else:
        tall = 0.9 if form == "round" else 1.25
        body = ellipsoid(1.05, tall, 1.05, 18).stand()
    shape.part("skin", body, red, spoken=False)
    top = body.top
    leaf = _leaf(0.34, 0.16, 0.06).turn(x=12).move(y=top - 0.03)
    shape.part("leaf", ring(leaf, draw.choice(5, 6)), green)
    if shape.variant(draw.choice("stem", "short stem")) == "stem":
        shape.part(
            "stem", tube([(0.0, top - 0.05, 0.0), (0.0, top + 0.12, 0.0), (0.08, top + 0.26, 0.0)], 0.04, 6), green
        )
    return shape


@kind("corn cob", synonyms=("corn on the cob", "ear of corn"), theme=THEME, has_front=False)
def corn(draw: Draw) -> Shape:
    """A yellow cob of kernels, bare or between green husk leaves."""
    shape = Shape()
    grain = draw.color(*["yellow"] * 5, "gold", "orange")
    green = draw.color("green", "light green")
    form = shape.variant(draw.choice("bare", "open husk", "half in its husk"))
    levels = [(0.0, 0.24), (0.3, 0.3), (0.8, 0.27), (1.2, 0.19), (1.45, 0.08)]
    shape.part("cob", _bumpy(levels, 14, 14, 0.1), grain, spoken=form != "bare")
    shape.variant("pale" if grain.name == "yellow" else "dark")
    if form == "bare":
        shape.part("stalk", cylinder(0.1, 0.3, 8).hang(y=0.05), draw.color("light green", "beige", unlike=grain))
        return shape
    open_ = form == "open husk"
    tip = (0.0, 1.0, 0.6) if open_ else (0.0, 1.25, 0.26)
    blade = tube(
        [(0.0, -0.12, 0.05), (0.0, 0.25, 0.3), (0.0, 0.7, 0.38 if open_ else 0.33), tip], [0.1, 0.22, 0.18, 0.03], 6
    )
    count = draw.choice(3, 4) if open_ else 3
    leaves = ring(blade, count, start=60) if open_ else ring(blade, 3, start=105, sweep=180)
    shape.part("husk leaf", leaves, green)
    shape.part("stalk", rod((0.0, 0.0, 0.0), (0.0, -0.3, 0.0), 0.13, 0.09), green)
    return shape


@kind("pumpkin", theme=THEME)
def pumpkin(draw: Draw) -> Shape:
    """A ribbed orange ball with a stem: round, flat or tall, some carved with a face."""
    shape = Shape()
    skin = draw.color(*["orange"] * 8, "white", "light green")
    form = shape.variant(draw.choice("round", "flat", "tall"), spoken=True)
    height = {"round": 0.9, "flat": 0.62, "tall": 1.15}[form]
    body = union(ring(ellipsoid(0.52, height, 0.62, 12).move(z=0.3), 8, start=22.5)).stand()
    shape.part("skin", body, skin, spoken=False)
    stem = tube(
        [(0.0, height - 0.2, 0.0), (0.0, height + 0.08, 0.0), (0.12, height + 0.22, 0.0)], [0.13, 0.08, 0.09], 6
    )
    shape.part("stem", stem, draw.color("brown", "green", "dark green", unlike=skin))
    face = shape.variant(draw.choice("plain", "leafy", "carved", weights=(2, 1, 2)))
    if face == "carved":
        shape.call(draw.choice("jack-o'-lantern", "carved pumpkin", "halloween pumpkin"))
        glow = draw.color("black", "black", "yellow", unlike=skin)
        eye = [(-0.12, 0.0), (0.12, 0.0), (0.0, 0.2)]
        eyes = [extrude(eye, 1).move(x, 0.55 * height, 0.6) for x in (-0.24, 0.24)]
        mouth = extrude(
            [
                (-0.36, 0.14),
                (-0.2, -0.02),
                (0.2, -0.02),
                (0.36, 0.14),
                (0.14, 0.08),
                (0.07, 0.15),
                (0.0, 0.07),
                (-0.07, 0.15),
                (-0.14, 0.08),
            ],
            1,
        )
        shape.paint("eye", eyes, glow, on="skin")
        shape.paint("mouth", mouth.move(0.0, 0.24 * height, 0.6), glow, on="skin")
    elif face == "leafy":
        leaf = _leaf(0.5, 0.4, 0.07).turn(x=-8).move(y=height - 0.04)
        shape.part("leaf", ring(leaf, 2, start=70), draw.color("green", "dark green", unlike=skin))
    return shape


@kind("eggplant", synonyms=("aubergine",), theme=THEME)
def eggplant(draw: Draw) -> Shape:
    """A glossy purple club with a green cap: lying, upright, round or long and bent."""
    shape = Shape()
    skin = draw.color(*["purple"] * 5, "dark blue", "black", "white")
    green = draw.color("green", "dark green", "light green", unlike=skin)
    form = shape.variant(draw.choice("plump", "long", "round"))
    if form != "plump":
        shape.adjective(form)
    lying = shape.variant(draw.choice("lying", "upright")) == "lying"
    wide = {"plump": 0.38, "long": 0.22, "round": 0.44}[form]
    length = {"plump": 1.3, "long": 1.6, "round": 1.05}[form]
    profile = [
        (0.0, 0.0),
        (0.6 * wide, 0.04),
        (0.95 * wide, 0.22),
        (wide, 0.4),
        (0.8 * wide, 0.7),
        (0.5 * wide, length),
    ]
    neck = 0.5 * wide
    leaves = ring(_leaf(0.42, 0.24, 0.07).turn(x=48).move(y=length + 0.05, z=0.5 * neck), 5)
    pieces = {
        "skin": revolve(profile, 12),
        "cap": union([*leaves, frustum(neck + 0.03, 0.1, 0.14, 10).stand(y=length - 0.03)]),
        "stem": rod((0.0, length, 0.0), (0.0, length + 0.3, -0.08), 0.06, 0.07, 6),
    }
    for name, solid in pieces.items():
        shape.part(
            name, solid.turn(y=90, z=75) if lying else solid, skin if name == "skin" else green, spoken=name != "skin"
        )
    return shape


@kind("mushroom", synonyms=("toadstool",), theme=THEME, has_front=False)
def mushroom(draw: Draw) -> Shape:
    """A cap on a stem: a spotted domed cap, a flat one, a bell or a funnel."""
    shape = Shape()
    cap = draw.color("red", "red", "red", "brown", "light brown", "orange", "purple", "beige", "blue")
    stem = draw.color("white", "beige", unlike=cap)
    form = shape.variant(draw.choice("domed", "flat", "bell", "funnel"))
    if form != "bell":
        shape.adjective({"domed": "round", "flat": "flat", "funnel": "funnel-shaped"}[form])
    height = shape.graded(draw.uniform(0.5, 1.0), low=("short", 0.58), high=("tall", 0.9))
    stout = draw.uniform(0.15, 0.24)
    shape.part("stem", revolve([(1.3 * stout, 0.0), (stout, 0.3 * height), (0.9 * stout, height + 0.1)], 10), stem)
    profile = {
        "domed": [(0.3, -0.02), (0.62, 0.0), (0.6, 0.18), (0.42, 0.42), (0.2, 0.52), (0.0, 0.54)],
        "flat": [(0.3, 0.0), (0.7, 0.04), (0.66, 0.16), (0.3, 0.26), (0.0, 0.28)],
        "bell": [(0.26, 0.08), (0.5, -0.05), (0.4, 0.3), (0.24, 0.6), (0.0, 0.75)],
        "funnel": [(0.2, 0.0), (0.42, 0.14), (0.62, 0.34), (0.58, 0.42), (0.3, 0.3), (0.0, 0.22)],
    }[form]
    shape.part("cap", revolve(profile, 16).move(y=height), cap)
    if form != "funnel":
        gills = frustum(0.2, profile[1][0] - 0.06, 0.08, 14).hang(y=height + profile[1][1] + 0.03)
        shape.part("underside", gills, stem, spoken=False)
    if form in ("domed", "flat") and shape.variant(draw.choice("spotted", "plain", weights=(3, 1))) == "spotted":
        flat = [(h, r) for r, h in profile[1:]]
        spot = sphere(0.11, 10)
        low, high = (0.16, 0.4) if form == "domed" else (0.1, 0.21)
        spots = [
            *ring(spot.move(0.0, height + low, _radius_at(flat, low)), 6),
            *ring(spot.move(0.0, height + high, _radius_at(flat, high)), 4, start=30),
        ]
        shape.paint("spot", spots, draw.color("white", "white", "beige", unlike=cap), on="cap")
    return shape


@kind("broccoli", theme=THEME, has_front=False)
def broccoli(draw: Draw) -> Shape:
    """A small green tree: a thick forked stalk with a cloud of florets, or a single floret."""
    shape = Shape()
    green = draw.color("green", "green", "dark green")
    pale = draw.color("light green")
    form = shape.variant(draw.choice("head", "floret", "tall head"))
    shape.call("broccoli floret" if form == "floret" else "head of broccoli")
    high = 0.75 if form == "tall head" else 0.5
    branches = [
        rod((0.0, 0.2, 0.0), (0.0, high + 0.1, 0.3), 0.13, 0.16),
        rod((0.0, 0.0, 0.0), (0.0, high + 0.2, 0.0), 0.17),
    ]
    shape.part("stalk", union([*ring(branches[0], 4 if form != "floret" else 2, start=45), branches[1]]), pale)
    outer = draw.integer(5, 7) if form != "floret" else 3
    knobs = [
        *ring(sphere(0.27, 8).move(0.0, high + 0.2, 0.36 if form != "floret" else 0.24), outer),
        sphere(0.36, 8).move(y=high + 0.42),
    ]
    bumps = [*ring(sphere(0.17, 6).move(0.0, high + 0.42, 0.44), outer, start=30)] if form != "floret" else []
    shape.part("floret", [*knobs, *bumps], green)
    shape.variant(str(outer))
    return shape


@kind("pepper", synonyms=("bell pepper", "sweet pepper"), theme=THEME)
def pepper(draw: Draw) -> Shape:
    """A blocky bell pepper of lobes or a long pointed chili."""
    shape = Shape()
    skin = draw.color("red", "red", "yellow", "green", "orange")
    green = draw.color("green", "dark green", unlike=skin)
    form = shape.variant(draw.choice("three lobes", "four lobes", "chili", weights=(2, 2, 2)))
    if form == "chili":
        shape.call(draw.choice("chili pepper", "hot pepper"))
        bend = shape.variant(draw.choice("bent", "straight"), spoken=True)
        reach = 0.5 if bend == "bent" else 0.1
        path = curve([(0.0, 1.5, 0.0), (0.02, 1.1, 0.0), (0.2 * reach, 0.6, 0.0), (reach, 0.1, 0.0)], 3)
        shape.part("pod", tube(path, [0.2 * (1 - (n / 9) ** 2) + 0.03 for n in range(10)], 10), skin, spoken=False)
        shape.part("cap", dome(0.2, 0.16, 10).move(y=1.46), green)
        shape.part("stem", tube([(0.0, 1.5, 0.0), (0.0, 1.72, 0.0), (-0.1, 1.88, 0.0)], 0.05, 6), green)
        return shape
    lobes = 3 if form == "three lobes" else 4
    lobe = capsule((0.0, 0.22, 0.15), (0.0, 0.82, 0.24), 0.2, 0.27, sides=12)
    shape.part("skin", union([*ring(lobe, lobes), cylinder(0.2, 0.8, 8).stand(y=0.1)]), skin, spoken=False)
    stem = shape.variant(draw.choice("curved stem", "straight stem"))
    tip = (0.12, 1.32, 0.0) if stem == "curved stem" else (0.0, 1.3, 0.0)
    shape.part("stem", tube([(0.0, 0.85, 0.0), (0.0, 1.12, 0.0), tip], [0.12, 0.07, 0.08], 8), green)
    return shape


@kind("avocado", theme=THEME)
def avocado(draw: Draw) -> Shape:
    """Half a pear-shaped fruit with a ball of a stone, or the whole fruit."""
    shape = Shape()
    skin = draw.color("dark green", "dark green", "green", "black")
    form = shape.variant(draw.choice("half", "whole", "half without stone", weights=(3, 1, 1)))
    profile = [(0.0, 0.0), (0.3, 0.06), (0.46, 0.32), (0.44, 0.56), (0.28, 0.95), (0.16, 1.18), (0.0, 1.24)]
    body = revolve(profile, 18)
    style = shape.variant(draw.choice("plain", "leafy"))
    if form == "whole":
        shape.part("skin", body, skin, spoken=False)
    else:
        shape.call("avocado half")
        middle = body.move(y=-0.5)
        shape.part("skin", body - box(3, 3, 3).center(z=1.5), skin)
        rim = (middle.scale(0.9, 0.92) & box(3, 3, 0.14)).move(y=0.5)
        shape.paint("flesh", rim, draw.color("light green", "light green", "yellow"), on="skin", mass=True)
        if form == "half":
            shape.part("stone", sphere(0.22, 12).move(0.0, 0.4, 0.02), draw.color("brown", "dark brown", "light brown"))
        else:
            shape.without("a stone")
            dent = cylinder(0.2, 0.06, 14).turn(x=90).move(y=0.4)
            shape.part("hollow", dent, draw.color("yellow", "beige"))
    if style == "leafy":
        shape.part(
            "leaf", _leaf(0.5, 0.28).turn(x=-20, y=70).move(y=1.2), draw.color("green", "light green", unlike=skin)
        )
    shape.part("stem", rod((0.0, 1.15, 0.0), (0.0, 1.36, 0.0), 0.05, sides=6), draw.color("brown"))
    return shape


@kind("onion", theme=THEME, has_front=False)
def onion(draw: Draw) -> Shape:
    """A bulb drawn out to a tip with roots below: plain, sprouting, or cut in half to show its rings."""
    shape = Shape()
    skin = draw.color("copper", "light brown", "purple", "purple", "white", "gold")
    form = shape.variant(draw.choice("plain", "sprouting", "halved"))
    profile = [(0.12, 0.05), (0.42, 0.2), (0.54, 0.45), (0.42, 0.72), (0.16, 0.9), (0.09, 1.12), (0.03, 1.25)]
    body = revolve(profile, 14)
    root = rod((0.0, 0.12, 0.04), (0.0, -0.05, 0.14), 0.03, sides=5)
    if form == "halved":
        shape.adjective("halved")
        flesh = draw.color("white", unlike=skin)
        shape.part("skin", body - box(3, 3, 3).center(z=1.5), skin)
        for share in (0.88, 0.66, 0.44, 0.22):
            layer = (body.move(y=-0.45).scale(share, share) & box(3, 3, 0.12 + 0.04 * (1 - share))).move(y=0.45)
            shape.part("layer", layer, flesh if share in (0.88, 0.44) else skin, spoken=False)
    else:
        shape.part("skin", body, skin, spoken=False)
    shape.part("root", ring(root, 5), draw.color("beige", "light brown", unlike=skin))
    if form == "sprouting":
        shape.adjective("sprouting")
        blade = tube([(0.0, 1.0, 0.02), (0.0, 1.4, 0.1), (0.0, 1.75, 0.25)], [0.07, 0.06, 0.03], 6)
        shape.part("shoot", ring(blade, draw.choice(2, 3, 4)), draw.color("green", "light green"))
    return shape
