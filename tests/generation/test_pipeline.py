import ast
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_model import TINY_SAMPLING, write_tiny_model

import shape_diff.generation.pipeline
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import bind
from shape_diff.diffusion.sample import guided_denoise, sample_clouds
from shape_diff.diffusion.samplers import SAMPLERS
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry import PointCloud
from shape_diff.machine.precision import describe_device, resolve_device
from shape_diff.models.model import load_model

FAST = TINY_SAMPLING


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture(scope="module")
def pipeline(model: Path) -> Pipeline:
    return Pipeline.load(str(model), "cpu")


def data(sample: Sample) -> bytes:
    cloud = sample.cloud
    assert cloud.rgb is not None and cloud.normals is not None
    return cloud.xyz.tobytes() + cloud.rgb.tobytes() + cloud.normals.tobytes()


def one(pipeline: Pipeline, prompt: str = "a cup", negative: str = "", **settings: object) -> bytes:
    chosen = FAST.changed(settings)
    return data(pipeline.generate(prompt, seed=5, settings=chosen, negative=negative)[0])


def test_the_example_of_the_docstring_runs(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shape_diff.generation.pipeline.__doc__ or ""
    example = text[text.index("    pipeline = ") :].replace("    ", "")
    assert len(ast.parse(example).body) == 3
    monkeypatch.setattr(
        shape_diff.generation.pipeline, "load_model", lambda name, device, download: load_model(str(model), device)
    )
    ball = np.random.default_rng(0).normal(size=(500, 3))
    ball /= np.linalg.norm(ball, axis=1, keepdims=True)
    cloud = PointCloud(ball, np.full((500, 3), 0.5), ball)
    monkeypatch.setattr(shape_diff.generation.batches, "sample_clouds", lambda *args: [cloud])
    names: dict[str, object] = {"Pipeline": Pipeline}
    exec(example, names)
    assert len(names["samples"]) == 2  # type: ignore[arg-type]
    assert len(names["mesh"].faces) > 100  # type: ignore[attr-defined]


def test_clouds_are_coloured_and_oriented(pipeline: Pipeline) -> None:
    (sample,) = pipeline.generate("a cup", settings=FAST)
    assert (sample.prompt, sample.seed, len(sample.cloud)) == ("a cup", 0, 64)
    assert sample.cloud.rgb is not None and 0 <= sample.cloud.rgb.min() <= sample.cloud.rgb.max() <= 1
    assert sample.cloud.normals is not None
    np.testing.assert_allclose(np.linalg.norm(sample.cloud.normals, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_same_seed_gives_the_same_bytes(pipeline: Pipeline, sampler: str) -> None:
    assert one(pipeline, sampler=sampler) == one(pipeline, sampler=sampler)


def test_a_sample_does_not_depend_on_what_is_made_beside_it(pipeline: Pipeline) -> None:
    settings = FAST.changed({"sampler": "dpmpp_2m_sde"})
    many = pipeline.generate(["a cup", "a very long description of a tree"], count=3, seed=5, settings=settings)
    assert [(s.prompt[:5], s.seed) for s in many] == [(p, s) for p in ("a cup", "a ver") for s in (5, 6, 7)]
    for sample in many:
        (alone,) = pipeline.generate(sample.prompt, seed=sample.seed, settings=settings)
        assert data(alone) == data(sample)
    assert len({data(sample) for sample in many}) == 6


def test_batches_agree_with_single_clouds(pipeline: Pipeline) -> None:
    """As on a GPU; batched products round differently, so not to the byte."""
    conditions = [pipeline.encoder.encode([p]) for p in ("a cup", "a very tall and thin tree")]
    denoiser, codec = pipeline.model.denoiser, pipeline.model.codec
    together = sample_clouds(denoiser, codec, Condition.stack(conditions), [1, 2], FAST)
    for condition, seed, cloud in zip(conditions, (1, 2), together, strict=True):
        (alone,) = sample_clouds(denoiser, codec, condition, [seed], FAST)
        assert np.abs(alone.xyz - cloud.xyz).mean() < 0.02


def test_prompt_negative_prompt_and_settings_matter(pipeline: Pipeline) -> None:
    results = [
        one(pipeline),
        one(pipeline, prompt="a tree"),
        one(pipeline, negative="a tree"),
        one(pipeline, guidance=1.0),
        one(pipeline, guidance=5.0),
        one(pipeline, guidance_interval=(0.5, 5.0)),
        one(pipeline, steps=4),
        one(pipeline, schedule="exponential"),
    ]
    assert len(set(results)) == len(results)


def test_guidance_of_one_is_no_guidance(pipeline: Pipeline) -> None:
    condition = pipeline.encoder.encode(["a cup"])
    x, sigma = torch.randn(1, 64, 9), torch.tensor(0.7)
    guided = guided_denoise(pipeline.model.denoiser, condition, None, FAST.changed({"guidance": 1.0}))
    with torch.inference_mode():
        assert torch.equal(guided(x, sigma), bind(pipeline.model.denoiser, condition)(x, sigma))
    assert one(pipeline, guidance=1.0) == one(pipeline, guidance=1.0, negative="a tree")
    assert one(pipeline, guidance=1.0) == one(pipeline, guidance=5.0, guidance_interval=(1e6, 1e6))


def test_progress_counts_every_step_once(pipeline: Pipeline) -> None:
    seen: list[tuple[int, int]] = []
    pipeline.generate(["a cup", "a tree"], count=2, settings=FAST, on_step=lambda done, of: seen.append((done, of)))
    assert seen == [(step, 12) for step in range(1, 13)]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"prompts": ""}, "empty"),
        ({"prompts": ["a cup", " \n"]}, "empty"),
        ({"prompts": "x" * 10_000}, "10,000"),
        ({"prompts": "a cup", "negative": "x" * 10_000}, "10,000"),
        ({"prompts": "a cup", "count": 0}, "count"),
        ({"prompts": "a cup", "seed": -1}, "seed"),
        ({"prompts": "a cup", "seed": 2**32}, "seed"),
        ({"prompts": []}, "prompt"),
    ],
)
def test_impossible_requests(pipeline: Pipeline, arguments: dict, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        pipeline.generate(**arguments, settings=FAST)


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"points": 0}, "points"),
        ({"points": 10**9}, "points"),
        ({"steps": 0}, "steps"),
        ({"steps": -3}, "steps"),
        ({"steps": 10**9}, "steps"),
        ({"sampler": "magic"}, "euler, heun, ddim, ddpm, dpmpp_2m, dpmpp_2m_sde"),
        ({"schedule": "magic"}, "karras"),
        ({"guidance": -1.0}, "guidance"),
        ({"guidance": float("nan")}, "guidance"),
        ({"guidance_interval": (2.0, 1.0)}, "interval"),
        ({"guidance_interval": (-1.0, 1.0)}, "interval"),
        ({"guidance_interval": (0.0, float("inf"))}, "interval"),
        ({"speed": 3}, "no setting 'speed'"),
    ],
)
def test_impossible_settings(settings: dict, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        FAST.changed(settings)


def test_largest_seed(pipeline: Pipeline) -> None:
    assert pipeline.generate("a cup", seed=2**32 - 1, settings=FAST)[0].seed == 2**32 - 1


@pytest.mark.parametrize("name", ["tpu", "cpu2", "", "cuda:x", "meta"])
def test_unknown_devices_list_the_known(name: str) -> None:
    with pytest.raises(ValueError, match="choose auto, cpu, cuda, cuda:N or mps"):
        resolve_device(name)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
@pytest.mark.parametrize("name", ["cuda", "cuda:3"])
def test_cuda_where_there_is_none(name: str) -> None:
    with pytest.raises(ValueError, match="CUDA"):
        resolve_device(name)


def test_the_device_is_described() -> None:
    assert describe_device(resolve_device("cpu")).startswith("cpu (CPU, ")
    assert resolve_device("auto").type in ("cpu", "cuda")
