"""Training runs."""

import json
from typing import Annotated

import typer

from shape_diff.machine.messages import say


def train(
    overrides: Annotated[
        list[str] | None, typer.Argument(help="experiment=NAME and settings, e.g. data=DATA train.lr=1e-3 run=first")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the resolved configuration and stop.")] = False,
) -> None:
    """Train a model. The same command continues a run that was stopped, by Ctrl-C or otherwise.

    Example: shape-diff train experiment=smoke data=DATA

    Several processes: torchrun --nproc-per-node 2 -m shape_diff train experiment=lowpoly_gpu data=DATA

    Results go to runs/NAME: model.safetensors, metrics.jsonl, samples/*.png and TensorBoard files.
    """
    from shape_diff.app.config import as_plain, load_experiment

    if not overrides:
        raise ValueError("say what to train, as in: shape-diff train experiment=smoke data=DATA")
    config = load_experiment(overrides)
    if dry_run:
        typer.echo(json.dumps(as_plain(config), indent=2, allow_nan=False))
        return
    from shape_diff.app.build import build_session
    from shape_diff.machine.allocation import keep_freed_memory
    from shape_diff.machine.precision import describe_device
    from shape_diff.machine.ranks import count, first_before_others, is_first, joined

    keep_freed_memory()
    with joined():
        with first_before_others():
            session = build_session(config)
        if is_first():
            say(f"device: {describe_device(session.trainer.device)}; run folder: {session.folder.path}")
            if count() > 1:
                say(f"{count()} processes train together, each on its share of every batch")
            if config.limit:
                say(f"the first {config.limit} shapes of the data are learned by heart (limit={config.limit})")
        session.run()
        if is_first():
            say(f"{session.trainer.step} steps done; model: {session.folder.model}")
