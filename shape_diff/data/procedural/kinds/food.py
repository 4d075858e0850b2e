"""Dishes and drinks, bread, meat, eggs and cheese; about one unit wide or tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    ellipse,
    mirrored,
    rounded_rectangle,
    smooth,
)
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    box,
    capsule,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
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

THEME = "food"


def crust_color(draw: Draw, *unlike: Color) -> Color:
    return draw.color("light brown", "light brown", "copper", "brown", unlike=unlike)


@kind("bread loaf", synonyms=("loaf of bread", "bread"), theme=THEME)
def bread_loaf(draw: Draw) -> Shape:
    """A sandwich loaf with slices cut off, a round loaf with a cross, or a baguette with slashes."""
    shape = Shape()
    crust = crust_color(draw)
    crumb = draw.color("beige", unlike=crust)
    form = shape.variant(draw.choice("tin loaf", "round loaf", "baguette"))
    if form == "tin loaf":
        half = [
            (-0.36, 0.0),
            (0.36, 0.0),
            (0.38, 0.42),
            *arc((0.26, 0.52), 0.2, -20, 90, 4),
            *arc((-0.26, 0.52), 0.2, 90, 200, 4),
        ]
        whole = side_extrude([*half, (-0.38, 0.42)], 1.4)
        slices = shape.variant(draw.choice("uncut", "sliced"))
        shape.part("crust", whole, crust, spoken=False)
        if slices == "sliced":
            shape.adjective("sliced")
            inner = side_extrude([(0.86 * z, 0.03 + 0.9 * y) for z, y in [*half, (-0.38, 0.42)]], 0.1)
            shape.part("crumb", inner.move(x=0.68), crumb, mass=True)
            slice_ = side_extrude([*half, (-0.38, 0.42)], 0.13).turn(z=-78).stand(x=1.15)
            shape.part("slice", slice_, crust)
            shape.part("slice crumb", inner.turn(z=-78).stand(x=1.15, y=0.06), crumb, spoken=False)
        return shape
    if form == "round loaf":
        shape.call("round loaf of bread")
        shape.part("crust", dome(0.7, 0.48, 18).scale(z=0.95), crust, spoken=False)
        cut = shape.variant(draw.choice("cross", "stripes"))
        bars = [box(1.0, 1, 0.09), box(0.09, 1, 1.0)] if cut == "cross" else row(box(0.09, 1, 0.8), 3, 0.28)
        shape.paint("cut", [bar.turn(y=25).center(y=0.7) for bar in bars], crumb, on="crust", spoken=False)
        return shape
    shape.call("baguette")
    shape.part("crust", ellipsoid(2.0, 0.3, 0.36, 14), crust, spoken=False)
    shape.part(
        "cut",
        [capsule((-0.1, 0.13, 0.1), (0.1, 0.13, -0.1), 0.05, sides=6).move(x=0.3 * n) for n in range(-2, 3)],
        crumb,
    )
    return shape


def _toppings(draw: Draw, shape: Shape, spots: list[tuple[float, float]], y: float) -> None:
    """What lies on a pizza: salami, mushrooms, olives or basil; two of them, turn about."""
    mushroom_half = mirrored([(0.04, -0.09), (0.04, 0.0), (0.11, 0.0), (0.0, 0.11)])
    pieces = {
        "salami": (cylinder(0.11, 0.05, 12), draw.color("red", "dark red"), "salami slice"),
        "mushroom": (prism(mushroom_half, 0.05), draw.color("white", "beige"), "mushroom"),
        "olive": (torus(0.06, 0.06, 8, 5), draw.color("black", "dark green"), "olive"),
        "basil": (
            prism([(0.0, -0.12), (0.07, 0.0), (0.0, 0.12), (-0.07, 0.0)], 0.05),
            draw.color("green", "dark green"),
            "basil leaf",
        ),
        "tomato": (cylinder(0.1, 0.06, 10), draw.color("red", "orange"), "tomato slice"),
    }
    chosen = draw.some(list(pieces), 2)
    shape.variant("+".join(sorted(chosen)))
    for place, name in enumerate(chosen):
        solid, color, word = pieces[name]
        shape.part(word, [solid.turn(y=draw.uniform(0, 90)).stand(x, y - 0.02, z) for x, z in spots[place::2]], color)


@kind("pizza", theme=THEME, has_front=False)
def pizza(draw: Draw) -> Shape:
    """A flat round with a raised crust, cheese and two toppings; a slice is missing or pulled out now and then."""
    shape = Shape()
    crust, cheese = crust_color(draw), draw.color("yellow", "yellow", "orange", "red")
    state = shape.variant(draw.choice("whole", "slice missing", weights=(3, 2)))
    gap = prism([(0.0, 0.0), (0.55, 1.6), (1.6, 0.55)], 2).move(y=-0.5)
    if state == "slice missing":
        shape.phrase("with a slice missing")
    base, layer, rim = (
        cylinder(0.9, 0.09, 24).stand(),
        cylinder(0.82, 0.05, 24).stand(y=0.07),
        torus(0.87, 0.17, 24, 8).move(y=0.085),
    )
    if state == "slice missing":
        base, layer, rim = base - gap, layer - gap, rim - gap
    shape.part("crust", base + rim, crust)
    shape.part("cheese", layer, cheese, mass=True)
    spots = [(0.62 * cos(radians(40 * n)), 0.62 * sin(radians(40 * n))) for n in range(9)] + [
        (0.3 * cos(radians(72 * n + 10)), 0.3 * sin(radians(72 * n + 10))) for n in range(5)
    ]
    if state == "slice missing":
        spots = [(x, z) for x, z in spots if (box(0.2, 3, 0.2).center(x, 0, z) & gap).body.is_empty()]
    _toppings(draw, shape, spots, 0.12)
    return shape


@kind("pizza slice", synonyms=("slice of pizza",), theme=THEME)
def pizza_slice(draw: Draw) -> Shape:
    """A triangle with a crust along one side and toppings, lying or standing on its tip."""
    shape = Shape()
    crust, cheese = crust_color(draw), draw.color("yellow", "yellow", "orange")
    half = draw.uniform(18, 25)
    rim = arc((0.0, 0.9), 1.5, -90 - half, -90 + half, 7)
    shape.part(
        "crust", [prism([(0.0, 0.9), *rim], 0.1), tube([(x, 0.09, z) for x, z in rim], 0.12, 8)], crust, spoken=False
    )
    inner = [(0.94 * x, 0.05 + 0.94 * z) for x, z in [(0.0, 0.9), *rim]]
    shape.part("cheese", prism(inner, 0.06).move(y=0.08), cheese, mass=True)
    drip = shape.variant(draw.choice("dripping", "neat"))
    if drip == "dripping":
        shape.phrase("with dripping cheese")
        shape.part(
            "drip",
            [capsule((x, 0.1, z), (x, -0.12, z), 0.05, sides=6) for x, z in ((0.02, 0.84), (0.22, 0.3))],
            cheese,
            spoken=False,
        )
    _toppings(draw, shape, [(0.0, 0.45), (-0.2, -0.28), (0.17, 0.0), (0.25, -0.35), (-0.12, 0.1)], 0.13)
    stands = shape.variant(draw.choice("lying", "upright", weights=(1, 1)))
    if stands == "upright":
        shape.parts = [replace(part, solids=tuple(solid.turn(x=78) for solid in part.solids)) for part in shape.parts]
    return shape


def _bun(draw: Draw) -> Color:
    return draw.color("light brown", "light brown", "copper", "beige")


@kind("burger", synonyms=("hamburger", "cheeseburger"), theme=THEME, has_front=False)
def burger(draw: Draw) -> Shape:
    """Bun, one or two patties, cheese, lettuce, tomato and bun with sesame."""
    shape = Shape()
    shape.call(draw.choice("burger", "hamburger"))
    bun = _bun(draw)
    shape.part("bottom bun", revolve([(0.5, 0.0), (0.6, 0.06), (0.6, 0.2)], 16), bun, spoken=False)
    patties = shape.variant(draw.choice("single", "double", weights=(3, 1)))
    if patties == "double":
        shape.adjective("double")
    layers = (
        ["lettuce", "patty", "cheese", "tomato"]
        if patties == "single"
        else ["patty", "cheese", "lettuce", "patty", "cheese"]
    )
    if patties == "single" and shape.variant(draw.choice("full", "no tomato")) == "no tomato":
        layers.remove("tomato")
    height = 0.19
    found: dict[str, list[Solid]] = {name: [] for name in layers}
    frill = [
        ((0.62 + 0.05 * (n % 2)) * cos(radians(20 * n)), (0.62 + 0.05 * (n % 2)) * sin(radians(20 * n)))
        for n in range(18)
    ]
    for name in layers:
        thick = {"lettuce": 0.09, "patty": 0.2, "cheese": 0.07, "tomato": 0.09}[name]
        solid = {
            "lettuce": prism(frill, thick),
            "patty": rounded_box(1.2, thick, 1.2, 0.05) & cylinder(0.6, 1, 16),
            "cheese": box(0.96, thick, 0.96).turn(y=45),
            "tomato": cylinder(0.56, thick, 16),
        }[name]
        found[name].append(solid.stand(y=height))
        height += thick - 0.01
    looks = {
        "lettuce": ("green", "light green"),
        "patty": ("brown", "dark brown"),
        "cheese": ("yellow", "orange"),
        "tomato": ("red",),
    }
    for name, solids in found.items():
        shape.part(name, solids, draw.color(*looks[name]), mass=name != "patty")
    shape.part("bun", dome(0.62, 0.42, 16).move(y=height - 0.01), bun)
    if shape.variant(draw.choice("sesame", "plain", weights=(3, 1))) == "sesame":
        seed = ellipsoid(0.05, 0.05, 0.09, 6)
        seeds = [*ring(seed.move(0.0, height + 0.33, 0.36), 7), *ring(seed.move(0.0, height + 0.4, 0.17), 3, start=30)]
        shape.part("sesame seed", seeds, draw.color("white", "beige", unlike=bun))
    return shape


@kind("hot dog", synonyms=("hotdog",), theme=THEME)
def hot_dog(draw: Draw) -> Shape:
    """A sausage in a split bun with a wavy line of mustard or ketchup, and toppings."""
    shape = Shape()
    bun = _bun(draw)
    sauce_name, sauce = draw.choice(("mustard", "yellow"), ("ketchup", "red"))
    sausage = draw.color("copper", "brown", "dark red", "red", unlike=draw.color(sauce))
    half = capsule((-0.62, 0.22, 0.2), (0.62, 0.22, 0.2), 0.22, sides=12)
    shape.part("bun", [half + half.mirror("z") + box(1.2, 0.2, 0.3).stand(y=0.02)], bun)
    shape.part("sausage", capsule((-0.86, 0.4, 0.0), (0.86, 0.4, 0.0), 0.17, sides=12), sausage)
    style = shape.variant(draw.choice("wavy", "zigzag", "straight"))
    steps = [
        (-0.7 + 0.14 * n, 0.57, {"wavy": 0.09, "zigzag": 0.11, "straight": 0.0}[style] * (1 if n % 2 else -1))
        for n in range(11)
    ]
    shape.part(sauce_name, tube(curve(steps, 3) if style == "wavy" else steps, 0.042, 6), draw.color(sauce), mass=True)
    extra = shape.variant(draw.choice("plain", "lettuce", "pickles"))
    if extra == "lettuce":
        leaf = [(0.15 * n - 0.75, 0.0 if n % 2 else 0.09) for n in range(11)]
        ruffle = prism([*leaf, (0.75, -0.3), (-0.75, -0.3)], 0.07).move(y=0.36, z=0.36)
        shape.part("lettuce", [ruffle], draw.color("green", "light green"), mass=True)
    elif extra == "pickles":
        shape.part(
            "pickle slice",
            row(cylinder(0.12, 0.05, 10).turn(x=60).move(0.0, 0.44, 0.2), 4, 0.35),
            draw.color("green", "dark green"),
        )
    return shape


@kind("taco", theme=THEME)
def taco(draw: Draw) -> Shape:
    """A folded half-round shell, open at the top, stuffed with meat, lettuce, tomato and cheese."""
    shape = Shape()
    shell = draw.color("yellow", "gold", "beige", "light brown")
    kind_ = shape.variant(draw.choice("crisp", "soft"), spoken=True)
    spread = 12 if kind_ == "crisp" else 20
    front = extrude(arc((0.0, 0.0), 0.8, 0, 180, 11), 0.07).turn(x=spread).move(z=0.1)
    shape.part("shell", front + front.mirror("z") + capsule((-0.7, 0.0, 0.0), (0.7, 0.0, 0.0), 0.12, sides=8), shell)
    shape.part(
        "meat",
        extrude(arc((0.0, 0.0), 0.76, 0, 180, 9), 0.26),
        draw.color("brown", "dark brown", unlike=shell),
        mass=True,
    )
    fills = draw.some(["lettuce", "tomato", "cheese"], draw.choice(2, 3))
    shape.variant("+".join(sorted(fills)))
    looks = {"lettuce": ("green", "light green"), "tomato": ("red",), "cheese": ("orange", "yellow")}
    solids = {
        "lettuce": ellipsoid(0.28, 0.24, 0.3, 6),
        "tomato": rounded_box(0.16, 0.16, 0.16, 0.03),
        "cheese": box(0.09, 0.3, 0.09).turn(x=30, z=40),
    }
    for place, name in enumerate(fills):
        angles = [
            radians(22 + 17 * n) for n in range(place if name != "lettuce" else 0, 9, 1 if name == "lettuce" else 2)
        ]
        high = 0.76 if name == "lettuce" else 0.84
        pieces = [solids[name].move(high * cos(a), high * sin(a), 0.08 * (n % 3 - 1)) for n, a in enumerate(angles)]
        shape.part(name, union(pieces), draw.color(*looks[name], unlike=shell), mass=True)
    return shape


@kind("sandwich", theme=THEME)
def sandwich(draw: Draw) -> Shape:
    """Layers between two slices of bread: square, cut into a triangle, or a tall one with an olive on a stick."""
    shape = Shape()
    crust, crumb = crust_color(draw), draw.color("beige", "white")
    form = shape.variant(draw.choice("square", "triangular", "tall", weights=(2, 2, 1)))
    if form != "square":
        shape.adjective(form)
    outline = (
        [(-0.6, 0.5), (0.6, 0.5), (0.6, -0.5), (-0.6, -0.5)]
        if form != "triangular"
        else [(-0.7, 0.45), (0.7, 0.45), (0.0, -0.6)]
    )

    def layer(scale: float, thick: float, y: float) -> Solid:
        return prism([(scale * x, scale * z) for x, z in outline], thick).move(y=y)

    names = draw.some(["lettuce", "cheese", "ham", "tomato"], 3)
    shape.variant("+".join(sorted(names)))
    groups = 2 if form == "tall" else 1
    slices, height = [layer(1.0, 0.15, 0.0)], 0.14
    fillings: dict[str, list[Solid]] = {name: [] for name in names}
    for _ in range(groups):
        for name in names:
            thick, scale = {"lettuce": (0.09, 1.06), "cheese": (0.08, 1.02), "ham": (0.1, 0.98), "tomato": (0.1, 0.94)}[
                name
            ]
            fillings[name].append(layer(scale, thick, height))
            height += thick - 0.01
        slices.append(layer(1.0, 0.15, height))
        height += 0.14
    shape.part("crust", slices, crust, spoken=False)
    faces = [layer(0.88, 0.17, piece.bounds[0][1] - 0.01) for piece in slices]
    shape.part("slice of bread", faces, crumb)
    looks = {"lettuce": ("green", "light green"), "cheese": ("yellow", "orange"), "ham": ("pink",), "tomato": ("red",)}
    for name, solids in fillings.items():
        shape.part(name, solids, draw.color(*looks[name]), mass=True)
    if form == "tall" or draw.chance(0.3):
        shape.part("pick", cylinder(0.03, 0.5, 6).stand(y=height - 0.1), draw.material("wood"), spoken=False)
        shape.part("olive", sphere(0.11, 8).move(y=height + 0.3), draw.color("green", "black", "dark green"))
    return shape


@kind("cheese", synonyms=("wedge of cheese", "piece of cheese"), theme=THEME)
def cheese(draw: Draw) -> Shape:
    """A wedge with holes, a round with a piece cut out, or a block."""
    shape = Shape()
    body = draw.color("yellow", "yellow", "yellow", "orange", "beige")
    form = shape.variant(draw.choice("wedge", "wheel", "block", weights=(3, 2, 1)))
    shape.call(draw.choice("wedge of cheese", "piece of cheese"))
    if form == "wedge":
        solid = prism([(-0.75, 0.0), *arc((-0.75, 0.0), 1.4, -24, 24, 6)], 0.7)
        spots = [
            (-0.1, 0.35, 0.32, 0.14),
            (0.3, 0.5, 0.44, 0.11),
            (0.3, 0.15, 0.46, 0.1),
            (0.1, 0.72, 0.0, 0.13),
            (0.42, 0.72, -0.2, 0.1),
            (0.66, 0.3, 0.1, 0.14),
        ]
    elif form == "wheel":
        shape.call("wheel of cheese")
        solid = cylinder(0.75, 0.5, 20).stand() - prism([(0.0, 0.0), (0.15, 1.5), (1.6, 0.8)], 2).move(y=-0.5)
        spots = [(0.03, 0.3, 0.35, 0.09), (0.32, 0.2, 0.2, 0.11), (0.06, 0.12, 0.55, 0.08)]
    else:
        shape.call("block of cheese")
        solid = box(1.3, 0.6, 0.7).stand()
        spots = [
            (-0.4, 0.35, 0.35, 0.12),
            (0.1, 0.2, 0.36, 0.1),
            (0.4, 0.42, 0.34, 0.09),
            (-0.1, 0.6, 0.1, 0.12),
            (0.64, 0.3, 0.1, 0.12),
        ]
    holes = union([sphere(radius, 10).move(x, y, z) for x, y, z, radius in spots])
    texture = shape.variant(draw.choice("holes", "solid", weights=(3, 1)) if form != "wedge" else "holes")
    shape.part("cheese", solid - holes if texture == "holes" else solid, body, spoken=False)
    if texture == "holes":
        shape.phrase("with holes")
    rind = shape.variant(draw.choice("rind", "no rind"))
    if rind == "rind":
        tint = draw.color("red", "gold", "light brown", "white", unlike=body)
        region = {
            "wedge": cylinder(2.0, 2, 28).move(x=-0.75) - cylinder(1.33, 3, 28).move(x=-0.75),
            "wheel": cylinder(2, 3, 20) - cylinder(0.69, 4, 20),
            "block": box(2, 0.1, 2).hang(y=0.08),
        }[form]
        shape.paint("rind", region, tint, on="cheese")
    return shape


@kind("egg", theme=THEME, has_front=False)
def egg(draw: Draw) -> Shape:
    """A whole egg, a painted one, one in a cup, one halved, or one hatching."""
    shape = Shape()
    shell = draw.color("white", "beige", "beige", "light brown")
    profile = [(0.0, 0.0), (0.24, 0.05), (0.4, 0.26), (0.42, 0.45), (0.33, 0.78), (0.18, 1.0), (0.0, 1.08)]
    body = revolve(profile, 16)
    form = shape.variant(draw.choice("whole", "easter egg", "in a cup", "halved"))
    if form == "easter egg":
        shape.call("easter egg")
        colors = draw.colors(3, "pink", "yellow", "light blue", "light green", "purple", "orange", "white", "turquoise")
        shape.part("shell", body, colors[0], spoken=False)
        if shape.variant(draw.choice("striped", "dotted")) == "striped":
            shape.paint("stripe", [box(2, 0.13, 2).center(y=height) for height in (0.3, 0.75)], colors[1], on="shell")
            shape.paint("band", box(2, 0.14, 2).center(y=0.53), colors[2], on="shell")
        else:
            dots = [
                *ring(sphere(0.11, 8).move(0.0, 0.34, 0.41), 7),
                *ring(sphere(0.1, 8).move(0.0, 0.7, 0.36), 6, start=25),
            ]
            shape.paint("dot", dots, colors[1], on="shell")
    elif form == "in a cup":
        shape.phrase("in an egg cup")
        shape.part("shell", body.move(y=0.42), shell, spoken=False)
        cup = revolve(
            [(0.34, 0.0), (0.3, 0.07), (0.12, 0.16), (0.14, 0.34), (0.4, 0.55), (0.46, 0.76), (0.4, 0.76), (0.0, 0.5)],
            16,
        )
        shape.part("egg cup", cup, draw.color("white", "light blue", "red", "yellow", "pink", "teal", unlike=shell))
    elif form == "halved":
        shape.call("boiled egg half")
        half = (body.move(y=-0.5) - box(3, 3, 3).center(z=1.5)).turn(x=-12).stand()
        shape.part("white", half, draw.color("white"), spoken=False)
        yolk = ellipsoid(0.44, 0.44, 0.12, 14).move(0.0, 0.46, 0.1)
        shape.part("yolk", yolk.center(0.0, 0.46, half.bounds[1][2] - 0.07), draw.color("yellow", "orange"))
    else:
        shape.part("shell", body, shell, spoken=False)
        if draw.chance(0.4):
            shape.adjective("speckled")
            low, high = sphere(0.05, 6).move(0.0, 0.3, 0.4), sphere(0.05, 6).move(0.0, 0.62, 0.38)
            specks = [*ring(low, 6), *ring(high, 6, start=30)]
            shape.paint("speck", specks, draw.color("brown", "dark brown", unlike=shell), on="shell")
    return shape


@kind("fried egg", theme=THEME, has_front=False)
def fried_egg(draw: Draw) -> Shape:
    """A white with a wavy edge and one or two yolks, alone, on toast or on a plate."""
    shape = Shape()
    waves = draw.choice(5, 6, 7)
    phase = draw.uniform(0, 6)
    outline = [
        (
            (0.62 + 0.09 * sin(waves * radians(12 * n) + phase)) * cos(radians(12 * n)),
            (0.5 + 0.08 * sin(waves * radians(12 * n) + phase)) * sin(radians(12 * n)),
        )
        for n in range(30)
    ]
    below = shape.variant(draw.choice("alone", "on toast", "on a plate"))
    base = 0.0
    if below == "on toast":
        shape.phrase("on toast")
        toast = smooth([(-0.7, 0.62), (0.7, 0.62), (0.7, -0.3), (0.5, -0.62), (-0.5, -0.62), (-0.7, -0.3)])
        shape.part("toast", prism(toast, 0.16), draw.color("light brown", "brown", "copper"), mass=True)
        base = 0.14
    elif below == "on a plate":
        shape.phrase("on a plate")
        plate = draw.color("light blue", "blue", "red", "dark grey", "teal", "pink")
        shape.part("plate", revolve([(0.6, 0.0), (1.0, 0.1), (1.0, 0.15), (0.6, 0.08), (0.0, 0.08)], 20), plate)
        base = 0.06
    shape.part("egg white", prism(outline, 0.1).move(y=base), draw.color("white"), spoken=False)
    yolks = draw.choice(1, 1, 2)
    shape.variant(f"{yolks}")
    spots = [(0.05, 0.0)] if yolks == 1 else [(-0.25, 0.05), (0.25, -0.08)]
    radius = 0.25 if yolks == 1 else 0.19
    shape.part(
        "yolk", [dome(radius, 0.17, 14).move(x, base + 0.09, z) for x, z in spots], draw.color("yellow", "orange")
    )
    return shape


@kind("steak", synonyms=("piece of meat",), theme=THEME)
def steak(draw: Draw) -> Shape:
    """A slab of meat with a rim of fat: with a T-bone or round bone, or a drumstick-like joint with grill marks."""
    shape = Shape()
    meat = draw.color("red", "dark red", "copper", "brown")
    fat = draw.color("white", "beige", unlike=meat)
    form = shape.variant(draw.choice("t-bone", "round bone", "boneless"))
    points = smooth([(-0.8, 0.1), (-0.5, -0.5), (0.1, -0.45), (0.75, -0.35), (0.8, 0.2), (0.3, 0.5), (-0.4, 0.55)], 2)
    shape.part("fat", prism(points, 0.24), fat, mass=True)
    shape.part("meat", prism([(0.88 * x, 0.86 * z) for x, z in points], 0.3).move(y=-0.03), meat, mass=True)
    if form == "t-bone":
        bone = prism(
            [
                (-0.62, -0.2),
                (-0.48, -0.28),
                (-0.2, 0.0),
                (0.2, -0.06),
                (0.2, 0.08),
                (-0.2, 0.13),
                (-0.48, 0.4),
                (-0.62, 0.3),
                (-0.4, 0.06),
            ],
            0.34,
        )
        shape.part("bone", bone.move(y=-0.04), draw.color("white", "beige"))
    elif form == "round bone":
        shape.part(
            "bone",
            cylinder(0.15, 0.34, 12).stand(-0.35, -0.03, -0.05) - cylinder(0.07, 1, 10).move(x=-0.35, z=-0.05),
            draw.color("white", "beige"),
        )
    if shape.variant(draw.choice("grilled", "plain")) == "grilled":
        shape.adjective("grilled")
        marks = row(box(0.07, 1, 1.6).turn(y=30), 4, 0.28)
        shape.paint(
            "grill mark",
            [mark.move(y=0.74) for mark in marks],
            draw.color("dark brown", "black", unlike=meat),
            on="meat",
        )
    if shape.variant(draw.choice("flat", "on edge", weights=(2, 1))) == "on edge":
        shape.parts = [replace(part, solids=tuple(solid.turn(x=70) for solid in part.solids)) for part in shape.parts]
    return shape


@kind("drumstick", synonyms=("chicken leg", "chicken drumstick"), theme=THEME)
def drumstick(draw: Draw) -> Shape:
    """A pear of meat on a bone with a knobbed end: whole or bitten; or a big joint with bone at both ends."""
    shape = Shape()
    meat = draw.color("copper", "brown", "light brown", "orange")
    bone = draw.color("white", "beige")
    form = shape.variant(draw.choice("whole", "bitten", "joint"))
    knob = sphere(0.13, 10).move(0.1, 0.0) + sphere(0.13, 10).move(-0.1, 0.0)
    if form == "joint":
        shape.call("joint of meat on the bone")
        shape.part("bone", cylinder(0.09, 2.0, 8) + knob.move(y=1.0) + knob.move(y=-1.0), bone, spoken=False)
        body = revolve([(0.2, -0.6), (0.46, -0.5), (0.52, 0.0), (0.46, 0.5), (0.2, 0.6)], 14)
        shape.part("meat", body, meat, mass=True)
        if shape.variant(draw.choice("fatty", "lean")) == "fatty":
            shape.paint(
                "band of fat",
                row(box(2, 0.1, 2), 2, 0.5, "y"),
                draw.color("beige", "white"),
                on="meat",
                plural="bands of fat",
            )
    else:
        shape.part("bone", rod((0.0, 0.6, 0.0), (0.0, 1.5, 0.0), 0.085) + knob.move(y=1.52), bone)
        body = revolve([(0.0, -0.3), (0.3, -0.22), (0.46, 0.08), (0.42, 0.36), (0.2, 0.75), (0.13, 1.0)], 14)
        bite = [sphere(0.2, 10).move(x, y, 0.25) for x, y in ((0.42, 0.2), (0.4, 0.45), (0.36, 0.0))]
        if form == "bitten":
            shape.adjective("bitten")
            shape.part("meat", body - union(bite), meat, mass=True)
            grown = union([sphere(0.235, 10).move(x, y, 0.25) for x, y in ((0.42, 0.2), (0.4, 0.45), (0.36, 0.0))])
            shape.paint("bite", grown, draw.color("beige", "white", unlike=meat), on="meat")
        else:
            shape.part("meat", body, meat, mass=True)
    tilt = shape.variant(draw.choice("slanting", "lying"))
    turn = -55.0 if tilt == "slanting" else -95.0
    shape.parts = [replace(part, solids=tuple(solid.turn(z=turn) for solid in part.solids)) for part in shape.parts]
    return shape


@kind("sushi", synonyms=("piece of sushi",), theme=THEME)
def sushi(draw: Draw) -> Shape:
    """A roll in seaweed, a slice of fish on rice, or a cup with roe."""
    shape = Shape()
    rice = draw.color("white")
    weed = draw.color("black", "dark green")
    form = shape.variant(draw.choice("maki", "nigiri", "gunkan"))
    shape.call("piece of sushi")
    if form == "maki":
        shape.call("sushi roll")
        shape.part("seaweed", cylinder(0.5, 0.6, 18).stand(), weed, mass=True)
        shape.part("rice", cylinder(0.43, 0.64, 18).stand(), rice, mass=True)
        fillings = draw.choice(("salmon", "orange"), ("tuna", "red"), ("cucumber", "light green"), ("avocado", "green"))
        shape.part(
            shape.variant(fillings[0]), rounded_box(0.34, 0.68, 0.3, 0.08).stand(), draw.color(fillings[1]), mass=True
        )
        if shape.variant(draw.choice("flat", "on its side")) == "on its side":
            shape.parts = [
                replace(part, solids=tuple(solid.turn(x=80) for solid in part.solids)) for part in shape.parts
            ]
        return shape
    shape.part("rice", rounded_box(1.2, 0.42, 0.6, 0.16).stand(), rice, mass=True)
    if form == "nigiri":
        name, look = draw.choice(("salmon", "orange"), ("tuna", "red"), ("shrimp", "pink"), ("egg", "yellow"))
        path = [
            (-0.76, 0.22, 0.0),
            (-0.6, 0.42, 0.0),
            (-0.3, 0.5, 0.0),
            (0.3, 0.5, 0.0),
            (0.6, 0.42, 0.0),
            (0.76, 0.22, 0.0),
        ]
        slab = side_extrude([(-0.34, 0.0), (0.34, 0.0), (0.28, 0.15), (-0.28, 0.15)], 1.4)
        arched = slab.move(y=0.4) + union(
            [
                sphere(0.15, 8).scale(z=2.2).move(*path[0]).move(x=0.06, y=0.12),
                sphere(0.15, 8).scale(z=2.2).move(*path[-1]).move(x=-0.06, y=0.12),
            ]
        )
        shape.part(shape.variant(name), arched, draw.color(look), mass=True)
        if name in ("salmon", "tuna"):
            shape.paint(
                "stripe", row(box(0.07, 1, 2).turn(y=25).center(y=0.9), 4, 0.3), draw.color("white", "beige"), on=name
            )
        if shape.variant(draw.choice("belt", "no belt")) == "belt":
            shape.part("seaweed band", box(0.24, 0.6, 0.74).stand(), weed)
        return shape
    wall = prism(rounded_rectangle(1.3, 0.7, 0.3, 4), 0.56)
    shape.part("seaweed", wall, weed, mass=True)
    shape.part("rice", prism(rounded_rectangle(1.14, 0.56, 0.25, 4), 0.56).move(y=0.03), rice, spoken=False)
    eggs = [
        sphere(0.115, 6).move(x, 0.64 + 0.03 * ((n + m) % 2), z)
        for n, x in enumerate((-0.42, -0.21, 0.0, 0.21, 0.42))
        for m, z in enumerate((-0.16, 0.02, 0.19))
    ]
    shape.part("roe", union(eggs), draw.color("orange", "red", "red"), mass=True)
    return shape


@kind("soda can", synonyms=("drink can", "can of soda"), theme=THEME, has_front=False)
def soda_can(draw: Draw) -> Shape:
    """A can narrowing at both ends with a ring pull: with a band, a disc or a wave; with a straw or crushed."""
    shape = Shape()
    paint = draw.color()
    metal = draw.material("steel", unlike=paint)
    tall = shape.graded(draw.uniform(0.95, 1.5), low=("short", 1.02), high=("tall", 1.35))
    shape.part(
        "can", revolve([(0.3, 0.04), (0.38, 0.12), (0.38, tall - 0.14), (0.31, tall - 0.02)], 18), paint, spoken=False
    )
    shape.part(
        "lid", [cylinder(0.33, 0.06, 18).stand(y=tall - 0.03), cylinder(0.3, 0.06, 18).stand()], metal, spoken=False
    )
    shape.part("ring pull", prism(ellipse(0.22, 0.32, 10), 0.05).move(y=tall + 0.01, z=0.05), metal)
    style = shape.variant(draw.choice("band", "diagonal", "disc"))
    second = draw.color("white", "red", "yellow", "black", "light blue", "orange", unlike=paint)
    if style == "band":
        shape.paint("band", box(2, 0.3 * tall, 2).center(y=tall / 2), second, on="can")
    elif style == "diagonal":
        shape.paint("stripe", box(3, 0.2, 2).turn(z=35).center(y=tall / 2), second, on="can")
    else:
        shape.paint("circle", cylinder(0.26, 1, 16).turn(x=90).move(y=tall / 2, z=0.5), second, on="can")
    if shape.variant(draw.choice("straw", "no straw", weights=(1, 2))) == "straw":
        straw = tube([(0.0, tall - 0.1, -0.12), (0.05, tall + 0.4, -0.12), (0.3, tall + 0.6, -0.12)], 0.04, 6)
        shape.part("straw", straw, draw.color("red", "white", "yellow", "light blue", unlike=paint))
    return shape


@kind("milk carton", synonyms=("carton of milk",), theme=THEME)
def milk_carton(draw: Draw) -> Shape:
    """A square carton with a gabled top, a cap, and a coloured band or a picture of a drop."""
    shape = Shape()
    shape.call(draw.choice("milk carton", "carton of milk"))
    paint = draw.color("white", "white", "white", "light blue", "beige")
    accent = draw.color("blue", "red", "green", "light blue", "dark brown", "pink", unlike=paint)
    height = draw.uniform(0.95, 1.25)
    form = shape.variant(draw.choice("gabled", "brick", weights=(3, 1)))
    shape.part("carton", box(0.7, height, 0.7).stand(), paint, spoken=False)
    if form == "gabled":
        roof = side_extrude(
            [(-0.35, height - 0.01), (0.35, height - 0.01), (0.05, height + 0.34), (-0.05, height + 0.34)], 0.7
        )
        shape.part("top", roof, accent if draw.chance(0.6) else paint)
        shape.part("flap", box(0.7, 0.16, 0.09).stand(y=height + 0.32), paint, spoken=False)
    cap = shape.variant(draw.choice("cap", "straw" if form == "brick" else "no cap"))
    if cap == "cap":
        spot = cylinder(0.1, 0.14, 12)
        shape.part(
            "cap",
            spot.turn(x=45).move(0.0, height + 0.2, 0.24) if form == "gabled" else spot.stand(0.15, height - 0.02, 0.1),
            draw.color("red", "blue", "green", "white", unlike=paint),
        )
    elif cap == "straw":
        shape.part(
            "straw",
            tube([(0.15, height - 0.1, 0.1), (0.15, height + 0.35, 0.1), (0.36, height + 0.52, 0.1)], 0.04, 6),
            draw.color("white", "red", unlike=paint),
        )
    style = shape.variant(draw.choice("band", "drop", "spots"))
    if style == "band":
        shape.paint("band", box(2, 0.3 * height, 2).center(y=0.35 * height), accent, on="carton")
    elif style == "drop":
        drop = extrude([(0.0, 0.3), *arc((0.0, 0.0), 0.17, 390, 150, 10)], 0.4).move(y=0.45 * height, z=0.4)
        shape.paint("drop", drop, accent, on="carton")
    else:
        shape.phrase("with a cow pattern")
        spots = [
            sphere(radius, 10).move(x, y, z)
            for x, y, z, radius in (
                (0.15, 0.7, 0.4, 0.22),
                (-0.2, 0.25, 0.4, 0.2),
                (0.4, 0.35, 0.1, 0.24),
                (0.4, 0.75, -0.25, 0.17),
                (-0.4, 0.7, 0.0, 0.22),
            )
        ]
        shape.paint("spot", spots, draw.color("black", "brown", unlike=paint), on="carton")
    return shape


@kind("honey jar", synonyms=("pot of honey", "jar of honey"), theme=THEME)
def honey_jar(draw: Draw) -> Shape:
    """A pot with dripping honey, a glass jar with a lid, or a ribbed beehive jar, with or without a dipper."""
    shape = Shape()
    honey = draw.color("orange", "orange", "gold", "yellow")
    form = shape.variant(draw.choice("pot", "lidded jar", "beehive"))
    if form == "pot":
        shape.call("honey pot")
        clay = draw.color("copper", "brown", "light brown", "light blue", "white", unlike=honey)
        shape.part(
            "pot", revolve([(0.36, 0.0), (0.56, 0.3), (0.54, 0.62), (0.4, 0.86), (0.5, 0.9), (0.5, 1.0)], 16), clay
        )
        drips = [
            capsule((0.0, 0.95, 0.5), (0.0, 0.95 - length, 0.54), 0.085, sides=8).turn(y=turn)
            for turn, length in ((-60, 0.3), (-15, 0.55), (35, 0.25), (80, 0.4), (170, 0.3))
        ]
        shape.part("honey", union([cylinder(0.52, 0.12, 16).stand(y=0.94), *drips]), honey, mass=True)
        top = 1.0
    elif form == "lidded jar":
        shape.part("honey", rounded_box(0.9, 1.0, 0.9, 0.14).stand(), honey, mass=True)
        shape.part(
            "lid",
            cylinder(0.42, 0.24, 16).stand(y=0.96),
            draw.color("yellow", "white", "red", "dark brown", "gold", unlike=honey),
        )
        label = extrude(regular_hexagon(0.3), 0.6).move(y=0.45, z=0.5)
        shape.paint("label", label, draw.color("white", "beige", unlike=honey), on="honey")
        return shape
    else:
        rolls = [
            torus(radius - 0.12, 0.3, 16, 8).move(y=0.14 + 0.22 * n)
            for n, radius in enumerate((0.5, 0.55, 0.52, 0.42, 0.28))
        ]
        shape.part("jar", union([*rolls, cylinder(0.36, 0.9, 12).stand()]), honey, spoken=False)
        shape.part(
            "entrance", cylinder(0.14, 0.2, 12).turn(x=90).move(0.0, 0.25, 0.5), draw.color("dark brown", "black")
        )
        top = 1.05
    if shape.variant(draw.choice("dipper", "no dipper", weights=(2, 1))) == "dipper" and form == "pot":
        wood = draw.material("wood", unlike=honey)
        stick = rod((0.1, 0.9, 0.0), (0.42, 1.7, 0.0), 0.05, sides=6)
        head = union([torus(0.1, 0.09, 10, 6).move(y=0.1 * n) for n in range(3)]).turn(z=-22).move(0.36, 1.6)
        shape.part("honey dipper", stick + head, wood)
    elif form == "beehive":
        shape.part("knob", sphere(0.11, 10).move(y=top + 0.16), draw.color("brown", "dark brown", unlike=honey))
    return shape


def regular_hexagon(radius: float) -> list[Flat]:
    """A hexagon with a flat bottom, as in honeycombs."""
    return ellipse(2 * radius, 2 * radius, 6)


@kind("french fries", synonyms=("chips in a box", "fries"), theme=THEME)
def french_fries(draw: Draw) -> Shape:
    """A scooped box or a paper cone from which sticks of potato stand up."""
    shape = Shape()
    shape.call("box of french fries")
    paint = draw.color("red", "red", "white", "light blue", "yellow")
    gold = draw.color("yellow", "gold", "orange", unlike=paint)
    form = shape.variant(draw.choice("box", "cone", "striped box"))
    if form == "cone":
        shape.call("cone of french fries")
        shape.part("cone", frustum(0.12, 0.5, 1.0, 12).stand(), paint)
        spots = [(0.26 * cos(radians(40 * n)), 0.26 * sin(radians(40 * n))) for n in range(9)] + [(0.0, 0.0)]
        low = 0.6
    else:
        front = extrude(
            [(-0.36, 0.0), (0.36, 0.0), (0.5, 0.9), *arc((0.0, 1.0), 0.42, -14, -166, 8), (-0.5, 0.9)], 0.06
        ).move(z=0.2)
        back = extrude([(-0.36, 0.0), (0.36, 0.0), (0.5, 0.95), (0.3, 1.05), (-0.3, 1.05), (-0.5, 0.95)], 0.06).move(
            z=-0.2
        )
        side = extrude([(-0.36, 0.0), (0.36, 0.0), (0.48, 0.72), (-0.48, 0.72)], 0.42)
        shape.part("box", union([front, back, side]), paint)
        if form == "striped box":
            shape.paint(
                "stripe",
                row(box(0.13, 2, 2).stand(), 3, 0.3),
                draw.color("white", "yellow", "red", unlike=[paint, gold]),
                on="box",
            )
        spots = [(-0.36 + 0.12 * n, z) for z in (-0.09, 0.09) for n in range(7)]
        low = 0.5
    fries = []
    for x, z in spots:
        tall = draw.uniform(0.55, 0.95) - 0.25 * abs(x)
        fries.append(
            box(0.1, tall, 0.1).stand().turn(x=draw.uniform(-6, 6), z=-18 * x + draw.uniform(-5, 5)).move(x, low, z)
        )
    shape.part("fry", fries, gold, plural="fries")
    shape.variant(draw.choice("plain", "sauce"))
    if "sauce" in shape.variants:
        shape.phrase("with ketchup")
        shape.part("ketchup", ellipsoid(0.4, 0.16, 0.3, 10).move(0.0, low + 0.62, 0.06), draw.color("red"), mass=True)
    return shape
