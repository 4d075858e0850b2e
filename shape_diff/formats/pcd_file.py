"""Point clouds in the PCD format of the Point Cloud Library, versions 0.6 and 0.7: text, binary and compressed.

https://pointclouds.org/documentation/tutorials/pcd_file_format.html
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import cloud_of_columns
from shape_diff.formats.read_limits import check_unpacked
from shape_diff.formats.text_table import numbers
from shape_diff.geometry.point_cloud import PointCloud

MAX_HEADER_BYTES = 65_536
NUMBER_KINDS = {"F": "f", "I": "i", "U": "u"}


@dataclass(frozen=True)
class PcdHeader:
    """What a PCD header says.

    Attributes:
        fields: of each its name, made unique, the numpy type of its values and how many values a point has.
        count: number of points.
        encoding: "ascii", "binary" or "binary_compressed".
    """

    fields: list[tuple[str, str, int]]
    count: int
    encoding: str

    @property
    def row(self) -> np.dtype:
        """The type of a point."""
        return np.dtype([(name, kind, (values,)) for name, kind, values in self.fields])


def read_pcd(path: Path) -> PointCloud:
    """Points that have a position, with colours from `rgb` or `rgba` and normals from `normal_x` and so on.

    A scanner's organised cloud has a point for each pixel, NaN where nothing came back; these are left out.

    Raises:
        ValueError: the file is damaged or truncated.
    """
    content = path.read_bytes()
    header, start = _read_header(content, path.name)
    columns = READERS[header.encoding](content[start:], header, path.name)
    return cloud_of_columns({field.lower(): column for field, column in columns.items()}, path.name)


def _read_header(content: bytes, name: str) -> tuple[PcdHeader, int]:
    """The header and where the data begins."""
    words: dict[str, list[str]] = {}
    start = 0
    while "DATA" not in words:
        end = content.find(b"\n", start, MAX_HEADER_BYTES)
        if end < 0:
            raise ValueError(f"{name} is not a PCD file: its header has no line 'DATA'")
        line = content[start:end].decode("ascii", errors="replace").split("#")[0].split()
        if line:
            words[line[0].upper()] = line[1:]
        start = end + 1
    try:
        return _parse_header(words), start
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise ValueError(f"the header of {name} is damaged: {error}") from error


def _parse_header(words: dict[str, list[str]]) -> PcdHeader:
    fields = words["FIELDS"]
    names = [f if f != "_" and f not in fields[:i] else f"{f} {i}" for i, f in enumerate(fields)]  # "_" is padding
    kinds = [f"<{NUMBER_KINDS[kind.upper()]}{size}" for kind, size in zip(words["TYPE"], words["SIZE"], strict=True)]
    counts = [int(word) for word in words.get("COUNT", ["1"] * len(fields))]
    points = int(words["POINTS"][0]) if "POINTS" in words else int(words["WIDTH"][0]) * int(words["HEIGHT"][0])
    encoding = words["DATA"][0].lower()
    if encoding not in READERS or points < 0:
        raise ValueError(f"{points} points of {encoding!r} data")
    header = PcdHeader(list(zip(names, kinds, counts, strict=True)), points, encoding)
    if header.row.itemsize == 0:
        raise ValueError("its points hold nothing")
    return header


def _read_ascii(data: bytes, header: PcdHeader, name: str) -> dict[str, np.ndarray]:
    lines = data.decode("ascii", errors="replace").splitlines()[: header.count]
    if len(lines) < header.count:
        raise ValueError(_truncated(header, name))
    starts = np.cumsum([0, *(values for _, _, values in header.fields)])
    table = numbers(lines, int(starts[-1]), name)
    with np.errstate(invalid="ignore", over="ignore"):
        columns = zip(header.fields, starts, strict=False)
        return {field: table[:, start].astype(kind) for (field, kind, values), start in columns if values}


def _read_binary(data: bytes, header: PcdHeader, name: str) -> dict[str, np.ndarray]:
    if len(data) < header.count * header.row.itemsize:
        raise ValueError(_truncated(header, name))
    rows = np.frombuffer(data, header.row, header.count)
    return {field: rows[field][:, 0] for field, _, values in header.fields if values}


def _read_compressed(data: bytes, header: PcdHeader, name: str) -> dict[str, np.ndarray]:
    """Both sizes as uint32, then by LZF all values of the first field, all of the second and so on."""
    if len(data) < 8:
        raise ValueError(_truncated(header, name))
    packed, full = struct.unpack("<II", data[:8])
    if len(data) < 8 + packed or full < header.count * header.row.itemsize:
        raise ValueError(_truncated(header, name))
    check_unpacked(full, name)
    try:
        values = decompress_lzf(data[8 : 8 + packed], full)
    except (IndexError, ValueError) as error:
        raise ValueError(f"the compressed data of {name} is damaged") from error
    columns, start = {}, 0
    for field, kind, length in header.fields:
        if length:
            block = np.frombuffer(values, kind, header.count * length, start)
            columns[field] = block.reshape(header.count, length)[:, 0]
            start += block.nbytes
    return columns


def decompress_lzf(data: bytes, size: int) -> bytes:
    """The `size` bytes that Marc Lehmann's LZF made smaller.

    A control byte below 32 stands before that many bytes plus one to copy; in others the upper three bits are the
    length less two of a repetition (7: a byte more follows) and the rest with the next byte is how far back it is.

    Raises:
        IndexError, ValueError: the data does not make `size` bytes.
    """
    out = bytearray()
    at = 0
    while at < len(data):
        control = data[at]
        at += 1
        if control < 32:
            out += data[at : at + control + 1]
            at += control + 1
            continue
        length = control >> 5
        if length == 7:
            length += data[at]
            at += 1
        begin = len(out) - ((control & 31) << 8) - data[at] - 1
        at += 1
        if begin < 0:
            raise ValueError("a repetition of what is before the beginning")
        length += 2
        piece = bytes(out[begin : begin + length])
        out += (piece * (length // len(piece) + 1))[:length]  # longer than what is there: it repeats itself
    if len(out) != size:
        raise ValueError(f"{len(out)} bytes instead of {size}")
    return bytes(out)


def _truncated(header: PcdHeader, name: str) -> str:
    return f"{name} is truncated: its header promises {header.count} points, the file holds fewer"


READERS = {"ascii": _read_ascii, "binary": _read_binary, "binary_compressed": _read_compressed}
