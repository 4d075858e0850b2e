"""What vehicles share: wheels, arches, windows and lamps. Axles lie along x, the front is +z."""

from collections.abc import Sequence

from shape_diff.data.procedural.arrays import pair, ring
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import Flat, Solid, box, cylinder, hoop, rod, side_extrude, union


def wheel(radius: float, width: float, sides: int = 16) -> Solid:
    """A plain wheel about the origin."""
    return cylinder(radius, width, sides).turn(z=90)


def spoked_wheel(radius: float, width: float, spokes: int, rim: float = 0.14) -> Solid:
    """A wheel of rim, spokes and hub about the origin; `rim` is the rim's share of the radius."""
    inner = (1 - rim) * radius
    section = [(inner, -width / 2), (radius, -width / 2), (radius, width / 2), (inner, width / 2)]
    bars = ring(rod((0.0, 0.0, 0.0), (0.0, 0.0, inner + 0.05 * radius), 0.4 * width), spokes)
    return union([hoop(section, 20), *bars, cylinder(0.2 * radius, 1.25 * width)]).turn(z=90)


def at_axles(one: Solid, track: float, height: float, axles: Sequence[float]) -> list[Solid]:
    """Copies at both ends of axles: at x = +-track, that height and each axle's z."""
    return [copy for z in axles for copy in pair(one.move(track, height, z))]


def add_wheels(
    draw: Draw,
    shape: Shape,
    radius: float,
    width: float,
    track: float,
    axles: Sequence[float],
    hub: Color | None = None,
) -> None:
    """Dark wheels that stand on the ground, with hubcaps, at both ends of each axle."""
    dark = draw.material("rubber")
    shape.part("wheel", at_axles(wheel(radius, width), track, radius, axles), dark)
    cap = wheel(0.52 * radius, 1.24 * width, 12)
    color = hub or draw.material("steel", unlike=dark)
    shape.part("hubcap", at_axles(cap, track, radius, axles), color, spoken=hub is not None)


def arched(body: Solid, radius: float, axles: Sequence[float], height: float | None = None) -> Solid:
    """A body with round arches cut for wheels of a radius."""
    arch = wheel(1.16 * radius, 10 * radius)
    return body - union([arch.move(y=radius if height is None else height, z=z) for z in axles])


def shrunk(outline: Sequence[Flat], x: float, y: float) -> list[Flat]:
    """An outline scaled about the middle of its bounding box."""
    middle = [(min(axis) + max(axis)) / 2 for axis in zip(*outline, strict=True)]
    return [(middle[0] + x * (a - middle[0]), middle[1] + y * (b - middle[1])) for a, b in outline]


def add_windows(
    shape: Shape,
    outline: Sequence[Flat],
    width: float,
    color: Color,
    on: str,
    panes: int = 2,
    windshield: bool = True,
    rear: bool = True,
    inset: Flat = (0.84, 0.64),
    x: float = 0.0,
) -> None:
    """Paint windows on a cabin: panes at each side, in front and behind.

    Args:
        shape: has the cabin as a part already.
        outline: of the cabin as seen from the right (z, y), convex.
        width: of the cabin.
        color: of the glass.
        on: name of the cabin.
        panes: windows at each side; 0 for none.
        windshield: whether there is one in front.
        rear: whether there is one behind.
        inset: how much of the cabin's length and height the windows take.
        x: where the cabin's middle is.
    """
    glass = shrunk(outline, *inset)
    back, front = min(z for z, _ in glass), max(z for z, _ in glass)
    low, high = min(y for _, y in glass), max(y for _, y in glass)
    windows = []
    if panes:
        step = (front - back) / panes
        side = side_extrude(glass, width).move(x=width / 2)
        panels = [box(2 * width, 9, 0.86 * step).center(z=back + (n + 0.5) * step, y=low) for n in range(panes)]
        windows += [copy for panel in panels for copy in pair(side & panel)]
    reach = max(z for z, _ in outline) - min(z for z, _ in outline)
    pane = box(0.78 * width, high - low, reach).center(y=(low + high) / 2)
    middle = (back + front) / 2
    windows += [pane.move(z=middle - reach / 2)] if rear else []
    windows += [pane.move(z=middle + reach / 2)] if windshield else []
    shape.paint("window", [pane.move(x=x) for pane in windows], color, on=on)


def add_lamps(draw: Draw, shape: Shape, x: float, y: float, z: float, radius: float, rear: float | None = None) -> None:
    """Round headlights at the front and, where `rear` says their z, square red lights behind."""
    lamp = cylinder(radius, radius, 12).turn(x=90)
    shape.part("headlight", pair(lamp.move(x, y, z)), draw.color("yellow", "white"))
    if rear is not None:
        shape.part(
            "taillight", pair(box(1.6 * radius, radius, radius).center(x, y, rear)), draw.color("red"), spoken=False
        )


def glass_color(draw: Draw, *unlike: Color) -> Color:
    """What windows look like from outside."""
    return draw.color("light blue", "turquoise", "dark grey", "black", "dark blue", unlike=unlike)
