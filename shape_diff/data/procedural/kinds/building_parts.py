"""Parts of buildings, and small things built of wood and stone; the unit is the thing's own."""

import math

from shape_diff.data.procedural.arrays import grid, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    ellipse,
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
    cone,
    cylinder,
    ellipsoid,
    extrude,
    frustum,
    gable,
    hull_of,
    loft,
    prism,
    ribbon,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "parts of buildings"


def _stone(draw: Draw, *unlike: Color) -> Color:
    return draw.material("stone", "brick", "stone", "marble", unlike=unlike)


@kind("bridge", theme=THEME)
def bridge(draw: Draw) -> Shape:
    """A bridge across, seen from its side: stone arches, a humped wooden one, or one that hangs from two towers."""
    shape = Shape()
    form = shape.variant(draw.choice("stone arches", "humped", "suspension"))
    if form == "stone arches":
        stone = _stone(draw)
        count = draw.integer(1, 3)
        shape.variant(f"{count} arches")
        shape.phrase("with arches" if count > 1 else "with an arch")
        body = box(6.0, 1.9, 1.6).stand()
        radius = {1: 1.5, 2: 1.15, 3: 0.8}[count]
        for arch_ in row(cylinder(radius, 9, 20).turn(x=90), count, 2.25 * radius + 0.1):
            body = body - arch_.scale(1.0, min(1.35 / radius, 1.4), 1.0)
        shape.part("body", body, stone, spoken=False)
        wall = box(6.2, 0.5, 0.22).stand(0.0, 1.85, 0.75)
        shape.part("parapet", pair(wall, "z"), draw.material("stone", unlike=stone) if draw.chance() else stone)
        shape.part(
            "road",
            box(6.0, 0.14, 1.3).stand(y=1.85),
            draw.color("brown", "dark grey", "beige", "light brown", unlike=stone),
        )
        return shape
    wood = draw.material("wood") if draw.chance(0.7) else draw.color("red", "dark red", "white")
    if form == "humped":
        shape.adjective("curved wooden" if wood.material else "curved")
        path = [(x, y, 0.0) for x, y in arc((0.0, -2.6), 3.8, 142, 38, 13)]
        shape.part("deck", ribbon(path, 1.5, 0.2), wood)
        rails = [tube([(x, y + 0.75, z) for x, y, _ in path], 0.1, 6) for z in (-0.68, 0.68)]
        other = draw.color("red", "white", "dark brown", "black", unlike=wood) if draw.chance(0.6) else wood
        shape.part("railing", rails, other)
        posts = [box(0.16, 0.95, 0.16).stand(x, y, z) for x, y, _ in path[::3] for z in (-0.68, 0.68)]
        shape.part("post", posts, other, spoken=False)
        return shape
    shape.call("suspension bridge")
    steel = draw.color("red", "orange", "grey", "light blue", "dark red", "silver")
    shape.part("deck", box(8.0, 0.22, 1.3).stand(y=0.9), draw.color("dark grey", "grey", "light grey", unlike=steel))
    towers = [box(0.34, 3.6, 0.3).stand(x, 0.0, z) for x in (-2.0, 2.0) for z in (-0.72, 0.72)]
    beams = [box(0.3, 0.3, 1.6).center(x, y) for x in (-2.0, 2.0) for y in (2.4, 3.4)]
    shape.part("tower", [union([*towers[:2], *beams[:2]]), union([*towers[2:], *beams[2:]])], steel)
    sag = [(-4.0, 1.1), (-2.0, 3.5), (-1.0, 2.0), (0.0, 1.5), (1.0, 2.0), (2.0, 3.5), (4.0, 1.1)]
    cables = [tube([(x, y, z) for x, y in sag], 0.11, 6) for z in (-0.72, 0.72)]
    shape.part("cable", cables, steel)
    hangers = [
        cylinder(0.11, y - 1.0, 6).stand(x, 1.0, z)
        for x, y in ((-1.0, 2.0), (0.0, 1.5), (1.0, 2.0))
        for z in (-0.72, 0.72)
    ]
    shape.part("hanger", hangers, steel, spoken=False)
    return shape


@kind("gate", synonyms=("garden gate",), theme=THEME)
def gate(draw: Draw) -> Shape:
    """Two pillars with wings between them: iron bars, wooden boards, or a temple gate with a curved beam."""
    shape = Shape()
    form = shape.variant(draw.choice("iron bars", "wooden", "torii"))
    if form == "torii":
        shape.call("torii gate")
        red = draw.color("red", "red", "orange", "dark red")
        black = draw.color("black", "dark grey")
        shape.part("pillar", pair(rod((1.15, 0.0, 0.0), (1.0, 2.6, 0.0), 0.17, 0.15, 10)), red)
        shape.part("foot", pair(cylinder(0.28, 0.3, 10).stand(x=1.15)), black, plural="feet")
        shape.part("crossbeam", box(2.8, 0.22, 0.2).center(0.0, 2.0), red)
        path = [(x, 2.66 + 0.09 * x * x, 0.0) for x in (-1.8, -1.2, -0.6, 0.0, 0.6, 1.2, 1.8)]
        shape.part("top beam", ribbon(path, 0.36, 0.22), black if draw.chance() else red)
        shape.part("plaque", box(0.3, 0.44, 0.26).center(0.0, 2.34), draw.color("gold", "black", unlike=red))
        return shape
    stone = _stone(draw)
    shape.part("pillar", pair(box(0.5, 2.0, 0.5).stand(x=1.4)), stone)
    top = shape.variant(draw.choice("balls", "caps", "lanterns"))
    cap = pair(box(0.66, 0.16, 0.66).stand(1.4, 1.98))
    shape.part("cap", cap, stone, spoken=False)
    if top == "balls":
        shape.part(
            "ball",
            pair(sphere(0.26, 12).move(1.4, 2.35)),
            draw.color("gold", "white", "grey", unlike=stone) if draw.chance() else stone,
        )
    elif top == "lanterns":
        shape.part("lantern", pair(box(0.28, 0.4, 0.28).stand(1.4, 2.1)), draw.color("yellow"))
        shape.part(
            "lantern roof",
            pair(frustum(0.3, 0.001, 0.22, 4).stand(1.4, 2.48)),
            draw.color("black", "dark grey"),
            spoken=False,
        )
    pose = shape.variant(draw.choice("closed", "open"))
    shape.adjective(pose)
    if form == "iron bars":
        metal = draw.material("iron", "gold", unlike=stone)
        bars = [box(0.08, 1.3 + 0.12 * n, 0.08).stand(0.1 + 0.22 * n, 0.1) for n in range(5)]
        tips = [cone(0.1, 0.22, 6).stand(0.1 + 0.22 * n, 1.38 + 0.12 * n) for n in range(5)]
        wing = union([*bars, *tips, box(1.1, 0.09, 0.09).center(0.58, 0.3), box(1.1, 0.09, 0.09).center(0.58, 1.2)])
    else:
        metal = draw.material("wood", unlike=stone)
        boards = [box(0.24, 1.5, 0.1).stand(0.16 + 0.27 * n, 0.1) for n in range(4)]
        bars = [box(1.1, 0.16, 0.16).center(0.57, y) for y in (0.4, 1.3)]
        wing = union([*boards, *bars, beam((0.1, 0.4, 0.0), (1.05, 1.3, 0.0), 0.14, 0.15)])
    hinged = wing.move(x=-1.15).turn(y=70 if pose == "open" else 0).move(x=1.15)
    shape.part("wing", pair(hinged), metal)
    return shape


@kind("door", synonyms=("front door",), theme=THEME)
def door(draw: Draw) -> Shape:
    """A door in its frame: with panels, with a window, of boards, or an arched one; closed or ajar."""
    shape = Shape()
    leaf = (
        draw.color("red", "blue", "green", "white", "yellow", "teal", "black")
        if draw.chance(0.5)
        else draw.material("wood")
    )
    frame = draw.color("white", "beige", "grey", "dark brown", unlike=leaf) if draw.chance(0.6) else _stone(draw, leaf)
    form = shape.variant(draw.choice("panelled", "with a window", "boards", "arched"))
    pose = shape.variant(draw.choice("closed", "ajar", weights=(2, 1)))
    metal = draw.material("gold", "iron", "steel", unlike=leaf)
    top = [(0.5, 2.0), (-0.5, 2.0)] if form != "arched" else arc((0.0, 1.6), 0.5, 0, 180, 9)
    inner = [(-0.5, 0.0), (0.5, 0.0), *top]
    outer = [(1.28 * x, 0.0 if y == 0.0 else 1.06 * y + 0.02) for x, y in inner]
    shape.part("frame", extrude(outer, 0.3, [[(x, y - (y == 0.0)) for x, y in inner]]), frame)
    shape.part("doorstep", box(1.5, 0.12, 0.6).hang(z=0.1), frame, spoken=False)
    angle = 50.0 if pose == "ajar" else 0.0
    if pose == "ajar":
        shape.adjective("half-open")

    def hang(solid: Solid) -> Solid:
        return solid.move(x=-0.5).turn(y=angle).move(x=0.5)

    shape.part("leaf", hang(extrude(inner, 0.12)), leaf, spoken=False)
    pale = draw.color("light blue", "yellow", "turquoise", "white", unlike=leaf)
    if form == "panelled":
        panels = grid(box(0.34, 0.5, 0.18).center(0.0, 1.0), 2, 3, 0.44, 0.62)
        shape.part(
            "panel",
            [hang(p) for p in panels],
            draw.color("white", "beige", "dark brown", "light grey", unlike=leaf) if draw.chance() else leaf,
            spoken=False,
        )
        shape.adjective("panelled")
    elif form == "with a window":
        shape.part(
            "window",
            hang(
                box(0.6, 0.6, 0.18).center(0.0, 1.5)
                if draw.chance()
                else cylinder(0.3, 0.18, 14).turn(x=90).move(0.0, 1.5)
            ),
            pale,
        )
    else:
        straps = [box(0.8, 0.1, 0.18).center(0.08, y) for y in (0.4, 1.4)]
        shape.part("hinge", [hang(strap) for strap in straps], draw.material("iron", unlike=leaf))
        if form == "arched":
            shape.adjective("arched")
    knob = sphere(0.07, 8).move(-0.38, 0.98, 0.12) + cylinder(0.035, 0.1, 6).turn(x=90).move(-0.38, 0.98, 0.08)
    shape.part("doorknob", hang(knob), metal)
    return shape


@kind("window", theme=THEME)
def window(draw: Draw) -> Shape:
    """A window with bars: square, arched or round, with shutters, a flower box or curtains."""
    shape = Shape()
    frame = draw.color("white", "brown", "dark brown", "grey", "blue", "green", "red")
    pane = draw.color("light blue", "light blue", "yellow", "dark blue", unlike=frame)
    form = shape.variant(draw.choice("rectangular", "arched", "round"), spoken=True)
    outlines = {
        "rectangular": [(-0.6, 0.0), (0.6, 0.0), (0.6, 1.5), (-0.6, 1.5)],
        "arched": [(-0.6, 0.0), (0.6, 0.0), *arc((0.0, 1.0), 0.6, 0, 180, 9)],
        "round": [(x, y + 0.75) for x, y in ellipse(1.4, 1.4, 20)],
    }
    inner = outlines[form]
    outer = [(1.2 * x, 0.75 + 1.16 * (y - 0.75)) for x, y in inner]
    shape.part("frame", extrude(outer, 0.22, [inner]), frame)
    shape.part("glass", extrude(inner, 0.1), pane, mass=True)
    shape.part(
        "bar", [box(0.09, 1.56, 0.16).center(0.0, 0.77), box(1.3, 0.09, 0.16).center(0.0, 0.75)], frame, spoken=False
    )
    extra = shape.variant(draw.choice("shutters", "flower box", "plain", "curtains"))
    if extra == "shutters" and form != "round":
        shutter = box(0.6, 1.6, 0.1).center(1.06, 0.75, 0.06)
        color = draw.color("green", "blue", "red", "teal", "brown", unlike=frame)
        shape.part("shutter", pair(shutter), color)
        slats = row(box(0.44, 0.08, 0.14).center(1.06, 0.75, 0.08), 5, 0.26, "y")
        shape.part("slat", [s for slat in slats for s in pair(slat)], color, spoken=False)
    elif extra == "flower box":
        shape.part(
            "flower box",
            box(1.4, 0.3, 0.4).hang(y=-0.05, z=0.2),
            draw.material("wood", "clay", unlike=frame),
            plural="flower boxes",
        )
        spots = row(sphere(0.16, 8).move(y=0.08, z=0.22), 5, 0.26)
        shape.part("flower", spots, draw.color("red", "pink", "yellow", "purple", "white"))
        shape.part("leaf", row(sphere(0.13, 6).move(y=-0.02, z=0.32), 4, 0.26), draw.color("green"), spoken=False)
    elif extra == "curtains" and form == "rectangular":
        half = extrude([(-0.6, 1.5), (-0.6, 0.3), (-0.45, 0.3), (-0.1, 1.5)], 0.16)
        shape.part("curtain", pair(half), draw.color("red", "pink", "white", "yellow", "purple", unlike=pane))
    shape.part("sill", box(1.7, 0.12, 0.42).hang(y=0.0, z=0.08), frame, spoken=False)
    return shape


@kind("stone wall", synonyms=("wall",), theme=THEME)
def stone_wall(draw: Draw) -> Shape:
    """A piece of wall of bricks or stones: whole, broken at its top, with battlements, or with a round hole."""
    shape = Shape()
    stone = draw.material("brick", "stone")
    shape.call("wall")
    form = shape.variant(draw.choice("whole", "broken", "battlements"))
    rows_, columns = 5, 4
    bricks = []
    for line in range(rows_):
        count = columns + line % 2
        step = 0.62
        for place in range(count):
            wide = 0.3 if line % 2 and place in (0, count - 1) else 0.6
            x = (place - (count - 1) / 2) * step
            x += {True: 0.15, False: 0.0}[bool(line % 2) and place == 0] - {True: 0.15, False: 0.0}[
                bool(line % 2) and place == count - 1
            ]
            if form == "broken" and place < line - 1:
                continue
            bricks.append(rounded_box(wide, 0.3, 0.42, 0.03).stand(x, 0.31 * line))
    shape.part("brick" if stone.material == "brick" else "stone block", bricks, stone, spoken=False)
    mortar = draw.color("light grey", "white", "beige", "dark grey", unlike=stone)
    if form == "broken":
        shape.adjective("broken")
        core = extrude([(-1.15, 0.02), (1.15, 0.02), (1.15, 1.48), (0.9, 1.48), (-0.9, 0.55), (-1.15, 0.55)], 0.34)
        rubble = [
            rounded_box(0.45, 0.28, 0.36, 0.03).turn(y=angle).stand(x, 0.0, z)
            for x, z, angle in ((-1.0, 0.55, 25), (-0.35, 0.7, -40))
        ]
        shape.part("loose block", rubble, stone, spoken=False)
    else:
        core = box(2.3, 1.52, 0.36).stand()
    shape.part("mortar", core, mortar, mass=True, spoken=False)
    if form == "battlements":
        shape.phrase("with battlements")
        shape.part("battlement", row(box(0.45, 0.5, 0.42).stand(y=1.5), 3, 0.92), stone, spoken=False)
    elif form == "whole" and draw.chance():
        shape.part("coping", box(2.6, 0.18, 0.56).stand(y=1.54), mortar)
    if shape.variant(draw.choice("ivy", "bare", weights=(1, 2))) == "ivy":
        leaves = [
            ellipsoid(0.3, 0.34, 0.14, 8).move(x, y, 0.24)
            for x, y in ((0.9, 0.3), (0.7, 0.6), (0.95, 0.9), (0.6, 1.1), (0.85, 1.3))
        ]
        shape.part("ivy", union(leaves), draw.color("green", "dark green"), mass=True)
    return shape


@kind("column", synonyms=("pillar",), theme=THEME, has_front=False)
def column(draw: Draw) -> Shape:
    """A classical column: plain, with scrolls, with leaves, twisted or broken; on a square or round foot."""
    shape = Shape()
    stone = draw.material("marble", "stone") if draw.chance(0.85) else draw.color("gold", "blue", "red")
    form = shape.variant(draw.choice("plain", "scrolls", "twisted", "broken"))
    foot = shape.variant(draw.choice("square foot", "round foot"))
    low = box(1.1, 0.26, 1.1).stand() if foot == "square foot" else cylinder(0.6, 0.26, 16).stand()
    shape.part("base", union([low, torus(0.44, 0.22, 16, 6).move(y=0.34)]), stone)
    height = draw.uniform(2.2, 3.2)
    flutes = 10
    outline = [
        (r * x, r * z) for n, (x, z) in enumerate(ellipse(2.0, 2.0, 2 * flutes)) for r in (0.42 if n % 2 else 0.36,)
    ]
    if form == "twisted":
        shape.adjective("twisted")
        slices = [(0.3 + height * n / 12, _turned(outline, 14.0 * n)) for n in range(13)]
        shape.part("shaft", loft(slices), stone, spoken=False)
    else:
        shaft = prism(outline, height, tip=1.0).taper(0.86).move(y=0.3)
        if form == "broken":
            shape.adjective("broken")
            shaft = shaft - box(3, 2, 3).turn(z=25).move(0.3, 0.72 * height + 1.2)
            shape.part("fragment", cylinder(0.36, 0.7, 10).turn(z=90).turn(y=30).move(0.2, 0.36, 0.95), stone)
        shape.part("shaft", shaft, stone, spoken=False)
    if form == "broken":
        return shape
    top = 0.3 + height
    trim = draw.material("gold", unlike=stone) if draw.chance(0.25) else stone
    if form == "scrolls":
        shape.phrase("with scrolls at its top")
        volutes = [cylinder(0.22, 0.8, 12).turn(x=90).move(s * 0.42, top - 0.02) for s in (-1, 1)]
        shape.part("capital", union([*volutes, box(0.9, 0.2, 0.78).center(0.0, top + 0.1)]), trim)
    else:
        shape.part("capital", frustum(0.38, 0.56, 0.28, 16).stand(y=top - 0.05), trim)
    shape.part("slab", box(1.16, 0.18, 1.0 if form == "scrolls" else 1.16).stand(y=top + 0.18), stone, spoken=False)
    return shape


def _turned(outline: list[Flat], degrees: float) -> list[Flat]:
    """An outline turned about the origin."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(cos * x - sin * z, sin * x + cos * z) for x, z in outline]


@kind("stairs", synonyms=("staircase", "flight of stairs"), theme=THEME)
def stairs(draw: Draw) -> Shape:
    """Steps that go up: solid, open on beams with a railing, or a spiral around a post."""
    shape = Shape()
    shape.call(draw.choice("staircase", "flight of stairs"))
    step_color = draw.material("wood", "stone") if draw.chance(0.7) else draw.color()
    form = shape.variant(draw.choice("solid", "open", "spiral"))
    count = draw.integer(5, 9)
    shape.variant(f"{count} steps")
    other = draw.color("white", "black", "dark grey", "red", "brown", unlike=step_color)
    if form == "spiral":
        shape.call("spiral staircase")
        rise, turn = 2.6 / count, 300.0 / count
        tread = prism([(0.0, -0.12), (1.0, -0.34), (1.0, 0.34), (0.0, 0.12)], 0.12)
        shape.part("step", [tread.move(y=rise * (n + 0.6)).turn(y=turn * n) for n in range(count)], step_color)
        shape.part("post", cylinder(0.12, 3.2, 10).stand(), other)
        posts = [cylinder(0.045, 0.8, 6).stand(0.92, rise * (n + 0.6)).turn(y=turn * n) for n in range(count)]
        rail = [
            (0.92 * math.cos(math.radians(turn * n)), rise * (n + 0.6) + 0.8, -0.92 * math.sin(math.radians(turn * n)))
            for n in range(count)
        ]
        shape.part("railing", union([*posts, tube(rail, 0.06, 6)]), other)
        return shape
    rise, run = 1.9 / count, 2.2 / count
    if form == "solid":
        steps = [box(1.4, rise * (n + 1), run + 0.01).stand(z=1.1 - run * (n + 0.5)) for n in range(count)]
        shape.part("step", steps, step_color)
        if shape.variant(draw.choice("carpet", "bare")) == "carpet":
            carpet = draw.color("red", "red", "dark red", "blue", "purple", unlike=step_color)
            strips = [
                box(0.7, rise * (n + 1) + 0.04, run + 0.06).stand(z=1.1 - run * (n + 0.5) + 0.02) for n in range(count)
            ]
            shape.part("carpet", union(strips), carpet)
        return shape
    shape.part(
        "step",
        [box(1.4, 0.1, run + 0.08).stand(y=rise * (n + 1) - 0.1, z=1.1 - run * (n + 0.5)) for n in range(count)],
        step_color,
    )
    stringer = pair(beam((0.62, 0.02, 1.15), (0.62, 1.8, -1.05), 0.09, 0.22))
    shape.part("side beam", stringer, other)
    posts = [box(0.08, 0.8, 0.08).stand(0.62, rise * (n + 1), 1.1 - run * (n + 0.5)) for n in range(0, count, 2)]
    handrail = beam((0.62, rise + 0.78, 1.1 - run * 0.5), (0.62, 1.9 + 0.78, -1.05), 0.1, 0.1)
    shape.part("railing", pair(union([*posts, handrail])), other)
    return shape


@kind("fence", synonyms=("garden fence",), theme=THEME)
def fence(draw: Draw) -> Shape:
    """A piece of fence: pickets, rails between posts, iron bars with points, or boards; broken now and then."""
    shape = Shape()
    form = shape.variant(draw.choice("pickets", "rails", "iron", "boards"))
    wood = draw.material("wood") if draw.chance(0.6) else draw.color("white", "white", "red", "light blue", "green")
    if form == "iron":
        metal = draw.material("iron", "gold")
        count = draw.integer(7, 10)
        step = 2.6 / (count - 1)
        bars = row(union([box(0.08, 1.4, 0.08).stand(), cone(0.11, 0.24, 6).stand(y=1.36)]), count, step)
        shape.part("bar", bars, metal)
        shape.part("rail", [box(2.8, 0.09, 0.1).center(0.0, y) for y in (0.25, 1.15)], metal)
        if shape.variant(draw.choice("stone base", "no base")) == "stone base":
            shape.part("base", box(3.0, 0.24, 0.34).stand(y=-0.12), _stone(draw, metal))
        return shape
    if form == "rails":
        count = draw.integer(2, 3)
        shape.variant(f"{count} rails")
        shape.part("post", row(cylinder(0.12, 1.3, 8).stand(), 3, 1.3), wood)
        rails = [
            rod((-1.5, y, 0.0), (1.5, y + draw.uniform(-0.06, 0.06), 0.0), 0.08) for y in (0.4, 0.75, 1.1)[3 - count :]
        ]
        shape.part("rail", rails, draw.material("wood", unlike=wood) if draw.chance(0.4) else wood)
        return shape
    count = draw.integer(6, 9)
    step = 2.7 / (count - 1)
    width = 0.24 if form == "pickets" else step - 0.02
    width = min(width, step - 0.06) if form == "pickets" else width
    board = extrude(
        [(-width / 2, 0.0), (width / 2, 0.0), (width / 2, 1.1), (0.0, 1.1 + 0.5 * width), (-width / 2, 1.1)], 0.1
    )
    boards = row(board if form == "pickets" else box(width, 1.3, 0.1).stand(), count, step)
    if shape.variant(draw.choice("whole", "broken", weights=(3, 1))) == "broken":
        shape.adjective("broken")
        boards = [b - box(1, 3, 1).turn(z=20).move(0.0, 2.1) if n == 2 else b for n, b in enumerate(boards)]
        boards = [b.turn(z=14) if n == 4 else b for n, b in enumerate(boards)]
    shape.part("picket" if form == "pickets" else "board", boards, wood)
    shape.part(
        "rail",
        [box(2.95, 0.14, 0.1).center(0.0, y, -0.08) for y in (0.35, 0.85)],
        draw.material("wood", unlike=wood) if draw.chance(0.4) else wood,
    )
    return shape


@kind("well", synonyms=("wishing well", "water well"), theme=THEME)
def well(draw: Draw) -> Shape:
    """A round or square stone ring with water, a roof on posts, a crank and a bucket; or open without a roof."""
    shape = Shape()
    stone = draw.material("stone", "brick")
    wood = draw.material("wood", unlike=stone)
    form = shape.variant(draw.choice("round", "square"))
    if form == "round":
        solid = cylinder(0.9, 0.9, 16).stand() - cylinder(0.66, 2, 16).stand(y=0.4)
        seams = union([box(4, 0.07, 4).center(y=y) for y in (0.3, 0.6)])
        shape.part("wall", solid, stone)
        shape.paint(
            "joint",
            seams,
            draw.color("light grey", "dark grey", "white", "beige", unlike=stone),
            on="wall",
            spoken=False,
        )
    else:
        shape.part("wall", box(1.7, 0.9, 1.5).stand() - box(1.25, 2, 1.05).stand(y=0.4), stone)
    shape.part("water", cylinder(0.7, 0.1, 14).center(y=0.6), draw.color("blue", "light blue"), mass=True)
    if shape.variant(draw.choice("roof", "beam")) == "roof":
        roof = (
            draw.color("red", "brown", "dark red", "blue", "dark green", unlike=wood)
            if draw.chance(0.7)
            else draw.material("straw")
        )
        shape.part("post", pair(box(0.14, 1.5, 0.14).stand(0.78, 0.8)), wood)
        shape.part("roof", gable(2.2, 0.8, 1.9).stand(y=2.2), roof)
    else:
        shape.part("post", pair(box(0.16, 1.3, 0.16).stand(0.78, 0.8)), wood)
        shape.part("crossbeam", box(2.0, 0.16, 0.18).center(0.0, 2.1), wood)
    shape.part("axle", rod((-0.9, 1.7, 0.0), (1.0, 1.7, 0.0), 0.09), wood, spoken=False)
    crank = tube([(0.95, 1.7, 0.0), (1.1, 1.7, 0.0), (1.1, 1.45, 0.0), (1.35, 1.45, 0.0)], 0.05, 6)
    shape.part("crank", crank, draw.material("iron", unlike=wood))
    if shape.variant(draw.choice("bucket inside", "bucket on the rim")) == "bucket inside":
        place = (0.0, 0.98, 0.0)
        shape.part("rope", cylinder(0.045, 0.6, 6).hang(y=1.7), draw.color("beige", "light brown"))
    else:
        place = (0.0, 0.88, 0.78)
        shape.part(
            "rope", cylinder(0.18, 0.5, 10).turn(z=90).move(y=1.7), draw.color("beige", "light brown"), spoken=False
        )
    bucket = frustum(0.17, 0.23, 0.34, 10).stand() - frustum(0.1, 0.17, 0.3, 10).stand(y=0.12)
    shape.part("bucket", bucket.move(*place), draw.material("wood", "steel", unlike=stone))
    return shape


@kind("stone arch", synonyms=("archway",), theme=THEME)
def stone_arch(draw: Draw) -> Shape:
    """An arch: round or pointed, of blocks, a triumphal one with columns, or overgrown and ruined."""
    shape = Shape()
    stone = draw.material("stone", "brick", "marble")
    shape.call(draw.choice("arch", "archway"))
    form = shape.variant(draw.choice("round", "pointed", "triumphal"))
    if form == "triumphal":
        shape.call("triumphal arch")
        block = (
            box(3.0, 3.0, 0.9).stand() - box(1.2, 1.6, 3).stand(y=-0.1) - cylinder(0.6, 3, 18).turn(x=90).move(y=1.5)
        )
        shape.part("body", block, stone, spoken=False)
        shape.part(
            "cornice",
            [box(3.3, 0.2, 1.15).stand(y=y) for y in (2.2, 2.95)],
            draw.material("stone", "marble", unlike=stone),
        )
        columns = [cylinder(0.14, 2.1, 10).stand(x, 0.1, 0.52) for x in (-1.25, -0.85, 0.85, 1.25)]
        shape.part("column", columns, draw.material("marble", "stone", unlike=stone))
        return shape
    blocks = []
    for number in range(9):
        angle = 180 * (number + 0.5) / 9
        if form == "round":
            one = hull_of([cylinder(0.01, 0.6, 4).turn(x=90).move(*point) for point in _voussoir(0.8, 1.3, angle, 9.4)])
            blocks.append(one.move(y=1.3))
    if form == "pointed":
        half = mirrored([(0.8, 0.0), (0.78, 1.4), (0.5, 2.1), (0.0, 2.7)])
        outer = mirrored([(1.3, 0.0), (1.27, 1.5), (0.9, 2.5), (0.0, 3.3)])
        shape.part("arch", extrude(outer, 0.6, [[(x, y - 0.1 * (y == 0.0)) for x, y in half]]), stone, spoken=False)
        shape.adjective("pointed")
    else:
        shape.part("arch stone", blocks, stone, spoken=False)
        shape.part("pier", pair(box(0.5, 1.32, 0.6).stand(x=1.05)), stone)
        key = hull_of([cylinder(0.01, 0.7, 4).turn(x=90).move(*point) for point in _voussoir(0.75, 1.42, 90.0, 9.4)])
        shape.part("keystone", key.move(y=1.3), draw.material("stone", "marble", unlike=stone))
    shape.part("foot", pair(box(0.7, 0.22, 0.8).stand(x=1.05)), stone, plural="feet", spoken=False)
    if shape.variant(draw.choice("vines", "bare")) == "vines":
        spots = [(1.25, 0.5), (1.15, 0.9), (1.3, 1.3), (1.2, 1.7), (0.95, 2.1)]
        leaves = [sphere(0.2, 8).scale(1, 1.1, 1).move(x, y, 0.26 - 0.1 * (n % 2)) for n, (x, y) in enumerate(spots)]
        shape.part("vine", union(leaves), draw.color("green", "dark green"), plural="vines", mass=True)
    return shape


def _voussoir(low: float, high: float, angle: float, half: float) -> list[Vector]:
    """Corners of a wedge-shaped stone between two radii about an angle."""
    turns = [math.radians(angle + s * half) for s in (-1, 1)]
    return [(r * math.cos(t), r * math.sin(t), 0.0) for r in (low, high) for t in turns]


@kind("dog house", synonyms=("doghouse", "kennel"), theme=THEME)
def dog_house(draw: Draw) -> Shape:
    """A small house with a round-topped opening: gabled, with a flat sloping roof, with a bone sign and a bowl."""
    shape = Shape()
    wall = draw.color("red", "light blue", "white", "yellow", "green") if draw.chance(0.6) else draw.material("wood")
    roof = draw.color("red", "blue", "brown", "dark grey", "green", unlike=wall)
    form = shape.variant(draw.choice("gabled", "sloping roof"))
    if form == "gabled":
        outline = [(-0.75, 0.0), (0.75, 0.0), (0.75, 1.0), (0.0, 1.65), (-0.75, 1.0)]
        shape.part("wall", extrude(outline, 1.8), wall, spoken=False)
        sides = [beam((0.0, 1.78, 0.0), (s * 1.05, 0.86, 0.0), 0.14, 2.1) for s in (-1, 1)]
        shape.part("roof", union(sides), roof)
    else:
        side = [(0.9, 0.0), (0.9, 1.5), (-0.9, 1.1), (-0.9, 0.0)]
        shape.part("wall", side_extrude(side, 1.5), wall, spoken=False)
        shape.part("roof", box(1.8, 0.14, 2.2).turn(x=-12.5).center(0.0, 1.38), roof)
    hole = [(-0.38, 0.0), (0.38, 0.0), *arc((0.0, 0.55), 0.38, 0, 180, 7)]
    shape.part(
        "opening", extrude(hole, 0.16).move(z=0.86), draw.color("black", "dark brown", unlike=wall), spoken=False
    )
    extra = shape.variant(draw.choice("bone sign", "bowl", "plain"))
    bone_color = draw.color("white", "beige", unlike=wall)
    if extra == "bone sign":
        ends = [sphere(0.1, 8).move(s * 0.26, 1.2 + d, 0.93) for s in (-1, 1) for d in (-0.07, 0.07)]
        shape.part("bone", union([rod((-0.25, 1.2, 0.93), (0.25, 1.2, 0.93), 0.07), *ends]), bone_color)
    elif extra == "bowl":
        bowl = frustum(0.34, 0.26, 0.2, 14).stand(0.75, 0.0, 1.35) - frustum(0.2, 0.22, 0.2, 14).stand(0.75, 0.1, 1.35)
        shape.part("bowl", bowl, draw.color("red", "blue", "silver", "yellow", unlike=wall))
    shape.part("floor", box(1.7, 0.12, 2.0).hang(y=0.03), draw.material("wood", unlike=wall), spoken=False)
    return shape


@kind("birdhouse", synonyms=("bird house", "nesting box"), theme=THEME)
def birdhouse(draw: Draw) -> Shape:
    """A little house with a round hole and a perch: on a post, hanging, with two floors, or an open feeder."""
    shape = Shape()
    wall = draw.color() if draw.chance(0.6) else draw.material("wood")
    roof = draw.color("red", "blue", "brown", "green", "purple", "white", unlike=wall)
    form = shape.variant(draw.choice("gabled", "tall", "round"))
    height = 1.4 if form == "tall" else 0.9
    dark = draw.color("black", "dark brown", unlike=wall)
    if form == "round":
        shape.part("wall", cylinder(0.5, height, 14).stand(), wall, spoken=False)
        shape.part("roof", cone(0.75, 0.7, 14).stand(y=height - 0.03), roof)
    else:
        outline = [(-0.45, 0.0), (0.45, 0.0), (0.45, height), (0.0, height + 0.45), (-0.45, height)]
        shape.part("wall", extrude(outline, 0.8), wall, spoken=False)
        sides = [beam((0.0, height + 0.55, 0.0), (s * 0.75, height - 0.13, 0.0), 0.12, 1.1) for s in (-1, 1)]
        shape.part("roof", union(sides), roof)
    front = 0.5 if form == "round" else 0.4
    heights = [0.4, 0.95] if form == "tall" else [0.55]
    shape.part("hole", [cylinder(0.16, 0.14, 12).turn(x=90).move(0.0, y, front) for y in heights], dark)
    shape.part(
        "perch",
        [rod((0.0, y - 0.24, front - 0.1), (0.0, y - 0.24, front + 0.3), 0.05) for y in heights],
        draw.material("wood", unlike=wall),
        plural="perches",
    )
    hold = shape.variant(draw.choice("post", "hanging", "alone"))
    if hold == "post":
        shape.phrase("on a post")
        shape.part("post", box(0.16, 1.6, 0.16).hang(y=0.03), draw.material("wood", unlike=roof))
    elif hold == "hanging":
        top = height + (0.55 if form != "round" else 0.62)
        shape.part("hanger", torus(0.14, 0.07, 10, 6).turn(x=90).move(y=top + 0.12), draw.material("steel", "iron"))
    if draw.chance(0.4):
        bird = ellipsoid(0.22, 0.2, 0.34, 8).move(0.0, heights[-1] - 0.1, front + 0.24) + sphere(0.1, 8).move(
            0.0, heights[-1] + 0.06, front + 0.36
        )
        shape.part("bird", bird, draw.color("blue", "red", "yellow", "light blue", unlike=wall))
        shape.part(
            "beak",
            cone(0.05, 0.12, 6).turn(x=90).move(0.0, heights[-1] + 0.05, front + 0.48),
            draw.color("orange", "yellow"),
            spoken=False,
        )
    return shape
