"""Every process of the family is trained and sampled by settings alone."""

from pathlib import Path

import pytest
import torch
from toy_run import CPU, toy_dataset

from shape_diff.app.build import build_header, build_networks
from shape_diff.app.config import load_experiment
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.diffusion.families import FAMILIES
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.models.model import load_model, save_model
from shape_diff.training.captions import CaptionBank
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.denoiser.trainer import Trainer

SMALL = (
    "experiment=smoke", "data=nowhere", "network.point_dim=32", "network.latent_dim=64", "network.head_dim=32",
    "network.latents=8", "network.blocks=1", "batches.size=4", "batches.points=48", "train.log_every=1",
    "train.warmup=1", "sampling.points=64", "sampling.steps=3",
)  # fmt: skip


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_trained_kept_and_sampled_by_settings(name: str, encoder: TextEncoder, tmp_path: Path) -> None:
    config = load_experiment([*SMALL, *FAMILIES[name].settings()])
    assert isinstance(config, ExperimentConfig)
    assert config.process == FAMILIES[name].process
    batches = BatchSource(toy_dataset(), config.batches, 0, CPU, 0)
    captions = CaptionBank(batches.captions, encoder, CPU)
    trainer = Trainer(build_networks(config, CPU), config.codec, config.process, batches, captions, config.train)
    before = [parameter.detach().clone() for parameter in trainer.networks.parameters()]
    rows = [trainer.train_step() for _ in range(3)]
    assert all(row is not None and 0 < row["loss"] < 20 for row in rows)
    assert any(not torch.equal(a, b) for a, b in zip(before, trainer.networks.parameters(), strict=True))

    file = tmp_path / "model.safetensors"
    save_model(file, trainer.model_weights(), build_header(config, {"config": {}}))
    model = load_model(str(file), CPU)
    assert model.process == config.process and model.sampling == config.sampling
    (cloud,) = sample_clouds(model.denoiser, model.codec, encoder.encode(["a red ball"]), [3], model.sampling)
    assert cloud.xyz.shape == (64, 3)
    assert bool(torch.isfinite(torch.from_numpy(cloud.xyz)).all())


def test_another_noise_distribution_forgets_the_parameters_of_the_experiment() -> None:
    """The experiment says lognormal with a mean and a deviation, which others would refuse."""
    law = load_experiment(
        [*SMALL, "process.noise.distribution=cosine", "process.noise.parameters.high=20"]
    ).process.noise
    assert (law.distribution, law.parameters) == ("cosine", {"high": 20})
    same = load_experiment([*SMALL, "process.noise.distribution=lognormal", "process.noise.parameters.mean=0"])
    assert same.process.noise.parameters == {"mean": 0, "std": 1.2}


def test_one_setting_is_enough_for_another_prediction() -> None:
    config = load_experiment([*SMALL, "process.prediction=flow"])
    assert config.process == Process("flow", noise=load_experiment(list(SMALL)).process.noise)
