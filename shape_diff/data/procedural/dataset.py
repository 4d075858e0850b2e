"""The catalogue as training data, in the same folders that `data build` makes of meshes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shape_diff.data.builder import BuildOptions, Plan, build_plan
from shape_diff.data.procedural.registry import (
    CATALOGUE_VERSION,
    Built,
    Kind,
    build_shape,
    catalogue,
    select_kinds,
    shape_id,
)
from shape_diff.data.procedural.sheet import kind_sheet
from shape_diff.data.procedural.surface import sample_assembly
from shape_diff.data.sampling import generator_for
from shape_diff.data.shard_building import BuildReport
from shape_diff.data.shards import PackedShape, Skipped, pack
from shape_diff.machine.progress import progress_bar
from shape_diff.rendering.picture_file import write_picture

SEEDS_EACH = 1_000_000
"""Shapes of one kind that one seed of a build may use; the next seed's are others."""
SHEET_VARIANTS = 6


@dataclass(frozen=True)
class ShapeJob:
    """Which shape to draw.

    Attributes:
        kind: its name.
        seed: what it is drawn from.
        num_points: surface samples.
    """

    kind: str
    seed: int
    num_points: int

    @property
    def id(self) -> str:
        return shape_id(self.kind, self.seed)


def build_procedural(
    kinds: Iterable[str], themes: Iterable[str], count: int, out: Path, options: BuildOptions, progress: bool = True
) -> BuildReport:
    """Draw shapes, the kinds in turn; the same call again goes on where an earlier one was stopped.

    Args:
        kinds: names; with `themes` empty too, all of them.
        themes: names of themes.
        count: shapes in all.
        out: the folder to make or to go on with; it gets a picture of each theme as well.
        options: how to build; the seed chooses other shapes.
        progress: whether to show a progress bar.

    Raises:
        ValueError: a kind or theme is unknown, the count is not positive, or `out` cannot be used.
    """
    chosen = select_kinds(kinds, themes)
    jobs = shape_jobs(chosen, count, options.num_points, options.seed)
    plan = Plan(
        jobs=jobs,
        make=make_procedural,
        describe=_describe,
        source=f"catalogue version {CATALOGUE_VERSION}",
        fingerprint={
            "catalogue version": CATALOGUE_VERSION,
            "number of shapes": count,
            "kinds": sorted({job.kind for job in jobs}),
        },
    )
    report = build_plan(plan, out, options, progress)
    for theme in progress_bar(sorted({entry.theme for entry in chosen}), "sheets of themes"):
        members = [entry for entry in chosen if entry.theme == theme]
        picture = kind_sheet(members, SHEET_VARIANTS, first_seed=options.seed * SEEDS_EACH)
        write_picture(picture, Path(out) / f"kinds-{theme.replace(' ', '-')}.png")
    return report


def shape_jobs(kinds: Sequence[Kind], count: int, num_points: int, seed: int) -> list[ShapeJob]:
    """`count` shapes, the kinds in turn; raises ValueError where the count is not positive."""
    if not 0 < count <= SEEDS_EACH * len(kinds):
        raise ValueError(f"count must be from 1 to {SEEDS_EACH * len(kinds)} for {len(kinds)} kinds, got {count}")
    turns = (divmod(number, len(kinds)) for number in range(count))
    return [ShapeJob(kinds[place].name, seed * SEEDS_EACH + turn, num_points) for turn, place in turns]


def make_procedural(job: ShapeJob) -> PackedShape | Skipped:
    """One shape to points with its captions; runs in a worker."""
    try:
        built = build_shape(catalogue()[job.kind], job.seed)
        samples = sample_assembly(built.assembly, job.num_points, generator_for(job.seed, f"{job.kind}:points"))
    except ValueError as error:
        return Skipped(job.id, str(error))
    return pack(built.id, samples, has_colors=True, faces=len(built.assembly.faces), about=describe_words(built))


def describe_words(built: Built) -> dict[str, Any]:
    """What is said about a shape, as in captions.jsonl."""
    return {
        "captions": list(built.captions),
        "category": built.kind.theme,
        "split": built.split,
        "has_front": built.kind.has_front,
        "kind": built.kind.name,
        "variant": built.facts.variant,
    }


def _describe(facts: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in facts.items() if key != "has_colors"}, "colored": True}
