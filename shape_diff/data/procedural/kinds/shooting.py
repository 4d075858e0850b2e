"""Weapons that shoot, fly or burst, upright or aimed to the right; about two units long."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import curve, mirrored, smooth
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
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

THEME = "weapons"


@kind("bow", synonyms=("archer's bow", "longbow"), theme=THEME)
def bow(draw: Draw) -> Shape:
    """A bent stave with a string: a plain longbow, a recurved or a jagged one; with an arrow laid on at times."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.7) else draw.color("dark green", "red", "black", "blue", "white")
    form = shape.variant(draw.choice("longbow", "recurve", "horned"))
    if form == "longbow":
        points: list[Vector] = [
            (-0.35, -1.1, 0.0),
            (0.05, -0.6, 0.0),
            (0.2, 0.0, 0.0),
            (0.05, 0.6, 0.0),
            (-0.35, 1.1, 0.0),
        ]
    else:
        points = [
            (-0.2, -1.2, 0.0),
            (-0.42, -0.98, 0.0),
            (0.02, -0.55, 0.0),
            (0.16, 0.0, 0.0),
            (0.02, 0.55, 0.0),
            (-0.42, 0.98, 0.0),
            (-0.2, 1.2, 0.0),
        ]
    path = curve(points, 4)
    middle = (len(path) - 1) / 2
    shape.part(
        "stave", tube(path, [0.08 - 0.045 * abs(n - middle) / middle for n in range(len(path))], 8), wood, spoken=False
    )
    shape.part(
        "grip",
        capsule((points[len(points) // 2][0], -0.15, 0.0), (points[len(points) // 2][0], 0.15, 0.0), 0.1, sides=8),
        draw.color("dark brown", "black", "red", "gold", unlike=wood),
    )
    ends = (-0.34, 1.08) if form == "longbow" else (-0.4, 0.97)
    if form == "horned":
        spikes = [cone(0.07, 0.3, 6).turn(z=-75).move(0.2, side * 0.5) for side in (-1, 1)]
        shape.part("spike", spikes, draw.color("white", "gold", "silver", unlike=wood))
    string = draw.color("white", "beige", unlike=wood)
    drawn = shape.variant(draw.choice("resting", "arrow on the string"))
    if drawn == "resting":
        shape.part("string", rod((ends[0], -ends[1], 0.0), (ends[0], ends[1], 0.0), 0.03, sides=6), string)
    else:
        shape.phrase("with an arrow on the string")
        pull = (-0.85, 0.0, 0.0)
        shape.part(
            "string", union([rod((ends[0], side * ends[1], 0.0), pull, 0.03, sides=6) for side in (-1, 1)]), string
        )
        shape.part(
            "arrow",
            rod((-0.9, 0.0, 0.05), (0.55, 0.0, 0.05), 0.035, sides=6)
            + cone(0.1, 0.24, 6).turn(z=-90).center(0.62, 0.0, 0.05),
            draw.color("light brown", "grey", "white", unlike=wood),
        )
        shape.part(
            "fletching",
            box(0.26, 0.2, 0.06).center(-0.75, 0.0, 0.05),
            draw.color("red", "white", "yellow", "blue"),
            spoken=False,
        )
    return shape


@kind("crossbow", theme=THEME)
def crossbow(draw: Draw) -> Shape:
    """A stock with a short bow across its front, a string and a bolt: wooden, heavy, or with a stirrup."""
    shape = Shape()
    wood = draw.material("wood")
    metal = draw.material("steel", "iron", "gold", unlike=wood)
    form = shape.variant(draw.choice("curved bow", "straight bow"))
    stock = extrude(
        [(-1.1, -0.3), (-0.85, -0.32), (-0.5, -0.08), (0.75, -0.08), (0.75, 0.1), (-0.6, 0.1), (-1.1, 0.02)], 0.2
    )
    shape.part("stock", stock, wood)
    if form == "curved bow":
        points: list[Vector] = [
            (0.25, 0.05, 0.9),
            (0.55, 0.05, 0.5),
            (0.65, 0.05, 0.0),
            (0.55, 0.05, -0.5),
            (0.25, 0.05, -0.9),
        ]
    else:
        points = [(0.35, 0.05, 0.85), (0.62, 0.05, 0.15), (0.66, 0.05, 0.0), (0.62, 0.05, -0.15), (0.35, 0.05, -0.85)]
    path = curve(points, 3)
    shape.part("bow", tube(path, [0.04 + 0.05 * (1 - abs(n - 6) / 6) for n in range(13)], 6), metal)
    end = (points[0][0], 0.1, points[0][2])
    nock = (-0.2, 0.14, 0.0)
    string = draw.color("white", "beige", unlike=metal)
    shape.part(
        "string", union([rod(end, nock, 0.03, sides=5), rod((end[0], 0.1, -end[2]), nock, 0.03, sides=5)]), string
    )
    if shape.variant(draw.choice("loaded", "unloaded")) == "loaded":
        shape.part(
            "bolt",
            rod((-0.15, 0.15, 0.0), (0.85, 0.15, 0.0), 0.04, sides=6)
            + cone(0.1, 0.24, 6).turn(z=-90).center(0.9, 0.15),
            draw.color("light grey", "light brown", "red", unlike=wood),
        )
    else:
        shape.adjective("unloaded")
    shape.part("trigger", box(0.07, 0.24, 0.08).turn(z=20).center(-0.45, -0.2), metal)
    if shape.variant(draw.choice("stirrup", "no stirrup")) == "stirrup":
        shape.part("stirrup", torus(0.16, 0.07, 12, 6).center(0.88, 0.0), metal)
    shape.parts = [
        replace(part, solids=tuple(solid.turn(x=25).turn(y=20) for solid in part.solids)) for part in shape.parts
    ]
    return shape


def _arrow_solids(length: float, head: str) -> tuple[Solid, Solid, list[Solid]]:
    """Shaft, head and three feathers of an arrow that points up from y = 0."""
    shaft = cylinder(0.04, length, 6).stand()
    heads = {
        "broad": extrude(mirrored([(0.04, length), (0.2, length - 0.12), (0.0, length + 0.32)]), 0.09),
        "conical": cone(0.11, 0.34, 8).stand(y=length - 0.05),
        "barbed": union(
            [
                extrude(
                    mirrored([(0.04, length - 0.05), (0.16, length - 0.25), (0.1, length + 0.05), (0.0, length + 0.3)]),
                    0.09,
                )
            ]
        ),
    }
    vane = extrude([(0.0, 0.05), (0.16, 0.0), (0.16, 0.32), (0.0, 0.45)], 0.05)
    return shaft, heads[head], [vane.turn(y=30 + 120 * n) for n in range(3)]


@kind("arrow", theme=THEME)
def arrow(draw: Draw) -> Shape:
    """A straight shaft with a head and feathers: broad, conical or barbed head; one, or three tied together."""
    shape = Shape()
    metal = draw.material("steel", "iron", "gold") if draw.chance(0.8) else draw.material("stone")
    wood = draw.material("wood", unlike=metal)
    feather = draw.color("red", "white", "yellow", "blue", "green", "orange", unlike=wood)
    head = shape.variant(draw.choice("broad", "conical", "barbed"))
    count = draw.choice(1, 1, 3)
    shape.variant(f"{count}")
    shaft, point, vanes = _arrow_solids(1.5, head)
    leans = (0.0,) if count == 1 else (-16.0, 0.0, 16.0)
    if count == 3:
        shape.call("bundle of arrows")
    shape.part("shaft", [shaft.move(y=-0.75).turn(z=lean).move(y=0.75) for lean in leans], wood)
    shape.part("arrowhead", [point.move(y=-0.75).turn(z=lean).move(y=0.75) for lean in leans], metal)
    shape.part("feather", [vane.move(y=-0.75).turn(z=lean).move(y=0.75) for lean in leans for vane in vanes], feather)
    if count == 3:
        shape.part("tie", torus(0.07, 0.09, 10, 6).move(y=0.75), draw.color("red", "beige", "black", unlike=wood))
        return shape
    shape.parts = [replace(part, solids=tuple(solid.turn(z=-30) for solid in part.solids)) for part in shape.parts]
    return shape


@kind("quiver", synonyms=("quiver of arrows",), theme=THEME)
def quiver(draw: Draw) -> Shape:
    """A tube of leather with a strap and feathered arrows that stick out of it."""
    shape = Shape()
    leather = draw.material("leather")
    trim = (
        draw.material("gold", "iron", unlike=leather)
        if draw.chance(0.6)
        else draw.color("red", "beige", "green", unlike=leather)
    )
    form = shape.variant(draw.choice("round", "tapering", "square"))
    top, low, sides = (0.3, 0.3, 14) if form == "round" else (0.36, 0.2, 14) if form == "tapering" else (0.4, 0.34, 4)
    shape.part("quiver", frustum(low, top, 1.3, sides).stand(), leather, spoken=False)
    bands = [
        frustum(low + (top - low) * y / 1.3 + 0.035, low + (top - low) * y / 1.3 + 0.04, 0.13, sides).stand(y=y)
        for y in (0.05, 1.15)
    ]
    shape.part("band", bands, trim)
    count = draw.choice(3, 4, 5)
    shape.variant(f"{count} arrows")
    feather = draw.color("red", "white", "yellow", "blue", "green", unlike=leather)
    spots = [(0.15 * cos(2.4 * n) * (n > 0), 0.15 * sin(2.4 * n) * (n > 0)) for n in range(count)]
    shape.part(
        "arrow",
        [cylinder(0.04, 0.75, 6).stand(x, 1.2, z) for x, z in spots],
        draw.color("light brown", "beige", unlike=leather),
    )
    vane = extrude([(-0.13, 0.0), (0.13, 0.0), (0.13, 0.28), (0.0, 0.36), (-0.13, 0.28)], 0.06)
    shape.part(
        "feather",
        [union([vane, vane.turn(y=90)]).turn(y=40 * n).move(x, 1.6, z) for n, (x, z) in enumerate(spots)],
        feather,
    )
    if shape.variant(draw.choice("strap", "no strap", weights=(2, 1))) == "strap":
        path = curve([(0.2, 1.2, -0.05), (0.75, 0.95, 0.0), (0.7, 0.45, 0.0), (0.15, 0.12, -0.05)], 4)
        shape.part("strap", tube(path, 0.055, 6), draw.material("leather", unlike=leather))
    return shape


@kind("bomb", synonyms=("round bomb",), theme=THEME, has_front=False)
def bomb(draw: Draw) -> Shape:
    """A black ball with a fuse, a bundle of dynamite, or a finned bomb; burning at times."""
    shape = Shape()
    form = shape.variant(draw.choice("ball", "dynamite", "finned", weights=(2, 1, 1)))
    if form == "finned":
        body = draw.color("dark green", "dark grey", "green", "black", "red", "yellow")
        shape.call("aerial bomb")
        shape.part(
            "body",
            revolve([(0.0, 0.0), (0.26, 0.15), (0.4, 0.5), (0.34, 0.95), (0.14, 1.4)], 14).turn(x=0),
            body,
            spoken=False,
        )
        fin = extrude([(0.1, 1.05), (0.42, 1.3), (0.42, 1.7), (0.1, 1.5)], 0.07)
        shape.part("fin", ring(fin, 4, start=45), draw.color("grey", "red", "dark grey", "black", unlike=body))
        if shape.variant(draw.choice("band", "plain")) == "band":
            shape.paint(
                "band", box(2, 0.14, 2).center(y=0.62), draw.color("yellow", "red", "white", unlike=body), on="body"
            )
        return shape
    rope = draw.color("beige", "light brown", "white")
    if form == "ball":
        body = draw.color("black", "black", "black", "dark grey", "red", "dark blue")
        shape.part("ball", sphere(0.6, 20).move(y=0.6), body, spoken=False)
        shape.part(
            "cap",
            cylinder(0.2, 0.24, 12).stand(y=1.12),
            body if draw.chance(0.5) else draw.color("grey", "dark grey", "gold", unlike=body),
        )
        fuse, tip = [(0.0, 1.3, 0.0), (0.03, 1.5, 0.0), (0.18, 1.66, 0.0), (0.36, 1.66, 0.0)], (0.4, 1.68, 0.0)
        if draw.chance(0.35):
            shape.paint(
                "highlight",
                ellipsoid(0.5, 0.55, 0.6, 12).move(0.0, 0.62, 0.55),
                draw.color("white", "yellow", unlike=body),
                on="ball",
                spoken=False,
            )
    else:
        shape.call("bundle of dynamite")
        body = draw.color("red", "red", "orange")
        shape.part(
            "stick", [cylinder(0.2, 1.1, 12).stand(x, 0.0, z) for x, z in ((-0.2, 0.0), (0.2, 0.0), (0.0, 0.34))], body
        )
        shape.part(
            "strap",
            [
                extrude(smooth([(-0.44, -0.24), (0.44, -0.24), (0.24, 0.52), (-0.24, 0.52)]), 0.13).turn(x=90).move(y=y)
                for y in (0.3, 0.8)
            ],
            draw.color("black", "dark grey", "beige"),
        )
        fuse, tip = [(0.0, 1.0, 0.1), (0.0, 1.3, 0.1), (0.12, 1.5, 0.1), (0.3, 1.55, 0.1)], (0.34, 1.57, 0.1)
    shape.part("fuse", tube(curve(fuse, 3), 0.055, 6), rope)
    if shape.variant(draw.choice("burning", "unlit")) == "burning":
        shape.adjective("burning")
        shape.part(
            "spark",
            sphere(0.12, 8).move(*tip) + union([cone(0.07, 0.24, 5).turn(z=60 * n).move(*tip) for n in range(6)]),
            draw.color("orange", "yellow"),
        )
    return shape


@kind("pistol", synonyms=("handgun", "gun"), theme=THEME)
def pistol(draw: Draw) -> Shape:
    """A handgun seen from the side: a boxy automatic, a revolver with a drum, or a flintlock."""
    shape = Shape()
    metal = draw.material("iron", "metal", "steel", "gold")
    grip = (
        draw.material("wood", unlike=metal)
        if draw.chance(0.6)
        else draw.color("black", "dark grey", "white", unlike=metal)
    )
    form = shape.variant(draw.choice("automatic", "revolver", "flintlock"))
    shape.call({"automatic": "pistol", "revolver": "revolver", "flintlock": "flintlock pistol"}[form])
    long = shape.graded(draw.uniform(0.9, 1.3), low=("short", 0.97), high=("long", 1.22))
    handle = extrude(smooth([(-0.5, 0.1), (-0.12, 0.1), (-0.28, -0.6), (-0.62, -0.6)]), 0.24)
    if form == "automatic":
        shape.part("slide", rounded_box(long + 0.45, 0.3, 0.26, 0.04).center((long - 0.45) / 2, 0.28), metal)
        shape.part(
            "frame",
            box(long + 0.2, 0.16, 0.22).center((long - 0.45) / 2, 0.1),
            draw.color("black", "dark grey", "grey", unlike=metal) if draw.chance(0.5) else metal,
            spoken=False,
        )
    elif form == "revolver":
        shape.part("barrel", rod((0.1, 0.3, 0.0), (long, 0.3, 0.0), 0.11, sides=10), metal)
        shape.part("drum", cylinder(0.24, 0.42, 12).turn(z=90).center(0.0, 0.22), metal)
        shape.part(
            "frame",
            box(0.6, 0.16, 0.2).center(-0.1, 0.42) + box(0.7, 0.16, 0.2).center(-0.08, 0.04),
            metal,
            spoken=False,
        )
        shape.part("hammer", box(0.1, 0.26, 0.1).turn(z=25).center(-0.42, 0.5), metal)
    else:
        shape.part("barrel", rod((-0.1, 0.3, 0.0), (long + 0.2, 0.3, 0.0), 0.1, 0.13, 10), metal)
        shape.part("stock", extrude([(-0.45, 0.2), (long - 0.2, 0.12), (long - 0.2, 0.3), (-0.45, 0.34)], 0.22), grip)
        shape.part(
            "hammer",
            box(0.12, 0.3, 0.1).turn(z=20).center(-0.25, 0.48, 0.08),
            draw.material("gold", "steel", unlike=metal),
        )
    shape.part("grip", handle, grip)
    guard = torus(0.17, 0.06, 14, 6).turn(x=90).move(0.08, -0.04)
    shape.part("trigger guard", guard, metal)
    if form == "automatic" and shape.variant(draw.choice("silencer", "plain", weights=(1, 3))) == "silencer":
        shape.part(
            "silencer", cylinder(0.14, 0.7, 12).turn(z=90).center(long + 0.3, 0.3), draw.color("black", "dark grey")
        )
    return shape


@kind("rifle", synonyms=("long gun", "hunting rifle"), theme=THEME)
def rifle(draw: Draw) -> Shape:
    """A long gun with stock and barrel: a hunting rifle with a scope, a blaster with a magazine, or a blunderbuss."""
    shape = Shape()
    metal = draw.material("iron", "steel", "metal")
    stock = (
        draw.material("wood", unlike=metal)
        if draw.chance(0.7)
        else draw.color("black", "dark green", "dark grey", "beige", unlike=metal)
    )
    form = shape.variant(draw.choice("hunting", "assault", "blunderbuss"))
    shape.call({"hunting": "hunting rifle", "assault": "assault rifle", "blunderbuss": "blunderbuss"}[form])
    butt = extrude(
        [(-1.4, -0.38), (-1.2, -0.4), (-0.5, -0.1), (0.45, -0.08), (0.45, 0.1), (-0.55, 0.12), (-1.4, 0.04)], 0.18
    )
    shape.part("stock", butt, stock)
    if form == "blunderbuss":
        barrel = revolve([(0.1, -0.5), (0.1, 0.7), (0.24, 1.1), (0.15, 1.1), (0.0, 0.7)], 12).turn(z=-90).move(y=0.16)
        shape.part("barrel", barrel, metal)
    else:
        shape.part("barrel", rod((-0.4, 0.14, 0.0), (1.35, 0.14, 0.0), 0.065, sides=8), metal)
        shape.part("receiver", box(0.7, 0.24, 0.2).center(-0.25, 0.14), metal, spoken=False)
    shape.part("trigger guard", torus(0.13, 0.09, 12, 6).turn(x=90).move(-0.42, -0.16), metal)
    if form == "assault":
        magazine = extrude([(-0.1, -0.05), (0.14, -0.05), (0.26, -0.6), (0.02, -0.65)], 0.16)
        shape.part("magazine", magazine, draw.color("black", "dark grey", "brown", unlike=stock))
        shape.part("grip", box(0.18, 0.4, 0.16).turn(z=-18).center(-0.6, -0.24), stock, spoken=False)
        shape.part("front sight", box(0.07, 0.24, 0.07).center(1.15, 0.25), metal)
    extra = shape.variant(draw.choice("scope", "plain"))
    if extra == "scope" and form != "blunderbuss":
        tube_ = cylinder(0.09, 0.7, 12).turn(z=90).center(-0.15, 0.42) + frustum(0.09, 0.13, 0.16, 12).turn(
            z=-90
        ).center(0.26, 0.42)
        mounts = row(box(0.08, 0.2, 0.08).center(-0.15, 0.31), 2, 0.36)
        shape.part("scope", tube_ + mounts[0] + mounts[1], draw.color("black", "dark grey", unlike=stock))
    if shape.variant(draw.choice("bayonet", "bare", weights=(1, 3))) == "bayonet" and form != "blunderbuss":
        shape.part(
            "bayonet", extrude([(1.2, 0.0), (1.9, 0.06), (1.2, 0.12)], 0.07), draw.material("steel", unlike=metal)
        )
    return shape


@kind("ray gun", synonyms=("laser gun", "blaster", "toy space gun"), theme=THEME)
def ray_gun(draw: Draw) -> Shape:
    """A bulbous space pistol with rings round its barrel, fins and a glowing ball at its muzzle."""
    shape = Shape()
    body, trim, glow = draw.colors(
        3, "red", "silver", "green", "light blue", "orange", "purple", "yellow", "white", "turquoise", "pink"
    )
    form = shape.variant(draw.choice("ringed", "flared", "finned"))
    hull = shape.variant(draw.choice("egg-shaped", "boxy"))
    shape.part(
        "body",
        ellipsoid(1.0, 0.62, 0.55, 16).move(y=0.35)
        if hull == "egg-shaped"
        else rounded_box(0.9, 0.5, 0.45, 0.12).center(y=0.35),
        body,
        spoken=False,
    )
    shape.part("grip", extrude(smooth([(-0.42, 0.15), (-0.08, 0.15), (-0.22, -0.6), (-0.58, -0.6)]), 0.24), trim)
    shape.part("barrel", rod((0.4, 0.35, 0.0), (1.25, 0.35, 0.0), 0.1, 0.07), body if draw.chance(0.5) else trim)
    if form == "ringed":
        rings = [torus(0.26 - 0.05 * n, 0.08, 14, 6).turn(z=90).move(0.62 + 0.22 * n, 0.35) for n in range(3)]
        shape.part("ring", rings, glow)
    elif form == "flared":
        shape.part(
            "dish",
            revolve([(0.1, 0.0), (0.3, 0.2), (0.24, 0.24), (0.0, 0.12)], 14).turn(z=-90).move(1.0, 0.35),
            trim,
            plural="dishes",
        )
    else:
        fin = extrude([(-0.45, 0.5), (0.2, 0.55), (-0.35, 0.95), (-0.6, 0.9)], 0.08)
        shape.part("fin", [fin, *(fin.move(y=-0.35).turn(x=turn).move(y=0.35) for turn in (-75, 75))], trim)
    shape.part("muzzle ball", sphere(0.15, 12).move(1.3, 0.35), glow)
    shape.part("trigger", box(0.09, 0.2, 0.1).center(0.08, 0.0), glow, spoken=False)
    if shape.variant(draw.choice("coil", "plain")) == "coil":
        shape.part("button", [sphere(0.09, 8).move(x, 0.42, 0.26) for x in (-0.22, 0.02, 0.26)], glow)
    return shape


@kind("grenade", synonyms=("hand grenade",), theme=THEME)
def grenade(draw: Draw) -> Shape:
    """A ribbed egg with a lever and a ring, a smooth ball, or a stick grenade."""
    shape = Shape()
    body = draw.color("dark green", "dark green", "green", "dark grey", "black")
    metal = draw.material("steel", "metal", "gold", unlike=body)
    form = shape.variant(draw.choice("ribbed", "smooth", "stick"))
    if form == "stick":
        shape.call("stick grenade")
        shape.part("head", cylinder(0.3, 0.62, 14).stand(y=1.2), body)
        shape.part(
            "handle",
            revolve([(0.14, 0.0), (0.12, 0.1), (0.1, 0.5), (0.12, 1.22)], 10),
            draw.material("wood", unlike=body),
        )
        shape.part("cap", cylinder(0.16, 0.1, 10).stand(y=-0.05), metal)
        if shape.variant(draw.choice("band", "plain")) == "band":
            shape.paint(
                "band", box(2, 0.14, 2).center(y=1.5), draw.color("red", "yellow", "white", unlike=body), on="head"
            )
        return shape
    shell = ellipsoid(0.9, 1.15, 0.9, 16).move(y=0.58)
    if form == "ribbed":
        grooves = [torus(radius, 0.08, 16, 6).move(y=y) for y, radius in ((0.3, 0.4), (0.58, 0.46), (0.86, 0.4))]
        cuts = ring(box(0.08, 2, 0.1).move(z=0.46), 8, start=22.5)
        core = ellipsoid(0.8, 1.05, 0.8, 14).move(y=0.58)
        shell = (shell - union([*grooves, *cuts])) + core
    shape.part("body", shell, body, spoken=False)
    shape.part("neck", cylinder(0.2, 0.3, 10).stand(y=1.05), metal)
    lever = tube([(0.0, 1.36, -0.12), (0.3, 1.34, -0.05), (0.52, 1.1, 0.0), (0.56, 0.6, 0.0)], 0.06, 4)
    shape.part("lever", lever, draw.color("grey", "dark grey", "silver", unlike=body))
    if shape.variant(draw.choice("pin ring", "no pin", weights=(3, 1))) == "pin ring":
        shape.part("pin ring", torus(0.2, 0.07, 14, 6).turn(x=90).move(-0.36, 1.24), metal)
    else:
        shape.without("a pin")
    if shape.variant(draw.choice("band", "plain")) == "band" and form == "smooth":
        shape.paint(
            "band", box(2, 0.14, 2).center(y=0.75), draw.color("yellow", "red", "white", unlike=body), on="body"
        )
    return shape


@kind("boomerang", theme=THEME)
def boomerang(draw: Draw) -> Shape:
    """A bent flat piece of wood: a wide V, a hook or three-armed, with painted stripes or dots."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.6) else draw.color("red", "yellow", "blue", "green", "orange")
    paint = draw.color("white", "red", "yellow", "black", "light blue", "orange", unlike=wood)
    form = shape.variant(draw.choice("classic", "hooked", "three-armed"))
    if form == "three-armed":
        shape.adjective("three-armed")
        arm = extrude(smooth([(-0.17, -0.1), (0.17, -0.1), (0.2, 0.75), (0.1, 1.05), (-0.1, 1.0), (-0.14, 0.5)]), 0.14)
        body = union([arm.turn(z=120 * n) for n in range(3)])
        ends = [(0.9 * sin(radians(-120 * n)), 0.9 * cos(radians(-120 * n))) for n in range(3)]
    else:
        points: list[Vector] = [
            (-1.0, -0.45, 0.0),
            (-0.5, 0.15, 0.0),
            (0.0, 0.45, 0.0),
            (0.5, 0.15, 0.0),
            (1.0, -0.45, 0.0),
        ]
        if form == "hooked":
            points[0], points[1] = (-0.6, -0.25, 0.0), (-0.32, 0.15, 0.0)
        path = curve(points, 3)
        body = tube(path, [0.12, 0.16] + [0.19] * 9 + [0.16, 0.12], 8).scale(z=0.42)
        ends = [(points[0][0], points[0][1]), (points[-1][0], points[-1][1])]
    shape.part("body", body, wood, spoken=False)
    style = shape.variant(draw.choice("painted tips", "striped", "plain"))
    if style == "painted tips":
        shape.paint("tip", [sphere(0.36, 10).move(x, y) for x, y in ends], paint, on="body")
    elif style == "striped":
        spots = [
            (share * x, share * y + (1 - share) * 0.4 * (form != "three-armed"))
            for x, y in ends
            for share in (0.45, 0.75)
        ]
        shape.paint(
            "stripe", [box(0.13, 1.2, 1).turn(z=40 if x < 0 else -40).center(x, y) for x, y in spots], paint, on="body"
        )
    return shape
