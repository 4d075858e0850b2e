"""Simplification that keeps the topology."""

import numpy as np
import pytest
import trimesh
from skimage.measure import marching_cubes

from shape_diff.geometry import Frame, Mesh
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.edge_collapse import collapse_edges
from shape_diff.reconstruction.simplification import _decimated, simplify


def goblet() -> Mesh:
    """Two plates on stems as thin as a grid cell or two, bent, so that plain simplification tears them."""
    x, y, z = np.mgrid[-1:1:56j, -1:1:56j, -1:1:56j]
    disks = np.maximum(np.abs(np.abs(y) - 0.7) - 0.1, np.hypot(x, z) - 0.8)
    stems = [np.hypot(x - a - 0.1 * np.sin(6 * y), z - b) - 0.035 for a, b in ((0, 0), (0.4, 0.2), (-0.4, 0.3))]
    field = np.minimum(disks, np.maximum(np.minimum.reduce(stems), np.abs(y) - 0.7))
    vertices, faces, _, _ = marching_cubes(field, 0.0)
    return Mesh(vertices, faces[:, ::-1])


@pytest.mark.parametrize("faces", [1500, 500, 200])
def test_no_parts_are_added_at_thin_stems(faces: int) -> None:
    full = goblet()
    before = mesh_report(full, self_intersections=False)
    assert before.components == 1 and before.genus == 2 and before.watertight
    torn = cut_apart(_decimated(full, Frame.of(full.vertices), 500))
    assert mesh_report(torn, self_intersections=False).components > 1, "else this shows nothing"
    after = mesh_report(simplify(full, faces), self_intersections=False)
    assert after.components == 1 and after.watertight and after.vertex_manifold
    assert after.faces <= faces


def test_parts_and_handles_stay_and_the_volume_is_kept() -> None:
    torus = trimesh.creation.torus(1.0, 0.3, major_sections=60, minor_sections=30)
    two = trimesh.util.concatenate([torus, trimesh.creation.icosphere(3).apply_translation([3, 0, 0])])
    vertices, faces = collapse_edges(two.vertices, two.faces, 500)
    report = mesh_report(Mesh(vertices, faces))
    assert report.watertight and (report.components, report.genus) == (2, 1)
    assert report.faces <= 500 and report.volume == pytest.approx(two.volume, rel=0.03)


def test_a_flat_box_loses_nothing() -> None:
    box = trimesh.creation.box(extents=(1, 1.5, 2))
    for _ in range(3):
        box = box.subdivide()
    vertices, faces = collapse_edges(box.vertices, box.faces, 60)
    report = mesh_report(Mesh(vertices, faces))
    assert report.watertight and report.faces <= 60
    assert report.volume == pytest.approx(3, rel=1e-3)


def test_what_cannot_be_less_stays() -> None:
    ball = trimesh.creation.icosphere(0)
    vertices, faces = collapse_edges(ball.vertices, ball.faces, 2)
    report = mesh_report(Mesh(vertices, faces))
    assert 4 <= report.faces < len(ball.faces) and report.watertight and report.genus == 0
