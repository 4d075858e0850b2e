"""Insects, spiders, snails and other small animals; the length of the body is about 1 to 2."""

from dataclasses import replace

import numpy as np

from shape_diff.data.procedural.arrays import pair
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, smooth
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
    hull_of,
    prism,
    rod,
    sphere,
    tube,
    union,
)

THEME = "animals"


def _bent_legs(
    places: list[tuple[float, float]], body: float, x: float, reach: float, thick: float, knee: float = 0.3
) -> list[Solid]:
    """Legs with a raised knee: (z, how far the foot lies ahead) for each pair, `body` their height at the trunk."""
    legs = []
    for z, ahead in places:
        middle = (x + 0.45 * reach, body + knee, z + 0.5 * ahead)
        legs += pair(
            rod((0.5 * x, body, z), middle, thick, sides=6)
            + rod(middle, (x + reach, thick, z + ahead), thick, 0.7 * thick, 6)
            + sphere(thick, 8).move(*middle)
        )
    return legs


def _feelers(y: float, z: float, length: float, thick: float, spread: float = 0.3) -> list[Solid]:
    """Two antennae with knobs, from the top of a head forward and up."""
    end = (spread, y + 0.8 * length, z + 0.6 * length)
    return pair(rod((0.06, y, z), end, thick, sides=6) + sphere(1.7 * thick, 8).move(*end))


def _tilt(shape: Shape, degrees: float) -> None:
    """Raise the front of all that was added so far."""
    turned = [tuple(solid.turn(x=-degrees) for solid in part.solids) for part in shape.parts]
    shape.parts = [replace(part, solids=solids) for part, solids in zip(shape.parts, turned, strict=True)]


@kind("butterfly", theme=THEME)
def butterfly(draw: Draw) -> Shape:
    """Four large patterned wings: spread flat, half raised, or raised, on a flower or not."""
    shape = Shape()
    upper = draw.color("orange", "blue", "yellow", "purple", "pink", "red", "turquoise", "white")
    lower = draw.color(unlike=upper) if draw.chance(0.5) else upper
    dark = draw.color("black", "dark brown")
    pose = shape.variant(draw.choice("flat wings", "half-raised wings", "raised wings"))
    lift = {"flat wings": 4.0, "half-raised wings": 32.0, "raised wings": 62.0}[pose]
    form = shape.variant(draw.choice("rounded", "swallow-tailed", "angular"))
    fore = [(0.0, 0.02), (0.5, 0.75), (1.15, 0.8), (1.2, 0.4), (0.7, -0.02), (0.0, -0.1)]
    hind = [(0.0, 0.0), (0.7, 0.02), (0.95, -0.4), (0.6, -0.8), (0.2, -0.6), (0.0, -0.2)]
    if form == "swallow-tailed":
        hind = [
            (0.0, 0.0),
            (0.75, 0.02),
            (0.9, -0.4),
            (0.72, -0.66),
            (0.72, -1.1),
            (0.56, -1.1),
            (0.46, -0.7),
            (0.0, -0.2),
        ]
    rounds = 1 if form != "angular" else 0

    def wing(outline: list[tuple[float, float]], y: float) -> Solid:
        return prism(smooth(outline, rounds) if rounds else outline, 0.07).turn(z=lift).move(0.03, y, 0.0)

    shape.part("upper wing", pair(wing(fore, 0.06)), upper)
    shape.part("lower wing", pair(wing(hind, 0.03)), lower)
    spots = draw.color("white", "yellow", "black", "light blue", "red", unlike=[upper, lower])

    def dot(x: float, z: float, size: float) -> Solid:
        return cylinder(size, 0.12, 8).move(x, 0.04, z).turn(z=lift).move(0.03, 0.05, 0.0)

    pattern = shape.variant(draw.choice("spots", "dark tips", "plain"))
    if pattern == "spots":
        marks = [dot(x, z, size) for x, z, size in ((0.85, 0.55, 0.15), (0.5, 0.3, 0.11), (0.6, -0.4, 0.14))]
        shape.part("spot", [copy for mark in marks for copy in pair(mark)], spots)
    elif pattern == "dark tips":
        tips = box(0.5, 0.4, 1.6).move(1.16, 0.05, 0.3).turn(z=lift).move(0.03, 0.05, 0.0)
        shape.paint("wing tip", pair(tips), dark, on="upper wing")
    body = union(
        [
            capsule((0.0, 0.06, 0.3), (0.0, 0.06, -0.1), 0.1),
            capsule((0.0, 0.06, -0.1), (0.0, 0.04, -0.6), 0.085, 0.055),
            sphere(0.12, 12).move(0.0, 0.08, 0.42),
        ]
    )
    shape.part("body", body, dark)
    path = curve([(0.04, 0.14, 0.5), (0.14, 0.26, 0.72), (0.3, 0.3, 0.86)], 3)
    shape.part("antenna", pair(tube(path, 0.03, sides=6) + sphere(0.055, 8).move(*path[-1])), dark)
    _tilt(shape, {"flat wings": 52.0, "half-raised wings": 38.0, "raised wings": 12.0}[pose])
    if shape.variant(draw.choice("flying", "on a flower", weights=(3, 1))) == "on a flower":
        shape.phrase("on a flower")
        petals = [ellipsoid(0.34, 0.12, 0.5, 8).move(z=0.4).turn(y=60 * n).move(y=-0.2) for n in range(6)]
        shape.part("petal", petals, draw.color("white", "pink", "yellow", "purple", unlike=[upper, lower, dark]))
        shape.part("stem", rod((0.0, -0.2, 0.0), (0.0, -1.1, 0.0), 0.06), draw.color("green"))
    return shape


@kind("bee", synonyms=("bumblebee", "honey bee"), theme=THEME)
def bee(draw: Draw) -> Shape:
    """A plump yellow body with black bands, wings, a sting and feelers: flying, sitting, or holding a honey pot."""
    shape = Shape()
    yellow, black = draw.color("yellow", "yellow", "orange", "gold"), draw.color("black", "black", "dark brown")
    form = shape.variant(draw.choice("plump", "slender"))
    width = 0.86 if form == "plump" else 0.6
    body = ellipsoid(width, width, 1.3).move(y=0.6)
    shape.part("body", body, yellow, spoken=False)
    stripes = shape.variant(draw.choice("two stripes", "three stripes"))
    places = (0.05, -0.35) if stripes == "two stripes" else (0.22, -0.1, -0.42)
    shape.paint("stripe", [box(2, 2, 0.16).move(0.0, 0.6, z) for z in places], black, on="body")
    shape.part("head", sphere(0.3).move(0.0, 0.64, 0.7), black if draw.chance(0.5) else yellow, spoken=False)
    shape.part(
        "eye",
        pair(sphere(0.11, 8).move(0.16, 0.72, 0.92)),
        draw.color("white", "dark red", "light blue", unlike=[yellow, black]),
    )
    shape.part("antenna", _feelers(0.88, 0.8, 0.34, 0.035, 0.22), black)
    shape.part("stinger", cone(0.07, 0.24, 6).turn(x=-90).move(0.0, 0.58, -0.72), black)
    wing = draw.color("white", "light blue", "light grey", unlike=yellow)
    pose = shape.variant(draw.choice("wings up", "wings spread"))
    if pose == "wings up":
        blades = pair(ellipsoid(0.44, 0.08, 0.8, 12).move(z=-0.4).turn(x=48, y=-24).move(0.16, 0.95, 0.12))
    else:
        blades = [
            *pair(ellipsoid(0.9, 0.08, 0.42, 12).move(0.5).turn(z=18, y=16).move(0.14, 0.95, 0.1)),
            *pair(ellipsoid(0.6, 0.08, 0.34, 12).move(0.36).turn(z=14, y=-24).move(0.14, 0.94, -0.1)),
        ]
    shape.part("wing", blades, wing)
    shape.part(
        "leg",
        [
            copy
            for z in (0.3, 0.02, -0.26)
            for copy in pair(rod((0.2, 0.34, z), (0.34, 0.02, z + 0.06), 0.045, sides=6))
        ],
        black,
    )
    return shape


@kind("ant", theme=THEME)
def ant(draw: Draw) -> Shape:
    """Three round segments on six legs with feelers and jaws; walking, rearing up, or carrying a leaf or crumb."""
    shape = Shape()
    color = draw.color("black", "dark brown", "dark red", "red", "brown")
    form = shape.variant(draw.choice("level", "head raised"))
    up = 0.2 if form == "head raised" else 0.0
    shape.part("abdomen", ellipsoid(0.56, 0.52, 0.76).move(0.0, 0.5, -0.66), color)
    shape.part(
        "thorax",
        ellipsoid(0.3, 0.32, 0.56, 12).move(0.0, 0.46, 0.0) + capsule((0.0, 0.46, -0.3), (0.0, 0.46, 0.5), 0.1),
        color,
        spoken=False,
    )
    head: Vector = (0.0, 0.52 + up, 0.56)
    shape.part("head", ellipsoid(0.46, 0.42, 0.46).move(*head) + capsule((0.0, 0.46, 0.1), head, 0.12), color)
    shape.part("leg", _bent_legs([(0.16, 0.4), (0.0, 0.0), (-0.16, -0.44)], 0.42, 0.2, 0.62, 0.05, 0.22), color)
    elbow = (0.24, 0.92 + up, 0.72)
    feeler = rod((0.08, 0.64 + up, 0.68), elbow, 0.035, sides=6) + rod(elbow, (0.3, 0.84 + up, 1.06), 0.035, sides=6)
    shape.part("antenna", pair(feeler), color)
    shape.part(
        "jaw",
        pair(
            tube(
                curve([(0.1, 0.42 + up, 0.74), (0.16, 0.4 + up, 0.92), (0.03, 0.4 + up, 1.0)], 2),
                [0.06, 0.06, 0.05, 0.045, 0.035],
                6,
            )
        ),
        color,
    )
    shape.part(
        "eye", pair(sphere(0.07, 8).move(0.17, 0.6 + up, 0.7)), draw.color("white", "yellow", "black", unlike=color)
    )
    load = shape.variant(draw.choice("nothing", "leaf", "crumb"))
    if load == "leaf":
        shape.phrase("carrying a leaf")
        leaf = ellipsoid(0.6, 0.07, 1.0, 12).turn(z=30, x=-20).move(0.1, 1.05 + up, 0.7)
        shape.part(
            "leaf",
            leaf + rod((0.0, 0.5 + up, 0.95), (0.08, 0.95 + up, 0.8), 0.04),
            draw.color("green", "light green"),
            plural="leaves",
        )
    elif load == "crumb":
        shape.phrase("carrying a crumb")
        shape.part(
            "crumb",
            ellipsoid(0.4, 0.32, 0.36, 8).move(0.0, 0.42 + up, 1.12),
            draw.color("beige", "light brown", "white", unlike=color),
        )
    return shape


@kind("spider", theme=THEME)
def spider(draw: Draw) -> Shape:
    """A round abdomen on eight arched legs: hairy, long-legged, or hanging on a thread; with marks or plain."""
    shape = Shape()
    color = draw.color("black", "black", "dark brown", "brown", "dark grey", "purple")
    form = shape.variant(draw.choice("stocky", "long-legged", "hanging"))
    reach, thick, knee = (1.1, 0.05, 0.6) if form == "long-legged" else (0.75, 0.065, 0.34)
    shape.part("abdomen", ellipsoid(0.72, 0.66, 0.82).move(0.0, 0.52, -0.5), color)
    shape.part("head", ellipsoid(0.46, 0.38, 0.48).move(0.0, 0.46, 0.12), color, spoken=False)
    places = [(0.22, 0.62), (0.1, 0.2), (-0.02, -0.26), (-0.12, -0.72)]
    shape.part("leg", _bent_legs(places, 0.44, 0.22, reach, thick, knee), color)
    if form == "long-legged":
        shape.adjective(form)
    elif form == "hanging":
        shape.phrase("hanging on a thread")
        shape.part("thread", rod((0.0, 0.5, -0.5), (0.0, 2.2, -0.5), 0.032, sides=6), draw.color("white", "light grey"))
    gaze = draw.color("red", "white", "yellow", "light green", unlike=color)
    shape.part(
        "eye",
        [
            copy
            for x, y, r in ((0.08, 0.54, 0.075), (0.18, 0.58, 0.055))
            for copy in pair(sphere(r, 8).move(x, y, 0.32))
        ],
        gaze,
    )
    shape.part(
        "fang",
        pair(cone(0.075, 0.22, 6).turn(x=160).move(0.08, 0.28, 0.36)),
        draw.color("white", "red", "beige", unlike=color),
    )
    mark = shape.variant(draw.choice("plain", "cross", "stripes"))
    other = draw.color("red", "orange", "yellow", "white", unlike=color)
    if mark == "cross":
        shape.paint(
            "cross",
            box(0.14, 0.6, 0.5).move(0.0, 0.8, -0.5) + box(0.42, 0.6, 0.14).move(0.0, 0.8, -0.42),
            other,
            on="abdomen",
            plural="crosses",
        )
    elif mark == "stripes":
        shape.paint("stripe", [box(2, 2, 0.1).move(0.0, 0.5, z) for z in (-0.34, -0.56, -0.76)], other, on="abdomen")
    return shape


@kind("ladybug", synonyms=("ladybird",), theme=THEME)
def ladybug(draw: Draw) -> Shape:
    """A dome with dots on six short legs: closed, with its wing cases open, or on a twig."""
    shape = Shape()
    red, black = draw.color("red", "red", "red", "orange", "yellow"), draw.color("black")
    pose = shape.variant(draw.choice("closed", "wings open", "on a twig"))
    low = 0.12 if pose != "on a twig" else 0.22
    shell = dome(0.7, 0.58, 16).scale(z=1.1).move(y=low + 0.06)
    shape.part("belly", ellipsoid(1.2, 0.3, 1.36).move(y=low + 0.08), black, spoken=False)
    count = shape.variant(draw.choice("six dots", "four dots", "eight dots"))
    spots = {
        "four dots": [(0.32, 0.1), (0.34, -0.32)],
        "six dots": [(0.26, 0.3), (0.44, -0.06), (0.28, -0.4)],
        "eight dots": [(0.22, 0.34), (0.5, 0.12), (0.22, -0.06), (0.36, -0.4)],
    }[count]
    half = shell & box(1.4, 2, 3).move(0.72, 1.0)
    dots = [
        sphere(0.12, 8).move(x, low + 0.06 + 0.58 * float(np.sqrt(max(1 - (x / 0.7) ** 2 - (z / 0.77) ** 2, 0.05))), z)
        for x, z in spots
    ]
    if pose == "wings open":
        shape.phrase("with its wings open")
        half = half.move(0.0, -low, 0.5).turn(y=-34, z=24).move(0.06, low + 0.12, -0.44)
        dots = [dot.move(0.0, -low, 0.5).turn(y=-34, z=24).move(0.06, low + 0.12, -0.44) for dot in dots]
        wing = ellipsoid(0.42, 0.07, 1.0, 12).move(0.0, 0.0, -0.5).turn(y=-24).move(0.12, low + 0.26, 0.1)
        shape.part("wing", pair(wing), draw.color("white", "light grey", "light blue"))
    shape.part("wing case", pair(half), red)
    shape.part("dot", [copy for dot in dots for copy in pair(dot)], black)
    shape.part("head", ellipsoid(0.62, 0.44, 0.44).move(0.0, low + 0.22, 0.76), black)
    shape.part("eye", pair(sphere(0.09, 8).move(0.19, low + 0.32, 0.9)), draw.color("white"))
    shape.part("antenna", _feelers(low + 0.38, 0.84, 0.26, 0.035, 0.2), black)
    shape.part(
        "leg",
        [
            copy
            for z, a in ((0.36, 0.16), (0.0, 0.0), (-0.36, -0.16))
            for copy in pair(rod((0.4, low + 0.08, z), (0.88, low - 0.09, z + a), 0.055, sides=6))
        ],
        black,
    )
    if pose == "on a twig":
        shape.phrase(pose)
        twig = rod((0.0, 0.1, -1.25), (0.0, 0.1, 1.3), 0.12, 0.09)
        shape.part("twig", twig, draw.color("brown", "dark brown", "green", unlike=red))
    return shape


@kind("snail", theme=THEME)
def snail(draw: Draw) -> Shape:
    """A spiral shell on a soft body with eye stalks: coiled or pointed shell, stretched out or drawn in."""
    shape = Shape()
    skin = draw.color("beige", "light brown", "grey", "light green", "yellow", "pink")
    shell = draw.color("brown", "orange", "dark red", "copper", "purple", "blue", unlike=skin)
    pose = shape.variant(draw.choice("head raised", "stretched out", "drawn in"))
    head: Vector = {"head raised": (0.0, 0.62, 0.86), "stretched out": (0.0, 0.3, 1.15), "drawn in": (0.0, 0.26, 0.7)}[
        pose
    ]
    foot = hull_of(
        [ellipsoid(0.46, 0.24, 0.9, 12).move(0.0, 0.12, 0.2), ellipsoid(0.14, 0.1, 0.2, 8).move(0.0, 0.06, -0.95)]
    )
    neck = capsule((0.0, 0.2, 0.5), head, 0.19, 0.17)
    shape.part("body", foot + neck, skin, spoken=False)
    stalks = pair(rod((0.08, head[1] + 0.08, head[2]), (0.18, head[1] + 0.42, head[2] + 0.1), 0.045))
    shape.part("eyestalk", stalks, skin)
    shape.part("eye", pair(sphere(0.075, 8).move(0.18, head[1] + 0.45, head[2] + 0.11)), draw.color("black"))
    form = shape.variant(draw.choice("spiral shell", "pointed shell", "striped shell"))
    if form == "pointed shell":
        coils = [ellipsoid(1.0 - 0.22 * n, 0.44 - 0.06 * n, 1.0 - 0.22 * n, 12).move(y=0.3 * n) for n in range(4)]
        shape.part(
            "shell", union([*coils, cone(0.12, 0.24, 8).stand(y=0.92)]).turn(x=-28).move(0.0, 0.56, -0.24), shell
        )
        return shape
    disc = ellipsoid(0.6, 1.0, 1.0).move(0.0, 0.7, -0.18)
    shape.part("shell", disc, shell)
    other = draw.color("beige", "white", "dark brown", "yellow", "light brown", unlike=[shell, skin])
    turns = np.linspace(0.3, 4.0 * np.pi, 22)
    if form == "spiral shell":
        path = [(0.31 - 0.0 * a, 0.7 + 0.034 * a * np.sin(a), -0.18 + 0.034 * a * np.cos(a)) for a in turns]
        spiral = tube(
            [
                (float(np.sqrt(max(0.085 - 0.34 * ((y - 0.7) ** 2 + (z + 0.18) ** 2), 0.01))), float(y), float(z))
                for _, y, z in path
            ],
            0.05,
            sides=6,
        )
        shape.part("spiral", pair(spiral), other)
    else:
        bands = [box(2, 0.09, 1.6).turn(x=60 * n).move(0.0, 0.7, -0.18) for n in range(3)]
        shape.paint("stripe", bands, other, on="shell")
    return shape


@kind("caterpillar", theme=THEME)
def caterpillar(draw: Draw) -> Shape:
    """A row of balls with little feet and feelers: level, humped or with its head up; in one, two or more colours."""
    shape = Shape()
    first = draw.color("green", "light green", "yellow", "green", "blue", "red")
    second = draw.color("yellow", "dark green", "orange", "purple", "teal", unlike=first)
    pose = shape.variant(draw.choice("level", "humped", "head raised"))
    count = draw.integer(5, 7)
    shape.variant(f"{count} segments")
    heights = {
        "level": lambda t: 0.0,
        "humped": lambda t: 0.62 * np.sin(np.pi * t),
        "head raised": lambda t: 0.75 * max(0.0, t - 0.55) ** 1.2,
    }[pose]
    spots: list[Vector] = []
    for n in range(count):
        t = n / (count - 1)
        spots.append((0.0, 0.34 + float(heights(t)), (0.36 if pose != "humped" else 0.3) * n))
    balls = [sphere(0.27, 12).move(*spot) for spot in spots]
    if shape.variant(draw.choice("alternating", "one colour")) == "alternating":
        shape.part("segment", balls[0::2], first)
        shape.part("segment", balls[1::2], second)
    else:
        shape.part("segment", balls, first)
    feet = [
        copy for x, y, z in spots if y < 0.6 for copy in pair(ellipsoid(0.13, 0.18, 0.15, 8).move(0.15, y - 0.25, z))
    ]
    shape.part("foot", feet, draw.color("orange", "brown", "black", "red", unlike=[first, second]))
    _, y, z = spots[-1]
    color = draw.color("red", "orange", "yellow", "light green", unlike=[first, second])
    head: Vector = (0.0, y + 0.14, z + 0.34)
    shape.part("head", sphere(0.33).move(*head), color)
    shape.part("eye", pair(sphere(0.085, 8).move(0.13, head[1] + 0.09, head[2] + 0.27)), draw.color("black"))
    shape.part("antenna", _feelers(head[1] + 0.26, head[2], 0.34, 0.04, 0.2), draw.color("black", "dark brown"))
    if draw.chance(0.3):
        shape.part("spike", [cone(0.06, 0.22, 5).stand(0.0, py + 0.22, pz) for _, py, pz in spots], color, spoken=True)
    return shape


@kind("dragonfly", theme=THEME)
def dragonfly(draw: Draw) -> Shape:
    """A long thin body with four straight wings and huge eyes: hovering, wings swept, or on a reed."""
    shape = Shape()
    color = draw.color("blue", "green", "red", "turquoise", "teal", "orange")
    wing = draw.color("light blue", "white", "light grey", "turquoise", unlike=color)
    pose = shape.variant(draw.choice("wings straight", "wings swept", "wings raised"))
    sweep, lift = {"wings straight": (4.0, 4.0), "wings swept": (26.0, 4.0), "wings raised": (8.0, 30.0)}[pose]
    tail = [(0.0, 0.0, 0.1), (0.0, 0.04, -0.6), (0.0, 0.0, -1.3)]
    if shape.variant(draw.choice("straight tail", "curved tail")) == "curved tail":
        tail = [(0.0, 0.0, 0.1), (0.0, 0.1, -0.6), (0.0, -0.2, -1.2)]
    shape.part("tail", tube(curve(tail, 4), [0.085] * 4 + [0.07] * 4 + [0.065]), color)
    shape.part("thorax", ellipsoid(0.34, 0.36, 0.56, 12).move(z=0.2), color, spoken=False)
    shape.part("head", sphere(0.17, 12).move(z=0.56), color, spoken=False)
    shape.part(
        "eye", pair(sphere(0.15, 8).move(0.13, 0.05, 0.6)), draw.color("red", "green", "black", "yellow", unlike=color)
    )
    fore = ellipsoid(1.3, 0.1, 0.3, 12).move(0.7).turn(y=sweep - 8).turn(z=lift).move(0.08, 0.12, 0.3)
    hind = ellipsoid(1.15, 0.1, 0.36, 12).move(0.62).turn(y=sweep + 10).turn(z=lift).move(0.08, 0.1, 0.06)
    shape.part("wing", [*pair(fore), *pair(hind)], wing)
    if draw.chance(0.5):
        other = draw.color("black", "yellow", "dark blue", unlike=color)
        shape.paint("band", [box(1, 1, 0.1).move(z=z) for z in (-0.4, -0.7, -1.0)], other, on="tail")
    shape.part(
        "leg",
        [
            copy
            for z in (0.34, 0.18, 0.04)
            for copy in pair(rod((0.08, -0.1, z), (0.18, -0.36, z + 0.12), 0.036, sides=6))
        ],
        draw.color("black", "dark grey"),
    )
    _tilt(shape, 24.0)
    if shape.variant(draw.choice("flying", "on a reed", weights=(2, 1))) == "on a reed":
        shape.phrase("on a reed")
        shape.part(
            "reed",
            rod((0.0, -1.3, 0.3), (0.0, 0.1, 0.3), 0.05) + capsule((0.0, -0.35, 0.3), (0.0, -0.3, 0.3), 0.13),
            draw.color("green", "dark green", "brown", unlike=color),
        )
    return shape
