"""Parts of shapes, as a scanner or a saw leaves them, and the training shape that a part fits best."""

import numpy as np
import torch
import trimesh
from scipy.spatial import ConvexHull, cKDTree

from shape_diff.data.dataset import ShapeDataset
from shape_diff.geometry import PointCloud

EYE_DISTANCE = 3.0
"""Of a scanner from the middle of a shape of size 2."""
FLIP = 100.0
"""Radius of the sphere that points are flipped at, in multiples of the farthest point's distance from the eye."""


def half_space(cloud: PointCloud, share: float, generator: np.random.Generator) -> PointCloud:
    """The share of the points that lie farthest along a random direction, at least 45 degrees from the vertical."""
    angle = generator.uniform(0, 2 * np.pi)
    direction = np.array([np.cos(angle), generator.uniform(-1, 1), np.sin(angle)])
    along = cloud.xyz @ direction
    return cloud.select(along >= np.quantile(along, 1 - share))


def single_view(cloud: PointCloud, generator: np.random.Generator) -> PointCloud:
    """The points that a scanner at eye height on one side sees (hidden point removal, Katz et al. 2007, section 3)."""
    angle = generator.uniform(0, 2 * np.pi)
    eye = EYE_DISTANCE * np.array([np.cos(angle), 0.3, np.sin(angle)])
    rays = cloud.xyz - eye
    distance = np.linalg.norm(rays, axis=1, keepdims=True)
    flipped = rays * (2 * FLIP * distance.max() / distance - 1)
    hull = ConvexHull(np.concatenate([flipped, np.zeros((1, 3))]))
    seen = np.zeros(len(cloud), dtype=bool)
    seen[hull.vertices[hull.vertices < len(cloud)]] = True
    return cloud.select(seen)


def fitting_shape(part: PointCloud, train: ShapeDataset, points: int = 512) -> PointCloud:
    """The training shape that a part's points are nearest to, moved onto the part by ICP (Besl & McKay 1992).

    Args:
        part: in the normalised frame.
        train: what is looked through.
        points: of each shape that are compared.
    """
    some = torch.from_numpy(part.thinned(min(points, len(part))).xyz)
    numbers = torch.arange(len(train))
    distance = torch.cat([
        torch.cdist(some[None], train.positions(rows.tolist(), points)).amin(dim=2).square().mean(dim=1)
        for rows in numbers.split(64)
    ])  # fmt: skip
    best = train.cloud(int(distance.argmin()))
    moved, _, _ = trimesh.registration.icp(part.xyz, best.xyz, max_iterations=30, reflection=False, scale=False)
    inverse = np.linalg.inv(moved)
    return PointCloud((best.xyz @ inverse[:3, :3].T + inverse[:3, 3]).astype(np.float32), best.rgb, best.normals)


def normal_error(cloud: PointCloud, truth: PointCloud) -> float:
    """Mean angle in degrees between a normal and that of the nearest point of the truth."""
    assert cloud.normals is not None and truth.normals is not None
    _, nearest = cKDTree(truth.xyz).query(cloud.xyz)
    cosine = np.clip(np.einsum("ij,ij->i", cloud.normals, truth.normals[nearest]), -1, 1)
    return float(np.degrees(np.arccos(cosine)).mean())
