"""Reptiles, frogs, dinosaurs and dragons; the length of the trunk is about 1."""

import numpy as np

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.four_legged import Proportions, choose_pose, eyes, pose_body, scattered_spots
from shape_diff.data.procedural.outlines import curve, helix
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
    hull_of,
    rod,
    sphere,
    tube,
    union,
)

THEME = "animals"
_GREENS = ("green", "dark green", "light green", "teal")


def _taper(path: list[Vector], start: float, end: float, pieces: int = 3) -> Solid:
    """A tube along a curve that thins evenly, as tails and necks do."""
    points = curve(path, pieces)
    return tube(points, [float(radius) for radius in np.linspace(start, end, len(points))])


def _splayed_legs(x: float, y: float, places: tuple[float, ...], thick: float, reach: float) -> list[Solid]:
    """Legs that go out sideways and then down, with flat feet."""
    legs = []
    for z in places:
        knee = (x + 0.7 * reach, y + 0.02, z + 0.05)
        foot = (x + reach, 0.5 * thick, z + 0.12)
        legs += pair(
            union(
                [
                    capsule((0.6 * x, y, z), knee, thick),
                    capsule(knee, foot, thick, 0.8 * thick),
                    ellipsoid(2.2 * thick, thick, 3.2 * thick, 8).move(foot[0], 0.5 * thick, foot[2] + thick),
                ]
            )
        )
    return legs


@kind("turtle", synonyms=("tortoise",), theme=THEME)
def turtle(draw: Draw) -> Shape:
    """A domed shell on four legs or flippers: tortoise, swimming sea turtle, or drawn into its shell."""
    shape = Shape()
    skin = draw.color("green", "light green", "light brown", "dark green", "beige")
    shell = draw.color("brown", "dark green", "dark brown", "copper", "teal", "orange", unlike=skin)
    form = shape.variant(draw.choice("walking", "swimming", "hidden"))
    low = 0.2 if form == "walking" else 0.14
    height = 0.56 if form != "swimming" else 0.34
    dome_ = dome(0.62, height, 16).scale(z=1.14).move(y=low + 0.06)
    shape.part("shell", dome_, shell)
    shape.part(
        "rim",
        ellipsoid(1.36, 0.2, 1.54).move(y=low + 0.08),
        draw.color("beige", "light brown", "yellow", unlike=[shell, skin]),
        spoken=False,
    )
    pattern = shape.variant(draw.choice("plates", "spots", "plain"))
    other = draw.color("yellow", "light brown", "light green", "dark brown", "orange", unlike=[shell, skin])
    top = low + 0.06 + height
    if pattern == "plates":
        plates = [
            cylinder(0.21, 0.5, 6).move(y=top),
            *[
                cylinder(0.19, 0.5, 6).turn(x=48).move(0.0, low + 0.06 + 0.72 * height, 0.52).turn(y=60 * n + 30)
                for n in range(6)
            ],
        ]
        shape.paint("plate", plates, other, on="shell")
    elif pattern == "spots":
        spots = [sphere(0.1, 8).move(0.0, low + 0.06 + 0.78 * height, 0.42).turn(y=72 * n) for n in range(5)]
        shape.paint("spot", [*spots, sphere(0.11, 8).move(y=top)], other, on="shell")
    if form == "hidden":
        shape.phrase("hiding in its shell")
        shape.part(
            "foot", [ellipsoid(0.26, 0.22, 0.2, 8).move(x, 0.11, z) for x in (-0.34, 0.34) for z in (-0.5, 0.5)], skin
        )
        shape.part("head", ellipsoid(0.26, 0.22, 0.3, 12).move(0.0, low + 0.1, 0.7), skin, spoken=False)
        head: Vector = (0.0, low + 0.1, 0.7)
    else:
        head = (0.0, low + (0.34 if form == "walking" else 0.14), 1.08)
        shape.part(
            "head",
            capsule((0.0, low + 0.08, 0.55), head, 0.14, 0.13) + ellipsoid(0.34, 0.3, 0.4, 12).move(*head),
            skin,
            spoken=False,
        )
        if form == "walking":
            shape.part(
                "leg",
                [
                    capsule((0.7 * x, low + 0.05, 0.8 * z), (x, 0.12, z), 0.13, 0.12)
                    for x in (-0.52, 0.52)
                    for z in (-0.55, 0.55)
                ],
                skin,
            )
        else:
            shape.adjective(form)
            front = ellipsoid(1.0, 0.12, 0.36, 12).move(0.42).turn(y=28).turn(z=-14).move(0.4, low + 0.06, 0.42)
            hind = ellipsoid(0.5, 0.11, 0.28, 12).move(0.2).turn(y=40).move(0.34, low + 0.04, -0.58)
            shape.part("flipper", [*pair(front), *pair(hind)], skin)
        shape.part("tail", cone(0.09, 0.3, 6).turn(x=-100).move(0.0, low, -0.8), skin)
    shape.part("eye", [one.move(*head) for one in eyes(0.12, 0.06, 0.1, 0.038)], draw.color("black"))
    return shape


@kind("crocodile", synonyms=("alligator",), theme=THEME)
def crocodile(draw: Draw) -> Shape:
    """A long flat body with a toothed snout, a ridged back and a thick tail; jaws open or closed."""
    shape = Shape()
    skin = draw.color("green", "dark green", "green", "brown", "dark grey")
    light = draw.color("beige", "light green", "yellow", unlike=skin)
    jaws = shape.variant(draw.choice("jaws open", "jaws closed"))
    tail = shape.variant(draw.choice("straight tail", "curved tail"))
    low = 0.3
    trunk = hull_of([ellipsoid(0.56, 0.4, 0.6).move(0.0, low, 0.25), ellipsoid(0.46, 0.34, 0.6).move(0.0, low, -0.45)])
    side = 0.5 if tail == "curved tail" else 0.0
    back = _taper(
        [(0.0, low, -0.5), (0.1 * side, 0.26, -1.0), (0.7 * side, 0.16, -1.5), (1.6 * side, 0.09, -1.95)], 0.2, 0.06
    )
    head = ellipsoid(0.46, 0.32, 0.46).move(0.0, low + 0.06, 0.72)
    shape.part("body", union([trunk, back, head]), skin, spoken=False)
    lift = 24.0 if jaws == "jaws open" else 0.0
    upper = hull_of([ellipsoid(0.36, 0.18, 0.2, 12), ellipsoid(0.24, 0.15, 0.2, 12).move(0.0, 0.0, 0.72)])
    hinge = (0.0, low + 0.08, 0.86)
    shape.part("snout", upper.move(y=0.04).turn(x=-lift).move(*hinge), skin)
    lower = hull_of([ellipsoid(0.34, 0.13, 0.2, 12), ellipsoid(0.2, 0.11, 0.18, 12).move(0.0, 0.0, 0.66)])
    shape.part(
        "lower jaw", lower.turn(x=6 if lift else 0).move(0.0, low - 0.04, 0.86), light if draw.chance() else skin
    )
    if lift:
        shape.phrase("with its jaws open")
    teeth = [
        cone(0.085, 0.16, 5).turn(x=180).move(x * (1 - 0.25 * z), -0.05, z)
        for z in (0.16, 0.36, 0.56, 0.74)
        for x in (-0.145, 0.145)
    ]
    shape.part("tooth", [one.turn(x=-lift).move(*hinge) for one in teeth], draw.color("white"), plural="teeth")
    shape.part(
        "eye",
        pair(sphere(0.09, 8).move(0.14, low + 0.25, 0.74)),
        draw.color("yellow", "light green", "white", unlike=skin),
    )
    shape.part("leg", _splayed_legs(0.26, low - 0.06, (0.3, -0.5), 0.09, 0.22), skin)
    ridge = [cone(0.1, 0.19, 4).stand(x, low + 0.14, z) for z in (0.4, 0.2, 0.0, -0.2, -0.4) for x in (-0.09, 0.09)]
    shape.part(
        "ridge",
        ridge,
        draw.color("dark green", "brown", "yellow", "light green", unlike=skin) if draw.chance(0.6) else skin,
        spoken=False,
    )
    if shape.variant(draw.choice("plain", "pale belly")) == "pale belly":
        shape.paint("belly", box(3, 0.5, 2.0).move(0.0, low - 0.33, -0.1), light, on="body", plural="bellies")
    return shape


@kind("snake", synonyms=("serpent",), theme=THEME)
def snake(draw: Draw) -> Shape:
    """Winding on the ground, coiled with its head raised, or a cobra; plain, ringed or spotted."""
    shape = Shape()
    skin = draw.color("green", "dark green", "yellow", "red", "brown", "orange", "light green", "black")
    other = draw.color("yellow", "black", "white", "red", "orange", "dark green", unlike=skin)
    pose = shape.variant(draw.choice("slithering", "coiled", "cobra"))
    if pose == "slithering":
        path: list[Vector] = [
            (0.0, 0.1, -1.4),
            (0.35, 0.1, -1.05),
            (-0.35, 0.12, -0.55),
            (0.38, 0.13, 0.0),
            (-0.3, 0.13, 0.5),
            (0.0, 0.16, 0.95),
            (0.0, 0.3, 1.3),
        ]
        radii = (0.05, 0.14)
    else:
        spiral = [
            (x * (1 - 0.28 * t), 0.13 + 0.4 * t, z * (1 - 0.28 * t))
            for t, (x, _, z) in zip(np.linspace(0, 1, 19), helix(0.52, 1.0, 2.25, 8), strict=True)
        ]
        top = 1.25 if pose == "coiled" else 1.5
        path = [
            *((float(x), float(y), float(z)) for x, y, z in spiral[::2]),
            (0.1, 0.75, 0.1),
            (0.0, top - 0.25, -0.05),
            (0.0, top, 0.22),
        ]
        radii = (0.07, 0.135)
        if pose == "coiled":
            shape.adjective(pose)
    points = curve(path, 3)
    thick = np.interp(np.linspace(0, 1, len(points)), [0, 0.3, 1], [radii[0], radii[1], radii[1] * 0.85])
    body = tube(points, [float(value) for value in thick])
    head = points[-1]
    skull = hull_of([ellipsoid(0.34, 0.24, 0.3, 12), ellipsoid(0.2, 0.14, 0.16, 12).move(0.0, -0.02, 0.24)])
    shape.part("body", body + skull.move(*head), skin, spoken=False)
    shape.part(
        "eye",
        [one.move(*head) for one in eyes(0.12, 0.08, 0.08, 0.045)],
        draw.color("yellow", "black", "red", unlike=skin),
    )
    fork = union(
        [
            rod((0.0, 0.0, 0.2), (0.0, -0.02, 0.5), 0.045, sides=6),
            *pair(rod((0.0, -0.02, 0.48), (0.09, 0.0, 0.64), 0.042, sides=6)),
        ]
    )
    shape.part("tongue", fork.move(head[0], head[1] - 0.03, head[2] + 0.06), draw.color("red", "pink", unlike=skin))
    if pose == "cobra":
        shape.call("cobra")
        hood = ellipsoid(0.74, 0.8, 0.17, 12).turn(x=12).move(0.0, head[1] - 0.32, head[2] - 0.2)
        shape.part("hood", hood, skin if draw.chance() else other)
    pattern = shape.variant(draw.choice("plain", "ringed", "spotted"))
    if pattern == "ringed":
        shape.adjective("striped")
        places = points[3 : -5 : max(len(points) // 9, 1)]
        shape.paint("band", [sphere(0.175, 8).scale(0.6, 1.3, 0.6).move(*place) for place in places], other, on="body")
    elif pattern == "spotted":
        shape.adjective("spotted")
        places = points[4 : -5 : max(len(points) // 8, 1)]
        shape.paint("spot", [sphere(0.1, 8).move(x, y + 0.12, z) for x, y, z in places], other, on="body")
    return shape


@kind("lizard", synonyms=("gecko",), theme=THEME)
def lizard(draw: Draw) -> Shape:
    """A slim body with a long tail: gecko, iguana with a crest, or chameleon on a branch."""
    shape = Shape()
    skin = draw.color("green", "light green", "orange", "yellow", "turquoise", "brown")
    other = draw.color("yellow", "red", "blue", "dark green", "orange", unlike=skin)
    form = shape.variant(draw.choice("gecko", "iguana", "chameleon"))
    if form != "gecko":
        shape.call(form)
    low = 0.22 if form != "chameleon" else 0.5
    height = 0.26 if form != "chameleon" else 0.42
    trunk = hull_of(
        [ellipsoid(0.3, height, 0.5).move(0.0, low, 0.2), ellipsoid(0.26, 0.9 * height, 0.5).move(0.0, low, -0.3)]
    )
    side = draw.choice(0.4, -0.4)
    path: list[Vector] = [(0.0, low, -0.4), (0.3 * side, 0.16, -0.85), (side, 0.09, -1.2), (0.6 * side, 0.06, -1.6)]
    if form == "chameleon":
        path = [
            (0.0, low, -0.4),
            (0.0, low - 0.02, -0.8),
            (0.0, low - 0.3, -1.05),
            (0.0, low - 0.42, -0.8),
            (0.0, low - 0.22, -0.72),
            (0.0, low - 0.2, -0.88),
        ]
    tail = _taper(path, 0.125, 0.05)
    head = hull_of(
        [
            ellipsoid(0.34, 0.28, 0.34, 12).move(0.0, low + 0.06, 0.62),
            ellipsoid(0.18, 0.16, 0.2, 12).move(0.0, low + 0.02, 0.86),
        ]
    )
    shape.part(
        "body", union([trunk, tail, head, capsule((0.0, low, 0.35), (0.0, low + 0.06, 0.6), 0.13)]), skin, spoken=False
    )
    if form == "chameleon":
        shape.part(
            "leg",
            [
                copy
                for z in (0.25, -0.35)
                for copy in pair(
                    capsule((0.1, low - 0.05, z), (0.22, 0.3, z + 0.1), 0.06)
                    + capsule((0.22, 0.3, z + 0.1), (0.1, 0.12, z + 0.05), 0.055)
                )
            ],
            skin,
        )
        shape.part(
            "branch",
            rod((0.0, 0.08, -0.8), (0.0, 0.08, 0.75), 0.08),
            draw.color("brown", "dark brown", unlike=skin),
            plural="branches",
        )
        shape.phrase("on a branch")
        shape.part(
            "crest",
            hull_of(
                [ellipsoid(0.12, 0.2, 0.3, 8).move(0.0, low + 0.2, 0.52), sphere(0.04, 8).move(0.0, low + 0.42, 0.36)]
            ),
            other,
        )
        shape.part("eye", pair(sphere(0.1, 12).move(0.16, low + 0.12, 0.68)), other)
        shape.part("pupil", pair(sphere(0.04, 8).move(0.245, low + 0.13, 0.72)), draw.color("black"), spoken=False)
    else:
        shape.part("leg", _splayed_legs(0.14, low - 0.03, (0.28, -0.36), 0.06, 0.3), skin)
        shape.part(
            "eye", pair(sphere(0.075, 8).move(0.14, low + 0.16, 0.68)), draw.color("black", "yellow", unlike=skin)
        )
    if form == "iguana":
        spikes = [cone(0.06, 0.2 - 0.012 * abs(n), 5).stand(0.0, low + 0.1, 0.4 - 0.16 * n) for n in range(6)]
        shape.part("spike", spikes, other)
    pattern = shape.variant(draw.choice("plain", "striped", "spotted"))
    if pattern == "striped":
        shape.adjective("striped")
        shape.paint("stripe", [box(1, 1, 0.09).move(0.0, low, z) for z in (0.22, 0.0, -0.22, -0.44)], other, on="body")
    elif pattern == "spotted":
        shape.adjective("spotted")
        shape.paint(
            "spot",
            [sphere(0.075, 8).move(x, low + 0.42 * height, z) for z in (0.25, 0.0, -0.25) for x in (-0.08, 0.08)],
            other,
            on="body",
        )
    return shape


@kind("frog", synonyms=("toad",), theme=THEME)
def frog(draw: Draw) -> Shape:
    """Bulging eyes and folded hind legs: sitting, on a lily pad or leaping; plain, spotted or striped."""
    shape = Shape()
    skin = draw.color("green", "light green", "green", "brown", "blue", "red", "teal")
    light = draw.color("white", "beige", "yellow", unlike=skin)
    pose = shape.variant(draw.choice("sitting", "on a lily pad", "leaping"))
    low = {"sitting": 0.0, "on a lily pad": 0.1, "leaping": 0.55}[pose]
    tilt = 26.0 if pose != "leaping" else 20.0

    def put(solid: Solid) -> Solid:
        return solid.turn(x=-tilt).move(0.0, low + 0.42, 0.0)

    trunk = hull_of([ellipsoid(0.66, 0.44, 0.5).move(z=-0.22), ellipsoid(0.72, 0.44, 0.56).move(0.0, 0.04, 0.36)])
    shape.part("body", put(trunk), skin, spoken=False)
    shape.part("belly", put(ellipsoid(0.58, 0.34, 0.9).move(0.0, -0.1, 0.12)), light, plural="bellies")
    shape.part("eye bump", [put(one) for one in pair(sphere(0.16, 12).move(0.2, 0.22, 0.42))], skin, spoken=False)
    shape.part(
        "eye",
        [put(one) for one in pair(sphere(0.11, 12).move(0.23, 0.27, 0.5))],
        draw.color("white", "yellow", "orange", unlike=skin),
    )
    shape.part(
        "pupil", [put(one) for one in pair(sphere(0.055, 8).move(0.26, 0.29, 0.585))], draw.color("black"), spoken=False
    )
    if pose == "leaping":
        shape.adjective(pose)
        hind = capsule((0.26, low + 0.25, -0.3), (0.5, low + 0.1, -0.75), 0.13, 0.1) + capsule(
            (0.5, low + 0.1, -0.75), (0.3, low - 0.25, -1.2), 0.09
        )
        front = capsule((0.26, low + 0.5, 0.3), (0.42, low + 0.46, 0.8), 0.08)
        feet = [(0.3, low - 0.28, -1.28), (0.43, low + 0.46, 0.88)]
    else:
        hind = ellipsoid(0.26, 0.34, 0.6, 12).turn(x=-14).move(0.4, low + 0.24, -0.22) + capsule(
            (0.46, low + 0.07, -0.4), (0.5, low + 0.06, 0.1), 0.075
        )
        front = capsule((0.26, low + 0.46, 0.3), (0.36, low + 0.08, 0.46), 0.085, 0.075)
        feet = [(0.5, low + 0.05, 0.18), (0.38, low + 0.05, 0.52)]
    shape.part("hind leg", pair(hind), skin)
    shape.part("front leg", pair(front), skin)
    toes = [
        copy
        for x, y, z in feet
        for copy in pair(union([capsule((x, y, z), (x + d, y, z + 0.16), 0.045) for d in (-0.1, 0.0, 0.1)]))
    ]
    shape.part("foot", toes, skin if draw.chance(0.7) else light)
    if pose == "on a lily pad":
        shape.phrase(pose)
        pad = cylinder(0.7, 0.12, 18).stand() - extrude([(0.0, 0.0), (1.5, 0.5), (1.5, -0.5)], 2).turn(x=90)
        shape.part("lily pad", pad, draw.color("dark green", "green", "light green", unlike=skin))
        if draw.chance(0.4):
            petals = ring(ellipsoid(0.13, 0.34, 0.09, 8).stand().turn(x=32).move(z=0.04), 6)
            shape.part("petal", [one.move(-0.46, 0.1, 0.4) for one in petals], draw.color("pink", "white"))
    pattern = shape.variant(draw.choice("plain", "spotted", "striped"))
    other = draw.color("black", "yellow", "dark green", "brown", unlike=[skin, light])
    if pattern == "spotted":
        shape.adjective("spotted")
        shape.paint(
            "spot",
            [
                put(sphere(0.12, 8).move(x, 0.2, z))
                for x, z in ((0.16, 0.0), (-0.16, 0.05), (0.04, -0.26), (-0.2, -0.3))
            ],
            other,
            on="body",
        )
    elif pattern == "striped":
        shape.adjective("striped")
        shape.paint("stripe", [put(box(0.09, 1, 2).move(x, 0.5)) for x in (-0.16, 0.16)], other, on="body")
    return shape


@kind("tyrannosaurus", synonyms=("t-rex", "dinosaur"), theme=THEME)
def tyrannosaurus(draw: Draw) -> Shape:
    """A huge toothed head, tiny arms, two strong legs and a long tail: standing, running or roaring."""
    shape = Shape()
    skin = draw.color("green", "dark green", "brown", "orange", "purple", "teal", "red")
    light = draw.color("beige", "yellow", "light green", "white", unlike=skin)
    pose = shape.variant(draw.choice("standing", "running", "roaring"))
    hip: Vector = (0.0, 1.05, -0.1)
    chest: Vector = (0.0, 1.3, 0.42) if pose != "roaring" else (0.0, 1.46, 0.3)
    trunk = hull_of([ellipsoid(0.56, 0.64, 0.6).move(*hip), ellipsoid(0.46, 0.52, 0.46).move(*chest)])
    tail = _taper([hip, (0.0, 1.0, -0.6), (0.0, 0.8, -1.15), (0.0, 0.85, -1.75)], 0.26, 0.06)
    head: Vector = (0.0, chest[1] + 0.46, chest[2] + 0.36)
    neck = capsule(chest, head, 0.22, 0.19)
    shape.part("body", union([trunk, tail, neck]), skin, spoken=False)
    pitch = {"standing": 4.0, "running": 8.0, "roaring": -22.0}[pose]
    gape = shape.variant(draw.choice("mouth open", "mouth wide open"))
    drop = 18.0 if gape == "mouth open" else 32.0

    def put(solid: Solid) -> Solid:
        return solid.turn(x=pitch).move(*head)

    upper = hull_of(
        [ellipsoid(0.44, 0.42, 0.44, 12).move(0.0, 0.04, 0.06), ellipsoid(0.3, 0.22, 0.24, 12).move(0.0, 0.02, 0.66)]
    )
    shape.part("head", put(upper), skin, spoken=False)
    lower = hull_of([ellipsoid(0.36, 0.2, 0.3, 12).move(z=0.02), ellipsoid(0.24, 0.12, 0.22, 12).move(0.0, 0.0, 0.58)])
    shape.part("lower jaw", put(lower.turn(x=drop).move(0.0, -0.2, 0.06)), light if draw.chance() else skin)
    teeth = [cone(0.08, 0.17, 5).turn(x=180).move(x, -0.12, z) for z in (0.34, 0.5, 0.66) for x in (-0.11, 0.11)]
    shape.part("tooth", [put(one) for one in teeth], draw.color("white"), plural="teeth")
    shape.part(
        "eye",
        [put(one) for one in pair(sphere(0.06, 8).move(0.19, 0.17, 0.16))],
        draw.color("yellow", "red", "black", unlike=skin),
    )
    shape.part(
        "arm",
        pair(
            capsule((0.2, chest[1] - 0.1, chest[2] + 0.12), (0.24, chest[1] - 0.3, chest[2] + 0.34), 0.06)
            + capsule((0.24, chest[1] - 0.3, chest[2] + 0.34), (0.2, chest[1] - 0.26, chest[2] + 0.46), 0.05)
        ),
        skin,
    )
    strides = (0.3, -0.34) if pose == "running" else (0.0, 0.0)
    legs = []
    for side, stride in zip((1, -1), strides, strict=True):
        knee, heel, foot = (
            (side * 0.3, 0.66, 0.14 + 0.6 * stride),
            (side * 0.3, 0.3, -0.14 + stride),
            (side * 0.3, 0.06, 0.02 + stride),
        )
        legs.append(
            union(
                [
                    capsule((side * 0.24, 1.0, -0.1), knee, 0.24, 0.16),
                    capsule(knee, heel, 0.14, 0.1),
                    capsule(heel, foot, 0.1, 0.08),
                    ellipsoid(0.24, 0.12, 0.4, 8).move(foot[0], 0.06, foot[2] + 0.12),
                ]
            )
        )
    shape.part("leg", legs, skin)
    if pose != "standing":
        shape.adjective(pose)
    pattern = shape.variant(draw.choice("plain", "stripes", "pale belly"))
    if pattern == "stripes":
        shape.adjective("striped")
        shape.paint(
            "stripe",
            [box(2, 0.8, 0.1).move(0.0, 1.5, z) for z in (0.3, 0.08, -0.14, -0.4, -0.7)],
            draw.color("dark brown", "black", "yellow", unlike=skin),
            on="body",
        )
    elif pattern == "pale belly":
        shape.paint(
            "belly", ellipsoid(0.4, 0.9, 0.5, 12).turn(x=30).move(0.0, 0.96, 0.48), light, on="body", plural="bellies"
        )
    return shape


@kind("triceratops", synonyms=("horned dinosaur",), theme=THEME)
def triceratops(draw: Draw) -> Shape:
    """A bony frill, three horns and a beak: standing, walking or lying, the frill plain or scalloped."""
    shape = Shape()
    skin = draw.color("green", "brown", "grey", "teal", "orange", "blue", "dark green")
    frill_color = draw.color("orange", "red", "yellow", "light green", "beige", unlike=skin)
    bone = draw.color("white", "beige", unlike=[skin, frill_color])
    pose = choose_pose(draw, shape, "standing", "walking", "lying")
    body = pose_body(Proportions(0.52, 0.11, (0.56, 0.62), (0.6, 0.66), 0.4, 12, 0.22, 0.2), pose)
    head = hull_of([ellipsoid(0.44, 0.44, 0.4, 12), ellipsoid(0.2, 0.24, 0.2, 12).move(0.0, -0.12, 0.4)])
    shape.part(
        "body",
        union(
            [
                body.trunk,
                body.neck,
                body.on_head(head),
                body.tail((0.3, -0.12), (0.65, -0.3), (0.95, -0.36), radius=0.19, tip=0.05),
            ]
        ),
        skin,
        spoken=False,
    )
    shape.part("leg", body.legs, skin)
    frill = ellipsoid(0.98, 0.9, 0.14).turn(x=-28).move(0.0, 0.22, -0.14)
    shape.part("frill", body.on_head(frill), frill_color)
    if shape.variant(draw.choice("scalloped frill", "plain frill")) == "scalloped frill":
        knobs = [
            sphere(0.08, 8).move(0.0, 0.46, 0.0).turn(z=angle).scale(x=1.06).turn(x=-28).move(0.0, 0.22, -0.14)
            for angle in range(-105, 106, 35)
        ]
        shape.part("knob", [body.on_head(one) for one in knobs], bone)
    brow = tube(
        curve([(0.14, 0.16, 0.12), (0.19, 0.34, 0.36), (0.2, 0.4, 0.66)], 3),
        [0.08, 0.075, 0.07, 0.065, 0.055, 0.045, 0.03],
    )
    shape.part(
        "horn", [body.on_head(one) for one in (*pair(brow), cone(0.08, 0.24, 8).turn(x=30).move(0.0, 0.12, 0.46))], bone
    )
    shape.part("beak", body.on_head(cone(0.12, 0.24, 6).turn(x=125).move(0.0, -0.2, 0.52)), bone)
    shape.part(
        "eye", [body.on_head(one) for one in eyes(0.2, 0.08, 0.14, 0.045)], draw.color("black", "yellow", unlike=skin)
    )
    if shape.variant(draw.choice("plain", "spotted")) == "spotted":
        shape.adjective("spotted")
        shape.paint(
            "spot",
            scattered_spots(draw, body.trunk, 7, 0.18, 1.5),
            draw.color("yellow", "dark brown", "light green", unlike=skin),
            on="body",
        )
    return shape


@kind("stegosaurus", synonyms=("plated dinosaur",), theme=THEME)
def stegosaurus(draw: Draw) -> Shape:
    """An arched back with pointed or round plates and a spiked tail: standing, walking, grazing."""
    shape = Shape()
    skin = draw.color("green", "dark green", "brown", "purple", "teal", "light brown", "blue")
    plate = draw.color("orange", "red", "yellow", "light green", "pink", unlike=skin)
    pose = choose_pose(draw, shape, "standing", "walking", "grazing")
    body = pose_body(Proportions(0.58, 0.09, (0.44, 0.5), (0.52, 0.72), 0.5, -4, 0.19, 0.11, 0.16), pose)
    head = hull_of([ellipsoid(0.2, 0.22, 0.24, 12), ellipsoid(0.13, 0.12, 0.16, 12).move(0.0, -0.04, 0.22)])
    hump = hull_of([ellipsoid(0.42, 0.5, 0.6, 12).move(0.0, body.hip[1] + 0.16, -0.24)])
    tail = body.tail((0.3, -0.06), (0.65, -0.22), (1.0, -0.2), radius=0.2, tip=0.055)
    shape.part("body", union([body.trunk, hump, body.neck, tail, body.on_head(head, 12)]), skin, spoken=False)
    shape.part("leg", body.legs, skin)
    form = shape.variant(draw.choice("pointed plates", "round plates"))
    plates = []
    for n, z in enumerate((0.5, 0.24, -0.04, -0.32, -0.6, -0.86)):
        size = (0.3, 0.42, 0.54, 0.54, 0.4, 0.28)[n]
        y = body.hip[1] + (0.22, 0.33, 0.38, 0.36, 0.22, 0.1)[n]
        outline = [
            (-0.4 * size, -0.3 * size),
            (0.4 * size, -0.3 * size),
            (0.45 * size, 0.3 * size),
            (0.0, size),
            (-0.45 * size, 0.3 * size),
        ]
        one = (
            extrude(outline, 0.11).turn(y=90)
            if form == "pointed plates"
            else ellipsoid(0.12, 1.2 * size, 0.9 * size, 10).move(y=0.3 * size)
        )
        plates.append(one.move(0.06 * (-1) ** n, y, z))
    shape.part("plate", plates, plate)
    _, y, z = body.rump
    spikes = [
        copy
        for back in (0.82, 0.98)
        for copy in pair(cone(0.07, 0.34, 6).turn(z=-58).turn(x=-30).move(0.12, y - 0.14, z - back))
    ]
    shape.part("tail spike", spikes, draw.color("white", "beige", unlike=skin))
    shape.part(
        "eye", [body.on_head(one) for one in eyes(0.095, 0.04, 0.06, 0.036)], draw.color("black", "yellow", unlike=skin)
    )
    if shape.variant(draw.choice("plain", "pale belly")) == "pale belly":
        shape.paint(
            "belly",
            body.on_trunk(box(2, 0.5, 2).move(y=-0.42)),
            draw.color("beige", "yellow", "light green", unlike=[skin, plate]),
            on="body",
            plural="bellies",
        )
    return shape


@kind("brachiosaurus", synonyms=("long-necked dinosaur", "sauropod"), theme=THEME)
def brachiosaurus(draw: Draw) -> Shape:
    """A very long neck and tail: neck up, ahead or bent down, tail low or raised."""
    shape = Shape()
    skin = draw.color("green", "grey", "light blue", "purple", "brown", "teal", "blue", "light green")
    light = draw.color("beige", "yellow", "white", "light green", unlike=skin)
    neck = shape.variant(draw.choice("neck up", "neck ahead", "neck down"))
    pose = choose_pose(draw, shape, "standing", "walking")
    body = pose_body(Proportions(0.62, 0.12, (0.6, 0.66), (0.6, 0.64), 0.3, 30, 0.2, 0.2), pose)
    _, y, z = body.shoulder
    path: dict[str, list[Vector]] = {
        "neck up": [(0.0, y, z), (0.0, y + 0.45, z + 0.4), (0.0, y + 1.1, z + 0.5), (0.0, y + 1.5, z + 0.7)],
        "neck ahead": [(0.0, y, z), (0.0, y + 0.32, z + 0.5), (0.0, y + 0.6, z + 1.0), (0.0, y + 0.72, z + 1.4)],
        "neck down": [(0.0, y, z), (0.0, y + 0.2, z + 0.55), (0.0, y - 0.05, z + 1.05), (0.0, y - 0.36, z + 1.3)],
    }
    head = path[neck][-1]
    tail = shape.variant(draw.choice("low tail", "raised tail"))
    steps = (
        ((0.4, -0.16), (0.9, -0.42), (1.4, -0.5)) if tail == "low tail" else ((0.4, -0.06), (0.9, 0.05), (1.35, 0.3))
    )
    skull = hull_of([ellipsoid(0.27, 0.26, 0.28, 12), ellipsoid(0.2, 0.15, 0.18, 12).move(0.0, -0.05, 0.24)])
    parts = [body.trunk, _taper(path[neck], 0.22, 0.11), body.tail(*steps, radius=0.2, tip=0.055), skull.move(*head)]
    shape.part("body", union(parts), skin, spoken=False)
    shape.part("leg", body.legs, skin)
    shape.part("eye", [one.move(*head) for one in eyes(0.125, 0.05, 0.06, 0.065)], draw.color("black"))
    if neck == "neck down":
        shape.phrase("with its head lowered")
    pattern = shape.variant(draw.choice("plain", "spotted", "pale belly"))
    if pattern == "spotted":
        shape.adjective("spotted")
        shape.paint(
            "spot",
            scattered_spots(draw, body.trunk, 8, 0.2, 1.4),
            draw.color("dark green", "orange", "yellow", "dark blue", unlike=skin),
            on="body",
        )
    elif pattern == "pale belly":
        shape.paint(
            "belly", body.on_trunk(ellipsoid(0.5, 0.5, 1.3, 12).move(y=-0.22)), light, on="body", plural="bellies"
        )
    if draw.chance(0.3):
        shape.part(
            "toe nail",
            [sphere(0.055, 8).move(x + d, 0.05, z + 0.11) for x, _, z in body.feet for d in (-0.06, 0.06)],
            draw.color("white", "beige", unlike=skin),
        )
    return shape


@kind("dragon", theme=THEME)
def dragon(draw: Draw) -> Shape:
    """Horned and winged with a ridged back: standing, walking, sitting or rearing, some breathing fire."""
    shape = Shape()
    skin = draw.color("green", "red", "dark green", "purple", "blue", "dark red", "black")
    wing = draw.color("orange", "yellow", "light green", "pink", "light purple", "dark red", unlike=skin)
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "rearing")
    body = pose_body(Proportions(0.58, 0.09, (0.44, 0.52), (0.44, 0.5), 0.7, 62, 0.19, 0.14), pose)
    pitch = 6.0
    head = hull_of([ellipsoid(0.36, 0.34, 0.36, 12), ellipsoid(0.24, 0.18, 0.24, 12).move(0.0, -0.05, 0.4)])
    steps = (
        ((0.35, -0.12), (0.7, -0.3), (1.0, -0.2), (1.2, 0.05))
        if pose != "sitting"
        else ((0.3, 0.02), (0.7, 0.0), (1.0, 0.1), (1.15, 0.3))
    )
    shape.part(
        "body",
        union([body.trunk, body.neck, body.on_head(head, pitch), body.tail(*steps, radius=0.16, tip=0.06)]),
        skin,
        spoken=False,
    )
    shape.part("leg", body.legs, skin)
    horn = tube(
        curve([(0.1, 0.12, -0.06), (0.17, 0.28, -0.2), (0.2, 0.34, -0.42)], 3),
        [0.06, 0.06, 0.055, 0.05, 0.045, 0.038, 0.03],
    )
    bone = draw.color("white", "beige", "gold", unlike=[skin, wing])
    shape.part("horn", [body.on_head(one, pitch) for one in pair(horn)], bone)
    shape.part(
        "eye",
        [body.on_head(one, pitch) for one in eyes(0.15, 0.09, 0.14, 0.05)],
        draw.color("yellow", "light green", "white", unlike=[skin]),
    )
    shape.part(
        "nostril",
        [body.on_head(one, pitch) for one in eyes(0.06, 0.0, 0.5, 0.06)],
        draw.color("black", "dark grey", unlike=skin),
        spoken=False,
    )
    spread = shape.variant(draw.choice("spread wings", "raised wings"))
    flat = [(0.0, 0.0), (0.5, 0.62), (1.35, 0.72), (1.15, 0.2), (0.95, 0.3), (0.72, -0.12), (0.5, 0.06), (0.2, -0.26)]
    membrane = extrude(flat, 0.09)
    bar = union(
        [capsule((0.0, 0.0, 0.0), (0.5, 0.62, 0.0), 0.07), capsule((0.5, 0.62, 0.0), (1.35, 0.72, 0.0), 0.065, 0.05)]
    )
    turn = (-40.0, 12.0) if spread == "spread wings" else (-12.0, 34.0)
    _, y, z = body.shoulder
    root = (0.16, y + 0.16, z - 0.2)
    shape.phrase("with its wings spread" if spread == "spread wings" else "with raised wings")
    shape.part("wing", pair(membrane.turn(x=turn[0], z=turn[1]).move(*root)), wing)
    shape.part("wing bone", pair(bar.turn(x=turn[0], z=turn[1]).move(*root)), skin, spoken=False)
    spine = [cone(0.085, 0.22, 4).stand(0.0, 0.17, place) for place in (0.3, 0.06, -0.18, -0.42)]
    shape.part("spike", [body.on_trunk(one) for one in spine], wing)
    if shape.variant(draw.choice("breathing fire", "closed mouth")) == "breathing fire":
        shape.phrase("breathing fire")
        flame = hull_of(
            [
                sphere(0.08, 8).move(0.0, -0.08, 0.5),
                ellipsoid(0.34, 0.34, 0.3, 8).move(0.0, -0.12, 0.95),
                sphere(0.04, 8).move(0.0, -0.04, 1.35),
            ]
        )
        shape.part("fire", body.on_head(flame, pitch), draw.color("orange", "yellow", unlike=skin), mass=True)
    x, y, z = body.rump
    end = steps[-1]
    tip = hull_of([sphere(0.05, 8), *row(cone(0.12, 0.24, 4).turn(x=-40).move(y=0.06), 2, 0.02)])
    shape.part("tail tip", tip.move(x, y + end[1] + 0.02, z - end[0]), wing)
    shape.part(
        "chest",
        hull_of(
            [
                ellipsoid(0.3, 0.36, 0.24, 12).move(0.0, body.shoulder[1] - 0.02, body.shoulder[2] + 0.17),
                ellipsoid(0.22, 0.2, 0.2, 12).move(0.0, body.shoulder[1] + 0.22, body.shoulder[2] + 0.24),
            ]
        ),
        draw.color("yellow", "beige", "orange", "light green", unlike=skin),
        spoken=False,
    )
    return shape
