"""Samples as files for other programs: what the page's and the window's Export write."""

import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from shape_diff.formats.cloud_files import write_cloud
from shape_diff.formats.export import (
    MESH_WRITERS,
    TEXTURED_WRITERS,
    mesh_writer,
    write_mesh,
    write_textured_mesh,
)
from shape_diff.formats.obj_file import companions
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.painted_mesh import Paint, textured_mesh_of
from shape_diff.geometry.placement import METRES, Placement
from shape_diff_viewer.item import Item
from shape_diff_viewer.opening import mesh_reports

POINTS = "points.ply"
SAME_BYTES = (".glb", ".stl", ".ply", ".off")
"""Files of these kinds are whole in themselves: asked for in their own format they are copied."""
MAX_BAKED_FACES = 50_000


def check_form(form: str) -> None:
    """Raise ValueError where nothing can be exported as `form`: a mesh format such as "glb", or "points.ply"."""
    if form != POINTS and f".{form}" not in MESH_WRITERS:
        known = ", ".join([*(suffix.lstrip(".") for suffix in MESH_WRITERS), POINTS])
        raise ValueError(f"samples cannot be exported as {form[:20]!r}; choose one of {known}")


def export_item(item: Item, path: Path) -> list[Path]:
    """Write the item's mesh, or for NAME.points.ply its points; returns all files written, `path` first.

    A mesh with pictures keeps them in GLB and OBJ (with .mtl and .png beside it). A generated sample becomes the
    same textured GLB that `generate` writes, and has in every format the size and place that it was generated with.

    Raises:
        ValueError: the item has nothing of the kind, or the ending is unknown.
        OSError: a file cannot be written.
    """
    suffix = path.suffix.lower()
    if path.name.lower().endswith(f".{POINTS}") or (suffix == ".ply" and item.load().mesh is None):
        return [_write_points(item, path)]
    mesh_writer(path)
    own = item.files.get(suffix.lstrip(".")) or item.files.get("file")
    if own is not None and own.suffix.lower() == suffix and suffix in SAME_BYTES and _holds_mesh(item, own):
        shutil.copyfile(own, path)
        return [path]
    shape = item.load()
    if shape.mesh is None:
        raise ValueError(f"{item.title} has no mesh to export; its points can be exported as PLY points")
    placement = _placement(item, suffix)
    mesh = placement.mesh(shape.mesh)
    if shape.paint is not None and suffix in TEXTURED_WRITERS:
        _write_textured(mesh, shape.paint, path)
        return [path, *companions(path)] if suffix == ".obj" else [path]
    if item.is_generated and shape.cloud is not None and shape.cloud.rgb is not None and suffix == ".glb":
        _write_as_generated(mesh, placement.cloud(shape.cloud), path)
    else:
        write_mesh(mesh, path)
    return [path]


def zip_items(items: Iterable[Item], form: str, path: Path) -> list[str]:
    """Write a zip of items in one format; returns what could not be put into it, in sentences.

    Raises:
        ValueError: nothing can be exported as that, or none of the items.
        OSError: a file cannot be written.
    """
    check_form(form)
    problems: list[str] = []
    written = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in items:
            folder = path.parent / f"{path.stem}-{written}"
            folder.mkdir()
            try:
                for file in export_item(item, folder / f"{item.name}.{form}"):
                    archive.write(file, file.name)
                written += 1
            except ValueError as error:
                problems.append(str(error))
            shutil.rmtree(folder)
        if problems and written:
            archive.writestr("not-exported.txt", "\n".join(problems) + "\n")
    if not written:
        raise ValueError(problems[0] if problems else "no sample was chosen")
    return problems


def _placement(item: Item, suffix: str) -> Placement:
    """From the coordinates of a generated sample's run to those of its files of a format; nothing for other items."""
    reports = mesh_reports(item.info)
    if not reports:
        return Placement()
    # A GLB is always in metres and y up; only the others tell what was asked for.
    told = next((report for report in reports if not str(report.get("file")).endswith(".glb")), reports[0])
    placement = Placement.from_dict(told.get("placement"))
    if suffix != ".glb":
        return placement
    return replace(placement, scale=placement.scale * METRES.get(str(told.get("unit")), 1.0), up="y")


def _write_as_generated(mesh: Mesh, cloud: PointCloud, path: Path) -> None:
    """Write a GLB as `generate` does of a placed mesh and the placed cloud that it was made of."""
    from shape_diff.reconstruction.mesh_files import write_mesh_files  # brings scipy and xatlas
    from shape_diff.reconstruction.mesh_options import MeshOptions

    write_mesh_files(mesh, cloud, MeshOptions(formats=("glb",), origin="keep"), path.with_suffix(""))


def _write_points(item: Item, path: Path) -> Path:
    own = item.files.get("points")
    if own is not None and own.is_file():
        shutil.copyfile(own, path)
        return path
    shape = item.load()
    cloud = shape.cloud
    if cloud is None and shape.trajectory is not None:
        cloud = shape.trajectory.cloud(len(shape.trajectory) - 1)
    if cloud is None:
        raise ValueError(f"{item.title} has no points to export")
    write_cloud(cloud, path)
    return path


def _holds_mesh(item: Item, file: Path) -> bool:
    """Whether a file of the item is its mesh; a PLY may be a cloud."""
    return file.is_file() and (file.suffix.lower() != ".ply" or item.load().mesh is not None)


def _write_textured(mesh: Mesh, paint: Paint, path: Path) -> None:
    """All pictures in one where they can be put so, or else painted anew on an atlas."""
    textured = textured_mesh_of(mesh, paint)
    if textured is None and len(mesh.faces) > MAX_BAKED_FACES:
        raise ValueError(
            f"the pictures of this mesh repeat or are tinted, and it has more than {MAX_BAKED_FACES:,} faces: "
            "they cannot be put into one; export it as PLY with colours at its vertices"
        )
    if textured is None:
        from shape_diff.reconstruction.texturing import bake_paint

        textured = bake_paint(mesh, paint)
    write_textured_mesh(textured, path)
