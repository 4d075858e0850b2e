"""The option of all commands that sample: adapters of the model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shape_diff.machine.messages import say

if TYPE_CHECKING:
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.models.adapter_use import AdapterUse

Adapters = Annotated[
    list[str] | None,
    typer.Option(
        "--adapter",
        metavar="FILE[:STRENGTH]",
        help="What `shape-diff adapt` made of the model; STRENGTH is 1 if not given, 0 changes nothing. May be given"
        " several times.",
    ),
]


def with_adapters(pipeline: "Pipeline", asked: "list[str] | tuple[AdapterUse, ...]") -> "Pipeline":
    """The pipeline with adapters, telling which, and how prompts ask for them; ValueError as for `Pipeline.adapted`."""
    from shape_diff.models.adapter import load_adapter

    if not asked:
        return pipeline
    adapted = pipeline.adapted(*asked)
    for use in adapted.model.adapters:
        words = load_adapter(Path(use.file)).header.words
        say(f"adapter: {use.file} at {use.strength:g}" + (f"; prompts ask for it by '{words}'" if words else ""))
    return adapted
