"""A strip of shapes between shapes, as a picture and as one that moves."""

from collections.abc import Sequence
from pathlib import Path

from shape_diff.geometry import PointCloud
from shape_diff.rendering.animation import write_animation
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture

FRAME_S = 0.15


def write_strip(clouds: Sequence[PointCloud], path: Path, size: int = 240) -> None:
    """Write PATH.png, all clouds side by side, and PATH.gif, which runs through them and back.

    Raises:
        ValueError: there are no clouds.
        OSError: a file cannot be written.
    """
    if not clouds:
        raise ValueError("there are no shapes to show")
    tiles = [cloud_thumbnail(cloud, size) for cloud in clouds]
    write_picture(grid_picture(tiles, len(tiles)), path.with_name(f"{path.name}.png"))
    write_animation([*tiles, *tiles[-2:0:-1]], path.with_name(f"{path.name}.gif"), FRAME_S)
