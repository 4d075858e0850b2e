"""Points on the visible outer surface of a mesh."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from shape_diff.data.outer_surface import seen_from_outside
from shape_diff.data.visibility import Occlusion
from shape_diff.formats.mesh_files import Surface
from shape_diff.geometry import Frame
from shape_diff.geometry.placement import UP_AXES
from shape_diff.geometry.triangles import face_vectors

MAX_ROUNDS = 12
OPAQUE = 0.5


@dataclass(frozen=True)
class SurfaceSamples:
    """N points of a normalised shape in random order.

    Attributes:
        xyz: (N, 3) float32 in [-1, 1].
        rgb: (N, 3) float32 sRGB in [0, 1].
        normals: (N, 3) float32 unit normals towards the side that is seen.
        visible_fraction: visible area, both sides counted, by the area of the mesh: 1 for a clean solid, 2 for a
            sheet, less than 1 where parts hide one another.
        repeated: whether points had to be drawn twice because too little of the surface is visible.
        frame: where the shape was before it was normalised.
    """

    xyz: np.ndarray
    rgb: np.ndarray
    normals: np.ndarray
    visible_fraction: float
    repeated: bool
    frame: Frame


@dataclass(frozen=True)
class _Triangles:
    """Normalised faces with an area, where they came from, and on which sides they may be seen."""

    corners: np.ndarray
    normals: np.ndarray
    areas: np.ndarray
    index: np.ndarray
    two_sided: np.ndarray


def generator_for(seed: int, name: str) -> np.random.Generator:
    """A generator that depends on the seed and the shape's name alone, so shapes can be made in any order."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))


def upright(surface: Surface, up: str) -> Surface:
    """The surface of a file in which the named axis of `UP_AXES` points up, turned so that y does."""
    return replace(surface, vertices=surface.vertices @ UP_AXES[up])


def sample_surface(surface: Surface, num_points: int, generator: np.random.Generator) -> SurfaceSamples:
    """Draw points evenly from the visible outer surface of a mesh.

    Raises:
        ValueError: vertices are not finite, the mesh has no area, or nothing of it can be seen from outside.
    """
    frame = Frame.of(_used_vertices(surface))
    triangles = _usable_triangles(surface, frame)
    occlusion = Occlusion(triangles.corners)
    found: list[tuple[np.ndarray, ...]] = []
    drawn = kept = 0
    for _ in range(MAX_ROUNDS):
        count = _next_count(num_points, drawn, kept)
        batch = _visible_batch(surface, triangles, occlusion, count, generator)
        found.append(batch)
        drawn, kept = drawn + count, kept + len(batch[0])
        if kept >= num_points:
            break
    if kept == 0:
        raise ValueError("no part of its surface can be seen from outside")
    chosen = _choose(kept, num_points, generator)
    xyz, rgb, normals = (np.concatenate(arrays)[chosen] for arrays in zip(*found, strict=True))
    return SurfaceSamples(
        xyz=np.clip(xyz, -1.0, 1.0).astype(np.float32),
        rgb=np.clip(rgb, 0.0, 1.0).astype(np.float32),
        normals=normals.astype(np.float32),
        visible_fraction=2.0 * kept / drawn,
        repeated=kept < num_points,
        frame=frame,
    )


def _used_vertices(surface: Surface) -> np.ndarray:
    """(u, 3) the vertices that faces refer to."""
    used = np.zeros(len(surface.vertices), dtype=bool)
    used[surface.faces] = True
    return surface.vertices[used]


def _next_count(num_points: int, drawn: int, kept: int) -> int:
    """How many candidates to draw next, from the yield so far; a closed solid yields half, its outer sides."""
    share = max(kept / drawn, 0.05) if drawn else 0.5
    return int(np.ceil((num_points - kept) / share * 1.1)) + 64


def _choose(kept: int, num_points: int, generator: np.random.Generator) -> np.ndarray:
    """(num_points,) indices into the kept samples in random order, with as few repeats as possible."""
    rounds = -(-num_points // kept)
    return np.concatenate([generator.permutation(kept) for _ in range(rounds)])[:num_points]


def _usable_triangles(surface: Surface, frame: Frame) -> _Triangles:
    triangles = surface.triangles
    corners = ((triangles - frame.center) / frame.scale).astype(np.float64)
    cross = face_vectors(corners)
    length = np.linalg.norm(cross, axis=1)
    usable = np.flatnonzero(length > 1e-12)
    if len(usable) == 0 or length.sum() / 2 < 1e-9:
        raise ValueError("its faces have no area")
    first, paired = _coincident_faces(corners[usable])
    usable = usable[first]
    return _Triangles(
        corners=corners[usable],
        normals=cross[usable] / length[usable, None],
        areas=length[usable] / 2,
        index=usable,
        two_sided=~paired,
    )


def _coincident_faces(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Faces (f, 3, 3) that lie on one another: which to keep, and which of those have a twin facing the other way.

    A sheet modelled as two opposite faces shows each face on its own side only; of equal faces one is enough.
    """
    grid = np.rint(corners * 1e5).astype(np.int64)
    if not _some_coincide(grid):
        return np.arange(len(corners)), np.zeros(len(corners), dtype=bool)
    _, label = np.unique(grid.reshape(-1, 3), axis=0, return_inverse=True)
    label = label.reshape(-1, 3)
    shift = np.argmin(label, axis=1)
    rolled = np.take_along_axis(label, (shift[:, None] + np.arange(3)) % 3, axis=1)
    oriented, first, which = np.unique(rolled, axis=0, return_index=True, return_inverse=True)
    _, pair, counts = np.unique(np.sort(oriented, axis=1), axis=0, return_inverse=True, return_counts=True)
    keep = np.sort(first)
    return keep, counts[pair.reshape(-1)[which.reshape(-1)[keep]]] > 1


def _some_coincide(grid: np.ndarray) -> bool:
    """Whether two faces of integer corners (f, 3, 3) may lie on one another; sums of hashes tell in most meshes not."""
    factors = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
    mixed = (grid.astype(np.uint64) * factors).sum(axis=2)
    mixed ^= mixed >> np.uint64(29)
    faces = (mixed * factors[1]).sum(axis=1)
    return len(np.unique(faces)) < len(faces)


def _visible_batch(
    surface: Surface, triangles: _Triangles, occlusion: Occlusion, count: int, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw candidates, each for one side of its face, and keep positions, colours and normals of the visible ones."""
    face = even_faces(triangles.areas, count, generator)
    barycentric = even_barycentric(count, generator)
    points = np.einsum("kc,kcd->kd", barycentric, triangles.corners[face])
    flipped = generator.random(count) < 0.5
    normals = np.where(flipped[:, None], -1.0, 1.0) * triangles.normals[face]
    candidate = np.flatnonzero(~flipped | triangles.two_sided[face])
    side = 2 * face[candidate] + flipped[candidate]
    shown = candidate[seen_from_outside(occlusion, points[candidate], normals[candidate], side)]
    rgba = surface.rgba_at(triangles.index[face[shown]], barycentric[shown])
    solid = rgba[:, 3] >= OPAQUE
    shown, rgba = shown[solid], rgba[solid]
    return points[shown], rgba[:, :3], normals[shown]


def even_faces(areas: np.ndarray, count: int, generator: np.random.Generator) -> np.ndarray:
    """(count,) faces drawn by area; systematic, so that each gets its share to within one point."""
    cumulative = np.cumsum(areas)
    position = (np.arange(count) + generator.random()) / count * cumulative[-1]
    return np.minimum(np.searchsorted(cumulative, position, side="right"), len(areas) - 1)


def even_barycentric(count: int, generator: np.random.Generator) -> np.ndarray:
    """(count, 3) corner weights, uniform over the triangle, from the R2 sequence so that neighbours keep apart."""
    number = np.arange(count)[:, None]
    square = generator.random(2) + number * np.array([0.7548776662466927, 0.5698402909980532])
    square -= np.floor(square)
    beyond = square.sum(axis=1) > 1.0
    square[beyond] = 1.0 - square[beyond]
    return np.column_stack([1.0 - square.sum(axis=1), square])
