"""Colours of a surface from the coloured points it was made of."""

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.point_cloud import PointCloud

OTHER_SIDE_WEIGHT = 1e-4
"""Weight of a point that looks the other way: only for vertices with no better neighbour."""


def color_vertices(mesh: Mesh, cloud: PointCloud, num_neighbors: int) -> Mesh:
    """The mesh with the mean colour of the nearest points at each vertex, weighted by 1 / distance^2.

    Points whose normal disagrees with the vertex count less, so that the sides of a thin plate keep their colours.

    Args:
        mesh: v vertices.
        cloud: points with colours and unit normals in the same coordinates; without colours the mesh returns as it is.
        num_neighbors: points that are looked at for each vertex.
    """
    if cloud.rgb is None or len(mesh.vertices) == 0:
        return mesh
    count = min(num_neighbors, len(cloud))
    distance, index = cKDTree(cloud.xyz).query(mesh.vertices, k=range(1, count + 1))
    weight = 1 / (distance**2 + _softening(distance))
    if cloud.normals is not None:
        cosine = np.einsum("vkj,vj->vk", cloud.normals[index], vertex_normals(mesh))
        weight = weight * (np.clip(cosine, 0, 1) ** 2 + OTHER_SIDE_WEIGHT)
    weight /= weight.sum(axis=1, keepdims=True)
    return Mesh(mesh.vertices, mesh.faces, np.clip(np.einsum("vk,vkj->vj", weight, cloud.rgb[index]), 0, 1))


def _softening(distance: np.ndarray) -> float:
    """A small squared distance, against division by zero where a vertex is on a point."""
    return 1e-3 * float(np.mean(distance**2)) + 1e-20
