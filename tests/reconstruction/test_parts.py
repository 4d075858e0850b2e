"""Parts of the reconstruction against closed forms and slow twins."""

import time

import numpy as np
import pytest
import torch
import trimesh
from oriented_shapes import ball, plate, torus

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.reconstruction.cleaning import drop_specks, taubin_smooth
from shape_diff.reconstruction.normal_estimation import estimate_normals
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.spectral_poisson import Grid, ScreenedPoisson, Stencil
from shape_diff.reconstruction.surfels import spread_over_disks, surfels_of
from shape_diff.reconstruction.vertex_color import color_vertices
from shape_diff.reconstruction.winding import face_outwards

GRID = Grid(np.array([-1.0, -1.0, -1.0]), 0.25, (8, 9, 10))


def surfels_of_ball(count: int):
    cloud = ball(count)
    return surfels_of(cloud.xyz, cloud.normals, 1.0, 0, 0.0)


def test_splat_and_sample_are_adjoint() -> None:
    generator = np.random.default_rng(0)
    stencil = Stencil.at(GRID, generator.uniform(-2, 2, (40, 3)), "cpu")
    values, field = torch.randn(40), torch.randn(GRID.shape)
    torch.testing.assert_close((stencil.splat(values) * field).sum(), (stencil.sample(field) * values).sum())
    torch.testing.assert_close(stencil.splat(values).sum(), values.sum())


def test_sampling_a_linear_field_is_exact() -> None:
    sites = np.random.default_rng(0).uniform(-0.9, 0.7, (40, 3))
    nodes = np.stack(np.meshgrid(*(np.arange(n) for n in GRID.shape), indexing="ij"), -1) * GRID.cell + GRID.origin
    field = torch.as_tensor(nodes @ [1.0, -2.0, 3.0], dtype=torch.float32)
    np.testing.assert_allclose(Stencil.at(GRID, sites, "cpu").sample(field), sites @ [1.0, -2.0, 3.0], atol=1e-5)


def test_grid_has_the_asked_number_of_cells() -> None:
    cube = Grid.around(np.array([[-1.0] * 3, [1.0] * 3]), 64, 0.1)
    flat = Grid.around(np.array([[-1.0, -1, -0.1], [1, 1, 0.1]]), 64, 0.1)
    assert np.prod(cube.shape) == pytest.approx(64**3, rel=0.1)
    assert np.prod(flat.shape) == pytest.approx(64**3, rel=0.35) and flat.cell < cube.cell


def test_indicator_of_a_ball_is_one_inside_and_zero_outside() -> None:
    options = ReconstructionOptions(resolution=48, screening=0.0)
    surfels = surfels_of_ball(4000)
    grid = Grid.around(surfels.xyz, 48, 0.3)
    system = ScreenedPoisson(grid, surfels, options)
    field = system.field(system.spectral_solution(system.source(surfels, options)))
    inside = Stencil.at(grid, np.zeros((1, 3)), "cpu").sample(field)
    outside = Stencil.at(grid, np.full((1, 3), 1.2), "cpu").sample(field)
    assert float(inside - outside) == pytest.approx(1, abs=0.05)
    assert float((system.points.sample(field) * system.area).sum()) == pytest.approx(0, abs=1e-3)


def test_screening_solves_its_equation() -> None:
    options = ReconstructionOptions(resolution=24)
    surfels = surfels_of_ball(500)
    system = ScreenedPoisson(Grid.around(surfels.xyz, 24, 0.3), surfels, options)
    source = system.source(surfels, options)
    solution = system.screened_solution(source, system.spectral_solution(source), 60)
    residual = (source - system.apply(solution)).abs().max() / source.abs().max()
    assert float(residual) < 1e-3


def test_areas_of_a_ball_add_up() -> None:
    assert surfels_of_ball(4000).area.sum() == pytest.approx(4 * np.pi, rel=0.1)


def test_spreading_keeps_area_and_tangent_plane() -> None:
    surfels = surfels_of_ball(200)
    sites, vectors = spread_over_disks(surfels, 1.0, 13)
    np.testing.assert_allclose(vectors.reshape(200, 13, 3).sum(1), surfels.normals * surfels.area[:, None])
    offsets = sites.reshape(200, 13, 3) - surfels.xyz[:, None]
    assert np.abs(np.einsum("nsj,nj->ns", offsets, surfels.normals)).max() < 1e-6
    np.testing.assert_allclose(spread_over_disks(surfels, 1.0, 1)[0], surfels.xyz)


def test_denoising_moves_points_to_the_surface_and_not_between_the_sides() -> None:
    clean = plate(8000)
    noisy = clean.xyz + clean.normals * np.random.default_rng(1).normal(size=(8000, 1)) * 0.01
    inner = (np.abs(clean.xyz[:, :2]).max(axis=1) < 0.8) & (np.abs(clean.normals[:, 2]) > 0)
    denoised = surfels_of(noisy, clean.normals, 1.0, 2, 0.0).xyz
    before, after = (np.abs(xyz[inner, 2] - clean.xyz[inner, 2]).mean() for xyz in (noisy, denoised))
    assert after < 0.6 * before


@pytest.mark.parametrize("cloud", [ball(1000), torus(4000), plate(4000, 0.5)], ids=["ball", "torus", "box"])
def test_estimated_normals_point_outwards(cloud: PointCloud) -> None:
    cosine = np.einsum("ij,ij->i", estimate_normals(cloud.xyz), cloud.normals)
    assert (cosine > 0).mean() > 0.99 and np.median(cosine) > 0.97


def test_orientation_of_each_part_alone() -> None:
    left, right = ball(500), ball(500, seed=1)
    estimated = estimate_normals(np.concatenate([left.xyz, right.xyz + np.array([5, 0, 0])]))
    assert (np.einsum("ij,ij->i", estimated, np.concatenate([left.normals, right.normals])) > 0).all()


def test_estimation_is_bounded_in_time() -> None:
    start = time.process_time()
    estimate_normals(np.random.default_rng(0).random((50_000, 3)))
    assert time.process_time() - start < 10, "random points, the worst graph; takes about 0.7 s"


def two_balls(radius: float) -> Mesh:
    small = trimesh.creation.icosphere(subdivisions=3, radius=radius).apply_translation([3, 0, 0])
    both = trimesh.util.concatenate([trimesh.creation.icosphere(subdivisions=3), small])
    return Mesh(both.vertices, both.faces, np.full(both.vertices.shape, 0.5))


def test_specks_go_by_share_of_area() -> None:
    assert mesh_report(drop_specks(two_balls(0.09), 0.01)).components == 1
    assert mesh_report(drop_specks(two_balls(0.11), 0.01)).components == 2
    kept = drop_specks(two_balls(1.0), 0.9)
    assert mesh_report(kept).components == 1, "the largest stays whatever its share"
    assert kept.rgb is not None and kept.rgb.shape == kept.vertices.shape


def test_faces_are_turned_outwards() -> None:
    mesh = two_balls(0.5)
    inward = Mesh(mesh.vertices, mesh.faces[:, ::-1])
    np.testing.assert_array_equal(face_outwards(inward).faces, mesh.faces)
    assert face_outwards(mesh) is mesh


def test_taubin_smooths_and_keeps_the_volume() -> None:
    smooth = trimesh.creation.icosphere(subdivisions=4)
    noise = 1 + 0.01 * np.random.default_rng(0).normal(size=(len(smooth.vertices), 1))
    result = taubin_smooth(Mesh(smooth.vertices * noise, smooth.faces), 10)
    assert np.linalg.norm(result.vertices, axis=1).std() < 0.005
    assert mesh_report(result).volume == pytest.approx(smooth.volume, rel=0.01)


def test_colors_do_not_come_through_a_plate() -> None:
    cloud = plate(300, 0.01)
    mesh = trimesh.creation.box(extents=(2, 2, 0.01)).subdivide().subdivide()
    colored = color_vertices(Mesh(mesh.vertices, mesh.faces), cloud, 12)
    assert colored.rgb is not None
    top = (mesh.vertices[:, 2] > 0) & (np.abs(mesh.vertices[:, :2]).max(axis=1) < 0.9)
    assert colored.rgb[top, 0].min() > 0.95


@pytest.mark.gpu
def test_gpu_gives_the_same_surface() -> None:
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    from shape_diff.reconstruction.methods import reconstruct

    volumes = [mesh_report(reconstruct(torus(2000), options=ReconstructionOptions(device=device))).volume
               for device in ("cpu", "cuda")]  # fmt: skip
    assert volumes[0] == pytest.approx(volumes[1], rel=1e-3)
