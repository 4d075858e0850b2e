"""The vocabulary of closed solids that kinds are built of: y up, front +z, sizes as full widths, angles in degrees.

Every solid but those given by points or heights of their own is made centred on the origin and then placed with
`stand`, `hang`, `center` or `move`. Booleans are exact (manifold3d).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from manifold3d import CrossSection, FillRule, Manifold, Mesh, OpType, triangulate

Vector = tuple[float, float, float]
Flat = tuple[float, float]
Axis = Literal["x", "y", "z"]


@dataclass(frozen=True, eq=False)
class Solid:
    """A closed body; every method returns a new one."""

    body: Manifold

    def move(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Shifted."""
        return Solid(self.body.translate((x, y, z)))

    def turn(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Turned about the axes through the origin, first x, then y, then z; right-handed degrees."""
        return Solid(self.body.rotate((x, y, z)))

    def scale(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> "Solid":
        """Stretched from the origin."""
        return Solid(self.body.scale((x, y, z)))

    def mirror(self, axis: Axis = "x") -> "Solid":
        """Its mirror image, x becoming -x for the axis x."""
        return Solid(self.body.mirror(_unit(axis)))

    def stand(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Placed with the middle of its bottom (of its bounding box) there."""
        low, high = self.bounds
        return self.move(x - (low[0] + high[0]) / 2, y - low[1], z - (low[2] + high[2]) / 2)

    def hang(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Placed with the middle of its top there."""
        low, high = self.bounds
        return self.move(x - (low[0] + high[0]) / 2, y - high[1], z - (low[2] + high[2]) / 2)

    def center(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Placed with the middle of its bounding box there."""
        low, high = self.bounds
        return self.move(x - (low[0] + high[0]) / 2, y - (low[1] + high[1]) / 2, z - (low[2] + high[2]) / 2)

    def aim(self, direction: Vector) -> "Solid":
        """Turned about the origin so that what pointed up (+y) points in a direction."""
        return Solid(self.body.transform(np.column_stack([_frame_of(np.asarray(direction, float)), np.zeros(3)])))

    def taper(self, top: float | Flat) -> "Solid":
        """Narrowed towards its top: x and z times `top` (one factor, or one each) there, 1 at the bottom."""
        low, high = self.bounds
        factor = np.broadcast_to(np.asarray(top, float), 2)

        def narrow(points: np.ndarray) -> np.ndarray:
            share = (points[:, 1:2] - low[1]) / (high[1] - low[1])
            middle = np.array([low[0] + high[0], low[2] + high[2]]) / 2
            flat = (points[:, [0, 2]] - middle) * (1 + (factor - 1) * share) + middle
            return np.column_stack([flat[:, 0], points[:, 1], flat[:, 1]])

        return self.warp(narrow)

    def bend(self, degrees: float, pieces: int = 6) -> "Solid":
        """Bent forward (towards +z): the bottom stays, the top turns by the angle; the length of its middle stays."""
        low, high = self.bounds
        height, angle = high[1] - low[1], np.radians(degrees)
        if abs(angle) < 1e-6:
            return self
        radius, middle = height / angle, (low[2] + high[2]) / 2

        def curve(points: np.ndarray) -> np.ndarray:
            turn = (points[:, 1] - low[1]) / height * angle
            arm = radius - (points[:, 2] - middle)
            return np.column_stack([points[:, 0], low[1] + arm * np.sin(turn), middle + radius - arm * np.cos(turn)])

        return Solid(self.body.refine_to_length(height / pieces)).warp(curve)

    def warp(self, function: Callable[[np.ndarray], np.ndarray]) -> "Solid":
        """Every vertex moved: the function gets (n, 3) positions and returns new ones."""
        return Solid(self.body.warp_batch(function))

    def __add__(self, other: "Solid") -> "Solid":
        return Solid(self.body + other.body)

    def __sub__(self, other: "Solid") -> "Solid":
        return Solid(self.body - other.body)

    def __and__(self, other: "Solid") -> "Solid":
        return Solid(self.body ^ other.body)

    @property
    def bounds(self) -> tuple[Vector, Vector]:
        """Lowest and highest corner of the bounding box."""
        box_ = self.body.bounding_box()
        return box_[:3], box_[3:]

    @property
    def size(self) -> Vector:
        """Width, height and depth."""
        low, high = self.bounds
        return high[0] - low[0], high[1] - low[1], high[2] - low[2]

    @property
    def top(self) -> float:
        """Height of its highest point."""
        return self.bounds[1][1]


def box(width: float, height: float, depth: float) -> Solid:
    """A cuboid, x by y by z."""
    return Solid(Manifold.cube((width, height, depth), True))


def rounded_box(width: float, height: float, depth: float, radius: float) -> Solid:
    """A cuboid with bevelled edges: each is cut off at `radius`, at most 45 % of the shortest side."""
    half = np.array([width, height, depth]) / 2
    cut = min(radius, 0.9 * half.min())
    signs = np.stack(np.meshgrid([-1, 1], [-1, 1], [-1, 1], indexing="ij"), axis=-1).reshape(-1, 1, 3)
    corners = signs * (half - cut * (1 - np.eye(3)))
    return Solid(Manifold.hull_points(corners.reshape(-1, 3)))


def cylinder(radius: float, height: float, sides: int = 12) -> Solid:
    """A standing cylinder; `sides` = 4, 6, 8 make square and many-sided posts with a flat side to the front."""
    return frustum(radius, radius, height, sides)


def cone(radius: float, height: float, sides: int = 12) -> Solid:
    """A standing cone."""
    return frustum(radius, 0.0, height, sides)


def frustum(bottom: float, top: float, height: float, sides: int = 12) -> Solid:
    """A standing cone with its tip cut off; radii of its ends. With `sides` = 4 a pyramid."""
    body = Manifold.cylinder(height, bottom, top, sides, True) if bottom > 0 else None
    if body is None:
        return frustum(top, 0.0, height, sides).turn(x=180)
    return Solid(body.rotate((0, 0, 180 / sides)).rotate((-90, 0, 0)))


def sphere(radius: float, sides: int = 16) -> Solid:
    """A ball; `sides` (a multiple of 4) around its equator."""
    return Solid(Manifold.sphere(radius, sides))


def ellipsoid(width: float, height: float, depth: float, sides: int = 16) -> Solid:
    """A ball stretched to full widths."""
    return Solid(Manifold.sphere(0.5, sides).scale((width, height, depth)))


def dome(radius: float, height: float, sides: int = 16) -> Solid:
    """The upper half of an ellipsoid of full height 2 x `height`, its flat bottom at y = 0."""
    ball = Manifold.sphere(radius, sides).scale((1, height / radius, 1))
    return Solid(ball.trim_by_plane((0, 1, 0), 0))


def torus(radius: float, thickness: float, sides: int = 16, tube_sides: int = 8) -> Solid:
    """A ring lying flat: radius to the middle of its tube, thickness (diameter) of the tube."""
    angle = 2 * np.pi * (np.arange(tube_sides) + 0.5) / tube_sides
    circle = np.column_stack([radius + thickness / 2 * np.cos(angle), thickness / 2 * np.sin(angle)])
    return _revolved(circle, sides)


def wedge(width: float, height: float, depth: float) -> Solid:
    """A ramp: full height at its back (-z), nothing at its front."""
    x, y, z = width / 2, height / 2, depth / 2
    return hull_of([(-x, -y, -z), (x, -y, -z), (-x, -y, z), (x, -y, z), (-x, y, -z), (x, y, -z)])


def gable(width: float, height: float, depth: float) -> Solid:
    """A roof with its ridge along x in the middle of the depth."""
    x, y, z = width / 2, height / 2, depth / 2
    return hull_of([(-x, -y, -z), (x, -y, -z), (-x, -y, z), (x, -y, z), (-x, y, 0.0), (x, y, 0.0)])


def hull_of(things: Sequence["Solid | Vector"]) -> Solid:
    """The smallest convex solid around solids and points."""
    points = [thing for thing in things if isinstance(thing, tuple)]
    solids = [thing.body for thing in things if isinstance(thing, Solid)]
    bodies = [*solids, *([Manifold.hull_points(np.array(points, float))] if len(points) > 3 else [])]
    if not solids or len(points) > 3:
        return Solid(Manifold.batch_hull(bodies))
    vertices = [body.to_mesh().vert_properties[:, :3] for body in solids]
    return Solid(Manifold.hull_points(np.concatenate([*vertices, np.array(points, float).reshape(-1, 3)])))


def rod(start: Vector, end: Vector, radius: float, tip: float | None = None, sides: int = 8) -> Solid:
    """A round bar between two points; `tip` is its radius at the end where that differs."""
    a, b = np.asarray(start, float), np.asarray(end, float)
    length = float(np.linalg.norm(b - a))
    bar = frustum(radius, radius if tip is None else tip, length, sides).move(y=length / 2)
    return bar.aim(_tuple(b - a)).move(*start)


def beam(start: Vector, end: Vector, width: float, depth: float) -> Solid:
    """A squared bar between two points, its depth lying as far towards z as the direction allows."""
    a, b = np.asarray(start, float), np.asarray(end, float)
    length = float(np.linalg.norm(b - a))
    return box(width, length, depth).move(y=length / 2).aim(_tuple(b - a)).move(*start)


def capsule(start: Vector, end: Vector, radius: float, tip: float | None = None, sides: int = 8) -> Solid:
    """A bar with round ends between the centres of its ends: limbs, bodies, sausages. `tip`: radius at the end."""
    balls = [sphere(radius, sides).move(*start), sphere(radius if tip is None else tip, sides).move(*end)]
    return hull_of(balls)


def revolve(profile: Sequence[Flat], sides: int = 12) -> Solid:
    """What a lathe makes: (radius, height) points from the bottom up, closed along the axis; heights are kept.

    A vessel's profile goes up outside and down inside: (0, 0), (.4, 0), (.4, 1), (.35, 1), (.35, .05), (0, .05).
    """
    points = [tuple(point) for point in profile]
    start = [(0.0, points[0][1])] if points[0][0] > 0 else []
    end = [(0.0, points[-1][1])] if points[-1][0] > 0 else []
    return _revolved(np.array([*start, *points, *end], float), sides)


def hoop(profile: Sequence[Flat], sides: int = 16) -> Solid:
    """A ring whose section is the closed polygon of (radius, height) points: tyres, rims, bracelets."""
    return _revolved(np.array(profile, float), sides)


def extrude(outline: Sequence[Flat], depth: float, holes: Sequence[Sequence[Flat]] = (), tip: float = 1.0) -> Solid:
    """A board: an outline as seen from the front (x, y), kept in place, `depth` thick and centred in z.

    Args:
        outline: any simple polygon.
        depth: along z.
        holes: polygons cut out.
        tip: scale of the front face against the back, about the origin of the outline.
    """
    flat = CrossSection([np.array(outline, float)], FillRule.NonZero)
    for hole in holes:
        flat = flat - CrossSection([np.array(hole, float)], FillRule.NonZero)
    return Solid(Manifold.extrude(flat, depth, 0, 0.0, (tip, tip)).translate((0, 0, -depth / 2)))


def prism(outline: Sequence[Flat], height: float, holes: Sequence[Sequence[Flat]] = (), tip: float = 1.0) -> Solid:
    """An outline as seen from above (x to the right, z to the front), kept in place, standing from y = 0 up."""

    def flip(points: Sequence[Flat]) -> list[Flat]:
        return [(x, -z) for x, z in points]

    return extrude(flip(outline), height, [flip(hole) for hole in holes], tip).turn(x=-90).move(y=height / 2)


def side_extrude(outline: Sequence[Flat], width: float, tip: float = 1.0) -> Solid:
    """An outline as seen from the right (z to the front as its first number, y), kept in place, centred in x."""
    return extrude([(-z, y) for z, y in outline], width, tip=tip).turn(y=90)


def tube(points: Sequence[Vector], radius: float | Sequence[float], sides: int = 8, closed: bool = False) -> Solid:
    """A round bar along a path (see `outlines.curve`), with one radius or one for each point.

    Args:
        points: at least two, no point twice in a row; a closed tube does not repeat the first.
        radius: of the bar; it must stay below the path's own radius of curvature.
        sides: of its section.
        closed: whether the end joins the start.
    """
    path = np.array(points, float)
    radii = np.broadcast_to(np.asarray(radius, float), len(path))
    frames = _transported_frames(path, closed)
    angle = 2 * np.pi * (np.arange(sides) + 0.5) / sides
    circle = np.cos(angle)[:, None] * frames[:, None, 0] + np.sin(angle)[:, None] * frames[:, None, 1]
    return _skin(path[:, None] + radii[:, None, None] * circle, closed)


def loft(sections: Sequence[tuple[float, Sequence[Flat]]]) -> Solid:
    """A skin over outlines (x, z) of equally many points at rising heights y: vases, hulls, bodies."""
    rings = [[(x, height, z) for x, z in outline] for height, outline in sections]
    return _skin(np.array(rings, float), closed=False)


def ribbon(points: Sequence[Vector], width: float, thickness: float, up: Vector = (0.0, 1.0, 0.0)) -> Solid:
    """A flat bar along a path: `width` across, `thickness` along `up` as far as the path allows."""
    path = np.array(points, float)
    tangent = _tangents(path, closed=False)
    across = np.cross(np.asarray(up, float), tangent)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    over = np.cross(tangent, across)
    corners = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    rings = [path + a * width / 2 * across + b * thickness / 2 * over for a, b in corners]
    return _skin(np.stack(rings, axis=1), closed=False)


def union(solids: Sequence[Solid]) -> Solid:
    """Several solids as one."""
    return Solid(Manifold.batch_boolean([solid.body for solid in solids], OpType.Add))


def _unit(axis: Axis) -> Vector:
    return _tuple(np.eye(3)["xyz".index(axis)])


def _tuple(values: np.ndarray) -> Vector:
    return float(values[0]), float(values[1]), float(values[2])


def _revolved(section: np.ndarray, sides: int) -> Solid:
    """A section (radius, height) turned about the y axis, with a flat side to the front."""
    flat = CrossSection([section], FillRule.NonZero)
    return Solid(Manifold.revolve(flat, sides).rotate((0, 0, 180 / sides)).rotate((-90, 0, 0)))


def _frame_of(direction: np.ndarray) -> np.ndarray:
    """(3, 3) rotation whose second column is the direction and whose third is as near to z as may be."""
    up = direction / np.linalg.norm(direction)
    ahead = np.array([0.0, 0.0, 1.0]) if abs(up[2]) < 0.99 else np.array([0.0, -np.sign(up[2]), 0.0])
    right = np.cross(up, ahead)
    right /= np.linalg.norm(right)
    return np.column_stack([right, up, np.cross(right, up)])


def _tangents(path: np.ndarray, closed: bool) -> np.ndarray:
    """(n, 3) unit directions at the points of a path."""
    if closed:
        steps = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    else:
        ends = np.concatenate([2 * path[:1] - path[1:2], path, 2 * path[-1:] - path[-2:-1]])
        first, second = ends[1:-1] - ends[:-2], ends[2:] - ends[1:-1]
        steps = _normalized(first) + _normalized(second)
    return _normalized(steps)


def _normalized(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def _transported_frames(path: np.ndarray, closed: bool) -> np.ndarray:
    """(n, 2, 3) normals along a path that do not twist (double reflection, Wang et al. 2008); closed ones untwisted."""
    tangent = _tangents(path, closed)
    normal = _frame_of(tangent[0])[:, 2]
    normals = [normal]
    places = [*range(1, len(path)), *([0] if closed else [])]
    previous = 0
    for place in places:
        step = path[place] - path[previous]
        half = normal - 2 / (step @ step) * (step @ normal) * step
        turned = tangent[previous] - 2 / (step @ step) * (step @ tangent[previous]) * step
        change = tangent[place] - turned
        normal = half - (2 / (change @ change) * (change @ half) * change if change @ change > 1e-18 else 0.0)
        normals.append(normal)
        previous = place
    if closed:
        normals = _untwisted(np.array(normals), tangent)
    ahead = np.array(normals)[: len(path)]
    return np.stack([ahead, np.cross(tangent, ahead)], axis=1)


def _untwisted(normals: np.ndarray, tangent: np.ndarray) -> list[np.ndarray]:
    """Spread the angle by which the last normal misses the first over the whole loop."""
    first, last = normals[0], normals[-1]
    missed = np.arctan2(np.cross(last, first) @ tangent[0], last @ first)
    angles = missed * np.arange(len(normals)) / (len(normals) - 1)
    spun = [np.cos(a) * n + np.sin(a) * np.cross(t, n) for a, n, t in zip(angles, normals, tangent, strict=False)]
    return [*spun, first]


def _skin(rings: np.ndarray, closed: bool) -> Solid:
    """A closed surface over rings (r, k, 3) of points, capped at both ends or, closed, joined end to start."""
    number, around = rings.shape[:2]
    index = np.arange(number * around).reshape(number, around)
    here = index if closed else index[:-1]
    there = np.roll(index, -1, axis=0) if closed else index[1:]
    a, b, c, d = here, np.roll(here, -1, axis=1), np.roll(there, -1, axis=1), there
    faces = [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    if not closed:
        cap = _cap(rings[0])
        faces += [index[0][cap[:, ::-1]], index[-1][cap]]
    triangles = np.concatenate(faces)
    if _volume(rings.reshape(-1, 3), triangles) < 0:
        triangles = triangles[:, ::-1]
    mesh = Mesh(rings.reshape(-1, 3).astype(np.float32), np.ascontiguousarray(triangles, dtype=np.uint32))
    return Solid(Manifold(mesh))


def _cap(ring: np.ndarray) -> np.ndarray:
    """(t, 3) triangles of a flat ring (k, 3), in the ring's own direction."""
    middle = ring - ring.mean(axis=0)
    area = np.cross(middle, np.roll(middle, -1, axis=0)).sum(axis=0)
    frame = _frame_of(area if np.linalg.norm(area) > 0 else np.array([0.0, 1.0, 0.0]))
    return np.asarray(triangulate([middle @ frame[:, [2, 0]]]))


def _volume(vertices: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6
