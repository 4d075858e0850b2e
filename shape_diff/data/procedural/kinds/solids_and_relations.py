"""Simple solids alone, in relation to each other and in numbers: the words that all captions share."""

from shape_diff.data.procedural.arrays import ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    regular,
)
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    box,
    cone,
    cylinder,
    dome,
    frustum,
    hoop,
    prism,
    revolve,
    rounded_box,
    sphere,
    torus,
)

THEME = "simple solids"
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")

FLAT_TOPPED: dict[str, Solid] = {
    "cube": box(1.0, 1.0, 1.0),
    "cylinder": cylinder(0.5, 1.1, 20),
    "block": box(1.5, 0.7, 0.9),
    "disc": cylinder(0.75, 0.35, 24),
}
"""What other things can stand on."""
SOLIDS: dict[str, Solid] = {
    **FLAT_TOPPED,
    "ball": sphere(0.55, 20),
    "cone": cone(0.6, 1.2, 20),
    "pyramid": frustum(0.85, 0.001, 1.1, 4),
    "ring": torus(0.5, 0.34, 20),
    "dome": dome(0.65, 0.6, 20),
}
"""Solids by the word for them, all about one high."""
AREA = 6.0


def _sized(name: str, factor: float = 1.0) -> Solid:
    """A solid of one surface whatever its form, times a factor along each side, standing at the origin."""
    solid = SOLIDS[name]
    scale = factor * (AREA / solid.body.surface_area()) ** 0.5
    return solid.scale(scale, scale, scale).stand()


@kind("cube", theme=THEME, has_front=False)
def cube(draw: Draw) -> Shape:
    """A plain cube, one with bevelled edges, one standing on its corner, or the frame of one."""
    shape = Shape()
    form = shape.variant(draw.choice("plain", "bevelled", "balanced", "frame"))
    color = draw.color() if draw.chance(0.8) else draw.material("wood", "stone", "glass", "gold")
    solid = box(1.0, 1.0, 1.0)
    if form == "bevelled":
        shape.adjective("bevelled")
        solid = rounded_box(1.0, 1.0, 1.0, draw.uniform(0.06, 0.15))
    elif form == "balanced":
        shape.phrase("standing on its corner")
        solid = box(1.0, 1.0, 1.0).turn(x=45).turn(z=35.264)
    elif form == "frame":
        shape.call("cube frame")
        solid = box(1.0, 1.0, 1.0)
        for hole in (box(0.76, 0.76, 2.0), box(0.76, 2.0, 0.76), box(2.0, 0.76, 0.76)):
            solid = solid - hole
    shape.part("cube", solid, color, spoken=False)
    if form in ("plain", "bevelled") and shape.variant(draw.choice("one color", "band", "dots")) != "one color":
        other = draw.color(unlike=color)
        if shape.variants[-1] == "band":
            shape.paint("band", box(2, draw.uniform(0.2, 0.35), 2), other, on="cube")
        else:
            dots = [
                sphere(0.16, 10).move(x, y, 0.5).turn(y=90 * n)
                for n in range(4)
                for x, y in ((-0.25, -0.25), (0.25, 0.25))
            ]
            shape.adjective("spotted")
            shape.paint("spot", dots, other, on="cube", spoken=False)
    return shape


@kind("sphere", synonyms=("ball shape", "globe shape"), theme=THEME, has_front=False)
def sphere_kind(draw: Draw) -> Shape:
    """A ball, half a ball, one with a band, or one in two colours."""
    shape = Shape()
    color = draw.color() if draw.chance(0.8) else draw.material("gold", "silver", "stone", "glass")
    form = shape.variant(draw.choice("plain", "half", "banded", "two halves"))
    other = draw.color(unlike=color)
    if form == "half":
        shape.call("hemisphere")
        flat = shape.variant(draw.choice("flat side down", "flat side up"))
        shape.phrase(f"with its {flat}")
        shape.part("hemisphere", dome(1.0, 1.0, 24).turn(x=180 if flat == "flat side up" else 0), color, spoken=False)
        return shape
    shape.part("sphere", sphere(1.0, 24), color, spoken=False)
    if form == "banded":
        shape.paint("band", box(3, draw.uniform(0.3, 0.6), 3), other, on="sphere")
    elif form == "two halves":
        shape.paint("upper half", box(3, 3, 3).stand(), other, on="sphere", plural="upper halves")
    return shape


@kind("cylinder", theme=THEME, has_front=False)
def cylinder_kind(draw: Draw) -> Shape:
    """A standing, lying or hollow cylinder, long or flat, with a band now and then."""
    shape = Shape()
    color = draw.color() if draw.chance(0.8) else draw.material("wood", "steel", "stone", "gold")
    form = shape.variant(draw.choice("standing", "lying", "hollow"), spoken=True)
    height = shape.graded(draw.uniform(0.5, 2.4), low=("flat", 0.8), high=("long", 1.8))
    solid = cylinder(0.5, height, 24)
    if form == "hollow":
        solid = solid - cylinder(0.34, 5, 24)
    shape.part("cylinder", solid.turn(z=90 if form == "lying" else 0), color, spoken=False)
    if draw.chance(0.4):
        band = box(3, 0.3 * height, 3) if form != "lying" else box(0.3 * height, 3, 3)
        shape.paint("band", band, draw.color(unlike=color), on="cylinder")
    return shape


@kind("cone", theme=THEME, has_front=False)
def cone_kind(draw: Draw) -> Shape:
    """A cone on its base or on its tip, one with its tip cut off, or one with rings of colour."""
    shape = Shape()
    color = draw.color() if draw.chance(0.85) else draw.material("wood", "stone", "gold")
    form = shape.variant(draw.choice("upright", "upside-down", "cut-off"))
    height = shape.graded(draw.uniform(0.8, 2.2), low=("flat", 1.0), high=("pointed", 1.8))
    if form != "upright":
        shape.adjective(form)
    solid = frustum(0.7, 0.32, height, 20) if form == "cut-off" else cone(0.7, height, 20)
    shape.part("cone", solid.turn(x=180 if form == "upside-down" else 0), color, spoken=False)
    if shape.variant(draw.choice("one color", "ring")) == "ring":
        shape.paint("ring", box(3, 0.22 * height, 3).move(y=-0.1 * height), draw.color(unlike=color), on="cone")
    return shape


@kind("torus", synonyms=("ring shape", "donut shape"), theme=THEME, has_front=False)
def torus_kind(draw: Draw) -> Shape:
    """A ring with a round or square section, thick or thin, lying or upright."""
    shape = Shape()
    color = draw.color() if draw.chance(0.85) else draw.material("gold", "steel", "wood")
    pose = shape.variant(draw.choice("lying", "upright"), spoken=True)
    section = shape.variant(draw.choice("round", "square"))
    width = shape.graded(draw.uniform(0.2, 0.75), low=("thin", 0.32), high=("thick", 0.6))
    solid = torus(1.0, width, 28, 10)
    if section == "square":
        shape.phrase("with a square section")
        low, high, half = 1.0 - width / 2, 1.0 + width / 2, width / 2
        solid = hoop([(low, -half), (high, -half), (high, half), (low, half)], 28)
    shape.part("torus", solid.turn(x=90 if pose == "upright" else 0), color, spoken=False)
    if shape.variant(draw.choice("one color", "two colors", weights=(2, 1))) == "two colors":
        half_space = box(5, 5, 5).move(x=2.5)
        shape.paint("half", half_space, draw.color(unlike=color), on="torus", spoken=False)
    return shape


_SIDED = {3: "triangular", 4: "square", 5: "pentagonal", 6: "hexagonal", 8: "octagonal"}


@kind("prism", theme=THEME, has_front=False)
def prism_kind(draw: Draw) -> Shape:
    """A prism with three, five, six or eight sides, standing, or lying as a roof does."""
    shape = Shape()
    color = draw.color() if draw.chance(0.8) else draw.material("glass", "stone", "wood")
    sides = draw.choice(3, 5, 6, 8)
    shape.call(f"{_SIDED[sides]} prism")
    shape.variant(f"{sides} sides")
    height = shape.graded(draw.uniform(0.5, 2.4), low=("flat", 0.8), high=("long", 1.8))
    solid = prism(regular(sides, 0.7), height)
    pose = shape.variant(draw.choice("standing", "lying"), spoken=True)
    shape.part("prism", solid.turn(x=90) if pose == "lying" else solid, color, spoken=False)
    if draw.chance(0.3):
        middle = 0.3 * height
        band = box(5, middle, 5).center(y=height / 2)
        shape.paint("band", band.turn(x=90) if pose == "lying" else band, draw.color(unlike=color), on="prism")
    return shape


@kind("pointed solid", theme=THEME, has_front=False)
def pointed_solid(draw: Draw) -> Shape:
    """A pyramid with three, four, five or six sides; upright, upside-down, or doubled to an octahedron."""
    shape = Shape()
    color = draw.color() if draw.chance(0.8) else draw.material("glass", "stone", "gold")
    sides = draw.choice(3, 4, 5, 6)
    shape.variant(f"{sides} sides")
    form = shape.variant(draw.choice("upright", "upside-down", "doubled"))
    word = _SIDED[sides]
    height = draw.uniform(0.9, 1.6)
    solid = cone(0.8, height, sides).stand()
    if form == "doubled":
        shape.call("octahedron" if sides == 4 else f"{word} double pyramid")
        shape.part("upper pyramid", solid, color, spoken=False)
        lower = draw.color(unlike=color) if draw.chance(0.4) else color
        shape.part("lower pyramid", solid.mirror("y"), lower, spoken=False)
        return shape
    shape.call(f"{word} pyramid")
    if form == "upside-down":
        shape.adjective("upside-down")
    shape.part("pyramid", solid.mirror("y") if form == "upside-down" else solid, color, spoken=False)
    if draw.chance(0.3):
        band = box(5, 0.3 * height, 5).center(y=(-0.35 if form == "upside-down" else 0.35) * height)
        shape.paint("band", band, draw.color(unlike=color), on="pyramid")
    return shape


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _couple(
    draw: Draw, shape: Shape, first: Solid, second: Solid, names: tuple[str, str], relation: tuple[str, str]
) -> None:
    """Two solids in colours of their own, and the sentences that say how the first stands to the second.

    `relation` holds the words from the first to the second and, turned round, from the second to the first.
    """
    one, other = names
    colors = draw.colors(2)
    shape.call("pair of shapes")
    shape.part(one, first, colors[0])
    shape.part(other, second, colors[1])
    there, back = relation
    a, b = f"{colors[0].name} {one}", f"{colors[1].name} {other}"
    turned = draw.chance(0.4)
    if turned:
        one, other, a, b, there = other, one, b, a, back
    shape.say(
        f"{_article(one)} {there} {_article(other)}",
        f"{_article(a)} {there} {_article(b)}",
        f"{_article(a)} that is {there} {_article(b)}",
    )


@kind("solid on a solid", theme=THEME, has_front=False)
def solid_on_solid(draw: Draw) -> Shape:
    """One solid on top of another: any on a flat-topped one."""
    shape = Shape()
    one, other = draw.choice(*SOLIDS), draw.choice(*FLAT_TOPPED)
    shape.variant(f"{one} on {other}")
    lower = _sized(other)
    shape.phrase("one on top of the other")
    _couple(
        draw,
        shape,
        _sized(one, 0.95).move(y=lower.top - 0.02),
        lower,
        (one, other),
        draw.choice(("on", "under"), ("on top of", "below")),
    )
    return shape


@kind("solid beside a solid", theme=THEME, has_front=False)
def solid_beside_solid(draw: Draw) -> Shape:
    """Two solids side by side on the ground."""
    shape = Shape()
    one, other = draw.some(list(SOLIDS), 2)
    shape.variant(f"{one} beside {other}")
    first, second = _sized(one), _sized(other)
    gap = draw.uniform(0.05, 0.4)
    side = draw.choice(-1, 1)
    reach = (first.size[0] + second.size[0]) / 2 + gap
    shape.phrase("side by side")
    words = draw.choice(("beside", "beside"), ("next to", "next to"))
    _couple(draw, shape, first.move(x=side * reach / 2), second.move(x=-side * reach / 2), (one, other), words)
    return shape


@kind("solid in front of a solid", theme=THEME)
def solid_in_front(draw: Draw) -> Shape:
    """One solid nearer than another, on the ground."""
    shape = Shape()
    one, other = draw.some(list(SOLIDS), 2)
    shape.variant(f"{one} before {other}")
    first, second = _sized(one), _sized(other)
    reach = (first.size[2] + second.size[2]) / 2 + draw.uniform(0.05, 0.4)
    shape.phrase("one in front of the other")
    _couple(draw, shape, first.move(z=reach / 2), second.move(z=-reach / 2), (one, other), ("in front of", "behind"))
    return shape


@kind("big and small solid", theme=THEME, has_front=False)
def big_and_small(draw: Draw) -> Shape:
    """A big solid with a small one beside it or on it."""
    shape = Shape()
    place = shape.variant(draw.choice("beside", "under"))
    big = draw.choice(*(SOLIDS if place == "beside" else FLAT_TOPPED))
    small = draw.choice(*SOLIDS)
    shape.variant(f"{big} and {small}")
    colors = draw.colors(2)
    large, little = _sized(big, 1.6), _sized(small, 0.75)
    if place == "beside":
        reach = (large.size[0] + little.size[0]) / 2 + draw.uniform(0.05, 0.3)
        little = little.move(x=draw.choice(-1, 1) * reach)
    else:
        little = little.move(y=large.top - 0.02)
    shape.call(big)
    shape.adjective(draw.choice("big", "large"))
    shape.phrase(f"{place} a small {small}")
    shape.part(big, large, colors[0], spoken=False)
    shape.part(small, little, colors[1], spoken=False)
    size = shape.adjectives[0]
    little_words = f"a small {colors[1].name} {small}"
    shape.say(
        f"{_article(size)} {big} {place} a small {small}",
        f"a {size} {colors[0].name} {big} {place} {little_words}",
        f"a {size} {colors[0].name} {big} with {little_words} {'beside' if place == 'beside' else 'on'} it",
    )
    return shape


@kind("solid between solids", theme=THEME, has_front=False)
def solid_between(draw: Draw) -> Shape:
    """One solid between two equal others, in a row."""
    shape = Shape()
    one, other = draw.some(list(SOLIDS), 2)
    shape.variant(f"{one} between {other}")
    middle, outer = _sized(one), _sized(other, 0.8)
    colors = draw.colors(2)
    reach = (middle.size[0] + outer.size[0]) / 2 + draw.uniform(0.05, 0.3)
    shape.call("row of shapes")
    shape.part(one, middle, colors[0])
    shape.part(other, [outer.move(x=-reach), outer.move(x=reach)], colors[1])
    a, b = f"{colors[0].name} {one}", f"two {colors[1].name} {other}s"
    shape.say(
        f"{_article(one)} between two {other}s", f"{_article(a)} between {b}", f"{b} with {_article(a)} between them"
    )
    return shape


@kind("ring around a post", synonyms=("ring on a post",), theme=THEME, has_front=False)
def ring_around(draw: Draw) -> Shape:
    """A post with a ring around it, high or low, or with several rings that are counted."""
    shape = Shape()
    colors = draw.colors(2)
    count = draw.integer(1, 4)
    form = shape.variant(draw.choice("cylinder", "cone", "square post"))
    shape.variant(f"{count} rings")
    solids = {"cylinder": cylinder(0.4, 3.0, 16), "cone": cone(0.9, 3.0, 16), "square post": box(0.6, 3.0, 0.6)}
    shape.call({"cylinder": "cylinder", "cone": "tall cone", "square post": "square post"}[form])
    shape.part("post", solids[form].stand(), colors[0], spoken=False)
    heights = [0.45 + 0.6 * n for n in range(count)]
    radii = {
        "cylinder": [0.5] * count,
        "square post": [0.5] * count,
        "cone": [0.95 * (1 - y / 3.0) + 0.05 for y in heights],
    }[form]
    rings = [torus(radius, 0.3, 20).move(y=y) for radius, y in zip(radii, heights, strict=True)]
    shape.part("ring", rings, colors[1])
    return shape


def _bevelled(radius: float, height: float) -> Solid:
    """A standing cylinder with bevelled edges."""
    cut = 0.08
    profile = [(radius - cut, 0.0), (radius, cut), (radius, height - cut), (radius - cut, height)]
    return revolve(profile, 20)


BEVELLED: dict[str, Solid] = {
    "cube": rounded_box(1.0, 1.0, 1.0, 0.08).stand(),
    "block": rounded_box(1.5, 0.7, 0.9, 0.08).stand(),
    "disc": _bevelled(0.75, 0.35),
    "cylinder": _bevelled(0.5, 0.8),
}
"""What is stacked: the bevels show where one ends."""
COUNTED = ("cube", "ball", "disc", "cone", "cylinder", "block", "pyramid")


def _counted(draw: Draw, shape: Shape, name: str, solids: list[Solid], order: str, after: str) -> None:
    """Equal solids in one colour, in two by turns, or each in its own, and the sentences that count them.

    `order` is the noun of the whole ("stack of"), `after` what follows the solids ("stacked on each other").
    """
    number, plural = NUMBERS[len(solids)], f"{name}s"
    look = shape.variant(draw.choice("one color", "by turns", "all different"))
    shape.call(f"{order} {number} {plural}")
    if look == "one color":
        color = draw.color()
        shape.part(name, solids, color, spoken=False)
        words = f"{number} {color.name} {plural} {after}"
    elif look == "by turns":
        first, second = draw.colors(2)
        shape.part(name, solids[::2], first, spoken=False)
        shape.part(name, solids[1::2], second, spoken=False)
        words = f"{number} {first.name} and {second.name} {plural} {after}"
    else:
        colors = draw.colors(len(solids))
        for solid, color in zip(solids, colors, strict=True):
            shape.part(name, solid, color, spoken=False)
        each = [_article(f"{color.name} {name}") for color in colors]
        words = f"{', '.join(each[:-1])} and {each[-1]} {after}"
    shape.say(f"{number} {plural} {after}", words, words)


@kind("stack of solids", theme=THEME, has_front=False)
def stack(draw: Draw) -> Shape:
    """Two to six equal solids on top of each other, straight or turned from one to the next."""
    shape = Shape()
    name = draw.choice("cube", "block", "disc", "cylinder")
    count = draw.integer(2, 6)
    shape.variant(f"{count} {name}s")
    turn = draw.choice(0.0, 0.0, 15.0, 30.0)
    solid = BEVELLED[name]
    height = solid.size[1] - 0.005
    solids = [solid.move(y=n * height).turn(y=turn * n) for n in range(count)]
    _counted(
        draw,
        shape,
        name,
        solids,
        draw.choice("stack of", "tower of"),
        draw.choice("stacked on each other", "in a stack"),
    )
    return shape


@kind("row of solids", theme=THEME, has_front=False)
def row_of_solids(draw: Draw) -> Shape:
    """Two to six equal solids in a row, close or apart."""
    shape = Shape()
    name = draw.choice(*COUNTED)
    count = draw.integer(2, 6)
    shape.variant(f"{count} {name}s")
    solid = _sized(name)
    solids = row(solid, count, solid.size[0] + draw.uniform(0.05, 0.5))
    _counted(draw, shape, name, solids, "row of", draw.choice("in a row", "side by side"))
    return shape


@kind("ring of solids", theme=THEME, has_front=False)
def ring_of_solids(draw: Draw) -> Shape:
    """Three to eight equal solids in a circle."""
    shape = Shape()
    name = draw.choice(*COUNTED)
    count = draw.integer(3, 8)
    shape.variant(f"{count} {name}s")
    solid = _sized(name)
    wide = max(solid.size[0], solid.size[2]) + draw.uniform(0.05, 0.4)
    radius = max(wide * count / 6.0, 0.62 * wide)
    solids = ring(solid.move(z=radius), count)
    _counted(draw, shape, name, solids, draw.choice("ring of", "circle of"), draw.choice("in a ring", "in a circle"))
    return shape


@kind("pile of balls", theme=THEME, has_front=False)
def pile_of_balls(draw: Draw) -> Shape:
    """A pile of balls, cubes or cylinders in rows: two and one, three and two, or three, two and one."""
    shape = Shape()
    name = draw.choice("ball", "cube", "cylinder")
    form = shape.variant(draw.choice("two and one", "three and two", "three, two and one"))
    shape.variant(name)
    solid = {"ball": sphere(0.5, 16), "cube": box(1.0, 1.0, 1.0), "cylinder": cylinder(0.5, 1.4, 16).turn(x=90)}[
        name
    ].stand()
    rise = 0.87 if name != "cube" else 1.0
    rows = {"two and one": (2, 1), "three and two": (3, 2), "three, two and one": (3, 2, 1)}[form]
    solids = [copy.move(y=rise * level) for level, count in enumerate(rows) for copy in row(solid, count, 1.02)]
    _counted(draw, shape, name, solids, "pile of", draw.choice("in a pile", "piled up"))
    return shape
