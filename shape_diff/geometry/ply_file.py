"""Point clouds as PLY files: the vertices of any, written as binary."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.geometry.cloud_columns import cloud_of_columns
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.text_table import numbers

PLY_TYPES = {
    "char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4",
    "int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4",
    "float": "f4", "float32": "f4", "double": "f8", "float64": "f8",
}  # fmt: skip
PLY_BYTE_ORDERS = {"binary_little_endian": "<", "binary_big_endian": ">", "ascii": ""}
MAX_HEADER_BYTES = 65_536


@dataclass(frozen=True)
class PlyElement:
    """One element of a PLY header: its name, number of rows and properties as (name, numpy type or "list")."""

    name: str
    count: int
    properties: list[tuple[str, str]]


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
    """The vertices of any PLY file, text or binary, whatever else is in it."""
    content = path.read_bytes()
    header, start = _ply_header(content, path.name)
    order, elements = _parse_header(header, path.name)
    skipped = 0
    for element in elements:
        if element.name == "vertex":
            columns = _ply_rows(content, start, skipped, order, element, path.name)
            return cloud_of_columns(columns, path.name)
        if order and any(kind == "list" for _, kind in element.properties):
            raise ValueError(f"{path.name} has lists before its vertices, which cannot be read")
        skipped += element.count if not order else element.count * _row_type(order, element).itemsize
    raise ValueError(f"{path.name} has no vertices")


def _ply_header(content: bytes, name: str) -> tuple[list[str], int]:
    """The header's lines and where the data begins."""
    if not content.startswith((b"ply\n", b"ply\r")):
        raise ValueError(f"{name} is not a PLY file: it does not begin with a line 'ply'")
    end = content.find(b"end_header", 0, MAX_HEADER_BYTES)
    newline = content.find(b"\n", end)
    if end < 0 or newline < 0:
        raise ValueError(f"the header of {name} has no line 'end_header'; the file is truncated or damaged")
    return content[:end].decode("ascii", errors="replace").splitlines(), newline + 1


def _parse_header(lines: list[str], name: str) -> tuple[str, list[PlyElement]]:
    """The byte order ("" for text) and the elements that a header describes."""
    order: str | None = None
    elements: list[PlyElement] = []
    try:
        for words in (line.split() for line in lines):
            match words:
                case ["format", kind, *_]:
                    order = PLY_BYTE_ORDERS[kind]
                case ["element", element, count]:
                    if int(count) < 0:
                        raise ValueError("negative count")
                    elements.append(PlyElement(element, int(count), []))
                case ["property", "list", _, _, field]:
                    elements[-1].properties.append((field, "list"))
                case ["property", kind, field]:
                    elements[-1].properties.append((field, PLY_TYPES[kind]))
    except (KeyError, ValueError, IndexError) as error:
        raise ValueError(f"the header of {name} is damaged near {' '.join(words)[:80]!r}") from error
    if order is None:
        raise ValueError(f"the header of {name} does not say its format")
    return order, elements


def _row_type(order: str, element: PlyElement) -> np.dtype:
    return np.dtype([(field, order + kind) for field, kind in element.properties])


def _ply_rows(
    content: bytes, start: int, skipped: int, order: str, element: PlyElement, name: str
) -> dict[str, np.ndarray]:
    """Columns of the vertices by name; `skipped` counts bytes before them in a binary file and lines in a text."""
    fields = [field for field, _ in element.properties]
    if "list" in [kind for _, kind in element.properties] or len(set(fields)) < len(fields):
        raise ValueError(f"the vertices of {name} have lists or a property twice, which cannot be read")
    if not order:
        lines = content[start:].decode("ascii", errors="replace").splitlines()[skipped : skipped + element.count]
        if len(lines) < element.count:
            raise ValueError(_truncated(name, element.count))
        table = numbers(lines, len(fields), name)
        return {field: table[:, i].astype(kind) for i, (field, kind) in enumerate(element.properties)}
    row_type = _row_type(order, element)
    if len(content) - start - skipped < element.count * row_type.itemsize:
        raise ValueError(_truncated(name, element.count))
    rows = np.frombuffer(content, dtype=row_type, count=element.count, offset=start + skipped)
    return {field: rows[field] for field in fields}


def _truncated(name: str, count: int) -> str:
    return f"{name} is truncated: its header promises {count} points, the file holds fewer"
