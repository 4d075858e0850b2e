"""Meshes as STL files, binary or text; they have no colours."""

import re
from pathlib import Path

import numpy as np

from shape_diff.geometry.surface import Surface, join_surfaces, surface_part

HEADER_BYTES = 84
FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])
VERTEX = re.compile(rb"vertex\s+(\S+)\s+(\S+)\s+(\S+)", re.IGNORECASE)


def read_stl(path: Path) -> list[Surface]:
    """The triangles of an STL file, each with corners of its own; bytes after the last are passed over with a note.

    Raises:
        ValueError: it is truncated or neither of both kinds.
    """
    content = path.read_bytes()
    promised = int.from_bytes(content[80:HEADER_BYTES], "little") if len(content) >= HEADER_BYTES else -1
    if promised == 0:  # some programs forget to fill it in
        promised = (len(content) - HEADER_BYTES) // FACET.itemsize
    surplus = len(content) - HEADER_BYTES - promised * FACET.itemsize
    # Many programs begin binary files with "solid" too, so what is in the file decides.
    if surplus != 0 and content.lstrip()[:5].lower() == b"solid" and b"\0" not in content[:HEADER_BYTES]:
        return [_surface(_text_corners(content, path.name))]
    if promised < 0 or surplus < 0:
        raise ValueError(f"{path.name} is truncated: it promises {max(promised, 0):,} triangles and holds fewer")
    corners = np.frombuffer(content, FACET, promised, HEADER_BYTES)["corners"].astype(np.float64)
    notes = [f"{surplus:,} bytes after the last triangle of {path.name} were passed over"] if surplus else []
    return [join_surfaces([_surface(corners)], notes)]


def _surface(corners: np.ndarray) -> Surface:
    return surface_part(corners.reshape(-1, 3), np.arange(corners.size // 3).reshape(-1, 3))


def _text_corners(content: bytes, name: str) -> np.ndarray:
    words = VERTEX.findall(content)
    if len(words) % 3 or (words and b"endsolid" not in content.lower()):
        raise ValueError(f"{name} is truncated: its last triangle or its end is missing")
    return np.array(words, dtype=np.float64).reshape(-1, 3, 3)
