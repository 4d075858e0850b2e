"""What every resumable build of shards needs: work sorted into files, and a mark that says what the files are of."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from shape_diff.data.captions import ShapeRow
from shape_diff.data.shards import Skipped
from shape_diff.files.atomic import atomic_path
from shape_diff.machine.workers import Failure, run_isolated


@dataclass(frozen=True)
class BuildReport:
    """What was built.

    Attributes:
        out: the folder.
        num_shapes: shapes in it.
        skipped: meshes that are not in it.
        sha256: of what was made of the shapes.
        seconds: time this call took.
        resumed_shapes: meshes that an earlier call had already dealt with.
        held_out: shapes that became the split "val" as no caption named one.
    """

    out: Path
    num_shapes: int
    skipped: tuple[Skipped, ...]
    sha256: str
    seconds: float
    resumed_shapes: int
    held_out: int = 0


@runtime_checkable
class Job(Protocol):
    """What a worker is sent: a shape's name and whatever else it needs."""

    @property
    def id(self) -> str: ...


def finished_shards(
    function: Callable[[Any], Any], pending: Mapping[Path, Sequence[Job]], workers: int, timeout_s: float, bar: Any
) -> Iterator[tuple[Path, list[Any]]]:
    """Each pending file with what the function made of its jobs, or `Skipped`, as soon as the last one is done."""
    places = [(path, job) for path, members in pending.items() for job in members]
    open_shards: dict[Path, dict[int, Any]] = {}
    for number, result in run_isolated(function, [job for _, job in places], workers, timeout_s):
        path, job = places[number]
        shard = open_shards.setdefault(path, {})
        shard[number] = Skipped(job.id, result.reason) if isinstance(result, Failure) else result
        bar.update()
        if len(shard) == len(pending[path]):
            yield path, [shard[key] for key in sorted(shard)]
            del open_shards[path]


def mesh_digest(rows: Sequence[ShapeRow]) -> str:
    """A hash that changes with the names, sizes and dates of the meshes."""
    digest = hashlib.sha256()
    for row in rows:
        state = row.mesh.stat()
        digest.update(f"{row.id}\n{row.mesh.name}\n{state.st_size}\n{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def what_changed(old: dict[str, Any], new: dict[str, Any]) -> str:
    """How the fingerprint of a build differs from the one that its folder holds, in words; "" if it does not."""
    changed = [key for key in new if old.get(key) != new[key]]
    words = [f"{key} {old.get(key)}, now {new[key]}" for key in changed if key != "meshes"]
    return "; ".join(words) or ("the mesh files have changed since" if changed else "")


def write_text(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all."""
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
