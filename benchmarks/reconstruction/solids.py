"""Everyday and awkward solids, generated: no download and no licence but that of the libraries that make them."""

from collections.abc import Callable

import numpy as np

from benchmarks.reconstruction.modelling import (
    Triangles,
    box,
    circle,
    extruded,
    grid,
    level_set,
    of_open3d,
    of_trimesh,
    rod,
    swept,
    turned,
    union,
    upright,
)
from shape_diff.machine.optional_parts import OPEN3D


def torus() -> Triangles:
    import trimesh

    return of_trimesh(trimesh.creation.torus(1.0, 0.35))


def capsule() -> Triangles:
    import trimesh

    return of_trimesh(trimesh.creation.capsule(1.2, 0.4))


def ring() -> Triangles:
    import trimesh

    return of_trimesh(trimesh.creation.annulus(0.6, 1.0, 0.35))


def rock() -> Triangles:
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=4)
    x, y, z = ball.vertices.T
    bumps = 0.12 * np.sin(5 * x + 1) * np.sin(4 * y + 2) + 0.08 * np.sin(9 * z + 3 * x) + 0.04 * np.sin(13 * y - 7 * z)
    ball.vertices *= (1 + bumps)[:, None] * np.array([1.0, 0.8, 0.65])
    return of_trimesh(ball)


def gear() -> Triangles:
    angle = np.arange(64) * 2 * np.pi / 64
    radius = np.where(np.arange(64) % 4 < 2, 1.0, 0.8)
    outline = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return upright(extruded([outline, circle(0.3)[::-1]], 0.4))


def vase() -> Triangles:
    height = np.linspace(0, 2, 24)
    radius = 0.42 + 0.2 * np.sin(2.6 * height) - 0.06 * height
    outer = list(zip(radius, height, strict=True))
    inner = [(r - 0.1, max(h, 0.12)) for r, h in outer if h > 0.1]
    return upright(turned([(0, 0), *outer, *inner[::-1], (0, 0.12)]))


def goblet() -> Triangles:
    profile = [(0, 0), (0.5, 0), (0.5, 0.06), (0.14, 0.16), (0.1, 0.8), (0.3, 1.0), (0.5, 1.3), (0.55, 1.8)]
    inside = [(0.47, 1.8), (0.42, 1.35), (0.25, 1.1), (0, 1.02)]
    return upright(turned(profile + inside))


def pawn() -> Triangles:
    body = [(0, 0), (0.55, 0), (0.55, 0.15), (0.45, 0.25), (0.25, 0.45), (0.18, 1.0), (0.32, 1.1), (0.32, 1.16)]
    angle = np.linspace(-0.9, np.pi / 2, 16)
    head = [(0.28 * np.cos(a), 1.45 + 0.28 * np.sin(a)) for a in angle[:-1]]
    return upright(turned([*body, (0.17, 1.2), *head, (0, 1.73)]))


def knot() -> Triangles:
    t = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    ring_radius = 1 + 0.45 * np.cos(3 * t)
    curve = np.stack([ring_radius * np.cos(2 * t), 0.5 * np.sin(3 * t), ring_radius * np.sin(2 * t)], axis=1)
    return swept(curve, np.full(200, 0.2), closed=True)


def moebius() -> Triangles:
    """An open sheet with one side."""
    return of_open3d(OPEN3D.load().geometry.TriangleMesh.create_mobius(length_split=120, width_split=10, width=0.8))


def bracket() -> Triangles:
    plates = union([box((0, 0, 0), (1.6, 1, 0.2)), box((0, 0, 0), (0.2, 1, 1.4))])
    rib = extruded([np.array([[0, 0], [1.1, 0], [0, 1.0]])], 0.15).rotate((90, 0, 0)).translate((0.15, 0.58, 0.15))
    holes = union([rod((x, y, -1), (x, y, 1), 0.13, 32) for x in (0.8, 1.3) for y in (0.25, 0.8)])
    bore = rod((-1, 0.5, 1.0), (1, 0.5, 1.0), 0.22, 32)
    return upright(union([plates, rib]) - holes - bore)


def drilled_sphere() -> Triangles:
    from manifold3d import Manifold

    drills = union([rod((-2 * axis).tolist(), (2 * axis).tolist(), 0.4, 48) for axis in np.eye(3)])
    return upright(Manifold.sphere(1.0, 96) - drills)


def menger() -> Triangles:
    sponge = box((0, 0, 0), (9, 9, 9))
    for size, step in ((3, 9), (1, 3)):
        starts = [(a + size, b + size) for a in range(0, 9, step) for b in range(0, 9, step)]
        for turn in ((0, 0, 0), (90, 0, 0), (0, 90, 0)):
            bars = union([box((a, b, -1), (a + size, b + size, 10)) for a, b in starts])
            sponge -= bars.translate((-4.5, -4.5, -4.5)).rotate(turn).translate((4.5, 4.5, 4.5))
    return upright(sponge)


def gyroid_ball() -> Triangles:
    x, y, z = grid(1.1, 80)
    a, b, c = 4.5 * x, 4.5 * y, 4.5 * z
    gyroid = np.sin(a) * np.cos(b) + np.sin(b) * np.cos(c) + np.sin(c) * np.cos(a)
    return level_set(np.maximum((np.abs(gyroid) - 0.5) / 6, np.sqrt(x**2 + y**2 + z**2) - 1), 1.1)


def metaballs() -> Triangles:
    x, y, z = grid(1.6)
    centers = np.array([[0.5, 0.2, 0], [-0.5, 0, 0.2], [0.1, -0.4, -0.4], [0, 0.6, -0.3], [-0.2, -0.2, 0.7]])
    field = sum(0.09 / ((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 + 1e-3) for a, b, c in centers)
    return level_set(1 - np.asarray(field), 1.6)


def cushion() -> Triangles:
    """A superellipsoid with soft edges."""
    x, y, z = grid(1.1)
    return level_set((x**6 + (y / 0.55) ** 2 + z**6) ** (1 / 3) - 1, 1.1)


def double_torus() -> Triangles:
    x, y, z = grid(1.6)
    curve = (x**2 - 1.1) * x**2 + 0.9 * y**2
    return level_set(curve**2 + 0.7 * z**2 - 0.06, 1.6)


def letters() -> Triangles:
    return of_open3d(OPEN3D.load().t.geometry.TriangleMesh.create_text("3D", depth=4).to_legacy())


def arrow() -> Triangles:
    return of_open3d(OPEN3D.load().geometry.TriangleMesh.create_arrow(0.25, 0.5, 1.2, 0.8, resolution=40))


def crystal() -> Triangles:
    from manifold3d import Manifold

    generator = np.random.default_rng(5)
    prism = np.column_stack([circle(0.4, 6), np.full(6, 0.6)])
    points = np.concatenate([prism, prism * [1, 1, -1], [[0.05, 0, 1.2], [0, 0.05, -1]]])
    return upright(Manifold.hull_points((points + generator.uniform(-0.05, 0.05, points.shape)).tolist()))


def spring() -> Triangles:
    t = np.linspace(0, 8 * np.pi, 320)
    curve = np.stack([0.7 * np.cos(t), t / (4 * np.pi), 0.7 * np.sin(t)], axis=1)
    return swept(curve, np.full(320, 0.13), closed=False)


def shell() -> Triangles:
    t = np.linspace(0, 5 * np.pi, 220)
    growth = np.exp(0.14 * t)
    curve = growth[:, None] * np.stack([np.cos(t), -1.1 + 0 * t, np.sin(t)], axis=1)
    return swept(curve, 0.62 * growth, closed=False)


def stairs() -> Triangles:
    return upright(union([box((0.3 * i, 0, 0), (1.8, 1, 0.25 * (i + 1))) for i in range(6)]))


def house() -> Triangles:
    roof = extruded([np.array([[-0.1, 0], [1.3, 0], [0.6, 0.7]])], 1.8).rotate((90, 0, 0)).translate((0, 1.7, 0.9))
    body = union([box((0, 0, 0), (1.2, 1.6, 0.95)), roof, box((0.85, 1.1, 0.9), (1.05, 1.3, 1.75))])
    windows = [box((-1, y, 0.4), (0.08, y + 0.35, 0.75)) for y in (0.2, 1.0)]
    return upright(body - union([*windows, box((0.4, -1, -1), (0.8, 0.08, 0.6))]))


def twisted_column() -> Triangles:
    square = np.array([[-0.4, -0.4], [0.4, -0.4], [0.4, 0.4], [-0.4, 0.4]])
    column = extruded([square], 1.7, 150).translate((0, 0, 0.15))
    return upright(union([column, box((-0.6, -0.6, 0), (0.6, 0.6, 0.2)), box((-0.6, -0.6, 1.8), (0.6, 0.6, 2))]))


def bolt() -> Triangles:
    head = extruded([circle(0.55, 6)], 0.4)
    groove = union([turned([(0.24, h), (0.4, h - 0.05), (0.4, h + 0.05)]) for h in np.arange(-1.2, -0.2, 0.16)])
    return upright(union([head, rod((0, 0, -1.4), (0, 0, 0.1), 0.3, 48)]) - groove)


def dumbbell() -> Triangles:
    from manifold3d import Manifold

    weights = [Manifold.sphere(0.45, 64).translate((x, 0, 0)) for x in (-0.8, 0.8)]
    return upright(union([*weights, rod((-0.8, 0, 0), (0.8, 0, 0), 0.15, 32)]))


def chain() -> Triangles:
    """Three links that hang together without touching."""
    import trimesh

    links = []
    for i in range(3):
        link = trimesh.creation.torus(0.5, 0.13)
        link.vertices[:, 0] *= 1.4
        if i % 2:
            link.apply_transform(trimesh.transformations.rotation_matrix(np.pi / 2, [1, 0, 0]))
        link.apply_translation([0.9 * i, 0, 0])
        links.append(link)
    return of_trimesh(trimesh.util.concatenate(links))


SOLIDS: dict[str, tuple[str, Callable[[], Triangles]]] = {
    "torus": ("a ring", torus),
    "capsule": ("a pill", capsule),
    "ring": ("a flat ring", ring),
    "rock": ("a rock", rock),
    "gear": ("a gear wheel", gear),
    "vase": ("a vase", vase),
    "goblet": ("a goblet", goblet),
    "pawn": ("a chess pawn", pawn),
    "knot": ("a knotted ring", knot),
    "moebius": ("a twisted band", moebius),
    "bracket": ("a metal bracket", bracket),
    "drilled-sphere": ("a ball with holes", drilled_sphere),
    "menger": ("a cube with holes", menger),
    "gyroid-ball": ("a round lattice", gyroid_ball),
    "metaballs": ("a lump of blobs", metaballs),
    "cushion": ("a cushion", cushion),
    "double-torus": ("a figure eight", double_torus),
    "letters": ("the letters 3D", letters),
    "arrow": ("an arrow", arrow),
    "crystal": ("a crystal", crystal),
    "spring": ("a spring", spring),
    "shell": ("a snail shell", shell),
    "stairs": ("stairs", stairs),
    "house": ("a house", house),
    "twisted-column": ("a twisted column", twisted_column),
    "bolt": ("a bolt", bolt),
    "dumbbell": ("a dumbbell", dumbbell),
    "chain": ("a chain", chain),
}
"""Name -> what the text model is told, and the triangles."""
