"""Pictures without a window: views of a sample, contact sheets, stages of a denoising run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.geometry.trajectory import Trajectory
from shape_diff.machine.progress import progress_bar
from shape_diff.rendering.animation import check_ending, write_animation
from shape_diff.rendering.camera import VIEWS, Camera
from shape_diff.rendering.preview import grid_picture
from shape_diff.rendering.scene import Scene, cloud_scene, mesh_scene
from shape_diff.rendering.spheres import ball_radius
from shape_diff_viewer.colors import COLOR_BY, cloud_colors, mesh_colors
from shape_diff_viewer.item import Item
from shape_diff_viewer.shape import Shape, random_part
from shape_diff_viewer.thumbnails import broken_tile

DRAW = ("auto", "points", "mesh", "both")
SIZE_RANGE = (16, 4096)
SHEET_COLUMNS = 6
MAX_FRAMES, RUN_S, END_S, MOST_FRAMES_A_SECOND = 60, 2.5, 1.5, 12
"""Of an animated denoising run: its pictures, how long it takes, how long its end is shown."""
MAX_DRAWN_POINTS = 100_000
"""Points of a picture; light for more takes long, and single balls could not be told apart."""
QUIET_NOISE = 0.97
"""Part of the noise that a picture of a denoising run frames; the rest may leave it, or the shape would be tiny."""


@dataclass(frozen=True)
class PictureSettings:
    """How pictures are made.

    Attributes:
        size: side of one view in pixels.
        draw: "points", "mesh" or "both" side by side; "auto" is both where both are there.
        views: keys of `rendering.camera.VIEWS`, one after the other.
        color_by: one of `colors.COLOR_BY`.
    """

    size: int = 512
    draw: str = "auto"
    views: tuple[str, ...] = ("default",)
    color_by: str = "rgb"

    def __post_init__(self) -> None:
        low, high = SIZE_RANGE
        if not low <= self.size <= high:
            raise ValueError(f"size must be between {low} and {high} pixels, got {self.size}")
        if self.draw not in DRAW:
            raise ValueError(f"only {', '.join(DRAW)} can be drawn, not {self.draw!r}")
        if self.color_by not in COLOR_BY:
            raise ValueError(f"colours can stand for {', '.join(COLOR_BY)}, not {self.color_by!r}")
        unknown = [view for view in self.views if view not in VIEWS]
        if unknown or not self.views:
            raise ValueError(f"there is no view {(unknown or [''])[0]!r}; choose among {', '.join(VIEWS)}")


def render_shape(shape: Shape, settings: PictureSettings) -> Image.Image:
    """A sample from each of the views in a row; with cloud and mesh and several views, a row of each.

    Raises:
        ValueError: the sample lacks what is to be drawn.
    """
    scenes = lit_scenes(shape, settings)
    cameras = [VIEWS[view].fit(shape.shown_points) for view in settings.views]
    distance = max(camera.distance for camera in cameras)
    tiles = [
        view_of(scene, replace(camera, distance=distance), settings.size) for scene in scenes for camera in cameras
    ]
    return grid_picture(tiles, len(cameras) if len(cameras) > 1 else len(scenes))


def denoising_strip(shape: Shape, count: int, settings: PictureSettings) -> Image.Image:
    """`count` stages of the denoising run in a row with their step and noise, evenly spread from noise to sample.

    Raises:
        ValueError: there is no run, or fewer than two stages are asked for.
    """
    run = _run_of(shape)
    if not 2 <= count <= len(run):
        raise ValueError(f"between 2 and {len(run)} stages of this run can be shown, got {count}")
    steps = np.linspace(0, len(run) - 1, count).round().astype(int).tolist()
    labels = [f"step {step}, noise {run.sigmas[step]:.3g}" for step in steps]
    return grid_picture(_stages(shape, steps, settings), count, labels)


def write_denoising(shape: Shape, path: Path, settings: PictureSettings) -> Path:
    """Write the denoising run as an animation that stays on the finished cloud for a while, and return the path.

    Raises:
        ValueError: the path ends neither in .gif nor in .webp, or there is no run.
        OSError: the file cannot be written.
    """
    check_ending(path)
    count = len(_run_of(shape))
    steps = sorted({round(step) for step in np.linspace(0, count - 1, min(count, MAX_FRAMES)).tolist()})
    frames = _stages(shape, steps, settings)
    return write_animation(frames, path, max(RUN_S / len(frames), 1 / MOST_FRAMES_A_SECOND), END_S)


def contact_sheet(items: Sequence[Item], settings: PictureSettings) -> Image.Image:
    """One labelled tile for each sample; of one that cannot be read it says so."""
    wanted = replace(settings, views=settings.views[:1])
    tiles = [_sheet_tile(item, wanted) for item in progress_bar(items, "samples")]
    return grid_picture(
        tiles, min(SHEET_COLUMNS, max(1, round(len(items) ** 0.5 * 1.3))), [item.title for item in items]
    )


def lit_scenes(shape: Shape, settings: PictureSettings) -> list[Scene]:
    """The parts of a sample that are to be drawn, in light and in display coordinates: cloud, then mesh.

    Raises:
        ValueError: the sample lacks what is to be drawn.
    """
    cloud, mesh = shape.shown_cloud, shape.shown_mesh
    if (settings.draw in ("points", "both") and cloud is None) or (settings.draw in ("mesh", "both") and mesh is None):
        raise ValueError(f"this sample has no {'points' if cloud is None else 'mesh'} to draw")
    scenes: list[Scene | None] = []
    if cloud is not None and settings.draw != "mesh":
        colored = replace(cloud, rgb=cloud_colors(shape, cloud, settings.color_by).rgb)
        scenes.append(cloud_scene(random_part(colored, MAX_DRAWN_POINTS), settings.size))
    if mesh is not None and settings.draw != "points":
        paint = shape.paint if settings.color_by == "rgb" else None
        scenes.append(mesh_scene(replace(mesh, rgb=mesh_colors(shape, settings.color_by).rgb), paint=paint))
    return [scene for scene in scenes if scene is not None]


def view_of(scene: Scene, camera: Camera, size: int) -> Image.Image:
    """A square picture of a scene."""
    return Image.fromarray(scene.picture(camera, size, size))


def _run_of(shape: Shape) -> Trajectory:
    if shape.trajectory is None:
        raise ValueError("this sample has no denoising steps; generate it with --keep-steps")
    return shape.trajectory


def _stages(shape: Shape, steps: Sequence[int], settings: PictureSettings) -> list[Image.Image]:
    """Pictures of steps of the run from one place, in which most of the noise is seen."""
    camera = VIEWS[settings.views[0]].fit(np.concatenate([shape.shown_points, _inner(shape.shown_step(0).xyz)]))
    radius = ball_radius(shape.shown_step(len(_run_of(shape)) - 1).xyz)  # the same balls all the way
    return [_stage(shape, step, radius, camera, settings) for step in progress_bar(steps, "stages")]


def _stage(shape: Shape, step: int, radius: float, camera: Camera, settings: PictureSettings) -> Image.Image:
    cloud = shape.shown_step(step)
    colored = replace(cloud, rgb=cloud_colors(shape, cloud, settings.color_by).rgb)
    scene = cloud_scene(colored, settings.size, radius=radius)
    assert scene is not None  # the points of a run are finite
    return view_of(scene, camera, settings.size)


def _inner(xyz: np.ndarray) -> np.ndarray:
    """The points (n, 3) nearest to their middle."""
    distance = np.linalg.norm(xyz - np.median(xyz, axis=0), axis=1)
    return xyz[distance <= np.quantile(distance, QUIET_NOISE)]


def _sheet_tile(item: Item, settings: PictureSettings) -> Image.Image:
    try:
        shape = item.load()
    except ValueError:
        return broken_tile(settings.size)
    draw = settings.draw
    if draw == "auto":
        draw = "mesh" if shape.mesh is not None else "points"
    return render_shape(shape, replace(settings, draw=draw))
