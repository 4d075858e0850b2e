"""Musical instruments; the unit is the instrument's own, most are about two long."""

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, mirrored, smooth
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    beam,
    box,
    cylinder,
    extrude,
    frustum,
    hoop,
    prism,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
)

THEME = "musical instruments"


def _waisted(lower: float, waist: float, upper: float, length: float = 1.0) -> list[Flat]:
    """The outline of a guitar's body from y = 0 up: half widths of its bouts and of its waist."""
    heights = (0.0, 0.0, 0.16, 0.34, 0.56, 0.76, 0.92, 1.0)
    widths = (0.0, 0.5 * lower, lower, 0.97 * lower, waist, upper, 0.85 * upper, 0.0)
    half = [(width, height * length) for width, height in zip(widths, heights, strict=True)]
    return smooth(mirrored(half), 2)


def _neck(shape: Shape, start: float, end: float, front: float, board: Color, head: Color) -> None:
    """Neck, fingerboard and a head with pegs, from a height on the body to the end of the head."""
    top = end - 0.32
    shape.part("neck", box(0.13, top - start, 0.12).stand(y=start, z=front - 0.06), head)
    shape.part("fingerboard", box(0.12, top - start, 0.06).stand(y=start + 0.01, z=front + 0.015), board)
    outline = [(-0.08, 0.0), (0.08, 0.0), (0.13, 0.12), (0.11, 0.36), (-0.11, 0.36), (-0.13, 0.12)]
    shape.part("headstock", extrude(outline, 0.08).turn(x=-8).move(y=top - 0.03, z=front - 0.05), head)
    pegs = row(box(0.36, 0.05, 0.05).center(y=top + 0.19, z=front - 0.07), 3, 0.1, "y")
    shape.part("tuning peg", pegs, board, spoken=False)


@kind("acoustic guitar", synonyms=("guitar",), theme=THEME)
def acoustic_guitar(draw: Draw) -> Shape:
    """A hollow body with a round hole and a bridge; plain, with a cutaway or a pickguard, on a stand now and then."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.8) else draw.color()
    dark = draw.color("dark brown", "black", unlike=wood)
    form = shape.variant(draw.choice("rounded", "cutaway", "narrow waist"))
    outline = _waisted(0.46, 0.22 if form == "narrow waist" else 0.3, 0.35)
    body = extrude(outline, 0.24)
    if form == "cutaway":
        body = body - cylinder(0.25, 1.0, 14).turn(x=90).move(0.36, 1.0)
    shape.part("body", body, wood, spoken=False)
    shape.part("sound hole", cylinder(0.14, 0.06, 16).turn(x=90).center(0.0, 0.6, 0.11), dark)
    shape.part("bridge", box(0.3, 0.08, 0.08).center(0.0, 0.24, 0.13), dark)
    _neck(shape, 0.76, 2.1, 0.13, dark, draw.material("wood", unlike=dark) if draw.chance(0.5) else wood)
    extra = shape.variant(draw.choice("plain", "pickguard", "rim"))
    if extra == "pickguard":
        plate = extrude([(0.12, 0.3), (0.34, 0.3), (0.3, 0.5), (0.16, 0.72), (0.1, 0.5)], 0.06).move(z=0.11)
        shape.part("pickguard", plate, draw.color("white", "black", "dark red", unlike=wood))
    elif extra == "rim":
        shape.paint("rim", box(2, 1.2, 0.06).center(y=0.5, z=0.12) - _inner(outline), dark, on="body")
    return shape


def _inner(outline: list[Flat]) -> Solid:
    """An outline about y = 0.5 drawn in by a tenth, deep."""
    return extrude([(0.87 * x, 0.5 + 0.9 * (y - 0.5)) for x, y in outline], 2.0)


@kind("electric guitar", synonyms=("rock guitar",), theme=THEME)
def electric_guitar(draw: Draw) -> Shape:
    """A flat coloured body with pickups and knobs: two horns, a V, a star or rounded."""
    shape = Shape()
    color = draw.color()
    form = shape.variant(draw.choice("two horns", "V-shaped", "single cut", "star-shaped"))
    horned = [
        (0.0, 0.0),
        (0.3, 0.0),
        (0.42, 0.2),
        (0.36, 0.42),
        (0.28, 0.55),
        (0.36, 0.85),
        (0.2, 0.74),
        (0.0, 0.7),
        (-0.18, 0.74),
        (-0.36, 0.98),
        (-0.28, 0.55),
        (-0.36, 0.42),
        (-0.42, 0.2),
        (-0.3, 0.0),
    ]
    single = [
        (0.0, 0.0),
        (0.3, 0.0),
        (0.4, 0.2),
        (0.3, 0.5),
        (0.36, 0.74),
        (0.14, 0.66),
        (0.0, 0.86),
        (-0.28, 0.86),
        (-0.34, 0.66),
        (-0.3, 0.5),
        (-0.4, 0.2),
        (-0.3, 0.0),
    ]
    vee = [(0.0, 0.3), (0.42, -0.2), (0.58, -0.06), (0.12, 0.85), (-0.12, 0.85), (-0.58, -0.06), (-0.42, -0.2)]
    spiked = [
        (0.0, 0.2),
        (0.5, -0.12),
        (0.28, 0.42),
        (0.45, 0.85),
        (0.0, 0.7),
        (-0.45, 0.85),
        (-0.28, 0.42),
        (-0.5, -0.12),
    ]
    outline = {"two horns": smooth(horned), "single cut": smooth(single), "V-shaped": vee, "star-shaped": spiked}[form]
    if form in ("V-shaped", "star-shaped"):
        shape.adjective(form.lower())
    shape.part("body", extrude(outline, 0.15), color)
    plate = draw.color("white", "black", "light grey", unlike=color)
    if draw.chance(0.5) and form != "V-shaped":
        guard = [(-0.1, 0.14), (0.2, 0.12), (0.26, 0.3), (0.2, 0.5), (-0.12, 0.52)]
        shape.part("pickguard", extrude(guard, 0.06).move(z=0.07), plate)
    dark = draw.color("black", "dark brown", "dark grey", unlike=[color, plate])
    shape.part("pickup", row(box(0.22, 0.07, 0.07).center(0.0, 0.44, 0.1), 2, 0.16, "y"), dark)
    shape.part("bridge", box(0.2, 0.06, 0.06).center(0.0, 0.24, 0.1), draw.material("steel", unlike=color))
    knobs = [cylinder(0.035, 0.1, 8).turn(x=90).center(x, y, 0.1) for x, y in ((0.2, 0.34), (0.25, 0.24))]
    shape.part("knob", knobs if form != "V-shaped" else [knobs[0]], draw.color("gold", "white", "black", unlike=color))
    _neck(shape, 0.6, 2.0, 0.1, dark, draw.choice(color, draw.material("wood")))
    return shape


def _fiddle(shape: Shape, wood: Color, dark: Color, length: float, depth: float) -> None:
    """Body, f-holes, bridge, tailpiece, fingerboard, neck and scroll of a violin of unit body length."""
    half = [
        (0.0, 0.0),
        (0.26, 0.02),
        (0.34, 0.2),
        (0.3, 0.36),
        (0.2, 0.42),
        (0.2, 0.58),
        (0.27, 0.64),
        (0.28, 0.8),
        (0.2, 0.96),
        (0.0, 1.0),
    ]
    shape.part("body", extrude(smooth(mirrored(half), 1), depth), wood, spoken=False)
    front = depth / 2
    shape.part("f-hole", pair(box(0.05, 0.24, 0.06).turn(z=12).center(0.13, 0.46, front - 0.01)), dark)
    shape.part("bridge", box(0.16, 0.05, 0.14).center(0.0, 0.42, front), _pale(wood))
    shape.part(
        "tailpiece", extrude([(-0.04, 0.04), (0.04, 0.04), (0.06, 0.34), (-0.06, 0.34)], 0.07).move(z=front), dark
    )
    shape.part("fingerboard", box(0.1, length - 0.75, 0.07).stand(0.0, 0.55, front + 0.05), dark)
    shape.part("neck", box(0.1, length - 0.95, 0.1).stand(0.0, 0.9, front - 0.02), wood)
    shape.part("scroll", cylinder(0.09, 0.14, 10).turn(z=90).center(0.0, length, front - 0.06), wood)
    shape.part(
        "peg",
        [box(0.3, 0.045, 0.05).center(0.0, length - 0.1 - 0.09 * n, front - 0.02) for n in (0, 1)],
        dark,
        spoken=False,
    )


def _pale(wood: Color) -> Color:
    """The wood of a bridge: pale, as unvarnished maple is."""
    return Color("beige", (0.9, 0.81, 0.65), wood.material)


def _bow(draw: Draw, shape: Shape, x: float, y: float, length: float, tilt: float) -> None:
    """A bow standing beside an instrument or leaning across it."""
    hair = box(0.05, length, 0.05).stand(x=0.06) + box(0.11, 0.1, 0.06).stand(x=0.03)
    stick = curve([(0.0, 0.0, 0.0), (-0.02, 0.5 * length, 0.0), (0.05, length, 0.0)], 3)
    place = [solid.turn(z=tilt).move(x, y, 0.2) for solid in (hair, tube(stick, 0.028, 6))]
    shape.part("bow hair", place[0], draw.color("white", "beige"), spoken=False)
    shape.part("bow", place[1], draw.material("wood"))


@kind("violin", synonyms=("fiddle",), theme=THEME)
def violin(draw: Draw) -> Shape:
    """A small waisted body with a chin rest and a scroll; the bow lies across it, stands beside it or is missing."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.85) else draw.color()
    dark = draw.color("black", "dark brown", unlike=wood)
    _fiddle(shape, wood, dark, 1.62, 0.16)
    shape.part("chin rest", cylinder(0.13, 0.07, 10).turn(x=90).center(-0.16, 0.1, 0.1), dark)
    bow = shape.variant(draw.choice("bow across", "bow beside", "without a bow"))
    if bow == "bow across":
        _bow(draw, shape, -0.52, 0.1, 1.5, -35)
    elif bow == "bow beside":
        _bow(draw, shape, 0.5, 0.0, 1.6, 0)
    else:
        shape.without("bow")
    return shape


@kind("cello", synonyms=("violoncello",), theme=THEME)
def cello(draw: Draw) -> Shape:
    """A deep waisted body on a spike; with a bow, on a stand, or alone."""
    shape = Shape()
    wood = draw.material("wood")
    dark = draw.color("black", "dark brown", unlike=wood)
    _fiddle(shape, wood, dark, 1.75, 0.3)
    metal = draw.material("steel", "iron", unlike=wood)
    shape.part("endpin", rod((0.0, 0.05, 0.0), (0.0, -0.42, 0.06), 0.035), metal)
    extra = shape.variant(draw.choice("bow", "stand", "alone"))
    if extra == "bow":
        _bow(draw, shape, -0.6, -0.05, 1.4, -32)
    elif extra == "stand":
        shape.phrase("on a stand")
        legs = ring(rod((0.0, -0.1, -0.1), (0.0, -0.42, 0.45), 0.03), 3, start=60)
        cradle = pair(beam((0.0, 0.1, -0.22), (0.42, 0.16, 0.0), 0.06, 0.06))
        shape.part("stand", legs[0] + legs[1] + legs[2] + cradle[0] + cradle[1], metal)
    return shape


@kind("banjo", theme=THEME)
def banjo(draw: Draw) -> Shape:
    """A round drum with a long neck: a white skin in a ring of metal or wood, with or without a back of wood."""
    shape = Shape()
    wood = draw.material("wood")
    rim = draw.material("steel", "gold", "wood", unlike=wood)
    skin = draw.color("white", "beige", unlike=rim)
    shape.part("rim", cylinder(0.46, 0.2, 20).turn(x=90).move(y=0.46), rim)
    shape.part("skin", cylinder(0.39, 0.08, 20).turn(x=90).move(0.0, 0.46, 0.08), skin)
    style = shape.variant(draw.choice("bolts", "resonator", "plain"))
    if style == "bolts":
        bolt = [box(0.07, 0.09, 0.14).move(0.0, 0.46, 0.0).turn(z=angle) for angle in range(0, 360, 45)]
        shape.part("bolt", [b.move(y=0.46) for b in bolt], draw.color("gold", "silver", unlike=rim))
    elif style == "resonator":
        shape.part("back", revolve([(0.3, 0.0), (0.54, 0.1), (0.54, 0.16)], 20).turn(x=90).move(0.0, 0.46, -0.18), wood)
    shape.part("bridge", box(0.22, 0.06, 0.09).center(0.0, 0.28, 0.12), wood)
    dark = draw.color("black", "dark brown", unlike=wood)
    _neck(
        shape,
        0.82,
        shape.graded(draw.uniform(1.7, 2.3), low=("short-necked", 1.85), high=("long-necked", 2.15)),
        0.12,
        dark,
        wood,
    )
    if shape.variant(draw.choice("inlay dots", "plain board")) == "inlay dots":
        dots = row(cylinder(0.035, 0.06, 8).turn(x=90).center(0.0, 1.2, 0.15), 3, 0.2, "y")
        shape.part("inlay dot", dots, draw.color("white", "gold", unlike=dark))
    return shape


@kind("harp", theme=THEME)
def harp(draw: Draw) -> Shape:
    """A triangular frame with upright strings: a column harp, a small bowed harp or an angular one."""
    shape = Shape()
    frame = draw.material("gold", "wood", "wood")
    thread = draw.color("white", "light grey", "beige", unlike=frame)
    form = shape.variant(draw.choice("column", "bowed", "angular"))
    shape.part("sound box", rod((-0.5, 0.1, 0.0), (0.42, 1.32, 0.0), 0.12, 0.08), frame)
    if form == "column":
        shape.part("column", cylinder(0.08, 1.75, 8).stand(x=-0.62), frame)
        tops: list[Vector] = [
            (-0.62, 1.75, 0.0),
            (-0.4, 1.88, 0.0),
            (-0.1, 1.6, 0.0),
            (0.2, 1.5, 0.0),
            (0.45, 1.36, 0.0),
        ]
        shape.part("crown", frustum(0.1, 0.14, 0.14, 8).stand(-0.62, 1.72), draw.material("gold", "wood"))
        path = curve(tops, 3)
    elif form == "bowed":
        tops = [(-0.52, 0.1, 0.0), (-0.85, 0.7, 0.0), (-0.72, 1.3, 0.0), (-0.3, 1.6, 0.0), (0.45, 1.38, 0.0)]
        path = curve(tops, 3)
    else:
        shape.part("post", beam((-0.52, 0.1, 0.0), (-0.52, 1.8, 0.0), 0.12, 0.12), frame)
        path = [(-0.58, 1.78, 0.0), (0.45, 1.36, 0.0)]
    shape.part("neck", tube(path, 0.075), frame)
    count = draw.integer(5, 7)
    places = [-0.36 + 0.62 * n / (count - 1) for n in range(count)]
    strings = [
        box(0.04, 1.52 - 0.4 * (x + 0.36) - 1.3 * (x + 0.36), 0.04).stand(x, 0.14 + 1.3 * (x + 0.4)) for x in places
    ]
    shape.part("string", strings, thread)
    shape.part("base", rounded_box(0.6, 0.14, 0.4, 0.04).stand(x=-0.5), frame)
    return shape


def _keys(shape: Shape, width: float, y: float, z: float, depth: float) -> None:
    """White keys as one bar and black keys on its back half, at the front of a piano."""
    shape.part("white key", box(width, 0.06, depth).center(0.0, y, z), _WHITE, plural="white keys", spoken=False)
    octave = [n for n in range(12) if n % 7 not in (2, 6)]
    step = width / 12
    keys = [box(0.5 * step, 0.06, 0.55 * depth).center((n - 5) * step, y + 0.03, z - 0.22 * depth) for n in octave]
    shape.part("black key", keys, _BLACK, spoken=False)


_WHITE = Color("white", (0.95, 0.95, 0.94))
_BLACK = Color("black", (0.09, 0.09, 0.10))


@kind("piano", synonyms=("upright piano",), theme=THEME)
def piano(draw: Draw) -> Shape:
    """An upright piano with its row of keys, open or with a music stand, with or without candlesticks and a stool."""
    shape = Shape()
    body = (
        draw.material("wood")
        if draw.chance(0.5)
        else draw.color("black", "dark red", "dark brown", "white", "dark blue")
    )
    height = draw.uniform(1.1, 1.35)
    shape.part("case", box(1.5, height, 0.4).stand(z=-0.2), body, spoken=False)
    shape.part("lid", box(1.58, 0.07, 0.46).stand(y=height - 0.01, z=-0.2), body, spoken=False)
    shape.part("key bed", box(1.5, 0.1, 0.4).stand(y=0.6, z=0.12), body, spoken=False)
    shape.part("cheek", pair(box(0.1, 0.24, 0.42).stand(0.7, 0.6, 0.12)), body, spoken=False)
    shape.part("leg", pair(box(0.09, 0.62, 0.09).stand(0.68, 0.0, 0.25)), body)
    _keys(shape, 1.3, 0.73, 0.14, 0.3)
    extra = shape.variant(draw.choice("sheet music", "panels", "plain"))
    if extra == "sheet music":
        shape.part("sheet music", box(0.44, 0.3, 0.05).turn(x=-12).stand(0.0, 0.82, 0.04), _WHITE, mass=True)
    elif extra == "panels":
        other = draw.material("wood", "gold", unlike=body)
        shape.part("panel", row(box(0.5, height - 0.98, 0.05).stand(0.0, 0.86, 0.0), 2, 0.68), other)
    if shape.variant(draw.choice("stool", "pedals")) == "stool":
        seat = draw.material("leather", "fabric", unlike=body)
        shape.part("seat", rounded_box(0.6, 0.1, 0.34, 0.03).stand(y=0.42, z=0.72), seat)
        legs = corners(box(0.06, 0.43, 0.06).stand(), 0.24, 0.12)
        shape.part("stool leg", [leg.move(z=0.72) for leg in legs], body)
    else:
        shape.part("pedal", row(box(0.06, 0.05, 0.16).center(y=0.08, z=0.04), 3, 0.12), draw.material("gold", "steel"))
    return shape


@kind("grand piano", synonyms=("concert piano",), theme=THEME)
def grand_piano(draw: Draw) -> Shape:
    """A wing-shaped body on three legs, its lid open or closed, with its keys in front."""
    shape = Shape()
    body = draw.color("black", "white", "dark red", "dark blue") if draw.chance(0.75) else draw.material("wood")
    wing = [
        (-0.75, 0.2),
        (0.75, 0.2),
        (0.75, -0.3),
        (0.6, -0.65),
        (0.2, -0.9),
        (0.02, -1.3),
        (-0.3, -1.55),
        (-0.62, -1.45),
        (-0.75, -1.2),
    ]
    shape.part("case", prism(wing, 0.26).move(y=0.62), body, spoken=False)
    shape.part("key bed", box(1.5, 0.12, 0.34).stand(y=0.62, z=0.36), body, spoken=False)
    shape.part("cheek", pair(box(0.1, 0.22, 0.36).stand(0.7, 0.62, 0.36)), body, spoken=False)
    _keys(shape, 1.3, 0.77, 0.36, 0.26)
    lid = shape.variant(draw.choice("open lid", "closed lid"))
    if lid == "open lid":
        shape.phrase("with an open lid")
        board = prism([(x + 0.75, z) for x, z in wing if z < 0.25], 0.06).turn(z=38).move(-0.74, 0.86)
        shape.part("lid", board - box(3, 3, 1).center(z=0.55), body, spoken=False)
        harp_frame = prism([(0.88 * x, 0.86 * z - 0.12) for x, z in wing], 0.1).move(y=0.8)
        shape.part("frame", harp_frame, draw.material("gold"), spoken=False)
        shape.part("prop", rod((0.6, 0.82, -0.3), (0.4, 1.75, -0.3), 0.03), body)
    else:
        shape.part("lid", prism(wing, 0.06).scale(1.02, 1, 1.01).move(y=0.87), body, spoken=False)
    legs = shape.variant(draw.choice("straight", "turned"))
    leg = box(0.12, 0.64, 0.12).stand() if legs == "straight" else frustum(0.05, 0.11, 0.64, 8).stand()
    shape.part("leg", [leg.move(x, 0.0, z) for x, z in ((0.62, 0.3), (-0.62, 0.3), (-0.35, -1.25))], body)
    if shape.variant(draw.choice("bench", "no bench")) == "bench":
        shape.part(
            "bench", rounded_box(0.7, 0.12, 0.36, 0.03).stand(y=0.36, z=0.95), draw.material("leather", unlike=body)
        )
        legs_ = corners(box(0.07, 0.4, 0.07).stand(), 0.28, 0.11)
        shape.part("bench leg", [one.move(z=0.95) for one in legs_], body)
    return shape


def _drum(shape: Shape, radius: float, height: float, shell: Color, rim: Color, skin: Color) -> None:
    """Shell, hoops and skin of a drum standing at the origin."""
    shape.part("shell", cylinder(radius, height, 18).stand(), shell)
    shape.part("hoop", [cylinder(radius + 0.03, 0.1, 18).stand(y=y) for y in (0.0, height - 0.1)], rim)
    shape.part("drumhead", cylinder(radius - 0.05, 0.1, 18).hang(y=height + 0.01), skin)


def _around(radius: float, angle: float, y: float) -> Vector:
    """A point on a circle about the y axis; 0 degrees is the front."""
    x, z = arc((0.0, 0.0), radius, 90 - angle, 90 - angle, 1)[0]
    return x, y, z


@kind("drum", synonyms=("snare drum",), theme=THEME, has_front=False)
def drum(draw: Draw) -> Shape:
    """A round drum with hoops: with zigzag cords, with rods or plain; with drumsticks on it now and then."""
    shape = Shape()
    shell, rim = draw.colors(2)
    skin = draw.color("white", "beige", unlike=[shell, rim])
    height = shape.graded(draw.uniform(0.5, 1.3), low=("flat", 0.65), high=("tall", 1.1))
    _drum(shape, 0.6, height, shell, rim, skin)
    style = shape.variant(draw.choice("zigzag cords", "rods", "plain"))
    if style == "zigzag cords":
        tops = [(0.06, height - 0.06) if n % 2 else (height - 0.06, 0.06) for n in range(12)]
        cords = [
            beam(_around(0.61, 30 * n, low), _around(0.61, 30 * n + 30, high), 0.05, 0.05)
            for n, (low, high) in enumerate(tops)
        ]
        shape.phrase("with zigzag cords")
        shape.part("cord", cords, draw.color("white", "gold", unlike=shell), spoken=False)
    elif style == "rods":
        shape.part("rod", ring(cylinder(0.035, height, 6).stand(z=0.63), 8), draw.material("steel", "gold"))
    if shape.variant(draw.choice("drumsticks", "no drumsticks")) == "drumsticks":
        stick = rod((-0.6, 0.0, 0.1), (0.5, 0.0, 0.2), 0.04) + sphere(0.07, 8).move(-0.6, 0.0, 0.1)
        sticks = [stick.turn(y=angle).move(y=height + 0.05, z=z) for angle, z in ((20, -0.1), (-25, 0.0))]
        shape.part("drumstick", sticks, draw.material("wood", unlike=skin))
    else:
        shape.without("drumsticks")
    return shape


@kind("bongo drums", theme=THEME)
def bongo_drums(draw: Draw) -> Shape:
    """A pair of hand drums side by side: straight, tapered or waisted."""
    shape = Shape()
    shape.call(draw.choice("pair of bongo drums", "set of bongos", "pair of hand drums"))
    wood = draw.material("wood") if draw.chance(0.6) else draw.color()
    rim = draw.material("steel", "gold", "iron", unlike=wood)
    skin = draw.color("white", "beige", unlike=[wood, rim])
    form = shape.variant(draw.choice("tapered", "waisted", "straight"), spoken=True)
    low, middle = {"tapered": (0.28, 0.34), "waisted": (0.4, 0.24), "straight": (0.4, 0.4)}[form]
    height = draw.uniform(0.6, 1.3)
    drums = [(-0.44, 0.9), (0.44, 1.08)]
    shell = revolve([(low, 0.0), (middle, 0.5 * height), (0.4, height)], 16)
    shape.part("shell", [shell.scale(k, 1, k).move(x=x) for x, k in drums], wood)
    shape.part("hoop", [cylinder(0.43 * k, 0.1, 16).hang(x, height - 0.05) for x, k in drums], rim)
    shape.part("drumhead", [cylinder(0.38 * k, 0.12, 16).hang(x, height) for x, k in drums], skin)
    shape.part("link", box(0.4, 0.16, 0.2).center(y=0.72 * height), rim, spoken=False)
    if shape.variant(draw.choice("banded", "plain")) == "banded":
        bands = [
            hoop([(0.2, 0.3), (0.7, 0.3), (0.7, 0.42), (0.2, 0.42)], 12).scale(1, height, 1).move(x=x) for x, _ in drums
        ]
        shape.paint("stripe", bands, draw.color(unlike=[wood, rim]), on="shell")
    return shape


@kind("drum kit", synonyms=("drum set",), theme=THEME)
def drum_kit(draw: Draw) -> Shape:
    """A bass drum with toms, a floor drum and cymbals on stands: small, usual or large, with or without a stool."""
    shape = Shape()
    shell = draw.color()
    metal, brass = draw.material("steel"), draw.material("gold")
    skin = draw.color("white", "black", unlike=shell)
    size = shape.variant(draw.choice("small", "usual", "large"))
    shape.part("bass drum", cylinder(0.52, 0.6, 18).turn(x=90).move(y=0.52), shell)
    shape.part("drumhead", cylinder(0.46, 0.1, 18).turn(x=90).move(0.0, 0.52, 0.27), skin, spoken=False)
    tom = cylinder(0.26, 0.34, 14).turn(x=-22)
    places = [(-0.3, 1.2, 0.0), (0.3, 1.2, 0.0)] if size != "small" else [(0.0, 1.2, 0.0)]
    shape.part("tom", [tom.move(*place) for place in places], shell)
    shape.part(
        "tom head", [cylinder(0.23, 0.1, 14).move(y=0.14).turn(x=-22).move(*p) for p in places], skin, spoken=False
    )
    shape.part("post", cylinder(0.05, 0.3, 6).center(y=1.0), metal, spoken=False)
    floor = [(-0.85, 0.62, -0.2)] + ([(0.85, 0.62, -0.2)] if size != "small" else [])
    shape.part("floor drum", [cylinder(0.3, 0.4, 16).move(*place) for place in floor], shell)
    shape.part("floor head", [cylinder(0.27, 0.1, 16).hang(x, y + 0.21, z) for x, y, z in floor], skin, spoken=False)
    feet = [cylinder(0.04, 0.5, 6).stand(x + 0.2 * a, 0.0, z + 0.2 * b) for x, _, z in floor for a, b in _TRIPOD]
    shape.part("drum leg", feet, metal, spoken=False)
    stands = {"small": [(-0.75, 1.35)], "usual": [(-0.95, 1.55), (0.95, 1.55)]}.get(size) or [
        (-1.0, 1.5),
        (1.0, 1.5),
        (-0.55, 1.9),
        (0.55, 1.9),
    ]
    shape.part("stand", [rod((x, 0.0, -0.45), (x, y, -0.25), 0.032) for x, y in stands], metal)
    plate = revolve([(0.0, -0.04), (0.36, -0.04), (0.36, 0.02), (0.1, 0.06), (0.0, 0.08)], 16).turn(x=12)
    shape.part("cymbal", [plate.move(x, y, -0.25) for x, y in stands], brass)
    if shape.variant(draw.choice("stool", "no stool")) == "stool":
        shape.part(
            "stool",
            cylinder(0.22, 0.12, 12).stand(y=0.5, z=-0.85)
            + cylinder(0.06, 0.5, 6).stand(z=-0.85)
            + cylinder(0.2, 0.05, 12).stand(z=-0.85),
            draw.color("black", "red", "brown"),
        )
    return shape


_TRIPOD = ((0.0, 1.0), (0.87, -0.5), (-0.87, -0.5))


def _brass(draw: Draw) -> Color:
    """Golden most often, silver or painted now and then."""
    return draw.material("gold") if draw.chance(0.7) else draw.choice(draw.material("silver"), draw.color())


def _flare(length: float, mouth: float, throat: float, sides: int = 16) -> Solid:
    """The bell of a horn opening to +x from the origin, hollow at its mouth."""
    steps = ((0.0, 0.0), (0.5, 0.08), (0.75, 0.25), (0.9, 0.6), (1.0, 1.0))
    outside = [(throat + share * (mouth - throat), at * length) for at, share in steps]
    inside = [(max(radius - 0.09, 0.01), height) for radius, height in reversed(outside[2:])]
    return revolve([*outside, *inside], sides).turn(z=-90)


@kind("trumpet", theme=THEME)
def trumpet(draw: Draw) -> Shape:
    """A coiled tube with valves and a flaring bell; a long straight herald's trumpet with a flag or without."""
    shape = Shape()
    brass = _brass(draw)
    form = shape.variant(draw.choice("valves", "herald's flag", "straight", weights=(3, 1, 1)))
    shape.part("bell", _flare(0.75, 0.32, 0.06).move(x=0.35), brass)
    if form == "valves":
        loop = [
            (0.4, 0.0, 0.0),
            (-0.6, 0.0, 0.0),
            (-0.72, -0.12, 0.0),
            (-0.6, -0.28, 0.0),
            (0.3, -0.28, 0.0),
            (0.46, -0.2, 0.0),
        ]
        lead = [(0.3, -0.28, 0.08), (0.5, -0.22, 0.08), (0.5, -0.06, 0.08), (0.3, 0.02, 0.1), (-0.95, 0.02, 0.1)]
        shape.part("tube", tube(curve(loop, 3), 0.05) + tube(curve(lead, 3), 0.045), brass, spoken=False)
        shape.part("valve", row(cylinder(0.075, 0.5, 10).center(0.0, -0.16, 0.06), 3, 0.17), brass)
        cap = draw.color("white", "red", "black", "silver", unlike=brass)
        button = cylinder(0.03, 0.16, 6).stand(0.0, 0.08, 0.06) + cylinder(0.06, 0.06, 8).stand(0.0, 0.2, 0.06)
        shape.part("button", row(button, 3, 0.17), cap)
        end = -0.95
    else:
        shape.adjective("long")
        shape.part("tube", rod((0.45, 0.0, 0.0), (-1.3, 0.0, 0.0), 0.06, 0.05), brass, spoken=False)
        end = -1.3
        if form == "herald's flag":
            cloth = [(-0.7, -0.04), (0.3, -0.04), (0.3, -0.75), (-0.2, -0.55), (-0.7, -0.75)]
            shape.part("flag", extrude(cloth, 0.05), draw.material("fabric", unlike=brass))
    z = 0.1 if form == "valves" else 0.0
    shape.part(
        "mouthpiece", rod((end + 0.05, 0.02, z), (end - 0.14, 0.02, z), 0.04, 0.08, 10), draw.material("silver", "gold")
    )
    if form == "valves" and shape.variant(draw.choice("mute", "no mute", weights=(1, 3))) == "mute":
        shape.part("mute", sphere(0.22, 12).move(x=1.12), draw.color("red", "black", "copper", unlike=brass))
    return shape


@kind("trombone", theme=THEME)
def trombone(draw: Draw) -> Shape:
    """A long slide out and back and a flaring bell; slide short, half way or far out."""
    shape = Shape()
    brass = _brass(draw)
    reach = shape.variant(draw.choice("slide in", "slide half out", "slide out"))
    end = {"slide in": 1.3, "slide half out": 1.7, "slide out": 2.1}[reach]
    shape.part("bell", _flare(0.9, 0.36, 0.06).move(0.15, 0.3), brass)
    back = [(0.2, 0.3, 0.0), (-0.7, 0.3, 0.0), (-0.86, 0.16, 0.0), (-0.7, 0.0, 0.0), (0.1, 0.0, 0.0)]
    shape.part("tube", tube(curve(back, 4), 0.055), brass, spoken=False)
    slide = [(0.0, 0.0, 0.0), (end - 0.1, 0.0, 0.0), (end, -0.13, 0.0), (end - 0.1, -0.26, 0.0), (-0.1, -0.26, 0.0)]
    shape.part("slide", tube(curve(slide, 4), 0.045), draw.material("silver") if draw.chance() else brass)
    bars = [box(0.07, 0.3, 0.07).center(x, -0.13) for x in (0.05, 0.5 * end)]
    shape.part("brace", [*bars, box(0.07, 0.32, 0.07).center(-0.45, 0.15)], brass, spoken=False)
    shape.part(
        "mouthpiece", rod((-0.05, -0.26, 0.0), (-0.28, -0.26, 0.0), 0.05, 0.1, 10), draw.material("silver", "gold")
    )
    if shape.variant(draw.choice("weight", "plain")) == "weight":
        shape.part(
            "counterweight", cylinder(0.12, 0.1, 12).turn(z=90).center(-0.86, 0.16), draw.material("steel", "gold")
        )
    return shape


@kind("saxophone", synonyms=("sax",), theme=THEME)
def saxophone(draw: Draw) -> Shape:
    """A conical tube bent up at its foot into a wide bell, with keys along it and a mouthpiece."""
    shape = Shape()
    brass = _brass(draw)
    form = shape.variant(draw.choice("alto", "straight soprano", "baritone", weights=(3, 1, 1)))
    if form == "straight soprano":
        shape.adjective("straight")
        body: list[Vector] = [(0.0, 1.5, 0.0), (0.0, 0.1, 0.0)]
        shape.part("body", rod((0.0, 0.1, 0.0), (0.0, 1.5, 0.0), 0.13, 0.05, 12), brass, spoken=False)
        shape.part("bell", _flare(0.35, 0.28, 0.13).turn(z=-90).move(y=0.25), brass)
        neck = [(0.0, 1.45, 0.0), (0.0, 1.62, 0.0), (-0.08, 1.74, 0.0)]
    else:
        body = [
            (0.0, 1.4, 0.0),
            (0.02, 0.5, 0.0),
            (0.1, 0.16, 0.0),
            (0.3, 0.06, 0.0),
            (0.5, 0.2, 0.0),
            (0.56, 0.5, 0.0),
        ]
        path = curve(body, 4)
        radii = [0.055 + 0.11 * n / (len(path) - 1) for n in range(len(path))]
        shape.part("body", tube(path, radii, 10), brass, spoken=False)
        shape.part("bell", _flare(0.5, 0.34, 0.15).turn(z=82).move(0.56, 0.45), brass)
        loop = [
            (0.0, 1.35, 0.0),
            (0.0, 1.6, 0.0),
            (0.14, 1.7, 0.0),
            (0.26, 1.6, 0.0),
            (0.1, 1.45, 0.0),
            (-0.2, 1.56, 0.0),
        ]
        neck = (
            loop
            if form == "baritone"
            else [(0.0, 1.35, 0.0), (-0.02, 1.58, 0.0), (-0.16, 1.7, 0.0), (-0.34, 1.66, 0.0)]
        )
    shape.part("neck", tube(curve(neck, 4), 0.05), brass)
    tip, before = neck[-1], neck[-2]
    ahead = tuple(1.9 * (a - b) / 1.0 for a, b in zip(tip, before, strict=True))
    end = (tip[0] + 0.7 * ahead[0], tip[1] + 0.7 * ahead[1], 0.0)
    shape.part("mouthpiece", rod(tip, end, 0.065, 0.04), draw.color("black", "white", unlike=brass))
    cap = draw.color("white", "silver", "beige", unlike=brass) if draw.chance(0.7) else brass
    keys = row(cylinder(0.07, 0.14, 10).turn(x=90).move(0.02, 0.85, 0.12), 5, 0.19, "y")
    shape.part("key", keys, cap)
    shape.part("rod", cylinder(0.026, 0.9, 6).center(0.12, 0.85, 0.08), brass, spoken=False)
    shape.variant(draw.choice("plain", "strap ring"))
    if shape.variants[-1] == "strap ring":
        shape.part("strap ring", torus(0.08, 0.05, 10, 6).turn(z=90).move(-0.02, 1.0, -0.16), brass)
    return shape


@kind("flute", theme=THEME)
def flute(draw: Draw) -> Shape:
    """A straight pipe with holes or keys: a silver flute, a recorder or a bamboo flute."""
    shape = Shape()
    form = shape.variant(draw.choice("concert flute", "recorder", "bamboo flute"))
    if form == "concert flute":
        pipe = draw.material("silver", "gold", "silver")
        shape.part("pipe", cylinder(0.06, 2.0, 12).turn(z=90), pipe, spoken=False)
        shape.part("lip plate", _lip_plate(0.26, 0.16).move(-0.7, 0.04, 0.02), pipe)
        caps = [cylinder(0.06, 0.06, 8).center(-0.3 + 0.16 * n, 0.07) for n in range(draw.integer(6, 8))]
        shape.part("key", caps, draw.material("gold", unlike=pipe) if draw.chance() else draw.color("white", "black"))
        shape.part("joint", [cylinder(0.08, 0.08, 12).turn(z=90).move(x=x) for x in (-0.45, 0.62)], pipe, spoken=False)
    elif form == "recorder":
        shape.call("recorder")
        pipe = draw.material("wood") if draw.chance(0.6) else draw.color("beige", "white", "dark brown")
        shape.part("pipe", rod((-0.8, 0.0, 0.0), (0.9, 0.0, 0.0), 0.11, 0.08, 12), pipe, spoken=False)
        shape.part("mouthpiece", rod((-0.8, 0.0, 0.0), (-1.06, 0.02, 0.0), 0.11, 0.045, 8), pipe)
        other = draw.color("white", "beige", "black", unlike=pipe)
        shape.part("ring", [cylinder(0.14, 0.1, 12).turn(z=90).move(x=x) for x in (-0.4, 0.7)], other)
        shape.part("hole", row(cylinder(0.035, 0.06, 8).center(0.15, 0.09), 6, 0.16), draw.color("black"), spoken=False)
    else:
        pipe = draw.color("light brown", "beige", "light green")
        shape.adjective("bamboo")
        shape.part("pipe", cylinder(0.07, 1.9, 10).turn(z=90), pipe, spoken=False)
        knots = [cylinder(0.09, 0.07, 10).turn(z=90).move(x=x) for x in (-0.6, 0.0, 0.6)]
        shape.part("knot", knots, draw.color("brown", "dark brown", "green", unlike=pipe))
        shape.part("hole", row(cylinder(0.035, 0.06, 8).center(0.3, 0.055), 6, 0.17), draw.color("black"), spoken=False)
    return shape


def _lip_plate(width: float, depth: float) -> Solid:
    """A flat round plate, lying."""
    return sphere(0.5, 12).scale(width, 0.1, depth)


@kind("xylophone", synonyms=("glockenspiel",), theme=THEME)
def xylophone(draw: Draw) -> Shape:
    """Bars from long to short on a frame, rainbow-coloured or of wood, with mallets; on the ground or on legs."""
    shape = Shape()
    frame = draw.material("wood") if draw.chance(0.6) else draw.color()
    rails = [beam((-0.85, 0.16, 0.42 * s), (0.85, 0.16, 0.2 * s), 0.12, 0.1) for s in (-1, 1)]
    ends = [box(0.1, 0.14, 0.94).center(-0.85, 0.16), box(0.1, 0.14, 0.5).center(0.85, 0.16)]
    stand = shape.variant(draw.choice("low", "on legs"))
    shape.part("frame", rails[0] + rails[1] + ends[0] + ends[1], frame)
    bars = shape.variant(draw.choice("rainbow", "wooden bars", "metal bars", weights=(2, 1, 1)))
    count = 8
    if bars == "rainbow":
        names = ["red", "orange", "yellow", "light green", "turquoise", "blue", "purple", "pink"]
        colors = [draw.color(name) for name in names]
        shape.phrase("with rainbow bars")
    else:
        colors = [draw.material("wood" if bars == "wooden bars" else "steel", unlike=frame)] * count
    for number, color in enumerate(colors):
        x = -0.74 + 0.21 * number
        solid = box(0.16, 0.08, 1.1 - 0.075 * number).center(x, 0.25)
        if bars == "rainbow":
            shape.part("bar", solid, color)
    if bars != "rainbow":
        boards = [box(0.16, 0.08, 1.1 - 0.075 * n).center(-0.74 + 0.21 * n, 0.25) for n in range(count)]
        shape.part("bar", boards, colors[0])
    if stand == "on legs":
        shape.phrase("on legs")
        legs = [
            rod((x, 0.15, z), (1.1 * x, -0.75, z), 0.04)
            for x, z in ((-0.8, 0.4), (-0.8, -0.4), (0.8, 0.2), (0.8, -0.2))
        ]
        shape.part("leg", legs, frame)
    if shape.variant(draw.choice("mallets", "no mallets")) == "mallets":
        stick = rod((-0.4, 0.33, 0.0), (0.5, 0.33, 0.0), 0.025) + sphere(0.08, 8).move(-0.42, 0.35)
        mallets = [stick.turn(y=20).move(z=0.15), stick.turn(y=-15).move(z=-0.15)]
        shape.part("mallet", mallets, draw.color("red", "black", "white", "blue", unlike=frame))
    return shape


@kind("tambourine", theme=THEME)
def tambourine(draw: Draw) -> Shape:
    """A shallow ring with jingles, standing up: with a skin, open, or half-moon shaped; ribbons now and then."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.5) else draw.color()
    metal = draw.material("gold", "silver", unlike=wood)
    form = shape.variant(draw.choice("with a skin", "open", "half-moon"))
    rim = hoop([(0.76, -0.14), (0.88, -0.14), (0.88, 0.14), (0.76, 0.14)], 24).turn(x=90)
    if form == "half-moon":
        shape.adjective("half-moon")
        rim = (rim - box(2, 1, 1).move(y=-0.55)) + rounded_box(1.76, 0.16, 0.26, 0.04)
    elif form == "with a skin":
        shape.part(
            "drumhead", cylinder(0.78, 0.06, 24).turn(x=90).move(z=0.08), draw.color("white", "beige", unlike=wood)
        )
    angles = [30.0, 70.0, 110.0, 150.0] if form == "half-moon" else [22.5 + 45 * n for n in range(8)]
    gap = [box(0.3, 0.22, 0.12).move(x=0.82).turn(z=angle) for angle in angles]
    for one in gap:
        rim = rim - one
    shape.part("frame", rim, wood, spoken=False)
    disc = cylinder(0.11, 0.08, 10).turn(x=90)
    shape.part("jingle", [disc.move(x=0.83).turn(z=angle) for angle in angles], metal)
    if form == "open" and draw.chance(0.6):
        shape.without("drumhead")
    if shape.variant(draw.choice("ribbons", "plain", weights=(1, 2))) == "ribbons" and form != "half-moon":
        colors = draw.colors(3)
        for number, color in enumerate(colors):
            strip = box(0.1, 0.6, 0.05).hang(-0.16 + 0.16 * number, -0.8).turn(z=6 * (number - 1))
            shape.part("ribbon", strip, color)
    return shape


@kind("maracas", theme=THEME)
def maracas(draw: Draw) -> Shape:
    """A pair of rattles on handles, crossed or upright: round or egg-shaped, striped, dotted or plain."""
    shape = Shape()
    shape.call(draw.choice("pair of maracas", "pair of maracas", "pair of rumba shakers"))
    color, grip = draw.color(), draw.material("wood")
    form = shape.variant(draw.choice("egg-shaped", "round"))
    pose = shape.variant(draw.choice("crossed", "upright"))
    tilt, reach = (28.0, 0.0) if pose == "crossed" else (0.0, 0.42)

    def place(solid: Solid) -> list[Solid]:
        return [solid.turn(z=s * tilt).move(s * reach, 0.0, 0.14 * s * (tilt > 0)) for s in (1, -1)]

    shape.part(
        "handle", place(rod((0.0, -0.75, 0.0), (0.0, 0.35, 0.0), 0.1, 0.07) + sphere(0.12, 8).move(y=-0.76)), grip
    )
    head = sphere(0.36, 16).scale(1.0, 1.25 if form == "egg-shaped" else 1.0, 1.0).move(y=0.62)
    shape.part("head", place(head), color)
    style = shape.variant(draw.choice("striped", "dotted", "plain"))
    other = draw.color(unlike=[color, grip])
    if style == "striped":
        shape.adjective("striped")
        shape.paint("stripe", [s for y in (0.5, 0.74) for s in place(box(1, 0.11, 1).move(y=y))], other, on="head")
    elif style == "dotted":
        shape.adjective("spotted")
        dots = [sphere(0.09, 8).move(0.0, 0.62, 0.36).move(y=-0.62).turn(y=a).move(y=0.62) for a in range(0, 360, 60)]
        shape.paint("dot", [s for dot in dots for s in place(dot)], other, on="head", spoken=False)
    return shape


@kind("accordion", synonyms=("squeezebox",), theme=THEME)
def accordion(draw: Draw) -> Shape:
    """Pleated bellows between two boxes, with piano keys or buttons: pulled open, fanned out or closed."""
    shape = Shape()
    case = draw.color() if draw.chance(0.8) else draw.material("wood")
    folds = draw.color("black", "white", "dark grey", "beige", "dark red", unlike=case)
    pose = shape.variant(draw.choice("closed", "open", "fanned"))
    count = {"closed": 5, "open": 9, "fanned": 9}[pose]
    step, tilt = (0.1, 5.0 if pose == "fanned" else 0.0)
    pleat = _pleat()
    solids = []
    for number in range(count):
        offset = number - (count - 1) / 2
        angle = -tilt * offset
        piece = pleat.move(x=0.0 if tilt else offset * step)
        solids.append(piece.move(y=0.9).turn(z=angle).move(y=-0.9) if tilt else piece)
    shape.part("bellows", solids, folds, plural="bellows", mass=True)
    edge = (count / 2) * step
    box_ = rounded_box(0.26, 1.2, 0.66, 0.05)

    def side(solid: Solid, sign: int) -> Solid:
        if tilt:
            return solid.move(x=sign * 0.12, y=0.9).turn(z=-sign * tilt * count / 2).move(y=-0.9)
        return solid.move(x=sign * (edge + 0.1))

    shape.part("case", [side(box_, 1), side(box_, -1)], case)
    keys = shape.variant(draw.choice("piano keys", "buttons"))
    if keys == "piano keys":
        board = rounded_box(0.34, 1.16, 0.2, 0.03).move(-0.16, 0.0, 0.2)
        shape.part("keyboard", side(board, -1), _WHITE)
        blacks = row(box(0.18, 0.06, 0.08).move(-0.2, 0.0, 0.3), 7, 0.15, "y")
        shape.part("black key", [side(key, -1) for key in blacks], _BLACK, spoken=False)
    else:
        dots = [
            cylinder(0.04, 0.08, 8).turn(x=90).move(0.05 * s, y, 0.34)
            for s in (-1, 1)
            for y in (-0.36, -0.12, 0.12, 0.36)
        ]
        shape.part(
            "button", [side(dot, -1) for dot in dots], draw.color("white", "gold", "black", unlike=case), spoken=False
        )
        shape.phrase("with buttons")
    grille = draw.material("gold", "silver", unlike=case)
    shape.part("trim", side(rounded_box(0.16, 0.9, 0.08, 0.03).move(0.0, 0.0, 0.32), 1), grille)
    return shape


def _pleat() -> Solid:
    """One fold of bellows: a board with a ridge all around, its ridge standing out."""
    section = [(-0.055, -0.5), (0.055, -0.5), (0.055, 0.5), (-0.055, 0.5)]
    ridge = extrude([(-0.05, 0.0), (0.0, -0.05), (0.05, 0.0), (0.0, 0.05)], 0.56)
    core = extrude(section, 0.56)
    return core + ridge.move(y=0.5) + ridge.move(y=-0.5) + box(0.05, 1.06, 0.62)


@kind("bell", theme=THEME, has_front=False)
def bell(draw: Draw) -> Shape:
    """A flaring bell with a clapper: with a loop, a hand bell with a handle, or hanging in a frame."""
    shape = Shape()
    metal = draw.material("gold", "gold", "copper", "silver", "iron")
    form = shape.variant(draw.choice("loop", "hand bell", "in a frame"))
    sides = 16
    profile = [(0.6, 0.0), (0.62, 0.06), (0.46, 0.28), (0.38, 0.7), (0.3, 0.86), (0.1, 0.94)]
    inside = [(0.06, 0.86), (0.24, 0.78), (0.3, 0.66), (0.36, 0.28), (0.5, 0.0)]
    shape.part("body", revolve([*profile, *inside], sides), metal, spoken=False)
    dark = draw.color("black", "dark grey", "brown", unlike=metal)
    shape.part("clapper", sphere(0.13, 10).move(y=-0.02) + cylinder(0.035, 0.9, 6).stand(y=0.0), dark)
    if form == "loop":
        shape.part("loop", torus(0.16, 0.08, 12, 6).turn(x=90).move(y=1.06), metal)
        if shape.variant(draw.choice("bow", "plain")) == "bow":
            red = draw.color("red", "red", "green", "blue", "pink", unlike=metal)
            knot = sphere(0.1, 8).move(y=0.96, z=0.12)
            wing = _bow_wing()
            shape.part("bow", knot + wing + wing.mirror("x"), red)
    elif form == "hand bell":
        shape.call("hand bell")
        shape.part(
            "handle",
            rod((0.0, 0.9, 0.0), (0.0, 1.6, 0.0), 0.07, 0.11) + sphere(0.13, 8).move(y=1.62),
            draw.material("wood"),
        )
    else:
        shape.phrase("in a frame")
        wood = draw.material("wood", unlike=metal)
        posts = pair(box(0.14, 1.5, 0.16).stand(0.8, -0.35))
        shape.part("post", posts, wood)
        shape.part("crossbeam", box(1.9, 0.16, 0.2).stand(y=1.1), wood)
        shape.part("foot", pair(box(0.18, 0.12, 0.8).stand(0.8, -0.4)), wood, plural="feet", spoken=False)
        shape.part("hook", cylinder(0.05, 0.3, 6).stand(y=0.88), dark, spoken=False)
    if draw.chance(0.4):
        shape.paint(
            "band",
            hoop([(0.2, 0.34), (0.8, 0.34), (0.8, 0.46), (0.2, 0.46)], 12),
            draw.color("red", "black", "silver", "gold", unlike=metal),
            on="body",
        )
    return shape


def _bow_wing() -> Solid:
    """The right loop of a bow at the top of a bell."""
    return extrude([(0.0, 0.94), (0.34, 0.8), (0.38, 1.14), (0.0, 1.0)], 0.12).move(z=0.12)


@kind("gong", theme=THEME)
def gong(draw: Draw) -> Shape:
    """A large disc hanging in a frame: square, round-topped or with upturned ends; with a mallet now and then."""
    shape = Shape()
    brass = draw.material("gold", "gold", "copper")
    wood = draw.material("wood") if draw.chance(0.5) else draw.color("red", "black", "dark red")
    form = shape.variant(draw.choice("square frame", "round frame", "upturned beam"))
    disc = revolve([(0.0, -0.05), (0.62, -0.05), (0.66, 0.0), (0.6, 0.05), (0.2, 0.05), (0.16, 0.12), (0.0, 0.12)], 20)
    shape.part("disc", disc.turn(x=90).move(y=0.95), brass)
    if form == "round frame":
        shape.part("frame", torus(0.86, 0.12, 24, 6).turn(x=90).move(y=0.95), wood)
        shape.part(
            "foot", pair(beam((0.45, 0.24, 0.0), (0.6, 0.0, 0.35), 0.12, 0.1)), wood, plural="feet", spoken=False
        )
        shape.part("base", box(1.3, 0.1, 0.5).stand(), wood, spoken=False)
    else:
        shape.part("post", pair(box(0.12, 1.8, 0.12).stand(x=0.82)), wood)
        if form == "upturned beam":
            path = curve(
                [(-1.15, 1.98, 0.0), (-0.8, 1.78, 0.0), (0.0, 1.74, 0.0), (0.8, 1.78, 0.0), (1.15, 1.98, 0.0)], 3
            )
            shape.part("crossbeam", tube(path, 0.08, 6), wood)
        else:
            shape.part("crossbeam", box(1.9, 0.12, 0.14).stand(y=1.75), wood)
        shape.part("foot", pair(box(0.2, 0.1, 0.7).stand(x=0.82)), wood, plural="feet", spoken=False)
    cord = pair(beam((0.25, 1.45, 0.0), (0.3, 1.8, 0.0), 0.05, 0.05))
    shape.part("cord", cord, draw.color("red", "white", "black", unlike=wood))
    if shape.variant(draw.choice("mallet", "no mallet")) == "mallet":
        shape.part(
            "mallet",
            rod((0.9, 0.35, 0.25), (0.2, 0.9, 0.25), 0.04) + sphere(0.13, 10).move(0.2, 0.9, 0.25),
            draw.color("white", "red", "black", unlike=brass),
        )
    return shape


@kind("electronic keyboard", synonyms=("synthesizer", "keyboard piano"), theme=THEME)
def electronic_keyboard(draw: Draw) -> Shape:
    """A long board of keys with knobs and a display; on a crossed stand, on legs or alone."""
    shape = Shape()
    case = draw.color("black", "white", "dark grey", "red", "blue", "pink", "silver")
    stand = shape.variant(draw.choice("crossed stand", "straight legs", "alone"))
    shape.part("case", rounded_box(1.8, 0.16, 0.62, 0.04).stand(), case, spoken=False)
    shape.part("white key", box(1.64, 0.08, 0.3).center(0.0, 0.14, 0.12), _WHITE, spoken=False)
    octaves = [n for n in range(14) if n % 7 not in (2, 6)]
    shape.part(
        "black key",
        [box(0.06, 0.08, 0.17).center((n - 6.0) * 0.117, 0.17, 0.06) for n in octaves],
        _BLACK,
        spoken=False,
    )
    screen = draw.color("light blue", "light green", "blue", "black", unlike=case)
    shape.part("display", box(0.34, 0.05, 0.14).center(0.0, 0.16, -0.18), screen)
    extra = shape.variant(draw.choice("knobs", "speakers"))
    if extra == "knobs":
        knobs = row(cylinder(0.04, 0.1, 8).stand(0.55, 0.12, -0.18), 4, 0.13)
        shape.part("knob", knobs, draw.color("red", "white", "orange", "black", unlike=case))
    else:
        shape.part(
            "speaker",
            pair(box(0.36, 0.05, 0.16).center(0.62, 0.16, -0.18)),
            draw.color("grey", "dark grey", unlike=case),
        )
    metal = draw.color("black", "silver", "dark grey")
    if stand == "crossed stand":
        shape.phrase("on a crossed stand")
        bars = [beam((s * 0.55, 0.02, z), (-s * 0.55, -1.05, z), 0.07, 0.06) for s, z in ((1, 0.08), (-1, 0.0))]
        shape.part(
            "stand",
            bars[0]
            + bars[1]
            + pair(box(0.08, 0.06, 0.6).center(0.55, -1.05))[0]
            + box(0.08, 0.06, 0.6).center(-0.55, -1.05),
            metal,
        )
    elif stand == "straight legs":
        shape.part("leg", corners(cylinder(0.04, 1.0, 6).hang(), 0.8, 0.24), metal)
    return shape
