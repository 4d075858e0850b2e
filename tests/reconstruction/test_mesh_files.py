"""Meshes on disk: units, place, names, levels of detail, pictures, and what is said of each file."""

import json
import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import trimesh
from oriented_shapes import ball

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.geometry.placement import Size
from shape_diff.reconstruction import mesh_files
from shape_diff.reconstruction.finishing import FinishOptions, finish
from shape_diff.reconstruction.making import made_mesh
from shape_diff.reconstruction.mesh_files import MeshFile, texture_size, write_mesh_files
from shape_diff.reconstruction.mesh_options import DEFAULT_FACES, MOST_LODS, MeshOptions, formats_of
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.palette import MOST_COLORS
from shape_diff.reconstruction.printability import printability

COARSE = ReconstructionOptions(resolution=48)
FEW = FinishOptions(faces=600)


@pytest.fixture(scope="module")
def egg() -> PointCloud:
    """Half as wide as high, not around the origin, red below and blue above."""
    cloud = ball(1500)
    rgb = np.where(cloud.xyz[:, 1:2] < 0, [[0.9, 0.1, 0.1]], [[0.1, 0.1, 0.9]])
    normals = cloud.xyz * [2, 1, 2]
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return PointCloud(cloud.xyz * [0.5, 1, 0.5] + [3, 5, 7], rgb, normals)


def written(cloud: PointCloud, folder: Path, **changes: object) -> list[MeshFile]:
    options = MeshOptions(**({"reconstruction": COARSE, "finish": FEW} | changes))  # type: ignore[arg-type]
    return write_mesh_files(made_mesh(cloud, options), cloud, options, folder / "egg.s1")


def gltf(path: Path) -> dict:
    """The document of a GLB."""
    content = path.read_bytes()
    (length,) = struct.unpack_from("<I", content, 12)
    return json.loads(content[20 : 20 + length])


def test_every_level_of_detail_stands_on_the_ground_in_its_size(egg: PointCloud, tmp_path: Path) -> None:
    for file in written(egg, tmp_path, size=Size(0.8, "m", "height"), lods=3):
        low, high = file.report.bounds or ((), ())
        assert (low[1], high[1]) == pytest.approx((0, 0.8), abs=1e-6), file.path.name


def test_a_size_in_millimetres_is_metres_in_a_glb(egg: PointCloud, tmp_path: Path) -> None:
    files = written(egg, tmp_path, size=Size(800, "mm"), formats=("glb", "stl", "obj", "ply"))
    heights = {file.path.suffix: np.ptp(trimesh.load_mesh(file.path).vertices[:, 1]) for file in files}
    assert heights == pytest.approx({".glb": 0.8, ".stl": 800, ".obj": 800, ".ply": 800}, rel=1e-5)
    assert [file.unit for file in files] == ["m", "mm", "mm", "mm"]
    for file in files:
        assert np.ptp(file.report.bounds, axis=0)[1] == pytest.approx(heights[file.path.suffix], rel=1e-5)


def test_a_size_in_metres_is_the_unit_of_every_file_and_up_leaves_a_glb(egg: PointCloud, tmp_path: Path) -> None:
    files = written(egg, tmp_path, size=Size(0.8, "m", "height"), formats=("glb", "stl"), up="z")
    glb, stl = (trimesh.load_mesh(file.path).bounds for file in files)
    assert glb[:, 1] == pytest.approx([0, 0.8], abs=1e-6) and stl[:, 2] == pytest.approx([0, 0.8], abs=1e-6)
    for middle in (glb.mean(axis=0)[[0, 2]], stl.mean(axis=0)[[0, 1]]):
        assert middle == pytest.approx([0, 0], abs=1e-6)


def test_without_a_size_the_units_stay_and_keep_keeps(egg: PointCloud, tmp_path: Path) -> None:
    (file,) = written(egg, tmp_path, origin="keep", formats=("ply",))
    assert file.unit is None and "unit: as in the cloud" in file.as_text()
    assert trimesh.load_mesh(file.path).bounds.mean(axis=0) == pytest.approx([3, 5, 7], abs=0.05)


def test_what_cannot_be_reported_on_does_not_replace_a_file(
    egg: PointCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "egg.s1.glb").write_text("kept")

    def refuse(*_: object) -> None:
        raise ValueError("all points are equal")

    monkeypatch.setattr(mesh_files, "mesh_report", refuse)
    with pytest.raises(ValueError, match="all points are equal"):
        written(egg, tmp_path)
    assert (tmp_path / "egg.s1.glb").read_text() == "kept"


def test_names_in_a_glb_and_an_obj_are_the_sample_s(egg: PointCloud, tmp_path: Path) -> None:
    files = written(egg, tmp_path, lods=1, formats=("glb", "obj"))
    for file, name in ((files[0], "egg.s1"), (files[2], "egg.s1.lod1")):
        document = gltf(file.path)
        assert [document[part][0]["name"] for part in ("nodes", "meshes", "materials", "images")] == [name] * 4
        assert all(len(document[part]) == 1 for part in ("nodes", "meshes", "materials"))
    assert "\no egg.s1\n" in files[1].path.read_text()


def test_levels_of_detail_halve_the_faces_and_keep_the_place(egg: PointCloud, tmp_path: Path) -> None:
    files = written(egg, tmp_path, lods=3, size=Size(2))
    assert [file.path.name for file in files] == ["egg.s1.glb", *(f"egg.s1.lod{level}.glb" for level in (1, 2, 3))]
    counts = [len(trimesh.load_mesh(file.path).faces) for file in files]
    assert counts == [file.report.faces for file in files]
    for finer, coarser in pairwise(counts):
        assert 0.45 * finer <= coarser <= 0.5 * finer
    for file in files:
        bounds = trimesh.load_mesh(file.path).bounds
        np.testing.assert_allclose(bounds, [[-0.5, 0, -0.5], [0.5, 2, 0.5]], atol=0.08)


def test_a_glb_has_the_colours_in_its_picture_and_a_ply_at_its_vertices(egg: PointCloud, tmp_path: Path) -> None:
    glb, ply, stl = written(egg, tmp_path, formats=("glb", "ply", "stl"))
    assert [glb.colors, ply.colors, stl.colors] == ["texture", "vertices", None]
    for file in (glb, ply):
        mesh = trimesh.load_mesh(file.path, process=False)
        colors = (mesh.visual.to_color() if file is glb else mesh.visual).vertex_colors[:, :3] / 255
        low, high = mesh.vertices[:, 1] < 0.6, mesh.vertices[:, 1] > 1.4
        assert colors[low].mean(axis=0) == pytest.approx([0.9, 0.1, 0.1], abs=0.03)
        assert colors[high].mean(axis=0) == pytest.approx([0.1, 0.1, 0.9], abs=0.03)
    assert written(egg, tmp_path, texture=False)[0].colors == "vertices"
    assert written(PointCloud(egg.xyz, None, egg.normals), tmp_path)[0].colors is None


def test_low_poly_has_flat_faces_in_few_colours(egg: PointCloud, tmp_path: Path) -> None:
    look = FinishOptions(faces=200, look="low-poly")
    glb, obj = written(egg, tmp_path, finish=look, formats=("glb", "obj"))
    mesh = trimesh.load_mesh(glb.path, process=False)
    assert len(mesh.faces) <= 200 and glb.report.watertight and glb.colors == obj.colors == "texture"
    corner_normals = mesh.vertex_normals[mesh.faces]
    np.testing.assert_allclose(corner_normals, np.repeat(mesh.face_normals[:, None], 3, axis=1), atol=1e-4)
    colors = mesh.visual.to_color().vertex_colors[mesh.faces][:, :, :3]
    assert (colors == colors[:, :1]).all(), "a face has one colour"
    found = np.unique(colors[:, 0], axis=0) / 255
    assert 2 <= len(found) <= MOST_COLORS
    for color in ((0.9, 0.1, 0.1), (0.1, 0.1, 0.9)):
        assert np.abs(found - color).max(axis=1).min() < 0.06
    lines = obj.path.read_text().splitlines()
    assert sum(line.startswith("vn ") for line in lines) == len(mesh.faces)
    bare = written(PointCloud(egg.xyz, None, egg.normals), tmp_path, finish=look)
    assert len(trimesh.load_mesh(bare[0].path, process=False).vertices) == 3 * bare[0].report.faces


def test_flat_sides_become_flat() -> None:
    """A cube with noise: after the low-poly look nearly all of its surface looks along an axis."""
    generator = np.random.default_rng(0)
    cube = trimesh.creation.box(extents=(2, 2, 2))
    for _ in range(4):
        cube = cube.subdivide()
    noisy = Mesh(cube.vertices + generator.normal(0, 0.012, cube.vertices.shape), cube.faces)

    def along_an_axis(mesh: Mesh) -> float:
        shape = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
        straight = np.abs(shape.face_normals).max(axis=1) > np.cos(np.radians(3))
        return float(shape.area_faces[straight].sum() / shape.area)

    low = finish(noisy, FinishOptions(faces=150, look="low-poly"))
    assert along_an_axis(noisy) < 0.5 < 0.9 < along_an_axis(low)
    assert mesh_report(low).volume == pytest.approx(8, rel=0.02)


def test_walls_and_overhang_are_measured() -> None:
    box = trimesh.creation.box(extents=(4, 2, 0.5))
    plain = printability(Mesh(box.vertices, box.faces))
    assert plain.thinnest_wall == pytest.approx(0.5, rel=0.01) and plain.overhang == 0
    # A mushroom of boxes: the cap's underside hangs over but for the stem's place.
    cap = trimesh.creation.box(extents=(2, 1, 2)).apply_translation([0, 2.5, 0])
    stem = trimesh.creation.box(extents=(1, 2, 1)).apply_translation([0, 1, 0])
    whole = trimesh.boolean.union([cap, stem], engine="manifold")
    mushroom = Mesh(whole.vertices, whole.faces)
    area = 4 + (4 - 1) + 8 * 1 + 4 * 2 + 1  # top, underside, sides of the cap and of the stem, foot
    assert printability(mushroom).overhang == pytest.approx(3 / area, rel=1e-3)
    lying = Mesh(mushroom.vertices @ np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]), mushroom.faces)
    assert printability(lying, up="z").overhang == pytest.approx(3 / area, rel=1e-3)


def test_a_solid_with_loose_parts_or_many_handles_is_said() -> None:
    one = trimesh.creation.icosphere(2)
    two = trimesh.util.concatenate([one, one.copy().apply_translation([4, 0, 0])])
    solid = FinishOptions(watertight=True)
    with pytest.warns(match=r"closed but has 2 loose parts \(--largest-part keeps the largest\)"):
        finish(Mesh(two.vertices, two.faces), solid)
    small = one.copy().apply_scale(0.5).apply_translation([4, 0, 0])
    both = trimesh.util.concatenate([small, one])
    kept = finish(Mesh(both.vertices, both.faces), FinishOptions(watertight=True, largest_part=True))
    assert mesh_report(kept).components == 1 and mesh_report(kept).volume == pytest.approx(one.volume)


def test_pictures_are_as_fine_as_the_points_need() -> None:
    assert [texture_size(count) for count in (1, 4096, 16_384, 65_536, 10**7)] == [256, 512, 1024, 2048, 2048]


def test_wrong_options_say_what_would_be_right() -> None:
    assert formats_of("GLB, .stl,glb,") == ("glb", "stl") and MeshOptions().finish.faces == DEFAULT_FACES
    for wrong, words in (
        ({"formats": ("fbx",)}, "unknown format 'fbx'; choose among obj, ply, glb, stl"),
        ({"formats": ("stl",), "texture": True}, ".stl files have no texture"),
        ({"lods": MOST_LODS + 1}, "from 0 to 8"),
        ({"up": "x"}, "y or z"),
        ({"origin": "top"}, "base, centre or keep"),
        ({"method": "magic"}, "no reconstruction method 'magic'"),
    ):
        with pytest.raises(ValueError, match=words):
            MeshOptions(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="smooth or low-poly, got 'round'"):
        FinishOptions(look="round")
