"""A square with four colours on it that only a picture can show: it has no vertex where they meet."""

from pathlib import Path

import numpy as np

from shape_diff.formats.export import write_textured_mesh
from shape_diff.geometry import Mesh
from shape_diff.geometry.textured_mesh import TexturedMesh

RED, GREEN, BLUE, YELLOW = (220, 40, 30), (40, 180, 60), (40, 70, 210), (230, 200, 40)
"""Upper left, upper right, lower left, lower right, as seen from the front."""
QUADRANTS = ((RED, GREEN), (BLUE, YELLOW))


def four_colors(side: int = 64) -> np.ndarray:
    """(side, side, 3) uint8, row 0 at the top."""
    return np.array(QUADRANTS, dtype=np.uint8).repeat(side // 2, axis=0).repeat(side // 2, axis=1)


def painted_square() -> TexturedMesh:
    """Two triangles facing the front (+z)."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=np.float32)
    faces = np.array([[0, 1, 2], [0, 2, 3]])
    return TexturedMesh(Mesh(corners, faces), (corners[:, :2] + 1) / 2, faces, four_colors())


def write_square(path: Path) -> Path:
    """The square as GLB, or as OBJ with its two companions."""
    return write_textured_mesh(painted_square(), path)
