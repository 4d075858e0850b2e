"""Rewards by their names."""

from pathlib import Path

import numpy as np
import pytest
import torch

from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.evaluation.metrics.judging import load_judge
from shape_diff.formats.cloud_files import write_cloud
from shape_diff.generation.rewarding import parsed_reward
from shape_diff.geometry import PointCloud

CODEC = ChannelCodec()


def ball(count: int) -> PointCloud:
    outward = np.random.default_rng(0).normal(size=(count, 3))
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    return PointCloud(outward, np.full((count, 3), [0.8, 0.1, 0.1]), outward)


def rows(cloud: PointCloud) -> torch.Tensor:
    assert cloud.rgb is not None and cloud.normals is not None
    return CODEC.encode(*(torch.from_numpy(part)[None] for part in (cloud.xyz, cloud.rgb, cloud.normals)))


def test_words_fit_as_well_as_the_judge_says() -> None:
    cloud, judge = ball(1200), load_judge()
    for words in ("a red ball", "a wooden chair"):
        reward = parsed_reward(f"text:{words}:2")
        truth = judge.judge([cloud]).embedding[0] @ judge.captions(TextEncoder.load().encode([words]).pooled)[0]
        assert float(reward.values(CODEC, rows(cloud))) == pytest.approx(float(truth), abs=0.02)
        assert reward.weight == 2 and not reward.has_gradient(CODEC, rows(cloud))
    with pytest.raises(ValueError, match="reads 1024 points, got 1000"):
        reward.values(CODEC, rows(ball(1000)))


def test_a_function_in_the_current_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_own_rewards.py").write_text("def height(xyz, rgb, normals):\n    return xyz[..., 1].amax(dim=1)\n")
    (tmp_path / "broken_rewards.py").write_text("def height(:\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [path for path in __import__("sys").path if path])
    reward = parsed_reward("my_own_rewards:height:0.5")
    assert float(reward.values(CODEC, rows(ball(100)))) == pytest.approx(float(ball(100).xyz[:, 1].max()), rel=1e-5)
    with pytest.raises(ValueError, match="broken_rewards:height cannot be imported"):
        parsed_reward("broken_rewards:height")


def test_a_cloud_is_like_itself_wherever_it_stands(tmp_path: Path) -> None:
    cloud = ball(500)
    write_cloud(PointCloud(3 * cloud.xyz + 7, cloud.rgb, cloud.normals), tmp_path / "ball.ply")
    reward = parsed_reward(f"like:{tmp_path / 'ball.ply'}")
    assert float(reward.values(CODEC, rows(cloud))) > -1e-3


NO_REWARDS = (
    "", "beauty", "size", "size:1x2", "size:1x0x1", "size:1x2xnan", "size:infx1x1", "symmetry:0", "symmetry:nan",
    "symmetry:inf", "text", "text: ", "like", "json:nothing", "no_such_module:f", "shape_diff:__version__",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_REWARDS)
def test_what_is_no_reward_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"reward|weight|size"):
        parsed_reward(text)
