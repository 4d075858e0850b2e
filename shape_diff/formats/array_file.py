"""Point clouds as NumPy arrays: .npz archives of named ones and single .npy ones."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff.formats.cloud_columns import cloud_of_arrays, color_columns
from shape_diff.formats.read_limits import check_archive
from shape_diff.formats.unnamed_columns import cloud_of_table
from shape_diff.geometry.point_cloud import PointCloud

XYZ_NAMES = (
    "xyz",
    "points",
    "point",
    "coords",
    "coordinates",
    "positions",
    "position",
    "vertices",
    "pos",
    "pc",
    "arr_0",
)
RGB_NAMES = ("rgb", "colors", "colours", "color", "colour")
NORMAL_NAMES = ("normals", "normal")
SPREAD_NAMES = ("r", "g", "b")
"""Colours in an array for each channel, as Point-E saves them."""


def write_npz(cloud: PointCloud, path: Path) -> None:
    """Compressed float32 arrays `xyz` and, where there are any, `rgb` and `normals`."""
    arrays: dict[str, Any] = {"xyz": cloud.xyz, "rgb": cloud.rgb, "normals": cloud.normals}
    np.savez_compressed(path, **{name: array for name, array in arrays.items() if array is not None})


def read_npz(path: Path) -> PointCloud:
    """Arrays `xyz`, `rgb` and `normals`, or by one of their other names; only the first must be there.

    Raises:
        ValueError: it is damaged, or none of its arrays holds points.
    """
    try:
        check_archive(path)
        with np.load(path, allow_pickle=False) as file:
            found = {name.lower(): file[name] for name in file.files}
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is not a readable NPZ file: {error}") from error
    xyz, rgb, normals = (_first(found, names) for names in (XYZ_NAMES, RGB_NAMES, NORMAL_NAMES))
    if xyz is None and len(found) == 1:
        xyz = _rows(next(iter(found.values())), path.name)
    if xyz is None:
        raise ValueError(f"{path.name} has no array 'xyz' or 'points', only {', '.join(found) or 'none at all'}")
    if xyz.shape[1] > 3 and rgb is None and normals is None:
        return cloud_of_table(xyz, path.name)
    if rgb is None:
        rgb = color_columns({name: found[name].reshape(-1) for name in SPREAD_NAMES if name in found})
    else:
        rgb = rgb[:, :3]
    return cloud_of_arrays(xyz[:, :3], rgb, normals, path.name)


def read_npy(path: Path) -> PointCloud:
    """One array (n, 3 or more): x y z and what `unnamed_columns` sees in the others.

    Raises:
        ValueError: it is damaged or of another shape.
    """
    try:
        array = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        reason = "it holds Python objects, not numbers" if "Object arrays" in str(error) else error
        raise ValueError(f"{path.name} is not a readable NPY file: {reason}") from error
    return cloud_of_table(_rows(array, path.name), path.name)


def _first(arrays: Mapping[str, np.ndarray], names: tuple[str, ...]) -> np.ndarray | None:
    return next((_rows(arrays[name], name) for name in names if name in arrays), None)


def _rows(array: np.ndarray, name: str) -> np.ndarray:
    """(n, columns) of an array that may have leading axes of length 1, or its columns first as networks like them."""
    while array.ndim > 2 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 2 and array.shape[0] in (3, 6, 9) and array.shape[1] > 9:
        array = array.T
    if array.ndim != 2 or array.shape[1] < 3 or array.dtype.kind not in "iufb":
        raise ValueError(f"{name} must hold three numbers for each point, found {array.dtype} {array.shape}")
    return array
