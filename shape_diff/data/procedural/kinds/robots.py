"""Robots; metres."""

from shape_diff.data.procedural.arrays import corners, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.figures import Figure, draw_pose
from shape_diff.data.procedural.outlines import curve
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
    box,
    capsule,
    cylinder,
    dome,
    ellipsoid,
    frustum,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "robots"


def _shell(draw: Draw) -> Color:
    return draw.material("metal", "steel") if draw.chance(0.5) else draw.color()


def _add_face(draw: Draw, shape: Shape, middle: Vector, width: float, shell: Color) -> None:
    """Eyes, a mouth grille or a visor on the front of a head, `middle` lying on its face."""
    x, y, z = middle
    glow = draw.color("yellow", "light blue", "red", "turquoise", "light green", unlike=shell)
    face = shape.variant(draw.choice("round eyes", "visor", "one eye"))
    if face == "round eyes":
        rim = cylinder(0.16 * width, 0.06, 12).turn(x=90).move(0.24 * width, y + 0.06, z)
        shape.part("eye", pair(rim), glow)
        shape.part(
            "mouth", box(0.5 * width, 0.05, 0.06).move(x, y - 0.09, z), draw.color("black", "dark grey", unlike=shell)
        )
    elif face == "visor":
        shape.part("visor", rounded_box(0.86 * width, 0.13, 0.1, 0.03).move(x, y + 0.03, z), glow)
    else:
        shape.part("eye", cylinder(0.27 * width, 0.08, 12).turn(x=90).move(x, y + 0.02, z), glow)
        shape.adjective("one-eyed")


def _add_antennas(draw: Draw, shape: Shape, top: float, width: float, shell: Color) -> None:
    tip = draw.color("red", "yellow", "green", "orange", unlike=shell)
    style = shape.variant(draw.choice("one antenna", "two antennas", "no antenna"))
    if style == "no antenna":
        return
    rods = [rod((0.0, top - 0.03, 0.0), (0.0, top + 0.16, 0.0), 0.022)]
    if style == "two antennas":
        rods = pair(rod((0.3 * width, top - 0.03, 0.0), (0.46 * width, top + 0.15, 0.0), 0.022))
    shape.part("antenna", rods, shell, spoken=False)
    ends = [
        sphere(0.05, 8).move((one.bounds[0][0] + one.bounds[1][0]) * (0.5 if len(rods) == 1 else 0.6), top + 0.17)
        for one in rods
    ]
    shape.part("antenna tip", ends, tip)


def _limbs(figure: Figure, radius: float, arms: bool) -> list[Solid]:
    """Upper and lower parts of arms or legs with joints between."""
    chains = (
        zip(figure.shoulders, figure.elbows, figure.hands, strict=True)
        if arms
        else zip(figure.hips, figure.knees, figure.ankles, strict=True)
    )
    return [rod(a, b, radius) + rod(b, c, radius) for a, b, c in chains]


@kind("robot", synonyms=("toy robot", "android"), theme=THEME)
def robot(draw: Draw) -> Shape:
    """A boxy, round or barrel body with a square or domed head, jointed limbs and claws; five poses."""
    shape = Shape()
    shell = _shell(draw)
    second = draw.color(unlike=shell) if draw.chance(0.7) else shell
    dark = draw.color("dark grey", "black", "grey", unlike=shell)
    figure = draw_pose(draw, shape, "standing", "waving", "walking", "arms raised", "arms out")
    body = shape.variant(draw.choice("boxy", "barrel-shaped", "round"))
    _, y, _ = figure.collar
    low = figure.pelvis[1]
    middle = (y + low) / 2
    form = {
        "boxy": rounded_box(0.5, 0.6, 0.34, 0.05),
        "barrel-shaped": cylinder(0.25, 0.6, 12),
        "round": ellipsoid(0.56, 0.62, 0.46),
    }[body]
    shape.part("arm", _limbs(figure, 0.055, True), dark)
    shape.part("leg", _limbs(figure, 0.065, False), dark)
    shape.part(
        "joint",
        [sphere(0.085, 8).move(*place) for place in (*figure.elbows, *figure.knees, *figure.shoulders)],
        second,
        spoken=False,
    )
    shape.part("body", form.move(y=middle), shell, spoken=False)
    shape.part(
        "foot",
        [rounded_box(0.2, 0.13, 0.32, 0.04).move(a, b, c + 0.05) for a, b, c in figure.ankles],
        second,
        plural="feet",
    )
    claw = torus(0.07, 0.06, 10, 6).turn(x=90) - box(0.07, 0.2, 0.2).move(y=0.06)
    shape.part("claw", [claw.turn(x=90).move(*hand) for hand in figure.hands], second)
    head = shape.variant(draw.choice("square head", "domed head"))
    top = y + 0.34
    skull = (
        rounded_box(0.36, 0.3, 0.32, 0.04).stand(y=y + 0.05)
        if head == "square head"
        else cylinder(0.19, 0.17, 12).stand(y=y + 0.04) + dome(0.19, 0.17, 12).move(y=y + 0.2)
    )
    shape.part("head", skull + cylinder(0.08, 0.2, 8).move(y=y), shell, spoken=False)
    _add_face(draw, shape, (0.0, y + 0.18, 0.165), 0.34, shell)
    _add_antennas(draw, shape, top, 0.36, dark)
    panel = 0.175 if body == "boxy" else 0.24
    shape.part("chest panel", rounded_box(0.26, 0.2, 0.08, 0.02).move(0.0, middle + 0.08, panel), second)
    lights = row(sphere(0.03, 8).move(0.0, middle + 0.08, panel + 0.05), 3, 0.075)
    shape.part("light", lights, draw.color("red", "yellow", "light green", unlike=second))
    return shape


@kind("wheeled robot", synonyms=("robot on wheels", "humanoid robot on wheels"), theme=THEME)
def wheeled_robot(draw: Draw) -> Shape:
    """A torso with arms and head on a base with wheels, tracks or one big ball."""
    shape = Shape()
    shell = _shell(draw)
    second = draw.color(unlike=shell) if draw.chance(0.7) else shell
    dark = draw.color("black", "dark grey", unlike=shell)
    base = shape.variant(draw.choice("four wheels", "two wheels", "tracks", "one ball"))
    figure = draw_pose(draw, shape, "standing", "waving", "holding", "arms out", "reaching")
    low, (_, y, _) = figure.pelvis[1], figure.collar
    shape.part("body", frustum(0.18, 0.26, 0.5, 12).scale(z=0.75).stand(y=y - 0.52), shell, spoken=False)
    shape.part("arm", _limbs(figure, 0.055, True), second)
    shape.part(
        "gripper", [box(0.13, 0.1, 0.05).move(a, b, c + d) for a, b, c in figure.hands for d in (-0.05, 0.06)], dark
    )
    shape.part("shoulder", [sphere(0.1, 8).move(*place) for place in figure.shoulders], shell, spoken=False)
    if base == "four wheels":
        shape.part("base", rounded_box(0.56, 0.22, 0.62, 0.05).stand(y=0.12), shell)
        shape.part("wheel", corners(cylinder(0.14, 0.1, 14).turn(z=90).stand(), 0.29, 0.2), dark)
    elif base == "two wheels":
        shape.part("base", rounded_box(0.34, 0.3, 0.34, 0.06).stand(y=0.14), shell)
        wheel = cylinder(0.26, 0.11, 16).turn(z=90).stand(x=0.24)
        shape.part("wheel", pair(wheel), dark)
        shape.part("hubcap", pair(cylinder(0.12, 0.14, 10).turn(z=90).move(0.24, 0.26)), second, spoken=False)
    elif base == "tracks":
        track = capsule((0.0, 0.13, -0.24), (0.0, 0.13, 0.24), 0.13, sides=12).scale(x=0.7)
        shape.part("track", pair(track.move(0.26)), dark)
        shape.part("base", rounded_box(0.42, 0.2, 0.5, 0.04).stand(y=0.12), shell)
    else:
        shape.part("ball", sphere(0.26).stand(), dark)
        shape.part("base", dome(0.3, 0.24, 16).move(y=0.28), shell)
    shape.phrase({"tracks": "on tracks", "one ball": "balancing on a ball"}.get(base, "on wheels"))
    shape.call("robot")
    shape.part("post", rod((0.0, 0.24, 0.0), (0.0, low + 0.1, 0.0), 0.08), second)
    head = (
        rounded_box(0.34, 0.27, 0.28, 0.06)
        if shape.variant(draw.choice("square head", "round head")) == "square head"
        else ellipsoid(0.36, 0.34, 0.34)
    )
    shape.part("head", head.move(y=y + 0.22) + cylinder(0.06, 0.2, 8).move(y=y + 0.04), shell, spoken=False)
    _add_face(draw, shape, (0.0, y + 0.21, 0.145), 0.32, shell)
    screen = rounded_box(0.22, 0.17, 0.08, 0.02).move(0.0, y - 0.18, 0.17)
    shape.part("screen", screen, draw.color("light blue", "black", "light green", "turquoise", unlike=shell))
    return shape


@kind("robot dog", synonyms=("robotic dog",), theme=THEME)
def robot_dog(draw: Draw) -> Shape:
    """A box on four bent legs, headless as in laboratories or with a toy dog's head and tail; standing or sitting."""
    shape = Shape()
    shell = _shell(draw)
    second = draw.color("black", "dark grey", "white", "orange", unlike=shell)
    sitting = shape.variant(draw.choice("standing", "sitting")) == "sitting"
    pitch = 28.0 if sitting else 0.0
    if sitting:
        shape.adjective("sitting")

    def place(solid: Solid) -> Solid:
        return solid.turn(x=-pitch).move(y=0.42 if sitting else 0.55)

    shape.part("body", place(rounded_box(0.34, 0.26, 0.86, 0.06)), shell, spoken=False)
    shape.part("back plate", place(rounded_box(0.24, 0.08, 0.5, 0.02).move(y=0.13)), second)
    front, hind = 0.34, -0.34
    legs = []
    for z in (front, hind):
        hip = place(sphere(0.1, 8).move(0.22, 0.0, z))
        _, y, at = (sum(pair_) / 2 for pair_ in zip(*hip.bounds, strict=True))
        knee: Vector = (0.24, y * 0.5 + 0.04, at - 0.2)
        foot: Vector = (0.24, 0.05, at + (0.12 if sitting and z == hind else 0.02))
        legs += pair(union([hip, rod((0.23, y, at), knee, 0.06, 0.05), rod(knee, foot, 0.045, 0.035)]))
    shape.part("leg", legs, second)
    style = shape.variant(draw.choice("headless", "boxy head", "round head"))
    if style == "headless":
        shape.part(
            "camera",
            place(rounded_box(0.2, 0.14, 0.1, 0.03).move(0.0, 0.0, 0.45)),
            draw.color("light blue", "black", "red", unlike=shell),
        )
        if shape.variant(draw.choice("robot arm", "bare")) == "robot arm":
            shape.phrase("with an arm on its back")
            path = [(0.0, 0.12, 0.1), (0.0, 0.5, -0.04), (0.0, 0.62, 0.3), (0.0, 0.5, 0.46)]
            shape.part("arm", place(tube(path, 0.05)), shell)
        return shape
    neck: Vector = (0.0, 0.3, 0.5)
    shape.part("neck", place(rod((0.0, 0.06, 0.38), neck, 0.07)), second, spoken=False)
    head = rounded_box(0.34, 0.28, 0.34, 0.05) if style == "boxy head" else ellipsoid(0.38, 0.34, 0.38)
    muzzle = rounded_box(0.2, 0.15, 0.2, 0.04).move(0.0, -0.06, 0.22)
    shape.part("head", place((head + muzzle).move(*neck)), shell, spoken=False)
    shape.part(
        "ear",
        [place(one.move(*neck)) for one in pair(rounded_box(0.08, 0.22, 0.14, 0.03).turn(z=-14).move(0.19, 0.1))],
        second,
    )
    glow = draw.color("light blue", "red", "light green", "yellow", unlike=shell)
    shape.part("eye", [place(one.move(*neck)) for one in pair(sphere(0.05, 8).move(0.08, 0.05, 0.17))], glow)
    tail = tube(curve([(0.0, 0.08, -0.4), (0.0, 0.2, -0.55), (0.0, 0.4, -0.58)], 3), 0.03) + sphere(0.055, 8).move(
        0.0, 0.42, -0.58
    )
    shape.part("tail", place(tail), second)
    return shape
