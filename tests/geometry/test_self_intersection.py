"""Self-intersections against brute force, Open3D and boxes that can be counted by hand."""

import itertools

import numpy as np
import pytest
import trimesh

from shape_diff.geometry import Mesh
from shape_diff.geometry.self_intersection import intersecting_faces, triangles_meet
from shape_diff.machine.optional_parts import OPEN3D


def triangles(count: int, seed: int, smallest: float) -> Mesh:
    """Separate random triangles whose sizes differ by a factor of up to 1 / smallest."""
    generator = np.random.default_rng(seed)
    size = 0.4 * np.exp(generator.uniform(np.log(smallest), 0, (count, 1, 1)))
    size[: count // 3] = 0.4
    corners = generator.uniform(-1, 1, (count, 1, 3)) + size * generator.normal(size=(count, 3, 3))
    return Mesh(corners.reshape(-1, 3), np.arange(3 * count).reshape(-1, 3))


def brute_force(mesh: Mesh) -> np.ndarray:
    """Edges of one triangle against the other, by solving for the crossing; no shared code, for general position."""
    hit = set()
    corners = mesh.triangles.astype(np.float64)
    for i, j in itertools.combinations(range(len(corners)), 2):
        if set(mesh.faces[i]) & set(mesh.faces[j]):
            continue
        if any(edge_crosses(corners[a], corners[b], e) for a, b in ((i, j), (j, i)) for e in range(3)):
            hit |= {i, j}
    return np.array(sorted(hit), dtype=np.int64)


def edge_crosses(first: np.ndarray, second: np.ndarray, edge: int) -> bool:
    """Whether edge p q of the first triangle meets the second: p + t (q - p) = a + u (b - a) + v (c - a)."""
    p, q = first[edge], first[(edge + 1) % 3]
    a, b, c = second
    matrix = np.stack([p - q, b - a, c - a], axis=1)
    if abs(np.linalg.det(matrix)) < 1e-12:
        return False
    t, u, v = np.linalg.solve(matrix, p - a)
    return 0 <= t <= 1 and u >= 0 and v >= 0 and u + v <= 1


@pytest.mark.parametrize("seed, smallest", [(0, 1.0), (1, 0.1), (2, 0.01), (3, 0.001)])
def test_random_triangles_against_brute_force(seed: int, smallest: float) -> None:
    mesh = triangles(60, seed, smallest)
    expected = brute_force(mesh)
    assert len(expected) > 2
    np.testing.assert_array_equal(intersecting_faces(mesh), expected)


@pytest.mark.needs("open3d")
@pytest.mark.parametrize("smallest", [1.0, 0.01])
def test_many_triangles_against_open3d(smallest: float) -> None:
    open3d = OPEN3D.load()
    mesh = triangles(500, 0, smallest)
    other = open3d.geometry.TriangleMesh(
        open3d.utility.Vector3dVector(mesh.vertices.astype(np.float64)), open3d.utility.Vector3iVector(mesh.faces)
    )
    expected = np.unique(np.asarray(other.get_self_intersecting_triangles()))
    assert len(expected) > 10
    np.testing.assert_array_equal(intersecting_faces(mesh), expected)


def crossing_boxes(shift: tuple[float, float, float], subdivisions: int) -> Mesh:
    boxes = [trimesh.creation.box(), trimesh.creation.box().apply_translation(shift)]
    for _ in range(subdivisions):
        boxes = [box.subdivide() for box in boxes]
    both = trimesh.util.concatenate(boxes)
    return Mesh(both.vertices, both.faces)


def test_crossing_boxes_against_brute_force() -> None:
    mesh = crossing_boxes((0.53, 0.31, 0.17), 1)
    expected = brute_force(mesh)
    assert len(expected) > 20
    np.testing.assert_array_equal(intersecting_faces(mesh), expected)


@pytest.mark.parametrize("subdivisions", [0, 3])
def test_sound_meshes_have_none(subdivisions: int) -> None:
    assert len(intersecting_faces(crossing_boxes((3, 0, 0), subdivisions))) == 0
    ball = trimesh.creation.icosphere(subdivisions=subdivisions)
    assert len(intersecting_faces(Mesh(ball.vertices, ball.faces))) == 0
    soup = Mesh(ball.triangles.reshape(-1, 3), np.arange(len(ball.faces) * 3).reshape(-1, 3))
    assert len(intersecting_faces(soup)) == 0, "vertices in the same place are one"


def test_a_spike_through_one_face() -> None:
    ball = trimesh.creation.icosphere(subdivisions=4)
    face = ball.triangles[1234]
    middle, along = face.mean(axis=0), face[1] - face[0]
    spike = np.stack([middle * 1.1, middle * 1.2 + 0.01 * along, middle * 0.9])
    mesh = Mesh(np.vstack([ball.vertices, spike]), np.vstack([ball.faces, len(ball.vertices) + np.arange(3)]))
    assert intersecting_faces(mesh).tolist() == [1234, len(ball.faces)]


UNIT = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])
PAIRS = {
    "same plane, overlapping": (UNIT + np.array([0.2, 0.2, 0]), True),
    "same plane, one in the other": (UNIT * 0.1 + [0.2, 0.2, 0], True),
    "same plane, apart": (UNIT + np.array([0.6, 0.6, 0]), False),
    "parallel, above": (UNIT + np.array([0, 0, 1e-9]), False),
    "touching in a point": (UNIT[:, [2, 0, 1]] + [0.25, 0.25, 0], True),
    "through the middle": (np.array([[0.2, 0.2, -1], [0.3, 0.2, 1], [0.2, 0.3, 1]]), True),
    "beside": (np.array([[0.7, 0.7, -1], [0.8, 0.7, 1], [0.7, 0.8, 1]]), False),
}


@pytest.mark.parametrize("case", PAIRS)
@pytest.mark.parametrize("scale, offset", [(1.0, 0.0), (1e-6, 0.0), (1.0, 1000.0)])
def test_pairs_of_triangles(case: str, scale: float, offset: float) -> None:
    other, expected = PAIRS[case]
    first, second = (np.asarray(corners)[None] * scale + offset for corners in (UNIT, other))
    for a, b in ((first, second), (second, first), (first[:, ::-1], np.roll(second, 1, axis=1))):
        assert triangles_meet(a, b).tolist() == [expected]


def test_degenerate_meshes() -> None:
    assert len(intersecting_faces(Mesh(np.zeros((0, 3)), np.zeros((0, 3), int)))) == 0
    assert len(intersecting_faces(Mesh(np.zeros((9, 3)), np.arange(9).reshape(3, 3)))) == 0
    line = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], *(UNIT - [0, 0.5, 0])])
    assert len(intersecting_faces(Mesh(line, np.arange(6).reshape(2, 3)))) == 0, "a face without area"
