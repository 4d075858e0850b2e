"""Sizes, places and distances as they are in the files of a sample, whatever way it is shown."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry import PointCloud
from shape_diff.geometry.placement import Placement
from shape_diff.rendering.camera import Camera
from shape_diff_viewer.item import Item
from shape_diff_viewer.opening import mesh_reports
from shape_diff_viewer.shape import Shape

POINT_PX = 8.0
"""A point is met by a pointer that is so many pixels away."""


def box_corners(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """(8, 3) corners of a box between two of them, (3,) each; bit k of a number says on which side along axis k."""
    bits = np.array([[number >> axis & 1 for axis in range(3)] for number in range(8)])
    return np.where(bits == 1, high, low)


@dataclass(frozen=True)
class Pick:
    """A place that was pointed at.

    Attributes:
        item: the sample that it is on.
        side: the view in which it was, 0 or 1.
        place: (x, y, z) in display coordinates.
    """

    item: Item
    side: int
    place: tuple[float, float, float]


def in_file(item: Item, shape: Shape, xyz: np.ndarray) -> np.ndarray:
    """Places (n, 3) in display coordinates as (n, 3) coordinates of the sample's main mesh file, or its only file."""
    return _placement(item).cloud(PointCloud(shape.restored(xyz))).xyz


def unit_of(item: Item) -> str:
    """ "m" or "mm" where the files of the sample have a unit, else ""."""
    reports = mesh_reports(item.info)
    return str(reports[0].get("unit") or "") if reports else ""


def size_in_file(item: Item, shape: Shape) -> np.ndarray:
    """(3,) width, height and depth of the mesh, or else of the points, as it stands in the view, in unit_of(item)."""
    low, high = box_of(shape)
    return (high - low) * shape.frame.scale * _placement(item).scale


def _placement(item: Item) -> Placement:
    """Where the main mesh file of a sample has what was made, if there is one."""
    reports = mesh_reports(item.info)
    return Placement.from_dict(reports[0].get("placement") if reports else None)


def box_of(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """(3,) lower and (3,) upper corner of the mesh, or else of the points, in display coordinates."""
    xyz = shape.shown_points if shape.shown_mesh is None else shape.shown_mesh.vertices
    return xyz.min(axis=0).astype(np.float64), xyz.max(axis=0).astype(np.float64)


def told(picks: tuple[Pick, ...], shapes: list[Shape]) -> list[str]:
    """Coordinates of each pick, and the distance of two; `shapes` are those that the picks are on."""
    places = [in_file(pick.item, shape, np.array([pick.place]))[0] for pick, shape in zip(picks, shapes, strict=True)]
    lines = [", ".join(f"{value:.3g}" for value in place) for place in places]
    if len(places) == 2:
        lines.append(f"distance {np.linalg.norm(places[1] - places[0]):.4g} {unit_of(picks[0].item)}".rstrip())
    return lines


def ray_at(
    camera: Camera, orthographic: bool, at: tuple[float, float], size: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, float]:
    """The ray through a place of a picture.

    Args:
        camera: where from.
        orthographic: whether rays are parallel; the scale at the target is that of the perspective camera.
        at: pixels from the left and from the top.
        size: width and height in pixels.

    Returns:
        origin: (3,) float64.
        direction: (3,) float64 unit vector.
        pixel: the side of a pixel at distance 1 along the ray; in a parallel view at any distance.
    """
    right, up, backward = camera.axes
    pixel = 2 * np.tan(np.radians(camera.fov_deg) / 2) / min(size)
    x, y = pixel * (at[0] - size[0] / 2), pixel * (size[1] / 2 - at[1])
    if orthographic:
        reach = camera.distance
        return camera.eye + reach * (x * right + y * up), -backward, pixel * reach
    direction = x * right + y * up - backward
    return camera.eye, direction / np.linalg.norm(direction), pixel


def surface_met(vertices: np.ndarray, faces: np.ndarray, origin: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Distances of all triangles (f, 3) of vertices (v, 3) that a ray meets, nearest first.

    Möller and Trumbore, Fast, minimum storage ray/triangle intersection, 1997.
    """
    corners = vertices.astype(np.float64)[faces]
    edge1, edge2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(direction, edge2)
    area = np.einsum("ij,ij->i", edge1, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = (origin - corners[:, 0]) / area[:, None]
        u = np.einsum("ij,ij->i", away, across)
        turned = np.cross(away, edge1)
        v = turned @ direction
        distance = np.einsum("ij,ij->i", turned, edge2)
        hit = (np.abs(area) > 1e-14) & (u >= 0) & (v >= 0) & (u + v <= 1) & (distance > 0)
    return np.sort(distance[hit])


def points_met(xyz: np.ndarray, origin: np.ndarray, direction: np.ndarray, pixel: float, parallel: bool) -> np.ndarray:
    """Distances of points (n, 3) within POINT_PX pixels of a ray, nearest first."""
    away = xyz - origin
    along = away @ direction
    off = np.linalg.norm(away - along[:, None] * direction, axis=1)
    reach = POINT_PX * pixel * (1.0 if parallel else np.maximum(along, 0))
    return np.sort(along[(off <= reach) & (along > 0)])
