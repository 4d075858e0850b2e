"""Vary, edit, complete and blend by a model with shape codes, of random weights."""

import numpy as np
import pytest
import torch
from test_work_with_shapes import BOX, ball, same
from tiny_model import TINY_SAMPLING, write_tiny_code_model

from shape_diff.generation.blending import mixed_codes, paired
from shape_diff.generation.code_stage import encoded
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import PointCloud
from shape_diff.networks.code_encoder import PLACE, normalised_code


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline.load(str(write_tiny_code_model(tmp_path_factory.mktemp("model") / "codes.safetensors")), "cpu")


def test_the_code_of_a_variation_leaves_the_shapes_code_with_strength(pipeline: Pipeline) -> None:
    (source,) = pipeline.generate("a cup")
    assert source.code is not None
    away = []
    for strength in (0.001, 0.3, 0.6, 1.0):
        (sample,) = pipeline.vary(source, strength, "a cup", seed=7)
        assert sample.code is not None
        away.append(float(np.abs(sample.code.tokens - source.code.tokens).mean()))
    assert away == sorted(away) and away[0] < 0.1 * away[-1]
    (free,) = pipeline.generate("a cup", seed=7)
    assert free.code is not None and np.array_equal(free.code.tokens, sample.code.tokens)  # type: ignore[union-attr]
    (back,) = pipeline.vary(source, 0)
    assert same(back.cloud, source.cloud)


def test_tokens_outside_the_box_are_kept_and_so_are_points(pipeline: Pipeline) -> None:
    source = ball(200)
    code = pipeline.encode(source)
    (sample,) = pipeline.edit(source, "a cup", box=BOX, settings=TINY_SAMPLING.changed({"points": 200}))
    assert sample.code is not None
    lower = code.tokens[:, 1] < -0.2
    assert 1 <= lower.sum() < 8
    np.testing.assert_allclose(sample.code.tokens[lower], code.tokens[lower], atol=1e-4)
    assert np.abs(sample.code.tokens[~lower] - code.tokens[~lower]).max() > 0.01
    outside = source.select(source.xyz[:, 1] < 5)
    assert same(sample.cloud.select(np.arange(len(outside))), outside)
    (little,) = pipeline.edit(source, "a cup", box=BOX, strength=0.01, settings=TINY_SAMPLING.changed({"points": 200}))
    assert little.code is not None
    moved, far = (np.abs(one.code.tokens - code.tokens)[~lower].mean() for one in (little, sample) if one.code)
    assert moved < 0.1 * far


def test_a_part_stays_in_its_completion(pipeline: Pipeline) -> None:
    part = ball(60)
    (sample,) = pipeline.complete(part, "a ball")
    assert sample.cloud.xyz[:60].tobytes() == part.xyz.tobytes() and sample.code is not None


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_the_code_of_a_whole_has_its_share_of_the_parts_code(pipeline: Pipeline, share: float) -> None:
    part = ball(60)
    settings = TINY_SAMPLING.changed({"points": 300})
    (sample,) = pipeline.complete(part, "a ball", whole=(3, 3, 3, 7, 7, 7), share=share, settings=settings)
    assert sample.code is not None
    inside = PointCloud((part.xyz - 5) / 2, part.rgb, part.normals)
    known = encoded(pipeline.model, inside).numpy()
    kept = [np.abs(sample.code.tokens - token).max(axis=1).min() < 1e-3 for token in known]
    assert kept == [number < round(share * len(known)) for number in range(len(known))]


def test_a_strip_of_codes_begins_and_ends_with_the_shapes(pipeline: Pipeline) -> None:
    first, second = ball(), ball(seed=1)
    samples = list(pipeline.blend([first, second], steps=4))
    assert same(samples[0].cloud, first) and same(samples[-1].cloud, second)
    assert all(sample.code is not None for sample in samples[1:-1])


def test_codes_are_mixed_from_one_end_to_the_other_along_the_arc() -> None:
    generator = torch.Generator().manual_seed(0)
    first, second = normalised_code(torch.randn(2, 8, 7, generator=generator))
    torch.testing.assert_close(mixed_codes(first, second, 0.0), first, atol=1e-3, rtol=0)
    torch.testing.assert_close(mixed_codes(first, second, 1.0), paired(second, first), atol=1e-3, rtol=0)
    middle, other = mixed_codes(first, second, 0.5), paired(second, first)
    torch.testing.assert_close(middle[:, :PLACE], (first + other)[:, :PLACE] / 2)
    torch.testing.assert_close(middle[:, PLACE:].norm(dim=1), first[:, PLACE:].norm(dim=1), atol=1e-3, rtol=0)
    order = torch.randperm(8, generator=generator)
    torch.testing.assert_close(mixed_codes(first, first[order], 0.3), first, atol=1e-3, rtol=0)
