"""Named columns of numbers, as cloud files hold them, to a point cloud: which is which, and in what units."""

import warnings
from collections.abc import Mapping

import numpy as np

from shape_diff.geometry.point_cloud import PointCloud

XYZ = ("x", "y", "z")
RGB_NAMES = (("red", "green", "blue"), ("r", "g", "b"), ("diffuse_red", "diffuse_green", "diffuse_blue"))
NORMAL_NAMES = (("nx", "ny", "nz"), ("normal_x", "normal_y", "normal_z"))
MAX_UNIT_COLOR = 2.0
"""Colours above this are of 0..255; a little above 1 is rounding in a cloud of 0..1."""
MAX_COORDINATE = 1e37
"""A tenth of what float32 holds, so that a mesh around the points can be written too."""
FAR = 1000.0
"""Distance from the origin, in sizes of the cloud, from which float32 leaves less than 1/16,000 of the size."""


class CloudFileWarning(UserWarning):
    """One sentence on what was not taken from a file as it stands; the command line prints it as a note."""


def cloud_of_columns(columns: Mapping[str, np.ndarray], name: str) -> PointCloud:
    """A cloud of columns (n,) with the names that PLY and PCD use; `name` of the file is for messages.

    Raises:
        ValueError: there are no positions, or colours or coordinates out of range.
    """
    xyz = _stack(columns, XYZ)
    if xyz is None:
        raise ValueError(f"the points of {name} have no x, y and z")
    rgb = next((found for names in RGB_NAMES if (found := _stack(columns, names)) is not None), None)
    normals = next((found for names in NORMAL_NAMES if (found := _stack(columns, names)) is not None), None)
    return cloud_of_arrays(xyz, rgb, normals, name)


def cloud_of_arrays(xyz: np.ndarray, rgb: np.ndarray | None, normals: np.ndarray | None, name: str) -> PointCloud:
    """A cloud of (n, 3) arrays of any number type, with colours in [0, 1] and near enough to the origin for float32.

    Raises:
        ValueError: other shapes, or colours or coordinates out of range.
    """
    for array in (xyz, rgb, normals):
        if array is not None and (array.shape != (len(xyz), 3) or array.dtype.kind not in "iufb"):
            raise ValueError(f"{name} must hold three numbers for each point, found {array.dtype} {array.shape}")
    return PointCloud(_near_origin(xyz, name), None if rgb is None else unit_colors(rgb, name), normals)


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


def _near_origin(xyz: np.ndarray, name: str) -> np.ndarray:
    """Positions that float32 can hold; those of doubles far from the origin are moved, with a warning."""
    finite = xyz[np.isfinite(xyz).all(axis=1)]
    if len(finite) == 0:
        return xyz
    low, high = finite.min(axis=0).astype(np.float64), finite.max(axis=0).astype(np.float64)
    if max(-low.min(), high.max()) > MAX_COORDINATE:
        raise ValueError(f"the coordinates of {name} go up to {max(-low.min(), high.max()):.0e}; scale them down")
    center, size = (low + high) / 2, float((high - low).max())
    if xyz.dtype.itemsize <= 4 or size == 0 or np.abs(center).max() <= FAR * size:
        return xyz
    unit = 10 ** np.floor(np.log10(size))
    shift = np.round(center / unit) * unit
    by = ", ".join(f"{-value:.12g}" for value in shift)
    warnings.warn(f"{name} lies far from the origin, so it was moved by ({by})", CloudFileWarning, stacklevel=2)
    return xyz - shift


def _stack(columns: Mapping[str, np.ndarray], names: tuple[str, str, str]) -> np.ndarray | None:
    return np.stack([columns[name] for name in names], axis=1) if all(name in columns for name in names) else None
