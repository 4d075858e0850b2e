"""A cloud file to a mesh file."""

import json
from pathlib import Path
from typing import Annotated

import typer

from shape_diff.commands.messages import mesh_summary, say


def reconstruct(
    cloud: Annotated[Path, typer.Argument(help="A ply, xyz or npz cloud; normals and colours are used if there.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The mesh to write: obj, ply, glb or stl.")],
    resolution: Annotated[int, typer.Option(help="Grid cells along a side; more keeps finer detail.")] = 128,
    as_json: Annotated[bool, typer.Option("--json", help="Print the mesh report on stdout.")] = False,
) -> None:
    """Turn a point cloud into a closed, coloured mesh, in the cloud's coordinates.

    Example: shape-diff reconstruct scan.ply -o scan.glb
    """
    from shape_diff.geometry.cloud_files import read_cloud
    from shape_diff.geometry.export import mesh_writer, write_mesh
    from shape_diff.geometry.mesh_report import mesh_report
    from shape_diff.reconstruction.methods import reconstruct as surface_of
    from shape_diff.reconstruction.options import ReconstructionOptions

    mesh_writer(out)  # a wrong suffix is said before the work
    points = read_cloud(cloud)
    mesh = surface_of(points, options=ReconstructionOptions(resolution=resolution))
    write_mesh(mesh, out)
    report = mesh_report(mesh, points).as_dict()
    say(f"{out}: {mesh_summary(report)}")
    if as_json:
        typer.echo(json.dumps(report, indent=2))
