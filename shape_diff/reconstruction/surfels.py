"""Oriented points as small disks of surface: their area, with noise and flipped normals repaired."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

NUM_NEIGHBORS = 12
FLIPPED_SHARE = 0.75
"""A point is flipped if more of its neighbours in the same plane look the other way."""
SHEET_SHARE = 0.25
"""A point is on a thin sheet if more of its neighbours look the other way, close behind it."""
MIN_AREA = 1e-8
"""In normalised units squared; keeps points that lie in one place from standing for no surface at all."""
GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


@dataclass(frozen=True)
class Surfels:
    """Pieces of surface: centres (n, 3), unit outward normals (n, 3) and areas (n,), float64."""

    xyz: np.ndarray
    normals: np.ndarray
    area: np.ndarray

    @property
    def spacing(self) -> np.ndarray:
        """(n,) about the distance to the neighbours on the same side of the surface."""
        return np.sqrt(self.area)


@dataclass(frozen=True)
class Neighborhood:
    """For each point its k nearest others.

    Attributes:
        index: (n, k) which points.
        distance: (n, k) how far, ascending.
        agreement: (n, k) cosine between the two normals.
        height: (n, k) the neighbour's height over the point's tangent plane.
    """

    index: np.ndarray
    distance: np.ndarray
    agreement: np.ndarray
    height: np.ndarray

    @classmethod
    def of(cls, xyz: np.ndarray, normals: np.ndarray, nearest: tuple[np.ndarray, np.ndarray]) -> "Neighborhood":
        distance, index = nearest
        agreement = np.einsum("nkj,nj->nk", normals[index], normals)
        height = np.einsum("nkj,nj->nk", xyz[index] - xyz[:, None], normals)
        return cls(index, distance, agreement, height)


def surfels_of(
    xyz: np.ndarray, normals: np.ndarray, area_exponent: float, denoising_rounds: int, min_thickness: float
) -> Surfels:
    """Points (n, 3) with unit normals (n, 3), n >= 4 -> surfels; `min_thickness` is a length."""
    xyz, normals = xyz.astype(np.float64), normals.astype(np.float64)
    distance, index = cKDTree(xyz).query(xyz, k=min(NUM_NEIGHBORS, len(xyz) - 1) + 1)
    nearest = distance[:, 1:], index[:, 1:]
    around = Neighborhood.of(xyz, normals, nearest)
    normals = np.where(_behind(around, min_thickness) > FLIPPED_SHARE, -1, 1)[:, None] * normals
    around = Neighborhood.of(xyz, normals, nearest)
    area = _areas(around, area_exponent)
    for _ in range(denoising_rounds):
        xyz, normals = _denoise(xyz, normals, around, 0.7 * float(np.sqrt(area.mean())))
        around = Neighborhood.of(xyz, normals, nearest)
    return Surfels(xyz + _push(around, min_thickness)[:, None] * normals, normals, area)


def _behind(around: Neighborhood, reach: float) -> np.ndarray:
    """(n,) share of the neighbours that look the other way from within `reach` of the tangent plane."""
    return _is_opposite(around, reach).mean(axis=1)


def _is_opposite(around: Neighborhood, reach: float) -> np.ndarray:
    return (around.agreement < -0.5) & (np.abs(around.height) < reach)


def _areas(around: Neighborhood, exponent: float) -> np.ndarray:
    """(n,) area that each point stands for: that of the disk to its k-th neighbour over the points of its side in it.

    Mean of the neighbours' values, as one alone is off by 30 %; raised to `exponent` with the mean kept.
    """
    disk = np.pi * around.distance[:, -1] ** 2
    area = disk / np.maximum((around.agreement > 0).sum(axis=1), 1)
    area = np.maximum(area[around.index].mean(axis=1), MIN_AREA)
    weighted = area**exponent
    return weighted * (area.mean() / weighted.mean())


def _denoise(
    xyz: np.ndarray, normals: np.ndarray, around: Neighborhood, radius: float
) -> tuple[np.ndarray, np.ndarray]:
    """Move points to the mean plane of their neighbours that look the same way: a bilateral filter along the normal."""
    weight = np.exp(-0.5 * (around.distance / radius) ** 2) * np.clip(around.agreement, 0, 1) ** 2
    smooth = normals + np.einsum("nk,nkj->nj", weight, normals[around.index])
    smooth /= np.linalg.norm(smooth, axis=1, keepdims=True)
    height = np.einsum("nkj,nj->nk", xyz[around.index] - xyz[:, None], smooth)
    weight = weight * np.exp(-0.5 * (height / (0.7 * radius)) ** 2)
    shift = (weight * height).sum(axis=1) / (1 + weight.sum(axis=1))
    return xyz + shift[:, None] * smooth, smooth


def _push(around: Neighborhood, min_thickness: float) -> np.ndarray:
    """(n,) how far to move points outwards so that the sheet they are on becomes `min_thickness` thick."""
    opposite = _is_opposite(around, min_thickness)
    count = opposite.sum(axis=1)
    thickness = -(around.height * opposite).sum(axis=1) / np.maximum(count, 1)
    missing = np.clip(min_thickness - thickness, 0, min_thickness) / 2
    return np.where(count > SHEET_SHARE * opposite.shape[1], missing, 0)


def spread_over_disks(surfels: Surfels, radius: float, num_samples: int) -> tuple[np.ndarray, np.ndarray]:
    """Sites (n * num_samples, 3) in the tangent disks, with their area vectors: normal times area.

    This smooths along the surface and not across it, so that a thin plate with few points stays a plate.

    Args:
        surfels: n surfels.
        radius: standard deviation of the Gaussian pattern in distances between points.
        num_samples: sites for each point.
    """
    pattern = _gaussian_pattern(num_samples) * radius
    first, second = _tangents(surfels.normals)
    offsets = first[:, None] * pattern[:, :1] + second[:, None] * pattern[:, 1:]
    sites = surfels.xyz[:, None] + offsets * surfels.spacing[:, None, None]
    vectors = surfels.normals * (surfels.area / num_samples)[:, None]
    return sites.reshape(-1, 3), np.repeat(vectors, num_samples, axis=0)


def _gaussian_pattern(count: int) -> np.ndarray:
    """(count, 2) points of a sunflower with radii at the quantiles of a Gaussian, mean zero."""
    i = np.arange(count)
    radius = np.sqrt(-2 * np.log(1 - (i + 0.5) / count))
    pattern = np.stack([radius * np.cos(i * GOLDEN_ANGLE), radius * np.sin(i * GOLDEN_ANGLE)], axis=1)
    return pattern - pattern.mean(axis=0)


def _tangents(normals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two unit vectors (n, 3) across each normal (Duff et al. 2017, Building an orthonormal basis, revisited)."""
    x, y, z = normals.T
    sign = np.where(z >= 0, 1.0, -1.0)
    a = -1 / (sign + z)
    b = x * y * a
    return np.stack([1 + sign * x * x * a, sign * b, -sign * x], 1), np.stack([b, sign + y * y * a, -y], 1)
