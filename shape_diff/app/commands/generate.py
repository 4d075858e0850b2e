"""Prompts and pictures to files."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shape_diff.app.commands.adapters import Adapters, with_adapters
from shape_diff.app.commands.mesh_arguments import mesh_options, takes_mesh_options
from shape_diff.app.commands.writing import summary, written
from shape_diff.machine.messages import say
from shape_diff.models.finding import DEFAULT_MODEL

if TYPE_CHECKING:
    from shape_diff.diffusion.rewards import Reward
    from shape_diff.generation.outputs import SampleWriter
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.repeating import Recorded
    from shape_diff.generation.request import Request
    from shape_diff.pictures.preparing import PreparedPicture


@takes_mesh_options
def generate(
    mesh_arguments: dict[str, Any],
    prompts: Annotated[
        list[str] | None, typer.Argument(help="What to make, one object each, in quotes; not needed with --image.")
    ] = None,
    prompt_file: Annotated[
        Path | None,
        typer.Option("--prompts", metavar="FILE", help="Also make what a text file says, a prompt a line; - is stdin."),
    ] = None,
    repeat: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="NAME.json",
            help="Make a sample again: its prompt, seed and sampling, where nothing else is given.",
        ),
    ] = None,
    image: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="A picture of the object; given several times, up to 4 views of ONE object. A prompt beside it says"
            " more about the same object.",
        ),
    ] = None,
    matte: Annotated[
        str,
        typer.Option(
            help="How a background is removed: border (one colour), rembg (a network, if installed), none, or auto:"
            " the picture's own transparency, else rembg, else border."
        ),
    ] = "auto",
    save_input: Annotated[
        bool, typer.Option("--save-input", help="Also write NAME.input.png: what the model saw of the pictures.")
    ] = False,
    count: Annotated[int, typer.Option("-n", "--count", help="Samples of each prompt.")] = 1,
    points: Annotated[int | None, typer.Option(help="Points of each cloud; time grows linearly with it.")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Seed of the first sample, 0 if not given; sample k of a prompt has seed + k.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("outputs"),
    steps: Annotated[int | None, typer.Option(help="Steps of the sampler; fewer is faster.")] = None,
    guidance: Annotated[
        float | None, typer.Option(help="Guidance scale: 1 is none; higher follows the prompt more.")
    ] = None,
    guidance_interval: Annotated[
        tuple[float, float] | None,
        typer.Option(metavar="LOW HIGH", help="Noise levels between which guidance acts."),
    ] = None,
    best_of: Annotated[
        int | None, typer.Option(help="Shape codes to draw for each sample, of which the one that fits best is made.")
    ] = None,
    negative: Annotated[str | None, typer.Option(help="What to keep away from.")] = None,
    sampler: Annotated[
        str | None,
        typer.Option(
            help="euler, heun, ddim, dpmpp_2m, unipc or parallel, which give the same sample, or ddpm, dpmpp_2m_sde, "
            "edm_churn, pc or langevin, which draw noise on the way (docs/families.md)."
        ),
    ] = None,
    model: Annotated[str, typer.Option(help="A shipped model's name or a .safetensors file.")] = DEFAULT_MODEL,
    adapter: Adapters = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    download: Annotated[
        bool, typer.Option("--download", help="Let the model download a frozen network that its file names.")
    ] = False,
    mesh: Annotated[bool, typer.Option("--mesh/--no-mesh", help="Also reconstruct a mesh.")] = True,
    preview: Annotated[bool, typer.Option("--preview/--no-preview", help="Also draw NAME.png.")] = True,
    keep_steps: Annotated[
        bool, typer.Option("--keep-steps", help="Also write the denoising run, to play it in `shape-diff view`.")
    ] = False,
    reward: Annotated[
        list[str] | None,
        typer.Option(
            help="What is to be higher, perhaps with :weight behind: symmetry, mirror, flat_base, size:1x2x0.5,"
            " like:cloud.ply, 'text:a red chair', or module:function of your own (docs/steering.md)."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest of all samples on stdout.")] = False,
) -> None:
    """Generate clouds and meshes from prompts, from pictures of an object, or from both.

    Points, steps, guidance and sampler that are not given are those that the model recommends: `shape-diff info`.

    For each sample: NAME.points.ply, NAME.glb (textured, at most 5,000 triangles, standing on the ground), NAME.png
    (a preview) and NAME.json (settings and a report of each mesh file); with --keep-steps also NAME.steps.npz, about
    1.4 MB for 32 steps of 4,096 points. `shape-diff view OUT` shows them all.

    Exit code 0: all is there. 1: all clouds are there, but some have no closed surface and so no mesh; "mesh_error"
    in their NAME.json says why. 2: a mistake in the command, or a file that cannot be written. 130: stopped by Ctrl-C;
    samples finished before are kept.

    Examples: shape-diff generate "a red mushroom with white spots" -n 2 --seed 7

    shape-diff generate "a crate" "a barrel" "a rock" --size-m 0.8 --lods 2 --look low-poly

    shape-diff generate --prompts props.txt --out props

    shape-diff generate --settings outputs/a-crate.s0.json --points 50000

    shape-diff generate "a chess knight" --formats stl --watertight --height-mm 60 --up z

    shape-diff generate "a lamp" --adapter runs/mine/adapter.safetensors:0.8

    shape-diff generate --image chair.png --save-input

    shape-diff generate "made of red plastic" --image front.png --image side.png
    """
    from shape_diff.conditioning.text import check_prompt
    from shape_diff.generation.outputs import SampleWriter, check_writable
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.repeating import read_prompts, read_recorded
    from shape_diff.generation.request import Request
    from shape_diff.generation.rewarding import parsed_reward
    from shape_diff.machine.allocation import keep_freed_memory
    from shape_diff.machine.precision import describe_device
    from shape_diff.models.model import read_header

    options = mesh_options(**mesh_arguments)
    rewards = [parsed_reward(text) for text in reward or []]
    if rewards and keep_steps:
        raise ValueError("--keep-steps does not go with --reward, which draws several samples of each seed")
    sampling = {"points": points, "steps": steps, "sampler": sampler, "guidance": guidance,
                "guidance_interval": guidance_interval, "best_of": best_of}  # fmt: skip
    header = read_header(model)
    recorded = None if repeat is None else read_recorded(repeat)
    asked = [*(prompts or []), *([] if prompt_file is None else read_prompts(prompt_file))]
    pictures = Request(images=image or [], matte=matte).pictures()  # once, before anything is loaded or written
    if recorded is not None:
        _check_pictures(recorded, pictures, asked)
        asked = asked or [word for word in [recorded.prompt] if word]
        seed = recorded.seed if seed is None else seed
        negative = recorded.negative if negative is None else negative
    settings = header.checked((header.points_sampling if recorded is None else recorded.settings).changed(sampling))
    if not asked and not image:
        raise ValueError("there is nothing to make; describe an object in quotes or show it with --image FILE")
    words = [check_prompt(prompt) for prompt in asked] or [""]
    requests = [
        Request(prompt, pictures, matte, count, seed or 0, negative or "", settings, mesh, keep_steps).checked()
        for prompt in words
    ]
    check_writable(out)
    keep_freed_memory()
    pipeline = Pipeline.load(model, device, download)
    pipeline.check_pictures(pictures)
    where = describe_device(pipeline.device)
    say(f"device: {where}; model: {pipeline.model.name}")
    pipeline = with_adapters(pipeline, adapter or (() if recorded is None else recorded.adapters))
    if recorded is not None and recorded.model_sha256 != pipeline.model.sha256:
        say("note: another model made that sample, so this one will differ; name its model with --model")
    _say_notes(pictures)
    writer = SampleWriter(out, pipeline, settings, requests[0].negative, options, where, save_input, preview)
    manifests = []
    for manifest in _generated(pipeline, writer, requests, rewards):
        manifests.append(manifest)
        say(f"{out / manifest['name']}: {summary(manifest)}")
    if as_json:
        typer.echo(json.dumps(manifests, indent=2, ensure_ascii=False, allow_nan=False))
    if any(manifest["mesh_error"] for manifest in manifests):
        raise typer.Exit(1)


def _check_pictures(recorded: "Recorded", pictures: "Sequence[PreparedPicture]", words: list[str]) -> None:
    """Raise ValueError where a sample that was shown pictures is to be made again without any."""
    if recorded.pictures and not pictures and not words:
        raise ValueError("that sample was made from pictures, which its manifest does not hold; give them with --image")


def _say_notes(pictures: "Sequence[PreparedPicture]") -> None:
    """What happened to each picture, by its name where there are several."""
    for picture in pictures:
        for note in picture.notes:
            say(f"note: {picture.name}: {note}" if len(pictures) > 1 else f"note: {note}")


def _generated(
    pipeline: "Pipeline", writer: "SampleWriter", requests: "list[Request]", rewards: "list[Reward]"
) -> Iterator[dict[str, Any]]:
    """Sample, mesh and write one sample after the other, under one progress bar; yields their manifests."""
    from tqdm import tqdm

    steps = pipeline.settings(requests[0]).steps
    finish = max(1, steps // 4)  # a mesh with its files takes about this many sampler steps
    count = sum(request.count for request in requests)
    layout = "{desc} {percentage:3.0f}%|{bar}| {elapsed}<{remaining}"
    with tqdm(
        total=count * (steps + finish), desc="generating", bar_format=layout, disable=not sys.stderr.isatty()
    ) as bar:
        done = 0

        def on_step(step: int, of: int) -> None:
            bar.update(count * steps * step // of + done * finish - bar.n)

        steered = (sample for request in requests for sample in pipeline.reward(request, rewards))
        samples = steered if rewards else pipeline.stream(requests, on_step=on_step)
        for sample, manifest in written(samples, pipeline, writer, requests[0].with_mesh):
            bar.set_description(sample.title[:40])
            done += 1
            bar.update(finish)
            yield manifest
