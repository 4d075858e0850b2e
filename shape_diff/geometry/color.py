"""Conversions between sRGB and linear light (IEC 61966-2-1, the sRGB transfer function)."""

import numpy as np


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
