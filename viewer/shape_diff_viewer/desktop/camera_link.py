"""The state's camera as Filament's."""

import math
from typing import Any

from shape_diff.rendering.camera import Camera

NEAR, FAR = 0.01, 100.0
"""Clip planes as multiples of the distance. They do not come from the bounds of what is drawn, which are empty before
the first geometry (an empty picture) and unknown with NaN in a buffer."""

ORTHOGRAPHIC_LINES = 4.0
"""Open3D draws lines about this much thinner in an orthographic projection (measured: 3 gives 6 against 1.5 pixels)."""


def apply_camera(o3d: Any, target: Any, camera: Camera, orthographic: bool, aspect: float) -> None:
    """Make a Filament camera see what `camera` sees in a picture of width / height = `aspect`.

    `fov_deg` spans the shorter side. An orthographic view has the same scale at the target.
    """
    kinds = o3d.visualization.rendering.Camera
    near, far = NEAR * camera.distance, FAR * camera.distance
    if orthographic:
        half = camera.distance * math.tan(math.radians(camera.fov_deg) / 2)
        x, y = half * max(aspect, 1.0), half * max(1 / aspect, 1.0)
        # Parts behind the eye's plane are part of a parallel projection too.
        target.set_projection(kinds.Projection.Ortho, -x, x, -y, y, -far, far)
    else:
        across = kinds.FovType.Vertical if aspect >= 1 else kinds.FovType.Horizontal
        target.set_projection(camera.fov_deg, aspect, near, far, across)
    target.look_at(list(camera.target), camera.eye.tolist(), camera.axes[1].tolist())
