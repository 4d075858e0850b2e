"""How large and where an object stands in a picture that a network sees."""

import numpy as np
from PIL import Image

PICTURE_SIZE = 128
"""Side of a prepared picture in pixels."""
PICTURE_MARGIN = 0.06
"""Free border of a prepared picture as a share of its side."""
VISIBLE_ALPHA = 0.05
"""Opacity above which a pixel belongs to the object."""


def frame_object(rgba: np.ndarray, size: int = PICTURE_SIZE, margin: float = PICTURE_MARGIN) -> np.ndarray:
    """Cut out what is not transparent, scale it to fill the picture up to the margin, and centre it.

    Args:
        rgba: (h, w, 4) uint8, straight sRGB and alpha.
        size: side of the result in pixels.
        margin: free border as a share of the side.

    Returns:
        (size, size, 4) uint8, straight sRGB and alpha; RGB is 0 where alpha is 0.

    Raises:
        ValueError: the picture is of another shape or type, or fully transparent.
    """
    top, bottom, left, right = object_box(rgba)
    height, width = bottom - top, right - left
    scale = size * (1 - 2 * margin) / max(height, width)
    rows, columns = (max(1, round(length * scale)) for length in (height, width))
    resized = _resize(rgba[top:bottom, left:right], rows, columns)
    framed = np.zeros((size, size, 4), dtype=np.uint8)
    row, column = (size - rows) // 2, (size - columns) // 2
    framed[row : row + rows, column : column + columns] = resized
    return framed


def object_box(rgba: np.ndarray) -> tuple[int, int, int, int]:
    """First row, row after the last, first column and column after the last of the object in an (h, w, 4) picture.

    Raises:
        ValueError: the picture is of another shape or type, or fully transparent.
    """
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8:
        raise ValueError(f"a picture to frame is uint8 of shape (h, w, 4), got {rgba.dtype} of {rgba.shape}")
    visible = rgba[..., 3] > VISIBLE_ALPHA * 255
    if not visible.any():
        raise ValueError("the picture is fully transparent, so there is no object in it")
    rows, columns = (np.flatnonzero(visible.any(axis=axis)) for axis in (1, 0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def is_framed(rgba: np.ndarray, tolerance_px: int = 2, margin: float = PICTURE_MARGIN) -> bool:
    """Whether the object of an (s, s, 4) picture is centred and fills it up to the margin."""
    size = rgba.shape[0]
    top, bottom, left, right = object_box(rgba)
    off_centre = max(abs(top + bottom - size), abs(left + right - size)) / 2
    wrong_length = abs(max(bottom - top, right - left) - size * (1 - 2 * margin))
    return off_centre <= tolerance_px and wrong_length <= tolerance_px


def _resize(rgba: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """(h, w, 4) -> (rows, columns, 4); colours are mixed by their opacity, so that hidden ones do not bleed."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    channels = np.concatenate([rgba[..., :3] * alpha, alpha * 255], axis=2)
    filtered = np.stack([_filtered(channels[..., number], rows, columns) for number in range(4)], axis=2)
    opacity = np.clip(filtered[..., 3:], 0, 255)
    straight = np.where(opacity >= 0.5, filtered[..., :3] * 255 / np.maximum(opacity, 0.5), 0)
    return np.rint(np.clip(np.concatenate([straight, opacity], axis=2), 0, 255)).astype(np.uint8)


def _filtered(channel: np.ndarray, rows: int, columns: int) -> np.ndarray:
    image = Image.fromarray(np.ascontiguousarray(channel, dtype=np.float32))
    # Averaging first keeps photos of many megapixels fast; a gap of 3 cannot be told from a plain Lanczos filter.
    return np.asarray(image.resize((columns, rows), Image.Resampling.LANCZOS, reducing_gap=3.0))
