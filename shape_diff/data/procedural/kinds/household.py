"""Machines and clocks of a household; the unit is the thing's own."""

from shape_diff.data.procedural.arrays import corners, grid, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import (
    arc,
    curve,
    ellipse,
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
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "household machines"


def _enamel(draw: Draw) -> Color:
    """White and steel most often, painted now and then."""
    return draw.choice(draw.color("white"), draw.material("steel"), draw.color())


@kind("refrigerator", synonyms=("fridge",), theme=THEME)
def refrigerator(draw: Draw) -> Shape:
    """A tall box with doors and handles: one door, freezer on top, two doors side by side, or standing open."""
    shape = Shape()
    case = _enamel(draw)
    metal = draw.material("steel", "iron", "gold", unlike=case)
    form = shape.variant(draw.choice("freezer above", "double doors", "open", "rounded"))
    width = 1.1 if form == "double doors" else 0.8
    shape.part("case", box(width, 1.7, 0.7).stand(y=0.05), case, spoken=False)
    shape.part("base", box(width - 0.1, 0.1, 0.6).stand(), draw.color("dark grey", "black"), spoken=False)
    grip = box(0.05, 0.5, 0.09)
    if form == "open":
        shape.phrase("with its door open")
        inside = draw.color("light blue", "white", unlike=case)
        shape.part("inside", box(width - 0.12, 1.5, 0.06).center(0.0, 0.92, 0.35), inside, spoken=False)
        shelves = row(box(width - 0.14, 0.05, 0.2).center(0.0, 0.85, 0.4), 3, 0.42, "y")
        shape.part("shelf", shelves, draw.color("silver", "light grey", unlike=inside))
        food = [
            sphere(0.09, 8).move(-0.2, 0.96, 0.44),
            box(0.14, 0.24, 0.14).stand(0.15, 0.86, 0.43),
            cylinder(0.07, 0.26, 8).stand(-0.1, 1.28, 0.44),
            box(0.3, 0.14, 0.16).stand(0.05, 0.44, 0.43),
        ]
        for solid, color in zip(food, draw.colors(4, "red", "orange", "yellow", "green", "pink", "white"), strict=True):
            shape.part("food", solid, color, mass=True, spoken=False)
        shape.part("door", box(0.09, 1.66, 0.75).stand(-width / 2 - 0.02, 0.07, 0.72), case)
        return shape
    gap = {"freezer above": [1.2], "double doors": [], "rounded": [1.25]}[form]
    door = rounded_box if form == "rounded" else _square
    if form == "double doors":
        shape.part("door", pair(_square(width / 2 - 0.02, 1.64, 0.1, 0.0).stand(width / 4, 0.1, 0.38)), case)
        shape.part("handle", pair(grip.scale(1, 1.5, 1).center(0.06, 0.95, 0.46)), metal)
        if draw.chance(0.6):
            shape.part(
                "dispenser",
                box(0.24, 0.34, 0.06).center(-0.32, 1.15, 0.43),
                draw.color("dark grey", "black", unlike=case),
            )
        return shape
    split = gap[0]
    shape.part(
        "door",
        [
            door(width, split - 0.12, 0.12, 0.05).stand(0.0, 0.09, 0.38),
            door(width, 1.73 - split, 0.12, 0.05).stand(0.0, split + 0.02, 0.38),
        ],
        case,
    )
    x = 0.5 * width - 0.1
    shape.part(
        "handle", [grip.center(x, split - 0.35, 0.47), grip.scale(1, 0.5, 1).center(x, split + 0.2, 0.47)], metal
    )
    if form == "rounded":
        shape.adjective("retro")
        shape.part("badge", box(0.26, 0.08, 0.06).center(-0.15, 1.6, 0.44), metal)
    elif draw.chance(0.5):
        for (x, y), color in zip(
            ((-0.2, 0.9), (0.0, 1.02), (-0.12, 0.72)), draw.colors(3, "red", "yellow", "green", "blue"), strict=True
        ):
            shape.part("magnet", cylinder(0.05, 0.06, 8).turn(x=90).center(x, y, 0.45), color)
    return shape


def _square(width: float, height: float, depth: float, radius: float) -> Solid:
    """A cuboid in the place of a rounded one."""
    return box(width, height, depth)


def _porthole(shape: Shape, radius: float, middle: tuple[float, float, float], rim: Color, glass: Color) -> None:
    """A round door with a ring and a window, facing +z."""
    ring_ = hoop(
        [(0.68 * radius, -0.05), (radius, -0.05), (radius, 0.05), (0.78 * radius, 0.09), (0.68 * radius, 0.05)], 18
    )
    shape.part("rim", ring_.turn(x=90).move(*middle), rim, spoken=False)
    shape.part("window", cylinder(0.75 * radius, 0.09, 16).turn(x=90).center(*middle), glass)


@kind("washing machine", synonyms=("washer", "laundry machine"), theme=THEME)
def washing_machine(draw: Draw) -> Shape:
    """A box with a round window, a dial and a drawer; laundry inside or a basket on top; or a lid on top instead."""
    shape = Shape()
    case = draw.color("white", "white", "light grey", "dark grey", "light blue", "red")
    metal = draw.color("silver", "dark grey", "light blue", unlike=case)
    form = shape.variant(draw.choice("front door", "stacked", "top lid", weights=(3, 1, 1)))
    shape.part("case", rounded_box(1.0, 1.3, 0.9, 0.04).stand(), case, spoken=False)
    glass = draw.color("blue", "dark blue", "turquoise", "black", unlike=case)
    if form == "top lid":
        shape.phrase("with a lid on top")
        shape.part("lid", box(0.85, 0.8, 0.06).stand().turn(x=-15).move(y=1.28, z=-0.38), case)
        shape.part("opening", cylinder(0.36, 0.08, 16).center(0.0, 1.28, 0.08), metal, spoken=False)
        shape.part(
            "water", cylinder(0.28, 0.1, 16).center(0.0, 1.29, 0.08), draw.color("light blue", "blue"), mass=True
        )
        shape.part("dial", row(cylinder(0.09, 0.12, 10).turn(x=90).center(0.0, 1.1, 0.46), 2, 0.4), metal)
        return shape
    _porthole(shape, 0.36, (0.0, 0.62, 0.46), metal, glass)
    if shape.variant(draw.choice("laundry", "empty")) == "laundry":
        cloth = sphere(0.18, 10).scale(1.2, 0.7, 0.4)
        shape.part(
            "laundry", cloth.move(0.0, 0.52, 0.5), draw.color("red", "yellow", "pink", "white", unlike=glass), mass=True
        )
    shape.part("dial", cylinder(0.09, 0.12, 12).turn(x=90).center(0.28, 1.14, 0.46), metal)
    shape.part(
        "drawer",
        box(0.34, 0.16, 0.06).center(-0.28, 1.14, 0.45),
        draw.color("light grey", "grey", "white", unlike=case),
    )
    if form == "stacked":
        shape.call("washer and dryer tower")
        upper = [
            ("case", rounded_box(1.0, 1.3, 0.9, 0.04).stand(y=1.31), case),
            ("dial", cylinder(0.09, 0.12, 12).turn(x=90).center(0.28, 2.45, 0.46), metal),
        ]
        for name, solid, color in upper:
            shape.part(name, solid, color, spoken=False)
        _porthole(shape, 0.36, (0.0, 1.93, 0.46), metal, glass)
    elif draw.chance(0.3):
        basket = frustum(0.3, 0.4, 0.3, 14).stand(y=1.29) - frustum(0.24, 0.34, 0.3, 14).stand(y=1.36)
        shape.part("basket", basket, draw.material("straw", "plastic", unlike=case))
        shape.part("towel", ellipsoid(0.6, 0.3, 0.6, 12).move(y=1.52), draw.color(unlike=case), spoken=False)
    return shape


@kind("microwave oven", synonyms=("microwave",), theme=THEME)
def microwave_oven(draw: Draw) -> Shape:
    """A low box with a window at its left and buttons or dials at its right; closed or with its door open."""
    shape = Shape()
    case = draw.color("white", "black", "silver", "dark grey") if draw.chance(0.7) else draw.color()
    glass = draw.color("black", "dark grey", "dark blue", unlike=case)
    pose = shape.variant(draw.choice("closed", "open"))
    panel = shape.variant(draw.choice("buttons", "dials"))
    shape.part("case", box(1.5, 0.85, 0.9).stand(y=0.05), case, spoken=False)
    shape.part("foot", corners(box(0.14, 0.08, 0.14).stand(), 0.6, 0.3), glass, plural="feet", spoken=False)
    shape.part(
        "display", box(0.28, 0.13, 0.06).center(0.55, 0.76, 0.45), draw.color("light green", "turquoise", "orange")
    )
    pale = draw.color("white", "light grey", "dark grey", "red", unlike=case)
    if panel == "buttons":
        keys = grid(box(0.08, 0.07, 0.07).center(0.55, 0.42, 0.45), 3, 4, 0.11, 0.11)
        shape.part("button", keys, pale, spoken=False)
    else:
        shape.part("dial", row(cylinder(0.1, 0.12, 12).turn(x=90).center(0.55, 0.4, 0.47), 2, 0.26, "y"), pale)
    if pose == "closed":
        shape.part("door", box(1.05, 0.78, 0.08).center(-0.2, 0.475, 0.46), case, spoken=False)
        shape.part("window", box(0.78, 0.48, 0.06).center(-0.24, 0.475, 0.5), glass)
        shape.part("handle", box(0.05, 0.6, 0.1).center(0.27, 0.475, 0.53), pale)
        return shape
    shape.phrase("with its door open")
    shape.part(
        "inside",
        box(1.0, 0.6, 0.06).center(-0.2, 0.475, 0.44),
        draw.color("yellow", "light grey", "white", unlike=case),
        spoken=False,
    )
    shape.part("door", box(0.08, 0.78, 1.0).center(-0.76, 0.475, 0.9), case)
    shape.part("window", box(0.06, 0.48, 0.7).center(-0.71, 0.475, 0.92), glass)
    shape.part("plate", cylinder(0.36, 0.06, 16).stand(-0.2, 0.2, 0.42), draw.color("light blue", "white"))
    shape.part("dish", dome(0.24, 0.2, 12).move(-0.2, 0.25, 0.42), draw.color("red", "orange", "brown", "green"))
    return shape


@kind("kitchen stove", synonyms=("oven", "cooker", "stove"), theme=THEME)
def kitchen_stove(draw: Draw) -> Shape:
    """An oven with hotplates, knobs and a window; with a pot on it, a back panel, or an old one of iron with a pipe."""
    shape = Shape()
    form = shape.variant(draw.choice("modern", "back panel", "iron"))
    case = draw.material("iron") if form == "iron" else _enamel(draw)
    dark = draw.color("black", "dark grey", unlike=case)
    shape.part("case", box(1.1, 1.1, 0.9).stand(y=0.05 if form != "iron" else 0.25), case, spoken=False)
    top = 1.15 if form != "iron" else 1.35
    plates = corners(cylinder(0.19, 0.08, 14).stand(y=top - 0.03), 0.27, 0.22)
    shape.part("hotplate", plates, dark)
    if form == "iron":
        shape.adjective("old")
        brass = draw.material("gold", "copper")
        shape.part("leg", corners(rod((0.0, 0.3, 0.0), (0.06, 0.0, 0.05), 0.08, 0.05), 0.44, 0.34), case)
        shape.part("pipe", cylinder(0.14, 1.3, 10).stand(0.25, top, -0.28), case)
        shape.part(
            "door",
            box(0.5, 0.5, 0.08).center(-0.2, 0.75, 0.45),
            draw.color("dark grey", "grey", "black", unlike=case),
        )
        shape.part("fire hatch", box(0.3, 0.26, 0.08).center(0.33, 0.62, 0.45), draw.color("orange", "red"))
        shape.part("rail", rod((-0.6, top - 0.12, 0.5), (0.6, top - 0.12, 0.5), 0.04), brass)
    else:
        shape.part("window", box(0.78, 0.44, 0.06).center(0.0, 0.5, 0.46), dark)
        shape.part(
            "handle", box(0.8, 0.06, 0.12).center(0.0, 0.8, 0.5), draw.color("silver", "black", "gold", unlike=case)
        )
        knob = cylinder(0.06, 0.12, 10).turn(x=90)
        shape.part("knob", row(knob.center(0.0, 1.0, 0.47), 4, 0.22), draw.color("black", "red", "silver", unlike=case))
        if form == "back panel":
            shape.part("back panel", box(1.1, 0.34, 0.12).stand(0.0, 1.1, -0.39), case, spoken=False)
            shape.part(
                "clock",
                box(0.34, 0.14, 0.06).center(0.0, 1.3, -0.32),
                draw.color("light green", "orange", "black", unlike=case),
            )
    if shape.variant(draw.choice("pot", "nothing on it")) == "pot":
        pot = draw.color("red", "blue", "copper", "silver", "yellow", unlike=[case, dark])
        shape.part("pot", cylinder(0.2, 0.28, 14).stand(-0.27, top, 0.22), pot)
        lid = dome(0.19, 0.08, 12).move(-0.27, top + 0.27, 0.22) + sphere(0.05, 8).move(-0.27, top + 0.38, 0.22)
        shape.part("lid", lid, draw.color("silver", "grey", unlike=pot), spoken=False)
    return shape


@kind("vacuum cleaner", synonyms=("hoover",), theme=THEME)
def vacuum_cleaner(draw: Draw) -> Shape:
    """A canister on wheels with a hose and nozzle, an upright cleaner with a bag, or a slim stick."""
    shape = Shape()
    case = draw.color()
    dark = draw.color("black", "dark grey", unlike=case)
    form = shape.variant(draw.choice("canister", "upright", "stick"))
    if form == "canister":
        shape.part(
            "body", ellipsoid(0.8, 0.75, 1.2, 14).move(y=0.42, z=-0.3) + box(0.6, 0.4, 0.8).stand(y=0.1, z=-0.3), case
        )
        shape.part("wheel", pair(cylinder(0.28, 0.14, 14).turn(z=90).move(0.42, 0.28, -0.5)), dark)
        path = [(0.0, 0.5, 0.2), (0.0, 0.85, 0.6), (0.35, 1.2, 0.75), (0.6, 1.5, 0.5)]
        shape.part("hose", tube(curve(path, 4), 0.08), draw.color("dark grey", "black", "grey", unlike=case))
        metal = draw.material("steel")
        shape.part("pipe", rod((0.6, 1.5, 0.5), (0.75, 0.1, 1.1), 0.06), metal)
        shape.part("nozzle", box(0.6, 0.12, 0.24).stand(0.75, 0.0, 1.2), dark)
        shape.part("handle", rod((0.6, 1.45, 0.52), (0.52, 1.7, 0.2), 0.07), dark)
    else:
        shape.adjective("upright" if form == "upright" else "cordless")
        head = side_extrude([(0.5, 0.0), (0.5, 0.1), (0.1, 0.26), (-0.2, 0.26), (-0.2, 0.0)], 0.85)
        shape.part("head", head, dark)

        def lean(solid: Solid) -> Solid:
            return solid.turn(x=-22).move(y=0.14)

        if form == "upright":
            bag = draw.material("fabric", unlike=case)
            shape.part("body", lean(box(0.4, 0.4, 0.3).stand()), case)
            shape.part("bag", lean(ellipsoid(0.5, 1.0, 0.42, 12).move(y=0.8, z=0.1)), bag)
            shape.part("wheel", pair(cylinder(0.14, 0.12, 12).turn(z=90).move(0.46, 0.14, -0.1)), dark)
        else:
            shape.part(
                "dust bin",
                lean(cylinder(0.16, 0.5, 12).stand(y=0.95, z=0.14)),
                draw.color("light blue", "red", "purple", unlike=case),
            )
            shape.part("motor", lean(rounded_box(0.34, 0.36, 0.5, 0.08).stand(y=1.3)), case)
        shape.part("pole", lean(cylinder(0.055, 1.6, 8).stand()), draw.material("steel") if draw.chance() else case)
        grip = [(0.0, 1.55, 0.0), (0.0, 1.82, 0.0), (0.0, 1.9, -0.18), (0.0, 1.66, -0.26)]
        shape.part("handle", lean(tube(grip, 0.06)), dark)
    shape.variant(draw.choice("light", "plain"))
    if shape.variants[-1] == "light" and form != "canister":
        shape.part("light", box(0.4, 0.07, 0.08).center(0.0, 0.14, 0.47), draw.color("yellow", "white"))
    return shape


@kind("robot vacuum", synonyms=("robot vacuum cleaner",), theme=THEME)
def robot_vacuum(draw: Draw) -> Shape:
    """A flat disc with a bumper, a sensor on top and side brushes: round or D-shaped; at a dock or not."""
    shape = Shape()
    case = draw.color("black", "white", "dark grey", "silver", "light blue")
    dark = draw.color("black", "dark grey", "grey", unlike=case)
    form = shape.variant(draw.choice("round", "d-shaped"))
    disc = cylinder(0.7, 0.26, 24).stand(y=0.06)
    disc = disc + box(1.4, 0.26, 0.7).stand(0.0, 0.06, 0.35) if form == "d-shaped" else disc
    shape.part("body", disc, case, spoken=False)
    shape.paint("bumper", box(3, 0.2, 3).center(y=0.17, z=1.6), dark, on="body")
    top = draw.color("grey", "light grey", "dark grey", "white", "gold", unlike=case)
    shape.part("lid", cylinder(0.5, 0.1, 20).stand(y=0.26), top, spoken=False)
    if shape.variant(draw.choice("sensor", "flat top")) == "sensor":
        shape.part(
            "sensor",
            cylinder(0.18, 0.18, 14).stand(0.0, 0.3, -0.15),
            draw.color("black", "red", "dark grey", unlike=top),
        )
    light = draw.color("light green", "light blue", "green", "orange")
    shape.part("button", cylinder(0.09, 0.1, 12).stand(0.0, 0.32, 0.22), light)
    brush = [
        beam((0.5, 0.05, 0.5), (0.5 + 0.34 * x, 0.05, 0.5 + 0.34 * z), 0.06, 0.06)
        for x, z in ((1, 0), (-0.5, 0.87), (0.2, 1.0))
    ]
    shape.part("brush", pair(union(brush)), draw.color("white", "yellow", "black", unlike=case), plural="brushes")
    shape.part("wheel", pair(cylinder(0.14, 0.2, 10).turn(z=90).move(0.35, 0.14)), dark, spoken=False)
    if shape.variant(draw.choice("dock", "no dock", weights=(1, 2))) == "dock":
        shape.part(
            "dock",
            box(0.6, 0.7, 0.3).stand(z=-0.9) + box(0.6, 0.06, 0.5).stand(z=-0.7),
            draw.color("white", "black", unlike=case),
        )
    return shape


@kind("electric fan", synonyms=("ventilator",), theme=THEME)
def electric_fan(draw: Draw) -> Shape:
    """Blades in a round cage on a foot: a desk fan, a tall one on a pole, or a box fan; three to five blades."""
    shape = Shape()
    case = draw.color("white", "light blue", "red", "black", "green", "turquoise", "pink", "silver")
    form = shape.variant(draw.choice("desk", "on a pole", "box"))
    count = draw.integer(3, 5)
    shape.variant(f"{count} blades")
    blade_color = draw.color("light blue", "blue", "white", "silver", "yellow", unlike=case)
    height = {"desk": 0.95, "on a pole": 2.0, "box": 0.75}[form]
    one = extrude(smooth([(0.06, 0.0), (0.3, 0.2), (0.3, 0.56), (-0.2, 0.6), (-0.08, 0.1)]), 0.06).turn(y=8)
    blades = [one.turn(z=360 * n / count).move(0.0, height, 0.1) for n in range(count)]
    shape.part("blade", blades, blade_color)
    shape.part("hub", cylinder(0.12, 0.24, 12).turn(x=90).move(0.0, height, 0.12), case)
    if form == "box":
        shape.call("box fan")
        frame = box(1.5, 1.5, 0.4) - cylinder(0.64, 3, 20).turn(x=90)
        shape.part("frame", frame.move(y=height), case, spoken=False)
        across = box(1.4, 0.05, 0.06).center(0.0, height, 0.2)
        bars = [*row(box(0.05, 1.4, 0.06).center(0.0, height, 0.2), 5, 0.22), across]
        shape.part("grille", union(bars), draw.color("dark grey", "white", "silver", unlike=blade_color))
        return shape
    rings = [torus(radius, 0.07, 22, 6).turn(x=90).move(0.0, height, z) for radius, z in ((0.66, 0.12), (0.34, 0.24))]
    bars = [box(1.3, 0.06, 0.06).turn(z=45 + 90 * n).move(0.0, height, 0.24) for n in range(2)]
    shape.part("cage", union([*rings, *bars]), draw.color("silver", "dark grey", "white", unlike=blade_color))
    shape.part("motor", capsule((0.0, height, -0.05), (0.0, height, -0.28), 0.18, sides=10), case)
    shape.part("post", cylinder(0.07, height - 0.05, 8).stand(z=-0.15), case, spoken=False)
    if form == "on a pole":
        shape.adjective("tall")
    base = (
        frustum(0.48, 0.4, 0.1, 16).stand(z=-0.12)
        if draw.chance()
        else rounded_box(0.8, 0.12, 0.6, 0.04).stand(z=-0.12)
    )
    shape.part("base", base, case)
    buttons = row(box(0.08, 0.08, 0.08).center(0.0, 0.12, 0.12), 3, 0.13)
    shape.part("button", buttons, draw.color("red", "white", "black", "yellow", unlike=case))
    return shape


def _hands(shape: Shape, draw: Draw, radius: float, middle: tuple[float, float, float], color: Color) -> None:
    """Hour and minute hand and a pin on a clock face towards +z."""
    hour, minute = draw.uniform(0, 360), draw.uniform(0, 360)
    long, short = (
        box(0.09 * radius, 0.78 * radius, 0.05 * radius).stand(),
        box(0.12 * radius, 0.5 * radius, 0.05 * radius).stand(),
    )
    depth = 0.08 * radius
    hands = [
        solid.scale(1, 1, 2).move(z=depth / 2).turn(z=angle).move(*middle)
        for solid, angle in ((long, minute), (short, hour))
    ]
    shape.part("hand", hands, color)
    shape.part("pin", cylinder(0.08 * radius, 2 * depth, 8).turn(x=90).move(*middle), color, spoken=False)


def _marks(radius: float, count: int, middle: tuple[float, float, float], size: float) -> list[Solid]:
    mark = box(0.5 * size, size, 0.1).move(y=radius - 0.7 * size)
    return [mark.turn(z=360 * n / count).move(*middle) for n in range(count)]


@kind("wall clock", synonyms=("clock",), theme=THEME)
def wall_clock(draw: Draw) -> Shape:
    """A clock face in a frame: round, square, eight-sided or with a pendulum box."""
    shape = Shape()
    frame = draw.material("wood", "gold", "steel") if draw.chance(0.5) else draw.color()
    face = draw.color("white", "beige", "light blue", "black", "yellow", unlike=frame)
    dark = draw.color("black", "dark grey", "gold", "white", "red", unlike=face)
    form = shape.variant(draw.choice("round", "square", "octagonal", "pendulum"))
    sides = {"round": 24, "pendulum": 24, "octagonal": 8, "square": 4}[form]
    radius = 1.41 if form == "square" else 1.0
    if form != "pendulum":
        shape.adjective(form)
    shape.part("frame", cylinder(radius * 1.02, 0.24, sides).turn(x=90).move(y=1.0), frame)
    shape.part("face", cylinder(radius * 0.86, 0.1, sides).turn(x=90).move(0.0, 1.0, 0.1), face)
    shape.part("hour mark", _marks(0.82, draw.choice(4, 12), (0.0, 1.0, 0.13), 0.16), dark, spoken=False)
    _hands(shape, draw, 0.8, (0.0, 1.0, 0.16), draw.color("red", unlike=face) if draw.chance(0.2) else dark)
    if form == "pendulum":
        shape.phrase("with a pendulum")
        shape.part("case", box(1.0, 1.3, 0.2).hang(y=0.3), frame, spoken=False)
        shape.part("panel", box(0.74, 1.0, 0.06).hang(y=0.15, z=0.09), face, spoken=False)
        bob = rod((0.0, 0.15, 0.14), (0.12, -0.55, 0.14), 0.04) + cylinder(0.2, 0.08, 12).turn(x=90).move(
            0.12, -0.55, 0.15
        )
        shape.part("pendulum", bob, draw.material("gold", unlike=face), plural="pendulums", spoken=False)
    if shape.variant(draw.choice("cat ears", "plain", weights=(1, 4))) == "cat ears" and form == "round":
        ear = extrude([(-0.3, 0.0), (0.3, 0.0), (0.0, 0.55)], 0.2)
        shape.part("ear", pair(ear.turn(z=-35).move(0.6, 1.75)), frame)
    return shape


@kind("alarm clock", theme=THEME)
def alarm_clock(draw: Draw) -> Shape:
    """A round clock on feet with bells on top, a single bell, or a digital one with lit figures."""
    shape = Shape()
    case = draw.color()
    form = shape.variant(draw.choice("twin bells", "single bell", "digital"))
    if form == "digital":
        shape.adjective("digital")
        side = [(0.4, 0.0), (0.25, 0.7), (-0.35, 0.7), (-0.4, 0.0)]
        shape.part("case", side_extrude(side, 1.6), case, spoken=False)
        shape.part("display", box(1.35, 0.5, 0.08).turn(x=-12).center(0.0, 0.34, 0.3), draw.color("black"))
        lit = draw.color("red", "light green", "turquoise", "orange")
        segments = [
            _digit(figure).move(x=x) for figure, x in zip(_figures(draw), (-0.5, -0.22, 0.22, 0.5), strict=True)
        ]
        dots = [box(0.06, 0.06, 0.08).move(y=y) for y in (-0.08, 0.08)]
        shape.part(
            "figure", [solid.turn(x=-12).move(0.0, 0.35, 0.34) for solid in [*segments, *dots]], lit, spoken=False
        )
        shape.phrase("with lit figures")
        shape.part(
            "snooze button",
            box(0.6, 0.12, 0.24).stand(0.0, 0.66, -0.05),
            draw.color("white", "grey", "red", unlike=case),
        )
        return shape
    face = draw.color("white", "beige", "yellow", unlike=case)
    dark = draw.color("black", "dark blue", "red", unlike=face)
    shape.part("case", cylinder(0.7, 0.5, 22).turn(x=90).move(y=0.8), case, spoken=False)
    shape.part("face", cylinder(0.58, 0.1, 22).turn(x=90).move(0.0, 0.8, 0.23), face)
    shape.part("hour mark", _marks(0.56, 12, (0.0, 0.8, 0.26), 0.11), dark, spoken=False)
    _hands(shape, draw, 0.55, (0.0, 0.8, 0.28), dark)
    metal = draw.material("gold", "steel") if draw.chance(0.6) else case
    if form == "twin bells":
        cup = dome(0.3, 0.26, 12).turn(z=-32)
        shape.part("bell", pair(cup.move(0.4, 1.42)), metal)
        shape.part("bell post", pair(rod((0.3, 1.3, 0.0), (0.45, 1.55, 0.0), 0.05)), metal, spoken=False)
        shape.part(
            "hammer",
            box(0.08, 0.26, 0.08).stand(y=1.45) + box(0.16, 0.14, 0.12).stand(y=1.66),
            draw.color("black", "dark grey"),
        )
        if draw.chance():
            handle = [(x, y, 0.0) for x, y in arc((0.0, 1.45), 0.5, 20, 160, 7)]
            shape.part("handle", tube(handle, 0.05, 6), metal)
    else:
        shape.part("bell", dome(0.4, 0.3, 14).move(y=1.48), metal)
        shape.part("bell post", cylinder(0.08, 0.3, 8).stand(y=1.4), metal, spoken=False)
    shape.part(
        "foot",
        pair(rod((0.35, 0.3, 0.0), (0.55, 0.0, 0.0), 0.09, 0.06) + sphere(0.09, 8).move(0.55, 0.02)),
        metal,
        plural="feet",
    )
    return shape


_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
_BARS = {
    "a": (0.0, 0.18, True),
    "g": (0.0, 0.0, True),
    "d": (0.0, -0.18, True),
    "b": (0.08, 0.09, False),
    "c": (0.08, -0.09, False),
    "f": (-0.08, 0.09, False),
    "e": (-0.08, -0.09, False),
}


def _digit(figure: str) -> Solid:
    """A seven-segment figure, 0.22 wide and 0.42 high."""
    bars = []
    for name in _SEGMENTS[figure]:
        x, y, flat = _BARS[name]
        bars.append((box(0.2, 0.055, 0.08) if flat else box(0.055, 0.22, 0.08)).move(x, y))
    return union(bars)


def _figures(draw: Draw) -> str:
    return f"{draw.integer(0, 23):02d}{draw.integer(0, 59):02d}"


@kind("wristwatch", synonyms=("watch",), theme=THEME)
def wristwatch(draw: Draw) -> Shape:
    """A watch on its closed strap: a round face with hands, a square one, or a smart watch with a lit screen."""
    shape = Shape()
    strap = draw.material("leather", "steel", "gold") if draw.chance(0.6) else draw.color()
    case = (
        draw.material("steel", "gold", "iron", unlike=strap)
        if draw.chance(0.7)
        else draw.color("black", "white", unlike=strap)
    )
    form = shape.variant(draw.choice("round", "square", "smart"))
    band = hoop([(0.62, -0.2), (0.7, -0.2), (0.7, 0.2), (0.62, 0.2)], 20).turn(z=90).scale(1, 1.12, 1).move(y=0.8)
    shape.part("strap", band, strap)
    face = draw.color("white", "black", "dark blue", "beige", "light blue", unlike=case)
    front = 0.72
    outline = ellipse(0.84, 0.84, 20) if form == "round" else rounded_rectangle(0.72, 0.84, 0.14)
    shape.part("case", extrude(outline, 0.2).move(0.0, 0.8, front), case)
    inner = [(0.82 * x, 0.82 * y) for x, y in outline]
    glass = draw.color("black", "dark blue") if form == "smart" else face
    shape.part("face", extrude(inner, 0.08).move(0.0, 0.8, front + 0.09), glass)
    if form == "smart":
        shape.call("smartwatch")
        for (x, y), color in zip(
            ((-0.13, 0.93), (0.13, 0.93), (-0.13, 0.67), (0.13, 0.67)), draw.colors(4), strict=True
        ):
            shape.part("app icon", box(0.17, 0.17, 0.08).move(x, y, front + 0.12), color, spoken=False)
    else:
        shape.adjective(form)
        hands = draw.color("black", "gold", "white", "red", unlike=face)
        shape.part("hour mark", _marks(0.33, 4, (0.0, 0.8, front + 0.12), 0.09), hands, spoken=False)
        _hands(shape, draw, 0.38, (0.0, 0.8, front + 0.12), hands)
    if shape.variant(draw.choice("crown", "buttons")) == "crown":
        shape.part("crown", cylinder(0.07, 0.12, 8).turn(z=90).move(0.45, 0.8, front), case, spoken=False)
    else:
        shape.part("button", [box(0.12, 0.1, 0.1).move(0.44, 0.8 + s * 0.14, front) for s in (-1, 1)], case)
    return shape


@kind("sewing machine", theme=THEME)
def sewing_machine(draw: Draw) -> Shape:
    """An arm over a bed with a needle, a hand wheel and a spool: modern, old and black, or on a table."""
    shape = Shape()
    form = shape.variant(draw.choice("modern", "old", "on a table"))
    case = (
        draw.color("black", "dark red", "dark green")
        if form == "old"
        else draw.color("white", "light blue", "pink", "turquoise", "red")
    )
    trim = draw.material("gold", "steel", unlike=case)
    outside = [(-0.75, 0.0), (0.75, 0.0), (0.75, 1.0), (-0.75, 1.0), (-0.75, 0.6), (-0.5, 0.5)]
    arm = extrude([*outside, (-0.45, 0.72), (0.3, 0.72), (0.36, 0.24), (-0.75, 0.24)], 0.42)
    shape.part("body", arm, case, spoken=False)
    shape.part("wheel", cylinder(0.24, 0.12, 14).turn(z=90).move(0.83, 0.72), trim)
    shape.part("needle", cylinder(0.035, 0.34, 6).hang(-0.62, 0.6), draw.material("steel"))
    thread = draw.color(unlike=case)
    shape.part("spool", cylinder(0.11, 0.28, 10).stand(0.42, 1.0), thread)
    shape.part(
        "pin", cylinder(0.035, 0.4, 6).stand(-0.1, 0.95) + cylinder(0.035, 0.4, 6).stand(0.42, 1.0), trim, spoken=False
    )
    if shape.variant(draw.choice("cloth", "no cloth")) == "cloth":
        shape.part("cloth", box(0.6, 0.06, 0.9).center(-0.45, 0.26, 0.25), draw.color(unlike=case))
    if form == "old":
        shape.adjective("antique")
        shape.part("base", rounded_box(1.8, 0.16, 0.7, 0.03).hang(y=0.04), draw.material("wood", unlike=case))
    elif form == "on a table":
        shape.phrase("on a table")
        wood = draw.material("wood", unlike=case)
        shape.part("tabletop", box(2.4, 0.1, 1.1).hang(y=0.02), wood)
        shape.part("table leg", corners(box(0.1, 1.1, 0.1).hang(y=-0.05), 1.08, 0.42), wood)
    else:
        shape.part("dial", row(cylinder(0.08, 0.1, 10).turn(x=90).move(0.55, 0.55, 0.22), 2, 0.26, "y"), trim)
    return shape
