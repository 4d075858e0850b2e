"""Buildings and other things that are built: metres, about."""

from shape_diff.data.procedural.arrays import corners, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    helix,
    mirrored,
)
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
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
    hull_of,
    revolve,
    rod,
    sphere,
    torus,
    tube,
    union,
)

THEME = "buildings"


def _wall_color(draw: Draw, *unlike: Color) -> Color:
    """Plaster, brick, stone or wood, or a painted front."""
    if draw.chance(0.5):
        return draw.material("brick", "stone", "wood", unlike=unlike)
    return draw.color(
        "white", "beige", "yellow", "light blue", "pink", "light green", "orange", "light grey", unlike=unlike
    )


def _roof_color(draw: Draw, *unlike: Color) -> Color:
    return draw.color("red", "dark red", "brown", "dark grey", "blue", "dark green", "copper", "purple", unlike=unlike)


def _pane_color(draw: Draw, *unlike: Color) -> Color:
    return draw.color("light blue", "light blue", "yellow", "dark blue", "turquoise", unlike=unlike)


def _window(width: float, height: float, frame: float = 0.17) -> tuple[Solid, Solid]:
    """Frame with a cross and pane of a window in a front at z = 0."""
    across = box(width + frame, frame, 0.26) + box(frame, height + frame, 0.26)
    rim = box(width + 2 * frame, height + 2 * frame, 0.24) - box(width, height, 1)
    return rim + across, box(width, height, 0.2)


def _windows(shape: Shape, places: list[Vector], size: Flat, frame: Color, pane: Color) -> None:
    """Windows in fronts that face +z."""
    rim, glass = _window(*size)
    shape.part("window frame", [rim.move(*place) for place in places], frame, spoken=False)
    shape.part("window", [glass.move(*place) for place in places], pane)


def _door(
    shape: Shape, draw: Draw, place: Vector, width: float, height: float, color: Color, arched: bool = False
) -> None:
    """A door with a knob in a front at z = 0, its sill at a place."""
    outline: list[Flat] = [(-width / 2, 0.0), (width / 2, 0.0), (width / 2, height), (-width / 2, height)]
    if arched:
        outline = [(-width / 2, 0.0), (width / 2, 0.0), *arc((0.0, height - width / 2), width / 2, 0, 180, 7)]
    shape.part("door", extrude(outline, 0.3).move(*place), color)
    knob = sphere(0.14 if height < 2.3 else 0.2, 8).move(
        place[0] + 0.3 * width, place[1] + 0.45 * height, place[2] + 0.17
    )
    shape.part("doorknob", knob, draw.material("gold", "iron", unlike=color), spoken=False)


@kind("house", synonyms=("family house", "home"), theme=THEME)
def house(draw: Draw) -> Shape:
    """Walls with door, windows and a roof: gabled, hipped or flat, one or two floors; chimney, porch or garage."""
    shape = Shape()
    wall = _wall_color(draw)
    roof = _roof_color(draw, wall)
    trim = draw.color("white", "beige", "brown", "dark brown", unlike=wall)
    floors = draw.integer(1, 2)
    shape.variant(f"{floors} floors")
    form = shape.variant(draw.choice("gabled roof", "front gable", "hipped roof", "flat roof"))
    width, depth, height = draw.uniform(5.0, 7.0), draw.uniform(4.0, 5.0), 2.8 * floors
    if floors == 2:
        shape.adjective("tall")
    shape.part("wall", box(width, height, depth).stand(), wall, spoken=False)
    rise = draw.uniform(1.6, 2.6)
    if form == "gabled roof":
        shape.part("roof", gable(width + 0.8, rise, depth + 0.8).stand(y=height - 0.05), roof)
        shape.part("gable wall", gable(width, rise * 0.92, depth).stand(y=height - 0.1), wall, spoken=False)
    elif form == "front gable":
        shape.part("roof", gable(depth + 0.8, rise + 0.5, width + 0.8).turn(y=90).stand(y=height - 0.05), roof)
        shape.part(
            "gable wall",
            gable(depth + 1.0, rise + 0.1, width - 0.2).turn(y=90).stand(y=height - 0.1),
            wall,
            spoken=False,
        )
    elif form == "hipped roof":
        low = [(x * (width + 0.8) / 2, 0.0, z * (depth + 0.8) / 2) for x in (-1, 1) for z in (-1, 1)]
        shape.part(
            "roof", hull_of([*low, (-0.25 * width, rise, 0.0), (0.25 * width, rise, 0.0)]).stand(y=height - 0.05), roof
        )
    else:
        shape.adjective("modern")
        shape.part("roof", box(width + 0.6, 0.4, depth + 0.6).stand(y=height - 0.05), roof)
    front = depth / 2
    _door(
        shape,
        draw,
        (0.0, 0.0, front),
        1.1,
        2.1,
        draw.color("red", "brown", "blue", "green", "dark brown", "yellow", unlike=wall),
    )
    pane = _pane_color(draw, wall)
    places = [(x * width / 3.1, 1.5, front) for x in (-1, 1)]
    if floors == 2:
        places += [(x * width / 3.1, 4.2, front) for x in (-1, 0, 1)]
    _windows(shape, places, (0.9, 1.0), trim, pane)
    extra = shape.variant(draw.choice("chimney", "porch", "plain"))
    if extra == "chimney" and form != "flat roof":
        shape.part(
            "chimney",
            box(0.7, rise + 1.0, 0.7).stand(0.28 * width, height - 0.3, -0.2 * depth),
            draw.material("brick", "stone", unlike=roof),
        )
    elif extra == "porch":
        shape.part("porch roof", box(2.4, 0.2, 1.5).stand(0.0, 2.3, front + 0.7), roof)
        shape.part("porch post", pair(box(0.2, 2.35, 0.2).stand(1.0, 0.0, front + 1.25)), trim)
        shape.part("step", box(2.4, 0.2, 1.5).stand(0.0, 0.0, front + 0.7), draw.material("stone", unlike=wall))
    return shape


@kind("cottage", synonyms=("country cottage", "hut"), theme=THEME)
def cottage(draw: Draw) -> Shape:
    """A small house under a large roof: thatched, mushroom-shaped, or a log cabin."""
    shape = Shape()
    form = shape.variant(draw.choice("thatched", "mushroom", "log cabin"))
    pane = _pane_color(draw)
    dark = draw.material("wood")
    if form == "mushroom":
        shape.call("mushroom house")
        stem = draw.color("white", "beige")
        cap = draw.color("red", "red", "orange", "purple", "brown", unlike=stem)
        shape.part("stem", revolve([(1.7, 0.0), (1.4, 1.2), (1.5, 2.4)], 14), stem)
        shape.part("cap", dome(2.9, 2.2, 18).move(y=2.1), cap)
        spots = [(0, 35), (60, 20), (120, 40), (200, 25), (300, 30), (250, 55)]
        dots = [
            sphere(0.55, 8).scale(1, 1, 1).move(z=2.7).turn(x=-rise).scale(1, 0.78, 1).turn(y=around).move(y=2.1)
            for around, rise in spots
        ]
        shape.paint("spot", dots, draw.color("white", "yellow", unlike=cap), on="cap")
        front = 1.38
        _door(
            shape,
            draw,
            (0.0, 0.0, front),
            1.0,
            1.8,
            draw.color("brown", "dark brown", "green", "blue", unlike=stem),
            arched=True,
        )
        shape.part("window", pair(cylinder(0.32, 0.4, 10).turn(x=90).move(z=1.4).turn(y=48).move(y=1.4)), pane)
        return shape
    wall = draw.material("wood") if form == "log cabin" else draw.color("white", "beige", "light blue", "pink")
    width, depth, height = 4.2, 3.4, 2.0
    if form == "log cabin":
        shape.call("log cabin")
        logs = [
            cylinder(0.24, width + 0.5, 8).turn(z=90).move(0.0, 0.22 + 0.42 * n, s * depth / 2)
            for n in range(5)
            for s in (-1, 1)
        ]
        sides = [
            cylinder(0.24, depth + 0.5, 8).turn(x=90).move(s * width / 2, 0.26 + 0.42 * n)
            for n in range(5)
            for s in (-1, 1)
        ]
        shape.part("log", [*logs, *sides], wall)
        shape.part("inside", box(width - 0.1, height, depth - 0.1).stand(), wall, spoken=False)
        roof = draw.color("dark green", "dark grey", "dark red", "white", "brown", unlike=wall)
        phrase = "with snow on its roof" if roof.name == "white" else ""
        if phrase:
            shape.phrase(phrase)
    else:
        shape.adjective("thatched")
        shape.part("wall", box(width, height, depth).stand(), wall, spoken=False)
        beams = [box(0.18, height, 0.2).stand(x * width / 2.05, 0.0, depth / 2) for x in (-1, 1)]
        shape.part("timber", [*beams, box(width, 0.18, 0.2).center(0.0, height - 0.2, depth / 2)], dark, spoken=False)
        roof = draw.material("straw")
    rise = draw.uniform(1.8, 2.4)
    shape.part("roof", gable(width + 1.0, rise, depth + 1.0).stand(y=height - 0.1), roof)
    shape.part("gable wall", gable(width + 0.1, 0.88 * rise, depth).stand(y=height - 0.15), wall, spoken=False)
    _door(
        shape,
        draw,
        (0.0, 0.0, depth / 2 + 0.12),
        0.95,
        1.7,
        draw.color("brown", "red", "green", "blue", "dark brown", unlike=wall),
    )
    _windows(
        shape,
        [(x * 1.35, 1.15, depth / 2 + 0.1) for x in (-1, 1)],
        (0.6, 0.6),
        draw.color("white", "dark brown", unlike=wall),
        pane,
    )
    if shape.variant(draw.choice("chimney", "no chimney")) == "chimney":
        shape.part(
            "chimney",
            box(0.6, rise + 0.7, 0.6).stand(1.2, height - 0.2, -0.4),
            draw.material("stone", "brick", unlike=roof),
        )
    return shape


def _battlements(radius: float, count: int, y: float, size: float) -> list[Solid]:
    return ring(box(size, size, size).stand(y=y, z=radius - size / 2), count, start=180 / count)


@kind("castle", synonyms=("fortress",), theme=THEME)
def castle(draw: Draw) -> Shape:
    """Walls with corner towers and a gate: pointed roofs, battlements, or a keep in the middle; flags."""
    shape = Shape()
    stone = draw.material("stone") if draw.chance(0.7) else draw.color("pink", "white", "light blue", "light purple")
    roof = _roof_color(draw, stone)
    form = shape.variant(draw.choice("pointed roofs", "battlements", "with a keep"))
    half, height = 4.0, draw.uniform(2.6, 3.4)
    walls = box(2 * half, height, 2 * half).stand() - box(2 * half - 1.4, 9, 2 * half - 1.4).stand(y=0.8)
    shape.part("wall", walls, stone, spoken=False)
    teeth = row(box(0.6, 0.6, 0.6).stand(0.0, height - 0.05, half - 0.35), 5, 1.15)
    shape.part("battlement", [t.turn(y=90 * n) for t in teeth for n in range(4)], stone, spoken=False)
    tall = height + draw.uniform(1.2, 2.4)
    tower = cylinder(1.2, tall, 12).stand()
    shape.part("tower", corners(tower, half, half), stone)
    if form != "battlements":
        shape.part("roof", corners(cone(1.55, 2.2, 12).stand(y=tall - 0.05), half, half), roof)
    else:
        crown = union([cylinder(1.4, 0.7, 12).stand(y=tall - 0.3), *_battlements(1.4, 6, tall + 0.3, 0.6)])
        shape.part("tower top", corners(crown, half, half), stone, spoken=False)
    if form == "with a keep":
        shape.phrase("with a keep")
        shape.part("keep", box(3.6, tall + 2.0, 3.6).stand(), stone)
        shape.part("roof", frustum(2.9, 0.0001, 2.6, 4).stand(y=tall + 1.95), roof)
    wood = draw.material("wood", unlike=stone)
    shape.part("gatehouse", box(2.6, height + 0.6, 1.2).stand(z=half), stone, spoken=False)
    arch_ = [(-0.8, 0.0), (0.8, 0.0), *arc((0.0, 1.3), 0.8, 0, 180, 7)]
    shape.part("gate", extrude(arch_, 0.4).move(z=half + 0.5), wood)
    if shape.variant(draw.choice("flags", "no flags")) == "flags":
        top = tall + (2.1 if form != "battlements" else 0.6)
        shape.part("flagpole", corners(cylinder(0.14, 1.8, 6).stand(y=top - 0.2), half, half), wood, spoken=False)
        cloth = extrude([(0.0, 0.0), (1.1, 0.3), (0.0, 0.6)], 0.27).move(y=top + 0.95)
        places = [(x * half, z * half) for x in (-1, 1) for z in (-1, 1)]
        shape.part(
            "flag", [cloth.move(x=x, z=z) for x, z in places], draw.color("red", "yellow", "blue", "green", unlike=roof)
        )
    if draw.chance(0.3):
        shape.part("drawbridge", box(1.6, 0.25, 2.4).stand(0.0, 0.0, half + 1.7), wood)
    return shape


@kind("tower", synonyms=("castle tower", "watchtower"), theme=THEME)
def tower(draw: Draw) -> Shape:
    """A round, square or leaning tower with a pointed roof or battlements, a door and windows."""
    shape = Shape()
    stone = draw.material("stone", "brick") if draw.chance(0.8) else draw.color("white", "pink", "light blue", "purple")
    roof = _roof_color(draw, stone)
    form = shape.variant(draw.choice("round", "square", "wooden"))
    top = shape.variant(draw.choice("pointed roof", "battlements"))
    height = draw.uniform(6.0, 9.0)
    pane = draw.color("black", "yellow", "light blue", "dark blue", unlike=stone)
    if form == "wooden":
        shape.call("watchtower")
        wood = draw.material("wood")
        shape.part("post", corners(beam((1.3, 0.0, 1.3), (0.9, 0.7 * height, 0.9), 0.3, 0.3), 0.0, 0.0), wood)
        cross = [beam((s * 1.2, 0.6, 1.2), (-s * 1.0, 0.55 * height, 1.0), 0.22, 0.22) for s in (-1, 1)]
        shape.part("brace", [c.turn(y=90 * n) for c in cross for n in range(4)], wood, spoken=False)
        floor = 0.7 * height
        shape.part("platform", box(3.2, 0.3, 3.2).stand(y=floor), wood)
        shape.part(
            "railing", [box(3.2, 0.9, 0.22).stand(0.0, floor, 1.5).turn(y=90 * n) for n in range(4)], wood, spoken=False
        )
        shape.part("roof post", corners(box(0.22, 2.2, 0.22).stand(y=floor), 1.4, 1.4), wood, spoken=False)
        shape.part("roof", frustum(2.7, 0.0001, 1.6, 4).stand(y=floor + 2.1), _roof_color(draw, wood))
        shape.part(
            "ladder",
            box(0.7, 1.06 * floor, 0.22).stand().turn(x=-8).move(0.0, 0.0, 2.4),
            draw.material("wood", unlike=wood),
        )
        return shape
    sides = 14 if form == "round" else 4
    radius = 1.5 if form == "round" else 1.9
    shape.adjective(form)
    shape.part("wall", frustum(1.15 * radius, radius, height, sides).stand(), stone, spoken=False)
    shape.part(
        "top floor",
        frustum(radius, 1.2 * radius, 0.6, sides).stand(y=height - 0.1)
        + cylinder(1.2 * radius, 1.0, sides).stand(y=height + 0.4),
        stone,
        spoken=False,
    )
    if top == "pointed roof":
        shape.part("roof", frustum(1.45 * radius, 0.001, draw.uniform(2.2, 3.2), sides).stand(y=height + 1.35), roof)
    else:
        if form == "round":
            teeth = _battlements(1.22 * radius, 8, height + 1.35, 0.6)
        else:
            half = 1.2 * radius * 0.707
            teeth = [
                t.turn(y=90 * n)
                for t in row(box(0.6, 0.6, 0.5).stand(0.0, height + 1.35, half - 0.25), 3, half - 0.3)
                for n in range(4)
            ]
        shape.part("battlement", teeth, stone, spoken=False)
        shape.phrase("with battlements")
    face = radius if form == "round" else radius * 0.707
    low = 1.15 * face
    _door(shape, draw, (0.0, 0.0, low - 0.06), 1.2, 2.4, draw.material("wood", unlike=stone), arched=True)
    slots = [(0.0, y * height, low + (face - low) * y) for y in (0.45, 0.72)]
    shape.part("window", [box(0.5, 0.9, 0.3).move(*place) for place in slots], pane)
    return shape


@kind("lighthouse", theme=THEME, has_front=False)
def lighthouse(draw: Draw) -> Shape:
    """A tall tapered tower with stripes, a gallery and a lamp room, on rocks or a round base, or beside a cabin."""
    shape = Shape()
    white = draw.color("white", "white", "beige", "yellow")
    red = draw.color("red", "red", "blue", "black", "green", "orange", unlike=white)
    form = shape.variant(draw.choice("striped", "plain", "spiral"))
    base = shape.variant(draw.choice("rocks", "round base", "keeper's house"))
    height = draw.uniform(6.5, 8.5)
    shape.part("tower", frustum(1.5, 0.95, height, 16).stand(), white)
    if form == "striped":
        shape.adjective("striped")
        bands = [box(4, height / 7, 4).center(y=height * (2 * n + 1.5) / 7) for n in range(3)]
        shape.paint("stripe", bands, red, on="tower")
    elif form == "spiral":
        twist = tube([(x * 1.3, y, z * 1.3) for x, y, z in helix(1.0, height, 2.5, 8)], 0.5, 6)
        shape.paint("spiral stripe", twist, red, on="tower")
    shape.part(
        "gallery",
        cylinder(1.35, 0.25, 16).stand(y=height - 0.05),
        draw.color("black", "dark grey", "white", unlike=white),
    )
    rail = torus(1.25, 0.28, 16, 6).move(y=height + 0.7)
    shape.part(
        "railing",
        union([rail, *ring(cylinder(0.15, 0.7, 6).stand(y=height, z=1.25), 8)]),
        draw.color("black", "dark grey", "white"),
        spoken=False,
    )
    shape.part("lamp", cylinder(0.75, 1.2, 10).stand(y=height + 0.1), draw.color("yellow"))
    shape.part("roof", cone(1.05, 0.9, 12).stand(y=height + 1.25) + sphere(0.16, 8).move(y=height + 2.2), red)
    shape.part("door", box(0.7, 1.4, 0.3).stand(z=1.42), draw.color("brown", "blue", "red", "black", unlike=white))
    shape.part(
        "window",
        [box(0.4, 0.6, 0.4).move(0.0, y * height, 1.5 - 0.55 * y) for y in (0.45, 0.75)],
        draw.color("dark blue", "black", "light blue"),
    )
    if base == "rocks":
        shape.phrase("on rocks")
        spots = ((1.5, 0.8, 1.0), (-1.5, 0.5, 1.2), (0.3, -1.5, 1.1), (-0.9, 1.7, 0.7), (1.3, -0.9, 0.9))
        rocks = [
            hull_of(
                [
                    ellipsoid(2.4 * r, 1.4 * r, 2 * r, 8).move(x, 0.0, z),
                    sphere(0.6 * r, 8).move(0.8 * x, 0.5 * r, 0.8 * z),
                ]
            )
            for x, z, r in spots
        ]
        shape.part("rock", [r - box(9, 3, 9).hang(y=-0.3) for r in rocks], draw.material("stone", unlike=white))
    elif base == "round base":
        shape.part("base", frustum(2.3, 2.0, 0.7, 16).hang(y=0.1), draw.material("stone", unlike=white))
    else:
        shape.part("cabin", box(2.4, 1.8, 2.2).stand(2.0), white)
        shape.part("cabin roof", gable(2.8, 1.2, 2.6).stand(2.0, 1.75), red)
    return shape


@kind("church", synonyms=("chapel",), theme=THEME)
def church(draw: Draw) -> Shape:
    """A nave with a steeple in front, beside it or on the roof, a cross on top and arched windows."""
    shape = Shape()
    wall = (
        draw.color("white", "beige", "light blue", "light grey")
        if draw.chance(0.6)
        else draw.material("stone", "brick")
    )
    roof = _roof_color(draw, wall)
    form = shape.variant(draw.choice("front steeple", "ridge turret", "onion dome"))
    shape.variant(draw.choice("round window", "plain"))
    width, height, length = 4.0, 3.2, 6.5
    shape.part("nave", box(width, height, length).stand(z=-1.5), wall, spoken=False)
    shape.part("roof", gable(length + 0.4, 2.4, width + 0.8).turn(y=90).stand(y=height - 0.05, z=-1.5), roof)
    shape.part("gable wall", gable(length, 2.1, width).turn(y=90).stand(y=height - 0.1, z=-1.35), wall, spoken=False)
    front = -1.5 + length / 2
    gold = draw.material("gold") if draw.chance(0.7) else draw.color("white", "black", unlike=roof)
    if form == "ridge turret":
        shape.part("turret", box(1.1, 2.4, 1.1).stand(0.0, height + 1.2, front - 1.0), wall, spoken=False)
        peak, z = height + 3.5, front - 1.0
        shape.part("spire", frustum(0.95, 0.001, 2.2, 4).stand(0.0, peak, z), roof)
        top = peak + 2.2
    else:
        tall = height + 3.6
        shape.part("tower", box(2.0, tall, 2.0).stand(0.0, 0.0, front + 0.6), wall)
        z = front + 0.6
        front = z + 1.0
        if form == "front steeple":
            shape.part("spire", frustum(1.7, 0.001, 3.4, 4).stand(0.0, tall - 0.05, z), roof)
            top = tall + 3.3
        else:
            onion = [(0.8, 0.0), (1.2, 0.5), (1.1, 1.0), (0.4, 1.6), (0.12, 2.2)]
            shape.part(
                "onion dome",
                revolve(onion, 14).move(0.0, tall - 0.05, z),
                draw.color("gold", "blue", "green", "red", unlike=wall),
            )
            top = tall + 2.1
    shape.part(
        "cross",
        box(0.3, 1.2, 0.3).stand(0.0, top - 0.15, z) + box(0.9, 0.3, 0.3).center(0.0, top + 0.7, z),
        gold,
        plural="crosses",
    )
    _door(shape, draw, (0.0, 0.0, front), 1.3, 2.4, draw.material("wood", unlike=wall), arched=True)
    glass = draw.color("blue", "purple", "light blue", "yellow", "dark blue", unlike=wall)
    arched = extrude([(-0.35, 0.0), (0.35, 0.0), *arc((0.0, 1.1), 0.35, 0, 180, 5)], 0.3).turn(y=90)
    places = [(s * width / 2, 1.0, -1.5 + o) for s in (-1, 1) for o in (-1.9, 0.0, 1.9)]
    shape.part("window", [arched.move(*place) for place in places], glass)
    if shape.variants[-1] == "round window":
        shape.part("round window", cylinder(0.5, 0.3, 12).turn(x=90).move(0.0, 3.3, front), glass)
    return shape


@kind("barn", synonyms=("farm barn",), theme=THEME)
def barn(draw: Draw) -> Shape:
    """A barn under a broken-sloped or gabled roof with a large crossed door; with a silo or a hay loft."""
    shape = Shape()
    wall = draw.color("red", "red", "dark red", "white", "green") if draw.chance(0.8) else draw.material("wood")
    roof = draw.color("dark grey", "grey", "brown", "white", "black", unlike=wall)
    trim = draw.color("white", "beige", unlike=[wall, roof])
    form = shape.variant(draw.choice("broken slopes", "gabled"))
    height, length = 2.8, draw.uniform(5.5, 7.5)
    slope = (
        [(2.5, height), (1.7, height + 1.7), (0.0, height + 2.6)]
        if form == "broken slopes"
        else [(2.5, height), (0.0, height + 2.4)]
    )
    outline = mirrored([(2.5, 0.0), *slope])
    shape.part("wall", extrude(outline, length).move(z=-1.0), wall, spoken=False)
    outer = [(1.1 * x + (0.1 if x == 2.5 else 0.0), y + 0.32 if x < 2.5 else y - 0.2) for x, y in slope]
    shell = mirrored(outer)
    inner = mirrored(slope)
    shape.part("roof", extrude(shell, length + 0.6, [inner]).move(z=-1.0), roof)
    front = length / 2 - 1.0
    shape.part(
        "door", box(2.2, 2.3, 0.24).stand(z=front), draw.color("dark red", "brown", "white", "dark brown", unlike=wall)
    )
    bars = [beam((s * 1.0, 0.1, front + 0.08), (-s * 1.0, 2.2, front + 0.08), 0.2, 0.22) for s in (-1, 1)]
    rim = box(2.5, 2.5, 0.3).stand(z=front) - box(2.1, 4.4, 1).center(z=front)
    shape.part("trim", union([*bars, rim]), trim, mass=True)
    extra = shape.variant(draw.choice("hay loft", "silo", "plain"))
    if extra == "hay loft":
        shape.part("loft door", box(1.0, 1.0, 0.3).center(0.0, height + 0.9, front), trim, spoken=False)
        shape.part(
            "hay", box(0.8, 0.6, 0.5).center(0.0, height + 0.75, front + 0.1), draw.color("yellow", "gold"), mass=True
        )
    elif extra == "silo":
        metal = (
            draw.material("metal", "steel", unlike=wall)
            if draw.chance(0.7)
            else draw.color("white", "red", unlike=wall)
        )
        shape.part("silo", cylinder(1.3, 5.0, 14).stand(4.1, 0.0, -1.0), metal)
        shape.part(
            "silo roof", dome(1.35, 1.1, 14).move(4.1, 4.95, -1.0), draw.color("grey", "red", "white", unlike=metal)
        )
    return shape


@kind("skyscraper", synonyms=("high-rise", "office tower"), theme=THEME)
def skyscraper(draw: Draw) -> Shape:
    """A very tall building with rows of windows: a slab, stepped with a spire, round, or twisted."""
    shape = Shape()
    wall = draw.color("grey", "light grey", "dark grey", "beige", "blue", "white", "dark blue", "copper", "teal")
    glass = draw.color("light blue", "turquoise", "yellow", "dark blue", "white", unlike=wall)
    form = shape.variant(draw.choice("slab", "stepped", "round", "twisted"))
    crown = shape.variant(draw.choice("antenna", "flat top"))
    height = draw.uniform(8.0, 11.0)
    if form == "slab":
        shape.part("tower", box(3.0, height, 2.6).stand(), wall, spoken=False)
        floors = 9
        rows_ = [box(2.5, 0.5, 0.3).move(0.0, 1.0 + (height - 1.2) * (n + 0.3) / floors, 1.3) for n in range(floors)]
        sides = [
            box(0.3, 0.5, 2.1).move(s * 1.5, 1.0 + (height - 1.2) * (n + 0.3) / floors)
            for n in range(floors)
            for s in (-1, 1)
        ]
        shape.part("row of windows", [*rows_, *sides], glass, plural="rows of windows", spoken=False)
        shape.phrase("with rows of windows")
    elif form == "stepped":
        shape.adjective("stepped")
        steps = [(3.4, 0.0, 0.5), (2.6, 0.5, 0.8), (1.8, 0.8, 1.0)]
        for width, low, high in steps:
            shape.part("tower", box(width, (high - low) * height, width).stand(y=low * height), wall, spoken=False)
            ribs = row(
                box(0.24, (high - low) * height - 0.5, 0.3).stand(0.0, low * height + 0.2, width / 2),
                4 if width > 2 else 3,
                width / 4.4,
            )
            shape.part("window", [r.turn(y=90 * n) for r in ribs for n in range(4)], glass, spoken=False)
        shape.phrase("with tall windows")
    elif form == "round":
        shape.adjective("round")
        shape.part("tower", cylinder(1.6, height, 18).stand(), wall, spoken=False)
        bands = [cylinder(1.68, 0.5, 18).move(y=0.9 + (height - 1.2) * n / 8) for n in range(9)]
        shape.part("window band", bands, glass)
    else:
        shape.adjective("twisted")
        slices = [box(2.6, height / 10 - 0.08, 2.6).stand(y=height * n / 10).turn(y=9 * n) for n in range(10)]
        shape.part("floor", slices[::2], wall, spoken=False)
        shape.part(
            "glass floor",
            [s.scale(1, 1.3, 1).move(y=-0.3 * height * (2 * n + 1) / 10) for n, s in enumerate(slices[1::2])],
            glass,
            spoken=False,
        )
    shape.part(
        "door",
        box(1.0, 1.0, 0.3).stand(z={"slab": 1.3, "stepped": 1.7, "round": 1.55, "twisted": 1.3}[form]),
        draw.color("black", "dark brown", "gold", unlike=wall),
    )
    if crown == "antenna":
        shape.part(
            "antenna",
            rod((0.0, height - 0.1, 0.0), (0.0, height + 2.2, 0.0), 0.22, 0.12),
            draw.material("steel"),
            plural="antennas",
        )
    else:
        shape.part(
            "roof block",
            box(1.0, 0.5, 0.9).stand(y=height - 0.02),
            draw.color("grey", "dark grey", unlike=wall),
            spoken=False,
        )
    return shape


@kind("tent", synonyms=("camping tent",), theme=THEME)
def tent(draw: Draw) -> Shape:
    """A ridge tent, a dome tent, a teepee with poles, or a striped circus tent."""
    shape = Shape()
    cloth = draw.color()
    other = draw.color(unlike=cloth)
    form = shape.variant(draw.choice("ridge", "dome", "teepee", "circus"))
    dark = draw.color("black", "dark grey", "dark brown", unlike=cloth)
    wood = draw.material("wood", unlike=cloth)
    if form == "ridge":
        shape.part("canvas", gable(3.6, 2.0, 2.8).turn(y=90).stand(), cloth, spoken=False)
        shape.part("opening", extrude([(-0.55, 0.0), (0.55, 0.0), (0.0, 1.5)], 0.2).move(z=1.78), dark)
        shape.part(
            "flap", [extrude([(s * 0.5, 0.0), (s * 1.0, 0.0), (0.0, 1.6)], 0.3).move(z=1.8) for s in (-1, 1)], other
        )
        shape.part("pole", rod((0.0, 0.0, 1.9), (0.0, 2.3, 1.9), 0.07), wood)
        shape.part("peg", [rod((s * 1.6, 0.0, z), (s * 1.7, 0.3, z), 0.06) for s in (-1, 1) for z in (-1.6, 1.6)], wood)
    elif form == "dome":
        shape.adjective("dome-shaped")
        shape.part("canvas", dome(1.8, 1.7, 16), cloth, spoken=False)
        shape.paint("panel", [box(0.9, 9, 9).turn(y=60), box(0.9, 9, 9).turn(y=-60)], other, on="canvas")
        shape.part(
            "opening", extrude([(-0.6, 0.0), (0.6, 0.0), *arc((0.0, 0.6), 0.6, 0, 180, 7)], 0.7).move(z=1.5), dark
        )
        shape.part("porch", box(1.8, 0.1, 1.0).stand(z=2.0), other)
    elif form == "teepee":
        shape.call("teepee")
        cloth = draw.color("beige", "white", "light brown", "orange")
        shape.part("canvas", frustum(1.7, 0.18, 3.0, 10).stand(), cloth, spoken=False)
        poles = [rod((0.0, 2.7, 0.0), (0.45, 3.7, 0.0), 0.08).turn(y=72 * n) for n in range(5)]
        shape.part("pole", poles, wood)
        shape.part("opening", extrude([(-0.5, 0.0), (0.5, 0.0), (0.0, 1.6)], 0.5).turn(x=-26).move(z=1.5), dark)
        bands = [box(5, 0.26, 5).center(y=y) for y in (0.6, 2.0)]
        shape.paint("stripe", bands, draw.color("red", "blue", "dark red", "green", "black", unlike=cloth), on="canvas")
    else:
        shape.call("circus tent")
        other = draw.color("white", "yellow", "beige", unlike=cloth)
        shape.part("canvas", cylinder(2.4, 1.4, 16).stand() + frustum(2.75, 0.12, 1.9, 16).stand(y=1.35), cloth)
        wedges = [
            hull_of(
                [
                    (0.0, -1.0, 0.0),
                    (0.0, 5.0, 0.0),
                    (-0.95, -1.0, 4.0),
                    (0.95, -1.0, 4.0),
                    (-0.95, 5.0, 4.0),
                    (0.95, 5.0, 4.0),
                ]
            ).turn(y=45 * n + 22.5)
            for n in range(8)
        ]
        shape.paint("stripe", wedges, other, on="canvas")
        shape.part("opening", extrude([(-0.6, 0.0), (0.6, 0.0), (0.0, 1.3)], 0.5).move(z=2.3), dark)
        shape.part("pole", cylinder(0.08, 0.9, 6).stand(y=3.2), wood, spoken=False)
        shape.part("flag", extrude([(0.0, 3.6), (0.9, 3.85), (0.0, 4.1)], 0.12), draw.color("red", "blue", "yellow"))
    shape.variant(draw.choice("mat", "bare"))
    if shape.variants[-1] == "mat" and form in ("ridge", "teepee"):
        shape.part("mat", box(1.2, 0.12, 0.9).stand(z=2.4), draw.color(unlike=cloth))
    return shape


@kind("igloo", synonyms=("snow house",), theme=THEME)
def igloo(draw: Draw) -> Shape:
    """A dome of snow blocks with an entrance tunnel; plain, with a window, or with a flag and a lamp."""
    shape = Shape()
    snow = draw.color("white", "white", "light blue")
    seam = draw.color("light blue", "light grey", "turquoise", "white", unlike=snow)
    shape.part("dome", dome(2.0, 1.9, 16), snow, spoken=False)
    seams = [box(6, 0.08, 6).center(y=y) for y in (0.5, 1.0, 1.45)]
    blocks = [
        box(0.08, 0.5, 3).stand(0.0, y, 2.0).turn(y=a + turn)
        for y, turn in ((0.0, 0), (0.5, 30), (1.0, 0))
        for a in range(0, 360, 60)
    ]
    shape.paint("seam", union([*seams, *blocks]), seam, on="dome", spoken=False)
    arch_ = [(-0.85, 0.0), (0.85, 0.0), *arc((0.0, 0.5), 0.85, 0, 180, 9)]
    hole = [(-0.55, 0.0), (0.55, 0.0), *arc((0.0, 0.45), 0.55, 0, 180, 9)]
    reach = shape.variant(draw.choice("long tunnel", "short tunnel"))
    length = 1.6 if reach == "long tunnel" else 0.7
    shape.part("entrance", extrude(arch_, length).move(z=1.6 + length / 2), snow)
    shape.part(
        "opening",
        extrude(hole, 0.2).move(z=1.6 + length - 0.04),
        draw.color("dark grey", "black", "dark blue"),
        spoken=False,
    )
    extra = shape.variant(draw.choice("window", "flag", "plain"))
    if extra == "window":
        shape.part(
            "window",
            [cylinder(0.34, 0.5, 10).turn(x=90).move(z=1.75).turn(x=-18).turn(y=a) for a in (58, -58)],
            draw.color("light blue", "yellow", "blue", unlike=snow),
        )
    elif extra == "flag":
        shape.part("pole", cylinder(0.08, 1.4, 6).stand(y=1.8), draw.material("wood"))
        shape.part(
            "flag", extrude([(0.0, 2.5), (1.0, 2.8), (0.0, 3.1)], 0.12), draw.color("red", "orange", "blue", "green")
        )
    if draw.chance(0.4):
        shape.part(
            "ground",
            cylinder(3.0, 0.16, 20).hang(y=0.03, z=0.4),
            draw.color("white", "light blue", unlike=snow),
            mass=True,
        )
    return shape


@kind("pyramid", synonyms=("ancient pyramid",), theme=THEME)
def pyramid(draw: Draw) -> Shape:
    """An ancient pyramid: smooth with a golden tip, stepped with blocks, or a temple pyramid with stairs."""
    shape = Shape()
    sand = draw.color("beige", "light brown", "gold", "grey") if draw.chance(0.8) else draw.material("stone")
    form = shape.variant(draw.choice("smooth", "stepped", "temple"))
    dark = draw.color("brown", "dark brown", "dark grey", "black", unlike=sand)
    if form == "smooth":
        shape.call(draw.choice("egyptian pyramid", "pyramid", "ancient pyramid"))
        shape.part("side", frustum(3.6, 0.001, 3.3, 4).stand(), sand, spoken=False)
        if shape.variant(draw.choice("golden tip", "plain tip")) == "golden tip":
            tip = draw.material("gold") if sand.name != "gold" else draw.color("white")
            shape.paint("tip", box(9, 2, 9).stand(y=2.6), tip, on="side")
        shape.part("entrance", box(0.6, 0.8, 1.0).stand(z=2.1), dark)
        shape.part("frame", box(1.0, 1.05, 0.7).stand(z=2.1), sand, spoken=False)
        return shape
    shape.adjective("stepped")
    count = draw.integer(4, 6)
    sizes = [5.0 - 3.8 * n / (count - 1) for n in range(count)]
    step = 3.0 / count
    shape.part("step", [box(s, step + 0.02, s).stand(y=step * n) for n, s in enumerate(sizes)], sand, spoken=False)
    if form == "temple":
        shape.part(
            "staircase",
            hull_of([(s * 0.5, y, z) for s in (-1, 1) for y, z in ((0.0, 2.9), (0.0, 0.5), (3.0, 0.5))]),
            draw.color("brown", "light grey", "grey", "white", unlike=sand),
        )
        shape.part("shrine", box(1.1, 0.9, 1.0).stand(y=2.95), sand)
        shape.part("doorway", box(0.4, 0.6, 0.2).stand(0.0, 2.98, 0.48), dark)
        shape.part(
            "roof", box(1.3, 0.22, 1.2).stand(y=3.8), draw.color("red", "dark red", "brown", "green", unlike=sand)
        )
    else:
        shape.part("entrance", box(0.7, 0.55, 0.2).stand(z=2.47), dark)
    return shape


@kind("temple", synonyms=("ancient temple",), theme=THEME)
def temple(draw: Draw) -> Shape:
    """Columns on steps under a low gable, a ruined row of columns, or a pagoda with upturned roofs."""
    shape = Shape()
    form = shape.variant(draw.choice("columns", "pagoda", "ruin"))
    if form == "pagoda":
        shape.call("pagoda")
        wall, roof = (
            draw.color("red", "white", "beige", "brown"),
            draw.color("dark grey", "green", "teal", "black", "gold", "dark blue"),
        )
        floors = draw.integer(3, 4)
        shape.variant(f"{floors} roofs")
        shape.part("base", box(4.2, 0.5, 4.2).stand(), draw.material("stone", unlike=wall))
        walls, roofs = [], []
        for number in range(floors):
            size, low = 2.8 - 0.5 * number, 0.45 + 1.5 * number
            walls.append(box(size, 1.2, size).stand(y=low))
            corner_points = [
                (sx * (0.5 * size + 0.75), low + 1.35, sz * (0.5 * size + 0.75)) for sx in (-1, 1) for sz in (-1, 1)
            ]
            eaves = [(sx * size / 2, low + 1.2, sz * size / 2) for sx in (-1, 1) for sz in (-1, 1)]
            ridge = [(sx * 0.3 * size, low + 1.75, sz * 0.3 * size) for sx in (-1, 1) for sz in (-1, 1)]
            roofs.append(hull_of([*corner_points, *eaves, *ridge]))
        shape.part("floor", walls, wall, spoken=False)
        shape.part("roof", roofs, roof)
        top = 0.45 + 1.5 * (floors - 1) + 1.7
        shape.part(
            "spire",
            rod((0.0, top, 0.0), (0.0, top + 1.2, 0.0), 0.14, 0.07) + sphere(0.2, 8).move(y=top + 0.6),
            draw.material("gold"),
        )
        shape.part(
            "door", box(0.8, 1.0, 0.3).stand(0.0, 0.45, 1.35), draw.color("dark brown", "black", "gold", unlike=wall)
        )
        return shape
    stone = draw.material("marble", "stone")
    count = draw.choice(4, 6)
    shape.part(
        "step",
        [box(6.0 - 0.5 * n, 0.35, 4.6 - 0.5 * n).stand(y=0.33 * n) for n in range(2 if form == "ruin" else 3)],
        stone,
    )
    base = 0.66 if form == "ruin" else 0.99
    column = cylinder(0.3, 2.6, 10).stand() + box(0.8, 0.22, 0.8).stand(y=2.45) + box(0.8, 0.18, 0.8).stand()
    front = row(column.move(y=base, z=1.4), count, 4.4 / (count - 1))
    if form == "ruin":
        shape.adjective("ruined")
        broken = [
            c - box(9, 9, 9).stand(y=base + h) for c, h in zip(front, [2.0, 9.0, 9.0, 1.2, 0.8, 2.2], strict=False)
        ]
        shape.part("column", [*broken, *[c.mirror("z") for c in front[:2]]], stone)
        shape.part(
            "lying column",
            cylinder(0.3, 2.0, 10).turn(z=90).turn(y=25).move(1.2, base + 0.28, -0.6),
            stone,
            spoken=False,
        )
        shape.part(
            "beam",
            box(2.4 if count == 4 else 1.6, 0.4, 0.8).stand(
                front[1].bounds[0][0] + (1.1 if count == 4 else 0.8), base + 2.62, 1.4
            ),
            stone,
        )
        if draw.chance():
            bush = [
                sphere(r, 8).scale(1, 0.7, 1).move(x, base, z)
                for x, z, r in ((-2.0, 0.5, 0.4), (1.9, 1.7, 0.35), (0.4, -1.6, 0.45))
            ]
            shape.part("bush", bush, draw.color("green", "dark green"), plural="bushes")
        return shape
    shape.part("column", [*front, *[c.mirror("z") for c in front]], stone)
    shape.part("beam", box(5.2, 0.5, 3.7).stand(y=base + 2.6), stone, spoken=False)
    roof = draw.color("red", "dark red", "copper", "blue", unlike=stone) if draw.chance(0.6) else stone
    shape.part("roof", gable(3.9, 1.3, 5.5).turn(y=90).stand(y=base + 3.08), roof)
    shape.part(
        "hall",
        box(3.6, 2.65, 1.8).stand(y=base),
        draw.color("beige", "light brown", "grey", "white", unlike=stone),
        spoken=False,
    )
    shape.part("doorway", box(0.9, 1.8, 0.2).stand(0.0, base, 0.86), draw.color("black", "dark brown"))
    return shape


@kind("shop", synonyms=("store", "corner shop"), theme=THEME)
def shop(draw: Draw) -> Shape:
    """A large window, a striped awning and on the roof what is sold; one or two floors."""
    shape = Shape()
    wall = _wall_color(draw)
    trim = draw.color(unlike=wall)
    what = shape.variant(draw.choice("ice cream", "bread", "flowers", "pizza"))
    shape.call({"ice cream": "ice cream shop", "bread": "bakery", "flowers": "flower shop", "pizza": "pizzeria"}[what])
    upper = shape.variant(draw.choice("flat", "second floor"))
    height = 3.2 if upper == "flat" else 5.6
    shape.part("wall", box(5.0, height, 3.6).stand(), wall, spoken=False)
    shape.part("cornice", box(5.3, 0.35, 3.9).stand(y=height - 0.1), trim)
    pane = _pane_color(draw, wall)
    shape.part("shop window", box(2.8, 1.4, 0.3).center(-0.8, 1.2, 1.75), pane)
    _door(shape, draw, (1.65, 0.0, 1.75), 1.1, 2.1, draw.color("red", "brown", "blue", "green", unlike=wall))
    awning = hull_of([(s * 2.4, y, z) for s in (-1, 1) for y, z in ((2.9, 1.7), (2.3, 1.7), (2.3, 2.8), (2.1, 2.8))])
    shape.part("awning", awning, trim)
    stripes = row(box(0.48, 9, 9), 5, 0.96)
    shape.paint(
        "awning stripe", stripes, draw.color("white", "yellow", "beige", unlike=trim), on="awning", spoken=False
    )
    if upper == "second floor":
        _windows(shape, [(x, 4.2, 1.75) for x in (-1.3, 1.3)], (0.9, 1.0), draw.color("white", unlike=wall), pane)
    y = height + 0.9
    if what == "ice cream":
        shape.part(
            "cone", frustum(0.001, 0.55, 1.3, 10).turn(x=0).center(0.0, y, 1.2), draw.color("light brown"), spoken=False
        )
        shape.part(
            "scoop", sphere(0.6, 12).move(0.0, y + 0.85, 1.2), draw.color("pink", "white", "light green"), spoken=False
        )
        shape.phrase("with an ice cream cone on its roof")
    elif what == "bread":
        loaf = capsule((-0.7, y - 0.35, 1.2), (0.7, y - 0.35, 1.2), 0.5, sides=10)
        shape.part("loaf", loaf, draw.color("light brown", "gold"), spoken=False)
        shape.part(
            "cut",
            [box(0.16, 0.3, 0.7).turn(y=20).move(x, y + 0.05, 1.2) for x in (-0.5, 0.0, 0.5)],
            draw.color("brown"),
            spoken=False,
        )
        shape.phrase("with a loaf of bread on its roof")
    elif what == "flowers":
        petals = [
            cylinder(0.34, 0.3, 10).turn(x=90).move(y=0.5).turn(z=72 * n).move(0.0, y + 0.25, 1.2) for n in range(5)
        ]
        shape.part("petal", petals, draw.color("pink", "red", "purple", "white"), spoken=False)
        shape.part(
            "flower middle",
            cylinder(0.34, 0.4, 10).turn(x=90).move(0.0, y + 0.25, 1.2),
            draw.color("yellow"),
            spoken=False,
        )
        shape.part("stalk", box(0.2, 1.0, 0.2).hang(0.0, y + 0.1, 1.2), draw.color("green"), spoken=False)
        shape.phrase("with a large flower on its roof")
    else:
        slice_ = extrude([(0.0, -0.9), (0.75, 0.7), (-0.75, 0.7)], 0.3)
        shape.part("slice", slice_.move(0.0, y + 0.2, 1.2), draw.color("yellow", "orange"), spoken=False)
        shape.part(
            "crust",
            rod((-0.75, y + 0.95, 1.2), (0.75, y + 0.95, 1.2), 0.2),
            draw.color("light brown", "brown"),
            spoken=False,
        )
        dots = [
            cylinder(0.16, 0.4, 8).turn(x=90).move(x, y + h, 1.2) for x, h in ((-0.2, 0.5), (0.28, 0.55), (0.02, 0.0))
        ]
        shape.part("salami", dots, draw.color("red"), spoken=False)
        shape.phrase("with a slice of pizza on its roof")
    return shape


@kind("factory", synonyms=("industrial plant",), theme=THEME)
def factory(draw: Draw) -> Shape:
    """A hall with a saw-tooth or flat roof, smokestacks with smoke or without, and a gate; some have a tank."""
    shape = Shape()
    wall = draw.material("brick", "stone") if draw.chance(0.6) else draw.color("grey", "light blue", "beige", "white")
    roof = draw.color("dark grey", "grey", "blue", "dark red", unlike=wall)
    form = shape.variant(draw.choice("saw-tooth roof", "flat roof"))
    count = draw.integer(1, 3)
    shape.variant(f"{count} smokestacks")
    shape.part("hall", box(6.0, 2.6, 4.0).stand(), wall, spoken=False)
    if form == "saw-tooth roof":
        teeth = [extrude([(0.0, 0.0), (2.0, 0.0), (0.0, 1.3)], 4.0).move(-3.0 + 2.0 * n, 2.55) for n in range(3)]
        shape.part("roof", teeth, roof, spoken=False)
        shape.phrase("with a saw-tooth roof")
    else:
        shape.part("roof", box(6.3, 0.35, 4.3).stand(y=2.5), roof)
        shape.part("vent", row(box(0.8, 0.5, 0.8).stand(0.0, 2.8, 0.8), 2, 1.8), draw.material("metal"))
    stack = (
        draw.material("brick", unlike=wall) if draw.chance() else draw.color("grey", "white", "light grey", unlike=wall)
    )
    places = row(frustum(0.55, 0.38, 5.4, 12).stand(y=0.5, z=-1.3), count, 1.7)
    shape.part("smokestack", [p.move(x=1.1 if count < 3 else 0.0) for p in places], stack)
    tops = [(p.bounds[0][0] + 0.55 + (1.1 if count < 3 else 0.0)) for p in places]
    rims = [cylinder(0.47, 0.5, 12).hang(x, 5.85, -1.3) for x in tops]
    shape.part("band", rims, draw.color("red", "white", "dark grey", unlike=stack))
    if shape.variant(draw.choice("smoke", "no smoke")) == "smoke":
        puffs = [
            union(
                [
                    sphere(r, 8).move(x + dx, 5.9 + dy, -1.3)
                    for r, dx, dy in ((0.45, 0.0, 0.3), (0.6, 0.35, 0.9), (0.75, 0.85, 1.6))
                ]
            )
            for x in tops
        ]
        shape.part("smoke", puffs, draw.color("light grey", "grey", "white", unlike=stack), mass=True)
    shape.part(
        "gate", box(1.6, 1.7, 0.24).stand(-1.4, 0.0, 2.0), draw.color("dark grey", "blue", "yellow", "red", unlike=wall)
    )
    panes = (
        row(box(0.8, 0.8, 0.24).center(1.4, 1.5, 2.0), 3, 1.1)
        if draw.chance()
        else row(box(1.1, 0.6, 0.24).center(1.3, 1.6, 2.0), 2, 1.5)
    )
    shape.part("window", panes, _pane_color(draw, wall))
    if draw.chance(0.3):
        shape.part(
            "tank",
            cylinder(0.9, 2.4, 14).stand(-4.0) + dome(0.9, 0.4, 14).move(-4.0, 2.4),
            draw.material("steel", unlike=wall),
        )
    return shape


@kind("water tower", theme=THEME, has_front=False)
def water_tower(draw: Draw) -> Shape:
    """A tank high up on legs or on a column: a barrel with a pointed roof, a ball, or a funnel; with a ladder."""
    shape = Shape()
    form = shape.variant(draw.choice("barrel", "ball", "funnel"))
    tank = (
        draw.material("wood", "steel")
        if draw.chance(0.5)
        else draw.color("red", "light blue", "white", "green", "turquoise")
    )
    metal = draw.material("iron", "steel", unlike=tank) if draw.chance(0.7) else draw.material("wood", unlike=tank)
    roof = _roof_color(draw, tank)
    if form == "barrel":
        shape.part("tank", cylinder(1.5, 2.2, 14).stand(y=4.0), tank)
        shape.paint(
            "hoop",
            [box(5, 0.22, 5).center(y=y) for y in (4.5, 5.6)],
            draw.color("black", "dark grey", "white", unlike=tank),
            on="tank",
        )
        shape.part("roof", cone(1.75, 1.1, 14).stand(y=6.15), roof)
        shape.part("platform", cylinder(1.8, 0.2, 14).hang(y=4.1), metal, spoken=False)
    elif form == "ball":
        shape.part("tank", ellipsoid(3.2, 2.8, 3.2, 18).move(y=5.2), tank)
        shape.paint("stripe", box(5, 0.5, 5).center(y=5.2), draw.color(unlike=tank), on="tank")
        shape.part("walkway", torus(1.68, 0.2, 18, 6).move(y=4.75), metal, spoken=False)
    else:
        shape.part("tank", revolve([(0.6, 3.2), (1.9, 5.2), (1.9, 6.2), (0.3, 6.9)], 16), tank)
    base = shape.variant(draw.choice("legs", "column")) if form != "funnel" else shape.variant("column")
    if base == "legs":
        count = draw.choice(4, 6)
        shape.part("leg", ring(beam((0.0, 0.0, 1.7), (0.0, 4.6, 1.2), 0.22, 0.22), count, start=45), metal)
        bars = (
            ring(beam((-1.0, 1.2, 1.05), (1.0, 1.2, 1.05), 0.18, 0.18), 4)
            if count == 4
            else ring(beam((-0.85, 1.2, 1.4), (0.85, 1.2, 1.4), 0.18, 0.18), 6, start=15)
        )
        shape.part("crossbar", bars, metal, spoken=False)
        shape.part("pipe", cylinder(0.2, 4.2, 8).stand(), draw.color("grey", "blue", "dark grey"))
    else:
        shape.part("column", frustum(0.9, 0.6, 4.2, 14).stand(), metal if form != "funnel" else tank)
        shape.part(
            "door",
            box(0.6, 1.2, 0.4).stand(z=0.8),
            draw.color("dark grey", "red", "blue", "black", unlike=metal),
            spoken=False,
        )
    return shape
