"""Birds; decimetres or so."""

from shape_diff.data.procedural.arrays import pair
from shape_diff.data.procedural.draw import Draw
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
    frustum,
    hull_of,
    rod,
    sphere,
    torus,
    tube,
    union,
)

THEME = "animals"


def _add_eyes(
    draw: Draw, shape: Shape, head: Vector, across: float, radius: float, up: float = 0.06, ahead: float = 0.1
) -> None:
    eye = sphere(radius, 8).move(across, head[1] + up, head[2] + ahead)
    shape.part("eye", pair(eye), draw.color("black"))


def _foot(x: float, z: float, size: float) -> Solid:
    """Three toes on the ground."""
    return union(
        [
            capsule((x, 0.35 * size, z), (x + size * side, 0.35 * size, z + 1.5 * size), 0.35 * size, sides=6)
            for side in (-0.9, 0.0, 0.9)
        ]
    )


def _add_legs(shape: Shape, x: float, z: float, top: float, thick: float, color: Color) -> None:
    legs = pair(rod((x, top, z - 0.02), (x, 0.02, z), thick, sides=6) + _foot(x, z, 2.4 * thick))
    shape.part("leg", legs, color)


def _folded_wing(x: float, y: float, z: float, length: float, height: float, tilt: float = 20.0) -> list[Solid]:
    """Wings that lie at the sides of a body, pointed behind."""
    wing = hull_of(
        [ellipsoid(0.16, height, height, 12).move(z=0.3 * length), sphere(0.05, 8).move(0.0, 0.05, -0.6 * length)]
    )
    return pair(wing.turn(x=-tilt).move(x, y, z))


def _spread_wing(span: float, chord: float, thick: float, rise: float) -> Solid:
    """A wing from the origin to +x, its tip swept back, with three long feathers."""
    arm = hull_of(
        [ellipsoid(0.2, thick, chord, 8), ellipsoid(0.3, thick, 0.8 * chord, 8).move(0.6 * span, 0.6 * rise, -0.05)]
    )
    feathers = [
        hull_of(
            [
                ellipsoid(0.2, thick, 0.4 * chord, 8).move(0.6 * span, 0.6 * rise, 0.2 * chord - 0.26 * chord * n),
                ellipsoid(0.12, thick, 0.16 * chord, 8).move(
                    span * (1 - 0.09 * n), rise * (1 - 0.1 * n), -0.1 - 0.34 * chord * n
                ),
            ]
        )
        for n in range(3)
    ]
    return union([arm, *feathers])


def _fan(count: int, sweep: float, length: float, width: float) -> Solid:
    """Tail feathers in a flat fan behind the origin."""
    feather = ellipsoid(width, 0.13, length, 8).move(z=-length / 2)
    angles = [sweep * (n / (count - 1) - 0.5) for n in range(count)] if count > 1 else [0.0]
    return union([feather.turn(y=angle) for angle in angles])


@kind("chicken", synonyms=("hen",), theme=THEME)
def chicken(draw: Draw) -> Shape:
    """A hen, a rooster with arched tail feathers, or a hen on a nest with eggs; standing or pecking."""
    shape = Shape()
    feathers = draw.color("white", "brown", "copper", "black", "light brown", "beige")
    other = draw.color("brown", "black", "white", "dark green", "orange", unlike=feathers)
    role = shape.variant(draw.choice("hen", "rooster", "hen on a nest"))
    pecking = role != "hen on a nest" and shape.variant(draw.choice("upright", "pecking")) == "pecking"
    red, yellow = draw.color("red"), draw.color("yellow", "orange")
    low = 0.32 if role != "hen on a nest" else 0.12
    body = hull_of(
        [ellipsoid(0.62, 0.62, 0.7).move(0.0, low + 0.34, 0.06), sphere(0.1, 8).move(0.0, low + 0.62, -0.56)]
    )
    head: Vector = (0.0, low + 0.14, 0.72) if pecking else (0.0, low + 0.98, 0.34)
    neck = capsule((0.0, low + 0.42, 0.2), head, 0.22, 0.15)
    shape.part("body", union([body, neck, sphere(0.18, 12).move(*head)]), feathers, spoken=False)
    _, y, z = head
    shape.part("beak", cone(0.085, 0.2, 6).turn(x=110 if pecking else 90).move(0.0, y - 0.01, z + 0.22), yellow)
    comb = union(
        [
            sphere(0.085 if n else 0.1, 8).scale(x=0.6).move(0.0, y + 0.19 - 0.04 * abs(n), z + 0.02 + 0.1 * n)
            for n in (-1, 0, 1)
        ]
    )
    shape.part("comb", comb, red)
    shape.part("wattle", pair(ellipsoid(0.08, 0.16, 0.09, 8).move(0.05, y - 0.16, z + 0.14)), red)
    _add_eyes(draw, shape, head, 0.145, 0.035)
    shape.part("wing", _folded_wing(0.29, low + 0.4, 0.0, 0.56, 0.36), other if draw.chance(0.6) else feathers)
    if role == "rooster":
        shape.call("rooster")
        plumes = [
            tube(
                curve(
                    [
                        (x, low + 0.55, -0.4),
                        (1.5 * x, low + 0.98, -0.66),
                        (2.2 * x, low + 0.8 - 0.1 * n, -0.95 - 0.05 * n),
                    ],
                    3,
                ),
                0.06,
            )
            for n, x in enumerate((0.0, 0.08, -0.08))
        ]
        shape.part("tail", union(plumes), other)
    else:
        shape.part(
            "tail",
            union(
                [ellipsoid(0.12, 0.36, 0.2, 8).turn(x=-38).move(side, low + 0.66, -0.52) for side in (-0.1, 0.0, 0.1)]
            ),
            other,
        )
    if role == "hen on a nest":
        shape.phrase("on a nest")
        straw = draw.material("straw")
        shape.part("nest", torus(0.38, 0.22, 16, 6).move(y=0.11) + cylinder(0.38, 0.14).stand(), straw)
        eggs = [
            ellipsoid(0.2, 0.17, 0.2, 8).turn(y=30).move(px, 0.27, pz)
            for px, pz in ((0.36, 0.2), (0.24, 0.37), (0.42, 0.02))
        ]
        shape.part("egg", eggs, draw.color("white", unlike=straw))
    else:
        _add_legs(shape, 0.16, 0.06, low + 0.14, 0.04, yellow)
    return shape


@kind("duck", synonyms=("duckling",), theme=THEME)
def duck(draw: Draw) -> Shape:
    """A duck with a flat bill: swimming, standing or flapping; white, yellow or a drake with a green head."""
    shape = Shape()
    look = shape.variant(draw.choice("plain", "green-headed"))
    body = (
        draw.color("white", "yellow", "brown", "white")
        if look == "plain"
        else draw.color("grey", "light grey", "brown")
    )
    head_color = body if look == "plain" else draw.color("green", "dark green")
    orange = draw.color("orange", "yellow", unlike=body)
    pose = shape.variant(draw.choice("swimming", "standing", "flapping"))
    low = 0.0 if pose == "swimming" else 0.22
    trunk = hull_of([ellipsoid(0.6, 0.54, 0.8).move(0.0, low + 0.27, 0.04), sphere(0.07, 8).move(0.0, low + 0.5, -0.6)])
    head: Vector = (0.0, low + 0.8, 0.36)
    shape.part("body", trunk, body, spoken=False)
    shape.part(
        "head",
        capsule((0.0, low + 0.36, 0.28), head, 0.15, 0.14) + ellipsoid(0.38, 0.36, 0.4).move(*head),
        head_color,
        spoken=look != "plain",
    )
    bill = hull_of([ellipsoid(0.16, 0.12, 0.1, 8).move(z=-0.02), ellipsoid(0.24, 0.07, 0.16, 8).move(0.0, -0.03, 0.2)])
    shape.part("bill", bill.move(0.0, head[1] - 0.05, head[2] + 0.2), orange)
    _add_eyes(draw, shape, head, 0.15, 0.035, 0.05)
    if look == "green-headed":
        shape.part("collar", torus(0.135, 0.07, 12, 6).move(0.0, low + 0.56, 0.32), draw.color("white"))
    wing = draw.color("white", "dark grey", "brown", "light brown", unlike=body) if draw.chance(0.5) else body
    if pose == "flapping":
        shape.phrase("flapping its wings")
        shape.part("wing", pair(_spread_wing(0.75, 0.42, 0.09, 0.4).move(0.22, low + 0.42, 0.05)), wing)
    else:
        shape.part("wing", _folded_wing(0.27, low + 0.34, 0.0, 0.56, 0.3), wing)
    if pose != "swimming":
        shape.part(
            "foot",
            pair(
                rod((0.14, low + 0.1, 0.0), (0.14, 0.04, 0.02), 0.045)
                + hull_of(
                    [sphere(0.04, 8).move(0.14, 0.04, 0.0), ellipsoid(0.22, 0.07, 0.08, 8).move(0.15, 0.035, 0.22)]
                )
            ),
            orange,
        )
    return shape


@kind("owl", theme=THEME)
def owl(draw: Draw) -> Shape:
    """An upright owl with huge eyes and ear tufts, on a branch, on the ground or with wings spread."""
    shape = Shape()
    plumage = draw.color("brown", "dark brown", "grey", "white", "light brown")
    light = draw.color("beige", "white", "light grey", "light brown", unlike=plumage)
    seat = shape.variant(draw.choice("on a branch", "on the ground", "on a book"))
    low = 0.0 if seat == "on the ground" else 0.24
    body = hull_of(
        [ellipsoid(0.66, 0.7, 0.56).move(0.0, low + 0.4, 0.0), ellipsoid(0.64, 0.56, 0.54).move(0.0, low + 0.86, 0.02)]
    )
    shape.part("body", body, plumage, spoken=False)
    shape.part("belly", ellipsoid(0.46, 0.6, 0.3).move(0.0, low + 0.4, 0.18), light, plural="bellies")
    shape.part("eye ring", pair(cylinder(0.19, 0.16, 12).turn(x=90).move(0.16, low + 0.92, 0.24)), light)
    iris = draw.color("yellow", "orange", unlike=light)
    shape.part("eye", pair(cylinder(0.12, 0.2, 12).turn(x=90).move(0.16, low + 0.92, 0.25)), iris)
    shape.part("pupil", pair(sphere(0.06, 8).move(0.16, low + 0.92, 0.35)), draw.color("black"))
    shape.part(
        "beak",
        cone(0.065, 0.2, 6).turn(x=160).move(0.0, low + 0.78, 0.34),
        draw.color("orange", "yellow", "dark grey", unlike=light),
    )
    if shape.variant(draw.choice("ear tufts", "round head")) == "ear tufts":
        shape.part("ear tuft", pair(cone(0.1, 0.3, 6).turn(z=-24).move(0.24, low + 1.2, 0.0)), plumage)
    if shape.variant(draw.choice("folded", "spread")) == "spread":
        shape.phrase("with its wings spread")
        shape.part("wing", pair(_spread_wing(0.85, 0.5, 0.1, 0.3).turn(x=-60).move(0.26, low + 0.7, 0.0)), plumage)
    else:
        wing = hull_of([ellipsoid(0.16, 0.4, 0.4, 12), sphere(0.05, 8).move(-0.06, -0.55, -0.1)])
        shape.part("wing", pair(wing.move(0.32, low + 0.56, 0.0)), plumage)
    feet = draw.color("yellow", "orange", "dark grey")
    shape.part(
        "foot",
        pair(union([ellipsoid(0.08, 0.1, 0.2, 8).move(0.16 + d, low + 0.04, 0.2) for d in (-0.07, 0.0, 0.07)])),
        feet,
    )
    if seat == "on a branch":
        shape.phrase(seat)
        shape.part(
            "branch",
            rod((-0.8, 0.12, 0.1), (0.8, 0.16, 0.1), 0.12, 0.09),
            draw.color("brown", "dark brown", "light brown", unlike=plumage),
            plural="branches",
        )
    elif seat == "on a book":
        shape.phrase(seat)
        shape.part(
            "book", box(1.0, 0.22, 0.76).stand(y=0.02), draw.color("red", "blue", "green", "purple", unlike=plumage)
        )
    return shape


@kind("penguin", theme=THEME)
def penguin(draw: Draw) -> Shape:
    """A black and white bird: upright, with raised flippers or sliding; some with an egg or a scarf."""
    shape = Shape()
    back, white = draw.color("black", "black", "dark blue", "dark grey"), draw.color("white")
    orange = draw.color("orange", "yellow")
    pose = shape.variant(draw.choice("upright", "flippers raised", "sliding"))
    pitch = 68.0 if pose == "sliding" else 0.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=pitch).move(y=0.32 if pitch else 0.06, z=-0.5 if pitch else 0.0)

    shape.part(
        "body",
        place(ellipsoid(0.62, 1.04, 0.56).stand() + ellipsoid(0.48, 0.46, 0.46).move(0.0, 1.1, 0.02)),
        back,
        spoken=False,
    )
    shape.part("belly", place(ellipsoid(0.46, 0.84, 0.36).move(0.0, 0.5, 0.13)), white, plural="bellies")
    shape.part(
        "cheek",
        [place(one) for one in pair(ellipsoid(0.17, 0.24, 0.16, 12).move(0.12, 1.08, 0.17))],
        white if draw.chance() else orange,
    )
    beak = cone(0.075, 0.24, 6).turn(x=90 - 0.75 * pitch).move(0.0, 1.09, 0.33)
    shape.part("beak", place(beak), orange)
    shape.part(
        "eye",
        [place(one) for one in pair(sphere(0.04, 8).move(0.12, 1.16, 0.235))],
        back if back.name == "black" else draw.color("black"),
    )
    lift = 118.0 if pose == "flippers raised" else 22.0
    if pose == "flippers raised":
        shape.phrase("with raised flippers")
    elif pose == "sliding":
        shape.phrase("sliding on its belly")
    flipper = ellipsoid(0.11, 0.66, 0.26, 12).move(y=-0.3).turn(z=lift).move(0.27, 0.8, 0.0)
    shape.part("flipper", [place(one) for one in pair(flipper)], back)
    feet = pair(ellipsoid(0.24, 0.1, 0.36, 8).move(0.15, 0.02, 0.12))
    shape.part("foot", [place(one) for one in feet], orange)
    extra = shape.variant(draw.choice("nothing", "scarf", "egg", weights=(2, 1, 1)))
    if extra == "scarf":
        shape.part(
            "scarf",
            place(torus(0.22, 0.14, 12, 6).move(0.0, 0.9, 0.01) + box(0.14, 0.34, 0.1).move(0.12, 0.74, 0.29)),
            draw.color("red", "green", "blue", unlike=back),
            plural="scarves",
        )
    elif extra == "egg" and not pitch:
        shape.part("egg", ellipsoid(0.24, 0.3, 0.24, 12).move(0.0, 0.17, 0.34), draw.color("beige", "light grey"))
    return shape


@kind("flamingo", theme=THEME)
def flamingo(draw: Draw) -> Shape:
    """A pink bird with an S-shaped neck on one or two very long legs, or with its head down to the water."""
    shape = Shape()
    pink = draw.color("pink", "pink", "pink", "orange", "white")
    pose = shape.variant(draw.choice("on one leg", "on two legs", "head down"))
    body = hull_of([ellipsoid(0.46, 0.46, 0.6).move(0.0, 1.35, 0.0), sphere(0.07, 8).move(0.0, 1.42, -0.56)])
    path: list[Vector] = [(0.0, 1.42, 0.18), (0.0, 1.62, 0.5), (0.0, 1.95, 0.3), (0.0, 2.3, 0.3), (0.0, 2.36, 0.52)]
    if pose == "head down":
        path = [(0.0, 1.42, 0.2), (0.0, 1.5, 0.55), (0.0, 1.0, 0.75), (0.0, 0.5, 0.72), (0.0, 0.34, 0.86)]
        shape.phrase("with its head down")
    head = path[-1]
    neck = tube(curve(path, 4), 0.085)
    shape.part("body", union([body, neck, ellipsoid(0.24, 0.24, 0.3, 12).move(*head)]), pink, spoken=False)
    bill = capsule((0.0, head[1] - 0.02, head[2] + 0.12), (0.0, head[1] - 0.12, head[2] + 0.3), 0.075, 0.07)
    shape.part("bill", bill, draw.color("white", "beige", "yellow", unlike=pink))
    shape.part(
        "bill tip",
        capsule((0.0, head[1] - 0.12, head[2] + 0.3), (0.0, head[1] - 0.25, head[2] + 0.28), 0.075, 0.04),
        draw.color("black"),
    )
    _add_eyes(draw, shape, head, 0.1, 0.04, 0.04, 0.05)
    wing = draw.color("pink", "red", "white", unlike=pink) if draw.chance(0.4) else pink
    shape.part("wing", _folded_wing(0.2, 1.42, -0.04, 0.56, 0.34, 8), wing)
    skin = draw.color("pink", "orange", "light brown", "red")
    straight = (
        rod((0.09, 1.2, 0.0), (0.09, 0.03, 0.02), 0.045, sides=6)
        + sphere(0.07, 8).move(0.09, 0.62, 0.0)
        + _foot(0.09, 0.02, 0.1)
    )
    bent = rod((-0.09, 1.2, 0.0), (-0.09, 0.78, 0.22), 0.045, sides=6) + rod(
        (-0.09, 0.78, 0.22), (-0.06, 0.7, -0.2), 0.045, sides=6
    )
    if pose == "on one leg":
        shape.phrase("standing on one leg")
        legs = [straight.move(-0.06), bent]
    else:
        legs = pair(straight)
    shape.part("leg", legs, skin)
    return shape


@kind("parrot", synonyms=("macaw",), theme=THEME)
def parrot(draw: Draw) -> Shape:
    """A bright bird with a hooked beak and a long tail, on a perch, a branch or a hoop, or flying."""
    shape = Shape()
    body = draw.color("red", "green", "blue", "yellow", "light green")
    wing = draw.color("blue", "yellow", "green", "red", "light blue", unlike=body)
    tail = draw.color("blue", "yellow", "red", "green", unlike=[body, wing])
    seat = shape.variant(draw.choice("on a perch", "on a hoop", "flying"))
    trunk = hull_of(
        [ellipsoid(0.46, 0.6, 0.44).move(0.0, 0.95, 0.0), ellipsoid(0.36, 0.36, 0.36).move(0.0, 1.34, 0.06)]
    )
    shape.part("body", trunk, body, spoken=False)
    shape.part(
        "face", pair(ellipsoid(0.14, 0.22, 0.22, 8).move(0.13, 1.36, 0.12)), draw.color("white", "beige"), spoken=False
    )
    shape.part("eye", pair(sphere(0.04, 8).move(0.2, 1.39, 0.13)), draw.color("black"))
    beak = tube(
        curve([(0.0, 1.36, 0.18), (0.0, 1.36, 0.36), (0.0, 1.2, 0.38)], 3), [0.11, 0.11, 0.1, 0.09, 0.075, 0.055, 0.03]
    )
    shape.part("beak", beak, draw.color("black", "orange", "beige", "dark grey", unlike=body))
    shape.part(
        "tail", union([capsule((x, 0.76, -0.1), (1.8 * x, 0.16, -0.34), 0.08, 0.05) for x in (-0.07, 0.0, 0.07)]), tail
    )
    if seat == "flying":
        shape.adjective(seat)
        shape.part("wing", pair(_spread_wing(0.95, 0.46, 0.1, 0.3).turn(x=-25).move(0.18, 1.06, 0.0)), wing)
        return shape
    lower = hull_of([ellipsoid(0.13, 0.4, 0.34, 12), sphere(0.05, 8).move(-0.08, -0.48, -0.2)])
    shape.part("wing", pair(lower.move(0.23, 1.04, -0.02)), wing)
    shape.part(
        "foot",
        pair(union([ellipsoid(0.07, 0.1, 0.18, 8).move(0.1 + d, 0.66, 0.14) for d in (-0.05, 0.05)])),
        draw.color("grey", "dark grey", "orange"),
        plural="feet",
    )
    wood = draw.material("wood")
    shape.phrase(seat)
    if seat == "on a perch":
        shape.part(
            "perch",
            rod((-0.5, 0.6, 0.1), (0.5, 0.6, 0.1), 0.06)
            + rod((0.0, 0.05, 0.1), (0.0, 0.6, 0.1), 0.05)
            + cylinder(0.3, 0.08, 12).stand(0.0, 0.0, 0.1),
            wood,
            plural="perches",
        )
    else:
        hoop_ = torus(0.62, 0.08, 20, 6).turn(x=90).move(0.0, 1.22, 0.1)
        shape.part("hoop", hoop_, draw.material("metal", "gold", unlike=[body]))
    if draw.chance(0.35):
        crest = [cone(0.06, 0.3, 5).turn(x=-20 - 22 * n).move(0.0, 1.58 - 0.04 * n, 0.0 - 0.06 * n) for n in range(3)]
        shape.part("crest", union(crest), tail)
    return shape


@kind("eagle", theme=THEME)
def eagle(draw: Draw) -> Shape:
    """A dark bird of prey with a white or dark head and hooked beak: in flight or perched on a rock."""
    shape = Shape()
    plumage = draw.color("dark brown", "brown", "black", "dark grey")
    crown = draw.color("white", "white", "light brown", unlike=plumage)
    pose = shape.variant(draw.choice("soaring", "wings raised", "perched"))
    seat: Vector = (0.0, 0.5, 0.0)
    body = hull_of(
        [
            ellipsoid(0.42, 0.42, 0.5),
            ellipsoid(0.32, 0.32, 0.3).move(0.0, 0.1, 0.34),
            sphere(0.1, 8).move(0.0, 0.0, -0.42),
        ]
    )
    pitch = -52.0 if pose == "perched" else 0.0

    def place(solid: Solid) -> Solid:
        return solid.turn(x=pitch).move(seat[0], seat[1] + (0.42 if pose == "perched" else 0.0), seat[2])

    shape.part("body", place(body), plumage, spoken=False)
    shape.part("tail", place(_fan(5, 44, 0.5, 0.2).move(z=-0.36)), crown if draw.chance(0.6) else plumage)
    x, y, z = (0.0, 1.36, 0.26) if pose == "perched" else (0.0, 0.66, 0.54)
    shape.part(
        "head",
        ellipsoid(0.3, 0.3, 0.34, 12).move(x, y, z) + capsule((x, y - 0.04, z), (x, y - 0.2, z - 0.16), 0.15),
        crown,
    )
    beak = tube(
        curve([(0.0, y, z + 0.12), (0.0, y + 0.01, z + 0.28), (0.0, y - 0.12, z + 0.34)], 3),
        [0.085, 0.085, 0.08, 0.07, 0.06, 0.045, 0.03],
    )
    shape.part("beak", beak, draw.color("yellow", "orange"))
    _add_eyes(draw, shape, (x, y, z), 0.12, 0.05, 0.04)
    if pose == "perched":
        wing = hull_of([ellipsoid(0.14, 0.4, 0.34, 12), sphere(0.06, 8).move(-0.08, -0.62, -0.26)])
        shape.part("wing", pair(wing.move(0.24, 1.02, -0.04)), plumage)
        rock = hull_of([ellipsoid(0.64, 0.6, 0.58, 8).stand(), ellipsoid(0.42, 0.3, 0.36, 8).move(0.03, 0.52, 0.0)])
        perch = shape.variant(draw.choice("rock", "tree stump"))
        shape.phrase(f"perched on a {perch}")
        if perch == "rock":
            shape.part(perch, rock, draw.color("grey", "light grey", "dark grey", unlike=plumage))
        else:
            shape.part(
                perch, frustum(0.42, 0.34, 0.6, 10).stand(), draw.color("light brown", "beige", "grey", unlike=plumage)
            )
        shape.part("leg", pair(capsule((0.12, 0.84, 0.1), (0.12, 0.64, 0.16), 0.07)), draw.color("yellow"))
        return shape
    shape.phrase("in flight" if pose == "soaring" else "with its wings raised")
    shape.part(
        "wing", pair(_spread_wing(1.5, 0.52, 0.12, 0.12 if pose == "soaring" else 0.85).move(0.12, 0.56, 0.1)), plumage
    )
    shape.part(
        "talon",
        pair(
            union(
                [
                    rod((0.11, 0.4, -0.1), (0.11, 0.16, 0.0), 0.05),
                    *[cone(0.035, 0.14, 5).turn(x=180).move(0.11 + d, 0.11, 0.03) for d in (-0.06, 0.06)],
                ]
            )
        ),
        draw.color("yellow", "orange"),
    )
    return shape


@kind("swan", theme=THEME)
def swan(draw: Draw) -> Shape:
    """A white or black bird with a long curved neck as it swims: wings folded or raised, neck curved or upright."""
    shape = Shape()
    white = draw.color("white", "white", "white", "black", "light grey")
    orange = draw.color("orange", "red", unlike=white)
    pose = shape.variant(draw.choice("wings folded", "wings raised"))
    neck_form = shape.variant(draw.choice("curved neck", "upright neck"))
    body = hull_of([ellipsoid(0.7, 0.6, 0.9).move(0.0, 0.3, 0.0), sphere(0.08, 8).move(0.0, 0.56, -0.75)])
    path: list[Vector] = [(0.0, 0.36, 0.3), (0.0, 0.62, 0.62), (0.0, 1.05, 0.42), (0.0, 1.4, 0.44), (0.0, 1.42, 0.66)]
    if neck_form == "upright neck":
        path = [(0.0, 0.36, 0.3), (0.0, 0.7, 0.5), (0.0, 1.1, 0.5), (0.0, 1.46, 0.52), (0.0, 1.56, 0.66)]
    head = path[-1]
    neck = tube(curve(path, 4), [0.16, 0.15, 0.14, 0.13, 0.12, *[0.11] * 8, *[0.1] * 4])
    shape.part("body", union([body, neck, ellipsoid(0.24, 0.24, 0.32, 12).move(*head)]), white, spoken=False)
    shape.part(
        "beak",
        hull_of([ellipsoid(0.12, 0.12, 0.1, 8), ellipsoid(0.12, 0.06, 0.1, 8).move(0.0, -0.07, 0.22)]).move(
            0.0, head[1] - 0.02, head[2] + 0.17
        ),
        orange,
    )
    shape.part(
        "knob",
        sphere(0.06, 8).move(0.0, head[1] + 0.07, head[2] + 0.15),
        draw.color("black", unlike=white),
        spoken=False,
    )
    shape.part(
        "eye",
        pair(sphere(0.035, 8).move(0.1, head[1] + 0.04, head[2] + 0.06)),
        draw.color("black", "dark red", unlike=white),
    )
    if pose == "wings raised":
        shape.phrase("with raised wings")
        shape.part("wing", pair(_spread_wing(0.9, 0.55, 0.12, 0.55).turn(y=28).move(0.24, 0.46, 0.05)), white)
    else:
        shape.part("wing", _folded_wing(0.31, 0.42, -0.05, 0.8, 0.44, 16), white)
    return shape


@kind("peacock", theme=THEME)
def peacock(draw: Draw) -> Shape:
    """A blue bird with a wheel of feathers with eyes, or the train trailing behind, or half raised."""
    shape = Shape()
    blue = draw.color("blue", "blue", "teal", "white")
    green = draw.color("green", "teal", "dark green", "turquoise", unlike=blue)
    pose = shape.variant(draw.choice("fanned tail", "lowered tail"))
    body = hull_of([ellipsoid(0.42, 0.46, 0.6).move(0.0, 0.62, 0.0), sphere(0.12, 8).move(0.0, 0.66, -0.34)])
    path: list[Vector] = [(0.0, 0.66, 0.2), (0.0, 0.9, 0.38), (0.0, 1.25, 0.34)]
    neck = tube(curve(path, 3), [0.18, 0.16, 0.14, 0.12, 0.11, 0.1, 0.1])
    head: Vector = (0.0, 1.3, 0.38)
    shape.part("body", union([body, neck, sphere(0.135, 12).move(*head)]), blue, spoken=False)
    shape.part(
        "beak",
        cone(0.08, 0.18, 6).turn(x=95).move(0.0, 1.29, 0.56),
        draw.color("yellow", "grey", "beige", unlike=blue),
    )
    _add_eyes(draw, shape, head, 0.11, 0.032, 0.03, 0.06)
    crest = [
        union(
            [
                rod((0.0, 1.4, 0.36), (0.1 * n, 1.62 - 0.03 * abs(n), 0.28), 0.022, sides=6),
                sphere(0.05, 8).move(0.1 * n, 1.63 - 0.03 * abs(n), 0.28),
            ]
        )
        for n in (-1, 0, 1)
    ]
    shape.part("crest", union(crest), green if draw.chance() else blue)
    gold = draw.color("gold", "yellow", "orange", unlike=[green, blue])
    count = shape.variant(draw.choice("nine feathers", "eleven feathers"))
    number = 9 if count == "nine feathers" else 11
    if pose == "fanned tail":
        shape.phrase("with its tail fanned")
        feather = hull_of([ellipsoid(0.12, 0.2, 0.07, 8).move(y=0.25), ellipsoid(0.4, 0.5, 0.09, 8).move(y=1.1)])
        angles = [-96 + 192 * n / (number - 1) for n in range(number)]
        shape.part(
            "tail feather", [feather.turn(z=angle).turn(x=-14).move(0.0, 0.68, -0.24) for angle in angles], green
        )
        dots = [
            ellipsoid(0.24, 0.28, 0.13, 8).move(y=1.12).turn(z=angle).turn(x=-14).move(0.0, 0.68, -0.23)
            for angle in angles
        ]
        shape.part("eyespot", dots, gold)
        inner = [
            ellipsoid(0.12, 0.14, 0.17, 8).move(y=1.12).turn(z=angle).turn(x=-14).move(0.0, 0.68, -0.23)
            for angle in angles
        ]
        shape.part("eyespot center", inner, blue, spoken=False)
    else:
        train = hull_of(
            [ellipsoid(0.3, 0.3, 0.3, 12).move(0.0, 0.66, -0.3), ellipsoid(0.7, 0.16, 0.5, 12).move(0.0, 0.18, -1.5)]
        )
        shape.part("tail", train, green)
        spots = [
            (x, 0.66 - 0.27 * t, -0.3 - 0.85 * t)
            for t, xs in ((0.6, (0.0,)), (1.0, (-0.16, 0.16)), (1.45, (-0.24, 0.0, 0.24)))
            for x in xs
        ]
        shape.part("eyespot", [sphere(0.09, 8).scale(y=0.6).move(x, y + 0.08, z) for x, y, z in spots], gold)
    shape.part(
        "wing",
        _folded_wing(0.19, 0.66, 0.0, 0.46, 0.3),
        draw.color("brown", "light brown", "white", unlike=[blue, green]),
    )
    _add_legs(shape, 0.12, 0.04, 0.5, 0.04, draw.color("grey", "light brown", "beige"))
    return shape
