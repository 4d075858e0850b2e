"""A cloud file to mesh files."""

from pathlib import Path
from typing import Annotated, Any

import typer

from shape_diff.app.commands.kept_source import check_kept
from shape_diff.app.commands.mesh_arguments import mesh_options, takes_mesh_options
from shape_diff.app.commands.mesh_summary import mesh_summary
from shape_diff.machine.messages import say

MESH_POINTS = 50_000
"""Drawn from a mesh that is to be made anew."""


@takes_mesh_options
def reconstruct(
    cloud: Annotated[
        Path,
        typer.Argument(
            help="A ply, pcd, xyz, txt, csv, pts or npz cloud; normals and colours are used. Or a sample's NAME.json,"
            " or a mesh, from which points are drawn."
        ),
    ],
    mesh_arguments: dict[str, Any],
    out: Annotated[Path, typer.Option("-o", "--out", help="The mesh to write: obj, ply, glb or stl.")],
    columns: Annotated[
        str | None, typer.Option(help='What the columns of a text are, such as "x y z nx ny nz"; _ for others.')
    ] = None,
    cloud_up: Annotated[str, typer.Option(help="Axis that points up in the cloud: y, or z as in most scans.")] = "y",
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports of all files on stdout.")] = False,
) -> None:
    """Turn a point cloud into a coloured mesh, in the cloud's coordinates unless a size is given.

    poisson and screened_poisson trust the normals, neural repairs what a generator or scanner gets wrong, and all three
    close the surface; auto is poisson where the cloud has normals and neural where it has none. ball_pivoting and alpha
    keep leaves and sheets open. The methods of Open3D run in a process of their own; if that hangs or crashes, poisson
    takes over and a note says so.

    Examples:

    shape-diff reconstruct scan.ply -o scan.glb --cloud-up z

    shape-diff reconstruct chair.ply -o chair.stl --watertight --size-mm 80 --up z

    shape-diff reconstruct tree.ply -o tree.obj --faces full --texture
    """
    from shape_diff.files.json_text import json_text
    from shape_diff.formats.cloud_files import read_cloud
    from shape_diff.formats.export import mesh_writer
    from shape_diff.formats.mesh_files import is_mesh
    from shape_diff.generation.source_shape import read_source
    from shape_diff.geometry.placement import Placement
    from shape_diff.reconstruction.cloud_repair import repaired
    from shape_diff.reconstruction.making import made_mesh
    from shape_diff.reconstruction.mesh_files import check_texture, write_mesh_files

    # Mistakes are said before the work.
    if out.is_dir():
        raise ValueError(f"{out} is a folder; name a file, such as {out / (cloud.stem + '.glb')}")
    mesh_writer(out)
    if cloud_up not in ("y", "z"):
        raise ValueError(f"cloud-up must be y or z, got {cloud_up!r}")
    has_size = any(value is not None for name, value in mesh_arguments.items() if name.startswith(("size_", "height_")))
    mesh_arguments["formats"] = f"{out.suffix},{mesh_arguments['formats'] or ''}"
    mesh_arguments["origin"] = mesh_arguments["origin"] or ("base" if has_size else "keep")
    options = mesh_options(**mesh_arguments)
    check_kept(cloud, (out.with_suffix(f".{ending}") for ending in options.endings))
    drawn = is_mesh(cloud)
    if columns is None and (drawn or cloud.suffix.lower() == ".json"):
        points = repaired(read_source(cloud, MESH_POINTS).cloud)
    else:
        points = repaired(read_cloud(cloud, columns))  # which says that columns are of texts
    if drawn:
        say(f"note: {cloud.name} is a mesh; {MESH_POINTS:,} points were drawn from its surface")
    if cloud_up == "z":
        points = Placement(up="z").cloud_undone(points)
    check_texture(points, options)
    files = write_mesh_files(made_mesh(points, options), points, options, out.with_suffix(""))
    say(f"{files[0].path}\n{files[0].as_text()}")
    for file in files[1:]:
        say(f"{file.path}: {mesh_summary(file.as_dict())}")
    if as_json:
        main, *others = [file.as_dict() for file in files]
        typer.echo(json_text(main | {"other_files": others}, indent=2))
