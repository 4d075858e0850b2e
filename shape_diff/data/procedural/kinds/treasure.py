"""Treasure and props of games; the unit is the thing's own."""

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    helix,
    mirrored,
    rounded_rectangle,
    star,
)
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
    extrude,
    frustum,
    gable,
    hoop,
    hull_of,
    loft,
    prism,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "treasure and game props"


def _precious(draw: Draw, *unlike: Color) -> Color:
    return draw.material("gold", "gold", "silver", "copper", unlike=unlike)


def _emblem(draw: Draw, size: float) -> Solid:
    """A star, a ring, a square or a cross in relief towards +z, centred on the origin."""
    form = draw.choice("star", "ring", "diamond", "cross")
    if form == "star":
        return extrude(star(5, size, 0.45 * size), 0.1)
    if form == "ring":
        return torus(0.7 * size, 0.3 * size, 16, 6).turn(x=90).scale(1, 1, 0.1 / (0.3 * size))
    if form == "diamond":
        return extrude([(0.0, -size), (0.7 * size, 0.0), (0.0, size), (-0.7 * size, 0.0)], 0.1)
    return box(0.5 * size, 1.8 * size, 0.1) + box(1.8 * size, 0.5 * size, 0.1)


@kind("coin", theme=THEME)
def coin(draw: Draw) -> Shape:
    """A thick coin on its edge with a rim and an emblem: round, with a hole, or eight-sided."""
    shape = Shape()
    metal = draw.material("gold") if draw.chance(0.7) else draw.material("silver", "copper")
    form = shape.variant(draw.choice("round", "with a hole", "octagonal"))
    sides = 8 if form == "octagonal" else 24
    solid = cylinder(1.0, 0.2, sides).turn(x=90)
    rim = hoop([(0.84, -0.15), (1.0, -0.15), (1.0, 0.15), (0.84, 0.15)], sides).turn(x=90)
    if form == "with a hole":
        shape.phrase("with a square hole")
        solid = solid - box(0.5, 0.5, 1)
    elif form == "octagonal":
        shape.adjective("octagonal")
    shape.part("coin", solid + rim, metal, spoken=False)
    if form != "with a hole":
        emblem = _emblem(draw, 0.55)
        look = draw.color("brown", "white", "orange", "copper", unlike=metal) if draw.chance(0.4) else metal
        shape.part("emblem", pair(emblem.move(z=0.1), "z"), look, spoken=False)
    pose = shape.variant(draw.choice("upright", "on a stand"))
    if pose == "on a stand":
        shape.part("stand", frustum(0.55, 0.4, 0.3, 12).stand(y=-1.2), draw.material("wood", "stone", unlike=metal))
    return shape


@kind("pile of coins", synonyms=("heap of coins",), theme=THEME, has_front=False)
def pile_of_coins(draw: Draw) -> Shape:
    """Stacks of coins side by side, one tall stack, or a loose heap with gems in it."""
    shape = Shape()
    metal = _precious(draw)
    form = shape.variant(draw.choice("stacks", "one stack", "heap"))
    disc = revolve([(0.42, 0.0), (0.5, 0.05), (0.5, 0.11), (0.42, 0.16)], 14)
    if form == "heap":
        spots = [
            (reach, 360 * n / count + turn)
            for reach, count, turn in ((0.3, 4, 10), (0.75, 8, 0), (1.1, 11, 15))
            for n in range(count)
        ]
        small = disc.scale(0.62, 0.8, 0.62)
        coins = [
            small.turn(x=draw.uniform(5, 40)).move(y=0.5 - 0.42 * reach * reach, z=reach).turn(y=angle)
            for reach, angle in spots
        ]
        shape.part("heap", dome(1.05, 0.42, 16), metal, spoken=False)
        shape.part("coin", coins, metal, spoken=False)
        if draw.chance(0.6):
            gem = frustum(0.05, 0.2, 0.2, 6) + frustum(0.2, 0.12, 0.1, 6).move(y=0.14)
            gems = [gem.move(0.5, 0.55, 0.3), gem.move(-0.4, 0.6, 0.4), gem.move(0.0, 0.8, 0.1)]
            shape.part("gem", gems, draw.color("red", "blue", "green", "purple", "turquoise", unlike=metal))
        return shape
    if form == "one stack":
        count = draw.integer(5, 9)
        shape.call("stack of coins")
        places = [(0.0, 0.0, count)]
    else:
        shape.call("pile of coins")
        places = [(-0.6, 0.2, draw.integer(2, 4)), (0.55, 0.25, draw.integer(3, 6)), (0.0, -0.65, draw.integer(5, 8))]
    coins = [disc.move(x + 0.03 * (-1) ** n, 0.15 * n, z) for x, z, count in places for n in range(count)]
    shape.part("coin", coins, metal, spoken=False)
    if shape.variant(draw.choice("coin leaning", "tidy")) == "coin leaning":
        shape.part("leaning coin", disc.center().turn(x=70).move(0.25, 0.46, 0.75), metal, spoken=False)
    return shape


@kind("gem", synonyms=("gemstone", "jewel"), theme=THEME, has_front=False)
def gem(draw: Draw) -> Shape:
    """A cut stone: brilliant, emerald cut, a drop, a long crystal or a heart; floating or on a setting."""
    shape = Shape()
    color = draw.color("red", "blue", "green", "purple", "turquoise", "light blue", "pink", "orange", "yellow", "white")
    form = shape.variant(draw.choice("brilliant", "emerald cut", "drop", "octahedron"))
    if form == "brilliant":
        shape.call(draw.choice("diamond", "gem"))
        solid = (
            frustum(0.02, 0.8, 0.9, 8).stand()
            + cylinder(0.8, 0.12, 8).stand(y=0.88)
            + frustum(0.8, 0.45, 0.3, 8).stand(y=0.99)
        )
    elif form == "emerald cut":
        shape.adjective("rectangular")
        outline = [(x, z) for x, z in _cut_corners(1.0, 1.3, 0.25)]
        small = [(0.6 * x, 0.6 * z) for x, z in outline]
        solid = loft(
            [(0.0, [(0.25 * x, 0.25 * z) for x, z in outline]), (0.6, outline), (0.72, outline), (0.95, small)]
        ).turn(x=60)
    elif form == "drop":
        shape.adjective("drop-shaped")
        solid = revolve([(0.0, 0.0), (0.4, 0.12), (0.62, 0.5), (0.5, 0.85), (0.0, 1.7)], 8)
    else:
        shape.adjective("pointed")
        solid = frustum(0.02, 0.6, 0.9, 6).stand() + frustum(0.6, 0.02, 0.9, 6).stand(y=0.89)
    shape.part("stone", solid.stand(), color, spoken=False)
    base = shape.variant(draw.choice("alone", "cushion", "gold setting"))
    if base == "cushion":
        cushion = ellipsoid(1.9, 0.5, 1.9, 12).move(y=-0.12)
        shape.part(
            "cushion",
            cushion,
            draw.color("red", "purple", "dark blue", "dark red", "white", unlike=color),
            plural="cushions",
        )
    elif base == "gold setting":
        metal = _precious(draw, color)
        shape.part("setting", frustum(0.5, 0.3, 0.3, 8).stand(y=-0.2), metal)
        shape.part("prong", ring(beam((0.0, 0.0, 0.3), (0.0, 0.45, 0.6), 0.1, 0.1), 4, start=45), metal)
    return shape


def _cut_corners(width: float, depth: float, cut: float) -> list[Flat]:
    """A rectangle around the origin with its corners cut off."""
    x, z = width / 2, depth / 2
    return [
        (x - cut, -z),
        (x, -z + cut),
        (x, z - cut),
        (x - cut, z),
        (cut - x, z),
        (-x, z - cut),
        (-x, cut - z),
        (cut - x, -z),
    ]


@kind("gold bar", theme=THEME)
def gold_bar(draw: Draw) -> Shape:
    """A bar of metal with sloping sides, alone, three in a pile or six."""
    shape = Shape()
    form = shape.variant(draw.choice("one", "three", "six"))
    metal = draw.material("gold") if draw.chance(0.75) else draw.material("silver", "copper")
    bottom, top = rounded_rectangle(1.6, 0.8, 0.05, 2), rounded_rectangle(1.4, 0.58, 0.05, 2)
    bar = loft([(0.0, bottom), (0.45, top)])
    counts = {"one": (1,), "three": (2, 1), "six": (3, 2, 1)}[form]
    bars = [copy.move(y=0.44 * level) for level, count in enumerate(counts) for copy in row(bar, count, 0.84, "z")]
    if form == "one":
        shape.call(draw.choice("ingot", "metal bar"))
        flat = rounded_box(0.7, 0.06, 0.3, 0.02) if draw.chance() else cylinder(0.16, 0.08, 12)
        shape.part("bar", bars, metal, spoken=False)
        shape.part(
            "stamp", flat.center(0.0, 0.46), metal if draw.chance() else draw.color("brown", "white", unlike=metal)
        )
        shape.say(f"a {metal.name} bar", f"a {metal.name} bar", f"a {metal.name} bar with sloping sides")
    else:
        shape.call(f"pile of {form} bars")
        shape.part("bar", bars, metal, spoken=False)
        words = f"a pile of {form} {metal.name} bars"
        shape.say(f"{form} {metal.name} bars", words, words)
    if shape.variant(draw.choice("pallet", "bare", weights=(1, 2))) == "pallet":
        wood = draw.material("wood", unlike=metal)
        slats = row(box(0.3, 0.1, 0.9 + 0.84 * (counts[0] - 1)).hang(), 4, 0.46)
        shape.part(
            "pallet",
            union([*slats, *row(box(1.8, 0.14, 0.2).hang(y=-0.08), 2, 0.5 + 0.84 * (counts[0] - 1), "z")]),
            wood,
        )
    return shape


@kind("medal", synonyms=("award medal",), theme=THEME)
def medal(draw: Draw) -> Shape:
    """A disc or star on a ribbon: with a straight ribbon, a V of ribbon, or a rosette."""
    shape = Shape()
    metal = draw.material("gold", "silver", "copper")
    cloth = draw.color(unlike=metal)
    form = shape.variant(draw.choice("disc", "star"))
    style = shape.variant(draw.choice("straight ribbon", "folded ribbon", "rosette"))
    if form == "star":
        shape.adjective("star-shaped")
    disc = cylinder(0.6, 0.16, 20).turn(x=90) if form == "disc" else extrude(star(5, 0.75, 0.36), 0.18)
    shape.part("disc" if form == "disc" else "star", disc, metal, spoken=False)
    if style == "rosette":
        petals = [cylinder(0.26, 0.14, 8).turn(x=90).move(y=0.72).turn(z=30 * n) for n in range(12)]
        shape.part("rosette", union([cylinder(0.78, 0.12, 20).turn(x=90), *petals]).move(z=-0.1), cloth)
        tails = [
            extrude([(-0.2, -1.7), (0.0, -1.5), (0.2, -1.7), (0.2, -0.5), (-0.2, -0.5)], 0.1)
            .turn(z=14 * s)
            .move(z=-0.14)
            for s in (-1, 1)
        ]
        shape.part("ribbon", tails, draw.color(unlike=[cloth, metal]) if draw.chance(0.4) else cloth)
    elif style == "straight ribbon":
        shape.part("ribbon", box(0.6, 1.1, 0.1).stand(y=0.6), cloth)
        stripe = draw.color("white", "yellow", "red", "blue", unlike=cloth)
        shape.paint("stripe", box(0.2, 9, 9), stripe, on="ribbon")
        shape.part("clasp", box(0.8, 0.14, 0.18).center(0.0, 1.72), metal)
    else:
        shape.part(
            "ribbon", [beam((0.0, 0.6, -0.06 * s), (0.75 * s, 2.2, -0.06 * s), 0.34, 0.1) for s in (-1, 1)], cloth
        )
    if style != "rosette":
        shape.part("ring", torus(0.12, 0.1, 10, 6).turn(x=90).move(y=0.66), metal, spoken=False)
    relief = draw.color("white", "brown", "red", "blue", unlike=metal) if draw.chance(0.5) else metal
    if form == "disc":
        shape.part("emblem", extrude(star(5, 0.38, 0.17), 0.1).move(z=0.08), relief, spoken=False)
    else:
        shape.part("emblem", cylinder(0.2, 0.1, 14).turn(x=90).move(z=0.1), relief, spoken=False)
    return shape


@kind("potion bottle", synonyms=("potion", "magic potion"), theme=THEME, has_front=False)
def potion_bottle(draw: Draw) -> Shape:
    """A corked flask with a coloured brew: round, conical, a long vial or heart-shaped; bubbles, label or cord."""
    shape = Shape()
    brew = draw.color("red", "blue", "green", "purple", "pink", "turquoise", "orange", "light green", "yellow")
    glass = draw.color("light blue", "white", "light grey", unlike=brew)
    form = shape.variant(draw.choice("round", "conical", "vial", "square"))
    if form != "vial":
        shape.adjective(form)
    profiles = {
        "round": [(0.3, 0.0), (0.62, 0.25), (0.7, 0.6), (0.52, 0.98), (0.2, 1.15)],
        "conical": [(0.75, 0.0), (0.75, 0.12), (0.2, 1.15)],
        "vial": [(0.2, 0.0), (0.32, 0.12), (0.32, 1.1), (0.2, 1.25)],
        "square": [(0.6, 0.0), (0.66, 0.1), (0.66, 0.85), (0.2, 1.1)],
    }
    sides = 4 if form == "square" else 16
    profile = profiles[form]
    top = profile[-1][1]
    level = draw.uniform(0.5, 0.8) * top
    body = revolve(profile, sides)
    shape.part("glass", body, glass, spoken=False)
    extra = shape.variant(draw.choice("bubbles", "label", "cord"))
    if extra == "label":
        front = box(0.5, 0.42, 2).center(0.0, 0.5 * top, 1.0)
        shape.paint("label", front, draw.color("beige", "white", "black", unlike=[brew, glass]), on="glass")
    shape.paint("brew", box(3, 3, 3).hang(y=level), brew, on="glass", mass=True, spoken=False)
    shape.part(
        "neck",
        cylinder(0.2, 0.36, 12).stand(y=top - 0.04) + cylinder(0.27, 0.09, 12).stand(y=top + 0.26),
        glass,
        spoken=False,
    )
    shape.part(
        "cork",
        frustum(0.15, 0.19, 0.26, 10).stand(y=top + 0.3),
        draw.color("brown", "light brown", "dark brown", unlike=glass),
    )
    if extra == "bubbles":
        spots = [(0.1, 0.14, 0.35, 0.1), (-0.16, 0.55, 0.2, 0.13), (0.14, 0.8, 0.1, 0.09)]
        shape.part("bubble", [sphere(r, 8).move(x, top + 0.6 + y, z * 0.3) for x, y, z, r in spots], brew)
    elif extra == "cord":
        shape.part(
            "cord",
            torus(0.22, 0.09, 12, 6).move(y=top + 0.1),
            draw.color("red", "brown", "gold", "black", unlike=glass),
        )
        shape.part(
            "tag", box(0.26, 0.32, 0.07).hang(0.1, top + 0.05, 0.3), draw.color("beige", "red", "gold", unlike=brew)
        )
    return shape


@kind("scroll", synonyms=("parchment scroll", "parchment"), theme=THEME)
def scroll(draw: Draw) -> Shape:
    """A roll of parchment: unrolled between rods, rolled up with a ribbon, or with a seal hanging down."""
    shape = Shape()
    paper = draw.color("beige", "beige", "white", "light brown")
    form = shape.variant(draw.choice("unrolled", "rolled up", "half unrolled"))
    dark = draw.material("wood", unlike=paper)
    seal = draw.color("red", "dark red", "blue", "purple", unlike=paper)
    if form == "rolled up":
        shape.adjective("rolled-up")
        shape.part("paper", cylinder(0.26, 1.6, 16).turn(z=90), paper, mass=True, spoken=False)
        shape.part(
            "inside",
            pair(cylinder(0.14, 0.1, 12).turn(z=90).move(x=0.78)),
            draw.color("brown", "light brown", unlike=paper),
            spoken=False,
        )
        shape.part("ribbon", cylinder(0.29, 0.18, 16).turn(z=90), seal)
        if shape.variant(draw.choice("seal", "bow")) == "seal":
            shape.part(
                "seal",
                cylinder(0.17, 0.12, 10).turn(x=90).move(z=0.27),
                draw.color("red", "gold", "dark blue", unlike=seal),
            )
        else:
            wing = extrude([(0.0, 0.0), (0.3, -0.15), (0.32, 0.18)], 0.1)
            shape.part("bow", union([*pair(wing), sphere(0.09, 8)]).move(z=0.3), seal)
        return shape
    height = 1.7 if form == "unrolled" else 1.1
    shape.part("paper", box(1.3, height, 0.08).stand(), paper, mass=True, spoken=False)
    ends = (0.0, height)
    thick = (0.13, 0.13) if form == "unrolled" else (0.13, 0.26)
    rolls = [cylinder(radius, 1.32, 14).turn(z=90).move(y=y) for y, radius in zip(ends, thick, strict=True)]
    shape.part("roll", rolls, paper, spoken=False)
    if draw.chance(0.7):
        knobs = [
            rod((s * 0.64, y, 0.0), (s * 0.86, y, 0.0), 0.07) + sphere(0.1, 8).move(s * 0.88, y)
            for y in ends
            for s in (-1, 1)
        ]
        shape.part("rod", [knobs[0] + knobs[1], knobs[2] + knobs[3]], dark)
    ink = draw.color("black", "dark brown", "dark blue")
    lines = [
        box(0.9 if n % 2 else 0.7, 0.06, 0.1).move(0.0, 0.32 + 0.17 * n, 0.02)
        for n in range(int((height - 0.6) / 0.17))
    ]
    shape.part("line of writing", lines, ink, plural="lines of writing", spoken=False)
    shape.phrase("with lines of writing")
    if shape.variant(draw.choice("seal", "no seal")) == "seal":
        shape.part("seal", cylinder(0.15, 0.16, 10).turn(x=90).move(0.4, 0.24, 0.03), seal)
    return shape


@kind("book", theme=THEME)
def book(draw: Draw) -> Shape:
    """A book standing, lying, open, or a spell book with clasps and an emblem; or a pile of books."""
    shape = Shape()
    cover = draw.material("leather") if draw.chance(0.4) else draw.color()
    page = draw.color("white", "beige", unlike=cover)
    form = shape.variant(draw.choice("standing", "lying", "open", "spell book", "pile"))
    if form == "open":
        return _open_book(draw, shape, cover, page)
    if form == "pile":
        count = draw.integer(2, 4)
        shape.call(f"pile of {('two', 'three', 'four')[count - 2]} books")
        for number, color in enumerate(draw.colors(count)):
            angle, low = 14.0 * (-1) ** number, 0.3 * number
            solids = [solid.turn(x=-90).turn(y=angle).move(y=low) for solid in _volume(1.1, 1.5 - 0.1 * number, 0.28)]
            shape.part("book", solids[0], color, spoken=False)
            shape.part("pages", solids[1], page, mass=True, spoken=False)
        return shape
    thick = shape.graded(draw.uniform(0.25, 0.6), low=("thin", 0.3), high=("thick", 0.5))
    metal = draw.material("gold", "silver", unlike=cover)
    front = thick / 2
    details = [("emblem", [_emblem(draw, 0.26).move(z=front)])]
    if form == "spell book":
        shape.call("spell book")
        caps = [box(0.26, 0.26, thick + 0.06).move(0.44, s * 0.64) for s in (-1, 1)]
        details += [("corner", caps), ("clasp", [box(0.3, 0.14, thick + 0.08).move(0.5, 0.0)])]
    elif shape.variant(draw.choice("title", "bands")) == "title":
        details = [
            ("title", [box(0.7, 0.1, 0.08).move(0.05, 0.35, front), box(0.5, 0.08, 0.08).move(0.05, 0.15, front)])
        ]
    else:
        details = [("band", [box(0.12, 0.12, thick + 0.08).move(-0.5, y) for y in (-0.4, 0.4)])]
    turn = -90.0 if form == "lying" else -8.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=turn)

    body, pages = _volume(1.1, 1.5, thick)
    shape.part("cover", place(body), cover, spoken=False)
    shape.part("pages", place(pages), page, mass=True)
    for name, solids in details:
        shape.part(name, [place(solid) for solid in solids], metal, spoken=name not in ("title", "band"))
    return shape


def _volume(width: float, height: float, thick: float) -> tuple[Solid, Solid]:
    """Cover and pages of a closed book that stands with its front to +z and its spine at -x, centred."""
    boards = pair(box(width, height, 0.08).move(z=thick / 2 - 0.04), "z")
    cover = union([*boards, box(0.1, height, thick).move(x=-width / 2 + 0.05)])
    return cover, box(width - 0.1, height - 0.12, thick - 0.1).move(x=-0.02)


def _open_book(draw: Draw, shape: Shape, cover: Color, page: Color) -> Shape:
    """A book lying open, with lines of writing and a bookmark now and then."""
    shape.adjective("open")
    section = [(0.0, 0.0), (1.0, 0.0), (1.0, 0.16), (0.75, 0.26), (0.35, 0.28), (0.0, 0.14)]
    half = extrude(section, 1.4).move(y=0.06)
    shape.part("cover", box(2.15, 0.1, 1.55).stand(), cover)
    shape.part("page", pair(half), page)
    lines = row(box(0.5, 0.07, 0.07).move(0.56, 0.31), 5, 0.22, "z")
    shape.part(
        "line",
        [copy for line in lines for copy in pair(line)],
        draw.color("black", "dark brown", "dark blue"),
        spoken=False,
    )
    if draw.chance():
        mark = box(0.14, 0.07, 1.7).center(0.0, 0.21, 0.1)
        shape.part("bookmark", mark, draw.color("red", "blue", "gold", unlike=page))
    return shape


@kind("treasure map", synonyms=("pirate map", "map"), theme=THEME)
def treasure_map(draw: Draw) -> Shape:
    """A parchment with a dotted way to a red cross: lying, standing between rods, or torn; land or sea around."""
    shape = Shape()
    paper = draw.color("beige", "beige", "light brown")
    form = shape.variant(draw.choice("lying", "rods"))
    outline = rounded_rectangle(2.0, 1.5, 0.05, 2)
    if shape.variant(draw.choice("torn", "neat")) == "torn":
        low = [(-1.0, -0.7), (-0.6, -0.78), (-0.2, -0.68), (0.3, -0.78), (0.7, -0.7), (1.0, -0.74)]
        high = [(0.92, -0.3), (1.02, 0.1), (0.9, 0.4), (1.0, 0.75), (0.5, 0.68), (0.1, 0.78), (-0.4, 0.68)]
        outline = [*low, *high, (-0.9, 0.76), (-1.0, 0.4), (-0.9, 0.0), (-1.02, -0.3)]

    def place(solid: Solid) -> Solid:
        return solid.turn(x=-75 if form == "lying" else -12)

    shape.part("paper", place(extrude(outline, 0.08)), paper, mass=True, spoken=False)
    sea = extrude([(-0.9, -0.62), (-0.2, -0.6), (-0.35, -0.2), (-0.9, -0.1)], 0.12)
    shape.part("sea", place(sea), draw.color("blue", "light blue", "turquoise"), mass=True)
    hill = [extrude([(-0.2, 0.0), (0.2, 0.0), (0.0, 0.34)], 0.13).move(x, y) for x, y in ((-0.55, 0.2), (-0.25, 0.28))]
    shape.part("mountain", hill, draw.color("green", "dark green", "brown", "grey"))
    dots = [
        box(0.12, 0.07, 0.12).turn(z=angle).move(x, y)
        for x, y, angle in ((-0.15, -0.35, 30), (0.08, -0.2, 35), (0.25, 0.0, 50), (0.38, 0.2, 40))
    ]
    shape.part("dash", [place(dot) for dot in dots], draw.color("black", "dark brown"), plural="dashes", spoken=False)
    mark = union([box(0.36, 0.09, 0.13).turn(z=s * 45) for s in (-1, 1)]).move(0.62, 0.38)
    shape.part("x mark", place(mark), draw.color("red", "red", "dark red"))
    shape.phrase("with a dashed path")
    if form == "rods":
        rods = pair(cylinder(0.1, 1.8, 10).move(x=1.0))
        shape.part("rod", [place(rod_) for rod_ in rods], draw.material("wood", unlike=paper))
    return shape


@kind("hourglass", synonyms=("sand timer", "sand glass"), theme=THEME, has_front=False)
def hourglass(draw: Draw) -> Shape:
    """Two bulbs of glass between plates and posts, with sand above, below or in both."""
    shape = Shape()
    frame = draw.material("wood", "gold", "iron") if draw.chance(0.8) else draw.color()
    glass = draw.color("light blue", "white", "turquoise", unlike=frame)
    sand = draw.color("yellow", "orange", "red", "beige", "pink", "blue", unlike=[glass, frame])
    sides = shape.variant(draw.choice("round", "six-sided"))
    count = draw.choice(3, 4)
    shape.variant(f"{count} posts")
    plate = cylinder(0.75, 0.18, 20 if sides == "round" else 6)
    shape.part("plate", [plate.stand(), plate.hang(y=2.2)], frame)
    half = [(0.5, 0.15), (0.55, 0.4), (0.42, 0.8), (0.1, 1.1)]
    bulbs = revolve([*half, *[(radius, 2.2 - y) for radius, y in reversed(half[:-1])]], 16)
    shape.part("glass", bulbs, glass, mass=True)
    level = shape.variant(draw.choice("sand above", "sand below", "sand in both"))
    regions = {"sand above": (1.2, 1.75), "sand below": (0.1, 0.7)}
    chosen = [regions[level]] if level in regions else [(0.1, 0.5), (1.2, 1.6)]
    shape.paint(
        "sand", union([box(3, high - low, 3).stand(y=low) for low, high in chosen]), sand, on="glass", mass=True
    )
    shape.part("post", ring(cylinder(0.07, 2.1, 8).stand(0.0, 0.05, 0.62), count, start=180 / count), frame)
    return shape


@kind("crystal ball", synonyms=("fortune teller's ball", "magic orb"), theme=THEME, has_front=False)
def crystal_ball(draw: Draw) -> Shape:
    """A glass ball on a foot, on a cushion, or held by claws; with stars or swirls in it."""
    shape = Shape()
    glass = draw.color("light blue", "purple", "turquoise", "light purple", "pink", "white", "light green")
    metal = draw.material("gold", "silver", "wood", unlike=glass)
    form = shape.variant(draw.choice("foot", "cushion", "claws"))
    shape.part("ball", sphere(0.9, 24).move(y=1.2), glass, spoken=False)
    if form == "cushion":
        pillow = hull_of(
            [sphere(0.2, 8).move(x * 0.8, 0.1, z * 0.8) for x in (-1, 1) for z in (-1, 1)]
            + [ellipsoid(1.4, 0.8, 1.4, 12).move(y=0.15)]
        )
        shape.part("cushion", pillow, draw.color("red", "purple", "dark blue", "dark red", unlike=glass))
        shape.part("tassel", corners(sphere(0.16, 8).move(y=0.1), 0.95, 0.95), metal)
    else:
        foot = (
            [(0.8, 0.0), (0.75, 0.14), (0.35, 0.3), (0.6, 0.5)]
            if form == "foot"
            else [(0.7, 0.0), (0.6, 0.2), (0.3, 0.3)]
        )
        shape.part("foot", revolve(foot, 16), metal, plural="feet")
        if form == "claws":
            claw = tube(
                curve([(0.0, 0.15, 0.5), (0.0, 0.6, 0.95), (0.0, 1.2, 0.98)], 3),
                [0.12, 0.12, 0.11, 0.1, 0.09, 0.08, 0.06],
                6,
            )
            shape.part("claw", ring(claw, 4, start=45), metal)
    inner = draw.color("white", "yellow", "dark blue", "turquoise", unlike=glass)
    style = shape.variant(draw.choice("stars", "plain", "swirl"))
    if style == "stars":
        spots = ((0, 15), (50, 40), (-55, 35), (20, -20), (180, 20), (120, 10), (240, 30))
        one = extrude(star(5, 0.24, 0.1), 0.4).move(z=0.85)
        tips = [one.turn(x=-rise).turn(y=around).move(y=1.2) for around, rise in spots]
        shape.paint("star", tips, inner, on="ball", spoken=False)
        shape.phrase("with stars")
    elif style == "swirl":
        coil = tube([(x, y + 0.55, z) for x, y, z in helix(0.8, 1.3, 1.5, 10)], 0.22, 6)
        shape.paint("swirl", coil, inner, on="ball")
    return shape


@kind("skull", synonyms=("human skull",), theme=THEME)
def skull(draw: Draw) -> Shape:
    """A skull with dark eye holes and teeth: alone, with a candle on top, with horns, or over crossed bones."""
    shape = Shape()
    bone = draw.material("bone") if draw.chance(0.8) else draw.color("gold", "grey", "light green", "silver")
    dark = draw.color("black", "black", "dark red", "purple", unlike=bone)
    form = shape.variant(draw.choice("alone", "candle", "crossed bones", "horns"))
    head = hull_of(
        [ellipsoid(1.3, 1.2, 1.4, 14).move(y=1.2, z=-0.05), rounded_box(0.9, 0.5, 0.5, 0.1).center(0.0, 0.75, 0.35)]
    )
    shape.part("head", head, bone, spoken=False)
    shape.part("jaw", rounded_box(0.7, 0.42, 0.55, 0.12).center(0.0, 0.36, 0.32), bone, spoken=False)
    shape.part("eye socket", pair(ellipsoid(0.36, 0.42, 0.3, 12).move(0.3, 1.05, 0.56)), dark)
    nose = extrude([(-0.13, 0.0), (0.13, 0.0), (0.0, 0.26)], 0.2)
    shape.part("nose hole", nose.move(0.0, 0.68, 0.56), dark, spoken=False)
    shape.part(
        "tooth", row(box(0.1, 0.2, 0.1).center(0.0, 0.47, 0.6), 4, 0.15), draw.color("white", "beige"), plural="teeth"
    )
    if form == "candle":
        shape.phrase("with a candle on top")
        shape.part(
            "candle",
            cylinder(0.16, 0.5, 10).stand(y=1.72),
            draw.color("red", "white", "purple", unlike=bone),
            spoken=False,
        )
        shape.part("flame", cone(0.11, 0.32, 8).stand(y=2.24), draw.color("orange", "yellow"))
    elif form == "horns":
        path = curve([(0.45, 1.5, 0.0), (0.85, 1.7, 0.0), (0.95, 2.15, 0.0)], 4)
        horn = tube(path, [0.17 - 0.013 * n for n in range(len(path))], 8)
        shape.part("horn", pair(horn), draw.color("dark brown", "black", "dark red", "brown", unlike=bone))
    elif form == "crossed bones":
        shape.call("skull and crossbones")
        for sign in (-1, 1):
            a, b = (-1.25 * sign, 0.35, -0.3), (1.25 * sign, 1.35, -0.3)
            knobs = [
                sphere(0.19, 8).move(x + dx, y + dy, z)
                for x, y, z in (a, b)
                for dx, dy in ((0.06 * sign, -0.14), (-0.06 * sign, 0.14))
            ]
            shape.part("crossed bone", union([rod(a, b, 0.13), *knobs]), bone)
    return shape


@kind("tombstone", synonyms=("gravestone", "grave"), theme=THEME)
def tombstone(draw: Draw) -> Shape:
    """A grave stone: rounded, a cross, broken, or an obelisk; with flowers, moss, a mound or a hand that comes out."""
    shape = Shape()
    stone = draw.material("stone")
    form = shape.variant(draw.choice("rounded", "cross", "pointed"))
    dark = draw.color("dark grey", "black", "white", unlike=stone)
    if form == "rounded":
        outline = [(-0.55, 0.0), (0.55, 0.0), *arc((0.0, 1.0), 0.55, 0, 180, 9)]
        shape.part("stone", extrude(outline, 0.3), stone, spoken=False)
        shape.part("inscription", union([box(0.5, 0.08, 0.1).move(0.0, y, 0.15) for y in (1.1, 0.9, 0.7)]), dark)
    elif form == "cross":
        shape.adjective("cross-shaped")
        shape.part("stone", box(0.3, 1.7, 0.26).stand() + box(1.0, 0.3, 0.26).center(0.0, 1.2), stone, spoken=False)
        if draw.chance():
            shape.part("ring", torus(0.36, 0.14, 16, 6).turn(x=90).move(y=1.2), stone)
    else:
        shape.part(
            "stone",
            frustum(0.5, 0.3, 1.5, 4).stand(y=0.2) + frustum(0.3, 0.001, 0.3, 4).stand(y=1.69),
            stone,
            spoken=False,
        )
        shape.part(
            "plaque",
            box(0.36, 0.4, 0.1).turn(x=-8).move(0.0, 0.75, 0.3),
            draw.color("gold", "dark grey", "white", unlike=stone),
        )
        shape.adjective("pointed")
    shape.part("base", box(1.4, 0.22, 0.7).stand(), stone)
    extra = shape.variant(draw.choice("mound", "flowers", "hand", "plain"))
    if extra in ("mound", "hand"):
        soil = draw.color("brown", "dark brown", "green")
        shape.part("mound of earth", ellipsoid(1.2, 0.5, 2.0, 12).move(z=1.3) - box(5, 2, 5).hang(y=0.0), soil)
        if extra == "hand":
            skin = draw.color("light green", "green", "white", unlike=soil)
            fingers = row(capsule((0.0, 0.75, 1.4), (0.0, 0.98, 1.4), 0.05, sides=6), 4, 0.1)
            shape.part(
                "zombie hand",
                union(
                    [rod((0.0, 0.0, 1.4), (0.0, 0.6, 1.4), 0.1), box(0.4, 0.28, 0.14).center(0.0, 0.66, 1.4), *fingers]
                ),
                skin,
            )
    elif extra == "flowers":
        spots = [(-0.25, 0.45), (0.0, 0.55), (0.25, 0.45)]
        shape.part(
            "flower",
            [sphere(0.13, 8).move(x, 0.36, z) for x, z in spots],
            draw.color("red", "pink", "yellow", "white", "purple", unlike=stone),
        )
        shape.part(
            "stalk", [cylinder(0.04, 0.34, 6).stand(x, 0.0, z) for x, z in spots], draw.color("green"), spoken=False
        )
    return shape


@kind("cauldron", synonyms=("witch's cauldron",), theme=THEME, has_front=False)
def cauldron(draw: Draw) -> Shape:
    """A round-bellied pot with a brew that bubbles: on three feet, over a fire, or hanging from a tripod."""
    shape = Shape()
    iron = draw.material("iron") if draw.chance(0.8) else draw.material("copper")
    brew = draw.color("green", "light green", "purple", "orange", "turquoise", "pink", unlike=iron)
    form = shape.variant(draw.choice("feet", "fire", "tripod"))
    low = 0.35
    outside = [
        (0.35, low),
        (0.8, low + 0.25),
        (0.95, low + 0.6),
        (0.85, low + 0.95),
        (0.72, low + 1.1),
        (0.85, low + 1.2),
    ]
    inside = [(0.74, low + 1.2), (0.62, low + 1.05), (0.62, low + 0.8)]
    shape.part("pot", revolve([*outside, *inside], 18), iron, spoken=False)
    shape.part("brew", cylinder(0.7, 0.14, 18).center(y=low + 1.0), brew, mass=True)
    bubbles = [
        sphere(r, 8).move(x, low + 1.07 + y, z)
        for x, y, z, r in ((0.2, 0.0, 0.2, 0.2), (-0.3, 0.0, 0.1, 0.16), (0.0, 0.25, -0.2, 0.12), (-0.1, 0.5, 0.1, 0.1))
    ]
    if shape.variant(draw.choice("bubbles", "calm")) == "bubbles":
        shape.part("bubble", bubbles, brew)
    shape.part(
        "ring",
        pair(torus(0.17, 0.09, 10, 6).turn(x=90).move(0.98, low + 0.75)),
        draw.color("grey", "gold", "black", unlike=iron),
        spoken=False,
    )
    shape.part("foot", ring(frustum(0.09, 0.14, 0.6, 8).stand(z=0.5), 3), iron, plural="feet")
    if form in ("fire", "tripod"):
        shape.phrase("over a fire")
        logs = [rod((-0.95, 0.1, 0.0), (0.95, 0.1, 0.0), 0.13).turn(y=60 * n) for n in range(3)]
        shape.part("log", logs, draw.material("wood"))
        flames = ring(cone(0.2, 0.55, 7).stand(z=0.62, y=0.1), 6, start=30)
        shape.part("flame", flames, draw.color("orange", "yellow", "red"))
    if form == "tripod":
        legs = ring(rod((0.0, 0.0, 1.4), (0.0, 2.7, 0.05), 0.08), 3, start=30)
        shape.part("tripod leg", legs, draw.material("wood", unlike=iron))
        shape.part("chain", cylinder(0.06, 1.1, 6).stand(y=1.6), iron, spoken=False)
        handle = [(x, y, 0.0) for x, y in arc((0.0, low + 0.9), 0.95, 10, 170, 9)]
        shape.part("handle", tube(handle, 0.06, 6), iron)
    return shape


@kind("totem pole", synonyms=("totem",), theme=THEME)
def totem_pole(draw: Draw) -> Shape:
    """Carved faces on top of each other, two to four, with wings, a beak or horns at the top."""
    shape = Shape()
    wood = draw.material("wood")
    count = draw.integer(2, 4)
    shape.variant(f"{count} faces")
    top = shape.variant(draw.choice("wings", "horns", "feathers"))
    colors = draw.colors(4, "red", "blue", "yellow", "white", "turquoise", "green", "black", "orange")
    shape.part("pole", frustum(0.62, 0.56, 1.25 * count, 10).stand(), wood, spoken=False)
    for number in range(count):
        y = 1.25 * number
        band = cylinder(0.66, 0.16, 10).stand(y=y)
        shape.part("band", band, colors[number % 2], spoken=False)
        eyes = pair(cylinder(0.15, 0.14, 10).turn(x=90).move(0.25, y + 0.85, 0.55))
        shape.part("eye", eyes, colors[2], spoken=False)
        pupils = pair(cylinder(0.07, 0.2, 8).turn(x=90).move(0.25, y + 0.85, 0.57))
        shape.part("pupil", pupils, _BLACK, spoken=False)
        beak = cone(0.24, 0.6, 6).turn(x=100).move(0.0, y + 0.56, 0.75)
        nose = beak if number == count - 1 else rounded_box(0.24, 0.3, 0.26, 0.06).center(0.0, y + 0.62, 0.6)
        shape.part("nose", nose, colors[3], spoken=False)
        shape.part("mouth", box(0.5, 0.14, 0.16).center(0.0, y + 0.3, 0.54), colors[(number + 1) % 2], spoken=False)
    shape.phrase("with carved faces")
    high = 1.25 * count
    if top == "wings":
        wing = extrude([(0.0, 0.1), (1.5, 0.4), (1.6, 0.0), (1.3, -0.25), (0.9, -0.3), (0.0, -0.35)], 0.2)
        shape.part("wing", pair(wing.move(0.45, high - 0.5, -0.1)), colors[0])
    elif top == "horns":
        shape.part(
            "horn",
            pair(tube(curve([(0.35, high - 0.1, 0.0), (0.8, high + 0.15, 0.0), (0.8, high + 0.7, 0.0)], 3), 0.12)),
            colors[2],
        )
    else:
        shape.part(
            "feather",
            [beam((0.0, high - 0.1, 0.0), (x, high + 0.9, 0.0), 0.26, 0.12) for x in (-0.6, -0.2, 0.2, 0.6)],
            colors[0],
        )
    return shape


_BLACK = Color("black", (0.09, 0.09, 0.1))


@kind("portal", synonyms=("magic portal", "magic gate"), theme=THEME)
def portal(draw: Draw) -> Shape:
    """A standing frame with a glowing surface: a ring of stones, an arch with pillars, or a square frame; on steps."""
    shape = Shape()
    stone = draw.material("stone") if draw.chance(0.7) else draw.color("black", "dark blue", "gold")
    glow = draw.color("purple", "blue", "turquoise", "light green", "orange", "pink", "light blue", unlike=stone)
    form = shape.variant(draw.choice("ring", "arch", "square"))
    if form == "ring":
        shape.adjective("round")
        blocks = [box(0.5, 0.62, 0.5).move(x=1.3).turn(z=30 * n).move(y=1.6) for n in range(12)]
        shape.part("stone", blocks, stone, spoken=False)
        shape.part("frame", torus(1.28, 0.34, 24, 6).turn(x=90).move(y=1.6), stone, spoken=False)
        surface, middle = cylinder(1.2, 0.2, 24).turn(x=90).move(y=1.6), 1.6
    elif form == "arch":
        outer = [(-1.2, 0.0), (1.2, 0.0), *arc((0.0, 1.7), 1.2, 0, 180, 11)]
        inner = [(-0.85, -0.1), (0.85, -0.1), *arc((0.0, 1.7), 0.85, 0, 180, 11)]
        shape.part("frame", extrude(outer, 0.5, [inner]), stone)
        surface, middle = extrude([(x, max(y, 0.0)) for x, y in inner], 0.2), 1.4
    else:
        frame = box(2.2, 3.0, 0.5).stand() - box(1.4, 2.3, 3).stand(y=0.35)
        shape.part("frame", frame, stone)
        surface, middle = box(1.5, 2.4, 0.2).stand(y=0.3), 1.5
    shape.part("glowing surface", surface, glow)
    pale = draw.color("white", "light purple", "light blue", "yellow", unlike=glow)
    style = shape.variant(draw.choice("spiral", "sparks"))
    if style == "spiral":
        share = [n / 16 for n in range(17)]
        path = [(x, y + middle, 0.1) for s in share for x, y in arc((0.0, 0.0), 0.12 + 0.6 * s, 620 * s, 620 * s, 1)]
        shape.part("spiral", tube(path, 0.08, 6), pale)
    else:
        spots = [(-0.4, 0.4), (0.35, 0.55), (0.1, -0.1), (-0.3, -0.5), (0.45, -0.4)]
        shape.part("spark", [extrude(star(4, 0.2, 0.07), 0.3).move(x, middle + y) for x, y in spots], pale)
    if shape.variant(draw.choice("steps", "no steps")) == "steps":
        shape.part(
            "step",
            [box(2.8 - 0.5 * n, 0.25, 1.6 - 0.4 * n).hang(y=0.05 - 0.22 * (1 - n) + 0.1) for n in range(2)],
            stone,
        )
    if draw.chance(0.4):
        rune = box(0.16, 0.16, 0.6)
        if form == "ring":
            runes = [rune.move(x=1.3).turn(z=60 * n + 30).move(y=1.6) for n in range(6)]
        else:
            runes = [rune.turn(z=45).move(s * 1.02, y) for s in (-1, 1) for y in (0.6, 1.2)]
        shape.part("rune", runes, glow, spoken=False)
    return shape


@kind("floating island", synonyms=("flying island",), theme=THEME, has_front=False)
def floating_island(draw: Draw) -> Shape:
    """A piece of land with rock hanging down, with grass, and a tree, a house, a pond or a tower on it."""
    shape = Shape()
    rock = draw.color("brown", "grey", "light brown", "dark grey", "purple")
    grass = draw.color("green", "green", "light green", "yellow", "white", "pink", unlike=rock)
    sides = draw.integer(8, 11)
    spikes = [(0.0, 0.0, 1.5, 2.2), (0.6, 0.3, 0.8, 1.6), (-0.6, 0.2, 0.8, 1.4), (0.1, -0.6, 0.8, 1.7)]
    shape.part(
        "rock",
        [cone(radius, height, 7).turn(x=180).hang(x, 0.0, z) for x, z, radius, height in spikes],
        rock,
        spoken=False,
    )
    shape.part("land", frustum(1.5, 1.7, 0.35, sides).stand(y=-0.1), rock, spoken=False)
    shape.part("grass", cylinder(1.72, 0.22, sides).stand(y=0.2), grass, mass=True)
    extra = shape.variant(draw.choice("tree", "house", "pond", "tower"))
    if extra == "tree":
        shape.part(
            "trunk", frustum(0.16, 0.12, 1.0, 8).stand(0.2, 0.35, 0.1), draw.color("brown", "dark brown"), spoken=False
        )
        crowns = [
            sphere(r, 10).move(x, y, z)
            for x, y, z, r in ((0.2, 1.6, 0.1, 0.6), (0.6, 1.3, 0.2, 0.4), (-0.2, 1.3, 0.0, 0.42))
        ]
        shape.part("tree crown", union(crowns), draw.color("dark green", "green", "orange", "pink", unlike=grass))
        shape.phrase("with a tree")
    elif extra == "house":
        wall = draw.color("white", "beige", "yellow", unlike=grass)
        shape.part("house", box(1.0, 0.7, 0.9).stand(y=0.4), wall)
        shape.part("roof", gable(1.3, 0.6, 1.2).stand(y=1.08), draw.color("red", "blue", "brown", unlike=wall))
        shape.part(
            "door",
            box(0.26, 0.45, 0.14).stand(0.0, 0.4, 0.42),
            draw.color("brown", "dark brown", "blue", unlike=wall),
            spoken=False,
        )
    elif extra == "pond":
        shape.part(
            "pond", cylinder(0.8, 0.12, 12).stand(0.2, 0.35, 0.3), draw.color("blue", "light blue", unlike=grass)
        )
        shape.part(
            "waterfall",
            box(0.5, 1.6, 0.2).hang(0.2, 0.44, 1.68) + box(0.5, 0.1, 1.0).hang(0.2, 0.46, 1.2),
            draw.color("light blue", "turquoise", unlike=rock),
        )
    else:
        stone = draw.material("stone", unlike=rock)
        shape.part("tower", cylinder(0.45, 1.6, 10).stand(y=0.35), stone)
        shape.part("roof", cone(0.62, 0.8, 10).stand(y=1.93), draw.color("red", "blue", "purple", unlike=stone))
    spots = [(1.1, 0.7), (-1.0, 0.6), (-0.8, -0.8), (1.0, -0.7)]
    count = draw.integer(1, 4)
    shape.variant(f"{count} boulders")
    stones = [ellipsoid(0.5, 0.45, 0.42, 8).move(x, 0.5, z) for x, z in spots[:count]]
    shape.part("boulder", stones, draw.color("grey", "light grey", "dark grey", unlike=[grass, rock]))
    return shape


@kind("power-up block", synonyms=("bonus block", "question block"), theme=THEME)
def power_up_block(draw: Draw) -> Shape:
    """A cube with a sign on its sides: a question mark, a star, a heart or a bolt; studs at the corners or a frame."""
    shape = Shape()
    color = draw.color("yellow", "orange", "yellow", "blue", "red", "purple", "green")
    ink = draw.color("white", "white", "brown", "black", "yellow", unlike=color)
    sign = shape.variant(draw.choice("question mark", "star", "heart", "lightning bolt"))
    style = shape.variant(draw.choice("studs", "frame"))
    shape.part("block", rounded_box(1.6, 1.6, 1.6, 0.1), color, spoken=False)
    if sign == "question mark":
        hook = tube(
            curve(
                [
                    (-0.32, 0.28, 0.0),
                    (-0.2, 0.5, 0.0),
                    (0.12, 0.54, 0.0),
                    (0.3, 0.3, 0.0),
                    (0.0, 0.0, 0.0),
                    (0.0, -0.2, 0.0),
                ],
                3,
            ),
            0.11,
            6,
        )
        face = hook + box(0.24, 0.24, 0.22).move(y=-0.48)
    elif sign == "star":
        face = extrude(star(5, 0.58, 0.26), 0.2)
    elif sign == "heart":
        face = extrude(_heart(0.55), 0.2)
    else:
        face = extrude(
            [(0.1, 0.6), (-0.35, -0.05), (-0.05, -0.05), (-0.15, -0.6), (0.35, 0.12), (0.05, 0.12), (0.3, 0.6)], 0.2
        )
    shape.part(sign, [face.move(z=0.8).turn(y=90 * n) for n in range(4)], ink)
    other = draw.color("brown", "dark grey", "gold", "black", "white", unlike=color)
    if style == "studs":
        studs = [
            cylinder(0.1, 0.12, 8).turn(x=90).move(x * 0.62, y * 0.62, 0.8).turn(y=90 * n)
            for n in range(4)
            for x in (-1, 1)
            for y in (-1, 1)
        ]
        shape.part("stud", studs, other, spoken=False)
    else:
        edges = box(1.7, 1.7, 1.7)
        for hole in (box(1.36, 1.36, 3.0), box(3.0, 1.36, 1.36), box(1.36, 3.0, 1.36)):
            edges = edges - hole
        shape.part("frame", edges - box(1.5, 1.5, 1.5), other)
    if draw.chance(0.3):
        shape.part(
            "spark",
            [extrude(star(4, 0.22, 0.08), 0.12).move(x, 1.25, 0.3) for x in (-0.7, 0.7)],
            draw.color("yellow", "white", unlike=color),
        )
    return shape


def _heart(size: float) -> list[Flat]:
    """The outline of a heart around the origin."""
    half = [(0.0, -1.0), (0.55, -0.45), (0.95, 0.1), (1.0, 0.45), (0.8, 0.8), (0.45, 0.85), (0.15, 0.65), (0.0, 0.4)]
    return [(size * x, size * y) for x, y in mirrored(half)]


@kind("spike trap", synonyms=("floor spikes", "trap with spikes"), theme=THEME, has_front=False)
def spike_trap(draw: Draw) -> Shape:
    """Spikes that come out of a plate: low or high, in rows or a ring; on stone, wood or iron."""
    shape = Shape()
    base = draw.material("stone", "wood", "iron")
    metal = draw.material("steel", "iron", unlike=base)
    form = shape.variant(draw.choice("square", "round", "long"))
    height = shape.graded(draw.uniform(0.5, 1.2), low=("low", 0.65), high=("tall", 1.05))
    spike = cone(0.17, height, 8).stand(y=0.18)
    if form == "round":
        plate = cylinder(1.1, 0.24, 16).stand()
        spikes = [*ring(spike.move(z=0.75), 8), *ring(spike.move(z=0.32), 3, start=20)]
    else:
        columns, rows = (4, 4) if form == "square" else (6, 2)
        plate = box(0.5 * columns + 0.2, 0.24, 0.5 * rows + 0.2).stand()
        spikes = [copy for line in row(spike, rows, 0.5, "z") for copy in row(line, columns, 0.5)]
    shape.part("plate", plate, base)
    shape.part("spike", spikes, metal)
    if shape.variant(draw.choice("red tips", "clean", weights=(1, 2))) == "red tips":
        tips = box(9, 9, 9).stand(y=0.18 + 0.68 * height)
        shape.paint("tip", tips, draw.color("red", "dark red", unlike=metal), on="spike", spoken=False)
        shape.phrase("with stained tips")
    if draw.chance(0.5) and form != "round":
        rim = plate.scale(1.08, 1.1, 1.08) - plate.scale(0.98, 3, 0.98)
        shape.part("rim", rim, draw.color("dark grey", "brown", "black", "gold", unlike=base))
    return shape


@kind("lever", synonyms=("switch lever", "floor lever"), theme=THEME)
def lever(draw: Draw) -> Shape:
    """A stick with a knob in a slotted base, on the floor or on a wall plate; thrown to a side or upright."""
    shape = Shape()
    base = draw.material("stone", "wood", "iron")
    stick = draw.material("wood", "steel", "gold", unlike=base)
    knob = draw.color("red", "green", "blue", "yellow", "orange", "black", unlike=[base, stick])
    place = shape.variant(draw.choice("floor", "wall"))
    pose = shape.variant(draw.choice("left", "upright", "right"))
    angle = {"left": 35.0, "upright": 0.0, "right": -35.0}[pose]
    arm = rod((0.0, 0.0, 0.0), (0.0, 1.3, 0.0), 0.085) + sphere(0.12, 8)
    ball = sphere(0.2, 12).move(y=1.36)

    def put(solid: Solid) -> Solid:
        turned = solid.turn(z=angle)
        return turned.move(y=0.2) if place == "floor" else turned.turn(x=35).move(0.0, 0.75, 0.2)

    if place == "floor":
        shape.part("base", rounded_box(1.3, 0.4, 0.7, 0.08).stand(y=-0.1), base)
        shape.part("slot", box(0.9, 0.1, 0.2).center(y=0.29), draw.color("black", "dark grey", unlike=base))
    else:
        shape.phrase("on a wall plate")
        shape.part("wall plate", rounded_box(0.9, 1.5, 0.3, 0.06).stand(), base, spoken=False)
        shape.part("slot", box(0.5, 0.24, 0.1).center(0.0, 0.78, 0.15), draw.color("black", "dark grey", unlike=base))
        screw = cylinder(0.07, 0.1, 8).turn(x=90)
        shape.part(
            "screw", [screw.move(x * 0.33, 0.75 + y * 0.6, 0.16) for x in (-1, 1) for y in (-1, 1)], stick, spoken=False
        )
    shape.part("stick", put(arm), stick)
    shape.part("knob", put(ball), knob)
    return shape


@kind("pressure plate", synonyms=("floor button", "step switch"), theme=THEME, has_front=False)
def pressure_plate(draw: Draw) -> Shape:
    """A plate in a frame to step on: square, round or eight-sided; raised or pressed; with a sign on it."""
    shape = Shape()
    frame = draw.material("stone", "iron") if draw.chance(0.7) else draw.color("dark grey", "black", "grey")
    plate = draw.color("red", "green", "blue", "yellow", "turquoise", "orange", "purple", unlike=frame)
    form = shape.variant(draw.choice("square", "round", "octagonal"), spoken=True)
    sides = {"square": 4, "round": 24, "octagonal": 8}[form]
    radius = 1.3 if form == "square" else 1.0
    pose = shape.variant(draw.choice("raised", "pressed"))
    if pose == "pressed":
        shape.adjective("pressed-down")
    well = frustum(1.12 * radius, radius, 0.3, sides).stand() - cylinder(0.84 * radius, 1.0, sides).stand(y=0.1)
    shape.part("frame", well, frame)
    top = 0.5 if pose == "raised" else 0.22
    shape.part("plate", cylinder(0.8 * radius, top - 0.05, sides).stand(y=0.05), plate)
    ink = draw.color("white", "yellow", "black", unlike=plate)
    sign = shape.variant(draw.choice("star", "arrow", "plain"))
    if sign == "star":
        shape.part("star", prism(star(5, 0.5, 0.22), 0.1).move(y=top - 0.04), ink)
    elif sign == "arrow":
        arrow_ = [(-0.12, 0.5), (-0.12, 0.0), (-0.36, 0.0), (0.0, -0.45), (0.36, 0.0), (0.12, 0.0), (0.12, 0.5)]
        shape.part("arrow", prism(arrow_, 0.1).move(y=top - 0.04), ink)
    return shape
