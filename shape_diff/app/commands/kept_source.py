"""What a command reads is not what it writes over."""

from collections.abc import Iterable
from pathlib import Path


def check_kept(shape: Path, outputs: Iterable[Path]) -> None:
    """Raise ValueError where a file that is to be written is the shape, or the cloud of the sample that it tells of."""
    kept = (shape.resolve(), shape.with_suffix(".points.ply").resolve())
    for output in outputs:
        if output.resolve() in kept:
            raise ValueError(f"{output} is the shape itself and would be overwritten; choose another name with --out")
