"""Point clouds as files: the table of formats, and what is checked of all of them."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from shape_diff.geometry.atomic import atomic_path
from shape_diff.geometry.cloud_columns import cloud_of_arrays
from shape_diff.geometry.pcd_file import read_pcd
from shape_diff.geometry.ply_file import read_ply, write_ply
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.xyz_file import read_xyz, write_xyz

MESH_ONLY_SUFFIXES = (".obj", ".glb", ".gltf", ".stl", ".off", ".fbx", ".3mf", ".dae")


def read_cloud(path: str | Path) -> PointCloud:
    """Read a point cloud in the format that the suffix names (see CLOUD_FORMATS).

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the suffix is unknown, or the file is damaged, truncated, empty or holds NaN or infinite positions.
    """
    path = Path(path)
    cloud = read_points(path)
    if len(cloud) == 0:
        raise ValueError(f"{path.name} has no points")
    for name, array in (("coordinates", cloud.xyz), ("colours", cloud.rgb), ("normals", cloud.normals)):
        if array is not None and not np.isfinite(array).all():
            count = int((~np.isfinite(array)).any(axis=1).sum())
            raise ValueError(f"{count} of the {len(cloud)} points in {path.name} have NaN or infinite {name}")
    return cloud


def read_points(path: str | Path) -> PointCloud:
    """Read a point cloud as it is, perhaps empty or with values that are not finite; otherwise like `read_cloud`."""
    path = Path(path)
    reader = _format_of(path).read
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    return reader(path)


def write_cloud(cloud: PointCloud, path: str | Path) -> Path:
    """Write a point cloud in the format that the suffix names (see CLOUD_FORMATS) and return the path.

    Raises:
        ValueError: the suffix is unknown, the cloud is empty or has NaN or infinite positions.
        OSError: the file cannot be written.
    """
    path = Path(path)
    writer = _format_of(path).write
    if writer is None:
        raise ValueError(f"{path.name}: {path.suffix} files are only read; choose one of {', '.join(WRITTEN_SUFFIXES)}")
    if len(cloud) == 0:
        raise ValueError(f"the cloud has no points, so {path.name} was not written")
    if not np.isfinite(cloud.xyz).all():
        raise ValueError(f"the cloud has NaN or infinite coordinates, so {path.name} was not written")
    with atomic_path(path) as temporary:
        writer(cloud, temporary)
    return path


def write_npz(cloud: PointCloud, path: Path) -> None:
    """Compressed float32 arrays `xyz` and, where there are any, `rgb` and `normals`."""
    arrays: dict[str, Any] = {"xyz": cloud.xyz, "rgb": cloud.rgb, "normals": cloud.normals}
    np.savez_compressed(path, **{name: array for name, array in arrays.items() if array is not None})


def read_npz(path: Path) -> PointCloud:
    """Arrays `xyz`, `rgb` and `normals`; only the first must be there."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("xyz", "rgb", "normals") if name in file.files}
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is not a readable NPZ file: {error}") from error
    if "xyz" not in arrays:
        raise ValueError(f"{path.name} has no array 'xyz'")
    return cloud_of_arrays(arrays["xyz"], arrays.get("rgb"), arrays.get("normals"), path.name)


class CloudFormat(NamedTuple):
    """How to read one format and, where that is done, to write it."""

    read: Callable[[Path], PointCloud]
    write: Callable[[PointCloud, Path], None] | None


CLOUD_FORMATS: dict[str, CloudFormat] = {
    ".ply": CloudFormat(read_ply, write_ply),
    ".xyz": CloudFormat(read_xyz, write_xyz),
    ".npz": CloudFormat(read_npz, write_npz),
    ".pcd": CloudFormat(read_pcd, None),
    ".txt": CloudFormat(read_xyz, None),
    ".csv": CloudFormat(read_xyz, None),
}
WRITTEN_SUFFIXES = tuple(suffix for suffix, form in CLOUD_FORMATS.items() if form.write is not None)


def _format_of(path: Path) -> CloudFormat:
    suffix = path.suffix.lower()
    if suffix in MESH_ONLY_SUFFIXES:
        raise ValueError(f"{path.name} is a mesh, not a point cloud; choose one of {', '.join(CLOUD_FORMATS)}")
    if suffix not in CLOUD_FORMATS:
        kind = suffix or "without suffix"
        raise ValueError(f"{path.name}: point clouds {kind} are not known; choose one of {', '.join(CLOUD_FORMATS)}")
    return CLOUD_FORMATS[suffix]
