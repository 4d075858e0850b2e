"""From where and in which light the training views of a shape are seen."""

from dataclasses import dataclass

import numpy as np

from shape_diff.pictures.framing import PICTURE_MARGIN
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.plain_view import Light

ELEVATION_DEG = (-10.0, 60.0)
FOV_DEG = (15.0, 55.0)
AMBIENT = (0.35, 0.6)


@dataclass(frozen=True)
class View:
    """One way to look at a shape."""

    camera: Camera
    light: Light


def draw_views(points: np.ndarray, count: int, generator: np.random.Generator) -> list[View]:
    """Random views that frame a shape.

    Azimuths are spread evenly, one in each of `count` equal sectors that start anywhere; the distance follows from the
    opening angle; the lamp stands above and on the camera's side.

    Args:
        points: (n, 3) the shape's corners.
        count: how many views.
        generator: the source of randomness.
    """
    start = generator.random()
    azimuths = 360.0 * ((start + (np.arange(count) + generator.random(count)) / count) % 1.0)
    return [_view(float(azimuth), points, generator) for azimuth in azimuths]


def _view(azimuth_deg: float, points: np.ndarray, generator: np.random.Generator) -> View:
    elevation, fov = generator.uniform(*ELEVATION_DEG), generator.uniform(*FOV_DEG)
    camera = Camera(azimuth_deg, elevation, fov_deg=fov).fit(points, PICTURE_MARGIN)
    return View(camera, Light(_lamp(camera, generator), generator.uniform(*AMBIENT)))


def _lamp(camera: Camera, generator: np.random.Generator) -> np.ndarray:
    """(3,) direction, even over the quarter of the sphere above the camera's axis and on its side of the shape."""
    right, up, backward = generator.normal(size=3)
    direction = np.array([right, abs(up), abs(backward)]) @ camera.axes
    return direction / np.linalg.norm(direction)


def camera_row(camera: Camera) -> list[float]:
    """Azimuth, elevation and opening angle in degrees, and the distance."""
    return [camera.azimuth_deg, camera.elevation_deg, camera.fov_deg, camera.distance]
