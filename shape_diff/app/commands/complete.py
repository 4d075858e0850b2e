"""A whole from a part."""

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
def complete(
    mesh_arguments: dict[str, Any],
    part: steered.ShapeFile,
    words: steered.Words = "",
    whole: Annotated[
        steered.Box | None,
        typer.Option(help="The box x0 y0 z0 x1 y1 z1 that the whole fills, in the part's coordinates."),
    ] = None,
    share: Annotated[float, typer.Option(help="Of the whole's surface that the part covers, about.")] = 0.5,
    denoise: Annotated[bool, typer.Option("--denoise", help="Let the points of a noisy scan settle.")] = False,
    count: steered.Count = 1,
    points: steered.Points = None,
    seed: steered.Seed = 0,
    out: steered.Out = Path("outputs"),
    steps: steered.Steps = None,
    guidance: steered.Guidance = None,
    negative: steered.Negative = "",
    reward: steered.Rewards = None,
    model: steered.ModelName = DEFAULT_MODEL,
    adapter: Adapters = None,
    device: steered.Device = "auto",
    mesh: steered.WithMesh = True,
    as_json: steered.AsJson = False,
) -> None:
    """Complete a part, whose points are all in the result, bit by bit; several completions differ.

    Without --whole, a part with coordinates within -1..1 is a piece of a normalised shape, and any other is taken to be
    as long as the whole; if it stands on the ground at the origin, so does the whole. Which box that is will be said.

    Example: shape-diff complete half-a-chair.ply "a wooden chair" -n 4
    """
    rewards = steered.rewards_of(reward)
    request = steered.asked(words, None, count, seed, negative, points=points, steps=steps, guidance=guidance)
    output = steered.Output(out, model, adapter or [], device, steered.keeping_place(mesh_arguments), mesh, as_json)

    def place(samples: "list[Sample]", name: str) -> None:
        lineage = samples[0].lineage
        if whole is None and lineage is not None:
            box = " ".join(f"{value:g}" for value in lineage.arguments["whole"])
            say(f"note: the whole was taken to fill the box {box}; name another with --whole")

    steered.write_steered(
        output,
        request,
        lambda pipeline: pipeline.complete(part, request, whole, share, denoise, rewards=rewards),
        place,
    )
