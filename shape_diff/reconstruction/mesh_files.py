"""A finished mesh as files: levels of detail, textures, size and place, and a report of each file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff.formats.export import write_mesh, write_textured_mesh
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_report import MeshReport, mesh_report
from shape_diff.geometry.placement import Placement, Size
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.reconstruction.mesh_options import MeshOptions, file_ending
from shape_diff.reconstruction.palette import painted_flat
from shape_diff.reconstruction.printability import Printability, printability
from shape_diff.reconstruction.simplification import FEWEST_FACES, simplify
from shape_diff.reconstruction.texturing import colors_of_points, texture_mesh
from shape_diff.reconstruction.vertex_color import ColorField

TEXTURED_FACES = 20_000
"""To how many faces a textured mesh is simplified where all are kept: unwrapping more takes more than seconds."""
TEXELS_PER_POINT = 32
"""A point colours about half as many texels, as charts fill half of a picture (docs/log.md, 2026-11-28)."""
TEXTURE_SIZES = (256, 2048)
BARE = 0.75
"""Grey of a low-poly mesh whose points have no colours."""


@dataclass(frozen=True)
class MeshFile:
    """A mesh that was written.

    Attributes:
        path: the file.
        level: of detail, 0 for the finest.
        unit: "m", "mm", or None where no size was given and the units are the cloud's.
        colors: "texture", "vertices" or None.
        report: of the mesh as it is in the file.
        printing: for a watertight one.
        placement: from the cloud's coordinates to those of the file.
    """

    path: Path
    level: int
    unit: str | None
    colors: str | None
    report: MeshReport
    printing: Printability | None
    placement: Placement

    def as_text(self) -> str:
        """What is said of it to people, one measure a line."""
        lines = [self.report.as_text(), f"unit: {self.unit or 'as in the cloud'}"]
        if self.printing is not None:
            lines.append(f"for printing: {self.printing.as_text(self.unit)}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """What is said of it in a manifest."""
        return {
            "file": self.path.name,
            "level": self.level,
            "unit": self.unit,
            "colors": self.colors,
            **self.report.as_dict(),
            "printing": None if self.printing is None else self.printing.as_dict(),
            "placement": self.placement.as_dict(),
        }


def write_mesh_files(mesh: Mesh, cloud: PointCloud, options: MeshOptions, path: Path) -> list[MeshFile]:
    """Write a finished mesh in every format and level of detail, and report on each file; the first is the main one.

    Args:
        mesh: the surface of `cloud` in its coordinates, y up, finished (`finish`).
        cloud: where textures have their colours from.
        options: formats, levels, textures, size and place.
        path: of the files without suffix: PATH.glb, PATH.lod1.glb ...

    Raises:
        ValueError: the mesh has no faces or cannot be textured or placed.
        OSError: a file cannot be written.
    """
    written = []
    for level, detailed in enumerate(_levels(mesh, options)):
        textured = _textured(detailed, cloud, options)
        for suffix in options.formats:
            target = path.with_name(f"{path.name}.{file_ending(suffix, level)}")
            placement = placement_of(detailed, options, suffix)
            picture = textured if options.has_picture(suffix) else None
            placed = placement.mesh(_painted(detailed, textured, options) if picture is None else picture.mesh)
            report = mesh_report(placed, placement.cloud(cloud))  # before the file that it may refuse
            printing = printability(placed, placement.up) if report.watertight else None
            if picture is not None:
                colors: str | None = "texture"
                write_textured_mesh(replace(picture, mesh=placed), target)
            else:
                colors = None if placed.rgb is None or suffix == "stl" else "vertices"
                write_mesh(placed, target)
            written.append(MeshFile(target, level, options.unit(suffix), colors, report, printing, placement))
    return written


def check_texture(cloud: PointCloud, options: MeshOptions) -> None:
    """Raise ValueError where a texture is wanted and the cloud has no colours."""
    if options.texture and cloud.rgb is None:
        raise ValueError("a texture needs colours, and the cloud has none")


def placement_of(shape: Mesh | PointCloud, options: MeshOptions, suffix: str) -> Placement:
    """From y-up coordinates of a shape to those of its files of a format.

    Raises:
        ValueError: a size is asked for and the shape has no extent.
    """
    size, unit = options.size, options.unit(suffix)
    if size is not None and unit == "m":
        size = Size(size.metres, "m", size.side)
    return Placement.of(shape, size, "y" if suffix == "glb" else options.up, options.origin)


def _levels(mesh: Mesh, options: MeshOptions) -> Iterator[Mesh]:
    """The mesh, then each time half of it."""
    yield mesh
    for _ in range(options.lods):
        mesh = simplify(mesh, max(len(mesh.faces) // 2, FEWEST_FACES))
        yield mesh


def _textured(mesh: Mesh, cloud: PointCloud, options: MeshOptions) -> TexturedMesh | None:
    """With the picture that some format needs, or None; more than TEXTURED_FACES faces are simplified for it."""
    if options.is_low_poly:
        return painted_flat(mesh, _bare if cloud.rgb is None else _colors(cloud, options))
    if cloud.rgb is None or not any(options.has_picture(suffix) for suffix in options.formats):
        return None
    if options.texture is None and len(mesh.faces) > TEXTURED_FACES:
        return None  # all faces were wanted, a texture was not
    return texture_mesh(simplify(mesh, TEXTURED_FACES), _colors(cloud, options), texture_size(len(cloud)))


def _painted(mesh: Mesh, textured: TexturedMesh | None, options: MeshOptions) -> Mesh:
    """What formats without a picture get."""
    return textured.mesh if options.is_low_poly and textured is not None and mesh.rgb is not None else mesh


def _colors(cloud: PointCloud, options: MeshOptions) -> ColorField:
    return colors_of_points(cloud, options.reconstruction.color_neighbors)


def _bare(xyz: np.ndarray, _: np.ndarray) -> np.ndarray:
    return np.full(xyz.shape, BARE, np.float32)


def texture_size(num_points: int) -> int:
    """Side of a picture in texels, a power of two, that is fine enough for the points that it shows."""
    needed = 2 ** int(np.ceil(np.log2(max(num_points * TEXELS_PER_POINT, 1)) / 2))
    return int(np.clip(needed, *TEXTURE_SIZES))
