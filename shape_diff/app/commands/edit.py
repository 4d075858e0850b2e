"""A part of a shape made anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shape_diff.app.commands import steered
from shape_diff.app.commands.adapters import Adapters
from shape_diff.app.commands.mesh_arguments import takes_mesh_options
from shape_diff.models.finding import DEFAULT_MODEL

if TYPE_CHECKING:
    import numpy as np


@takes_mesh_options
def edit(
    mesh_arguments: dict[str, Any],
    shape: steered.ShapeFile,
    words: steered.Words = "",
    box: Annotated[
        steered.Box | None, typer.Option(help="The region as x0 y0 z0 x1 y1 z1, in the shape's coordinates.")
    ] = None,
    points: Annotated[Path | None, typer.Option(help="A .npy of the numbers of the region's points, from 0.")] = None,
    color: Annotated[str | None, typer.Option(help="Paint the region, like #a33, and sample nothing.")] = None,
    strength: Annotated[float, typer.Option(help="How much of what is inside is forgotten, 0 to 1.")] = 1.0,
    count: steered.Count = 1,
    seed: steered.Seed = 0,
    out: steered.Out = Path("outputs"),
    steps: steered.Steps = None,
    guidance: steered.Guidance = None,
    negative: steered.Negative = "",
    model: steered.ModelName = DEFAULT_MODEL,
    adapter: Adapters = None,
    device: steered.Device = "auto",
    mesh: steered.WithMesh = True,
    as_json: steered.AsJson = False,
) -> None:
    """Make the inside of a region anew; nothing outside of it moves. The words describe the whole, with the edit.

    Examples: shape-diff edit outputs/a-chair.s0.json "a chair with a round back" --box -1 1 -1 1 2 1

    shape-diff edit chair.ply --box -1 1 -1 1 2 1 --color "#a33"
    """
    from shape_diff.diffusion.start import check_strength

    if (box is None) == (points is None):
        raise ValueError("say what is edited by either --box x0 y0 z0 x1 y1 z1 or --points NUMBERS.npy")
    check_strength(strength)
    request = steered.asked(words, None, count, seed, negative, steps=steps, guidance=guidance)
    numbers = None if points is None else _numbers(points)
    output = steered.Output(out, model, adapter or [], device, steered.keeping_place(mesh_arguments), mesh, as_json)
    steered.write_steered(
        output, request, lambda pipeline: pipeline.edit(shape, request, box, numbers, color, strength)
    )


def _numbers(path: Path) -> "np.ndarray":
    import numpy as np

    try:
        return np.load(path, allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise ValueError(f"{path} is not a .npy file of numbers, as numpy.save writes it") from error
