"""Point cloud in, mesh out: the table of methods and the way through it."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.cleaning import drop_specks, taubin_smooth
from shape_diff.reconstruction.cloud_repair import repaired
from shape_diff.reconstruction.neural.method import neural
from shape_diff.reconstruction.open3d_methods import NoSurface, alpha, ball_pivoting, screened_poisson
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.oriented_cloud import check_cloud, oriented_cloud
from shape_diff.reconstruction.spectral_poisson import poisson
from shape_diff.reconstruction.vertex_color import color_vertices
from shape_diff.reconstruction.warning import ReconstructionWarning
from shape_diff.reconstruction.winding import face_outwards

DEFAULT_METHOD = "auto"
"""What measures best for the cloud at hand (docs/reconstruction.md); see `best_method`."""
WITH_NORMALS, WITHOUT_NORMALS = "poisson", "neural"
FALLBACK = "poisson"
"""The method that runs in this process, needs no other packages and always ends."""


@dataclass(frozen=True)
class Method:
    """A way from points to triangles.

    Attributes:
        surface: takes a normalised cloud with unit normals and returns a mesh in the same coordinates; it may leave out
            the colours. It raises NoSurface where it fails on a cloud that another method could do.
        closed: whether it makes closed surfaces, so that inside and outside are known, or sheets with borders.
        max_points: of how many points it makes a surface within half a minute or so on one core; None for any number
            that the options allow.
    """

    surface: Callable[[PointCloud, ReconstructionOptions], Mesh]
    closed: bool
    max_points: int | None = None


def reconstruct(cloud: PointCloud, method: str = DEFAULT_METHOD, options: ReconstructionOptions | None = None) -> Mesh:
    """Surface of a point cloud, with its colours and in its coordinates; what is wrong with it is said (`repaired`).

    The arguments and errors are those of `surface_of`.
    """
    check_method(method)
    return surface_of(repaired(cloud), method, options)


def surface_of(cloud: PointCloud, method: str = DEFAULT_METHOD, options: ReconstructionOptions | None = None) -> Mesh:
    """Surface of a cloud that is right as it is, with its colours and in its coordinates.

    Args:
        cloud: 4 points or more; colours and normals are optional, but a thin plate needs normals.
        method: a key of METHODS, or "auto".
        options: what to change of the defaults.

    Raises:
        ValueError: the method is unknown, or the cloud has too few points, values that are not finite, no extent or
            normals that enclose nothing.
    """
    options = options or ReconstructionOptions()
    check_method(method)
    check_cloud(cloud)
    if method == DEFAULT_METHOD:
        method = best_method(cloud)
    chosen = METHODS[method]
    cloud = _thinned(cloud, min(options.max_points, chosen.max_points or options.max_points))
    try:
        return _reconstruct(cloud, chosen, options)
    except NoSurface as failure:
        message = f"{method} {failure}; this mesh was made by {FALLBACK}"
        warnings.warn(message, ReconstructionWarning, stacklevel=2)
        return _reconstruct(cloud, METHODS[FALLBACK], options)


def check_method(method: str) -> None:
    """Raise ValueError for a method that there is not."""
    if method not in (DEFAULT_METHOD, *METHODS):
        known = ", ".join((DEFAULT_METHOD, *METHODS))
        raise ValueError(f"there is no reconstruction method {method!r}; choose one of {known}")


def best_method(cloud: PointCloud) -> str:
    """Poisson for a cloud with normals, the learned field for one without, unless it would have to be thinned.

    In a dense cloud the sides of a thin part are further apart than its points, and estimated normals are right.
    """
    most = METHODS[WITHOUT_NORMALS].max_points
    return WITHOUT_NORMALS if cloud.normals is None and (most is None or len(cloud) <= most) else WITH_NORMALS


def _reconstruct(cloud: PointCloud, method: Method, options: ReconstructionOptions) -> Mesh:
    oriented, frame = oriented_cloud(cloud, two_sided=method.closed)
    mesh = taubin_smooth(drop_specks(method.surface(oriented, options), options.speck_share), options.taubin_rounds)
    if method.closed:
        mesh = face_outwards(mesh)
    if mesh.rgb is None:
        mesh = color_vertices(mesh, oriented, options.color_neighbors)
    return Mesh(frame.restore(mesh.vertices), mesh.faces, mesh.rgb)


def _thinned(cloud: PointCloud, max_points: int) -> PointCloud:
    """At most `max_points` of the points, chosen at random but for each cloud the same."""
    if len(cloud) <= max_points:
        return cloud
    message = f"only {max_points:,} of the {len(cloud):,} points were used, chosen at random"
    warnings.warn(message, ReconstructionWarning, stacklevel=3)
    return cloud.select(np.sort(np.random.default_rng(0).permutation(len(cloud))[:max_points]))


METHODS: dict[str, Method] = {
    "poisson": Method(poisson, closed=True),
    "neural": Method(neural, closed=True, max_points=32_768),
    "screened_poisson": Method(screened_poisson, closed=True),
    "ball_pivoting": Method(ball_pivoting, closed=False, max_points=50_000),
    "alpha": Method(alpha, closed=False, max_points=100_000),
}
