"""Vehicles of farms, building sites and armies, and what runs on rails; metres."""

from shape_diff.data.procedural.arrays import corners, pair, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import (
    add_wheels,
    add_windows,
    glass_color,
    spoked_wheel,
    wheel,
)
from shape_diff.data.procedural.outlines import arc, star
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    cylinder,
    dome,
    extrude,
    frustum,
    hull_of,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    union,
)

THEME = "working vehicles"


def _machine_color(draw: Draw) -> Color:
    """Yellow and orange more often than not."""
    return draw.color("yellow", "orange") if draw.chance(0.6) else draw.color()


def _track(length: float, radius: float, width: float) -> Solid:
    """A crawler track along z, standing on the ground, about x = 0."""
    ends = [wheel(radius, width, 12).move(y=radius, z=z) for z in (radius - length / 2, length / 2 - radius)]
    return hull_of(ends)


def _add_tracks(draw: Draw, shape: Shape, length: float, radius: float, width: float, x: float) -> None:
    """A pair of tracks with their rollers."""
    dark = draw.color("black", "dark grey")
    shape.part("track", pair(_track(length, radius, width).move(x=x)), dark)
    roller = wheel(0.55 * radius, width + 0.14, 10).move(x=x, y=radius)
    span = length - 2 * radius
    rollers = [copy for one in pair(roller) for copy in row(one, 4, span / 3, "z")]
    shape.part("roller", rollers, draw.color("grey", "silver", unlike=dark), spoken=False)


def _glass_cab(draw: Draw, shape: Shape, paint: Color, x: float, y: float, z: float, high: float = 1.1) -> None:
    """A driver's cab with windows and a roof, standing at a place; 0.9 wide and long."""
    outline: list[Flat] = [(z - 0.45, y), (z + 0.45, y), (z + 0.36, y + high), (z - 0.45, y + high)]
    shape.part("cab", side_extrude(outline, 0.9).move(x=x), paint)
    add_windows(shape, outline, 0.9, glass_color(draw, paint), "cab", panes=1, inset=(0.74, 0.66), x=x)
    roof = rounded_box(1.0, 0.14, 1.0, 0.04).stand(x=x, y=y + high - 0.02, z=z - 0.04)
    shape.part("roof", roof, paint if draw.chance() else draw.color("white", "dark grey", unlike=paint))


@kind("tractor", theme=THEME)
def tractor(draw: Draw) -> Shape:
    """Large wheels behind and small ones in front; with a cab, a canopy or an open seat."""
    shape = Shape()
    paint = draw.color("green", "red", "blue", "orange") if draw.chance(0.8) else draw.color()
    rims = draw.color("yellow", "white", "light grey", "red", unlike=paint)
    shape.part("hood", rounded_box(0.75, 0.7, 1.7, 0.1).stand(y=0.75, z=0.75), paint)
    shape.part(
        "grille",
        box(0.5, 0.45, 0.2).center(y=1.08, z=1.55),
        draw.color("black", "dark grey", unlike=paint),
        spoken=False,
    )
    shape.part("chassis", box(0.5, 0.4, 2.6).stand(y=0.5, z=0.2), draw.color("dark grey", "black"), spoken=False)
    black = draw.material("rubber")
    shape.part("rear wheel", pair(wheel(0.85, 0.45).move(0.72, 0.85, -0.75)), black)
    shape.part("front wheel", pair(wheel(0.48, 0.32).move(0.62, 0.48, 1.2)), black)
    hubs = pair(wheel(0.45, 0.54, 12).move(0.72, 0.85, -0.75)) + pair(wheel(0.25, 0.4, 12).move(0.62, 0.48, 1.2))
    shape.part("rim", hubs, rims)
    fender = side_extrude(arc((-0.75, 0.85), 1.0, 10, 150, 7) + arc((-0.75, 0.85), 0.88, 150, 10, 7), 0.5)
    shape.part("fender", pair(fender.move(x=0.68)), paint)
    style = shape.variant(draw.choice("cab", "canopy", "open"))
    if style == "cab":
        _glass_cab(draw, shape, paint, 0.0, 1.25, -0.55, 1.15)
    else:
        seat = rounded_box(0.5, 0.14, 0.5, 0.05).stand(y=1.2, z=-0.8)
        back = rounded_box(0.5, 0.45, 0.14, 0.05).stand(y=1.25, z=-1.05)
        shape.part("seat", seat + back + box(0.3, 0.6, 0.3).stand(y=0.7, z=-0.8), draw.color("black", unlike=paint))
        wheel_ = torus(0.2, 0.08).turn(x=60).move(y=1.62, z=-0.28) + rod((0.0, 1.3, 0.0), (0.0, 1.62, -0.28), 0.05)
        shape.part("steering wheel", wheel_, draw.color("black", "dark grey"))
        shape.without("a cab")
    if style == "canopy":
        shape.part("post", corners(box(0.09, 1.3, 0.09).stand(y=1.25), 0.5, 0.45)[2:], paint, spoken=False)
        shape.part("canopy", rounded_box(1.2, 0.14, 1.5, 0.05).stand(y=2.5, z=-0.35), paint, plural="canopies")
        shape.part("strut", pair(box(0.09, 1.2, 0.09).stand(0.5, 1.35, 0.2)), paint, spoken=False)
    if shape.variant(draw.choice("exhaust", "plain")) == "exhaust":
        pipe = cylinder(0.07, 0.7, 8).stand(x=0.2, y=1.4, z=1.0)
        shape.part("exhaust pipe", pipe, draw.color("dark grey", "black", "silver", unlike=paint))
    return shape


@kind("excavator", synonyms=("digger",), theme=THEME)
def excavator(draw: Draw) -> Shape:
    """A cab and an engine on tracks or wheels with a jointed arm and a bucket; the arm high, low or far out."""
    shape = Shape()
    paint = _machine_color(draw)
    if shape.variant(draw.choice("tracks", "wheels", weights=(3, 1))) == "tracks":
        _add_tracks(draw, shape, 2.6, 0.35, 0.5, 0.75)
        shape.phrase("on tracks")
    else:
        add_wheels(draw, shape, 0.42, 0.34, 0.75, (-0.85, 0.85))
        shape.part("frame", box(1.0, 0.3, 2.2).center(y=0.5), draw.color("dark grey"), spoken=False)
        shape.phrase("on wheels")
    shape.part("turntable", cylinder(0.55, 0.35).stand(y=0.6), draw.color("dark grey", "black"), spoken=False)
    shape.part("body", rounded_box(1.6, 0.75, 1.5, 0.12).stand(y=0.85, z=-0.65), paint, spoken=False)
    _glass_cab(draw, shape, paint, -0.4, 0.85, 0.2)
    pose = shape.variant(draw.choice("raised", "digging", "stretched"))
    elbow, wrist = {
        "raised": ((2.9, 1.7), (1.9, 2.7)),
        "digging": ((2.5, 1.6), (0.75, 2.5)),
        "stretched": ((2.2, 1.9), (1.3, 3.3)),
    }[pose]
    arm = [beam((0.4, 1.1, 0.1), (0.4, *elbow), 0.28, 0.34), beam((0.4, *elbow), (0.4, *wrist), 0.24, 0.28)]
    arm_color = paint if draw.chance(0.7) else draw.color(unlike=paint)
    shape.part("arm", union([*arm, wheel(0.24, 0.34, 10).move(0.4, *elbow)]), arm_color)
    middle = ((0.9 + elbow[0]) / 2 + 0.1, (0.3 + elbow[1]) / 2 + 0.1)
    piston = rod((0.4, 1.1, 0.55), (0.4, *middle), 0.1)
    shape.part("piston", piston, draw.material("steel", unlike=paint), spoken=False)
    scoop: list[Flat] = [(-0.35, 0.1), (0.35, 0.1), (0.4, -0.3), (0.1, -0.7), (-0.45, -0.6), (-0.1, -0.35)]
    bucket = side_extrude(scoop, 0.75).move(0.4, wrist[0], wrist[1])
    shape.part("bucket", bucket, draw.color("dark grey", "grey", "black", "yellow", unlike=arm_color))
    return shape


@kind("bulldozer", theme=THEME)
def bulldozer(draw: Draw) -> Shape:
    """An engine and cab on tracks behind a broad blade, some with a ripper behind or an open seat."""
    shape = Shape()
    paint = _machine_color(draw)
    _add_tracks(draw, shape, 2.8, 0.45, 0.5, 0.8)
    shape.part("body", rounded_box(1.2, 0.75, 1.6, 0.12).stand(y=0.75, z=0.45), paint, spoken=False)
    shape.part("rear body", box(1.4, 0.55, 1.2).stand(y=0.7, z=-0.75), paint, spoken=False)
    style = shape.variant(draw.choice("cab", "canopy"))
    if style == "cab":
        _glass_cab(draw, shape, paint, 0.0, 1.2, -0.6)
    else:
        posts = corners(box(0.12, 1.2, 0.12).stand(y=1.2), 0.5, 0.5)
        shape.part("post", [post.move(z=-0.65) for post in posts], paint, spoken=False)
        shape.part("roof", rounded_box(1.25, 0.14, 1.25, 0.04).stand(y=2.35, z=-0.65), paint)
        seat = box(0.5, 0.3, 0.5).stand(y=1.2, z=-0.6) + box(0.5, 0.6, 0.15).stand(y=1.2, z=-0.9)
        shape.part("seat", seat, draw.color("black", unlike=paint))
    lift = shape.variant(draw.choice("lowered", "raised"))
    blade: list[Flat] = [
        (0.0, 0.0),
        (0.2, 0.0),
        (0.05, 0.35),
        (0.05, 0.7),
        (0.22, 1.05),
        (0.02, 1.05),
        (-0.14, 0.7),
        (-0.14, 0.3),
    ]
    up = 0.05 if lift == "lowered" else 0.55
    metal = draw.color("grey", "silver", "dark grey", "light grey", unlike=paint)
    shape.part("blade", side_extrude(blade, 2.5).move(y=up, z=1.85), metal if draw.chance(0.6) else paint)
    shape.part("arm", pair(beam((0.8, 0.5, 0.0), (0.8, 0.45 + up, 1.85), 0.2, 0.2)), paint)
    pipe = cylinder(0.08, 0.6, 8).stand(0.3, 1.45, 0.6)
    shape.part("exhaust pipe", pipe, draw.color("black", "dark grey", unlike=paint))
    if shape.variant(draw.choice("ripper", "plain")) == "ripper":
        teeth = row(beam((0.0, 0.9, -1.7), (0.0, 0.1, -1.9), 0.14, 0.2), 3, 0.5)
        shape.part("ripper tooth", teeth, metal, plural="ripper teeth")
        shape.part("ripper beam", box(1.4, 0.25, 0.6).center(y=0.9, z=-1.5), metal, spoken=False)
    return shape


@kind("forklift", synonyms=("forklift truck",), theme=THEME)
def forklift(draw: Draw) -> Shape:
    """A small truck with a mast and two forks, empty or carrying a pallet, crates or barrels."""
    shape = Shape()
    paint = _machine_color(draw)
    dark = draw.color("dark grey", "black")
    body: list[Flat] = [
        (-1.0, 0.25),
        (0.8, 0.25),
        (0.8, 0.7),
        (0.2, 0.7),
        (0.1, 0.65),
        (-0.3, 0.65),
        (-0.4, 1.1),
        (-0.95, 1.1),
    ]
    shape.part("body", side_extrude(body, 1.1), paint, spoken=False)
    seat = rounded_box(0.5, 0.15, 0.4, 0.04).stand(y=0.72, z=-0.1) + box(0.5, 0.5, 0.14).stand(y=0.8, z=-0.33)
    shape.part("seat", seat + box(0.4, 0.2, 0.3).stand(y=0.6, z=-0.1), dark)
    cage = [rod((x, 0.65, 0.65), (x, 1.95, 0.4), 0.05) for x in (-0.48, 0.48)]
    cage += [rod((x, 1.0, -0.85), (x, 1.95, -0.6), 0.05) for x in (-0.48, 0.48)]
    shape.part("cage", union([*cage, *row(box(1.06, 0.1, 0.12).center(y=1.95, z=-0.1), 5, 0.25, "z")]), dark)
    shape.part("steering wheel", torus(0.17, 0.07).turn(x=40).move(y=1.12, z=0.42), dark, spoken=False)
    shape.part("steering column", rod((0.0, 0.65, 0.6), (0.0, 1.12, 0.42), 0.045), dark, spoken=False)
    mast = pair(box(0.12, 2.1, 0.16).stand(0.32, 0.1, 1.0))
    bars = [box(0.7, 0.12, 0.12).center(y=y, z=1.0) for y in (0.3, 1.2, 2.1)]
    shape.part("mast", union([*mast, *bars]), draw.color("grey", "silver", "dark grey", unlike=paint))
    lift = 0.12 if shape.variant(draw.choice("lowered", "raised")) == "lowered" else draw.uniform(0.6, 1.1)
    fork = box(0.16, 0.08, 1.0).center(0.28, lift, 1.6) + box(0.16, 0.5, 0.1).stand(0.28, lift, 1.13)
    shape.part("fork", pair(fork), draw.color("silver", "grey", "black", unlike=paint))
    load = shape.variant(draw.choice("empty", "crates", "barrels"))
    if load != "empty":
        slats = row(box(0.16, 0.1, 1.0).stand(y=lift + 0.02, z=1.68), 4, 0.28)
        shape.part("pallet", union([*slats, box(1.0, 0.1, 0.9).stand(y=lift + 0.08, z=1.68)]), draw.material("wood"))
    if load == "crates":
        count = draw.integer(1, 2)
        crates = [box(0.8, 0.5, 0.8).turn(y=9 * n).stand(y=lift + 0.17 + 0.49 * n, z=1.7) for n in range(count)]
        shape.part("crate", crates, draw.color("light brown", "brown", "beige", "light blue", unlike=paint))
    elif load == "barrels":
        barrel = cylinder(0.24, 0.7).stand(y=lift + 0.17, z=1.68)
        shape.part(
            "barrel", [one for line in row(barrel, 2, 0.5) for one in row(line, 2, 0.5, "z")], draw.color(unlike=paint)
        )
    add_wheels(draw, shape, 0.28, 0.24, 0.5, (-0.65, 0.5))
    return shape


@kind("crane truck", synonyms=("mobile crane",), theme=THEME)
def crane_truck(draw: Draw) -> Shape:
    """A long low truck with a turning cab and a boom, steep or flat, whole or of lattice, a hook on its rope."""
    shape = Shape()
    paint = _machine_color(draw)
    shape.part("deck", box(1.7, 0.4, 5.0).stand(y=0.65), paint, spoken=False)
    cab: list[Flat] = [(1.6, 1.0), (2.7, 1.0), (2.6, 1.95), (1.6, 1.95)]
    shape.part("front cab", side_extrude(cab, 1.6), paint, spoken=False)
    add_windows(shape, cab, 1.6, glass_color(draw, paint), "front cab", panes=1, rear=False, inset=(0.7, 0.55))
    shape.part("bumper", box(1.75, 0.35, 1.2).stand(y=0.62, z=2.15), draw.color("dark grey", "black"), spoken=False)
    add_wheels(draw, shape, 0.48, 0.36, 0.72, (-1.9, -0.85, 1.6))
    shape.part("turntable", cylinder(0.7, 0.3).stand(y=1.0, z=-0.6), draw.color("dark grey"), spoken=False)
    shape.part(
        "counterweight",
        rounded_box(1.5, 0.8, 0.8, 0.1).stand(y=1.2, z=-1.4),
        draw.color("dark grey", "grey", unlike=paint),
    )
    shape.part("crane cab", box(0.65, 0.95, 0.9).stand(-0.48, 1.2, -0.3), paint, spoken=False)
    pitch = shape.variant(draw.choice("steep", "flat"))
    tip = (0.3, 5.0, 1.7) if pitch == "steep" else (0.3, 3.4, 3.6)
    boom_color = paint if draw.chance(0.6) else draw.color(unlike=paint)
    foot = (0.3, 1.6, -1.0)
    style = shape.variant(draw.choice("telescope", "lattice"))
    if style == "telescope":
        boom = beam(foot, (0.3, (foot[1] + tip[1]) / 2, (foot[2] + tip[2]) / 2), 0.5, 0.5) + beam(foot, tip, 0.34, 0.34)
    else:
        rails = [
            beam((0.3 + x, foot[1] + y, foot[2]), (0.3 + 0.3 * x, tip[1] + 0.3 * y, tip[2]), 0.13, 0.13)
            for x in (-0.3, 0.3)
            for y in (-0.25, 0.25)
        ]
        ties = []
        for n in range(6):
            share, wide = n / 5, 0.75 - 0.42 * n / 5
            y, z = foot[1] + share * (tip[1] - foot[1]), foot[2] + share * (tip[2] - foot[2])
            ties.append(box(wide, wide * 0.8, 0.14).center(0.3, y, z))
        boom = union([*rails, *ties])
        shape.phrase("with a lattice boom")
    shape.part("boom", boom, boom_color)
    low = tip[1] - draw.uniform(1.2, 2.0)
    shape.part(
        "rope", box(0.16, tip[1] - low, 0.16).hang(tip[0], tip[1], tip[2] + 0.1), draw.color("dark grey", "black")
    )
    hook = box(0.3, 0.3, 0.24).center(tip[0], low, tip[2] + 0.1)
    shape.part(
        "hook",
        hook + torus(0.16, 0.12, 10).turn(x=90).move(tip[0], low - 0.3, tip[2] + 0.1),
        draw.color("red", "yellow", "black"),
    )
    if shape.variant(draw.choice("outriggers", "plain")) == "outriggers":
        leg = box(0.8, 0.18, 0.25).center(1.1, 0.8) + box(0.18, 0.85, 0.18).stand(1.4) + box(0.4, 0.12, 0.4).stand(1.4)
        shape.part("outrigger", corners(leg, 0.0, 2.4), draw.color("dark grey", "black"))
    return shape


@kind("road roller", synonyms=("steamroller",), theme=THEME)
def road_roller(draw: Draw) -> Shape:
    """A heavy drum in front, wheels or another drum behind; modern, or an old one with a chimney."""
    shape = Shape()
    paint = _machine_color(draw)
    style = shape.variant(draw.choice("drum and wheels", "two drums", "steam"))
    metal = draw.color("grey", "dark grey", "silver", unlike=paint)
    shape.part(
        "drum", [wheel(0.6, 1.4, 20).move(y=0.6, z=z) for z in ((1.2, -1.2) if style == "two drums" else (1.2,))], metal
    )
    fork = [*pair(box(0.16, 0.3, 1.2).center(0.78, 0.7, 0.8)), box(1.7, 0.3, 0.25).center(y=0.8, z=0.3)]
    shape.part("fork", union(fork), paint, spoken=False)
    if style == "steam":
        shape.call("steamroller")
        shape.part("boiler", cylinder(0.45, 2.0).turn(x=90).center(y=1.25, z=0.3), paint)
        shape.part(
            "chimney", frustum(0.16, 0.22, 0.9).stand(y=1.6, z=1.0), draw.color("black", "dark grey", unlike=paint)
        )
        shape.part("yoke", box(1.5, 0.2, 0.3).center(y=1.3, z=1.2), paint, spoken=False)
        big = spoked_wheel(0.8, 0.4, 8, 0.2)
        shape.part("rear wheel", pair(big.move(0.75, 0.8, -1.1)), metal)
        shape.part("platform", box(1.0, 0.25, 1.1).center(y=0.8, z=-1.2), paint, spoken=False)
    else:
        shape.part("body", rounded_box(1.2, 0.75, 1.6, 0.12).stand(y=0.7, z=-0.8), paint, spoken=False)
    if style == "drum and wheels":
        shape.part("rear wheel", pair(wheel(0.6, 0.4).move(0.62, 0.6, -1.1)), draw.material("rubber"))
    elif style == "two drums":
        shape.part("rear fork", pair(box(0.16, 0.35, 1.0).center(0.78, 0.75, -1.0)), paint, spoken=False)
    if style == "steam" or shape.variant(draw.choice("canopy", "cab")) == "canopy":
        posts = corners(box(0.09, 1.3, 0.09).stand(y=0.85), 0.45, 0.5)
        shape.part("post", [post.move(z=-1.0) for post in posts], paint, spoken=False)
        shape.part(
            "roof",
            rounded_box(1.3, 0.14, 1.5, 0.05).stand(y=2.1, z=-1.0),
            draw.color("white", "dark grey", "red", unlike=paint),
        )
    else:
        _glass_cab(draw, shape, paint, 0.0, 1.2, -0.6)
    return shape


@kind("tank", synonyms=("battle tank",), theme=THEME)
def tank(draw: Draw) -> Shape:
    """Tracks, a hull and a turret with a gun: flat, round or boxy."""
    shape = Shape()
    paint = (
        draw.color("dark green", "green", "beige", "grey", "dark grey", "brown") if draw.chance(0.85) else draw.color()
    )
    _add_tracks(draw, shape, 3.4, 0.4, 0.5, 0.85)
    hull: list[Flat] = [(-1.5, 0.4), (1.4, 0.4), (1.8, 0.75), (1.2, 1.0), (-1.6, 1.0), (-1.7, 0.7)]
    shape.part("hull", side_extrude(hull, 1.4) + box(2.2, 0.14, 3.2).center(y=0.87), paint, spoken=False)
    form = shape.variant(draw.choice("round", "angular", "boxy"))
    if form == "round":
        turret = dome(0.75, 0.55, 16).scale(1, 1, 1.1).move(y=0.95, z=-0.1)
    elif form == "angular":
        turret = hull_of(
            [
                box(1.5, 0.1, 1.3).stand(y=0.97, z=-0.2),
                box(0.9, 0.1, 0.9).stand(y=1.45, z=-0.3),
                box(0.6, 0.1, 0.1).stand(y=1.1, z=0.75),
            ]
        )
    else:
        turret = rounded_box(1.3, 0.55, 1.4, 0.12).stand(y=0.97, z=-0.15)
    shape.part("turret", turret, paint)
    lift = draw.uniform(-0.02, 0.45)
    tip = (0.0, 1.25 + lift, 2.7)
    barrel = rod((0.0, 1.25, 0.3), tip, 0.1)
    muzzle = (
        rod((0.0, 1.25 + 0.86 * lift, 2.36), tip, 0.16)
        if shape.variant(draw.choice("plain", "muzzle")) == "muzzle"
        else barrel
    )
    shape.part("gun", barrel + muzzle, paint if draw.chance(0.6) else draw.color("dark grey", "black", unlike=paint))
    hatch = cylinder(0.26, 0.16).stand(x=0.3, y=1.46, z=-0.3)
    shape.part(
        "hatch", hatch, draw.color("dark grey", "black", unlike=paint) if draw.chance(0.4) else paint, plural="hatches"
    )
    if shape.variant(draw.choice("bare", "star", "spots")) == "star":
        badge = extrude(star(5, 0.42, 0.18), 0.14).turn(x=-90).center(y=1.02, z=-1.2)
        shape.part("star", badge, draw.color("white", "red", "yellow", unlike=paint))
    elif "spots" in shape.variants:
        spots = [
            sphere(draw.uniform(0.25, 0.4), 8).move(draw.uniform(-0.7, 0.7), 1.0, z) for z in (-1.4, -0.7, 0.6, 1.2)
        ]
        shape.paint(
            "patch",
            spots,
            draw.color("brown", "dark green", "black", "beige", unlike=paint),
            on="hull",
            plural="patches",
        )
        shape.adjective("camouflaged")
    return shape
