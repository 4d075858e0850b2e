"""A triangle mesh with a picture laid over it."""

from dataclasses import dataclass

import numpy as np

from shape_diff.geometry.mesh import Mesh


@dataclass(frozen=True)
class TexturedMesh:
    """A mesh, texture coordinates of its corners and the picture they point into.

    Texture coordinates have their own numbers, as in OBJ files: a vertex on a seam of the atlas has several, and the
    mesh stays closed all the same.

    Attributes:
        mesh: v vertices and f faces; vertex colours are what formats without textures write.
        uv: (t, 2) float32 texture coordinates in [0, 1], origin at the bottom left of the image.
        uv_faces: (f, 3) int32 which texture coordinate each corner of each face has.
        image: (h, w, 3) uint8 sRGB, row 0 at the top.
        is_flat: whether each face is shaded by its own normal, so that every edge shows.
    """

    mesh: Mesh
    uv: np.ndarray
    uv_faces: np.ndarray
    image: np.ndarray
    is_flat: bool = False

    def __post_init__(self) -> None:
        uv = np.ascontiguousarray(self.uv, dtype=np.float32)
        uv_faces = np.ascontiguousarray(self.uv_faces, dtype=np.int32)
        if uv.ndim != 2 or uv.shape[1] != 2:
            raise ValueError(f"uv must have shape (t, 2), got {uv.shape}")
        if uv_faces.shape != self.mesh.faces.shape:
            raise ValueError(f"uv_faces must have shape {self.mesh.faces.shape}, got {uv_faces.shape}")
        if len(uv_faces) and (uv_faces.min() < 0 or uv_faces.max() >= len(uv)):
            raise ValueError(f"uv_faces refer to texture coordinates outside 0..{len(uv) - 1}")
        if self.image.dtype != np.uint8 or self.image.ndim != 3 or self.image.shape[2] != 3 or not self.image.size:
            raise ValueError(f"image must be uint8 of shape (h, w, 3), got {self.image.dtype} {self.image.shape}")
        object.__setattr__(self, "uv", uv)
        object.__setattr__(self, "uv_faces", uv_faces)

    def split_vertices(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For formats where a vertex has one texture coordinate: vertices are doubled along the seams.

        Where faces are flat, every corner becomes a vertex.

        Returns:
            vertex: (s,) the vertex of the mesh that each new vertex is.
            uv: (s,) the texture coordinate it has.
            faces: (f, 3) faces between new vertices.
        """
        if self.is_flat:
            return self.mesh.faces.ravel(), self.uv_faces.ravel(), np.arange(self.mesh.faces.size).reshape(-1, 3)
        corners = self.mesh.faces.ravel().astype(np.int64) * len(self.uv) + self.uv_faces.ravel()
        pairs, faces = np.unique(corners, return_inverse=True)
        vertex, uv = np.divmod(pairs, max(len(self.uv), 1))
        return vertex, uv, faces.reshape(-1, 3)
