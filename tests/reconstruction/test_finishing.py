"""Cleaning, simplification and solids against shapes known in closed form."""

import numpy as np
import pytest
import trimesh
from scipy.spatial import cKDTree
from skimage.measure import marching_cubes

from shape_diff.geometry import Mesh
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.reconstruction.cleaning import weld
from shape_diff.reconstruction.color_transfer import transfer_colors
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.finishing import FinishOptions, finish
from shape_diff.reconstruction.holes import fill_holes
from shape_diff.reconstruction.simplification import simplify, without_folds
from shape_diff.reconstruction.solid import as_solid
from shape_diff.reconstruction.warning import ReconstructionWarning
from shape_diff.reconstruction.winding import face_outwards, winding_number

RED, BLUE = np.array([1.0, 0, 0]), np.array([0, 0, 1.0])


def as_mesh(shape: trimesh.Trimesh, rgb: np.ndarray | None = None) -> Mesh:
    return Mesh(shape.vertices, shape.faces, None if rgb is None else np.tile(rgb, (len(shape.vertices), 1)))


def joined(*meshes: Mesh) -> Mesh:
    offsets = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    faces = [mesh.faces + offset for mesh, offset in zip(meshes, offsets, strict=False)]
    rgb = None if meshes[0].rgb is None else np.concatenate([mesh.rgb for mesh in meshes])
    return Mesh(np.concatenate([mesh.vertices for mesh in meshes]), np.concatenate(faces), rgb)


def box(side: float = 1.0, at: tuple[float, float, float] = (0, 0, 0), rgb: np.ndarray | None = None) -> Mesh:
    return as_mesh(trimesh.creation.box(extents=(side,) * 3).apply_translation(at), rgb)


def ball(subdivisions: int = 3) -> Mesh:
    return as_mesh(trimesh.creation.icosphere(subdivisions=subdivisions))


def inside_out(mesh: Mesh) -> Mesh:
    return Mesh(mesh.vertices, mesh.faces[:, ::-1], mesh.rgb)


def soup(mesh: Mesh) -> Mesh:
    """Every face with vertices of its own, as an STL file has it."""
    rgb = None if mesh.rgb is None else mesh.rgb[mesh.faces].reshape(-1, 3)
    return Mesh(mesh.triangles.reshape(-1, 3), np.arange(3 * len(mesh.faces)).reshape(-1, 3), rgb)


def without_vertex(mesh: Mesh, vertex: int) -> tuple[Mesh, int]:
    """A hole where a vertex was, and how many edges it has."""
    gone = (mesh.faces == vertex).any(axis=1)
    return Mesh(mesh.vertices, mesh.faces[~gone], mesh.rgb), int(gone.sum())


def two_colored_cube() -> Mesh:
    """Side 2 with 49,152 faces, red where x < 0 and blue elsewhere."""
    cube = trimesh.creation.box(extents=(2, 2, 2))
    for _ in range(6):
        cube = cube.subdivide()
    return Mesh(cube.vertices, cube.faces, np.where(cube.vertices[:, :1] < 0, RED, BLUE))


def noisy_ball_with_handles() -> Mesh:
    """A closed marching cubes surface with many thin necks, so that decimation presses sheets together."""
    x, y, z = np.meshgrid(*(np.linspace(-3, 3, 48),) * 3, indexing="ij")
    gyroid = np.sin(4 * x) * np.cos(4 * y) + np.sin(4 * y) * np.cos(4 * z) + np.sin(4 * z) * np.cos(4 * x)
    field = np.maximum(np.abs(gyroid) - 0.35, np.sqrt(x**2 + y**2 + z**2) - 2.7)
    vertices, faces, _, _ = marching_cubes(field, 0.0)
    return face_outwards(weld(Mesh(vertices, faces)))


def test_soup_of_a_box_welds_to_eight_vertices() -> None:
    welded = weld(soup(box(rgb=RED)))
    report = mesh_report(welded)
    assert (report.vertices, report.faces, report.watertight) == (8, 12, True)
    assert welded.rgb is not None and (welded.rgb == RED).all()


def test_weld_joins_what_is_near_and_drops_what_vanishes() -> None:
    split = soup(box())
    shaken = split.vertices + np.random.default_rng(0).uniform(-1e-7, 1e-7, split.vertices.shape)
    assert len(weld(Mesh(shaken, split.faces)).vertices) == 8
    assert len(weld(Mesh(shaken, split.faces), 1e-9).vertices) > 8
    sliver = Mesh(
        np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1e-9, 0]]), np.array([[0, 1, 2], [0, 1, 3], [1, 2, 0]])
    )
    assert len(weld(sliver).faces) == 1, "the sliver and the repeated face go"


@pytest.mark.parametrize("k", [5, 6])
def test_a_pinhole_closes_and_keeps_its_color(k: int) -> None:
    full = ball()
    vertex = int(np.flatnonzero(np.bincount(full.faces.ravel()) == k)[0])
    full = Mesh(full.vertices, full.faces, np.where(full.vertices[:, :1] < full.vertices[vertex, 0] + 2, RED, BLUE))
    holed, size = without_vertex(full, vertex)
    assert size == k and mesh_report(holed).open_edges == k
    filled = fill_holes(holed, 1.0)
    report = mesh_report(filled)
    assert report.watertight and report.faces == len(full.faces) and report.genus == 0
    assert report.volume == pytest.approx(mesh_report(full).volume, rel=2e-3)
    assert filled.rgb is not None and (filled.rgb[-1] == RED).all()


def test_a_missing_face_closes_and_a_large_opening_stays() -> None:
    mesh = ball()
    bowl = Mesh(mesh.vertices, mesh.faces[mesh.triangles[:, :, 2].mean(axis=1) < 0.5])
    rim = mesh_report(bowl).open_edges
    holed = Mesh(bowl.vertices, bowl.faces[1:])
    assert mesh_report(holed).open_edges == rim + 3
    assert mesh_report(fill_holes(holed, 0.5)).open_edges == rim
    assert mesh_report(finish(holed, FinishOptions(max_hole=0.25))).open_edges == rim
    assert mesh_report(fill_holes(holed, 100)).watertight


def test_holes_that_touch_in_a_vertex_close() -> None:
    mesh = ball()
    faces = mesh.faces[mesh.faces[:, 0] >= 0]
    here = np.flatnonzero((faces == faces[0, 0]).any(axis=1))
    opposite = next(f for f in here if len(set(faces[f]) & set(faces[0])) == 1)
    holed = Mesh(mesh.vertices, np.delete(faces, [0, opposite], axis=0))
    report = mesh_report(finish(holed, FinishOptions(max_hole=0.5)))
    assert report.watertight and report.vertex_manifold and report.genus == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 1.0])
def test_winding_comes_back_after_random_flips(share: float) -> None:
    mesh = joined(ball(), Mesh(ball().vertices + np.array([4, 0, 0]), ball().faces))
    flipped = np.random.default_rng(0).random(len(mesh.faces)) < share
    mixed = Mesh(mesh.vertices, np.where(flipped[:, None], mesh.faces[:, ::-1], mesh.faces))
    repaired = mesh_report(face_outwards(mixed))
    assert repaired.watertight and repaired.volume == pytest.approx(mesh_report(mesh).volume)


def test_parts_turn_one_by_one_and_cavities_stay() -> None:
    hollow = joined(ball(), inside_out(Mesh(ball().vertices * 0.5, ball().faces)))
    beside = inside_out(Mesh(ball(2).vertices + np.array([4, 0, 0]), ball(2).faces))
    truth = joined(hollow, inside_out(beside))
    np.testing.assert_array_equal(face_outwards(joined(hollow, beside)).faces, truth.faces)
    np.testing.assert_array_equal(np.sort(face_outwards(inside_out(truth)).faces), np.sort(truth.faces))
    assert mesh_report(face_outwards(inside_out(truth))).volume == pytest.approx(mesh_report(truth).volume)


def test_open_and_one_sided_parts_keep_their_winding() -> None:
    sheet = Mesh(ball().vertices, ball().faces[ball().triangles[:, :, 2].mean(axis=1) > 0.3])
    assert face_outwards(sheet) is sheet
    assert face_outwards(inside_out(sheet)).faces.tolist() == inside_out(sheet).faces.tolist()
    assert len(face_outwards(moebius_strip()).faces) == len(moebius_strip().faces)


def moebius_strip(steps: int = 24) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    sides = [np.stack([(1 + s * np.cos(turn / 2)) * np.cos(turn), (1 + s * np.cos(turn / 2)) * np.sin(turn),
                       s * np.sin(turn / 2)], axis=1) for s in (-0.3, 0.3)]  # fmt: skip
    here = np.arange(steps)
    there = (here + 1) % steps
    last = here == steps - 1
    a, b = here, here + steps
    c, d = np.where(last, there + steps, there), np.where(last, there, there + steps)
    return Mesh(np.concatenate(sides), np.concatenate([np.stack([a, c, b], 1), np.stack([b, c, d], 1)]))


def test_winding_number_of_a_ball() -> None:
    corners = ball().triangles.astype(np.float64)
    assert winding_number(np.zeros(3), corners) == pytest.approx(1)
    assert winding_number(np.array([2.0, 0, 0]), corners) == pytest.approx(0, abs=1e-9)
    assert winding_number(np.zeros(3), corners[:, ::-1]) == pytest.approx(-1)


def touching_boxes(second: tuple[float, float, float]) -> Mesh:
    mesh = weld(joined(box(rgb=RED), box(at=second, rgb=BLUE)))
    assert not (mesh_report(mesh).edge_manifold and mesh_report(mesh).vertex_manifold)
    return mesh


@pytest.mark.parametrize("second", [(1, 1, 0), (1, 1, 1), (-1, 0, 1)])
def test_boxes_that_touch_come_apart(second: tuple[float, float, float]) -> None:
    apart = cut_apart(touching_boxes(second))
    report = mesh_report(apart)
    assert report.watertight and report.vertex_manifold and report.components == 2
    assert report.volume == pytest.approx(2, rel=0.02) and report.self_intersections == 0
    assert mesh_report(weld(apart)).components == 2, "welding does not undo it"
    assert cut_apart(apart) is apart


def test_faces_pressed_together_cancel() -> None:
    mesh = box()
    folded = Mesh(mesh.vertices, np.concatenate([mesh.faces, [[0, 1, 7], [7, 1, 0], [1, 7, 0]]]))
    kept = without_folds(folded)
    assert len(kept.faces) == 13, "one of three is left over"
    assert without_folds(mesh) is mesh


def test_simplified_ball_keeps_its_volume() -> None:
    full = ball(5)
    for faces, tolerance in ((5000, 0.002), (1000, 0.01), (300, 0.02)):
        report = mesh_report(simplify(full, faces))
        assert faces * 0.99 <= report.faces <= faces and report.watertight and report.genus == 0
        assert report.volume == pytest.approx(4 / 3 * np.pi, rel=tolerance)
        assert report.self_intersections == 0


def test_simplified_torus_keeps_its_handle() -> None:
    torus = as_mesh(trimesh.creation.torus(1.0, 0.25, major_sections=128, minor_sections=64))
    report = mesh_report(finish(torus, FinishOptions(faces=600, smooth=3)))
    assert (report.genus, report.components, report.watertight) == (1, 1, True)
    assert report.volume == pytest.approx(2 * np.pi**2 * 0.25**2, rel=0.02)


@pytest.mark.parametrize("faces", [20_000, 4000, 800])
def test_closed_stays_closed_where_sheets_are_pressed_together(faces: int) -> None:
    full = noisy_ball_with_handles()
    assert mesh_report(full, self_intersections=False).watertight
    report = mesh_report(simplify(full, faces))
    assert report.watertight and report.vertex_manifold and 0 < report.faces <= faces


def test_simplification_repeats_and_leaves_small_meshes_alone() -> None:
    first, second = (simplify(two_colored_cube(), 500) for _ in range(2))
    np.testing.assert_array_equal(first.vertices, second.vertices)
    np.testing.assert_array_equal(first.rgb, second.rgb)
    mesh = ball(1)
    assert simplify(mesh, len(mesh.faces)) is mesh
    with pytest.raises(ValueError, match="at least 4 faces, got 3"):
        simplify(mesh, 3)


@pytest.mark.parametrize("scale, offset", [(1e-4, 0.0), (1e6, 0.0), (1.0, 1000.0)])
def test_simplification_does_not_depend_on_the_units(scale: float, offset: float) -> None:
    full = ball(4)
    moved = simplify(Mesh(full.vertices * scale + offset, full.faces), 500)
    assert mesh_report(moved).watertight
    assert mesh_report(moved).volume == pytest.approx(4 / 3 * np.pi * scale**3, rel=0.02)


def sampled_colors(mesh: Mesh, count: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Random points of the surface and the colours interpolated there."""
    assert mesh.rgb is not None
    shape = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    points, face = trimesh.sample.sample_surface(shape, count, seed=0)
    weights = trimesh.triangles.points_to_barycentric(shape.triangles[face], points)
    return points, np.einsum("nc,ncj->nj", weights, mesh.rgb[mesh.faces[face]])


@pytest.mark.parametrize("faces, width", [(8000, 0.1), (2000, 0.2)])
def test_color_border_stays_sharp(faces: int, width: float) -> None:
    """Away from the border by more than two faces every colour is pure, and on it few are wrong."""
    small = simplify(two_colored_cube(), faces)
    report = mesh_report(small)
    assert report.watertight and report.volume == pytest.approx(8, rel=1e-3)
    points, rgb = sampled_colors(small)
    error = np.abs(rgb - np.where(points[:, :1] < 0, RED, BLUE)).max(axis=1)
    assert error[np.abs(points[:, 0]) > width].mean() < 0.03
    assert error.mean() < 0.1


def wavy_lens(subdivisions: int) -> Mesh:
    """A wave 0.01 thick, red above and blue below."""
    shape = ball(subdivisions)
    height = 0.005 * shape.vertices[:, 2] + 0.2 * np.sin(4 * shape.vertices[:, 0])
    color = np.where(shape.vertices[:, 2:] > 0, RED, BLUE)
    return Mesh(np.column_stack([shape.vertices[:, :2], height]), shape.faces, color)


def test_colors_do_not_come_through_a_thin_part() -> None:
    """The faces of the coarse lens leave the fine one by more than its thickness, so its other side is often nearer."""
    fine, coarse = wavy_lens(5), wavy_lens(3)
    colored = transfer_colors(Mesh(coarse.vertices, coarse.faces), fine)
    inner = np.linalg.norm(coarse.vertices[:, :2], axis=1) < 0.8
    assert colored.rgb is not None and coarse.rgb is not None
    assert np.abs(colored.rgb - coarse.rgb)[inner].mean() < 0.01


def test_slivers_that_cannot_be_simplified_are_said() -> None:
    plate = trimesh.creation.box(extents=(2, 2, 0.004))
    for _ in range(4):
        plate = plate.subdivide()
    with pytest.warns(ReconstructionWarning, match=r"could not be simplified to 100 faces, it has [\d,]+"):
        assert mesh_report(simplify(as_mesh(plate), 100)).watertight


def test_overlapping_boxes_become_one_solid() -> None:
    solid = as_solid(joined(box(rgb=RED), box(at=(0.5, 0.25, 0.125), rgb=BLUE)))
    report = mesh_report(solid)
    assert report.watertight and report.vertex_manifold and (report.components, report.self_intersections) == (1, 0)
    assert report.volume == pytest.approx(2 - 0.5 * 0.75 * 0.875)
    assert trimesh.Trimesh(solid.vertices, solid.faces, process=False).is_volume
    assert solid.rgb is not None
    for corner, color in (((-0.5, -0.5, -0.5), RED), ((1.0, 0.75, 0.625), BLUE)):
        np.testing.assert_allclose(solid.rgb[cKDTree(solid.vertices).query(corner)[1]], color, atol=1e-6)


def test_solid_of_parts_apart_inside_and_hollow() -> None:
    far = box(at=(5, 0, 0))
    hidden = box(0.5)
    assert mesh_report(as_solid(joined(box(), far))).volume == pytest.approx(2)
    united = mesh_report(as_solid(joined(box(), hidden, far)))
    assert (united.volume, united.components) == (pytest.approx(2), 2), "what is hidden inside goes"
    hollow = joined(box(), inside_out(hidden), box(0.25))
    assert mesh_report(as_solid(hollow)).volume == pytest.approx(1 - 0.125 + 0.25**3), (
        "a cavity stays, and what is in it"
    )


def test_solid_of_a_soup_and_of_touching_boxes() -> None:
    assert mesh_report(as_solid(soup(box()))).watertight
    touching = mesh_report(as_solid(touching_boxes((1, 1, 0))))
    assert touching.watertight and touching.volume == pytest.approx(2, rel=0.02)


def test_what_is_no_solid_says_why() -> None:
    mesh = ball()
    bowl = Mesh(mesh.vertices, mesh.faces[np.abs(mesh.triangles[:, :, 2].mean(axis=1)) < 0.5])
    count = mesh_report(bowl).open_edges
    with pytest.raises(ValueError, match=rf"{count} open edges in 2 border\(s\); use --method poisson"):
        as_solid(bowl)
    with pytest.raises(ValueError, match="has no faces"):
        as_solid(Mesh(np.zeros((3, 3)), np.zeros((0, 3), int)))
    with pytest.raises(ValueError, match="encloses no volume"):
        as_solid(Mesh(mesh.vertices * [1, 1, 0], mesh.faces))
    with pytest.raises(ValueError, match="open edges in 1 border"):
        as_solid(moebius_strip())


def test_finish_does_all_in_order() -> None:
    broken = soup(
        joined(without_vertex(ball(4), 100)[0], inside_out(Mesh(ball().vertices * 0.5 + [1, 0, 0], ball().faces)))
    )
    result = finish(broken, FinishOptions(faces=1500, watertight=True, smooth=2))
    report = mesh_report(result)
    assert report.watertight and report.components == 1 and report.genus == 0
    assert report.volume == pytest.approx(4.49968, rel=0.01), "the union of two balls of radius 1 and 0.5, 1 apart"
    empty = Mesh(np.zeros((0, 3)), np.zeros((0, 3), int))
    assert finish(empty) is empty


def test_bad_options() -> None:
    for bad in ({"faces": 3}, {"faces": -1}, {"smooth": -1}, {"smooth": 10**6}, {"max_hole": -0.1}):
        with pytest.raises(ValueError, match=next(iter(bad))):
            FinishOptions(**bad)  # type: ignore[arg-type]
