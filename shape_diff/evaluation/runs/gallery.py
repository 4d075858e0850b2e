"""Pages of pictures: what was generated, its mesh, the true shape and the nearest training shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.progress import progress_bar
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.rendering.scene import render_mesh

TILE = 200
ROWS = 10
COLUMNS = 4
LEGEND = (
    "Left to right: generated cloud, its mesh, the shape that the caption was written for, the nearest training shape "
    "(Chamfer distance). Evenly chosen, not picked."
)


@dataclass(frozen=True)
class GalleryRow:
    """One caption with what belongs to it."""

    caption: str
    sample: PointCloud
    mesh: Mesh | None
    truth: PointCloud
    nearest: PointCloud


def evenly_chosen(available: int, count: int) -> list[int]:
    """At most `count` numbers below `available`, evenly spread."""
    return np.unique(np.linspace(0, available - 1, min(count, available)).round().astype(int)).tolist()


def write_gallery(rows: Sequence[GalleryRow], folder: Path, title: str) -> list[Path]:
    """Write README.md and pages of ten rows each into a folder; returns the pages."""
    pages = []
    for start in progress_bar(range(0, len(rows), ROWS), "gallery"):
        page = folder / f"page-{start // ROWS + 1}.png"
        # 256 colours look the same and take a third of the space.
        write_picture(_page(rows[start : start + ROWS]).quantize(256), page)
        pages.append(page)
    text = [f"# {title}", "", LEGEND, ""]
    text += [f"![Page {number}]({page.name})\n" for number, page in enumerate(pages, start=1)]
    (folder / "README.md").write_text("\n".join(text), encoding="utf-8")
    return pages


def _page(rows: Sequence[GalleryRow]) -> Image.Image:
    tiles: list[Image.Image | np.ndarray] = []
    labels: list[str] = []
    for row in rows:
        mesh = np.full((TILE, TILE, 3), 255, np.uint8) if row.mesh is None else render_mesh(row.mesh, size=TILE)
        tiles += [cloud_thumbnail(row.sample, TILE), mesh, cloud_thumbnail(row.truth, TILE)]
        tiles += [cloud_thumbnail(row.nearest, TILE)]
        labels += [row.caption, "no mesh" if row.mesh is None else "mesh", "true shape", "nearest training shape"]
    return grid_picture(tiles, columns=COLUMNS, labels=labels)
