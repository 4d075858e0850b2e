"""Signed distances of meshes against closed forms: overlapping parts, sheets, openings."""

from pathlib import Path

import numpy as np
import pytest
import trimesh

from shape_diff.data.field_dataset import QUERY_SCALE, build_field_dataset, load_shards
from shape_diff.data.field_samples import FieldSampleOptions, FieldSamples, SurfaceField, field_samples
from shape_diff.data.sampling import sample_surface
from shape_diff.formats.mesh_files import Surface

SMALL = FieldSampleOptions(num_surface=6000, num_near=600, num_uniform=200)


def surface_of(*parts: trimesh.Trimesh) -> Surface:
    mesh = trimesh.util.concatenate(parts)
    count = len(mesh.faces)
    return Surface(
        vertices=np.asarray(mesh.vertices),
        faces=np.asarray(mesh.faces),
        corner_rgb=np.tile(np.float32([1, 0.5, 0]), (count, 3, 1)),
        corner_uv=np.zeros((count, 3, 2), dtype=np.float32),
        texture_index=np.full(count, -1),
    )


def box(sides: tuple[float, float, float], center: tuple[float, float, float] = (0, 0, 0)) -> trimesh.Trimesh:
    made = trimesh.creation.box(sides)
    made.apply_translation(center)
    return made


def box_distance(xyz: np.ndarray, sides: tuple[float, float, float], center: tuple[float, float, float]) -> np.ndarray:
    outside = np.abs(xyz - center) - np.array(sides) / 2
    return np.linalg.norm(np.maximum(outside, 0), axis=1) + np.minimum(outside.max(axis=1), 0)


def samples_of(*parts: trimesh.Trimesh) -> FieldSamples:
    return field_samples(surface_of(*parts), SMALL, np.random.default_rng(0))


def test_a_box() -> None:
    samples = samples_of(box((2, 1, 1)))
    assert samples.xyz.shape == (800, 3)
    truth = box_distance(samples.xyz, (2, 1, 1), (0, 0, 0))
    error = np.abs(samples.distance - truth)
    assert np.median(error) < 1e-4 and error.mean() < 0.004  # edges are rounded by the gaps between samples
    clear = np.abs(truth) > 0.02
    assert ((samples.distance < 0) == (truth < 0))[clear].all()
    np.testing.assert_allclose(samples.rgb, np.tile([1, 0.5, 0], (800, 1)), atol=1e-6)


def test_parts_that_overlap_are_one_solid() -> None:
    """The hidden faces inside do not count as surface."""
    left, right = ((1.2, 1, 1), (-0.4, 0, 0)), ((1.2, 0.6, 0.6), (0.4, 0, 0))
    samples = samples_of(box(*left), box(*right))
    truth = np.minimum(box_distance(samples.xyz, *left), box_distance(samples.xyz, *right))
    clear = np.abs(truth) > 0.03
    assert ((samples.distance < 0) == (truth < 0))[clear].all()
    field = SurfaceField(sample_surface(surface_of(box(*left), box(*right)), 6000, np.random.default_rng(0)), 0.025)
    nearest_seam = np.hypot(0.2, 0.3)  # the hidden end of the left box is nearer
    np.testing.assert_allclose(field.signed_distance(np.zeros((1, 3)))[0], -nearest_seam, atol=0.02)


def test_a_sheet_gets_the_least_thickness() -> None:
    vertices = [[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]]
    samples = samples_of(trimesh.Trimesh(vertices, [[0, 1, 2], [0, 2, 3]]))
    over = (np.abs(samples.xyz[:, [0, 2]]) < 0.9).all(axis=1)
    truth = np.abs(samples.xyz[:, 1]) - SMALL.min_thickness / 2
    error = np.abs(samples.distance[over] - truth[over])
    assert error.max() < 0.008 and np.median(error) < 1e-4


def test_an_open_box_is_hollow_only_where_it_is_seen_into() -> None:
    """A cup without a lid: the air in it is outside, the floor a sheet."""
    cup = box((2, 1, 2))
    cup = trimesh.Trimesh(cup.vertices, cup.faces[cup.face_normals[:, 1] < 0.5])
    field = SurfaceField(sample_surface(surface_of(cup), 6000, np.random.default_rng(0)), 0.025)
    distance, _ = field.signed_distance(np.array([[0.0, 0.2, 0.0], [0.0, -0.5, 0.0], [0.0, -0.9, 0.0]]))
    assert distance[0] > 0.3 and distance[1] < 0 and distance[2] > 0.3


def test_a_shard_comes_back_and_is_made_once(tmp_path: Path) -> None:
    files = []
    for number, side in enumerate((0.5, 1.5)):
        box((2, side, 1)).export(tmp_path / f"{number}.ply")
        files.append((f"box{number}", tmp_path / f"{number}.ply"))
    made = build_field_dataset(files, tmp_path / "out", SMALL, workers=1)
    (shard,) = (tmp_path / "out").iterdir()
    before = shard.stat().st_mtime_ns
    again = build_field_dataset(files, tmp_path / "out", SMALL, workers=1)
    assert (again.names, shard.stat().st_mtime_ns) == (("box0", "box1"), before)
    for number, side in enumerate((0.5, 1.5)):
        truth = box_distance(made.xyz[number].numpy() / QUERY_SCALE, (2, side, 1), (0, 0, 0))
        assert np.abs(made.distance[number].float().numpy() - truth).mean() < 0.003


def test_a_changed_mesh_is_sampled_again(tmp_path: Path) -> None:
    file = tmp_path / "it.ply"
    made = []
    for side in (0.5, 1.5):
        box((2, side, 1)).export(file)
        made.append(build_field_dataset([("it", file)], tmp_path / "out", SMALL, workers=1))
    assert not made[0].distance.equal(made[1].distance)
    truth = box_distance(made[1].xyz[0].numpy() / QUERY_SCALE, (2, 1.5, 1), (0, 0, 0))
    assert np.abs(made[1].distance[0].float().numpy() - truth).mean() < 0.003


def test_mistakes_are_said(tmp_path: Path) -> None:
    (tmp_path / "bad.ply").write_text("no mesh")
    with pytest.raises(ValueError, match="signed distances of it to it failed"):
        build_field_dataset([("it", tmp_path / "bad.ply")], tmp_path / "out", SMALL, workers=1)
    (tmp_path / "cut.safetensors").write_bytes(b"123")
    with pytest.raises(ValueError, match="damaged"):
        load_shards([tmp_path / "cut.safetensors"])
    with pytest.raises(ValueError, match="near_sigmas"):
        FieldSampleOptions(near_sigmas=[])
