"""What is made from pictures, from words and pictures, and from several views of one object."""

from pathlib import Path

import numpy as np
import pytest
import torch
from drawn_pictures import BLUE, drawing, written
from tiny_model import TINY_SAMPLING, write_tiny_model, write_tiny_picture_model

from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.generation.sample import Sample
from shape_diff.pictures.preparing import MAX_VIEWS, PreparedPicture, prepare_picture

FAST = TINY_SAMPLING
DISC, BOX = drawing(), drawing(BLUE, "rectangle", (30, 80))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    model = write_tiny_picture_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")
    return Pipeline.load(str(model), "cpu")


def data(sample: Sample) -> bytes:
    cloud = sample.cloud
    assert cloud.rgb is not None and cloud.normals is not None
    return cloud.xyz.tobytes() + cloud.rgb.tobytes() + cloud.normals.tobytes()


def one(pipeline: Pipeline, request: Request | str, negative: str = "", settings: SamplingSettings = FAST) -> bytes:
    return data(pipeline.generate(request, seed=5, settings=settings, negative=negative)[0])


def views(*pictures: object) -> list[PreparedPicture]:
    return [prepare_picture(picture) for picture in pictures]  # type: ignore[arg-type]


def test_words_pictures_and_the_order_of_views_matter(pipeline: Pipeline) -> None:
    results = [
        one(pipeline, "a cup"),
        one(pipeline, Request(images=DISC)),
        one(pipeline, Request(images=BOX)),
        one(pipeline, Request("a cup", DISC)),
        one(pipeline, Request("a tree", DISC)),
        one(pipeline, Request(images=[DISC, BOX])),
        one(pipeline, Request(images=[BOX, DISC])),
        one(pipeline, Request("a cup", [DISC, BOX])),
        one(pipeline, Request(images=DISC), negative="a tree"),
        one(pipeline, Request(images=DISC), settings=FAST.changed({"guidance": 1.0})),
    ]
    assert len(set(results)) == len(results)


def test_a_request_without_pictures_is_its_prompt(pipeline: Pipeline) -> None:
    assert one(pipeline, Request("a cup")) == one(pipeline, "a cup") == one(pipeline, Request("a cup", []))


def test_paths_pictures_and_arrays_are_the_same(pipeline: Pipeline, tmp_path: Path) -> None:
    path = written(DISC, tmp_path / "disc.png")
    sources = [path, str(path), DISC, np.asarray(DISC), prepare_picture(path), [path], tuple(views(DISC))]
    assert len({one(pipeline, Request(images=source)) for source in sources}) == 1  # type: ignore[arg-type]


def test_a_sample_does_not_depend_on_what_is_made_beside_it(pipeline: Pipeline) -> None:
    requests = ["a very long description of a tree", Request(images=DISC), Request("a cup", [DISC, BOX, DISC])]
    many = pipeline.generate(requests, count=2, seed=5, settings=FAST)
    assert [sample.seed for sample in many] == [5, 6] * 3
    alone = [pipeline.generate(r, seed=s, settings=FAST)[0] for r in requests for s in (5, 6)]
    assert [data(sample) for sample in many] == [data(sample) for sample in alone]
    assert len({data(sample) for sample in many}) == 6


def test_samples_carry_what_was_shown(pipeline: Pipeline, tmp_path: Path) -> None:
    path = written(DISC, tmp_path / "my disc.png")
    shown, said, both = pipeline.generate([Request(images=path), "a cup", Request("a cup", [path, BOX])], settings=FAST)
    assert (shown.prompt, shown.title) == ("", "my disc") and (said.title, both.title) == ("a cup", "a cup")
    assert [len(sample.pictures) for sample in (shown, said, both)] == [1, 0, 2]
    np.testing.assert_array_equal(shown.pictures[0].pixels, prepare_picture(path).pixels)
    assert pipeline.generate(Request(images=[path, BOX, BOX]), settings=FAST)[0].title == "my disc + picture"


def test_words_and_pictures_are_joined(pipeline: Pipeline) -> None:
    words, seen = pipeline.condition("a cup"), pipeline.condition("", views(DISC))
    both = pipeline.condition("a cup", views(DISC))
    assert torch.equal(both.tokens, torch.cat([words.tokens, seen.tokens], dim=1))
    assert both.mask.all()
    torch.testing.assert_close(both.pooled, (words.pooled + seen.pooled) / 2)


def test_orders_of_views_differ_by_the_view_embedding_alone(pipeline: Pipeline) -> None:
    eye = pipeline.model.image_encoder
    assert eye is not None
    disc, box = views(DISC, BOX)
    count = (eye.config.size // eye.config.patch) ** 2
    there, back = (pipeline.condition("", pair) for pair in ([disc, box], [box, disc]))
    assert there.tokens.shape == (1, 2 * count, eye.config.token_dim)
    torch.testing.assert_close(there.pooled, back.pooled)
    assert not torch.allclose(there.tokens[:, :count], back.tokens[:, count:], atol=1e-3)
    kept = eye.embed_view.clone()
    try:
        eye.embed_view.zero_()
        there, back = (pipeline.condition("", pair) for pair in ([disc, box], [box, disc]))
    finally:
        eye.embed_view.copy_(kept)
    torch.testing.assert_close(there.tokens, back.tokens.roll(count, dims=1))


def test_a_model_of_text_takes_no_pictures(tmp_path: Path) -> None:
    pipeline = Pipeline.load(str(write_tiny_model(tmp_path / "tiny.safetensors")), "cpu")
    with pytest.raises(ValueError, match=r"model 'tiny' takes text alone.*codes"):
        pipeline.generate(Request("a cup", DISC), settings=FAST)


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (Request(), "empty"),
        (Request(" ", []), "empty"),
        (Request("x" * 10_000, DISC), "10,000"),
        (Request(images=[DISC] * (MAX_VIEWS + 1)), str(MAX_VIEWS + 1)),
        (Request(images=views(DISC) * (MAX_VIEWS + 1)), str(MAX_VIEWS + 1)),
        (Request(images=DISC, matte="magic"), "magic"),
    ],
)
def test_impossible_requests(pipeline: Pipeline, request_: Request, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        pipeline.generate(request_, settings=FAST)
    with pytest.raises(ValueError, match=word):
        pipeline.generate(["a cup", request_], settings=FAST)


def test_missing_files(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises((ValueError, OSError), match=r"gone\.png"):
        pipeline.generate(Request(images=tmp_path / "gone.png"), settings=FAST)
