"""Shape codes from a data set to clouds: both tasks through the commands' own path, on two toy shapes."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from two_shapes import TINY_CODE, TINY_PRIOR, TINY_SCORER, build_two_shapes

from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.view_builder import ViewOptions, build_views
from shape_diff.data.views import ViewSet
from shape_diff.diffusion.channels import CHANNELS
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.sample import sample
from shape_diff.files.tensors import read_tensors
from shape_diff.generation.code_stage import decided
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.geometry import PointCloud
from shape_diff.models.model import load_model, read_header
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_scorer import CodeScorer
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.shape_code.looks import CodeLook, PriorLook, came_back
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainer
from shape_diff.training.tasks.shape_code.scorer_trainer import ScorerLook
from shape_diff.training.tasks.shape_code.trainer import CodeTrainer

CPU = torch.device("cpu")
pytestmark = pytest.mark.xdist_group("codes")  # the data and the code are made once


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_two_shapes(tmp_path_factory.mktemp("data"))


def session_of(data: Path, runs: Path, *overrides: str) -> TrainingSession:
    return build_session(load_experiment([*overrides, f"data={data}", f"runs_folder={runs}", "device=cpu"]))


@pytest.fixture(scope="module")
def learned_code(data: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingSession:
    session = session_of(data, tmp_path_factory.mktemp("runs"), *TINY_CODE)
    session.run()
    return session


def test_a_code_learned_by_heart_gives_its_shapes_back(learned_code: TrainingSession) -> None:
    """A ball and a plate: what comes back is round and red, or flat and blue."""
    looks = [row for row in learned_code.folder.rows() if "val_loss" in row]
    assert looks[-1]["step"] == learned_code.trainer.step
    assert looks[-1]["val_loss"] < 0.5 * looks[0]["val_loss"]
    look = learned_code.look
    assert isinstance(look, CodeLook)
    ball, plate = came_back(look.trainer, look.shapes, look.sampling)
    assert ball.xyz[:, 1].std() > 2 * plate.xyz[:, 1].std()
    assert ball.rgb is not None and plate.rgb is not None
    assert ball.rgb[:, 0].mean() > ball.rgb[:, 2].mean() + 0.3 and plate.rgb[:, 2].mean() > plate.rgb[:, 0].mean() + 0.3
    assert (learned_code.folder.path / "samples" / f"{learned_code.trainer.step:07d}.png").is_file()


def test_the_model_file_of_a_code_rebuilds_it(learned_code: TrainingSession) -> None:
    model = load_model(str(learned_code.folder.model), CPU, "shape_code")
    networks = CodeAutoencoder.of(model.networks)
    trainer = learned_code.trainer
    assert isinstance(trainer, CodeTrainer)
    clouds = trainer.inputs(0)[0]
    with trainer.averaged(), torch.no_grad():
        expected = trainer.networks.encode(clouds)
    torch.testing.assert_close(networks.encode(clouds), expected, rtol=0, atol=0.03)  # half precision in the file
    settings = model.header.sampling["code_decoder"].changed({"points": 7, "steps": 2})
    with torch.no_grad():
        decoder = Denoiser(networks.code_decoder, model.header.process["code_decoder"])
        alone = sample(decoder, (7, CHANNELS), networks.unfold(expected[:1]), [5], settings)
        beside = sample(decoder, (7, CHANNELS), networks.unfold(expected[:3]), [5, 6, 7], settings)
    torch.testing.assert_close(beside[:1], alone, rtol=1e-3, atol=1e-4)  # a seed's points whatever is beside it


@pytest.fixture(scope="module")
def learned_prior(
    data: Path, learned_code: TrainingSession, tmp_path_factory: pytest.TempPathFactory
) -> TrainingSession:
    start = f"start_from={learned_code.folder.model}"
    session = session_of(data, tmp_path_factory.mktemp("priors"), *TINY_PRIOR, start)
    session.run()
    return session


@pytest.fixture(scope="module")
def learned_scorer(
    data: Path, learned_prior: TrainingSession, tmp_path_factory: pytest.TempPathFactory
) -> TrainingSession:
    start = f"start_from={learned_prior.folder.model}"
    session = session_of(data, tmp_path_factory.mktemp("scorers"), *TINY_SCORER, start)
    session.run()
    return session


def test_a_prior_learns_which_words_mean_which_code(
    learned_code: TrainingSession, learned_prior: TrainingSession
) -> None:
    session = learned_prior
    losses = [row["val_loss"] for row in session.folder.rows() if "val_loss" in row]
    assert losses[-1] < 0.75 * losses[0]
    trainer, look = session.trainer, session.look
    assert isinstance(trainer, PriorTrainer) and isinstance(look, PriorLook)
    ball, plate = look.samples()
    assert ball.xyz[:, 1].std() > 2 * plate.xyz[:, 1].std()
    pipeline = Pipeline.load(str(session.folder.model), "cpu")
    assert set(pipeline.model.networks) == {"code_encoder", "code_decoder", "prior"}
    assert pipeline.model.recipe["code"]["steps"] == learned_code.trainer.step
    settings = pipeline.model.sampling.changed({"points": 200})
    first, again, other = (pipeline.generate("a blue plate", 1, seed, settings)[0].cloud for seed in (3, 3, 4))
    assert np.array_equal(first.xyz, again.xyz) and not np.array_equal(first.xyz, other.xyz)
    sample = pipeline.generate("a blue plate", 1, 3, settings)[0]
    assert sample.code is not None
    np.testing.assert_allclose(pipeline.decode(sample.code, seed=3, settings=settings).xyz, first.xyz, atol=1e-4)
    assert len(first) == 200 and first.xyz[:, 1].std() < 0.5 * ball.xyz[:, 1].std()


def test_the_prior_learns_codes_of_the_clouds_that_captions_name(
    data: Path, learned_code: TrainingSession, tmp_path: Path
) -> None:
    session = session_of(data, tmp_path, *TINY_PRIOR, f"start_from={learned_code.folder.model}")
    trainer = session.trainer
    assert isinstance(trainer, PriorTrainer)
    codes, batch = trainer.encoded.at(1)
    noise, _ = trainer.denoising.noised(1, codes)
    told = trainer.denoising.told(1, trainer.denoising.captions.select(batch.caption))
    assert torch.equal(trainer.losses(1).each, trainer.losses(1).each)
    is_ball = codes[..., 1].std(dim=1) > 0.5  # a plate's points are level
    words = batch.caption
    captions = [trainer.encoded.batches.captions[number] for number in words]
    assert [("ball" in caption) for caption in captions] == is_ball.tolist()
    dropped = ~told.mask.any(dim=1)
    assert torch.equal(told.pooled[~dropped], trainer.denoising.captions.select(words).pooled[~dropped])
    paired = (codes[..., :3] - noise[..., :3]).square().sum()
    assert paired < (codes[..., :3] - noise.roll(1, dims=1)[..., :3]).square().sum()


def test_steps_in_a_row_share_codes_but_not_noise(data: Path, learned_code: TrainingSession, tmp_path: Path) -> None:
    session = session_of(data, tmp_path, *TINY_PRIOR, "train.reuse=4", f"start_from={learned_code.folder.model}")
    trainer = session.trainer
    assert isinstance(trainer, PriorTrainer)
    codes = trainer.encoded.at(4)[0]
    assert torch.equal(trainer.encoded.at(7)[0], codes)
    assert not torch.equal(trainer.encoded.at(8)[0], codes) and not torch.equal(trainer.encoded.at(3)[0], codes)
    assert torch.equal(trainer.encoded.at(6)[0], codes)  # again, after others
    assert not torch.equal(trainer.denoising.noised(4, codes)[0], trainer.denoising.noised(5, codes)[0])


def test_the_best_of_several_codes_is_the_one_that_fits_the_words(learned_scorer: TrainingSession) -> None:
    """A scorer that learned balls and plates picks among codes of a prior that is told nothing."""
    pipeline = Pipeline.load(str(learned_scorer.folder.model), "cpu")
    scorer = pipeline.model.networks["code_scorer"]
    assert isinstance(scorer, CodeScorer)
    settings = pipeline.model.sampling.changed({"points": 100, "guidance": 0.0, "best_of": 6})
    words = ["a red ball", "a blue plate"]
    told = pipeline.encoder.encode(words)
    look = learned_scorer.look
    assert isinstance(look, ScorerLook)
    fits = scorer.scores(look.codes.expand(2, -1, -1, -1), told.pooled)  # words by true shapes
    assert (fits.diagonal() > fits.flip(1).diagonal() + 0.5).all()
    chosen = decided(pipeline.model, told, [3, 8], settings).codes
    first = decided(pipeline.model, told, [3, 8], settings.changed({"best_of": 1})).codes
    assert chosen is not None and first is not None
    better, plain = (scorer.scores(codes[:, None], told.pooled)[:, 0] for codes in (chosen, first))
    assert (better >= plain - 1e-5).all() and better.sum() > plain.sum()
    again = pipeline.generate("a red ball", 1, 3, settings)[0].code
    assert again is not None
    np.testing.assert_allclose(again.tokens, chosen[0].numpy(), atol=1e-4)  # whatever is beside it


def test_a_scorer_stands_beside_the_generator_that_it_was_made_for(
    learned_prior: TrainingSession, learned_scorer: TrainingSession
) -> None:
    before, after = (read_tensors(session.folder.model)[0] for session in (learned_prior, learned_scorer))
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())
    assert {name.partition(".")[0] for name in set(after) - set(before)} == {"code_scorer"}
    header = read_header(str(learned_scorer.folder.model))
    assert header.recipe["generator"]["steps"] == learned_prior.trainer.step
    assert header.recipe["steps"] == learned_scorer.trainer.step
    assert learned_scorer.folder.rows()[-1]["val_r_precision"] == 1.0


def test_the_best_of_several_is_not_asked_of_a_model_that_cannot_tell(learned_prior: TrainingSession) -> None:
    pipeline = Pipeline.load(str(learned_prior.folder.model), "cpu")
    with pytest.raises(ValueError, match="no scorer of shape codes"):
        pipeline.generate("a red ball", settings=pipeline.model.sampling.changed({"best_of": 2}))
    with pytest.raises(ValueError, match="best_of must be between 1 and 1,000"):
        pipeline.model.sampling.changed({"best_of": 0})


def test_a_decoder_learns_on_below_a_prior_that_stays_right(
    data: Path, learned_prior: TrainingSession, tmp_path: Path
) -> None:
    on = [*TINY_CODE, "train.steps=3", "sampling.steps=5", f"start_from={learned_prior.folder.model}"]
    with pytest.raises(ValueError, match="has a prior over its codes"):
        session_of(data, tmp_path / "a", *on)
    session = session_of(data, tmp_path / "b", *on, "train.hold_encoder=true")
    session.run()
    before, after = (read_tensors(folder.model)[0] for folder in (learned_prior.folder, session.folder))
    changed = {name.partition(".")[0] for name, tensor in after.items() if not torch.equal(before[name], tensor)}
    assert set(after) == set(before) and changed == {"code_decoder"}
    header = read_header(str(session.folder.model))
    assert header.networks.keys() == {"code_encoder", "code_decoder", "prior"}
    assert header.points_sampling.steps == 5
    assert header.points_sampling.guidance == read_header(str(learned_prior.folder.model)).points_sampling.guidance


def test_a_cloud_comes_back_from_its_code_where_it_stood(learned_code: TrainingSession, data: Path) -> None:
    """A plate of 30 m far from the origin, through a file of numbers."""
    model = load_model(str(learned_code.folder.model), CPU, "shape_code")
    pipeline = Pipeline(TextEncoder.load(), model, CPU)
    plate = ShapeDataset.load(data).cloud(1)
    moved = PointCloud(15 * plate.xyz + [100, 0, -40], plate.rgb, plate.normals)
    code = pipeline.encode(moved)
    again = ShapeCode.from_plain(json.loads(json.dumps(code.as_plain())))
    back = pipeline.decode(again, points=300, seed=2)
    assert len(back) == 300
    assert np.abs(back.xyz.mean(axis=0) - [100, 0, -40]).max() < 4
    assert np.ptp(back.xyz[:, 0]) > 15 and np.ptp(back.xyz[:, 0]) > 2 * np.ptp(back.xyz[:, 1])
    same = pipeline.decode(code, points=300, seed=2)
    np.testing.assert_allclose(back.xyz, same.xyz, atol=0.1)
    other = ShapeCode(code.tokens, "0" * 16, code.frame)
    with pytest.raises(ValueError, match="belongs to other networks"):
        pipeline.decode(other)
    with pytest.raises(ValueError, match="at least 4 points"):
        pipeline.encode(moved.thinned(3))


def test_what_is_no_shape_code_is_refused() -> None:
    with pytest.raises(ValueError, match="no shape code"):
        ShapeCode.from_plain({"tokens": [[1.0, float("nan")]], "networks": "a", "center": [0, 0, 0], "scale": 1})
    with pytest.raises(ValueError, match="no shape code: 'center'"):
        ShapeCode.from_plain({"tokens": [[1.0]]})


def test_a_resumed_run_repeats_the_unbroken_one(data: Path, tmp_path: Path) -> None:
    few = [*TINY_CODE, "train.steps=4", "train.log_every=1", "train.save_every=2", "train.sample_every=100"]
    whole = session_of(data, tmp_path / "a", *few)
    whole.run()
    for steps in (2, 4):
        broken = session_of(data, tmp_path / "b", *few, f"train.max_minutes={'inf' if steps == 4 else 1e-9}")
        broken.run()
    unbroken, resumed = ([row["loss"] for row in s.folder.rows() if "loss" in row] for s in (whole, broken))
    assert resumed == pytest.approx(unbroken, rel=1e-4)


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ([*TINY_CODE, "batches.points=69"], "must be a multiple of train.groups"),
        ([*TINY_CODE, "encoder.tokens=3"], "makes codes of 3 x 7, but the decoder reads 4 x 7"),
        ([*TINY_CODE, "train.coupling=nearest"], "unknown coupling 'nearest'"),
        ([*TINY_SCORER], "start_from must name the model whose codes are scored"),
        ([*TINY_PRIOR], "start_from must name the model whose codes are learned"),
        (["experiment=code", "run=x", "network.dim=3"], "there is no setting 'network.dim'"),
    ],
)
def test_settings_that_cannot_be_are_refused(overrides: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        load_experiment([*overrides, "data=DATA"])


TINY_EYE = (
    "image_encoder.patch=32", "image_encoder.dim=32", "image_encoder.head_dim=32", "image_encoder.layers=1",
    "pictures.share=0.5", "pictures.keep_caption=0", "train.steps=90",
)  # fmt: skip


@pytest.fixture(scope="module")
def with_views(data: Path) -> Path:
    build_views(data, data.parent / "meshes", data.parent / "captions.jsonl", ViewOptions(2, workers=1), progress=False)
    return data


def test_a_prior_that_knows_words_learns_to_see(
    with_views: Path, learned_prior: TrainingSession, tmp_path: Path
) -> None:
    """From a picture alone come the ball and the plate, and words still mean what they meant."""
    data = with_views
    session = session_of(data, tmp_path, *TINY_PRIOR, *TINY_EYE, f"start_from={learned_prior.folder.model}")
    session.run()
    losses = [row["val_loss_pictures"] for row in session.folder.rows() if "val_loss_pictures" in row]
    assert losses[-1] < losses[0]
    model = load_model(str(session.folder.model), CPU)
    assert model.image_encoder is not None
    assert model.recipe["views_sha256"] == ViewSet.load(data, ["a-ball", "b-plate"]).sha256
    pipeline = Pipeline.load(str(session.folder.model), "cpu")
    for asked in ("picture", "words"):
        clouds = []
        for number, prompt in enumerate(("a red ball", "a blue plate")):
            file = tmp_path / f"{number}.png"
            Image.fromarray(ViewSet.load(data, ["a-ball", "b-plate"]).pixels[number, 0].numpy()).save(file)
            request = Request(images=str(file)) if asked == "picture" else Request(prompt)
            clouds.append(pipeline.generate(request, 1, 0, pipeline.model.sampling.changed({"points": 200}))[0].cloud)
        ball, plate = clouds
        assert ball.xyz[:, 1].std() > 2 * plate.xyz[:, 1].std(), asked


def test_eyes_of_another_model_are_taught_on(
    with_views: Path, learned_code: TrainingSession, learned_prior: TrainingSession, tmp_path: Path
) -> None:
    data = with_views
    wish = (*TINY_PRIOR, "pictures.share=0.5", f"start_from={learned_code.folder.model}", "run=eyes")
    with pytest.raises(ValueError, match="takes no pictures"):
        session_of(data, tmp_path, *wish, f"pictures_from={learned_prior.folder.model}")
    with pytest.raises(ValueError, match=r"pictures_from is of no use"):
        session_of(data, tmp_path, *wish, "pictures.share=0", "pictures_from=text_image")
    session = session_of(data, tmp_path, *wish, "pictures_from=text_image")
    shipped = load_model("text_image", CPU)
    ours = session.trainer.networks.image_encoder if isinstance(session.trainer, PriorTrainer) else None
    assert ours is not None and shipped.image_encoder is not None
    for name, tensor in shipped.image_encoder.state_dict().items():
        assert torch.equal(ours.state_dict()[name], tensor)
    assert session.header.recipe["pictures_from"] == {"sha256": shipped.sha256}
