"""Letters, figures, signs and symbols; the unit is the sign's own."""

import math
from itertools import pairwise

import numpy as np

from shape_diff.data.procedural.arrays import pair
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    ellipse,
    mirrored,
    rounded_rectangle,
    star,
)
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    capsule,
    cone,
    cylinder,
    ellipsoid,
    extrude,
    hull_of,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "signs and letters"


def _bow(x: float, y: float, width: float, height: float, start: float, end: float) -> list[Flat]:
    """Points of an elliptical arc about (x, y), full width and height; degrees counter-clockwise from +x."""
    return [(x + width / 2 * a, y + height / 2 * b) for a, b in arc((0.0, 0.0), 1.0, start, end, 7)]


STROKES: dict[str, list[list[Flat]]] = {
    "a": [[(0.0, 0.0), (0.5, 1.4), (1.0, 0.0)], [(0.2, 0.5), (0.8, 0.5)]],
    "b": [
        [(0.0, 0.0), (0.0, 1.4)],
        [(0.0, 1.4), (0.4, 1.4), *_bow(0.5, 1.06, 0.72, 0.68, 90, -90), (0.0, 0.72)],
        [(0.4, 0.72), *_bow(0.55, 0.36, 0.86, 0.72, 90, -90), (0.0, 0.0)],
    ],
    "c": [_bow(0.5, 0.7, 1.0, 1.4, 45, 315)],
    "d": [[(0.0, 0.0), (0.0, 1.4), (0.3, 1.4), *_bow(0.3, 0.7, 1.4, 1.4, 75, -75), (0.3, 0.0), (0.0, 0.0)]],
    "e": [[(0.9, 1.4), (0.0, 1.4), (0.0, 0.0), (0.9, 0.0)], [(0.0, 0.7), (0.7, 0.7)]],
    "f": [[(0.9, 1.4), (0.0, 1.4), (0.0, 0.0)], [(0.0, 0.7), (0.7, 0.7)]],
    "g": [[*_bow(0.5, 0.7, 1.0, 1.4, 45, 330), (0.95, 0.6), (0.55, 0.6)]],
    "h": [[(0.0, 0.0), (0.0, 1.4)], [(1.0, 0.0), (1.0, 1.4)], [(0.0, 0.7), (1.0, 0.7)]],
    "i": [[(0.5, 0.0), (0.5, 1.4)], [(0.2, 0.0), (0.8, 0.0)], [(0.2, 1.4), (0.8, 1.4)]],
    "j": [[(0.3, 1.4), (0.9, 1.4)], [(0.75, 1.4), (0.75, 0.4), *_bow(0.4, 0.4, 0.7, 0.8, 0, -180)[1:]]],
    "k": [[(0.0, 0.0), (0.0, 1.4)], [(0.9, 1.4), (0.0, 0.6)], [(0.25, 0.82), (0.95, 0.0)]],
    "l": [[(0.0, 1.4), (0.0, 0.0), (0.85, 0.0)]],
    "m": [[(0.0, 0.0), (0.0, 1.4), (0.6, 0.5), (1.2, 1.4), (1.2, 0.0)]],
    "n": [[(0.0, 0.0), (0.0, 1.4), (1.0, 0.0), (1.0, 1.4)]],
    "o": [_bow(0.5, 0.7, 1.1, 1.4, 0, 180), _bow(0.5, 0.7, 1.1, 1.4, 180, 360)],
    "p": [[(0.0, 0.0), (0.0, 1.4), (0.4, 1.4), *_bow(0.45, 1.02, 0.86, 0.76, 90, -90), (0.0, 0.64)]],
    "q": [_bow(0.5, 0.7, 1.1, 1.4, 0, 180), _bow(0.5, 0.7, 1.1, 1.4, 180, 360), [(0.6, 0.35), (1.1, -0.1)]],
    "r": [
        [(0.0, 0.0), (0.0, 1.4), (0.4, 1.4), *_bow(0.45, 1.02, 0.86, 0.76, 90, -90), (0.0, 0.64)],
        [(0.4, 0.64), (0.95, 0.0)],
    ],
    "s": [[*_bow(0.5, 1.04, 0.8, 0.72, 30, 270), *_bow(0.5, 0.34, 0.88, 0.72, 90, -150)]],
    "t": [[(0.0, 1.4), (1.0, 1.4)], [(0.5, 1.4), (0.5, 0.0)]],
    "u": [[(0.0, 1.4), (0.0, 0.5), *_bow(0.5, 0.5, 1.0, 1.0, 180, 360)[1:-1], (1.0, 0.5), (1.0, 1.4)]],
    "v": [[(0.0, 1.4), (0.5, 0.0), (1.0, 1.4)]],
    "w": [[(0.0, 1.4), (0.3, 0.0), (0.65, 1.0), (1.0, 0.0), (1.3, 1.4)]],
    "x": [[(0.0, 0.0), (1.0, 1.4)], [(0.0, 1.4), (1.0, 0.0)]],
    "y": [[(0.0, 1.4), (0.5, 0.7), (1.0, 1.4)], [(0.5, 0.7), (0.5, 0.0)]],
    "z": [[(0.0, 1.4), (1.0, 1.4), (0.0, 0.0), (1.0, 0.0)]],
    "0": [_bow(0.45, 0.7, 0.9, 1.4, 0, 180), _bow(0.45, 0.7, 0.9, 1.4, 180, 360)],
    "1": [[(0.1, 1.1), (0.5, 1.4), (0.5, 0.0)], [(0.1, 0.0), (0.9, 0.0)]],
    "2": [[*_bow(0.45, 1.0, 0.9, 0.8, 160, -30), (0.0, 0.0), (0.95, 0.0)]],
    "3": [[*_bow(0.42, 1.06, 0.8, 0.68, 140, -90), *_bow(0.42, 0.36, 0.96, 0.72, 90, -140)]],
    "4": [[(0.7, 0.0), (0.7, 1.4), (0.0, 0.45), (1.0, 0.45)]],
    "5": [[(0.85, 1.4), (0.1, 1.4), (0.05, 0.75), *_bow(0.4, 0.45, 1.0, 0.9, 100, -140)]],
    "6": [[(0.75, 1.4), (0.25, 0.95), *_bow(0.45, 0.43, 0.9, 0.86, 150, 330)], _bow(0.45, 0.43, 0.9, 0.86, -30, 150)],
    "7": [[(0.0, 1.4), (0.95, 1.4), (0.35, 0.0)]],
    "8": [
        _bow(0.45, 1.06, 0.72, 0.68, 0, 180),
        _bow(0.45, 1.06, 0.72, 0.68, 180, 360),
        _bow(0.45, 0.36, 0.92, 0.72, 0, 180),
        _bow(0.45, 0.36, 0.92, 0.72, 180, 360),
    ],
    "9": [[(0.15, 0.0), (0.65, 0.45), *_bow(0.45, 0.97, 0.9, 0.86, -30, 150)], _bow(0.45, 0.97, 0.9, 0.86, 150, 330)],
    "?": [[*_bow(0.45, 1.0, 0.85, 0.8, 170, -60), (0.45, 0.55), (0.45, 0.4)]],
    "!": [[(0.3, 1.4), (0.3, 0.45)]],
}
"""Middle lines of capital letters, figures and marks, 1.4 high."""
FIGURES = "0123456789"


def _written(sign: str, width: float, depth: float, style: str) -> Solid:
    """A sign as a solid about x = 0 that stands on y = 0 and faces +z: "flat", "rounded" or "balloon" strokes."""
    bars = []
    for stroke in STROKES[sign]:
        for (ax, ay), (bx, by) in pairwise(stroke):
            if abs(ax - bx) + abs(ay - by) < 1e-6:
                continue
            if style == "balloon":
                bars.append(capsule((ax, ay, 0.0), (bx, by, 0.0), 0.58 * width, sides=8))
            else:
                bars.append(
                    _flat_bar((ax, ay), (bx, by), width, depth, 4 if style == "flat" and len(stroke) < 6 else 8)
                )
    if sign in "?!":
        x = 0.45 if sign == "?" else 0.3
        bars.append(
            sphere(0.62 * width, 10).move(x, 0.08)
            if style == "balloon"
            else cylinder(0.62 * width, depth, 12).turn(x=90).move(x, 0.08)
        )
    return union(bars).stand()


def _flat_bar(start: Flat, end: Flat, width: float, depth: float, sides: int) -> Solid:
    """A flat bar between two points with ends of so many sides, square ones reaching half a width further."""
    radius = width / 2 if sides > 4 else width / 2 * 2**0.5
    angle = 0.0 if sides > 4 else _direction(start, end)
    peg = cylinder(radius, depth, sides).turn(x=90).turn(z=angle)
    return hull_of([peg.move(*start), peg.move(*end)])


def _direction(start: Flat, end: Flat) -> float:
    """The angle of a line from +x in degrees."""
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def _sign_on_its_base(draw: Draw, shape: Shape, sign: str, word: str, named: str) -> None:
    """A letter, figure or mark, flat, rounded, as a balloon, on a foot, on a board, or on the sides of a toy block."""
    color = draw.color()
    style = shape.variant(draw.choice("flat", "rounded", "balloon"))
    base = shape.variant(draw.choice("alone", "alone", "foot", "block", "board"))
    width = draw.uniform(0.24, 0.34)
    if base == "block":
        shape.call(f"toy block with {named}")
        other = draw.color("beige", "white", "yellow", "light blue", "light brown", unlike=color)
        shape.part("block", rounded_box(1.9, 1.9, 1.9, 0.12), other, spoken=False)
        small = _written(sign, 0.24, 0.2, "flat" if style == "balloon" else style)
        scale = 1.2 / max(small.size[0], small.size[1])
        face = small.scale(scale, scale, 1.0).center(z=0.95)
        shape.part(word, [face.turn(y=90 * n) for n in range(4)], color)
        return
    solid = _written(sign, width, draw.uniform(0.25, 0.5), style)
    if base == "board":
        shape.call(f"sign with {named}")
        board = draw.color("white", "black", "beige", "dark grey", "yellow", unlike=color)
        wide = max(solid.size[0], 1.2) + 0.5
        outline = rounded_rectangle(wide, 2.2, 0.12) if draw.chance() else ellipse(wide + 0.5, 2.5, 20)
        shape.part("board", extrude(outline, 0.16).stand(y=-0.35, z=-0.1), board, spoken=False)
    elif base == "foot":
        shape.part(
            "foot", box(max(solid.size[0], 0.8) + 0.3, 0.2, 0.7).hang(y=0.03), draw.color(unlike=color), plural="feet"
        )
    shape.part(word, solid, color, spoken=base == "board")


@kind("letter", theme=THEME)
def letter(draw: Draw) -> Shape:
    """A capital letter that captions name."""
    shape = Shape()
    sign = draw.choice(*"abcdefghijklmnopqrstuvwxyz")
    shape.variant(sign)
    shape.call(draw.choice(f"letter {sign}", f"letter {sign}", f"capital letter {sign}"))
    _sign_on_its_base(draw, shape, sign, "letter", f"the letter {sign}")
    return shape


@kind("number", theme=THEME)
def number(draw: Draw) -> Shape:
    """A figure that captions name."""
    shape = Shape()
    sign = draw.choice(*FIGURES)
    shape.variant(sign)
    shape.call(draw.choice(f"number {sign}", f"number {sign}", f"digit {sign}"))
    _sign_on_its_base(draw, shape, sign, "digit", f"the number {sign}")
    return shape


@kind("question mark", theme=THEME)
def question_mark(draw: Draw) -> Shape:
    """A hook with a dot under it."""
    shape = Shape()
    _sign_on_its_base(draw, shape, "?", "mark", "a question mark")
    return shape


@kind("exclamation mark", synonyms=("exclamation point",), theme=THEME)
def exclamation_mark(draw: Draw) -> Shape:
    """A bar with a dot under it."""
    shape = Shape()
    _sign_on_its_base(draw, shape, "!", "mark", "an exclamation mark")
    return shape


def _symbol(draw: Draw, shape: Shape, outline: list[Flat], color: Color, depth: float = 0.4) -> None:
    """An outline as a flat, bevelled or framed board, on a post, a round base, or alone; recorded as variants."""
    style = shape.variant(draw.choice("flat", "bevelled", "framed"))
    low = min(y for _, y in outline)
    body = extrude(outline, depth)
    if style == "bevelled":
        half = [extrude(outline, depth / 2, tip=0.8).move(z=depth / 4)]
        body = half[0] + half[0].mirror("z")
    shape.part("body", body, color, spoken=False)
    if style == "framed":
        inner = [(0.68 * x, 0.68 * y) for x, y in outline]
        shape.part("inset", extrude(inner, depth + 0.14), draw.color(unlike=color))
    base = shape.variant(draw.choice("alone", "alone", "post", "round base"))
    if base == "post":
        shape.phrase("on a post")
        shape.part("post", cylinder(0.09, 1.4, 8).hang(y=low + 0.25), draw.material("wood", "steel"))
        shape.part(
            "foot",
            cylinder(0.45, 0.12, 12).hang(y=low - 1.05),
            draw.color("dark grey", "black", "brown"),
            plural="feet",
            spoken=False,
        )
    elif base == "round base":
        shape.part(
            "base",
            cylinder(0.6, 0.22, 16).hang(y=low + 0.12),
            draw.color("gold", "black", "white", "grey", unlike=color),
        )


@kind("heart", synonyms=("heart shape", "love heart"), theme=THEME)
def heart(draw: Draw) -> Shape:
    """A heart: flat, bevelled, framed, puffed, or with an arrow through it."""
    shape = Shape()
    color = draw.color("red", "red", "pink", "purple", "orange", "gold", "blue", "white")
    half = [(0.0, -1.0), (0.55, -0.45), (0.9, 0.05), (1.0, 0.4), (0.88, 0.72), (0.6, 0.88), (0.3, 0.82), (0.0, 0.5)]
    if draw.chance(0.3):
        shape.variant("puffed")
        shape.adjective("puffed")
        lobes = [
            hull_of([ellipsoid(1.0, 1.0, 0.75, 14).move(s * 0.45, 0.4), sphere(0.14, 8).move(y=-0.95)]) for s in (-1, 1)
        ]
        shape.part("body", union(lobes), color, spoken=False)
    else:
        _symbol(draw, shape, mirrored(half), color)
    if shape.variant(draw.choice("arrow through it", "whole", "wings", weights=(1, 2, 1))) == "arrow through it":
        shaft = draw.material("wood", "gold", unlike=color)
        shape.phrase("with an arrow through it")
        shape.part("arrow shaft", rod((-1.5, -0.5, 0.3), (1.5, 0.55, -0.3), 0.07), shaft, spoken=False)
        shape.part(
            "arrowhead",
            cone(0.2, 0.4, 6).aim((3.0, 1.05, -0.6)).move(1.55, 0.57, -0.31),
            draw.material("steel", "gold"),
        )
        shape.part(
            "feather",
            box(0.4, 0.4, 0.08).turn(z=19).move(-1.5, -0.5, 0.3),
            draw.color("white", "red", "blue", unlike=color),
        )
    elif shape.variants[-1] == "wings":
        shape.phrase("with wings")
        wing = extrude(
            [(0.0, 0.0), (0.5, 0.55), (1.2, 0.6), (1.05, 0.25), (0.85, 0.2), (0.8, -0.05), (0.55, -0.1), (0.4, -0.3)],
            0.16,
        )
        shape.part("wing", pair(wing.move(0.75, 0.2)), draw.color("white", "gold", "light blue", unlike=color))
    return shape


@kind("star", synonyms=("star shape",), theme=THEME)
def star_kind(draw: Draw) -> Shape:
    """A star with four, five, six or eight points; some with a face or a tail."""
    shape = Shape()
    color = draw.color("yellow", "yellow", "gold", "red", "blue", "white", "purple", "orange")
    tips = draw.choice(4, 5, 5, 5, 6, 8)
    shape.variant(f"{tips} points")
    if tips != 5:
        shape.adjective({4: "four-pointed", 6: "six-pointed", 8: "eight-pointed"}[tips])
    _symbol(draw, shape, star(tips, 1.0, {4: 0.35, 5: 0.45, 6: 0.55, 8: 0.6}[tips]), color)
    if "flat" in shape.variants and draw.chance(0.5):
        shape.phrase("with a smiling face")
        dark = draw.color("black", "dark blue", unlike=color)
        eyes = pair(ellipsoid(0.13, 0.22, 0.14, 8).move(0.17, 0.1, 0.2))
        mouth = tube([(x, y, 0.2) for x, y in arc((0.0, 0.02), 0.24, 205, 335, 6)], 0.045, 6)
        shape.part("face", union([*eyes, mouth]), dark, spoken=False)
    return shape


@kind("cross", synonyms=("cross symbol",), theme=THEME)
def cross_kind(draw: Draw) -> Shape:
    """A cross: a plus, one with a long foot, an x, or one with flared arms."""
    shape = Shape()
    form = shape.variant(draw.choice("plus", "long", "x-shaped", "flared"))
    color = draw.color() if draw.chance(0.6) else draw.material("wood", "gold", "stone")
    width = draw.uniform(0.2, 0.32)
    if form == "flared":
        arm = [(-0.16, 0.1), (0.16, 0.1), (0.42, 1.0), (-0.42, 1.0)]
        solid = union([extrude(arm, 0.34).turn(z=90 * n) for n in range(4)] + [box(0.4, 0.4, 0.34)])
        shape.adjective("flared")
    elif form == "long":
        shape.adjective("long-footed")
        solid = box(2 * width, 2.4, 0.36) + box(1.5, 2 * width, 0.36).move(y=0.45)
    else:
        solid = box(2 * width, 2.0, 0.36) + box(2.0, 2 * width, 0.36)
        if form == "x-shaped":
            shape.call("x symbol")
            solid = solid.turn(z=45)
        else:
            shape.call(draw.choice("plus sign", "cross"))
    shape.part("body", solid, color, spoken=False)
    base = shape.variant(draw.choice("alone", "steps", "ring"))
    if base == "steps":
        low = solid.bounds[0][1]
        shape.part(
            "step",
            [box(1.0 + 0.5 * n, 0.22, 0.8 + 0.4 * n).hang(y=low + 0.1 - 0.2 * n) for n in range(2)],
            draw.material("stone", unlike=color),
        )
    elif base == "ring":
        middle = 0.45 if form == "long" else 0.0
        shape.part("ring", torus(0.55, 0.18, 20, 6).turn(x=90).move(y=middle), draw.color(unlike=color))
    return shape


@kind("arrow symbol", synonyms=("arrow shape", "direction arrow"), theme=THEME)
def arrow_symbol(draw: Draw) -> Shape:
    """A broad arrow pointing up, down or to a side; straight, without a shaft, or with two heads."""
    shape = Shape()
    color = draw.color()
    form = shape.variant(draw.choice("straight", "two-headed", "chevron"))
    outlines: dict[str, list[Flat]] = {
        "straight": mirrored([(0.28, -1.0), (0.28, 0.15), (0.75, 0.15), (0.0, 1.0)]),
        "two-headed": mirrored([(0.0, -1.0), (0.7, -0.3), (0.25, -0.3), (0.25, 0.3), (0.7, 0.3), (0.0, 1.0)]),
        "chevron": [(-0.8, -0.7), (0.0, 0.0), (0.8, -0.7), (0.8, -0.1), (0.0, 0.7), (-0.8, -0.1)],
    }
    if form == "two-headed":
        shape.adjective("two-headed")
    elif form == "chevron":
        shape.call("chevron arrow")
    way = shape.variant(draw.choice("up", "down", "sideways"))
    turn = {"up": 0.0, "down": 180.0, "sideways": -90.0}[way]
    if form != "two-headed" and way != "sideways":
        shape.phrase(f"pointing {way}")
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    turned = [(cos * x - sin * y, sin * x + cos * y) for x, y in outlines[form]]
    _symbol(draw, shape, turned, color, 0.32)
    return shape


@kind("check mark", synonyms=("tick mark", "checkmark"), theme=THEME)
def check_mark(draw: Draw) -> Shape:
    """A tick: alone, on a disc, or in a box."""
    shape = Shape()
    color = draw.color("green", "green", "light green", "blue", "white", "yellow", "red")
    form = shape.variant(draw.choice("alone", "disc", "box"))
    style = shape.variant(draw.choice("straight", "rounded"))
    sides = 4 if style == "straight" else 10
    corner = (-0.25, -0.5)
    bars = [_flat_bar((-0.75, 0.05), corner, 0.34, 0.36, sides), _flat_bar(corner, (0.8, 0.75), 0.34, 0.36, sides)]
    shape.part("tick", union(bars), color, spoken=form != "alone")
    other = draw.color("white", "green", "dark grey", "blue", "black", unlike=color)
    if form == "disc":
        shape.call("round sign with a check mark")
        shape.part("disc", cylinder(1.25, 0.24, 24).turn(x=90).move(z=-0.1), other)
    elif form == "box":
        shape.call(draw.choice("ticked checkbox", "checked box"))
        shape.part("frame", (box(2.2, 2.2, 0.3) - box(1.75, 1.75, 1)).move(z=-0.05), other)
    return shape


@kind("flag", synonyms=("flag on a pole",), theme=THEME)
def flag(draw: Draw) -> Shape:
    """A flag on a pole, straight or waving: plain, striped, with a cross or a disc; triangular or forked."""
    shape = Shape()
    pole = draw.material("wood", "steel", "gold")
    colors = draw.colors(3, "red", "blue", "white", "green", "yellow", "black", "orange", "light blue")
    form = shape.variant(draw.choice("rectangular", "triangular", "forked"))
    pattern = shape.variant(draw.choice("plain", "stripes", "bars", "disc", "cross"))
    outline: list[Flat] = {
        "rectangular": [(0.0, -0.5), (1.6, -0.5), (1.6, 0.5), (0.0, 0.5)],
        "triangular": [(0.0, -0.55), (1.7, 0.0), (0.0, 0.55)],
        "forked": [(0.0, -0.5), (1.7, -0.5), (1.25, 0.0), (1.7, 0.5), (0.0, 0.5)],
    }[form]
    wave = draw.choice(0.0, 0.1)

    def waving(solid: Solid) -> Solid:
        if not wave:
            return solid
        fine = Solid(solid.body.refine_to_length(0.3))
        return fine.warp(lambda p: p + wave * _sine(p))

    high = draw.uniform(1.7, 2.2)
    shape.part("pole", cylinder(0.06, high + 0.65, 8).stand(), pole)
    shape.part("finial", sphere(0.11, 8).move(y=high + 0.68), draw.material("gold"), spoken=False)
    shape.part("base", cylinder(0.4, 0.14, 14).stand(), draw.material("stone", "wood", unlike=pole), spoken=False)
    shape.part(
        "cloth", waving(extrude(outline, 0.09)).move(0.0, high, 0.0), colors[0], mass=True, spoken=pattern == "plain"
    )
    if pattern == "stripes":
        shape.paint("stripe", box(9, 0.36, 9).move(y=high), colors[1], on="cloth")
    elif pattern == "bars":
        shape.paint("bar", box(0.55, 9, 9).move(x=0.85, y=high), colors[1], on="cloth")
    elif pattern == "disc":
        shape.paint("disc", cylinder(0.28, 9, 14).turn(x=90).move(0.65, high), colors[1], on="cloth")
    elif pattern == "cross":
        shape.paint(
            "cross",
            box(9, 0.2, 9).move(y=high) + box(0.2, 9, 9).move(0.6, high),
            colors[1],
            on="cloth",
            plural="crosses",
        )
    return shape


def _sine(points: np.ndarray) -> np.ndarray:
    """A wave along x that moves points in z; it is zero at the pole."""
    return np.column_stack([0.0 * points[:, 0], 0.0 * points[:, 0], np.sin(4.2 * points[:, 0])])


@kind("banner", synonyms=("hanging banner", "heraldic banner"), theme=THEME)
def banner(draw: Draw) -> Shape:
    """A long cloth hanging from a bar, its end pointed, forked or straight, with an emblem; on a pole or on cords."""
    shape = Shape()
    cloth = draw.color("red", "blue", "green", "purple", "white", "yellow", "black", "dark red", "dark blue")
    trim = draw.color("gold", "yellow", "white", "silver", "red", unlike=cloth)
    wood = draw.material("wood", "gold", unlike=cloth)
    end = shape.variant(draw.choice("pointed", "forked", "straight"))
    length = draw.uniform(1.5, 2.2)
    tails: dict[str, list[Flat]] = {
        "pointed": [(0.0, -length)],
        "forked": [(-0.6, -length), (0.0, -length + 0.4), (0.6, -length)],
        "straight": [(-0.6, -length), (0.6, -length)],
    }
    side = -length + 0.5 if end == "pointed" else -length + 0.01
    outline = [(-0.6, 0.0), (-0.6, side), *tails[end], (0.6, side), (0.6, 0.0)]
    shape.part("cloth", extrude(outline, 0.1), cloth, mass=True, spoken=False)
    shape.paint("border", pair(box(0.14, 9, 9).move(x=0.53)), trim, on="cloth", spoken=False)
    shape.part("bar", rod((-0.85, 0.02, 0.0), (0.85, 0.02, 0.0), 0.08), wood)
    shape.part("knob", pair(sphere(0.13, 8).move(0.87, 0.02)), trim, spoken=False)
    emblem = shape.variant(draw.choice("star", "diamond", "cross", "stripes"))
    solids = {
        "star": extrude(star(5, 0.36, 0.16), 0.2),
        "diamond": extrude([(0.0, -0.4), (0.28, 0.0), (0.0, 0.4), (-0.28, 0.0)], 0.2),
        "cross": box(0.16, 0.7, 0.2) + box(0.56, 0.16, 0.2).move(y=0.1),
        "stripes": union([box(0.76, 0.14, 0.16).move(y=y) for y in (-0.25, 0.0, 0.25)]),
    }
    name = {"stripes": "stripe emblem", "cross": "cross emblem"}.get(emblem, emblem)
    shape.part(name, solids[emblem].move(y=-0.45 * length), trim)
    hold = shape.variant(draw.choice("pole", "cords"))
    if hold == "pole":
        shape.part("pole", cylinder(0.08, length + 1.0, 8).hang(0.0, 0.35, -0.13), wood)
        shape.part("foot", cylinder(0.4, 0.12, 12).hang(0.0, -length - 0.55, -0.13), wood, plural="feet", spoken=False)
    else:
        cords = [beam((s * 0.6, 0.05, 0.0), (0.0, 0.6, 0.0), 0.06, 0.06) for s in (-1, 1)]
        shape.part("cord", cords, draw.color("white", "gold", "brown", unlike=cloth))
    return shape


@kind("hanging sign", synonyms=("shop sign", "tavern sign"), theme=THEME)
def hanging_sign(draw: Draw) -> Shape:
    """A board that hangs from an arm on a post or from a wall plate, with a picture of what is sold."""
    shape = Shape()
    board = draw.material("wood") if draw.chance(0.6) else draw.color()
    iron = draw.material("iron", "wood", unlike=board)
    ink = draw.color("gold", "yellow", "white", "red", "black", unlike=board)
    form = shape.variant(draw.choice("square", "round", "shield-shaped"))
    outline = {
        "square": rounded_rectangle(1.2, 1.0, 0.08),
        "round": ellipse(1.2, 1.2, 18),
        "shield-shaped": mirrored([(0.0, -0.65), (0.45, -0.3), (0.6, 0.1), (0.6, 0.55)]),
    }[form]
    shape.part("board", extrude(outline, 0.14).move(x=0.2), board)
    picture = shape.variant(draw.choice("mug", "star", "fish", "key"))
    if picture == "mug":
        grip = torus(0.13, 0.07, 10, 6).turn(x=90).move(0.22, 0.0)
        solid = box(0.36, 0.5, 0.12) + grip
    elif picture == "star":
        solid = extrude(star(5, 0.36, 0.16), 0.12)
    elif picture == "fish":
        solid = extrude(ellipse(0.62, 0.34, 12), 0.12) + extrude([(-0.22, 0.0), (-0.46, 0.18), (-0.46, -0.18)], 0.12)
    else:
        solid = (
            torus(0.13, 0.09, 10, 6).turn(x=90).move(-0.22)
            + box(0.5, 0.09, 0.12).move(0.14)
            + box(0.09, 0.17, 0.12).move(0.32, -0.1)
        )
    shape.part(picture, [solid.move(0.2, 0.0, 0.1)], ink, plural="fish" if picture == "fish" else None)
    shape.part("chain", [box(0.07, 0.5, 0.07).stand(0.2 + s * 0.4, 0.35) for s in (-1, 1)], iron, spoken=False)
    hold = shape.variant(draw.choice("post", "wall plate"))
    shape.part(
        "arm", rod((-0.9, 0.8, 0.0), (0.95, 0.8, 0.0), 0.07) + rod((-0.88, 0.35, 0.0), (-0.4, 0.8, 0.0), 0.06), iron
    )
    if hold == "post":
        shape.part("post", box(0.16, 2.9, 0.16).stand(-0.9, -1.8), iron)
        shape.part("foot", box(0.6, 0.14, 0.6).stand(-0.9, -1.8), iron, plural="feet", spoken=False)
    else:
        shape.part("wall plate", box(0.12, 1.0, 0.6).center(-0.92, 0.55), draw.material("stone", "brick", unlike=iron))
    return shape
