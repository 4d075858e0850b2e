"""A data set's meshes to training views: pictures from random sides in shards, resumable at any time."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shape_diff.data.captions import ShapeRow, read_rows
from shape_diff.data.contact_sheet import spread_over_categories
from shape_diff.data.dataset import ShapeDataset, ShapeRecord, up_axis
from shape_diff.data.shard_building import BuildReport, finished_shards, mesh_digest, what_changed, write_text
from shape_diff.data.shards import Skipped, file_sha256
from shape_diff.data.view_files import (
    FORMAT,
    INDEX,
    ViewShard,
    ViewShardContent,
    read_view_content,
    write_view_shard,
)
from shape_diff.data.view_making import ViewJob, make_views
from shape_diff.machine.progress import shape_bar
from shape_diff.pictures.framing import PICTURE_MARGIN, PICTURE_SIZE
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.view_sheet import view_sheet

RENDERING_VERSION = 1
"""Raised when the same mesh gives other pictures than before, so that builds are not mixed."""
SHARD_SIZE = 256
SHEET_SHAPES = 64


@dataclass(frozen=True)
class ViewOptions:
    """How to make views.

    Attributes:
        views: pictures of each shape.
        seed: of the cameras and lights.
        workers: processes; 0 for one per core.
        timeout_s: a shape that takes longer is skipped.
        shard_size: shapes a file.
    """

    views: int = 8
    seed: int = 0
    workers: int = 0
    timeout_s: float = 120.0
    shard_size: int = SHARD_SIZE

    def __post_init__(self) -> None:
        for name in ("views", "timeout_s", "shard_size"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be positive, got {getattr(self, name)}")
        for name in ("workers", "seed"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")


def build_views(
    data: Path, meshes: Path, captions: Path | None, options: ViewOptions | None = None, progress: bool = True
) -> BuildReport:
    """Make pictures of every shape of a data set; the same call again goes on where an earlier one was stopped.

    Args:
        data: folder that `build_dataset` made; the pictures go to its subfolder `views`.
        meshes: folder of the meshes that it was made of.
        captions: captions.jsonl that it was made with, or None if there was none.
        options: how to make them.
        progress: whether to show a progress bar.

    Raises:
        ValueError: there is no data set, shapes of it are not among the meshes, the folder of the views holds those of
            other meshes or options, or not one shape can be pictured.
        OSError: the folder cannot be written.
    """
    options = options or ViewOptions()
    started = time.monotonic()
    records = ShapeDataset.load(data).records
    rows, up = _rows_of(records, meshes, captions), up_axis(data)
    out = Path(data) / Path(INDEX).parent
    _claim_folder(out, _fingerprint(rows, options))
    jobs = [
        ViewJob(record.id, row.mesh, record.colored, options.views, options.seed, up)
        for record, row in zip(records, rows, strict=True)
    ]
    shards = {
        out / f"{start // options.shard_size:05d}.safetensors": jobs[start : start + options.shard_size]
        for start in range(0, len(jobs), options.shard_size)
    }
    pending = {path: members for path, members in shards.items() if read_view_content(path) is None}
    todo = sum(map(len, pending.values()))
    with shape_bar(len(jobs), len(jobs) - todo, progress) as bar:
        for path, outcomes in finished_shards(make_views, pending, options.workers, options.timeout_s, bar):
            write_view_shard(path, outcomes, options.views)
    index = _write_index(Path(data), list(shards), records, options)
    return BuildReport(
        out=out,
        num_shapes=len(index["ids"]),
        skipped=tuple(Skipped(**entry) for entry in index["skipped"]),
        sha256=index["sha256"],
        seconds=time.monotonic() - started,
        resumed_shapes=len(jobs) - todo,
    )


def _rows_of(records: Sequence[ShapeRecord], meshes: Path, captions: Path | None) -> list[ShapeRow]:
    """The mesh of each shape of the data set."""
    rows = {row.id: row for row in read_rows(Path(meshes), captions)}
    missing = [record.id for record in records if record.id not in rows]
    if missing:
        hint = "" if captions else "; if the data was built with captions, name them with --captions"
        raise ValueError(f"{len(missing)} shapes of the data are not among the meshes, as {missing[0]!r}{hint}")
    return [rows[record.id] for record in records]


def _fingerprint(rows: Sequence[ShapeRow], options: ViewOptions) -> dict[str, Any]:
    """What shards of one folder must have in common."""
    return {
        "format": FORMAT,
        "rendering version": RENDERING_VERSION,
        "views": options.views,
        "seed": options.seed,
        "shard_size": options.shard_size,
        "size": PICTURE_SIZE,
        "margin": PICTURE_MARGIN,
        "number of shapes": len(rows),
        "meshes": mesh_digest(rows),
    }


def _claim_folder(out: Path, fingerprint: dict[str, Any]) -> None:
    """Make the folder, or check that it holds views of just this kind."""
    mark = out / "build.json"
    out.mkdir(parents=True, exist_ok=True)
    if mark.exists():
        try:
            old = json.loads(mark.read_text(encoding="utf-8"))
            what = what_changed(old, fingerprint)
        except (ValueError, AttributeError) as error:
            raise ValueError(f"{mark} is damaged ({error}); delete {out} to make the views again") from error
        if what:
            raise ValueError(f"{out} holds other views ({what}); delete that folder to make them anew")
    elif any(".partial" not in path.name for path in out.iterdir()):
        raise ValueError(f"{out} is not empty and holds no views; move what is in it elsewhere")
    write_text(mark, json.dumps(fingerprint, indent=1))
    for leftover in out.glob(".*.partial*"):
        leftover.unlink(missing_ok=True)


def _write_index(
    data: Path, paths: Sequence[Path], records: Sequence[ShapeRecord], options: ViewOptions
) -> dict[str, Any]:
    """Write the contact sheet and, last since it marks the views as complete, the index."""
    contents = [_content_of(path) for path in paths]
    skipped = [entry for content in contents for entry in content.skipped]
    ids = [name for content in contents for name in content.ids]
    if not ids:
        raise ValueError(f"none of the {len(records)} shapes can be pictured; {skipped[0].id}: {skipped[0].reason}")
    hashes = [file_sha256(path) for path in paths]
    index = {
        "format": FORMAT,
        "options": {"views": options.views, "seed": options.seed, "size": PICTURE_SIZE, "margin": PICTURE_MARGIN},
        "sha256": hashlib.sha256("".join(hashes).encode()).hexdigest(),
        "ids": ids,
        "shards": [
            {"file": path.name, "count": len(content.ids), "sha256": digest}
            for path, content, digest in zip(paths, contents, hashes, strict=True)
        ],
        "skipped": [asdict(entry) for entry in skipped],
    }
    category = {record.id: record.category for record in records}
    _write_sheet(data, paths, contents, spread_over_categories([category[name] for name in ids], SHEET_SHAPES))
    write_text(data / INDEX, json.dumps(index, ensure_ascii=False, indent=1))
    return index


def _write_sheet(
    data: Path, paths: Sequence[Path], contents: Sequence[ViewShardContent], chosen: Sequence[int]
) -> None:
    """Draw the views of the chosen shapes, numbered through all shards."""
    pictures, start = {}, 0
    for path, content in zip(paths, contents, strict=True):
        here = [number for number in chosen if start <= number < start + len(content.ids)]
        if here:
            shard = ViewShard(path)
            pictures.update({number: shard.pictures(number - start) for number in here})
        start += len(content.ids)
    write_picture(view_sheet([pictures[number] for number in chosen]), data / "views_sheet.png")


def _content_of(path: Path) -> ViewShardContent:
    content = read_view_content(path)
    if content is None:
        raise ValueError(f"{path} vanished or was damaged meanwhile; start the command again")
    return content
