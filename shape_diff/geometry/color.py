"""Conversions of colours: between sRGB and linear light (IEC 61966-2-1, the sRGB transfer function), and of ranges."""

import numpy as np

MAX_UNIT_COLOR = 2.0
"""Colours above this are of 0..255; a little above 1 is rounding in a cloud of 0..1."""


def srgb_to_linear(rgb: np.ndarray) -> np.ndarray:
    """sRGB values in [0, 1], any shape -> linear values in [0, 1]."""
    rgb = np.asarray(rgb, dtype=np.float32)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def linear_to_srgb(linear: np.ndarray) -> np.ndarray:
    """Linear values in [0, 1], any shape -> sRGB values in [0, 1]."""
    linear = np.clip(np.asarray(linear, dtype=np.float32), 0.0, 1.0)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055).astype(np.float32)


def to_uint8(rgb: np.ndarray) -> np.ndarray:
    """Colours in [0, 1] -> uint8 by rounding."""
    return np.rint(np.clip(rgb, 0.0, 1.0) * 255).astype(np.uint8)


def unit_colors(rgb: np.ndarray, name: str) -> np.ndarray:
    """Colours (n, 3) in [0, 1] from integers of 8 or 16 bits or from floats in 0..1 or 0..255."""
    largest = float(np.max(rgb, initial=0, where=np.isfinite(rgb)))
    ranges: tuple[int, ...]
    if rgb.dtype.kind in "iu":
        ranges = (255, 65_535)
    elif rgb.dtype.kind == "b":
        ranges = (1,)
    else:
        ranges = (1, 255) if largest <= MAX_UNIT_COLOR else (255,)
    top = next((top for top in ranges if largest <= max(top, MAX_UNIT_COLOR)), None)
    if top is None:
        raise ValueError(f"the colours of {name} must be in 0..1 or 0..255, the largest is {largest:g}")
    return np.clip(rgb / top, 0, 1)
