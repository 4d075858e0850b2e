"""What stands in streets and parks; metres."""

from shape_diff.data.procedural.arrays import corners, grid, pair, ring, row
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.kinds.vehicle_parts import wheel
from shape_diff.data.procedural.outlines import arc, curve, regular, rounded_rectangle
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.registry import kind
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Flat,
    Solid,
    beam,
    box,
    capsule,
    cone,
    cylinder,
    dome,
    extrude,
    frustum,
    hull_of,
    revolve,
    rod,
    rounded_box,
    side_extrude,
    sphere,
    torus,
    tube,
    union,
)

THEME = "street"


def _pole_color(draw: Draw, *unlike: Color) -> Color:
    """Iron, steel or paint."""
    if draw.chance(0.65):
        return draw.material("iron", "steel", unlike=unlike)
    return draw.color("dark green", "white", "dark blue", "brown", "dark red", "teal", unlike=unlike)


@kind("street lamp", synonyms=("street light", "lamp post", "streetlight"), theme=THEME)
def street_lamp(draw: Draw) -> Shape:
    """A pole with a lantern on top, one or more globes, or a bent neck with a flat lamp."""
    shape = Shape()
    pole = _pole_color(draw)
    glow = draw.color("yellow", "white", "beige", "orange", unlike=pole)
    style = shape.variant(draw.choice("lantern", "globe", "bent neck", "two lamps", "three globes"))
    high = draw.uniform(2.6, 3.4)
    base = shape.variant(draw.choice("round base", "square base"))
    foot = frustum(0.26, 0.12, 0.45).stand() if base == "round base" else box(0.36, 0.4, 0.36).stand()
    shape.part("post", cylinder(0.075, high, 10).stand(), pole)
    shape.part("base", foot, pole, spoken=False)
    if style == "lantern":
        shape.part("lantern", frustum(0.16, 0.27, 0.5, 6).stand(y=high), glow)
        shape.part("bars", ring(rod((0.0, high, 0.15), (0.0, high + 0.5, 0.26), 0.045), 6, 30), pole, spoken=False)
        cap = frustum(0.36, 0.08, 0.22, 6).stand(y=high + 0.48) + sphere(0.07, 8).move(y=high + 0.74)
        shape.part("lantern roof", cap + cylinder(0.2, 0.09, 6).stand(y=high - 0.05), pole)
    elif style == "globe":
        shape.part("globe", sphere(0.3, 16).move(y=high + 0.24), glow)
        shape.part("collar", frustum(0.1, 0.2, 0.14).stand(y=high - 0.06), pole, spoken=False)
    elif style == "three globes":
        arm = tube(curve([(0.0, high - 0.5, 0.0), (0.3, high - 0.6, 0.0), (0.48, high - 0.3, 0.0)], 3), 0.055)
        shape.part("arm", pair(arm), pole)
        globes = [sphere(0.22, 12).move(y=high + 0.16), *pair(sphere(0.22, 12).move(0.48, high - 0.14))]
        shape.part("globe", globes, glow)
    else:
        sides = [1] if style == "bent neck" else [1, -1]
        path = curve(
            [(0.0, high - 0.1, 0.0), (0.06, high + 0.28, 0.0), (0.4, high + 0.45, 0.0), (0.85, high + 0.42, 0.0)], 3
        )
        neck = tube(path, 0.065)
        head = hull_of([box(0.62, 0.1, 0.26).center(0.95, high + 0.43), box(0.3, 0.1, 0.14).center(0.95, high + 0.53)])
        light = rounded_box(0.48, 0.12, 0.2, 0.04).center(0.97, high + 0.35)
        both = [[one if side == 1 else one.mirror("x") for side in sides] for one in (neck, head, light)]
        shape.part("neck", both[0], pole)
        shape.part("lamp head", both[1], draw.color("dark grey", "silver", "black", unlike=glow))
        shape.part("light", both[2], glow)
    if style in ("lantern", "globe") and draw.chance(0.35):
        basket = sphere(0.2, 8).move(0.32, 0.62 * high)
        shape.part("flower basket", pair(basket), draw.color("pink", "red", "purple", "yellow", unlike=pole))
        shape.part("hanger", rod((-0.34, 0.7 * high, 0.0), (0.34, 0.7 * high, 0.0), 0.045), pole, spoken=False)
    return shape


@kind("traffic light", synonyms=("traffic signal", "stoplight"), theme=THEME)
def traffic_light(draw: Draw) -> Shape:
    """Three lights in a box: on a post, on a long arm, or for people on foot with two."""
    shape = Shape()
    housing = draw.color("black", "dark grey", "yellow", "dark green")
    pole = _pole_color(draw, housing)
    style = shape.variant(draw.choice("post", "arm", "pedestrian", weights=(3, 1, 1)))
    looks = ["green", "yellow", "red"] if style != "pedestrian" else ["green", "red"]
    tall = 0.42 * len(looks) + 0.12
    low = {"post": 1.7, "arm": 2.75 - tall, "pedestrian": 1.5}[style]
    x = 1.3 if style == "arm" else 0.0
    form = shape.variant(draw.choice("boxy", "rounded"))
    outline = rounded_rectangle(0.52, tall, 0.22 if form == "rounded" else 0.03, 4)
    shape.part("housing", extrude(outline, 0.32).center(x, low + tall / 2, 0.0), housing)
    hoods = []
    for number, look in enumerate(looks):
        y = low + 0.27 + 0.42 * number
        shape.part("light", cylinder(0.15, 0.12, 14).turn(x=90).move(x, y, 0.16), draw.color(look))
        shade = (cylinder(0.22, 0.2, 14) - cylinder(0.14, 1, 14)).turn(x=90) - box(1, 0.4, 1).hang(y=-0.02)
        hoods.append(shade.move(x, y, 0.24))
    shape.part("hood", hoods, housing, spoken=False)
    if style == "arm":
        shape.part("post", cylinder(0.09, 3.0, 10).stand(), pole)
        shape.part("arm", rod((0.0, 2.9, 0.0), (1.5, 2.9, 0.0), 0.075), pole)
        shape.part("link", box(0.1, 0.25, 0.1).hang(x=x, y=2.95), pole, spoken=False)
    else:
        shape.part("post", cylinder(0.08, low + 0.1, 10).stand(), pole)
    shape.part("base", frustum(0.24, 0.16, 0.2).stand(), pole, spoken=False)
    if shape.variant(draw.choice("plain", "button")) == "button" and style != "arm":
        shape.part(
            "button box",
            box(0.22, 0.32, 0.2).center(y=1.0, z=0.1),
            draw.color("yellow", "orange", unlike=pole),
            plural="button boxes",
        )
    return shape


@kind("fire hydrant", synonyms=("hydrant",), theme=THEME)
def fire_hydrant(draw: Draw) -> Shape:
    """A stout post with a domed cap and hose outlets: slim, thick, or with a pillar of ribs."""
    shape = Shape()
    color = (
        draw.color("red", "red", "yellow", "orange")
        if draw.chance(0.8)
        else draw.color("blue", "green", "silver", "white")
    )
    other = draw.color("white", "silver", "yellow", "black", "blue", "red", unlike=color) if draw.chance(0.7) else color
    form = shape.variant(draw.choice("slim", "stout", "ribbed"))
    radius = 0.15 if form == "slim" else 0.2
    high = draw.uniform(0.62, 0.8)
    shape.part("body", cylinder(radius, high, 12).stand(), color, spoken=False)
    flanges = [cylinder(radius + 0.07, 0.07, 14).stand(), cylinder(radius + 0.05, 0.06, 14).stand(y=high - 0.04)]
    shape.part("flange", flanges, color, spoken=False)
    if form == "ribbed":
        shape.part("rib", ring(box(0.06, high - 0.12, 0.08).stand(y=0.06, z=radius), 8, 22.5), color, spoken=False)
    shape.part("cap", dome(radius + 0.02, 0.17, 14).move(y=high), other)
    shape.part("nut", cylinder(0.055, 0.12, 6).stand(y=high + 0.13), other, spoken=False)
    outlets = shape.variant(draw.choice("two outlets", "three outlets"))
    spots = [90, -90] if outlets == "two outlets" else [90, -90, 0]
    nozzle = union(
        [
            rod((0.0, 0.0, 0.05), (0.0, 0.0, radius + 0.12), 0.085, sides=10),
            rod((0.0, 0.0, radius + 0.08), (0.0, 0.0, radius + 0.17), 0.11, sides=6),
        ]
    )
    shape.part("outlet", [nozzle.turn(y=angle).move(y=0.66 * high) for angle in spots], other)
    if draw.chance(0.4):
        link = tube(
            curve(
                [
                    (radius + 0.12, 0.6 * high, 0.06),
                    (radius + 0.06, 0.3 * high, 0.14),
                    (0.06, 0.42 * high, radius + 0.02),
                ],
                3,
            ),
            0.02,
        )
        shape.part("chain", link, draw.color("dark grey", "silver", "black", unlike=color))
    return shape


@kind("mailbox", synonyms=("letter box", "letterbox", "postbox"), theme=THEME)
def mailbox(draw: Draw) -> Shape:
    """A round-topped box on a post with a flag, a pillar box, or a street box on legs."""
    shape = Shape()
    style = shape.variant(draw.choice("on a post", "pillar", "on legs"))
    color = draw.color("red", "blue", "yellow") if style != "on a post" and draw.chance(0.7) else draw.color()
    dark = draw.color("black", "white", "dark grey", unlike=color)
    if style == "on a post":
        outline = [(-0.2, 0.0), (0.2, 0.0), (0.2, 0.2), *arc((0.0, 0.2), 0.2, 15, 165, 7), (-0.2, 0.2)]
        post_ = shape.variant(draw.choice("wooden post", "metal post", "stones"))
        high = 0.95
        shape.part("box", extrude(outline, 0.72).move(y=high), color, spoken=False)
        shape.part(
            "door",
            extrude([(0.86 * x, 0.86 * y + 0.025) for x, y in outline], 0.76).move(y=high, z=0.02),
            color if draw.chance() else draw.color(unlike=color),
        )
        shape.part("knob", sphere(0.045, 8).move(y=high + 0.3, z=0.41), dark, spoken=False)
        post_color = draw.material(
            "wood" if post_ == "wooden post" else "iron" if post_ == "metal post" else "stone", unlike=color
        )
        post_solid = (
            box(0.14, 1.0, 0.14)
            if post_ == "wooden post"
            else cylinder(0.06, 1.0)
            if post_ == "metal post"
            else frustum(0.22, 0.14, 1.0, 7)
        )
        shape.part("post", post_solid.stand(), post_color)
        raised = shape.variant(draw.choice("flag up", "flag down"))
        flag = box(0.05, 0.36, 0.06).stand() + box(0.05, 0.14, 0.2).stand(y=0.24, z=0.07)
        flag = flag if raised == "flag up" else flag.turn(x=80)
        shape.part("flag", flag.move(0.21, high + 0.12, 0.0), draw.color("red", "yellow", "white", unlike=color))
    elif style == "pillar":
        shape.adjective("pillar-shaped")
        shape.part("body", cylinder(0.32, 1.3, 16).stand(y=0.05), color, spoken=False)
        shape.part("base", cylinder(0.36, 0.2, 16).stand(), dark)
        cap = cylinder(0.37, 0.1, 16).stand(y=1.33) + dome(0.36, 0.16, 16).move(y=1.42)
        shape.part("cap", cap, color)
        shape.part("slot", box(0.36, 0.07, 0.12).center(y=1.14, z=0.3), draw.color("black", "dark grey", unlike=color))
        shape.part("notice", box(0.26, 0.28, 0.1).center(y=0.8, z=0.3), draw.color("white", "yellow", unlike=color))
    else:
        shape.part(
            "body",
            side_extrude(
                [
                    (-0.28, 0.3),
                    (0.28, 0.3),
                    (0.28, 0.95),
                    *[(z, y) for z, y in arc((0.0, 0.95), 0.28, 15, 165, 7)],
                    (-0.28, 0.95),
                ],
                0.56,
            ),
            color,
            spoken=False,
        )
        shape.part("leg", corners(box(0.08, 0.34, 0.08).stand(), 0.24, 0.22), dark)
        shape.part(
            "flap",
            box(0.42, 0.16, 0.1).turn(x=-32).center(y=1.04, z=0.25),
            draw.color("silver", "white", "black", unlike=color),
        )
        shape.part("notice", box(0.3, 0.26, 0.06).center(y=0.66, z=0.28), draw.color("white", "yellow", unlike=color))
    return shape


@kind("bus stop", synonyms=("bus shelter",), theme=THEME)
def bus_stop(draw: Draw) -> Shape:
    """A shelter with a bench, of glass or boards, and a sign; or a sign on a post beside a bench."""
    shape = Shape()
    frame = _pole_color(draw)
    roof_color = draw.color(unlike=frame)
    style = shape.variant(draw.choice("glass", "boards", "brick"))
    if style == "glass":
        wall = draw.color("light blue", "turquoise", "light green", unlike=[frame, roof_color])
    else:
        wall = draw.material("wood" if style == "boards" else "brick", unlike=roof_color)
    width = draw.uniform(2.2, 2.8)
    shape.part("back wall", box(width, 1.7, 0.08).stand(y=0.2 if style == "glass" else 0.0, z=-0.55), wall)
    shape.part(
        "side wall", pair(box(0.08, 1.7, 0.9).stand(width / 2 - 0.04, 0.2 if style == "glass" else 0.0, -0.12)), wall
    )
    posts = [box(0.1, 2.1, 0.1).stand(x, 0.0, z) for x in (-width / 2, width / 2) for z in (-0.55, 0.35)]
    shape.part("post", posts, frame)
    roof = shape.variant(draw.choice("flat", "sloping", "curved"))
    if roof == "flat":
        top = box(width + 0.3, 0.12, 1.4).stand(y=2.05, z=-0.05)
    elif roof == "sloping":
        top = side_extrude([(-0.75, 1.95), (0.65, 2.2), (0.65, 2.32), (-0.75, 2.07)], width + 0.3)
    else:
        top = side_extrude([*arc((-0.05, 1.5), 0.95, 40, 140, 7), *arc((-0.05, 1.5), 0.82, 140, 40, 7)], width + 0.3)
    shape.part("roof", top, roof_color)
    seat = draw.material("wood", unlike=wall) if draw.chance(0.6) else draw.color(unlike=wall)
    legs = [box(0.1, 0.45, 0.3).stand(x, 0.0, -0.25) for x in (-0.6, 0.6)]
    shape.part("bench", box(1.6, 0.1, 0.4).center(y=0.46, z=-0.25) + union(legs), seat, plural="benches")
    sign = draw.color("blue", "yellow", "red", "green", unlike=frame)
    x = width / 2 + 0.45
    shape.part("signpost", cylinder(0.05, 2.5, 8).stand(x=x, z=0.3), frame)
    plate = (
        cylinder(0.28, 0.09, 16).turn(x=90)
        if shape.variant(draw.choice("round sign", "square sign")) == "round sign"
        else box(0.45, 0.5, 0.09)
    )
    shape.part("sign", plate.move(x, 2.45, 0.3), sign)
    return shape


@kind("trash can", synonyms=("garbage can", "litter bin", "rubbish bin", "dustbin"), theme=THEME)
def trash_can(draw: Draw) -> Shape:
    """A ribbed can with a lid, a wheeled bin, a park basket of slats or one with a domed swing lid."""
    shape = Shape()
    style = shape.variant(draw.choice("ribbed", "wheeled", "slats", "domed"))
    color = (
        draw.material("steel")
        if style == "ribbed" and draw.chance(0.6)
        else draw.color("green", "dark green", "grey", "blue", "dark grey", "black", "orange", "brown")
    )
    lid = draw.color(unlike=color) if draw.chance(0.4) else color
    if style == "wheeled":
        shape.call("wheelie bin")
        shape.part(
            "body",
            hull_of([box(0.44, 0.1, 0.44).stand(y=0.06), box(0.58, 0.1, 0.62).stand(y=0.9)]),
            color,
            spoken=False,
        )
        shape.part(
            "lid", side_extrude([(-0.36, 0.98), (0.34, 0.98), (0.34, 1.03), (-0.1, 1.12), (-0.36, 1.1)], 0.64), lid
        )
        shape.part(
            "wheel", pair(wheel(0.14, 0.1, 12).move(0.25, 0.14, -0.26)), draw.color("black", "dark grey", unlike=color)
        )
        shape.part("handle", rod((-0.26, 1.0, -0.42), (0.26, 1.0, -0.42), 0.04), lid)
        if draw.chance(0.5):
            shape.part(
                "label",
                box(0.26, 0.26, 0.1).turn(x=-6).center(y=0.55, z=0.25),
                draw.color("white", "yellow", "light green", unlike=color),
            )
    elif style == "slats":
        count = 12
        slat = beam((0.0, 0.04, 0.27), (0.0, 0.85, 0.34), 0.12, 0.05)
        shape.part(
            "liner",
            frustum(0.25, 0.31, 0.74).stand(y=0.06) - cylinder(0.25, 1).stand(y=0.5),
            draw.color("black", "dark grey"),
            spoken=False,
        )
        shape.part("slat", ring(slat, count), draw.material("wood") if draw.chance(0.7) else color)
        hoops = [torus(0.3, 0.06, 20, 6).move(y=0.2), torus(0.345, 0.06, 20, 6).move(y=0.75)]
        shape.part("hoop", hoops, draw.material("iron"), spoken=False)
    else:
        shape.part(
            "body", frustum(0.28, 0.34, 0.85, 16).stand() - cylinder(0.28, 1, 16).stand(y=0.6), color, spoken=False
        )
        if style == "ribbed":
            shape.part(
                "rib",
                [torus(0.3 + 0.055 * n, 0.05, 20, 6).move(y=0.22 + 0.42 * n) for n in range(2)],
                color,
                spoken=False,
            )
        top = shape.variant(draw.choice("closed", "open")) if style == "ribbed" else "closed"
        if style == "domed":
            shape.part("lid", dome(0.35, 0.36, 16).move(y=0.84), lid)
            opening = box(0.34, 0.18, 0.5).stand(y=0.92, z=0.35)
            shape.paint("opening", opening, draw.color("black", "dark grey", "white", unlike=lid), on="lid")
        elif top == "closed":
            cover = cylinder(0.38, 0.08, 16).stand(y=0.82) + dome(0.35, 0.12, 16).move(y=0.88)
            shape.part("lid", cover, lid)
            grip = tube([(-0.12, 0.94, 0.0), (-0.1, 1.06, 0.0), (0.1, 1.06, 0.0), (0.12, 0.94, 0.0)], 0.028)
            shape.part("handle", grip, draw.color("black", "dark grey", "silver", unlike=lid))
        else:
            shape.without("a lid")
            bags = [
                sphere(0.17, 8).move(-0.1, 0.84, 0.05),
                sphere(0.15, 8).move(0.12, 0.86, -0.05),
                box(0.16, 0.3, 0.12).turn(z=20).center(0.08, 0.9, 0.14),
            ]
            shape.part(
                "trash",
                union(bags),
                draw.color("white", "black", "light green", "light brown", unlike=color),
                mass=True,
            )
        if style == "ribbed":
            ear = tube([(0.3, 0.7, -0.1), (0.42, 0.68, -0.08), (0.42, 0.68, 0.08), (0.3, 0.7, 0.1)], 0.03)
            shape.part("side handle", pair(ear), draw.color("black", "dark grey", "silver", unlike=color))
    return shape


@kind("stop sign", theme=THEME)
def stop_sign(draw: Draw) -> Shape:
    """A red octagon with a pale rim and bar, on a post that stands in the ground, on a base or in a wheel."""
    shape = Shape()
    red = draw.color("red", "red", "red", "dark red")
    pale = draw.color("white", "white", "beige", "yellow")
    post = draw.material("wood", "steel", "steel", unlike=red)
    high = draw.uniform(1.6, 2.2)
    eight = regular(8, 0.5)
    shape.part("rim", extrude(eight, 0.1).move(y=high), pale)
    shape.part("sign", extrude([(0.86 * x, 0.86 * y) for x, y in eight], 0.13).move(y=high, z=0.01), red)
    letters = shape.variant(draw.choice("bar", "hand", "letters"))
    if letters == "bar":
        shape.paint("bar", box(0.66, 0.15, 0.3).center(y=high, z=0.1), pale, on="sign")
    elif letters == "hand":
        fingers = [
            capsule((0.09 * n - 0.135, high, 0.07), (0.115 * n - 0.17, high + 0.24 - 0.03 * abs(n - 1.5), 0.07), 0.045)
            for n in range(4)
        ]
        palm = rounded_box(0.34, 0.26, 0.2, 0.06).center(y=high - 0.1)
        thumb = capsule((0.14, high - 0.12, 0.07), (0.25, high + 0.06, 0.07), 0.045)
        hand = union([palm, thumb, *fingers]) & box(2, 9, 0.4)
        shape.part("hand", hand & box(2, 9, 0.3).center(y=high, z=-0.03), pale)
    else:
        strokes = row(box(0.1, 0.26, 0.3).center(y=high, z=0.1), 4, 0.17)
        shape.paint("letter", strokes, pale, on="sign", spoken=False)
    base = shape.variant(draw.choice("plain", "block", "plate", "crossbar"))
    square = base in ("block", "crossbar")
    pole = box(0.1, high + 0.3, 0.1).stand() if square else cylinder(0.055, high + 0.3, 8).stand()
    shape.part("post", pole.move(z=-0.06), post)
    if base == "block":
        shape.part("base", frustum(0.34, 0.26, 0.22, 4).stand(z=-0.06), draw.material("stone", unlike=post))
    elif base == "plate":
        shape.part(
            "base", cylinder(0.3, 0.08, 16).stand(z=-0.06), draw.color("black", "dark grey", "yellow", unlike=post)
        )
    elif base == "crossbar":
        shape.part(
            "foot", [box(0.7, 0.09, 0.1).stand(z=-0.06), box(0.1, 0.09, 0.7).stand(z=-0.06)], post, plural="feet"
        )
    return shape


@kind("road barrier", synonyms=("traffic barrier", "roadblock"), theme=THEME)
def road_barrier(draw: Draw) -> Shape:
    """A striped board on two stands, a bar on a turning post, a concrete block or a water-filled one."""
    shape = Shape()
    style = shape.variant(draw.choice("barricade", "boom", "concrete", "sawhorse"))
    pale = draw.color("white", "white", "yellow")
    bright = draw.color("red", "orange", "red", "black", unlike=pale)
    if style in ("barricade", "sawhorse"):
        boards = draw.integer(1, 3) if style == "barricade" else 1
        step = 0.34
        plank = box(1.7, 0.24, 0.08)
        low = 0.5 if boards > 1 else 0.85
        shape.part("board", [plank.center(y=low + step * n, z=0.06) for n in range(boards)], pale)
        slanted = [box(0.17, 4, 1).turn(z=-30).move(x=x, y=0.9) for x in (-0.75, -0.3, 0.15, 0.6)]
        shape.paint("stripe", slanted, bright, on="board")
        stand = draw.color("dark grey", "black", "white", "orange", "yellow", unlike=pale)
        if style == "barricade":
            post = box(0.09, low + step * boards, 0.08).stand(x=0.65) + box(0.12, 0.09, 0.7).stand(x=0.65)
        else:
            post = beam((0.65, 0.0, 0.35), (0.65, 1.0, 0.0), 0.09, 0.08) + beam(
                (0.65, 0.0, -0.35), (0.65, 1.0, 0.0), 0.09, 0.08
            )
        shape.part("stand", pair(post), stand)
        if shape.variant(draw.choice("lamps", "plain")) == "lamps":
            top = low + step * (boards - 1) + 0.12
            lamp = cylinder(0.11, 0.12, 12).turn(x=90).move(0.65, top + 0.14, 0.06)
            shape.part("lamp", pair(lamp), draw.color("yellow", "orange", "red", unlike=[pale, stand]))
    elif style == "boom":
        raised = shape.variant(draw.choice("lowered", "raised"))
        case = draw.color("grey", "yellow", "dark grey", "blue", "orange", unlike=pale)
        shape.part("cabinet", rounded_box(0.4, 1.0, 0.4, 0.06).stand(x=-1.1), case)
        bar = box(2.6, 0.14, 0.1).move(x=1.1)
        shape.part("bar", bar.turn(z=55 if raised == "raised" else 0).move(x=-1.2, y=0.85, z=0.24), pale)
        stripes = [
            box(0.28, 0.5, 1).move(x=x).turn(z=55 if raised == "raised" else 0).move(x=-1.2, y=0.85, z=0.24)
            for x in (0.3, 0.9, 1.5, 2.1)
        ]
        shape.paint("stripe", stripes, bright, on="bar")
        if raised == "lowered":
            shape.part(
                "rest",
                box(0.1, 0.85, 0.1).stand(1.05, 0.0, 0.24) + box(0.3, 0.08, 0.3).stand(1.05, 0.0, 0.24),
                case,
                spoken=False,
            )
        shape.adjective(raised)
    else:
        profile = [
            (-0.32, 0.0),
            (0.32, 0.0),
            (0.32, 0.12),
            (0.16, 0.36),
            (0.1, 0.85),
            (-0.1, 0.85),
            (-0.16, 0.36),
            (-0.32, 0.12),
        ]
        count = draw.integer(1, 2)
        shape.variant("one" if count == 1 else "two")
        block = side_extrude([(z, y) for z, y in profile], 1.5)
        body = draw.material("stone") if draw.chance(0.6) else draw.color("red", "white", "orange")
        shape.part("block", [block.move(x=1.56 * (n - (count - 1) / 2)) for n in range(count)], body, spoken=count > 1)
        if draw.chance(0.6):
            stripes = row(box(0.2, 0.9, 2).turn(z=-25).center(y=0.65), 3 * count, 0.5)
            shape.paint(
                "stripe",
                [one & box(9, 0.3, 9).center(y=0.65) for one in stripes],
                draw.color("yellow", "red", "white", unlike=body),
                on="block",
            )
    return shape


@kind("traffic cone", synonyms=("safety cone", "pylon"), theme=THEME, has_front=False)
def traffic_cone(draw: Draw) -> Shape:
    """A cone on a base with bands: one cone, a stack, or one lying on its side; some round-based."""
    shape = Shape()
    color = draw.color("orange", "orange", "orange", "red", "yellow", "light green")
    band = draw.color("white", "white", "silver", "yellow", unlike=color)
    base_form = shape.variant(draw.choice("square base", "round base", "eight-sided base"))
    base_color = color if draw.chance(0.6) else draw.color("black", "dark grey", unlike=color)
    if base_form == "square base":
        base = rounded_box(0.46, 0.06, 0.46, 0.02)
    else:
        base = cylinder(0.26, 0.06, 16 if base_form == "round base" else 8)
    high = shape.graded(draw.uniform(0.5, 0.85), low=("short", 0.56), high=("tall", 0.78))
    count = draw.choice(1, 1, 1, 2, 3)
    pose = shape.variant("stack" if count > 1 else draw.choice("standing", "lying", weights=(3, 1)))
    if count > 1:
        shape.call("stack of traffic cones")
    cone_ = frustum(0.17, 0.045, high, 16).stand(y=0.04)
    stripes = draw.integer(1, 2)
    shape.variant(f"{stripes} bands")
    bands = [box(1, 0.13 * high / 0.6, 1).center(y=0.04 + high * y) for y in ((0.5,) if stripes == 1 else (0.35, 0.7))]

    def turned(solid: Solid) -> Solid:
        return solid.turn(x=98).move(y=0.21) if pose == "lying" else solid

    lift = 0.16
    bodies = [turned(cone_.move(y=lift * n)) for n in range(count)]
    shape.part("cone", union(bodies), color, spoken=False)
    top = lift * (count - 1)
    shape.paint("band", [turned(one.move(y=top)) for one in bands], band, on="cone")
    shape.part("base", [turned(base.stand(y=lift * n)) for n in range(count)], base_color)
    if pose == "lying":
        shape.phrase("lying on its side")
    return shape


@kind("parking meter", theme=THEME)
def parking_meter(draw: Draw) -> Shape:
    """A head with a window and a coin slot on a post: round-topped, square or two heads."""
    shape = Shape()
    color = (
        draw.color("grey", "dark grey", "silver", "dark blue", "red", "dark green", "black")
        if draw.chance(0.8)
        else draw.color()
    )
    post = _pole_color(draw, color)
    style = shape.variant(draw.choice("round top", "square", "two heads"))
    high = 1.05
    outline = [(-0.15, 0.0), (0.15, 0.0), (0.18, 0.3), *arc((0.0, 0.3), 0.18, 15, 165, 7), (-0.18, 0.3)]
    if style == "square":
        outline = [(-0.18, 0.0), (0.18, 0.0), (0.18, 0.46), (-0.18, 0.46)]
    places = [0.0] if style != "two heads" else [-0.26, 0.26]
    shape.part("head", [extrude(outline, 0.24).move(x, high, 0.0) for x in places], color, spoken=len(places) > 1)
    screen = (
        extrude(arc((0.0, 0.3), 0.12, 0, 180, 8), 0.28) if style != "square" else box(0.24, 0.14, 0.28).center(y=0.32)
    )
    shape.part(
        "window",
        [screen.move(x, high, 0.01) for x in places],
        draw.color("white", "light blue", "light green", unlike=color),
    )
    slot = box(0.06, 0.1, 0.06).center(y=high + 0.16, z=0.12)
    shape.part("coin slot", [slot.move(x=x + 0.07) for x in places], draw.color("black", "silver", unlike=color))
    knob = cylinder(0.045, 0.09, 10).turn(x=90).move(y=high + 0.15, z=0.14)
    shape.part("knob", [knob.move(x=x - 0.05) for x in places], draw.color("red", "yellow", "silver", unlike=color))
    shape.part("post", cylinder(0.05, high + 0.03, 10).stand(), post)
    if style == "two heads":
        shape.part("crossbar", box(0.7, 0.08, 0.12).center(y=high), post, spoken=False)
    base = shape.variant(draw.choice("flange", "block", "plain"))
    if base == "flange":
        shape.part("base", cylinder(0.15, 0.07, 14).stand(), post)
    elif base == "block":
        shape.part("base", box(0.36, 0.16, 0.36).stand(), draw.material("stone", unlike=post))
    return shape


@kind("phone booth", synonyms=("telephone booth", "telephone box", "phone box"), theme=THEME)
def phone_booth(draw: Draw) -> Shape:
    """A cabin of glass panes in a frame, with a domed, flat or peaked roof; the door shut or away."""
    shape = Shape()
    color = draw.color("red", "red", "red", "blue", "dark green", "yellow", "black", "white")
    glass = draw.color("light blue", "turquoise", "white", "beige", "black", unlike=color)
    width, high = 0.9, 2.0
    shape.part("booth", box(width, high, width).stand(y=0.1), color, spoken=False)
    columns, rows = draw.choice((2, 4), (3, 5), (3, 6), (1, 2))
    shape.variant(f"{columns}x{rows} panes")
    step_x, step_y = 0.72 / columns, 1.5 / rows
    pane = box(step_x - 0.07, step_y - 0.07, 0.2).center(y=1.2, z=width / 2)
    face = grid(pane, columns, rows, step_x, step_y)
    panes = [one.turn(y=angle) for angle in (0, 90, 180, 270) for one in face]
    shape.paint("pane", panes, glass, on="booth")
    shape.part(
        "plinth",
        box(width + 0.12, 0.14, width + 0.12).stand(),
        draw.color("black", "dark grey", "grey", unlike=color) if draw.chance(0.4) else color,
        spoken=False,
    )
    sign = draw.color("white", "yellow", "black", unlike=color)
    shape.part("sign", box(0.7, 0.14, width + 0.08).center(y=2.16) + box(width + 0.08, 0.14, 0.7).center(y=2.16), sign)
    roof = shape.variant(draw.choice("domed", "flat", "peaked"))
    ledge = box(width + 0.14, 0.12, width + 0.14).stand(y=2.06 + 0.16)
    if roof == "domed":
        ledge = ledge + dome(0.62, 0.22, 16).move(y=2.32) & box(width + 0.1, 9, width + 0.1)
    elif roof == "peaked":
        ledge = ledge + frustum(0.72, 0.1, 0.35, 4).stand(y=2.32)
    shape.part("top", box(width, 0.2, width).stand(y=2.04), color, spoken=False)
    shape.part("roof", ledge, color if draw.chance(0.7) else draw.color(unlike=color))
    shape.part(
        "handle",
        box(0.07, 0.3, 0.1).center(0.32, 1.1, width / 2 + 0.03),
        draw.color("gold", "silver", "black", unlike=color),
    )
    return shape


@kind("fountain", theme=THEME, has_front=False)
def fountain(draw: Draw) -> Shape:
    """A basin of water with bowls in tiers, a jet, or a ball in its middle; round, eight-sided or square."""
    shape = Shape()
    stone = draw.material("stone", "marble")
    water = draw.color("light blue", "blue", "turquoise", unlike=stone)
    form = shape.variant(draw.choice("round", "octagonal", "square"))
    if form != "round":
        shape.adjective(form)
    sides = {"round": 20, "octagonal": 8, "square": 4}[form]
    wide = 1.1 if sides > 4 else 1.4
    basin = cylinder(wide, 0.4, sides).stand() - cylinder(wide - 0.16, 1, sides).stand(y=0.12)
    rim = cylinder(wide + 0.06, 0.09, sides) - cylinder(wide - 0.18, 1, sides)
    shape.part("basin", basin + rim.stand(y=0.36), stone)
    shape.part("water", cylinder(wide - 0.1, 0.16, sides).stand(y=0.12), water, mass=True)
    style = shape.variant(draw.choice("tiers", "jet", "ball", "bowl"))
    bowl = [(0.12, 0.0), (0.3, 0.08), (0.62, 0.2), (0.66, 0.28), (0.56, 0.28), (0.1, 0.16)]
    if style in ("tiers", "bowl"):
        count = draw.integer(2, 3) if style == "tiers" else 1
        scales = [1.0, 0.66, 0.4][:count]
        heights = [0.75, 1.25, 1.6][:count]
        shape.part("column", frustum(0.2, 0.11, heights[-1] - 0.1).stand(y=0.1), stone)
        shape.part(
            "bowl",
            [
                revolve([(scale * r, y) for r, y in bowl], 16).move(y=h)
                for scale, h in zip(scales, heights, strict=True)
            ],
            stone,
        )
        pools = [cylinder(0.58 * scale, 0.08, 16).move(y=h + 0.2) for scale, h in zip(scales, heights, strict=True)]
        shape.part("pool", pools, water, spoken=False)
        top = heights[-1] + 0.2
        shape.part(
            "spout",
            revolve([(0.05, top), (0.08, top + 0.2), (0.16, top + 0.34), (0.05, top + 0.42)], 10),
            water,
            spoken=False,
        )
        if draw.chance(0.5):
            stream = tube(
                curve([(0.0, heights[0] + 0.24, 0.6), (0.0, heights[0] + 0.2, 0.72), (0.0, 0.2, 0.82)], 3), 0.045
            )
            shape.part("stream", ring(stream, 6), water)
    elif style == "jet":
        shape.part("pedestal", frustum(0.26, 0.18, 0.5).stand(y=0.08), stone)
        jet = rod((0.0, 0.5, 0.0), (0.0, 1.5, 0.0), 0.09, 0.06)
        arcs = ring(
            tube(curve([(0.0, 1.35, 0.0), (0.0, 1.62, 0.26), (0.0, 1.2, 0.52), (0.0, 0.26, 0.7)], 3), 0.05),
            draw.choice(5, 6, 8),
        )
        shape.part("jet", jet + union(arcs), water)
    else:
        shape.part("pedestal", frustum(0.4, 0.28, 0.65, 8).stand(y=0.08), stone)
        shape.part("ball", sphere(0.4, 16).move(y=1.05), draw.material("marble", "stone", "gold", unlike=stone))
        shape.part("spout", revolve([(0.05, 1.4), (0.09, 1.6), (0.18, 1.72), (0.05, 1.8)], 10), water)
    return shape


@kind("bollard", theme=THEME, has_front=False)
def bollard(draw: Draw) -> Shape:
    """A short thick post: with a ball, domed, cut off slantwise or a mooring post; some in a row with a chain."""
    shape = Shape()
    color = _pole_color(draw) if draw.chance(0.6) else draw.material("stone")
    band = draw.color("white", "yellow", "red", "silver", unlike=color)
    form = shape.variant(draw.choice("ball", "domed", "slanted", "mooring"))
    high, radius = draw.uniform(0.75, 1.0), 0.12
    if form == "mooring":
        high, shaft = (
            0.6,
            revolve([(0.3, 0.0), (0.3, 0.08), (0.18, 0.14), (0.16, 0.4), (0.28, 0.48), (0.28, 0.56), (0.12, 0.64)], 16),
        )
    elif form == "slanted":
        shaft = cylinder(radius, high, 14).stand() - box(1, 1, 1).turn(x=30).move(y=high + 0.42, z=0.2)
    elif form == "domed":
        shaft = cylinder(radius, high, 14).stand() + dome(radius, 0.1, 14).move(y=high - 0.01)
    else:
        shaft = (
            frustum(0.14, 0.1, high, 12).stand()
            + cylinder(0.16, 0.08, 12).stand()
            + sphere(0.15, 12).move(y=high + 0.09)
        )
    places = (
        [-0.6, 0.6]
        if shape.variant(draw.choice("one", "chained", weights=(2, 1))) == "chained" and form != "mooring"
        else [0.0]
    )
    if len(places) > 1:
        shape.call("pair of bollards")
    shape.part("post", [shaft.move(x=x) for x in places], color, spoken=False)
    if form != "mooring" and shape.variant(draw.choice("banded", "plain")) == "banded":
        bands = [box(0.9, 0.1, 1).center(x=x, y=0.75 * high) for x in places]
        shape.paint("band", bands, band, on="post")
    if len(places) > 1:
        path = [(x, 0.72 * high - 0.22 * (1 - (x / 0.6) ** 2), 0.0) for x in (-0.6, -0.36, -0.12, 0.12, 0.36, 0.6)]
        shape.part("chain", tube(path, 0.035), draw.material("iron", unlike=color))
    return shape


@kind("signpost", synonyms=("direction sign", "guidepost"), theme=THEME)
def signpost(draw: Draw) -> Shape:
    """A post with pointed boards in several directions, boards in a fan, or one hanging board."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.7) else _pole_color(draw)
    board = draw.material("wood", unlike=wood) if draw.chance(0.5) else draw.color(unlike=wood)
    style = shape.variant(draw.choice("arrows", "crossed", "hanging"))
    high = 1.9
    base = shape.variant(draw.choice("plain", "stones", "grass"))
    post = box(0.13, high, 0.13).stand() if draw.chance() else cylinder(0.07, high, 8).stand()
    shape.part("post", post, wood)
    arrow: list[Flat] = [(-0.3, -0.13), (0.55, -0.13), (0.75, 0.0), (0.55, 0.13), (-0.3, 0.13)]
    if style == "arrows":
        count = draw.integer(2, 4)
        plates = []
        for number in range(count):
            plate = extrude(arrow, 0.07).move(z=0.09)
            plates.append(
                (plate if number % 2 == 0 else plate.mirror("x"))
                .turn(z=draw.uniform(-5, 5))
                .move(y=high - 0.2 - 0.34 * number)
            )
        shape.part("arrow board", plates, board)
    elif style == "crossed":
        count = draw.integer(2, 4)
        plates = [
            extrude(arrow, 0.07).move(x=0.32).turn(y=20 + 360 / count * n).move(y=high - 0.2 - 0.3 * (n % 2))
            for n in range(count)
        ]
        shape.part("arrow board", plates, board)
    else:
        shape.part("arm", box(1.1, 0.1, 0.1).center(0.4, high - 0.1), wood)
        shape.part(
            "chain",
            [box(0.045, 0.2, 0.045).hang(x, high - 0.12, 0.0) for x in (0.3, 0.8)],
            draw.color("dark grey", "black"),
            spoken=False,
        )
        shape.part("board", box(0.75, 0.45, 0.08).hang(0.55, high - 0.28, 0.0), board)
    shape.part("cap", cone(0.13, 0.16, 8).stand(y=high - 0.02), wood, spoken=False)
    if base == "stones":
        stones = [sphere(draw.uniform(0.14, 0.2), 8).scale(1, 0.7, 1).move(0.0, 0.08, 0.18) for _ in range(5)]
        shape.part("rock", [one.turn(y=72 * n) for n, one in enumerate(stones)], draw.material("stone"))
    elif base == "grass":
        tuft = ring(cone(0.07, 0.3, 5).turn(x=18).move(y=0.12, z=0.12), 7)
        shape.part(
            "grass", union([*tuft, cylinder(0.22, 0.06, 10).stand()]), draw.color("green", "light green"), mass=True
        )
    return shape


@kind("gas pump", synonyms=("petrol pump", "fuel pump"), theme=THEME)
def gas_pump(draw: Draw) -> Shape:
    """A cabinet with a display, a hose and a nozzle: modern and square, round-topped or old with a globe."""
    shape = Shape()
    color = draw.color()
    pale = draw.color("white", "beige", "light grey", "black", unlike=color)
    style = shape.variant(draw.choice("modern", "round top", "globe"))
    width, high = 0.66, 1.5
    outline = [(-width / 2, 0.0), (width / 2, 0.0), (width / 2, high), (-width / 2, high)]
    if style == "round top":
        outline = [*outline[:2], (width / 2, high), *arc((0.0, high), width / 2, 10, 170, 8), (-width / 2, high)]
    shape.part("cabinet", extrude(outline, 0.44).move(y=0.1), color, spoken=False)
    shape.part("base", box(width + 0.2, 0.14, 0.62).stand(), draw.material("stone", unlike=color), spoken=False)
    shape.paint("panel", box(0.5, 0.5, 0.3).center(y=0.55, z=0.22), pale, on="cabinet")
    screen = draw.color("light blue", "white", "black", "light green", unlike=color)
    face = shape.variant(draw.choice("square display", "dial"))
    dial = box(0.46, 0.3, 0.08) if face == "square display" else cylinder(0.2, 0.08, 16).turn(x=90)
    shape.part("display" if face == "square display" else "dial", dial.center(y=1.28, z=0.22), screen)
    if style == "globe":
        shape.part("neck", cylinder(0.1, 0.2).stand(y=high + 0.05), color, spoken=False)
        shape.part(
            "globe",
            sphere(0.27, 16).scale(1, 1, 0.6).move(y=high + 0.45),
            draw.color("white", "yellow", "red", unlike=color),
        )
    elif style == "modern":
        shape.part("sign", rounded_box(width + 0.1, 0.3, 0.5, 0.04).stand(y=high + 0.06), draw.color(unlike=color))
    x = width / 2
    hose = curve(
        [
            (x - 0.05, 1.3, 0.05),
            (x + 0.26, 1.1, 0.08),
            (x + 0.3, 0.5, 0.1),
            (x + 0.16, 0.36, 0.1),
            (x + 0.08, 0.6, 0.1),
            (x + 0.06, 0.86, 0.1),
        ],
        3,
    )
    shape.part("hose", tube(hose, 0.035), draw.material("rubber"))
    nozzle = box(0.1, 0.22, 0.14).center(x + 0.07, 0.95, 0.1) + rod((x + 0.07, 1.0, 0.1), (x + 0.07, 1.14, 0.26), 0.035)
    shape.part("nozzle", nozzle, draw.color("silver", "red", "green", "yellow", unlike=color))
    return shape


@kind("park bench", synonyms=("garden bench",), theme=THEME)
def park_bench(draw: Draw) -> Shape:
    """Wooden slats on curled iron ends, on stone blocks, or round a tree."""
    shape = Shape()
    wood = draw.material("wood") if draw.chance(0.7) else draw.color("green", "dark green", "red", "white", "blue")
    style = shape.variant(draw.choice("iron ends", "stone ends", "swan neck"))
    metal = draw.material("stone" if style == "stone ends" else "iron", unlike=wood)
    length = shape.graded(draw.uniform(1.3, 2.0), low=("short", 1.42), high=("long", 1.85))
    slats = draw.integer(3, 4)
    seat = [box(length, 0.055, 0.11).center(y=0.45, z=0.2 - 0.13 * n) for n in range(slats)]
    back = [box(length, 0.12, 0.055).turn(x=-12).center(y=0.62 + 0.15 * n, z=-0.27 - 0.03 * n) for n in range(3)]
    shape.part("slat", seat + back, wood)
    if style == "stone ends":
        block = box(0.2, 0.45, 0.5).stand(z=-0.02) + beam((0.0, 0.3, -0.24), (0.0, 1.0, -0.4), 0.2, 0.14)
        end = block.move(x=length / 2 - 0.22)
    else:
        leg = curve(
            [
                (0.0, 0.03, 0.36),
                (0.0, 0.2, 0.22),
                (0.0, 0.42, 0.26),
                (0.0, 0.42, -0.18),
                (0.0, 0.7, -0.3),
                (0.0, 1.02, -0.4),
            ],
            3,
        )
        rear = curve([(0.0, 0.42, -0.14), (0.0, 0.2, -0.2), (0.0, 0.03, -0.4)], 3)
        end = tube(leg, 0.045) + tube(rear, 0.045)
        end = end.move(x=length / 2 - 0.12)
    shape.part("end", pair(end), metal, spoken=False)
    if style == "iron ends" or (style == "swan neck" and draw.chance()):
        rest = curve([(0.0, 0.42, 0.22), (0.0, 0.68, 0.26), (0.0, 0.7, 0.1), (0.0, 0.68, -0.3)], 3)
        shape.part("armrest", pair(tube(rest, 0.04).move(x=length / 2 - 0.12)), metal)
    beside = shape.variant(draw.choice("alone", "lamp", "bin", weights=(3, 1, 1)))
    x = length / 2 + 0.35
    if beside == "lamp":
        shape.phrase("beside a lamp")
        shape.part("lamp post", cylinder(0.05, 1.9, 8).stand(x=x, z=-0.3), metal)
        shape.part("lamp", sphere(0.2, 12).move(x, 2.0, -0.3), draw.color("yellow", "white", unlike=metal))
    elif beside == "bin":
        shape.phrase("beside a bin")
        shape.part(
            "bin",
            frustum(0.17, 0.22, 0.6).stand(x=x, z=-0.1) - cylinder(0.17, 1).stand(x=x, y=0.45, z=-0.1),
            draw.color("dark green", "black", "grey", unlike=wood),
        )
    return shape
