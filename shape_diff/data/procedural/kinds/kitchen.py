"""Kitchen and tableware; decimetres."""

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, rounded_rectangle
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    box,
    cylinder,
    dome,
    extrude,
    frustum,
    hoop,
    loft,
    prism,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
)

THEME = "kitchen"


def _vessel(outside: list[Flat], wall: float, floor: float) -> list[Flat]:
    """The profile of an open vessel from its outside, from the bottom up: the wall goes down again inside."""
    inside = [(radius - wall, height) for radius, height in outside if height > floor and radius > wall]
    low = (max(inside[0][0], 0.01), floor)
    return [(0.0, outside[0][1]), *outside, *reversed(inside), low, (0.0, floor)]


def _handle(x: float, low: float, high: float, reach: float, thickness: float) -> Solid:
    """A handle at the right of a vessel, an ear between two heights."""
    path = [(x - 0.03, high, 0.0), (x + reach, high - 0.02, 0.0), (x + reach, low + 0.05, 0.0), (x - 0.03, low, 0.0)]
    return tube(curve(path, 3), thickness / 2)


def _ware(draw: Draw, *unlike: Color) -> Color:
    return draw.material("ceramic", unlike=unlike) if draw.chance(0.5) else draw.color(unlike=unlike)


@kind("mug", synonyms=("coffee mug",), theme=THEME, has_front=False)
def mug(draw: Draw) -> Shape:
    """A straight, round-bellied or flaring cup with one handle, plain, banded or filled."""
    shape = Shape()
    color = _ware(draw)
    height = shape.graded(draw.uniform(0.75, 1.3), low=("short", 0.85), high=("tall", 1.2))
    form = shape.variant(draw.choice("straight", "bellied", "flared"))
    radii = {"straight": (0.4, 0.4, 0.4), "bellied": (0.32, 0.46, 0.38), "flared": (0.3, 0.36, 0.45)}[form]
    outside = [(radius, height * n / 2) for n, radius in enumerate(radii)]
    body = revolve(_vessel(outside, 0.05, 0.08), 16)
    grip = draw.color(unlike=color) if draw.chance(0.3) else color
    ear = _handle(radii[1], 0.22 * height, 0.8 * height, 0.28, 0.09)
    shape.part("handle", ear - revolve([(0.0, 0.08), *[(r - 0.02, h) for r, h in outside[1:]]], 16), grip)
    shape.part("body", body, color, spoken=False)
    decor = shape.variant(draw.choice("plain", "band", "drink"))
    if decor == "band":
        band = box(2, 0.22 * height, 2).center(y=draw.choice(0.5, 0.15, 0.85) * height)
        shape.paint("stripe", band, draw.color(unlike=[color, grip]), on="body")
    elif decor == "drink":
        drink, look = draw.choice(("coffee", ("dark brown",)), ("tea", ("copper",)), ("milk", ("white",)))
        shape.phrase(f"full of {drink}")
        surface = cylinder(radii[2] - 0.04, 0.05, 16).hang(y=0.88 * height)
        shape.part(drink, surface, draw.color(*look), mass=True)
    return shape


@kind("cup and saucer", synonyms=("teacup on a saucer",), theme=THEME, has_front=False)
def cup_and_saucer(draw: Draw) -> Shape:
    """A small cup on a saucer, round, flaring or footed, with a spoon now and then."""
    shape = Shape()
    color = _ware(draw)
    other = draw.color(unlike=color) if draw.chance(0.5) else color
    form = shape.variant(draw.choice("round", "flared", "footed"))
    profile = {
        "round": [(0.2, 0.0), (0.36, 0.15), (0.42, 0.5)],
        "flared": [(0.2, 0.0), (0.28, 0.2), (0.45, 0.5)],
        "footed": [(0.22, 0.0), (0.12, 0.1), (0.36, 0.25), (0.42, 0.6)],
    }[form]
    profile = [(radius, height + 0.06) for radius, height in profile]
    top = profile[-1][1]
    rim = [(0.0, 0.0), (0.35, 0.0), (0.72, 0.1), (0.72, 0.16), (0.6, 0.14), (0.35, 0.06), (0.0, 0.06)]
    shape.part("saucer", revolve(rim, 20), other)
    shape.part("cup", revolve(_vessel(profile, 0.05, profile[-2][1] - 0.05), 16), color)
    shape.part("handle", _handle(0.36, top - 0.32, top - 0.06, 0.22, 0.07), color)
    if shape.variant(draw.choice("with drink", "empty")) == "with drink":
        drink, look = draw.choice(("coffee", "dark brown"), ("tea", "copper"))
        shape.part(drink, cylinder(0.38, 0.05, 16).hang(y=top - 0.06), draw.color(look), mass=True)
    if draw.chance(0.4):
        spoon = rod((0.3, 0.19, 0.5), (-0.5, 0.26, 0.5), 0.03)
        bowl = sphere(0.09, 12).scale(1.4, 0.6, 1).move(0.36, 0.18, 0.5)
        shape.part("spoon", spoon + bowl, draw.material("steel", "gold", unlike=other))
    return shape


@kind("plate", synonyms=("dinner plate",), theme=THEME, has_front=False)
def plate(draw: Draw) -> Shape:
    """A flat dish, round, square or oval, with a coloured rim or plain; alone or in a stack."""
    shape = Shape()
    color = _ware(draw)
    form = shape.variant(draw.choice("round", "square", "oval"), spoken=True)
    count = draw.choice(1, 1, 1, 2, 3, 4)
    shape.variant("single" if count == 1 else "stack")
    outline = rounded_rectangle(2.2, 2.2, 0.4) if form == "square" else ellipse(2.3, 1.6 if form == "oval" else 2.3, 20)
    sections = [(0.0, _scaled(outline, 0.6)), (0.09, _scaled(outline, 0.65)), (0.22, outline), (0.28, outline)]
    hollow = loft([(0.09, _scaled(outline, 0.6)), (0.3, _scaled(outline, 0.97))])
    one = loft(sections) - hollow
    if count > 1:
        shape.call(f"stack of {('two', 'three', 'four')[count - 2]} plates")
    shape.part("plate", [one.move(y=0.16 * n) for n in range(count)], color, spoken=count > 1)
    if count == 1 and draw.chance(0.6):
        rim = prism(outline, 1.0, [_scaled(outline, 0.84)])
        shape.paint("rim", rim, draw.color(unlike=color), on="plate")
    return shape


def _scaled(outline: list[Flat], factor: float) -> list[Flat]:
    return [(factor * x, factor * z) for x, z in outline]


@kind("bowl", theme=THEME, has_front=False)
def bowl(draw: Draw) -> Shape:
    """A deep or shallow bowl, round or eight-sided, on a foot or not, empty or with fruit."""
    shape = Shape()
    color = _ware(draw) if draw.chance(0.7) else draw.material("wood", "metal")
    depth = shape.graded(draw.uniform(0.4, 0.9), low=("shallow", 0.5), high=("deep", 0.8))
    form = shape.variant(draw.choice("round", "octagonal", "footed"), spoken=True)
    sides = 8 if form == "octagonal" else 20
    low = 0.14 if form == "footed" else 0.0
    curve_ = [(0.35, low), (0.72, low + 0.3 * depth), (0.93, low + 0.65 * depth), (1.0, low + depth)]
    profile = _vessel(curve_, 0.08, low + 0.1)
    shape.part("bowl", revolve(profile, sides), color, spoken=False)
    if form == "footed":
        shape.part("foot", frustum(0.45, 0.34, 0.18, sides).stand(), color, plural="feet")
    filling = shape.variant(draw.choice("empty", "fruit", "soup", weights=(2, 2, 1)))
    if filling == "fruit":
        fruit, look = draw.choice(("apple", "red"), ("orange", "orange"), ("lemon", "yellow"), ("lime", "green"))
        balls = [*ring(sphere(0.28, 12).move(0.0, low + depth, 0.46), 5), sphere(0.28, 12).move(y=low + depth + 0.22)]
        shape.part(fruit, balls, draw.color(look))
        shape.part("filling", cylinder(0.7, 0.1).center(y=low + 0.6 * depth), draw.color(look), spoken=False)
        shape.phrase(f"full of {fruit}s")
    elif filling == "soup":
        shape.part(
            "soup",
            cylinder(0.9, 0.08, sides).center(y=low + 0.72 * depth),
            draw.color("orange", "red", "green"),
            mass=True,
        )
    return shape


@kind("pot", synonyms=("cooking pot",), theme=THEME, has_front=False)
def pot(draw: Draw) -> Shape:
    """A cooking pot with two ears, or one long handle, with or without a lid."""
    shape = Shape()
    metal = draw.material("steel", "copper", "iron") if draw.chance(0.6) else draw.color()
    dark = draw.color("black", "dark grey", "red", "brown", unlike=metal)
    radius = 0.9
    height = shape.graded(draw.uniform(0.7, 1.6), low=("shallow", 0.85), high=("tall", 1.4))
    shape.part(
        "body",
        revolve(_vessel([(radius - 0.06, 0.0), (radius, 0.08), (radius, height)], 0.07, 0.1), 20),
        metal,
        spoken=False,
    )
    grips = shape.variant(draw.choice("two handles", "long handle", "hoop handles"))
    if grips == "long handle":
        grip = rounded_box(1.3, 0.14, 0.2, 0.05).center(radius + 0.6, 0.8 * height)
        shape.part("handle", grip - cylinder(radius - 0.02, 4, 20), dark)
    elif grips == "two handles":
        grip = rounded_box(0.34, 0.12, 0.6, 0.05).center(radius + 0.1, 0.78 * height) - cylinder(radius - 0.02, 4, 20)
        shape.part("handle", pair(grip), dark)
    else:
        path = curve(
            [
                (radius - 0.02, 0.7 * height, -0.26),
                (radius + 0.28, 0.74 * height, 0.0),
                (radius - 0.02, 0.7 * height, 0.26),
            ],
            5,
        )
        shape.part("handle", pair(tube(path, 0.05)), dark)
    if shape.variant(draw.choice("lid", "open")) == "lid":
        lid = draw.color("light blue", "silver", unlike=metal) if draw.chance(0.3) else metal
        shape.part(
            "lid", cylinder(radius + 0.05, 0.08, 20).stand(y=height - 0.02) + dome(radius, 0.22, 20).move(y=height), lid
        )
        shape.part(
            "knob", cylinder(0.06, 0.16, 8).stand(y=height + 0.18) + cylinder(0.16, 0.09).stand(y=height + 0.28), dark
        )
    else:
        shape.without("a lid")
    return shape


@kind("frying pan", synonyms=("pan", "skillet"), theme=THEME)
def frying_pan(draw: Draw) -> Shape:
    """A flat pan with a long handle, round or square, empty or with eggs or a pancake in it."""
    shape = Shape()
    metal = draw.material("iron", "steel", "copper") if draw.chance(0.7) else draw.color()
    grip = draw.material("wood", "plastic", unlike=metal) if draw.chance(0.7) else metal
    form = shape.variant(draw.choice("round", "square"), spoken=True)
    outline = ellipse(2.0, 2.0, 20) if form == "round" else rounded_rectangle(1.9, 1.9, 0.3)
    body = loft([(0.0, _scaled(outline, 0.82)), (0.32, outline)])
    hollow = loft([(0.08, _scaled(outline, 0.77)), (0.34, _scaled(outline, 0.94))])
    shape.part("pan", body - hollow, metal, spoken=False)
    style = shape.variant(draw.choice("straight handle", "rising handle"))
    tip = 0.34 if style == "straight handle" else 0.7
    shape.part("handle", rod((0.95, 0.24, 0.0), (2.35, tip, 0.0), 0.08, 0.12), grip)
    food = shape.variant(draw.choice("empty", "eggs", "pancake"))
    if food == "eggs":
        spots = [(-0.3, 0.1), (0.32, -0.2)] if draw.chance() else [(0.0, 0.0)]
        whites = [prism(ellipse(0.75, 0.6, 10), 0.12).move(x, 0.06, z) for x, z in spots]
        shape.part("egg white", whites, draw.color("white"))
        shape.part("yolk", [dome(0.16, 0.12, 12).move(x, 0.16, z) for x, z in spots], draw.color("yellow", "orange"))
    elif food == "pancake":
        shape.part("pancake", cylinder(0.65, 0.14, 14).stand(y=0.06), draw.color("light brown", "beige", unlike=metal))
    return shape


@kind("kettle", synonyms=("tea kettle",), theme=THEME)
def kettle(draw: Draw) -> Shape:
    """A stove kettle, round, squat or conical, with a spout at one side and a handle over the top or behind."""
    shape = Shape()
    body = draw.material("steel", "copper") if draw.chance(0.5) else draw.color()
    grip = draw.material("wood", "plastic", unlike=body)
    form = shape.variant(draw.choice("round", "conical", "cylindrical"))
    profile = {
        "round": [(0.6, 0.0), (0.86, 0.3), (0.84, 0.6), (0.55, 0.95), (0.3, 1.05)],
        "conical": [(0.9, 0.0), (0.9, 0.12), (0.4, 1.1), (0.35, 1.15)],
        "cylindrical": [(0.62, 0.0), (0.65, 0.1), (0.65, 0.9), (0.5, 1.1), (0.3, 1.15)],
    }[form]
    shape.part("body", revolve(profile, 16), body, spoken=False)
    spout = tube(
        curve([(0.5, 0.35, 0.0), (0.9, 0.5, 0.0), (1.1, 0.85, 0.0), (1.32, 0.95, 0.0)], 3),
        [0.17] * 4 + [0.13] * 4 + [0.1] * 2,
    )
    shape.part("spout", spout, body)
    top = profile[-1][1]
    shape.part("lid", cylinder(0.36, 0.08, 16).stand(y=top - 0.03), body)
    shape.part("knob", sphere(0.1, 12).move(y=top + 0.12), grip)
    if shape.variant(draw.choice("handle above", "handle behind")) == "handle above":
        path = [(x, y, 0.0) for x, y in arc((0.0, 0.85), 0.68, 20, 160, 9)]
        shape.part("handle", tube(path, 0.07), grip)
    else:
        path = [(-0.5, 0.3, 0.0), (-1.15, 0.4, 0.0), (-1.15, 0.95, 0.0), (-0.35, 0.95, 0.0)]
        shape.part("handle", tube(curve(path, 3), 0.07), grip)
    return shape


@kind("teapot", theme=THEME)
def teapot(draw: Draw) -> Shape:
    """A bellied pot with spout, ear and lid: round, tall or squat, plain or with a band."""
    shape = Shape()
    color = _ware(draw)
    accent = draw.color(unlike=color) if draw.chance(0.6) else color
    form = shape.variant(draw.choice("round", "tall", "squat"), spoken=True)
    width, height = {"round": (0.75, 1.2), "tall": (0.6, 1.5), "squat": (0.9, 0.95)}[form]
    profile = [
        (0.5 * width, 0.0),
        (0.9 * width, 0.2 * height),
        (width, 0.45 * height),
        (0.8 * width, 0.75 * height),
        (0.45 * width, height),
    ]
    shape.part("body", revolve(profile, 16), color, spoken=False)
    path = [
        (0.75 * width, 0.3 * height, 0.0),
        (width + 0.2, 0.45 * height, 0.0),
        (width + 0.3, 0.75 * height, 0.0),
        (width + 0.5, 0.92 * height, 0.0),
    ]
    shape.part("spout", tube(curve(path, 3), [0.16] * 3 + [0.12] * 3 + [0.08] * 4), color)
    shape.part("handle", _handle(0.85 * width, 0.25 * height, 0.78 * height, 0.35, 0.11).mirror("x"), accent)
    shape.part("lid", dome(0.5 * width, 0.16, 16).move(y=height - 0.02), accent)
    shape.part("knob", sphere(0.1, 12).move(y=height + 0.2), accent)
    if shape.variant(draw.choice("plain", "banded", "spotted")) == "banded":
        shape.paint(
            "stripe", box(3, 0.16 * height, 3).center(y=0.45 * height), draw.color(unlike=[color, accent]), on="body"
        )
    elif "spotted" in shape.variants:
        spots = ring(sphere(0.14, 8).move(0.0, 0.45 * height, width), 7, start=25.7)
        shape.paint("spot", spots, draw.color(unlike=[color, accent]), on="body")
    return shape


def _lengthwise(start: float, end: float, bend: float, count: int = 5) -> list[Vector]:
    """Points of a cutlery handle, lying along z with a slight rise in its middle."""
    steps = [n / (count - 1) for n in range(count)]
    return [(0.0, 0.07 + bend * 4 * t * (1 - t), start + (end - start) * t) for t in steps]


def _grip(draw: Draw, shape: Shape, metal: Color) -> None:
    """A handle from z = -1 to z = 0.25: all metal, wooden, or with a rounded end."""
    style = shape.variant(draw.choice("plain", "wooden handle", "knob end"))
    color = metal if style == "plain" else draw.material("wood", "plastic", unlike=metal)
    shape.part("handle", tube(_lengthwise(0.25, -1.0, 0.06), [0.05, 0.05, 0.06, 0.075, 0.09]), color)
    if style == "knob end":
        shape.part("knob", sphere(0.12, 12).move(0.0, 0.09, -1.0), metal)


@kind("spoon", theme=THEME)
def spoon(draw: Draw) -> Shape:
    """A spoon lying on its back: oval, round or a ladle."""
    shape = Shape()
    metal = draw.material("steel", "gold", "wood", "silver")
    form = shape.variant(draw.choice("oval", "round", "pointed"))
    width, length = {"oval": (0.42, 0.62), "round": (0.54, 0.56), "pointed": (0.4, 0.68)}[form]
    bowl_ = sphere(0.5, 16).scale(width, 0.34, length)
    if form == "pointed":
        bowl_ = bowl_.warp(
            lambda p: p * [1, 1, 1] * (1 - 0.35 * (p[:, 2:] > 0) * (abs(p[:, 2:]) / length)) ** [1, 0, 0]
        )
    bowl_ = bowl_ - sphere(0.5, 16).scale(0.8 * width, 0.36, 0.84 * length).move(y=0.09) - box(2, 1, 2).stand(y=0.05)
    shape.part("bowl", bowl_.stand(z=0.2 + length / 2), metal)
    _grip(draw, shape, metal)
    return shape


@kind("fork", theme=THEME)
def fork(draw: Draw) -> Shape:
    """A fork lying flat with two, three or four tines."""
    shape = Shape()
    metal = draw.material("steel", "gold", "wood", "silver")
    count = draw.integer(2, 4)
    shape.variant(f"{count} tines")
    half = 0.21
    neck = prism([(-0.05, 0.1), (0.05, 0.1), (half, 0.4), (half, 0.55), (-half, 0.55), (-half, 0.4)], 0.08).move(y=0.05)
    shape.part("head", neck, metal, spoken=False)
    tine = tube([(0.0, 0.09, 0.5), (0.0, 0.07, 0.75), (0.0, 0.12, 1.0)], [0.045, 0.04, 0.03], sides=6)
    shape.part("tine", row(tine, count, 2 * (half - 0.045) / (count - 1)), metal)
    _grip(draw, shape, metal)
    return shape


@kind("kitchen knife", synonyms=("knife",), theme=THEME)
def kitchen_knife(draw: Draw) -> Shape:
    """A knife standing on its edge's side: chef's, cleaver or bread knife."""
    shape = Shape()
    metal = draw.material("steel", "iron")
    form = shape.variant(draw.choice("chef's knife", "cleaver", "bread knife"))
    shape.call(form)
    length = 1.5
    teeth = [(0.1 * n, 0.1 - 0.07 * (n % 2)) for n in range(1, 14)]
    blades: dict[str, list[Flat]] = {
        "chef's knife": [(0.0, 0.0), (0.9, 0.02), (length, 0.3), (1.2, 0.36), (0.0, 0.36)],
        "cleaver": [(0.0, -0.25), (1.35, -0.25), (1.35, 0.34), (0.0, 0.36)],
        "bread knife": [(0.0, 0.1), *teeth, (length, 0.2), (1.45, 0.36), (0.0, 0.36)],
    }
    shape.part("blade", extrude(blades[form], 0.06), metal)
    grip = draw.material("wood", "plastic", unlike=metal)
    style = shape.variant(draw.choice("straight grip", "round grip"))
    if style == "round grip":
        shape.part("handle", rod((0.06, 0.24, 0.0), (-0.9, 0.22, 0.0), 0.1, 0.13), grip)
    else:
        shape.part("handle", rounded_box(1.0, 0.24, 0.15, 0.05).center(-0.44, 0.24), grip)
        rivet = cylinder(0.04, 0.19, 8).turn(x=90)
        shape.part("rivet", [rivet.move(x, 0.24) for x in (-0.15, -0.45, -0.75)], metal)
    return shape


@kind("bottle", theme=THEME, has_front=False)
def bottle(draw: Draw) -> Shape:
    """A bottle with shoulders, sloping, or with a long neck; with cork or cap, with or without a label."""
    shape = Shape()
    glass = draw.material("glass", "plastic")
    form = shape.variant(draw.choice("shouldered", "sloping", "square"))
    height = shape.graded(draw.uniform(2.0, 3.0), low=("short", 2.2), high=("tall", 2.8))
    radius, neck = 0.45, 0.16
    shoulder = {"shouldered": 0.68, "sloping": 0.5, "square": 0.72}[form] * height
    sides = 4 if form == "square" else 16
    if form == "square":
        shape.adjective("square")
    profile = [
        (radius - 0.05, 0.0),
        (radius, 0.06),
        (radius, shoulder),
        (neck, shoulder + (0.24 if form != "sloping" else 0.3 * height)),
    ]
    lower = revolve([*profile, (neck, height)], sides)
    shape.part("glass", lower if form != "square" else lower + cylinder(neck, 0.3).hang(y=height), glass, spoken=False)
    top = shape.variant(draw.choice("cork", "cap", "open"))
    if top == "cork":
        shape.part("cork", frustum(0.1, 0.13, 0.24, 8).stand(y=height - 0.06), draw.color("light brown", "beige"))
    elif top == "cap":
        shape.part("cap", cylinder(neck + 0.05, 0.22).stand(y=height - 0.1), draw.color(unlike=glass))
    else:
        shape.part("lip", cylinder(neck + 0.05, 0.1).hang(y=height), glass, spoken=False)
    if draw.chance(0.6):
        band = box(2, 0.5 * shoulder, 2).center(y=0.5 * shoulder)
        shape.paint(
            "label", band, draw.color("white", "beige", "yellow", "red", "light blue", unlike=glass), on="glass"
        )
    return shape


@kind("wine glass", synonyms=("stemmed glass",), theme=THEME, has_front=False)
def wine_glass(draw: Draw) -> Shape:
    """A bowl on a stem and foot: tulip, flute or wide; with or without wine."""
    shape = Shape()
    glass = draw.material("glass")
    form = shape.variant(draw.choice("tulip", "flute", "wide"))
    bowl_: list[Flat] = {
        "tulip": [(0.1, 1.0), (0.4, 1.25), (0.46, 1.55), (0.34, 2.05)],
        "flute": [(0.08, 0.9), (0.22, 1.15), (0.28, 1.6), (0.25, 2.4)],
        "wide": [(0.1, 1.0), (0.4, 1.1), (0.68, 1.35), (0.72, 1.5)],
    }[form]
    shape.part("glass", revolve(_vessel(bowl_, 0.06, bowl_[0][1] + 0.08), 16), glass, spoken=False)
    shape.part("stem", cylinder(0.05, bowl_[0][1], 8).stand(y=0.02), glass)
    shape.part("foot", revolve([(0.42, 0.0), (0.42, 0.05), (0.06, 0.14)], 16), glass, plural="feet")
    if shape.variant(draw.choice("wine", "empty")) == "wine":
        low, high = bowl_[1], bowl_[2]
        wine = [(0.03, bowl_[0][1] + 0.05), (low[0] - 0.04, low[1]), (high[0] - 0.04, high[1])]
        shape.part("wine", revolve(wine, 16), draw.color("dark red", "yellow", "pink", unlike=glass), mass=True)
    else:
        shape.adjective("empty")
    return shape


@kind("rolling pin", theme=THEME)
def rolling_pin(draw: Draw) -> Shape:
    """A roller with two grips: straight grips, knobs, or tapered without grips."""
    shape = Shape()
    wood = draw.material("wood", "marble", "wood")
    style = shape.variant(draw.choice("grips", "knobs", "tapered"))
    if style == "tapered":
        profile = [(0.08, -1.6), (0.16, -1.3), (0.26, 0.0), (0.16, 1.3), (0.08, 1.6)]
        shape.adjective("tapered")
        shape.part("roller", revolve(profile, 12).turn(z=90), wood, spoken=False)
        bands = pair(box(0.1, 1, 1).center(x=0.9))
        if draw.chance(0.7):
            shape.paint("ring", bands, draw.color(unlike=wood), on="roller")
        return shape
    shape.part("roller", cylinder(0.28, 2.0).turn(z=90), wood)
    grip = draw.color(unlike=wood) if draw.chance(0.7) else draw.material("wood", unlike=wood)
    if style == "grips":
        one = rod((0.98, 0.0, 0.0), (1.15, 0.0, 0.0), 0.07) + rod((1.1, 0.0, 0.0), (1.7, 0.0, 0.0), 0.1, 0.13)
        shape.part("grip", pair(one), grip)
    else:
        shape.part("knob", pair(rod((0.98, 0.0, 0.0), (1.3, 0.0, 0.0), 0.08) + sphere(0.19, 12).move(x=1.3)), grip)
    return shape


@kind("toaster", theme=THEME)
def toaster(draw: Draw) -> Shape:
    """A rounded box with slots, a lever at its side and a dial; with or without bread."""
    shape = Shape()
    body = draw.material("steel") if draw.chance(0.4) else draw.color()
    dark = draw.color("black", "dark grey", unlike=body)
    form = shape.variant(draw.choice("boxy", "round-topped"))
    slots = draw.choice(1, 2)
    depth = 0.5 + 0.4 * slots
    shape.variant(f"{slots} slots")
    if form == "boxy":
        case = rounded_box(1.8, 1.15, depth, 0.14).stand(y=0.08)
    else:
        side = [(-depth / 2, 0.08), (depth / 2, 0.08), *arc((0.0, 0.72), depth / 2, 0, 180, 9)]
        case = side_extrude(side, 1.8)
    top = case.top
    slot = box(1.3, 0.5, 0.2).hang(y=top + 0.1)
    for copy in row(slot, slots, 0.4, "z"):
        case = case - copy
    shape.part("case", case, body, spoken=False)
    shape.part("slot", row(box(1.32, 0.1, 0.22).hang(y=top - 0.25), slots, 0.4, "z"), dark, spoken=False)
    shape.part("base", box(1.7, 0.14, depth - 0.1).stand(), dark)
    shape.part("lever", box(0.2, 0.1, 0.26).center(0.95, 0.75), dark)
    shape.part("dial", cylinder(0.13, 0.12).turn(x=90).center(0.5, 0.4, depth / 2), dark)
    if shape.variant(draw.choice("bread", "no bread")) == "bread":
        slice_ = rounded_box(1.1, 0.8, 0.14, 0.05).hang(y=top + 0.45)
        shape.part("slice of bread", row(slice_, slots, 0.4, "z"), draw.color("light brown", "beige", unlike=body))
    return shape


@kind("salt shaker", synonyms=("shaker",), theme=THEME, has_front=False)
def salt_shaker(draw: Draw) -> Shape:
    """A small shaker with a domed lid: round, many-sided or waisted."""
    shape = Shape()
    color = draw.material("glass", "ceramic", "wood")
    form = shape.variant(draw.choice("round", "six-sided", "waisted"), spoken=True)
    sides = 6 if form == "six-sided" else 16
    middle = 0.26 if form == "waisted" else 0.36
    shape.part("body", revolve([(0.42, 0.0), (0.42, 0.08), (middle, 0.6), (0.34, 1.1)], sides), color, spoken=False)
    cap = draw.material("steel", "gold", unlike=color)
    top = shape.variant(draw.choice("domed", "flat"))
    lid = cylinder(0.37, 0.16, 16).stand(y=1.05)
    shape.part("lid", lid + dome(0.36, 0.26).move(y=1.18) if top == "domed" else lid, cap)
    height = 1.42 if top == "domed" else 1.2
    holes = [*ring(sphere(0.05, 8).move(0.0, height - 0.04, 0.16), 4), sphere(0.05, 8).move(y=height)]
    shape.part("hole", holes, draw.color("black", "dark grey"))
    if draw.chance(0.5):
        shape.paint(
            "stripe",
            hoop([(0.1, 0.25), (1.0, 0.25), (1.0, 0.5), (0.1, 0.5)], 12),
            draw.color(unlike=[color, cap]),
            on="body",
        )
    return shape


@kind("jar", synonyms=("storage jar",), theme=THEME, has_front=False)
def jar(draw: Draw) -> Shape:
    """A wide jar with a screw lid, a cork or a glass lid with a knob; some carry a label."""
    shape = Shape()
    glass = draw.material("glass", "ceramic", "clay")
    form = shape.variant(draw.choice("round", "square", "bellied"), spoken=True)
    height = draw.uniform(1.0, 1.7)
    if form == "square":
        body = rounded_box(1.1, height, 1.1, 0.14).stand()
    else:
        wide = 0.7 if form == "bellied" else 0.58
        body = revolve([(0.5, 0.0), (wide, 0.25 * height), (wide, 0.65 * height), (0.45, height)], 16)
    shape.part("body", body, glass, spoken=False)
    shape.part("neck", cylinder(0.42, 0.2, 16).stand(y=height - 0.06), glass, spoken=False)
    top = shape.variant(draw.choice("screw lid", "cork", "knobbed lid"))
    if top == "screw lid":
        shape.part("lid", cylinder(0.5, 0.26, 16).stand(y=height + 0.02), draw.color(unlike=glass))
    elif top == "cork":
        shape.part(
            "cork",
            frustum(0.36, 0.44, 0.34, 16).stand(y=height + 0.02),
            draw.color("light brown", "beige", unlike=glass),
        )
    else:
        shape.part("lid", dome(0.5, 0.2, 16).move(y=height + 0.1), glass)
        shape.part("knob", sphere(0.12, 12).move(y=height + 0.36), draw.color(unlike=glass))
    if draw.chance(0.6):
        label = box(0.7, 0.4 * height, 1).center(y=0.45 * height, z=0.7)
        shape.paint("label", label, draw.color("white", "beige", unlike=glass), on="body")
    if draw.chance(0.2):
        shape.part("ring", torus(0.46, 0.1).move(y=height - 0.02), draw.color(unlike=glass))
    return shape
