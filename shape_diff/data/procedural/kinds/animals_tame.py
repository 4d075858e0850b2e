"""Pets and farm animals; the length of the trunk is 1."""

from shape_diff.data.procedural.arrays import pair, ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.four_legged import (
    Body,
    Proportions,
    choose_pose,
    eyes,
    long_ear,
    muzzled_head,
    paint_feet,
    pointed_ear,
    pose_body,
    round_ear,
    scattered_spots,
)
from shape_diff.data.procedural.outlines import curve
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
    ellipsoid,
    hull_of,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "animals"


def _dark(draw: Draw) -> Color:
    return draw.color("black")


def _add_body(shape: Shape, body: Body, coat: Color, head: Solid, pitch: float = 0.0) -> None:
    """Trunk, neck and head as one part, and the legs."""
    shape.part("body", union([body.trunk, body.neck, body.on_head(head, pitch)]), coat, spoken=False)
    shape.part("leg", body.legs, coat)


def _horn(x: float, y: float, z: float, reach: float, rise: float, radius: float) -> list[Solid]:
    """Two horns that go out and then up."""
    path = [(x, y, z), (x + reach, y + 0.15 * rise, z), (x + 1.1 * reach, y + rise, z + 0.1 * rise)]
    return pair(tube(curve(path, 3), [radius * share for share in (1.0, 1.0, 0.95, 0.9, 0.8, 0.65, 0.5)]))


@kind("dog", synonyms=("puppy",), theme=THEME)
def dog(draw: Draw) -> Shape:
    """A dog that stands, walks, sits or lies, with floppy or pointed ears, plain, patched or collared."""
    shape = Shape()
    coat = draw.color("brown", "light brown", "beige", "black", "white", "grey", "dark brown")
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "lying")
    body = pose_body(Proportions(0.62, 0.075, (0.36, 0.46), (0.32, 0.38), 0.42, 52, 0.17, 0.14), pose)
    skull, muzzle = muzzled_head(0.21, 0.34, 0.1)
    _add_body(shape, body, coat, skull + muzzle)
    other = draw.color("white", "black", "brown", "dark brown", unlike=coat)
    ears = shape.variant(draw.choice("floppy ears", "pointed ears"))
    ear = long_ear(0.15, 0.34, 0.16, 0.13, 152) if ears == "floppy ears" else pointed_ear(0.16, 0.26, 0.12, 0.15)
    look = shape.variant(draw.choice("plain", "patched", "collar"))
    shape.part("ear", [body.on_head(one) for one in ear], other if look != "collar" or draw.chance(0.3) else coat)
    shape.part("eye", [body.on_head(one) for one in eyes(0.095, 0.07, 0.18, 0.035)], _dark(draw))
    shape.part("nose", body.on_head(ellipsoid(0.1, 0.08, 0.08, 8).move(0.0, -0.01, 0.43)), _dark(draw))
    tail = ((0.2, 0.12), (0.3, 0.34)) if pose != "lying" else ((0.2, -0.12), (0.42, -0.2))
    shape.part("tail", body.tail(*tail, radius=0.06, tip=0.035), other if draw.chance(0.3) else coat)
    if look == "patched":
        shape.paint("spot", scattered_spots(draw, body.trunk, 4, 0.26), other, on="body")
    elif look == "collar":
        neck = [0.45 * a + 0.55 * b for a, b in zip(body.shoulder, body.head, strict=True)]
        ahead = (0.0, body.head[1] - body.shoulder[1], body.head[2] - body.shoulder[2])
        band = torus(0.16, 0.07).aim(ahead).move(*neck)
        shape.part("collar", band, draw.color("red", "blue", "green", "yellow", unlike=coat))
    return shape


@kind("cat", synonyms=("kitten",), theme=THEME)
def cat(draw: Draw) -> Shape:
    """A cat with pointed ears and a long tail: sitting, standing, walking or lying, plain, striped or with socks."""
    shape = Shape()
    coat = draw.color("orange", "grey", "black", "white", "beige", "brown", "light grey")
    pose = choose_pose(draw, shape, "sitting", "standing", "walking", "lying")
    body = pose_body(Proportions(0.5, 0.06, (0.3, 0.36), (0.3, 0.34), 0.3, 50, 0.13, 0.12), pose)
    other = draw.color("white", "black", "dark grey", "brown", unlike=coat)
    _add_body(shape, body, coat, ellipsoid(0.42, 0.36, 0.36))
    shape.part("muzzle", body.on_head(ellipsoid(0.19, 0.13, 0.14, 12).move(0.0, -0.07, 0.15)), other)
    shape.part("ear", [body.on_head(one) for one in pointed_ear(0.2, 0.22, 0.12, 0.13, 12)], coat)
    look = draw.color("green", "yellow", "black", "light green", unlike=coat)
    shape.part("eye", [body.on_head(one) for one in eyes(0.09, 0.035, 0.155, 0.042)], look)
    shape.part("nose", body.on_head(ellipsoid(0.06, 0.045, 0.05, 8).move(0.0, -0.03, 0.225)), draw.color("pink"))
    tails = {"sitting": ((0.2, 0.02), (0.34, 0.16), (0.3, 0.36)), "lying": ((0.25, -0.1), (0.45, -0.15))}
    tail = tails.get(pose, ((0.14, 0.2), (0.2, 0.5), (0.36, 0.62)))
    shape.part("tail", body.tail(*tail, radius=0.055, tip=0.045), coat)
    pattern = shape.variant(draw.choice("plain", "striped", "socks"))
    if pattern == "striped":
        shape.adjective("striped")
        bands = [body.on_trunk(box(1, 1, 0.07).move(z=z)) for z in (-0.42, -0.24, -0.06, 0.12)]
        shape.paint("stripe", [band & body.trunk for band in bands], other, on="body")
    elif pattern == "socks":
        paint_feet(shape, body, "paw", other, 0.13)
    return shape


@kind("horse", synonyms=("pony",), theme=THEME)
def horse(draw: Draw) -> Shape:
    """A long-legged horse with mane and tail: standing, trotting, grazing or rearing, some saddled."""
    shape = Shape()
    coat = draw.color("brown", "dark brown", "light brown", "white", "black", "grey", "beige")
    hair = draw.color("black", "white", "beige", "dark brown", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "grazing", "rearing")
    body = pose_body(Proportions(0.86, 0.06, (0.36, 0.46), (0.38, 0.44), 0.62, 58, 0.17, 0.11, 0.2), pose)
    pitch = 40.0 if pose != "grazing" else 60.0
    head = hull_of([ellipsoid(0.22, 0.28, 0.28, 12), ellipsoid(0.15, 0.17, 0.18, 12).move(0.0, -0.06, 0.38)])
    _add_body(shape, body, coat, head, pitch)
    shape.part("ear", [body.on_head(one) for one in pointed_ear(0.12, 0.2, 0.07, 0.12, 8)], coat)
    shape.part("eye", [body.on_head(one, pitch) for one in eyes(0.1, 0.06, 0.1, 0.03)], _dark(draw))
    nape = [(0.0, y, z - 0.1) for _, y, z in (body.shoulder, body.head)]
    middle = (0.0, (nape[0][1] + nape[1][1]) / 2 + 0.12, (nape[0][2] + nape[1][2]) / 2 - 0.06)
    mane = [capsule(a, b, 0.13) for a, b in ((nape[0], middle), (middle, (0.0, nape[1][1] + 0.2, nape[1][2] + 0.02)))]
    shape.part("mane", union(mane).scale(x=0.6), hair)
    shape.part("tail", body.tail((0.16, 0.0), (0.24, -0.3), (0.24, -0.5), radius=0.06, tip=0.075), hair)
    paint_feet(shape, body, "hoof", draw.color("black", "dark grey", "beige", unlike=coat), 0.09, "hooves")
    if shape.variant(draw.choice("saddled", "bare", weights=(1, 2))) == "saddled":
        leather = draw.color("dark red", "dark brown", "red", "blue", "black", unlike=coat)
        flaps = hull_of([ellipsoid(0.46, 0.44, 0.1, 12), ellipsoid(0.46, 0.44, 0.1, 12).move(z=0.24)]).move(
            y=0.08, z=-0.12
        )
        shape.part("saddle", body.on_trunk(flaps + ellipsoid(0.24, 0.14, 0.36, 12).move(y=0.27)), leather)
    return shape


@kind("donkey", theme=THEME)
def donkey(draw: Draw) -> Shape:
    """A grey or brown donkey with very long ears and a pale muzzle: standing, walking or grazing, some with packs."""
    shape = Shape()
    coat = draw.color("grey", "light grey", "brown", "dark grey")
    pale = draw.color("white", "beige", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "grazing")
    body = pose_body(Proportions(0.72, 0.065, (0.38, 0.48), (0.36, 0.44), 0.46, 50, 0.16, 0.12, 0.2), pose)
    pitch = 35.0
    skull = ellipsoid(0.26, 0.3, 0.3, 12)
    _add_body(shape, body, coat, skull, pitch)
    snout = hull_of([ellipsoid(0.2, 0.22, 0.2, 12).move(z=0.12), ellipsoid(0.19, 0.19, 0.2, 12).move(0.0, -0.05, 0.3)])
    shape.part("muzzle", body.on_head(snout, pitch), pale)
    shape.part("ear", [body.on_head(one) for one in long_ear(0.13, 0.42, 0.08, 0.12, 14)], coat)
    shape.part("eye", [body.on_head(one, pitch) for one in eyes(0.11, 0.06, 0.08, 0.032)], _dark(draw))
    hair = draw.color("black", "dark brown", unlike=coat)
    x, y, z = body.rump
    tuft = ellipsoid(0.12, 0.22, 0.12, 8).move(x, y - 0.42, z - 0.12)
    shape.part("tail", body.tail((0.1, -0.08), (0.12, -0.38), radius=0.035) + tuft, hair)
    paint_feet(shape, body, "hoof", hair, 0.1, "hooves")
    load = shape.variant(draw.choice("bare", "baskets", "sacks"))
    if load == "baskets":
        shape.phrase("carrying two baskets")
        basket = rounded_box(0.24, 0.34, 0.4, 0.05)
        shape.part("basket", [body.on_trunk(one) for one in pair(basket.move(0.28, 0.05))], draw.material("straw"))
        shape.part("blanket", body.on_trunk(rounded_box(0.5, 0.1, 0.34, 0.04).move(y=0.22)), draw.color("red", "blue"))
    elif load == "sacks":
        sack = ellipsoid(0.26, 0.4, 0.44, 12)
        shape.part(
            "sack", [body.on_trunk(one) for one in pair(sack.move(0.26, 0.06))], draw.color("beige", unlike=coat)
        )
        shape.part("blanket", body.on_trunk(rounded_box(0.5, 0.1, 0.34, 0.04).move(y=0.22)), draw.color("red", "blue"))
    return shape


@kind("cow", theme=THEME)
def cow(draw: Draw) -> Shape:
    """A boxy cow with patches, udder and horns, or a bull: standing, walking, grazing or lying."""
    shape = Shape()
    coat = draw.color("white", "white", "brown", "beige", "black", "dark brown")
    spots = draw.color("black", "brown", "dark brown", "white", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "grazing", "walking", "lying")
    body = pose_body(Proportions(0.66, 0.08, (0.46, 0.56), (0.44, 0.52), 0.36, 30, 0.2, 0.16, 0.24), pose)
    head = hull_of([ellipsoid(0.3, 0.32, 0.3, 12), ellipsoid(0.22, 0.2, 0.2, 12).move(0.0, -0.08, 0.26)])
    _add_body(shape, body, coat, head, 20)
    muzzle = ellipsoid(0.26, 0.22, 0.2, 12).move(0.0, -0.09, 0.32)
    shape.part("muzzle", body.on_head(muzzle, 20), draw.color("pink", "beige", unlike=coat))
    shape.part("ear", [body.on_head(one) for one in long_ear(0.12, 0.26, 0.13, 0.06, 98)], spots)
    shape.part("eye", [body.on_head(one, 20) for one in eyes(0.13, 0.07, 0.12, 0.035)], _dark(draw))
    if shape.variant(draw.choice("horns", "no horns")) == "horns":
        horns = _horn(0.08, 0.13, 0.0, 0.16, 0.24, 0.05)
        shape.part("horn", [body.on_head(one) for one in horns], draw.color("beige", "light grey", unlike=coat))
    else:
        shape.without("horns")
    if shape.variant(draw.choice("patched", "plain", weights=(3, 1))) == "patched":
        shape.paint("patch", scattered_spots(draw, body.trunk, 6, 0.34), spots, on="body")
    if pose != "lying":
        udder = ellipsoid(0.26, 0.22, 0.26, 12).move(0.0, body.hip[1] - 0.26, body.hip[2] + 0.16)
        shape.part("udder", udder, draw.color("pink"))
        paint_feet(shape, body, "hoof", draw.color("black", "dark grey", unlike=coat), 0.1, "hooves")
    x, y, z = body.rump
    tuft = ellipsoid(0.11, 0.2, 0.11, 8).move(x, max(y - 0.46, 0.1), z - 0.12)
    shape.part("tail", body.tail((0.1, -0.06), (0.12, -0.4), radius=0.035) + tuft, spots)
    return shape


@kind("pig", synonyms=("piglet",), theme=THEME)
def pig(draw: Draw) -> Shape:
    """A fat pig with a round snout and curly tail: standing, walking, sitting or lying; pink, spotted or belted."""
    shape = Shape()
    coat = draw.color("pink", "pink", "pink", "beige", "black", "brown")
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "lying")
    body = pose_body(Proportions(0.42, 0.085, (0.54, 0.56), (0.54, 0.54), 0.26, 20, 0.24, 0.2), pose)
    _add_body(shape, body, coat, ellipsoid(0.46, 0.44, 0.42))
    snout = coat if draw.chance(0.5) else draw.color("pink", "beige", "light brown", unlike=coat)
    shape.part("snout", body.on_head(cylinder(0.12, 0.22, 12).turn(x=90).move(0.0, -0.05, 0.24)), snout)
    nostrils = pair(sphere(0.03, 8).move(0.045, -0.05, 0.345))
    shape.part("nostril", [body.on_head(one) for one in nostrils], draw.color("dark red", "dark brown"))
    shape.part("ear", [body.on_head(one) for one in long_ear(0.19, 0.24, 0.15, 0.15, 50, 0.06)], snout)
    shape.part("eye", [body.on_head(one) for one in eyes(0.12, 0.08, 0.17, 0.032)], _dark(draw))
    x, y, z = body.rump
    coil = [(x, y, z), (x + 0.07, y + 0.08, z - 0.1), (x - 0.04, y + 0.14, z - 0.14), (x, y + 0.2, z - 0.2)]
    shape.part("tail", tube(curve(coil, 3), 0.03), coat)
    pattern = shape.variant(draw.choice("plain", "spotted", "belted", weights=(3, 1, 1)))
    other = draw.color("black", "dark grey", "white", "brown", unlike=[coat, snout])
    if pattern == "spotted":
        shape.adjective("spotted")
        shape.paint("spot", scattered_spots(draw, body.trunk, 6, 0.24), other, on="body")
    elif pattern == "belted":
        shape.paint("belt", body.on_trunk(box(1, 1, 0.26).move(z=0.14)), other, on="body")
    return shape


def _fleece(draw: Draw, body: Body) -> Solid:
    """Curls of wool around a trunk."""
    curls = [body.trunk]
    for angle in (0, 55, 110, 180, 250, 305):
        for place, z in enumerate((-0.42, -0.14, 0.14, 0.4)):
            curl = sphere(draw.uniform(0.17, 0.2), 8).move(y=0.2).turn(z=angle + 27 * (place % 2))
            curls.append(body.on_trunk(curl.move(z=z)))
    return union(curls)


@kind("sheep", synonyms=("lamb",), theme=THEME)
def sheep(draw: Draw) -> Shape:
    """A curly white body on thin dark legs: ewe, horned ram or shorn; standing, walking, grazing or lying."""
    shape = Shape()
    wool = draw.color("white", "white", "white", "beige", "light grey", "dark brown", "black")
    skin = draw.color("black", "dark grey", "beige", "brown", unlike=wool)
    pose = choose_pose(draw, shape, "standing", "walking", "grazing", "lying")
    body = pose_body(Proportions(0.56, 0.06, (0.5, 0.52), (0.5, 0.5), 0.36, 38, 0.16, 0.13, 0.2), pose)
    shape.part("leg", body.legs, skin)
    style = shape.variant(draw.choice("woolly", "shorn", weights=(5, 1)))
    if style == "woolly":
        shape.adjective(style)
    fleece = _fleece(draw, body) if style == "woolly" else body.trunk
    shape.part("fleece", fleece, wool, spoken=style == "woolly", mass=True)
    shape.part("neck", body.neck, wool, spoken=False)
    head = hull_of([ellipsoid(0.25, 0.28, 0.26, 12), ellipsoid(0.17, 0.18, 0.18, 12).move(0.0, -0.09, 0.24)])
    shape.part("head", body.on_head(head, 20), skin)
    shape.part("ear", [body.on_head(one) for one in long_ear(0.1, 0.24, 0.1, 0.05, 108)], skin)
    shape.part(
        "eye",
        [body.on_head(one, 20) for one in eyes(0.1, 0.05, 0.1, 0.034)],
        draw.color("white", "yellow", unlike=skin),
    )
    if style == "woolly":
        cap = union([sphere(0.12, 8).move(x, 0.15, z) for x, z in ((0.0, 0.06), (0.08, -0.04), (-0.08, -0.04))])
        shape.part("tuft", body.on_head(cap), wool, spoken=False)
    shape.part("tail", ellipsoid(0.16, 0.24, 0.16, 8).move(body.rump[0], body.rump[1], body.rump[2] - 0.1), wool)
    if shape.variant(draw.choice("no horns", "curled horns", weights=(2, 1))) == "curled horns":
        coil = [(0.1, 0.12, 0.0), (0.22, 0.16, -0.08), (0.3, 0.02, -0.1), (0.28, -0.1, 0.02), (0.26, -0.02, 0.12)]
        horn = draw.color("light brown", "beige", "grey", unlike=[wool, skin])
        shape.part("curled horn", [body.on_head(one) for one in pair(tube(curve(coil, 3), 0.055))], horn)
    return shape


@kind("goat", theme=THEME)
def goat(draw: Draw) -> Shape:
    """A lean goat with a beard and horns that sweep back: standing, walking, rearing or lying, plain or two-tone."""
    shape = Shape()
    coat = draw.color("white", "brown", "grey", "beige", "black", "light brown")
    other = draw.color("white", "black", "dark brown", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "rearing", "lying")
    body = pose_body(Proportions(0.6, 0.055, (0.36, 0.46), (0.34, 0.42), 0.42, 55, 0.14, 0.1), pose)
    head = hull_of([ellipsoid(0.22, 0.24, 0.24, 12), ellipsoid(0.14, 0.15, 0.16, 12).move(0.0, -0.07, 0.26)])
    _add_body(shape, body, coat, head, 25)
    shape.part("beard", body.on_head(cone(0.075, 0.26, 8).turn(x=180).move(0.0, -0.28, 0.18)), other)
    shape.part("ear", [body.on_head(one) for one in long_ear(0.1, 0.24, 0.1, 0.03, 112)], coat)
    shape.part(
        "eye",
        [body.on_head(one, 25) for one in eyes(0.1, 0.05, 0.1, 0.032)],
        draw.color("yellow", "black", unlike=coat),
    )
    horns = shape.variant(draw.choice("curved horns", "straight horns", "no horns"))
    bone = draw.color("grey", "dark grey", "beige", unlike=coat)
    if horns == "curved horns":
        path = [(0.07, 0.1, 0.0), (0.1, 0.28, -0.04), (0.13, 0.38, -0.18), (0.15, 0.34, -0.32)]
        bars = pair(tube(curve(path, 3), [0.045] * 6 + [0.036] * 4))
        shape.part("horn", [body.on_head(one) for one in bars], bone)
    elif horns == "straight horns":
        shape.part(
            "horn", [body.on_head(one) for one in pair(rod((0.06, 0.08, 0.0), (0.13, 0.42, -0.1), 0.05, 0.022))], bone
        )
    else:
        shape.without("horns")
    shape.part("tail", body.tail((0.1, 0.1), radius=0.06, tip=0.04), coat)
    if shape.variant(draw.choice("plain", "saddle patch", "dark feet")) == "saddle patch":
        shape.paint("patch", body.on_trunk(box(1, 1, 0.4).move(z=-0.1)), other, on="body")
    elif "dark feet" in shape.variants:
        paint_feet(shape, body, "foot", other, 0.15, "feet")
    return shape


@kind("rabbit", synonyms=("bunny",), theme=THEME)
def rabbit(draw: Draw) -> Shape:
    """A crouching or upright rabbit with long ears, upright or lopped, and a puff of a tail; some hold a carrot."""
    shape = Shape()
    fur = draw.color("white", "grey", "brown", "light brown", "beige", "light grey", "black")
    other = draw.color("white", "pink", "beige", unlike=fur)
    pose = shape.variant(draw.choice("crouching", "upright"))
    ears = shape.variant(draw.choice("upright ears", "lop ears", "one ear down"))
    crouched = pose == "crouching"
    head: Vector = (0.0, 0.66, 0.36) if crouched else (0.0, 1.06, 0.08)
    trunk = (
        ellipsoid(0.58, 0.6, 0.86).turn(x=-12).stand(y=0.02, z=-0.1) if crouched else ellipsoid(0.58, 0.9, 0.56).stand()
    )
    shape.part("body", trunk + ellipsoid(0.44, 0.42, 0.42).move(*head), fur, spoken=False)
    haunch = ellipsoid(0.22, 0.4, 0.44, 12).stand(0.24, 0.04, -0.22 if crouched else 0.02)
    shape.part(
        "hind leg", pair(haunch + capsule((0.24, 0.07, -0.2), (0.24, 0.07, 0.1 if crouched else 0.36), 0.075)), fur
    )
    paws = (
        capsule((0.14, 0.4, 0.2), (0.12, 0.06, 0.32), 0.07)
        if crouched
        else capsule((0.22, 0.64, 0.12), (0.12, 0.52, 0.32), 0.07)
    )
    shape.part("front leg", pair(paws), fur)
    x, y, z = head
    up, down = long_ear(0.15, 0.56, 0.09, 0.14, 9), long_ear(0.16, 0.5, 0.14, 0.12, 155)
    chosen = {"upright ears": up, "lop ears": down, "one ear down": [up[0], long_ear(0.16, 0.4, 0.1, 0.14, 110)[1]]}[
        ears
    ]
    shape.part("ear", [one.move(*head) for one in chosen], fur if draw.chance(0.6) else other)
    if ears == "lop ears":
        shape.adjective("lop-eared")
    shape.part("tail", sphere(0.13, 12).move(0.0, 0.22, -0.52 if crouched else -0.3), other)
    shape.part("eye", [one.move(*head) for one in eyes(0.13, 0.06, 0.15, 0.035)], _dark(draw))
    shape.part(
        "nose", ellipsoid(0.08, 0.06, 0.06, 8).move(x, y - 0.03, z + 0.2), draw.color("pink", "dark brown", unlike=fur)
    )
    if not crouched and shape.variant(draw.choice("carrot", "nothing")) == "carrot":
        shape.phrase("holding a carrot")
        shape.part("carrot", rod((0.0, 0.66, 0.36), (0.0, 0.3, 0.42), 0.075, 0.02), draw.color("orange"))
        shape.part(
            "carrot leaf", cone(0.06, 0.2, 6).stand(0.0, 0.64, 0.36), draw.color("green"), plural="carrot leaves"
        )
    return shape


@kind("mouse", synonyms=("rat",), theme=THEME)
def mouse(draw: Draw) -> Shape:
    """A drop-shaped mouse with big round ears and a long tail: on all fours or upright, some with cheese."""
    shape = Shape()
    fur = draw.color("grey", "light grey", "white", "brown", "dark grey", "light brown")
    skin = draw.color("pink", "beige", unlike=fur)
    pose = shape.variant(draw.choice("on all fours", "upright"))
    tail = shape.variant(draw.choice("curved tail", "raised tail"))
    lying = pose == "on all fours"
    head: Vector = (0.0, 0.36, 0.44) if lying else (0.0, 0.82, 0.1)
    trunk = ellipsoid(0.52, 0.5, 0.8).stand(z=-0.06) if lying else ellipsoid(0.5, 0.72, 0.48).stand(y=0.02)
    skull = hull_of([ellipsoid(0.36, 0.34, 0.3, 12), sphere(0.06, 8).move(0.0, -0.05, 0.28)]).move(*head)
    shape.part("body", trunk + skull, fur, spoken=False)
    shape.part("ear", [one.move(*head) for one in round_ear(0.27, 0.17, 0.18, -0.04)], skin)
    shape.part("nose", sphere(0.05, 8).move(head[0], head[1] - 0.05, head[2] + 0.34), skin)
    shape.part("eye", [one.move(*head) for one in eyes(0.1, 0.05, 0.13, 0.035)], _dark(draw))
    feet = [(x, 0.05, z) for x in (-0.2, 0.2) for z in ((-0.2, 0.24) if lying else (0.16,))]
    shape.part("paw", [ellipsoid(0.14, 0.1, 0.2, 8).move(*foot) for foot in feet], skin)
    end = [(0.24, 0.05, -0.9), (0.1, 0.05, -1.1)] if tail == "curved tail" else [(0.06, 0.3, -0.85), (0.0, 0.6, -0.8)]
    start = [(0.0, 0.15, -0.4), (0.02, 0.06, -0.6)] if lying else [(0.0, 0.12, -0.2), (0.02, 0.06, -0.5)]
    shape.part("tail", tube(curve([*start, *end], 3), 0.035, sides=6), skin)
    if not lying:
        shape.part("arm", pair(capsule((0.2, 0.54, 0.12), (0.09, 0.46, 0.28), 0.055)), fur)
    if shape.variant(draw.choice("no cheese", "cheese", weights=(2, 1))) == "cheese":
        shape.phrase("with a piece of cheese")
        wedge = box(0.3, 0.22, 0.2).taper((0.3, 1.0)).stand(0.0, 0.0 if lying else 0.36, 0.9 if lying else 0.36)
        shape.part("piece of cheese", wedge, draw.color("yellow"), plural="pieces of cheese")
    return shape


@kind("hedgehog", theme=THEME)
def hedgehog(draw: Draw) -> Shape:
    """A half ball of spines with a pointed face: walking, upright or carrying an apple or a mushroom."""
    shape = Shape()
    spines = draw.color("brown", "dark brown", "dark grey", "black")
    skin = draw.color("beige", "light brown", unlike=spines)
    pose = shape.variant(draw.choice("on four feet", "upright"))
    pitch = 0.0 if pose == "on four feet" else -62.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=pitch).move(y=0.36 if pitch == 0.0 else 0.5)

    face = hull_of([ellipsoid(0.52, 0.46, 0.4, 12).move(z=0.28), sphere(0.05, 8).move(0.0, -0.08, 0.78)])
    shape.part("face", place(face + ellipsoid(0.66, 0.5, 0.9, 12).move(y=-0.08)), skin)
    shell = ellipsoid(0.82, 0.74, 0.9, 12) & box(2, 1, 1.2).move(y=0.38, z=-0.3)
    quill = cone(0.085, 0.26, 5)
    quills = [shell]
    for tilt, count in ((12, 3), (40, 7), (68, 9), (92, 10)):
        for one in ring(quill.stand(y=0.33).turn(x=-tilt), count, start=9 * tilt):
            middle = one.bounds[0][2] + one.bounds[1][2]
            if middle < 0.55:
                quills.append(one.scale(1.05, 0.95, 1.1).move(z=-0.04))
    shape.part("spines", place(union(quills)), spines, mass=True)
    shape.part("nose", place(sphere(0.07, 8).move(0.0, -0.08, 0.84)), _dark(draw))
    shape.part("eye", [place(one) for one in eyes(0.13, 0.07, 0.55, 0.04)], _dark(draw))
    shape.part("ear", [place(one) for one in round_ear(0.17, 0.22, 0.16, 0.4)], skin)
    feet = [(x, 0.06, z) for x in (-0.2, 0.2) for z in ((-0.25, 0.25) if pitch == 0.0 else (0.1,))]
    shape.part("foot", [ellipsoid(0.16, 0.16, 0.22, 8).move(*foot) for foot in feet], skin)
    load = shape.variant(draw.choice("nothing", "apple", "leaf"))
    if load == "apple":
        shape.phrase("carrying an apple")
        shape.part(
            "apple",
            sphere(0.2, 12).move(0.0, 0.86 if pitch == 0.0 else 0.42, -0.1 if pitch == 0.0 else 0.5),
            draw.color("red", "green"),
        )
    elif load == "leaf":
        leaf = ellipsoid(0.3, 0.07, 0.42, 12).turn(x=15).move(0.1, 0.78 if pitch == 0.0 else 1.08, -0.05)
        shape.part("leaf", leaf, draw.color("green", "orange", "yellow"), plural="leaves")
    return shape
