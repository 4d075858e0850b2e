"""Points on the surface of a built shape, as the data stores them."""

import numpy as np

from shape_diff.data.procedural.assembly import Assembly, face_areas
from shape_diff.data.sampling import SurfaceSamples, even_barycentric, even_faces
from shape_diff.geometry import Frame


def sample_assembly(assembly: Assembly, num_points: int, generator: np.random.Generator) -> SurfaceSamples:
    """Draw points evenly from a surface that has no hidden faces, so that no rays are needed.

    Raises:
        ValueError: the shape has no extent.
    """
    frame = Frame.of(assembly.vertices)
    corners = (assembly.triangles - frame.center) / frame.scale
    areas = face_areas(corners)
    face, weights = even_faces(areas, num_points, generator), even_barycentric(num_points, generator)
    order = generator.permutation(num_points)
    face, weights = face[order], weights[order]
    points = np.einsum("kc,kcd->kd", weights, corners[face])
    sides = corners[face, 1:] - corners[face, :1]
    normals = np.cross(sides[:, 0], sides[:, 1])
    return SurfaceSamples(
        xyz=np.clip(points, -1.0, 1.0).astype(np.float32),
        rgb=assembly.face_rgb[face].astype(np.float32),
        normals=(normals / np.linalg.norm(normals, axis=1, keepdims=True)).astype(np.float32),
        visible_fraction=1.0,
        repeated=False,
        frame=frame,
    )
