"""The catalogue as a folder of meshes with captions and part labels."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from shape_diff.data.procedural.dataset import describe_words, shape_jobs
from shape_diff.data.procedural.registry import CATALOGUE_VERSION, Built, build_shape, catalogue, select_kinds, shape_id
from shape_diff.data.shard_building import write_text
from shape_diff.data.shards import Skipped
from shape_diff.formats.export import write_mesh
from shape_diff.machine.progress import shape_bar
from shape_diff.machine.workers import Failure, run_isolated


@dataclass(frozen=True)
class _MeshJob:
    kind: str
    seed: int
    path: Path


def write_meshes(
    kinds: Iterable[str], themes: Iterable[str], count: int, out: Path, seed: int = 0, workers: int = 0,
    suffix: Literal["ply", "glb"] = "ply",
) -> tuple[int, list[Skipped]]:  # fmt: skip
    """Write `count` shapes, the kinds in turn, to out/meshes and what is said about them to out/captions.jsonl.

    The ids are those of a data set of the same kinds, count and seed, so that its views can be made of these meshes.
    Each row's "parts" tell which faces belong to which part and instance: from "start" up to before "end".

    Args:
        kinds: names; with `themes` empty too, all of them.
        themes: names of themes.
        count: shapes in all.
        out: folder.
        seed: chooses other shapes.
        workers: processes; 0 for one per core.
        suffix: format of the meshes.

    Returns:
        How many shapes were written, and why others were not.

    Raises:
        ValueError: a kind or theme is unknown, or the count is not positive.
        OSError: the folder cannot be written.
    """
    chosen = select_kinds(kinds, themes)
    jobs = [
        _MeshJob(job.kind, job.seed, Path(out) / "meshes" / f"{job.id}.{suffix}")
        for job in shape_jobs(chosen, count, num_points=1, seed=seed)
    ]
    (Path(out) / "meshes").mkdir(parents=True, exist_ok=True)
    rows: dict[int, Any] = {}
    skipped: list[Skipped] = []
    with shape_bar(len(jobs)) as bar:
        for number, row in run_isolated(_write_one, jobs, workers):
            if isinstance(row, Failure):
                skipped.append(Skipped(shape_id(jobs[number].kind, jobs[number].seed), row.reason))
            else:
                rows[number] = row
            bar.update()
    lines = [json.dumps(rows[number], ensure_ascii=False) for number in sorted(rows)]
    write_text(Path(out) / "captions.jsonl", "\n".join(lines) + "\n")
    return len(lines), skipped


def _write_one(job: _MeshJob) -> dict[str, Any]:
    """Write one mesh and return its row; runs in a worker."""
    built = build_shape(catalogue()[job.kind], job.seed)
    write_mesh(built.assembly.mesh(), job.path)
    return {
        "id": built.id,
        "file": f"meshes/{job.path.name}",
        **describe_words(built),
        "colored": True,
        "catalogue_version": CATALOGUE_VERSION,
        "parts": part_ranges(built),
    }


def part_ranges(built: Built) -> list[dict[str, Any]]:
    """Name, colour, material and faces of each instance of each part that can be seen; faces keep their order."""
    assembly = built.assembly
    label = np.stack([assembly.part, assembly.instance], axis=1)
    starts = np.flatnonzero(np.r_[True, (label[1:] != label[:-1]).any(axis=1)])
    ends = np.r_[starts[1:], len(label)]
    return [
        {
            "name": assembly.parts[part].name,
            "instance": int(instance),
            "color": assembly.parts[part].color.name,
            "material": assembly.parts[part].color.material,
            "start": int(start),
            "end": int(end),
        }
        for (part, instance), start, end in zip(label[starts], starts, ends, strict=True)
    ]
