"""Cars, lorries and buses; metres."""

from shape_diff.data.procedural.arrays import corners, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import (
    add_lamps,
    add_wheels,
    add_windows,
    arched,
    glass_color,
)
from shape_diff.data.procedural.outlines import ellipse
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    cylinder,
    extrude,
    frustum,
    loft,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    union,
)

THEME = "road vehicles"

_CABINS: dict[str, list[Flat]] = {
    "sedan": [(-1.45, 0.8), (0.95, 0.8), (0.4, 1.42), (-0.95, 1.42)],
    "hatchback": [(-1.85, 0.8), (0.95, 0.8), (0.4, 1.45), (-1.6, 1.45)],
    "station wagon": [(-2.05, 0.8), (0.85, 0.8), (0.35, 1.42), (-1.95, 1.42)],
    "coupe": [(-1.75, 0.8), (0.75, 0.8), (0.05, 1.32), (-0.75, 1.32)],
}
_HULL: list[Flat] = [(-2.1, 0.25), (2.1, 0.25), (2.1, 0.6), (1.95, 0.78), (0.9, 0.88), (-2.0, 0.88), (-2.1, 0.75)]
_AXLES = (-1.3, 1.3)


def _car(draw: Draw, shape: Shape, style: str, paint: Color, roof: Color | None = None) -> None:
    """The body, cabin, windows, wheels and lamps of a passenger car of one of the styles."""
    shape.part("body", arched(side_extrude(_HULL, 1.75), 0.36, _AXLES), paint, spoken=False)
    cabin = side_extrude(_CABINS[style], 1.66).taper((0.84, 1.0))
    shape.part("roof" if roof else "cabin", cabin, roof or paint, spoken=roof is not None)
    add_windows(shape, _CABINS[style], 1.66, glass_color(draw, roof or paint), "roof" if roof else "cabin")
    add_wheels(draw, shape, 0.36, 0.26, 0.74, _AXLES)
    add_lamps(draw, shape, 0.6, 0.62, 2.1, 0.14, rear=-2.1)
    bumper = rounded_box(1.8, 0.18, 0.2, 0.05).center(y=0.34, z=2.1)
    shape.part("bumper", pair(bumper, "z"), draw.color("silver", "dark grey", "black", unlike=paint), spoken=False)


@kind("car", synonyms=("automobile",), theme=THEME)
def car(draw: Draw) -> Shape:
    """A sedan, hatchback, station wagon, coupe or convertible."""
    shape = Shape()
    paint = draw.color()
    style = shape.variant(draw.choice(*_CABINS, "convertible"))
    if style == "convertible" or draw.chance(0.3):
        shape.call(style)
    if style == "convertible":
        _convertible(draw, shape, paint)
        return shape
    _car(draw, shape, style, paint, draw.color(unlike=paint) if draw.chance(0.3) else None)
    if shape.variant(draw.choice("plain", "roof rack", "striped", weights=(3, 1, 1))) == "roof rack":
        top = _CABINS[style][2][1]
        luggage = row(rounded_box(0.55, 0.32, 0.6, 0.06).stand(y=top + 0.06, z=-0.4), 2, 0.66, "x")
        shape.part("rack", rounded_box(1.3, 0.12, 1.0, 0.03).stand(y=top - 0.03, z=-0.4), draw.color("dark grey"))
        shape.part("suitcase", luggage, draw.color("brown", "dark red", "light brown", "teal"))
        shape.phrase("with luggage on its roof")
    elif "striped" in shape.variants:
        stripes = pair(box(0.24, 2, 4.4).move(x=0.26, y=0.9))
        shape.paint("stripe", stripes, draw.color(unlike=paint), on="body")
    return shape


def _convertible(draw: Draw, shape: Shape, paint: Color) -> None:
    """An open car with seats behind a leaning windshield."""
    hull = arched(side_extrude(_HULL, 1.75), 0.36, _AXLES) - box(1.4, 1, 1.9).stand(y=0.5, z=-0.35)
    shape.part("body", hull, paint, spoken=False)
    cover = draw.material("leather", unlike=paint)
    seat = rounded_box(0.6, 0.2, 0.6, 0.05).stand(y=0.48) + rounded_box(0.6, 0.75, 0.2, 0.06).stand(y=0.5, z=-0.3)
    shape.part("seat", pair(seat.move(x=0.34, z=-0.35)), cover)
    shape.part("windshield", beam((0.0, 0.8, 0.75), (0.0, 1.3, 0.45), 1.5, 0.1), glass_color(draw, paint))
    shape.part("steering wheel", torus(0.2, 0.1).turn(x=60).move(-0.34, 0.95, 0.3), draw.color("black"))
    add_wheels(draw, shape, 0.36, 0.26, 0.74, _AXLES)
    add_lamps(draw, shape, 0.6, 0.62, 2.1, 0.14, rear=-2.1)
    shape.without("a roof")


@kind("taxi", synonyms=("cab", "taxicab"), theme=THEME)
def taxi(draw: Draw) -> Shape:
    """A passenger car with a sign on its roof, plain, with a band or with checkers."""
    shape = Shape()
    paint = draw.color("yellow", "yellow", "black", "white", "green", "light blue")
    style = shape.variant(draw.choice("sedan", "hatchback", "station wagon"))
    _car(draw, shape, style, paint)
    top = _CABINS[style][2][1]
    sign = draw.color("white", "yellow", "orange", "black", unlike=paint)
    form = draw.choice(box(0.7, 0.26, 0.26), side_extrude([(-0.2, 0), (0.2, 0), (0.1, 0.26), (-0.1, 0.26)], 0.75))
    shape.part("sign", form.stand(y=top - 0.03, z=-0.15), sign)
    decor = shape.variant(draw.choice("plain", "band", "checkers"))
    if decor == "band":
        shape.paint("stripe", box(4, 0.16, 9).center(y=0.66), draw.color(unlike=paint), on="body")
    elif decor == "checkers":
        square = box(4, 0.11, 0.13)
        squares = row(square.center(y=0.76), 6, 0.26, "z") + row(square.center(y=0.65, z=0.13), 6, 0.26, "z")
        shape.paint("checker", union(squares), draw.color("black", "white", unlike=paint), on="body", spoken=False)
        shape.adjective("checkered")
    return shape


@kind("police car", theme=THEME)
def police_car(draw: Draw) -> Shape:
    """A passenger car with a bar of lights or one lamp on its roof and doors of another colour or a band."""
    shape = Shape()
    paint = draw.color("white", "black", "dark blue", "blue", "silver")
    style = shape.variant(draw.choice("sedan", "station wagon", "hatchback"))
    _car(draw, shape, style, paint)
    top, other = _CABINS[style][2][1], draw.color("white", "black", "blue", "yellow", "green", unlike=paint)
    lights = shape.variant(draw.choice("light bar", "round lamp"))
    if lights == "light bar":
        shape.part("bar", box(1.2, 0.1, 0.3).stand(y=top - 0.04, z=-0.2), draw.color("dark grey"), spoken=False)
        lamp = rounded_box(0.5, 0.2, 0.28, 0.05).stand(y=top + 0.02, z=-0.2)
        names = draw.some(["blue", "red"], 2) if draw.chance(0.7) else ["blue", "blue"]
        for side, name in zip((-1, 1), names, strict=True):
            shape.part("light", lamp.move(x=0.32 * side), draw.color(name))
    else:
        shape.part("light", frustum(0.17, 0.12, 0.26, 12).stand(y=top - 0.03, z=-0.2), draw.color("blue", "red"))
    if shape.variant(draw.choice("doors", "band")) == "doors":
        doors = pair(box(0.5, 0.9, 1.5).center(x=0.8, y=0.6, z=-0.15))
        shape.paint("door", doors, other, on="body")
    else:
        shape.paint("stripe", box(4, 0.2, 9).center(y=0.64), other, on="body")
    return shape


@kind("pickup truck", synonyms=("pickup",), theme=THEME)
def pickup_truck(draw: Draw) -> Shape:
    """A cab with an open bed behind it, empty or loaded."""
    shape = Shape()
    paint = draw.color()
    hull: list[Flat] = [(-2.3, 0.4), (2.2, 0.4), (2.2, 0.95), (2.0, 1.05), (1.0, 1.12), (-2.3, 1.12)]
    axles = (-1.4, 1.4)
    body = arched(side_extrude(hull, 1.8), 0.42, axles) - box(1.5, 1, 1.9).stand(y=0.72, z=-1.22)
    shape.part("body", body, paint, spoken=False)
    size = shape.variant(draw.choice("short cab", "long cab"))
    back = -0.15 if size == "short cab" else -0.24
    front = 0.95 if size == "short cab" else 1.2
    cab: list[Flat] = [(back, 1.05), (front, 1.05), (front - 0.5, 1.75), (back, 1.75)]
    shape.part("cab", side_extrude(cab, 1.7).taper((0.86, 1.0)), paint)
    add_windows(shape, cab, 1.7, glass_color(draw, paint), "cab", panes=1 if size == "short cab" else 2)
    add_wheels(draw, shape, 0.42, 0.3, 0.75, axles)
    add_lamps(draw, shape, 0.66, 0.84, 2.2, 0.14, rear=-2.3)
    metal = draw.color("silver", "dark grey", "black", unlike=paint)
    shape.part("bumper", pair(rounded_box(1.85, 0.2, 0.2, 0.05).center(y=0.5, z=2.22)), metal, spoken=False)
    load = shape.variant(draw.choice("empty", "crates", "logs", "hay", "roll bar"))
    if load == "crates":
        crate = box(0.62, 0.6, 0.62).stand(y=0.7)
        spots = draw.some([(-0.36, -0.75), (0.36, -0.75), (-0.36, -1.6), (0.36, -1.6)], draw.integer(2, 4))
        shape.part("crate", [crate.move(x=x, z=z) for x, z in spots], draw.material("wood", unlike=paint))
    elif load == "logs":
        log = cylinder(0.22, 1.75, 10).turn(x=90).move(z=-1.22)
        logs = [log.move(x=x, y=y) for x, y in ((-0.46, 0.92), (0.0, 0.92), (0.46, 0.92), (-0.23, 1.3), (0.23, 1.3))]
        shape.part("log", logs, draw.material("wood", unlike=paint))
    elif load == "hay":
        shape.part("hay", rounded_box(1.45, 0.8, 1.8, 0.1).stand(y=0.68, z=-1.22), draw.color("yellow"), mass=True)
    elif load == "roll bar":
        bar = union([box(0.12, 0.8, 0.14).stand(x, 1.0, -0.4) for x in (-0.75, 0.75)])
        shape.part("roll bar", bar + box(1.62, 0.12, 0.14).center(y=1.8, z=-0.4), metal)
    return shape


@kind("van", theme=THEME)
def van(draw: Draw) -> Shape:
    """A delivery van, a minibus or a camper."""
    shape = Shape()
    paint = draw.color()
    style = shape.variant(draw.choice("delivery van", "minibus", "camper van"))
    shape.call(style)
    high = {"delivery van": 2.1, "minibus": 1.95, "camper van": 2.0}[style]
    nose = 0.45 if shape.variant(draw.choice("snub nose", "short nose")) == "short nose" else 0.12
    lower: list[Flat] = [(-2.2, 0.3), (2.2, 0.3), (2.2, 0.95), (2.15, 1.0), (-2.2, 1.0)]
    upper: list[Flat] = [(-2.2, 0.98), (2.2 - nose, 0.98), (1.85 - nose, high), (-2.2, high)]
    two_tone = draw.color("white", "beige", unlike=paint) if style != "delivery van" and draw.chance(0.7) else paint
    axles = (-1.35, 1.4)
    shape.part("body", arched(side_extrude(lower, 1.8), 0.36, axles), paint, spoken=False)
    shape.part("top", side_extrude(upper, 1.8).taper((0.9, 1.0)), two_tone, spoken=False)
    glass = glass_color(draw, two_tone)
    if style == "delivery van":
        front: list[Flat] = [(0.6, 0.98), (2.2 - nose, 0.98), (1.85 - nose, high), (0.6, high)]
        add_windows(shape, front, 1.8, glass, "top", panes=1, rear=False)
        if draw.chance(0.6):
            panel = pair(box(0.5, 0.5, 1.7).center(x=0.85, y=1.5, z=-0.9))
            shape.paint("panel", panel, draw.color(unlike=paint), on="top")
    else:
        add_windows(shape, upper, 1.8, glass, "top", panes=3, inset=(0.88, 0.5))
    if style == "camper van":
        roof = side_extrude([(-1.6, high - 0.05), (0.9, high - 0.05), (0.9, high + 0.1), (-1.6, high + 0.5)], 1.3)
        shape.part("pop-up roof", roof, draw.color(unlike=[paint, two_tone]))
    add_wheels(draw, shape, 0.36, 0.28, 0.77, axles)
    add_lamps(draw, shape, 0.62, 0.72, 2.2, 0.17, rear=-2.2)
    return shape


@kind("bus", theme=THEME)
def bus(draw: Draw) -> Shape:
    """A city bus, a coach or a double-decker."""
    shape = Shape()
    paint = draw.color()
    style = shape.variant(draw.choice("city bus", "coach", "double-decker bus"))
    if style != "city bus":
        shape.call(style)
    length, high = {"city bus": (6.4, 2.4), "coach": (6.8, 2.5), "double-decker bus": (5.8, 3.6)}[style]
    end, axles = length / 2, (-0.3 * length, 0.3 * length)
    slope = 0.35 if style == "coach" else 0.1
    outline: list[Flat] = [(-end, 0.35), (end, 0.35), (end, 1.1), (end - slope, high), (-end, high)]
    lower = draw.color(unlike=paint) if shape.variant(draw.choice("one colour", "skirt")) == "skirt" else paint
    body = arched(side_extrude(outline, 2.1), 0.45, axles)
    shape.part("body", body, paint, spoken=False)
    if lower != paint:
        shape.paint("stripe", box(4, 0.5, 9).stand(y=0.35 if draw.chance() else 0.75), lower, on="body")
    glass = glass_color(draw, paint)
    decks = [1.65, 2.85] if style == "double-decker bus" else [1.75]
    for place in decks:
        band: list[Flat] = [
            (-end, place - 0.5),
            (end, place - 0.5),
            (end - slope * 0.4, place + 0.5),
            (-end, place + 0.5),
        ]
        add_windows(shape, band, 2.1, glass, "body", panes=5, inset=(0.94, 0.76))
    shape.paint(
        "door", box(0.6, 1.6, 0.8).center(x=-1.0, y=1.2, z=0.42 * length), draw.color(unlike=[paint, glass]), on="body"
    )
    add_wheels(draw, shape, 0.45, 0.34, 0.9, axles)
    add_lamps(draw, shape, 0.75, 0.75, end, 0.19, rear=-end)
    if draw.chance(0.5) and style != "double-decker bus":
        box_ = rounded_box(1.2, 0.25, 1.6, 0.08).stand(y=high - 0.04, z=-0.6)
        shape.part("roof box", box_, draw.color("white", "grey", "light grey"), plural="roof boxes")
    return shape


@kind("school bus", theme=THEME)
def school_bus(draw: Draw) -> Shape:
    """A bus with an engine in front, stripes and a stop sign; long, short or flat-nosed."""
    shape = Shape()
    paint = draw.color("yellow", "yellow", "yellow", "orange", "white")
    size = shape.variant(draw.choice("short", "long"))
    length = 4.6 if size == "short" else 6.2
    if size == "short" or draw.chance(0.4):
        shape.adjective(size)
    nose = shape.variant(draw.choice("bonnet", "flat nose", weights=(3, 1))) == "bonnet"
    front, back = length / 2 - (1.0 if nose else 0.0), -length / 2
    axles = (-0.28 * length, length / 2 - 0.6)
    outline: list[Flat] = [(back, 0.4), (front, 0.4), (front, 1.4), (front - 0.15, 2.35), (back, 2.35)]
    body = side_extrude(outline, 2.0)
    bonnet = side_extrude([(front - 0.1, 0.4), (length / 2, 0.4), (length / 2, 1.1), (front - 0.1, 1.35)], 1.6)
    shape.part("body", arched(body + bonnet if nose else body, 0.45, axles), paint, spoken=False)
    band: list[Flat] = [(back, 1.3), (front, 1.3), (front - 0.12, 2.25), (back, 2.25)]
    dark = draw.color("black", "dark blue")
    stripes = [box(4, 0.13, 9).center(y=y) for y in draw.choice((1.2,), (0.75, 1.2))]
    shape.paint("stripe", stripes, dark, on="body")
    add_windows(shape, band, 2.0, glass_color(draw, paint), "body", panes=4 if size == "short" else 6)
    shape.part("roof", box(1.9, 0.16, front - back - 0.3).center(y=2.38, z=(front + back) / 2), draw.color("white"))
    add_wheels(draw, shape, 0.45, 0.32, 0.8, axles)
    add_lamps(draw, shape, 0.55, 0.8, length / 2, 0.17, rear=back)
    if shape.variant(draw.choice("stop sign", "no sign")) == "stop sign":
        shape.part("stop sign", cylinder(0.28, 0.15, 8).turn(x=90).move(1.25, 1.1, 0.3), draw.color("red"))
    return shape


def _lorry_cab(draw: Draw, shape: Shape, paint: Color, z: float, nose: bool) -> None:
    """The cab of a lorry with its back at z, its bonnet ahead of it or none; bumper and lamps at its front."""
    outline: list[Flat] = [(z, 0.75), (z + 1.2, 0.75), (z + 1.2, 1.35), (z + 1.0, 2.1), (z, 2.1)]
    shape.part("cab", side_extrude(outline, 1.9).taper((0.92, 1.0)), paint)
    upper: list[Flat] = [(z, 1.25), (z + 1.2, 1.25), (z + 1.0, 2.1), (z, 2.1)]
    add_windows(shape, upper, 1.9, glass_color(draw, paint), "cab", panes=1, rear=False, inset=(0.7, 0.66))
    front = z + 1.2
    if nose:
        hood = side_extrude([(z + 1.1, 0.75), (z + 2.0, 0.75), (z + 2.0, 1.2), (z + 1.1, 1.4)], 1.5)
        shape.part("hood", hood, paint)
        front = z + 2.0
    metal = draw.color("silver", "dark grey", "black", unlike=paint)
    shape.part("bumper", rounded_box(1.9, 0.28, 0.24, 0.06).center(y=0.62, z=front), metal, spoken=False)
    shape.part("grille", box(0.8, 0.36, 0.2).center(y=0.98, z=front), metal, spoken=False)
    add_lamps(draw, shape, 0.6, 0.98, front, 0.16)


def _lorry(draw: Draw, shape: Shape, paint: Color, axles: tuple[float, ...] = (-1.9, -0.9, 1.75)) -> None:
    """Frame, cab (its back at z = 0.9) and wheels of a lorry."""
    nose = shape.variant(draw.choice("flat nose", "long nose")) == "long nose"
    dark = draw.color("dark grey", "black", "grey", unlike=paint)
    front = 2.6 if nose else 2.0
    shape.part("chassis", box(1.2, 0.25, front + 2.4).center(y=0.68, z=(front - 2.4) / 2), dark, spoken=False)
    _lorry_cab(draw, shape, paint, 0.9, nose)
    add_wheels(draw, shape, 0.46, 0.34, 0.78, (*axles[:-1], 2.35 if nose else axles[-1]))


@kind("truck", synonyms=("lorry",), theme=THEME)
def truck(draw: Draw) -> Shape:
    """A lorry with a box, a canvas top, an open bed or a tank."""
    shape = Shape()
    paint, cargo = draw.colors(2)
    load = shape.variant(draw.choice("box", "canvas", "flat bed", "tank"))
    _lorry(draw, shape, paint)
    if load == "box":
        shape.part("box", box(2.0, 1.75, 3.1).stand(y=0.78, z=-0.8), cargo, plural="boxes")
        if draw.chance(0.5):
            shape.paint("stripe", box(4, 0.35, 9).center(y=1.6), draw.color(unlike=cargo), on="box")
    elif load == "canvas":
        shape.part("bed", box(2.0, 0.5, 3.1).stand(y=0.78, z=-0.8), paint)
        cover = extrude([(-0.95, 1.2), (0.95, 1.2), (0.95, 2.1), (0.6, 2.5), (-0.6, 2.5), (-0.95, 2.1)], 3.0)
        shape.part("canvas cover", cover.move(z=-0.8), draw.material("fabric", unlike=paint))
    elif load == "flat bed":
        shape.part("bed", box(2.0, 0.2, 3.1).stand(y=0.78, z=-0.8), draw.material("wood", unlike=paint))
        things = [
            box(0.85, draw.uniform(0.5, 0.9), 0.8).stand(x, 0.95, z) for x in (-0.48, 0.48) for z in (-1.8, -0.85, 0.1)
        ]
        shape.part("crate", draw.some(things, draw.integer(3, 6)), cargo)
    else:
        tank = cylinder(0.85, 3.0, 16).turn(x=90).center(y=1.6, z=-0.85)
        shape.part("tank", tank, draw.material("steel") if draw.chance(0.5) else cargo)
        shape.part("hatch", cylinder(0.3, 0.25).center(y=2.45, z=-0.85), paint, plural="hatches")
        shape.phrase("for liquids")
    return shape


@kind("fire truck", synonyms=("fire engine",), theme=THEME)
def fire_truck(draw: Draw) -> Shape:
    """A lorry with a ladder, hose reels or a water cannon and lights."""
    shape = Shape()
    paint = draw.color("red", "red", "red", "dark red", "yellow")
    _lorry(draw, shape, paint)
    shape.part("body", box(1.95, 1.1, 3.1).stand(y=0.78, z=-0.8), paint, spoken=False)
    stripe = draw.color("white", "yellow", unlike=paint)
    shape.paint("stripe", box(4, 0.2, 9).center(y=1.05), stripe, on="body")
    metal = draw.material("steel")
    lockers = [
        door for one in pair(box(0.2, 0.5, 0.75).center(x=0.95, y=1.5, z=-0.8)) for door in row(one, 3, 0.95, "z")
    ]
    shape.part("locker", lockers, metal)
    gear = shape.variant(draw.choice("ladder", "raised ladder", "water cannon"))
    if gear == "water cannon":
        shape.part("tank", rounded_box(1.5, 0.5, 1.8, 0.15).stand(y=1.8, z=-1.0), draw.color("white", "grey"))
        shape.part("water cannon", rod((0.0, 2.35, -1.0), (0.0, 2.7, 0.3), 0.14, 0.11), metal)
    else:
        rails = pair(box(0.14, 0.14, 4.2).move(x=0.4))
        rungs = row(rod((-0.4, 0.0, 0.0), (0.4, 0.0, 0.0), 0.07), 8, 0.5, "z")
        ladder = union([*rails, *rungs]).turn(x=-24 if gear == "raised ladder" else 0)
        shape.part("turntable", cylinder(0.6, 0.3, 12).stand(y=1.8, z=-1.5), draw.color("dark grey"), spoken=False)
        shape.part("ladder", ladder.move(y=3.0 if gear == "raised ladder" else 2.2, z=0.1), metal)
    lights = pair(frustum(0.15, 0.12, 0.24).stand(x=0.6, y=2.08, z=1.45))
    shape.part("light", lights, draw.color("blue", "red", "orange", unlike=paint))
    return shape


@kind("ambulance", theme=THEME)
def ambulance(draw: Draw) -> Shape:
    """A van with crosses at its sides, a stripe and lights; a box body or a smooth one."""
    shape = Shape()
    paint = draw.color("white", "white", "yellow", "light green")
    mark = draw.color("red", "red", "blue", "orange", "green", unlike=paint)
    style = shape.variant(draw.choice("box", "van"))
    axles = (-1.35, 1.5)
    if style == "box":
        cab: list[Flat] = [(0.4, 0.95), (1.7, 0.95), (1.1, 1.75), (0.4, 1.75)]
        shape.part("body", arched(box(1.8, 0.75, 4.6).stand(y=0.32), 0.38, axles), paint, spoken=False)
        shape.part("cab", side_extrude(cab, 1.75), paint)
        rear, side = box(2.0, 1.65, 2.7).stand(y=0.65, z=-0.95), 1.0
    else:
        cab = [(-2.3, 0.95), (1.9, 0.95), (1.2, 2.1), (-2.3, 2.1)]
        shape.part("body", arched(box(1.9, 0.75, 4.6).stand(y=0.32), 0.38, axles), paint, spoken=False)
        rear, side = side_extrude(cab, 1.9), 0.95
    shape.part("compartment", rear, paint, spoken=False)
    glass: list[Flat] = [(0.4, 0.95), (1.9, 0.95), (1.2, 2.1), (0.4, 2.1)] if style == "van" else cab
    on = "compartment" if style == "van" else "cab"
    add_windows(shape, glass, 1.75 if style == "box" else 1.9, glass_color(draw, paint), on, panes=1, rear=False)
    cross = box(0.3, 0.8, 0.26) + box(0.3, 0.26, 0.8)
    shape.paint("cross", pair(cross.move(side, 1.55, -0.9)), mark, on="compartment", plural="crosses")
    if shape.variant(draw.choice("striped", "plain")) == "striped":
        shape.paint("stripe", box(4, 0.18, 9).center(y=0.85), mark, on="body")
    high = 2.3 if style == "box" else 2.1
    lights = draw.color("blue", "red", "orange", unlike=paint)
    spots = [(-0.6, 0.2), (0.6, 0.2)] if shape.variant(draw.choice("lamps", "bar")) == "lamps" else [(0.0, 0.2)]
    lamp = frustum(0.2, 0.15, 0.28).stand() if len(spots) == 2 else rounded_box(1.3, 0.22, 0.3, 0.06).stand()
    shape.part("light", [lamp.move(x, high - 0.04, z) for x, z in spots], lights)
    add_wheels(draw, shape, 0.38, 0.28, 0.78, axles)
    add_lamps(draw, shape, 0.65, 0.75, 2.3, 0.15, rear=-2.3)
    return shape


@kind("dump truck", synonyms=("tipper truck",), theme=THEME)
def dump_truck(draw: Draw) -> Shape:
    """A lorry with a tipping bed, lowered or raised, empty or heaped."""
    shape = Shape()
    paint = draw.color()
    bed_color = draw.color(unlike=paint) if draw.chance(0.6) else paint
    _lorry(draw, shape, paint)
    outline: list[Flat] = [(-1.7, 0.0), (1.2, 0.0), (1.5, 0.95), (-2.0, 0.75)]
    hollow: list[Flat] = [(-1.6, 0.18), (1.1, 0.18), (1.4, 1.2), (-2.3, 1.2)]
    bed = side_extrude(outline, 2.0) - side_extrude(hollow, 1.7)
    bed = bed + box(1.9, 0.15, 0.9).center(y=0.93, z=1.6)
    tipped = shape.variant(draw.choice("lowered", "raised", weights=(2, 1))) == "raised"
    load = shape.variant(draw.choice("empty", "loaded"))
    parts = [bed, union([rounded_box(1.5, 0.9, 2.4, 0.35).center(y=0.7, z=-0.2)])]
    placed = [one.move(z=1.7).turn(x=-32 if tipped else 0).move(y=0.9, z=-2.35) for one in parts]
    shape.part("bed", placed[0], bed_color)
    if load == "loaded":
        load_name, look = draw.choice(("sand", "beige"), ("gravel", "grey"), ("earth", "brown"), ("coal", "black"))
        shape.part(load_name, placed[1], draw.color(look), mass=True)
        shape.phrase(f"loaded with {load_name}")
    if tipped:
        shape.phrase("with its bed raised")
        shape.part("piston", rod((0.0, 0.7, -0.9), (0.0, 1.75, -0.75), 0.13), draw.material("steel"))
    return shape


@kind("cement mixer truck", synonyms=("concrete mixer",), theme=THEME)
def cement_mixer(draw: Draw) -> Shape:
    """A lorry with a leaning drum, plain, banded or spiralled, and a chute."""
    shape = Shape()
    paint = draw.color()
    drum = draw.color("white", "light grey", "orange", "yellow", "grey", "blue", unlike=paint)
    _lorry(draw, shape, paint)
    profile = [(0.4, 0.0), (0.85, 0.7), (0.95, 1.6), (0.8, 2.3), (0.45, 3.0)]
    axis = (0.0, 0.25, -1.0)
    shape.part("drum", revolve(profile, 16).aim(axis).move(y=1.45, z=0.75), drum)
    decor = shape.variant(draw.choice("plain", "banded", "striped"))
    if decor == "banded":
        bands = [cylinder(2, 0.25).move(y=y).aim(axis).move(y=1.45, z=0.75) for y in (0.8, 1.7)]
        shape.paint("stripe", bands, draw.color(unlike=drum), on="drum")
    elif decor == "striped":
        slashes = [
            box(0.35, 9, 0.9).turn(z=25).move(x=x, y=1.5, z=0.6).aim(axis).move(y=1.45, z=0.75) for x in (-0.6, 0.6)
        ]
        shape.paint("stripe", slashes, draw.color(unlike=drum), on="drum")
    metal = draw.color("dark grey", "grey", unlike=drum)
    shape.part("support", [box(1.3, 0.8, 0.25).stand(y=0.75, z=0.3), box(1.3, 1.1, 0.25).stand(y=0.75, z=-1.7)], metal)
    chute = beam((0.0, 1.8, -2.35), (0.0, 0.9, -3.0), 0.5, 0.16)
    shape.part("chute", chute + box(0.2, 1.3, 0.2).stand(y=0.7, z=-2.3), paint)
    return shape


@kind("race car", synonyms=("racing car",), theme=THEME)
def race_car(draw: Draw) -> Shape:
    """A low single-seater with wings, an old racer like a cigar, or a fast coupe with a spoiler."""
    shape = Shape()
    paint = draw.color()
    other = draw.color(unlike=paint)
    style = shape.variant(draw.choice("formula", "vintage", "stock car"))
    number = shape.variant(draw.choice("plain", "striped"))
    if style == "stock car":
        _car(draw, shape, "coupe", paint)
        spoiler = box(1.7, 0.12, 0.4).center(y=1.2, z=-1.95) + union(pair(box(0.14, 0.4, 0.25).center(0.6, 1.0, -1.95)))
        shape.part("spoiler", spoiler, other)
    else:
        shape.adjective("old-fashioned" if style == "vintage" else "open-wheel")
        nose = [(-1.7, 0.3, 0.34), (-0.7, 0.52, 0.42), (0.2, 0.46, 0.36), (1.3, 0.3, 0.26), (2.0, 0.2, 0.17)]
        wide = 1.35 if style == "vintage" else 1.0
        rings = [_oval(2 * w * wide / 1.35, 2 * h * wide) for _, w, h in nose]
        hull = _along_z([z for z, _, _ in nose], rings).move(y=0.45)
        shape.part("body", hull - cylinder(0.28, 1).scale(1, 1, 1.3).stand(y=0.5, z=-0.35), paint, spoken=False)
        shape.part("headrest", rounded_box(0.4, 0.5, 0.5, 0.12).stand(y=0.55, z=-0.9), other)
        helmet = sphere(0.23, 12).move(y=0.9, z=-0.35)
        if draw.chance(0.6):
            shape.part("helmet", helmet, draw.color("white", "red", "yellow", "black", unlike=paint))
        axles = (-1.25, 1.3)
        shape.part(
            "axle", [rod((-0.85, 0.36, z), (0.85, 0.36, z), 0.07) for z in axles], draw.color("dark grey"), spoken=False
        )
        add_wheels(draw, shape, 0.38, 0.3 if style == "vintage" else 0.42, 0.85, axles)
    if style == "formula":
        shape.part("side pod", pair(rounded_box(0.42, 0.4, 1.3, 0.12).center(0.5, 0.42, -0.35)), paint)
        wings = [box(1.8, 0.1, 0.45).center(y=0.2, z=2.0), box(1.4, 0.1, 0.5).center(y=1.05, z=-1.75)]
        post = box(0.2, 0.8, 0.25).center(y=0.7, z=-1.7)
        shape.part("wing", [wings[0], wings[1] + post], other)
    if number == "striped":
        shape.paint("stripe", box(0.24, 3, 9), draw.color(unlike=paint), on="body")
    return shape


def _oval(width: float, height: float) -> list[Flat]:
    return ellipse(width, height, 12)


def _along_z(places: list[float], rings: list[list[Flat]]) -> Solid:
    """A skin over outlines (x, y) at rising z."""
    return loft([(z, [(x, -y) for x, y in outline]) for z, outline in zip(places, rings, strict=True)]).turn(x=90)


@kind("jeep", synonyms=("off-road car",), theme=THEME)
def jeep(draw: Draw) -> Shape:
    """A boxy high car, open, with a canvas top or a hard one, a spare wheel behind."""
    shape = Shape()
    paint = draw.color(
        "dark green", "green", "beige", "brown", "red", "orange", "yellow", "grey", "black", "light blue"
    )
    axles = (-1.05, 1.1)
    body = arched(box(1.6, 0.62, 3.4).stand(y=0.5), 0.44, axles) + box(1.3, 0.15, 1.2).center(y=1.1, z=1.0)
    top = shape.variant(draw.choice("open", "canvas top", "hard top"))
    shape.part("body", body - box(1.35, 0.6, 1.6).stand(y=0.72, z=-0.55), paint, spoken=False)
    fender = pair(box(0.42, 0.12, 1.1).center(0.84, 0.98, 1.1))
    shape.part("fender", fender, paint)
    pane = glass_color(draw, paint)
    if top == "open":
        seat = rounded_box(0.55, 0.25, 0.55, 0.06).stand(y=0.7) + rounded_box(0.55, 0.7, 0.16, 0.06).stand(
            y=0.75, z=-0.3
        )
        shape.part("seat", pair(seat.move(x=0.34, z=-0.3)), draw.material("leather", "fabric", unlike=paint))
        shape.part("windshield", box(1.45, 0.55, 0.1).stand(y=1.08, z=0.45), pane)
        cage = union([*pair(box(0.1, 0.8, 0.1).stand(0.7, 1.0, -0.8)), box(1.5, 0.1, 0.1).center(y=1.8, z=-0.8)])
        shape.part("roll bar", cage, draw.color("black", "dark grey", "silver", unlike=paint))
        shape.without("a roof")
    else:
        outline: list[Flat] = [(-1.65, 1.05), (0.5, 1.05), (0.38, 1.8), (-1.6, 1.8)]
        cover = (
            draw.material("fabric", unlike=paint) if top == "canvas top" else draw.color("white", "black", unlike=paint)
        )
        shape.part(top, side_extrude(outline, 1.5), cover)
        add_windows(shape, outline, 1.5, pane, top, panes=2)
    add_wheels(draw, shape, 0.44, 0.34, 0.75, axles)
    add_lamps(draw, shape, 0.42, 0.85, 1.7, 0.15)
    shape.part("grille", box(0.42, 0.36, 0.12).center(y=0.82, z=1.7), draw.color("black", "silver", unlike=paint))
    shape.part("bumper", box(1.6, 0.18, 0.2).center(y=0.55, z=1.8), draw.color("dark grey", "black", unlike=paint))
    if shape.variant(draw.choice("spare wheel", "no spare")) == "spare wheel":
        shape.part("spare wheel", cylinder(0.4, 0.28, 16).turn(x=90).center(y=0.95, z=-1.8), draw.color("black"))
    return shape


@kind("monster truck", theme=THEME)
def monster_truck(draw: Draw) -> Shape:
    """A small pickup, van or car body high above huge wheels."""
    shape = Shape()
    paint = draw.color()
    axles = (-1.25, 1.25)
    style = shape.variant(draw.choice("pickup", "wagon", "coupe"))
    hull: list[Flat] = [(-1.9, 1.3), (1.9, 1.3), (1.9, 1.75), (1.0, 1.95), (-1.9, 1.95)]
    body = side_extrude(hull, 1.5)
    if style == "pickup":
        body = body - box(1.2, 1, 1.3).stand(y=1.55, z=-1.15)
    cabs: dict[str, list[Flat]] = {
        "pickup": [(-0.45, 1.9), (0.9, 1.9), (0.5, 2.5), (-0.4, 2.5)],
        "wagon": [(-1.8, 1.9), (0.9, 1.9), (0.5, 2.5), (-1.7, 2.5)],
        "coupe": [(-1.5, 1.9), (0.9, 1.9), (0.3, 2.4), (-0.7, 2.4)],
    }
    shape.part("body", body, paint, spoken=False)
    shape.part("cab", side_extrude(cabs[style], 1.4).taper((0.88, 1.0)), paint, spoken=False)
    add_windows(shape, cabs[style], 1.4, glass_color(draw, paint), "cab", panes=1)
    decor = shape.variant(draw.choice("plain", "striped", "zigzag"))
    if decor == "striped":
        shape.paint("stripe", box(4, 0.2, 9).center(y=1.62), draw.color(unlike=paint), on="body")
    elif decor == "zigzag":
        teeth = [(-2.0, 1.2), (2.0, 1.2), *[(1.6 - 0.4 * n, 1.75 if n % 2 == 0 else 1.4) for n in range(9)]]
        shape.paint("zigzag", side_extrude(teeth, 4), draw.color(unlike=paint), on="body")
    frame = draw.color("dark grey", "grey", "silver", "black", unlike=paint)
    shape.part("axle", [rod((-0.9, 0.75, z), (0.9, 0.75, z), 0.12) for z in axles], frame)
    struts = corners(rod((0.3, 0.75, 1.25), (0.5, 1.4, 0.9), 0.09), 0.0, 0.0)
    shape.part("strut", struts, frame)
    add_wheels(draw, shape, 0.75, 0.62, 0.98, axles, draw.color(unlike=paint) if draw.chance() else None)
    add_lamps(draw, shape, 0.5, 1.6, 1.9, 0.15)
    if draw.chance(0.5):
        pipe = pair(rod((0.6, 1.8, -1.0), (0.6, 2.7, -1.25), 0.09))
        shape.part("exhaust pipe", pipe, draw.material("steel"))
    return shape


@kind("limousine", theme=THEME)
def limousine(draw: Draw) -> Shape:
    """A very long car with many side windows, modern or with a separate bonnet and fenders."""
    shape = Shape()
    paint = draw.color("black", "white", "silver", "dark blue", "dark red", "pink", "gold")
    panes = draw.integer(4, 6)
    shape.variant(f"{panes} panes")
    half = 0.55 * panes + 0.7
    axles = (-half + 0.75, half - 0.75)
    hull: list[Flat] = [(-half, 0.25), (half, 0.25), (half, 0.65), (half - 1.1, 0.88), (-half + 0.1, 0.88)]
    cabin: list[Flat] = [(-half + 0.6, 0.8), (half - 1.1, 0.8), (half - 1.6, 1.4), (-half + 1.0, 1.4)]
    shape.part("body", arched(side_extrude(hull, 1.75), 0.38, axles), paint, spoken=False)
    roof = shape.variant(draw.choice("plain roof", "other roof", "sunroof"))
    top = draw.color(unlike=paint) if roof == "other roof" else paint
    shape.part("roof", side_extrude(cabin, 1.65).taper((0.85, 1.0)), top)
    glass = glass_color(draw, top)
    add_windows(shape, cabin, 1.65, glass, "roof", panes=panes, inset=(0.86, 0.5))
    if roof == "sunroof":
        shape.paint("sunroof", box(0.8, 0.2, 0.8).center(y=1.4), glass, on="roof")
    add_wheels(draw, shape, 0.38, 0.28, 0.74, axles)
    add_lamps(draw, shape, 0.6, 0.6, half, 0.16, rear=-half)
    chrome = draw.material("steel")
    shape.part("bumper", pair(rounded_box(1.8, 0.2, 0.24, 0.05).center(y=0.36, z=half), "z"), chrome, spoken=False)
    return shape


@kind("go-kart", synonyms=("kart",), theme=THEME)
def go_kart(draw: Draw) -> Shape:
    """A low frame on small wheels with a seat, an engine and bumpers; bare, with a nose or of wood."""
    shape = Shape()
    style = shape.variant(draw.choice("racing", "bare", "soapbox"))
    paint = draw.material("wood") if style == "soapbox" else draw.color()
    base = box(0.62, 0.1, 1.5).center(y=0.2)
    shape.part(
        "floor", base, paint if style != "racing" else draw.color("dark grey", "black"), spoken=style != "racing"
    )
    seat = rounded_box(0.42, 0.12, 0.42, 0.04).stand(y=0.22, z=-0.15) + rounded_box(0.42, 0.45, 0.12, 0.05).stand(
        y=0.24, z=-0.36
    )
    shape.part("seat", seat, draw.color(unlike=paint))
    axles = (-0.55, 0.55)
    frame = draw.color("silver", "grey", "black", "dark grey", unlike=paint)
    shape.part("axle", [rod((-0.48, 0.15, z), (0.48, 0.15, z), 0.035) for z in axles], frame, spoken=False)
    add_wheels(draw, shape, 0.16, 0.16, 0.48, axles)
    shape.part("steering wheel", torus(0.12, 0.05).turn(x=55).move(y=0.52, z=0.12), draw.color("black"))
    shape.part("steering column", rod((0.0, 0.22, 0.4), (0.0, 0.52, 0.12), 0.03), frame, spoken=False)
    if style == "racing":
        nose = rounded_box(0.8, 0.2, 0.32, 0.08).center(y=0.24, z=0.85)
        pods = pair(rounded_box(0.2, 0.2, 0.6, 0.07).center(0.42, 0.22, 0.0))
        shape.part("nose", nose, paint)
        shape.part("side pod", pods, paint)
    elif style == "soapbox":
        shape.part(
            "box", side_extrude([(0.35, 0.2), (0.85, 0.2), (0.85, 0.3), (0.35, 0.5)], 0.56), draw.color(unlike=paint)
        )
    else:
        bar = rod((-0.38, 0.28, 0.78), (0.38, 0.28, 0.78), 0.04)
        shape.part("bumper", bar, paint)
    if style != "soapbox":
        spots = [0.0] if shape.variant(draw.choice("engine", "two engines")) == "engine" else [-0.2, 0.2]
        engine = rounded_box(0.26, 0.24, 0.26, 0.05).stand(y=0.22, z=-0.6)
        shape.part("engine", [engine.move(x=x) for x in spots], draw.material("metal", unlike=paint))
    return shape
