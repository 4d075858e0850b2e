"""Trees, their stumps and logs, bushes and hedges; in metres by two."""

from shape_diff.data.procedural.arrays import ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.plants import BARK, GREENS, grass_blade, roughened
from shape_diff.data.procedural.outlines import curve
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
    box,
    cone,
    cylinder,
    dome,
    ellipsoid,
    frustum,
    prism,
    revolve,
    rod,
    rounded_box,
    sphere,
    torus,
    tube,
    union,
)

THEME = "plants"
AUTUMN = ("orange", "red", "yellow")


def _foliage(draw: Draw) -> Color:
    """Green four times out of five, else an autumn or blossom colour."""
    return draw.color(*GREENS) if draw.chance(0.8) else draw.color(*AUTUMN, "pink")


@kind("pine tree", synonyms=("fir tree", "conifer"), theme=THEME, has_front=False)
def pine_tree(draw: Draw) -> Shape:
    """Stacked cones on a trunk: round, many-sided or ragged; with snow or decorated for Christmas."""
    shape = Shape()
    green = draw.color("dark green", "dark green", "green", "green", "teal")
    shape.part("trunk", frustum(0.14, 0.11, 0.7, 8).stand(), draw.color(*BARK))
    tiers = shape.variant(f"{draw.choice(3, 3, 4, 5)} tiers")
    count = int(tiers[0])
    form = shape.variant(draw.choice("round", "six-sided", "ragged"))
    height = shape.graded(draw.uniform(1.7, 3.0), low=("small", 1.85), high=("tall", 2.75))
    tiers_: list[Solid] = []
    step = height / (count + 0.8)
    for number in range(count):
        radius = 0.75 * (1 - 0.72 * number / count)
        sides = {"round": 12, "six-sided": 6, "ragged": 8}[form]
        one = cone(radius, 1.8 * step, sides).stand(y=0.5 + step * number).turn(y=25 * number)
        if form == "ragged":
            lobes = ring(
                cone(0.36 * radius, 1.0 * step, 6).turn(x=18).stand(0.0, 0.46 + step * number, 0.66 * radius), 8
            )
            one = union([one, *lobes])
        tiers_.append(one)
    shape.part("tier", tiers_, green, spoken=False)
    top = 0.5 + step * (count - 1) + 1.8 * step
    style = shape.variant(draw.choice("plain", "snowy", "christmas", weights=(3, 1, 1)))
    if style == "snowy":
        shape.adjective("snowy")
        caps = [box(4, 0.8 * step, 4).stand(y=0.5 + step * number + 0.8 * step) for number in range(count)]
        caps[-1] = box(4, 3 * step, 4).stand(y=top - 0.9 * step)
        shape.paint("snow", caps[-1:] if count > 3 else caps[-2:], draw.color("white"), on="tier", mass=True)
    elif style == "christmas":
        shape.call("christmas tree")
        balls = [
            ball
            for number in range(count)
            for ball in ring(
                sphere(0.09, 8).move(0.0, 0.58 + step * number, 0.72 * (1 - 0.72 * number / count)),
                6 - number,
                start=40 * number,
            )
        ]
        shape.part("bauble", balls, draw.color("red", "gold", "blue", "yellow", unlike=green))
        shape.part("star", sphere(0.2, 4).scale(z=0.5).move(y=top + 0.05), draw.color("yellow", "gold"))
    return shape


@kind("tree", synonyms=("leafy tree", "deciduous tree"), theme=THEME, has_front=False)
def tree(draw: Draw) -> Shape:
    """A trunk with branches under a crown: one ball, a cloud of balls, an oval or a flat top; with fruit at times."""
    shape = Shape()
    leaves = _foliage(draw)
    bark = draw.color(*BARK)
    form = shape.variant(draw.choice("ball", "cloud", "oval", "umbrella"))
    high = shape.graded(draw.uniform(0.7, 1.3), low=("short", 0.78), high=("tall", 1.2))
    trunk = tube([(0.0, 0.0, 0.0), (0.04, 0.5 * high, 0.0), (0.0, high + 0.3, 0.0)], [0.2, 0.14, 0.11], 8)
    branch = rod((0.0, 0.75 * high, 0.0), (0.0, high + 0.2, 0.4), 0.08, 0.05, 6)
    shape.part("trunk", union([trunk, *ring(branch, draw.choice(2, 3), start=40)]), bark)
    low = high + 0.35
    if form == "ball":
        crown = [roughened(draw, sphere(0.75, 12), 0.14).move(y=low + 0.2)]
    elif form == "oval":
        crown = [roughened(draw, ellipsoid(1.1, 1.9, 1.1, 12), 0.12).move(y=low + 0.4)]
    elif form == "umbrella":
        crown = [ellipsoid(2.0, 0.6, 2.0, 12).move(y=low), ellipsoid(1.2, 0.5, 1.2, 12).move(y=low + 0.3)]
    else:
        crown = [
            *ring(roughened(draw, sphere(0.48, 8), 0.15).move(0.0, low, 0.5), draw.choice(4, 5)),
            sphere(0.55, 8).move(y=low + 0.45),
        ]
    shape.part("crown", union(crown), leaves)
    style = shape.variant(draw.choice("plain", "fruit", "blossom", weights=(3, 1, 1)))
    spots = [(turn, y) for turn, y in zip(range(20, 380, 45), (0.1, 0.5, -0.1, 0.35, 0.6, 0.0, 0.4, 0.2), strict=True)]
    if style != "plain":
        name, looks = (
            ("apple", ("red", "yellow")) if style == "fruit" else ("blossom", ("pink", "white", "light purple"))
        )
        reach = {"ball": 0.7, "oval": 0.5, "umbrella": 0.85, "cloud": 0.85}[form]
        ball = sphere(0.1 if style == "fruit" else 0.12, 8)
        places = [
            ball.move(0.0, low + (y if form != "umbrella" else 0.2 * y), reach * (1 - 0.25 * abs(y))).turn(y=turn)
            for turn, y in spots
        ]
        if style == "fruit":
            shape.call("apple tree")
        shape.part(name, places, draw.color(*looks, unlike=leaves))
    return shape


@kind("palm tree", synonyms=("palm", "coconut palm"), theme=THEME, has_front=False)
def palm_tree(draw: Draw) -> Shape:
    """A ringed, leaning trunk with a tuft of drooping fronds and coconuts, alone or on a sand island."""
    shape = Shape()
    bark = draw.color("light brown", "brown", "copper")
    lean = draw.uniform(0.1, 0.6)
    shape.variant(draw.choice("straight", "leaning"))
    if "straight" in shape.variants:
        lean = 0.0
    else:
        shape.adjective("leaning")
        lean += 0.25
    height = draw.uniform(1.8, 2.4)
    path = curve(
        [(0.0, 0.0, 0.0), (0.25 * lean, 0.35 * height, 0.0), (0.6 * lean, 0.7 * height, 0.0), (lean, height, 0.0)], 3
    )
    radii = [0.17 - 0.006 * n + (0.02 if n % 2 else -0.01) for n in range(len(path))]
    shape.part("trunk", tube(path, radii, 8), bark)
    count = draw.choice(6, 7, 8)
    frond_path = [(0.0, 0.0, 0.0), (0.0, 0.2, 0.4), (0.0, 0.1, 0.8), (0.0, -0.3, 1.1)]
    frond = tube(frond_path, [0.06, 0.1, 0.09, 0.025], 4).scale(x=1.9)
    shape.part(
        "frond",
        [one.move(lean, height, 0.0) for one in ring(frond, count, start=15)],
        draw.color("green", "green", "dark green", "light green"),
    )
    if shape.variant(draw.choice("coconuts", "no coconuts")) == "coconuts":
        nuts = ring(sphere(0.14, 8).move(0.0, -0.14, 0.17), 3)
        shape.part(
            "coconut", [nut.move(lean, height, 0.0) for nut in nuts], draw.color("dark brown", "brown", unlike=bark)
        )
    if shape.variant(draw.choice("island", "bare", weights=(1, 2))) == "island":
        shape.phrase("on a small island")
        shape.part("sand", dome(0.95, 0.2, 14), draw.color("beige", "yellow"), mass=True)
    return shape


@kind("birch tree", synonyms=("birch",), theme=THEME, has_front=False)
def birch_tree(draw: Draw) -> Shape:
    """White trunks with dark marks under light oval crowns: one, two or three stems."""
    shape = Shape()
    leaves = draw.color("light green", "light green", "yellow", "orange", "green")
    stems = draw.choice(1, 2, 3)
    shape.variant(f"{stems}")
    spots = {1: [(0.0, 0.0)], 2: [(-0.2, 0.0), (0.22, 0.05)], 3: [(-0.25, 0.0), (0.25, -0.1), (0.02, 0.25)]}[stems]
    form = shape.variant(draw.choice("oval", "clouds"))
    tall = draw.uniform(1.9, 2.4)
    trunks = [
        rod((0.6 * x, 0.0, 0.6 * z), (1.6 * x, tall - 0.2 * n, 1.6 * z), 0.11, 0.07, 8)
        for n, (x, z) in enumerate(spots)
    ]
    shape.part("trunk", trunks, draw.color("white"))
    marks = [
        box(0.3, 0.06, 0.2).center(0.6 * x + x * t + 0.06 * (-1) ** k, t * tall, 0.6 * z + z * t + 0.12)
        for x, z in spots
        for k, t in enumerate((0.12, 0.24, 0.36))
    ]
    shape.paint("mark", marks, draw.color("black", "dark grey"), on="trunk")
    crowns = []
    for number, (x, z) in enumerate(spots):
        top = tall - 0.2 * number
        if form == "oval":
            crowns.append(roughened(draw, ellipsoid(0.75, 1.4, 0.75, 10), 0.1).move(1.5 * x, top - 0.1, 1.5 * z))
        else:
            balls = [(0.22, -0.2, 0.0), (-0.22, -0.05, 0.1), (0.05, 0.25, 0.0), (0.0, -0.45, -0.15)]
            crowns.append(union([sphere(0.32, 8).move(1.5 * x + a, top + b, 1.5 * z + c) for a, b, c in balls]))
    shape.part("crown", crowns, leaves)
    return shape


@kind("dead tree", synonyms=("bare tree", "leafless tree"), theme=THEME, has_front=False)
def dead_tree(draw: Draw) -> Shape:
    """A crooked trunk with bare forked branches; broken, hollow or with a last leaf."""
    shape = Shape()
    bark = draw.color("brown", "dark brown", "dark grey", "grey", "black")
    height = draw.uniform(1.3, 1.7)
    trunk = tube(
        curve([(0.0, 0.0, 0.0), (0.1, 0.4 * height, 0.0), (-0.05, 0.75 * height, 0.05), (0.05, height, 0.0)], 2),
        [0.22, 0.17, 0.15, 0.13, 0.11, 0.1, 0.09],
        7,
    )
    shape.part(
        "trunk", union([trunk, *ring(rod((0.0, 0.2, 0.0), (0.0, -0.01, 0.36), 0.11, 0.05, 6), 4, start=20)]), bark
    )
    count = draw.integer(4, 6)
    form = shape.variant(draw.choice("forked", "crooked", "broken"))
    branches = []
    for number in range(count):
        low = height * (0.5 + 0.4 * number / count)
        rise, reach = draw.uniform(0.35, 0.6), draw.uniform(0.45, 0.65)
        points: list[Vector] = [(0.0, low, 0.0), (0.0, low + 0.3 * rise, 0.55 * reach), (0.08, low + rise, reach)]
        arm = tube(points, [0.085, 0.06, 0.035], 6)
        if form != "broken":
            twig = rod(points[1], (-0.18, low + rise + 0.15, 0.75 * reach), 0.045, 0.03, 5)
            arm = arm + twig
        branches.append(arm.turn(y=360 / count * number + draw.uniform(-15, 15)))
    shape.part("branch", branches, bark)
    if form != "broken":
        shape.part(
            "branch",
            tube(
                [(0.05, height - 0.1, 0.0), (0.2, height + 0.3, 0.05), (0.1, height + 0.6, 0.0)], [0.09, 0.06, 0.03], 6
            ),
            bark,
        )
    extra = shape.variant(draw.choice("plain", "hollow"))
    if extra == "hollow":
        shape.phrase("with a hollow")
        shape.part(
            "hollow",
            ellipsoid(0.16, 0.28, 0.2, 8).move(0.07, 0.42 * height, 0.1),
            draw.color("black", unlike=bark),
            spoken=False,
        )
    shape.without("leaves")
    return shape


@kind("tree stump", synonyms=("stump",), theme=THEME, has_front=False)
def tree_stump(draw: Draw) -> Shape:
    """A sawn-off trunk with roots and rings on its top, with an axe, mushrooms or a shoot."""
    shape = Shape()
    bark = draw.color(*BARK)
    wood = draw.color("beige", "light brown", unlike=bark)
    height = shape.graded(draw.uniform(0.4, 0.8), low=("low", 0.45), high=("tall", 0.72))
    shape.part("bark", revolve([(0.62, 0.0), (0.48, 0.15), (0.44, height)], 12), bark, mass=True)
    count = draw.choice(4, 5, 6)
    shape.part("root", ring(rod((0.0, 0.16, 0.3), (0.0, 0.02, 0.82), 0.15, 0.06, 6), count, start=15), bark)
    shape.part("cut face", cylinder(0.38, 0.06, 14).stand(y=height - 0.03), wood)
    for radius in (0.27, 0.13):
        shape.part("tree ring", torus(radius, 0.05, 14, 6).move(y=height + 0.025), bark)
    extra = shape.variant(draw.choice("plain", "axe", "mushrooms", "shoot"))
    if extra == "axe":
        blade = prism([(-0.08, -0.1), (0.3, -0.2), (0.3, 0.2), (-0.08, 0.1)], 0.1).turn(x=90, y=90).turn(z=0)
        handle = rod((0.0, height + 0.18, 0.1), (0.0, height + 0.7, 0.75), 0.045, sides=6)
        shape.part("axe head", blade.center(0.0, height + 0.12, 0.05), draw.material("steel", "iron"))
        shape.part("axe handle", handle, draw.color("light brown", "red", "brown", unlike=wood))
    elif extra == "mushrooms":
        spots = [(-25, 0.3, 0.14), (10, 0.15, 0.11), (40, 0.36, 0.12)]
        caps = [dome(size, 0.8 * size, 10).move(0.0, y, 0.5).turn(y=turn) for turn, y, size in spots]
        stems = [rod((0.0, y - 0.12, 0.44), (0.0, y + 0.03, 0.5), 0.05, sides=6).turn(y=turn) for turn, y, _ in spots]
        shape.part("mushroom stem", stems, draw.color("white", "beige", unlike=bark), spoken=False)
        shape.part("mushroom", caps, draw.color("red", "orange", "beige", "purple", unlike=bark))
    elif extra == "shoot":
        shape.part(
            "shoot",
            [grass_blade(0.4, 0.25, 0.09).turn(y=turn).move(0.15, height) for turn in (30, 200)],
            draw.color("green", "light green"),
        )
    return shape


@kind("log", synonyms=("wooden log", "tree trunk"), theme=THEME)
def log(draw: Draw) -> Shape:
    """A lying trunk with pale ends: one with a branch stub, a hollow one, or a pile of logs."""
    shape = Shape()
    bark = draw.color(*BARK)
    wood = draw.color("beige", "light brown", unlike=bark)
    form = shape.variant(draw.choice("single", "hollow", "pile"))
    sides = shape.variant(draw.choice("round", "eight-sided"))
    count = 8 if sides == "eight-sided" else 14
    body, face = cylinder(0.3, 1.9, count).turn(z=90), cylinder(0.24, 1.96, count).turn(z=90)
    if form == "pile":
        shape.call("pile of logs")
        spots = [(0.3, -0.6), (0.3, 0.0), (0.3, 0.6), (0.82, -0.3), (0.82, 0.3), (1.34, 0.0)][: draw.choice(3, 5, 6)]
        shape.part("log", [body.move(y=y, z=z) for y, z in spots], bark)
        shape.part("cut end", [face.move(y=y, z=z) for y, z in spots], wood, spoken=False)
        return shape
    if form == "hollow":
        shape.adjective("hollow")
        hole = cylinder(0.19, 4, 10).turn(z=90)
        shape.part("bark", body - hole, bark, mass=True)
        shape.part("inside", face - hole, wood, spoken=False)
    else:
        shape.part("bark", body, bark, mass=True)
        shape.part("cut end", [face.move(x=0.0)], wood, spoken=False)
        shape.part("tree ring", [cylinder(0.12, 2.0, count).turn(z=90)], bark, spoken=False)
    stub = rod((0.25, 0.1, 0.1), (0.4, 0.45, 0.3), 0.1, 0.08, 7)
    extra = shape.variant(draw.choice("branch stub", "moss", "plain"))
    if extra == "branch stub":
        shape.part("branch stub", stub, bark)
    elif extra == "moss":
        shape.paint(
            "moss",
            [ellipsoid(0.6, 0.4, 0.5, 10).move(x, 0.33, 0.0) for x in (-0.45, 0.35)],
            draw.color("green", "light green"),
            on="bark",
            mass=True,
        )
    return shape


@kind("bush", synonyms=("shrub",), theme=THEME, has_front=False)
def bush(draw: Draw) -> Shape:
    """A low cloud of leaves: lumpy, clipped to a ball or spiky; with berries or flowers."""
    shape = Shape()
    leaves = draw.color(*GREENS, "green", "light green", "dark green", "orange")
    form = shape.variant(draw.choice("lumpy", "ball", "spiky"))
    if form == "lumpy":
        shape.part(
            "leaves",
            union(
                [
                    *ring(roughened(draw, sphere(0.42, 8), 0.15).move(0.0, 0.32, 0.45), draw.choice(4, 5)),
                    sphere(0.5, 8).move(y=0.55),
                ]
            ),
            leaves,
            spoken=False,
        )
    elif form == "ball":
        shape.adjective("round")
        shape.part("stem", cylinder(0.12, 0.3, 8).stand(), draw.color(*BARK))
        shape.part("leaves", roughened(draw, sphere(0.65, 12), 0.1).move(y=0.8), leaves, spoken=False)
    else:
        shape.adjective("spiky")
        blades = [*ring(grass_blade(0.75, 0.7, 0.24), 9), *ring(grass_blade(1.0, 0.35, 0.24), 6, start=20)]
        shape.part("leaf", blades, leaves)
    extra = shape.variant(draw.choice("plain", "berries", "flowers"))
    if extra != "plain" and form != "spiky":
        name, looks = (
            ("berry", ("red", "purple", "dark blue"))
            if extra == "berries"
            else ("flower", ("pink", "white", "yellow", "light purple", "red"))
        )
        y, z = (0.42, 0.85) if form == "lumpy" else (0.7, 0.64)
        high = (0.85, 0.36) if form == "lumpy" else (1.2, 0.5)
        ball = sphere(0.085, 8)
        shape.part(
            name,
            [
                *ring(ball.move(0.0, y, z), 5, start=36 if form == "lumpy" else 0),
                *ring(ball.move(0.0, high[0], high[1]), 5, start=20),
            ],
            draw.color(*looks, unlike=leaves),
        )
    return shape


@kind("hedge", theme=THEME)
def hedge(draw: Draw) -> Shape:
    """A clipped green wall: straight, cornered, with balls on top or an arch cut through."""
    shape = Shape()
    leaves = draw.color("green", "green", "dark green", "light green")
    form = shape.variant(draw.choice("straight", "corner", "arch"))
    high = shape.graded(draw.uniform(0.7, 1.2), low=("low", 0.78), high=("tall", 1.1))
    wall = rounded_box(2.0, high, 0.5, 0.08).stand()
    if form == "corner":
        shape.adjective("cornered")
        wall = wall + rounded_box(0.5, high, 1.5, 0.08).stand(x=-0.75, z=0.5)
    elif form == "arch":
        shape.phrase("with an arch")
        wall = (
            rounded_box(2.0, 1.5, 0.5, 0.08).stand()
            - box(0.7, 0.8, 2).stand()
            - cylinder(0.35, 2, 14).turn(x=90).move(y=0.8)
        )
        high = 1.5
    shape.part("hedge", wall, leaves, spoken=False)
    top = shape.variant(draw.choice("flat", "balls", "flowers"))
    if top == "balls":
        shape.part("ball", [sphere(0.28, 10).move(x, high + 0.15) for x in (-0.75, 0.75)], leaves)
    elif top == "flowers":
        spots = [(-0.8, 0.5), (-0.55, 0.8), (0.6, 0.45), (0.85, 0.75), (0.5, 0.9), (-0.7, 0.25)]
        shape.part(
            "flower",
            [sphere(0.08, 6).move(x, y * high, 0.25) for x, y in spots],
            draw.color("white", "pink", "red", "yellow"),
        )
    if form == "straight" and draw.chance(0.4):
        shape.part("planter", box(2.1, 0.25, 0.62).stand(), draw.material("wood", "stone", "brick"))
    return shape
