"""Shapes packed into files of a few hundred: how they are encoded, written and checked."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from shape_diff.data.sampling import SurfaceSamples
from shape_diff.files.atomic import atomic_path
from shape_diff.geometry.color import to_uint8

XYZ_SCALE = 32767
NORMAL_SCALE = 127
CHANNELS = {"xyz": np.int16, "rgb": np.uint8, "normals": np.int8}


@dataclass(frozen=True)
class PackedShape:
    """N points of one shape as they are stored, (N, 3) each, with what was found out about its mesh.

    `about` holds what else is to stand beside the points, such as captions that were written while it was made.
    """

    id: str
    xyz: np.ndarray
    rgb: np.ndarray
    normals: np.ndarray
    has_colors: bool
    faces: int
    visible_fraction: float
    repeated: bool
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """What is known besides the points."""
        measured = {key: getattr(self, key) for key in ("id", "has_colors", "faces", "visible_fraction", "repeated")}
        return {**measured, **self.about}


@dataclass(frozen=True)
class Skipped:
    """A mesh that is not in the data, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class ShardContent:
    """What a shard says about itself."""

    shapes: list[dict[str, Any]]
    skipped: list[Skipped]


def pack(
    name: str, samples: SurfaceSamples, has_colors: bool, faces: int, about: dict[str, Any] | None = None
) -> PackedShape:
    """Samples in the number types of the files: 16-bit positions, 8-bit colours and normals."""
    return PackedShape(
        id=name,
        xyz=np.rint(samples.xyz * XYZ_SCALE).astype(np.int16),
        rgb=to_uint8(samples.rgb),
        normals=np.rint(samples.normals * NORMAL_SCALE).astype(np.int8),
        has_colors=has_colors,
        faces=faces,
        visible_fraction=round(samples.visible_fraction, 4),
        repeated=samples.repeated,
        about=about or {},
    )


def write_shard(path: Path, outcomes: Sequence[PackedShape | Skipped], num_points: int) -> None:
    """Write a shard that is either complete or not there; the same shapes always give the same bytes."""
    shapes = [outcome for outcome in outcomes if isinstance(outcome, PackedShape)]
    skipped = [asdict(outcome) for outcome in outcomes if isinstance(outcome, Skipped)]
    tensors = {
        key: np.stack([getattr(shape, key) for shape in shapes]) if shapes else np.zeros((0, num_points, 3), kind)
        for key, kind in CHANNELS.items()
    }
    # One key only: safetensors writes several in an order that changes from run to run.
    about = json.dumps({"shapes": [shape.facts for shape in shapes], "skipped": skipped}, sort_keys=True)
    with atomic_path(path) as temporary:
        temporary.write_bytes(save(tensors, metadata={"shard": about}))


def read_content(path: Path) -> ShardContent | None:
    """What a finished shard says about itself, or None where there is none or it is damaged."""
    try:
        with safe_open(path, framework="np") as file:
            about = json.loads(file.metadata()["shard"])
        return ShardContent(about["shapes"], [Skipped(**entry) for entry in about["skipped"]])
    except (OSError, SafetensorError, KeyError, TypeError, ValueError):
        return None


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
