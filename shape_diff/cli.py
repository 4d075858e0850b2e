"""The command line. Heavy packages are imported inside the commands, so that --help is quick."""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shape_diff import __version__

if TYPE_CHECKING:
    from shape_diff.geometry import Mesh
    from shape_diff.outputs import SampleWriter
    from shape_diff.pipeline import Pipeline, Sample
    from shape_diff.sampling import SamplingSettings

INTERRUPTED = 130
"""Exit code after Ctrl-C, 128 + SIGINT."""

app = typer.Typer(
    help="Text to coloured, oriented 3D point clouds and meshes by diffusion.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
data_app = typer.Typer(help="Make training data.", no_args_is_help=True)
app.add_typer(data_app, name="data")


def _say(text: str) -> None:
    """A line for people, on standard error; standard output is for --json."""
    typer.echo(text, err=True)


@app.command()
def generate(
    prompts: Annotated[list[str], typer.Argument(help="What to make, one object each, in quotes.")],
    count: Annotated[int, typer.Option("-n", "--count", help="Samples of each prompt.")] = 1,
    points: Annotated[int, typer.Option(help="Points of each cloud; time grows linearly with it.")] = 4096,
    seed: Annotated[int, typer.Option(help="Seed of the first sample; sample k of a prompt has seed + k.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("outputs"),
    formats: Annotated[str, typer.Option(help="Further mesh formats besides obj, e.g. 'glb,stl,ply'.")] = "",
    steps: Annotated[int, typer.Option(help="Steps of the sampler; fewer is faster.")] = 32,
    guidance: Annotated[float, typer.Option(help="Guidance scale: 1 is none; higher follows the prompt more.")] = 2.0,
    guidance_interval: Annotated[
        tuple[float, float], typer.Option(help="Noise levels (low high) between which guidance acts.")
    ] = (0.0, float("inf")),
    negative: Annotated[str, typer.Option(help="What to keep away from.")] = "",
    sampler: Annotated[str, typer.Option(help="euler, heun, ddim, ddpm, dpmpp_2m or dpmpp_2m_sde.")] = "dpmpp_2m",
    model: Annotated[str, typer.Option(help="A shipped model's name or a .safetensors file.")] = "text",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    mesh: Annotated[bool, typer.Option("--mesh/--no-mesh", help="Also reconstruct a mesh.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest of all samples on stdout.")] = False,
) -> None:
    """Generate clouds and meshes from prompts.

    For each sample: NAME.points.ply, NAME.obj, NAME.png (a preview) and NAME.json (settings and mesh report).

    Exit code 0: all is there. 1: all clouds are there, but some have no closed surface and so no mesh; "mesh_error"
    in their NAME.json says why. 2: a mistake in the command, or a file that cannot be written. 130: stopped by Ctrl-C;
    samples finished before are kept.

    Example: shape-diff generate "a red mushroom with white spots" -n 2 --seed 7 --formats glb
    """
    from shape_diff.allocation import keep_freed_memory
    from shape_diff.conditioning.text import check_prompt
    from shape_diff.outputs import SampleWriter, check_formats, check_writable
    from shape_diff.pipeline import Pipeline, check_counts
    from shape_diff.precision import describe_device
    from shape_diff.sampling import SamplingSettings

    wanted = check_formats(formats)
    settings = SamplingSettings(
        points=points, steps=steps, sampler=sampler, guidance=guidance, guidance_interval=guidance_interval
    )
    prompts = [check_prompt(prompt) for prompt in prompts]
    negative = check_prompt(negative) if negative.strip() else ""
    check_counts(count, seed)
    check_writable(out)
    keep_freed_memory()
    pipeline = Pipeline.load(model, device)
    where = describe_device(pipeline.device)
    _say(f"device: {where}; model: {pipeline.model.name}")
    writer = SampleWriter(out, pipeline, settings, negative, wanted, where)
    manifests = _generate_all(pipeline, writer, prompts, count, seed, settings, negative, mesh)
    for manifest in manifests:
        _say(f"{out / manifest['name']}: {_summary(manifest)}")
    if as_json:
        typer.echo(json.dumps(manifests, indent=2, ensure_ascii=False))
    if any(manifest["mesh_error"] for manifest in manifests):
        raise typer.Exit(1)


def _generate_all(
    pipeline: "Pipeline", writer: "SampleWriter", prompts: list[str], count: int, seed: int,
    settings: "SamplingSettings", negative: str, with_mesh: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """Sample, mesh and write prompt by prompt, under one progress bar."""
    from tqdm import tqdm

    finish = max(1, settings.steps // 4)  # a mesh with its files takes about this many sampler steps
    manifests = []
    total = len(prompts) * count * (settings.steps + finish)
    layout = "{desc} {percentage:3.0f}%|{bar}| {elapsed}<{remaining}"
    with tqdm(total=total, desc="generating", bar_format=layout, disable=not sys.stderr.isatty()) as bar:
        for prompt in prompts:
            bar.set_description(prompt[:40])
            start, before = time.perf_counter(), int(bar.n)

            def on_step(done: int, of: int, before: int = before) -> None:
                bar.update(before + done * count * settings.steps // of - bar.n)

            samples = pipeline.generate(prompt, count, seed, settings, negative, on_step)
            sampling = (time.perf_counter() - start) / count
            for sample in samples:
                start = time.perf_counter()
                mesh, mesh_error = _mesh_of(pipeline, sample) if with_mesh else (None, None)
                timings = {"sampling": sampling, "reconstruction": time.perf_counter() - start}
                manifests.append(writer.write(sample, mesh, timings, mesh_error))
                bar.update(finish)
    return manifests


def _mesh_of(pipeline: "Pipeline", sample: "Sample") -> "tuple[Mesh | None, str | None]":
    """The mesh of a sample, or why it has none: the cloud of a weak model may enclose nothing."""
    try:
        return pipeline.reconstruct(sample.cloud), None
    except ValueError as error:
        return None, str(error)


def _summary(manifest: dict[str, Any]) -> str:
    """One line on a sample: its files, and its mesh in numbers."""
    files = ", ".join(file.removeprefix(manifest["name"]) for file in manifest["files"].values())
    mesh = manifest["mesh"]
    if manifest["mesh_error"]:
        return f"{files}; no mesh: {manifest['mesh_error']}"
    if mesh is None:
        return files
    return f"{files}; {_mesh_summary(mesh)}"


def _mesh_summary(report: dict[str, Any]) -> str:
    closed = "watertight" if report["watertight"] else "not watertight"
    return f"{report['faces']:,} faces, {closed}, {report['components']} component(s)"


@app.command()
def reconstruct(
    cloud: Annotated[Path, typer.Argument(help="A ply, xyz or npz cloud; normals and colours are used if there.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The mesh to write: obj, ply, glb or stl.")],
    resolution: Annotated[int, typer.Option(help="Grid cells along a side; more keeps finer detail.")] = 128,
    as_json: Annotated[bool, typer.Option("--json", help="Print the mesh report on stdout.")] = False,
) -> None:
    """Turn a point cloud into a closed, coloured mesh, in the cloud's coordinates.

    Example: shape-diff reconstruct scan.ply -o scan.glb
    """
    from shape_diff.geometry.cloud_files import read_cloud
    from shape_diff.geometry.export import mesh_writer, write_mesh
    from shape_diff.geometry.mesh_report import mesh_report
    from shape_diff.reconstruction.methods import reconstruct as surface_of
    from shape_diff.reconstruction.options import ReconstructionOptions

    mesh_writer(out)  # a wrong suffix is said before the work
    points = read_cloud(cloud)
    mesh = surface_of(points, options=ReconstructionOptions(resolution=resolution))
    write_mesh(mesh, out)
    report = mesh_report(mesh, points).as_dict()
    _say(f"{out}: {_mesh_summary(report)}")
    if as_json:
        typer.echo(json.dumps(report, indent=2))


@app.command()
def info() -> None:
    """Version, device, models and optional parts."""
    import torch

    from shape_diff.model_file import load_model, shipped_models
    from shape_diff.optional_parts import optional_parts
    from shape_diff.precision import describe_device, resolve_device

    typer.echo(f"shape-diff {__version__}, PyTorch {torch.__version__}, Python {sys.version.split()[0]}")
    typer.echo(f"device: {describe_device(resolve_device('auto'))}")
    for name, path in shipped_models().items():
        loaded = load_model(str(path), torch.device("cpu"))
        size = sum(p.numel() for p in loaded.denoiser.parameters()) / 1e6
        typer.echo(f"model: {name} ({size:.1f}M parameters, sha256 {loaded.sha256[:12]}, {path})")
    if not shipped_models():
        typer.echo("model: none shipped; train one with shape-diff train")
    for part in optional_parts():
        typer.echo(f"{part.name}: {'found' if part.found else 'missing'} ({part.purpose}; {part.remedy})")


@app.command()
def train(
    overrides: Annotated[
        list[str], typer.Argument(help="experiment=NAME and settings, e.g. data=DATA train.lr=1e-3 run=first")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the resolved configuration and stop.")] = False,
) -> None:
    """Train a model. The same command continues a run that was stopped, by Ctrl-C or otherwise.

    Example: shape-diff train experiment=smoke data=DATA

    Results go to runs/NAME: model.safetensors, metrics.jsonl, samples/*.png and TensorBoard files.
    """
    from shape_diff.config import as_plain, load_experiment

    config = load_experiment(overrides)
    if dry_run:
        typer.echo(json.dumps(as_plain(config), indent=2))
        return
    from shape_diff.build import build_session
    from shape_diff.precision import describe_device

    session = build_session(config)
    _say(f"device: {describe_device(session.trainer.device)}; run folder: {session.folder.path}")
    session.run()
    _say(f"{session.trainer.step} steps done; model: {session.folder.model}")


@data_app.command("build")
def data_build(
    meshes: Annotated[Path, typer.Argument(help="Folder of obj, ply, glb, gltf, stl or off files.")],
    out: Annotated[Path, typer.Option(help="Folder for the data set.")],
    captions: Annotated[
        Path | None, typer.Option(help="captions.jsonl; file names are the captions without it.")
    ] = None,
    points: Annotated[int, typer.Option(help="Surface samples of each shape.")] = 4096,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    seed: Annotated[int, typer.Option(help="Seed of the sampling.")] = 0,
) -> None:
    """Turn a folder of meshes and captions into training data.

    The same command continues a build that was stopped. report.md says what was skipped and why; contact_sheet.png
    shows what was understood.
    """
    from shape_diff.data.builder import BuildOptions, build_dataset

    report = build_dataset(meshes, captions, out, BuildOptions(num_points=points, workers=workers, seed=seed))
    _say(f"{report.num_shapes} shapes built, {len(report.skipped)} skipped; see {out / 'report.md'}")


def main() -> None:
    """Run the command line: mistakes become one sentence and exit code 2, Ctrl-C exit code 130."""
    try:
        code = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None or os.environ.get("SHAPE_DIFF_DEBUG"):
            raise
        if sentence:
            _say(f"error: {' '.join(sentence.split())}")
        sys.exit(2)
    if code == INTERRUPTED:
        _say("stopped by Ctrl-C; what was finished is kept")
    sys.exit(code)


def _sentence(error: Exception) -> str | None:
    """What a user needs to know of a mistake or a full disk; None for errors of the program itself."""
    if hasattr(error, "format_message"):  # wrong usage, found by typer, which exports no class for it
        text = error.format_message()  # empty where help has been shown instead
        return text and f"{text.rstrip('.')}; see shape-diff --help"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'a file cannot be read or written'}: {error.strerror}"
    if isinstance(error, MemoryError) or "allocate memory" in str(error) or "out of memory" in str(error):
        return f"there is not enough memory for this; ask for fewer points ({error})"
    return str(error) if isinstance(error, (ValueError, OSError)) else None


if __name__ == "__main__":
    main()
