"""What the commands that work with shapes share: their options, and the way from samples to files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shape_diff.app.commands.adapters import with_adapters
from shape_diff.app.commands.mesh_arguments import mesh_options
from shape_diff.app.commands.writing import summary, written
from shape_diff.machine.messages import say

if TYPE_CHECKING:
    from shape_diff.diffusion.rewards import Reward
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.request import Request
    from shape_diff.generation.sample import Sample
    from shape_diff.reconstruction.mesh_options import MeshOptions

Box = tuple[float, float, float, float, float, float]
"""x0 y0 z0 x1 y1 z1."""
ShapeFile = Annotated[
    Path, typer.Argument(help="A sample's NAME.json, a cloud (ply, pcd, xyz, ...) or a mesh (glb, obj, ply, stl, off).")
]
Words = Annotated[str, typer.Argument(help="What the result is, in quotes; not said, what a sample's manifest says.")]
Count = Annotated[int, typer.Option("-n", "--count", help="Samples.")]
Points = Annotated[int | None, typer.Option(help="Points that are sampled.")]
Seed = Annotated[int, typer.Option(help="Seed of the first sample; sample k has seed + k.")]
Out = Annotated[Path, typer.Option(help="Folder for the results.")]
Steps = Annotated[int | None, typer.Option(help="Steps of the sampler; fewer is faster.")]
Guidance = Annotated[float | None, typer.Option(help="Guidance scale: 1 is none; higher follows the words more.")]
Negative = Annotated[str, typer.Option(help="What to keep away from.")]
Images = Annotated[list[Path] | None, typer.Option("--image", help="A picture of what the result is.")]
Rewards = Annotated[
    list[str] | None,
    typer.Option(
        "--reward",
        help="What is to be higher, perhaps with :weight behind: symmetry, mirror (exactly symmetric), flat_base,"
        " size:1x2x0.5, like:cloud.ply, 'text:a red chair', or module:function of your own. May be given several"
        " times.",
    ),
]
ModelName = Annotated[str, typer.Option("--model", help="A shipped model's name or a .safetensors file.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")]
WithMesh = Annotated[bool, typer.Option("--mesh/--no-mesh", help="Also reconstruct a mesh.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the manifest of all samples on stdout.")]


@dataclass(frozen=True)
class Output:
    """Where and how results are written.

    Attributes:
        folder: for the results.
        model: a name or file.
        adapters: of the model, as `--adapter` has them.
        device: where the model computes.
        mesh_options: how meshes are made; see `keeping_place`.
        with_mesh: whether meshes are wanted.
        as_json: whether manifests are printed.
    """

    folder: Path
    model: str
    adapters: list[str]
    device: str
    mesh_options: "MeshOptions"
    with_mesh: bool
    as_json: bool


def asked(words: str, images: list[Path] | None, count: int, seed: int, negative: str, **sampling: Any) -> "Request":
    """What is asked for beside shapes; raises ValueError for a wrong wish."""
    from shape_diff.generation.request import Request

    wishes = {name: value for name, value in sampling.items() if value is not None}
    return Request(words, images or [], "auto", count, seed, negative, wishes).checked(needs_object=False)


def keeping_place(mesh_arguments: dict[str, Any]) -> "MeshOptions":
    """The options of meshes, which stand where the shape stood unless another origin or a size is asked for."""
    sized = any(mesh_arguments[name] is not None for name in ("size_m", "size_mm", "height_m", "height_mm"))
    origin = mesh_arguments["origin"] or ("base" if sized else "keep")
    return mesh_options(**(mesh_arguments | {"origin": origin}))


def rewards_of(texts: list[str] | None) -> "list[Reward]":
    """The rewards of `--reward`; raises ValueError for a wrong one."""
    from shape_diff.generation.rewarding import parsed_reward

    return [parsed_reward(text) for text in texts or []]


def write_steered(
    output: Output,
    request: "Request",
    make: "Callable[[Pipeline], Iterator[Sample]]",
    at_last: "Callable[[list[Sample], str], None] | None" = None,
) -> None:
    """Load the model, make samples and write each when it is done; exit code 1 where a mesh is wanted and not there.

    Args:
        output: where and how they are written.
        request: what is asked for.
        make: what the model makes; it says mistakes before the first sample.
        at_last: called with all samples and the name of the first, once they are written.
    """
    from shape_diff.generation.outputs import SampleWriter, check_writable
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.machine.precision import describe_device
    from shape_diff.models.model import read_header

    settings = request.settings(read_header(output.model).points_sampling)
    pipeline = with_adapters(Pipeline.load(output.model, output.device), output.adapters)
    samples = make(pipeline)
    check_writable(output.folder)
    where = describe_device(pipeline.device)
    writer = SampleWriter(output.folder, pipeline, settings, request.negative, output.mesh_options, where)
    manifests, made = [], []
    for sample, manifest in written(samples, pipeline, writer, output.with_mesh):
        manifests.append(manifest)
        made.append(sample)
        say(f"{output.folder / manifest['name']}: {summary(manifest)}")
    if at_last is not None:
        at_last(made, manifests[0]["name"])
    if output.as_json:
        typer.echo(json.dumps(manifests, indent=2, ensure_ascii=False, allow_nan=False))
    if any(manifest["mesh_error"] for manifest in manifests):
        raise typer.Exit(1)
