"""A sample turning once, as an animation that repeats."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.machine.progress import progress_bar
from shape_diff.rendering.animation import check_ending, write_animation
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.preview import grid_picture
from shape_diff_viewer.pictures import PictureSettings, lit_scenes, view_of
from shape_diff_viewer.shape import Shape

FRAMES_RANGE = (2, 360)
SECONDS_A_TURN = 4.0
ELEVATION_DEG = 18.0
RING = 16


def write_turntable(shape: Shape, path: Path, settings: PictureSettings, frames: int = 36) -> Path:
    """Write an animation of a sample turning once, which repeats forever, and return the path.

    Raises:
        ValueError: the path ends neither in .gif nor in .webp, there are too few or many frames, or the sample lacks
            what is to be drawn.
        OSError: the file cannot be written.
    """
    check_ending(path)
    return write_animation(list(turntable_frames(shape, settings, frames)), path, SECONDS_A_TURN / frames)


def turntable_frames(shape: Shape, settings: PictureSettings, frames: int) -> Iterator[Image.Image]:
    """RGB pictures of one turn; light and shadow are worked out once and turn with the shape.

    Raises:
        ValueError: too few or many frames, or the sample lacks what is to be drawn.
    """
    low, high = FRAMES_RANGE
    if not low <= frames <= high:
        raise ValueError(f"a turntable has {low} to {high} frames, got {frames}")
    scenes = lit_scenes(shape, settings)
    camera = _framing_all_sides(shape.shown_points)
    for azimuth in progress_bar(np.arange(0, 360, 360 / frames).tolist(), "frames"):
        seen_from = replace(camera, azimuth_deg=Camera().azimuth_deg + azimuth)
        yield grid_picture([view_of(scene, seen_from, settings.size) for scene in scenes], len(scenes))


def _framing_all_sides(points: np.ndarray) -> Camera:
    """A camera that keeps points (n, 3) in the picture while it goes round the axis through their middle."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    radius = np.hypot(points[:, 0] - middle[0], points[:, 2] - middle[2])
    # The outermost point of each of some heights stands for all at that height.
    slice_of = np.minimum((points[:, 1] - low[1]) / max(float(high[1] - low[1]), 1e-9) * 64, 63).astype(int)
    outline = np.zeros(64)
    np.maximum.at(outline, slice_of, radius)
    heights = np.linspace(float(low[1]), float(high[1]), 64)
    angle = np.arange(RING) * 2 * math.pi / RING
    rings = [
        np.stack([middle[0] + outline * math.cos(a), heights, middle[2] + outline * math.sin(a)], axis=1) for a in angle
    ]
    return Camera(0.0, ELEVATION_DEG).fit(np.concatenate(rings))
