"""Point clouds as files: PLY, XYZ text and NPZ."""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from shape_diff.geometry.atomic import atomic_path
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.point_cloud import PointCloud

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


def read_cloud(path: str | Path) -> PointCloud:
    """Read a point cloud in the format that the suffix names (see CLOUD_FORMATS).

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the suffix is unknown, or the file is damaged, truncated, empty or holds NaN or infinite positions.
    """
    path = Path(path)
    reader = _format_of(path).read
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    cloud = reader(path)
    if len(cloud) == 0:
        raise ValueError(f"{path.name} has no points")
    for name, array in (("coordinates", cloud.xyz), ("colours", cloud.rgb), ("normals", cloud.normals)):
        if array is not None and not np.isfinite(array).all():
            count = int((~np.isfinite(array)).any(axis=1).sum())
            raise ValueError(f"{count} of the {len(cloud)} points in {path.name} have NaN or infinite {name}")
    return cloud


def write_cloud(cloud: PointCloud, path: str | Path) -> Path:
    """Write a point cloud in the format that the suffix names (see CLOUD_FORMATS) and return the path.

    Raises:
        ValueError: the suffix is unknown, the cloud is empty or has NaN or infinite positions.
        OSError: the file cannot be written.
    """
    path = Path(path)
    writer = _format_of(path).write
    if len(cloud) == 0:
        raise ValueError(f"the cloud has no points, so {path.name} was not written")
    if not np.isfinite(cloud.xyz).all():
        raise ValueError(f"the cloud has NaN or infinite coordinates, so {path.name} was not written")
    with atomic_path(path) as temporary:
        writer(cloud, temporary)
    return path


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
            return _cloud_of_columns(columns, path.name)
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
        table = _numbers(lines, len(fields), name)
        return {field: table[:, i].astype(kind) for i, (field, kind) in enumerate(element.properties)}
    row_type = _row_type(order, element)
    if len(content) - start - skipped < element.count * row_type.itemsize:
        raise ValueError(_truncated(name, element.count))
    rows = np.frombuffer(content, dtype=row_type, count=element.count, offset=start + skipped)
    return {field: rows[field] for field in fields}


def _truncated(name: str, count: int) -> str:
    return f"{name} is truncated: its header promises {count} points, the file holds fewer"


def _cloud_of_columns(columns: dict[str, np.ndarray], name: str) -> PointCloud:
    """A cloud from the columns of a PLY file; colours that are integers are scaled by the range of their type."""
    xyz = _stack(columns, ("x", "y", "z"))
    if xyz is None:
        raise ValueError(f"the vertices of {name} have no x, y and z")
    rgb = _stack(columns, ("red", "green", "blue"))
    if rgb is None:
        rgb = _stack(columns, ("r", "g", "b"))
    if rgb is not None and np.issubdtype(rgb.dtype, np.integer):
        rgb = rgb / float(np.iinfo(rgb.dtype).max)
    return PointCloud(xyz, rgb, _stack(columns, ("nx", "ny", "nz")))


def _stack(columns: dict[str, np.ndarray], names: tuple[str, str, str]) -> np.ndarray | None:
    return np.stack([columns[name] for name in names], axis=1) if all(name in columns for name in names) else None


def write_xyz(cloud: PointCloud, path: Path) -> None:
    """Text, one point a line: x y z, then r g b in [0, 1] and nx ny nz where there are any; named in the first line."""
    blocks = [("x y z", cloud.xyz), ("r g b", cloud.rgb), ("nx ny nz", cloud.normals)]
    present = [(names, block) for names, block in blocks if block is not None]
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write("# " + " ".join(names for names, _ in present) + "\n")
        np.savetxt(file, np.hstack([block for _, block in present]), fmt="%.9g")


def read_xyz(path: Path) -> PointCloud:
    """Text of 3, 6 or 9 numbers a line: positions, then triples that are normals if all have unit length, else colours.

    Colours above 1 are taken to be of 0..255. Lines that begin with # are skipped.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise ValueError(f"{path.name} has no points")
    width = len(lines[0].replace(",", " ").split())
    if width not in (3, 6, 9):
        raise ValueError(f"{path.name} must have 3, 6 or 9 numbers a line, its first has {width} words")
    table = _numbers([line.replace(",", " ") for line in lines], width, path.name)
    rgb = normals = None
    for block in np.split(table[:, 3:], (width - 3) // 3, axis=1) if width > 3 else []:
        if normals is None and np.allclose(np.linalg.norm(block, axis=1), 1, atol=1e-2):
            normals = block
        else:
            rgb = block / 255 if block.max() > 1 else block
    return PointCloud(table[:, :3], rgb, normals)


def _numbers(lines: list[str], width: int, name: str) -> np.ndarray:
    """(lines, width) float64 of lines of text."""
    try:
        return np.array([line.split() for line in lines], dtype=np.float64).reshape(len(lines), width)
    except ValueError as error:
        raise ValueError(f"{name} has lines that are not {width} numbers") from error


def write_npz(cloud: PointCloud, path: Path) -> None:
    """Compressed float32 arrays `xyz` and, where there are any, `rgb` and `normals`."""
    arrays: dict[str, Any] = {"xyz": cloud.xyz, "rgb": cloud.rgb, "normals": cloud.normals}
    np.savez_compressed(path, **{name: array for name, array in arrays.items() if array is not None})


def read_npz(path: Path) -> PointCloud:
    """Arrays `xyz`, `rgb` and `normals`; only the first must be there."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("xyz", "rgb", "normals") if name in file.files}
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is not a readable NPZ file: {error}") from error
    if "xyz" not in arrays:
        raise ValueError(f"{path.name} has no array 'xyz'")
    return _cloud_of_arrays(arrays, path.name)


def _cloud_of_arrays(arrays: dict[str, np.ndarray], name: str) -> PointCloud:
    rgb = arrays.get("rgb")
    if rgb is not None and rgb.dtype == np.uint8:
        arrays = arrays | {"rgb": rgb / 255}
    try:
        return PointCloud(**arrays)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{name}: {error}") from error


class CloudFormat(NamedTuple):
    """How to read and write one format."""

    read: Callable[[Path], PointCloud]
    write: Callable[[PointCloud, Path], None]


CLOUD_FORMATS: dict[str, CloudFormat] = {
    ".ply": CloudFormat(read_ply, write_ply),
    ".xyz": CloudFormat(read_xyz, write_xyz),
    ".npz": CloudFormat(read_npz, write_npz),
}


def _format_of(path: Path) -> CloudFormat:
    known = CLOUD_FORMATS.get(path.suffix.lower())
    if known is None:
        suffix = path.suffix or "without suffix"
        raise ValueError(f"{path.name}: point clouds {suffix} are not known; choose one of {', '.join(CLOUD_FORMATS)}")
    return known
