"""More points on the surface that a cloud shows, with its colours and with cleaner normals."""

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.oriented_cloud import check_cloud, unit_normals

NEIGHBORS = 12
SAME_SIDE = 0.25
"""1 - cosine between normals at which a neighbour's weight is 1 / e; the sides of a plate never mix."""
SMOOTHING_ROUNDS = 3
PROJECTION_ROUNDS = 3
MAX_POINTS = 1_000_000
AT_ONCE = 100_000


def check_points(points: int) -> None:
    """Raise ValueError for a number of points that no cloud is refined to."""
    if not 1 <= points <= MAX_POINTS:
        raise ValueError(f"points must be between 1 and {MAX_POINTS:,}, got {points}")


def refined(cloud: PointCloud, points: int) -> PointCloud:
    """A cloud with so many points: its own, bit by bit, then new ones between them; thinned where it has more.

    New points are drawn between neighbours that face the same way and moved half-way between the mean of these and the
    surface that their tangent planes blend to (implicit moving least squares, Kolluri 2005, with the normal weights of
    Oztireli et al. 2009). On a curved surface one lies as far inside as the other outside, as in Phong tessellation
    (Boubekeur & Alexa 2008). Normals are averages, colours those of the nearest point that faces the same way.

    Raises:
        ValueError: a wrong number of points, or a cloud without a surface: fewer than 4 points, or not finite.
    """
    check_points(points)
    check_cloud(cloud)
    frame = Frame.of(cloud.xyz)
    xyz = frame.normalize(cloud.xyz).astype(np.float64)
    tree = cKDTree(xyz)
    distance, near = tree.query(xyz, k=min(NEIGHBORS, len(xyz) - 1) + 1)
    spacing = np.maximum(distance[:, min(6, distance.shape[1] - 1)], 1e-6)  # of about a disc of six neighbours
    normals = smoothed_normals(unit_normals(xyz, cloud.normals), distance, near, spacing)
    own = PointCloud(cloud.xyz, cloud.rgb, normals)
    if points <= len(cloud):
        return own.thinned(points)
    more = points - len(cloud)
    parts = [_between(xyz, normals, spacing, near, index) for index in _chosen(spacing, more)]
    new, facing, beside = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    rgb = None if cloud.rgb is None else np.concatenate([cloud.rgb, cloud.rgb[beside]])
    return PointCloud(np.concatenate([cloud.xyz, frame.restore(new)]), rgb, np.concatenate([normals, facing]))


def smoothed_normals(normals: np.ndarray, distance: np.ndarray, near: np.ndarray, spacing: np.ndarray) -> np.ndarray:
    """Unit normals (n, 3) averaged over neighbours `near` (n, k), the less the more they differ, so that edges stay."""
    closeness = np.exp(-((distance / spacing[:, None]) ** 2))
    for _ in range(SMOOTHING_ROUNDS):
        alike = _alike(np.einsum("nki,ni->nk", normals[near], normals))
        mean = np.einsum("nk,nki->ni", closeness * alike, normals[near])
        normals = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
    return normals


def _chosen(spacing: np.ndarray, count: int) -> list[np.ndarray]:
    """Numbers of the points beside which new ones are set, by the area that each stands for, in parts."""
    cumulative = np.cumsum(spacing**2)
    places = (np.arange(count) + 0.5) / count * cumulative[-1]
    chosen = np.minimum(np.searchsorted(cumulative, places), len(spacing) - 1)
    return np.array_split(chosen, -(-count // AT_ONCE))


def _between(
    xyz: np.ndarray, normals: np.ndarray, spacing: np.ndarray, near: np.ndarray, index: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """New points (m, 3) between the points `index` and two neighbours each that face the same way, their normals, and
    the number of the nearest such neighbour."""
    generator = np.random.default_rng(len(index) + int(index[0]))
    around = near[index]
    alike = _alike(np.einsum("mki,mi->mk", normals[around], normals[index]))
    likely = alike * _close(xyz[around] - xyz[index, None], 2 * spacing[index])
    likely[:, 0] = 0  # the point itself
    corners = np.stack([index, _drawn(around, likely, generator), _drawn(around, likely, generator)], axis=1)
    weights = generator.dirichlet(np.ones(3), len(index))
    placed, facing = np.einsum("mc,mci->mi", weights, xyz[corners]), normals[index]
    for _ in range(PROJECTION_ROUNDS):
        offset = placed[:, None] - xyz[around]
        weight = _close(offset, spacing[index]) * _alike(np.einsum("mki,mi->mk", normals[around], facing)) + 1e-9
        weight /= weight.sum(axis=1, keepdims=True)
        outside = np.einsum("mk,mki,mki->m", weight, offset, normals[around])
        facing = np.einsum("mk,mki->mi", weight, normals[around])
        facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-12)
        inside = np.einsum("mk,mki,mi->m", weight, offset, facing)
        placed = placed - (outside + inside)[:, None] / 2 * facing
    distance = np.linalg.norm(placed[:, None] - xyz[around], axis=2)
    against = np.einsum("mki,mi->mk", normals[around], facing) < 0
    nearest = np.where(against, np.inf, distance).argmin(axis=1)
    return placed, facing, around[np.arange(len(index)), nearest]


def _drawn(around: np.ndarray, likely: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """(m,) one of each row of neighbours (m, k), drawn by weights; the first where all are zero."""
    total = np.cumsum(likely, axis=1)
    place = (total > generator.random((len(around), 1)) * total[:, -1:]).argmax(axis=1)
    return around[np.arange(len(around)), place]


def _close(offset: np.ndarray, spacing: np.ndarray) -> np.ndarray:
    """Weight of neighbours at offsets (m, k, 3) by their distance."""
    return np.exp(-np.einsum("mki,mki->mk", offset, offset) / spacing[:, None] ** 2)


def _alike(cosine: np.ndarray) -> np.ndarray:
    """Weight of a neighbour by the cosine between its normal and that here."""
    return np.exp(-(((1 - cosine) / SAME_SIDE) ** 2))
