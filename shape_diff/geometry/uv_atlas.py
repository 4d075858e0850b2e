"""A flat map of a surface: charts of texture coordinates, packed into a square by xatlas."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.mesh import Mesh

PADDING = 6
"""Texels around each chart, so that more than 4 are left after the atlas is scaled to the size that was asked for."""
XATLAS_SIZE = 1000.0
"""Longest side of what xatlas is given: it leaves out faces smaller than 1e-7, which a normalised mesh may have."""

MAX_FACES = 50_000
"""xatlas did not come back within minutes for 200,000 faces."""


@dataclass(frozen=True)
class UvAtlas:
    """Texture coordinates of the corners of a mesh.

    Attributes:
        uv: (t, 2) float32 in [0, 1], origin at the bottom left.
        faces: (f, 3) int32 which of them each corner of each face of the mesh has.
        charts: number of pieces that the surface was cut into.
    """

    uv: np.ndarray
    faces: np.ndarray
    charts: int


def unwrap(mesh: Mesh, size: int) -> UvAtlas:
    """Cut a surface into charts without overlap and pack them into a picture of `size` x `size` texels.

    Takes about 0.3 s for 5,000 faces, 2 s for 20,000 and grows faster than they do: simplify large meshes first.

    Raises:
        ValueError: the mesh has more than 50,000 faces, or none with an area.
    """
    if len(mesh.faces) > MAX_FACES:
        raise ValueError(f"texturing takes at most {MAX_FACES:,} faces, got {len(mesh.faces):,}; simplify it first")
    import xatlas

    charting, packing = xatlas.ChartOptions(), xatlas.PackOptions()
    packing.resolution, packing.padding, packing.bilinear = size, PADDING, True
    atlas = xatlas.Atlas()
    vertices = Frame.of(mesh.vertices).normalize(mesh.vertices) * (XATLAS_SIZE / 2)
    atlas.add_mesh(vertices.astype(np.float32), mesh.faces.astype(np.uint32))
    atlas.generate(charting, packing)
    if atlas.chart_count == 0:
        raise ValueError("no face of the mesh has an area, so it cannot be textured")
    _, corners, uv = atlas.get_mesh(0)
    return UvAtlas(uv.astype(np.float32), corners.astype(np.int32), int(atlas.chart_count))
