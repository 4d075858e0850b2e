"""Every command as a process, and what users do wrong: one sentence, exit code 2, nothing lost."""

import inspect
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image
from safetensors.torch import save_file
from tiny_model import write_tiny_model

import shape_diff
import shape_diff.generation.pipeline
from shape_diff.app.cli import main
from shape_diff.app.commands.evaluate import evaluate
from shape_diff.app.commands.generate import generate
from shape_diff.diffusion.samplers import SAMPLERS
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.models.finding import DEFAULT_MODEL, recommended, shipped_models
from shape_diff.models.model import load_model
from shape_diff.reconstruction.mesh_options import DEFAULT_FACES

SMOKE_MESHES = Path(__file__).parents[2] / "assets" / "smoke_meshes"
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
FAST = ("--points", "64", "--steps", "2")
TINY_RUN = (
    "experiment=smoke", "run=tiny", "limit=2", "prompts=[a barrel]", "network.point_dim=32", "network.latent_dim=64",
    "network.head_dim=32", "network.latents=8", "network.blocks=1", "batches.size=2", "batches.points=32",
    "train.log_every=1", "train.save_every=5", "train.sample_every=1000", "train.warmup=2",
)  # fmt: skip


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "shape_diff", *map(str, arguments)]


def process(*arguments: object, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=300, env=ENVIRONMENT, preexec_fn=before
    )


def start(*arguments: object) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command(*arguments), text=True, env=ENVIRONMENT, **pipes)  # type: ignore[call-overload]


def wait_until(condition: Callable[[], bool], running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 240
    while not condition():
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def small_files_only() -> None:
    """Writing more than 20 kB fails from now on, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")


@pytest.fixture(scope="module")
def built_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smoke meshes, built by the command itself."""
    out = tmp_path_factory.mktemp("data") / "smoke"
    captions = SMOKE_MESHES / "captions.jsonl"
    done = process("data", "build", SMOKE_MESHES, "--captions", captions, "--out", out, "--points", 256, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "8 shapes built, 0 skipped" in done.stderr
    return out


@pytest.fixture
def run_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """The command line within this process, for mistakes: exit code and standard error."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["shape-diff", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        captured = capsys.readouterr()
        assert captured.out == ""
        assert isinstance(caught.value.code, int)
        return caught.value.code, captured.err

    return run


def assert_one_sentence(result: tuple[int, str], *words: str) -> None:
    code, err = result
    assert code == 2, err
    assert err.startswith("error: ") and err.endswith("\n") and err.count("\n") == 1, err
    assert "Traceback" not in err
    for word in words:
        assert word in err


def test_help_is_quick_and_lists_the_commands() -> None:
    done = process("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("generate", "view", "info", "train", "data"))
    assert process("generate", "--help").stdout.count("Exit code 0") == 1


@pytest.mark.slow
def test_generate_writes_everything_and_json_is_pure(model: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    done = process("generate", "../../etc/passwd 😀", "--model", model, *FAST, "--out", out,
                   "--formats", "obj,glb,ply,stl", "--seed", 7, "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("device: ")
    (manifest,) = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (manifest["prompt"], manifest["seed"]) == ("../../etc/passwd 😀", 7)
    files = manifest["files"]
    assert set(files) == {"points", "obj", "glb", "ply", "stl", "preview"}
    assert sorted(p.name for p in out.iterdir()) == sorted([*files.values(), f"{manifest['name']}.json"])
    assert list(tmp_path.iterdir()) == [tmp_path / "deep"]
    assert len(read_cloud(out / files["points"])) == 64
    for suffix in ("obj", "ply", "stl"):
        assert len(trimesh.load_mesh(out / files[suffix], process=False).faces) == manifest["mesh"]["faces"]
    textured = trimesh.load_mesh(out / files["glb"], process=False)
    assert isinstance(textured.visual, trimesh.visual.TextureVisuals)
    assert 0.99 * DEFAULT_FACES <= len(textured.faces) <= DEFAULT_FACES  # an edge collapse takes two faces or more
    assert textured.bounds[0][1] == pytest.approx(0, abs=1e-6), "it stands on the ground"
    with Image.open(out / files["preview"]) as picture:
        picture.verify()
    assert set(manifest["timings_s"]) == {"sampling", "reconstruction"}


@pytest.mark.slow
def test_generate_is_repeatable_between_processes(model: Path, tmp_path: Path) -> None:
    for name, prompts in (("one", ["CON"]), ("two", ["a cup", "CON"])):
        done = process("generate", *prompts, "--model", model, *FAST, "--out", tmp_path / name, "--no-mesh")
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
    (cloud,) = (tmp_path / "one").glob("*.points.ply")
    assert cloud.name.startswith("con-")
    assert cloud.read_bytes() == (tmp_path / "two" / cloud.name).read_bytes()
    assert not list((tmp_path / "one").glob("*.glb"))


def test_a_cloud_without_surface_is_kept(
    model: Path, tmp_path: Path, run_main: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def encloses_nothing(*_: object) -> None:
        raise ValueError("the normals of the points enclose no volume")

    monkeypatch.setattr("shape_diff.generation.pipeline.reconstruct", encloses_nothing)
    code, err = run_main("generate", "a cup", "a hat", "--model", model, *FAST, "--out", tmp_path)
    assert code == 1
    assert err.count("no mesh: the normals of the points enclose no volume") == 2
    for name in ("a-cup.s0", "a-hat.s0"):
        manifest = json.loads((tmp_path / f"{name}.json").read_text())
        assert manifest["mesh"] is None and "enclose no volume" in manifest["mesh_error"]
        assert all((tmp_path / file).is_file() for file in manifest["files"].values())


def test_what_was_made_before_ctrl_c_is_kept(
    model: Path, tmp_path: Path, run_main: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = shape_diff.generation.batches.sample_clouds, []

    def interrupted(*arguments: object) -> object:
        if made:
            raise KeyboardInterrupt
        made.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shape_diff.generation.batches, "sample_clouds", interrupted)
    code, err = run_main("generate", "a cup", "--model", model, *FAST, "--out", tmp_path, "-n", 4, "--no-mesh")
    assert code == 130 and "what was finished is kept" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-cup.s0.json", "a-cup.s0.png", "a-cup.s0.points.ply"]


@pytest.mark.parametrize("by_a_library", [False, True])
def test_an_error_of_the_program_is_not_blamed_on_the_user(
    model: Path, tmp_path: Path, run_main: Callable, monkeypatch: pytest.MonkeyPatch, by_a_library: bool
) -> None:
    """Whether a ValueError comes from a library or another exception from anywhere."""

    def broken(*_: object) -> object:
        return np.stack([]) if by_a_library else {}["gone"]

    monkeypatch.setattr(shape_diff.generation.batches, "sample_clouds", broken)
    arguments = ("generate", "a cup", "--model", model, *FAST, "--out", tmp_path)
    code, err = run_main(*arguments)
    assert code == 70 and "error of shape-diff itself: " in err and "--debug" in err and "Traceback" not in err
    monkeypatch.setenv("SHAPE_DIFF_DEBUG", "")
    with pytest.raises((ValueError, KeyError)):
        run_main("--debug", *arguments)


def test_info_names_version_device_and_models() -> None:
    done = process("info")
    assert done.returncode == 0, done.stderr
    for word in (shape_diff.__version__, f"PyTorch {torch.__version__}", "device: ", "model: ", "open3d: "):
        assert word in done.stdout
    for name, path in shipped_models().items():
        pictures = load_model(str(path), torch.device("cpu")).image_encoder is not None
        default = ", the default" if name == DEFAULT_MODEL else ""
        assert f"model: {name}{default} (takes text{' and pictures' if pictures else ''}, " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["nothing to make", "--image"]),
        ([""], ["prompt is empty"]),
        (["a cup", "  "], ["prompt is empty"]),
        (["x" * 10_000], ["10,000 characters"]),
        (["a cup", "--negative", "x" * 10_000], ["10,000 characters"]),
        (["a cup", "-n", "0"], ["count must be at least 1"]),
        (["a cup", "-n", "-2"], ["count must be at least 1"]),
        (["a cup", "-n", "two"], ["--count"]),
        (["a cup", "--points", "0"], ["points must be between"]),
        (["a cup", "--points", "-5"], ["points must be between"]),
        (["a cup", "--steps", "0"], ["steps must be at least 1"]),
        (["a cup", "--steps", "-1"], ["steps must be at least 1"]),
        (["a cup", "--seed", "-1"], ["seed must be between"]),
        (["a cup", "--guidance", "-1"], ["guidance must be between"]),
        (["a cup", "--guidance-interval", "2", "1"], ["guidance interval"]),
        (["a cup", "--sampler", "magic"], ["unknown sampler 'magic'", "euler, heun, ddim, ddpm, dpmpp_2m"]),
        (["a cup", "--formats", "fbx"], ["unknown format 'fbx'", "obj, ply, glb, stl"]),
        (["a cup", "--faces", "many"], ["number of triangles or full", "'many'"]),
        (["a cup", "--faces", "3"], ["at least 4"]),
        (["a cup", "--size-m", "0.8", "--height-mm", "3"], ["give one size", "--size-m and --height-mm"]),
        (["a cup", "--size-m", "0"], ["metres above 0"]),
        (["a cup", "--origin", "top"], ["base, centre or keep"]),
        (["a cup", "--look", "round"], ["smooth or low-poly"]),
        (["a cup", "--lods", "-1"], ["from 0 to 8"]),
        (["a cup", "--method", "magic"], ["no reconstruction method 'magic'"]),
        (["a cup", "--device", "tpu"], ["unknown device 'tpu'", "auto, cpu, cuda"]),
        (["a cup", "--model", "nope"], ["unknown model 'nope'", ".safetensors"]),
        (["a cup", "--model", "gone.safetensors"], ["no model file gone.safetensors"]),
        (["a cup", "--colour", "red"], ["No such option", "--colour"]),
    ],
)
def test_mistakes_in_generate(arguments: list[str], words: list[str], run_main: Callable, tmp_path: Path) -> None:
    assert_one_sentence(run_main("generate", *arguments, "--out", tmp_path / "out"), *words)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
def test_cuda_where_there_is_none(tmp_path: Path, model: Path) -> None:
    done = process("generate", "a cup", "--device", "cuda", "--model", model, "--out", tmp_path)
    assert_one_sentence((done.returncode, done.stderr), "'cuda'", "0 CUDA devices")


@pytest.mark.parametrize("kind", ["empty", "truncated", "foreign", "pickle", "misfit"])
def test_bad_checkpoints(kind: str, model: Path, tmp_path: Path, run_main: Callable) -> None:
    path, content = tmp_path / "bad.safetensors", model.read_bytes()
    path.write_bytes(b"" if kind == "empty" else content[: len(content) // 2])
    if kind == "foreign":
        save_file({"weight": torch.zeros(2)}, path)
    elif kind == "pickle":
        torch.save({"weight": torch.zeros(2)}, path)
    elif kind == "misfit":
        path.write_bytes(content.replace(rb"\"latents\": 8", rb"\"latents\": 9"))
    word = {"foreign": "not a shape_diff model", "misfit": "do not fit"}.get(kind, "is not a readable file")
    assert_one_sentence(run_main("generate", "a cup", "--model", path, "--out", tmp_path / "out"), word)


@pytest.mark.parametrize("folder", ["/dev/full/x", "/proc/nothing", "FILE", "FILE/below", "x" * 300, "a\0b"])
def test_unwritable_output_folders(folder: str, tmp_path: Path, run_main: Callable) -> None:
    (tmp_path / "file").touch()
    out = folder.replace("FILE", str(tmp_path / "file"))
    assert_one_sentence(run_main("generate", "a cup", "--out", out))


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_written(model: Path, tmp_path: Path) -> None:
    done = process("generate", "a cup", "--model", model, *FAST, "--out", tmp_path, before=small_files_only)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("error: ") and f"to {tmp_path}: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_ctrl_c_while_modules_are_imported() -> None:
    """Libraries that are half loaded swallow it or fail in words of their own."""
    code = (
        "import os, signal, sys\n"
        "from importlib.abc import Loader, MetaPathFinder\n"
        "from importlib.machinery import ModuleSpec\n"
        "class Pressing(Loader):\n"
        "    def exec_module(self, module):\n"
        "        try:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "            print('went on')\n"
        "        except BaseException:\n"
        "            print('swallowed')\n"
        "class Finding(MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        return ModuleSpec(name, Pressing()) if name == 'torch' else None\n"
        "sys.meta_path.insert(0, Finding())\n"
        "sys.argv = ['shape-diff', 'generate', 'a cup', '--steps', '1']\n"
        "from shape_diff.app.starting import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped by Ctrl-C; what was finished is kept\n")


@pytest.mark.slow
def test_ctrl_c_in_generate(model: Path, tmp_path: Path) -> None:
    running = start(
        "generate", "a cup", "-n", 1000, "--model", model, *FAST, "--steps", 200, "--out", tmp_path, "--no-mesh"
    )
    assert running.stderr is not None
    assert running.stderr.readline().startswith("device: ")
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (out, err.strip().splitlines()[-1]) == ("", "stopped by Ctrl-C; what was finished is kept")
    assert "Traceback" not in err
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["say what to train, as in: shape-diff train experiment=smoke"]),
        (
            ["experiment=nope"],
            ["unknown experiment 'nope'", "lowpoly_pictures, lowpoly_unet, prior, scorer, smoke"],
        ),
        (["experiment=smoke", "train.speed=3"], ["no setting 'train.speed'", "max_minutes"]),
        (["experiment=smoke", "train.steps=-3"], ["train.steps must be at least 1"]),
        (["experiment=smoke", "train.lr=fast"], ["train.lr=fast"]),
        (["experiment=smoke", "device=tpu"], ["unknown device 'tpu'"]),
        (["experiment=smoke", "process.noise.distribution=gamma"], ["gamma", "lognormal, cosine"]),
        (["experiment=smoke", "data=/nowhere"], ["/nowhere", "data build"]),
        (["experiment=lowpoly_cpu"], ["'data' is missing"]),
    ],
)
def test_mistakes_in_train(arguments: list[str], words: list[str], run_main: Callable, tmp_path: Path) -> None:
    assert_one_sentence(run_main("train", *arguments, *([f"runs_folder={tmp_path}"] if arguments else [])), *words)
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_a_file(model: Path, tmp_path: Path, run_main: Callable) -> None:
    (tmp_path / "cloud.xyz").write_text("0 0 0\n1 0 0\n0 1 0\n0 0 1\n1 1 0.5\n")
    assert_one_sentence(run_main("generate", "a cup", "--settings", tmp_path), f"{tmp_path} is a folder; name a file")
    assert_one_sentence(
        run_main("edit", tmp_path / "cloud.xyz", "--points", tmp_path, "--model", model), "is a folder; name a file"
    )


def test_what_is_adapted_must_be_said(run_main: Callable) -> None:
    assert_one_sentence(run_main("adapt"), "say what style to learn, as in: shape-diff adapt data=MINE")


def test_mistakes_in_data_build(tmp_path: Path, run_main: Callable) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_sentence(run_main("data", "build", tmp_path / "empty", "--out", tmp_path / "out"), "empty")
    assert_one_sentence(run_main("data", "build", tmp_path / "gone", "--out", tmp_path / "out"), "gone")
    assert_one_sentence(run_main("data", "build", SMOKE_MESHES, "--out", tmp_path / "o", "--points", 0), "positive")


def test_unknown_commands(run_main: Callable) -> None:
    assert_one_sentence(run_main("paint"), "No such command 'paint'")


def test_the_help_names_every_sampler() -> None:
    """The command does not import PyTorch to list them, so the list is written out."""
    (option,) = inspect.signature(generate).parameters["sampler"].annotation.__metadata__
    assert set(SAMPLERS) <= set(re.findall(r"\w+", option.help))


def test_dry_run_prints_pure_json() -> None:
    done = process("train", "experiment=smoke", "train.lr=0.5", "--dry-run")
    assert done.returncode == 0, done.stderr
    config = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (config["run"], config["train"]["lr"], config["limit"]) == ("smoke", 0.5, 8)


def losses(folder: Path) -> dict[int, float]:
    rows = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    steps = [row["step"] for row in rows if "loss" in row]
    assert steps == list(range(1, len(steps) + 1)), "a step is missing or there twice"
    return {row["step"]: row["loss"] for row in rows if "loss" in row}


@pytest.mark.slow
def test_train_survives_sigkill_and_ctrl_c(built_data: Path, tmp_path: Path) -> None:
    """One run in three parts, killed and interrupted, against one that was left alone."""

    def arguments(folder: str) -> tuple[str, ...]:
        return "train", *TINY_RUN, f"data={built_data}", f"runs_folder={tmp_path / folder}", "train.steps=120"

    def logged(at_least: int) -> bool:
        return metrics.exists() and len(metrics.read_text().splitlines()) >= at_least

    run = tmp_path / "stopped" / "tiny"
    metrics = run / "metrics.jsonl"
    for sign, at_least in ((signal.SIGKILL, 13), (signal.SIGINT, 40)):
        running = start(*arguments("stopped"))
        wait_until(lambda at_least=at_least: logged(at_least), running)  # type: ignore[misc]
        running.send_signal(sign)
        _, err = running.communicate(timeout=120)
        assert running.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}[sign]
        assert "Traceback" not in err
    assert err.strip().splitlines()[-1] == "stopped by Ctrl-C; what was finished is kept"
    assert 40 <= len(losses(run)) < 120
    assert load_model(str(run / "model.safetensors"), torch.device("cpu")).recipe["steps"] == len(losses(run))
    for folder in ("stopped", "whole"):
        done = process(*arguments(folder))
        assert done.returncode == 0, done.stderr
    whole = tmp_path / "whole" / "tiny"
    assert losses(run) == losses(whole)
    assert np.mean([losses(run)[s] for s in range(91, 121)]) < np.mean([losses(run)[s] for s in range(1, 31)])
    assert list((run / "samples").glob("*.png")) and list((run / "tensorboard").iterdir())


@pytest.mark.slow
def test_train_refuses_changed_settings_and_full_disks(built_data: Path, tmp_path: Path, run_main: Callable) -> None:
    arguments = ("train", *TINY_RUN, f"data={built_data}", f"runs_folder={tmp_path}", "train.steps=1")
    done = process(*arguments, before=small_files_only)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("error: ") and "Traceback" not in done.stderr
    assert not (tmp_path / "tiny" / "model.safetensors").exists()
    done = process(*arguments)
    assert done.returncode == 0, done.stderr
    assert_one_sentence(run_main(*arguments, "train.lr=0.5", "batches.size=3"), "batches.size, train.lr", "run=NAME")


@pytest.mark.parametrize("command", [generate, evaluate])
def test_the_commands_leave_settings_to_the_model(command: Callable) -> None:
    """Its name alone stands twice, because reading the library's would make --help slower."""
    defaults = {name: parameter.default for name, parameter in inspect.signature(command).parameters.items()}
    unset = {name for name in recommended() if name in defaults and defaults[name] is None}
    assert {"steps", "guidance"} <= unset
    assert defaults["model"] == DEFAULT_MODEL
