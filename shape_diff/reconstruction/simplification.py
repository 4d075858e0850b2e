"""Fewer faces by quadric error decimation (Garland and Heckbert 1997), through fast_simplification."""

import warnings

import numpy as np

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import mesh_edges
from shape_diff.reconstruction.cleaning import drop_specks, part_shares, with_faces
from shape_diff.reconstruction.color_transfer import transfer_colors
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.edge_collapse import collapse_edges
from shape_diff.reconstruction.warning import ReconstructionWarning

FEWEST_FACES = 4
MOST_TRIES = 12
DEBRIS = 0.01
"""Share of the area below which what is torn off is dropped."""
HEAD_START = 4
"""Times the wanted faces from which thin places are simplified with care, where the fast way tears them."""


def simplify(mesh: Mesh, faces: int) -> Mesh:
    """The mesh with at most `faces` faces, or itself if it has no more than that.

    Collapsing edges may press two sheets of a surface into one edge. Such places are opened again (cuts.py), so that a
    closed mesh stays closed and edge-manifold. Where that would tear a closed surface into more parts than it had, as
    at the thin stem of a glass, edges are collapsed with more care (edge_collapse.py), at ten times the cost. Faces
    pressed flat against each other go, so the result may have a few
    less than asked. It has more, with a warning, only where fewer would leave nothing of the shape or turn faces inside
    out, as among needles. The same mesh always gives the same result.

    Args:
        mesh: f faces; a closed one should be edge-manifold. Colours are fitted to those of the old surface.
        faces: 4 or more.

    Raises:
        ValueError: fewer than 4 faces are asked for, or coordinates are not finite.
    """
    if faces < FEWEST_FACES:
        raise ValueError(f"a mesh needs at least {FEWEST_FACES} faces, got {faces}")
    if len(mesh.faces) <= faces:
        return mesh
    mesh = with_faces(mesh, mesh.faces)
    frame, target, best = Frame.of(mesh.vertices), faces, mesh
    for _ in range(MOST_TRIES):
        reduced = cut_apart(_decimated(mesh, frame, target))
        if len(reduced.faces) >= FEWEST_FACES:
            best = reduced
        surplus = len(reduced.faces) - faces
        if FEWEST_FACES - faces <= surplus <= 0 or not FEWEST_FACES <= target - surplus < len(mesh.faces):
            break
        target = target - surplus if surplus > 0 else 2 * target
    if len(part_shares(best)) > 1:
        best = _in_as_many_parts(best, mesh, frame, faces)
    if len(best.faces) > faces:
        sentence = f"the surface could not be simplified to {faces:,} faces, it has {len(best.faces):,}"
        warnings.warn(sentence, ReconstructionWarning, stacklevel=2)
    return best if best is mesh or mesh.rgb is None else transfer_colors(best, mesh)


def _in_as_many_parts(best: Mesh, mesh: Mesh, frame: Frame, faces: int) -> Mesh:
    """The simplified mesh, or one without the parts that it has more than `mesh`."""
    shares = part_shares(mesh)
    best = _without_debris(best, shares)
    if len(part_shares(best)) > len(shares) and _is_closed(mesh):
        return _untorn(mesh, frame, faces, shares)
    return best


def _untorn(mesh: Mesh, frame: Frame, faces: int, shares: np.ndarray) -> Mesh:
    """Simplified in as many parts as before, if possible beginning with what can be had faster."""
    begin = mesh
    for start in (HEAD_START * faces, 2 * HEAD_START * faces):
        if start < len(mesh.faces):
            reduced = _without_debris(cut_apart(_decimated(mesh, frame, start)), shares)
            if len(part_shares(reduced)) <= len(shares):
                begin = reduced
                break
    vertices, kept = collapse_edges(frame.normalize(begin.vertices), begin.faces, faces)
    return without_folds(Mesh(frame.restore(vertices), kept))


def _without_debris(mesh: Mesh, shares: np.ndarray) -> Mesh:
    """Without torn off parts that are small, and smaller than any part was: `shares` of the area."""
    if len(part_shares(mesh)) <= len(shares):
        return mesh
    return drop_specks(mesh, min(DEBRIS, 0.9 * float(shares.min(initial=0))))


def _is_closed(mesh: Mesh) -> bool:
    edges = mesh_edges(mesh.faces)
    return bool((edges.count == 2).all())


def _decimated(mesh: Mesh, frame: Frame, faces: int) -> Mesh:
    """Without colours. The library is given normalised coordinates, as it compares with fixed small numbers."""
    import fast_simplification

    vertices, reduced = fast_simplification.simplify(
        frame.normalize(mesh.vertices).astype(np.float64), mesh.faces, target_count=faces
    )
    return without_folds(Mesh(frame.restore(vertices), reduced))


def without_folds(mesh: Mesh) -> Mesh:
    """Without pairs of faces of the same corners that look in opposite directions; they cancel out."""
    ordered = np.sort(mesh.faces, axis=1)
    _, group = np.unique(ordered, axis=0, return_inverse=True)
    group = group.ravel()
    if len(group) == 0 or int(group.max()) + 1 == len(mesh.faces):
        return mesh
    sign = np.where(_is_even(mesh.faces), 1, -1)
    surplus = np.bincount(group, sign).astype(np.int64)[group]
    alike = 2 * group + (sign > 0)
    order = np.argsort(alike, kind="stable")
    first = np.flatnonzero(np.diff(alike[order], prepend=-1))
    rank = np.zeros(len(group), np.int64)
    rank[order] = np.arange(len(group)) - np.repeat(first, np.diff(first, append=len(group)))
    return with_faces(mesh, mesh.faces[(np.sign(surplus) == sign) & (rank < np.abs(surplus))])


def _is_even(faces: np.ndarray) -> np.ndarray:
    """(f,) whether the corners of a face are their own sorted order turned round, not mirrored."""
    a, b, c = faces.T
    return ((a < b) & (b < c)) | ((b < c) & (c < a)) | ((c < a) & (a < b))
