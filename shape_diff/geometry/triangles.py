"""Triangles by their corners: normals, areas and even random places."""

import numpy as np


def face_vectors(triangles: np.ndarray) -> np.ndarray:
    """(f, 3) normals as long as twice the area of their triangle, of corners (f, 3, 3) wound against the clock."""
    return np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])


def areas(triangles: np.ndarray) -> np.ndarray:
    """(f,) areas of triangles (f, 3, 3)."""
    return np.linalg.norm(face_vectors(triangles), axis=1) / 2


def even_weights(count: int, generator: np.random.Generator) -> np.ndarray:
    """(count, 3) barycentric weights of even random places in triangles (Osada et al. 2002, section 4.1)."""
    root, along = np.sqrt(generator.random(count)), generator.random(count)
    return np.stack([1 - root, root * (1 - along), root * along], axis=1)
