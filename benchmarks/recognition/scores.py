"""Answers to rates with intervals."""

import csv
import json
import math
from pathlib import Path

from benchmarks.recognition.sheets import ANSWERS, CHOSEN, KEY

SAME = "same.csv"


def read_form(path: Path, column: str) -> dict[int, str]:
    """Number -> answer in small letters, "" where there is none.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no form of that kind.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        try:
            return {int(row["number"]): (row[column] or "").strip().lower() for row in csv.DictReader(file)}
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path} is not a form with the columns number and {column}") from error


def write_second_form(folder: Path) -> Path:
    """For a second reader: each name beside the caption, and whether both are the same kind of thing (yes or no)."""
    key, names = _key(folder), read_form(folder / ANSWERS, "name")
    path = folder / SAME
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("number", "caption", "name", "same"))
        writer.writerows([row["number"], row["caption"], names.get(row["number"], ""), ""] for row in key)
    return path


def scores(folder: Path) -> list[str]:
    """Lines for people: how many were named and how many chosen rightly.

    Raises:
        OSError: a form is missing.
        ValueError: a form is not filled in.
    """
    key = _key(folder)
    lines = []
    if (folder / SAME).is_file():
        same = read_form(folder / SAME, "same")
        unread = [row["number"] for row in key if same.get(row["number"]) not in ("yes", "no")]
        if unread:
            raise ValueError(f"{folder / SAME} says neither yes nor no of number {unread[0]}")
        lines.append(_rate("named freely", sum(same[row["number"]] == "yes" for row in key), len(key)))
    letters = read_form(folder / CHOSEN, "letter")
    if any(letters.values()):
        right = sum(letters.get(row["number"]) == row["letter"] for row in key)
        lines.append(_rate("chosen among ten of their colour", right, len(key)))
    if not lines:
        raise ValueError(f"no form in {folder} is filled in; fill in {ANSWERS}, then run 'second', or fill in {CHOSEN}")
    return lines


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson 1927)."""
    rate, scale = right / of, 1 + z**2 / of
    middle = (rate + z**2 / (2 * of)) / scale
    half = z / scale * math.sqrt(rate * (1 - rate) / of + z**2 / (4 * of**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _rate(what: str, right: int, of: int) -> str:
    low, high = wilson(right, of)
    return f"{what}: {right} of {of}, {right / of:.0%} (95 % interval {low:.0%} to {high:.0%})"


def _key(folder: Path) -> list[dict[str, str | int]]:
    return json.loads((folder / KEY).read_text(encoding="utf-8"))
