"""Pictures on disk."""

from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.files.atomic import atomic_path


def write_picture(image: Image.Image | np.ndarray, path: Path) -> None:
    """Write a PNG that is either complete or not there.

    Args:
        image: a picture, or an array (h, w, 3) uint8.
        path: ends in .png; folders are made.

    Raises:
        ValueError: another ending.
        OSError: the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() != ".png":
        raise ValueError(f"pictures are written as .png, got {path.name!r}")
    picture = image if isinstance(image, Image.Image) else Image.fromarray(np.asarray(image))
    with atomic_path(path) as temporary:
        picture.save(temporary, format="PNG")
