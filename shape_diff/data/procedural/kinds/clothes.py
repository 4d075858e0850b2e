"""Clothes, shoes, hats, bags and what is worn; decimetres."""

import numpy as np

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, mirrored, rounded_rectangle, star
from shape_diff.data.procedural.palette import Color
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
    hoop,
    hull_of,
    loft,
    prism,
    revolve,
    ribbon,
    rod,
    rounded_box,
    sphere,
    tube,
    union,
)

THEME = "clothes"


def _cloth(draw: Draw, *unlike: Color) -> Color:
    return draw.material("fabric", unlike=unlike) if draw.chance(0.5) else draw.color(unlike=unlike)


@kind("hat", theme=THEME, has_front=False)
def hat(draw: Draw) -> Shape:
    """A brimmed hat: top hat, cowboy hat, sun hat, fedora or witch's hat, with a band."""
    shape = Shape()
    style = shape.variant(draw.choice("top hat", "cowboy hat", "sun hat", "fedora", "witch hat"))
    shape.call(style)
    typical = {
        "top hat": ("black", "black", "dark grey", "dark blue", "dark red"),
        "cowboy hat": ("brown", "light brown", "dark brown", "black", "white", "beige"),
        "sun hat": ("beige", "white", "light brown", "pink", "yellow"),
        "fedora": ("grey", "dark grey", "brown", "black", "dark green"),
        "witch hat": ("black", "purple", "black", "dark blue", "dark green"),
    }[style]
    color = draw.color(*typical)
    band = draw.color("red", "black", "white", "purple", "gold", "blue", "pink", "orange", unlike=color)
    if style == "top hat":
        shape.part("brim", _brim(1.75, 0.12, 0.16), color)
        shape.part("crown", revolve([(0.95, 0.0), (0.86, 0.6), (1.0, 1.7), (0.94, 1.75)], 16), color)
        shape.part("band", cylinder(0.97, 0.36, 16).stand(y=0.12), band)
    elif style == "witch hat":
        shape.part("brim", _brim(2.0, 0.14, 0.1), color)
        tip = capsule((0.0, 1.6, 0.0), draw.choice((0.6, 2.5, -0.1), (0.0, 2.9, 0.0)), 0.42, 0.09)
        shape.part("cone", frustum(1.05, 0.42, 1.6, 16).stand() + tip, color)
        shape.part("band", frustum(1.08, 0.93, 0.36, 16).stand(y=0.1), band)
        shape.part("buckle", box(0.5, 0.44, 0.14).move(0.0, 0.28, 1.0), draw.material("gold"))
    elif style == "sun hat":
        shape.part("brim", _brim(2.3, 0.12, -0.3), color)
        shape.part("crown", dome(1.02, 0.95, 16), color)
        shape.part("ribbon", cylinder(1.05, 0.3, 16).stand(y=0.06), band)
        if draw.chance(0.6):
            bow = hull_of([sphere(0.06, 8), ellipsoid(0.2, 0.44, 0.2, 8).move(0.42)])
            shape.part("bow", union([one.turn(y=90).move(1.06, 0.22, 0.0) for one in pair(bow)]), band)
    else:
        wave = 0.55 if style == "cowboy hat" else 0.22
        brim = prism(ellipse(3.9, 3.2, 24), 0.14)
        curl = brim.warp(
            lambda points: (
                points + np.column_stack([0 * points[:, 0], wave * (points[:, 0] / 1.9) ** 2, 0 * points[:, 0]])
            )
        )
        shape.part("brim", curl, color)
        crease = ellipsoid(0.7, 0.7, 2.4, 12).move(y=1.32)
        crown = loft([(0.0, ellipse(2.0, 2.3, 20)), (0.6, ellipse(1.9, 2.2, 20)), (1.15, ellipse(1.5, 1.9, 20))])
        shape.part("crown", crown - crease, color)
        shape.part("band", loft([(0.05, ellipse(2.06, 2.36, 20)), (0.36, ellipse(2.0, 2.3, 20))]), band)
    return shape


def _brim(radius: float, thickness: float, rise: float) -> Solid:
    """A round brim whose edge is turned up by `rise`."""
    profile = [
        (0.0, 0.0),
        (0.9, 0.0),
        (radius, rise),
        (radius, rise + thickness),
        (0.9, thickness + 0.04),
        (0.0, thickness),
    ]
    return revolve(profile, 20)


@kind("cap", synonyms=("baseball cap",), theme=THEME)
def cap(draw: Draw) -> Shape:
    """A cap with a peak: baseball, flat cap or woolly hat with a bobble, with a badge, panels or stripes."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("baseball cap", "woolly hat", "flat cap", weights=(3, 2, 1)))
    if style != "baseball cap":
        shape.call(style)
    if style == "woolly hat":
        shape.part(
            "crown", revolve([(1.0, 0.0), (1.05, 0.5), (0.85, 1.1), (0.4, 1.5), (0.0, 1.6)], 16), color, spoken=False
        )
        shape.part("brim", hoop([(0.9, 0.0), (1.14, 0.0), (1.14, 0.42), (0.9, 0.42)], 16), other)
        if shape.variant(draw.choice("bobble", "no bobble")) == "bobble":
            shape.part("bobble", sphere(0.34, 12).move(y=1.75), other)
        return shape
    if style == "flat cap":
        shape.part(
            "crown",
            hull_of([ellipsoid(2.0, 0.6, 2.3).move(y=0.3), ellipsoid(1.8, 0.3, 0.8).move(0.0, 0.2, 1.1)])
            & box(4, 2, 4).move(y=1.05),
            color,
            spoken=False,
        )
        shape.part("peak", ellipsoid(1.6, 0.2, 1.0).move(0.0, 0.12, 1.25), other if draw.chance(0.3) else color)
        shape.part("button", sphere(0.12, 8).move(0.0, 0.6, 0.0), other)
        return shape
    shape.part("crown", dome(1.0, 1.05, 16), color, spoken=False)
    peak = hull_of([ellipsoid(1.7, 0.14, 0.6).move(0.0, 0.1, 0.7), ellipsoid(1.2, 0.14, 0.7).move(0.0, 0.04, 1.6)])
    shape.part("peak", peak, other if draw.chance(0.7) else color)
    shape.part("button", sphere(0.12, 8).move(y=1.05), other)
    decor = shape.variant(draw.choice("badge", "front panel", "plain"))
    if decor == "badge":
        shape.part("badge", cylinder(0.3, 0.16, 12).turn(x=66).move(0.0, 0.5, 0.86), other)
    elif decor == "front panel":
        shape.paint(
            "front panel",
            box(1.5, 2, 1.2).move(0.0, 0.9, 0.85),
            draw.color("white", "light grey", unlike=[color, other]),
            on="crown",
        )
    return shape


@kind("helmet", theme=THEME)
def helmet(draw: Draw) -> Shape:
    """A helmet: for a motorcyclist, a builder, a Viking or a cyclist."""
    shape = Shape()
    style = shape.variant(draw.choice("motorcycle helmet", "hard hat", "viking helmet", "bicycle helmet"))
    shape.call(style)
    if style == "viking helmet":
        metal, horn = draw.material("iron", "steel", "copper"), draw.color("white", "beige")
        shape.part("bowl", dome(1.0, 1.1, 16), metal, spoken=False)
        shape.part(
            "rim",
            hoop([(0.85, -0.1), (1.08, -0.1), (1.08, 0.26), (0.85, 0.26)], 16),
            draw.material("gold", "copper", unlike=metal),
        )
        path = [(0.8, 0.5, 0.0), (1.35, 0.6, 0.0), (1.65, 1.0, 0.0), (1.6, 1.5, 0.0)]
        shape.part(
            "horn", pair(tube(curve(path, 3), [0.3, 0.29, 0.27, 0.25, 0.23, 0.21, 0.18, 0.15, 0.11, 0.06])), horn
        )
        shape.part("nose guard", box(0.2, 0.7, 0.14).move(0.0, -0.14, 1.0), metal)
        return shape
    color = draw.color("red", "white", "black", "blue", "yellow", "orange", "green")
    if style == "hard hat":
        color = draw.color("yellow", "yellow", "white", "orange", "red", "blue")
        shape.part("shell", dome(1.0, 1.0, 16), color, spoken=False)
        shape.part("brim", ellipsoid(2.4, 0.2, 2.9).move(0.0, 0.06, 0.18), color)
        shape.part(
            "ridge",
            [ellipsoid(0.24, 2.16, 2.1, 12).move(x, -0.02) & box(3, 2, 3).move(y=1.06) for x in (-0.4, 0.0, 0.4)],
            color,
        )
        return shape
    other = draw.color("black", "white", "red", "yellow", "light blue", unlike=color)
    if style == "motorcycle helmet":
        shell = ellipsoid(2.2, 2.3, 2.5) + ellipsoid(1.7, 1.1, 1.3).move(0.0, -0.6, 0.66)
        shape.part("shell", shell & box(4, 4, 4).move(y=1.1), color, spoken=False)
        shape.part(
            "visor",
            ellipsoid(2.0, 0.95, 1.4).move(0.0, 0.12, 0.66),
            draw.color("black", "dark grey", "light blue", unlike=color),
        )
        if shape.variant(draw.choice("stripe", "plain")) == "stripe":
            shape.paint("stripe", box(0.4, 4, 6).move(y=1.0), other, on="shell")
        return shape
    shell = ellipsoid(2.0, 1.7, 2.7) & box(4, 2, 4).move(y=0.9)
    shape.part("shell", shell, color, spoken=False)
    vents = [
        ellipsoid(0.22, 0.6, 1.1, 8).move(x, 0.74 - 0.24 * abs(x), z) for x in (-0.5, 0.0, 0.5) for z in (-0.55, 0.62)
    ]
    shape.paint("vent", vents, draw.color("black", unlike=color), on="shell")
    straps = [rod((side * 0.9, 0.05, z), (side * 0.5, -0.8, 0.1), 0.06) for side in (-1, 1) for z in (-0.4, 0.5)]
    shape.part("strap", straps, draw.color("black", "dark grey"), spoken=False)
    shape.part("buckle", box(1.1, 0.14, 0.16).move(0.0, -0.82, 0.1), other, spoken=False)
    return shape


@kind("crown", theme=THEME, has_front=False)
def crown(draw: Draw) -> Shape:
    """A golden ring with points and jewels: open, with arches and a globe, or filled with velvet."""
    shape = Shape()
    gold = draw.material("gold", "gold", "gold", "silver")
    jewel = draw.color("red", "blue", "green", "purple", "light blue", unlike=gold)
    style = shape.variant(draw.choice("pointed", "arched", "velvet-lined"))
    count = draw.choice(5, 6, 8)
    shape.variant(f"{count} points")
    shape.part("band", hoop([(0.88, 0.0), (1.04, 0.0), (1.12, 0.5), (0.96, 0.5)], 24), gold, spoken=False)
    point = extrude([(-0.34, 0.0), (0.34, 0.0), (0.0, 0.75)], 0.16).turn(x=8).move(0.0, 0.42, 1.02)
    if style != "arched":
        shape.part("point", ring(point.scale(x=8 / count), count), gold)
        shape.part(
            "pearl",
            ring(sphere(0.12, 8).move(0.0, 1.2, 1.13), count),
            draw.color("white", "beige") if draw.chance() else gold,
        )
    else:
        arch = [(0.0, y, z) for z, y in arc((0.0, 0.42), 1.02, 0, 180, 9)]
        shape.part("arch", ring(tube(arch, 0.09), 2, sweep=90), gold, plural="arches")
        shape.part("globe", sphere(0.2, 12).move(y=1.56), gold)
        shape.part("cross", box(0.1, 0.36, 0.1).stand(y=1.7) + box(0.28, 0.1, 0.1).move(y=1.92), gold, plural="crosses")
    if style == "velvet-lined" or (style == "arched" and draw.chance()):
        shape.part(
            "velvet",
            dome(0.94, 0.85, 16).move(y=0.3),
            draw.color("red", "purple", "dark blue", "dark red", unlike=[gold, jewel]),
            mass=True,
        )
    gem = sphere(0.13, 8).scale(z=0.7).move(0.0, 0.25, 1.07)
    shape.part("jewel", ring(gem, count, start=180 / count), jewel)
    return shape


def _sole(width: float, length: float, height: float, waist: float = 0.8) -> Solid:
    """A sole from the heel at z = -length/2 to the toe at +length/2."""
    half = [
        (0.0, -length / 2),
        (0.36 * width, -0.47 * length),
        (0.42 * width, -0.3 * length),
        (0.5 * waist * width, 0.0),
        (0.5 * width, 0.24 * length),
        (0.34 * width, 0.44 * length),
        (0.0, length / 2),
    ]
    return prism(mirrored(half), height)


@kind("shoe", synonyms=("sneaker", "trainer"), theme=THEME)
def shoe(draw: Draw) -> Shape:
    """One shoe or a pair: sneaker, slip-on loafer or high heel."""
    shape = Shape()
    style = shape.variant(draw.choice("sneaker", "loafer", "high heel"))
    count = draw.choice(1, 2)
    shape.variant("pair" if count == 2 else "single")
    noun = {"sneaker": "sneaker", "loafer": "shoe", "high heel": "high-heeled shoe"}[style]
    shape.call(f"pair of {noun}s" if count == 2 else noun)
    color = draw.color("brown", "black", "dark brown") if style == "loafer" else draw.color()
    sole = draw.color("white", "black", "beige", "light grey", unlike=color)
    pieces = {"sneaker": _sneaker, "loafer": _loafer, "high heel": _high_heel}[style]()
    lace = draw.color("white", "black", "yellow", unlike=color)
    looks = {
        "upper": color,
        "sole": sole,
        "lace": lace,
        "toe cap": sole,
        "heel": sole if style == "loafer" else color,
        "opening": draw.color("black", "dark grey", "beige", unlike=color),
    }
    for name, solids in pieces.items():
        spread = [
            copy
            for solid in solids
            for copy in ([solid] if count == 1 else [solid.move(0.62), solid.mirror("x").move(-0.62)])
        ]
        shape.part(name, spread, looks[name], spoken=name not in ("upper", "opening"))
    return shape


def _sneaker() -> dict[str, list[Solid]]:
    upper = hull_of([ellipsoid(0.84, 0.9, 0.9).move(0.0, 0.66, -0.84), ellipsoid(0.9, 0.62, 0.9).move(0.0, 0.42, 0.9)])
    upper = upper + cylinder(0.4, 0.5, 12).scale(z=1.15).move(0.0, 1.05, -0.84)
    laces = [box(0.56, 0.1, 0.12).turn(x=24).move(0.0, 0.96 - 0.13 * n, -0.1 + 0.24 * n) for n in range(3)]
    toe = ellipsoid(0.94, 0.56, 0.6).move(0.0, 0.3, 1.08)
    hole = cylinder(0.29, 0.2, 12).scale(z=1.2).move(0.0, 1.24, -0.84)
    return {"upper": [upper], "toe cap": [toe], "sole": [_sole(1.02, 2.9, 0.26)], "lace": laces, "opening": [hole]}


def _loafer() -> dict[str, list[Solid]]:
    upper = hull_of([ellipsoid(0.78, 0.8, 0.8).move(0.0, 0.56, -0.86), ellipsoid(0.84, 0.5, 0.9).move(0.0, 0.4, 0.9)])
    hole = ellipsoid(0.56, 0.5, 1.3, 12).turn(x=9).move(0.0, 0.92, -0.62)
    strap = [box(0.8, 0.12, 0.3).turn(x=14).move(0.0, 0.76, 0.24)]
    heel = [box(0.66, 0.24, 0.62).stand(0.0, 0.0, -1.0)]
    return {"upper": [upper - hole], "sole": [_sole(0.92, 2.9, 0.14).move(y=0.14)], "lace": strap, "heel": heel}


def _high_heel() -> dict[str, list[Solid]]:
    slope: list[Vector] = [(0.0, 1.16, -1.1), (0.0, 1.0, -0.6), (0.0, 0.42, 0.3), (0.0, 0.12, 0.9), (0.0, 0.09, 1.4)]
    insole = ribbon(curve(slope, 2), 0.62, 0.16)
    toe = hull_of(
        [ellipsoid(0.72, 0.46, 0.7, 12).move(0.0, 0.3, 0.86), ellipsoid(0.24, 0.18, 0.2, 8).move(0.0, 0.12, 1.4)]
    )
    back = ellipsoid(0.66, 0.8, 0.8).move(0.0, 1.3, -0.98) - ellipsoid(0.5, 0.9, 0.66, 12).move(0.0, 1.5, -0.86)
    stem = rod((0.0, 1.1, -1.14), (0.0, 0.0, -1.06), 0.2, 0.08)
    return {"upper": [toe + back], "sole": [insole], "heel": [stem]}


@kind("boot", theme=THEME)
def boot(draw: Draw) -> Shape:
    """A boot or a pair: rain boot, laced work boot, cowboy boot, with sole and cuff."""
    shape = Shape()
    style = shape.variant(draw.choice("rain boot", "work boot", "cowboy boot"))
    count = draw.choice(1, 2)
    shape.variant("pair" if count == 2 else "single")
    shape.call(f"pair of {style}s" if count == 2 else style)
    color = draw.color() if style == "rain boot" else draw.material("leather")
    sole = draw.color("black", "dark brown", "white", "beige", unlike=color)
    other = draw.color(unlike=color)
    height = {"rain boot": 2.5, "work boot": 1.8, "cowboy boot": 2.5}[style]
    foot = hull_of([ellipsoid(0.8, 0.9, 0.9).move(0.0, 0.55, -0.7), ellipsoid(0.78, 0.6, 0.8).move(0.0, 0.4, 0.85)])
    if style == "cowboy boot":
        foot = hull_of([foot, ellipsoid(0.24, 0.2, 0.2, 8).move(0.0, 0.24, 1.42)])
    shaft = frustum(0.42, 0.5, height - 0.5, 12).stand(0.0, 0.5, -0.68) - frustum(0.3, 0.38, height - 0.8, 12).stand(
        0.0, 0.9, -0.68
    )
    pieces: list[tuple[str, list[Solid], Color]] = [("boot", [foot + shaft], color)]
    pieces.append(
        (
            "sole",
            [_sole(0.94, 2.7, 0.22)]
            if style != "cowboy boot"
            else [_sole(0.86, 2.9, 0.13).move(y=0.16), box(0.62, 0.3, 0.56).stand(0.0, 0.0, -0.9)],
            sole,
        )
    )
    if style == "rain boot":
        pieces.append(
            (
                "cuff",
                [hoop([(0.36, 0.0), (0.56, 0.0), (0.56, 0.26), (0.36, 0.26)], 12).move(0.0, height - 0.22, -0.68)],
                other,
            )
        )
    elif style == "work boot":
        laces = [box(0.5, 0.1, 0.14).move(0.0, 0.94 + 0.2 * n, -0.24 - 0.03 * n) for n in range(4)]
        pieces.append(("lace", laces, other))
    else:
        tab = pair(box(0.12, 0.5, 0.3).move(0.46, height + 0.05, -0.68))
        pieces.append(("pull strap", tab, other))
    for name, solids, look in pieces:
        spread = [copy for solid in solids for copy in ([solid] if count == 1 else [solid.move(0.6), solid.move(-0.6)])]
        shape.part(name, spread, look, spoken=name != "boot")
    return shape


@kind("shirt", synonyms=("top",), theme=THEME)
def shirt(draw: Draw) -> Shape:
    """A t-shirt, a long-sleeved shirt with buttons, a hoodie or a sleeveless vest, spread out as worn."""
    shape = Shape()
    color = _cloth(draw)
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("t-shirt", "buttoned shirt", "hoodie", "tank top"))
    shape.call(style)
    trunk = loft(
        [
            (0.0, ellipse(4.4, 1.5, 16)),
            (3.0, ellipse(4.2, 1.5, 16)),
            (5.2, ellipse(4.6, 1.5, 16)),
            (6.0, ellipse(2.6, 1.1, 16)),
        ]
    )
    reach = {"t-shirt": (3.6, 4.1), "buttoned shirt": (3.9, 1.7), "hoodie": (4.1, 1.8), "tank top": (0.0, 0.0)}[style]
    if style != "tank top":
        arms = pair(rod((1.7, 5.2, 0.0), (reach[0], reach[1], 0.0), 0.78, 0.66, 10))
        shape.part("sleeve", arms, other if draw.chance(0.25) else color)
    neck = ellipsoid(2.0, 1.6, 1.9).move(0.0, 6.3, 0.25)
    holes = pair(ellipsoid(2.0, 3.2, 3, 12).move(2.5, 5.1)) if style == "tank top" else []
    shape.part("body", trunk - union([neck, *holes]), color, spoken=False)
    if style == "t-shirt":
        decor = shape.variant(draw.choice("stripes", "star", "plain"))
        if decor == "stripes":
            shape.adjective("striped")
            shape.paint("stripe", row(box(6, 0.5, 3).move(y=2.6), 3, 1.1, "y"), other, on="body")
        elif decor == "star":
            shape.part("star", extrude(star(5, 1.0, 0.42), 0.3).move(0.0, 3.6, 0.75), other)
    elif style == "buttoned shirt":
        shape.part(
            "collar",
            pair(hull_of([box(0.4, 0.3, 0.9).move(0.75, 5.9), box(0.3, 0.3, 0.3).move(0.35, 5.2, 0.72)])),
            other if draw.chance(0.4) else color,
        )
        shape.part(
            "button",
            row(sphere(0.15, 8).move(0.0, 2.6, 0.78), 5, 0.95, "y"),
            draw.color("white", "black", "gold", unlike=color),
        )
    elif style == "hoodie":
        shape.part(
            "hood", ellipsoid(2.5, 2.2, 2.0).move(0.0, 6.2, -0.3) - ellipsoid(1.6, 1.8, 2.0).move(0.0, 6.3, 0.5), color
        )
        shape.part(
            "pocket", hull_of([box(2.6, 0.3, 0.4).move(0.0, 0.7, 0.72), box(1.6, 0.3, 0.4).move(0.0, 1.9, 0.72)]), other
        )
        shape.part(
            "drawstring", pair(rod((0.4, 5.4, 0.8), (0.5, 4.0, 0.86), 0.1)), draw.color("white", "black", unlike=color)
        )
    return shape


@kind("dress", theme=THEME)
def dress(draw: Draw) -> Shape:
    """A dress with a wide or narrow, short or long skirt, sleeves or straps, a sash or a bow."""
    shape = Shape()
    color = draw.color("red", "pink", "blue", "purple", "yellow", "white", "green", "light blue", "black", "teal")
    other = draw.color(unlike=color)
    long = shape.graded(draw.uniform(3.4, 7.0), low=("short", 4.2), high=("long", 6.0))
    skirt = shape.variant(draw.choice("flared", "straight", "ruffled"))
    waist = long
    wide = {"flared": 2.9, "straight": 1.5, "ruffled": 2.5}[skirt]
    if skirt == "ruffled":
        tiers = [
            frustum(0.95 + (wide - 0.7) * (n + 1) / 3, 0.8 + (wide - 0.9) * n / 3, waist / 3 + 0.15, 16).stand(
                y=waist * (2 - n) / 3
            )
            for n in range(3)
        ]
        shape.part("tier", tiers, color)
        shape.adjective("tiered")
    else:
        shape.part("skirt", frustum(wide, 1.0, waist, 16).scale(z=0.85).stand(), color)
    bodice = loft(
        [
            (waist - 0.1, ellipse(2.0, 1.4, 16)),
            (waist + 1.6, ellipse(2.7, 1.6, 16)),
            (waist + 2.1, ellipse(2.3, 1.4, 16)),
        ]
    )
    shape.part("bodice", bodice, other if draw.chance(0.35) else color)
    top = shape.variant(draw.choice("straps", "puffed sleeves", "long sleeves"))
    if top == "straps":
        strap = tube([(0.7, waist + 1.9, 0.5), (0.75, waist + 2.9, 0.1), (0.7, waist + 2.0, -0.5)], 0.15)
        shape.part("strap", pair(strap), color)
    elif top == "puffed sleeves":
        shape.part("sleeve", pair(ellipsoid(1.2, 1.1, 1.2, 12).move(1.45, waist + 1.9)), color)
    else:
        shape.part("sleeve", pair(rod((1.1, waist + 1.8, 0.0), (2.5, waist - 0.6, 0.0), 0.5, 0.38)), color)
    band = draw.color(unlike=[color, other])
    shape.part("belt", cylinder(1.06, 0.4, 16).scale(z=0.78).move(y=waist), band)
    if shape.variant(draw.choice("bow", "no bow")) == "bow":
        loop = hull_of([sphere(0.12, 8), ellipsoid(0.3, 0.8, 0.3, 8).move(0.75)]).turn(z=12)
        shape.part("bow", union([*pair(loop), sphere(0.22, 8)]).move(0.0, waist, 0.9), band)
    return shape


@kind("trousers", synonyms=("pants",), theme=THEME)
def trousers(draw: Draw) -> Shape:
    """Long trousers, shorts or dungarees, with belt, pockets, turn-ups or patches."""
    shape = Shape()
    color = draw.color("blue", "dark blue", "black", "grey", "brown", "beige", "green", "red")
    style = shape.variant(draw.choice("long", "shorts", "dungarees"))
    shape.call({"long": "pair of trousers", "shorts": "pair of shorts", "dungarees": "pair of dungarees"}[style])
    length = 2.2 if style == "shorts" else 6.6
    flare = shape.variant(draw.choice("straight", "flared", "tapered"))
    hem = {"straight": 0.8, "flared": 1.15, "tapered": 0.55}[flare]
    leg = rod((0.85, length, 0.0), (1.15, 0.0, 0.0), 0.95, hem if style != "shorts" else 1.05, 12)
    hips = loft(
        [
            (length - 0.5, ellipse(3.7, 1.9, 16)),
            (length + 0.8, ellipse(3.6, 1.9, 16)),
            (length + 1.8, ellipse(3.0, 1.6, 16)),
        ]
    )
    shape.part("leg", pair(leg), color)
    shape.part("hips", hips, color, spoken=False)
    other = draw.color(unlike=color)
    top = length + 1.8
    if style == "dungarees":
        shape.part("bib", rounded_box(2.0, 2.2, 0.5, 0.15).stand(0.0, top - 0.3, 0.55), color)
        strap = tube(
            [(0.75, top + 1.7, 0.55), (0.85, top + 2.9, 0.0), (0.6, top + 1.3, -0.6), (0.4, top - 0.2, -0.7)], 0.2
        )
        shape.part("strap", pair(strap), color)
        shape.part(
            "button", pair(sphere(0.22, 8).move(0.75, top + 1.6, 0.85)), draw.color("gold", "silver", unlike=color)
        )
        shape.part("pocket", box(1.1, 0.9, 0.3).move(0.0, top + 0.8, 0.8), other)
        return shape
    shape.part(
        "belt",
        prism(ellipse(3.2, 1.8, 16), 0.45).move(y=top - 0.3),
        draw.color("brown", "black", "dark brown", unlike=color),
    )
    shape.part("buckle", box(0.6, 0.6, 0.3).move(0.0, top - 0.08, 0.9), draw.material("gold", "silver"))
    decor = shape.variant(draw.choice("pockets", "turn-ups", "knee patches"))
    if decor == "pockets":
        shape.part(
            "pocket", pair(box(0.9, 0.9, 0.3).turn(z=12).move(1.05, top - 1.3, 0.82)), other if draw.chance() else color
        )
    elif decor == "turn-ups":
        cuffs = pair(cylinder((hem if style != "shorts" else 1.05) + 0.15, 0.7, 12).move(1.14, 0.35))
        shape.part("turn-up", cuffs, other)
    elif style == "long":
        shape.part("knee patch", pair(box(0.8, 0.8, 0.4).move(1.0, 3.3, 0.75)), other, plural="knee patches")
    return shape


@kind("glove", synonyms=("mitten",), theme=THEME)
def glove(draw: Draw) -> Shape:
    """A hand of cloth: with fingers, a mitten, or a boxing glove, with a cuff."""
    shape = Shape()
    color = _cloth(draw)
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("five fingers", "mitten", "boxing glove"))
    shape.call({"five fingers": "glove", "mitten": "mitten", "boxing glove": "boxing glove"}[style])
    thumb = capsule((0.7, 1.9, 0.1), (1.4, 2.9, 0.2), 0.36, 0.3)
    if style == "boxing glove":
        color = draw.color("red", "red", "blue", "black", "green", unlike=other)
        fist = hull_of([ellipsoid(2.0, 1.7, 1.7).move(0.0, 3.0, 0.1), ellipsoid(1.7, 1.2, 1.3).move(0.0, 1.7)])
        shape.part("fist", fist, color, spoken=False)
        shape.part("thumb", capsule((0.75, 1.8, 0.3), (0.85, 3.0, 0.7), 0.42, 0.36), color)
    elif style == "mitten":
        shape.part(
            "hand",
            hull_of([ellipsoid(1.7, 1.4, 0.8).move(0.0, 3.4), ellipsoid(1.5, 1.2, 0.8).move(0.0, 1.4)]),
            color,
            spoken=False,
        )
        shape.part("thumb", thumb, color)
        if shape.variant(draw.choice("plain", "heart", "stripes")) == "stripes":
            shape.paint("stripe", row(box(4, 0.35, 3).move(y=2.4), 2, 0.9, "y"), other, on="hand")
        elif "heart" in shape.variants:
            lobes = [sphere(0.36, 8).move(side * 0.27, 2.75, 0.4) for side in (-1, 1)]
            shape.part("heart", union([hull_of([lobe, sphere(0.08, 8).move(0.0, 2.0, 0.4)]) for lobe in lobes]), other)
    else:
        shape.part("palm", rounded_box(1.7, 1.9, 0.75, 0.25).stand(y=1.0), color, spoken=False)
        tips = [(-0.85, 4.0), (-0.32, 4.5), (0.24, 4.45), (0.8, 3.9)]
        shape.part(
            "finger",
            [capsule((0.8 * x, 2.6, 0.0), (x, y, 0.0), 0.27, 0.24) for x, y in tips],
            other if draw.chance(0.3) else color,
        )
        shape.part("thumb", thumb, color)
    shape.part("cuff", prism(ellipse(1.7, 1.1, 16), 1.1).move(y=0.0) + prism(ellipse(1.9, 1.25, 16), 0.4), other)
    return shape


@kind("backpack", synonyms=("rucksack", "school bag"), theme=THEME)
def backpack(draw: Draw) -> Shape:
    """A bag for the back with a flap or a zip, pockets and straps, some with a rolled mat."""
    shape = Shape()
    color = _cloth(draw)
    other = draw.color(unlike=color)
    form = shape.variant(draw.choice("rounded", "boxy", "hiking"))
    height = 4.6 if form == "hiking" else 3.8
    body = (
        rounded_box(2.9, height, 1.6, 0.25)
        if form == "boxy"
        else hull_of([rounded_box(2.9, 0.6 * height, 1.6, 0.4).stand(), ellipsoid(2.7, 1.6, 1.5).hang(y=height)])
    )
    shape.part("body", body.stand(), color, spoken=False)
    shape.part("pocket", rounded_box(2.1, 1.4, 0.7, 0.2).stand(0.0, 0.35, 0.95), other)
    closing = shape.variant(draw.choice("flap", "zip"))
    if closing == "flap":
        shape.part("flap", rounded_box(2.6, 1.3, 0.5, 0.2).hang(0.0, height - 0.15, 0.75), other)
        shape.part(
            "buckle",
            pair(box(0.3, 0.4, 0.25).move(0.6, height - 1.4, 1.0)),
            draw.color("gold", "silver", "black", unlike=other),
        )
    else:
        path = [(x, y, 0.72) for x, y in arc((0.0, height - 1.5), 1.2, 0, 180, 9)]
        shape.part("zip", tube(path, 0.1, sides=6), draw.color("black", "white", "silver", "yellow", unlike=color))
    strap = tube(
        curve([(0.8, height - 0.3, -0.7), (0.95, height - 0.9, -1.5), (0.95, 1.6, -1.4), (0.95, 0.4, -0.7)], 3), 0.2
    )
    shape.part("strap", pair(strap), other if draw.chance(0.4) else color)
    shape.part(
        "handle",
        tube(curve([(-0.45, height - 0.1, -0.4), (0.0, height + 0.35, -0.4), (0.45, height - 0.1, -0.4)], 3), 0.12),
        color,
    )
    if form == "hiking":
        shape.phrase("with a rolled mat on top")
        shape.part(
            "mat",
            capsule((-1.5, height + 0.4, 0.1), (1.5, height + 0.4, 0.1), 0.5, sides=12),
            draw.color(unlike=[color, other]),
        )
    elif draw.chance(0.4):
        shape.part("side pocket", pair(rounded_box(0.5, 1.4, 1.0, 0.15).stand(1.5, 0.3)), other)
    return shape


@kind("handbag", synonyms=("purse",), theme=THEME)
def handbag(draw: Draw) -> Shape:
    """A small bag with one or two handles: trapezoid, round, or a tote, with a clasp."""
    shape = Shape()
    color = draw.material("leather") if draw.chance(0.5) else draw.color()
    other = draw.color(unlike=color)
    form = shape.variant(draw.choice("trapezoid", "half-round", "tote"))
    if form == "trapezoid":
        body = box(3.0, 2.1, 1.2).taper((0.7, 0.6)).stand()
    elif form == "half-round":
        body = hull_of([ellipsoid(2.6, 1.4, 1.3).stand(), box(3.0, 0.2, 0.8).move(y=2.0)])
    else:
        body = box(2.6, 2.6, 1.0).taper((1.15, 1.0)).stand()
    shape.part("body", body, color, spoken=False)
    top = body.top
    grips = shape.variant(draw.choice("two handles", "one handle", "long strap"))
    rise = {"two handles": 1.3, "one handle": 1.1, "long strap": 2.6}[grips]
    path = [
        (-0.8, top - 0.2, 0.0),
        (-0.75, top + 0.6 * rise, 0.0),
        (0.0, top + rise, 0.0),
        (0.75, top + 0.6 * rise, 0.0),
        (0.8, top - 0.2, 0.0),
    ]
    handle = tube(curve(path, 3), 0.11)
    shape.part(
        "handle" if grips != "long strap" else "strap",
        [handle] if grips != "two handles" else pair(handle.move(z=0.3), "z"),
        other if draw.chance(0.6) else color,
    )
    if form != "tote":
        flap = hull_of([box(2.0, 0.2, 0.2).hang(0.0, top, 0.3), box(1.4, 0.3, 0.2).move(0.0, 0.55 * top, 0.6)])
        shape.part("flap", flap, other if draw.chance(0.5) else color)
        shape.part("clasp", sphere(0.2, 8).move(0.0, 0.56 * top, 0.72), draw.material("gold", "silver", unlike=color))
    elif shape.variant(draw.choice("plain", "stripe", "flower")) == "stripe":
        shape.paint("stripe", box(5, 0.6, 3).move(y=1.2), other, on="body")
    elif "flower" in shape.variants:
        petals = [
            sphere(0.27, 8).scale(z=0.5).move(0.4 * np.cos(a), 1.3 + 0.4 * np.sin(a), 0.5)
            for a in np.arange(5) * 2 * np.pi / 5
        ]
        shape.part("petal", petals, other)
        shape.part(
            "flower center",
            sphere(0.25, 8).scale(z=0.7).move(0.0, 1.3, 0.54),
            draw.color("yellow", "white", "orange", unlike=other),
        )
    return shape


@kind("suitcase", synonyms=("travel case",), theme=THEME)
def suitcase(draw: Draw) -> Shape:
    """A case for travelling: upright on wheels with a pull handle, or flat with leather corners."""
    shape = Shape()
    style = shape.variant(draw.choice("on wheels", "old-fashioned", "briefcase"))
    metal = draw.material("metal", "gold")
    if style == "on wheels":
        shape.phrase(style)
        color = draw.color()
        width, height, depth = 2.6, draw.uniform(3.4, 4.4), 1.4
        shape.part("case", rounded_box(width, height, depth, 0.3).stand(y=0.4), color, spoken=False)
        ridges = row(rounded_box(0.22, height - 0.7, depth + 0.2, 0.06).stand(y=0.75), 4, 0.55)
        shape.part("ridge", ridges, color, spoken=False)
        shape.part(
            "wheel",
            corners(cylinder(0.25, 0.2, 10).turn(z=90).stand(), width / 2 - 0.35, depth / 2 - 0.3),
            draw.color("black", "dark grey"),
        )
        top = height + 0.4
        pole = pair(rod((0.6, top - 0.2, -0.3), (0.6, top + 1.3, -0.3), 0.1))
        shape.part(
            "pull handle",
            [union([*pole, capsule((-0.7, top + 1.35, -0.3), (0.7, top + 1.35, -0.3), 0.17)])],
            draw.color("black", "dark grey", "grey", unlike=color),
        )
        return shape
    leather = draw.material("leather")
    trim = draw.color("dark brown", "black", "light brown", "beige", unlike=leather)
    width, height, depth = (4.0, 2.7, 1.3) if style == "old-fashioned" else (3.4, 2.3, 0.8)
    if style == "briefcase":
        shape.call("briefcase")
    shape.part("case", rounded_box(width, height, depth, 0.12).stand(), leather, spoken=False)
    grip = tube(
        curve(
            [
                (-0.55, height - 0.1, 0.0),
                (-0.45, height + 0.45, 0.0),
                (0.45, height + 0.45, 0.0),
                (0.55, height - 0.1, 0.0),
            ],
            3,
        ),
        0.13,
    )
    shape.part("handle", grip, trim)
    locks = pair(box(0.36, 0.36, depth + 0.25).move(0.26 * width, height - 0.25))
    shape.part("lock", locks, metal)
    if style == "old-fashioned":
        knob = rounded_box(0.7, 0.7, depth + 0.16, 0.1)
        shape.part(
            "corner", [knob.move(side * (width / 2 - 0.28), y) for side in (-1, 1) for y in (0.28, height - 0.28)], trim
        )
    if shape.variant(draw.choice("straps", "no straps")) == "straps":
        shape.part("strap", pair(box(0.36, height + 0.12, depth + 0.16).stand(0.3 * width, -0.05)), trim)
    return shape


@kind("glasses", synonyms=("spectacles", "eyeglasses"), theme=THEME)
def glasses(draw: Draw) -> Shape:
    """Two lenses in a frame with temples: round, square or heart-shaped, clear or as sunglasses."""
    shape = Shape()
    frame = draw.color("black", "brown", "red", "gold", "silver", "blue", "pink", "white")
    dark = shape.variant(draw.choice("clear", "sunglasses"))
    shape.call("pair of sunglasses" if dark == "sunglasses" else "pair of glasses")
    lens = (
        draw.color("black", "dark grey", "dark blue", "purple", unlike=frame)
        if dark == "sunglasses"
        else draw.color("light blue", "white", unlike=frame)
    )
    form = shape.variant(draw.choice("round", "square", "cat-eye"), spoken=True)
    outline = {
        "round": ellipse(0.62, 0.62, 16),
        "square": rounded_rectangle(0.68, 0.5, 0.1),
        "cat-eye": [(-0.3, 0.0), (-0.18, -0.24), (0.16, -0.24), (0.32, 0.02), (0.46, 0.34), (0.1, 0.26), (-0.26, 0.22)],
    }[form]
    inner = [(0.76 * x, 0.76 * y) for x, y in outline]
    rim = extrude(outline, 0.12, [inner])
    shape.part("rim", pair(rim.move(0.42)), frame, spoken=False)
    shape.part("lens", pair(extrude([(1.1 * x, 1.1 * y) for x, y in inner], 0.05).move(0.42)), lens, plural="lenses")
    shape.part("bridge", tube(curve([(-0.14, 0.05, 0.0), (0.0, 0.11, 0.02), (0.14, 0.05, 0.0)], 3), 0.04), frame)
    hinge = max(x for x, _ in outline) + 0.4
    temple = tube(
        [(hinge, 0.12, 0.02), (hinge + 0.03, 0.12, -0.9), (hinge + 0.01, 0.06, -1.1), (hinge, -0.14, -1.28)], 0.035
    )
    shape.part("temple", pair(temple), frame if draw.chance(0.7) else draw.color(unlike=frame))
    return shape


@kind("umbrella", synonyms=("parasol",), theme=THEME, has_front=False)
def umbrella(draw: Draw) -> Shape:
    """An umbrella, open with panels or folded, with a hooked or straight handle."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    state = shape.variant(draw.choice("open", "folded", weights=(3, 1)), spoken=True)
    grip = shape.variant(draw.choice("hooked handle", "straight handle"))
    pole = draw.material("metal", "wood", unlike=color)
    wood = draw.material("wood") if draw.chance() else draw.color("black", "dark red", unlike=pole)
    shape.part("pole", rod((0.0, 0.5, 0.0), (0.0, 8.3, 0.0), 0.13), pole)
    if grip == "hooked handle":
        hook = [
            (0.0, 1.6, 0.0),
            (0.0, 0.55, 0.0),
            *[(0.55 + x, 0.55 + y, 0.0) for x, y in arc((0.0, 0.0), 0.55, 200, 360, 6)],
            (1.1, 0.9, 0.0),
        ]
        shape.part("handle", tube(hook, 0.17), wood)
    else:
        shape.part("handle", capsule((0.0, 0.2, 0.0), (0.0, 1.4, 0.0), 0.22), wood)
    if state == "folded":
        shape.part(
            "canopy",
            revolve([(0.16, 2.0), (0.62, 2.5), (0.5, 4.6), (0.22, 7.4), (0.1, 7.9)], 8),
            color,
            plural="canopies",
        )
        shape.part("strap", hoop([(0.3, 3.2), (0.66, 3.2), (0.66, 3.6), (0.3, 3.6)], 8), other)
        return shape
    roof = revolve(
        [(0.0, 7.2), (0.0, 7.2), (2.6, 6.4), (4.0, 5.0), (4.15, 5.15), (2.75, 6.75), (1.4, 7.6), (0.0, 7.85)], 8
    )
    shape.part("canopy", roof, color, plural="canopies")
    pattern = shape.variant(draw.choice("plain", "alternating", "rim"))
    if pattern == "alternating":
        wedge = prism([(0.0, 0.0), (2.5, 6.0), (-2.5, 6.0)], 9)
        shape.paint("panel", ring(wedge, 4), other, on="canopy")
    elif pattern == "rim":
        shape.paint("rim", box(10, 0.7, 10).move(y=5.2), other, on="canopy")
    shape.part("tip", cone(0.24, 0.8, 8).stand(y=7.75), pole, spoken=False)
    return shape


@kind("necktie", synonyms=("tie",), theme=THEME)
def necktie(draw: Draw) -> Shape:
    """A tie with a knot, plain, striped or dotted; or a bow tie."""
    shape = Shape()
    color = draw.color("red", "blue", "dark blue", "black", "green", "purple", "yellow", "pink")
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("long tie", "bow tie"))
    pattern = shape.variant(draw.choice("plain", "striped", "dotted"))
    if pattern == "striped":
        shape.adjective("striped")
    if style == "bow tie":
        shape.call(style)
        wing = hull_of([box(0.3, 0.4, 0.3).move(0.15), box(0.2, 1.4, 0.5).move(1.5)])
        shape.part("wing", pair(wing), color)
        shape.part("knot", rounded_box(0.5, 0.6, 0.6, 0.12), other if pattern == "plain" and draw.chance() else color)
        if pattern == "striped":
            bands = [box(0.22, 3, 2).move(side * x) for side in (-1, 1) for x in (0.62, 1.12)]
            shape.paint("stripe", bands, other, on="wing")
        elif pattern == "dotted":
            shape.paint(
                "dot",
                [
                    sphere(0.17, 8).move(side * x, y, 0.2)
                    for side in (-1, 1)
                    for x, y in ((0.8, 0.0), (1.3, 0.3), (1.3, -0.3))
                ],
                other,
                on="wing",
            )
        return shape
    blade = extrude([(-0.22, 0.0), (-0.62, -4.2), (0.0, -5.0), (0.62, -4.2), (0.22, 0.0)], 0.24)
    shape.part("blade", blade, color, spoken=False)
    shape.part(
        "knot",
        hull_of([box(0.8, 0.1, 0.4).move(y=0.45), box(0.46, 0.1, 0.36).move(y=-0.3)]),
        color if draw.chance(0.6) else other,
    )
    loop = tube(
        curve([(0.3, 0.4, 0.0), (0.9, 1.1, -0.6), (0.0, 1.4, -1.4), (-0.9, 1.1, -0.6), (-0.3, 0.4, 0.0)], 3),
        0.14,
        sides=6,
    )
    shape.part("loop", loop, color, spoken=False)
    if pattern == "striped":
        bands = [box(3, 0.34, 2).turn(z=28).move(y=-0.9 - 1.05 * n) for n in range(4)]
        shape.paint("stripe", bands, other, on="blade")
    elif pattern == "dotted":
        dots = [
            sphere(0.15, 8).move(x, y, 0.12)
            for x, y in ((0.0, -0.9), (0.16, -1.7), (-0.16, -2.3), (0.2, -2.9), (-0.22, -3.5), (0.2, -4.1))
        ]
        shape.paint("dot", dots, other, on="blade")
    return shape


@kind("ring", synonyms=("finger ring",), theme=THEME)
def finger_ring(draw: Draw) -> Shape:
    """A ring with a cut stone, a pearl, a row of stones or a crown's seal."""
    shape = Shape()
    metal = draw.material("gold", "gold", "silver", "copper")
    stone = draw.color("red", "green", "blue", "light blue", "purple", "white", "turquoise", unlike=metal)
    form = shape.variant(draw.choice("diamond", "pearl", "three stones", "signet"))
    profile = ellipse(0.24, 0.34, 8) if draw.chance() else [(-0.1, -0.2), (0.1, -0.2), (0.1, 0.2), (-0.1, 0.2)]
    band = hoop([(1.0 + x, y) for x, y in profile], 24).turn(x=90)
    shape.part("band", band.stand(), metal)
    top = band.size[1]
    if form == "diamond":
        gem = revolve([(0.08, 0.0), (0.55, 0.5), (0.36, 0.72), (0.0, 0.72)], 8).move(y=top - 0.06)
        shape.part("gemstone", gem, stone)
        prongs = ring(rod((0.0, top - 0.1, 0.16), (0.0, top + 0.52, 0.5), 0.07), 4, start=45)
        shape.part("prong", prongs, metal, spoken=False)
        shape.phrase("with a gemstone")
    elif form == "pearl":
        shape.part("setting", frustum(0.2, 0.36, 0.26, 12).stand(y=top - 0.1), metal, spoken=False)
        shape.part("pearl", sphere(0.42, 12).move(y=top + 0.4), draw.color("white", "beige", "pink", unlike=metal))
    elif form == "three stones":
        gem = sphere(0.26, 8).scale(y=0.8)
        shape.part("gemstone", [gem.move(x, top + 0.02 - 0.22 * abs(x)) for x in (-0.55, 0.0, 0.55)], stone)
        shape.part(
            "setting",
            [cylinder(0.24, 0.22, 8).move(x, top - 0.12 - 0.22 * abs(x)) for x in (-0.55, 0.0, 0.55)],
            metal,
            spoken=False,
        )
    else:
        shape.adjective("signet")
        shape.part("seal", cylinder(0.6, 0.24, 16 if draw.chance() else 8).stand(y=top - 0.1), metal)
        shape.part("gemstone", cylinder(0.42, 0.3, 16).stand(y=top - 0.1), stone)
    return shape


@kind("sock", theme=THEME)
def sock(draw: Draw) -> Shape:
    """A sock or a pair, or a Christmas stocking: plain, striped or with a coloured heel and toe."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("sock", "pair of socks", "christmas stocking"))
    shape.call(style)
    pattern = shape.variant(draw.choice("striped", "heel and toe", "plain"))
    if style == "christmas stocking":
        color, other = draw.color("red", "red", "green"), draw.color("white")
    places = [0.75, -0.75] if style == "pair of socks" else [0.0]
    leg = capsule((0.0, 0.9, -0.3), (0.0, 3.0, -0.35), 0.6, sides=12) & box(9, 3.2, 9).move(y=1.5)
    foot = capsule((0.0, 0.62, -0.2), (0.0, 0.52, 1.5), 0.6, 0.5, sides=12)
    whole = leg + foot
    shape.part("sock", [whole.move(x) for x in places], color, spoken=False)
    if pattern == "striped":
        shape.adjective("striped")
        shape.paint("stripe", [box(9, 0.32, 9).move(y=1.35 + 0.6 * n) for n in range(3)], other, on="sock")
    elif pattern == "heel and toe":
        shape.paint("toe", [sphere(0.75, 12).move(x, 0.4, 1.75) for x in places], other, on="sock")
        shape.paint("heel", [sphere(0.62, 12).move(x, 0.35, -0.75) for x in places], other, on="sock")
    cuff = prism(ellipse(1.36, 1.36, 12), 0.6)
    shape.part("cuff", [cuff.move(x, 2.7, -0.35) for x in places], other)
    return shape
