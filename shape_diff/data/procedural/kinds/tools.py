"""Hand tools and hardware, upright in the plane of the picture; about two units tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, mirrored, smooth
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Part, Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    box,
    cone,
    cylinder,
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


def grip_color(draw: Draw, *unlike: Color) -> Color:
    """Wood, or the bright plastic of tool handles."""
    if draw.chance(0.5):
        return draw.material("wood", unlike=unlike)
    return draw.color("red", "yellow", "orange", "blue", "black", "green", unlike=unlike)


def leant_over(part: Part, degrees: float) -> Part:
    """A part leant over to its right."""
    return replace(part, solids=tuple(solid.turn(z=-degrees) for solid in part.solids))


def _shaft(draw: Draw, shape: Shape, length: float, radius: float, *unlike: Color) -> None:
    """A handle from the ground up: plain, swelling at its end, or with a grip of another colour."""
    wood = grip_color(draw, *unlike)
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
    wood = grip_color(draw, metal)
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
    grip = grip_color(draw, metal)
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
    shape.parts = [leant_over(part, 25.0) for part in shape.parts]
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
                [0.038, 0.038, 0.036],
                5,
            )
            for a in (-42 + 84 * n / (count - 1) for n in range(count))
        ]
        shape.part("tine", tines, metal)
        shape.part(
            "crossbar",
            tube([(0.5 * sin(radians(a)), 1.9 + 0.5 * cos(radians(a)), 0.0) for a in range(-42, 43, 14)], 0.042, 5),
            metal,
            spoken=False,
        )
    else:
        shape.call("pitchfork")
        count = draw.choice(3, 4)
        shape.part("crossbar", rod((-0.27, 2.0, 0.0), (0.27, 2.0, 0.0), 0.05), metal, spoken=False)
        shape.part(
            "tine", row(rod((0.0, 2.0, 0.0), (0.0, 2.7, 0.05), 0.06, 0.045, 6), count, 0.54 / (count - 1)), metal
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
