"""Point clouds as lines of text."""

import re
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import XYZ, cloud_of_columns
from shape_diff.formats.text_columns import TextColumns, read_columns
from shape_diff.formats.text_decoding import decode_text
from shape_diff.formats.unnamed_columns import cloud_of_table
from shape_diff.geometry.point_cloud import PointCloud


def write_xyz(cloud: PointCloud, path: Path) -> None:
    """Text, one point a line: x y z, then r g b in [0, 1] and nx ny nz where there are any; named in the first line."""
    blocks = [("x y z", cloud.xyz), ("r g b", cloud.rgb), ("nx ny nz", cloud.normals)]
    present = [(names, block) for names, block in blocks if block is not None]
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write("# " + " ".join(names for names, _ in present) + "\n")
        np.savetxt(file, np.hstack([block for _, block in present]), fmt="%.9g")


def read_xyz(path: Path, columns: str | None = None) -> PointCloud:
    """Numbers in lines, with white space, commas or semicolons between.

    Where `columns`, or else the first line, names the columns (x y z, r g b or red green blue, nx ny nz, others are
    passed over), they are those. Otherwise the first three are x y z, and what the others are is seen from their values
    (`unnamed_columns`).

    Raises:
        ValueError: there are no points, or lines that cannot be understood.
    """
    found = read_columns(decode_text(path.read_bytes()), path.name)
    names = found.names if columns is None else [word for word in re.split(r"[\s,;]+", columns.lower()) if word]
    if names is None:
        return cloud_of_table(found.table[:, ~found.is_text], path.name)
    return cloud_of_columns(_named(found, names, path.name), path.name)


def _named(found: TextColumns, names: list[str], name: str) -> dict[str, np.ndarray]:
    """The columns by name, the first of a name, without those of words."""
    if len(names) != found.table.shape[1]:
        raise ValueError(f"{name} has {found.table.shape[1]} columns, not the {len(names)} of {' '.join(names)!r}")
    words = [axis for axis, is_text in zip(names, found.is_text, strict=True) if is_text and axis in XYZ]
    if words:
        raise ValueError(
            f"{name} has lines that are not {len(names)} numbers: there are words in the column {words[0]!r}"
        )
    columns: dict[str, np.ndarray] = {}
    for axis, column, is_text in zip(names, found.table.T, found.is_text, strict=True):
        if not is_text:
            columns.setdefault(axis, column)
    return columns
