"""Small shapes whose colours, heights and distances are known."""

import numpy as np
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.shape import Shape


def box_mesh(side: float = 2.0) -> Mesh:
    box = trimesh.creation.box(extents=(side, side, side))
    return Mesh(box.vertices, box.faces, np.tile([0.2, 0.6, 0.9], (8, 1)))


def box_cloud(count: int = 300, side: float = 2.0, seed: int = 0) -> PointCloud:
    """Points on the surface of a box with the normals of its sides."""
    rng = np.random.default_rng(seed)
    axis, sign = rng.integers(0, 3, count), rng.choice([-1.0, 1.0], count)
    xyz = rng.uniform(-1, 1, (count, 3))
    xyz[np.arange(count), axis] = sign
    normals = np.zeros((count, 3))
    normals[np.arange(count), axis] = sign
    return PointCloud(xyz * side / 2, rng.random((count, 3)), normals)


def noisy_run(cloud: PointCloud, steps: int = 6) -> Trajectory:
    """A straight way from noise to a cloud."""
    noise = np.random.default_rng(1).normal(size=cloud.xyz.shape) * 0.5
    share = np.linspace(0, 1, steps)[:, None, None]
    assert cloud.rgb is not None and cloud.normals is not None
    return Trajectory(
        (1 - share) * noise + share * cloud.xyz,
        np.tile(cloud.rgb, (steps, 1, 1)),
        np.tile(cloud.normals, (steps, 1, 1)),
        np.linspace(80, 0, steps),
    )


def full_shape(seed: int = 0) -> Shape:
    cloud = box_cloud(seed=seed)
    return Shape(cloud, box_mesh(), noisy_run(cloud))


def full_item(name: str, title: str = "a box") -> Item:
    return shape_item(name, title, full_shape())


def three_items() -> Collection:
    return Collection([full_item("a", "a red box"), full_item("b", "a blue box"), full_item("c", "a red cup")])
