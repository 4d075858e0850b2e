"""Wild mammals; the length of the trunk is 1."""

from shape_diff.data.procedural.arrays import pair
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
    ellipsoid,
    frustum,
    hull_of,
    rod,
    sphere,
    torus,
    tube,
    union,
)

THEME = "animals"


def _add_body(shape: Shape, body: Body, coat: Color, head: Solid, pitch: float = 0.0) -> None:
    """Trunk, neck and head as one part, and the legs."""
    shape.part("body", union([body.trunk, body.neck, body.on_head(head, pitch)]), coat, spoken=False)
    shape.part("leg", body.legs, coat)


def _add_eyes(
    draw: Draw, shape: Shape, body: Body, x: float, y: float, z: float, radius: float, pitch: float = 0
) -> None:
    shape.part("eye", [body.on_head(one, pitch) for one in eyes(x, y, z, radius)], draw.color("black"))


def _tufted_tail(body: Body, drop: float, radius: float = 0.035, tuft: float = 0.12) -> Solid:
    """A thin tail that hangs down and ends in a tuft."""
    x, y, z = body.rump
    end = ellipsoid(tuft, 1.8 * tuft, tuft, 8).move(x, max(y - drop - 0.08, tuft), z - 0.12)
    return body.tail((0.1, -0.06), (0.12, -drop), radius=radius) + end


def _bands(body: Body, count: int, width: float, length: float = 1.05) -> list[Solid]:
    """Upright slabs along the trunk."""
    step = length / count
    return [body.on_trunk(box(2, 0.9, width).move(z=(n - (count - 1) / 2) * step)) & body.trunk for n in range(count)]


def _leg_bands(body: Body, count: int, width: float) -> list[Solid]:
    """Rings around standing legs."""
    top = 0.75 * body.hip[1]
    return [
        box(0.3, width, 0.5).move(foot[0], top * (n + 1) / (count + 0.6), foot[2])
        for foot in body.feet
        for n in range(count)
    ]


@kind("elephant", theme=THEME)
def elephant(draw: Draw) -> Shape:
    """A huge body on pillars with trunk, big ears and tusks; trunk raised or not; some with a saddle cloth."""
    shape = Shape()
    skin = draw.color("grey", "grey", "light grey", "dark grey")
    pose = choose_pose(draw, shape, "standing", "walking", "sitting")
    body = pose_body(Proportions(0.7, 0.135, (0.7, 0.74), (0.68, 0.7), 0.42, 38, 0.28, 0.24), pose)
    _add_body(shape, body, skin, ellipsoid(0.52, 0.56, 0.5))
    ear = ellipsoid(0.52, 0.6, 0.12).turn(y=24).move(0.44, 0.02, -0.06)
    shape.part("ear", [body.on_head(one) for one in pair(ear)], skin)
    style = shape.variant(draw.choice("raised trunk", "hanging trunk", "curled trunk"))
    path = {
        "raised trunk": [(0.0, -0.05, 0.2), (0.0, -0.2, 0.5), (0.0, 0.1, 0.72), (0.0, 0.5, 0.74)],
        "hanging trunk": [(0.0, -0.05, 0.2), (0.0, -0.2, 0.4), (0.0, -0.5, 0.46), (0.0, -0.8, 0.52)],
        "curled trunk": [(0.0, -0.05, 0.2), (0.0, -0.42, 0.42), (0.0, -0.56, 0.66), (0.0, -0.3, 0.8)],
    }[style]
    if style == "raised trunk":
        shape.phrase("with its trunk raised")
    radii = [0.16, 0.155, 0.145, 0.135, 0.125, 0.115, 0.105, 0.095, 0.085, 0.075]
    shape.part("trunk", body.on_head(tube(curve(path, 3), radii)), skin)
    _add_eyes(draw, shape, body, 0.22, 0.08, 0.17, 0.04)
    if shape.variant(draw.choice("tusks", "no tusks", weights=(3, 1))) == "tusks":
        tusk = tube(
            curve([(0.15, -0.12, 0.16), (0.2, -0.32, 0.36), (0.2, -0.3, 0.6)], 3),
            [0.06, 0.058, 0.055, 0.05, 0.045, 0.038, 0.03],
        )
        shape.part("tusk", [body.on_head(one) for one in pair(tusk)], draw.color("white", "beige", unlike=skin))
    shape.part("tail", _tufted_tail(body, 0.36, 0.04), skin)
    if pose != "sitting" and draw.chance(0.3):
        cloth = hull_of([ellipsoid(0.76, 0.8, 0.1), ellipsoid(0.74, 0.78, 0.1).move(z=-0.34)]).move(y=0.05, z=0.16)
        shape.part(
            "blanket",
            body.on_trunk(cloth & box(2, 1, 2).move(y=0.42)),
            draw.color("red", "purple", "blue", "yellow", unlike=skin),
        )
    return shape


@kind("giraffe", theme=THEME)
def giraffe(draw: Draw) -> Shape:
    """A very long neck on long legs, spotted, with two small horns; standing, walking, lying or bending down."""
    shape = Shape()
    coat = draw.color("yellow", "beige", "yellow", "light brown")
    dark = draw.color("brown", "dark brown", "copper", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "lying")
    neck = shape.variant(draw.choice("upright neck", "leaning neck"))
    rise = 80.0 if neck == "upright neck" else 56.0
    body = pose_body(Proportions(1.1, 0.07, (0.4, 0.5), (0.38, 0.42), 1.3, rise, 0.19, 0.09), pose)
    head = hull_of([ellipsoid(0.24, 0.26, 0.26, 12), ellipsoid(0.15, 0.15, 0.16, 12).move(0.0, -0.05, 0.32)])
    _add_body(shape, body, coat, head, 25)
    shape.part("ear", [body.on_head(one) for one in long_ear(0.13, 0.24, 0.08, 0.08, 82)], coat)
    _add_eyes(draw, shape, body, 0.1, 0.06, 0.12, 0.04, 25)
    horn = rod((0.06, 0.1, -0.03), (0.08, 0.26, -0.06), 0.03) + sphere(0.05, 8).move(0.08, 0.28, -0.06)
    shape.part("horn", [body.on_head(one) for one in pair(horn)], dark)
    shape.part("tail", _tufted_tail(body, 0.4, 0.04, 0.13), dark)
    size = 0.2 if shape.variant(draw.choice("large spots", "small spots")) == "large spots" else 0.15
    spots = scattered_spots(draw, body.trunk + body.neck, 12 if size == 0.2 else 18, size, 1.3)
    shape.paint("spot", spots, dark, on="body")
    if draw.chance(0.5):
        shape.part("mane", _mane(body, 0.06), dark)
    paint_feet(shape, body, "hoof", dark, 0.1, "hooves")
    return shape


def _mane(body: Body, radius: float, back: float = 0.13) -> Solid:
    """A crest along the back of a neck."""
    start, end = body.shoulder, body.head
    lean = (end[1] - start[1]) / max(abs(end[2] - start[2]) + abs(end[1] - start[1]), 0.1)
    places = [(0.0, y + (1 - lean) * back + 0.04, z - lean * back) for _, y, z in (start, end)]
    return capsule(places[0], (0.0, places[1][1] + 0.08, places[1][2]), 1.6 * radius, radius)


@kind("zebra", theme=THEME)
def zebra(draw: Draw) -> Shape:
    """A horse-like body in black and white bands with a bristly mane; standing, walking, grazing or lying."""
    shape = Shape()
    coat, dark = draw.color("white"), draw.color("black", "black", "dark brown")
    pose = choose_pose(draw, shape, "standing", "walking", "grazing", "lying")
    body = pose_body(Proportions(0.76, 0.06, (0.38, 0.48), (0.4, 0.46), 0.52, 56, 0.16, 0.11, 0.2), pose)
    pitch = 35.0
    head = hull_of([ellipsoid(0.23, 0.28, 0.28, 12), ellipsoid(0.16, 0.17, 0.18, 12).move(0.0, -0.06, 0.3)])
    _add_body(shape, body, coat, head, pitch)
    shape.part("muzzle", body.on_head(ellipsoid(0.18, 0.18, 0.18, 12).move(0.0, -0.06, 0.34), pitch), dark)
    shape.part("ear", [body.on_head(one) for one in round_ear(0.13, 0.09, 0.18)], coat)
    _add_eyes(draw, shape, body, 0.1, 0.06, 0.1, 0.032, pitch)
    shape.part("mane", _mane(body, 0.07), dark)
    count = shape.variant(draw.choice("few stripes", "many stripes"))
    number = 6 if count == "few stripes" else 9
    shape.paint("stripe", _bands(body, number, 0.55 / number), dark, on="body")
    start, end = body.shoulder, body.head
    rings = []
    for share in (0.45, 0.72):
        place = [a + share * (b - a) for a, b in zip(start, end, strict=True)]
        ahead = (0.0, end[1] - start[1], end[2] - start[2])
        rings.append(
            torus(0.14, 0.07, 12, 6).aim(ahead).move(place[0], place[1] + 0.03, place[2]) + sphere(0.01, 4).move(*place)
        )
    shape.part("stripe", rings, dark)
    if pose != "lying":
        shape.paint("stripe", _leg_bands(body, 2, 0.07), dark, on="leg")
    shape.part("tail", _tufted_tail(body, 0.36, 0.035), dark)
    return shape


@kind("lion", theme=THEME)
def lion(draw: Draw) -> Shape:
    """A tawny cat with a great mane, or a lioness without; standing, walking, sitting or lying."""
    shape = Shape()
    coat = draw.color("light brown", "beige", "yellow", "orange")
    dark = draw.color("brown", "dark brown", "copper", "orange", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "lying")
    body = pose_body(Proportions(0.6, 0.085, (0.4, 0.48), (0.36, 0.42), 0.36, 42, 0.2, 0.16), pose)
    skull, muzzle = muzzled_head(0.21, 0.24, 0.12, 0.35)
    _add_body(shape, body, coat, skull, 0)
    shape.part("muzzle", body.on_head(muzzle), draw.color("white", "beige", unlike=coat))
    shape.part(
        "nose", body.on_head(ellipsoid(0.12, 0.08, 0.1, 8).move(0.0, -0.02, 0.34)), draw.color("black", "dark brown")
    )
    _add_eyes(draw, shape, body, 0.09, 0.06, 0.18, 0.034)
    shape.part("ear", [body.on_head(one) for one in round_ear(0.14, 0.17, 0.2, 0.02)], coat)
    style = shape.variant(draw.choice("round mane", "spiky mane", "no mane", weights=(2, 2, 1)))
    if style == "round mane":
        ruff = ellipsoid(0.74, 0.76, 0.38) + ellipsoid(0.5, 0.6, 0.5).move(0.0, -0.24, -0.05)
        shape.part("mane", body.on_head(ruff.move(z=-0.12)), dark)
    elif style == "spiky mane":
        spike = cone(0.13, 0.28, 6).stand(y=0.22)
        spikes = [ellipsoid(0.6, 0.6, 0.34).move(z=-0.1), *[spike.turn(z=360 * n / 11).move(z=-0.1) for n in range(11)]]
        shape.part("mane", body.on_head(union(spikes)), dark)
    else:
        shape.call("lioness")
        shape.without("a mane")
    shape.part("tail", body.tail((0.2, -0.1), (0.34, -0.06), (0.44, 0.2), radius=0.04), coat)
    x, y, z = body.rump
    shape.part("tail tuft", sphere(0.09, 8).move(x, max(y + 0.24, 0.1), z - 0.44), dark)
    return shape


@kind("tiger", theme=THEME)
def tiger(draw: Draw) -> Shape:
    """An orange or white cat with black bands and a striped tail; standing, walking, sitting or lying."""
    shape = Shape()
    coat = draw.color("orange", "orange", "orange", "white")
    white, dark = draw.color("white", "beige", unlike=coat), draw.color("black")
    pose = choose_pose(draw, shape, "walking", "standing", "sitting", "lying")
    body = pose_body(Proportions(0.56, 0.085, (0.4, 0.46), (0.36, 0.42), 0.34, 36, 0.2, 0.17), pose)
    skull, muzzle = muzzled_head(0.22, 0.22, 0.12, 0.4)
    _add_body(shape, body, coat, skull)
    shape.part("muzzle", body.on_head(muzzle), white)
    shape.part("nose", body.on_head(ellipsoid(0.11, 0.08, 0.1, 8).move(0.0, -0.04, 0.33)), draw.color("pink", "black"))
    _add_eyes(draw, shape, body, 0.09, 0.06, 0.19, 0.034)
    shape.part("ear", [body.on_head(one) for one in round_ear(0.15, 0.15, 0.2)], coat)
    number = 5 if shape.variant(draw.choice("broad stripes", "narrow stripes")) == "broad stripes" else 8
    shape.paint("stripe", _bands(body, number, 0.38 / number), dark, on="body")
    brow = [box(0.05, 0.16, 0.5).move(x, 0.16, 0.2) for x in (-0.09, 0.0, 0.09)]
    shape.paint("stripe", [body.on_head(one) for one in brow], dark, on="body")
    if pose in ("walking", "standing"):
        shape.paint("stripe", _leg_bands(body, 2, 0.06), dark, on="leg")
    shape.part("tail", body.tail((0.2, -0.1), (0.4, -0.12), (0.54, 0.14), radius=0.05), coat)
    x, y, z = body.rump
    tail = [
        sphere(0.075, 8).scale(z=0.7).move(x, max(y + up, 0.09), z - back)
        for back, up in ((0.3, -0.11), (0.47, 0.02), (0.54, 0.14))
    ]
    shape.part("tail ring", tail, dark)
    return shape


@kind("bear", synonyms=("grizzly bear",), theme=THEME)
def bear(draw: Draw) -> Shape:
    """A heavy bear on all fours, sitting or upright: brown, black or polar."""
    shape = Shape()
    coat = draw.color("brown", "dark brown", "black", "white", "light brown")
    if coat.name == "white":
        shape.call("polar bear")
    light = draw.color("beige", "light brown", "light grey", "grey", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "rearing")
    body = pose_body(Proportions(0.56, 0.125, (0.56, 0.58), (0.56, 0.58), 0.34, 30, 0.25, 0.2), pose)
    skull, muzzle = muzzled_head(0.24, 0.3, 0.11, 0.3)
    _add_body(shape, body, coat, skull)
    shape.part("muzzle", body.on_head(muzzle), light)
    shape.part("nose", body.on_head(ellipsoid(0.13, 0.09, 0.09, 8).move(0.0, -0.02, 0.39)), draw.color("black"))
    shape.part("ear", [body.on_head(one) for one in round_ear(0.17, 0.17, 0.21)], coat)
    _add_eyes(draw, shape, body, 0.1, 0.08, 0.19, 0.035)
    shape.part("tail", sphere(0.1, 8).move(body.rump[0], body.rump[1], body.rump[2] - 0.05), coat)
    extra = shape.variant(draw.choice("nothing", "fish", "chest patch", weights=(2, 1, 1)))
    if extra == "fish":
        shape.phrase("with a fish in its mouth")
        fish = ellipsoid(0.5, 0.18, 0.12, 12) + cone(0.12, 0.18, 4).turn(z=90).move(0.3)
        shape.part(
            "fish",
            body.on_head(fish.move(0.0, -0.14, 0.4)),
            draw.color("silver", "light blue", "pink", unlike=light),
            plural="fish",
        )
    elif extra == "chest patch":
        x, y, z = body.shoulder
        shape.paint(
            "chest patch",
            ellipsoid(0.34, 0.3, 0.3, 12).move(x, y - 0.06, z + 0.26),
            light,
            on="body",
            plural="chest patches",
        )
    return shape


@kind("panda", synonyms=("panda bear",), theme=THEME)
def panda(draw: Draw) -> Shape:
    """A white bear with black legs, ears and eye patches: sitting with or without bamboo, walking or climbing."""
    shape = Shape()
    white, dark = draw.color("white"), draw.color("black", "black", "dark grey")
    pose = choose_pose(draw, shape, "sitting", "walking", "standing")
    body = pose_body(Proportions(0.5, 0.125, (0.56, 0.56), (0.58, 0.58), 0.32, 34, 0.25, 0.2), pose)
    skull, muzzle = muzzled_head(0.27, 0.28, 0.11, 0.3)
    shape.part("body", union([body.trunk, body.neck, body.on_head(skull + muzzle)]), white, spoken=False)
    _, y, z = body.shoulder
    shape.paint("shoulder band", box(2, 1.3, 0.24).turn(x=-body.tilt).move(0.0, y, z), dark, on="body")
    shape.part("leg", body.legs, dark)
    shape.part("head", body.on_head(skull), white, spoken=False)
    shape.part("ear", [body.on_head(one) for one in round_ear(0.2, 0.2, 0.24)], dark)
    patch = ellipsoid(0.15, 0.2, 0.12, 12).turn(z=-25).move(0.11, 0.04, 0.2)
    shape.part("eye patch", [body.on_head(one) for one in pair(patch)], dark, plural="eye patches")
    shape.part("eye", [body.on_head(one) for one in eyes(0.1, 0.06, 0.26, 0.03)], white, spoken=False)
    shape.part("nose", body.on_head(ellipsoid(0.13, 0.09, 0.09, 8).move(0.0, -0.03, 0.38)), dark)
    shape.part("tail", sphere(0.1, 8).move(body.rump[0], body.rump[1], body.rump[2] - 0.05), white)
    if shape.variant(draw.choice("bamboo", "nothing")) == "bamboo":
        shape.phrase("with a stalk of bamboo")
        green = draw.color("green", "light green")
        foot = body.feet[0]
        stalk = rod((foot[0] + 0.1, 0.0, foot[2] + 0.22), (foot[0] - 0.1, 1.05, foot[2] + 0.26), 0.045)
        leaf = ellipsoid(0.34, 0.1, 0.12, 8).turn(z=30)
        leaves = [
            leaf.move(foot[0] + 0.08, 0.95, foot[2] + 0.25),
            leaf.mirror("x").move(foot[0] - 0.25, 0.8, foot[2] + 0.25),
        ]
        shape.part("bamboo", union([stalk, *leaves]), green, mass=True)
    return shape


@kind("fox", theme=THEME)
def fox(draw: Draw) -> Shape:
    """A slender animal with a pointed face, big ears and a thick tail with a white tip; four poses, curled up too."""
    shape = Shape()
    coat = draw.color("orange", "orange", "copper", "grey", "white")
    white = draw.color("white", "beige", "dark grey", unlike=coat)
    dark = draw.color("black", "dark brown")
    pose = choose_pose(draw, shape, "standing", "walking", "sitting", "lying")
    body = pose_body(Proportions(0.52, 0.06, (0.32, 0.36), (0.3, 0.34), 0.34, 42, 0.15, 0.13), pose)
    skull = hull_of([ellipsoid(0.42, 0.34, 0.32, 12), sphere(0.05, 8).move(0.0, -0.08, 0.38)])
    _add_body(shape, body, coat, skull)
    cheeks = hull_of([ellipsoid(0.34, 0.16, 0.2, 12).move(0.0, -0.12, 0.02), sphere(0.045, 8).move(0.0, -0.11, 0.37)])
    shape.part("muzzle", body.on_head(cheeks), white)
    shape.part("nose", body.on_head(sphere(0.05, 8).move(0.0, -0.07, 0.42)), dark)
    shape.part(
        "ear",
        [body.on_head(one) for one in pointed_ear(0.19, 0.27, 0.13, 0.13, 14)],
        coat if draw.chance(0.5) else dark,
    )
    _add_eyes(draw, shape, body, 0.1, 0.03, 0.17, 0.033)
    x, y, z = body.rump
    up = {"sitting": -0.05, "lying": -0.05}.get(pose, 0.16)
    end = (x, max(y + up, 0.15), z - 0.5)
    shape.part(
        "tail",
        hull_of(
            [
                capsule((x, y, z + 0.04), (x, y, z), 0.06),
                sphere(0.15, 12).move(x, (y + end[1]) / 2 + 0.02, z - 0.3),
                sphere(0.13, 12).move(*end),
            ]
        ),
        coat,
    )
    shape.part(
        "tail tip",
        hull_of([sphere(0.135, 12).move(*end), sphere(0.03, 8).move(x, end[1] + 0.06, end[2] - 0.24)]),
        white,
    )
    if pose != "lying" and shape.variant(draw.choice("dark socks", "plain legs")) == "dark socks":
        paint_feet(shape, body, "paw", dark, 0.14)
    return shape


@kind("wolf", theme=THEME)
def wolf(draw: Draw) -> Shape:
    """A grey hunter with a shaggy neck and bushy tail: standing, walking, sitting or howling at the sky."""
    shape = Shape()
    coat = draw.color("grey", "dark grey", "light grey", "black", "white")
    light = draw.color("light grey", "white", "beige", "dark grey", unlike=coat)
    howling = shape.variant(draw.choice("howling", "level head")) == "howling"
    pose = choose_pose(draw, shape, "standing", "walking", "sitting")
    if howling:
        shape.phrase("howling")
    body = pose_body(Proportions(0.66, 0.065, (0.36, 0.5), (0.3, 0.38), 0.42, 62 if howling else 32, 0.19, 0.15), pose)
    pitch = -58.0 if howling else 8.0
    skull, muzzle = muzzled_head(0.2, 0.38, 0.075, 0.3)
    _add_body(shape, body, coat, skull + muzzle, pitch)
    jaw = (
        capsule((0.0, -0.13, 0.1), (0.0, -0.2, 0.32), 0.07, 0.05)
        if howling
        else capsule((0.0, -0.1, 0.1), (0.0, -0.1, 0.34), 0.08, 0.06)
    )
    shape.part("jaw", body.on_head(jaw, pitch), light)
    shape.part(
        "nose",
        body.on_head(ellipsoid(0.09, 0.075, 0.08, 8).move(0.0, -0.03, 0.46), pitch),
        draw.color("black", unlike=coat),
    )
    shape.part("ear", [body.on_head(one, pitch) for one in pointed_ear(0.15, 0.24, 0.11, 0.14, 10)], coat)
    shape.part(
        "eye",
        [body.on_head(one, pitch) for one in eyes(0.095, 0.06, 0.165, 0.032)],
        draw.color("yellow", "light blue", "orange"),
    )
    x, y, z = body.shoulder
    tufts = [
        cone(0.1, 0.26, 5).turn(x=150).move(dx, y - 0.02 + dy, z + 0.22)
        for dx, dy in ((0.0, -0.08), (0.11, 0.04), (-0.11, 0.04))
    ]
    shape.part("chest fur", union([ellipsoid(0.3, 0.34, 0.24, 12).move(0.0, y, z + 0.16), *tufts]), light, mass=True)
    x, y, z = body.rump
    drop = max(y - 0.34, 0.12)
    shape.part(
        "tail",
        hull_of(
            [
                sphere(0.06, 8).move(x, y, z),
                sphere(0.11, 8).move(x, (y + drop) / 2, z - 0.2),
                sphere(0.04, 8).move(x, drop, z - 0.36),
            ]
        ),
        coat,
    )
    return shape


@kind("deer", synonyms=("stag",), theme=THEME)
def deer(draw: Draw) -> Shape:
    """A slim deer: a stag with branching antlers, a doe or a spotted fawn; standing, walking, grazing or lying."""
    shape = Shape()
    coat = draw.color("brown", "light brown", "copper", "dark brown")
    white = draw.color("white", "beige", unlike=coat)
    pose = choose_pose(draw, shape, "standing", "walking", "grazing", "lying")
    role = shape.variant(draw.choice("stag", "doe", "fawn", weights=(3, 1, 1)))
    body = pose_body(Proportions(0.74, 0.05, (0.32, 0.42), (0.32, 0.4), 0.54, 62, 0.14, 0.095, 0.2), pose)
    pitch = 25.0
    head = hull_of([ellipsoid(0.21, 0.24, 0.24, 12), ellipsoid(0.12, 0.13, 0.14, 12).move(0.0, -0.05, 0.28)])
    _add_body(shape, body, coat, head, pitch)
    shape.part("nose", body.on_head(sphere(0.05, 8).move(0.0, -0.03, 0.36), pitch), draw.color("black", "black", "red"))
    shape.part("ear", [body.on_head(one) for one in long_ear(0.1, 0.26, 0.07, 0.08, 62)], coat)
    _add_eyes(draw, shape, body, 0.095, 0.04, 0.1, 0.034, pitch)
    shape.part(
        "tail",
        ellipsoid(0.13, 0.2, 0.14, 8).turn(x=-30).move(body.rump[0], body.rump[1] + 0.04, body.rump[2] - 0.06),
        white,
    )
    if role == "stag":
        main = [(0.05, 0.1, -0.02), (0.16, 0.32, -0.1), (0.34, 0.5, -0.1), (0.36, 0.74, 0.0)]
        twigs = [
            ((0.13, 0.26, -0.07), (0.14, 0.42, 0.12)),
            ((0.26, 0.42, -0.1), (0.22, 0.66, -0.02)),
            ((0.35, 0.56, -0.08), (0.52, 0.68, -0.06)),
        ]
        antler = union([tube(curve(main, 2), 0.032, sides=6), *[rod(a, b, 0.03, 0.02, 6) for a, b in twigs]])
        shape.part(
            "antler",
            [body.on_head(one) for one in pair(antler)],
            draw.color("beige", "grey", "light grey", unlike=coat),
        )
    else:
        shape.call(role)
        shape.without("antlers")
    if role == "fawn":
        shape.paint("spot", scattered_spots(draw, body.trunk, 12, 0.1, 1.5), white, on="body")
    elif draw.chance(0.5):
        x, y, z = body.shoulder
        shape.paint("chest", ellipsoid(0.3, 0.3, 0.3, 12).move(x, y, z + 0.25), white, on="body")
    return shape


@kind("camel", theme=THEME)
def camel(draw: Draw) -> Shape:
    """One or two humps, a bent neck and long legs; standing, walking or lying, bare or with a saddle between."""
    shape = Shape()
    coat = draw.color("light brown", "beige", "brown", "light brown")
    pose = choose_pose(draw, shape, "standing", "walking", "lying")
    body = pose_body(Proportions(0.9, 0.065, (0.38, 0.5), (0.36, 0.46), 0.62, 48, 0.15, 0.1), pose)
    head = hull_of([ellipsoid(0.22, 0.24, 0.26, 12), ellipsoid(0.17, 0.17, 0.18, 12).move(0.0, -0.05, 0.28)])
    _, y, z = body.shoulder
    low = capsule((0.0, y, z + 0.05), (0.0, y - 0.02, z + 0.36), 0.16, 0.12)
    rise = capsule((0.0, y - 0.02, z + 0.36), body.head, 0.12, 0.1)
    shape.part("body", union([body.trunk, low, rise, body.on_head(head, 10)]), coat, spoken=False)
    shape.part("leg", body.legs, coat)
    humps = shape.variant(draw.choice("one hump", "two humps"))
    hump = hull_of([ellipsoid(0.32, 0.2, 0.42, 12), sphere(0.09, 8).move(0.0, 0.34)])
    spots = [0.0] if humps == "one hump" else [0.24, -0.24]
    shape.part(
        "hump",
        [body.on_trunk(hump.move(y=0.2).scale(z=1.2 if len(spots) == 1 else 0.8).move(z=place)) for place in spots],
        coat,
    )
    shape.part("ear", [body.on_head(one) for one in pointed_ear(0.11, 0.14, 0.08, 0.1, 20)], coat)
    _add_eyes(draw, shape, body, 0.1, 0.05, 0.1, 0.034)
    dark = draw.color("dark brown", "brown", unlike=coat)
    shape.part("tail", _tufted_tail(body, 0.36), dark)
    load = shape.variant(draw.choice("bare", "blanket", "bags"))
    if load == "blanket":
        cloth = hull_of([ellipsoid(0.46, 0.56, 0.1, 12), ellipsoid(0.46, 0.56, 0.1, 12).move(z=0.2)]) & box(
            2, 1, 2
        ).move(y=0.42)
        shape.part(
            "blanket",
            body.on_trunk(cloth.scale(y=1.15).move(y=0.06, z=-0.1)),
            draw.color("red", "purple", "blue", "teal", unlike=coat),
        )
    elif load == "bags":
        bag = ellipsoid(0.22, 0.36, 0.4, 12)
        shape.part(
            "bag",
            [body.on_trunk(one) for one in pair(bag.move(0.24, 0.02))],
            draw.color("red", "green", "blue", "white", unlike=coat),
        )
    return shape


@kind("hippopotamus", synonyms=("hippo",), theme=THEME)
def hippopotamus(draw: Draw) -> Shape:
    """A barrel on short legs with a huge muzzle, its mouth closed or gaping; standing, walking, lying."""
    shape = Shape()
    skin = draw.color("grey", "purple", "dark grey", "light purple", "light brown")
    pose = choose_pose(draw, shape, "standing", "walking", "lying")
    body = pose_body(Proportions(0.46, 0.12, (0.68, 0.66), (0.68, 0.64), 0.4, 22, 0.3, 0.26), pose)
    skull = ellipsoid(0.48, 0.44, 0.46)
    gaping = shape.variant(draw.choice("mouth closed", "mouth open")) == "mouth open"
    snout = hull_of([ellipsoid(0.38, 0.26, 0.2), ellipsoid(0.56, 0.26, 0.34).move(0.0, -0.04, 0.36)])
    upper = snout.turn(x=-34).move(y=0.06) if gaping else snout.move(y=-0.02)
    _add_body(shape, body, skin, skull + upper)
    pink = draw.color("pink", "light purple", "beige", unlike=skin)
    if gaping:
        shape.phrase("with its mouth open")
        lower = hull_of([ellipsoid(0.36, 0.18, 0.2), ellipsoid(0.48, 0.18, 0.3).move(0.0, 0.0, 0.36)])
        shape.part("jaw", body.on_head(lower.turn(x=20).move(y=-0.14)), pink)
        teeth = pair(frustum(0.06, 0.035, 0.18, 8).stand(0.15, -0.16, 0.38))
        shape.part("tooth", [body.on_head(one) for one in teeth], draw.color("white"), plural="teeth")
    else:
        shape.part("jaw", body.on_head(ellipsoid(0.46, 0.18, 0.56).move(0.0, -0.16, 0.24)), pink)
        shape.part(
            "nostril", [body.on_head(one) for one in eyes(0.13, 0.08, 0.46, 0.05)], draw.color("black", "dark brown")
        )
    shape.part("ear", [body.on_head(one) for one in round_ear(0.15, 0.19, 0.2, -0.05)], pink)
    _add_eyes(draw, shape, body, 0.16, 0.17, 0.12, 0.05)
    shape.part("tail", body.tail((0.08, -0.16), radius=0.05, tip=0.03), skin)
    if shape.variant(draw.choice("plain", "bird on its back", weights=(3, 1))) != "plain":
        shape.phrase("with a bird on its back")
        bird = (
            ellipsoid(0.14, 0.14, 0.24, 8)
            + sphere(0.07, 8).move(0.0, 0.1, 0.12)
            + cone(0.03, 0.1, 5).turn(x=90).move(0.0, 0.1, 0.22)
        )
        shape.part("bird", body.on_trunk(bird.move(y=0.38)), draw.color("white", "yellow", "blue", unlike=skin))
    return shape


@kind("rhinoceros", synonyms=("rhino",), theme=THEME)
def rhinoceros(draw: Draw) -> Shape:
    """A heavy plated body with one or two horns on the nose, head level or lowered; standing, walking, lying."""
    shape = Shape()
    skin = draw.color("grey", "light grey", "dark grey")
    pose = choose_pose(draw, shape, "standing", "walking", "lying")
    body = pose_body(Proportions(0.54, 0.115, (0.6, 0.64), (0.58, 0.62), 0.44, 14, 0.27, 0.2), pose)
    lowered = shape.variant(draw.choice("level head", "lowered head")) == "lowered head"
    pitch = 30.0 if lowered else 5.0
    head = hull_of([ellipsoid(0.4, 0.42, 0.36), ellipsoid(0.28, 0.28, 0.24).move(0.0, -0.08, 0.42)])
    _add_body(shape, body, skin, head, pitch)
    bone = draw.color("beige", "white", "dark grey", "light brown", unlike=skin)
    horns = shape.variant(draw.choice("one horn", "two horns"))
    front = tube(
        curve([(0.0, 0.0, 0.42), (0.0, 0.2, 0.52), (0.0, 0.46, 0.5)], 3), [0.11, 0.1, 0.09, 0.075, 0.06, 0.045, 0.03]
    )
    rear = cone(0.09, 0.26, 8).stand(0.0, 0.08, 0.24)
    shape.part("horn", [body.on_head(one, pitch) for one in ([front] if horns == "one horn" else [front, rear])], bone)
    shape.part("ear", [body.on_head(one, pitch) for one in pointed_ear(0.15, 0.2, 0.13, 0.18, 22, -0.08)], skin)
    _add_eyes(draw, shape, body, 0.185, 0.04, 0.14, 0.036, pitch)
    plate = hull_of([ellipsoid(0.66, 0.68, 0.12), ellipsoid(0.66, 0.68, 0.12).move(z=0.2)])
    if shape.variant(draw.choice("plated", "smooth")) == "plated":
        other = draw.color("dark grey", "light grey", unlike=skin)
        shape.part("plate", [body.on_trunk(plate.move(z=z)) for z in (-0.42, 0.2)], other)
    shape.part("tail", _tufted_tail(body, 0.26, 0.035, 0.1), skin)
    return shape


@kind("kangaroo", theme=THEME)
def kangaroo(draw: Draw) -> Shape:
    """Upright on big hind legs and a thick tail, with or without a joey in its pouch; some box."""
    shape = Shape()
    fur = draw.color("light brown", "brown", "copper", "grey")
    light = draw.color("beige", "white", unlike=fur)
    trunk = hull_of([ellipsoid(0.5, 0.56, 0.5).move(0.0, 0.55, -0.1), ellipsoid(0.3, 0.34, 0.3).move(0.0, 1.08, 0.08)])
    head_at: Vector = (0.0, 1.46, 0.2)
    skull = hull_of([ellipsoid(0.25, 0.25, 0.26, 12), sphere(0.08, 8).move(0.0, -0.05, 0.26)])
    neck = capsule((0.0, 1.1, 0.08), head_at, 0.13, 0.1)
    shape.part("body", union([trunk, neck, skull.move(*head_at)]), fur, spoken=False)
    shape.part("belly", ellipsoid(0.34, 0.5, 0.3).move(0.0, 0.6, 0.06), light)
    thigh = ellipsoid(0.24, 0.5, 0.46, 12).turn(x=-20).move(0.24, 0.42, -0.04)
    shape.part("hind leg", pair(thigh + capsule((0.26, 0.08, -0.22), (0.26, 0.07, 0.42), 0.075)), fur)
    arms = shape.variant(draw.choice("arms folded", "boxing", "arms out"))
    reach = {"arms folded": (0.1, 0.86, 0.36), "boxing": (0.2, 1.16, 0.5), "arms out": (0.44, 0.86, 0.36)}[arms]
    shape.part("arm", pair(capsule((0.18, 1.08, 0.12), reach, 0.07, 0.055)), fur)
    if arms == "boxing":
        shape.phrase("wearing boxing gloves")
        glove = ellipsoid(0.2, 0.2, 0.24, 12).move(*reach)
        shape.part("boxing glove", pair(glove), draw.color("red", "blue", "yellow"))
    tail = shape.variant(draw.choice("tail on the ground", "tail lifted"))
    path = [(0.0, 0.45, -0.25), (0.0, 0.22, -0.6), (0.0, 0.09, -1.0), (0.0, 0.09, -1.3)]
    if tail == "tail lifted":
        path = [(0.0, 0.45, -0.25), (0.0, 0.4, -0.65), (0.0, 0.5, -1.0), (0.0, 0.72, -1.2)]
    shape.part("tail", tube(curve(path, 3), [0.17, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1, 0.085, 0.07]), fur)
    shape.part("ear", [one.move(*head_at) for one in long_ear(0.12, 0.32, 0.08, 0.1, 14)], fur)
    shape.part("eye", [one.move(*head_at) for one in eyes(0.1, 0.04, 0.1, 0.032)], draw.color("black"))
    shape.part("nose", sphere(0.045, 8).move(0.0, 1.43, 0.53), draw.color("black"))
    if shape.variant(draw.choice("joey", "no joey")) == "joey":
        shape.phrase("with a joey in its pouch")
        shape.part("pouch", ellipsoid(0.32, 0.22, 0.22, 12).move(0.0, 0.54, 0.2), fur, plural="pouches")
        joey = ellipsoid(0.18, 0.18, 0.18, 12).move(0.0, 0.72, 0.26) + sphere(0.05, 8).move(0.0, 0.7, 0.36)
        shape.part(
            "joey", union([joey, *[one.move(0.0, 0.72, 0.26) for one in long_ear(0.07, 0.16, 0.05, 0.06, 14)]]), fur
        )
    return shape


@kind("monkey", theme=THEME)
def monkey(draw: Draw) -> Shape:
    """A round face with big ears, long arms and a curling tail: sitting, standing or swinging, some with a banana."""
    shape = Shape()
    fur = draw.color("brown", "dark brown", "light brown", "black", "grey")
    skin = draw.color("beige", "light brown", "pink", unlike=fur)
    pose = shape.variant(draw.choice("sitting", "standing", "arms up"))
    low = 0.0 if pose == "sitting" else 0.42
    head: Vector = (0.0, low + 0.9, 0.06)
    shape.part(
        "body", ellipsoid(0.44, 0.66, 0.4).stand(y=low) + ellipsoid(0.5, 0.46, 0.44).move(*head), fur, spoken=False
    )
    shape.part("belly", ellipsoid(0.3, 0.44, 0.2).move(0.0, low + 0.32, 0.13), skin)
    face = hull_of(
        [ellipsoid(0.32, 0.22, 0.16, 12).move(0.0, 0.06, 0.15), ellipsoid(0.3, 0.2, 0.26, 12).move(0.0, -0.1, 0.14)]
    )
    shape.part("face", face.move(*head), skin)
    shape.part("ear", [one.move(*head) for one in round_ear(0.22, 0.28, 0.03)], skin)
    shape.part("eye", [one.move(*head) for one in eyes(0.075, 0.08, 0.22, 0.035)], draw.color("black"))
    hands: tuple[Vector, Vector] = ((0.34, low + 0.16, 0.3), (-0.34, low + 0.16, 0.3))
    if pose == "arms up":
        shape.phrase("with its arms up")
        hands = ((0.48, low + 1.2, 0.0), (-0.48, low + 1.2, 0.0))
    elif pose == "sitting":
        shape.adjective(pose)
    banana = shape.variant(draw.choice("banana", "nothing")) == "banana"
    if banana:
        hands = ((0.3, low + 0.56, 0.44), hands[1])
    arms = []
    for side, (x, y, z) in zip((1, -1), hands, strict=True):
        elbow = (side * 0.42, (y + low + 0.5) / 2 - (0.06 if y < low + 1 else -0.05), z / 2)
        arms.append(capsule((side * 0.17, low + 0.55, 0.0), elbow, 0.075) + capsule(elbow, (x, y, z), 0.07))
    shape.part("arm", arms, fur)
    shape.part("hand", [sphere(0.095, 8).move(*hand) for hand in hands], skin)
    foot = (0.24, 0.07, 0.42) if pose == "sitting" else (0.17, 0.07, 0.1)
    knee = (0.3, 0.3, 0.26) if pose == "sitting" else (0.2, 0.3, 0.08)
    shape.part("leg", pair(capsule((0.13, low + 0.12, 0.05), knee, 0.085) + capsule(knee, foot, 0.075)), fur)
    shape.part("foot", pair(ellipsoid(0.15, 0.13, 0.28, 8).move(foot[0], 0.07, foot[2] + 0.06)), skin)
    curl = [
        (0.0, low + 0.12, -0.15),
        (0.0, 0.12, -0.5),
        (0.0, 0.5, -0.76),
        (0.0, 0.86, -0.6),
        (0.0, 0.76, -0.4),
        (0.0, 0.6, -0.5),
    ]
    shape.part("tail", tube(curve(curl, 3), 0.05), fur)
    if banana:
        shape.phrase("holding a banana")
        path = [(0.24, low + 0.46, 0.5), (0.32, low + 0.6, 0.56), (0.3, low + 0.78, 0.54)]
        shape.part("banana", tube(curve(path, 3), [0.04, 0.06, 0.065, 0.065, 0.06, 0.05, 0.035]), draw.color("yellow"))
    return shape


@kind("squirrel", theme=THEME)
def squirrel(draw: Draw) -> Shape:
    """Upright with a huge curled tail, holding an acorn or nut or on all fours; tufted or round ears."""
    shape = Shape()
    fur = draw.color("copper", "brown", "grey", "dark brown", "orange")
    light = draw.color("white", "beige", unlike=fur)
    pose = shape.variant(draw.choice("upright", "on all fours"))
    upright = pose == "upright"
    trunk = ellipsoid(0.42, 0.7, 0.44).stand(y=0.02) if upright else ellipsoid(0.4, 0.4, 0.74).stand(y=0.14)
    head: Vector = (0.0, 0.84, 0.1) if upright else (0.0, 0.5, 0.4)
    skull = hull_of([ellipsoid(0.34, 0.32, 0.32, 12), sphere(0.06, 8).move(0.0, -0.06, 0.2)])
    shape.part("body", trunk + skull.move(*head), fur, spoken=False)
    belly = (
        ellipsoid(0.28, 0.5, 0.2).move(0.0, 0.36, 0.15) if upright else ellipsoid(0.28, 0.2, 0.6).move(0.0, 0.24, 0.05)
    )
    shape.part("belly", belly, light, plural="bellies")
    haunch = ellipsoid(0.2, 0.34, 0.38, 12).stand(0.19, 0.03, 0.0 if upright else -0.22)
    shape.part("hind leg", pair(haunch + capsule((0.2, 0.06, -0.1), (0.2, 0.06, 0.26 if upright else 0.0), 0.06)), fur)
    hand = (0.07, 0.5, 0.34) if upright else (0.14, 0.05, 0.4)
    shape.part("front leg", pair(capsule((0.17, 0.56, 0.12) if upright else (0.14, 0.3, 0.26), hand, 0.055)), fur)
    style = shape.variant(draw.choice("curled tail", "straight tail"))
    path = [(0.0, 0.12, -0.16), (0.0, 0.3, -0.5), (0.0, 0.75, -0.56), (0.0, 1.15, -0.46), (0.0, 1.25, -0.7)]
    if style == "straight tail":
        path = [(0.0, 0.16, -0.2), (0.0, 0.3, -0.5), (0.0, 0.7, -0.62), (0.0, 1.0, -0.64), (0.0, 1.22, -0.62)]
    radii = [0.08, 0.13, 0.17, 0.2, 0.215, 0.22, 0.22, 0.21, 0.2, 0.19, 0.17, 0.14, 0.08]
    shape.part("tail", union([sphere(r, 8).move(*a) for a, r in zip(curve(path, 3), radii, strict=True)]), fur)
    shape.part("ear", [one.move(*head) for one in pointed_ear(0.12, 0.2, 0.09, 0.13, 10)], fur)
    shape.part("eye", [one.move(*head) for one in eyes(0.12, 0.05, 0.12, 0.035)], draw.color("black"))
    shape.part("nose", sphere(0.035, 8).move(head[0], head[1] - 0.04, head[2] + 0.26), draw.color("black", "pink"))
    if upright and shape.variant(draw.choice("acorn", "nothing", weights=(2, 1))) == "acorn":
        shape.phrase("holding an acorn")
        shape.part(
            "acorn", ellipsoid(0.14, 0.2, 0.14, 12).move(0.0, 0.5, 0.4), draw.color("light brown", "beige", unlike=fur)
        )
        shape.part("acorn cap", ellipsoid(0.18, 0.12, 0.18, 12).move(0.0, 0.58, 0.4), draw.color("dark brown", "brown"))
    return shape
