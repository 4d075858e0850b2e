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


def views(
    data: Annotated[Path, typer.Argument(help="Folder that data build made.")],
    meshes: Annotated[Path, typer.Argument(help="Folder of the meshes that it was made of.")],
    captions: Annotated[Path | None, typer.Option(help="captions.jsonl that it was made with, if any.")] = None,
    views: Annotated[int, typer.Option(help="Pictures of each shape.")] = 8,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    seed: Annotated[int, typer.Option(help="Seed of the cameras and lights.")] = 0,
) -> None:
    """Make the pictures that training on images needs, from random sides and in random light.

    The same command continues where it was stopped. views_sheet.png shows what was made.
    """
    from shape_diff.data.view_builder import ViewOptions, build_views

    report = build_views(data, meshes, captions, ViewOptions(views=views, workers=workers, seed=seed))
    say(
        f"{views} views of {report.num_shapes} shapes made, {len(report.skipped)} shapes skipped; "
        f"see {data / 'views_sheet.png'}"
    )
