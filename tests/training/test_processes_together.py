"""Two processes that train together do what one does: the same losses and weights, also after a stop."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from toy_run import toy_session
from two_shapes import TINY_CODE, build_two_shapes

from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.files.tensors import read_tensors
from shape_diff.machine import ranks

TINY = (
    "experiment=smoke", "limit=2", "device=cpu", "network.point_dim=16", "network.latent_dim=16", "network.latents=4",
    "network.head_dim=16", "network.blocks=1", "batches.size=4", "batches.points=32", "train.steps=4",
    "train.log_every=1", "train.save_every=2", "train.sample_every=4", "train.warmup=1", "sampling.points=16",
    "prompts=[a red ball]",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_two_shapes(tmp_path_factory.mktemp("shapes"), num_points=64)


def settings(data: Path, runs: Path) -> list[str]:
    return [*TINY, f"data={data}", f"runs_folder={runs}", "run=it"]


IN_SINGLE_PRECISION = """
import shape_diff.machine.precision, shape_diff.training.muon
for module in (shape_diff.machine.precision, shape_diff.training.muon):
    module.has_fast_bfloat16 = lambda device: False
from shape_diff.app.cli import main
main()
"""
"""`python -m shape_diff`, but for what bfloat16 rounds."""


def together(program: list[str], arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """`torchrun --nproc-per-node 2 PROGRAM train ...` on this machine."""
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", *program]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, *launch, "train", *arguments], env=environment, capture_output=True, text=True, timeout=600
    )


def losses(run: Path) -> list[tuple[int, dict[str, float]]]:
    rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    kept = ("loss", "loss_xyz", "loss_rgb", "loss_normal", "grad_norm", "lr", "val_loss")
    return [(row["step"], {key: row[key] for key in kept if key in row}) for row in rows]


@pytest.mark.slow
def test_two_processes_do_what_one_does_and_go_on_after_a_stop(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("machine.precision", "training.muon"):
        monkeypatch.setattr(f"shape_diff.{module}.has_fast_bfloat16", lambda device: False)
    script = tmp_path / "single_precision.py"
    script.write_text(IN_SINGLE_PRECISION)
    build_session(load_experiment(settings(data, tmp_path / "one"))).run()
    stopped = together([str(script)], [*settings(data, tmp_path / "two"), "train.max_minutes=1e-9"])
    assert stopped.returncode == 0, stopped.stderr
    assert stopped.stderr.count("2 processes train together") == 1
    assert [step for step, _ in losses(tmp_path / "two" / "it")] == [1, 1]  # its losses, and a look at the end
    done = together([str(script)], settings(data, tmp_path / "two"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("4 steps done") == 1

    one, two = tmp_path / "one" / "it", tmp_path / "two" / "it"
    steps = [(step, row) for step, row in losses(two) if step > 1 or "val_loss" not in row]
    assert [step for step, _ in steps] == [step for step, _ in losses(one)] == [1, 2, 3, 4, 4]
    for (_, mine), (_, theirs) in zip(steps, losses(one), strict=True):
        assert mine == pytest.approx(theirs, rel=1e-4)
    weights = [read_tensors(run / "state.safetensors")[0] for run in (one, two)]
    assert weights[0].keys() == weights[1].keys()
    moved = torch.cat([weights[0][key].flatten().float() for key in weights[0] if key.startswith("weights.")])
    apart = torch.cat([weights[1][key].flatten().float() for key in weights[0] if key.startswith("weights.")]) - moved
    assert apart.norm() < 1e-3 * moved.norm()
    assert len(list((two / "tensorboard").iterdir())) == 2  # one for each time that it was started


@pytest.mark.slow
def test_what_cannot_be_shared_is_refused_in_a_sentence(data: Path, tmp_path: Path) -> None:
    done = together(["-m", "shape_diff"], [*settings(data, tmp_path), "batches.size=5"])
    assert done.returncode != 0
    assert "batches.size=5 cannot be divided among 2 processes" in done.stderr


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process the second of two, which hears nothing from the first."""
    monkeypatch.setattr(ranks.distributed, "is_initialized", lambda: True)
    monkeypatch.setattr(ranks.distributed, "get_rank", lambda: 1)
    monkeypatch.setattr(ranks.distributed, "get_world_size", lambda: 2)
    monkeypatch.setattr(ranks.distributed, "all_reduce", lambda tensor, *_: tensor)


@pytest.mark.usefixtures("second")
def test_the_second_process_writes_nothing_and_learns_from_its_half(encoder: TextEncoder, tmp_path: Path) -> None:
    session = toy_session(encoder, tmp_path, steps=2)
    before = sorted(tmp_path.rglob("*"))
    denoising = session.trainer.denoising
    loss, seen = denoising._loss, []

    def watched(denoiser: Denoiser, x0: torch.Tensor, noise: torch.Tensor, *others: Any) -> torch.Tensor:
        seen.append(noise)
        return loss(denoiser, x0, noise, *others)

    denoising._loss = watched
    session.run()
    assert session.trainer.step == 2 and sorted(tmp_path.rglob("*")) == before
    clouds = torch.empty(4, 48, 9)
    for step, own in enumerate(seen):
        assert torch.equal(own, denoising.noised(step, clouds)[0][2:])


@pytest.mark.usefixtures("second")
def test_other_tasks_are_refused(data: Path, tmp_path: Path) -> None:
    config = load_experiment([*TINY_CODE, f"data={data}", f"runs_folder={tmp_path}"])
    with pytest.raises(ValueError, match="task=code cannot be learned by 2 processes together"):
        build_session(config)
    pictured = load_experiment([*settings(data, tmp_path), "pictures.share=0.5"])
    with pytest.raises(ValueError, match="pictures cannot be learned by 2 processes"):
        build_session(pictured)


def test_alone_nothing_is_exchanged() -> None:
    value = torch.ones(3)
    assert ranks.mean_of_all(value) is value
    assert (ranks.count(), ranks.is_first(), ranks.own_rows(7)) == (1, True, slice(0, 7))
    assert ranks.largest_of_all(2.5, torch.device("cpu")) == 2.5
