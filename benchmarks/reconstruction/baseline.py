"""The baseline; its worker process imports this module, so it imports no more than the baseline needs."""

import numpy as np

from shape_diff.machine.optional_parts import OPEN3D

OCTREE_DEPTH = 8
NORMAL_NEIGHBORS = 30
ORIENTATION_NEIGHBORS = 15


def open3d_pipeline(xyz: np.ndarray, rgb: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices, faces and colours from positions and colours (n, 3); runs in a worker, since it can hang."""
    open3d = OPEN3D.load()
    cloud = open3d.geometry.PointCloud(open3d.utility.Vector3dVector(xyz.astype(np.float64)))
    if rgb is not None:
        cloud.colors = open3d.utility.Vector3dVector(rgb.astype(np.float64))
    cloud.estimate_normals(open3d.geometry.KDTreeSearchParamKNN(NORMAL_NEIGHBORS))
    cloud.orient_normals_consistent_tangent_plane(ORIENTATION_NEIGHBORS)
    mesh, _ = open3d.geometry.TriangleMesh.create_from_point_cloud_poisson(cloud, depth=OCTREE_DEPTH, n_threads=1)
    return np.asarray(mesh.vertices), np.asarray(mesh.triangles).reshape(-1, 3), np.asarray(mesh.vertex_colors)
