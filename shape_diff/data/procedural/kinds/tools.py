"""Hand tools and hardware, upright in the plane of the picture; about two units tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, mirrored, rounded_rectangle, smooth
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Part, Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    box,
    capsule,
    cone,
    cylinder,
    ellipsoid,
    extrude,
    frustum,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "tools"


def _grip_color(draw: Draw, *unlike: Color) -> Color:
    """Wood, or the bright plastic of tool handles."""
    if draw.chance(0.5):
        return draw.material("wood", unlike=unlike)
    return draw.color("red", "yellow", "orange", "blue", "black", "green", unlike=unlike)


def _turned(part: Part, degrees: float) -> Part:
    """A part leant over to its right."""
    return replace(part, solids=tuple(solid.turn(z=-degrees) for solid in part.solids))


def _shaft(draw: Draw, shape: Shape, length: float, radius: float, *unlike: Color) -> None:
    """A handle from the ground up: plain, swelling at its end, or with a grip of another colour."""
    wood = _grip_color(draw, *unlike)
    style = shape.variant(draw.choice("plain handle", "swelling handle", "gripped handle"))
    if style == "swelling handle":
        profile = [(0.9 * radius, 0.0), (1.5 * radius, 0.04), (1.3 * radius, 0.2), (radius, 0.5), (radius, length)]
        shape.part("handle", revolve(profile, 10), wood)
    else:
        shape.part("handle", cylinder(radius, length, 10).stand(), wood)
    if style == "gripped handle":
        rubber = draw.color("black", "red", "yellow", "blue", "dark grey", unlike=[wood, *unlike])
        shape.part("grip", cylinder(1.4 * radius, 0.34 * length, 10).stand(y=-0.02), rubber)


@kind("hammer", theme=THEME)
def hammer(draw: Draw) -> Shape:
    """A handle with a head across: a claw, a block (sledge or mallet) or a ball."""
    shape = Shape()
    form = shape.variant(draw.choice("claw", "sledge", "mallet", "ball peen"))
    metal = draw.material("steel", "iron", "metal")
    _shaft(draw, shape, 1.6, 0.075, metal)
    y = 1.55
    if form == "claw":
        shape.call(draw.choice("claw hammer", "hammer"))
        face = rod((0.0, y, 0.0), (0.36, y, 0.0), 0.1) + cylinder(0.16, 0.16, 12).turn(z=90).center(0.4, y)
        claw = extrude(
            [
                (0.0, y - 0.1),
                (0.0, y + 0.1),
                (-0.2, y + 0.1),
                (-0.48, y - 0.06),
                (-0.6, y - 0.26),
                (-0.4, y - 0.16),
                (-0.2, y - 0.1),
            ],
            0.24,
        )
        notch = extrude([(-0.26, -1.0), (-0.7, -1.0), (-0.7, 1.0), (-0.26, 1.0)], 0.07).move(y=y)
        shape.part("head", union([face, box(0.24, 0.28, 0.24).center(y=y), claw - notch]), metal)
    elif form == "sledge":
        shape.call("sledgehammer")
        shape.part("head", rounded_box(0.95, 0.4, 0.4, 0.08).center(y=y), metal)
    elif form == "mallet":
        shape.call("mallet")
        head = draw.material("wood", "rubber", "wood")
        shape.part("head", cylinder(0.27, 0.8, 14).turn(z=90).center(y=y), head)
        shape.part(
            "band",
            pair(cylinder(0.29, 0.12, 14).turn(z=90).center(0.32, y)),
            draw.material("iron", "steel", "gold", unlike=head),
        )
    else:
        shape.part(
            "head",
            union(
                [
                    rod((-0.2, y, 0.0), (0.3, y, 0.0), 0.12),
                    cylinder(0.17, 0.18, 12).turn(z=90).center(0.36, y),
                    sphere(0.16, 12).move(-0.28, y),
                ]
            ),
            metal,
        )
    return shape


@kind("axe", synonyms=("hatchet", "wood axe"), theme=THEME)
def axe(draw: Draw) -> Shape:
    """A handle with a wedge-shaped blade at one side: straight or curved handle, broad or bearded blade."""
    shape = Shape()
    metal = draw.material("steel", "iron")
    wood = _grip_color(draw, metal)
    form = shape.variant(draw.choice("felling", "bearded", "broad"))
    bent = shape.variant(draw.choice("straight handle", "curved handle"))
    sway = 0.12 if bent == "curved handle" else 0.0
    path = curve([(-sway, 0.0, 0.0), (sway, 0.5, 0.0), (0.0, 1.1, 0.0), (0.0, 1.75, 0.0)], 3)
    shape.part("handle", tube(path, [0.1, 0.085] + [0.075] * 8, 8), wood)
    blades: dict[str, list[Flat]] = {
        "felling": [(-0.16, 1.4), (0.1, 1.4), (0.55, 1.22), (0.62, 1.5), (0.55, 1.78), (0.1, 1.66), (-0.16, 1.66)],
        "bearded": [
            (-0.14, 1.42),
            (0.16, 1.42),
            (0.34, 1.3),
            (0.38, 1.02),
            (0.62, 1.1),
            (0.66, 1.5),
            (0.6, 1.74),
            (0.1, 1.66),
            (-0.14, 1.66),
        ],
        "broad": [
            (-0.16, 1.4),
            (0.12, 1.42),
            (0.45, 1.05),
            (0.66, 1.25),
            (0.7, 1.55),
            (0.62, 1.85),
            (0.42, 2.0),
            (0.12, 1.66),
            (-0.16, 1.66),
        ],
    }
    shape.part("blade", extrude(blades[form], 0.17), metal)
    edge = box(0.14, 2, 1).center(0.62, 1.5)
    if shape.variant(draw.choice("bright edge", "plain")) == "bright edge":
        shape.paint("edge", edge, draw.color("white", "light grey", unlike=metal), on="blade")
    return shape


@kind("saw", synonyms=("handsaw",), theme=THEME)
def saw(draw: Draw) -> Shape:
    """A toothed blade with a looped handle, a bow saw, or a hacksaw."""
    shape = Shape()
    metal = draw.material("steel", "metal")
    grip = _grip_color(draw, metal)
    form = shape.variant(draw.choice("handsaw", "bow saw", "hacksaw"))
    shape.call(form)
    count = draw.choice(10, 12, 14)
    shape.variant(f"{count}")
    step = 1.6 / count
    teeth: list[Flat] = [
        (-0.6 + step * (n + share), y) for n in range(count) for share, y in ((0.0, 0.0), (0.5, -0.09))
    ]
    if form == "handsaw":
        shape.part("blade", extrude([*teeth, (1.0, 0.0), (1.0, 0.2), (-0.6, 0.46)], 0.06), metal)
        loop = extrude(
            smooth([(-1.15, -0.05), (-0.85, -0.1), (-0.5, 0.02), (-0.5, 0.48), (-0.8, 0.56), (-1.15, 0.5)]), 0.16
        )
        hole = extrude(smooth([(-1.0, 0.08), (-0.78, 0.06), (-0.76, 0.38), (-0.98, 0.4)]), 1)
        shape.part("handle", loop - hole, grip)
        return shape
    shape.part("blade", extrude([*teeth, (1.0, 0.0), (1.0, 0.12), (-0.6, 0.12)], 0.06), metal)
    frame = draw.color("orange", "red", "blue", "yellow", "black", unlike=metal)
    if form == "bow saw":
        path = curve([(-0.62, 0.05, 0.0), (-0.5, 0.6, 0.0), (0.2, 0.85, 0.0), (0.9, 0.6, 0.0), (1.02, 0.05, 0.0)], 4)
        shape.part("frame", tube(path, 0.06, 8), frame)
    else:
        bar = [
            box(1.6, 0.09, 0.1).center(0.2, 0.46),
            box(0.09, 0.5, 0.1).center(0.98, 0.24),
            box(0.09, 0.5, 0.1).center(-0.6, 0.24),
        ]
        shape.part("frame", union(bar), frame)
        shape.part("handle", rounded_box(0.18, 0.6, 0.18, 0.05).turn(z=-20).center(-0.78, 0.16), grip)
    return shape


@kind("screwdriver", theme=THEME)
def screwdriver(draw: Draw) -> Shape:
    """A ribbed or round handle with a steel shaft that ends flat or in a cross; short or long."""
    shape = Shape()
    metal = draw.material("steel", "metal")
    grip = draw.color("red", "yellow", "orange", "blue", "green", "black", unlike=metal)
    long = shape.graded(draw.uniform(0.7, 1.2), low=("stubby", 0.8), high=("long", 1.1))
    form = shape.variant(draw.choice("ribbed", "round", "six-sided"))
    shape.part("shaft", cylinder(0.055, long + 0.1, 8).stand(y=-long), metal)
    tip = shape.variant(draw.choice("flat tip", "cross tip"))
    if tip == "flat tip":
        shape.phrase("with a flat tip")
        shape.part("tip", box(0.15, 0.2, 0.06).hang(y=-long + 0.05), metal, spoken=False)
    else:
        shape.phrase("with a cross tip")
        shape.part(
            "tip",
            cone(0.07, 0.16, 4).turn(x=180).hang(y=-long + 0.02)
            + box(0.15, 0.1, 0.06).hang(y=-long + 0.1)
            + box(0.06, 0.1, 0.15).hang(y=-long + 0.1),
            metal,
            spoken=False,
        )
    profile = [(0.12, 0.0), (0.1, 0.12), (0.17, 0.3), (0.18, 0.75), (0.12, 0.85)]
    body = revolve(profile, 6 if form == "six-sided" else 12)
    if form == "ribbed":
        body = body - union(ring(rod((0.0, 0.2, 0.2), (0.0, 0.8, 0.2), 0.05, sides=6), 8))
    shape.part("handle", body, grip)
    if draw.chance(0.6):
        band = draw.color("black", "white", "yellow", "red", unlike=grip)
        shape.part("collar", cylinder(0.135, 0.1, 12).stand(y=-0.02), band)
    return shape


@kind("wrench", synonyms=("spanner",), theme=THEME)
def wrench(draw: Draw) -> Shape:
    """A flat bar with an open jaw, a ring, both, or an adjustable jaw."""
    shape = Shape()
    metal = draw.material("steel", "metal", "iron", "gold")
    form = shape.variant(draw.choice("open ends", "ring and jaw", "adjustable"))
    angle = draw.choice(0.0, 15.0)
    shape.part("shank", rounded_box(0.2, 1.5, 0.14, 0.04).center(), metal, spoken=False)

    def jaw(y: float, size: float, turn: float) -> Solid:
        cut = box(0.52 * size, 0.8, 1).stand(y=0.0) + cylinder(0.26 * size, 1, 6).turn(x=90)
        return (cylinder(0.46 * size, 0.2, 14).turn(x=90) - cut.move(y=0.02)).turn(z=turn).move(y=y)

    if form == "open ends":
        shape.part("jaw", [jaw(0.9, 0.75, angle), jaw(0.85, 0.62, angle).turn(z=180)], metal)
    elif form == "ring and jaw":
        eye = cylinder(0.3, 0.2, 14).turn(x=90) - cylinder(0.17, 1, 6).turn(x=90)
        shape.part("jaw", jaw(0.9, 0.75, angle), metal)
        shape.part("ring", eye.move(y=-0.9), metal)
    else:
        shape.call(draw.choice("adjustable wrench", "monkey wrench"))
        head = extrude(
            [
                (-0.3, 0.55),
                (0.12, 0.55),
                (0.34, 0.75),
                (0.34, 0.9),
                (-0.06, 0.9),
                (-0.06, 1.4),
                (-0.24, 1.3),
                (-0.36, 0.9),
            ],
            0.22,
        )
        slider = extrude([(0.14, 0.8), (0.38, 0.8), (0.42, 1.35), (0.26, 1.4), (0.2, 1.15), (0.14, 1.1)], 0.2)
        shape.part("fixed jaw", head, metal)
        shape.part("sliding jaw", slider, metal)
        shape.part(
            "screw",
            cylinder(0.1, 0.24, 8).turn(z=90).center(0.12, 0.7),
            draw.material("steel", "iron", "gold", unlike=metal),
        )
    if shape.variant(draw.choice("bare", "grip")) == "grip":
        shape.part(
            "grip",
            rounded_box(0.3, 0.75, 0.24, 0.06).center(y=-0.25),
            draw.color("red", "blue", "black", "yellow", unlike=metal),
        )
    shape.parts = [_turned(part, 25.0) for part in shape.parts]
    return shape


@kind("pliers", synonyms=("pair of pliers",), theme=THEME)
def pliers(draw: Draw) -> Shape:
    """Two crossed levers with coated grips and jaws: flat, long-nosed or cutting."""
    shape = Shape()
    metal = draw.material("steel", "iron")
    grip = draw.color("red", "red", "blue", "yellow", "orange", "green", unlike=metal)
    form = shape.variant(draw.choice("flat", "needle-nosed", "cutting"))
    shape.call("pair of pliers")
    if form == "needle-nosed":
        shape.adjective(form)
    spread = shape.variant(draw.choice("open", "closed"))
    gap = 0.34 if spread == "open" else 0.2
    lever = curve([(0.06, -0.1, 0.0), (0.9 * gap, -0.45, 0.0), (1.3 * gap, -0.9, 0.0), (1.15 * gap, -1.4, 0.0)], 3)
    jaws: dict[str, list[Flat]] = {
        "flat": [(0.02, 0.0), (0.24, 0.05), (0.26, 0.35), (0.16, 0.8), (0.02, 0.8)],
        "needle-nosed": [(0.02, 0.0), (0.22, 0.02), (0.2, 0.25), (0.09, 1.15), (0.02, 1.15)],
        "cutting": [(0.02, 0.0), (0.24, 0.0), (0.36, 0.3), (0.28, 0.55), (0.02, 0.5)],
    }
    lean = -9.0 if spread == "open" else 0.0
    jaw = extrude(jaws[form], 0.22).turn(z=lean)
    shape.part("jaw", pair(jaw), metal)
    shape.part("joint", cylinder(0.25, 0.26, 14).turn(x=90), metal)
    shape.part("rivet", cylinder(0.1, 0.34, 10).turn(x=90), draw.material("gold", "iron", "steel", unlike=metal))
    shape.part("handle", pair(tube(lever, [0.085] * 4 + [0.115] * 5 + [0.1], 8)), grip)
    return shape


@kind("shovel", synonyms=("spade",), theme=THEME)
def shovel(draw: Draw) -> Shape:
    """A long shaft with a blade: pointed, square or a snow scoop; with a D-grip, a T-grip or none."""
    shape = Shape()
    metal = draw.material("steel", "iron", "metal") if draw.chance(0.8) else draw.color("red", "blue", "green")
    wood = draw.material("wood", unlike=metal) if draw.chance(0.8) else draw.color("black", "red", unlike=metal)
    form = shape.variant(draw.choice("pointed", "square", "scoop"))
    half: dict[str, list[Flat]] = {
        "pointed": [(0.0, -0.75), (0.22, -0.55), (0.32, -0.25), (0.3, 0.0), (0.08, 0.08)],
        "square": [(0.28, -0.65), (0.28, 0.0), (0.08, 0.06)],
        "scoop": [(0.46, -0.6), (0.46, 0.0), (0.1, 0.1)],
    }
    blade = extrude(mirrored(half[form]), 0.07)
    if form == "scoop":
        blade = (
            blade
            + union(pair(box(0.06, 0.6, 0.22).center(0.45, -0.3, 0.1)))
            + box(0.9, 0.07, 0.22).center(0.0, 0.0, 0.1)
        )
    shape.part("blade", blade, metal)
    shape.part("socket", frustum(0.08, 0.065, 0.34, 8).stand(y=-0.08), metal, spoken=False)
    shape.part("shaft", cylinder(0.055, 1.3, 8).stand(), wood)
    grip = shape.variant(draw.choice("d-grip", "t-grip", "no grip"))
    color = draw.color("black", "red", "yellow", unlike=wood) if draw.chance(0.4) else wood
    if grip == "d-grip":
        loop = tube(
            [(0.0, 1.22, 0.0), (0.2, 1.42, 0.0), (0.2, 1.6, 0.0), (-0.2, 1.6, 0.0), (-0.2, 1.42, 0.0)],
            0.045,
            6,
            closed=True,
        )
        shape.part("grip", loop, color)
    elif grip == "t-grip":
        shape.part("grip", rod((-0.24, 1.3, 0.0), (0.24, 1.3, 0.0), 0.065), color)
    return shape


@kind("pickaxe", synonyms=("pick",), theme=THEME)
def pickaxe(draw: Draw) -> Shape:
    """A handle with a curved bar across, pointed at both ends, with a chisel end, or faceted like a game's."""
    shape = Shape()
    metal = (
        draw.material("iron", "steel", "gold") if draw.chance(0.8) else draw.color("light blue", "turquoise", "purple")
    )
    _shaft(draw, shape, 1.75, 0.08, metal)
    form = shape.variant(draw.choice("two points", "point and chisel", "heavy"))
    thick = 0.15 if form == "heavy" else 0.11
    path = curve([(-0.85, 1.3, 0.0), (-0.45, 1.58, 0.0), (0.0, 1.66, 0.0), (0.45, 1.58, 0.0), (0.85, 1.3, 0.0)], 3)
    radii = [max(0.035, thick * (1 - abs(n - 6) / 6.6)) for n in range(13)]
    if form == "point and chisel":
        radii = [max(0.035, radius) for radius in radii[:7]] + [thick * 0.9] * 6
        shape.part("chisel", box(0.1, 0.3, 0.34).turn(z=50).center(0.84, 1.32), metal, spoken=False)
    shape.part("head", tube(path, radii, 6), metal)
    shape.part("socket", box(0.26, 0.3, 0.26).center(y=1.64), metal, spoken=False)
    return shape


@kind("rake", synonyms=("garden rake",), theme=THEME)
def rake(draw: Draw) -> Shape:
    """A long shaft with a row of teeth, or a fan of tines for leaves; or a pitchfork."""
    shape = Shape()
    metal = draw.material("iron", "steel") if draw.chance(0.6) else draw.color("green", "red", "orange", "blue")
    wood = draw.material("wood", unlike=metal)
    form = shape.variant(draw.choice("toothed", "fan", "pitchfork"))
    shape.part("shaft", cylinder(0.05, 2.0, 8).stand(), wood)
    if form == "toothed":
        count = draw.choice(6, 7, 8, 9)
        shape.part("bar", box(1.0, 0.09, 0.1).center(y=2.0), metal)
        shape.part(
            "tooth",
            row(rod((0.0, 2.0, 0.0), (0.0, 1.96, 0.32), 0.035, 0.03, 6), count, 0.9 / (count - 1)),
            metal,
            plural="teeth",
        )
    elif form == "fan":
        shape.call("leaf rake")
        count = draw.choice(7, 9)
        tines = [
            tube(
                [
                    (0.0, 1.9, 0.0),
                    (0.9 * sin(radians(a)), 1.9 + 0.85 * cos(radians(a)), 0.0),
                    (0.96 * sin(radians(a)), 1.92 + 0.92 * cos(radians(a)), 0.16),
                ],
                [0.032, 0.032, 0.03],
                5,
            )
            for a in (-42 + 84 * n / (count - 1) for n in range(count))
        ]
        shape.part("tine", tines, metal)
        shape.part(
            "crossbar",
            tube([(0.5 * sin(radians(a)), 1.9 + 0.5 * cos(radians(a)), 0.0) for a in range(-42, 43, 14)], 0.032, 5),
            metal,
            spoken=False,
        )
    else:
        shape.call("pitchfork")
        count = draw.choice(3, 4)
        shape.part("crossbar", rod((-0.27, 2.0, 0.0), (0.27, 2.0, 0.0), 0.05), metal, spoken=False)
        shape.part(
            "tine", row(rod((0.0, 2.0, 0.0), (0.0, 2.7, 0.05), 0.04, 0.025, 6), count, 0.54 / (count - 1)), metal
        )
    if shape.variant(draw.choice("grip", "plain")) == "grip":
        shape.part("grip", cylinder(0.075, 0.5, 8).stand(y=-0.01), draw.color("black", "red", "green", unlike=wood))
    return shape


@kind("broom", synonyms=("sweeping broom",), theme=THEME)
def broom(draw: Draw) -> Shape:
    """A stick with bristles: a round besom, a flat house broom or a wide push broom."""
    shape = Shape()
    stick = draw.material("wood") if draw.chance(0.7) else draw.color("red", "blue", "green", "yellow")
    bristle = (
        draw.material("straw", unlike=stick)
        if draw.chance(0.6)
        else draw.color("yellow", "red", "green", "blue", "black", unlike=stick)
    )
    form = shape.variant(draw.choice("besom", "flat", "push broom"))
    shape.part("stick", cylinder(0.055, 1.9, 8).stand(y=0.5), stick)
    tie = draw.color("red", "brown", "black", "white", unlike=bristle)
    if form == "besom":
        shape.call(draw.choice("besom broom", "witch's broom"))
        pleats = [
            ((0.1 + 0.025 * (n % 2)) * cos(radians(20 * n)), (0.1 + 0.025 * (n % 2)) * sin(radians(20 * n)))
            for n in range(18)
        ]
        tuft = extrude([(x, y) for x, y in pleats], 0.85, tip=2.3).turn(x=90).center(y=0.43)
        shape.part("bristles", tuft, bristle, mass=True)
        shape.part("binding", [torus(0.13, 0.08, 12, 6).move(y=0.75)], tie)
    elif form == "flat":
        half = [(0.42, 0.0), (0.34, 0.35), (0.16, 0.65), (0.1, 0.72)]
        shape.part("bristles", extrude(mirrored(half), 0.24), bristle, mass=True)
        bands = [box(0.62, 0.06, 0.3).center(y=0.4), box(0.42, 0.06, 0.3).center(y=0.55)]
        shape.part("band", bands, tie)
    else:
        shape.call("push broom")
        shape.part("block", box(1.2, 0.16, 0.3).center(y=0.42), draw.material("wood"), spoken=False)
        shape.part("bristles", box(1.16, 0.38, 0.26).taper((1.0, 0.7)).stand(), bristle, mass=True)
    if shape.variant(draw.choice("ring", "plain")) == "ring":
        shape.part(
            "hanging loop",
            torus(0.08, 0.05, 10, 6).turn(x=90).move(y=2.46),
            draw.color("red", "black", "white", unlike=stick),
        )
    return shape


@kind("drill", synonyms=("power drill", "cordless drill"), theme=THEME)
def drill(draw: Draw) -> Shape:
    """A pistol-shaped electric drill with a chuck and a bit: with a battery, a cable, or a side handle."""
    shape = Shape()
    body = draw.color("yellow", "orange", "red", "blue", "green", "turquoise")
    dark = draw.color("black", "dark grey", unlike=body)
    metal = draw.material("steel", "iron")
    power = shape.variant(draw.choice("battery", "cable"))
    form = shape.variant(draw.choice("round", "boxy"))
    motor = (
        cylinder(0.28, 0.95, 14).turn(z=90).center(-0.1, 1.0)
        if form == "round"
        else rounded_box(0.95, 0.52, 0.46, 0.1).center(-0.1, 1.0)
    )
    shape.part("body", motor, body, spoken=False)
    shape.part("grip", rounded_box(0.32, 0.8, 0.3, 0.08).turn(z=-10).center(-0.28, 0.5), body)
    shape.part("chuck", frustum(0.23, 0.12, 0.36, 12).turn(z=-90).center(0.52, 1.0), dark)
    shape.part("drill bit", rod((0.6, 1.0, 0.0), (1.3, 1.0, 0.0), 0.055, 0.04, 6), metal)
    shape.part("trigger", box(0.13, 0.2, 0.14).center(-0.06, 0.66), dark)
    if power == "battery":
        shape.part("battery", rounded_box(0.7, 0.24, 0.42, 0.05).center(-0.26, 0.1), dark)
    else:
        cable = curve([(-0.36, 0.15, 0.0), (-0.42, -0.1, 0.0), (-0.8, -0.15, 0.1), (-1.0, 0.05, 0.2)], 4)
        shape.part("cable", tube(cable, 0.045, 6), dark)
    if shape.variant(draw.choice("side handle", "plain", weights=(1, 2))) == "side handle":
        shape.part("side handle", rod((0.26, 0.9, 0.0), (0.26, 0.42, 0.0), 0.09), dark)
    if draw.chance(0.5):
        shape.paint(
            "stripe", box(0.16, 2, 2).center(-0.4, 1.0), draw.color("black", "white", "grey", unlike=body), on="body"
        )
    return shape


@kind("ladder", synonyms=("step ladder",), theme=THEME)
def ladder(draw: Draw) -> Shape:
    """Two rails with rungs: straight, narrowing, a folding ladder or a rope ladder."""
    shape = Shape()
    form = shape.variant(draw.choice("straight", "narrowing", "folding"))
    color = draw.material("wood", "steel", "metal") if draw.chance(0.7) else draw.color("red", "yellow", "blue")
    rung = draw.color("light grey", "yellow", "brown", "white", unlike=color) if draw.chance(0.3) else color
    count = draw.integer(4, 8)
    shape.variant(f"{count} rungs")
    top = 0.36 * count + 0.2
    narrow = 0.6 if form == "narrowing" else 1.0
    lean = 12.0 if form == "folding" else -10.0
    wide = 0.36

    def rail(side: int) -> Solid:
        return rod((side * wide, 0.0, 0.0), (side * wide * narrow, top, 0.0), 0.055, sides=6)

    rails = [rail(side).turn(x=-lean) for side in (-1, 1)]
    reach = [wide * (1 + (narrow - 1) * (0.36 * n + 0.25) / top) for n in range(count)]
    rungs = [
        rod((-r, 0.36 * n + 0.25, 0.0), (r, 0.36 * n + 0.25, 0.0), 0.045, sides=6).turn(x=-lean)
        for n, r in enumerate(reach)
    ]
    if form == "folding":
        shape.call("step ladder")
        shift = top * sin(radians(lean))
        rungs = [box(2 * wide, 0.08, 0.2).center(0.0, 0.36 * n + 0.25, 0.02).turn(x=-lean) for n in range(count)]
        rear = [one.mirror("z").move(z=-2 * shift) for one in rails]
        shape.part("support", rear, color)
        shape.part("platform", box(0.86, 0.09, 0.46).center(0.0, top * cos(radians(lean)), -shift), rung)
        shape.part("step", rungs, rung)
    else:
        shape.part("rung", rungs, rung)
    shape.part("rail", rails, color)
    return shape


@kind("paintbrush", synonyms=("paint brush",), theme=THEME)
def paintbrush(draw: Draw) -> Shape:
    """A handle, a metal ferrule and bristles dipped in paint: a wide brush or a round artist's brush."""
    shape = Shape()
    wood = _grip_color(draw)
    metal = draw.material("steel", "gold", "copper", unlike=wood)
    hair = draw.color("beige", "light brown", "dark brown", "black", unlike=metal)
    paint = draw.color("red", "blue", "green", "yellow", "pink", "purple", "light blue", "orange", "white", unlike=hair)
    form = shape.variant(draw.choice("wide", "round", "pointed"))
    dipped = shape.variant(draw.choice("dipped", "clean", weights=(3, 1)))
    if form == "wide":
        handle = [(0.1, -1.0), (0.13, -0.8), (0.09, -0.4), (0.3, 0.0), (0.32, 0.1)]
        shape.part("handle", extrude(mirrored(handle), 0.14), wood)
        shape.part("ferrule", box(0.7, 0.3, 0.2).stand(y=0.06), metal)
        shape.part(
            "bristles",
            extrude([(-0.33, 0.3), (0.33, 0.3), (0.38, 0.95), (0.2, 1.0), (-0.2, 0.97), (-0.38, 0.92)], 0.17),
            hair,
            mass=True,
        )
    else:
        shape.part("handle", revolve([(0.04, -1.3), (0.09, -0.9), (0.11, -0.3), (0.07, 0.06)], 10), wood)
        shape.part("ferrule", frustum(0.08, 0.12, 0.34, 10).stand(), metal)
        end = 0.02 if form == "pointed" else 0.09
        shape.part("bristles", revolve([(0.11, 0.3), (0.16, 0.5), (0.1, 0.72), (end, 0.86)], 10), hair, mass=True)
    if dipped == "dipped":
        shape.paint("paint", box(3, 1, 3).stand(y=0.62), paint, on="bristles", mass=True)
    shape.parts = [_turned(part, 20.0) for part in shape.parts]
    return shape


@kind("paint roller", theme=THEME)
def paint_roller(draw: Draw) -> Shape:
    """A fluffy cylinder on a bent wire with a handle; dipped in paint, dry, or with a long pole."""
    shape = Shape()
    grip = _grip_color(draw)
    metal = draw.material("steel", "iron", unlike=grip)
    paint = draw.color("red", "blue", "green", "yellow", "pink", "purple", "light blue", "orange", "white", unlike=grip)
    long = 0.9 if shape.variant(draw.choice("short handle", "long handle")) == "long handle" else 0.0
    shape.part("roller", cylinder(0.22, 1.1, 16).turn(z=90).center(-0.05, 1.35), paint)
    caps = [cylinder(0.15, 0.08, 12).turn(z=90).center(x, 1.35) for x in (-0.65, 0.55)]
    shape.part("cap", caps, metal, spoken=False)
    wire = [(0.5, 1.35, 0.0), (0.75, 1.35, 0.0), (0.75, 0.95, 0.0), (0.0, 0.8, 0.0), (0.0, 0.3, 0.0)]
    shape.part("wire", tube(wire, 0.045, 6), metal)
    profile = [(0.1, -0.5 - long), (0.12, -0.4 - long), (0.09, 0.0), (0.13, 0.3), (0.08, 0.42)]
    shape.part("handle", revolve(profile, 10), grip)
    if shape.variant(draw.choice("drips", "neat")) == "drips":
        drips = [
            capsule((x, 1.2, 0.12), (x, 1.2 - length, 0.14), 0.06, sides=6)
            for x, length in ((-0.4, 0.28), (-0.15, 0.16), (0.25, 0.34))
        ]
        shape.part("drip", drips, paint)
    return shape


@kind("scissors", synonyms=("pair of scissors",), theme=THEME)
def scissors(draw: Draw) -> Shape:
    """Two crossed blades with ring handles: open, closed, or shears with long grips."""
    shape = Shape()
    shape.call("pair of scissors")
    metal = draw.material("steel", "metal")
    grip = draw.color("red", "red", "blue", "orange", "green", "black", "pink", "purple", unlike=metal)
    spread = {"open": 24.0, "half open": 14.0, "closed": 6.0}[shape.variant(draw.choice("open", "half open", "closed"))]
    form = shape.variant(draw.choice("round rings", "oval rings"))
    blade = extrude([(-0.1, -0.25), (0.08, -0.25), (0.1, 0.2), (0.03, 1.1), (-0.08, 0.2)], 0.07)
    stretch = 1.0 if form == "round rings" else 1.45
    loop = torus(0.2, 0.13, 16, 8).turn(x=90).scale(y=stretch)
    arm = rod((0.0, -0.15, 0.0), (-0.1, -0.45, 0.0), 0.07, sides=6)
    handles, blades = [], []
    for side in (-1, 1):
        lean = spread * side
        blades.append(
            blade.mirror("x").turn(z=-lean).move(z=0.04 * side) if side > 0 else blade.turn(z=-lean).move(z=0.04 * side)
        )
        one = (arm + loop.move(-0.18, -0.42 - 0.24 * stretch)).turn(z=-8)
        handles.append((one if side > 0 else one.mirror("x")).turn(z=-lean * 0.9))
    shape.part("blade", blades, metal)
    shape.part("handle", handles, grip)
    shape.part("screw", cylinder(0.06, 0.24, 10).turn(x=90), draw.material("gold", "iron", unlike=metal), spoken=False)
    return shape


@kind("tape measure", synonyms=("measuring tape",), theme=THEME)
def tape_measure(draw: Draw) -> Shape:
    """A rounded case with a tape of marks drawn out of it: square-shouldered or round, tape long or short."""
    shape = Shape()
    case = draw.color("yellow", "red", "orange", "blue", "green", "black")
    dark = draw.color("black", "dark grey", "white", unlike=case)
    tape = draw.color("yellow", "white", "light grey", unlike=case)
    form = shape.variant(draw.choice("round", "square-shouldered"))
    length = {"short": 0.7, "long": 1.3}[shape.variant(draw.choice("short", "long"))]
    if form == "round":
        body = cylinder(0.5, 0.44, 20).turn(x=90).move(y=0.5) + box(0.5, 0.3, 0.44).stand(x=0.25)
    else:
        body = extrude(
            [(-0.5, 0.0), (0.5, 0.0), (0.5, 0.5), *arc((0.1, 0.5), 0.4, 0, 90, 5)[1:], (-0.35, 0.9), (-0.5, 0.75)], 0.44
        )
    shape.part("case", body, case)
    shape.part("disc", cylinder(0.3, 0.52, 18).turn(x=90).move(-0.02, 0.48), dark)
    shape.part("tape", box(length, 0.06, 0.3).center(0.45 + length / 2, 0.09), tape)
    count = 4 if length < 1 else 7
    marks = [
        box(0.04, 0.2, 0.16 if n % 2 else 0.3).center(0.62 + 0.16 * n, 0.09, 0.07 if n % 2 else 0.0)
        for n in range(count)
    ]
    shape.paint("mark", marks, draw.color("black", "red", unlike=tape), on="tape")
    shape.part("hook", box(0.06, 0.24, 0.3).center(0.45 + length, 0.03), draw.material("steel", unlike=tape))
    if shape.variant(draw.choice("button", "plain")) == "button":
        shape.part("button", box(0.24, 0.16, 0.2).turn(z=-40).center(0.4, 0.82), dark, spoken=False)
    return shape


@kind("toolbox", synonyms=("tool box", "tool case"), theme=THEME)
def toolbox(draw: Draw) -> Shape:
    """A box with a lid and a handle: metal with clasps, with drawers, or an open wooden tray with tools in it."""
    shape = Shape()
    form = shape.variant(draw.choice("lidded", "drawers", "open tray"))
    if form == "open tray":
        wood = draw.material("wood")
        shape.part("tray", box(1.4, 0.4, 0.7).stand() - box(1.26, 0.5, 0.56).stand(y=0.08), wood, spoken=False)
        sides = pair(
            extrude([(-0.35, 0.0), (0.35, 0.0), (0.35, 0.4), (0.1, 0.8), (-0.1, 0.8), (-0.35, 0.4)], 0.09)
            .turn(y=90)
            .move(x=0.66)
        )
        shape.part("side", sides, wood, spoken=False)
        shape.part(
            "handle", rod((-0.7, 0.72, 0.0), (0.7, 0.72, 0.0), 0.055), draw.material("wood", "iron", unlike=wood)
        )
        shape.part(
            "hammer",
            rod((-0.4, 0.1, 0.16), (-0.3, 0.85, 0.2), 0.05) + box(0.36, 0.14, 0.14).center(-0.29, 0.88, 0.2),
            draw.material("iron", "steel", unlike=wood),
        )
        shape.part(
            "screwdriver",
            rod((0.3, 0.1, 0.16), (0.36, 0.5, 0.18), 0.04) + rod((0.35, 0.45, 0.18), (0.4, 0.85, 0.2), 0.09),
            draw.color("red", "yellow", "blue", "orange"),
        )
        return shape
    paint = draw.color("red", "red", "blue", "green", "yellow", "grey", "orange")
    dark = draw.color("black", "dark grey", "silver", "light grey", unlike=paint)
    shape.part("case", box(1.4, 0.62, 0.7).stand(), paint, spoken=False)
    lid = shape.variant(draw.choice("flat lid", "sloping lid"))
    top = 0.82
    outline = (
        [(-0.74, 0.58), (0.74, 0.58), (0.74, 0.8), (-0.74, 0.8)]
        if lid == "flat lid"
        else [(-0.74, 0.58), (0.74, 0.58), (0.6, 0.84), (-0.6, 0.84)]
    )
    shape.part("lid", extrude(outline, 0.76), paint if draw.chance(0.5) else dark)
    handle = tube(
        [(-0.34, top - 0.08, 0.0), (-0.3, top + 0.2, 0.0), (0.3, top + 0.2, 0.0), (0.34, top - 0.08, 0.0)], 0.055, 6
    )
    shape.part("handle", handle, dark)
    if form == "lidded":
        shape.part(
            "clasp",
            pair(rounded_box(0.18, 0.28, 0.1, 0.03).center(0.42, 0.58, 0.38)),
            dark if draw.chance(0.5) else draw.color("silver", "yellow", unlike=paint),
        )
    else:
        shape.part(
            "drawer",
            [rounded_box(1.28, 0.22, 0.08, 0.02).center(0.0, y, 0.36) for y in (0.17, 0.43)],
            draw.color("light grey", "dark grey", "red", "yellow", unlike=paint),
        )
        shape.part(
            "drawer handle",
            [box(0.5, 0.06, 0.09).center(0.0, y, 0.41) for y in (0.19, 0.45)],
            draw.color("black", "silver"),
        )
    return shape


@kind("nail", synonyms=("iron nail",), theme=THEME, has_front=False)
def nail(draw: Draw) -> Shape:
    """A spike with a flat head: straight, bent, square, or stuck in a board."""
    shape = Shape()
    metal = draw.material("steel", "iron", "metal")
    form = shape.variant(draw.choice("straight", "bent"), spoken=True)
    cut = shape.variant(draw.choice("round", "square"))
    sides = 8 if cut == "round" else 4
    path = (
        [(0.0, 0.2, 0.0), (0.0, 0.8, 0.0), (0.0, 1.5, 0.0)]
        if form == "straight"
        else curve([(0.0, 0.2, 0.0), (0.0, 0.7, 0.0), (0.14, 1.1, 0.0), (0.42, 1.4, 0.0)], 3)
    )
    shape.part("shank", tube(path, 0.085, sides), metal, spoken=False)
    shape.part("point", cone(0.085, 0.3, sides).turn(x=180).hang(y=0.25), metal)
    tilt = 0.0 if form == "straight" else -42.0
    shape.part("head", cylinder(0.24, 0.09, 14 if cut == "round" else 4).turn(z=tilt).center(*path[-1]), metal)
    return shape


@kind("bolt", synonyms=("bolt and nut", "hex bolt"), theme=THEME, has_front=False)
def bolt(draw: Draw) -> Shape:
    """A threaded shank with a six-sided head, or a round slotted or domed one; with a nut or a washer."""
    shape = Shape()
    metal = draw.material("steel", "metal", "gold", "copper")
    form = shape.variant(draw.choice("six-sided head", "slotted head", "domed head"))
    shape.call({"six-sided head": "bolt", "slotted head": "screw", "domed head": "bolt"}[form])
    count = 7
    threads = [
        revolve([(0.17, y - 0.07), (0.23, y), (0.17, y + 0.07)], 14) for y in (0.12 + 0.13 * n for n in range(count))
    ]
    shape.part("thread", union([cylinder(0.18, 1.3, 14).stand(), *threads]), metal)
    if form == "six-sided head":
        shape.part("head", cylinder(0.42, 0.28, 6).stand(y=1.25), metal)
    else:
        head = (
            revolve([(0.4, 1.25), (0.4, 1.38), (0.25, 1.5), (0.0, 1.54)], 16)
            if form == "domed head"
            else revolve([(0.18, 1.15), (0.42, 1.36), (0.42, 1.46)], 16)
        )
        slot = box(1.0, 0.2, 0.1).stand(y=1.38)
        shape.part("head", head - slot if form == "slotted head" else head, metal)
    extra = shape.variant(draw.choice("nut", "washer", "bare"))
    other = draw.material("steel", "gold", "copper", "iron") if draw.chance(0.4) else metal
    if extra == "nut":
        shape.phrase("with a nut")
        shape.part("nut", cylinder(0.4, 0.26, 6).stand(y=0.25), other)
    elif extra == "washer":
        shape.part("washer", cylinder(0.46, 0.08, 18).stand(y=1.16), other)
    return shape


@kind("magnifying glass", synonyms=("magnifier", "hand lens"), theme=THEME)
def magnifying_glass(draw: Draw) -> Shape:
    """A round lens in a rim with a handle: plain, with a collar or with a ribbed grip; tilted or upright."""
    shape = Shape()
    rim = draw.material("gold", "iron", "steel") if draw.chance(0.7) else draw.color("red", "blue", "black", "yellow")
    glass = draw.color("light blue", "light blue", "white", "turquoise", unlike=rim)
    grip = (
        draw.material("wood", unlike=rim)
        if draw.chance(0.6)
        else draw.color("black", "red", "dark brown", "blue", unlike=rim)
    )
    form = shape.variant(draw.choice("plain", "collar", "ribbed"))
    tilt = {"upright": 0.0, "tilted": -35.0}[shape.variant(draw.choice("upright", "tilted"))]
    pieces = [
        ("rim", torus(0.5, 0.16, 20, 8).turn(x=90).move(y=1.4), rim),
        ("lens", ellipsoid(0.98, 0.98, 0.16, 18).move(y=1.4), glass),
    ]
    pieces.append(("neck", cylinder(0.07, 0.3, 8).stand(y=0.65), rim))
    pieces.append(("handle", revolve([(0.1, 0.0), (0.14, 0.08), (0.11, 0.4), (0.13, 0.75)], 12), grip))
    if form == "collar":
        pieces.append(("collar", cylinder(0.16, 0.12, 12).stand(y=0.7), rim))
    elif form == "ribbed":
        pieces.append(("rib", union([torus(0.12, 0.07, 12, 6).move(y=y) for y in (0.2, 0.38, 0.56)]), grip))
    for name, solid, color in pieces:
        shape.part(
            name,
            solid.turn(z=tilt),
            color,
            spoken=name not in ("neck", "collar", "rib"),
            plural="lenses" if name == "lens" else None,
        )
    return shape


@kind("flashlight", synonyms=("torch light", "pocket torch"), theme=THEME)
def flashlight(draw: Draw) -> Shape:
    """A tube with a flared head and a lens: lying, standing, lit with a beam, or a lantern with a handle."""
    shape = Shape()
    body = draw.color("black", "red", "yellow", "blue", "dark grey", "orange", "green")
    trim = draw.color("silver", "black", "yellow", "light grey", "red", unlike=body)
    form = shape.variant(draw.choice("slim", "stout", "handled"))
    radius = 0.17 if form == "slim" else 0.25
    state = shape.variant(draw.choice("off", "lit"))
    head = revolve([(radius, 0.9), (radius + 0.16, 1.2), (radius + 0.16, 1.45), (0.0, 1.4)], 16)
    pieces = [("body", cylinder(radius, 1.0, 14).stand(), body), ("head", head, body if draw.chance(0.4) else trim)]
    glow = draw.color("yellow", "white", unlike=pieces[1][2])
    pieces.append(("lens", cylinder(radius + 0.1, 0.09, 16).stand(y=1.38), glow))
    pieces.append(("end cap", cylinder(radius + 0.03, 0.14, 14).stand(y=-0.04), trim))
    pieces.append(
        (
            "switch",
            rounded_box(0.1, 0.2, 0.12, 0.03).center(0.0, 0.72, radius),
            draw.color("red", "white", "black", "green", unlike=body),
        )
    )
    if form == "handled":
        pieces.append(
            (
                "handle",
                tube(
                    [
                        (0.0, 0.15, radius - 0.02),
                        (0.0, 0.25, radius + 0.25),
                        (0.0, 0.85, radius + 0.25),
                        (0.0, 0.95, radius - 0.02),
                    ],
                    0.06,
                    6,
                ),
                trim,
            )
        )
    if state == "lit":
        shape.phrase("with a beam of light")
        pieces.append(
            (
                "beam of light",
                frustum(radius + 0.06, 1.6 * radius + 0.2, 0.7, 16).stand(y=1.4),
                draw.color("yellow", "white", unlike=pieces[1][2]),
            )
        )
    for name, solid, color in pieces:
        shape.part(
            name,
            solid.turn(z=-90).turn(y=25),
            color,
            plural={"lens": "lenses", "switch": "switches", "beam of light": "beams of light"}.get(name),
        )
    return shape


@kind("key", synonyms=("door key",), theme=THEME)
def key(draw: Draw) -> Shape:
    """A bow, a shaft and a bit: an old key with a ring, clover or heart, or a flat modern key."""
    shape = Shape()
    metal = draw.material("gold", "gold", "silver", "iron", "copper")
    form = shape.variant(draw.choice("ring", "clover", "heart", "modern"))
    teeth = draw.choice(2, 3)
    shape.variant(f"{teeth} teeth")
    if form == "modern":
        outline = [
            (-0.08, -1.3),
            (0.0, -1.4),
            (0.1, -1.3),
            (0.1, -1.15),
            (0.02, -1.05),
            (0.1, -0.92),
            (0.02, -0.78),
            (0.1, -0.62),
            (0.04, -0.5),
            (0.14, -0.35),
            (0.14, 0.0),
            (-0.14, 0.0),
            (-0.14, -1.22),
        ]
        shape.part("shaft", extrude(outline, 0.1), metal)
        head = draw.color("black", "red", "blue", "green", unlike=metal) if draw.chance(0.5) else metal
        bow = extrude(rounded_rectangle(0.8, 0.66, 0.2), 0.16).move(y=0.28) - cylinder(0.1, 1, 10).turn(x=90).move(
            y=0.44
        )
        shape.part("head", bow, head)
        return shape
    if form == "ring":
        bow = torus(0.3, 0.14, 18, 8).turn(x=90).move(y=0.36)
    elif form == "clover":
        bow = union(
            [torus(0.17, 0.12, 14, 6).turn(x=90).move(x, y) for x, y in ((-0.25, 0.26), (0.25, 0.26), (0.0, 0.58))]
        )
    else:
        path = [
            (0.0, 0.08, 0.0),
            (0.34, 0.4, 0.0),
            (0.32, 0.66, 0.0),
            (0.12, 0.72, 0.0),
            (0.0, 0.56, 0.0),
            (-0.12, 0.72, 0.0),
            (-0.32, 0.66, 0.0),
            (-0.34, 0.4, 0.0),
        ]
        bow = tube(path, 0.065, 6, closed=True)
    shape.part("bow", bow, metal)
    shape.part("shaft", cylinder(0.075, 1.4, 10).hang(y=0.1) + torus(0.08, 0.1, 12, 6).move(y=0.0), metal)
    shape.part(
        "tooth", [box(0.26, 0.11, 0.12).center(0.16, -1.2 + 0.2 * n) for n in range(teeth)], metal, plural="teeth"
    )
    if shape.variant(draw.choice("jewel", "plain", weights=(1, 3))) == "jewel":
        shape.part(
            "jewel",
            sphere(0.12, 8).move(y=0.36 if form == "ring" else 0.3),
            draw.color("red", "blue", "green", "purple", unlike=metal),
        )
        shape.part("setting", rod((0.0, 0.0, 0.0), (0.0, 0.3, 0.0), 0.05), metal, spoken=False)
    return shape


@kind("padlock", synonyms=("lock",), theme=THEME)
def padlock(draw: Draw) -> Shape:
    """A block with a steel hoop and a keyhole: square, round or shield-shaped; locked or open; with number dials."""
    shape = Shape()
    body = (
        draw.material("gold", "gold", "iron", "steel", "copper")
        if draw.chance(0.75)
        else draw.color("red", "blue", "green")
    )
    metal = draw.material("steel", "iron", unlike=body)
    form = shape.variant(draw.choice("square", "round", "shield"))
    if form == "square":
        solid = rounded_box(1.0, 0.85, 0.42, 0.08).center()
    elif form == "round":
        solid = cylinder(0.54, 0.42, 20).turn(x=90)
    else:
        solid = extrude([(0.0, -0.55), (0.46, -0.25), (0.5, 0.42), (-0.5, 0.42), (-0.46, -0.25)], 0.42)
    shape.part("body", solid, body, spoken=False)
    state = shape.variant(draw.choice("locked", "open"))
    lift = 0.24 if state == "open" else 0.0
    path = [
        (0.3, 0.3, 0.0),
        (0.3, 0.62, 0.0),
        *[(x, y, 0.0) for x, y in arc((0.0, 0.65), 0.3, 20, 160, 7)],
        (-0.3, 0.62, 0.0),
        (-0.3, 0.3 + 1.6 * lift, 0.0),
    ]
    shackle = tube(path, 0.085, 8).move(y=lift)
    if state == "open":
        shape.adjective("open")
        shackle = shackle.move(x=-0.3).turn(y=-30).move(x=0.3)
    shape.part("shackle", shackle, metal)
    dark = draw.color("black", "dark grey", unlike=body)
    face = shape.variant(draw.choice("keyhole", "dials", weights=(3, 1)))
    if face == "keyhole":
        hole = cylinder(0.11, 0.46, 12).turn(x=90).move(y=0.06) + extrude(
            [(-0.05, 0.0), (0.05, 0.0), (0.1, -0.24), (-0.1, -0.24)], 0.46
        )
        shape.part("keyhole", hole, dark)
    else:
        shape.call("combination lock")
        shape.part(
            "dial",
            row(cylinder(0.12, 0.14, 10).turn(z=90).center(z=0.2), 3, 0.2),
            draw.color("white", "black", "red", unlike=body),
        )
    return shape
