"""A triangle mesh with vertex colours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import trimesh


@dataclass(frozen=True)
class Mesh:
    """Triangles with optional vertex colours.

    Attributes:
        vertices: (v, 3) float32 positions.
        faces: (f, 3) int32 vertex indices, counter-clockwise seen from outside.
        rgb: (v, 3) float32 sRGB colours in [0, 1], or None.
    """

    vertices: np.ndarray
    faces: np.ndarray
    rgb: np.ndarray | None = None

    def __post_init__(self) -> None:
        vertices = np.ascontiguousarray(self.vertices, dtype=np.float32)
        faces = np.ascontiguousarray(self.faces, dtype=np.int32)
        if vertices.ndim != 2 or vertices.shape[1] != 3:
            raise ValueError(f"vertices must have shape (v, 3), got {vertices.shape}")
        if faces.ndim != 2 or faces.shape[1] != 3:
            raise ValueError(f"faces must have shape (f, 3), got {faces.shape}")
        if len(faces) and (faces.min() < 0 or faces.max() >= len(vertices)):
            raise ValueError(f"faces refer to vertices outside 0..{len(vertices) - 1}")
        object.__setattr__(self, "vertices", vertices)
        object.__setattr__(self, "faces", faces)
        if self.rgb is not None:
            rgb = np.ascontiguousarray(self.rgb, dtype=np.float32)
            if rgb.shape != vertices.shape:
                raise ValueError(f"rgb must have shape {vertices.shape}, got {rgb.shape}")
            object.__setattr__(self, "rgb", rgb)

    def to_trimesh(self) -> "trimesh.Trimesh":
        """The same as a `trimesh.Trimesh`, with its colours at the vertices."""
        import trimesh

        colors = None if self.rgb is None else (self.rgb * 255).round().astype(np.uint8)
        return trimesh.Trimesh(self.vertices, self.faces, vertex_colors=colors, process=False)

    @property
    def triangles(self) -> np.ndarray:
        """(f, 3, 3) corner positions of each face."""
        return self.vertices[self.faces]
