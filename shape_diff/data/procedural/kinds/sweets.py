"""Cakes, biscuits and sweets, ice cream and pancakes; about one unit wide or tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.food import crust_color
from shape_diff.data.procedural.outlines import (
    arc,
    helix,
    rectangle,
)
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
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
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "food"
CREAM = ("white", "beige", "pink", "light brown", "yellow", "light green", "light blue")
SWEETS = ("red", "yellow", "light blue", "green", "pink", "white", "orange", "purple")


def _scattered(draw: Draw, piece: Solid, count: int, radius: float, height: float, inner: float = 0.0) -> list[Solid]:
    """Copies strewn over a disc at a height, each turned by chance; sunflower spacing keeps them apart."""
    spots = []
    for number in range(count):
        reach = (inner**2 + (radius**2 - inner**2) * (number + 0.5) / count) ** 0.5
        angle = radians(137.5 * number + draw.uniform(-12, 12))
        turned = piece.turn(y=draw.uniform(0, 180))
        spots.append(turned.move(reach * cos(angle), height, reach * sin(angle)))
    return spots


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
    crust = crust_color(draw)
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
            left(box(2 * (0.66**2 - x * x) ** 0.5, 0.08, 0.11).center(0.0, 0.37, x)) for x in (-0.4, -0.13, 0.13, 0.4)
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
