"""Flowers, grasses, mushrooms and plants in pots; flowers about one unit tall."""

from math import cos, radians, sin

import numpy as np

from shape_diff.data.procedural.arrays import ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, mirrored
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
    box,
    capsule,
    cone,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    prism,
    revolve,
    rod,
    sphere,
    torus,
    tube,
    union,
)

THEME = "plants"
GREENS = ("green", "green", "dark green", "light green")
BARK = ("brown", "dark brown", "light brown")


def roughened(draw: Draw, solid: Solid, amount: float) -> Solid:
    """A solid whose corners are shaken by a smooth wobble, so that no two look alike."""
    phase = [draw.uniform(0, 6.28) for _ in range(3)]
    size = max(solid.size)

    def shake(points: np.ndarray) -> np.ndarray:
        wave = np.sin(9 / size * points + phase).mean(axis=1, keepdims=True)
        return points * (1 + amount * wave)

    return solid.warp(shake)


def _leaf(length: float, width: float, thick: float = 0.05) -> Solid:
    """A pointed leaf that lies flat and grows from the origin towards +z."""
    half = [(0.12 * width, 0.0), (0.42 * width, 0.25 * length), (0.5 * width, 0.5 * length), (0.0, length)]
    return prism(mirrored(half), thick).move(y=-thick / 2)


def grass_blade(height: float, reach: float, width: float) -> Solid:
    """A blade of grass that rises and bends over towards +z."""
    path = [
        (0.0, -0.02, 0.02),
        (0.0, 0.5 * height, 0.25 * reach),
        (0.0, 0.85 * height, 0.65 * reach),
        (0.0, height, reach),
    ]
    return tube(path, [0.5 * width, 0.5 * width, 0.36 * width, 0.1 * width], 5)


@kind("cactus", synonyms=("cacti",), theme=THEME)
def cactus(draw: Draw) -> Shape:
    """A ribbed column with bent arms, a ball, or paddles; with a flower, in a pot or in the sand."""
    shape = Shape()
    shape.call("cactus")
    green = draw.color("green", "green", "dark green", "light green", "teal")
    form = shape.variant(draw.choice("saguaro", "ball", "prickly pear", weights=(3, 1, 1)))
    pot = shape.variant(draw.choice("pot", "sand", "bare"))
    low = 0.42 if pot == "pot" else 0.0
    if form == "saguaro":
        column = union(
            [capsule((0.0, low, 0.12), (0.0, low + 1.35, 0.1), 0.13, sides=8).turn(y=60 * n) for n in range(6)]
        )
        shape.part("body", column, green, spoken=False)
        arms = [(1, 0.55, 1.1), (-1, 0.75, 1.25)][: draw.choice(1, 2, 2)]
        paths = [
            curve(
                [
                    (0.0, low + y, 0.0),
                    (0.4 * side, low + y, 0.0),
                    (0.52 * side, low + y + 0.15, 0.0),
                    (0.52 * side, low + top, 0.0),
                ],
                2,
            )
            for side, y, top in arms
        ]
        shape.part("arm", [tube(path, 0.13, 8) + sphere(0.13, 8).move(*path[-1]) for path in paths], green)
        top_spot = (0.0, low + 1.5, 0.0)
        spikes = [
            cone(0.045, 0.16, 5).turn(x=90).move(0.0, low + 0.35 + 0.26 * n, 0.27).turn(y=60 * k + 30 * (n % 2))
            for n in range(4)
            for k in range(6)
        ]
    elif form == "ball":
        shape.adjective("round")
        shape.part(
            "body", union(ring(ellipsoid(0.36, 0.9, 0.52, 10).move(0.0, low + 0.4, 0.22), 8)), green, spoken=False
        )
        top_spot = (0.0, low + 0.84, 0.0)
        spikes = [
            cone(0.045, 0.15, 5).turn(x=90).move(0.0, low + y, z).turn(y=45 * k)
            for y, z in ((0.2, 0.46), (0.42, 0.5), (0.62, 0.43))
            for k in range(8)
        ]
    else:
        pads = [
            (0.0, 0.35, 0.0, 1.0),
            (-0.3, 0.95, -20.0, 0.8),
            (0.34, 0.9, 25.0, 0.75),
            (-0.42, 1.4, -10.0, 0.55),
            (0.1, 1.3, 8.0, 0.5),
        ]
        shape.part(
            "pad",
            [ellipsoid(0.6 * k, 0.85 * k, 0.24, 12).turn(z=-turn).move(x, low + y) for x, y, turn, k in pads],
            green,
        )
        top_spot = (-0.46, low + 1.64, 0.0)
        spikes = [
            cone(0.045, 0.15, 5).turn(x=90).move(x + dx, low + y + dy, 0.15)
            for x, y, _, _ in pads[:4]
            for dx, dy in ((-0.1, 0.08), (0.1, -0.06))
        ]
    shape.part("spine", spikes, draw.color("white", "beige", "yellow", unlike=green), spoken=False)
    if shape.variant(draw.choice("flower", "no flower")) == "flower":
        x, y, z = top_spot
        petals = [one.move(x, y, z) for one in ring(_leaf(0.22, 0.16, 0.06).turn(x=-30), 5)]
        shape.part(
            "flower",
            union([*petals, sphere(0.09, 8).move(x, y + 0.02, z)]),
            draw.color("pink", "red", "yellow", "white", "purple"),
        )
    if pot == "pot":
        shape.phrase("in a pot")
        shape.part(
            "pot",
            revolve([(0.3, 0.0), (0.42, 0.38), (0.48, 0.38), (0.48, 0.52), (0.0, 0.48)], 14),
            draw.material("clay", "ceramic", unlike=green),
        )
    elif pot == "sand":
        shape.part("sand", dome(0.7, 0.14, 12).move(y=-0.04), draw.color("beige", "yellow"), mass=True)
    return shape


def _flower_stem(draw: Draw, shape: Shape, height: float, leaves: int, wide: float = 0.2) -> None:
    """A green stem from the ground with leaves at its sides."""
    green = draw.color("green", "green", "dark green", "light green")
    shape.part("stem", tube([(0.0, 0.0, 0.0), (0.03, 0.5 * height, 0.0), (0.0, height, 0.0)], 0.04, 6), green)
    if leaves:
        leaf = _leaf(0.5, wide, 0.06).turn(x=-40).move(y=0.25 * height)
        shape.part("leaf", ring(leaf, leaves, start=75), green)


def _petals(count: int, length: float, width: float, inner: float, thick: float = 0.1) -> list[Solid]:
    """Petals around the z axis in the plane of the picture, from `inner` outwards."""
    petal = ellipsoid(width, length, thick, 8).move(y=inner + length / 2)
    return [petal.turn(z=360 / count * number) for number in range(count)]


@kind("sunflower", theme=THEME)
def sunflower(draw: Draw) -> Shape:
    """A tall stem with big leaves, a dark disc and a ring of yellow petals; one, two heads or in a pot."""
    shape = Shape()
    yellow = draw.color("yellow", "yellow", "yellow", "gold", "orange")
    dark = draw.color("dark brown", "brown", "black", unlike=yellow)
    height = draw.uniform(1.2, 1.8)
    _flower_stem(draw, shape, height, draw.choice(2, 3), 0.34)
    count = draw.choice(10, 12, 14)
    form = shape.variant(draw.choice("single row", "double row"))
    petals = _petals(count, 0.36, 0.2, 0.22)
    if form == "double row":
        petals += [one.turn(z=180 / count).move(z=-0.06).scale(1.12, 1.12) for one in petals]
    tilt = draw.uniform(-20, 0)

    def placed(solid: Solid) -> Solid:
        return solid.move(z=0.1).turn(x=tilt).move(y=height)

    shape.part("petal", [placed(one) for one in petals], yellow)
    shape.part("center", placed(cylinder(0.27, 0.16, 16).turn(x=90)), dark)
    base = shape.variant(draw.choice("bare", "pot", "soil"))
    if base == "pot":
        shape.phrase("in a pot")
        shape.part("pot", frustum(0.26, 0.38, 0.45, 14).stand(y=-0.4), draw.material("clay", "ceramic", unlike=yellow))
    elif base == "soil":
        shape.part("soil", dome(0.45, 0.12, 12).move(y=-0.02), draw.color("brown", "dark brown"), mass=True)
    return shape


@kind("tulip", theme=THEME, has_front=False)
def tulip(draw: Draw) -> Shape:
    """A cup of pointed petals on a stem with two long leaves; closed or open, alone or in a bunch of three."""
    shape = Shape()
    petal_color = draw.color("red", "red", "pink", "yellow", "purple", "orange", "white")
    green = draw.color("green", "light green", "dark green")
    form = shape.variant(draw.choice("closed", "open"))
    number = draw.choice(1, 1, 3)
    shape.variant(f"{number}")
    if number == 3:
        shape.call("bunch of tulips")
    width = 0.14 if form == "closed" else 0.2
    petal = ellipsoid(0.26, 0.5, 0.16, 8).turn(x=0 if form == "closed" else 22).move(0.0, 0.24, width)
    core = revolve([(0.1, 0.0), (0.2, 0.16), (0.14, 0.34)], 10)
    for spot in range(number):
        lean, turn = (0.0, 0.0) if number == 1 else (16.0, 120.0 * spot + 30)
        tall = 1.05 if number == 1 else draw.uniform(0.85, 1.15)

        def placed(solid: Solid, tall: float = tall, lean: float = lean, turn: float = turn) -> Solid:
            return solid.move(y=tall).turn(x=lean).turn(y=turn)

        shape.part("petal", [placed(one) for one in [*ring(petal, 5), core]][:5], petal_color)
        shape.part("petal", placed(core), petal_color, spoken=False)
        shape.part("stem", placed(rod((0.0, -tall, 0.0), (0.0, 0.05, 0.0), 0.04, sides=6)), green)
    shape.part("leaf", ring(grass_blade(0.75, 0.3, 0.16).scale(x=1.5), 2 if number == 1 else 3, start=60), green)
    shape.variant(draw.choice("bare", "soil"))
    if "soil" in shape.variants:
        shape.part("soil", dome(0.32, 0.1, 12).move(y=-0.02), draw.color("brown", "dark brown"), mass=True)
    return shape


@kind("rose", theme=THEME, has_front=False)
def rose(draw: Draw) -> Shape:
    """A layered bloom on a thorny stem with leaves: a bud, half open or full."""
    shape = Shape()
    petal = draw.color("red", "red", "red", "pink", "white", "yellow", "dark red")
    form = shape.variant(draw.choice("bud", "half open", "full"))
    height = draw.uniform(1.0, 1.3)
    green = draw.color("green", "dark green", "dark green")
    shape.part("stem", tube([(0.0, 0.0, 0.0), (0.04, 0.5 * height, 0.0), (0.0, height + 0.05, 0.0)], 0.04, 6), green)
    bud = revolve([(0.06, 0.0), (0.16, 0.12), (0.17, 0.26), (0.09, 0.42)], 10).move(y=height)
    layers = [bud]
    outer = ellipsoid(0.3, 0.36, 0.12, 8)
    if form != "bud":
        layers += ring(outer.turn(x=10).move(0.0, height + 0.18, 0.15), 5)
    if form == "full":
        layers += ring(outer.turn(x=32).move(0.0, height + 0.13, 0.24), 6, start=30)
    shape.part("petal", layers, petal, spoken=form != "bud")
    shape.part("sepal", ring(_leaf(0.26, 0.12, 0.06).turn(x=25).move(y=height + 0.02), 5), green, spoken=False)
    leaf = _leaf(0.36, 0.26, 0.06).turn(x=-25)
    pairs = shape.variant(draw.choice("two leaves", "three leaves", "four leaves"))
    count = {"two leaves": 2, "three leaves": 3, "four leaves": 4}[pairs]
    shape.part(
        "leaf", [leaf.turn(y=60 + 137 * n).move(y=0.35 * height + 0.14 * n * height / 1.2) for n in range(count)], green
    )
    thorns = [cone(0.045, 0.13, 5).turn(x=90).move(0.0, 0.2 + 0.2 * n, 0.06).turn(y=100 * n) for n in range(4)]
    shape.part("thorn", thorns, green)
    return shape


@kind("daisy", synonyms=("daisy flower",), theme=THEME)
def daisy(draw: Draw) -> Shape:
    """A flower with a round middle and separate petals, facing forward or up: few or many petals."""
    shape = Shape()
    petals = draw.color("white", "white", "white", "pink", "light blue", "light purple", "orange")
    middle = draw.color("yellow", "yellow", "orange", unlike=petals)
    height = draw.uniform(0.8, 1.3)
    _flower_stem(draw, shape, height, draw.choice(1, 2, 3))
    count = draw.choice(6, 8, 10)
    shape.variant(f"{count} petals")
    face = shape.variant(draw.choice("facing forward", "facing up"))
    tilt = -15.0 if face == "facing forward" else -65.0
    wide = 2.0 if count == 6 else 1.5
    found = [
        one.move(z=0.05).turn(x=tilt).move(y=height) for one in _petals(count, 0.34, 1.6 * wide / count * 0.62, 0.12)
    ]
    shape.part("petal", found, petals)
    shape.part("center", sphere(0.17, 12).scale(z=0.7).move(z=0.08).turn(x=tilt).move(y=height), middle)
    shape.variant(draw.choice("bare", "grass"))
    if "grass" in shape.variants:
        shape.part(
            "blade of grass",
            ring(grass_blade(0.4, 0.22, 0.11), 6, start=10),
            draw.color("green", "light green"),
            plural="blades of grass",
        )
    return shape


@kind("potted plant", synonyms=("houseplant", "plant in a pot"), theme=THEME, has_front=False)
def potted_plant(draw: Draw) -> Shape:
    """A pot with a snake plant, a broad-leaved plant, a round bush or a small tree in it."""
    shape = Shape()
    green = draw.color(*GREENS)
    pot = draw.material("clay", "ceramic", unlike=green) if draw.chance(0.7) else draw.color(unlike=green)
    form = shape.variant(draw.choice("round", "square", "footed"))
    if form == "square":
        shape.part("pot", frustum(0.4, 0.56, 0.62, 4).stand(), pot)
    elif form == "footed":
        shape.part("pot", revolve([(0.34, 0.0), (0.18, 0.1), (0.44, 0.3), (0.48, 0.62), (0.0, 0.58)], 14), pot)
    else:
        shape.part("pot", revolve([(0.3, 0.0), (0.4, 0.48), (0.47, 0.48), (0.47, 0.62), (0.0, 0.6)], 14), pot)
    shape.part("soil", cylinder(0.36, 0.06, 12).stand(y=0.58), draw.color("dark brown", "brown", unlike=pot), mass=True)
    plant = shape.variant(draw.choice("upright blades", "broad leaves", "ball", "drooping"))
    if plant == "upright blades":
        blades = [*ring(grass_blade(1.0, 0.2, 0.24), 6), grass_blade(1.25, 0.05, 0.26)]
        shape.part("leaf", [one.move(y=0.58) for one in blades], green)
    elif plant == "broad leaves":
        stalks = ring(rod((0.0, 0.55, 0.0), (0.0, 1.2, 0.3), 0.04, sides=6), 5)
        leaves = ring(_leaf(0.65, 0.46, 0.07).turn(x=-15).move(0.0, 1.18, 0.2), 5)
        shape.part("stalk", [*stalks, rod((0.0, 0.55, 0.0), (0.0, 1.5, 0.0), 0.04, sides=6)], green, spoken=False)
        shape.part("leaf", [*leaves, _leaf(0.6, 0.42, 0.07).turn(x=-55).move(0.0, 1.45, 0.0)], green)
    elif plant == "ball":
        shape.part("trunk", cylinder(0.06, 0.75, 8).stand(y=0.55), draw.color(*BARK))
        shape.part("crown", roughened(draw, sphere(0.45, 12), 0.12).move(y=1.5), green)
    else:
        blades = [*ring(grass_blade(0.6, 0.75, 0.2), 7), *ring(grass_blade(0.85, 0.4, 0.2), 5, start=25)]
        shape.part("leaf", [one.move(y=0.58) for one in blades], green)
    return shape


@kind("grass", synonyms=("tuft of grass", "grass tuft"), theme=THEME, has_front=False)
def grass(draw: Draw) -> Shape:
    """A tuft of bent blades: short, long or with seed heads or flowers."""
    shape = Shape()
    shape.call("tuft of grass")
    green = draw.color("green", "green", "light green", "dark green", "yellow", "beige")
    form = shape.variant(draw.choice("upright", "spreading", "mixed"))
    blades = []
    for number in range(draw.integer(11, 15)):
        reach = {"upright": 0.15, "spreading": 0.55, "mixed": 0.1 + 0.5 * (number % 3) / 2}[form]
        blades.append(
            grass_blade(draw.uniform(0.6, 1.0), reach + draw.uniform(0.0, 0.12), 0.13)
            .move(z=0.05)
            .turn(y=137.5 * number)
        )
    shape.part("blade", blades, green)
    extra = shape.variant(draw.choice("plain", "flowers", "seed heads"))
    stems = [rod((0.0, 0.0, 0.05), (0.0, 1.05 + 0.08 * n, 0.2), 0.025, sides=5).turn(y=50 + 120 * n) for n in range(3)]
    tips = [(0.0, 1.08 + 0.08 * n, 0.2) for n in range(3)]
    if extra == "flowers":
        heads = [
            union([*ring(_leaf(0.16, 0.13, 0.05), 5), sphere(0.06, 6)]).move(*tip).turn(y=50 + 120 * n)
            for n, tip in enumerate(tips)
        ]
        shape.part("stem", stems, green, spoken=False)
        shape.part("flower", heads, draw.color("white", "pink", "yellow", "light purple", "red", unlike=green))
    elif extra == "seed heads":
        heads = [ellipsoid(0.12, 0.32, 0.12, 8).move(*tip).turn(y=50 + 120 * n) for n, tip in enumerate(tips)]
        shape.part("stem", stems, green, spoken=False)
        shape.part("seed head", heads, draw.color("light brown", "brown", "beige", unlike=green))
    return shape


@kind("fern", theme=THEME, has_front=False)
def fern(draw: Draw) -> Shape:
    """A rosette of feathered fronds: wide, upright or with curled tips."""
    shape = Shape()
    green = draw.color("green", "green", "light green", "dark green")
    form = shape.variant(draw.choice("wide", "upright"))
    count = draw.choice(6, 7, 8)
    shape.variant(f"{count}")
    half = [(0.04, 0.0)]
    for number in range(9):
        width, height = 0.3 * sin(0.5 + 0.27 * number), 0.14 * (number + 1)
        half += [(width, height + 0.08), (0.3 * width, height + 0.12)]
    frond = extrude(mirrored([*half, (0.0, 1.5)]), 0.06)
    lean, arch = (30, 75) if form == "wide" else (8, 60)
    shape.part("frond", ring(frond.bend(arch, 5).turn(x=lean).move(z=0.08), count, start=20), green)
    if shape.variant(draw.choice("curled shoot", "plain")) == "curled shoot":
        spiral = [
            (0.0, 0.75 + 0.12 * sin(radians(a)) * (1 - a / 900), 0.12 * (1 - cos(radians(a))) * (1 - a / 900))
            for a in range(0, 420, 40)
        ]
        shape.part(
            "curled shoot",
            tube([(0.0, 0.0, 0.0), (0.0, 0.4, 0.0), *spiral], 0.045, 6),
            draw.color("light green", "green", unlike=green),
        )
    return shape


@kind("bamboo", theme=THEME, has_front=False)
def bamboo(draw: Draw) -> Shape:
    """Ringed canes of different heights with narrow leaves; green or dry, in a pot at times."""
    shape = Shape()
    cane = draw.color("light green", "green", "green", "yellow", "beige")
    leaf_color = draw.color("green", "dark green", unlike=cane)
    count = draw.integer(3, 5)
    shape.variant(f"{count} canes")
    canes, joints, leaves = [], [], []
    for number in range(count):
        x, z = 0.24 * cos(2.4 * number) * (number > 0), 0.24 * sin(2.4 * number) * (number > 0)
        tall = draw.uniform(1.4, 2.1)
        canes.append(cylinder(0.075, tall, 8).stand(x, 0.0, z))
        joints += [torus(0.075, 0.085, 8, 5).move(x, 0.3 + 0.38 * k, z) for k in range(int((tall - 0.2) / 0.38))]
        leaves += [
            _leaf(0.42, 0.14, 0.06).turn(x=-12 + 25 * k, y=140 * k + 70 * number).move(x, tall - 0.12 - 0.28 * k, z)
            for k in range(3)
        ]
    shape.part("cane", canes, cane)
    shape.part("joint", joints, cane, spoken=False)
    shape.part("leaf", leaves, leaf_color)
    base = shape.variant(draw.choice("bare", "pot", "soil"))
    if base == "pot":
        shape.phrase("in a pot")
        shape.part(
            "pot", revolve([(0.34, -0.4), (0.46, 0.06), (0.0, 0.02)], 14), draw.material("ceramic", "clay", unlike=cane)
        )
    elif base == "soil":
        shape.part("soil", dome(0.5, 0.12, 12).move(y=-0.03), draw.color("brown", "dark brown"), mass=True)
    return shape


@kind("water lily", synonyms=("lily pad",), theme=THEME, has_front=False)
def water_lily(draw: Draw) -> Shape:
    """One to three notched round leaves, with a flower, a bud or neither."""
    shape = Shape()
    green = draw.color("green", "green", "dark green", "light green")
    notch = prism([(0.0, 0.0), (0.12, 1.0), (-0.12, 1.0)], 1).move(y=-0.5)
    pad = (cylinder(0.62, 0.08, 20).stand() - notch.turn(y=draw.uniform(0, 360))).move()
    pads = draw.choice(1, 2, 3)
    shape.variant(f"{pads} pads")
    places = [(0.0, 0.0, 1.0), (0.95, 0.3, 0.7), (0.1, 0.95, 0.55)][:pads]
    shape.part("lily pad", [pad.scale(k, 1.0, k).move(x, 0.06, z) for x, z, k in places], green)
    flower = draw.color("pink", "pink", "white", "light purple", "yellow", unlike=green)
    if shape.variant(draw.choice("flower", "bud", "no flower", weights=(3, 1, 1))) == "flower":
        petals = [
            *ring(_leaf(0.36, 0.2, 0.07).turn(x=-22).move(0.0, 0.14, 0.02), 8),
            *ring(_leaf(0.32, 0.18, 0.07).turn(x=-55).move(0.0, 0.14, 0.0), 6, start=20),
        ]
        shape.part("petal", petals, flower)
        shape.part("center", sphere(0.1, 8).move(y=0.24), draw.color("yellow", "orange", unlike=flower))
    elif "bud" not in shape.variants:
        shape.call("lily pad" if pads == 1 else "group of lily pads")
    else:
        shape.part("bud", revolve([(0.08, 0.1), (0.15, 0.22), (0.1, 0.42), (0.02, 0.5)], 8), flower)
    return shape


@kind("flower bouquet", synonyms=("bouquet of flowers", "bunch of flowers"), theme=THEME)
def flower_bouquet(draw: Draw) -> Shape:
    """Flowers of two or three colours in a paper cone, a vase or tied with a ribbon."""
    shape = Shape()
    colors = draw.colors(3, "red", "pink", "yellow", "white", "purple", "orange", "light blue", "light purple")
    green = draw.color("green", "dark green")
    holder = shape.variant(draw.choice("paper", "vase", "ribbon"))
    spots = [
        (0.0, 1.3, 0.0),
        *[(0.36 * cos(radians(60 * n)), 1.14 + 0.06 * (n % 2), 0.36 * sin(radians(60 * n))) for n in range(6)],
    ]
    stems = [rod((-0.18 * x, 0.0, -0.18 * z), (x, y, z), 0.032, sides=5) for x, y, z in spots]
    bloom = shape.variant(draw.choice("balls", "daisies"))
    head = sphere(0.19, 8) if bloom == "balls" else union([*ring(_leaf(0.24, 0.2, 0.08), 6), dome(0.1, 0.1, 8)])
    shape.part("stem", stems, green, spoken=holder == "ribbon")
    for number, color in enumerate(colors[: draw.choice(2, 3)]):
        group = [spot for place, spot in enumerate(spots) if place % 3 == number]
        shape.part("flower", [head.turn(x=30 * z, z=-30 * x).move(x, y, z) for x, y, z in group], color)
    if "daisies" in shape.variants:
        shape.part("filler", sphere(0.34, 8).scale(y=0.6).move(y=1.0), green, spoken=False)
    shape.part("leaf", ring(_leaf(0.45, 0.24, 0.06).turn(x=-15).move(0.0, 0.92, 0.2), 5, start=30), green)
    if holder == "paper":
        shape.phrase("wrapped in a cone")
        shape.part(
            "wrapping",
            frustum(0.12, 0.44, 0.95, 10).stand(),
            draw.color("beige", "white", "light brown", "pink", "light blue", unlike=colors),
            mass=True,
        )
    elif holder == "vase":
        shape.phrase("in a vase")
        shape.part(
            "vase",
            revolve([(0.2, -0.1), (0.32, 0.2), (0.28, 0.5), (0.18, 0.7), (0.24, 0.82), (0.0, 0.76)], 14),
            draw.material("glass", "ceramic", unlike=colors),
        )
    else:
        shape.part(
            "ribbon", torus(0.1, 0.12, 12, 6).move(y=0.36), draw.color("red", "pink", "light blue", "white", "gold")
        )
    return shape


@kind("mushroom cluster", synonyms=("group of mushrooms",), theme=THEME, has_front=False)
def mushroom_cluster(draw: Draw) -> Shape:
    """Several mushrooms of different heights on a mound: domed, pointed or flat caps."""
    shape = Shape()
    cap = draw.color("red", "red", "brown", "orange", "purple", "light blue", "beige")
    stem = draw.color("white", "beige", unlike=cap)
    form = shape.variant(draw.choice("domed", "pointed", "flat"))
    count = draw.integer(3, 5)
    shape.variant(f"{count}")
    places = [(0.0, 0.0, 1.0), (0.42, 0.15, 0.62), (-0.4, 0.18, 0.7), (0.12, 0.46, 0.45), (-0.1, -0.42, 0.55)][:count]
    caps, stems, spots = [], [], []
    profile = {
        "domed": [(0.3, 0.0), (0.28, 0.14), (0.0, 0.32)],
        "pointed": [(0.26, -0.05), (0.16, 0.2), (0.0, 0.55)],
        "flat": [(0.36, 0.02), (0.3, 0.1), (0.0, 0.16)],
    }[form]
    for x, z, k in places:
        stems.append(frustum(0.11 * k, 0.08 * k, 0.75 * k, 8).stand(x, 0.0, z))
        hat = revolve(profile, 12) if form != "domed" else dome(0.32, 0.3, 12)
        caps.append(hat.scale(k, k, k).move(x, 0.7 * k, z))
        spots += [one.move(x, 0.7 * k, z) for one in ring(sphere(0.065 * k + 0.01, 8).move(0.0, 0.13 * k, 0.28 * k), 5)]
    shape.part("stem", stems, stem)
    shape.part("cap", caps, cap)
    if form == "domed" and shape.variant(draw.choice("spotted", "plain", weights=(2, 1))) == "spotted":
        shape.paint("spot", spots, draw.color("white", "beige", unlike=cap), on="cap")
    ground = shape.variant(draw.choice("grass", "bare", "soil"))
    if ground != "bare":
        look = ("green", "light green") if ground == "grass" else ("brown", "dark brown")
        shape.part(ground, dome(0.75, 0.14, 14).move(y=-0.04), draw.color(*look, unlike=cap), mass=True)
    return shape


@kind("vine pillar", synonyms=("pillar with vines", "overgrown pillar"), theme=THEME)
def vine_pillar(draw: Draw) -> Shape:
    """A stone column wound about by a leafy vine: whole, broken or square."""
    shape = Shape()
    stone = draw.material("stone", "marble")
    green = draw.color("green", "dark green", unlike=stone)
    form = shape.variant(draw.choice("round", "broken", "square"), spoken=True)
    sides = 4 if form == "square" else 12
    radius = 0.3 if form == "square" else 0.25
    column = cylinder(radius, 1.6, sides).stand(y=0.1)
    if form == "broken":
        column = column - box(2, 1, 2).turn(z=28).move(y=1.85)
    shape.part("column", column, stone)
    shape.part("base", box(0.7, 0.18, 0.7).stand(), stone)
    if form != "broken":
        shape.part("capital", box(0.66, 0.18, 0.66).stand(y=1.62), stone)
    top = 1.1 if form == "broken" else 1.6
    turns, reach = draw.choice(1.5, 2.0), radius + (0.06 if form == "square" else 0.03)
    steps = 22
    path: list[Vector] = [
        (reach * cos(6.28 * turns * n / steps), 0.15 + top * n / steps, reach * sin(6.28 * turns * n / steps))
        for n in range(steps + 1)
    ]
    shape.part("vine", tube(path, 0.045, 5), green)
    leaves = [
        _leaf(0.22, 0.18, 0.05).turn(x=-20).turn(y=90 - 360 * turns * n / steps).move(*path[n])
        for n in range(1, steps, 2)
    ]
    shape.part("leaf", leaves, green)
    if shape.variant(draw.choice("flowers", "no flowers")) == "flowers":
        shape.part(
            "flower",
            [sphere(0.08, 8).move(1.15 * path[n][0], path[n][1], 1.15 * path[n][2]) for n in range(2, steps, 5)],
            draw.color("pink", "red", "white", "purple", "yellow", unlike=[stone, green]),
        )
    return shape
