"""Dishes, baked things and sweets; about one unit wide or tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    ellipse,
    helix,
    rectangle,
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
    cone,
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
CREAM = ("white", "beige", "pink", "light brown", "yellow", "light green", "light blue")
SWEETS = ("red", "yellow", "light blue", "green", "pink", "white", "orange", "purple")


def _crust(draw: Draw, *unlike: Color) -> Color:
    return draw.color("light brown", "light brown", "copper", "brown", unlike=unlike)


def _scattered(draw: Draw, piece: Solid, count: int, radius: float, height: float, inner: float = 0.0) -> list[Solid]:
    """Copies strewn over a disc at a height, each turned by chance; sunflower spacing keeps them apart."""
    spots = []
    for number in range(count):
        reach = (inner**2 + (radius**2 - inner**2) * (number + 0.5) / count) ** 0.5
        angle = radians(137.5 * number + draw.uniform(-12, 12))
        turned = piece.turn(y=draw.uniform(0, 180))
        spots.append(turned.move(reach * cos(angle), height, reach * sin(angle)))
    return spots


@kind("bread loaf", synonyms=("loaf of bread", "bread"), theme=THEME)
def bread_loaf(draw: Draw) -> Shape:
    """A sandwich loaf with slices cut off, a round loaf with a cross, or a baguette with slashes."""
    shape = Shape()
    crust = _crust(draw)
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


@kind("croissant", theme=THEME)
def croissant(draw: Draw) -> Shape:
    """A crescent of rolled dough in steps, thick in its middle: plain, iced, or with a chocolate filling."""
    shape = Shape()
    dough = draw.color("light brown", "light brown", "copper", "gold", "brown")
    reach = 105 if shape.variant(draw.choice("crescent", "open")) == "crescent" else 70
    folds = draw.choice(5, 7)
    shape.variant(f"{folds} folds")
    path, radii = [], []
    for number in range(3 * folds + 1):
        share = 2 * number / (3 * folds) - 1
        angle = radians(90 + share * reach)
        step = abs((number / 3 + 0.5) % 1 - 0.5) if number % 3 else 0.0
        radii.append((0.3 - 0.23 * share * share) * (0.86 + 0.5 * step))
        path.append((0.55 * cos(angle), 0.8 * radii[-1], 0.2 - 0.55 * sin(angle)))
    shape.part("dough", tube(path, radii, 10), dough, spoken=False)
    topping = shape.variant(draw.choice("plain", "iced", "filled", weights=(2, 1, 1)))
    if topping == "iced":
        bands = [box(0.09, 1, 2).turn(y=20).center(0.26 * n, 0.62, 0.0) for n in (-1, 0, 1)]
        icing = draw.color("dark brown", "white", "pink", unlike=dough)
        shape.paint("stripe of icing", bands, icing, on="dough")
    elif topping == "filled":
        shape.phrase("with a chocolate filling")
        ends = [capsule(path[place], path[place], radii[place] + 0.035, sides=8) for place in (1, -2)]
        shape.part("filling", ends, draw.color("dark brown", unlike=dough), spoken=False)
    return shape


@kind("donut", synonyms=("doughnut",), theme=THEME, has_front=False)
def donut(draw: Draw) -> Shape:
    """A ring of dough with icing that drips, with sprinkles, stripes or a bite; lying or standing."""
    shape = Shape()
    dough = draw.color("light brown", "beige", "copper")
    icing = draw.color("pink", "pink", "dark brown", "white", "light blue", "light green", "yellow", unlike=dough)
    form = shape.variant(draw.choice("sprinkled", "striped", "plain"))
    bite = (
        sphere(0.24, 10).move(0.62, 0.0, 0.3)
        if shape.variant(draw.choice("whole", "bitten", weights=(3, 1))) == "bitten"
        else None
    )
    body = torus(0.42, 0.42, 20, 10).scale(y=0.85)
    glaze = torus(0.42, 0.47, 20, 10).scale(y=0.85) & prism(
        [(r * cos(radians(18 * n)), r * sin(radians(18 * n))) for n in range(20) for r in [0.58 + 0.06 * (n % 3)]], 1
    )
    if bite:
        shape.adjective("bitten")
        body, glaze = body - bite, glaze - bite
    parts = [("dough", body, dough), ("icing", glaze, icing)]
    for name, solid, color in parts:
        shape.part(name, solid, color, mass=True)
    if form == "sprinkled":
        sprinkle = capsule((-0.03, 0.0, 0.0), (0.03, 0.0, 0.0), 0.022, sides=4)
        crumbs = _scattered(draw, sprinkle, 24, 0.54, 0.19, inner=0.3)
        looks = draw.colors(2, *[name for name in SWEETS if name != icing.name])
        for part_, color in zip((crumbs[:12], crumbs[12:]), looks, strict=True):
            shape.part("sprinkle", [one for one in part_ if bite is None or one.bounds[1][0] < 0.36], color)
    elif form == "striped":
        stripe = draw.color("white", "dark brown", "pink", "yellow", unlike=icing)
        shape.paint("stripe", row(box(0.07, 2, 3).turn(y=30).center(y=0.6), 4, 0.26), stripe, on="icing")
    return shape


def _candle(x: float, y: float, z: float, tall: float = 0.3) -> tuple[Solid, Solid]:
    return cylinder(0.035, tall, 6).stand(x, y, z), ellipsoid(0.07, 0.12, 0.07, 8).center(x, y + tall + 0.04, z)


@kind("cake", synonyms=("layer cake",), theme=THEME, has_front=False)
def cake(draw: Draw) -> Shape:
    """A round cake of one to three tiers with drips, candles or fruit, and a slice cut out now and then."""
    shape = Shape()
    sponge = draw.color("light brown", "beige", "dark brown", "yellow")
    icing = draw.color("pink", "white", "dark brown", "light blue", "light green", "red", "light purple", unlike=sponge)
    tiers = shape.variant(draw.choice("one", "two", "three", weights=(3, 1, 1)))
    count = ("one", "two", "three").index(tiers) + 1
    if count > 1:
        shape.call(f"{'wedding' if count == 3 else 'tiered'} cake")
    step, wide = 0.42, 0.7
    levels = [(wide * (1 - 0.28 * n), step * n) for n in range(count)]
    cut = prism([(0.0, 0.0), (0.5, 2.0), (1.9, 0.7)], 3).turn(y=0) if count == 1 and draw.chance(0.35) else None
    shape.variant("cut" if cut else "uncut")
    bodies = [cylinder(radius, step, 20).stand(y=low) for radius, low in levels]
    tops = [cylinder(radius + 0.03, 0.16, 20).hang(y=low + step + 0.03) for radius, low in levels]
    drips = [
        capsule(
            (0.0, low + step - 0.06, radius), (0.0, low + step - 0.14 - 0.1 * (n % 3) / 2, radius), 0.06, sides=6
        ).turn(y=30 * n)
        for radius, low in levels
        for n in range(12)
    ]
    if cut:
        bodies, tops = [body - cut for body in bodies], [top - cut for top in tops]
        drips = [drip for drip in drips if (drip & cut).body.is_empty()]
    shape.part("tier" if count > 1 else "sponge", bodies, sponge, mass=count == 1)
    shape.part("icing", [*tops, *drips], icing, mass=True)
    radius, low = levels[-1]
    top = low + step + 0.02
    decor = shape.variant(draw.choice("candles", "berries", "cream"))
    inner = 0.72 * radius
    if decor == "candles":
        number = draw.choice(1, 3, 4, 5, 6)
        spots = (
            [(0.0, 0.0)]
            if number == 1
            else [
                (-inner * sin(radians(360 / number * n + 200)), -inner * cos(radians(360 / number * n + 200)))
                for n in range(number)
            ]
        )
        spots = [(x * 0.8, z * 0.8) for x, z in spots]
        keep = [
            (x, z) for x, z in spots if cut is None or (box(0.2, 4, 0.2).center(x, 0, z) & cut).body.is_empty()
        ] or [(-0.3, -0.2)]
        pieces = [_candle(x, top - 0.02, z) for x, z in keep]
        shape.call("birthday cake")
        shape.part(
            "candle", [piece[0] for piece in pieces], draw.color("white", "red", "light blue", "yellow", unlike=icing)
        )
        shape.part("flame", [piece[1] for piece in pieces], draw.color("orange", "yellow"))
        return shape
    blob = sphere(0.1, 8) if decor == "berries" else cone(0.12, 0.18, 8)
    blobs = [
        one for one in ring(blob.move(0.0, top + 0.05, 0.95 * inner), 8) if cut is None or (one & cut).body.is_empty()
    ]
    looks = ("red", "dark blue", "dark red") if decor == "berries" else ("white", "pink", "yellow", "beige")
    shape.part(
        "berry" if decor == "berries" else "dollop of cream",
        blobs,
        draw.color(*looks, unlike=icing),
        plural=None if decor == "berries" else "dollops of cream",
    )
    return shape


@kind("slice of cake", synonyms=("cake slice", "piece of cake"), theme=THEME)
def slice_of_cake(draw: Draw) -> Shape:
    """A wedge with layers of cream and icing, a berry on top, on a plate now and then."""
    shape = Shape()
    sponge = draw.color("light brown", "beige", "dark brown", "yellow")
    cream = draw.color("white", "pink", "red", "beige", "dark brown", unlike=sponge)
    layers = shape.variant(draw.choice("two", "three"))
    count = 2 if layers == "two" else 3
    wedge_ = [(-0.7, 0.0), *arc((-0.7, 0.0), 1.4, -20, 20, 6)]
    step = 0.72 / count
    shape.part("layer", [prism(wedge_, step - 0.08).move(y=step * n) for n in range(count)], sponge)
    between = [prism(wedge_, 0.1).move(y=step * (n + 1) - 0.09) for n in range(count)]
    shape.part(
        "icing",
        [
            *between,
            prism([(1.02 * x, 1.02 * z) for x, z in wedge_], 0.12).move(y=0.66),
            prism([*arc((-0.7, 0.0), 1.44, -20.5, 20.5, 6), *arc((-0.7, 0.0), 1.34, 20.5, -20.5, 6)], 0.76),
        ],
        cream,
        mass=True,
    )
    top = shape.variant(draw.choice("cherry", "strawberry", "cream"))
    if top == "cherry":
        shape.part("cherry", sphere(0.15, 10).move(0.3, 0.88), draw.color("red", "dark red", unlike=cream))
    elif top == "strawberry":
        shape.part(
            "strawberry",
            revolve([(0.14, 0.0), (0.15, 0.08), (0.0, 0.3)], 8).move(0.3, 0.76),
            draw.color("red", unlike=cream),
        )
    else:
        swirl = frustum(0.2, 0.13, 0.12, 8).stand(0.25, 0.76) + cone(0.15, 0.2, 8).stand(0.25, 0.86)
        shape.part("dollop of cream", swirl, draw.color("white", "beige", unlike=cream))
    if shape.variant(draw.choice("plate", "no plate")) == "plate":
        shape.phrase("on a plate")
        shape.part(
            "plate",
            revolve([(0.6, -0.08), (1.0, -0.03), (1.0, 0.03), (0.0, 0.02)], 20),
            draw.color("white", "light blue", "light grey", unlike=sponge),
        )
    return shape


@kind("cupcake", synonyms=("muffin",), theme=THEME, has_front=False)
def cupcake(draw: Draw) -> Shape:
    """A ribbed paper cup with a swirl or dome of icing, topped with a cherry, candle or sprinkles."""
    shape = Shape()
    cup = draw.color("pink", "light blue", "yellow", "red", "brown", "light green", "white", "dark brown")
    icing = draw.color(*CREAM, "light purple", "dark brown", unlike=cup)
    pleats = [
        ((0.34 + 0.03 * (n % 2)) * cos(radians(15 * n)), (0.34 + 0.03 * (n % 2)) * sin(radians(15 * n)))
        for n in range(24)
    ]
    shape.part("wrapper", prism(pleats, 0.46).taper(1.35), cup)
    form = shape.variant(draw.choice("swirl", "dome", "spiral"))
    if form == "swirl":
        rolls = [
            torus(0.36, 0.26, 14, 8).move(y=0.52),
            torus(0.22, 0.24, 14, 8).move(y=0.7),
            cone(0.22, 0.36, 12).stand(y=0.7),
        ]
        shape.part("icing", union([*rolls, cylinder(0.36, 0.25, 12).stand(y=0.4)]), icing, mass=True)
        top = 1.02
    elif form == "dome":
        shape.part("icing", dome(0.52, 0.42, 16).move(y=0.42), icing, mass=True)
        top = 0.84
    else:
        path = [
            (x * (1 - 0.28 * y / 0.22), 0.52 + y, z * (1 - 0.28 * y / 0.22)) for x, y, z in helix(0.36, 0.5, 2.5, 9)
        ]
        shape.part("icing", tube(path, 0.13, 6) + frustum(0.4, 0.05, 0.6, 10).stand(y=0.42), icing, mass=True)
        top = 1.06
    decor = shape.variant(draw.choice("cherry", "candle", "sprinkles"))
    if decor == "cherry":
        shape.part("cherry", sphere(0.13, 10).move(y=top + 0.04), draw.color("red", "red", "dark red", unlike=icing))
    elif decor == "candle":
        stick, flame = _candle(0.0, top - 0.12, 0.0, 0.4)
        shape.part("candle", stick, draw.color("white", "red", "light blue", unlike=icing))
        shape.part("flame", flame, draw.color("orange", "yellow"))
    else:
        drop = sphere(0.045, 6)
        spots = [*ring(drop.move(0.0, 0.62, 0.46), 7), *ring(drop.move(0.0, 0.74, 0.34), 5, start=20)]
        shape.part("sprinkle", spots, draw.color(*SWEETS, unlike=icing))
    return shape


@kind("pie", theme=THEME, has_front=False)
def pie(draw: Draw) -> Shape:
    """A round dish with a crimped rim, under a lattice, a lid with slits, or cream; a slice may be missing."""
    shape = Shape()
    crust = _crust(draw)
    filling = draw.color("red", "dark red", "orange", "purple", "yellow", "copper", unlike=crust)
    form = shape.variant(draw.choice("lattice", "lidded", "open"))
    cut = shape.variant(draw.choice("whole", "slice missing", weights=(2, 1)))
    gap = prism([(0.0, 0.0), (0.9, 1.6), (1.6, 0.35)], 2).move(y=-0.5)

    def left(solid: Solid) -> Solid:
        return solid - gap if cut == "slice missing" else solid

    shell = revolve([(0.5, 0.0), (0.68, 0.3), (0.74, 0.34), (0.0, 0.28)], 20)
    rim = [sphere(0.09, 6).move(0.0, 0.35, 0.68).turn(y=22.5 * n) for n in range(16)]
    shape.part("crust", left(shell + union(rim)), crust, spoken=form != "lidded")
    if form == "lidded":
        lid = left(revolve([(0.66, 0.28), (0.66, 0.34), (0.4, 0.46), (0.0, 0.5)], 20))
        shape.part("lid", lid, crust, spoken=False)
        shape.paint("slit", ring(box(0.1, 1, 0.3).move(z=0.34), 6, start=30), filling, on="lid")
    else:
        shape.part("filling", left(cylinder(0.65, 0.1, 20).stand(y=0.26)), filling, mass=True)
    if form == "lattice":
        bars = [
            left(
                box(2 * (0.66**2 - x * x) ** 0.5, 0.08, 0.11)
                .turn(y=turn)
                .center(x * cos(radians(turn)) if turn else 0.0, 0.37, x)
            )
            for turn, x in [(0, -0.4), (0, -0.13), (0, 0.13), (0, 0.4)]
        ]
        across = [
            left(box(0.11, 0.08, 2 * (0.66**2 - x * x) ** 0.5).center(x, 0.38, 0.0)) for x in (-0.4, -0.13, 0.13, 0.4)
        ]
        shape.phrase("with a lattice top")
        shape.part("strip", [*bars, *across], crust, spoken=False)
    elif form == "open":
        puffs = [
            one
            for one in ring(cone(0.13, 0.18, 8).move(0.0, 0.44, 0.42), 8)
            if cut == "whole" or (one & gap).body.is_empty()
        ]
        shape.part("dollop of cream", puffs, draw.color("white", "beige", unlike=filling), plural="dollops of cream")
    return shape


def _toppings(draw: Draw, shape: Shape, spots: list[tuple[float, float]], y: float) -> None:
    """What lies on a pizza: salami, mushrooms, olives or basil; two of them, turn about."""
    pieces = {
        "salami": (cylinder(0.11, 0.05, 12), draw.color("red", "dark red"), "salami slice"),
        "mushroom": (
            extrude(
                [(-0.04, -0.09), (0.04, -0.09), (0.04, 0.0), (0.11, 0.0), (0.0, 0.11), (-0.11, 0.0), (-0.04, 0.0)], 0.05
            ).turn(x=-90),
            draw.color("white", "beige"),
            "mushroom",
        ),
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
    crust, cheese = _crust(draw), draw.color("yellow", "yellow", "orange", "red")
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
    crust, cheese = _crust(draw), draw.color("yellow", "yellow", "orange")
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
    height, found = 0.19, {name: [] for name in layers}
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
    crust, crumb = _crust(draw), draw.color("beige", "white")
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


@kind("ice cream cone", synonyms=("ice cream",), theme=THEME, has_front=False)
def ice_cream_cone(draw: Draw) -> Shape:
    """A waffle cone with one to three scoops or a soft swirl, topped with a cherry, a wafer or sprinkles."""
    shape = Shape()
    waffle = draw.color("light brown", "beige", "copper", "gold")
    flavours = draw.colors(
        3, "pink", "white", "dark brown", "light green", "yellow", "light blue", "red", "orange", "purple"
    )
    shape.part("cone", cone(0.34, 1.0, 12).turn(x=180).stand(), waffle)
    form = shape.variant(draw.choice("one scoop", "two scoops", "three scoops", "soft swirl", weights=(2, 2, 1, 2)))
    if form == "soft swirl":
        shape.call("soft serve ice cream cone")
        rolls = [
            torus(0.24, 0.28, 14, 8).move(y=1.06),
            torus(0.16, 0.26, 14, 8).move(y=1.24),
            cone(0.2, 0.44, 12).stand(y=1.26),
        ]
        shape.part("ice cream", union([*rolls, cylinder(0.25, 0.3).stand(y=0.95)]), flavours[0], mass=True)
        top = 1.64
    else:
        count = ("one scoop", "two scoops", "three scoops").index(form) + 1
        for number, color in enumerate(flavours[:count]):
            skirt = torus(0.32, 0.14, 12, 6).move(y=1.02 + 0.42 * number)
            shape.part("scoop", sphere(0.37, 14).move(y=1.18 + 0.42 * number) + skirt, color)
        top = 1.1 + 0.42 * count
    decor = shape.variant(draw.choice("plain", "cherry", "wafer", "sprinkles"))
    if decor == "cherry":
        shape.part("cherry", sphere(0.11, 10).move(y=top + 0.06), draw.color("red", "dark red"))
    elif decor == "wafer":
        shape.part("wafer", cylinder(0.075, 0.7, 8).turn(x=-15, z=-28).move(0.2, top, -0.1), waffle)
    elif decor == "sprinkles" and form != "soft swirl":
        middle = sphere(0.045, 6).move(y=top - 0.29 + 0.37).move(y=-0.02)
        spots = [
            one.move(y=top - 0.29)
            for turn in (28, 58)
            for one in ring(sphere(0.045, 6).move(y=0.37).turn(x=turn), 6, start=turn)
        ]
        shape.part("sprinkle", [middle.move(y=0.0), *spots], draw.color(*SWEETS, unlike=flavours[count - 1]))
    return shape


@kind("popsicle", synonyms=("ice lolly", "ice pop"), theme=THEME)
def popsicle(draw: Draw) -> Shape:
    """A frozen bar on a flat stick: round-topped, square or rocket-shaped, in layers, dipped or bitten."""
    shape = Shape()
    first, second, third = draw.colors(
        3, "red", "orange", "yellow", "light green", "light blue", "pink", "purple", "white", "dark brown"
    )
    form = shape.variant(draw.choice("rounded", "square", "rocket"))
    if form == "rounded":
        body = extrude([(-0.34, 0.0), (0.34, 0.0), *arc((0.0, 0.86), 0.34, 0, 180, 9)], 0.28)
    elif form == "square":
        body = rounded_box(0.7, 1.15, 0.3, 0.08).stand()
    else:
        body = revolve([(0.3, 0.0), (0.34, 0.1), (0.26, 0.7), (0.22, 0.9), (0.0, 1.25)], 10)
    style = shape.variant(draw.choice("plain", "layered", "dipped", "bitten"))
    if style == "bitten":
        shape.adjective("bitten")
        body = body - union(
            [sphere(0.17, 10).move(0.32, 1.06), sphere(0.17, 10).move(0.14, 1.18), sphere(0.14, 10).move(0.38, 0.86)]
        )
    shape.part("ice", body, first, spoken=style in ("layered", "dipped"), mass=True)
    if style == "layered":
        shape.paint("middle", box(2, 0.38, 2).center(y=0.56), second, on="ice")
        shape.paint("top", box(2, 1, 2).stand(y=0.75), third, on="ice")
    elif style == "dipped":
        shape.paint("tip", box(2, 1, 2).stand(y=0.55), second, on="ice")
    sticks = 2 if form == "square" and draw.chance(0.4) else 1
    shape.variant(f"{sticks} sticks")
    shape.part("stick", row(box(0.14, 0.55, 0.07).hang(y=0.1), sticks, 0.32), draw.material("wood", unlike=first))
    return shape


@kind("lollipop", synonyms=("lolly",), theme=THEME)
def lollipop(draw: Draw) -> Shape:
    """A disc with a spiral, a striped ball or a heart on a thin stick."""
    shape = Shape()
    first, second = draw.colors(2, "red", "white", "pink", "yellow", "light blue", "green", "orange", "purple")
    form = shape.variant(draw.choice("spiral", "ball", "heart"))
    shape.part("stick", cylinder(0.04, 1.2, 8).stand(), draw.color("white", "beige", "light grey", unlike=first))
    if form == "spiral":
        shape.part("candy", cylinder(0.5, 0.16, 22).turn(x=90).move(y=1.55), first, mass=True)
        turns = [(0.03 + 0.045 * n * 0.35) for n in range(27)]
        path = [(r * cos(0.6 * n), 1.55 + r * sin(0.6 * n), 0.08) for n, r in enumerate(turns)]
        shape.part("spiral", [tube(path, 0.05, 6)], second)
    elif form == "ball":
        shape.part("candy", sphere(0.42, 16).move(y=1.5), first, mass=True)
        if shape.variant(draw.choice("striped", "plain")) == "striped":
            shape.paint("stripe", row(box(0.14, 2, 2).turn(z=25).center(y=1.5), 3, 0.3), second, on="candy")
    else:
        shape.adjective("heart-shaped")
        lobes = [cylinder(0.27, 0.2, 16).turn(x=90).move(side * 0.22, 1.62) for side in (-1, 1)]
        tip = extrude([(0.0, 1.05), (0.46, 1.5), (0.2, 1.72), (-0.2, 1.72), (-0.46, 1.5)], 0.2)
        shape.part("candy", union([*lobes, tip]), first, mass=True)
    if shape.variant(draw.choice("ribbon", "no ribbon", weights=(1, 2))) == "ribbon":
        bow = [ellipsoid(0.26, 0.16, 0.1, 8).turn(z=25 * side).move(0.13 * side, 1.0, 0.06) for side in (-1, 1)]
        shape.part("bow", union(bow), draw.color("red", "pink", "light blue", "yellow", unlike=first))
    return shape


@kind("candy", synonyms=("sweet", "wrapped candy"), theme=THEME)
def candy(draw: Draw) -> Shape:
    """A wrapped sweet with twisted ends: ball, barrel or block, striped, dotted or plain; or a candy cane."""
    shape = Shape()
    first, second = draw.colors(2, "red", "white", "pink", "yellow", "light blue", "green", "orange", "purple")
    form = shape.variant(draw.choice("ball", "barrel", "block", "cane"))
    if form == "cane":
        shape.call("candy cane")
        path = [
            (0.3, 0.0, 0.0),
            (0.3, 0.5, 0.0),
            (0.3, 1.0, 0.0),
            *[(x, y, 0.0) for x, y in arc((0.0, 1.1), 0.3, 0, 170, 8)],
        ]
        shape.part("cane", tube(path, 0.1, 8), draw.color("white"), spoken=False)
        bands = [box(0.9, 0.13, 0.4).turn(z=30).center(0.3, 0.12 + 0.32 * n) for n in range(4)]
        bands.append(box(0.13, 0.5, 0.5).center(0.0, 1.4))
        shape.paint("stripe", bands, draw.color("red", "red", "green", "pink"), on="cane")
        return shape
    body = {
        "ball": sphere(0.4, 16),
        "barrel": cylinder(0.3, 0.8, 14).turn(z=90),
        "block": rounded_box(0.8, 0.45, 0.45, 0.08),
    }[form]
    shape.part("candy", body, first, spoken=False)
    fan = [
        (0.0, 0.06),
        (0.3, 0.3),
        (0.36, 0.12),
        (0.42, 0.2),
        (0.4, 0.0),
        (0.42, -0.2),
        (0.36, -0.12),
        (0.3, -0.3),
        (0.0, -0.06),
    ]
    wrap = second if draw.chance(0.5) else first
    shape.part("twisted end", pair(extrude(fan, 0.12).move(x=0.32)), wrap)
    style = shape.variant(draw.choice("plain", "striped", "swirled"))
    if style == "striped":
        shape.paint("stripe", row(box(0.12, 2, 2).turn(z=20), 3, 0.27), second, on="candy")
    elif style == "swirled":
        shape.paint(
            "stripe",
            [extrude([(0.0, 0.0), (1.0, -0.25), (1.0, 0.25)], 2).turn(z=60 * n) for n in range(6)],
            second,
            on="candy",
        )
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


@kind("cookie", synonyms=("biscuit",), theme=THEME)
def cookie(draw: Draw) -> Shape:
    """A round biscuit with chips, a sandwich biscuit, a bitten one, or a gingerbread man."""
    shape = Shape()
    dough = draw.color("light brown", "light brown", "copper", "beige", "brown")
    form = shape.variant(draw.choice("chips", "bitten", "gingerbread man", "sandwich"))
    if form == "gingerbread man":
        shape.call("gingerbread man")
        brown, icing = draw.color("copper", "light brown", "brown"), draw.color("white")
        parts = [cylinder(0.34, 0.2, 16).turn(x=90).move(y=1.4), rounded_box(0.5, 0.75, 0.2, 0.06).center(y=0.85)]
        arms = pair(capsule((0.15, 1.02, 0.0), (0.62, 0.96, 0.0), 0.14, sides=8).scale(z=0.72))
        legs = pair(capsule((0.13, 0.6, 0.0), (0.27, 0.14, 0.0), 0.16, sides=8).scale(z=0.63))
        shape.part("body", union([*parts, *arms, *legs]), brown, spoken=False)
        shape.part("eye", pair(sphere(0.05, 8).move(0.12, 1.46, 0.1)), draw.color("black", "white"))
        smile = tube([(x, y, 0.1) for x, y in arc((0.0, 1.4), 0.18, 215, 325, 6)], 0.032, 6)
        shape.part("mouth", smile, icing)
        shape.part(
            "button",
            row(sphere(0.065, 8).move(0.0, 0.85, 0.1), draw.choice(2, 3), 0.22, "y"),
            draw.color("red", "green", "light blue", "white"),
        )
        bands = [box(0.1, 0.5, 0.3).turn(z=-8).center(side * 0.5, 1.0) for side in (-1, 1)] + [
            box(0.5, 0.09, 0.4).turn(z=20 * side).center(side * 0.24, 0.22) for side in (-1, 1)
        ]
        shape.paint("band of icing", bands, icing, on="body", plural="bands of icing")
        return shape
    if form == "sandwich":
        shape.call("sandwich cookie")
        dark = draw.color("dark brown", "black", "light brown")
        disc = hull_disc(0.55, 0.16)
        shape.part("biscuit", [disc.stand(), disc.stand(y=0.27)], dark)
        shape.part(
            "cream", cylinder(0.5, 0.15, 20).stand(y=0.14), draw.color("white", "pink", "beige", unlike=dark), mass=True
        )
        shape.variant(draw.choice("flat", "leaning"))
        if "leaning" in shape.variants:
            shape.parts = [
                replace(part, solids=tuple(solid.turn(x=70) for solid in part.solids)) for part in shape.parts
            ]
        return shape
    body = revolve([(0.5, 0.0), (0.58, 0.07), (0.52, 0.15), (0.2, 0.2), (0.0, 0.21)], 18)
    chip = sphere(0.075, 6).scale(y=0.8)
    chips = [*ring(chip.move(0.0, 0.17, 0.4), 7), *ring(chip.move(0.0, 0.2, 0.18), 3, start=20)]
    if form == "bitten":
        shape.adjective("bitten")
        bites = [sphere(0.2, 10).move(0.55, 0.1, z) for z in (-0.08, 0.2)] + [sphere(0.17, 10).move(0.42, 0.1, 0.42)]
        body = body - union(bites)
        chips = [one for one in chips if (one & union(bites)).body.is_empty()]
    shape.part("dough", body, dough, spoken=False)
    shape.part("chocolate chip", chips, draw.color("dark brown", "brown", "white", unlike=dough))
    if shape.variant(draw.choice("flat", "leaning")) == "leaning":
        shape.parts = [replace(part, solids=tuple(solid.turn(x=65) for solid in part.solids)) for part in shape.parts]
    return shape


def hull_disc(radius: float, height: float) -> Solid:
    """A disc with bevelled edges."""
    return revolve([(0.9 * radius, -height / 2), (radius, 0.0), (0.9 * radius, height / 2)], 20)


@kind("chocolate bar", synonyms=("bar of chocolate",), theme=THEME)
def chocolate_bar(draw: Draw) -> Shape:
    """A bar of squares, half in its wrapper, with a bite or a missing corner."""
    shape = Shape()
    dark = draw.color("dark brown", "brown", "brown", "white")
    form = shape.variant(draw.choice("bare", "half wrapped", "bitten"))
    columns, rows_ = draw.choice(2, 3), draw.choice(4, 5)
    shape.variant(f"{columns}x{rows_}")
    cell = 0.34
    width, height = columns * cell, rows_ * cell
    piece = extrude(rectangle(cell - 0.05, cell - 0.05), 0.12, tip=0.8).turn(x=0).move(z=0.1)
    squares = [one for line in row(piece.move(y=height / 2), rows_, cell, "y") for one in row(line, columns, cell)]
    bar = box(width, height, 0.14).stand()
    bites = union(
        [cylinder(0.2, 2, 10).turn(x=90).move(width / 2 - 0.1 - 0.26 * n, height - 0.06 + 0.05 * n) for n in range(2)]
    )
    if form == "bitten":
        shape.adjective("bitten")
        bar, squares = bar - bites, [left for left in (one - bites for one in squares) if not left.body.is_empty()]
    shape.part("bar", bar, dark, spoken=False)
    shape.part("square", squares, dark)
    if form == "half wrapped":
        wrap = draw.color("red", "purple", "blue", "gold", "green", unlike=dark)
        shape.part(
            "foil",
            box(width + 0.05, 0.62 * height, 0.34).stand(z=0.03),
            draw.color("silver", "gold", unlike=wrap),
            mass=True,
        )
        shape.part("wrapper", box(width + 0.1, 0.5 * height, 0.4).stand(z=0.03), wrap)
    shape.parts = [replace(part, solids=tuple(solid.turn(x=-20) for solid in part.solids)) for part in shape.parts]
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


@kind("pancakes", synonyms=("stack of pancakes",), theme=THEME, has_front=False)
def pancakes(draw: Draw) -> Shape:
    """A stack on a plate with butter and syrup, berries or cream."""
    shape = Shape()
    shape.call("stack of pancakes")
    dough = draw.color("light brown", "copper", "beige", "gold")
    plate = draw.color("white", "light blue", "red", "light grey", "teal", unlike=dough)
    shape.part("plate", revolve([(0.6, 0.0), (1.0, 0.1), (1.0, 0.16), (0.6, 0.08), (0.0, 0.08)], 20), plate)
    count = draw.integer(2, 5)
    shape.variant(f"{count}")
    for number in range(count):
        shift = (draw.uniform(-0.05, 0.05), draw.uniform(-0.05, 0.05))
        one = hull_disc(0.66, 0.19).move(shift[0], 0.16 + 0.17 * number, shift[1])
        shape.part("pancake", one, dough)
    top = 0.24 + 0.17 * (count - 1)
    style = shape.variant(draw.choice("butter", "berries", "cream"))
    if draw.chance(0.7):
        drips = [
            capsule((0.0, top, 0.6), (0.0, top - length, 0.66), 0.07, sides=6).turn(y=turn)
            for turn, length in ((10, 0.3), (70, 0.2), (140, 0.28), (215, 0.2), (300, 0.25))
        ]
        syrup = draw.color("brown", "dark brown", "dark red", unlike=dough)
        shape.part(
            "syrup",
            union(
                [
                    cylinder(0.5, 0.06, 16).stand(y=top - 0.01),
                    *[
                        box(0.14, 0.06, 0.3).center(0.0, top + 0.01, 0.5).turn(y=turn)
                        for turn in (10, 70, 140, 215, 300)
                    ],
                    *drips,
                ]
            ),
            syrup,
            mass=True,
        )
    if style == "butter":
        shape.part(
            "butter",
            rounded_box(0.26, 0.13, 0.26, 0.03).turn(y=20).stand(y=top + 0.02),
            draw.color("yellow", "beige"),
            mass=True,
        )
    elif style == "berries":
        shape.part(
            "berry",
            [sphere(0.12, 8).move(x, top + 0.12, z) for x, z in ((0.0, 0.1), (0.2, -0.1), (-0.16, -0.1))],
            draw.color("red", "dark blue", "purple"),
        )
    else:
        shape.part(
            "dollop of cream",
            torus(0.14, 0.16, 12, 6).move(y=top + 0.08) + cone(0.15, 0.26, 10).stand(y=top + 0.1),
            draw.color("white"),
        )
    return shape
