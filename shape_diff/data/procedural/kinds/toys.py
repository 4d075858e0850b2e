"""Toys and games; decimetres."""

from dataclasses import replace

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, helix, mirrored
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
    gable,
    hoop,
    hull_of,
    prism,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "toys"


@kind("teddy bear", synonyms=("stuffed bear", "plush bear"), theme=THEME)
def teddy_bear(draw: Draw) -> Shape:
    """A plush bear that sits, stands or waves, with pads, a bow tie, a heart or a patch."""
    shape = Shape()
    fur = draw.color("light brown", "brown", "beige", "dark brown", "pink", "light grey", "white")
    pad = draw.color("beige", "white", "light brown", "pink", unlike=fur)
    pose = shape.variant(draw.choice("sitting", "standing", "waving"))
    if pose != "standing":
        shape.adjective(pose)
    low = 0.75 if pose == "standing" else 0.1
    shape.part("body", ellipsoid(1.7, 1.9, 1.5).stand(y=low), fur, spoken=False)
    shape.part("belly", ellipsoid(1.1, 1.2, 0.6).move(0.0, low + 0.92, 0.52), pad, plural="bellies")
    head: Vector = (0.0, low + 2.35, 0.1)
    shape.part("head", ellipsoid(1.75, 1.6, 1.5).move(*head), fur, spoken=False)
    shape.part("ear", pair(ellipsoid(0.62, 0.62, 0.36, 12).move(0.7, head[1] + 0.66, 0.05)), fur)
    shape.part("muzzle", ellipsoid(0.8, 0.6, 0.6).move(0.0, head[1] - 0.2, 0.75), pad)
    shape.part("nose", ellipsoid(0.28, 0.2, 0.2, 8).move(0.0, head[1] - 0.06, 1.05), draw.color("black", "dark brown"))
    shape.part("eye", pair(sphere(0.12, 8).move(0.33, head[1] + 0.2, 0.74)), draw.color("black"))
    rest = (1.2, low + 0.7, 0.5)
    hands = [rest if pose != "waving" else (1.35, low + 2.3, 0.3), (-rest[0], *rest[1:])]
    shoulders = [(0.6, low + 1.5, 0.05), (-0.6, low + 1.5, 0.05)]
    shape.part("arm", [capsule(a, b, 0.34, 0.32) for a, b in zip(shoulders, hands, strict=True)], fur)
    leg = (
        capsule((0.45, low + 0.3, 0.1), (0.5, 0.35, 0.15), 0.44, 0.4)
        if pose == "standing"
        else capsule((0.5, 0.4, 0.3), (0.75, 0.42, 1.3), 0.44, 0.4)
    )
    sole = (
        ellipsoid(0.66, 0.66, 0.3, 12).move(0.75, 0.44, 1.62)
        if pose != "standing"
        else ellipsoid(0.8, 0.36, 1.0, 12).move(0.5, 0.18, 0.3)
    )
    shape.part("leg", pair(leg), fur)
    shape.part("foot pad", pair(sole), pad)
    extra = shape.variant(draw.choice("bow tie", "heart", "plain"))
    color = draw.color("red", "blue", "green", "purple", unlike=[fur, pad])
    if extra == "bow tie":
        wing = hull_of([sphere(0.1, 8), ellipsoid(0.2, 0.6, 0.24, 8).move(0.55)])
        shape.part("bow tie", union([*pair(wing), sphere(0.16, 8)]).move(0.0, low + 1.6, 0.76), color)
    elif extra == "heart":
        lobes = [
            hull_of([sphere(0.27, 8).move(side * 0.2, 0.12), sphere(0.08, 8).move(0.0, -0.36)]) for side in (-1, 1)
        ]
        shape.phrase("holding a heart")
        shape.part("heart", union(lobes).scale(1.4, 1.4, 1.4).move(0.0, low + 1.0, 1.0), color)
    return shape


@kind("doll", synonyms=("rag doll",), theme=THEME)
def doll(draw: Draw) -> Shape:
    """A doll with yarn hair in a dress or overalls; sitting, standing or a wooden nesting doll."""
    shape = Shape()
    skin = draw.color("beige", "light brown", "brown")
    cloth, other = draw.colors(2)
    hair = draw.color("orange", "yellow", "red", "black", "brown", "pink", unlike=[skin, cloth])
    style = shape.variant(draw.choice("rag doll", "nesting doll", "dress doll"))
    shape.call(style if style != "dress doll" else "doll")
    if style == "nesting doll":
        shape.part(
            "body",
            revolve([(0.85, 0.0), (1.05, 0.5), (1.02, 1.3), (0.7, 2.0), (0.74, 2.5), (0.5, 3.0), (0.0, 3.2)], 20),
            cloth,
            spoken=False,
        )
        shape.part("face", ellipsoid(1.0, 0.96, 0.5).move(0.0, 2.46, 0.54), skin)
        shape.part("apron", ellipsoid(1.3, 1.5, 0.6).move(0.0, 0.92, 0.84), other)
        shape.part("hair", ellipsoid(1.06, 0.4, 0.5, 12).move(0.0, 2.78, 0.52), hair, mass=True)
        petals = [sphere(0.15, 8).move(0.0, 0.26, 0.1).turn(z=72 * n).move(0.0, 0.95, 1.12) for n in range(5)]
        shape.part("flower petal", petals, draw.color("red", "yellow", "white", "pink", unlike=[cloth, other]))
        shape.part("eye", pair(sphere(0.09, 8).move(0.2, 2.5, 0.76)), draw.color("black"))
        shape.part("cheek", pair(sphere(0.1, 8).move(0.3, 2.28, 0.7)), draw.color("red", "pink", unlike=skin))
        return shape
    seated = shape.variant(draw.choice("sitting", "standing")) == "sitting"
    if seated:
        shape.adjective("sitting")
    low = 0.3 if seated else 1.1
    head: Vector = (0.0, low + 2.1, 0.0)
    shape.part("head", sphere(0.75).move(*head), skin, spoken=False)
    feet = (0.45, 0.22, 1.5) if seated else (0.35, 0.2, 0.05)
    shape.part(
        "leg",
        pair(capsule((0.35, low, 0.1), feet, 0.2)),
        draw.color("white", "red", "blue", unlike=cloth) if draw.chance() else skin,
    )
    shape.part("shoe", pair(ellipsoid(0.5, 0.44, 0.6, 12).move(feet[0], feet[1], feet[2] + 0.1)), other)
    shape.part(
        "arm",
        pair(
            capsule((0.45, low + 1.15, 0.0), (1.25, low + 0.6, 0.3), 0.2) + sphere(0.24, 8).move(1.3, low + 0.56, 0.32)
        ),
        skin,
    )
    if style == "rag doll":
        shape.part(
            "overalls",
            hull_of([ellipsoid(1.2, 0.5, 0.8, 12).move(y=low + 1.1), ellipsoid(1.35, 0.6, 0.95, 12).move(y=low + 0.1)]),
            cloth,
            mass=True,
        )
        shape.part("button", row(sphere(0.12, 8).move(0.0, low + 0.75, 0.46), 2, 0.4, "y"), other)
        strands = [
            capsule((0.0, 0.62, 0.1), (0.95, -0.5, 0.0), 0.16).turn(y=angle).move(*head)
            for angle in (-70, -30, 0, 30, 150, 180, 210, 110, 70)
        ]
        shape.part("yarn hair", union([dome(0.8, 0.72, 12).move(head[0], head[1] + 0.12), *strands]), hair, mass=True)
    else:
        shape.part(
            "dress",
            union([frustum(1.25, 0.45, 1.4, 12).stand(y=low - 0.2), ellipsoid(1.1, 0.5, 0.8, 12).move(y=low + 1.15)]),
            cloth,
        )
        shape.part("collar", torus(0.36, 0.2, 12, 6).move(y=low + 1.36), other)
        cap = sphere(0.84).move(*head) - box(3, 1.5, 2).move(0.0, head[1] - 0.4, 1.0)
        tails = pair(capsule((0.75, head[1], 0.0), (1.2, head[1] - 0.9, 0.1), 0.26, 0.16))
        shape.part("hair", union([cap, *tails]), hair, mass=True)
    shape.part("eye", pair(sphere(0.11, 8).move(0.26, head[1] + 0.08, 0.68)), draw.color("black", "blue"))
    shape.part("mouth", ellipsoid(0.34, 0.12, 0.14, 8).move(0.0, head[1] - 0.32, 0.66), draw.color("red"), spoken=False)
    return shape


@kind("kite", theme=THEME)
def kite(draw: Draw) -> Shape:
    """A flying kite with a tail of bows: diamond, delta or box, in quarters, stripes or one colour."""
    shape = Shape()
    first, second = draw.colors(2)
    form = shape.variant(draw.choice("diamond", "delta", "box"), spoken=True)
    if form == "box":
        cells = [
            prism(
                [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
                1.0,
                [[(-0.78, -0.78), (0.78, -0.78), (0.78, 0.78), (-0.78, 0.78)]],
            )
            .turn(y=45)
            .move(y=y)
            for y in (1.6, 3.6)
        ]
        shape.part("sail", cells, first)
        poles = ring(rod((0.0, 1.4, 1.18), (0.0, 4.8, 1.18), 0.08), 4)
        shape.part("spar", poles, second if draw.chance() else draw.material("wood"))
    else:
        outline = (
            [(0.0, 0.0), (1.6, 2.9), (0.0, 4.4), (-1.6, 2.9)]
            if form == "diamond"
            else [(0.0, 1.4), (2.6, 1.4), (0.0, 4.0), (-2.6, 1.4)]
        )
        sail = extrude(outline, 0.19)
        shape.part("sail", sail, first)
        pattern = shape.variant(draw.choice("quarters", "stripes", "plain"))
        if pattern == "quarters":
            shape.paint(
                "panel",
                [
                    box(4, 6, 2).move(2.0, 5.9 if form == "diamond" else 5.4),
                    box(4, 6, 2).move(-2.0, -0.1 if form == "diamond" else -0.6),
                ],
                second,
                on="sail",
            )
        elif pattern == "stripes":
            shape.paint("stripe", row(box(9, 0.36, 2).move(y=2.6), 3, 0.8, "y"), second, on="sail")
        else:
            shape.part(
                "spar",
                [
                    rod((0.0, outline[0][1], 0.1), (0.0, outline[2][1], 0.1), 0.1),
                    rod(
                        (outline[3][0] * 0.96, outline[3][1] + 0.03, 0.1),
                        (outline[1][0] * 0.96, outline[1][1] + 0.03, 0.1),
                        0.1,
                    ),
                ],
                draw.material("wood"),
            )
    low = {"diamond": 0.1, "delta": 1.5, "box": 1.7}[form]
    path = curve([(0.0, low, 0.0), (0.5, low - 0.9, 0.1), (-0.4, low - 1.8, 0.0), (0.4, low - 2.7, 0.1)], 4)
    shape.part("tail", tube(path, 0.085, sides=6), draw.color("white", "grey", "black"))
    bow = hull_of([sphere(0.05, 8), box(0.1, 0.5, 0.16).move(0.36)])
    bows = [union(pair(bow)).move(*path[place]) for place in (4, 8, 12)]
    shape.part("bow", bows, second)
    return shape


@kind("yo-yo", theme=THEME)
def yo_yo(draw: Draw) -> Shape:
    """Two discs on an axle with a string and loop: classic, butterfly-shaped or narrow; wound up or hanging."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    form = shape.variant(draw.choice("classic", "butterfly", "flat"))
    half = {
        "classic": [(0.0, 0.12), (0.9, 0.12), (1.0, 0.3), (0.85, 0.5), (0.0, 0.6)],
        "butterfly": [(0.0, 0.1), (0.5, 0.14), (1.05, 0.6), (1.0, 0.72), (0.5, 0.6), (0.0, 0.6)],
        "flat": [(0.0, 0.12), (1.0, 0.12), (1.0, 0.4), (0.0, 0.4)],
    }[form]
    one = revolve(half, 20).turn(z=-90).move(y=1.0)
    shape.part("disc", pair(one), color)
    shape.part("axle", cylinder(0.26, 0.5, 12).turn(z=90).move(y=1.0), other, spoken=False)
    thick = half[-1][1]
    shape.part("center", pair(cylinder(0.42, 0.16, 12).turn(z=90).move(thick, 1.0)), other)
    white = draw.color("white", "beige", "yellow", unlike=color)
    style = shape.variant(draw.choice("string up", "curled string"))
    if style == "string up":
        shape.part(
            "string",
            rod((0.0, 1.2, -0.24), (0.0, 3.8, -0.24), 0.075)
            + torus(0.24, 0.13, 12, 6).turn(x=90).move(0.0, 4.0, -0.24),
            white,
        )
    else:
        path = curve([(0.0, 0.75, 0.2), (0.0, 0.1, 1.1), (0.7, 0.07, 1.7), (0.0, 0.07, 2.3), (-0.7, 0.07, 1.7)], 4)
        shape.part("string", tube(path, 0.065, sides=6), white)
    return shape


@kind("rocking horse", theme=THEME)
def rocking_horse(draw: Draw) -> Shape:
    """A wooden horse on two curved runners with saddle, mane and handles; carved, boxy or on springs."""
    shape = Shape()
    coat = draw.color("white", "brown", "light brown", "beige", "grey", "pink", "light blue")
    wood = draw.color("brown", "dark brown", "red", "yellow", "blue", unlike=coat)
    hair = draw.color("black", "dark brown", "yellow", "white", "red", unlike=coat)
    form = shape.variant(draw.choice("round", "boxy"))
    base = shape.variant(draw.choice("curved rockers", "platform rockers"))
    trunk = (
        capsule((0.0, 2.2, -0.9), (0.0, 2.2, 0.8), 0.55, sides=12)
        if form == "round"
        else rounded_box(0.9, 1.0, 2.6, 0.15).move(y=2.2)
    )
    head = hull_of(
        [ellipsoid(0.6, 0.76, 0.8, 12).move(0.0, 3.7, 1.4), ellipsoid(0.44, 0.5, 0.5, 12).move(0.0, 3.35, 2.05)]
    )
    neck = capsule((0.0, 2.4, 0.8), (0.0, 3.7, 1.3), 0.46, 0.32)
    shape.part("body", union([trunk, neck, head]), coat, spoken=False)
    shape.part("ear", pair(cone(0.14, 0.42, 6).stand(0.18, 3.98, 1.2)), coat)
    shape.part("eye", pair(sphere(0.1, 8).move(0.28, 3.78, 1.6)), draw.color("black"))
    shape.part(
        "leg",
        [
            copy
            for z, foot in ((0.75, 1.25), (-0.9, -1.4))
            for copy in pair(rod((0.35, 2.1, z), (0.62, 0.5, foot), 0.22, 0.17))
        ],
        coat,
    )
    rocker = tube([(0.62, y, z) for z, y in arc((0.0, 4.4), 4.3, 242, 298, 11)], 0.16)
    shape.part("rocker", pair(rocker), wood)
    if base == "platform rockers":
        shape.part("board", [box(1.5, 0.18, 0.5).move(0.0, 0.42, z) for z in (-1.0, 1.0)], wood)
    else:
        shape.part("crossbar", [rod((-0.62, 0.3, z), (0.62, 0.3, z), 0.13) for z in (-1.3, 1.3)], wood, spoken=False)
    mane = [capsule((0.0, 4.1, 1.15), (0.0, 3.0, 0.55), 0.24)]
    shape.part("mane", union(mane), hair)
    shape.part(
        "tail",
        tube(
            curve([(0.0, 2.5, -1.3), (0.0, 2.5, -1.85), (0.0, 1.6, -2.0)], 3), [0.16, 0.2, 0.23, 0.23, 0.2, 0.16, 0.08]
        ),
        hair,
    )
    saddle = draw.color("red", "blue", "green", "purple", unlike=[coat, wood])
    shape.part(
        "saddle",
        hull_of(
            [ellipsoid(1.24, 0.8, 0.4, 12).move(0.0, 2.42, 0.3), ellipsoid(1.24, 0.8, 0.4, 12).move(0.0, 2.42, -0.5)]
        ),
        saddle,
    )
    if shape.variant(draw.choice("handle", "reins")) == "handle":
        shape.part("handle", rod((-0.75, 3.35, 1.25), (0.75, 3.35, 1.25), 0.13), wood)
    else:
        shape.part("bridle", torus(0.42, 0.16, 12, 6).turn(x=68).move(0.0, 3.48, 1.82), saddle)
    return shape


@kind("block tower", synonyms=("toy block tower", "stack of toy blocks"), theme=THEME, has_front=False)
def block_tower(draw: Draw) -> Shape:
    """Coloured blocks: a leaning stack, a pyramid of cubes, or a gate with pillars and a roof."""
    shape = Shape()
    colors = draw.colors(4, "red", "blue", "yellow", "green", "orange", "purple", "light blue", "pink")
    form = shape.variant(draw.choice("stack", "pyramid", "gate"))
    if form == "stack":
        count = draw.integer(3, 6)
        for n in range(count):
            one = rounded_box(1.0, 1.0, 1.0, 0.07).turn(y=draw.uniform(-24, 24))
            shape.part(
                "block", one.stand(draw.uniform(-0.13, 0.13), 0.99 * n, draw.uniform(-0.13, 0.13)), colors[n % 4]
            )
        if shape.variant(draw.choice("cone on top", "ball on top", "flat top")) != "flat top":
            top = "cone" if "cone on top" in shape.variants else "ball"
            body = cone(0.5, 0.9, 12) if top == "cone" else sphere(0.45, 12)
            shape.part(top, body.stand(y=0.97 * count), colors[count % 4])
        return shape
    cube = rounded_box(1.0, 1.0, 1.0, 0.07)
    if form == "pyramid":
        rows = [row(cube.stand(y=0.99 * level), 3 - level, 1.06) for level in range(3)]
        for level, blocks in enumerate(rows):
            shape.part("block", blocks, colors[level])
        return shape
    tall = draw.choice(1, 2)
    shape.variant(f"{tall} high")
    for level in range(tall):
        shape.part("block", pair(cube.stand(1.1, 0.99 * level)), colors[level])
    shape.part("plank", rounded_box(3.3, 0.5, 1.0, 0.07).stand(y=0.99 * tall - 0.01), colors[2])
    shape.part("roof", gable(1.6, 0.9, 1.0).turn(y=90).stand(y=0.99 * tall + 0.46), colors[3])
    return shape


_PIPS = {
    1: [(0, 0)],
    2: [(-1, -1), (1, 1)],
    3: [(-1, -1), (0, 0), (1, 1)],
    4: [(-1, -1), (1, 1), (-1, 1), (1, -1)],
    5: [(-1, -1), (1, 1), (-1, 1), (1, -1), (0, 0)],
    6: [(-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0)],
}


def _pips() -> Solid:
    """The spots of a die of side 2 around the origin, opposite faces adding to seven."""
    turns = {1: (0, 0), 6: (180, 0), 2: (90, 0), 5: (-90, 0), 3: (0, 90), 4: (0, -90)}
    spots = []
    for number, places in _PIPS.items():
        x, y = turns[number]
        spots += [sphere(0.23, 8).scale(z=0.5).move(0.52 * a, 0.52 * b, 0.99).turn(x=x, y=y) for a, b in places]
    return union(spots)


@kind("die", synonyms=("dice cube", "gaming die"), theme=THEME, has_front=False)
def die(draw: Draw) -> Shape:
    """A cube with spots, one alone or a pair, one on the other, rounded or sharp."""
    shape = Shape()
    color = draw.color("white", "red", "black", "blue", "green", "yellow", "beige")
    spot = draw.color("black", "white", "red", unlike=color)
    form = shape.variant(draw.choice("sharp", "rounded"))
    count = shape.variant(draw.choice("one", "two side by side", "one on the other"))
    body = box(2, 2, 2) if form == "sharp" else rounded_box(2, 2, 2, 0.3)
    places: list[Vector] = {
        "one": [(0.0, 1.0, 0.0)],
        "two side by side": [(-1.2, 1.0, 0.0), (1.25, 1.0, 0.6)],
        "one on the other": [(0.0, 1.0, 0.0), (0.1, 2.98, -0.1)],
    }[count]
    if len(places) == 2:
        shape.call("pair of dice")
    turns = [(draw.choice(0, 90, 180, 270), draw.uniform(-30, 30)) for _ in places]

    def put(solid: Solid, number: int) -> Solid:
        x, y = turns[number]
        return solid.turn(x=x).turn(y=y).move(*places[number])

    shape.part("die", [put(body, number) for number in range(len(places))], color, plural="dice", spoken=False)
    shape.part("spots", [put(_pips(), number) for number in range(len(places))], spot, mass=True)
    return shape


@kind("spinning top", synonyms=("toy top",), theme=THEME, has_front=False)
def spinning_top(draw: Draw) -> Shape:
    """A round body on a point with a stem: turnip, disc or humming top, banded or not; upright or tipped over."""
    shape = Shape()
    color = draw.color()
    bands = draw.colors(2)
    form = shape.variant(draw.choice("turnip", "disc", "humming"))
    profile = {
        "turnip": [(0.0, 0.0), (0.1, 0.06), (0.9, 1.2), (0.95, 1.5), (0.6, 1.9), (0.16, 2.0)],
        "disc": [(0.0, 0.0), (0.14, 0.1), (0.2, 0.7), (1.2, 0.9), (1.2, 1.2), (0.2, 1.4), (0.16, 1.5)],
        "humming": [
            (0.0, 0.0),
            (0.12, 0.08),
            (0.4, 0.4),
            (1.15, 1.0),
            (1.2, 1.25),
            (0.9, 1.7),
            (0.3, 2.05),
            (0.16, 2.1),
        ],
    }[form]
    top = profile[-1][1]
    parts = [("body", revolve(profile, 20), color)]
    stem = draw.material("wood", "metal", unlike=color)
    parts.append(("stem", cylinder(0.13, 0.95, 10).stand(y=top - 0.05), stem))
    if form == "humming":
        parts.append(("knob", sphere(0.26, 12).move(y=top + 0.95), bands[0]))
    upright = shape.variant(draw.choice("upright", "tipped over", weights=(2, 1))) == "upright"
    lean = 0.0 if upright else 62.0
    if not upright:
        shape.phrase("lying on its side")
    for name, solid, look in parts:
        shape.part(name, solid, look, spoken=name != "body")
    levels = {"turnip": (1.0, 1.42), "disc": (1.05,), "humming": (0.9, 1.4)}[form]
    if shape.variant(draw.choice("banded", "plain", weights=(3, 1))) == "banded":
        shape.adjective("striped")
        for level, look in zip(levels, [band if band.name != color.name else stem for band in bands], strict=False):
            shape.paint("stripe", box(4, 0.22, 4).move(y=level), look, on="body")
    shape.parts = [replace(part, solids=tuple(solid.turn(x=lean) for solid in part.solids)) for part in shape.parts]
    return shape


@kind("jack-in-the-box", theme=THEME)
def jack_in_the_box(draw: Draw) -> Shape:
    """A clown on a spring out of a box with an open lid and a crank."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    skin, red = draw.color("beige", "white", "light brown"), draw.color("red")
    shape.part("box", rounded_box(2.2, 2.0, 2.2, 0.1).stand() - box(1.8, 2, 1.8).stand(y=1.4), color, plural="boxes")
    shape.part("lid", box(2.2, 0.18, 2.2).stand(0.0, 0.0, 1.1).turn(x=-108).move(0.0, 1.95, -1.05), color)
    shape.part("spring", tube(helix(0.42, 1.7, 4.5, 10), 0.1, sides=6).move(y=1.2), draw.material("metal"))
    shape.part("collar", frustum(0.85, 0.3, 0.4, 12).move(y=2.95), other)
    shape.part("head", sphere(0.75).move(y=3.7), skin, spoken=False)
    shape.part("nose", sphere(0.2, 8).move(0.0, 3.68, 0.78), red)
    shape.part("eye", pair(sphere(0.12, 8).move(0.27, 3.88, 0.64)), draw.color("black", "blue"))
    shape.part(
        "mouth",
        tube([(-0.3, 3.4, 0.62), (-0.12, 3.28, 0.66), (0.12, 3.28, 0.66), (0.3, 3.4, 0.62)], 0.09),
        red,
        spoken=False,
    )
    hair = draw.color("orange", "red", "green", "blue", "yellow", unlike=skin)
    shape.part(
        "hair",
        [
            union([sphere(0.33, 8).move(0.68, 3.95, 0.0), sphere(0.3, 8).move(0.78, 3.6, -0.05)]),
            union([sphere(0.33, 8).move(-0.68, 3.95, 0.0), sphere(0.3, 8).move(-0.78, 3.6, -0.05)]),
        ],
        hair,
        mass=True,
    )
    hat = shape.variant(draw.choice("pointed hat", "bowler hat", "jester hat"))
    if hat == "pointed hat":
        shape.part(hat, cone(0.55, 1.1, 12).stand(y=4.2) + sphere(0.16, 8).move(y=5.3), other)
    elif hat == "bowler hat":
        shape.part(hat, dome(0.5, 0.5, 12).move(y=4.3) + cylinder(0.72, 0.14, 12).move(y=4.33), other)
    else:
        horns = [
            tube(
                curve([(0.0, 4.3, 0.0), (0.5 * s, 4.95, 0.0), (1.1 * s, 4.7, 0.0)], 3),
                [0.3, 0.28, 0.25, 0.22, 0.18, 0.15, 0.1],
            )
            + sphere(0.17, 8).move(1.12 * s, 4.66)
            for s in (1, -1)
        ]
        shape.part(hat, union([*horns, dome(0.66, 0.4, 12).move(y=4.15)]), other)
    shape.part(
        "crank",
        rod((1.0, 1.0, 0.0), (1.5, 1.0, 0.0), 0.1)
        + rod((1.45, 1.0, 0.0), (1.45, 1.5, 0.0), 0.1)
        + sphere(0.17, 8).move(1.5, 1.55, 0.0),
        draw.material("metal", "gold"),
    )
    decor = shape.variant(draw.choice("star", "diamond", "plain"))
    mark = draw.color("yellow", "white", unlike=color)
    if decor == "diamond":
        shape.part(
            "diamond", extrude([(0.0, -0.7), (0.55, 0.0), (0.0, 0.7), (-0.55, 0.0)], 0.2).move(0.0, 1.0, 1.1), mark
        )
    elif decor == "star":
        outline = mirrored([(0.0, -0.3), (0.45, -0.7), (0.3, -0.1), (0.75, 0.25), (0.2, 0.3), (0.0, 0.8)])
        shape.part("star", extrude(outline, 0.2).move(0.0, 1.0, 1.1), mark)
    return shape


@kind("toy boat", synonyms=("toy sailboat",), theme=THEME)
def toy_boat(draw: Draw) -> Shape:
    """A chubby hull with one sail, two sails or a funnel and cabin."""
    shape = Shape()
    hull, deck = draw.color(), draw.color("white", "beige", "light brown")
    body = hull_of(
        [
            box(1.6, 0.1, 2.6).move(0.0, 1.0, -0.5),
            box(0.2, 0.1, 0.2).move(0.0, 1.15, 2.0),
            box(0.9, 0.1, 1.8).move(0.0, 0.05, -0.3),
        ]
    )
    shape.part("hull", body, hull)
    shape.part(
        "deck",
        hull_of([box(1.3, 0.16, 2.3).move(0.0, 1.04, -0.45), box(0.1, 0.16, 0.1).move(0.0, 1.12, 1.6)]),
        deck,
        spoken=False,
    )
    style = shape.variant(draw.choice("one sail", "two sails", "steamboat"))
    color = draw.color("white", "red", "yellow", "light blue", "orange", unlike=hull)
    if style == "steamboat":
        shape.call("toy steamboat")
        shape.part("cabin", rounded_box(1.0, 0.9, 1.3, 0.1).stand(0.0, 1.05, -0.4), color)
        shape.part(
            "window",
            pair(cylinder(0.2, 0.14, 10).turn(z=90).move(0.5, 1.55, -0.4)),
            draw.color("light blue", "dark blue", unlike=color),
        )
        funnels = draw.choice(1, 2)
        shape.variant(f"{funnels} funnels")
        shape.part(
            "funnel",
            row(cylinder(0.24, 0.9, 12).stand(0.0, 1.85, -0.4), funnels, 0.62, "z"),
            draw.color("red", "black", "yellow", unlike=color),
        )
        return shape
    shape.part("mast", rod((0.0, 1.0, 0.1), (0.0, 4.2, 0.1), 0.1), draw.material("wood"))
    shape.part("sail", side_extrude([(0.0, 1.4), (-1.5, 1.4), (0.0, 4.0)], 0.14), color)
    if style == "two sails":
        shape.part("sail", side_extrude([(0.24, 1.4), (1.5, 1.4), (0.24, 3.5)], 0.14), draw.color(unlike=[hull, color]))
    if shape.variant(draw.choice("flag", "no flag")) == "flag":
        shape.part(
            "flag",
            hull_of([box(0.1, 0.6, 0.1).move(0.0, 4.1, 0.0), sphere(0.06, 8).move(0.0, 4.1, -0.8)]),
            draw.color("red", "blue", "green", "yellow", unlike=color),
        )
    return shape


@kind("ring stacker", synonyms=("stacking toy",), theme=THEME, has_front=False)
def ring_stacker(draw: Draw) -> Shape:
    """Rings of falling size on a rod with a ball on top; complete, or with some rings missing or one beside it."""
    shape = Shape()
    count = draw.integer(3, 5)
    style = shape.variant(draw.choice("round rings", "square rings", "one ring beside"))
    colors = draw.colors(count, "red", "orange", "yellow", "green", "blue", "purple", "pink", "turquoise")
    base = draw.color("white", "red", "blue", "yellow", unlike=colors[0])
    shape.variant(f"{count} rings")
    shape.part("base", frustum(1.4, 1.25, 0.4, 20).stand(), base)
    shape.part("post", cylinder(0.22, 0.56 * count + 0.5, 10).stand(y=0.2), base, spoken=False)
    y = 0.4
    for n, color in enumerate(colors):
        radius = 1.05 - 0.5 * n / count
        last = n == count - 1 and style == "one ring beside"
        if style == "square rings":
            one = rounded_box(2 * radius + 0.3, 0.54, 2 * radius + 0.3, 0.18)
        else:
            one = hoop(
                [
                    (0.24, -0.2),
                    (0.34, -0.27),
                    (radius, -0.27),
                    (radius + 0.2, 0.0),
                    (radius, 0.27),
                    (0.34, 0.27),
                    (0.24, 0.2),
                ],
                20,
            )
        shape.part("ring", one.move(2.3, 0.27, 0.4) if last else one.move(y=y + 0.27), color)
        y += 0.0 if last else 0.53
    shape.part(
        "ball",
        sphere(0.42, 12).move(y=max(y, 0.56 * count) + 0.5),
        draw.color("red", "yellow", "blue", "orange", unlike=colors[-1]),
    )
    return shape
