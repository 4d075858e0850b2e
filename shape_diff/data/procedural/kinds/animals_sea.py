"""Animals of the sea; the length of the body is about 1 to 2."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from shape_diff.data.procedural.arrays import pair, ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, smooth, star
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    box,
    capsule,
    cone,
    cylinder,
    dome,
    ellipsoid,
    hull_of,
    prism,
    rod,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "animals"


def _spindle(stations: list[tuple[float, float, float, float]]) -> Solid:
    """A body along z: (z, y of its middle, width, height) at each station, joined pairwise."""
    discs = [ellipsoid(width, height, 0.3 * min(width, height), 12).move(0.0, y, z) for z, y, width, height in stations]
    return union([hull_of([a, b]) for a, b in pairwise(discs)])


def _fin(outline: list[Flat], thickness: float) -> Solid:
    """A fin in the plane of symmetry, as seen from the right: (z, y)."""
    return side_extrude(outline, thickness)


def _fluke(width: float, length: float, thickness: float) -> Solid:
    """A level tail fin of two lobes, its root at the origin, reaching back."""
    outline = [
        (-0.1 * width, 0.0),
        (0.1 * width, 0.0),
        (0.5 * width, -length),
        (0.0, -0.6 * length),
        (-0.5 * width, -length),
    ]
    return prism(outline, thickness).move(y=-thickness / 2)


def _side_fin(length: float, chord: float, thickness: float, droop: float, sweep: float = 25.0) -> list[Solid]:
    fin = ellipsoid(length, thickness, chord, 12).move(0.42 * length).turn(y=sweep).turn(z=-droop)
    return [fin]


def _paired(fins: list[Solid], x: float, y: float, z: float) -> list[Solid]:
    return [copy for fin in fins for copy in pair(fin.move(x, y, z))]


@kind("fish", synonyms=("tropical fish",), theme=THEME)
def fish(draw: Draw) -> Shape:
    """A fish with tail and fins: slender, tall or round; plain, banded like a clown fish or two-coloured."""
    shape = Shape()
    color = draw.color("orange", "yellow", "blue", "red", "silver", "light blue", "purple", "green", "gold")
    fin = draw.color(unlike=color) if draw.chance(0.6) else color
    form = shape.variant(draw.choice("slender", "tall", "round"))
    width, height, length = {"slender": (0.26, 0.4, 1.2), "tall": (0.24, 0.9, 1.0), "round": (0.66, 0.72, 0.84)}[form]
    body = hull_of(
        [
            ellipsoid(width, height, 0.8 * length),
            sphere(0.06, 8).move(z=-0.58 * length),
            sphere(0.07, 8).move(z=0.48 * length),
        ]
    )
    shape.part("body", body, color, spoken=False)
    tip = -0.52 * length
    forked = [(tip + 0.08, 0.0), (tip - 0.4, 0.4), (tip - 0.26, 0.0), (tip - 0.4, -0.4)]
    fan = [(tip + 0.08, 0.0), (tip - 0.26, 0.32), (tip - 0.38, 0.16), (tip - 0.4, -0.16), (tip - 0.26, -0.32)]
    shape.part(
        "tail",
        _fin(forked if shape.variant(draw.choice("forked tail", "fan tail")) == "forked tail" else fan, 0.09),
        fin,
    )
    top = 0.42 * height
    back = [
        (0.24 * length, top * 0.8),
        (0.05 * length, top + 0.26),
        (-0.3 * length, top + 0.2),
        (-0.28 * length, top * 0.4),
    ]
    shape.part(
        "fin",
        [
            _fin(back, 0.08),
            _fin([(z, -0.8 * y) for z, y in back], 0.08),
            *pair(ellipsoid(0.3, 0.07, 0.2, 8).move(0.12).turn(z=-30, y=30).move(0.42 * width, -0.05, 0.14 * length)),
        ],
        fin,
    )
    eye = sphere(0.075, 8).move(0.34 * width, 0.08 * height, 0.3 * length)
    shape.part("eye", pair(eye.move(0.05)), draw.color("black", unlike=color))
    pattern = shape.variant(draw.choice("plain", "banded", "two-coloured"))
    other = draw.color("white", "black", "yellow", "blue", "orange", unlike=[color, fin])
    if pattern == "banded":
        shape.adjective("striped")
        shape.paint("stripe", [box(2, 2, 0.11).move(z=z * length) for z in (0.18, -0.06, -0.3)], other, on="body")
    elif pattern == "two-coloured":
        shape.paint("belly", box(2, 1, 3).move(y=-0.5 - 0.08 * height), other, on="body", plural="bellies")
    return shape


@kind("shark", theme=THEME)
def shark(draw: Draw) -> Shape:
    """A long grey body with a tall back fin and an upright tail: great white, hammerhead or with its jaws open."""
    shape = Shape()
    grey = draw.color("grey", "dark grey", "light grey", "blue", "dark blue")
    white = draw.color("white", "light grey", unlike=grey)
    form = shape.variant(draw.choice("pointed snout", "hammerhead", "open jaws"))
    stations = [
        (1.0, 0.02, 0.16, 0.14),
        (0.66, 0.0, 0.44, 0.44),
        (0.2, 0.0, 0.56, 0.6),
        (-0.4, 0.02, 0.34, 0.38),
        (-1.0, 0.06, 0.12, 0.16),
    ]
    body = _spindle(stations)
    if form == "open jaws":
        gap = hull_of([box(1.0, 0.02, 0.02).move(0.0, -0.06, 0.5), box(1.0, 0.34, 0.02).move(0.0, -0.14, 1.1)])
        shape.part("body", body + ellipsoid(0.3, 0.14, 0.5).move(0.0, 0.1, 0.88) - gap, grey, spoken=False)
        shape.phrase("with its mouth open")
        teeth = [
            cone(0.065, 0.14, 4).turn(x=180).move(x, 0.04, z)
            for x, z in ((0.1, 0.92), (-0.1, 0.92), (0.0, 0.98), (0.15, 0.8), (-0.15, 0.8))
        ]
        shape.part("tooth", teeth, draw.color("white"), plural="teeth")
    else:
        shape.part("body", body, grey, spoken=False)
    if form == "hammerhead":
        shape.adjective(form)
        shape.part("head", ellipsoid(0.9, 0.15, 0.3, 12).move(0.0, 0.02, 0.92), grey, spoken=False)
    shape.paint("belly", box(2, 1, 3).move(y=-0.6), white, on="body", plural="bellies")
    shape.part(
        "fin",
        [
            _fin([(0.25, 0.2), (-0.12, 0.62), (-0.2, 0.58), (-0.14, 0.2)], 0.08),
            _fin([(-0.55, 0.1), (-0.74, 0.28), (-0.72, 0.08)], 0.07),
        ],
        grey,
    )
    shape.part("side fin", _paired(_side_fin(0.6, 0.26, 0.08, 24, 35), 0.2, -0.12, 0.24), grey)
    shape.part(
        "tail",
        _fin([(-0.88, 0.04), (-1.35, 0.55), (-1.42, 0.5), (-1.15, 0.06), (-1.3, -0.3), (-1.24, -0.32)], 0.08),
        grey,
    )
    x, z = (0.43, 0.95) if form == "hammerhead" else (0.2, 0.7)
    shape.part("eye", pair(sphere(0.05, 8).move(x, 0.07, z)), draw.color("black"))
    gills = [box(0.6, 0.2, 0.03).turn(x=-14).move(0.0, -0.02, z) for z in (0.3, 0.38, 0.46)]
    shape.paint("gill", gills, draw.color("black", "dark grey", unlike=grey), on="body", spoken=False)
    if shape.variant(draw.choice("swimming", "remora")) == "remora":
        shape.part(
            "small fish",
            ellipsoid(0.09, 0.1, 0.34, 8).move(0.0, -0.46, 0.1),
            draw.color("yellow", "orange"),
            plural="small fish",
        )
    return shape


@kind("whale", theme=THEME)
def whale(draw: Draw) -> Shape:
    """A huge head and level flukes: blue whale with a pale throat, square sperm whale or orca, some with a spout."""
    shape = Shape()
    form = shape.variant(draw.choice("round whale", "sperm whale", "orca"))
    color = (
        draw.color("black") if form == "orca" else draw.color("blue", "dark blue", "grey", "light blue", "dark grey")
    )
    light = draw.color("white", "light grey", unlike=color)
    if form == "round whale":
        body = _spindle(
            [
                (0.8, 0.0, 0.5, 0.4),
                (0.6, 0.0, 0.86, 0.8),
                (0.1, 0.0, 0.94, 0.86),
                (-0.6, 0.04, 0.36, 0.34),
                (-1.0, 0.2, 0.12, 0.14),
            ]
        )
    elif form == "sperm whale":
        shape.call(form)
        body = _spindle(
            [
                (1.0, 0.1, 0.5, 0.56),
                (0.9, 0.08, 0.66, 0.74),
                (0.1, 0.0, 0.72, 0.72),
                (-0.6, 0.0, 0.34, 0.34),
                (-1.1, 0.1, 0.12, 0.14),
            ]
        )
    else:
        shape.call(form)
        body = _spindle(
            [
                (0.86, -0.02, 0.24, 0.24),
                (0.6, 0.0, 0.52, 0.5),
                (0.1, 0.0, 0.62, 0.62),
                (-0.6, 0.02, 0.28, 0.3),
                (-1.0, 0.08, 0.1, 0.14),
            ]
        )
    shape.part("body", body, color, spoken=False)
    low = -0.44 if form != "orca" else -0.56
    shape.paint("belly", box(2, 0.6, 2.1).move(0.0, low, 0.24), light, on="body", plural="bellies")
    end = {"round whale": (0.2, -1.0), "sperm whale": (0.1, -1.1), "orca": (0.08, -1.0)}[form]
    shape.part("fluke", _fluke(0.9, 0.42, 0.1).turn(x=-12).move(0.0, end[0], end[1] + 0.08), color, spoken=False)
    shape.part("flipper", _paired(_side_fin(0.6, 0.26, 0.1, 32, 30), 0.3, -0.2, 0.35), color)
    if form == "orca":
        shape.part("back fin", _fin([(0.15, 0.24), (-0.08, 0.72), (-0.16, 0.7), (-0.14, 0.22)], 0.09), color)
        shape.part(
            "eye patch", pair(ellipsoid(0.08, 0.14, 0.24, 8).move(0.23, 0.12, 0.56)), light, plural="eye patches"
        )
    else:
        across = {"round whale": 0.4, "sperm whale": 0.34}[form]
        shape.part("eye", pair(sphere(0.05, 8).move(across, -0.02, 0.58)), draw.color("black", unlike=color))
    if shape.variant(draw.choice("water spout", "no spout")) == "water spout":
        shape.phrase("spouting water")
        top = {"round whale": 0.4, "sperm whale": 0.4, "orca": 0.26}[form]
        jets = [
            tube(
                curve(
                    [
                        (0.0, top, 0.3),
                        (0.08 * s, top + 0.35, 0.3),
                        (0.34 * s, top + 0.42, 0.3),
                        (0.42 * s, top + 0.24, 0.3),
                    ],
                    3,
                ),
                0.055,
            )
            for s in (1, -1)
        ]
        shape.part("water spout", union(jets), draw.color("light blue", "turquoise", "white", unlike=color))
    return shape


@kind("dolphin", theme=THEME)
def dolphin(draw: Draw) -> Shape:
    """A curved body with a beak and a hooked back fin: leaping, swimming or balancing a ball."""
    shape = Shape()
    grey = draw.color("grey", "light blue", "blue", "light grey", "dark grey")
    white = draw.color("white", "light grey", unlike=grey)
    pose = shape.variant(draw.choice("swimming", "leaping", "with a ball"))
    bend = {"swimming": 0.12, "leaping": 0.42, "with a ball": -0.3}[pose]

    def arch(z: float) -> float:
        return -bend * z * z

    stations = [(0.62, 0.2, 0.2), (0.45, 0.34, 0.34), (0.05, 0.4, 0.44), (-0.5, 0.22, 0.26), (-0.95, 0.09, 0.12)]
    body = _spindle([(z, arch(z), width, height) for z, width, height in stations])
    beak = capsule((0.0, arch(0.6) - 0.04, 0.58), (0.0, arch(0.86) - 0.05, 0.86), 0.085, 0.055)
    shape.part("body", body + beak, grey, spoken=False)
    belly = union([ellipsoid(0.34, 0.22, 0.6, 12).move(0.0, arch(z) - 0.18, z) for z in (0.35, -0.05)])
    shape.paint("belly", belly, white, on="body", plural="bellies")
    shape.part("back fin", _fin([(0.14, 0.14), (-0.12, 0.44), (-0.2, 0.42), (-0.12, 0.16)], 0.08), grey)
    shape.part("flipper", _paired(_side_fin(0.42, 0.18, 0.08, 40, 35), 0.14, arch(0.25) - 0.1, 0.25), grey)
    slope = float(np.degrees(np.arctan(2 * bend * 0.95)))
    shape.part("tail", _fluke(0.62, 0.3, 0.08).turn(x=-slope).move(0.0, arch(-0.92), -0.9), grey)
    shape.part("eye", pair(sphere(0.04, 8).move(0.155, arch(0.5) + 0.03, 0.5)), draw.color("black"))
    if pose == "leaping":
        shape.adjective(pose)
    elif pose == "with a ball":
        shape.phrase("balancing a ball")
        shape.part(
            "ball", sphere(0.2, 12).move(0.0, arch(0.9) + 0.16, 0.98), draw.color("red", "yellow", "orange", "green")
        )
    return shape


@kind("octopus", theme=THEME)
def octopus(draw: Draw) -> Shape:
    """A round head on eight arms that curl up, spread flat or hang; some spotted or wearing a hat."""
    shape = Shape()
    skin = draw.color("red", "orange", "purple", "pink", "dark red", "teal", "light purple")
    arms = shape.variant(draw.choice("curled arms", "spread arms", "raised arms"))
    path: dict[str, list[Vector]] = {
        "curled arms": [(0.0, 0.3, 0.2), (0.0, 0.1, 0.6), (0.0, 0.12, 0.95), (0.0, 0.34, 1.05), (0.0, 0.4, 0.86)],
        "spread arms": [(0.0, 0.3, 0.2), (0.0, 0.12, 0.55), (0.1, 0.08, 0.9), (-0.06, 0.06, 1.2), (0.1, 0.05, 1.4)],
        "raised arms": [(0.0, 0.25, 0.2), (0.0, 0.16, 0.6), (0.0, 0.4, 0.86), (0.0, 0.72, 0.84), (0.0, 0.9, 1.0)],
    }
    one = tube(
        curve(path[arms], 3), [0.15, 0.145, 0.14, 0.13, 0.125, 0.12, 0.11, 0.1, 0.095, 0.085, 0.075, 0.065, 0.05]
    )
    shape.part("arm", ring(one, 8, start=22.5), skin)
    tall = shape.variant(draw.choice("round head", "tall head")) == "tall head"
    head = hull_of(
        [ellipsoid(0.66, 0.5, 0.66).move(y=0.4), ellipsoid(0.9, 0.8, 0.84).move(0.0, 1.1 if tall else 0.8, -0.06)]
    )
    shape.part("head", head, skin, spoken=False)
    high = 0.62
    shape.part(
        "eyeball",
        pair(sphere(0.13, 12).move(0.19, high, 0.34)),
        draw.color("white", "yellow", unlike=skin),
        spoken=False,
    )
    shape.part("eye", pair(sphere(0.07, 8).move(0.2, high, 0.45)), draw.color("black"))
    extra = shape.variant(draw.choice("plain", "spotted", "hat", weights=(2, 2, 1)))
    other = draw.color(unlike=skin)
    top = 1.5 if tall else 1.2
    if extra == "spotted":
        shape.adjective("spotted")
        spots = [
            sphere(0.15, 8).move(0.4 * np.sin(a), top - 0.3 - 0.16 * (n % 2), 0.38 * np.cos(a))
            for n, a in enumerate(np.arange(6) * np.pi / 3 + 0.4)
        ]
        shape.paint("spot", spots, other, on="head")
    elif extra == "hat":
        shape.phrase("wearing a top hat")
        shape.part(
            "top hat",
            cylinder(0.36, 0.07, 12).move(y=top) + cylinder(0.24, 0.36, 12).stand(y=top),
            draw.color("black", "dark blue", unlike=skin),
        )
    return shape


@kind("crab", theme=THEME)
def crab(draw: Draw) -> Shape:
    """A wide shell on eight legs with two claws, raised, folded or of unequal size, eyes on stalks."""
    shape = Shape()
    red = draw.color("red", "orange", "red", "dark red", "blue", "pink")
    shell = shape.variant(draw.choice("oval shell", "triangular shell", "spiked shell"))
    body = ellipsoid(1.1, 0.42, 0.78)
    if shell == "triangular shell":
        body = hull_of([ellipsoid(1.2, 0.34, 0.4, 12).move(z=0.12), ellipsoid(0.4, 0.3, 0.3, 12).move(z=-0.34)])
    shape.part("shell", body.move(y=0.4), red)
    if shell == "spiked shell":
        spikes = [
            cone(0.08, 0.2, 6).turn(z=-85 * side, y=-20 * step * side).move(0.5 * side, 0.42, -0.05 + 0.18 * step)
            for side in (-1, 1)
            for step in (-1, 0, 1)
        ]
        shape.part("spike", spikes, red)
    legs = []
    for n in range(4):
        z, spread = 0.24 - 0.2 * n, 0.3 - 0.24 * n
        knee = (0.78, 0.56, z + 0.4 * spread)
        legs += pair(rod((0.36, 0.4, z), knee, 0.07, 0.06) + rod(knee, (1.02, 0.02, z + 0.9 * spread), 0.065, 0.03))
    shape.part("leg", legs, red)
    pose = shape.variant(draw.choice("claws raised", "claws ahead", "one big claw"))
    elbow = (0.72, 0.5, 0.5) if pose != "claws ahead" else (0.66, 0.36, 0.52)
    hand = (0.66, 0.92, 0.62) if pose != "claws ahead" else (0.36, 0.36, 0.86)
    if pose == "claws raised":
        shape.phrase("with raised claws")
    claw = union(
        [
            ellipsoid(0.26, 0.36, 0.22, 12),
            *[
                tube(
                    curve([(0.07 * s, 0.1, 0.0), (0.15 * s, 0.28, 0.0), (0.03 * s, 0.42, 0.0)], 3),
                    [0.1, 0.1, 0.09, 0.08, 0.07, 0.05, 0.035],
                )
                for s in (1, -1)
            ],
        ]
    )
    lean = 0.0 if pose != "claws ahead" else 70.0
    place = claw.turn(x=lean).move(*hand)
    arm = rod((0.42, 0.4, 0.22), elbow, 0.08) + rod(elbow, hand, 0.075)
    shape.part(
        "claw",
        [
            place,
            claw.scale(1.6, 1.6, 1.6).turn(x=lean).move(-hand[0], hand[1] + 0.06, hand[2])
            if pose == "one big claw"
            else place.mirror("x"),
        ],
        red,
    )
    shape.part("arm", pair(arm), red, spoken=False)
    shape.part("eyestalk", pair(rod((0.16, 0.5, 0.3), (0.18, 0.76, 0.36), 0.045)), red, spoken=False)
    shape.part("eye", pair(sphere(0.075, 8).move(0.18, 0.8, 0.37)), draw.color("black", "white", unlike=red))
    if draw.chance(0.3):
        other = draw.color("white", "yellow", "beige", unlike=red)
        shape.paint(
            "spot",
            [sphere(0.12, 8).move(x, 0.58, z) for x, z in ((0.0, -0.05), (0.28, 0.0), (-0.28, 0.0))],
            other,
            on="shell",
        )
    return shape


@kind("starfish", synonyms=("sea star",), theme=THEME, has_front=False)
def starfish(draw: Draw) -> Shape:
    """A star of five or more rounded arms: flat, ridged with knobs, or with bent arms, some on a rock."""
    shape = Shape()
    color = draw.color("orange", "red", "pink", "purple", "yellow", "copper")
    other = draw.color("yellow", "white", "beige", "dark red", unlike=color)
    count = draw.choice(5, 5, 5, 6, 8)
    shape.variant(f"{count} arms")
    form = shape.variant(draw.choice("plump", "flat", "bent arms"))
    if form == "flat":
        body = prism(smooth(star(count, 1.1, 0.42), 2), 0.2)
        shape.part("body", body, color, spoken=False)
    else:
        shift = 0.28 if form == "bent arms" else 0.0
        arm = hull_of(
            [ellipsoid(0.5, 0.32, 0.5, 12), ellipsoid(0.34, 0.24, 0.34, 12).move(0.3 * shift, 0.0, 0.6)]
        ) + capsule((0.3 * shift, 0.0, 0.6), (shift, -0.02, 1.05), 0.15, 0.08)
        shape.part("arm", ring(arm.move(y=0.12), count), color)
    top = 0.24 if form == "flat" else 0.26
    dots = shape.variant(draw.choice("knobs", "plain", "center disc"))
    if dots == "knobs":
        ridge = [
            ring(
                sphere(0.075 - 0.008 * n, 8).move(
                    0.0, top - 0.05 - (0.0 if form == "flat" else 0.025 * n), 0.26 + 0.25 * n
                ),
                count,
                start=0 if form != "flat" else 180 / count * (count % 2),
            )
            for n in range(3)
        ]
        if form == "bent arms":
            ridge = ridge[:2]
        shape.part("knob", [knob for knobs in ridge for knob in knobs], other)
    elif dots == "center disc":
        shape.part("center", cylinder(0.22, 0.14, 12).move(y=top - 0.04), other)
    if draw.chance(0.3):
        shape.part("eye", pair(sphere(0.08, 8).move(0.12, top + 0.02, 0.12)), draw.color("black"))
    if shape.variant(draw.choice("flat on the ground", "propped up")) == "propped up":
        shape.parts = [replace(part, solids=tuple(one.turn(x=66) for one in part.solids)) for part in shape.parts]
    return shape


@kind("jellyfish", theme=THEME, has_front=False)
def jellyfish(draw: Draw) -> Shape:
    """A bell with tentacles that hang straight, wave or trail to one side, frilled arms within."""
    shape = Shape()
    bell = draw.color("pink", "light purple", "light blue", "purple", "turquoise", "white", "orange")
    other = draw.color("pink", "purple", "white", "light blue", "blue", "yellow", unlike=bell)
    form = shape.variant(draw.choice("round bell", "flat bell", "tall bell"))
    height = {"round bell": 0.6, "flat bell": 0.38, "tall bell": 0.85}[form]
    cap = dome(0.62, height, 16) - dome(0.5, 0.6 * height, 16).move(y=-0.01)
    shape.part("bell", cap.move(y=1.3) + torus(0.56, 0.14, 16, 6).move(y=1.32), bell, spoken=False)
    style = shape.variant(draw.choice("straight tentacles", "wavy tentacles", "trailing tentacles"))
    path: dict[str, list[Vector]] = {
        "straight tentacles": [(0.0, 1.36, 0.46), (0.0, 0.9, 0.48), (0.0, 0.4, 0.46), (0.0, 0.0, 0.44)],
        "wavy tentacles": [(0.0, 1.36, 0.46), (0.12, 1.0, 0.5), (-0.12, 0.6, 0.5), (0.1, 0.2, 0.5), (0.0, 0.0, 0.52)],
        "trailing tentacles": [(0.0, 1.36, 0.46), (0.0, 0.9, 0.5), (0.0, 0.45, 0.6), (0.0, 0.1, 0.84)],
    }
    tentacle = tube(curve(path[style], 3), 0.05, sides=6)
    shape.part("tentacle", ring(tentacle, draw.choice(6, 8, 10)), other)
    arms = ring(
        tube(
            curve([(0.0, 1.5, 0.12), (0.08, 1.15, 0.16), (-0.06, 0.85, 0.14), (0.05, 0.55, 0.12)], 3),
            [0.12, 0.12, 0.13, 0.13, 0.13, 0.12, 0.12, 0.1, 0.09, 0.06],
        ),
        3,
    )
    shape.part("frilly arm", arms, bell)
    if draw.chance(0.5):
        shape.paint("spot", ring(sphere(0.13, 8).move(0.0, 1.3 + 0.8 * height, 0.36), 5), other, on="bell")
    return shape


@kind("seahorse", theme=THEME)
def seahorse(draw: Draw) -> Shape:
    """A horse's head, a belly and a curled tail; plain, ringed, crowned, or beside a weed."""
    shape = Shape()
    color = draw.color("orange", "yellow", "pink", "turquoise", "purple", "red")
    other = draw.color("yellow", "white", "orange", "teal", "light blue", unlike=color)
    path: list[Vector] = [
        (0.0, 1.62, 0.0),
        (0.0, 1.4, -0.14),
        (0.0, 1.1, 0.0),
        (0.0, 0.8, 0.06),
        (0.0, 0.45, -0.06),
        (0.0, 0.18, 0.04),
        (0.0, 0.14, 0.28),
        (0.0, 0.32, 0.36),
        (0.0, 0.4, 0.24),
        (0.0, 0.32, 0.18),
    ]
    radii = np.interp(
        np.linspace(0, 1, 28), [0, 0.15, 0.3, 0.42, 0.6, 0.8, 1], [0.14, 0.15, 0.25, 0.25, 0.14, 0.09, 0.05]
    )
    body = tube(curve(path, 3), [float(radius) for radius in radii])
    head = hull_of([ellipsoid(0.26, 0.32, 0.34, 12).move(0.0, 1.68, 0.04), sphere(0.09, 8).move(0.0, 1.6, 0.26)])
    snout = capsule((0.0, 1.6, 0.24), (0.0, 1.52, 0.52), 0.075, 0.085)
    shape.part("body", union([body, head, snout]), color, spoken=False)
    shape.part("eye", pair(sphere(0.05, 8).move(0.12, 1.72, 0.14)), draw.color("black"))
    crest = shape.variant(draw.choice("spiky crest", "crown", "smooth head"))
    if crest == "spiky crest":
        spines = [
            cone(0.06, 0.22, 5).turn(x=angle).move(0.0, y, z)
            for angle, y, z in ((-10, 1.9, 0.0), (-45, 1.82, -0.14), (-75, 1.6, -0.2), (-100, 1.36, -0.32))
        ]
        shape.part("spine", spines, other)
    elif crest == "crown":
        shape.part(
            "crown",
            union([cone(0.05, 0.2, 5).turn(z=angle).move(-0.0025 * angle, 1.9, 0.0) for angle in (-30, 0, 30)]),
            other,
        )
    shape.part("back fin", union([ellipsoid(0.07, 0.4, 0.3, 8).move(0.0, 0.98, -0.28)]), other)
    if shape.variant(draw.choice("ringed", "plain", "belly patch")) == "ringed":
        shape.paint("band", [box(1, 0.07, 0.9).move(0.0, y, 0.0) for y in (1.2, 1.0, 0.8, 0.6)], other, on="body")
    elif "belly patch" in shape.variants:
        shape.paint("belly", ellipsoid(0.4, 0.6, 0.3, 12).move(0.0, 0.95, 0.26), other, on="body", plural="bellies")
    if shape.variant(draw.choice("weed", "no weed")) == "weed":
        shape.phrase("beside a sea plant")
        weed = tube(
            curve([(0.3, 0.0, 0.2), (0.38, 0.4, 0.2), (0.24, 0.8, 0.24), (0.36, 1.2, 0.2)], 3),
            [0.08] * 7 + [0.06, 0.05, 0.04],
        )
        shape.part("sea plant", weed, draw.color("green", "dark green", unlike=color))
    return shape
