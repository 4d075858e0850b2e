"""Outlines (x, y) to extrude and paths (x, y, z) for tubes, as lists of points."""

from collections.abc import Sequence

import numpy as np

from shape_diff.data.procedural.solids import Flat, Vector


def regular(sides: int, radius: float) -> list[Flat]:
    """A regular polygon with a flat side at the bottom."""
    return ellipse(2 * radius, 2 * radius, sides)


def ellipse(width: float, height: float, points: int = 16) -> list[Flat]:
    """An ellipse of full width and height as a polygon."""
    angle = 2 * np.pi * (np.arange(points) + 0.5) / points - np.pi / 2
    return [(float(width / 2 * np.cos(a)), float(height / 2 * np.sin(a))) for a in angle]


def rectangle(width: float, height: float) -> list[Flat]:
    """A rectangle around the origin."""
    x, y = width / 2, height / 2
    return [(-x, -y), (x, -y), (x, y), (-x, y)]


def rounded_rectangle(width: float, height: float, radius: float, points: int = 3) -> list[Flat]:
    """A rectangle with round corners of `points` points each."""
    radius = min(radius, 0.499 * width, 0.499 * height)
    corners = [(1, -1, -90.0), (1, 1, 0.0), (-1, 1, 90.0), (-1, -1, 180.0)]
    outline: list[Flat] = []
    for sx, sy, start in corners:
        middle = (sx * (width / 2 - radius), sy * (height / 2 - radius))
        outline += arc(middle, radius, start, start + 90.0, points)
    return outline


def star(tips: int, radius: float, inner: float) -> list[Flat]:
    """A star with a tip at the top; `inner` is the radius of its notches."""
    angle = np.pi / 2 + np.pi * np.arange(2 * tips) / tips
    radii = np.where(np.arange(2 * tips) % 2 == 0, radius, inner)
    return [(float(r * np.cos(a)), float(r * np.sin(a))) for a, r in zip(angle, radii, strict=True)]


def arc(middle: Flat, radius: float, start: float, end: float, points: int = 8) -> list[Flat]:
    """Points on a circle from one angle to another, in degrees counter-clockwise from +x, ends included."""
    angle = np.radians(np.linspace(start, end, points))
    return [(float(middle[0] + radius * np.cos(a)), float(middle[1] + radius * np.sin(a))) for a in angle]


def mirrored(half: Sequence[Flat]) -> list[Flat]:
    """The right half of an outline, from bottom to top, closed by its mirror image."""
    return [*half, *[(-x, y) for x, y in reversed(half) if x != 0.0]]


def smooth(outline: Sequence[Flat], rounds: int = 1) -> list[Flat]:
    """A closed outline with its corners cut (Chaikin): twice as many points each round."""
    points = np.array(outline, float)
    for _ in range(rounds):
        after = np.roll(points, -1, axis=0)
        points = np.stack([0.75 * points + 0.25 * after, 0.25 * points + 0.75 * after], axis=1).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in points]


def curve(points: Sequence[Vector], pieces: int = 4, closed: bool = False) -> list[Vector]:
    """A smooth path through points (Catmull-Rom), `pieces` straight steps between two of them."""
    given = np.array(points, float)
    if closed:
        padded = np.concatenate([given[-1:], given, given[:2]])
    else:
        padded = np.concatenate([2 * given[:1] - given[1:2], given, 2 * given[-1:] - given[-2:-1]])
    share = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    path: list[np.ndarray] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        bent = (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        path.append(b + 0.5 * ((c - a) * share + bent))
    ends = [] if closed else [given[-1:]]
    return [(float(x), float(y), float(z)) for x, y, z in np.concatenate([*path, *ends])]


def helix(radius: float, height: float, turns: float, points: int = 12) -> list[Vector]:
    """A rising spiral about the y axis from y = 0, with `points` points a turn."""
    share = np.linspace(0, 1, int(turns * points) + 1)
    angle = 2 * np.pi * turns * share
    return [
        (float(radius * np.cos(a)), float(height * s), float(radius * np.sin(a)))
        for a, s in zip(angle, share, strict=True)
    ]
