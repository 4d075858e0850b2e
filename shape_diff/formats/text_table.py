"""Numbers in lines of text."""

import numpy as np


def numbers(lines: list[str], width: int, name: str) -> np.ndarray:
    """(lines, width) float64 of lines of numbers with white space between; `name` of the file is for messages."""
    if not lines:
        return np.zeros((0, width))
    wrong = f"{name} has lines that are not {width} numbers"
    try:
        table = np.loadtxt(lines, dtype=np.float64, comments=None, ndmin=2)
    except ValueError as error:
        raise ValueError(wrong) from error
    if table.shape != (len(lines), width):
        raise ValueError(wrong)
    return table
