"""Sampling that others can change: wrappers of the denoiser, and samples that come one after the other."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_model import TINY_SAMPLING, write_tiny_model, write_tiny_picture_model

import shape_diff.generation.batches
from shape_diff.diffusion.denoiser import Denoise, Wrapper
from shape_diff.generation.batches import GPU_BATCH_POINTS, batches_of
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.generation.sample import Sample

DISC = np.full((64, 64, 4), 255, dtype=np.uint8)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline.load(str(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")), "cpu")


def sampled(pipeline: Pipeline, *wrappers: Wrapper, sampler: str = "euler") -> np.ndarray:
    settings = TINY_SAMPLING.changed({"sampler": sampler})
    return pipeline.generate("a cup", seed=3, settings=settings, wrappers=wrappers)[0].cloud.xyz


def flat(denoise: Denoise) -> Denoise:
    """A constraint: every clean point lies in the plane y = 0."""

    def constrained(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        x0 = denoise(x, sigma).clone()
        x0[..., 1] = 0
        return x0

    return constrained


def shifted(denoise: Denoise) -> Denoise:
    """The estimate one unit higher."""

    def higher(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        x0 = denoise(x, sigma).clone()
        x0[..., 1] += 1
        return x0

    return higher


def test_a_constraint_holds_in_the_sample(pipeline: Pipeline) -> None:
    assert np.abs(sampled(pipeline, flat)[:, 1]).max() < 1e-6
    assert np.abs(sampled(pipeline)[:, 1]).max() > 0.01


def test_wrappers_compose_from_the_inside_out(pipeline: Pipeline) -> None:
    codec = pipeline.model.codec
    raised = sampled(pipeline, flat, shifted)[:, 1]
    np.testing.assert_allclose(raised, codec.xyz_std / codec.scaled_std, rtol=1e-5)
    assert np.abs(sampled(pipeline, shifted, flat)[:, 1]).max() < 1e-6


def test_a_gradient_flows_where_a_wrapper_wants_it(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small step down the gradient of the estimate's height, through the network, makes the estimate lower."""
    monkeypatch.setattr("shape_diff.machine.precision.has_fast_bfloat16", lambda device: False)
    heights: list[tuple[float, float]] = []

    def lower(denoise: Denoise) -> Denoise:
        def guided(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
            with torch.enable_grad():
                x = x.detach().requires_grad_()
                height = denoise(x, sigma)[..., 1].square().sum()
                (gradient,) = torch.autograd.grad(height, x)
            x0 = denoise(x.detach() - 1e-2 * height.item() * gradient / gradient.square().sum(), sigma)
            heights.append((height.item(), x0[..., 1].square().sum().item()))
            return x0

        return guided

    sampled(pipeline, lower)
    assert len(heights) == TINY_SAMPLING.steps
    for before, after in heights:
        assert after == pytest.approx(0.99 * before, rel=2e-3)


def test_samples_come_as_they_are_made(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = shape_diff.generation.batches.sample_clouds
    monkeypatch.setattr(
        shape_diff.generation.batches,
        "sample_clouds",
        lambda *arguments: made.append(1) or real(*arguments),  # type: ignore[func-returns-value]
    )
    stream = pipeline.stream([Request("a cup", count=2), Request("a hat", seed=7)])
    assert isinstance(stream, Iterator) and not made
    titles = []
    for number, sample in enumerate(stream, start=1):
        assert len(made) == number
        titles.append((sample.title, sample.seed))
    assert titles == [("a cup", 0), ("a cup", 1), ("a hat", 7)]


def test_mistakes_are_said_before_the_first_sample(pipeline: Pipeline) -> None:
    for wrong in (Request(" "), Request("a", seed=-1), Request("a", sampling={"steps": 0})):
        with pytest.raises(ValueError):
            pipeline.stream(["a cup", wrong])


def test_each_request_is_made_in_its_own_way(pipeline: Pipeline) -> None:
    def same(a: Sample, b: Sample) -> bool:
        return np.array_equal(a.cloud.xyz, b.cloud.xyz)

    asked = [Request("a cup", sampling={"points": 80}), Request("a cup", negative="a hat"), Request("a cup")]
    few, away, plain = pipeline.generate(asked)
    assert (len(few.cloud), len(plain.cloud)) == (80, 64)
    assert not same(away, plain)
    assert same(away, pipeline.generate("a cup", negative="a hat")[0])
    assert same(plain, pipeline.generate(asked, negative="", settings=TINY_SAMPLING)[2])


def test_on_a_gpu_clouds_of_different_prompts_share_batches(pipeline: Pipeline) -> None:
    """The division into batches needs no GPU."""
    some = {"points": GPU_BATCH_POINTS // 4}
    asked = [Request("a cup", count=3, sampling=some), Request("a hat", count=3, sampling=some), Request("a tree")]
    batches = batches_of(asked, pipeline.settings, torch.device("cuda"))
    assert [[job.request.prompt for job in batch.jobs] for batch in batches] == [
        ["a cup", "a cup", "a cup", "a hat"], ["a hat", "a hat"], ["a tree"],
    ]  # fmt: skip
    assert [job.seed for batch in batches for job in batch.jobs] == [0, 1, 2, 0, 1, 2, 0]
    assert all(len(batch.jobs) == 1 for batch in batches_of(asked, pipeline.settings, pipeline.device))


def test_a_picture_is_prepared_once_for_all_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline.load(str(write_tiny_picture_model(tmp_path / "tiny.safetensors")), "cpu")
    calls: list[Request] = []
    real = Request.pictures
    monkeypatch.setattr(Request, "pictures", lambda self: calls.append(self) or real(self))  # type: ignore[func-returns-value]
    assert len(pipeline.generate([Request(images=DISC, count=3), Request("a cup")])) == 4
    assert len(calls) == 2
