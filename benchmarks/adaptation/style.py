"""A style that no model here was taught: catalogue shapes stretched tall and painted in three bands, as totems are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff.data.builder import BuildOptions, Plan, build_plan
from shape_diff.data.procedural.dataset import ShapeJob
from shape_diff.data.procedural.registry import Kind, build_shape, catalogue
from shape_diff.data.procedural.surface import sample_assembly
from shape_diff.data.sampling import generator_for
from shape_diff.data.shards import PackedShape, Skipped, pack

TALLER = 1.8
"""How much the y axis is stretched."""
BANDS = np.array([[0.10, 0.15, 0.40], [0.95, 0.58, 0.70], [0.96, 0.83, 0.20]], dtype=np.float32)
"""sRGB of the lower, middle and upper third of the height: dark blue, pink and yellow."""


def bands_of(y: np.ndarray) -> np.ndarray:
    """(n, 3) the colours of points by their heights (n,), thirds of the range of those."""
    low, high = y.min(), y.max()
    return BANDS[np.minimum((3 * (y - low) / max(high - low, 1e-9)).astype(int), 2)]


@dataclass(frozen=True)
class StyleJob(ShapeJob):
    """A shape of the style; `split` is "train" or "val"."""

    split: str = "train"


def kinds_of_style(train: int, held_out: int) -> tuple[list[Kind], list[Kind]]:
    """Kinds spread over the catalogue for the style's shapes, and others for what is asked of it afterwards.

    Raises:
        ValueError: the catalogue has fewer.
    """
    kinds = list(catalogue().values())
    if train + held_out > len(kinds):
        raise ValueError(f"the catalogue has {len(kinds)} kinds, not {train} and {held_out}")
    order = np.random.default_rng(0).permutation(len(kinds))
    return [kinds[i] for i in order[:train]], [kinds[i] for i in order[train : train + held_out]]


def build_style(out: Path, train: int, held_out: int, num_points: int = 2048) -> None:
    """Build the data set of the style; the same call again goes on where an earlier one was stopped."""
    known, asked = kinds_of_style(train, held_out)
    jobs = [*_jobs(known, num_points, "train"), *_jobs(asked, num_points, "val")]
    fingerprint = {"style": "totem 1", "kinds": [job.kind for job in jobs]}
    options = BuildOptions(num_points=num_points, workers=1)
    build_plan(Plan(jobs, make_totem, _described, "totems of the catalogue", fingerprint), out, options, progress=False)


def _jobs(kinds: Sequence[Kind], num_points: int, split: str) -> list[StyleJob]:
    return [StyleJob(kind.name, 7, num_points, split) for kind in kinds]


def make_totem(job: StyleJob) -> PackedShape | Skipped:
    """One shape of the style; only its short caption stays true, which names no colour."""
    built = build_shape(catalogue()[job.kind], job.seed)
    tall = replace(built.assembly, vertices=built.assembly.vertices * [1.0, TALLER, 1.0])
    samples = sample_assembly(tall, job.num_points, generator_for(job.seed, f"{job.kind}:totem"))
    painted = replace(samples, rgb=bands_of(samples.xyz[:, 1]))
    about = {"captions": [built.captions[0]], "category": built.kind.theme, "split": job.split, "has_front": False}
    return pack(built.id, painted, has_colors=True, faces=len(tall.faces), about=about)


def _described(facts: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in facts.items() if key != "has_colors"}, "colored": True}
