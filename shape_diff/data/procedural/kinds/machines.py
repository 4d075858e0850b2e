"""Mills, engines, old arms and instruments; metres, small things enlarged."""

import itertools
import math

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import spoked_wheel, wheel
from shape_diff.data.procedural.outlines import arc, curve, ellipse
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    beam,
    box,
    cone,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    gable,
    hoop,
    hull_of,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "machines"


@kind("windmill", theme=THEME)
def windmill(draw: Draw) -> Shape:
    """A tower mill, a wooden post mill, or a farm's wind pump, with sails of lattice, cloth or vanes."""
    shape = Shape()
    style = shape.variant(draw.choice("tower", "post", "pump"))
    blade = draw.color("white", "beige", "light brown", "brown", "red")
    if style == "pump":
        shape.call("wind pump")
        metal = draw.material("steel", "wood")
        legs = corners(beam((0.6, 0.0, 0.6), (0.1, 3.2, 0.1), 0.1, 0.1), 0.0, 0.0)
        braces = [
            box(1.26 * (1 - y / 3.6), 0.09, 1.26 * (1 - y / 3.6))
            - box(1.26 * (1 - y / 3.6) - 0.18, 1, 1.26 * (1 - y / 3.6) - 0.18)
            for y in (0.9, 1.8)
        ]
        shape.part("tower", union([*legs, *(one.move(y=y) for one, y in zip(braces, (0.9, 1.8), strict=True))]), metal)
        vane = hull_of([box(0.1, 0.2, 0.09).move(y=0.25), box(0.42, 0.1, 0.09).turn(y=28).move(y=0.95)])
        count = draw.choice(8, 10, 12)
        vanes = [vane.turn(z=360 / count * n).move(y=3.3, z=0.35) for n in range(count)]
        shape.part("vane", vanes, draw.color("silver", "white", "red", "light grey", unlike=metal))
        shape.part("hub", cylinder(0.18, 0.6).turn(x=90).move(y=3.3, z=0.2), metal, spoken=False)
        tail = box(0.1, 0.1, 1.1).center(y=3.3, z=-0.5) + side_extrude(
            [(-1.0, -0.2), (-1.0, 0.2), (-1.6, 0.35), (-1.6, -0.35)], 0.1
        ).move(y=3.3)
        shape.part("tail", tail, draw.color("red", "blue", "white", "yellow", unlike=metal))
        return shape
    roof = draw.color("dark red", "dark grey", "brown", "dark blue", "copper", "red")
    wall = (
        draw.material("brick", "stone", "wood", unlike=roof)
        if draw.chance(0.6)
        else draw.color("white", "beige", "light blue", unlike=roof)
    )
    if style == "tower":
        shape.part("tower", frustum(0.85, 0.55, 2.4, draw.choice(8, 16)).stand(), wall)
        shape.part("roof", cone(0.66, 0.6, 16).stand(y=2.36), roof)
        axle, front = 2.25, 0.85
    else:
        trestle = [beam((0.0, 0.0, 0.75), (0.0, 0.75, 0.1), 0.14, 0.14).turn(y=angle) for angle in (45, 135, 225, 315)]
        shape.part("trestle", union([*trestle, cylinder(0.15, 0.9).stand()]), draw.material("wood", unlike=wall))
        shape.part("house", box(1.1, 1.5, 1.3).stand(y=0.75), wall)
        shape.part("roof", gable(1.4, 0.6, 1.25).turn(y=90).stand(y=2.22), roof)
        axle, front = 2.05, 0.85
    door = box(0.42, 0.75, 0.3).stand(y=0.0 if style == "tower" else 0.78, z=0.82 if style == "tower" else 0.6)
    shape.part("door", door, draw.material("wood", unlike=wall))
    pane = draw.color("light blue", "yellow", "dark blue", unlike=wall)
    shape.part(
        "window",
        pair(box(0.2, 0.28, 0.3).turn(y=60).center(0.5, 1.25, 0.35))
        if style == "tower"
        else pair(box(0.1, 0.3, 0.3).center(0.55, 1.6)),
        pane,
    )
    spar = draw.material("wood", unlike=wall)
    shape.part("shaft", cylinder(0.11, 0.6, 8).turn(x=90).move(y=axle, z=front - 0.2), spar, spoken=False)
    tilt, count = draw.uniform(0, 90), draw.choice(4, 4, 5)
    arms = [box(0.1, 1.6, 0.1).stand() for _ in range(count)]
    sail = box(0.42, 1.2, 0.09).stand(x=0.22, y=0.38)
    if shape.variant(draw.choice("lattice", "cloth")) == "lattice":
        sail = sail - union([box(0.28, 0.17, 1).center(0.24, 0.53 + 0.3 * n) for n in range(4)])
    step = 360 / count
    shape.part(
        "arm", [arm.turn(z=tilt + step * n).move(y=axle, z=front) for n, arm in enumerate(arms)], spar, spoken=False
    )
    shape.part("sail", [sail.turn(z=tilt + step * n).move(y=axle, z=front) for n in range(count)], blade)
    return shape


@kind("wind turbine", theme=THEME)
def wind_turbine(draw: Draw) -> Shape:
    """A tall slim tower with a nacelle and two to four long blades, their tips striped now and then."""
    shape = Shape()
    color = draw.color("white", "white", "light grey") if draw.chance(0.8) else draw.color()
    band = draw.color("red", "orange", "green", "blue", unlike=color)
    high, count = draw.uniform(2.8, 3.6), int(shape.variant(draw.choice("3", "2", "4", weights=(4, 1, 1))))
    shape.part("tower", frustum(0.19, 0.1, high, 12).stand(), color)
    shape.part("nacelle", rounded_box(0.3, 0.3, 0.75, 0.08).center(y=high, z=-0.05), color)
    shape.part("hub", ellipsoid(0.32, 0.32, 0.4, 12).move(y=high, z=0.36), color, spoken=False)
    outline: list[Flat] = [(-0.06, 0.05), (0.08, 0.05), (0.16, 0.45), (0.04, 1.75), (-0.04, 1.75), (-0.08, 0.45)]
    spin = draw.uniform(0, 360)
    turned = [
        extrude(outline, 0.11).turn(y=-12).turn(z=spin + 360 / count * n).move(y=high, z=0.36) for n in range(count)
    ]
    shape.part("blade", turned, color)
    if shape.variant(draw.choice("plain", "red tips")) == "red tips":
        tips = cylinder(3, 0.6).turn(x=90) - cylinder(1.35, 1, 24).turn(x=90)
        shape.paint("tip", [tips.move(y=high, z=0.36)], band, on="blade", spoken=False)
        shape.phrase("with painted tips")
    base = shape.variant(draw.choice("plain", "block", "hill"))
    if base == "block":
        shape.part("foundation", cylinder(0.5, 0.16, 8).stand(), draw.material("stone"))
    elif base == "hill":
        shape.part("hill", dome(0.9, 0.3, 16), draw.color("green", "light green"))
    return shape


@kind("water wheel", synonyms=("mill wheel",), theme=THEME)
def water_wheel(draw: Draw) -> Shape:
    """A broad wheel with paddles on its axle between posts or stone blocks, or beside a mill's wall."""
    shape = Shape()
    wood = draw.material("wood")
    radius, width, lift = 1.0, 0.55, 1.15
    paddles = draw.choice(8, 10, 12)
    rim = hoop([(0.78, -0.05), (0.92, -0.05), (0.92, 0.05), (0.78, 0.05)], 20).turn(z=90)
    shape.part("rim", [rim.move(x=x, y=lift) for x in (-width / 2, width / 2)], wood, spoken=False)
    spokes = union([box(0.1, 2 * radius - 0.25, 0.1).turn(x=45 * n) for n in range(4)])
    spoke_color = draw.material("wood", unlike=wood)
    shape.part("spokes", [spokes.move(x=x, y=lift) for x in (-width / 2, width / 2)], spoke_color, spoken=False)
    form = shape.variant(draw.choice("flat paddles", "slanted paddles", "buckets"))
    board = box(width + 0.1, 0.34, 0.08).turn(x=0 if form == "flat paddles" else 30).center(y=radius - 0.04)
    if form == "buckets":
        board = board + box(width + 0.1, 0.08, 0.26).center(y=radius - 0.18, z=0.1)
    color = draw.material("wood", unlike=wood) if draw.chance(0.6) else draw.color(unlike=wood)
    boards = [board.turn(x=360 / paddles * n).move(y=lift) for n in range(paddles)]
    shape.part("bucket" if form == "buckets" else "paddle", boards, color)
    shape.part("axle", rod((-0.7, lift, 0.0), (0.7, lift, 0.0), 0.1), draw.material("iron", "wood"), spoken=False)
    stand = shape.variant(draw.choice("trestles", "stone blocks", "wall"))
    if stand == "trestles":
        legs = [beam((0.55, 0.0, z), (0.55, lift + 0.1, 0.0), 0.13, 0.13) for z in (-0.6, 0.6)]
        shape.part("trestle", pair(union(legs)), draw.material("wood", unlike=color))
    elif stand == "stone blocks":
        shape.part("block", pair(box(0.32, lift + 0.15, 0.6).stand(x=0.56)), draw.material("stone", "brick"))
    else:
        shape.part("wall", box(0.3, 2.3, 2.4).stand(x=-0.6), draw.material("stone", "brick"))
        shape.part("post", beam((0.55, 0.0, 0.0), (0.55, lift + 0.1, 0.0), 0.16, 0.16), wood, spoken=False)
    if draw.chance(0.5):
        water = rounded_box(1.0, 0.22, 2.4, 0.05).stand(x=0.05)
        shape.part("water", water, draw.color("light blue", "blue", "turquoise"), mass=True)
    return shape


def _toothed(radius: float, teeth: int, depth: float, thickness: float, hole: float) -> Solid:
    """A gear that faces the front, about the origin."""
    outline: list[Flat] = []
    for tooth in range(teeth):
        angle = 360 / teeth * tooth
        for share, reach in ((-0.26, 0.0), (-0.16, depth), (0.16, depth), (0.26, 0.0)):
            outline += arc((0.0, 0.0), radius + reach, angle + share * 360 / teeth, angle + share * 360 / teeth, 1)
    return extrude(outline, thickness, [ellipse(2 * hole, 2 * hole, 16)])


@kind("gear", synonyms=("cogwheel", "cog"), theme=THEME)
def gear(draw: Draw) -> Shape:
    """A toothed wheel: solid, with holes, with spokes, or two of them in mesh; standing or on a shaft."""
    shape = Shape()
    color = draw.material("steel", "iron", "gold", "copper") if draw.chance(0.7) else draw.color()
    teeth = draw.integer(8, 14)
    style = shape.variant(draw.choice("solid", "holes", "spokes", "two in mesh"))
    if style == "two in mesh":
        shape.call("pair of gears")
        other = draw.color(unlike=color)
        small = max(6, teeth // 2 + 1)
        first = _toothed(0.8, teeth, 0.2, 0.26, 0.2)
        second = _toothed(0.8 * small / teeth, small, 0.2, 0.26, 0.12).turn(z=180 + (180 / small))
        apart = 0.8 + 0.8 * small / teeth + 0.22
        shape.part("gear", first.move(y=1.0), color, spoken=False)
        shape.part("small gear", second.move(apart, 1.0, 0.0), other)
        pin = cylinder(0.16, 0.5).turn(x=90)
        shape.part(
            "pin",
            [pin.move(y=1.0), pin.move(apart, 1.0)],
            draw.color("black", "gold", "silver", unlike=[color, other]),
            spoken=False,
        )
        return shape
    shape.graded(teeth, low=("coarse", 9), high=("fine-toothed", 12))
    wheel_ = _toothed(0.8, teeth, 0.2, 0.28, 0.22)
    if style == "holes":
        count = draw.integer(4, 6)
        wheel_ = wheel_ - union(
            [cylinder(0.13, 1).turn(x=90).move(y=0.5).turn(z=360 / count * n) for n in range(count)]
        )
    elif style == "spokes":
        bars = union([box(0.17, 1.4, 0.24).turn(z=45 * n) for n in range(4)])
        wheel_ = (
            (wheel_ - cylinder(0.6, 1, 20).turn(x=90))
            + (bars - cylinder(0.22, 1).turn(x=90))
            + (cylinder(0.34, 0.36) - cylinder(0.22, 1)).turn(x=90)
        )
    shape.part("gear", wheel_.move(y=1.0), color, spoken=False)
    mount = shape.variant(draw.choice("bare", "shaft", "stand"))
    metal = draw.color("dark grey", "silver", "gold", "black", unlike=color)
    if mount != "bare":
        shape.part("shaft", cylinder(0.24, 1.0 if mount == "shaft" else 0.7, 10).turn(x=90).move(y=1.0), metal)
    if mount == "stand":
        shape.part(
            "stand",
            union([beam((x, -0.12, -0.3), (0.0, 1.0, -0.3), 0.18, 0.12) for x in (-0.5, 0.5)])
            + box(1.5, 0.14, 0.8).center(y=-0.1),
            metal,
        )
    return shape


@kind("engine", synonyms=("motor",), theme=THEME)
def engine(draw: Draw) -> Shape:
    """A block with cylinders in line or in a V with pipes, belt and fan, or a star of finned cylinders."""
    shape = Shape()
    style = shape.variant(draw.choice("inline", "v-shaped", "radial"))
    metal = draw.material("steel", "iron")
    color = draw.color("red", "blue", "orange", "green", "yellow", "dark red", unlike=metal)
    if style == "radial":
        shape.adjective("radial")
        count = draw.choice(5, 7, 9)
        fins = union(
            [cylinder(0.23, 0.07, 12).move(y=0.5 + 0.13 * n) for n in range(4)]
            + [cylinder(0.17, 0.65, 10).stand(y=0.3)]
        )
        shape.part("cylinder", [fins.turn(z=360 / count * n).move(y=1.15) for n in range(count)], metal)
        shape.part("crankcase", cylinder(0.45, 0.5, 16).turn(x=90).move(y=1.15), color)
        heads = [box(0.3, 0.14, 0.3).center(y=1.0).turn(z=360 / count * n).move(y=1.15) for n in range(count)]
        shape.part("cylinder head", heads, draw.color("black", "dark grey", "gold", unlike=metal))
        shape.part(
            "shaft",
            cylinder(0.12, 0.6, 10).turn(x=90).move(y=1.15, z=0.4) + cone(0.22, 0.3).turn(x=90).move(y=1.15, z=0.38),
            metal,
            spoken=False,
        )
        if shape.variant(draw.choice("propeller", "no propeller")) == "propeller":
            shape.part("propeller", box(2.6, 0.24, 0.1).turn(z=25).move(y=1.15, z=0.62), draw.material("wood"))
        shape.part(
            "stand",
            union(
                [beam((x, 0.0, -0.2), (0.0, 1.1, -0.2), 0.12, 0.12) for x in (-0.6, 0.6)]
                + [box(1.5, 0.1, 0.4).stand(z=-0.2)]
            ),
            draw.color("dark grey", "black", unlike=metal),
            spoken=False,
        )
        return shape
    count = draw.integer(3, 4)
    length = 0.42 * count + 0.2
    shape.part("block", rounded_box(0.75, 0.7, length, 0.05).stand(y=0.25), metal)
    shape.part(
        "oil pan",
        hull_of([box(0.6, 0.05, 0.85 * length).stand(), box(0.7, 0.05, 0.95 * length).stand(y=0.24)]),
        draw.color("black", "dark grey", unlike=metal),
    )
    if style == "inline":
        shape.part("valve cover", rounded_box(0.44, 0.25, length - 0.1, 0.08).stand(y=0.93), color)
        ports = row(tube(curve([(0.3, 0.7, 0.0), (0.55, 0.72, 0.0), (0.66, 0.5, 0.0)], 3), 0.085), count, 0.42, "z")
        pipe = rod((0.66, 0.48, -length / 2), (0.66, 0.48, length / 2), 0.1)
        shape.part("exhaust pipe", union([*ports, pipe]), draw.material("copper", "iron", "steel", unlike=metal))
    else:
        shape.adjective("v-shaped")
        bank = rounded_box(0.42, 0.55, length - 0.05, 0.05).stand(y=0.35).turn(z=-38).move(y=0.35)
        shape.part("cylinder bank", pair(bank), metal)
        cover = rounded_box(0.36, 0.2, length - 0.15, 0.07).stand(y=0.86).turn(z=-38).move(y=0.35)
        shape.part("valve cover", pair(cover), color)
        filter_ = cylinder(0.3, 0.2, 16).stand(y=1.25) + cylinder(0.16, 0.5).stand(y=0.8)
        shape.part("air filter", filter_, draw.color("black", "silver", "gold", unlike=color))
    pulley = cylinder(0.2, 0.14, 14).turn(x=90)
    places = [(0.0, 0.35), (-0.26, 0.8), (0.26, 0.8)]
    front = length / 2 + 0.06
    shape.part(
        "pulley",
        [pulley.scale(0.8, 0.8, 1).move(x, y, front) for x, y in places],
        draw.color("silver", "dark grey", unlike=metal),
    )
    belt = hull_of([pulley.move(x, y, front + 0.02) for x, y in places])
    shape.part(
        "belt",
        belt - hull_of([cylinder(0.1, 1).turn(x=90).move(x, y, front) for x, y in places]),
        draw.material("rubber"),
    )
    if shape.variant(draw.choice("fan", "plain")) == "fan":
        blades = union([box(0.85, 0.15, 0.08).turn(x=20).turn(z=60 * n) for n in range(3)])
        shape.part(
            "fan",
            blades.move(y=0.62, z=front + 0.2) + rod((0.0, 0.62, front - 0.1), (0.0, 0.62, front + 0.26), 0.09),
            draw.color("yellow", "red", "white", "black", unlike=metal),
        )
    return shape


@kind("robot arm", synonyms=("robotic arm", "industrial robot"), theme=THEME)
def robot_arm(draw: Draw) -> Shape:
    """Jointed links on a turning base with a gripper, a welding tip or a suction cup; reaching, folded or upright."""
    shape = Shape()
    color = draw.color("orange", "yellow", "white") if draw.chance(0.7) else draw.color()
    dark = draw.color("dark grey", "black", "grey", "silver", unlike=color)
    shape.part("base", union([cylinder(0.42, 0.16, 16).stand(), frustum(0.32, 0.26, 0.3, 16).stand(y=0.14)]), dark)
    pose = shape.variant(draw.choice("reaching", "folded", "upright"))
    joints: list[tuple[float, float]] = {
        "reaching": [(0.0, 0.6), (-0.25, 1.55), (0.75, 1.75), (1.0, 1.45)],
        "folded": [(0.0, 0.6), (-0.6, 1.3), (0.35, 1.35), (0.55, 1.0)],
        "upright": [(0.0, 0.6), (0.05, 1.5), (0.2, 2.25), (0.48, 2.4)],
    }[pose]
    links = []
    for number, (a, b) in enumerate(itertools.pairwise(joints)):
        thick = 0.2 - 0.045 * number
        links.append(
            hull_of(
                [
                    wheel(thick, 0.26 - 0.04 * number, 12).move(y=a[1], z=a[0]),
                    wheel(0.8 * thick, 0.26 - 0.04 * number, 12).move(y=b[1], z=b[0]),
                ]
            )
        )
    shape.part("link", links, color, spoken=False)
    shape.part("turntable", cylinder(0.3, 0.26, 16).stand(y=0.4), color, spoken=False)
    shape.part(
        "joint",
        [wheel(0.17 - 0.03 * n, 0.42 - 0.05 * n, 12).move(y=y, z=z) for n, (z, y) in enumerate(joints[:3])],
        dark,
    )
    (z0, y0), (z1, y1) = joints[-2:]
    size = ((z1 - z0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ahead: Vector = (0.0, (y1 - y0) / size, (z1 - z0) / size)
    tool = shape.variant(draw.choice("gripper", "welding tip", "suction cup"))
    if tool == "gripper":
        finger = tube([(0.03, 0.0, 0.0), (0.16, 0.12, 0.0), (0.16, 0.26, 0.0), (0.06, 0.36, 0.0)], 0.045)
        solid = union(pair(finger))
    elif tool == "welding tip":
        solid = frustum(0.07, 0.03, 0.4, 8).stand()
    else:
        solid = cylinder(0.05, 0.2, 8).stand() + frustum(0.06, 0.17, 0.12).stand(y=0.16)
    shape.part(tool, solid.aim(ahead).move(y=y1, z=z1), dark)
    if draw.chance(0.5):
        hose = curve(
            [
                (0.1, 0.5, -0.25),
                (0.12, (joints[0][1] + joints[1][1]) / 2 + 0.1, joints[1][0] - 0.3),
                (0.1, joints[1][1] + 0.18, joints[1][0]),
            ],
            4,
        )
        shape.part("cable", tube(hose, 0.045), draw.color("black", "red", "blue", "dark grey", unlike=color))
    return shape


@kind("anvil", theme=THEME)
def anvil(draw: Draw) -> Shape:
    """A smith's block with a horn, on a stump, a stone or the floor; with a hammer or a horseshoe on it."""
    shape = Shape()
    iron = draw.material("iron") if draw.chance(0.85) else draw.color("dark blue", "gold", "red")
    under = shape.variant(draw.choice("stump", "stone", "floor"))
    low = 0.0 if under == "floor" else 0.55
    if under == "stump":
        stump = cylinder(0.48, 0.57, 14).stand()
        shape.part("stump", stump, draw.material("wood"))
        shape.paint(
            "ring", torus(0.48, 0.12, 24).move(y=0.3), draw.color("dark grey", "black"), on="stump", spoken=False
        )
    elif under == "stone":
        shape.part(
            "rock",
            hull_of([box(1.1, 0.1, 0.8).stand(), box(0.85, 0.1, 0.6).stand(y=0.47), box(1.0, 0.1, 0.9).stand(y=0.25)]),
            draw.material("stone", unlike=iron),
        )
    foot = hull_of([box(0.8, 0.1, 0.5).stand(y=low), box(0.6, 0.06, 0.4).stand(y=low + 0.16)])
    waist = hull_of([box(0.5, 0.05, 0.32).stand(y=low + 0.15), box(0.34, 0.1, 0.24).stand(y=low + 0.28)])
    chest = hull_of([box(0.34, 0.05, 0.24).stand(y=low + 0.34), box(0.85, 0.2, 0.36).stand(y=low + 0.48)])
    horn = rod((0.38, low + 0.58, 0.0), (0.98, low + 0.64, 0.0), 0.13, 0.02, 10)
    form = shape.variant(draw.choice("one horn", "two horns"))
    heel = (
        rod((-0.38, low + 0.58, 0.0), (-0.85, low + 0.62, 0.0), 0.13, 0.04, 4)
        if form == "two horns"
        else box(0.26, 0.14, 0.34).stand(x=-0.48, y=low + 0.54)
    )
    shape.part("anvil", union([foot, waist, chest, horn, heel]), iron, spoken=False)
    top = low + 0.68
    on = shape.variant(draw.choice("bare", "hammer", "horseshoe"))
    if on == "hammer":
        head = box(0.16, 0.16, 0.36).center(-0.1, top + 0.09, 0.0)
        shape.part("hammer head", head, draw.color("silver", "grey", "black", unlike=iron))
        shape.part("hammer handle", rod((-0.05, top + 0.09, 0.0), (0.62, top + 0.14, 0.1), 0.04), draw.material("wood"))
    elif on == "horseshoe":
        shoe = extrude([*arc((0.0, 0.0), 0.19, -60, 240, 10), *arc((0.0, 0.0), 0.11, 240, -60, 10)], 0.06).turn(x=-90)
        shape.part(
            "horseshoe", shoe.move(-0.05, top + 0.04), draw.color("orange", "silver", "gold", "red", unlike=iron)
        )
    return shape


@kind("cannon", theme=THEME)
def cannon(draw: Draw) -> Shape:
    """A barrel on a field carriage with two wheels, a ship's truck with four or a fixed block; some with balls."""
    shape = Shape()
    barrel_color = draw.material("iron", "iron", "gold", "copper") if draw.chance(0.8) else draw.color()
    wood = draw.material("wood") if draw.chance(0.8) else draw.color("red", "dark green", "blue")
    style = shape.variant(draw.choice("field carriage", "ship's truck", "block"))
    low = {"field carriage": 0.72, "ship's truck": 0.6, "block": 0.7}[style]
    lift = draw.uniform(3, 22)
    profile = [
        (0.1, -0.8),
        (0.13, -0.72),
        (0.26, -0.66),
        (0.26, -0.5),
        (0.22, -0.42),
        (0.17, 0.75),
        (0.22, 0.86),
        (0.22, 0.95),
        (0.12, 0.95),
        (0.12, 0.6),
    ]
    barrel = revolve(profile, 14) + sphere(0.12, 8).move(y=-0.84)
    barrel = (barrel + torus(0.2, 0.09, 14).move(y=0.1)).turn(x=90 - lift).move(y=low + 0.1, z=0.1)
    shape.part("barrel", barrel, barrel_color)
    if style == "field carriage":
        big = spoked_wheel(0.6, 0.13, 10, 0.16)
        shape.part("wheel", pair(big.move(0.46, 0.6, 0.1)), wood)
        shape.part("axle", rod((-0.5, 0.6, 0.1), (0.5, 0.6, 0.1), 0.07), wood, spoken=False)
        cheeks = pair(beam((0.17, low, 0.4), (0.13, 0.08, -1.5), 0.13, 0.2))
        shape.part("trail", union([*cheeks, box(0.36, 0.12, 0.4).center(y=0.35, z=-0.8)]), wood)
    elif style == "ship's truck":
        side: list[Flat] = [
            (-0.75, 0.18),
            (0.6, 0.18),
            (0.6, 0.66),
            (0.1, 0.66),
            (-0.2, 0.48),
            (-0.5, 0.48),
            (-0.75, 0.34),
        ]
        shape.part(
            "carriage",
            union([*pair(side_extrude(side, 0.12).move(x=0.26)), box(0.6, 0.14, 1.2).center(y=0.26, z=-0.1)]),
            wood,
        )
        small = corners(wheel(0.19, 0.13, 14), 0.4, 0.45)
        shape.part("wheel", [one.move(y=0.19, z=-0.08) for one in small], draw.material("wood", "iron", unlike=wood))
        shape.part("axle", [rod((-0.4, 0.19, z), (0.4, 0.19, z), 0.06) for z in (-0.53, 0.37)], wood, spoken=False)
    else:
        stone = draw.material("stone", "brick")
        shape.part("block", hull_of([box(0.9, 0.1, 1.3).stand(), box(0.5, 0.1, 0.8).stand(y=0.5)]), stone)
    if shape.variant(draw.choice("alone", "balls")) == "balls":
        ball = sphere(0.16, 12)
        x = 0.95
        spots = [(x, 0.16, 0.1), (x + 0.3, 0.16, 0.1), (x + 0.15, 0.16, 0.36), (x + 0.15, 0.4, 0.19)]
        shape.part("cannonball", [ball.move(*spot) for spot in spots], draw.color("black", "dark grey"))
    return shape


@kind("catapult", theme=THEME)
def catapult(draw: Draw) -> Shape:
    """A wooden frame with a throwing arm and a cup, a trebuchet with a counterweight, or a giant crossbow on wheels."""
    shape = Shape()
    wood = draw.material("wood")
    second = draw.material("wood", unlike=wood)
    style = shape.variant(draw.choice("cup", "trebuchet", "ballista"))
    rails = pair(box(0.18, 0.18, 2.2).center(0.5, 0.38))
    cross = [box(1.1, 0.16, 0.16).center(y=0.38, z=z) for z in (-0.95, 0.0, 0.95)]
    shape.part("frame", union([*rails, *cross]), wood)
    axles = [rod((-0.7, 0.3, z), (0.7, 0.3, z), 0.06) for z in (-0.75, 0.75)]
    shape.part("axle", axles, wood, spoken=False)
    disc = (
        spoked_wheel(0.3, 0.12, 6, 0.22)
        if shape.variant(draw.choice("discs", "spokes")) == "spokes"
        else wheel(0.3, 0.14, 16)
    )
    shape.part("wheel", [one.move(0.0, 0.3, z) for z in (-0.75, 0.75) for one in pair(disc.move(x=0.68))], second)
    stone = draw.material("stone")
    if style == "cup":
        posts = pair(box(0.16, 1.0, 0.18).stand(0.5, 0.4, 0.15)) + pair(
            beam((0.5, 0.42, 0.9), (0.5, 1.3, 0.2), 0.12, 0.12)
        )
        shape.part("post", union([*posts, box(1.2, 0.18, 0.2).center(y=1.38, z=0.15)]), wood)
        angle = {"loaded": -58, "fired": 14}[shape.variant(draw.choice("loaded", "fired"))]
        arm = union(
            [
                box(0.14, 1.7, 0.14).stand(),
                hull_of(
                    [
                        cylinder(0.26, 0.06).turn(x=90).move(y=1.78, z=0.12),
                        cylinder(0.12, 0.06).turn(x=90).move(y=1.78, z=-0.08),
                    ]
                ),
            ]
        )
        shape.part("arm", arm.turn(x=angle).move(y=0.46, z=0.05), second)
        shape.part(
            "winding rope",
            cylinder(0.14, 1.0).turn(z=90).move(y=0.48, z=0.05),
            draw.color("beige", "light brown", unlike=wood),
        )
        if angle < 0:
            shape.part("ball", sphere(0.22, 10).move(y=1.78, z=0.22).turn(x=angle).move(y=0.46, z=0.05), stone)
    elif style == "trebuchet":
        shape.call("trebuchet")
        legs = [beam((0.5, 0.4, z), (0.4, 1.9, 0.0), 0.15, 0.15) for z in (-0.85, 0.85)]
        shape.part("support", pair(union(legs)), wood)
        shape.part("pivot", rod((-0.55, 1.9, 0.0), (0.55, 1.9, 0.0), 0.08), second, spoken=False)
        tilt = draw.uniform(25, 50)
        arm = beam((0.0, 0.0, 0.75), (0.0, 0.0, -2.0), 0.15, 0.15).turn(x=tilt - 60).move(y=1.9)
        shape.part("arm", arm, second)
        rad = math.radians(tilt - 60)
        end = (0.0, 1.9 - 0.75 * math.sin(rad), 0.75 * math.cos(rad))
        shape.part("counterweight", box(0.5, 0.5, 0.45).hang(end[0], end[1] - 0.05, end[2]), stone)
        tip = (0.0, 1.9 + 2.0 * math.sin(rad), -2.0 * math.cos(rad))
        shape.part(
            "sling",
            rod(tip, (0.0, tip[1] - 0.5, tip[2] + 0.05), 0.06),
            draw.color("beige", "light brown", unlike=second),
        )
        shape.part("ball", sphere(0.18, 10).move(0.0, tip[1] - 0.6, tip[2] + 0.05), stone)
    else:
        shape.call("ballista")
        shape.part("pedestal", box(0.3, 0.8, 0.3).stand(y=0.4), wood, spoken=False)
        stock = beam((0.0, 1.05, -1.0), (0.0, 1.3, 1.1), 0.2, 0.2)
        shape.part("stock", stock, second)
        bow = curve([(0.0, 1.3, 0.95), (0.55, 1.28, 0.85), (1.1, 1.25, 0.4)], 4)
        shape.part("bow", tube(bow, 0.08) + tube(bow, 0.08).mirror("x"), wood)
        string = rod((1.08, 1.25, 0.42), (0.0, 1.22, -0.4), 0.05) + rod((-1.08, 1.25, 0.42), (0.0, 1.22, -0.4), 0.05)
        shape.part("string", string, draw.color("beige", "white", unlike=wood))
        bolt = beam((0.0, 1.26, -0.4), (0.0, 1.52, 1.5), 0.09, 0.09) + cone(0.14, 0.3, 6).turn(x=82).move(y=1.55, z=1.6)
        shape.part("bolt", bolt, draw.color("dark grey", "black", "red", unlike=second))
    return shape


@kind("oil pump", synonyms=("pumpjack", "oil pumpjack"), theme=THEME)
def oil_pump(draw: Draw) -> Shape:
    """A walking beam with a horse's head over a well, on a tower of legs, driven by a crank with weights."""
    shape = Shape()
    color = draw.color()
    other = draw.color("dark grey", "grey", "yellow", "red", "black", unlike=color)
    shape.part("base", box(0.9, 0.18, 3.4).stand(), draw.material("stone", "steel"))
    tower = shape.variant(draw.choice("four legs", "two legs"))
    feet = (-0.45, 0.55) if tower == "four legs" else (0.05,)
    legs = [beam((x, 0.1, z), (0.18 * x / 0.36, 2.0, 0.05), 0.14, 0.14) for x in (-0.36, 0.36) for z in feet]
    shape.part("tower", union([*legs, box(0.6, 0.1, 0.3).center(y=1.05, z=0.05)]), other)
    tilt = {"up": 12, "level": 0, "down": -12}[shape.variant(draw.choice("up", "level", "down"))]
    walking = box(0.24, 0.3, 2.9).turn(x=-tilt).move(y=2.1, z=0.0)
    shape.part("beam", walking, color)
    head = side_extrude([*arc((0.0, 0.0), 1.75, -24, 24, 7), (1.3, 0.35), (1.3, -0.35)], 0.26).turn(x=-tilt).move(y=2.1)
    shape.part("head", head, color if draw.chance() else draw.color(unlike=color))
    shape.part("bearing", wheel(0.22, 0.4, 12).move(y=2.03, z=0.05), other, spoken=False)
    shape.part("rod", cylinder(0.06, 1.9, 8).stand(y=0.1, z=1.68), draw.material("steel", unlike=color))
    shape.part(
        "wellhead",
        cylinder(0.17, 0.6).stand(y=0.1, z=1.68) + wheel(0.11, 0.6, 10).move(y=0.42, z=1.68),
        draw.color("red", "blue", "green", "dark grey", unlike=other),
    )
    crank_y, crank_z = 0.75, -1.15
    shape.part(
        "gearbox",
        rounded_box(0.4, 0.9, 0.7, 0.06).stand(y=0.15, z=crank_z),
        draw.color("grey", "dark grey", "orange", "blue", unlike=color),
        plural="gearboxes",
    )
    weight = hull_of([wheel(0.14, 0.14, 10), wheel(0.36, 0.14, 14).move(y=-0.35)]).turn(x=draw.uniform(-40, 40))
    shape.part("counterweight", pair(weight.move(0.32, crank_y + 0.1, crank_z)), draw.color(unlike=[color, other]))
    shape.part(
        "pitman arm",
        pair(rod((0.42, crank_y, crank_z - 0.1), (0.2, 2.1 - 0.0227 * 0.9 * tilt, -1.3), 0.07)),
        other,
        spoken=False,
    )
    shape.part("crossbar", box(0.6, 0.14, 0.16).center(y=2.1 - 0.0227 * tilt, z=-1.3), other, spoken=False)
    if shape.variant(draw.choice("motor", "fence", "plain")) == "motor":
        shape.part(
            "motor",
            cylinder(0.22, 0.5).turn(z=90).move(y=0.4, z=-1.65),
            draw.color("green", "blue", "red", unlike=other),
        )
    return shape


@kind("fan", theme=THEME)
def fan(draw: Draw) -> Shape:
    """Blades within a ring or bars on a desk foot, a tall stand, a box, or a fan that hangs from the ceiling."""
    shape = Shape()
    color = draw.color()
    blade_color = draw.color(unlike=color)
    style = shape.variant(draw.choice("desk", "standing", "box", "ceiling"))
    count = int(shape.variant(draw.choice("3", "4", "5")))
    if style == "ceiling":
        shape.call("ceiling fan")
        blade = rounded_box(0.95, 0.07, 0.24, 0.02).turn(x=12).center(x=0.68)
        shape.part("blade", ring(blade, count), draw.material("wood", unlike=color) if draw.chance() else blade_color)
        shape.part("motor", cylinder(0.22, 0.2, 14).center() + dome(0.2, 0.12).turn(x=180).move(y=-0.1), color)
        shape.part("rod", cylinder(0.06, 0.6, 8).stand(), color, spoken=False)
        shape.part("mount", frustum(0.08, 0.2, 0.16).stand(y=0.55), color, spoken=False)
        if draw.chance(0.6):
            shape.part("lamp", sphere(0.17, 12).move(y=-0.26), draw.color("yellow", "white", unlike=color))
        return shape
    blade = hull_of([box(0.1, 0.1, 0.05).move(y=0.1), cylinder(0.14, 0.05, 10).turn(x=90).turn(y=18).move(y=0.32)])
    blades = [blade.turn(z=360 / count * n) for n in range(count)]
    high = {"desk": 0.75, "standing": 1.7, "box": 0.62}[style]
    shape.part("blade", [one.move(y=high) for one in blades], blade_color)
    shape.part("hub", cylinder(0.11, 0.16).turn(x=90).move(y=high, z=0.01), color, spoken=False)
    if style == "box":
        shape.call("box fan")
        frame = rounded_box(1.2, 1.2, 0.34, 0.04) - cylinder(0.52, 1, 20).turn(x=90)
        shape.part("frame", frame.move(y=high), color)
        shape.part(
            "foot",
            pair(box(0.1, 0.06, 0.5).stand(x=0.4)),
            draw.color("black", "dark grey", unlike=color),
            plural="feet",
        )
        shape.part(
            "grille",
            [box(1.06, 0.045, 0.05).center(y=high + 0.13 * n, z=-0.12) for n in range(-3, 4)],
            color,
            spoken=False,
        )
        shape.part("knob", cylinder(0.07, 0.1).turn(x=90).move(0.48, high + 0.48, 0.18), blade_color)
        return shape
    cage = draw.color("silver", "white", "black", "dark grey", unlike=blade_color)
    rings = [torus(0.54, 0.055, 20, 6).turn(x=90)]
    bars = [box(0.045, 1.06, 0.05).turn(z=30 * n).move(z=-0.12) for n in range(6)]
    back = torus(0.3, 0.05, 16, 6).turn(x=90).move(z=-0.12)
    shape.part(
        "cage",
        union(
            [*rings, back, *bars, *(rod((0.0, 0.5, -0.12), (0.0, 0.54, 0.0), 0.03).turn(z=30 * n) for n in range(12))]
        ).move(y=high),
        cage,
    )
    shape.part("motor", cylinder(0.14, 0.34).turn(x=90).move(y=high, z=-0.24), color)
    shape.part("post", cylinder(0.055, high, 8).stand(z=-0.28), color)
    base = cylinder(0.34, 0.08, 16).stand(z=-0.2)
    if style == "standing" and draw.chance():
        base = union([box(0.9, 0.08, 0.12).turn(y=angle).stand(z=-0.28) for angle in (45, 135)])
    shape.part("base", base, color)
    return shape


@kind("telescope", theme=THEME)
def telescope(draw: Draw) -> Shape:
    """A tube on a tripod or a box mount, a spyglass that draws out, or a stout mirror telescope."""
    shape = Shape()
    color = draw.material("gold", "copper") if draw.chance(0.35) else draw.color()
    other = draw.color("black", "white", "gold", "silver", "dark grey", unlike=color)
    style = shape.variant(draw.choice("refractor", "reflector", "spyglass"))
    glass = draw.color("light blue", "turquoise", unlike=other)
    if style == "spyglass":
        shape.call("spyglass")
        steps = draw.integer(3, 4)
        tubes = []
        for number in range(steps):
            radius = 0.2 - 0.035 * number
            tubes.append(cylinder(radius, 0.62, 14).stand(y=0.6 * number))
        grip = draw.material("leather", "wood", unlike=color)
        shape.part("tube", [one.turn(x=-90).move(y=0.24, z=1.0) for one in tubes[1:]], color)
        shape.part("grip", tubes[0].turn(x=-90).move(y=0.24, z=1.0), grip)
        rings = [
            cylinder(0.235 - 0.035 * n, 0.1, 14).stand(y=0.6 * n).turn(x=-90).move(y=0.24, z=1.0) for n in range(steps)
        ]
        shape.part("ring", rings, other)
        shape.part("lens", cylinder(0.16, 0.1, 14).turn(x=90).move(y=0.24, z=1.0), glass, plural="lenses")
        return shape
    pitch = draw.uniform(18, 42)
    high = 1.35

    def pose(solid: Solid) -> Solid:
        return solid.turn(x=90 - pitch).move(y=high)

    if style == "refractor":
        body = cylinder(0.13, 1.5, 14).move(y=0.15)
        hood = cylinder(0.18, 0.35, 14).move(y=0.85)
        eye = union([cylinder(0.075, 0.4, 10).move(y=-0.7), cylinder(0.1, 0.12, 10).move(y=-0.9)])
        lens = cylinder(0.14, 0.1, 14).move(y=1.0)
    else:
        shape.adjective("stout")
        body = cylinder(0.26, 1.2, 16).move(y=0.2)
        hood = cylinder(0.29, 0.12, 16).move(y=0.78) + cylinder(0.29, 0.12, 16).move(y=-0.36)
        eye = rod((0.0, 0.55, 0.0), (0.42, 0.55, 0.0), 0.075)
        lens = cylinder(0.22, 0.1, 16).move(y=0.82)
    shape.part("tube", pose(body), color)
    shape.part("band" if style == "reflector" else "hood", pose(hood), other, spoken=style != "reflector")
    shape.part("eyepiece", pose(eye), draw.color("black", "dark grey", "gold", unlike=color))
    shape.part("lens", pose(lens), glass, plural="lenses")
    if draw.chance(0.5):
        finder = pose(rod((-0.3, -0.3, 0.0), (-0.3, 0.3, 0.0), 0.06) + box(0.3, 0.08, 0.08).center(x=-0.18))
        shape.part("finder", finder, other)
    wood = draw.material("wood", "steel", unlike=color)
    mount = shape.variant(draw.choice("tripod", "pedestal"))
    shape.part("mount", cylinder(0.12, 0.3).hang(y=high), other, spoken=False)
    if mount == "tripod":
        shape.part("leg", ring(rod((0.0, high - 0.15, 0.05), (0.0, 0.0, 0.65), 0.05), 3), wood)
        shape.phrase("on a tripod")
    else:
        shape.part("pedestal", frustum(0.2, 0.11, high - 0.15).stand() + cylinder(0.36, 0.1, 16).stand(), wood)
        shape.phrase("on a pedestal")
    return shape


@kind("steam engine", theme=THEME)
def steam_engine(draw: Draw) -> Shape:
    """A boiler with a chimney, a piston and a big flywheel on a base: lying or upright."""
    shape = Shape()
    color = draw.color("red", "green", "dark green", "blue", "black", "copper")
    brass = draw.material("gold", "copper", unlike=color)
    dark = draw.color("black", "dark grey", unlike=color)
    style = shape.variant(draw.choice("lying boiler", "upright boiler"))
    base = shape.variant(draw.choice("wooden base", "brick base", "iron base"))
    material = {"wooden base": "wood", "brick base": "brick", "iron base": "iron"}[base]
    shape.part("base", box(2.0, 0.2, 1.3).stand(), draw.material(material, unlike=color))
    if style == "lying boiler":
        boiler = cylinder(0.4, 1.4, 16).turn(z=90).move(-0.2, 0.75, -0.25)
        shape.part("boiler", boiler, color)
        bands = [cylinder(0.43, 0.1, 16).turn(z=90).move(x - 0.2, 0.75, -0.25) for x in (-0.5, 0.0, 0.5)]
        shape.part("band", bands, brass)
        shape.part("firebox", box(1.2, 0.35, 0.6).stand(-0.2, 0.18, -0.25), dark, plural="fireboxes")
        shape.part("chimney", frustum(0.13, 0.18, 0.9).stand(-0.72, 1.0, -0.25), dark)
        shape.part("steam dome", dome(0.18, 0.25).move(0.0, 1.1, -0.25), brass)
    else:
        shape.part(
            "boiler",
            cylinder(0.42, 1.2, 16).stand(-0.5, 0.18, -0.1) + dome(0.42, 0.25, 16).move(-0.5, 1.36, -0.1),
            color,
        )
        bands = [cylinder(0.45, 0.1, 16).stand(-0.5, y, -0.1) for y in (0.35, 1.15)]
        shape.part("band", bands, brass)
        shape.part("chimney", frustum(0.12, 0.16, 0.7).stand(-0.5, 1.5, -0.1), dark)
        shape.part("fire door", box(0.3, 0.26, 0.2).center(-0.5, 0.5, 0.26), dark)
    radius = 0.55
    big = spoked_wheel(radius, 0.14, draw.choice(5, 6), 0.16).turn(y=90)
    shape.part(
        "flywheel", big.move(0.62, 0.75, 0.42), draw.color("red", "yellow", "green", "black", unlike=[color, dark])
    )
    shape.part(
        "support", pair(box(0.12, 0.65, 0.16).stand(0.0, 0.15, 0.0))[0].move(0.62, 0.0, 0.24), dark, spoken=False
    )
    shape.part("axle", rod((0.62, 0.75, 0.1), (0.62, 0.75, 0.56), 0.07), dark, spoken=False)
    shape.part(
        "piston",
        cylinder(0.13, 0.5).turn(z=90).move(-0.35, 0.45, 0.5) + rod((-0.2, 0.45, 0.5), (0.5, 0.62, 0.54), 0.05),
        brass,
    )
    shape.part("cylinder block", box(0.5, 0.2, 0.24).stand(-0.35, 0.18, 0.5), dark, spoken=False)
    if shape.variant(draw.choice("smoke", "cold", weights=(1, 2))) == "smoke":
        x, y, z = (-0.72, 2.05, -0.25) if style == "lying boiler" else (-0.5, 2.35, -0.1)
        puffs = [sphere(0.16 + 0.05 * n, 8).move(x - 0.12 * n, y + 0.22 * n, z) for n in range(3)]
        shape.part("smoke", union(puffs), draw.color("white", "light grey", "grey", unlike=dark), mass=True)
    return shape
