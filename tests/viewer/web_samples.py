"""Samples of few, pure colours for the tests of the page, and a server in a thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.generation import Generator
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.web.server import PageServer, make_server

CLOUD_RGB, MESH_RGB, FIRST_STEP_RGB = (200, 30, 40), (30, 120, 220), (10, 160, 60)
STEPS = 5


def box_mesh(size: tuple[float, float, float] = (2.0, 1.2, 0.8)) -> Mesh:
    """A closed box of one colour, away from the origin."""
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=np.float32) / 2
    faces = [(0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1),
             (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)]  # fmt: skip
    rgb = np.tile(np.array(MESH_RGB, dtype=np.float32) / 255, (8, 1))
    return Mesh(corners * size + np.array([3, 1, -2], dtype=np.float32), np.array(faces), rgb)


def box_cloud(points: int = 3000, seed: int = 0) -> PointCloud:
    """Points on the surface of `box_mesh`, all of one colour, with the normals of its sides."""
    generator = np.random.default_rng(seed)
    place = generator.uniform(-1, 1, (points, 3))
    axis, side = generator.integers(0, 3, points), generator.choice([-1.0, 1.0], points)
    place[np.arange(points), axis] = side
    normals = np.zeros((points, 3))
    normals[np.arange(points), axis] = side
    mesh = box_mesh()
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    rgb = np.tile(np.array(CLOUD_RGB) / 255, (points, 1))
    return PointCloud((low + high) / 2 + place * (high - low) / 2, rgb, normals)


def run_to(cloud: PointCloud) -> Trajectory:
    """A run of STEPS steps from a larger ball of another colour to the cloud."""
    generator = np.random.default_rng(1)
    noise = cloud.xyz.mean(axis=0) + generator.normal(0, 0.4, cloud.xyz.shape)
    share = np.linspace(0, 1, STEPS)[:, None, None]
    first = np.broadcast_to(np.array(FIRST_STEP_RGB) / 255, cloud.xyz.shape)
    assert cloud.rgb is not None and cloud.normals is not None
    rgb = np.where(share < 1, first, cloud.rgb)
    normals = np.broadcast_to(cloud.normals, rgb.shape)
    return Trajectory((1 - share) * noise + share * cloud.xyz, rgb, normals, np.linspace(4, 0, STEPS))


def whole_item(name: str = "box") -> Item:
    """Cloud, mesh and denoising run."""
    cloud = box_cloud()
    shape = Shape(cloud, box_mesh(), run_to(cloud))
    return shape_item(name, f"a {name} of two colours", shape, {"prompt": f"a {name} of two colours", "seed": 7})


def two_items() -> Collection:
    """A sample with everything, and a plain mesh."""
    return Collection([whole_item(), shape_item("plank", "a plank", Shape(mesh=box_mesh((2.0, 0.4, 0.6))))])


@contextmanager
def serving(collection: Collection, host: str = "127.0.0.1", model: Path | None = None) -> Iterator[PageServer]:
    """A server at any free port that answers until the end of the block."""
    generator = None if model is None else Generator(model.parent / "made", str(model), "cpu")
    with make_server(collection, host, 0, generator) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.end_jobs()
            server.shutdown()
            thread.join()
