"""Meshes to training data."""

from pathlib import Path
from typing import Annotated

import typer

from shape_diff.machine.messages import say


def build(
    meshes: Annotated[Path, typer.Argument(help="Folder of obj, ply, glb, gltf, stl or off files.")],
    out: Annotated[Path, typer.Option(help="Folder for the data set.")],
    captions: Annotated[
        Path | None, typer.Option(help="captions.jsonl; file names are the captions without it.")
    ] = None,
    points: Annotated[int, typer.Option(help="Surface samples of each shape.")] = 4096,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    seed: Annotated[int, typer.Option(help="Seed of the sampling.")] = 0,
    up: Annotated[str, typer.Option(help="Axis that points up in the meshes: y, or z for CAD and Blender.")] = "y",
) -> None:
    """Turn a folder of meshes and captions into training data.

    The same command continues a build that was stopped. report.md says what was skipped and why; contact_sheet.png
    shows what was understood.
    """
    from shape_diff.data.builder import BuildOptions, build_dataset

    options = BuildOptions(num_points=points, workers=workers, seed=seed, up=up)
    report = build_dataset(meshes, captions, out, options)
    say(f"{report.num_shapes} shapes built, {len(report.skipped)} skipped; see {out / 'report.md'}")
    if report.held_out:
        say(f"no caption names the split 'val': {report.held_out} shapes, chosen by a hash of their ids, are held out")


def credits(
    captions: Annotated[list[Path], typer.Argument(help="captions.jsonl of each data set.")],
    out: Annotated[Path, typer.Option(help="Markdown file to write.")] = Path("CREDITS.md"),
) -> None:
    """Write who made the meshes, under which licences: what has to go with data and with models trained on it.

    Each data set gets the name of the folder of its captions. Rows need `author` and `license`; `pack` is optional.
    """
    from shape_diff.data.captions import read_credits
    from shape_diff.data.credits import credits_text
    from shape_diff.data.shard_building import write_text

    sets = {path.resolve().parent.name: read_credits(path) for path in captions}
    write_text(out, credits_text(sets))
    say(f"{out}: {sum(map(len, sets.values()))} meshes credited")


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


def procedural(
    out: Annotated[Path | None, typer.Option(help="Folder for the data set or, with --meshes, the meshes.")] = None,
    count: Annotated[int, typer.Option(help="Shapes in all, the kinds in turn.")] = 20000,
    kinds: Annotated[str, typer.Option(help="Names of kinds, as chair,mug; all of them without.")] = "",
    themes: Annotated[str, typer.Option(help="Names of themes, as furniture,kitchen.")] = "",
    list_kinds: Annotated[bool, typer.Option("--list", help="Print the kinds and stop.")] = False,
    meshes: Annotated[bool, typer.Option(help="Write PLY files with part labels instead of points.")] = False,
    sheet: Annotated[Path | None, typer.Option(help="Draw the kinds to this PNG and stop.")] = None,
    variants: Annotated[int, typer.Option(help="Shapes of each kind on the sheet.")] = 8,
    titles: Annotated[bool, typer.Option(help="Short captions below the pictures of the sheet.")] = True,
    points: Annotated[int, typer.Option(help="Surface samples of each shape.")] = 4096,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 0,
    seed: Annotated[int, typer.Option(help="Other seeds give other shapes.")] = 0,
) -> None:
    """Make training data of the catalogue of shapes that programs build, with captions that are always true.

    The same command continues a build that was stopped. kinds-THEME.png shows each theme.
    """
    from shape_diff.data.builder import BuildOptions
    from shape_diff.data.procedural.dataset import SEEDS_EACH, build_procedural
    from shape_diff.data.procedural.mesh_folder import write_meshes
    from shape_diff.data.procedural.registry import select_kinds
    from shape_diff.data.procedural.sheet import kind_sheet
    from shape_diff.rendering.picture_file import write_picture

    names, groups = _words(kinds), _words(themes)
    chosen = select_kinds(names, groups)
    if list_kinds:
        for entry in chosen:
            typer.echo(f"{entry.theme}: {', '.join((entry.name, *entry.synonyms))}")
    elif sheet is not None:
        write_picture(kind_sheet(chosen, variants, titles=titles, first_seed=seed * SEEDS_EACH), sheet)
        say(f"{len(chosen)} kinds drawn to {sheet}")
    elif out is None:
        raise ValueError("--out names the folder for the shapes; --list shows the kinds, --sheet draws them")
    elif meshes:
        written, skipped = write_meshes(names, groups, count, out, seed, workers)
        say(f"{written} meshes written, {len(skipped)} skipped; see {out / 'captions.jsonl'}")
        for one in skipped:
            say(f"skipped {one.id}: {one.reason}")
    else:
        options = BuildOptions(num_points=points, workers=workers, seed=seed)
        report = build_procedural(names, groups, count, out, options)
        say(f"{report.num_shapes} shapes built, {len(report.skipped)} skipped; see {out / 'report.md'}")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
