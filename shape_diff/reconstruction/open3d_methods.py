"""Methods that run in another process with a time limit: screened Poisson and ball pivoting of Open3D, alpha shapes.

Their native code takes any time it likes and can bring its process down. `poisson` needs none of this.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import mesh_edges
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.machine.optional_parts import MissingPart
from shape_diff.machine.workers import Failure, StandbyWorker
from shape_diff.reconstruction import open3d_worker
from shape_diff.reconstruction.alpha_shape import alpha_shape
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.holes import fill_holes
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.surfels import Surfels, surfels_of

BALL_RADII = (1.5, 3.0, 6.0)
"""Radii of the rolling balls in distances between points."""
OCTREE_THICKNESS = 1.5
"""How much thicker than for `poisson` a sheet must be made not to get holes (measured on sheets without thickness)."""
PINHOLE = 0.2
"""Length of the borders of holes that are closed; Open3D leaves some of a cell or two."""
ALPHA = 1.75
"""Radius of the ball that the alpha shape keeps out, in distances between points: at 1.5 it falls through 1 % of the
triangles of a random sheet, at 2 it no longer enters many a corner."""

_worker = StandbyWorker()


class NoSurface(RuntimeError):
    """A method found no usable surface; the message says why and can follow the method's name."""


def screened_poisson(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """Closed surface by the program of Kazhdan & Hoppe 2013, on an octree as fine as the resolution (rounded to 2^d).

    Raises:
        MissingPart: Open3D does not work here.
        NoSurface: it crashed, took too long or left the surface open.
    """
    surfels = _surfels(cloud, options, OCTREE_THICKNESS)
    depth = round(float(np.log2(options.resolution)))
    vertices, faces = _isolated(open3d_worker.screened_poisson, (surfels.xyz, surfels.normals, depth), options)
    # What bulges out of the cloud's box moves to its walls; to cut it off would open the surface.
    low, high = cloud.xyz.min(axis=0) - options.padding, cloud.xyz.max(axis=0) + options.padding
    mesh = fill_holes(_mesh_of(np.clip(vertices, low, high), faces), PINHOLE)
    if mesh_edges(mesh.faces).balance.any():
        raise NoSurface("left the surface open")
    return cut_apart(mesh)


def ball_pivoting(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """Triangles between points that a ball touches at once; open where the points are sparse.

    Raises:
        MissingPart: Open3D does not work here.
        NoSurface: it crashed, took too long or found no triangle.
    """
    surfels = _surfels(cloud, options)
    radii = [factor * _spacing(surfels) for factor in BALL_RADII]
    vertices, faces = _isolated(open3d_worker.ball_pivoting, (surfels.xyz, surfels.normals, radii), options)
    return _mesh_of(vertices, faces)


def alpha(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """The alpha shape, wound like the normals; of the two sides that noise gives a sheet, the one they look from.

    Raises:
        NoSurface: it took too long or found no triangle.
    """
    surfels = _surfels(cloud, options)
    borders, singular = _isolated(alpha_shape, (surfels.xyz, ALPHA * _spacing(surfels)), options)
    borders = borders[_look_along(surfels, borders)]
    singular = np.where(_look_along(surfels, singular)[:, None], singular, singular[:, ::-1])
    return _mesh_of(surfels.xyz, np.concatenate([borders, singular]))


def _surfels(cloud: PointCloud, options: ReconstructionOptions, thickness_factor: float = 1.0) -> Surfels:
    """The points as `poisson` sees them: denoised, flipped normals repaired, the sides of thin sheets apart."""
    assert cloud.normals is not None
    thickness = thickness_factor * options.min_thickness * 2 / options.resolution
    return surfels_of(cloud.xyz, cloud.normals, options.area_exponent, options.denoising_rounds, thickness)


def _spacing(surfels: Surfels) -> float:
    return float(np.median(surfels.spacing))


def _isolated(
    function: Callable[..., Any], arguments: tuple, options: ReconstructionOptions
) -> tuple[np.ndarray, np.ndarray]:
    """The two arrays that a function returns in the worker."""
    result = _worker.call(function, arguments, options.time_limit_s)
    if isinstance(result, Failure):
        if result.error == MissingPart.__name__:
            reason = result.reason.removeprefix(f"{MissingPart.__name__}: ")
            raise MissingPart(f"{reason}; --method poisson needs none of it")
        raise NoSurface(result.reason.splitlines()[0])
    return result


def _mesh_of(vertices: np.ndarray, faces: np.ndarray) -> Mesh:
    if len(faces) == 0:
        raise NoSurface("found no triangle between the points")
    return Mesh(vertices, faces)


def _look_along(surfels: Surfels, faces: np.ndarray) -> np.ndarray:
    """Whether each face (f, 3) looks the way the normals of its corners do."""
    a, b, c = surfels.xyz[faces].transpose(1, 0, 2)
    return np.einsum("ij,ij->i", np.cross(b - a, c - a), surfels.normals[faces].sum(axis=1)) > 0
