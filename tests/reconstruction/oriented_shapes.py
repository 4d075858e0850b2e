"""Point clouds of shapes known in closed form, and the report of meshes made from them."""

from functools import partial

import numpy as np

from shape_diff.geometry import PointCloud
from shape_diff.geometry.mesh_report import mesh_report

measured = partial(mesh_report, self_intersections=False)
"""Without faces that cross, of which these tests do not ask; finding them takes longer than making the mesh."""


def ball(count: int, seed: int = 0) -> PointCloud:
    """The unit sphere."""
    normals = unit(np.random.default_rng(seed).normal(size=(count, 3)))
    return PointCloud(normals, (normals + 1) / 2, normals)


def torus(count: int, major: float = 0.7, minor: float = 0.3, seed: int = 0) -> PointCloud:
    """A torus around z, evenly sampled by rejection."""
    generator = np.random.default_rng(seed)
    u, v = generator.uniform(0, 2 * np.pi, (2, 4 * count))
    even = generator.random(4 * count) * (major + minor) < major + minor * np.cos(v)
    u, v = u[even][:count], v[even][:count]
    outward = np.stack([np.cos(u) * np.cos(v), np.sin(u) * np.cos(v), np.sin(v)], axis=1)
    center = major * np.stack([np.cos(u), np.sin(u), 0 * u], axis=1)
    return PointCloud(center + minor * outward, None, outward)


def plate(count: int, thickness: float = 0.06, seed: int = 0) -> PointCloud:
    """A box of 2 x 2 x thickness, red above and blue below, with a green rim."""
    generator = np.random.default_rng(seed)
    sides = np.array([2.0, 2.0, thickness])
    areas = np.array([2 * thickness, 2 * thickness, 4])
    axis = generator.choice(3, count, p=areas / areas.sum())
    sign = generator.choice([-1, 1], count)
    rows = np.arange(count)
    normals = np.zeros((count, 3))
    normals[rows, axis] = sign
    xyz = generator.uniform(-0.5, 0.5, (count, 3)) * sides
    xyz[rows, axis] = sign * sides[axis] / 2
    rgb = np.where(axis[:, None] == 2, np.where(sign[:, None] > 0, [1, 0, 0], [0, 0, 1]), [0, 1, 0])
    return PointCloud(xyz, rgb, normals)


def disturbed(
    cloud: PointCloud, sigma: float, tilt_deg: float = 0.0, flipped: float = 0.0, seed: int = 1
) -> PointCloud:
    """As a diffusion model makes it: noisy positions, tilted normals, some of them turned round."""
    assert cloud.normals is not None
    generator = np.random.default_rng(seed)
    tilt = np.tan(np.radians(tilt_deg)) / np.sqrt(2)
    normals = unit(cloud.normals + tilt * generator.normal(size=(len(cloud), 3)))
    normals *= np.where(generator.random(len(cloud)) < flipped, -1, 1)[:, None]
    return PointCloud(cloud.xyz + sigma * generator.normal(size=(len(cloud), 3)), cloud.rgb, normals)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
