"""The layers of one 3D view as Filament geometry, each made anew only when what it shows has changed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.color import linear_to_srgb, to_uint8
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.surface import CLAY
from shape_diff_viewer.cutting import Plane
from shape_diff_viewer.desktop import light, lines
from shape_diff_viewer.desktop.camera_link import ORTHOGRAPHIC_LINES
from shape_diff_viewer.desktop.point_buffer import PointBuffer
from shape_diff_viewer.measuring import box_of
from shape_diff_viewer.shape import Shape

SEE_THROUGH = [1.0, 1.0, 1.0, 0.3]
MAX_BALLS = 12_000
"""More points than this stay squares: their balls would be millions of triangles."""


@dataclass(frozen=True)
class Content:
    """What one view shows. All coordinates are display coordinates, a box of [-1, 1]^3.

    Attributes:
        cloud_source: equal for equal points and colours; saves comparing arrays.
        mesh_source: equal for equal triangles and colours.
        cut_source: equal for equal planes on equal triangles.
        cloud: the points, coloured as they are to be shown.
        mesh: the mesh, likewise.
        paint: the pictures on it, in the place of its colours.
        plane: what lies beyond it is not drawn of the mesh; of the cloud it is left out already.
        shape: the finished sample, which throws the shadow and whose size is shown.
        axes: (3, 3), where the x, y and z axes of the file point.
        picks: places that were picked.
        layers: names of the layers that are switched on.
        point_size_px: side of a square point in pixels of the screen.
        ball_radius: radius of a round point, 0 for square points.
        ball_detail: how often the octahedron of a ball is refined.
        surface: one of `state.SURFACES`; "exact" colours are those of the cloud and the mesh.
        lamp_turn_deg: how far the light is turned about the vertical.
        orthographic: without perspective, where lines need another width.
        background: (3,) sRGB.
    """

    cloud_source: Hashable
    mesh_source: Hashable
    cut_source: Hashable
    cloud: PointCloud | None
    mesh: Mesh | None
    paint: Paint | None
    plane: Plane | None
    shape: Shape | None
    axes: np.ndarray
    picks: tuple[tuple[float, float, float], ...]
    layers: frozenset[str]
    point_size_px: float
    ball_radius: float
    ball_detail: int
    surface: str
    lamp_turn_deg: float
    orthographic: bool
    background: tuple[float, float, float]

    @property
    def lit(self) -> bool:
        """Whether there is light on meshes and balls."""
        return self.surface != "exact"

    @property
    def round(self) -> bool:
        """Whether points are drawn as balls."""
        return self.ball_radius > 0 and self.cloud is not None and len(self.cloud) <= MAX_BALLS


class SceneLayers:
    """Keeps an Open3DScene as a `Content` says."""

    def __init__(self, o3d: Any, scene: Any) -> None:
        self._o3d, self._scene = o3d, scene
        self._points = PointBuffer(o3d, scene, "points")
        self._made: dict[str, Hashable] = {}
        self._parts: dict[str, int] = {}
        self._mesh: tuple[Hashable, list[light.Painted]] = (None, [])

    def show(self, content: Content) -> None:
        """Bring every layer up to date."""
        self._draw_points(content)
        self._update("mesh", _mesh_key(content), partial(self._cut_mesh, content))
        for name, (key_of, make) in _SOLID_LAYERS.items():
            self._update(name, key_of(content), partial(self._triangles, make, content))
        for name, (key_of, draw) in _LINE_LAYERS.items():
            self._update(name, key_of(content), partial(self._lines, draw, content))

    def _draw_points(self, content: Content) -> None:
        if "points" not in content.layers or content.cloud is None or content.round:
            self._points.hide()
            return
        key = (content.cloud_source, content.point_size_px)
        if self._made.get("points") == key:
            self._points.unhide()
            return
        self._made["points"] = key
        self._points.show(content.cloud.xyz, _colors(content.cloud), content.point_size_px)

    def _update(self, name: str, key: Hashable, geometry: Callable[[], list[tuple[Any, Any]]]) -> None:
        """Make the geometry `name` anew if its key is another than before; hide it if there is none.

        A geometry of several pictures is one for each: `name`, `name`/1, `name`/2 ...
        """
        if key is not None and self._made.get(name) != key:
            self._made[name] = key
            for part in self._part_names(name):
                self._scene.remove_geometry(part)
            made = geometry()
            self._parts[name] = len(made)
            for part, geometry_and_material in zip(self._part_names(name), made, strict=True):
                self._scene.add_geometry(part, *geometry_and_material)
        for part in self._part_names(name):
            # Light on a mesh takes a moment: it stays while it is not seen.
            self._scene.show_geometry(part, key is not None)

    def _part_names(self, name: str) -> list[str]:
        return [f"{name}/{number}" if number else name for number in range(self._parts.get(name, 0))]

    def _triangles(self, make: Callable[[Content], Sequence[light.Painted]], content: Content) -> list[tuple[Any, Any]]:
        return [self._solid(painted) for painted in make(content) if len(painted.faces)]

    def _cut_mesh(self, content: Content) -> list[tuple[Any, Any]]:
        """The mesh as far as it is not cut away; its light, which takes a moment, is kept while the cut moves."""
        key = content.mesh_source, content.surface, content.lamp_turn_deg
        if self._mesh[0] != key:
            self._mesh = key, _make_mesh(content)
        kept = self._mesh[1] if content.plane is None else [light.cut(part, content.plane) for part in self._mesh[1]]
        see_through = content.surface == "x-ray"
        return [self._solid(painted, see_through) for painted in kept if len(painted.faces)]

    def _solid(self, painted: light.Painted, see_through: bool = False) -> tuple[Any, Any]:
        # A tensor mesh: a legacy TriangleMesh costs seconds a frame on software Vulkan (Open3D issue 7565).
        tensor = self._o3d.core.Tensor
        mesh = self._o3d.t.geometry.TriangleMesh(
            tensor(np.ascontiguousarray(painted.vertices)), tensor(np.ascontiguousarray(painted.faces))
        )
        mesh.vertex.colors = tensor(np.ascontiguousarray(painted.rgb, dtype=np.float32))
        material = self._o3d.visualization.rendering.MaterialRecord()
        material.shader = "defaultUnlit"
        if see_through:
            # Lit, as Open3D 0.20 ends with a segmentation fault in its see-through material without light.
            material.shader, material.base_color, material.has_alpha = "defaultLitTransparency", SEE_THROUGH, True
            normals = vertex_normals(Mesh(painted.vertices, painted.faces))
            mesh.vertex.normals = tensor(np.ascontiguousarray(normals, dtype=np.float32))
        if painted.uv is not None and painted.picture is not None:
            mesh.triangle.texture_uvs = tensor(np.ascontiguousarray(painted.uv[painted.faces], dtype=np.float32))
            # Filament takes pictures for sRGB and turns them into linear light, which without post-processing is shown.
            shown = to_uint8(linear_to_srgb(painted.picture[..., :3] / np.float32(255)))
            material.albedo_img = self._o3d.geometry.Image(np.ascontiguousarray(shown))
        return mesh, material

    def _lines(self, draw: Callable[[Content], tuple[lines.Lines, float]], content: Content) -> list[tuple[Any, Any]]:
        strokes, width = draw(content)
        if len(strokes.pairs) == 0:
            return []
        tensor = self._o3d.core.Tensor
        line_set = self._o3d.t.geometry.LineSet(tensor(strokes.points), tensor(strokes.pairs))
        line_set.line.colors = tensor(strokes.rgb)
        material = self._o3d.visualization.rendering.MaterialRecord()
        material.shader, material.line_width = "unlitLine", width * (ORTHOGRAPHIC_LINES if content.orthographic else 1)
        return [(line_set, material)]


def _colors(cloud: PointCloud) -> np.ndarray:
    return np.broadcast_to(CLAY, cloud.xyz.shape) if cloud.rgb is None else cloud.rgb


def _mesh_key(content: Content) -> Hashable:
    if "mesh" not in content.layers or content.mesh is None:
        return None
    return content.mesh_source, content.cut_source, content.surface, content.lamp_turn_deg


def _make_mesh(content: Content) -> list[light.Painted]:
    assert content.mesh is not None
    if not content.lit:
        return light.flat_mesh(content.mesh, content.paint)
    return light.lit_mesh(content.mesh, content.paint, content.surface == "facets", content.lamp_turn_deg)


def _ball_key(content: Content) -> Hashable:
    if "points" not in content.layers or not content.round:
        return None
    return content.cloud_source, content.ball_radius, content.lit


def _make_balls(content: Content) -> list[light.Painted]:
    assert content.cloud is not None
    return [light.balls(content.cloud, _colors(content.cloud), content.ball_radius, content.ball_detail, content.lit)]


def _ground_key(content: Content) -> Hashable:
    if "ground" not in content.layers or content.shape is None:
        return None
    return id(content.shape), content.background


def _make_ground(content: Content) -> list[light.Painted]:
    assert content.shape is not None
    shadow = light.ground_under(content.shape.shown_mesh, content.shape.shown_cloud)
    return [light.ground_mesh(shadow, np.array(content.background))]


def _wire_key(content: Content) -> Hashable:
    if "wireframe" not in content.layers or content.mesh is None:
        return None
    return content.mesh_source, content.cut_source, "mesh" in content.layers, content.background, content.orthographic


def _draw_wire(content: Content) -> tuple[lines.Lines, float]:
    assert content.mesh is not None
    # Dark lines on a mesh; without it they must stand out from the background.
    dark = "mesh" in content.layers or sum(content.background) > 1.5
    color = np.array([0.10, 0.12, 0.16] if dark else [0.80, 0.84, 0.90])
    edges = lines.wireframe(content.mesh, color)
    return edges if content.plane is None else lines.within(edges, content.plane), 1.0


def _normals_key(content: Content) -> Hashable:
    if "normals" not in content.layers or content.cloud is None:
        return None
    return content.cloud_source, content.orthographic


def _draw_normals(content: Content) -> tuple[lines.Lines, float]:
    assert content.cloud is not None
    return lines.normal_lines(content.cloud), 1.0


def _axes_key(content: Content) -> Hashable:
    return ("axes", content.axes.tobytes(), content.orthographic) if "axes" in content.layers else None


def _draw_axes(content: Content) -> tuple[lines.Lines, float]:
    return lines.axis_lines(content.axes), 1.5


def _size_key(content: Content) -> Hashable:
    if "size" not in content.layers or content.shape is None:
        return None
    return id(content.shape), content.background, content.orthographic


def _draw_size(content: Content) -> tuple[lines.Lines, float]:
    assert content.shape is not None
    color = np.array([0.25, 0.28, 0.32] if sum(content.background) > 1.5 else [0.80, 0.84, 0.90])
    return lines.box_lines(*box_of(content.shape), color), 1.0


def _picks_key(content: Content) -> Hashable:
    return (content.picks, content.orthographic) if content.picks else None


def _draw_picks(content: Content) -> tuple[lines.Lines, float]:
    return lines.pick_lines(np.array(content.picks)), 2.0


_SOLID_LAYERS = {
    "ground": (_ground_key, _make_ground),
    "balls": (_ball_key, _make_balls),
}
_LINE_LAYERS = {
    "wireframe": (_wire_key, _draw_wire),
    "normals": (_normals_key, _draw_normals),
    "axes": (_axes_key, _draw_axes),
    "size": (_size_key, _draw_size),
    "picks": (_picks_key, _draw_picks),
}
