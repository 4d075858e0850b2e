"""Furniture; metres."""

from shape_diff.data.procedural.arrays import corners, grid, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, ellipse, rectangle, rounded_rectangle
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    beam,
    box,
    capsule,
    cylinder,
    extrude,
    frustum,
    gable,
    prism,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
)

THEME = "furniture"


def _frame_color(draw: Draw, *unlike: Color) -> Color:
    """Wood, metal or paint, as furniture is."""
    if draw.chance(0.6):
        return draw.material("wood", "wood", "metal", unlike=unlike)
    return draw.color(unlike=unlike)


def _leg(draw: Draw, height: float, width: float) -> Solid:
    """A leg from the ground up, square, round or tapered."""
    form = draw.choice("square", "round", "tapered")
    if form == "square":
        return box(width, height, width).stand()
    return frustum(width * (0.35 if form == "tapered" else 0.55), width * 0.55, height, 8).stand()


@kind("chair", theme=THEME)
def chair(draw: Draw) -> Shape:
    """Four legs, a seat, and a backrest of slats, bars, a board or a rounded board; some have armrests."""
    shape = Shape()
    wood = _frame_color(draw)
    soft = draw.color(unlike=wood) if draw.chance(0.6) else wood
    width, depth, seat = draw.uniform(0.42, 0.52), draw.uniform(0.42, 0.5), draw.uniform(0.42, 0.5)
    back = shape.graded(draw.uniform(0.36, 0.7), low=("low-backed", 0.42), high=("high-backed", 0.6))
    style = shape.variant(draw.choice("slatted", "ladder", "board", "rounded"))
    shape.part("leg", corners(_leg(draw, seat, 0.055), width / 2 - 0.035, depth / 2 - 0.035), wood)
    shape.part("seat", rounded_box(width, 0.06, depth, 0.015).stand(y=seat - 0.03), soft)
    rear, top = -depth / 2 + 0.025, seat + back
    if style in ("slatted", "ladder"):
        post = box(0.045, back, 0.04).stand(x=width / 2 - 0.025, y=seat, z=rear)
        shape.part("backrest", pair(post)[0] + pair(post)[1] + box(width, 0.08, 0.045).hang(y=top, z=rear), wood)
    if style == "slatted":
        slats = row(box(0.04, back - 0.05, 0.025).stand(y=seat, z=rear), draw.integer(3, 5), width / 6)
        shape.part("slat", slats, soft)
    elif style == "ladder":
        count = draw.integer(2, 3)
        bars = row(box(width - 0.05, 0.05, 0.025).center(y=seat + back / 2 - 0.03, z=rear), count, back / 4.2, "y")
        shape.part("crossbar", bars, soft)
    elif style == "board":
        shape.part("backrest", rounded_box(width, back, 0.05, 0.02).stand(y=seat, z=rear), soft)
    else:
        dome = [(-width / 2, 0.0), (width / 2, 0.0), *arc((0.0, back - width / 2), width / 2, 0, 180, 9)]
        shape.part("backrest", extrude(dome, 0.045).move(y=seat, z=rear), soft)
    if shape.variant(draw.choice("with armrests", "without armrests", weights=(1, 2))) == "with armrests":
        arm = box(0.05, 0.035, depth).stand(y=seat + 0.2) + box(0.04, 0.22, 0.04).stand(y=seat, z=depth / 2 - 0.05)
        shape.part("armrest", pair(arm.move(x=width / 2)), wood)
    else:
        shape.without("armrests")
    return shape


@kind("stool", theme=THEME, has_front=False)
def stool(draw: Draw) -> Shape:
    """A round, square or saddle seat on legs or a pedestal."""
    shape = Shape()
    wood, soft = draw.colors(2) if draw.chance(0.4) else (draw.material("wood", "metal"), draw.color())
    height = shape.graded(draw.uniform(0.4, 0.85), low=("low", 0.48), high=("tall", 0.72))
    form = shape.variant(draw.choice("round", "square"), spoken=True)
    base = shape.variant(draw.choice("three legs", "four legs", "pedestal"))
    top = cylinder(0.2, 0.06, 16) if form == "round" else rounded_box(0.38, 0.06, 0.38, 0.02)
    shape.part("seat", top.hang(y=height), soft)
    if base == "pedestal":
        shape.part("post", cylinder(0.03, height - 0.06).stand(y=0.02), wood)
        shape.part("base", frustum(0.2, 0.1, 0.05, 16).stand(), wood)
        return shape
    count = 3 if base == "three legs" else 4
    leg = rod((0.0, 0.0, 0.22), (0.0, height - 0.04, 0.12), 0.022)
    shape.part("leg", ring(leg, count, start=45 if count == 4 else 0), wood)
    if draw.chance(0.5):
        shape.part("footrest", torus(0.185, 0.026, 16, 6).move(y=0.3 * height), wood)
    return shape


@kind("table", synonyms=("dining table",), theme=THEME, has_front=False)
def table(draw: Draw) -> Shape:
    """A round, oval, square or long top on four legs, a pedestal or trestles."""
    shape = Shape()
    wood = _frame_color(draw)
    top_color = draw.color(unlike=wood) if draw.chance(0.5) else wood
    height = shape.graded(draw.uniform(0.6, 0.85), low=("low", 0.65), high=("tall", 0.81))
    form = shape.variant(draw.choice("round", "square", "oval", "long"), spoken=True)
    base = shape.variant(draw.choice("four legs", "pedestal", "trestles"))
    width = {"round": 1.0, "square": 0.9, "oval": 1.4, "long": draw.uniform(1.5, 2.0)}[form]
    depth = {"round": 1.0, "square": 0.9, "oval": 0.85, "long": 0.8}[form]
    outline = ellipse(width, depth, 20) if form in ("round", "oval") else rounded_rectangle(width, depth, 0.04)
    shape.part("tabletop", prism(outline, 0.05).hang(y=height), top_color)
    if base == "pedestal":
        shape.phrase("on a pedestal")
        shape.part("column", cylinder(0.06, height - 0.06, 8).stand(y=0.02), wood)
        foot = beam((0.0, 0.03, 0.0), (0.0, 0.03, 0.38 * depth), 0.07, 0.06)
        shape.part("foot", ring(foot, 4, start=45), wood, plural="feet")
    elif base == "trestles":
        shape.phrase("on trestles")
        beams = [beam((0.0, 0.0, side * 0.4 * depth), (0.0, height - 0.05, side * 0.1), 0.06, 0.06) for side in (-1, 1)]
        trestle = beams[0] + beams[1] + box(0.05, 0.05, 0.5 * depth).center(y=0.3)
        shape.part("trestle", pair(trestle.move(x=0.36 * width)), wood)
    else:
        inset = 0.68 if form in ("round", "oval") else 0.92
        leg = _leg(draw, height - 0.03, 0.07)
        shape.part("leg", corners(leg, inset * width / 2 - 0.04, inset * depth / 2 - 0.04), wood)
    return shape


@kind("desk", synonyms=("writing desk", "office desk"), theme=THEME)
def desk(draw: Draw) -> Shape:
    """A top on side panels or legs with drawers at one side, both sides or under the top."""
    shape = Shape()
    body = _frame_color(draw)
    front = draw.color(unlike=body) if draw.chance(0.6) else draw.material("wood", unlike=body)
    knob = draw.material("metal", "gold", unlike=front)
    width, height, depth = draw.uniform(1.1, 1.5), 0.75, draw.uniform(0.55, 0.7)
    style = shape.variant(draw.choice("one pedestal", "two pedestals", "wide drawer"))
    shape.part("top", rounded_box(width, 0.05, depth, 0.012).hang(y=height), body)
    sides = {"one pedestal": [1], "two pedestals": [-1, 1], "wide drawer": []}[style]
    cabinet, drawers, knobs = [], [], []
    for side in sides:
        x = side * (width / 2 - 0.2)
        cabinet.append(box(0.36, height - 0.05, depth - 0.06).stand(x=x))
        for place in range(3):
            drawers.append(rounded_box(0.31, 0.19, 0.05, 0.01).center(x, 0.13 + 0.22 * place, depth / 2 - 0.03))
            knobs.append(sphere(0.022, 8).move(x, 0.13 + 0.22 * place, depth / 2 + 0.01))
    if style == "wide drawer":
        cabinet.append(box(0.8 * width, 0.15, depth - 0.08).hang(y=height - 0.03))
        drawers.append(rounded_box(0.7 * width, 0.11, 0.05, 0.01).center(0, height - 0.11, depth / 2 - 0.04))
        knobs += pair(sphere(0.022, 8).move(0.2 * width, height - 0.11, depth / 2))
    shape.part("cabinet", cabinet, body)
    shape.part("drawer", drawers, front)
    shape.part("knob", knobs, knob)
    leg = _leg(draw, height - 0.03, 0.055).move(z=depth / 2 - 0.05)
    free = {"one pedestal": [-1], "two pedestals": [], "wide drawer": [-1, 1]}[style]
    legs = [copy for side in free for copy in pair(leg.move(x=side * (width / 2 - 0.05)), "z")]
    if legs:
        shape.part("leg", legs, body)
    return shape


@kind("bed", theme=THEME)
def bed(draw: Draw) -> Shape:
    """A frame with mattress, pillows and blanket: plain, with posts, or a bunk bed."""
    shape = Shape()
    wood = _frame_color(draw)
    blanket = draw.color(unlike=wood)
    style = shape.variant(draw.choice("plain", "four-poster", "bunk"))
    if style == "four-poster":
        shape.adjective(style)
    size = shape.variant(draw.choice("single", "double"), spoken=True) if style != "bunk" else "single"
    width, length = (0.95, 2.0) if size == "single" else (1.6, 2.0)
    levels = [0.3] if style != "bunk" else [0.3, 1.25]
    if style == "bunk":
        shape.call("bunk bed")
    mattresses = [rounded_box(width - 0.06, 0.2, length - 0.1, 0.05).stand(y=y) for y in levels]
    shape.part("frame", [box(width, 0.14, length).center(y=y) for y in levels], wood, spoken=style != "bunk")
    shape.part("mattress", mattresses, draw.color("white", "beige", unlike=wood), plural="mattresses")
    cover = [rounded_box(width + 0.02, 0.17, 0.62 * length, 0.05).stand(y=y + 0.07, z=0.17 * length) for y in levels]
    shape.part("blanket", cover, blanket)
    pillow = rounded_box(0.6, 0.12, 0.34, 0.05)
    spots = [0.0] if size == "single" else [-0.36, 0.36]
    pillows = [pillow.stand(x, y + 0.17, -length / 2 + 0.28) for y in levels for x in spots]
    shape.part("pillow", pillows, draw.color("white", "light grey", "light blue", "pink", "beige", unlike=blanket))
    if style == "plain":
        head = shape.graded(draw.uniform(0.5, 1.0), low=("low", 0.56), high=("high-backed", 0.9))
        shape.part("headboard", rounded_box(width, head, 0.08, 0.03).stand(z=-length / 2), wood)
        shape.part("footboard", rounded_box(width, 0.45, 0.07, 0.03).stand(z=length / 2), wood)
    else:
        post = box(0.08, 1.9 if style == "four-poster" else 1.75, 0.08).stand()
        shape.part("post", corners(post, width / 2, length / 2), wood)
    if style == "four-poster":
        shape.part("canopy", box(width + 0.1, 0.1, length + 0.1).stand(y=1.85), blanket, plural="canopies")
    if style == "bunk":
        rails = [rod((x, 0.0, length / 2 + 0.1), (x, 1.6, length / 2 + 0.04), 0.025) for x in (-0.2, 0.2)]
        rungs = [rod((-0.2, y, length / 2 + 0.08), (0.2, y, length / 2 + 0.08), 0.022) for y in (0.35, 0.7, 1.05)]
        shape.part("ladder", rails[0] + rails[1] + rungs[0] + rungs[1] + rungs[2], draw.color(unlike=[wood, blanket]))
    return shape


@kind("sofa", synonyms=("couch",), theme=THEME)
def sofa(draw: Draw) -> Shape:
    """A padded bench with armrests; straight for two or three, or a corner sofa."""
    shape = Shape()
    cover = draw.material("fabric", "leather", "fabric")
    cushion = draw.color(unlike=cover)
    style = shape.variant(draw.choice("two seats", "three seats", "corner"))
    seats = 2 if style == "two seats" else 3
    width, depth = 0.62 * seats, 0.85
    shape.part("base", rounded_box(width, 0.3, depth, 0.04).stand(y=0.1), cover, spoken=False)
    shape.part("backrest", rounded_box(width, 0.75, 0.22, 0.06).stand(y=0.1, z=-depth / 2 + 0.1), cover)
    arm = shape.variant(draw.choice("boxy arms", "round arms", "sloping arms"))
    if arm == "round arms":
        side = box(0.16, 0.42, depth).stand(y=0.1) + cylinder(0.11, depth).turn(x=90).center(y=0.52)
    elif arm == "sloping arms":
        side = side_extrude([(-depth / 2, 0.1), (depth / 2, 0.1), (depth / 2, 0.45), (-depth / 2, 0.75)], 0.16)
    else:
        side = rounded_box(0.18, 0.5, depth, 0.03).stand(y=0.1)
    shape.part("armrest", pair(side.move(x=width / 2 + 0.05)), cover)
    pads = row(rounded_box(0.58, 0.16, 0.64, 0.05).stand(y=0.36, z=0.1), seats, 0.6)
    if style == "corner":
        shape.adjective("corner")
        shape.part("chaise", rounded_box(0.66, 0.3, 0.7, 0.04).stand(-width / 2 + 0.33, 0.1, 0.72), cover)
        pads[0] = rounded_box(0.58, 0.16, 1.25, 0.05).stand(-0.6, 0.36, 0.4)
    shape.part("cushion", pads, cushion)
    if draw.chance(0.4):
        throw = rounded_box(0.36, 0.36, 0.14, 0.05).turn(x=-20).center(0.2 - width / 2 + 0.1, 0.68, -0.12)
        throws = pair(throw) if draw.chance(0.5) else [throw]
        shape.part("pillow", throws, draw.color(unlike=[cover, cushion]))
    foot = cylinder(0.035, 0.12, 8).stand()
    shape.part("foot", corners(foot, width / 2 - 0.08, depth / 2 - 0.08), draw.material("wood", "metal"), plural="feet")
    return shape


@kind("armchair", synonyms=("easy chair",), theme=THEME)
def armchair(draw: Draw) -> Shape:
    """A padded chair: boxy, with wings at its back, or a round tub."""
    shape = Shape()
    cover = draw.material("fabric", "leather")
    cushion = draw.color(unlike=cover)
    style = shape.variant(draw.choice("boxy", "winged", "tub"))
    if style == "winged":
        shape.adjective("winged")
    if style == "tub":
        ring_ = prism(ellipse(0.9, 0.9, 16), 0.62, [ellipse(0.62, 0.62, 16)]).stand(y=0.1)
        shape.adjective("round")
        shape.part("backrest", ring_ - box(0.5, 0.6, 0.5).stand(y=0.42, z=0.45), cover)
        shape.part("cushion", prism(ellipse(0.64, 0.64, 16), 0.3).stand(y=0.16), cushion)
    else:
        high = 1.05 if style == "winged" else draw.uniform(0.75, 0.9)
        shape.part("base", rounded_box(0.6, 0.3, 0.75, 0.04).stand(y=0.1), cover, spoken=False)
        shape.part("backrest", rounded_box(0.66, high - 0.1, 0.18, 0.05).turn(x=-6).stand(y=0.1, z=-0.35), cover)
        shape.part("armrest", pair(rounded_box(0.16, 0.5, 0.75, 0.05).stand(x=0.36, y=0.1)), cover)
        shape.part("cushion", rounded_box(0.54, 0.15, 0.62, 0.05).stand(y=0.37, z=0.07), cushion)
    if style == "winged":
        wing = rounded_box(0.1, 0.5, 0.28, 0.04).stand(x=0.32, y=0.55, z=-0.24)
        shape.part("wing", pair(wing), cover)
    feet = corners(frustum(0.025, 0.035, 0.14, 8).stand(), 0.26, 0.26)
    shape.part("foot", feet, draw.material("wood", "metal"), plural="feet")
    return shape


@kind("wardrobe", synonyms=("clothes cupboard",), theme=THEME)
def wardrobe(draw: Draw) -> Shape:
    """A tall cupboard with two or three doors, with drawers below or on legs, flat or gabled."""
    shape = Shape()
    body = _frame_color(draw)
    front = draw.color(unlike=body) if draw.chance(0.5) else draw.material("wood", unlike=body)
    doors = draw.choice(2, 3)
    width, height, depth = 0.52 * doors, draw.uniform(1.75, 2.1), 0.58
    base = shape.variant(draw.choice("drawers", "legs", "plinth"))
    low = {"drawers": 0.45, "legs": 0.2, "plinth": 0.12}[base]
    start = 0.14 if base == "legs" else 0.0
    shape.variant(f"{doors} doors")
    shape.part("body", box(width, height - start, depth).stand(y=start), body)
    panel = rounded_box(width / doors - 0.05, height - low - 0.1, 0.06, 0.015).stand(y=low, z=depth / 2)
    shape.part("door", row(panel, doors, width / doors - 0.01), front)
    grip = draw.material("metal", "gold", unlike=front)
    handle = box(0.045, 0.2, 0.05).center(y=1.0, z=depth / 2 + 0.04)
    places = [-0.06, 0.06] if doors == 2 else [-width / 6 - 0.06, width / 6 - 0.06, width / 6 + 0.06]
    shape.part("handle", [handle.move(x=x) for x in places], grip)
    if base == "drawers":
        drawer = rounded_box(width / 2 - 0.05, 0.32, 0.06, 0.015).stand(y=0.07, z=depth / 2)
        shape.part("drawer", row(drawer, 2, width / 2 - 0.01), front)
    if base == "legs":
        shape.part("leg", corners(box(0.07, 0.16, 0.07).stand(), width / 2 - 0.05, depth / 2 - 0.05), body)
    if shape.variant(draw.choice("flat top", "gabled top", "cornice")) == "gabled top":
        shape.part("crown", gable(width, 0.22, depth).stand(y=height - 0.02), front)
    elif "cornice" in shape.variants:
        shape.part("cornice", box(width + 0.1, 0.09, depth + 0.08).stand(y=height - 0.02), front)
    return shape


@kind("bookshelf", synonyms=("bookcase",), theme=THEME)
def bookshelf(draw: Draw) -> Shape:
    """Shelves between two sides, with or without a back, filled with books or empty; or a ladder shelf."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.7) else draw.color()
    levels = draw.integer(3, 5)
    width, step, depth = draw.uniform(0.7, 1.0), 0.36, 0.32
    height = step * (levels - 1) + 0.06
    form = shape.variant(draw.choice("closed back", "open back", "ladder"))
    shelves = [box(width, 0.045, depth).stand(y=step * n + 0.01) for n in range(levels)]
    if form == "ladder":
        shape.phrase("between two leaning posts")
        post = beam((0.0, 0.0, depth / 2), (0.0, height + 0.15, -depth / 2 + 0.04), 0.05, 0.06)
        shape.part("post", pair(post.move(x=width / 2)), wood)
    else:
        shape.part("side", pair(box(0.045, height, depth).stand(x=width / 2)), wood, spoken=False)
    if form == "closed back":
        shape.part("back", box(width, height, 0.045).stand(z=-depth / 2 + 0.02), wood, spoken=False)
    else:
        shape.without("a back")
    shape.part("shelf", shelves, wood)
    if shape.variant(draw.choice("full", "half full", "empty", weights=(3, 2, 1))) != "empty":
        _fill_with_books(draw, shape, wood, levels, (width, step))
    else:
        shape.adjective("empty")
    return shape


def _fill_with_books(draw: Draw, shape: Shape, wood: Color, levels: int, cell: tuple[float, float]) -> None:
    """Books of three colours on all shelves but the top, each row as long as there is room or luck."""
    width, step = cell
    colors = draw.colors(3)
    books: list[list[Solid]] = [[], [], []]
    for level in range(levels - 1):
        x, end = -width / 2 + 0.04, width / 2 - (0.08 if "full" in shape.variants else draw.uniform(0.15, 0.5))
        while x < end:
            thick, tall = draw.uniform(0.05, 0.09), draw.uniform(0.6, 0.8) * step
            book = box(thick - 0.008, tall, 0.22).stand(x + thick / 2, step * level + 0.045, 0.02)
            books[draw.integer(0, 2)].append(book)
            x += thick
    for solids, color in zip(books, colors, strict=True):
        if solids:
            shape.part("book", solids, color)


@kind("bench", synonyms=("park bench",), theme=THEME)
def bench(draw: Draw) -> Shape:
    """A long seat of planks or one board, with or without a backrest, on legs, blocks or curled feet."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.6) else draw.color()
    support = draw.material("metal", "stone", "wood", unlike=wood)
    length = shape.graded(draw.uniform(1.1, 1.9), low=("short", 1.25), high=("long", 1.7))
    style = shape.variant(draw.choice("planks", "one board"))
    if style == "planks":
        shape.part("plank", row(box(length, 0.05, 0.13).stand(y=0.42), 3, 0.15, "z"), wood)
    else:
        shape.part("seat", rounded_box(length, 0.07, 0.44, 0.02).stand(y=0.4), wood)
    base = shape.variant(draw.choice("legs", "blocks", "frames"))
    if base == "legs":
        shape.part("leg", corners(_leg(draw, 0.43, 0.07), length / 2 - 0.1, 0.16), support)
    elif base == "blocks":
        block = box(0.18, 0.43, 0.4).stand(x=length / 2 - 0.2)
        shape.part("block", pair(block), support)
    else:
        frame = tube([(0.0, 0.03, 0.2), (0.0, 0.4, 0.2), (0.0, 0.4, -0.2), (0.0, 0.03, -0.2)], 0.03, closed=True)
        shape.part("frame", pair(frame.move(x=length / 2 - 0.15)), support)
    if shape.variant(draw.choice("backrest", "no backrest")) == "backrest":
        bar = beam((0.0, 0.3, -0.2), (0.0, 0.88, -0.3), 0.06, 0.05).move(x=length / 2 - 0.15)
        shape.part("backrest", [box(length, 0.3, 0.05).turn(x=-9).stand(y=0.56, z=-0.23)], wood)
        shape.part("support", pair(bar), support, spoken=False)
    else:
        shape.without("a backrest")
    return shape


@kind("chest of drawers", synonyms=("dresser",), theme=THEME)
def chest_of_drawers(draw: Draw) -> Shape:
    """A low cupboard of drawers in one or two columns, on legs, a plinth or ball feet."""
    shape = Shape()
    body = _frame_color(draw)
    front = draw.color(unlike=body)
    columns, rows = draw.choice((1, 3), (1, 4), (2, 2), (2, 3))
    width, step, depth = 0.55 * columns + 0.1, 0.24, 0.48
    shape.variant(f"{columns}x{rows}")
    base = shape.variant(draw.choice("legs", "plinth", "ball feet"))
    low = 0.2 if base == "legs" else 0.09
    height = step * rows + 0.08
    shape.part("body", box(width, height, depth).stand(y=low), body)
    shape.part("top", box(width + 0.07, 0.05, depth + 0.06).stand(y=low + height - 0.01), body)
    place = rounded_box(0.5, step - 0.04, 0.06, 0.015).center(y=low + height / 2, z=depth / 2)
    shape.part("drawer", grid(place, columns, rows, 0.55, step), front)
    ball = sphere(0.03, 8).center(y=low + height / 2, z=depth / 2 + 0.045)
    grips = draw.material("metal", "gold", "wood", unlike=front)
    shape.part(
        "knob", [knob for one in pair(ball.move(x=0.12)) for knob in grid(one, columns, rows, 0.55, step)], grips
    )
    if base == "plinth":
        shape.part("plinth", box(width - 0.06, 0.1, depth - 0.06).stand(), body, spoken=False)
        return shape
    foot = _leg(draw, low + 0.02, 0.06) if base == "legs" else sphere(0.055, 8).stand()
    shape.part("leg" if base == "legs" else "ball foot", corners(foot, width / 2 - 0.06, depth / 2 - 0.06), grips)
    return shape


@kind("coat rack", synonyms=("coat stand", "hat stand"), theme=THEME, has_front=False)
def coat_rack(draw: Draw) -> Shape:
    """A post with hooks at its top: pegs, curved arms or tree branches, on a disc or feet."""
    shape = Shape()
    wood = _frame_color(draw)
    hooks = draw.color(unlike=wood) if draw.chance(0.6) else wood
    count = draw.integer(4, 6)
    style = shape.variant(draw.choice("pegs", "curved arms", "two tiers"))
    shape.part("post", cylinder(0.035, 1.7, 8).stand(), wood)
    base = shape.variant(draw.choice("round base", "three feet", "four feet"))
    if base == "round base":
        shape.part("base", frustum(0.26, 0.2, 0.07, 16).stand(), wood)
    else:
        foot = rod((0.0, 0.3, 0.0), (0.0, 0.03, 0.32), 0.03)
        shape.part("foot", ring(foot, 3 if base == "three feet" else 4), wood, plural="feet")
    if style == "pegs":
        shape.part("peg", ring(rod((0.0, 1.52, 0.0), (0.0, 1.66, 0.2), 0.02), count), hooks)
    elif style == "curved arms":
        path = [(0.0, 1.4, 0.0), (0.0, 1.42, 0.14), (0.0, 1.54, 0.22), (0.0, 1.66, 0.2)]
        shape.part("arm", ring(tube(path, 0.02), count), hooks)
    else:
        upper = ring(rod((0.0, 1.54, 0.0), (0.0, 1.65, 0.18), 0.02), 4)
        shape.part("peg", upper + ring(rod((0.0, 1.1, 0.0), (0.0, 1.21, 0.18), 0.02), 4, start=45), hooks)
    shape.part("knob", sphere(0.055, 8).center(y=1.72), hooks)
    return shape


@kind("rocking chair", theme=THEME)
def rocking_chair(draw: Draw) -> Shape:
    """A chair on two curved runners, its back of slats or one board."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.7) else draw.color()
    soft = draw.color(unlike=wood)
    curve = [(0.0, y, z) for z, y in arc((0.0, 1.0), 0.97, 235, 305, 9)]
    shape.part("runner", pair(tube(curve, 0.028).move(x=0.24)), wood)
    shape.part("leg", corners(rod((0.0, 0.06, 0.0), (0.0, 0.45, 0.0), 0.024), 0.24, 0.2), wood)
    shape.part("seat", rounded_box(0.54, 0.06, 0.5, 0.02).stand(y=0.42), soft)
    style = shape.variant(draw.choice("slats", "board", "cushioned"))
    posts = [beam((x, 0.44, -0.22), (x, 1.1, -0.36), 0.045, 0.045) for x in (-0.24, 0.24)]
    shape.part("post", posts, wood, spoken=False)
    shape.part("top rail", box(0.56, 0.1, 0.05).center(y=1.1, z=-0.36), wood, spoken=False)
    if style == "slats":
        slat = beam((0.0, 0.44, -0.22), (0.0, 1.1, -0.36), 0.04, 0.03)
        shape.part("slat", row(slat, draw.integer(3, 4), 0.11), soft)
    else:
        thick = 0.035 if style == "board" else 0.1
        shape.part("backrest", beam((0.0, 0.46, -0.22), (0.0, 1.08, -0.35), 0.44, thick), soft)
    if shape.variant(draw.choice("armrests", "no armrests")) == "armrests":
        arm = box(0.06, 0.035, 0.5).center(0.27, 0.68, -0.02)
        shape.part("armrest", pair(arm + rod((0.27, 0.44, 0.18), (0.27, 0.68, 0.18), 0.02)), wood)
    else:
        shape.without("armrests")
    return shape


@kind("crib", synonyms=("baby bed",), theme=THEME)
def crib(draw: Draw) -> Shape:
    """A small bed within bars, on legs, rockers or wheels."""
    shape = Shape()
    wood = draw.color("white", "light brown", "beige", "light blue", "pink", "light green")
    bedding = draw.color(unlike=wood)
    width, depth, low, high = 1.2, 0.65, 0.35, 0.95
    base = shape.variant(draw.choice("legs", "wheels", "panels"))
    shape.part(
        "mattress", rounded_box(width - 0.06, 0.16, depth - 0.06, 0.03).stand(y=low), bedding, plural="mattresses"
    )
    post = box(0.06, high - 0.08, 0.06).stand(y=0.08)
    shape.part("post", corners(post, width / 2, depth / 2), wood, spoken=False)
    rails = [
        *pair(box(width, 0.05, 0.05).center(y=high, z=depth / 2), "z"),
        *pair(box(0.05, 0.05, depth).center(width / 2, high)),
    ]
    floor = [
        *pair(box(width, 0.05, 0.05).center(y=low, z=depth / 2), "z"),
        *pair(box(0.05, 0.05, depth).center(width / 2, low)),
    ]
    shape.part("rail", rails + floor, wood, spoken=False)
    bar = rod((0.0, low, 0.0), (0.0, high, 0.0), 0.016, sides=6)
    bars = [copy.move(z=z) for copy in row(bar, draw.integer(7, 9), width / 10) for z in (-depth / 2, depth / 2)]
    shape.part("bar", bars, wood)
    if base == "panels":
        shape.part("end panel", pair(rounded_box(0.06, 0.85, depth, 0.02).stand(width / 2, 0.25)), bedding)
    if base == "wheels":
        wheel = cylinder(0.06, 0.05).turn(z=90).stand()
        shape.part("wheel", corners(wheel, width / 2, depth / 2), draw.color("black", "dark grey", "grey"))
    else:
        shape.part(
            "foot", corners(capsule((0.0, 0.04, 0.0), (0.0, 0.12, 0.0), 0.04), width / 2, depth / 2), wood, spoken=False
        )
    if draw.chance(0.6):
        shape.part(
            "pillow", rounded_box(0.3, 0.1, 0.42, 0.04).stand(-0.38, low + 0.13), draw.color("white", unlike=bedding)
        )
    return shape


@kind("mirror", synonyms=("standing mirror",), theme=THEME)
def mirror(draw: Draw) -> Shape:
    """A looking glass in a frame, round, oval, arched or square, on a stand or feet."""
    shape = Shape()
    frame = draw.material("wood", "gold", "metal") if draw.chance(0.7) else draw.color()
    form = shape.variant(draw.choice("oval", "arched", "rectangular"), spoken=True)
    width, height = 0.55, draw.uniform(1.1, 1.4)
    if form == "oval":
        outline = ellipse(width, height, 20)
    elif form == "arched":
        half = height / 2 - width / 2
        outline = [(-width / 2, -height / 2), (width / 2, -height / 2), *arc((0.0, half), width / 2, 0, 180, 9)]
    else:
        outline = rectangle(width, height)
    inner = [(0.84 * x, (0.84 * width + height - width) / height * y) for x, y in outline]
    low = 0.14
    shape.part("frame", extrude(outline, 0.07).center(y=low + height / 2), frame)
    glass = draw.color("light blue", "silver", "white", unlike=frame)
    shape.part("glass", extrude(inner, 0.09).center(y=low + height / 2), glass, mass=True)
    base = shape.variant(draw.choice("two feet", "posts", "rear support"))
    if base == "posts":
        post = rod((width / 2 + 0.06, 0.0, 0.0), (width / 2 + 0.06, 0.8 * height, 0.0), 0.03)
        shape.part("post", pair(post), frame)
        shape.part(
            "axle",
            rod((-width / 2 - 0.06, low + height / 2, 0.0), (width / 2 + 0.06, low + height / 2, 0.0), 0.025),
            frame,
            spoken=False,
        )
        shape.part("foot", pair(box(0.07, 0.05, 0.45).stand(x=width / 2 + 0.06)), frame, plural="feet")
    elif base == "two feet":
        shape.part("bar", box(width, 0.05, 0.06).stand(y=0.12), frame, spoken=False)
        shape.part(
            "foot",
            pair(side_extrude([(-0.22, 0.0), (0.22, 0.0), (0.04, 0.2), (-0.04, 0.2)], 0.06).move(x=0.16)),
            frame,
            plural="feet",
        )
    else:
        shape.part("support", rod((0.0, 0.7 * height, 0.0), (0.0, 0.03, -0.4), 0.03), frame, spoken=False)
        shape.part("foot", pair(box(0.07, 0.2, 0.08).stand(x=0.14)), frame, spoken=False)
    return shape
