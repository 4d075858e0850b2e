"""Pictures of a view at any size, also without background."""

from typing import Any

import numpy as np
from PIL import Image

from shape_diff_viewer.desktop.pane import Pane

MAX_SIDE = 8192
"""Larger pictures than this do not fit into the memory of common graphics devices."""


def snapshot(app: Any, pane: Pane, scale: int = 1, transparent: bool = False) -> Image.Image:
    """The view as an RGB picture, `scale` times its size on the screen; with `transparent` as RGBA.

    Raises:
        ValueError: the picture would be larger than MAX_SIDE.
    """
    width, height = (side * scale for side in pane.size)
    if max(width, height) > MAX_SIDE:
        raise ValueError(f"a picture of {width} x {height} pixels is too large, up to {MAX_SIDE} a side are drawn")
    try:
        if not transparent:
            return Image.fromarray(_render(app, pane, width, height))
        with pane.backgrounds() as fill:
            fill((0.0, 0.0, 0.0))
            on_black = _render(app, pane, width, height)
            fill((1.0, 1.0, 1.0))
            on_white = _render(app, pane, width, height)
        return Image.fromarray(without_background(on_black, on_white))
    finally:
        pane.restore_size()


def without_background(on_black: np.ndarray, on_white: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 pictures of the same on black and on white -> (h, w, 4) uint8.

    On black a pixel is a c, on white a c + (1 - a) 255 (Smith and Blinn, Blue Screen Matting, 1996, theorem 4).
    """
    black, white = on_black.astype(np.float32), on_white.astype(np.float32)
    alpha = 1 - np.clip((white - black).mean(axis=2, keepdims=True) / 255, 0, 1)
    color = np.where(alpha > 0, black / np.maximum(alpha, 1e-6), 0)
    return np.rint(np.clip(np.concatenate([color, alpha * 255], axis=2), 0, 255)).astype(np.uint8)


def _render(app: Any, pane: Pane, width: int, height: int) -> np.ndarray:
    picture = np.asarray(app.render_to_image(pane.widget.scene, width, height))
    return np.ascontiguousarray(picture[..., :3])
