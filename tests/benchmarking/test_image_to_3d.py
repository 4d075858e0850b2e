"""The benchmark of pictures to shapes: its scores against closed forms, and a small run from start to report."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image

from benchmarks.image_to_3d.cli import main
from benchmarks.image_to_3d.fit import Truth, turned
from benchmarks.image_to_3d.measure import ASKED, CEILING, NEAREST, RANDOM
from benchmarks.image_to_3d.neighbors import TrainingViews
from benchmarks.image_to_3d.records import Records
from benchmarks.image_to_3d.report import BEGIN, by_row, mean_and_error, write_into
from benchmarks.image_to_3d.subjects import Subjects
from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.view_builder import ViewOptions, build_views
from shape_diff.data.views import ViewSet
from shape_diff.evaluation.metrics.chamfer import paired_chamfer_distances
from shape_diff.models.model import load_model
from tests.tiny_model import write_tiny_model, write_tiny_picture_model

TRAIN, VAL = 5, 2
SAMPLES = 2


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Boxes of different sides and colours, some to train on, two to score, with four views each."""
    folder = tmp_path_factory.mktemp("boxes")
    (folder / "meshes").mkdir()
    rows = []
    for number in range(TRAIN + VAL):
        box = trimesh.creation.box((1, 0.4 + 0.3 * number, 0.5))
        box.visual.vertex_colors = np.tile([35 * number, 200 - 25 * number, 120, 255], (8, 1)).astype(np.uint8)
        box.export(folder / "meshes" / f"box-{number}.ply")
        split = "train" if number < TRAIN else "val"
        rows.append({"id": f"box-{number}", "captions": ["a box", "a coloured box"], "split": split, "colored": True})
    captions = folder / "captions.jsonl"
    captions.write_text("\n".join(map(json.dumps, rows)) + "\n")
    options = BuildOptions(num_points=1024, workers=1, sheet_shapes=0)
    build_dataset(folder / "meshes", captions, folder / "data", options, progress=False)
    build_views(folder / "data", folder / "meshes", captions, ViewOptions(views=4, workers=1), progress=False)
    return folder / "data"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_picture_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


def wedge(count: int, seed: int = 0) -> np.ndarray:
    """Even points of a right-angled wedge, which looks different from every side."""
    places = np.random.default_rng(seed).random((count, 3))
    places[:, 1] *= 1 - places[:, 2]
    return (2 * places - 1).astype(np.float32)


def test_chamfer_is_that_of_the_package() -> None:
    truth, cloud = Truth(wedge(400)), wedge(200, seed=1) * 0.9
    wanted = paired_chamfer_distances(torch.from_numpy(cloud)[None], torch.from_numpy(truth.points)[None])
    assert truth.fit(cloud).chamfer == pytest.approx(wanted.item(), rel=1e-4)


def test_f_scores_are_shares_of_the_longest_side() -> None:
    line = np.zeros((400, 3), np.float32)
    line[:, 0] = np.tile(np.linspace(-1, 1, 200), 2)
    truth = Truth(line)
    assert truth.longest_side == 2
    near, far = truth.points + np.float32([0, 0.039, 0]), truth.points + np.float32([0, 0.099, 0])
    assert (truth.fit(near).f_score_2, truth.fit(near).f_score_5) == (1, 1)
    assert (truth.fit(far).f_score_2, truth.fit(far).f_score_5) == (0, 1)
    half = truth.points.copy()
    half[100:] = [9, 9, 9]  # half of the cloud is right, and it covers half of the line
    assert truth.fit(half).f_score_2 == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_wedge_is_told_from_its_turned_self(quarters: int) -> None:
    truth = Truth(wedge(2000))
    assert truth.fit(turned(truth.other_draw, quarters)).faces_right is (quarters == 0)


def test_what_is_round_has_no_side_to_face() -> None:
    angle, height = np.random.default_rng(0).random((2, 3000)) * [[2 * np.pi], [2]] - [[0], [1]]
    pillar = np.stack([0.5 * np.cos(angle), height, 0.5 * np.sin(angle)], axis=1).astype(np.float32)
    assert Truth(pillar).fit(pillar).faces_right is None


def test_turns_go_from_the_front_to_the_right() -> None:
    assert turned(np.float32([[0, 5, 1]]), 1) == pytest.approx(np.float32([[1, 5, 0]]))
    assert turned(wedge(9), 4) == pytest.approx(wedge(9))


def test_shapes_are_spread_and_fewer_begin_more(data: Path) -> None:
    subjects = Subjects(data, ShapeDataset.load(data), seed=0)
    many = [subject.name for subject in subjects.first(2)]
    assert sorted(many) == ["box-5", "box-6"]
    assert [subject.name for subject in subjects.first(1)] == many[:1]
    assert [subject.name for subject in subjects.last(1)] == many[1:]
    picture = subjects.first(1)[0].pictures(2)[1]
    assert np.array_equal(picture.pixels, ViewSet.load(data, many[:1]).pixels[0, 1].numpy())
    with pytest.raises(ValueError, match="has 4 views, and 5 are wanted"):
        subjects.first(1)[0].pictures(5)


def test_the_nearest_shape_to_a_training_view_is_its_own(data: Path, model: Path, tmp_path: Path) -> None:
    train = ShapeDataset.load(data).subset("train")
    encoder = load_model(str(model), torch.device("cpu")).image_encoder
    assert encoder is not None
    views = TrainingViews.load(tmp_path / "views.npy", encoder, data, train, workers=1)
    again = TrainingViews.load(tmp_path / "views.npy", encoder, tmp_path / "gone", train)
    assert torch.equal(again.summaries, views.summaries)
    assert views.summaries.shape[:2] == (TRAIN, 4)
    for number in range(TRAIN):
        for view in range(4):
            nearest = views.nearest(3.0 * views.summaries[number, view], 3)
            assert nearest[0] == number and len(set(nearest)) == 3


def test_a_run_from_start_to_report(data: Path, model: Path, tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "results.md"
    page.write_text("# Results\n\nWords.\n")
    command = ["--data", str(data), "--model", str(model), "--out", str(out), "--shapes", "2", "--workers", "1"]
    command += ["--samples", str(SAMPLES), "--points", "128", "--steps", "2", "--into", str(page)]
    main(command)
    lines = Records(out).path.read_text().splitlines()
    assert len(lines) == VAL * (len(ASKED) * SAMPLES + 2 * SAMPLES + 1)
    setup = json.loads(lines[0])["setup"]
    with Records(out).path.open("a") as file:
        file.write('{"setup": "' + setup)  # the power went off
    main(command)
    rows = by_row(Records(out).scores(setup))
    assert set(rows) == {*(asked.name for asked in ASKED), NEAREST, RANDOM, CEILING}
    after = Records(out).path.read_text().splitlines()
    assert after[:-1] == lines, "scores were measured twice"
    for shape, (ceiling,) in rows[CEILING].items():
        assert ceiling.chamfer < min(score.chamfer for score in rows[RANDOM][shape])
        assert ceiling.f_score_5 > 0.8 and ceiling.faces_right
    text = page.read_text()
    assert text.startswith("# Results\n\nWords.\n\n## Image to 3D\n\n" + BEGIN)
    assert "| one view and caption |" in text and "of 2 |" in text and "2 val shapes, 2 samples each" in text
    main(["sweep", *command[:-2], "--guidance", "1,2", "--into", str(page)])
    swept = page.read_text()
    assert swept.count(BEGIN) == 1 and "| from | score | 1 | 2 |" in swept
    assert "| one view and caption |" in swept, "the table of scores was lost"
    table = json.loads((out / "scores.json").read_text())
    assert len(table["rows"]["one view"]["shapes"]) == VAL and table["stamp"]["model"] == "tiny"


def test_samples_differ_by_what_is_asked_and_by_seed(data: Path, model: Path, tmp_path: Path) -> None:
    main(["--data", str(data), "--model", str(model), "--out", str(tmp_path), "--shapes", "1", "--workers", "1",
          "--samples", "2", "--points", "128", "--steps", "2"])  # fmt: skip
    row = json.loads(Records(tmp_path).path.read_text().splitlines()[0])
    scores = [score for score in Records(tmp_path).scores(row["setup"]) if score.guidance > 0]
    assert len({score.chamfer for score in scores}) == 2 * len(ASKED)


def test_standard_errors_are_those_of_the_mean() -> None:
    values = np.random.default_rng(0).normal(3, 2, 10_000).tolist()
    mean, error = mean_and_error(values)
    assert mean == pytest.approx(3, abs=0.1) and error == pytest.approx(0.02, rel=0.05)


def test_the_section_of_a_page_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n")
    write_into(page, "one")
    page.write_text(page.read_text() + "after\n")
    write_into(page, "two")
    text = page.read_text()
    assert text.startswith("before\n") and text.endswith("after\n") and "two" in text and "one" not in text


@pytest.mark.slow
def test_gallery_pages_show_all_shapes_and_pictures(data: Path, model: Path, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    Image.fromarray(np.pad(np.full((40, 30, 3), 90, np.uint8), ((9, 9), (9, 9), (0, 0)), constant_values=255)).save(
        pictures / "drawing.png"
    )
    main(["gallery", "--data", str(data), "--model", str(model), "--out", str(tmp_path), "--shapes", "2",
          "--samples", "2", "--points", "256", "--steps", "2", "--workers", "1", "--pictures", str(pictures),
          "--into", str(tmp_path / "pages")])  # fmt: skip
    text = (tmp_path / "pages" / "pictures.md").read_text()
    assert "pictures-1.png" in text and "pictures-other.png" in text
    with (
        Image.open(tmp_path / "pages" / "pictures-1.png") as page,
        Image.open(tmp_path / "pages" / "pictures-other.png") as other,
    ):
        assert page.width == other.width  # picture, two samples, mesh and truth; or given and seen, two samples, mesh
        assert page.height > 1.8 * other.height


def test_mistakes_end_in_one_sentence(data: Path, tmp_path: Path) -> None:
    words = write_tiny_model(tmp_path / "words.safetensors")
    with pytest.raises(SystemExit, match="takes no pictures"):
        main(["--data", str(data), "--model", str(words), "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="no model file"):
        main(["--data", str(data), "--model", "gone.safetensors", "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="at least one shape"):
        main(["--data", str(data), "--shapes", "0", "--out", str(tmp_path)])
