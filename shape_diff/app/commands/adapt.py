"""Adapting a trained model to a style."""

import re
from typing import Annotated

import typer

from shape_diff.app.commands.train import train


def adapt(
    overrides: Annotated[
        list[str] | None,
        typer.Argument(help="data=DATA and settings, e.g. model=text_image run=bricks train.steps=300"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the resolved configuration and stop.")] = False,
) -> None:
    """Teach a model the style of 10 to 50 meshes of your own, in a small file beside it.

    Short for `shape-diff train experiment=adapt ...`, with model= for start_from=: the same command goes on where it
    was stopped.

    Example: shape-diff data build MESHES --out MINE

    shape-diff adapt data=MINE run=bricks "adapter.words=in brick style" keep.share=0.5

    shape-diff generate "a chair in brick style" --adapter runs/bricks/adapter.safetensors
    """
    if not overrides:
        raise ValueError("say what style to learn, as in: shape-diff adapt data=MINE run=bricks")
    train(["experiment=adapt", *(re.sub("^model=", "start_from=", override) for override in overrides)], dry_run)
