"""What the colours of points and meshes say: their own colour, direction, height or distance."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.placement import UP_AXES
from shape_diff_viewer.shape import Shape

COLOR_BY = ("rgb", "clay", "normal", "height", "error")
"""What colours can stand for."""

CLAY = (0.74, 0.71, 0.68)
"""sRGB of what has no colours, as in rendered pictures."""

_SCALE = np.array(
    [
        (68, 1, 84), (72, 40, 120), (62, 74, 137), (49, 104, 142), (38, 130, 142),
        (31, 158, 137), (53, 183, 121), (109, 205, 89), (180, 222, 44), (253, 231, 37),
    ]
) / 255.0  # fmt: skip
"""Ten places of viridis (Smith and van der Walt 2015, CC0): ever lighter, the same to colour-blind eyes."""

_USUAL = 98.0
"""Percentile of the distances that gets the last colour; single outliers would make all others look like zero."""


@dataclass(frozen=True)
class Legend:
    """What the ends of the colour scale mean.

    Attributes:
        title: the quantity with its unit.
        low: value of the first colour.
        high: value of the last colour; larger ones have it too.
    """

    title: str
    low: float
    high: float


@dataclass(frozen=True)
class Coloring:
    """Colours and what they mean.

    Attributes:
        rgb: (n, 3) float32 sRGB in [0, 1].
        legend: the scale, where colours stand for numbers.
    """

    rgb: np.ndarray
    legend: Legend | None = None


def color_scale(values: np.ndarray) -> np.ndarray:
    """(n,) values, those outside of [0, 1] clipped -> (n, 3) float32 sRGB from dark violet over green to yellow."""
    place = np.clip(values, 0, 1) * (len(_SCALE) - 1)
    channels = [np.interp(place, np.arange(len(_SCALE)), channel) for channel in _SCALE.T]
    return np.stack(channels, axis=1).astype(np.float32)


def cloud_colors(shape: Shape, cloud: PointCloud, color_by: str) -> Coloring:
    """Colours of a cloud of the shape: of `shape.shown_cloud` or one of its steps.

    Without the colours, normals or mesh that `color_by` asks for, it is clay.

    Raises:
        ValueError: `color_by` is none of COLOR_BY.
    """
    _check(color_by)
    if color_by == "height":
        return _height(shape, cloud.xyz)
    if color_by == "error" and shape.shown_mesh is not None:
        final = cloud_errors(shape)
        now = final if cloud is shape.shown_cloud else _distances_to_mesh(shape.shown_mesh, cloud)
        return _error(now, scale_of=final)
    if color_by == "normal" and cloud.normals is not None:
        return Coloring(np.clip(cloud.normals * 0.5 + 0.5, 0, 1))
    return Coloring(cloud.rgb if color_by == "rgb" and cloud.rgb is not None else _clay(len(cloud)))


def mesh_colors(shape: Shape, color_by: str) -> Coloring:
    """Colours of the vertices of `shape.shown_mesh`; "error" is their distance to the nearest point of the cloud.

    Raises:
        ValueError: `color_by` is none of COLOR_BY, or the shape has no mesh.
    """
    _check(color_by)
    mesh = shape.shown_mesh
    if mesh is None:
        raise ValueError("this sample has no mesh")
    if color_by == "height":
        return _height(shape, mesh.vertices)
    if color_by == "error" and shape.shown_cloud is not None:
        distances = mesh_errors(shape)
        return _error(distances, scale_of=distances)
    if color_by == "normal":
        return Coloring(np.clip(vertex_normals(mesh) * 0.5 + 0.5, 0, 1))
    return Coloring(mesh.rgb if color_by == "rgb" and mesh.rgb is not None else _clay(len(mesh.vertices)))


@lru_cache(maxsize=4)
def cloud_errors(shape: Shape) -> np.ndarray:
    """(n,) distance of each point of `shown_cloud` to `shown_mesh`, both there, in display units (longest side 2)."""
    assert shape.shown_cloud is not None and shape.shown_mesh is not None
    return _distances_to_mesh(shape.shown_mesh, shape.shown_cloud)


@lru_cache(maxsize=4)
def mesh_errors(shape: Shape) -> np.ndarray:
    """(v,) distance of each vertex of `shown_mesh` to the nearest point of `shown_cloud`, in display units."""
    from scipy.spatial import cKDTree

    assert shape.shown_cloud is not None and shape.shown_mesh is not None
    return cKDTree(shape.shown_cloud.xyz).query(shape.shown_mesh.vertices)[0]


def _distances_to_mesh(mesh: Mesh, cloud: PointCloud) -> np.ndarray:
    from shape_diff.geometry.mesh_report import distances_to_surface

    return distances_to_surface(mesh, cloud.xyz)


def _error(distances: np.ndarray, scale_of: np.ndarray) -> Coloring:
    """From 0 to what is usual among the distances `scale_of` (n,) of the finished sample.

    Points and mesh have scales of their own: how far vertices are from points is above all the spacing of the points.
    """
    high = max(float(np.percentile(scale_of, _USUAL)), 1e-6)
    return Coloring(color_scale(distances / high), Legend("distance, % of the longest side", 0.0, 50 * high))


def _height(shape: Shape, xyz: np.ndarray) -> Coloring:
    """Height in the file's coordinates; the scale ends where the shape does, whatever step of it is shown."""
    low, high = float(shape.shown_points[:, 1].min()), float(shape.shown_points[:, 1].max())
    share = (xyz[:, 1] - low) / max(high - low, 1e-9)
    up, scale = float(shape.frame.center @ UP_AXES[shape.up][:, 1]), shape.frame.scale
    return Coloring(color_scale(share), Legend("height", up + low * scale, up + high * scale))


def _clay(count: int) -> np.ndarray:
    return np.tile(np.array(CLAY, dtype=np.float32), (count, 1))


def _check(color_by: str) -> None:
    if color_by not in COLOR_BY:
        raise ValueError(f"color_by must be one of {', '.join(COLOR_BY)}, got {color_by!r}")
