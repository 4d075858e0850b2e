"""Pictures of the same shapes by every contender."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.reconstruction.contenders import attempt, contenders
from benchmarks.reconstruction.disturbances import Disturbance
from benchmarks.reconstruction.measure import Subject
from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.shapes import Shape
from shape_diff.formats.mesh_files import Surface
from shape_diff.geometry import Frame, Mesh
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import grid_picture
from shape_diff.rendering.scene import mesh_scene, render_cloud, render_mesh

NAMES = ("gear", "goblet", "knot", "menger", "gyroid-ball", "table", "cup", "fern", "wire-chair")
"""Made here; three val shapes go before them."""
NUM_VAL = 3
PALETTE = 256
LINE_HEIGHT = 14
NO_MESH = Mesh(np.zeros((0, 3)), np.zeros((0, 3)))


def picture_shapes(shapes: Sequence[Shape]) -> list[Shape]:
    """The twelve of a list of all shapes."""
    val = [shape for shape in shapes if shape.group == "val"][:NUM_VAL]
    return val + [shape for shape in shapes if shape.group != "val" and shape.name in NAMES]


def write_sheet(shapes: Sequence[Shape], disturbance: Disturbance, folder: Path, path: Path, size: int) -> None:
    """A row for each shape: the cloud, the true surface, and what each contender makes of it with its F at 1 %."""
    regenerator, names = Regenerator(), contenders()
    tiles: list[Image.Image] = []
    for shape in progress_bar(shapes, "pictures"):
        subject = Subject(shape, shape.truth(folder / "truth"), run="")
        truth = plain_mesh(shape.surface())
        scene = mesh_scene(truth)
        camera = None if scene is None else scene.fit(Camera())
        cloud = disturbance.cloud(subject.truth, shape, regenerator)
        tiles.append(captioned(render_cloud(cloud, camera, size), shape.name))
        tiles.append(captioned(render_mesh(truth, camera, size), "truth"))
        for name in names:
            made = attempt(name, cloud, ReconstructionOptions())
            score = None if made.mesh is None else subject.scores(made.mesh).get("f_score_1")
            caption = f"{name}: none" if score is None else f"{name} {100 * score:.0f}"
            tiles.append(captioned(render_mesh(made.mesh or NO_MESH, camera, size), caption))
    write_small(grid_picture(tiles, columns=2 + len(names)), path)


def plain_mesh(surface: Surface) -> Mesh:
    """A surface in normalised coordinates with colours at the corners of its faces, which share no vertices."""
    corners = surface.triangles.reshape(-1, 3)
    return Mesh(
        Frame.of(corners).normalize(corners),
        np.arange(len(corners)).reshape(-1, 3),
        surface.colors_at(np.repeat(np.arange(len(surface.faces)), 3), np.tile(np.eye(3), (len(surface.faces), 1))),
    )


def captioned(tile: np.ndarray, *lines: str) -> Image.Image:
    """A picture over lines of small print, cut off where they are too long."""
    picture = Image.new("RGB", (tile.shape[1], tile.shape[0] + LINE_HEIGHT * len(lines)), "white")
    picture.paste(Image.fromarray(tile))
    font, draw = ImageFont.load_default(LINE_HEIGHT - 3), ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        while draw.textlength(line, font) > picture.width:
            line = line[:-1]
        draw.text((picture.width // 2, tile.shape[0] + LINE_HEIGHT * number), line, "black", font, anchor="ma")
    return picture


def write_small(picture: Image.Image, path: Path) -> None:
    """A PNG of 256 colours, a third of the size."""
    palette = picture.quantize(PALETTE)
    # Only with a palette given does Pillow dither, without which smooth shading shows steps.
    write_picture(picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG), path)
