"""One mesh to its training views."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from shape_diff.data.sampling import generator_for, upright
from shape_diff.data.shards import Skipped
from shape_diff.data.view_cameras import camera_row, draw_views
from shape_diff.data.view_files import ShapeViews, encode
from shape_diff.formats.mesh_files import UNCOLORED, Surface, read_surface
from shape_diff.geometry import Frame
from shape_diff.rendering.plain_view import PlainScene


@dataclass(frozen=True)
class ViewJob:
    """What to picture.

    Attributes:
        id: of the shape; cameras and lights depend on it and on the seed alone.
        mesh: its file.
        colored: whether its colours are real.
        views: how many pictures.
        seed: of the cameras and lights.
        up: the axis that points up in the file.
    """

    id: str
    mesh: Path
    colored: bool
    views: int
    seed: int
    up: str = "y"


def make_views(job: ViewJob) -> ShapeViews | Skipped:
    """The pictures of one mesh, or why it has none; runs in a worker."""
    try:
        surface = _as_in_data(upright(read_surface(job.mesh), job.up), job.colored)
        corners = surface.vertices[np.unique(surface.faces)]
        views = draw_views(corners, job.views, generator_for(job.seed, job.id))
        scene = PlainScene(surface)
        pictures = tuple(encode(scene.framed_picture(view.camera, view.light)) for view in views)
    except (ValueError, OSError) as error:
        return Skipped(job.id, str(error))
    return ShapeViews(job.id, pictures, np.array([camera_row(view.camera) for view in views], dtype=np.float32))


def _as_in_data(surface: Surface, colored: bool) -> Surface:
    """The normalised shape; all grey where its colours are not real, whatever the file says."""
    frame = Frame.of(surface.vertices[np.unique(surface.faces)])
    surface = replace(surface, vertices=(surface.vertices - frame.center) / frame.scale)
    if colored:
        return surface
    grey = np.full_like(surface.corner_rgb, UNCOLORED)
    return replace(surface, corner_rgb=grey, texture_index=np.full_like(surface.texture_index, -1), textures=())
