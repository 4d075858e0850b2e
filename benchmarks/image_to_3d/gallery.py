"""Pages of pictures: what was shown, what was made of it, and the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.image_to_3d.measure import SEEDS_EACH
from benchmarks.image_to_3d.subjects import Subject
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.code_stage import model_clouds
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.across_cores import across_cores
from shape_diff.machine.progress import progress_bar
from shape_diff.models.model import Model
from shape_diff.pictures.preparing import PreparedPicture, prepare_picture
from shape_diff.reconstruction.methods import reconstruct
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.rendering.scene import render_mesh

TILE = 160
ROWS = 10
PALETTE = 256
PAPER = (255, 255, 255, 255)


@dataclass(frozen=True)
class Studio:
    """A model and how it is sampled.

    Attributes:
        pipeline: the model.
        settings: of the sampler.
        samples: of each picture.
        workers: processes; 0 for one a core.
    """

    pipeline: Pipeline
    settings: SamplingSettings
    samples: int
    workers: int

    def clouds(self, pictures: Sequence[PreparedPicture], seeds: Sequence[int]) -> list[list[PointCloud]]:
        """The samples of each picture, the first of which has the seed given for it."""
        jobs = [
            Order(self.pipeline.condition("", [picture]), [seed + k for k in range(self.samples)], self.settings)
            for picture, seed in zip(pictures, seeds, strict=True)
        ]
        cores = self.workers if self.pipeline.device.type == "cpu" else 1
        done = dict(across_cores(_sampled, self.pipeline.model, jobs, "generating", cores))
        return [done[number] for number in range(len(jobs))]


@dataclass(frozen=True)
class Order:
    """Clouds of one picture: its condition, and their seeds."""

    condition: Condition
    seeds: list[int]
    settings: SamplingSettings


def _sampled(model: Model, order: Order) -> list[PointCloud]:
    return [model_clouds(model, order.condition, [seed], order.settings)[0] for seed in order.seeds]


def write_val_pages(studio: Studio, subjects: Sequence[Subject], folder: Path) -> list[Path]:
    """Pages of ten val shapes: the first view, the samples, the mesh of the first sample, the truth."""
    pictures = [subject.pictures(1)[0] for subject in subjects]
    clouds = studio.clouds(pictures, [SEEDS_EACH * subject.number for subject in subjects])
    meshes = [_mesh_of(samples[0]) for samples in progress_bar(clouds, "meshing")]
    rows = []
    for subject, picture, samples, mesh in zip(
        progress_bar(subjects, "drawing"), pictures, clouds, meshes, strict=True
    ):
        tiles = [*_results(samples, mesh), (cloud_thumbnail(subject.cloud, TILE), "true shape")]
        rows.append([(prepared_tile(picture), subject.caption), *tiles])
    starts = range(0, len(rows), ROWS)
    return [_write_page(rows[start : start + ROWS], folder / f"pictures-{start // ROWS + 1}.png") for start in starts]


def write_other_page(studio: Studio, pictures: Path, folder: Path) -> list[Path]:
    """A page of pictures of other origin: as they are, as the model sees them, the samples and the first one's mesh."""
    files = sorted(pictures.glob("*.png"))
    prepared = [prepare_picture(file) for file in files]
    clouds = studio.clouds(prepared, [0] * len(files))
    meshes = [_mesh_of(samples[0]) for samples in progress_bar(clouds, "meshing")]
    rows = []
    for file, picture, samples, mesh in zip(progress_bar(files, "drawing"), prepared, clouds, meshes, strict=True):
        shown = [(given_tile(file), file.stem), (prepared_tile(picture), "as the model sees it")]
        rows.append(shown + _results(samples, mesh))
    return [_write_page(rows, folder / "pictures-other.png")]


def _mesh_of(cloud: PointCloud) -> Mesh | None:
    """None where the cloud encloses nothing."""
    try:
        return reconstruct(cloud)
    except ValueError:
        return None


Tile = tuple[Image.Image, str]


def _results(samples: Sequence[PointCloud], mesh: Mesh | None) -> list[Tile]:
    tiles = [(cloud_thumbnail(cloud, TILE), f"sample {number}") for number, cloud in enumerate(samples, start=1)]
    blank = np.full((TILE, TILE, 3), 255, np.uint8)
    drawn = Image.fromarray(blank if mesh is None else render_mesh(mesh, size=TILE))
    return [*tiles, (drawn, "no mesh" if mesh is None else "mesh of sample 1")]


def _write_page(rows: Sequence[Sequence[Tile]], path: Path) -> Path:
    tiles = [tile for row in rows for tile, _ in row]
    labels = [label for row in rows for _, label in row]
    # 256 colours look the same and take a third of the space.
    write_picture(grid_picture(tiles, len(rows[0]), labels).quantize(PALETTE), path)
    return path


def prepared_tile(picture: PreparedPicture) -> Image.Image:
    """What a model sees, over paper."""
    return _on_paper(Image.fromarray(picture.pixels, "RGBA"))


def given_tile(file: Path) -> Image.Image:
    """A picture as its file has it, transparent parts over paper."""
    with Image.open(file) as image:
        return _on_paper(image.convert("RGBA"))


def _on_paper(picture: Image.Image) -> Image.Image:
    picture.thumbnail((TILE, TILE))
    paper = Image.new("RGBA", (TILE, TILE), PAPER)
    paper.alpha_composite(picture, ((TILE - picture.width) // 2, (TILE - picture.height) // 2))
    return paper.convert("RGB")


def page_text(pages: Sequence[Path], others: Sequence[Path], stamp: str) -> str:
    """The Markdown page that shows the pictures."""
    lines = [
        "# From one picture",
        "",
        "Left to right: the picture, a view of a val shape that training has not seen; four samples; the mesh of the "
        "first of them; the true shape. Samples and truth stand in the canonical frame and are all seen from the front "
        "right, whatever side the picture shows. Spread evenly over the val split, not picked.",
        "",
        *(f"![Page {number}]({page.name})\n" for number, page in enumerate(pages, start=1)),
    ]
    if others:
        lines += [
            "## Pictures that are not our renders",
            "",
            "Left to right: the picture as it is, what the model sees after its background is removed, four samples, "
            "the mesh of the first. Sources and licences: [SOURCES.md](../../assets/pictures/SOURCES.md).",
            "",
            *(f"![Other pictures]({page.name})\n" for page in others),
        ]
    return "\n".join([*lines, stamp, ""])
