"""Small pictures for the gallery."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from shape_diff.rendering.preview import cloud_thumbnail, mesh_thumbnail, preview_tile
from shape_diff_viewer.item import Item
from shape_diff_viewer.opening import read_cloud_alone
from shape_diff_viewer.shape import random_part

MAX_THUMBNAILS = 1000
"""Thumbnails kept in memory, of 110 pixels about 36 kB each."""
THUMBNAIL_POINTS = 4096
"""Points of a thumbnail; more than this cannot be told apart."""


@lru_cache(maxsize=MAX_THUMBNAILS)
def thumbnail(item: Item, size: int = 96) -> Image.Image:
    """A quick square RGB picture of a sample, `size` pixels wide; of one that cannot be read a tile that says so.

    A generated sample has a preview to cut it from, or else a cloud, which is read much faster than its mesh.
    """
    found = _from_preview(item)
    if found is not None:
        return found.resize((size, size), Image.Resampling.LANCZOS)
    try:
        shape = read_cloud_alone(item) or item.load()
    except (ValueError, OSError):
        return broken_tile(size)
    cloud, mesh = shape.shown_cloud, shape.shown_mesh
    if mesh is not None:
        return mesh_thumbnail(mesh, size, paint=shape.paint)
    assert cloud is not None  # a shape has one of them
    return cloud_thumbnail(random_part(cloud, THUMBNAIL_POINTS), size)


def _from_preview(item: Item) -> Image.Image | None:
    """The sample's mesh, or else its cloud, from the front right in the preview that `generate` wrote."""
    if "preview" not in item.files:
        return None
    try:
        with Image.open(item.files["preview"]) as picture:
            return preview_tile(picture.convert("RGB"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def broken_tile(size: int) -> Image.Image:
    """What stands for a sample that cannot be read."""
    tile = Image.new("RGB", (size, size), (236, 232, 230))
    font = ImageFont.load_default(max(9, size // 9))
    ImageDraw.Draw(tile).text((size / 2, size / 2), "not readable", fill=(150, 60, 50), font=font, anchor="mm")
    return tile
