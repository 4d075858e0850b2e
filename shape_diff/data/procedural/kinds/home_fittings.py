"""Lamps and lights, and what a bathroom holds; the unit is the thing's own."""

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    ellipse,
    helix,
    rounded_rectangle,
)
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    beam,
    box,
    capsule,
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
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

LIGHTS = "lamps and lights"
BATHROOM = "bathroom"


def _glow(draw: Draw, *unlike: Color) -> Color:
    return draw.color("yellow", "yellow", "orange", "white", unlike=unlike)


def _flame(height: float, width: float) -> Solid:
    """A flame standing at the origin: a drop with its tip up."""
    profile = [(0.3 * width, 0.0), (0.5 * width, 0.25 * height), (0.4 * width, 0.5 * height), (0.0, height)]
    return revolve(profile, 8)


def _shade(draw: Draw, shape: Shape, width: float, height: float) -> Solid:
    """A lampshade hanging from y = 0 down: cone, drum, dome or pleated; recorded as a variant."""
    form = shape.variant(draw.choice("conical shade", "drum shade", "domed shade", "six-sided shade"))
    top = {"conical shade": 0.5, "drum shade": 1.0, "six-sided shade": 0.45}.get(form)
    if top is None:
        return dome(width / 2, height, 16).move(y=-height)
    return frustum(width / 2, top * width / 2, height, 6 if form == "six-sided shade" else 16).hang()


@kind("table lamp", synonyms=("bedside lamp", "lamp"), theme=LIGHTS, has_front=False)
def table_lamp(draw: Draw) -> Shape:
    """A shade over a bellied, slim or ball-shaped foot."""
    shape = Shape()
    foot = draw.material("ceramic", "wood", "gold", "steel") if draw.chance(0.6) else draw.color()
    cloth = draw.color(unlike=foot) if draw.chance(0.6) else draw.color("beige", "white", "yellow", unlike=foot)
    form = shape.variant(draw.choice("bellied", "slim", "stacked balls"))
    if form == "bellied":
        shape.part("base", revolve([(0.3, 0.0), (0.42, 0.3), (0.34, 0.65), (0.12, 0.85), (0.1, 1.2)], 14), foot)
    elif form == "slim":
        shape.part("base", cylinder(0.36, 0.1, 16).stand() + cylinder(0.07, 1.2, 8).stand(), foot)
    else:
        balls = [sphere(radius, 12).move(y=y) for radius, y in ((0.3, 0.32), (0.24, 0.74), (0.18, 1.08))]
        shape.part("base", union([*balls, cylinder(0.36, 0.1, 14).stand()]), foot)
    shade = _shade(draw, shape, draw.uniform(1.1, 1.5), draw.uniform(0.6, 0.85))
    shape.part("lampshade", shade.move(y=1.85), cloth)
    if draw.chance(0.4):
        shape.paint(
            "stripe", box(3, 0.12, 3).center(y=shade.bounds[0][1] + 1.95), draw.color(unlike=cloth), on="lampshade"
        )
    if draw.chance(0.4):
        chain = rod((0.3, 1.3, 0.0), (0.3, 0.95, 0.0), 0.026, sides=6) + sphere(0.06, 8).move(0.3, 0.92)
        shape.part("pull chain", chain, draw.material("gold", "steel"))
    return shape


@kind("floor lamp", synonyms=("standing lamp", "standard lamp"), theme=LIGHTS)
def floor_lamp(draw: Draw) -> Shape:
    """A shade on a tall pole with a round foot, a tripod, or an arm that bends over."""
    shape = Shape()
    pole = draw.material("wood", "steel", "gold", "iron")
    cloth = draw.color(unlike=pole) if draw.chance(0.6) else draw.color("white", "beige", "yellow", unlike=pole)
    form = shape.variant(draw.choice("round foot", "tripod", "bent arm"))
    if form == "tripod":
        shape.phrase("on a tripod")
        shape.part("leg", ring(rod((0.0, 0.0, 0.42), (0.0, 1.6, 0.06), 0.04), 3), pole)
        top, x = 2.0, 0.0
    elif form == "bent arm":
        shape.part("base", cylinder(0.34, 0.1, 16).stand(x=-0.5), pole)
        path: list[Vector] = [
            (-0.5, 0.05, 0.0),
            (-0.5, 1.3, 0.0),
            (-0.35, 1.9, 0.0),
            (0.05, 2.1, 0.0),
            (0.4, 1.85, 0.0),
        ]
        shape.part("arm", tube(curve(path, 4), 0.04), pole)
        top, x = 1.9, 0.42
    else:
        shape.part("base", cylinder(0.34, 0.1, 16).stand(), pole)
        shape.part("pole", cylinder(0.045, 1.8, 8).stand(), pole)
        top, x = 2.1, 0.0
    shade = _shade(draw, shape, 0.8 if form != "bent arm" else 0.6, 0.5)
    shape.part("bulb", sphere(0.12, 10).move(x, top - 0.5), draw.color("yellow", "white"), spoken=False)
    shape.part("lampshade", shade.move(x, top), cloth)
    return shape


@kind("desk lamp", synonyms=("reading lamp", "study lamp"), theme=LIGHTS)
def desk_lamp(draw: Draw) -> Shape:
    """A jointed arm with a cone-shaped head on a foot, a clamp or a goose neck."""
    shape = Shape()
    color = draw.color()
    metal = draw.material("steel", "gold", "iron", unlike=color) if draw.chance(0.6) else color
    form = shape.variant(draw.choice("jointed arm", "goose neck", "banker's lamp"))
    if form == "banker's lamp":
        brass = draw.material("gold")
        shape.part("base", frustum(0.4, 0.3, 0.12, 16).stand(), brass)
        shape.part("post", cylinder(0.06, 1.0, 8).stand(), brass)
        half = cylinder(0.24, 1.2, 16).turn(z=90) - box(3, 1, 1).hang()
        shape.part("lampshade", half.move(y=0.95, z=0.1), draw.color("green", "green", "dark green", "blue", "red"))
        shape.part("pull chain", rod((0.3, 0.95, 0.2), (0.3, 0.6, 0.2), 0.03), brass)
        return shape
    shape.part("base", cylinder(0.4, 0.12, 16).stand(z=-0.2), color)
    if form == "jointed arm":
        shape.part(
            "arm", [rod((0.0, 0.1, -0.2), (0.0, 0.8, -0.6), 0.05), rod((0.0, 0.8, -0.6), (0.0, 1.45, 0.0), 0.05)], metal
        )
        joints = [cylinder(0.1, 0.16, 10).turn(z=90).move(0.0, y, z) for y, z in ((0.8, -0.6), (1.45, 0.0))]
        shape.part("joint", joints, draw.color("black", "dark grey", unlike=color), spoken=False)
    else:
        path = [(0.0, 0.1, -0.2), (0.0, 0.9, -0.35), (0.0, 1.4, -0.25), (0.0, 1.55, 0.0)]
        shape.part("neck", tube(curve(path, 4), 0.05), metal)
    tilt = shape.variant(draw.choice("head down", "head forward"))

    def head(solid: Solid) -> Solid:
        return solid.turn(x=-35 if tilt == "head down" else -65).move(0.0, 1.5, 0.0)

    shape.part("lampshade", head(frustum(0.42, 0.13, 0.5, 14).hang(y=0.1)), color)
    shape.part("bulb", head(sphere(0.2, 10).move(y=-0.42)), draw.color("yellow", "white"))
    return shape


@kind("lantern", theme=LIGHTS, has_front=False)
def lantern(draw: Draw) -> Shape:
    """A light in a cage with a ring to carry it: four-sided, six-sided, an oil lantern, or a round paper one."""
    shape = Shape()
    metal = (
        draw.material("iron", "gold", "copper")
        if draw.chance(0.6)
        else draw.color("black", "red", "green", "blue", "dark grey")
    )
    form = shape.variant(draw.choice("four-sided", "six-sided", "oil lantern", "paper lantern"))
    if form == "paper lantern":
        shape.adjective("paper")
        paper = draw.color("red", "red", "orange", "yellow", "white", "pink", unlike=metal)
        profile = [(0.3, 0.0), (0.52, 0.15), (0.6, 0.45), (0.52, 0.75), (0.3, 0.9)]
        shape.part("body", revolve(profile, 14), paper, spoken=False)
        shape.part("cap", [cylinder(0.28, 0.1, 14).stand(y=y) for y in (-0.08, 0.88)], metal)
        shape.part(
            "tassel", frustum(0.09, 0.04, 0.4, 6).hang(y=-0.05), draw.color("yellow", "red", "gold", unlike=paper)
        )
        shape.part("cord", cylinder(0.03, 0.3, 6).stand(y=0.95), metal, spoken=False)
        return shape
    if form == "oil lantern":
        shape.call(form)
    else:
        shape.adjective(form)
    sides = {"four-sided": 4, "six-sided": 6, "oil lantern": 12}[form]
    light = _glow(draw, metal)
    shape.part("base", frustum(0.5, 0.42, 0.14, sides).stand(), metal)
    if form == "oil lantern":
        shape.part("tank", cylinder(0.42, 0.2, 12).stand(y=0.1), metal, spoken=False)
        shape.part("glass", revolve([(0.24, 0.0), (0.36, 0.25), (0.24, 0.6)], 12).move(y=0.28), light)
        shape.part(
            "frame",
            pair(tube([(0.38, 0.2, 0.0), (0.52, 0.4, 0.0), (0.52, 0.7, 0.0), (0.3, 1.0, 0.0)], 0.045)),
            metal,
            spoken=False,
        )
    else:
        shape.part("light", cylinder(0.32, 0.72, sides).stand(y=0.1), light)
        shape.part(
            "bar", ring(box(0.07, 0.74, 0.07).stand(0.0, 0.1, 0.36), sides, start=180 / sides), metal, spoken=False
        )
    shape.part("roof", frustum(0.52, 0.14, 0.32, sides).stand(y=0.82), metal)
    if shape.variant(draw.choice("ring", "bail")) == "ring":
        shape.part("ring", torus(0.14, 0.06, 12, 6).turn(x=90).move(y=1.25), metal)
    else:
        bail = [(x, y, 0.0) for x, y in arc((0.0, 0.95), 0.5, 0, 180, 9)]
        shape.part("handle", tube(bail, 0.035, 6), metal)
    return shape


@kind("candle", theme=LIGHTS, has_front=False)
def candle(draw: Draw) -> Shape:
    """A candle with a flame: alone, on a dish with a handle, on a candlestick, or three in a holder."""
    shape = Shape()
    wax = draw.color("white", "beige", "red", "pink", "light blue", "light purple", "yellow")
    metal = draw.material("gold", "silver", "iron", unlike=wax)
    form = shape.variant(draw.choice("alone", "on a dish", "on a candlestick", "candelabra"))
    spots: list[Flat] = [(0.0, 0.0)]
    radius, height = 0.14, draw.uniform(0.6, 0.9)
    if form == "alone":
        radius, height = 0.3, shape.graded(draw.uniform(0.5, 1.2), low=("short", 0.65), high=("tall", 1.05))
        drips = [capsule((0.28, height - 0.05, 0.0), (0.29, height - d, 0.0), 0.07, sides=6) for d in (0.3, 0.2, 0.4)]
        shape.part("drip", [d.turn(y=120 * n) for n, d in enumerate(drips)], wax, spoken=False)
    elif form == "on a dish":
        shape.call("candle holder")
        shape.part("dish", revolve([(0.3, 0.0), (0.5, 0.12), (0.5, 0.18), (0.3, 0.08)], 16), metal, plural="dishes")
        shape.part("handle", torus(0.14, 0.07, 12, 6).turn(x=90).move(0.58, 0.16), metal)
    elif form == "on a candlestick":
        shape.call("candlestick")
        profile = [
            (0.36, 0.0),
            (0.34, 0.08),
            (0.08, 0.16),
            (0.08, 0.4),
            (0.14, 0.46),
            (0.07, 0.55),
            (0.22, 0.72),
            (0.22, 0.78),
        ]
        shape.part("holder", revolve(profile, 12), metal)
        spots = [(0.0, 0.75)]
    else:
        shape.call("candelabra")
        shape.part("stem", cylinder(0.07, 0.95, 8).stand() + frustum(0.4, 0.1, 0.16, 14).stand(), metal, spoken=False)
        arm = tube(curve([(0.0, 0.5, 0.0), (0.35, 0.4, 0.0), (0.5, 0.75, 0.0)], 4), 0.05)
        cups = [frustum(0.09, 0.2, 0.12, 10).stand(x, y) for x, y in ((-0.5, 0.72), (0.0, 0.9), (0.5, 0.72))]
        shape.part("arm", pair(arm), metal)
        shape.part("cup", cups, metal, spoken=False)
        spots = [(-0.5, 0.8), (0.0, 0.98), (0.5, 0.8)]
        height *= 0.7
    shape.part("candle", [cylinder(radius, height, 12).stand(x, y) for x, y in spots], wax, spoken=form != "alone")
    wick = [cylinder(0.03, 0.12, 6).stand(x, y + height - 0.02) for x, y in spots]
    shape.part("wick", wick, draw.color("black"), spoken=False)
    if shape.variant(draw.choice("lit", "unlit", weights=(4, 1))) == "lit":
        flames = [_flame(0.3, 0.2).move(x, y + height + 0.03) for x, y in spots]
        shape.part("flame", flames, draw.color("orange", "yellow", unlike=wax))
    else:
        shape.without("flame")
    return shape


@kind("chandelier", theme=LIGHTS, has_front=False)
def chandelier(draw: Draw) -> Shape:
    """Arms with candles or bulbs around a stem: a wheel on chains, curved arms, or arms with crystal drops."""
    shape = Shape()
    metal = draw.material("gold", "iron", "silver") if draw.chance(0.8) else draw.color("white", "black")
    form = shape.variant(draw.choice("curved arms", "wheel", "crystal"))
    count = draw.choice(5, 6, 8)
    shape.variant(f"{count} lights")
    light = shape.variant(draw.choice("candles", "bulbs"))
    shape.part("stem", cylinder(0.07, 1.1, 8).stand(y=0.1), metal, spoken=False)
    shape.part("ceiling plate", frustum(0.26, 0.2, 0.1, 12).stand(y=1.18), metal, spoken=False)
    if form == "wheel":
        shape.part(
            "wheel", hoop([(0.72, 0.24), (0.84, 0.24), (0.84, 0.38), (0.72, 0.38)], 24), draw.material("wood", "iron")
        )
        shape.part(
            "chain", ring(rod((0.0, 0.35, 0.76), (0.0, 1.0, 0.05), 0.03, sides=6), 4, start=45), metal, spoken=False
        )
        shape.part(
            "spoke", [box(1.5, 0.07, 0.08).center(y=0.3).turn(y=45 + 90 * n) for n in range(2)], metal, spoken=False
        )
        height = 0.36
    else:
        arm = tube(curve([(0.0, 0.35, 0.0), (0.0, 0.1, 0.35), (0.0, 0.16, 0.65), (0.0, 0.42, 0.78)], 3), 0.045, 6)
        shape.part("arm", ring(arm, count), metal)
        shape.part("boss", sphere(0.18, 10).move(y=0.32), metal, spoken=False)
        height = 0.42
        if form == "crystal":
            shape.adjective("crystal")
            drop = (frustum(0.02, 0.08, 0.16, 6) + frustum(0.08, 0.03, 0.08, 6).move(y=0.12)).move(y=0.02)
            drops = [*ring(drop.move(z=0.5), count), drop.scale(1.5, 1.5, 1.5).move(y=-0.02)]
            glass = draw.color("light blue", "turquoise", "white", "light purple", unlike=metal)
            shape.part("crystal drop", [d.move(y=-0.08) for d in drops], glass)
    dishes = frustum(0.06, 0.13, 0.07, 10).stand(y=height - 0.02, z=0.78)
    shape.part("dish", ring(dishes, count), metal, spoken=False)
    if light == "candles":
        wax = draw.color("white", "beige", unlike=metal)
        shape.part("candle", ring(cylinder(0.055, 0.26, 8).stand(y=height, z=0.78), count), wax)
        shape.part(
            "flame", ring(_flame(0.16, 0.12).move(y=height + 0.24, z=0.78), count), draw.color("orange", "yellow")
        )
    else:
        shape.part(
            "bulb",
            ring(sphere(0.13, 10).move(0.0, height + 0.16, 0.78), count),
            draw.color("yellow", "white", unlike=metal),
        )
    return shape


@kind("torch", synonyms=("burning torch", "flaming torch"), theme=LIGHTS, has_front=False)
def torch(draw: Draw) -> Shape:
    """A burning stick: with a wrapped head, in an iron basket, or held by a wall plate; large or small flame."""
    shape = Shape()
    wood = draw.material("wood")
    dark = draw.material("iron", unlike=wood)
    form = shape.variant(draw.choice("wrapped head", "iron basket", "on a wall plate"))
    stick = shape.variant(draw.choice("straight", "tapered"))
    shape.part("handle", rod((0.0, 0.0, 0.0), (0.0, 1.2, 0.0), 0.06 if stick == "tapered" else 0.1, 0.12), wood)
    if form == "iron basket":
        shape.part("basket", frustum(0.12, 0.28, 0.3, 8).stand(y=1.05), dark)
        shape.part("prong", ring(beam((0.0, 1.2, 0.24), (0.0, 1.55, 0.3), 0.06, 0.06), 6), dark, spoken=False)
    else:
        cloth = draw.color("beige", "light brown", "dark red", "grey", unlike=wood)
        shape.part("wrapping", capsule((0.0, 1.15, 0.0), (0.0, 1.4, 0.0), 0.19, sides=8), cloth, mass=True)
        shape.part("band", [cylinder(0.2, 0.07, 10).center(y=y) for y in (1.12, 1.36)], dark, spoken=False)
    if form == "on a wall plate":
        shape.phrase("on a wall plate")
        shape.part(
            "wall plate", box(0.5, 0.9, 0.1).center(0.0, 0.6, -0.32), draw.material("stone", "iron", unlike=wood)
        )
        shape.part("bracket", [box(0.1, 0.1, 0.35).center(0.0, y, -0.18) for y in (0.35, 0.85)], dark)
    outer, inner = draw.color("orange", "red"), draw.color("yellow")
    if draw.chance(0.1):
        outer, inner = draw.color("blue", "purple", "green"), draw.color("turquoise", "white")
    tongues = ring(_flame(0.5, 0.26).turn(x=14).move(0.0, 1.35, 0.14), 3, start=40)
    shape.part("flame", union([_flame(0.8, 0.5).move(y=1.35), *tongues]), outer)
    shape.part(
        "flame tip",
        [_flame(0.3, 0.2).turn(x=-12).move(0.0, 1.5, 0.22).turn(y=a) for a in (0, 120, 240)],
        inner,
        spoken=False,
    )
    return shape


@kind("light bulb", synonyms=("lightbulb",), theme=LIGHTS, has_front=False)
def light_bulb(draw: Draw) -> Shape:
    """A glass bulb over a screw cap: pear-shaped, round or candle-shaped; standing, or hanging from a cord."""
    shape = Shape()
    glass = draw.color("yellow", "yellow", "white", "light blue", "orange", "light green")
    metal = draw.material("steel", "gold", unlike=glass)
    form = shape.variant(draw.choice("pear-shaped", "round", "candle-shaped", "spiral"))
    pose = shape.variant(draw.choice("standing", "hanging"))
    profiles = {
        "pear-shaped": [(0.3, 0.5), (0.34, 0.7), (0.62, 1.15), (0.66, 1.4), (0.5, 1.7), (0.2, 1.86)],
        "round": [(0.28, 0.5), (0.3, 0.6), (0.66, 0.85), (0.8, 1.25), (0.62, 1.75), (0.25, 1.95)],
        "candle-shaped": [(0.26, 0.5), (0.46, 0.85), (0.44, 1.1), (0.2, 1.55), (0.0, 1.9)],
    }
    turn = 180.0 if pose == "hanging" else 0.0
    if form == "spiral":
        shape.adjective("energy-saving")
        coil = tube(helix(0.34, 1.1, 3.0, 10), 0.12, 6).move(y=0.75)
        solid = coil + cylinder(0.36, 0.3, 14).stand(y=0.45)
    else:
        shape.adjective(form)
        solid = revolve(profiles[form], 14)
    shape.part("glass", solid.turn(x=turn), glass, spoken=False)
    thread = [hoop([(0.2, y), (0.33, y), (0.33, y + 0.1), (0.2, y + 0.1)], 14) for y in (0.08, 0.22, 0.36)]
    shape.part("screw cap", union([cylinder(0.28, 0.46, 14).stand(y=0.06), *thread]).turn(x=turn), metal)
    shape.part(
        "contact", frustum(0.12, 0.24, 0.1, 10).stand().turn(x=turn), draw.color("black", "dark grey"), spoken=False
    )
    if pose == "hanging":
        shape.phrase("hanging from a cord")
        shape.part(
            "socket", cylinder(0.37, 0.3, 12).hang(y=0.12), draw.color("black", "dark grey", "white", unlike=metal)
        )
        shape.part("cord", cylinder(0.05, 0.7, 6).stand(y=0.1), draw.color("black", "white", "red"))
    return shape


def _porcelain(draw: Draw) -> Color:
    """White most often, a pale colour now and then."""
    return (
        draw.color("white")
        if draw.chance(0.7)
        else draw.color("light blue", "pink", "beige", "light green", "turquoise")
    )


@kind("toilet", theme=BATHROOM)
def toilet(draw: Draw) -> Shape:
    """A bowl with a seat and a tank behind: lid up, lid down, or an old one with a tank high on the wall."""
    shape = Shape()
    white = _porcelain(draw)
    seat = (
        draw.material("wood") if draw.chance(0.3) else draw.color("white", "black", "pink", "light blue", unlike=white)
    )
    pose = shape.variant(draw.choice("lid up", "lid down"))
    tank = shape.variant(draw.choice("low tank", "high tank", weights=(3, 1)))
    oval = [(0.72 * x, 0.2 + 0.9 * z) for x, z in ellipse(1.0, 1.0, 16)]
    foot = [(0.5 * x, 0.05 + 0.8 * z) for x, z in ellipse(1.0, 1.0, 16)]
    shape.part("bowl", loft([(0.0, foot), (0.3, foot), (0.62, oval)]), white)
    shape.part("seat", prism(oval, 0.09, [[(0.66 * x, 0.2 + 0.66 * (z - 0.2)) for x, z in oval]]).move(y=0.62), seat)
    shape.part(
        "water",
        prism([(0.64 * x, 0.2 + 0.64 * (z - 0.2)) for x, z in oval], 0.06).move(y=0.59),
        draw.color("light blue", "turquoise", unlike=white),
        mass=True,
    )
    lid = extrude([(x, 0.5 * 0.9 + (z - 0.2)) for x, z in oval], 0.09)
    if pose == "lid up":
        shape.part("lid", lid.turn(x=-8).move(0.0, 0.66, -0.3), seat)
    else:
        shape.part("lid", prism(oval, 0.1).move(y=0.7), seat)
    metal = draw.material("steel", "gold")
    if tank == "low tank":
        shape.part("tank", rounded_box(0.9, 0.62, 0.32, 0.05).stand(0.0, 0.55, -0.5), white)
        shape.part("tank lid", box(0.96, 0.08, 0.38).stand(0.0, 1.15, -0.5), white, spoken=False)
        shape.part("button", cylinder(0.1, 0.08, 12).stand(0.0, 1.2, -0.5), metal)
        shape.part("back", box(0.5, 0.6, 0.35).stand(z=-0.4), white, spoken=False)
    else:
        shape.adjective("old-fashioned")
        shape.part("pipe", cylinder(0.06, 1.6, 8).stand(0.0, 0.3, -0.42), metal)
        shape.part(
            "tank",
            rounded_box(0.9, 0.5, 0.34, 0.05).stand(0.0, 1.85, -0.42),
            draw.material("wood") if draw.chance() else white,
        )
        shape.part(
            "pull chain", cylinder(0.05, 0.8, 6).hang(0.38, 2.0, -0.2) + sphere(0.09, 8).move(0.38, 1.2, -0.2), metal
        )
        shape.part("back", box(0.4, 0.55, 0.35).stand(z=-0.3), white, spoken=False)
    return shape


@kind("bathtub", synonyms=("bath", "tub"), theme=BATHROOM)
def bathtub(draw: Draw) -> Shape:
    """A tub on claw feet, built in, or round; filled with foam, water, or empty; a rubber duck now and then."""
    shape = Shape()
    outside = draw.color("white", "white", "red", "light blue", "black", "pink", "turquoise", "copper")
    form = shape.variant(draw.choice("claw-foot", "built-in", "round"))
    outline = {
        "claw-foot": ellipse(2.0, 1.0, 20),
        "built-in": rounded_rectangle(2.0, 1.0, 0.08),
        "round": ellipse(1.5, 1.5, 20),
    }[form]
    low = 0.18 if form == "claw-foot" else 0.0
    narrow = 1.0 if form == "built-in" else 0.8

    def at(factor: float) -> list[Flat]:
        return [(factor * x, factor * z) for x, z in outline]

    body = loft([(low, at(narrow * 0.9)), (low + 0.2, at(narrow)), (low + 0.62, at(1.0))])
    body = body - loft([(low + 0.15, at(0.7 * narrow)), (low + 0.7, at(0.92))])
    shape.part("tub", body, outside, spoken=False)
    rim = prism(at(1.05), 0.09, [at(0.88)]).move(y=low + 0.58)
    shape.part("rim", rim, draw.color("white", unlike=outside) if outside.name != "white" else outside, spoken=False)
    metal = draw.material("gold", "steel", "copper", unlike=outside)
    if form == "claw-foot":
        shape.adjective("claw-foot")
        shape.part(
            "foot",
            corners(
                rod((0.0, 0.3, 0.0), (0.1, 0.06, 0.06), 0.09, 0.07) + sphere(0.08, 8).move(0.1, 0.07, 0.06), 0.6, 0.24
            ),
            metal,
            plural="feet",
        )
    elif form == "round":
        shape.adjective("round")
    reach = 0.98 if form != "round" else 0.72
    tap = [
        (-reach, low + 0.6, 0.0),
        (-reach, low + 0.95, 0.0),
        (-reach + 0.15, low + 1.05, 0.0),
        (-reach + 0.32, low + 0.95, 0.0),
    ]
    shape.part("tap", tube(curve(tap, 3), 0.05), metal)
    filling = shape.variant(draw.choice("foam", "water", "empty"))
    if filling == "foam":
        shape.phrase("full of foam")
        spots = [(-0.45, 0.1, 0.24), (0.0, -0.1, 0.28), (0.45, 0.08, 0.25), (0.2, 0.22, 0.2), (-0.2, 0.2, 0.2)]
        balls = [sphere(radius, 10).move(0.8 * x, low + 0.55, z) for x, z, radius in spots]
        foam = draw.color("white", "light blue", unlike=outside)
        shape.part("foam", union([*balls, prism(at(0.85), 0.06).move(y=low + 0.48)]), foam, mass=True, spoken=False)
    elif filling == "water":
        shape.phrase("full of water")
        shape.part(
            "water",
            prism(at(0.88), 0.08).move(y=low + 0.45),
            draw.color("light blue", "turquoise", unlike=outside),
            mass=True,
            spoken=False,
        )
        if draw.chance():
            duck = ellipsoid(0.26, 0.18, 0.18, 10).move(0.2, low + 0.58) + sphere(0.09, 8).move(0.28, low + 0.72)
            shape.part("rubber duck", duck, draw.color("yellow"))
            shape.part(
                "beak",
                frustum(0.05, 0.02, 0.08, 6).turn(z=-90).move(0.39, low + 0.71),
                draw.color("orange"),
                spoken=False,
            )
    else:
        shape.adjective("empty")
    return shape


@kind("bathroom sink", synonyms=("washbasin", "sink"), theme=BATHROOM)
def bathroom_sink(draw: Draw) -> Shape:
    """A basin with a tap: on a pedestal, in a cabinet, or a bowl on a wooden shelf; with a mirror now and then."""
    shape = Shape()
    white = _porcelain(draw)
    metal = draw.material("steel", "gold", "copper", unlike=white)
    form = shape.variant(draw.choice("pedestal", "cabinet", "bowl on legs"))
    if form == "bowl on legs":
        wood = draw.material("wood")
        shape.part("shelf", box(1.3, 0.1, 0.8).hang(y=0.85), wood, plural="shelves")
        shape.part("leg", corners(box(0.09, 0.8, 0.09).stand(), 0.56, 0.32), wood)
        shape.part("basin", revolve([(0.26, 0.84), (0.4, 0.95), (0.48, 1.12), (0.42, 1.12), (0.3, 0.95)], 16), white)
        shape.part("water", cylinder(0.34, 0.06, 14).center(y=1.0), draw.color("light blue"), mass=True)
        top = 0.85
    else:
        outline = rounded_rectangle(1.1, 0.8, 0.25)
        basin = loft([(0.62, [(0.6 * x, 0.6 * z) for x, z in outline]), (0.9, outline), (0.96, outline)])
        hollow = loft(
            [(0.74, [(0.4 * x, 0.4 * z) for x, z in outline]), (1.0, [(0.78 * x, 0.78 * z) for x, z in outline])]
        )
        shape.part("basin", basin - hollow.move(z=0.06), white)
        if form == "pedestal":
            shape.part("pedestal", revolve([(0.3, 0.0), (0.16, 0.1), (0.16, 0.5), (0.26, 0.7)], 12), white)
        else:
            wood = draw.material("wood") if draw.chance(0.6) else draw.color(unlike=white)
            shape.part("cabinet", box(1.2, 0.7, 0.78).stand(), wood)
            shape.part(
                "door",
                pair(box(0.5, 0.6, 0.06).center(0.28, 0.4, 0.39)),
                draw.color("white", "light grey", "beige", unlike=wood),
            )
            shape.part("knob", pair(sphere(0.05, 8).move(0.09, 0.45, 0.44)), metal, spoken=False)
        top = 0.93
    tap = [(0.0, top, -0.32), (0.0, top + 0.4, -0.32), (0.0, top + 0.48, -0.18), (0.0, top + 0.36, -0.04)]
    shape.part("tap", tube(curve(tap, 3), 0.055), metal)
    if form != "bowl on legs" and draw.chance(0.6):
        shape.part("tap handle", pair(cylinder(0.07, 0.14, 8).stand(0.22, top, -0.32)), metal)
    if shape.variant(draw.choice("mirror", "no mirror", weights=(1, 2))) == "mirror":
        frame = draw.material("wood", "gold") if draw.chance() else draw.color("black", "white")
        outline = ellipse(0.9, 1.1, 20) if draw.chance() else rounded_rectangle(1.0, 1.0, 0.06)
        shape.part("mirror frame", extrude(outline, 0.09).move(0.0, 2.0, -0.42), frame, spoken=False)
        shape.part(
            "mirror",
            extrude([(0.86 * x, 0.86 * y) for x, y in outline], 0.08).move(0.0, 2.0, -0.38),
            draw.color("light blue", "turquoise"),
        )
        shape.part(
            "wall",
            box(1.2, 2.0, 0.08).stand(0.0, 0.6, -0.47),
            draw.color("beige", "light grey", "light green", unlike=frame),
            spoken=False,
        )
    return shape


@kind("shower", synonyms=("shower cabin",), theme=BATHROOM)
def shower(draw: Draw) -> Shape:
    """A tray with a pipe and a shower head: between tiled walls, behind a curtain, or in a glass cabin."""
    shape = Shape()
    tray, metal = _porcelain(draw), draw.material("steel", "gold", "copper")
    form = shape.variant(draw.choice("tiled walls", "curtain", "glass cabin"))
    shape.part("tray", box(1.2, 0.14, 1.2).stand(), tray)
    tiles = draw.color("light blue", "turquoise", "light green", "white", "beige", "pink", unlike=tray)
    shape.part("wall", [box(1.2, 2.2, 0.1).stand(0.0, 0.0, -0.58), box(0.1, 2.2, 1.2).stand(-0.58)], tiles)
    pipe = [(-0.2, 0.8, -0.48), (-0.2, 1.9, -0.48), (-0.2, 2.02, -0.3), (-0.2, 1.98, -0.1)]
    shape.part("pipe", tube(curve(pipe, 3), 0.04, 6), metal, spoken=False)
    shape.part("shower head", frustum(0.22, 0.08, 0.14, 12).hang(-0.2, 2.0, -0.08), metal)
    shape.part(
        "tap",
        cylinder(0.09, 0.16, 10).turn(x=90).move(-0.2, 1.0, -0.46) + box(0.3, 0.07, 0.1).center(-0.2, 1.0, -0.4),
        metal,
    )
    if form == "tiled walls":
        lines = [box(3, 0.06, 3).center(y=y) for y in (0.55, 1.1, 1.65)]
        shape.paint(
            "tile stripe",
            union(lines),
            draw.color("white", "blue", "teal", "grey", unlike=tiles),
            on="wall",
            mass=True,
            spoken=False,
        )
    elif form == "curtain":
        shape.part("rail", rod((-0.55, 2.1, 0.55), (0.6, 2.1, 0.55), 0.035), metal, spoken=False)
        cloth = draw.color(unlike=tiles)
        wave = [(0.03 + 0.62 * n / 8 - 0.05, 0.55 + (0.06 if n % 2 else -0.06)) for n in range(9)]
        back = [(x, z - 0.1) for x, z in reversed(wave)]
        shape.part("curtain", prism([*wave, *back], 1.85).move(y=0.2), cloth)
        shape.part("post", cylinder(0.035, 2.1, 6).stand(0.58, 0.0, 0.55), metal, spoken=False)
    else:
        glass = draw.color("light blue", "white", "turquoise", unlike=tiles)
        shape.part("glass door", box(0.07, 1.9, 1.1).stand(0.56, 0.1), glass)
        shape.part("frame", [box(0.08, 2.1, 0.08).stand(0.56, 0.0, s * 0.55) for s in (-1, 1)], metal, spoken=False)
        shape.part("frame", box(0.08, 0.08, 1.2).center(0.56, 2.06), metal, spoken=False)
    if shape.variant(draw.choice("water", "dry", weights=(1, 2))) == "water":
        jets = [
            rod((-0.2 + x, 1.9, -0.08 + z), (-0.2 + 1.6 * x, 0.1, -0.08 + 1.6 * z), 0.03, sides=6)
            for x, z in ((0.0, 0.1), (0.12, -0.06), (-0.12, -0.06))
        ]
        shape.part("water", union(jets), draw.color("blue", "light blue", unlike=tiles), mass=True)
    return shape


@kind("toothbrush", theme=BATHROOM)
def toothbrush(draw: Draw) -> Shape:
    """A brush with bristles and toothpaste, lying or in a cup, manual or electric."""
    shape = Shape()
    grip = draw.color()
    hair = draw.color("white", "light blue", "light green", "blue", unlike=grip)
    form = shape.variant(draw.choice("lying", "in a cup", "electric"))

    def place(solid: Solid) -> Solid:
        if form == "lying":
            return solid.turn(x=-90).turn(y=90)
        return solid.turn(z=-14).move(-0.12, 0.25) if form == "in a cup" else solid

    tip = 1.7
    if form == "electric":
        shape.adjective("electric")
        shape.part("handle", capsule((0.0, 0.15, 0.0), (0.0, 0.85, 0.0), 0.17, 0.13, 12), grip)
        shape.part("neck", rod((0.0, 0.9, 0.0), (0.0, tip, 0.0), 0.08, 0.05), draw.color("white", unlike=grip))
        shape.part(
            "head", cylinder(0.15, 0.12, 12).turn(x=90).move(y=tip), draw.color("white", unlike=grip), spoken=False
        )
        shape.part(
            "bristle",
            cylinder(0.13, 0.18, 12).turn(x=90).move(0.0, tip, 0.12),
            hair,
            plural="bristles",
            mass=True,
            spoken=False,
        )
        shape.part(
            "button",
            cylinder(0.06, 0.1, 8).turn(x=90).move(0.0, 0.65, 0.15),
            draw.color("white", "black", "light green", unlike=grip),
        )
    else:
        path = [(0.0, 0.0, 0.0), (0.0, 0.5, 0.03), (0.0, 0.9, 0.0), (0.0, 1.2, 0.02), (0.0, tip + 0.1, 0.0)]
        shape.part("handle", place(tube(path, [0.09, 0.1, 0.08, 0.06, 0.07])), grip)
        tufts = row(box(0.13, 0.06, 0.22).center(0.0, tip - 0.12, 0.13), 4, 0.1, "y")
        shape.part("bristles", [place(tuft) for tuft in tufts], hair, mass=True)
        if draw.chance(0.6):
            blob = capsule((0.0, tip - 0.3, 0.26), (0.0, tip, 0.26), 0.06, sides=6)
            shape.part("toothpaste", place(blob), draw.color("turquoise", "red", "light green", unlike=hair), mass=True)
    if form == "in a cup":
        shape.phrase("in a cup")
        cup = frustum(0.34, 0.4, 0.8, 14).stand() - frustum(0.26, 0.33, 0.8, 14).stand(y=0.12)
        shape.part("cup", cup, draw.color(unlike=grip))
        if shape.variant(draw.choice("paste tube", "alone")) == "paste tube":
            flat = hull_of([cylinder(0.12, 0.2, 10).center(0.1, 0.3), box(0.4, 0.05, 0.07).center(0.24, 1.35, -0.05)])
            shape.part("toothpaste tube", flat, draw.color("white", "red", "blue", "green", unlike=grip))
    return shape


@kind("soap dispenser", synonyms=("soap bottle", "pump bottle"), theme=BATHROOM)
def soap_dispenser(draw: Draw) -> Shape:
    """A bottle with a pump and spout: round, square or bellied; with a label or not."""
    shape = Shape()
    body = draw.color() if draw.chance(0.6) else draw.material("glass", "ceramic", "plastic")
    pump = draw.color("white", "black", "silver", "gold", unlike=body)
    form = shape.variant(draw.choice("round", "square", "bellied"), spoken=True)
    if form == "square":
        solid = rounded_box(0.8, 1.1, 0.6, 0.12).stand()
    else:
        wide = 0.4 if form == "round" else 0.52
        solid = revolve([(0.36, 0.0), (wide, 0.1), (wide, 0.75), (0.16, 1.1)], 16)
    shape.part("bottle", solid, body, spoken=False)
    shape.part("collar", cylinder(0.18, 0.16, 12).stand(y=1.06), pump, spoken=False)
    shape.part("pump", cylinder(0.07, 0.4, 8).stand(y=1.15) + rounded_box(0.24, 0.12, 0.26, 0.03).stand(y=1.45), pump)
    spout = shape.variant(draw.choice("bent spout", "straight spout"))
    end = [(0.0, 1.5, 0.05), (0.0, 1.5, 0.36)] + ([(0.0, 1.38, 0.46)] if spout == "bent spout" else [])
    shape.part("spout", tube(end, 0.055, 6), pump)
    if draw.chance(0.6):
        label = box(0.5, 0.4, 2).center(0.0, 0.5, 1.0)
        shape.paint("label", label, draw.color("white", "beige", "yellow", "light green", unlike=body), on="bottle")
    if draw.chance(0.4):
        foam = [sphere(r, 8).move(x, r, z) for x, z, r in ((0.55, 0.2, 0.14), (0.75, 0.0, 0.1), (0.6, -0.1, 0.12))]
        shape.part("bubble", foam, draw.color("light blue", "white", unlike=body))
    return shape
