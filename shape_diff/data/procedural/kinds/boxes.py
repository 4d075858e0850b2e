"""Boxes, crates, chests and safes; about one unit tall."""

from math import cos, sin

from shape_diff.data.procedural.arrays import corners, grid, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    beam,
    box,
    cylinder,
    ellipsoid,
    extrude,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    union,
)

THEME = "containers"


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
