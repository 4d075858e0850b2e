"""The judge's training through the command's own path, on two toy shapes."""

from pathlib import Path

import pytest
import torch
from two_shapes import build_two_shapes

from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.evaluation.metrics.judging import NUM_POINTS, load_judge
from shape_diff.training.contrastive_loss import contrastive_loss

TINY = ["experiment=judge", "limit=2", "batches.size=8", "batches.points=64", "batches.stretch=0", "batches.shear=0",
        "train.steps=30", "train.warmup=3", "train.log_every=10", "train.save_every=15", "train.ema_decay=0.9",
        "device=cpu"]  # fmt: skip


def test_a_judge_learns_what_it_is_shown_and_its_file_tells_how_well(tmp_path: Path) -> None:
    data = build_two_shapes(tmp_path, NUM_POINTS)
    session = build_session(load_experiment([*TINY, f"data={data}", f"runs_folder={tmp_path}"]))
    session.run()
    losses = [row["loss_category"] for row in session.folder.rows() if "loss_category" in row]
    assert losses[-1] < losses[0]
    judge = load_judge(str(session.folder.model))
    assert judge.network.config.categories == ("ball", "plate")
    assert judge.recipe["val"] == {"R-precision among 100": 1.0, "category accuracy": 1.0}
    assert judge.recipe["steps"] == 30


def test_a_judge_begins_from_chance() -> None:
    with pytest.raises(ValueError, match="starts from chance"):
        load_experiment([*TINY, "data=DATA", "start_from=judge"])


def test_the_contrastive_loss_of_pairs_that_fit_is_small_and_equal_captions_are_no_rivals() -> None:
    shapes = torch.eye(3)
    cold = torch.tensor(-3.0)
    assert contrastive_loss(shapes, shapes, cold) < 1e-6
    assert contrastive_loss(shapes, shapes.roll(1, 0), cold) == pytest.approx(float(torch.tensor(3.0).exp()), rel=1e-3)
    twice = torch.tensor([[1.0, 0, 0], [1, 0, 0], [0, 1, 0]])
    same = twice @ twice.T > 0.5
    assert contrastive_loss(twice, twice, cold) == pytest.approx(2 / 3 * torch.log(torch.tensor(2.0)).item(), rel=1e-3)
    assert contrastive_loss(twice, twice, cold, same) < 1e-6
