"""The denoising run that `generate --keep-steps` keeps: what is in it, and that keeping it changes nothing else."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_model import TINY_SAMPLING, write_tiny_model

import shape_diff.diffusion.sample
from shape_diff.diffusion.channels import CHANNELS
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.sample import (
    MAX_KEPT_POINTS,
    StepRecorder,
    guided_denoise,
    kept_steps,
    sample_clouds,
)
from shape_diff.diffusion.samplers import SAMPLERS, SeededNoise
from shape_diff.formats.trajectory_file import read_trajectory
from shape_diff.generation.outputs import SampleWriter
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.reconstruction.mesh_options import MeshOptions

SETTINGS = TINY_SAMPLING.changed({"points": 200, "steps": 4})


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    model = write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")
    return Pipeline.load(str(model), "cpu")


def kept(sample: Sample) -> Trajectory:
    assert sample.trajectory is not None
    return sample.trajectory


@pytest.mark.parametrize("sampler", sorted(SAMPLERS))
def test_keeping_steps_does_not_change_the_sample(pipeline: Pipeline, sampler: str) -> None:
    settings = SETTINGS.changed({"sampler": sampler})
    (plain,) = pipeline.generate("a cup", 1, 3, settings)
    (watched,) = pipeline.generate("a cup", 1, 3, settings, keep_steps=True)
    assert plain.trajectory is None
    run = kept(watched)
    assert watched.cloud.xyz.tobytes() == plain.cloud.xyz.tobytes()
    assert run.xyz.shape == (5, 200, 3)
    np.testing.assert_allclose(run.sigmas, pipeline.model.process.grid("karras", 4), rtol=1e-6)
    # The last step is the sample, but for its storage in half precision and 8 bits.
    assert plain.cloud.rgb is not None and plain.cloud.normals is not None
    np.testing.assert_allclose(run.xyz[-1], plain.cloud.xyz, rtol=1e-3, atol=1e-3)
    assert np.abs(run.rgb[-1] - plain.cloud.rgb).max() <= 0.51 / 255
    assert np.abs(run.normals[-1] - plain.cloud.normals).max() <= 0.51 / 127


def test_the_first_step_is_the_noise_as_large_as_a_shape(pipeline: Pipeline) -> None:
    settings = SETTINGS.changed({"points": 4000, "steps": 2})
    run = kept(pipeline.generate("a cup", 1, 9, settings, keep_steps=True)[0])
    noise = SeededNoise([9])(torch.zeros(1, 4000, CHANNELS))[0, :, :3].numpy()
    sigma = run.sigmas[0]
    codec = pipeline.model.codec
    sigma_data = pipeline.model.process.sigma_data
    expected = noise * codec.xyz_std / sigma_data * sigma / np.sqrt(1 + (sigma / sigma_data) ** 2)
    np.testing.assert_allclose(run.xyz[0], expected, rtol=2e-3, atol=1e-3)
    np.testing.assert_allclose(run.xyz[0].std(axis=0), codec.xyz_std, rtol=0.05)


def test_colours_are_those_of_the_estimate_made_from_the_step(pipeline: Pipeline) -> None:
    condition = pipeline.encoder.encode(["a cup"])
    sigmas = pipeline.model.process.grid(SETTINGS.schedule, SETTINGS.steps)
    x = sigmas[0] * SeededNoise([3])(torch.zeros(1, SETTINGS.points, CHANNELS))
    denoiser = pipeline.model.denoiser
    with torch.inference_mode(), shape_diff.diffusion.sample.mixed_precision(torch.device("cpu")):
        estimate = guided_denoise(denoiser, condition, None, SETTINGS)(x, sigmas[0])
    _, rgb, normals = pipeline.model.codec.decode(estimate.float())
    run = kept(pipeline.generate("a cup", 1, 3, SETTINGS, keep_steps=True)[0])
    assert np.abs(run.rgb[0] - rgb[0].numpy()).max() <= 0.51 / 255
    assert np.abs(run.normals[0] - normals[0].numpy()).max() <= 0.51 / 127


def test_each_cloud_of_a_batch_gets_its_own_run(pipeline: Pipeline) -> None:
    condition = pipeline.encoder.encode(["a cup"])
    together = StepRecorder(pipeline.model.codec, pipeline.model.process, SETTINGS)
    model = pipeline.model
    sample_clouds(model.denoiser, model.codec, Condition.stack([condition] * 2), [3, 4], SETTINGS, None, together)
    for seed, run in zip((3, 4), together.trajectories(), strict=True):
        alone = kept(pipeline.generate("a cup", 1, seed, SETTINGS, keep_steps=True)[0])
        np.testing.assert_allclose(run.xyz, alone.xyz, atol=0.05)
        np.testing.assert_allclose(run.xyz[0], alone.xyz[0], atol=1e-6)


@settings(deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 1_000_000))
def test_kept_steps_are_bounded_and_hold_both_ends(steps: int, points: int) -> None:
    chosen = kept_steps(steps, points)
    assert chosen[0] == 0 and chosen[-1] == steps
    assert chosen == sorted(set(chosen))
    assert len(chosen) * points <= max(MAX_KEPT_POINTS, 2 * points)
    assert len(chosen) == steps + 1 or len(chosen) * points > MAX_KEPT_POINTS - points


def test_steps_that_would_take_too_much_memory_are_thinned(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape_diff.diffusion.sample, "MAX_KEPT_POINTS", 3 * SETTINGS.points)
    thin = kept(pipeline.generate("a cup", 1, 3, SETTINGS, keep_steps=True)[0])
    monkeypatch.undo()
    whole = kept(pipeline.generate("a cup", 1, 3, SETTINGS, keep_steps=True)[0])
    for name in ("xyz", "rgb", "normals", "sigmas"):
        np.testing.assert_array_equal(getattr(thin, name), getattr(whole, name)[[0, 2, 4]])


def test_a_kept_run_is_written_and_listed(pipeline: Pipeline, tmp_path: Path) -> None:
    for keep in (True, False):
        (sample,) = pipeline.generate("a cup", 1, 3, SETTINGS, keep_steps=keep)
        folder = tmp_path / str(keep)
        folder.mkdir()
        manifest = SampleWriter(folder, pipeline, SETTINGS, "", MeshOptions(), "cpu").write(sample, None, {})
        assert ("steps" in manifest["files"]) == keep
        assert (folder / "a-cup.s3.steps.npz").exists() == keep
    np.testing.assert_array_equal(read_trajectory(tmp_path / "True" / "a-cup.s3.steps.npz").xyz, kept(
        pipeline.generate("a cup", 1, 3, SETTINGS, keep_steps=True)[0]).xyz)  # fmt: skip
