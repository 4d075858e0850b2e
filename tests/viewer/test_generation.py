"""Generating in a thread, with a real model of random weights."""

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tiny_model import write_tiny_code_model, write_tiny_model

from shape_diff.generation.request import Request
from shape_diff_viewer.generation import GenerationJob, Generator

SECONDS = 120
QUICK = Request("a cup", seed=4, with_mesh=False, keep_steps=True)


def asked(prompt: str = "a cup", **sampling: Any) -> Request:
    return Request(prompt, sampling=sampling, with_mesh=False)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture
def generator(model: Path, tmp_path: Path) -> Generator:
    return Generator(tmp_path / "outputs", str(model), "cpu")


def finished(job: GenerationJob) -> GenerationJob:
    assert job.wait(SECONDS)
    return job


def test_a_request_becomes_a_saved_sample_with_its_run(generator: Generator) -> None:
    job = finished(generator.start(QUICK))
    assert job.error is None and not job.cancelled
    assert (job.progress, job.message) == (1.0, "done")
    (made,) = job.results
    assert (made.title, made.info["seed"], made.info["settings"]["steps"]) == ("a cup", 4, 3)
    assert set(made.info["timings_s"]) == {"sampling", "reconstruction"}
    shape = made.load()
    assert shape.cloud is not None and shape.trajectory is not None and len(shape.trajectory) == 4
    assert {path.name for path in generator.folder.iterdir()} == {
        "a-cup.s4.json", "a-cup.s4.png", "a-cup.s4.points.ply", "a-cup.s4.steps.npz"
    }  # fmt: skip


def test_a_cloud_without_a_surface_is_a_sample_that_says_so(generator: Generator) -> None:
    job = finished(generator.start(Request("a cup", sampling={"points": 20, "steps": 2})))
    assert job.error is None
    (made,) = job.results
    shape = made.load()
    manifest = json.loads((generator.folder / f"{made.name}.json").read_text())
    assert shape.trajectory is None
    assert (shape.mesh is None) == (manifest["mesh_error"] is not None)


def test_progress_only_grows_and_the_model_is_loaded_once(generator: Generator) -> None:
    job = GenerationJob(asked(steps=8), generator)
    seen: list[float] = []
    original = job._on_step

    def on_step(done: int, total: int) -> None:
        original(done, total)
        seen.append(job.progress)

    job._on_step = on_step  # type: ignore[method-assign]
    job.start()
    finished(job)
    assert seen == sorted(seen) and len(seen) == 8 and 0 < seen[0] < seen[-1] <= 1
    loaded = generator.pipeline()
    finished(generator.start(QUICK))
    assert generator.pipeline() is loaded


def test_cancelling_stops_soon_and_leaves_nothing(generator: Generator) -> None:
    generator.pipeline()
    job = GenerationJob(asked(steps=5000), generator)
    started = threading.Event()
    original = job._on_step

    def on_step(done: int, total: int) -> None:
        started.set()
        original(done, total)

    job._on_step = on_step  # type: ignore[method-assign]
    job.start()
    assert started.wait(SECONDS)
    assert not job.finished
    job.cancel()
    finished(job)
    assert job.cancelled and job.results == [] and job.error is None and job.message == "cancelled"
    assert job.progress < 0.8
    assert list(generator.folder.iterdir()) == []
    assert finished(generator.start(QUICK)).results, "the next request is fulfilled"


def test_jobs_take_turns_and_a_waiting_one_can_be_cancelled(generator: Generator) -> None:
    with generator.turn:
        waiting, second = generator.start(QUICK), generator.start(asked("a hat", steps=2))
        assert not waiting.wait(0.05) and waiting.message == "waiting"
        waiting.cancel()
    assert finished(waiting).cancelled
    assert finished(second).results


def test_several_samples_come_one_by_one_with_seeds_of_their_own(generator: Generator) -> None:
    request = replace(QUICK, count=3)
    job = GenerationJob(request, generator)
    seen: list[tuple[int, float]] = []
    original = job._on_step

    def on_step(done: int, total: int) -> None:
        original(done, total)
        seen.append((len(job.results), job.progress))

    job._on_step = on_step  # type: ignore[method-assign]
    job.start()
    finished(job)
    assert [item.info["seed"] for item in job.results] == [4, 5, 6] and job.error is None
    assert [made for made, _ in seen] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [progress for _, progress in seen] == sorted(progress for _, progress in seen)


def test_a_job_that_was_not_started_is_not_finished(generator: Generator) -> None:
    assert not GenerationJob(QUICK, generator).finished


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (asked(""), "prompt"), (Request("a cup", seed=-1), "seed"), (asked(points=0), "points"),
        (asked(steps=0), "step"), (asked(sampler="magic"), "magic"), (asked(guidance=-1.0), "guidance"),
        (asked(speed=3), "no setting 'speed'"),
        (Request("a cup", count=65), "at most 64 samples at once"),
    ],
)  # fmt: skip
def test_wrong_requests_are_refused_before_the_thread(generator: Generator, request_: Request, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        generator.start(request_)
    assert not generator.folder.exists()


def test_a_missing_model_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no model file .*missing\.safetensors$"):
        Generator(tmp_path, str(tmp_path / "missing.safetensors"), "cpu").start(QUICK)


def test_a_folder_that_cannot_be_made_is_a_sentence(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    job = finished(Generator(tmp_path / "file" / "outputs", str(model), "cpu").start(QUICK))
    assert job.error is not None and "cannot write to the output folder" in job.error


def test_models_with_shape_codes_make_samples_too(tmp_path: Path) -> None:
    model = write_tiny_code_model(tmp_path / "codes.safetensors")
    generator = Generator(tmp_path / "outputs", str(model), "cpu")
    job = finished(generator.start(asked(points=40, steps=2)))
    assert job.error is None
    (made,) = job.results
    assert made.info["settings"]["points"] == 40 and len(made.load().cloud or ()) == 40


def test_the_model_that_is_the_default_can_be_asked(tmp_path: Path) -> None:
    generator = Generator(tmp_path / "outputs")
    assert generator.settings(asked(points=40)).as_plain() == generator.recommended() | {"points": 40}
