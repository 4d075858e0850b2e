"""What rolls or slides by hand, foot or horse, and motorcycles; metres."""

from shape_diff.data.procedural.arrays import grid, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import at_axles, spoked_wheel, wheel
from shape_diff.data.procedural.outlines import arc, curve, rounded_rectangle
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
    extrude,
    hull_of,
    prism,
    ribbon,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "carts and cycles"


def _open_box(width: float, height: float, depth: float, wall: float, floor: float = 0.06) -> Solid:
    """A box open above, standing on y = 0."""
    return box(width, height, depth).stand() - box(width - 2 * wall, height, depth - 2 * wall).stand(y=floor)


def _frame(bars: list[tuple[Vector, Vector]], radius: float) -> Solid:
    """Round bars as one."""
    return union([rod(start, end, radius) for start, end in bars])


@kind("motorcycle", synonyms=("motorbike",), theme=THEME)
def motorcycle(draw: Draw) -> Shape:
    """A sports bike with a fairing, a chopper with a long fork, or a classic one, some with a sidecar."""
    shape = Shape()
    paint = draw.color()
    metal = draw.material("steel", unlike=paint)
    style = shape.variant(draw.choice("classic", "chopper", "sports"))
    front = {"classic": 0.75, "chopper": 1.0, "sports": 0.72}[style]
    wheels = [wheel(0.33, 0.17, 20).move(y=0.33, z=z) for z in (-0.65, front)]
    shape.part("wheel", wheels, draw.material("rubber"))
    shape.part("rim", [wheel(0.2, 0.2, 12).move(y=0.33, z=z) for z in (-0.65, front)], metal)
    shape.part(
        "engine",
        rounded_box(0.3, 0.32, 0.46, 0.06).center(y=0.4, z=0.0),
        draw.color("dark grey", "grey", "black", unlike=paint),
    )
    shape.part("frame", beam((0.0, 0.5, -0.7), (0.0, 0.72, 0.35), 0.14, 0.14), paint, spoken=False)
    shape.part("fuel tank", hull_of([sphere(0.17, 8).move(y=0.75, z=0.3), sphere(0.11, 8).move(y=0.7, z=-0.05)]), paint)
    seat = hull_of([box(0.22, 0.1, 0.3).center(y=0.72, z=-0.2), box(0.26, 0.1, 0.2).center(y=0.76, z=-0.55)])
    shape.part("seat", seat, draw.material("leather", unlike=paint))
    head = 0.3 if style == "chopper" else 0.42
    high = {"classic": 0.98, "chopper": 1.15, "sports": 0.88}[style]
    fork = pair(rod((0.11, 0.33, front), (0.11, high - 0.05, head), 0.035))
    shape.part("fork", union(fork), metal)
    bar = tube(
        [(-0.36, high + 0.04, head - 0.16), (-0.2, high, head), (0.2, high, head), (0.36, high + 0.04, head - 0.16)],
        0.03,
    )
    shape.part("handlebar", bar, draw.color("black", "dark grey", "silver", unlike=paint))
    fender = extrude([*arc((0.0, 0.0), 0.4, 20, 150, 7), *arc((0.0, 0.0), 0.35, 150, 20, 7)], 0.2).turn(y=-90)
    shape.part("fender", fender.move(y=0.33, z=-0.65), paint)
    shape.part("exhaust pipe", pair(rod((0.17, 0.24, 0.15), (0.17, 0.28, -0.8), 0.045, 0.06)), metal)
    if style == "sports":
        fairing: list[Flat] = [(0.25, 0.4), (0.62, 0.75), (0.68, 0.95), (0.5, 1.08), (0.3, 0.95)]
        shape.part("fairing", side_extrude(fairing, 0.34), paint)
    else:
        shape.part(
            "headlight",
            cylinder(0.11, 0.14).turn(x=90).move(y=high - 0.14, z=head + 0.12),
            draw.color("yellow", "white"),
        )
    extra = shape.variant(draw.choice("alone", "sidecar", weights=(3, 1)))
    if extra == "sidecar":
        car = capsule((-0.68, 0.42, -0.3), (-0.68, 0.42, 0.45), 0.26, 0.16) - cylinder(0.17, 0.6).stand(
            -0.68, 0.48, -0.2
        )
        shape.part("sidecar", car, paint)
        shape.part("sidecar wheel", wheel(0.25, 0.12).move(-1.0, 0.25, -0.1), draw.color("black"))
        shape.part("strut", rod((-0.98, 0.28, -0.1), (0.0, 0.36, -0.1), 0.035), metal, spoken=False)
    return shape


@kind("bicycle", synonyms=("bike",), theme=THEME)
def bicycle(draw: Draw) -> Shape:
    """A city, racing or children's bicycle or a penny-farthing, with basket, rack or training wheels."""
    shape = Shape()
    paint = draw.color()
    style = shape.variant(draw.choice("city", "racing", "child", "penny-farthing", weights=(3, 3, 2, 1)))
    dark, metal = draw.material("rubber"), draw.material("steel", unlike=paint)
    if style == "penny-farthing":
        _penny_farthing(draw, shape, paint, dark)
        return shape
    radius, axle = (0.34, 0.52) if style != "child" else (0.24, 0.38)
    wheels = [torus(radius - 0.03, 0.07, 20, 6).turn(z=90).move(y=radius, z=z) for z in (-axle, axle)]
    shape.part("wheel", wheels, dark)
    spokes = [
        beam((0.0, -radius + 0.04, 0.0), (0.0, radius - 0.04, 0.0), 0.035, 0.035).turn(x=60 * n) for n in range(3)
    ]
    hubs = [union([*spokes, wheel(0.05, 0.12, 8)]).move(y=radius, z=z) for z in (-axle, axle)]
    shape.part("spokes", hubs, metal, spoken=False)
    top = radius + (0.48 if style != "child" else 0.34)
    crank, seat_, head = (0.0, radius - 0.02, -0.06), (0.0, top - 0.08, -0.2), (0.0, top - 0.04, axle - 0.16)
    step = style == "city" and draw.chance()
    bars = [(crank, seat_), (crank, head), (crank, (0.0, radius, -axle)), (seat_, (0.0, radius, -axle))]
    bars += [((0.0, radius + 0.12, -0.1), head)] if step else [(seat_, head)]
    shape.part("frame", _frame([*bars, (seat_, (0.0, top + 0.02, -0.23))], 0.03), paint)
    shape.part("fork", _frame([((0.0, radius, axle), (0.0, top + 0.06, axle - 0.19))], 0.035), paint, spoken=False)
    saddle = hull_of(
        [box(0.17, 0.06, 0.1).center(y=top + 0.03, z=-0.32), box(0.06, 0.06, 0.1).center(y=top + 0.03, z=-0.1)]
    )
    shape.part("saddle", saddle, draw.color("black", "brown", "dark brown", "white", unlike=paint))
    reach = axle - 0.19
    drop = -0.12 if style == "racing" else 0.06
    bend = 0.14 if style == "racing" else -0.1
    path = [(0.26, top + 0.08 + drop, reach + bend - 0.06), (0.2, top + 0.08, reach + bend), (0.0, top + 0.07, reach)]
    bar = tube(path, 0.027) + tube([(-x, y, z) for x, y, z in path], 0.027)
    shape.part("handlebar", bar, draw.color("black", "silver", "dark grey", unlike=paint))
    pedals = _frame([((-0.12, crank[1] + 0.15, crank[2]), (0.12, crank[1] - 0.15, crank[2]))], 0.03)
    feet = [box(0.14, 0.04, 0.1).center(side * 0.15, crank[1] - side * 0.15, crank[2]) for side in (-1, 1)]
    shape.part("pedal", feet, draw.color("black", "dark grey"))
    shape.part("crank", pedals + wheel(0.09, 0.07, 10).move(*crank), metal, spoken=False)
    extra = shape.variant(draw.choice("plain", "basket", "rack")) if style != "child" else "training wheels"
    if extra == "basket":
        basket = _open_box(0.34, 0.22, 0.26, 0.03, 0.04).taper(1.15).stand(y=top - 0.1, z=axle + 0.06)
        shape.part("basket", basket, draw.material("straw") if draw.chance(0.7) else draw.color(unlike=paint))
    elif extra == "rack":
        rack = box(0.16, 0.04, 0.36).center(y=2 * radius + 0.06, z=-axle) + rod(
            (0.0, radius, -axle), (0.0, 2 * radius + 0.05, -axle), 0.03
        )
        shape.part("rack", rack, draw.color("black", "silver", unlike=paint))
    elif extra == "training wheels":
        small = wheel(0.08, 0.05).move(0.2, 0.08, -axle)
        shape.part("training wheel", pair(small), draw.color("white", "black", unlike=paint))
        shape.part(
            "strut",
            _frame([((-0.2, 0.08, -axle), (0.0, 0.24, -axle)), ((0.2, 0.08, -axle), (0.0, 0.24, -axle))], 0.025),
            metal,
            spoken=False,
        )
        shape.adjective("small")
    return shape


def _penny_farthing(draw: Draw, shape: Shape, paint: Color, dark: Color) -> None:
    """The old high bicycle."""
    shape.call("penny-farthing")
    shape.part("big wheel", spoked_wheel(0.7, 0.07, 10, 0.09).move(y=0.7, z=0.2), dark)
    shape.part("small wheel", spoked_wheel(0.22, 0.06, 6, 0.25).move(y=0.22, z=-0.72), dark)
    spine = curve([(0.0, 1.5, 0.15), (0.0, 1.42, -0.3), (0.0, 1.0, -0.62), (0.0, 0.22, -0.72)], 3)
    fork = pair(rod((0.09, 0.7, 0.2), (0.03, 1.5, 0.15), 0.035))
    shape.part("frame", union([tube(spine, 0.04), *fork]), paint)
    shape.part(
        "handlebar", rod((-0.36, 1.58, 0.18), (0.36, 1.58, 0.18), 0.035), draw.color("black", "silver", unlike=paint)
    )
    shape.part("saddle", rounded_box(0.2, 0.08, 0.32, 0.03).center(y=1.55, z=-0.1), draw.material("leather"))


@kind("scooter", theme=THEME)
def scooter(draw: Draw) -> Shape:
    """A kick scooter with two or three wheels, or a motor scooter with a shield."""
    shape = Shape()
    paint = draw.color()
    style = shape.variant(draw.choice("kick scooter", "three-wheeled", "motor scooter"))
    dark, metal = draw.material("rubber"), draw.material("steel", unlike=paint)
    if style == "motor scooter":
        shape.call("motor scooter")
        _motor_scooter(draw, shape, paint)
        return shape
    shape.call("kick scooter")
    spots = [(0.0, -0.4), (0.0, 0.42)] if style == "kick scooter" else [(0.0, -0.4), (-0.2, 0.4), (0.2, 0.4)]
    shape.part("wheel", [wheel(0.09, 0.05).move(x, 0.09, z) for x, z in spots], dark)
    shape.part("deck", rounded_box(0.17, 0.05, 0.62, 0.02).center(y=0.13, z=-0.05), paint)
    if style == "three-wheeled":
        shape.part("axle", rod((-0.2, 0.09, 0.4), (0.2, 0.09, 0.4), 0.025), metal, spoken=False)
    shape.part("neck", beam((0.0, 0.13, 0.2), (0.0, 0.24, 0.38), 0.08, 0.05), paint, spoken=False)
    high = draw.uniform(0.7, 0.95)
    shape.part("post", rod((0.0, 0.09, 0.42), (0.0, high, 0.3), 0.028), metal)
    grips = [rod((x, high, 0.3), (1.7 * x, high, 0.3), 0.034) for x in (-0.12, 0.12)]
    shape.part("handlebar", rod((-0.2, high, 0.3), (0.2, high, 0.3), 0.024), metal, spoken=False)
    shape.part("grip", grips, draw.color(unlike=metal))
    if shape.variant(draw.choice("mudguard", "seat", "plain")) == "mudguard":
        guard = extrude([*arc((0.0, 0.0), 0.13, 40, 150, 5), *arc((0.0, 0.0), 0.1, 150, 40, 5)], 0.07).turn(y=-90)
        shape.part("mudguard", guard.move(y=0.09, z=-0.4), paint)
    elif "seat" in shape.variants:
        shape.part("seat", rounded_box(0.16, 0.05, 0.2, 0.02).center(y=0.48, z=-0.2), draw.color("black", unlike=paint))
        shape.part("seat post", rod((0.0, 0.14, -0.2), (0.0, 0.48, -0.2), 0.028), metal, spoken=False)
    return shape


def _motor_scooter(draw: Draw, shape: Shape, paint: Color) -> None:
    """A small motorcycle that one sits on with the feet in front."""
    shape.part(
        "wheel", [wheel(0.24, 0.14, 16).move(y=0.24, z=z) for z in (-0.5, 0.6)], draw.color("black", "dark grey")
    )
    shape.part("rim", [wheel(0.14, 0.17, 12).move(y=0.24, z=z) for z in (-0.5, 0.6)], draw.color("silver", "white"))
    tail = hull_of(
        [
            sphere(0.19, 8).move(y=0.46, z=-0.42),
            box(0.3, 0.2, 0.1).center(y=0.52, z=-0.1),
            box(0.2, 0.1, 0.1).center(y=0.5, z=-0.75),
        ]
    )
    shape.part("body", tail, paint, spoken=False)
    shape.part("footboard", box(0.36, 0.08, 0.6).center(y=0.26, z=0.1), paint, spoken=False)
    shape.part("shield", beam((0.0, 0.24, 0.4), (0.0, 0.9, 0.3), 0.42, 0.08), paint)
    shape.part(
        "fender",
        hull_of([sphere(0.12, 8).move(y=0.42, z=0.62), box(0.2, 0.1, 0.1).center(y=0.6, z=0.4)]),
        paint,
        spoken=False,
    )
    seat = rounded_box(0.3, 0.12, 0.62, 0.05).center(y=0.68, z=-0.36)
    shape.part("seat", seat, draw.material("leather", unlike=paint))
    bar = tube([(-0.34, 0.98, 0.18), (-0.12, 0.98, 0.3), (0.12, 0.98, 0.3), (0.34, 0.98, 0.18)], 0.032)
    shape.part("handlebar", bar, draw.color("black", "dark grey", unlike=paint))
    shape.part("headlight", sphere(0.1, 12).move(y=0.92, z=0.36), draw.color("yellow", "white", unlike=paint))
    if draw.chance():
        shape.part(
            "luggage box",
            rounded_box(0.32, 0.28, 0.28, 0.05).center(y=0.8, z=-0.75),
            draw.color(unlike=paint),
            plural="luggage boxes",
        )


def _wooden(draw: Draw) -> Color:
    return draw.material("wood") if draw.chance(0.75) else draw.color()


_LOADS = (("hay", "yellow"), ("earth", "brown"), ("coal", "black"), ("straw", "beige"))


@kind("cart", synonyms=("handcart",), theme=THEME)
def cart(draw: Draw) -> Shape:
    """A box or a rack on two large wheels with two shafts or a handle, empty or heaped."""
    shape = Shape()
    wood = _wooden(draw)
    wheels_color = draw.material("wood", unlike=wood) if draw.chance(0.6) else draw.color(unlike=wood)
    style = shape.variant(draw.choice("box", "rails", "flat"))
    radius, deck = 0.48, 0.55
    one = (
        spoked_wheel(radius, 0.09, draw.choice(6, 8))
        if shape.variant(draw.choice("spokes", "discs")) == "spokes"
        else wheel(radius, 0.12, 20)
    )
    shape.part("wheel", pair(one.move(0.55, radius, -0.1)), wheels_color)
    shape.part(
        "axle",
        rod((-0.6, radius, -0.1), (0.6, radius, -0.1), 0.05),
        draw.color("dark grey", "dark brown"),
        spoken=False,
    )
    floor = box(0.85, 0.09, 1.4).stand(y=deck)
    if style == "box":
        shape.part("box", _open_box(0.85, 0.42, 1.4, 0.06).stand(y=deck), wood, plural="boxes")
    elif style == "rails":
        posts = [copy for side in pair(box(0.06, 0.45, 0.06).stand(x=0.39, y=deck)) for copy in row(side, 4, 0.43, "z")]
        rails = pair(box(0.07, 0.07, 1.4).center(0.39, deck + 0.45))
        shape.part("bed", floor, wood, spoken=False)
        shape.part("railing", union([*posts, *rails]), wood)
    else:
        shape.part("platform", floor, wood)
    if draw.chance(0.7):
        shape.part("shaft", pair(beam((0.3, deck + 0.04, 0.5), (0.3, deck - 0.1, 1.75), 0.08, 0.08)), wood)
        shape.part("crossbar", rod((-0.3, deck - 0.1, 1.7), (0.3, deck - 0.1, 1.7), 0.04), wood, spoken=False)
    else:
        handle = beam((0.0, deck + 0.04, 0.6), (0.0, 0.9, 1.6), 0.08, 0.08) + rod(
            (-0.28, 0.9, 1.6), (0.28, 0.9, 1.6), 0.045
        )
        shape.part("handle", handle, wood)
    if shape.variant(draw.choice("empty", "loaded")) == "loaded":
        name, look = draw.choice(*_LOADS)
        heap = hull_of(
            [
                box(0.74, 0.1, 1.25).stand(y=deck + 0.05),
                box(0.7, 0.1, 1.1).stand(y=deck + 0.4),
                box(0.35, 0.1, 0.6).stand(y=deck + 0.62),
            ]
        )
        shape.part(name, heap, draw.color(look), mass=True)
        shape.phrase(f"full of {name}" if style == "box" else f"loaded with {name}")
    return shape


@kind("covered wagon", theme=THEME)
def covered_wagon(draw: Draw) -> Shape:
    """A wooden wagon under a canvas on hoops: round, pointed or flared."""
    shape = Shape()
    wood, canvas = _wooden(draw), draw.color("white", "beige", "white", "light grey", "red", "green")
    rear, front = 0.55, draw.choice(0.42, 0.55)
    wheels = pair(spoked_wheel(rear, 0.11, 8).move(0.68, rear, -0.85)) + pair(
        spoked_wheel(front, 0.11, 8).move(0.68, front, 0.85)
    )
    shape.part("wheel", wheels, draw.material("wood", unlike=wood) if draw.chance(0.7) else draw.color(unlike=wood))
    shape.part(
        "axle", [rod((-0.7, h, z), (0.7, h, z), 0.06) for h, z in ((rear, -0.85), (front, 0.85))], wood, spoken=False
    )
    body: list[Flat] = [(-1.3, 0.6), (1.3, 0.6), (1.45, 1.1), (-1.45, 1.1)]
    shape.part("body", side_extrude(body, 1.05), wood, spoken=False)
    form = shape.variant(draw.choice("round", "pointed", "high"))
    tops: dict[str, list[Flat]] = {
        "round": [(-0.6, 1.0), (0.6, 1.0), *arc((0.0, 1.45), 0.62, 0, 180, 9)],
        "pointed": [(-0.6, 1.0), (0.6, 1.0), (0.6, 1.5), (0.0, 2.2), (-0.6, 1.5)],
        "high": [(-0.55, 1.0), (0.55, 1.0), *arc((0.0, 1.8), 0.6, 0, 180, 9)],
    }
    cover = extrude(tops[form], 2.7) - extrude([(0.84 * x, y if y < 1.1 else 0.92 * y) for x, y in tops[form]], 3).move(
        z=1.9
    )
    if shape.variant(draw.choice("straight", "flared")) == "flared":
        cover = cover.warp(lambda p: p + [0.0, 0.0, 1.0] * (p[:, 2:] * (p[:, 1:2] - 1.0) * 0.15))
    shape.part("cover", cover, canvas)
    if draw.chance(0.6):
        shape.paint(
            "hoop",
            row(box(3, 3, 0.12).stand(y=1.0, z=-0.3), 3, 0.75, "z"),
            draw.color("light brown", "beige", "brown", unlike=canvas),
            on="cover",
            spoken=False,
        )
    if shape.variant(draw.choice("shaft", "bench")) == "bench":
        shape.part("seat", box(1.0, 0.12, 0.4).center(y=1.2, z=1.5), wood)
    shape.part("shaft", beam((0.0, 0.6, 1.2), (0.0, 0.5, 2.5), 0.12, 0.12), wood)
    return shape


@kind("carriage", synonyms=("coach", "horse-drawn carriage"), theme=THEME)
def carriage(draw: Draw) -> Shape:
    """A closed coach, an open carriage with a hood, or a round fairy-tale coach."""
    shape = Shape()
    paint = draw.color()
    trim = draw.color("gold", "black", "white", "dark red", unlike=paint)
    style = shape.variant(draw.choice("closed", "open", "fairy-tale"))
    rear, front = 0.58, 0.44
    wheels = pair(spoked_wheel(rear, 0.11, 8).move(0.62, rear, -0.85)) + pair(
        spoked_wheel(front, 0.11, 8).move(0.62, front, 0.95)
    )
    shape.part("wheel", wheels, trim if draw.chance() else draw.color(unlike=paint))
    chassis = box(0.3, 0.12, 2.2).center(y=0.55) + rod((-0.62, rear, -0.85), (0.62, rear, -0.85), 0.06)
    shape.part("chassis", chassis + rod((-0.62, front, 0.95), (0.62, front, 0.95), 0.06), trim, spoken=False)
    if style == "closed":
        outline: list[Flat] = [(-0.45, 0.65), (0.35, 0.65), (0.6, 1.1), (0.6, 1.8), (-0.7, 1.8), (-0.7, 1.1)]
        shape.part("cabin", side_extrude(outline, 1.0).move(z=-0.1), paint)
        panes = [*pair(box(0.3, 0.5, 0.7).center(0.5, 1.42, -0.15)), box(0.6, 0.45, 0.4).center(y=1.42, z=0.5)]
        shape.paint("window", panes, draw.color("light blue", "black", "beige", unlike=paint), on="cabin")
        shape.part("roof", rounded_box(1.15, 0.16, 1.5, 0.06).stand(y=1.77, z=-0.15), trim)
    elif style == "open":
        tub: list[Flat] = [
            (-0.8, 0.95),
            (-0.4, 0.6),
            (0.4, 0.6),
            (0.65, 1.1),
            (0.5, 1.1),
            (0.3, 0.8),
            (-0.3, 0.8),
            (-0.65, 1.15),
        ]
        shape.part("body", side_extrude(tub, 1.0), paint, spoken=False)
        seat = box(0.85, 0.2, 0.4).center(y=0.95, z=-0.4)
        shape.part("seat", seat, draw.material("leather", "fabric", unlike=paint))
        hood = extrude([*arc((-0.45, 1.05), 0.85, 60, 175, 7), (-0.45, 1.05)], 1.05).turn(y=-90)
        hood = hood - extrude([*arc((-0.38, 1.05), 0.7, 40, 175, 7), (-0.38, 1.05)], 0.9).turn(y=-90)
        shape.part("hood", hood, draw.color("black", "dark grey", "beige", "dark red", unlike=paint))
    else:
        ball = sphere(0.68, 16).scale(1, 0.95, 1).move(y=1.25)
        shape.part("cabin", ball, paint)
        shape.paint(
            "window",
            [*pair(sphere(0.32, 8).move(0.66, 1.35)), sphere(0.32, 8).move(y=1.35, z=0.66)],
            draw.color("light blue", "beige", "yellow", unlike=paint),
            on="cabin",
        )
        ribs = [
            torus(0.66, 0.11, 20, 6).turn(x=90).turn(y=45 + 90 * n).scale(1, 0.95, 1).move(y=1.25) for n in range(2)
        ]
        shape.part("rib", union(ribs), trim, spoken=False)
        shape.part("crown", sphere(0.15, 8).move(y=2.0), trim)
    bench = box(0.8, 0.12, 0.4).center(y=1.12, z=1.0) + box(0.3, 0.5, 0.2).center(y=0.85, z=1.0)
    shape.part("coachman's seat", bench, draw.color("black", "brown", "dark red", unlike=paint))
    if shape.variant(draw.choice("shaft", "lanterns")) == "lanterns":
        shape.part("lantern", pair(box(0.14, 0.24, 0.14).center(0.55, 1.3, 0.55)), draw.color("yellow"))
    shape.part("shaft", beam((0.0, 0.5, 1.0), (0.0, 0.55, 2.1), 0.1, 0.1), trim, spoken=False)
    return shape


@kind("wheelbarrow", theme=THEME)
def wheelbarrow(draw: Draw) -> Shape:
    """A tray on one wheel and two legs with two handles; a tub, a box or a flat one, empty or heaped."""
    shape = Shape()
    style = shape.variant(draw.choice("tub", "wooden box", "two wheels"))
    tray = draw.material("wood") if style == "wooden box" else draw.color()
    frame = (
        draw.material("wood", unlike=tray)
        if draw.chance()
        else draw.color("dark grey", "silver", "black", "red", unlike=tray)
    )
    if style == "wooden box":
        tub = _open_box(0.62, 0.3, 0.85, 0.05).stand(y=0.4)
    else:
        low, high = rounded_rectangle(0.42, 0.5, 0.1), rounded_rectangle(0.72, 0.98, 0.14)
        tub = hull_of([prism(low, 0.04).move(y=0.36), prism(high, 0.04).move(y=0.7)])
        tub = tub - hull_of(
            [
                prism([(0.85 * x, 0.88 * z) for x, z in low], 0.04).move(y=0.42),
                prism([(0.87 * x, 0.9 * z) for x, z in high], 0.04).move(y=0.73),
            ]
        )
    shape.part("tray", tub, tray)
    bars = [beam((0.08, 0.22, 0.66), (0.32, 0.5, -0.95), 0.06, 0.06)]
    shape.part("handle", pair(bars[0]), frame)
    grip = beam((0.29, 0.47, -0.72), (0.325, 0.51, -0.98), 0.08, 0.08)
    shape.part("grip", pair(grip), draw.color("black", "dark grey", "red", unlike=frame))
    shape.part("leg", pair(beam((0.22, 0.42, -0.28), (0.24, 0.0, -0.35), 0.06, 0.06)), frame)
    spots = [0.0] if style != "two wheels" else [-0.22, 0.22]
    shape.part("wheel", [wheel(0.2, 0.11).move(x, 0.2, 0.62) for x in spots], draw.material("rubber", unlike=frame))
    shape.part("axle", rod((-0.25, 0.2, 0.62), (0.25, 0.2, 0.62), 0.035), frame, spoken=False)
    load = shape.variant(draw.choice("empty", "heap", "pumpkins"))
    if load == "heap":
        name, look = draw.choice(*_LOADS, ("sand", "beige"), ("leaves", "orange"))
        heap = sphere(0.33, 12).scale(0.92, 0.75, 1.25).move(y=0.62)
        shape.part(name, heap, draw.color(look), mass=True)
        shape.phrase(f"full of {name}")
    elif load == "pumpkins":
        spots_ = [(-0.11, 0.6, 0.19), (0.12, 0.6, 0.16), (-0.1, 0.6, -0.16), (0.12, 0.6, -0.18), (0.0, 0.78, 0.0)]
        shape.part(
            "pumpkin", [sphere(0.15, 12).scale(1, 0.85, 1).move(*place) for place in spots_], draw.color("orange")
        )
    return shape


@kind("skateboard", theme=THEME)
def skateboard(draw: Draw) -> Shape:
    """A board on four wheels: turned up at both ends, long and pointed, or short with a tail."""
    shape = Shape()
    top, side = draw.colors(2)
    style = shape.variant(draw.choice("popsicle", "longboard", "cruiser"))
    length, width = {"popsicle": (0.8, 0.21), "longboard": (1.0, 0.23), "cruiser": (0.6, 0.18)}[style]
    half, nose = length / 2, 0.13 if style != "longboard" else 0.0
    kick = 0.09 if style == "popsicle" else 0.0
    path = [(0.0, 0.2, -half), (0.0, 0.13, -half + 0.14), (0.0, 0.13, half - 0.14), (0.0, 0.13 + kick, half)]
    if style == "longboard":
        shape.call("longboard")
        deck = prism(
            [
                (0.0, half),
                (-width / 2, 0.5 * half),
                (-width / 2, -0.5 * half),
                (0.0, -half),
                (width / 2, -0.5 * half),
                (width / 2, 0.5 * half),
            ],
            0.035,
        ).move(y=0.12)
    else:
        deck = ribbon(path, width, 0.035) & prism(rounded_rectangle(width, length, 0.09, 5), 1.0)
        assert nose
    shape.part("deck", deck, side)
    if shape.variant(draw.choice("striped", "plain", "spotted")) == "striped":
        shape.paint("stripe", pair(box(0.035, 1, 2).move(x=0.05)), draw.color(unlike=side), on="deck")
    elif "spotted" in shape.variants:
        shape.paint("spot", row(cylinder(0.05, 1, 10), 3, 0.16, "z"), draw.color(unlike=side), on="deck")
    axles = (-0.62 * half, 0.62 * half)
    metal = draw.material("steel", unlike=side)
    shape.part("truck", [box(0.12, 0.06, 0.06).center(y=0.08, z=z) for z in axles], metal, spoken=False)
    shape.part("wheel", at_axles(wheel(0.052, 0.06), 0.085, 0.052, axles), top)
    return shape


@kind("sled", synonyms=("sledge", "sleigh"), theme=THEME)
def sled(draw: Draw) -> Shape:
    """Two runners curled up in front under slats or a board, or a sleigh with a seat."""
    shape = Shape()
    style = shape.variant(draw.choice("slats", "board", "sleigh"))
    wood = draw.material("wood") if draw.chance(0.6) and style != "sleigh" else draw.color()
    steel = draw.color("dark grey", "silver", "red", "gold", "black", unlike=wood)
    tip = [(0.0, 0.04, -0.6), (0.0, 0.04, 0.45), (0.0, 0.12, 0.68), (0.0, 0.3, 0.74), (0.0, 0.38, 0.62)]
    shape.part("runner", pair(tube(curve(tip, 3), 0.03).move(x=0.24)), steel)
    posts = [copy for one in pair(box(0.05, 0.24, 0.05).stand(x=0.24, y=0.03)) for copy in row(one, 3, 0.42, "z")]
    shape.part("post", posts, steel if draw.chance() else wood, spoken=False)
    if style == "slats":
        shape.part("slat", row(box(0.09, 0.045, 1.15).center(y=0.28, z=-0.02), draw.integer(4, 5), 0.125), wood)
        shape.part("bar", row(box(0.56, 0.05, 0.06).center(y=0.24), 3, 0.42, "z"), wood, spoken=False)
    elif style == "board":
        shape.part("board", rounded_box(0.58, 0.06, 1.15, 0.02).center(y=0.28, z=-0.02), wood)
    else:
        shape.call("sleigh")
        side: list[Flat] = [
            (-0.6, 0.24),
            (0.5, 0.24),
            (0.66, 0.5),
            (0.56, 0.5),
            (0.4, 0.34),
            (0.1, 0.4),
            (-0.3, 0.5),
            (-0.5, 0.9),
            (-0.66, 0.85),
        ]
        shape.part("side", pair(side_extrude(side, 0.06).move(x=0.25)), wood, spoken=False)
        back = beam((0.0, 0.28, -0.5), (0.0, 0.84, -0.6), 0.5, 0.06)
        shape.part(
            "floor",
            union(
                [
                    box(0.52, 0.06, 1.1).center(y=0.27, z=-0.05),
                    back,
                    beam((0.0, 0.27, 0.46), (0.0, 0.48, 0.6), 0.5, 0.06),
                ]
            ),
            wood,
            spoken=False,
        )
        shape.part(
            "seat",
            rounded_box(0.46, 0.14, 0.34, 0.04).center(y=0.42, z=-0.33),
            draw.color("red", "dark red", "dark green", "gold", unlike=wood),
        )
    extra = shape.variant(draw.choice("rope", "plain", "presents"))
    if extra == "rope":
        rope = curve([(-0.24, 0.34, 0.7), (-0.1, 0.2, 1.1), (0.1, 0.2, 1.1), (0.24, 0.34, 0.7)], 3)
        shape.part("rope", tube(rope, 0.022), draw.color("beige", "red", "white", unlike=wood))
    elif extra == "presents":
        boxes = [box(0.24, 0.24, 0.24).stand(-0.1, 0.29, 0.1), box(0.2, 0.16, 0.26).stand(0.12, 0.29, -0.02)]
        for one, color in zip(boxes, draw.colors(2), strict=True):
            shape.part("present", one, color)
    return shape


@kind("shopping cart", synonyms=("shopping trolley",), theme=THEME)
def shopping_cart(draw: Draw) -> Shape:
    """A wire or plastic basket on a frame with four small wheels and a handle, empty or with groceries."""
    shape = Shape()
    style = shape.variant(draw.choice("wire", "plastic"))
    basket = draw.material("steel") if style == "wire" else draw.material("plastic")
    outline: list[Flat] = [(-0.4, 0.5), (0.42, 0.56), (0.5, 0.98), (-0.5, 0.98)]
    inside = side_extrude([(-0.36, 0.55), (0.38, 0.6), (0.45, 1.1), (-0.45, 1.1)], 0.44)
    shell = side_extrude(outline, 0.54) - inside
    if style == "wire":
        slots = grid(box(0.07, 0.09, 3).center(y=0.76), 4, 2, 0.11, 0.15)
        sides = [
            hole for line in row(box(3, 0.09, 0.075).center(y=0.76), 6, 0.125, "z") for hole in row(line, 2, 0.15, "y")
        ]
        shell = shell - union([*slots, *sides])
    shape.part("basket", shell, basket)
    metal = draw.material("steel", unlike=basket) if style == "plastic" else basket
    posts = pair(beam((0.23, 0.14, -0.38), (0.23, 1.02, -0.52), 0.05, 0.05)) + pair(
        beam((0.23, 0.14, -0.38), (0.2, 0.14, 0.45), 0.05, 0.05)
    )
    shape.part("frame", union([*posts, *pair(beam((0.22, 0.14, 0.1), (0.22, 0.6, 0.2), 0.05, 0.05))]), metal)
    shape.part("handle", rod((-0.3, 1.04, -0.56), (0.3, 1.04, -0.56), 0.035), draw.color(unlike=[basket, metal]))
    wheels = [wheel(0.07, 0.05).move(x, 0.07, z) for x, z in ((-0.23, -0.38), (0.23, -0.38), (-0.2, 0.42), (0.2, 0.42))]
    shape.part("wheel", wheels, draw.material("rubber"))
    shape.part(
        "caster",
        [
            box(0.07, 0.1, 0.07).center(x, 0.14, z)
            for x, z in ((-0.23, -0.38), (0.23, -0.38), (-0.2, 0.42), (0.2, 0.42))
        ],
        metal,
        spoken=False,
    )
    if shape.variant(draw.choice("empty", "groceries")) == "groceries":
        shape.part("box", box(0.2, 0.45, 0.16).stand(-0.08, 0.58, 0.24), draw.color(unlike=basket), plural="boxes")
        shape.part("melon", sphere(0.15, 12).move(0.05, 0.8, -0.22), draw.color("green", "dark green"))
        shape.part(
            "bottle",
            cylinder(0.06, 0.4).stand(0.13, 0.58, 0.1) + cylinder(0.03, 0.55, 8).stand(0.13, 0.58, 0.1),
            draw.material("glass", unlike=basket),
        )
        shape.phrase("full of groceries")
    else:
        shape.adjective("empty")
    if shape.variant(draw.choice("child seat", "lower rack", "plain")) == "lower rack":
        shape.part("lower rack", box(0.42, 0.04, 0.78).center(y=0.2, z=0.04), metal, spoken=False)
    elif "child seat" in shape.variants:
        shape.part(
            "child seat",
            box(0.44, 0.05, 0.2).center(y=0.8, z=-0.34) + box(0.44, 0.24, 0.05).stand(y=0.8, z=-0.25),
            draw.color(unlike=basket),
        )
    return shape


@kind("stroller", synonyms=("baby carriage", "pram", "baby buggy"), theme=THEME)
def stroller(draw: Draw) -> Shape:
    """A pram with a tub and a hood on large wheels, a buggy with a seat, or a three-wheeler."""
    shape = Shape()
    cover = draw.color()
    hood_color = draw.color(unlike=cover) if draw.chance() else cover
    frame = draw.color("silver", "black", "white", "grey", unlike=cover)
    style = shape.variant(draw.choice("pram", "buggy", "three-wheeler"))
    if style == "pram":
        tub = hull_of([box(0.34, 0.05, 0.6).center(y=0.5), box(0.46, 0.05, 0.92).center(y=0.82)])
        shape.part("tub", tub - box(0.36, 0.5, 0.78).stand(y=0.64), cover)
        shape.part(
            "blanket",
            rounded_box(0.36, 0.12, 0.5, 0.04).center(y=0.76, z=0.14),
            draw.color("white", "pink", "light blue", unlike=cover),
        )
        one = spoked_wheel(0.24, 0.05, 8, 0.16)
        shape.part(
            "wheel", at_axles(one, 0.25, 0.24, (-0.34, 0.34)), frame if draw.chance() else draw.color("white", "black")
        )
        bars = [((x, 0.24, z), (x, 0.55, -0.7 * z)) for x in (-0.2, 0.2) for z in (-0.34, 0.34)]
    else:
        seat = side_extrude([(-0.3, 0.95), (-0.2, 0.45), (0.28, 0.38), (0.28, 0.48), (-0.12, 0.55), (-0.2, 0.98)], 0.4)
        shape.part("seat", seat, cover)
        shape.part("footrest", box(0.32, 0.04, 0.16).center(y=0.2, z=0.42), frame, spoken=False)
        small = wheel(0.12 if style == "buggy" else 0.17, 0.06)
        rear = at_axles(small, 0.23, 0.12 if style == "buggy" else 0.17, (-0.34,))
        ahead = at_axles(small, 0.2, 0.12, (0.4,)) if style == "buggy" else [small.move(y=0.17, z=0.5)]
        shape.part("wheel", rear + ahead, draw.material("rubber"))
        tip = 0.2 if style == "buggy" else 0.04
        bars = [((x, 0.95, -0.3), (tip * x / 0.2, 0.12, 0.42)) for x in (-0.2, 0.2)] + [
            ((x, 0.14, -0.34), (x, 0.5, 0.02)) for x in (-0.2, 0.2)
        ]
    outer, inner = arc((0.0, 0.0), 0.42, 80, 185, 7), arc((0.0, 0.0), 0.36, 185, 80, 7)
    roof = (
        extrude([*outer, *inner], 0.46).turn(y=-90)
        + extrude([*outer, (0.0, 0.0)], 0.46).turn(y=-90)
        - extrude([*reversed(inner), (0.05, 0.0)], 0.38).turn(y=-90)
    )
    shape.part("hood", roof.move(y=0.8, z=-0.06), hood_color)
    grip = 1.05
    bars += [((x, 0.7, -0.36), (x, grip, -0.68)) for x in (-0.2, 0.2)]
    shape.part("frame", _frame(bars, 0.025), frame)
    shape.part(
        "handle",
        rod((-0.22, grip, -0.68), (0.22, grip, -0.68), 0.03),
        draw.color("black", "dark grey", "brown", unlike=frame),
    )
    if shape.variant(draw.choice("plain", "shopping basket")) == "shopping basket":
        shape.part("shopping basket", box(0.34, 0.14, 0.4).center(y=0.26, z=-0.06), draw.color(unlike=cover))
    return shape
