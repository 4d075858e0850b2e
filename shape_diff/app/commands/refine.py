"""More points on a surface."""

import json
from pathlib import Path
from typing import Annotated

import typer

from shape_diff.app.commands import steered
from shape_diff.app.commands.kept_source import check_kept
from shape_diff.machine.messages import say


def refine(
    shape: steered.ShapeFile,
    out: Annotated[Path, typer.Option("-o", "--out", help="The cloud to write: ply, xyz or npz.")],
    points: Annotated[int, typer.Option(help="Points of the result.")] = 50_000,
) -> None:
    """Write a shape with more points on the same surface, its own among them; colours stay, normals are cleaner.

    Beside it, NAME.json says what it was made of.

    Example: shape-diff refine scan.ply -o fine.ply --points 50000
    """
    from shape_diff.files.atomic_set import atomic_set
    from shape_diff.files.json_text import json_text
    from shape_diff.formats.cloud_files import write_cloud
    from shape_diff.generation.lineage import Lineage
    from shape_diff.generation.source_shape import read_source
    from shape_diff.reconstruction.upsampling import check_points, refined

    check_points(points)
    beside = out.with_suffix(".json")
    check_kept(shape, (out, beside))
    if beside.exists() and not _is_refined(beside):
        raise ValueError(f"{beside} is there already and tells of something else; choose another name with --out")
    source = read_source(shape, points)
    if points < len(source.cloud):
        say(f"note: {shape.name} has {len(source.cloud):,} points, so {points:,} of them are kept and none is new")
    cloud = refined(source.cloud, points)
    lineage = Lineage("refine", (source.parent,), {"points": points})
    manifest = {"name": out.stem, "prompt": source.prompt, "files": {"points": out.name}, "lineage": lineage.as_plain()}
    with atomic_set(beside) as temporary:
        write_cloud(cloud, temporary.parent / out.name)
        temporary.write_text(json_text(manifest, indent=2) + "\n", encoding="utf-8")
    say(f"{out}: {len(cloud):,} points")


def _is_refined(manifest: Path) -> bool:
    """Whether this command wrote it."""
    try:
        return json.loads(manifest.read_text(encoding="utf-8"))["lineage"]["operation"] == "refine"
    except (OSError, ValueError, TypeError, KeyError):
        return False
