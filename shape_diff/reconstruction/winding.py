"""Faces turned so that neighbours agree and closed parts look outwards."""

import numpy as np

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import connected_parts, mesh_edges

INSIDE = 0.5
NUM_WITNESSES = 8


def face_outwards(mesh: Mesh) -> Mesh:
    """Consistent winding of each connected part, and outside to the outside of those that are closed.

    Neighbouring faces come to agree, by turning the fewer ones; where that cannot be (a Möbius strip) the part stays as
    it is. A closed part that lies in no other must enclose a positive volume, or it is turned with all that lies in it;
    so a cavity goes on looking inwards, and a solid inside a solid outwards. Open parts keep the winding of the
    majority, as nothing says where their outside is. Parts hang together by edges of two faces.
    """
    if len(mesh.faces) == 0:
        return mesh
    turn, part, is_closed = _disagreeing(mesh.faces)
    faces = _turned(mesh.faces, turn)
    volume = np.where(is_closed, part_volumes(mesh.vertices, faces, part), 0)
    if (volume < 0).any():
        outermost = _outermost(mesh.vertices.astype(np.float64)[faces], part, volume)
        faces = _turned(faces, (volume[outermost] < 0)[part])
    return mesh if np.array_equal(faces, mesh.faces) else Mesh(mesh.vertices, faces, mesh.rgb)


def _turned(faces: np.ndarray, which: np.ndarray) -> np.ndarray:
    return np.where(which[:, None], faces[:, ::-1], faces)


def _outermost(corners: np.ndarray, part: np.ndarray, volume: np.ndarray) -> np.ndarray:
    """(p,) the largest closed part that each closed part lies in: itself if in none; an open part always itself."""
    order = np.argsort(part, kind="stable")
    pieces = np.split(corners[order], np.cumsum(np.bincount(part))[:-1])
    low, high = (np.stack([end(piece, axis=(0, 1)) for piece in pieces]) for end in (np.min, np.max))
    outermost = np.arange(len(pieces))
    closed = np.flatnonzero(volume != 0)
    by_size = closed[np.argsort(-np.abs(volume[closed]), kind="stable")]
    for inner in closed.tolist():
        around = by_size[((low[by_size] <= low[inner]) & (high[by_size] >= high[inner])).all(axis=1)]
        outermost[inner] = next(o for o in around.tolist() if o == inner or encloses(pieces[o], pieces[inner]))
    return outermost


def encloses(outer: np.ndarray, inner: np.ndarray) -> bool:
    """Whether a closed part (f, 3, 3) of either winding has another one in it, judged by a few of its corners."""
    points = inner[:: max(len(inner) // NUM_WITNESSES, 1), 0]
    return all(abs(winding_number(point, outer)) > INSIDE for point in points)


def part_volumes(vertices: np.ndarray, faces: np.ndarray, part: np.ndarray) -> np.ndarray:
    """(p,) enclosed volume of each part, negative where it looks inwards; part (f,) says which a face belongs to."""
    corners = vertices.astype(np.float64)[faces]
    a, b, c = (corners - (corners.min(axis=(0, 1)) + corners.max(axis=(0, 1))) / 2).transpose(1, 0, 2)
    return np.bincount(part, np.einsum("ij,ij->i", a, np.cross(b, c)) / 6)


def _disagreeing(faces: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(f,) whether to turn a face, (f,) its part, and (p,) whether a part is closed and can be wound consistently.

    Every face is taken twice, as it is and turned, and linked with those of its neighbours that agree with it; the two
    then lie in different components, and one of them is a consistent winding of the part.
    """
    count, edges = len(faces), mesh_edges(faces)
    a, b = edges.pairs.T
    same = (edges.start[a] == edges.start[b]) * count
    left, right = a // 3, b // 3
    parts, part = connected_parts(left, right, count)
    _, sheet = connected_parts(
        np.concatenate([left, left + count]), np.concatenate([right + same, right + count - same]), 2 * count
    )
    one_sided = np.zeros(parts, dtype=bool)
    one_sided[part[sheet[:count] == sheet[count:]]] = True
    first = np.zeros(parts, np.int64)
    first[part[::-1]] = np.arange(count)[::-1]
    turn = (sheet[:count] != sheet[first[part]]) & ~one_sided[part]
    fewer = np.bincount(part, turn, parts) <= np.bincount(part, minlength=parts) / 2
    paired = np.bincount(part[np.concatenate([left, right])], minlength=parts)
    is_closed = (paired == 3 * np.bincount(part, minlength=parts)) & ~one_sided
    return np.where(fewer[part] | one_sided[part], turn, ~turn), part, is_closed


def winding_number(point: np.ndarray, corners: np.ndarray) -> float:
    """How often triangles (f, 3, 3) that look outwards enclose a point: 1 inside and 0 outside of one closed shape.

    Sum of solid angles (Van Oosterom and Strackee 1983) over 4 pi (Jacobson et al. 2013, Equation 5).
    """
    a, b, c = (corners - point).transpose(1, 0, 2)
    la, lb, lc = (np.linalg.norm(arm, axis=1) for arm in (a, b, c))
    numerator = np.einsum("ij,ij->i", a, np.cross(b, c))
    dot_ab, dot_bc, dot_ca = ((u * v).sum(axis=1) for u, v in ((a, b), (b, c), (c, a)))
    angles = np.arctan2(numerator, la * lb * lc + dot_ab * lc + dot_bc * la + dot_ca * lb)
    return float(angles.sum() / (2 * np.pi))
