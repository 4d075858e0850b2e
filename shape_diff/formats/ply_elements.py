"""PLY files as tables: every element of a text or binary file, with lists of any length.

The format as its author describes it: http://paulbourke.net/dataformats/ply/; what other programs write differs a
little in many places, and as long as it can be told what is meant, it is read.
"""

from dataclasses import dataclass, field

import numpy as np

from shape_diff.formats.text_table import numbers

PLY_TYPES = {
    "char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4",
    "int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4",
    "int64": "i8", "uint64": "u8", "float": "f4", "float32": "f4", "double": "f8", "float64": "f8",
}  # fmt: skip
PLY_BYTE_ORDERS = {"binary_little_endian": "<", "binary_big_endian": ">", "ascii": ""}
MAX_HEADER_BYTES = 65_536


@dataclass(frozen=True)
class PlyProperty:
    """A property of an element; `length` is the type of a list's length, "" for a single value. Types are of numpy."""

    name: str
    kind: str
    length: str = ""


@dataclass(frozen=True)
class PlyElement:
    """An element as the header describes it: its name, number of rows and properties."""

    name: str
    count: int
    properties: list[PlyProperty]

    @property
    def has_lists(self) -> bool:
        """Whether its rows differ in length."""
        return any(prop.length for prop in self.properties)


@dataclass(frozen=True)
class PlyRows:
    """The content of an element.

    Attributes:
        columns: values (n,) of each property that is no list, by its name in small letters.
        lists: of each property that is one, the lengths (n,) and all values one after the other.
    """

    columns: dict[str, np.ndarray] = field(default_factory=dict)
    lists: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlyHeader:
    """What a header says: the byte order ("" for text), the elements, its comments, and where the data begins."""

    order: str
    elements: list[PlyElement]
    comments: list[str]
    start: int


def read_elements(content: bytes, name: str, wanted: tuple[str, ...]) -> tuple[dict[str, PlyRows], PlyHeader]:
    """The rows of the `wanted` elements of a PLY file, by name; others are passed over, and what follows them too.

    Raises:
        ValueError: it is no PLY file, or damaged or truncated.
    """
    header = read_header(content, name)
    found: dict[str, PlyRows] = {}
    text = [line for line in content[header.start :].splitlines() if line.strip()] if not header.order else []
    at = header.start if header.order else 0
    missing = {element.name for element in header.elements} & set(wanted)
    for element in header.elements:
        if not missing:
            break
        if header.order:
            rows, at = _rows(content, at, header.order, element, name)
        else:
            rows, at = _text_rows(text, at, element, name)
        if element.name in missing:
            found[element.name] = rows
            missing.remove(element.name)
    return found, header


def read_header(content: bytes, name: str) -> PlyHeader:
    """The header of a PLY file; raises ValueError for any other file."""
    first = content[:MAX_HEADER_BYTES].lstrip(b"\xef\xbb\xbf").splitlines()[:1]
    if not first or first[0].strip().lower() != b"ply":
        raise ValueError(f"{name} is not a PLY file: it does not begin with a line 'ply'")
    lines, start = _header_lines(content, name)
    order: str | None = None
    elements: list[PlyElement] = []
    comments = []
    words: list[str] = []
    try:
        for words in (line.split() for line in lines):
            match words:
                case ["format", kind, *_]:
                    order = PLY_BYTE_ORDERS[kind.lower()]
                case ["comment" | "obj_info", *text]:
                    comments.append(" ".join(text))
                case ["element", element, count, *_]:
                    if int(count) < 0:
                        raise ValueError("negative count")
                    elements.append(PlyElement(element.lower(), int(count), []))
                case ["property", "list", length, kind, field, *_]:
                    elements[-1].properties.append(
                        PlyProperty(field.lower(), PLY_TYPES[kind.lower()], PLY_TYPES[length.lower()])
                    )
                case ["property", kind, field, *_]:
                    elements[-1].properties.append(PlyProperty(field.lower(), PLY_TYPES[kind.lower()]))
    except (KeyError, ValueError, IndexError) as error:
        raise ValueError(f"the header of {name} is damaged near {' '.join(words)[:80]!r}") from error
    if order is None:
        raise ValueError(f"the header of {name} does not say its format")
    return PlyHeader(order, elements, comments, start)


def _header_lines(content: bytes, name: str) -> tuple[list[str], int]:
    """The lines up to `end_header`, which may end as they do on any system, and where the data begins."""
    at = 0
    lines: list[str] = []
    while at < min(len(content), MAX_HEADER_BYTES):
        ends = [end for end in (content.find(b"\r", at), content.find(b"\n", at)) if end >= 0]
        if not ends:
            break
        line = content[at : min(ends)].decode("utf-8", errors="replace").strip()
        at = min(ends) + (2 if content[min(ends) : min(ends) + 2] == b"\r\n" else 1)
        if line.lower() == "end_header":
            return lines, at
        lines.append(line)
    raise ValueError(f"the header of {name} has no line 'end_header'; the file is truncated or damaged")


def _rows(content: bytes, start: int, order: str, element: PlyElement, name: str) -> tuple[PlyRows, int]:
    """The rows of a binary element and where the next one begins."""
    if not element.has_lists:
        lengths = [0] * len(element.properties)
        return _even_rows(content, start, order, element, lengths, name)
    if element.count == 0:
        return _uneven([], element), start
    lengths, _ = _lengths_at(content, start, order, element, name)
    try:  # Most lists are all of one length, those of triangles say, and read a thousand times faster.
        rows, end = _even_rows(content, start, order, element, lengths, name)
        expected = {prop.name: length for prop, length in zip(element.properties, lengths, strict=True) if prop.length}
        if all((rows.lists[prop][0] == length).all() for prop, length in expected.items()):
            return rows, end
    except ValueError:
        pass
    return _uneven_rows(content, start, order, element, name)


def _even_rows(
    content: bytes, start: int, order: str, element: PlyElement, lengths: list[int], name: str
) -> tuple[PlyRows, int]:
    """Rows whose lists all have these lengths."""
    fields: list[tuple[str, str, tuple[int, ...]]] = []
    for number, (prop, length) in enumerate(zip(element.properties, lengths, strict=True)):
        if prop.length:
            fields.append((f"length {number}", order + prop.length, ()))
        fields.append((f"{number}", order + prop.kind, (length,) if prop.length else ()))
    row = np.dtype(fields)
    if len(content) - start < element.count * row.itemsize:
        raise ValueError(_truncated(name, element))
    table = np.frombuffer(content, row, element.count, start) if row.itemsize else np.zeros(element.count, row)
    rows = PlyRows()
    for number, prop in enumerate(element.properties):
        if prop.length:
            rows.lists.setdefault(
                prop.name, (table[f"length {number}"].astype(np.int64), table[f"{number}"].reshape(-1))
            )
        else:
            rows.columns.setdefault(prop.name, table[f"{number}"])
    return rows, start + element.count * row.itemsize


def _lengths_at(content: bytes, at: int, order: str, element: PlyElement, name: str) -> tuple[list[int], int]:
    """The lengths of the lists of the row that begins here (0 for single values) and where it ends."""
    lengths = []
    for prop in element.properties:
        length = 0
        if prop.length:
            kind = np.dtype(order + prop.length)
            length = int.from_bytes(
                content[at : at + kind.itemsize], "big" if order == ">" else "little", signed=kind.kind == "i"
            )
            at += kind.itemsize
        if length < 0 or at > len(content):
            raise ValueError(_truncated(name, element))
        at += np.dtype(prop.kind).itemsize * (length if prop.length else 1)
        lengths.append(length)
    if at > len(content):
        raise ValueError(_truncated(name, element))
    return lengths, at


def _uneven_rows(content: bytes, start: int, order: str, element: PlyElement, name: str) -> tuple[PlyRows, int]:
    """Rows whose lists differ in length: where each begins is known only from the one before."""
    at, table = start, []
    for _ in range(element.count):
        lengths, end = _lengths_at(content, at, order, element, name)
        values = []
        for prop, length in zip(element.properties, lengths, strict=True):
            at += np.dtype(prop.length).itemsize if prop.length else 0
            count = length if prop.length else 1
            values.append(np.frombuffer(content, order + prop.kind, count, at))
            at += values[-1].nbytes
        table.append(values)
        at = end
    return _uneven(table, element), at


def _text_rows(lines: list[bytes], at: int, element: PlyElement, name: str) -> tuple[PlyRows, int]:
    """The rows of an element of a text file, one a line, and the line after them."""
    mine = [line.decode("ascii", errors="replace") for line in lines[at : at + element.count]]
    if len(mine) < element.count:
        raise ValueError(_truncated(name, element))
    end = at + element.count
    if not element.has_lists:
        table = numbers(mine, len(element.properties), name)
        rows = PlyRows()
        with np.errstate(invalid="ignore", over="ignore"):
            for prop, column in zip(element.properties, table.T, strict=True):
                rows.columns.setdefault(prop.name, column.astype(_text_kind(prop)))
        return rows, end
    try:
        return _uneven([_text_row(line, element) for line in mine], element), end
    except (ValueError, OverflowError, IndexError) as error:
        raise ValueError(f"{name} has lines that are not what its header says of a {element.name}") from error


def _text_kind(prop: PlyProperty) -> str:
    """The type of a property in a text, which may hold more digits than the `float` of its header does."""
    return "f8" if prop.kind == "f4" else prop.kind


def _text_row(line: str, element: PlyElement) -> list[np.ndarray]:
    words, at, values = line.split(), 0, []
    for prop in element.properties:
        count = int(words[at]) if prop.length else 1
        at += 1 if prop.length else 0
        if count < 0 or at + count > len(words):
            raise ValueError("too few words")
        values.append(np.array(words[at : at + count], dtype=np.float64))
        at += count
    return values


def _uneven(table: list[list[np.ndarray]], element: PlyElement) -> PlyRows:
    """Rows of arrays, one for each property, as columns and lists."""
    rows = PlyRows()
    for number, prop in enumerate(element.properties):
        values = [row[number] for row in table]
        joined = np.concatenate(values).astype(prop.kind) if values else np.zeros(0, prop.kind)
        if prop.length:
            rows.lists.setdefault(prop.name, (np.array([len(value) for value in values], dtype=np.int64), joined))
        else:
            rows.columns.setdefault(prop.name, joined)
    return rows


def _truncated(name: str, element: PlyElement) -> str:
    what = "points" if element.name == "vertex" else f"rows of {element.name}"
    return f"{name} is truncated: its header promises {element.count} {what}, the file holds fewer"
