"""The three axes of the file in a corner of the view, turning with the camera; a click on one looks along it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from shape_diff_viewer.desktop.layout import CORNER_PX
from shape_diff_viewer.desktop.lines import AXIS_COLORS
from shape_diff_viewer.state import ViewerState

SIDE_PX = CORNER_PX
LONG_PX, BALL_PX = 29, 9
SMOOTH = 3
"""Drawn this many times larger and made smaller again."""
ALONG = ("look_right", "look_top", "look_front")
"""What looks along x, y and z of the view."""


def ends_of(axes: np.ndarray, file_axes: np.ndarray) -> np.ndarray:
    """(3, 3): pixels from the left, from the top, and towards the eye, of the ends of the file's x, y and z axes.

    Args:
        axes: (3, 3) the camera's right, up and backward.
        file_axes: (3, 3) where the axes of the file point.
    """
    seen = file_axes @ axes.T
    return np.stack([SIDE_PX / 2 + LONG_PX * seen[:, 0], SIDE_PX / 2 - LONG_PX * seen[:, 1], seen[:, 2]], axis=1)


def gizmo_picture(ends: np.ndarray, background: tuple[float, float, float]) -> Image.Image:
    """The axes as an RGB picture on an sRGB colour, the nearest above the others."""
    picture = Image.new("RGB", (SMOOTH * SIDE_PX, SMOOTH * SIDE_PX), _bytes(background))
    draw, middle = ImageDraw.Draw(picture), SMOOTH * SIDE_PX / 2
    font = ImageFont.load_default(SMOOTH * 11)
    for axis in np.argsort(ends[:, 2]).tolist():
        x, y = (SMOOTH * ends[axis, :2]).tolist()
        near = 1.0 if ends[axis, 2] > -0.2 else 0.45
        color = _bytes(near * AXIS_COLORS[axis] + (1 - near) * np.array(background))
        draw.line([middle, middle, x, y], fill=color, width=SMOOTH * 3)
        radius = SMOOTH * BALL_PX
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=color)
        draw.text((x, y), "XYZ"[axis], fill=(255, 255, 255), font=font, anchor="mm")
    return picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX)


def axis_at(ends: np.ndarray, at: tuple[float, float]) -> int | None:
    """The axis whose end is under a place in pixels, the nearest to the eye of several, or None."""
    under = np.flatnonzero(np.hypot(*(ends[:, :2] - at).T) <= BALL_PX + 2)
    return None if len(under) == 0 else int(under[np.argmax(ends[under, 2])])


class Gizmo:
    """A picture that is drawn anew when the camera moves."""

    def __init__(self, o3d: Any, state: ViewerState, guard: Callable[..., Callable[..., Any]]) -> None:
        self._o3d, self._gui, self._state = o3d, o3d.visualization.gui, state
        self.widget = self._gui.ImageWidget(self._picture())
        self.widget.tooltip = "Look along an axis of the file"
        self.widget.set_on_mouse(guard(self._clicked, self._gui.Widget.EventCallbackResult.IGNORED))

    def refresh(self) -> None:
        """Draw the axes as the camera sees them."""
        self.widget.update_image(self._picture())

    @property
    def ends(self) -> np.ndarray:
        """Where the ends of the axes are, as in `ends_of`."""
        shape = self._state.shape()
        return ends_of(self._state.camera.axes, np.eye(3) if shape is None else shape.file_axes)

    def _picture(self) -> Any:
        picture = gizmo_picture(self.ends, self._state.background_rgb())
        return self._o3d.geometry.Image(np.ascontiguousarray(picture))

    def _clicked(self, event: Any) -> Any:
        results = self._gui.Widget.EventCallbackResult
        if event.type != self._gui.MouseEvent.Type.BUTTON_DOWN:
            return results.IGNORED
        axis = axis_at(self.ends, (event.x - self.widget.frame.x, event.y - self.widget.frame.y))
        if axis is not None:
            shape = self._state.shape()
            file_axes = np.eye(3) if shape is None else shape.file_axes
            self._state.do(ALONG[int(np.abs(file_axes[axis]).argmax())])
        return results.CONSUMED


def _bytes(rgb: Any) -> tuple[int, int, int]:
    red, green, blue = (round(255 * float(value)) for value in rgb)
    return red, green, blue
