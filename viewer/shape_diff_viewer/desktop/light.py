"""Studio light baked into vertex colours, so that a software renderer shows shadows at the price of flat colours."""

from dataclasses import dataclass, replace

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.ground import Ground
from shape_diff.rendering.scene import soft_clip
from shape_diff.rendering.spheres import ball_radius, make_spheres, unit_ball
from shape_diff.rendering.studio import KEY_DIRECTION, Studio, studio
from shape_diff.rendering.surface import CLAY, surface_of, unit
from shape_diff.rendering.tracer import Tracer
from shape_diff_viewer.cutting import Plane, cut_faces

_OFFSET = 1e-3
"""Shadow rays start this far above the surface they would otherwise hit."""

MAX_SHADOW_BALLS = 20_000
"""Enough of a large cloud for its shadow."""


@dataclass(frozen=True)
class Painted:
    """Triangles with the colours to be shown.

    Attributes:
        vertices: (v, 3) float32.
        faces: (f, 3) int32.
        rgb: (v, 3) float32 sRGB in [0, 1].
        uv: (v, 2) texture coordinates of the picture on them, origin at the bottom left; None without one.
        picture: (h, w, 4) uint8, which the colours multiply.
    """

    vertices: np.ndarray
    faces: np.ndarray
    rgb: np.ndarray
    uv: np.ndarray | None = None
    picture: np.ndarray | None = None


def by_picture(painted: Painted, uv: np.ndarray, picture: np.ndarray, paint: Paint) -> list[Painted]:
    """The faces of each picture (f,) for itself, with texture coordinates uv (v, 2) of all vertices."""
    parts = []
    for number in np.unique(picture).tolist():
        part = replace(painted, faces=painted.faces[picture == number])
        if number >= 0:
            part = replace(part, uv=uv, picture=paint.textures[number].pixels)
        parts.append(part)
    return parts


def flat_mesh(mesh: Mesh, paint: Paint | None = None) -> list[Painted]:
    """The mesh in exactly its own colours or pictures, clay if it has none."""
    if paint is not None:
        return by_picture(Painted(mesh.vertices, mesh.faces, paint.tint), paint.uv, paint.picture, paint)
    rgb = np.broadcast_to(CLAY, mesh.vertices.shape) if mesh.rgb is None else mesh.rgb
    return [Painted(mesh.vertices, mesh.faces, np.clip(rgb, 0, 1))]


def lit_mesh(mesh: Mesh, paint: Paint | None = None, facets: bool = False, lamp_turn_deg: float = 0.0) -> list[Painted]:
    """The mesh in the light of the still pictures, creases and contact shadows included.

    Args:
        mesh: in display coordinates.
        paint: the pictures on it.
        facets: each face flat, whatever its neighbours are.
        lamp_turn_deg: how far the light is turned about the vertical, rightwards positive.
    """
    if facets:
        mesh, paint = _with_own_corners(mesh, paint)
    surface = surface_of(mesh, paint)
    tracer = Tracer(surface.vertices, surface.faces)
    light = _turned(_studio_for(len(surface.vertices)), lamp_turn_deg).irradiance(
        tracer, surface.vertices + _OFFSET * surface.normals, surface.normals
    )
    painted = Painted(surface.vertices, surface.faces, linear_to_srgb(soft_clip(surface.albedo * light)))
    if paint is None or surface.uv is None or surface.picture is None:
        return [painted]
    return by_picture(painted, surface.uv, surface.picture, paint)


def cut(painted: Painted, plane: Plane) -> Painted:
    """What of the triangles is not beyond a plane."""
    kept = cut_faces(painted.faces, plane.depth(painted.vertices))
    uv = None if painted.uv is None else kept.values(painted.uv)
    return replace(
        painted, vertices=kept.values(painted.vertices), faces=kept.faces, rgb=kept.values(painted.rgb), uv=uv
    )


def balls(cloud: PointCloud, rgb: np.ndarray, radius: float, detail: int, lit: bool) -> Painted:
    """Points (n, 3) as small balls in sRGB colours `rgb` (n, 3); lit ones are round to the eye, others plain discs."""
    vertices, faces = unit_ball(detail)
    places = (cloud.xyz[:, None] + np.float32(radius) * vertices).reshape(-1, 3)
    first = (np.arange(len(cloud), dtype=np.int32) * len(vertices))[:, None, None]
    color = np.broadcast_to(rgb[:, None], (len(cloud), len(vertices), 3))
    if lit:
        roundness = 0.62 + 0.55 * np.maximum(unit(vertices) @ KEY_DIRECTION, 0)
        linear = srgb_to_linear(rgb) * _light_on(cloud.normals)
        color = linear_to_srgb(soft_clip(linear[:, None] * roundness[:, None]))
    return Painted(places, (first + faces).reshape(-1, 3), color.reshape(-1, 3).astype(np.float32))


def ground_under(mesh: Mesh | None, cloud: PointCloud | None) -> Ground:
    """The shadow of a mesh, or of the balls of a cloud where there is no mesh; one of both must be there."""
    if mesh is not None:
        return Ground.under(mesh.vertices, Tracer(mesh.vertices, mesh.faces), studio(1.0))
    assert cloud is not None
    xyz = cloud.xyz[:: max(1, len(cloud) // MAX_SHADOW_BALLS)]
    return Ground.under(xyz, make_spheres(xyz, ball_radius(xyz), 0).tracer, studio(1.0))


def ground_mesh(ground: Ground, background: np.ndarray) -> Painted:
    """The shadow as a square that fades into the sRGB colour `background` (3,) at its border."""
    cells = len(ground.light)
    x, z = (ground.corner[axis] + ground.step * np.arange(cells) for axis in (0, 1))
    places = np.stack([np.tile(x, cells), np.full(cells * cells, ground.height), np.repeat(z, cells)], axis=1)
    corner = (np.arange(cells - 1)[:, None] * cells + np.arange(cells - 1)).ravel()
    upper = np.stack([corner, corner + cells, corner + 1], axis=1)
    lower = np.stack([corner + 1, corner + cells, corner + cells + 1], axis=1)
    rgb = linear_to_srgb(srgb_to_linear(background) * ground.light.reshape(-1, 1))
    return Painted(places.astype(np.float32), np.concatenate([upper, lower]).astype(np.int32), rgb)


def _with_own_corners(mesh: Mesh, paint: Paint | None) -> tuple[Mesh, Paint | None]:
    """The same triangles, none of which shares a vertex with another."""
    corners = mesh.faces.ravel()
    faces = np.arange(len(corners), dtype=np.int32).reshape(-1, 3)
    alone = Mesh(mesh.vertices[corners], faces, None if mesh.rgb is None else mesh.rgb[corners])
    return alone, None if paint is None else replace(paint, uv=paint.uv[corners], tint=paint.tint[corners])


def _turned(lights: Studio, degrees: float) -> Studio:
    """Lights turned about the vertical, rightwards positive."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]], dtype=np.float32)
    return replace(lights, directions=lights.directions @ turn)


def _studio_for(count: int) -> Studio:
    """Fewer lights for large meshes, whose many vertices hide the noise of few lights."""
    return studio(1.0 if count < 30_000 else 0.4 if count < 100_000 else 0.2)


def _light_on(normals: np.ndarray | None) -> np.ndarray:
    """(n, 3) light on free surfaces with these normals (n, 3); even light without normals."""
    if normals is None:
        return np.ones((1, 3), dtype=np.float32)
    light = studio(0.3)
    return np.maximum(unit(np.nan_to_num(normals)) @ light.directions.T, 0) @ light.power
