"""One 3D view of the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from shape_diff.geometry.color import linear_to_srgb
from shape_diff.rendering.camera import Camera
from shape_diff_viewer.desktop.camera_link import apply_camera
from shape_diff_viewer.desktop.display_check import Graphics
from shape_diff_viewer.desktop.scene_layers import Content, SceneLayers


class Pane:
    """A SceneWidget with its layers, and a scene of its own: two widgets cannot share one (Open3D issue 4982)."""

    def __init__(self, o3d: Any, renderer: Any, graphics: Graphics) -> None:
        self._o3d = o3d
        self.widget = o3d.visualization.gui.SceneWidget()
        self.widget.scene = o3d.visualization.rendering.Open3DScene(renderer)
        # Otherwise the whole scene is drawn again whenever the mouse passes over a button.
        self.widget.enable_scene_caching(True)
        self._layers = SceneLayers(o3d, self.widget.scene)
        self._background: tuple[float, float, float] | None = None
        self._written: list[Any] = []
        _set_quality(self.widget.scene.view, graphics)

    def write(self, labels: list[tuple[tuple[float, float, float], str]], rgb: tuple[float, float, float]) -> None:
        """Write texts at places in display coordinates, in the place of those of the last call."""
        for label in self._written:
            self.widget.remove_3d_label(label)
        self._written = [self.widget.add_3d_label(np.array(place, dtype=np.float32), text) for place, text in labels]
        for label in self._written:
            label.color = self._o3d.visualization.gui.Color(*rgb)
        self.widget.force_redraw()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, at least 1."""
        frame = self.widget.frame
        return max(1, int(frame.width)), max(1, int(frame.height))

    def show(self, content: Content) -> None:
        """Draw this at the next frame."""
        self.set_background(content.background)
        self._layers.show(content)
        self.widget.force_redraw()

    def set_background(self, rgb: tuple[float, float, float]) -> None:
        """Fill the view with an sRGB colour."""
        if rgb != self._background:
            self._background = rgb
            self.widget.scene.set_background(filament_color(rgb))
            self.widget.force_redraw()

    @contextmanager
    def backgrounds(self) -> Iterator[Callable[[tuple[float, float, float]], None]]:
        """Gives a function that changes the background, which is as before in the end."""
        before = self._background
        try:
            yield self.set_background
        finally:
            if before is not None:
                self.set_background(before)

    def restore_size(self) -> None:
        """Show the view in its own size again; after `app.render_to_image` it has the size of that picture."""
        width, height = self.size
        self.widget.scene.set_view_size(width, height)
        self.widget.force_redraw()

    def look(self, camera: Camera, orthographic: bool) -> None:
        """See with this camera from the next frame on."""
        width, height = self.size
        apply_camera(self._o3d, self.widget.scene.camera, camera, orthographic, width / height)
        self.widget.force_redraw()


def filament_color(rgb: tuple[float, float, float]) -> np.ndarray:
    """(4,) what to give Filament as a background so that the sRGB colour appears.

    It takes the value for sRGB and turns it into linear light; without post-processing nobody turns it back.
    """
    return np.array([*linear_to_srgb(np.array(rgb)), 1.0], dtype=np.float32)


def _set_quality(view: Any, graphics: Graphics) -> None:
    # Post-processing maps tones: white would become 230, 226, 220.
    view.set_post_processing(False)
    # On software Vulkan each sample is paid for by the CPU, and ambient occlusion doubles the time of a frame.
    view.set_sample_count(1 if graphics.software else 4)
    view.set_ambient_occlusion(not graphics.software, False)
