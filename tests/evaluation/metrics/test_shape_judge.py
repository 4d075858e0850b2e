"""The judge: what it must be blind to, its file, and what the shipped one knows."""

from pathlib import Path

import numpy as np
import pytest
import torch

from shape_diff.evaluation.metrics.judging import NUM_POINTS, LoadedJudge, load_judge
from shape_diff.geometry import PointCloud
from shape_diff.models.finding import DEFAULT_MODEL, shipped_models
from shape_diff.models.header import Header
from shape_diff.models.model import save_model
from shape_diff.networks.judge import JudgeConfig, ShapeJudge

SMALL = JudgeConfig(categories=("chair", "rock"), width=32, point_width=32, latents=4, blocks=1, heads=2, embedding=16)


def small_judge() -> LoadedJudge:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = ShapeJudge(SMALL)
        for parameter in network.parameters():
            if parameter.ndim > 1:
                torch.nn.init.normal_(parameter, std=0.2)
    return LoadedJudge(network.eval().requires_grad_(False), "", {})


def cloud(seed: int, points: int = NUM_POINTS) -> PointCloud:
    generator = np.random.default_rng(seed)
    normals = generator.standard_normal((points, 3))
    return PointCloud(generator.uniform(-1, 1, (points, 3)), generator.random((points, 3)),
                      normals / np.linalg.norm(normals, axis=1, keepdims=True))  # fmt: skip


def test_the_order_of_points_does_not_matter_and_their_place_does() -> None:
    judge, one = small_judge(), cloud(0)
    order = np.random.default_rng(1).permutation(NUM_POINTS)
    moved = PointCloud(0.5 * one.xyz, one.rgb, one.normals)
    judgement = judge.judge([one, one.select(order), moved])
    assert np.allclose(judgement.features[0], judgement.features[1], atol=0.02)
    assert not np.allclose(judgement.features[0], judgement.features[2], atol=0.1)


def test_probabilities_and_embeddings_are_what_they_say() -> None:
    judge = small_judge()
    judgement = judge.judge([cloud(seed) for seed in range(3)])
    assert judgement.probabilities.shape == (3, 2)
    assert judgement.probabilities.sum(axis=1) == pytest.approx(1, abs=0.01)
    assert np.linalg.norm(judgement.embedding, axis=1) == pytest.approx(1, abs=0.01)
    assert np.linalg.norm(judge.captions(torch.randn(4, 384)), axis=1) == pytest.approx(1, abs=0.01)


def test_clouds_that_cannot_be_judged_are_refused() -> None:
    with pytest.raises(ValueError, match=f"reads {NUM_POINTS} points"):
        small_judge().judge([cloud(0, points=100)])
    with pytest.raises(ValueError, match="with colours and normals"):
        small_judge().judge([PointCloud(cloud(0).xyz)])


def test_a_file_gives_the_same_judge_back(tmp_path: Path) -> None:
    judge, path = small_judge(), tmp_path / "judge.safetensors"
    rounded = {f"judge.{name}": tensor.half() for name, tensor in judge.network.state_dict().items()}
    judge.network.load_state_dict({name.removeprefix("judge."): tensor for name, tensor in rounded.items()})
    save_model(path, rounded, Header("judge", {"judge": SMALL}, recipe={"val": {"x": 1}}))
    loaded = load_judge(str(path))
    assert loaded.recipe == {"val": {"x": 1}}
    assert loaded.network.config == SMALL
    clouds = [cloud(0), cloud(1)]
    assert np.array_equal(loaded.judge(clouds).features, judge.judge(clouds).features)


@pytest.mark.parametrize("content", [b"", b"not a judge" * 100])
def test_other_files_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="not a readable file"):
        load_judge(str(path))


def test_a_generator_is_not_a_judge_and_a_judge_not_a_generator() -> None:
    with pytest.raises(ValueError, match="kind 'generator', not a judge"):
        load_judge(str(shipped_models()[DEFAULT_MODEL]))
    assert "judge" not in shipped_models() and list(shipped_models("judge")) == ["judge"]


def test_the_shipped_judge_says_how_good_it_is() -> None:
    judge = load_judge()
    assert judge.recipe["val"]["R-precision among 100"] > 0.3
    assert len(judge.network.config.categories) > 20
