"""The evaluation from end to end on real shapes, and its parts."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.runs.from_words import EvaluationPlan, evaluate
from shape_diff.evaluation.runs.gallery import evenly_chosen
from shape_diff.evaluation.runs.protocol import Protocol
from shape_diff.evaluation.runs.sample_sets import caption_of, generated
from shape_diff.evaluation.runs.tables import Evaluation
from shape_diff.generation.pipeline import Pipeline
from tests.tiny_model import TINY_SAMPLING, write_tiny_model

pytestmark = pytest.mark.xdist_group("scoring")  # the trained run is made once
FEW = TINY_SAMPLING.changed({"steps": 2})


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline.load(str(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")), "cpu")


@pytest.fixture
def one_thread() -> Iterator[None]:
    """As the evaluation samples; on more, sums are rounded otherwise."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_the_id_names_everything_that_changes_a_score() -> None:
    ids = {
        Protocol().id(201),
        Protocol().id(200),
        Protocol(split="test").id(201),
        Protocol(points=2048).id(201),
        Protocol(emd_points=256).id(201),
        Protocol(normalization="box").id(201),
    }
    assert len(ids) == 6


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"points": 100}, "at least 1024 points"),
        ({"emd_points": 4096}, "emd_points must be from 2 to points"),
        ({"normalization": "sphere"}, "one of data, box"),
        ({"limit": 1}, "at least 2"),
    ],
)
def test_wrong_protocols_are_refused(wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Protocol(**wrong)


def test_box_normalisation_undoes_scale_and_place() -> None:
    clouds = torch.rand(3, 50, 3)
    moved = clouds * torch.tensor([2.0, 0.5, 7.0])[:, None, None] + torch.tensor([[[1.0, -2, 3]]])
    box = Protocol(normalization="box").normalize
    torch.testing.assert_close(box(moved), box(clouds), rtol=1e-3, atol=1e-4)
    assert (box(clouds).amax(1) - box(clouds).amin(1)).amax(1) == pytest.approx([2, 2, 2], abs=1e-5)
    assert torch.equal(Protocol().normalize(moved), moved)


def test_rows_are_evenly_chosen() -> None:
    assert Protocol(limit=3).rows(11) == [0, 5, 10]
    assert Protocol().rows(4) == [0, 1, 2, 3]
    assert evenly_chosen(3, 10) == [0, 1, 2]
    assert evenly_chosen(100, 0) == []


def test_the_caption_with_colours_is_used() -> None:
    assert caption_of(("a", "b", "c")) == "b"
    assert caption_of(("a",)) == "a"


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_an_evaluation_that_was_stopped_goes_on_with_the_same_clouds(pipeline: Pipeline, tmp_path: Path) -> None:
    captions = [f"a {word} box" for word in ("red", "blue", "green")] * 6
    first = generated(pipeline, captions, 1, FEW, tmp_path)
    files = sorted(tmp_path.rglob("*.npz"))
    assert len(files) == 2
    before = files[0].stat().st_mtime_ns
    files[1].unlink()
    again = generated(pipeline, captions, 1, FEW, tmp_path)
    assert files[0].stat().st_mtime_ns == before, "finished clouds were made again"
    assert all(np.array_equal(a.xyz, b.xyz) for a, b in zip(first, again, strict=True))
    direct = pipeline.generate(captions[17], seed=1 * 18 + 17, settings=FEW)[0].cloud
    assert np.array_equal(first[17].xyz, direct.xyz)


def test_other_settings_do_not_read_the_clouds_of_these(pipeline: Pipeline, tmp_path: Path) -> None:
    one = generated(pipeline, ["a box"], 0, FEW, tmp_path)
    other = generated(pipeline, ["a box"], 0, TINY_SAMPLING, tmp_path)
    assert not np.array_equal(one[0].xyz, other[0].xyz)


def test_data_of_few_points_is_one_sentence(pipeline: Pipeline, tmp_path: Path) -> None:
    shapes = torch.zeros(2, 256, 3)
    data = ShapeDataset((), shapes.short(), shapes.byte(), shapes.to(torch.int8), "")
    with pytest.raises(ValueError, match=r"clouds of 1024 points, the data has 256 .* --points 1024 or more"):
        evaluate(pipeline, data, EvaluationPlan(Protocol(), FEW), tmp_path)
    assert not list(tmp_path.iterdir())


def test_means_and_spreads_are_of_the_seeds() -> None:
    evaluation = Evaluation(
        {}, [{"JSD": 0.1}, {"JSD": 0.2}, {"JSD": 0.3}], [{"JSD": 0.05}], {"R-precision": 0.6}, {}, {"watertight": 1.0}
    )
    summary = evaluation.as_dict()
    assert summary["generated"]["mean"]["JSD"] == pytest.approx(0.2)
    assert summary["generated"]["std"]["JSD"] == pytest.approx(0.1)
    assert summary["oracle"]["std"]["JSD"] == 0
    json.dumps(summary)
