"""Open3D's surfaces of oriented points; called in a worker process only, since they can hang or crash (workers.py)."""

import numpy as np

from shape_diff.machine.optional_parts import OPEN3D

NUM_THREADS = 1
"""Threads of the Poisson solver; with more, the order of additions and with it the mesh changes from run to run."""


def screened_poisson(xyz: np.ndarray, normals: np.ndarray, depth: int) -> tuple[np.ndarray, np.ndarray]:
    """Kazhdan & Hoppe 2013 by their own program on an octree of 2^depth cells a side.

    Returns:
        (v, 3) float64 vertices and (f, 3) int32 faces.
    """
    geometry = OPEN3D.load().geometry
    mesh, _ = geometry.TriangleMesh.create_from_point_cloud_poisson(
        _open3d_cloud(xyz, normals), depth=depth, n_threads=NUM_THREADS
    )
    return np.asarray(mesh.vertices), np.asarray(mesh.triangles).reshape(-1, 3)


def ball_pivoting(xyz: np.ndarray, normals: np.ndarray, radii: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Bernardini et al. 1999: balls of ascending radii roll over the points and leave triangles behind.

    Returns:
        (n, 3) float64 vertices, which are the points, and (f, 3) int32 faces.
    """
    open3d = OPEN3D.load()
    mesh = open3d.geometry.TriangleMesh.create_from_point_cloud_ball_pivoting(
        _open3d_cloud(xyz, normals), open3d.utility.DoubleVector(radii)
    )
    return np.asarray(mesh.vertices), np.asarray(mesh.triangles).reshape(-1, 3)


def _open3d_cloud(xyz: np.ndarray, normals: np.ndarray) -> object:
    open3d = OPEN3D.load()
    cloud = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(xyz))
    cloud.normals = open3d.utility.Vector3dVector(normals)
    return cloud
