"""Whether the normals of a cloud can be those of its surface.

Scanners and converters write normals whose signs are random, or that are all turned to one side, or that stand for
nothing. A surface through such a cloud is a double shell. Normals that point outwards everywhere enclose the volume of
their shape (the divergence theorem), so those are not believed that look wrong from near and enclose next to nothing
where estimated ones enclose a body. Thin plates and sheets, whose normals turn round from one point to the next by
right, enclose nothing either way and keep theirs.
"""

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.reconstruction.normal_estimation import estimate_normals, tangent_plane_normals

MAX_PROBES = 4096
"""Points that are looked at; their neighbours are sought among all."""
NEIGHBORS, PLANE_NEIGHBORS = 8, 12
MAX_CONTRADICTIONS = 0.25
"""Share of neighbours that turn away without lying behind; a quarter of the signs wrong makes about 0.35."""
APART = 0.3
"""From this on, the sides of a plate lie apart: offset along the normals by the distance of the points."""
MIN_FIT = 0.6
"""Mean cosine between normals and the planes through their neighbours; 0.5 by chance."""
ONE_SIDED = 0.97
"""Share of normals in a half-space; on a closed surface it is about half."""
PERCEPTRON_ROUNDS = 20
TO_ONE_SIDE = "all point to one side"
MIN_HEIGHT = 0.1
"""Mean height of the middle under the tangent planes, in normalised units, from which a shape is a body."""
MIN_ENCLOSED, MIN_ENCLOSED_BY_ONE_SIDE = 0.5, 0.8
"""How much of that height the given normals must have; more where all point to one side, as those of a dome do."""


def why_untrusted(xyz: np.ndarray, normals: np.ndarray) -> str | None:
    """What is wrong with the normals of a cloud, in words, or None where they can be right.

    Args:
        xyz: (n, 3) normalised positions.
        normals: (n, 3) of unit length, zero where missing.
    """
    known = normals.any(axis=1)
    if known.sum() <= PLANE_NEIGHBORS + 1:
        return None
    xyz, normals = xyz[known].astype(np.float64), normals[known].astype(np.float64)
    fault = _local_fault(xyz, normals)
    if fault is None:
        return None
    body = _height(xyz, estimate_normals(xyz))
    enough = MIN_ENCLOSED_BY_ONE_SIDE if fault == TO_ONE_SIDE else MIN_ENCLOSED
    # Its absolute value, as a cloud whose normals all point inwards is right too, once it is turned.
    return fault if body > MIN_HEIGHT and abs(_height(xyz, normals)) < enough * body else None


def _local_fault(xyz: np.ndarray, normals: np.ndarray) -> str | None:
    """What looks wrong from near; it may be right on a sheet."""
    probes = np.random.default_rng(0).permutation(len(xyz))[:MAX_PROBES]
    near = cKDTree(xyz).query(xyz[probes], k=PLANE_NEIGHBORS + 1)[1]
    if _contradictions(xyz, normals, probes, near[:, 1 : NEIGHBORS + 1]) > MAX_CONTRADICTIONS:
        return "neighbouring ones point to opposite sides"
    if _sidedness(normals) > ONE_SIDED:
        return TO_ONE_SIDE
    if np.abs(np.einsum("nj,nj->n", normals[probes], tangent_plane_normals(xyz, near))).mean() < MIN_FIT:
        return "they do not stand on the surface"
    return None


def _contradictions(xyz: np.ndarray, normals: np.ndarray, probes: np.ndarray, near: np.ndarray) -> float:
    """Share of neighbours with opposite normals, without those on the other side of a plate: they face apart."""
    offset = xyz[near] - xyz[probes, None]
    offset /= np.maximum(np.linalg.norm(offset, axis=2, keepdims=True), 1e-12)
    opposite = np.einsum("nj,nkj->nk", normals[probes], normals[near]) < 0
    apart = np.einsum("nkj,nkj->nk", normals[near] - normals[probes, None], offset)
    return float((opposite & (apart < APART)).mean())


def _sidedness(normals: np.ndarray) -> float:
    """The largest share of normals that lie in one half-space; its axis is sought as a perceptron learns."""
    axes = [np.eye(3)[number] * sign for number in range(3) for sign in (1, -1)]
    axis = normals.mean(axis=0)
    for _ in range(PERCEPTRON_ROUNDS):
        axis = axis / max(np.linalg.norm(axis), 1e-12)
        axes.append(axis)
        axis = axis + normals[normals @ axis < 0].sum(axis=0) / len(normals) * 4
    return float((normals @ np.stack(axes).T >= -0.05).mean(axis=0).max())


def _height(xyz: np.ndarray, normals: np.ndarray) -> float:
    """Mean height of the middle under the tangent planes: three volumes by the area."""
    return float(np.einsum("ij,ij->i", normals, xyz - xyz.mean(axis=0)).mean())
