"""Training runs of the learned field behind `reconstruct --method neural`."""

import json
from typing import Annotated

import typer

from shape_diff.machine.messages import say


def train_field(
    overrides: Annotated[
        list[str],
        typer.Argument(help="settings, e.g. data=DATA meshes=MESHES captions=MESHES/captions.jsonl run=first"),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the resolved configuration and stop.")] = False,
) -> None:
    """Train the field that turns points into surfaces. The same command continues a run that was stopped.

    Example: shape-diff train-field data=DATA meshes=MESHES captions=MESHES/captions.jsonl

    DATA is a data set built from MESHES. Results go to runs/NAME: model.safetensors, metrics.jsonl and TensorBoard
    files.
    """
    from shape_diff.app.config import as_plain, load_field_experiment

    config = load_field_experiment(overrides)
    if dry_run:
        typer.echo(json.dumps(as_plain(config), indent=2, allow_nan=False))
        return
    from shape_diff.app.build import build_field_session
    from shape_diff.machine.allocation import keep_freed_memory
    from shape_diff.machine.precision import describe_device

    keep_freed_memory()
    session = build_field_session(config)
    say(f"device: {describe_device(session.trainer.device)}; run folder: {session.folder.path}")
    session.run()
    say(f"{session.trainer.step} steps done; field: {session.folder.model}")
