"""From any point cloud to what the methods take: normalised positions with unit outward normals, and their scale."""

import numpy as np

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.normal_estimation import estimate_normals

MIN_POINTS = 4
MIN_EXTENT = 1e-4
"""Extents below this, in normalised units, are rounding of float32 coordinates and not shape."""
ONE_SIDED = 0.7
"""Length of the mean normal (0 on a closed surface, 1 on a flat sheet) from which a cloud is an open sheet."""

INSIDE_OUT = -0.05
"""Mean height of the middle under the tangent planes, in normalised units, below which all normals point inwards."""


def oriented_cloud(cloud: PointCloud, two_sided: bool = True) -> tuple[PointCloud, Frame]:
    """The cloud in normalised coordinates with unit normals, estimated where they lack, and the way back.

    With `two_sided`, a sheet seen from one side only gets its points a second time with the opposite normal, so that it
    has a volume.

    Raises:
        ValueError: fewer than 4 points, NaN or infinite values, all points equal or in a line.
    """
    check_cloud(cloud)
    cloud = _without_repeats(cloud)
    frame = Frame.of(cloud.xyz)
    xyz = frame.normalize(cloud.xyz)
    if np.linalg.svd(xyz - xyz.mean(axis=0), compute_uv=False)[1] < MIN_EXTENT * np.sqrt(len(xyz)):
        raise ValueError("all points lie in a line, so there is no surface through them")
    normals = unit_normals(xyz, cloud.normals)
    if _face_inwards(xyz, normals):
        normals = -normals
    oriented = PointCloud(xyz, cloud.rgb, normals)
    return (_two_sided(oriented) if two_sided and _is_open_sheet(xyz, normals) else oriented), frame


def check_cloud(cloud: PointCloud) -> None:
    """Raise ValueError for a cloud that no surface can be made of: too few points, values that are not finite."""
    if len(cloud) < MIN_POINTS:
        raise ValueError(f"a surface needs at least {MIN_POINTS} points, got {len(cloud)}")
    for name, array in (("coordinates", cloud.xyz), ("colours", cloud.rgb)):
        if array is not None and not np.isfinite(array).all():
            count = int((~np.isfinite(array)).any(axis=1).sum())
            raise ValueError(f"{count} of {len(cloud)} points have NaN or infinite {name}")


def _without_repeats(cloud: PointCloud) -> PointCloud:
    """Each point once; the sides of a sheet, which share positions but not normals, are different points."""
    rows = cloud.xyz if cloud.normals is None else np.hstack([cloud.xyz, cloud.normals])
    # Sorting by whole rows as bytes is five times faster than numpy.unique over an axis; -0.0 becomes 0.0.
    keys = np.ascontiguousarray(rows + np.float32(0)).view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
    first = np.unique(keys, return_index=True)[1]
    return cloud if len(first) == len(cloud) else cloud.select(np.sort(first))


def unit_normals(xyz: np.ndarray, normals: np.ndarray | None) -> np.ndarray:
    """(n, 3) normals of unit length; zero ones are estimated and turned like the given ones around them."""
    if normals is None:
        return estimate_normals(xyz)
    unit = unit_or_zero(normals)
    missing = ~unit.any(axis=1)
    if missing.all():
        return estimate_normals(xyz)
    if missing.any():
        unit[missing] = estimate_normals(xyz, known=unit)[missing]
    return unit


def unit_or_zero(normals: np.ndarray) -> np.ndarray:
    """Normals (n, 3) of any length -> float64 of unit length, or zero where they are zero or no numbers."""
    finite = np.where(np.isfinite(normals).all(axis=1, keepdims=True), normals, 0).astype(np.float64)
    # The largest component goes first, as squares of very small or large numbers leave the range of floats.
    largest = np.abs(finite).max(axis=1, keepdims=True)
    scaled = finite / np.where(largest > 0, largest, 1)
    return scaled / np.maximum(np.linalg.norm(scaled, axis=1, keepdims=True), 1e-12)


def _face_inwards(xyz: np.ndarray, normals: np.ndarray) -> bool:
    """Whether the cloud is inside out; the margin is for sheets, whose volume is about zero."""
    return bool(np.einsum("ij,ij->i", normals, xyz - xyz.mean(axis=0)).mean() < INSIDE_OUT)


def _is_open_sheet(xyz: np.ndarray, normals: np.ndarray) -> bool:
    flat = np.linalg.svd(xyz - xyz.mean(axis=0), compute_uv=False)[2] < MIN_EXTENT * np.sqrt(len(xyz))
    return bool(flat or np.linalg.norm(normals.mean(axis=0)) > ONE_SIDED)


def _two_sided(cloud: PointCloud) -> PointCloud:
    assert cloud.normals is not None
    return PointCloud(
        np.concatenate([cloud.xyz, cloud.xyz]),
        None if cloud.rgb is None else np.concatenate([cloud.rgb, cloud.rgb]),
        np.concatenate([cloud.normals, -cloud.normals]),
    )
