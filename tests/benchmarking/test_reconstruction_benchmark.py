"""The benchmark of the reconstruction stage: its shapes, its clouds, and a small run from start to report."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from benchmarks.reconstruction import faces
from benchmarks.reconstruction.cli import main
from benchmarks.reconstruction.disturbances import CENTER, DENSITY_RATIO, NUM_PATCHES, SLICES, Disturbance
from benchmarks.reconstruction.modelling import Triangles
from benchmarks.reconstruction.prompts import health
from benchmarks.reconstruction.records import Records
from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.shapes import Shape, val_shapes
from benchmarks.reconstruction.solids import SOLIDS
from benchmarks.reconstruction.thin_parts import SHEETS, THIN_PARTS
from shape_diff.geometry import Frame, Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report

OPEN = (*SHEETS, "moebius", "letters")
"""Bare sheets, and letters whose strokes overlap."""


MODELLED_BY_OPEN3D = ("moebius", "letters", "arrow")


def of_open3d(name: str) -> Any:
    """The name of a shape as a parameter of a test, marked where Open3D makes it."""
    return pytest.param(name, marks=pytest.mark.needs("open3d")) if name in MODELLED_BY_OPEN3D else name


def made(make: Callable[[], Triangles]) -> Mesh:
    vertices, faces = make()
    return Mesh(Frame.of(vertices).normalize(vertices), faces)


@pytest.mark.parametrize("name", [of_open3d(name) for name in {**SOLIDS, **THIN_PARTS} if name not in OPEN])
def test_solids_are_closed_and_look_outwards(name: str) -> None:
    report = mesh_report(made({**SOLIDS, **THIN_PARTS}[name][1]), self_intersections=False)
    assert report.watertight
    assert report.volume is not None and report.volume > 0


@pytest.mark.parametrize(
    ("name", "genus"),
    [("torus", 1), ("double-torus", 2), ("drilled-sphere", 5), ("menger", 81), ("cup", 1), ("chain", 3)],
)
def test_handles_are_where_they_should_be(name: str, genus: int) -> None:
    assert mesh_report(made({**SOLIDS, **THIN_PARTS}[name][1]), self_intersections=False).genus == genus


def test_there_are_enough_shapes_and_names_are_unique() -> None:
    assert len(SOLIDS) >= 20
    assert not set(SOLIDS) & set(THIN_PARTS)


def test_more_val_shapes_begin_with_the_fewer(tmp_path: Path) -> None:
    rows = []
    for number in range(30):
        (tmp_path / f"{number:02}.ply").touch()
        rows.append(f'{{"id": "{number:02}", "captions": ["a thing"], "split": "val"}}')
    (tmp_path / "captions.jsonl").write_text("\n".join(rows))
    few, many = ([shape.name for shape in val_shapes(tmp_path, count)] for count in (6, 20))
    assert many[:6] == few
    assert np.diff(sorted(map(int, few))).max() <= 30 / 6 + 4  # spread over all of them
    assert len(set(many)) == 20


def ball(count: int) -> PointCloud:
    normals = np.random.default_rng(0).standard_normal((count, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return PointCloud(normals, np.abs(normals), normals)


def disturbed(disturbance: Disturbance, count: int = 100_000) -> PointCloud:
    shape = Shape("ball", "solids", "a ball", lambda: pytest.fail("not needed"))
    return disturbance.cloud(ball(count), shape, Regenerator())


@pytest.mark.parametrize("disturbance", SLICES["full"], ids=lambda disturbance: disturbance.label)
def test_clouds_are_as_their_label_says(disturbance: Disturbance) -> None:
    if disturbance.normals == "generated":
        return
    cloud = disturbed(disturbance)
    assert len(cloud) == disturbance.points
    assert (cloud.normals is None) == (disturbance.normals == "estimated")
    height = np.linalg.norm(cloud.xyz, axis=1) - 1
    assert height.std() == pytest.approx(disturbance.sigma, rel=0.05, abs=1e-3)


def test_holes_are_holes_and_uneven_is_uneven() -> None:
    from scipy.spatial import cKDTree

    gap = cKDTree(disturbed(replace(CENTER, sigma=0, damage="holes")).xyz).query(ball(20_000).xyz)[0]
    plain = cKDTree(disturbed(replace(CENTER, sigma=0)).xyz).query(ball(20_000).xyz)[0]
    # A patch of 2 % of a sphere reaches 0.28 from its middle.
    assert gap.max() == pytest.approx(0.28, abs=0.04)
    assert plain.max() < 0.12
    assert (gap > 0.12).mean() == pytest.approx(NUM_PATCHES * 0.02 * (1 - 0.12 / 0.28) ** 2, rel=0.5)
    xyz = disturbed(replace(CENTER, sigma=0, damage="uneven")).xyz
    axis = xyz.mean(axis=0) / np.linalg.norm(xyz.mean(axis=0))
    density, _ = np.histogram(xyz @ axis, bins=8, range=(-1, 1))  # even on a sphere, by Archimedes
    assert DENSITY_RATIO / 3 < density[-1] / density[0] < DENSITY_RATIO


def test_health_counts_parts_specks_and_holes() -> None:
    import trimesh

    body = trimesh.creation.icosphere(subdivisions=3)
    body.update_faces(np.arange(len(body.faces)) > 0)  # a hole of three edges
    second = trimesh.creation.icosphere(subdivisions=1, radius=0.5).apply_translation([3, 0, 0])
    speck = trimesh.creation.icosphere(subdivisions=1, radius=0.02).apply_translation([0, 3, 0])
    whole = trimesh.util.concatenate([body, second, speck])
    found = health("a ball", "poisson", Mesh(whole.vertices, whole.faces), ball(4000), "")
    assert (found.parts, found.specks, found.holes, found.open_edges) == (1, 1, 1, 3)
    assert not found.watertight
    assert found.stray == pytest.approx(second.area / whole.area, abs=0.02)  # the cloud knows the first part only


def test_regenerated_clouds_stay_near_their_truth() -> None:
    """They must be neither the true points nor something else; the model's errors are a few hundredths."""
    cloud = disturbed(Disturbance(points=512, normals="generated"))
    assert cloud.rgb is not None and cloud.normals is not None
    height = np.abs(np.linalg.norm(cloud.xyz, axis=1) - 1)
    assert 1e-3 < height.mean() < 0.05
    assert (cloud.xyz * cloud.normals).sum(axis=1).mean() > 0.9


def test_a_run_goes_on_where_it_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.reconstruction.shapes.NUM_POINTS", 20_000)
    monkeypatch.setattr("benchmarks.reconstruction.shapes.NUM_SAMPLES", 4_000)
    monkeypatch.setattr("benchmarks.reconstruction.measure.NUM_SAMPLES", 4_000)
    command = ["measure", "--groups", "solids", "--methods", "poisson", "--slice", "damage", "--set", "resolution=32"]
    command += ["--limit", "1", "--out", str(tmp_path)]
    main(command)
    first = Records(tmp_path).results()
    assert {result.shape for result in first} == {"torus"}
    assert len({result.disturbance for result in first}) == 4
    with Records(tmp_path).path.open("a") as file:
        file.write('{"shape": "torus", "gro')  # the power went off
    main(command)
    assert Records(tmp_path).results() == first
    main(["report", "--out", str(tmp_path), "--into", str(tmp_path / "page.md")])
    page = (tmp_path / "page.md").read_text()
    assert "| 1 shapes | score | poisson resolution=32 |" in page and "| holes | F at 2 % |" in page
    scores = [result.scores["f_score_2"] for result in first if result.method == "poisson resolution=32"]
    assert min(scores) > 0.9


def test_mistakes_end_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="val shapes need --data"):
        main(["measure", "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="no option 'speed'"):
        main(["measure", "--groups", "thin", "--set", "speed=1", "--out", str(tmp_path)])


def test_outlines_and_what_they_share() -> None:
    """A cube seen from anywhere covers its half where the other half is taken away; equal meshes share all."""
    cube = trimesh.creation.box((2, 2, 2))
    whole = Mesh(cube.vertices, cube.faces)
    lower = trimesh.creation.box((2, 1, 2))
    half = Mesh(lower.vertices - [0, 0.5, 0], lower.faces)
    frame = Frame.of(whole.vertices)
    both = faces.outlines(whole, frame), faces.outlines(half, frame)
    assert both[0].any(axis=1).all() and not (both[1] & ~both[0]).any()
    assert faces.overlap(both[0], both[0]) == 1
    assert 0.5 < faces.overlap(*both) < 0.8


def test_fewer_faces_are_nearly_as_good_and_a_coarser_grid_is_not(tmp_path: Path) -> None:
    shape = next(shape for shape in faces.all_shapes(None, 0, ("thin",)) if shape.name == "cup")
    rows = faces.measure_faces([shape], tmp_path)
    assert list(rows) == [(grid, kept) for grid, budgets in faces.BUDGETS.items() for kept in budgets]
    full, few, coarse = (rows[case][0] for case in ((128, None), (128, 5_000), (64, 5_000)))
    assert few.faces <= 5_000 < full.faces and full.outline == 100 > few.outline > 95
    assert abs(few.f_score_2 - full.f_score_2) < 2 and coarse.f_score_1 < full.f_score_1
    assert len(faces.table(rows)) == 2 + len(rows)
