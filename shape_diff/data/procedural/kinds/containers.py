"""Round and soft things to keep something in: barrels, baskets, bags, jars; about one unit tall."""

from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, rounded_rectangle
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    box,
    cylinder,
    ellipsoid,
    frustum,
    hoop,
    prism,
    revolve,
    rod,
    sphere,
    torus,
    tube,
    union,
)

THEME = "containers"


def _open_vessel(outside: list[Flat], wall: float, sides: int = 16) -> Solid:
    """A lathe vessel, open above, with a floor as thick as its wall; the outside from the bottom up."""
    low = outside[0][1] + wall
    inside = [(radius - wall, height) for radius, height in reversed(outside) if height > low]
    return revolve([(0.0, outside[0][1]), *outside, *inside, (outside[0][0] - wall, low), (0.0, low)], sides)


def _bail(radius: float, height: float, rise: float, thickness: float) -> Solid:
    """A handle that arches over a round vessel from side to side."""
    path = [(radius * cos(radians(a)), height + rise * sin(radians(a)), 0.0) for a in range(0, 181, 20)]
    return tube(path, thickness / 2, 6)


@kind("barrel", synonyms=("cask",), theme=THEME, has_front=False)
def barrel(draw: Draw) -> Shape:
    """A bellied cask with hoops: standing, lying with a tap, or open with water; or a steel drum."""
    shape = Shape()
    form = shape.variant(draw.choice("standing", "lying", "open", "drum"))
    if form == "drum":
        shape.call(draw.choice("oil drum", "steel drum"))
        paint = draw.color("red", "blue", "green", "yellow", "dark grey", "orange")
        shape.part("drum", cylinder(0.45, 1.25, 18).stand(), paint, spoken=False)
        ridges = [torus(0.45, 0.07, 18, 6).move(y=y) for y in (0.03, 0.42, 0.83, 1.23)]
        shape.part("ridge", ridges, paint, spoken=False)
        shape.part(
            "cap", cylinder(0.08, 0.08, 10).stand(0.22, 1.24), draw.color("black", "grey", "white", unlike=paint)
        )
        if shape.variant(draw.choice("band", "plain")) == "band":
            shape.paint(
                "band", box(2, 0.26, 2).center(y=0.62), draw.color("white", "black", "yellow", unlike=paint), on="drum"
            )
        return shape
    wood, iron = draw.material("wood"), draw.material("iron", "steel", "gold")
    belly = draw.uniform(0.48, 0.56)
    profile = [(0.38, 0.0), (0.9 * belly + 0.02, 0.25), (belly, 0.6), (0.9 * belly + 0.02, 0.95), (0.38, 1.2)]
    body = _open_vessel(profile, 0.07) if form == "open" else revolve(profile, 16)
    hoops = [
        hoop([(0.2, y - 0.05), (radius, y - 0.05), (radius, y + 0.05), (0.2, y + 0.05)], 16)
        for y, radius in ((0.1, 0.45), (0.4, belly + 0.01), (0.8, belly + 0.01), (1.1, 0.45))
    ]
    if form == "open":
        hoops = [one - cylinder(0.37, 4, 16) for one in hoops]
    turn = 90.0 if form == "lying" else 0.0
    shape.part("stave", body.turn(x=turn), wood, spoken=False)
    shape.part("hoop", [one.turn(x=turn) for one in hoops], iron)
    if form == "lying":
        shape.phrase("lying on its side")
        block = box(0.9, 0.2, 0.16).stand(y=-0.62)
        shape.part("rest", [block.move(z=0.3), block.move(z=0.9)], wood)
        tap = rod((0.0, -0.24, 1.18), (0.0, -0.24, 1.36), 0.05) + box(0.07, 0.16, 0.07).center(0.0, -0.28, 1.34)
        shape.part("tap", tap, draw.material("gold", "wood", "iron"))
    elif form == "open":
        filling, look = draw.choice(
            ("water", "light blue"), ("apples", "red"), ("fish", "silver"), ("wine", "dark red")
        )
        shape.phrase(f"full of {filling}")
        shape.variant(filling)
        if filling in ("water", "wine"):
            shape.part(filling, cylinder(0.38, 0.08, 16).stand(y=1.02), draw.color(look), mass=True)
        else:
            lump = sphere(0.16, 8) if filling == "apples" else ellipsoid(0.5, 0.14, 0.2, 8)
            heap = [*ring(lump.move(0.0, 1.14, 0.2), 5), lump.move(y=1.28), cylinder(0.36, 0.1).center(y=1.0)]
            shape.part(filling, union(heap), draw.color(look), mass=True)
    return shape


@kind("basket", synonyms=("wicker basket",), theme=THEME, has_front=False)
def basket(draw: Draw) -> Shape:
    """A woven vessel with a handle over it, two ears or a lid; empty or full of bread, eggs or fruit."""
    shape = Shape()
    straw = draw.material("straw") if draw.chance(0.7) else draw.color("brown", "light brown", "copper")
    form = shape.variant(draw.choice("round", "oval"), spoken=True)
    deep = 1.3 if form == "oval" else 1.0
    body = _open_vessel([(0.4, 0.0), (0.52, 0.3), (0.58, 0.62)], 0.07, 18)
    weave = [torus(radius, 0.1, 18, 6).move(y=y) for radius, y in ((0.43, 0.1), (0.5, 0.25), (0.535, 0.4), (0.57, 0.6))]
    shape.part("basket", body.scale(x=deep), straw, spoken=False)
    shape.part(
        "woven band", [one.scale(x=deep) for one in weave], draw.color("brown", "light brown", "beige", unlike=straw)
    )
    grip = shape.variant(draw.choice("tall handle", "two ears"))
    if grip == "tall handle":
        shape.part("handle", _bail(0.56 * deep, 0.55, 0.62, 0.085), straw)
    else:
        ear = tube(
            [
                (0.57 * deep, 0.56, -0.16),
                (0.62 * deep, 0.78, -0.1),
                (0.62 * deep, 0.78, 0.1),
                (0.57 * deep, 0.56, 0.16),
            ],
            0.045,
            6,
        )
        shape.part("handle", pair(ear), straw)
    filling = shape.variant(draw.choice("empty", "eggs", "apples", "bread", "flowers"))
    ball = sphere(0.16, 8)
    spots = [(0.3 * deep * cos(radians(60 * n)), 0.6, 0.3 * sin(radians(60 * n))) for n in range(6)] + [
        (0.0, 0.68, 0.0)
    ]
    if filling == "empty":
        return shape
    shape.phrase(f"full of {filling}")
    looks = {
        "eggs": ("white", "beige"),
        "apples": ("red", "green"),
        "bread": ("light brown", "copper"),
        "flowers": ("pink", "yellow", "red", "purple"),
    }[filling]
    solid = {
        "eggs": ball.scale(y=1.3),
        "apples": ball.scale(1.1, 1.1, 1.1),
        "bread": ellipsoid(0.3, 0.24, 0.6, 8),
        "flowers": ball,
    }[filling]
    things = [solid.turn(y=50 * n).move(*spot) for n, spot in enumerate(spots)]
    floor = cylinder(0.5, 0.1, 16).scale(x=deep).center(y=0.45)
    shape.part(filling, union([*things, floor]), draw.color(*looks, unlike=straw), mass=True)
    return shape


@kind("bucket", synonyms=("pail",), theme=THEME, has_front=False)
def bucket(draw: Draw) -> Shape:
    """A flaring pail with a handle, of metal, plastic or staves; empty, with water, sand or paint."""
    shape = Shape()
    form = shape.variant(draw.choice("metal", "plastic", "wood"))
    body = {
        "metal": draw.material("steel", "metal"),
        "plastic": draw.material("plastic"),
        "wood": draw.material("wood"),
    }[form]
    metal = draw.material("steel", "iron", unlike=body)
    shape.part("bucket", _open_vessel([(0.36, 0.0), (0.52, 0.88)], 0.06), body, spoken=False)
    if form == "wood":
        shape.part(
            "hoop",
            [
                hoop([(0.3, y), (r, y), (r, y + 0.1), (0.3, y + 0.1)], 16) - cylinder(0.34, 3)
                for y, r in ((0.12, 0.43), (0.62, 0.52))
            ],
            metal,
        )
    else:
        shape.part("rim", torus(0.51, 0.09, 18, 6).move(y=0.88), body, spoken=False)
    handle = shape.variant(draw.choice("raised handle", "lowered handle"))
    arch = _bail(0.52, 0.0, 0.55, 0.055).turn(x=0 if handle == "raised handle" else 75).move(y=0.82)
    shape.part("handle", arch, metal)
    filling = shape.variant(draw.choice("empty", "water", "sand", "paint"))
    if filling == "empty":
        shape.adjective("empty")
    else:
        shape.phrase(f"full of {filling}")
        look = {
            "water": ("light blue", "blue"),
            "sand": ("yellow", "beige"),
            "paint": ("red", "green", "yellow", "purple", "orange"),
        }[filling]
        top = cylinder(0.46, 0.08, 16).stand(y=0.74)
        shape.part(
            filling,
            top + ellipsoid(0.8, 0.34, 0.8, 12).center(y=0.82) if filling == "sand" else top,
            draw.color(*look, unlike=body),
            mass=True,
        )
    return shape


@kind("sack", synonyms=("bag", "cloth sack"), theme=THEME)
def sack(draw: Draw) -> Shape:
    """A bulging bag tied at its neck, an open one full of grain or coins, or with a coin sign."""
    shape = Shape()
    cloth = draw.color("beige", "light brown", "light brown", "brown", "white", "red")
    form = shape.variant(draw.choice("tied", "open"))
    wide = draw.uniform(0.52, 0.62)
    base = [(0.8 * wide, 0.0), (wide, 0.12), (wide, 0.4), (0.8 * wide, 0.72)]
    if form == "tied":
        shape.part(
            "sack",
            revolve([*base, (0.32 * wide, 0.95), (0.22 * wide, 1.02), (0.5 * wide, 1.25)], 12),
            cloth,
            spoken=False,
        )
        cord = draw.color("brown", "red", "gold", "dark brown", "white", unlike=cloth)
        shape.part("cord", torus(0.24 * wide + 0.02, 0.09, 12, 6).move(y=1.01), cord)
        patch = shape.variant(draw.choice("plain", "patched", "coin mark"))
        if patch == "patched":
            shape.paint(
                "patch",
                box(0.32, 0.32, 0.6).turn(z=12).center(0.1, 0.36, wide),
                draw.color("red", "blue", "green", "dark brown", unlike=cloth),
                on="sack",
                plural="patches",
            )
        elif patch == "coin mark":
            shape.call("money bag")
            shape.paint(
                "coin mark",
                cylinder(0.2, 0.8, 14).turn(x=90).move(0.0, 0.42, wide),
                draw.color("gold", "yellow", unlike=cloth),
                on="sack",
            )
        return shape
    shape.adjective("open")
    shape.part("sack", revolve([*base, (0.75 * wide, 0.78)], 12), cloth, spoken=False)
    shape.part("rolled edge", torus(0.74 * wide, 0.17, 14, 8).move(y=0.8), cloth)
    name, look = draw.choice(
        ("flour", ("white",)),
        ("grain", ("yellow", "gold")),
        ("coffee beans", ("dark brown",)),
        ("potatoes", ("light brown", "copper")),
    )
    shape.variant(name)
    shape.phrase(f"full of {name}")
    heap = ellipsoid(1.3 * wide, 0.4, 1.3 * wide, 12).center(y=0.82)
    lumps = (
        [ellipsoid(0.3, 0.22, 0.24, 8).move(0.0, 0.98, 0.24).turn(y=72 * n) for n in range(5)]
        if name == "potatoes"
        else []
    )
    shape.part(name, union([heap, *lumps]), draw.color(*look, unlike=cloth), mass=True)
    return shape


@kind("vase", synonyms=("flower vase",), theme=THEME, has_front=False)
def vase(draw: Draw) -> Shape:
    """A slender vessel: bellied, hourglass or bottle-shaped, with bands, handles or flowers."""
    shape = Shape()
    color = draw.material("ceramic", "clay", "glass") if draw.chance(0.6) else draw.color()
    accent = draw.color(unlike=color)
    form = shape.variant(draw.choice("bellied", "hourglass", "bottle", "conical"))
    profile: list[Flat] = {
        "bellied": [(0.24, 0.0), (0.46, 0.35), (0.44, 0.65), (0.2, 1.0), (0.18, 1.15), (0.28, 1.3)],
        "hourglass": [(0.36, 0.0), (0.34, 0.2), (0.2, 0.65), (0.26, 1.0), (0.38, 1.3)],
        "bottle": [(0.3, 0.0), (0.42, 0.25), (0.36, 0.5), (0.13, 0.75), (0.12, 1.2), (0.18, 1.32)],
        "conical": [(0.2, 0.0), (0.24, 0.2), (0.36, 1.0), (0.42, 1.3)],
    }[form]
    shape.part(
        "vase", revolve([*profile, (profile[-1][0] - 0.06, profile[-1][1]), (0.0, 1.1)], 16), color, spoken=False
    )
    decor = shape.variant(draw.choice("plain", "banded", "handles"))
    if decor == "banded":
        shape.paint("band", [box(2, 0.09, 2).center(y=y) for y in (0.3, 0.5)], accent, on="vase")
    elif decor == "handles" and form in ("bellied", "bottle"):
        ear = tube(curve([(0.14, 1.1, 0.0), (0.42, 1.05, 0.0), (0.5, 0.8, 0.0), (0.36, 0.55, 0.0)], 3), 0.045, 6)
        shape.part("handle", pair(ear), accent if draw.chance(0.5) else color)
    if shape.variant(draw.choice("flowers", "empty", weights=(1, 2))) == "flowers":
        shape.phrase("with flowers")
        spots = [(-0.22, 1.85, 0.05), (0.2, 1.95, 0.0), (0.02, 1.75, 0.2)]
        shape.part(
            "stem",
            [rod((0.0, 1.05, 0.0), spot, 0.035, sides=5) for spot in spots],
            draw.color("green", "dark green"),
            spoken=False,
        )
        heads = [
            union(
                [*(ellipsoid(0.16, 0.16, 0.1, 6).move(0.0, 0.12).turn(z=72 * n) for n in range(5)), sphere(0.09, 6)]
            ).move(*spot)
            for spot in spots
        ]
        shape.part("flower", heads, draw.color("pink", "red", "yellow", "white", "purple", unlike=color))
    return shape


@kind("urn", synonyms=("amphora",), theme=THEME, has_front=False)
def urn(draw: Draw) -> Shape:
    """A tall jar on a foot with two handles and a lid, or a two-handled amphora on a stand."""
    shape = Shape()
    clay = draw.material("clay", "stone", "marble", "gold", "ceramic")
    accent = draw.color("black", "dark brown", "gold", "white", "dark blue", unlike=clay)
    form = shape.variant(draw.choice("lidded urn", "open urn", "amphora"))
    shape.call("amphora" if form == "amphora" else "urn")
    if form == "amphora":
        profile = [(0.1, 0.0), (0.2, 0.15), (0.44, 0.7), (0.4, 0.95), (0.15, 1.15), (0.13, 1.4), (0.22, 1.5)]
    else:
        profile = [(0.3, 0.0), (0.3, 0.08), (0.12, 0.2), (0.42, 0.6), (0.46, 0.85), (0.3, 1.08), (0.36, 1.16)]
    shape.part("body", revolve([*profile, (0.0, profile[-1][1] - 0.04)], 16), clay, spoken=False)
    top = profile[-1][1]
    if form == "lidded urn":
        shape.part(
            "lid",
            revolve([(0.36, top - 0.02), (0.34, top + 0.06), (0.1, top + 0.2)], 16)
            + sphere(0.09, 8).move(y=top + 0.26),
            clay,
        )
    low, high, x = (0.85, 1.38, 0.13) if form == "amphora" else (0.66, 1.04, 0.34)
    path = curve(
        [(x, high, 0.0), (x + 0.28, high + 0.02, 0.0), (x + 0.32, 0.5 * (low + high), 0.0), (0.4, low, 0.0)], 3
    )
    if shape.variant(draw.choice("handles", "no handles", weights=(3, 1))) == "handles":
        shape.part("handle", pair(tube(path, 0.05, 6)), clay)
    bands = shape.variant(draw.choice("one band", "two bands", "plain"))
    if bands != "plain":
        heights = (0.8,) if bands == "one band" else (0.62, 0.86)
        shape.paint("stripe", [box(2, 0.1, 2).center(y=y) for y in heights], accent, on="body")
    return shape


@kind("tin can", synonyms=("food can", "canned food"), theme=THEME, has_front=False)
def tin_can(draw: Draw) -> Shape:
    """A ribbed can with a paper label: closed, opened with its lid up, or a flat fish tin."""
    shape = Shape()
    metal = draw.material("steel", "metal")
    form = shape.variant(draw.choice("closed", "opened", "flat"))
    label = draw.color("red", "yellow", "green", "blue", "orange", unlike=metal)
    shape.call("tin can")
    if form == "flat":
        shape.call("flat tin of fish")
        outline = rounded_rectangle(1.3, 0.85, 0.3, 4)
        shape.part("tin", prism(outline, 0.36), metal, spoken=False)
        shape.paint(
            "label",
            prism([(0.98 * x, 0.98 * z) for x, z in outline], 0.3).move(y=0.03) + box(1.4, 0.2, 1).center(y=0.18),
            label,
            on="tin",
        )
        shape.part(
            "rim",
            prism([(1.04 * x, 1.05 * z) for x, z in outline], 0.06, [[(0.92 * x, 0.9 * z) for x, z in outline]]).move(
                y=0.32
            ),
            metal,
            spoken=False,
        )
        shape.part("ring pull", torus(0.11, 0.05, 10, 6).move(0.4, 0.38), metal)
        shape.variant(draw.choice("plain", "fish mark"))
        if "fish mark" in shape.variants:
            fish = ellipsoid(0.5, 0.1, 0.22, 8).move(-0.1, 0.37) + prism(
                [(0.1, 0.0), (0.3, 0.14), (0.3, -0.14)], 0.06
            ).move(y=0.34)
            shape.part("fish mark", fish, label)
        return shape
    tall = draw.uniform(0.8, 1.15)
    shape.part(
        "can",
        cylinder(0.36, tall, 18).stand() if form == "closed" else _open_vessel([(0.36, 0.0), (0.36, tall)], 0.05, 18),
        metal,
        spoken=False,
    )
    band = hoop([(0.34, 0.1), (0.38, 0.1), (0.38, tall - 0.1), (0.34, tall - 0.1)], 18)
    shape.part("label", band, label)
    mark = shape.variant(draw.choice("disc", "stripe", "plain"))
    second = draw.color("white", "yellow", "red", "dark green", unlike=label)
    if mark == "disc":
        shape.paint("circle", cylinder(0.2, 0.6, 14).turn(x=90).move(y=tall / 2, z=0.4), second, on="label")
    elif mark == "stripe":
        shape.paint("stripe", box(2, 0.16, 2).center(y=tall / 2), second, on="label")
    rims = [torus(0.355, 0.05, 18, 6).move(y=y) for y in (0.02, tall - 0.01)]
    shape.part("rim", rims, metal, spoken=False)
    if form == "opened":
        shape.adjective("opened")
        shape.part("lid", cylinder(0.32, 0.05, 14).turn(x=65).move(0.0, tall + 0.26, -0.42), metal)
        name, look = draw.choice(("beans", "copper"), ("tomato soup", "red"), ("peas", "green"), ("corn", "yellow"))
        shape.variant(name)
        shape.part(name, cylinder(0.33, 0.08, 16).stand(y=tall - 0.18), draw.color(look), mass=True)
    return shape


@kind("watering can", theme=THEME)
def watering_can(draw: Draw) -> Shape:
    """A can with a long spout ending in a rose and a handle: round, oval or tall."""
    shape = Shape()
    body = (
        draw.material("steel", "copper")
        if draw.chance(0.35)
        else draw.color("green", "green", "blue", "red", "yellow", "light blue", "pink", "orange")
    )
    accent = draw.color(unlike=body) if draw.chance(0.4) else body
    form = shape.variant(draw.choice("round", "tall", "squat"))
    radius, high = {"round": (0.42, 0.7), "tall": (0.34, 0.95), "squat": (0.52, 0.52)}[form]
    shape.part(
        "can", _open_vessel([(radius, 0.0), (radius, 0.8 * high), (0.75 * radius, high)], 0.06), body, spoken=False
    )
    tip = (radius + 0.75, high + 0.12, 0.0)
    shape.part("spout", rod((radius - 0.1, 0.15, 0.0), tip, 0.11, 0.055), body)
    rose = shape.variant(draw.choice("rose", "plain spout"))
    if rose == "rose":
        direction = (tip[0] - radius + 0.1, tip[1] - 0.15, 0.0)
        shape.part("sprinkler head", frustum(0.06, 0.17, 0.2, 12).stand().aim(direction).move(*tip), accent)
    grip = shape.variant(draw.choice("back handle", "top handle", "both"))
    if grip in ("back handle", "both"):
        path = curve(
            [
                (-0.7 * radius, high, 0.0),
                (-radius - 0.28, high + 0.05, 0.0),
                (-radius - 0.3, 0.4 * high, 0.0),
                (-radius + 0.03, 0.15 * high, 0.0),
            ],
            3,
        )
        shape.part("handle", tube(path, 0.05, 6), accent)
    if grip in ("top handle", "both"):
        shape.part("top handle" if grip == "both" else "handle", _bail(0.75 * radius, high - 0.02, 0.3, 0.1), accent)
    return shape
