"""A cloud file to a mesh file."""

from pathlib import Path
from typing import Annotated

import typer

from shape_diff.machine.messages import say


def reconstruct(
    cloud: Annotated[
        Path, typer.Argument(help="A ply, pcd, xyz, txt, csv, pts or npz cloud; normals and colours are used.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The mesh to write: obj, ply, glb or stl.")],
    columns: Annotated[
        str | None, typer.Option(help='What the columns of a text are, such as "x y z nx ny nz"; _ for others.')
    ] = None,
    method: Annotated[
        str, typer.Option(help="auto, poisson, neural, screened_poisson, or ball_pivoting and alpha for open sheets.")
    ] = "auto",
    resolution: Annotated[int, typer.Option(help="Grid cells along a side; more keeps finer detail.")] = 128,
    faces: Annotated[int | None, typer.Option(help="Simplify to about so many triangles.")] = None,
    smooth: Annotated[int, typer.Option(help="Rounds of smoothing that does not shrink; 10 is a lot.")] = 0,
    watertight: Annotated[bool, typer.Option("--watertight", help="A closed solid for printing, or why not.")] = False,
    size_mm: Annotated[float | None, typer.Option(help="Make the longest side so many millimetres long.")] = None,
    up: Annotated[str, typer.Option(help="Axis that points up in the file: y, or z for CAD and slicers.")] = "y",
    texture: Annotated[
        bool | None, typer.Option("--texture/--no-texture", help="A picture over the surface; glb has one by default.")
    ] = None,
    field: Annotated[
        str, typer.Option(help="With --method neural: the field, a shipped one's name or a file of `train-field`.")
    ] = "field",
    time_limit: Annotated[float, typer.Option(help="Seconds an Open3D method may take.")] = 60.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the mesh report on stdout.")] = False,
) -> None:
    """Turn a point cloud into a coloured mesh, in the cloud's coordinates.

    poisson and screened_poisson trust the normals, neural repairs what a generator or scanner gets wrong, and all three
    close the surface; auto is poisson where the cloud has normals and neural where it has none. ball_pivoting and alpha
    keep leaves and sheets open. The methods of Open3D run in a process of their own; if that hangs or crashes, poisson
    takes over and a note says so.

    Examples:

    shape-diff reconstruct scan.ply -o scan.glb

    shape-diff reconstruct chair.ply -o chair.stl --watertight --size-mm 80 --up z

    shape-diff reconstruct tree.ply -o tree.obj --faces 5000 --texture
    """
    from shape_diff.files.json_text import json_text
    from shape_diff.formats.cloud_files import read_cloud
    from shape_diff.formats.export import mesh_writer
    from shape_diff.geometry.mesh_report import mesh_report
    from shape_diff.geometry.placement import Placement
    from shape_diff.models.model import read_header
    from shape_diff.reconstruction.cloud_repair import repaired
    from shape_diff.reconstruction.finishing import FinishOptions, finish
    from shape_diff.reconstruction.methods import surface_of
    from shape_diff.reconstruction.options import ReconstructionOptions
    from shape_diff.reconstruction.surface_files import has_texture, write_surface

    # Mistakes are said before the work.
    mesh_writer(out)
    read_header(field, "field")
    options = ReconstructionOptions(resolution=resolution, time_limit_s=time_limit, field=field)
    finishing = FinishOptions(faces=faces, watertight=watertight, smooth=smooth)
    Placement(up=up)
    points = repaired(read_cloud(cloud, columns))
    has_texture(out, points, texture)
    mesh = finish(surface_of(points, method, options), finishing)
    placement = Placement.of(mesh, size_mm, up)
    placed = placement.cloud(points)
    report = mesh_report(write_surface(placement.mesh(mesh), placed, out, texture), placed)
    say(f"{out}\n{report.as_text()}")
    if as_json:
        typer.echo(json_text(report.as_dict(), indent=2))
