"""What things are kept in: boxes, barrels, baskets, bags; about one unit tall."""

from math import cos, radians, sin

from shape_diff.data.procedural.arrays import corners, grid, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, rounded_rectangle
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    cylinder,
    ellipsoid,
    extrude,
    frustum,
    hoop,
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


@kind("crate", synonyms=("packing crate",), theme=THEME)
def crate(draw: Draw) -> Shape:
    """A box of planks with a frame: closed with crossed or slanting braces, or open with fruit in it."""
    shape = Shape()
    wood = draw.material("wood")
    frame = draw.material("wood", unlike=wood) if draw.chance(0.6) else wood
    form = shape.variant(draw.choice("crossed", "slanting", "planked", "open"))
    if form == "open":
        shape.adjective("open")
        slats = [box(1.4, 0.2, 0.07).stand(0.0, 0.04 + 0.25 * n, side * 0.46) for n in range(3) for side in (-1, 1)]
        ends = [box(0.07, 0.2, 0.9).stand(side * 0.68, 0.04 + 0.25 * n, 0.0) for n in range(3) for side in (-1, 1)]
        shape.part("slat", [*slats, *ends], wood)
        shape.part("floor", box(1.36, 0.08, 0.9).stand(), wood, spoken=False)
        shape.part("post", corners(box(0.1, 0.82, 0.1).stand(), 0.62, 0.4), frame)
        fruit = shape.variant(draw.choice("empty", "apple", "orange", "lemon"))
        if fruit != "empty":
            shape.phrase(f"full of {fruit}s")
            look = {"apple": ("red", "green"), "orange": ("orange",), "lemon": ("yellow",)}[fruit]
            balls = [
                sphere(0.19, 8).move(-0.45 + 0.3 * n, 0.68 + 0.06 * ((n + m) % 2), -0.26 + 0.26 * m)
                for n in range(4)
                for m in range(3)
            ]
            shape.part("fruit", [*balls, box(1.3, 0.5, 0.8).stand(y=0.05)], draw.color(*look), mass=True)
        return shape
    shape.part("board", box(1.0, 1.0, 1.0).stand(), wood, spoken=False)
    edge = 0.13
    bars = [box(1.08, edge, edge).center(0, y, z) for y in (0.03, 0.97) for z in (-0.5, 0.5)]
    bars += [box(edge, 1.08, edge).center(x, 0.5, z) for x in (-0.5, 0.5) for z in (-0.5, 0.5)]
    bars += [box(edge, edge, 1.08).center(x, y, 0) for x in (-0.5, 0.5) for y in (0.03, 0.97)]
    shape.part("frame", union(bars), frame)
    if form != "planked":
        slant = beam((-0.46, 0.05, 0.0), (0.46, 0.95, 0.0), 0.13, 0.07)
        cross = slant + slant.mirror("x") if form == "crossed" else slant
        faces = [cross.move(z=0.52), cross.move(z=-0.52), cross.turn(y=90).move(x=0.52), cross.turn(y=90).move(x=-0.52)]
        shape.part("brace", faces, frame)
    else:
        gaps = [box(1.01, 0.04, 1.01).center(y=0.25 * n) for n in (1, 2, 3)]
        shape.paint("gap", gaps, draw.color("dark brown", "black", unlike=wood), on="board", spoken=False)
    return shape


@kind("cardboard box", synonyms=("box", "carton"), theme=THEME)
def cardboard_box(draw: Draw) -> Shape:
    """A box with tape, closed or with its flaps open, or a stack of boxes; with a label or arrows."""
    shape = Shape()
    card = draw.color("light brown", "light brown", "light brown", "beige", "white")
    tape = draw.color("beige", "brown", "light grey", "red", unlike=card)
    form = shape.variant(draw.choice("closed", "open", "stack"))
    width, height, depth = draw.uniform(1.0, 1.4), draw.uniform(0.7, 1.1), draw.uniform(0.8, 1.1)
    if form == "stack":
        shape.call("stack of cardboard boxes")
        sizes = [(1.2, 0.75, 1.0), (1.0, 0.6, 0.85), (0.7, 0.5, 0.65)][: draw.choice(2, 3)]
        low, boxes, tapes = 0.0, [], []
        for w, h, d in sizes:
            turn, shift = draw.uniform(-12, 12), draw.uniform(-0.08, 0.08)
            boxes.append(box(w, h, d).turn(y=turn).stand(shift, low))
            tapes.append(box(0.16, h + 0.02, d + 0.03).turn(y=turn).stand(shift, low))
            low += h - 0.005
        shape.part("box", boxes, card)
        shape.part("strip of tape", tapes, tape, plural="strips of tape")
        return shape
    if form == "open":
        shape.adjective("open")
        shape.part(
            "box",
            box(width, height, depth).stand() - box(width - 0.12, height, depth - 0.12).stand(y=0.06),
            card,
            spoken=False,
        )
        long = [
            box(width - 0.04, 0.06, 0.42)
            .move(z=0.2)
            .turn(x=-draw.uniform(10, 40))
            .move(0.0, height - 0.02, depth / 2 - 0.02)
        ]
        short = [
            box(0.42, 0.06, depth - 0.04).move(x=0.2).turn(z=draw.uniform(10, 40)).move(width / 2 - 0.02, height - 0.02)
        ]
        shape.part("flap", [*pair(long[0], "z"), *pair(short[0])], card)
        filling = shape.variant(draw.choice("empty", "packing", "ball"))
        if filling == "ball":
            shape.part("ball", sphere(0.34, 14).move(0.1, height - 0.1, 0.0), draw.color(unlike=card))
        elif filling == "packing":
            bits = [
                ellipsoid(0.24, 0.18, 0.2, 6).move(
                    -0.36 + 0.18 * n, height - 0.1 + 0.05 * ((n + m) % 2), -0.24 + 0.24 * m
                )
                for n in range(5)
                for m in range(3)
            ]
            shape.part(
                "packing",
                union([*bits, box(width - 0.2, 0.1, depth - 0.2).center(y=height - 0.18)]),
                draw.color("white", "pink", "light green", unlike=card),
                mass=True,
            )
        return shape
    shape.part("box", box(width, height, depth).stand(), card, spoken=False)
    shape.part("tape", box(0.2, height + 0.02, depth + 0.04).stand(), tape, mass=True)
    mark = shape.variant(draw.choice("label", "arrows", "plain"))
    spot = (0.3 * width, 0.5 * height, depth / 2)
    if mark == "label":
        shape.paint(
            "label",
            box(0.3 * width, 0.4 * height, 0.2).center(*spot),
            draw.color("white", "yellow", "light blue", unlike=card),
            on="box",
        )
    elif mark == "arrows":
        arrow = extrude(
            [(-0.04, -0.15), (0.04, -0.15), (0.04, 0.05), (0.11, 0.05), (0.0, 0.18), (-0.11, 0.05), (-0.04, 0.05)], 0.2
        )
        shape.paint(
            "arrow",
            [arrow.move(spot[0] + x, spot[1], spot[2]) for x in (-0.12, 0.12)],
            draw.color("black", "red", "dark blue"),
            on="box",
        )
    return shape


@kind("gift box", synonyms=("present", "wrapped present"), theme=THEME)
def gift_box(draw: Draw) -> Shape:
    """A wrapped box with a ribbon and a bow: square, flat or round, plain, dotted or striped."""
    shape = Shape()
    paper, ribbon, dot = draw.colors(
        3, "red", "green", "blue", "light blue", "pink", "yellow", "purple", "white", "gold", "turquoise"
    )
    form = shape.variant(draw.choice("square", "flat", "round"))
    height = {"square": 0.85, "flat": 0.4, "round": 0.7}[form]
    if form == "round":
        shape.part("box", cylinder(0.5, height, 20).stand(), paper, spoken=False)
        shape.part("lid", cylinder(0.55, 0.2, 20).stand(y=height - 0.16), paper)
    else:
        shape.part("box", box(0.96, height, 0.96).stand(), paper, spoken=False)
        shape.part("lid", box(1.06, 0.2, 1.06).stand(y=height - 0.16), paper)
    top, wide = height + 0.04, 1.12
    if form == "round":
        bands = [box(0.16, 0.05, 1.1).stand(y=top - 0.02), box(1.1, 0.05, 0.16).stand(y=top - 0.02)]
        bands.append(cylinder(0.53, 0.16, 20).center(y=0.35 * height))
    else:
        bands = [box(0.17, top + 0.02, wide).stand(), box(wide, top + 0.02, 0.17).stand()]
    shape.part("ribbon", union(bands), ribbon)
    loop = torus(0.15, 0.11, 12, 6).turn(x=90).scale(x=1.3, z=1.3).turn(z=25).move(0.2, top + 0.16)
    bow = shape.variant(draw.choice("two loops", "four loops"))
    loops = pair(loop) if bow == "two loops" else [one.turn(y=turn) for one in pair(loop) for turn in (0, 90)]
    shape.part("bow", union([*loops, sphere(0.1, 8).move(y=top + 0.06)]), ribbon)
    style = shape.variant(draw.choice("plain", "dotted", "striped"))
    if style == "dotted" and form != "flat":
        spots = [(x, y) for y in (0.2, 0.5) for x in (-0.32, 0.3)]
        dots = [one for x, y in spots for one in ring(sphere(0.09, 8).move(x, y, 0.48), 4)]
        shape.paint("dot", dots, dot, on="box")
    elif style == "striped" and form != "round":
        shape.paint("stripe", [box(0.1, 2, 2).center(x=x) for x in (-0.36, -0.2, 0.2, 0.36)], dot, on="box")
    return shape


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


@kind("treasure chest", synonyms=("chest", "pirate chest"), theme=THEME)
def treasure_chest(draw: Draw) -> Shape:
    """A chest with a rounded lid, metal bands and a lock: closed, or open and full of gold."""
    shape = Shape()
    wood = draw.material("wood")
    metal = draw.material("gold", "iron", "steel", unlike=wood)
    form = shape.variant(draw.choice("closed", "open"))
    lid_form = shape.variant(draw.choice("round lid", "flat lid"))
    width, depth = draw.uniform(1.2, 1.5), 0.8
    end = (
        [(-0.4, 0.0), (0.4, 0.0), *arc((0.0, 0.0), 0.4, 0, 180, 9)[1:-1]]
        if lid_form == "round lid"
        else [(-0.4, 0.0), (0.4, 0.0), (0.4, 0.15), (0.3, 0.25), (-0.3, 0.25), (-0.4, 0.15)]
    )
    body = box(width, 0.55, depth).stand()
    lid = side_extrude(end, width)
    bands = [box(0.13, 0.57, depth + 0.06).stand(x=x) for x in (-0.36 * width, 0.36 * width)]
    lid_bands = [
        side_extrude([(1.07 * z, 1.07 * y) for z, y in end], 0.13).move(x=x) for x in (-0.36 * width, 0.36 * width)
    ]
    swing = -70.0 if form == "open" else 0.0

    def hinged(solid: Solid) -> Solid:
        return solid.move(z=0.4).turn(x=swing).move(y=0.54, z=-0.4)

    if form == "open":
        shape.adjective("open")
        body = body - box(width - 0.16, 0.5, depth - 0.16).stand(y=0.1)
        lid = lid - side_extrude([(0.84 * z, 0.84 * y - 0.02) for z, y in end], width - 0.16)
    shape.part("chest", body, wood, spoken=False)
    shape.part("lid", hinged(lid), wood)
    shape.part(
        "band",
        [
            *(one - box(width - 0.16, 2, depth - 0.16).stand(y=0.1) if form == "open" else one for one in bands),
            *map(hinged, lid_bands),
        ],
        metal,
    )
    lock = rounded_box(0.24, 0.28, 0.14, 0.04)
    shape.part("lock", lock.center(0.0, 0.5 if form == "closed" else 0.42, depth / 2 + 0.03), metal)
    if form == "open":
        shape.phrase("full of treasure")
        heap = ellipsoid(width - 0.2, 0.6, depth - 0.2, 14).center(y=0.48)
        coins = [
            cylinder(0.1, 0.05, 10)
            .turn(x=30 * n, z=25 * n)
            .move(0.4 * cos(2.4 * n), 0.7 - 0.03 * n % 0.12, 0.2 * sin(2.4 * n))
            for n in range(7)
        ]
        shape.part("gold", union([heap, *coins]), draw.color("gold", "yellow"), mass=True)
        if shape.variant(draw.choice("gems", "coins")) == "gems":
            gems = [sphere(0.1, 4).move(x, 0.76, z) for x, z in ((0.2, 0.1), (-0.25, 0.15), (0.0, -0.05))]
            shape.part("gem", gems, draw.color("red", "green", "blue", "purple", "turquoise"))
    else:
        shape.part("handle", pair(torus(0.12, 0.06, 10, 6).turn(z=90).move(width / 2 + 0.03, 0.36)), metal)
        shape.variant(draw.choice("on feet", "flat"))
        if "on feet" in shape.variants:
            shape.part(
                "foot",
                corners(box(0.16, 0.1, 0.16).hang(y=0.02), width / 2 - 0.1, depth / 2 - 0.1),
                metal,
                plural="feet",
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


@kind("bottle crate", synonyms=("crate of bottles", "beer crate"), theme=THEME)
def bottle_crate(draw: Draw) -> Shape:
    """An open plastic or wooden crate with rows of bottles, full or with some missing."""
    shape = Shape()
    shape.call(draw.choice("bottle crate", "crate of bottles"))
    form = shape.variant(draw.choice("plastic", "wooden"))
    body = draw.material("plastic" if form == "plastic" else "wood")
    glass = draw.material("glass", unlike=body)
    columns, rows_ = draw.choice((3, 2), (4, 3), (3, 3))
    shape.variant(f"{columns}x{rows_}")
    step = 0.32
    width, depth = step * columns + 0.16, step * rows_ + 0.16
    shell = box(width, 0.5, depth).stand() - box(width - 0.14, 0.5, depth - 0.14).stand(y=0.08)
    if form == "plastic":
        shell = shell - box(0.36, 0.11, 9).center(y=0.38)
    else:
        shell = (
            shell - row(box(9, 0.06, depth - 0.3).center(y=0.25), 1, 1)[0] - box(width - 0.3, 0.06, 9).center(y=0.25)
        )
    shape.part("crate", shell, body, spoken=False)
    one = revolve([(0.12, 0.08), (0.12, 0.5), (0.055, 0.68), (0.055, 0.85)], 10)
    bottles = [
        one.move(x=step * (n - (columns - 1) / 2), z=step * (m - (rows_ - 1) / 2))
        for n in range(columns)
        for m in range(rows_)
    ]
    missing = shape.variant(draw.choice("full", "some missing"))
    if missing == "some missing":
        bottles = draw.some(bottles, max(2, len(bottles) - draw.integer(1, 3)))
    shape.part("bottle", bottles, glass)
    caps = [cylinder(0.07, 0.07, 8).stand(*_foot(bottle)) for bottle in bottles]
    shape.part("cap", caps, draw.color("gold", "red", "white", "silver", unlike=glass))
    return shape


def _foot(bottle: Solid) -> tuple[float, float, float]:
    """Where the cap of an upright bottle stands."""
    low, high = bottle.bounds
    return (low[0] + high[0]) / 2, high[1] - 0.03, (low[2] + high[2]) / 2


@kind("safe", synonyms=("strongbox", "vault"), theme=THEME)
def safe(draw: Draw) -> Shape:
    """A thick metal box with a door: with a dial, a wheel or a keypad; closed, or open with gold bars."""
    shape = Shape()
    body = draw.material("metal", "iron") if draw.chance(0.7) else draw.color("dark green", "dark blue", "black")
    metal = draw.material("steel", "gold", unlike=body)
    form = shape.variant(draw.choice("closed", "open", weights=(2, 1)))
    if form == "open":
        shape.adjective("open")
        shape.part(
            "case",
            rounded_box(1.0, 1.1, 0.9, 0.05).stand(y=0.06) - box(0.76, 0.86, 0.8).stand(y=0.18, z=0.15),
            body,
            spoken=False,
        )
        shape.part("door", rounded_box(0.12, 0.96, 0.86, 0.03).stand(0.46, 0.13, 0.82), body)
        bars = [box(0.26, 0.13, 0.4).taper(0.8).stand(x, y, 0.1) for x, y in ((-0.18, 0.17), (0.16, 0.17), (0.0, 0.29))]
        shape.part("gold bar", bars, draw.color("gold"))
        shape.part("handle", torus(0.13, 0.06, 12, 6).turn(z=90).center(0.55, 0.6, 0.9), metal)
    else:
        shape.part("case", rounded_box(1.0, 1.1, 0.9, 0.05).stand(y=0.06), body, spoken=False)
        door = draw.color("grey", "light grey", "dark grey", unlike=body) if draw.chance(0.5) else body
        shape.part("door", rounded_box(0.82, 0.9, 0.12, 0.04).center(0.0, 0.61, 0.45), door)
        lock = shape.variant(draw.choice("dial", "wheel", "keypad"))
        if lock == "dial":
            shape.part("dial", cylinder(0.16, 0.12, 16).turn(x=90).center(-0.08, 0.65, 0.54), metal)
            shape.part("handle", box(0.07, 0.26, 0.1).center(0.24, 0.62, 0.54), metal)
        elif lock == "wheel":
            spokes = [rod((0.0, 0.0, 0.0), (0.2, 0.0, 0.0), 0.03, sides=6).turn(z=60 * n) for n in range(6)]
            shape.part(
                "wheel",
                union([torus(0.19, 0.06, 16, 6).turn(x=90), sphere(0.07, 8), *spokes]).move(0.0, 0.62, 0.56),
                metal,
            )
        else:
            keys = grid(box(0.07, 0.07, 0.06).center(-0.12, 0.66, 0.54), 3, 4, 0.1, 0.1)
            shape.part("key", keys, draw.color("white", "black", "green", unlike=door))
            shape.part("handle", box(0.07, 0.26, 0.1).center(0.24, 0.62, 0.54), metal)
        shape.part("hinge", [cylinder(0.05, 0.16, 8).center(0.42, y, 0.48) for y in (0.36, 0.86)], metal)
    shape.part(
        "foot", corners(cylinder(0.08, 0.08, 8).stand(), 0.38, 0.32), draw.color("black", "dark grey"), plural="feet"
    )
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


@kind("coffin", synonyms=("casket",), theme=THEME)
def coffin(draw: Draw) -> Shape:
    """A six-sided wooden box with a cross on its lid: lying, standing or with the lid ajar."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.8) else draw.color("black", "dark red", "white")
    metal = draw.material("gold", "silver", "iron", unlike=wood)
    outline = [(-0.28, -1.0), (0.28, -1.0), (0.46, 0.45), (0.3, 1.0), (-0.3, 1.0), (-0.46, 0.45)]
    form = shape.variant(draw.choice("lying", "standing", "ajar"))
    lid = [(1.06 * x, 1.04 * y) for x, y in outline]
    bar = extrude(
        [
            (-0.06, -0.5),
            (0.06, -0.5),
            (0.06, 0.26),
            (0.22, 0.26),
            (0.22, 0.38),
            (0.06, 0.38),
            (0.06, 0.6),
            (-0.06, 0.6),
            (-0.06, 0.38),
            (-0.22, 0.38),
            (-0.22, 0.26),
            (-0.06, 0.26),
        ],
        0.08,
    )
    knobs = [rod((side * 0.4, y, 0.1), (side * 0.48, y, 0.1), 0.07, sides=8) for side in (-1, 1) for y in (-0.2, 0.3)]
    pieces = {
        "box": extrude(outline, 0.42),
        "lid": extrude(lid, 0.12).move(z=0.26),
        "cross": bar.move(z=0.34),
        "handle": union(knobs),
    }
    mark = shape.variant(draw.choice("cross", "plain", weights=(3, 1)))
    if form == "ajar":
        shape.phrase("with its lid ajar")
        for name in ("lid", "cross"):
            pieces[name] = pieces[name].turn(z=-14).move(0.16, 0.0, 0.0)
        pieces["box"] = pieces["box"] - extrude([(0.86 * x, 0.92 * y) for x, y in outline], 0.4).move(z=0.08)
    tilt = -8.0 if form == "standing" else -90.0
    for name, solid in pieces.items():
        if name != "cross" or mark == "cross":
            shape.part(
                name,
                solid.turn(x=tilt),
                wood if name in ("box", "lid") else metal,
                spoken=name not in ("box", "handle"),
                plural="crosses" if name == "cross" else None,
            )
    return shape
