"""Meshes to training data."""

from pathlib import Path
from typing import Annotated

import typer

from shape_diff.commands.messages import say


def build(
    meshes: Annotated[Path, typer.Argument(help="Folder of obj, ply, glb, gltf, stl or off files.")],
    out: Annotated[Path, typer.Option(help="Folder for the data set.")],
    captions: Annotated[
        Path | None, typer.Option(help="captions.jsonl; file names are the captions without it.")
    ] = None,
    points: Annotated[int, typer.Option(help="Surface samples of each shape.")] = 4096,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    seed: Annotated[int, typer.Option(help="Seed of the sampling.")] = 0,
) -> None:
    """Turn a folder of meshes and captions into training data.

    The same command continues a build that was stopped. report.md says what was skipped and why; contact_sheet.png
    shows what was understood.
    """
    from shape_diff.data.builder import BuildOptions, build_dataset

    report = build_dataset(meshes, captions, out, BuildOptions(num_points=points, workers=workers, seed=seed))
    say(f"{report.num_shapes} shapes built, {len(report.skipped)} skipped; see {out / 'report.md'}")
