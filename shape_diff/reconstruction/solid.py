"""Closed solids for printing, through manifold3d."""

from typing import TYPE_CHECKING

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import connected_parts, mesh_edges
from shape_diff.reconstruction.cleaning import merge_vertices, weld, with_faces
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.winding import encloses, face_outwards, part_volumes

if TYPE_CHECKING:
    import manifold3d

MIN_VOLUME = 1e-12
"""Of the cube of the longest side; parts with less are flat."""


def as_solid(mesh: Mesh) -> Mesh:
    """An edge-manifold closed mesh in which overlapping parts are united, hidden insides gone and cavities kept.

    Parts are made one by manifold3d, whose result is always manifold. A single part that runs into itself stays so: the
    library repairs no part alone (`MeshReport.self_intersections` counts what is left). Colours are interpolated where
    parts are cut; a vertex on the seam of two parts gets the mean of both.

    Args:
        mesh: closed; winding is repaired, and parts that touch in an edge are cut apart.

    Raises:
        ValueError: the mesh has no faces, open borders, parts with no inside or no volume; the sentence says which.
    """
    closed = cut_apart(face_outwards(_with_closed_edges(mesh)))
    size = float((closed.vertices.max(axis=0) - closed.vertices.min(axis=0)).max())
    solids = _solids(closed, MIN_VOLUME * size**3)
    if not solids:
        raise ValueError("the surface encloses no volume, so it cannot be a solid; give it thickness first")
    return _united(solids, closed.rgb is not None)


def _with_closed_edges(mesh: Mesh) -> Mesh:
    """The mesh, welded if that closes it."""
    if len(mesh.faces) == 0:
        raise ValueError("the surface has no faces, so it cannot be a solid")
    for prepare in (face_outwards, lambda split: face_outwards(weld(split))):
        candidate = prepare(mesh)
        edges = mesh_edges(candidate.faces)
        if (edges.balance == 0).all():
            return candidate
    num_open, num_borders = len(edges.borders), _count_borders(candidate.faces)
    if num_open:
        raise ValueError(
            f"the surface has {num_open:,} open edges in {num_borders:,} border(s); use --method poisson, whose "
            "surfaces are closed"
        )
    raise ValueError(
        f"{int((edges.balance != 0).sum()):,} edges have faces that do not pair up to an inside and an outside, as on "
        "a Möbius strip; use --method poisson, whose surfaces are closed"
    )


def _count_borders(faces: np.ndarray) -> int:
    """Connected lines of open edges."""
    edges = mesh_edges(faces)
    start, end = edges.start[edges.borders], edges.end[edges.borders]
    vertices, index = np.unique(np.concatenate([start, end]), return_inverse=True)
    start, end = np.split(index, 2)
    return connected_parts(start, end, len(vertices))[0]


def _solids(mesh: Mesh, min_volume: float) -> "list[manifold3d.Manifold]":
    """One solid for each part that looks outwards, less the cavities in it."""
    pairs = mesh_edges(mesh.faces).pairs // 3
    count, part = connected_parts(pairs[:, 0], pairs[:, 1], len(mesh.faces))
    volume = part_volumes(mesh.vertices, mesh.faces, part)
    pieces = {number: with_faces(mesh, mesh.faces[part == number]) for number in range(count)}
    outer = [number for number in range(count) if volume[number] > min_volume]
    inside: dict[int, list[Mesh]] = {number: [] for number in outer}
    for number in np.flatnonzero(volume < -min_volume).tolist():
        around = [
            n for n in outer if volume[n] > -volume[number] and encloses(pieces[n].triangles, pieces[number].triangles)
        ]
        if around:
            inside[min(around, key=lambda n: volume[n])].append(pieces[number])
    return [_without_cavities(pieces[number], inside[number]) for number in outer]


def _without_cavities(outer: Mesh, cavities: list[Mesh]) -> "manifold3d.Manifold":
    solid = _manifold(outer)
    for cavity in cavities:
        solid -= _manifold(Mesh(cavity.vertices, cavity.faces[:, ::-1], cavity.rgb))
    return solid


def _manifold(mesh: Mesh) -> "manifold3d.Manifold":
    import manifold3d

    properties = mesh.vertices if mesh.rgb is None else np.hstack([mesh.vertices, mesh.rgb])
    solid = manifold3d.Manifold(manifold3d.Mesh(np.ascontiguousarray(properties), mesh.faces.astype(np.uint32)))
    if solid.status() != manifold3d.Error.NoError:
        raise ValueError(f"the surface cannot be made a solid: manifold3d says {solid.status().name}")
    return solid


def _united(solids: "list[manifold3d.Manifold]", has_colors: bool) -> Mesh:
    import manifold3d

    united = solids[0]
    if len(solids) > 1:
        united = manifold3d.Manifold.batch_boolean(solids, manifold3d.OpType.Add)
    result = united.to_mesh()
    properties = np.asarray(result.vert_properties)
    mesh = Mesh(properties[:, :3], np.asarray(result.tri_verts), properties[:, 3:6].clip(0, 1) if has_colors else None)
    label = np.arange(len(properties))
    label[np.asarray(result.merge_from_vert, np.int64)] = np.asarray(result.merge_to_vert, np.int64)
    used, label = np.unique(label, return_inverse=True)
    return merge_vertices(mesh, label, len(used))
