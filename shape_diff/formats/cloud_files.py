"""Point clouds as files: the table of formats, and what is checked of all of them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from shape_diff.files.atomic import atomic_path
from shape_diff.formats.array_file import read_npy, read_npz, write_npz
from shape_diff.formats.pcd_file import read_pcd
from shape_diff.formats.ply_file import read_ply, write_ply
from shape_diff.formats.xyz_file import read_xyz, write_xyz
from shape_diff.geometry.point_cloud import PointCloud

MESH_ONLY_SUFFIXES = (".obj", ".glb", ".gltf", ".stl", ".off", ".fbx", ".3mf", ".dae")


def read_cloud(path: str | Path, columns: str | None = None) -> PointCloud:
    """Read a point cloud in the format that the suffix names (see CLOUD_FORMATS).

    Points without a position are left out with a warning, normals that are missing are zero.

    Args:
        path: the file.
        columns: names of the columns of a text, such as "x y z nx ny nz"; None to find out.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the suffix is unknown, or the file is damaged, truncated or empty, has colours that are not finite,
            or is no text and columns are named.
    """
    path = Path(path)
    cloud = read_points(path, columns)
    if len(cloud) == 0:
        raise ValueError(f"{path.name} has no points")
    if cloud.rgb is not None and not np.isfinite(cloud.rgb).all():
        count = int((~np.isfinite(cloud.rgb)).any(axis=1).sum())
        raise ValueError(f"{count} of the {len(cloud)} points in {path.name} have NaN or infinite colours")
    return cloud


def read_points(path: str | Path, columns: str | None = None) -> PointCloud:
    """Read a point cloud as it is, perhaps empty or with colours that are not finite; otherwise like `read_cloud`."""
    path = Path(path)
    reader = _format_of(path).read
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    if columns is None:
        return reader(path)
    if reader is not read_xyz:
        raise ValueError(f"{path.name} says itself what its columns are; they are named for texts only")
    return read_xyz(path, columns)


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


class CloudFormat(NamedTuple):
    """How to read one format and, where that is done, to write it."""

    read: Callable[[Path], PointCloud]
    write: Callable[[PointCloud, Path], None] | None


CLOUD_FORMATS: dict[str, CloudFormat] = {
    ".ply": CloudFormat(read_ply, write_ply),
    ".xyz": CloudFormat(read_xyz, write_xyz),
    ".npz": CloudFormat(read_npz, write_npz),
    ".pcd": CloudFormat(read_pcd, None),
    ".npy": CloudFormat(read_npy, None),
    **dict.fromkeys((".txt", ".csv", ".asc", ".pts", ".xyzn", ".xyzrgb"), CloudFormat(read_xyz, None)),
}
WRITTEN_SUFFIXES = tuple(suffix for suffix, form in CLOUD_FORMATS.items() if form.write is not None)


def _format_of(path: Path) -> CloudFormat:
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a file")
    suffix = path.suffix.lower()
    if suffix in MESH_ONLY_SUFFIXES:
        raise ValueError(f"{path.name} is a mesh, not a point cloud; choose one of {', '.join(CLOUD_FORMATS)}")
    if suffix not in CLOUD_FORMATS:
        kind = suffix or "without suffix"
        raise ValueError(f"{path.name}: point clouds {kind} are not known; choose one of {', '.join(CLOUD_FORMATS)}")
    return CLOUD_FORMATS[suffix]
