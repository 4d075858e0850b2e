"""Training views packed into files of a few hundred shapes: how they are encoded, written and checked."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save

from shape_diff.data.shards import Skipped
from shape_diff.files.atomic import atomic_path
from shape_diff.pictures.framing import PICTURE_SIZE

INDEX = "views/views.json"
FORMAT = 1


@dataclass(frozen=True)
class ShapeViews:
    """The views of one shape.

    Attributes:
        id: of the shape.
        pictures: lossless WebP files, one a view.
        cameras: (v, 4) float32 azimuth, elevation and opening angle in degrees, and distance.
    """

    id: str
    pictures: tuple[bytes, ...]
    cameras: np.ndarray


@dataclass(frozen=True)
class ViewShardContent:
    """What a shard says about itself."""

    ids: list[str]
    skipped: list[Skipped]


def encode(picture: np.ndarray) -> bytes:
    """An (s, s, 4) uint8 picture as a lossless WebP file."""
    buffer = io.BytesIO()
    # "exact" keeps the colours of transparent pixels, 0 here, which the encoder would otherwise choose.
    Image.fromarray(picture).save(buffer, "WEBP", lossless=True, exact=True, method=1, quality=20)
    return buffer.getvalue()


def decode(file: bytes) -> np.ndarray:
    """A picture that `encode` wrote; raises ValueError where it is damaged or of another size."""
    try:
        picture = np.asarray(Image.open(io.BytesIO(file)).convert("RGBA"))
    except OSError as error:
        raise ValueError(f"a view is damaged: {error}") from error
    if picture.shape != (PICTURE_SIZE, PICTURE_SIZE, 4):
        raise ValueError(f"a view is of shape {picture.shape}, not {(PICTURE_SIZE, PICTURE_SIZE, 4)}")
    return picture


def write_view_shard(path: Path, outcomes: Sequence[ShapeViews | Skipped], views: int) -> None:
    """Write a shard that is either complete or not there; the same views always give the same bytes."""
    shapes = [outcome for outcome in outcomes if isinstance(outcome, ShapeViews)]
    skipped = [asdict(outcome) for outcome in outcomes if isinstance(outcome, Skipped)]
    files = [file for shape in shapes for file in shape.pictures]
    tensors: dict[str, np.ndarray] = {
        "files": np.frombuffer(b"".join(files), dtype=np.uint8),
        "offsets": np.cumsum([0, *map(len, files)], dtype=np.int64),
        "cameras": np.stack([shape.cameras for shape in shapes]) if shapes else np.zeros((0, views, 4), np.float32),
    }
    # One key only: safetensors writes several in an order that changes from run to run.
    about = json.dumps({"ids": [shape.id for shape in shapes], "skipped": skipped}, sort_keys=True)
    with atomic_path(path) as temporary:
        temporary.write_bytes(save(tensors, metadata={"shard": about}))


def read_view_content(path: Path) -> ViewShardContent | None:
    """What a finished shard says about itself, or None where there is none or it is damaged."""
    try:
        with safe_open(path, framework="np") as file:
            about = json.loads(file.metadata()["shard"])
        return ViewShardContent(about["ids"], [Skipped(**entry) for entry in about["skipped"]])
    except (OSError, SafetensorError, KeyError, TypeError, ValueError):
        return None


class ViewShard:
    """One file of views, decoded on demand."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError where the file cannot be read or does not hold what a shard holds."""
        try:
            tensors = load_file(path)
            self.cameras, self._offsets = tensors["cameras"], tensors["offsets"]
            self._files = tensors["files"].tobytes()
        except (OSError, SafetensorError, KeyError) as error:
            raise ValueError(f"{path} cannot be read: {error!r}; delete it and make the views again") from error

    def pictures(self, row: int) -> np.ndarray:
        """The views of the shape in that row, (v, PICTURE_SIZE, PICTURE_SIZE, 4) uint8."""
        views = self.cameras.shape[1]
        bounds = self._offsets[row * views : (row + 1) * views + 1].tolist()
        return np.stack([decode(self._files[a:b]) for a, b in pairwise(bounds)])
