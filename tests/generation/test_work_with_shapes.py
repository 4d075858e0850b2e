"""Truths of vary, edit, complete, blend and refine, with a direct model of random weights."""

import json
from pathlib import Path

import numpy as np
import pytest
from tiny_model import TINY_SAMPLING, write_tiny_model

from shape_diff.diffusion.rewards import Reward, symmetry
from shape_diff.formats.cloud_files import read_cloud, write_cloud
from shape_diff.generation.completion import whole_frame
from shape_diff.generation.outputs import SampleWriter
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.generation.sample import as_source
from shape_diff.geometry import PointCloud
from shape_diff.reconstruction.mesh_options import MeshOptions


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline.load(str(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")), "cpu")


def ball(count: int = 64, seed: int = 0) -> PointCloud:
    """Of radius 2, standing at (5, 5, 5)."""
    generator = np.random.default_rng(seed)
    outward = generator.normal(size=(count, 3))
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    return PointCloud(2 * outward + 5, generator.random((count, 3)), outward)


def same(a: PointCloud, b: PointCloud) -> bool:
    assert a.rgb is not None and b.rgb is not None and a.normals is not None and b.normals is not None
    return all(x.tobytes() == y.tobytes() for x, y in ((a.xyz, b.xyz), (a.rgb, b.rgb), (a.normals, b.normals)))


def test_strength_0_gives_the_shape_back_bit_by_bit(pipeline: Pipeline) -> None:
    samples = list(pipeline.vary(ball(), 0, "a ball", count=2))
    assert [sample.seed for sample in samples] == [0, 1]
    assert all(same(sample.cloud, ball()) for sample in samples)


def test_the_more_strength_the_further_from_the_shape(pipeline: Pipeline) -> None:
    strengths = (0.02, 0.2, 0.4, 0.6, 1.0)
    distances = []
    for strength in strengths:
        settings = TINY_SAMPLING.changed({"steps": 10})
        (sample,) = pipeline.vary(ball(), strength, "a ball", settings=settings)
        distances.append(float(np.abs(sample.cloud.xyz - ball().xyz).mean()))
    assert distances == sorted(distances)
    assert distances[0] < 0.1 * distances[-1]


def test_strength_1_forgets_the_shape_but_not_where_it_stands(pipeline: Pipeline) -> None:
    (free,) = pipeline.generate("a cup", seed=4)
    (sample,) = pipeline.vary(ball(), 1, "a cup", seed=4)
    np.testing.assert_allclose(as_source(ball()).frame.normalize(sample.cloud.xyz), free.cloud.xyz, atol=1e-5)
    assert sample.cloud.rgb is not None and free.cloud.rgb is not None
    assert sample.cloud.rgb.tobytes() == free.cloud.rgb.tobytes()


def test_a_shape_is_varied_with_and_without_words_and_at_its_own_number_of_points(pipeline: Pipeline) -> None:
    (unnamed,) = pipeline.vary(ball(50), 0.5)
    assert len(unnamed.cloud) == 50 and unnamed.title == "vary cloud" and unnamed.prompt == ""
    (large,) = pipeline.vary(ball(500), 0.5, Request("a ball", sampling={"points": 200}))
    assert len(large.cloud) == 200
    bare = PointCloud(ball().xyz)
    (dressed,) = pipeline.vary(bare, 0.5, "a ball")
    assert dressed.cloud.rgb is not None and dressed.cloud.normals is not None


def test_the_points_of_a_varied_mesh_or_cloud_are_said_in_its_settings(pipeline: Pipeline) -> None:
    (sample,) = pipeline.vary(ball(50), 0.5)
    assert sample.settings is not None and (sample.settings.points, sample.settings.guidance) == (50, 1.0)
    (sample,) = pipeline.vary(ball(50), 0.5, "a ball")
    assert sample.settings is not None and sample.settings.guidance == TINY_SAMPLING.guidance
    for wrong in ({"points": 0}, {"steps": 0}):
        with pytest.raises(ValueError, match="0"):
            pipeline.vary(ball(), 0.5, Request("a ball", sampling=wrong))


BOX = (2, 5, 2, 8, 8, 8)
"""The upper half of the ball."""


def test_nothing_outside_the_box_moves_and_all_that_is_new_is_inside(pipeline: Pipeline) -> None:
    source = ball(200)
    (sample,) = pipeline.edit(source, "a cup", box=BOX, settings=TINY_SAMPLING.changed({"points": 200}))
    outside = source.select(source.xyz[:, 1] < 5)
    kept = sample.cloud.select(np.arange(len(outside)))
    assert same(kept, outside)
    new = sample.cloud.xyz[len(outside) :]
    assert 0 < len(new) <= 200 - len(outside) and new[:, 1].min() > 5
    assert not set(map(bytes, new)) & set(map(bytes, source.xyz))


def test_an_edit_of_strength_0_changes_nothing(pipeline: Pipeline) -> None:
    (sample,) = pipeline.edit(ball(), "a cup", box=BOX, strength=0)
    assert same(sample.cloud, ball())


def test_points_are_edited_by_number_and_painted(pipeline: Pipeline) -> None:
    source = ball()
    upper = source.xyz[:, 1] > 5
    (painted,) = pipeline.edit(source, points=np.flatnonzero(upper), color="#a33")
    assert painted.cloud.rgb is not None and source.rgb is not None
    np.testing.assert_allclose(painted.cloud.rgb[upper], np.tile([170 / 255, 0.2, 0.2], (upper.sum(), 1)), atol=1e-6)
    assert painted.cloud.rgb[~upper].tobytes() == source.rgb[~upper].tobytes()
    assert painted.cloud.xyz.tobytes() == source.xyz.tobytes()


@pytest.mark.parametrize(
    ("region", "message"),
    [
        ({"box": (50, 50, 50, 60, 60, 60)}, "none of the 64 points are inside"),
        ({"box": (0, 0, 0, 9, 9, 9)}, "all 64 points are inside"),
        ({"box": (0, 0, 0, 9, 9)}, "six numbers"),
        ({"points": np.array([64])}, "numbers 0 to 63"),
        ({"points": np.array([0.5])}, "whole numbers"),
        ({"points": np.array([], dtype=int)}, "nothing to edit"),
        ({"box": BOX, "color": "crimson-ish"}, "like #a33"),
        ({"box": BOX, "strength": 2.0}, "between 0"),
        ({}, "either a box or"),
    ],
)
def test_a_region_that_makes_no_sense_is_refused_at_once(pipeline: Pipeline, region: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pipeline.edit(ball(), "a cup", **region)


@pytest.mark.parametrize("dressed", [True, False])
def test_completions_hold_the_part_bit_by_bit_and_differ(pipeline: Pipeline, dressed: bool) -> None:
    whole = ball(90)
    part = whole.select(whole.xyz[:, 0] < 5)
    part = part if dressed else PointCloud(part.xyz)
    samples = list(pipeline.complete(part, "a ball", whole=(3, 3, 3, 7, 7, 7), count=2))
    for sample in samples:
        kept = sample.cloud.select(np.arange(len(part)))
        assert kept.xyz.tobytes() == part.xyz.tobytes()
        assert sample.cloud.rgb is not None and sample.cloud.normals is not None
        assert not dressed or same(kept, part)
        assert len(sample.cloud) > len(part) + 10
        assert sample.lineage is not None and sample.lineage.arguments["whole"] == [3, 3, 3, 7, 7, 7]
    assert samples[0].cloud.xyz.tobytes() != samples[1].cloud.xyz.tobytes()
    (settled,) = pipeline.complete(part, "a ball", whole=(3, 3, 3, 7, 7, 7), denoise=True)
    assert settled.cloud.xyz[: len(part)].tobytes() != part.xyz.tobytes()


def test_a_part_larger_than_the_whole_is_refused(pipeline: Pipeline) -> None:
    with pytest.raises(ValueError, match="larger than the box of the whole"):
        pipeline.complete(ball(), whole=(4, 4, 4, 6, 6, 6))
    with pytest.raises(ValueError, match="between 0 and 1"):
        pipeline.complete(ball(), share=1.0)


def test_half_of_what_stands_on_the_ground_is_half_of_what_stands_there() -> None:
    standing = np.random.default_rng(0).uniform(-1, 1, (400, 3)) * [1.0, 2.5, 1.0] + [0, 2.5, 0]
    left = PointCloud(standing[standing[:, 0] < 0])
    frame = whole_frame(left)
    np.testing.assert_allclose(frame.center, [0, 2.5, 0], atol=0.1)
    assert frame.scale == pytest.approx(2.5, abs=0.1)
    elsewhere = PointCloud(left.xyz + np.array([9, 0, 0]))
    np.testing.assert_allclose(whole_frame(elsewhere).center, [8.5, 2.5, 0], atol=0.1)
    np.testing.assert_allclose(whole_frame(PointCloud(left.xyz / 6)).center, [0, 0, 0])


def test_a_large_part_is_all_in_the_result(pipeline: Pipeline) -> None:
    part = ball(5000)
    (sample,) = pipeline.complete(part, "a ball")
    assert sample.lineage is not None
    np.testing.assert_allclose(sample.lineage.arguments["whole"], [3, 3, 3, 7, 7, 7], atol=0.05)
    assert sample.cloud.xyz[:5000].tobytes() == part.xyz.tobytes()
    assert 5000 < len(sample.cloud) <= 5064


def test_a_strip_begins_and_ends_with_the_shapes_and_runs_from_one_to_the_other(pipeline: Pipeline) -> None:
    first = ball()
    second = PointCloud(ball(seed=1).xyz * 2 + 20, ball(seed=1).rgb, ball(seed=1).normals)
    samples = list(pipeline.blend([first, second], steps=5, settings=TINY_SAMPLING.changed({"steps": 10})))
    assert same(samples[0].cloud, first) and same(samples[-1].cloud, second)
    middles = [float(sample.cloud.xyz.mean()) for sample in samples]
    assert middles == sorted(middles)
    assert [sample.lineage.arguments["share"] for sample in samples if sample.lineage] == [0, 0.25, 0.5, 0.75, 1]
    three = list(pipeline.blend([first, second, first], steps=5))
    assert same(three[2].cloud, second) and same(three[4].cloud, first)
    for shapes, steps, message in (([first], 5, "at least two"), ([first, second], 1, "at least 2 steps")):
        with pytest.raises(ValueError, match=message):
            pipeline.blend(shapes, steps)


def test_mixed_clouds_are_not_too_large_to_be_paired(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shape_diff.generation.pipeline.MAX_POINTS", 40)
    for settings in (None, {"points": 60}, TINY_SAMPLING):
        samples = list(pipeline.blend([ball(), ball(seed=1)], steps=3, settings=settings))
        assert [len(sample.cloud) for sample in samples] == [64, 40, 64]


def test_refining_keeps_the_points(pipeline: Pipeline) -> None:
    sample = pipeline.refine(ball(), 300)
    assert len(sample.cloud) == 300 and sample.cloud.xyz[:64].tobytes() == ball().xyz.tobytes()


def test_rewards_are_raised_and_reported(pipeline: Pipeline) -> None:
    (sample,) = pipeline.vary(ball(), 0.5, "a ball", rewards=[Reward("symmetry", symmetry)])
    assert sample.lineage is not None
    told = sample.lineage.rewards["symmetry"]
    assert told["after"] > told["before"] and told["weight"] == 1


def test_without_a_gradient_the_best_of_several_is_taken(pipeline: Pipeline) -> None:
    asked: list[float] = []

    def redness(xyz, rgb, normals):  # type: ignore[no-untyped-def]
        asked.append(float(rgb.detach()[..., 0].mean()))
        return asked[-1]

    (sample,) = pipeline.reward(Request("a cup"), [Reward("my:redness", redness)])
    assert sample.lineage is not None
    assert sample.lineage.rewards["my:redness"]["after"] == pytest.approx(max(asked))
    assert sample.lineage.rewards["my:redness"]["before"] == pytest.approx(asked[0])
    assert len({round(value, 6) for value in asked}) > 2


@pytest.mark.parametrize(
    ("xyz", "message"),
    [
        (np.zeros((1, 3)), "at least 4 points"),
        (np.zeros((9, 3)), "all points are equal"),
        (np.outer(np.arange(9), [1, 2, 3]), "in a line"),
        (np.full((9, 3), np.nan), "NaN"),
    ],
)
def test_what_is_no_shape_is_refused(pipeline: Pipeline, xyz: np.ndarray, message: str) -> None:
    for work in (pipeline.vary, pipeline.complete, pipeline.refine):
        with pytest.raises(ValueError, match=message):
            work(PointCloud(xyz))


def test_a_flat_part_is_completed(pipeline: Pipeline) -> None:
    flat = np.random.default_rng(0).uniform(-1, 1, (40, 3)) * [1, 0, 1]
    (sample,) = pipeline.complete(PointCloud(flat), "a table")
    assert sample.cloud.xyz[:40].tobytes() == flat.astype(np.float32).tobytes()


def test_a_sample_that_lies_z_up_is_stood_up(pipeline: Pipeline, tmp_path: Path) -> None:
    options = MeshOptions(up="z", origin="keep")
    (child,) = pipeline.vary(ball(), 0.5, "a ball")
    manifest = SampleWriter(tmp_path, pipeline, TINY_SAMPLING, "", options, "cpu").write(child, None, {})
    lying = read_cloud(tmp_path / manifest["files"]["points"])
    np.testing.assert_allclose(lying.xyz[:, 2], child.cloud.xyz[:, 1], rtol=1e-6)
    standing = as_source(tmp_path / f"{manifest['name']}.json").cloud
    np.testing.assert_allclose(standing.xyz, child.cloud.xyz, rtol=1e-6)
    assert standing.normals is not None and child.cloud.normals is not None
    np.testing.assert_allclose(standing.normals, child.cloud.normals, atol=1e-5)


def test_a_family_tree_can_be_followed_on_disk(pipeline: Pipeline, tmp_path: Path) -> None:
    write_cloud(ball(), tmp_path / "ball.ply")
    writer = SampleWriter(tmp_path, pipeline, TINY_SAMPLING, "", MeshOptions(origin="keep"), "cpu")
    (child,) = pipeline.vary(tmp_path / "ball.ply", 0.5, "a ball")
    first = writer.write(child, None, {})
    assert first["lineage"]["operation"] == "vary" and first["lineage"]["parents"][0]["name"] == "ball"
    (grandchild,) = pipeline.vary(tmp_path / f"{first['name']}.json", 0.25)
    second = writer.write(grandchild, None, {})
    assert second["prompt"] == "a ball"
    parent = second["lineage"]["parents"][0]
    assert json.loads(Path(parent["file"]).read_text())["name"] == first["name"]
    source = as_source(tmp_path / f"{second['name']}.json")
    np.testing.assert_allclose(source.cloud.xyz, grandchild.cloud.xyz)
