"""What runs on rails; metres of toys."""

from shape_diff.data.procedural.arrays import pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import add_windows, at_axles, glass_color, spoked_wheel, wheel
from shape_diff.data.procedural.outlines import arc, rounded_rectangle
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    box,
    cylinder,
    dome,
    extrude,
    frustum,
    hull_of,
    prism,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    tube,
    union,
)

THEME = "trains"


def _bogies(draw: Draw, shape: Shape, places: tuple[float, ...], radius: float = 0.24) -> None:
    """Pairs of iron wheels under frames at places along a car."""
    dark = draw.color("black", "dark grey", "grey")
    axles = [z + side * 1.15 * radius for z in places for side in (-1, 1)]
    shape.part("wheel", at_axles(wheel(radius, 0.14, 14), 0.42, radius, axles), dark)
    frames = [box(0.9, 0.2, 3.2 * radius).center(y=1.3 * radius, z=z) for z in places]
    shape.part("bogie", frames, draw.color("dark grey", "black", unlike=dark), spoken=False)


def _couplers(shape: Shape, color: Color, end: float, height: float = 0.5) -> None:
    shape.part("coupler", pair(rod((0.0, height, end - 0.1), (0.0, height, end + 0.2), 0.08), "z"), color, spoken=False)


def _rails(draw: Draw, shape: Shape, length: float) -> None:
    """A piece of track under the wheels, now and then."""
    if shape.variant(draw.choice("no track", "on a track", weights=(2, 1))) == "on a track":
        rail = box(0.1, 0.12, length).hang(x=0.42, y=0.02)
        shape.part("rail", pair(rail), draw.material("iron"))
        ties = row(box(1.35, 0.12, 0.26).hang(y=-0.08), int(length / 0.6), 0.6, "z")
        shape.part("sleeper", ties, draw.material("wood"))
        shape.phrase("on a piece of track")


def _steam(draw: Draw, shape: Shape, paint: Color, dark: Color, trim: Color) -> None:
    """Boiler, chimney, cab and driving wheels, front at about z = 1.7, back at z = -1.7."""
    shape.part("boiler", cylinder(0.46, 2.3, 16).turn(x=90).move(y=1.05, z=0.35), paint)
    bands = row(cylinder(0.49, 0.1, 16).turn(x=90).move(y=1.05, z=0.3), 3, 0.65, "z")
    shape.part("band", bands, trim)
    shape.part("smokebox door", cylinder(0.4, 0.2, 16).turn(x=90).move(y=1.05, z=1.48), dark, spoken=False)
    form = shape.variant(draw.choice("straight chimney", "funnel chimney"))
    stack = frustum(0.15, 0.15 if form == "straight chimney" else 0.32, 0.6).stand(y=1.42, z=1.15)
    shape.part("chimney", stack, dark if draw.chance(0.7) else trim)
    shape.part("steam dome", cylinder(0.2, 0.15).stand(y=1.45, z=0.4) + dome(0.2, 0.16).move(y=1.6, z=0.4), trim)
    cab: list[Flat] = [(-1.6, 0.6), (-0.7, 0.6), (-0.7, 1.85), (-1.6, 1.85)]
    shape.part("cab", side_extrude(cab, 1.2), paint)
    panes = [*pair(box(0.3, 0.42, 0.5).center(0.6, 1.5, -1.15)), *pair(box(0.3, 0.36, 0.3).center(0.32, 1.55, -0.7))]
    shape.paint("window", panes, draw.color("black", "yellow", "light blue", unlike=paint), on="cab")
    roof = extrude([(-0.72, 1.82), (0.72, 1.82), *arc((0.0, 1.4), 0.82, 32, 148, 7)], 1.25).move(z=-1.2)
    shape.part("roof", roof, dark if draw.chance() else trim)
    shape.part("chassis", box(0.95, 0.22, 3.3).center(y=0.55), dark, spoken=False)
    guard = hull_of(
        [
            box(1.1, 0.1, 0.1).stand(y=0.12, z=1.7),
            box(0.3, 0.1, 0.1).stand(y=0.12, z=2.15),
            box(1.0, 0.1, 0.1).stand(y=0.55, z=1.62),
        ]
    )
    shape.part("cowcatcher", guard, trim if draw.chance() else dark)
    driving = spoked_wheel(0.42, 0.14, 8, 0.2)
    wheels = draw.color("red", "black", "dark red", "dark grey", unlike=paint)
    shape.part("driving wheel", at_axles(driving, 0.5, 0.42, (-1.05, -0.1)), wheels)
    shape.part("small wheel", at_axles(wheel(0.22, 0.14, 14), 0.48, 0.22, (0.75, 1.25)), wheels)
    shape.part("coupling rod", pair(rod((0.62, 0.42, -1.1), (0.62, 0.42, 0.75), 0.06)), draw.material("steel"))
    shape.part("headlight", cylinder(0.13, 0.2).turn(x=90).move(y=1.58, z=1.5), draw.color("yellow"))


@kind("locomotive", synonyms=("train engine", "railway engine"), theme=THEME)
def locomotive(draw: Draw) -> Shape:
    """A steam engine with chimney and cowcatcher, a diesel with a long hood, or an electric one with its bow up."""
    shape = Shape()
    paint = draw.color()
    dark = draw.color("black", "dark grey", unlike=paint)
    style = shape.variant(draw.choice("steam", "diesel", "electric", weights=(3, 1, 1)))
    if style == "steam":
        if draw.chance():
            shape.call("steam locomotive")
        _steam(draw, shape, paint, dark, draw.color("gold", "red", "yellow", "green", unlike=[paint, dark]))
        if shape.variant(draw.choice("smoke", "plain", weights=(1, 2))) == "smoke":
            puffs = [sphere(0.22 + 0.06 * n, 8).move(y=2.15 + 0.26 * n, z=1.1 - 0.25 * n) for n in range(3)]
            shape.part("smoke", union(puffs), draw.color("white", "light grey", "grey"), mass=True)
        _rails(draw, shape, 4.2)
        return shape
    stripe = draw.color("yellow", "white", "red", "orange", unlike=paint)
    shape.part("frame", box(1.1, 0.25, 4.0).center(y=0.6), dark, spoken=False)
    if style == "diesel":
        shape.part("hood", rounded_box(0.9, 0.95, 3.8, 0.08).stand(y=0.65), paint)
        cab: list[Flat] = [(0.4, 0.65), (1.4, 0.65), (1.4, 1.9), (0.4, 1.9)]
        shape.part("cab", side_extrude(cab, 1.15), paint)
        upper: list[Flat] = [(0.4, 1.3), (1.4, 1.3), (1.4, 1.9), (0.4, 1.9)]
        add_windows(shape, upper, 1.15, glass_color(draw, paint), "cab", panes=1, inset=(0.75, 0.6))
        shape.part("exhaust", cylinder(0.12, 0.35).stand(y=1.55, z=-0.7), dark)
        rails = [rod((0.52, 1.05, z), (0.52, 1.05, z + 1.0), 0.065) for z in (-1.8, -0.75)]
        shape.part("railing", pair(union(rails)), stripe, spoken=False)
        shape.paint("stripe", box(9, 0.22, 9).center(y=1.05), stripe, on="hood")
    else:
        outline: list[Flat] = [(-2.0, 0.65), (2.0, 0.65), (2.0, 1.2), (1.7, 1.85), (-1.7, 1.85), (-2.0, 1.2)]
        shape.part("body", side_extrude(outline, 1.1), paint, spoken=False)
        upper = [(-2.0, 1.25), (2.0, 1.25), (1.72, 1.8), (-1.72, 1.8)]
        add_windows(shape, upper, 1.1, glass_color(draw, paint), "body", panes=3, inset=(0.85, 0.6))
        shape.paint("stripe", box(9, 0.2, 9).center(y=0.95), stripe, on="body")
        bow = [rod((x, 1.85, -0.5), (x, 2.2, 0.0), 0.05) for x in (-0.3, 0.3)]
        bow += [rod((x, 2.2, 0.0), (0.8 * x, 2.5, -0.5), 0.05) for x in (-0.3, 0.3)]
        shape.part("pantograph", union([*bow, rod((-0.5, 2.5, -0.5), (0.5, 2.5, -0.5), 0.05)]), dark)
    _bogies(draw, shape, (-1.25, 1.25))
    lamps = pair(cylinder(0.11, 0.14).turn(x=90).move(0.34, 0.9, 2.0 if style == "electric" else 1.9))
    shape.part("headlight", lamps, draw.color("yellow", "white", unlike=paint))
    _couplers(shape, dark, 2.0)
    _rails(draw, shape, 4.8)
    return shape


@kind("train wagon", synonyms=("railway wagon", "railroad car", "train car"), theme=THEME)
def train_wagon(draw: Draw) -> Shape:
    """A passenger coach, boxcar, tank, coal or log wagon, or a caboose, on two bogies."""
    shape = Shape()
    paint = draw.color()
    dark = draw.color("black", "dark grey", unlike=paint)
    style = shape.variant(draw.choice("passenger coach", "boxcar", "tank wagon", "coal wagon", "log wagon", "caboose"))
    shape.call(style)
    length = 2.6 if style == "caboose" else 3.6
    end = length / 2
    shape.part("frame", box(1.05, 0.2, length).center(y=0.6), dark, spoken=False)
    other = draw.color(unlike=paint)
    if style in ("passenger coach", "caboose"):
        outline: list[Flat] = [(-end, 0.65), (end, 0.65), (end, 1.7), (-end, 1.7)]
        shape.part("body", side_extrude(outline, 1.1), paint, spoken=False)
        upper: list[Flat] = [(-end, 1.1), (end, 1.1), (end, 1.7), (-end, 1.7)]
        glass = glass_color(draw, paint)
        add_windows(
            shape,
            upper,
            1.1,
            glass,
            "body",
            panes=5 if style != "caboose" else 2,
            windshield=style != "caboose",
            rear=False,
            inset=(0.92, 0.62),
        )
        roof = extrude([(-0.62, 1.66), (0.62, 1.66), *arc((0.0, 1.05), 0.9, 47, 133, 7)], length + 0.15)
        shape.part("roof", roof, draw.color("grey", "dark grey", "white", "dark red", unlike=paint))
        if style == "caboose":
            shape.part("cupola", box(0.8, 0.5, 0.8).stand(y=1.85), paint)
            shape.paint(
                "cupola window",
                [*pair(box(0.3, 0.24, 0.5).center(0.4, 2.15)), box(0.5, 0.24, 0.3).center(y=2.15, z=0.4)],
                glass,
                on="cupola",
                spoken=False,
            )
            shape.part("cupola roof", box(0.95, 0.1, 0.95).stand(y=2.33), dark, spoken=False)
            shape.part("chimney", cylinder(0.08, 0.4, 8).stand(y=1.85, z=0.9), dark)
        else:
            shape.paint("stripe", box(9, 0.16, 9).center(y=0.9), other, on="body")
    elif style == "boxcar":
        shape.part("body", box(1.1, 1.25, length).stand(y=0.65), paint, spoken=False)
        shape.part("door", pair(box(0.1, 1.05, 0.9).center(0.55, 1.27)), other)
        ribs = [
            one
            for side in pair(box(0.08, 1.2, 0.1).center(0.55, 1.27))
            for z in (-1.45, -0.8, 0.8, 1.45)
            for one in [side.move(z=z)]
        ]
        shape.part("rib", ribs, paint, spoken=False)
        shape.part(
            "roof",
            side_extrude([(-0.62, 1.88), (0.62, 1.88), (0.0, 2.12)], length + 0.1).turn(y=90),
            draw.color("grey", "dark grey", "silver", unlike=paint),
        )
    elif style == "tank wagon":
        body = hull_of([cylinder(0.52, length - 0.5, 16).turn(x=90), cylinder(0.35, length - 0.15, 16).turn(x=90)])
        shape.part("tank", body.move(y=1.25), paint)
        shape.part("hatch", cylinder(0.22, 0.25).stand(y=1.7), dark, plural="hatches")
        if draw.chance(0.7):
            shape.paint("band", box(9, 9, 0.35), other, on="tank")
        shape.part("saddle", [box(0.9, 0.4, 0.3).stand(y=0.65, z=z) for z in (-1.1, 1.1)], dark, spoken=False)
    elif style == "coal wagon":
        tub = hull_of([box(0.95, 0.1, length - 0.5).stand(y=0.65), box(1.15, 0.1, length).stand(y=1.35)])
        shape.part("body", tub - box(0.9, 1, length - 0.3).stand(y=0.9), paint, spoken=False)
        name, look = draw.choice(("coal", "black"), ("gravel", "grey"), ("sand", "beige"), ("ore", "copper"))
        heap = hull_of([box(0.92, 0.1, length - 0.3).stand(y=1.25), box(0.35, 0.1, length - 1.2).stand(y=1.6)])
        shape.part(name, heap, draw.color(look), mass=True)
        shape.call(f"{name} wagon")
    else:
        logs = [
            rod((0.0, 0.0, -end + 0.15), (0.0, 0.0, end - 0.15), 0.2, sides=10).move(x, y)
            for x, y in ((-0.4, 0.9), (0.0, 0.9), (0.4, 0.9), (-0.2, 1.25), (0.2, 1.25), (0.0, 1.58))
        ]
        shape.part("log", logs, draw.material("wood"))
        stakes = [box(0.1, 0.9, 0.1).stand(x, 0.6, z) for x in (-0.62, 0.62) for z in (-1.2, 0.0, 1.2)]
        shape.part("stake", stakes, paint)
        shape.part("bed", box(1.3, 0.12, length).center(y=0.7), paint)
    _bogies(draw, shape, (-end + 0.65, end - 0.65), 0.22)
    _couplers(shape, dark, end)
    _rails(draw, shape, length + 0.6)
    return shape


@kind("tram", synonyms=("streetcar", "trolley"), theme=THEME)
def tram(draw: Draw) -> Shape:
    """An old tram with open ends and a lantern roof, a modern one with a slanted nose, or a cable car."""
    shape = Shape()
    paint = draw.color()
    lower = draw.color(unlike=paint)
    style = shape.variant(draw.choice("old", "modern", "round-ended"))
    length = 4.6 if style == "modern" else 3.4
    end = length / 2
    slope = {"old": 0.0, "modern": 0.5, "round-ended": 0.0}[style]
    if style == "round-ended":
        body = prism(rounded_rectangle(1.15, length, 0.45, 4), 1.6).move(y=0.35)
    else:
        body = side_extrude(
            [(-end, 0.35), (end, 0.35), (end, 0.9), (end - slope, 1.95), (-end + slope, 1.95), (-end, 0.9)], 1.15
        )
    if style == "old":
        body = (
            body
            - union([box(0.9, 0.9, 0.6).stand(y=0.95, z=z) for z in (-end, end)])
            - union([box(3, 0.75, 0.34).stand(y=0.95, z=z) for z in (-end + 0.27, end - 0.27)])
        )
    shape.part("body", body, paint, spoken=False)
    shape.paint("lower half", box(9, 0.55, 9).stand(y=0.35), lower, on="body")
    inner = end - (0.5 if style == "old" else 0.1)
    band: list[Flat] = [(-inner, 1.0), (inner, 1.0), (inner - 0.5 * slope, 1.8), (-inner + 0.5 * slope, 1.8)]
    panes = draw.integer(3, 5)
    add_windows(shape, band, 1.15, glass_color(draw, paint), "body", panes=panes, inset=(0.94, 0.8))
    roof = draw.color("white", "grey", "dark grey", "light grey", unlike=paint)
    shape.part("roof", rounded_box(1.2, 0.16, length - 2 * slope, 0.06).stand(y=1.9), roof)
    top = 2.04
    if style == "old":
        shape.part("lantern roof", box(0.7, 0.24, length - 1.0).stand(y=2.0), roof if draw.chance() else lower)
        top = 2.22
    current = shape.variant(draw.choice("pole", "bow"))
    dark = draw.color("black", "dark grey")
    if current == "pole":
        shape.part("current pole", rod((0.0, top, 0.3), (0.0, top + 0.75, -0.9), 0.055), dark)
    else:
        frame = tube(
            [
                (-0.3, top - 0.05, 0.2),
                (-0.3, top + 0.3, -0.2),
                (-0.4, top + 0.6, 0.2),
                (0.4, top + 0.6, 0.2),
                (0.3, top + 0.3, -0.2),
                (0.3, top - 0.05, 0.2),
            ],
            0.075,
        )
        shape.part("pantograph", frame, dark)
    shape.part(
        "headlight",
        cylinder(0.14, 0.16, 12).turn(x=90).move(y=0.75, z=end),
        draw.color("yellow", "white", unlike=lower),
    )
    _bogies(draw, shape, (-0.28 * length, 0.28 * length), 0.22)
    _rails(draw, shape, length + 0.5)
    return shape


@kind("train", synonyms=("railway train",), theme=THEME)
def train(draw: Draw) -> Shape:
    """A small engine that pulls one or two open, closed or passenger wagons."""
    shape = Shape()
    paint = draw.color()
    dark = draw.color("black", "dark grey", "dark blue", unlike=paint)
    trim = draw.color("gold", "yellow", "red", "white", unlike=[paint, dark])
    count = int(shape.variant(draw.choice("1", "2")))
    front = 0.9 * count + 0.5
    shape.part("boiler", cylinder(0.36, 1.1, 14).turn(x=90).move(y=0.85, z=front + 0.35), paint)
    shape.part("chimney", frustum(0.13, 0.22, 0.55).stand(y=1.1, z=front + 0.65), dark)
    shape.part("steam dome", dome(0.16, 0.2).move(y=1.15, z=front + 0.2), trim)
    shape.part("cab", box(0.85, 1.0, 0.6).stand(y=0.4, z=front - 0.4), paint)
    shape.paint(
        "window",
        [*pair(box(0.3, 0.34, 0.32).center(0.42, 1.12, front - 0.4)), box(0.4, 0.2, 0.3).center(y=1.28, z=front - 0.1)],
        draw.color("light blue", "black", "yellow", unlike=paint),
        on="cab",
    )
    shape.part("roof", rounded_box(1.0, 0.13, 0.8, 0.05).stand(y=1.38, z=front - 0.4), trim)
    shape.part("chassis", box(0.7, 0.2, 1.7).center(y=0.42, z=front + 0.1), dark, spoken=False)
    shape.part(
        "bumper",
        hull_of([box(0.8, 0.3, 0.1).center(y=0.3, z=front + 0.9), box(0.3, 0.1, 0.1).center(y=0.16, z=front + 1.15)]),
        trim,
        spoken=False,
    )
    load = shape.variant(draw.choice("open wagons", "passenger wagons", "box wagons"))
    looks = draw.colors(count) if draw.chance(0.6) else [paint] * count
    name, heap_look = draw.choice(("coal", "black"), ("hay", "yellow"), ("gravel", "grey"))
    wheels = at_axles(wheel(0.24, 0.14, 14), 0.4, 0.24, (front - 0.4, front + 0.2))
    wheels += at_axles(wheel(0.17, 0.14, 12), 0.4, 0.17, (front + 0.72,))
    for number, look in enumerate(looks):
        z = front - 1.6 - 1.65 * number
        wheels += at_axles(wheel(0.19, 0.14, 12), 0.38, 0.19, (z - 0.42, z + 0.42))
        shape.part("coupler", rod((0.0, 0.4, z + 0.5), (0.0, 0.4, z + 1.1), 0.08), dark, spoken=False)
        if load == "open wagons":
            shape.part("wagon", box(0.85, 0.6, 1.35).stand(y=0.3, z=z) - box(0.65, 1, 1.15).stand(y=0.5, z=z), look)
            heap = hull_of([box(0.67, 0.1, 1.17).stand(y=0.6, z=z), box(0.3, 0.1, 0.6).stand(y=1.0, z=z)])
            shape.part(name, heap, draw.color(heap_look), mass=True)
            continue
        shape.part("wagon", box(0.85, 0.85, 1.35).stand(y=0.3, z=z), look)
        if load == "passenger wagons":
            panes = [one for side in pair(box(0.3, 0.32, 0.3).center(0.42, 0.85, z)) for one in row(side, 3, 0.4, "z")]
            shape.paint(
                "wagon window",
                panes,
                draw.color("light blue", "yellow", "black", unlike=look),
                on="wagon",
                spoken=False,
            )
        else:
            shape.paint("wagon door", pair(box(0.3, 0.65, 0.5).center(0.42, 0.72, z)), trim, on="wagon", spoken=False)
        shape.part("wagon roof", rounded_box(0.98, 0.13, 1.5, 0.05).stand(y=1.12, z=z), trim, spoken=False)
    shape.part("wheel", wheels, draw.color("black", "red", "dark grey", unlike=paint))
    if draw.chance(0.3):
        puffs = [sphere(0.2 + 0.05 * n, 8).move(y=1.75 + 0.24 * n, z=front + 0.6 - 0.22 * n) for n in range(3)]
        shape.part("smoke", union(puffs), draw.color("white", "light grey"), mass=True)
    return shape
