"""Sports gear; decimetres."""

from dataclasses import replace

import numpy as np

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, mirrored, smooth, star
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
    beam,
    box,
    capsule,
    cylinder,
    ellipsoid,
    extrude,
    frustum,
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

THEME = "sports"
_GOLDEN = (1 + 5**0.5) / 2
_CORNERS: list[Vector] = [
    place for a in (-1.0, 1.0) for b in (-_GOLDEN, _GOLDEN) for place in ((0.0, a, b), (a, b, 0.0), (b, 0.0, a))
]
"""Corners of an icosahedron, where a soccer ball is black."""


@kind("ball", theme=THEME, has_front=False)
def ball(draw: Draw) -> Shape:
    """A ball for a game: soccer ball, basketball, tennis ball, beach ball, rugby ball, bowling ball or volleyball."""
    shape = Shape()
    style = shape.variant(
        draw.choice("soccer ball", "basketball", "tennis ball", "beach ball", "rugby ball", "bowling ball")
    )
    shape.call(style)
    {
        "soccer ball": _soccer_ball,
        "basketball": _basketball,
        "tennis ball": _tennis_ball,
        "beach ball": _beach_ball,
        "rugby ball": _rugby_ball,
        "bowling ball": _bowling_ball,
    }[style](draw, shape)
    return shape


def _soccer_ball(draw: Draw, shape: Shape) -> None:
    shape.part("ball", sphere(1.0, 32).move(y=1.0), draw.color("white"), spoken=False)
    patch = cylinder(0.42, 0.5, 5)
    spots = [patch.move(y=0.95).aim(corner).move(y=1.0) for corner in _CORNERS]
    shape.paint("patch", spots, draw.color("black", "black", "black", "blue", "red"), on="ball", plural="patches")


def _basketball(draw: Draw, shape: Shape) -> None:
    shape.part("ball", sphere(1.0, 32).move(y=1.0), draw.color("orange", "orange", "copper"), spoken=False)
    seams = [
        box(3, 0.09, 3),
        box(0.09, 3, 3),
        *pair(hoop([(0.75, -0.045), (2.0, -0.045), (2.0, 0.045), (0.75, 0.045)], 24).turn(z=90).move(0.62)),
    ]
    shape.paint("seam", [seam.move(y=1.0) for seam in seams], draw.color("black"), on="ball")


def _tennis_ball(draw: Draw, shape: Shape) -> None:
    shape.part(
        "ball", sphere(1.0, 32).move(y=1.0), draw.color("light green", "yellow", "light green", "green"), spoken=False
    )
    turns = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    path = np.stack(
        [np.cos(turns) + 0.3 * np.cos(3 * turns), np.sin(turns) - 0.3 * np.sin(3 * turns), 1.1 * np.sin(2 * turns)],
        axis=1,
    )
    path /= np.linalg.norm(path, axis=1, keepdims=True)
    seam = tube([(float(x), float(y), float(z)) for x, y, z in 0.98 * path], 0.075, sides=6, closed=True)
    shape.paint("seam", seam.move(y=1.0), draw.color("white"), on="ball")


def _beach_ball(draw: Draw, shape: Shape) -> None:
    colors = draw.colors(3, "red", "yellow", "blue", "green", "orange", "pink", "light blue")
    shape.part("ball", sphere(1.0, 24), draw.color("white"), spoken=False)
    wedge = prism([(0.0, 0.0), (0.87, 1.6), (-0.87, 1.6)], 3).move(y=-1.5)
    for number, color in enumerate(colors):
        shape.paint("stripe", wedge.turn(y=120 * number), color, on="ball")
    cap = cylinder(0.24, 0.1, 12).move(y=0.98)
    shape.part("cap", cap, colors[0], spoken=False)
    shape.parts = [replace(part, solids=tuple(one.turn(x=28, z=-20) for one in part.solids)) for part in shape.parts]


def _rugby_ball(draw: Draw, shape: Shape) -> None:
    color = draw.color("white", "brown", "copper", "red", "blue")
    other = draw.color("black", "red", "white", "green", unlike=color)
    profile = [(0.0, -1.45), (0.5, -1.15), (0.85, -0.5), (0.92, 0.0), (0.85, 0.5), (0.5, 1.15), (0.0, 1.45)]
    body = revolve(profile, 20).turn(z=90)
    shape.part("ball", body.move(y=0.92), color, spoken=False)
    shape.paint("stripe", [box(0.24, 4, 4).move(side * 0.75, 0.92) for side in (-1, 1)], other, on="ball")
    shape.part(
        "lace",
        [box(0.1, 0.12, 0.34).move(0.2 * n, 1.83, 0.0) for n in (-1, 0, 1)],
        draw.color("white", "black", unlike=color),
    )


def _bowling_ball(draw: Draw, shape: Shape) -> None:
    color = draw.color("black", "blue", "purple", "red", "dark green", "dark blue")
    holes = [capsule((x, 1.2, z), (x, 3.0, z), 0.16) for x, z in ((-0.22, 0.3), (0.22, 0.3), (0.0, 0.75))]
    shape.part("ball", sphere(1.0, 24).move(y=1.0) - union(holes), color, spoken=False)
    inner = draw.color("light grey", "white", "black", unlike=color)
    shape.part("finger hole", [hole & sphere(0.93, 16).move(y=1.0) for hole in holes], inner)


@kind("bowling pin", synonyms=("skittle",), theme=THEME, has_front=False)
def bowling_pin(draw: Draw) -> Shape:
    """A pin with bands at its neck: alone, in a group of three or six, or with a ball."""
    shape = Shape()
    white = draw.color("white", "white", "white", "beige", "yellow")
    band = draw.color("red", "red", "blue", "green", "black", unlike=white)
    profile = [
        (0.36, 0.0),
        (0.42, 0.1),
        (0.72, 1.3),
        (0.6, 2.1),
        (0.3, 2.9),
        (0.3, 3.2),
        (0.42, 3.6),
        (0.36, 3.95),
        (0.16, 4.15),
        (0.0, 4.2),
    ]
    group = shape.variant(draw.choice("one pin", "three pins", "six pins", "with a ball"))
    step = 1.9
    places = {
        "three pins": [(0, 0), (-1, -1), (1, -1)],
        "six pins": [(0, 0), (-1, -1), (1, -1), (-2, -2), (0, -2), (2, -2)],
        "with a ball": [(0, 0), (-1, -1), (1, -1)],
    }.get(group, [(0, 0)])
    if len(places) > 1:
        shape.call(f"group of {'six' if group == 'six pins' else 'three'} bowling pins")
    pins = [revolve(profile, 16).move(0.5 * step * x, 0.0, 0.87 * step * z) for x, z in places]
    shape.part("pin", pins, white, spoken=False)
    bands = shape.variant(draw.choice("one band", "two bands"))
    heights = (3.05,) if bands == "one band" else (2.92, 3.2)
    slabs = [box(3 * step, 0.17 if bands == "two bands" else 0.3, 5 * step).move(0.0, y, -step) for y in heights]
    shape.paint("band", slabs, band, on="pin", spoken=len(places) == 1)
    if group == "with a ball":
        shape.phrase("with a bowling ball")
        shape.part("bowling ball", sphere(0.85).move(1.6, 0.85, 0.7), draw.color("black", "blue", "purple", "dark red"))
    return shape


@kind("baseball bat", theme=THEME, has_front=False)
def baseball_bat(draw: Draw) -> Shape:
    """A bat with knob and grip: upright, lying with a ball, or two crossed."""
    shape = Shape()
    wood = draw.material("wood", "wood", "metal") if draw.chance(0.7) else draw.color("red", "blue", "black")
    grip = draw.color("black", "red", "blue", "white", unlike=wood)
    pose = shape.variant(draw.choice("upright", "lying with a ball", "two crossed"))
    body = revolve(
        [(0.3, 0.0), (0.32, 0.15), (0.17, 0.3), (0.17, 2.0), (0.4, 4.6), (0.44, 6.6), (0.36, 7.0), (0.0, 7.1)], 12
    )
    band = cylinder(0.21, 1.36, 12).stand(y=0.34)
    turns = {"upright": [0.0], "lying with a ball": [-90.0], "two crossed": [-32.0, 32.0]}[pose]
    lift = 0.0 if pose != "lying with a ball" else 0.44

    def put(solid: Solid, number: int) -> Solid:
        depth = 0.34 * (2 * number - 1) if len(turns) == 2 else 0.0
        return solid.move(y=-3.0 if len(turns) == 2 else 0.0).turn(z=turns[number]).move(0.0, lift, depth)

    shape.part("bat", [put(body, n) for n in range(len(turns))], wood, spoken=False)
    shape.part("grip", [put(band, n) for n in range(len(turns))], grip)
    if len(turns) == 2:
        shape.call("pair of crossed baseball bats")
    elif pose == "lying with a ball":
        shape.phrase("with a ball")
        shape.part("baseball", sphere(0.6, 16).move(4.4, 0.6, 1.3), draw.color("white", unlike=wood))
    if shape.variant(draw.choice("ring", "plain")) == "ring":
        stripe = hoop([(0.2, 5.4), (0.48, 5.4), (0.48, 5.7), (0.2, 5.7)], 12)
        shape.part("ring", [put(stripe, n) for n in range(len(turns))], grip)
    return shape


@kind("tennis racket", synonyms=("racket",), theme=THEME)
def tennis_racket(draw: Draw) -> Shape:
    """A strung racket: tennis, badminton or a table-tennis bat, with or without a ball."""
    shape = Shape()
    style = shape.variant(draw.choice("tennis racket", "badminton racket", "table tennis paddle"))
    shape.call(style)
    frame = draw.color()
    grip = draw.color("black", "white", "brown", "dark blue", unlike=frame)
    if style == "table tennis paddle":
        face = draw.color("red", "red", "black", "blue", "green")
        blade = draw.color("light brown", "beige", unlike=face)
        outline = [*arc((0.0, 3.4), 1.5, -62, 242, 20), (-0.34, 1.7), (0.34, 1.7)]
        shape.part("blade", extrude(outline, 0.24), blade, spoken=False)
        shape.part("face", extrude([(0.96 * x, 3.4 + 0.96 * (y - 3.4)) for x, y in outline[:20]], 0.42), face)
        shape.part("handle", rounded_box(0.6, 1.9, 0.5, 0.15).stand(), blade)
        if shape.variant(draw.choice("ball", "no ball")) == "ball":
            shape.phrase("with a ball")
            shape.part("ball", sphere(0.42, 12).move(0.5, 3.6, 0.62), draw.color("white", "orange", unlike=face))
        return shape
    wide, tall, low = (2.6, 3.4, 4.9) if style == "tennis racket" else (2.1, 2.6, 5.6)
    middle = low + tall / 2 - 0.3
    oval = [(x, middle + y, 0.0) for x, y in ellipse(wide, tall, 24)]
    shape.part("frame", tube(oval, 0.15, closed=True), frame)
    strings = draw.color("white", "light grey", "yellow", unlike=frame)
    lines = [(x, tall * 0.5 * float(np.sqrt(1 - (2 * x / wide) ** 2))) for x in np.linspace(-0.36, 0.36, 5) * wide]
    across = [(y, wide * 0.5 * float(np.sqrt(1 - (2 * y / tall) ** 2))) for y in np.linspace(-0.38, 0.38, 6) * tall]
    threads = [
        rod((float(x), middle - reach, 0.0), (float(x), middle + reach, 0.0), 0.12, sides=4) for x, reach in lines
    ]
    threads += [
        rod((-reach, middle + float(y), 0.0), (reach, middle + float(y), 0.0), 0.12, sides=4) for y, reach in across
    ]
    shape.part("strings", union(threads), strings, mass=True)
    foot = middle - tall / 2
    if style == "tennis racket":
        throat = pair(rod((0.1, 2.2, 0.0), (0.62, foot + 0.28, 0.0), 0.14))
        shape.part("throat", union(throat), frame, spoken=False)
        shape.part("handle", cylinder(0.25, 2.5, 8).stand(), grip)
    else:
        shape.part("shaft", rod((0.0, 1.6, 0.0), (0.0, foot, 0.0), 0.12), frame, spoken=False)
        shape.part("handle", cylinder(0.2, 2.2, 8).stand(), grip)
    if shape.variant(draw.choice("ball", "alone")) == "ball":
        if style == "tennis racket":
            shape.phrase("with a ball")
            shape.part(
                "tennis ball",
                sphere(0.5, 12).move(0.3, middle, 0.55),
                draw.color("light green", "yellow", unlike=frame),
            )
        else:
            shape.phrase("with a shuttlecock")
            cock = sphere(0.26, 12) + frustum(0.24, 0.55, 0.85, 10).stand(y=0.1)
            shape.part("shuttlecock", cock.turn(x=30).move(0.9, 1.0, 0.4), draw.color("white", unlike=grip))
    return shape


@kind("golf club", theme=THEME)
def golf_club(draw: Draw) -> Shape:
    """A driver, an iron or a putter, with a ball on a tee or a flag in a hole."""
    shape = Shape()
    shaft = draw.material("steel", "metal")
    grip = draw.color("black", "red", "blue", "white", "green", unlike=shaft)
    style = shape.variant(draw.choice("driver", "iron", "putter"))
    shape.call({"driver": "golf club", "iron": "golf club", "putter": "golf putter"}[style])
    length = 7.0
    top: Vector = (-1.6, length, 0.0)
    shape.part("shaft", rod((0.0, 0.3, 0.0), top, 0.12), shaft)
    start: Vector = (-1.2, 0.75 * length, 0.0)
    shape.part("grip", rod(start, (-1.63, length + 0.15, 0.0), 0.2, 0.24), grip)
    if style == "driver":
        head = hull_of([ellipsoid(1.7, 0.8, 1.5).move(0.55, 0.42, -0.2), box(1.3, 0.7, 0.2).move(0.6, 0.42, 0.6)])
        shape.part("head", head, draw.color("black", "red", "dark blue", "brown", unlike=shaft))
    elif style == "iron":
        blade = extrude([(-0.2, 0.0), (1.4, 0.1), (1.5, 1.1), (-0.1, 0.5)], 0.3).turn(x=-22).move(0.0, 0.05, 0.0)
        shape.part("head", blade, draw.material("steel"))
    else:
        shape.part(
            "head",
            rounded_box(1.8, 0.5, 0.5, 0.1).move(0.6, 0.25, 0.1),
            draw.color("silver", "black", "gold", unlike=shaft),
        )
    extra = shape.variant(draw.choice("ball", "ball on a tee", "alone"))
    if extra != "alone":
        shape.phrase("with a golf ball")
        up = 0.0 if extra == "ball" else 0.5
        shape.part("golf ball", sphere(0.34, 12).move(0.7, 0.34 + up, 1.5), draw.color("white"))
        if up:
            shape.part(
                "tee", frustum(0.1, 0.24, 0.6, 8).stand(0.7, 0.0, 1.5), draw.color("red", "yellow", "light brown")
            )
    return shape


@kind("dumbbell", synonyms=("hand weight",), theme=THEME, has_front=False)
def dumbbell(draw: Draw) -> Shape:
    """A short bar with weights: discs, hexagons or balls; a long barbell, or a kettlebell."""
    shape = Shape()
    metal = draw.material("iron", "steel")
    color = draw.color("black", "dark grey", "red", "blue", "purple", "green", "orange", unlike=metal)
    style = shape.variant(draw.choice("discs", "hexagonal", "balls", "barbell", "kettlebell"))
    if style == "kettlebell":
        shape.call(style)
        shape.part("body", sphere(1.0).move(y=0.9) & box(4, 4, 4).stand(y=0.05), color, spoken=False)
        handle = tube(
            curve([(-0.62, 1.5, 0.0), (-0.78, 2.2, 0.0), (0.0, 2.6, 0.0), (0.78, 2.2, 0.0), (0.62, 1.5, 0.0)], 3), 0.2
        )
        shape.part("handle", handle, metal if draw.chance() else color)
        return shape
    half = 0.75
    if style == "barbell":
        shape.call(style)
        sizes = [1.3, 1.3, 0.9][: draw.choice(1, 2, 3)]
        shape.variant(f"{len(sizes)} plates")
        shape.part("bar", rod((-4.0, 1.3, 0.0), (4.0, 1.3, 0.0), 0.12), metal)
        discs = [cylinder(size, 0.3, 16).turn(z=90).move(2.6 + 0.34 * n, 1.3) for n, size in enumerate(sizes)]
        shape.part("weight plate", [copy for disc in discs for copy in pair(disc)], color)
        return shape
    y = {"discs": 0.8, "hexagonal": 0.7, "balls": 0.75}[style]
    shape.part("handle", rod((-half - 0.3, y, 0.0), (half + 0.3, y, 0.0), 0.2), metal)
    if style == "discs":
        plates = [
            cylinder(size, 0.28, 16).turn(z=90).move(half + 0.3 * n, y) for n, size in enumerate((0.8, 0.8, 0.55))
        ]
        shape.part("weight plate", [copy for plate in plates for copy in pair(plate)], color)
    elif style == "hexagonal":
        shape.part("weight", pair(cylinder(0.8, 1.0, 6).turn(z=90).move(half + 0.5, y)), color)
    else:
        shape.part("weight", pair(sphere(0.75).move(half + 0.5, y)), color)
    return shape


def _net(width: float, height: float, columns: int, rows: int, thick: float) -> Solid:
    """A wide-meshed net in the plane z = 0, its lower edge at y = 0."""
    upright = row(box(thick, height, thick).stand(), columns, width / (columns - 1))
    level = row(box(width, thick, thick).move(y=height / 2), rows, height / (rows - 1), "y")
    return union([*upright, *level])


@kind("football goal", synonyms=("soccer goal", "goal"), theme=THEME)
def football_goal(draw: Draw) -> Shape:
    """Two posts and a bar with a net behind, upright or sloping, or a fork-shaped goal; with or without a ball."""
    shape = Shape()
    frame = draw.color("white", "white", "white", "red", "yellow")
    net = draw.color("light grey", "white", "grey", "blue", "black", unlike=frame)
    style = shape.variant(draw.choice("sloping net", "boxy net", "small goal"))
    width, height = (6.4, 3.0) if style != "small goal" else (3.4, 2.4)
    depth = 1.9
    bar = 0.13
    shape.part("post", pair(cylinder(bar, height, 8).stand(width / 2)), frame)
    shape.part("crossbar", rod((-width / 2 - bar, height, 0.0), (width / 2 + bar, height, 0.0), bar), frame)
    columns = 8 if width > 5 else 6
    if style == "boxy net":
        back = _net(width, height, columns, 5, bar).move(z=-depth)
        roof = _net(width, depth, columns, 3, bar).turn(x=-90).move(0.0, height, 0.0)
        side = _net(depth, height, 3, 5, bar).turn(y=90).move(width / 2, 0.0, -depth / 2)
        shape.part("net", union([back, roof, *pair(side)]), net)
        shape.part("brace", pair(rod((width / 2, bar, 0.0), (width / 2, bar, -depth), bar)), frame, spoken=False)
    else:
        slope = float(np.degrees(np.arctan2(depth, height)))
        back = _net(width, float(np.hypot(depth, height)), columns, 6, bar).turn(x=slope).move(0.0, 0.0, -depth)
        shape.part("net", back, net)
        side = union(
            [
                beam((width / 2, bar, -depth * t), (width / 2, height * (1 - t), -depth * t), bar, bar)
                for t in (0.35, 0.7)
            ]
        )
        shape.part("side net", pair(side), net, spoken=False)
        shape.part(
            "brace",
            pair(
                rod((width / 2, bar, 0.0), (width / 2, bar, -depth), bar)
                + rod((width / 2, height, 0.0), (width / 2, bar, -depth), bar)
            ),
            frame,
            spoken=False,
        )
    if shape.variant(draw.choice("ball", "no ball")) == "ball":
        shape.phrase("with a ball")
        shape.part(
            "ball",
            sphere(0.42, 16).stand(draw.uniform(-0.8, 0.8), 0.0, 1.0),
            draw.color("white", "orange", "yellow", "black", unlike=frame),
        )
    return shape


@kind("basketball hoop", synonyms=("basketball net",), theme=THEME)
def basketball_hoop(draw: Draw) -> Shape:
    """A backboard with rim and net on a post, square or rounded, fixed in the ground, on wheels or leaning."""
    shape = Shape()
    post = draw.material("metal") if draw.chance(0.6) else draw.color("black", "blue", "red")
    board = draw.color("white", "white", "light blue", "black", unlike=post)
    red = draw.color("red", "orange", "black", unlike=board)
    base = shape.variant(draw.choice("in the ground", "box base", "on wheels"))
    shape.part(
        "post", rod((0.0, 0.05, -1.2), (0.0, 5.0, -1.2), 0.2) + rod((0.0, 5.0, -1.2), (0.0, 6.0, -0.2), 0.18), post
    )
    if base == "in the ground":
        shape.part("base", cylinder(0.6, 0.16, 12).stand(z=-1.2), post, spoken=False)
    else:
        shape.part(
            "base",
            rounded_box(2.2, 0.6, 2.2, 0.15).stand(0.0, 0.1 if base == "on wheels" else 0.0, -1.5),
            draw.color("black", "dark grey", "blue", "red", unlike=post),
        )
        if base == "on wheels":
            shape.phrase(base)
            wheels = corners(cylinder(0.3, 0.3, 10).turn(z=90).stand(), 1.1, 0.75)
            shape.part("wheel", [wheel.move(z=-1.5) for wheel in wheels], draw.color("grey", "black"))
    form = shape.variant(draw.choice("rectangular", "rounded"))
    outline = (
        [(-1.8, 0.0), (1.8, 0.0), (1.8, 2.4), (-1.8, 2.4)]
        if form == "rectangular"
        else [
            (-1.6, 0.2),
            (-1.0, 0.0),
            (1.0, 0.0),
            (1.6, 0.2),
            (1.9, 1.2),
            (1.5, 2.2),
            (0.6, 2.6),
            (-0.6, 2.6),
            (-1.5, 2.2),
            (-1.9, 1.2),
        ]
    )
    shape.part("backboard", extrude(outline, 0.2).move(0.0, 5.2, 0.0), board)
    target = extrude(
        [(-0.7, 0.0), (0.7, 0.0), (0.7, 1.0), (-0.7, 1.0)],
        0.2,
        [[(-0.52, 0.18), (0.52, 0.18), (0.52, 0.82), (-0.52, 0.82)]],
    )
    shape.part("target square", target.move(0.0, 5.75, 0.05), red)
    shape.part("rim", torus(0.75, 0.18, 16, 6).move(0.0, 5.6, 1.0) + box(0.3, 0.18, 0.4).move(0.0, 5.6, 0.16), red)
    thread = rod((0.0, 5.6, 0.74), (0.0, 4.5, 0.42), 0.11, sides=6)
    strands = [strand.move(z=1.0) for strand in ring(thread, 9)]
    shape.part(
        "net",
        union([*strands, torus(0.56, 0.15, 14, 5).move(0.0, 5.05, 1.0), torus(0.42, 0.15, 14, 5).move(0.0, 4.55, 1.0)]),
        draw.color("white", "light grey", "red"),
    )
    if shape.variant(draw.choice("ball", "no ball")) == "ball":
        shape.phrase("with a basketball")
        where: Vector = (0.0, 6.1, 1.0) if draw.chance() else (1.5, 0.55, 0.4)
        shape.part("basketball", sphere(0.55).move(*where), draw.color("orange"))
    return shape


@kind("ice skate", synonyms=("skate",), theme=THEME)
def ice_skate(draw: Draw) -> Shape:
    """A boot on a blade, on four wheels or on a row of wheels; one or a pair."""
    shape = Shape()
    style = shape.variant(draw.choice("ice skate", "roller skate", "inline skate"))
    count = draw.choice(1, 2)
    shape.variant("pair" if count == 2 else "single")
    shape.call(f"pair of {style}s" if count == 2 else style)
    color = draw.color("white", "black", "pink", "light blue", "red", "purple")
    other = draw.color(unlike=color)
    foot = hull_of([ellipsoid(0.8, 0.8, 0.9).move(0.0, 1.3, -0.7), ellipsoid(0.76, 0.56, 0.8).move(0.0, 1.2, 0.8)])
    shaft = hull_of(
        [ellipsoid(0.82, 0.4, 0.9, 12).move(0.0, 1.4, -0.66), ellipsoid(0.86, 0.3, 0.94, 12).move(0.0, 2.6, -0.74)]
    ) - cylinder(0.32, 0.8, 12).move(0.0, 2.75, -0.74)
    pieces: list[tuple[str, list[Solid], str]] = [("boot", [foot + shaft], "main")]
    pieces.append(
        ("lace", [box(0.52, 0.12, 0.14).move(0.0, 1.66 + 0.24 * n, -0.1 - 0.08 * n) for n in range(4)], "other")
    )
    if style == "ice skate":
        blade = side_extrude([(-1.4, 0.0), (1.2, 0.0), (1.6, 0.22), (1.6, 0.42), (-1.4, 0.34)], 0.16)
        holders = [
            hull_of([box(0.16, 0.1, 0.4).move(0.0, 0.34, z), box(0.5, 0.1, 0.56).move(0.0, 0.9, z)])
            for z in (-0.8, 0.7)
        ]
        pieces.append(("blade", [union([blade, *holders])], "metal"))
        pieces.append(
            (
                "sole",
                [hull_of([box(0.62, 0.16, 0.8).move(0.0, 0.92, -0.7), box(0.66, 0.14, 0.9).move(0.0, 0.94, 0.75)])],
                "dark",
            )
        )
    elif style == "roller skate":
        pieces.append(
            (
                "sole",
                [
                    rounded_box(0.76, 0.2, 2.4, 0.06).move(0.0, 0.82, 0.05),
                    *[box(0.3, 0.5, 0.3).move(0.0, 0.6, z) for z in (-0.75, 0.75)],
                ],
                "dark",
            )
        )
        pieces.append(
            (
                "wheel",
                [wheel.move(z=0.0) for wheel in corners(cylinder(0.36, 0.3, 12).turn(z=90).stand(), 0.4, 0.75)],
                "bright",
            )
        )
        pieces.append(("toe stop", [cylinder(0.22, 0.3, 10).turn(x=30).move(0.0, 0.62, 1.3)], "other"))
    else:
        pieces.append(("frame", [side_extrude([(-1.3, 0.4), (1.3, 0.4), (1.1, 0.9), (-1.1, 0.9)], 0.34)], "dark"))
        pieces.append(("wheel", row(cylinder(0.36, 0.22, 12).turn(z=90).move(0.0, 0.36, 0.0), 4, 0.76, "z"), "bright"))
        pieces.append(("buckle", [box(0.9, 0.16, 0.3).move(0.0, 2.2, -0.4)], "bright"))
    looks = {
        "main": color,
        "other": other,
        "metal": draw.material("steel"),
        "dark": draw.color("black", "dark grey", "brown", unlike=color),
        "bright": draw.color("red", "yellow", "orange", "light green", "blue", unlike=color),
    }
    for name, solids, look in pieces:
        spread = [
            copy
            for solid in solids
            for copy in ([solid] if count == 1 else [solid.move(0.6), solid.move(-0.6, 0.0, 0.5)])
        ]
        shape.part(name, spread, looks[look], spoken=name != "boot")
    return shape


@kind("pair of skis", theme=THEME)
def skis(draw: Draw) -> Shape:
    """Two skis with turned-up tips, side by side, crossed or upright, with or without poles; or a snowboard."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color)
    pose = shape.variant(draw.choice("side by side", "crossed", "snowboard"))
    wide = 1.3 if pose == "snowboard" else 0.6
    side = [
        (-3.6, 0.5),
        (-3.3, 0.16),
        (-2.9, 0.0),
        (3.0, 0.0),
        (3.5, 0.2),
        (3.9, 0.62),
        (3.96, 0.84),
        (3.7, 0.7),
        (3.3, 0.4),
        (2.9, 0.2),
        (-2.8, 0.2),
        (-3.2, 0.36),
    ]
    one = side_extrude(side, wide) & prism(
        smooth([(-wide / 2, -3.7), (wide / 2, -3.7), (wide / 2, 3.4), (0.15, 4.1), (-0.15, 4.1), (-wide / 2, 3.4)], 1),
        3,
    ).move(y=-1)
    binding = rounded_box(0.46, 0.3, 0.5, 0.08)
    if pose == "snowboard":
        shape.call("snowboard")
        shape.part("board", one, color, spoken=False)
        straps = [
            union(
                [
                    rounded_box(1.1, 0.24, 0.7, 0.06).move(0.0, 0.28, z),
                    torus(0.44, 0.2, 12, 6).turn(x=90).move(0.0, 0.34, z) & box(3, 2, 3).move(0.0, 1.2, z),
                ]
            )
            for z in (-1.1, 1.1)
        ]
        shape.part("binding", straps, draw.color("black", "grey", "white", unlike=color))
        pattern = shape.variant(draw.choice("stripes", "tips"))
        regions = (
            [box(0.28, 2, 9).move(x) for x in (-0.3, 0.3)]
            if pattern == "stripes"
            else [box(3, 3, 2).move(z=z) for z in (-3.4, 3.4)]
        )
        shape.paint("stripe" if pattern == "stripes" else "tip", regions, other, on="board")
        return shape
    angle = 0.0 if pose == "side by side" else 16.0
    places = [(0.5, angle, 0.0), (-0.5, -angle, 0.0 if angle == 0.0 else 0.21)]
    shift = 0.5 if angle == 0.0 else 0.0

    def put(solid: Solid, number: int) -> Solid:
        x, turn, up = places[number]
        return solid.turn(y=turn).move(x * 2 * shift, up, 0.0)

    shape.part("ski", [put(one, n) for n in range(2)], color)
    shape.part(
        "binding",
        [put(binding.move(0.0, 0.3, z), n) for n in range(2) for z in (-0.5, 0.5)],
        draw.color("black", "grey", "yellow", unlike=color),
    )
    shape.paint("tip", [box(9, 3, 1.4).move(0.0, 0.0, 3.4)], other, on="ski", spoken=False)
    if shape.variant(draw.choice("poles", "no poles")) == "poles":
        shape.phrase("with two poles")
        pole = union(
            [
                rod((0.0, 0.15, -2.6), (0.0, 0.15, 2.4), 0.1),
                rod((0.0, 0.15, -2.6), (0.0, 0.15, -1.9), 0.17),
                cylinder(0.42, 0.12, 10).turn(x=90).move(0.0, 0.3, 2.0),
            ]
        )
        shape.part(
            "pole", pair(pole.move(1.5 if angle == 0.0 else 2.1)), draw.color("silver", "black", "grey", unlike=color)
        )
    return shape


@kind("surfboard", theme=THEME)
def surfboard(draw: Draw) -> Shape:
    """A pointed board with fins, striped or with a band: upright in the sand, lying, or leaning on a second one."""
    shape = Shape()
    color = draw.color("white", "yellow", "turquoise", "red", "orange", "light blue", "beige", "pink")
    other = draw.color(unlike=color)
    form = shape.variant(draw.choice("pointed", "round-nosed", "fish-tailed"))
    tail = [(0.0, 0.6), (0.7, 0.0)] if form == "fish-tailed" else [(0.0, 0.0), (0.5, 0.15)]
    nose = [(0.5, 6.2), (0.0, 7.0)] if form != "round-nosed" else [(0.85, 6.4), (0.5, 6.85), (0.0, 7.0)]
    outline = smooth(mirrored([*tail, (1.0, 1.6), (1.1, 3.4), (0.95, 5.0), *nose]), 1)
    board = extrude(outline, 0.26)
    shape.part("board", board, color, spoken=False)
    pattern = shape.variant(draw.choice("center stripe", "two bands", "tip"))
    if pattern == "center stripe":
        shape.paint("stripe", box(0.36, 9, 2).move(y=3.5), other, on="board")
    elif pattern == "two bands":
        shape.paint("band", [box(4, 0.5, 2).move(y=y) for y in (4.2, 5.2)], other, on="board")
    else:
        shape.paint("nose", box(4, 2, 2).move(y=6.5), other, on="board")
    fin = side_extrude([(-0.1, 0.4), (-0.85, 0.2), (-0.75, 0.5), (-0.1, 1.1)], 0.16)
    count = draw.choice(1, 3)
    shape.part("fin", [fin] if count == 1 else [fin, *pair(fin.move(0.55, 0.4))], other)
    pose = shape.variant(draw.choice("upright in sand", "lying flat", "leaning"))
    if pose == "upright in sand":
        shape.phrase("stuck in the sand")
        shape.part(
            "sand",
            ellipsoid(2.5, 1.2, 1.9, 16) & box(9, 3, 9).stand(y=0.0),
            draw.color("beige", "light brown", unlike=color),
            mass=True,
        )
        return shape
    turn = -90.0 if pose == "lying flat" else -20.0
    shape.parts = [replace(part, solids=tuple(one.turn(x=turn) for one in part.solids)) for part in shape.parts]
    return shape


@kind("trophy", synonyms=("winner's cup",), theme=THEME)
def trophy(draw: Draw) -> Shape:
    """A cup with two handles, a star, a figure or a ball on a column, on a base with a plate."""
    shape = Shape()
    gold = draw.material("gold", "gold", "silver", "copper")
    base = draw.color("black", "dark brown", "brown", "dark red", "dark blue", "white")
    style = shape.variant(draw.choice("cup", "star", "ball"))
    form = shape.variant(draw.choice("square base", "round base", "stepped base"))
    stand = cylinder(1.1, 0.9, 16).stand() if form == "round base" else box(2.0, 0.9, 2.0).stand()
    if form == "stepped base":
        stand = box(2.4, 0.5, 2.4).stand() + box(1.8, 0.9, 1.8).stand(y=0.1)
    shape.part("base", stand, base)
    shape.part(
        "plate",
        box(1.0, 0.36, 0.2).move(
            0.0, 0.5 if form != "stepped base" else 0.72, 1.03 if form != "stepped base" else 0.88
        ),
        gold,
    )
    if style == "cup":
        profile = [
            (0.7, 0.85),
            (0.3, 1.3),
            (0.22, 1.8),
            (0.5, 2.1),
            (1.05, 2.9),
            (1.25, 4.1),
            (1.1, 4.1),
            (0.9, 3.0),
            (0.0, 2.4),
        ]
        shape.part("cup", revolve(profile, 20), gold)
        ear = tube(curve([(1.1, 3.8, 0.0), (1.75, 3.9, 0.0), (1.75, 3.1, 0.0), (0.95, 2.7, 0.0)], 3), 0.15)
        shape.part("handle", pair(ear), gold)
        return shape
    color = draw.color("red", "blue", "white", "green", unlike=[gold, base])
    shape.part("column", cylinder(0.42, 2.2, 12).stand(y=0.8), color if draw.chance() else gold)
    shape.part("cap", cylinder(0.62, 0.2, 12).stand(y=2.9), gold, spoken=False)
    if style == "star":
        shape.phrase("with a star on top")
        shape.part("star", extrude(star(5, 1.1, 0.46), 0.36).move(0.0, 4.05, 0.0), gold)
    else:
        shape.phrase("with a ball on top")
        shape.part("ball", sphere(0.85).move(y=3.85), gold)
    return shape
