"""The learned field: its network on known surfaces, its extraction against closed forms, its file, and the method."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from oriented_shapes import ball, disturbed, measured, plate, torus
from scipy.spatial import cKDTree

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.models.finding import DEFAULT_MODEL, shipped_models
from shape_diff.models.model import load_model
from shape_diff.networks.field import FieldNetwork, FieldNetworkConfig, log_distance, plain_distance
from shape_diff.networks.neighborhoods import CloudInput, QueryInput
from shape_diff.reconstruction.level_set import level_set
from shape_diff.reconstruction.methods import METHODS, reconstruct
from shape_diff.reconstruction.neural.extraction import Distance, fine_distances
from shape_diff.reconstruction.neural.field import CloudField, cloud_input, query_input
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.warning import ReconstructionWarning

CPU = torch.device("cpu")
TINY = FieldNetworkConfig(
    point_dim=32, edge_dim=16, latent_dim=32, latents=8, blocks=2, heads=2, head_dim=16, bands=2
)  # fmt: skip
FAST = ReconstructionOptions(resolution=64)


def network(trained: bool = False) -> FieldNetwork:
    """A tiny network, as it starts or with all weights at random."""
    torch.manual_seed(0)
    made = FieldNetwork(TINY)
    if trained:
        for parameter in made.parameters():
            torch.nn.init.normal_(parameter, std=0.2)
    return made.eval()


def read(cloud: PointCloud, queries: np.ndarray) -> tuple[CloudInput, QueryInput]:
    tree = cKDTree(cloud.xyz)
    return cloud_input(cloud, tree), query_input(queries, tree)


def test_log_distance_and_back() -> None:
    distance = torch.linspace(-50, 50, 101)
    torch.testing.assert_close(plain_distance(log_distance(distance)), distance)


@pytest.mark.parametrize("count", [4, 20, 3000])
def test_before_training_a_plane_is_exact(count: int) -> None:
    generator = np.random.default_rng(0)
    flat = np.column_stack([generator.uniform(-1, 1, (count, 2)), np.zeros(count)])
    cloud = PointCloud(flat, None, np.tile([0.0, 0, 1], (count, 1)))
    queries = generator.uniform(-1, 1, (100, 3)) * [1, 1, 0.2]
    distance = CloudField(cloud, network(), CPU).distance(queries.astype(np.float32))
    np.testing.assert_allclose(distance, queries[:, 2], atol=2e-4)


def test_before_training_colours_are_those_of_the_nearest_points() -> None:
    cloud = plate(4096)
    queries = np.array([[0.3, 0.2, 0.04], [-0.4, 0.1, 0.05], [0.3, 0.2, -0.04]], dtype=np.float32)
    rgb = CloudField(cloud, network(), CPU).rgb(queries)
    np.testing.assert_allclose(rgb, [[1, 0, 0], [1, 0, 0], [0, 0, 1]], atol=0.05)


def test_the_order_of_points_does_not_matter() -> None:
    cloud, queries = torus(500), np.random.default_rng(1).uniform(-1, 1, (64, 3)).astype(np.float32)
    shuffled = cloud.select(np.random.default_rng(2).permutation(500))
    made = network(trained=True)
    with torch.no_grad():
        (first, *_), (second, *_) = (made(*read(c, queries)) for c in (cloud, shuffled))
    torch.testing.assert_close(first, second, atol=2e-4, rtol=1e-4)


def test_clouds_of_a_batch_do_not_see_each_other() -> None:
    queries = np.random.default_rng(1).uniform(-1, 1, (32, 3)).astype(np.float32)
    parts = [read(cloud, queries) for cloud in (torus(300), ball(300))]
    clouds = [cloud for cloud, _ in parts]
    both = CloudInput(
        *(torch.cat([getattr(c, name) for c in clouds]) for name in ("xyz", "normals", "rgb", "index", "radius"))
    )
    asked = QueryInput(torch.cat([q.xyz for _, q in parts]), torch.cat([q.index for _, q in parts]))
    made = network(trained=True)
    with torch.no_grad():
        together = made(both, asked)
        for row, part in enumerate(parts):
            for joint, alone in zip(together, made(*part), strict=True):
                torch.testing.assert_close(joint[row], alone[0], atol=2e-4, rtol=1e-4)


def no_clearance(xyz: np.ndarray) -> np.ndarray:
    return np.zeros(len(xyz))


def sphere_distance(xyz: np.ndarray) -> np.ndarray:
    return np.linalg.norm(xyz, axis=1) - 0.8


def slab_distance(xyz: np.ndarray) -> np.ndarray:
    """A tilted square slab thinner than the cells of the coarse grid."""
    axis = np.array([0.6, 0.8, 0.0])
    height, aside = xyz @ axis, np.stack([xyz @ [0.8, -0.6, 0.0], xyz[:, 2]], axis=1)
    outside = np.column_stack([np.abs(height) - 0.015, np.abs(aside) - 0.6])
    return np.linalg.norm(np.maximum(outside, 0), axis=1) + np.minimum(outside.max(axis=1), 0)


def extracted(distance: Distance, resolution: int) -> tuple[Mesh, int]:
    """The zero level in [-1, 1]^3, and at how many places the distance was asked for."""
    asked = []

    def counted(xyz: np.ndarray) -> np.ndarray:
        asked.append(len(xyz))
        return distance(xyz)

    cell, origin = 2 / resolution, np.full(3, -1.0)
    values = fine_distances(counted, origin, cell, (resolution + 1,) * 3, counted, no_clearance)
    return level_set(-values, origin, cell), sum(asked)


@pytest.mark.parametrize("distance", [sphere_distance, slab_distance])
@pytest.mark.parametrize("resolution", [40, 64, 96, 128])
def test_coarse_to_fine_finds_what_the_whole_grid_finds(distance: Distance, resolution: int) -> None:
    mesh, asked = extracted(distance, resolution)
    cell, axis = 2 / resolution, np.linspace(-1, 1, resolution + 1)
    nodes = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    whole = level_set(-distance(nodes).reshape((resolution + 1,) * 3), np.full(3, -1.0), cell)
    assert measured(mesh).watertight
    assert len(mesh.faces) == len(whole.faces)
    assert np.abs(np.sort(mesh.vertices, axis=0) - np.sort(whole.vertices, axis=0)).max() < 1e-3 * cell
    assert asked < len(nodes) * (1 if resolution < 64 else 0.5) + 1


def test_few_of_many_nodes_are_asked() -> None:
    assert extracted(sphere_distance, 256)[1] < 0.04 * 256**3


def test_a_field_that_exaggerates_is_still_followed() -> None:
    mesh, _ = extracted(lambda xyz: 4 * sphere_distance(xyz), 96)
    report = measured(mesh)
    assert report.watertight and report.components == 1
    assert abs(report.volume) == pytest.approx(4 / 3 * np.pi * 0.8**3, rel=5e-3)


def test_a_second_field_for_what_is_far() -> None:
    """Where it is wrong near the surface, the first is asked again."""
    cell, origin = 2 / 96, np.full(3, -1.0)
    values = fine_distances(
        sphere_distance, origin, cell, (97, 97, 97), lambda xyz: sphere_distance(xyz) + 0.01, no_clearance
    )  # fmt: skip
    near = np.abs(values) < 0.01
    truth = sphere_distance(origin + cell * np.argwhere(near))
    np.testing.assert_allclose(values[near], truth, atol=1e-6)


@pytest.mark.parametrize(("clearance", "is_filled"), [(0.5, True), (0.05, False)])
def test_voids_that_no_point_speaks_for_are_filled(clearance: float, is_filled: bool) -> None:
    def hollow(xyz: np.ndarray) -> np.ndarray:
        return np.abs(np.linalg.norm(xyz, axis=1) - 0.6) - 0.3

    def clear(xyz: np.ndarray) -> np.ndarray:
        return np.full(len(xyz), clearance)

    values = fine_distances(hollow, np.full(3, -1.0), 2 / 96, (97, 97, 97), hollow, clear)
    assert (values[48, 48, 48] < 0) == is_filled and values[0, 0, 0] > 0
    assert measured(level_set(-values, np.zeros(3), 1.0)).components == (1 if is_filled else 2)


def test_the_field_is_not_taken_for_a_generator() -> None:
    assert list(shipped_models("field")) == ["field"] and DEFAULT_MODEL in shipped_models()
    with pytest.raises(ValueError, match="kind 'field', not a generator"):
        load_model("assets/field.safetensors", CPU)


def test_the_same_cloud_gives_the_same_mesh() -> None:
    first, second = (reconstruct(disturbed(torus(1500), 0.01, 10, 0.01), "neural", FAST) for _ in range(2))
    assert np.array_equal(first.vertices, second.vertices) and np.array_equal(first.faces, second.faces)


@pytest.mark.parametrize("count", [4, 5, 40])
def test_few_points_make_a_closed_mesh(count: int) -> None:
    assert measured(reconstruct(ball(count), "neural", FAST)).watertight


def test_more_points_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(METHODS, "neural", replace(METHODS["neural"], max_points=3000))
    with pytest.warns(ReconstructionWarning, match="only 3,000 of the 4,000 points were used"):
        report = measured(reconstruct(ball(4000), "neural", FAST))
    assert report.watertight and report.volume == pytest.approx(4 / 3 * np.pi, rel=0.02)


@pytest.mark.parametrize("flipped", [0.02, 0.05])
def test_flipped_normals_do_not_tear_a_ball(flipped: float) -> None:
    report = measured(reconstruct(disturbed(ball(2000), 0.01, 20, flipped), "neural", FAST))
    assert report.watertight and report.components == 1
    assert report.volume == pytest.approx(4 / 3 * np.pi, rel=0.04)


def test_noise_is_seen_through() -> None:
    """The surface lies nearer to the true ball than the points it was made of."""
    cloud = disturbed(ball(4096), 0.03, 20, 0.02)
    mesh = reconstruct(cloud, "neural", FAST)
    assert np.abs(np.linalg.norm(mesh.vertices, axis=1) - 1).mean() < 0.35 * 0.03


def test_a_hole_is_closed() -> None:
    cloud = ball(4096)
    report = measured(reconstruct(cloud.select(cloud.xyz[:, 1] < 0.95), "neural", FAST))
    assert report.watertight and report.components == 1
    assert report.volume == pytest.approx(4 / 3 * np.pi, rel=0.05)
