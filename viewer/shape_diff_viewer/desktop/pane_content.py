"""From the viewer's state to what one view draws."""

from functools import lru_cache

from shape_diff.geometry.placement import UP_AXES
from shape_diff.rendering.spheres import ball_radius
from shape_diff_viewer.desktop.scene_layers import Content
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import ViewerState

Y_UP = UP_AXES["y"]
ORDINARY_POINT_PX = 5.0
"""At this point size balls cover most of the surface they stand for, however many there are."""


def content_of(state: ViewerState, side: int, ball_detail: int = 1) -> Content:
    """What the left (0) or right (1) view draws."""
    shape, plane = state.shape(side), state.plane(side)
    cloud = state.visible_cloud(side)
    items = state.sides()
    item = items[side] if side < len(items) else None
    return Content(
        cloud_source=(item, state.step, state.color_by, state.z_up, state.cut),
        mesh_source=(item, state.color_by, state.z_up),
        cut_source=state.cut,
        cloud=cloud if cloud is None or plane is None else plane.cut_cloud(cloud),
        mesh=state.visible_mesh(side),
        paint=state.visible_paint(side),
        plane=plane,
        shape=shape,
        axes=Y_UP if shape is None else shape.file_axes,
        picks=tuple(pick.place for pick in state.picks if pick.side == side),
        layers=_layers(state, side),
        point_size_px=state.point_size,
        ball_radius=_radius(shape) * state.point_size / ORDINARY_POINT_PX if state.round_points else 0.0,
        ball_detail=ball_detail,
        # Colours that stand for directions would be changed beyond recognition by light.
        surface="exact" if state.color_by == "normal" and state.surface in ("soft", "facets") else state.surface,
        lamp_turn_deg=state.lamp_turn_deg,
        orthographic=state.orthographic,
        background=state.background_rgb(),
    )


def _layers(state: ViewerState, side: int) -> frozenset[str]:
    drawn = {
        "points": state.visible_cloud(side) is not None,
        "mesh": state.draws_faces(side),
        "wireframe": state.draws_edges(side),
        "normals": state.draws_normals(side),
        "axes": state.shown("axes"),
        "ground": state.shown("ground"),
        "size": state.shown("size"),
    }
    return frozenset(layer for layer, shown in drawn.items() if shown)


@lru_cache(maxsize=8)
def _radius(shape: Shape | None) -> float:
    if shape is None or shape.shown_cloud is None:
        return 0.0
    return ball_radius(shape.shown_cloud.xyz)
