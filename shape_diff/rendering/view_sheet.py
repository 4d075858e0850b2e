"""The views of many shapes on one picture, to check by eye what a network is shown."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from shape_diff.pictures.framing import PICTURE_SIZE

_SQUARE_PX = 8
_SQUARES = (205, 235)
_GAP_PX = 8


def over_checkerboard(rgba: np.ndarray) -> np.ndarray:
    """Straight sRGB and alpha (h, w, 4) uint8 -> (h, w, 3) uint8 over grey squares, which show holes and fringes."""
    rows, columns = (np.arange(length) // _SQUARE_PX for length in rgba.shape[:2])
    squares = np.where((rows[:, None] + columns) % 2 == 0, *_SQUARES)[..., None]
    alpha = rgba[..., 3:] / 255.0
    return np.rint(rgba[..., :3] * alpha + squares * (1 - alpha)).astype(np.uint8)


def view_sheet(shapes: Sequence[np.ndarray], columns: int = 2) -> Image.Image:
    """A grid of shapes, each as the row of its views (v, s, s, 4) uint8."""
    strips = [np.concatenate([over_checkerboard(view) for view in views], axis=1) for views in shapes]
    width = max((strip.shape[1] for strip in strips), default=PICTURE_SIZE)
    rows = -(-len(strips) // columns)
    size = (columns * (width + _GAP_PX) - _GAP_PX, max(1, rows) * PICTURE_SIZE)
    sheet = Image.new("RGB", size, "white")
    for number, strip in enumerate(strips):
        row, column = divmod(number, columns)
        sheet.paste(Image.fromarray(strip), (column * (width + _GAP_PX), row * PICTURE_SIZE))
    return sheet
