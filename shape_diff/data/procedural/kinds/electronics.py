"""Electronics: screens, computers, sound and pictures; the unit is the thing's own."""

from shape_diff.data.procedural.arrays import corners, grid, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    mirrored,
    rounded_rectangle,
    smooth,
)
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    beam,
    box,
    capsule,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    hoop,
    hull_of,
    prism,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "electronics"


def _case(draw: Draw, *unlike: Color) -> Color:
    """Black, grey and white most often, painted now and then."""
    neutral = draw.color("black", "dark grey", "grey", "white", "silver", unlike=unlike)
    return neutral if draw.chance(0.6) else draw.color(unlike=unlike)


def _screen(draw: Draw, *unlike: Color) -> Color:
    return draw.color("light blue", "blue", "turquoise", "dark blue", "black", "light green", unlike=unlike)


def _window(draw: Draw, shape: Shape, width: float, height: float, middle: tuple[float, float, float]) -> None:
    """Something to see on a screen, now and then: a window with a bar at its side, or a hill under the sun."""
    x, y, z = middle
    known = [part.color for part in shape.parts]
    style = draw.choice("off", "window", "landscape")
    if style == "window":
        pane = box(0.5 * width, 0.5 * height, 0.05).center(x - 0.08 * width, y + 0.05 * height, z)
        shape.part("window", pane, draw.color("white", "yellow", "light grey", unlike=known), spoken=False)
    elif style == "landscape":
        hill = extrude(
            [(-0.48, -0.45), (0.48, -0.45), (0.48, -0.2), (0.2, 0.1), (0.0, -0.1), (-0.25, 0.15), (-0.48, -0.2)], 0.05
        )
        shape.part("hill", hill.scale(width, height, 1).move(x, y, z), draw.color("green", unlike=known), spoken=False)
        sun = cylinder(0.11 * height, 0.05, 10).turn(x=90).move(x + 0.3 * width, y + 0.28 * height, z)
        shape.part("sun", sun, draw.color("yellow"), spoken=False)


@kind("television", synonyms=("tv", "television set"), theme=THEME)
def television(draw: Draw) -> Shape:
    """A flat screen on feet or a pedestal, or an old tube set with an antenna and knobs."""
    shape = Shape()
    form = shape.variant(draw.choice("flat screen", "pedestal", "old"))
    if form == "old":
        shape.adjective("old")
        case = draw.material("wood") if draw.chance(0.5) else draw.color()
        shape.part("case", rounded_box(1.6, 1.15, 0.9, 0.08).stand(y=0.3), case, spoken=False)
        glass = draw.color("dark grey", "black", "light blue", "light green", unlike=case)
        shape.part("screen", rounded_box(1.0, 0.85, 0.16, 0.07).center(-0.2, 0.87, 0.44), glass)
        knob = cylinder(0.09, 0.14, 10).turn(x=90)
        trim = draw.color("silver", "gold", "white", "black", unlike=case)
        shape.part("knob", [knob.center(0.57, y, 0.48) for y in (1.15, 0.88)], trim)
        shape.part(
            "speaker", box(0.26, 0.24, 0.06).center(0.57, 0.55, 0.45), draw.color("beige", "dark grey", unlike=case)
        )
        shape.part(
            "leg", corners(rod((0.0, 0.34, 0.0), (0.12, 0.0, 0.1), 0.06, 0.04), 0.55, 0.25), draw.material("wood")
        )
        if shape.variant(draw.choice("antenna", "no antenna", weights=(3, 1))) == "antenna":
            rods = [rod((0.0, 1.42, 0.0), (s * 0.5, 2.1, 0.0), 0.03) for s in (-1, 1)]
            shape.part("antenna", rods, draw.material("steel"), plural="antennas")
            shape.part(
                "antenna base", dome(0.16, 0.12, 12).move(y=1.42), draw.color("black", unlike=case), spoken=False
            )
        return shape
    case = draw.color("black", "black", "dark grey", "white", "silver")
    glass = _screen(draw, case)
    shape.part("frame", box(2.0, 1.18, 0.09).stand(y=0.16), case, spoken=False)
    shape.part("screen", box(1.88, 1.06, 0.06).center(0.0, 0.75, 0.04), glass)
    _window(draw, shape, 1.7, 0.95, (0.0, 0.75, 0.07))
    if form == "flat screen":
        feet = pair(rod((0.6, 0.22, 0.0), (0.66, 0.03, 0.22), 0.04) + rod((0.6, 0.22, 0.0), (0.66, 0.03, -0.22), 0.04))
        shape.part("foot", feet, case, plural="feet")
    else:
        shape.part("stand", box(0.2, 0.3, 0.08).stand() + rounded_box(0.8, 0.06, 0.4, 0.02).stand(), case)
    if shape.variant(draw.choice("sound bar", "no sound bar", weights=(1, 3))) == "sound bar":
        shape.part(
            "sound bar",
            rounded_box(1.3, 0.12, 0.14, 0.03).stand(y=0.0, z=0.32),
            draw.color("dark grey", "black", "grey"),
        )
    return shape


@kind("computer monitor", synonyms=("computer screen", "display"), theme=THEME)
def computer_monitor(draw: Draw) -> Shape:
    """A screen on a neck and foot: flat and wide, curved, or an old deep tube monitor."""
    shape = Shape()
    case = _case(draw)
    glass = _screen(draw, case)
    form = shape.variant(draw.choice("flat", "curved", "old"))
    foot = shape.variant(draw.choice("round foot", "square foot", "forked foot"))
    if form == "old":
        shape.adjective("bulky old")
        case = draw.color("beige", "light grey", "grey")
        glass = draw.color("black", "dark green", "dark blue", "dark grey", unlike=case)
        shape.part("case", box(1.2, 1.0, 0.3).stand(y=0.25, z=0.3), case, spoken=False)
        shape.part("back", frustum(0.75, 0.5, 0.6, 4).turn(x=-90).move(0.0, 0.76, -0.1), case, spoken=False)
        shape.part("screen", rounded_box(0.95, 0.72, 0.1, 0.04).center(0.0, 0.8, 0.43), glass)
        shape.part(
            "button", row(box(0.08, 0.05, 0.06).center(0.25, 0.33, 0.45), 3, 0.14), draw.color("dark grey", "black")
        )
        neck_z, low = 0.1, 0.28
    else:
        if form == "curved":
            shape.adjective("curved")
        side = 22.0 if form == "curved" else 0.0
        panes = [(0.0, 0.0, 0.0), (0.56, 0.1, -side), (-0.56, 0.1, side)] if side else [(0.0, 0.0, 0.0)]
        width = 0.64 if side else 1.6
        frame = [box(width + 0.03, 0.95, 0.1).turn(y=turn).center(x, 0.95, z) for x, z, turn in panes]
        shape.part("frame", union(frame), case, spoken=False)
        pane = [
            box(width - (0.0 if side else 0.1), 0.8, 0.06).turn(y=turn).center(x, 0.96, z + 0.04)
            for x, z, turn in panes
        ]
        shape.part("screen", union(pane), glass)
        if not side:
            _window(draw, shape, 1.4, 0.7, (0.0, 0.96, 0.07))
        neck_z, low = -0.08, 0.7
    shape.part("neck", box(0.18, low, 0.1).stand(0.0, 0.02, neck_z), case)
    if foot == "round foot":
        shape.part("foot", cylinder(0.38, 0.07, 16).stand(z=neck_z), case, plural="feet")
    elif foot == "square foot":
        shape.part("foot", rounded_box(0.7, 0.07, 0.5, 0.02).stand(z=neck_z), case, plural="feet")
    else:
        legs = [beam((0.0, 0.05, neck_z), (s * 0.45, 0.04, neck_z + 0.42), 0.1, 0.08) for s in (-1, 1)]
        shape.part("foot", legs[0] + legs[1] + box(0.2, 0.08, 0.3).stand(z=neck_z), case, plural="feet")
    return shape


def _keycaps(width: float, depth: float, columns: int, rows: int, height: float) -> list[Solid]:
    """Rows of keys lying on y = 0, each a box, with a gap between two."""
    step_x, step_z = width / columns, depth / rows
    cap = box(0.74 * step_x, height, 0.72 * step_z).stand()
    return [copy for line in row(cap, rows, step_z, "z") for copy in row(line, columns, step_x)]


@kind("laptop", synonyms=("laptop computer", "notebook computer"), theme=THEME)
def laptop(draw: Draw) -> Shape:
    """A hinged computer, open, wide open, half closed, or folded back as a tent."""
    shape = Shape()
    case = _case(draw)
    dark = draw.color("black", "dark grey", "white", unlike=case)
    pose = shape.variant(draw.choice("open", "half closed", "wide open"))
    angle = {"open": -18.0, "half closed": 35.0, "wide open": -50.0}[pose]
    shape.part("base", rounded_box(1.5, 0.09, 1.0, 0.03).stand(), case, spoken=False)
    keys = shape.variant(draw.choice("single keys", "key field"))
    field = box(1.3, 0.05, 0.48).center(0.0, 0.095, -0.15)
    if keys == "single keys":
        shape.part("key", [key.move(0.0, 0.07, -0.15) for key in _keycaps(1.34, 0.5, 8, 3, 0.06)], dark, spoken=False)
    else:
        shape.part("keyboard", field, dark)
    shape.part(
        "touchpad",
        box(0.4, 0.05, 0.24).center(0.0, 0.085, 0.32),
        draw.color("grey", "light grey", "dark grey", unlike=case),
    )
    lid = rounded_box(1.5, 1.0, 0.08, 0.03).stand()
    glass = _screen(draw, case)
    pane = box(1.36, 0.84, 0.06).stand(y=0.08, z=0.03)

    def place(solid: Solid) -> Solid:
        return solid.turn(x=angle).move(y=0.06, z=-0.48)

    shape.part("lid", place(lid), case, spoken=False)
    shape.part("screen", place(pane), glass)
    if draw.chance(0.4):
        window = box(0.6, 0.42, 0.06).stand(x=-0.15, y=0.3, z=0.05)
        shape.part("window", place(window), draw.color("white", "yellow", "light green", unlike=glass), spoken=False)
    if draw.chance(0.3):
        shape.part(
            "badge",
            place(cylinder(0.12, 0.06, 10).turn(x=90).move(y=0.5, z=-0.03)),
            draw.color("white", "silver", unlike=case),
            spoken=False,
        )
    return shape


@kind("computer keyboard", synonyms=("pc keyboard",), theme=THEME)
def computer_keyboard(draw: Draw) -> Shape:
    """A flat board of keys: full width with a number pad, compact, or split; some with coloured keys."""
    shape = Shape()
    case = _case(draw)
    key = draw.color("white", "light grey", "black", "dark grey", unlike=case)
    form = shape.variant(draw.choice("full size", "compact", "split"))
    extra = shape.variant(draw.choice("plain", "accent keys", "wrist rest"))
    if form == "split":
        shape.adjective("split")
        halves = [(-0.55, 14.0), (0.55, -14.0)]
        board = [rounded_box(0.95, 0.12, 0.72, 0.03).stand().turn(y=turn).move(x=x) for x, turn in halves]
        shape.part("case", board, case, spoken=False)
        caps = [k.move(y=0.1).turn(y=turn).move(x=x) for x, turn in halves for k in _keycaps(0.86, 0.62, 5, 4, 0.09)]
        shape.part("key", caps, key, spoken=False)
        return shape
    width = 2.0 if form == "full size" else 1.4
    if form == "compact":
        shape.adjective("compact")
    case_ = side_extrude([(0.36, 0.0), (0.36, 0.08), (-0.36, 0.16), (-0.36, 0.0)], width)
    shape.part("case", case_, case, spoken=False)
    main = 1.34 if form == "full size" else 1.3
    shift = -0.26 if form == "full size" else 0.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=6).move(y=0.1)

    caps = [place(k.move(x=shift, z=-0.06)) for k in _keycaps(main, 0.52, 11, 4, 0.1)]
    bar = place(box(0.62 * main, 0.1, 0.1).stand(shift, 0.0, 0.27))
    shape.part("key", caps, key, spoken=False)
    accent = draw.color(unlike=[case, key]) if extra == "accent keys" else key
    shape.part("space bar", bar, accent)
    if form == "full size":
        pad = [place(k.move(x=0.7, z=-0.06)) for k in _keycaps(0.44, 0.52, 3, 4, 0.1)]
        shape.part("number key", pad, accent, spoken=False)
    if extra == "wrist rest":
        shape.part(
            "wrist rest", rounded_box(width, 0.1, 0.26, 0.04).stand(z=0.5), draw.color("black", "grey", unlike=case)
        )
    return shape


@kind("computer mouse", synonyms=("pc mouse",), theme=THEME)
def computer_mouse(draw: Draw) -> Shape:
    """A rounded mouse with buttons and a wheel, with a cable or without; on a mat now and then."""
    shape = Shape()
    case = _case(draw)
    dark = draw.color("black", "dark grey", "light grey", unlike=case)
    link = shape.variant(draw.choice("cable", "wireless"))
    base = shape.variant(draw.choice("alone", "on a mat"))
    form = shape.variant(draw.choice("round", "slim"))
    width = 0.66 if form == "round" else 0.5
    if base == "on a mat":
        shape.phrase("on a mouse mat")
        mat = rounded_rectangle(1.6, 1.8, draw.uniform(0.06, 0.3))
        shape.part("mat", prism(mat, 0.06).move(z=-0.05), draw.color(unlike=case))
    body = ellipsoid(width, 0.72, 1.25, 16) - box(3, 1, 3).hang()
    body = (body + box(0.8 * width, 0.16, 0.9).stand(z=0.05)) & box(3, 3, 1.12)
    shape.part("body", body.move(y=0.03), case, spoken=False)
    shape.paint("button", pair(box(0.4, 2, 0.5).center(0.22, 0.0, 0.45)), dark, on="body")
    wheel = cylinder(0.14, 0.09, 12).turn(z=90).center(0.0, 0.26, 0.34)
    shape.part("wheel", wheel, draw.color("red", "grey", "black", "blue", unlike=dark))
    if link == "cable":
        path = [(0.0, 0.1, 0.5), (0.04, 0.08, 0.75), (-0.16, 0.08, 0.95), (0.1, 0.08, 1.15), (0.0, 0.08, 1.4)]
        shape.part("cable", tube(curve(path, 4), 0.035, 6), dark)
    else:
        shape.adjective("wireless")
    return shape


@kind("game controller", synonyms=("gamepad", "video game controller"), theme=THEME)
def game_controller(draw: Draw) -> Shape:
    """A controller with grips, sticks, a cross and coloured buttons; an old flat pad; or a joystick."""
    shape = Shape()
    case = _case(draw)
    dark = draw.color("black", "dark grey", "white", unlike=case)
    form = shape.variant(draw.choice("with grips", "retro pad", "joystick", weights=(3, 1, 1)))
    if form == "joystick":
        shape.call("joystick")
        shape.part("base", rounded_box(1.0, 0.3, 1.0, 0.08).stand(), case)
        shape.part("boot", dome(0.28, 0.14, 12).move(y=0.28), dark, spoken=False)
        shape.part("stick", rod((0.0, 0.3, 0.0), (0.0, 1.1, 0.0), 0.07), dark)
        red = draw.color("red", "red", "orange", "blue", unlike=[case, dark])
        shape.part("ball", sphere(0.22, 14).move(y=1.2), red)
        shape.part("button", pair(cylinder(0.11, 0.1, 10).stand(0.32, 0.28, 0.32)), red)
        return shape
    tilt = 62.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=-90 + tilt).move(y=0.62)

    if form == "with grips":
        grip = [(0.0, -0.18), (0.3, -0.2), (0.5, -0.42), (0.72, -0.78), (0.92, -0.8), (0.96, -0.5)]
        half = [*grip, (0.86, 0.12), (0.7, 0.34), (0.3, 0.36), (0.0, 0.3)]
        shape.part("body", place(extrude(smooth(mirrored(half)), 0.3)), case, spoken=False)
        sticks = [(-0.26, -0.08), (0.26, -0.08)]
        shape.part(
            "thumbstick",
            [
                place((cylinder(0.09, 0.2, 8) + cylinder(0.14, 0.08, 12).stand(y=0.08)).turn(x=90).move(x, y, 0.2))
                for x, y in sticks
            ],
            dark,
        )
        if shape.variant(draw.choice("trigger", "plain")) == "trigger":
            shape.part("trigger", [place(box(0.36, 0.16, 0.2).center(s * 0.58, 0.36, -0.02)) for s in (-1, 1)], dark)
    else:
        shape.adjective("retro")
        shape.part("body", place(extrude(rounded_rectangle(1.8, 0.75, 0.16), 0.22).move(y=0.05)), case, spoken=False)
        shape.part(
            "pill button", [place(box(0.18, 0.08, 0.1).move(x, -0.02, 0.12)) for x in (-0.14, 0.14)], dark, spoken=False
        )
    cross = box(0.34, 0.11, 0.12) + box(0.11, 0.34, 0.12)
    shape.part("direction pad", place(cross.move(-0.6, 0.1, 0.16)), dark)
    count = 4 if form == "with grips" else 2
    spots = [(0.6, 0.24), (0.74, 0.1), (0.6, -0.04), (0.46, 0.1)] if count == 4 else [(0.5, 0.02), (0.74, 0.1)]
    names = ("green", "red", "blue", "yellow") if draw.chance(0.6) else (draw.color(unlike=case).name,) * 4
    for (x, y), name in zip(spots, names, strict=False):
        shape.part("button", place(cylinder(0.075, 0.14, 10).turn(x=90).move(x, y, 0.16)), draw.color(name))
    return shape


@kind("mobile phone", synonyms=("smartphone", "cell phone"), theme=THEME)
def mobile_phone(draw: Draw) -> Shape:
    """A smartphone with apps on its screen, an old phone with keys, or a folding one; propped up."""
    shape = Shape()
    case = _case(draw)
    form = shape.variant(draw.choice("smartphone", "with keys", "folding", weights=(3, 1, 1)))
    glass = _screen(draw, case)

    def tilt(solid: Solid) -> Solid:
        return solid.turn(x=-14)

    if form == "smartphone":
        shape.part("case", tilt(extrude(rounded_rectangle(0.95, 1.9, 0.12), 0.13).move(y=0.95)), case, spoken=False)
        shape.part("screen", tilt(box(0.84, 1.66, 0.06).center(0.0, 0.97, 0.06)), glass)
        if shape.variant(draw.choice("apps", "blank")) == "apps":
            apps = grid(box(0.15, 0.15, 0.06).center(0.0, 1.1, 0.09), 3, 4, 0.26, 0.28)
            shape.part(
                "app icon",
                [tilt(app) for app in apps],
                draw.color("white", "yellow", "orange", "red", unlike=glass),
                spoken=False,
            )
        camera = extrude(rounded_rectangle(0.3, 0.34, 0.08), 0.1).move(-0.24, 1.66, -0.08)
        shape.part("camera", tilt(camera), draw.color("black", "dark grey", unlike=case))
        return shape
    keys = [key.turn(x=90) for key in _keycaps(0.66, 0.72, 3, 4, 0.1)]
    pale = draw.color("white", "light grey", "black", unlike=case)
    if form == "with keys":
        shape.adjective("old")
        shape.part("case", tilt(extrude(rounded_rectangle(0.86, 1.9, 0.16), 0.26).move(y=0.95)), case, spoken=False)
        shape.part(
            "screen",
            tilt(box(0.62, 0.5, 0.06).center(0.0, 1.42, 0.12)),
            draw.color("light green", "light blue", unlike=case),
        )
        shape.part("key", [tilt(key.move(0.0, 0.62, 0.08)) for key in keys], pale, spoken=False)
        shape.part("antenna", tilt(cylinder(0.07, 0.5, 8).stand(0.3, 1.8)), case, plural="antennas")
        return shape
    shape.adjective("folding")
    shape.part("case", rounded_box(0.9, 0.16, 1.0, 0.05).stand(z=0.5), case, spoken=False)
    shape.part("key", [key.turn(x=-90).move(0.0, 0.1, 0.52) for key in keys], pale, spoken=False)
    lid = rounded_box(0.9, 1.0, 0.14, 0.05).stand()
    shape.part("lid", lid.turn(x=-25).move(y=0.06), case, spoken=False)
    shape.part("screen", box(0.7, 0.7, 0.06).stand(y=0.16, z=0.06).turn(x=-25).move(y=0.06), glass)
    return shape


@kind("telephone", synonyms=("old telephone", "desk phone"), theme=THEME)
def telephone(draw: Draw) -> Shape:
    """A desk telephone with its receiver across the top: a dial, keys, or a candlestick with a horn."""
    shape = Shape()
    case = draw.color("red", "black", "green", "beige", "light blue", "white", "yellow")
    trim = draw.color("white", "silver", "gold", "black", unlike=case)
    form = shape.variant(draw.choice("dial", "keys", "candlestick"))
    if form == "candlestick":
        shape.adjective("antique")
        brass = draw.material("gold", unlike=case)
        shape.part("base", frustum(0.42, 0.34, 0.14, 16).stand(), case)
        shape.part("column", cylinder(0.08, 1.2, 8).stand(y=0.1), brass)
        shape.part("mouthpiece", frustum(0.1, 0.26, 0.34, 14).turn(x=75).move(0.0, 1.34, 0.2), case)
        shape.part("hook", rod((0.0, 1.0, 0.0), (0.42, 1.02, 0.0), 0.04), brass, spoken=False)
        shape.part("receiver", rod((0.42, 1.2, 0.0), (0.42, 0.7, 0.0), 0.08, 0.13, 12), case)
        shape.part("dial", cylinder(0.2, 0.08, 14).turn(x=65).move(0.0, 0.22, 0.3), trim)
        return shape
    body = side_extrude([(0.55, 0.0), (0.55, 0.14), (0.05, 0.62), (-0.4, 0.62), (-0.5, 0.0)], 1.1, 1.0)
    shape.part("body", body, case, spoken=False)
    if form == "dial":
        shape.phrase("with a dial")
        face = cylinder(0.3, 0.1, 18).turn(x=46).move(0.0, 0.4, 0.32)
        shape.part("dial", face, trim, spoken=False)
        holes = [
            cylinder(0.055, 0.06, 6).move(z=0.2, y=0.04).turn(y=a).turn(x=46).move(0.0, 0.4, 0.32)
            for a in range(0, 320, 40)
        ]
        shape.part("hole", holes, case, spoken=False)
    else:
        keys = [key.turn(x=43).move(0.0, 0.36, 0.3) for key in _keycaps(0.6, 0.56, 3, 4, 0.12)]
        shape.part("key", keys, trim)
    shape.part("cradle", pair(box(0.12, 0.18, 0.4).stand(0.3, 0.58, -0.16)), case, spoken=False)
    grip = tube(curve([(-0.62, 0.78, -0.16), (-0.4, 0.9, -0.16), (0.4, 0.9, -0.16), (0.62, 0.78, -0.16)], 3), 0.1)
    ends = [frustum(0.2, 0.15, 0.2, 12).center(s * 0.62, 0.74, -0.16) for s in (-1, 1)]
    shape.part(
        "receiver", grip + ends[0] + ends[1], draw.color("black", "white", unlike=case) if draw.chance(0.3) else case
    )
    if shape.variant(draw.choice("cord", "no cord")) == "cord":
        cord = [(-0.62, 0.6, -0.16), (-0.85, 0.2, 0.0), (-0.75, 0.06, 0.25), (-0.5, 0.08, 0.3)]
        shape.part("cord", tube(curve(cord, 4), 0.04, 6), draw.color("black", "dark grey", unlike=case))
    return shape


@kind("camera", synonyms=("photo camera",), theme=THEME)
def camera(draw: Draw) -> Shape:
    """A camera with a lens: a mirror camera with a hump, a small flat one, or an instant camera; on a tripod or not."""
    shape = Shape()
    case = _case(draw)
    grip = draw.color("black", "brown", "dark grey", "white", unlike=case)
    form = shape.variant(draw.choice("mirror camera", "compact", "instant"))
    stand = shape.variant(draw.choice("tripod", "alone", weights=(1, 3)))
    dark = draw.color("black", "dark grey", unlike=case)
    if form == "instant":
        shape.adjective("instant")
        side = [(0.4, 0.0), (0.4, 0.55), (0.2, 1.0), (-0.4, 1.0), (-0.4, 0.0)]
        shape.part("body", side_extrude(side, 1.2), case, spoken=False)
        shape.part("lens", cylinder(0.26, 0.3, 16).turn(x=90).center(0.0, 0.6, 0.4), dark)
        shape.part("picture", box(0.8, 0.06, 0.5).center(0.0, 0.16, 0.6), draw.color("white"))
        shape.paint("stripe", box(0.26, 3, 3), draw.color(unlike=case), on="body")
        shape.part(
            "flash", box(0.3, 0.16, 0.1).center(-0.36, 0.84, 0.28), draw.color("light blue", "white", unlike=case)
        )
    else:
        shape.part("body", rounded_box(1.5, 0.95, 0.45, 0.06).stand(), case, spoken=False)
        shape.paint("grip", box(3, 0.55, 3).center(y=0.42), grip, on="body")
        if form == "mirror camera":
            shape.part("viewfinder", rounded_box(0.5, 0.3, 0.42, 0.06).stand(y=0.9), case)
            shape.part("lens", cylinder(0.38, 0.5, 18).turn(x=90).center(0.0, 0.46, 0.4), dark)
            shape.part(
                "lens ring",
                cylinder(0.41, 0.1, 18).turn(x=90).center(0.0, 0.46, 0.52),
                draw.color("silver", "red", "gold"),
                spoken=False,
            )
        else:
            shape.adjective("compact")
            shape.part("lens", cylinder(0.3, 0.34, 18).turn(x=90).center(0.1, 0.46, 0.25), dark)
            shape.part(
                "flash", box(0.3, 0.16, 0.08).center(0.5, 0.8, 0.22), draw.color("white", "light blue", unlike=case)
            )
        shape.part(
            "shutter button", cylinder(0.09, 0.14, 10).stand(-0.52, 0.9), draw.color("red", "silver", unlike=case)
        )
        at = (0.0, 0.46, 0.62) if form == "mirror camera" else (0.1, 0.46, 0.4)
        glass = cylinder(0.24, 0.1, 16).turn(x=90).center(*at)
        shape.part("glass", glass, draw.color("light blue", "blue", "turquoise"), spoken=False)
    if stand == "tripod":
        shape.phrase("on a tripod")
        legs = ring(rod((0.0, -0.1, 0.08), (0.0, -1.7, 0.72), 0.06), 3, start=60)
        shape.part("tripod leg", legs, draw.color("black", "dark grey", "silver"))
        shape.part("tripod head", cylinder(0.16, 0.3, 10).hang(y=0.02), draw.color("black", "dark grey"), spoken=False)
    return shape


@kind("radio", theme=THEME)
def radio(draw: Draw) -> Shape:
    """A box with a dial and a speaker: an arched wooden set, a portable one, or a boombox with two speakers."""
    shape = Shape()
    form = shape.variant(draw.choice("arched", "portable", "boombox"))
    dark = draw.color("black", "dark grey", "silver")
    if form == "arched":
        shape.adjective("old")
        case = draw.material("wood")
        outline = [(-0.55, 0.0), (0.55, 0.0), *arc((0.0, 0.8), 0.55, 0, 180, 9)]
        shape.part("case", extrude(outline, 0.6), case, spoken=False)
        cloth = draw.color("beige", "dark red", "gold", "dark green", unlike=case)
        shape.part("speaker", cylinder(0.36, 0.08, 16).turn(x=90).center(0.0, 0.86, 0.3), cloth)
        shape.part("bar", row(box(0.07, 0.78, 0.08).center(0.0, 0.86, 0.33), 3, 0.22), case, spoken=False)
        shape.part(
            "knob",
            pair(cylinder(0.1, 0.16, 10).turn(x=90).center(0.32, 0.22, 0.34)),
            draw.color("gold", "black", unlike=case),
        )
        shape.part("dial", box(0.28, 0.16, 0.08).center(0.0, 0.22, 0.3), draw.color("yellow", "white"))
        return shape
    case = draw.color()
    width = 1.3 if form == "portable" else 2.0
    shape.part("case", rounded_box(width, 0.85, 0.4, 0.06).stand(), case, spoken=False)
    cone_ = cylinder(0.3, 0.08, 16).turn(x=90) if form == "portable" else cylinder(0.34, 0.1, 16).turn(x=90)
    places = [-0.3] if form == "portable" else [-0.6, 0.6]
    cloth = draw.color("black", "dark grey", "white", "silver", unlike=case)
    shape.part("speaker", [cone_.center(x, 0.42, 0.2) for x in places], cloth)
    shape.part(
        "speaker middle", [dome(0.12, 0.08, 10).turn(x=90).move(x, 0.42, 0.22) for x in places], case, spoken=False
    )
    if form == "boombox":
        shape.call("boombox")
        shape.part("cassette deck", box(0.44, 0.3, 0.08).center(0.0, 0.32, 0.2), dark)
        shape.part(
            "button",
            row(box(0.09, 0.08, 0.1).center(0.0, 0.62, 0.2), 4, 0.13),
            draw.color("white", "red", "yellow", unlike=case),
        )
        handle = [(-0.7, 0.8, 0.0), (-0.7, 1.12, 0.0), (0.7, 1.12, 0.0), (0.7, 0.8, 0.0)]
    else:
        shape.part(
            "dial",
            box(0.42, 0.22, 0.06).center(0.34, 0.6, 0.2),
            draw.color("white", "light blue", "yellow", unlike=case),
        )
        shape.part("knob", [cylinder(0.08, 0.14, 10).turn(x=90).center(x, 0.26, 0.22) for x in (0.24, 0.48)], cloth)
        handle = [(-0.5, 0.8, 0.0), (-0.5, 1.05, 0.0), (0.5, 1.05, 0.0), (0.5, 0.8, 0.0)]
    if shape.variant(draw.choice("handle", "no handle")) == "handle":
        shape.part("handle", tube(handle, 0.05, 6), dark)
    shape.part(
        "antenna",
        rod((0.42 * width, 0.8, -0.12), (0.42 * width + 0.3, 1.6, -0.12), 0.025),
        draw.material("steel"),
        plural="antennas",
    )
    return shape


@kind("loudspeaker", synonyms=("speaker", "speaker box"), theme=THEME)
def loudspeaker(draw: Draw) -> Shape:
    """A box with one, two or three round cones; floor-standing, small, or a round wireless one."""
    shape = Shape()
    case = draw.material("wood") if draw.chance(0.4) else _case(draw)
    cloth = draw.color("black", "dark grey", "yellow", "white", unlike=case)
    count = draw.integer(1, 3)
    shape.variant(f"{count} cones")
    height = 0.62 * count + 0.2
    shape.part("case", rounded_box(0.8, height, 0.6, 0.05).stand(), case, spoken=False)
    radii = [0.3, 0.26, 0.2][:count]
    heights = [0.38 + 0.58 * number for number in range(count)]
    placed = list(zip(radii, heights, strict=True))
    rims = [
        hoop([(r, -0.05), (r + 0.05, -0.05), (r + 0.05, 0.06), (r, 0.06)], 16).turn(x=90).move(0.0, y, 0.3)
        for r, y in placed
    ]
    shape.part("rim", rims, draw.color("silver", "grey", "gold", unlike=[case, cloth]), spoken=False)
    shape.part("cone", [cylinder(r, 0.08, 16).turn(x=90).center(0.0, y, 0.3) for r, y in placed], cloth)
    shape.part("cap", [dome(0.4 * r, 0.08, 10).turn(x=90).move(0.0, y, 0.33) for r, y in placed], case, spoken=False)
    base = shape.variant(draw.choice("feet", "spikes", "plain"))
    if base == "feet":
        shape.part(
            "foot",
            corners(cylinder(0.07, 0.12, 8).hang(), 0.3, 0.2),
            draw.color("black", "gold", unlike=case),
            plural="feet",
        )
    elif base == "spikes":
        shape.phrase("on a stand")
        shape.part(
            "stand",
            box(0.16, 0.7, 0.16).hang(y=0.02) + box(0.7, 0.08, 0.6).hang(y=-0.65),
            draw.color("black", "dark grey", unlike=case),
        )
    return shape


@kind("headphones", theme=THEME)
def headphones(draw: Draw) -> Shape:
    """Two ear cups on a band: studio headphones, on-ear ones, with cat ears or with a microphone."""
    shape = Shape()
    shape.call(draw.choice("pair of headphones", "pair of headphones", "headset"))
    case = _case(draw)
    pad = draw.color("black", "dark grey", "white", "brown", unlike=case)
    extra = shape.variant(draw.choice("plain", "cat ears", "microphone"))
    form = shape.variant(draw.choice("round cups", "oval cups"))
    band = [(x, y, 0.0) for x, y in arc((0.0, 0.75), 0.78, -8, 188, 13)]
    shape.part("headband", tube(band, 0.07), case)
    cushion = [(x, y, 0.0) for x, y in arc((0.0, 0.75), 0.74, 50, 130, 6)]
    shape.part("cushion", tube(cushion, 0.1), pad)
    tall = 1.0 if form == "round cups" else 1.25
    cup = cylinder(0.34, 0.2, 16).turn(z=90).scale(1, tall, 1)
    soft = torus(0.26, 0.18, 16, 6).turn(z=90).scale(1, tall, 1)
    shape.part("ear cup", pair(cup.move(0.78, 0.5)), case)
    shape.part("ear pad", pair(soft.move(0.62, 0.5)), pad)
    disc = draw.color(unlike=case)
    shape.part("disc", pair(cylinder(0.2, 0.06, 12).turn(z=90).scale(1, tall, 1).move(0.89, 0.5)), disc, spoken=False)
    if extra == "cat ears":
        shape.phrase("with cat ears")
        ear = hull_of(
            [
                (-0.2, -0.1, -0.07),
                (0.2, -0.1, -0.07),
                (0.0, 0.42, -0.05),
                (-0.2, -0.1, 0.07),
                (0.2, -0.1, 0.07),
                (0.0, 0.42, 0.05),
            ]
        )
        shape.part("cat ear", pair(ear.turn(z=-28).move(0.42, 1.45)), disc, spoken=False)
    elif extra == "microphone":
        boom = curve([(0.8, 0.35, 0.1), (0.75, 0.0, 0.4), (0.35, -0.1, 0.62)], 3)
        shape.part(
            "microphone",
            tube(boom, 0.045, 6) + sphere(0.1, 8).move(0.32, -0.1, 0.64),
            draw.color("black", "dark grey", unlike=case),
        )
    return shape


@kind("microphone", synonyms=("mic",), theme=THEME)
def microphone(draw: Draw) -> Shape:
    """A hand microphone with a round mesh head, one on a tall stand, or an old ribbed one on a desk stand."""
    shape = Shape()
    dark = draw.color("black", "dark grey", "red", "blue", "pink", "silver")
    mesh = draw.material("steel", "gold", unlike=dark) if draw.chance(0.7) else draw.color("black", unlike=dark)
    form = shape.variant(draw.choice("hand", "on a stand", "old"))
    foot = draw.color("black", "dark grey", "silver")
    if form == "old":
        shape.adjective("old-fashioned")
        shape.part("head", capsule((0.0, 1.0, 0.0), (0.0, 1.4, 0.0), 0.34, sides=16).scale(1, 1, 0.7), mesh)
        bars = [
            hoop([(0.2, -0.04), (0.37, -0.04), (0.37, 0.04), (0.2, 0.04)], 16).scale(1, 1, 0.74).move(y=y)
            for y in (0.95, 1.15, 1.35)
        ]
        shape.part("rib", bars, dark)
        shape.part("post", cylinder(0.06, 0.75, 8).stand(), foot)
        shape.part("base", frustum(0.4, 0.28, 0.1, 16).stand(), foot)
        return shape
    tilt, at = (0.0, (0.0, 0.8, 0.0)) if form == "hand" else (-30.0, (0.0, 2.3, 0.12))

    def place(solid: Solid) -> Solid:
        return solid.turn(x=-tilt).move(*at)

    shape.part("handle", place(rod((0.0, -0.8, 0.0), (0.0, 0.3, 0.0), 0.1, 0.17, 12)), dark)
    shape.part(
        "collar",
        place(cylinder(0.2, 0.1, 12).center(y=0.3)),
        draw.color("silver", "gold", "black", unlike=dark),
        spoken=False,
    )
    shape.part("head", place(sphere(0.27, 16).scale(1, 1.1, 1).move(y=0.52)), mesh)
    if shape.variant(draw.choice("switch", "plain")) == "switch":
        shape.part(
            "switch",
            place(box(0.08, 0.2, 0.08).center(0.0, 0.0, 0.14)),
            draw.color("red", "green", "white", unlike=dark),
        )
    if form == "on a stand":
        shape.phrase("on a stand")
        shape.part("pole", cylinder(0.045, 2.3, 6).stand(z=-0.15), foot)
        shape.part("clip", cylinder(0.2, 0.2, 8).turn(x=30).center(0.0, 2.2, 0.05), foot, spoken=False)
        shape.part("base", frustum(0.5, 0.4, 0.1, 16).stand(z=-0.15), foot)
    else:
        shape.part(
            "end", cylinder(0.11, 0.08, 10).stand(y=-0.04), draw.color("silver", "gold", unlike=dark), spoken=False
        )
    return shape


@kind("printer", synonyms=("office printer",), theme=THEME)
def printer(draw: Draw) -> Shape:
    """A box with a paper tray and a printed sheet coming out: low, tall, or with a scanner lid that stands open."""
    shape = Shape()
    case = draw.color("white", "light grey", "black", "dark grey", "beige") if draw.chance(0.8) else draw.color()
    dark = draw.color("dark grey", "black", "grey", "light grey", unlike=case)
    form = shape.variant(draw.choice("low", "tall", "open lid"))
    height = 0.9 if form == "tall" else 0.6
    shape.part("case", rounded_box(1.4, height, 1.0, 0.06).stand(), case, spoken=False)
    shape.part("slot", box(1.0, 0.2, 0.1).center(0.0, 0.28, 0.47), draw.color("black", "dark grey", unlike=case))
    shape.part("output tray", box(1.0, 0.06, 0.5).center(0.0, 0.16, 0.65), dark)
    paper = draw.color("white", "light blue", unlike=case)
    if shape.variant(draw.choice("sheet", "no sheet", weights=(3, 1))) == "sheet":
        shape.part(
            "sheet of paper", box(0.8, 0.05, 0.55).turn(x=8).center(0.0, 0.25, 0.6), paper, plural="sheets of paper"
        )
    feed = box(0.9, 0.65, 0.06).stand().turn(x=-22).move(y=height - 0.06, z=-0.36)
    if form == "open lid":
        shape.part("lid", box(1.4, 0.9, 0.08).stand().turn(x=-20).move(y=height - 0.02, z=-0.42), case)
        shape.part("glass plate", box(1.15, 0.06, 0.75).center(0.0, height, 0.0), draw.color("light blue", "turquoise"))
    else:
        shape.part("paper tray", feed, dark)
        shape.part(
            "paper",
            box(0.76, 0.75, 0.06).stand().turn(x=-22).move(y=height - 0.06, z=-0.31),
            paper,
            mass=True,
            spoken=False,
        )
    if form == "tall":
        shape.part("drawer", box(1.2, 0.2, 0.06).center(0.0, 0.55, 0.5), dark)
    shape.part("control panel", box(0.34, 0.09, 0.3).turn(x=14).center(0.46, height, 0.32), dark)
    shape.part(
        "button", cylinder(0.06, 0.12, 8).stand(0.55, height, 0.35), draw.color("green", "red", "blue", unlike=dark)
    )
    return shape


@kind("calculator", synonyms=("pocket calculator",), theme=THEME)
def calculator(draw: Draw) -> Shape:
    """A pad of keys under a display: small, wide or a desk model with a raised display; some with a solar strip."""
    shape = Shape()
    case = _case(draw)
    key = draw.color("white", "light grey", "black", "dark grey", unlike=case)
    accent = draw.color("orange", "red", "yellow", "blue", unlike=[case, key])
    form = shape.variant(draw.choice("pocket", "desk", "wide"))
    width, height, columns, rows = {"pocket": (1.0, 1.6, 4, 5), "desk": (1.2, 1.5, 4, 4), "wide": (1.5, 1.2, 5, 4)}[
        form
    ]

    def place(solid: Solid) -> Solid:
        return solid.turn(x=-62)

    shape.part(
        "case", place(extrude(rounded_rectangle(width, height, 0.1), 0.2).move(y=height / 2)), case, spoken=False
    )
    glass = draw.color("light green", "light blue", "light grey", unlike=case)
    display = box(0.82 * width, 0.22 * height, 0.1).turn(x=25 if form == "desk" else 0)
    shape.part("display", place(display.center(0.0, 0.84 * height, 0.1 if form != "desk" else 0.16)), glass)
    keys = [
        k.turn(x=90).move(0.0, 0.35 * height, 0.08) for k in _keycaps(0.86 * width, 0.62 * height, columns, rows, 0.1)
    ]
    last = [n for n in range(len(keys)) if n % columns == columns - 1]
    shape.part("key", [place(k) for n, k in enumerate(keys) if n not in last], key, spoken=False)
    shape.part(f"{accent.name} key", [place(keys[n]) for n in last], accent, spoken=False)
    if shape.variant(draw.choice("solar strip", "plain")) == "solar strip":
        shape.part(
            "solar strip",
            place(box(0.4 * width, 0.08, 0.06).center(0.18 * width, 0.695 * height, 0.09)),
            draw.color("dark brown", "dark blue", "black", unlike=case),
        )
    return shape


@kind("tablet computer", synonyms=("tablet",), theme=THEME)
def tablet_computer(draw: Draw) -> Shape:
    """A flat screen in a frame, leaning on a stand or held by a cover; upright or across, with a pen now and then."""
    shape = Shape()
    case = _case(draw)
    glass = _screen(draw, case)
    pose = shape.variant(draw.choice("upright", "across"))
    width, height = (1.1, 1.5) if pose == "upright" else (1.6, 1.15)

    def tilt(solid: Solid) -> Solid:
        return solid.turn(x=-25)

    shape.part("case", tilt(extrude(rounded_rectangle(width, height, 0.1), 0.1).move(y=height / 2)), case, spoken=False)
    shape.part("screen", tilt(box(width - 0.18, height - 0.2, 0.06).center(0.0, height / 2, 0.04)), glass)
    if shape.variant(draw.choice("apps", "blank")) == "apps":
        columns, rows = (3, 4) if pose == "upright" else (5, 3)
        tile = box(0.16, 0.16, 0.06).center(0.0, height / 2, 0.07)
        apps = grid(tile, columns, rows, 0.26, 0.3)
        shape.part(
            "app icon",
            [tilt(app) for app in apps],
            draw.color("white", "yellow", "orange", "red", unlike=glass),
            spoken=False,
        )
    stand = shape.variant(draw.choice("kickstand", "keyboard", "pen"))
    if stand == "keyboard":
        shape.part("keyboard", rounded_box(width, 0.08, 0.7, 0.03).stand(z=0.36), case)
        keys = [k.move(y=0.06, z=0.36) for k in _keycaps(width - 0.14, 0.5, 8, 3, 0.06)]
        shape.part("key", keys, draw.color("black", "white", "light grey", unlike=case), spoken=False)
    else:
        prop = beam((0.0, 0.6 * height, -0.33 * height), (0.0, 0.03, -0.75), 0.5 * width, 0.05)
        shape.part("kickstand", prop, draw.color("black", "grey", "silver"))
        if stand == "pen":
            shape.part(
                "pen",
                tilt(rod((width / 2 + 0.12, 0.1, 0.0), (width / 2 + 0.12, 1.0, 0.0), 0.05)),
                draw.color("white", "black", "red"),
            )
    return shape


@kind("handheld game console", synonyms=("handheld console", "portable game console"), theme=THEME)
def handheld_console(draw: Draw) -> Shape:
    """A small console with a screen between or above its buttons: upright, wide, or with coloured side pieces."""
    shape = Shape()
    case = draw.color()
    dark = draw.color("black", "dark grey", "white", unlike=case)
    form = shape.variant(draw.choice("upright", "wide", "side pieces"))

    def tilt(solid: Solid) -> Solid:
        return solid.turn(x=-20)

    glass = draw.color("light green", "light blue", "black", "turquoise", unlike=[case, dark])
    cross = box(0.32, 0.1, 0.12) + box(0.1, 0.32, 0.12)
    dot = cylinder(0.085, 0.14, 10).turn(x=90)
    accent = draw.color(unlike=[case, dark])
    if form == "upright":
        shape.part("case", tilt(extrude(rounded_rectangle(1.0, 1.7, 0.1), 0.24).move(y=0.85)), case, spoken=False)
        shape.part("bezel", tilt(box(0.86, 0.74, 0.08).center(0.0, 1.22, 0.11)), dark, spoken=False)
        shape.part("screen", tilt(box(0.6, 0.56, 0.08).center(0.0, 1.22, 0.14)), glass)
        middle, reach = 0.5, 0.26
    else:
        shape.part(
            "case",
            tilt(extrude(rounded_rectangle(2.0, 0.85, 0.14), 0.2).move(y=0.43)),
            dark if form == "side pieces" else case,
            spoken=False,
        )
        shape.part("screen", tilt(box(1.15, 0.66, 0.08).center(0.0, 0.43, 0.08)), glass)
        middle, reach = 0.45, 0.8
        if form == "side pieces":
            sides = draw.colors(2)
            for sign, color in zip((-1, 1), sides, strict=True):
                piece = extrude(rounded_rectangle(0.42, 0.89, 0.16), 0.24).move(0.82 * sign, 0.43)
                shape.part("side piece", tilt(piece), color)
            accent = draw.color("white", "black", unlike=sides[1])
            dark = draw.color("black", "white", "dark grey", unlike=sides[0])
    shape.part("direction pad", tilt(cross.move(-reach, middle, 0.12)), dark)
    spots = [(reach - 0.1, middle - 0.06), (reach + 0.1, middle + 0.08)]
    shape.part("button", [tilt(dot.move(x, y, 0.13)) for x, y in spots], accent)
    if shape.variant(draw.choice("speaker slots", "plain")) == "speaker slots" and form == "upright":
        slot = box(0.05, 0.22, 0.08).turn(z=-25).center(0.26, 0.16, 0.1)
        shape.part(
            "speaker slot",
            [tilt(s) for s in row(slot, 3, 0.11)],
            draw.color("black", "dark grey", unlike=case),
            spoken=False,
        )
    return shape
