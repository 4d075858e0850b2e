"""More like a shape."""

from pathlib import Path
from typing import Annotated, Any

import typer

from shape_diff.app.commands import steered
from shape_diff.app.commands.adapters import Adapters
from shape_diff.app.commands.mesh_arguments import takes_mesh_options
from shape_diff.models.finding import DEFAULT_MODEL


@takes_mesh_options
def vary(
    mesh_arguments: dict[str, Any],
    shape: steered.ShapeFile,
    words: steered.Words = "",
    strength: Annotated[float, typer.Option(help="0 gives the shape back, 1 forgets it.")] = 0.5,
    image: steered.Images = None,
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
    """Make more like a shape, in its own place and size; words or a picture may change it on the way.

    Examples: shape-diff vary outputs/a-chair.s0.json --strength 0.4 -n 4

    shape-diff vary mug.glb "a blue mug" --strength 0.6
    """
    from shape_diff.diffusion.start import check_strength

    check_strength(strength)
    rewards = steered.rewards_of(reward)
    request = steered.asked(words, image, count, seed, negative, points=points, steps=steps, guidance=guidance)
    output = steered.Output(out, model, adapter or [], device, steered.keeping_place(mesh_arguments), mesh, as_json)
    steered.write_steered(output, request, lambda pipeline: pipeline.vary(shape, strength, request, rewards=rewards))
