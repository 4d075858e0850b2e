"""The comparison of processes and backbones: equal time, scores that mean something, and nothing done twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from benchmarks.families.cli import main
from benchmarks.families.contenders import (
    BACKBONES,
    EVALUATIONS_OF_A_STEP,
    PROCESSES,
    Contender,
    Training,
    samplers_of,
    steps_of,
)
from benchmarks.families.scoring import Bench
from benchmarks.families.trained import trained
from shape_diff.app.build import build_denoiser_session
from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.draws import SeededNoise
from shape_diff.diffusion.families import FAMILIES
from shape_diff.diffusion.samplers import SAMPLERS
from shape_diff.geometry import PointCloud
from shape_diff.models.model import read_header
from tests.data.shapes_on_disk import write_captions, write_meshes


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight boxes, of which four are held out."""
    folder = tmp_path_factory.mktemp("boxes")
    names = write_meshes(folder / "meshes", 8)
    rows = [
        {"id": name, "captions": [f"a box, number {number}"], "category": "box", "split": ("train", "val")[number % 2]}
        for number, name in enumerate(names)
    ]
    captions = write_captions(folder / "captions.jsonl", rows)
    build_dataset(folder / "meshes", captions, folder / "data", BuildOptions(num_points=128, workers=1), progress=False)
    return folder / "data"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks of a few thousand weights."""
    two_stream = ("network.point_dim=16", "network.latent_dim=16", "network.latents=4", "network.head_dim=16",
                  "network.blocks=1", "network.latent_layers=1")  # fmt: skip
    unet = (
        "network.point_dim=8",
        "network.head_dim=16",
        "network.levels=2",
        "network.resolution=6",
        "network.layers=1",
    )
    monkeypatch.setitem(BACKBONES, "two_stream", two_stream)
    monkeypatch.setitem(BACKBONES, "point_voxel_unet", unet)


def timed(out: Path, points: int = 32, clouds: int = 4) -> None:
    """Write down that a step of a network takes a second, the U-Net's half of it."""
    out.mkdir()
    seconds = {"two_stream": 1.0, "point_voxel_unet": 0.5}
    known = {f"{name}, {clouds} clouds of {points} points": value for name, value in seconds.items()}
    (out / "seconds_of_a_step.json").write_text(json.dumps(known))


def compare(data: Path, out: Path) -> None:
    main(["compare", "--data", str(data), "--out", str(out), "--minutes", "0.1", "--shapes", "3", "--points", "32",
          "--clouds", "4", "--evaluations", "2", "4", "--samplers", "dpmpp_2m", "--processes", "edm", "flow",
          "--backbones", "two_stream", "point_voxel_unet"])  # fmt: skip


@pytest.mark.usefixtures("small")
def test_the_tables_are_made_and_the_second_time_only_read(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    timed(out)
    compare(data, out)
    first = capsys.readouterr().out
    assert (out / "tables.md").read_text() == first
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in first.splitlines() if line.startswith("|")]
    sampled = [row[:3] for row in rows if row[0] in PROCESSES]
    assert sampled == [
        [process, sampler, evaluations]
        for process in ("edm", "flow")
        for sampler in samplers_of(process, ["dpmpp_2m"])
        for evaluations in ("2", "4")
    ]
    seen = {row[0]: row[2] for row in rows if row[0] in BACKBONES}
    assert seen == {"two_stream": "24", "point_voxel_unet": "48"}  # six seconds: 6 and 12 steps of 4 clouds
    assert all(0 <= float(row[-2]) <= 1 for row in rows if row[0] in (*PROCESSES, *BACKBONES))

    def refuse(*_: Any) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("benchmarks.families.trained.build_denoiser_session", refuse)
    monkeypatch.setattr("benchmarks.families.scoring.sample_clouds", refuse)
    compare(data, out)
    assert capsys.readouterr().out == first


@pytest.mark.usefixtures("small")
def test_an_unfinished_training_is_finished(data: Path, tmp_path: Path) -> None:
    out, contender, training = tmp_path / "out", Contender("edm", "two_stream"), Training(0.1, 32, 4)
    timed(out)
    config = contender.experiment(training, 6, str(data), str(out))
    halted = replace(config, train=replace(config.train, max_minutes=1e-9))  # one step
    build_denoiser_session(halted).run()
    assert read_header(str(out / config.run / "model.safetensors")).recipe["steps"] == 1
    file = trained(contender, training, data, out)
    assert file == out / config.run / "model.safetensors"
    assert read_header(str(file)).recipe["steps"] == 6


@pytest.mark.usefixtures("small")
def test_a_network_is_timed_once(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, contender, training = tmp_path / "out", Contender("flow", "two_stream"), Training(0.1, 32, 4)
    clock = iter(range(0, 1000, 2))  # every reading is two seconds after the last
    monkeypatch.setattr("benchmarks.families.trained.time.process_time", lambda: next(clock))
    out.mkdir()
    file = trained(contender, training, data, out)
    assert json.loads((out / "seconds_of_a_step.json").read_text()) == {"two_stream, 4 clouds of 32 points": 2}
    assert read_header(str(file)).recipe["steps"] == 3
    read = next(clock)
    trained(Contender("vp", "two_stream"), training, data, out)
    assert next(clock) == read + 2


@pytest.mark.parametrize("name", sorted(SAMPLERS.keys() - {"parallel"}))  # which takes as many sweeps as it needs
@pytest.mark.parametrize("evaluations", [8, 16, 32])
def test_no_sampler_takes_more_evaluations_than_it_is_given(name: str, evaluations: int) -> None:
    calls = []

    def denoise(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        calls.append(sigma)
        return x / (1 + sigma**2)

    grid = FAMILIES["edm"].process.grid("karras", steps_of(name, evaluations))
    SAMPLERS[name](denoise, torch.randn(1, 4, 9) * grid[0], grid, draw_noise=SeededNoise([0]))
    assert evaluations - EVALUATIONS_OF_A_STEP.get(name, 1) <= len(calls) <= evaluations


@pytest.mark.parametrize("process", PROCESSES)
def test_a_contender_has_the_process_of_its_paper(process: str) -> None:
    config = Contender(process, "all_points").experiment(Training(1), 10, "d", "o")
    assert config.process == FAMILIES[process].process
    others = [
        Contender(process, "two_stream").experiment(Training(1), 10, "d", "o").run,
        Contender(process, "all_points").experiment(Training(1), 11, "d", "o").run,
        Contender(process, "all_points").experiment(Training(1, points=64), 10, "d", "o").run,
    ]
    assert config.run not in others
    assert Contender(process, "all_points").experiment(Training(1), 10, "e", "p").run == config.run


def test_true_shapes_score_best_and_others_worse(data: Path, tmp_path: Path) -> None:
    bench = Bench(ShapeDataset.load(data), 4, 64, tmp_path)
    exact = [bench.val.cloud(row).select(np.arange(64)) for row in bench.rows]
    best, mixed_up = bench.of_clouds(exact, 0.0), bench.of_clouds(exact[::-1], 0.0)
    assert best.matching < 1e-6 and best.accuracy == 0  # each has its twin in the other set
    assert best.f_score > 0.7  # half of the points stand for all
    assert best.f_score > mixed_up.f_score and best.chamfer < mixed_up.chamfer
    assert mixed_up.matching < 1e-6  # the same set
    broken = [PointCloud(np.full_like(cloud.xyz, np.nan), cloud.rgb, cloud.normals) for cloud in exact]
    worst = bench.of_clouds(broken, 0.0)
    assert worst.f_score == 0 and worst.accuracy == 1 and np.isfinite(worst.chamfer)


@pytest.mark.parametrize(("option", "words"), [("--minutes=0", "--minutes must be positive"),
                                               ("--shapes=1", "--shapes must be at least 2")])  # fmt: skip
def test_mistakes_are_told_in_a_sentence(data: Path, tmp_path: Path, option: str, words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        main(["compare", "--data", str(data), "--out", str(tmp_path), option])
