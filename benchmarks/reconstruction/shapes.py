"""The shapes that are measured, each with a caption and many points of its true surface."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.reconstruction.modelling import Triangles
from benchmarks.reconstruction.solids import SOLIDS
from benchmarks.reconstruction.thin_parts import THIN_PARTS
from shape_diff.data.captions import read_rows
from shape_diff.data.sampling import generator_for, sample_surface
from shape_diff.evaluation.metrics.surface_scores import NUM_SAMPLES
from shape_diff.files.atomic import atomic_path
from shape_diff.formats.mesh_files import Surface, read_surface
from shape_diff.geometry import Frame, PointCloud
from shape_diff.geometry.color import to_uint8

GROUPS = ("val", "solids", "thin")
NUM_POINTS = 100_000
"""Points of a true surface: the last NUM_SAMPLES are the reference, clouds are taken from the front."""
GOLDEN_RATIO = 0.6180339887498949
COLOR_WAVES = np.array([[1.0, 0.3, 0.2], [0.2, 0.9, 0.4], [-0.4, 0.2, 1.1]])
"""Waves of red, green and blue over the shape, half a period for each unit of length."""


@dataclass(frozen=True)
class Shape:
    """A shape to reconstruct.

    Attributes:
        name: unique among all shapes.
        group: "val" (held-out shapes of the data set), "solids" or "thin" (made here).
        caption: what the text model is told.
        surface: makes its triangles.
    """

    name: str
    group: str
    caption: str
    surface: Callable[[], Surface]

    def truth(self, cache: Path) -> PointCloud:
        """NUM_POINTS points of the visible outer surface, normalised, in random order.

        They are kept in the folder `cache`, as casting the rays takes seconds.
        """
        path = cache / f"{self.group}-{self.name}.npz"
        if not path.exists():
            samples = sample_surface(self.surface(), NUM_POINTS, generator_for(0, self.name))
            with atomic_path(path) as temporary, temporary.open("wb") as file:
                np.savez(file, xyz=samples.xyz, rgb=to_uint8(samples.rgb), normals=samples.normals.astype(np.float16))
        with np.load(path) as arrays:
            return PointCloud(arrays["xyz"], arrays["rgb"] / np.float32(255), arrays["normals"].astype(np.float32))


def reference_of(truth: PointCloud) -> PointCloud:
    """The part of the true surface's points that results are compared with."""
    return truth.select(np.arange(NUM_POINTS - NUM_SAMPLES, NUM_POINTS))


def all_shapes(data: Path | None, num_val: int, groups: Sequence[str] = GROUPS) -> list[Shape]:
    """Shapes of the chosen groups, the groups taking turns, so that a run that stops early has some of each.

    Raises:
        ValueError: val shapes are wanted and the data set is not there.
    """
    parts = {
        "val": lambda: val_shapes(data, num_val),
        "solids": lambda: made_shapes("solids", SOLIDS),
        "thin": lambda: made_shapes("thin", THIN_PARTS),
    }
    chosen = [parts[group]() for group in groups]
    turns = [(number / len(part), shape) for part in chosen for number, shape in enumerate(part)]
    return [shape for _, shape in sorted(turns, key=lambda turn: turn[0])]


def val_shapes(data: Path | None, count: int) -> list[Shape]:
    """Val shapes spread over the whole split; a larger count begins with those of a smaller one."""
    if data is None:
        raise ValueError("the val shapes need --data, a folder with meshes and captions.jsonl")
    rows = [row for row in read_rows(data, data / "captions.jsonl") if row.split == "val"]
    # The longest caption tells most; the first n golden-ratio multiples are spread evenly for every n.
    order = np.argsort(np.argsort((np.arange(len(rows)) * GOLDEN_RATIO) % 1))
    chosen = [rows[place] for place in order[: min(count, len(rows))]]
    return [Shape(row.id, "val", row.captions[-1], partial(read_surface, row.mesh)) for row in chosen]


def made_shapes(group: str, table: dict[str, tuple[str, Callable[[], Triangles]]]) -> list[Shape]:
    return [Shape(name, group, caption, partial(painted, make)) for name, (caption, make) in table.items()]


def painted(make: Callable[[], Triangles]) -> Surface:
    """A mesh in colours that change smoothly with the place, so that the error of a wrong place can be measured."""
    vertices, faces = make()
    place = Frame.of(vertices).normalize(vertices)
    rgb = 0.5 + 0.4 * np.sin(np.pi * (place @ COLOR_WAVES.T) + np.array([0.0, 2.1, 4.2]))
    corners = rgb[faces].astype(np.float32)
    return Surface(vertices, faces, corners, np.zeros((len(faces), 3, 2), np.float32), np.full(len(faces), -1))
