"""People of everyday life, of history and of stories; metres."""

from shape_diff.data.procedural.arrays import pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.figures import (
    HAIRS,
    SKINS,
    Figure,
    Outfit,
    Stature,
    add_hair,
    add_head,
    draw_pose,
    dress,
)
from shape_diff.data.procedural.outlines import star
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
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
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "people"


def _skin(draw: Draw) -> Color:
    return draw.color(*SKINS)


def _hair_color(draw: Draw, skin: Color) -> Color:
    return draw.color(*HAIRS, unlike=skin)


def _shoes(draw: Draw) -> Color:
    return draw.color("black", "dark brown", "brown", "dark grey")


def _beard(figure: Figure, length: float, width: float = 1.5) -> Solid:
    """A beard that ends `length` radii of the head below its middle."""
    chin = ellipsoid(width, 0.7, 0.9, 12).move(0.0, -0.62, 0.5)
    return figure.on_head(hull_of([chin, sphere(0.25, 8).move(0.0, -length, 0.75)]))


def _belt(figure: Figure) -> Solid:
    x, y, z = figure.pelvis
    return cylinder(0.205, 0.08, 12).scale(x=1.02, z=0.74).move(x, y + 0.13, z)


def _staff(figure: Figure, radius: float, top: float, side: int = 0) -> Solid:
    """A pole from the ground through a hand."""
    x, _, z = figure.hands[side]
    return rod((x, 0.0, z), (x, top, z), radius)


@kind("man", synonyms=("guy",), theme=THEME)
def man(draw: Draw) -> Shape:
    """A man in shirt and trousers or in a suit, with or without a beard; six poses."""
    shape = Shape()
    skin = _skin(draw)
    suit = shape.variant(draw.choice("shirt", "suit", "shorts", weights=(3, 2, 1)))
    top, bottom = draw.colors(2)
    if suit == "suit":
        top = bottom = draw.color("dark blue", "dark grey", "black", "grey", "brown")
    figure = draw_pose(draw, shape, "standing", "waving", "walking", "arms raised", "hands on hips", "sitting")
    names = {"shirt": ("shirt", "trousers"), "suit": ("suit jacket", "trousers"), "shorts": ("shirt", "shorts")}[suit]
    dress(shape, figure, Outfit(skin, top, bottom, _shoes(draw), *names, sleeve=0.8 if suit != "shorts" else 0.0))
    hair = _hair_color(draw, skin)
    add_hair(draw, shape, figure, hair, "short", "short", "curly", "spiky")
    if suit == "suit":
        shape.phrase("in a suit")
        x, y, z = figure.collar
        shape.part(
            "tie",
            hull_of(
                [box(0.05, 0.05, 0.06).move(x, y - 0.04, z + 0.13), box(0.09, 0.05, 0.06).move(x, y - 0.3, z + 0.13)]
            ),
            draw.color("red", "yellow", "light blue", "white", unlike=top),
        )
    if draw.chance(0.35):
        shape.part("beard", _beard(figure, 1.15), hair)
    return shape


@kind("woman", synonyms=("lady",), theme=THEME)
def woman(draw: Draw) -> Shape:
    """A woman in a dress, a skirt or trousers, with long hair, a bun or a ponytail; five poses."""
    shape = Shape()
    skin = _skin(draw)
    clothes = shape.variant(draw.choice("dress", "skirt", "trousers"))
    top, bottom = draw.colors(2)
    figure = draw_pose(
        draw, shape, "standing", "waving", "walking", "hands on hips", "sitting", stature=Stature(0.7, 0.48, 0.17, 0.19)
    )
    name = "blouse" if clothes != "trousers" else "shirt"
    dress(
        shape, figure, Outfit(skin, top, bottom, draw.color(unlike=skin), name, clothes, sleeve=draw.choice(0.0, 0.8))
    )
    add_hair(draw, shape, figure, _hair_color(draw, skin), "long", "bun", "ponytail", "curly")
    if draw.chance(0.3):
        x, y, z = figure.elbows[0] if draw.chance() else figure.elbows[1]
        bag = rounded_box(0.1, 0.2, 0.26, 0.03).move(x + (0.13 if x > 0 else -0.13), y - 0.26, z)
        shape.part("handbag", bag, draw.color(unlike=[top, bottom]))
    return shape


@kind("child", synonyms=("kid",), theme=THEME)
def child(draw: Draw) -> Shape:
    """A small boy or girl with a big head, some with a ball or a balloon; five poses."""
    shape = Shape()
    skin = _skin(draw)
    who = shape.variant(draw.choice("boy", "girl"))
    shape.call(who)
    top, bottom, extra = draw.colors(3)
    toy = shape.variant(draw.choice("nothing", "balloon", "ball"))
    poses = ("holding",) if toy == "balloon" else ("standing", "waving", "walking", "arms raised", "sitting")
    figure = draw_pose(draw, shape, *poses, stature=Stature(0.46, 0.36, 0.15, 0.2))
    lower = draw.choice("shorts", "trousers") if who == "boy" else draw.choice("dress", "skirt", "shorts")
    dress(shape, figure, Outfit(skin, top, bottom, draw.color(unlike=skin), "shirt", lower, sleeve=0.0))
    styles = ("short", "spiky", "curly") if who == "boy" else ("pigtails", "ponytail", "long")
    add_hair(draw, shape, figure, _hair_color(draw, skin), *styles)
    if toy == "balloon":
        shape.phrase("holding a balloon")
        x, y, z = figure.hands[0]
        shape.part(
            "string", rod((x, y, z), (x + 0.06, 1.3, z), 0.022, sides=6), draw.color("white", "grey"), spoken=False
        )
        shape.part("balloon", ellipsoid(0.34, 0.42, 0.34, 12).move(x + 0.06, 1.46, z), extra)
    elif toy == "ball":
        x, _, z = figure.ankles[1]
        shape.phrase("with a ball")
        shape.part("ball", sphere(0.15, 12).stand(x - 0.12, 0.0, z + 0.36), extra)
    return shape


@kind("baby", synonyms=("infant",), theme=THEME)
def baby(draw: Draw) -> Shape:
    """A baby that sits, crawls or lies, in a romper, a diaper or a bonnet."""
    shape = Shape()
    skin = _skin(draw)
    cloth = draw.color("light blue", "pink", "yellow", "white", "light green", unlike=skin)
    pose = shape.variant(draw.choice("sitting", "crawling", "standing"))
    shape.adjective(pose)
    wear = shape.variant(draw.choice("romper", "diaper"))
    low = {"sitting": 0.16, "crawling": 0.26, "standing": 0.3}[pose]
    crawling = pose == "crawling"
    head: Vector = (0.0, 0.5, 0.34) if crawling else (0.0, low + 0.42, 0.03)
    trunk = (
        ellipsoid(0.3, 0.3, 0.46, 12).move(0.0, low + 0.05, 0.0)
        if crawling
        else ellipsoid(0.32, 0.44, 0.28, 12).move(0.0, low + 0.1)
    )
    shape.part(
        "head",
        ellipsoid(0.4, 0.4, 0.39).move(*head) + sphere(0.03, 8).move(head[0], head[1] - 0.02, head[2] + 0.2),
        skin,
        spoken=False,
    )
    hand = (0.14, 0.06, 0.26) if crawling else (0.28, low + 0.12, 0.16)
    foot = {"sitting": (0.18, 0.08, 0.34), "crawling": (0.12, 0.07, -0.42), "standing": (0.1, 0.06, 0.04)}[pose]
    knee = {"sitting": (0.16, 0.11, 0.16), "crawling": (0.13, 0.08, -0.16), "standing": (0.1, 0.2, 0.02)}[pose]
    shoulder = (0.13, low + 0.1, 0.16) if crawling else (0.13, low + 0.22, 0.02)
    hip = (0.09, low, -0.14) if crawling else (0.1, low - 0.02, 0.0)
    arms, legs = capsule(shoulder, hand, 0.06, 0.05), capsule(hip, knee, 0.08) + capsule(knee, foot, 0.07, 0.06)
    covered = wear == "romper"
    shape.part("leg", pair(legs), cloth if covered else skin, spoken=False)
    shape.part("arm", pair(arms), cloth if covered else skin, spoken=False)
    shape.part("romper" if covered else "body", trunk, cloth if covered else skin, spoken=covered)
    if not covered:
        shape.part(
            "diaper",
            ellipsoid(0.34, 0.24, 0.32, 12).move(0.0, low - 0.01, -0.14 if crawling else 0.0),
            draw.color("white", "light blue", unlike=skin),
        )
    shape.part("hand", pair(sphere(0.06, 8).move(*hand)), skin, spoken=False)
    shape.part("foot", pair(ellipsoid(0.11, 0.11, 0.15, 8).move(*foot)), skin, spoken=False)
    shape.part("eye", pair(sphere(0.028, 8).move(0.075, head[1] + 0.03, head[2] + 0.175)), draw.color("black"))
    top = shape.variant(draw.choice("bonnet", "tuft of hair", "pacifier"))
    if top == "bonnet":
        cap = ellipsoid(0.44, 0.46, 0.43).move(head[0], head[1] + 0.01, head[2] - 0.03) - box(1, 1, 0.4).move(
            head[0], head[1] - 0.1, head[2] + 0.25
        )
        shape.part("bonnet", cap, draw.color("white", "light blue", "pink", "yellow", unlike=[skin, cloth]))
    elif top == "tuft of hair":
        shape.part(
            "tuft of hair",
            cone(0.06, 0.15, 6).turn(x=30).move(head[0], head[1] + 0.22, head[2]),
            draw.color("brown", "yellow", "black", unlike=skin),
            plural="tufts of hair",
        )
    else:
        shape.part(
            "pacifier",
            sphere(0.055, 8).scale(z=0.6).move(head[0], head[1] - 0.09, head[2] + 0.19),
            draw.color("red", "blue", "green", unlike=skin),
        )
    return shape


@kind("farmer", theme=THEME)
def farmer(draw: Draw) -> Shape:
    """In dungarees and a straw hat with a pitchfork, a bucket or a rake."""
    shape = Shape()
    skin = _skin(draw)
    shirt, denim = (
        draw.color("red", "white", "yellow", "green", "orange"),
        draw.color("blue", "dark blue", "light blue"),
    )
    tool = shape.variant(draw.choice("pitchfork", "bucket", "rake"))
    figure = draw_pose(
        draw, shape, *(("holding", "walking and holding") if tool != "bucket" else ("standing", "walking", "waving"))
    )
    dress(
        shape,
        figure,
        Outfit(skin, shirt, denim, draw.color("brown", "dark green", "dark brown"), "shirt", "trousers", "boot"),
    )
    x, y, z = figure.collar
    straps = pair(box(0.06, 0.4, 0.29).move(0.11, y - 0.2, z))
    shape.part("bib", union([box(0.26, 0.3, 0.05).move(x, y - 0.32, z + 0.125), *straps]), denim, spoken=False)
    hat = draw.material("straw")
    shape.part(
        "hat", figure.on_head(cylinder(1.7, 0.2, 16).move(y=0.6) + frustum(1.05, 0.85, 0.9, 12).move(y=1.05)), hat
    )
    shape.part(
        "hat band",
        figure.on_head(cylinder(1.12, 0.28, 12).move(y=0.8)),
        draw.color("red", "dark brown", "blue", unlike=hat),
        spoken=False,
    )
    wood, iron = draw.material("wood"), draw.material("iron")
    x, y, z = figure.hands[0]
    if tool == "bucket":
        shape.phrase("with a bucket")
        shape.part(
            "bucket",
            frustum(0.1, 0.14, 0.24, 12).move(x, y - 0.2, z)
            + torus(0.12, 0.035, 12, 6).turn(x=90).move(x, y - 0.06, z),
            draw.color("silver", "red", "blue"),
        )
        return shape
    shape.phrase(f"holding a {tool}")
    shape.part(tool, _staff(figure, 0.025, 1.4), wood, plural="pitchforks" if tool == "pitchfork" else "rakes")
    tines = row(
        rod((x, 1.36, z), (x, 1.72 if tool == "pitchfork" else 1.25, z + (0.0 if tool == "pitchfork" else 0.14)), 0.02),
        3 if tool == "pitchfork" else 5,
        0.1,
    )
    shape.part("tine", [*tines, rod((x - 0.2, 1.37, z), (x + 0.2, 1.37, z), 0.025)], iron, spoken=False)
    return shape


@kind("knight", synonyms=("knight in armor",), theme=THEME)
def knight(draw: Draw) -> Shape:
    """In plate armour with a closed helmet and plume, with sword, lance or axe and a shield."""
    shape = Shape()
    steel = draw.material("steel", "steel", "iron", "gold")
    cloth = draw.color("red", "blue", "purple", "green", "yellow", "black", unlike=steel)
    weapon = shape.variant(draw.choice("sword", "lance", "axe"))
    figure = draw_pose(draw, shape, "holding", "walking and holding")
    dress(shape, figure, Outfit(steel, cloth, steel, steel, "tunic", "leg armor", "boot", 1.0))
    shape.part(
        "shoulder plate", [sphere(0.13, 12).scale(y=0.8).move(x * 1.15, y, z) for x, y, z in figure.shoulders], steel
    )
    helm = shape.variant(draw.choice("round helmet", "bucket helmet"))
    body = (
        ellipsoid(2.2, 2.4, 2.3)
        if helm == "round helmet"
        else cylinder(1.08, 2.3, 12) + frustum(1.08, 0.7, 0.3, 12).move(y=1.3)
    )
    shape.part("helmet", figure.on_head(body), steel)
    shape.part(
        "visor",
        figure.on_head(box(1.5, 0.26, 0.5).move(0.0, 0.15, 0.95) + box(0.2, 1.1, 0.4).move(0.0, -0.2, 0.98)),
        draw.color("black", "dark grey", unlike=steel),
    )
    if draw.chance(0.7):
        shape.part("plume", figure.on_head(capsule((0.0, 1.4, 0.2), (0.0, 1.2, -1.3), 0.34, 0.2)), cloth)
    x, y, z = figure.hands[0]
    shape.phrase(f"with {'an' if weapon == 'axe' else 'a'} {weapon}")
    wood = draw.material("wood")
    if weapon == "sword":
        blade = hull_of([box(0.09, 0.5, 0.05).move(x, y + 0.4, z), sphere(0.02, 4).move(x, y + 0.78, z)])
        shape.part(
            "sword",
            blade + box(0.26, 0.05, 0.07).move(x, y + 0.12, z) + rod((x, y - 0.1, z), (x, y + 0.15, z), 0.03),
            draw.material("steel", "gold"),
        )
    elif weapon == "lance":
        shape.part("lance", rod((x, 0.0, z), (x, 2.1, z), 0.035, 0.02), wood)
    else:
        shape.part("handle", rod((x, y - 0.3, z), (x, y + 0.5, z), 0.03), wood, spoken=False)
        shape.part(
            "axe", extrude([(0.0, -0.06), (0.24, -0.18), (0.24, 0.18), (0.0, 0.06)], 0.06).move(x, y + 0.4, z), steel
        )
    if shape.variant(draw.choice("shield", "no shield", weights=(2, 1))) == "shield":
        shape.part("shield", _shield(figure.hands[1]), cloth)
    return shape


def _shield(hand: Vector) -> Solid:
    outline = [(-0.19, 0.2), (-0.19, -0.05), (0.0, -0.32), (0.19, -0.05), (0.19, 0.2)]
    return extrude(outline, 0.06).turn(y=-30).move(hand[0] - 0.04, hand[1] + 0.12, hand[2] + 0.1)


@kind("astronaut", synonyms=("spaceman",), theme=THEME)
def astronaut(draw: Draw) -> Shape:
    """In a thick suit with a round helmet and a backpack, some with a flag."""
    shape = Shape()
    white = draw.color("white", "white", "white", "orange", "light grey", "silver")
    accent = draw.color("red", "blue", "orange", "dark blue", unlike=white)
    flag = shape.variant(draw.choice("flag", "nothing", weights=(1, 2))) == "flag"
    figure = draw_pose(
        draw, shape, *(("holding",) if flag else ("waving", "standing", "walking", "arms out", "sitting"))
    )
    shape.part("suit", union([figure.torso(1.25), *figure.sleeves(0.11, 0.9), *figure.legs(0.13)]), white)
    shape.part("glove", [sphere(0.11, 8).move(*hand) for hand in figure.hands], accent)
    shape.part(
        "boot", [rounded_box(0.24, 0.18, 0.36, 0.06).move(x, y + 0.02, z + 0.05) for x, y, z in figure.ankles], accent
    )
    shape.part("helmet", figure.on_head(sphere(1.5)), white)
    glass = draw.color("gold", "dark blue", "black", "light blue", unlike=white)
    visor = ellipsoid(2.2, 1.8, 1.6).move(0.0, 0.05, 0.85)
    shape.part("visor", figure.on_head(visor), glass)
    x, y, z = figure.collar
    shape.part(
        "backpack",
        rounded_box(0.44, 0.56, 0.22, 0.05).move(x, y - 0.2, z - 0.26),
        draw.color("light grey", "white", "grey"),
    )
    shape.part(
        "chest panel",
        box(0.24, 0.18, 0.08).move(x, y - 0.24, z + 0.16),
        draw.color("grey", "light grey", "dark grey", unlike=white),
    )
    lights = row(sphere(0.028, 8).move(x, y - 0.24, z + 0.2), 3, 0.07)
    shape.part("button", lights, draw.color("red", "yellow", "green"))
    if flag:
        shape.phrase("planting a flag")
        x, _, z = figure.hands[0]
        shape.part("flagpole", _staff(figure, 0.022, 1.7), draw.material("metal"))
        shape.part(
            "flag",
            box(0.4, 0.26, 0.04).move(x + 0.2, 1.54, z),
            draw.color("red", "blue", "green", "yellow", unlike=white),
        )
    return shape


@kind("wizard", synonyms=("sorcerer",), theme=THEME)
def wizard(draw: Draw) -> Shape:
    """In a long robe and a tall pointed hat, with a long beard, a staff, a wand or a crystal ball."""
    shape = Shape()
    skin = draw.color("beige", "light brown")
    robe = draw.color("blue", "purple", "dark blue", "grey", "dark green", "dark red")
    other = draw.color("yellow", "gold", "white", "red", unlike=robe)
    thing = shape.variant(draw.choice("staff", "wand", "crystal ball"))
    figure = draw_pose(draw, shape, "holding") if thing != "wand" else draw_pose(draw, shape, "waving", "reaching")
    shape.phrases.clear()
    dress(shape, figure, Outfit(skin, robe, robe, draw.color("brown", "black"), "robe", "robe", "shoe", 0.85))
    white = draw.color("white", "light grey", "grey", unlike=robe)
    shape.part("beard", _beard(figure, draw.choice(1.9, 2.6), 1.6), white)
    bent = shape.variant(draw.choice("straight hat", "bent hat"))
    peak = (0.0, 3.4, -0.2) if bent == "straight hat" else (0.9, 2.8, -0.6)
    tip = capsule((0.0, 1.9, -0.1), peak, 0.55, 0.12)
    brim = cylinder(1.75, 0.22, 16).move(y=0.62)
    shape.part(
        "pointed hat",
        figure.on_head(union([brim, frustum(1.1, 0.55, 1.5, 12).move(y=1.3), tip])),
        robe if draw.chance(0.7) else other,
    )
    shape.part("hat band", figure.on_head(cylinder(1.16, 0.3, 12).move(y=0.86)), other, spoken=False)
    shape.part("belt", _belt(figure), other)
    x, y, z = figure.hands[0]
    wood = draw.material("wood")
    if thing == "staff":
        shape.part("staff", _staff(figure, 0.03, 1.55), wood)
        shape.part("orb", sphere(0.1, 12).move(x, 1.6, z), other)
    elif thing == "wand":
        shape.part("wand", rod((x, y, z), (x + 0.05, y + 0.3, z + 0.18), 0.024), wood)
        shape.part("star", extrude(star(5, 0.12, 0.05), 0.06).move(x + 0.05, y + 0.36, z + 0.2), other)
    else:
        shape.part(
            "crystal ball",
            sphere(0.14, 12).move(x, y + 0.16, z),
            draw.color("light blue", "light purple", "turquoise", "pink", unlike=robe),
        )
    shape.phrase(f"with a {thing}")
    return shape


def _crown(figure: Figure, points: int) -> Solid:
    band = cylinder(1.0, 0.5, 16).move(y=0.95)
    tips = ring(cone(0.28, 0.6, 6).stand(0.0, 1.1, 0.85), points)
    return figure.on_head(union([band, *tips]))


@kind("king", synonyms=("monarch",), theme=THEME)
def king(draw: Draw) -> Shape:
    """In a robe and fur-trimmed cloak with a golden crown and a sceptre; a queen has a wide gown and long hair."""
    shape = Shape()
    skin = _skin(draw)
    who = shape.variant(draw.choice("king", "queen", weights=(2, 1)))
    shape.call(who)
    robe = draw.color("red", "purple", "blue", "dark red", "white", "dark green", unlike=skin)
    cloak = draw.color("red", "purple", "dark blue", "dark red", unlike=robe)
    gold = draw.material("gold")
    figure = draw_pose(draw, shape, "holding", "waving", "hands on hips")
    dress(
        shape,
        figure,
        Outfit(skin, robe, robe, draw.color("black", "brown"), "robe" if who == "king" else "gown", "robe"),
    )
    hair = _hair_color(draw, skin)
    if who == "king":
        add_hair(draw, shape, figure, hair, "short", unsaid=True)
        shape.part("beard", _beard(figure, 1.4, 1.6), hair)
    else:
        add_hair(draw, shape, figure, hair, "long", unsaid=True)
    shape.part("crown", _crown(figure, draw.choice(5, 6, 8)), gold)
    x, y, z = figure.collar
    cape = hull_of([box(0.5, 0.06, 0.08).move(x, y - 0.03, z - 0.12), box(0.74, 0.06, 0.1).move(x, 0.06, z - 0.42)])
    shape.part("cloak", cape, cloak)
    shape.part("fur collar", torus(0.2, 0.12, 12, 6).scale(x=1.15, z=0.85).move(x, y - 0.02, z), draw.color("white"))
    shape.part("belt", _belt(figure), gold)
    if "holding" in shape.variants:
        shape.phrase("holding a scepter")
        x, y, z = figure.hands[0]
        shape.part(
            "scepter", rod((x, y - 0.25, z), (x, y + 0.45, z), 0.025) + sphere(0.075, 12).move(x, y + 0.5, z), gold
        )
    return shape


@kind("chef", synonyms=("cook",), theme=THEME)
def chef(draw: Draw) -> Shape:
    """In white with a tall puffy hat, an apron and a neckerchief, holding a pan, a ladle or a cake."""
    shape = Shape()
    skin = _skin(draw)
    white = draw.color("white")
    bottom = draw.color("black", "grey", "dark blue", "white")
    figure = draw_pose(draw, shape, "holding", "walking and holding")
    dress(shape, figure, Outfit(skin, white, bottom, _shoes(draw), "jacket", "trousers"))
    hat = shape.variant(draw.choice("tall hat", "puffy hat"))
    crown = (
        frustum(0.95, 1.25, 1.6, 12).move(y=1.4)
        if hat == "tall hat"
        else union(
            [sphere(0.75, 12).move(0.65 * a, 1.75, 0.65 * b) for a, b in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))]
        )
    )
    shape.part(hat, figure.on_head(cylinder(1.0, 0.9, 12).move(y=0.98) + crown), white)
    x, y, z = figure.collar
    shape.part(
        "neckerchief",
        torus(0.13, 0.08, 12, 6).move(x, y, z) + box(0.14, 0.12, 0.07).move(x, y - 0.09, z + 0.14),
        draw.color("red", "blue", "green", "yellow"),
    )
    if shape.variant(draw.choice("apron", "buttons")) == "apron":
        _, low, _ = figure.pelvis
        shape.part(
            "apron",
            hull_of(
                [box(0.34, 0.05, 0.07).move(x, y - 0.24, z + 0.11), box(0.46, 0.05, 0.07).move(x, low - 0.34, z + 0.18)]
            ),
            draw.color("white", "red", "light blue", "black", "light grey"),
        )
    else:
        buttons = [
            sphere(0.026, 8).move(side * 0.07, y - drop, z + 0.14) for side in (-1, 1) for drop in (0.18, 0.28, 0.38)
        ]
        shape.part("button", buttons, draw.color("black", "gold"))
    thing = shape.variant(draw.choice("frying pan", "ladle", "cake"))
    x, y, z = figure.hands[0]
    shape.phrase(f"holding a {thing}")
    metal = draw.material("iron", "steel")
    if thing == "frying pan":
        pan = rod((x, y, z - 0.1), (x, y, z + 0.2), 0.028) + cylinder(0.18, 0.07, 12).move(x, y, z + 0.34)
        shape.part(thing, pan, metal)
    elif thing == "ladle":
        shape.part(thing, rod((x, y - 0.1, z), (x, y + 0.4, z), 0.024) + sphere(0.1, 12).move(x, y + 0.42, z), metal)
    else:
        shape.part(
            "plate",
            cylinder(0.2, 0.04, 12).move(x, y + 0.08, z + 0.06),
            draw.color("silver", "light blue"),
            spoken=False,
        )
        shape.part(thing, cylinder(0.15, 0.16, 12).move(x, y + 0.17, z + 0.06), draw.color("pink", "brown", "yellow"))
        shape.part("cherry", sphere(0.04, 8).move(x, y + 0.28, z + 0.06), draw.color("red"), plural="cherries")
    return shape


@kind("police officer", synonyms=("policeman", "cop"), theme=THEME)
def police_officer(draw: Draw) -> Shape:
    """In dark blue with a peaked cap or a helmet, a badge and a belt; one hand up to stop traffic, or waving."""
    shape = Shape()
    skin = _skin(draw)
    blue = draw.color("dark blue", "dark blue", "blue", "black", unlike=skin)
    shirt = draw.color("light blue", "white") if draw.chance(0.3) else blue
    figure = draw_pose(draw, shape, "standing", "waving", "hands on hips", "walking", "reaching")
    dress(
        shape,
        figure,
        Outfit(skin, shirt, blue, draw.color("black"), "shirt" if shirt is not blue else "jacket", "trousers"),
    )
    hair = _hair_color(draw, skin)
    add_hair(draw, shape, figure, hair, "short", "bun")
    style = shape.variant(draw.choice("peaked cap", "round helmet"))
    gold = draw.material("gold", "silver", unlike=blue)
    if style == "peaked cap":
        crown = hull_of([cylinder(1.05, 0.2, 12).move(y=0.68), ellipsoid(2.7, 0.3, 2.5, 12).move(y=1.15)])
        shape.part("cap", figure.on_head(crown), blue)
        shape.part(
            "peak",
            figure.on_head(ellipsoid(1.6, 0.38, 1.3, 12).move(0.0, 0.58, 0.95)),
            draw.color("black", unlike=blue),
        )
    else:
        shape.part(
            "helmet", figure.on_head(dome(1.15, 1.5, 12).move(y=0.45) + cylinder(1.3, 0.2, 12).move(y=0.5)), blue
        )
    shape.part("cap badge", figure.on_head(sphere(0.24, 8).scale(z=0.6).move(0.0, 0.95, 1.15)), gold, spoken=False)
    _, y, z = figure.collar
    shape.part("badge", extrude(star(5, 0.075, 0.04), 0.05).move(0.1, y - 0.18, z + 0.125), gold)
    shape.part("belt", _belt(figure), draw.color("black", "white", unlike=blue))
    if draw.chance(0.4):
        x, y, z = figure.hands[1]
        shape.part("baton", rod((x, y - 0.16, z), (x, y + 0.26, z + 0.1), 0.03), draw.color("black", "dark brown"))
    return shape


@kind("firefighter", synonyms=("fireman",), theme=THEME)
def firefighter(draw: Draw) -> Shape:
    """In a coat with bright bands and a brimmed helmet, with an axe, a hose or an air tank."""
    shape = Shape()
    skin = _skin(draw)
    coat = draw.color("red", "yellow", "dark grey", "black", "orange", unlike=skin)
    band = draw.color("yellow", "light green", "white", "light grey", unlike=coat)
    tool = shape.variant(draw.choice("axe", "hose", "air tank"))
    figure = draw_pose(
        draw,
        shape,
        *(
            ("holding", "walking and holding")
            if tool != "air tank"
            else ("standing", "waving", "hands on hips", "walking")
        ),
    )
    dress(
        shape,
        figure,
        Outfit(
            skin, coat, coat, draw.color("black", "dark grey", "yellow", unlike=coat), "coat", "trousers", "boot", 0.9
        ),
    )
    _, y, z = figure.pelvis
    shape.part(
        "reflective band",
        [cylinder(0.215, 0.07, 12).scale(x=1.08, z=0.74).move(0.0, y + up, z) for up in (0.1, 0.28)],
        band,
    )
    helmet = draw.color("red", "yellow", "black", "white", unlike=[skin, coat])
    brim = ellipsoid(2.7, 0.24, 3.2, 12).move(0.0, 0.5, -0.15)
    comb = ellipsoid(0.4, 1.2, 2.2, 12).move(0.0, 1.15, -0.1)
    shape.part("helmet", figure.on_head(union([dome(1.15, 1.15, 12).move(y=0.45), brim, comb])), helmet)
    shape.part(
        "shield",
        figure.on_head(ellipsoid(0.7, 0.8, 0.35, 8).move(0.0, 0.95, 1.08)),
        draw.color("gold", "yellow", "white", unlike=helmet),
        spoken=False,
    )
    x, y, z = figure.hands[0]
    if tool == "axe":
        shape.phrase("with an axe")
        shape.part("handle", rod((x, y - 0.35, z), (x, y + 0.5, z), 0.026), draw.material("wood"), spoken=False)
        blade = extrude([(-0.16, -0.03), (0.0, -0.06), (0.2, -0.15), (0.2, 0.15), (0.0, 0.06), (-0.16, 0.03)], 0.05)
        shape.part("axe", blade.move(x, y + 0.42, z), draw.material("steel"))
    elif tool == "hose":
        shape.phrase("with a hose")
        path: list[Vector] = [
            (x, y, z + 0.1),
            (x + 0.02, y - 0.1, z - 0.1),
            (x + 0.14, 0.3, z - 0.2),
            (x + 0.22, 0.06, z - 0.5),
            (x, 0.05, z - 0.9),
        ]
        shape.part("hose", tube(path, 0.05), draw.color("light brown", "beige", "grey", "yellow", unlike=coat))
        shape.part(
            "nozzle",
            rod((x, y, z + 0.05), (x, y + 0.03, z + 0.3), 0.04, 0.065),
            draw.color("gold", "silver", "red", unlike=coat),
        )
    else:
        _, y, z = figure.collar
        shape.phrase("with an air tank")
        shape.part(
            "air tank",
            capsule((0.0, y - 0.1, z - 0.22), (0.0, y - 0.42, z - 0.22), 0.12),
            draw.color("yellow", "grey", "red", unlike=coat),
        )
    return shape


@kind("pirate", theme=THEME)
def pirate(draw: Draw) -> Shape:
    """With an eye patch, a tricorn hat or a headscarf, a hook or a sword, and sometimes a wooden leg."""
    shape = Shape()
    skin = draw.color("beige", "light brown", "brown")
    coat, trousers = (
        draw.color("red", "dark blue", "dark red", "white", unlike=skin),
        draw.color("black", "brown", "dark grey", "dark blue"),
    )
    figure = draw_pose(draw, shape, "holding", "walking and holding")
    dress(
        shape,
        figure,
        Outfit(
            skin, coat, trousers, draw.color("black", "dark brown"), draw.choice("coat", "shirt"), "trousers", "boot"
        ),
    )
    hair = draw.color("black", "dark brown", "copper", unlike=skin)
    shape.part("beard", _beard(figure, draw.choice(1.2, 1.7)), hair)
    style = shape.variant(draw.choice("hat", "headscarf"))
    hat = (
        draw.color("black", "dark brown", "red")
        if style == "hat"
        else draw.color("red", "blue", "purple", unlike=[skin, coat])
    )
    if style == "hat":
        flap = hull_of(
            [ellipsoid(3.6, 0.3, 0.4, 12).move(0.0, 0.6, 0.7), ellipsoid(1.6, 0.3, 0.4, 12).move(0.0, 1.9, 0.6)]
        )
        shape.part("hat", figure.on_head(union([dome(1.15, 1.1, 12).move(y=0.45), flap, flap.mirror("z")])), hat)
        bone = draw.color("white")
        shape.part("skull", figure.on_head(sphere(0.33, 8).move(0.0, 1.25, 0.88)), bone)
    else:
        shape.part(
            "headscarf",
            figure.on_head(dome(1.12, 1.15, 12).move(y=0.3) + capsule((0.6, 0.4, -0.9), (0.9, -0.3, -1.2), 0.28, 0.16)),
            hat,
            plural="headscarves",
        )
    shape.part(
        "eye patch",
        figure.on_head(
            sphere(0.3, 8).move(-0.36, 0.15, 0.82) + torus(0.98, 0.26, 12, 6).turn(z=-14).move(0.0, 0.3, 0.0)
        ),
        draw.color("black", "dark grey"),
        plural="eye patches",
    )
    shape.part("belt", _belt(figure), draw.color("gold", "black", "brown", unlike=[coat, trousers]))
    x, y, z = figure.hands[0]
    shape.phrase("with a sword")
    blade = tube(
        [(x, y, z), (x, y + 0.3, z + 0.02), (x + 0.08, y + 0.56, z + 0.04), (x + 0.2, y + 0.76, z + 0.06)],
        [0.045, 0.06, 0.055, 0.02],
    )
    shape.part("sword", blade, draw.material("steel"))
    shape.part("hilt", torus(0.08, 0.05, 12, 6).move(x, y + 0.09, z), draw.material("gold"), spoken=False)
    if shape.variant(draw.choice("hook", "two hands")) == "hook":
        x, y, z = figure.hands[1]
        path = [(x, y + 0.04, z), (x, y - 0.14, z), (x, y - 0.24, z + 0.08), (x, y - 0.16, z + 0.17)]
        shape.part("hook", tube(path, 0.028), draw.material("steel"))
    return shape


@kind("zombie", theme=THEME)
def zombie(draw: Draw) -> Shape:
    """Green or grey skin, torn clothes, arms reaching forward, eyes of different sizes."""
    shape = Shape()
    skin = draw.color("light green", "green", "teal", "grey")
    shirt, trousers = (
        draw.color("brown", "dark grey", "white", "dark blue", "dark red", unlike=skin),
        draw.color("dark blue", "brown", "black", unlike=skin),
    )
    figure = draw_pose(draw, shape, "reaching", "reaching", "arms raised", "waving")
    low = shape.variant(draw.choice("trousers", "shorts"))
    dress(
        shape,
        figure,
        Outfit(
            skin, shirt, trousers, draw.color("dark brown", "black"), "torn shirt", low, "shoe", draw.choice(0.0, 0.3)
        ),
    )
    rags = ring(cone(0.085, 0.18, 4).turn(x=180).move(0.0, figure.pelvis[1] - 0.08, 0.12), 7)
    shape.part("rag", [rag.scale(x=1.4) for rag in rags], shirt, spoken=False)
    shape.part(
        "bulging eye", figure.on_head(sphere(0.3, 8).move(0.36, 0.18, 0.84)), draw.color("white", "yellow", unlike=skin)
    )
    shape.part(
        "mouth", figure.on_head(ellipsoid(0.8, 0.4, 0.4, 12).move(0.0, -0.5, 0.72)), draw.color("dark red", "black")
    )
    shape.part(
        "tooth",
        [figure.on_head(one) for one in row(box(0.14, 0.2, 0.2).move(0.0, -0.4, 0.9), 3, 0.26)],
        draw.color("white", "yellow", unlike=skin),
        plural="teeth",
    )
    look = shape.variant(draw.choice("hair", "open brain", "bald"))
    if look == "hair":
        add_hair(
            draw, shape, figure, draw.color("black", "dark brown", "grey", unlike=skin), "spiky", "long", unsaid=True
        )
    elif look == "open brain":
        folds = [sphere(0.42, 8).move(0.4 * a, 1.0, 0.45 * b) for a, b in ((1, 1), (-1, 1), (1, -0.7), (-1, -0.7))]
        shape.part("brain", figure.on_head(union(folds)), draw.color("pink"))
    else:
        shape.adjective("bald")
    return shape


@kind("skeleton", theme=THEME)
def skeleton(draw: Draw) -> Shape:
    """A skull, ribs, spine and bare bones: standing, waving, walking or with a sword, a hat or a crown."""
    shape = Shape()
    bone = draw.material("bone")
    sword = shape.variant(draw.choice("sword", "nothing", weights=(1, 2))) == "sword"
    figure = draw_pose(
        draw, shape, *(("holding",) if sword else ("standing", "waving", "walking", "arms raised", "arms out"))
    )
    x, y, z = figure.collar
    spine = row(ellipsoid(0.11, 0.07, 0.11, 8).move(x, y - 0.25, z - 0.03), 8, 0.075, "y")
    shape.part("spine", union([*spine, rod((x, y + 0.1, z - 0.02), (x, y - 0.5, z - 0.02), 0.035)]), bone)
    ribs = [
        torus(0.16 - 0.01 * abs(n - 1), 0.05, 12, 6).scale(z=0.72).move(x, y - 0.1 - 0.1 * n, z + 0.02)
        for n in range(4)
    ]
    shape.part("rib", [*ribs, box(0.05, 0.36, 0.05).move(x, y - 0.24, z + 0.13)], bone, spoken=False)
    shape.part(
        "pelvis",
        ellipsoid(0.32, 0.16, 0.18, 12).move(*figure.pelvis) - sphere(0.06, 8).move(0.0, figure.pelvis[1] + 0.02, 0.1),
        bone,
        spoken=False,
    )
    limbs = [*figure.sleeves(0.032), *figure.legs(0.038)]
    joints = [*figure.shoulders, *figure.elbows, *figure.knees, *figure.hips]
    shape.part(
        "bone",
        [
            union([*limbs, rod(figure.shoulders[0], figure.shoulders[1], 0.035)]),
            *[sphere(0.06, 8).move(*joint) for joint in joints],
        ],
        bone,
        spoken=False,
    )
    shape.part("hand", [ellipsoid(0.1, 0.13, 0.08, 8).move(*hand) for hand in figure.hands], bone)
    shape.part("foot", [ellipsoid(0.11, 0.09, 0.25, 8).move(a, b - 0.02, c + 0.06) for a, b, c in figure.ankles], bone)
    jaw = rounded_box(1.0, 0.7, 1.0, 0.2).move(0.0, -0.75, 0.3)
    holes = [sphere(0.32, 8).move(side * 0.4, 0.05, 0.85) for side in (-1, 1)]
    nose = cone(0.16, 0.32, 4).move(0.0, -0.35, 0.9)
    shape.part("skull", figure.on_head((ellipsoid(1.9, 1.9, 2.0) + jaw) - union([*holes, nose])), bone)
    shape.part(
        "eye socket", [figure.on_head(hole.scale(0.98, 1.0, 0.95)) for hole in holes], draw.color("black", "dark grey")
    )
    shape.part(
        "teeth",
        [figure.on_head(one) for one in row(box(0.21, 0.3, 0.4).move(0.0, -0.85, 0.68), 4, 0.27)],
        draw.color("black", "dark grey"),
        spoken=False,
    )
    hat = shape.variant(draw.choice("bare skull", "top hat", "crown", weights=(3, 1, 1)))
    if hat == "top hat":
        shape.part(
            hat,
            figure.on_head(cylinder(1.35, 0.18, 12).move(y=0.75) + cylinder(0.85, 1.2, 12).move(y=1.35)),
            draw.color("black", "dark red", "purple"),
        )
    elif hat == "crown":
        shape.part(hat, _crown(figure, 6), draw.material("gold"))
    if sword:
        x, y, z = figure.hands[0]
        shape.part(
            "sword",
            hull_of([box(0.08, 0.6, 0.05).move(x, y + 0.36, z), sphere(0.02, 4).move(x, y + 0.75, z)])
            + box(0.24, 0.05, 0.07).move(x, y + 0.1, z),
            draw.material("iron", "steel"),
        )
    return shape


@kind("snowman", theme=THEME)
def snowman(draw: Draw) -> Shape:
    """Two or three balls of snow with a carrot nose and stick arms, a hat or a bucket, a scarf, a broom."""
    shape = Shape()
    snow = draw.color("white")
    count = draw.choice(2, 3, 3)
    shape.variant(f"{count} balls")
    sizes = [0.42, 0.32, 0.23] if count == 3 else [0.45, 0.29]
    heights, y = [], 0.0
    for size in sizes:
        heights.append(y + 0.92 * size)
        y = heights[-1] + 0.72 * size
    shape.part("snowball", [sphere(size, 16).move(y=height) for size, height in zip(sizes, heights, strict=True)], snow)
    size, top = sizes[-1], heights[-1]
    shape.part(
        "carrot nose", rod((0.0, top, size - 0.03), (0.0, top - 0.02, size + 0.3), 0.06, 0.012), draw.color("orange")
    )
    shape.part("eye", pair(sphere(0.035, 8).move(0.09, top + 0.09, size - 0.045)), draw.color("black"))
    trunk, chest = (sizes[-2], heights[-2])
    buttons = [
        sphere(0.04, 8).move(0.0, chest + trunk * up, trunk * (1 - 0.5 * up**2) - 0.01) for up in (0.5, 0.1, -0.3)
    ]
    shape.part("button", buttons, draw.color("black", "dark grey", "red"))
    wood = draw.color("brown", "dark brown")
    tip = (0.75, chest + draw.choice(0.42, 0.1, -0.08), 0.12)
    twig = rod((0.6, chest + 0.75 * (tip[1] - chest), 0.1), (0.72, tip[1] + 0.14, 0.2), 0.025)
    shape.part("stick arm", pair(rod((0.2, chest, 0.0), tip, 0.035, 0.025) + twig), wood)
    hat = shape.variant(draw.choice("top hat", "bucket", "woolly hat"))
    color = (
        draw.color("black", "dark blue", "dark red", "purple")
        if hat == "top hat"
        else draw.color("red", "blue", "green", "grey")
    )
    if hat == "top hat":
        shape.part(hat, (cylinder(0.28, 0.05, 16) + cylinder(0.18, 0.3, 16).stand()).stand(y=top + 0.72 * size), color)
    elif hat == "bucket":
        shape.part(hat, frustum(0.22, 0.16, 0.28, 12).stand(y=top + 0.55 * size), color)
    else:
        shape.part(
            hat,
            dome(1.05 * size, 0.24).move(y=top + 0.32 * size) + sphere(0.075, 8).move(y=top + 0.32 * size + 0.26),
            color,
        )
    if shape.variant(draw.choice("scarf", "no scarf")) == "scarf":
        scarf = torus(0.82 * size, 0.13, 12, 6).move(y=top - 0.72 * size) + box(0.13, 0.34, 0.07).move(
            0.14, top - 0.72 * size - 0.16, 0.95 * size
        )
        shape.part("scarf", scarf, draw.color("red", "green", "blue", "yellow", unlike=color), plural="scarves")
    return shape


@kind("scarecrow", theme=THEME)
def scarecrow(draw: Draw) -> Shape:
    """Clothes on a cross of poles with a sack for a head, straw at the cuffs and a hat, some with a crow."""
    shape = Shape()
    straw, wood = draw.color("yellow", "beige", "gold"), draw.material("wood")
    shirt, trousers = (
        draw.color("red", "blue", "green", "orange", "purple"),
        draw.color("blue", "dark blue", "brown", "dark green"),
    )
    legs = shape.variant(draw.choice("trousers", "single pole"))
    shape.part(
        "pole",
        rod((0.0, 0.0, -0.05), (0.0, 1.5, -0.05), 0.045) + rod((-0.78, 1.2, -0.05), (0.78, 1.2, -0.05), 0.035),
        wood,
    )
    shape.part("sleeve", pair(capsule((0.16, 1.18, 0.0), (0.58, 1.19, 0.0), 0.1, 0.11)), shirt, spoken=False)
    shape.part(
        "shirt",
        hull_of([ellipsoid(0.5, 0.2, 0.28, 12).move(y=1.2), ellipsoid(0.42, 0.2, 0.26, 12).move(y=0.76)]),
        shirt,
    )
    tufts = [cone(0.13, 0.26, 6).turn(z=90 * side).move(side * 0.7, 1.19, 0.0) for side in (-1, 1)]
    if legs == "trousers":
        shape.part(
            "pair of trousers",
            union(
                [ellipsoid(0.42, 0.24, 0.27, 12).move(y=0.72), *pair(capsule((0.1, 0.7, 0.0), (0.16, 0.34, 0.02), 0.1))]
            ),
            trousers,
        )
        tufts += pair(cone(0.12, 0.24, 6).stand(0.16, 0.16, 0.02))
    shape.part("straw", [*tufts, torus(0.14, 0.1, 10, 6).move(y=1.3)], straw, mass=True)
    sack = draw.color("beige", "light brown", "orange", unlike=straw)
    face = shape.variant(draw.choice("sack head", "pumpkin head"))
    color = sack if face == "sack head" else draw.color("orange")
    head = (
        ellipsoid(0.36, 0.42, 0.36).move(y=1.52)
        if face == "sack head"
        else union([ellipsoid(0.2, 0.36, 0.36, 12).turn(y=36 * n).move(0.0, 1.52, 0.0) for n in range(5)])
    )
    shape.part(face, head, color)
    shape.part("eye", pair(sphere(0.045, 8).move(0.08, 1.57, 0.15)), draw.color("black"))
    shape.part(
        "mouth",
        tube([(-0.09, 1.46, 0.15), (-0.04, 1.42, 0.17), (0.04, 1.42, 0.17), (0.09, 1.46, 0.15)], 0.027),
        draw.color("black", "dark red"),
        spoken=False,
    )
    hat = draw.color("brown", "black", "dark green", "light brown", unlike=color)
    shape.part(
        "hat",
        union([cylinder(0.33, 0.05, 12).move(y=1.66), cone(0.2, 0.34, 10).stand(y=1.66)])
        if draw.chance()
        else union([cylinder(0.34, 0.05, 12).move(y=1.66), frustum(0.19, 0.14, 0.2, 12).stand(y=1.66)]),
        hat,
    )
    if shape.variant(draw.choice("crow", "no crow")) == "crow":
        shape.phrase("with a crow on its arm")
        bird = union(
            [
                ellipsoid(0.15, 0.16, 0.26, 8),
                sphere(0.075, 8).move(0.0, 0.12, 0.1),
                cone(0.03, 0.1, 5).turn(x=90).move(0.0, 0.12, 0.2),
            ]
        )
        shape.part("crow", bird.move(0.46, 1.36, 0.0), draw.color("black", unlike=shirt))
    return shape


@kind("mermaid", theme=THEME)
def mermaid(draw: Draw) -> Shape:
    """A woman with a fish tail: upright, sitting on a rock or swimming, with long hair and a crown or a shell."""
    shape = Shape()
    skin = _skin(draw)
    scales = draw.color("teal", "green", "turquoise", "blue", "purple", "pink", unlike=skin)
    top = draw.color("purple", "pink", "yellow", "turquoise", unlike=[skin, scales])
    pose = draw.choice("standing", "waving", "hands on hips", "arms raised")
    place = shape.variant(draw.choice("upright tail", "on a rock"))
    figure = draw_pose(draw, shape, pose, stature=Stature(0.72, 0.46, 0.16, 0.18))
    shape.part("torso", union([figure.torso(), *figure.sleeves(0.055)]), skin, spoken=False)
    shape.part("hand", [sphere(0.065, 8).move(*hand) for hand in figure.hands], skin, spoken=False)
    add_head(shape, figure, skin)
    add_hair(draw, shape, figure, draw.color("red", "orange", "yellow", "black", "pink", "brown", unlike=skin), "long")
    _, y, z = figure.collar
    shape.part("top", pair(ellipsoid(0.19, 0.19, 0.14, 12).move(0.085, y - 0.16, z + 0.1)), top, spoken=False)
    low = figure.pelvis[1]
    path = [(0.0, low, 0.0), (0.0, 0.42, 0.04), (0.0, 0.18, -0.06), (0.0, 0.1, -0.34)]
    if place == "on a rock":
        shape.phrase("sitting on a rock")
        path = [(0.0, low, 0.0), (0.0, low + 0.02, 0.26), (0.0, 0.34, 0.42), (0.0, 0.1, 0.66)]
        shape.part(
            "rock",
            hull_of([ellipsoid(0.7, 0.5, 0.6, 8).stand(z=-0.06), ellipsoid(0.4, 0.3, 0.36, 8).move(0.06, 0.5, -0.06)]),
            draw.color("grey", "dark grey", "brown"),
        )
    radii = [0.18, 0.16, 0.13, 0.08]
    shape.part(
        "tail",
        union([capsule(a, b, r, s) for a, b, r, s in zip(path, path[1:], radii, radii[1:], strict=False)]),
        scales,
    )
    end = path[-1]
    side = -1 if place != "on a rock" else 1
    fin = ellipsoid(0.22, 0.08, 0.46, 12).turn(y=side * 32).move(0.13, 0.1, end[2] + side * 0.2)
    shape.part(
        "tail fin",
        union(pair(fin)),
        draw.color("teal", "turquoise", "light blue", "purple", "pink", unlike=skin) if draw.chance() else scales,
    )
    return shape
