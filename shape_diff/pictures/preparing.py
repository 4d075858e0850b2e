"""A user's picture, prepared to look like the views that the model is trained with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shape_diff.pictures.framing import frame_object, object_box
from shape_diff.pictures.matte import MATTES, cut_out
from shape_diff.pictures.reading import PictureSource, read_picture

MAX_VIEWS = 4
"""Pictures of one object that are used together."""
MIN_OBJECT = 16
"""Pixels that an object must have along its longer side."""

_LEAST_TRANSPARENT = 0.005
_BLANK = 3


@dataclass(frozen=True)
class PreparedPicture:
    """What the model sees of a picture.

    Attributes:
        pixels: (128, 128, 4) uint8, straight sRGB and alpha; the object is centred and fills the picture up to the
            margin (`pictures.framing`).
        name: the file's stem, or "picture".
        notes: sentences that the user should see.
    """

    pixels: np.ndarray
    name: str
    notes: tuple[str, ...]


def prepare_pictures(sources: Sequence[PictureSource], matte: str = "auto") -> list[PreparedPicture]:
    """Prepare the pictures of one object; raises as `prepare_picture` does, and ValueError for more than MAX_VIEWS."""
    if len(sources) > MAX_VIEWS:
        raise ValueError(f"at most {MAX_VIEWS} pictures of one object can be used, got {len(sources)}")
    return [prepare_picture(source, matte) for source in sources]


def prepare_picture(source: PictureSource, matte: str = "auto") -> PreparedPicture:
    """Read a picture, remove its background, and centre and scale the object.

    Args:
        source: a path, a PIL image, or an array (h, w), (h, w, 3) or (h, w, 4) of uint8, uint16 or floats in [0, 1].
        matte: how the background is removed: a name in MATTES, or "auto": by the alpha of the picture where it has
            one, else by rembg where it is installed with its weights, else by the colour of the border.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: there is no such matte, or the picture cannot be used; the sentence says why.
    """
    if matte != "auto" and matte not in MATTES:
        raise ValueError(f"unknown matte {matte!r}; choose one of {', '.join(['auto', *MATTES])}")
    picture = read_picture(source)
    _check_visible(picture.pixels, picture.name)
    pixels, notes = _without_background(picture.pixels, matte)
    _check_visible(pixels, picture.name)
    return PreparedPicture(frame_object(pixels), picture.name, picture.notes + notes)


def _without_background(pixels: np.ndarray, matte: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """The object in a picture (h, w, 4) as (h, w, 4) uint8, and what the user should know of how it was found."""
    rgb, alpha = pixels[..., :3], pixels[..., 3:]
    if alpha.min() == 255 and np.ptp(rgb, axis=(0, 1)).max() <= _BLANK:
        return pixels, ("the picture shows nothing: it has one colour everywhere",)
    if matte == "none" or (matte == "auto" and np.mean(alpha < 128) >= _LEAST_TRANSPARENT):
        return pixels, ()
    share = alpha / 255
    cutout = cut_out(np.rint(rgb * share + 255 * (1 - share)).astype(np.uint8), matte)
    color, found = cutout.pixels[..., :3], cutout.pixels[..., 3:]
    return np.concatenate([color, np.minimum(found, alpha)], axis=2), (cutout.note,)


def _check_visible(pixels: np.ndarray, name: str) -> None:
    """Raises ValueError if nothing, or too little, can be seen."""
    height, width = pixels.shape[:2]
    if max(height, width) < MIN_OBJECT:
        raise ValueError(
            f"{name} has {width} x {height} pixels; an object needs at least {MIN_OBJECT} on its longer side"
        )
    try:
        top, bottom, left, right = object_box(pixels)
    except ValueError as error:
        raise ValueError(f"{name} is fully transparent, so there is no object in it") from error
    if max(bottom - top, right - left) < MIN_OBJECT:
        raise ValueError(
            f"the object in {name} has {right - left} x {bottom - top} pixels; "
            f"it needs at least {MIN_OBJECT} on its longer side"
        )
