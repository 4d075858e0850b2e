"""Disturbed clouds have the faults that were asked for, and batches tell the truth about them."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from toy_field import BATCHES, RADII, toy_batches, toy_dataset, toy_generated, toy_truth

from shape_diff.geometry import PointCloud
from shape_diff.training.tasks.field.batches import FieldBatches, FieldBatchOptions, in_order
from shape_diff.training.tasks.field.disturbance import DisturbanceOptions, disturbed

NOTHING = DisturbanceOptions(
    clean=0, sigma=0, tilt_deg=0, flipped=0, estimated=0, patches=0, patch_radius=0, uneven=0, color_sigma=0,
    wrong_colors=0, colorless=0, stray=0,
)  # fmt: skip


def ball(count: int = 2000) -> PointCloud:
    unit = np.random.default_rng(0).standard_normal((count, 3))
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    return PointCloud(unit, (unit + 1) / 2, unit)


def disturbed_balls(rounds: int = 8, **changes: float) -> list[PointCloud]:
    options = replace(NOTHING, **changes)
    return [disturbed(ball(), 1000, options, np.random.default_rng(seed)) for seed in range(rounds)]


def test_nothing_leaves_the_points_where_they_are() -> None:
    for cloud in disturbed_balls():
        assert cloud.normals is not None and cloud.rgb is not None
        assert len(np.unique(cloud.xyz, axis=0)) == 1000
        assert np.abs(np.linalg.norm(cloud.xyz, axis=1) - 1).max() < 1e-3
        np.testing.assert_allclose(cloud.normals, cloud.xyz, atol=1e-3)
        np.testing.assert_allclose(cloud.rgb, (cloud.normals + 1) / 2, atol=1e-5)


def test_positions_move_up_to_sigma() -> None:
    spread = [np.std(np.linalg.norm(cloud.xyz, axis=1) - 1) for cloud in disturbed_balls(sigma=0.05)]
    assert 0.01 < max(spread) < 0.055


def test_normals_tilt_and_flip_and_stay_unit() -> None:
    clouds = disturbed_balls(tilt_deg=30, flipped=0.3)
    cosines = [np.einsum("ij,ij->i", cloud.normals, cloud.xyz) for cloud in clouds]
    shares = [(cosine < 0).mean() for cosine in cosines]
    assert 0.1 < max(shares) < 0.35
    assert max(np.degrees(np.arccos(np.clip(np.abs(c), 0, 1))).mean() for c in cosines) > 10
    for cloud in clouds:
        np.testing.assert_allclose(np.linalg.norm(cloud.normals, axis=1), 1, atol=1e-5)


def test_patches_leave_holes() -> None:
    """Somewhere on the ball the nearest point is far, and there are as many points as before."""
    places = ball(500).xyz
    gaps = [
        max(np.linalg.norm(cloud.xyz - place, axis=1).min() for place in places)
        for cloud in disturbed_balls(patches=1, patch_radius=0.6)
    ]
    assert max(gaps) > 0.25 and all(len(cloud) == 1000 for cloud in disturbed_balls(patches=1, patch_radius=0.6))


def test_uneven_clouds_lean_to_one_side() -> None:
    assert max(np.linalg.norm(cloud.xyz.mean(axis=0)) for cloud in disturbed_balls(uneven=1)) > 0.15


def test_estimated_normals_and_missing_colours() -> None:
    (cloud,) = disturbed_balls(1, estimated=1, colorless=1, sigma=0.01)
    assert cloud.rgb is None and cloud.normals is not None
    cosine = np.einsum("ij,ij->i", cloud.normals, cloud.xyz)
    assert cosine.mean() > 0.95 and not np.allclose(cosine, 1, atol=1e-3)


def test_a_batch_is_a_function_of_its_number() -> None:
    first, again, other = toy_batches()[5], toy_batches()[5], toy_batches()[6]
    assert torch.equal(first.cloud.xyz, again.cloud.xyz) and torch.equal(first.queries.xyz, again.queries.xyz)
    assert not torch.equal(first.distance, other.distance)
    (worker,) = in_order(toy_batches(), 5, 6, workers=1)
    assert torch.equal(worker.cloud.index, first.cloud.index)


def test_batches_tell_the_truth_whatever_the_turn() -> None:
    for number in range(6):
        batch = toy_batches(sigma=0, stray=0)[number]
        radius = batch.cloud.xyz.norm(dim=-1).mean(dim=1, keepdim=True)
        assert {round(float(r), 2) for r in radius} <= set(RADII)
        torch.testing.assert_close(batch.distance, batch.queries.xyz.norm(dim=-1) - radius, atol=3e-3, rtol=0)
        assert batch.cloud.xyz.shape[0] * batch.cloud.xyz.shape[1] == BATCHES.points
        distance = torch.cdist(batch.queries.xyz, batch.cloud.xyz)
        found = distance.gather(2, batch.queries.index)
        torch.testing.assert_close(found, distance.topk(found.shape[2], largest=False).values)


def test_generated_clouds_are_mixed_in_with_their_own_truth() -> None:
    batches = FieldBatches(
        toy_dataset(), toy_truth(), replace(BATCHES, generated=1.0), NOTHING, 0, toy_generated()
    )  # fmt: skip
    batch = batches[0]
    assert torch.allclose(batch.cloud.rgb, torch.tensor(0.25))
    torch.testing.assert_close(batch.distance, batch.queries.xyz.norm(dim=-1) - RADII[1], atol=3e-3, rtol=0)


@pytest.mark.parametrize("change", [{"cloud_sizes": [100]}, {"cloud_sizes": []}, {"queries": 8191}, {"generated": 1.5}])
def test_wrong_options(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="batches"):
        replace(FieldBatchOptions(), **change)


def test_truth_of_other_shapes_is_refused() -> None:
    with pytest.raises(ValueError, match="not of the shapes"):
        FieldBatches(toy_dataset().take([1, 0]), toy_truth(), BATCHES, NOTHING, 0)
