"""What lies in a tool shed beside the hand tools: ladders, locks, nails, paint; about two units tall."""

from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.tools import grip_color, leant_over
from shape_diff.data.procedural.outlines import arc, curve, mirrored, rounded_rectangle
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    box,
    capsule,
    cone,
    cylinder,
    ellipsoid,
    extrude,
    frustum,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "tools"


@kind("ladder", synonyms=("step ladder",), theme=THEME)
def ladder(draw: Draw) -> Shape:
    """Two rails with rungs: straight, narrowing, a folding ladder or a rope ladder."""
    shape = Shape()
    form = shape.variant(draw.choice("straight", "narrowing", "folding"))
    color = draw.material("wood", "steel", "metal") if draw.chance(0.7) else draw.color("red", "yellow", "blue")
    rung = draw.color("light grey", "yellow", "brown", "white", unlike=color) if draw.chance(0.3) else color
    count = draw.integer(4, 8)
    shape.variant(f"{count} rungs")
    top = 0.36 * count + 0.2
    narrow = 0.6 if form == "narrowing" else 1.0
    lean = 12.0 if form == "folding" else -10.0
    wide = 0.36

    def rail(side: int) -> Solid:
        return rod((side * wide, 0.0, 0.0), (side * wide * narrow, top, 0.0), 0.055, sides=6)

    rails = [rail(side).turn(x=-lean) for side in (-1, 1)]
    reach = [wide * (1 + (narrow - 1) * (0.36 * n + 0.25) / top) for n in range(count)]
    rungs = [
        rod((-r, 0.36 * n + 0.25, 0.0), (r, 0.36 * n + 0.25, 0.0), 0.045, sides=6).turn(x=-lean)
        for n, r in enumerate(reach)
    ]
    if form == "folding":
        shape.call("step ladder")
        shift = top * sin(radians(lean))
        rungs = [box(2 * wide, 0.08, 0.2).center(0.0, 0.36 * n + 0.25, 0.02).turn(x=-lean) for n in range(count)]
        rear = [one.mirror("z").move(z=-2 * shift) for one in rails]
        shape.part("support", rear, color)
        shape.part("platform", box(0.86, 0.09, 0.46).center(0.0, top * cos(radians(lean)), -shift), rung)
        shape.part("step", rungs, rung)
    else:
        shape.part("rung", rungs, rung)
    shape.part("rail", rails, color)
    return shape


@kind("paintbrush", synonyms=("paint brush",), theme=THEME)
def paintbrush(draw: Draw) -> Shape:
    """A handle, a metal ferrule and bristles dipped in paint: a wide brush or a round artist's brush."""
    shape = Shape()
    wood = grip_color(draw)
    metal = draw.material("steel", "gold", "copper", unlike=wood)
    hair = draw.color("beige", "light brown", "dark brown", "black", unlike=metal)
    paint = draw.color("red", "blue", "green", "yellow", "pink", "purple", "light blue", "orange", "white", unlike=hair)
    form = shape.variant(draw.choice("wide", "round", "pointed"))
    dipped = shape.variant(draw.choice("dipped", "clean", weights=(3, 1)))
    if form == "wide":
        handle = [(0.1, -1.0), (0.13, -0.8), (0.09, -0.4), (0.3, 0.0), (0.32, 0.1)]
        shape.part("handle", extrude(mirrored(handle), 0.14), wood)
        shape.part("ferrule", box(0.7, 0.3, 0.2).stand(y=0.06), metal)
        shape.part(
            "bristles",
            extrude([(-0.33, 0.3), (0.33, 0.3), (0.38, 0.95), (0.2, 1.0), (-0.2, 0.97), (-0.38, 0.92)], 0.17),
            hair,
            mass=True,
        )
    else:
        shape.part("handle", revolve([(0.04, -1.3), (0.09, -0.9), (0.11, -0.3), (0.07, 0.06)], 10), wood)
        shape.part("ferrule", frustum(0.08, 0.12, 0.34, 10).stand(), metal)
        end = 0.02 if form == "pointed" else 0.09
        shape.part("bristles", revolve([(0.11, 0.3), (0.16, 0.5), (0.1, 0.72), (end, 0.86)], 10), hair, mass=True)
    if dipped == "dipped":
        shape.paint("paint", box(3, 1, 3).stand(y=0.62), paint, on="bristles", mass=True)
    shape.parts = [leant_over(part, 20.0) for part in shape.parts]
    return shape


@kind("paint roller", theme=THEME)
def paint_roller(draw: Draw) -> Shape:
    """A fluffy cylinder on a bent wire with a handle; dipped in paint, dry, or with a long pole."""
    shape = Shape()
    grip = grip_color(draw)
    metal = draw.material("steel", "iron", unlike=grip)
    paint = draw.color("red", "blue", "green", "yellow", "pink", "purple", "light blue", "orange", "white", unlike=grip)
    long = 0.9 if shape.variant(draw.choice("short handle", "long handle")) == "long handle" else 0.0
    shape.part("roller", cylinder(0.22, 1.1, 16).turn(z=90).center(-0.05, 1.35), paint)
    caps = [cylinder(0.15, 0.08, 12).turn(z=90).center(x, 1.35) for x in (-0.65, 0.55)]
    shape.part("cap", caps, metal, spoken=False)
    wire = [(0.5, 1.35, 0.0), (0.75, 1.35, 0.0), (0.75, 0.95, 0.0), (0.0, 0.8, 0.0), (0.0, 0.3, 0.0)]
    shape.part("wire", tube(wire, 0.045, 6), metal)
    profile = [(0.1, -0.5 - long), (0.12, -0.4 - long), (0.09, 0.0), (0.13, 0.3), (0.08, 0.42)]
    shape.part("handle", revolve(profile, 10), grip)
    if shape.variant(draw.choice("drips", "neat")) == "drips":
        drips = [
            capsule((x, 1.2, 0.12), (x, 1.2 - length, 0.14), 0.06, sides=6)
            for x, length in ((-0.4, 0.28), (-0.15, 0.16), (0.25, 0.34))
        ]
        shape.part("drip", drips, paint)
    return shape


@kind("tape measure", synonyms=("measuring tape",), theme=THEME)
def tape_measure(draw: Draw) -> Shape:
    """A rounded case with a tape of marks drawn out of it: square-shouldered or round, tape long or short."""
    shape = Shape()
    case = draw.color("yellow", "red", "orange", "blue", "green", "black")
    dark = draw.color("black", "dark grey", "white", unlike=case)
    tape = draw.color("yellow", "white", "light grey", unlike=case)
    form = shape.variant(draw.choice("round", "square-shouldered"))
    length = {"short": 0.7, "long": 1.3}[shape.variant(draw.choice("short", "long"))]
    if form == "round":
        body = cylinder(0.5, 0.44, 20).turn(x=90).move(y=0.5) + box(0.5, 0.3, 0.44).stand(x=0.25)
    else:
        body = extrude(
            [(-0.5, 0.0), (0.5, 0.0), (0.5, 0.5), *arc((0.1, 0.5), 0.4, 0, 90, 5)[1:], (-0.35, 0.9), (-0.5, 0.75)], 0.44
        )
    shape.part("case", body, case)
    shape.part("disc", cylinder(0.3, 0.52, 18).turn(x=90).move(-0.02, 0.48), dark)
    shape.part("tape", box(length, 0.06, 0.3).center(0.45 + length / 2, 0.09), tape)
    count = 4 if length < 1 else 7
    marks = [
        box(0.04, 0.2, 0.16 if n % 2 else 0.3).center(0.62 + 0.16 * n, 0.09, 0.07 if n % 2 else 0.0)
        for n in range(count)
    ]
    shape.paint("mark", marks, draw.color("black", "red", unlike=tape), on="tape")
    shape.part("hook", box(0.06, 0.24, 0.3).center(0.45 + length, 0.03), draw.material("steel", unlike=tape))
    if shape.variant(draw.choice("button", "plain")) == "button":
        shape.part("button", box(0.24, 0.16, 0.2).turn(z=-40).center(0.4, 0.82), dark, spoken=False)
    return shape


@kind("toolbox", synonyms=("tool box", "tool case"), theme=THEME)
def toolbox(draw: Draw) -> Shape:
    """A box with a lid and a handle: metal with clasps, with drawers, or an open wooden tray with tools in it."""
    shape = Shape()
    form = shape.variant(draw.choice("lidded", "drawers", "open tray"))
    if form == "open tray":
        wood = draw.material("wood")
        shape.part("tray", box(1.4, 0.4, 0.7).stand() - box(1.26, 0.5, 0.56).stand(y=0.08), wood, spoken=False)
        sides = pair(
            extrude([(-0.35, 0.0), (0.35, 0.0), (0.35, 0.4), (0.1, 0.8), (-0.1, 0.8), (-0.35, 0.4)], 0.09)
            .turn(y=90)
            .move(x=0.66)
        )
        shape.part("side", sides, wood, spoken=False)
        shape.part(
            "handle", rod((-0.7, 0.72, 0.0), (0.7, 0.72, 0.0), 0.055), draw.material("wood", "iron", unlike=wood)
        )
        shape.part(
            "hammer",
            rod((-0.4, 0.1, 0.16), (-0.3, 0.85, 0.2), 0.05) + box(0.36, 0.14, 0.14).center(-0.29, 0.88, 0.2),
            draw.material("iron", "steel", unlike=wood),
        )
        shape.part(
            "screwdriver",
            rod((0.3, 0.1, 0.16), (0.36, 0.5, 0.18), 0.04) + rod((0.35, 0.45, 0.18), (0.4, 0.85, 0.2), 0.09),
            draw.color("red", "yellow", "blue", "orange"),
        )
        return shape
    paint = draw.color("red", "red", "blue", "green", "yellow", "grey", "orange")
    dark = draw.color("black", "dark grey", "silver", "light grey", unlike=paint)
    shape.part("case", box(1.4, 0.62, 0.7).stand(), paint, spoken=False)
    lid = shape.variant(draw.choice("flat lid", "sloping lid"))
    top = 0.82
    outline = (
        [(-0.74, 0.58), (0.74, 0.58), (0.74, 0.8), (-0.74, 0.8)]
        if lid == "flat lid"
        else [(-0.74, 0.58), (0.74, 0.58), (0.6, 0.84), (-0.6, 0.84)]
    )
    shape.part("lid", extrude(outline, 0.76), paint if draw.chance(0.5) else dark)
    handle = tube(
        [(-0.34, top - 0.08, 0.0), (-0.3, top + 0.2, 0.0), (0.3, top + 0.2, 0.0), (0.34, top - 0.08, 0.0)], 0.055, 6
    )
    shape.part("handle", handle, dark)
    if form == "lidded":
        shape.part(
            "clasp",
            pair(rounded_box(0.18, 0.28, 0.1, 0.03).center(0.42, 0.58, 0.38)),
            dark if draw.chance(0.5) else draw.color("silver", "yellow", unlike=paint),
        )
    else:
        shape.part(
            "drawer",
            [rounded_box(1.28, 0.22, 0.08, 0.02).center(0.0, y, 0.36) for y in (0.17, 0.43)],
            draw.color("light grey", "dark grey", "red", "yellow", unlike=paint),
        )
        shape.part(
            "drawer handle",
            [box(0.5, 0.06, 0.09).center(0.0, y, 0.41) for y in (0.19, 0.45)],
            draw.color("black", "silver"),
        )
    return shape


@kind("nail", synonyms=("iron nail",), theme=THEME, has_front=False)
def nail(draw: Draw) -> Shape:
    """A spike with a flat head: straight, bent, square, or stuck in a board."""
    shape = Shape()
    metal = draw.material("steel", "iron", "metal")
    form = shape.variant(draw.choice("straight", "bent"), spoken=True)
    cut = shape.variant(draw.choice("round", "square"))
    sides = 8 if cut == "round" else 4
    path = (
        [(0.0, 0.2, 0.0), (0.0, 0.8, 0.0), (0.0, 1.5, 0.0)]
        if form == "straight"
        else curve([(0.0, 0.2, 0.0), (0.0, 0.7, 0.0), (0.14, 1.1, 0.0), (0.42, 1.4, 0.0)], 3)
    )
    shape.part("shank", tube(path, 0.085, sides), metal, spoken=False)
    shape.part("point", cone(0.085, 0.3, sides).turn(x=180).hang(y=0.25), metal)
    tilt = 0.0 if form == "straight" else -42.0
    shape.part("head", cylinder(0.24, 0.09, 14 if cut == "round" else 4).turn(z=tilt).center(*path[-1]), metal)
    return shape


@kind("bolt", synonyms=("bolt and nut", "hex bolt"), theme=THEME, has_front=False)
def bolt(draw: Draw) -> Shape:
    """A threaded shank with a six-sided head, or a round slotted or domed one; with a nut or a washer."""
    shape = Shape()
    metal = draw.material("steel", "metal", "gold", "copper")
    form = shape.variant(draw.choice("six-sided head", "slotted head", "domed head"))
    shape.call({"six-sided head": "bolt", "slotted head": "screw", "domed head": "bolt"}[form])
    count = 7
    threads = [
        revolve([(0.17, y - 0.07), (0.23, y), (0.17, y + 0.07)], 14) for y in (0.12 + 0.13 * n for n in range(count))
    ]
    shape.part("thread", union([cylinder(0.18, 1.3, 14).stand(), *threads]), metal)
    if form == "six-sided head":
        shape.part("head", cylinder(0.42, 0.28, 6).stand(y=1.25), metal)
    else:
        head = (
            revolve([(0.4, 1.25), (0.4, 1.38), (0.25, 1.5), (0.0, 1.54)], 16)
            if form == "domed head"
            else revolve([(0.18, 1.15), (0.42, 1.36), (0.42, 1.46)], 16)
        )
        slot = box(1.0, 0.2, 0.1).stand(y=1.38)
        shape.part("head", head - slot if form == "slotted head" else head, metal)
    extra = shape.variant(draw.choice("nut", "washer", "bare"))
    other = draw.material("steel", "gold", "copper", "iron") if draw.chance(0.4) else metal
    if extra == "nut":
        shape.phrase("with a nut")
        shape.part("nut", cylinder(0.4, 0.26, 6).stand(y=0.25), other)
    elif extra == "washer":
        shape.part("washer", cylinder(0.46, 0.08, 18).stand(y=1.16), other)
    return shape


@kind("magnifying glass", synonyms=("magnifier", "hand lens"), theme=THEME)
def magnifying_glass(draw: Draw) -> Shape:
    """A round lens in a rim with a handle: plain, with a collar or with a ribbed grip; tilted or upright."""
    shape = Shape()
    rim = draw.material("gold", "iron", "steel") if draw.chance(0.7) else draw.color("red", "blue", "black", "yellow")
    glass = draw.color("light blue", "light blue", "white", "turquoise", unlike=rim)
    grip = (
        draw.material("wood", unlike=rim)
        if draw.chance(0.6)
        else draw.color("black", "red", "dark brown", "blue", unlike=rim)
    )
    form = shape.variant(draw.choice("plain", "collar", "ribbed"))
    tilt = {"upright": 0.0, "tilted": -35.0}[shape.variant(draw.choice("upright", "tilted"))]
    pieces = [
        ("rim", torus(0.5, 0.16, 20, 8).turn(x=90).move(y=1.4), rim),
        ("lens", ellipsoid(0.98, 0.98, 0.16, 18).move(y=1.4), glass),
    ]
    pieces.append(("neck", cylinder(0.07, 0.3, 8).stand(y=0.65), rim))
    pieces.append(("handle", revolve([(0.1, 0.0), (0.14, 0.08), (0.11, 0.4), (0.13, 0.75)], 12), grip))
    if form == "collar":
        pieces.append(("collar", cylinder(0.16, 0.12, 12).stand(y=0.7), rim))
    elif form == "ribbed":
        pieces.append(("rib", union([torus(0.12, 0.07, 12, 6).move(y=y) for y in (0.2, 0.38, 0.56)]), grip))
    for name, solid, color in pieces:
        shape.part(
            name,
            solid.turn(z=tilt),
            color,
            spoken=name not in ("neck", "collar", "rib"),
            plural="lenses" if name == "lens" else None,
        )
    return shape


@kind("flashlight", synonyms=("torch light", "pocket torch"), theme=THEME)
def flashlight(draw: Draw) -> Shape:
    """A tube with a flared head and a lens: lying, standing, lit with a beam, or a lantern with a handle."""
    shape = Shape()
    body = draw.color("black", "red", "yellow", "blue", "dark grey", "orange", "green")
    trim = draw.color("silver", "black", "yellow", "light grey", "red", unlike=body)
    form = shape.variant(draw.choice("slim", "stout", "handled"))
    radius = 0.17 if form == "slim" else 0.25
    state = shape.variant(draw.choice("off", "lit"))
    head = revolve([(radius, 0.9), (radius + 0.16, 1.2), (radius + 0.16, 1.45), (0.0, 1.4)], 16)
    pieces = [("body", cylinder(radius, 1.0, 14).stand(), body), ("head", head, body if draw.chance(0.4) else trim)]
    glow = draw.color("yellow", "white", unlike=pieces[1][2])
    pieces.append(("lens", cylinder(radius + 0.1, 0.09, 16).stand(y=1.38), glow))
    pieces.append(("end cap", cylinder(radius + 0.03, 0.14, 14).stand(y=-0.04), trim))
    pieces.append(
        (
            "switch",
            rounded_box(0.1, 0.2, 0.12, 0.03).center(0.0, 0.72, radius),
            draw.color("red", "white", "black", "green", unlike=body),
        )
    )
    if form == "handled":
        pieces.append(
            (
                "handle",
                tube(
                    [
                        (0.0, 0.15, radius - 0.02),
                        (0.0, 0.25, radius + 0.25),
                        (0.0, 0.85, radius + 0.25),
                        (0.0, 0.95, radius - 0.02),
                    ],
                    0.06,
                    6,
                ),
                trim,
            )
        )
    if state == "lit":
        shape.phrase("with a beam of light")
        pieces.append(
            (
                "beam of light",
                frustum(radius + 0.06, 1.6 * radius + 0.2, 0.7, 16).stand(y=1.4),
                draw.color("yellow", "white", unlike=pieces[1][2]),
            )
        )
    for name, solid, color in pieces:
        shape.part(
            name,
            solid.turn(z=-90).turn(y=25),
            color,
            plural={"lens": "lenses", "switch": "switches", "beam of light": "beams of light"}.get(name),
        )
    return shape


@kind("key", synonyms=("door key",), theme=THEME)
def key(draw: Draw) -> Shape:
    """A bow, a shaft and a bit: an old key with a ring, clover or heart, or a flat modern key."""
    shape = Shape()
    metal = draw.material("gold", "gold", "silver", "iron", "copper")
    form = shape.variant(draw.choice("ring", "clover", "heart", "modern"))
    teeth = draw.choice(2, 3)
    shape.variant(f"{teeth} teeth")
    if form == "modern":
        outline = [
            (-0.08, -1.3),
            (0.0, -1.4),
            (0.1, -1.3),
            (0.1, -1.15),
            (0.02, -1.05),
            (0.1, -0.92),
            (0.02, -0.78),
            (0.1, -0.62),
            (0.04, -0.5),
            (0.14, -0.35),
            (0.14, 0.0),
            (-0.14, 0.0),
            (-0.14, -1.22),
        ]
        shape.part("shaft", extrude(outline, 0.1), metal)
        head = draw.color("black", "red", "blue", "green", unlike=metal) if draw.chance(0.5) else metal
        bow = extrude(rounded_rectangle(0.8, 0.66, 0.2), 0.16).move(y=0.28) - cylinder(0.1, 1, 10).turn(x=90).move(
            y=0.44
        )
        shape.part("head", bow, head)
        return shape
    if form == "ring":
        bow = torus(0.3, 0.14, 18, 8).turn(x=90).move(y=0.36)
    elif form == "clover":
        bow = union(
            [torus(0.17, 0.12, 14, 6).turn(x=90).move(x, y) for x, y in ((-0.25, 0.26), (0.25, 0.26), (0.0, 0.58))]
        )
    else:
        path = [
            (0.0, 0.08, 0.0),
            (0.34, 0.4, 0.0),
            (0.32, 0.66, 0.0),
            (0.12, 0.72, 0.0),
            (0.0, 0.56, 0.0),
            (-0.12, 0.72, 0.0),
            (-0.32, 0.66, 0.0),
            (-0.34, 0.4, 0.0),
        ]
        bow = tube(path, 0.065, 6, closed=True)
    shape.part("bow", bow, metal)
    shape.part("shaft", cylinder(0.075, 1.4, 10).hang(y=0.1) + torus(0.08, 0.1, 12, 6).move(y=0.0), metal)
    shape.part(
        "tooth", [box(0.26, 0.11, 0.12).center(0.16, -1.2 + 0.2 * n) for n in range(teeth)], metal, plural="teeth"
    )
    if shape.variant(draw.choice("jewel", "plain", weights=(1, 3))) == "jewel":
        shape.part(
            "jewel",
            sphere(0.12, 8).move(y=0.36 if form == "ring" else 0.3),
            draw.color("red", "blue", "green", "purple", unlike=metal),
        )
        shape.part("setting", rod((0.0, 0.0, 0.0), (0.0, 0.3, 0.0), 0.05), metal, spoken=False)
    return shape


@kind("padlock", synonyms=("lock",), theme=THEME)
def padlock(draw: Draw) -> Shape:
    """A block with a steel hoop and a keyhole: square, round or shield-shaped; locked or open; with number dials."""
    shape = Shape()
    body = (
        draw.material("gold", "gold", "iron", "steel", "copper")
        if draw.chance(0.75)
        else draw.color("red", "blue", "green")
    )
    metal = draw.material("steel", "iron", unlike=body)
    form = shape.variant(draw.choice("square", "round", "shield"))
    if form == "square":
        solid = rounded_box(1.0, 0.85, 0.42, 0.08).center()
    elif form == "round":
        solid = cylinder(0.54, 0.42, 20).turn(x=90)
    else:
        solid = extrude([(0.0, -0.55), (0.46, -0.25), (0.5, 0.42), (-0.5, 0.42), (-0.46, -0.25)], 0.42)
    shape.part("body", solid, body, spoken=False)
    state = shape.variant(draw.choice("locked", "open"))
    lift = 0.24 if state == "open" else 0.0
    path = [
        (0.3, 0.3, 0.0),
        (0.3, 0.62, 0.0),
        *[(x, y, 0.0) for x, y in arc((0.0, 0.65), 0.3, 20, 160, 7)],
        (-0.3, 0.62, 0.0),
        (-0.3, 0.3 + 1.6 * lift, 0.0),
    ]
    shackle = tube(path, 0.085, 8).move(y=lift)
    if state == "open":
        shape.adjective("open")
        shackle = shackle.move(x=-0.3).turn(y=-30).move(x=0.3)
    shape.part("shackle", shackle, metal)
    dark = draw.color("black", "dark grey", unlike=body)
    face = shape.variant(draw.choice("keyhole", "dials", weights=(3, 1)))
    if face == "keyhole":
        hole = cylinder(0.11, 0.46, 12).turn(x=90).move(y=0.06) + extrude(
            [(-0.05, 0.0), (0.05, 0.0), (0.1, -0.24), (-0.1, -0.24)], 0.46
        )
        shape.part("keyhole", hole, dark)
    else:
        shape.call("combination lock")
        shape.part(
            "dial",
            row(cylinder(0.12, 0.14, 10).turn(z=90).center(z=0.2), 3, 0.2),
            draw.color("white", "black", "red", unlike=body),
        )
    return shape
