"""Shapes between shapes."""

from pathlib import Path
from typing import Annotated, Any

import typer

from shape_diff.app.commands import steered
from shape_diff.app.commands.mesh_arguments import takes_mesh_options


@takes_mesh_options
def blend(
    mesh_arguments: dict[str, Any],
    shapes: Annotated[list[Path], typer.Argument(help="Two or more: samples' NAME.json, clouds or meshes.")],
    strip: Annotated[int, typer.Option("--steps", help="Shapes of the strip, both ends counted.")] = 7,
    seed: steered.Seed = 0,
    out: steered.Out = Path("outputs"),
    sampler_steps: Annotated[int | None, typer.Option(help="Steps of the sampler; fewer is faster.")] = None,
    model: steered.ModelName = "text_image",
    device: steered.Device = "auto",
    mesh: steered.WithMesh = False,
    as_json: steered.AsJson = False,
) -> None:
    """Make a strip of shapes over two or more, with a picture of it, blend.png, and a moving one, blend.gif.

    Example: shape-diff blend outputs/a-chair.s0.json outputs/a-table.s0.json --steps 7
    """
    from shape_diff.rendering.strip import write_strip

    request = steered.asked("", None, 1, seed, "", steps=sampler_steps)
    output = steered.Output(out, model, device, steered.keeping_place(mesh_arguments), mesh, as_json)
    made = steered.write_steered(
        output, request, lambda pipeline: pipeline.blend(shapes, strip, seed, request.settings(pipeline.model.sampling))
    )
    write_strip([sample.cloud for sample in made], out / "blend")
