"""Lines of text to columns of numbers: separators, headers, counts and decimal signs of many programs."""

import re
from dataclasses import dataclass

import numpy as np

COMMENTS = ("#", "//", "%", "!")
UNIT = re.compile(r"\s*[\[(].*?[\])]")
WHOLE, DECIMAL_COMMA = re.compile(r"[-+]?\d+"), re.compile(r"[-+]?\d+(,\d+)?([eE][-+]?\d+)?")
NUMBER_LIKE = re.compile(r"[-+.]?\d|[-+]?(nan|inf)|$")
"""How a cell begins that is no column's name."""
EMPTY = ("", "null", "none", "na", "n/a", "-")
OTHER_NAMES = {
    f"{word}{sign}{number}": axis
    for word in ("points", "point", "position", "pos", "coordinates")
    for sign in (":", "_", "")
    for number, axis in ((0, "x"), (1, "y"), (2, "z"), ("x", "x"), ("y", "y"), ("z", "z"))
} | {"easting": "x", "northing": "y", "elevation": "z", "height": "z"}
"""What ParaView, surveyors and others call the axes."""


@dataclass(frozen=True)
class TextColumns:
    """Columns of a text.

    Attributes:
        names: of the columns, in small letters, or None where the text does not say.
        table: (n, columns) float64, NaN where a cell is empty.
        is_text: (columns,) whether a column holds words, which stand as NaN in the table.
    """

    names: list[str] | None
    table: np.ndarray
    is_text: np.ndarray


def read_columns(text: str, name: str) -> TextColumns:
    """The columns of a text; lines of a single number, which say how many follow, are passed over.

    Raises:
        ValueError: lines differ in the number of columns, or there are none.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.lower().startswith("sep=")]
    names, lines = _header(lines)
    lines = [line for line in lines if not line.lstrip().startswith(COMMENTS) and not _is_count(line)]
    if not lines:
        raise ValueError(f"{name} has no points")
    separator = _separator(lines[:100])
    if _has_decimal_commas(lines[:100], separator):
        lines = [line.replace(",", ".") for line in lines]
    try:
        table = np.loadtxt(lines, dtype=np.float64, comments=None, delimiter=separator, ndmin=2)
        if names is None or table.shape[1] == len(names):
            return TextColumns(names, table, np.zeros(table.shape[1], dtype=bool))
    except ValueError:
        pass
    rows = [_cells(line, separator) for line in lines]
    if all(row[-1] == "" and (names is None or len(row) > len(names)) for row in rows):
        rows = [row[:-1] for row in rows]  # a separator at the end of each line
    width = len(rows[0]) if names is None else len(names)
    wrong = next((row for row in rows if len(row) != width), None)
    if wrong is not None:
        raise ValueError(f"{name} has lines that are not {width} numbers, such as {' '.join(wrong)[:60]!r}")
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    is_text = np.array([column is None for column in columns])
    blank = np.full(len(rows), np.nan)
    return TextColumns(names, np.stack([blank if column is None else column for column in columns], axis=1), is_text)


def _header(lines: list[str]) -> tuple[list[str] | None, list[str]]:
    """The names of the columns, if one of the first lines names x, y and z, and the lines after it.

    A first line of words that names other things is passed over.
    """
    for number, line in enumerate(lines[:20]):
        bare = line.strip().lstrip("#/%!").strip()
        names = [_plain_name(word) for word in _cells(bare, _separator([bare]))]
        if {"x", "y", "z"} <= set(names):
            return names, lines[number + 1 :]
        if not line.lstrip().startswith(COMMENTS) and not _is_count(line):
            return None, lines if any(map(NUMBER_LIKE.match, names)) else lines[number + 1 :]
    return None, lines


def _plain_name(word: str) -> str:
    """A column's name in small letters and without its unit, as in "X [m]"."""
    name = UNIT.sub("", word.strip().lower()).strip()
    return OTHER_NAMES.get(name, name)


def _is_count(line: str) -> bool:
    return WHOLE.fullmatch(line.strip()) is not None


def _separator(lines: list[str]) -> str | None:
    """The sign between the columns of these lines; None for white space."""
    if all(";" in line for line in lines):
        return ";"
    if not all("," in line for line in lines) or _has_decimal_commas(lines, None):
        return None
    return ","


def _has_decimal_commas(lines: list[str], separator: str | None) -> bool:
    """Whether a comma stands for the point in numbers, as in German: 2,01 1,97 3,00 with other signs between them."""
    cells = [cell for line in lines for cell in _cells(line, separator)]
    if separator == "," or not any("," in cell for cell in cells) or min(len(_cells(x, separator)) for x in lines) < 3:
        return False
    return all(DECIMAL_COMMA.fullmatch(cell) or cell.isalpha() for cell in cells)


def _cells(line: str, separator: str | None) -> list[str]:
    """The cells of a line without quotation marks; commas and semicolons may have white space beside them."""
    if separator is None:
        return [cell.strip("\"'") for cell in line.split()]
    cells = [cell.strip().strip("\"'") for cell in line.split(separator)]
    if any(re.search(r"\d\s+[-+.\d]", cell) for cell in cells):  # "x y z, r g b"
        return re.split(rf"[\s{separator}]+", line.strip().strip(separator))
    return cells


def _column(cells: tuple[str, ...]) -> np.ndarray | None:
    """Cells as numbers, NaN where they are empty; None for words."""
    try:
        return np.array([("nan" if cell.lower() in EMPTY else cell) for cell in cells], dtype=np.float64)
    except ValueError:
        return None
