"""Point clouds as PLY files: the vertices of any, written as binary."""

from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import cloud_of_columns
from shape_diff.formats.ply_elements import read_elements
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.point_cloud import PointCloud

VERTEX_NAMES = ("vertex", "vertices", "point", "points")


def write_ply(cloud: PointCloud, path: Path) -> None:
    """Binary little-endian PLY: float32 positions and normals, uchar sRGB colours."""
    fields, columns = [(name, "<f4") for name in "xyz"], [*cloud.xyz.T]
    if cloud.normals is not None:
        fields, columns = fields + [(name, "<f4") for name in ("nx", "ny", "nz")], [*columns, *cloud.normals.T]
    if cloud.rgb is not None:
        fields, columns = (
            fields + [(name, "u1") for name in ("red", "green", "blue")],
            [*columns, *to_uint8(cloud.rgb).T],
        )
    properties = [f"property {'float' if kind == '<f4' else 'uchar'} {name}" for name, kind in fields]
    header = ["ply", "format binary_little_endian 1.0", f"element vertex {len(cloud)}", *properties, "end_header", ""]
    rows = np.rec.fromarrays(columns, dtype=np.dtype(fields))
    path.write_bytes("\n".join(header).encode("ascii") + rows.tobytes())


def read_ply(path: Path) -> PointCloud:
    """The vertices of any PLY file, text or binary, whatever else is in it.

    Raises:
        ValueError: it is no PLY file, or damaged or truncated.
    """
    elements, header = read_elements(path.read_bytes(), path.name, VERTEX_NAMES)
    rows = next((elements[element] for element in VERTEX_NAMES if element in elements), None)
    if rows is None:
        raise ValueError(
            f"{path.name} has no vertices, only {', '.join(e.name for e in header.elements) or 'a header'}"
        )
    return cloud_of_columns(rows.columns, path.name)
