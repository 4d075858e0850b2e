"""How few triangles are enough: simplified meshes against the true surface, and outlines against the full mesh."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.reconstruction.disturbances import Disturbance
from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.shapes import Shape, all_shapes, reference_of
from shape_diff.evaluation.metrics.surface_scores import NUM_SAMPLES, Reference, sample_mesh
from shape_diff.geometry import Frame, Mesh
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.methods import reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.simplification import simplify
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.tracer import Tracer

METHOD = "poisson"
AS_GENERATED = Disturbance(sigma=0.013)
"""As rough as clouds sampled from prompts."""
BUDGETS = {128: (None, 10_000, 5_000, 2_000, 1_000), 96: (5_000,), 64: (5_000,)}
"""Grid -> how many faces are kept; None for all."""
THIN = ("cup", "sword", "table", "wire-chair", "leaf")
VIEWS = tuple(Camera(*angles) for angles in ((0, 10), (60, 20), (120, -10), (200, 30), (290, 5), (30, 70)))
SIDE = 200
"""Of an outline's picture, in pixels."""
CORNERS = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """What is measured of one mesh, in per cent but for the last four: error of colours of 255, faces, CPU seconds."""

    f_score_1: float
    f_score_2: float
    normals: float
    outline: float
    colors: float
    faces: float
    surface_s: float
    simplifying_s: float


def simplified_shapes(data: Path | None, num_val: int) -> list[Shape]:
    """Val shapes and THIN things; raises ValueError where the data set is not there."""
    thin = {shape.name: shape for shape in all_shapes(None, 0, ("thin",))}
    return [*all_shapes(data, num_val, ("val",)), *(thin[name] for name in THIN)]


def measure_faces(shapes: Sequence[Shape], cache: Path) -> dict[tuple[int, int | None], list[Row]]:
    """(grid, faces kept) -> a row for each shape."""
    rows: dict[tuple[int, int | None], list[Row]] = {}
    for shape in progress_bar(shapes, "shapes"):
        for case, row in _rows_of(shape, cache):
            rows.setdefault(case, []).append(row)
    return rows


def table(rows: dict[tuple[int, int | None], list[Row]]) -> list[str]:
    """Means over the shapes, in Markdown."""
    lines = [
        "| grid | faces | F at 1 % | F at 2 % | normals | outline IoU | colour | CPU seconds, surface + simplifying |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (grid, kept), each in rows.items():
        mean = Row(*np.mean([astuple(row) for row in each], axis=0))
        scores = (mean.f_score_1, mean.f_score_2, mean.normals, mean.outline, mean.colors)
        faces = f"all ({mean.faces:,.0f})" if kept is None else f"{kept:,}"
        cost = f"{mean.surface_s:.2f}" + (f" + {mean.simplifying_s:.2f}" if kept is not None else "")
        lines.append(f"| {grid} | {faces} | {' | '.join(f'{score:.1f}' for score in scores)} | {cost} |")
    return lines


def _rows_of(shape: Shape, cache: Path) -> Iterator[tuple[tuple[int, int | None], Row]]:
    truth = shape.truth(cache)
    reference, frame = Reference(reference_of(truth)), Frame.of(truth.xyz)
    cloud = AS_GENERATED.cloud(truth, shape, Regenerator())
    for grid, budgets in BUDGETS.items():
        options = ReconstructionOptions(resolution=grid)
        full, surface_s = _timed(lambda options=options: reconstruct(cloud, METHOD, options))
        whole = outlines(full, frame)
        for kept in budgets:
            mesh, simplifying_s = _timed(lambda full=full, kept=kept: full if kept is None else simplify(full, kept))
            scores = reference.scores(sample_mesh(mesh, NUM_SAMPLES, np.random.default_rng(0)))
            same = overlap(outlines(mesh, frame), whole)
            shares = (scores.f_score_1, scores.f_score_2, scores.normal_consistency, same)
            colors = 255 * (scores.color_rmse or 0.0)
            yield (grid, kept), Row(*(100 * s for s in shares), colors, len(mesh.faces), surface_s, simplifying_s)


def outlines(mesh: Mesh, frame: Frame) -> np.ndarray:
    """(views, SIDE * SIDE) which pixels a mesh covers, seen from VIEWS; the frame is that of the true shape."""
    tracer = Tracer(frame.normalize(mesh.vertices), mesh.faces)
    covered = np.zeros((len(VIEWS), SIDE * SIDE), bool)
    for view, pixels in zip(VIEWS, covered, strict=True):
        pixels[tracer.first_hits(*view.fit(CORNERS).rays(SIDE, SIDE)).ray] = True
    return covered


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two masks, 1 where both are empty."""
    union = (a | b).sum()
    return float((a & b).sum() / union) if union else 1.0


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a call gives, and its CPU seconds."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start
