"""Colours of a surface from the coloured points it was made of."""

from collections.abc import Callable

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.point_cloud import PointCloud

ColorField = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Positions (k, 3) and unit normals (k, 3) on a surface -> (k, 3) sRGB in [0, 1]."""

OTHER_SIDE_WEIGHT = 1e-4
"""Weight of a point that looks the other way: only for places with no better neighbour."""
SOFTENING = 1e-3
"""Share of the mean squared distance that is added to all, against division by zero where a place is on a point."""


def color_vertices(mesh: Mesh, cloud: PointCloud, num_neighbors: int) -> Mesh:
    """The mesh with the colours of the cloud at its vertices (see `cloud_colors`).

    Args:
        mesh: v vertices.
        cloud: points in the same coordinates; without colours the mesh returns as it is.
        num_neighbors: points that are looked at for each vertex.
    """
    if cloud.rgb is None or len(mesh.vertices) == 0:
        return mesh
    rgb = cloud_colors(cloud, num_neighbors)(mesh.vertices, vertex_normals(mesh))
    return Mesh(mesh.vertices, mesh.faces, rgb)


def cloud_colors(cloud: PointCloud, num_neighbors: int) -> ColorField:
    """The colour anywhere near a cloud: the mean of the nearest points, weighted by 1 / distance^2.

    Points whose normal disagrees with the surface count less, so that the sides of a thin plate keep their colours.

    Args:
        cloud: points with colours and, if possible, unit normals.
        num_neighbors: points that are looked at for each place.

    Raises:
        ValueError: the cloud has no colours or no points.
    """
    if cloud.rgb is None or len(cloud) == 0:
        raise ValueError("the cloud has no coloured points to take colours from")
    rgb, tree, count = cloud.rgb, cKDTree(cloud.xyz), min(num_neighbors, len(cloud))
    spacing = tree.query(cloud.xyz, k=[min(count + 1, len(cloud))])[0]
    softening = SOFTENING * max(float(np.mean(spacing**2)), 1e-290)

    def colors_at(xyz: np.ndarray, normals: np.ndarray) -> np.ndarray:
        distance, index = tree.query(xyz, k=range(1, count + 1))
        weight = 1 / (distance**2 + softening)
        if cloud.normals is not None:
            cosine = np.einsum("pkj,pj->pk", cloud.normals[index], normals)
            weight *= np.clip(cosine, 0, 1) ** 2 + OTHER_SIDE_WEIGHT
        weight /= weight.sum(axis=1, keepdims=True)
        return np.clip(np.einsum("pk,pkj->pj", weight, rgb[index]), 0, 1).astype(np.float32)

    return colors_at
