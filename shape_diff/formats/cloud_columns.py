"""Named columns of numbers, as cloud files hold them, to a point cloud: which is which, and in what units."""

import warnings
from collections.abc import Mapping

import numpy as np

from shape_diff.geometry.color import unit_colors
from shape_diff.geometry.file_warning import CloudFileWarning
from shape_diff.geometry.near_origin import near_origin
from shape_diff.geometry.point_cloud import PointCloud

__all__ = ["XYZ", "CloudFileWarning", "cloud_of_arrays", "cloud_of_columns", "color_columns", "unit_colors"]

XYZ = ("x", "y", "z")
RGB_NAMES = (
    ("red", "green", "blue"), ("r", "g", "b"), ("diffuse_red", "diffuse_green", "diffuse_blue"),
    ("scalar_red", "scalar_green", "scalar_blue"), ("color_r", "color_g", "color_b"), ("rf", "gf", "bf"),
)  # fmt: skip
NORMAL_NAMES = (
    ("nx", "ny", "nz"), ("normal_x", "normal_y", "normal_z"), ("normalx", "normaly", "normalz"), ("n_x", "n_y", "n_z"),
    ("scalar_nx", "scalar_ny", "scalar_nz"),
)  # fmt: skip
PACKED_NAMES = ("rgb", "rgba")
SPLAT_NAMES = ("f_dc_0", "f_dc_1", "f_dc_2")
SPLAT_SCALE = 0.28209479177387814
"""Y_0^0 = 1 / (2 sqrt(pi)): the zeroth spherical harmonic that Gaussian splats store their colour's mean by."""


def cloud_of_columns(columns: Mapping[str, np.ndarray], name: str) -> PointCloud:
    """A cloud of columns (n,) with the names that PLY and PCD use; `name` of the file is for messages.

    Raises:
        ValueError: there are no positions, or colours or coordinates out of range.
    """
    xyz = _stack(columns, XYZ)
    if xyz is None:
        raise ValueError(f"the points of {name} have no x, y and z")
    normals = next((found for names in NORMAL_NAMES if (found := _stack(columns, names)) is not None), None)
    return cloud_of_arrays(xyz, color_columns(columns), normals, name)


def color_columns(columns: Mapping[str, np.ndarray]) -> np.ndarray | None:
    """(n, 3) colours of whatever columns hold some, in the units of the file, or None."""
    named = next((found for names in RGB_NAMES if (found := _stack(columns, names)) is not None), None)
    if named is not None:
        return named
    packed = next((columns[name] for name in PACKED_NAMES if name in columns), None)
    if packed is not None and packed.dtype.itemsize >= 4:
        return _unpacked(packed)
    harmonics = _stack(columns, SPLAT_NAMES)
    return None if harmonics is None else np.clip(0.5 + SPLAT_SCALE * harmonics, 0, 1)


def _unpacked(packed: np.ndarray) -> np.ndarray:
    """(n, 3) bytes of 0xAARRGGBB, which PCL keeps in an integer or in the bits of a float32."""
    bits = np.ascontiguousarray(packed)
    bits = bits.astype(np.float32).view(np.uint32) if bits.dtype.kind == "f" else bits.astype(np.uint32)
    return np.stack([(bits >> shift).astype(np.uint8) for shift in (16, 8, 0)], axis=1)


def cloud_of_arrays(xyz: np.ndarray, rgb: np.ndarray | None, normals: np.ndarray | None, name: str) -> PointCloud:
    """A cloud of (n, 3) arrays of any number type, with colours in [0, 1] and near enough to the origin for float32.

    Points without a position, as scanners make for pixels where nothing came back, are left out with a warning. Normals
    that are no numbers become zero, which stands for missing; where all are, there are none.

    Raises:
        ValueError: other shapes, or colours or coordinates out of range.
    """
    for array in (xyz, rgb, normals):
        if array is not None and (array.shape != (len(xyz), 3) or array.dtype.kind not in "iufb"):
            raise ValueError(f"{name} must hold three numbers for each point, found {array.dtype} {array.shape}")
    known = np.isfinite(xyz).all(axis=1)
    if not known.all():
        if not known.any():
            raise ValueError(f"{name} has no points: all {len(known):,} have NaN or infinite coordinates")
        message = f"{int((~known).sum()):,} of the {len(known):,} points of {name} have no position and were left out"
        warnings.warn(message, CloudFileWarning, stacklevel=2)
        xyz, rgb, normals = xyz[known], None if rgb is None else rgb[known], None if normals is None else normals[known]
    unit = None if rgb is None else unit_colors(rgb, name)
    return PointCloud(near_origin(xyz, name), unit, None if normals is None else _known_normals(normals))


def _known_normals(normals: np.ndarray) -> np.ndarray | None:
    """Normals with zeros for those that are missing; None where all are."""
    normals = np.where(np.isfinite(normals).all(axis=1, keepdims=True), normals, 0)
    return None if len(normals) and not normals.any() else normals


def _stack(columns: Mapping[str, np.ndarray], names: tuple[str, str, str]) -> np.ndarray | None:
    return np.stack([columns[name] for name in names], axis=1) if all(name in columns for name in names) else None
