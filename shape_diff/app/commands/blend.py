"""Shapes between shapes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shape_diff.app.commands import steered
from shape_diff.app.commands.adapters import Adapters
from shape_diff.app.commands.mesh_arguments import takes_mesh_options
from shape_diff.machine.messages import say
from shape_diff.models.finding import DEFAULT_MODEL

if TYPE_CHECKING:
    from shape_diff.generation.sample import Sample


@takes_mesh_options
def blend(
    mesh_arguments: dict[str, Any],
    shapes: Annotated[list[Path], typer.Argument(help="Two or more: samples' NAME.json, clouds or meshes.")],
    strip: Annotated[int, typer.Option("--steps", help="Shapes of the strip, both ends counted.")] = 7,
    seed: steered.Seed = 0,
    out: steered.Out = Path("outputs"),
    sampler_steps: Annotated[int | None, typer.Option(help="Steps of the sampler; fewer is faster.")] = None,
    model: steered.ModelName = DEFAULT_MODEL,
    adapter: Adapters = None,
    device: steered.Device = "auto",
    mesh: steered.WithMesh = False,
    as_json: steered.AsJson = False,
) -> None:
    """Make a strip of shapes over two or more, with a picture of it, NAME.strip.png, and a moving one, NAME.strip.gif.

    Example: shape-diff blend outputs/a-chair.s0.json outputs/a-table.s0.json --steps 7
    """
    from shape_diff.generation.blending import strip as places

    places(len(shapes), strip)  # says what is wrong with them before anything is loaded
    request = steered.asked("", None, 1, seed, "", steps=sampler_steps)
    output = steered.Output(out, model, adapter or [], device, steered.keeping_place(mesh_arguments), mesh, as_json)

    def pictured(samples: "list[Sample]", name: str) -> None:
        from shape_diff.rendering.strip import write_strip

        write_strip([sample.cloud for sample in samples], out / f"{name}.strip")
        say(f"{out / name}.strip.png, .gif: all {len(samples)} of them")

    steered.write_steered(
        output, request, lambda pipeline: pipeline.blend(shapes, strip, seed, request.sampling), pictured
    )
