"""A lit shape on a light ground, and pictures of it."""

from dataclasses import dataclass, replace

import numpy as np

from shape_diff.geometry import Frame, Mesh, PointCloud
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear, to_uint8
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.ground import Ground
from shape_diff.rendering.skin import CloudSkin, MeshSkin, Skin
from shape_diff.rendering.spheres import ball_radius, detail_for, make_spheres
from shape_diff.rendering.studio import Studio, backdrop, studio
from shape_diff.rendering.surface import CLAY, rounded_surface_of, surface_of, unit
from shape_diff.rendering.tracer import Target, Tracer

_OVERSAMPLING = 2
_GROUND_SHARPNESS = 1.8
"""On the even ground the shadows of single lights would show as steps."""
_DRAFT_SHARPNESS = 0.25


@dataclass(frozen=True)
class Scene:
    """A shape whose light is worked out once and seen from any number of cameras.

    Attributes:
        frame: placement of the shape; everything below is in its normalised coordinates.
        points: (n, 3) float32 extent of the shape, to frame it.
        target: what rays meet of it.
        skin: its colours under light.
        ground: the shadow it casts.
    """

    frame: Frame
    points: np.ndarray
    target: Target
    skin: Skin
    ground: Ground

    def fit(self, camera: Camera) -> Camera:
        """The same view, moved so that it frames this shape."""
        return _to_original(camera.fit(self.points), self.frame)

    def picture(self, camera: Camera, height: int, width: int) -> np.ndarray:
        """(height, width, 3) uint8 sRGB picture; `camera` is in the shape's original coordinates."""
        near = _to_normalized(camera, self.frame)
        fine = (height * _OVERSAMPLING, width * _OVERSAMPLING)
        # The ground has no edges, so it needs no more rays than pixels.
        color = self._background(near, height, width).repeat(_OVERSAMPLING, axis=0).repeat(_OVERSAMPLING, axis=1)
        self._draw_shape(color.reshape(-1, 3), near, *fine)
        color = color.reshape(height, _OVERSAMPLING, width, _OVERSAMPLING, 3).mean(axis=(1, 3))
        return to_uint8(linear_to_srgb(color))

    def _background(self, camera: Camera, height: int, width: int) -> np.ndarray:
        """(height, width, 3) float32 linear colours of the studio with the shadow on its ground."""
        directions = camera.rays(height, width)[1]
        return backdrop(height, width) * self.ground.shadow(camera.eye, directions).reshape(height, width, 1)

    def _draw_shape(self, color: np.ndarray, camera: Camera, height: int, width: int) -> None:
        """Put the shape into linear colours (height * width, 3), one ray each."""
        origins, directions = camera.rays(height, width)
        hits = self.target.first_hits(origins, directions)
        color[hits.ray] = soft_clip(self.skin.shade(hits, camera.eye, directions))


def soft_clip(linear: np.ndarray) -> np.ndarray:
    """Bend values above 0.7 smoothly towards 1, so that bright paint keeps its shading."""
    over = np.maximum(linear - 0.7, 0)
    return np.minimum(linear, 0.7) + 0.3 * over / (over + 0.3)


def mesh_scene(mesh: Mesh, draft: bool = False, few_lights: bool = False, paint: Paint | None = None) -> Scene | None:
    """A mesh in studio light, or None if no finite triangle is left of it.

    Args:
        mesh: triangles; those with non-finite corners are dropped.
        draft: no shadows on the mesh itself, rounded edges and fewer lights, five times as fast.
        few_lights: coarser shadows, three times as fast.
        paint: pictures on it, in the place of its vertex colours.
    """
    mesh, paint = _finite_mesh(mesh, paint)
    if len(mesh.faces) == 0:
        return None
    used = mesh.vertices[np.unique(mesh.faces)]
    frame = _frame_of(used)
    points = frame.normalize(used)
    placed = replace(mesh, vertices=frame.normalize(mesh.vertices))
    surface = rounded_surface_of(placed, paint) if draft else surface_of(placed, paint)
    tracer = Tracer(surface.vertices, surface.faces)
    sharpness = _DRAFT_SHARPNESS if draft or few_lights else _sharpness(len(surface.vertices))
    skin = MeshSkin(surface, None if draft else tracer, studio(sharpness), paint)
    return Scene(frame, points, tracer, skin, Ground.under(points, tracer, _ground_light(draft or few_lights)))


def cloud_scene(
    cloud: PointCloud, size: int, color_by: str = "rgb", draft: bool = False, radius: float | None = None
) -> Scene | None:
    """A cloud of balls in studio light, or None if no finite point is left of it.

    Args:
        cloud: points; those with non-finite coordinates are dropped.
        size: side of the pictures to come, in pixels; the balls are made as round as that needs.
        color_by: "rgb" or "normal"; a cloud without that property is shown in clay.
        draft: fewer lights and coarser balls, three times as fast.
        radius: of the balls in the cloud's coordinates; None takes one that suits the cloud.

    Raises:
        ValueError: unknown `color_by`.
    """
    if color_by not in ("rgb", "normal"):
        raise ValueError(f"color_by must be 'rgb' or 'normal', got {color_by!r}")
    cloud = cloud.select(np.isfinite(cloud.xyz).all(axis=1))
    if len(cloud) == 0:
        return None
    frame = _frame_of(cloud.xyz)
    xyz = frame.normalize(cloud.xyz)
    radius = ball_radius(xyz) if radius is None else radius / frame.scale
    radius_px = radius * size / (5.2 if draft else 2.6)
    spheres = make_spheres(xyz, radius, detail_for(radius_px, len(xyz)))
    normals = None if cloud.normals is None else unit(np.nan_to_num(cloud.normals))
    light = studio(_DRAFT_SHARPNESS if draft else _sharpness(len(xyz)))
    skin = CloudSkin(spheres, _albedo(cloud, color_by), normals, light)
    points = np.concatenate([xyz - radius, xyz + radius])
    ground = Ground.under(points, spheres.tracer, _ground_light(draft))
    return Scene(frame, points, spheres, skin, ground)


def render_mesh(mesh: Mesh, camera: Camera | None = None, size: int | tuple[int, int] = 512) -> np.ndarray:
    """Picture of a mesh: (height, width, 3) uint8 sRGB.

    Args:
        mesh: triangles in any coordinates; those with non-finite corners are dropped.
        camera: in the mesh's coordinates; None looks from the front right and frames the mesh.
        size: side of the picture in pixels, or (height, width).
    """
    return _render(mesh_scene(mesh), camera, *_shape(size))


def render_cloud(
    cloud: PointCloud, camera: Camera | None = None, size: int | tuple[int, int] = 512, color_by: str = "rgb"
) -> np.ndarray:
    """Picture of a cloud as small balls: (height, width, 3) uint8 sRGB.

    Args:
        cloud: points in any coordinates; non-finite ones are dropped.
        camera: in the cloud's coordinates; None looks from the front right and frames the cloud.
        size: side of the picture in pixels, or (height, width).
        color_by: "rgb" or "normal"; a cloud without that property is shown in clay.

    Raises:
        ValueError: unknown `color_by` or a size below 1.
    """
    height, width = _shape(size)
    return _render(cloud_scene(cloud, min(height, width), color_by), camera, height, width)


def blank(height: int, width: int) -> np.ndarray:
    """(height, width, 3) uint8: the empty studio."""
    return to_uint8(linear_to_srgb(backdrop(height, width)))


def _render(scene: Scene | None, camera: Camera | None, height: int, width: int) -> np.ndarray:
    if scene is None:
        return blank(height, width)
    return scene.picture(camera or scene.fit(Camera()), height, width)


def _shape(size: int | tuple[int, int]) -> tuple[int, int]:
    height, width = (size, size) if isinstance(size, int) else size
    if min(height, width) < 1:
        raise ValueError(f"a picture needs at least one pixel a side, got {height} x {width}")
    return height, width


def _sharpness(count: int) -> float:
    """How many lights are affordable for this number of surface points: many points hide the noise of few lights."""
    return 1.0 if count < 30_000 else 0.6 if count < 80_000 else 0.3


def _ground_light(draft: bool) -> Studio:
    return studio(_DRAFT_SHARPNESS if draft else _GROUND_SHARPNESS)


def _albedo(cloud: PointCloud, color_by: str) -> np.ndarray:
    """(n, 3) linear colours of the points."""
    source = cloud.rgb if color_by == "rgb" else None if cloud.normals is None else cloud.normals * 0.5 + 0.5
    rgb = np.broadcast_to(CLAY, cloud.xyz.shape) if source is None else np.nan_to_num(source, nan=0.5)
    return srgb_to_linear(np.clip(rgb, 0, 1))


def _finite_mesh(mesh: Mesh, paint: Paint | None) -> tuple[Mesh, Paint | None]:
    finite = np.isfinite(mesh.vertices).all(axis=1)
    rgb = None if mesh.rgb is None else np.clip(np.nan_to_num(mesh.rgb, nan=0.5), 0, 1)
    vertices = np.where(finite[:, None], mesh.vertices, 0)
    kept = finite[mesh.faces].all(axis=1)
    return Mesh(vertices, mesh.faces[kept], rgb), None if paint is None else replace(paint, picture=paint.picture[kept])


def _frame_of(points: np.ndarray) -> Frame:
    if np.ptp(points, axis=0).max() > 0:
        return Frame.of(points)
    return Frame(center=points[0].astype(np.float64), scale=1.0)


def _to_normalized(camera: Camera, frame: Frame) -> Camera:
    target = (np.asarray(camera.target) - frame.center) / frame.scale
    return replace(camera, distance=camera.distance / frame.scale, target=tuple(target.tolist()))


def _to_original(camera: Camera, frame: Frame) -> Camera:
    target = np.asarray(camera.target) * frame.scale + frame.center
    return replace(camera, distance=camera.distance * frame.scale, target=tuple(target.tolist()))
