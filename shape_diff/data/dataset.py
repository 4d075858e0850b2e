"""Built data in memory: all points of all shapes as three tensors, with what is said about each shape."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from shape_diff.data.holding_out import with_val_split
from shape_diff.data.shards import NORMAL_SCALE, XYZ_SCALE, file_sha256
from shape_diff.geometry import PointCloud

_FORMAT = 1


@dataclass(frozen=True)
class ShapeRecord:
    """What is said about one shape.

    Attributes:
        id: unique name.
        captions: at least one.
        category: any word.
        split: "train", "val" or another name.
        colored: whether its colours are real; otherwise it is grey and no caption names a colour.
        has_front: whether its front faces +z.
        pack: the collection that it was published in; empty where it is not known, as the next two.
        author: who made it.
        license: under which it was published.
        source: the data set it came from, where several were joined.
        own_id: its id there, where it is another.
    """

    id: str
    captions: tuple[str, ...]
    category: str
    split: str
    colored: bool
    has_front: bool
    pack: str = ""
    author: str = ""
    license: str = ""
    source: str = ""
    own_id: str = ""

    @property
    def source_id(self) -> str:
        """Its id in the data set that it came from."""
        return self.own_id or self.id


@dataclass(frozen=True)
class ShapeDataset:
    """S shapes of N points each.

    Attributes:
        records: S descriptions.
        xyz: (S, N, 3) int16, normalised positions times 32767.
        rgb: (S, N, 3) uint8 sRGB.
        normals: (S, N, 3) int8, unit normals times 127.
        sha256: of the whole data as built, whatever part of it this is.
        shares: of each source's shapes in training, where several data sets were joined.
    """

    records: tuple[ShapeRecord, ...]
    xyz: torch.Tensor
    rgb: torch.Tensor
    normals: torch.Tensor
    sha256: str
    shares: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "ShapeDataset":
        """Read a folder that `build_dataset` made.

        Raises:
            ValueError: there is none, it is not finished, or its files are damaged.
        """
        path = Path(path)
        index = _read_index(path)
        try:
            records = _with_val_split([_record(shape) for shape in index["shapes"]])
            shape = (len(records), int(index["num_points"]), 3)
            data = cls(
                records=records,
                xyz=torch.zeros(shape, dtype=torch.int16),
                rgb=torch.zeros(shape, dtype=torch.uint8),
                normals=torch.zeros(shape, dtype=torch.int8),
                sha256=str(index["sha256"]),
            )
            shards = [(str(shard["file"]), int(shard["count"]), str(shard["sha256"])) for shard in index["shards"]]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path / 'dataset.json'} is damaged: {error!r}; build the data again") from error
        if sum(count for _, count, _ in shards) != len(records):
            raise ValueError(f"{path / 'dataset.json'} is damaged: its shards do not hold its {len(records)} shapes")
        data._fill(path, shards)
        return data

    @classmethod
    def joined(cls, parts: Mapping[str, "ShapeDataset"], weights: Sequence[float] = ()) -> "ShapeDataset":
        """Data sets one after another, cut to the number of points that all have.

        Args:
            parts: by name, which goes before the ids that occur in more than one of them.
            weights: the share of each in training batches, up to a factor; all alike if there are none.

        Raises:
            ValueError: there are not as many weights as data sets, or one is not positive.
        """
        weights = tuple(weights) or (1.0,) * len(parts)
        if len(weights) != len(parts) or not all(0 < weight < float("inf") for weight in weights):
            raise ValueError(f"weights must be {len(parts)} positive numbers, one for each data set, got {weights}")
        known = Counter(record.id for part in parts.values() for record in part.records)
        points = min(part.num_points for part in parts.values())
        digests = "".join(part.sha256 for part in parts.values())
        return cls(
            records=tuple(
                replace(record, source=name, id=f"{name}/{record.id}", own_id=record.id)
                if known[record.id] > 1
                else replace(record, source=name)
                for name, part in parts.items()
                for record in part.records
            ),
            xyz=torch.cat([part.xyz[:, :points] for part in parts.values()]),
            rgb=torch.cat([part.rgb[:, :points] for part in parts.values()]),
            normals=torch.cat([part.normals[:, :points] for part in parts.values()]),
            sha256=hashlib.sha256(digests.encode()).hexdigest(),
            shares=dict(zip(parts, weights, strict=True)),
        )

    def _fill(self, path: Path, shards: Sequence[tuple[str, int, str]]) -> None:
        start = 0
        for name, count, sha256 in shards:
            tensors = _read_shard(path / name, sha256)
            for key, target in (("xyz", self.xyz), ("rgb", self.rgb), ("normals", self.normals)):
                if key not in tensors or tensors[key].shape != target[start : start + count].shape:
                    raise ValueError(f"{path / name} does not hold {key} of {count} shapes; build the data again")
                target[start : start + count] = tensors[key]
            start += count

    def __len__(self) -> int:
        return len(self.records)

    @property
    def num_points(self) -> int:
        """Stored points of each shape."""
        return self.xyz.shape[1]

    def subset(self, split: str) -> "ShapeDataset":
        """The shapes of one split; raises ValueError where there are none."""
        chosen = [number for number, record in enumerate(self.records) if record.split == split]
        if not chosen:
            known = ", ".join(sorted({record.split for record in self.records}))
            raise ValueError(f"the data has no split {split!r}; it has {known}")
        return self.take(chosen)

    def take(self, numbers: Sequence[int]) -> "ShapeDataset":
        """The shapes of the given numbers."""
        index = torch.tensor(numbers)
        return replace(
            self,
            records=tuple(self.records[number] for number in numbers),
            xyz=self.xyz[index],
            rgb=self.rgb[index],
            normals=self.normals[index],
        )

    def positions(self, numbers: Sequence[int], points: int) -> torch.Tensor:
        """The first points of the shapes of the given numbers, (len(numbers), points, 3) in [-1, 1]."""
        return self.xyz[list(numbers), :points].float() / XYZ_SCALE

    def cloud(self, number: int) -> PointCloud:
        """One shape as floats: positions in [-1, 1], colours in [0, 1], unit normals."""
        normals = self.normals[number].numpy().astype(np.float32) / NORMAL_SCALE
        return PointCloud(
            xyz=self.xyz[number].numpy().astype(np.float32) / XYZ_SCALE,
            rgb=self.rgb[number].numpy().astype(np.float32) / 255.0,
            normals=normals / np.linalg.norm(normals, axis=1, keepdims=True),
        )


def as_floats(
    xyz: torch.Tensor, rgb: torch.Tensor, normals: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Stored points (..., n, 3) -> positions in [-1, 1], colours in [0, 1] and normals of nearly unit length."""
    return xyz.float() / XYZ_SCALE, rgb.float() / 255, normals.float() / NORMAL_SCALE


def _read_index(path: Path) -> dict[str, Any]:
    file = path / "dataset.json"
    if not file.is_file():
        state = "is an unfinished build" if (path / "build.json").exists() else "holds no built data"
        raise ValueError(f"{path} {state}; make it with: shape-diff data build MESH_FOLDER --out {path}")
    try:
        index = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{file} cannot be read: {error}") from error
    if not isinstance(index, dict) or index.get("format") != _FORMAT:
        found = index.get("format") if isinstance(index, dict) else None
        raise ValueError(f"{file} is not data of format {_FORMAT} (format {found}); build the data again")
    return index


def _record(shape: dict[str, Any]) -> ShapeRecord:
    return ShapeRecord(
        id=shape["id"],
        captions=tuple(shape["captions"]),
        category=shape["category"],
        split=shape["split"],
        colored=shape["colored"],
        has_front=shape["has_front"],
        **{key: shape.get(key, "") for key in ("pack", "author", "license")},
    )


def _with_val_split(records: Sequence[ShapeRecord]) -> tuple[ShapeRecord, ...]:
    """Records of data that was built before builds held shapes out."""
    splits = with_val_split([record.id for record in records], [record.split for record in records])
    return tuple(replace(record, split=split) for record, split in zip(records, splits, strict=True))


def up_axis(path: Path) -> str:
    """The axis that points up in the meshes that a data set was built from; raises ValueError where there is none."""
    return str(_read_index(Path(path)).get("up", "y"))


def _read_shard(path: Path, sha256: str) -> dict[str, torch.Tensor]:
    if not path.is_file():
        raise ValueError(f"{path} is missing; build the data again, which makes only what is missing")
    if file_sha256(path) != sha256:
        raise ValueError(f"{path} is damaged (its SHA-256 is not that of dataset.json); delete it and build again")
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise ValueError(f"{path} cannot be read: {error}; delete it and build again") from error
