"""Blades, clubs, staffs and armour of games and tales, upright in the plane of the picture; about two units tall."""

from dataclasses import replace
from math import cos, radians, sin

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.outlines import arc, curve, ellipse, mirrored, star
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    box,
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
