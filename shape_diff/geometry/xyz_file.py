"""Point clouds as lines of text."""

import re
from pathlib import Path

import numpy as np

from shape_diff.geometry.cloud_columns import cloud_of_arrays, cloud_of_columns
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.text_table import numbers

SEPARATORS = re.compile(r"[\s,;]+")


def write_xyz(cloud: PointCloud, path: Path) -> None:
    """Text, one point a line: x y z, then r g b in [0, 1] and nx ny nz where there are any; named in the first line."""
    blocks = [("x y z", cloud.xyz), ("r g b", cloud.rgb), ("nx ny nz", cloud.normals)]
    present = [(names, block) for names, block in blocks if block is not None]
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write("# " + " ".join(names for names, _ in present) + "\n")
        np.savetxt(file, np.hstack([block for _, block in present]), fmt="%.9g")


def read_xyz(path: Path) -> PointCloud:
    """Numbers in lines, with white space, commas or semicolons between; other lines that begin with # are skipped.

    Where the first line names the columns (x y z, r g b or red green blue, nx ny nz), after a # or not, they are those.
    Otherwise there are 3, 6 or 9: positions, then triples that are normals if all have unit length, else colours.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    names = [word.lower() for word in SEPARATORS.split(first.strip().lstrip("#").strip())]
    named = set("xyz") <= set(names)
    lines = [
        SEPARATORS.sub(" ", line)
        for line in (lines[lines.index(first) + 1 :] if named else lines)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        raise ValueError(f"{path.name} has no points")
    width = len(lines[0].split())
    if named:
        table = numbers(lines, len(names), path.name)
        return cloud_of_columns(dict(zip(names, table.T, strict=True)), path.name)
    if width not in (3, 6, 9):
        raise ValueError(
            f"{path.name} must have 3, 6 or 9 numbers a line (or their names in the first), its first has {width} words"
        )
    return _of_unnamed(numbers(lines, width, path.name), path.name)


def _of_unnamed(table: np.ndarray, name: str) -> PointCloud:
    rgb = normals = None
    for start in range(3, table.shape[1], 3):
        block = table[:, start : start + 3]
        if normals is None and np.allclose(np.linalg.norm(block, axis=1), 1, atol=1e-2):
            normals = block
        else:
            rgb = block
    return cloud_of_arrays(table[:, :3], rgb, normals, name)
