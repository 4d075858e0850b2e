"""Point cloud in, mesh out: the table of methods and the way through it."""

from collections.abc import Callable
from dataclasses import dataclass

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.cleaning import drop_specks, face_outwards, taubin_smooth
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.oriented_cloud import oriented_cloud
from shape_diff.reconstruction.spectral_poisson import poisson
from shape_diff.reconstruction.vertex_color import color_vertices


@dataclass(frozen=True)
class Method:
    """A way from points to triangles.

    Attributes:
        surface: takes a normalised cloud with unit normals and returns a mesh in the same coordinates; it may leave out
            the colours.
        closed: whether it makes closed surfaces, so that inside and outside are known, or sheets with borders.
    """

    surface: Callable[[PointCloud, ReconstructionOptions], Mesh]
    closed: bool


def reconstruct(cloud: PointCloud, method: str = "poisson", options: ReconstructionOptions | None = None) -> Mesh:
    """Surface of a point cloud, with its colours and in its coordinates.

    Args:
        cloud: 4 points or more; colours and normals are optional, but a thin plate needs normals.
        method: a key of METHODS.
        options: what to change of the defaults.

    Raises:
        ValueError: the method is unknown, or the cloud has too few points, values that are not finite, no extent or
            normals that enclose nothing.
    """
    options = options or ReconstructionOptions()
    if method not in METHODS:
        raise ValueError(f"there is no reconstruction method {method!r}; choose one of {', '.join(METHODS)}")
    chosen = METHODS[method]
    oriented, frame = oriented_cloud(cloud, two_sided=chosen.closed)
    mesh = taubin_smooth(drop_specks(chosen.surface(oriented, options), options.speck_share), options.taubin_rounds)
    if chosen.closed:
        mesh = face_outwards(mesh)
    if mesh.rgb is None:
        mesh = color_vertices(mesh, oriented, options.color_neighbors)
    return Mesh(frame.restore(mesh.vertices), mesh.faces, mesh.rgb)


METHODS: dict[str, Method] = {
    "poisson": Method(poisson, closed=True),
}
