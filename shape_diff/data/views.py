"""Training views in memory: pictures of shapes from random sides as one tensor."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float, UInt8
from torch import Tensor

from shape_diff.data.shards import file_sha256
from shape_diff.data.view_files import FORMAT, INDEX, ViewShard
from shape_diff.pictures.framing import PICTURE_SIZE


@dataclass(frozen=True)
class ViewSet:
    """V views of each of S shapes.

    Attributes:
        pixels: (S, V, s, s, 4) uint8 straight sRGB and alpha, prepared as in `pictures.framing`.
        cameras: (S, V, 4) azimuth_deg, elevation_deg, fov_deg and distance of `rendering.camera.Camera`.
        sha256: of all views of the data set, whatever part of it this is.
    """

    pixels: UInt8[Tensor, "shapes views s s 4"]
    cameras: Float[Tensor, "shapes views 4"]
    sha256: str

    @classmethod
    def load(cls, data: Path, ids: Sequence[str]) -> "ViewSet":
        """Read the views of some shapes of a data set, in the order of their ids.

        Raises:
            ValueError: the views were not made, not finished or not for all of these shapes, or files are damaged.
        """
        return cls.joined([(Path(data), ids)])

    @classmethod
    def joined(cls, parts: Sequence[tuple[Path, Sequence[str]]]) -> "ViewSet":
        """The views of some shapes of each of some data sets, one after another; as many of each as every set has.

        Raises:
            ValueError: as `load` does.
        """
        indices = [_read_index(data) for data, _ in parts]
        views = min(int(index["options"]["views"]) for index in indices)
        shape = (sum(len(ids) for _, ids in parts), views, PICTURE_SIZE, PICTURE_SIZE, 4)
        pixels, cameras = torch.zeros(shape, dtype=torch.uint8), torch.zeros((*shape[:2], 4))
        start = 0
        for (data, ids), index in zip(parts, indices, strict=True):
            _fill(pixels[start : start + len(ids)], cameras[start : start + len(ids)], data, index, ids)
            start += len(ids)
        return cls(pixels, cameras, _joint_sha256([str(index["sha256"]) for index in indices]))


def _joint_sha256(digests: Sequence[str]) -> str:
    """That of a data set as it is, a hash of the hashes of several."""
    distinct = list(dict.fromkeys(digests))
    return distinct[0] if len(distinct) == 1 else hashlib.sha256("".join(distinct).encode()).hexdigest()


def _fill(pixels: Tensor, cameras: Tensor, data: Path, index: dict[str, Any], ids: Sequence[str]) -> None:
    """Read the first views of shapes of one data set into tensors that have room for just so many."""
    places = _places(data, index, ids)
    views = pixels.shape[1]
    for entry in index["shards"]:
        here = [(number, row) for number, (file, row) in enumerate(places) if file == entry["file"]]
        if not here:
            continue
        shard = _open_shard(data / Path(INDEX).parent / entry["file"], str(entry["sha256"]))
        for number, row in here:
            pixels[number] = torch.from_numpy(shard.pictures(row)[:views])
            cameras[number] = torch.from_numpy(shard.cameras[row, :views])


def _read_index(data: Path) -> dict[str, Any]:
    file = data / INDEX
    if not file.is_file():
        state = "an unfinished build of views" if (file.parent / "build.json").exists() else "no views"
        raise ValueError(f"{data} holds {state}; make them with: shape-diff data views {data} MESH_FOLDER")
    try:
        index = json.loads(file.read_text(encoding="utf-8"))
        found = (index["format"], index["options"]["size"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} cannot be read: {error!r}; delete {file.parent} and make the views again") from error
    if found != (FORMAT, PICTURE_SIZE):
        raise ValueError(
            f"{file} is of format {found[0]} and {found[1]} px, not {FORMAT} and {PICTURE_SIZE} px; delete "
            f"{file.parent} and make the views again"
        )
    return index


def _places(data: Path, index: dict[str, Any], ids: Sequence[str]) -> list[tuple[str, int]]:
    """The file of each shape and its row there."""
    rows = [(str(entry["file"]), row) for entry in index["shards"] for row in range(entry["count"])]
    place = dict(zip(index["ids"], rows, strict=True))
    missing = [name for name in ids if name not in place]
    if missing:
        reasons = {entry["id"]: entry["reason"] for entry in index["skipped"]}
        why = f"{missing[0]!r} ({reasons.get(missing[0], 'it was not in the data when they were made')})"
        raise ValueError(f"{len(missing)} of {len(ids)} shapes have no views in {data}: {why}")
    return [place[name] for name in ids]


def _open_shard(path: Path, sha256: str) -> ViewShard:
    if not path.is_file():
        raise ValueError(f"{path} is missing; make the views again, which makes only what is missing")
    if file_sha256(path) != sha256:
        raise ValueError(f"{path} is damaged (not the SHA-256 of the index); delete it and make the views again")
    return ViewShard(path)
