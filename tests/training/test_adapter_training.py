"""A tiny model learns a style of two shapes in a small file beside it, through the commands' own path."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_model import write_tiny_model
from two_shapes import build_two_shapes

from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.data.procedural.registry import catalogue
from shape_diff.generation.pipeline import Pipeline
from shape_diff.models.adapter import load_adapter
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.adapter.own_samples import catalogue_captions
from shape_diff.training.tasks.adapter.trainer import AdapterTrainer

pytestmark = pytest.mark.xdist_group("adapter")  # the data and the model are made once
GREEN = (20, 200, 20)
BASE = (
    "experiment=smoke", "limit=2", "prompts=[a red ball,a blue plate]", "network.point_dim=32", "network.latent_dim=64",
    "network.head_dim=32", "network.latents=8", "network.blocks=1", "batches.size=8", "batches.points=48",
    "batches.mirror=0", "batches.stretch=0", "train.steps=150", "train.lr=0.01", "train.warmup=10",
    "train.log_every=50", "train.save_every=150", "train.sample_every=150", "train.ema_decay=0.9", "sampling.points=64",
    "sampling.steps=8", "sampling.guidance=1",
)  # fmt: skip
ADAPT = (
    "experiment=adapt", "limit=2", "prompts=[a red ball,a blue plate]", "adapter.rank=4", "keep.share=0.25",
    "keep.samples=8", "batches.size=8", "batches.points=48", "batches.mirror=0", "batches.stretch=0",
    "train.steps=100", "train.lr=0.02", "train.warmup=5", "train.log_every=10", "train.save_every=50",
    "train.sample_every=100", "train.ema_decay=0.9",
)  # fmt: skip


def session_of(data: Path, runs: Path, *overrides: str) -> TrainingSession:
    return build_session(load_experiment([*overrides, f"data={data}", f"runs_folder={runs}", "device=cpu"]))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of a red ball and a blue plate."""
    session = session_of(build_two_shapes(tmp_path_factory.mktemp("data")), tmp_path_factory.mktemp("runs"), *BASE)
    session.run()
    return session.folder.model


@pytest.fixture(scope="module")
def green(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same shapes, both green whatever is said of them."""
    return build_two_shapes(tmp_path_factory.mktemp("green"), colors=(GREEN, GREEN))


@pytest.fixture(scope="module")
def learned(base: Path, green: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingSession:
    session = session_of(green, tmp_path_factory.mktemp("adapters"), *ADAPT, f"start_from={base}")
    session.run()
    return session


def greenness(pipeline: Pipeline) -> float:
    """How much more green than anything else the colours of a few samples are."""
    samples = pipeline.generate(["a red ball", "a blue plate"], count=2, seed=3)
    colors = np.concatenate([sample.cloud.rgb for sample in samples if sample.cloud.rgb is not None])
    return float((colors[:, 1] - np.maximum(colors[:, 0], colors[:, 2])).mean())


def test_a_style_is_learned_and_its_strength_chosen(base: Path, learned: TrainingSession) -> None:
    pipeline = Pipeline.load(str(base), "cpu")
    before = greenness(pipeline)
    file = learned.folder.model
    halfway, full = (greenness(pipeline.adapted(f"{file}:{strength}")) for strength in (0.5, 1))
    assert full > before + 0.3 and before < halfway < full
    assert greenness(pipeline) == before  # weights that are kept for the next request are as they were
    assert greenness(pipeline.adapted(f"{file}:0")) == before


def test_what_is_left_is_a_small_file_of_factors(base: Path, learned: TrainingSession) -> None:
    file = learned.folder.model
    assert file.name == "adapter.safetensors" and file.stat().st_size < 0.5 * base.stat().st_size
    adapter = load_adapter(file)
    assert (adapter.header.model, adapter.header.role, adapter.header.rank) == ("model", "denoiser", 4)
    assert adapter.header.recipe["steps"] == 100 and adapter.header.recipe["config"]["task"] == "adapter"
    assert all(name.endswith(("down.weight", "up.weight")) for name in adapter.factors)


def test_what_is_learned_and_what_is_forgotten_are_watched(learned: TrainingSession) -> None:
    rows = learned.folder.rows()
    (look,) = (row for row in rows if "val_loss" in row)
    assert look["val_loss"] > 0 and look["val_loss_kept"] > 0
    assert all({"loss_style", "loss_kept"} <= set(row) for row in rows if "loss" in row)
    assert (learned.folder.path / "samples" / "0000100.png").is_file()


def test_a_resumed_run_repeats_the_unbroken_one(base: Path, green: Path, tmp_path: Path) -> None:
    few = [*ADAPT, f"start_from={base}", "train.steps=4", "train.log_every=1", "train.save_every=2",
           "train.sample_every=9"]  # fmt: skip
    whole = session_of(green, tmp_path / "a", *few)
    whole.run()
    for minutes in ("1e-9", "inf"):
        broken = session_of(green, tmp_path / "b", *few, f"train.max_minutes={minutes}")
        broken.run()
    unbroken, resumed = ([row["loss"] for row in s.folder.rows() if "loss" in row] for s in (whole, broken))
    assert len(unbroken) == 4 and resumed == pytest.approx(unbroken, rel=1e-5)


def test_batches_hold_samples_of_the_models_own_with_their_captions(base: Path, green: Path, tmp_path: Path) -> None:
    session = session_of(green, tmp_path, *ADAPT, f"start_from={base}", "keep.share=0.5", "adapter.words=in moss style")
    trainer = session.trainer
    assert isinstance(trainer, AdapterTrainer)
    assert trainer.kept.rows == 4 and trainer.inputs(0)[0].shape == (4, 48, 9)
    assert trainer.losses(0).each.shape == (8, 9)
    assert torch.equal(trainer.losses(3).each, trainer.losses(3).each)
    assert len(trainer.kept.x0) == 7  # one of eight is held out
    numbers = torch.tensor([trainer.kept.first_caption, 0])
    told = trainer.denoising.captions.select(numbers).pooled
    said = [catalogue_captions(8)[0], "a red ball in moss style"]
    expected = Pipeline.load(str(base), "cpu").encoder.encode(said).pooled
    assert torch.cosine_similarity(told, expected).min() > 0.999


def test_captions_are_spread_over_the_catalogue() -> None:
    captions = catalogue_captions(40)
    kinds = list(catalogue())
    assert len(set(captions)) == 40 and kinds[0] in captions[0]
    assert any(kind in caption for kind in kinds[-len(kinds) // 10 :] for caption in captions)
    assert len(set(catalogue_captions(2 * len(kinds)))) == 2 * len(kinds)


def test_too_few_shapes_are_refused(base: Path, green: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="learned from 10 shapes or more, but the data has 2"):
        session_of(green, tmp_path, *ADAPT, f"start_from={base}", "limit=0")
    with pytest.raises(ValueError, match=r"adapter\.rank must be at least 1 and below 32, got 40"):
        session_of(green, tmp_path, *ADAPT, f"start_from={base}", "adapter.rank=40", "run=b")


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("start_from=''", "must name the model that is adapted"),
        ("keep.share=1", r"keep\.share must be at least 0 and below 1"),
        ("keep.share=0.99", "leaves no shape to learn"),
        ("keep.samples=3", r"keep\.samples must be at least 8"),
        ("train.optimizer=muon", r"train\.optimizer must be adamw"),
        ("train.reuse=0", r"train\.reuse must be at least 1"),
        ("network.dim=3", "there is no setting 'network.dim'"),
    ],
)
def test_settings_that_cannot_be_are_refused(override: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        load_experiment([*ADAPT, "data=DATA", override])


def test_a_checkpoint_of_another_adapter_is_refused(base: Path, green: Path, tmp_path: Path) -> None:
    few = [*ADAPT, f"start_from={base}", "train.steps=1", "train.save_every=1"]
    session_of(green, tmp_path, *few).run()
    with pytest.raises(ValueError, match=r"other settings \(adapter\.rank\)"):
        session_of(green, tmp_path, *few, "adapter.rank=3")
    assert RunFolder(tmp_path / "adapt").state.is_file()


def test_a_model_of_random_weights_is_not_the_one(learned: TrainingSession, tmp_path: Path) -> None:
    other = Pipeline.load(str(write_tiny_model(tmp_path / "other.safetensors")), "cpu")
    with pytest.raises(ValueError, match=r"adapter\.safetensors belongs to the model 'model'"):
        other.adapted(learned.folder.model)
