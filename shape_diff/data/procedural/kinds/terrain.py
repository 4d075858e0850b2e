"""Rocks, ground and what stands on it; tiles and islands about two units wide."""

from math import cos, pi, sin

from shape_diff.data.procedural.arrays import ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, ellipse
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    box,
    cone,
    cylinder,
    dome,
    ellipsoid,
    frustum,
    gable,
    hull_of,
    loft,
    prism,
    revolve,
    rod,
    sphere,
    tube,
    union,
)

THEME = "terrain"
STONES = ("grey", "grey", "light grey", "dark grey", "brown", "beige")


def _boulder(draw: Draw, width: float, height: float, depth: float, corners: int = 14) -> Solid:
    """A stone with flat facets: the hull of points strewn on an ellipsoid, cut flat below."""
    points: list[Solid | Vector] = []
    for number in range(corners):
        level = 1 - 2 * (number + 0.5) / corners
        around = (1 - level * level) ** 0.5
        angle = 2.4 * number + draw.uniform(-0.5, 0.5)
        reach = draw.uniform(0.85, 1.1)
        points.append(
            (
                reach * width / 2 * around * cos(angle),
                reach * height / 2 * level,
                reach * depth / 2 * around * sin(angle),
            )
        )
    return (hull_of(points) & box(3 * width, height, 3 * depth).stand(y=-0.3 * height)).stand()


def _outline(draw: Draw, width: float, depth: float, wobble: float = 0.12, points: int = 12) -> list[Flat]:
    """An irregular closed coast line."""
    steps = [(2 * pi * n / points, draw.uniform(1 - wobble, 1 + wobble)) for n in range(points)]
    return [(r * width / 2 * cos(angle), r * depth / 2 * sin(angle)) for angle, r in steps]


def _scaled(outline: list[Flat], factor: float, x: float = 0.0, z: float = 0.0) -> list[Flat]:
    return [(factor * a + x, factor * b + z) for a, b in outline]


def _peak(draw: Draw, radius: float, height: float, levels: int = 5, sharp: float = 1.0) -> Solid:
    """A mountain of many facets that narrows to a peak; `sharp` above 1 makes its flanks hollow."""
    outline = _outline(draw, 2 * radius, 2 * radius, 0.14, 11)
    sections = []
    for number in range(levels + 1):
        share = number / levels
        scale = max((1 - share) ** sharp, 0.03)
        sections.append(
            (
                height * share,
                [(scale * x * draw.uniform(0.88, 1.12), scale * z * draw.uniform(0.88, 1.12)) for x, z in outline],
            )
        )
    return loft(sections)


def _small_pine(x: float, y: float, z: float, size: float) -> tuple[Solid, Solid]:
    """Trunk and crown of a tree for tiles and islands."""
    crown = cone(0.3 * size, 0.5 * size, 8).stand(x, y + 0.2 * size, z) + cone(0.22 * size, 0.45 * size, 8).stand(
        x, y + 0.5 * size, z
    )
    return cylinder(0.07 * size, 0.3 * size, 6).stand(x, y - 0.04, z), crown


def _trees(draw: Draw, shape: Shape, spots: list[Vector], size: float, unlike: Color) -> None:
    trunks, crowns = zip(*(_small_pine(x, y, z, size * draw.uniform(0.85, 1.15)) for x, y, z in spots), strict=True)
    shape.part("trunk", list(trunks), draw.color("brown", "dark brown"), spoken=False)
    shape.part("tree", list(crowns), draw.color("green", "dark green", unlike=unlike))


@kind("rock", synonyms=("stone", "boulder"), theme=THEME, has_front=False)
def rock(draw: Draw) -> Shape:
    """A faceted stone: broad, tall or cracked in two, with moss or snow on it at times."""
    shape = Shape()
    stone = draw.color(*STONES)
    form = shape.variant(draw.choice("broad", "tall", "split"))
    if form == "broad":
        shape.part("rock", _boulder(draw, 1.4, draw.uniform(0.7, 0.95), 1.1), stone, spoken=False)
    elif form == "tall":
        shape.adjective("tall")
        shape.part("rock", _boulder(draw, 0.9, draw.uniform(1.4, 1.7), 0.8, 16).taper(0.8), stone, spoken=False)
    else:
        shape.adjective("cracked")
        body = _boulder(draw, 1.5, 1.0, 1.2, 18)
        crack = prism(
            [(-0.05, 1.0), (0.06, 0.5), (-0.06, 0.1), (0.02, -1.0), (0.1, -1.0), (0.03, 0.1), (0.16, 0.5), (0.09, 1.0)],
            2,
        )
        shape.part("rock", body - crack.move(y=0.22), stone, spoken=False)
    cover = shape.variant(draw.choice("bare", "moss", "snow", "small stones", weights=(2, 1, 1, 1)))
    top = shape.whole().top
    if cover in ("moss", "snow"):
        look = ("green", "light green", "dark green") if cover == "moss" else ("white",)
        shape.phrase(f"covered with {cover}")
        shape.paint(cover, box(4, 4, 4).stand(y=0.62 * top), draw.color(*look, unlike=stone), on="rock", mass=True)
    elif cover == "small stones":
        spots = [(-0.8, 0.35, 0.3), (0.75, 0.5, 0.36), (0.35, 0.75, 0.24)]
        shape.part("small stone", [_boulder(draw, k, 0.7 * k, k, 10).move(x, 0.0, z) for x, z, k in spots], stone)
    return shape


@kind("pile of rocks", synonyms=("heap of stones", "boulder pile"), theme=THEME, has_front=False)
def pile_of_rocks(draw: Draw) -> Shape:
    """Boulders heaped in a pyramid, or balanced in a tower (a cairn), of one colour or two."""
    shape = Shape()
    stone = draw.color(*STONES)
    other = draw.color(*STONES, unlike=stone) if draw.chance(0.5) else stone
    form = shape.variant(draw.choice("heap", "cairn", "low heap"))
    if form == "cairn":
        shape.call("stack of balanced stones")
        height, count = 0.0, draw.integer(3, 5)
        shape.variant(f"{count}")
        for number in range(count):
            size = 1.0 - 0.17 * number
            one = (
                ellipsoid(size, 0.34 * size + 0.1, 0.85 * size, 10)
                .turn(z=draw.uniform(-5, 5))
                .stand(draw.uniform(-0.05, 0.05), height)
            )
            shape.part("stone", one, other if number % 2 else stone)
            height = one.top - 0.05
        return shape
    spots = [
        (-0.5, 0.0, 0.3),
        (0.45, 0.0, 0.4),
        (0.0, 0.0, -0.45),
        (-0.75, 0.0, -0.4),
        (0.7, 0.0, -0.35),
        (0.05, 0.0, 0.7),
    ]
    spots = [*spots, (0.0, 0.45, 0.05), (0.35, 0.4, -0.1)] if form == "heap" else spots
    rocks = [_boulder(draw, 0.85, 0.65, 0.8, 11).move(x, y, z) for x, y, z in spots]
    if form == "heap":
        rocks.append(_boulder(draw, 0.65, 0.55, 0.6, 11).move(0.05, 0.85, 0.0))
    shape.variant(draw.choice("bare", "grassy"))
    shape.part("rock", rocks[::2], stone)
    shape.part("rock", rocks[1::2], other)
    if "grassy" in shape.variants:
        blades = ring(rod((0.0, 0.0, 0.95), (0.0, 0.45, 1.1), 0.07, 0.02, 5), 7, start=10)
        shape.part("blade of grass", blades, draw.color("green", "light green"), plural="blades of grass")
    return shape


@kind("cliff", synonyms=("rock wall",), theme=THEME)
def cliff(draw: Draw) -> Shape:
    """A block of layered rock with a grassy top: straight, stepped or with a waterfall."""
    shape = Shape()
    stone = draw.color("grey", "brown", "light brown", "dark grey", "beige")
    top = draw.color("green", "green", "light green", "white", unlike=stone)
    form = shape.variant(draw.choice("straight", "stepped", "overhanging"))
    outline = _outline(draw, 2.0, 1.3, 0.08, 14)
    high = draw.uniform(1.1, 1.6)
    scales = {
        "straight": (1.08, 0.98, 1.02, 0.94, 0.97),
        "stepped": (1.2, 1.18, 0.95, 0.93, 0.72),
        "overhanging": (0.8, 0.86, 0.93, 1.0, 1.06),
    }[form]
    sections = [
        (high * n / 4, [(s * x * draw.uniform(0.96, 1.04), s * z * draw.uniform(0.96, 1.04)) for x, z in outline])
        for n, s in enumerate(scales)
    ]
    shape.part("rock", loft(sections), stone, mass=True)
    cap = [(high - 0.06, _scaled(outline, scales[-1] * 1.05)), (high + 0.1, _scaled(outline, scales[-1] * 0.98))]
    shape.part("grass" if top.name != "white" else "snow", loft(cap), top, mass=True)
    extra = shape.variant(draw.choice("waterfall", "trees", "bare"))
    if extra == "waterfall":
        shape.phrase("with a waterfall")
        front = 0.65 * max(scales)
        fall = tube(
            [
                (0.1, high + 0.08, 0.1),
                (0.1, high + 0.08, front),
                (0.1, high - 0.2, front + 0.12),
                (0.1, 0.05, front + 0.16),
            ],
            0.1,
            4,
        )
        shape.part(
            "water",
            union([fall.scale(x=1.7), dome(0.4, 0.1, 12).move(0.17, 0.0, front + 0.15)]),
            draw.color("light blue", "blue", "turquoise"),
            mass=True,
        )
    elif extra == "trees":
        _trees(draw, shape, [(-0.4, high + 0.08, 0.0), (0.35, high + 0.08, -0.15)], 0.8, top)
    return shape


@kind("island", synonyms=("tropical island",), theme=THEME, has_front=False)
def island(draw: Draw) -> Shape:
    """Sand in the sea with a palm, a floating rock island with grass and trees, or a hill with a hut."""
    shape = Shape()
    form = shape.variant(draw.choice("in the sea", "floating"))
    outline = _outline(draw, 1.9, 1.6, 0.12)
    green = draw.color("green", "light green")
    if form == "floating":
        shape.call("floating island")
        stone = draw.color("brown", "grey", "light brown", "dark grey")
        levels = [(-1.1, 0.05), (-0.75, 0.35), (-0.35, 0.7), (-0.1, 0.98)]
        sections = [
            (y, [(s * x * draw.uniform(0.85, 1.1), s * z * draw.uniform(0.85, 1.1)) for x, z in outline])
            for y, s in levels
        ]
        shape.part("rock", loft(sections), stone, mass=True)
        shape.part("grass", loft([(-0.12, _scaled(outline, 1.02)), (0.06, outline)]), green, mass=True)
    else:
        sea = draw.color("light blue", "blue", "turquoise")
        shape.part("sea", prism(_scaled(ellipse(2.0, 2.0, 18), 1.25), 0.12), sea, mass=True)
        sand = loft([(0.05, _scaled(outline, 0.95)), (0.22, _scaled(outline, 0.82)), (0.3, _scaled(outline, 0.5))])
        shape.part("beach", sand, draw.color("beige", "yellow", unlike=sea), plural="beaches")
    top = 0.04 if form == "floating" else 0.26
    extra = shape.variant(draw.choice("palm", "trees", "hut"))
    if extra == "palm":
        path = curve([(0.0, top - 0.05, 0.0), (0.12, top + 0.4, 0.0), (0.3, top + 0.85, 0.0)], 3)
        shape.part("trunk", tube(path, 0.07, 6), draw.color("brown", "light brown"), spoken=False)
        leaf = tube(
            [(0.0, 0.0, 0.0), (0.0, 0.12, 0.24), (0.0, 0.02, 0.46), (0.0, -0.18, 0.58)], [0.05, 0.07, 0.06, 0.02], 4
        ).scale(x=1.8)
        shape.part(
            "palm frond", [one.move(0.3, top + 0.85) for one in ring(leaf, 6)], draw.color("green", "dark green")
        )
    elif extra == "trees":
        _trees(draw, shape, [(-0.35, top, 0.0), (0.25, top, -0.2), (0.1, top, 0.3)], 0.9, green)
    else:
        wall = draw.color("beige", "white", "light brown", "light blue")
        shape.part("hut", box(0.55, 0.4, 0.5).stand(y=top - 0.02), wall)
        roof = hull_of(
            [
                (-0.36, top + 0.36, 0.34),
                (0.36, top + 0.36, 0.34),
                (-0.36, top + 0.36, -0.34),
                (0.36, top + 0.36, -0.34),
                (-0.36, top + 0.7, 0.0),
                (0.36, top + 0.7, 0.0),
            ]
        )
        shape.part("roof", roof, draw.color("red", "brown", "blue", unlike=wall))
        shape.part("door", box(0.14, 0.26, 0.06).stand(0.0, top, 0.25), draw.color("dark brown", "brown", unlike=wall))
    return shape


@kind("mountain", synonyms=("snowy mountain", "mountain peak"), theme=THEME, has_front=False)
def mountain(draw: Draw) -> Shape:
    """A faceted peak with a snow cap: one, a pair or a range; with trees at its foot."""
    shape = Shape()
    shape.call("mountain")
    stone = draw.color("grey", "dark grey", "brown", "light grey", "dark blue")
    form = shape.variant(draw.choice("single", "twin", "range"))
    spots = {
        "single": [(0.0, 0.0, 1.0, 1.6)],
        "twin": [(-0.4, 0.0, 0.85, 1.6), (0.6, 0.15, 0.7, 1.1)],
        "range": [(-0.85, 0.1, 0.65, 1.0), (0.0, 0.0, 0.85, 1.6), (0.85, 0.15, 0.6, 0.85)],
    }[form]
    if form == "range":
        shape.call("mountain range")
    elif form == "twin":
        shape.phrase("with twin peaks")
    flank = shape.variant(draw.choice("steep", "hollow"))
    peaks = [
        _peak(draw, radius, height, 5, 1.0 if flank == "steep" else 1.4).move(x, 0.0, z)
        for x, z, radius, height in spots
    ]
    shape.part("rock", peaks, stone, mass=True)
    cap = draw.uniform(0.55, 0.68)
    snowy = shape.variant(draw.choice("snow", "bare", weights=(3, 1)))
    if snowy == "snow":
        snow = draw.color("white", unlike=stone)
        regions = [
            cylinder(1.3 * radius * (1 - cap) + 0.08, 2).stand(x, cap * height, z) for x, z, radius, height in spots
        ]
        shape.paint("snow cap", regions, snow, on="rock")
    foot = shape.variant(draw.choice("plain", "trees", "meadow"))
    if foot == "trees":
        places = [(1.05 * cos(a), 0.0, 0.95 * sin(a)) for a in (0.9, 1.7, 2.4)]
        _trees(draw, shape, places, 0.45, stone)
    elif foot == "meadow":
        wide = 2.6 if form == "range" else 2.3
        shape.part(
            "meadow",
            prism(ellipse(wide + 0.4, 2.2, 14), 0.12).move(y=-0.06),
            draw.color("green", "light green", unlike=stone),
        )
    return shape


@kind("volcano", theme=THEME, has_front=False)
def volcano(draw: Draw) -> Shape:
    """A cone with a crater of lava: streams down its sides, a cloud of smoke or an eruption."""
    shape = Shape()
    stone = draw.color("dark grey", "brown", "dark brown", "grey", "black")
    lava = draw.color("orange", "red", unlike=stone)
    outline = _outline(draw, 2.0, 2.0, 0.08, 14)
    high = draw.uniform(1.0, 1.4)
    sections = [
        (high * share, [(s * x, s * z) for x, z in outline])
        for share, s in ((0.0, 1.0), (0.3, 0.7), (0.65, 0.45), (1.0, 0.32))
    ]
    crater = dome(0.24, 0.2, 12).turn(x=180).move(y=high + 0.01)
    shape.part("rock", loft(sections) - crater, stone, mass=True)
    shape.part("lava", cylinder(0.23, 0.1, 12).center(y=high - 0.06), lava, mass=True)
    style = shape.variant(draw.choice("streams", "smoke", "eruption"))
    turn = draw.uniform(0, 60)
    count = draw.choice(3, 4, 5)
    shape.variant(f"{count}")
    path: list[Vector] = [
        (0.0, high - 0.05, 0.2),
        (0.0, high + 0.01, 0.32),
        (0.0, 0.65 * high, 0.45),
        (0.0, 0.3 * high, 0.7),
        (0.0, 0.12 * high, 0.86),
    ]
    streams = [one.turn(y=turn) for one in ring(tube(path, [0.06, 0.07, 0.08, 0.1, 0.06], 6), count)]
    shape.part("lava stream", streams, lava)
    if style == "smoke":
        shape.phrase("with smoke rising")
        puffs = [(0.0, 0.12, 0.0, 0.2), (0.15, 0.4, 0.05, 0.26), (-0.05, 0.72, 0.0, 0.32), (0.25, 0.9, 0.0, 0.24)]
        shape.part(
            "smoke",
            union([sphere(r, 8).move(x, high + y, z) for x, y, z, r in puffs]),
            draw.color("light grey", "white", "grey", unlike=stone),
            mass=True,
        )
    elif style == "eruption":
        shape.adjective("erupting")
        jet = tube(
            [(0.0, high - 0.1, 0.0), (0.0, high + 0.35, 0.08), (0.0, high + 0.5, 0.3), (0.0, high + 0.3, 0.48)],
            [0.1, 0.07, 0.06, 0.05],
            6,
        )
        shape.part(
            "fountain",
            union([*ring(jet, 5), rod((0.0, high - 0.1, 0.0), (0.0, high + 0.6, 0.0), 0.14, 0.07)]),
            lava,
            spoken=False,
        )
    return shape


@kind("hill", synonyms=("grassy hill",), theme=THEME, has_front=False)
def hill(draw: Draw) -> Shape:
    """A round green mound with a tree, a winding path, a flag or a house on top."""
    shape = Shape()
    green = draw.color("green", "light green", "light green", "yellow", "white")
    if green.name == "white":
        shape.adjective("snowy")
    form = shape.variant(draw.choice("single", "double"))
    body = dome(1.0, draw.uniform(0.5, 0.75), 16)
    high = body.top
    mound = body + dome(0.6, 0.32, 12).move(0.75, 0.0, 0.25) if form == "double" else body
    shape.part("hill", mound, green, spoken=False)
    extra = shape.variant(draw.choice("tree", "flag", "house", "rocks"))
    if extra == "tree":
        shape.part(
            "trunk", cylinder(0.07, 0.35, 8).stand(y=high - 0.05), draw.color("brown", "dark brown"), spoken=False
        )
        shape.part(
            "tree", sphere(0.32, 10).move(y=high + 0.5), draw.color("dark green", "orange", "pink", "red", unlike=green)
        )
    elif extra == "flag":
        shape.phrase("with a flag on top")
        shape.part("pole", cylinder(0.04, 0.85, 6).stand(y=high - 0.05), draw.color("white", "brown", "grey"))
        flag = prism([(0.0, -0.16), (0.5, 0.0), (0.0, 0.16)], 0.06).turn(x=90).move(0.02, high + 0.62)
        shape.part("flag", flag, draw.color("red", "blue", "yellow", "orange", unlike=green))
    elif extra == "house":
        wall = draw.color("white", "beige", "red", "light blue", unlike=green)
        shape.part("house", box(0.5, 0.36, 0.44).stand(y=high - 0.06), wall)
        roof = gable(0.64, 0.32, 0.56).stand(y=high + 0.28)
        shape.part("roof", roof, draw.color("red", "brown", "dark grey", unlike=[wall, green]))
    else:
        shape.part(
            "rock",
            [
                _boulder(draw, k, 0.7 * k, k, 10).move(x, y, z)
                for x, y, z, k in ((0.1, high - 0.08, 0.0, 0.4), (-0.5, 0.62 * high, 0.4, 0.32), (0.3, 0.3, 0.75, 0.3))
            ],
            draw.color("grey", "light grey", "dark grey"),
        )
    if shape.variant(draw.choice("path", "no path")) == "path":
        band = tube([(0.5, 0.0, 1.1), (0.2, 0.3, 0.8), (0.35, 0.45, 0.5), (0.05, 0.7, 0.2)], 0.14, 6).scale(y=1.6)
        shape.paint("path", band, draw.color("beige", "light brown", unlike=green), on="hill")
    return shape


@kind("iceberg", theme=THEME, has_front=False)
def iceberg(draw: Draw) -> Shape:
    """Jagged ice above the water and a wedge below: one peak, two or a flat top."""
    shape = Shape()
    ice = draw.color("white", "white", "light blue")
    water = draw.color("blue", "light blue", "dark blue", unlike=ice)
    form = shape.variant(draw.choice("peaked", "twin", "flat-topped"))
    below = shape.variant(draw.choice("deep", "shallow"))
    if form == "flat-topped":
        shape.adjective("flat-topped")
        outline = _outline(draw, 1.5, 1.1, 0.15, 10)
        parts = [loft([(0.0, outline), (0.35, _scaled(outline, 0.95)), (0.6, _scaled(outline, 0.86))])]
    else:
        parts = [_peak(draw, 0.65, 1.0, 4, 0.8).move(x=-0.15)]
        if form == "twin":
            parts.append(_peak(draw, 0.42, 0.6, 3, 0.8).move(0.5, 0.0, 0.2))
    shape.part("ice", parts, ice, mass=True)
    if below == "deep":
        root = _peak(draw, 0.8, 1.0, 4, 0.7).turn(x=180)
        shape.part(
            "ice below the water", root.move(y=0.02), draw.color("light blue", "turquoise", unlike=ice), mass=True
        )
        shape.part("water", prism(ellipse(2.5, 2.2, 16), 0.12).move(y=-0.06), water, mass=True)
    else:
        shape.part("water", prism(ellipse(2.3, 2.0, 16), 0.14).move(y=-0.07), water, mass=True)
    guest = shape.variant(draw.choice("empty", "floes"))
    if guest == "floes":
        floes = [
            prism(_outline(draw, k, k, 0.2, 7), 0.12).move(x, 0.02, z)
            for x, z, k in ((0.75, 0.6, 0.34), (-0.85, 0.55, 0.28), (0.2, 0.85, 0.22))
        ]
        shape.part("ice floe", floes, ice)
    return shape


@kind("crystal cluster", synonyms=("crystals", "gemstone cluster"), theme=THEME, has_front=False)
def crystal_cluster(draw: Draw) -> Shape:
    """Pointed six-sided crystals fanning out of a rock: few or many, of one or two colours."""
    shape = Shape()
    shape.call("crystal cluster")
    color = draw.color("purple", "light blue", "turquoise", "pink", "green", "blue", "red", "yellow", "light purple")
    stone = draw.color("grey", "dark grey", "brown", unlike=color)
    sides = shape.variant(draw.choice("six-sided", "four-sided"))
    count = draw.integer(4, 7)
    n = 6 if sides == "six-sided" else 4

    def crystal(length: float, radius: float) -> Solid:
        return frustum(0.8 * radius, radius, 0.7 * length, n).stand() + cone(radius, 0.32 * length, n).stand(
            y=0.7 * length - 0.002
        )

    shape.variant(f"{count}")
    main = crystal(draw.uniform(1.2, 1.5), 0.24)
    rest = [
        crystal(draw.uniform(0.6, 1.0), draw.uniform(0.13, 0.19))
        .turn(x=draw.uniform(25, 42))
        .move(z=0.08)
        .turn(y=360 / count * k + 15)
        for k in range(count)
    ]
    shape.part("crystal", [main, *rest], color)
    base = shape.variant(draw.choice("rock", "bare", "slab"))
    if base == "rock":
        shape.part("rock", _boulder(draw, 1.3, 0.45, 1.2, 16).move(y=-0.16), stone)
    elif base == "slab":
        shape.part("slab", prism(_outline(draw, 1.4, 1.2, 0.15, 9), 0.16).move(y=-0.05), stone)
    return shape


@kind("cave entrance", synonyms=("cave", "mine entrance"), theme=THEME)
def cave_entrance(draw: Draw) -> Shape:
    """A rocky mound with a dark opening: arched, framed with timber, or with a rail track and moss."""
    shape = Shape()
    stone = draw.color("grey", "dark grey", "brown", "light brown")
    body = union(
        [
            _boulder(draw, 2.0, 1.5, 1.4, 18),
            _boulder(draw, 1.2, 1.0, 1.2, 12).move(-0.8, 0.0, 0.1),
            _boulder(draw, 1.2, 1.1, 1.2, 12).move(0.8, 0.0, 0.05),
        ]
    )
    body = body - box(4, 4, 2).stand(y=-1, z=1.5)
    front = 0.5
    hole = box(0.8, 0.55, 2).stand(z=front) + cylinder(0.4, 2, 14).turn(x=90).move(y=0.55, z=front)
    shape.part("rock", body - hole, stone, mass=True)
    shape.part("opening", (box(0.9, 1.0, 0.6).stand(z=-0.2) & body) - box(9, 9, 9).center(z=4.75), draw.color("black"))
    form = shape.variant(draw.choice("plain", "timber frame", "pointed rocks"))
    wood = draw.material("wood", unlike=stone)
    if form == "timber frame":
        shape.call("mine entrance")
        posts = [box(0.16, 1.0, 0.16).stand(side * 0.42, 0.0, front - 0.1) for side in (-1, 1)]
        shape.part("beam", [*posts, box(1.2, 0.18, 0.2).stand(y=0.92, z=front - 0.1)], wood)
    elif form == "pointed rocks":
        shape.part(
            "spike",
            [
                cone(0.08, 0.3, 6).turn(x=180).hang(x, y, front - 0.45)
                for x, y in ((-0.2, 0.86), (0.02, 0.9), (0.22, 0.85))
            ],
            stone,
        )
    extra = shape.variant(draw.choice("moss", "track", "bare"))
    if extra == "moss":
        shape.paint(
            "moss",
            box(6, 3, 6).stand(y=1.05),
            draw.color("green", "dark green", "light green", unlike=stone),
            on="rock",
            mass=True,
        )
    elif extra == "track":
        rails = [box(0.06, 0.07, 1.0).stand(side * 0.2, 0.08, front + 0.2) for side in (-1, 1)]
        ties = [box(0.6, 0.09, 0.11).stand(0.0, 0.02, front - 0.2 + 0.24 * k) for k in range(4)]
        shape.part("tie", ties, wood, spoken=False)
        shape.part("rail", rails, draw.material("iron", "steel", unlike=wood))
    return shape


@kind("river tile", synonyms=("river",), theme=THEME)
def river_tile(draw: Draw) -> Shape:
    """A square of ground with a river: straight, bent or winding; with stones, a bridge or trees."""
    shape = Shape()
    shape.call("river tile")
    grass = draw.color("green", "light green", "beige", "white")
    water = draw.color("light blue", "blue", "turquoise", unlike=grass)
    form = shape.variant(draw.choice("straight", "winding", "bend"))
    paths: dict[str, list[Vector]] = {
        "straight": [(0.0, 0.0, -1.1), (0.0, 0.0, 1.1)],
        "winding": curve([(-0.2, 0.0, -1.1), (-0.3, 0.0, -0.6), (0.3, 0.0, 0.3), (0.2, 0.0, 1.1)], 4),
        "bend": curve([(0.0, 0.0, 1.1), (0.0, 0.0, 0.5), (0.25, 0.0, 0.1), (0.6, 0.0, 0.0), (1.1, 0.0, 0.0)], 4),
    }
    channel = tube(paths[form], 0.3, 8).scale(y=0.8).move(y=0.4)
    tile = box(2, 0.4, 2).stand()
    shape.part("ground", tile - channel, grass, mass=True)
    shape.part("soil", box(1.99, 0.15, 1.99).stand(y=-0.1), draw.color("brown", "light brown", unlike=grass), mass=True)
    shape.part(
        "water", tube(paths[form], 0.34, 8).scale(y=0.5).move(y=0.2) & box(2, 0.3, 2).stand(y=0.02), water, mass=True
    )
    extra = shape.variant(draw.choice("trees", "bridge", "stones"))
    if extra == "trees":
        _trees(draw, shape, [(-0.7, 0.38, 0.6), (-0.72, 0.38, -0.2), (0.7, 0.38, 0.75)], 0.7, grass)
    elif extra == "bridge":
        plank = box(1.0, 0.08, 0.4).stand(-0.02 if form != "winding" else 0.15, 0.42, 0.45)
        shape.part("bridge", plank, draw.material("wood", "stone", unlike=[grass, water]))
    else:
        shape.part(
            "stone",
            [
                _boulder(draw, k, 0.8 * k, k, 9).move(x, y, z)
                for x, y, z, k in ((-0.65, 0.36, 0.5, 0.35), (0.72, 0.36, 0.7, 0.28), (-0.7, 0.36, -0.6, 0.3))
            ],
            draw.color("grey", "dark grey", "light grey", unlike=grass),
        )
    return shape


@kind("campfire", synonyms=("fire", "bonfire"), theme=THEME, has_front=False)
def campfire(draw: Draw) -> Shape:
    """Crossed logs with flames in a ring of stones; a tepee of logs, or with a kettle hanging over it."""
    shape = Shape()
    wood = draw.color("brown", "dark brown", "light brown")
    form = shape.variant(draw.choice("crossed logs", "tepee"))
    count = draw.choice(3, 4, 5)
    if form == "tepee":
        shape.part("log", ring(rod((0.0, 0.05, 0.55), (0.0, 0.75, 0.06), 0.09, 0.07, 7), count, start=20), wood)
    else:
        shape.part("log", ring(rod((0.0, 0.08, 0.6), (0.0, 0.26, -0.1), 0.11, sides=7), count, start=20), wood)
    flame = draw.color("orange", "red")
    tongue = revolve([(0.05, 0.0), (0.24, 0.2), (0.2, 0.45), (0.08, 0.75), (0.0, 0.9)], 8)
    shape.part(
        "flame",
        union([tongue.move(y=0.12), *ring(tongue.scale(0.6, 0.65, 0.6).turn(x=12).move(0.0, 0.12, 0.2), 4)]),
        flame,
    )
    shape.part(
        "inner flame",
        ring(cone(0.11, 0.42, 6).turn(x=10).move(0.0, 0.45, 0.26), 3, start=10),
        draw.color("yellow", unlike=flame),
        spoken=False,
    )
    edge = shape.variant(draw.choice("stones", "no stones", weights=(3, 1)))
    if edge == "stones":
        stones = [_boulder(draw, 0.3, 0.24, 0.26, 9).move(z=0.78).turn(y=36 * n) for n in range(10)]
        shape.part("stone", stones, draw.color("grey", "light grey", "dark grey", unlike=wood))
    if shape.variant(draw.choice("pot", "bare", weights=(1, 3))) == "pot":
        legs = ring(rod((0.0, 0.0, 0.85), (0.0, 1.7, 0.04), 0.045, sides=6), 3)
        shape.part("tripod leg", legs, draw.material("wood", "iron"))
        shape.part(
            "pot",
            sphere(0.26, 12).scale(y=0.85).move(y=1.2) - box(1, 1, 1).stand(y=1.34),
            draw.color("black", "dark grey"),
        )
        shape.part("chain", cylinder(0.035, 0.4, 6).stand(y=1.3), draw.color("grey", "dark grey"), spoken=False)
    return shape


@kind("stepping stones", synonyms=("stone path",), theme=THEME, has_front=False)
def stepping_stones(draw: Draw) -> Shape:
    """Flat stones in a winding row on grass, on water or on gravel."""
    shape = Shape()
    shape.call("row of stepping stones")
    bed = shape.variant(draw.choice("grass", "water", "sand"))
    look = {
        "grass": ("green", "light green"),
        "water": ("light blue", "blue", "turquoise"),
        "sand": ("beige", "yellow"),
    }[bed]
    ground = draw.color(*look)
    stone = draw.color("grey", "light grey", "dark grey", "beige", unlike=ground)
    count = draw.integer(4, 6)
    shape.variant(f"{count} stones")
    form = shape.variant(draw.choice("round", "angular"))
    length = 0.52 * count + 0.3
    shape.part(bed, prism(ellipse(length + 0.5, 1.5, 18), 0.14), ground, mass=True)
    stones = []
    for number in range(count):
        x, z = (number - (count - 1) / 2) * 0.52, 0.22 * sin(1.9 * number)
        size = draw.uniform(0.44, 0.54)
        outline = ellipse(size, 0.85 * size, 12) if form == "round" else _outline(draw, size, size, 0.16, 7)
        stones.append(prism(outline, 0.14).turn(y=draw.uniform(0, 90)).move(x, 0.08, z))
    shape.part("stone", stones, stone)
    if shape.variant(draw.choice("plain", "tufts")) == "tufts" and bed != "sand":
        spots = [(-0.35 * length, 0.5), (0.2 * length, -0.55), (0.36 * length, 0.4)]
        tuft = union(ring(rod((0.0, 0.0, 0.02), (0.0, 0.36, 0.14), 0.085, 0.045, 5), 5))
        shape.part(
            "tuft of reed" if bed == "water" else "tuft of grass",
            [tuft.move(x, 0.1, z) for x, z in spots],
            draw.color("green", "dark green", unlike=ground),
        )
    return shape
