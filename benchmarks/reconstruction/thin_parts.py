"""Things with thin parts: walls, legs, blades and wires of 0.02 to 0.06 on a longest side of 2, and bare sheets."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from benchmarks.reconstruction.modelling import (
    Triangles,
    box,
    circle,
    extruded,
    joined,
    of_trimesh,
    rod,
    sheet,
    swept,
    turned,
    union,
    upright,
)


def table() -> Triangles:
    legs = [box((x, y, 0), (x + 0.05, y + 0.05, 1.2)) for x in (-0.95, 0.9) for y in (-0.55, 0.5)]
    return upright(union([*legs, box((-1, -0.6, 1.18), (1, 0.6, 1.23))]))


def plate() -> Triangles:
    """0.04 thick."""
    top = [(1.0, 0.19), (0.7, 0.08), (0.6, 0.04), (0, 0.04)]
    return upright(turned([(0, 0), (0.6, 0), (0.7, 0.04), (1.0, 0.15), *top], 96))


def cup() -> Triangles:
    """Walls of 0.05 and a handle 0.06 thick."""
    body = turned([(0, 0), (0.6, 0), (0.7, 1.6), (0.65, 1.6), (0.55, 0.05), (0, 0.05)], 72)
    angle = np.linspace(-1.9, 1.9, 25)
    handle = np.stack([0.72 + 0.4 * np.cos(angle), 0 * angle, 0.85 + 0.45 * np.sin(angle)], axis=1)
    rods = [rod(a, b, 0.03) for a, b in pairwise(handle)]
    core = turned([(0, 0.05), (0.56, 0.05), (0.65, 1.7), (0, 1.7)], 72)
    return upright(union([body, *rods]) - core)


def lampshade() -> Triangles:
    """A tube of 0.03, open at both ends."""
    return upright(turned([(1.0, 0), (0.6, 1.3), (0.57, 1.3), (0.97, 0)], 96))


def leaf() -> Triangles:
    """A bare sheet."""
    return sheet(_blade(np.linspace(-1, 1, 41), 0.45))


def fern() -> Triangles:
    """Twenty bare leaflets on a stem 0.03 thick."""
    t = np.linspace(0, 1, 40)
    stem = np.stack([0.5 * t**2, 2 * t - 0.4 * t**2, 0 * t], axis=1)
    parts = [swept(stem, np.full(40, 0.015), closed=False, sides=10)]
    for i in range(6, 36, 3):
        for side in (-1, 1):
            leaflet = 0.5 * (1 - t[i]) + 0.14
            place = _blade(np.linspace(-1, 1, 21), 0.3) + np.array([1, 0, 0])
            x, y, z = (leaflet * place / 2).transpose(2, 0, 1)
            parts.append(sheet(np.stack([z, y + 0.4 * x, side * x], axis=-1) + stem[i]))
    return joined(parts)


def _blade(along: np.ndarray, width: float) -> np.ndarray:
    """(n, 13, 3) a bent leaf from x = -1 to 1."""
    across = np.linspace(-1, 1, 13)
    x = np.repeat(along[:, None], 13, axis=1)
    z = width * (np.sqrt(np.maximum(1 - along**2, 0)) * (1 - 0.3 * along))[:, None] * across
    return np.stack([x, 0.25 * (1 - x**2) + 0.3 * np.abs(z), z], axis=-1)


def wave() -> Triangles:
    """A bare sheet like cloth."""
    x, z = np.meshgrid(np.linspace(-1, 1, 61), np.linspace(-0.8, 0.8, 41), indexing="ij")
    return sheet(np.stack([x, 0.18 * np.sin(5 * x) * np.cos(2 * z), z], axis=-1))


def wire_chair() -> Triangles:
    """Rods 0.05 thick and a seat of 0.03."""
    corners = [(x, y) for x in (-0.45, 0.45) for y in (-0.45, 0.45)]
    legs = [rod((x, y, 0), (x, y, 2.0 if y > 0 else 0.9), 0.025) for x, y in corners]
    rails = [rod((-0.45, 0.45, z), (0.45, 0.45, z), 0.025) for z in (1.2, 1.5, 1.8, 1.98)]
    stays = [rod((x, -0.45, 0.3), (x, 0.45, 0.3), 0.025) for x in (-0.45, 0.45)]
    return upright(union([*legs, *rails, *stays, box((-0.48, -0.48, 0.88), (0.48, 0.48, 0.91))]))


def fork() -> Triangles:
    """0.04 thick, tines 0.06 wide."""
    parts = [box((-1, -0.05, 0), (0.3, 0.05, 0.04)), box((0.25, -0.22, 0), (0.5, 0.22, 0.04))]
    tines = [box((0.45, y, 0), (1, y + 0.06, 0.04)) for y in (-0.22, -0.08, 0.02, 0.16)]
    return upright(union([*parts, *tines]))


def sword() -> Triangles:
    """A blade of diamond section, 0.06 at its middle and sharp at its edges."""
    from manifold3d import Manifold

    section = [(0.11, 0), (0, 0.03), (-0.11, 0), (0, -0.03)]
    blade = Manifold.hull_points([(x, y, z) for x, y in section for z in (0.5, 1.75)] + [(0, 0, 2.0)])
    guard = box((-0.3, -0.04, 0.45), (0.3, 0.04, 0.52))
    return upright(union([blade, guard, rod((0, 0, 0.05), (0, 0, 0.5), 0.04), Manifold.sphere(0.07, 24)]))


def open_box() -> Triangles:
    """Walls of 0.04."""
    return upright(box((-1, -0.7, 0), (1, 0.7, 0.9)) - box((-0.96, -0.66, 0.04), (0.96, 0.66, 1)))


def umbrella() -> Triangles:
    """A canopy of 0.025 on a stick 0.04 thick."""
    angle = np.linspace(0, 1.2, 20)
    outer = [(1.07 * np.sin(a), 1.07 * np.cos(a)) for a in angle]
    inner = [(1.045 * np.sin(a), 1.045 * np.cos(a)) for a in angle[::-1]]
    canopy = turned(outer + inner, 72)
    return upright(union([canopy, rod((0, 0, -0.7), (0, 0, 1.06), 0.02)]))


def wheel() -> Triangles:
    """A rim 0.06 thick with ten spokes of 0.04."""
    import trimesh
    from manifold3d import Manifold, Mesh

    rim = trimesh.creation.torus(0.97, 0.03, major_sections=96, minor_sections=16)
    ring = Manifold(Mesh(np.asarray(rim.vertices, np.float32), np.asarray(rim.faces, np.uint32)))
    ends = np.column_stack([circle(0.97, 10), np.zeros(10)])
    hub = rod((0, 0, -0.1), (0, 0, 0.1), 0.12, 32)
    return upright(union([ring, hub, *(rod((0, 0, 0), end, 0.02) for end in ends)]).rotate((90, 0, 0)))


def fence() -> Triangles:
    """Pickets of 0.03."""
    outline = np.array([[-0.07, 0], [0.07, 0], [0.07, 1.0], [0, 1.15], [-0.07, 1.0]])
    picket = extruded([outline], 0.03).rotate((90, 0, 0))
    rails = [box((-1, 0, z), (1, 0.04, z + 0.08)) for z in (0.25, 0.8)]
    return upright(union([*rails, *(picket.translate((x, 0.005, 0)) for x in np.linspace(-0.9, 0.9, 8))]))


def hoop_net() -> Triangles:
    """Crossed wires 0.04 thick in a hoop."""
    import trimesh

    hoop = trimesh.creation.torus(0.975, 0.025, major_sections=96, minor_sections=14)
    wires = []
    for place in np.linspace(-0.7, 0.7, 5):
        reach = float(np.sqrt(0.975**2 - place**2))
        wires += [rod((-reach, place, 0), (reach, place, 0), 0.02), rod((place, -reach, 0), (place, reach, 0), 0.02)]
    return joined([of_trimesh(hoop), upright(union(wires))])


THIN_PARTS: dict[str, tuple[str, Callable[[], Triangles]]] = {
    "table": ("a table with slim legs", table),
    "plate": ("a plate", plate),
    "cup": ("a cup", cup),
    "lampshade": ("a lampshade", lampshade),
    "leaf": ("a leaf", leaf),
    "fern": ("a fern", fern),
    "wave": ("a cloth", wave),
    "wire-chair": ("a metal chair", wire_chair),
    "fork": ("a fork", fork),
    "sword": ("a sword", sword),
    "open-box": ("an open box", open_box),
    "umbrella": ("an umbrella", umbrella),
    "wheel": ("a spoked wheel", wheel),
    "fence": ("a fence", fence),
    "hoop-net": ("a net in a hoop", hoop_net),
}
"""Name -> what the text model is told, and the triangles."""

SHEETS = ("leaf", "fern", "wave")
"""Those with bare sheets, which have no volume."""
