"""Weapons and armour of games and tales, upright in the plane of the picture; about two units tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, mirrored, smooth, star
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    Vector,
    box,
    capsule,
    cone,
    cylinder,
    dome,
    ellipsoid,
    extrude,
    frustum,
    hull_of,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "weapons"
GEMS = ("red", "blue", "green", "purple", "turquoise", "yellow")


def _metal(draw: Draw, *unlike: Color) -> Color:
    """Steel or iron, gold now and then."""
    return draw.material("steel", "steel", "iron", "metal", "gold", unlike=unlike)


def _blade(half: list[Flat], thick: float) -> Solid:
    """A blade with a ridge along its middle: the hull of an outline, widest in x, and its raised middle line."""
    low, high = half[0][1], half[-1][1]
    flat = extrude(mirrored(half), 0.35 * thick)
    ridge = hull_of(
        [
            (0.0, low, thick / 2),
            (0.0, low, -thick / 2),
            (0.0, high - 0.2, thick / 2),
            (0.0, high - 0.2, -thick / 2),
            (half[0][0], low, 0.0),
            (-half[0][0], low, 0.0),
            (0.0, high, 0.0),
        ]
    )
    return flat + ridge


def _hilt(draw: Draw, shape: Shape, metal: Color, length: float, guard: float) -> None:
    """A grip below y = 0 with a cross-guard, straight, drooping or curled, and a pommel."""
    gold = draw.material("gold", "iron", "steel", "copper", unlike=metal)
    leather = draw.color("brown", "dark brown", "black", "dark red", "blue", "dark green", unlike=gold)
    style = shape.variant(draw.choice("straight guard", "drooping guard", "winged guard"))
    if style == "straight guard":
        shape.part("guard", rounded_box(2 * guard, 0.13, 0.18, 0.04).center(), gold)
    else:
        tip = -0.2 if style == "drooping guard" else 0.2
        path = [
            (-guard, tip, 0.0),
            (-0.5 * guard, 0.25 * tip, 0.0),
            (0.0, 0.0, 0.0),
            (0.5 * guard, 0.25 * tip, 0.0),
            (guard, tip, 0.0),
        ]
        shape.part("guard", tube(path, [0.055, 0.08, 0.1, 0.08, 0.055], 8), gold)
    shape.part("grip", cylinder(0.075, length, 8).hang(), leather)
    end = shape.variant(draw.choice("ball pommel", "disc pommel", "jewelled pommel"))
    if end == "disc pommel":
        shape.part("pommel", cylinder(0.14, 0.12, 14).turn(x=90).center(y=-length - 0.06), gold)
    else:
        color = draw.color(*GEMS, unlike=gold) if end == "jewelled pommel" else gold
        shape.part("gem" if end == "jewelled pommel" else "pommel", sphere(0.13, 12).move(y=-length - 0.06), color)


@kind("sword", synonyms=("knight's sword",), theme=THEME)
def sword(draw: Draw) -> Shape:
    """A straight blade with a cross-guard, grip and pommel: slender, broad or leaf-shaped; short or two-handed."""
    shape = Shape()
    metal = _metal(draw) if draw.chance(0.85) else draw.color("light blue", "red", "purple", "turquoise", "green")
    form = shape.variant(draw.choice("slender", "broad", "leaf-shaped"))
    long = shape.graded(draw.uniform(1.2, 1.9), low=("short", 1.3), high=("long", 1.75))
    half: dict[str, list[Flat]] = {
        "slender": [(0.1, 0.0), (0.09, long - 0.25), (0.0, long)],
        "broad": [(0.18, 0.0), (0.17, long - 0.3), (0.0, long)],
        "leaf-shaped": [(0.1, 0.0), (0.11, 0.3 * long), (0.19, 0.65 * long), (0.0, long)],
    }
    shape.part("blade", _blade(half[form], 0.13), metal)
    _hilt(draw, shape, metal, draw.uniform(0.38, 0.55), draw.uniform(0.3, 0.42))
    return shape


@kind("dagger", synonyms=("short knife",), theme=THEME)
def dagger(draw: Draw) -> Shape:
    """A short pointed blade: straight, curved or wavy, with a small guard."""
    shape = Shape()
    metal = _metal(draw)
    form = shape.variant(draw.choice("straight", "curved", "wavy"))
    if form == "straight":
        shape.part("blade", _blade([(0.15, 0.0), (0.15, 0.35), (0.0, 0.95)], 0.12), metal)
    elif form == "curved":
        shape.adjective("curved")
        shape.part(
            "blade",
            extrude([(-0.13, 0.0), (0.14, 0.0), (0.2, 0.35), (0.42, 0.85), (0.06, 0.6), (-0.1, 0.3)], 0.09),
            metal,
        )
    else:
        shape.adjective("wavy")
        left = [(-0.13 + 0.06 * (n % 2), 0.16 * n) for n in range(6)]
        right = [(0.13 + 0.06 * (n % 2) - 0.02 * n, 0.16 * n) for n in range(6)]
        shape.part("blade", extrude([*right, (0.0, 1.05), *reversed(left)], 0.09), metal)
    _hilt(draw, shape, metal, 0.38, 0.24)
    return shape


@kind("katana", synonyms=("samurai sword",), theme=THEME)
def katana(draw: Draw) -> Shape:
    """A long, slightly curved blade with a disc guard and a wrapped grip; bare or with its scabbard."""
    shape = Shape()
    metal = draw.material("steel", "steel", "iron")
    gold = draw.material("gold", "iron", "copper", unlike=metal)
    wrap = draw.color("black", "red", "dark blue", "purple", "white", "dark green", unlike=gold)
    sway = shape.graded(draw.uniform(0.1, 0.26), low=("slightly curved", 0.13), high=("strongly curved", 0.23))
    heights = [0.25 * n for n in range(8)]
    bend = [sway * (y / 1.75) ** 2 for y in heights]
    right = [(x + 0.08, y) for x, y in zip(bend, heights, strict=True)]
    left = [(x - 0.07, y) for x, y in zip(bend, heights, strict=True)]
    shape.part("blade", extrude([*right, (bend[-1] - 0.02, 1.95), *reversed(left)], 0.08), metal)
    guard = shape.variant(draw.choice("round guard", "square guard", "lobed guard"))
    disc = {
        "round guard": cylinder(0.2, 0.08, 16),
        "square guard": rounded_box(0.34, 0.08, 0.34, 0.03),
        "lobed guard": union(ring(cylinder(0.12, 0.08, 12).move(z=0.1), 4)),
    }[guard]
    shape.part("guard", disc, gold)
    shape.part("grip", cylinder(0.075, 0.6, 8).hang(), wrap)
    diamonds = [sphere(0.055, 4).move(0.0, -0.1 - 0.12 * n, 0.07 * side) for n in range(4) for side in (-1, 1)]
    shape.part("diamond", diamonds, draw.color("white", "gold", "beige", "red", unlike=wrap))
    shape.part("cap", cylinder(0.09, 0.08, 8).hang(y=-0.58), gold, spoken=False)
    if shape.variant(draw.choice("bare", "with scabbard", weights=(2, 1))) == "with scabbard":
        sheath = draw.color("black", "dark red", "dark blue", "red", "dark brown", unlike=metal)
        right = [(x + 0.11, y) for x, y in zip(bend, heights, strict=True)]
        left = [(x - 0.11, y) for x, y in zip(bend, heights, strict=True)]
        shape.part("scabbard", extrude([*right, (bend[-1], 1.95), *reversed(left)], 0.16).move(x=0.4, y=-0.1), sheath)
        shape.part(
            "knot",
            torus(0.12, 0.07, 12, 6).move(0.42, 0.3),
            draw.color("red", "gold", "white", "purple", unlike=sheath),
        )
    return shape


def _pole(draw: Draw, shape: Shape, length: float, radius: float, *unlike: Color) -> Color:
    """A long shaft with its lower end shod or wrapped now and then; its colour."""
    wood = (
        draw.material("wood", unlike=unlike)
        if draw.chance(0.75)
        else draw.color("black", "dark red", "blue", "white", unlike=unlike)
    )
    shape.part("shaft", cylinder(radius, length, 8).stand(), wood)
    if shape.variant(draw.choice("plain shaft", "wrapped shaft")) == "wrapped shaft":
        bands = [cylinder(1.35 * radius, 0.13, 8).stand(y=length * share) for share in (0.3, 0.42, 0.54)]
        shape.part("band", bands, draw.color("red", "black", "beige", "blue", "dark brown", unlike=wood))
    return wood


@kind("spear", synonyms=("lance",), theme=THEME)
def spear(draw: Draw) -> Shape:
    """A long shaft with a leaf-shaped, barbed or stone point, with a tassel or feathers at times."""
    shape = Shape()
    form = shape.variant(draw.choice("leaf point", "barbed point", "stone point"))
    metal = draw.material("stone") if form == "stone point" else _metal(draw)
    wood = _pole(draw, shape, 2.2, 0.05, metal)
    half: dict[str, list[Flat]] = {
        "leaf point": [(0.06, 2.12), (0.17, 2.35), (0.0, 2.75)],
        "barbed point": [(0.05, 2.3), (0.24, 2.1), (0.12, 2.5), (0.0, 2.8)],
        "stone point": [(0.12, 2.1), (0.2, 2.3), (0.12, 2.5), (0.0, 2.7)],
    }
    shape.part("point", extrude(mirrored(half[form]), 0.13), metal)
    shape.part(
        "binding", cylinder(0.075, 0.2, 8).stand(y=2.02), draw.color("beige", "red", "dark brown", "gold", unlike=wood)
    )
    extra = shape.variant(draw.choice("plain", "tassel", "feathers"))
    if extra == "tassel":
        shape.part(
            "tassel", frustum(0.17, 0.06, 0.32, 8).stand(y=1.72), draw.color("red", "red", "white", "blue", unlike=wood)
        )
    elif extra == "feathers":
        feather = extrude(mirrored([(0.05, 0.0), (0.1, -0.2), (0.0, -0.5)]), 0.06)
        shape.part(
            "feather",
            [feather.turn(z=turn).move(0.05 * side, 2.04) for side, turn in ((-1, -22), (1, 22))],
            draw.color("red", "white", "yellow", "green", "blue", unlike=wood),
        )
    return shape


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


@kind("shield", theme=THEME)
def shield(draw: Draw) -> Shape:
    """A round, kite, heater or tower shield with a rim and a boss, cross, stripes or star."""
    shape = Shape()
    field = (
        draw.color("red", "blue", "green", "dark blue", "white", "purple", "yellow", "dark red")
        if draw.chance(0.7)
        else draw.material("wood")
    )
    metal = draw.material("steel", "gold", "iron", unlike=field)
    mark = draw.color("white", "yellow", "red", "gold", "black", "light blue", unlike=[field, metal])
    form = shape.variant(draw.choice("round", "kite", "heater", "tower"))
    if form != "heater":
        shape.adjective({"round": "round", "kite": "kite-shaped", "tower": "rectangular"}[form])
    outline: dict[str, list[Flat]] = {
        "round": ellipse(1.6, 1.6, 24),
        "kite": mirrored([(0.0, -1.1), (0.35, -0.5), (0.6, 0.2), (0.55, 0.6), (0.3, 0.85), (0.0, 0.95)]),
        "heater": mirrored([(0.0, -0.95), (0.4, -0.6), (0.65, -0.1), (0.7, 0.7), (0.0, 0.78)]),
        "tower": mirrored([(0.55, -0.95), (0.55, 0.95)]),
    }
    inner = [(0.87 * x, 0.89 * y - 0.01) for x, y in outline[form]]
    shape.part("rim", extrude(outline[form], 0.2), metal)
    shape.part("field", extrude(inner, 0.28), field)
    style = shape.variant(draw.choice("boss", "cross", "star", "halves"))
    if style == "cross":
        shape.paint(
            "cross",
            [box(0.22, 4, 2).center(z=1.0) + box(4, 0.22, 2).center(y=0.12, z=1.0)],
            mark,
            on="field",
            plural="crosses",
        )
    elif style == "star":
        shape.paint("star", extrude(star(5, 0.42, 0.18), 2).move(y=0.1, z=1.0), mark, on="field")
    elif style == "halves":
        shape.paint("half", box(4, 4, 2).center(x=2.0, z=1.0), mark, on="field", spoken=False)
    if style in ("boss", "halves"):
        shape.part("boss", dome(0.26, 0.2, 14).turn(x=90).move(z=0.12), metal, plural="bosses")
    if style == "boss":
        rivets = [
            sphere(0.07, 8).move(0.6 * x, 0.6 * y, 0.14) for x, y in outline[form][:: max(1, len(outline[form]) // 6)]
        ]
        shape.part("rivet", rivets, metal)
    return shape


@kind("mace", synonyms=("spiked club", "morning star"), theme=THEME)
def mace(draw: Draw) -> Shape:
    """A shaft with a spiked ball, flanges, or a ball on a chain; or a wooden club with spikes."""
    shape = Shape()
    metal = draw.material("iron", "steel", "gold")
    form = shape.variant(draw.choice("spiked", "flanged", "flail", "club"))
    shape.call({"spiked": "mace", "flanged": "mace", "flail": "flail", "club": "spiked club"}[form])
    wood = draw.material("wood", unlike=metal) if draw.chance(0.7) else draw.color("black", "dark red", unlike=metal)
    if form == "club":
        shape.part(
            "club", revolve([(0.1, 0.0), (0.1, 0.4), (0.24, 1.2), (0.22, 1.5), (0.0, 1.58)], 10), wood, spoken=False
        )
        spikes = [
            cone(0.06, 0.22, 6).turn(x=90).move(0.0, y, 0.28).turn(y=60 * n + 30 * k)
            for k, y in enumerate((0.95, 1.15, 1.35))
            for n in range(6)
        ]
        shape.part("spike", spikes, metal)
        shape.variant(draw.choice("wrapped", "bare"))
        if "wrapped" in shape.variants:
            shape.part(
                "wrapping",
                cylinder(0.12, 0.35, 10).stand(y=0.06),
                draw.color("red", "black", "beige", unlike=wood),
                mass=True,
            )
        return shape
    shape.part("handle", cylinder(0.065, 1.3, 8).stand(), wood)
    shape.part("pommel", sphere(0.11, 10).move(y=0.0), metal)
    spike = cone(0.07, 0.24, 6).move(y=0.36)
    directions = [
        (0, 0),
        *[(90, 60 * n) for n in range(6)],
        *[(45, 60 * n + 30) for n in range(6)],
        *[(135, 60 * n + 30) for n in range(6)],
    ]
    ball = sphere(0.28, 14)
    if form == "flanged":
        flange = extrude([(0.05, -0.3), (0.3, -0.12), (0.34, 0.08), (0.05, 0.34)], 0.08)
        shape.part("flange", [one.move(y=1.35) for one in ring(flange, draw.choice(6, 8))], metal)
        shape.part("core", cylinder(0.12, 0.7, 10).center(y=1.36), metal, spoken=False)
        return shape
    centre = (0.0, 1.45) if form == "spiked" else (0.75, 0.75)
    if form == "flail":
        links = [(0.06, 1.32), (0.22, 1.36), (0.38, 1.3), (0.52, 1.18), (0.64, 1.04)]
        shape.part(
            "chain link",
            [
                torus(0.07, 0.05, 10, 6).turn(x=90 if n % 2 else 0, z=-30 * n).move(x, y)
                for n, (x, y) in enumerate(links)
            ],
            metal,
        )
    shape.part("ball", ball.move(*centre), metal)
    shape.part("spike", [spike.turn(x=tilt).turn(y=turn).move(*centre) for tilt, turn in directions], metal)
    return shape


@kind("war hammer", synonyms=("battle hammer",), theme=THEME)
def war_hammer(draw: Draw) -> Shape:
    """A long handle with a huge head: a block, a block with a spike, or one with gold bands and a gem."""
    shape = Shape()
    metal = draw.material("iron", "steel", "stone", "gold")
    wood = _pole(draw, shape, 1.5, 0.075, metal)
    form = shape.variant(draw.choice("block", "spiked", "round"))
    y = 1.5
    if form == "round":
        shape.part("head", cylinder(0.34, 1.1, 14).turn(z=90).center(y=y), metal)
    elif form == "block":
        shape.part("head", rounded_box(1.2, 0.6, 0.6, 0.12).center(y=y), metal)
    else:
        shape.part("head", rounded_box(0.7, 0.55, 0.55, 0.08).center(0.25, y), metal)
        shape.part("spike", cone(0.2, 0.7, 4).turn(z=90).center(-0.4, y), metal)
    gold = draw.material("gold", "copper", "steel", unlike=metal)
    decor = shape.variant(draw.choice("bands", "gem", "plain"))
    if decor == "bands" and form != "spiked":
        shape.part(
            "band",
            pair(
                box(0.13, 0.68, 0.68).center(0.42, y)
                if form == "block"
                else cylinder(0.38, 0.13, 14).turn(z=90).center(0.42, y)
            ),
            gold,
        )
    elif decor == "gem":
        shape.part(
            "gem", sphere(0.17, 8).move(0.0 if form != "spiked" else 0.25, y, 0.3), draw.color(*GEMS, unlike=metal)
        )
    shape.part("pommel", sphere(0.13, 10), gold)
    shape.part(
        "collar",
        cylinder(0.12, 0.14, 8).stand(y=1.12),
        draw.color("dark brown", "black", "gold", unlike=wood),
        spoken=False,
    )
    return shape


@kind("battle axe", synonyms=("war axe",), theme=THEME)
def battle_axe(draw: Draw) -> Shape:
    """A shaft with one or two crescent blades, with a spike on top or at the back."""
    shape = Shape()
    metal = draw.material("steel", "iron", "gold", "metal")
    _pole(draw, shape, 1.75, 0.06, metal)
    form = shape.variant(draw.choice("double", "single", "single with a spike"))
    blade = extrude(
        [
            (0.05, 1.3),
            (0.3, 1.25),
            (0.55, 0.98),
            (0.7, 1.2),
            (0.74, 1.45),
            (0.7, 1.7),
            (0.55, 1.92),
            (0.3, 1.65),
            (0.05, 1.6),
        ],
        0.1,
    )
    if form == "double":
        shape.adjective("double-bladed")
        shape.part("blade", pair(blade), metal)
    else:
        shape.part("blade", blade, metal)
    if form == "single with a spike":
        shape.part("spike", cone(0.1, 0.5, 6).turn(z=90).center(-0.28, 1.45), metal)
    shape.part("socket", cylinder(0.11, 0.5, 8).center(y=1.45), draw.material("iron", "gold", "steel", unlike=metal))
    if shape.variant(draw.choice("tip", "no tip")) == "tip":
        shape.part("tip", cone(0.09, 0.34, 6).stand(y=1.7), metal)
    edge = draw.color("white", "light grey", "red", unlike=metal)
    if shape.variant(draw.choice("bright edge", "plain")) == "bright edge":
        shape.paint("edge", (cylinder(2.0, 4, 24) - cylinder(0.6, 5, 24)), edge, on="blade")
    return shape


@kind("trident", synonyms=("three-pronged spear",), theme=THEME)
def trident(draw: Draw) -> Shape:
    """A shaft with three prongs: straight with barbs, curved outer prongs, or a broad fork."""
    shape = Shape()
    metal = (
        draw.material("gold", "gold", "steel", "iron", "copper")
        if draw.chance(0.8)
        else draw.color("turquoise", "blue", "red")
    )
    wood = (
        draw.color("gold", "brown", "dark brown", "dark blue", "teal", "grey", unlike=metal)
        if draw.chance(0.6)
        else metal
    )
    shape.part("shaft", cylinder(0.055, 1.7, 8).stand(), wood)
    form = shape.variant(draw.choice("straight", "curved", "broad"))
    wide = 0.42 if form == "broad" else 0.32
    if form == "curved":
        side = tube(
            curve([(0.0, 1.65, 0.0), (wide, 1.8, 0.0), (wide + 0.06, 2.1, 0.0), (wide - 0.06, 2.4, 0.0)], 3),
            [0.07] * 8 + [0.05, 0.02],
            6,
        )
        prongs = [*pair(side), rod((0.0, 1.6, 0.0), (0.0, 2.6, 0.0), 0.07, 0.02, 6)]
    else:
        prongs = [rod((x, 1.7, 0.0), (x, 2.3, 0.0), 0.06, sides=6) for x in (-wide, 0.0, wide)]
        heads = [extrude(mirrored([(0.04, 2.25), (0.16, 2.15), (0.0, 2.6)]), 0.1).move(x) for x in (-wide, 0.0, wide)]
        prongs = [prong + head for prong, head in zip(prongs, heads, strict=True)]
        shape.part("crossbar", rod((-wide - 0.02, 1.72, 0.0), (wide + 0.02, 1.72, 0.0), 0.07), metal)
    shape.part("prong", prongs, metal)
    decor = shape.variant(draw.choice("gem", "rings", "plain"))
    if decor == "gem":
        shape.part("gem", sphere(0.13, 10).move(0.0, 1.66, 0.04), draw.color(*GEMS, unlike=metal))
    elif decor == "rings":
        shape.part(
            "ring",
            [torus(0.06, 0.08, 12, 6).move(y=y) for y in (0.1, 0.6, 1.1)],
            draw.color("silver", "gold", "white", "black", unlike=wood),
        )
    return shape


@kind("halberd", synonyms=("poleaxe", "polearm"), theme=THEME)
def halberd(draw: Draw) -> Shape:
    """A tall shaft with an axe blade, a point on top and a hook behind; or a scythe blade or glaive."""
    shape = Shape()
    metal = draw.material("steel", "iron", "metal")
    _pole(draw, shape, 2.3, 0.055, metal)
    form = shape.variant(draw.choice("halberd", "glaive", "scythe"))
    shape.call(form)
    if form == "halberd":
        blade = extrude(
            [(0.03, 2.0), (0.3, 1.9), (0.48, 1.68), (0.58, 2.0), (0.48, 2.32), (0.3, 2.14), (0.03, 2.16)], 0.1
        )
        shape.part("axe blade", blade, metal)
        shape.part(
            "hook", extrude([(-0.03, 2.0), (-0.3, 2.0), (-0.46, 1.84), (-0.34, 2.14), (-0.03, 2.18)], 0.1), metal
        )
        shape.part("point", extrude(mirrored([(0.06, 2.2), (0.11, 2.45), (0.0, 2.95)]), 0.1), metal)
    elif form == "glaive":
        outline = [(-0.06, 2.2), (0.08, 2.2), (0.22, 2.55), (0.24, 2.9), (0.06, 3.15), (0.08, 2.8), (-0.02, 2.5)]
        shape.part("blade", extrude(outline, 0.1), metal)
        shape.part(
            "collar", cylinder(0.1, 0.16, 8).stand(y=2.12), draw.material("gold", "copper", "iron", unlike=metal)
        )
    else:
        outline = [(0.05, 2.15), (0.06, 2.34), (-0.5, 2.42), (-0.95, 2.25), (-1.25, 1.9), (-0.9, 2.1), (-0.5, 2.2)]
        shape.part("blade", extrude(outline, 0.1), metal)
        shape.part("handle", rod((0.0, 1.2, 0.0), (-0.3, 1.3, 0.0), 0.05), draw.material("wood", unlike=metal))
    if form != "scythe" and shape.variant(draw.choice("tassel", "plain")) == "tassel":
        shape.part(
            "tassel", frustum(0.15, 0.06, 0.34, 8).hang(y=1.95), draw.color("red", "blue", "yellow", unlike=metal)
        )
    return shape


@kind("magic staff", synonyms=("wizard's staff", "staff"), theme=THEME)
def magic_staff(draw: Draw) -> Shape:
    """A tall stick with a glowing orb, a crystal, a crescent or a spiral at its top."""
    shape = Shape()
    wood = (
        draw.material("wood", "wood", "gold")
        if draw.chance(0.75)
        else draw.color("black", "white", "purple", "dark blue")
    )
    glow = draw.color(*GEMS, "pink", "light blue", unlike=wood)
    form = shape.variant(draw.choice("orb", "crystal", "crescent", "spiral"))
    crooked = shape.variant(draw.choice("straight", "crooked"))
    sway = 0.07 if crooked == "crooked" else 0.0
    path = curve([(0.0, 0.0, 0.0), (sway, 0.6, 0.0), (-sway, 1.2, 0.0), (0.0, 1.8, 0.0)], 3)
    shape.part("staff", tube(path, [0.05 + 0.003 * n for n in range(10)], 7), wood, spoken=False)
    if form in ("orb", "crystal"):
        claw = tube(
            [(0.0, 1.72, 0.02), (0.0, 1.9, 0.22), (0.0, 2.15, 0.22), (0.0, 2.3, 0.12)], [0.06, 0.055, 0.045, 0.03], 6
        )
        metal = draw.material("gold", "iron", "silver", unlike=glow) if draw.chance(0.5) else wood
        shape.part("claw", ring(claw, 3 if form == "orb" else 4, start=30), metal)
    if form == "orb":
        shape.part("orb", sphere(0.21, 14).move(y=2.08), glow)
    elif form == "crystal":
        shape.part("crystal", frustum(0.09, 0.17, 0.25, 6).stand(y=1.8) + cone(0.17, 0.55, 6).stand(y=2.05), glow)
    elif form == "crescent":
        outline = [*arc((0.0, 2.15), 0.42, -235, 55, 16), *arc((0.0, 2.27), 0.3, 40, -220, 12)]
        shape.part("crescent", extrude(outline, 0.12), draw.material("gold", "silver", unlike=wood))
        shape.part("orb", sphere(0.13, 12).move(y=2.25), glow)
    else:
        turns = [
            (
                (0.34 - 0.035 * n) * cos(radians(-90 + 50 * n)),
                2.12 + (0.34 - 0.035 * n) * sin(radians(-90 + 50 * n)),
                0.0,
            )
            for n in range(9)
        ]
        shape.part(
            "spiral",
            tube([(0.0, 1.7, 0.0), *turns], [0.08, 0.08, 0.075, 0.07, 0.065, 0.06, 0.05, 0.045, 0.04, 0.035], 6),
            wood,
        )
        shape.part("gem", sphere(0.13, 8).move(y=2.12), glow)
    shape.part(
        "band",
        [torus(0.06, 0.08, 12, 6).move(0.6 * sway * (1 if y < 1 else -1), y) for y in (0.5, 1.35)],
        draw.material("gold", "silver", "copper", unlike=wood),
    )
    return shape


@kind("magic wand", synonyms=("wand",), theme=THEME)
def magic_wand(draw: Draw) -> Shape:
    """A short stick with a star, a heart or a gem, or a magician's black stick with white ends."""
    shape = Shape()
    form = shape.variant(draw.choice("star", "heart", "magician's", "gem"))
    if form == "magician's":
        shape.call("magician's wand")
        ends = draw.color("white", "white", "gold", "silver")
        dark = draw.color("black", "black", "dark blue", "purple", unlike=ends)
        shape.part("stick", cylinder(0.08, 1.5, 12).stand(), dark)
        shape.part("end", [cylinder(0.09, 0.28, 12).stand(y=y) for y in (-0.05, 1.25)], ends)
    else:
        stick = draw.color("white", "pink", "purple", "gold", "brown", "light blue")
        shine = draw.color("yellow", "yellow", "gold", "pink", "red", "light blue", unlike=stick)
        shape.part("stick", rod((0.0, 0.0, 0.0), (0.0, 1.2, 0.0), 0.07, 0.05), stick)
        if form == "star":
            shape.part("star", extrude(star(draw.choice(5, 5, 6), 0.42, 0.19), 0.16).move(y=1.42), shine)
        elif form == "heart":
            lobes = [cylinder(0.2, 0.16, 14).turn(x=90).move(side * 0.165, 1.55) for side in (-1, 1)]
            shape.part(
                "heart",
                union([*lobes, extrude([(0.0, 1.14), (0.34, 1.47), (0.14, 1.62), (-0.14, 1.62), (-0.34, 1.47)], 0.16)]),
                shine,
            )
        else:
            shape.part("gem", sphere(0.24, 8).move(y=1.38), shine)
        if shape.variant(draw.choice("ribbons", "plain")) == "ribbons":
            ribbons = [
                tube(
                    curve(
                        [
                            (0.0, 1.15, 0.04),
                            (0.2 * side, 0.95, 0.05),
                            (0.1 * side, 0.7, 0.05),
                            (0.26 * side, 0.45, 0.05),
                        ],
                        3,
                    ),
                    0.04,
                    6,
                )
                for side in (-1, 1)
            ]
            shape.part(
                "ribbon",
                ribbons,
                draw.color("pink", "light purple", "red", "turquoise", "white", unlike=[stick, shine]),
            )
    if shape.variant(draw.choice("sparkles", "no sparkles", weights=(1, 2))) == "sparkles":
        spots = [(0.62, 1.75, 0.0), (-0.55, 1.7, 0.1), (0.58, 1.1, 0.1)]
        shape.part(
            "sparkle", [sphere(0.1, 4).move(*spot) for spot in spots], draw.color("yellow", "white", "light blue")
        )
    shape.parts = [replace(part, solids=tuple(solid.turn(z=-28) for solid in part.solids)) for part in shape.parts]
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
    shape.part("trigger guard", torus(0.13, 0.06, 12, 6).turn(x=90).move(-0.42, -0.16), metal)
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


@kind("breastplate", synonyms=("chest armor", "cuirass"), theme=THEME)
def breastplate(draw: Draw) -> Shape:
    """The trunk of a suit of armour with shoulder plates, belt and an emblem; with a skirt or bare."""
    shape = Shape()
    metal = draw.material("steel", "iron", "gold", "metal", "leather")
    trim = (
        draw.material("gold", "leather", "steel", unlike=metal)
        if draw.chance(0.7)
        else draw.color("red", "blue", unlike=metal)
    )
    half = [
        (0.0, -0.62),
        (0.36, -0.62),
        (0.4, -0.3),
        (0.55, 0.15),
        (0.5, 0.45),
        (0.34, 0.62),
        (0.18, 0.62),
        (0.0, 0.45),
    ]
    torso = extrude(mirrored(half), 0.5)
    chest = ellipsoid(0.95, 0.9, 0.5, 14).move(0.0, 0.12, 0.22) & extrude(mirrored(half), 2)
    shape.part("chest plate", torso + chest, metal)
    shoulders = shape.variant(draw.choice("round shoulders", "layered shoulders", "spiked shoulders"))
    pad = ellipsoid(0.5, 0.42, 0.6, 12).turn(z=-20).move(0.58, 0.52)
    if shoulders == "layered shoulders":
        pad = pad + ellipsoid(0.42, 0.34, 0.5, 12).turn(z=-20).move(0.68, 0.3)
    shape.part("shoulder plate", pair(pad), trim if draw.chance(0.5) else metal)
    if shoulders == "spiked shoulders":
        shape.part(
            "spike",
            pair(cone(0.09, 0.36, 6).turn(z=-35).move(0.72, 0.84)),
            draw.material("bone", "iron", "gold", unlike=metal),
        )
    shape.part(
        "belt", box(0.84, 0.14, 0.58).center(y=-0.58), draw.color("brown", "dark brown", "black", "red", unlike=metal)
    )
    emblem = shape.variant(draw.choice("cross", "gem", "plain"))
    if emblem == "cross":
        shape.paint(
            "cross",
            [box(0.13, 0.66, 2).center(0.0, 0.12, 1.2) + box(0.5, 0.13, 2).center(0.0, 0.22, 1.2)],
            draw.color("red", "blue", "white", "gold", unlike=metal),
            on="chest plate",
            plural="crosses",
        )
    elif emblem == "gem":
        shape.part("gem", sphere(0.12, 8).move(0.0, 0.25, 0.46), draw.color(*GEMS, unlike=metal))
    if shape.variant(draw.choice("skirt", "no skirt")) == "skirt":
        flap = extrude([(-0.12, 0.0), (0.12, 0.0), (0.14, -0.45), (0.0, -0.52), (-0.14, -0.45)], 0.09)
        flaps = [
            *row(flap.turn(x=-8).move(0.0, -0.6, 0.25), 4, 0.24),
            *row(flap.turn(x=8).move(0.0, -0.6, -0.25), 4, 0.24),
        ]
        shape.part("skirt flap", flaps, draw.material("leather", "steel", unlike=metal))
    return shape


@kind("knight helmet", synonyms=("knight's helmet", "helm"), theme=THEME)
def knight_helmet(draw: Draw) -> Shape:
    """A steel helmet with an eye slit: a great helm, one with a pointed visor and plume, or one with horns."""
    shape = Shape()
    metal = draw.material("steel", "iron", "metal", "gold")
    trim = draw.material("gold", "copper", "iron", unlike=metal)
    form = shape.variant(draw.choice("great helm", "visored", "horned"))
    dark = draw.color("black", "white", unlike=[metal, trim]) if metal.name == "black" else draw.color("black")
    if form == "great helm":
        shape.part(
            "helmet", revolve([(0.44, 0.0), (0.5, 0.1), (0.5, 0.85), (0.4, 1.1), (0.0, 1.14)], 16), metal, spoken=False
        )
        cross = box(0.13, 1.0, 2).stand(0.0, 0.05, 1.0) + box(0.9, 0.13, 2).center(0.0, 0.76, 1.0)
        shape.paint("cross", cross, trim, on="helmet", plural="crosses")
        shape.paint("eye slit", pair(box(0.28, 0.1, 2).center(0.23, 0.6, 1.0)), dark, on="helmet")
        spots = [(x, y) for x in (-0.22, -0.13, 0.13, 0.22) for y in (0.2, 0.36)]
        holes = [sphere(0.045, 8).move(x, y, 0.46) for x, y in spots]
        shape.part("breathing hole", holes, dark, spoken=False)
    elif form == "visored":
        skull = ellipsoid(1.0, 1.15, 1.1, 16).move(y=0.62) - box(3, 1, 3).hang(y=0.12)
        shape.part("helmet", skull, metal, spoken=False)
        visor = hull_of(
            [
                (-0.46, 0.8, 0.25),
                (0.46, 0.8, 0.25),
                (0.0, 0.84, 0.62),
                (-0.44, 0.2, 0.25),
                (0.44, 0.2, 0.25),
                (0.0, 0.5, 0.95),
                (0.0, 0.15, 0.55),
            ]
        )
        shape.part("visor", visor, metal if draw.chance(0.4) else trim)
        shape.paint("eye slit", pair(box(0.3, 0.09, 2).center(0.22, 0.69, 1.0)), dark, on="visor")
        shape.part("hinge", pair(cylinder(0.12, 0.1, 10).turn(z=90).center(0.5, 0.62, 0.18)), trim)
    else:
        shape.call("viking helmet")
        shape.part("helmet", dome(0.5, 0.62, 16).move(y=0.5), metal, spoken=False)
        shape.part("rim", cylinder(0.54, 0.16, 16).stand(y=0.42), trim)
        shape.part("nose guard", box(0.13, 0.5, 0.12).center(0.0, 0.34, 0.5), trim)
        horn = tube(
            curve([(0.42, 0.62, 0.0), (0.78, 0.66, 0.0), (0.98, 0.95, 0.0), (0.9, 1.3, 0.0)], 3),
            [0.15, 0.14, 0.13, 0.12, 0.11, 0.1, 0.085, 0.07, 0.05, 0.02],
            8,
        )
        shape.part("horn", pair(horn), draw.material("bone", unlike=metal))
        shape.part("cheek guard", pair(box(0.1, 0.5, 0.4).center(0.46, 0.24, 0.08)), metal)
    if form != "horned" and shape.variant(draw.choice("plume", "no plume", weights=(2, 1))) == "plume":
        path = curve([(0.0, 1.05, 0.15), (0.0, 1.45, 0.0), (0.0, 1.4, -0.45), (0.0, 0.95, -0.8)], 3)
        shape.part(
            "plume",
            tube(path, [0.06, 0.1, 0.14, 0.16, 0.17, 0.17, 0.16, 0.14, 0.1, 0.05], 8),
            draw.color("red", "red", "blue", "white", "purple", "yellow", unlike=metal),
        )
    return shape
