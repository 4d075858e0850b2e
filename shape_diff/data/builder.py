"""A folder of meshes to a folder of training data: points of the visible surface in shards, resumable at any time."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from shape_diff.data.captions import ShapeRow, read_rows_and_absent
from shape_diff.data.contact_sheet import contact_sheet, spread_over_categories
from shape_diff.data.holding_out import with_val_split
from shape_diff.data.report import report_text
from shape_diff.data.sampling import generator_for, sample_surface, upright
from shape_diff.data.shard_building import BuildReport, Job, finished_shards, mesh_digest, what_changed, write_text
from shape_diff.data.shards import (
    NORMAL_SCALE,
    XYZ_SCALE,
    PackedShape,
    ShardContent,
    Skipped,
    file_sha256,
    pack,
    read_content,
    write_shard,
)
from shape_diff.files.atomic import atomic_path
from shape_diff.formats.mesh_files import read_surface
from shape_diff.geometry.placement import UP_AXES
from shape_diff.machine.progress import shape_bar

FORMAT = 1
SAMPLING_VERSION = 3
"""Raised when the same mesh gives other points than before, so that builds are not mixed."""


@dataclass(frozen=True)
class BuildOptions:
    """How to build.

    Attributes:
        num_points: points of each shape.
        workers: processes; 0 for one per core.
        seed: of the points' places.
        shard_size: meshes a file.
        timeout_s: a mesh that takes longer is skipped.
        sheet_shapes: shapes on the contact sheet.
        up: the axis that points up in the meshes, y or z; in the data it is y.
    """

    num_points: int = 4096
    workers: int = 0
    seed: int = 0
    shard_size: int = 256
    timeout_s: float = 120.0
    sheet_shapes: int = 96
    up: str = "y"

    def __post_init__(self) -> None:
        for name in ("num_points", "shard_size", "timeout_s"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be positive, got {getattr(self, name)}")
        for name in ("workers", "seed", "sheet_shapes"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")
        if self.up not in UP_AXES:
            raise ValueError(f"up must be {' or '.join(UP_AXES)}, got {self.up!r}")


@dataclass(frozen=True)
class _Job:
    id: str
    mesh: Path
    num_points: int
    seed: int
    up: str


@dataclass(frozen=True)
class Plan:
    """What a data set is to be made of.

    Attributes:
        jobs: one for each shape, in the order of the data.
        make: of a module; makes `PackedShape` or `Skipped` of a job in a worker.
        describe: what is stored of a made shape -> its entry in dataset.json.
        source: where the shapes come from, in words.
        fingerprint: what builds that may go on with one another have in common, besides the options.
        absent: shapes that cannot be made, and why.
        up: the axis that points up in the meshes.
    """

    jobs: Sequence[Job]
    make: Callable[[Any], PackedShape | Skipped]
    describe: Callable[[dict[str, Any]], dict[str, Any]]
    source: str
    fingerprint: dict[str, Any]
    absent: Sequence[Skipped] = ()
    up: str = "y"


def build_dataset(
    mesh_folder: Path, captions: Path | None, out: Path, options: BuildOptions | None = None, progress: bool = True
) -> BuildReport:
    """Build the training data of a folder of meshes; the same call again goes on where an earlier one was stopped.

    Args:
        mesh_folder: searched with its subfolders.
        captions: captions.jsonl, or None to use the words of the file names.
        out: the folder to make or to go on with.
        options: how to build.
        progress: whether to show a progress bar.

    Raises:
        ValueError: the meshes or captions are missing or damaged, `out` cannot be written or holds something else or
            a build of other meshes or options, or not one mesh can be used.
    """
    options = options or BuildOptions()
    rows, absent = read_rows_and_absent(Path(mesh_folder), captions)
    by_id = {row.id: row for row in rows}
    plan = Plan(
        jobs=[_Job(row.id, row.mesh, options.num_points, options.seed, options.up) for row in rows],
        make=make_shape,
        describe=lambda facts: _describe(by_id[facts["id"]], facts),
        source=str(mesh_folder),
        fingerprint={
            "sampling version": SAMPLING_VERSION,
            "number of meshes": len(rows),
            "meshes": mesh_digest(rows),
            "up": options.up,
        },
        absent=[Skipped(name, "there is no such mesh") for name in absent],
        up=options.up,
    )
    return build_plan(plan, out, options, progress)


def build_plan(plan: Plan, out: Path, options: BuildOptions, progress: bool = True) -> BuildReport:
    """Make the shapes of a plan; the same call again goes on where an earlier one was stopped.

    Raises:
        ValueError: `out` cannot be written or holds something else or another build, or not one shape can be used.
    """
    started = time.monotonic()
    out = Path(out)
    _claim_folder(out, _fingerprint(plan, options))
    shards = {
        out / "shards" / f"{start // options.shard_size:05d}.safetensors": plan.jobs[start : start + options.shard_size]
        for start in range(0, len(plan.jobs), options.shard_size)
    }
    pending = {path: members for path, members in shards.items() if read_content(path) is None}
    todo = sum(map(len, pending.values()))
    with shape_bar(len(plan.jobs), len(plan.jobs) - todo, progress) as bar:
        for path, outcomes in finished_shards(plan.make, pending, options.workers, options.timeout_s, bar):
            write_shard(path, outcomes, options.num_points)
    index = _write_index(out, plan, list(shards), options)
    return BuildReport(
        out=out,
        num_shapes=len(index["shapes"]),
        skipped=tuple(Skipped(**entry) for entry in index["skipped"]),
        sha256=index["sha256"],
        seconds=time.monotonic() - started,
        resumed_shapes=len(plan.jobs) - todo,
        held_out=index["held_out_by_hash"],
    )


def make_shape(job: _Job) -> PackedShape | Skipped:
    """One mesh to points, or why it has none; runs in a worker."""
    try:
        surface = upright(read_surface(job.mesh), job.up)
        samples = sample_surface(surface, job.num_points, generator_for(job.seed, job.id))
    except (ValueError, OSError) as error:
        return Skipped(job.id, str(error))
    about = {"notes": list(surface.notes)} if surface.notes else {}
    return pack(job.id, samples, has_colors=surface.colored, faces=len(surface.faces), about=about)


def _fingerprint(plan: Plan, options: BuildOptions) -> dict[str, Any]:
    """What shards of one folder must have in common."""
    return {
        "format": FORMAT,
        "num_points": options.num_points,
        "seed": options.seed,
        "shard_size": options.shard_size,
        **plan.fingerprint,
    }


def _claim_folder(out: Path, fingerprint: dict[str, Any]) -> None:
    """Make the folder, or check that it holds an unfinished or finished build of just this kind."""
    mark = out / "build.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        if mark.exists():
            _compare(out, json.loads(mark.read_text()), fingerprint)
        elif any(".partial" not in path.name for path in out.iterdir()):
            raise ValueError(f"{out} is not empty and holds no build of data; choose another folder")
        write_text(mark, json.dumps(fingerprint, indent=1))
        for leftover in (*out.glob(".*.partial*"), *out.glob("shards/.*.partial*")):
            leftover.unlink(missing_ok=True)
    except (OSError, json.JSONDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"{out} cannot be used for the data: {reason}") from error


def _compare(out: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
    if what := what_changed(old, new):
        raise ValueError(f"{out} holds a different build ({what}); choose another folder or delete it")


def _write_index(out: Path, plan: Plan, paths: Sequence[Path], options: BuildOptions) -> dict[str, Any]:
    """Write report, contact sheet and, last since it marks the data as complete, dataset.json."""
    contents = [_content_of(path) for path in paths]
    shapes = [plan.describe(facts) for content in contents for facts in content.shapes]
    skipped = [*plan.absent, *(entry for content in contents for entry in content.skipped)]
    if not shapes:
        raise ValueError(f"none of the {len(plan.jobs)} shapes can be used; {skipped[0].id}: {skipped[0].reason}")
    splits = with_val_split([shape["id"] for shape in shapes], [shape["split"] for shape in shapes])
    held_out = sum(new != shape["split"] for new, shape in zip(splits, shapes, strict=True))
    shapes = [shape | {"split": split} for shape, split in zip(shapes, splits, strict=True)]
    hashes = [file_sha256(path) for path in paths]
    index = {
        "format": FORMAT,
        "num_points": options.num_points,
        "seed": options.seed,
        "source": plan.source,
        "up": plan.up,
        "held_out_by_hash": held_out,
        "sha256": hashlib.sha256("".join(hashes).encode()).hexdigest(),
        "shapes": shapes,
        "shards": [
            {"file": f"shards/{path.name}", "count": len(content.shapes), "sha256": digest}
            for path, content, digest in zip(paths, contents, hashes, strict=True)
        ],
        "skipped": [{"id": entry.id, "reason": entry.reason} for entry in skipped],
    }
    write_text(out / "report.md", report_text(index))
    _write_sheet(out, paths, [len(content.shapes) for content in contents], shapes, options.sheet_shapes)
    write_text(out / "dataset.json", json.dumps(index, ensure_ascii=False, indent=1))
    return index


def _content_of(path: Path) -> ShardContent:
    content = read_content(path)
    if content is None:
        raise ValueError(f"{path} vanished or was damaged during the build; start the build again")
    return content


def _describe(row: ShapeRow, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "captions": list(row.captions),
        "category": row.category,
        "split": row.split,
        "colored": facts["has_colors"] if row.colored is None else row.colored,
        "has_front": row.has_front,
        **{key: value for key in ("pack", "author", "license") if (value := getattr(row, key))},
        "faces": facts["faces"],
        "visible_fraction": facts["visible_fraction"],
        "repeated": facts["repeated"],
        **({"notes": facts["notes"]} if "notes" in facts else {}),
    }


def _write_sheet(
    out: Path, paths: Sequence[Path], counts: Sequence[int], shapes: Sequence[dict[str, Any]], count: int
) -> None:
    if count == 0:
        return
    chosen = spread_over_categories([shape["category"] for shape in shapes], count)
    starts = [sum(counts[:number]) for number in range(len(counts) + 1)]
    arrays = {}
    for number, path in enumerate(paths):
        here = [index for index in chosen if starts[number] <= index < starts[number + 1]]
        if here:
            shard = load_file(path)
            arrays.update({index: _unpack(shard, index - starts[number]) for index in here})
    with atomic_path(out / "contact_sheet.png") as temporary:
        contact_sheet([arrays[index] for index in chosen]).save(temporary)


def _unpack(shard: dict[str, np.ndarray], index: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return shard["xyz"][index] / XYZ_SCALE, shard["rgb"][index] / 255.0, shard["normals"][index] / NORMAL_SCALE
