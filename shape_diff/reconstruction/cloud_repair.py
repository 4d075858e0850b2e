"""What is wrong with other people's clouds and can be put right, each time with a word about it."""

import warnings

import numpy as np

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.strays import stray_points
from shape_diff.reconstruction.normal_trust import why_untrusted
from shape_diff.reconstruction.oriented_cloud import MIN_POINTS, unit_or_zero
from shape_diff.reconstruction.warning import ReconstructionWarning

FEW_POINTS = 100
"""Of less, a surface is a guess."""


def repaired(cloud: PointCloud) -> PointCloud:
    """The cloud without stray points, and without normals that cannot be right; a warning says each.

    A repaired cloud comes back as it is. Values that are not finite and clouds that no surface can be made of are left
    to `oriented_cloud`, which refuses them.
    """
    if len(cloud) < MIN_POINTS or not np.isfinite(cloud.xyz).all():
        return cloud
    if len(cloud) < FEW_POINTS and _is_spread_out(cloud.xyz):
        _say(f"the cloud has only {len(cloud)} points, so its surface is a guess")
    stray = stray_points(cloud.xyz.astype(np.float64))
    if stray.any():
        _say(f"{int(stray.sum()):,} of the {len(cloud):,} points lie far from all others and were left out")
        cloud = cloud.select(~stray)
    return _with_trusted_normals(cloud)


def _is_spread_out(xyz: np.ndarray) -> bool:
    """Whether points (n, 3) do not all lie in one line; those that do are refused later, and no note should precede."""
    longest, second, _ = np.linalg.svd(xyz.astype(np.float64) - xyz.mean(axis=0), compute_uv=False)
    return bool(second > 1e-5 * longest)


def _with_trusted_normals(cloud: PointCloud) -> PointCloud:
    if cloud.normals is None:
        return cloud
    normals = unit_or_zero(cloud.normals)
    missing = int((~normals.any(axis=1)).sum())
    if missing == len(cloud) or np.ptp(cloud.xyz, axis=0).max() == 0:
        return PointCloud(cloud.xyz, cloud.rgb)
    fault = why_untrusted(Frame.of(cloud.xyz).normalize(cloud.xyz), normals)
    if fault is not None:
        _say(f"the normals of the cloud cannot be right ({fault}), so they were estimated anew")
        return PointCloud(cloud.xyz, cloud.rgb)
    if missing:
        _say(f"{missing:,} of the {len(cloud):,} points have no normal; theirs were estimated")
    return PointCloud(cloud.xyz, cloud.rgb, normals)


def _say(message: str) -> None:
    warnings.warn(message, ReconstructionWarning, stacklevel=4)
