"""What flies, in air and space; metres of toys: an aeroplane is about four long."""

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import glass_color, wheel
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
    dome,
    ellipsoid,
    frustum,
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

THEME = "aircraft"


def _fuselage(profile: list[Flat], sides: int = 14) -> Solid:
    """A body along z: (radius, z) points from tail to nose."""
    return revolve(profile, sides).turn(x=90)


def _wing(root: tuple[float, float], span: float, tip: tuple[float, float], thickness: float) -> Solid:
    """The right wing from x = 0: z of its rear and front edge at the root and at the tip."""
    outline = [(0.0, root[0]), (0.0, root[1]), (span, tip[1]), (span, tip[0])]
    return prism(outline, thickness).move(y=-thickness / 2)


def _fin(root: tuple[float, float], height: float, tip: tuple[float, float], thickness: float) -> Solid:
    """An upright fin from y = 0: z of its rear and front edge below and above."""
    return side_extrude([(root[0], 0.0), (root[1], 0.0), (tip[1], height), (tip[0], height)], thickness)


def _propeller(radius: float, blades: int, thickness: float) -> Solid:
    """Blades and a pointed cap that turn about z."""
    blade = box(radius, 0.2 * radius + thickness / 2, thickness).move(x=radius / 2)
    cap = cone(0.2 * radius, 0.4 * radius, 10).turn(x=90)
    return union([*(blade.turn(z=90 + 360 / blades * n) for n in range(blades)), cap])


def _rotor(radius: float, blades: int, thickness: float) -> Solid:
    """Blades that turn about y."""
    blade = box(radius, thickness, 0.16 * radius).move(x=radius / 2)
    hub = cylinder(0.11 * radius, 2.2 * thickness)
    return union([hub, *(blade.turn(y=20 + 360 / blades * n) for n in range(blades))])


@kind("airplane", synonyms=("aeroplane", "plane"), theme=THEME)
def airplane(draw: Draw) -> Shape:
    """An airliner with two or four engines, a small plane with a propeller, or a seaplane."""
    shape = Shape()
    style = shape.variant(draw.choice("airliner", "propeller plane", "seaplane"))
    color = (
        draw.color("white", "white", "light grey", "silver")
        if style == "airliner" and draw.chance(0.6)
        else draw.color()
    )
    other = draw.color(unlike=color)
    if style == "airliner":
        _airliner(draw, shape, color, other)
        return shape
    shape.call(style)
    profile = [(0.1, -1.7), (0.26, -0.6), (0.4, 0.3), (0.38, 1.0), (0.28, 1.3)]
    shape.part("fuselage", _fuselage(profile).move(y=0.75), color)
    place = shape.variant(draw.choice("high wing", "low wing")) if style == "propeller plane" else "high wing"
    cabin = hull_of([box(0.5, 0.3, 1.1).center(y=1.1, z=0.25), box(0.44, 0.1, 0.6).center(y=1.35, z=0.2)])
    shape.part("cockpit", cabin, glass_color(draw, color))
    height = 1.42 if place == "high wing" else 0.6
    wing = box(4.0, 0.13, 0.72).center(y=height, z=0.25)
    shape.part("wing", wing, other)
    shape.part("tailplane", box(1.4, 0.11, 0.45).center(y=0.85, z=-1.5), other)
    shape.part("tail fin", _fin((-1.75, -1.1), 0.65, (-1.75, -1.4), 0.11).move(y=0.8), other)
    shape.part(
        "propeller",
        _propeller(0.62, draw.choice(2, 3), 0.1).move(y=0.75, z=1.4),
        draw.color("black", "dark grey", "brown", "yellow"),
    )
    if style == "seaplane":
        shape.part(
            "float", pair(capsule((0.6, 0.0, -0.8), (0.6, 0.0, 1.0), 0.19, 0.15)), color if draw.chance() else other
        )
        struts = [rod((0.6, 0.0, z), (0.2, 0.7, z), 0.05) for z in (-0.3, 0.6)]
        shape.part("strut", pair(union(struts)), draw.color("grey", "dark grey", "silver"), spoken=False)
    else:
        legs = pair(rod((0.2, 0.6, 0.6), (0.5, 0.2, 0.7), 0.055))
        shape.part("leg", legs, draw.color("grey", "silver", unlike=color), spoken=False)
        wheels = [*pair(wheel(0.19, 0.12, 12).move(0.53, 0.19, 0.7)), wheel(0.12, 0.1, 10).move(y=0.5, z=-1.5)]
        shape.part("wheel", wheels, draw.color("black", "dark grey"))
    if shape.variant(draw.choice("plain", "striped")) == "striped":
        shape.paint("stripe", box(9, 0.12, 9).center(y=0.75), draw.color(unlike=[color, other]), on="fuselage")
    return shape


def _airliner(draw: Draw, shape: Shape, color: Color, other: Color) -> None:
    """A jet for passengers."""
    if draw.chance(0.3):
        shape.call("airliner")
    profile = [(0.08, -2.3), (0.3, -1.5), (0.38, -0.8), (0.38, 1.4), (0.3, 1.8), (0.12, 2.1)]
    shape.part("fuselage", _fuselage(profile).move(y=0.8), color)
    shape.paint(
        "window",
        box(9, 0.1, 2.9).center(y=0.92, z=0.1),
        draw.color("black", "dark blue", "light blue", unlike=color),
        on="fuselage",
        spoken=False,
    )
    shape.paint(
        "cockpit window",
        box(0.5, 0.16, 0.5).center(y=0.98, z=1.95),
        draw.color("black", "dark blue"),
        on="fuselage",
        spoken=False,
    )
    wings = color if draw.chance(0.6) else draw.color("light grey", "grey", "silver", unlike=other)
    shape.part("wing", pair(_wing((-0.45, 0.65), 2.2, (-1.25, -0.85), 0.13).turn(z=4).move(y=0.68)), wings)
    shape.part("tail fin", _fin((-2.3, -1.3), 0.95, (-2.5, -2.1), 0.12).move(y=0.9), other)
    shape.part("tailplane", pair(_wing((-2.2, -1.65), 0.85, (-2.4, -2.1), 0.11).move(y=0.85)), other)
    engine = (cylinder(0.2, 0.65, 12).turn(x=90)).move(y=0.45)
    engines = shape.variant(draw.choice("two engines", "four engines", "rear engines"))
    spots = {
        "two engines": [(0.85, 0.15)],
        "four engines": [(0.7, 0.25), (1.4, -0.25)],
        "rear engines": [(0.5, -1.35)],
    }[engines]
    lift = 0.5 if engines == "rear engines" else 0.0
    shape.part("engine", [one for x, z in spots for one in pair(engine.move(x, lift, z))], draw.color(unlike=wings))
    if shape.variant(draw.choice("flying", "on wheels")) == "on wheels":
        gear = [(0.3, -0.2), (-0.3, -0.2), (0.0, 1.4)]
        shape.part("wheel", [wheel(0.13, 0.16, 12).move(x, 0.13, z) for x, z in gear], draw.color("black", "dark grey"))
        shape.part("leg", [box(0.1, 0.5, 0.1).stand(x, 0.13, z) for x, z in gear], draw.color("grey"), spoken=False)


@kind("jet fighter", synonyms=("fighter jet", "fighter plane"), theme=THEME)
def jet_fighter(draw: Draw) -> Shape:
    """A pointed jet with delta, swept or forward-swept wings, one fin or two, and missiles."""
    shape = Shape()
    color = (
        draw.color("grey", "dark grey", "light grey", "dark green", "dark blue", "beige")
        if draw.chance(0.7)
        else draw.color()
    )
    other = draw.color(unlike=color) if draw.chance() else color
    profile = [(0.24, -1.7), (0.3, -1.2), (0.34, 0.2), (0.26, 1.1), (0.14, 1.8), (0.03, 2.4)]
    shape.part("fuselage", _fuselage(profile, 12).scale(1, 0.9, 1).move(y=0.5), color)
    shape.paint(
        "nose", box(2, 2, 2).center(y=0.5, z=2.75), draw.color("black", "white", "red", unlike=color), on="fuselage"
    )
    shape.part(
        "cockpit",
        ellipsoid(0.34, 0.42, 1.1, 12).move(y=0.78, z=0.95),
        draw.color("light blue", "black", "gold", unlike=color),
    )
    form = shape.variant(draw.choice("delta", "swept", "forward-swept"))
    root, span, tip = {
        "delta": ((-1.5, 0.7), 1.5, (-1.5, -1.15)),
        "swept": ((-0.9, 0.5), 1.7, (-1.6, -1.15)),
        "forward-swept": ((-1.4, -0.4), 1.6, (-0.35, 0.05)),
    }[form]
    shape.part("wing", pair(_wing(root, span, tip, 0.12).move(y=0.45)), other)
    if form != "delta":
        shape.part("tailplane", pair(_wing((-1.8, -1.3), 0.8, (-2.1, -1.8), 0.11).move(y=0.45)), other)
    else:
        shape.part("canard", pair(_wing((0.6, 0.95), 0.65, (0.35, 0.55), 0.11).move(y=0.6)), other, spoken=False)
    fin = _fin((-1.7, -0.9), 0.75, (-1.9, -1.5), 0.11)
    if shape.variant(draw.choice("one fin", "two fins")) == "one fin":
        shape.part("tail fin", fin.move(y=0.65), other)
    else:
        shape.part("tail fin", pair(fin.turn(z=-14).move(x=0.22, y=0.6)), other)
    shape.part(
        "exhaust",
        (cylinder(0.27, 0.4) - cylinder(0.13, 1)).turn(x=90).move(y=0.5, z=-1.8),
        draw.color("black", "dark grey", unlike=color),
    )
    if shape.variant(draw.choice("missiles", "clean")) == "missiles":
        missile = capsule((0.75, 0.28, -1.0), (0.75, 0.28, -0.1), 0.08, 0.06)
        shape.part(
            "missile",
            pair(missile + box(0.1, 0.16, 0.3).center(0.75, 0.38, -0.6)),
            draw.color("white", "red", "yellow", unlike=other),
        )
    return shape


@kind("biplane", theme=THEME)
def biplane(draw: Draw) -> Shape:
    """An old plane with two wings, one above the other (or three), joined by struts, and a propeller."""
    shape = Shape()
    color, wings = draw.colors(2)
    if draw.chance(0.4):
        wings = color
    profile = [(0.1, -1.8), (0.24, -0.6), (0.36, 0.3), (0.38, 1.0), (0.34, 1.25)]
    body = _fuselage(profile, 12).move(y=0.95) - cylinder(0.2, 1).scale(1, 1, 1.2).stand(y=0.95, z=-0.2)
    shape.part("fuselage", body, color)
    count = shape.variant(draw.choice("two wings", "three wings", weights=(3, 1)))
    heights = [0.7, 1.75] if count == "two wings" else [0.65, 1.25, 1.85]
    shape.part("wing", [box(3.4, 0.11, 0.62).center(y=y, z=0.55) for y in heights], wings)
    if count == "three wings":
        shape.call("triplane")
    wood = draw.material("wood", unlike=wings)
    struts = [
        box(0.09, heights[-1] - heights[0], 0.09).stand(x, heights[0], z) for x in (-1.2, 1.2) for z in (0.4, 0.75)
    ]
    inner = pair(beam((0.25, 1.1, 0.55), (0.45, heights[-1], 0.55), 0.09, 0.09))
    shape.part("strut", [*struts, *inner], wood)
    shape.part("tailplane", box(1.3, 0.1, 0.45).center(y=1.02, z=-1.6), wings, spoken=False)
    shape.part("tail fin", _fin((-1.95, -1.2), 0.6, (-1.95, -1.55), 0.1).move(y=1.0), wings)
    shape.part("propeller", _propeller(0.6, 2, 0.1).move(y=0.95, z=1.35), wood)
    shape.part("leg", pair(rod((0.2, 0.8, 0.7), (0.45, 0.25, 0.75), 0.05)), wood, spoken=False)
    shape.part("wheel", pair(wheel(0.25, 0.12, 14).move(0.48, 0.25, 0.75)), draw.color("black", "dark grey"))
    if shape.variant(draw.choice("pilot", "no pilot")) == "pilot":
        shape.part(
            "pilot", sphere(0.19, 12).move(y=1.4, z=-0.2), draw.color("brown", "dark brown", "beige", unlike=color)
        )
    decor = shape.variant(draw.choice("plain", "banded", "discs"))
    if decor == "banded":
        shape.paint("band", box(2, 2, 0.3).center(y=1, z=-1.0), draw.color(unlike=color), on="fuselage")
    elif decor == "discs":
        discs = pair(cylinder(0.24, 9, 14).move(x=1.25, z=0.55))
        shape.paint(
            "disc",
            [disc & box(9, 0.6, 9).center(y=heights[-1]) for disc in discs],
            draw.color("red", "white", "yellow", "blue", unlike=wings),
            on="wing",
        )
    return shape


@kind("helicopter", theme=THEME)
def helicopter(draw: Draw) -> Shape:
    """A cabin under a rotor with a tail boom: round with skids, long on wheels, or with two rotors."""
    shape = Shape()
    color = draw.color()
    other = draw.color(unlike=color) if draw.chance() else color
    dark = draw.color("black", "dark grey", "grey", "white", unlike=color)
    style = shape.variant(draw.choice("round", "long", "two rotors", weights=(3, 2, 1)))
    blades = int(shape.variant(draw.choice("2", "3", "4")))
    glass = glass_color(draw, color)
    if style == "two rotors":
        shape.part("body", capsule((0.0, 0.85, -1.3), (0.0, 0.85, 1.2), 0.52, sides=12), color, spoken=False)
        shape.paint("window", box(2, 0.45, 1.2).center(y=1.05, z=1.7), glass, on="body")
        pylons = [box(0.4, 0.7, 0.6).stand(y=1.2, z=-1.35), box(0.36, 0.3, 0.5).stand(y=1.25, z=1.0)]
        shape.part("pylon", pylons, other, spoken=False)
        shape.part(
            "rotor",
            [_rotor(1.5, blades, 0.11).move(y=1.95, z=-1.35), _rotor(1.5, blades, 0.11).move(y=1.62, z=1.0)],
            dark,
        )
    else:
        long = style == "long"
        cabin = (
            capsule((0.0, 0.9, -0.5), (0.0, 0.85, 0.7), 0.55, 0.45, 12)
            if long
            else ellipsoid(1.15, 1.15, 1.6, 16).move(y=0.95, z=0.2)
        )
        shape.part("body", cabin, color, spoken=False)
        if long:
            shape.paint("window", box(2, 0.5, 1.0).center(y=1.15, z=1.0), glass, on="body")
            shape.paint("side window", pair(box(1, 0.3, 0.4).center(0.9, 1.1, -0.1)), glass, on="body", spoken=False)
        else:
            shape.paint("window", box(2, 0.95, 1.4).center(y=1.05, z=0.95), glass, on="body")
        shape.part("tail boom", rod((0.0, 1.05, -0.4), (0.0, 1.25, -2.2), 0.22, 0.11), other)
        shape.part("tail fin", _fin((-2.4, -2.0), 0.65, (-2.55, -2.25), 0.1).move(y=1.15), other)
        tail = union([box(0.1, 0.85, 0.14).turn(x=45 + 90 * n) for n in range(2)])
        shape.part("tail rotor", tail.move(0.17, 1.35, -2.25), dark)
        shape.part("mast", cylinder(0.13, 0.5, 8).stand(y=1.35), dark, spoken=False)
        shape.part("rotor", _rotor(1.9, blades, 0.11).move(y=1.85), dark)
    if style == "round":
        skid = tube([(0.55, 0.06, -0.7), (0.55, 0.06, 0.75), (0.55, 0.16, 0.95)], 0.06)
        legs = [rod((0.55, 0.06, z), (0.3, 0.6, z), 0.055) for z in (-0.3, 0.5)]
        shape.part("skid", pair(union([skid, *legs])), draw.color("black", "grey", "silver", unlike=color))
    else:
        spots = [(0.5, -0.9), (-0.5, -0.9), (0.35, 0.9), (-0.35, 0.9)]
        shape.part("wheel", [wheel(0.2, 0.16, 12).move(x, 0.2, z) for x, z in spots], draw.color("black", "dark grey"))
        shape.part("leg", [box(0.13, 0.5, 0.13).stand(x * 0.9, 0.2, z) for x, z in spots], dark, spoken=False)
    if shape.variant(draw.choice("plain", "striped", weights=(2, 1))) == "striped":
        shape.paint("stripe", box(3, 0.16, 9).center(y=0.62), draw.color(unlike=color), on="body")
    return shape


@kind("hot air balloon", synonyms=("hot-air balloon",), theme=THEME, has_front=False)
def hot_air_balloon(draw: Draw) -> Shape:
    """A balloon over a basket: round, tall or flat; in gores, bands, zigzag or plain."""
    shape = Shape()
    color = draw.color()
    form = shape.variant(draw.choice("round", "tall", "squat"))
    if form != "round":
        shape.adjective(form)
    stretch = {"round": 1.0, "tall": 1.2, "squat": 0.86}[form]
    profile = [(0.3, 1.0), (0.75, 1.5), (1.25, 2.2), (1.4, 2.8), (1.25, 3.45), (0.8, 3.95), (0.3, 4.15)]
    profile = [(r, 1.0 + (y - 1.0) * stretch) for r, y in profile]
    shape.part("balloon", revolve(profile, 16), color, spoken=False)
    decor = shape.variant(draw.choice("gores", "bands", "zigzag", "plain", weights=(3, 2, 1, 1)))
    other = draw.color(unlike=color)
    if decor == "gores":
        gore = hull_of([(0.0, 0.0, 0.0), (0.0, 6.0, 0.0), *[(x, y, 3.0) for x in (-0.59, 0.59) for y in (0.0, 6.0)]])
        shape.paint("stripe", ring(gore, 8), other, on="balloon")
    elif decor == "bands":
        count = draw.integer(1, 3)
        bands = [box(4, 0.34, 4).center(y=1.0 + stretch * (1.9 - 0.3 * (count - 1) + 0.65 * n)) for n in range(count)]
        shape.paint("band", bands, other, on="balloon")
    elif decor == "zigzag":
        spike = hull_of(
            [
                (0.0, 1.0 + 1.0 * stretch, 0.0),
                *[(x, y, 3.0) for x, y in ((-1.2, 1.0), (1.2, 1.0), (0.0, 1.0 + 2.6 * stretch))],
            ]
        )
        shape.paint("spike", ring(spike, 8), other, on="balloon", spoken=False)
        shape.phrase("with a zigzag pattern")
    skirt = draw.color("red", "yellow", "black", "white", unlike=color)
    shape.part("skirt", frustum(0.26, 0.36, 0.25, 16).stand(y=0.85), skirt, spoken=False)
    straw = draw.material("straw", "wood")
    basket = (
        rounded_box(0.66, 0.5, 0.66, 0.08)
        if shape.variant(draw.choice("square basket", "round basket")) == "square basket"
        else cylinder(0.37, 0.5, 12)
    )
    shape.part("basket", basket.stand() - box(0.46, 0.4, 0.46).stand(y=0.32), straw)
    shape.part(
        "rope",
        corners(rod((0.24, 0.4, 0.24), (0.22, 1.05, 0.22), 0.06), 0.0, 0.0),
        draw.color("dark brown", "beige", "black"),
    )
    return shape


@kind("airship", synonyms=("blimp", "zeppelin"), theme=THEME)
def airship(draw: Draw) -> Shape:
    """A long balloon with fins and a gondola; stout or slim, plain, banded or in segments."""
    shape = Shape()
    color = draw.color("silver", "white", "light grey") if draw.chance(0.4) else draw.color()
    other = draw.color(unlike=color)
    form = shape.variant(draw.choice("stout", "slim", "pointed"))
    half, radius = {"stout": (1.7, 0.85), "slim": (2.2, 0.6), "pointed": (2.0, 0.72)}[form]
    nose = 0.05 if form == "pointed" else 0.3
    profile = [
        (0.06, -half),
        (0.55 * radius, -0.72 * half),
        (0.92 * radius, -0.3 * half),
        (radius, 0.1 * half),
        (0.88 * radius, 0.5 * half),
        (0.6 * radius, 0.8 * half),
        (nose * radius, half),
    ]
    y = radius + 0.45
    shape.part("envelope", _fuselage(profile, 16).move(y=y), color, spoken=False)
    decor = shape.variant(draw.choice("plain", "stripe", "bands"))
    if decor == "stripe":
        shape.paint("stripe", box(9, 0.3, 9).center(y=y), other, on="envelope")
    elif decor == "bands":
        shape.paint("band", row(box(9, 9, 0.3), 3, 0.55 * half, "z"), other, on="envelope")
    fin = _fin((-0.98 * half, -0.55 * half), 0.95 * radius, (-1.05 * half, -0.8 * half), 0.12)
    fins = [fin.move(y=0.12).turn(z=angle).move(y=y) for angle in (0, 90, 180, 270)]
    shape.part("fin", fins, other)
    cabin = rounded_box(0.42, 0.36, 1.1, 0.1).center(y=0.36, z=0.2)
    house = draw.color("white", "grey", "dark grey", "brown", unlike=color)
    shape.part("gondola", cabin + box(0.2, 0.3, 0.7).center(y=0.6, z=0.2), house)
    shape.paint(
        "window",
        box(2, 0.14, 0.9).center(y=0.42, z=0.2),
        draw.color("black", "light blue", "yellow", unlike=house),
        on="gondola",
        spoken=False,
    )
    if shape.variant(draw.choice("engines", "no engines")) == "engines":
        engine = capsule((0.5, 0.5, -0.35), (0.5, 0.5, -0.05), 0.11) + box(0.08, 0.6, 0.09).center(0.5, 0.5, -0.5)
        shape.part("engine", pair(engine), draw.color("dark grey", "black", "red", unlike=color))
        shape.part("strut", box(1.0, 0.1, 0.12).center(y=0.5, z=-0.2), house, spoken=False)
    return shape


@kind("drone", synonyms=("quadcopter",), theme=THEME)
def drone(draw: Draw) -> Shape:
    """A small body with four or six arms that end in rotors; on skids or legs, with a camera or a parcel."""
    shape = Shape()
    color = draw.color("white", "black", "dark grey", "grey") if draw.chance(0.6) else draw.color()
    other = draw.color(unlike=color)
    count = 4 if shape.variant(draw.choice("four arms", "six arms", weights=(3, 1))) == "four arms" else 6
    form = shape.variant(draw.choice("rounded", "disc"))
    body = ellipsoid(0.62, 0.26, 0.82, 12) if form == "rounded" else cylinder(0.36, 0.18, 12)
    shape.part("body", body.move(y=0.5), color, spoken=False)
    arm = beam((0.0, 0.5, 0.0), (0.0, 0.54, 0.88), 0.12, 0.09)
    start = 45.0 if count == 4 else 30.0
    shape.part("arm", ring(arm, count, start), color if draw.chance() else other)
    shape.part("motor", ring(cylinder(0.1, 0.2).center(y=0.58, z=0.88), count, start), other, spoken=False)
    blades = (
        union([box(0.72, 0.055, 0.11).turn(y=angle) for angle in (20, 110)])
        if draw.chance(0.4)
        else box(0.72, 0.055, 0.12).turn(y=35)
    )
    shape.part("rotor", ring(blades.move(y=0.69, z=0.88), count, start), other)
    if shape.variant(draw.choice("bare", "guards")) == "guards":
        guard = torus(0.42, 0.06, 14, 6).move(y=0.62, z=0.92)
        shape.part("guard", ring(guard, count, start), draw.color(unlike=[color, other]))
    load = shape.variant(draw.choice("camera", "parcel"))
    if load == "camera":
        shape.part(
            "camera",
            box(0.16, 0.16, 0.16).center(y=0.36, z=0.3) + cylinder(0.06, 0.2).turn(x=90).move(y=0.36, z=0.38),
            draw.color("black", "grey", unlike=color),
        )
    else:
        shape.part("parcel", box(0.4, 0.3, 0.4).center(y=0.26), draw.color("light brown", "beige"))
    leg = pair(beam((0.2, 0.48, 0.0), (0.34, 0.03, 0.0), 0.06, 0.06))
    shape.part(
        "skid",
        pair(union([leg[0], box(0.06, 0.06, 0.7).stand(0.34)])),
        draw.color("dark grey", "black", "white", unlike=color),
    )
    return shape


@kind("glider", synonyms=("sailplane",), theme=THEME)
def glider(draw: Draw) -> Shape:
    """A slim plane with very long wings and no engine, or a hang glider with its pilot's bar."""
    shape = Shape()
    color = draw.color("white", "white", "yellow", "red") if draw.chance(0.6) else draw.color()
    other = draw.color(unlike=color)
    style = shape.variant(draw.choice("sailplane", "v-tail", "hang glider"))
    if style == "hang glider":
        shape.call("hang glider")
        sail = [(0.0, 0.9), (0.14, 0.86), (1.9, -0.7), (1.5, -0.62), (0.0, -0.35)]
        half = prism(sail, 0.09).turn(z=6)
        shape.part("wing", union(pair(half)).move(y=1.1), color)
        shape.paint("stripe", pair(box(0.5, 9, 9).center(x=0.75)), other, on="wing")
        metal = draw.material("steel")
        bars = [rod((x, 0.1, 0.3), (0.0, 1.15, 0.1), 0.045) for x in (-0.5, 0.5)]
        shape.part(
            "bar",
            union(
                [*bars, rod((-0.5, 0.1, 0.3), (0.5, 0.1, 0.3), 0.045), rod((0.0, 1.12, 0.9), (0.0, 1.12, -0.6), 0.045)]
            ),
            metal,
        )
        pilot = capsule((0.0, 0.45, 0.1), (0.0, 0.4, -0.8), 0.13) + sphere(0.13, 8).move(y=0.5, z=0.32)
        shape.part(
            "pilot",
            pilot
            + pair(rod((0.12, 0.42, 0.15), (0.3, 0.12, 0.3), 0.05))[0]
            + rod((-0.12, 0.42, 0.15), (-0.3, 0.12, 0.3), 0.05),
            draw.color("blue", "red", "dark grey", "orange", unlike=color),
        )
        shape.part("strap", rod((0.0, 0.5, -0.2), (0.0, 1.15, 0.0), 0.045), metal, spoken=False)
        return shape
    profile = [(0.07, -1.8), (0.1, -0.8), (0.27, 0.2), (0.27, 0.7), (0.15, 1.2), (0.04, 1.4)]
    shape.part("fuselage", _fuselage(profile, 12).move(y=0.5), color)
    shape.part("cockpit", ellipsoid(0.36, 0.4, 0.85, 12).move(y=0.64, z=0.7), glass_color(draw, color))
    dihedral = 4 if shape.variant(draw.choice("flat", "raised tips")) == "flat" else 9
    wing = _wing((-0.15, 0.4), 2.5, (0.0, 0.22), 0.11).turn(z=dihedral).move(y=0.68)
    shape.part("wing", pair(wing), color)
    shape.paint("tip", pair(box(0.6, 3, 3).center(x=2.4)), other, on="wing")
    if style == "v-tail":
        shape.part("tail", pair(_fin((-1.85, -1.45), 0.8, (-1.95, -1.7), 0.11).turn(z=-50).move(y=0.5)), other)
    else:
        shape.part("tail fin", _fin((-1.9, -1.35), 0.75, (-1.95, -1.6), 0.11).move(y=0.45), other)
        shape.part("tailplane", box(1.3, 0.11, 0.35).center(y=1.15, z=-1.8), color, spoken=False)
    shape.part("wheel", wheel(0.15, 0.12, 12).move(y=0.22, z=0.35), draw.color("black", "dark grey"))
    return shape


@kind("rocket", synonyms=("space rocket", "rocket ship"), theme=THEME, has_front=False)
def rocket(draw: Draw) -> Shape:
    """A pointed tube with fins: bellied as in comics, straight with stages, or with boosters; some with flames."""
    shape = Shape()
    color = draw.color("white", "white", "light grey", "silver", "red") if draw.chance(0.7) else draw.color()
    other = draw.color("red", "orange", "blue", "black", "yellow", unlike=color)
    style = shape.variant(draw.choice("bellied", "straight", "boosters"))
    high = shape.graded(draw.uniform(2.8, 3.9), low=("short", 3.0), high=("tall", 3.6))
    if style == "bellied":
        shape_ = [(0.38, 0.0), (0.6, 0.22), (0.66, 0.45), (0.52, 0.7), (0.26, 0.9), (0.03, 1.0)]
    else:
        shape_ = [(0.45, 0.0), (0.45, 0.6), (0.38, 0.66), (0.38, 0.78), (0.22, 0.92), (0.03, 1.0)]
    low = 0.35
    shape.part("body", revolve([(r, low + high * y) for r, y in shape_], 16), color, spoken=False)
    tip = 0.78 if style == "bellied" else 0.79
    shape.paint("nose cone", box(3, high, 3).stand(y=low + tip * high), other, on="body")
    if shape.variant(draw.choice("band", "plain")) == "band":
        shape.paint("band", box(3, 0.09 * high, 3).center(y=low + 0.25 * high), draw.color(unlike=color), on="body")
    count = draw.choice(3, 4)
    fin = side_extrude([(0.3, low), (0.3, low + 0.9), (0.95, low + 0.25), (0.95, 0.0)], 0.14)
    if style == "boosters":
        booster = union(
            [cylinder(0.24, 0.5 * high, 12).stand(y=low - 0.1), cone(0.24, 0.45, 12).stand(y=low - 0.1 + 0.5 * high)]
        )
        count = 4
        shape.part(
            "booster",
            ring(booster.move(z=0.62), count, 45),
            draw.color("white", "orange", "grey", unlike=[color, other]),
        )
    else:
        shape.part("fin", ring(fin, count), other)
    shape.part(
        "nozzle",
        frustum(0.36, 0.22, 0.3, 12).stand(y=low - 0.2),
        draw.color("dark grey", "black", "grey", unlike=color),
    )
    if style == "bellied" or draw.chance(0.4):
        window = draw.color("light blue", "turquoise", "yellow", unlike=color)
        wide = 0.58 if style == "bellied" else 0.4
        spots = [0.58] if draw.chance() else [0.58, 0.36] if style == "bellied" else [0.52, 0.36]
        shape.part("window", [cylinder(0.17, 0.2, 12).turn(x=90).move(y=low + high * y, z=wide) for y in spots], window)
    if shape.variant(draw.choice("flame", "standing", weights=(1, 2))) == "flame":
        flame = revolve([(0.02, -0.85), (0.2, -0.4), (0.28, 0.05), (0.2, low)], 10)
        shape.part("flame", flame, draw.color("orange", "yellow", "red", unlike=other))
    return shape


@kind("space shuttle", theme=THEME)
def space_shuttle(draw: Draw) -> Shape:
    """A winged orbiter: alone on its wheels, with its cargo doors open, or upright on its tank and boosters."""
    shape = Shape()
    white, black = draw.color("white", "white", "light grey"), draw.color("black", "dark grey", "dark blue")
    style = shape.variant(draw.choice("landed", "doors open", "on its tank"))
    nose = hull_of([sphere(0.38, 12).move(y=0.45, z=0.6), ellipsoid(0.3, 0.26, 0.3, 12).move(y=0.36, z=1.5)])
    body = union(
        [
            nose,
            hull_of(
                [
                    rounded_box(0.78, 0.78, 0.3, 0.2).center(y=0.45, z=0.7),
                    rounded_box(0.86, 0.86, 0.3, 0.25).center(y=0.48, z=-1.3),
                ]
            ),
        ]
    )
    wings = union(pair(prism([(0.0, -1.4), (0.0, 0.9), (0.42, 0.2), (1.25, -0.9), (1.25, -1.4)], 0.13))).move(y=0.1)
    tail = _fin((-1.55, -0.85), 0.85, (-1.75, -1.4), 0.13).move(y=0.85)
    pods = union(pair(capsule((0.3, 0.82, -1.35), (0.3, 0.78, -0.9), 0.18)))
    engines = [
        frustum(0.2, 0.13, 0.35).turn(x=90).move(x, y, -1.6) for x, y in ((-0.2, 0.35), (0.2, 0.35), (0.0, 0.68))
    ]
    panes = box(0.42, 0.14, 0.6).center(y=0.66, z=1.1)
    flag = draw.color("red", "blue", "orange", unlike=white)
    hold = box(0.56, 0.6, 1.5).center(y=0.9, z=-0.3)
    cut = body - hold if style == "doors open" else body

    def placed(solid: Solid) -> Solid:
        upright = style == "on its tank"
        return solid.turn(x=-90).move(y=1.75, z=0.3) if upright else solid.move(y=0.16)

    shape.part("body", placed(cut + pods), white, spoken=False)
    shape.paint("nose", placed(box(2, 2, 1.0).center(y=0.2, z=1.9)), black, on="body")
    shape.paint("window", placed(panes), draw.color("black", "dark blue"), on="body")
    shape.part("wing", [placed(wings)], white, spoken=False)
    shape.paint("wing edge", placed(box(3, 0.12, 4).center(y=0.08)), black, on="wing", spoken=False)
    shape.part("tail fin", placed(tail), white if draw.chance() else flag)
    shape.part("engine", [placed(one) for one in engines], black)
    if style == "on its tank":
        tank = draw.color("orange", "orange", "copper", "white")
        shape.part(
            "fuel tank",
            revolve([(0.45, 0.0), (0.5, 0.3), (0.5, 2.6), (0.3, 3.3), (0.04, 3.6)], 16).move(y=0.1, z=-0.45),
            tank,
        )
        rocket_ = union(
            [cylinder(0.22, 2.7).stand(), cone(0.22, 0.4).stand(y=2.7), frustum(0.3, 0.2, 0.3).stand(y=-0.1)]
        )
        shape.part("booster", pair(rocket_.move(0.7, 0.1, -0.45)), draw.color("white", "light grey", unlike=tank))
        return shape
    if style == "doors open":
        door = beam((0.36, 0.85, -0.3), (0.75, 1.25, -0.3), 0.1, 1.5)
        shape.part("door", pair(placed(door)), white)
        shape.part("satellite", placed(cylinder(0.18, 0.5).center(y=0.85, z=-0.1)), draw.color("gold", "copper"))
    spots = [(0.4, -0.8), (-0.4, -0.8), (0.0, 1.1)]
    shape.part("wheel", [wheel(0.13, 0.12, 12).move(x, 0.13, z) for x, z in spots], black, spoken=False)
    shape.part("leg", [box(0.1, 0.35, 0.1).stand(x, 0.1, z) for x, z in spots], draw.color("grey"), spoken=False)
    return shape


@kind("ufo", synonyms=("flying saucer",), theme=THEME, has_front=False)
def ufo(draw: Draw) -> Shape:
    """A saucer with a dome and lights round its edge, on legs, hovering over a beam or with an alien inside."""
    shape = Shape()
    color = draw.color("silver", "grey", "light grey", "dark grey") if draw.chance(0.6) else draw.color()
    form = shape.variant(draw.choice("flat", "thick", "ringed"))
    thick = {"flat": 0.42, "thick": 0.75, "ringed": 0.5}[form]
    low = 0.7
    disc = revolve(
        [
            (0.3, low),
            (1.1, low + 0.36 * thick),
            (1.3, low + 0.5 * thick),
            (1.1, low + 0.64 * thick),
            (0.5, low + thick),
        ],
        20,
    )
    shape.part("saucer", disc, color, spoken=False)
    if form == "ringed":
        shape.part("rim", torus(1.3, 0.2, 24).move(y=low + 0.5 * thick), draw.color(unlike=color))
    glass = draw.color("light blue", "turquoise", "light green", "purple", "green", unlike=color)
    inside = shape.variant(draw.choice("dome", "alien", "antenna"))
    if inside == "alien":
        green = draw.color("light green", "green", unlike=color)
        head = ellipsoid(0.42, 0.5, 0.4, 12).move(y=low + thick + 0.42) + capsule(
            (0.0, low + thick - 0.1, 0.0), (0.0, low + thick + 0.2, 0.0), 0.16
        )
        shape.part("alien", head, green)
        eyes = [ellipsoid(0.14, 0.22, 0.14, 8).move(x, low + thick + 0.46, 0.17) for x in (-0.1, 0.1)]
        shape.part("eye", eyes, draw.color("black"))
        shape.part("glass ring", torus(0.5, 0.12, 20).move(y=low + thick), glass, spoken=False)
    else:
        shape.part("dome", dome(0.55, 0.5, 16).move(y=low + thick - 0.06), glass)
    if inside == "antenna":
        mast = rod((0.0, low + thick + 0.3, 0.0), (0.0, low + thick + 0.85, 0.0), 0.045) + sphere(0.1, 8).move(
            y=low + thick + 0.88
        )
        shape.part("antenna", mast, draw.color("red", "yellow", unlike=color))
    lights = draw.integer(6, 10)
    bulb = sphere(0.13, 8).move(y=low + 0.72 * thick, z=0.98)
    shape.part("light", ring(bulb, lights), draw.color("yellow", "red", "light green", "orange", unlike=[color, glass]))
    under = shape.variant(draw.choice("legs", "beam"))
    if under == "legs":
        leg = rod((0.0, low + 0.2, 0.55), (0.0, 0.06, 0.95), 0.06) + cylinder(0.16, 0.09).stand(z=0.95)
        shape.part("leg", ring(leg, draw.choice(3, 4)), draw.color("dark grey", "black", "grey", unlike=color))
    else:
        shape.part(
            "light beam",
            frustum(0.75, 0.28, low + 0.1, 16).stand(),
            draw.color("yellow", "light green", "light blue", unlike=color),
        )
    return shape


@kind("satellite", theme=THEME)
def satellite(draw: Draw) -> Shape:
    """A body with panels of solar cells and a dish: a box, a drum or a ball with long antennas."""
    shape = Shape()
    body = draw.color("gold", "silver", "white", "copper", "grey") if draw.chance(0.8) else draw.color()
    cells = draw.color("dark blue", "blue", "black", "purple", unlike=body)
    form = shape.variant(draw.choice("box", "drum", "ball"))
    core = {"box": box(0.8, 1.0, 0.8), "drum": cylinder(0.45, 1.1, 12), "ball": sphere(0.55, 16)}[form]
    shape.part("body", core, body, spoken=False)
    metal = draw.material("steel", unlike=body)
    if form == "ball":
        mast = rod((0.0, 0.0, 0.0), (0.62, -0.85, -1.5), 0.05)
        shape.part("antenna", [*pair(mast), mast.mirror("y"), mast.mirror("y").mirror("x")], metal)
    panels = int(shape.variant(draw.choice("1", "2", "3"))) if form != "ball" else 1
    first = 0.95 if form != "ball" else 1.0
    places = [first + 0.8 * n for n in range(panels)]
    tilt = draw.uniform(-20, 50)
    panel = box(0.72, 0.12, 0.95).turn(x=tilt)
    shape.part("solar panel", [one for x in places for one in pair(panel.move(x=x))], cells)
    shape.part("boom", rod((-places[-1], 0.0, 0.0), (places[-1], 0.0, 0.0), 0.08), metal, spoken=False)
    ends = shape.variant(draw.choice("dish", "two dishes", "mast"))
    bowl = revolve([(0.0, 0.0), (0.3, 0.06), (0.55, 0.25), (0.5, 0.3), (0.22, 0.21), (0.0, 0.16)], 16)
    if ends in ("dish", "two dishes"):
        dish = union([bowl.move(y=0.2), rod((0.0, 0.0, 0.0), (0.0, 0.6, 0.0), 0.05), sphere(0.08, 8).move(y=0.62)])
        dishes = [dish.turn(x=55).move(y=0.5, z=0.3)]
        if ends == "two dishes":
            dishes.append(dish.turn(x=140).move(y=-0.5, z=0.2))
        shape.part("dish", dishes, draw.color("white", "light grey", "silver", unlike=body), plural="dishes")
    else:
        tower = (
            rod((0.0, 0.4, 0.0), (0.0, 1.5, 0.0), 0.05)
            + box(0.5, 0.08, 0.08).center(y=1.1)
            + box(0.3, 0.08, 0.08).center(y=1.4)
        )
        shape.part("mast", tower, metal)
    return shape
