"""Points on the graphics device that change without being made anew."""

from typing import Any

import numpy as np

SMALLEST_CAPACITY = 4096


def capacity_for(count: int) -> int:
    """Room for `count` points: a power of two, so that samples of about one size share a buffer."""
    return max(SMALLEST_CAPACITY, 1 << (count - 1).bit_length()) if count > 0 else SMALLEST_CAPACITY


class PointBuffer:
    """One point cloud of fixed capacity in a Filament scene, overwritten in place.

    `update_geometry` reads the tensors' memory when the next frame is drawn, so they live as long as the buffer; and it
    crashes the program if there are fewer points than when the cloud was added, so spare places are kept, as NaN, which
    is not drawn.
    """

    def __init__(self, o3d: Any, scene: Any, name: str) -> None:
        """`scene` is an Open3DScene."""
        self._o3d, self._scene, self._name = o3d, scene, name
        self._capacity = 0
        self._xyz = self._rgb = np.zeros((0, 3), dtype=np.float32)
        self._cloud: Any = None
        self._material = o3d.visualization.rendering.MaterialRecord()
        # Lit points with normals turn black when seen from behind.
        self._material.shader = "defaultUnlit"

    def show(self, xyz: np.ndarray, rgb: np.ndarray, size_px: float) -> None:
        """Draw points (n, 3) in sRGB colours (n, 3) as squares of `size_px` pixels of the screen."""
        room = capacity_for(len(xyz))
        # A buffer four times too large would be uploaded at every step for nothing.
        if not self._capacity or not room <= self._capacity <= 4 * room:
            self._make(room)
        self._fill(xyz, rgb)
        if not self._scene.has_geometry(self._name):
            self._material.point_size = float(size_px)
            self._scene.add_geometry(self._name, self._cloud, self._material)
            # The bounds are those of the first points; later ones outside of them would be culled.
            self._scene.scene.set_geometry_culling(self._name, False)
            return
        rendering = self._o3d.visualization.rendering.Scene
        self._scene.scene.update_geometry(
            self._name, self._cloud, rendering.UPDATE_POINTS_FLAG | rendering.UPDATE_COLORS_FLAG
        )
        if self._material.point_size != float(size_px):
            self._material.point_size = float(size_px)
            self._scene.modify_geometry_material(self._name, self._material)
        self.unhide()

    def unhide(self) -> None:
        """Draw the points of the last `show` again."""
        if self._scene.has_geometry(self._name):
            self._scene.show_geometry(self._name, True)

    def hide(self) -> None:
        """Draw none of the points; the buffer stays."""
        if self._scene.has_geometry(self._name):
            self._scene.show_geometry(self._name, False)

    def _make(self, capacity: int) -> None:
        if self._scene.has_geometry(self._name):
            self._scene.remove_geometry(self._name)
        core = self._o3d.core
        self._capacity = capacity
        self._xyz = np.full((capacity, 3), np.nan, dtype=np.float32)
        self._rgb = np.zeros((capacity, 3), dtype=np.float32)
        self._cloud = self._o3d.t.geometry.PointCloud(core.Tensor.from_numpy(self._xyz))
        self._cloud.point.colors = core.Tensor.from_numpy(self._rgb)

    def _fill(self, xyz: np.ndarray, rgb: np.ndarray) -> None:
        self._xyz[: len(xyz)] = xyz
        self._xyz[len(xyz) :] = np.nan
        self._rgb[: len(rgb)] = np.clip(rgb, 0, 1)
