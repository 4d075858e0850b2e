"""Small pictures for the gallery."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from shape_diff.rendering.preview import cloud_thumbnail, mesh_thumbnail
from shape_diff_viewer.collection import Item
from shape_diff_viewer.shape import random_part

MAX_THUMBNAILS = 2000
"""Thumbnails kept in memory, about 50 kB each."""
THUMBNAIL_POINTS = 4096
"""Points of a thumbnail; more than this cannot be told apart."""


@lru_cache(maxsize=MAX_THUMBNAILS)
def thumbnail(item: Item, size: int = 96) -> Image.Image:
    """A quick square RGB picture of a sample, `size` pixels wide; of one that cannot be read a tile that says so."""
    try:
        shape = item.load()
    except ValueError:
        return broken_tile(size)
    cloud, mesh = shape.shown_cloud, shape.shown_mesh
    if cloud is None and mesh is not None:
        return mesh_thumbnail(mesh, size)
    assert cloud is not None  # a shape has one of them
    return cloud_thumbnail(random_part(cloud, THUMBNAIL_POINTS), size)


def broken_tile(size: int) -> Image.Image:
    """What stands for a sample that cannot be read."""
    tile = Image.new("RGB", (size, size), (236, 232, 230))
    font = ImageFont.load_default(max(9, size // 9))
    ImageDraw.Draw(tile).text((size / 2, size / 2), "not readable", fill=(150, 60, 50), font=font, anchor="mm")
    return tile
