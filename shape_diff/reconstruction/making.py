"""From a cloud to a finished mesh, by the shortest way."""

from collections.abc import Callable

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.finishing import finish
from shape_diff.reconstruction.mesh_options import MeshOptions
from shape_diff.reconstruction.methods import surface_of
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.texturing import colors_of_points

FEW_POINTS = 20_000
"""Up to so many, the points around a vertex of a simplified mesh are all that there is to say of its colour; of more,
the colours of the full surface are fitted to it."""


def made_mesh(
    cloud: PointCloud,
    options: MeshOptions,
    surface: Callable[[PointCloud, str, ReconstructionOptions], Mesh] = surface_of,
) -> Mesh:
    """The finished surface of a cloud in its coordinates, with its colours.

    A small cloud with normals colours the few vertices that are left after simplification, not the many before.

    Args:
        cloud: 4 points or more.
        options: method and finish.
        surface: `surface_of`, or `reconstruct` for a cloud whose normals may be wrong.

    Raises:
        ValueError: no surface can be made of the cloud, or no solid where one is asked for.
    """
    late = options.finish.faces is not None and cloud.normals is not None and len(cloud) <= FEW_POINTS
    if cloud.rgb is None or not late:
        return finish(surface(cloud, options.method, options.reconstruction), options.finish)
    bare = PointCloud(cloud.xyz, None, cloud.normals)
    mesh = finish(surface(bare, options.method, options.reconstruction), options.finish)
    colors = colors_of_points(cloud, options.reconstruction.color_neighbors)
    return Mesh(mesh.vertices, mesh.faces, colors(mesh.vertices, vertex_normals(mesh)))
